"""What a command that only reads a published run does not load."""

import subprocess
import sys


def test_reading_a_run_loads_no_detector():
    code = "import sys, doxdocket.pipeline.explain; print([m for m in sys.modules if m.startswith('doxdocket.detect')])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
