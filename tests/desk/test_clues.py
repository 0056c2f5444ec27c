"""Clues before there is a case: source and fate, a book that shows what was changed, and a case that begins with one."""

import hashlib
import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner

from doxdocket.cli import root
from doxdocket.desk import clues, register
from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.store.case import Case


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "线索.jsonl"
    clues.add(path, "12309", "一个频道公开学生的住址", date(2024, 4, 2), "张三")
    clues.add(path, "公安移送", "三个频道", date(2024, 4, 5), "李四")
    clues.fate(path, "L0002", "watched", "等待扣押数据", "李四")
    return path


def call(home, *words, code=0):
    done = CliRunner(env={"DOXDOCKET_HOME": str(home)}).invoke(root, ["--json", *map(str, words)])
    assert done.exit_code == code, done.output
    return json.loads(done.stdout) if done.stdout else json.loads(done.stderr)


def test_a_clue_has_its_source_and_what_became_of_it_last(book):
    clues.fate(book, "L0002", "passed_on", "属外地", "李四")
    assert [(one.id, one.day, one.source, one.fate, one.why) for one in clues.clues(book)] == [
        ("L0001", "2024-04-02", "12309", "open", ""),
        ("L0002", "2024-04-05", "公安移送", "passed_on", "属外地"),
    ]
    assert len(book.read_bytes().splitlines()) == 4  # added to, never changed


@pytest.mark.parametrize("how", ["digit", "line", "first", "order", "word", "stranger"])
def test_what_was_changed_is_told_and_nothing_more_is_written(book, how):
    lines = book.read_bytes().splitlines(keepends=True)
    stranger = {
        "id": "L0009",
        "at": "",
        "by": "",
        "before": hashlib.sha256(lines[-1][:-1]).hexdigest(),
        "fate": "dropped",
    }
    changed = {
        "digit": [lines[0].replace(b"12309", b"12308"), *lines[1:]], "line": [lines[0], lines[2]], "first": lines[1:],
        "order": [lines[0], lines[2], lines[1]], "word": [*lines, b"{}\n"], "stranger": [*lines, json.dumps(stranger).encode() + b"\n"],
    }[how]  # fmt: skip
    book.write_bytes(b"".join(changed))
    with pytest.raises(EvidenceFault):
        clues.clues(book)
    with pytest.raises(EvidenceFault):
        clues.add(book, "x", "y", date(2024, 5, 1), "张三")
    assert book.read_bytes() == b"".join(changed)


def test_several_who_enter_at_once_wait_for_one_another(book, monkeypatch):
    monkeypatch.setattr(
        clues, "now", lambda: time.sleep(0.01) or datetime(2024, 5, 1, tzinfo=UTC)
    )  # between what is read and what is written
    with ThreadPoolExecutor(4) as several:
        made = list(several.map(lambda n: clues.add(book, f"{n}", "x", date(2024, 5, 1), "张三").id, range(8)))
    assert sorted(made) == [f"L{n:04d}" for n in range(3, 11)]
    assert len(clues.clues(book)) == 10  # two of the fixture


@pytest.mark.parametrize(
    ("name", "became", "why"), [("L0009", "dropped", "x"), ("L0001", "lost", "x"), ("L0001", "dropped", " ")]
)
def test_a_fate_that_does_not_fit_is_refused(book, name, became, why):
    before = book.read_bytes()
    with pytest.raises(WrongCall):
        clues.fate(book, name, became, why, "张三")
    assert book.read_bytes() == before


def test_a_book_in_no_folder_is_said_to_be_so(tmp_path):
    with pytest.raises(WrongCall, match="lost"):
        clues.add(tmp_path / "lost" / "线索.jsonl", "x", "y", date(2024, 5, 1), "张三")


def test_a_case_is_made_of_a_clue(book, tmp_path, monkeypatch):
    home, case = tmp_path / "home", tmp_path / "case"
    call(home, "init", case, "--title", "某案", "--from-clue", book, "L0002", code=2)  # nobody says who makes it
    assert not case.exists()
    call(
        home,
        "init",
        case,
        "--title",
        "某案",
        "--officer",
        "张三",
        "--officer",
        "李四",
        "--one-key",
        "--from-clue",
        book,
        "L0002",
    )
    one = clues.of(book, "L0002")
    monkeypatch.setenv("DOXDOCKET_HOME", str(home))
    with Case.open(case) as made:
        assert (one.fate, one.case) == ("case", made.info.id)
        [source] = made.sources()
        with made.original(source.sha256) as stream:
            told = stream.read().decode()
        assert "三个频道" in told
        assert "学生" not in told  # another clue is not of this case
        [event] = register.lines(made, "event")
        assert (event.fields["state"], str(event.fields["at"]), tuple(event.fields["evidence"])) == (
            "S0",
            "2024-04-05",
            ("file:1",),
        )
    call(home, "init", tmp_path / "again", "--officer", "张三", "--from-clue", book, "L0002", code=2)
    assert not (tmp_path / "again").exists()
    assert call(home, "clue", "list", book)["clues"][1]["fate"] == "case"
    with pytest.raises(WrongCall):
        clues.add(case / "线索.jsonl", "x", "y", date(2024, 5, 1), "张三")
    assert not list(case.glob("*线索*"))
