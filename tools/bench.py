"""``./docket bench NAME [ARGS]``: run one measurement of ``bench/``; without a name, list them."""

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parent.parent / "bench"


def main(words: list[str]) -> int:
    """Run ``bench/NAME.py`` with the remaining words."""
    names = {p.stem: p for p in sorted(BENCH.glob("*.py"))}
    if not words or words[0] not in names:
        for name, path in names.items():
            print(f"{name:16} {path.read_text(encoding='utf-8').splitlines()[0].strip(chr(34))}")
        return 0 if not words else 2
    return subprocess.run([sys.executable, names[words[0]], *words[1:]], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
