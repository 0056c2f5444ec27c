"""What somebody typed into a form: whether it may be a value, so that it is not shown again. By its looks alone, so that it answers nothing about the case."""

from doxdocket.desk.session import Session
from doxdocket.store.channel_order import cut
from doxdocket.store.reason import holds_value


def may_be_value(session: Session, text: str) -> bool:
    """Whether it looks like a value, beside names of channels of the case, which are long numbers too; behind such a name nothing may look like one."""
    return holds_value(text) and holds_value(cut(session.run, text))
