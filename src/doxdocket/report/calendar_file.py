r"""Deadlines and events as a calendar file (RFC 5545), which any calendar reads: all-day entries, stable ids, the same bytes twice.

The stamp is given and comes from the register, not from a clock. Lines end in CR LF and are folded at 75 octets, never within
a character. Holds no names: entries say what the register says, by ids. What it leaves out: time zones, since days have none.

>>> folded("SUMMARY:" + "审" * 30).split("\r\n")[1][:3]
' 审审'
>>> escaped("a,b;c")
'a\\,b\\;c'
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LIMIT = 75
ALARM = 3
"""Days before a running deadline at which the calendar reminds."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One all-day entry. ``key`` makes its id: the same key in the same case is the same entry."""

    key: str
    day: date
    summary: str
    description: str
    alarm: bool = False


def calendar(case: str, entries: Iterable[Entry], stamp: datetime, name: str) -> bytes:
    """The file; entries in the order of their days and keys."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//doxdocket//procedure//ZH", "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(name)}",
    ]  # fmt: skip
    for one in sorted(entries, key=lambda e: (e.day, e.key)):
        lines += _entry(case, one, stamp)
    lines.append("END:VCALENDAR")
    return "".join(folded(line) + "\r\n" for line in lines).encode()


def uid(case: str, key: str) -> str:
    """The id of an entry: the same in every calendar of the same case."""
    return hashlib.sha256(f"{case}\0{key}".encode()).hexdigest()[:32] + "@doxdocket"


def _entry(case: str, one: Entry, stamp: datetime) -> Sequence[str]:
    alarm = [
        "BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escaped(one.summary)}", f"TRIGGER:-P{ALARM}D", "END:VALARM",
    ]  # fmt: skip
    return [
        "BEGIN:VEVENT",
        f"UID:{uid(case, one.key)}",
        f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{one.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(one.summary)}",
        f"DESCRIPTION:{escaped(one.description)}",
        "CLASS:CONFIDENTIAL",
        "TRANSP:TRANSPARENT",
        *(alarm if one.alarm else ()),
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """Text as a value; what is neither printed nor a line's end is left out."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(c for c in plain if c == "\n" or (c.isprintable() and not "\ud800" <= c <= "\udfff"))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """A line of at most 75 octets, or several, each but the first after a space."""
    out, size = [], 0
    for char in line:
        octets = len(char.encode())
        if size + octets > LIMIT:
            out.append("\r\n ")
            size = 1
        out.append(char)
        size += octets
    return "".join(out)
