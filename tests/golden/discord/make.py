"""Invented exports of DiscordChatExporter, one a shape, in folders beside this script.

Shapes are those of ``JsonMessageWriter.cs`` from 2019 to 2026; nothing in them was ever posted. Numbers begin with 100,
which no authority issues. A second run gives the same bytes (a test looks): ``python tests/golden/discord/make.py``.
"""

import json
from pathlib import Path

HERE = Path(__file__).parent
GUILD = {"id": "1001", "name": "示例服务器", "iconUrl": "https://example.org/icon.png"}
CHANNEL = {
    "id": "2002",
    "type": "GuildTextChat",
    "categoryId": "2000",
    "category": "文字频道",
    "name": "闲聊",
    "topic": "只聊天气",
}
RANGE = {"after": None, "before": None}
MADE = "2024-06-01T12:00:00.1234567+08:00"


def user(number, name, nickname=None, **more):
    return {
        "id": str(number), "name": name, "discriminator": "0000", "nickname": nickname or name, "color": None, "isBot": False,
        "roles": [{"id": "1", "name": "管理", "color": None, "position": 1}], "avatarUrl": "https://example.org/a.png",
    } | more  # fmt: skip


A, B, BOT = user(71, "jia"), user(72, "yi", "乙某"), user(73, "bot", isBot=True, discriminator="0042")


def post(number, content="", author=A, kind="Default", **more):
    minute = number % 60
    return {
        "id": str(1_100_000_000_000_000_000 + number), "type": kind, "timestamp": f"2024-05-31T23:{minute:02}:00.5+08:00",
        "timestampEdited": None, "callEndedTimestamp": None, "isPinned": False, "content": content, "author": author,
        "attachments": [], "components": [], "embeds": [], "stickers": [], "reactions": [], "mentions": [],
        "inlineEmojis": [],
    } | more  # fmt: skip


def emoji(name, number=""):
    return {"id": str(number), "name": name, "code": name, "isAnimated": False, "imageUrl": "https://example.org/e.svg"}


def file(name, url):
    return {"id": "5", "url": url, "fileName": name, "fileSizeBytes": 10}


EMBED = {
    "title": "名单", "url": "https://example.org/list", "timestamp": None, "description": "张三丰 10012340001", "author":
    {"name": "发布者", "url": "https://example.org/who"}, "images": [], "fields": [{"name": "住址", "value": "无此路 1 号",
    "isInline": False}], "footer": {"text": "页脚"}, "inlineEmojis": [],
}  # fmt: skip
EVERYTHING = [
    post(1, "欢迎", kind="GuildMemberJoin"),
    post(2, "看名单 https://example.org/list @乙某", embeds=[EMBED], mentions=[B, A]),
    post(3, "收到", B, "Reply", reference={"type": "Default", "messageId": "1100000000000000002", "channelId": "2002", "guildId": "1001"}),
    post(4, "别处的", B, "Reply", reference={"messageId": "9", "channelId": "3003", "guildId": "1001"}),
    post(5, "改过", timestampEdited="2024-06-01T00:10:00+08:00", reactions=[
        {"emoji": emoji("👍"), "count": 3, "users": [A]}, {"emoji": emoji("doge", 88), "count": 1, "users": []}]),
    post(6, attachments=[file("名单 2024.xlsx", "https://cdn.example.org/1/名单.xlsx"), file("image.png", "x.json_Files\\image-1.png"),
                         file("voice-message.ogg", "x.json_Files/voice-message.ogg"), file("message.txt", "")],
         stickers=[{"id": "6", "name": "笑", "format": "Png", "sourceUrl": "https://example.org/s.png"}]),
    post(7, reference={"type": "Forward", "messageId": "44", "channelId": "4004", "guildId": "1009"}, forwardedMessage={
        "timestamp": "2024-05-01T00:00:00+00:00", "timestampEdited": None, "content": "转来的话", "attachments":
        [file("a.pdf", "https://cdn.example.org/a.pdf")], "embeds": [], "stickers": []}),
    post(8, "关注的频道发来", user(74, "news", isBot=True), reference={"messageId": "45", "channelId": "4005", "guildId": "1010"}),
    post(9, "> 引用的\n> 两行\n我的话\n>>> 后面\n全是"),
    post(10, "结果", BOT, "20", components=[{"type": "ActionRow", "components": [
        {"type": "Button", "style": "Link", "label": "打开", "url": "https://example.org/open", "customId": None, "isDisabled": False},
        {"type": "Button", "style": "Primary", "label": "删", "url": None, "customId": "del:10012340002", "isDisabled": False}]}]),
    post(11, "Pinned a message.", kind="ChannelPinnedMessage", reference={"messageId": "1100000000000000002", "channelId": "2002"}),
]  # fmt: skip


