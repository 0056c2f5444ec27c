"""The pictures of the current run, covered: what was read of each, and a page of them rendered with faces and findings under bars.

A rendering is an opening that the custody log has before it is shown (``pipeline.pictures.rendering``), for a reason, a dozen at a time. Left out: pictures in
clear, which this desk never shows.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from doxdocket.desk import index
from doxdocket.desk.shown import IMAGE, Key
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
    clusters = Counter(row["cluster"] for row in beside.values())
    names = ["source", "status", "why", "form", "width", "height", "document", "faces"]
    rows = run.read("images", names).to_pylist()
    rows.sort(key=lambda row: (-_posts(beside, row["source"]), row["source"]))
    pages = max(1, -(-len(rows) // PAGE))
    page = min(max(1, page), pages)
    here = rows[(page - 1) * PAGE : page * PAGE]
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
    return Gallery(tuple(out), len(rows), page, pages)


def covered(case: Case, gallery: Gallery, *, reason: str, officer: str) -> list[Covered]:
    """The pictures of a page, each logged before it is rendered; one that cannot be rendered says why."""
    out = []
    for one in gallery.pictures:
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


def _posts(beside: dict[str, dict[str, object]], name: str) -> int:
    return int(str(beside.get(name, {}).get("posts") or 0))


def _kinds(case: Case, names: set[str]) -> dict[str, Counter[str]]:
    out: dict[str, Counter[str]] = defaultdict(Counter)
    found = latest_findings(case).select(["where", "kind"])
    for batch in found.to_batches():
        for where, kind in zip(batch["where"].to_pylist(), batch["kind"].to_pylist(), strict=True):
            if where.startswith(IMAGE) and (name := where.removeprefix(IMAGE).partition(":")[0]) in names:
                out[name][kind] += 1
    return out
