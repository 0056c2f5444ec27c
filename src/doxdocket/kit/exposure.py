"""What is exposed in the files of a kit, and what its owner says of it: mine, of others, of who harasses, shown in the report. What tells what was done (``screen.proof``) is none of it.

Equal values are one, however many files show them; what the owner wrote of themselves is found where it stands, even where the computer missed it. Until the owner has said that a value is theirs nothing but its mask is shown; what is of others never is, but for who called or sent in the owner's own list.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal, TypeVar

import msgspec

from doxdocket.desk.masking import covered as bare_mask
from doxdocket.desk.masking import masked
from doxdocket.kit.calls import STATES, TEXTS, called, contact, dialled, notes, senders, waybills
from doxdocket.kit.copies import OF_PLACES, SORTS, around, without
from doxdocket.kit.folder import About, Answer, Day, Item, Kit, Own, Record, Said
from doxdocket.kit.quotes import THREATS
from doxdocket.kit.reading import apart, demanded, handles, kin_of, person_of, post_of, unasked, unnamed
from doxdocket.kit.screen import (
    IN_PARTS,
    MASKED,
    NEAR,
    NUMBERS,
    WHEN,
    Box,
    Read,
    Seen,
    amount,
    beside_estate,
    digits,
    number,
    parts,
    plain,
    proof,
    sought,
    standing,
)
from doxdocket.kit.signs import sign
from doxdocket.law.kinds import kinds
from doxdocket.seal.masks import is_family_name, mask
from doxdocket.store.parts import Strength, place
from doxdocket.store.parts import parts as parts_of
from doxdocket.store.retold import Forms
from doxdocket.words import say

if TYPE_CHECKING:
    from doxdocket.report.known_values import Known
    from doxdocket.store.pieces import Pieces


@dataclass(frozen=True, slots=True)
class Exposed:
    """One value: its kind, its mask, the numbers of the files that show it, and what the owner said."""

    tag: str
    kind: str
    value: str = field(repr=False)
    mask: str
    files: tuple[int, ...]
    answer: Answer | None
    """None while nothing was said."""
    typed: bool
    """Whether it is what the owner wrote of themselves, and so is theirs without being asked."""
    shown: bool
    beside: tuple[tuple[str, str], ...] = ()
    """What else is told of the same person where it stands: kinds and masks, so that equal masks can be told apart."""
    clear: str = field(default="", repr=False)
    """As its owner wrote it, else as it stands in the first file that shows it: where part of it stands, or what may be misread, is no value."""
    spot: tuple[int, tuple[Box, ...]] | None = None
    """The first picture that shows it, and where."""
    near: bool = False
    """Whether it stands beside what is the owner's."""
    hers: bool = False
    """Whether it stands there beside no other name, and is no sender's, nor a number other than the one that the owner wrote: a name is nobody's but whose it is."""
    picture: bool = False
    """Whether it is a picture as a whole, of which there is no value to read (a face, a paper)."""
    who: str = ""
    """Of the family: whose, in the owner's words."""
    line: str = field(default="", repr=False)
    """Of a text the line where it stands first, covered."""
    sure: bool = True
    """Whether such findings may enter a low bound; an unsure one is shown apart."""
    sends: tuple[int, ...] = ()
    """Lists of calls and parcels in which it is who called, wrote or sent."""
    calls: tuple["Called", ...] = ()
    """What each of these tells of it."""
    contact: str = field(default="", repr=False)
    """Under which name such a list has it."""
    notes: tuple[str, ...] = field(default=(), repr=False)
    """What such a list remarks on it."""
    dialled: bool = False
    """Whether the owner called or wrote to it by such a list."""
    partly: tuple[int, ...] = ()
    """Files that show part of it alone."""
    groups: tuple[tuple[int, int, int, int], ...] = ()
    """Of which persons of which texts the computer takes it to be."""
    kin: str = ""
    """Whose of the family it is by the label that it has somewhere (她妈电话): it is never put with the owner's."""
    unclear: bool = False
    """Whether no file shows it sharply and the owner has not compared it with the picture: no paper has it."""
    words: tuple[str, ...] = field(default=(), repr=False)
    """As it stands in the files, where that is not its value (3幢 for 3栋)."""
    row: int = 0
    """Of a text the how-manieth line ``line`` is."""
    shot: tuple[int, ...] = ()
    """The file and its post, where it alone shows it, and it was sent to nobody alone, is no list, and speaks of no relative or friend, whose it may be."""
    labelled: bool = False
    """Of a firm or a school, whether it stands somewhere right behind the word for it."""
    handed: bool = False
    """Whether it is how a channel or a seller is reached or paid, by the words before it, or who wants money (``demands``): nobody's card but its own has it."""
    demands: bool = False
    """Whether it stands beside a demand of money and is by all signs of who makes it: that is chosen before the owner says otherwise."""

    @property
    def core(self) -> str:
        """What the owner can tell an account or a wallet by before saying whose it is: its first and last signs, all where it is a channel's or a seller's, or was said to be of who harasses."""
        if self.kind not in ACCOUNTS | {"virtual_asset"} or self.loose or self.picture:
            return ""
        name = self.value.rpartition(":")[2]
        if self.handed or self.answer == "caller":
            return name
        shown = 2 if len(name) > _LONG_NAME else 1
        return f"{name[:shown]}{'*' * (len(name) - 2 * shown)}{name[-shown:]}" if len(name) > 2 * shown else ""

    @property
    def service(self) -> bool:
        """Whether it is a platform's own number, by the lists: it sent messages alone, and each with a code; none of who harasses, who has them sent. The form of a number says nothing: anybody may send from 106."""
        count, codes = (
            sum(sum(each.texts.values()) for each in self.calls),
            sum(each.texts.get("code", 0) for each in self.calls),
        )
        called = any(each.times or each.states for each in self.calls)
        return self.kind in NUMBERS and 0 < count == codes and not called

    @property
    def loose(self) -> bool:
        """Whether it is a row of digits of which nobody knows what it is."""
        return self.kind == "social_account" and not self.sure and self.value.isdigit()

    @property
    def places(self) -> int:
        """How many digits it has, of what has seven and more: by that its owner can tell what it is without seeing it."""
        return n if not self.picture and (n := len(digits(self.value))) > 6 else 0

    @property
    def ends(self) -> tuple[str, str] | None:
        """Its first and last digit, where its mask shows nothing and nobody knows what it is."""
        told = digits(self.value)
        return (told[0], told[-1]) if self.loose and self.places and not self.mask.strip("*") else None


