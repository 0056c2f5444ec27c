r"""Vehicles: plates in any writing, vehicle identification numbers, and a car told by colour and make.

From each short name of a province the signs behind it are read one by one, what parts them left aside: a letter, then five
signs, six of new-energy vehicles. Sources: GA 36-2018; GB 16735-2019 (VIN with check digit). Left out: lists of makes.

>>> [value for _, _, _, value, verdict, _ in find("京Ａ·1 2 8 五 0, LSVAA4182E2184847") if verdict.value == "valid"]
['京A12850', 'LSVAA4182E2184847']
"""

import re
import unicodedata
from collections.abc import Iterator

from doxdocket.bounds import spend
from doxdocket.detect.check_digits import vehicle
from doxdocket.detect.reader.candidate import Form, Proposal
from doxdocket.detect.reader.candidates.glyphs import HAN_DIGIT, MASK, SOUND
from doxdocket.detect.reader.tokens import HAN
from doxdocket.records import Verdict

_KIND = "vehicle_file"
_PROVINCE = frozenset(
    "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新使黔秦陇滇蜀折"
)  # 折 of a split 浙
_ENDS = frozenset("学警挂港澳领试超")
_GAP, _LONGEST = 3, 30  # signs left aside in a row; characters of a plate at most
_LIKE = frozenset("漆溜舞爸灵鸡")
_NO_LETTERS = str.maketrans("OI", "01")  # which plates do not have behind their first letter
_ONE = f"[A-Z0-9{''.join(HAN_DIGIT)}]"
_TOLD = re.compile(r"([A-Za-z0-9])[一-鿿]{1,3}[的嘅個]\1|(?:大写|小写|字母)的?[A-Za-z]")
_TOLD_BEFORE = re.compile(r"([一-鿿])[一-鿿]{1,3}[的嘅個]\1$")
"""K歌的K, 大写的A; 辽宁的辽."""
_SIGNS_ON = re.compile(f" ?{_ONE}")
_VIN = re.compile(r"(?<![A-Za-z0-9])[A-HJ-NPR-Za-hj-npr-z0-9]{17}(?![A-Za-z0-9])")
_BARE = re.compile(
    rf"(?<![A-Za-z0-9*.@_])(?:{_ONE}[ ·]?){{4}}{_ONE}(?![A-Za-z0-9@_.])"
    r"|(?<![A-Za-z0-9])[A-Z]{1,3}[ -]?[0-9]{1,4}(?: ?[A-Z])?(?![A-Za-z0-9])"
)
_COLOUR = re.compile("[那一]?[台辆部]?(?:(?:枣红|香槟|墨绿|[深浅]?[白黑灰银红蓝绿黄紫橙棕金粉青])[色牌]?的?|新)")
_MAKE = re.compile(rf" ?[{HAN}]{{0,6}} ?[A-Za-z0-9]{{0,10}}")
_COLOUR_WORD = "white|black|silver|gr[ea]y|red|blue|green|gold|putih|hitam|perak|kelabu|merah|biru|hijau"
_NAMED = re.compile(
    rf"\b(?:{_COLOUR_WORD}) [A-Za-z0-9]{{2,12}}(?: [A-Za-z0-9]{{1,8}})?|\b[A-Za-z0-9]{{2,12}} (?:{_COLOUR_WORD})\b",
    re.IGNORECASE,
)
_CARS = re.compile("[车开牌轿停驾拦蹲骑]|kereta|plat|motor|vehicle|(?<![a-z])car", re.IGNORECASE)


def find(clean: str) -> Iterator[Proposal]:
    """Every vehicle of a text."""
    plates = [plate for at, char in enumerate(clean) if char in _PROVINCE for plate in _plate(clean, at)]
    yield from plates
    for match in _VIN.finditer(clean):
        spend()
        value = match[0].upper()
        if not value.isdigit() and not value.isalpha():
            yield *match.span(), _KIND, value, Verdict.VALID if vehicle(value) else Verdict.INVALID, Form.VERBATIM
    about = bool(plates) or _CARS.search(clean) is not None
    bare = [*_bare(clean)] if about else []
    yield from bare
    for match in _NAMED.finditer(clean) if about else ():
        spend()
        yield *match.span(), _KIND, match[0], Verdict.DOUBTFUL, Form.VERBATIM
    yield from _coloured(clean, [*bare, *plates], about=about)


