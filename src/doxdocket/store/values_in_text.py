"""Whether a text that people write repeats a value of the case, however it is written around.

Source: docs/explanation/sealing.md. Both sides are folded: width, circles, keycaps and hidden characters undone (`text.read`), Chinese
numerals, Roman ones and digits as spoken made digits, everything but letters, digits and Han characters left out; letters between digits (13800OO1850) are read as digits and as
nothing. Of the clear values
nothing is kept: the posts of the current run are read a batch at a time under the key, each value is looked up among the pieces of the
text at hand, and forgotten; where keyed marks of all pieces are at hand (``store.marks``), these are asked in their place. What repeats a value:

- the whole of it (names, schools and whatever else has a strength as an identifier; numbers also with other characters between the digits);
- of what identifies by itself (primary, secondary): four Han characters or signs in a row beyond what its mask shows, six of an account
  or address of mail, seven digits of a number. Four digits in a row alone would be every second article or year;
- of the very text that is opened four in a row of any sort.

Dates, articles, numbers of cases and papers, codes of this program, times and amounts are read as such before pieces are looked for.
Whether a text repeats a value is itself an answer about the case: it is logged (``asked``).
Left out: what nobody found; words for a value ("his number ends like the year of the war").

>>> Said.of("核对 一三八 零零零 零一八五零").repeats("phone_number", "13800001850")
True
>>> Said.of("138a0013b8000c01").repeats("phone_number", "13800138000")
True
>>> Said.of("见2024-01-02笔录第12页，刑法第二百五十三条之一，V0001").repeats("phone_number", "13820240102")
False
>>> Said.of("核对竹影路3号").repeats("home_address", "浙江省杭州市西湖区竹影路3号2幢")
True
>>> Said.of("移送杭州市西湖区").repeats("home_address", "杭州市西湖区竹影路3号")
False
"""

import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol
from weakref import WeakKeyDictionary

from doxdocket.errors import WrongCall
from doxdocket.records import EARLIER, Drawn
from doxdocket.store.reason import CUT, FOLD, aloud, bare, shown

if TYPE_CHECKING:
    from doxdocket.store.case import Case
    from doxdocket.store.run import Run

TENS = re.compile(r"([1-9]?)十([1-9]?)")
"""Ten and the teens, their digits folded."""
_LETTERS = str.maketrans("oilzsb", "011258")
_AS_DIGITS = re.compile(r"(?<=[0-9])[oilzsb]+(?=[0-9])|(?<=[0-9])[oilzsb]+(?=[oilzsb]*$)")
_APART = dict.fromkeys(map(ord, "姓名"))
NAMES = frozenset(("name", "former_name_alias"))
_HAN = re.compile(r"[\u3400-\u9fff]")
_COLUMNS = ["channel_id", "post_id", "source", "row_no", "where", "start", "end", "kind", "verdict", "digest"]
REPEATED, OPENED = "repeated", "opened"
"""The act of the row, and what stands in it where the text is that which was to be opened."""
_ROW = ["channel_id", "post_id", "capture", "row_no"]
ADDED = "finding.add"
"""The act by which somebody adds a value that nothing found."""
_NUMBERS = 7
"""Digits of a number that repeat it: fewer are in every sentence."""


def folded(text: str) -> str:
    """The text as it is compared."""
    from doxdocket.text import read  # noqa: PLC0415 - loads the table of characters

    plain = aloud(read(shown(text)).clean.casefold()).translate(FOLD)
    kept = "".join(c for c in plain if c.isalnum())
    return TENS.sub(lambda found: (found[1] or "1") + (found[2] or "0"), kept)


def digits(text: str) -> str:
    """The digits of a folded text, whatever stands between them."""
    return "".join(c for c in text if c.isdigit())


def lettered(text: str) -> str:
    """The same where letters between digits are read as digits."""
    return digits(_AS_DIGITS.sub(lambda found: found[0].translate(_LETTERS), text))


def windows(text: str, size: int) -> set[str]:
    """Every stretch of that size."""
    return {text[at : at + size] for at in range(len(text) - size + 1)}


