"""How fast dumps are read into Parquet, beside a bare read and ``orjson.loads`` of the same file in the same run.

Makes invented dumps in a temporary folder (removed afterwards): Telethon as an array, indented, and one message a line,
4CAT's lines, Pyrogram, TGDataset, snscrape and tdl; reads each once each way in a process of its own, so that each peak
is that way's own. ``parse`` makes batches, ``parquet`` writes them as well (zstd, not encrypted). Usage:

    python bench/dump_speed.py [--mb 100] [--only telethon_lines,tdl]
"""

import argparse
import gc
import json
import multiprocessing
import random
import resource
import tempfile
import time
from pathlib import Path

import orjson
import pyarrow.parquet as pq

from doxdocket.account import SCHEMAS
from doxdocket.parse import parse

WORDS = [
    "开盒",
    "今天的天气",
    "群里有人问过",
    "转自频道",
    "资料整理中",
    "晚上再发",
    "谁认识这个人",
    "😂",
    "ok",
    "https://example.org/a",
]
FLAGS = [
    "out",
    "mentioned",
    "media_unread",
    "silent",
    "from_scheduled",
    "legacy",
    "edit_hide",
    "pinned",
    "noforwards",
    "invert_media",
    "offline",
    "video_processing_pending",
    "paid_suggested_post_stars",
    "paid_suggested_post_ton",
]
NULLS = [
    "from_id",
    "from_boosts_applied",
    "saved_peer_id",
    "via_bot_id",
    "via_business_bot_id",
    "reply_markup",
    "ttl_period",
    "quick_reply_shortcut_id",
    "effect",
    "factcheck",
    "report_delivery_until_date",
    "paid_message_stars",
    "suggested_post",
]


def words(rng):
    return "".join(rng.choices(WORDS, k=rng.randint(5, 30)))


def clock(second, sep="T"):
    return time.strftime(f"%Y-%m-%d{sep}%H:%M:%S", time.gmtime(second))


def photo(rng, second):
    sizes = [
        {"_": "PhotoSize", "type": kind, "w": w, "h": w, "size": w * 90}
        for kind, w in zip("mxy", (320, 800, 1280), strict=True)
    ]
    stripped = {"_": "PhotoStrippedSize", "type": "i", "bytes": "".join(rng.choices("abcdefgh0123", k=160))}
    return {
        "_": "MessageMediaPhoto",
        "spoiler": False,
        "ttl_seconds": None,
        "photo": {
            "_": "Photo",
            "id": rng.getrandbits(62),
            "access_hash": rng.getrandbits(62),
            "file_reference": "A" * 40,
            "date": clock(second) + "+00:00",
            "sizes": [stripped, *sizes],
            "dc_id": 2,
            "has_stickers": False,
            "video_sizes": [],
        },
    }


def telethon(rng, number):
    """A message of layer 200 as ``to_dict`` writes it: a third with a picture, a third with reactions."""
    second = 1_600_000_000 + number * 60
    text = words(rng)
    one = {"_": "Message", "id": number, "peer_id": {"_": "PeerChannel", "channel_id": 1234567890}}
    one |= {"date": clock(second) + "+00:00", "message": text, "post": True} | dict.fromkeys(FLAGS, False)
    one |= dict.fromkeys(NULLS) | {"fwd_from": None, "reply_to": None, "media": None, "entities": [], "replies": None}
    if rng.random() < 0.2:
        one["fwd_from"] = {
            "_": "MessageFwdHeader",
            "date": clock(second - 999) + "+00:00",
            "imported": False,
            "saved_out": False,
            "from_id": {"_": "PeerChannel", "channel_id": 1111111111},
            "from_name": None,
            "channel_post": number // 2,
            "post_author": None,
            "saved_from_peer": None,
            "saved_from_msg_id": None,
            "psa_type": None,
        }
    if rng.random() < 0.33:
        one["media"] = photo(rng, second)
    if rng.random() < 0.5:
        one["entities"] = [
            {"_": "MessageEntityBold", "offset": 0, "length": 2},
            {"_": "MessageEntityTextUrl", "offset": 3, "length": 2, "url": "https://example.org/b"},
        ]
    one |= {"views": rng.randrange(9999), "forwards": rng.randrange(99), "edit_date": None, "post_author": None}
    one |= {"grouped_id": None, "reactions": None, "restriction_reason": []}
    if rng.random() < 0.33:
        results = [
            {
                "_": "ReactionCount",
                "reaction": {"_": "ReactionEmoji", "emoticon": e},
                "count": rng.randrange(99),
                "chosen_order": None,
            }
            for e in "👍😱❤"
        ]
        one["reactions"] = {"_": "MessageReactions", "results": results, "min": False, "can_see_list": False}
    return one


def fourcat(rng, number):
    def typed(value):
        if isinstance(value, dict):
            return {k: typed(v) for k, v in value.items() if k != "_"} | ({"_type": value["_"]} if "_" in value else {})
        return [typed(one) for one in value] if isinstance(value, list) else value

    one = typed(telethon(rng, number))
    chat = {"_type": "Channel", "id": 1234567890, "title": "示例频道", "username": "shili", "broadcast": True}
    second = 1_600_000_000 + number * 60
    return {"_chat_peer": one["peer_id"], "_chat": chat, "_sender": chat} | one | {"date": float(second)}


def pyrogram(rng, number):
    second = 1_600_000_000 + number * 60
    chat = {
        "_": "Chat",
        "id": -1001234567890,
        "type": "ChatType.CHANNEL",
        "is_verified": False,
        "is_restricted": False,
        "is_scam": False,
        "is_fake": False,
        "title": "示例频道",
        "username": "shili",
        "has_protected_content": False,
    }
    one = {"_": "Message", "id": number, "sender_chat": chat, "date": clock(second, " "), "chat": chat}
    one |= {"mentioned": False, "scheduled": False, "from_scheduled": False, "has_protected_content": False}
    one |= {"text": words(rng), "views": rng.randrange(9999), "forwards": rng.randrange(99), "outgoing": False}
    if rng.random() < 0.5:
        one["entities"] = [{"_": "MessageEntity", "type": "MessageEntityType.BOLD", "offset": 0, "length": 2}]
    return one


