"""How fast a Telegram Desktop export is read, as multiples of a bare read and of ``orjson.loads``.

Makes an invented export in a temporary folder (removed afterwards), in Desktop's layout or on one line, and reads it
once each way in a process of its own, so that each peak is that way's own. Usage:

    python bench/parse_speed.py [--mb 200] [--layout desktop|compact|crlf|account]
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


def message(rng, number):
    """One invented message: plain, with runs, forwarded, a reply, with a picture."""
    second = 1_600_000_000 + number * 60
    clock = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second + 28800))
    words = "".join(rng.choices(WORDS, k=rng.randint(5, 30)))
    one = {
        "id": number,
        "type": "message",
        "date": clock,
        "date_unixtime": str(second),
        "from": "示例频道",
        "from_id": "channel1234567890",
    }
    if rng.random() < 0.2:
        one |= {"forwarded_from": "另一个频道"}
    if rng.random() < 0.2:
        one |= {"reply_to_message_id": max(1, number - 3)}
    if rng.random() < 0.2:
        one |= {
            "photo": "(File not included. Change data exporting settings to download.)",
            "width": 800,
            "height": 600,
        }
    runs = [{"type": "plain", "text": words}]
    one["text"] = words
    if rng.random() < 0.3:
        runs += [{"type": "bold", "text": "注意"}, {"type": "plain", "text": words[:9]}]
        one["text"] = [words, runs[1], words[:9]]
    one["text_entities"] = runs
    return one


def write(path, size, layout):
    """An export of about ``size`` bytes."""
    rng = random.Random(20240624)
    pad, end = (
        ("", "")
        if layout == "compact"
        else (" " * (4 if layout == "account" else 2), "\r\n" if layout == "crlf" else "\n")
    )
    samples = []
    for number in range(2000):
        text = json.dumps(message(rng, 10**7 + number), ensure_ascii=False, indent=1 if end else None)
        samples.append(text.replace("\n", "\n" + pad).replace("\n", end or "\n"))
    head = '{\n "name": "示例频道",\n "type": "public_channel",\n "id": 1234567890,\n "messages": ['
    if layout == "account":
        head = '{\n "personal_information": {},\n "chats": {\n  "list": [\n   ' + head
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(head.replace("\n", end or " "))
        done, number = 0, 1
        while done < size:
            text = samples[number % 2000].replace(str(10**7 + number % 2000), str(number), 1)
            done += out.write(("," if number > 1 else "") + end + pad + text) * 1.45
            number += 1
        out.write(end + " ]" + end + "}" + ("]}}" if layout == "account" else "") + end)
    return number - 1


def bare(path):
    with path.open("rb") as stream:
        while stream.read(4 << 20):
            pass


def loads(path):
    gc.disable()
    orjson.loads(path.read_bytes())


def ours(path):
    with path.open("rb") as stream:
        return sum(part.batch.num_rows for part in parse(stream, "0" * 64, "tdesktop_json") if part.table == "posts")


def measured(way, path):
    """Seconds, and peak megabytes, of one way in its own process."""
    got = multiprocessing.get_context("spawn").Queue()
    process = multiprocessing.get_context("spawn").Process(target=run, args=(way, path, got))
    process.start()
    answer = got.get()
    process.join()
    return answer


def run(way, path, got):
    start = time.perf_counter()
    rows = way(path)
    got.put((time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, rows))


def main():
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--mb", type=int, default=200)
    ask.add_argument("--layout", choices=("desktop", "compact", "crlf", "account"), default="desktop")
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "result.json"
        records = write(path, asked.mb * 10**6, asked.layout)
        size = path.stat().st_size / 1e6
        print(f"{asked.layout}: {size:.0f} MB, {records} messages")
        bare(path)
        rows = {way.__name__: measured(way, path) for way in (bare, loads, ours)}
    for name, (took, peak, count) in rows.items():
        print(f"{name:6} {took:7.2f} s  {size / took:7.1f} MB/s  peak {peak:5.0f} MB  {count or ''}")
    took = rows["ours"][0]
    print(f"ours = {took / rows['loads'][0]:.2f} × orjson.loads (gc off) = {took / rows['bare'][0]:.1f} × a bare read")


if __name__ == "__main__":
    main()