@dataclass(frozen=True, slots=True)
class Called:
    """Of a number in a list of calls, by the number of its file: how often it stands there, the moments beside it in their order, and of each row its moment, what it says of the call and how many it counts."""

    no: int
    times: int = 0
    moments: tuple[str, ...] = ()
    rows: tuple[tuple[str, str, int], ...] = ()

    @property
    def states(self) -> dict[str, int]:
        """How many calls came in missed, answered and so on, and how many went out, as the list says."""
        return summed((state, n) for _, state, n in self.rows if state not in TEXTS)

    @property
    def texts(self) -> dict[str, int]:
        """How many messages came, by sort (``TEXTS``)."""
        return {sort: n for sort in TEXTS if (n := sum(each for _, state, each in self.rows if state == sort))}

    @property
    def written(self) -> tuple[str, ...]:
        """The moments of these messages."""
        return tuple(moment for moment, state, _ in self.rows if state in TEXTS and moment)

    @property
    def shown(self) -> list[tuple[str, bool]]:
        """The moments of calls and messages, and whether the day of each is by that on which it was shown."""
        return [(one, NEAR.match(one) is not None) for one in (*self.moments, *self.written)]


def summed(states: Iterable[tuple[str, int]]) -> dict[str, int]:
    """How many of each state, in the order in which they are told; nothing where no list says anything."""
    count = Counter[str]()
    for state, n in states:
        count[state] += n
    told = {state: count[state] for state in (*STATES, "outgoing", "") if count[state]}
    return told if any(told) else {}


def exposed(kit: Kit, reads: Mapping[int, Read]) -> list[Exposed]:
    """Everything, by kind in the order of the list of kinds, then by mask."""
    own = _by_value(kit)
    found = {(one.kind, plain(one.value)): one.value for read in reads.values() for one in read.hits}
    begun = sorted(found)
    shown_ = [*found.items(), *(((one.kind, ""), one.value) for one in kit.written())]
    phones = {same_: (kind, value) for (kind, _), value in shown_ if kind in NUMBERS and (same_ := number(value))}
    sharp = {
        (one.kind, one.value): None
        for read in reads.values()
        for one in read.hits
        if one.value and one.where == "text" and not one.unclear
    }
    sharp |= {(one.kind, one.value): None for one in kit.written()}
    what = {one.no: one.what for one in kit.record.files}
    sent = {no: list(senders(read, what.get(no, "other"))) for no, read in reads.items()}
    calling = {
        no: {one.value for one in some} for no, some in sent.items()
    }  # their numbers are known for what they are
    hits = [
        (no, one)
        for no, read in sorted(reads.items())
        for one in dict.fromkeys(
            (
                *(
                    _as_read(kit, as_written(kit, read, _as_whole(read, one, found, begun), found), sharp)
                    for one in read.hits
                    if _asks(read, what.get(no, "other"), one)
                ),
                *sent[no],
                *(_as_phone(one, phones) for one in unnamed(read) if one.value not in calling[no]),
                *handles(read),
                *_missed(kit, read, found),
            )
        )
        if one.value
    ]
    noted = {no: notes(read) for no, read in reads.items() if what.get(no) == "calls"}
    sends = defaultdict[tuple[str, str], set[int]](set)
    for no, some in sent.items():
        for one in some:
            sends[one.kind, one.value].add(no)
    labels = [
        ((one.kind, one.value), _label(reads[no], one))
        for no, one in hits
        if not one.unclear or (one.kind, one.value) not in sharp
    ]
    record = kit.record
    settled = {plain(one.value) for one in record.missed}
    labelled_as = {key: word for key, word in labels if word}
    kin = {
        key: word
        for key, word in labelled_as.items()
        if plain(key[1]) not in settled and record.answers.get(kit.tag(*key)) != "mine"
    }
    groups = defaultdict[tuple[int, int, int, int], dict[tuple[str, str], None]](dict)
    of = defaultdict[tuple[str, str], dict[tuple[int, int, int, int], None]](dict)
    stand = defaultdict[tuple[str, str], list[tuple[int, Seen]]](list)
    masks, handed, demand = dict[tuple[str, str], str](), set[tuple[str, str]](), set[tuple[str, str]]()
    for no, one in hits:
        key = (one.kind, one.value)
        stand[key].append((no, one))
        masks[key] = max(masks.get(key, one.mask), one.mask, key=lambda mask: len(mask.strip("*")))
        labelled = key not in kin or _label(
            reads[no], one
        )  # whose label names a relative elsewhere is put with nobody where it has none
        if demanded(reads[no], one):
            handed.add(key)
            demand.add(key)
        elif by := apart(reads[no], one):
            handed |= {key} if by == "seller" else set()
        elif (
            one.person >= 0
            and labelled
            and reads[no].form != "calls"  # each row of a list is of somebody else
            and (one.kind not in ACCOUNTS or one.sure or _named(reads[no], one))  # else it may be who posts
        ):
            group = no, one.text, person_of(reads[no], one), post_of(reads[no], one)
            groups[group][key] = of[key][group] = None
    for key in handed:
        for group in of.pop(key, ()):
            groups[group].pop(key)
    tags = {key: kit.tag(*key) for key in stand}
    wrote = {key: it for key in stand if (it := own.get(same(*key)) or own.get(plain(key[1])))}
    said: dict[tuple[str, str], Answer | None] = {
        key: record.answers.get(tags[key]) or (wrote[key].of if key in wrote and key not in kin else None)
        for key in stand
    }  # typed as the owner's and labelled as a relative's: that is asked
    names = [plain(one.value) for one in kit.written() if one.kind == "name" and one.of == "mine"]
    foreign = {
        key
        for key in stand
        if key[0] == "name" and said[key] not in {"mine", "nobody"} and not any(_may_be(plain(key[1]), name) for name in names)
    }  # fmt: skip
    own_keys = wrote.keys()
    own_kinds = {"name"} | {one.kind for one in kit.written() if one.of == "mine" and one.kind in _ONE_EACH}
    order = {kind: at for at, kind in enumerate(kinds())}
    written = tuple(sought(one.kind, one.value) for one in kit.written())
    alone = {one.no for one in record.files if one.seen == "private" or one.what in {"calls", "parcel"}}
    alone |= {no for no, read in reads.items() if read.form or any(map(sign("related").search, read.texts))}
    told = []
    for key, places in stand.items():
        kind, value = key
        near = {
            other: None
            for group in of[key]
            for other in groups[group]
            if other != key and said[other] not in {"others", "caller", "nobody"}
        }
        read = record.reads.get(tags[key], "")
        told.append(Exposed(
            tags[key], kind, value, mask(kind, read) if read else masks[key], tuple(dict.fromkeys(no for no, _ in places)), said[key], key in wrote and key not in kin,
            said[key] in {"mine", "family"} and tags[key] in record.shown, tuple(dict.fromkeys((other[0], masks[other]) for other in near)),
            read or (wrote[key].value if key in wrote else _clear(reads, *places[0])), next(((no, one.boxes) for no, one in places if one.boxes), None),
            (beside := any(said[other] == "mine" for other in near)), beside and not kin.get(key) and kind not in own_kinds and not sends[key] and (kind not in ACCOUNTS or any(one.sure or _named(reads[no], one) for no, one in places)) and not any(foreign & groups[group].keys() for group in of[key]), any(one.where in {"face", "document"} for _, one in places),
            record.who.get(tags[key], "") or (wrote[key].who if key in wrote else "") or (labelled_as.get(key, "") if said[key] == "family" else ""), around(reads[places[0][0]], places[0][1], say("kit.cover_mark"), written),
            any(one.sure for _, one in places), tuple(sorted(sends[key])), tuple(_called(reads[no], no, value) if what.get(no) == "calls" else Called(no) for no in sorted(sends[key])),
            next(filter(None, (contact(reads[no], value) for no in sorted(sends[key]) if what.get(no) == "calls")), ""),
            tuple(dict.fromkeys(note for no in sorted(sends[key]) if what.get(no) == "calls" for _, note in noted[no].get(number(value) or digits(value), ()))),
            any(dialled(read, value) for no, read in reads.items() if sends[key] and what.get(no) == "calls"),
            tuple(sorted({no for no, _ in places} - {no for no, one in places if one.verdict != BLURRED and (read or not one.unclear) and (one.verdict != "partial" or key not in own_keys)})), tuple(of[key]),
            kin.get(key, ""), key not in own_keys and not read and all(one.unclear for _, one in places),
            tuple(words for words in dict.fromkeys(_clear(reads, *place) for place in places if place[1].kind in PLACED) if plain(words) != plain(value)),
            _row(reads, *places[0]),
            next(iter(posts)) if len(posts := {(no, post_of(reads[no], one)) for no, one in places}) == 1 and key not in handed and not {no for no, _ in places} & alone else (),
            kind in _FIRMS and any(_named(reads[no], one) for no, one in places),
            key in handed,
            key in demand and key not in kin,
        ))  # fmt: skip
    return sorted(told, key=lambda one: (order.get(one.kind, len(order)), one.mask, one.tag))


