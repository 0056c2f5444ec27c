"""A form that was refused: what of it may be shown again, and what is said.

What was typed stays, but a text that holds a value, or a reason that repeats one of the case: that field comes back empty, and the sentence does not say it again.
Of a reason that only looks as if it held a value the words that look so are covered, and the rest stays to be mended.
"""

import re
from typing import TYPE_CHECKING

from starlette.datastructures import ImmutableMultiDict

from doxdocket.desk.session import may_be_value
from doxdocket.errors import DoxdocketError

if TYPE_CHECKING:
    from collections.abc import Collection

    from doxdocket.desk.session import Session
    from doxdocket.review.visit import Visit

REPEATS_ONE_OF_CASE = "spoken.text_repeats_value_of_this"
"""The sentence of a text that says a value of the case: which word does is not told, so nothing of it comes back."""
COVER = "＊＊＊"


def again(visit: "Visit", typed: "Collection[str]", error: DoxdocketError) -> tuple[ImmutableMultiDict[str, str], str]:
    """The form without what may be a value, and the sentence of the error. ``typed``: the fields that somebody writes freely."""
    form, said = kept(visit, typed), error.said(visit.lang)
    for name in typed:
        for text in visit.form.getlist(name):
            if text.strip() and text not in form.getlist(name):
                said = said.replace(text.strip(), COVER)
    if error.text == REPEATS_ONE_OF_CASE:
        form = ImmutableMultiDict([one for one in form.multi_items() if one[0] != "reason"])
    return form, said


def kept(visit: "Visit", typed: "Collection[str]" = ("reason",)) -> ImmutableMultiDict[str, str]:
    """The form without what looks like a value; whether it is one of the case is not asked, since a field that comes back empty would tell."""
    items = visit.form.multi_items()
    told = [(name, covered(visit.desk, text) if name == "reason" and name in typed else text) for name, text in items]
    return ImmutableMultiDict([
        (name, text) for name, text in told if name != "csrf" and text and not (name in typed and may_be_value(visit.desk, text))
    ])  # fmt: skip


def covered(session: "Session", text: str) -> str:
    """A reason with the runs covered that look like a value each by itself; empty where nothing else is left."""
    told = "".join(COVER if may_be_value(session, one) else one for one in _RUNS.split(text))
    return told if re.search(r"\w", told) else ""


_RUNS = re.compile(r"([0-9０-９A-Za-z@._+-]+|[\s，。；、：,;:（）()“”]+)")
