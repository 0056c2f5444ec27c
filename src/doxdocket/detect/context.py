"""Whether a post discloses somebody: points for what stands in it, and doubt for what stands alone.

Source: ``context.yaml`` (own judgment, checked on invented posts and ordinary comments). A name, a school or a gender
proves nothing alone; beside an identity number, a phone, a home, a label or an insult it is part of a dossier. Public
figures in a sentence are talk; in a dossier they are victims. Left out: what numbers are (their kinds say it).

>>> weigh([], [], "今天的火锅不错").enough
False
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

import ahocorasick_rs

from doxdocket.detect import data
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import Label, is_weak
from doxdocket.detect.name_shape import likely
from doxdocket.records import Verdict

#: Kinds that say by themselves that somebody's private affairs are told.
PRIVATE = frozenset(
    [
        "id_number",
        "passport_number",
        "bank_account",
        "phone_number",
        "landline_number",
        "social_account",
        "email",
        "vehicle_file",
        "student_id",
        "exam_certificate",
        "payment_account",
        "lodging_record",
        "travel_ticket",
        "health_record",
    ]
)
#: Kinds of this half of the room: their verdict depends on the rest of the post.
WORDS = frozenset(
    {"name", "home_address", "native_place", "birth_date", "gender", "ethnicity", "age", "school", "workplace"}
)


_CLASS = re.compile(r"[中学院小高]\(?(?:[初高大研小]?[一二三四五六七八九\d]{1,2}(?:年级)?[(]?\d{0,2}[)]?班)")
#: Reasons that make a post more than talk.
_ANCHORS = frozenset({"name.label", "birth.label", "label.value"})
#: Kinds whose form speaks for itself: their own modules judge them. All others need a person beside them.
_BY_FORM = frozenset(
    ["id_number", "phone_number", "landline_number", "email", "bank_account", "social_account", "vehicle_file"]
)
#: Reasons that speak for a finding of any kind: the form of a payment account, an advert's own contact.
_FORMED = frozenset({"email.shape", "phone.mobile", "decoy.own"})
#: Kinds that adverts, notices and anybody's own story are full of: their label anchors no dossier.
_SOFT = frozenset(
    ["job_history", "education_level", "income_tax", "real_estate", "deposit_balance", "loan_debt", "device_id",
     "virtual_asset", "travel_ticket", "lodging_record", "hotel_room_current", "transaction_record", "verification_code",
     "exam_certificate", "family_members", "special_identity", "movement_trace", "vehicle_trace", "communication_content",
     "contacts_list", "browsing_history", "call_record", "marital_status", "former_name_alias", "religion", "native_place",
     "credit_report", "account_password", "sexual_life", "criminal_record"]
)  # fmt: skip
_SOFT_ALONE = _SOFT - PRIVATE
#: Private kinds that adverts and notices are full of: alone they say nothing of a person.
_COMMON = frozenset({"travel_ticket", "lodging_record", "hotel_room_current", "transaction_record"})
#: Kinds that an office gives out in its own notices.
_OFFICES = frozenset({"landline_number", "email"})
#: Beside one of these that a label announces, what somebody is called is a claim although the post has no more.
_ACCOUNTS = frozenset({"social_account", "phone_number"})
_SHORTEST_HOME = 4  # characters of an address: 6楼 is none
#: Names that a word announces, not ones that only stand there.
_NAMED = frozenset({"name.label", "name.kin", "name.called"})


@dataclass(frozen=True, slots=True)
class Weight:
    """Points of a post, and whether they are enough."""

    points: int
    enough: bool
    ask_names: bool
    ask_more: bool
    talk: bool = False  # no name can make a dossier of it, unless one fills a cell of its own
    notice: bool = False  # an office's or a shop's: nor then
    claim: bool = False  # something in the post is a label or a cue of a person: what is not enough is for a reviewer


@cache
def _rule() -> Any:
    return data.table("context.yaml")


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _rule()[words])))


@cache
def words_of(words: str) -> ahocorasick_rs.AhoCorasick:
    """The words of a list, to be found in one pass."""
    listed = list(dict.fromkeys(map(str, _rule()[words])))
    return ahocorasick_rs.AhoCorasick(listed, matchkind=ahocorasick_rs.MatchKind.LeftmostFirst)


#: The lists of which a word is looked for in every post that is read whole.
LISTS = ("news_words", "notice_words", "stalk_words", "hostile_words", "unmask_words", "example_words")


@cache
def _of_lists() -> tuple[ahocorasick_rs.AhoCorasick, tuple[frozenset[str], ...]]:
    """One automaton over all these lists, and the lists that hold each word."""
    lists: dict[str, set[str]] = {}
    for name in LISTS:
        for word in _rule()[name]:
            lists.setdefault(str(word), set()).add(name)
    return ahocorasick_rs.AhoCorasick(list(lists)), tuple(map(frozenset, lists.values()))


@lru_cache(maxsize=4)
def _held(text: str) -> frozenset[str]:
    """The lists of which a text holds a word: mostly none, told in one pass for all."""
    automaton, lists = _of_lists()
    return frozenset().union(
        *(lists[index] for index, _, _ in automaton.find_matches_as_indexes(text, overlapping=True))
    )


@lru_cache(maxsize=16)
def said(text: str, words: str) -> int:
    """How many different words of one list of context.yaml a text holds."""
    if words in LISTS and words not in _held(text):
        return 0
    return len({index for index, _, _ in words_of(words).find_matches_as_indexes(text)})


def is_figure(name: str) -> bool:
    """Whether a name is that of a public figure or of nobody in particular."""
    return name in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset([*_rule()["public_figures"], *_rule()["example_names"]])


@cache
def _nobodies() -> frozenset[str]:
    return frozenset(_rule()["example_names"])


@lru_cache(maxsize=4096)
def _points(kind: str, reasons: tuple[str, ...]) -> int:
    rule = _rule()
    return int(rule["points"].get(kind, 5) + sum(rule["reasons"].get(reason, 0) for reason in reasons))


def weigh(hits: Sequence[Hit], labels: Sequence[Label], text: str, *, terse: bool = False) -> Weight:
    """Points of what was found in a cleaned text so far."""
    rule = _rule()
    kinds: dict[str, int] = {}
    anchored = told = private = False
    public = said(text, "news_words") + said(text, "notice_words") > 0
    for hit in hits:
        if "decoy.advert" in hit.reasons and "label" in hit.reasons:
            kinds[hit.kind] = max(kinds.get(hit.kind, 0), rule["points"].get(hit.kind, 5) // 2)
        if hit.verdict is Verdict.DOUBTFUL or _nobodys(hit):
            continue
        points = 0 if "told.words" in hit.reasons else _points(hit.kind, hit.reasons)
        points = min(points, rule["soft"]) if hit.kind in _SOFT_ALONE else points
        kinds[hit.kind] = max(kinds.get(hit.kind, 0), points)
        private = private or (hit.kind in PRIVATE and hit.kind not in _COMMON and not (public and hit.kind in _OFFICES))
        anchored = anchored or private or (hit.kind not in _SOFT and not _ANCHORS.isdisjoint(hit.reasons))
        told = told or hit.kind in {"name", "school"} or "address.detailed" in hit.reasons
    anchored = anchored or terse or {"address.label", "address.detailed"} <= {r for h in hits for r in h.reasons}
    named_cues = {text[label.start : label.end] for label in labels if label.kind == "cue"}
    cues = len(named_cues) + max(said(text, "stalk_words"), said(text, "hostile_words"))
    unmasked = said(text, "unmask_words")
    cue = min(2, cues) if told else 0
    unmask = min(1, unmasked) if told else 0
    points = sum(kinds.values()) + cue * rule["cue"] + unmask * rule["unmask"] + terse * rule["terse"]
    points += rule["together"] * (private and "name" in kinds)
    in_class = "school" in kinds and _CLASS.search(text) is not None
    points += rule["in_class"] * in_class
    anchored = anchored or any(hit.reasons[0] == "name.target" for hit in hits)
    if not anchored and not in_class and not cue + unmask:
        points = min(points, rule["enough"] - 1)
    if points < rule["enough"] and "name" in kinds:  # what is enough needs no more
        points += rule["form"] * _formed(labels, kinds)
        if _named(hits, labels, text):
            points += rule["named"]
        if _kin_told(hits):
            points, anchored = points + rule["kin_told"], True
        elif not public and _lived(hits):
            points, anchored = points + rule["lived"], True
    notice = not private and not named_cues and said(text, "notice_words") > 0
    if notice or (not private and not named_cues and _ROLE.search(text)):
        points = min(points, rule["enough"] - 1)
    if not private:
        points -= 10 * min(2, said(text, "news_words"))
        if (
            len(
                {
                    found[0]
                    for found in _pattern("sheet_words").finditer(text)
                    if text[found.end() : found.end() + 1] == ":"
                }
            )
            >= _SHEET
        ):
            points = min(points, rule["enough"] - 1)
    return Weight(
        points,
        enough=points >= rule["enough"],
        ask_names=points >= rule["ask_names"],
        ask_more=points >= rule["ask_more"],
        talk=not anchored and not in_class and not cues + unmasked,
        notice=notice,
        claim=private
        or terse
        or in_class
        or bool(cue + unmask)
        or any(not _CLAIMS.isdisjoint(h.reasons) for h in hits),
    )


_ROLE = re.compile(
    r"(?:[剧片书番]|电影|小说|动漫|动画|漫画|游戏)[里中]?[^\n。!?;]{0,6}(?:[男女][主一二三四]|主角|配角|反派|角色)[^\n。!?;]{0,3}(?:叫|是)"
)
"""Who plays whom: 剧里女二叫…"""
_SHEET = 3
"""Labels of a character of a game or a story (外貌, 技能, 阵营): a form of so many tells of nobody."""
_NO_FORM = frozenset({"cue", "news", "other", "unknown", "relation", "self", "head"})
_MOST = 2


def _formed(labels: Sequence[Label], kinds: Mapping[str, int]) -> int:
    """How many more kinds the marked labels of a form announce."""
    told = {label.kind for label in labels if label.marked and not label.cell and label.end - label.start > 1}
    return min(_MOST, len(told - _NO_FORM - kinds.keys()))


def _named(hits: Sequence[Hit], labels: Sequence[Label], text: str) -> bool:
    """A whole name behind a marked label that means nothing else (姓名:, 户名=), and something more in the post."""
    told = any(
        hit.kind == "name" and hit.reasons[0] == "name.label" and likely(hit.value) and not is_figure(hit.value)
        for hit in hits
    )
    more = len(hits) > 1 or hostile(text) or any(label.kind not in _NO_FORM | {"name"} for label in labels)
    return (
        told
        and more
        and any(
            label.kind == "name" and label.marked and not is_weak(text[label.start : label.end]) for label in labels
        )
    )


def _kin_told(hits: Sequence[Hit]) -> bool:
    """A relative by a whole name, beside a school, a firm or a home that is named too."""
    kin = any(
        hit.kind == "name" and hit.reasons[0] == "name.kin" and hit.verdict is Verdict.VALID and likely(hit.value)
        for hit in hits
    )
    return kin and any(hit.kind in _PLACES and hit.verdict in {Verdict.VALID, Verdict.PARTIAL} for hit in hits)


def _lived(hits: Sequence[Hit]) -> bool:
    """A whole name that a word announces, and two sorts of places of a life, or one and an account or a house."""
    named = any(
        hit.kind == "name"
        and hit.reasons[0] in _NAMED | {"name.alone", "name.lead"}
        and hit.verdict is Verdict.VALID
        and likely(hit.value)
        and not is_figure(hit.value)
        for hit in hits
    )
    places = {h.kind for h in hits if h.kind in _PLACES and h.verdict in {Verdict.VALID, Verdict.PARTIAL}}
    house = any("address.detailed" in hit.reasons for hit in hits)
    return named and len(places) + house + any(hit.kind == "social_account" for hit in hits) > 1


_PLACES = frozenset({"school", "workplace", "home_address"})


def hostile(text: str) -> bool:
    """Whether a text threatens somebody, calls others against him or boasts of him."""
    return said(text, "hostile_words") > 0


def _nobodys(hit: Hit) -> bool:
    """A public figure in passing, a floor without a house."""
    if hit.kind == "name":
        return is_figure(hit.value) and hit.reasons[0] != "name.label"
    return hit.kind == "home_address" and len(hit.value) < _SHORTEST_HOME and hit.value[:1].isdigit()


#: Reasons for which a finding that is not enough is shown as doubtful; without one it is talk.
_CLAIMS = frozenset({"name.target", "name.label", "name.label_rare", "birth.label"})


_HAN = re.compile(r"[\u3400-\u9fff]")


def _channels_own(hits: Sequence[Hit], text: str) -> bool:
    """Links and @names that no word announces, in a text of another language that shows nothing else: the channel's own."""
    return _HAN.search(text) is None and all(
        hit.kind == "social_account" and hit.verdict is Verdict.DOUBTFUL and "label" not in hit.reasons for hit in hits
    )


