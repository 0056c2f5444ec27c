"""The order of the channels of a case, from which their codes are counted (C01): as they came into it, those of one file by id.

So a channel that comes with a later file changes no code of another, and what a paper called C02-345 is called so ever after. Left out: what a channel is called beside its code.
"""

from collections.abc import Mapping

from doxdocket.store.case import Case
from doxdocket.store.reason import CUT
from doxdocket.store.run import Run


def channels(case: Case, run: Run) -> list[str]:
    """The ids of the channels of a run, in this order."""
    came = {one.sha256: n for n, one in enumerate(case.sources())}
    first: dict[str, int] = {}
    for row in run.read("channels", ["channel_id", "source"]).to_pylist():
        at = came.get(row["source"], len(came))
        first[row["channel_id"]] = min(at, first.get(row["channel_id"], at))
    return sorted(first, key=lambda one: (first[one], one))


def code(order: list[str], channel_id: str) -> str:
    """The code of a channel in this order.

    >>> code(["a", "b"], "b")
    'C02'
    """
    return f"C{order.index(channel_id) + 1:02d}"


def cut(run: Run, text: str, codes: Mapping[str, str] | None = None) -> str:
    """The text without the ids of the channels of a run, as pages print them before the number of a post; or with their ``codes`` in their place."""
    ids = {*run.read("channels", ["channel_id"])["channel_id"].to_pylist()}
    for one in sorted(ids, key=len, reverse=True):
        first, *rest = text.split(one)
        for behind in rest:  # a longer number is no channel of the case
            code_ = one if behind[:1].isalnum() else (codes or {}).get(one, CUT)
            first = (first if code_ == one else first.removesuffix("post:").removesuffix("post：")) + code_ + behind
        text = first
    return text


def cited(case: Case, run: Run, text: str) -> str:
    """The text with posts as papers call them: ``post:telegram:channel:1/45`` as C01/45."""
    order = channels(case, run)
    return cut(run, text, {one: code(order, one) for one in order})