def _as_phone(one: Seen, phones: Mapping[str, tuple[str, str]]) -> Seen:
    """Digits of which nobody knows what they are as the telephone number that they are elsewhere, by what is found or written."""
    kind, value = phones.get(number(one.value), (one.kind, one.value))
    return replace(one, kind=kind, value=value, mask=mask(kind, value))


def same(kind: str, value: str) -> str:
    """A value as equal ones are told: a telephone number by its digits, without what stands for China."""
    return (number(value) if kind in NUMBERS else "") or plain(value)


def _bare(kind: str, value: str, answer: Answer | None) -> list[str]:
    """A telephone number of another as it stands where nothing is before it (+86, 0086)."""
    return [same(kind, value)] if kind in NUMBERS and answer in {"family", "others"} else []


def _by_value(kit: Kit) -> dict[str, Own]:
    """What the owner wrote, by the value; what they said of a telephone number goes before the field in which it was typed in another spelling."""
    said = {same(one.kind, one.value): one for one in kit.record.missed}
    told = [(one, said.get(same(one.kind, one.value), one)) for one in kit.written()]
    return {key: of for one, of in told for key in (same(one.kind, one.value), plain(one.value))}


def _row(reads: Mapping[int, Read], no: int, one: Seen) -> int:
    """The line of a text in which it stands; of a picture nothing, its place is shown."""
    read = reads[no]
    return read.texts[one.text].count("\n", 0, one.start) + 1 if one.where == "text" and not read.picture else 0


def _label(read: Read, one: Seen) -> str:
    """Whose of the family it is by the words right before it; a name by the word alone, where a line holds nothing else."""
    if one.where != "text" or not read.texts:
        return ""
    text = read.texts[one.text]
    line = one.kind == "name" and not text[one.end :].partition("\n")[0].strip()
    return kin_of(text[: one.start]) or (kin_of(text[: one.start], line=True) if line else "")


def _asks(read: Read, what: str, one: Seen) -> bool:
    """Whether it is asked whose a finding is: no proof, no column of what the owner says is a list of calls, no number of a waybill."""
    column = what == "calls" and one.kind in _COLUMNS
    bill = "parcel" in (what, read.form) and digits(one.value) in set(waybills(read))
    return not (proof(one) or column or bill or unasked(read, one))


def as_written(kit: Kit, read: Read, one: Seen, found: Mapping[tuple[str, str], str]) -> Seen:
    """A finding that is part of what the owner wrote (a given name, what a firm is called for short, a number with signs hidden, an end of an address on the next line), as that; one that was answered otherwise stays what it was."""
    said = kit.record.answers.get(kit.tag(one.kind, one.value))
    for own in kit.written():
        told, wanted = plain(one.value), plain(own.value)
        if told == wanted or one.where != "text" or not read.texts or (said and (said, own.of) != ("mine", "mine")):
            continue
        given = one.kind == own.kind == "name" and len(told) > 1 and told in wanted
        short = one.kind == own.kind in _FIRMS and told in wanted and any(word in told for word in called_by(own.kind, own.value))  # fmt: skip
        if one.kind == own.kind == "name" and _ends_name(told, wanted):
            start, end = next(iter(standing(own.value, read.texts[one.text][one.start : one.end])), (0, 0))
            name = found.get((own.kind, wanted), wanted)
            if end:
                return replace(one, start=one.start + start, end=one.start + end, value=name, mask=mask("name", name))
        hidden = one.kind == own.kind and one.verdict == "masked" and len(told) == len(wanted) and _may_be(told, wanted)
        place = one.kind == own.kind or {one.kind, own.kind} <= _PLACES | {"household_registration"}
        if (
            given
            or short
            or hidden
            or (place and any(a <= one.start and one.end <= b for a, b in _stretches(own, read, one.text)))
        ):
            whole = any(a <= one.start and one.end <= b for a, b in standing(own.value, read.texts[one.text]))
            value = found.get((own.kind, wanted), wanted)
            return replace(
                one, kind=own.kind, value=value, mask=mask(own.kind, value), verdict="valid" if whole else "partial"
            )
    return one


