"""Parts of sealed values that posts tell again: the room of a hotel, the tail of a plate or a telephone, the class of a school, what a firm or somebody is called for short.

A value is sealed whole where it stands, and a later post goes on with a part of it (1806敲门). Such a part is hidden where it stands near the value: in the ``_NEAR`` posts
of its channel before and behind it, in what it answers and what answers it, and where a post says the name that stands with it. A number beside a word for a room, and the name of a firm, a hotel or a school without its legal form, are hidden
in every post. Never amounts, counts, times, days or years. Values are held in clear while one command runs, as in ``store.pieces``. Words: ``retold.yaml``. Source: docs/explanation/sealing.md.
Left out: parts of under three signs without a word of their own, and parts told in other channels without one.

>>> sorted(parts("hotel_room_current", "望海大酒店1806"))
[('number', '1806'), ('word', '望海'), ('word', '望海大酒店')]
>>> sorted(parts("vehicle_file", "浙A3K97X")), sorted(parts("phone_number", "13900001850"))
([('code', '3k97x'), ('code', '97x'), ('code', 'a3k97x'), ('code', 'k97x')], [('code', '1850')])
"""

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.store.pieces import PLACED
from doxdocket.store.reason import FOLD
from doxdocket.store.values_in_text import cut

if TYPE_CHECKING:
    from doxdocket.store.run import Run

Key = tuple[str, str]
Span = tuple[int, int, str]
Around = Callable[[], list[tuple[int, int]]]
_NEAR, _UP, _NAMED, _MOST = 50, 5, 50, 1000
"""Posts before and behind, and answers upward, in which a part is taken for that of a value; posts with a name that a text says again: of a name in more everybody may bear it; and such posts of one text."""
_CALLED = frozenset(("workplace", "school", "hotel_room_current", "lodging_record", "realtime_location"))
_ROOMS = PLACED | _CALLED | {"real_estate", "travel_ticket", "movement_trace"}
_TAILS = frozenset((
    "phone_number", "landline_number", "id_number", "bank_account", "payment_account", "social_account", "passport_number", "student_id", "exam_certificate",
))  # fmt: skip
_PLATES = frozenset(("vehicle_file", "vehicle_trace"))
KINDS = _ROOMS | _TAILS | _PLATES | {"name"}
"""Kinds whose values have parts that lead to a person."""
_TAIL, _LEAST, _LONG = 4, 3, 4
_ORDER = [("channel_id", "ascending"), ("date", "ascending"), ("post_no", "ascending"), ("post_id", "ascending")]
_TOKEN = re.compile(r"(?<![0-9a-z])[0-9a-z]{3,8}(?![0-9a-z])")
_DAYS = re.compile(r"(?:19|20)[0-9]{2}[-./年][0-9]{1,2}[-./月][0-9]{1,2}|[0-9]{1,2}:[0-9]{2}|(?:19|20)[0-9]{2}年")
_BLOCK = re.compile(r"(?<![0-9a-z])([0-9]{1,3}|[a-z])(?:[幢栋座]|号楼|号院)|(?<![0-9a-z])([0-9]{1,2})单元")
_CLASS = re.compile(
    r"(?:[初高大小]?[0-9]{1,2}(?:年级|届|级)|[初高大小]?[0-9]?(?=[(])|[初高大小](?=[0-9]))?[(]?([0-9]{1,2})[)]?班"
)
_PLATE = re.compile(r"(?<![0-9a-z])[a-z][·.\- ]?([0-9a-z]{5,6})(?![0-9a-z])")
_WORDS = re.compile(r"[\u3400-\u9fff0-9a-z]{2,40}")
_DOOR = re.compile(r"[0-9a-z]{1,6}(?:号房|房间|[室房号])?$")
_SCHOOL = re.compile(r"第([0-9]{1,2})(?:实验)?")
_FORMS = re.compile(
    r"(?=([小阿老]([\u3400-\u9fff])|([\u3400-\u9fff])\3|([\u3400-\u9fff])(?:老师|同学|[姐哥妹弟宝总某氏])))"
)
_JOINED = re.compile(r"[0-9][.,:]$")
_HAN = re.compile(r"[\u3400-\u9fff]")
_TWO_HAN = re.compile(r"[\u3400-\u9fff]{2}")
_OF_DAY = re.compile(r"[-./][0-9]")
_YEARS = range(1900, 2036)


