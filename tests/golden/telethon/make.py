"""Invented dumps of Telethon, one a shape, in folders beside this script: ``python tests/golden/telethon/make.py``.

Shapes are those of ``to_dict`` from layer 100 (2019) to layer 214 (2025), written by the encoders that scripts use; nothing
in them was ever posted. Telephone numbers begin with 100, which no authority issues. A second run gives the same bytes.
"""

import json
from pathlib import Path

HERE = Path(__file__).parent
CHANNEL = {"_": "PeerChannel", "channel_id": 1234567890}
OTHER = {"_": "PeerChannel", "channel_id": 1111111111}
USER = {"_": "PeerUser", "user_id": 100001}


def clock(number):
    hour, minute = divmod(8 * 60 + number, 60)
    return f"2024-06-24T{hour:02}:{minute:02}:00+00:00"


def post(number, text="", **more):
    """A message of a recent layer, with the keys that this program does not read as well."""
    one = {
        "_": "Message", "id": number, "peer_id": CHANNEL, "date": clock(number), "message": text, "out": False,
        "mentioned": False, "media_unread": False, "silent": False, "post": True, "from_scheduled": False, "legacy": False,
        "edit_hide": False, "pinned": False, "noforwards": False, "invert_media": False, "from_id": None,
        "saved_peer_id": None, "fwd_from": None, "via_bot_id": None, "reply_to": None, "media": None, "reply_markup": None,
        "entities": [], "views": 1000 + number, "forwards": number, "replies": None, "edit_date": None, "post_author": None,
        "grouped_id": None, "reactions": None, "restriction_reason": [], "ttl_period": None,
    }  # fmt: skip
    return one | more


def service(number, action, **more):
    one = {
        "_": "MessageService", "id": number, "peer_id": CHANNEL, "date": clock(number), "action": action, "out": False,
        "mentioned": False, "media_unread": False, "silent": False, "post": True, "legacy": False, "from_id": None,
        "reply_to": None, "ttl_period": None,
    }  # fmt: skip
    return one | more


def entity(kind, offset, length, **more):
    return {"_": f"MessageEntity{kind}", "offset": offset, "length": length} | more


def forwarded(**more):
    one = {
        "_": "MessageFwdHeader", "date": clock(0), "imported": False, "saved_out": False, "from_id": None, "from_name": None,
        "channel_post": None, "post_author": None, "saved_from_peer": None, "saved_from_msg_id": None, "psa_type": None,
    }  # fmt: skip
    return one | more


def reply(number, peer=None):
    return {
        "_": "MessageReplyHeader", "reply_to_msg_id": number, "reply_to_peer_id": peer, "forum_topic": False, "quote": True,
        "reply_to_top_id": None, "quote_text": "被回复的话不是这条的话", "quote_offset": 0,
    }  # fmt: skip


def photo():
    return {
        "_": "MessageMediaPhoto", "spoiler": False, "ttl_seconds": None,
        "photo": {
            "_": "Photo", "id": 77, "access_hash": -5, "file_reference": "AAAA", "date": clock(0), "dc_id": 2,
            "has_stickers": False, "sizes": [{"_": "PhotoSize", "type": "m", "w": 320, "h": 320, "size": 999}],
        },
    }  # fmt: skip


def document(mime, *attributes):
    return {
        "_": "MessageMediaDocument", "nopremium": False, "spoiler": False,
        "document": {
            "_": "Document", "id": 78, "access_hash": 5, "file_reference": "AAAA", "date": clock(0), "mime_type": mime,
            "size": 100, "dc_id": 2, "attributes": list(attributes), "thumbs": [],
        },
    }  # fmt: skip


def attribute(kind, **more):
    return {"_": f"DocumentAttribute{kind}"} | more


def named(name):
    return attribute("Filename", file_name=name)


def reactions(*results):
    return {"_": "MessageReactions", "results": [
        {"_": "ReactionCount", "reaction": what, "count": count, "chosen_order": None} for what, count in results
    ], "min": False, "can_see_list": False, "recent_reactions": []}  # fmt: skip


def emoji(char):
    return {"_": "ReactionEmoji", "emoticon": char}


