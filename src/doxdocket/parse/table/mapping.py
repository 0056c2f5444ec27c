"""What the columns of a table are, as a person stated it: read, and refused with the name of the key that is wrong.

Shape: docs/how-to/map-a-table.md. A table says neither what its columns mean nor in which zone its clock ran, so both
are stated, and the zone has no default. Leaves out: whether the file has these columns (``posts`` looks).

>>> stated = load(EXAMPLE)
>>> mapped = checked(stated)
>>> mapped.zone, mapped.columns["text"], mapped.columns["id"]
('Asia/Shanghai', ('标题', '内容'), ())
>>> checked(stated | {"encodng": "utf-8"})
Traceback (most recent call last):
doxdocket.errors.WrongCall: mapping, encodng: there is no such key. Nothing was read; see docs/how-to/map-a-table.md
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo, available_timezones

from doxdocket.errors import RuleFault, WrongCall
from doxdocket.law import strict_yaml
from doxdocket.parse.table.encodings import ENCODINGS
from doxdocket.parse.table.lines import COLUMNS, DELIMITERS

EXAMPLE: Final = """
table: 1
file: csv
encoding: gb18030
delimiter: ","
header: 1
platform: telegram
channel: 示例频道
time: {format: "%Y-%m-%d %H:%M", zone: Asia/Shanghai}
columns: {id: none, time: 时间, text: [标题, 内容], views: 阅读}
"""

#: What a column may be, and what that is.
MEANINGS: Final[Mapping[str, tuple[str, str]]] = {
    "id": ("贴文编号；没有就写 none，以行号代替", "the post's id; none where there is none: row numbers stand for it"),
    "time": ("发布时间", "when it was posted"),
    "text": ("正文；可以是几列", "the text; may be several columns"),
    "author": ("发布者的名字", "the author's name"),
    "author_id": ("发布者的账号或编号", "the author's account or id"),
    "channel": ("频道、群或会话", "the channel, group or chat"),
    "title": ("频道的名称", "the channel's title"),
    "edited": ("最后编辑时间", "when it was last edited"),
    "reply_to": ("回复的贴文编号", "the id of the post it answers"),
    "forwarded_from": ("转发自谁", "from whom it was forwarded"),
    "link": ("正文之外的链接", "a link beside the text"),
    "media": ("附件的文件名", "the name of an attached file"),
    "views": ("浏览数", "views"),
    "forwards": ("转发数", "forwards"),
    "replies": ("回复数", "replies"),
    "reactions": ("点赞等反应的总数", "reactions, all together"),
}
SEVERAL: Final = frozenset({"text", "link", "media"})  # these may be several columns
COUNTERS: Final = ("views", "forwards", "replies", "reactions")
FORMATS: Final = ("iso", "unix", "unix_ms", "excel", "excel_1904")  # beside patterns
KINDS: Final = ("channel", "supergroup", "group", "user", "chat")
UNKNOWN: Final = "unknown"
_KEYS = {"table", "file", "encoding", "delimiter", "sheet", "header", "platform", "channel", "kind", "time", "columns"}
_LARGEST = 1 << 20
_SHOWN = frozenset(
    {"author", "title", "forwarded_from", "media", "channel"}
)  # as they are, but for what is found in them
_OFFSET = re.compile(r"[+-](?:0\d|1[0-4]):[0-5]\d")
_PLATFORM = re.compile(r"[a-z][a-z0-9_]{0,31}")

Column = str | int
"""A column by the name in the header row, or by its number from 1."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mapping that is whole."""

    file: str
    encoding: str
    delimiter: str
    sheet: str | int
    header: int
    platform: str
    channel: str | None
    kind: str
    format: str
    zone: str
    columns: Mapping[str, tuple[Column, ...]]


def load(text: str) -> dict[str, Any]:
    """The mapping that a file holds, as it stands; ``checked`` says whether it is whole."""
    if len(text) > _LARGEST:
        raise _wrong("", "太大，不是映射文件", "too large for a mapping")
    try:
        data = strict_yaml.parse(text, "mapping")
    except RuleFault as fault:
        raise WrongCall(zh=fault.zh, en=fault.en, **fault.facts) from None
    except RecursionError:
        raise _wrong("", "嵌套过深", "nested too deep") from None
    if not isinstance(data, dict):
        raise _wrong("", "应为键和值", "keys and values are expected")
    return data


