"""Killed at random moments of taking in, decisions, openings, new keys and whole runs, a case opens, verifies, has everything that was acknowledged, and its
lock is free: 10 times, 150 under --whole.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = Path(__file__).parents[2] / "bench" / "kills.py"


WHOLE = (("add", 30), ("decide", 30), ("open", 30), ("rotate", 30), ("run", 30))


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL and no forkserver")
@pytest.mark.parametrize(
    ("kind", "kills"),
    [("add", 5), ("decide", 5), *(pytest.param(*one, marks=pytest.mark.whole) for one in WHOLE)],
)
def test_nothing_acknowledged_is_lost(kind: str, kills: int) -> None:
    done = subprocess.run(
        [sys.executable, str(KILLS), kind, str(kills), "7"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert (found["lost"], found["faults"]) == (0, [])
    assert found["acknowledged"] > 0
    assert found["kills"] >= kills
