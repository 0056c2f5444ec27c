"""Posts: found by words and facets, and one in its place with neighbours, versions, findings, who decided.

What was typed is kept at the browser's sitting and never in an address. Everything shown is masked; a value is opened on its own page alone. Left out: what is
decided (the queues), what a query means (``desk.search``).
"""

from dataclasses import replace
from typing import Any

from starlette.responses import Response

from doxdocket.desk import index, masked_posts, search
from doxdocket.desk.answers import absent
from doxdocket.review.templates import kind
from doxdocket.review.visit import Page, Visit
from doxdocket.words import Sentence, say

_KEPT = 50
_FIELDS = {
    "channel": "channels",
    "month": "months",
    "kind": "kinds",
    "conduct": "conduct",
    "status": "statuses",
    "by": "by",
    "media": "media",
}
"""Facets, and the field of a query that each narrows."""
_LISTED = 60


def found(visit: Visit) -> Response:
    """A page of posts, with the form and the facets that narrow it."""
    query = replace(_asked(visit), page=visit.number("page"))
    told = search.find(visit.case, query)
    every = (
        told if told.total else search.find(visit.case, search.Query())
    )  # where nothing is found, what else could be chosen
    return visit.page(
        "posts.html.j2", title=say("review_posts.title"), query=query, told=told, facets=_facets(visit, query, told, every), asked=visit.query.get("q", ""),
        orders=search.ORDERS, index_size=index.ready(visit.case).size,
    )  # fmt: skip


def ask(visit: Visit) -> Response:
    """Keep what is asked for, and show it."""
    form = visit.form
    query = search.Query(
        tuple(form.get("words", "").split()), tuple(form.get("without", "").split()), channels=tuple(form.getlist("channel")), months=tuple(form.getlist("month")),
        kinds=tuple(form.getlist("kind")), conduct=tuple(form.getlist("conduct")), statuses=tuple(form.getlist("status")), by=tuple(form.getlist("by")),
        persons=tuple(form.get("persons", "").split()), media=tuple(form.getlist("media")),
        order=next((one for one in search.ORDERS if one == form.get("order")), "newest"),
    )  # fmt: skip
    visit.sitting.queries = [*visit.sitting.queries[-_KEPT + 1 :], query]
    return visit.go(f"/posts?q={len(visit.sitting.queries) - 1}")


def waits(visit: Visit) -> Response:
    """Of a large case, before there is an index: how far it is; where its making failed, the button for another."""
    visit.desk.making.begin()
    far = visit.desk.making.far()
    return visit.page("posts_index.html.j2", title=say("review_posts.title"), n=index.posts(visit.case), far=far, here="/posts" if visit.here == "/" else visit.here)  # fmt: skip


def build(visit: Visit) -> Response:
    """Make the index of a large case, beside."""
    visit.desk.making.begin(again=True)
    return visit.go("/posts")


def one(visit: Visit) -> Response:
    """One post among its neighbours, with its earlier versions and all that was found in it."""
    key = visit.query.get("channel", ""), visit.query.get("post", "")
    near = masked_posts.around(visit.case, key)
    post = next((each for each in near if each.key == key), None)
    if post is None:
        raise absent("/".join(key))
    others = visit.looking("/".join(key))
    return visit.page(
        "post.html.j2", title=say("review_posts.one"), post=post, near=near, versions=masked_posts.versions(visit.case, key) if post.versions > 1 else [],
        others=others,
    )  # fmt: skip


def _asked(visit: Visit) -> search.Query:
    at = visit.query.get("q", "")
    kept = visit.sitting.queries
    query = kept[int(at)] if at.isdecimal() and len(at) < 6 and int(at) < len(kept) else None
    return query if isinstance(query, search.Query) else search.Query()


def _facets(visit: Visit, query: search.Query, told: search.Found, every: search.Found) -> list[dict[str, Any]]:
    """Each facet with its values, how many posts each has, and whether it is chosen; the most frequent first, what is chosen always.

    ``every``: the posts of which values are offered where none is found.
    """
    titles = {one.channel: one.title for one in index.ready(visit.case).channels}
    out = []
    for facet, field in _FIELDS.items():
        chosen, counts = getattr(query, field), told.facets.get(facet, {})
        ranked = sorted(
            {*(every.facets.get(facet, {})), *chosen},
            key=lambda value: (value not in chosen, -counts.get(value, 0), value),
        )
        values = sorted(ranked[:_LISTED]) if facet == "month" else ranked[:_LISTED]
        names = {
            "kind": kind,
            "status": lambda v: say(f"review_posts.status_{v}"),
            "channel": lambda v: titles.get(v) or v,
            "conduct": kind,
        }
        name = names.get(facet, lambda v: v or say("review_posts.undated"))
        out.append({"facet": facet, "label": say(f"review_posts.{facet}"), "values": [(v, name(v), counts.get(v, 0), v in chosen) for v in values], "chosen": len(chosen), "open": bool(chosen)})  # fmt: skip
    return [one for one in out if one["values"]]


ROUTES = (
    Page("/posts", found, nav=Sentence("review_posts.nav"), searches=True),
    Page("/posts", ask, methods=("POST",), role="see"),
    Page("/posts/index", build, methods=("POST",), role="see"),
    Page("/post", one),
)
