"""The invented sample that ships: its labels point to what they say."""

import json
from pathlib import Path

import doxdocket.score
from doxdocket.score import read

SAMPLE = Path(doxdocket.score.__file__).with_name("sample.jsonl")


def test_every_label_points_to_its_words():
    lines = SAMPLE.read_bytes().splitlines()
    assert len([read.one(line, n) for n, line in enumerate(lines, 1)]) == 24
    for line in lines:
        data = json.loads(line)
        for span in (*data["spans"], *data["ignore"], *data["conduct"]):
            assert data["text"][span["start"] : span["end"]] == span["surface"]


def test_the_sample_has_what_there_is_to_score():
    rows = [json.loads(line) for line in SAMPLE.read_bytes().splitlines()]
    assert sum(not row["spans"] for row in rows) >= 8
    assert any(row["ignore"] for row in rows)
    assert len({span["label"] for row in rows for span in row["conduct"]}) >= 5
    assert len({row["layout"] for row in rows}) >= 5
