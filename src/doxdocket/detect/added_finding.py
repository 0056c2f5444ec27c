"""A finding that a person said is there: its value, whose it is, and the row that detection would have made of it.

The value is what the readings of such a number, name or place say of this very stretch, else the words in the form of its kind. The person is the one to whom
the assigner puts it among the findings of its text; those stay with the persons they have. Of a box that somebody drew in a picture nobody wrote down
what it says: its place stands for the value. Left out: the words that led to a finding.

>>> post = {
...     "channel_id": "c",
...     "post_id": "1",
...     "post_no": 1,
...     "date": None,
...     "quotes": None,
...     "source": "s",
...     "capture": "k",
...     "row_no": 0,
... }
>>> row = said(
...     {**post, "text": "韩知予，花名阿离"},
...     "韩知予，花名阿离",
...     ("text", 6, 8, "former_name_alias"),
...     [],
...     Digester(bytes(32)),
... )
>>> row["mask"], row["verdict"], row["person"], row["reasons"]
('********', 'valid', 0, ['person'])
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from doxdocket.decisions.standing import PERSON
from doxdocket.detect.answered import roles, stage_of
from doxdocket.detect.hit import Hit
from doxdocket.detect.reader.candidates import names, numbers, places
from doxdocket.detect.reader.identity import Item
from doxdocket.detect.reader.page import Page
from doxdocket.detect.reader.persons import Post, shipped
from doxdocket.detect.reader.tokens import pieces
from doxdocket.detect.reader.values import forms, plain, verdict
from doxdocket.detect.stage import Secrets, sealed
from doxdocket.law.kinds import valueless
from doxdocket.law.links import SCRIPT
from doxdocket.records import Drawn, Verdict
from doxdocket.seal.digest import Digester
from doxdocket.seal.masks import mask
from doxdocket.text import read

Row = Mapping[str, Any]
_BEFORE = 24  # characters before a value that tell its platform, as the reader asks them


def said(
    post: Row, text: str, place: tuple[str, int, int, str], found: Sequence[Row], digester: Digester, known: str = ""
) -> dict[str, Any]:
    """The row. ``text``: the words at its place; ``found``: all findings of the post; ``known``: the beginning of the value's digest, if a decision has it."""
    where, start, end, kind = place
    first, last = next(piece for piece in pieces(text) if piece[0] <= start < piece[1])
    page = Page(read(text[first : max(last, end)]))
    here = [f for f in found if f["where"] == where and first <= f["start"] and f["end"] <= max(last, end)]
    items = [_item(page, f["start"] - first, f["end"] - first, f["kind"]) for f in here]
    own = _item(page, start - first, end - first, kind)
    value, how = _read(page, own)
    told = (one for one in (value, *forms(kind, text[start:end], text[:start])) if known)
    value = next((one for one in told if digester.digest(kind, one).hex().startswith(known)), value)
    person, role, relation = _whose(page, here, [*items, own._replace(value=value)], found, where)
    held = any(f["person"] == person and f["age_low"] is not None for f in found)
    stage = "" if held else stage_of(page.clean, own.start, own.end, kind, value)
    hit = Hit(start, end, kind, how, value, (PERSON,), person, role, relation, stage)
    others = [
        Hit(f["start"], f["end"], f["kind"], Verdict(f["verdict"]), one.value, (), f["person"])
        for f, one in zip(here, items, strict=True)
    ]
    secrets = Secrets(post, others)
    for other in others:
        if other.kind in valueless():
            secrets.stands_for(other, other.person)
    return sealed(post, where, hit, person, digester, secrets)


def drawn(post: Row, box: Drawn, kind: str, found: Sequence[Row], digester: Digester) -> dict[str, Any]:
    """The row of a box that a person drew in a picture of the post: of whom that picture is, else of whoever the words are about, else of somebody new.

    The same box of the same file is the same value in every post that shows it. It agrees with no words and contradicts none, as a name
    in another script: what it says nobody compared.
    """
    of_picture = [f for f in found if f["person"] >= 0 and f["where"].startswith(f"image:{box.source}")]
    person, role, relation = _of(of_picture or _spoken(found))
    hit = Hit(0, 1, kind, Verdict.VALID, box.where, (PERSON,), person, role, relation)
    row = sealed(post, box.where, hit, person, digester, Secrets(post, []))
    left, top, width, height = box.box
    return row | {
        "mask": mask(kind, "", Verdict.MASKED.value), "boxes": [{"left": left, "top": top, "width": width, "height": height}],
        "implies": [{"kind": SCRIPT, "digest": row["digest"]}], "near": None, "region": None, "age_low": None, "age_high": None,
    }  # fmt: skip