@dataclass(frozen=True, slots=True)
class Said:
    """A text that is asked about, with its pieces."""

    whole: str = field(repr=False)
    run: str = field(repr=False)  # all its digits
    pieces: dict[int, set[str]] = field(repr=False)
    numbers: dict[int, set[str]] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> "Said":
        """The pieces of a text."""
        whole, left = folded(text), [folded(part) for part in bare(text).split(CUT)]
        sets = {size: set().union(*(windows(part, size) for part in left)) for size in (4, 6)}
        rest = "".join(left)
        runs = {size: windows(digits(rest), size) | windows(lettered(rest), size) for size in (4, _NUMBERS)}
        apart = whole.translate(_APART)  # 姓程，名岚舟
        return cls(f"{whole}\n{apart}", digits(whole) + "\n" + lettered(whole), sets, runs)

    @classmethod
    def all(cls, some: "Iterable[Said]") -> "Said":
        """Many texts as one: what repeats a value in one of them repeats it in this."""
        every = list(some)
        pieces = {size: set().union(*(one.pieces[size] for one in every)) for size in (4, 6)}
        numbers = {size: set().union(*(one.numbers[size] for one in every)) for size in (4, _NUMBERS)}
        return cls("\n".join(one.whole for one in every), "\n".join(one.run for one in every), pieces, numbers)

    def repeats(self, kind: str, value: str, *, opened: bool = False) -> bool:
        """Whether it repeats this value; ``opened``: the very text that is opened."""
        if any(self.has(sort, piece) for sort, piece in needles(kind, value, opened=opened)):
            return True
        if not opened:
            return False
        rest, number = folded(_beyond(value)), digits(folded(value))
        return not windows(rest, 4).isdisjoint(self.pieces[4]) or not windows(number, 4).isdisjoint(self.numbers[4])

    def has(self, sort: str, piece: str) -> bool:
        """Whether such a piece stands in it."""
        if sort == NUMBER:
            return piece in self.numbers[_NUMBERS]
        if sort in {PIECE4, PIECE6}:
            return piece in self.pieces[4 if sort == PIECE4 else 6]
        return piece in (self.whole if sort == WHOLE else self.run)


WHOLE, RUN, NUMBER, PIECE4, PIECE6 = SORTS = "whole", "run", "number", "four", "six"
"""Pieces of a value: it stands in the midst of a text, its digits do; or a stretch of its digits or signs is one of those of the text."""


def needles(kind: str, value: str, *, opened: bool = False) -> Iterator[tuple[str, str]]:
    """The pieces of a value, any of which repeats it (sort and piece); of one that is ``opened`` those alone that hold for every kind."""
    plain = folded(value)
    number = digits(plain)
    least = 2 if kind in NAMES or opened else 4
    if len(plain) >= least and not (plain.isdigit() and len(plain) < _NUMBERS):
        yield WHOLE, plain
    if len(number) >= _NUMBERS:
        yield RUN, number
    if opened or _strength(kind) not in {"primary", "secondary"}:
        return
    if len(number) >= _NUMBERS and 2 * len(number) > len(plain):
        yield from ((NUMBER, one) for one in windows(number, _NUMBERS))
        return
    rest = folded(_beyond(value.partition("@")[0]))
    sort, size = (PIECE4, 4) if _HAN.search(rest) else (PIECE6, 6)
    yield from ((sort, one) for one in windows(rest, size) if not one.isdigit())


def _beyond(value: str) -> str:
    """What the mask of an address does not show; of any other value all of it."""
    from doxdocket.seal.district import district  # noqa: PLC0415 - reads the list of divisions

    return value[len(district(value)) :] if _HAN.match(value) else value


@cache
def _strength(kind: str) -> str:
    from doxdocket.law.kinds import kinds  # noqa: PLC0415 - reads the rules

    return kinds()[kind].strength if kind in kinds() else "none"


def repeated(case: "Case", texts: Sequence[str]) -> list[set[str]]:
    """Of each text the kinds of values of the current run that it repeats; nothing before the first run."""
    found: list[set[str]] = [set() for _ in texts]
    run = case.current_run()
    asked = [(kinds, Said.of(text)) for kinds, text in zip(found, texts, strict=True) if text.strip()]
    if run is None or not asked:
        return found
    together = Said.all(said for _, said in asked)
    marked = _AT_HAND.get(case)
    if marked is not None and marked[0] == run.run_id:
        for kinds, said in asked:
            kinds.update(marked[1].kinds(said))
        every: Iterable[tuple[str, str]] = added(case, run)
    else:
        every = chain(values(run), added(case, run))
    for kind, value in every:
        if together.repeats(kind, value):  # so that a value costs the same however many texts there are
            for kinds, said in asked:
                if said.repeats(kind, value):
                    kinds.add(kind)
    return found