def _ends_name(found: str, name: str) -> bool:
    """Whether what was found is a name with a word before it or behind it: as a whole it is none.

    >>> [_ends_name(one, "林知夏") for one in ("幼师林知夏", "林知夏同学", "林知夏", "林知夏周桂兰")]
    [True, True, False, False]
    >>> _ends_name("林夏天", "林夏")
    False
    """
    from doxdocket.detect.reader.candidates.names import is_built  # noqa: PLC0415 - loads the detector

    rest = found.removeprefix(name) if found.startswith(name) else found.removesuffix(name)
    return len(name) > 1 and rest not in (found, "") and not is_built(found) and not is_built(rest)


def _as_whole(read: Read, one: Seen, values: Mapping[tuple[str, str], str], found: Sequence[tuple[str, str]]) -> Seen:
    """A finding that is the beginning of an account or a wallet that another file shows whole and that stands there too, over the end of a line, as that."""
    if one.kind not in ACCOUNTS | {"virtual_asset"} or one.where != "text" or not read.texts:
        return one
    if not re.match(r"[ \t]{0,2}\n", read.texts[one.text][one.end : one.end + 3]):
        return one
    begun = one.kind, plain(one.value)
    for kind, folded in found[bisect_right(found, begun) :]:
        if kind != one.kind or not folded.startswith(begun[1]):
            break
        spans = standing(folded.rpartition(":")[2], read.texts[one.text])
        if end := next((b for a, b in spans if one.start <= a <= one.start + 1 and one.end < b), 0):
            value = values[kind, folded]
            return replace(one, end=end, value=value, mask=mask(kind, value))
    return one


BLURRED: Final = "blurred"
"""The verdict of a finding that its owner corrected: its signs cannot be read surely."""


def _as_read(kit: Kit, one: Seen, sharp: Iterable[tuple[str, str]]) -> Seen:
    """A finding that the owner compared with its place and corrected, as the same value where that is read surely or written. Nothing else is taken for another value, however like it looks: a relative's number differs by a sign."""
    mended = plain(kit.record.reads.get(kit.tag(one.kind, one.value), ""))
    kinds_ = _PLACES if one.kind in _PLACES else {one.kind}
    key = next((key for key in sharp if key[0] in kinds_ and plain(key[1]) == mended), None) if mended else None
    return replace(one, kind=key[0], value=key[1], mask=mask(*key), verdict=BLURRED, unclear=False) if key else one


def _stretches(own: Own, read: Read, text: int) -> list[tuple[int, int]]:
    """Where the whole or, of an address, an employer or a school, part of what the owner wrote stands."""
    return [
        *standing(own.value, read.texts[text]),
        *(parts(own.value, read.texts[text], misread=bool(read.picture)) if own.kind in IN_PARTS - {"name"} else []),
    ]


