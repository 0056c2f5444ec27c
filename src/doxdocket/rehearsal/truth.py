"""What is true of the invented case, and the counts that a run over it should bracket.

Source: the plot itself. A publication is one person in one post; a dossier is a publication that repeats nothing; an
item is a distinct (person, kind, value). Counts are of what stands in text, in the fields beside it and in pictures, in the
latest capture of every post; what pictures hold is told apart too. Leaves out the matching with a run: ``score``.

>>> from doxdocket.rehearsal.plot import Plot
>>> truth = of(Plot(5, 0.02), 5)
>>> truth.counts["persons"] <= truth.counts["dossiers"] <= truth.counts["publications"]
True
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from doxdocket.rehearsal import earnings
from doxdocket.rehearsal.people import Card
from doxdocket.rehearsal.plot import Plot
from doxdocket.rehearsal.post import ACTORS, CHANNELS, Post
from doxdocket.rehearsal.preview import shown


@dataclass(frozen=True, slots=True)
class Truth:
    """The truth of one invented case; ``data`` is what ``truth.json`` holds."""

    data: dict[str, Any] = field(repr=False)

    @property
    def counts(self) -> dict[str, Any]:
        """Counts over all channels."""
        return dict(self.data["counts"]["all"])

    @property
    def core(self) -> list[str]:
        """Channel ids of the core channels."""
        return list(self.data["core"])

    def write(self, path: Path) -> None:
        """As JSON, the same bytes for the same seed."""
        path.write_bytes(msgspec.json.encode(self.data))

    @classmethod
    def read(cls, path: Path) -> "Truth":
        """From a file written before."""
        return cls(msgspec.json.decode(path.read_bytes()))


def _order(post: Post) -> list[Card]:
    """Cards by where their first span stands; those outside the text come last."""
    first = {s["person"]: s["start"] for s in reversed(post.writing.spans)}
    return sorted(post.cards, key=lambda c: first.get(c.person.id, 10**9))


def count(posts: Iterable[Post]) -> dict[str, Any]:
    """The counts over these posts."""
    posts = list(posts)
    pairs = [(p, c) for p in posts for c in p.cards]
    items = {(c.person.id, f.kind, f.value) for _, c in pairs for f in c.facts}
    items |= {
        (i["person"], kind, value) for p in posts for i in p.images for kind, value in i.get("values", {}).items()
    }
    kinds = Counter(kind for _, kind, _ in items)
    pictured = {(i["person"], k) for p in posts for i in p.images for k in i.get("holds", ())}
    return {
        "posts": len(posts),
        "messages": sum(p.kind == "message" for p in posts),
        "posts_with_pi": sum(bool(p.cards) for p in posts),
        "publications": len(pairs),
        "dossiers": sum(c.person.id not in p.repeat for p, c in pairs),
        "persons": len({c.person.id for _, c in pairs}),
        "minors": len({c.person.id for _, c in pairs if c.person.minor_age is not None}),
        "under_14": len({c.person.id for _, c in pairs if c.person.minor_age is not None and c.person.minor_age < 14}),
        "kinds": len(kinds),
        "items": len(items),
        "items_by_kind": dict(sorted(kinds.items())),
        "item_sets": len({(c.person.id, tuple(sorted((f.kind, f.value) for f in c.facts))) for _, c in pairs}),
        "pictured_kinds": dict(sorted(Counter(k for _, k in pictured).items())),
        "conduct": dict(
            sorted(Counter(label for p in posts for label in {s["label"] for s in p.writing.conduct}).items())
        ),
        "views": sum(p.views for p in posts),
        "views_pi": sum(p.views for p in posts if p.cards),
    }


def _post(post: Post) -> dict[str, Any]:
    w = post.writing
    out: dict[str, Any] = {
        "channel_id": post.channel.channel_id,
        "post_id": str(post.id),
        "date": post.at,
        "style": post.style,
        "part": post.part,
        "spans": list(w.spans),
        "fields": post.fields,
        "ignore": list(w.ignore),
        "conduct": list(w.conduct),
        "images": post.images,
        "captures": [name for name, there in (("first", post.first), ("second", post.second)) if there],
        "publications": [
            {
                "person": c.person.id,
                "person_no": i,
                "role": c.role,
                "relation": c.relation or None,
                "repeat_of": post.repeat[c.person.id][0] if c.person.id in post.repeat else None,
                "repeat_why": post.repeat[c.person.id][1] if c.person.id in post.repeat else None,
            }
            for i, c in enumerate(_order(post))
        ],
    }
    if post.before:
        out["before"] = {"length": len(post.before.text), "spans": list(post.before.spans)}
    if post.channel.core:
        out |= {"author": post.author, "views": post.views, "views_shown": shown(post.views)}
    return out


def _ordinary(posts: Sequence[Post], channel_id: str, part: str) -> dict[str, Any]:
    mine = [
        p
        for p in posts
        if p.channel.channel_id == channel_id and p.kind == "message" and not p.cards and not p.writing.conduct
    ]
    return {
        "channel_id": channel_id,
        "part": part,
        "posts": [p.id for p in mine],
        "ignore": {
            str(p.id): [[s["start"], s["end"], s["kind"]] for s in p.writing.ignore] for p in mine if p.writing.ignore
        },
    }


def of(plot: Plot, seed: int) -> Truth:
    """The truth of a plot."""
    posts, core = plot.posts, [c.channel_id for c in CHANNELS if c.core]
    told = {c.person.id: c.person for p in posts for c in p.cards}
    counts = {
        "all": count(posts),
        "first_capture": count(p for p in posts if p.first),
        "core": count(p for p in posts if p.channel.core),
    }
    counts |= {c.channel_id: count(p for p in posts if p.channel is c) for c in CHANNELS}
    people = {
        one.id: {
            "minor_age": one.minor_age,
            "gender": one.gender,
            "household": one.household or None,
            "region": one.place.full,
            "code": one.place.code,
        }
        for one in sorted(told.values(), key=lambda o: o.id)
    }
    second = [p for p in posts if p.channel.core and p.kind == "message"]
    return Truth(
        {
            "seed": seed,
            "scale": plot.scale,
            "core": core,
            "out_of_scope": {"houyuan": "personal_information, contacts, and personal_chat 9000000001 of the exporter"},
            "channels": [
                {k: getattr(c, k) for k in ("key", "channel_id", "title", "chat_type", "role", "core", "part", "shape")}
                for c in CHANNELS
            ],
            "actors": [asdict(a) for a in ACTORS],
            "receipts": earnings.truth(),
            "persons": people,
            "counts": counts,
            "later_capture": {
                "deleted": [p.key for p in second if p.first and not p.second],
                "edited": [p.key for p in second if p.before],
                "added": [p.key for p in second if not p.first],
            },
            "posts": [_post(p) for p in posts if p.cards or p.writing.conduct],
            "ordinary": [_ordinary(posts, c.channel_id, c.part) for c in CHANNELS],
        }
    )
