"""``bench coverage``: what it takes for the truth, and how it compares."""

import importlib.util
import json
from pathlib import Path

import pytest

_PATH = Path(__file__).parents[2] / "bench" / "coverage.py"


@pytest.fixture(scope="module")
def coverage():
    spec = importlib.util.spec_from_file_location("bench_coverage", _PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def posted(n, spans, why=None, conduct=()):
    people = sorted({who for who, _, _ in spans})
    return {
        "channel_id": "c", "post_id": str(n), "fields": [], "images": [], "spans": [{"person": who, "kind": kind, "value": value} for who, kind, value in spans],
        "publications": [{"person": who, "role": "subject", "repeat_why": why} for who in people],
        "conduct": [{"label": label} for label in conduct],
    }  # fmt: skip


TRUTH = {
    "persons": {"a": {"minor_age": None}, "b": {"minor_age": 15}, "c": {"minor_age": None}},
    "posts": [
        posted(1, [("a", "name", "甲"), ("a", "id_number", "1")]),
        posted(2, [("a", "name", "甲"), ("a", "id_number", "1")], "forward", ["insult"]),
        posted(3, [("a", "school", "s")]),  # points to nobody by itself
        posted(4, [("b", "name", "乙"), ("b", "phone_number", "1*********")]),
        posted(5, [("c", "name", "丙")], conduct=["insult", "insult", "threat"]),  # to nobody at all
    ],
}


def test_the_truth_is_told_under_both_readings_of_whom_a_set_points_to(coverage):
    known = coverage.truths(TRUTH)
    assert (known["persons"], known["publications"], known["dossiers"]) == ((2, 2), (3, 4), (2, 3))
    assert (known["items_field"], known["kinds"], known["minors"]) == ((4, 5), (3, 4), (1, 1))
    assert (known["insult"], known["threat"], known["paid_task"]) == ((2, 2), (1, 1), (0, 0))
    assert coverage.whole(TRUTH) == pytest.approx(2 / 5)


def test_both_readings_must_lie_within_and_the_estimate_is_off_from_the_nearer(coverage):
    row = {"id": "publications", "low": 3, "estimate": 5, "high": 6}
    [found] = coverage.compared(
        TRUTH,
        [
            row,
            {"id": "kind.name", "low": 1, "estimate": 1, "high": 1},
            {"id": "views", "low": None, "estimate": None, "high": None},
        ],
    )
    assert (found["inside"], found["off"], found["width"]) == (True, 0.25, 0.75)
    [narrow] = coverage.compared(TRUTH, [row | {"high": 3, "estimate": 3}])
    assert (narrow["inside"], narrow["inside_narrow"], narrow["off"]) == (False, True, 0)
    told = coverage.summary([{"style": "careful", "rows": [found]}, {"style": "careless", "rows": [narrow]}])
    assert (told["headline"]["coverage"], told["headline"]["coverage_narrow"], told["headline"]["above"]) == (
        0.5,
        1.0,
        1,
    )


@pytest.mark.whole
def test_bounds_hold_in_the_cases_that_stay_with_the_project(coverage, tmp_path):
    rows = []
    for packed in sorted(coverage.KEPT.glob("*.tar.xz")):
        folder = coverage.unpacked(packed, tmp_path)
        truth = json.loads((folder / "truth.json").read_bytes())
        figures = coverage.run(tmp_path / f"{folder.name}.case", folder / "evidence", tmp_path / "home")
        rows += [row for row in coverage.compared(truth, figures) if row["figure"] in coverage.HEADLINE]
    assert len(rows) == 5 * len(coverage.HEADLINE)
    assert sum(row["inside_narrow"] for row in rows) / len(rows) >= 0.93