GEO = {"_": "GeoPoint", "long": 100.25, "lat": 1.5, "access_hash": 3, "accuracy_radius": None}
VCARD = "BEGIN:VCARD\nVERSION:3.0\nFN:三丰 张\nTEL;MOBILE:+1001234567\nEMAIL:zhang@example.org\nADR:;;无此路 1 号;;;;\nEND:VCARD"
QUOTED = "😀😀甲说：\n这是引用\n以上"


def everything():
    """One channel, newest first, as dumps go."""
    poll = {"_": "Poll", "id": 3, "question": {"_": "TextWithEntities", "text": "查谁？", "entities": []}, "answers": [
        {"_": "PollAnswer", "text": {"_": "TextWithEntities", "text": text, "entities": []}, "option": "MA=="} for text in ("张三丰", "李四")
    ]}  # fmt: skip
    todo = {"_": "TodoList", "title": {"_": "TextWithEntities", "text": "要办的"}, "list": [
        {"_": "TodoItem", "id": 1, "title": {"_": "TextWithEntities", "text": "查住址"}}
    ]}  # fmt: skip
    buttons = {"_": "ReplyInlineMarkup", "rows": [{"_": "KeyboardButtonRow", "buttons": [
        {"_": "KeyboardButtonUrl", "text": "下单", "url": "https://example.org/order"},
        {"_": "KeyboardButtonCallback", "text": "查询", "data": "cXE6MTAwMDE=", "requires_password": False},
    ]}]}  # fmt: skip
    messages = [
        service(1, {"_": "MessageActionChannelCreate", "title": "示例频道"}, out=True),
        post(2, "普通的话", out=True, post_author="某甲"),
        post(3, QUOTED, entities=[
            entity("Blockquote", 0, 12, collapsed=False), entity("Bold", 0, 4),
            entity("TextUrl", 13, 2, url="https://example.org/hidden"), entity("MentionName", 4, 1, user_id=100002),
            entity("Url", 5, 2), entity("TextUrl", 4, 1, url="甲"),
        ]),
        post(4, "编辑过", edit_date=clock(9)),
        post(5, "只改了反应", edit_date=clock(9), edit_hide=True),
        post(6, "转自频道", fwd_from=forwarded(from_id=OTHER, channel_post=6734, saved_from_peer=OTHER, saved_from_msg_id=6734)),
        post(7, "转自匿名者", fwd_from=forwarded(from_name="某乙")),
        post(8, "回复", reply_to=reply(2)),
        post(9, "回复别处", reply_to=reply(77, OTHER)),
        post(10, "相册说明", media=photo(), grouped_id=13374242, views=332830),
        post(11, media=photo(), grouped_id=13374242, views=332804),
        post(12, media=document("video/mp4", attribute("Video", duration=3, w=1, h=1, round_message=False), named("video.mp4")),
             grouped_id=13374242, views=332801),
        post(13, media={"_": "MessageMediaContact", "phone_number": "+1001234567", "first_name": "三丰", "last_name": "张",
                        "vcard": VCARD, "user_id": 0}),
        post(14, media={"_": "MessageMediaVenue", "geo": GEO, "title": "某店", "address": "无此路 1 号", "provider": "",
                        "venue_id": "", "venue_type": ""}),
        post(15, media={"_": "MessageMediaGeoLive", "geo": GEO, "period": 60, "heading": None}),
        post(16, media={"_": "MessageMediaPoll", "poll": poll, "results": {"_": "PollResults", "total_voters": 3}}),
        post(17, media={"_": "MessageMediaToDo", "todo": todo}),
        post(18, "有按钮", reply_markup=buttons),
        post(19, media=document("application/pdf", named("张三丰 资料.pdf"))),
        post(20, media=document("audio/mpeg", attribute("Audio", duration=1, voice=False, title="歌", performer="某人"), named("a.mp3"))),
        post(21, media=document("audio/ogg", attribute("Audio", duration=1, voice=True, title=None, performer=None))),
        post(22, media=document("video/mp4", attribute("Video", duration=1, round_message=True))),
        post(23, media=document("video/mp4", attribute("Video", round_message=False), attribute("Animated"), named("mp4.mp4"))),
        post(24, media=document("image/webp", attribute("ImageSize", w=5, h=5), attribute("Sticker", alt="😀"), named("sticker.webp"))),
        post(25, "反应", reactions=reactions((emoji("👍"), 18), ({"_": "ReactionCustomEmoji", "document_id": 5368324170671202286}, 3),
                                           ({"_": "ReactionPaid"}, 2))),
        post(26, "有评论", replies={"_": "MessageReplies", "replies": 12, "comments": True, "recent_repliers": [USER]}),
        post(27, "不许转发", noforwards=True),
        post(28, "受限", restriction_reason=[{"_": "RestrictionReason", "platform": "all", "reason": "terms", "text": "x"}]),
        post(29, "网页预览不算", media={"_": "MessageMediaWebPage", "webpage": {"_": "WebPage", "url": "https://example.org/", "title": "张三丰"}}),
        service(30, {"_": "MessageActionPinMessage"}, reply_to=reply(2)),
        service(31, {"_": "MessageActionChatEditTitle", "title": "新名"}),
        {"_": "MessageEmpty", "id": 33, "peer_id": CHANNEL},
        {"_": "MessageEmpty", "id": 34, "peer_id": None},
        post(35, "没有计数", views=None, forwards=None),
    ]  # fmt: skip
    return messages[::-1]


