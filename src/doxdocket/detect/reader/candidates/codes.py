r"""Letters with digits: passports, permits, certificates, devices, addresses on the net and of virtual money.

A piece is a row of letters, digits and signs that hide; up to six pieces that one mark parts make a code. Digits in any dress
behind one to four letters make one too (E 字头九二七…). Sources: `kinds.code`; RFC 791, 4291; IEEE 802; RFC 9562; ``seal.addresses``.
Left out: plates (`plates`), names of accounts (`accounts`).

>>> from doxdocket.detect.reader.tokens import lay
>>> [found[2:4] for found in find(lay("护照 EH 2957 0618"), [], frozenset())][0]
('passport_number', 'EH29570618')
"""

import ipaddress
import re
from collections.abc import Iterator, Sequence

from doxdocket.bounds import spend
from doxdocket.detect.reader.candidate import Form, Proposal
from doxdocket.detect.reader.candidates import kinds
from doxdocket.detect.reader.candidates.glyphs import MASK
from doxdocket.detect.reader.candidates.runs import Atom, Dress, Level, gap, is_letter
from doxdocket.detect.reader.tokens import HAN, Text
from doxdocket.records import Verdict
from doxdocket.seal import addresses

_HIDING = "".join(sorted(MASK - set("xX_#?")))
_PIECE = re.compile(rf"[A-Za-z0-9{re.escape(_HIDING)}]+")
_JOINS = frozenset((" ", "-", ".", "/", "_", "·", ":", "(", " (", " - ", "\n", ""))
_MOST_PIECES, _SHORTEST, _LONGEST = 6, 4, 40
_TO_STAR = str.maketrans(dict.fromkeys(_HIDING, "*"))


def find(text: Text, row: Sequence[Atom], about: frozenset[str]) -> Iterator[Proposal]:
    """Every code of a text."""
    clean = text.clean
    yield from _pieces(clean, about)
    yield from _behind_letters(clean, row, about)
    yield from _registered(clean, about)
    yield from _nets(clean)
    yield from _models(clean) if "device_id" in about else ()
    yield from _wallets(clean)


def _pieces(clean: str, about: frozenset[str]) -> Iterator[Proposal]:
    pieces = [(match.start(), match.end(), _capitals(match[0])) for match in _PIECE.finditer(clean)]
    capital = [more != more.lower() for *_, more in pieces]
    for first, (start, _, _) in enumerate(pieces):
        if not any(capital[first : first + _MOST_PIECES]):
            continue  # digits alone are no code
        value = ""
        for last in range(first, min(first + _MOST_PIECES, len(pieces))):
            begin, end, more = pieces[last]
            if end - start > _LONGEST or (last > first and clean[pieces[last - 1][1] : begin] not in _JOINS):
                break
            spend()
            value += more
            if end - start < _SHORTEST or value.isalpha() or value == value.lower():
                continue
            readings = kinds.code(value, about)
            if readings and clean[end : end + 1] == ")" and "(" in clean[start:end]:
                end += 1
            form = Form.MASKED if "*" in value else Form.SPLIT if "\n" in clean[start:end] else Form.VERBATIM
            for kind, verdict in readings:
                yield start, end, kind, value, verdict, form


_DIGIT_AND_L = re.compile("(?=[^0-9]*[0-9])[^a-km-z]+")


def _capitals(piece: str) -> str:
    """In capitals, with stars for what is hidden; an l among digits and capitals is a one."""
    if piece.isdigit():
        return piece
    return (piece.replace("l", "1") if _DIGIT_AND_L.fullmatch(piece) else piece).upper().translate(_TO_STAR)


_RADIO = "Alfa Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey Xray Yankee Zulu"
_RADIOED = re.compile(rf"(?:(?:{_RADIO.replace(' ', '|')})[ -]?){{1,3}}$", re.IGNORECASE)
_LETTERS = re.compile(rf"(?<![A-Za-z])([A-Za-z]{{1,8}})[^\w\n]?(?:字头|开头)?[^\w\n]?$|([{HAN}][A-Z]?)$")
_PLACES = "鲁京津冀晋蒙辽吉黑沪苏浙皖闽赣豫鄂湘粤桂琼渝川贵云藏陕甘青宁新港澳台"
_TAKEN = _PLACES + "头"


