"""What the computer reads in a file: its texts and what they expose; pictures by the program's own reader, other files by the walk of the release gate.

It is done in a process of its own, for foreign code reads there what somebody made. Left out: sound and film, and what is written around so that only the gate
unwraps it; a file of which a part was not read says so.

>>> read_file("聊天.txt", "姓名：韩知予 手机 17806401357".encode()).hits[1].kind
'phone_number'
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from html.parser import HTMLParser
from typing import Any, Final

from doxdocket import bounds, numerals
from doxdocket.bounds import Lost, guard
from doxdocket.engine import pool
from doxdocket.kit.signs import sign
from doxdocket.store.parts import ADDRESS, estate
from doxdocket.store.parts import parts as parts_of
from doxdocket.text import telephone

MOST: Final = 2_000_000
"""Characters of a file that are looked through; behind them it says that it is longer."""
PICTURES: Final = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".heic", ".tif", ".tiff")
"""Names that promise a picture: bytes of another kind are one that is broken."""
Box = tuple[int, int, int, int]
"""Left, top, width, height, in pixels of the picture."""
_BESIDE = frozenset({"name", "bytes", "written", "strings", "metadata", "comment", "covered", "thumbnail", "parts"})
"""Last steps to texts that nobody sees, or that are a text over again."""
_OFFICE = re.compile(
    r"(?:word/(?:document|header\d*|footer\d*|comments|footnotes)|xl/(?:sharedStrings|worksheets/[^/]+)|ppt/slides/[^/]+)\.xml"
)
_NO_OFFICE = re.compile(r"(?:_rels/|docProps/|\[Content_Types\]|word/|xl/|ppt/|customXml/)")


@dataclass(frozen=True, slots=True)
class Seen:
    """A stretch of a text that is personal information. ``text``: the how-manieth text; ``where``: what of a picture it is (text, code, face, document, exif)."""

    text: int
    start: int
    end: int
    kind: str
    verdict: str
    value: str = field(repr=False)
    mask: str
    where: str = "text"
    person: int = -1
    """Which person of its text it is of, as far as the computer can tell."""
    boxes: tuple[Box, ...] = ()
    """Where in a picture it stands."""
    sure: bool = True
    """Whether such findings may enter a low bound (``law.classes``)."""
    unclear: bool = False
    """Whether the reader of pictures was not sure of its signs, and no check digit confirms them."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read. ``why``: of what nothing or not all was read; ``picture``: the reading of a picture, packed."""

    texts: tuple[str, ...] = field(default=(), repr=False)
    hits: tuple[Seen, ...] = ()
    why: str = ""
    picture: bytes = field(default=b"", repr=False)
    lines: tuple[tuple[int, int, Box], ...] = ()
    """Of a picture the lines of its text: where each begins and ends in it, and where it stands."""
    size: tuple[int, int] = (0, 0)
    """Of a picture, in pixels."""
    form: str = ""
    """What it is by its words: ``calls``, ``parcel``, ``private`` (what was sent to one person alone); else nothing."""
    threats: tuple[tuple[str, str, str, str], ...] = field(default=(), repr=False)
    """What was said that may be a threat, a reward or a call to harass: the label, the words, and by whom and when, where the screen tells it."""

    @property
    def values(self) -> Iterator[tuple[str, str]]:
        """Kind and value of each."""
        return ((one.kind, one.value) for one in self.hits if one.value)


def read_file(name: str, data: bytes, kept: bytes = b"", taken: str = "") -> Read:
    """Read a file; ``kept``: the reading of a picture, where it was read before; ``taken``: the day on which it was taken in."""
    done = guard(partial(_read, name, data, kept, taken), bounds.FILE.base, cpu_seconds=bounds.FILE_SECONDS)
    return Read(why="failed") if isinstance(done, Lost) else done


def reread(no: int, name: str, data: bytes, kept: bytes, taken: str) -> tuple[int, Read]:
    """A file of the kit, read anew; runs in a worker process, which loads no more than this module for it."""
    pool.at(0)
    return no, read_file(name, data, kept, taken)


def _read(name: str, data: bytes, kept: bytes, taken: str) -> Read:
    from doxdocket.parse.documents.magic import kind as kind_of  # noqa: PLC0415 - in the process that reads

    found = kind_of(data[: 1 << 16], name)
    if found is not None and found.form == "image":
        return _picture(data, kept, taken)
    if found is None and name.lower().endswith(PICTURES):
        return Read(why="picture_damaged")
    if found is not None and found.form in ("audio", "video"):
        return Read(why="sound")
    return _document(name, data, taken)


def _picture(data: bytes, kept: bytes, taken: str) -> Read:
    import msgspec  # noqa: PLC0415 - with the reader of pictures, in the process that reads

    from doxdocket.detect.images import find, read_image  # noqa: PLC0415
    from doxdocket.detect.images.reading import reading_of  # noqa: PLC0415
    from doxdocket.law import classes  # noqa: PLC0415
    from doxdocket.seal.masks import mask  # noqa: PLC0415

    reading = reading_of(kept) if kept else read_image(data)
    packed = kept or msgspec.msgpack.encode(reading)
    blurred = 2 * sum(one.confidence < _CLEAR for one in reading.lines) > len(reading.lines)
    seen = guard(partial(find, reading), bounds.TEXT.of(len(reading.text)))
    if reading.status != "read" or isinstance(seen, Lost):
        return Read(why=f"picture_{reading.why or 'failed'}", picture=packed)
    hits = tuple(
        Seen(0, one.hit.start, one.hit.end, one.hit.kind, one.hit.verdict.value, one.hit.value,
             mask(one.hit.kind, one.hit.value, one.hit.verdict.value), one.origin, one.hit.person,
             tuple(map(_sides, one.boxes)), sure=classes.reliable(one.hit.reasons) or one.origin in _WHOLE,
             unclear=one.origin == "text" and one.hit.kind != "id_number" and ("image.uncertain" in one.hit.reasons or blurred))
        for one in seen
        if (one.origin in _WHOLE or not no_value(one.hit.kind, one.hit.value)) and (one.origin != "document" or reading.document not in _NO_PAPER)
    )  # fmt: skip
    lines = tuple((one.start, one.start + len(one.text), _sides(one.box)) for one in reading.lines)
    form = (
        "parcel"
        if reading.document == "order_label" or (reading.document != "chat" and _parcel(reading.text))
        else (_calls(reading.text) if reading.document != "chat" else "") or _private(reading.text) or of_two(reading)
    )
    from doxdocket.kit.quotes import heard  # noqa: PLC0415 - it takes from here

    threats = (
        heard((reading.text,), [[one.hit for one in seen if one.origin == "text"]], lines, slip=form == "parcel")
        if form != "calls" or _of(reading.text).messages
        else ()
    )
    hits = tuple(wrapped(found(joined(hits, (reading.text,)), (reading.text,), form, taken), reading.text, lines))
    return Read(
        (reading.text,),
        hits,
        "",
        packed,
        lines,
        (reading.width, reading.height),
        form,
        threats,
    )


_CLEAR: Final = 0.95
"""What the reader says of a line of a sharp screen at least."""


_STAMP = re.compile(r"^[^\w\n]*(?:\d[\d.,]{0,8}[万wWkK]?[ \t]+)?(\d{1,2}[:：]\d{2})[^\w\n]*")
_DAY_LINE = re.compile(
    r"(?:20\d\d\s?[-./年]\s?)?\d{1,2}\s?[-./月]\s?\d{1,2}日?|昨天|前天|今天|星期.|周[一二三四五六日]"
)
_WHOLE_MOMENT = re.compile(rf"({_DAY_LINE.pattern})[\sT,，]*(\d{{1,2}}[:：]\d{{2}})(?:[:：]\d{{2}})?")


def _inside(some: Collection[str], whole: Iterable[str]) -> set[str]:
    """Those of some words that stand in one of others: a look-up for each length and place, for both may be many."""
    lengths = {len(words) for words in some}
    return {
        part
        for words in whole
        for size in lengths
        for at in range(len(words) - size + 1)
        if (part := words[at : at + size]) in some
    }


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """From where to where the lines of a stretch reach."""
    return text.rfind("\n", 0, start) + 1, (text.find("\n", end) + 1 or len(text) + 1) - 1


def joined(hits: Sequence[Seen], texts: Sequence[str]) -> Iterator[Seen]:
    """What was found, a password that is broken at the end of a line as one."""
    held: Seen | None = None
    for one in hits:
        if (
            held
            and held.kind == one.kind == "account_password"
            and held.text == one.text
            and texts[one.text][held.end : one.start] == "\n"
        ):
            value = held.value + one.value
            held = replace(held, end=one.end, value=value, mask="*" * len(value), boxes=held.boxes + one.boxes)
            continue
        if held:
            yield held
        held = one
    if held:
        yield held


def wrapped(hits: Iterable[Seen], text: str, lines: Sequence[tuple[int, int, Box]]) -> Iterator[Seen]:
    """What was found in a picture, an account, an address or a wallet that is broken at the end of a full line as one; wallets so broken that nothing was found of, too."""
    hits = list(hits)
    for one in hits:
        end = one.end
        if (
            one.where == "text"
            and (rest := _rest_of(one, text))
            and _goes_on(lines, end, column=one.kind == "virtual_asset")
        ):
            added = unicodedata.normalize("NFKC", text[end:rest]).replace("\n", "").replace(" ", "").replace("幢", "栋")
            box = [_part_of(line, end + 1, rest) for line in lines if line[0] <= end + 1 < line[1]]
            whole = _cut_to(one, one.start, rest, one.value + added)
            yield replace(whole, boxes=(*one.boxes, *box))
        else:
            yield one
    for wallet in _WALLET.finditer(text):
        start, end = wallet.span()
        value = wallet[1] + wallet[2]
        new = not any(
            one.kind == "virtual_asset" and one.start < end and start < one.end for one in hits if one.where == "text"
        )
        if (
            new
            and _of_wallet(value)
            and not _of_wallet(wallet[1])
            and _REST_OF_SIGNS.match(text, wallet.end(1))
            and not (_AMOUNT.fullmatch(wallet[2]) or re.fullmatch(r"\d{7,}", wallet[2]))  # a number of somebody's
            and _goes_on(lines, wallet.end(1), column=True)
        ):
            box = [
                _part_of(line, max(start, line[0]), min(end, line[1]))
                for line in lines
                if line[0] < end and start < line[1]
            ]
            one = Seen(0, start, end, "virtual_asset", "doubtful", value, "", boxes=tuple(box), sure=False)
            yield _cut_to(one, start, end, value)


