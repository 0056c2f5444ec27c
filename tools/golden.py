"""``./docket golden``: rewrite every golden answer, then show the difference for a person to judge."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> int:
    """Run the tests that hold golden answers, the whole rehearsal case's too, with DOXDOCKET_GOLDEN=write, then ``git diff`` them."""
    environment = {**os.environ, "DOXDOCKET_GOLDEN": "write"}
    subprocess.run([sys.executable, "-m", "pytest", "--whole", "-k", "golden"], cwd=ROOT, env=environment, check=False)
    return subprocess.run(
        ["git", "diff", "--stat", "-p", "--", "tests", "README.md", "README.zh-CN.md"], cwd=ROOT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
