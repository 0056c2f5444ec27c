"""Secrets are found and counted, and neither digest nor mask comes from what was posted."""

from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pytest

from doxdocket.detect.rules import detect
from doxdocket.detect.stage import DetectConfig, stage
from doxdocket.law.kinds import valueless
from doxdocket.records import POSTS, Verdict
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


@pytest.mark.parametrize(
    ("text", "kind", "surface"),
    [
        ("姓名：韩知予 手机：17806401357\n密码居然是comet7905!。", "account_password", "comet7905!"),
        ("姓名：韩知予 手机：17806401357\n密码：abc123！", "account_password", "abc123"),
        ("【姓名】韩知予【手机】17806401357【密码】moon8342!\n【配偶】", "account_password", "moon8342!"),
        ("姓名：韩知予 手机：17806401357\n🔑paper3801!", "account_password", "paper3801!"),
        ("姓名：韩知予 手机：17806401357\nMM:kiwi2997!; XX:明湖第九中学", "account_password", "kiwi2997!"),
        ("姓名：韩知予 手机：17806401357\n撞库 bcl@example.net----river2231", "account_password", "river2231"),
        ("姓名：韩知予 手机：17806401357\n支付密码：007788", "financial_credential", "007788"),
        ("姓名：韩知予 手机：17806401357\nCVV：123", "financial_credential", "123"),
        ("姓名：韩知予 手机：17806401357\n验证码 482913", "verification_code", "482913"),
    ],
)
def test_secrets_with_exact_ends(text: str, kind: str, surface: str) -> None:
    assert (kind, surface) in [(h.kind, text[h.start : h.end]) for h in detect(text) if h.verdict is Verdict.VALID]


@pytest.mark.parametrize(
    "text",
    [
        "密码错误三次就会锁定，忘记密码请点这里",
        "解压密码：abc123，网盘自取",
        "【某某银行】您的验证码是482913，请勿泄露",
        "wifi密码 12345678 前台自取",
        "姓名：韩知予 手机：17806401357\n密码：未知",
    ],
)
def test_talk_of_passwords_discloses_none(text: str) -> None:
    assert [h.kind for h in detect(text) if h.kind in valueless() and h.verdict is not Verdict.DOUBTFUL] == []
