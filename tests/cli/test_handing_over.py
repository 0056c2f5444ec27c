"""A bundle is checked where nothing of ours is: its verifier alone, an empty environment, no network; and each change of twenty and more is found."""

import ast
import csv
import hashlib
import io
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import warnings
import zipfile
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import bagit
import pyarrow as pa
import pytest
from click.testing import CliRunner
from tests.cli.conftest import ONE, export
from tools import reference

from doxdocket.cli import handing_over, root
from doxdocket.count import scope, thresholds
from doxdocket.count.catalogue import catalogue
from doxdocket.desk import handover
from doxdocket.desk.documents import readers
from doxdocket.desk.documents.material import Material
from doxdocket.desk.handover import bundle as bundle_of
from doxdocket.desk.handover import verify as verifier
from doxdocket.desk.handover.bundle import covered
from doxdocket.law.kinds import RULES
from doxdocket.pipeline import inputs
from doxdocket.seal.keys import Identity
from doxdocket.seal.signatures import Signer
from doxdocket.store.case import Case
from doxdocket.store.custody.chain import START, link
from doxdocket.words import say, zh_en

WHO = "演练甲"
BESIDE = {handover.SIGNATURE, "cover.docx"}


class Handed:
    """A copy of the rehearsal case with a decision, and what it handed over."""

    def __init__(self, folder, home):
        self.case, self.home, self.bundle = folder / "case", home, folder / "bundle"

    def call(self, *words, code=0):
        done = CliRunner(env={"DOXDOCKET_HOME": str(self.home)}).invoke(root, ["--lang", "en", *map(str, words)])
        assert done.exit_code == code, done.stderr
        return done.stdout if code == 0 else done.stderr

    def hand_over(self, to, *more, code=0):
        few = ("--document", "statistics", "--document", "evidence", "--on", "2026-11-30", "--reason", "证据交换", "--officer", WHO)  # fmt: skip
        return self.call("handover", self.case, "--to", to, *few, *more, "--json", code=code)


@pytest.fixture(scope="module")
def handed(small_case, tmp_path_factory):
    folder = tmp_path_factory.mktemp("handed")
    shutil.copytree(small_case.case, folder / "case")
    shutil.copytree(small_case.home, folder / "home")
    it = Handed(folder, folder / "home")
    rows = [json.loads(line) for line in it.call("export", it.case, "findings").splitlines()]
    wrong = next(row["finding"] for row in rows if row["kind"] == "phone_number" and row["verdict"] == "valid")
    it.call("decide", it.case, "finding.reject", wrong, "--reason", "核对原贴，不是号码", "--officer", WHO)
    for kind, answer in (("id_number", "yes"), ("home_address", "no")):
        it.call("decide", it.case, "kind.sensitive", kind, answer, "--reason", "本案实际造成的后果", "--officer", WHO)
    it.call("run", it.case)
    assert "key sign" in it.hand_over(folder / "unsigned", code=2)
    it.call("key", "sign", it.case, "--officer", WHO)
    it.said = json.loads(it.hand_over(it.bundle))
    return it


@pytest.fixture
def mine(handed, tmp_path):
    """A copy of the bundle, to be changed."""
    return Path(shutil.copytree(handed.bundle, tmp_path / "other"))


ENDED = {"holds": 0, "differs": 1, "unchecked": 3}


def checked(folder, *words, **environ):
    """What the verifier of the bundle says, started with nothing of ours to be found; its exit code is that of its result."""
    call = [sys.executable, "-I", str(folder / "verify.py"), *words]
    done = subprocess.run([*call, "--json"], env=environ, cwd="/", capture_output=True, check=False, timeout=300)
    assert done.returncode in {0, 1, 3}, done.stderr
    told = json.loads(done.stdout)
    assert ENDED[told["result"]] == done.returncode
    return told


def differing(folder, **paper):
    """What differs, by the same file in this process: that it needs nothing of ours is asked of honest bundles and of hostile folders."""
    return {one["id"] for one in verifier.verify(folder, **paper)["checks"] if one["state"] == "differs"}


# An honest bundle.


def test_every_headline_figure_is_counted_again_with_the_bundle_alone(handed, tmp_path):
    alone = Path(shutil.copytree(handed.bundle, tmp_path / "alone"))
    head = json.loads((alone / "data/bundle.json").read_text("utf-8"))["custody_head"]
    told = checked(alone, *paper(handed), "--head", head)
    assert (told["result"], told["paper"]) == ("holds", True)
    assert [one for one in told["checks"] if one["state"] != "holds"] == []
    published = json.loads(handed.call("figures", handed.case, "--json", "--all"))
    parts = {"all": published["figures"]} | {one["scope"]: one["figures"] for one in published["scopes"]}
    assert set(parts) == {"all", "core"}
    for name, figures in parts.items():
        mine = {row["id"]: row["counted"] for row in told["figures"] if row["scope"] == name}
        assert set(mine) >= {*catalogue().headline} | ({"core_channels"} if name == "all" else set())
        known = {one["id"]: [one[end] and str(one[end]) for end in ("low", "estimate", "high")] for one in figures}
        assert mine == {id_: [None if end is None else str(end) for end in known[id_]] if None in known[id_] else [str(one) for one in bounds_of(figures, id_)] for id_ in mine}  # fmt: skip
    assert any(row["counted"][0] not in {None, "0"} for row in told["figures"] if row["id"] == "views")
    assert told["cannot"]


def paper(handed):
    """What is typed from the paper cover."""
    return "--key", handed.said["key"], "--bag", handed.said["sha256"]


def bounds_of(figures, id_):
    [one] = [one for one in figures if one["id"] == id_]
    return [one[end] for end in ("low", "estimate", "high")]


def test_others_tools_find_it_whole(handed, mine, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of bagit itself
        assert bagit.Bag(str(mine)).validate()
    rows = [json.loads(line) for line in (mine / "data/tables/custody.jsonl").read_text("utf-8").splitlines()]
    public = next(row["detail"]["public"] for row in rows if row["act"] == "sign.key")
    (tmp_path / "allowed").write_text(f"them {public}\n")
    with (mine / "tagmanifest-sha256.txt").open("rb") as data:
        call = ["ssh-keygen", "-Y", "verify", "-f", tmp_path / "allowed", "-I", "them", "-n", handover.NAMESPACE, "-s", mine / handover.SIGNATURE]  # fmt: skip
        assert subprocess.run(call, stdin=data, capture_output=True, check=False).returncode == 0
    (tmp_path / "key.pub").write_text(public)
    named = subprocess.run(["ssh-keygen", "-lf", tmp_path / "key.pub"], capture_output=True, text=True, check=True)
    assert handed.said["key"] in named.stdout


@pytest.mark.whole
def test_the_same_case_gives_the_same_bytes_and_leaves_with_officer_reason_and_digest(handed, tmp_path):
    before = len(custody(handed))
    said = json.loads(handed.hand_over(tmp_path / "again"))
    ours, theirs = (
        {p.relative_to(top).as_posix(): p.read_bytes() for p in top.rglob("*") if p.is_file()}
        for top in (handed.bundle, tmp_path / "again")
    )
    assert ours.keys() == theirs.keys()
    assert {name for name in ours if ours[name] != theirs[name]} <= {"cover.docx"}
    assert said["sha256"] == handed.said["sha256"] == hashlib.sha256(ours["tagmanifest-sha256.txt"]).hexdigest()
    bundle, cover = [row for row in custody(handed)[before:] if row.act == "export"]
    assert (bundle.actor, bundle.detail["reason"], bundle.detail["sha256"]) == (WHO, "证据交换", said["sha256"])
    assert cover.detail["of"] == said["sha256"]
    assert (bundle.seq, bundle.hash) == (said["custody_row"], said["custody_hash"])


def custody(handed):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(handed.home))
        with Case.open(handed.case) as case:
            return case.custody.rows()


def test_nothing_is_written_where_something_lies_or_the_result_is_old(handed, tmp_path):
    (tmp_path / "there").mkdir()
    assert "there" in handed.hand_over(tmp_path / "there", code=2)
    assert list((tmp_path / "there").iterdir()) == []
    shutil.copytree(handed.case, tmp_path / "case")
    other = Handed(tmp_path, shutil.copytree(handed.home, tmp_path / "home"))
    other.call("decide", other.case, "person.public_figure", "V0001", "--reason", "公开报道", "--officer", WHO)
    assert "doxdocket run" in other.hand_over(tmp_path / "bundle", code=2)
    assert not (tmp_path / "bundle").exists()


