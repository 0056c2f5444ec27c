"""Invented exports, one a shape, in folders beside this script: ``python tests/golden/tdesktop_json/make.py``.

Shapes are those of Telegram Desktop 1.6 to 6.x; nothing in them was ever posted. Numbers begin with 100, which no
authority issues. A second run gives the same bytes (a test looks).
"""

import json
from pathlib import Path

HERE = Path(__file__).parent
EXCUSE = "(File not included. Change data exporting settings to download.)"


def post(number, text="", *, old=False, **more):
    """A message of the newest shape, or of 2020 (``old``: bare integer sender, no unixtime, epoch edit)."""
    second = 1_700_000_000 + number * 60
    hour, minute = divmod(6 * 60 + 13 + number, 60)
    one = {"id": number, "type": "message", "date": f"2023-11-15T{hour:02}:{minute:02}:20"}
    if old:
        one |= {"edited": "1970-01-01T08:00:00", "from": "示例", "from_id": 1234567890}
    else:
        one |= {"date_unixtime": str(second), "from": "示例频道", "from_id": "channel1234567890"}
    return one | more | {"text": text}


def chat(messages, **head):
    return {"name": "示例频道", "type": "public_channel", "id": 1234567890} | head | {"messages": messages}


def account(*chats, left=()):
    return {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 1, "first_name": "出口", "phone_number": "+00 100 0000 0000"},
        "profile_pictures": [{"date": "2020-01-01T00:00:00", "photo": "profile_pictures/photo_1.jpg"}],
        "contacts": {"about": "…", "list": [{"first_name": "甲", "phone_number": "+00 100 0000 0001"}]},
        "chats": {"about": "…", "list": list(chats)},
        "left_chats": {"about": "…", "list": list(left)},
        "some_key_of_tomorrow": [1, {"a": "]}"}],
    }


def run(kind, text, **more):
    return {"type": kind, "text": text, **more}


HIDDEN = [
    post(1, type="service", action="create_channel", title="示例频道", actor="示例频道", actor_id="channel1234567890"),
    {"id": 2, "type": "unsupported"},
    post(3, ["看", run("text_link", "这里", href="tel:10012340003"), "和", run("mention_name", "他", user_id=77), ""]),
    post(
        4,
        contact_information={"first_name": "三丰", "last_name": "张", "phone_number": "10012340004"},
        contact_vcard="contacts/contact_1.vcard",
    ),
    post(
        5,
        contact_information={"first_name": "Ann", "last_name": "Example", "phone_number": "+00 10012340005"},
        contact_vcard=EXCUSE,
    ),
    post(6, place_name="无此小区", address="无此路 1 号", location_information={"latitude": 1.5, "longitude": -2.25}),
    post(
        7,
        poll={
            "question": "下一个开谁",
            "closed": False,
            "total_voters": 3,
            "answers": [
                {"text": "甲", "voters": 0, "chosen": False},
                {"text": [run("bold", "乙"), "某"], "voters": 3, "chosen": True},
            ],
        },
    ),
    post(
        8,
        "按下面",
        inline_bot_buttons=[
            [{"type": "url", "text": "群", "data": "https://example.org/?p=10012340008"}],
            [
                {"type": "callback", "text": "查", "data": "", "dataBase64": "5byg5LiJ"},
                {"type": "callback", "text": "坏", "data": "", "dataBase64": "//4="},
            ],
        ],
    ),
    post(9, file="files/张三丰 身份证.pdf", thumbnail="files/张三丰 身份证.pdf_thumb.jpg", mime_type="application/pdf"),
    post(
        10,
        file=EXCUSE,
        file_name="10012340010.mp3",
        performer="张三丰",
        title="录音",
        thumbnail="files/t.jpg",
        media_type="audio_file",
        mime_type="audio/mpeg",
    ),
    post(11, photo="photos/photo_1@15-11-2023_06-24-20.jpg", width=1, height=1),
    post(12, photo="(File unavailable, please try again later)"),
    post(13, file="(File exceeds maximum size. Change data exporting settings to download.)", media_type="video_file"),
    post(14, todo_list={"title": "名单", "answers": [{"text": "张三丰", "id": 1}, {"text": "李四光", "id": 2}]}),
]
RUNS = [
    post(1, '普通一段\n第二行\u2028不是换行 {"}, {" },'),
    post(
        2,
        [run("blockquote", "引用的话😀", collapsed=True), "后面", run("blockquote", "再引")],
        text_entities=[run("blockquote", "引用的话😀"), run("plain", "后面"), run("blockquote", "再引")],
    ),
    post(
        3,
        [
            run("hashtag", "#开盒"),
            " ",
            run("link", "https://example.org/"),
            run("custom_emoji", "😁", document_id="s.webp"),
        ],
    ),
    post(4, "转", forwarded_from="别处", forwarded_from_id="channel99", saved_from="收藏"),
    post(5, "号没了", forwarded_from=None),
    post(6, "答", reply_to_message_id=4, author="管理员"),
    post(
        7,
        "答别处",
        reply_to_message_id=4,
        reply_to_peer_id="channel99",
        edited="2023-11-15T07:00:00",
        edited_unixtime="1700002800",
    ),
    post(9, "钟差二十分", date="2023-11-15T06:42:20"),
    post(10, type="service", action="action_of_tomorrow", actor=None, actor_id="user5"),
    {"id": 11, "type": "message", "date": "1970-01-01T08:00:00", "date_unixtime": "0", "text": ""},
    post(12, "没有单位", type="sticker_of_tomorrow"),
]
OLD = [post(n, f"旧 {n}", old=True) for n in (40, 41, 45)]
MIGRATED = [
    post(-999_999_999, type="service", action="create_group", actor="甲", actor_id="user5"),
    post(-999_999_990, "旧群里说的", reply_to_message_id=-999_999_999),
    post(1, type="service", action="migrate_from_group", actor="群", actor_id="channel7"),
    post(2, "新群里说的"),
    post(5, "又说"),
]


