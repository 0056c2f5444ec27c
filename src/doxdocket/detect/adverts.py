r"""Adverts: the contact that a seller, recruiter, landlord, courier, office or the channel gives as its own.

Two forms. A text that offers something and tells of nobody is an advert as a whole: its contacts are DOUBTFUL (a
reviewer may confirm one, since others' numbers are at times put into false adverts), the telephone of an office or a
restaurant is none, and what else it says (a wage, a place of work, 李女士) tells of nobody. Behind a dossier only a
line that is made of the trade's own words is the poster's advert, or what follows a line of dashes.

Source: ``adverts.yaml`` (own compilation). Left out: a name whose bearer sells something, whose contacts stay; adverts in
other languages; contacts in the same clause as a dossier.

>>> from doxdocket.detect.rules import detect
>>> [(h.kind, h.verdict.value) for h in detect("招学徒，包住，月薪3200，联系韩师傅 17806401357")]
[('phone_number', 'doubtful')]
>>> [(h.kind, h.verdict.value) for h in detect("韩知予\n17806401357\n\n收料查料 加 QQ 812345012")]
[('name', 'valid'), ('phone_number', 'valid'), ('social_account', 'doubtful')]
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import ahocorasick_rs

from doxdocket.detect import data, official, prices, tied
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import Label, meaning
from doxdocket.detect.name_shape import likely, plausible
from doxdocket.records import Verdict

Span = tuple[int, int]
Placed = tuple[Hit, int, int]
"""A hit and its range in the cleaned text."""

OWN = "decoy.own"
_CONTACTS = frozenset({"phone_number", "landline_number", "social_account", "email", "payment_account"})
#: What no advert says of the writer.
_FACTS = frozenset(
    ["id_number", "passport_number", "bank_account", "vehicle_file", "student_id", "birth_date", "ethnicity", "native_place",
     "marital_status", "health_record", "lodging_record", "former_name_alias", "account_password", "criminal_record"]
)  # fmt: skip
_PERSONS = frozenset({"relation", "self", "head", "id_number", "former_name_alias"})
_LISTS = ("trade", "heads", "others", "food", "aimed")
_OFFERS = ("trade", "heads", "others")
_SELLS = frozenset({"trade", "heads"})
_CLAUSE = re.compile(r"[^\n。;!?]+")
_DASHES = re.compile(r"^[^\w\n]*(?:[^\w\s]|_){3}[^\w\n]*$", re.MULTILINE)
_HAN = re.compile("[一-鿿]+")
_CELL = re.compile(r"(?<!\w)[一-鿿]{2,4}(?!\w)")
_FORM_OF_ADDRESS = re.compile("[一-鿿][生太姐哥叔姨总]")
_LIVES = re.compile("[住户家籍收寄派送]")
_PARCEL = re.compile(r"收[货件]|快递单|面单|运单|订单|寄件|派[件送]|外卖订|送[至到]")
_CONTACT_PERSON = re.compile(r"联[系络]人$|linkman$|contact")
_LONG_NUMBER = re.compile(r"\d{12}")  # of a card or a citizen
_MOST = 4  # contacts of one advert: more are a list of somebodies
_LEFT, _LEFT_BEHIND = 2, 5  # Han characters that may be left of a seller's line; behind dashes
_BESIDE = 3  # characters between a name and its number
_NAME = 3  # characters of most names
_TAIL = 200  # characters behind a line of dashes


@dataclass(frozen=True, slots=True)
class Adverts:
    """Where a cleaned text is an advert: as a whole, in some of its lines, or in the items of a price list."""

    whole: bool
    lines: tuple[Span, ...] = ()
    priced: tuple[Span, ...] = ()

    def holds(self, start: int) -> bool:
        """Whether what begins here is said in an advert."""
        return self.whole or any(first <= start < last for first, last in (*self.lines, *self.priced))

    def sells(self, start: int) -> bool:
        """Whether what begins here is what is sold, or its price."""
        return any(first <= start < last for first, last in self.priced)


NONE = Adverts(whole=False)


@cache
def _words() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    lists = data.table("adverts.yaml")
    pairs = [(str(word), name) for name in _LISTS for word in lists[name]]
    return ahocorasick_rs.AhoCorasick([word for word, _ in pairs]), tuple(name for _, name in pairs)


@cache
def _own_words() -> re.Pattern[str]:
    """The words of a seller's line, longest first."""
    lists = data.table("adverts.yaml")
    words = {*lists["trade"], *lists["heads"], *lists["goods"], *lists["filler"]}
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@cache
def _offer_words() -> re.Pattern[str]:
    lists = data.table("adverts.yaml")
    words = {word for name in (*_OFFERS, "food") for word in lists[name]}
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


