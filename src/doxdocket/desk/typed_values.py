"""What somebody typed into a form: whether it may be a value, so that it is not shown again. By its looks alone, so that it answers nothing about the case."""

import re

from doxdocket.desk.session import Session
from doxdocket.store.reason import holds_value


def may_be_value(session: Session, text: str) -> bool:
    """Whether it looks like a value and is not just names of channels of the case, of their posts, publications and stretches, which are long numbers too."""
    return holds_value(text) and not _named(session, text)


def _named(session: Session, text: str) -> bool:
    channels = {row["channel_id"] for row in session.run.read("channels", ["channel_id"]).to_pylist()}
    return all(any(_of(one, channel) for channel in channels) for one in re.split(r"[\s,，、]+", text.strip()))


def _of(text: str, channel: str) -> bool:
    """Whether it is the channel, or something in it; behind the channel nothing may look like a value."""
    rest = text.removeprefix(channel)
    return rest != text and (not rest or (rest.startswith("/") and not holds_value(rest)))
