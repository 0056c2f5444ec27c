"""Findings of the pictures of one post, as sealed rows beside those of its words, and whose they are.

``where`` is ``image:`` and the digest of the picture's bytes, with ``:code[i]`` behind it for what a QR or bar code says;
offsets are of the text that was read there. What a picture shows without words (a face, a card) has no value of its own:
the cluster of its near-duplicates stands for it, so that one photo posted five times is one item and five publications.
Two cards of one layout may look alike, so a cluster is only near; the same bytes are the same picture.

A picture's persons are matched to those of its post by equal values, the strongest kind first; values that contradict
each other (two identity numbers) keep them apart. One person in a picture, one target in the post and nothing against it:
the picture shows the target, which is why it was posted with these words. Faces and papers say nothing of who they
show: they go to the picture's one person, else to the post's one target, else to nobody. Source: own judgment, told in docs/explanation/images.md. Left
out: likeness of faces, which is never asked; which pictures a post shows, and which are near-duplicates.

>>> text = [Claim(0, "name", b"1"), Claim(0, "phone_number", b"2"), Claim(1, "name", b"3")]
>>> card = [Claim(0, "name", b"3"), Claim(0, "id_number", b"4"), Claim(-1, "face_photo", b"5", whole=True)]
>>> assign(text, [card])
[[1, 1, 1]]
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from doxdocket.detect.images import find
from doxdocket.detect.images.reading import ImageHit, boxes, reading_of
from doxdocket.detect.stage import Secrets, sealed
from doxdocket.law.kinds import kinds
from doxdocket.law.links import links
from doxdocket.records import Verdict
from doxdocket.seal.digest import Digester

_WHOLE = frozenset({"face", "document", "exif"})
_STRENGTH = {"primary": 9, "secondary": 3, "tertiary": 1, "none": 0}


@dataclass(frozen=True, slots=True)
class Claim:
    """One finding as far as it says who is meant: its person by number, kind and keyed digest of the value."""

    person: int
    kind: str
    digest: bytes
    sure: bool = True  # its verdict is valid
    role: str = "target"
    whole: bool = False  # said by the picture as a whole (a face, a kind of paper, a place), not by words in it


class _People:
    """The persons of one post: their values, and which of them are targets."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.values: dict[int, dict[str, set[bytes]]] = defaultdict(lambda: defaultdict(set))
        self.targets: set[int] = set()
        for one in claims:
            self.add(one.person, one)

    def add(self, person: int, claim: Claim) -> None:
        """Put a value to a person."""
        if person < 0 or not claim.sure:
            return
        self.values[person][claim.kind].add(claim.digest)
        if claim.role == "target":
            self.targets.add(person)

    def likest(self, claims: Sequence[Claim]) -> int | None:
        """Who shares most of these values and contradicts none."""
        scored = [(self._shared(who, claims), -who) for who in self.values if not self._contradicts(who, claims)]
        weight, who = max(scored, default=(0, 0))
        return -who if weight else None

    def one_target(self, claims: Sequence[Claim] = ()) -> int | None:
        """The target (where none is told of, the one person), where nothing speaks against it."""
        known = self.targets or set(self.values)
        if len(known) != 1:
            return None
        [who] = known
        return None if self._contradicts(who, claims) else who

    def fresh(self) -> int:
        """A number that no person bears yet."""
        return max(self.values, default=-1) + 1

    def _shared(self, who: int, claims: Sequence[Claim]) -> int:
        mine = self.values[who]
        return sum(
            _weight(kind)
            for kind, digest in {(c.kind, c.digest) for c in claims if c.sure}
            if digest in mine.get(kind, ())
        )

    def _contradicts(self, who: int, claims: Sequence[Claim]) -> bool:
        mine = self.values[who]
        theirs: dict[str, set[bytes]] = defaultdict(set)
        for one in claims:
            if one.sure and one.kind in _conflicts():
                theirs[one.kind].add(one.digest)
        return any(mine.get(kind) and not mine[kind] & values for kind, values in theirs.items())


