"""Service lines: English sentences that stand for what the JSON export calls actions.

Source: Telegram Desktop ``export_output_html.cpp`` (pushMessage) and ``export_output_json.cpp`` (SerializeMessage) at
929032d598f7 and later builds. The sentence names who acted, but in a broadcast channel, which acts itself; a name that
makes a sentence ambiguous yields no actor. Where two actions have one sentence, or a client of tomorrow has a new one,
the action is null. Leaves out, as the JSON reader does: titles given, members added, what was pinned.

>>> told("某 pinned this message"), told("Channel photo changed")
(Deed(action='pin_message', actor='某', channel=False), Deed(action='edit_group_photo', actor=None, channel=True))
>>> told("Something new happened")
Deed(action=None, actor=None, channel=False)
"""

import re
from typing import NamedTuple

from doxdocket.parse.actions import ACTIONS

#: How the sentence of a post begins that the exporting client could not show.
UNSUPPORTED = "This message is not supported by this version of "


#: Characters of a sentence that is weighed at all: longer ones, which nobody wrote, would cost time.
_LONG = 16384


class Deed(NamedTuple):
    """An action as the JSON export names it, who acted, and whether only a broadcast channel says it so."""

    action: str | None
    actor: str | None
    channel: bool


_CREATED = re.compile("Channel «.*» created", re.DOTALL)


def _pattern(sentence: str) -> re.Pattern[str]:
    """Names are shorter than 300 characters; without a bound a long line could be divided in too many ways."""
    return re.compile(re.sub(r"\bT\b|T\Z", ".+", re.sub(r"\bA\b", "(?P<A>.{1,300})", sentence)), re.DOTALL)


_PATTERNS = tuple((holds, action, _pattern(sentence)) for holds, action, sentence in ACTIONS.html)
_OF_CHANNELS = tuple((action, _pattern(sentence)) for action, sentence in ACTIONS.html_channel)


def told(line: str) -> Deed:
    """What a service line says."""
    if len(line) > _LONG:
        return Deed(None, None, channel=False)
    for action, pattern in _OF_CHANNELS:
        if pattern.fullmatch(line):
            return Deed(action, None, channel=True)
    if _CREATED.fullmatch(line):
        # Of a supergroup too, whose creator the JSON export names: who acted is not told here.
        return Deed("create_channel", None, channel=False)
    for holds, action, pattern in _PATTERNS:
        if holds in line and (match := pattern.fullmatch(line)):
            return Deed(action, _actor(match, line.count(holds) == 1), channel=False)
    return Deed(None, None, channel=False)


def _actor(match: re.Match[str], certain: bool) -> str | None:
    """Who acted; "Deleted" is what the writer puts for an account without a name."""
    name = match.groupdict().get("A")
    return name if certain and name != "Deleted" else None