def _may_lead(last: str, before: str) -> bool:
    """Whether a place between these two characters and digits may lie behind letters or the name of a province."""
    if last.isalnum():
        return last in _TAKEN or (last.isascii() and last.isalpha())
    return before == "头" or not before.isalnum() or (before.isascii() and before.isalpha())


def _behind_letters(clean: str, row: Sequence[Atom], about: frozenset[str]) -> Iterator[Proposal]:
    """Digits in any dress behind letters or the short name of a province."""
    for first, atom in enumerate(row):
        if not _may_lead(clean[atom.start - 1 : atom.start], clean[max(0, atom.start - 2) : atom.start - 1]):
            continue
        found = _LETTERS.search(clean, max(0, atom.start - 8), atom.start)
        if found is None or (found[2] and found[2][0] not in _PLACES):
            continue
        value, start = (found[1] or found[2]).upper(), found.start()
        dressed = False  # whether letters stand for digits, or words for letters
        if found[1] and (spoken := _RADIOED.search(clean, max(0, atom.start - 24), atom.start)):
            dressed = True
            value, start = "".join([word[0] for word in spoken[0].upper().replace("-", " ").split()]), spoken.start()
        for last in range(first, len(row)):
            if len(value) > 22 or (last > first and gap(clean, row[last - 1], row[last]) > Level.MARKS):
                break
            spend()
            one = row[last]
            letters = is_letter(one, clean)
            value += clean[one.start : one.end].upper() if letters else one.digits
            dressed = dressed or (one.dress is Dress.LETTER and not letters)
            if not dressed and clean[start : one.end].isascii():
                continue  # as written: `_pieces`
            form = Form.MASKED if "*" in value else Form.AROUND
            for kind, verdict in kinds.code(value, about) if len(value) > 4 else ():
                yield start, row[last].end, kind, value, verdict, form


_REGISTERED = re.compile(
    rf"[{HAN}0-9]{{0,8}}[字第] ?第?[0-9]{{4,18}}号?|[0-9]{{4}}第[0-9]{{4,12}}号"
    r"|[1578]?/?[0-9]{6,7}/[0-9]|[1578][0-9]{6} ?\( ?[0-9] ?\)|[0-9]{6}-[0-9]{2}-[0-9]{4}"
)
_LICENCE = re.compile(
    r"(?<![A-Za-z0-9])[A-F][1-4](?![A-Za-z0-9])(?:,? ?[^\n,。]{0,4}[0-9一二两三六九十]{1,3}分)?|[记扣罚满了]{1,3} ?[0-9一二两三六九十]{1,3} ?分"
)


def _registered(clean: str, about: frozenset[str]) -> Iterator[Proposal]:
    """Classes and points of a driving licence; certificates with words (鲁历离字…), numbers of Macau and Malaysia."""
    for match in _LICENCE.finditer(clean) if "driver_licence" in about else ():
        spend()
        yield *match.span(), "driver_licence", match[0], Verdict.DOUBTFUL, Form.VERBATIM
    for match in _REGISTERED.finditer(clean):
        spend()
        yield *match.span(), "other_certificate", match[0], Verdict.DOUBTFUL, Form.VERBATIM