def test_the_verifier_is_of_the_standard_library_of_python_3_9(handed):
    text = (handed.bundle / "verify.py").read_text("utf-8")
    tree = ast.parse(text, feature_version=(3, 9))
    named = [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
    rooms = {(one.module or "") if isinstance(one, ast.ImportFrom) else one.names[0].name for one in named}
    assert {room.partition(".")[0] for room in rooms} <= set(sys.stdlib_module_names)
    assert not {"socket", "urllib", "http", "ssl"} & {room.partition(".")[0] for room in rooms}


@pytest.mark.parametrize(("lang", "word"), [("zh", "没有发现不符之处"), ("en", "nothing differs")])
def test_it_speaks_both_languages_and_says_what_it_cannot_check(handed, lang, word):
    call = [sys.executable, "-I", handed.bundle / "verify.py", "--lang", lang, *paper(handed)]
    done = subprocess.run(call, env={}, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0
    assert word in done.stdout.splitlines()[-1]
    assert all(name in done.stdout for name in ("person_low", "--head", "persons_civil"))


def test_without_ssh_keygen_it_says_that_the_signature_was_not_checked(handed):
    said = checked(handed.bundle, *paper(handed), PATH="/nowhere")
    told = {one["id"]: one["state"] for one in said["checks"]}
    assert told.pop("signature") == "unchecked"
    assert set(told.values()) == {"holds"}
    call = [sys.executable, "-I", handed.bundle / "verify.py", "--lang", "en", *paper(handed)]
    done = subprocess.run(call, env={"PATH": "/nowhere"}, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 3
    assert "nothing differs" not in done.stdout


@pytest.mark.parametrize(("lang", "words"), [("zh", "没有与纸质封面核对"), ("en", "not checked against paper")])
def test_without_paper_it_is_neither_sound_nor_without_difference(handed, lang, words):
    said = checked(handed.bundle)
    assert (said["result"], said["paper"]) == ("unchecked", False)
    assert [one["id"] for one in said["checks"] if one["state"] != "holds"] == ["paper"]
    call = [sys.executable, "-I", handed.bundle / "verify.py", "--lang", lang]
    done = subprocess.run(call, env={}, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 3
    assert words in done.stdout.splitlines()[-1]
    assert "nothing differs" not in done.stdout
    assert "没有发现不符" not in done.stdout


@pytest.mark.parametrize("words", [("--key", ""), ("--bag", ""), ("--head", ""), ("--key", "SHA256:abc"), ("--bag", "0" * 63), ("--nothing",)])  # fmt: skip
def test_what_was_not_typed_whole_is_refused(handed, words):
    done = subprocess.run([sys.executable, "-I", handed.bundle / "verify.py", *words], env={}, capture_output=True, encoding="utf-8", check=False)  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "/" in done.stderr


def test_its_help_is_chinese_too(handed):
    done = subprocess.run([sys.executable, "-I", handed.bundle / "verify.py", "--help"], env={}, capture_output=True, encoding="utf-8", check=False)  # fmt: skip
    assert "positional arguments" not in done.stdout
    assert all(word in done.stdout for word in ("纸上的签名公钥指纹", "选项", "显示本说明"))


def test_every_figure_is_counted_again_or_named_among_what_is_not(handed):
    said = checked(handed.bundle)
    counted = {row["id"] for row in said["figures"]}
    cannot = "".join(one["zh"] for one in said["cannot"])
    whole = json.loads((handed.bundle / "data/figures/figures.json").read_text("utf-8"))
    for one in whole["figures"]:
        assert one["id"] in {*counted, "completeness"} or f"{one['label']}（{one['id']}）" in cannot
    assert {one["id"] for one in whole["figures"]} - counted <= {
        "completeness",
        "items_changed",
        "profile_full",
        "face_images",
        "posts_in_doubt",
    }
    assert all(word in cannot for word in ("cover.docx", "signature.sig", "links", "末行以后", "违法所得"))


def test_the_way_by_hand_reaches_every_file(handed, mine, tmp_path):
    steps = [f"sha256sum -c --quiet {kind}-sha256.txt" for kind in ("tagmanifest", "manifest")]

    def ends():
        return [subprocess.run(step.split(), cwd=mine, capture_output=True, check=False).returncode for step in steps]

    assert ends() == [0, 0]
    signed = (mine / "tagmanifest-sha256.txt").read_bytes()
    without("publications")(mine)
    refit(mine)
    (mine / "tagmanifest-sha256.txt").write_bytes(signed)
    assert ends() == [1, 0]
    cover = zipfile.ZipFile(handed.bundle / "cover.docx").read("word/document.xml").decode()
    assert f"cover.docx {sum(path.is_file() for path in handed.bundle.rglob('*'))} in the folder" in re.sub(
        "<[^>]+>", "", cover
    )
    for text in (cover, (mine / "index.txt").read_text("utf-8"), (mine / "index.html").read_text("utf-8")):
        at = [text.index(word) for word in ("ssh-keygen -Y verify", "sha256sum -c tagmanifest-sha256.txt", "sha256sum -c manifest-sha256.txt")]  # fmt: skip
        assert at == sorted(at)


def test_who_only_posted_is_a_code(handed):
    posts = rows(handed.bundle, "posts")
    accounts = {row["from_id"] for row in posts if row["from_id"]}
    assert any(one.startswith("account:") for one in accounts)
    assert all(re.fullmatch(r"account:\d+|(channel)?\d+", one) for one in accounts)
    assert all(row["from_name"].endswith("***") for row in posts if str(row["from_id"]).startswith("account:") and row["from_name"])  # fmt: skip


def test_the_verifier_knows_every_figure_by_name(handed):
    assert (handed.bundle / "verify.py").read_bytes() == Path(verifier.__file__).read_bytes()
    whole = json.loads((handed.bundle / "data/figures/figures.json").read_text("utf-8"))
    held = {one["id"]: (one["unit"], one["label"], one["label_en"]) for one in whole["figures"] if not one["id"].startswith("kind.")}  # fmt: skip
    assert held == verifier.KNOWN
    core = {one["id"] for one in whole["scopes"][0]["figures"]}
    assert set(held) - core == verifier.OF_ALL
    assert {one for one in held if one in catalogue().same} == set(verifier.SAME)
    assert {zh_en("masking.masked")[0], zh_en("masking.masked")[1]} == set(verifier.HIDDEN)
    assert set(inputs.build()) | {"commit", "rules"} == set(verifier.BUILT)


def test_the_index_and_the_cover_name_what_is_in_it(handed):
    page, text = ((handed.bundle / f"index.{form}").read_text("utf-8") for form in ("html", "txt"))
    for path in (handed.bundle / "data").rglob("*.*"):
        name = path.relative_to(handed.bundle).as_posix()
        assert f'href="{name}"' in page
        assert name in text
    assert "<script" not in page
    for word in ("12 质证提纲：仅供内部使用", "31 密封", "登记簿", "publications", "末行"):
        assert word in text.replace("止于", "末行"), word
    last = len(rows(handed.bundle, "custody"))
    assert f"第 {last} 行" in text
    cover = zipfile.ZipFile(handed.bundle / "cover.docx").read("word/document.xml").decode()
    assert f"第 {last + 1} 至 " in cover or f"({last + 1} to " in cover
    cited = json.loads(handed.call("documents", handed.case, "evidence", "--json"))["documents"]["evidence"]
    assert cited["exhibits"]
    assert all(post in (handed.bundle / "exhibits.html").read_text("utf-8") for post in cited["exhibits"])


# A dishonest one.


def rows(folder, name):
    path = folder / "data" / "tables" / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def put_rows(folder, name, told):
    path = folder / "data" / "tables" / f"{name}.jsonl"
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in told), encoding="utf-8")


def put_json(folder, name, change):
    path = folder / "data" / name
    told = json.loads(path.read_text("utf-8"))
    change(told)
    path.write_text(json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n", encoding="utf-8")  # fmt: skip


def in_row(name, test, change):
    """A change of the first row of a table that passes a test, in all tables of that name."""

    def plant(folder):
        told = rows(folder, name)
        change(next(row for row in told if test(row)))
        put_rows(folder, name, told)

    return plant


def without(name, test=lambda _: True):
    """The same table without that row."""

    def plant(folder):
        told = rows(folder, name)
        told.remove(next(row for row in told if test(row)))
        put_rows(folder, name, told)

    return plant


def figure(id_, **facts):
    def change(told):
        next(one for one in told["figures"] if one["id"] == id_).update(facts)

    return lambda folder: put_json(folder, "figures/figures.json", change)


def in_csv(folder):
    path = folder / "data/figures/figures.csv"
    told = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    told[5][6] = "1"
    out = io.StringIO(newline="")
    csv.writer(out).writerows(told)
    path.write_text("\ufeff" + out.getvalue(), encoding="utf-8", newline="")


def csv_rows(change):
    """The table of figures for people, changed."""

    def plant(folder):
        path = folder / "data/figures/figures.csv"
        told = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
        out = io.StringIO(newline="")
        csv.writer(out).writerows(change(told))
        path.write_text("\ufeff" + out.getvalue(), encoding="utf-8", newline="")

    return plant


def folded(folder):
    """A file of the rules less, its name and text at the end of the one before it."""

    def change(told):
        one, other = sorted(told["shipped"])[-2:]
        told["shipped"][one] += other + "\0" + told["shipped"].pop(other)

    put_json(folder, "versions/rules.json", change)


def twice(folder):
    """A row of publications that says first that it does not count."""
    path = folder / "data/tables/publications.jsonl"
    first, rest = path.read_text("utf-8").split("\n", 1)
    path.write_text(f'{{"counts": "none", {first[1:]}\n{rest}', encoding="utf-8")


def swapped(folder):
    one, other = sorted((folder / "data/documents").iterdir())[:2]
    first = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(first)


def written(path, text):
    def plant(folder):
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return plant


def linked(told):
    """A chain whose hashes fit again."""
    return [row.__dict__ if hasattr(row, "__dict__") else {name: getattr(row, name) for name in row.__slots__} for row in link((row["at"], row["actor"], row["act"], row["detail"]) for row in told)]  # fmt: skip


def rechained(folder, change):
    """The chain changed, its hashes and the head that the bundle names made to fit."""
    told = rows(folder, "custody")
    told = linked(change(told) or told)
    put_rows(folder, "custody", told)
    put_json(folder, "bundle.json", lambda b: b.update(custody_rows=len(told), custody_head=told[-1]["hash"] if told else START))  # fmt: skip


def cut_end(folder):
    rechained(folder, lambda told: told[:-1])


def reprinted(folder, cells, figure="persons"):
    """The documents with other cells in the rows of their tables that name the figure, and a list of documents that fits."""
    told = json.loads((folder / "data/figures/figures.json").read_text("utf-8"))["figures"]
    names = {one[name] for one in told if one["id"] == figure for name in ("label", "label_en")}

    def row(found):
        body = found[0]
        for old, new in cells.items() if any(f">{name}<" in body for name in names) else ():
            body = body.replace(f">{old}<", f">{new}<")
        return body

    for path in (folder / "data/documents").iterdir():
        with zipfile.ZipFile(path) as held:
            parts = {one.filename: held.read(one) for one in held.infolist()}
        body = parts["word/document.xml"].decode()
        body = re.sub(r"<w:tr[ >].*?</w:tr>", row, body, flags=re.DOTALL)
        with zipfile.ZipFile(path, "w") as held:
            for name, data in (parts | {"word/document.xml": body.encode()}).items():
                held.writestr(name, data)

    def change(told):
        for one in told["documents"]:
            one["sha256"] = hashlib.sha256((folder / "data/documents" / one["file"]).read_bytes()).hexdigest()

    put_json(folder, "bundle.json", change)


def cell(*ends):
    return "–".join(f"{int(one):,}" for one in (ends if len(set(ends)) > 1 else ends[:1]))


def consistent(folder):
    """A person more among the minors, in every file that tells of it, and a chain that fits."""
    everybody = {"under_18_low": True, "under_18_best": True, "under_18_high": True}
    told = rows(folder, "ages")
    inside = {row["channel_id"] for row in rows(folder, "channel_ranking") if row["in_best"]}
    grown = next(row for row in told if row["counts"] == "low" and not row["under_18_high"] and row["channel_id"] in inside)  # fmt: skip
    for row in told:
        if row["person"] == grown["person"]:
            row.update(everybody)
    put_rows(folder, "ages", told)
    every = verifier.verify(folder)["figures"]
    again = {(row["scope"], row["id"]): row["counted"] for row in every}
    reprinted(
        folder, {cell(*row["published"]): cell(*row["counted"]) for row in every if row["id"] == "minors"}, "minors"
    )

    def change(whole):
        for part in (whole, *whole["scopes"]):
            for one in part["figures"]:
                if one["id"] == "minors":
                    low, best, high = map(int, again[one["scope"], "minors"])
                    one.update(low=low, estimate=best, high=high, value=low)

    put_json(folder, "figures/figures.json", change)
    whole = json.loads((folder / "data/figures/figures.json").read_text("utf-8"))
    path = folder / "data/figures/figures.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    ours = {(one["scope"], one["id"]): one for part in (whole, *whole["scopes"]) for one in part["figures"]}
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, table[0])
        writer.writeheader()
        for row in table:
            if row["id"] == "minors":
                row |= {name: ours[row["scope"], "minors"][name] for name in ("low", "estimate", "high", "value")}
            writer.writerow(row)
    digest = hashlib.sha256((folder / "data/figures/figures.json").read_bytes()).hexdigest()

    def run(told):
        [*_, last] = [row for row in told if row["act"] == "run"]
        last["detail"]["figures"] = digest

    rechained(folder, run)


def refit(folder):
    """Manifests that fit whatever lies in the folder now."""
    inside = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}  # fmt: skip
    data = {name: content for name, content in inside.items() if name.startswith("data/")}
    info = (folder / "bag-info.txt").read_text("utf-8").splitlines()[:-1]
    (folder / "bag-info.txt").write_text("\n".join([*info, f"Payload-Oxum: {sum(map(len, data.values()))}.{len(data)}", ""]))  # fmt: skip
    for kind in ("manifest", "tagmanifest"):
        for name in ("sha256", "sha512"):
            some = data if kind == "manifest" else {
                path.name: path.read_bytes() for path in sorted(folder.iterdir())
                if path.is_file() and path.name not in BESIDE and not path.name.startswith("tagmanifest")
            }  # fmt: skip
            text = "".join(f"{hashlib.new(name, content).hexdigest()}  {path}\n" for path, content in some.items())
            (folder / f"{kind}-{name}.txt").write_text(text)


PLAIN = {
    "a row is gone": without("posts"),
    "a file is gone": lambda folder: (folder / "data/tables/links.jsonl").unlink(),
    "two documents are swapped": swapped,
    "a file more in the payload": written("data/documents/more.docx", "x"),
    "a file more beside it": written("more.txt", "x"),
    "a word more in the index": written("index.txt", "x"),
    "a line more in the verifier": written("verify.py", "\n"),
}
"""Changes that the manifests tell."""
FITTED = {
    "a moment of a publication": (in_row("publications", lambda r: r["date"], lambda r: r.update(date="2021-01-01T00:00:00Z")), "figures"),
    "a receipt stands twice": (lambda folder: put_rows(folder, "receipts", [*rows(folder, "receipts"), next(r for r in rows(folder, "receipts") if r["stage"] == "proven")]), "figures"),
    "a relative": (in_row("publications", lambda r: r["role"] == "relative" and r["counts"] == "low" and r["relation"] == "father", lambda r: r.update(role="target")), "figures"),
    "what the captures lack": (in_row("completeness", lambda r: r["item"] == "undated" and r["capture"] is None and r["count"], lambda r: r.update(count=r["count"] + 1)), "figures"),
    "how a figure is counted": (in_row("counted", lambda r: r["id"] == "relatives" and r["bound"] == "high", lambda r: r.update(where="true")), "figures"),
    "how a headline figure is counted": (in_row("counted", lambda r: r["id"] == "persons" and r["bound"] == "low", lambda r: r.update(where="counts = 'estimate'")), "figures"),
    "a number in a document": (lambda folder: reprinted(folder, {cell(*next([r["low"], r["estimate"], r["high"]] for r in json.loads((folder / "data/figures/figures.json").read_text("utf-8"))["figures"] if r["id"] == "persons")): "1–2–3"}), "documents"),
    "a publication is gone": (without("publications", lambda r: r["counts"] == "low"), "figures"),
    "a value is another": (in_row("core/exposures", lambda r: r["counts"] == "low" and r["shown"] == "low" and r["admitted"] == 1 and not r["hub"], lambda r: r.update(value_no=0, spelling_no=0)), "figures"),
    "two persons are one": (in_row("publications", lambda r: r["counts"] == "low" and r["person"] != "V0001", lambda r: r.update(dict.fromkeys(("person", "person_best", "person_low"), "V0001"))), "figures"),
    "a digit of a reading": (in_row("reach", lambda r: r["seen"] and r["in_low"] not in {"untold", "apart"}, lambda r: r.update(seen_high=r["seen_high"] + 10**6)), "figures"),
    "a tier": (in_row("kinds", lambda r: r["kind"] == "id_number", lambda r: r.update(tier_high="A")), "figures", "rules"),
    "a kind's name": (in_row("kinds", lambda r: r["kind"] == "id_number", lambda r: r.update(zh="其他")), "rules", "figures"),
    "what is sensitive": (in_row("kinds", lambda r: r["kind"] == "id_number", lambda r: r.update(sensitive="surely")), "figures"),
    "an act is confirmed": (in_row("conduct", lambda r: r["status"] == "proposed" and r["label"] == "insult", lambda r: r.update(status="confirmed")), "figures"),
    "an act is gone": (without("conduct", lambda r: r["label"] == "sale_offer" and r["status"] == "doubtful"), "figures"),
    "an age": (in_row("ages", lambda r: r["counts"] == "low" and not r["under_18_high"], lambda r: r.update(under_18_high=True)), "figures"),
    "a core channel": (in_row("channel_ranking", lambda r: r["in_best"], lambda r: r.update(in_best=False)), "figures"),
    "a column is gone": (in_row("links", lambda _: True, lambda r: r.pop("a")), "tables"),
    "a figure in the table": (in_csv, "csv"),
    "the reason of a decision": (in_row("decisions", lambda _: True, lambda r: r.update(reason="核对原贴，是号码")), "decisions"),
    "who decided": (in_row("decisions", lambda _: True, lambda r: r.update(officer="演练乙")), "decisions"),
    "a decision is gone": (without("decisions"), "decisions"),
    "an evidence file is another": (lambda folder: put_json(folder, "versions/evidence.json", lambda rows: rows[0].__setitem__(0, "0" * 64)), "evidence"),
    "an evidence file is gone from the list": (without("sources"), "evidence"),
    "an evidence file stands twice": (lambda folder: put_rows(folder, "sources", [*rows(folder, "sources"), rows(folder, "sources")[0]]), "evidence"),
    "the size of an evidence file": (in_row("sources", lambda _: True, lambda r: r.update(size=1)), "evidence"),
    "an end of one rule's text is in the next": (folded, "rules"),
    "versions are none": (lambda folder: put_json(folder, "versions/build.json", lambda t: t.clear()), "run"),
    "documents are swapped behind their manifests": (swapped, "documents"),
    "a document is gone": (lambda folder: next((folder / "data/documents").iterdir()).unlink(), "documents"),
    "the day": (lambda folder: put_json(folder, "bundle.json", lambda t: t.update(day="2020-01-01")), "documents"),
    "the run": (lambda folder: put_json(folder, "bundle.json", lambda t: t.update(run="0" * 16)), "run"),
    "a column more in the table of figures": (csv_rows(lambda t: [["value", *t[0]], *(["9", *row] for row in t[1:])]), "csv"),
    "columns less in the table of figures": (csv_rows(lambda t: [row[:2] for row in t]), "csv"),
    "a cell more in the table of figures": (csv_rows(lambda t: [t[0], *([*row, "9"] for row in t[1:])]), "csv"),
    "a row of custody that says more": (in_row("custody", lambda _: True, lambda r: r.update(note="原件已开封")), "chain", "tables"),
    "a row of custody that calls itself covered": (in_row("custody", lambda r: r["act"] == "init", lambda r: r.update(actor="他人", covered=True)), "chain"),
    "a covered row that covers who acted": (in_row("custody", lambda r: r["act"] == "add", lambda r: r.update(actor="〔已遮盖〕", covered=["actor"])), "chain"),
    "a decision that calls itself covered": (in_row("decisions", lambda _: True, lambda r: r.update(reason="另一理由", covered=["reason"])), "decisions"),
    "a name twice in a row": (twice, "tables", "figures"),
    "a set that calls itself decided": (in_row("publications", lambda r: r["identifies"] == "alone" and r["repeat_of"] is None, lambda r: r.update(identifies="decided")), "figures"),
    "a kind that was found sensitive and calls itself undecided": (in_row("exposures", lambda r: r["kind"] == "id_number", lambda r: r.update(sensitive=None)), "figures"),
    "a kind on which nobody decided calls itself sensitive": (in_row("exposures", lambda r: r["kind"] == "phone_number", lambda r: r.update(sensitive=True)), "figures"),
    "a rule": (lambda folder: put_json(folder, "versions/rules.json", lambda t: t["shipped"].update({"pi_kinds.yaml": t["shipped"]["pi_kinds.yaml"] + " "})), "rules"),
    "a version": (lambda folder: put_json(folder, "versions/build.json", lambda t: t.update(weights="0" * 16)), "run"),
    "a post is told of otherwise in the core": (in_row("core/publications", lambda r: r["role"] == "target", lambda r: r.update(role="relative")), "figures"),
    "a kind is told of otherwise in the core": (in_row("core/exposures", lambda r: r["counts"] == "high", lambda r: r.update(sure=7)), "figures"),
    "tables of a scope that there is not": (lambda folder: shutil.copytree(folder / "data/tables/core", folder / "data/tables/zzz"), "tables"),
    "a row of nothing": (lambda folder: put_rows(folder, "samples", [dict.fromkeys(verifier.Bundle(folder).columns()["samples"])]), "tables"),
    "an exhibit is another post": (in_row("exhibits", lambda _: True, lambda r: r.update(line=r["line"] + 1)), "documents"),
    "an exhibit rests on a file that there is not": (in_row("exhibits", lambda _: True, lambda r: r.update(files=[999])), "documents"),
    "a word of a row of custody": (in_row("custody", lambda r: r["act"] == "add", lambda r: r.update(actor="演练乙")), "chain"),
    "a row of custody is gone": (without("custody", lambda r: r["act"] == "add"), "chain"),
}  # fmt: skip
"""Changes behind manifests that were made to fit, each with the one check that tells it beside the signature."""


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.whole(but=5)
def test_a_change_is_found_by_its_manifests(mine, name):
    PLAIN[name](mine)
    assert differing(mine) >= {"bag"}


def first_of_each():
    """Of the changes that the same checks tell the first two; the others with ``--whole``."""
    seen = Counter()
    for name, (_, *checks) in FITTED.items():
        seen[*checks] += 1
        yield name if seen[*checks] <= 2 else pytest.param(name, marks=pytest.mark.whole)


@pytest.mark.parametrize("name", list(first_of_each()))
@pytest.mark.whole(but=5)
def test_a_change_behind_manifests_that_fit_is_found_by_what_it_says(mine, name):
    plant, *checks = FITTED[name]
    plant(mine)
    refit(mine)
    assert differing(mine) == {"signature", *checks}


def own(folder, change):
    """Everything made to fit a change of the file of figures: table, chain, manifests."""
    put_json(folder, "figures/figures.json", change)
    whole = json.loads((folder / "data/figures/figures.json").read_text("utf-8"))

    def cell(value):
        return "" if value is None else json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)

    figures = [one for part in (whole, *whole["scopes"]) for one in part["figures"]]
    csv_rows(lambda t: [t[0], *([cell(one.get(name)) for name in t[0]] for one in figures)])(folder)
    digest = hashlib.sha256((folder / "data/figures/figures.json").read_bytes()).hexdigest()
    rechained(folder, lambda told: [row for row in told if row["act"] == "run"][-1]["detail"].update(figures=digest))
    refit(folder)


