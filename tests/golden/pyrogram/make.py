"""Invented dumps of Pyrogram, one a shape, in folders beside this script: ``python tests/golden/pyrogram/make.py``.

Shapes are those of ``str(message)`` of 1.x, of 2.x and of the forks of 2025; nothing in them was ever posted. A second run
gives the same bytes (a test looks).
"""

import json
from pathlib import Path

HERE = Path(__file__).parent
CHAT = {
    "_": "Chat", "id": -1001234567890, "type": "ChatType.CHANNEL", "is_verified": False, "is_restricted": False,
    "is_scam": False, "is_fake": False, "title": "示例频道", "username": "Shili", "has_protected_content": False,
}  # fmt: skip
GROUP = {
    "_": "Chat",
    "id": -1001111111111,
    "type": "ChatType.SUPERGROUP",
    "title": "示例群",
    "members_count": 321,
    "description": "说明",
}
PERSON = {"_": "User", "id": 100001, "is_self": False, "first_name": "三丰", "last_name": "张", "username": "zhang"}


def clock(number):
    hour, minute = divmod(16 * 60 + number, 60)
    return f"2024-06-24 {hour:02}:{minute:02}:00"


def post(number, text=None, **more):
    one = {"_": "Message", "id": number, "sender_chat": CHAT, "date": clock(number), "chat": CHAT, "mentioned": False}
    one |= {
        "scheduled": False,
        "has_protected_content": False,
        "views": 1000 + number,
        "forwards": 2,
        "outgoing": False,
    }
    return one | ({"text": text} if text is not None else {}) | more


def entity(kind, offset, length, **more):
    return {"_": "MessageEntity", "type": f"MessageEntityType.{kind}", "offset": offset, "length": length} | more


def file(kind, **more):
    return {"_": kind, "file_id": "BQAC", "file_unique_id": "AgAD", "file_size": 100, "date": clock(0)} | more


def everything():
    origin = {"_": "Chat", "id": -1001222222222, "type": "ChatType.CHANNEL", "title": "源头", "username": "yuan"}
    reactions = {"_": "MessageReactions", "reactions": [
        {"_": "Reaction", "emoji": "👍", "count": 5}, {"_": "Reaction", "custom_emoji_id": "5368324170671202286", "count": 3},
        {"_": "Reaction", "is_paid": True, "count": 1}]}  # fmt: skip
    keyboard = {"_": "InlineKeyboardMarkup", "inline_keyboard": [[
        {"_": "InlineKeyboardButton", "text": "下单", "url": "https://example.org/order"},
        {"_": "InlineKeyboardButton", "text": "查询", "callback_data": "qq:10001"},
        {"_": "InlineKeyboardButton", "text": "字节", "callback_data": "b'qq:10002'"}]]}  # fmt: skip
    poll = {"_": "Poll", "id": "5", "question": "查谁？", "options": [
        {"_": "PollOption", "text": text, "voter_count": 0} for text in ("张三丰", "李四")], "total_voter_count": 3}  # fmt: skip
    place = {"_": "Location", "longitude": 100.25, "latitude": 1.5}
    return [
        post(1, service="MessageServiceType.CHANNEL_CHAT_CREATED", channel_chat_created=True, outgoing=True),
        post(2, "😀😀看这里，他说：原话", author_signature="某甲", entities=[
            entity("TEXT_LINK", 4, 3, url="https://example.org/hidden"), entity("BLOCKQUOTE", 11, 2), entity("BOLD", 0, 4),
            entity("TEXT_MENTION", 8, 1, user=PERSON), entity("URL", 0, 2)]),
        post(3, "编辑过", edit_date=clock(9), edit_hidden=False),
        post(4, "只改了反应", edit_date=clock(9), edit_hidden=True),
        post(5, "编辑，不知是否显示", edit_date=clock(9)),
        post(6, "转自频道", forward_from_chat=origin, forward_from_message_id=6734, forward_date=clock(0)),
        post(7, "转自人", forward_from=PERSON, forward_date=clock(0)),
        post(8, "转自匿名者", forward_sender_name="某乙", forward_date=clock(0)),
        post(9, "新式转发", forward_origin={"_": "MessageOriginChannel", "type": "MessageOriginType.CHANNEL", "date": clock(0),
                                        "chat": origin, "message_id": 6735}),
        post(10, "新式匿名", forward_origin={"_": "MessageOriginHiddenUser", "type": "MessageOriginType.HIDDEN_USER",
                                         "date": clock(0), "sender_user_name": "某丙"}),
        post(11, "回复", reply_to_message_id=2, reply_to_message=post(2, "被回复的话", views=1)),
        post(12, caption="相册说明", media="MessageMediaType.PHOTO", media_group_id=13374242, photo=file("Photo"),
             caption_entities=[entity("TEXT_LINK", 0, 2, url="tel:+1001234567")]),
        post(13, media="MessageMediaType.VIDEO", media_group_id=13374242, video=file("Video", file_name="video.mp4", mime_type="video/mp4")),
        post(14, media="MessageMediaType.DOCUMENT", document=file("Document", file_name="名单.pdf", mime_type="application/pdf")),
        post(15, media="MessageMediaType.AUDIO", audio=file("Audio", file_name="a.mp3", mime_type="audio/mpeg", performer="某人", title="歌")),
        post(16, media="MessageMediaType.CONTACT", contact={"_": "Contact", "phone_number": "*********", "first_name": "三丰",
                                                           "last_name": "张", "vcard": "BEGIN:VCARD\nEMAIL:zhang@example.org\nEND:VCARD"}),
        post(17, media="MessageMediaType.VENUE", venue={"_": "Venue", "location": place, "title": "某店", "address": "无此路 1 号"}),
        post(18, media="MessageMediaType.LOCATION", location=place),
        post(19, media="MessageMediaType.POLL", poll=poll),
        post(20, "有按钮", reply_markup=keyboard),
        post(21, "反应", reactions=reactions),
        post(22, "不许转发", has_protected_content=True),
        post(23, service="MessageServiceType.PINNED_MESSAGE", pinned_message=post(2, "置顶的话")),
        {"_": "Message", "id": 24, "empty": True},
        post(25, "群里的话", chat=GROUP, sender_chat=None, from_user=PERSON, views=None, forwards=None),
        post(26, "网页预览不算", media="MessageMediaType.WEB_PAGE", web_page={"_": "WebPage", "url": "https://example.org/", "title": "张三丰"}),
    ]  # fmt: skip


