"""The server killed in the midst of work: no decision that a browser was told of is lost, none stands twice, and the case opens and verifies whole."""

import json
import multiprocessing
import os
import random
import threading
import time
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest

from doxdocket.desk import queues
from doxdocket.desk.session import Session
from doxdocket.review.serving import serve
from doxdocket.store.case import Case
from doxdocket.store.verify import verify

from .conftest import Made, Tab, export

ALIAS, WHY, POSTS = "听说她的小名叫阿蘅", "逐条核对原文", 900
WHO = ("张三", "李四")


@pytest.fixture(scope="module")
def long(made_once):
    """A case with a long queue of doubtful findings."""

    def make(top):
        it = Made(top / "case", top / "home")
        it.call("init", it.case, "--title", "演练", "--officer", WHO[0], "--officer", WHO[1], "--one-key")
        chat = export(top / "ChatExport", [ALIAS])
        told = json.loads((chat / "result.json").read_text(encoding="utf-8"))
        first = told["messages"][0]
        at = [datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=n) for n in range(POSTS)]
        told["messages"] = [first | {"id": n, "date": f"{one:%Y-%m-%dT%H:%M:%S}", "date_unixtime": str(int(one.timestamp()))} for n, one in enumerate(at, 1)]  # fmt: skip
        (chat / "result.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        it.call("add", it.case, chat, "--officer", WHO[0], "--officer", WHO[1], "--origin", "移送", "--captured-at", "2024-03-01T08:00")  # fmt: skip
        it.call("run", it.case)

    top = made_once("long", make)
    return Made(top / "case", top / "home")


def _serving(folder, home, pipe):
    """In a process of its own: the desk, as the command serves it."""
    os.environ["DOXDOCKET_HOME"] = str(home)

    def begun(served):
        links = [served.worker.submit(served.link_of, name) for name in WHO]
        told = lambda _: pipe.send((served.place.port, [link.result() for link in links]))  # noqa: E731
        links[-1].add_done_callback(told)

    serve(lambda: Case.open(folder), lang="zh", port=0, tell=print, begun=begun)


def _deciding(desk, link, ids, told):
    """An officer's browser: answers one item after the other; ``told`` has those whose answer came."""
    tab = Tab(desk)
    try:
        assert tab.get(f"/enter?once={link}").status == 200
        tab.get("/keys")
        for id_ in ids:
            said = tab.post("/queue/doubtful", at=id_, answer="no", reason=WHY, version="0")
            where = urlsplit(said.headers.get("location", ""))
            assert (said.status, where.path) == (303, "/queue/doubtful"), said.seen
            assert parse_qs(where.query).get("at") not in (None, [id_]), where  # the next question, not this one again
            told.append(id_)
    except (OSError, HTTPException, AttributeError):  # it is gone
        return
    except Exception as error:  # noqa: BLE001 - the test's to raise
        told.append(error)


def killed(long, chance, left):
    """Serve, decide from two browsers, kill at any moment; what was acknowledged."""
    context = multiprocessing.get_context("forkserver")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_serving, args=(long.case, long.home, there))
    child.start()
    there.close()
    port, links = here.recv()
    desk = SimpleNamespace(port=port, host=f"127.0.0.1:{port}")
    told = [[], []]
    half = len(left) // 2
    threads = [threading.Thread(target=_deciding, args=(desk, *each)) for each in zip(links, (left[:half], left[half:]), told, strict=True)]  # fmt: skip
    for one in threads:
        one.start()
    until = time.monotonic() + 300
    while not all(told) and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(chance.uniform(0, 0.4))
    child.kill()
    child.join()
    for one in threads:
        one.join(300)
    every = [id_ for some in told for id_ in some]
    assert not [one for one in every if isinstance(one, Exception)]
    return every


def endured(long, kills, seed):
    """So many kills; what was acknowledged in all of them."""
    multiprocessing.get_context("forkserver").set_forkserver_preload(
        ["doxdocket.review.serving", "tests.review.test_endurance"]
    )
    chance, known = random.Random(seed), []
    for _ in range(kills):
        with Case.open(long.case) as case:
            sitting = Session(case)
            done = queues.answered(sitting, "doubtful")
            left = [one.id for one in queues.rows(sitting, "doubtful") if one.id not in done]
        known += killed(long, chance, left)
        with Case.open(long.case) as case:
            recorded = [str(one.target["finding"]) for one in case.decisions()]
            assert not set(known) - set(recorded)
            assert len(recorded) == len(set(recorded))
            assert all(one.reason == WHY for one in case.decisions())
    with Case.open(long.case) as case:
        assert verify(case) == []
    return known


@pytest.fixture
def own(long, tmp_path, monkeypatch):
    """A copy of it."""
    it = long.copy(tmp_path)
    monkeypatch.setenv("DOXDOCKET_HOME", str(it.home))
    return it


@pytest.mark.whole
def test_no_acknowledged_decision_is_lost_when_the_server_is_killed(own):
    assert len(endured(own, 2, seed=1)) >= 4


@pytest.mark.whole
def test_nor_when_it_is_killed_a_hundred_times(own):
    known = endured(own, 100, seed=2)
    assert len(known) >= 200
    print(f"{len(known)} decisions acknowledged, 100 kills, none lost")