def law(**facts):
    return lambda whole: next(one for one in whole["law"] if one["rule"].endswith("/5-1-3") and one["reading"] == "U_person").update(facts)  # fmt: skip


def only(id_, **facts):
    return lambda whole: next(one for one in whole["figures"] if one["id"] == id_).update(facts)


def only_one(whole, id_):
    return next(one for one in whole["figures"] if one["id"] == id_)


def highest(whole):
    [one] = [one for one in whole["figures"] if one["id"] == "persons"]
    one.update(status="reviewed", value=one["high"])


WHOLE = {
    "the law's answer": (law(answer_low="met"), {"law"}),
    "the law's share": (law(share_high="9/1"), {"law"}),
    "what the law's answer rests on": (law(inputs={"low": {"tier_a": "9000"}, "high": {"tier_a": "9000"}}, answer_low="met", answer_high="met", share_low="180/1", share_high="180/1"), {"law"}),
    "a value that nobody picked": (highest, {"figures"}),
    "a figure's name": (only("persons", label="被害死亡的人"), {"figures"}),
    "a figure that is not headline is gone": (lambda whole: whole["figures"].remove(next(one for one in whole["figures"] if one["id"] == "hints_open")), set()),
    "a figure stands twice": (lambda whole: whole["figures"].append(whole["figures"][3]), {"figures"}),
    "no figures of the core channels": (lambda whole: whole["scopes"].clear(), {"figures", "documents", "tables"}),
    "a kind of which nothing is in the tables": (lambda whole: whole["figures"].append({**only_one(whole, "kind.id_number"), "id": "kind.face_biometric", "low": 5000, "estimate": 5000, "high": 5000, "value": 5000}), {"figures"}),
    "more of one kind than there is": (only("kind.id_number", low=1390, estimate=1390, high=1390, value=1390), {"figures"}),
    "another rule's value": (only("persons", adopts="high"), {"figures"}),
    "another scope on a figure": (only("persons", scope="core"), {"figures"}),
    "core channels that were decided": (lambda whole: whole["scopes"][0].update(basis="decided", label="核心频道（3 个，已认定）"), {"figures"}),
}  # fmt: skip
"""Changes of the file of figures with everything else made to fit, each with what tells it beside the signature."""


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.whole(but=5)
def test_a_change_of_the_file_of_figures_made_to_fit_is_found(mine, name):
    change, checks = WHOLE[name]
    own(mine, change)
    assert differing(mine) == {"signature", *checks}
    if not checks:
        told = verifier.verify(mine)["checks"]
        assert "hints_open" in str([one["said"] for one in told if one["id"] == "figures"])


