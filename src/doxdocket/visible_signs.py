r"""Characters that show nothing and steer a screen or the direction of a line, told as signs anybody can read.

Whoever writes a post, names a file or entitles a channel can put them there: an escape sequence wipes a terminal, a mark
of direction turns a number around, an end of line makes a sentence of ours that nobody said. Evidence keeps them; what is
shown of it does not. In the middle of a sentence of ours the noncharacters of Unicode, with which documents mark theirs (``report.marks``), are signs too. Source: Unicode 17 (C0, DEL and C1 are controls; the Bidi_Control property; 2028 and 2029 end lines).
Left out: characters that only show nothing (zero width), which steer nothing.

>>> visible("\x1b[2J a\tb\r\n"), one_line("a\nb\u202e"), picture("\x1b\x9b\u202e")
('\\x1b[2J a\tb\r\n', 'a\\x0ab\\u202e', '␛\\x9b\\u202e')
>>> in_json('{"a": "\x9b\u202e"}')
'{"a": "\\u009b\\u202e"}'
"""

import re

#: All of them, as the inside of a class of a pattern.
STEERING = "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"

_ALL = re.compile(f"[{STEERING}\ufdd0-\ufdef]")
_IN_LINES = re.compile(f"(?![\\t\\n])(?!\\r\\n)[{STEERING}]")
_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def escape(code: int) -> str:
    r"""One character by its number: ``\x1b``, ``\u202e``."""
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def visible(text: str) -> str:
    """A text for a terminal; tabs and ends of lines stay."""
    return _IN_LINES.sub(lambda found: escape(ord(found[0])), text)


def one_line(text: object) -> str:
    """What somebody called something, for the middle of a sentence: ends of lines are signs too."""
    return _ALL.sub(lambda found: escape(ord(found[0])), str(text))


def picture(text: str) -> str:
    """A text for a page: controls as control pictures where Unicode has them; tabs and ends of lines stay."""
    return _IN_LINES.sub(_pictured, text)


def _pictured(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else escape(code)


def in_json(document: str) -> str:
    """A JSON document with the same values and none of these in clear; JSON itself escapes only what is below a space."""
    return _IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", document)
