"""Invented NDJSON of 4CAT, one a shape, in folders beside this script: ``python tests/golden/fourcat_ndjson/make.py``.

Shapes are those of ``serialize_obj`` of 2021 and 2025: types under ``_type``, times as seconds, bytes in hexadecimal, what
the client knew of chat and sender. Nothing in them was ever posted. A second run gives the same bytes (a test looks).
"""

import json
from pathlib import Path

HERE = Path(__file__).parent
CHAT = {
    "_type": "Channel", "id": 1234567890, "title": "示例频道", "photo": {"_type": "ChatPhotoEmpty"}, "date": 1.6e9,
    "creator": False, "broadcast": True, "megagroup": False, "username": "Shili", "participants_count": None,
}  # fmt: skip
GROUP = CHAT | {"id": 1111111111, "title": "示例群", "broadcast": False, "megagroup": True, "username": "qun"}
PERSON = {"_type": "User", "id": 100001, "first_name": "三丰", "last_name": "张", "username": "zhang", "bot": False}


def post(number, text="", chat=CHAT, sender=CHAT, **more):
    one = {
        "_chat_peer": {"channel_id": chat["id"], "_type": "PeerChannel"}, "_input_chat": None, "_chat": chat,
        "_broadcast": chat["broadcast"], "_sender_id": 1, "_sender": sender, "_input_sender": None, "out": False,
        "mentioned": False, "media_unread": False, "silent": False, "post": True, "edit_hide": False, "noforwards": False,
        "id": number, "from_id": None, "peer_id": {"channel_id": chat["id"], "_type": "PeerChannel"}, "fwd_from": None,
        "via_bot_id": None, "reply_to": None, "date": 1719216000.0 + 60 * number, "message": text, "media": None,
        "reply_markup": None, "entities": [], "views": 1000 + number, "forwards": 2, "replies": None, "edit_date": None,
        "post_author": None, "grouped_id": None, "reactions": None, "restriction_reason": [], "ttl_period": None,
        "action": None, "_text": None, "_reply_message": None, "_buttons": None, "_forward": None,
    }  # fmt: skip
    return one | more | {"_type": "Message", "message_markdown": f"**{text}**"}


def dump():
    header = {"date": 1719215000.0, "from_id": {"channel_id": 1222222222, "_type": "PeerChannel"}, "from_name": None,
              "channel_post": 6734, "_type": "MessageFwdHeader"}  # fmt: skip
    resolved = {
        "full_chat": {"_type": "ChannelFull"}, "chats": [{"_type": "Channel", "id": 1222222222, "title": "源头", "username": "yuan"}],
        "users": [], "channel_id": 1222222222, "_type": "messages.ChatFull",
    }  # fmt: skip
    knew = {
        "_chat": {"_type": "Channel", "id": 1222222222, "title": "源头频道", "username": "yuan"},
        "_sender": None,
        "_type": "Forward",
    }
    buttons = {"_type": "ReplyInlineMarkup", "rows": [{"_type": "KeyboardButtonRow", "buttons": [
        {"_type": "KeyboardButtonCallback", "text": "查", "data": "71713a3130303031"}]}]}  # fmt: skip
    contact = {"phone_number": "+1001234567", "first_name": "三丰", "last_name": "张", "vcard": "", "user_id": 0}
    return [
        post(1, "😀看这里", entities=[{"offset": 2, "length": 3, "url": "tel:+1001234567", "_type": "MessageEntityTextUrl"}]),
        post(2, "转", fwd_from=header, _forward=knew),
        post(3, "转，已查", fwd_from=header | {"from_id": resolved}),
        post(4, "群里", GROUP, PERSON, from_id={"user_id": 100001, "_type": "PeerUser"}, views=None),
        post(5, "编辑", edit_date=1719217000.0),
        post(6, "旧名片", media={"contact": contact, "_type": "MessageMediaContact"}),
        post(7, "新名片", media=contact | {"_type": "MessageMediaContact"}),
        post(8, "按钮", reply_markup=buttons),
        post(9, "反应", reactions={"_type": "MessageReactions", "results": [
            {"reaction": {"emoticon": "👍", "_type": "ReactionEmoji"}, "count": 4, "_type": "ReactionCount"}]}),
        post(10, "文件", media={"document": {"mime_type": "application/pdf", "attributes": [
            {"file_name": "名单.pdf", "_type": "DocumentAttributeFilename"}], "_type": "Document"}, "_type": "MessageMediaDocument"}),
    ]  # fmt: skip


def older():
    """2021: no ``_type`` on the message itself, the chat's number only in ``peer_id``."""
    return [{k: v for k, v in one.items() if k not in ("_type", "message_markdown", "_chat")} for one in dump()[:2]]


def looked_up():
    """Accounts looked up by ``resolve_groups``: as servers answered in 2021, and since layer 144."""
    old = {"user": PERSON, "about": None, "_type": "UserFull"}
    new = {
        "full_user": {"id": 100001, "about": None, "_type": "UserFull"},
        "chats": [],
        "users": [PERSON],
        "_type": "UserFull",
    }
    header = {"date": 1719215000.0, "from_name": None, "channel_post": None, "_type": "MessageFwdHeader"}
    return [
        post(20 + 2 * i + forward, "查过的人", GROUP, PERSON, **({"fwd_from": header | {"from_id": who}} if forward else {"from_id": who}))
        for i, who in enumerate((old, new))
        for forward in (0, 1)
    ]  # fmt: skip


def lines(some):
    return "".join(json.dumps(one) + "\n" for one in some).encode()


def shapes():
    """Every input, by the name of its folder."""
    broken = lines(dump()).splitlines(keepends=True)
    return {
        "everything": lines(dump()),
        "older": lines(older()),
        "looked_up": lines(looked_up()),
        "broken_line": b"".join(broken[:2]) + broken[2][:200] + b"\n" + b"".join(broken[3:5]),
    }


if __name__ == "__main__":
    for name, data in shapes().items():
        folder = HERE / name
        folder.mkdir(exist_ok=True)
        (folder / "dump.ndjson").write_bytes(data)
