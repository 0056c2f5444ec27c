"""How fast and how well pictures are read: seconds of one core, memory, and scores on invented pictures worn in many ways.

Draws the papers, screens and chats of tests/detect/images (seeds that no test uses) and wears them: pressed, blurred, shrunk,
turned, watermarked, photographed. Speed is of pictures of at most ten lines that stand upright. Usage:

    python bench/image_speed.py [--seeds 2] [--ways clean,photo] [--workers 2]
    python bench/image_speed.py --copies         how many pictures saved anew are told before they are read, and how many wrongly
    python bench/image_speed.py --many 20000     CPU seconds of telling copies and near-duplicates among so many pictures, in three shapes
"""

import argparse
import io
import resource
import sys
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from multiprocessing import get_context
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "detect" / "images"))

import drawn
import numpy as np
import worn
from PIL import Image, ImageDraw

from doxdocket.detect.images import clusters, find, near, read_image
from doxdocket.detect.images.limits import limit
from doxdocket.detect.images.prints import copies, print_of, saved_anew
from doxdocket.records import Verdict
from doxdocket.rehearsal.cards import font

EXACT = (
    "id_number",
    "phone_number",
    "bank_account",
    "name",
    "passport_number",
    "student_id",
    "birth_date",
    "home_address",
)


def pressed(image):
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def plain(text):
    return "".join(text.split())


def slips(wanted, text):
    """How many characters of ``wanted`` must change so that it stands in ``text`` (Levenshtein, free ends)."""
    row = [0] * (len(text) + 1)
    for i, sign in enumerate(wanted, 1):
        before, row = row, [i]
        for j, other in enumerate(text, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (sign != other)))
    return min(row)


def overlap(boxes, truth):
    """The best overlap (shared by both) of a box with the truth."""
    best = 0.0
    for box in boxes:
        wide = min(box.left + box.width, truth[2]) - max(box.left, truth[0])
        high = min(box.top + box.height, truth[3]) - max(box.top, truth[1])
        both = max(0, wide) * max(0, high)
        best = max(best, both / (box.width * box.height + (truth[2] - truth[0]) * (truth[3] - truth[1]) - both))
    return best


