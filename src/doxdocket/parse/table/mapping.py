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
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo, available_timezones

from doxdocket.errors import RuleFault, WrongCall
from doxdocket.law import strict_yaml
from doxdocket.parse.table.encodings import ENCODINGS
from doxdocket.parse.table.lines import COLUMNS, DELIMITERS
from doxdocket.words import coded, listed, zh_en

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
MEANINGS: Final[Mapping[str, tuple[str, str]]] = coded("table_meanings")
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
        raise _wrong("", *zh_en("table_mapping.too_large_for_mapping"))
    try:
        data = strict_yaml.parse(text, "mapping")
    except RuleFault as fault:
        raise WrongCall(zh=fault.zh, en=fault.en, **fault.facts) from None
    except RecursionError:
        raise _wrong("", *zh_en("table_mapping.nested_too_deep")) from None
    if not isinstance(data, dict):
        raise _wrong("", *zh_en("table_mapping.keys_and_values_are_expected"))
    return data


def checked(stated: Mapping[Any, Any]) -> Mapped:
    """The same, whole and without a doubt, or a ``WrongCall`` that names the key."""
    for key in stated:
        if key not in _KEYS:
            raise _wrong(key, *zh_en("table_mapping.there_is_no_such_key"))
    if stated.get("table") != 1:
        raise _wrong("table", *zh_en("table_mapping.of_1_is_expected_version_of"))
    file = _one_of(stated, "file", ("csv", "xlsx"))
    csv = file == "csv"
    for key in ("sheet",) if csv else ("encoding", "delimiter"):
        if key in stated:
            raise _wrong(key, *zh_en("table_mapping.has_none", file=file))
    columns = _columns(stated.get("columns"))
    channel = _text(stated, "channel") if "channel" in stated else None
    if (channel is None) == ("channel" not in columns):
        raise _wrong(
            "channel",
            *zh_en("table_mapping.state_channel_or_its_column"),
        )
    form, zone = _time(stated.get("time"), needed="time" in columns or "edited" in columns)
    header = stated.get("header", 1)
    if not isinstance(header, int) or isinstance(header, bool) or not 0 <= header <= 1000:
        raise _wrong("header", *zh_en("table_mapping.number_of_header_row_is"))
    if not header and any(isinstance(one, str) for some in columns.values() for one in some):
        raise _wrong("columns", *zh_en("table_mapping.without_header_row_columns_are"))
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
        raise _wrong(key, *zh_en("table_mapping.one_of_these_is_expected", known=listed("marks.comma", known)))
    return value


def _text(stated: Mapping[Any, Any], key: str, fits: Callable[[str], object] = bool) -> str:
    value = stated.get(key)
    value = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(value, str) or not fits(value.strip()):
        raise _wrong(
            key,
            *zh_en(
                "table_mapping.must_be_stated",
                what=zh_en("table_mapping.small_letters_digits_underscores") if key == "platform" else "",
            ),
        )
    return value.strip()


def _delimiter(stated: Mapping[Any, Any]) -> str:
    value = stated.get("delimiter")
    value = "\t" if value == "tab" else value
    if value not in DELIMITERS:
        raise _wrong("delimiter", *zh_en("table_mapping.one_of_these_is_expected_tab"))
    return str(value)


def _sheet(value: object) -> str | int:
    if isinstance(value, bool) or not isinstance(value, (str, int)) or value in ("", 0) or str(value)[0] == "-":
        raise _wrong("sheet", *zh_en("table_mapping.sheets_name_is_expected_or"))
    return value


def _columns(value: object) -> dict[str, tuple[Column, ...]]:
    if not isinstance(value, Mapping) or not value:
        raise _wrong("columns", *zh_en("table_mapping.must_say_what_columns_are"))
    columns: dict[str, tuple[Column, ...]] = {}
    for key, stated in value.items():
        if key not in MEANINGS:
            known = ", ".join(MEANINGS)
            raise _wrong(f"columns.{key}", *zh_en("table_mapping.there_is_no_such_key_known", known=known))
        if key == "id" and stated == "none":
            columns[key] = ()
            continue
        some = stated if isinstance(stated, list) and key in SEVERAL else [stated]
        if not some or not all(map(_is_column, some)):
            raise _wrong(
                f"columns.{key}",
                *zh_en("table_mapping.columns_name_is_expected_or"),
            )
        columns[key] = tuple(one.strip() if isinstance(one, str) else one for one in some)
    texts = {one for key in ("text", "link") for one in columns.get(key, ())}
    for key, held in columns.items():
        if key in _SHOWN and not texts.isdisjoint(held):
            raise _wrong(
                f"columns.{key}",
                *zh_en("table_mapping.this_column_is_text_or"),
            )
    if "id" not in columns:
        raise _wrong("columns.id", *zh_en("table_mapping.state_column_of_ids_none"))
    if "text" not in columns and "media" not in columns:
        raise _wrong("columns.text", *zh_en("table_mapping.column_of_text_must_be"))
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
        raise _wrong(key, *zh_en("table_mapping.format_and_zone_are_expected"))
    form = value["format"]
    if not isinstance(form, str) or (form not in FORMATS and not is_pattern(form)):
        raise _wrong(
            "time.format",
            *zh_en("table_mapping.one_of_is_expected_or", FORMATS=listed("marks.comma", FORMATS)),
        )
    if form.startswith("unix") and value.get("zone", "UTC") == "UTC":
        return form, "UTC"
    zone = value.get("zone")
    if form.startswith("unix") or not isinstance(zone, str) or not is_zone(zone):
        raise _wrong(
            "time.zone",
            *zh_en("table_mapping.time_zone_must_be_stated"),
        )
    return form, zone


@lru_cache(maxsize=64)  # the zones of this machine are some hundred files
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
