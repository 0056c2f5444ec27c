"""Labelled messages of the rehearsal's writers for ``doxdocket eval``: ``./docket bench labelled open|held [-n 2000] [--seed 1] > FILE``.

``open`` writers may be looked at by whoever writes rules; ``held`` ones are only scored. The layout is the writer's style.
"""

import argparse
import json
import sys

from doxdocket.rehearsal import messages


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("part", choices=["open", "held"])
    ask.add_argument("-n", type=int, default=2000)
    ask.add_argument("--seed", type=int, default=1)
    given = ask.parse_args()
    for m in messages(given.seed, given.part, given.n):
        print(json.dumps({**m, "layout": m["style"]}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
