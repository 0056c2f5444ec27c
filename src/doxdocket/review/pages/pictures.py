"""The gallery: pictures by what was read of them, and a page of them covered, for a reason; one of them, in which boxes are drawn. Never in clear."""

import base64

from starlette.responses import Response

from doxdocket.desk import adding, gallery
from doxdocket.law.kinds import kinds
from doxdocket.review.front import own
from doxdocket.review.visit import Page, Visit
from doxdocket.words import Sentence, named, say

_SIDES = {
    "left": Sentence("review_pictures.left"), "top": Sentence("review_pictures.top"), "width": Sentence("review_pictures.width"),
    "height": Sentence("review_pictures.height"),
}  # fmt: skip
"""The numbers of a box, by the fields of its form."""


def facts(visit: Visit) -> Response:
    """What was read of each, without any picture."""
    return _page(visit, gallery.told(visit.case, visit.number("page")), {})


def show(visit: Visit) -> Response:
    """The page with its pictures, covered; each is logged first."""
    told = gallery.told(visit.case, visit.number("page"))
    return _page(visit, told, _covered(visit, told.pictures, visit.form.get("reason", "")))


def _covered(visit: Visit, some: tuple[gallery.Picture, ...], reason: str) -> dict[str, str]:
    """Of each picture the covered one, as a page holds it; empty where it cannot be shown."""
    made = gallery.covered(visit.case, some, reason=reason, officer=visit.officer)
    return {one.picture.source: base64.b64encode(one.png).decode() if one.png else "" for one in made}


def _page(visit: Visit, told: gallery.Gallery, shown: dict[str, str]) -> Response:
    return visit.page("pictures.html.j2", title=say("review_pictures.title"), told=told, shown=shown, names=_names())


def _names() -> dict[str, str]:
    return {id_: named(kind) for id_, kind in kinds().items()}


def one(visit: Visit) -> Response:
    """One picture: what was read of it, which boxes people drew, and the form for another."""
    return _one(visit, {}, "")


def shown(visit: Visit) -> Response:
    """The same with the picture, covered, which is logged first."""
    picture, why = gallery.of(visit.case, visit.form.get("source", "")), visit.form.get("reason", "")
    return _one(visit, _covered(visit, (picture,), why), why)


def boxed(visit: Visit) -> Response:
    """Record a box. Where the picture was on the screen it is shown again with the box covered, for the same reason, which is logged."""
    source, sides = visit.form.get("source", ""), [visit.form.get(side, "").strip() for side in _SIDES]
    done = adding.box(visit.desk, source, sides, visit.form.get("kind", ""), visit.reason, visit.officer)
    note = say("review_pictures.box_added", id=done[0].decision.id, n=len(done))
    why = visit.form.get("why", "")
    if not why:
        return visit.go(own(f"/picture?source={source}"), note)
    visit.sitting.notes = [*visit.sitting.notes, note]
    return _one(visit, _covered(visit, (gallery.of(visit.case, source),), why), why, given={})


def _one(visit: Visit, png: dict[str, str], why: str, given: dict[str, str] | None = None) -> Response:
    picture = gallery.of(visit.case, visit.form.get("source") or visit.query.get("source", ""))
    return visit.page(
        "picture.html.j2", title=say("review_pictures.one"), picture=picture, png=png.get(picture.source), why=why, names=_names(),
        boxes=gallery.boxes(visit.case, picture.source), sides=_SIDES, given=visit.form if given is None else given,
    )  # fmt: skip


ROUTES = (
    Page("/pictures", facts, nav=Sentence("review_pictures.nav"), searches=True),
    Page("/pictures", show, methods=("POST",), role="reveal", again=facts, searches=True),
    Page("/picture", one, searches=True),
    Page("/picture/shown", shown, methods=("POST",), role="reveal", again=one, searches=True),
    Page("/picture", boxed, methods=("POST",), again=one, typed=("reason", "why", *_SIDES), searches=True),
)
