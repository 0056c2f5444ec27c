"""Closed hands: scored when asked for alone, with a row that the check reads; of such a hand faults are told and no counts."""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tools import corpus, scorings

ROOT = corpus.ROOT.parent
SIDES = {"h1": "train", "h2": "calibration", "h3": "fresh"}
HEAD = "\t".join(scorings.COLUMNS) + "\n"
ROW = scorings.Scoring("2026-01-31", "a" * 40, "calibration", "h2", "the detector", "bench", "because", "f1 0.5")


def faults(*rows: scorings.Scoring, in_history=lambda _: True) -> list[str]:
    return scorings.faults(HEAD + "".join("\t".join(row) + "\n" for row in rows), SIDES, in_history)


def test_a_row_that_is_as_it_should_be_has_no_fault_and_calibration_may_be_scored_again():
    assert (
        faults(ROW, ROW._replace(date="2026-02-01"), ROW._replace(date="2026-02-01", split="fresh", hands="h3")) == []
    )


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (ROW._replace(date="2026-02-30"), "date 2026-02-30 is no day like 2026-01-31"),
        (ROW._replace(date="20260131"), "date 20260131 is no day like 2026-01-31"),
        (ROW._replace(commit="a" * 39), f"commit {'a' * 39} is no full hash"),
        (ROW._replace(split="train"), "split train is none of calibration, fresh"),
        (ROW._replace(hands="h2 h9"), "no hand h9 in splits.tsv"),
        (ROW._replace(why=" "), "not 8 cells with something in each"),
        (ROW._replace(result="f1\t0.5"), "not 8 cells with something in each"),
    ],
)
def test_a_malformed_row_is_told_with_its_line(row, what):
    assert faults(ROW, row) == [f"scorings.tsv:3: {what}"]


def test_rows_out_of_time_and_commits_outside_the_history_are_told():
    assert faults(ROW, ROW._replace(date="2026-01-30")) == [
        "scorings.tsv:3: date 2026-01-30 lies before that of the row above"
    ]
    told = faults(ROW, ROW._replace(commit="b" * 40), in_history=lambda c: c == "a" * 40)
    assert told == [f"scorings.tsv:3: commit {'b' * 40} is no ancestor of this one, or this clone does not hold it"]


@pytest.mark.parametrize("split", ["fresh", "calibration"])
def test_a_fresh_hand_is_scored_once_under_whatever_name(split):
    once = ROW._replace(split="fresh", hands="h3")
    assert faults(once) == []
    assert faults(once, once._replace(split=split)) == ["scorings.tsv:3: h3 is fresh and was scored before"]


def test_a_hand_that_was_fresh_stays_scored_once_when_it_has_moved():
    rows = "\t".join(ROW._replace(split="fresh", hands="h1")) + "\n"
    assert scorings.faults(HEAD + rows + rows, SIDES) == ["scorings.tsv:3: h1 is fresh and was scored before"]


def test_other_columns_and_an_empty_file_are_told():
    assert scorings.faults("date\n", SIDES) == scorings.faults("", SIDES) != []


def test_the_file_of_this_checkout_has_no_fault():
    assert scorings.faults(scorings.FILE.read_text(encoding="utf-8"), corpus.splits()) == []


HANDS = {
    "h1": "=== h1-1 | | chat\n叫⟦name:p1|柏安⟧\n",
    "h2": "=== h2-1 | | chat\n姓名：⟦name:p1|韩知予⟧ 电话：⟦phone_number:p1|17806401357⟧\n=== h2-2 | | chat\n今天下雨\n",
    "h3": "=== h3-1 | | chat\n姓名：⟦name:p1|柏安言⟧ 年龄：⟦age:p1|26⟧岁 电话：⟦phone_number:p1|17806401358⟧\n",
}


