"""Several documents leave together or not at all, with a list beside them that has the digest of each."""

import hashlib
import json
import re

import pytest
from tests.review.conftest import ONE, made
from tests.review.test_documents import leaking

from doxdocket.cli import leaving
from doxdocket.desk.documents.readers import PUBLIC
from doxdocket.errors import StorageFault, WrongCall
from doxdocket.store.case import Case

__all__ = ["made"]


@pytest.fixture
def it(made, tmp_path):
    return made.copy(tmp_path)


@pytest.fixture
def written(it, tmp_path):
    """Writes documents into a folder; what the command says of them."""
    folder = tmp_path / "papers"
    folder.mkdir()

    def write(*names, form="txt"):
        return json.loads(it.call("--json", "documents", it.case, *names, "--to", folder, "--format", form, "--officer", "张三"))["files"]  # fmt: skip

    write.folder = folder
    return write


def left(it, monkeypatch):
    monkeypatch.setenv("DOXDOCKET_HOME", str(it.home))
    with Case.open(it.case) as case:
        return [row for row in case.custody.rows() if row.act == "export"]


def test_the_list_has_grade_and_digest_of_each_file_as_it_lies_there(written):
    files = written("core", "notice", "harm", form="json")
    told = json.loads((written.folder / files[-1]["file"]).read_text())
    assert [(one["document"], one["grade"]) for one in told["files"]] == [
        (name, "public" if name in PUBLIC else "working") for name in ("core", "notice", "harm")
    ]
    for one in told["files"]:
        data = (written.folder / one["file"]).read_bytes()
        assert (one["sha256"], one["bytes"]) == (hashlib.sha256(data).hexdigest(), len(data))
    assert told["lacking"] == []  # it bears no number that somebody would have to enter


def test_papers_of_the_office_stand_apart_in_the_list_and_each_says_for_whom_it_is(written):
    files = written("core", "plan", "harm")
    text = (written.folder / files[-1]["file"]).read_text()
    sent, _, kept = text.partition("【只供本院内部使用】")
    assert "核心频道认定说明" in sent
    assert "调查方案及走访计划" not in sent
    assert "调查方案及走访计划" in kept.partition("SHA-256")[0]
    assert "当事人及其代理人、合议庭" in sent
    assert "【代号】" in kept


def test_one_document_has_no_list_and_others_may_follow_into_the_same_folder(written):
    assert [one["document"] for one in written("core")] == ["core"]
    lists = {written(*names)[-1]["file"] for names in (("notice", "harm"), ("plan", "public"))}
    assert len(lists) == 2
    assert len(list(written.folder.iterdir())) == 7


def test_the_same_documents_are_the_same_bytes(written, it):
    first = [(one["document"], one["sha256"]) for one in written("core", "notice", form="docx")]
    for one in written.folder.iterdir():
        one.unlink()
    assert [(one["document"], one["sha256"]) for one in written("core", "notice", form="docx")] == first


def test_where_one_is_refused_none_leaves_and_each_place_is_told(it, written, monkeypatch):
    for name in ("notice", "harm"):
        leaking(it.home, name, ONE)
    with pytest.raises(AssertionError) as refused:
        written("core", "notice", "harm", form="docx")
    assert "23-公告.docx" in str(refused.value)
    assert "13-损害事实说明.docx" in str(refused.value)
    assert ONE not in str(refused.value)
    assert list(written.folder.iterdir()) == []
    assert left(it, monkeypatch) == []


def test_one_day_is_one_extraction_and_what_others_extracted_is_a_receipt(it, written, tmp_path):
    """Six captures over 97 days were one act once, and officers who received a file its extractors."""
    for n, (day, method) in enumerate((("2024-01-05", "online"), ("2024-01-06", "online"), ("2024-01-07", "transfer"))):
        (tmp_path / f"{n}.txt").write_text(f"一份说明 {n}", encoding="utf-8")
        it.call("add", it.case, tmp_path / f"{n}.txt", "--officer", "张三", "--captured-at", f"{day}T09:00", "--method", method)  # fmt: skip
    it.call("run", it.case)
    written("extraction", "inventory")
    record = next(written.folder.glob("*提取笔录.txt")).read_text(encoding="utf-8")
    acts = {
        part.splitlines()[0]: part for part in re.split(r"\n【|\n(?=第)", record) if part.startswith(("第", "【第"))
    }
    days = {
        head: [day for day in ("2024-01-05", "2024-01-06", "2024-01-07") if day in part] for head, part in acts.items()
    }
    assert sorted(filter(None, days.values())) == [["2024-01-05"], ["2024-01-06"], ["2024-01-07"]]
    (receipt,) = (part for part in acts.values() if "2024-01-07" in part)
    assert "接收人" in receipt
    assert "提取人" not in receipt
    assert "接收：张三" in next(written.folder.glob("*清单.txt")).read_text(encoding="utf-8")


def test_files_that_leave_together_are_all_there_or_none_and_a_retry_works(it, tmp_path, monkeypatch):
    """The case was read meanwhile: 22 of 31 papers lay there, the log had them as exported, and a retry found them in its way."""
    monkeypatch.setenv("DOXDOCKET_HOME", str(it.home))
    places = [tmp_path / f"paper{n}.txt" for n in range(3)]
    files = [({"document": "core"}, b"x", place) for place in places]
    because = leaving.Why("", "张三")
    with Case.open(it.case) as case:
        places[2].write_text("y")
        with pytest.raises(WrongCall):
            leaving.put_out(case, files, because)
        assert [place.exists() for place in places] == [False, False, True]
        assert places[2].read_text() == "y"
        places[2].unlink()
        with Case.open(it.case) as other:
            case.database.execute("PRAGMA busy_timeout = 50")
            other.database.execute("BEGIN")
            other.database.rows("SELECT count(*) FROM sqlite_schema")
            case.custody.append("export", {"document": "plan", "sha256": ""}, "张三")
            end = case.custody.end()
            with pytest.raises(StorageFault):
                leaving.put_out(case, files, because)
            assert case.custody.end() == end
            assert not any(place.exists() for place in places)
            other.database.execute("ROLLBACK")
        leaving.put_out(case, files, because)
        assert all(place.read_bytes() == b"x" for place in places)
        assert len([row for row in case.custody.rows("export") if row.detail.get("document") == "core"]) == 6
