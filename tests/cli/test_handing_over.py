"""A bundle is checked where nothing of ours is: its verifier alone, an empty environment, no network; and each change of twenty and more is found."""

import ast
import csv
import hashlib
import io
import json
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import bagit
import pytest
from click.testing import CliRunner

from doxdocket.cli import root
from doxdocket.count.catalogue import catalogue
from doxdocket.desk import handover
from doxdocket.seal.keys import Identity
from doxdocket.seal.signatures import Signer
from doxdocket.store.case import Case
from doxdocket.store.custody.chain import START, link

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
def handed(rehearsal_case, tmp_path_factory):
    folder = tmp_path_factory.mktemp("handed")
    shutil.copytree(rehearsal_case.case, folder / "case")
    shutil.copytree(rehearsal_case.home, folder / "home")
    it = Handed(folder, folder / "home")
    rows = [json.loads(line) for line in it.call("export", it.case, "findings").splitlines()]
    wrong = next(row["finding"] for row in rows if row["kind"] == "phone_number" and row["verdict"] == "valid")
    it.call("decide", it.case, "finding.reject", wrong, "--reason", "核对原贴，不是号码", "--officer", WHO)
    it.call("run", it.case)
    assert "key sign" in it.hand_over(folder / "unsigned", code=2)
    it.call("key", "sign", it.case, "--officer", WHO)
    it.said = json.loads(it.hand_over(it.bundle))
    return it


@pytest.fixture
def mine(handed, tmp_path):
    """A copy of the bundle, to be changed."""
    return Path(shutil.copytree(handed.bundle, tmp_path / "other"))


def checked(folder, *words, **environ):
    """What the verifier of the bundle says, started with nothing of ours to be found; its exit code and its answer."""
    call = [sys.executable, "-I", str(folder / "verify.py"), *words]
    done = subprocess.run([*call, "--json"], env=environ, cwd="/", capture_output=True, check=False, timeout=60)
    assert done.returncode in {0, 1}, done.stderr
    told = json.loads(done.stdout)
    assert told["sound"] == (done.returncode == 0)
    return told


def differing(folder, *words):
    return {one["id"] for one in checked(folder, *words)["checks"] if one["state"] == "differs"}


# An honest bundle.


def test_every_headline_figure_is_counted_again_with_the_bundle_alone(handed, tmp_path):
    alone = Path(shutil.copytree(handed.bundle, tmp_path / "alone"))
    told = checked(alone, "--key", handed.said["key"], "--bag", handed.said["sha256"])
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
    call = [sys.executable, "-I", handed.bundle / "verify.py", "--lang", lang]
    done = subprocess.run(call, env={}, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0
    assert word in done.stdout.splitlines()[-1]
    assert all(name in done.stdout for name in ("person_low", "--head", "persons_civil"))


def test_without_ssh_keygen_it_says_that_the_signature_was_not_checked(handed):
    told = {one["id"]: one["state"] for one in checked(handed.bundle, PATH="/nowhere")["checks"]}
    assert told.pop("signature") == "unchecked"
    assert set(told.values()) == {"holds"}


def test_the_index_and_the_cover_name_what_is_in_it(handed):
    page, text = ((handed.bundle / f"index.{form}").read_text("utf-8") for form in ("html", "txt"))
    for path in (handed.bundle / "data").rglob("*.*"):
        name = path.relative_to(handed.bundle).as_posix()
        assert f'href="{name}"' in page
        assert name in text
    assert "<script" not in page
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
    again = {(row["scope"], row["id"]): row["counted"] for row in checked(folder)["figures"]}

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


COUNTED = ("low", "estimate")
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
    "a publication is gone": (without("publications", lambda r: r["counts"] == "low"), "figures"),
    "a value is another": (in_row("core/exposures", lambda r: r["counts"] == "low" and r["shown"] == "low" and r["admitted"] == 1 and not r["hub"], lambda r: r.update(value_no=0, spelling_no=0)), "figures"),
    "two persons are one": (in_row("publications", lambda r: r["counts"] == "low" and r["person"] != "V0001", lambda r: r.update(dict.fromkeys(("person", "person_best", "person_low"), "V0001"))), "figures"),
    "a digit of a reading": (in_row("reach", lambda r: r["seen"] and r["in_low"] not in {"untold", "apart"}, lambda r: r.update(seen_high=r["seen_high"] + 10**6)), "figures"),
    "a tier": (in_row("kinds", lambda r: r["kind"] == "id_number", lambda r: r.update(tier_high="A")), "figures"),
    "what is sensitive": (in_row("kinds", lambda r: r["kind"] == "id_number", lambda r: r.update(sensitive="surely")), "figures"),
    "an act is confirmed": (in_row("conduct", lambda r: r["status"] == "proposed" and r["label"] == "insult", lambda r: r.update(status="confirmed")), "figures"),
    "an act is gone": (without("conduct", lambda r: r["label"] == "sale_offer" and r["status"] == "doubtful"), "figures"),
    "an age": (in_row("ages", lambda r: r["counts"] == "low" and not r["under_18_high"], lambda r: r.update(under_18_high=True)), "figures"),
    "a core channel": (in_row("channel_ranking", lambda r: r["in_best"], lambda r: r.update(in_best=False)), "figures"),
    "a column is gone": (in_row("ages", lambda _: True, lambda r: r.pop("counts")), "figures"),
    "a figure in the table": (in_csv, "csv"),
    "the reason of a decision": (in_row("decisions", lambda _: True, lambda r: r.update(reason="核对原贴，是号码")), "decisions"),
    "who decided": (in_row("decisions", lambda _: True, lambda r: r.update(officer="演练乙")), "decisions"),
    "a decision is gone": (without("decisions"), "decisions"),
    "an evidence file is another": (lambda folder: put_json(folder, "versions/evidence.json", lambda rows: rows[0].__setitem__(0, "0" * 64)), "evidence"),
    "an evidence file is gone from the list": (without("sources"), "evidence"),
    "a rule": (lambda folder: put_json(folder, "versions/rules.json", lambda t: t["shipped"].update({"pi_kinds.yaml": t["shipped"]["pi_kinds.yaml"] + " "})), "rules"),
    "a version": (lambda folder: put_json(folder, "versions/build.json", lambda t: t.update(weights="0" * 16)), "run"),
    "a word of a row of custody": (in_row("custody", lambda r: r["act"] == "add", lambda r: r.update(actor="演练乙")), "chain"),
    "a row of custody is gone": (without("custody", lambda r: r["act"] == "add"), "chain"),
}  # fmt: skip
"""Changes behind manifests that were made to fit, each with the one check that tells it beside the signature."""