def old():
    """Layer 105: ``to_id``, bare numbers, replies on the message."""

    def one(number, text, **more):
        return {
            "_": "Message", "id": number, "to_id": CHANNEL, "date": clock(number), "message": text, "out": False,
            "mentioned": False, "media_unread": False, "silent": False, "post": True, "from_scheduled": False,
            "legacy": False, "edit_hide": False, "from_id": None, "fwd_from": None, "via_bot_id": None,
            "reply_to_msg_id": None, "media": None, "reply_markup": None, "entities": [], "views": 5, "edit_date": None,
            "post_author": None, "grouped_id": None, "restriction_reason": [],
        } | more  # fmt: skip

    header = {"_": "MessageFwdHeader", "date": clock(0), "from_id": None, "from_name": None, "channel_id": None,
              "channel_post": None, "post_author": None, "saved_from_peer": None, "saved_from_msg_id": None}  # fmt: skip
    group = {"to_id": {"_": "PeerChat", "chat_id": 55}, "post": False, "views": None}
    return [
        one(1, "旧层"),
        one(2, "转", fwd_from=header | {"channel_id": 1111111111, "channel_post": 9}),
        one(3, "转自人", fwd_from=header | {"from_id": 100003}),
        one(4, "回复", reply_to_msg_id=1),
        one(5, "群里的话", from_id=100004, **group),
        one(6, "私信", from_id=100004, to_id=USER, post=False, views=None),
        one(7, "投票", media={"_": "MessageMediaPoll", "poll": {"_": "Poll", "question": "谁？", "answers": [
            {"_": "PollAnswer", "text": "甲", "option": "MA=="}]}}),
    ]  # fmt: skip


def encoders():
    """One message a line, as encoders of many kinds write times, bytes and numbers."""
    data = {
        "_": "ReplyInlineMarkup",
        "rows": [{"buttons": [{"text": "a", "data": [113, 113]}, {"text": "b", "data": "b'qq'"}]}],
    }
    return [
        post(1, "没有时区", date="2024-06-24 08:00:00.000000", edit_date="2024-06-24 08:05:00.000000"),
        post(2, "Z", date="2024-06-24T08:00:00Z"),
        post(3, "别的时区", date="2024-06-24T16:00:00+08:00"),
        post(4, "整数", date=1719216000),
        post(5, "毫秒", date=1719216000000),
        post(6, "零", date=0),
        post(7, "读不出", date="yesterday"),
        post(8, "字节", reply_markup=data),
        post(9, "平的会话号", peer_id=-1001234567890),
        post(10, "旧反应", reactions=reactions(("👍", 4))),
    ]


def answers():
    """Two answers of the server, with the chats after the messages."""

    def page(*messages):
        return {
            "_": "ChannelMessages", "pts": 5, "count": 2, "messages": list(messages), "topics": [],
            "chats": [{
                "_": "Channel", "id": 1234567890, "title": "示例群", "photo": None, "date": clock(0), "creator": False,
                "broadcast": False, "megagroup": True, "username": None, "participants_count": 321,
                "usernames": [{"_": "Username", "username": "old", "active": False}, {"_": "Username", "username": "Shili", "active": True}],
            }],
            "users": [{"_": "User", "id": 100001, "first_name": "丙", "phone": None}],
        }  # fmt: skip

    one = {"post": False, "views": None, "from_id": USER}
    return [
        page(post(1, "一", **one)),
        page(
            post(2, "二", **one, fwd_from=forwarded(from_id=USER)),
            service(3, {"_": "MessageActionChatAddUser", "users": [1]}),
        ),
    ]