REACTIONS = [
    post(1, "有人看", reactions=[
        {"type": "emoji", "count": 12, "emoji": "👍"},
        {"type": "custom_emoji", "count": 3, "document_id": "stickers/a.webp"},
        {"type": "paid", "count": 2},
        {"type": "emoji", "count": 1, "emoji": "😁", "recent": [{"from": "读者", "from_id": "user5", "date": "2023-11-15T08:00:00"}]},
    ]),
    post(2, "没人看", reactions=[]),
]  # fmt: skip


def desktop(export, end="\n"):
    """The layout of Desktop: one space a level, one key a line."""
    return json.dumps(export, ensure_ascii=False, indent=1).replace("\n", end).encode()


def shapes():
    """Every shape's bytes, by the name of its folder."""
    simple = chat([post(n, f"第 {n} 条") for n in range(1, 8)])
    wanted = chat([post(1, "群里")], name="群", type="private_supergroup", id=7)
    private = chat([post(1, "私聊，不在范围")], name="某人", type="personal_chat", id=5)
    migrated = chat(MIGRATED, name="群", type="public_supergroup", id=-1007, text="x")
    migrated["id"] = -1009876543210
    broken = desktop(simple)
    return {
        "hidden_fields": desktop(chat(HIDDEN)),
        "runs_and_forwards": desktop(chat(RUNS)),
        "reactions": desktop(chat(REACTIONS)),
        "integer_from_id_2020": desktop(chat(OLD, name=None, type="private_group", id=8123)),
        "migrated_group": desktop(migrated),
        "whole_account": desktop(account(private, wanted, chat([]), left=[chat([post(3, "只剩自己的")], id=9)])),
        "saved_messages": desktop({"type": "saved_messages", "id": 1, "messages": [post(1, "备忘")]}),
        "no_chat_type": desktop(chat([post(1, "类型空缺")], type=None)),
        "one_line": json.dumps(simple, ensure_ascii=False).encode(),
        "one_line_no_space": json.dumps(simple, ensure_ascii=False, separators=(",", ":")).encode(),
        "sorted_keys": json.dumps(simple, ensure_ascii=False, indent=2, sort_keys=True).encode(),
        "crlf": desktop(simple, "\r\n"),
        "bom": b"\xef\xbb\xbf" + desktop(simple),
        "odd_indent": desktop(simple).replace(b"[\n  {", b"[\n {", 1),
        "control_escapes": broken.replace("第 2 条".encode(), rb"a\x1Bb\\x1b\x00", 1).replace(
            "第 4 条".encode(), rb"\x7f"
        ),
        "lone_surrogates": broken.replace("第 3 条".encode(), rb"\ud83d|\ude00|\ud83d\ude00|\\ud83d|10012340003", 1),
        "unquoted_document_id": desktop(
            chat(
                [
                    post(1, [run("custom_emoji", "😁", document_id="@@video_files/sticker (1).webm@@"), "尾"]),
                    post(2, [run("custom_emoji", "😁", document_id=f"@@{EXCUSE}@@")]),
                    post(3, '"document_id": video_files/x.webm 只是文字'),
                ]
            )
        )
        .replace(b'"@@', b"")
        .replace(b'@@"', b""),
    }


if __name__ == "__main__":
    for name, data in shapes().items():
        (HERE / name).mkdir(exist_ok=True)
        (HERE / name / "result.json").write_bytes(data)
