"""What an officer's answers do to the bounds: cases written by others, run, the desk's queues answered as the truth says, run again: ``officer [DIR…] [--steps 0,50,100]``.

The cases and their truth are those of ``coverage``. Queues are asked in the order of ``ORDER``, each from its first question on, as the desk asks them; what says the same is answered together. A finding is confirmed where a
marked stretch of its kind lies there, else rejected (an officer would also correct a kind, or add what was missed: this one does not); two persons are one where what was found at both is mostly of one; who says nothing is set aside. A set of which it is open whether it identifies does
so where what the truth marks of its person identifies in some post (``coverage``), and where another set was found of that person both are said to be of one; else it is said to identify nobody.
A line a step, one after all queues but the last, and one after all: answers so far, the median width over the headline figures without acts, how many of these hold the truth (narrow), and four of them.
"""

import argparse
import json
import os
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import Any

from coverage import CONDUCT, HEADLINE, KEPT, compared, points, run, unpacked
from doxdocket.desk import queues
from doxdocket.desk.deciding import Asked
from doxdocket.desk.session import Session
from doxdocket.errors import WrongCall
from doxdocket.rehearsal.score import true_sets
from doxdocket.store.case import Case

ORDER = ("conflicts", "links", "unproven", "doubtful", "pointing")
WHY = "as the truth says"
TOLD = ("persons", "publications", "items_field", "kinds")


class Officer:
    """Who knows the truth of a case and answers what the desk asks."""

    def __init__(self, case: Case, truth: Mapping[str, Any]) -> None:
        self._desk, self._who = Session(case), case.info.officers[0]
        self._spans = {(str(post["channel_id"]), str(post["post_id"])): post["spans"] for post in truth["posts"]}
        self._found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for row in self._desk.findings.to_pylist():
            if row["person"] is not None and row["where"] == "text":
                self._found[f"{row['channel_id']}/{row['post_id']}/{row['person']}"].append(row)
        sets = [(post, pub["person"]) for post, pub, own in true_sets(truth) if points(pub, own)]
        self._points = {(str(post["channel_id"]), str(post["post_id"]), who) for post, who in sets}
        self._known = {who for _, who in sets}
        self._said: dict[str, str] = {}  # of each person the first set said to point to them

    def _there(self, row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """The marked stretches under a finding in a text."""
        if row["where"] != "text":
            return []
        spans = self._spans.get((row["channel_id"].rsplit(":", 1)[-1], row["post_id"]), [])
        return [one for one in spans if one["start"] < row["end"] and row["start"] < one["end"]]

    def _right(self, row: Mapping[str, Any]) -> bool:
        return any(one["kind"] == row["kind"] for one in self._there(row))

    def _whose(self, publication: str) -> str | None:
        told = Counter(one["person"] for row in self._found[publication] for one in self._there(row))
        return told.most_common(1)[0][0] if told else None

    def _pointing(self, key: str) -> str:
        """Whether a set points to one person; where another set was found of them that does, both are said to be of one."""
        if (who := self._whose(key)) is None:
            return "unsure"
        if who not in self._known:
            return "no"
        rows = self._desk.desk.dossiers
        found = sorted((one for one in self._found if self._whose(one) == who), key=lambda one: self._at(one, who) not in self._points)  # fmt: skip
        others = (one for one in (*found, self._said.setdefault(who, key)) if (rows.get(one) or {}).get("person"))
        if other := next((one for one in others if rows[one]["person"] != rows[key]["person"]), None):
            with suppress(WrongCall):  # it contradicts what was said before of sets that are of more than one
                self._desk.record([Asked("person.same", {"a": key, "b": other}, WHY, self._who)])
        return "yes"

    def _at(self, key: str, who: str) -> tuple[str, str, str]:
        """A set as the truth names it."""
        channel, post, _ = key.rsplit("/", 2)
        return channel.rsplit(":", 1)[-1], post, who

    def _answer(self, item: queues.Item) -> tuple[str, str, list[str]]:
        """The answer, by what it is given of others too, and what is left out; "unsure" where the truth says nothing."""
        if len(item.persons) > 1:
            one, other = (self._whose(key) for key in item.persons)
            return ("unsure" if None in {one, other} else "yes" if one == other else "no"), "", []
        if item.kind == "pointing":
            return self._pointing(item.id), "", []
        by = "value" if item.alike.get("value") else ""
        if not item.together:
            return ("yes" if self._right(item.about) else "no"), by, []
        wrong = [id_ for id_, row in item.together.items() if not self._right(row)]
        if len(wrong) == len(item.together):
            return "no", "", []
        return "yes", "" if wrong else by, wrong

    def answers(self, *order: str) -> Iterator[str]:
        """Answer one question after the other; the queue of each."""
        for kind in order:
            while (item := queues.item(self._desk, kind, officer=self._who)) is not None:
                name, by, without = self._answer(item)
                if name == "unsure":
                    queues.set_aside(self._desk, item, self._who, name)
                    continue
                queues.answer(self._desk, item, name, reason=WHY, officer=self._who, by=by, without=without)
                yield kind


def told(case: Path, folder: Path, home: Path, truth: Mapping[str, Any]) -> dict[str, Any]:
    """The widths of a case as it stands, run anew."""
    rows = [r for r in compared(truth, run(case, folder / "evidence", home)) if r["figure"] in set(HEADLINE) - set(CONDUCT)]  # fmt: skip
    return {
        "width": median(row["width"] for row in rows), "hold": sum(row["inside_narrow"] for row in rows), "of": len(rows),
        "figures": {row["figure"]: [row["low"], row["estimate"], row["high"], row["truth"]] for row in rows if row["figure"] in TOLD},
    }  # fmt: skip


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folders", nargs="*", type=Path, default=sorted(KEPT.glob("*.tar.xz")))
    ask.add_argument(
        "--steps", default="0,50,100", help="after how many answers the case is run, before it is after all"
    )
    given = ask.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for folder in (unpacked(one, Path(scratch)) for one in given.folders):
            truth, case, home = json.loads((folder / "truth.json").read_bytes()), Path(scratch) / f"{folder.name}.case", Path(scratch) / "home"  # fmt: skip
            run(case, folder / "evidence", home)
            made: Counter[str] = Counter()
            os.environ["DOXDOCKET_HOME"] = str(home)
            with Case.open(case) as opened:
                officer, before = Officer(opened, truth), -1
                for order in (ORDER[:-1], ORDER[-1:]):  # what the last one adds stands in a line of its own
                    answers = officer.answers(*order)
                    for step in (*map(int, given.steps.split(",")), sys.maxsize):
                        while made.total() < step and (kind := next(answers, None)) is not None:
                            made[kind] += 1
                        if made.total() > before:
                            print(json.dumps({"case": folder.name, "answers": made.total(), **told(case, folder, home, truth), "by": dict(made)}), flush=True)  # fmt: skip
                        before = made.total()
    return 0


if __name__ == "__main__":
    sys.exit(main())
