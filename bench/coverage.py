"""How often printed bounds hold: cases written by others, run whole, each figure against the truth: ``coverage DIR… [--json]``.

Each DIR holds ``evidence/`` (files as ``add`` takes them) and ``truth.json`` (its shape: ``bench/score_case.py``), as a generator that was
written without sight of the code makes it. A case is made, taken in and run in a folder of its own, then thrown away (``--keep DIR`` keeps
them, and takes over what stands there).

The truth counts a publication where the set that it shows points to one natural person by itself (rule ``cn/fashi-2017-10/1``), or together
with what the case shows of the same person elsewhere; both must lie within the bounds (``coverage``; ``coverage_narrow``: the
first alone). Over all pairs of case and
figure: coverage = share with low <= truth <= high; off = |estimate - truth| / max(1, truth), 0 between both; width = (high - low) / max(1,
truth). ``careful``: at least 80 % of the sets hold a whole identity number or mobile; ``careless``: at most 40 %.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from doxdocket.law.identification import identifies

CONDUCT = ("insult", "threat", "incitement", "paid_task", "sale_offer", "promotion")
HEADLINE = (
    "persons",
    "minors",
    "dossiers",
    "publications",
    "posts_with_pi",
    "items_set",
    "items_person",
    "items_field",
    "kinds",
    *CONDUCT,
)
LEAST = 20
"""Of a kind so many items at least, that it is compared."""
WHOLE = frozenset({"id_number", "phone_number"})
Pair = tuple[int, int]


def truths(truth: Mapping[str, Any]) -> dict[str, Pair]:
    """Each figure under the narrowest and the widest reading of whom a set points to."""
    known = {who for _, who, told, _ in _sets(truth) if told}
    narrow, wide = _Counted(), _Counted()
    for post, who, told, own in _sets(truth):
        again = post["again"].get(who)
        minor = truth["persons"][who]["minor_age"] is not None
        if told:
            narrow.add(post["key"], who, own, again, minor)
        if who in known:
            wide.add(post["key"], who, own, again, minor)
    labels = {label: len({p for p, posted in _conduct(truth) if label in posted}) for label in CONDUCT}
    one, other = narrow.figures(), wide.figures()
    return {name: (one.get(name, 0), other[name]) for name in other} | {name: (n, n) for name, n in labels.items()}


class _Counted:
    """What is counted of the publications of one reading, in the order of time."""

    def __init__(self) -> None:
        self.posts: set[str] = set()
        self.pubs = self.dossiers = 0
        self.sets: set[tuple[str, frozenset[tuple[str, str]]]] = set()
        self.items: set[tuple[str, str, str]] = set()
        self.minors: set[str] = set()

    def add(self, post: str, who: str, own: frozenset[tuple[str, str]], again: str | None, minor: bool) -> None:
        self.posts.add(post)
        self.pubs += 1
        self.dossiers += again not in {"forward", "quote"} and (who, own) not in self.sets
        self.sets.add((who, own))
        self.items |= {(who, kind, value) for kind, value in own}
        if minor:
            self.minors.add(who)

    def figures(self) -> dict[str, int]:
        people = len({who for who, _ in self.sets})
        kinds: dict[str, int] = defaultdict(int)
        for _, kind, _ in self.items:
            kinds[kind] += 1
        return {
            "persons": people, "items_person": people, "minors": len(self.minors), "dossiers": self.dossiers, "publications": self.pubs,
            "posts_with_pi": len(self.posts), "items_set": len(self.sets), "items_field": len(self.items), "kinds": len(kinds),
            **{f"kind.{kind}": n for kind, n in kinds.items()},
        }  # fmt: skip


def _sets(truth: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], str, bool, frozenset[tuple[str, str]]]]:
    """Each true publication with its post, its person, whether its set alone points to one, and the set."""
    for post in truth["posts"]:
        held: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for span in [*post["spans"], *post["fields"]]:
            held[span["person"]].add((span["kind"], span["value"]))
        place = {
            "key": f"{post['channel_id']}/{post['post_id']}",
            "again": {p["person"]: p["repeat_why"] for p in post["publications"]},
        }
        for pub in post["publications"]:
            own = frozenset(held[pub["person"]])
            kin = pub["role"] == "relative"
            if own:
                yield (
                    place,
                    pub["person"],
                    identifies(frozenset(kind for kind, _ in own), kin=kin) in {"alone", "combined"},
                    own,
                )


def _conduct(truth: Mapping[str, Any]) -> Iterator[tuple[str, set[str]]]:
    for post in truth["posts"]:
        yield f"{post['channel_id']}/{post['post_id']}", {one["label"] for one in post["conduct"]}


def whole(truth: Mapping[str, Any]) -> float:
    """The share of sets with a whole identity number or mobile."""
    sets = [own for _, _, _, own in _sets(truth)]
    return sum(any(kind in WHOLE and "*" not in value for kind, value in own) for own in sets) / max(1, len(sets))


def compared(truth: Mapping[str, Any], figures: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A row a figure with a truth."""
    known, rows = truths(truth), []
    for figure in figures:
        id_, low, best, high = (figure[name] for name in ("id", "low", "estimate", "high"))
        if id_ not in known or not isinstance(high, int):
            continue
        least, most = sorted(known[id_])
        if id_ not in HEADLINE and least < LEAST:
            continue
        off = max(least - best, best - most, 0)
        rows.append({
            "figure": id_, "truth": [least, most], "low": low, "estimate": best, "high": high, "inside": low <= least and most <= high, "inside_narrow": low <= known[id_][0] <= high,
            "off": off / max(1, most), "width": (high - low) / max(1, most),
        })  # fmt: skip
    return rows


