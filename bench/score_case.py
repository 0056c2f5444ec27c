"""Scores a finished case against the truth of the rehearsal: ``python bench/score_case.py CASE TRUTH.json [--json]``.

Prints, for open and held styles apart: P/R/F1 by kind (relaxed and exact), ordinary posts wrongly counted per 100,000,
B-cubed of persons, and whether the true counts lie inside the figures' bounds. ``--first-kinds`` asks only for the kinds of the first detector.

Any case can be scored so, whoever wrote it. The truth of a case is one JSON object:

    persons   {id: {"minor_age": age or null}}; of whom the evidence states no age, null
    posts     [{channel_id, post_id, part, spans, fields, images, ignore, conduct, publications}], in the order of time, those that
              expose somebody; channel_id as ``export posts`` has it, part "open" or "held"
      spans         [{start, end, kind, value, person}], offsets in code points, value in one normal form
      publications  [{person, person_no, role, relation, repeat_of, repeat_why}], repeat_why null, "forward", "quote" or "same"
      fields        [{where, kind, value, person}] beside the text; images [{person, holds, values}]; ignore [{start, end}];
                    conduct [{start, end, label}]; each may be empty
    ordinary  [{channel_id, part, posts: [ids that expose nobody], ignore: {id: [[start, end, kind or null]]}}]
    figures   optional {figure id: number, or [under the narrowest reading, under the widest]}: takes the place of what is counted
              from the posts, and adds figures that cannot be (views, minors_under_14)
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tools import rehearsal_score as score

from doxdocket.store.case import Case


def table(scores: dict[str, score.Score]) -> str:
    """One line a kind."""
    lines = [f"  {'kind':22}{'P':>8}{'R':>8}{'F1':>8}{'right':>8}{'wrong':>7}{'missed':>7}"]
    for kind, s in scores.items():
        lines.append(f"  {kind:22}{s['p']:8.3f}{s['r']:8.3f}{s['f1']:8.3f}{s['tp']:8.0f}{s['fp']:7.0f}{s['fn']:7.0f}")
    return "\n".join(lines)


def show(result: dict) -> None:
    for part in ("open", "held"):
        for how in ("spans", "exact"):
            print(f"\n{part}, {'half overlap' if how == 'spans' else 'exact ends'}")
            print(table(result[how][part]))
        print(f"  ordinary posts: {result['ordinary'][part]}")
        if "conduct" in result:
            told = result["conduct"][part]
            print(
                f"  conduct: macro-F1 of posts {told['macro_f1']}, of spans {told['macro_f1_spans']}; decoys {told['decoys']}"
            )
            for label, s in told["posts"].items():
                print(f"    {label:16}{s}")
    for name, s in result.get("prices", {}).items():
        print(f"\nprices by post, {name}: {s}")
    for column, s in result["persons"].items():
        print(f"\nB-cubed by {column}: {s}")
    print(
        f"repeats: {result['repeats']}\nfields outside the text: {result['fields']}\npictures: {result['pictures']}\n\nbounds"
    )
    for name, b in result["bounds"].items():
        print(
            f"  {name:16}truth {b['truth']!s:>6} in [{b['low']}, {b['high']}] estimate {b['estimate']} "
            f"{'inside' if b['inside'] else 'OUTSIDE'} width {b['width_pct']} % error {b['error_pct']} %"
        )


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("case", type=Path)
    ask.add_argument("truth", type=Path)
    ask.add_argument("--json", action="store_true")
    ask.add_argument("--first-kinds", action="store_true")
    given = ask.parse_args()
    with Case.open(given.case) as case:
        run = case.current_run()
        if run is None:
            print("this case has no published run: doxdocket run CASE", file=sys.stderr)
            return 2
        tables = {name: run.read(name).to_pylist() for name in ("findings", "dossiers", "conduct")}
        figures = json.loads(run.figures())["figures"]
    truth = json.loads(given.truth.read_bytes())
    result = score.case(truth, tables, figures, only=score.FIRST_KINDS if given.first_kinds else None)
    print(json.dumps(result, ensure_ascii=False)) if given.json else show(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
