"""One invented chat as Telegram Desktop exports it twice: ``result.json`` and ``messages.html``, from a seed.

Every kind of post, run, file and service line that the writers know, in random order. Nothing here was ever posted;
numbers begin with 100, which no authority issues.
"""

import json
import random
from datetime import UTC, datetime

from desktop_marks import EXCUSES, escaped
from desktop_pages import Page

NAMES = ["张三丰", "示例 甲", "Ann Example", "乙", "Bob & <Co>", "丙 'd' \"e\""]
WORDS = ["开盒", "今天", "  两格 ", "a < b & c > d", '引"号\'', "第一行\n第二行", "\n", "😀👨\u200d👩\u200d👧", "مرحبا", "\u200b10012340001",
         "\xa0窄", "尾 ", " 头", "&amp;lt;", "</div>", "\t表", "<!-- 不是注释 -->", "e\u0301"]  # fmt: skip
STEM = {"photo": "photos/photo_{n}@15-11-2023_06-24-20.jpg", "video_file": "video_files/录像 {n}.mp4",
        "animation": "video_files/video_{n}@15-11-2023.mp4", "sticker": "stickers/sticker ({n}).webp",
        "voice_message": "voice_messages/audio_{n}@15-11-2023.ogg", "audio_file": "files/歌 {n}.mp3",
        "video_message": "round_video_messages/file_{n}.mp4", "document": "files/名单 {n} (1).pdf"}  # fmt: skip
MIMES = {"photo": "image/jpeg", "sticker": "image/webp", "document": "application/pdf"}


def run(kind, text, **more):
    return {"type": kind, "text": text, **more}


def named(rng):
    return rng.choice(WORDS).strip().replace("\n", "") or "名"


def a_run(rng, n):
    """One run of any type."""
    words = rng.choice(WORDS) + str(n)
    return rng.choice([
        run("bold", words), run("italic", words), run("code", words), run("pre", words, language=""), run("underline", words),
        run("strikethrough", words), run("spoiler", words), run("blockquote", words, collapsed=False), run("bank_card", "1001234"),
        run("unknown", words), run("mention", f"@name{n}"), run("hashtag", f"#标{n}"), run("bot_command", f"/go{n}"),
        run("cashtag", "$ABC"), run("link", f"https://example.org/{n}?a=1&b=2"), run("link", "example.org"),
        run("email", f"a{n}@example.org"), run("phone", f"10012340{n:03}"), run("text_link", words, href=f"https://example.org/{n}"),
        run("text_link", words, href=f"tel:10012340{n:03}"), run("text_link", "这里", href=f"mailto:a{n}@example.com"),
        run("text_link", "https://example.org/", href="https://example.org/"), run("mention_name", words, user_id=1000 + n),
        run("custom_emoji", "😁", document_id=f"stickers/sticker ({n}).webp"), run("custom_emoji", "😁", document_id=""),
        run("custom_emoji", "😁", document_id=next(iter(EXCUSES))),
    ])  # fmt: skip


def a_text(rng, n):
    kind = rng.randrange(4)
    if kind == 0:
        return ""
    if kind == 1:
        return "".join(rng.choices(WORDS, k=rng.randint(1, 6)))
    return [a_run(rng, n) if rng.random() < 0.6 else rng.choice(WORDS) for _ in range(rng.randint(1, 7))]


def a_file(rng, n):
    """A photo or document, exported or with one of the excuses."""
    kind = rng.choice(list(STEM))
    path = STEM[kind].format(n=n) if rng.random() < 0.5 else rng.choice(list(EXCUSES))
    included = path not in EXCUSES
    if kind == "photo":
        return {"photo": path, "photo_file_size": 1000 * n, "width": 800, "height": 600}
    made = {"file": path, "file_size": 5000 * n, "mime_type": MIMES.get(kind, "video/mp4")}
    if rng.random() < 0.7:
        made["file_name"] = path.rpartition("/")[2] if included else f"10012340{n:03}.dat"
    if kind not in ("voice_message", "audio_file"):  # of a file that did not come the page shows a round video's only
        shown = included or (kind == "video_message" and rng.random() < 0.5)
        made["thumbnail"] = f"files/t{n}.jpg" if shown else rng.choice(list(EXCUSES))
    if kind != "document":
        made["media_type"] = kind
    if kind == "sticker":
        made["sticker_emoji"] = "😁"
    if kind == "audio_file" and rng.random() < 0.5:
        made |= {"performer": named(rng), "title": "录音"}
    return made | {"duration_seconds": n}


