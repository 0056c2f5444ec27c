"""Values of a case are found as somebody may write them, and nobody else's are."""

import pytest

from doxdocket.report.known import Known
from doxdocket.store.pieces import telling

ADDRESS = "竹影苑7栋2单元9栋1002"
VALUES = [("home_address", ADDRESS), *(("home_address", piece) for piece in telling(ADDRESS))]


@pytest.mark.parametrize("text", ["松涛园37栋2单元1603", "松涛园7栋2单元301", "39栋1002室", "9栋1002", "十七栋二单元"])
def test_numbers_of_a_building_alone_are_anybodys(text):
    assert Known(VALUES).kinds(text) == []


@pytest.mark.parametrize("text", ["竹影苑", "竹影苑七栋", "竹影苑7栋2单元", "住竹影苑 7 栋-2单元 301"])
def test_a_number_with_a_name_is_a_place(text):
    assert Known(VALUES).kinds(text) == ["home_address"]


def test_a_number_that_begins_or_ends_a_value_has_bounds():
    known = Known([("home_address", "7栋2单元"), ("home_address", "竹影村12")])
    assert known.kinds("三十7栋2单元 137栋2单元 竹影村123") == []
    assert known.kinds("住7栋2单元") == known.kinds("竹影村十二号") == ["home_address"]
