"""How a source was taken (取证), as people state it, and what of it the law wants stated and nobody has stated yet.

Source: 法发〔2016〕22号, articles 7, 9, 10, 14, 15 and 27; the methods of 公安机关办理刑事案件电子数据取证规则 (2019, article 7: seizure,
on site, online, freezing, obtaining) and those by which a prosecutor gets material from others. What is lacking is a defect
that article 27 lets people cure or explain; it stops nothing here. Left out: whether what is stated is true.

>>> [
...     one.code
...     for one in lacking(
...         officers=("甲", "乙"), origin="公安移送", captured=True, note="", taking={"method": "seizure"}
...     )
... ]
['place', 'witness', 'holder']
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from doxdocket.words import coded, zh_en

METHODS = coded("taking_methods")
"""Ways of taking (取证方式)."""

FACTS = coded("taking_facts")
"""What ``Source.taking`` may hold; witness is a list, the rest is text."""

_OFFICERS = 2  # article 7
BY_OTHERS = frozenset({"obtained", "transfer", "self_preserved", "notarised", "platform"})
"""Ways in which somebody else extracted, and their own record has it: the office received."""
_NOT_EXTRACTED = frozenset({"seizure", "frozen", "print", "obtained", "self_preserved", "notarised", "platform"})
_UNSIGNED = frozenset({"notarised", "platform"})


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that nobody has stated: the article that wants it and the option that states it."""

    code: str
    article: int  # of 法发〔2016〕22号
    option: str
    zh: str
    en: str


LACKS = {
    one.code: one
    for one in (
        Lack("officers", 7, "--taken-by", *zh_en("taking.two_officers")),
        Lack("origin", 9, "--origin", *zh_en("taking.origin")),
        Lack("captured_at", 14, "--captured-at", *zh_en("taking.time_of_capture")),
        Lack("method", 14, "--method", *zh_en("taking.method")),
        Lack("place", 14, "--place", *zh_en("taking.place")),
        Lack("reason", 9, "--no-seizure", *zh_en("taking.why_original_medium_was_not")),
        Lack("last_resort", 10, "--last-resort", *zh_en("taking.why_it_was_printed_or")),
        Lack("witness", 15, "--witness", *zh_en("taking.witness_or_video_and_note")),
        Lack("holder", 14, "--holder", *zh_en("taking.holder_or_witness")),
    )
}
"""Everything that may be lacking, in the order in which it is told. All of it can be cured (article 27)."""


def lacking(
    *, officers: Sequence[str], origin: str, captured: bool, note: str, taking: Mapping[str, Any]
) -> list[Lack]:
    """What the record of one source lacks."""
    how = str(taking.get("method", ""))
    wanted = {
        "officers": len(set(officers)) < _OFFICERS,
        "origin": not origin.strip(),
        "captured_at": not captured,
        "method": not how,
        "place": not taking.get("place"),
        "reason": not (note.strip() or taking.get("no_seizure") or taking.get("overseas") or how in _NOT_EXTRACTED),
        "last_resort": how == "print" and not taking.get("last_resort"),
        "witness": how not in BY_OTHERS and not (taking.get("witness") or taking.get("video")),
        "holder": how not in _UNSIGNED and not (taking.get("holder") or taking.get("witness")),
    }
    return [one for code, one in LACKS.items() if wanted[code]]
