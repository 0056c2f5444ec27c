"""What a run hangs on: a file of fitted numbers counts as the code does, so that other weights make other findings anew."""

from pathlib import Path

import doxdocket.detect
from doxdocket.pipeline import inputs

DETECT = Path(doxdocket.detect.__file__).parent


def test_every_file_that_detection_reads_is_code_or_weights():
    found = {path.suffix for path in DETECT.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert found - {".LICENSE"} <= inputs.CODE | inputs.WEIGHTS
    assert {".npz", ".tsv", ".json"} <= found
    assert not inputs.CODE & inputs.WEIGHTS


def test_a_run_names_the_detector_and_its_weights():
    told = inputs.versions()
    assert set(told) == {"detector", "weights"}
    assert len({*told.values()}) == 2
    assert all(len(one) == 16 and int(one, 16) >= 0 for one in told.values())
