"""Findings of the pictures of one post, as sealed rows beside those of its words.

``where`` is ``image:`` and the digest of the picture's bytes, with ``:code[i]`` behind it for what a QR or bar code says;
offsets are of the text that was read there. What a picture shows without words (a face, a card) has no value of its own:
the cluster of its near-duplicates stands for it, so that one photo posted five times is one item and five publications.
Two cards of one layout may look alike, so a cluster is only near; the same bytes are the same picture.

Source: docs/explanation/images.md. Left out: which pictures a post shows, and which are near-duplicates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from doxdocket.detect.images import find
from doxdocket.detect.images.reading import ImageHit, boxes, reading_of
from doxdocket.detect.images.whose import Claim, assign
from doxdocket.detect.stage import Secrets, sealed
from doxdocket.records import Verdict
from doxdocket.seal.digest import Digester

_WHOLE = frozenset({"face", "document", "exif"})


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