_OTHERWISE = re.compile("其他|客服(?:主管|专员|经理|代表|组长|人员)")
"""Words of other things that hold one of the trade: 他, and the seller's 客服."""


def _said(clean: str) -> frozenset[str]:
    """The lists of which a text holds a word."""
    automaton, names = _words()
    lowered = _OTHERWISE.sub("", clean.lower())
    return frozenset(names[index] for index, _, _ in automaton.find_matches_as_indexes(lowered, overlapping=True))


def find(clean: str, labels: Sequence[Label], placed: Sequence[Placed]) -> Adverts:
    """The adverts of a cleaned text, given its labels and what was found in it but names."""
    if official.written(clean) and not _exposes(clean, labels, placed):
        return Adverts(whole=True)
    said, priced = _said(clean), prices.items(clean)
    if said <= {"aimed"} and not priced:
        return NONE
    contacts = [(hit.kind, start, end) for hit, start, end in placed if hit.kind in _CONTACTS]
    clauses = list(_clauses(clean, contacts, priced))
    food = "food" in said and {kind for kind, _, _ in contacts} == {"landline_number"}
    offers = food or not said.isdisjoint({"trade", "others"}) or any(clause.offers for clause in clauses)
    if priced:
        clean, labels, placed = _besides(clean, labels, placed, priced)
    aimed = "aimed" in (_said(clean) if priced else said)
    looked_up = priced or "heads" in said or said.isdisjoint({"others", "food"})
    ties = [(a, b) for kind, a, b in contacts if kind == "phone_number" and tied.named(clean, a)] if looked_up else []
    if offers and 0 < len(contacts) <= _MOST and not aimed and not _tells(clean, labels, placed, food=food):
        if not ties:
            return Adverts(whole=True, priced=priced)
        return Adverts(whole=False, lines=tuple(_besides_ties(clean, contacts, ties)), priced=priced)
    if said.isdisjoint({"trade", "heads"}) and not priced:
        return NONE
    return Adverts(whole=False, lines=tuple(_tails(clauses, _dashed(clean, placed))), priced=priced)


def _besides_ties(clean: str, contacts: Sequence[tuple[str, int, int]], ties: Sequence[Span]) -> Iterator[Span]:
    """The contacts that follow words of the trade: the seller's, beside a number that is tied to a name."""
    begin = 0
    for _, start, end in sorted(contacts, key=lambda one: one[1]):
        if (start, end) in ties:
            begin = end
        elif not _said(clean[begin:start]).isdisjoint(_SELLS):
            yield start, end


def _exposes(clean: str, labels: Sequence[Label], placed: Sequence[Placed]) -> bool:
    """Whether what reads as a notice shows somebody: facts, an account, a name behind a label or in a cell of its own."""
    if _factual(clean, placed) or any(hit.kind == "social_account" for hit, _, _ in placed):
        return True
    named = [label for label in labels if label.kind == "name" and _named(clean, label)]
    if any(_name_at(clean, label.value_at) for label in named):
        return True
    contacts = [start for hit, start, _ in placed if hit.kind in _CONTACTS]
    return not official.of_lost(clean) and any(
        likely(found[0]) or (plausible(found[0]) and any(0 < at - found.end() <= _BESIDE for at in contacts))
        for found in _CELL.finditer(clean)
        if not official.titled(found[0])
    )


def _name_at(clean: str, at: int) -> bool:
    """Whether a name begins here and fills its cell."""
    found = _CELL.match(clean, at)
    return found is not None and likely(found[0])


def _factual(clean: str, placed: Sequence[Placed]) -> bool:
    """Whether a text tells facts of a life or a home."""
    return any(hit.kind in _FACTS or (hit.kind == "home_address" and _lived(clean, start)) for hit, start, _ in placed)


