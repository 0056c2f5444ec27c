"""Which column of a statement is what: a preset, and what the team states over it.

Source: ``presets.yaml``. A statement may take a preset, or name every column itself; a column stated wins over the preset's.
The zone is never guessed: it comes with the preset, or must be stated. Left out: whether the file has these columns, which
``transactions`` looks at.

>>> taken = mapping(preset="wechat_pay")
>>> taken.columns["hash"], taken.zone, taken.coin, taken.verified
(('交易单号',), 'Asia/Shanghai', 'CNY', True)
>>> mapping(columns={"time": "日期", "amount": "金额", "direction": "方向"}, zone="Asia/Shanghai", coin="CNY").columns[
...     "time"
... ]
('日期',)
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

from doxdocket.assess.gains import cells, settings
from doxdocket.errors import WrongCall
from doxdocket.words import listed, zh_en

Column = Literal[
    "time",
    "from",
    "to",
    "amount",
    "received",
    "paid",
    "returned",
    "fee",
    "coin",
    "hash",
    "direction",
    "counterparty",
    "status",
    "contract",
]
COLUMNS: tuple[str, ...] = Column.__args__  # type: ignore[attr-defined]
_AMOUNTS = ("amount", "received", "paid")


class Taken(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mapping that is whole."""

    zh: str = ""
    en: str = ""
    kind: str = ""
    chain: str = ""
    columns: Mapping[Column, tuple[str, ...]]
    optional: tuple[Column, ...] = ()
    time: str = "auto"
    zone: str = ""
    coin: str = ""
    raw: int = 0
    signed: bool = False
    inward: tuple[str, ...] = msgspec.field(default=(), name="in")
    outward: tuple[str, ...] = msgspec.field(default=(), name="out")
    neither: tuple[str, ...] = ()
    ok: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    refunded: tuple[str, ...] = ()
    returning: tuple[str, ...] = ()
    verified: bool = False
    source: str = ""


def presets() -> Mapping[str, Taken]:
    """Every preset by its name."""
    return msgspec.convert(settings.table("presets.yaml"), dict[str, Taken])


def mapping(preset: str = "", columns: Mapping[str, str | Sequence[str]] = {}, **stated: Any) -> Taken:
    """The preset with what was stated over it; what is lacking or wrong is refused with its name."""
    known = presets()
    if preset and preset not in known:
        raise _wrong("preset", *zh_en("gains_mapping.no_such_preset_there_are", known=listed("marks.comma", known)))
    base = msgspec.to_builtins(known[preset]) if preset else {"columns": {}}
    for key in columns:
        if key not in COLUMNS:
            raise _wrong(f"mapping.{key}", *zh_en("gains_mapping.known_are", COLUMNS=listed("marks.comma", COLUMNS)))
    named = {key: (name,) if isinstance(name, str) else tuple(name) for key, name in columns.items()}
    inherited = {} if any(key in named for key in _AMOUNTS) else dict(base["columns"])
    inherited |= {key: names for key, names in base["columns"].items() if key not in _AMOUNTS}
    given = {key: value for key, value in stated.items() if value}
    taken = msgspec.convert(base | given | {"columns": inherited | named}, Taken)
    return _whole(taken, preset)


def _whole(taken: Taken, preset: str) -> Taken:
    has = taken.columns.keys()
    if "time" not in has:
        raise _wrong("mapping.time", *zh_en("gains_mapping.column_of_times_must_be"))
    if not has & set(_AMOUNTS):
        raise _wrong("mapping.amount", *zh_en("gains_mapping.column_of_amounts_must_be"))
    if "coin" not in has and settings.entered(taken.coin) is None:
        raise _wrong("coin", *zh_en("gains_mapping.coin_or_its_column_must"))
    if not cells.is_zone(taken.zone) and not taken.time.startswith("unix"):
        raise _wrong("zone", *zh_en("gains_mapping.zone_must_be_stated_asia"))
    if taken.time not in cells.FORMS and "%" not in taken.time:
        raise _wrong(
            "time_format",
            *zh_en("gains_mapping.auto_unix_unix_ms_excel"),
        )
    return taken if preset else msgspec.structs.replace(taken, verified=True)


def _wrong(key: str, zh: str, en: str) -> WrongCall:
    return WrongCall(zh="流水的映射，{key}：" + zh, en="mapping of a statement, {key}: " + en, key=key)
