"""How fast and how well pictures are read: seconds of one core, memory, and scores on invented pictures worn in many ways.

Draws the papers, screens and chats of tests/detect/images (seeds that no test uses) and wears them: pressed, blurred, shrunk,
turned, watermarked, photographed. Speed is of pictures of at most ten lines that stand upright. Usage:

    python bench/image_speed.py [--seeds 2] [--ways clean,photo] [--workers 2]
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
import worn

from doxdocket.detect.images import clusters, find, read_image
from doxdocket.detect.images.limits import limit
from doxdocket.records import Verdict

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
    asked = ask.parse_args()
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


def abs_bits(one, other):
    return (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()


if __name__ == "__main__":
    main()
