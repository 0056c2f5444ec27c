"""Texts that are written in texts: entities, percent signs, escapes, base64, hex."""

import base64
import binascii
import html
import quopri
import re
from collections.abc import Iterator

from doxdocket.report.carried import PICTURE

_ESCAPED = re.compile(
    r"(?<!\\)\\++(?:u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|([0-9A-Fa-f]{2,6})[ ]?)"
)
"""However often escaped."""
_BYTES = re.compile(r"(?<!\\)(?:\\++x[0-9A-Fa-f]{2}){2,}")
_OCTAL = re.compile(r"(?<!\\)(?:\\++[0-3][0-7]{2}){3,}")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_QUOTED = re.compile(r"(?:=[0-9A-F]{2}){2,}")
_WORD = re.compile(r"=\?([\w\-]+)(?:\*[\w\-]*)?\?([BbQq])\?([^?\s]*)\?=(?:\s+(?==\?))?")
"""A word of a header of a mail, in another encoding."""
_RUN64 = re.compile(r"(?:[A-Za-z0-9+/_\-]{4}[\r\n]{0,2}){2,}[A-Za-z0-9+/_\-]{0,4}={0,2}")
_RUN16 = re.compile(r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}\s?){6,}(?![0-9A-Fa-f])")


def unwrapped(text: str) -> str:
    """A text with its entities, percent signs and escapes undone.

    >>> unwrapped(r"&#24352; %E4%B8%89 \u7af9 =E5=BD=B1")
    '张 三 竹 影'
    """
    if "&" in text:
        text = html.unescape(text)
    if "%" in text:
        text = _PERCENT.sub(lambda found: _octets(found[0].replace("%", "")), text)
    if "\\" in text:
        text = _BYTES.sub(lambda found: _octets(re.sub(r"[\\x]", "", found[0])), text)
        text = _OCTAL.sub(lambda found: _in_octal(found[0]), text)
        text = _ESCAPED.sub(lambda found: _sign(next(filter(None, found.groups()))), text)
    if "_x" in text:
        text = _IN_EXCEL.sub(lambda found: chr(int(found[1], 16)), text)
    if "u" in text or "U" in text:
        text = _POINT.sub(lambda found: _sign(found[1] or found[2]), text)
    if "(" in text:
        text = _CHAR.sub(lambda found: _sign(f"{int(found[1]):x}"), text)
    text = _POINTS.sub(_pointed, text)
    if "[^" in text:
        text = _NOTE.sub("", text)
    if "姓" in text or "name" in text.lower():
        text = _OF_NAME.sub("", text)
    if "\u202e" in text:
        text = _BACKWARDS.sub(lambda found: found[1][::-1], text)
    text = _MISREAD.sub(_reread, text)
    if "=?" in text:
        text = _WORD.sub(_worded, text)
    if "=" in text and _QUOTED.search(text):
        text = _QUOTED.sub(lambda found: _octets(found[0].replace("=", "")), text.replace("=\n", ""))
    return text


_IN_EXCEL = re.compile(r"_x([0-9A-Fa-f]{4})_")
_POINT = re.compile(r"%u([0-9A-Fa-f]{4})|\bU\+([0-9A-Fa-f]{4,5})\b[ ,]?", re.IGNORECASE)
_CHAR = re.compile(r"\b(?:_xlfn\.)?(?:UNICHAR|CHAR|CHRW?)\(\s*([0-9]{1,7})\s*\)", re.IGNORECASE)
"""A sign by its number, as formulas write it."""
_HAN_POINT, _DIGIT_POINT = "(?:1[39][0-9]{3}|2[0-9]{4}|3[0-9]{4}|40[0-9]{3})", "(?:4[89]|5[0-7])"
_POINTS = re.compile(
    rf"(?<![0-9.]){_HAN_POINT}(?:[\s,]{{1,4}}(?:{_HAN_POINT}|{_DIGIT_POINT}))+(?![0-9.])|(?<![0-9.]){_DIGIT_POINT}(?:[\s,]{{1,4}}{_DIGIT_POINT}){{6,}}(?![0-9.])"
)
"""Signs by their numbers, in a row."""
_NOTE = re.compile(r"\[\^\w{1,12}\](?!:)")
"""What points at a footnote in Markdown."""
_OF_NAME = re.compile(
    r"(?<![\u3400-\u9fffA-Za-z])(?:姓氏?|名字?|surname|(?:sur|last|family|first|given)[_ ]?name|given)[\"']?\s*[:：]\s*|(?<![\u3400-\u9fff])姓(?=[\u3400-\u9fff]{1,2}[，, ]{1,2}名)|(?<=[，, ])名(?=[\u3400-\u9fff]{1,3}(?![\u3400-\u9fff]))",
    re.IGNORECASE,
)
"""What names the parts of a name."""
_BACKWARDS = re.compile("\u202e([^\u202c\n]*)\u202c?")
_MISREAD = re.compile(r"[\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{3,}")


