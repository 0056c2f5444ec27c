"""The pool: answers, errors, and no process left behind."""

import os
import signal
import subprocess
import sys

import psutil
import pytest

from doxdocket.engine.pool import Pool


@pytest.mark.parametrize("workers", [1, 2])
def test_every_task_is_answered_once(workers):
    with Pool(workers) as pool:
        for n in range(7):
            pool.submit(abs, -n)
        assert sorted(pool.answers()) == list(range(7))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_tasks_error_reaches_the_caller(workers):
    with pytest.raises(ZeroDivisionError), Pool(workers) as pool:
        pool.submit(divmod, 1, 0)
        list(pool.answers())


def test_workers_die_with_a_killed_parent():
    code = (
        "import time\nfrom doxdocket.engine.pool import Pool\n"
        "if __name__ == '__main__':\n"
        "    pool = Pool(2)\n    pool.submit(time.sleep, 600)\n    pool.submit(time.sleep, 600)\n"
        "    time.sleep(2)\n    print('up', flush=True)\n    time.sleep(600)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"up\n"
    children = psutil.Process(parent.pid).children(recursive=True)
    assert len(children) >= 2
    os.kill(parent.pid, signal.SIGKILL)
    parent.communicate()
    gone, alive = psutil.wait_procs(children, timeout=10)
    assert not alive, [p.cmdline() for p in alive]
    assert len(gone) == len(children)
