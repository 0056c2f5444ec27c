"""The pool: answers, errors, and no process left behind."""

import importlib
import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from doxdocket.engine import pool as pool_
from doxdocket.engine.pool import Died, Pool
from doxdocket.errors import StorageFault


@pytest.mark.parametrize("workers", [1, 2])
def test_every_task_is_answered_once(workers):
    with Pool(workers) as pool:
        assert sorted(pool.each(abs, ((-n,) for n in range(7)))) == list(range(7))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_tasks_error_reaches_the_caller(workers):
    with pytest.raises(ZeroDivisionError), Pool(workers) as pool:
        list(pool.each(divmod, [(1, 0)]))


@pytest.mark.whole
def test_workers_die_with_a_killed_parent(tmp_path):
    code = (
        "import os\nfrom doxdocket.engine.pool import Pool\n"
        "if __name__ == '__main__':\n"
        "    up = lambda: len(os.listdir()) < 2 or print('up', flush=True)\n"
        '    name = \'__import__("os").mkdir({!r}) or __import__("time").sleep(600)\'\n'
        "    list(Pool(2, beat=up).each(eval, [(name.format('one'),), (name.format('two'),)]))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=tmp_path)
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"up\n"
    children = psutil.Process(parent.pid).children(recursive=True)
    assert len(children) >= 2
    os.kill(parent.pid, signal.SIGKILL)
    parent.communicate()
    gone, alive = psutil.wait_procs(children, timeout=300)
    assert not alive, [p.cmdline() for p in alive]
    assert len(gone) == len(children)


def test_who_waits_hears_a_beat(monkeypatch):
    monkeypatch.setattr(pool_, "BEAT", 0.01)
    heard = []
    with Pool(2, beat=lambda: heard.append(1)) as pool:
        assert list(pool.each(time.sleep, [(0.5,)])) == [None]
    assert heard


DIES = """
import os
from pathlib import Path

from doxdocket.engine import pool


def dies(name: str, marks: str) -> str:
    if "begun" in name:
        pool.at(7)
    mark = Path(marks, name)
    if name.startswith("always") or (name.startswith("once") and not mark.exists()):
        mark.touch()
        os._exit(9)
    return name
"""


@pytest.fixture
def dies(tmp_path, monkeypatch):
    """A task that ends its process as a fault in foreign code does: always, or at the first time alone."""
    (tmp_path / "ends_its_process.py").write_text(DIES, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return importlib.import_module("ends_its_process").dies


def test_what_a_dead_worker_left_is_done_again(dies, tmp_path):
    names = ["a", "once", *map(str, range(9))]
    with Pool(2) as pool:
        done = list(pool.each(dies, ((name, str(tmp_path)) for name in names)))
    assert sorted(done) == sorted(names)


def test_a_task_that_ends_every_process_once_begun_is_answered_with_how_far_it_came(dies, tmp_path):
    names = ["a", "always-begun", "b"]
    with Pool(2) as pool:
        done = list(pool.each(dies, ((name, str(tmp_path)) for name in names)))
    died = [one for one in done if isinstance(one, Died)]
    assert died == [Died(("always-begun", str(tmp_path)), 7)]
    assert sorted(one for one in done if one not in died) == ["a", "b"]


def test_those_behind_a_task_that_ends_its_worker_get_new_ones(dies, tmp_path, monkeypatch):
    """And are not done one by one, each in a process that has to load everything first."""
    done_alone, real = [], pool_.alone
    monkeypatch.setattr(pool_, "alone", lambda *task: done_alone.append(task) or real(*task))
    names = ["once", *map(str, range(30))]
    with Pool(2) as pool:
        assert sorted(pool.each(dies, ((name, str(tmp_path)) for name in names))) == sorted(names)
    assert len(done_alone) <= 8


def test_a_task_that_ends_every_process_before_it_began_is_named(dies, tmp_path):
    with pytest.raises(StorageFault, match="always-7"), Pool(2) as pool:
        list(pool.each(dies, ((name, str(tmp_path)) for name in ("a", "always-7"))))


def test_an_error_is_the_one_that_is_told_where_the_pools_pipes_are_closed_already():
    def left():
        with pool_.executor(1) as made:
            assert made.submit(abs, -1).result() == 1
            writer = vars(vars(made)["_result_queue"])["_writer"]
            writer.close()
            vars(writer)["_handle"] = 10_000  # as one that another closed
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        left()
