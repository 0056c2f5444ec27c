"""For whoever writes rules: the texts of what ``eval`` counts as wrong, ``./docket bench misses FILE.jsonl [--kind KIND]``.

Prints texts, so only for invented messages; lines of the held writers are refused, since nobody who writes rules reads them.
"""

import argparse
import json
import sys
from pathlib import Path

from doxdocket.cli.detecting import many
from doxdocket.score import Tally, read


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("file", type=Path)
    ask.add_argument("--kind", help="a kind, or a label of conduct")
    given = ask.parse_args()
    for number, line in enumerate(given.file.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        if json.loads(line).get("part") == "held":
            print("the held part is not shown to anybody who writes rules", file=sys.stderr)
            return 2
        message, tally = read.one(line, number), Tally(worst=1)
        tally.add(message, many([(message.id, message.text)])[0])
        places = [
            p
            for _, _, row in tally.errors
            for p in row["places"]
            if given.kind in (None, p.get("kind"), p.get("label"))
        ]
        if places:
            print(f"--- {message.id} line {number}\n{message.text[:600]}")
        for p in places:
            shown = repr(message.text[p["start"] : p["end"]]) if "start" in p else ""
            print(f"    {p['what']:7}{p.get('kind') or p['label']} {shown}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
