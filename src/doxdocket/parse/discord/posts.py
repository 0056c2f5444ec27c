"""Messages of Discord to columns of ``POSTS`` and ``READINGS``.

A forward names no author: its origin is the channel and id that the reference holds. A reference into another channel
that is no answer is how a followed channel's post arrives, so that is a forward too. Leaves out: the file's frame.

>>> import msgspec
>>> one = msgspec.json.decode(b'{"id": "5", "type": "Default", "timestamp": "2024-01-01T00:00:00+08:00"}', type=Message)
>>> row(one, "2", "ab", 0, 9)[:5]
('5', 5, 'message', 1704038400000000, None)
"""

from collections.abc import Iterable, Sequence
from typing import Any

from doxdocket.parse.discord.message import Message, Reference, User
from doxdocket.parse.discord.words import fields, media, quotes, text
from doxdocket.parse.moments import moment
from doxdocket.parse.tallies import number

#: Kinds of message that people write; 20 and 23 are answers of a bot to a command.
_WRITTEN = frozenset({"Default", "Reply", "0", "19", "20", "23", "ChatInputCommand", "ContextMenuCommand"})
COLUMNS = (
    "post_id", "post_no", "type", "date", "date_local", "edited", "edit_shown", "author", "from_id", "from_name",
    "forwarded_from", "forwarded_from_id", "forwarded_post", "forwarded_date", "reply_to", "action", "text", "fields",
    "quotes", "media", "byte_start", "byte_end", "repairs",
)  # fmt: skip


def row(one: Message, channel: str | None, start: int, end: int, repairs: int) -> tuple[Any, ...]:
    """One post, in the order of ``COLUMNS``; ``channel`` is the id of its channel."""
    kind, post_id, words = str(one.kind or "Default"), str(one.id), text(one)
    date, local = moment(one.timestamp)
    edited, _ = moment(one.edited)
    written = kind in _WRITTEN
    user = one.author or User()
    reply, origin, post = _points(one, channel, written)
    forwarded = one.forwarded is not None or origin is not None
    return (
        post_id, number(post_id), "message" if written else "service", date, local, edited, one.edited is not None,
        user.nickname if user.nickname != user.name else None, None if user.id is None else f"discord:{user.id}", _name(user),
        "" if forwarded else None, origin, post, moment(one.forwarded.timestamp)[0] if one.forwarded else None, reply,
        None if written else kind, words, fields(one, words), quotes(words), media(one), start, end, repairs,
    )  # fmt: skip


def _name(user: User) -> str | None:
    """The account's name; until 2023 it was only unique with its four digits."""
    old = user.name and user.discriminator and user.discriminator.strip("0")
    return f"{user.name}#{user.discriminator}" if old else user.name


def _points(one: Message, channel: str | None, written: bool) -> tuple[str | None, str | None, str | None]:
    """What it answers; or the origin's channel and post."""
    at = one.reference or Reference()
    post = None if at.message is None else str(at.message)
    peer = f"channel{at.channel}" if at.channel is not None and str(at.channel) != channel else None
    if one.forwarded is not None or at.type == "Forward":
        return None, f"channel{at.channel}" if at.channel is not None else None, post
    if peer and written and one.kind != "Reply":
        return None, peer, post
    return f"{peer}/{post}" if peer and post else post, None, None


def reactions(messages: Iterable[Message]) -> Sequence[tuple[str, str, int]]:
    """Post, emoji and count of every reaction that is counted."""
    found = []
    for one in messages:
        for reaction in one.reactions or ():
            emoji = reaction.emoji
            if emoji and reaction.count is not None:
                label = f"custom:{emoji.id}" if emoji.id else emoji.name or ""
                found.append((str(one.id), label, reaction.count))
    return found
