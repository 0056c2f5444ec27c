"""``./docket test [--whole]``: the checks and all tests side by side; fails when either does, and says which."""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
CHECKS = [sys.executable, "-m", "tools.check"]
TESTS = [sys.executable, "-m", "pytest", "--numprocesses=logical", "--maxprocesses=4", "--dist=loadfile"]


def main(words: list[str], checks: list[str] = CHECKS, tests: list[str] = TESTS) -> int:
    """Run both; what the checks say is printed when the tests are done."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        beside = subprocess.Popen(checks, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        try:
            tested = subprocess.run([*tests, *words], cwd=ROOT, check=False).returncode
            checked = beside.wait()
        finally:
            beside.kill()
        said.seek(0)
        print(said.read(), end="")
    failed = [name for name, code in (("checks", checked), ("tests", tested)) if code]
    print(f"FAILED: {', '.join(failed)}" if failed else "checks and tests: ok", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