def snscrape(rng, number):
    second = 1_600_000_000 + number * 60
    return {
        "_type": "snscrape.modules.telegram.TelegramPost",
        "url": f"https://t.me/s/shili/{number}",
        "date": clock(second) + "+00:00",
        "content": words(rng),
        "outlinks": ["https://example.org/a"],
        "linkPreview": None,
        "outlinksss": "https://example.org/a",
        "_snscrape": "0.7.0.20230622",
    }


def tdl(rng, number):
    return {"id": number, "type": "message", "file": "", "date": 1_600_000_000 + number * 60, "text": words(rng)}


def tgdataset(rng, number):
    second = 1_600_000_000.0 + number * 60
    return {
        "message": words(rng),
        "date": second,
        "author": None,
        "is_forwarded": False,
        "forwarded_from_id": None,
        "forwarded_message_date": None,
    }


FORMS = {
    "telethon_array": ("telethon", telethon, None),
    "telethon_indented": ("telethon", telethon, 4),
    "telethon_lines": ("telethon", telethon, None),
    "fourcat_lines": ("fourcat_ndjson", fourcat, None),
    "pyrogram_indented": ("pyrogram", pyrogram, 4),
    "snscrape_lines": ("snscrape", snscrape, None),
    "tdl": ("tdl", tdl, None),
    "tgdataset": ("tgdataset", tgdataset, None),
}


def write(path, size, name):
    """A dump of about ``size`` bytes; how many messages it holds."""
    _, make, indent = FORMS[name]
    rng = random.Random(20240624)
    samples = [json.dumps(make(rng, 10**7 + n), ensure_ascii=name == "tgdataset", indent=indent) for n in range(2000)]
    head, between, tail = "[", ", ", "]"
    if indent:
        samples = [one.replace("\n", "\n" + " " * indent) for one in samples]
        head, between, tail = "[\n" + " " * indent, ",\n" + " " * indent, "\n]"
    if name.endswith("_lines"):
        head, between, tail = "", "\n", "\n"
    if name == "tdl":
        head, between, tail = '{"id":1234567890,"messages":[', ",", "]}"
        samples = [one.replace(": ", ":").replace(", ", ",") for one in samples]
    if name == "tgdataset":
        head, tail = (
            '{"1234567890": {"username": "shili", "creation_date": 1.0, "text_messages": {',
            '}, "generic_media": {}}}',
        )
        samples = [f'"{10**7 + n}": {one}' for n, one in enumerate(samples)]
    with path.open("w", encoding="utf-8") as out:
        done, number = out.write(head), 0
        while done < size:
            text = samples[number % 2000].replace(str(10**7 + number % 2000), str(10**7 + number), 1)
            done += len(((between if number else "") + text).encode())
            out.write((between if number else "") + text)
            number += 1
        out.write(tail)
    return number


def bare(path, _):
    with path.open("rb") as stream:
        while stream.read(4 << 20):
            pass


def loads(path, name):
    gc.disable()
    data = path.read_bytes()
    if name.endswith("_lines"):
        for line in data.splitlines():
            orjson.loads(line)
    else:
        orjson.loads(data)


def ours(path, name):
    with path.open("rb") as stream:
        return sum(part.batch.num_rows for part in parse(stream, "0" * 64, FORMS[name][0]) if part.table == "posts")


def parquet(path, name):
    writers = {}
    rows = 0
    with path.open("rb") as stream:
        for part in parse(stream, "0" * 64, FORMS[name][0]):
            if part.table not in writers:
                writers[part.table] = pq.ParquetWriter(
                    path.with_suffix(f".{part.table}"), SCHEMAS[part.table], compression="zstd"
                )
            writers[part.table].write_batch(part.batch)
            rows += part.table == "posts" and part.batch.num_rows
    for writer in writers.values():
        writer.close()
    return rows


def measured(way, path, name):
    """Seconds, and peak megabytes, of one way in its own process."""
    context = multiprocessing.get_context("spawn")
    got = context.Queue()
    process = context.Process(target=run, args=(way, path, name, got))
    process.start()
    answer = got.get()
    process.join()
    return answer


def run(way, path, name, got):
    start, used = time.perf_counter(), time.process_time()
    rows = way(path, name)
    took, spent = time.perf_counter() - start, time.process_time() - used
    got.put((took, spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, rows))


def main():
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--mb", type=int, default=100)
    ask.add_argument("--only", default=",".join(FORMS))
    asked = ask.parse_args()
    print(f"{'':18}{'way':9}{'seconds':>9}{'CPU s':>8}{'MB/s':>8}{'MB/CPU s':>10}{'peak MB':>9}{'× orjson':>10}  rows")
    for name in asked.only.split(","):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "dump.json"
            records = write(path, asked.mb * 10**6, name)
            size = path.stat().st_size / 1e6
            bare(path, name)
            rows = {way.__name__: measured(way, path, name) for way in (bare, loads, ours, parquet)}
        for way, (took, spent, peak, count) in rows.items():
            times = spent / rows["loads"][1]
            print(
                f"{name:18}{way:9}{took:9.2f}{spent:8.2f}{size / took:8.0f}{size / spent:10.0f}{peak:9.0f}{times:10.2f}  {count or ''}"
            )
        assert rows["ours"][3] == rows["parquet"][3] == records


if __name__ == "__main__":
    main()
