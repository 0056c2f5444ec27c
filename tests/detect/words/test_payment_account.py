"""Accounts of payment apps: a mail address or a mobile number behind 支付宝 is that account, in whatever wording."""

import pytest

from doxdocket.detect.rules import detect
from doxdocket.records import Verdict


def of(text: str, kind: str) -> list[str]:
    """The values of one kind that are claimed."""
    return [hit.value for hit in detect(text) if hit.kind == kind and hit.verdict is Verdict.VALID]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("姓名：邰远 支付宝账号 13999975003", "13999975003"),
        ("姓名：邰远 支付宝：taiyuan@mail.example.com", "taiyuan@mail.example.com"),
        ("邰远 支付宝taiyuan@mail.example.com", "taiyuan@mail.example.com"),
        ("姓名：邰远\n支付宝绑定邮箱：taiyuan@mail.example.com", "taiyuan@mail.example.com"),
        ("邰远，zfb：taiyuan@mail.example.com", "taiyuan@mail.example.com"),
        ("邰远 他的支付宝是 13999975003", "13999975003"),
        ("姓名：邰远 手机：13999975004 alipay taiyuan@mail.example.com", "taiyuan@mail.example.com"),
        ("姓名：邰远 支付宝号13999975003", "13999975003"),
        ("姓名：邰远 支付宝账户（taiyuan@mail.example.com）", "taiyuan@mail.example.com"),
        ("姓名：邰远 支付宝实名 邰远 账号 taiyuan@mail.example.com", "taiyuan@mail.example.com"),
        ("支付宝：taiyuan@mail.example.com", "taiyuan@mail.example.com"),
        ("姓名：邰远\n支fu宝➤taiyuan@mail.example.com", "taiyuan@mail.example.com"),
        ("问：真名\n答：邰远\n问：支付宝\n答：taiyuan@mail.example.com", "taiyuan@mail.example.com"),
        ("邰远 支付宝13999975003（实名）", "13999975003"),
        ("姓名：邰远 支付宝登录邮箱 taiyuan@mail.example.com", "taiyuan@mail.example.com"),
        ("他阿里账号 支付宝账号为：taiyuan@mail.example.com，真名邰远", "taiyuan@mail.example.com"),
        ("姓名：邰远 付款宝？支付宝(邮箱)：taiyuan@mail.example.com", "taiyuan@mail.example.com"),
        ("邰远的zfb是13999975003", "13999975003"),
        ("姓名：邰远 Alipay: 13999975003", "13999975003"),
    ],
)
def test_what_stands_behind_the_word_of_a_payment_app_is_its_account(text: str, value: str) -> None:
    assert of(text, "payment_account") == [value]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        (
            "姓名：邰远 支付宝：13999975003 手机：13999975004 邮箱：taiyuan@mail.example.com",
            "email",
            "taiyuan@mail.example.com",
        ),
        (
            "姓名：邰远 支付宝：13999975003 手机：13999975004 邮箱：taiyuan@mail.example.com",
            "phone_number",
            "13999975004",
        ),
        ("姓名：邰远 邮箱 taiyuan@mail.example.com 支付宝 13999975003", "email", "taiyuan@mail.example.com"),
        ("姓名：邰远 支付宝实名认证 电话13999975003", "phone_number", "13999975003"),
        ("姓名：邰远 支付宝转账查到的，手机13999975003", "phone_number", "13999975003"),
        ("姓名：邰远 电话/支付宝同号 13999975003", "phone_number", "13999975003"),
        ("姓名：邰远 支付宝：13999975003，邮箱：taiyuan@mail.example.com", "email", "taiyuan@mail.example.com"),
    ],
)
def test_a_telephone_or_mail_of_its_own_word_stays_one(text: str, kind: str, value: str) -> None:
    assert of(text, kind) == [value]
