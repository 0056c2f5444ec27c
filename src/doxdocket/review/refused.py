"""A form that was refused: what of it may be shown again, and what is said.

What was typed stays, but a text that holds a value, or a reason that repeats one of the case: that field comes back empty, and the sentence does not say it again.
"""

import re
from typing import TYPE_CHECKING

from starlette.datastructures import ImmutableMultiDict

from doxdocket.errors import DoxdocketError
from doxdocket.store.reason import holds_value

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
        if name in typed and holds_value(text) and not _named(visit, text):
            said = said.replace(text.strip(), COVER)
            continue
        if name == "csrf" or (name == "reason" and error.text in REPEATS):
            continue
        kept.append((name, text))
    return ImmutableMultiDict(kept), said


def _named(visit: "Visit", text: str) -> bool:
    """Whether a text is nothing but names of publications, posts and channels of the case, which are long numbers too."""
    known: set[str] = set()
    for key in visit.desk.desk.dossiers:
        post = key.rpartition("/")[0]
        known |= {key, post, post.rpartition("/")[0]}
    return all(one in known for one in re.split(r"[\s,，、]+", text.strip()))
