"""An invented folder as an office receives it: two channels in nine forms, some in archives, with loose files beside.

Channel A (旧档案, number 1234567890, @old_files) in two Desktop exports of one day (JSON and HTML), a web archive of two fetches and
a saved page, weeks later: post 5 gone, post 6 edited, post 8 under a contact card. Channel B (拾遗, 2345678901, @gleanings) in five dumps
of one moment. Births of identity numbers lie before 1900; nothing here was ever posted.
"""

import base64
import csv
import gzip
import hashlib
import io
import json
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

GOLDEN = Path(__file__).parents[1] / "golden"
sys.path.insert(0, str(GOLDEN / "tdesktop_html"))

from desktop_pages import Page  # noqa: E402 - it stands in the golden folder

A, B = 1234567890, 2345678901
EARLY, LATE = datetime(2024, 4, 8, tzinfo=UTC), datetime(2024, 5, 20, tzinfo=UTC)
FIRST = int(datetime(2024, 3, 1, tzinfo=UTC).timestamp())
HOUR = 3600


def number(birth, order):
    """An identity number with a true check digit."""
    body = f"330102{birth}{order:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def dossier(n):
    return f"姓名：钱{'一二三四五六七八九'[n % 9]}宝\n身份证号：{number(f'188{n % 10}0412', n)}\n电话：1380000{n:04d}"


def texts(count):
    return {n: dossier(n) if n % 2 else f"今天第 {n} 条，大家早上好" for n in range(1, count + 1)}


def at(n):
    return FIRST + n * HOUR


def iso(n):
    return datetime.fromtimestamp(at(n), UTC).isoformat()


def desktop(posts):
    """The chat as Desktop's JSON export holds it."""
    messages = []
    for n, words in posts.items():
        clock = datetime.fromtimestamp(at(n) + 8 * HOUR, UTC).strftime("%Y-%m-%dT%H:%M:%S")
        one = {
            "id": n,
            "type": "message",
            "date": clock,
            "date_unixtime": str(at(n)),
            "from": "旧档案",
            "from_id": f"channel{A}",
        }
        one |= {"photo": "photos/photo_1.jpg", "width": 8, "height": 6} if n == 7 else {}
        card = (
            {"contact_information": {"first_name": "宝", "last_name": "钱", "phone_number": "13800009999"}}
            if n == 8
            else {}
        )
        messages.append(one | card | {"text": words, "text_entities": [{"type": "plain", "text": words}]})
    return {"name": "旧档案", "type": "public_channel", "id": A, "messages": messages}


def html(posts):
    return {name: page.encode() for name, page in Page(desktop(posts), 8 * HOUR).files().items()}


def page(posts, served, *, edited=(), views="4.2K"):
    """A page of t.me/s/old_files."""
    shown = []
    for n, words in posts.items():
        view = base64.b64encode(f'{{"c":-{A},"p":{n},"t":{int(served.timestamp())},"h":"00"}}'.encode()).decode()
        mark = "edited &nbsp;" if n in edited else ""
        text = words.replace("\n", "<br/>")
        shown.append(
            f'<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message js-widget_message" data-post="old_files/{n}" '
            f'data-view="{view}"><div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div><div class="tgme_widget_message_footer">'
            f'<span class="tgme_widget_message_views">{views}</span><span class="tgme_widget_message_meta">{mark}<a class="tgme_widget_message_date" '
            f'href="https://t.me/old_files/{n}"><time datetime="{iso(n)}" class="time">00:00</time></a></span></div></div></div>'
        )
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>旧档案 – Telegram</title></head><body class="widget_frame_base tgme_webpreview">'
        '<div class="tgme_channel_info_header_title"><span dir="auto">旧档案</span></div><div class="tgme_channel_info_header_username">'
        '<a href="https://t.me/old_files">@old_files</a></div><div class="tgme_channel_info_counter"><span class="counter_value">12.5K</span> '
        f'<span class="counter_type">subscribers</span></div><section class="tgme_channel_history js-message_history">{"".join(shown)}</section></body></html>'
    ).encode()


def record(body, fetched):
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    digest = base64.b32encode(hashlib.sha1(body).digest()).decode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{int(fetched.timestamp()):012d}>\r\n"
        f"WARC-Target-URI: https://t.me/s/old_files\r\nWARC-Date: {fetched:%Y-%m-%dT%H:%M:%SZ}\r\nWARC-Payload-Digest: sha1:{digest}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0)


