"""``doxdocket review`` as its user starts it: a process that prints a link, opens the browser by a private file, serves, and ends when it is told to."""

import json
import os
import re
import signal
import stat
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPConnection
from types import SimpleNamespace

import pytest


@contextmanager
def started(made, tmp_path, *words, stdin=subprocess.DEVNULL, **environ):
    """The process, and the first link that it prints."""
    env = (
        os.environ | {"DOXDOCKET_HOME": str(made.home), "TMPDIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"} | environ
    )
    call = [sys.executable, "-m", "doxdocket", "review", str(made.case), *words]
    running = subprocess.Popen(call, env=env, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", process_group=0)  # fmt: skip
    try:
        running.first = running.stdout.readline()
        if not running.first.startswith("{"):
            running.first += running.stdout.readline()
        yield running
    finally:
        running.kill()
        running.wait(300)
        for stream in (running.stdout, running.stderr, running.stdin):
            if stream:
                stream.close()


def status(port, path, host=None):
    link = HTTPConnection("127.0.0.1", port, timeout=300)
    try:
        link.request("GET", path, headers={"Host": host or f"127.0.0.1:{port}"})
        return link.getresponse().status
    finally:
        link.close()


def test_the_server_keeps_no_memory_that_a_page_needed(made, known, tmp_path, monkeypatch):
    """One heap, large pieces apart, and what is free goes back after each page (``mallopt``, man7.org; ``review/serving.py``)."""
    asked = []
    library = SimpleNamespace(mallopt=lambda *said: asked.append(said), malloc_trim=asked.append)
    monkeypatch.setattr("doxdocket.review.serving.ctypes", SimpleNamespace(CDLL=lambda _: library))
    with known.running(made.copy(tmp_path)) as desk:
        assert dict(asked) == {-8: 1, -3: 1 << 20, -1: 1 << 20}
        asked.clear()
        assert desk.tab().get("/queue/doubtful").status == 200
        assert set(asked) == {0}


@pytest.mark.parametrize(("chosen", "pool"), [({}, "system"), ({"ARROW_DEFAULT_MEMORY_POOL": "mimalloc"}, "mimalloc")])
def test_arrow_has_no_pool_of_its_own_unless_the_officer_chose_one(chosen, pool):
    code = """if True:
        import sys, types
        def serve(*_, **__):
            import pyarrow
            print(pyarrow.default_memory_pool().backend_name)
        sys.modules["doxdocket.review.serving"] = types.SimpleNamespace(serve=serve)
        from doxdocket.cli import root
        root(["review", "case"])"""
    env = {name: value for name, value in os.environ.items() if name != "ARROW_DEFAULT_MEMORY_POOL"} | chosen
    said = subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True).stdout
    assert said.split()[0] == pool


def test_it_serves_until_it_is_interrupted_and_says_so(made, tmp_path):
    it = made.copy(tmp_path / "it")
    with started(it, tmp_path, "--officer", "张三", "--no-browser") as running:
        found = re.search(r"http://(desk-[0-9a-f]{8}\.localhost:(\d+))(/enter\?once=[\w-]{43})", running.first)
        assert "张三" in running.first
        assert status(int(found[2]), found[3], found[1]) == 200
        assert status(int(found[2]), "/") == 401
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=300)
    assert (running.returncode, "已结束" in out) == (0, True)
    assert "127.0.0.1" in err
    assert "GET" not in err
    assert "once=" not in err.replace(found[3], "")
    it.call("verify", it.case)


@pytest.mark.parametrize("wait", [0.0, 0.2, 1.5])
@pytest.mark.whole(but=5)
def test_an_interrupt_while_something_counts_beside_ends_without_a_traceback(made, tmp_path, wait):
    it = made.copy(tmp_path / "it")
    with started(it, tmp_path, "--officer", "张三", "--no-browser") as running:
        found = re.search(r"http://(desk-[0-9a-f]{8}\.localhost:(\d+))(/enter\?once=[\w-]{43})", running.first)
        link = HTTPConnection("127.0.0.1", int(found[2]), timeout=300)
        link.request("GET", found[3], headers={"Host": found[1]})
        came = link.getresponse()
        came.read()
        mine = {
            "Host": found[1],
            "Cookie": came.headers["set-cookie"].partition(";")[0],
            "Sec-Fetch-Site": "same-origin",
        }
        link.request("GET", "/moved", headers=mine)
        assert link.getresponse().status == 200
        link.close()
        signal.sigtimedwait([], wait)
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: every process of it
        out, err = running.communicate(timeout=300)
    assert "Traceback" not in err
    assert (running.returncode, "已结束" in out) == (0, True)


def test_who_asks_it_to_end_gets_the_code_that_shells_expect(made, tmp_path):
    it = made.copy(tmp_path / "it")
    with started(it, tmp_path, "--officer", "张三", "--no-browser") as running:
        running.terminate()
        running.communicate(timeout=300)
    assert running.returncode == 143


def test_the_browser_is_opened_by_a_file_that_its_owner_alone_may_read(made, tmp_path):
    it, seen = made.copy(tmp_path / "it"), tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {seen}.part && mv {seen}.part {seen}\n')
    browser.chmod(0o700)
    with started(it, tmp_path, "--officer", "张三", BROWSER=f"{browser} %s &") as running:
        link = running.first.splitlines()[1]
        for _ in range(3000):
            if seen.exists():
                break
            signal.sigtimedwait([], 0.1)
        page = seen.read_text().strip()
        assert page.startswith("file:///")
        assert "once=" not in page
        file = tmp_path / page.rpartition("/")[2]
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert link in file.read_text()
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=300)
    assert not file.exists()


def test_a_name_at_the_terminal_makes_a_link_for_that_officer(made, tmp_path):
    it = made.copy(tmp_path / "it")
    with started(it, tmp_path, "--officer", "张三", "--no-browser", "--json", stdin=subprocess.PIPE) as running:
        links = [json.loads(running.first)]
        for name in ("李四", "无名", ""):
            running.stdin.write(name + "\n")
            running.stdin.flush()
            if name != "无名":
                links.append(json.loads(running.stdout.readline()))
        assert [one["officer"] for one in links] == ["张三", "李四", "张三"]
        assert len({one["link"] for one in links}) == 3
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=300)
    assert "无名" in err


def test_who_may_be_several_says_who(made):
    from click.testing import CliRunner

    from doxdocket.cli import root

    done = CliRunner(env={"DOXDOCKET_HOME": str(made.home)}).invoke(root, ["review", str(made.case), "--no-browser"])
    assert done.exit_code == 2
    assert "--officer" in done.stderr


@pytest.mark.parametrize("signal_", [signal.SIGKILL])
@pytest.mark.whole(but=5)
def test_a_killed_desk_leaves_the_case_whole_and_free(made, tmp_path, signal_):
    it = made.copy(tmp_path / "it")
    with started(it, tmp_path, "--officer", "张三", "--no-browser") as running:
        running.send_signal(signal_)
        running.wait(300)
    it.call("verify", it.case)
    with started(it, tmp_path, "--officer", "张三", "--no-browser") as running:
        assert "once=" in running.first
