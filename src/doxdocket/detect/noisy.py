r"""Numbers with anything between their digits, and numbers written backwards: 178加0640删1357, 110101[和谐]1899…, 倒着 75310460871.

Here gaps prove nothing, so something else must: a citizen number by date and check digit, a card by its label and
check digit, a mobile number by its label and exactly eleven digits up to an end, or, without a label, by its 3-4-4
groups with a word of evasion in both gaps. Homophones (腰伞扒) and spelt digits (yao san ba) count behind a label
only, and only where nothing else stands in the stretch. Source: own observation. Left out: account numbers, whose
length proves nothing.

>>> from doxdocket.detect import labels
>>> from doxdocket.text import read
>>> reading = read("手机：178(删)0640[和谐]1357")
>>> [(hit.kind, hit.value, hit.start, hit.end) for hit in find(reading, labels.find(reading))]
[('phone_number', '17806401357', 3, 21)]
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from doxdocket.bounds import spend
from doxdocket.detect import decoys
from doxdocket.detect.check_digits import PROVINCES, date, identity, luhn
from doxdocket.detect.governed import announced, dossier
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import Label
from doxdocket.detect.spans import begun
from doxdocket.detect.written import DIGIT, counts, parts
from doxdocket.records import Verdict
from doxdocket.text import Reading

_KINDS = ("id_number", "phone_number", "bank_account")
_DIGITS = "0-9〇零一二三四五六七八九幺壹贰叁参肆伍陆柒捌玖洞拐勾两"
_PIECE = re.compile(f"(?:[{_DIGITS}]|(?<![0-9○◯])[○◯]+(?![0-9○◯]))+")  # 138○○○○1850 hides four digits
_VALUES = {**DIGIT, "参": "3"}
#: Words that are put into numbers so that a search misses them.
_EVASION = r"(?:空格|横杠|空|点|杠|横|星|加|减|删除?|去掉?|和谐|防删|dot|dian|dash|and)"
_BRACKETED = r"[(\[【{<「『《〔][^()\[\]【】{}<>「」『』《》〔〕\d\n]{0,6}[)\]】}>」』》〕]"
_UNIT = "元块万亿年月日岁楼室栋号座层弄"
_MARKS = r"[^\w\n]{0,4}"
_GAP = re.compile(
    rf"{_MARKS}(?:{_BRACKETED}|{_EVASION}|(?![{_UNIT}])[\u4e00-\u9fff]{{1,3}}(?<![{_UNIT}])|[A-Za-z_]{{1,4}}|x[\u4e00-\u9fff]x)?{_MARKS}"
    r"|[^\w\n]{0,3}\n\s{0,4}"
)
_WORD = re.compile(rf"{_MARKS}(?:{_BRACKETED}|{_EVASION}){_MARKS}|(?![{_UNIT}点分度人个次米斤])[\u4e00-\u9fff]{{1,2}}")
_X = re.compile(r"[^\w\n]{0,4}[Xx×✕✗✘](?![A-Za-z0-9])")
_MOBILE = re.compile(r"(?:86)?1[3-9]\d{9}")
_CARD = re.compile(r"62\d{14,17}|[45]\d{15}")
_WIDEST = 14
_MOST = 60  # characters between the digits of one number, together


class _Piece(NamedTuple):
    start: int
    end: int
    digits: str


def _pieces(clean: str) -> list[_Piece]:
    return [_Piece(*found.span(), _plain(found[0])) for found in _PIECE.finditer(clean)]


def _plain(written: str) -> str:
    """Digits of any writing as plain ones."""
    return written if written.isascii() else "".join(_VALUES[char] for char in written)


def _reach(clean: str, pieces: Sequence[_Piece], starts: Sequence[int], at: int) -> Iterator[tuple[int, str]]:
    """What the pieces from here on make together: the last one used, and the digits."""
    digits, gaps = pieces[at].digits, 0
    yield at, digits
    for last in range(at + 1, len(pieces)):
        begin, end = pieces[last - 1].end, pieces[last].start
        gaps += end - begin
        if end - begin > _WIDEST or gaps > _MOST or len(digits) > 19 or not _GAP.fullmatch(clean, begin, end):
            return
        if bisect_left(starts, begin) != bisect_left(starts, end):
            return  # a label: another value begins
        digits += pieces[last].digits
        yield last, digits


_JOINED = re.compile(r"[^\w\s]{1,2}")


def _goes_on(clean: str, pieces: Sequence[_Piece], at: int) -> bool:
    """Whether these digits are the middle of something: 51 of 198.51.100.23."""
    return at > 0 and _JOINED.fullmatch(clean, pieces[at - 1].end, pieces[at].start) is not None


def _citizen(value: str) -> bool:
    return (
        value[:2] in PROVINCES
        and date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
        and identity(value[:17]) == value[17]
    )


def _meant(clean: str, kinds: Sequence[str], digits: str, end: int) -> tuple[str, int, str] | None:
    """What these digits are, up to an end: kind, end, value."""
    if len(digits) == 18 and _citizen(digits):
        return "id_number", end, digits
    if len(digits) == 17 and (last := _X.match(clean, end)) and _citizen(digits + "X"):
        return "id_number", last.end(), digits + "X"
    if "phone_number" in kinds and _MOBILE.fullmatch(digits):
        return "phone_number", end, digits[-11:]
    if "bank_account" in kinds and _CARD.fullmatch(digits) and luhn(digits):
        return "bank_account", end, digits
    return None


_REASONS = {"id_number": "id.check_ok", "phone_number": "phone.mobile", "bank_account": "bank.check_ok"}


def _doubt(clean: str, labels: Sequence[Label], kind: str, start: int, *, governed: bool) -> str | None:
    if decoys.example(clean):
        return "decoy.example"
    if not governed and decoys.serial(clean, start) and not dossier(labels):
        return "decoy.context"
    offered = decoys.advert(clean, start) or (decoys.offer(clean) and not dossier(labels))
    return "decoy.advert" if kind == "phone_number" and offered else None


def _hit(reading: Reading, labels: Sequence[Label], span: tuple[int, int], kind: str, value: str, *more: str) -> Hit:
    governed = any(label.kind == kind for label in announced(reading.clean, labels, span[0]))
    doubt = _doubt(reading.clean, labels, kind, span[0], governed=governed)
    reasons = (*(("label",) * governed), _REASONS[kind], "written_around", *more, *((doubt,) if doubt else ()))
    return Hit(*reading.span(*span), kind, Verdict.DOUBTFUL if doubt else Verdict.VALID, value, reasons)


def _between(reading: Reading, labels: Sequence[Label]) -> Iterator[Hit]:
    """Numbers whose digits have anything between them."""
    clean = reading.clean
    pieces, starts = _pieces(clean), [label.start for label in labels]
    used = -1
    asked = any(label.kind in _KINDS for label in labels)
    for at, piece in enumerate(pieces):
        if at <= used or len(pieces) - at < 2 or not (asked or piece.digits[:2] in PROVINCES):
            continue
        kinds = [label.kind for label in announced(clean, labels, piece.start)]
        if not any(kind in kinds for kind in _KINDS) and (
            piece.digits[:2] not in PROVINCES or _goes_on(clean, pieces, at)
        ):
            continue
        best = None
        for last, digits in _reach(clean, pieces, starts, at):
            found = _meant(clean, kinds, digits, pieces[last].end) if last > at else None
            if found and (best is None or found[0] == "bank_account"):  # a card may end early by chance
                best, used = found, last
        if best:
            kind, end, value = best
            yield _hit(reading, labels, (piece.start, end), kind, value)


_GROUPS = re.compile(r"(1(?<!\d.)[3-9]\d)(\D{1,14})(\d{4})(\D{1,14})(\d{4})(?!\d)")


def _evaded(reading: Reading, labels: Sequence[Label]) -> Iterator[Hit]:
    """178加0640删1357 without any label: the groups of a mobile number, a word of evasion in both gaps."""
    clean = reading.clean
    for found in _GROUPS.finditer(clean):
        if (
            _WORD.fullmatch(found[2])
            and _WORD.fullmatch(found[4])
            and not decoys.serial(clean, found.start())
            and not announced(clean, labels, found.start())
        ):
            yield _hit(reading, labels, found.span(), "phone_number", found[1] + found[3] + found[5])


_SAID = re.compile(r"倒[着过序写念看叙]|反[着过写念]|逆序|从后往前|reverse|backwards", re.IGNORECASE)
_BACKWARDS = re.compile(r"(?<![0-9A-Za-z])(?:[Xx]?\d(?:[ .\-]?\d){10,17})(?![0-9A-Za-z])")


def _reversed(reading: Reading, labels: Sequence[Label]) -> Iterator[Hit]:
    """Numbers of which the text says that they are written backwards."""
    clean = reading.clean
    if not _SAID.search(clean):
        return
    for found in _BACKWARDS.finditer(clean):
        near = _SAID.search(clean, max(0, found.start() - 12), min(len(clean), found.end() + 10))
        value = re.sub(r"\W", "", found[0])[::-1].upper()
        if near is None:
            continue
        if len(value) == 11 and value.isdigit() and _MOBILE.fullmatch(value):
            yield _hit(reading, labels, found.span(), "phone_number", value, "reversed")
        elif len(value) == 18 and value[:17].isdigit() and _citizen(value):
            yield _hit(reading, labels, found.span(), "id_number", value, "reversed")


_SOUNDS = {
    "0": "零〇林灵铃令另凌领淋洞", "1": "一壹幺腰妖医衣依伊", "2": "二贰两儿尔耳", "3": "三叁参伞散", "4": "四肆似寺死", "5": "五伍舞武午吴", "6": "六陆溜流柳刘",
    "7": "七柒妻漆拐气", "8": "八捌扒巴爸拔", "9": "九玖久酒舅勾",
}  # fmt: skip
_SOUND = {char: digit for digit, chars in _SOUNDS.items() for char in (*chars, digit)}
_SPELT = {
    "ling": "0", "dong": "0", "yi": "1", "yao": "1", "er": "2", "liang": "2", "san": "3", "si": "4", "wu": "5", "liu": "6", "qi": "7", "guai": "7", "ba": "8",
    "jiu": "9", "gou": "9", "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_WORDS = "|".join(sorted(_SPELT, key=len, reverse=True))
_SPOKEN = re.compile(rf"(?<![A-Za-z])(?:(?:{_WORDS})[ ,.\-_]{{0,2}}){{10,17}}(?:{_WORDS})(?![A-Za-z])", re.IGNORECASE)
_SOUNDING = re.compile(
    rf"(?<!\w)[{''.join(_SOUND)}](?:[ ·.\-]?[{''.join(_SOUND)}]){{10,17}}(?![\u4e00-\u9fff0-9A-Za-z])"
)


def _sounded(reading: Reading, labels: Sequence[Label]) -> Iterator[Hit]:
    """Digits by their sound or their name, behind the label of such a number."""
    clean = reading.clean
    found: list[tuple[tuple[int, int], str]] = []
    if _SOUND_ONLY.search(clean):
        found += [(one.span(), "".join(_SOUND[c] for c in one[0] if c in _SOUND)) for one in _SOUNDING.finditer(clean)]
    lowered = clean.lower()
    if any(word in lowered for word in _SPELT_ONLY):
        found += [
            (one.span(), "".join(_SPELT[w.lower()] for w in re.findall(_WORDS, one[0], re.IGNORECASE)))
            for one in _SPOKEN.finditer(clean)
        ]
    for span, digits in found:
        kinds = [label.kind for label in announced(clean, labels, span[0])]
        if clean[slice(*span)].isascii() and clean[span[0]].isdigit():
            continue  # plain digits are no sounds
        meant = _meant(clean, kinds, digits, span[1])
        if meant and meant[0] in kinds:
            yield _hit(reading, labels, (span[0], meant[1]), meant[0], meant[2])


_QQ_GAP = re.compile(rf"[^\w\s]{{1,3}}|[_ ]{{1,3}}|x[\u4e00-\u9fff]x|{_WORD.pattern}|{_MARKS}[A-Za-z]{{1,4}}{_MARKS}")
_LIST = re.compile(r" *+(?:[,/|、;和或及&+] *+|(?<= ))")
_FIRST = re.compile(rf"[\s:=\"'是为号]{{0,4}}([{_DIGITS}]+)")
_LONG_QQ = range(8, 12)


def _next_piece(clean: str, end: int) -> re.Match[str] | None:
    """The next digits, if they begin near enough."""
    near = _PIECE.search(clean, end, end + _WIDEST + 1)
    return near and _PIECE.match(clean, near.start())


def _qq(reading: Reading, labels: Sequence[Label]) -> Iterator[Hit]:
    """A QQ number behind its label with noise between its digits: all that the stretch holds, eight digits or more."""
    clean, places = reading.clean, sorted((label.start, label.end) for label in labels)
    for label in labels:
        if label.kind != "social_account" or label.extra != "qq":
            continue
        first = _FIRST.match(clean, max(label.end, label.value_at))
        if first is None:
            continue
        start, end, digits = *first.span(1), first[1]
        gaps: list[str] = []
        longest = len(digits)
        while (more := _next_piece(clean, end)) and 0 < more.start() - end <= _WIDEST:
            spend()
            gap = clean[end : more.start()]
            if "|" in gap or begun(places, end, more.end()):
                break
            longest = max(longest, len(more[0]))
            listed = _LIST.fullmatch(gap) and min(len(digits), len(more[0])) >= _SHORT_QQ
            gaps.append(gap)
            own = not listed and _QQ_GAP.fullmatch(gap) and not parts(gaps, longest)
            if not own or counts(clean, more.start(), more.end(), digits):
                break
            end, digits = more.end(), digits + more[0]
        value = "".join(_VALUES[char] for char in digits)
        if (
            len(digits) == end - start
            or len(value) not in _LONG_QQ
            or value[0] == "0"
            or decoys.clock(clean, start, end)
        ):
            continue
        if _same_offer(clean, labels) or announced(clean, labels, start)[:1] != (label,):
            continue
        yield Hit(
            *reading.span(start, end), "social_account", Verdict.VALID, f"qq:{value}", ("label", "written_around")
        )


_SHORT_QQ = 5
"""Digits of the shortest QQ number: two such, parted by a comma, are two numbers."""


def _same_offer(clean: str, labels: Sequence[Label]) -> bool:
    return decoys.example(clean) or (decoys.offer(clean) and not dossier(labels))


_LIKE = str.maketrans("OoQDIlZzSsBbGgq|EAT", "0000112255866991347")
_LETTERED = re.compile(
    r"[0-9OoQDIlZzSsBbGgqEAT|](?<![A-Za-z0-9].)(?:(?<=\d)|(?=[A-Za-z|]{0,17}\d))[0-9OoQDIlZzSsBbGgqEAT|]{10}(?:[0-9OoQDIlZzSsBbGgqEAT|]{6}[0-9OoXx])?(?![A-Za-z0-9])"
)


def _lettered(reading: Reading, labels: Sequence[Label]) -> Iterator[Hit]:
    """l38gggO3l57 behind its label: more letters than a number may have anywhere."""
    clean = reading.clean
    for found in _LETTERED.finditer(clean):
        if found[0].isdigit():
            continue
        last = found[0][-1].upper() if found[0][-1] in "xX" else found[0][-1].translate(_LIKE)
        value = found[0][:-1].translate(_LIKE) + last
        kinds = [label.kind for label in announced(clean, labels, found.start())]
        kinds += ["phone_number"] * (clean[found.start() - 1 : found.start()] in {"号", "话", "机"})
        meant = _meant(clean, kinds, value, found.end()) if value.isdigit() else None
        if len(value) == 18 and value[:17].isdigit() and _citizen(value):
            meant = "id_number", found.end(), value
        if meant and (meant[0] in kinds or meant[0] == "id_number"):
            yield _hit(reading, labels, (found.start(), meant[1]), meant[0], meant[2])


_SOUND_ONLY = re.compile(f"[{''.join(char for char in _SOUND if char not in DIGIT and char != '参')}]")
_SPELT_ONLY = ("liu", "jiu", "yao", "three", "seven", "nine")  # eleven digits without any of them are rare


def find(reading: Reading, labels: Sequence[Label]) -> Iterator[Hit]:
    """Every number of a text that only its digits, and not its gaps, prove."""
    yield from _between(reading, labels)
    yield from _evaded(reading, labels)
    yield from _reversed(reading, labels)
    yield from _lettered(reading, labels)
    if labels:
        yield from _qq(reading, labels)
        yield from _sounded(reading, labels)
