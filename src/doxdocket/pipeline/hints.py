"""Questions that posts themselves put: each with the words' post, the publication that is meant, and the command that would answer.

A word counts in the post itself, in an answer to it, in a later post of the channel about the same person, or in one of the channel's next
posts that exposes nobody and answers none (``rules/hints.yaml``). What was decided already is not asked. No figure changes. What it leaves out:
the text, of which a word of the stated list alone is kept.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.account import HINTS
from doxdocket.law.hints import How, hints, pattern, rules, said
from doxdocket.store.run import Run

Row = Mapping[str, Any]
Place = tuple[str, str]
_TEXT = ["channel_id", "post_id", "capture", "row_no", "text"]
_POST = ["channel_id", "post_id", "post_no", "date", "reply_to", "capture", "row_no"]


def table(run: Run, latest: pa.Table, dossiers: pa.Table, modifiers: pa.Table) -> pa.Table:
    """One row a question; ``latest``: one row a post, ``modifiers``: what was decided of persons and publications."""
    texts = _worded(run)
    found = asked(latest, dossiers, modifiers, texts) if texts else []
    return pa.Table.from_pylist(found, HINTS)


def _worded(run: Run) -> dict[tuple[str, str, str, int], str]:
    """The texts with a word of a hint, by the row they stand in."""
    out = {}
    for batch in run.batches("posts", _TEXT):
        hit = batch.filter(pc.fill_null(pc.match_substring_regex(batch["text"], pattern()), fill_value=False))
        out.update({(r["channel_id"], r["post_id"], r["capture"], r["row_no"]): r["text"] for r in hit.to_pylist()})
    return out


def asked(
    latest: pa.Table, dossiers: pa.Table, modifiers: pa.Table, texts: Mapping[tuple[str, str, str, int], str]
) -> list[dict[str, Any]]:
    """The questions, in order of channel and post."""
    posts = latest.select(_POST).sort_by([("channel_id", "ascending"), ("post_no", "ascending")]).to_pylist()
    shown = _Shown(dossiers, posts)
    done = {(m["modifier"], who) for m in modifiers.to_pylist() for who in (m["of"], m["person"]) if who}
    out: dict[tuple[str, str], dict[str, Any]] = {}
    for at, post in enumerate(posts):
        text = texts.get((post["channel_id"], post["post_id"], post["capture"], post["row_no"]))
        for hint, word in said(text) if text else ():
            for how in hint.posts:
                for pub in shown.meant(how, at)[: rules().most]:
                    known = {(hint.modifier, pub["key"]), (hint.modifier, pub["person"])} & done
                    row = {
                        "hint": hint.id, "channel_id": post["channel_id"], "post_id": post["post_id"], "word": word, "how": how,
                        "publication": pub["key"], "person": pub["person"], "command": hint.command(pub["key"]),
                    }  # fmt: skip
                    if not known:
                        out.setdefault((hint.id, pub["key"]), row)
    order = {name: n for n, name in enumerate(hints())}
    return sorted(out.values(), key=lambda r: order[r["hint"]])


class _Shown:
    """The publications of each post, and which one the words of another post may mean."""

    def __init__(self, dossiers: pa.Table, posts: Sequence[Row]) -> None:
        self._posts = posts
        self._of: dict[Place, list[dict[str, Any]]] = defaultdict(list)
        self._persons: dict[tuple[str, str], list[tuple[int, dict[str, Any]]]] = defaultdict(list)
        at = {(p["channel_id"], p["post_id"]): n for n, p in enumerate(posts)}
        names = ["channel_id", "post_id", "person_no", "person", "person_best", "counts"]
        for d in dossiers.select(names).to_pylist():
            if d["counts"] != "none":
                place = d["channel_id"], d["post_id"]
                pub = d | {"key": f"{d['channel_id']}/{d['post_id']}/{d['person_no']}"}
                self._of[place].append(pub)
                self._persons[d["channel_id"], d["person_best"]].append((at.get(place, -1), pub))

    def meant(self, how: How, at: int) -> list[dict[str, Any]]:
        """The publications that the words of a post may mean in that way."""
        post = self._posts[at]
        place = post["channel_id"], post["post_id"]
        here = self._of.get(place, [])
        if how == "same":
            return here
        if how == "reply":
            return self._of.get((place[0], post["reply_to"] or ""), [])
        if how == "person":
            return [pub for one in here for n, pub in self._persons[place[0], one["person_best"]] if n < at]
        return [] if here or post["reply_to"] else next(self._before(at), [])

    def _before(self, at: int) -> Iterator[list[dict[str, Any]]]:
        """What the channel's posts just before exposed, the nearest first."""
        post, allowed = self._posts[at], timedelta(hours=rules().hours)
        for one in reversed(self._posts[max(0, at - rules().next) : at]):
            near = one["date"] is None or post["date"] is None or post["date"] - one["date"] <= allowed
            if one["channel_id"] == post["channel_id"] and near and (one["channel_id"], one["post_id"]) in self._of:
                yield self._of[one["channel_id"], one["post_id"]]
