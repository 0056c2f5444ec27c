r"""Vehicles: plates of the mainland, vehicle identification numbers, engine numbers behind a label.

Sources: GA 36-2018 (plates: province, authority letter, five characters or six of new-energy vehicles, no I or O), GB
16735-2019 (VIN with check digit). A plate needs two digits of its own unless a label says what it is. Left out: plates
of the army, of Hong Kong and Macau alone, and electric bicycles.

>>> from doxdocket.text import read
>>> [(hit.verdict.value, hit.value) for hit in find(read("开的车京Ａ·1 2 8 5 0，换了沪AD18500，川A*··50"), [])]
[('valid', '京A12850'), ('valid', '沪AD18500')]
"""

import re
from collections.abc import Iterator, Sequence

from doxdocket.detect import decoys
from doxdocket.detect.check_digits import vehicle
from doxdocket.detect.governed import announced
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import Label
from doxdocket.records import Verdict
from doxdocket.text import Reading

KIND = "vehicle_file"
_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
_PICTURES = "\u2600-\u27bf\U0001f300-\U0001faff"
_GAP = rf"[\s·.\-_*:()\[\]【】/|~{_PICTURES}]{{0,3}}"
_GLUE = rf"[ ·.\-_/~{_PICTURES}]{{0,2}}"
_MASK = "*xX×●○■□█#?※"
_PLATE = re.compile(
    rf"([{_PROVINCES}](?<![A-Za-z0-9].)){_GAP}([A-HJ-NP-Za-hj-np-z]){_GAP}"
    rf"((?:[A-HJ-NP-Za-hj-np-z0-9OoIl零〇一二三四五六七八九]{_GLUE}){{4,5}}[A-HJ-NP-Za-hj-np-z0-9OoIl零〇一二三四五六七八九学警挂港澳领试超])(?![A-Za-z0-9])"
)
_HIDDEN = re.compile(
    rf"([{_PROVINCES}]){_GLUE}([A-HJ-NP-Za-hj-np-z]){_GLUE}((?:[A-HJ-NP-Z0-9{_MASK}]{_GLUE}){{4,5}}[A-HJ-NP-Z0-9{_MASK}])(?![A-Za-z0-9*])"
)
_VIN = re.compile(r"[A-HJ-NPR-Za-hj-npr-z0-9](?<![A-Za-z0-9].)[A-HJ-NPR-Za-hj-npr-z0-9]{16}(?![A-Za-z0-9])")
_SPACED = re.compile(r"(?:[A-HJ-NPR-Za-hj-npr-z0-9][ \-.]?){16}[A-HJ-NPR-Za-hj-npr-z0-9](?![A-Za-z0-9])")
_LETTERS = 4  # of a vehicle number that nothing announces: couriers put two before theirs
_LONG = re.compile(r"[A-Za-z0-9]{5,20}(?:[ \-][A-Za-z0-9]{3,12})?(?![A-Za-z0-9])")
_CODE = re.compile(r"车架|识别代|vin|发动机", re.IGNORECASE)
_AFTER = re.compile(r"\s?(?:路|线|次|号线|街|国道|省道|股|板|高铁|动车|航班)")
_SERIES = frozenset("Aa")


def _plain(text: str) -> str:
    return (
        re.sub(rf"[\s·.\-_:()\[\]【】*/|~{_PICTURES}]", "", text)
        .upper()
        .translate(str.maketrans("OI零〇一二三四五六七八九", "0100123456789"))
    )


def _announces(reading: Reading, labels: Sequence[Label], start: int) -> bool:
    return any(label.kind == KIND for label in announced(reading.clean, labels, start))