def _part_of(line: tuple[int, int, Box], start: int, end: int) -> Box:
    """About where a stretch of a line stands."""
    first, last, (left, top, width, height) = line
    per = width / max(last - first, 1)
    return round(left + per * (start - first)), top, round(per * (end - start)), height


_WALLET = re.compile(r"(?<![A-Za-z0-9])((?:T|0x|bc1)[A-Za-z0-9]{5,58})\n([A-Za-z0-9]{4,58})$", re.MULTILINE)
_REST_OF_PLACE = re.compile(
    r"\n(?:单?元)?(?:[A-Za-z]?\d{1,4}(?:号楼|单元|[幢栋座楼层]))*[A-Za-z]?\d{1,4}(?:室|单元|号楼)$|\n元$", re.MULTILINE
)
"""What of an address may stand on the next line: its unit and its flat."""
_PLACE_GOES_ON = re.compile(r"(?:[\d幢栋座单元楼号区苑园路弄])$")
_REST_OF_SIGNS = re.compile(r"\n((?=\w{0,39}\d)[A-Za-z0-9]{4,58})$", re.MULTILINE | re.ASCII)
"""The rest of a wallet that is none yet: a line of letters and figures."""
_REST_OF_HANDLE = re.compile(r"\n(_\w{1,39}|[A-Za-z]\w{0,38}[\d_]\w{0,38})$", re.MULTILINE | re.ASCII)
"""The rest of an account: a line that is no word, sum, coin or number of days, for it begins with no figure and has one, or a low line."""


def _rest_of(one: Seen, text: str) -> int:
    """Where what was found ends on the next line; 0 where it does not go on there."""
    at = one.end
    if one.kind in ("home_address", "delivery_address"):
        rest = _REST_OF_PLACE.match(text, at) if _PLACE_GOES_ON.search(one.value) else None
        return rest.end() if rest else 0
    if one.kind not in ("social_account", "virtual_asset") or sign("next_value").match(text, at + 1):
        return 0
    if one.kind == "virtual_asset":
        rest = _REST_OF_SIGNS.match(text, at)
        goes = rest and not _AMOUNT.fullmatch(rest[1]) and not _of_wallet(one.value)
        return rest.end() if rest and goes and _of_wallet(one.value + rest[1]) else 0
    name = one.value.rpartition(":")[2]
    rest = (
        _REST_OF_HANDLE.match(text, at) if name.isascii() else None
    )  # of others words follow: only another file tells
    return rest.end() if rest and len(name) + len(rest[1]) <= _LONGEST_NAME and not name.isdecimal() else 0


_LONGEST_NAME: Final = 24


def _of_wallet(value: str) -> bool:
    """Whether signs are as many as an address of a wallet has; the reader may lose one or two of a row of equal ones."""
    n = len(value)
    return (
        any(map(str.isdecimal, value))
        and (32 <= n <= 34 if value.startswith("T") else 40 <= n <= 42 if value.startswith("0x") else value.startswith("bc1") and (40 <= n <= 42 or 60 <= n <= 62))
    )  # fmt: skip


def _goes_on(lines: Sequence[tuple[int, int, Box]], end: int, *, column: bool = False) -> bool:
    """Whether the line that ends there is full, and the next begins below it; ``column``: it is held against the lines that begin as far left (the bubbles of one speaker), and is over half of the screen."""
    at = next((n for n, (first, last, _) in enumerate(lines) if first < end <= last), len(lines))
    if at + 1 >= len(lines):
        return False
    (left, top, width, height), below = lines[at][2], lines[at + 1][2]
    right = max(one[0] + one[2] for _, _, one in lines)
    most = max(one[0] + one[2] for _, _, one in lines if abs(one[0] - left) <= 2 * height)
    full = left + width + _ROOM * height >= (most if column and 2 * width > right else right)
    return full and abs(below[0] - left) <= 2 * height and 0 < below[1] - top <= 3 * height


_ROOM: Final = 1
"""Signs that a full line may be short of the longest of the page."""
_WHOLE: Final = frozenset({"face", "document"})
"""What of a picture is no reading of a value."""
_STATE = re.compile(
    r"\d{1,4}月\d{1,2}[日号]|\d{1,9}\s{0,3}[年月日时点分秒次]|来电|去电|未接|已接|接通|拒接|呼入|呼出|上午|下午|晚上|凌晨|昨天|今天|星期.|周[一二三四五六日]"
)
_DIGITS_OF: Final = {"phone_number": 7, "landline_number": 7, "id_number": 15, "bank_account": 8}
_SIGN = re.compile(r"[\dXx*＊]")


def no_value(kind: str, value: str) -> bool:
    """Whether this can be no value of its kind: a telephone of two digits, a date or the state of a call as anything but a birth, a digest of a file.

    >>> (
    ...     no_value("phone_number", "39"),
    ...     no_value("criminal_record", "11月28日"),
    ...     no_value("call_record", "2026-11-29 20:21 未接"),
    ... )
    (True, True, True)
    >>> no_value("social_account", "weibo:正文")
    True
    >>> no_value("phone_number", "138****1850"), no_value("birth_date", "1850-01-01"), no_value("name", "周一鸣")
    (False, False, False)
    """
    if kind in _DIGITS_OF:
        return len(_SIGN.findall(value)) < _DIGITS_OF[kind]
    if kind == "social_account" and sign("app_bar").fullmatch(value.rpartition(":")[2]):
        return True
    if kind == "birth_date":
        return False
    rest = _STATE.sub("", _WHEN.sub("", value))
    least = 1 if kind == "name" else 2
    return re.fullmatch(r"[0-9a-f]{64}", value) is not None or (rest != value and len(re.findall(r"\w", rest)) < least)


_COUNTER = re.compile(
    r"(?<!\d)\d{1,3}[ \t]?[%％]|(?<!\d)\d{1,2}月\d{1,2}[日号]"
    r"|(?:\d{1,3}(?:[ ,.]\d{3}){1,3}|\d[\d,.]{0,9})[ \t]?[万wWkK]?[ \t]?(?:[位个人名条次]{0,2})[ \t]?(?:订阅|成员|浏览|阅读|播放|看过|观看|在看|回复|评论|转发|点?赞|收藏|粉丝|在线|subscriber|member|view)"
    r"|(?:浏览|阅读|播放|回复|评论|转发|点?赞|收藏|粉丝|查看)[ \t:：]{0,2}\d[\d,.]{0,9}"
    r"|(?m:^[^\w\n]*\d[\d,.]{0,8}[万wWkK]?[ \t]+\d{1,2} ?\d?[:：]\d{2}[^\w\n]*$)"
)
"""What an app counts or its clock shows: battery, day of a talk, subscribers, how often a post was seen and when."""


def _sides(box: Any) -> Box:
    return box.left, box.top, box.width, box.height


def _document(name: str, data: bytes, taken: str) -> Read:
    from doxdocket.detect.stage import look  # noqa: PLC0415 - loads the detector, in the process that reads
    from doxdocket.kit.quotes import heard as quoted  # noqa: PLC0415 - it takes from here
    from doxdocket.kit.quotes import remarked  # noqa: PLC0415
    from doxdocket.law import classes  # noqa: PLC0415
    from doxdocket.seal.masks import mask  # noqa: PLC0415

    texts, why = _texts(name, data)
    hits, heard = list[Seen](), list[tuple[str, Sequence[Any]]]()
    for number, told in enumerate(look([("text", text) for text in texts])):
        if isinstance(told, Lost):
            why = why or "part"
            continue
        heard.append((texts[number], told[0]))
        hits += [
            Seen(number, one.start, one.end, one.kind, one.verdict.value, one.value, mask(one.kind, one.value, one.verdict.value), person=one.person, sure=classes.reliable(one.reasons))
            for one in told[0]
            if not no_value(one.kind, one.value)
        ]  # fmt: skip
    form = next(filter(None, map(_calls, texts)), "")
    read = Read(tuple(texts), tuple(found(joined(hits, texts), texts, form, taken)), why, form=form)
    noted = remarked(read) if form == "calls" else ()
    said = quoted([text for text, _ in heard], [some for _, some in heard])
    said = tuple(one for one in said if not any(each[1] in one[1] for each in noted))
    return replace(read, threats=(*noted, *said))


def _texts(name: str, data: bytes) -> tuple[list[str], str]:
    """The texts that a reader of the file sees, each once, and why not all of it is among them."""
    from doxdocket.report import carried, carriers  # noqa: PLC0415 - loads readers of many forms

    rows, others, why, size = dict[str, list[str]](), dict[object, list[str]](), "", 0
    for one in carriers.layers(name, data):
        if isinstance(one, carried.Unread):
            why = why or ("unread" if not one.where or one.why in ("encrypted", "old_office", "unknown") else "part")
            continue
        last = one.where[-1] if one.where else ("", "")
        part = next((str(which) for what, which in reversed(one.where) if what == "part"), "")
        if last[0] in _BESIDE or (_NO_OFFICE.match(part) and not _OFFICE.fullmatch(part)):
            continue
        size += len(one.text)
        if size > MOST:
            why = why or "long"
            break
        if one.cells:
            rows.setdefault(part, []).append("\t".join(one.text.split("\n")))
        elif not part.startswith("xl/") or part not in rows:
            held = others.setdefault((one.where, one.seen), [])
            if not held or len(held[-1]) >= carried.PIECE:  # what follows is the same text in other order
                held.append(one.text)
    sheets = ["\n".join(lines) for lines in rows.values()] or _sheet(name, data)
    if sheets:
        others = {key: held for key, held in others.items() if rows and "xl/" not in str(key)}
    found = [text for text in (*sheets, *("".join(held) for held in others.values())) if text.strip()]
    return list(dict.fromkeys(found)), why