def test_a_covered_row_proves_neither_key_nor_run(mine):
    for act, check in (("sign.key", "signature"), ("run", "run")):
        told = rows(mine, "custody")
        row = [row for row in told if row["act"] == act][-1]
        row["detail"]["note"] = "〔已遮盖〕"
        row["covered"] = ["detail/note"]
        put_rows(mine, "custody", told)
        refit(mine)
        found = differing(mine)
        assert check in found
        assert "chain" not in found


def test_the_hash_on_paper_is_that_of_the_last_row(handed, mine):
    told = rows(mine, "custody")
    assert "chain" not in differing(mine, head=told[-1]["hash"])
    assert "chain" in differing(mine, head=told[-2]["hash"])
    head = told[-1]["hash"]
    rechained(mine, lambda told: [*told, {**told[-1], "act": "open", "detail": {}}])
    assert [row["hash"] for row in rows(mine, "custody")][-2] == head
    refit(mine)
    assert "chain" not in differing(mine)
    assert "chain" in differing(mine, head=head)


def fifo(folder):
    (folder / "index.txt").unlink()
    os.mkfifo(folder / "index.txt")


def endless(folder):
    (folder / "data/tables/hubs.jsonl").unlink()
    (folder / "data/tables/hubs.jsonl").symlink_to("/dev/zero")


