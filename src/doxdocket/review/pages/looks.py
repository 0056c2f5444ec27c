"""How the desk looks to this officer: language, light or dark; and leaving it."""

from starlette.responses import Response

from doxdocket.review.visit import Page, Visit


def choose(visit: Visit) -> Response:
    """Another language or theme, from the next page on."""
    lang, theme = visit.form.get("lang"), visit.form.get("theme")
    if lang in ("zh", "en"):
        visit.sitting.lang = "zh" if lang == "zh" else "en"
    if theme in ("", "light", "dark"):
        visit.sitting.theme = str(theme)
    back = visit.form.get("back", "/")
    return visit.go(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/")


ROUTES = (Page("/look", choose, methods=("POST",), role="all"),)
