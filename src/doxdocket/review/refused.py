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
"""Sentences of a reason that says a value; each such answer has its row in the custody log."""
COVER = "＊＊＊"


def again(visit: "Visit", typed: "Collection[str]", error: DoxdocketError) -> tuple[ImmutableMultiDict[str, str], str]:
    """The form without what may be a value, and the sentence of the error. ``typed``: the fields that somebody writes freely."""
    form, said = kept(visit, typed), error.said(visit.lang)
    for name in typed:
        for text in visit.form.getlist(name):
            if text.strip() and text not in form.getlist(name):
                said = said.replace(text.strip(), COVER)
    if error.text in REPEATS:
        form = ImmutableMultiDict([one for one in form.multi_items() if one[0] != "reason"])
    return form, said


def kept(visit: "Visit", typed: "Collection[str]" = ("reason",)) -> ImmutableMultiDict[str, str]:
    """The form without what looks like a value; whether it is one of the case is not asked, since a field that comes back empty would tell."""
    items = visit.form.multi_items()
    return ImmutableMultiDict([
        (name, text) for name, text in items if name != "csrf" and not (name in typed and may_be_value(visit.desk, text))
    ])  # fmt: skip
