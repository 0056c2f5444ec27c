"""What the computer reads in a file: its texts and what they expose; pictures by the program's own reader, other files by the walk of the release gate.

It is done in a process of its own, for foreign code reads there what somebody made. Left out: sound and film, and what is written around so that only the gate
unwraps it; a file of which a part was not read says so.

>>> read_file("聊天.txt", "姓名：韩知予 手机 17806401357".encode()).hits[1].kind
'phone_number'
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any, Final

from doxdocket import bounds, numerals
from doxdocket.bounds import Lost, guard
from doxdocket.engine import pool
from doxdocket.kit.calls import CELL_OF, is_slip, list_of_calls, of_two, talk_of_two
from doxdocket.kit.quotes import heard, remarked
from doxdocket.kit.screen import (
    AMOUNT,
    BARE_STAMP,
    COUNT,
    DIGITS_OF,
    IN_PARTS,
    LONG,
    NUMBERS,
    STAMPED,
    STATE,
    WALLETS_FORM,
    WHEN,
    WHERE,
    Box,
    Read,
    Seen,
    digits,
    line_of,
    meets,
    ordered,
    overlaps,
    plain,
    priced,
    rows,
    text_of,
    wants_money,
    within,
)
from doxdocket.kit.signs import sign
from doxdocket.seal.masks import family_name

MOST: Final = 2_000_000
"""Characters of a file that are looked through; behind them it says that it is longer."""
PICTURES: Final = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".heic", ".tif", ".tiff")
"""Names that promise a picture: bytes of another kind are one that is broken."""
_BESIDE = frozenset({"name", "bytes", "written", "strings", "metadata", "comment", "covered", "thumbnail", "parts"})
"""Last steps to texts that nobody sees, or that are a text over again."""
_OFFICE = re.compile(
    r"(?:word/(?:document|header\d*|footer\d*|comments|footnotes)|xl/(?:sharedStrings|worksheets/[^/]+)|ppt/slides/[^/]+)\.xml"
)
_NO_OFFICE = re.compile(r"(?:_rels/|docProps/|\[Content_Types\]|word/|xl/|ppt/|customXml/)")


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
        if reading.document == "order_label" or (reading.document != "chat" and is_slip(reading.text))
        else (list_of_calls(reading.text) if reading.document != "chat" else "")
        or talk_of_two(reading.text)
        or of_two(reading)
    )

    threats = (
        heard(
            (reading.text,),
            [[one.hit for one in seen if one.origin == "text"]],
            lines,
            slip=form == "parcel",
            width=reading.width,
            form=form,
        )
        if form != "calls" or text_of(reading.text).messages or text_of(reading.text).several
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
    """What was found in a picture, an account, an address or a wallet that is broken at the end of a full line as one; wallets and addresses so broken that nothing was found of, too."""
    hits = list(hits)
    for broken, kinds in ((_broken_mails(text, lines), _OF_MAIL), (_broken_places(text, lines, hits), _PLACES)):
        joined_ = list(broken)
        spans = sorted((one.start, one.end) for one in joined_)
        # what a broken address is no more than part of stays: all of it is covered
        gone = [one for one in hits if one.where == "text" and one.kind in kinds and overlaps(one, spans)]
        hits = [one for one in hits if one not in gone or (kinds is _PLACES and not within(spans, one.start, one.end))]
        yield from joined_
    for one in hits:
        end = one.end
        if (
            one.where == "text"
            and (rest := _rest_of(one, text))
            and _goes_on(lines, end, column=one.kind == "virtual_asset")
        ):
            added = unicodedata.normalize("NFKC", text[end:rest]).replace("\n", "").replace(" ", "")
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
            and not (AMOUNT.fullmatch(wallet[2]) or re.fullmatch(r"\d{7,}", wallet[2]))  # a number of somebody's
            and _goes_on(lines, wallet.end(1), column=True)
        ):
            box = [
                _part_of(line, max(start, line[0]), min(end, line[1]))
                for line in lines
                if line[0] < end and start < line[1]
            ]
            one = Seen(0, start, end, "virtual_asset", "doubtful", value, "", boxes=tuple(box), sure=False)
            yield _cut_to(one, start, end, value)


_OF_MAIL: Final = frozenset({"email", "social_account", "payment_account"})
_MAIL = re.compile(r"[A-Za-z0-9][\w.+-]{0,39}@[A-Za-z0-9][\w-]{0,39}(?:\.[A-Za-z][\w-]{1,19}){1,3}", re.ASCII)
_ENDS_SIGNS = re.compile(r"[\w.+@-]{1,60}$", re.ASCII)
_BEGINS_SIGNS = re.compile(r"[\w.+@-]{1,60}", re.ASCII)


def _broken_mails(text: str, lines: Sequence[tuple[int, int, Box]]) -> Iterator[Seen]:
    """Addresses of mail that the end of a full line broke."""
    for (first, end, _), (begins, last, _) in pairwise(lines):
        head, tail = _ENDS_SIGNS.search(text[first:end]), _BEGINS_SIGNS.match(text[begins:last])
        if (
            head
            and tail
            and begins == end + 1
            and _MAIL.fullmatch(head[0] + tail[0])
            and _goes_on(lines, end, column=True)
        ):
            start, stop = first + head.start(), begins + tail.end()
            boxes = tuple(
                _part_of(line, max(start, line[0]), min(stop, line[1]))
                for line in lines
                if line[0] < stop and start < line[1]
            )
            one = Seen(0, start, stop, "email", "doubtful", head[0] + tail[0], "", boxes=boxes, sure=False)
            yield _paid_by(_cut_to(one, start, stop, one.value), text)


_PLACES: Final = frozenset({"home_address", "delivery_address"})


def _broken_places(text: str, lines: Sequence[tuple[int, int, Box]], hits: Sequence[Seen]) -> Iterator[Seen]:
    """Addresses that the ends of full lines broke, as they are read without these."""
    from doxdocket.detect.address import normal  # noqa: PLC0415 - in the process that reads
    from doxdocket.detect.stage import look  # noqa: PLC0415

    ends = {
        last
        for (_, last, _), (at, _, _) in pairwise(lines)
        if at == last + 1 and _REST_OF_PLACE.match(text, last) and _goes_on(lines, last, column=True)
    }
    kept = [at for at in range(len(text)) if at not in ends]
    read = look([("text", "".join(text[at] for at in kept))])[0] if ends else ((), None)
    told = [(one, kept[one.start], kept[one.end - 1] + 1) for one in (() if isinstance(read, Lost) else read[0])]
    whole = [
        (start, end, one.value)
        for one, start, end in told
        if one.kind in _PLACES and any(start < at < end for at in ends)
    ]
    for one in hits:
        rest = _REST_OF_PLACE.match(text, one.end) if one.kind in _PLACES and one.end in ends else None
        if rest and not any(start <= one.start and one.end < end for start, end, _ in whole):
            words = unicodedata.normalize("NFKC", text[one.start : rest.end()])
            whole.append((one.start, rest.end(), normal(words)))
    for start, end, value in whole:
        same = next((hit for hit in hits if hit.kind in _PLACES and hit.start == start), None)
        at = same.end if same else start
        boxes = (
            _part_of(line, max(at, line[0]), min(end, line[1])) for line in lines if line[0] < end and at < line[1]
        )
        first = same or Seen(0, start, end, "home_address", "doubtful", value, "", sure=False)
        yield replace(_cut_to(first, start, end, value), boxes=(*first.boxes, *boxes))


_REST_OF_PLACE = re.compile(
    r"(?:(?<=[路街巷道弄])|(?!\n\d{1,2}号(?![\d幢栋座楼院弄])))\n(?:[\u3400-\u9fff]{0,8}(?:[路街巷道苑园村]|小区))?"
    r"(?:(?:[A-Za-z]?\d{1,5})?(?:号楼|单?元|[号弄幢栋座楼层室]))+(?![一二两三四\d]厅)"
)
"""What of an address the next line begins with; no day of the month, no rooms of a flat."""


def _paid_by(one: Seen, text: str) -> Seen:
    """An address of mail behind the name of a service by which one pays, as an account there."""
    from doxdocket.seal.masks import mask  # noqa: PLC0415

    if one.kind != "email" or not sign("pay_service").search(text[max(0, one.start - 16) : one.start]):
        return one
    return replace(one, kind="payment_account", mask=mask("payment_account", one.value))


def _part_of(line: tuple[int, int, Box], start: int, end: int) -> Box:
    """About where a stretch of a line stands."""
    first, last, (left, top, width, height) = line
    per = width / max(last - first, 1)
    return round(left + per * (start - first)), top, round(per * (end - start)), height


_WALLET = re.compile(r"(?<![A-Za-z0-9])((?:T|0x|bc1)[A-Za-z0-9]{5,58})\n([A-Za-z0-9]{4,58})$", re.MULTILINE)
_REST_OF_SIGNS = re.compile(r"\n((?=\w{0,39}\d)[A-Za-z0-9]{4,58})$", re.MULTILINE | re.ASCII)
"""The rest of a wallet that is none yet: a line of letters and figures."""
_REST_OF_HANDLE = re.compile(r"\n(_\w{1,39}|[A-Za-z]\w{0,38}[\d_]\w{0,38})$", re.MULTILINE | re.ASCII)
"""The rest of an account: a line that is no word, sum, coin or number of days, for it begins with no figure and has one, or a low line."""


def _rest_of(one: Seen, text: str) -> int:
    """Where what was found ends on the next line; 0 where it does not go on there."""
    at = one.end
    if one.kind not in ("social_account", "virtual_asset") or sign("next_value").match(text, at + 1):
        return 0
    if one.kind == "virtual_asset":
        rest = _REST_OF_SIGNS.match(text, at)
        goes = rest and not AMOUNT.fullmatch(rest[1]) and not _of_wallet(one.value)
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
    if kind in DIGITS_OF:
        return len(_SIGN.findall(value)) < DIGITS_OF[kind]
    if kind == "social_account" and sign("app_bar").fullmatch(value.rpartition(":")[2]):
        return True
    if kind == "birth_date":
        return False
    rest = sign("footer").sub("", STATE.sub("", WHEN.sub("", value)))
    if kind == "name" and sign("place_name").fullmatch(value):
        return True
    least = 1 if kind == "name" else 2
    return re.fullmatch(r"[0-9a-f]{64}", value) is not None or (rest != value and len(re.findall(r"\w", rest)) < least)


def _sides(box: Any) -> Box:
    return box.left, box.top, box.width, box.height


def _document(name: str, data: bytes, taken: str) -> Read:
    from doxdocket.detect.stage import look  # noqa: PLC0415 - loads the detector, in the process that reads
    from doxdocket.law import classes  # noqa: PLC0415
    from doxdocket.seal.masks import mask  # noqa: PLC0415

    texts, why = _texts(name, data)
    hits, told_of = list[Seen](), list[tuple[str, Sequence[Any]]]()
    talks = {number: bare for number, text in enumerate(texts) if (bare := _undated(text)) != text}
    bared = dict(zip(talks, look([("text", text) for text in talks.values()]), strict=True))
    for number, told in enumerate(look([("text", text) for text in texts])):
        again = bared.get(number)
        if isinstance(told, Lost) or isinstance(again, Lost):
            why = why or "part"
            continue
        kept = [*_of_words(texts[number], told[0])]
        held = ordered((one.start, one.end) for one in kept)
        more = [one for one in (again[0] if again else ()) if not within(held, one.start, one.end)]
        some = sorted([*kept, *more], key=lambda one: one.start)
        told_of.append((texts[number], some))
        hits += [
            Seen(number, one.start, one.end, one.kind, one.verdict.value, one.value, mask(one.kind, one.value, one.verdict.value), person=one.person, sure=classes.reliable(one.reasons))
            for one in some
            if not no_value(one.kind, one.value)
        ]  # fmt: skip
    form = next(filter(None, map(list_of_calls, texts)), "")
    read = Read(tuple(texts), tuple(found(joined(hits, texts), texts, form, taken)), why, form=form)
    noted = remarked(read) if form == "calls" else ()
    said = heard([text for text, _ in told_of], [some for _, some in told_of])
    said = tuple(one for one in said if not any(each[1] in one[1] for each in noted))
    return replace(read, threats=(*noted, *said))


def _of_words(text: str, hits: Sequence[Any]) -> Iterator[Any]:
    """Without what is not sure and begins in the head of a message whose words are a sentence without a number: when somebody wrote is no moment of what they wrote. What lists of journeys and stays tell stays."""
    from doxdocket.law import classes  # noqa: PLC0415 - in the process that reads

    for hit in hits:
        one = text_of(text).message(hit.start)
        vague = hit.verdict.value == "doubtful" or (hit.kind in _OF_MOMENTS and not classes.reliable(hit.reasons))
        if one and vague and hit.start < one.words and _SENTENCE.match(text[one.words :].partition("\n")[0]):
            continue
        yield hit


_SENTENCE = re.compile(r"^(?!.*\d)(?:[^\u3400-\u9fff]{0,9}[\u3400-\u9fff]){6}")


def _undated(text: str) -> str:
    r"""A text without the heads of its messages, as long as it was: when somebody wrote is no moment of what they wrote.

    >>> _undated("2026-11-30 01:20 夜枭: 去\n明天去").split()
    ['夜枭:', '去', '明天去']
    """
    told, at = list[str](), 0
    for one in text_of(text).chat:
        first, last = one.moment
        if last:
            told += [text[at:first], "\n" * (last - first)]
            at = last
    return "".join(told) + text[at:]


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


_SIGNS = frozenset("0123456789OolI幺两") | numerals.HAN.keys()
"""What may be a sign of a number."""


def _holds(text: str, spans: Sequence[tuple[int, int]], one: Seen) -> bool:
    """Whether one of these stretches, in order, lies whole in what was found, and beside all of them fewer than five signs of a number: else it is one, with a clock or a count behind it."""
    at = bisect_left(spans, (one.start, 0))
    if at == len(spans) or spans[at][1] > one.end:
        return False
    return sum(text[n] in _SIGNS and not meets(spans, n, n + 1) for n in range(one.start, one.end)) < 5


_DAY = re.compile(r"(?:0?[1-9]|1[0-2])月\d{1,2}[日号]")
_GOES_ON = re.compile(r"[A-Za-z0-9]")
"""Behind an amount, of which it is then part."""


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
            first, end = text_of(text).group
            if _of_now(text, one, taken) or first <= one.start < end or one.start <= first < one.end <= end:
                continue
            if one.sure or not _belied(text, one, pieces[one.kind, one.value, one.text]):
                told = one if one.sure or one.kind not in _SWALLOWS else _trimmed(text, one, sure)
                yield told if told.sure or told.kind not in VAGUE else replace(told, person=-1)


def _fitted(one: Seen, texts: Sequence[str]) -> Seen | None:
    """What was found, without a count behind a number (``+855 00 000 2217 (4)``), the end of a label before a firm (上班地点…) and the words for beside it; nothing where it is a price, or the moment of a post without a place."""
    if one.where != "text" or not texts:
        return one
    text = texts[one.text]
    one = _paid_by(one, text)
    start, end = one.start, one.end
    if (
        one.kind == "name"
        and len(one.value) > 3
        and one.value[-1] in "男女"
        and end - start == len(one.value)
        and len(family_name(one.value)) == 1
    ):
        return _cut_to(one, start, end - 1, one.value[:-1])
    if one.kind in NUMBERS and (count := COUNT.search(text, start, end + 2)) and count.start() < end <= count.end():
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
    if one.kind == "name" and not one.sure and sign("firm").search(text[max(0, start - 10) : start]):
        run = _HAN.match(text, start)
        if run and end < run.end():  # behind the label of a firm it is the beginning of one
            return _cut_to(replace(one, kind="workplace"), start, run.end(), run[0])
    if one.kind == "workplace":
        start += sign("firm_label_ends").search(text, max(0, start - 6), start + 1) is not None
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
    line = text[slice(*line_of(text, start, end))]
    if (
        one.kind == "virtual_asset"
        and not one.sure
        and not (WALLETS_FORM.search(text, start, end) or WALLETS_FORM.search(one.value))
        and any(not _GOES_ON.match(text, found.end(), end) for found in AMOUNT.finditer(text, start, end))
    ):
        return (
            one if sign("has").search(line) and not priced(line) else None
        )  # an amount is no wallet: somebody has it, or it is asked for
    if one.kind in WHERE and not one.sure:  # the place of a stamp is covered by itself (``copies``)
        words = text[start:end].strip()
        return None if BARE_STAMP.fullmatch(words) or (words in line and STAMPED.fullmatch(line)) else one
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


_HAN = re.compile(r"[\u3400-\u9fff]{2,14}")
_OPENED = re.compile(r"[(（][^()（）]{1,12}$")
"""A bracket that is not closed: a firm's branch (…中心(河湾店)."""


