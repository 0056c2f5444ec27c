"""What is said of samples beside figures that do not know them yet."""

from doxdocket.desk.accounts import reviewed
from doxdocket.sample.estimates import block
from doxdocket.words import speaking

NONE = "没有做过抽样双人复核。"


def test_a_sample_drawn_after_the_run_is_told_and_never_denied():
    with speaking("zh"):
        assert reviewed.page(block([])) == [NONE]
        told = reviewed.page(block([]), standing=["S0001"])
        assert len(told) == 1
        assert "S0001" in str(told[0])
        assert NONE not in told


def test_what_was_taken_back_stays_told_beside_it():
    undone = [{"plan": "S0001", "undone_by": "S0004", "failed": ["links"], "unfinished": []}]
    with speaking("en"):
        note, since = reviewed.page(block([], undone), standing=["S0005"])
    assert "Undone: S0001" in str(note)
    assert "S0005" in str(since)
