"""A small share of ``bench/fuzz.py`` on every run of the suite, a larger one with ``./docket test --whole``; and that it finds what it is for."""

import itertools
import json
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

BENCH = Path(__file__).parents[2] / "bench"


@pytest.fixture
def fuzz(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCH))
    import fuzz

    return fuzz


def told(*words):
    """What the command answers as data, and whether it found anything bad."""
    done = subprocess.run(
        [sys.executable, str(BENCH / "fuzz.py"), "--json", *words], capture_output=True, text=True, check=False
    )
    assert done.returncode in {0, 1}, done.stderr
    return json.loads(done.stdout), done.returncode


def check(texts, files, seed):
    answer, code = told("--texts", str(texts), "--files", str(files), "--seed", str(seed))
    assert (answer["bad"], code) == ([], 0)
    assert answer["texts"]["made"] + answer["texts"]["real"] == texts
    assert sum(n for some in answer["counts"].values() for n in some.values()) == texts + files


@pytest.mark.skipif(sys.platform == "win32", reason="workers are forked")
@pytest.mark.whole
def test_three_hundred_texts_and_fifty_files_stop_nothing_and_raise_nothing():
    check(300, 50, 13)


@pytest.mark.whole
@pytest.mark.skipif(sys.platform == "win32", reason="workers are forked")
def test_thirty_thousand_texts_and_twenty_thousand_files_stop_nothing_and_raise_nothing():
    check(30_000, 20_000, 14)


def test_the_same_seed_gives_the_same_texts_and_files_and_another_seed_others(fuzz):
    def some(seed, skip=0):
        return list(fuzz.texts(15, seed, [], skip)), list(fuzz.files(15, seed, skip))

    first, other = some(1), some(2)
    assert some(1) == first
    assert first[0] != other[0]
    assert first[1] != other[1]
    assert some(1, 10) == tuple(every[10:] for every in first)


def test_every_kind_of_text_and_file_is_among_them(fuzz):
    made = {one.source for one in fuzz.texts(400, 1, []) if not one.real}
    assert made == {f"made {name}" for name in ("labels", "dossier", "runs", "pumped", "unbroken", "numerals", "fragments", "known", "spliced")}  # fmt: skip
    assert {one.door for one in fuzz.files(800, 1)} == {"parse", "container", "picture"}


@pytest.mark.skipif(sys.platform == "win32", reason="workers are forked")
@pytest.mark.parametrize("fault", ["hang", "raised", "died", "failed", "stopped"])
def test_what_goes_wrong_is_named_and_the_rest_goes_on(fuzz, monkeypatch, tmp_path, fault):
    def search(batch, config):
        texts = batch["text"].to_pylist()
        if "bad" in texts:
            GOES_WRONG[fault](batch)
        return sound(
            batch, config, texts.index("bad") if "bad" in texts and fault in {"failed", "stopped"} else None, fault
        )

    monkeypatch.setattr(fuzz.work, "search", search)
    worker = fuzz.Worker(0.4, tmp_path / "trace")
    job = [fuzz.Text("made x", text, real=False) for text in ("good", "bad", "good too")]
    found = fuzz.Told(tmp_path)
    for one, done in zip(job, worker.run(job), strict=True):
        found.add(one, done)
    worker.close()
    assert found.counts["made x"] == {"ok": 2, fault: 1}
    assert [(row["status"], row["text"]) for row in found.findings] == [(fault, "bad")]
    assert bool(found.verdict()) == (fault != "stopped")  # one made text of few is within one in 10,000
    assert (tmp_path / f"00001-{fault}").read_text() == "bad"


@pytest.mark.skipif(sys.platform == "win32", reason="workers are forked")
def test_a_worker_ends_when_whoever_gives_it_jobs_was_killed(tmp_path):
    """However it stands: waiting for a job, with the other end of its pipe inherited."""
    code = f"""
import sys, time
from pathlib import Path
sys.path.insert(0, {str(BENCH)!r})
import fuzz
workers = [fuzz.Worker(600, Path({str(tmp_path)!r}) / str(n)) for n in range(2)]
print(*(worker._process.pid for worker in workers), flush=True)
time.sleep(600)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        workers = [psutil.Process(int(pid)) for pid in parent.stdout.readline().split()]
        assert len(workers) == 2
        parent.kill()
    _, alive = psutil.wait_procs(workers, timeout=300)
    for one in alive:
        one.kill()
    assert not alive


def test_a_real_text_that_stops_is_bad_and_so_are_two_made_ones(fuzz):
    stopped = fuzz.work.Outcome("stopped")
    for count, real, bad in ((1, True, True), (1, False, False), (2, False, True)):
        found = fuzz.Told(None)
        for _ in range(count):
            found.add(fuzz.Text("x", "x", real=real), stopped)
        assert bool(found.verdict()) == bad


@pytest.mark.parametrize("power", [1, 3])
def test_what_costs_more_than_the_square_of_its_length_is_steep(fuzz, monkeypatch, power):
    def search(batch, config):
        (text,) = batch["text"].to_pylist()
        for _ in range((len(text) // 100) ** power):
            pass
        return sound(batch, config)

    monkeypatch.setattr(fuzz.work, "search", search)
    ratio = fuzz.work.steepness(fuzz.Text("x", "x" * 14_400, real=False))
    assert (ratio > fuzz.work.STEEPEST) == (power > 2)


def test_what_a_gate_stops_in_its_halves_is_not_steep(fuzz, monkeypatch):
    def search(batch, config):
        (text,) = batch["text"].to_pylist()
        for _ in range(len(text) * 40 if text.startswith("a") else 0):
            pass
        return sound(batch, config)

    monkeypatch.setattr(fuzz.work, "search", search)
    assert fuzz.work.steepness(fuzz.Text("x", "a" + "b" * 24_000, real=False)) <= fuzz.work.STEEPEST


def sound(batch, config, bad=None, fault=""):
    """What the door gives when nothing is found; with one warning where the text was bad."""
    import pyarrow as pa

    from doxdocket.detect.stage import search
    from doxdocket.records import WARNINGS

    warned = [] if bad is None else [{"code": f"detect_{fault}"}]
    return *search(batch.slice(0, 0), config)[:2], pa.RecordBatch.from_pylist(warned, WARNINGS)


def spin(_batch):
    end = time.process_time() + 30
    for _ in itertools.count():
        if time.process_time() > end:
            return


def fall(_batch):
    import os

    os._exit(7)


GOES_WRONG = {
    "hang": spin,
    "raised": lambda _: {}["x"],
    "died": fall,
    "failed": lambda _: None,
    "stopped": lambda _: None,
}