def sized(name, size):
    def plant(folder):
        with (folder / name).open("r+b") as file:
            file.truncate(size)

    return plant


def replaced(name, data):
    return lambda folder: (folder / name).write_bytes(data)


DEEP = b"[" * 200_000
HOSTILE = {
    "a pipe": fifo,
    "a link without end": endless,
    "a file of 100 GB": sized("data/tables/hubs.jsonl", 100 << 30),
    "deep figures": replaced("data/figures/figures.json", DEEP),
    "deep bundle": replaced("data/bundle.json", DEEP),
    "deep row": written("data/tables/kinds.jsonl", "[" * 200_000 + "\n"),
    "no object": replaced("data/figures/figures.json", b"[]"),
    "no rules": replaced("data/versions/rules.json", b"[]"),
    "no text": replaced("data/tables/posts.jsonl", b"\xff\xfe\n"),
    "no number": in_row("reach", lambda _: True, lambda r: r.update(seen=float("nan"))),
    "a number of 5000 digits": written("data/tables/kinds.jsonl", '{"kind": ' + "9" * 5000 + "}\n"),
    "a number that fills the memory": lambda folder: put_json(folder, "figures/figures.json", law(inputs={"low": {"tier_a": "1e99999999"}, "high": {"tier_a": "1e99999999"}})),
    "a list for a word": in_row("publications", lambda _: True, lambda r: r.update(counts=["low"])),
    "text for an object": in_row("custody", lambda _: True, lambda r: r.update(detail="text")),
    "a cell without end": replaced("data/figures/figures.csv", b'scope,id\n"all' + b"x" * 200_000),
    "a folder for the signature": lambda folder: (folder / "signature.sig").unlink() or (folder / "signature.sig").mkdir(),
    "an empty folder": lambda folder: (folder / "本包由法院认可").mkdir(),
    "a folder that leads back": lambda folder: (folder / "data/loop").symlink_to("."),
}  # fmt: skip
"""What would stop a reader that trusts the folder."""


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.whole(but=5)
def test_whatever_the_folder_is_the_verifier_ends_and_says_so(mine, name):
    HOSTILE[name](mine)
    found = {one["id"] for one in checked(mine)["checks"] if one["state"] == "differs"}
    read = {"deep row", "no text", "no number", "a number of 5000 digits"}
    assert found & ({"tables"} if name in read else {"bag", "tables"})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda told: told["scopes"][0].update(scope=["core"]), ()),
        (lambda told: only_one(told, "persons").pop("label_en"), ("--posts", "all/persons")),
    ],
)
def test_what_cannot_be_printed_ends_with_a_verdict_too(mine, change, words):
    put_json(mine, "figures/figures.json", change)
    put_rows(mine, "channel_ranking", [])
    done = subprocess.run([sys.executable, "-I", mine / "verify.py", "--lang", "en", *words], env={}, capture_output=True, encoding="utf-8", check=False)  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "counts as differing" in done.stdout or "check the bundle first" in done.stderr


def test_what_is_too_large_to_be_read_whole_is_not_read_and_said(mine, monkeypatch):
    monkeypatch.setattr(verifier, "SMALL", 1 << 20)
    sized("data/figures/figures.json", (1 << 20) + 1)(mine)
    [bag] = [one for one in verifier.verify(mine)["checks"] if one["id"] == "bag"]
    assert "data/figures/figures.json is too large (1048577 bytes) and was not read" in [one["en"] for one in bag["said"]]  # fmt: skip


def test_a_figure_changed_alone_is_found_by_chain_table_and_count(mine):
    figure("persons", low=1, value=1)(mine)
    refit(mine)
    assert differing(mine) == {"signature", "run", "csv", "figures", "documents"}


def test_the_end_of_the_chain_cut_off_is_found_by_the_paper(handed, mine):
    head = rows(mine, "custody")[-1]["hash"]
    cut_end(mine)
    refit(mine)
    assert "chain" not in differing(mine)
    assert {"signature", "chain"} <= differing(mine, head=head)


def test_what_was_made_to_fit_everywhere_is_found_by_the_signature_alone(handed, mine):
    assert differing(mine) == set()
    consistent(mine)
    refit(mine)
    assert differing(mine) == {"signature"}
    assert verifier.verify(mine)["figures"] != verifier.verify(handed.bundle)["figures"]


@pytest.mark.whole
def test_a_whole_that_somebody_else_signed_is_found_by_the_fingerprint_on_paper(handed, mine):
    other = Signer.of(Identity.generate())

    def sign(told):
        [row] = [row for row in told if row["act"] == "sign.key"]
        row["detail"].update(public=other.public, fingerprint=other.fingerprint)

    consistent(mine)
    rechained(mine, sign)
    refit(mine)
    (mine / "cover.docx").unlink()
    (mine / handover.SIGNATURE).write_bytes(other.signed((mine / "tagmanifest-sha256.txt").read_bytes(), handover.NAMESPACE))  # fmt: skip
    assert differing(mine) == set()
    for paper in ({"key": handed.said["key"]}, {"bag": handed.said["sha256"]}):
        assert differing(mine, **paper) == {"signature"}
    (mine / handover.SIGNATURE).write_bytes(other.signed((mine / "tagmanifest-sha256.txt").read_bytes(), "another purpose"))  # fmt: skip
    assert differing(mine) == {"signature"}
    (mine / handover.SIGNATURE).unlink()
    assert differing(mine) == {"signature"}


# The rule of a value is one, and stands with the figure.


def test_each_figure_names_the_rule_of_its_value_and_the_verifier_follows_it(handed, mine, monkeypatch):
    monkeypatch.setattr(verifier, "priced", lambda _: iter(()))  # prices are set here of which no table tells
    monkeypatch.setattr(verifier, "tables_of", lambda _: [])  # nor do documents print them
    whole = json.loads((handed.bundle / "data/figures/figures.json").read_text("utf-8"))
    rules = {one["id"]: one["adopts"] for one in whole["figures"]}
    assert {id_ for id_, rule in rules.items() if rule != "low"} - {"receipts_claimed"} == {"completeness", "price_low"}
    assert rules["price_low"] == "high"
    receipts = [one for one in rows(mine, "receipts") if one["stage"] != "paid"]
    paid = {**dict.fromkeys(verifier.Bundle(mine).columns()["receipts"]), "stage": "paid"}
    backed, bare = (
        {**paid, "yuan_low": "2000.00", "yuan_high": "2000.00", "backing": "evidence"},
        {**paid, "yuan_low": "55.00", "yuan_high": "55.00", "backing": ""},
    )
    put_rows(mine, "receipts", [*receipts, backed, bare])

    def unequal(whole):
        for part in (whole, *whole["scopes"]):
            only("price_low", low=25, estimate=30, high=30, value=30, adopts="high")(part)
        only("receipts_claimed", low=2055, estimate=2055, high=2055, value=2000, adopts="backed")(whole)

    own(mine, unequal)
    assert differing(mine) == {"signature"}
    told = next(one for one in verifier.verify(mine)["checks"] if one["id"] == "figures")
    assert "receipts_claimed (backed)" in str(told["said"])
    own(mine, only("receipts_claimed", value=2055))
    assert differing(mine) == {"signature", "figures"}
    own(mine, lambda whole: [only("receipts_claimed", value=2000)(whole), only("price_low", value=25)(whole)])
    assert differing(mine) == {"signature", "figures"}


@pytest.mark.parametrize("decided", [(None, None), ("core", None), ("core", "not_core")])
def test_the_verifier_names_the_core_channels_as_the_program_does(decided):
    ranking = [{"channel_id": f"c/{n}", "in_low": False, "in_best": n == 0, "in_high": True, "decided": one} for n, one in enumerate(decided)]  # fmt: skip
    posts = pa.table({"channel_id": ["c/0"], "post_id": ["1"]})
    found = scope.core(pa.Table.from_pylist(ranking).cast(pa.schema([("channel_id", pa.string()), ("in_low", pa.bool_()), ("in_best", pa.bool_()), ("in_high", pa.bool_()), ("decided", pa.string())])), posts).plain()  # fmt: skip
    said = verifier.core_said(ranking)
    assert {name: found[name] for name in said} == said


# What is not checked is named.


