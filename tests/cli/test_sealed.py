"""The sealed table of codes leaves as an age file for named recipients and as nothing else; its cover sheet holds no value."""

import hashlib
import io
import json
import zipfile

import pyrage
import pytest
from click.testing import CliRunner
from tests.review.conftest import NAME, ONE, PHONE, Made, made

from doxdocket.cli import root
from doxdocket.desk import releasing
from doxdocket.desk.documents import DOCUMENTS, SEALED, key
from doxdocket.desk.documents.material import Material
from doxdocket.report.document import Part, written
from doxdocket.seal.keys import Identity, fingerprint
from doxdocket.store.case import Case
from doxdocket.words import speaking

__all__ = ["made"]
WHY = ("--reason", "移送合议庭", "--officer", "张三")
VALUES = (NAME, ONE, PHONE)


@pytest.fixture
def mine(made, tmp_path, monkeypatch):
    """A copy of the small case, a folder to write to, and a folder for temporary files that must stay empty."""
    it = made.copy(tmp_path)
    for name in ("papers", "temporary"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("DOXDOCKET_HOME", str(it.home))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    return it


@pytest.fixture
def papers(tmp_path, mine):
    return tmp_path / "papers"


def refused(mine, *words):
    done = CliRunner(env={"DOXDOCKET_HOME": str(mine.home)}).invoke(root, ["--lang", "en", *map(str, words)])
    assert done.exit_code == 2, (done.stdout, done.stderr)
    return done.stderr


def custody(mine, act):
    with Case.open(mine.case) as case:
        return case.custody.rows(act)


def opened(data, who):
    return bytes(pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(one) for one in who.secrets]))