def first():
    """1.x: ``message_id``, words instead of enumerations, service as a word or as true."""
    chat = CHAT | {"type": "channel"}

    def one(number, **more):
        return {
            "_": "Message",
            "message_id": number,
            "date": clock(number),
            "chat": chat,
            "mentioned": False,
            "outgoing": False,
        } | more

    return [
        one(1, service="channel_chat_created", channel_chat_created=True),
        one(2, text="话", views=5, entities=[{"_": "MessageEntity", "type": "text_link", "offset": 0, "length": 1, "url": "https://example.org/x"}]),
        one(3, service=True, new_chat_title="新名"),
        one(4, text="回复", reply_to_message=one(2, text="话")),
        one(5, text="在别处回复", reply_to_message={"_": "Message", "message_id": 9, "chat": GROUP | {"type": "supergroup"}}),
    ]  # fmt: skip


def zoned():
    """Written by encoders of one's own: seconds, and times with an offset."""
    return [
        post(1, "秒", date=1719216060, edit_date=1719216600),
        post(
            2,
            "有时差",
            date="2024-06-24T16:02:00+08:00",
            forward_sender_name="某乙",
            forward_date="2024-06-24T16:00:00+08:00",
        ),
        post(3, "旧反应", reactions=[{"_": "Reaction", "emoji": "👍", "count": 4}]),
    ]


def array(some, **how):
    return json.dumps(some, **({"ensure_ascii": False, "indent": 4} | how)).encode()


def printed(some):
    """One ``str(message)`` after the other."""
    return "".join(json.dumps(one, ensure_ascii=False, indent=4) + "\n" for one in some).encode()


def lines(some):
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in some).encode()


def zero(one):
    """The same as versions before 1.0 wrote it: other names of objects, seconds, ``message_id``, no channel as sender."""
    if isinstance(one, list):
        return [zero(each) for each in one]
    if not isinstance(one, dict):
        return one.removeprefix("ChatType.").lower() if isinstance(one, str) and one.startswith("ChatType.") else one
    made = {key: zero(value) for key, value in one.items() if key not in ("sender_chat", "outgoing")}
    if "_" in made:
        made["_"] = f"pyrogram.{made['_']}"
    if made.get("_") == "pyrogram.Message":
        made = {"_": made.pop("_"), "message_id": made.pop("id"), **made, "date": 1719216000 + one["id"]}
    return made


def shapes():
    """Every input, by the name of its folder."""
    few = [post(number, f"第 {number} 条") for number in range(1, 6)]
    whole = printed(few)
    return {
        "everything": array(everything()),
        "printed": printed(everything()[:8]),
        "first": array(first()),
        "zoned": lines(zoned()),
        "broken": whole.replace('"第 3 条"'.encode(), '第 3 条"'.encode()),
        "odd": lines(
            [few[0], post(2, "种类不对", views="many"), post(3) | {"text": 5}, {"_": "User", "id": 5}, {"_": "Message"}]
        ),
        "cut": array(few)[:-600],
        "newest": array(
            [
                post(
                    1,
                    checklist={
                        "_": "Checklist",
                        "title": "要办的",
                        "tasks": [{"_": "ChecklistTask", "id": 1, "text": "查某某"}],
                    },
                ),
                post(
                    2,
                    rich_message={
                        "_": "RichMessage",
                        "blocks": [
                            {"_": "RichBlockParagraph", "text": ["住", {"_": "RichTextBold", "text": "某处"}]},
                            {"_": "RichBlockDivider"},
                        ],
                    },
                ),
            ]
        ),
        "before_1_0": printed([zero(one) for one in few[:3]]),
        "held": json.dumps({"chat": "示例", "messages": few[:3], "users": []}, ensure_ascii=False, indent=1).encode(),
        "held_cut": json.dumps({"messages": few}, ensure_ascii=False).encode()[:-600],
    }


if __name__ == "__main__":
    for name, data in shapes().items():
        folder = HERE / name
        folder.mkdir(exist_ok=True)
        (folder / "dump.json").write_bytes(data)