def _plates(reading: Reading, labels: Sequence[Label]) -> Iterator[tuple[int, int, Hit]]:
    clean = reading.clean
    for found in _PLATE.finditer(clean):
        start, end = found.span()
        written = found[3]
        if re.fullmatch(r"\S{5} +\S", written):  # the next word, not a sixth character
            written, end = written[:5], end - (len(written) - 5)
        serial = _plain(written if found[2].islower() else written.replace("l", "1"))
        governed = _announces(reading, labels, start)
        digits = sum(char.isdigit() for char in serial)
        if (
            not 5 <= len(serial) <= 6
            or (digits < 2 and not governed)
            or _AFTER.match(clean, end)
            or clean.count("\n", start, end)
        ):
            continue
        if not governed and (
            decoys.clock(clean, found.start(3), end) or decoys.serial(clean, start) or decoys.amount(clean, start, end)
        ):
            continue
        electric = len(serial) == 6
        right = not electric or serial[0].isalpha() or serial[-1].isalpha()
        if not right and not governed:
            continue
        doubt = decoys.example(clean)
        around = () if re.fullmatch(r".[A-Z][ ·]?[A-Z0-9]{4,5}.", clean[start:end]) else ("written_around",)
        reasons = (*(("label",) * governed), "plate.shape" if right else "plate.length", *around)
        verdict = Verdict.DOUBTFUL if doubt else Verdict.VALID if right else Verdict.INVALID
        value = found[1] + found[2].upper() + serial
        yield start, end, Hit(*reading.span(start, end), KIND, verdict, value, reasons)
    for found in _HIDDEN.finditer(clean):
        serial = re.sub(rf"[{_MASK}]", "*", re.sub(rf"[ ·.\-_/~{_PICTURES}]", "", found[3]))
        if "**" not in serial and not (serial.count("*") and _announces(reading, labels, found.start())):
            continue
        if 5 <= len(serial) <= 6 and (
            sum(char.isdigit() for char in serial) >= 2 or _announces(reading, labels, found.start())
        ):
            value = found[1] + found[2].upper() + serial
            yield *found.span(), Hit(*reading.span(*found.span()), KIND, Verdict.MASKED, value, ("masked",))


_ABROAD = re.compile(r"(?:[A-Z]{2,3}[- ]?\d{4}|\d{4}[- ][A-Z]{2}|[A-Z]{2} ?\d{3,4})(?![A-Za-z0-9])")
_PLATE_WORD = re.compile(r"车牌|号牌|plate", re.IGNORECASE)


def _abroad(reading: Reading, labels: Sequence[Label]) -> Iterator[tuple[int, int, Hit]]:
    """Plates of Taiwan and Hong Kong right behind the word for plate."""
    clean = reading.clean
    for label in labels:
        found = _ABROAD.match(clean, label.value_at) if label.kind == KIND and label.marked else None
        if found and (label.cell or _PLATE_WORD.match(clean, label.start)) and not decoys.example(clean):
            value = re.sub(r"\W", "", found[0])
            yield *found.span(), Hit(*reading.span(*found.span()), KIND, Verdict.VALID, value, ("label", "plate.shape"))


def _codes(reading: Reading, labels: Sequence[Label]) -> Iterator[tuple[int, int, Hit]]:
    """Identification numbers with a right check digit anywhere, any code behind its label."""
    clean = reading.clean
    for found in _VIN.finditer(clean):
        value = found[0].upper()
        if (
            vehicle(value)
            and sum(char.isalpha() for char in value) >= _LETTERS
            and sum(char.isdigit() for char in value) >= 5
            and not decoys.serial(clean, found.start())
            and not decoys.in_link(clean, found.start())
        ):
            yield *found.span(), Hit(*reading.span(*found.span()), KIND, Verdict.VALID, value, ("vin.check_ok",))
    for label in labels:
        found_code = _LONG.match(clean, max(label.value_at, label.end)) if label.kind == KIND else None
        if (
            found_code is None
            or not (label.cell or _CODE.search(clean[label.start : label.end]))
            or not any(char.isdigit() for char in found_code[0])
        ):
            continue
        vin = not clean[label.start : label.end].startswith("发动机")
        code = _SPACED.match(clean, found_code.start()) if vin else None
        start, end = (code or found_code).span()
        value = _plain(clean[start:end])
        if label.cell and not vehicle(value):
            continue  # the head of its column may say plate
        verdict = Verdict.VALID if not vin or vehicle(value) else Verdict.INVALID
        reason = "engine" if not vin else "vin.check_ok" if verdict is Verdict.VALID else "vin.check_bad"
        yield (
            start,
            end,
            Hit(
                *reading.span(start, end),
                KIND,
                Verdict.DOUBTFUL if decoys.example(clean) else verdict,
                value,
                ("label", reason),
            ),
        )


def find(reading: Reading, labels: Sequence[Label]) -> Iterator[Hit]:
    """Every plate and vehicle code of a text."""
    taken: list[tuple[int, int]] = []
    for start, end, hit in (*_plates(reading, labels), *_codes(reading, labels), *_abroad(reading, labels)):
        if not any(a < end and start < b for a, b in taken):
            taken.append((start, end))
            yield hit