def _sheet(name: str, data: bytes) -> list[str]:
    r"""The rows of a page that is called a sheet (.xls), as carriers give lists of calls; of anything else nothing.

    >>> _sheet("a.xls", b"<table><tr><td>1</td><td>2 <b>3</b></td></tr><tr><td>4</td></tr></table>")
    ['1\t2 3\n4']
    """
    if not name.lower().endswith((".xls", ".xlsx")) or b"<tr" not in data[: 1 << 16].lower():
        return []
    charset = b"gb18030" if re.search(rb"charset=.?(?:gb|GB)", data[:4096]) else b"utf-8"
    page = _Rows()
    page.feed(data.decode(charset.decode(), "replace"))
    page.close()
    told = [[" ".join(" ".join(cell).split()) for cell in row] for row in page.rows]
    return ["\n".join(line for row in told if (line := "\t".join(filter(None, row))))]


class _Rows(HTMLParser):
    """The cells of the rows of a page, each as the texts that stand in it."""

    _HIDDEN = frozenset({"script", "style", "title"})
    _LINES = frozenset({"tr", "p", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6"})

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[list[str]]] = [[[]]]
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """A row, a cell, or what is not shown."""
        self._hidden += tag in self._HIDDEN
        if tag in self._LINES:
            self.rows.append([[]])
        elif tag in {"td", "th"}:
            self.rows[-1].append([])

    def handle_endtag(self, tag: str) -> None:
        """The end of a row, or of what is not shown."""
        self._hidden = max(0, self._hidden - (tag in self._HIDDEN))
        if tag in self._LINES:
            self.rows.append([[]])

    def handle_data(self, data: str) -> None:
        """Text of the last cell."""
        if not self._hidden:
            self.rows[-1][-1].append(data)


MASKED: Final = "*＊某xX■"
"""Signs that stand in place of one of a name."""
_APART = re.compile(r"[\s\-－—·]+")
"""What may stand between the signs of a value that its owner wrote: blanks, dashes, the end of a line."""


def plain(text: str) -> str:
    """A value as it is compared: one width, small letters, nothing between its signs."""
    return _APART.sub("", unicodedata.normalize("NFKC", text).casefold())


@lru_cache(maxsize=1 << 13)
def standing(value: str, text: str) -> list[tuple[int, int]]:
    r"""Where a value stands in a text, over the ends of lines too.

    >>> standing("柳春生", "柳春\n生，柳 春 生")
    [(0, 4), (5, 10)]
    >>> standing("26岁", "2026-11-26 23:26，26岁，年龄：26，26楼，2600元"), standing("0514", "2026-05-14，0514")
    ([(17, 19), (24, 26)], [(11, 15)])
    """
    age = _AN_AGE.fullmatch(plain(value))
    wanted = age[1] if age else plain(value)
    wide = text.translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
    kept = [(at, sign) for at, char in enumerate(wide) if not _APART.fullmatch(char) for sign in char.casefold()]
    row, found, at = "".join(sign for _, sign in kept), [], 0
    while (age or len(wanted) > 1) and (at := row.find(wanted, at)) >= 0:
        found.append((kept[at][0], kept[at + len(wanted) - 1][0] + 1))
        at += len(wanted)
    if wanted.isdecimal() and len(wanted) < _FEW:
        return [span for span in found if (_of_age if age else _by_itself)(text, *span)]
    return found


_FEW: Final = 5
"""Digits from which a number is sought wherever it stands."""
_AN_AGE = re.compile(r"(\d{1,6})(?:[周虚]?[岁歲])")


def sought(kind: str, value: str) -> str:
    """A value as it is sought in texts: bare digits of an age are one only with their word."""
    return f"{value}岁" if kind == "age" and _AN_AGE.fullmatch(f"{plain(value)}岁") else value


def _of_age(text: str, start: int, end: int) -> bool:
    """Whether digits are an age, by the word behind or before them."""
    alone = not (text[end : end + 1].isdecimal() or text[start - 1 : start].isdecimal())
    before = (
        any(one.end() == min(start, 8) for one in sign("before_age").finditer(text[max(0, start - 8) : end + 3]))
        if alone
        else False
    )
    return alone and (before or sign("behind_age").match(text, end) is not None)


def _by_itself(text: str, start: int, end: int) -> bool:
    """Whether few digits are no part of a longer row of them, of a moment, a count or an amount."""
    if text[end : end + 1].isdecimal() or text[:start][-1:].isdecimal() or _meets(_of(text).counted, start, end):
        return False
    return not any(
        one.start() < end and start < one.end() for one in _WHEN.finditer(text, max(0, start - 24), end + 24)
    )


def stands(value: str, text: str) -> bool:
    """Whether a value stands in a text at all."""
    return plain(value) in _of(text).folded if len(plain(value)) > _FEW else bool(standing(value, text))


_DATE = r"(?<!\d)20\d\d(?:[-./]\d{1,2}[-./]\d{1,2}|年\s?\d{1,2}月\s?\d{1,2}日)(?!\d)"
_TIME = r"(?<![\d:：])\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?![\d:：])"
_MOMENT = re.compile(rf"{_DATE}[\sT,，;、]*{_TIME}")
_CLOSE = r"(?<!\d)20\d\d[-./年]\d\d[-./月]\d\d日?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?!\d)"
"""A date and a time between which no blank was read."""
_NO_YEAR = rf"(?<![\d-])(?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01])\s+{_TIME}"
_ENGLISH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}, 20\d\d,?\s\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?"
_WHEN = re.compile(rf"{_ENGLISH}|{_CLOSE}|{_MOMENT.pattern}|{_NO_YEAR}|{_DATE}|{_TIME}")
_NUMBER = re.compile(r"[\dXxOoIl](?:[ \-－—–.·()（）]{0,2}[\dXxOoIl])*")
_MISREAD = str.maketrans("OoIl", "0011")
_LONG: Final = 8
"""Signs from which a value, or a line, is long."""
_TAIL = re.compile(r"(?:尾号|[后末尾][三四五六3-6]位(?:数字|号码|数)?)[是为:：\s]{0,2}([\dXx]{3,6})(?![\dXx])")
_DIGITS = re.compile(r"[+＋]?\d(?:[ \-－—–.·()（）]{0,2}\d){6,}")
_DRESSED = re.compile(
    r"(?:手机|电话|号码|微信|身份证|[Qq]{2})(?:号码?)?[：:是为\s]{0,3}(\d(?:[ \-－—–.·()（）元块圆角分钱位]{0,2}\d){6,})"
)
"""A number behind its label that is dressed as amounts: whoever reads it as a payment, it is none."""


def moments(text: str) -> list[str]:
    """Moments and days that stand in a text, in their order.

    >>> moments("2026-12-01 10:36 派送")
    ['2026-12-01 10:36']
    """
    return [found[0] for found in _WHEN.finditer(text)]


def rows(text: str) -> list[tuple[int, int]]:
    """Rows of seven digits and more that are no date and no time of the clock, behind the label of a number dressed as amounts too, and ends of numbers (尾号, 后四位): whoever they are of, a covered text shows none.

    >>> text = "2026-11-29 20:21,19900007777"
    >>> [text[start:end] for start, end in rows(text)]
    ['19900007777']
    >>> text = "手机后四位 1850，尾号5555"
    >>> [text[start:end] for start, end in rows(text)]
    ['1850', '5555']
    >>> text = "她手机：139元0000块1862，给300元，我手机 19900007777"
    >>> [text[start:end] for start, end in rows(text)]
    ['139元0000块1862', '19900007777']
    """
    rest = _numbers(text)
    dressed = [found.span(1) for found in _DRESSED.finditer(rest)]
    group = _of(text).group
    alone = [span for found in _DIGITS.finditer(rest) if not _meets(dressed, *(span := found.span())) and span != group]
    return alone + dressed + [found.span(1) for found in _TAIL.finditer(text)]


_SITE = re.compile(
    r"(?i)(?<![\w.@/-])(?:https?://)?(?:[a-z\d](?:[a-z\d-]{0,62})\.){1,4}[a-z]{2,18}/[\w./?=&%#~+-]{1,200}(?<![./?&-])",
    re.ASCII,
)


def sites(text: str) -> list[str]:
    r"""Where something was published, as a file shows it: addresses of pages, and the number of the group whose talk it is.

    >>> (
    ...     sites("完整资料看电报t.me/jzkaihe_notes/311。加 a@example.com"),
    ...     sites("吃瓜小分队(386)\n群号 000012345\n在吗"),
    ... )
    (['t.me/jzkaihe_notes/311'], ['群号 000012345'])
    """
    first, end = _of(text).group
    line = text[slice(*_line(text, first, end))].strip() if end else ""
    return list(dict.fromkeys([found[0] for found in _SITE.finditer(text)] + [line] * bool(line)))


def heads_of(text: str) -> list[tuple[int, int]]:
    """Where the moments of the heads of posts stand."""
    return _of(text).heads


