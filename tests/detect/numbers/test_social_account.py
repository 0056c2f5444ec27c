"""Accounts on platforms: each writing, verdict and look-alike."""

import pytest

from doxdocket.detect.rules import detect

ROWS = [
    ("valid", "«7003300918»----woaini520x----13899812767", "qq:7003300918"),
    ("valid", "她游戏号被盗了，账号«lol_mimi99»，真名弥月", "uid:lol_mimi99"),
    ("valid", "weibo.com/u/«9900018277»绑的手机", "weibo:9900018277"),
    ("valid", "QQ：«812345012»", "qq:812345012"),
    ("valid", "Q：«⑧①②③④⑤⓪①②»", "qq:812345012"),
    ("valid", "扣扣«812345012»", "qq:812345012"),
    ("valid", "企鹅：«八一二三四五零一二»", "qq:812345012"),
    ("valid", "QQ：«8 1 2 3 4 5 0 1 2»", "qq:812345012"),
    ("valid", "q «812345012»", "qq:812345012"),
    ("valid", "QQ小号：«812 345 012»", "qq:812345012"),
    ("valid", "威信：«wenrugu_94»", "wechat:wenrugu_94"),
    ("valid", "微信号«wenrugu_94»", "wechat:wenrugu_94"),
    ("valid", "«wxid_0000abcd1899»", "wechat:wxid_0000abcd1899"),
    ("valid", "wxid：«wxid_0000abcd1899»", "wechat:wxid_0000abcd1899"),
    ("valid", "VX «wenrugu94»", "wechat:wenrugu94"),
    ("valid", "微信：«13800001850»", "wechat:13800001850"),
    ("valid", "微博UID：«9900000017»", "weibo:9900000017"),
    ("valid", "微博 https://weibo.com/u/«9900001234»", "weibo:9900001234"),
    ("valid", "抖音号：«nanguo_1899x»", "douyin:nanguo_1899x"),
    ("valid", "抖音：«@nanguo1899»", "douyin:nanguo1899"),
    ("valid", "小红书：«zhizhi_1899»", "xiaohongshu:zhizhi_1899"),
    ("valid", "B站UID：«9900000431»", "bilibili:9900000431"),
    ("valid", "https://space.bilibili.com/«1234567»", "bilibili:1234567"),
    ("valid", "快手号：«nan1899»", "kuaishou:nan1899"),
    ("valid", "tg: «@xiaoman_1894»", "telegram:xiaoman_1894"),
    ("valid", "电报：https://t.me/«xiaoman1894»", "telegram:xiaoman1894"),
    ("valid", "推特：«@nanguo_1899»", "twitter:nanguo_1899"),
    ("valid", "ins: «nanguo.1899»", "instagram:nanguo.1899"),
    ("valid", "GitHub：«bcl-1899»", "github:bcl-1899"),
    ("valid", "steam64：«76561190000000017»", "steam:76561190000000017"),
    ("valid", "uid=«9900008812»&phone=13800001850 微博绑定", "weibo:9900008812"),
    ("valid", "扣扣：«8一2三4五0一2»", "qq:812345012"),
    ("valid", "qq：«8123-45012»", "qq:812345012"),
    ("valid", "微信 «wanzhou_99»", "wechat:wanzhou_99"),
    ("masked", "QQ：«8123***012»", "qq:8123***012"),
]
DECOYS = [
    "QQ群：812345012",
    "频道 @nanguo_news",
    "投稿请私聊机器人 @example_bot",
    "商务合作微信 wenrugu94",
    "微信同号",
    "扣扣群812345012",
    "ins twitter上都有",
    "facebook youtube 都行",
    "频道备用链接 t.me/example ，防失联",
    "关注公众号 wenrugu94",
    "抖音上看到的",
    "微信支付812345元",
    "md5 fb4cef13dd46f59bf59a98201ba20ab7",
    "QQ无",
    "微博热搜第12345名",
]

DOUBTFUL = [
    "价格合理的来，勿扰，QQ812345012",
    "https://t.me/xiaoman1894",
]


@pytest.mark.parametrize(("verdict", "marked", "value"), ROWS, ids=[row[1] for row in ROWS])
def test_found_with_exact_span_verdict_and_value(rows, verdict, marked, value):
    rows("social_account", verdict, marked, value)


@pytest.mark.parametrize("text", DECOYS)
def test_decoys_are_no_claim(claimed, text):
    assert "social_account" not in claimed(text)


@pytest.mark.parametrize("text", DOUBTFUL)
def test_found_but_not_claimed(find, text):
    assert [hit.verdict.value for hit in find(text) if hit.kind == "social_account"] == ["doubtful"]


def test_the_word_behind_id_is_no_account():
    kinds = [hit.kind for hit in detect("name: Lin Wanzhou id card = 310104189803070025")]
    assert "id_number" in kinds
    assert "social_account" not in kinds