_V4 = re.compile(
    r"(?<![0-9A-Za-z.])[0-9OolI]{1,3}[.点·] ?[0-9OolIxX*]{1,3}[.点·] ?[0-9OolIxX*]{1,3}[.点·] ?[0-9OolIxX*]{1,3}(?![0-9A-Za-z]|[.点·] ?[0-9])"
)
_COLONS = re.compile(r"[0-9a-fA-F:-]{7,45}")
_DEVICE = re.compile("[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_TO_STARS = str.maketrans("xX", "**")
_TO_DOTS = str.maketrans({"点": ".", "·": ".", " ": None, "O": "0", "o": "0", "l": "1", "I": "1"})


def _nets(clean: str) -> Iterator[Proposal]:
    for match in _V4.finditer(clean):
        spend()
        value = match[0].translate(_TO_DOTS).translate(_TO_STARS)
        hidden = not value.replace(".", "").isdigit()
        verdict = Verdict.MASKED if hidden else Verdict.VALID if _is_address(value) else Verdict.INVALID
        yield *match.span(), "ip_address", value, verdict, Form.MASKED if hidden else Form.VERBATIM
    for match in _COLONS.finditer(clean):
        spend()
        if _DEVICE.fullmatch(match[0]):
            yield *match.span(), "device_id", match[0], Verdict.VALID, Form.VERBATIM
        elif match[0].count(":") > 1 and _is_address(match[0]):
            yield *match.span(), "ip_address", match[0], Verdict.VALID, Form.VERBATIM


def _is_address(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True


_MODEL = re.compile(
    r"(?:(?<![A-Za-z])(?:Redmi|红米|HUAWEI|华为|Honor|荣耀|OPPO|vivo|iQOO|Xiaomi|小米|realme|OnePlus|一加|Meizu|魅族|Samsung|三星|iPhone|iPad|Lenovo|联想|Nokia|Pixel)"
    r"(?: ?[A-Za-z0-9+-]{1,8}){1,4}|(?:(?<=机型)|(?<=型号)|(?<=名称)|(?<=model)|(?<=sjxh))\W{1,4}[A-Za-z0-9][A-Za-z0-9+ -]{1,24}(?![A-Za-z0-9]))",
    re.IGNORECASE,
)


def _models(clean: str) -> Iterator[Proposal]:
    """Models of telephones: a maker's name with what follows, and what stands behind the label of one."""
    for match in _MODEL.finditer(clean):
        spend()
        start = match.start() + len(match[0]) - len(match[0].lstrip(" :=|\"'/\t\n,{([→"))
        end = match.start() + len(match[0].rstrip())
        if start < end:
            yield start, end, "device_id", clean[start:end], Verdict.DOUBTFUL, Form.VERBATIM


_LONG = re.compile(r"[A-Za-z0-9]{12,90}")
_CHAIN = re.compile(
    r"T[A-Za-z0-9]{19,33}|[13LM][A-Za-z0-9]{19,34}|(?:bc|ltc)1[A-Za-z0-9]{17,87}|[0Oo][xX][0-9a-fA-FO]{18,40}",
    re.IGNORECASE,
)


_HEX = frozenset(first + second for first in "0Oo" for second in "xX")
_TO_DIGITS = str.maketrans("Oo", "00")
_COIN = "(?:USDT|USDC|BTC|ETH|TRX|SOL|DOGE|比特币|以太坊?|泰达币?|[uU](?![A-Za-z0-9]))"
_COINS = re.compile(_COIN)
_HELD = re.compile(
    rf"[0-9][0-9., ]{{0,12}}万?[个枚]? ?{_COIN}|{_COIN} ?[0-9][0-9.,]{{0,12}}|[一二两三四五六七八九十百千万半点零]{{1,9}}[个枚]?{_COIN}"
)


def _wallets(clean: str) -> Iterator[Proposal]:
    """Virtual money held; its addresses, over a line's end too, of which one that is cut is a part."""
    for match in _HELD.finditer(clean) if _COINS.search(clean) else ():
        spend()
        yield *match.span(), "virtual_asset", match[0], Verdict.DOUBTFUL, Form.VERBATIM
    last: tuple[int, int] | None = None
    for match in _LONG.finditer(clean):
        spend()
        start, end = match.span()
        ways = [(start, match[0])]
        if last and start - last[1] < 6 and clean[last[1] : start].isspace():
            ways.append((last[0], clean[slice(*last)] + match[0]))
        last = start, end
        for begin, written in ways:
            value = "0x" + written[2:].translate(_TO_DIGITS) if written[:2] in _HEX else written
            if len(value) > 19 and _CHAIN.fullmatch(value) and not value.isdigit():
                known = addresses.read(value)
                verdict = (
                    Verdict.PARTIAL
                    if known is None
                    else {"right": Verdict.VALID, "wrong": Verdict.INVALID, "none": Verdict.DOUBTFUL}[known.check]
                )
                form = Form.PARTIAL if known is None else Form.SPLIT if begin < start else Form.VERBATIM
                yield begin, end, "virtual_asset", known.normal if known else value, verdict, form
