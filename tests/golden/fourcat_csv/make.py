"""Invented 4CAT tables, one a shape, in folders beside this script: ``python tests/golden/fourcat_csv/make.py``.

Columns and their order are those of 4CAT in 2025 and in 2022; nothing in them was ever posted. Numbers begin with 100,
which no authority issues. A second run gives the same bytes (a test looks).
"""

import csv
import io
import json
from pathlib import Path

HERE = Path(__file__).parent
NEW = [
    "id",
    "thread_id",
    "chat",
    "author",
    "author_username",
    "author_name",
    "author_is_bot",
    "body",
    "body_markdown",
    "is_reply",
    "reply_to",
    "views",
    "reactions",
    "timestamp",
    "unix_timestamp",
    "timestamp_edited",
    "unix_timestamp_edited",
    "author_forwarded_from_name",
    "author_forwarded_from_username",
    "author_forwarded_from_id",
    "entities_linked",
    "entities_mentioned",
    "all_connections",
    "timestamp_forwarded_from",
    "unix_timestamp_forwarded_from",
    "link_title",
    "link_description",
    "link_attached",
    "attachment_type",
    "attachment_data",
    "attachment_filename",
]
OLD = [
    "id",
    "thread_id",
    "chat",
    "author",
    "author_username",
    "author_name",
    "author_is_bot",
    "body",
    "reply_to",
    "views",
    "timestamp",
    "unix_timestamp",
    "timestamp_edited",
    "unix_timestamp_edited",
    "author_forwarded_from_name",
    "author_forwarded_from_username",
    "timestamp_forwarded_from",
    "unix_timestamp_forwarded_from",
    "attachment_type",
    "attachment_data",
    "attachment_filename",
]
CUSTOM = (
    "{'_type': 'ReactionCount', 'chosen_order': None, 'count': 12, 'reaction': {'_type': 'ReactionCustomEmoji', "
    "'document_id': 5445284980978621387}}, "
)


def post(number, body="", thread="Sample_Channel", hour=1, **more):
    """A post of the channel itself; the server's clock is ``hour`` hours before UTC."""
    unix = 1_700_000_000 + number * 60
    minute = 13 + number
    clock = f"2023-11-14 {22 + hour + minute // 60:02}:{minute % 60:02}:20"
    plain = {
        "id": f"{thread}-{number}", "thread_id": thread, "chat": thread, "author": "1234567890",
        "author_username": thread, "author_is_bot": "no", "body": body, "body_markdown": body, "is_reply": "False",
        "views": "44", "timestamp": clock, "unix_timestamp": str(unix),
    }  # fmt: skip
    return plain | more


def table(names, posts, end="\r\n"):
    out = io.StringIO()
    made = csv.DictWriter(out, names, restval="", extrasaction="ignore", lineterminator=end)
    made.writeheader()
    made.writerows(posts)
    return out.getvalue().encode()


def person(number, body, **more):
    told = {"author": "100200300", "author_username": "", "author_name": "张 三丰"}
    return post(number, body, "example_group", **(told | more))


def shapes():
    contact = {"phone_number": "10012340004", "first_name": "三丰", "last_name": "张", "vcard": "", "user_id": 7}
    poll = {"question": {"_type": "TextWithEntities", "text": "下一个开谁"}, "voters": 3,
            "answers": [{"answer": "甲", "votes": 1}, {"answer": "乙某", "votes": -1}]}  # fmt: skip
    new = [
        post(1, "第一条,有逗号\n和换行 “引号”", reactions="👍👍❤️❤️❤️👍🏽🇨🇳👨‍👩‍👧1️⃣" + CUSTOM + "🔥"),
        post(2, "编辑过", views="", timestamp_edited="2023-11-15 00:00:00", unix_timestamp_edited="1700002800"),
        post(3, "转发", author_forwarded_from_name="别处", author_forwarded_from_username="elsewhere",
             author_forwarded_from_id="99", unix_timestamp_forwarded_from="1699999999"),
        post(4, "转自隐名", author_forwarded_from_name="隐名", unix_timestamp_forwarded_from="1699999999"),
        post(5, "转自某处", author_forwarded_from_id="98", unix_timestamp_forwarded_from="1699999998"),
        post(6, "", attachment_type="contact", attachment_data=json.dumps(contact)),
        post(7, "", attachment_type="poll", attachment_data=json.dumps(poll)),
        post(8, "图", attachment_type="photo", attachment_data="{}", attachment_filename="Sample_Channel-8.jpeg"),
        post(9, "片", attachment_type="video", attachment_data="{}", is_reply="True", reply_to="8"),
        post(10, "链接", attachment_type="url", link_attached="https://example.org/x", link_title="别人的标题"),
        post(11, "在哪", attachment_type="geo"),
        post(12, "坏数", views="many", reactions="{'_type': 'ReactionCount'}, ", unix_timestamp="later"),
        post(14, "钟差 20 分", timestamp="2023-11-14 23:47:20"),
        person(3, "群里一个人说的"),
        person(4, "群里不知是谁", author_name="", author="100200301"),
        person(5, "群里一个账号", author_name="", author_username="somebody_1"),
        post(20, "只有编号的频道", thread="-1009876543210", author="9876543210", author_username=""),
        post(21, "没有频道", thread="", id="21"),
        post(0, "没有编号", id="Sample_Channel-"),
    ]  # fmt: skip
    old = [post(n, f"旧 {n}", id=str(n), hour=-5) for n in (40, 41, 45)]
    return {
        "of_2025": table(NEW, new),
        "of_2022": table(OLD, old, "\n"),
        "lone_surrogate": table(
            NEW,
            [post(6, "", attachment_type="contact", attachment_data=json.dumps(contact | {"last_name": "张\ud83d"}))],
        ),
        "cut": table(NEW, new[:3])[:-9],
        "marked": b"\xef\xbb\xbf" + table(NEW, new[:2]),
    }


if __name__ == "__main__":
    for folder, data in shapes().items():
        (HERE / folder).mkdir(exist_ok=True)
        (HERE / folder / "4cat.csv").write_bytes(data)
