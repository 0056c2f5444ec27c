"""Texts and files that nobody foresaw, through the public doors: what stops, raises, hangs or costs too much.

Each runs in a worker process; this one watches its CPU time from outside and kills it when one text or file takes more
than allowed (20 s), after the place was written down. The same seed gives the same texts and files on one machine. Usage:

    python bench/fuzz.py [--texts 2000] [--files 500] [--seed 1] [--skip 0] [--more FOLDER] [--limit 20] [-o FOLDER] [--json]

Real texts are public samples (DOXDOCKET_SAMPLES), the lines of --more, and documentation that is installed; half are made
(``fuzzing/texts.py``, ``fuzzing/files.py``). With -o every finding is written there, one file each, and a list. Exit 1 when
anything hangs, dies, raises what is not ours or fails, when a real text stops or is steep, or more than one made text in 10,000 does.
"""

import argparse
import faulthandler
import itertools
import json
import multiprocessing
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parent))
from fuzzing import work
from fuzzing.files import File, files
from fuzzing.texts import Text, texts

TOGETHER = 25
EVERY = 2000  # how often it says how far it is
STATUSES = ("ok", "refused", "stopped", "failed", "steep", "raised", "hang", "died")
ALWAYS_BAD = {"failed", "raised", "hang", "died"}
MADE_IN = 10_000
_FORK = multiprocessing.get_context("fork")


class Worker:
    """A process that does jobs, and is killed when one costs too much."""

    def __init__(self, limit: float, trace: Path) -> None:
        self._limit, self._trace = limit, trace
        self._start()

    def _start(self) -> None:
        self._ours, theirs = _FORK.Pipe()
        self._process = _FORK.Process(target=_serve, args=(theirs, self._ours, self._trace), daemon=True)
        self._process.start()
        theirs.close()
        self._seen = psutil.Process(self._process.pid)

    def _cpu(self) -> float:
        used = self._seen.cpu_times()
        return used.user + used.system

    def run(self, job: list) -> list[work.Outcome]:
        """The outcomes of a job; what hangs or dies does so alone."""
        before = self._cpu()
        self._ours.send(job)
        while True:
            if self._ours.poll(0.5):
                try:
                    done = self._ours.recv()
                except EOFError:
                    self._process.join()
                    return self._again(job, work.Outcome("died", f"exit {self._process.exitcode}"))
                if done:
                    return done
                before = self._cpu()  # one step of the job is done
            elif self._cpu() - before > self._limit:
                return self._again(job, work.Outcome("hang", self._place(), self._cpu() - before))

    def _place(self) -> str:
        self._trace.write_bytes(b"")
        self._seen.send_signal(signal.SIGUSR1)
        time.sleep(0.5)
        return work.where(self._trace)

    def _again(self, job: list, outcome: work.Outcome) -> list[work.Outcome]:
        self.close()
        self._start()
        return [outcome] if len(job) == 1 else [done for one in job for done in self.run([one])]

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._ours.close()


def _serve(pipe: Connection, others: Connection, trace: Path) -> None:
    others.close()  # so that the pipe ends when whoever gives the jobs does
    work.begin(lambda: pipe.send(None))
    with trace.open("a") as told:
        faulthandler.register(signal.SIGUSR1, told)
        while True:
            try:
                job = pipe.recv()
            except EOFError:
                return
            pipe.send(work.each(job))


def jobs(every: Iterator[Text | File]) -> Iterator[list]:
    """Some at a time; long texts alone."""
    for some in itertools.batched(every, TOGETHER):
        short = [one for one in some if isinstance(one, File) or len(one.text) < work.LONG]
        yield from ([one] for one in some if one not in short) if len(short) < len(some) else ()
        if short:
            yield short


def key(one: Text | File) -> str:
    """What it counts under in the table."""
    return one.source if isinstance(one, Text) else f"{one.door} {one.form}"