def hung(rng, n):
    """What else may hang on a post."""
    first, last = rng.choice(
        [("三丰", "张"), ("三丰", ""), ("Ann", "Example"), ("Ann Mary", "Example"), ("Ann Mary", "")]
    )
    point = {"latitude": 1.5 + n / 7, "longitude": -2.25}
    return rng.choice([
        {}, {}, a_file(rng, n), a_file(rng, n),
        {"contact_information": {"first_name": first, "last_name": last, "phone_number": f"+00 100 1234 {n:04}"}}
        | ({"contact_vcard": f"contacts/contact_{n}.vcard"} if n % 2 else {}),
        {"location_information": point}, {"location_information": point, "live_location_period_seconds": 900},
        {"place_name": "无此小区", "address": "无此路 1 号", "location_information": point},
        {"poll": {"question": "下一个开谁", "closed": n % 2 == 0, "total_voters": 3,
                  "answers": [{"text": "- 甲 ", "voters": 0, "chosen": False}, {"text": [run("bold", "乙"), "某 "], "voters": 3, "chosen": True}]}},
        {"todo_list": {"title": "名单", "answers": [{"text": "张三丰", "id": 1}, {"text": "李四光 ", "id": 2}]}},
        {"game_title": "游戏", "game_description": "说明"},
    ])  # fmt: skip


def buttons(n):
    """A link and a call-back; the page shows in clear what the JSON export encodes."""
    return [
        [{"type": "url", "text": "群", "data": f"https://example.org/?p={n}&q=1"}],
        [
            {
                "type": "callback",
                "text": "查",
                "data": "",
                "dataBase64": "5byg5LiJPz4xMDAxMjM0MDAwMQ",
                "_data": "张三?>10012340001",
            },
            {"type": "buy", "text": "买"},
        ],
    ]


def reactions(n):
    who = [{"from": "乙", "from_id": "user2", "date": "2023-11-15T06:13:20"}]
    return [
        {"type": "emoji", "count": 5 + n, "emoji": "👍"},
        {"type": "emoji", "count": 1, "emoji": "❤", "recent": who},
        {"type": "custom_emoji", "count": 2, "document_id": "stickers/sticker (9).webp", "recent": who},
        {"type": "custom_emoji", "count": 3, "document_id": ""},
        {"type": "paid", "count": 4},
    ]


def service(n, m, chat):
    """A service message with the line that stands for it; some carry a picture."""
    actor = escaped(m["actor"]) if m["actor"] else "Deleted"
    channel = chat["type"].endswith("channel")
    lines = [
        ("pin_message", lambda p: f"{actor} pinned {p.link(max(1, m['id'] - 2), 'this message')}"),
        ("edit_group_photo", "Channel photo changed" if channel else f"{actor} changed group photo"),
        ("edit_group_title", "Channel title changed to &laquo;新&raquo;" if channel else f"{actor} changed group title to &laquo;新&raquo;"),
        ("delete_group_photo", "Channel photo removed" if channel else f"{actor} removed group photo"),
        ("invite_members", f"{actor} invited 丁, 戊 and 己"), ("remove_members", f"{actor} removed 丁"),
        ("join_group_by_link", f"{actor} joined group by link from 丁"), ("create_group", f"{actor} created group &laquo;群&raquo; with members 丁"),
        ("migrate_from_group", f"{actor} converted a basic group to this supergroup &laquo;群&raquo;"),
        ("score_in_game", lambda p: f"{actor} scored 7 in {p.link(m['id'] - 1, 'this game')}"),
        ("take_screenshot", f"{actor} took a screenshot"), ("join_group_by_request", f"{actor} joined group by request"),
        ("group_call", "Voice chat (5 seconds)" if channel else f"{actor} started voice chat"),
        ("invite_to_group_call", f"{actor} invited 丁 to the voice chat"), ("topic_created", f"{actor} created topic &laquo;题&raquo;"),
        ("set_messages_ttl", "New messages will not auto-delete" if channel else f"{actor} has set messages to auto-delete in 7 days"),
        ("todo_completions", lambda p: f"{actor} marked 1 and 2 as done in {p.link(m['id'] - 1, 'this todo list')}."),
        ("boost_apply", f"{actor} boosted the group 3 times"), ("suggest_profile_photo", f"{actor} suggests to use this photo"),
    ]  # fmt: skip
    action, line = lines[n % len(lines)]
    m |= {"action": action, "text": "", "_line": line if callable(line) else lambda _: line}
    if action in ("edit_group_photo", "suggest_profile_photo"):
        m["photo"] = f"photos/photo_{n}.jpg" if n % 2 else next(iter(EXCUSES))
    return m


