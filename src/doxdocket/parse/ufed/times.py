"""Moments of a report: its text with milliseconds and offset, else the attribute, else no moment.

A value's text is ISO 8601 with an offset as a rule; where the phone's zone was not known the text has none, and the
attribute ``formattedTimestamp`` may. Text in another order of day and month is kept as written and is no moment: which
is which is not guessed. Source: FORMATS as captured, and SEilers/UFEDLib. Leaves out: the zone that a report is shown in.

>>> from xml.etree.ElementTree import fromstring as value
>>> when(value('<value formattedTimestamp="2024-11-03T19:46:47+00:00">2024-11-03T19:46:47.160+00:00</value>'))
(1730663207160000, None)
>>> when(value('<value formattedTimestamp="2024-11-03T19:46:47+00:00">2024-11-03T19:46:47.160</value>'))
(1730663207000000, '2024-11-03T19:46:47.160')
>>> when(value("<value>03/11/2024 19:46:47(UTC+0)</value>")), when(value("<value>0001-01-01T00:00:00+00:00</value>"))
((None, '03/11/2024 19:46:47(UTC+0)'), (None, None))
"""

import re
from xml.etree.ElementTree import Element

from doxdocket.parse.moments import moment

_ZERO = re.compile(r"(?:0001|1970)-01-01T00:00:00")
#: Characters of a clock time as written.
_LONG = 40


def when(value: Element | None) -> tuple[int | None, str | None]:
    """Microseconds since 1970, if it is a moment; and what was written, where that states no zone."""
    if value is None:
        return None, None
    text, formatted = (value.text or "").strip(), value.get("formattedTimestamp")
    micros, _ = moment(text)
    if micros is not None or _ZERO.match(text):
        return micros, None
    micros, _ = moment(formatted)
    local = text or formatted or ""
    return micros, local if 0 < len(local) <= _LONG else None