class Told:
    """What came of all of them."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.counts: dict[str, Counter] = defaultdict(Counter)
        self.slowest: list[tuple[float, float, str]] = []
        self.findings: list[dict] = []
        self.seconds: Counter = Counter()
        self.made = self.real = self.done = 0

    def add(self, one: Text | File, done: work.Outcome) -> None:
        """Count one."""
        self.done += 1
        self.counts[key(one)][done.status] += 1
        self.seconds[key(one)] += done.seconds
        if isinstance(one, Text):
            self.real, self.made = self.real + one.real, self.made + (not one.real)
            if done.steepness:
                self.slowest = sorted(
                    [*self.slowest, (round(done.steepness, 2), round(done.seconds, 2), one.text[:60])], reverse=True
                )[:10]
        if done.status not in {"ok", "refused"}:
            self._keep(one, done)

    def _keep(self, one: Text | File, done: work.Outcome) -> None:
        text = isinstance(one, Text)
        row = {"status": done.status, "place": done.place, "of": key(one), "real": text and one.real, "seconds": round(done.seconds, 2),
               "steepness": round(done.steepness, 2), "size": len(one.text if text else one.data)}  # fmt: skip
        if text:
            row |= {"where": one.where, "text": one.text[:200]}
        self.findings.append(row)
        if self.folder:
            name = f"{len(self.findings):05}-{done.status}"
            (self.folder / name).write_bytes(one.text.encode("utf-8", "surrogatepass") if text else one.data)
            with (self.folder / "findings.jsonl").open("a", encoding="utf-8") as out:
                out.write(json.dumps(row | {"file": name}, ensure_ascii=False) + "\n")

    def verdict(self) -> list[str]:
        """What is wrong; empty when nothing is."""
        bad = [f"{row['status']}: {row['of']} {row['place']}" for row in self.findings if row["status"] in ALWAYS_BAD]
        stopped = [row for row in self.findings if row["status"] in {"stopped", "steep"}]
        bad += [f"{row['status']}, a real text: {row['of']}" for row in stopped if row["real"]]
        made = [row for row in stopped if not row["real"]]
        if len(made) * MADE_IN > max(self.made, MADE_IN):
            bad.append(f"{len(made)} made texts of {self.made} stopped or steep")
        return bad

    def json(self) -> dict:
        """Everything as data."""
        return {"texts": {"real": self.real, "made": self.made}, "counts": {name: dict(some) for name, some in sorted(self.counts.items())},
                "steepest": self.slowest, "findings": self.findings, "bad": self.verdict()}  # fmt: skip

    def show(self) -> None:
        """The table."""
        print(f"{'':28}" + "".join(f"{name:>9}" for name in STATUSES) + "    CPU s")
        for name, some in sorted(self.counts.items()):
            print(
                f"{name[:27]:28}"
                + "".join(f"{some[status] or '·':>9}" for status in STATUSES)
                + f"{self.seconds[name]:9.1f}"
            )
        total = sum(self.counts.values(), Counter())
        print(
            f"{'all':28}" + "".join(f"{total[status]:>9}" for status in STATUSES) + f"{sum(self.seconds.values()):9.1f}"
        )
        for ratio, seconds, text in self.slowest:
            print(f"  whole by halves {ratio:5.2f}  {seconds:6.2f} s  {text!r}")
        for row in self.findings:
            print(json.dumps(row, ensure_ascii=False))
        for line in self.verdict():
            print("bad:", line)


def main(words: list[str]) -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, value in {"texts": 2000, "files": 500, "seed": 1, "skip": 0}.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--more", type=Path, action="append", default=[])
    parser.add_argument("--limit", type=float, default=20.0)
    parser.add_argument("--minutes", type=float, default=0, help="begin nothing new after so many minutes (0: no end)")
    parser.add_argument("-o", dest="folder", type=Path)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(words)
    if asked.folder:
        asked.folder.mkdir(parents=True, exist_ok=True)
    told, begun = Told(asked.folder), time.monotonic()
    given = itertools.chain(
        texts(asked.texts, asked.seed, asked.more, asked.skip), files(asked.files, asked.seed, asked.skip)
    )
    with tempfile.TemporaryDirectory() as home:
        worker = Worker(asked.limit, Path(home) / "trace")
        for job in jobs(given):
            for one, done in zip(job, worker.run(job), strict=True):
                told.add(one, done)
            if told.done // EVERY > (told.done - len(job)) // EVERY:
                print(f"{told.done:,} done, {len(told.findings)} findings", file=sys.stderr, flush=True)
            if asked.minutes and time.monotonic() - begun > asked.minutes * 60:
                print("stopped early: the minutes are over", file=sys.stderr)
                break
        worker.close()
    if asked.json:
        print(json.dumps(told.json(), ensure_ascii=False))
    else:
        told.show()
    return 1 if told.verdict() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
