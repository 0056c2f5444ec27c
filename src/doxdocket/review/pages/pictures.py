"""The gallery: pictures by what was read of them, and a page of them covered, for a reason; never in clear."""

import base64

from starlette.responses import Response

from doxdocket.desk import gallery
from doxdocket.law.kinds import kinds
from doxdocket.review.visit import Page, Visit
from doxdocket.words import Sentence, either, say


def facts(visit: Visit) -> Response:
    """What was read of each, without any picture."""
    return _page(visit, gallery.told(visit.case, visit.number("page")), {})


def show(visit: Visit) -> Response:
    """The page with its pictures, covered; each is logged first."""
    told = gallery.told(visit.case, visit.number("page"))
    made = gallery.covered(visit.case, told, reason=visit.form.get("reason", ""), officer=visit.officer)
    return _page(
        visit, told, {one.picture.source: base64.b64encode(one.png).decode() if one.png else "" for one in made}
    )


def _page(visit: Visit, told: gallery.Gallery, shown: dict[str, str]) -> Response:
    names = {id_: either(kind.zh, kind.en) for id_, kind in kinds().items()}
    return visit.page("pictures.html.j2", title=say("review_pictures.title"), told=told, shown=shown, names=names)


ROUTES = (
    Page("/pictures", facts, nav=Sentence("review_pictures.nav"), searches=True),
    Page("/pictures", show, methods=("POST",), role="reveal", again=facts),
)
