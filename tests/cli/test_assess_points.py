"""``assess points``: every contested point of the law with its readings, computed from figures, law and register."""

import pytest

ENTRIES = """
- {form: defendant, id: D1, name: 甲某}
- {form: receipt, id: G1, stage: proven, defendant: D1, amount: 4000, day: 2023-09-01, evidence: [卷三第1页]}
- {form: cost, id: C1, defendant: D1, amount: 500, what: 购买查询, day: 2023-09-01, evidence: [卷三第2页]}
- {form: sanction, id: S1, defendant: D1, kind: criminal, stage: convicted, fine: 1000, confiscated: 3000}
- {form: range, id: R1, low: 400000, high: 600000, per: suit, reasons: 见纪要}
"""
POINTS = [
    "unit_of_item", "tiers", "several_channels", "cap", "costs", "overlap_confiscation", "many", "internet_court", "punitive", "new_law",
    "group_or_channel", "notice",
]  # fmt: skip


@pytest.fixture
def said(call, mine, tmp_path):
    def ask(text="", **environ):
        if text:
            path = tmp_path / "e.yaml"
            path.write_text(text, encoding="utf-8")
            assert call("register", "add", mine, path, "--officer", "张三").code == 0
            call("run", mine)
        found = call("assess", "points", mine, "--json", **environ)
        assert found.code == 0, found.err
        return {p["id"]: {r["reading"]: r["value"] for r in p["readings"]} for p in found.json["points"]}

    return ask


def test_every_point_has_at_least_two_readings_and_asks_for_a_person(call, mine, said):
    found = said()
    assert list(found) == POINTS
    assert all(len(readings) >= 2 for readings in found.values())
    data = call("assess", "points", mine, "--json").json["points"]
    assert {p["decision"] for p in data} == {"needs a human decision"}
    assert all(p["article"] and p["why"] for p in data)


def test_readings_of_the_register_are_computed_side_by_side(said):
    found = said(ENTRIES, LANG="en_GB")
    assert found["costs"]["before refunds and costs"] == "4,000.00 yuan"
    assert found["costs"]["after refunds and costs"] == "3,500.00 yuan"
    assert found["overlap_confiscation"] == {
        "both, nothing set off: receipts proven": "4,000.00 yuan",
        "what was confiscated is taken off: for a person to decide by defendant; each one's sums stand in the statement on gains": "",
    }  # fmt: skip
    assert found["cap"]["per suit"] == "R0005 (400,000.00 – 600,000.00 yuan) is above 500,000 yuan"


def test_every_range_is_put_to_the_ceiling(said):
    found = said(
        ENTRIES + "- {form: range, id: R2, low: 80000, high: 100000, per: suit, reasons: 见纪要}\n", LANG="en_GB"
    )
    assert (
        found["cap"]["per suit"]
        == "R0005 (400,000.00 – 600,000.00 yuan) is above 500,000 yuan; R0006 (80,000.00 – 100,000.00 yuan) is within 500,000 yuan"
    )


def test_without_a_register_what_rests_on_it_is_not_determinable(said):
    found = said(LANG="en_GB")
    assert set(found["cap"].values()) == {found["costs"]["before refunds and costs"]}
    assert found["many"] == {
        "this number (by the civil test) is many": "2 人", "this number (by the civil test) is not many": "2 人",
        "beside it: the number by the criminal test": "2 人",
        "as entered (the rights of many were infringed)": found["costs"]["before refunds and costs"],
    }  # fmt: skip


def test_a_reading_is_told_from_its_low_to_its_high(said):
    """Two readings are never compared at different bounds."""
    found = said(LANG="en_GB")
    assert found["unit_of_item"] == {
        "one distinct set on one person": "2 – 3 条", "each publication": "3 条", "one person": "2 条", "each distinct field": "4 – 8 条",
    }  # fmt: skip
    assert found["several_channels"]["once"] == found["unit_of_item"]["one distinct set on one person"]


def test_what_a_person_entered_of_many_persons_stands_beside_the_numbers(said):
    fact = "- {form: fact, id: many_persons, value: true, reason: 人数众多}\n"
    found = said(fact, LANG="en_GB")
    assert found["many"]["as entered (the rights of many were infringed)"] == "yes (R0001)"