def export(messages, count=None, **head):
    root = {"guild": GUILD, "channel": CHANNEL, "dateRange": RANGE, "exportedAt": MADE} | head
    return root | {"messages": messages, "messageCount": len(messages) if count is None else count}


def laid(root, **how):
    return json.dumps(root, ensure_ascii=False, **({"indent": 2} | how)).encode()


def without(record, *keys):
    return {key: value for key, value in record.items() if key not in keys}


def shapes():
    """Every shape's bytes by the name of its folder."""
    old = [
        without(post(n, f"第 {n} 条"), "components", "stickers", "inlineEmojis", "callEndedTimestamp") for n in (1, 2)
    ]
    for one in old:
        one["author"] = {
            "id": "71",
            "name": "jia",
            "discriminator": "0042",
            "isBot": False,
            "avatarUrl": "https://example.org/a.png",
        }
    root = export([post(1, "一"), post(2, "二")])
    two = [
        post(1, "未写时区", timestamp="2024-05-31T23:01:00"),
        post(2, "没有时间", timestamp="soon"),
        {"id": 3, "type": "Default"},
    ]
    broken = laid(export([post(n, f"第 {n} 条") for n in range(1, 6)]))
    second = broken.index("第 2 条".encode())
    lost_brace = broken[:second] + broken[second:].replace(b'"author": {', b'"author": ', 1)
    third = broken.index("第 3 条".encode())
    return {
        "everything": laid(export(EVERYTHING)),
        "one_line": laid(export(EVERYTHING[:3]), indent=None, separators=(",", ":")),
        "crlf_and_bom": b"\xef\xbb\xbf" + laid(root).replace(b"\n", b"\r\n"),
        "year_2019": laid(without(export(old), "exportedAt") | {"guild": without(GUILD, "iconUrl")}),
        "range_and_thread": laid(
            export(
                [post(1, "一")],
                dateRange={"after": "2024-05-01T00:00:00+08:00", "before": "2024-06-01T00:00:00+08:00"},
                channel=CHANNEL | {"type": "GuildPublicThread", "category": "闲聊", "name": "帖子", "topic": None},
            )
        ),
        "direct_messages": laid(
            export([post(1, "一")], guild={"id": "0", "name": "Direct Messages"}, channel={"id": "9", "type": "DirectTextChat", "name": "乙某"})
        ),
        "count_differs": laid(export([post(1, "一"), post(1, "一")], 5)),
        "odd_times": laid(export(two)),
        "messages_first": laid(dict(sorted(root.items(), reverse=True))),
        "unknown_members": laid({"schema": [1, {"a": "]}"}]} | root | {"signature": "x"}),
        "no_channel_id": laid(export([post(1, "一")], channel={"name": "闲聊"})),
        "reactions_of_wrong_type": laid(export([post(1, "一", reactions=[{"emoji": emoji("👍"), "count": -1}]), post(2, "二")])),
        "broken_channel": laid(root).replace(b'"topic": "', b'"topic": \x00"'),
        "broken_guild": laid(root).replace(b'"guild": {', b'"guild": ]', 1),
        "lost_brace": lost_brace,
        "bracket_became_comma": broken[: third - 200].replace(b"},\n    {\n", b"}]\n    {\n") + broken[third - 200 :],
        "cut_in_message": broken[: third + 20],
        "cut_between_messages": broken[: broken.index(b"    },\n", third) + 6],
        "invalid_utf8": broken.replace("第 2".encode(), b"\xff\xfe 2"),
        "control_escape": broken.replace("第 2".encode(), b"\\x1b 2"),
        "repeated_key": broken.replace(b'"isPinned": false', b'"content": "twice"', 1),
        "doubled_file": laid(root) * 2,
    }  # fmt: skip


if __name__ == "__main__":
    for name, data in shapes().items():
        (HERE / name).mkdir(exist_ok=True)
        (HERE / name / "export.json").write_bytes(data)
