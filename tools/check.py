"""``./docket check``: format, lint, types, import contracts, spelling, rules, generated pages, sentences, scorings. Reports all, then fails."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
CHECKS = {
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "lint": ["ruff", "check", "--quiet", "."],
    "types": ["mypy"],
    "imports": ["lint-imports"],
    "spelling": ["codespell"],
    "rules": [sys.executable, "-m", "doxdocket", "--lang", "en", "law", "check"],
    "pages": [sys.executable, "-m", "tools.docs", "--check"],
    "words": [sys.executable, "-m", "tools.words"],
    "scorings": [sys.executable, "-m", "tools.scorings"],
}


def main() -> int:
    """Run every check; print what failed, and how to mend what mends itself."""
    failed = []
    for name, command in CHECKS.items():
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        print(f"check {name}: {'ok' if done.returncode == 0 else 'FAILED'}", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr, flush=True)
    if failed:
        print(f"failed: {', '.join(failed)}. 'ruff format .' and 'ruff check --fix .' mend what mends itself.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
