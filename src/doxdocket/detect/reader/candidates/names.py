r"""Names of persons in Chinese characters, and how they are hidden: family names by a list, given names by what is usual in them, and place.

At each character that may begin a family name the names of two to four characters that begin there are proposed when the given name is
made of usual characters, or the stretch begins or ends where names do (behind ``leads``, at a mark, before words that follow names).
What stands alone between marks may be a name whatever it begins with, for no list holds every family name. `latin_names` reads letters. Left out: whether a stretch is a word, whose name it is.

>>> from doxdocket.text import read
>>> sorted(one[3] for one in offers(Page(read("司机 晏某,真名晏*舟"))) if one[5] is Form.MASKED)
['晏*', '晏*舟', '晏某']
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from doxdocket.bounds import spend
from doxdocket.detect.data import table
from doxdocket.detect.reader.candidate import Form, Generator, Offer, Proposal
from doxdocket.detect.reader.candidates import latin_names
from doxdocket.detect.reader.lexicon import stand, stands
from doxdocket.detect.reader.page import Page
from doxdocket.detect.reader.tokens import HAN, HANS
from doxdocket.records import Verdict

_ONE = re.compile(f"[{HAN}]")
_LONGEST = 4


@cache
def _words() -> dict[str, frozenset[str]]:
    """All word lists, as sets."""
    names, given, no = (table(name) for name in ("surnames.yaml", "given.yaml", "not_names.yaml"))
    beside = table("names.yaml", __package__)
    return {
        "common": frozenset(names["common"]),
        "single": frozenset(names["common"] + names["rare"]),
        "compound": frozenset(names["compound"]),
        "first": frozenset(names["common"] + names["rare"]).union(one[0] for one in names["compound"]),
        "given": frozenset("".join((given["usual"] + given["sometimes"]).split())),
        "never": frozenset(no["characters"]),
        "words": frozenset(no["words"]) | frozenset(no["facts"]),
        "follow": frozenset(no["follow"]),
        **{key: frozenset(beside[key].split()) for key in ("leads", "titles", "before", "not_last", "not_first")},
    }


_FAMILIES, _GIVEN, _MANY = (
    ("common", "rare", "compound", "no"),
    ("usual", "other", "never", "word"),
    (0, 1, 2, 3, "more"),
)
BUILDS = (
    *(f"called={family} family {many} {given}" for family in _FAMILIES for many in _MANY for given in _GIVEN),
    *(f"called={one}" for one in ("letters", "hidden", "mixed")),
)
"""How a name may be built: its family name, how many characters behind it, and whether they are usual in given names."""


def build(value: str) -> int:
    """How a value is built if it is a name, a place in ``BUILDS``.

    >>> [BUILDS[build(one)] for one in ("韩知予", "司徒娜", "韩*", "Han")]
    ['called=common family 2 usual', 'called=compound family 1 usual', 'called=hidden', 'called=letters']
    """
    words = _words()
    if not value or HANS.fullmatch(value) is None:
        return len(BUILDS) - (3 if value.isascii() and "*" not in value else 2 if _HIDDEN.search(value) else 1)
    family = 2 if len(value) > 1 and value[:2] in words["compound"] else 1 if value[0] in words["single"] else 0
    given = value[family:]
    kind = 2 if family > 1 else 3 if not family else int(value[0] not in words["common"])
    if value in words["words"] or value[:2] in words["words"]:
        usual = 3
    else:
        usual = 2 if not words["never"].isdisjoint(given) else int(not words["given"].issuperset(given))
    return (kind * len(_MANY) + min(len(given), len(_MANY) - 1)) * len(_GIVEN) + usual


def is_built(value: str) -> bool:
    """Whether a value is built as Han names are: a family name with one to three characters that names may have, and no word.

    >>> [is_built(one) for one in ("韩知予", "欧阳知远", "照片", "黄山", "Han", "韩*")]
    [True, True, False, False, False, False]
    """
    family, found, rest = BUILDS[build(value)].partition(" family ")
    many, _, given = rest.partition(" ")
    return bool(found) and family != "called=no" and many in ("1", "2", "3") and given in ("usual", "other")


_HIDDEN = re.compile("[*某×xX□○▇█?_]")


class Marks(NamedTuple):
    """Where words beside names stand in a text."""

    led: frozenset[int]  # a lead ends here
    named: frozenset[int]  # a word that a family name alone follows ends here
    titled: frozenset[int]  # a title begins here
    titled_long: frozenset[int]  # one of two characters or more
    stopped: frozenset[int]  # a title or a word that follows names begins here


def marks(clean: str) -> Marks:
    """Of one text."""
    words = _words()
    titles, leads, before, follow = stands(clean, *(words[key] for key in ("titles", "leads", "before", "follow")))
    title = frozenset([start for start, _ in titles])
    return Marks(
        frozenset([end for _, end in leads]),
        frozenset([end for _, end in before]),
        title,
        frozenset([start for start, end in titles if end - start > 1]),
        title.union([start for start, _ in follow]),
    )


def offers(page: Page) -> Iterator[Offer]:
    """All candidates of names of a text, some more than once: the first one tells how it was found."""
    clean = page.clean
    beside = page.once(marks)
    found: list[Proposal] = [*_masked(clean)]  # first, for 晏某 is also a name in characters
    for run in HANS.finditer(clean):
        found += _of_run(clean, run.start(), run.end(), beside)
    found += page.once(_spelt)
    for part in (_heads, latin_names.find):
        found += part(clean)
    for within in (_dotted, _apart):
        found += within(clean, beside)
    for one in found:
        yield *one, Generator.NAME


def _name(clean: str, start: int, end: int, form: Form = Form.VERBATIM, value: str = "") -> Proposal:
    verdict = Verdict.MASKED if form is Form.MASKED else Verdict.DOUBTFUL
    return start, end, "name", value or clean[start:end], verdict, form


def _han(clean: str, at: int) -> bool:
    """Whether a Chinese character stands here; what is looked at counts, so that no search to the end of a run hides."""
    spend()
    char = clean[at : at + 1]
    return "一" <= char <= "\u9fff" or (char > "\u3006" and _ONE.match(char) is not None)


def _family(clean: str, at: int, high: int) -> list[int]:
    """Lengths of the family names that may begin here, the longest first."""
    words = _words()
    double = clean[at : at + 2]
    found = [2] if high - at >= 2 and (double in words["compound"]) else []
    return [*found, 1] if clean[at] in words["single"] else found


def _of_run(clean: str, low: int, high: int, marks: Marks) -> Iterator[Proposal]:
    """Names in a stretch of Chinese characters."""
    words = _words()
    first, never, led = words["first"], words["never"], marks.led
    spend(high - low)
    for at in range(low, high):
        begins = at == low or at in led
        if not begins and clean[at] not in first:  # no family name: only 果果
            if at + 1 < high and clean[at] == clean[at + 1] and clean[at] not in never:
                yield _name(clean, at, at + 2)
            continue
        lengths = _family(clean, at, high)
        ends = {at + family + given for family in lengths for given in (1, 2)}
        if 2 in lengths or (clean[at] in words["common"] and clean[at + 1 : at + 2] in words["common"]):
            ends.add(at + 4)
        told = begins and (at > low or _label(clean, at))
        if told or (begins and high - at <= _LONGEST):  # no list of family names is complete
            ends |= {at + 2, at + 3, *([high] if high - at <= _LONGEST else [])}
        if at == low and words["given"].issuperset(clean[at + 1 : at + 3]):
            ends |= {at + 2, at + 3}
        for end in sorted(ends):
            if end > high or _runs_on(clean, at, end, begins and end == high, marks):
                continue
            if _fits(clean[at:end], begins, end == high, end in marks.stopped, bool(lengths)):
                yield _name(clean, at, end)
        yield from _alone(clean, at, low, high, begins, lengths, marks)


def _runs_on(clean: str, at: int, end: int, whole: bool, marks: Marks) -> bool:
    """Whether a stretch takes the beginning of a title or a word that joins along: 甄同学, 巩先生, 熊沁的电话, 罗缇和她妈."""
    spend()
    if end - 1 in marks.titled_long:
        return True
    joined = clean[end - 1] in _words()["not_last"] or (
        clean[end - 1] == "和" and clean[end : end + 1] in _words()["never"]
    )
    return end - at > 2 and ((joined and not whole) or end - 2 in marks.titled_long)


_LABEL = re.compile(r"[:=\"'“「『【(\[|>.、][ \"'“]{0,2}$")


def _label(clean: str, at: int) -> bool:
    return _LABEL.search(clean, max(0, at - 3), at) is not None


def _fits(piece: str, begins: bool, last: bool, followed: bool, listed: bool) -> bool:
    """Whether a stretch may be a name: its characters, and whether it begins and ends where names do."""
    words = _words()
    stops = last or followed
    if not listed and piece[0] in words["not_first"] and not (begins and last):
        return False
    if begins and stops:
        return listed or last or not words["never"].intersection(piece)
    if piece in words["words"] or piece[:2] in words["words"]:
        return False
    if not listed:
        return begins and words["given"].issuperset(piece[1:])
    given = piece[2 if piece[:2] in words["compound"] and len(piece) > 2 else 1 :]
    usual = words["given"].issuperset(given)
    if piece[0] in words["common"] or begins:
        return usual or ((begins or stops) and not words["never"].intersection(given))
    return usual and (stops or len(piece) > 2)


def _alone(
    clean: str, at: int, low: int, high: int, begins: bool, lengths: list[int], marks: Marks
) -> Iterator[Proposal]:
    """A family name before a title, behind a word or between marks; names for short: 阿强, 果果."""
    for family in lengths or ([1] if begins else []):
        end = at + family
        titled = end < high and (end in marks.titled_long or (begins and end in marks.titled))
        cell = at == low and end == high
        if titled or (cell and lengths) or at in marks.named or (cell and at - 1 in marks.named):
            yield _name(clean, at, end)
    pair = clean[at : min(at + 2, high)]
    if len(pair) == 2 and (pair[0] == pair[1] or (pair[0] in "阿小" and begins)) and pair[0] not in _words()["never"]:
        yield _name(clean, at, at + 2)
    if at == low and clean[high : high + 4].lower() == " sir":
        yield _name(clean, at, at + 1)


_MASKED = re.compile(
    rf"(?=((?:[{HAN}]{{1,2}} ?[*某×xX□○▇█?_]{{1,2}}[{HAN}]?|[*某]{{1,2}}[{HAN}]{{1,2}}|[{HAN}]{{2}}(?:…|\.\.\.))))"
)


_SIGNS = re.compile(r"[某×xX□○▇█?_…]|\.\.\.")


def _masked(clean: str) -> Iterator[Proposal]:
    """李*明, *晓明, 王某某, 晏舟…"""
    for match in _MASKED.finditer(clean):
        spend()
        value = match[1]
        at = match.start()
        if at and _han(clean, at - 1) and value[0] not in _words()["single"]:
            continue
        for end in {at + len(value), at + len(value) - (_han(value, len(value) - 1) and value[0] not in "*某")}:
            piece = clean[at:end]
            if len(piece) > 1 and any(char in "*某×xX□○▇█?_…." for char in piece):
                hidden = _SIGNS.sub("*", piece) if "某" not in piece else piece
                yield _name(clean, at, end, Form.MASKED, hidden)


_DOTTED = re.compile(rf"[{HAN}]{{1,8}}(?: ?· ?[{HAN}]{{1,8}}){{1,3}}")


def _dotted(clean: str, marks: Marks) -> Iterator[Proposal]:
    """Names with a dot between their parts, whole and with one part behind it."""
    for match in _DOTTED.finditer(clean):
        spend(match.end() - match.start())
        yield _name(clean, *match.span())
        for at in range(match.start() + 1, match.start() + match[0].index("·")):
            if at in marks.led:
                yield _name(clean, at, match.end())


_COVER = r"(?:[^\w\n]{1,4}|[a-zA-Z0-9]|\n|[(（][^)\n]{1,4}[)）])"
_APART = re.compile(
    rf"(?=((?:[{HAN}]{{1,2}}){_COVER}(?:[{HAN}]{{1,2}}|[a-z]{{2,6}})(?:{_COVER}(?:[{HAN}]|[a-z]{{2,6}}))?))"
)


def _apart(clean: str, marks: Marks) -> Iterator[Proposal]:
    """The characters of a name with spaces, marks, signs, letters or line ends between them; one may be written by its sound."""
    words = _words()
    for match in _APART.finditer(clean):
        spend(len(match[1]))
        at = match.start()
        if at and at not in marks.led and _han(clean, at - 1):
            continue
        parts = [*HANS.finditer(clean, at, at + len(match[1]))]
        first = clean[at] in words["single"] or clean[at : at + 2] in words["compound"]
        ends = {at + len(match[1]), *(part.end() for part in parts[1:])}
        ends |= {part.start() + 1 for part in parts[1:]}
        for end in sorted(ends):
            value = "".join(char for char in clean[at:end] if char.isalnum() and not char.isdigit())
            beyond = end < len(clean) and _han(clean, end)
            if 2 <= len(value) <= 12 and (first or not beyond):
                form = Form.SPLIT if "\n" in clean[at:end] else Form.AROUND
                yield _name(clean, at, end, form, value)


_HOLDS = re.compile("(?:[那这嗰]个|的|个|嘅|之|里的)(?=[一-鿿])")
_SINGLE = re.compile(rf"(?<![{HAN}])[{HAN}](?:[ ,、][{HAN}])?[ ,、]$")
_HELD, _MOST_TOLD = 5, 4  # characters before such a word in which the one behind it stands; characters of a name


@cache
def _parts() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """What characters are made of (弓长), perhaps with the character behind it (弓长张, 弓长的张): a group of the pattern for each of the characters."""
    made = sorted(table("names.yaml", __package__)["parts"].split(), key=len, reverse=True)
    ways = (f"((?:[左上]?{'[加旁右边下]?'.join(one[:-1])})(?:[的那]?个?{one[-1]})?)" for one in made)
    first = "".join(sorted({one[0] for one in made}))
    return re.compile(f"(?=[左上{first}])(?:{'|'.join(ways)})"), ("", *(one[-1] for one in made))


def _spelled(clean: str) -> Iterator[tuple[int, int, str, int]]:
    """Characters told by a word that holds them or by their parts: from where at least, to where, the character, and from where at most."""
    pattern, made = _parts()
    for match in pattern.finditer(clean):
        yield match.start(), match.end(), made[match.lastindex or 0], match.start()
    for match in _HOLDS.finditer(clean):
        held = clean.rfind(clean[match.end()], max(0, match.start() - _HELD), match.start())
        if held >= 0:
            yield held, match.end() + 1, clean[match.end()], match.start() - _HELD


def _spelt(clean: str) -> list[Proposal]:
    """All that words spell so."""
    return [*_told(clean)]


def _told(clean: str) -> Iterator[Proposal]:
    """A character told by a word that holds it (曲子的曲, 黎明个黎) or by its parts (弓长), alone and in a row: of a row of two and more the name that it spells."""
    row: list[tuple[int, int, str]] = []  # where each begins and ends, and the character told
    led: frozenset[int] | None = None
    for held, end, char, low in sorted(_spelled(clean), key=lambda one: (one[1], one[0])):
        spend()
        start, last = held, row[-1][1] if row else -1
        if held < last:
            continue
        led = frozenset(last for _, last in stand(clean, _words()["leads"])) if led is None else led
        while start > max(0, low) and start not in led and _han(clean, start - 1) and start > last:
            start -= 1
        goes_on = row and start - last <= 3 and _TWO.search(clean, last, start) is None
        row = [*(row[1 - _MOST_TOLD :] if goes_on else []), (start, end, char)]
        for first in range(len(row)):
            spelled = "".join([one[2] for one in row[first:]])
            yield _name(clean, row[first][0], end, Form.AROUND, spelled if len(row) - first > 1 else "")
        if single := _SINGLE.search(clean, max(0, row[0][0] - _HELD), row[0][0]):  # 谭 启 铿锵嘅铿
            before = [one for one in single[0] if _han(one, 0)]
            if before[0] in _words()["single"]:
                spelled = "".join([*before, *(one[2] for one in row)])
                yield _name(clean, single.start(), end, Form.AROUND, spelled)
        if low == held:
            given = _GIVEN_PLAIN.match(clean, end)
            yield _name(clean, held, end, Form.AROUND, char)
            if given and len(row) == 1 and char in _words()["common"] and not stand(given[0], _words()["titles"]):
                yield _name(clean, held, given.end(), Form.AROUND, char + "".join(given[0].split(" ")))
            continue
        yield _name(clean, held, end, Form.AROUND)
        yield _name(clean, max(held - 1, row[-1][0]), end, Form.AROUND)


_TWO = re.compile("[和与跟及]")  # between the names of two
_GIVEN_PLAIN = re.compile(rf" ?[{HAN}](?: ?[{HAN}])?(?![{HAN}])")


_HEADS = (re.compile(rf"^[^\w\n]*([{HAN}])", re.MULTILINE), re.compile(rf"(?:^|[,。!?;\n\"“、])([{HAN}])"))
_APART_MOST = 60  # characters from the first to the last of such heads


def told(page: Page) -> frozenset[tuple[int, int]]:
    """Where words tell all characters of what is built as a name (曲子的曲、神灵的灵), each stretch in no longer one."""
    clean = page.clean
    rows = {one[:2] for one in page.once(_spelt) if one[3] != clean[one[0] : one[1]] and is_built(one[3])}
    spend(len(rows))
    whole, reach = set(), 0
    for start, end in sorted(rows, key=lambda one: (one[0], -one[1])):
        if end > reach:
            whole.add((start, end))
            reach = end
    return frozenset(whole)


_DOWN = re.compile("竖|藏头|(?:首|第一个|头一个|头个|打头|开头)字|每行|连起来|诗")
_VERSE = re.compile(rf"^[ \"“]*([{HAN}])[^\n:|]{{2,30}}$", re.MULTILINE)
_OF_VERSES = 3  # lines of which the first characters are a name


def down(clean: str) -> tuple[int, ...]:
    """Where the characters of a name stand that lines tell by their first ones, in a text that says how it is read (竖着看, 藏头); the first such lines count."""
    if _DOWN.search(clean) is None:
        return ()
    verses = [one for one in _VERSE.finditer(clean) if _DOWN.search(one[0]) is None]
    spend(len(verses))
    for at in range(len(verses) + 1 - _OF_VERSES):
        row = verses[at : at + _OF_VERSES]
        value = "".join([one[1] for one in row])
        follow = all(two.start() == one.end() + 1 for one, two in pairwise(row))
        if (
            follow
            and len({*value}) == len(value)
            and value[0] in _words()["single"]
            and _words()["given"].issuperset(value[1:])
        ):
            return tuple(one.start(1) for one in row)
    return ()


def _heads(clean: str) -> Iterator[Proposal]:
    """First characters of lines and clauses that follow each other and together look like a name, each by itself."""
    verses = down(clean)
    for at in verses:
        yield _name(clean, at, at + 1, Form.SPLIT, "".join([clean[one] for one in verses]))
    for pattern in _HEADS:
        heads = [match.start(1) for match in pattern.finditer(clean)]
        spend(len(heads))
        for first in range(len(heads)):
            for row in (heads[first : first + 2], heads[first : first + 3]):
                value = "".join([clean[at] for at in row])
                if len(value) < 2 or row[-1] - row[0] > _APART_MOST or not _family(value, 0, len(value)):
                    continue
                if _words()["given"].issuperset(value[1:]):
                    for at in row:
                        yield _name(clean, at, at + 1, Form.SPLIT, value)
