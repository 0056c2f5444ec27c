"""What an officer's answers do to the bounds: cases written by others, run, the desk's queues answered as the truth says, run again: ``officer [DIR…] [--steps 0,50,100,200]``.

The cases and their truth are those of ``coverage``. Queues are asked in the order of ``ORDER``, each from its first question on, as the desk asks them; what says the same is answered together. A finding is confirmed where a
marked stretch of its kind lies there, else rejected (an officer would also correct a kind, or add what was missed: this one does not); two persons are one where what was found at both is mostly of one; who says nothing is set aside.
A line a step: answers so far, the median width over the headline figures without acts, how many of these hold the truth (narrow), and four of them.
"""

import argparse
import json
import os
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from coverage import CONDUCT, HEADLINE, KEPT, compared, run, unpacked
from doxdocket.desk import queues
from doxdocket.desk.session import Session
from doxdocket.store.case import Case

ORDER = ("conflicts", "links", "unproven", "doubtful")
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

    def _answer(self, item: queues.Item) -> tuple[str, str, list[str]]:
        """The answer, by what it is given of others too, and what is left out; "unsure" where the truth says nothing."""
        if item.persons:
            one, other = (self._whose(key) for key in item.persons)
            return ("unsure" if None in {one, other} else "yes" if one == other else "no"), "", []
        by = "value" if item.alike.get("value") else ""
        if not item.together:
            return ("yes" if self._right(item.about) else "no"), by, []
        wrong = [id_ for id_, row in item.together.items() if not self._right(row)]
        if len(wrong) == len(item.together):
            return "no", "", []
        return "yes", "" if wrong else by, wrong

    def answers(self) -> Iterator[str]:
        """Answer one question after the other; the queue of each."""
        for kind in ORDER:
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
    ask.add_argument("--steps", default="0,50,100,1000000", help="after how many answers the case is run")
    given = ask.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for folder in (unpacked(one, Path(scratch)) for one in given.folders):
            truth, case, home = json.loads((folder / "truth.json").read_bytes()), Path(scratch) / f"{folder.name}.case", Path(scratch) / "home"  # fmt: skip
            run(case, folder / "evidence", home)
            made: Counter[str] = Counter()
            os.environ["DOXDOCKET_HOME"] = str(home)
            with Case.open(case) as opened:
                answers = Officer(opened, truth).answers()
                for step in map(int, given.steps.split(",")):
                    while made.total() < step and (kind := next(answers, None)) is not None:
                        made[kind] += 1
                    print(json.dumps({"case": folder.name, "answers": made.total(), **told(case, folder, home, truth), "by": dict(made)}), flush=True)  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