def test_every_column_that_no_check_reads_is_named(handed, monkeypatch):
    read, each = {}, verifier.Bundle.each

    class Seen(dict):
        def __getitem__(self, name):
            self.read.add(name)
            return super().__getitem__(name)

        def get(self, name, other=None):
            self.read.add(name)
            return super().get(name, other)

    def watched(of, name):
        for row in each(of, name):
            seen = Seen(row)
            seen.read = read.setdefault(name.rpartition("/")[2], set())
            yield seen

    monkeypatch.setattr(verifier.Bundle, "each", watched)
    monkeypatch.setattr(
        verifier, "same_but_scope", lambda *_: []
    )  # what is compared with the core alone is told by nothing else
    told = verifier.verify(handed.bundle)
    claimed = {name: set(columns) for name, columns in verifier.READ.items()}
    assert {name: columns - {"covered"} for name, columns in read.items() if name in claimed} == {
        name: claimed[name] for name in read if name in claimed
    }
    assert {name for name, columns in read.items() if columns} <= set(claimed)
    cannot = "\n".join(one["en"] for one in told["cannot"])
    for name, columns in verifier.Bundle(handed.bundle).columns().items():
        [left] = re.findall(rf"^tables/{name}: (.*)$", cannot, re.MULTILINE) or [""]
        assert left == "the whole table" or set(filter(None, left.split(", "))) == {*columns} - claimed.get(name, set())
    figure_ = json.loads((handed.bundle / "data/figures/figures.json").read_text("utf-8"))["figures"][0]
    for name in {*figure_} - {"id", "label", "label_en", "unit", "low", "estimate", "high", "value", "adopts", "status", "scope"}:  # fmt: skip
        assert name in cannot
    assert "columns.tsv" in cannot


def test_no_column_is_told_by_the_remark_of_another_table(monkeypatch):
    told = dict(line.rsplit("\t", 2)[:2] for line in reference.columns().splitlines())
    assert told["persons\titems"] != told["publications\titems"]
    assert "本贴第几人" not in told["exposures\tperson"]
    monkeypatch.setitem(reference.OWN, "more", ("kinds",))
    with pytest.raises(KeyError, match=r"more\.kinds"):
        reference.columns()


# What undoes a mask is not in it.


def test_no_table_tells_ages_prefectures_or_lengths_that_masks_hide(handed):
    columns = verifier.Bundle(handed.bundle).columns()
    for table, held in columns.items():
        assert not {"age_low", "age_high", "region", "boxes"} & {*held}, table
    assert not {"start", "end", "byte_start", "byte_end"} & {one for table in ("findings", "conduct", "posts", "unsearched") for one in columns[table]}  # fmt: skip
    assert not [one for row in rows(handed.bundle, "findings") for one in row["reasons"] or () if "=" in one]
    acts = [one["conduct"] for one in rows(handed.bundle, "conduct")]
    assert acts
    assert len({*acts}) == len(acts)
    assert not [one for one in acts if re.search(r"/\d+-\d+/", one)]
    clear = [json.loads(line) for line in handed.call("export", handed.case, "findings").splitlines()]
    found = rows(handed.bundle, "findings")
    assert {one["mask"] for one in found if one["kind"] == "name"} == {"***"}
    assert [(one["channel_id"], one["post_id"], one["kind"], one["tag"]) for one in found] == [(one["channel_id"], one["post_id"], one["kind"], one["tag"]) for one in clear]  # fmt: skip
    assert len({one["finding"] for one in found}) == len(found)
    named = {one["finding"] for one in clear}
    for path in (handed.bundle / "data/tables").rglob("*.jsonl"):
        if path.stem not in {"decisions", "custody"}:  # of which digests are held: as they were made
            assert not named & {*path.read_text("utf-8").split('"')}, path
    assert not any(name in slot for one in rows(handed.bundle, "conduct") for slot in one["slots"] for name in ("start", "end"))  # fmt: skip
    assert "equal tags are equal values" not in (handed.bundle / "data/tables/columns.tsv").read_text("utf-8")


def test_the_book_of_exhibits_names_nobody_whom_the_table_of_posts_hides(handed, tmp_path):
    handed.call(
        "documents", handed.case, "exhibits", "--to", tmp_path, "--format", "txt", "--reason", "核对", "--officer", WHO
    )
    [book] = tmp_path.glob("*.txt")
    text = book.read_text("utf-8")
    hidden = [one for one in rows(handed.bundle, "posts") if str(one["from_id"]).startswith("account:")]
    keys = {(one["channel_id"], one["post_id"]) for one in hidden}
    clear = [json.loads(line) for line in handed.call("export", handed.case, "posts").splitlines()]
    names = {one["from_name"] for one in clear if (one["channel_id"], one["post_id"]) in keys and one["from_name"]}
    assert names
    assert not [one for one in names if re.search(rf"(发布账号|转发自|Posted by)\W+{re.escape(one)}\s", text)]
    assert not re.findall(r"(?<![*\w.])[\w.]{2,}@\w+\.\w+", text)


def test_the_figure_of_undated_posts_is_that_of_its_table(handed):
    whole = json.loads((handed.bundle / "data/figures/figures.json").read_text("utf-8"))
    value = next(one["value"] for one in whole["figures"] if one["id"] == "completeness")
    table = [one for one in rows(handed.bundle, "completeness") if one["capture"] is None]
    for item in ("undated", "local_clock"):
        assert value[item] == sum(one["count"] for one in table if one["item"] == item)
    posts = rows(handed.bundle, "posts")
    assert value["local_clock"] == sum(one["date"] is None and one["date_local"] is not None for one in posts) > 0


# Around the verifier.


def test_without_isolation_it_refuses_before_anything_beside_it_is_loaded(mine):
    (mine / "json.py").write_text("print('SHADOW')\nraise SystemExit(0)\n", encoding="utf-8")
    done = subprocess.run([sys.executable, mine / "verify.py"], env={}, capture_output=True, encoding="utf-8", check=False)  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "python3 -I verify.py" in done.stderr


def test_a_cover_of_another_bundle_and_names_that_do_not_show_are_found(mine):
    cover = (mine / "cover.docx").read_bytes()
    for other in (b"another file", cover.replace(b"PK", b"XX")):
        (mine / "cover.docx").write_bytes(other)
        assert differing(mine) == {"signature"}
    (mine / "cover.docx").write_bytes(cover)
    [path] = [one for one in (mine / "data/documents").iterdir() if one.name.startswith("08-")]
    name = path.rename(path.with_name("08\u202excod.docx")).name
    put_json(mine, "bundle.json", lambda told: next(one for one in told["documents"] if one["file"] == path.name).update(file=name))  # fmt: skip
    for table in ("exhibits", "cited"):
        told = rows(mine, table)
        for row in told:
            row["documents"] = [name if one == path.name else one for one in row["documents"]]
        put_rows(mine, table, told)
    refit(mine)
    assert "bag" in differing(mine)


def test_counts_under_each_reading_are_counted_again(mine):
    def change(whole):
        whole["law_counts"]["readings"]["U_person"]["low"]["together"]["tier_c"] += 1

    own(mine, change)
    assert "figures" in differing(mine)


def test_a_verifier_that_is_a_link_checks_the_folder_that_it_lies_in(handed, mine):
    inner = Path(shutil.copytree(handed.bundle, mine / "data/inner"))
    (mine / "verify.py").unlink()
    (mine / "verify.py").symlink_to(inner / "verify.py")
    told = checked(mine, *paper(handed))
    assert (told["result"], told["folder"]) == ("differs", str(mine))
    assert str(mine) in next(verifier.lines(told, "zh"))


def test_paper_tells_the_verifier_whole_digests_and_how_many_files_there_are(handed, mine):
    cover = zipfile.ZipFile(handed.bundle / "cover.docx").read("word/document.xml").decode()
    digest = hashlib.sha256((handed.bundle / "verify.py").read_bytes()).hexdigest()
    head = rows(handed.bundle, "custody")[-1]["hash"]
    for text in (digest, f"--bag {handed.said['sha256']} --head {head}", "sha256sum verify.py"):
        assert text in cover
    for name in ("index.html", "index.txt"):
        text = (handed.bundle / name).read_text("utf-8")
        assert text.index("sha256sum verify.py") < text.index("python3 -I verify.py")
        assert digest not in text
    assert "sha256sum verify.py" in str(verifier.CANNOT)

    def by_hand():
        shell = ["ls -A", "find data ! -type d | wc -l", "find . ! -type f ! -type d", "find . -type d -empty"]
        return [subprocess.run(["sh", "-c", one], cwd=mine, capture_output=True, text=True, check=True).stdout.split() for one in shell]  # fmt: skip

    names, [data], *none = found = by_hand()
    assert none == [[], []]
    zh, en = zh_en("handover.by_hand_said", data=int(data), names=" ".join(sorted(names)))
    assert zh.replace("<", "&lt;") in cover or en.replace("<", "&lt;") in cover
    for change in (
        lambda: (mine / "data/documents/31.docx").write_bytes(b""),
        lambda: (mine / "cover.docx").rename(mine / "more.html"),
        lambda: (mine / "tagmanifest-sha512.txt").rename(mine / "tagmanifest-sha512.txt.pdf"),
        lambda: (
            (mine / "data/tables/links.jsonl").unlink() or (mine / "data/tables/links.jsonl").symlink_to("posts.jsonl")
        ),
        (mine / "data/more").mkdir,
    ):
        change()
        assert found != (found := by_hand())