def _pointed(found: re.Match[str]) -> str:
    return "".join(chr(int(one)) for one in re.findall("[0-9]+", found[0]))


def _reread(found: re.Match[str]) -> str:
    """UTF-8 that somebody read as Latin."""
    data = b"".join(
        one.encode("cp1252", "ignore") or (one.encode("latin-1") if ord(one) < 256 else b"") for one in found[0]
    )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _octets(digits: str) -> str:
    data = bytes.fromhex(digits)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _in_octal(found: str) -> str:
    try:
        return bytes(int(one, 8) for one in re.findall("[0-7]{3}", found)).decode("utf-8")
    except (UnicodeDecodeError, ValueError):
        return found  # of a style sheet, in hex


def _worded(found: re.Match[str]) -> str:
    charset, how, said = found.groups()
    try:
        if how in "Bb":
            data = base64.b64decode(said.rstrip("=") + "=" * (-len(said.rstrip("=")) % 4))
        else:
            data = quopri.decodestring(said.replace("_", " ").encode())
        return data.decode(charset)
    except (ValueError, LookupError):
        return found[0]


def _sign(code: str) -> str:
    point = int(code, 16)
    return chr(point) if point < 0x110000 and not 0xD800 <= point < 0xE000 else "\ufffd"


def written(text: str) -> Iterator[bytes]:
    """Bytes that are written in a text in base64 or as hex digits, where they are a text or a file."""
    for run in _runs(_RUN64, text):
        body = run.replace("-", "+").replace("_", "/").rstrip("=")
        if body.isdigit() or (body.isalpha() and len(body) < 24):
            continue
        with_end = body[: len(body) // 4 * 4 + (len(body) % 4 if len(body) % 4 != 1 else 0)]
        try:
            inside = base64.b64decode(with_end + "=" * (-len(with_end) % 4))
        except (binascii.Error, ValueError):
            continue
        yield from _told(inside)
    for run in _runs(_RUN16, text):
        yield from _told(bytes.fromhex(run))


_SHORT = 256


def _runs(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """What the pattern finds, without white space; a short one that stands in each row of a table once."""
    seen = set[str]()
    for found in pattern.finditer(text):
        if (run := found[0]) not in seen:
            if len(run) < _SHORT:
                seen.add(run)
            yield "".join(run.split())


DIGEST = 64
"""Bytes that a digest, an id or a signature may hold: so few are no damaged file, whatever they begin with by chance."""


def _told(inside: bytes) -> Iterator[bytes]:
    """Bytes that are a text, in UTF-8, or begin as a file does: a digest is neither."""
    if len(inside) > DIGEST and (PICTURE.match(inside[:64]) or _FILE.match(inside)):
        yield inside
        return
    for codec in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        try:
            text = inside.decode(codec).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if len(text) > 1 and (
            all(c.isprintable() or c in "\t\r\n" for c in text) if codec == "utf-8" else _COMMON.fullmatch(text)
        ):
            yield text.encode()
            if codec == "utf-8":
                return


_FILE = re.compile(rb"PK\x03\x04|%PDF-|\x1f\x8b\x08[\0-\x1f]|BZh[1-9]1AY&SY|\xfd7zXZ\0|7z\xbc\xaf\x27|PAR1")
"""How a file begins that is no picture: so much of it that none of a million digests does by chance (``1f8b`` alone is one of 65,536)."""
_COMMON = re.compile(r"[\u4e00-\u9fff\x20-\x7e\r\n\u3000-\u303f\uff01-\uff5e·…—“”]+")
"""Signs of which bytes in another encoding than UTF-8 must consist to be a text."""
