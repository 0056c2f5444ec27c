"""Scorings of closed hands: of those for calibration, and of fresh ones, which are scored once. ``corpus/scorings.tsv`` holds a row for each.

A closed hand is scored by ``./docket bench corpus --detector --calibration WHY`` (or ``--fresh WHY``) and ``./docket bench classes --calibration WHY`` alone,
from a clean tree, so that the row names the commit whose program was scored; the row is written before any number is shown. ``./docket check`` reads the file: no row is
malformed, each commit is in the history, no fresh hand was scored twice. Left out: a scoring by other means leaves no row.

>>> HEAD = "\\t".join(COLUMNS)
>>> faults(HEAD + "\\n2026-01-02\\tabc\\tfresh\\th1\\tthe detector\\tbench\\tfirst look\\tf1 0.5\\n", {"h1": "fresh"})
['scorings.tsv:2: commit abc is no full hash']
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple, TypeVar

from doxdocket.score.hands import Hand
from tools import corpus

T = TypeVar("T")
FILE = corpus.ROOT / "scorings.tsv"
CLOSED = corpus.CLOSED
LONG = 20
"""Characters of a text that two hands do not share by chance."""


class Scoring(NamedTuple):
    """One scoring: when, of which commit, on which closed hands, of what, by which command, why, and what came of it."""

    date: str
    commit: str
    split: str
    hands: str  # with spaces between
    scored: str
    command: str
    why: str
    result: str


COLUMNS = Scoring._fields


class NotNow(Exception):
    """Why a closed hand is not scored."""


def faults(text: str, sides: Mapping[str, str], in_history: Callable[[str], bool] = lambda _: True) -> list[str]:
    """What is wrong with the file, each with its line; ``sides`` are the hands' of ``splits.tsv``."""
    head, *lines = text.splitlines() or [""]
    found = [] if head.split("\t") == list(COLUMNS) else ["scorings.tsv:1: not the columns " + " ".join(COLUMNS)]
    times: dict[str, int] = {}
    before = ""
    for n, line in enumerate(lines, 2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS) or not all(cell.strip() for cell in cells):
            found.append(f"scorings.tsv:{n}: not {len(COLUMNS)} cells with something in each")
            continue
        row = Scoring(*cells)
        wrong = _wrong(row, before, sides, in_history)
        for hand in (
            row.hands.split() if row.split == "fresh" else [h for h in row.hands.split() if sides.get(h) == "fresh"]
        ):
            times[hand] = times.get(hand, 0) + 1
            wrong += [f"{hand} is fresh and was scored before"] if times[hand] > 1 else []
        found += [f"scorings.tsv:{n}: {what}" for what in wrong]
        before = row.date
    return found


def _wrong(row: Scoring, before: str, sides: Mapping[str, str], in_history: Callable[[str], bool]) -> list[str]:
    wrong = []
    if not _is_day(row.date):
        wrong.append(f"date {row.date} is no day like 2026-01-31")
    elif row.date < before:
        wrong.append(f"date {row.date} lies before that of the row above")
    if not re.fullmatch(r"[0-9a-f]{40}", row.commit):
        wrong.append(f"commit {row.commit} is no full hash")
    elif not in_history(row.commit):
        wrong.append(f"commit {row.commit} is no ancestor of this one, or this clone does not hold it")
    if row.split not in CLOSED:
        wrong.append(f"split {row.split} is none of {', '.join(CLOSED)}")
    return wrong + [f"no hand {hand} in splits.tsv" for hand in row.hands.split() if hand not in sides]


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_closed(hand: Hand, sides: Mapping[str, str], known: Iterable[Hand]) -> bool:
    """Whether a hand is a closed one, or holds a text of one: of such a hand faults may be told, and no counts."""
    texts = {
        m.text for other in known if sides.get(other.name) in CLOSED for m in other.messages if len(m.text) >= LONG
    }
    return sides.get(hand.name) in CLOSED or any(m.text in texts for m in hand.messages)


def logged(
    split: str,
    why: str,
    scored: str,
    score: Callable[[list[Hand]], T],
    result: Callable[[T], str],
    command: str = "corpus --detector",
) -> T:
    """Score the closed hands of a split and write the row; ``command``: of ``./docket bench``.

    Raises:
        NotNow: there are no such hands, the tree is not clean, the file has faults, or a fresh hand has had its scoring.

    """
    sides = corpus.splits()
    hands = [hand for hand in corpus.all_hands() if sides[hand.name] == split]
    names = " ".join(hand.name for hand in hands)
    if not names:
        raise NotNow(f"no hand of splits.tsv is {split}")
    if _git("status", "--porcelain").stdout.strip():
        raise NotNow("the tree is not clean: commit first, so that the row names what was scored")
    commit = _git("rev-parse", "HEAD").stdout.strip()
    text = FILE.read_text(encoding="utf-8")
    now = datetime.now(UTC).date().isoformat()
    row = Scoring(now, commit, split, names, scored, f"./docket bench {command} --{split}", " ".join(why.split()), "-")
    if wrong := faults(text + "\t".join(row) + "\n", sides, _in_history):
        raise NotNow("\n".join(wrong))
    told = score(hands)
    with FILE.open("a", encoding="utf-8") as out:
        out.write("\t".join(row._replace(result=result(told))) + "\n")
    return told


def _git(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *words], cwd=corpus.ROOT, capture_output=True, text=True, check=False)


def _in_history(commit: str) -> bool:
    return _git("merge-base", "--is-ancestor", commit, "HEAD").returncode == 0


def main() -> int:
    """Tell every fault of the file; outside a checkout nothing is known of commits."""
    checkout = _git("rev-parse", "--git-dir").returncode == 0
    if not checkout:
        print("no checkout: the commits of scorings.tsv were not looked up")
    found = faults(FILE.read_text(encoding="utf-8"), corpus.splits(), _in_history if checkout else lambda _: True)
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
