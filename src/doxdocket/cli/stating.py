"""What people state about files when they add or describe them: the same options for both, read into one form.

Left out: whether a mapping fits its file (``desk.mapping_fit``).

>>> given({"place": "某地", "witness": ("丙",), "origin": None, "chats": (), "form": None, "captured_at": None}, "UTC")
{'taking': {'place': '某地', 'witness': ['丙']}}
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from doxdocket.cli.command import option, together
from doxdocket.errors import RuleFault, WrongCall
from doxdocket.guess import meant, meant_path
from doxdocket.store.acquisition import FACTS, METHODS
from doxdocket.words import Sentence, zh_en

KEPT = "kept"
PLAIN = ("origin", "note", "channel")

stating = together(
    option("--origin", about=Sentence("stating.origin_option")),
    option("--captured-at", metavar="TIME", about=Sentence("stating.captured_at_option")),
    option("--method", type=click.Choice(list(METHODS)), metavar="METHOD",
           about=zh_en("stating.method_option", METHODS=("、".join(f"{name} {zh}" for name, (zh, _) in METHODS.items()), ", ".join(METHODS)))),
    option("--place", metavar="TEXT", about=Sentence("stating.place_option")),
    option("--account", metavar="TEXT", about=Sentence("stating.account_option")),
    option("--holder", metavar="NAME", about=Sentence("stating.holder_option")),
    option("--witness", multiple=True, metavar="NAME", about=Sentence("stating.witness_option")),
    option("--video", metavar="TEXT", about=Sentence("stating.video_option")),
    option("--no-seizure", metavar="REASON", about=Sentence("stating.no_seizure_option")),
    option("--overseas", metavar="REASON", about=Sentence("stating.overseas_option")),
    option("--last-resort", metavar="REASON", about=Sentence("stating.last_resort_option")),
    option("--note", metavar="TEXT", about=Sentence("stating.note_option")),
    option("--channel", metavar="ID", about=Sentence("stating.channel_option")),
    option("--form", metavar="FORM", about=Sentence("stating.form_option")),
    option("--mapping", metavar="FILE.yaml", type=click.Path(), about=Sentence("stating.mapping_option")),
    option("--chat", "chats", multiple=True, metavar="NAME", about=Sentence("stating.chat_option")),
)  # fmt: skip
"""Gives a command all these options."""


def given(words: Mapping[str, Any], zone: str) -> dict[str, Any]:
    """What was stated, as ``intake.take`` and ``describe_source`` take it; what was not is left out."""
    from doxdocket.merge.keyed import stated_key

    stated: dict[str, Any] = {name: words[name] for name in PLAIN if words.get(name) is not None}
    if words.get("captured_at"):
        stated["captured_at"] = moment(words["captured_at"], zone)
    if words.get("form"):
        stated["form"] = form(words["form"])
    if words.get("channel"):
        stated_key(words["channel"])
    settings: dict[str, Any] = {"mapping": mapping(Path(words["mapping"]))} if words.get("mapping") else {}
    if words.get("chats"):
        settings["chats"] = [name for name in words["chats"] if name]
    taking = {name: words[name] for name in FACTS if words.get(name) not in (None, ())}
    if "witness" in taking:
        taking["witness"] = [name for name in taking["witness"] if name]
    return stated | {name: value for name, value in (("settings", settings), ("taking", taking)) if value}


def moment(text: str, zone: str) -> datetime:
    """A moment in UTC, from a date or a date and time; without a zone it is of the case's display zone.

    >>> moment("2024-03-01T08:00", "Asia/Shanghai").isoformat()
    '2024-03-01T00:00:00+00:00'
    """
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise WrongCall("stating.is_no_time_write_2024", text=text) from None
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def form(name: str) -> str:
    """The id of a form; ``kept`` is none: the file is kept and not read."""
    from doxdocket.parse import forms

    known = [one.id for one in forms()]
    if name not in (*known, KEPT):
        raise meant(WrongCall("stating.there_is_no_form_known", form=name, known=", ".join(known)), name, known)
    return name


def mapping(path: Path) -> dict[str, Any]:
    """What a mapping file says, as JSON would have it."""
    from doxdocket.law import strict_yaml
    from doxdocket.parse.table.mapping import checked

    try:
        said = strict_yaml.load(path)
    except OSError:
        raise meant_path(WrongCall("stating.mapping_cannot_be_read", file=path), path) from None
    except UnicodeDecodeError:
        raise WrongCall("stating.is_no_utf_8_text", file=path) from None
    except RuleFault as e:
        raise WrongCall(zh=e.zh, en=e.en, **e.facts) from None
    if not isinstance(said, dict) or not said:
        raise WrongCall("stating.is_no_mapping_keys_and", file=path)
    plain: dict[str, Any] = _plain(said)
    checked(plain)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
