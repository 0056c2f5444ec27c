"""Where answers go: text in the terminal's encoding, machine output in UTF-8 whatever the terminal is.

On a terminal a page goes through ``paging``.
"""

import sys
from collections.abc import Iterable, Mapping
from typing import IO, Any

from doxdocket.cli.answer import Answer
from doxdocket.cli.language import called, manner
from doxdocket.cli.screen import Screen
from doxdocket.report.as_json import keys, line
from doxdocket.report.text import folded


def write_lines(rows: Iterable[Mapping[str, Any]], stream: IO[bytes] | None = None, *, at_once: int = 0) -> int:
    """JSON Lines in UTF-8 to standard output, or to the stream given; says how many.

    The first ``at_once`` lines go out one by one, for a reader that waits for each.
    """
    out = stream or sys.stdout.buffer
    count = 0
    for row in rows:
        out.write(line(row).encode() + b"\n")
        count += 1
        if count <= at_once:
            out.flush()
    out.flush()
    return count


def told(data: Any, *, indent: int | None = None, verbatim: bool = False) -> str:
    """One JSON document for the caller: the calls that its texts name are written as this call was."""
    return line(data if verbatim else _called(data), indent=indent)


def _called(value: Any) -> Any:
    if isinstance(value, str):
        return called(value)
    value = keys(value)
    if isinstance(value, Mapping):
        return {key: _called(one) for key, one in value.items()}
    return [_called(one) for one in value] if isinstance(value, list | tuple) else value


def note(text: str) -> None:
    """A remark beside the answer, on standard error."""
    said = called(text)
    if isinstance(sys.stderr, Screen):
        from doxdocket.cli.paging import show  # loaded at a terminal

        show(folded(said, manner().name), error=True)
    else:
        sys.stderr.write(said + "\n")


def give(answer: Answer, *, page: bool = False) -> None:
    """Print an answer as this call asked for it; ``page``: of help, which has no other form."""
    how = manner()
    if how.json and not page:
        data = told(answer.data, indent=2, verbatim=answer.verbatim)
        sys.stdout.flush()
        sys.stdout.buffer.write(data.encode() + b"\n")
        sys.stdout.buffer.flush()
        return
    text = answer.text(how.lang)
    text = text if answer.verbatim else folded(called(text), how.name)
    if not text:
        return
    if isinstance(sys.stdout, Screen) and not answer.verbatim:
        from doxdocket.cli.paging import show  # loaded at a terminal

        show(text)
    else:
        print(text, flush=True)
