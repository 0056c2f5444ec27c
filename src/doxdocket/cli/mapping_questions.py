"""What ``map`` asks at a terminal: whether its proposals are right, and what is lacking, one thing after the other.

Each answer is checked as it is given and asked again until it can be taken. The zone has no default. Left out: going
back; an interrupt leaves nothing behind.

>>> there("内容", {"内容"}, 3, none=False), there("4", {"内容"}, 3, none=False), there("none", set(), 3, none=True)
(True, False, True)
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from doxdocket.words import say

if TYPE_CHECKING:
    from doxdocket.parse.table.profile import Seen
    from doxdocket.parse.table.propose import Proposal


def asked(
    seen: "Seen", proposed: Sequence["Proposal"], given: Mapping[str, Any], stated: Mapping[str, Any], *, accept: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Columns and statements, complete as far as the person knows them."""
    columns, said = dict(given), dict(stated)
    offers = [one for one in proposed if one.key not in columns]
    shown = ", ".join(f"{one.key}={one.column}" for one in offers)
    if offers and (accept or click.confirm(say("asking.take_proposals", shown=shown), default=True)):
        columns |= {one.key: one.column for one in offers if not (one.key == "channel" and said["channel"])}
    if not said["platform"]:
        said["platform"] = _ask(
            say("asking.platform_telegram_qq_wechat_weibo"),
            lambda words: bool(re.fullmatch(r"[a-z][a-z0-9_]{0,31}", words)),
        )
    if not said["channel"] and "channel" not in columns:
        said["channel"] = _ask(say("asking.channel_or_group_name_id"), bool)
    for key, question in (
        (
            "id",
            say("asking.which_column_is_posts_id"),
        ),
        ("text", say("asking.which_column_is_text_name")),
        ("time", say("asking.which_column_is_time_name")),
    ):
        if key not in columns and not (key == "text" and "media" in columns):
            answer = _column(seen, question, none=key != "text")
            if answer != "none" or key == "id":
                columns[key] = answer
    if "time" in columns or "edited" in columns:
        _times(seen, columns, said)
    return columns, said


def _times(seen: "Seen", columns: Mapping[str, Any], said: dict[str, Any]) -> None:
    """How times are written, when that cannot be seen, and always their zone."""
    from doxdocket.parse.table.mapping import FORMATS, is_pattern, is_zone
    from doxdocket.parse.table.propose import time_format

    if not said["time_format"] and not time_format(seen.columns, columns.get("time", columns.get("edited"))):
        said["time_format"] = _ask(
            say("asking.how_are_times_written_iso"),
            lambda words: words in FORMATS or is_pattern(words),
        )
    form = said["time_format"] or time_format(seen.columns, columns.get("time", columns.get("edited"))) or ""
    if not said["zone"] and not form.startswith("unix"):
        said["zone"] = _ask(
            say("asking.to_which_zone_do_times"),
            is_zone,
        )


def _column(seen: "Seen", question: str, *, none: bool) -> str | int:
    """A column that is there."""
    names = {one.name for one in seen.columns if one.name}
    words = _ask(question, lambda words: there(words, names, len(seen.columns), none=none))
    return int(words) if words.isdigit() and words not in names else words


def there(words: str, names: set[str], columns: int, *, none: bool) -> bool:
    """Whether an answer names a column of the table, or none where there may be none."""
    number = int(words) if words.isascii() and words.isdigit() and len(words) < 6 else 0
    return words in names or 1 <= number <= columns or (none and words == "none")


def _ask(question: str, fits: Callable[[str], object]) -> str:
    """An answer that can be taken."""
    while True:
        answer: str = click.prompt(question, type=str).strip()
        if fits(answer):
            return answer
        click.echo(say("asking.that_cannot_be_taken_please"))
