"""SIGKILL at random moments of ``add``, a decision, an opening, a new key and ``run``: nothing acknowledged is lost, the case opens.

    python bench/kills.py [add|decide|open|rotate|run] [KILLS] [SEED]

A child does its work in a loop and acknowledges each piece through a pipe once it is told that it is safe. The parent
kills it at a random moment, opens the case as anybody would, verifies it whole, and compares what was acknowledged with
what is there (of an opening and a new key the row of the custody log; the lock must be free). For ``run`` the child is ``python -m doxdocket run``; after the kills, an undisturbed run must give the
figures that a copy gives which was never killed. One line of JSON says what was found; exit 1 when anything was lost.
"""

import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path

from doxdocket.intake import take
from doxdocket.store.case import Case
from doxdocket.store.clear_values import open_value
from doxdocket.store.verify import verify

LONGEST = {"add": 0.4, "decide": 0.2, "open": 2.0, "rotate": 0.8}  # seconds of work before the kill


def add(folder: Path, seed: int, acknowledge: Connection) -> None:
    draw = random.Random(seed)
    with Case.open(folder) as case, tempfile.TemporaryDirectory() as home:
        acknowledge.send("")
        while True:
            for name in "ab":
                (Path(home) / name).write_bytes(draw.randbytes(draw.choice((10, 10_000, 2_000_000))))
            take(
                case,
                [Path(home)],
                officers=("甲", "乙"),
                origin="x",
                note="x",
                progress=lambda one: acknowledge.send(one.sha256),
            )


def decide(folder: Path, seed: int, acknowledge: Connection) -> None:
    with Case.open(folder) as case:
        acknowledge.send("")
        for number in range(1_000_000):
            target = {"figure": f"f{seed}", "value": number}
            acknowledge.send(case.decide("figure.value", target, "逐项核对", "甲").sealed())


def opening(folder: Path, seed: int, acknowledge: Connection) -> None:
    """Values are shown, one after another; a row that was written before a value was seen must stay."""
    with Case.open(folder) as case:
        acknowledge.send("")
        for number in range(1_000_000):
            post = str(9 * (1 + (seed + number) % 400))
            open_value(case, "telegram:channel:1", post, "text", 0, 2, reason="核对原文", officer="甲")
            acknowledge.send(case.custody.head())


def rotate(folder: Path, seed: int, acknowledge: Connection) -> None:
    acknowledge.send("")
    while True:
        with Case.open(folder, alone=True) as case:
            case.rotate(reason=f"例行更换 {seed}", officer="甲")
            acknowledge.send(case.custody.head())


WORK = {"add": add, "decide": decide, "open": opening, "rotate": rotate}


def kill_one(kind: str, folder: Path, seed: int) -> list[str]:
    """Start, wait, kill; what was acknowledged."""
    context = multiprocessing.get_context("forkserver")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=WORK[kind], args=(folder, seed, there))
    child.start()
    there.close()
    here.recv()
    if seed % 2:  # so that something was acknowledged before a kill, however slow the machine is
        here.poll(60)
    time.sleep(random.Random(seed).uniform(0, LONGEST[kind]))
    child.kill()
    child.join()
    heard = []
    try:
        while True:
            heard.append(here.recv())
    except (EOFError, OSError):  # the pipe ends, perhaps in the middle of a word
        return heard


def present(kind: str, case: Case) -> set[str]:
    if kind == "add":
        return {source.sha256 for source in case.sources()}
    return {one.sealed() for one in case.decisions()} if kind == "decide" else {row.hash for row in case.custody.rows()}


def loop(kind: str, folder: Path, kills: int, seed: int) -> dict[str, object]:
    acknowledged: set[str] = set()
    lost: set[str] = set()
    faults: list[str] = []
    opening: list[float] = []
    if kind in {"open", "rotate"}:  # something to see, and something sealed under the first key
        more(folder, 1)
        assert run_once(folder).wait() == 0
    for number in range(kills):
        acknowledged |= set(kill_one(kind, folder, seed + number))
        began = time.perf_counter()
        with Case.open(folder) as case:
            opening.append(time.perf_counter() - began)
            lost |= acknowledged - present(kind, case)
            faults += [fault.en for fault in verify(case)]
            faults += [] if case.shelf.lock.free() else ["the lock is held"]
    return {
        "what": kind, "kills": kills, "acknowledged": len(acknowledged), "lost": len(lost), "faults": faults[:5],
        "open_ms_max": round(max(opening) * 1000),
    }  # fmt: skip