class Retold:
    """Asked of a text of a post: where it tells part of a value again."""

    def __init__(self, run: "Run") -> None:
        merged = run.read("merged", ["channel_id", "post_id", "date", "post_no", "reply_to"]).sort_by(_ORDER)
        names = pc.binary_join_element_wise(merged["channel_id"], merged["post_id"], "/").combine_chunks()
        known = np.array([name.encode() for name in names.to_pylist()] or [b""])
        self._at = np.argsort(known, kind="stable")
        self._names = known[self._at]
        self._channel = merged["channel_id"].combine_chunks().dictionary_encode().indices.to_numpy()
        answered = pc.binary_join_element_wise(merged["channel_id"], merged["reply_to"], "/")
        self._answers = pc.fill_null(pc.index_in(answered, names), -1).to_numpy()
        self._by_answered = np.argsort(self._answers, kind="stable")
        self._sorted_answers = self._answers[self._by_answered]
        self._told: dict[tuple[str, str], tuple[str, array[int]]] = {}
        self._starts: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._read(run, names)

    def _read(self, run: "Run", names: pa.Array) -> None:
        """The parts of every value, each with the posts in which it stands."""
        columns = ["channel_id", "post_id", "source", "row_no", "where", "start", "end", "kind", "verdict", "digest"]
        first: dict[bytes, dict[str, Any]] = {}
        stands: dict[bytes, array[int]] = defaultdict(lambda: array("q"))
        for batch in run.batches("findings", columns):
            sure = pc.equal(batch["verdict"], "valid")
            unsure = pc.and_(pc.equal(batch["verdict"], "doubtful"), pc.invert(pc.equal(batch["kind"], "name")))
            of = pc.is_in(batch["kind"], pa.array(sorted(KINDS), pa.string()))
            some = batch.filter(pc.and_(of, pc.or_(sure, unsure)))
            places = pc.index_in(pc.binary_join_element_wise(some["channel_id"], some["post_id"], "/"), names)
            for row, at in zip(some.to_pylist(), places.to_pylist(), strict=True):
                first.setdefault(row["digest"], row)
                if at is not None:
                    stands[row["digest"]].append(at)
        for row, value in cut(run, first.values()):
            for part in parts(row["kind"], value):
                self._told.setdefault(part, (row["kind"], array("q")))[1].extend(stands[row["digest"]])
        self._told = {part: (kind, array("q", sorted(set(at)))) for part, (kind, at) in self._told.items()}
        for sort, plain in self._told:
            if sort in {"word", "short", "given", "name"}:
                self._starts[plain[:2]].add((sort, plain))

    def __call__(self, key: Key, text: str) -> list[Span]:
        """Start, end and kind of each part in a text of this post, apart from one another."""
        if not self._told or len(text) < 2:
            return []
        from doxdocket.text import read  # noqa: PLC0415 - loads the table of characters

        reading = read(text)
        plain = _fold(reading.clean)
        found = sorted({*self._found(plain, self._around(key, plain))}, key=lambda one: (one[0], -one[1]))
        out: list[Span] = []
        for start, end, kind in found:
            a, b = reading.span(start, end)
            if not out or a >= out[-1][1]:
                out.append((a, b, kind))
            elif b > out[-1][1]:
                out[-1] = (out[-1][0], b, out[-1][2])
        return out

    def needles(self, key: Key, text: str) -> Iterator[tuple[str, str]]:
        """Of each number in a text of another post that is part of a value, its kind and what stands there with two signs beside it: by that a copy of the post is known that shows it."""
        from doxdocket.text import read  # noqa: PLC0415 - loads the table of characters

        if not self._told or len(text) < _LEAST:
            return
        reading = read(text)
        clean = reading.clean
        own, plain = self._number(key), _fold(clean)
        for start, end, kind, part in self._numbers(plain, self._around(key, plain)):
            at = self._told[part][1]
            if _within(at, own, own):
                continue  # the value itself stands there
            if kind in _TAILS and not _as_number(plain, start, end):
                continue  # four digits in another text are mostly an amount or a count
            behind, before = _beside(clean[end : end + _SIDE]), _beside(clean[max(0, start - _SIDE) : start][::-1])
            if behind:
                yield kind, clean[start : end + behind]
            if before:
                yield kind, clean[start - before : end]

    def _numbers(self, plain: str, around: Around) -> Iterator[tuple[int, int, str, tuple[str, str]]]:
        """The numbers that are parts of values: start, end, kind and part."""
        for token in _TOKEN.finditer(plain):
            parts_ = [part for sort in ("number", "code") if (part := (sort, token[0])) in self._told]
            room = _as_number(plain, *token.span()) if parts_ else None
            for part in parts_ if room is not None else ():
                if kind := self._near(around, part, everywhere=bool(room) and part[0] == "number"):
                    yield *token.span(), kind, part

    def _found(self, plain: str, around: Around) -> Iterator[Span]:
        def near(sort: str, one: str, *, everywhere: bool = False) -> str:
            return self._near(around, (sort, one), everywhere=everywhere)

        yield from ((start, end, kind) for start, end, kind, _ in self._numbers(plain, around))
        for one in _BLOCK.finditer(plain):
            if kind := near("block", _block(one)):
                yield *one.span(), kind
        for one in _CLASS.finditer(plain):
            kind = near("class", one[1]) or near("class", one[1][-1])
            if kind and not plain.startswith(_of("no_class"), one.end()):
                yield *one.span(), kind
        for one in _FORMS.finditer(plain):
            sign = one[2] or one[3] or one[4]
            if one[1] not in _of("no_call") and (kind := near("call", sign)):
                yield one.start(), one.end(1), kind
        for at, sort, word in self._words(plain):
            end = at + len(word)
            if sort == "name" or (sort == "short" and not _short(plain, at, end)):
                continue
            if kind := near(sort, word, everywhere=sort == "word" and len(word) >= _LONG):
                yield at, end, kind

    def _words(self, plain: str) -> Iterator[tuple[int, str, str]]:
        """Where parts in words stand: place, sort and part."""
        for at in range(len(plain) - 1) if self._starts else ():
            for sort, word in self._starts.get(plain[at : at + 2], ()):
                if plain.startswith(word, at) and not _in_number(plain, at, at + len(word)):
                    yield at, sort, word

    def _near(self, around: Around, part: tuple[str, str], *, everywhere: bool = False) -> str:
        """The kind of the value of which this is a part, where one is near."""
        kind, at = self._told.get(part, ("", None))
        if at is None or everywhere:
            return kind
        return kind if any_within(at, around()) else ""

    def _around(self, key: Key, plain: str) -> Around:
        """Asked for the posts around this text, as stretches of numbers: its neighbours, what it answers, what answers it, and those of which it says a name."""
        found: list[tuple[int, int]] | None = None

        def around() -> list[tuple[int, int]]:
            nonlocal found
            if found is None:
                named = {word for _, sort, word in self._words(plain) if sort == "name"}
                posts = (
                    at for word in sorted(named) if len(at_ := self._told["name", word][1]) <= _NAMED for at in at_
                )
                some = islice(((at, at) for at in posts), _MOST)
                found = joined(chain(self._neighbours(self._number(key)), some))
            return found

        return around

    def _number(self, key: Key) -> int:
        """The number of a post in the order of all; -1 where the run has no such post."""
        name = "/".join(key).encode()
        n = int(np.searchsorted(self._names, name))
        return int(self._at[n]) if n < len(self._names) and self._names[n] == name and len(self._channel) else -1

    def _neighbours(self, at: int) -> list[tuple[int, int]]:
        if at < 0:
            return []
        first, last = max(0, at - _NEAR), min(len(self._channel) - 1, at + _NEAR)
        while self._channel[first] != self._channel[at]:
            first += 1
        while self._channel[last] != self._channel[at]:
            last -= 1
        beside, up = set[int](), int(self._answers[at])
        for _ in range(_UP):
            if up < 0 or up in beside:
                break
            beside.add(up)
            up = int(self._answers[up])
        a, b = (int(np.searchsorted(self._sorted_answers, at, side)) for side in ("left", "right"))
        beside |= {*map(int, self._by_answered[a:b])}
        return [(first, last), *((one, one) for one in sorted(beside))]


