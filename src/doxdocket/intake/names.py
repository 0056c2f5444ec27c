r"""Names of archive members: told as any screen can show them, harmless as paths, and with a way back to their bytes.

Source: PKWARE APPNOTE 4.4.4 (bit 11: UTF-8; otherwise nobody says which code). Chinese systems write GB18030, so a name that
is no UTF-8 (or hardly any) is read as that, is marked, and its bytes are kept escaped. Nothing is ever written to the disk under such a name;
still ``..``, a leading slash, a drive, a backslash, control and direction characters are shown escaped, since somebody may
export by name one day.

>>> name = named("图片/证据.jpg".encode("gb18030"))
>>> name.text, name.mark, name.raw
('图片/证据.jpg', 'gb18030', '\\xcd\\xbc\\xc6\\xac/\\xd6\\xa4\\xbe\\xdd.jpg')
>>> named(b"../../etc/passwd").text
'\\x2e\\x2e/\\x2e\\x2e/etc/passwd'
"""

import re
from dataclasses import dataclass, field

from doxdocket.visible_signs import STEERING, escape

_LONGEST = 4096  # characters; longer ones are cut, which their mark tells
_UNNAMED = "unnamed"
_DRIVE = re.compile(r"[A-Za-z]:")
# Letters that names are not made of: GB18030 taken for UTF-8 shows them (图片 becomes ͼƬ).
_UNLIKELY = re.compile("[\u0180-\u02ff\u0370-\u0385\u03cf-\u03ff\u0460-\u05cf\u05eb-\u061f\u06d4-\u07ff]")
# Backslash, control and direction characters, ends of lines and, at the end, what parts a container from its members.
_DANGEROUS = re.compile(f"[\\\\{STEERING}]|!$")
_ODD = re.compile(f"{_DANGEROUS.pattern}|[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Name:
    """A member's name within its container, '/' between its parts; an empty one stands for the container's inside."""

    text: str = field(repr=False)
    mark: str = ""  # gb18030, renamed
    raw: str = field(default="", repr=False)  # the bytes as found, escaped, where the text was guessed


INSIDE = Name("")


def named(raw: bytes, *, utf8: bool = False, dos: bool = False, gb18030: bool = False) -> Name:
    """The name with these bytes.

    ``utf8`` when the archive says so, ``gb18030`` when other names of it are no UTF-8, ``dos`` when a backslash parts folders.
    """
    guessed = None if utf8 else _guessed(raw, gb18030)
    text, renamed = _harmless(raw.decode("utf-8", "surrogateescape") if guessed is None else guessed, dos)
    told = raw.decode("ascii", "backslashreplace")[:_LONGEST] if guessed is not None else ""
    return Name(text, "renamed" if renamed else "gb18030" if told else "", told)


def of_text(text: str) -> Name:
    """The same for a name that comes as characters; lone surrogates that stand for bytes (PEP 383) are those bytes again."""
    odd = {c for c in text if "\ud800" <= c <= "\udfff"}
    if odd and all("\udc80" <= c <= "\udcff" for c in odd):
        return named(text.encode("utf-8", "surrogateescape"))
    text, renamed = _harmless(text, dos=False)
    return Name(text, "renamed" if renamed or odd else "")


def no_utf8(raw: bytes) -> bool:
    """Whether these bytes are certainly no UTF-8."""
    return _read(raw, "utf-8") is None


def _guessed(raw: bytes, likely: bool) -> str | None:
    """The name read as GB18030, where that is likelier than UTF-8."""
    plain = _read(raw, "utf-8")
    if plain is None or (not plain.isascii() and (likely or (max(plain) < "\u0800" and _UNLIKELY.search(plain)))):
        return _read(raw, "gb18030")
    return None


def _read(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _harmless(text: str, dos: bool) -> tuple[str, bool]:
    """The text with what is dangerous in a path escaped, and whether anything was."""
    if dos and "/" not in text:
        text = text.replace("\\", "/")
    parts = [part for part in text.split("/") if part not in {"", "."}] or [_UNNAMED]
    safe = [_part(part) for part in parts]
    changed = any(_DANGEROUS.search(part) or part == ".." for part in parts) or parts == [_UNNAMED] != [text]
    if text.startswith("/"):
        safe[0], changed = r"\x2f" + safe[0], True
    elif _DRIVE.match(parts[0]):
        safe[0], changed = safe[0].replace(":", r"\x3a", 1), True
    told = "/".join(safe)
    return (told, changed) if len(told) <= _LONGEST else (told[: _LONGEST - 1] + "…", True)


def _part(part: str) -> str:
    if part == "..":
        return r"\x2e\x2e"
    return _ODD.sub(lambda found: _escape(ord(found[0])), part)


def _escape(code: int) -> str:
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is no UTF-8
        code -= 0xDC00
    return escape(code)