def telethon(posts):
    rows = [
        {"_": "Message", "id": n, "peer_id": {"_": "PeerChannel", "channel_id": B}, "date": iso(n), "message": words, "out": False,
         "views": 100 + n, "forwards": n, "post": True, "from_id": None, "fwd_from": None, "reply_to": None, "media": None,
         "entities": [], "edit_date": None, "edit_hide": False, "post_author": None, "grouped_id": None, "reactions": None}
        for n, words in posts.items()
    ]  # fmt: skip
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def pyrogram(posts):
    chat = {"_": "Chat", "id": -1000000000000 - B, "type": "ChatType.CHANNEL", "title": "拾遗", "username": "gleanings"}
    rows = [
        {"_": "Message", "id": n, "sender_chat": chat, "date": datetime.fromtimestamp(at(n), UTC).strftime("%Y-%m-%d %H:%M:%S"), "chat": chat,
         "text": words, "views": 100 + n, "forwards": n}
        for n, words in posts.items()
    ]  # fmt: skip
    return json.dumps(rows, ensure_ascii=False, indent=4).encode()


def snscrape(posts):
    rows = [
        {"_type": "snscrape.modules.telegram.TelegramPost", "url": f"https://t.me/s/gleanings/{n}", "date": iso(n), "content": words,
         "outlinks": [], "linkPreview": None}
        for n, words in posts.items()
    ]  # fmt: skip
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def tgdataset(posts):
    said = {str(n): {"message": words, "date": float(at(n)), "author": B, "is_forwarded": False, "forwarded_from_id": None,
                     "forwarded_message_date": None} for n, words in posts.items()}  # fmt: skip
    about = {"creation_date": float(FIRST), "username": "gleanings", "title": "拾遗", "description": "", "scam": False, "verified": False,
             "n_subscribers": 321, "text_messages": said, "generic_media": {}}  # fmt: skip
    return json.dumps({str(B): about}, ensure_ascii=False).encode()


def fourcat(posts):
    names = [
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
    out = io.StringIO()
    made = csv.DictWriter(out, names, restval="")
    made.writeheader()
    for n, words in posts.items():
        made.writerow({
            "id": f"gleanings-{n}", "thread_id": "gleanings", "chat": "gleanings", "author": str(B), "author_username": "gleanings",
            "author_is_bot": "no", "body": words, "views": str(100 + n), "unix_timestamp": str(at(n)),
            "timestamp": datetime.fromtimestamp(at(n) + 2 * HOUR, UTC).strftime("%Y-%m-%d %H:%M:%S"),
        })  # fmt: skip
    return out.getvalue().encode()


def zipped(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 4, 8, 0, 0, 0)), content)
    return data.getvalue()


JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")


def folder(top):
    """Write it; the texts of both channels."""
    old, gleanings = texts(12), texts(9)
    later = {n: words for n, words in old.items() if n != 5} | {6: "编辑过的第 6 条"}
    export = {"ChatExport/result.json": json.dumps(desktop(old), ensure_ascii=False, indent=1).encode()}
    export |= {f"ChatExport/{name}": data for name, data in html(old).items()}
    export["ChatExport/photos/photo_1.jpg"] = JPEG
    window = {n: words for n, words in old.items() if 3 <= n <= 9}
    fetches = record(page(window, EARLY, views="505"), EARLY) + record(
        page({n: later[n] for n in window if n in later}, LATE, edited=[6]), LATE
    )
    files = {
        "移送/旧档案.zip": zipped(export),
        "移送/old_files.warc.gz": fetches,
        "网页/旧档案 – Telegram.html": page({n: later[n] for n in (8, 9, 10, 11, 12)}, LATE),
        "转储/telethon.jsonl": telethon(gleanings),
        "转储/pyrogram.json": pyrogram(gleanings),
        "转储/snscrape.jsonl": snscrape(gleanings),
        "转储/tgdataset.json": tgdataset(gleanings),
        "转储/4cat.csv": fourcat(gleanings),
        "截图/1.jpg": JPEG + b"1",
        "移送函.pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n",
        "说明.xyz": b"\x00\x01\x02 of no form",
    }
    for name, data in files.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return old, gleanings