def export(path: Path, number: int, posts: int) -> Path:
    """A small channel with invented numbers, enough that a run takes a while."""
    card = "姓名：无名{}\n身份证：1101011870{:02}{:02}{:03}X\n电话：138{:08}"
    messages = [
        {
            "id": n, "type": "message", "date": "2024-06-24T08:00:00", "date_unixtime": "1719216000", "from": "x",
            "from_id": f"channel{number}", "text_entities": [],
            "text": card.format(n % 97, n % 12 + 1, n % 28 + 1, n % 1000, n * 7919 % 10**8) if n % 9 == 0 else f"闲聊 {n}",
        }
        for n in range(1, posts)
    ]  # fmt: skip
    chat = {"name": "x", "type": "public_channel", "id": number, "messages": messages}
    path.write_text(json.dumps(chat, ensure_ascii=False, indent=1), "utf-8")
    return path


def run_once(folder: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "doxdocket", "run", str(folder)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)


def more(folder: Path, number: int) -> str:
    """Another capture and another decision, whose digest comes back, so that the next run has something to do."""
    with Case.open(folder) as case:
        take(
            case, [export(folder.parent / f"{number}.json", number, 4_000)], officers=("甲", "乙"), origin="x", note="x"
        )
        return case.decide("figure.value", {"figure": "persons", "value": number}, "逐项核对", "甲").sealed()


def figures(folder: Path) -> object:
    with Case.open(folder) as case:
        current = case.current_run()
        assert current is not None
        return json.loads(current.figures())["figures"]


def run_loop(folder: Path, kills: int, seed: int) -> dict[str, object]:
    draw, faults, rounds = random.Random(seed), [], 1
    acknowledged, lost = [more(folder, rounds)], 0
    began = time.perf_counter()
    assert run_once(folder).wait() == 0
    whole = time.perf_counter() - began
    killed = 0
    while killed < kills:
        rounds += 1
        acknowledged.append(more(folder, rounds))
        while True:
            process = run_once(folder)
            time.sleep(draw.uniform(0.2, whole))
            if process.poll() is not None:
                break
            os.killpg(process.pid, 9)  # its workers too: the machine went off
            process.wait()
            killed += 1
            with Case.open(folder) as case:
                faults += [fault.en for fault in verify(case)]
                faults += [] if case.shelf.lock.free() else ["the lock is held"]
                lost += sum(one not in {d.sealed() for d in case.decisions()} for one in acknowledged)
    assert run_once(folder).wait() == 0
    undisturbed = folder.parent / "UNDISTURBED"
    Case.create(undisturbed, title="演示", officers=["甲", "乙"]).close()
    for number in range(1, rounds + 1):
        more(undisturbed, number)
    assert run_once(undisturbed).wait() == 0
    same = figures(folder) == figures(undisturbed)
    return {
        "what": "run",
        "kills": killed,
        "rounds": rounds,
        "acknowledged": len(acknowledged),
        "lost": lost + (not same),
        "faults": faults[:5],
        "whole_s": round(whole, 2),
    }


def main(kind: str = "add", kills: str = "100", seed: str = "1") -> int:
    with tempfile.TemporaryDirectory() as home:
        os.environ["DOXDOCKET_HOME"] = str(Path(home) / "identity")
        multiprocessing.set_forkserver_preload(["doxdocket.intake", "doxdocket.store.verify"])
        folder = Path(home) / "CASE"
        Case.create(folder, title="演示", officers=["甲", "乙"]).close()
        found = run_loop(folder, int(kills), int(seed)) if kind == "run" else loop(kind, folder, int(kills), int(seed))
    print(json.dumps(found, ensure_ascii=False))
    return 1 if found["lost"] or found["faults"] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
