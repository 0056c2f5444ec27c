"""How often printed bounds hold: cases written by others, run whole, each figure against the truth: ``coverage [DIR…] [--json]``.

Without DIR the five cases of ``bench/cases`` are taken, one seed of each of five generators (README.md there). Each DIR, or packed .tar.xz, holds ``evidence/`` (files as ``add`` takes them) and ``truth.json`` (its shape: ``bench/score_case.py``), as a generator that was
written without sight of the code makes it. A case is made, taken in and run in a folder of its own, then thrown away (``--keep DIR`` keeps
them, and takes over what stands there).

The truth counts a publication where the set that it shows points to one natural person by itself (rule ``cn/fashi-2017-10/1``), or together
with what the case shows of the same person elsewhere; both must lie within the bounds (``coverage``; ``coverage_narrow``: the
first alone). Over all pairs of case and
figure (of headline figures also without acts, whose low is 0 until a person confirms one, and of acts alone): coverage = share with low <= truth <= high; off = |estimate - truth| / max(1, truth), 0 between both; width = (high - low) / max(1,
truth). ``careful``: at least 80 % of the sets hold a whole identity number or mobile; ``careless``: at most 40 %.
"""

import argparse
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from doxdocket.law.identification import identifies
from doxdocket.rehearsal.score import post_key, true_counts, true_sets

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
KEPT = Path(__file__).parent / "cases"
"""Cases that stay with the project, each packed with its truth."""
LEAST = 20
"""Of a kind so many items at least, that it is compared."""
WHOLE = frozenset({"id_number", "phone_number"})
Pair = tuple[int, int]


def truths(truth: Mapping[str, Any]) -> dict[str, Pair]:
    """Each figure under the narrowest and the widest reading of whom a set points to."""
    known = {pub["person"] for _, pub, own in true_sets(truth) if points(pub, own)}
    one, other = (
        true_counts(truth, pointing=points),
        true_counts(truth, pointing=lambda pub, _: pub["person"] in known),
    )
    pairs = {name: (one.get(name, 0), n) for name, n in other.items()}
    posted = {
        label: {post_key(p) for p in truth["posts"] for c in p["conduct"] if c["label"] == label} for label in CONDUCT
    }
    return pairs | {"items_person": pairs["persons"]} | {label: (len(of), len(of)) for label, of in posted.items()}


def points(pub: Mapping[str, Any], own: frozenset[tuple[str, str]]) -> bool:
    """Whether a set points to one person by itself."""
    return identifies(frozenset(kind for kind, _ in own), kin=pub["role"] == "relative") in {"alone", "combined"}


def whole(truth: Mapping[str, Any]) -> float:
    """The share of sets with a whole identity number or mobile."""
    sets = [own for _, _, own in true_sets(truth)]
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


def unpacked(folder: Path, scratch: Path) -> Path:
    """The folder of a case, of one that is packed below ``scratch``."""
    if folder.is_dir():
        return folder
    with tarfile.open(folder) as packed:
        packed.extractall(scratch, filter="data")
    return scratch / folder.name.removesuffix(".tar.xz")


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
    """Coverage, offs and widths over the cases, of headline figures, of these with and without acts, and of kinds; the widths of careful and careless posters apart.

    No act is in a low before a person confirmed it, so its width says what was not yet answered and nothing of how well bounds are drawn.
    """
    out: dict[str, Any] = {"cases": len(cases)}
    acts, rest = set(CONDUCT), set(HEADLINE) - set(CONDUCT)
    every = [row for case in cases for row in case["rows"]]
    for name, of in (("headline", acts | rest), ("headline_without_acts", rest), ("acts", acts), ("kinds", None)):
        rows = [row for row in every if (row["figure"] in of if of else row["figure"] not in HEADLINE)]
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
    ask.add_argument("folders", nargs="*", type=Path, default=sorted(KEPT.glob("*.tar.xz")))
    ask.add_argument("--keep", type=Path, help="a folder in which the cases are made and left")
    ask.add_argument("--json", action="store_true")
    given = ask.parse_args()
    cases = []
    with tempfile.TemporaryDirectory() as scratch:
        top = given.keep or Path(scratch)
        top.mkdir(parents=True, exist_ok=True)
        for folder in (unpacked(one, Path(scratch)) for one in given.folders):
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