def _pieced(text: str, same: Sequence[Seen]) -> bool | None:
    """Of a number in pieces, by all stretches of it, whether one of them is of a counter or an amount; None where it is not in pieces."""
    pieces = [one for one in same if one.kind in DIGITS_OF and one.end - one.start < len(one.value)]
    if len(pieces) < 2:
        return None
    return any(
        meets(spans, one.start, one.end) for one in pieces for spans in (text_of(text).counters, text_of(text).amounts)
    )


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
        or sign("of_a_child").search(text, *line_of(text, one.start, one.end))
    )


_WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _belied(text: str, one: Seen, pieced: bool | None) -> bool:
    """Whether what the computer is not sure of is none; ``pieced``: see ``_pieced``."""
    line = text[slice(*line_of(text, one.start, one.end))].strip()
    if one.kind in _TITLES and (
        sign("floor_line").fullmatch(line)
        or (one.kind == "job_history" and not sign("firm").search(text[max(0, one.start - 10) : one.start]))
    ):
        return True  # the name by which somebody posts, or what a sentence calls one
    birth = one.kind == "birth_date"
    if birth and sign("born").search(text, max(line_of(text, one.start, one.end)[0], one.start - 10), one.end):
        return False
    runs = one.kind in DIGITS_OF and "\n" in text[one.start : one.end]
    moments = [each.span() for each in WHEN.finditer(text, max(0, one.start - 20), one.end + 20)] if runs else []
    if overlaps(one, moments) or meets(text_of(text).heads, one.start, one.end):
        return True
    words = text[one.start : one.end]
    if (
        birth
        and _DAY.fullmatch(words)
        and words == text[slice(*line_of(text, one.start, one.end))].strip()
        and one.start < text_of(text).born
        and text_of(text).clocks
    ):
        return True  # the day over a talk, where no birth was spoken of
    if (
        one.kind in _SWALLOWS
        and re.search(r"\d", words)
        and not re.search(r"\w", sign("slip").sub("", _bare(AMOUNT.sub("", words))))
    ):
        return True  # the price or the moment on a slip
    if one.kind in DIGITS_OF and re.search(r"[^\W\d_xX]", words) and _holds(text, text_of(text).counters, one):
        return True  # digits from this side of a word and that, a whole count or day with its word among them
    if pieced is not None:
        return pieced
    spans = text_of(text).clocks if birth else text_of(text).counters
    signs = [at for at in range(one.start, one.end) if text[at].isalnum()]
    inside = all(meets(spans, at, at + 1) for at in signs)
    return inside and re.search(r"\d", text[one.start : one.end]) is not None


