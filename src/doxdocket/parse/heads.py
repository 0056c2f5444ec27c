r"""What a JSON file begins with, for the recognisers: its layout, and the keys of its root or first record.

Forms of dumps differ in the keys of a record and not in words that may stand in any text, so the keys are read with the
tokenizer, as far as the head of the file goes. Leaves out: what a form makes of them.

>>> beginning(b'[{"_": "Message", "id": 5, "message": "cut he').keys
{'_': b'"Message"', 'id': b'5', 'message': b'"cut he'}
>>> beginning(b'{"id": 1}\n{"id": 2}').layout, beginning(b'{"id": 1, "messages": [').layout, beginning(b"<html>")
('objects', 'object', None)
>>> beginning('{"id": 1}'.encode("utf-16")).layout
'object'
>>> beginning(b'{"id": 1, "messages": [{"id": 7, "file": ""}, {"id"').inner("messages")
{'id': b'7', 'file': b'""'}
"""

import io
from dataclasses import dataclass

from doxdocket.errors import Unreadable
from doxdocket.parse.elements import members
from doxdocket.parse.window import Damage, Window


@dataclass(frozen=True, slots=True)
class Beginning:
    """``layout``: array, objects (one after the other) or object (one, as far as can be seen)."""

    layout: str
    keys: dict[str, bytes]  # of the first record or the root, each with its value as far as the head goes

    def inner(self, key: str) -> dict[str, bytes]:
        """Keys of the object that the value is, or of the first object in the list that it is."""
        return _keys(self.keys.get(key, b"").lstrip(b" \t\r\n["))[0]


def beginning(head: bytes) -> Beginning | None:
    """What the first bytes of a file show; none when they are no JSON of objects."""
    if head[:2] in _WIDE:  # as PowerShell writes what is sent to a file; the reader refuses it and says why
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    text = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n<<<<<<< ")[0].lstrip()  # the reader refuses such a file
    array = text.startswith(b"[")
    if array:
        text = text[1:].lstrip()
    keys, rest = _keys(text)
    if not keys:
        return None
    layout = "array" if array else "objects" if rest.lstrip().startswith(b"{") else "object"
    return Beginning(layout, keys)


def _keys(text: bytes) -> tuple[dict[str, bytes], bytes]:
    """Keys and values of the object that ``text`` begins with, and what follows it."""
    found: dict[str, bytes] = {}
    if not text.startswith(b"{"):
        return found, b""
    try:
        window = Window(io.BytesIO(text), block=len(text))
        for key in members(window):
            start = window.pos
            found[key] = text[start : start + _MOST]
            window.skip()
            found[key] = text[start : min(window.pos, start + _MOST)]
    except (Damage, Unreadable):
        return found, b""
    return found, text[window.pos :]


_MOST = 1 << 15
_WIDE = (b"\xff\xfe", b"\xfe\xff")