def _bare(clean: str) -> Iterator[Proposal]:
    """Plates without their province, and of other places: letters and digits."""
    for match in _BARE.finditer(clean):
        spend()
        value = "".join([HAN_DIGIT.get(char, char) for char in match[0] if char not in " ·-"])
        if len(value) > 3 and not value.isdigit() and not value.isalpha():
            yield *match.span(), _KIND, value, Verdict.PARTIAL, Form.PARTIAL


def _plate(clean: str, start: int) -> Iterator[Proposal]:
    """The plate that begins here: with five and with six signs behind its letter."""
    signs, left, dressed, at = "", 0, False, start
    while at + 1 < min(len(clean), start + _LONGEST):
        spend()
        at += 1
        if told := _TOLD.match(clean, at):
            at, dressed = told.end() - 1, True
        char = clean[at]
        sign = _sign(char, first=not signs) or (char if char in _ENDS and len(signs) == 5 else None)
        if sign is None and dressed and 0 < len(signs) < 5 and char in SOUND and _SIGNS_ON.match(clean, at + 1):
            sign = SOUND[char]
        if sign is None:
            left += 1
            if char.isalnum() or left > _GAP:
                return
            continue
        if len(signs) == 6 and left > 1:  # the next word
            return
        signs, left, dressed = signs + sign, 0, dressed or char != sign
        if len(signs) > 5:
            shown = Verdict.VALID if sum(one.isdigit() for one in signs) > 1 else Verdict.DOUBTFUL
            form = Form.AROUND if dressed else Form.VERBATIM
            if "*" in signs:
                shown, form = Verdict.MASKED, Form.MASKED
            first = start - (clean[start] == "折" and start > 0)
            if before := _TOLD_BEFORE.search(clean, max(0, start - 6), start + 1):
                first = before.start()
            yield first, at + 1, _KIND, clean[start].replace("折", "浙") + signs, shown, form
        if len(signs) == 7:
            return


def _sign(char: str, *, first: bool) -> str | None:
    """One sign of a plate as it is meant: a letter, a digit, or ``*``."""
    base = unicodedata.normalize("NFKD", char)[0]
    if base.isascii() and base.isalpha():
        if first:
            return base.upper()
        return "*" if base == "x" else base.upper().translate(_NO_LETTERS)
    if first or char in "#…_":
        return None
    if char.isdigit():
        return char
    if char in MASK:
        return "*"
    return HAN_DIGIT.get(char) or (SOUND.get(char, "7") if char in _LIKE else None)


def _coloured(clean: str, plates: list[Proposal], *, about: bool) -> Iterator[Proposal]:
    """A car told by colour and make, alone and with the plate beside it."""
    ends, starts = {plate[1]: plate for plate in plates}, {plate[0]: plate for plate in plates}
    for match in _COLOUR.finditer(clean):
        spend(8)
        if not about and "色" not in match[0]:
            continue
        start, make = match.start(), _MAKE.match(clean, match.end())
        end = max(match.end(), make.start() + len(make[0].rstrip()) if make else 0)
        for stop in {end, min(end, start + 4), min(end, start + 3)}:  # what follows a make goes on without a mark
            yield start, stop, _KIND, clean[start:stop], Verdict.DOUBTFUL, Form.VERBATIM
        if before := next((ends[at] for at in (start, start - 1, start - 2) if at in ends), None):
            yield before[0], end, *before[2:]
        if behind := next((starts[at] for at in range(start + 2, end + 3) if at in starts), None):
            yield start, *behind[1:]