_TITLES: Final = frozenset({"job_history", "workplace", "school"})


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


def unnamed(read: Read) -> Iterator[Seen]:
    """Rows of digits that copies cover and of which nobody knows what they are, so that their owner can say so; of a list of calls and a parcel ``senders`` tells them."""
    from doxdocket.seal.masks import mask  # noqa: PLC0415

    for at, text in enumerate(() if read.form in ("calls", "parcel") else read.texts):
        spans = ordered((one.start, one.end) for one in read.hits if one.text == at and one.where == "text")
        for start, end in rows(text):
            if not meets(spans, start, end):
                boxes = tuple(box for first, last, box in read.lines if start < last and first < end)
                value = digits(text[start:end])
                shown = mask("social_account", value)
                yield Seen(at, start, end, "social_account", "doubtful", value, shown, boxes=boxes, sure=False)


_HANDLE = re.compile(r"(?<![\w.@])@[A-Za-z]\w{3,31}(?![\w@])", re.ASCII)


def handles(read: Read) -> Iterator[Seen]:
    """Accounts (@name) of which the computer found nothing, so that their owner can say whose they are: a channel's or a seller's among them."""
    from doxdocket.seal.masks import mask  # noqa: PLC0415

    for at, text in enumerate(read.texts):
        spans = ordered((one.start, one.end) for one in read.hits if one.text == at and one.where == "text")
        for found in _HANDLE.finditer(text):
            if not meets(spans, *found.span()):
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


