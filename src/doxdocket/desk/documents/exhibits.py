"""The posts that documents show, as exhibits: one number each through all documents of a case, masked text, source with digest, capture.

The first three are examples for the summary: posts that surely expose somebody, with most that was found in them, of different channels where there are
some. After them come the posts of conduct that a person confirmed, in the order of time. Text is masked by ``desk.shown``; what that cannot mask is not shown.
Left out: covered pictures, and which of them the office files.

>>> cut("一二三四五六", 4)
'一二三四…'
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow.compute as pc

from doxdocket.desk import shown
from doxdocket.desk.documents.draft import CONDUCT
from doxdocket.desk.documents.material import Key, Material
from doxdocket.pipeline.published import latest_conduct, latest_posts
from doxdocket.report.gather import minute
from doxdocket.signs import one_line
from doxdocket.words import lang, say

EXAMPLES = 3
CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A post with its number; ``source``: the digest of the file that it stands in, ``file``: its number on the list of evidence."""

    no: int
    post: shown.Post
    source: str
    file: int | None
    captured: str

    @property
    def name(self) -> str:
        """As documents cite it."""
        return say("documents.exhibit", no=self.no)

    @property
    def text(self) -> str:
        """Its words, masked, on one line; nothing of a post that was not searched to its end."""
        if self.post.unread:
            return say("documents.not_shown")
        return one_line(
            " ".join(re.sub(r"\s+", " ", one.shown).strip() for one in self.post.texts if one.where == "text")
        )


@dataclass(frozen=True, slots=True)
class Act:
    """A post of one label of conduct: its words, of whom, whether a person confirmed it."""

    label: str
    key: Key
    confirmed: bool


class Exhibits:
    """The exhibits of this material."""

    def __init__(self, of: Material) -> None:
        self.of = of
        self.acts = _acts(of)
        confirmed = [act.key for act in self.acts if act.confirmed]
        keys = list(dict.fromkeys([*_examples(of), *confirmed]))
        self._posts = shown.posts(of.case, keys)
        rows = latest_posts(of.case).select(["channel_id", "post_id", "source"])
        wanted = pc.is_in(rows["post_id"], pc.cast([post for _, post in keys] or [""], rows["post_id"].type))
        sources = {(r["channel_id"], r["post_id"]): r["source"] for r in rows.filter(wanted).to_pylist()}
        captured = {one.sha256: one.captured_at for one in of.case.sources()}
        files, zone = of.names.serial, of.case.info.display_zone
        self.every = [
            Exhibit(no, self._posts[key], sources[key], files.get(sources[key]), minute(captured.get(sources[key]), zone))
            for no, key in enumerate((key for key in keys if key in self._posts), 1)
        ]  # fmt: skip
        self.by_key = {one.post.key: one for one in self.every}

    @property
    def examples(self) -> Sequence[Exhibit]:
        """Those of the summary."""
        return self.every[:EXAMPLES]


def _acts(of: Material) -> list[Act]:
    """Posts by label within the scope: confirmed where a person confirmed a stretch of it, in the order of time."""
    rows = latest_conduct(of.case).select(["channel_id", "post_id", "label", "status"]).to_pylist()
    at = {
        (r["channel_id"], r["post_id"]): r["date"]
        for r in latest_posts(of.case).select(["channel_id", "post_id", "date"]).to_pylist()
    }
    found: dict[tuple[str, Key], set[str]] = defaultdict(set)
    for row in rows:
        key = row["channel_id"], row["post_id"]
        if row["label"] in CONDUCT and of.within(key):
            found[row["label"], key].add(row["status"])
    acts = [Act(label, key, CONFIRMED in states) for (label, key), states in found.items()]
    return sorted(acts, key=lambda a: (CONDUCT.index(a.label), at.get(a.key) is None, str(at.get(a.key)), a.key))


def _examples(of: Material) -> list[Key]:
    """Posts that surely expose somebody, those with most different things found first; another channel before another post of one."""
    rows = of.tables.dossiers.select(["channel_id", "post_id", "counts", "repeat_of"]).to_pylist()
    sure = {(r["channel_id"], r["post_id"]) for r in rows if r["counts"] == "low" and r["repeat_of"] is None}
    found: dict[Key, set[str]] = defaultdict(set)
    for r in of.tables.findings.select(["channel_id", "post_id", "kind", "verdict"]).to_pylist():
        if r["verdict"] == "valid" and (key := (r["channel_id"], r["post_id"])) in sure and of.within(key):
            found[key].add(r["kind"])
    order = sorted(found, key=lambda key: (-len(found[key]), key))
    first = list({key[0]: key for key in reversed(order)}.values())[::-1]
    best = sorted(first, key=order.index)
    return [*best, *(key for key in order if key not in best)][:EXAMPLES]


def cut(text: str, most: int) -> str:
    """As much of a text as a cell bears."""
    return text if len(text) <= most else text[:most].rstrip() + "…"


def stretches(post: shown.Post, label: str) -> str:
    """The masked words of the stretches of a post with this label, each once; the text whole where it was not searched to its end."""
    if post.unread:
        return say("documents.not_shown")
    texts = {one.where: one.pieces for one in post.texts}
    told: Iterable[str] = (
        "".join(p.shown if p.kind else p.shown[max(one.start - p.start, 0) : one.end - p.start] for p in texts.get(one.where, ()) if p.start < one.end and p.end > one.start)
        for one in post.conduct if one.label == label and one.status != "rejected"
    )  # fmt: skip
    return one_line(
        (" / " if lang() == "en" else "／").join(
            dict.fromkeys(re.sub(r"\s+", " ", one).strip() for one in told if one.strip())
        )
    )