def invented(seed, count=60, *, kind="public_channel", offset=28800):
    """A chat of ``count`` posts; ``offset``: how far the exporting computer's clock is before UTC."""
    rng = random.Random(seed)
    chat = {"name": "示例 频道 & <群>", "type": kind, "id": 1234567890, "messages": []}
    second, number = 1_700_000_000, 0 if kind.endswith("channel") else -1_000_000_000
    for n in range(1, count + 1):
        second += rng.choice([0, 1, 40, 1000, 90_000])
        number = 1 if number < 0 and n > count // 3 else number + rng.choice([1, 1, 3])
        if rng.random() < 0.04:
            chat["messages"].append({"id": number, "type": "unsupported"})
            continue
        clock = datetime.fromtimestamp(second + offset, UTC).strftime("%Y-%m-%dT%H:%M:%S")
        m = {"id": number, "type": "message", "date": clock, "date_unixtime": str(second)}
        name, who = (chat["name"], "channel1234567890") if kind.endswith("channel") else _sender(rng)
        if n > 1 and rng.random() < 0.15:
            chat["messages"].append(
                service(rng.randrange(100), m | {"type": "service", "actor": name, "actor_id": who}, chat)
            )
            continue
        m |= {"from": name, "from_id": who} | hung(rng, n) | {"text": a_text(rng, n)}
        if n > 2 and rng.random() < 0.25:
            m["reply_to_message_id"] = rng.choice([one["id"] for one in chat["messages"]])
            if rng.random() < 0.2:
                m["reply_to_peer_id"] = "channel99"
        if rng.random() < 0.3:
            origin, sender = rng.choice(
                [("别 处", "channel99"), ("Ann Example", "user7"), ("藏名", None), (None, "user8"), ("乙", "user2")]
            )
            m |= {"forwarded_from": origin, "_forwarded_date": second - rng.choice([100, 10_000, 10_010])}
            m |= {"forwarded_from_id": sender} if sender else {}
        if rng.random() < 0.1:
            m["author"] = rng.choice(NAMES)
        if rng.random() < 0.1:
            m["via_bot"] = "@example_bot"
        if rng.random() < 0.1:
            m["inline_bot_buttons"] = buttons(n)
        if rng.random() < 0.2:
            m["reactions"] = reactions(n)
        chat["messages"].append(m)
    return chat


def _sender(rng):
    n = rng.randrange(len(NAMES) + 1)
    return (None, "user666") if n == len(NAMES) else (NAMES[n], f"user{n}")


def as_json(chat):
    """``result.json``."""

    def bare(value):
        if isinstance(value, dict):
            return {key: bare(one) for key, one in value.items() if not key.startswith("_")}
        return [bare(one) for one in value] if isinstance(value, list) else value

    return json.dumps(bare(chat), ensure_ascii=False, indent=1).encode()


def as_pages(chat, standard=28800, **how):
    """``messages.html`` and the pages after it, by name."""
    return {name: text.encode() for name, text in Page(chat, standard, **how).files().items()}