def _besides(
    clean: str, labels: Sequence[Label], placed: Sequence[Placed], priced: Sequence[Span]
) -> tuple[str, list[Label], list[Placed]]:
    """What a text says besides a price list and the name that the seller is paid under."""
    goods = Adverts(whole=False, priced=tuple(priced))
    chars = list(clean)
    for start, end in priced:
        chars[start:end] = " " * (end - start)
    payee = data.table("adverts.yaml")["payee"]
    left = [one for one in labels if not goods.sells(one.start) and clean[one.start : one.end] not in payee]
    return "".join(chars), left, [one for one in placed if not goods.sells(one[1])]


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause, what is left of it without its contacts, and whether it offers something of the trade."""

    start: int
    end: int
    rest: str
    contacts: bool
    offers: bool


def _clauses(clean: str, contacts: Sequence[tuple[str, int, int]], priced: Sequence[Span]) -> Iterator[_Clause]:
    for found in _CLAUSE.finditer(clean):
        start, end = found.span()
        inside = [(a, b) for _, a, b in contacts if start <= a < end]
        chars = list(found[0])
        for a, b in inside:
            chars[a - start : b - start] = " " * (min(b, end) - a)
        said = _said(found[0])
        offers = "trade" in said or ("heads" in said and (bool(inside) or "@" in found[0]))
        offers = offers or any(start <= a < end for a, _ in priced)
        yield _Clause(start, end, "".join(chars), bool(inside), offers)


def _tells(clean: str, labels: Sequence[Label], placed: Sequence[Placed], *, food: bool) -> bool:
    """Whether a text tells of somebody: facts of a life, a home, a name behind a label or anywhere in it."""
    if _factual(clean, placed):
        return True
    if any(label.kind in _PERSONS or (label.kind == "name" and _named(clean, label)) for label in labels):
        return True
    return not food and _names(clean)


def _names(clean: str) -> bool:
    """Whether a name fills a cell, or characters that are made as names are stand anywhere between words of offers."""
    if any(likely(found[0]) and not _FORM_OF_ADDRESS.fullmatch(found[0]) for found in _CELL.finditer(clean)):
        return True
    runs = _HAN.findall(_offer_words().sub(" ", clean))
    return any(likely(run[at : at + _NAME]) for run in runs for at in range(len(run) - _NAME + 1))


def _lived(clean: str, start: int) -> bool:
    """Whether the words before an address say that somebody lives there or gets parcels."""
    return _LIVES.search(clean, max(0, start - 8, clean.rfind("\n", 0, start) + 1), start) is not None


def _named(clean: str, label: Label) -> bool:
    """Whether a label announces a name; whom to ask (联系人) is somebody only on a parcel."""
    if _CONTACT_PERSON.search(clean[label.start : label.end]):
        return _PARCEL.search(clean) is not None
    return label.marked or label.cell


def _dashed(clean: str, placed: Sequence[Placed]) -> int:
    """Where what follows the last line of dashes begins, unless it is long or tells facts."""
    begin = max((found.end() for found in _DASHES.finditer(clean) if found.start() > 0), default=len(clean))
    told = any(hit.kind in _FACTS and start >= begin for hit, start, _ in placed)
    return len(clean) if told or len(clean) - begin > _TAIL else begin


def _tails(clauses: Sequence[_Clause], dashed: int) -> Iterator[Span]:
    """Clauses that are the poster's advert, and those that go on with it: prices, the contact."""
    goes_on = False
    for clause in clauses:
        most = _LEFT_BEHIND if clause.start >= dashed else _LEFT
        goes_on = (clause.offers or (goes_on and _HAN.search(clause.rest) is not None)) and _sellers(clause.rest, most)
        if goes_on:
            yield clause.start, clause.end


def _sellers(rest: str, most: int) -> bool:
    """Whether a clause without its contacts is made of the words of the trade and of prices."""
    left = _HAN.findall(_own_words().sub(" ", rest))
    return (
        sum(map(len, left)) <= most
        and not _LONG_NUMBER.search(rest)
        and not any(plausible(run) or meaning(run) is not None for run in left)
    )


def recast(adverts: Adverts, placed: Iterable[Placed]) -> list[Hit]:
    """The hits, with contacts of an advert doubtful and without what an advert says besides."""
    return [
        told
        for hit, start, _ in placed
        if not adverts.sells(start)
        for told in (_told(hit) if adverts.holds(start) else (hit,))
    ]


_NO_SELLERS = frozenset({"ip_address", "device_id"})
"""What no seller says of himself: 下单IP is the customer's."""


def _told(hit: Hit) -> tuple[Hit, ...]:
    if hit.kind in _NO_SELLERS:
        return (hit,)
    if hit.kind not in _CONTACTS - {"landline_number"}:
        return ()
    reasons = tuple(reason for reason in hit.reasons if reason not in {"decoy.advert", OWN})
    return (replace(hit, verdict=Verdict.DOUBTFUL, reasons=(*reasons, OWN)),)
