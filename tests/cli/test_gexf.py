"""The network as GEXF 1.3: well-formed, every edge between nodes that are there, kinds and weights kept, nothing of a person's name."""

import io
import xml.etree.ElementTree as ET
from datetime import UTC, datetime

from doxdocket.report import gexf

NS = "{http://gexf.net/1.3}"
AT = datetime(2023, 7, 3, tzinfo=UTC)
TYPES = {
    "integer",
    "long",
    "double",
    "float",
    "boolean",
    "string",
    "anyURI",
}  # attrtype-type of the schema, lists left out


def edge(source: str, target: str, kind: str, weight: int, *, captured: bool = True, directed: bool = True) -> dict:
    return {"source": source, "target": target, "kind": kind, "weight": weight, "how": "id", "captured": captured, "directed": directed,
            "first_at": AT if directed else None, "last_at": AT if directed else None}  # fmt: skip


def channel(name: str, place: int | None) -> dict:
    return {"channel_id": name, "title": f"<{name}> & \x07", "place": place, "score": 0.5, "proposed": place == 1, "decided": None, "posts": 9,
            "publications": 3, "persons": 2, "first_persons": 1}  # fmt: skip


def read(edges: list[dict], channels: list[dict]) -> ET.Element:
    stream = io.BytesIO()
    assert gexf.write(edges, channels, "案-1", stream) == len(edges)
    return ET.fromstring(stream.getvalue())


def test_it_is_what_the_format_asks_for() -> None:
    edges = [edge("a", "b", "forward", 3), edge("a", "b", "promotion", 2), edge("@c", "a", "forward", 1, captured=False),
             edge("a", "b", "signature", 1, directed=False)]  # fmt: skip
    root = read(edges, [channel("a", 1), channel("b", None)])
    assert (root.tag, root.get("version")) == (f"{NS}gexf", "1.3")
    graph = root.find(f"{NS}graph")
    assert graph is not None
    assert [child.tag.removeprefix(NS) for child in graph] == ["attributes", "attributes", "nodes", "edges"]
    declared = {(a.get("class"), one.get("id")): one.get("type") for a in graph.iter(f"{NS}attributes") for one in a}
    assert set(declared.values()) <= TYPES
    nodes = {n.get("id"): n for n in graph.iter(f"{NS}node")}
    assert sorted(nodes) == ["@c", "a", "b"]
    found = list(graph.iter(f"{NS}edge"))
    assert len({e.get("id") for e in found}) == len(edges)
    assert all({e.get("source"), e.get("target")} <= set(nodes) for e in found)
    assert [(e.get("kind"), e.get("weight"), e.get("type")) for e in found] == [
        ("forward", "3.0", "directed"), ("promotion", "2.0", "directed"), ("forward", "1.0", "directed"), ("signature", "1.0", "undirected"),
    ]  # fmt: skip
    for of, those in (("node", nodes.values()), ("edge", found)):
        used = {v.get("for") for one in those for v in one.iter(f"{NS}attvalue")}
        assert all((of, name) in declared for name in used)
    captured = {
        name: next(v.get("value") for v in n.iter(f"{NS}attvalue") if v.get("for") == "captured")
        for name, n in nodes.items()
    }
    assert captured == {"@c": "false", "a": "true", "b": "true"}


def test_only_the_network_goes_out_so(done, call) -> None:
    assert call("export", done, "persons", "--format", "gexf").code == 2
    said = call("export", done, "network", "--format", "gexf")
    assert said.code == 0
    assert ET.fromstring(said.out.encode()).tag == f"{NS}gexf"