def judged(task):
    """One picture: seconds of the core, and what of its truth was read."""
    name, seed, way = task
    truth = drawn.drawn(name, seed)
    image, move = worn.WAYS[way](truth.image, Random(seed))
    data = pressed(image)
    start = time.process_time()
    reading = read_image(data)
    took = time.process_time() - start
    found = find(reading)
    text = plain(reading.text)
    wanted = [plain(row) for row in truth.rows if plain(row)]
    tally = {
        "signs": sum(map(len, wanted)),
        "slips": sum(slips(row, text) for row in wanted),
        "faces": len(truth.faces),
        "faces found": sum(overlap(reading.faces, worn.moved(face, move)) > 0.35 for face in truth.faces),
        "faces wrong": max(0, len(reading.faces) - len(truth.faces)),
        "paper": reading.document == truth.paper,
    }
    values = {(one.hit.kind, plain(one.hit.value)): one for one in found if one.origin == "text"}
    for kind, value, box in truth.fields:
        if kind in EXACT:
            tally["fields"] = tally.get("fields", 0) + 1
            tally["fields read"] = tally.get("fields read", 0) + (plain(value) in text)
        if kind in {"id_number", "phone_number", "bank_account"}:
            one = values.get((kind, plain(value)))
            tally["numbers"] = tally.get("numbers", 0) + 1
            tally["numbers found"] = tally.get("numbers found", 0) + (one is not None)
            tally["boxes right"] = tally.get("boxes right", 0) + (
                one is not None and overlap(one.boxes, worn.moved(box, move)) > 0.4
            )
    true = {plain(value) for kind, value, _ in truth.fields if kind in {"id_number", "bank_account", "phone_number"}}
    said = [one.hit for one in found if one.origin == "text" and one.hit.kind in {"id_number", "bank_account"}]
    tally["wrong numbers claimed"] = sum(hit.verdict is Verdict.VALID and plain(hit.value) not in true for hit in said)
    rows = len(reading.text.split("\n"))
    return (
        task,
        took,
        rows,
        reading.turned,
        reading.phash,
        tally,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def decoy(seed):
    """The decoys of one seed that were told as a paper, and how many there are."""
    pictures = drawn.decoys(Random(seed))
    return [name for name, one in pictures.items() if read_image(pressed(one.image)).document], len(pictures)


def percent(part, whole):
    return f"{part / whole:.3f}" if whole else "-"


def main():
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--seeds", type=int, default=2)
    ask.add_argument("--ways", default=",".join(worn.WAYS))
    ask.add_argument("--workers", type=int, default=1)
    ask.add_argument("--copies", action="store_true")
    ask.add_argument("--many", type=int)
    asked = ask.parse_args()
    if asked.copies or asked.many:
        return copied() if asked.copies else matched(asked.many)
    seeds = range(100, 100 + asked.seeds)
    tasks = list(product(drawn.PAPERS, seeds, asked.ways.split(",")))
    with ProcessPoolExecutor(asked.workers, mp_context=get_context("spawn")) as pool:
        answers = list(pool.map(judged, tasks))
        false = list(pool.map(decoy, seeds))
    print(f"{'way':10} pictures  seconds  CER    fields  numbers boxes   faces   papers  wrong numbers")
    ways = defaultdict(list)
    for answer in answers:
        ways[answer[0][2]].append(answer)
    for way, some in [*ways.items(), ("all", answers)]:
        total = defaultdict(int)
        for answer in some:
            for key, value in answer[5].items():
                total[key] += value
        print(
            f"{way:10} {len(some):8}  {sum(a[1] for a in some) / len(some):7.2f}  {percent(total['slips'], total['signs'])}  "
            f"{percent(total['fields read'], total['fields']):6}  {percent(total['numbers found'], total['numbers']):6}  "
            f"{percent(total['boxes right'], total['numbers']):6}  {percent(total['faces found'], total['faces']):6}  "
            f"{percent(total['paper'], len(some)):6}  {total['wrong numbers claimed']}, faces wrong {total['faces wrong']}"
        )
    short = sorted(answer[1] for answer in answers if answer[2] <= 10 and not answer[3])
    first = {}
    wrong = [(answer[0], answer[5]) for answer in answers if not answer[5]["paper"]]
    for answer in answers:
        first.setdefault(answer[0][:2], answer[4])
    print(
        f"up to ten rows, upright: {len(short)} pictures, {sum(short) / len(short):.2f} s of a core each, median "
        f"{short[len(short) // 2]:.2f}, slowest {short[-1]:.2f}; peak {max(answer[6] for answer in answers):.0f} MB a process"
    )
    print(
        f"decoys told as papers: {[name for names, _ in false for name in names]} of {sum(count for _, count in false)}"
    )
    print(f"papers told wrongly: {[task for task, _ in wrong]}")
    prints = [(answer[0][:2], answer[0][2], answer[4]) for answer in answers]
    same = [abs_bits(first[key], mark) for key, way, mark in prints if way in {"jpeg15", "noise", "blur", "size60"}]
    others = [abs_bits(a, b) for (k, a), (m, b) in product(first.items(), first.items()) if k < m]
    if same and others:
        print(f"prints: copies differ by {max(same)} bits at most, other pictures by {min(others)} at least; "
              f"{sum(bits <= limit('print.near') for bits in others)} of {len(others)} pairs of other pictures near")  # fmt: skip
    print(f"clusters of the {len(first)} clean pictures: {len(set(clusters(list(first.values()))))}")
    return None


def anew(image, quality, size=1.0, method=Image.Resampling.BICUBIC):
    """The picture pressed to a JPEG, shrunk first."""
    if size != 1:
        image = image.resize((round(image.width * size), round(image.height * size)), method)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return Image.open(io.BytesIO(out.getvalue())).convert("RGB")


SAVED = {"PNG of it": None, "95": 95, "90": 90, "87 twice": 87, "75": 75, "50": 50}
TWINS = [
    "38",
    "56",
    "17",
    "08",
    "69",
    "89",
    "68",
    "日目",
    "未末",
    "己已",
    "土士",
    "人入",
    "大太",
    "王玉",
    "天夫",
    "干千",
    "刀力",
]
GROUNDS = (("#eef3f8", "#222"), ("#888", "#555"), ("#d8e4ee", "#8a94a0"), ("#202024", "#ddd"), ("#e8e8e8", "#b8b8b8"))


def twins(signs, size, ground, ink):
    """Two pages of writing that differ in one character."""
    made = []
    for sign in signs:
        page = Image.new("RGB", (800, 500), ground)
        pen, rng = ImageDraw.Draw(page), Random(size)
        for y in range(20, 470, round(size * 1.6)):
            pen.text(
                (20, y),
                "".join(rng.choice("0123456789姓名住址电话") for _ in range(760 // size)),
                font=font(size),
                fill=ink,
            )
        x, y = 20 + size * 6, 20 + round(size * 1.6) * 3
        pen.rectangle((x, y, x + size * 3, y + size * 1.5), fill=ground)
        pen.text((x + 2, y), sign, font=font(size), fill=ink)
        made.append(page)
    return made


def copied():
    """Of pictures saved anew how many are told before they are read, and of pages that differ in one character how many are taken for copies."""
    told = defaultdict(list)
    pictures = [drawn.drawn(name, seed).image.convert("RGB") for name in drawn.PAPERS for seed in (300, 301)]
    pictures += [drawn.thing(name) for name in ("chelsea", "coffee", "rocket", "astronaut")]
    took, pixels = 0.0, 0
    for image in pictures:
        for way, quality in SAVED.items():
            before = anew(image, 87 if way == "87 twice" else 92)
            after = before if quality is None else anew(before, quality)
            start = time.process_time()
            told[way].append(
                saved_anew(np.asarray(before), np.asarray(after))
                and near(*(print_of(np.asarray(one)) for one in (before, after)))
            )
            took, pixels = took + time.process_time() - start, pixels + image.width * image.height
    for way, answers in told.items():
        print(f"saved anew, {way:10} told {sum(answers)} of {len(answers)}")
    wrong, pairs = [], 0
    for signs, size, (ground, ink), (one, other) in product(
        TWINS, (10, 12, 14, 16, 20, 28, 40), GROUNDS, ((100, 100), (92, 92), (92, 87), (92, 75), (60, 60))
    ):
        first, second = twins(signs, size, ground, ink)
        pairs += 1
        if saved_anew(np.asarray(anew(first, one)), np.asarray(anew(second, other))):
            wrong.append((signs, size, ink, one, other))
    print(f"one character differs: taken for copies {len(wrong)} of {pairs} {wrong[:20]}")
    print(
        f"{took / len(told) / len(pictures) * 1000:.1f} ms a pair of {pixels / len(told) / len(pictures) / 1e6:.2f} megapixels, prints included"
    )


def matched(most):
    """CPU seconds of telling copies before, and near-duplicates after reading, at a quarter and the whole."""
    rng = np.random.default_rng(1)
    paper = rng.integers(0, 256, 32, np.uint8)
    shapes = {
        "all different": lambda n: (
            rng.integers(0, 256, (n, 32), np.uint8),
            [f"说明 {i} 的图片 文字各不相同 {i * 7919 % n}" for i in range(n)],
        ),
        "one layout, other persons": lambda n: (
            paper ^ (rng.random((n, 32)) < 0.03).astype(np.uint8),
            [f"姓名 甲 住址 某路 公民身份号码 {330102187000000000 + i}" for i in range(n)],
        ),
        "ten copies each": lambda n: (
            np.repeat(rng.integers(0, 256, (n // 10, 32), np.uint8), 10, axis=0),
            [f"姓名 号码 {330102187000000000 + i // 10}" for i in range(n)],
        ),
    }
    for name, shape in shapes.items():
        for n in (most // 4, most):
            prints, texts = shape(n)
            prints, at = [row.tobytes() for row in prints], [time.process_time()]
            before = copies(prints, [(1280, 960)] * n)
            at.append(time.process_time())
            after = len(set(clusters(prints, texts)))
            at.append(time.process_time())
            print(
                f"{name:26} {n:7,} pictures: before reading {at[1] - at[0]:6.2f} s, {sum(map(bool, before)):,} held against others; after {at[2] - at[1]:6.2f} s, {after:,} pictures",
                flush=True,
            )


def abs_bits(one, other):
    return (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()


if __name__ == "__main__":
    main()
