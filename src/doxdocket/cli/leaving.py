r"""What leaves the case: rows are in the custody log, with their digest, before the first byte goes out.

Source: docs/explanation/sealing.md. What leaves is a table of ``export``, a document, a sheet of double review, the rows behind a figure, a
copy of a report: in a file or on standard output, which may be a file. Bytes are made first and held compressed in memory
(a table of texts becomes about a tenth), so a row may stand for what then did not go out (a full disk), never the other way, and
nothing half-made lies on a disk. Left out: what commands print to be read (figures, reasons, lists), which is masked.

>>> held = Held()
>>> held.write("a，\n".encode()), held.digest()[:8], b"".join(held.lines()).decode()
(5, '82090f6e', 'a，\n')
"""

import hashlib
import io
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from doxdocket.errors import WrongCall
from doxdocket.store.nearby_cases import around, within
from doxdocket.store.new_file import free, put
from doxdocket.words import say

if TYPE_CHECKING:
    from doxdocket.store.case import Case


class Held(io.RawIOBase):
    """Bytes that are written and not yet let go, compressed, with their digest."""

    def __init__(self) -> None:
        self._pack, self._sha256, self._parts, self.size = zlib.compressobj(1), hashlib.sha256(), list[bytes](), 0

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def write(self, data: Any) -> int:
        """Keep them."""
        plain = bytes(data)
        self._sha256.update(plain)
        self.size += len(plain)
        self._parts.append(self._pack.compress(plain))
        return len(plain)

    def digest(self) -> str:
        """SHA-256 (hex) of all that was written."""
        return self._sha256.hexdigest()

    def lines(self) -> Iterator[bytes]:
        """What was written, cut at ends of lines, so that a terminal gets whole characters."""
        self._parts.append(self._pack.flush(zlib.Z_SYNC_FLUSH))
        unpack, rest = zlib.decompressobj(), b""
        for part in self._parts:
            whole, end, rest = (rest + unpack.decompress(part)).rpartition(b"\n")
            yield whole + end
        yield rest


@dataclass(frozen=True, slots=True)
class Why:
    """Who lets it go and why, as the custody row has it; both empty where no words of posts are in it."""

    reason: str = ""
    officer: str = ""


def why(case: "Case", reason: str | None, officer: str | None, *, words: bool) -> Why:
    """The reason and the officer; both are needed where words of posts leave. ``-`` reads the reason from standard input."""
    from doxdocket.cli.acting import officer_of, reason_of

    if not reason and words:
        raise WrongCall("leaving.words_of_posts_are_in")
    given = reason_of(reason, case) if reason else ""
    return Why(given, officer_of(case, officer) if words else (officer or "").strip())


def leave(
    case: "Case", detail: dict[str, object], write: Callable[[IO[bytes]], int], output: str | None, because: Why
) -> tuple[int, str]:
    """Make the bytes, look whether they hold a value of the case, record them, let them go to ``output`` or standard output; how many rows, and SHA-256."""
    from doxdocket.desk import releasing

    path = None if output is None else fresh(Path(output))
    held = Held()
    rows = write(cast("IO[bytes]", held))
    releasing.leaving(case, Path(output).name if output else f"-.{detail.get('format', 'txt')}", held.size, held.lines)
    record(case, {**detail, "rows": rows, "to": "stream" if path is None else "file"}, held.digest(), because)
    if path is None:
        for line in held.lines():
            sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
        return rows, held.digest()
    put(path, held.lines())
    return rows, held.digest()


def copied(case: "Case", document: Path, copy: Path) -> str:
    """A copy of a released document outside the case; its SHA-256."""
    data = document.read_bytes()
    _, digest = leave(case, {"table": "report", "document": f"out/{document.name}"}, _whole(data), str(copy), Why())
    return digest


def _whole(data: bytes) -> Callable[[IO[bytes]], int]:
    def write(stream: IO[bytes]) -> int:
        stream.write(data)
        return 1

    return write


def put_out(case: "Case", files: Sequence[tuple[dict[str, object], bytes, Path]], because: Why) -> None:
    """Record files that were looked through already and leave together, each with its detail, and write them when all are on record: all, or none."""
    from doxdocket.desk import releasing

    rows = [({**detail, "to": "file"}, hashlib.sha256(data).hexdigest()) for detail, data, _ in files]
    releasing.record_all(case, rows, because.reason, because.officer)
    done: list[Path] = []
    try:
        for _, data, path in files:
            put(path, [data])
            done.append(path)
    except BaseException:
        for path in done:
            path.unlink(missing_ok=True)
        raise


def record(case: "Case", detail: dict[str, object], sha256: str, because: Why) -> None:
    """The custody row."""
    from doxdocket.desk import releasing

    releasing.record(case, detail, sha256, because.reason, because.officer)


def folder(name: str) -> Path:
    """A folder that files go to: it is there, or the one above it is, and then it is made when the first goes out; never a case's."""
    path = Path(name)
    if not path.is_dir() and (path.exists() or not path.parent.is_dir()):
        raise WrongCall("leaving.there_is_no_folder", folder=path if path.exists() else path.parent)
    if case := around(path / "file"):
        raise within(path, case)
    return path


def fresh(path: Path) -> Path:
    """A path that bears no file yet, in a folder that is there and is no case's."""
    free(path)
    if not path.parent.is_dir():
        raise WrongCall("leaving.there_is_no_folder", folder=path.parent)
    return path


def told_unchecked(count: int) -> None:
    """Say beside texts that leave how many posts nobody has looked through."""
    from doxdocket.cli import out

    out.note(say("evidence.note_nobody_has_looked_through", count=count))