class Checkout:
    """A small checkout of its own, with three invented hands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "tools", folder / "tools", ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "bench").mkdir()
        shutil.copy(ROOT / "bench/corpus.py", folder / "bench")
        (folder / "corpus/hands").mkdir(parents=True)
        for name, text in HANDS.items():
            (folder / f"corpus/hands/{name}.txt").write_text(text, encoding="utf-8")
        rows = "".join(f"{name}\t{side}\tinvented\n" for name, side in SIDES.items())
        (folder / "corpus/splits.tsv").write_text("hand\tsplit\twhy\n" + rows, encoding="utf-8")
        (folder / "corpus/scorings.tsv").write_text(HEAD, encoding="utf-8")
        (folder / ".gitignore").write_text("__pycache__/\n", encoding="utf-8")
        self.git("init", "-q")
        self.commit()

    def git(self, *words: str) -> str:
        done = subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *words],
                              cwd=self.folder, capture_output=True, text=True, check=True)  # fmt: skip
        return done.stdout.strip()

    def commit(self) -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "as it is")
        return self.git("rev-parse", "HEAD")

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        python = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        return subprocess.run([sys.executable, *words], cwd=self.folder, env=python, capture_output=True, text=True, check=False)  # fmt: skip

    def bench(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run("bench/corpus.py", *words)

    def rows(self) -> list[str]:
        return (self.folder / "corpus/scorings.tsv").read_text(encoding="utf-8").splitlines()[1:]


@pytest.fixture
def checkout(tmp_path):
    return Checkout(tmp_path)


def hands_of(told: subprocess.CompletedProcess[str]) -> set[str]:
    return set(re.findall(r"\bh[123]\b", told.stdout))


@pytest.mark.whole
def test_closed_hands_are_scored_when_asked_for_alone_from_a_clean_tree_with_a_row(checkout):
    plain = checkout.bench("--detector")
    assert (plain.returncode, hands_of(plain), checkout.rows()) == (0, {"h1"}, [])
    assert "\nspread between hands\n  structured " in plain.stdout
    commit = checkout.git("rev-parse", "HEAD")
    done = checkout.bench("--detector", "--calibration", "before a release")
    assert (done.returncode, hands_of(done)) == (0, {"h2"})
    (row,) = checkout.rows()
    row = scorings.Scoring(*row.split("\t"))
    assert row[:4] == (datetime.now(UTC).date().isoformat(), commit, "calibration", "h2")
    assert row.why == "before a release"
    assert "names f1 1.000 n 1" in row.result
    again = checkout.bench("--detector", "--calibration", "before a release")
    assert (again.returncode, hands_of(again), len(checkout.rows())) == (1, set(), 1)
    assert "the tree is not clean" in again.stderr
    checkout.commit()
    assert checkout.run("-m", "tools.scorings").returncode == 0


def test_a_fresh_hand_is_not_scored_twice(checkout):
    assert checkout.bench("--detector", "--fresh", "the freeze").returncode == 0
    checkout.commit()
    again = checkout.bench("--detector", "--fresh", "once more")
    assert (again.returncode, hands_of(again), len(checkout.rows())) == (1, set(), 1)
    assert "h3 is fresh and was scored before" in again.stderr


@pytest.mark.parametrize("words", [["--calibration", "why"], ["--detector", "--calibration", " "],
                                   ["--detector", "--fresh", "a", "--calibration", "b"]])  # fmt: skip
def test_closed_hands_want_the_detector_a_reason_and_one_split(checkout, words):
    done = checkout.bench(*words)
    assert (done.returncode, done.stdout, checkout.rows()) == (1, "", [])


def test_the_check_names_a_commit_that_is_not_in_the_history(checkout):
    row = "\t".join(ROW)
    (checkout.folder / "corpus/scorings.tsv").write_text(f"{HEAD}{row}\n", encoding="utf-8")
    done = checkout.run("-m", "tools.scorings")
    assert done.returncode == 1
    assert f"scorings.tsv:2: commit {'a' * 40} is no ancestor" in done.stdout


@pytest.mark.whole
def test_of_a_closed_hand_faults_are_told_and_no_counts(checkout, tmp_path):
    hand = tmp_path / "corpus/hands/h2.txt"
    copied = tmp_path / "x9.txt"
    copied.write_text(hand.read_text(encoding="utf-8").replace("name:p1", "title:p1"), encoding="utf-8")
    assert json.loads(checkout.bench("--check", str(hand), "--json").stdout) == {"faults": []}
    told = json.loads(checkout.bench("--check", str(copied), "--json").stdout)
    assert list(told) == ["faults"]
    assert told["faults"] == ["x9.txt:2: unknown kind title"]
    both = json.loads(checkout.bench("--check", str(hand), str(hand.with_name("h1.txt")), "--json").stdout)
    assert list(both["hands"]) == ["h1"]
    assert sum(both["kinds"].values()) == 1
