"""``./docket test [--whole]``: the checks and all tests side by side; fails when either does, and says which.

The ordinary tests make their cases in memory where the system has room there (Linux: ``/dev/shm``), and what they made is gone with
them: a case waits for the disk at every step, some hundred times from ``init`` to ``run``. The long runs write what is large, on disk.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent
CHECKS = [sys.executable, "-m", "tools.check"]
TESTS = [sys.executable, "-m", "pytest", "--numprocesses=logical", "--maxprocesses=4", "--dist=loadfile"]
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
ROOM = 4 << 30
"""Of the system's memory and of what of it files may take; the ordinary tests make less than 1 GB."""


def main(words: list[str], checks: list[str] = CHECKS, tests: list[str] = TESTS, room: int = ROOM) -> int:
    """Run both; what the checks say is printed when the tests are done."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said, _place(words, room) as place:
        beside = subprocess.Popen(checks, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        try:
            tested = subprocess.run([*tests, *words], cwd=ROOT, env=os.environ | place, check=False).returncode
            checked = beside.wait()
        finally:
            beside.kill()
        said.seek(0)
        print(said.read(), end="")
    failed = [name for name, code in (("checks", checked), ("tests", tested)) if code]
    print(f"FAILED: {', '.join(failed)}" if failed else "checks and tests: ok", flush=True)
    return 1 if failed else 0


@contextmanager
def _place(words: list[str], room: int) -> Iterator[dict[str, str]]:
    """Where the tests write, for their environment; nothing where they write on disk, as everybody does."""
    if "--whole" in words or not roomy(room):
        yield {}
        return
    with tempfile.TemporaryDirectory(prefix="docket-", dir=MEMORY, ignore_cleanup_errors=True) as folder:
        yield {"TMPDIR": folder}


def roomy(room: int) -> bool:
    """Whether so many bytes may be written in memory, by us, and what is written may be run."""
    if not os.access(MEMORY, os.W_OK) or os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        return False
    return min(shutil.disk_usage(MEMORY).free, psutil.virtual_memory().available) >= room


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))  # so that nothing stays in memory
    sys.exit(main(sys.argv[1:]))