def _column(text: str, one: Seen) -> bool:
    """Whether it is of the columns of a list of calls or messages: in a row with a moment, no number and no name, and the moment is part of it, or the computer is not sure and its cell says nothing; anywhere a number of which no more than a piece stands there."""
    first, last = line_of(text, one.start, one.end)
    moments = [each.span() for each in WHEN.finditer(text, first, last)]
    if one.kind in NUMBERS:
        return digits(one.value) not in digits(text[one.start : one.end])
    if not moments or one.kind == "name":
        return False
    cells = [
        each[0] for each in CELL_OF.finditer(text, first, last) if each.start() < one.end and one.start < each.end()
    ]
    said = any(len(re.findall(r"[^\W\d]", sign("carrier").sub("", _bare(each)))) >= LONG for each in cells)
    return overlaps(one, moments) or not (one.sure or said)


def _bare(cell: str) -> str:
    """A cell without moments, states and labels."""
    return STATE.sub("", sign("call_cell").sub("", sign("withheld").sub("", WHEN.sub("", cell))))


_SWALLOWS: Final = IN_PARTS - {"name"}
"""Kinds of which what was found may run on into a sentence."""
_OF_MOMENTS: Final = frozenset({"movement_trace", "communication_content", "call_record"})
"""Kinds for which a moment and the words behind it are taken."""
VAGUE: Final = frozenset({
    "movement_trace", "realtime_location", "loan_debt", "deposit_balance", "credit_report", "income_tax", "lodging_record", "vehicle_trace", "travel_ticket",
    "real_estate", "health_record", "criminal_record", "special_identity", "job_history", "financial_credential", "verification_code", "other",
})  # fmt: skip
"""Kinds that nobody tells to be theirs by a mask: one of which the computer is not sure is put with nobody."""


