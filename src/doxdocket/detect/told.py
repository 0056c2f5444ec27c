"""What sentences tell of a person: an illness, a marriage, a trade, a nickname, a sentence served, a debt, a whereabouts.

Source: ``told.yaml``, which gives each pattern with the words that must stand in the text first. What is told counts
only inside a dossier (``context``). Pictures of intimacy that a text says it shows or sells are DOUBTFUL, whatever the
text says: they are for a person to look at, not for a machine. Left out: what is implied, insults that sound like a diagnosis.

>>> from doxdocket.text import read
>>> [(h.kind, h.value) for h in find(read("圈里都喊阿朵，干带货主播的，确诊双相情感障碍，离过两次婚"))]
[('former_name_alias', '阿朵'), ('job_history', '带货主播'), ('health_record', '双相情感障碍'), ('marital_status', '离过两次婚')]
>>> [(h.kind, h.verdict.value, h.value) for h in find(read("私密照全套打包出售"))]
[('intimate_image', 'doubtful', '')]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from doxdocket.detect import data, occupation
from doxdocket.detect.hit import Hit
from doxdocket.records import Verdict
from doxdocket.text import Reading

_PARTS = {
    "<job>": occupation.JOB,
    "<end>": r"(?=[\s,;。!?/|、)\]】·]|--|$)",
    "<open>": r"(?:^|(?<=[\s,;。!?/|、:(\[【·])|(?<=--))",
}
_INTIMATE = re.compile(
    r"裸照|裸聊视频|私密照片?|私密视频|私密影像|不雅照片?|不雅视频|床照|性爱视频|大尺度(?:照片?|视频)|果照|艳照|偷拍视频|隐私(?:照片?|视频)"
)
_SHOWN = re.compile(
    r"附|如[下图]|见图|打包|[出在]售|[卖买售]|元|块|私聊|全套|完整版?|已发|流出|泄[露漏]|发出来|放出|曝光|群里|在手|资源|合集|解锁"
)
_NEAR = 12  # characters around the word


@dataclass(frozen=True, slots=True)
class _Told:
    """One pattern of one kind."""

    kind: str
    see: re.Pattern[str]


@cache
def _patterns() -> tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[int, ...], ...], tuple[_Told, ...]]:
    """The automaton of all hints, which patterns each hint calls for, and the patterns."""
    made: list[_Told] = []
    calls: dict[str, list[int]] = {}
    for kind, entries in data.table("told.yaml").items():
        for entry in entries:
            see = entry["see"]
            for sign, part in _PARTS.items():
                see = see.replace(sign, part)
            for hint in entry["hint"]:
                calls.setdefault(hint, []).append(len(made))
            made.append(_Told(kind, re.compile(see, re.IGNORECASE | re.MULTILINE)))
    return ahocorasick_rs.AhoCorasick(list(calls)), tuple(map(tuple, calls.values())), tuple(made)


def find(reading: Reading) -> Iterator[Hit]:
    """Everything told in running words, in order of place."""
    text = reading.clean
    found = {(hit.start, hit.end, hit.kind): hit for hit in (*_told(reading, text), *_intimate(reading, text))}
    yield from (found[place] for place in sorted(found))


def _told(reading: Reading, text: str) -> Iterator[Hit]:
    automaton, calls, patterns = _patterns()
    wanted = {hint for hint, *_ in automaton.find_matches_as_indexes(text, overlapping=True)}
    for at in sorted({pattern for hint in wanted for pattern in calls[hint]}):
        told = patterns[at]
        for found in told.see.finditer(text):
            start, end = reading.span(*found.span("v"))
            yield Hit(start, end, told.kind, Verdict.VALID, re.sub(r"\s+", "", found["v"]), ("told.words",))


def _intimate(reading: Reading, text: str) -> Iterator[Hit]:
    for found in _INTIMATE.finditer(text):
        if _SHOWN.search(text, max(0, found.start() - _NEAR), found.end() + _NEAR):
            yield Hit(*reading.span(*found.span()), "intimate_image", Verdict.DOUBTFUL, "", ("intimate.said",))
