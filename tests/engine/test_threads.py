"""A process of the program multiplies matrices on one thread: several share the cores."""

import subprocess
import sys

import pytest

_PRODUCT = """
import doxdocket
import numpy as np
a = np.ones((900, 900), np.float32)
for _ in range(3):
    a @ a
from pathlib import Path
print(len(list(Path("/proc/self/task").iterdir())))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="threads are counted in /proc")
def test_products_of_matrices_start_no_threads(monkeypatch):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    told = subprocess.run([sys.executable, "-c", _PRODUCT], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "1"