def run(case: Path, evidence: Path, home: Path) -> list[dict[str, Any]]:
    """The figures of a case made of the evidence, or of the case that stands there."""
    env = os.environ | {"DOXDOCKET_HOME": str(home)}

    def call(*words: str) -> bytes:
        return subprocess.run(
            [sys.executable, "-m", "doxdocket", *words], env=env, check=True, stdout=subprocess.PIPE
        ).stdout

    if not case.exists():
        call("init", str(case), "--officer", "甲", "--no-passphrase", "--quiet")
        call("add", str(case), str(evidence), "--quiet")
    call("run", str(case), "--quiet")
    return list(json.loads(call("figures", str(case), "--json"))["figures"])


def summary(cases: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Coverage, offs and widths over the cases, of headline figures and of kinds; the widths of careful and careless posters apart."""
    out: dict[str, Any] = {"cases": len(cases)}
    for name, wanted in (("headline", True), ("kinds", False)):
        rows = [row for case in cases for row in case["rows"] if (row["figure"] in HEADLINE) == wanted]
        if rows:
            out[name] = {
                "pairs": len(rows), "coverage": sum(row["inside"] for row in rows) / len(rows),
                "coverage_narrow": sum(row["inside_narrow"] for row in rows) / len(rows),
                "above": sum(row["truth"][1] > row["high"] for row in rows), "below": sum(row["truth"][0] < row["low"] for row in rows),
                "off": median(row["off"] for row in rows), "width": median(row["width"] for row in rows),
            }  # fmt: skip
    for name in ("careful", "careless", "between"):
        widths = [
            row["width"] for case in cases if case["style"] == name for row in case["rows"] if row["figure"] in HEADLINE
        ]
        if widths:
            out[f"width_{name}"] = median(widths)
    return out


def style(share: float) -> str:
    """How the posters of a case write."""
    return "careful" if share >= 0.8 else "careless" if share <= 0.4 else "between"


def show(result: Mapping[str, Any]) -> None:
    """A table a case, then the sums."""
    for case in result["cases"]:
        print(f"\n{case['case']}: {case['style']}, {100 * case['whole']:.0f} % of sets with a whole number")
        for row in case["rows"]:
            told = "–".join(str(n) for n in dict.fromkeys(row["truth"]))
            print(
                f"  {row['figure']:24} {told:>12} in {row['low']}–{row['estimate']}–{row['high']} {'' if row['inside'] else 'OUTSIDE'}"
            )
    print()
    for name, told in result["summary"].items():
        print(f"{name}: {told}")


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folders", nargs="+", type=Path)
    ask.add_argument("--keep", type=Path, help="a folder in which the cases are made and left")
    ask.add_argument("--json", action="store_true")
    given = ask.parse_args()
    cases = []
    with tempfile.TemporaryDirectory() as scratch:
        top = given.keep or Path(scratch)
        top.mkdir(parents=True, exist_ok=True)
        for folder in given.folders:
            truth = json.loads((folder / "truth.json").read_bytes())
            rows = compared(truth, run(top / f"{folder.name}.case", folder / "evidence", top / "home"))
            share = whole(truth)
            cases.append({"case": folder.name, "whole": share, "style": style(share), "rows": rows})
            print(f"{folder.name}: {sum(r['inside'] for r in rows)} of {len(rows)}", file=sys.stderr, flush=True)
    result = {"cases": cases, "summary": summary(cases)}
    print(json.dumps(result, ensure_ascii=False)) if given.json else show(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