@pytest.mark.parametrize("name", PLAIN)
def test_a_change_is_found_by_its_manifests(mine, name):
    PLAIN[name](mine)
    assert differing(mine) >= {"bag"}


@pytest.mark.parametrize("name", FITTED)
def test_a_change_behind_manifests_that_fit_is_found_by_what_it_says(mine, name):
    plant, check = FITTED[name]
    plant(mine)
    refit(mine)
    assert differing(mine) == {"signature", check}


def test_a_figure_changed_alone_is_found_by_chain_table_and_count(mine):
    figure("persons", low=1, value=1)(mine)
    refit(mine)
    assert differing(mine) == {"signature", "run", "csv", "figures"}


def test_the_end_of_the_chain_cut_off_is_found_by_the_paper(handed, mine):
    head = rows(mine, "custody")[-1]["hash"]
    cut_end(mine)
    refit(mine)
    assert "chain" not in differing(mine)
    assert {"signature", "chain"} <= differing(mine, "--head", head)


def test_what_was_made_to_fit_everywhere_is_found_by_the_signature_alone(handed, mine):
    assert differing(mine) == set()
    consistent(mine)
    refit(mine)
    assert differing(mine) == {"signature"}
    assert checked(mine)["figures"] != checked(handed.bundle)["figures"]


def test_a_whole_that_somebody_else_signed_is_found_by_the_fingerprint_on_paper(handed, mine):
    other = Signer.of(Identity.generate())

    def sign(told):
        [row] = [row for row in told if row["act"] == "sign.key"]
        row["detail"].update(public=other.public, fingerprint=other.fingerprint)

    consistent(mine)
    rechained(mine, sign)
    refit(mine)
    (mine / handover.SIGNATURE).write_bytes(other.signed((mine / "tagmanifest-sha256.txt").read_bytes(), handover.NAMESPACE))  # fmt: skip
    assert differing(mine) == set()
    for paper in (("--key", handed.said["key"]), ("--bag", handed.said["sha256"])):
        assert differing(mine, *paper) == {"signature"}
    (mine / handover.SIGNATURE).write_bytes(other.signed((mine / "tagmanifest-sha256.txt").read_bytes(), "another purpose"))  # fmt: skip
    assert differing(mine) == {"signature"}
    (mine / handover.SIGNATURE).unlink()
    assert differing(mine) == {"signature"}