def checked(stated: Mapping[Any, Any]) -> Mapped:
    """The same, whole and without a doubt, or a ``WrongCall`` that names the key."""
    for key in stated:
        if key not in _KEYS:
            raise _wrong(key, "没有这个键", "there is no such key")
    if stated.get("table") != 1:
        raise _wrong("table", "应为 1（映射的版本）", "1 is expected, the version of the mapping's shape")
    file = _one_of(stated, "file", ("csv", "xlsx"))
    csv = file == "csv"
    for key in ("sheet",) if csv else ("encoding", "delimiter"):
        if key in stated:
            raise _wrong(key, f"{file} 没有这一项", f"{file} has none")
    columns = _columns(stated.get("columns"))
    channel = _text(stated, "channel") if "channel" in stated else None
    if (channel is None) == ("channel" not in columns):
        raise _wrong(
            "channel",
            "要么写频道，要么在 columns 里写频道列，二者取一",
            "state the channel or its column under columns, one of the two",
        )
    form, zone = _time(stated.get("time"), needed="time" in columns or "edited" in columns)
    header = stated.get("header", 1)
    if not isinstance(header, int) or isinstance(header, bool) or not 0 <= header <= 1000:
        raise _wrong(
            "header", "应为标题行的行号，没有标题行写 0", "the number of the header row is expected, 0 for none"
        )
    if not header and any(isinstance(one, str) for some in columns.values() for one in some):
        raise _wrong(
            "columns", "没有标题行时，列要写编号（从 1 起）", "without a header row columns are numbers from 1"
        )
    return Mapped(
        file=file,
        encoding=_one_of(stated, "encoding", tuple(ENCODINGS)) if csv else "",
        delimiter=_delimiter(stated) if csv else "",
        sheet=1 if csv else _sheet(stated.get("sheet")),
        header=header,
        platform=_text(stated, "platform", _PLATFORM.fullmatch),
        channel=channel,
        kind=_one_of({"kind": "channel"} | dict(stated), "kind", KINDS),
        format=form,
        zone=zone,
        columns=columns,
    )


def _wrong(key: object, zh: str, en: str) -> WrongCall:
    name = re.sub(r"[^\w.\- ]", "?", str(key))[:60]
    return WrongCall(
        zh="映射文件 {key}：" + zh + "。什么都没有读；见 docs/how-to/map-a-table.zh-CN.md",
        en="mapping, {key}: " + en + ". Nothing was read; see docs/how-to/map-a-table.md",
        key=name or "-",
    )


def _one_of(stated: Mapping[Any, Any], key: str, known: tuple[str, ...]) -> str:
    value = stated.get(key)
    if not isinstance(value, str) or value not in known:
        raise _wrong(key, "应为以下之一：" + "、".join(known), "one of these is expected: " + ", ".join(known))
    return value


def _text(stated: Mapping[Any, Any], key: str, fits: Callable[[str], object] = bool) -> str:
    value = stated.get(key)
    value = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(value, str) or not fits(value.strip()):
        raise _wrong(
            key,
            "必须写明" + ("（小写字母、数字、下划线）" if key == "platform" else ""),
            "must be stated" + (" (small letters, digits, underscores)" if key == "platform" else ""),
        )
    return value.strip()


def _delimiter(stated: Mapping[Any, Any]) -> str:
    value = stated.get("delimiter")
    value = "\t" if value == "tab" else value
    if value not in DELIMITERS:
        raise _wrong("delimiter", '应为 ","、";"、"|" 或 tab', 'one of these is expected: ",", ";", "|", tab')
    return str(value)


def _sheet(value: object) -> str | int:
    if isinstance(value, bool) or not isinstance(value, (str, int)) or value in ("", 0) or str(value)[0] == "-":
        raise _wrong("sheet", "应为工作表的名称，或从 1 起的编号", "a sheet's name is expected, or its number from 1")
    return value


