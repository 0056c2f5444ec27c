"""One writer of a place at a time, across processes; a killed process leaves no lock behind.

Source: flock(2); on Windows ``msvcrt.locking``. The same process may take it again inside itself.

>>> import pathlib, tempfile
>>> with tempfile.TemporaryDirectory() as home:
...     one, other = Lock(pathlib.Path(home) / ".lock"), Lock(pathlib.Path(home) / ".lock")
...     with one.held(), one.held():
...         other.free()
...     other.free()
False
True
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _try(fd: int) -> None:
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """A lock on a file that stays empty."""

    def __init__(self, path: Path) -> None:
        self._path, self._depth, self._fd = path, 0, -1

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait for the lock and hold it."""
        while not self.take():
            time.sleep(0.02)
        try:
            yield
        finally:
            self.release()

    def free(self) -> bool:
        """Whether nobody else holds it just now."""
        taken = self.take()
        if taken:
            self.release()
        return taken

    def take(self) -> bool:
        """Hold it from now on; False where somebody else does."""
        if self._depth == 0:
            fd = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _try(fd)
            except OSError:
                os.close(fd)
                return False
            self._fd = fd
        self._depth += 1
        return True

    def release(self) -> None:
        """Hold it no longer."""
        self._depth -= 1
        if self._depth == 0:
            os.close(self._fd)