def _spoken(found: Sequence[Row]) -> list[Row]:
    """The findings of the words, those of the target first."""
    return sorted((f for f in found if f["where"] == "text" and f["person"] >= 0), key=lambda f: f["role"] != "target")


def _of(mates: Sequence[Row]) -> tuple[int, str, str | None]:
    return (mates[0]["person"], mates[0]["role"], mates[0]["relation"]) if mates else (0, "target", None)


def holds(kind: str, words: str) -> bool:
    """Whether words can be a value of a kind: blanks and characters of no width are none.

    >>> holds("phone_number", "   "), holds("phone_number", "13900001850"), holds("name", "\u200b")
    (False, True, False)
    """
    return any(value.strip() for value in forms(kind, words, "")) and any(map(str.isprintable, words.strip()))


def part(kind: str, words: str) -> bool:
    """Whether words are digits too few for a whole value of a kind: then they are a part of one, as which they count.

    >>> part("id_number", "3301061898"), part("phone_number", "1390000"), part("id_number", "110101189903070026")
    (True, True, False)
    >>> part("phone_number", "99990000"), part("id_number", "A123456")
    (False, False)
    """
    values = [value.lstrip("+") for value in forms(kind, words, "")]
    return kind in _LEAST and all(_DIGITS.fullmatch(one) and _short(kind, one) for one in values)


def _short(kind: str, digits: str) -> bool:
    return len(digits) < (_MOBILE if kind == "phone_number" and digits.startswith("1") else _LEAST[kind])


_DIGITS = re.compile("[0-9]+[Xx]?")
_LEAST = {"id_number": 15, "phone_number": 7, "bank_account": 12}
"""The digits of the shortest whole number: of 1984 (GB 11643-1989), of the shortest public plans (ITU-T E.164), of bank cards (ISO/IEC 7812-1)."""
_MOBILE = 11


def _item(page: Page, start: int, end: int, kind: str) -> Item:
    """A finding of the text as the assigner takes it."""
    at = page.reading.within(start, end)
    return Item(*at, kind, plain(kind, page.clean[slice(*at)], page.clean[max(0, at[0] - _BEFORE) : at[0]]))


def _read(page: Page, one: Item) -> tuple[str, Verdict]:
    """Value and verdict: as a reading of this very stretch has them, else as the words do."""
    before = page.clean[max(0, one.start - _BEFORE) : one.start]
    for offer in (*numbers.offers(page), *names.offers(page), *places.offers(page.clean, page.hits)):
        if offer[:3] == one[:3]:
            value = plain(one.kind, offer[3], before)
            return value, offer[4] if offer[4] in _WRONG else _verdict(one.kind, value)
    return one.value, _verdict(one.kind, one.value)


def _verdict(kind: str, value: str) -> Verdict:
    return Verdict.PARTIAL if part(kind, value) else verdict(kind, value)


_WRONG = frozenset({Verdict.INVALID, Verdict.MASKED, Verdict.PARTIAL})


def _whose(
    page: Page, here: Sequence[Row], items: Sequence[Item], found: Sequence[Row], where: str
) -> tuple[int, str, str | None]:
    """Person, role and relation of the last item: those of the findings that belong with it, else of somebody new."""
    if where != "text":  # what stands beside the words is one person's
        return _of([f for f in found if f["where"] == where] or _spoken(found))
    post = Post(items, page)
    people = post.given(shipped().best)
    mates = [f for f, who in zip(here, people, strict=False) if who == people[-1] and f["person"] >= 0]
    if mates:
        most = Counter(f["person"] for f in mates).most_common(1)[0][0]
        one = next(f for f in mates if f["person"] == most)
        return most, one["role"], one["relation"]
    kinds: dict[int, set[str]] = defaultdict(set)
    for item, who in zip(items, people, strict=True):
        kinds[who].add(item.kind)
    relations = post.relations(dict(enumerate(people)))
    role, relation = roles(people, {int(str(who)): one for who, one in relations.items() if one}, kinds)[people[-1]]
    return 1 + max((f["person"] for f in found), default=-1), role.value, relation
