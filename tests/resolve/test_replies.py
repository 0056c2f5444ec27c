"""Replies as they are written in a channel: those about the exposed person are linked for certain, those about others are not."""

import pyarrow as pa
import pytest
from tests.resolve.made import meta, post, resolve
from tests.resolve.test_links import stated

from doxdocket.detect.stage import DetectConfig, stage
from doxdocket.records import POSTS

EXPOSED = "姓名：韩知予 电话：17806401373 身份证：370102186004123113"
ABOUT = [
    "电话 17806401357",
    "他另一个号 17806401357",
    "补充：本人号码 17806401357",
    "骗子电话：17806401357",
    "这个小三电话17806401357",
]
OTHERS = [
    "爸爸：17806401357",
    "他爸电话17806401357",
    "佢女朋友電話 17806401357",
    "他室友的电话 17806401357",
    "那个女的 17806401357",
    "同伙手机 17806401357",
    "17806401357（他妈）",
    "他经纪人电话：17806401357",
]


def links_of(*texts: str) -> list[tuple[str, str]]:
    """Rule and level of each link between a post and its replies, in a chat that a capture states to be a channel."""
    posts = [post(n, reply_to="1" if n > 1 else None) for n in range(1, len(texts) + 1)]
    rows = [
        {"channel_id": p.channel, "post_id": str(p.no), "post_no": p.no, "date": p.date, "text": text, "source": "s", "capture": "s"}
        for p, text in zip(posts, texts, strict=True)
    ]  # fmt: skip
    found = pa.Table.from_batches([stage(pa.RecordBatch.from_pylist(rows, POSTS), DetectConfig(bytes(32)))])
    links = resolve(found, meta(posts), [], {}, stated("private_channel")).links
    return sorted((row["rule"], row["level"]) for row in links.to_pylist())


@pytest.mark.parametrize("reply", ABOUT)
def test_a_reply_about_the_exposed_person_is_linked(reply: str) -> None:
    assert links_of(EXPOSED, reply) == [("channel_adds", "certain")]


@pytest.mark.parametrize("reply", OTHERS)
def test_a_reply_about_somebody_else_is_not(reply: str) -> None:
    assert links_of(EXPOSED, reply) == []


def test_a_post_about_one_the_writer_calls_his_former_friend_is_added_to() -> None:
    assert links_of("前男友 渣男 电话17806401373 身份证370102186004123113", "微信同号 17806401357") == [
        ("channel_adds", "certain")
    ]