class _Text:
    """What of a text is asked for with each of its values, looked for once: how it is compared, and where stretches stand that belie one."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def folded(self) -> str:
        """As values are compared."""
        return plain(self._text)

    @cached_property
    def counters(self) -> list[tuple[int, int]]:
        """Counters, clocks and times of posts, and days of a talk."""
        return _ordered([found.span() for found in _COUNTER.finditer(self._text)] + self.clocks)

    @cached_property
    def clocks(self) -> list[tuple[int, int]]:
        """Moments with a clock: what is not sure to be a birth is none there; a day alone may be one."""
        return _ordered(found.span() for found in _CLOCK.finditer(self._text))

    @cached_property
    def posts(self) -> list[int]:
        """Where posts end on a screen: behind a line of a stamp, of a clock alone with how often it was seen, of how often it was handed on."""
        return [found.end() for found in _POST_ENDS.finditer(self._text)]

    @cached_property
    def group(self) -> tuple[int, int]:
        """Where the number of the group stands whose talk this is, in the head of its screen, below its name with how many are in it: it names the place, and nobody."""
        head = "\n".join(self._text.split("\n")[:_HEAD_LINES])
        titled = _GROUP_TITLE.search(head)
        number = _GROUP_NUMBER.search(head, titled.end()) if titled else None
        return number.span(1) if number else (0, 0)

    @cached_property
    def headed(self) -> list[int]:
        """Where posts of a page begin: at the name by which its title begins, in a line by itself over each."""
        title, _, rest = self._text.lstrip().partition("\n")
        lines = Counter(line.strip() for line in rest.split("\n"))
        name = next((line for line, n in lines.items() if n > 1 and len(line) > 1 and title.startswith(line)), "")
        return [found.start() for found in re.finditer(r"[^\n]+", self._text) if name and found[0].strip() == name]

    @cached_property
    def heads(self) -> list[tuple[int, int]]:
        """The moments of heads of posts."""
        return [
            one.span(1)
            for one in _HEAD.finditer(self._text)
            if not one[0].strip()[0].isdigit() or _CLOCK.search(one[1]) or _HOUR.match(self._text, one.end())
        ]

    @cached_property
    def amounts(self) -> list[tuple[int, int]]:
        """Amounts of money."""
        return [found.span() for found in _AMOUNT.finditer(self._text)]

    @cached_property
    def counted(self) -> list[tuple[int, int]]:
        """Counters and amounts."""
        return _ordered([*self.counters, *self.amounts])

    @cached_property
    def born(self) -> int:
        """From where on it may tell a birth: label and day may be lines apart."""
        return said.start() if (said := sign("born").search(self._text)) else len(self._text)

    @cached_property
    def caller(self) -> str:
        """Of a talk with one number whose screen has each moment over what was said (it begins with one and ends with none) that number; a number alone may be anybody's."""
        lines = [line.strip() for line in self._text.split("\n") if line.strip()]
        head = next((n for n, line in enumerate(lines[:4]) if not _STATUS.fullmatch(line)), len(lines))
        begins = next((line for line in lines[head + 1 : head + 3] if not sign("message").fullmatch(line)), "")
        over = _WHOLE_MOMENT.fullmatch(begins) and not (_CLOCK.fullmatch(lines[-1]) or _STAMP.fullmatch(lines[-1]))
        return lines[head].strip("‹<＜ ：:") if over and _A_NUMBER.fullmatch(lines[head]) else ""

    @cached_property
    def messages(self) -> bool:
        """Whether it is a list of messages by its head."""
        head = [line.strip() for line in self._text.split("\n") if line.strip()][:6]
        return any(map(sign("messages_head").fullmatch, head)) and not sign("of_calls").search(self._text)

    @cached_property
    def kin(self) -> list[int]:
        """Where lines begin with a word for one of the family."""
        return [found.start() for found in sign("kin_line").finditer(self._text)]


_of = lru_cache(maxsize=64)(_Text)


