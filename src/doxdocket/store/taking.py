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

METHODS = {
    "seizure": ("扣押、封存原始存储介质", "seizure of the original medium"),
    "on_site": ("现场提取", "extraction on site"),
    "online": ("网络在线提取", "online extraction"),
    "remote": ("网络远程勘验", "remote inspection"),
    "frozen": ("冻结", "freezing"),
    "obtained": ("调取", "obtained on a notice"),
    "transfer": ("移送接收", "handed over by another authority"),
    "print": ("打印、拍照、录像固定", "print, photograph or video"),
    "self_preserved": ("当事人自行固定", "kept by a party"),
    "notarised": ("公证保全", "kept by a notary"),
    "platform": ("第三方平台存证", "kept by a third-party platform"),
    "other": ("其他", "other"),
}
"""Ways of taking (取证方式)."""

FACTS = {
    "method": ("取证方式", "how it was taken"),
    "place": ("取证地点", "where it was taken"),
    "account": ("账号、网址", "the account or address it shows"),
    "holder": ("持有人、提供人", "who held or gave it"),
    "witness": ("见证人", "witnesses"),
    "video": ("录像或无见证人的说明", "the video, or why there was no witness"),
    "no_seizure": ("不能扣押原始存储介质的原因", "why the original medium was not seized"),
    "overseas": ("境外数据的原因和来源", "overseas: why it was extracted, and from where"),
    "last_resort": ("打印、拍照的原因", "why it was printed or photographed"),
}
"""What ``Source.taking`` may hold; witness is a list, the rest is text."""

_OFFICERS = 2  # article 7
_BY_OTHERS = frozenset({"obtained", "transfer", "self_preserved", "notarised", "platform"})  # their own record has it
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
        Lack("officers", 7, "--taken-by", "两名经办人", "two officers"),
        Lack("origin", 9, "--origin", "来源", "the origin"),
        Lack("captured_at", 14, "--captured-at", "采集时间", "the time of capture"),
        Lack("method", 14, "--method", "取证方式", "the method"),
        Lack("place", 14, "--place", "取证地点", "the place"),
        Lack("reason", 9, "--no-seizure", "不能扣押原始存储介质的原因", "why the original medium was not seized"),
        Lack("last_resort", 10, "--last-resort", "打印、拍照的原因", "why it was printed or photographed"),
        Lack("witness", 15, "--witness", "见证人，或录像和说明", "a witness, or a video and a note"),
        Lack("holder", 14, "--holder", "持有人（提供人）或见证人", "the holder, or a witness"),
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
        "witness": how not in _BY_OTHERS and not (taking.get("witness") or taking.get("video")),
        "holder": how not in _UNSIGNED and not (taking.get("holder") or taking.get("witness")),
    }
    return [one for code, one in LACKS.items() if wanted[code]]
