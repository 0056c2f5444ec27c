"""What somebody typed into a form: whether it may be a value, so that it is not shown again. By its looks alone, so that it answers nothing about the case."""

import re

from doxdocket.desk.session import Session
from doxdocket.store.reason import holds_value


def may_be_value(session: Session, text: str) -> bool:
    """Whether it looks like a value and is not just names of publications, posts and channels of the case, which are long numbers too."""
    return holds_value(text) and not _named(session, text)


def _named(session: Session, text: str) -> bool:
    known: set[str] = set()
    for key in session.desk.dossiers:
        post = key.rpartition("/")[0]
        known |= {key, post, post.rpartition("/")[0]}
    return all(one in known for one in re.split(r"[\s,，、]+", text.strip()))