def test_the_fingerprint_alone_is_of_any_bundle_of_that_office(handed):
    said = verifier.verify(handed.bundle, key=handed.said["key"])
    assert (said["result"], said["paper"]) == ("unchecked", False)
    assert [one["id"] for one in said["checks"] if one["state"] != "holds"] == ["paper"]
    assert verifier.verify(handed.bundle, bag=handed.said["sha256"])["paper"]


def test_what_is_typed_from_paper_may_stand_in_groups(handed):
    bag = handed.said["sha256"]
    said = checked(handed.bundle, "--key", f"{handed.said['key']}=", "--bag", " ".join(bag[n : n + 8] for n in range(0, 64, 8)).upper())  # fmt: skip
    assert said["result"] == "holds"


@pytest.mark.parametrize("more", [[], ["--json"], ["--posts", "persons"], ["--posts", "persons", "--json"]])
def test_nothing_that_moves_a_terminal_is_printed(mine, more):
    bad = "\x1b[2J\x9b1m\u202e"

    def change(whole):
        only("persons", low=bad, label=bad)(whole)
        whole["scopes"][0]["scope"] = bad

    put_json(mine, "figures/figures.json", change)
    put_json(mine, "bundle.json", lambda told: told.update(scope="all"))
    done = subprocess.run([sys.executable, "-I", mine / "verify.py", *more], env={}, capture_output=True, encoding="utf-8", check=False)  # fmt: skip
    assert done.stdout
    assert not set(bad[:1] + "\x9b\u202e") & set(done.stdout + done.stderr)


@pytest.mark.whole
def test_a_file_of_figures_too_large_for_the_memory_is_a_finding(mine):
    sized("data/figures/figures.json", 200 << 20)(mine)
    limit = (400 << 20, 400 << 20)
    done = subprocess.run(
        [sys.executable, "-I", mine / "verify.py", "--json"], env={}, capture_output=True, encoding="utf-8", check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, limit),
    )  # fmt: skip
    assert done.returncode == 1
    assert "figures.json is too large" in done.stdout
    assert not done.stderr


def test_an_older_python_is_told_so(handed):
    text = (handed.bundle / "verify.py").read_text("utf-8")
    ast.parse(text, feature_version=(3, 8))
    code = "import sys; sys.version_info = (3, 8, 20); exec(compile(open(sys.argv[1], encoding='utf-8').read(), 'verify.py', 'exec'))"
    done = subprocess.run([sys.executable, "-I", "-c", code, handed.bundle / "verify.py"], capture_output=True, text=True, check=False)  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "Python 3.9" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_of_another_shape_is_named(mine):
    put_json(mine, "versions/rules.json", lambda told: told.update(shipped="text"))
    said = {one["id"]: str(one["said"]) for one in verifier.verify(mine)["checks"]}
    assert "data/versions/rules.json" in said["rules"]


# What a clerk looks up.


def test_exhibits_lead_to_post_time_files_and_documents(handed):
    page = (handed.bundle / "exhibits.html").read_text("utf-8")
    posts, exhibits = rows(handed.bundle, "posts"), rows(handed.bundle, "exhibits")
    numbers = {row["sha256"]: row["no"] for row in rows(handed.bundle, "sources")}
    assert exhibits
    for row in exhibits:
        post = posts[row["line"] - 1]
        assert (row["channel_id"], row["post_id"], row["date_local"]) == (post["channel_id"], post["post_id"], post["date_local"])  # fmt: skip
        assert row["files"][0] == numbers[post["source"]]
        assert row["documents"]
    assert any(len(row["files"]) > 1 for row in exhibits)
    links = set(re.findall(r'href="([^"]+)"', page))
    named = set(re.findall(r'id="([^"]+)"', page))
    assert {one[1:] for one in links if one.startswith("#")} <= named
    assert {f"f{no}" for row in exhibits for no in row["files"]} <= named
    assert {one["code"] for one in rows(handed.bundle, "channel_codes")} <= named
    said = [one for one in links if one.startswith("data/documents/")]
    told = [*exhibits, *rows(handed.bundle, "cited")]
    assert {*said} == {f"data/documents/{name}" for row in told for name in row["documents"]}
    assert all((handed.bundle / one).is_file() for one in said)
    cited = {row["mark"]: row for row in rows(handed.bundle, "cited")}
    [evidence] = [path for path in (handed.bundle / "data/documents").iterdir() if path.name.startswith("08-")]
    text = re.sub("<[^>]+>", " ", zipfile.ZipFile(evidence).read("word/document.xml").decode())
    wanted = set(re.findall(r"(?<![A-Za-z0-9])R\d{4}(?!\d)", text))
    assert wanted
    assert wanted <= set(cited) & named


def test_the_posts_behind_a_figure_are_listed_without_sql(handed, mine):
    def asked(folder, *words):
        return subprocess.run([sys.executable, "-I", folder / "verify.py", *words], env={}, capture_output=True, encoding="utf-8", check=False)  # fmt: skip

    told = json.loads(asked(handed.bundle, "--posts", "all/persons", "--json").stdout)
    wanted = {f"{one['channel_id']}/{one['post_id']}" for one in rows(handed.bundle, "publications") if one["counts"] != "none"}  # fmt: skip
    assert {one["post"] for one in told["posts"]} == wanted
    assert any(one["exhibit"] for one in told["posts"])
    inside = json.loads(asked(handed.bundle, "--posts", "persons", "--json").stdout)
    assert inside["figure"]["scope"] == "core"
    assert len(inside["posts"]) < len(told["posts"])
    assert asked(handed.bundle, "--posts", "nothing").returncode == 2
    whole = asked(handed.bundle, "--posts", "core_channels")  # which the scope of the documents has not
    lines = [n for n, one in enumerate(rows(handed.bundle, "channel_ranking"), 1) if one["in_high"]]
    assert f"lines {', '.join(map(str, lines))} of tables/channel_ranking.jsonl" in whole.stderr
    for where in ("1) UNION SELECT 1 --", "(SELECT count(*) FROM held) > 0", "load_extension('x')", "true; DROP TABLE held"):  # fmt: skip
        put_json(mine, "figures/figures.json", only("persons", rows={"table": "dossiers", "where": where, "count": 1}))
        done = asked(mine, "--posts", "all/persons")
        assert (done.returncode, done.stdout) == (2, ""), where


class Hides:
    """Hides the reason of a row."""

    def row(self, row):
        return {**row, "detail": {**row["detail"], "reason": zh_en("masking.masked")[0]}}


def test_a_row_in_which_something_is_hidden_names_the_cell_and_the_verifier_finds_the_mask_there():
    row = {"seq": 1, "actor": WHO, "act": "open", "detail": {"reason": "13900000000", "taking": {"place": "x"}}}
    told = covered(row, Hides())
    assert told["covered"] == ["detail/reason"]
    assert verifier.covers(told)
    assert not verifier.covers({**told, "covered": ["detail/taking/place"]})
    assert not verifier.covers({**told, "covered": True})


def test_what_nobody_entered_or_weighed_is_counted_as_not_determinable():
    """As the program publishes it: no nought for a stage of receipts without a row, and no figure left out."""
    proven = {"stage": "proven", "yuan_low": "80.00", "yuan_high": "80.00", "backing": True}
    assert verifier.paid([proven], "proven") == ("80", "80", "80")
    assert verifier.paid([proven], "paid") == verifier.paid([], "proven") == (None, None, None)
    open_ = {"in_low": False, "in_best": False, "in_high": False, "decided": None, "place": 1}
    assert verifier.core_channels([]) == verifier.core_channels([open_]) == (None, None, None)
    assert verifier.core_channels([open_ | {"decided": "not_core"}]) == (0, 0, 0)


PLACED = re.compile(r"(?<![0-9*])(?:([1-9][0-9])\*{16}|(0[0-9]{2})\*{8})")
"""A mask that begins with the province of an identity number, or an area code."""


def text_of(path):
    body = zipfile.ZipFile(path).read("word/document.xml").decode()
    return re.sub("<[^>]+>", "", body.replace("</w:p>", "\n"))


