r"""What others wrote, set apart on the page: no character of it steers the line around it.

Every title, name and origin passes `apart` on its way to the page; `page` then puts each into an element of its own
(``<bdi>``), where elements may stand. In attributes, drawings and heads of documents the marks go and the text stays: there
a text is a paragraph of its own already. What steers is shown as a sign (`signs`), wherever it stands.

>>> page(f'<td title="{apart("x")}">of {apart("a\u202e\x1bb")}.</td>')
'<td title="x">of <bdi>a\\u202e\\x1bb</bdi>.</td>'
"""

import re

from doxdocket import signs
from doxdocket.report.blanks import clean

_OPENS, _CLOSES = "\u2068", "\u2069"  # first strong isolate, and its end: none is left of the text itself
_PLAIN = re.compile(r"<(svg|title|style)\b(?:(?!<\1\b).)*?</\1>|<[^<>]*>", re.DOTALL)


def apart(text: str) -> str:
    """A text that others wrote, marked as such, which makes no blank (``blanks``); nothing stays nothing."""
    return f"{_OPENS}{clean(signs.one_line(text))}{_CLOSES}" if text else ""


def page(html: str) -> str:
    """The page with each marked text in an element of its own, and nothing in it that steers."""
    out, at = [], 0
    for plain in _PLAIN.finditer(html):
        out += [_set(html[at : plain.start()]), plain[0].replace(_OPENS, "").replace(_CLOSES, "")]
        at = plain.end()
    return signs.picture("".join([*out, _set(html[at:])]))


def _set(text: str) -> str:
    return text.replace(_OPENS, "<bdi>").replace(_CLOSES, "</bdi>")
