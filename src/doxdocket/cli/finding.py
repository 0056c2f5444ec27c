"""``find``: posts by words and facets, masked. No value is opened, so nothing is logged.

Left out: a screen, which ``review`` has; opening a value (``open``).

>>> find.short[1]
'Find posts by words, masked'
"""

from typing import TYPE_CHECKING, Annotated, Any, TypedDict

import click

from doxdocket.cli.answer import Answer
from doxdocket.cli.command import argument, case_argument, command, option
from doxdocket.cli.opening import open_case, warn_if_stale
from doxdocket.cli.progress import Progress
from doxdocket.desk.accounts import OfRun
from doxdocket.visible_signs import one_line
from doxdocket.words import Sentence, say, zh_en

if TYPE_CHECKING:
    from doxdocket.desk.masked_posts import Post

STATUSES = ("open", "doubtful", "confirmed", "rejected", "public", "added", "nothing")
ORDERS = ("newest", "oldest", "channel", "views")


class Row(TypedDict):
    """A post, masked."""

    post: Annotated[str, zh_en("finding.post")]
    at: str
    author: str
    views: int | None
    text: Annotated[str, zh_en("finding.text")]
    kinds: list[str]
    conduct: list[str]
    persons: list[str]
    statuses: Annotated[list[str], zh_en("finding.statuses")]


class Finds(OfRun):
    """A page of the posts that were found."""

    case: str
    total: int
    of: Annotated[int, zh_en("finding.of")]
    page: int
    pages: int
    posts: list[Row]
    facets: Annotated[dict[str, dict[str, int]], zh_en("finding.facets")]
    index_bytes: Annotated[int, zh_en("finding.index_bytes")]


@command(
    "finding.find",
    examples=(
        Sentence("finding.find_example"),
        "doxdocket find CASE --kind phone_number --status doubtful",
        "doxdocket find CASE --person V0001 --order oldest --json",
    ),
)
@case_argument()
@argument("words", nargs=-1, metavar="WORD")
@option("--without", multiple=True, metavar="WORD")
@option("--channel", "channels", multiple=True, metavar="ID")
@option("--month", "months", multiple=True, metavar="YYYY-MM")
@option("--kind", "kinds", multiple=True, metavar="KIND")
@option("--conduct", multiple=True, metavar="LABEL")
@option("--status", "statuses", multiple=True, type=click.Choice(STATUSES))
@option("--by", multiple=True, metavar="NAME")
@option("--person", "persons", multiple=True, metavar="CODE")
@option("--order", type=click.Choice(ORDERS), default="newest")
@option("--page", type=click.IntRange(1), default=1, metavar="N")
@option("--size", type=click.IntRange(1, 1000), default=20, metavar="N")
def find(case: str, **asked: Any) -> Answer[Finds]:
    """Make the index where there is none, ask it."""
    from doxdocket.desk import index, search

    query = search.Query(**asked)
    with open_case(case) as opened:
        search.known(query)
        with Progress() as progress:
            one = index.ready(opened, lambda done, total: progress("index", done, total))
        found = search.find(opened, query)
        warn_if_stale(opened, case)
    rows = [_row(post) for post in found.rows]
    data: Finds = {"case": case, "total": found.total, "of": found.of, "page": found.page, "pages": found.pages, "posts": rows,
                   "facets": {facet: dict(values) for facet, values in found.facets.items()}, "index_bytes": one.size}  # fmt: skip
    return Answer(data, _text(data))


def _row(post: "Post") -> Row:
    text = "\n".join(one.shown if one.where == "text" else f"[{one.where}] {one.shown}" for one in post.texts)
    decided = [*(f.status for f in post.findings), *(c.status for c in post.conduct)]
    return {"post": f"{post.channel}/{post.post}", "at": post.at, "author": post.author, "views": post.views, "text": text,
            "kinds": sorted({f.kind for f in post.findings}), "conduct": sorted({c.label for c in post.conduct}),
            "persons": list(post.persons), "statuses": sorted({one for one in decided if one})}  # fmt: skip


def _text(data: Finds) -> str:
    """The posts, one paragraph each; below how many there are and how to go on."""
    lines = []
    for row in data["posts"]:
        head = "  ".join(part for part in (row["post"], row["at"], row["author"], *row["persons"]) if part)
        said = " ⏎ ".join(
            line for line in row["text"].splitlines() if line.strip()
        )  # a line of a post is no line of ours
        lines += [one_line(head), f"    {one_line(said)}", ""]
    told = say("finding.found", total=data["total"], of=data["of"], page=data["page"], pages=data["pages"])
    more = say("finding.next", page=data["page"] + 1) if data["page"] < data["pages"] else ""
    size = say("finding.size", size=f"{data['index_bytes'] / 1e6:.1f}")
    return "\n".join([*lines, *(part for part in (told, more, size) if part)])