def blocks():
    """A message laid out in blocks: a heading, words with marks, a list, a table."""

    def plain(text):
        return {"_": "TextPlain", "text": text}

    marked = {"_": "TextConcat", "texts": [plain("住"), {"_": "TextBold", "text": plain("某处")}, {"_": "TextEmpty"}]}
    cells = [
        {"_": "PageTableCell", "header": False, "text": plain("姓名")},
        {"_": "PageTableCell", "text": plain("某某")},
    ]
    return [
        {"_": "PageBlockHeader", "text": plain("标题")},
        {"_": "PageBlockParagraph", "text": marked},
        {"_": "PageBlockList", "items": [{"_": "PageListItemText", "text": plain("一")}, {"_": "PageListItemBlocks", "blocks": [
            {"_": "PageBlockParagraph", "text": plain("二")}]}]},
        {"_": "PageBlockTable", "title": {"_": "TextEmpty"}, "rows": [{"_": "PageTableRow", "cells": cells}]},
    ]  # fmt: skip


def lines(some, end="\n"):
    return "".join(json.dumps(one, ensure_ascii=False) + end for one in some).encode()


def array(some, **how):
    return json.dumps(some, **({"ensure_ascii": False} | how)).encode()


def shapes():
    """Every input, by the name of its folder."""
    few = [post(number, f"第 {number} 条") for number in range(1, 8)]
    whole = array(few, indent=4)
    record = lines(few).splitlines(keepends=True)
    odd = post(2, "种类不对", views="many", entities={"a": 1})
    return {
        "everything": array(everything()),
        "indented": array(everything()[:12], indent=4, ensure_ascii=True),
        "old_layer": array(old(), indent=2),
        "encoders": lines(encoders()),
        "lines_crlf": b"\xef\xbb\xbf" + lines(few, "\r\n"),
        "answers": lines(answers()),
        "answers_in_a_list": array(answers(), indent=1),
        "bare_users": json.dumps({"messages": few[:2], "users": [100001, 100002]}).encode(),
        "answers_in_a_list_cut": array(answers())[:-900],
        "several_chats": lines([*few[:2], post(1, "别的频道", peer_id=OTHER), {"_": "MessageEmpty", "id": 9, "peer_id": None}]),
        "two_lists": array(few[:2]) + b"\n" + array(few[2:4]),
        "beside_chats": array([{"_": "Channel", "id": 1234567890, "title": "示例频道", "megagroup": False}, *few[:2], {"_": "User", "id": 5}]),
        "odd_types": lines([few[0], odd, post(3) | {"message": 5}, post(4) | {"id": None}, {"_": "Message"}]),
        "repairs": lines([few[0]]) + lines([few[1]]).replace("第 2 条".encode(), rb"a\x1bb\ud83d")
        + lines([few[2]]).replace(b'"out": false', b'"out": false, "message": "twice"'),
        "broken_line": b"".join(record[:2]) + record[2][:90] + b"\n" + b"".join(record[3:]),
        "broken_record": whole.replace('"第 4 条",'.encode(), '"第 4 条"'.encode()),
        "cut": whole[:-900],
        "fractions": array([post(1, "甲", views=1200.0, forwards=None, grouped_id=13800000000000001.0), post(2, "乙", views=3.5), post(3.0, "丙")]),
        "not_numbers": array([post(1, "甲 NaN", views=float("nan"), media=float("nan")), post(2, "乙", forwards=float("inf"))]),
        "blocks": array([post(1, rich_message={"_": "RichMessage", "blocks": blocks()}), post(2, "有正文", rich_message={"_": "RichMessage", "blocks": blocks()})]),
        "cut_lines": lines(few)[:-50],
        "repeated": array([*few[:3], few[1]]),
        "nothing": b"[]",
        "conflict": whole.replace(b'        "id": 3,', b'<<<<<<< HEAD\n        "id": 3,\n=======\n        "id": 4,\n>>>>>>> x'),
    }  # fmt: skip


if __name__ == "__main__":
    for name, data in shapes().items():
        folder = HERE / name
        folder.mkdir(exist_ok=True)
        (folder / "dump.json").write_bytes(data)
