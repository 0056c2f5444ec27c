"""What an error that is not ours was about: the stage, and the channel, post and person that the code had in hand.

The stage is the one last begun (``during``). The rest is read off the failed calls, innermost first: names of ours that
hold ids (``channel_id``, ``post_id``, ``person``), or a row that has them. Only what looks like an id is told, never words of
the evidence. Left out: errors of ours, which say what they are about.

>>> def broken(row):
...     return row["x"]
>>> try:
...     broken({"channel_id": "telegram:channel:1", "post_id": "7", "text": "a secret"})
... except KeyError as error:
...     during(error, "merge")
...     told(error)
{'stage': 'merge', 'channel': 'telegram:channel:1', 'post': '7'}
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from doxdocket.errors import DoxdocketError

_STAGE = "doxdocket stage: "
_IDS = {
    "channel": (("channel_id", "channel"), re.compile(r"[a-z_]{1,20}:[a-z_]{1,20}:[\w@.-]{1,64}")),
    "post": (("post_id",), re.compile(r"[\w@.-]{1,64}")),
    "person": (("person", "person_id", "code"), re.compile(r"\d{1,9}|#[0-9a-z]{1,16}")),
}
"""Under which names an id is kept, and how it looks."""


def during(error: BaseException, stage: str) -> None:
    """Note in which stage it happened; the innermost counts."""
    if not isinstance(error, DoxdocketError) and not any(n.startswith(_STAGE) for n in getattr(error, "__notes__", ())):
        error.add_note(_STAGE + stage)


def told(error: BaseException) -> dict[str, str]:
    """What is known: stage, channel, post, person."""
    notes = [note.removeprefix(_STAGE) for note in getattr(error, "__notes__", ()) if note.startswith(_STAGE)]
    out = {"stage": notes[0]} if notes else {}
    for names in _frames(error):
        for what, (called, form) in _IDS.items():
            values = [str(names[name]) for name in called if isinstance(names.get(name), str | int)]
            found = next((value for value in values if form.fullmatch(value)), None)
            if found is not None:
                out.setdefault(what, found)
    return out


def _frames(error: BaseException) -> Iterator[Mapping[str, Any]]:
    """What the failed calls of ours had, innermost first: each row in hand, then the names themselves."""
    calls = []
    at = error.__traceback__
    while at is not None:
        calls.append(at.tb_frame)
        at = at.tb_next
    for frame in reversed(calls):
        names = frame.f_locals
        yield from (value for value in names.values() if isinstance(value, dict) and "channel_id" in value)
        yield names
