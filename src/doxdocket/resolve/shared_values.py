"""What two publications have in common, as it may be shown: kinds and tags, what a value says in another kind included.

Source: the relations of ``steps``. Near spellings have no tag of their own, since their digests are of no value; they show
as ``≈`` with the kind's name. What it leaves out: whether the two are one person.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import pyarrow.compute as pc

from doxdocket.law.links import ALIKE, PICTURE, SCRIPT, bare
from doxdocket.resolve.record import Means, Publication
from doxdocket.resolve.stepping import Steps

NEAR_TAG = "≈"


class Shown:
    """Publications with the kinds and tags of what they hold, state or say."""

    def __init__(self, pubs: Sequence[Publication], found: Steps, means: Means) -> None:
        self.pubs = pubs
        self._found = found
        self._means = means
        self._seen: dict[int, dict[int, str]] = {}

    def hubs(self) -> list[dict[str, Any]]:
        """Values that link nothing."""
        return list(self._found.hubs.to_pylist())

    def tag(self, value: int) -> str:
        """The tag of a value."""
        return self._tags[value]

    def agreeing(self, a: int, b: int) -> list[tuple[str, str, str]]:
        """Kinds, tags and masks of what both hold; what is only near, or said by another value, shows no mask."""
        one, other = self._held(a), self._held(b)
        agree = sorted([(bare(one[v]), self._tags[v], self.mask(v)) for v in one.keys() & other.keys()])
        if a in self._near and b in self._near:
            near = {kind for _, kind in self._near[a].items() & self._near[b].items()}
            near -= {PICTURE, *(kind for kind, _, _ in agree)}
            agree += [(kind, NEAR_TAG, "") for kind in sorted(near)]
        return agree

    def mask(self, value: int) -> str:
        """The mask of a value that somebody states."""
        return self._masks.get(value, "")

    def _held(self, n: int) -> dict[int, str]:
        if n in self._seen:
            return self._seen[n]
        values = self.pubs[n].values
        telling = values.keys() & self._means.keys()
        said = {what: kind for v in telling for kind, what in self._means[v] if kind not in {PICTURE, SCRIPT}}
        held = self._seen[n] = said | values if said else values
        return held

    @cached_property
    def _tags(self) -> dict[int, str]:
        claims, means = self._found.claims, self._found.means
        distinct = claims.group_by("value").aggregate([("tag", "min")])
        tags = dict(zip(distinct["value"].to_pylist(), distinct["tag_min"].to_pylist(), strict=True))
        for says, digest in zip(means["says"].to_pylist(), means["digest"].to_pylist(), strict=True):
            tags.setdefault(says, "#" + digest[:2].hex())
        return tags

    @cached_property
    def _masks(self) -> dict[int, str]:
        claims = self._found.claims.group_by("value").aggregate([("mask", "min")])
        return dict(zip(claims["value"].to_pylist(), claims["mask_min"].to_pylist(), strict=True))

    @cached_property
    def _near(self) -> dict[int, dict[int, str]]:
        near: dict[int, dict[int, str]] = defaultdict(dict)
        nearby = self._found.nearby.filter(pc.not_equal(self._found.nearby["kind"], ALIKE))
        columns = (nearby[c].to_pylist() for c in ("pub", "value", "kind"))
        for pub, value, kind in zip(*columns, strict=True):
            near[pub][value] = kind
        return dict(near)