def _within(at: "array[int]", first: int, last: int) -> bool:
    n = bisect_left(at, first)
    return n < len(at) and at[n] <= last


def any_within(at: "array[int]", stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether one of these posts lies in a stretch; stretches are sorted and apart. The shorter list is gone through."""
    if len(stretches) <= len(at):
        return any(_within(at, first, last) for first, last in stretches)
    for one in at:
        n = bisect_left(stretches, (one + 1,)) - 1
        if n >= 0 and one <= stretches[n][1]:
            return True
    return False


def joined(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches that meet as one."""
    out: list[tuple[int, int]] = []
    for first, last in sorted(stretches):
        if out and first <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        else:
            out.append((first, last))
    return out


def parts(kind: str, value: str) -> set[tuple[str, str]]:
    """What of a value tells it for short: sort and part, folded."""
    from doxdocket.text import read  # noqa: PLC0415 - loads the table of characters

    clean = read(value).clean
    plain = _fold(clean)
    if kind == "name":
        return {*_of_name(clean)}
    if kind in _TAILS:
        number = "".join(sign for sign in plain.partition("@")[0].rpartition(":")[2] if sign.isdecimal() or sign == "x")
        return {("code", number[-_TAIL:])} if len(number) > _TAIL + 1 else set()
    if kind in _PLATES:
        bodies = (one for one in _PLATE.finditer(plain))
        found = {tail for one in bodies for tail in (one[0][0] + one[1], one[1], one[1][-4:], one[1][-3:])}
        return {("code", tail) for tail in found if any(map(str.isdecimal, tail))}
    rest = _DAYS.sub(" ", plain)
    rooms = (one for one in _TOKEN.finditer(rest) if not _of_unit(rest[one.end() : one.end() + _UNIT]))
    out = {("number", one[0]) for one in rooms if sum(map(str.isdecimal, one[0])) > 1}
    out |= {("block", _block(one)) for one in _BLOCK.finditer(rest)}
    if kind == "school":
        out |= {("class", number) for one in _CLASS.finditer(rest) for number in (one[1], one[1][-1])}
    return out | {*(_of_place(value) if kind in _CALLED else ())}


def _of_name(clean: str) -> Iterator[tuple[str, str]]:
    """Of a name as it stands, before 一 is a digit; a given name of numerals alone is no part."""
    from doxdocket.seal.masks import family_name, given_name  # noqa: PLC0415

    if given := given_name(clean):
        yield "name", _fold(clean)
        if _HAN.search(_fold(given)):
            yield "given", _fold(given)
    if family := family_name(clean):
        yield from (("call", sign) for sign in map(_fold, (family, clean[-1])) if len(sign) == 1)


def _of_place(value: str) -> Iterator[tuple[str, str]]:
    """Of a firm, a hotel or a school what people call it by: without its divisions and its door, without its legal form, without all words for what it is; of a school with a number its short form."""
    from doxdocket.seal.district import district  # noqa: PLC0415 - reads the list of divisions
    from doxdocket.store.pieces import below  # noqa: PLC0415
    from doxdocket.text import read  # noqa: PLC0415

    clean = _DAYS.sub(" ", read(value).clean)
    for told in _WORDS.findall(_fold(below(clean, district(clean)))):
        whole = _DOOR.sub("", _CLASS.split(told)[0])
        brand = short = whole
        while tail := next((brand[-n:] for n in range(6, 0, -1) if brand[-n:] in _tails() and len(brand) - n > 1), ""):
            brand = brand.removesuffix(tail)
            short = brand if tail in _of("ends") and tail.endswith(("公司", "集团", "股份")) else short
        if brand == whole:  # no name of a place: the words of a sentence
            continue
        for one in {whole, short, brand}:
            if len(one) > 1 and one not in _of("anybody") and not _of_division(one) and _HAN.search(one):
                yield "word", one
        yield from _short_forms(whole)


def _short_forms(school: str) -> Iterator[tuple[str, str]]:
    for level, sign in _levels().items():
        if school.endswith(level) and (number := _SCHOOL.search(school)):
            forms = {number[1] + sign, f"{number[1]}实{sign}", f"实验{number[1]}{sign}"}
            yield from (("short", form) for form in forms)
        if school.endswith(f"实验{level}"):
            yield from (("short", form) for form in (f"实{sign}", f"实验{level}"))


def _block(one: re.Match[str]) -> str:
    return one[1] or f"{one[2]}单元"


def _in_number(plain: str, start: int, end: int) -> bool:
    """Whether a word begins or ends within a longer number."""
    return any(plain[max(0, at - 1) : at].isdecimal() and plain[at : at + 1].isdecimal() for at in (start, end))


def _short(plain: str, start: int, end: int) -> bool:
    """Whether a short form of a school stands there, not the beginning of another word or the end of a number."""
    before = plain[max(0, start - 1) : start]
    return not before.isdecimal() and not plain.startswith(_of("not_short"), end)


def _as_number(plain: str, start: int, end: int) -> bool | None:
    """Whether a number may be a part of a value: true beside a word for a room, nothing where it is an amount, a count, a time, a day or a year."""
    token, before, behind = plain[start:end], plain[:start].rstrip(" "), plain[end:].lstrip(" ")
    if _JOINED.search(plain[max(0, start - 2) : start]) or _JOINED.search(plain[end : end + 2][::-1]):
        return None
    if _of_unit(behind) or before.endswith(_MONEY):
        return None
    room, year = (
        behind.startswith(_of("room_behind")),
        len(token) == _TAIL and token.isdecimal() and int(token) in _YEARS,
    )
    if year and (not room or _OF_DAY.match(behind)):
        return None
    room = room or before.endswith(_of("room_before"))
    if not token.isdecimal() or room:
        return room
    amount = before.endswith(_of("paid")) or token.endswith("00")
    return None if amount else False


def _of_unit(behind: str) -> bool:
    """Whether a word for what is counted follows; one in letters (U, usdt) is the whole word."""
    letters = _LETTERS.match(behind)
    return letters[0] in _of("units") if letters else behind.startswith(_of("units"))


_LETTERS = re.compile(r"[a-z]{1,8}(?![0-9a-z])|[a-z]")
_MONEY = ("¥", "$", "€", "£", "元")
_SIDE, _UNIT = 4, 12


def _beside(text: str) -> int:
    """How long two letters or Han signs at the beginning of a text are with what stands between; 0 where there are none."""
    at = [n for n, sign in enumerate(text) if sign.isalpha()][:2]
    return at[1] + 1 if len(at) > 1 and "\n" not in text[: at[1]] else 0


def beyond_names(text: str, names: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """The sign behind a name of two signs with which it would be a whole one: where no other word begins there.

    >>> list(beyond_names("钱叔夏，住", [(0, 2)])), list(beyond_names("钱叔住在", [(0, 2)]))
    ([(2, 3, 'name')], [])
    """
    for start, end in names:
        sign, rest = text[end : end + 1], text[end + 1 :]
        if not _TWO_HAN.fullmatch(text[start:end]) or not _HAN.match(sign) or sign in _of("after_name"):
            continue
        if not _HAN.match(rest) or rest.startswith(_of("labels")):
            yield end, end + 1, "name"


def _of_division(one: str) -> bool:
    from doxdocket.store.pieces import of_division  # noqa: PLC0415

    return of_division(one)


def _fold(clean: str) -> str:
    """A cleaned text as it is compared, sign for sign."""
    lower = clean.lower()
    if len(lower) != len(clean):  # İ becomes two signs
        lower = "".join(low if len(low := sign.lower()) == 1 else sign for sign in clean)
    return lower.translate(FOLD)


@cache
def _lists() -> dict[str, Any]:
    from doxdocket.law import strict_yaml  # noqa: PLC0415

    return dict(strict_yaml.load(Path(str(files("doxdocket"))) / "store" / "retold.yaml"))


@cache
def _of(name: str) -> tuple[str, ...]:
    """A list of ``retold.yaml``, folded as texts are."""
    return tuple(dict.fromkeys(map(_fold, _lists()[name].split())))


@cache
def _levels() -> dict[str, str]:
    return dict(_lists()["levels"])


@cache
def _tails() -> frozenset[str]:
    """Words that end the name of a firm, a hotel or a school."""
    from doxdocket.law import strict_yaml  # noqa: PLC0415

    # By path: importing its room would load the detector.
    known = strict_yaml.load(Path(str(files("doxdocket"))) / "detect" / "reader" / "candidates" / "places.yaml")
    return frozenset(map(_fold, chain(_of("ends"), known["work"].split(), known["school"].split())))