def texts(data):
    """All that stands in a file, its members too."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as whole:
            return "\n".join(whole.read(name).decode("utf-8", "replace") for name in whole.namelist())
    return data.decode("utf-8", "replace")


@pytest.mark.parametrize("form", ["docx", "xlsx", "json"])
def test_recipients_open_it_and_nothing_in_clear_lies_anywhere(mine, papers, tmp_path, form):
    bench, clerk, nobody = Identity.generate(), Identity.generate(), Identity.generate()
    who = ("--recipient", f"合议庭={bench.recipient}", "--recipient", f"书记员={clerk.recipient}")
    said = json.loads(mine.call("documents", mine.case, "--grade", "sealed", *who, "--to", papers, "--format", form, *WHY, "--json"))  # fmt: skip
    assert {one.name for one in papers.iterdir()} == {f"31-密封对照表.{form}.age", f"31-密封对照表-封面.{form}"}
    sealed, cover = (
        (papers / f"31-密封对照表.{form}.age").read_bytes(),
        (papers / f"31-密封对照表-封面.{form}").read_bytes(),
    )
    clear = opened(sealed, bench)
    assert clear == opened(sealed, clerk)
    with pytest.raises(pyrage.DecryptError):
        opened(sealed, nobody)
    assert all(value in texts(clear) for value in (*VALUES, "V0001"))
    for place in (papers, tmp_path / "temporary", mine.case / "out", mine.case / "incoming"):
        for file in place.rglob("*"):
            assert not file.is_file() or not any(value in texts(file.read_bytes()) for value in VALUES)
    assert list((tmp_path / "temporary").iterdir()) == []

    digest = hashlib.sha256(sealed).hexdigest()
    (row,) = [one for one in custody(mine, "export") if one.detail.get("grade") == "sealed" and "of" not in one.detail]
    assert (row.actor, row.detail["reason"], row.detail["sha256"]) == ("张三", "移送合议庭", digest)
    assert row.detail["recipients"] == {fingerprint(bench.recipient): "合议庭", fingerprint(clerk.recipient): "书记员"}
    (door,) = custody(mine, "open")
    assert door.seq < row.seq
    assert door.detail["reason"] == "移送合议庭"
    assert door.detail["values"] >= 3
    assert [one["sha256"] for one in said["files"]] == [digest, hashlib.sha256(cover).hexdigest()]
    if form in ("docx", "json"):
        told = texts(cover)
        assert all(one in told for one in (digest, bench.recipient, clerk.recipient))
        if form == "docx":
            assert all(
                one in told
                for one in (
                    "合议庭",
                    "书记员",
                    "移送合议庭",
                    "张三",
                    "age -d -i identity.txt",
                    "https://age-encryption.org",
                    "Windows",
                    "rage",
                )
            )


def test_the_gate_knows_the_sealed_file_by_its_row_and_no_other(mine, papers, tmp_path):
    bench = Identity.generate()
    mine.call("documents", mine.case, "key", "--grade", "sealed", "--recipient", f"合议庭={bench.recipient}", "--to", papers, *WHY)  # fmt: skip
    sealed = papers / "31-密封对照表.docx.age"
    told = json.loads(mine.call("release", mine.case, sealed, papers / "31-密封对照表-封面.docx", "--json"))
    (row,) = [one.seq for one in custody(mine, "export") if one.detail.get("document") == "key"]
    assert told["passes"]
    assert told["sealed"] == {"1": row}
    data = bytearray(sealed.read_bytes())
    data[-1] ^= 1
    with Case.open(mine.case) as case:
        assert releasing.check(case, [sealed]) == []
        assert [hit.kind for hit in releasing.check(case, [("key.docx.age", bytes(data))])] == ["unread"]
        assert {hit.kind for hit in releasing.check(case, [("key.docx", opened(sealed.read_bytes(), bench))])} >= {"name", "id_number", "phone_number"}  # fmt: skip


def test_what_lacks_a_recipient_a_reason_or_an_officer_opens_nothing(mine, papers):
    bench = Identity.generate().recipient
    start = ("documents", mine.case, "--grade", "sealed", "--to", papers)
    assert "nobody could open it" in refused(mine, *start, *WHY)
    assert "is no age recipient" in refused(mine, *start, *WHY, "--recipient", "合议庭=age1nobody")
    assert "no key holder" in refused(mine, *start, *WHY, "--recipient", "合议庭")
    assert "has no name" in refused(mine, *start, *WHY, "--recipient", f"={bench}")
    assert "repeats a value" in refused(mine, *start, *WHY, "--recipient", f"{NAME}={bench}")
    assert "--reason" in refused(mine, *start, "--recipient", f"合议庭={bench}", "--officer", "张三")
    assert "repeats a value" in refused(mine, *start, "--recipient", f"合议庭={bench}", "--officer", "张三", "--reason", f"交{NAME}案")  # fmt: skip
    mine.call("officer", "role", mine.case, "赵六", "expert", "--reason", "专家", "--officer", "张三")
    assert "expert" in refused(mine, *start, "--recipient", f"合议庭={bench}", "--officer", "赵六", "--reason", "看看")
    assert "sealed grade" in refused(mine, "documents", mine.case, "key")
    assert "sealed grade" in refused(mine, "documents", mine.case, "grades", "--recipient", f"合议庭={bench}")
    assert "no document" in refused(mine, "documents", mine.case, "summary", "--grade", "sealed")
    assert list(papers.iterdir()) == []
    assert custody(mine, "open") == []
    assert not [one for one in custody(mine, "export") if one.detail.get("grade") == "sealed"]


def test_a_key_holder_of_the_case_is_a_recipient_by_name(mine, papers):
    court = Identity.generate()
    mine.call("key", "add", mine.case, court.recipient, "--name", "合议庭", "--officer", "张三")
    mine.call("documents", mine.case, "--grade", "sealed", "--recipient", "合议庭", "--to", papers, "--format", "txt", *WHY)  # fmt: skip
    assert NAME in opened((papers / "31-密封对照表.txt.age").read_bytes(), court).decode()


def test_the_answer_says_of_the_cover_alone_that_it_was_searched(mine, papers):
    who = ("--recipient", f"合议庭={Identity.generate().recipient}")
    said = mine.call("documents", mine.case, "--grade", "sealed", *who, "--to", papers, *WHY)
    assert "密封件 1 个：已加密，里面是给收件人看的明文" in said
    assert "封面 1 个：核对后没有发现" in said
    assert "共 2 个文件" not in said


def test_its_number_and_day_are_entered_as_those_of_the_others(mine, papers):
    """What it lacks is counted, and nothing is lacking behind the entry of the register."""
    bench = Identity.generate()
    start = ("documents", mine.case, "--grade", "sealed", "--recipient", f"合议庭={bench.recipient}", "--format", "txt", *WHY, "--json")  # fmt: skip
    before = json.loads(mine.call(*start, "--to", papers))["files"]
    assert [one["lacking"] for one in before] == [2, 0]
    fact = papers.parent / "issued.yaml"
    fact.write_text(
        "- {form: issued, id: I1, document: key, number: 某检民公〔2025〕9号, at: 2025-04-11}\n", encoding="utf-8"
    )
    mine.call("register", "add", mine.case, fact, "--officer", "张三")
    behind = json.loads(mine.call(*start, "--to", papers.parent / "again"))["files"]
    assert [one["lacking"] for one in behind] == [0, 0]
    assert (
        "某检民公〔2025〕9号"
        in opened((papers.parent / "again" / "31-密封对照表.txt.age").read_bytes(), bench).decode()
    )


def test_the_sealed_table_is_none_of_the_documents():
    assert not SEALED.keys() & DOCUMENTS.keys()


def test_everybody_of_the_scope_stands_in_it_once_and_minors_are_marked(rehearsal_case, tmp_path, monkeypatch):
    it = Made(rehearsal_case.case, rehearsal_case.home).copy(tmp_path)
    monkeypatch.setenv("DOXDOCKET_HOME", str(it.home))
    with Case.open(it.case) as case:
        of = Material(case, "case")
        rows = [row for row in of.run.read("ages").to_pylist() if row["person"]]
        within = {row["person"] for row in rows if of.within((row["channel_id"], row["post_id"]))}
        mine = [row for row in rows if of.within((row["channel_id"], row["post_id"]))]
        minors = {row["person"] for row in mine if row["under_18_low"] and row["counts"] == "low"}
        perhaps = {row["person"] for row in rows if row["under_18_low"] or row["under_18_high"]} & within - minors
        ends = {end: {row["person"] for row in mine if row["counts"] == end} for end in ("low", "estimate", "high")}
        counted = ends["low"], ends["estimate"] - ends["low"], ends["high"] - ends["estimate"] - ends["low"]
        assert minors
        assert perhaps
        assert all(counted)
        assert of.parted
        assert within < {row["person"] for row in rows}
        paper = key.paper(of, "移送合议庭", case.info.officers[0])
        told = paper.document.text("zh")
        table = paper.document.blocks[1].blocks[0].rows
    assert [one.code for one in table] == sorted(within)
    assert {one.code for one in table if one.minor == key.SURE} == minors
    assert {one.code for one in table if one.minor == key.MAYBE} == perhaps
    assert tuple({one.code for one in table if one.counts == end} for end in key.ENDS) == counted
    assert all(word in told for word in ("计入", "下限", "仅上限"))
    named = [one for one in table if one.of("name")]
    assert len(named) > len(table) / 2
    assert all(str(one.of("name")).split("；")[0] in told for one in named)
    assert repr(named[0]).count(str(one := named[0].of("name"))) == 0, one


def test_whom_a_code_is_counted_with_stands_beside_its_bound():
    rows = [
        key.Named("V0001", "V0001", counts="low"),
        key.Named("V0002", "V0001", counts="high"),
        key.Named("V0003", "V0003"),
    ]
    with speaking("zh"):
        told = "\n".join(written(Part([key.table(rows)]), "zh"))
    assert [line.split()[1] for line in told.splitlines() if line.startswith("V000")] == [
        "下限",
        "仅上限；并入",
        "不计",
    ]