def _for_short(kind: str, value: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a firm or a school is called by three and more signs of what the owner wrote.

    >>> [*_for_short("workplace", "星桥文化传媒有限公司", "星桥文化门口，星桥上")]
    [(0, 4)]
    """
    for word in dict.fromkeys(called_by(kind, value)):
        rest = value.partition(word)[2]
        for start, end in standing(word, text):
            more = next((n for n, sign_ in enumerate(rest) if text[end + n : end + n + 1] != sign_), len(rest))
            if end + more - start > _A_WORD:
                yield start, end + more


def _may_be(found: str, name: str) -> bool:
    """Whether a name, as it was found or masked there, may be this one."""
    masked = len(found) == len(name) and all(a == b or a in MASKED for a, b in zip(found, name, strict=True))
    return found in name or name in found or masked


def part_with(kit: Kit, reads: Mapping[int, Read], no: int) -> None:
    """A file goes: what was said of values that it alone shows goes with it, but for those of others and of the family that stand in what the owner typed, which stay as if written."""
    record = kit.record
    if any(one.no not in reads for one in record.files):
        return  # nobody knows yet what the others show
    typed = msgspec.json.encode([record.diary, record.about, record.files, record.threats]).decode()
    written = {plain(one.value) for one in kit.written()}
    for one in exposed(kit, reads):
        if one.files == (no,):
            said = record.answers.pop(one.tag, None)
            who = record.who.pop(one.tag, "")
            if (
                said in {"others", "family"}
                and plain(one.value) not in written
                and standing(sought(one.kind, one.value), typed)
            ):
                record.missed.append(Own(one.kind, one.value, said, who))
            record.shown = [tag for tag in record.shown if tag != one.tag]


def _called(read: Read, no: int, value: str) -> Called:
    times, moments, rows = called(read, value)
    return Called(no, times, tuple(moments), rows)


def withheld(kit: Kit, reads: Mapping[int, Read]) -> list[Called]:
    """Of each list of calls those whose number was withheld: nobody's number, and calls all the same."""
    lists = [one.no for one in kit.record.files if one.what == "calls" and one.no in reads]
    return [one for no in lists if (one := _called(reads[no], no, "")).times]


def threats(kit: Kit, reads: Mapping[int, Read]) -> list[Said]:
    """What was said that may be a threat, a reward or a call to harass, with the files that show it; of each sort last what may be said of somebody else (``_of_another``)."""
    told, spoke = dict[str, Said](), defaultdict[str, set[tuple[str, str]]](set)
    others = dict[str, bool]()
    names = [plain(one.value) for one in kit.written() if one.kind == "name" and one.of == "mine"]
    names += [plain(value) for read in reads.values() for kind, value in read.values if kind == "name" and kit.record.answers.get(kit.tag(kind, value)) == "mine"]  # fmt: skip
    for no, read in sorted(reads.items()):
        for label, words, by, at in read.threats:
            others[words] = _of_another(read, words, names) and others.get(words, True)
            one = told.get(words) or Said(label, words, ())
            told[words] = msgspec.structs.replace(one, files=(*dict.fromkeys((*one.files, no)),))
            spoke[words].add((by, at))
    shown = {plain(value) for read in reads.values() for kind, value in read.values if kit.record.answers.get(kit.tag(kind, value)) in {"mine", "family", "others"}}  # fmt: skip
    shown |= {plain(one.value) for one in kit.written()}
    for words, pairs in spoke.items():
        if len(pairs) == 1:  # else nobody knows which of the files it is
            by, at = next(iter(pairs))
            if by and plain(by) in shown:  # a screen headed by the number of who is exposed, not a talk with it
                by = at = ""
            told[words] = msgspec.structs.replace(told[words], by=by, at=at)
    kept = [one for one in kit.record.threats if one.words not in told]
    return [*sorted(told.values(), key=lambda one: (THREATS.index(one.label), others[one.words])), *kept]


def _of_another(read: Read, words: str, names: Sequence[str]) -> bool:
    """Whether a sentence stands below the name of somebody else, and nowhere within some lines above it a name of the owner: it may be said of that one, or that one says it. Nothing while the owner's name is not known."""
    text = next((text for text in read.texts if words in text), "")
    at = text.find(words)
    if not names or at < 0 or text.count(words) > 1:
        return False
    above = [one for one in read.hits if one.kind == "name" and one.where == "text" and read.texts[one.text] is text and one.end <= at]  # fmt: skip
    near = [plain(one.value) for one in above if text.count("\n", one.end, at) <= _LINES_OF_POST]
    return bool(near) and not any(_may_be(one, name) for one in near for name in names)


_LINES_OF_POST: Final = 8
"""Lines above a sentence in which its post names of whom it is."""
_COLUMNS: Final = frozenset({"movement_trace", "realtime_location", "birth_date", "verification_code"})
"""Kinds for which a list of calls has columns, or codes that are over, in every row: covered, and nobody is asked whose they are."""
_ONE_EACH: Final = frozenset({"phone_number", "id_number"})
"""Kinds of which another value than the one that the owner wrote is taken for nobody's by what stands beside it."""


def equal(one: Exposed, found: Sequence[Exposed]) -> list[Exposed]:
    """A value and those of its card, which are answered with it: the same under another kind, and what is part of it. What was answered otherwise stays."""
    return [other for other in found if other.tag == one.tag or (other.answer == one.answer and within(other, one))]


def heads(found: Sequence[Exposed]) -> list[Exposed]:
    """Of equal values with the same answer the first, or the longest, each with the files of all."""
    kept = list[Exposed]()
    for one in sorted(found, key=told_best):
        at = next((at for at, head in enumerate(kept) if head.answer == one.answer and within(one, head)), None)
        if at is None:
            kept.append(one)
        else:
            files = tuple(sorted({*kept[at].files, *one.files}))
            near, hers = kept[at].near or one.near, kept[at].hers and (one.hers or not one.near)
            sends = tuple(sorted({*kept[at].sends, *one.sends}))
            calls = (*kept[at].calls, *one.calls)
            kept[at] = replace(
                kept[at],
                files=files,
                sure=kept[at].sure or one.sure,
                near=near,
                hers=hers,
                sends=sends,
                calls=calls,
                contact=kept[at].contact or one.contact,
                notes=tuple(dict.fromkeys((*kept[at].notes, *one.notes))),
                dialled=kept[at].dialled or one.dialled,
                groups=(*kept[at].groups, *one.groups),
            )
    order = {one.tag: at for at, one in enumerate(found)}
    return sorted(kept, key=lambda one: order[one.tag])


def told_best(one: Exposed) -> tuple[bool, int]:
    """Which of equal values is told: the longest, of a firm or a school one under its label or of several files before a longer one that one file alone has, which may be of the sentence around it."""
    firm = one.kind in _FIRMS
    return firm and not (one.labelled or len(one.files) > 1), -len(plain(one.value))


_FIRMS: Final = frozenset({"workplace", "school"})


def within(one: Exposed, other: Exposed) -> bool:
    """Whether a value is the other, or part of it, or of a firm or a school the words of a sentence around it."""
    short, long = plain(one.value), plain(other.value)
    if one.kind == other.kind and one.kind in _FIRMS and short != long:
        outer, inner = (one, long) if len(short) > len(long) else (other, short)
        alone = not outer.labelled and len(outer.files) == 1
        if (
            alone
            and len(inner) > 3
            and (
                sign("branch").search(plain(outer.value).partition(inner)[2])
                or (outer is one and sign("related").search(one.line))
            )
        ):
            return False  # another house of it, or somebody else's
        if alone and outer is one and len(long) > 3:
            short, long = long, short  # the longer one may be of the sentence around it
    return (
        not one.picture
        and not other.picture
        and (
            short == long
            or _same_account(one, other)
            or (one.kind == other.kind in IN_PARTS and len(short) > 1 and short in long)
            or same_number(one, other)
        )
    )


def _same_account(one: Exposed, other: Exposed) -> bool:
    """Whether both are one account, of which one place does not tell the platform."""
    (first, _, name), (second, _, there) = one.value.partition(":"), other.value.partition(":")
    return one.kind == other.kind == "social_account" and plain(name) == plain(there) != "" and "uid" in (first, second)


def same_number(one: Exposed, other: Exposed) -> bool:
    """Whether both are one telephone number, written otherwise."""
    return {one.kind, other.kind} <= NUMBERS and number(one.value) == number(other.value) != ""


def _clear(reads: Mapping[int, Read], no: int, one: Seen) -> str:
    """The words of the file: what stands for a record is no text that anybody can read."""
    words = reads[no].texts[one.text][one.start : one.end] if one.where == "text" else one.value
    broken = one.kind in NUMBERS | ACCOUNTS | {"virtual_asset"} or (one.kind in _PLACES and _HAN_OF.search(words))
    return "".join(line.strip() for line in words.splitlines()) if broken else words  # no end of a line stands in it


_HAN_OF = re.compile(r"[\u3400-\u9fff]")


def _missed(kit: Kit, read: Read, found: Mapping[tuple[str, str], str]) -> Iterator[Seen]:
    """What the owner wrote of themselves and the computer did not find there."""
    for at, text in enumerate(read.texts):
        for kind, value in kit.own():
            for start, end in dict.fromkeys(
                (
                    *standing(sought(kind, value), text),
                    *parts(value, text, misread=False),
                    *_for_short(kind, value, text),
                )
            ):  # with a wrong sign it may be another's
                if not any(
                    one.text == at and one.start < end and start < one.end and _settled(one, kind, value)
                    for one in read.hits
                    if not proof(one)
                ):
                    told = found.get((kind, plain(value)), plain(value))
                    where = tuple(box for first, last, box in read.lines if start < last and first < end)
                    verdict = (
                        "valid"
                        if plain(value) in plain(text[start:end]) or _misread(value, text[start:end])
                        else "partial"
                    )
                    yield Seen(at, start, end, kind, verdict, told, mask(kind, told), boxes=where)


def _misread(value: str, there: str) -> bool:
    """Whether a number stands there whole, with a sign misread."""
    return len(digits(value)) > 6 and len(plain(there)) == len(plain(value))


def _settled(one: Seen, kind: str, value: str) -> bool:
    """Whether what was found there needs no more: it is this value, or surely another of its kind and length, a number that differs by a sign."""
    found, own = plain(one.value), plain(value)
    return found == own or (one.kind == kind and one.verdict == "valid" and len(found) == len(own) and found.isdigit())


def _named(read: Read, one: Seen) -> bool:
    """Whether the word for what it is stands right before an account, a firm or a school."""
    label = sign("firm" if one.kind in _FIRMS else "account")
    there = one.where == "text" and read.texts
    return bool(there) and label.search(read.texts[one.text], max(0, one.start - 12), one.start) is not None


ACCOUNTS: Final = frozenset({"social_account", "email", "payment_account"})
"""Kinds by which a channel or a seller is named: where nobody said whose it is, the place to take down names it all the same."""
_LONG_NAME: Final = 7
"""Signs of an account beyond which two on either side are shown."""
Typed = TypeVar("Typed", Item, Day, Said)
_PLACES: Final = frozenset({"home_address", "delivery_address"})
PLACED: Final = _PLACES | {"household_registration", "workplace", "school"}
"""Kinds that are names of places, firms and schools: what a post says of one leads to somebody's door."""
_MAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,18}")
_PHONE = re.compile(
    r"(?:(?:\+|00)86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}"
    r"|(?:\(0[1-9]\d{1,2}\)|0[1-9]\d{1,2}|(?:\+|00)86[ -]?0?[1-9]\d{1,2})[ -]?\d{3,4}[ -]?\d{4}"
)
_IDENTITY = re.compile(r"\d{17}[\dXx]")
_SECOND = re.compile(r"[;,、。/|\n]|\d号(?!楼|院|门|单元|[东南西北]).*\d号(?!楼|院|门|单元)")
"""Behind which of an address another begins."""