def unasked(read: Read, one: Seen) -> bool:
    """Whether nobody is asked whose it is: a family name alone, a code that a service sent, what else stands in its message. Copies cover it all the same."""
    if one.where != "text" or not read.texts:
        return False
    line = read.texts[one.text][slice(*line_of(read.texts[one.text], one.start, one.end))]
    bare = one.kind == "name" and len(one.value) == 1
    return (
        bare
        or one.kind == "verification_code"
        or (one.kind in VAGUE and not one.sure and sign("message_says").match(line) is not None)
    )


_PICTURED: Final = frozenset({"id_card_image", "face_photo", "face_biometric", "other_biometric", "intimate_image"})
"""Kinds that are pictures: words that speak of one are no value."""
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
    first, last = line_of(text, one.start, one.end)
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
        return WALLETS_FORM.search(one.value) is not None
    if apart(read, one) == "seller":
        return True
    if one.kind in NUMBERS or "*" in one.value:
        return False
    behind = text[one.end : line_of(text, one.start, one.end)[1]]
    named = any(each.text == one.text and each.kind in _OF_SOMEBODY for each in read.hits)
    return sign("talks_with").match(behind) is not None or not named


_TALK: Final = 3000
"""Signs of a talk at most in which a demand and an account are taken for one matter."""
_OF_SOMEBODY: Final = frozenset({"name", "id_number", "home_address"})


def post_of(read: Read, one: Seen) -> int:
    """The how-manieth post of a screenshot, or of the saved page of a channel, it stands in; of other files nothing tells it."""
    if one.where != "text" or not read.texts:
        return 0
    text = text_of(read.texts[one.text])
    return bisect_right(text.posts if read.picture else text.headed, one.start)


def person_of(read: Read, one: Seen) -> int:
    """Of which person of its text it is, as far as the computer can tell: what stands below a line that begins with a word for one of the family is of nobody above it."""
    text = read.texts[one.text] if read.texts and one.where == "text" else ""
    lines = text_of(text).kin
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


_NO_PAPER: Final = frozenset({None, "chat", "order_label", "call_record"})
"""What bears no data of one holder throughout: what stands there is proof of who called or sent."""