@cache
def _weight(kind: str) -> int:
    known = kinds().get(kind)
    return _STRENGTH[known.strength] if known else 0


@cache
def _conflicts() -> frozenset[str]:
    return frozenset(links().file.conflicts)


def assign(text: Sequence[Claim], pictures: Sequence[Sequence[Claim]], taken: int = -1) -> list[list[int]]:
    """For each claim of each picture the number of its person in the post; -1: nobody's. ``taken``: the highest number in use."""
    people = _People(text)
    used = max([taken, *(c.person for c in text)], default=-1)
    out = []
    for claims in pictures:
        mine: dict[int, int] = {}
        shown = sorted({c.person for c in claims if c.person >= 0 and not c.whole})
        for one in shown:
            values = [c for c in claims if c.person == one]
            who = people.likest(values)
            if who is None and len(shown) == 1:
                who = people.one_target(values)
            if who is None:
                who = used = max(used + 1, people.fresh())
            mine[one] = who
            for value in values:
                people.add(who, value)
        bearer = next(iter(mine.values())) if len(mine) == 1 else None if mine else people.one_target()
        of_all = -1 if bearer is None else bearer
        out.append([of_all if c.whole else mine.get(c.person, -1) for c in claims])
    return out


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the case: digest of its bytes, the cluster of its near-duplicates, what was found in it."""

    source: str
    cluster: str
    hits: tuple[ImageHit, ...]


def picture(source: str, cluster: str, packed: bytes) -> Picture:
    """A picture with its findings, from its row of ``images``."""
    hits = (_valued(one, cluster) for one in find(reading_of(packed)))
    return Picture(source, cluster, tuple(hits))


def _valued(one: ImageHit, cluster: str) -> ImageHit:
    return replace(one, hit=replace(one.hit, value=f"image:{cluster}")) if one.origin in {"face", "document"} else one


def rows(
    post: Mapping[str, Any], told: Sequence[Mapping[str, Any]], pictures: Sequence[Picture], digester: Digester
) -> list[dict[str, Any]]:
    """Rows of ``records.FINDINGS`` for the pictures of one post. ``told``: the findings of its words."""
    drafts = [_drafts(post, picture, digester) for picture in pictures]
    claims = [
        [_claim(row, whole=one.origin in _WHOLE) for row, one in zip(draft, picture.hits, strict=True)]
        for draft, picture in zip(drafts, pictures, strict=True)
    ]
    taken = max((row["person"] for row in told), default=-1)
    whose = assign([_claim(row) for row in told], claims, taken)
    known = {row["person"]: {"role": row["role"], "relation": row["relation"]} for row in told}
    return [
        row | {"person": person} | known.get(person, {})
        for draft, people in zip(drafts, whose, strict=True) for row, person in zip(draft, people, strict=True)
    ]  # fmt: skip


def _drafts(post: Mapping[str, Any], picture: Picture, digester: Digester) -> list[dict[str, Any]]:
    secrets = Secrets(post, [one.hit for one in picture.hits])
    return [_row(post, picture, one, digester, secrets) for one in picture.hits]


def _row(
    post: Mapping[str, Any], picture: Picture, one: ImageHit, digester: Digester, secrets: Secrets
) -> dict[str, Any]:
    where = f"image:{picture.source}" + (f":code[{one.code}]" if one.origin == "code" else "")
    row = sealed(post, where, one.hit, one.hit.person, digester, secrets)
    row |= {"role": one.hit.role, "relation": one.hit.relation, "boxes": boxes(one.boxes)}
    if one.origin != "document":
        return row
    print_ = [{"kind": "picture", "digest": row["digest"]}]
    return row | {"implies": print_, "near": [digester.short(one.hit.kind, f"image:{picture.cluster}")]}


def _claim(row: Mapping[str, Any], *, whole: bool = False) -> Claim:
    return Claim(row["person"], row["kind"], row["digest"], row["verdict"] == Verdict.VALID, row["role"], whole)
