r"""One element of a report as a tree, read by expat; a character that XML forbids is read as U+FFFD and said so.

Reports hold such characters (Python and .NET readers switch the check off: IPED ``UFEDXMLWrapper.java``, UFEDLib
``ModelParser.cs``). An element is at most some megabytes and has no prologue, so there is nothing to declare entities
in. Leaves out: what a field means.

>>> raw = (
...     b'<model type="M"><field name="Body"><value><![CDATA[a\x01b]]></value></field><modelField name="From"/></model>'
... )
>>> tree, repairs = element_of(raw)
>>> fields(tree).value("Body"), repairs
('a\ufffdb', [('xml_character', 52, 53)])
>>> element_of(b"<model>&x;</model>")
Traceback (most recent call last):
doxdocket.parse.window.Damage: ('not_xml', 0)
"""

import base64
import binascii
import re
from xml.etree.ElementTree import Element, ParseError, fromstring

from doxdocket.parse.moments import moment
from doxdocket.parse.window import Damage

#: Tags of one element; a message has some hundred.
_TAGS = 200_000
_CDATA = re.compile(rb"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_FORBIDDEN = rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|\xed[\xa0-\xbf][\x80-\xbf]"
_RAW = re.compile(_FORBIDDEN)
_REFERENCES = re.compile(
    _FORBIDDEN
    + rb"|&#(?:x0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[dD][89a-fA-F]..|[fF]{3}[eEfF])|0*(?:[0-8]|1[124-9]|2\d|3[01]));"
)
_UNKNOWN = "\ufffd".encode()

Repair = tuple[str, int, int]


def element_of(raw: bytes) -> tuple[Element, list[Repair]]:
    """The tree, and what had to be changed to read it, with byte ranges in ``raw``; ``Damage`` when it cannot be."""
    if raw.count(b"<") > _TAGS:
        raise Damage("too_big", 0)
    try:
        return _plain(fromstring(raw)), []  # noqa: S314 - no prologue, so nothing can be declared or expanded
    except (ParseError, ValueError):
        fixed, repairs = _repaired(raw)
    try:
        fixed.decode()
        return _plain(fromstring(fixed)), repairs  # noqa: S314 - as above
    except UnicodeDecodeError as fault:
        raise Damage("invalid_utf8", 0) from fault
    except (ParseError, ValueError) as fault:
        raise Damage("not_xml", 0) from fault


def _plain(tree: Element) -> Element:
    """Without the namespace, where the element itself states one."""
    if tree.tag[:1] == "{":
        for one in tree.iter():
            one.tag = one.tag.rpartition("}")[2]
    return tree


def _repaired(raw: bytes) -> tuple[bytes, list[Repair]]:
    made: list[Repair] = []
    parts: list[bytes] = []

    def mend(start: int, end: int, pattern: re.Pattern[bytes]) -> None:
        at = start
        for found in pattern.finditer(raw, start, end):
            made.append(("xml_character", *found.span()))
            parts.extend((raw[at : found.start()], _UNKNOWN))
            at = found.end()
        parts.append(raw[at:end])

    at = 0
    for found in _CDATA.finditer(raw, 0, raw.rfind(b"]]>") + 3):  # in which an ampersand is one
        mend(at, found.start(), _REFERENCES)
        mend(*found.span(), _RAW)
        at = found.end()
    mend(at, len(raw), _REFERENCES)
    return b"".join(parts), made


class Fields:
    """The fields of one model by name. A name may stand twice (``Label``, ``EmbeddedInstantMessage``)."""

    def __init__(self, model: Element) -> None:
        self.id = model.get("id") or ""
        self.attributes = model.attrib
        self._named: dict[str, list[Element]] = {}
        for child in model:
            if name := child.get("name"):
                self._named.setdefault(name, []).append(child)

    def values(self, name: str) -> list[Element]:
        """The ``value`` elements of a field."""
        return self._children(name, "value")

    def value(self, name: str) -> str:
        """The first value of a field; empty where there is none."""
        for one in self._named.get(name, ()):
            if (value := one.find("value")) is not None:
                return words(value)
        return ""

    def models(self, *names: str) -> list[Element]:
        """Models that stand in the fields of these names."""
        return [one for name in names for one in self._children(name, "model")]

    def _children(self, name: str, tag: str) -> list[Element]:
        found = self._named.get(name)
        if not found:
            return []
        return found[0].findall(tag) if len(found) == 1 else [one for some in found for one in some.findall(tag)]


def fields(model: Element) -> Fields:
    """The fields of a model."""
    return Fields(model)


def words(value: Element) -> str:
    """The text of a value."""
    text = value.text or ""
    if value.get("format") == "Base64String":
        try:
            return base64.b64decode(text, validate=True).decode()
        except (binascii.Error, ValueError):
            return text
    return text


_ZERO = re.compile(r"(?:0001|1970)-01-01T00:00:00")
#: Characters of a clock time as written.
_LONG = 40


def when(value: Element | None) -> tuple[int | None, str | None]:
    """Microseconds since 1970, if it is a moment; and what was written, where that states no zone.

    A value's text is ISO 8601 with an offset as a rule; where the phone's zone was not known the text has none, and the
    attribute ``formattedTimestamp`` may. Text in another order of day and month is kept as written and is no moment: which
    is which is not guessed. Source: FORMATS as captured, and SEilers/UFEDLib. Leaves out: the zone that a report is shown in.

    >>> value = fromstring
    >>> when(value('<value formattedTimestamp="2024-11-03T19:46:47+00:00">2024-11-03T19:46:47.160+00:00</value>'))
    (1730663207160000, None)
    >>> when(value('<value formattedTimestamp="2024-11-03T19:46:47+00:00">2024-11-03T19:46:47.160</value>'))
    (1730663207000000, '2024-11-03T19:46:47.160')
    >>> (
    ...     when(value("<value>03/11/2024 19:46:47(UTC+0)</value>")),
    ...     when(value("<value>0001-01-01T00:00:00+00:00</value>")),
    ... )
    ((None, '03/11/2024 19:46:47(UTC+0)'), (None, None))
    """
    if value is None:
        return None, None
    text, formatted = (value.text or "").strip(), value.get("formattedTimestamp")
    micros, _ = moment(text)
    if micros is not None or _ZERO.match(text):
        return micros, None
    micros, _ = moment(formatted)
    local = text or formatted or ""
    return micros, local if 0 < len(local) <= _LONG else None