class Marked(Protocol):
    """All values of a run, as ``store.marks`` has them."""

    def kinds(self, said: Said) -> set[str]:
        """The kinds of those that a text repeats."""


_AT_HAND: "WeakKeyDictionary[Case, tuple[str, Marked]]" = WeakKeyDictionary()


def at_hand(case: "Case", run_id: str, marked: Marked) -> None:
    """From now on the texts of this case are held against these marks, while that is its run, and no value is read for it."""
    _AT_HAND[case] = run_id, marked


def values(
    run: "Run",
    of: Collection[str] | None = None,
    *,
    sure: bool = False,
    doubted: bool = False,
    but: Collection[bytes] = (),
) -> Iterator[tuple[str, str]]:
    """Every clear value once, a batch of posts at a time: those that identify, or those ``of`` these kinds; dates of birth left out: a day may be any day.

    ``sure``: no doubtful or invalid ones. ``doubted``: of names these too. ``but``: digests left out.
    """
    import pyarrow.compute as pc  # noqa: PLC0415 - Arrow is loaded when a run is read

    seen: set[bytes] = set(but)
    spans: list[Mapping[str, Any]] = []
    verdicts = ["valid"] if sure else ["valid", "doubtful", "invalid"]
    for batch in run.batches("findings", _COLUMNS):
        asked = pc.is_in(batch["verdict"], _arrow(verdicts))
        for row in batch.filter(
            asked if of is None else pc.and_(asked, pc.is_in(batch["kind"], _arrow([*of])))
        ).to_pylist():
            kind = row["kind"]
            if row["digest"] in seen or not _asked(kind, of):
                continue
            if kind in NAMES and row["verdict"] != "valid" and not doubted:
                continue
            seen.add(row["digest"])
            spans.append(row)
    yield from ((row["kind"], text) for row, text in cut(run, spans))