def _columns(value: object) -> dict[str, tuple[Column, ...]]:
    if not isinstance(value, Mapping) or not value:
        raise _wrong("columns", "必须写明各列是什么", "must say what the columns are")
    columns: dict[str, tuple[Column, ...]] = {}
    for key, stated in value.items():
        if key not in MEANINGS:
            known = ", ".join(MEANINGS)
            raise _wrong(f"columns.{key}", f"没有这一项。可用：{known}", f"there is no such key. Known: {known}")
        if key == "id" and stated == "none":
            columns[key] = ()
            continue
        some = stated if isinstance(stated, list) and key in SEVERAL else [stated]
        if not some or not all(map(_is_column, some)):
            raise _wrong(
                f"columns.{key}",
                "应为列名，或从 1 起的列号",
                "a column's name is expected, or its number from 1",
            )
        columns[key] = tuple(one.strip() if isinstance(one, str) else one for one in some)
    texts = {one for key in ("text", "link") for one in columns.get(key, ())}
    for key, held in columns.items():
        if key in _SHOWN and not texts.isdisjoint(held):
            raise _wrong(
                f"columns.{key}",
                "这一列已写作正文或链接：正文凭理由才显示，不能同时是别的",
                "this column is text or a link already, which is shown for a reason alone: it cannot be anything else too",
            )
    if "id" not in columns:
        raise _wrong("columns.id", "写明编号列；没有就写 none", "state the column of ids; none where there is none")
    if "text" not in columns and "media" not in columns:
        raise _wrong("columns.text", "必须写明正文列", "the column of the text must be stated")
    return columns


def _is_column(one: object) -> bool:
    if isinstance(one, int):
        return not isinstance(one, bool) and 1 <= one <= COLUMNS
    return isinstance(one, str) and bool(one.strip())


def _time(value: object, *, needed: bool) -> tuple[str, str]:
    """Format and zone; both must be stated when there is a column of times."""
    if value is None and not needed:
        return "iso", UNKNOWN
    if not isinstance(value, Mapping) or (extra := value.keys() - {"format", "zone"}) or "format" not in value:
        key = f"time.{next(iter(extra))}" if isinstance(value, Mapping) and extra else "time"
        raise _wrong(key, "应写明 format 和 zone", "format and zone are expected")
    form = value["format"]
    if not isinstance(form, str) or (form not in FORMATS and not is_pattern(form)):
        raise _wrong(
            "time.format",
            f"应为 {'、'.join(FORMATS)} 之一，或含年月日的格式如 %Y-%m-%d %H:%M",
            f"one of {', '.join(FORMATS)} is expected, or a pattern with year, month and day such as %Y-%m-%d %H:%M",
        )
    if form.startswith("unix") and value.get("zone", "UTC") == "UTC":
        return form, "UTC"
    zone = value.get("zone")
    if form.startswith("unix") or not isinstance(zone, str) or not is_zone(zone):
        raise _wrong(
            "time.zone",
            "必须写明时区：如 Asia/Shanghai、+08:00；不知道就写 unknown（unix 时间只能是 UTC）。不会替您猜测",
            "a time zone must be stated: Asia/Shanghai, +08:00, or unknown (unix times are UTC). None is ever guessed",
        )
    return form, zone


def is_zone(zone: str) -> bool:
    """Whether this is a zone as it may be stated; the zone of this machine is none.

    >>> is_zone("Asia/Shanghai"), is_zone("-03:30"), is_zone("unknown"), is_zone("localtime"), is_zone("GMT+8")
    (True, True, True, False, False)
    """
    if zone in (UNKNOWN, "UTC") or _OFFSET.fullmatch(zone):
        return True
    return zone not in ("localtime", "Factory") and zone in available_timezones() and bool(ZoneInfo(zone))


def is_pattern(form: str) -> bool:
    """Whether a pattern keeps at least the day."""
    day = datetime(2001, 12, 23, 13, 14, 15)  # noqa: DTZ001 - a clock time: patterns are tried on it
    try:
        return "%" in form and datetime.strptime(day.strftime(form), form).date() == day.date()  # noqa: DTZ007 - as above
    except ValueError:
        return False
