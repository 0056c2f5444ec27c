"""Invented pages, one a shape or a damage, in folders beside this script: ``python tests/golden/tdesktop_html/make.py``.

Shapes are those of Telegram Desktop 1.6 to 6.x as ``desktop_pages`` writes them; nothing in them was ever posted. A
second run gives the same bytes (a test looks).
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from desktop_marks import EXCUSES  # noqa: E402 - it stands beside this script
from desktop_pages import Page  # noqa: E402 - the same
from desktop_twins import buttons, reactions, run  # noqa: E402 - the same

NOT_INCLUDED, EXCEEDS, UNAVAILABLE = EXCUSES
HOUR = 3600


def post(number, text="", *, offset=8 * HOUR, **more):
    """A post of a channel, one a minute; ``offset``: the computer's clock before UTC."""
    second = 1_700_000_000 + (number % 1000) * 60
    clock = datetime.fromtimestamp(second + offset, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    one = {"id": number, "type": "message", "date": clock, "date_unixtime": str(second)}
    if more.get("type") != "service":
        one |= {"from": "示例频道", "from_id": "channel1234567890"}
    return one | more | {"text": text}


def deed(number, action, line, actor="示例频道", **more):
    return post(
        number, type="service", action=action, actor=actor, actor_id="channel1234567890", _line=lambda _: line, **more
    )


def chat(messages, **head):
    return {"name": "示例频道", "type": "public_channel", "id": 1234567890} | head | {"messages": messages}


def page(messages, standard=8 * HOUR, *, title="示例频道", file="messages.html", base="", per_page=1000, **head):
    return Page(chat(messages, name=title, **head), standard, base=base, per_page=per_page).files()[file].encode()


RUNS = [
    deed(1, "create_channel", "Channel &laquo;旧名&raquo; created"),
    deed(2, "edit_group_photo", "Channel photo changed", photo=NOT_INCLUDED),
    post(3, " 前后有空格 \n第二行 & <b>不是标签</b>\u2028行 "),
    post(4, [run("bold", "粗"), "\n", run("spoiler", "剧透"), run("pre", "a\n b", language=""), run("custom_emoji", "😁", document_id="stickers/sticker (1).webp")]),
    post(5, [run("blockquote", "引用😀\n两行", collapsed=False), "后面", run("blockquote", "再引", collapsed=True)]),
    post(6, ["看", run("text_link", "这里", href="tel:10012340003"), run("link", "https://example.org/?a=1&b=2"), run("mention", "@name"),
             run("email", "a@example.org"), run("phone", "10012340004"), run("mention_name", "他", user_id=77), run("hashtag", '#"标')]),
    post(7, "转", forwarded_from="别处", forwarded_from_id="channel99", _forwarded_date=1_600_000_000, author="管理员"),
    post(8, "号没了", forwarded_from=None, forwarded_from_id="user9", _forwarded_date=1_600_000_000),
    post(9, "答", reply_to_message_id=3),
    post(10, "答别处", reply_to_message_id=3, reply_to_peer_id="channel99"),
    deed(11, "pin_message", '示例频道 pinned <a href="#go_to_message9" onclick="return GoToMessage(9)">this message</a>'),
    deed(12, "action_of_tomorrow", "Something of tomorrow happened"),
    {"id": 13, "type": "unsupported"},
    post(14, "经机器人", via_bot="@example_bot"),
]  # fmt: skip
FILES = [
    post(1, photo="photos/photo_1@15-11-2023_06-24-20.jpg", photo_file_size=1, width=800, height=600),
    post(2, photo=NOT_INCLUDED, photo_file_size=117350, width=800, height=600),
    post(
        3,
        "说明",
        file="files/张三丰 身份证.pdf",
        file_name="张三丰 身份证.pdf",
        file_size=5,
        mime_type="application/pdf",
    ),
    post(4, file=EXCEEDS, file_name="10012340004.zip", file_size=2_500_000),
    post(5, file=UNAVAILABLE, file_size=5, media_type="video_file", duration_seconds=61),
    post(6, file="video_files/v.mp4", thumbnail="video_files/v.mp4_thumb.jpg", file_size=5, media_type="video_file"),
    post(7, file="animations/g.mp4", thumbnail="animations/g.mp4_thumb.jpg", file_size=5, media_type="animation"),
    post(8, file="stickers/sticker.webp", file_size=5, media_type="sticker", sticker_emoji="😁"),
    post(9, file=NOT_INCLUDED, file_size=5, media_type="sticker", sticker_emoji="😁"),
    post(10, file="voice_messages/audio_1.ogg", file_size=5, media_type="voice_message"),
    post(11, file=NOT_INCLUDED, performer="张三丰", title="录音", file_size=5, media_type="audio_file"),
    post(12, file=NOT_INCLUDED, file_name="10012340012.mp3", file_size=5, media_type="audio_file"),
    post(13, file=NOT_INCLUDED, thumbnail="round_video_messages/t.jpg", file_size=5, media_type="video_message"),
    post(14, file="../../../etc/passwd", file_name="passwd", file_size=5),
]
OUTSIDE = [
    post(1, contact_information={"first_name": "三丰", "last_name": "张", "phone_number": "10012340001"}, contact_vcard="contacts/contact_1.vcard"),
    post(2, contact_information={"first_name": "Ann Mary", "last_name": "Example", "phone_number": "+00 100 1234 0002"}),
    post(3, location_information={"latitude": 1.5, "longitude": -2.25}),
    post(4, place_name="无此小区", address="无此路 1 号", location_information={"latitude": 1.5, "longitude": -2.25}),
    post(5, poll={"question": "下一个开谁", "closed": False, "total_voters": 3, "answers": [
        {"text": "甲", "voters": 0}, {"text": [run("bold", "乙"), "某"], "voters": 3, "chosen": True}]}),
    post(6, todo_list={"title": "名单", "answers": [{"text": "张三丰", "id": 1}, {"text": "李四光", "id": 2}]}),
    post(7, "按下面", inline_bot_buttons=buttons(10012340007)),
    post(8, "反应", reactions=reactions(3)),
    post(9, game_title="游戏", game_description="说明"),
    post(10, type="service", action="phone_call", actor="乙", actor_id="user2"),
]  # fmt: skip
OLD = [
    post(40, "旧"),
    post(41, "旧转", forwarded_from="别处", forwarded_from_id="channel99", _forwarded_date=1_600_000_000),
    deed(42, "pin_message", '示例频道 pinned <a href="#go_to_message40">this message</a>'),
]
GROUP = [
    deed(-999_999_999, "create_group", "甲 created group &laquo;群&raquo; with members 乙 and 丙", "甲"),
    post(-999_999_990, "旧群里说的", **{"from": "甲", "from_id": "user5"}, reply_to_message_id=-999_999_999),
    deed(-999_999_980, "migrate_to_supergroup", "甲 converted this group to a supergroup", "甲"),
    deed(1, "migrate_from_group", "群 converted a basic group to this supergroup &laquo;群&raquo;", "群"),
    post(2, "新群里说的", **{"from": None, "from_id": "user6"}),
    post(3, "又说", **{"from": None, "from_id": "user6"}),
    deed(4, "invite_members", "甲 invited 乙", "甲"),
    deed(5, "invite_members", "甲 invited 乙 invited 丙", "甲 invited 乙"),
    post(6, "转一", **{"from": "乙", "from_id": "user7"}, forwarded_from="Ann Example", forwarded_from_id="user8", _forwarded_date=1_600_000_000),
    post(6 + 1000, "转二", **{"from": "乙", "from_id": "user7"}, forwarded_from="Ann Example", forwarded_from_id="user8", _forwarded_date=1_600_000_005),
]  # fmt: skip
SUMMER = [post(1, "七月", offset=2 * HOUR)]
GONE = [
    {"id": 1, "type": "message", "date": "1970-01-01T08:00:00", "date_unixtime": "0", "from": None, "text": ""},
    post(2, "在"),
]
SEVEN = [post(n, f"第 {n} 条") for n in range(1, 8)]


def shapes():
    """Every shape's bytes, by the name of its folder."""
    return {
        "runs_and_service": page(RUNS),
        "files": page(FILES),
        "outside_the_text": page(OUTSIDE),
        "no_offset_2019": page(OLD, None),
        "migrated_group": page(GROUP, title="群", type="public_supergroup"),
        "first_of_two": page(SEVEN, per_page=4),
        "second_of_two": page([*SEVEN[:5], post(6, "答前页", reply_to_message_id=2), SEVEN[6]], per_page=4, file="messages2.html"),
        "of_an_account": page([post(1, photo="chats/chat_01/photos/photo_1.jpg", width=800, height=600)], base="../../"),
        "summer_time": page(SUMMER, HOUR),
        "west_of_greenwich": page([post(1, "西", offset=-210 * 60)], -210 * 60),
        "unavailable": page(GONE),
        "no_messages": page([]),
    }  # fmt: skip


def damages():
    """Every damaged page's bytes, by the name of its folder."""
    whole = page(SEVEN)
    fourth = whole.index(b'<div class="message default clearfix joined" id="message4">')
    fifth = whole.index(b'<div class="message default clearfix joined" id="message5">')
    inside = fourth + whole[fourth:].index("第 4".encode())
    return {
        "cut_in_a_message": whole[:inside],
        "cut_between_messages": whole[:fifth],
        "cut_in_the_head": whole[:400],
        "not_closed": whole[:fourth] + whole[fourth:fifth].replace(b"</div>", b"", 1) + whole[fifth:],
        "closed_too_often": whole[:fifth] + b"</div>\n" + whole[fifth:],
        "first_tag_broken": whole[:fourth] + whole[fourth:].replace(b'<div class="message', b'<div class="massage', 1).replace(b'id="message4"', b'id="massage4"', 1),
        "no_number": whole[:fourth] + whole[fourth:].replace(b'id="message4"', b'id="message"', 1),
        "words_between": whole[:fifth] + "有人加的话".encode() + whole[fifth:],
        "words_in_a_message": whole[:fourth] + whole[fourth:].replace(b'<div class="text">', "有人加的话".encode() + b'<div class="text">', 1),
        "invalid_utf8": whole[:inside] + b"\xff\xc3\x00" + whole[inside:],
        "other_hands": whole.replace(b'<div class="message default clearfix joined" id="message4">', b"<div  id='message4'\n class='message default'>"),
        "crlf": whole.replace(b"\n", b"\r\n"),
        "odd_time": whole.replace(b'title="15.11.2023 06:17:20 UTC+08:00"', b'title="gestern"'),
        "far_offset": whole.replace(b'title="15.11.2023 06:17:20 UTC+08:00"', b'title="15.11.2023 06:17:20 UTC+99:00"'),
        "twice": whole.replace(b'id="message5"', b'id="message4"'),
        "utf8_mark": b"\xef\xbb\xbf" + whole,
        "saved_as_gb18030": whole.decode().encode("gb18030"),
        "utf16": whole.decode().encode("utf-16"),
        "not_a_page": b"<!DOCTYPE html>\n<html><body><p>text</p></body></html>",
        "nothing": b"",
    }  # fmt: skip


if __name__ == "__main__":
    for folder, data in (shapes() | damages()).items():
        (HERE / folder).mkdir(exist_ok=True)
        (HERE / folder / "messages.html").write_bytes(data)
