"""The pictures of the current run, covered: what was read of each, and a page of them rendered with faces and findings under bars.

A rendering is an opening that the custody log has before it is shown (``pipeline.pictures.rendering``), for a reason, a dozen at a time. Left out: pictures in
clear, which this desk never shows.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow.compute as pc

from doxdocket.desk import index
from doxdocket.desk.answers import absent
from doxdocket.desk.sight import IMAGE, Key
from doxdocket.errors import DoxdocketError, WrongCall
from doxdocket.pipeline import pictures
from doxdocket.pipeline.published import current, latest_findings
from doxdocket.store.case import Case

PAGE = 12


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: how it was read, what kinds stand in it, how many posts show it and some of them; ``alike``: near-duplicates beside it."""

    source: str
    status: str
    why: str
    form: str
    width: int
    height: int
    document: str
    faces: int
    kinds: tuple[tuple[str, int], ...]
    posts: int
    alike: int
    shown_by: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Boxed:
    """A box that somebody drew: left, top, width and height in pixels, the kind, and the decisions that say so, one a post."""

    box: tuple[int, int, int, int]
    kind: str
    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gallery:
    """A page of pictures."""

    pictures: tuple[Picture, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Covered:
    """A picture as PNG with its faces and findings covered; empty with why where it cannot be shown."""

    picture: Picture
    png: bytes = field(default=b"", repr=False)
    fault: DoxdocketError | None = None


def told(case: Case, page: int = 1) -> Gallery:
    """A page of them, those that most posts show first."""
    run = current(case)
    beside = {row["source"]: row for row in run.read("pictures").to_pylist()}
    rows = run.read("images", _NAMES).to_pylist()
    rows.sort(key=lambda row: (-_posts(beside, row["source"]), row["source"]))
    pages = max(1, -(-len(rows) // PAGE))
    page = min(max(1, page), pages)
    return Gallery(_pictures(case, rows[(page - 1) * PAGE : page * PAGE], beside), len(rows), page, pages)


def of(case: Case, source: str) -> Picture:
    """One picture of the current run; a ``WrongCall`` where it has none of that digest."""
    run = current(case)
    rows = run.read("images", _NAMES)
    found = rows.filter(pc.equal(rows["source"], source)).to_pylist()
    if not found:
        raise absent(source[:16])
    return _pictures(case, found, {row["source"]: row for row in run.read("pictures").to_pylist()})[0]


def boxes(case: Case, source: str) -> list[Boxed]:
    """What people drew in it, as decisions stand."""
    found = pictures.drawn(case, source).items()
    return [Boxed(one.box, str(some[0]["target"]["kind"]), tuple(str(d["id"]) for d in some)) for one, some in found]


def posts(case: Case, source: str) -> list[Key]:
    """The posts that show it."""
    one = index.ready(case)
    return [key for _, key, _ in one.some(one.facets.get("picture", {}).get(source, ()))]


_NAMES = ["source", "status", "why", "form", "width", "height", "document", "faces"]


def _pictures(
    case: Case, here: Sequence[Mapping[str, Any]], beside: Mapping[str, Mapping[str, Any]]
) -> tuple[Picture, ...]:
    """These rows with what other tables have of them."""
    clusters = Counter(row["cluster"] for row in beside.values())
    kinds = _kinds(case, {row["source"] for row in here})
    one = index.ready(case)
    out = []
    for row in here:
        name = row["source"]
        posts = one.facets.get("picture", {}).get(name, ())
        shown = tuple(key for _, key, _ in one.some(posts[:5]))
        out.append(Picture(
            name, row["status"], row["why"] or "", row["form"] or "", row["width"] or 0, row["height"] or 0, row["document"] or "", len(row["faces"] or ()),
            tuple(sorted(kinds[name].items())), _posts(beside, name), clusters[beside[name]["cluster"]] - 1 if name in beside else 0, shown,
        ))  # fmt: skip
    return tuple(out)


def covered(case: Case, some: Iterable[Picture], *, reason: str, officer: str) -> list[Covered]:
    """These pictures, each logged before it is rendered; one that cannot be rendered says why."""
    out = []
    for one in some:
        try:
            out.append(Covered(one, pictures.rendering(case, one.source, reason=reason, officer=officer)))
        except WrongCall as fault:
            if not out or all(each.fault is not None for each in out):
                _refused(fault)
            out.append(Covered(one, fault=fault))
    return out


def _refused(fault: WrongCall) -> None:
    """A reason that is none is no fault of a picture."""
    if not str(fault.text).startswith("pipeline_pictures."):
        raise fault


def _posts(beside: Mapping[str, Mapping[str, object]], name: str) -> int:
    return int(str(beside.get(name, {}).get("posts") or 0))


def _kinds(case: Case, names: set[str]) -> dict[str, Counter[str]]:
    out: dict[str, Counter[str]] = defaultdict(Counter)
    found = latest_findings(case).select(["where", "kind"])
    for batch in found.to_batches():
        for where, kind in zip(batch["where"].to_pylist(), batch["kind"].to_pylist(), strict=True):
            if where.startswith(IMAGE) and (name := where.removeprefix(IMAGE).partition(":")[0]) in names:
                out[name][kind] += 1
    return out
