"""The keys of the desk: what each does, and which this officer takes instead.

A key stands on its button (``data-key``); pages that have keys of their own say so in ``KEYS``. Nothing fires while somebody types or an input method composes
(``static/desk.js``).
"""

from starlette.responses import Response

from doxdocket.desk import preferences
from doxdocket.review.pages.own_settings import able
from doxdocket.review.visit import Page, Visit
from doxdocket.words import Sentence, say

KEYS = (
    ("?", Sentence("review_keys.this_page")),
    ("y", Sentence("review_channels.yes")),
    ("n", Sentence("review_channels.no")),
    ("1", Sentence("review_keys.first")),
    ("2", Sentence("review_keys.second")),
    ("3", Sentence("review_keys.third")),
    ("m", Sentence("review_keys.more")),
    ("u", Sentence("review_keys.unsure")),
    ("s", Sentence("review_keys.skip")),
    ("a", Sentence("review_keys.alike")),
    ("b", Sentence("review_keys.alone")),
    ("z", Sentence("review_keys.undo")),
    ("r", Sentence("review_keys.reason")),
    ("c", Sentence("review_keys.correct")),
    ("e", Sentence("review_keys.enter")),
)
"""Keys of all pages and of the queues, by the sign on the button."""


def listed(visit: Visit) -> Response:
    """The page."""
    return visit.page(
        "keys.html.j2", title=say("review_keys.title"), keys=KEYS, own=visit.sitting.keys, able=able(visit)
    )


def choose(visit: Visit) -> Response:
    """Other keys, or those of the beginning."""
    asked = {} if "reset" in visit.form else {key: visit.form.get(f"key_{n}", key) for n, (key, _) in enumerate(KEYS)}
    visit.sitting.keys = preferences.chosen(asked)
    preferences.keep(visit.case, visit.officer, keys=dict(visit.sitting.keys))
    return visit.go("/keys", say("review_keys.kept"))


ROUTES = (
    Page("/keys", listed, expert=True, nav=Sentence("review_keys.nav")),
    Page("/keys", choose, methods=("POST",), role="all", again=listed),
)