def _ordered(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, those that overlap as one."""
    from doxdocket.seal.masks import merged  # noqa: PLC0415

    return [(start, end) for start, end, _ in merged((*span, "") for span in spans)]


_SIGNS = frozenset("0123456789OolI幺两") | numerals.HAN.keys()
"""What may be a sign of a number."""


def _holds(text: str, spans: Sequence[tuple[int, int]], one: Seen) -> bool:
    """Whether one of these stretches, in order, lies whole in what was found, and beside all of them fewer than five signs of a number: else it is one, with a clock or a count behind it."""
    at = bisect_left(spans, (one.start, 0))
    if at == len(spans) or spans[at][1] > one.end:
        return False
    return sum(text[n] in _SIGNS and not _meets(spans, n, n + 1) for n in range(one.start, one.end)) < 5


def _meets(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of these stretches, in order, overlaps this."""
    at = bisect_right(spans, start, key=lambda span: span[1])
    return at < len(spans) and spans[at][0] < end


_HEAD_LINES: Final = 8
_GROUP_TITLE = re.compile(r"(?m:^[^\n]{2,20}[(（]\d{1,5}[)）]\W{0,3}$)")
_GROUP_NUMBER = re.compile(r"(?m:^\W{0,3}(?:QQ)?群(?:聊)?(?:号码?)?[:：\s]{0,3}(\d{5,12})\W{0,3}$)")
_CLOCK = re.compile(
    rf"{_MOMENT.pattern}|{_CLOSE}|(?:(?<!\d)\d{{1,2}}月\d{{1,2}}[日号][ \t]*)?(?:(?:(?:周|星期)[一二三四五六日天]|[上下中]午|凌晨|早上|晚上)[ \t]{{0,3}}){{0,3}}{_TIME}"
)
_DAY = re.compile(r"(?:0?[1-9]|1[0-2])月\d{1,2}[日号]")
_HEAD = re.compile(
    rf"(?m:(?:^\s{{0,9}}(?:\d{{1,5}}\s?[楼#]|楼主|沙发|板凳)|(?:发[表布]|回复|更新|编辑)于)[^\n，。,;；!！?？她他它我你时]{{0,60}}?)({_WHEN.pattern})"
)
"""The head of a post in a forum, and its moment; behind the number of a floor one with a clock (3楼 2019-09-01搬来的 is none)."""
_HOUR = re.compile(r"\s{0,3}\d{1,2}[:：]\d{2}")
_AMOUNT = re.compile(
    r"[¥￥$][ \t]?\d[\d,.]{0,9}|(?<![\d.,])\d[\d,.]{0,9}[ \t]?(?:[uUwW](?![A-Za-z])|[元块万份次]|单(?![\u3400-\u9fff])|usdt|usdc|rmb|btc|eth|trx|[个枚]?(?:比特币|以太坊?|泰达币?))",
    re.IGNORECASE,
)
_WALLETS_FORM = re.compile(r"[A-Za-z0-9]{20}")
"""Signs in a row that a wallet has at least."""
_GOES_ON = re.compile(r"[A-Za-z0-9]")
"""Behind an amount, of which it is then part."""
_STAMPED = re.compile(
    rf"(?m:^[^\w\n]*(?:{_MOMENT.pattern}|{_CLOSE}|{_NO_YEAR}|(?:昨天|今天|前天)?\s?{_TIME})[^\S\n]*(?:来自|发布于|[Ii][Pp]属地)[:： ]{{0,2}}([^\n]{{1,30}})$)"
)
"""A line of when, and (its group) from where, something was posted."""
_POST_ENDS = re.compile(
    rf"{_STAMPED.pattern}|(?m:^[^\w\n]*(?:\d[\d.,]{{0,8}}[万wWkK]?[ \t]*)?(?<!\d[:：])(?:[01]?\d|2[0-3])[:：]\d{{2}}[^\w\n]*$)"
    r"|(?m:^[^\w\n]*转发 ?\d{0,9}[^\S\n]{0,4}评论[^\n]{0,30}$)"
)


def found(hits: Iterable[Seen], texts: Sequence[str], form: str, taken: str = "") -> Iterator[Seen]:
    r"""What was found, but for what the place belies: a day of the year before the file was ``taken`` in, or later, that no word calls a birth; of a row of a list of calls or messages all but numbers, names and what was said; what the computer is not sure of and takes from a clock, a counter, an amount, the head of a post or over the end of a line into a moment; a picture where there are but words of one.

    >>> text = "78%\n1740 23:36\n生日 1896-09-08\n3楼 小麦\t2026-11-24 16:03\n给300U，要500U 21:15"
    >>> where = [("phone_number", 4, 14), ("birth_date", 18, 28), ("movement_trace", 29, 51), ("birth_date", 35, 45)]
    >>> where += [("phone_number", 53, 56), ("phone_number", 59, 62)]
    >>> hits = [Seen(0, a, b, kind, "doubtful", text[a:b], "*", sure=False) for kind, a, b in where[:4]]
    >>> hits += [Seen(0, a, b, kind, "doubtful", "300500", "*", sure=False) for kind, a, b in where[4:]]
    >>> [(one.kind, one.start) for one in found(hits, [text], "")]
    [('birth_date', 18)]
    >>> row = "11月26日 01:10 浙江省杭州市 中国移动"
    >>> [*found([Seen(0, 0, len(row), "travel_ticket", "valid", row, "*")], [row], "calls")]
    []
    """
    hits = [one for each in hits if (one := _fitted(each, texts))]
    names = {one.value for one in hits if one.kind == "name"}
    hits = [_bare_name(one, names) for one in hits]
    same, sure = dict[tuple[str, str, int], list[Seen]](), dict[tuple[str, str], Seen]()
    for one in hits:
        if one.where == "text" and texts:
            same.setdefault((one.kind, one.value, one.text), []).append(one)
            if one.sure and one.kind in _SWALLOWS:
                sure.setdefault((one.kind, plain(texts[one.text][one.start : one.end])), one)
    pieces = {key: _pieced(texts[key[2]], some) for key, some in same.items()}
    for one in hits:
        if one.where != "text" or not texts:
            yield one
        elif one.kind not in _PICTURED and not (form == "calls" and _column(texts[one.text], one)):
            text = texts[one.text]
            first, end = _of(text).group
            if _of_now(text, one, taken) or first <= one.start < end or one.start <= first < one.end <= end:
                continue
            if one.sure or not _belied(text, one, pieces[one.kind, one.value, one.text]):
                yield one if one.sure or one.kind not in _SWALLOWS else _trimmed(text, one, sure)


def _fitted(one: Seen, texts: Sequence[str]) -> Seen | None:
    """What was found, without a count behind a number (``+855 00 000 2217 (4)``), the end of a label before a firm (上班地点…) and the words for beside it; nothing where it is a price, or the moment of a post without a place."""
    if one.where != "text" or not texts:
        return one
    text = texts[one.text]
    start, end = one.start, one.end
    if one.kind in NUMBERS and (count := _COUNT.search(text, start, end + 2)) and count.start() < end <= count.end():
        behind = len(digits(text[count.start() : end]))
        value = one.value[:-behind] if one.value.endswith(digits(text[count.start() : end])) else one.value
        return _cut_to(one, start, count.start(), value) if behind else one
    if (
        one.kind in ("workplace", "school")
        and text[start : start + 1] in "于在"
        and sign("firm_verb").search(text, max(0, start - 2), start)
    ):
        start += 1
        one = _cut_to(one, start, end, one.value[1:] if len(one.value) == end - start + 1 else plain(text[start:end]))
    if one.kind == "workplace":
        start += sign("firm_label_ends").search(text, max(0, start - 6), start) is not None and text.startswith(
            "点", start
        )
        beside = sign("beside_firm").search(text[start:end])
        end = start + beside.start() if beside else end
        if _OPENED.search(text[start:end]) and text[end : end + 1] in (")", "）"):
            return (
                _cut_to(one, start, end + 1, f"{one.value[start - one.start :]}{text[end]}")
                if len(one.value) == one.end - one.start
                else one
            )
        if (start, end) != (one.start, one.end):
            front, back = start - one.start, one.end - end
            cut = one.value[front : len(one.value) - back]
            value = cut if len(one.value) == front + back + end - start else plain(text[start:end])
            return _cut_to(one, start, end, value) if len(value) > 1 else one
    line = text[slice(*_line(text, start, end))]
    if (
        one.kind == "virtual_asset"
        and not one.sure
        and not (_WALLETS_FORM.search(text, start, end) or _WALLETS_FORM.search(one.value))
        and any(not _GOES_ON.match(text, found.end(), end) for found in _AMOUNT.finditer(text, start, end))
    ):
        return (
            one if sign("has").search(line) and not priced(line) else None
        )  # an amount is no wallet: somebody has it, or it is asked for
    if one.kind in WHERE and not one.sure:  # the place of a stamp is covered by itself (``copies``)
        words = text[start:end].strip()
        return None if _BARE_STAMP.fullmatch(words) or (words in line and _STAMPED.fullmatch(line)) else one
    return one


def _bare_name(one: Seen, names: Collection[str]) -> Seen:
    """A name without what somebody is before it, where that was read with it: it is no name as a whole, and its end is one that stands alone too, or behind such a word.

    >>> one = Seen(0, 5, 10, "name", "valid", "幼师林知夏", "***")
    >>> _bare_name(one, ["林知夏"]).value, _bare_name(one, ["林夏"]).value
    ('林知夏', '幼师林知夏')
    """
    from doxdocket.detect.data import table  # noqa: PLC0415 - loads the detector, in the process that reads
    from doxdocket.detect.reader.candidates.names import is_built  # noqa: PLC0415

    size = len(one.value)
    if one.kind != "name" or size < 4 or one.end - one.start != size or is_built(one.value):
        return one
    lists = table("names.yaml", "doxdocket.detect.reader.candidates")
    for n in range(min(4, size - 1), 1, -1):
        before, name = one.value[:-n], one.value[-n:]
        if is_built(name) and (name in names or any(before in lists[key].split() for key in ("leads", "titles"))):
            return _cut_to(one, one.end - n, one.end, name)
    return one


def _cut_to(one: Seen, start: int, end: int, value: str) -> Seen:
    from doxdocket.seal.masks import mask  # noqa: PLC0415

    return replace(one, start=start, end=end, value=value, mask=mask(one.kind, value))


_OPENED = re.compile(r"[(（][^()（）]{1,12}$")
"""A bracket that is not closed: a firm's branch (…中心(河湾店)."""
WHERE: Final = frozenset({"movement_trace", "realtime_location"})
_BARE_STAMP = re.compile(rf"(?:{_WHEN.pattern})\s{{0,3}}(?:发[表布]于?|编辑于?|来自)?")
"""A moment of a post that names no place."""


def amount(value: str) -> bool:
    """Whether a value is an amount of money alone.

    >>> amount("500 USDT"), amount("0.02BTC"), amount("13900001850"), amount("6217000012345678")
    (True, True, False, False)
    """
    return _AMOUNT.fullmatch(value.strip()) is not None


def priced(line: str) -> bool:
    """Whether the amounts of a line are prices by its words, and nobody's own.

    >>> priced("撤榜3000U"), priced("柳春生奖金20000元"), priced("她有3000U")
    (True, False, False)
    """
    return sign("sells").search(line) is not None and not sign("has").search(line)


def _pieced(text: str, same: Sequence[Seen]) -> bool | None:
    """Of a number in pieces, by all stretches of it, whether one of them is of a counter or an amount; None where it is not in pieces."""
    pieces = [one for one in same if one.kind in _DIGITS_OF and one.end - one.start < len(one.value)]
    if len(pieces) < 2:
        return None
    return any(_meets(spans, one.start, one.end) for one in pieces for spans in (_of(text).counters, _of(text).amounts))


def _of_now(text: str, one: Seen, taken: str) -> bool:
    r"""Whether what was taken for a birth, and may be none, is a day of what happened; of a child of that year the words around it say that it is a birth.

    >>> text = "2026-11-24\n生日 2026-11-25\n2026-03-05生\n宝宝 2026-03-06"
    >>> days = [(a, text[a : a + 10]) for a in (0, 14, 25, 40)]
    >>> [
    ...     _of_now(text, Seen(0, a, a + 10, "birth_date", "valid", day, "*", sure=False), "2026-12-01")
    ...     for a, day in days
    ... ]
    [True, False, False, False]
    """
    if one.kind != "birth_date" or one.sure or not taken or not _WHOLE_DAY.fullmatch(one.value):
        return False
    year_before = f"{int(taken[:4]) - 1}{taken[4:]}"
    return one.value > year_before and not (
        sign("born").search(text, max(0, one.start - 24), one.end)
        or sign("born_behind").match(text, one.end)
        or sign("of_a_child").search(text, *_line(text, one.start, one.end))
    )


_WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _belied(text: str, one: Seen, pieced: bool | None) -> bool:
    """Whether what the computer is not sure of is none; ``pieced``: see ``_pieced``."""
    if one.kind == "job_history" and one.verdict == "doubtful":
        return True
    birth = one.kind == "birth_date"
    if birth and sign("born").search(text, max(_line(text, one.start, one.end)[0], one.start - 10), one.end):
        return False
    runs = one.kind in _DIGITS_OF and "\n" in text[one.start : one.end]
    moments = [each.span() for each in _WHEN.finditer(text, max(0, one.start - 20), one.end + 20)] if runs else []
    if _over(one, moments) or _meets(_of(text).heads, one.start, one.end):
        return True
    words = text[one.start : one.end]
    if (
        birth
        and _DAY.fullmatch(words)
        and words == text[slice(*_line(text, one.start, one.end))].strip()
        and one.start < _of(text).born
        and _of(text).clocks
    ):
        return True  # the day over a talk, where no birth was spoken of
    if (
        one.kind in _SWALLOWS
        and re.search(r"\d", words)
        and not re.search(r"\w", sign("slip").sub("", _bare(_AMOUNT.sub("", words))))
    ):
        return True  # the price or the moment on a slip
    if one.kind in _DIGITS_OF and re.search(r"[^\W\d_xX]", words) and _holds(text, _of(text).counters, one):
        return True  # digits from this side of a word and that, a whole count or day with its word among them
    if pieced is not None:
        return pieced
    spans = _of(text).clocks if birth else _of(text).counters
    signs = [at for at in range(one.start, one.end) if text[at].isalnum()]
    inside = all(_meets(spans, at, at + 1) for at in signs)
    return inside and re.search(r"\d", text[one.start : one.end]) is not None


def _trimmed(text: str, one: Seen, sure: Mapping[tuple[str, str], Seen]) -> Seen:
    """An address or the like of which the computer is not sure, as one of its kind of which it is, where but words of a sentence (``BEFORE_IT``, ``_BEHIND_IT``) are around it."""
    words = text[one.start : one.end]
    before, behind = sign("before_place").match(words), sign("behind_place").search(words)
    for start in {0, before.end() if before else 0}:
        for end in {len(words), behind.start() if behind else len(words)}:
            told = sure.get((one.kind, plain(words[start:end])))
            if told and end - start < len(words):
                return replace(one, start=one.start + start, end=one.start + end, value=told.value, mask=told.mask)
    return one


def chance(text: str, one: Seen) -> bool:
    """Whether the computer is not sure of what was found and all its digits are of a count, a price, a clock or a day without a year: it is covered where it was found, and sought nowhere else."""
    if one.sure:
        return False
    spans = _of(text).counted
    runs = [*re.finditer(r"\d+", text[one.start : one.end])]
    return bool(runs) and all(_meets(spans, one.start + run.start(), one.start + run.end()) for run in runs)


def unnamed(read: Read) -> Iterator[Seen]:
    """Rows of digits that copies cover and of which nobody knows what they are, so that their owner can say so; of a list of calls and a parcel ``senders`` tells them."""
    from doxdocket.seal.masks import mask  # noqa: PLC0415

    for at, text in enumerate(() if read.form in ("calls", "parcel") else read.texts):
        spans = _ordered((one.start, one.end) for one in read.hits if one.text == at and one.where == "text")
        for start, end in rows(text):
            if not _meets(spans, start, end):
                boxes = tuple(box for first, last, box in read.lines if start < last and first < end)
                value = digits(text[start:end])
                shown = mask("social_account", value)
                yield Seen(at, start, end, "social_account", "doubtful", value, shown, boxes=boxes, sure=False)


_HANDLE = re.compile(r"(?<![\w.@])@[A-Za-z]\w{3,31}(?![\w@])", re.ASCII)


def handles(read: Read) -> Iterator[Seen]:
    """Accounts (@name) of which the computer found nothing, so that their owner can say whose they are: a channel's or a seller's among them."""
    from doxdocket.seal.masks import mask  # noqa: PLC0415

    for at, text in enumerate(read.texts):
        spans = _ordered((one.start, one.end) for one in read.hits if one.text == at and one.where == "text")
        for found in _HANDLE.finditer(text):
            if not _meets(spans, *found.span()):
                boxes = tuple(box for first, last, box in read.lines if found.start() < last and first < found.end())
                yield Seen(
                    at,
                    *found.span(),
                    "social_account",
                    "doubtful",
                    found[0],
                    mask("social_account", found[0]),
                    boxes=boxes,
                    sure=False,
                )


def _over(one: Seen, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < one.end and one.start < end for start, end in spans)


def _column(text: str, one: Seen) -> bool:
    """Whether it is of the columns of a list of calls or messages: in a row with a moment, no number and no name, and the moment is part of it, or the computer is not sure and its cell says nothing; anywhere a number of which no more than a piece stands there."""
    first, last = _line(text, one.start, one.end)
    moments = [each.span() for each in _WHEN.finditer(text, first, last)]
    if one.kind in NUMBERS:
        return digits(one.value) not in digits(text[one.start : one.end])
    if not moments or one.kind == "name":
        return False
    cells = [
        each[0] for each in _CELL_OF.finditer(text, first, last) if each.start() < one.end and one.start < each.end()
    ]
    said = any(len(re.findall(r"[^\W\d]", sign("carrier").sub("", _bare(each)))) >= _LONG for each in cells)
    return _over(one, moments) or not (one.sure or said)


def _bare(cell: str) -> str:
    """A cell without moments, states and labels."""
    return _STATE.sub("", sign("call_cell").sub("", sign("withheld").sub("", _WHEN.sub("", cell))))


IN_PARTS: Final = frozenset({"name", "home_address", "delivery_address", "workplace", "school"})
"""Kinds of which a shorter value may be part of a longer one; half a number is another number."""
_SWALLOWS: Final = IN_PARTS - {"name"}
"""Kinds of which what was found may run on into a sentence."""
NUMBERS: Final = frozenset({"phone_number", "landline_number"})
_PICTURED: Final = frozenset({"id_card_image", "face_photo", "face_biometric", "other_biometric", "intimate_image"})
"""Kinds that are pictures: words that speak of one are no value."""


_COUNT = re.compile(r"(?<=\d)[ \t]*[(（]\d{1,3}[)）](?![ \t]*\d)")
"""How often somebody called, behind the number."""


def _numbers(text: str) -> str:
    """A text of which moments, and counts behind numbers, are no digits; as long as it was."""
    rest = _WHEN.sub(lambda found: "\0" * len(found[0]), text)
    return _COUNT.sub(lambda found: "\0" * len(found[0]), rest)


_LONGEST: Final = 15
"""Digits of a telephone number (ITU-T E.164)."""


def _alone(text: str) -> Iterator[tuple[int, int]]:
    r"""Numbers that stand in a cell of a list of calls or messages by themselves, beside moments and states: who called or wrote. Of a line with two nobody can tell which it is; whom the owner called is none.

    >>> text = "来电 13900001872 (3)\t03:10\n13900001862\n呼出 3分\n机主 13900001850"
    >>> [text[start:end] for start, end in _alone(text)]
    ['13900001872']
    """
    if sign("bill").search(text):
        yield from _billed(text)
        return
    rest, found, at = _numbers(text), dict[int, list[tuple[int, int]]](), 0
    lines = text.split("\n")
    for n, line in enumerate(lines):
        after = lines[n + 1] if n + 1 < len(lines) else ""
        if not sign("outgoing").search(line) and not sign("outgoing").match(after.strip()):
            for cell in re.finditer(r"[^\t,，;|]+", rest[at : at + len(line)]):
                number = _DIGITS.search(cell[0])
                if (
                    number
                    and len(re.sub(r"\D", "", number[0])) <= _LONGEST
                    and not re.search(r"\w", _STATE.sub("", sign("call_cell").sub("", cell[0].replace(number[0], ""))))
                ):
                    first = at + cell.start() + number.start()
                    found.setdefault(n, []).append((first, first + len(number[0])))
        at += len(line) + 1
    yield from (some[0] for some in found.values() if len(some) == 1)


_CELL = re.compile(r"[^\t,，;|: ：]+")


def _billed(text: str) -> Iterator[tuple[int, int]]:
    """The same of a carrier's list: the one number of each row that has a moment, but for those whom the owner called or wrote to."""
    rest, at = _numbers(text), 0
    for line in text.split("\n"):
        if _WHEN.search(line) and not _outgoing(line, bill=True) and not sign("bill_owner").search(line):
            cells = [(at + one.start(), one[0]) for one in _CELL.finditer(rest[at : at + len(line)])]
            numbers = [
                (start, cell)
                for start, cell in cells
                if re.fullmatch(r"[+＋]?\d[\d-]{5,17}", cell) and 7 <= len(digits(cell)) <= _LONGEST
            ]
            if len(numbers) == 1:
                yield numbers[0][0], numbers[0][0] + len(numbers[0][1])
        at += len(line) + 1


def _told(text: str, start: int, end: int) -> str:
    """What a list says of a number: its line, and the next if it names no number and no other moment: on a telephone's screen it tells how often, and whether it was answered."""
    first, last = _line(text, start, end)
    after = text[last + 1 : _line(text, last + 1, last + 1)[1]]
    line = text[first:last]
    if _WHEN.search(line) and _HOW_LONG.fullmatch(after):
        return f"{line}\t{after}"
    more = _WHEN.search(line) and (_WHEN.search(after) or not re.search(_STATE, after))
    return line if more or _DIGITS.search(_numbers(after)) else f"{line}\t{after}"


def _withheld(text: str) -> list[tuple[int, int]]:
    """Calls of a number that was withheld: rows with a moment and no number."""
    return [
        found.span()
        for found in sign("withheld").finditer(text)
        if _WHEN.search(line := _told(text, *found.span())) and not _DIGITS.search(_numbers(line))
    ]


def _outgoing(line: str, *, bill: bool) -> bool:
    """Whether a row is of whom the owner called or wrote to; on a carrier's list (``bill``) 主叫 says so too."""
    return sign("outgoing").search(line) is not None or (bill and sign("outgoing_bill").search(line) is not None)


def _calls(text: str) -> str:
    """``calls`` where at least three lines are a number by itself and a moment, or what follows on it says that it was a call."""
    dated = 0
    for start, end in _alone(text):
        dated += _WHEN.search(_told(text, start, end)) is not None
    return "calls" if dated >= 3 else ""


_STATUS = re.compile(r"\d{1,2}:\d{2}.*|.*\d{1,3}%|[‹<＜\s]*")
_A_NUMBER = re.compile(r"[‹<＜\s]*[+＋]?\d[\d -]{4,18}[：:\s]*")


def _private(text: str) -> str:
    r"""``private`` where a screen is a talk with one person, by its head: a number, or a word for one of the family; or a list of who wants to be a friend.

    >>> (
    ...     _private("07:10\t5G 78%\n17000001093\n接电话"),
    ...     _private("08:31\n爸爸\n在吗"),
    ...     _private("22:36\n吃瓜群(486)\n1"),
    ... )
    ('private', 'private', '')
    """
    head = next((line for line in text.split("\n")[:4] if not _STATUS.fullmatch(line)), "")
    return (
        "private"
        if _A_NUMBER.fullmatch(head)
        or sign("one_person").fullmatch(head)
        or len(sign("friend_request").findall(text)) > 1
        else ""
    )


def of_two(reading: Any) -> str:
    """``private`` where a screen is a talk of two by its sides: a name alone as its head, or an account with when it was last there below it, and what two say, each at a side, with no name over what is said."""
    lines = [one for one in reading.lines if len(one.text.strip()) > 1 and not _STATUS.fullmatch(one.text)]
    if len(lines) < _FEW or not _ALONE.fullmatch(lines[0].text.strip()) or sign("app_bar").search(lines[0].text):
        return ""
    below = [one for one in lines[1:] if not (_CLOCK.search(one.text) or _DAY_LINE.fullmatch(one.text))]
    with_whom = [one for one in below[:2] if sign("talks_with").search(one.text)]
    said = [one for one in below if one not in with_whom and len(re.findall(r"[\u3400-\u9fff]", one.text)) > 2]
    ours = [
        one
        for one in said
        if 4 * one.box.left > reading.width and 4 * (one.box.left + one.box.width) > 3 * reading.width
    ]
    theirs = [one for one in said if one not in ours]
    named = max(Counter(one.text.strip() for one in theirs).values(), default=0) > 1
    column = max((abs(one.box.left - theirs[0].box.left) for one in theirs), default=0) < 2 * max(
        (one.box.height for one in theirs), default=0
    )
    return "private" if ours and theirs and column and not named else ""


_ALONE = re.compile(r"(?!.*(?:群|频道|论坛|成员|订阅|评论|贴吧))[^\n(（\d:：，。]{2,12}")


def _parcel(text: str) -> bool:
    """Whether a picture is the slip of a parcel by its words: two of those that stand on one."""
    return len(set(sign("parcel").findall(text))) >= 2


_WAYBILL = re.compile(
    r"(?:运单|快递单|物流单|单号)(?:编?号码?)?[：:\s]*([A-Za-z]{0,6}\d(?:[ -]?\d){7,19})|(?<![A-Za-z\d])([A-Za-z]{2,6}\d{8,18})(?!\d)"
)
"""The number of its waybill, by the word before it or the letters that it begins with."""


def waybills(read: Read) -> Iterator[str]:
    """The digits of the numbers of waybills that stand on a parcel: of nobody; what has the form of a mobile, or the label of an account, is none."""
    for text in read.texts:
        for found in _WAYBILL.finditer(text):
            number = digits(found[1] or found[2])
            if not _MOBILE.fullmatch(number) and not _LABELLED.match(found[2] or ""):
                yield number


_MOBILE = re.compile(r"1[3-9]\d{9}")
_LABELLED = re.compile(r"(?i)tel|phone|mobile|call|qq|wx|vx|weixin|wechat|tg|id")


_ADDRESS = re.compile(r"\n[ \t]*地址[^\n]*")


def _sent(text: str) -> Iterator[tuple[int, int]]:
    r"""Where on a parcel its sender stands; an address on the line below is the sender's only where the receiver's stood before.

    >>> (
    ...     [found for found in _sent("寄件人：花店\n地址：松声路")],
    ...     [found for found in _sent("收件人：甲\n地址：乙\n寄件人：花店\n地址：丙")],
    ... )
    ([(0, 6)], [(11, 22)])
    """
    for found in sign("sender").finditer(text):
        below = _ADDRESS.match(text, found.end()) if _ADDRESS.search(text, 0, found.start()) else None
        yield found.start(), (below or found).end()


def senders(read: Read, what: str) -> Iterator[Seen]:
    """Who called, wrote or sent: of a list of calls the numbers by themselves (``_alone``), of a parcel what stands behind the word for its sender; of anything else nobody."""
    from doxdocket.seal.masks import mask  # noqa: PLC0415

    bills = set(waybills(read)) if what == "parcel" else set()
    for number, text in enumerate(read.texts if what in ("calls", "parcel") else ()):
        where = list(_alone(text)) if what == "calls" else list(_sent(text))
        hits = [one for one in read.hits if one.text == number and one.where == "text" and one.value]
        kinds = _DIGITS_OF if what == "calls" else None
        told = [
            one
            for one in hits
            if (not kinds or one.kind in kinds)
            and not proof(one)
            and digits(one.value) not in bills
            and any(a - 1 <= one.start and one.end <= b for a, b in where)
        ]
        yield from told
        for start, end in where if what == "calls" else rows(text):
            if (
                any(a <= start and end <= b for a, b in where)
                and not any(one.start < end and start < one.end for one in told)
                and digits(text[start:end]) not in bills
            ):
                value = re.sub(r"\D", "", text[start:end])
                boxes = tuple(box for first, last, box in read.lines if start < last and first < end)
                sort = "landline_number" if _LANDLINE.fullmatch(value) else "phone_number"
                yield Seen(number, start, end, sort, "doubtful", value, mask(sort, value), boxes=boxes, sure=False)


_LANDLINE = re.compile(r"0[1-9]\d{8,10}")
_NEAR_DAY = re.compile(
    r"((?:今天|昨天|前天|星期.|周[一二三四五六日]|(?<!\d)\d{1,2}月\d{1,2}[日号](?=(?:\s?(?:星期|周)[一二三四五六日天])?)))?(?:(?<=[日号])\s?(?:星期|周)[一二三四五六日天])?\s{0,3}((?:[上下中]午|凌晨|早上|晚上))?\s{0,3}$"
)
"""What stands before a time: its day and the part of it, as a screen shows them."""
_ITS_DAY = re.compile(r"今天|昨天|前天|星期.|周[一二三四五六日]|(?<!\d)\d{1,2}月\d{1,2}[日号]")
NEAR: Final = re.compile(r"今天|昨天|前天|星期.|周[一二三四五六日]")
"""A day by that on which it was shown, which nobody knows."""
STATES: Final = ("missed", "declined", "answered")
"""What a list says of a call that came in; of one of which it says none of these, or two, nobody knows."""
TEXTS: Final = ("text", "code")
"""What a list says of a message: one with a code of a service, or any other."""
_HOW_LONG = re.compile(
    r"[^\w\n]{0,3}(?:呼入|呼出|[来去]电|已接|接通|已拨|拨[出打]|通话)(?:来电|去电|电话)?[\s:：时长]{0,4}\d{1,2}[:：]\d{2}(?:[:：]\d{2})?\s{0,3}"
)
"""A line of a telephone's screen that tells of the call above it how long it was, which is no moment."""


def _shown(line: str) -> list[str]:
    """The moments of a row, each with its day as shown."""
    when = list[str]()
    for found in _WHEN.finditer(line):
        near = _NEAR_DAY.search(line, max(0, found.start() - 20), found.start())
        day = " ".join(filter(None, near.groups())) if near else ""
        when.append(f"{day} {found[0]}" if day else found[0])
    return when or [found[0] for found in _ITS_DAY.finditer(line)][:1]


_NEAREST: Final = ("前天", "昨天", "今天")


def order(moment: str) -> tuple[int, list[int], str]:
    """Where a moment of one list stands: those with a year, with month and day, with a day by that on which it was shown, with none."""
    if near := NEAR.match(moment):
        return 2 + (_NEAREST.index(near[0]) + 1 if near[0] in _NEAREST else 0), [], moment
    dated = re.match(r"\d{1,2}[-./月]\d{1,2}", moment)
    clock = re.match(r"\d{1,2}[:：]", moment)
    return (
        6 if clock else 1 if dated else 0,
        [int(each) for each in re.findall(r"\d{1,4}", moment)] if dated else [],
        moment,
    )


def called(read: Read, value: str) -> tuple[int, list[str], tuple[tuple[str, str, int], ...]]:
    r"""How often a list of calls names a number as who called (``value`` empty: one that was withheld), the moments of these calls, in their order, and of each row its moment, what it says of the call (``STATES``, ``outgoing``, or nothing), or that it is a message (``TEXTS``), and how many it counts.

    >>> text = "信息\n106900001234等\n106900001234\t11/27 02:01\n【某团】您的验证码208309，5分钟内有效"
    >>> called(Read((text,)), "106900001234")
    (0, [], (('11/27 02:01', 'code', 1),))
    """
    times, moments, rows_, before = 0, list[str](), list[tuple[str, str, int]](), set[str]()
    for text in read.texts:
        here, bill = list[str](), sign("bill").search(text) is not None
        spans = standing(value, text) if value else _withheld(text)
        for start, end in spans[_in_head(text, spans) :]:
            line = _told(text, start, end)
            when = _shown(line)
            when = [one for one in when if re.search(r"[-./年月]|20\d\d", one)] or when[
                :1
            ]  # beside a date a time is how long it was
            if when and re.search(_TIME, when[0]) and plain(when[0]) in before:
                continue  # a page of a PDF is read as its text and as a picture
            found = re.search(r"[(（](\d{1,3})[)）]", line)
            count = int(found[1]) if found else 1
            if _outgoing(line, bill=bill):
                rows_.append((when[0] if when else "", "outgoing", count))
                continue
            if kind := _written(text, line):
                rows_.append((when[0] if when else "", kind, count))
                before |= set(map(plain, when))
                continue
            told = [state for state in STATES if sign(state).search(line)]
            rows_.append((when[0] if when else "", told[0] if len(told) == 1 else "", count))
            times += count
            here += when
        before |= set(map(plain, here))
        moments += here
        if (
            value
            and read.form == "private"
            and (sent := [line.strip() for line in text.split("\n") if _WHOLE_MOMENT.fullmatch(line.strip())])
        ):
            times, moments, rows_ = (
                0,
                [],
                [(one, "text", 1) for one in sent],
            )  # a talk with it: a moment over each message
    return times, sorted(moments, key=order), tuple(rows_)


def _in_head(text: str, spans: Sequence[tuple[int, int]]) -> int:
    """How many of these stand in the head of a screen, over all moments, which names the number of a row below once more."""
    first = next((found.start() for found in _WHEN.finditer(text) if "\n" in text[: found.start()]), len(text))
    over = sum(_line(text, *span)[1] < first for span in spans)
    return over if over < len(spans) else 0


def _written(text: str, row: str) -> str:
    """Whether a row of a list tells of a message, not of a call: ``code`` of a service, ``text`` of any other; by its own words, or by the head of a screen that tells no state of a call."""
    said = sign("message_says").search(row)
    if not (said or sign("message").search(row) or _of(text).messages):
        return ""
    return "code" if sign("code").search(row) else "text"


def dialled(read: Read, value: str) -> bool:
    """Whether a list of calls tells that its owner called or wrote to this number."""
    return any(
        _outgoing(_told(text, *span), bill=sign("bill").search(text) is not None)
        for text in read.texts
        for span in standing(value, text)
    )


_CELLS = re.compile(r"[\t,，;；|]")


def contact(read: Read, value: str) -> str:
    """Under which name a list of calls with a column of names has a number; nothing where it has none."""
    for text in read.texts:
        at = None
        for line in text.splitlines():
            cells = [cell.strip() for cell in _CELLS.split(line)]
            if (
                at is not None
                and at < len(cells)
                and cells[at]
                and stands(value, line)
                and not sign("withheld").search(cells[at])
            ):
                return cells[at]
            if at is None and not _DIGITS.search(_numbers(line)):
                at = next(
                    (n for n, cell in enumerate(cells) if sign("contact_head").search(cell) and len(cells) > 2), None
                )
    return ""


def notes(read: Read) -> dict[str, list[tuple[str, str]]]:
    r"""What a list of calls with a column of remarks says of each number (as ``number`` tells it, else its digits), with the moment of each row.

    >>> notes(Read(("时间,号码,备注\n2026-11-26 10:30,132 0000 9008,说要弄死我\n",)))
    {'13200009008': [('2026-11-26 10:30', '说要弄死我')]}
    """
    told = defaultdict[str, list[tuple[str, str]]](list)
    for text in read.texts if any(map(sign("remark_head").search, read.texts)) else ():
        at, named = None, False
        for line in text.splitlines():
            cells = [cell.strip() for cell in _CELLS.split(line)]
            if at is not None and at < len(cells) and cells[at]:
                runs = (found[0] for found in _NUMBER.finditer(_numbers(line)))
                for value in dict.fromkeys(number(run) or digits(run) for run in runs):
                    told[value].append((next(iter(_shown(line)), ""), cells[at]))
            if not named and not _DIGITS.search(_numbers(line)) and len(cells) > 2:
                named = True
                at = next((n for n, cell in enumerate(cells) if sign("remark_head").fullmatch(cell)), None)
    return dict(told)


@lru_cache(maxsize=1 << 13)
def parts(value: str, text: str, *, misread: bool = True) -> list[tuple[int, int]]:
    """Where part of a value stands: of a number its end, or most of it; of a longer name or address five signs on end. ``misread``: a sign or two may be wrong, as in a picture.

    >>> text = "尾号 1850，1390O0O1851，900001850，浙江听涛区松声路"
    >>> [text[start:end] for start, end in parts("13900001850", text)]
    ['1850', '1390O0O1851', '900001850']
    >>> [text[start:end] for start, end in parts("杭州市听涛区松声路12号", text)]
    ['听涛区松声路']
    """
    wanted = plain(value)
    digits = re.sub(r"[^\dx]", "", wanted)
    if len(digits) >= 7 and len(digits) * 5 >= len(wanted) * 4:
        return [
            found.span()
            for found in _NUMBER.finditer(_numbers(text))
            if _part(digits, plain(found[0].translate(_MISREAD)), len(digits) // 9 * misread)
        ]
    name, _, site = wanted.partition("@")
    if name and sign("mail_site").fullmatch(site):
        wanted = name  # the site that keeps it is no value
    return [*_flat(value, text), *_room(value, text), *_runs(wanted, text)] if len(wanted) > 5 else []


_FLAT = re.compile(r"[^\n，。,;；!！?？\d]{0,6}(\d{3,4})(?!\d)室?")


def beside_estate(address: str, text: str) -> list[tuple[int, int]]:
    """Where part of an address stands, but for the name of its estate, which a group may bear.

    >>> text = "松声路12号听涛苑3幢602的群，听涛苑业主群"
    >>> [text[start:end] for start, end in beside_estate("杭州市松声路12号听涛苑3幢602室", text)]
    ['松声路12号', '3幢602']
    """
    found, kept = estate(address), list[tuple[int, int]]()
    for start, end in parts(address, text, misread=False):
        at = text.find(found[0], start, end) if found else -1
        cut = [(start, end)] if found is None or at < 0 else [(start, at), (at + len(found[0]), end)]
        kept += [(a, b) for a, b in cut if a < b]
    return kept


def _flat(address: str, text: str) -> list[tuple[int, int]]:
    """Where the estate and the flat of an address stand without its house.

    >>> text = "听涛苑602我记住了"
    >>> [text[start:end] for start, end in _flat("杭州市松声路12号听涛苑3幢602室", text)]
    ['听涛苑602']
    """
    found = estate(address)
    if found is None:
        return []
    name, flat = found
    lives = any((one.sort, one.text) == ("piece", plain(name)) for one in parts_of(ADDRESS, address))
    ends = [at + len(name) for at in range(len(text)) if text.startswith(name, at)]
    flats = [(end, one.end() if (one := _FLAT.match(text, end)) and one[1] == flat else end) for end in ends]
    return [(end - len(name), last) for end, last in flats if lives or last > end]


def _room(address: str, text: str) -> list[tuple[int, int]]:
    """Where the flat of an address stands by itself, by the words that make it one.

    >>> text = "我知道你住502，502室那个，房号 502，到账502元，去502号文"
    >>> [text[start:end] for start, end in _room("江州市柳荫路18号3栋502室", text)]
    ['502', '502', '502']
    """
    rooms = {one.text for one in parts_of(ADDRESS, address) if one.sort == "number"}
    flats = ((one, one.lastindex or 0) for one in (sign("flat").finditer(text) if rooms else ()))
    return [one.span(n) for one, n in flats if plain(one[n]) in rooms]


def _part(number: str, other: str, wrong: int) -> bool:
    """Whether digits are those of a number, its end, or most of it; so many of all may be wrong."""
    other = re.sub(r"[^\dx]", "", other)
    if len(other) == len(number):
        return sum(a != b for a, b in zip(number, other, strict=True)) <= wrong
    if len(other) < 4:
        return False
    if len(other) < 7:
        return number.endswith(other)
    least = max(7, len(number) * 3 // 5)
    return other in number or any(number[at : at + least] in other for at in range(len(number) - least + 1))


def _runs(wanted: str, text: str) -> list[tuple[int, int]]:
    """Stretches of five signs and more that are part of a value."""
    kept = [(at, sign) for at, char in enumerate(text) if not _APART.fullmatch(char) for sign in plain(char)]
    row, grams = "".join(sign for _, sign in kept), {wanted[at : at + 5] for at in range(len(wanted) - 4)}
    found = list[tuple[int, int]]()
    for at in range(len(row) - 4):
        if row[at : at + 5] in grams:
            start, end = kept[at][0], kept[at + 4][0] + 1
            if found and start < found[-1][1]:
                found[-1] = found[-1][0], end
            else:
                found.append((start, end))
    return found


HANDED: Final = frozenset(
    {"social_account", "email", "payment_account", "virtual_asset", "bank_account", "phone_number", "landline_number"}
)
"""Kinds by which a channel or a seller has itself reached or paid."""
_OF_SPEAKER: Final = frozenset({"workplace", "school", "home_address"})


def apart(read: Read, one: Seen) -> str:
    r"""Whether it is, by the words around it, how a channel or a seller is reached or paid (``seller``), or may be, or a place of who speaks (``poster``): it is never put with what is of somebody.

    >>> text = "加客服 @aa，联系方式 @bb，加她微信 cc\nTG：@dd\n打到 @ee 骂她"
    >>> where = ((4, 7), (13, 16), (22, 24), (28, 31), (35, 38))
    >>> [apart(Read((text,)), Seen(0, *span, "social_account", "valid", "x", "*")) for span in where]
    ['seller', '', '', 'poster', '']
    """
    if one.where != "text" or not read.texts:
        return ""
    text = read.texts[one.text]
    first, last = _line(text, one.start, one.end)
    before, behind = text[max(first, one.start - 20) : one.start], text[one.end : min(last, one.end + 20)]
    if one.kind in _OF_SPEAKER:
        return "poster" if sign("myself").search(before) else ""
    if one.kind not in HANDED or sign("against").match(behind):
        return ""
    if sign("seller").search(before):
        return "seller"
    return "poster" if sign("trades").match(behind) or sign("telegram").search(before) else ""


def demanded(read: Read, one: Seen) -> bool:
    """Whether it is, by all signs, how who wants money is reached or paid: on the screen, or in the short talk, of a demand a wallet, what a seller is paid by, with whom the talk is, or any account where nobody is named."""
    text = read.texts[one.text] if read.texts and one.where == "text" else ""
    if one.kind not in HANDED or not text or not (read.picture or len(text) < _TALK) or kin_of(text[: one.start]):
        return False
    if not any(label in ("threat", "paid_task") and wants_money(words) for label, words, *_ in read.threats):
        return False
    if one.kind == "virtual_asset":
        return _WALLETS_FORM.search(one.value) is not None
    if apart(read, one) == "seller":
        return True
    if one.kind in NUMBERS or "*" in one.value:
        return False
    behind = text[one.end : _line(text, one.start, one.end)[1]]
    named = any(each.text == one.text and each.kind in _OF_SOMEBODY for each in read.hits)
    return sign("talks_with").match(behind) is not None or not named


def wants_money(words: str) -> bool:
    """Whether a sentence names an amount, or that somebody is to pay."""
    return _AMOUNT.search(words) is not None or sign("pays").search(words) is not None


_TALK: Final = 3000
"""Signs of a talk at most in which a demand and an account are taken for one matter."""
_OF_SOMEBODY: Final = frozenset({"name", "id_number", "home_address"})


def post_of(read: Read, one: Seen) -> int:
    """The how-manieth post of a screenshot, or of the saved page of a channel, it stands in; of other files nothing tells it."""
    if one.where != "text" or not read.texts:
        return 0
    text = _of(read.texts[one.text])
    return bisect_right(text.posts if read.picture else text.headed, one.start)


def person_of(read: Read, one: Seen) -> int:
    """Of which person of its text it is, as far as the computer can tell: what stands below a line that begins with a word for one of the family is of nobody above it."""
    text = read.texts[one.text] if read.texts and one.where == "text" else ""
    lines = _of(text).kin
    above = bisect_right(lines, one.start)
    return (one.person + 1) * (len(text) + 1) + (lines[above - 1] + 1 if above else 0)


_KIN_AS = {"爸": "父亲", "父": "父亲", "妈": "母亲", "母": "母亲"}


def kin_of(text: str, *, line: bool = False) -> str:
    r"""Of whose family a value is by the words right before it, in a paper's word; nothing where they name nobody, or no sort of value: a curse or a speaker's name is no label; ``line``: the value is all that its line has behind them.

    >>> kin_of("她妈电话："), kin_of("打她\n妈的 "), kin_of("他妈的电话："), kin_of("手机："), kin_of("学姐电话：")
    ('母亲', '', '', '', '')
    >>> kin_of("母亲："), kin_of("母亲：Anna Liu "), kin_of("父亲：柳长水，电话 "), kin_of("妈：")
    ('母亲', '母亲', '父亲', '')
    >>> kin_of("单位：超市\n妈妈：", line=True), kin_of("她妈：", line=True), kin_of("我去问妈妈：", line=True)
    ('母亲', '母亲', '')
    """
    alone = sign("kin_alone").search(text[max(0, len(text) - 20, text.rfind("\n") + 1) :]) if line else None
    found = (
        alone
        or sign("kin_label").search(text[-20:])
        or sign("household").search(text[max(0, len(text) - 64, text.rfind("\n")) :])
    )
    return _KIN_AS.get(found[1][0], found[1]) if found else ""


DONE: Final = frozenset({"call_record", "communication_content", "transaction_record", "browsing_history", "other"})
"""Kinds that tell what was done, not who somebody is."""
_SENTENCE = re.compile(r"[，。！？；,!?;]")


def proof(one: Seen) -> bool:
    """Whether what was found tells what happened: a call, a message, a sentence without a number of which the computer is not sure. It is nobody's data: nobody is asked whose it is, and it stays."""
    sentence = len(one.value) > _LONG and _SENTENCE.search(one.value) is not None and not re.search(r"\d{3}", one.value)
    return one.where == "text" and (one.kind in DONE or (sentence and not one.sure))


_CELL_OF = re.compile(r"[^\t\r\n,，;；|]+")


def digits(value: str) -> str:
    """The digits of a value.

    >>> digits("139-0000 1850")
    '13900001850'
    """
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", value))


def number(value: str) -> str:
    """A telephone number as it is told from others: its digits, without what stands for an international call (+, 00) or for China; nothing where that is no number.

    >>> number("+855 00 000 312"), number("0085500000312"), number("+86 139-0000-1850"), number("110")
    ('85500000312', '85500000312', '13900001850', '')
    """
    told = telephone(digits(value))
    return told if len(told) > 6 else ""


_NO_PAPER: Final = frozenset({None, "chat", "order_label", "call_record"})
"""What bears no data of one holder throughout: what stands there is proof of who called or sent."""
