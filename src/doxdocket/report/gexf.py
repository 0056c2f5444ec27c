"""``export CASE network --format gexf``: the network of channels as GEXF 1.3, which Gephi and others open.

Source: the tables ``network`` and ``channel_ranking``; GEXF 1.3 (https://gexf.net/1.3/, namespace http://gexf.net/1.3). Node ids are
channel ids; channels that nobody captured are nodes of their own and marked. Edges between the same two channels
are kept apart by kind, which is their ``kind`` attribute and, for who filters, part of their id. Written by hand: no library of graphs is needed for
four elements, and those that exist write 1.2. What it leaves out: places of nodes, which the program that opens the file finds.

>>> attribute("a", True), attribute("b", None)
('<attvalue for="a" value="true"/>', '')
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any
from xml.sax.saxutils import quoteattr

Row = Mapping[str, Any]
_NODE = {
    "captured": "boolean", "candidate": "boolean", "proposed": "boolean", "decided": "string", "place": "integer", "score": "double",
    "posts": "long", "publications": "long", "persons": "long", "first_persons": "long",
}  # fmt: skip
_EDGE = {"relation": "string", "how": "string", "captured": "boolean", "first": "string", "last": "string"}


def attribute(name: str, value: object) -> str:
    """One attribute's value; none where there is none."""
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"<attvalue for={quoteattr(name)} value={quoteattr(_plain(text))}/>"


def _plain(text: str) -> str:
    """Without characters that XML cannot hold."""
    return "".join(
        c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
    )


def document(edges: Iterable[Row], channels: Iterable[Row], about: str) -> Iterator[str]:
    """The document, piece by piece; ``channels``: rows of ``channel_ranking`` with titles as an export shows them."""
    kept, known = list(edges), {r["channel_id"]: r for r in channels}
    names = sorted({*known, *(e[end] for e in kept for end in ("source", "target"))})
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    yield 'xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">\n'
    yield f"<meta><creator>doxdocket</creator><description>{_escaped(about)}</description></meta>\n"
    yield '<graph defaultedgetype="directed" mode="static">\n'
    for of, declared in (("node", _NODE), ("edge", _EDGE)):
        yield (
            f'<attributes class="{of}">'
            + "".join(f'<attribute id="{n}" title="{n}" type="{t}"/>' for n, t in declared.items())
            + "</attributes>\n"
        )
    yield "<nodes>\n"
    for name in names:
        yield _node(name, known.get(name))
    yield "</nodes>\n<edges>\n"
    for at, edge in enumerate(kept):
        yield _edge(at, edge)
    yield "</edges>\n</graph>\n</gexf>\n"


def _node(name: str, row: Row | None) -> str:
    label = (row or {}).get("title") or name
    found: dict[str, Any] = {"captured": row is not None}
    if row is not None:
        found |= {k: row[k] for k in _NODE if k in row} | {"candidate": row["place"] is not None}
    values = "".join(attribute(n, found.get(n)) for n in _NODE)
    return f"<node id={quoteattr(_plain(name))} label={quoteattr(_plain(str(label)))}><attvalues>{values}</attvalues></node>\n"


def _edge(at: int, edge: Row) -> str:
    kind = "directed" if edge["directed"] else "undirected"
    times = {n: edge[f"{n}_at"].isoformat() if edge[f"{n}_at"] else None for n in ("first", "last")}
    found = {"relation": edge["kind"], "how": edge["how"], "captured": edge["captured"], **times}
    values = "".join(attribute(n, found[n]) for n in _EDGE)
    ends = " ".join(f"{end}={quoteattr(_plain(edge[end]))}" for end in ("source", "target"))
    return (
        f'<edge id="{edge["kind"]}-{at}" {ends} type="{kind}" weight="{float(edge["weight"])}" kind={quoteattr(edge["kind"])} '
        f"label={quoteattr(edge['kind'])}><attvalues>{values}</attvalues></edge>\n"
    )


def _escaped(text: str) -> str:
    return _plain(text).replace("&", "&amp;").replace("<", "&lt;")


def write(edges: list[dict[str, Any]], channels: list[dict[str, Any]], case: str, stream: IO[bytes]) -> int:
    """Write rows of ``network`` and ``channel_ranking``; how many relations there are."""
    about = f"{case}: channels as captured; undirected relations are hints, not proof"
    for piece in document(edges, channels, about):
        stream.write(piece.encode())
    return len(edges)
