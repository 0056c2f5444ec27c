"""Runs the calls of a list one after another in one process, as on a terminal: ``calls.py FILE``, JSON a list of words.

Before each the number of the call is written past every stream, so that its output can be told from the others'.
"""

import json
import os
import sys
from pathlib import Path

from doxdocket.cli import root


def main(path: str) -> None:
    for number, words in enumerate(json.loads(Path(path).read_text(encoding="utf-8"))):
        os.write(1, f"<<{number}>>".encode())
        try:
            root.main(words)
        except SystemExit as end:
            os.write(1, f"<={end.code or 0}>".encode())


if __name__ == "__main__":
    main(sys.argv[1])
