"""A process that holds clear values leaves no core dump."""

import subprocess
import sys

import pytest

from doxdocket.seal.process import harden


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no core limit")
def test_core_dumps_are_off_in_this_process_and_its_children() -> None:
    script = (
        "import resource, subprocess, sys; from doxdocket.seal.process import harden; harden();"
        "print(resource.getrlimit(resource.RLIMIT_CORE));"
        "subprocess.run([sys.executable, '-c', 'import resource; print(resource.getrlimit(resource.RLIMIT_CORE))'], check=True)"
    )
    done = subprocess.run([sys.executable, "-u", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["(0, 0)", "(0, 0)"]


def test_where_there_is_no_such_limit_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "resource", None)
    harden()