def judge(hits: Sequence[Hit], weight: Weight, text: str) -> list[Hit]:
    """The hits that a reviewer should see; those that nothing else in the post supports made doubtful.

    A date, an age, a school, a firm, a fare or a wage that stands alone in a post without any sign of a person is talk
    and is left out, and so is the telephone of an office that gives it out.
    """
    example = said(text, "example_words") > 0
    named = not said(text, "news_words") and any(
        hit.kind == "name" and hit.verdict is Verdict.VALID and not is_figure(hit.value) for hit in hits
    )
    announced = any(hit.kind == "name" and hit.reasons[0] in _NAMED for hit in hits)
    person = any(hit.kind in {"id_number", "name"} and hit.verdict is not Verdict.DOUBTFUL for hit in hits)
    accounted = any(
        hit.kind in _ACCOUNTS and hit.verdict is Verdict.VALID and hit.reasons[0] == "label" for hit in hits
    )
    judged: list[Hit] = []
    if _channels_own(hits, text):
        return judged
    for hit in hits:
        if (
            hit.kind == "name"
            and (weight.claim or weight.enough)
            and (hit.value in _nobodies() or (example and hit.reasons[0] != "name.label"))
        ):
            judged.append(_doubt(hit, "context.example"))
        elif (
            (
                hit.kind == "landline_number"
                and ("decoy.advert" in hit.reasons or said(text, "news_words") or said(text, "notice_words"))
                and not (weight.enough and announced and not said(text, "notice_words"))
            )
            or (hit.kind in _COMMON and not person and "stay.now" not in hit.reasons)
            or (_nobodys(hit) and hit.kind != "name")
        ):
            continue
        elif "phone.one_hidden" in hit.reasons and "label" not in hit.reasons:
            judged.append(replace(hit, verdict=Verdict.MASKED) if person else _doubt(hit, "context.alone"))
        elif weight.enough and named and "decoy.advert" in hit.reasons and hit.kind in PRIVATE:
            judged.append(replace(hit, verdict=Verdict.VALID, reasons=(*hit.reasons, "context.dossier")))
        elif hit.kind in _COMMON and not person:
            judged.append(_doubt(hit, "context.alone"))  # somebody's room of today, and nobody named
        elif hit.kind == "former_name_alias" and accounted:
            judged.append(hit)
        elif (
            not weight.enough
            and _FORMED.isdisjoint(hit.reasons)
            and (hit.kind not in _BY_FORM or "label.value" in hit.reasons)
        ):
            if weight.claim:
                judged.append(_doubt(hit, "context.alone"))
        else:
            judged.append(hit)
    return judged


def _doubt(hit: Hit, reason: str) -> Hit:
    if hit.verdict is Verdict.DOUBTFUL:
        return hit
    return replace(hit, verdict=Verdict.DOUBTFUL, reasons=(*hit.reasons, reason))
