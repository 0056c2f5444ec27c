"""Who is forwarded under a display name may be a person: the name leaves the program nowhere, and is the same stand-in everywhere."""

import json

import pytest
from tests.cli.conftest import export

from doxdocket.desk.tables import TABLES

HIDDEN = ("陌路相逢", "陌上花开", "旁人老九")
FROM = (
    (HIDDEN[0], None), (HIDDEN[1], None), (HIDDEN[0], None), (HIDDEN[2], "user185000777"),
    ("对岸频道", None), ("远方频道", "channel1850999"),
)  # fmt: skip
"""Of each post: a name alone, one beside an account, the title of a captured channel, one beside the number of a channel."""


@pytest.fixture(scope="module")
def case(call, tmp_path_factory):
    folder = tmp_path_factory.mktemp("forwarders")
    one, other = (
        export(folder / name, [f"第{n}条，今天天气不错。" for n in range(1, 7)], name, chat)
        for name, chat in (("此岸频道", 1850002), ("对岸频道", 1850003))
    )
    told = json.loads((one / "result.json").read_text(encoding="utf-8"))
    for message, (name, by) in zip(told["messages"], FROM, strict=True):
        message.update({"forwarded_from": name} | ({"forwarded_from_id": by} if by else {}))
    (one / "result.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    case = folder / "case"
    assert call("init", case, "--officer", "甲").code == 0
    for source in (one, other):
        assert call("add", case, source, "--captured-at", "2024-03-01T08:00").code == 0
    assert call("run", case).code == 0
    return case


@pytest.mark.parametrize("table", TABLES)
def test_no_table_shows_the_display_name_of_who_is_forwarded(case, call, table):
    said = call("export", case, table, *(("--reason", "核对遮盖") if TABLES[table].words else ()))
    assert said.code == 0, said.err
    assert [name for name in HIDDEN if name in said.out] == []


def test_one_origin_has_one_name_in_every_table_and_two_have_two(case, call):
    posts = [p for p in call("export", case, "posts").lines if p["forwarded_from"]]
    shown = [p["forwarded_from"] for p in posts]
    assert shown[:4] == ["name:4 陌***", "name:3 陌***", "name:4 陌***", "name:2 旁***"]
    assert shown[4:] == ["对岸频道", "远方频道"]
    reach = {
        r["post_id"]: r["story"] for r in call("export", case, "reach").lines if r["channel_id"].endswith("1850002")
    }
    stories = [reach[p["post_id"]].rpartition("/")[0] for p in posts]
    assert stories == [
        "telegram:name:4 陌***", "telegram:name:3 陌***", "telegram:name:4 陌***", "telegram:account:1", "telegram:c1850003", "telegram:c1850999",
    ]  # fmt: skip
    sources = {e["source"] for e in call("export", case, "network").lines if e["kind"] == "forward"}
    assert {"name:3 陌***", "name:4 陌***", "account:1"} <= sources