def one_value(field: str, text: str) -> bool:
    """Whether a field of who the owner is holds one value of a strict form and nothing beside it.

    >>> [one_value("phone", one) for one in ("+86 139-0000-1850", "(0571)6000 4567", "60004567 61234567")]
    [True, True, False]
    >>> [one_value("contact", one) for one in ("liu@mail.example", "打我妈13900009152或liu@mail.example", "找李红")]
    [True, False, False]
    >>> [one_value("name", one) for one in ("柳春生", "欧阳秋菊", "柳春生·吕秋菊", "我姐李红", "李红之女", "朋友李红")]
    [True, True, False, False, False, False]
    """
    from doxdocket.detect.reader.candidates.names import is_built  # noqa: PLC0415 - loads the detector

    told = unicodedata.normalize("NFKC", text).strip()
    if field == "name":
        return len(told) <= 3 + is_family_name(told[:2]) and not sign("related").search(told) and is_built(told)
    if field == "address":
        return not (_SECOND.search(told) or sign("related").search(told))
    forms = {"id_number": (_IDENTITY,), "phone": (_PHONE,), "contact": (_PHONE, _MAIL)}
    return any(form.fullmatch(told) for form in forms[field])


def _is_others(kind: str, own: str, other: str, value: str, answer: Answer | None) -> bool:
    """Whether what the owner typed as theirs is, or holds, what is of another: it is named in the head of the paper alone."""
    if value == own:
        return answer in {"family", "others"}
    if {kind, other} <= _PLACES:
        return not one_value("address", own) and bool(parts(value, own, misread=False))
    return value in own and not (kind == other == "name" and one_value("name", own))


def _aside(words: str) -> int:
    """How many signs of what was taken for a place or a firm are the words of a sentence before it: of whom, and 在.

    >>> _aside("你妈在卫生站"), _aside("卫生站"), _aside("你家")
    (3, 0, 0)
    """
    found = sign("of_whom").match(words)
    return found.end() if found and found.end() < len(words) else 0


def called_by(kind: str, value: str) -> list[str]:
    """What people call a firm or a school; nothing that is a place.

    >>> called_by("workplace", "江州市青禾幼教中心(河湾店"), called_by("school", "西湖小学")
    (['河湾', '河湾店', '青禾幼教', '青禾幼教中心'], ['西湖小学'])
    >>> called_by("workplace", "星桥文化传播有限公司")
    ['星桥', '星桥文化', '星桥文化传播', '星桥文化传播有限公司']
    """
    told = [one.text for one in parts_of(kind, value) if one.sort == "word"] if kind in _FIRMS else []
    less = [word[: tail.start()] for word in told if (tail := sign("firm_trade").search(word))]
    told += [one.text for word in less for one in parts_of(kind, word) if one.sort == "word"]
    return sorted({word for word in told if not place(word)})


def _known(values: Iterable[tuple[str, str]]) -> "Known":
    from doxdocket.report.known_values import Known  # noqa: PLC0415 - loads the words of the program

    return Known(values)


@dataclass(frozen=True, slots=True)
class _Value:
    """A value as it is sought, what stands in its place, and whose it is; ``open``: the owner chose that it is shown in full."""

    kind: str
    value: str = field(repr=False)
    mask: str
    of: Answer | None
    open: bool = False

    @property
    def another(self) -> bool:
        """Whether it is of the family or of others."""
        return self.of in {"family", "others"}

    @property
    def asked(self) -> bool:
        """Whether it is an amount of which nobody said whose it is: it may be one that is asked or offered, which is proof."""
        return self.of in {None, "caller"} and amount(self.value)


def _values(kit: Kit, found: Sequence[Exposed]) -> Iterator[_Value]:
    """All values of the kit, each in every spelling in which it stands; of one that is no value itself the mask would put in words that do not stand there."""
    written = kit.written()
    answered, typed = {plain(one.value) for one in found if one.answer}, {same(one.kind, one.value) for one in written}
    values = [*((one.kind, one.value) for one in found), *((one.kind, one.value) for one in written)]
    known = {(kind, plain(sought(kind, value))) for kind, value in values}
    told = [
        # typed as the owner's and labelled as a relative's: until the owner answers it is the relative's
        (one.kind, one.value, one.mask, one.answer or ("family" if one.kin and same(one.kind, one.value) in typed else None), one.words, one.shown)
        for one in found
        if one.value and not one.picture and (one.answer or plain(one.value) not in answered)
    ]  # fmt: skip
    told += [
        (one.kind, one.value, mask(one.kind, one.value), one.of, (), False)
        for one in written
        if plain(one.value) not in answered
    ]
    for kind, value, shown, of, words, open_ in told:
        for text in dict.fromkeys((sought(kind, value), *_bare(kind, value, of), *words)):
            yield _Value(kind, text, shown if shown and (kind, plain(text)) in known else "***", of, open_)


