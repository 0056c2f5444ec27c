"""Killed at random moments, a case opens, verifies, and has everything that was acknowledged (100 times under --whole)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = Path(__file__).parents[2] / "bench" / "kills.py"


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL and no forkserver")
@pytest.mark.parametrize(
    ("kind", "kills"),
    [("add", 5), ("decide", 5), *(pytest.param(kind, 100, marks=pytest.mark.whole) for kind in ("add", "decide"))],
)
def test_nothing_acknowledged_is_lost(kind: str, kills: int) -> None:
    done = subprocess.run(
        [sys.executable, str(KILLS), kind, str(kills), "7"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert (found["lost"], found["faults"]) == (0, [])
    assert found["acknowledged"] > 0
