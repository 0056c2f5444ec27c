"""Obfuscations composed at random over layouts, decoys of equal shape: floors below what was measured on other seeds."""

import pytest

from doxdocket.detect.rules import detect

KINDS = frozenset({"id_number", "phone_number", "landline_number", "bank_account", "email", "vehicle_file", "social_account", "other_certificate"})  # fmt: skip


def claimed(text):
    return [
        (hit.start, hit.end, hit.kind, hit.value)
        for hit in detect(text)
        if hit.kind in KINDS and hit.verdict.value != "doubtful"
    ]


@pytest.fixture(scope="session")
def table(composed):
    return composed.recall(claimed, 101, 700)


def test_numbers_are_found_in_place_kind_and_value_however_composed(table):
    whole = table["all"]
    assert whole["found"] / (whole["found"] + whole["missed"]) >= 0.985
    assert whole["wrong"] <= 0.01 * whole["found"]


def test_no_obfuscation_and_no_layout_is_a_blind_spot(table):
    blind = {
        tag: dict(counts)
        for tag, counts in table.items()
        if counts["found"] + counts["missed"] >= 12 and counts["found"] < 0.85 * (counts["found"] + counts["missed"])
    }
    assert blind == {}


def test_numbers_of_things_are_nobodys(composed):
    wrong = [(name, text) for name, text in composed.decoys(102, 2500) if claimed(text)]
    assert len(wrong) <= 2, wrong
