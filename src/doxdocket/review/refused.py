"""A form that was refused: what of it may be shown again, and what is said.

What was typed stays, but a text that holds a value, or a reason that repeats one of the case: that field comes back empty, and the sentence does not say it again.
"""

from typing import TYPE_CHECKING

from starlette.datastructures import ImmutableMultiDict

from doxdocket.desk.typed import may_be_value
from doxdocket.errors import DoxdocketError

if TYPE_CHECKING:
    from collections.abc import Collection

    from doxdocket.review.visit import Visit

REPEATS = frozenset(("spoken.text_repeats_value_of_this", "reason.reason_seems_to_repeat_value"))
"""Sentences of a reason that says a value."""
COVER = "＊＊＊"


def again(visit: "Visit", typed: "Collection[str]", error: DoxdocketError) -> tuple[ImmutableMultiDict[str, str], str]:
    """The form without what may be a value, and the sentence of the error. ``typed``: the fields that somebody writes freely."""
    kept, said = [], error.said(visit.lang)
    for name, text in visit.form.multi_items():
        if name in typed and may_be_value(visit.desk, text):
            said = said.replace(text.strip(), COVER)
            continue
        if name == "csrf" or (name == "reason" and error.text in REPEATS):
            continue
        kept.append((name, text))
    return ImmutableMultiDict(kept), said