def test_who_reads_tables_and_documents_of_a_bundle_together_puts_nobody_in_a_city(handed, tmp_path):
    """Masks showed the provinces of 34 persons, one document how many prefectures there were, another named the cities: one in each province."""
    folder = tmp_path / "whole"
    asked = [word for name in ("harm", "public", "exhibits") for word in ("--document", name)]
    handed.hand_over(folder, *asked)
    texts = {path.name: text_of(path) for path in (folder / "data/documents").iterdir()}
    assert len(texts) > 4
    everywhere = {
        str(path): path.read_text("utf-8") for path in [*folder.rglob("*.jsonl"), *folder.rglob("*.html"), *folder.rglob("*.gexf")]
    } | texts  # fmt: skip
    provinces = {(row.get("person"), found[0]) for name in ("findings", "items") for row in rows(folder, name) if (found := PLACED.match(row["mask"] or ""))}  # fmt: skip
    cities = {one for text in texts.values() for one in re.findall(r"[\u4e00-\u9fff]{2,6}(?:省|自治区)[\u4e00-\u9fff]{2,8}(?:市|州|盟|地区)", text)}  # fmt: skip
    assert not provinces, cities
    assert not {name for name, text in everywhere.items() if PLACED.search(text)}
    [harm] = [text for name, text in texts.items() if name.startswith("13-")]
    [told] = re.findall(r"Prefectures of persons exposed \(low–high\): ([^.]*)", harm)
    assert "fewer than 10" in told or int(re.findall(r"\d+", told)[0]) >= 10


def edited(folder, document, change):
    """A document with other words, and everything but the signature made to fit."""
    [path] = [one for one in (folder / "data/documents").iterdir() if one.name.startswith(document)]
    parts = {one: zipfile.ZipFile(path).read(one) for one in zipfile.ZipFile(path).namelist()}
    body = parts["word/document.xml"].decode()
    other = change(body)
    assert other != body
    with zipfile.ZipFile(path, "w") as box:
        for name, data in (parts | {"word/document.xml": other.encode()}).items():
            box.writestr(name, data)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    put_json(folder, "bundle.json", lambda told: next(one for one in told["documents"] if one["file"] == path.name).update(sha256=digest))  # fmt: skip
    refit(folder)


def table(*cells):
    inside = "".join("<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row) + "</w:tr>" for row in cells)  # fmt: skip
    return lambda body: re.sub(r"(?=<w:tbl[ >])", f"<w:tbl>{inside}</w:tbl>", body, count=1)


def test_every_table_of_figures_in_a_document_is_compared_by_its_own_scope(handed, mine):
    """A table of kinds, and one without look-up names in which a figure of all captures stood under the core channels, passed."""
    told = {one["id"]: one for one in checked(mine)["checks"]}
    kind = next(row for row in json.loads((mine / "data/figures/figures.json").read_text("utf-8"))["figures"] if row["id"] == "kind.name")  # fmt: skip
    printed = str(kind["high"])
    assert told["documents"]["state"] == "holds"
    for change in (
        table(("Figure", "Core channels", "Unit"), (kind["label_en"], "9999", "items")),
        table(("Figure", "Core channels", "Unit"), ("names of nobody", "9999", "items"), (kind["label_en"], f"{printed}–{printed}–{printed}–{printed}", "items")),
    ):  # fmt: skip
        other = mine.with_name("edited")
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(mine, other)
        edited(other, "02-", change)
        assert differing(other) == {"signature", "documents"}
    counted = re.compile(r'(>name</w:t>.*?<w:t xml:space="preserve">)[\d,–]+(<)', re.DOTALL)
    edited(mine, "02-", lambda body: counted.sub(r"\g<1>1–2–3333\2", body, count=1))
    assert differing(mine) == {"signature", "documents"}


def test_a_figure_that_a_scope_lacks_is_not_printed_under_it():
    lent, own = {"id": "kind.age", "low": 0}, {"id": "persons", "low": 7}
    of = SimpleNamespace(whole={"figures": [{"id": "persons", "low": 9}, lent, {"id": "receipts_proven"}]}, main={"law": []}, _main={"persons": own})  # fmt: skip
    assert Material.of_scope(of)["figures"] == [own, {"id": "receipts_proven"}]


def test_an_exhibit_that_a_document_cites_and_the_bundle_lacks_is_found(mine):
    edited(mine, "02-", lambda body: re.sub(r"(<w:t(?: [^>]*)?>)", r"\1Exhibit C99-7 ", body, count=1))
    assert differing(mine) == {"signature", "documents"}


def test_without_names_only_documents_for_the_parties_are_handed_over():
    parties = {say("documents_closed.working_who"), say("documents_closed.public_who")}
    told = {readers.reader(name, grade)[0] for name in handing_over.wanted_of(()) for grade in ("working", "public")}
    assert told == parties
    assert handing_over.wanted_of(("experts",)) == ["experts"]


def test_a_decision_with_another_reason_than_its_row_in_the_chain_has_the_digest_of_is_found():
    """All digests but that one were made again."""
    one = {"id": "D0001", "at": "2026-11-30T21:32:25+00:00", "officer": WHO, "act": "channel.core", "target": {"channel": "c"}, "reason": "首先公开", "undone_by": None, "tagged": {}}  # fmt: skip
    known = verifier.sha256(
        verifier.canonical([one[name] for name in ("id", "at", "officer", "act", "target", "reason")])
    )
    row = {"act": "decide", "actor": WHO, "at": one["at"], "detail": {"decision": "D0001", "sha256": known}}
    for reason, state in (("首先公开", "holds"), ("后来公开", "differs")):
        told = one | {"reason": reason}
        kept = [told[name] for name in ("id", "act", "target", "reason", "undone_by")]
        whole = {"decisions_digest": verifier.sha256(verifier.canonical([kept]) + b"\n")}
        of = SimpleNamespace(rows=lambda _, told=told: [told])
        assert verifier.check_decisions(of, whole, [row]).state == state
        hidden = told | {"reason": verifier.HIDDEN[0], "covered": ["reason"]}
        assert bundle_of.undigested(row, {"D0001"})["covered"] == ["detail/sha256"]
        of = SimpleNamespace(rows=lambda _, hidden=hidden: [hidden])
        assert verifier.check_decisions(of, whole, [row]).state != "differs"


def test_a_mark_that_others_wrote_is_no_exhibit_that_a_document_cites(mine):
    def cites(quoted):
        told = verifier.Check("documents")
        rows = {"exhibits": [], "cited": [], "posts": [], "sources": [], "channel_codes": []}
        of = SimpleNamespace(rows=rows.__getitem__, files={f"{verifier.FOLDER}a.docx"}, bytes=lambda _: written, json=lambda _: {"quoted": quoted})  # fmt: skip
        verifier.check_cited(of, told, {"a.docx"})
        return told.state

    written = (mine / "data/documents" / next(one.name for one in (mine / "data/documents").iterdir() if one.name.startswith("02-"))).read_bytes()  # fmt: skip
    marks = sorted(set(verifier.EXHIBIT.findall(verifier.words_of(written))))
    assert marks
    assert (cites(marks), cites(marks[1:])) == ("holds", "differs")


def test_receipts_of_which_none_has_a_rate_are_not_known_to_the_verifier_either():
    """One sum said to be paid in a coin without a rate of its day: the figure is not known, and the verifier reckoned a low of 0."""
    bare = {"stage": "paid", "yuan_low": None, "yuan_high": None}
    worth = {"stage": "paid", "yuan_low": "80.00", "yuan_high": "80.00"}
    assert verifier.paid([bare], "paid") == verifier.paid([], "paid") == verifier.NOT_KNOWN
    assert verifier.paid([bare, worth], "paid") == ("80", "80", None)
    assert verifier.paid([bare, {**worth, "stage": "proven"}], "paid") == verifier.NOT_KNOWN


def test_the_verifier_reckons_a_low_that_is_not_known_as_the_program_does_where_the_high_lies_below():
    """It called the program's own answer a difference."""
    text = (RULES / "cn/fashi-2017-10/art-5-1-7.yaml").read_text("utf-8")
    for high in (2000, 6000):
        beside = {end: {"gains": n} for end, n in (("low", None), ("high", high))}
        counted = {"on": "2023-12-01", "readings": {}, "beside": beside}
        told = {"law": thresholds.of("cn/fashi-2017-10/5-1-7", counted), "law_counts": counted}
        bundle = SimpleNamespace(json=lambda _: {"shipped": {"art-5-1-7.yaml": text}})
        assert verifier.check_law(bundle, told, []).state == verifier.HOLDS
        told["law"][0]["answer_low"] = "met"
        assert verifier.check_law(bundle, told, []).state == verifier.DIFFERS


def test_words_that_ship_with_every_bundle_are_of_no_case(call, tmp_path):
    case = tmp_path / "case"
    evidence = export(tmp_path / "ChatExport", [f"姓名：明星\n身份证：{ONE}"])
    assert call("init", case, "--title", "演练", "--authority", "某检察院", "--officer", WHO, "--one-key").code == 0
    assert (
        call("add", case, evidence, "--officer", WHO, "--origin", "移送", "--captured-at", "2024-03-01T08:00").code == 0
    )
    assert call("run", case).code == 0
    assert call("key", "sign", case, "--officer", WHO).code == 0
    few = ("--document", "inventory", "--reason", "证据交换", "--officer", WHO)
    said = call("handover", case, "--to", tmp_path / "bundle", *few)
    assert said.code == 0, said.err
    assert "明星" in (tmp_path / "bundle/data/tables/columns.tsv").read_text("utf-8")
