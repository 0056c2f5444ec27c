r"""What others wrote, set apart: no character of it steers the line around it.

Every title, name and origin passes `apart` on its way to a document; a writer of pages then puts each into an element of its own (``html``). What steers is
shown as a sign (`signs`), wherever it stands.

>>> apart("a\u202eb")
'\u2068a\\u202eb\u2069'
"""

from doxdocket import visible_signs

_OPENS, _CLOSES = "\u2068", "\u2069"  # first strong isolate, and its end: none is left of the text itself
APART = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
"""What sets a text apart in a line of text, for ``str.translate`` to take away; on a page its element does."""


def apart(text: str) -> str:
    """A text that others wrote, marked as such, in which no character is a mark of ours (``marks``); nothing stays nothing."""
    return f"{_OPENS}{visible_signs.one_line(text)}{_CLOSES}" if text else ""