def cut(run: "Run", findings: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Each of these rows of findings with the text that it stands on, a batch of posts at a time; none of what a box in a picture says."""
    import pyarrow.compute as pc  # noqa: PLC0415 - Arrow is loaded when a run is read

    wanted: dict[tuple[str, str, str, int], list[Mapping[str, Any]]] = {}
    pictured: dict[str, list[Mapping[str, Any]]] = {}
    for one in findings:
        if one["where"].startswith("image:"):
            pictured.setdefault(one["where"].removeprefix("image:").partition(":")[0], []).append(one)
        else:
            key = (one["channel_id"], one["post_id"], one["source"], one["row_no"])
            wanted.setdefault(key, []).append(one)
    names = ["channel_id", "post_id", "source", "row_no", "text", "fields"]
    posts = _arrow(sorted({f"{key[0]}/{key[1]}" for key in wanted}))
    for batch in run.batches("posts", names) if wanted else ():
        here = pc.is_in(pc.binary_join_element_wise(batch["channel_id"], batch["post_id"], "/"), posts)
        for row in batch.filter(here).to_pylist():
            for one in wanted.get(tuple(row[name] for name in names[:4]), ()):
                yield one, (_stretch(one["where"], row) or "")[one["start"] : one["end"]]
    for row in run.read("images", ["source", "text", "codes"]).to_pylist() if pictured else ():
        for one in pictured.get(row["source"], ()):
            if Drawn.at(one["where"]) is None:  # what a box says nobody wrote down
                yield one, _pictured(one["where"], row)[one["start"] : one["end"]]


def _asked(kind: str, of: Container[str] | None) -> bool:
    return kind != "birth_date" and (_strength(kind) != "none" if of is None else kind in of)


def added(case: "Case", run: "Run", of: Container[str] | None = None) -> Iterator[tuple[str, str]]:
    """Values that people added by decisions that stand, where the current run has their post: they are known without waiting for the next run; ``of``: as in ``values``."""
    from doxdocket.store.located import InRun  # noqa: PLC0415 - Arrow is loaded when a run is read

    wanted: dict[str, list[tuple[str, str, int, int]]] = {}
    for one in case.decisions():
        if one.act != ADDED or one.undone_by is not None:
            continue
        kind, (post, where, places) = str(one.target["kind"]), str(one.target["span"]).rsplit("/", 2)
        if not _asked(kind, of) or Drawn.at(where) is not None:
            continue
        first, _, last = places.partition("-")
        wanted.setdefault(post, []).append((kind, where, int(first), int(last)))
    if not wanted:
        return
    counted = {
        tuple(row.values())
        for row in run.read("merged", _ROW).to_pylist()
        if f"{row['channel_id']}/{row['post_id']}" in wanted
    }
    images = (
        {row["source"]: row for row in run.read("images", ["source", "text", "codes"]).to_pylist()}
        if any(where.startswith("image:") for some in wanted.values() for _, where, _, _ in some)
        else {}
    )
    for batch in InRun(run, "posts").batches(set(wanted), [*_ROW, "text", "fields"]):
        for row in batch.to_pylist():
            if tuple(row[name] for name in _ROW) not in counted:
                continue
            for kind, where, start, end in wanted[f"{row['channel_id']}/{row['post_id']}"]:
                shows = images.get(where.removeprefix("image:").partition(":")[0])
                yield kind, ((_pictured(where, shows) if shows else _stretch(where, row)) or "")[start:end]


def _arrow(values: list[str]) -> Any:
    import pyarrow as pa  # noqa: PLC0415 - Arrow is loaded when a run is read

    return pa.array(values)


def _stretch(where: str, row: dict[str, Any]) -> str | None:
    where = where.removeprefix(EARLIER)
    if where == "text":
        return str(row["text"] or "")
    return next((one["text"] for one in row["fields"] or () if one["where"] == where), None)


def _pictured(where: str, row: dict[str, Any]) -> str:
    _, _, code = where.removeprefix("image:").partition(":code[")
    codes = row["codes"] or ()
    at = int(code[:-1]) if code[:-1].isdigit() else -1
    return str(codes[at]) if 0 <= at < len(codes) else str(row["text"] or "")


def asked(case: "Case", texts: Sequence[str]) -> list[set[str]]:
    """``repeated`` of what somebody is about to write. That a text repeats a value is a row of the log before anybody is told, since the answer tells
    what is in the case; where no row can be written (a backup, a disc, a chain that is not as remembered) nothing is compared.
    """
    if not any(text.strip() for text in texts):
        return [set() for _ in texts]
    case.custody.ready()
    found = repeated(case, texts)
    log(case, found)
    return found


def log(case: "Case", found: Sequence[Collection[str]]) -> None:
    """The row; in a transaction that comes to nothing it would be lost, so texts are asked about before one begins."""
    if n := sum(map(bool, found)):
        kinds = sorted(set().union(*found))
        case.custody.append(REPEATED, {"texts": len(found), "repeat": n, "kinds": kinds})
        case.database.fold()


def refuse(case: "Case", *texts: str) -> None:
    """A ``WrongCall`` when one of these texts repeats a value of the case; it names the kind, not the value."""
    if kinds := sorted(set().union(*asked(case, texts))):
        raise fault(kinds)


def unlike(case: "Case", reason: str, opened: str, *, words: bool = False) -> None:
    """The same when a reason repeats the very text that it opens (or the ``words`` of a whole post or the name of a file), or any other value."""
    unlike_opened(case, reason, opened, words=words)
    refuse(case, reason)


def unlike_opened(case: "Case", reason: str, opened: str, *, words: bool = False) -> None:
    """The same of what it opens alone."""
    case.custody.ready()
    if opens(reason, opened, words=words):
        log(case, [{OPENED}])
        raise fault([])


def opens(text: str, opened: str, *, words: bool = False) -> bool:
    """Whether a text repeats what is opened; of ``words``, where most signs are anybody's, four in a row with a digit among them."""
    said = Said.of(text)
    if not words:
        return said.repeats("", opened, opened=True)
    return any(digits(piece) for piece in windows(folded(opened), 4) & said.pieces[4])


def fault(kinds: Sequence[str]) -> WrongCall:
    """That a text repeats a value."""
    from doxdocket.law.kinds import kinds as known  # noqa: PLC0415 - reads the rules

    zh = "、".join(known()[kind].zh for kind in kinds if kind in known()) or "要打开的内容"
    return WrongCall("spoken.text_repeats_value_of_this", what_zh=zh, what_en=", ".join(kinds) or "what is opened")
