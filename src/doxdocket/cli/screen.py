r"""The printing edge: what goes to a terminal passes one filter, what goes to a pipe or a file passes none.

Source: `signs`, which says what steers a terminal and how it is shown. Both streams are replaced once a call, where they
are terminals, so no command can print around it: text, and bytes of tables as well. Left out: what this program draws
itself (`progress`), which says so.

>>> import io
>>> told = io.BytesIO()
>>> screen = Screen(told, encoding="utf-8", write_through=True)
>>> _ = screen.write("a\x1b[2Jb\n"), screen.buffer.write("\u202e\n".encode()), screen.draw("\r50 %")
>>> told.getvalue().decode()
'a\\x1b[2Jb\n\\u202e\n\r50 %'
"""

import io
import shutil
import sys
from collections.abc import Mapping
from typing import IO, Any, BinaryIO, cast

from doxdocket import visible_signs
from doxdocket.cli.language import Manner


class _Bytes(io.RawIOBase):
    """Bytes for a terminal, which are UTF-8 whatever it is: each write holds whole characters, as tables are written."""

    def __init__(self, under: BinaryIO) -> None:
        self._under = under

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def write(self, data: Any) -> int:
        """Show them."""
        text = bytes(data).decode("utf-8", "surrogateescape")
        self._under.write(visible_signs.visible(text).encode("utf-8", "surrogateescape"))
        return len(data)

    def flush(self) -> None:
        """Let the terminal have them."""
        self._under.flush()


class Screen(io.TextIOWrapper):
    """A terminal as a stream of text that shows what steers instead of obeying it."""

    def write(self, text: str, /) -> int:
        """Show the text."""
        super().write(visible_signs.visible(text))
        return len(text)

    def draw(self, text: str) -> None:
        """Let the terminal obey a text of our own."""
        super().write(text)

    @property
    def buffer(self) -> BinaryIO:
        """The bytes below, through the same filter."""
        return cast("BinaryIO", _Bytes(cast("BinaryIO", super().buffer)))


LEAST = 60
"""Columns below which nothing is made narrower."""


def columns(how: Manner, environ: Mapping[str, str]) -> int | None:
    """The columns of the terminal that the answer goes to; None where it goes to a pipe or a file, or is JSON."""
    if how.json or not sys.stdout.isatty():
        return None
    told = environ.get("COLUMNS", "")
    return max(LEAST, int(told) if told.isdecimal() and int(told) else shutil.get_terminal_size((80, 24)).columns)


def guard() -> None:
    """Put the filter before standard output and error where they are terminals; no output may fail for an encoding."""
    sys.stdout, sys.stderr = _guarded(sys.stdout), _guarded(sys.stderr)


def _guarded(stream: Any) -> Any:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return stream
    reconfigure(errors="replace")  # machine output is UTF-8 bytes; text loses what cannot be shown
    if isinstance(stream, Screen) or not stream.isatty():
        return stream
    stream.flush()
    encoding = stream.encoding
    return Screen(stream.detach(), encoding=encoding, errors="replace", line_buffering=True)


def draw(stream: IO[str], text: str) -> None:
    """Write a text of our own that may steer: to redraw a line."""
    if isinstance(stream, Screen):
        stream.draw(text)
    else:
        stream.write(text)
    stream.flush()
