"""A channel that is promoted by its link is nobody's account; who is exposed by an account is."""

import pytest

from doxdocket.detect.stage import look


def kinds(text):
    [(hits, acts)] = look([("text", text)])
    return [hit.kind for hit in hits], [slot.value for act in acts for slot in act.slots if slot.slot == "channel"]


@pytest.mark.parametrize(
    "text",
    ["互推：@kaizhewan_xin 每天更新，进去就懂", "推荐频道：@zhengyi_dang 天天有料", "备用频道：@yexing_bak 先关注，免得走丢", "友链 @chigua_beimen 欢迎订阅频道", "新群 @wudeng_b2 速进，旧的要炸了"],
)  # fmt: skip
def test_a_channel_that_is_promoted_is_nobodys_account(text):
    found, channels = kinds(text)
    assert found == []
    assert channels in ([], [text[text.index("@") :].split()[0]])


@pytest.mark.parametrize(
    "text",
    ["韩知予的号 @hanzy_1887 手机13900001852", "他微信号：hanzhiyu_1887，就是上次骂人那个", "姓名：韩知予 telegram：@hanzy_1887，关注频道看更多料 @wudeng_b2"],
)  # fmt: skip
def test_an_account_beside_a_person_stays(text):
    assert "social_account" in kinds(text)[0]
