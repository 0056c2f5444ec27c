"""Secrets are found and counted, and neither digest nor mask comes from what was posted."""

from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from doxdocket.detect.stage import DetectConfig, stage
from doxdocket.law.kinds import valueless
from doxdocket.records import POSTS
from doxdocket.seal.digest import Digester

KEY = bytes(range(32))


def sealed(post: str, text: str, channel: str = "telegram:channel:1") -> list[dict[str, Any]]:
    row = {
        "channel_id": channel,
        "post_id": post,
        "post_no": 7,
        "date": datetime(2024, 6, 24, tzinfo=UTC),
        "source": "ab",
    }
    found = stage(pa.RecordBatch.from_pylist([{**row, "text": text}], POSTS), DetectConfig(KEY)).to_pylist()
    return [row for row in found if row["kind"] in valueless()]


def dossier(name: str, phone: str, password: str) -> str:
    return f"姓名：{name}\n手机：{phone}\n密码：{password}"


def test_no_digest_can_be_tried_with_passwords() -> None:
    (row,) = sealed("7", dossier("韩知予", "17806401357", "comet7905!"))
    tried = {Digester(KEY).digest(kind, value) for kind in valueless() for value in ("comet7905!", "comet7905", "")}
    assert row["digest"] not in tried
    assert row["mask"] == "********"


def test_one_password_of_two_persons_is_not_told_equal() -> None:
    a, b = (
        sealed("7", dossier(name, phone, "comet7905!"))[0]
        for name, phone in (("韩知予", "17806401357"), ("沈牧之", "18543755566"))
    )
    assert a["digest"] != b["digest"]
    assert a["tag"] != b["tag"]


def test_a_repost_holds_the_same_items() -> None:
    text = dossier("韩知予", "17806401357", "comet7905!")
    (first,), (again,) = sealed("7", text), sealed("8", text, "telegram:channel:2")
    assert first["digest"] == again["digest"]


def test_two_passwords_of_one_person_are_two_and_one_twice_is_one() -> None:
    rows = sealed("7", dossier("韩知予", "17806401357", "comet7905!") + "\n老密：river2231\n旧密码：comet7905!")
    assert len(rows) == 3
    assert len({row["digest"] for row in rows}) == 2