def _at(value: str, text: str) -> list[tuple[int, int]]:
    """Where a value or part of it stands."""
    return [*standing(value, text), *parts(value, text, misread=False)]


Sort = Literal["", "where", "whom", "quote"]
"""What a text is: where something is to be taken down; to whom a paper goes, which bears the name of a district, and no more of a place; a post, in which no place, firm, school or relative is named, whosever they are and whatever else the paper shows."""


class Hiding:
    """Hides in any text what is of others and of the family, and of the owner what the paper does not name: the one way of every word that the owner typed into a paper, a list or a case."""

    def __init__(
        self,
        kit: Kit,
        found: Sequence[Exposed],
        named: Sequence[tuple[str, str]] = (),
        shows: Literal["masks", "chosen", "bare"] = "masks",
    ) -> None:
        """``named``: kinds and values of the owner that the paper prints; ``shows``: what the owner chose in full, or masks by which no persons are told together."""
        named = [(kind, sought(kind, value)) for kind, value in named]
        printed = [plain(value) for _, value in named]
        self._chosen = shows == "chosen"
        values = [
            replace(one, mask=bare_mask(one.kind, one.mask) or "***") if shows == "bare" and one.mask != "***" else one
            for one in _values(kit, found)
        ]
        self._hidden = [
            one
            for one in values
            if not (shows == "chosen" and one.open)
            and (one.another or (one.of in {"mine", None} and not any(plain(one.value) in each for each in printed)))
        ]
        self._printed = [
            one
            for one in values
            if one.of in {"mine", None}
            and not (shows == "chosen" and one.open)
            and any(plain(one.value) in each for each in printed)
        ]
        self._quoted = [
            one
            for one in values
            if one.of not in {"nobody", "caller"}
            and (one.kind in PLACED or (one.kind == "name" and one.of == "family"))
        ]
        self._sought = dict[tuple[bool, bool], "Known"]()
        others = [one for one in self._hidden if one.of != "mine"]
        self._free = [(kind, value) for kind, value in named if not any(_is_others(kind, plain(value), one.kind, plain(one.value), one.of) for one in others)]  # fmt: skip

    def _known(self, *, where: bool, amounts: bool) -> "Known":
        """What is hidden of a text; ``amounts``: those of which nobody said whose they are too."""
        if (where, amounts) not in self._sought:
            some = self._where if where else self._hidden
            self._sought[where, amounts] = _known((one.kind, one.value) for one in some if amounts or not one.asked)
        return self._sought[where, amounts]

    @cached_property
    def _where(self) -> list[_Value]:
        """What is hidden where something is to be taken down: an account of which nobody said whose it is may be that of whom it is asked, and a group bear the name of the owner's estate."""
        accounts, places = ACCOUNTS, PLACED - {"school"}
        return [
            one
            for one in self._hidden
            if not ((one.of is None and one.kind in accounts) or (one.of == "mine" and one.kind in places))
        ]

    @cached_property
    def _pieces(self) -> "Pieces":
        from doxdocket.store.pieces import Pieces  # noqa: PLC0415 - reads the list of divisions

        return Pieces(((one.kind, one.value) for one in self._quoted), least=Strength.NEAR)

    @cached_property
    def _forms(self) -> Forms:
        return Forms(((one.kind, one.value) for one in self._quoted), SORTS)

    @cached_property
    def _called(self) -> list[str]:
        return sorted({word for one in self._quoted for word in called_by(one.kind, one.value)})

    @cached_property
    def _brands(self) -> "Known":
        # as names are sought: one that is a word of this program too (人民, 第一) only by itself
        return _known(("name", word) for word in self._called)

    @cached_property
    def _districts(self) -> list[str]:
        """The districts of the places that are hidden: authorities bear their names."""
        found = [_DISTRICT.match(one.value) for one in self._hidden if one.kind in IN_PARTS - {"name"}]
        return list(dict.fromkeys(one[0] for one in found if one))

    def __call__(self, text: str, of: Sort = "") -> str:
        """The text with masks."""
        if not text or not (self._hidden or self._quoted or self._printed):
            return text
        # what the head of a paper names stands there alone; a quotation of a paper that shows it in full has it
        named = [value for kind, value in self._free if of != "quote" or (self._chosen and kind not in PLACED)]
        free = [span for value in (*named, *(self._districts if of == "whom" else ())) for span in _at(value, text)]
        hidden = self._where if of == "where" else self._hidden
        amounts = of == "quote" and bool(sign("has").search(text))
        if not amounts:  # the owner's own words, and what was asked of them
            hidden = [one for one in hidden if not one.asked]
        known = self._known(where=of == "where", amounts=amounts)
        # when something was posted is nobody's data, whatever the reader took it for, but for a birth
        moments = [found.span() for found in WHEN.finditer(text)]

        def cut(kind: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
            return (part for span in spans for part in without(span, () if kind == "birth_date" else moments))

        more = [part for start, end, kind in known.found(text) for part in cut(kind, [(start, end)])]
        if of == "quote":
            hidden = [*hidden, *self._quoted, *(() if self._chosen else self._printed)]
            more += cut("", self._pieces(text))
            more += cut("", ((a, b) for a, b, _ in self._forms.spans(text, self._forms.signed)))
            more += [span for word in self._called if len(word) > _A_WORD for span in standing(word, text)]
            more += [(a, b) for a, b, _ in self._brands.found(text) if text[b : b + 1] not in OF_PLACES]
        more += [span for one in hidden for span in cut(one.kind, parts(one.value, text, misread=False))]
        spans = [(*span, one.mask) for one in hidden for span in cut(one.kind, standing(one.value, text))]
        if of == "where":  # whole they stand there no more than anywhere
            spans += [
                (*span, one.mask) for one in self._hidden if one.of == "mine" for span in standing(one.value, text)
            ]
            more += [span for one in self._hidden if one.of == "mine" and one.kind == "home_address" for span in beside_estate(one.value, text)]  # fmt: skip
        spans += [(*span, "***") for span in more if not any(a <= span[0] and span[1] <= b for a, b, _ in spans)]
        whole = [
            span
            for one in hidden
            if (one.another or (of == "quote" and one.kind in PLACED)) and plain(one.value) not in map(plain, named)
            for span in standing(one.value, text)
        ]
        own = [span for value in named for span in standing(value, text)]
        free = [one for one in free if one in own or not any(one[0] < b and a < one[1] for a, b in whole)]
        spans = [one for one in spans if not any(a <= one[0] and one[1] <= b for a, b in free)]
        if of == "quote":  # what was said stays as it was said but for what is hidden
            spans = [(start + _aside(text[start:end]), end, "***") for start, end, _ in spans]
        return masked(text, spans, str)

    def of_owner(self, text: str, field: str) -> str:
        """What the owner typed in a field as theirs, for the head of a paper: one value of a strict form as it is, whatever else it equals or resembles; anything else as all other text is."""
        return text if one_value(field, text) and not self._beside(text, field) else self(text)

    def _beside(self, text: str, field: str) -> bool:
        """Whether what is of others stands in an address or an address of mail beside what is the owner's; which street and house it is, others may share."""
        others = [(one.kind, one.value) for one in self._hidden if one.another and plain(one.value) != plain(text)]
        if field == "contact":
            return any(kind in NUMBERS and number(value) and number(value) in digits(text) for kind, value in others if "@" in text)  # fmt: skip
        shared = _PLACES | {"household_registration"}
        return field == "address" and any(
            standing(core, text)
            for kind, value in others
            if kind not in shared and not (value.isdigit() and len(value) < A_NUMBER)
            for core in (value, *(word for word in called_by(kind, value) if len(word) > _A_WORD))
        )

    def record(self, record: Record) -> Record:
        """All that the owner typed, as it may be read: files, diary, what papers need."""
        about = {name: self(text, _sort(name)) for name, text in msgspec.structs.asdict(record.about).items()}
        return msgspec.structs.replace(
            record, files=[self.typed(one) for one in record.files], threats=[self.typed(one) for one in record.threats], diary=[self.typed(one) for one in record.diary], about=About(**about)
        )  # fmt: skip

    def typed(self, one: Typed) -> Typed:
        """A file or an entry of the diary: its texts, but for what the program itself wrote there."""
        texts = {
            name: text
            for name, text in msgspec.structs.asdict(one).items()
            if isinstance(text, str) and name not in _OURS
        }
        web = {name for name, text in texts.items() if name == "about" and sign("web").search(text)}
        return msgspec.structs.replace(
            one, **{name: self(text, "where" if name in web else _sort(name)) for name, text in texts.items()}
        )


_A_WORD: Final = 2
"""Signs of what a firm is called up to which it may be part of another word."""
A_NUMBER: Final = 7
"""Digits from which a row of them is a number of somebody: a shorter one is one of a house too."""


def _sort(field: str) -> Sort:
    """What stands in a field."""
    if field.startswith(("where", "platform")):
        return "where"
    return "whom" if field in {"police", "procuratorate"} else "quote" if field in {"worst", "words", "by"} else ""


_DISTRICT = re.compile(
    r"(?:(?:(?![路街巷弄道村镇乡号])[\u3400-\u9fff]){1,7}?(?:省|(?<![超门夜])市|自治[区州]|地区|盟|旗|县|(?<![小社校园厂景])区))+"
)
"""What of an address is no more than its district."""
_OURS: Final = frozenset(
    {"stored", "sha256", "what", "kind", "day", "until", "time", "money", "since_on", "label", "at"}
)
"""Of files and entries what is no text that anybody typed."""


def to_answer(found: Sequence[Exposed]) -> tuple[list[list[Exposed]], list[Exposed], list[list[Exposed]]]:
    """Of what nobody said anything of, in the order of the page: what is of one person together (``together``), where the computer is sure of some of it, and it is sharp; who called or sent by the owner's own lists, the owner's own people last; and of what it is sure of nothing."""
    open_ = [one for one in found if one.answer is None]
    sent = [one for one in open_ if one.sends and not own_people(one)]
    some = together([one for one in open_ if one not in sent], found)
    sure = [each for each in some if any((one.sure or one.hers or one.handed) and not one.unclear for one in each)]
    sure.sort(key=lambda some: not some[0].demands)
    sent.sort(key=lambda one: (one.dialled or bool(one.contact), -sum(each.times for each in one.calls), one.service))
    return sure, sent, [each for each in some if each not in sure]


def own_people(one: Exposed) -> bool:
    """Whether the owner called it, and another file tells of whom it is."""
    return one.dialled and any(group[0] not in one.sends for group in one.groups)


def together(left: Sequence[Exposed], found: Sequence[Exposed]) -> list[list[Exposed]]:
    """Of what is left to be answered, of all that was found, those that the computer takes to be of one person, by where they stand, as one: no sender, no more than one name among them, and no telephone or identity number beside another, for one may be a relative's; nothing that is blurred. The others one by one."""
    rest, told = list(left), list[list[Exposed]]()
    while rest:
        first, some = rest[0], [rest[0]]
        for group in first.groups:
            same = [
                one
                for one in rest
                if group in one.groups and not (one.picture or one.unclear) and (not one.sends or own_people(one))
            ]
            names = {plain(one.value) for one in same if one.kind == "name"}
            many = Counter(one.kind for one in found if group in one.groups)
            same = [one for one in same if (names or one.hers) and not (one.kind in _ONE_EACH and many[one.kind] > 1)]
            if first in same and len(names) < 2 and len(same) > len(some):
                some = same
        if len(some) == 1:
            some = _of_one_shot(first, rest, found)
        told.append(some)
        rest = [one for one in rest if one not in some]
    return told


def _of_one_shot(first: Exposed, rest: Sequence[Exposed], found: Sequence[Exposed]) -> list[Exposed]:
    """What one public file alone shows beside no name, each of its sort there once: accounts, plates, places. No telephone or identity number, and nothing under a relative's label."""

    def sort(one: Exposed) -> tuple[str, str]:
        return one.kind, one.value.partition(":")[0] if one.kind in ACCOUNTS else ""

    there = [one for one in found if first.shot[:1] and first.shot[0] in one.files]
    many = Counter(map(sort, there))
    if not first.shot or many["name", ""]:
        return [first]
    some = [
        one
        for one in rest
        if one.shot == first.shot
        and one.sure
        and not (one.picture or one.unclear or one.sends or one.kin or one.kind in _ONE_EACH)
        and many[sort(one)] == 1
    ]
    return some if first in some else [first]
