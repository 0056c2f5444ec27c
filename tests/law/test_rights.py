"""Rights and classes touched by an item, by the day of the act."""

from datetime import date

import pytest

from doxdocket.law.answer import weigh
from doxdocket.law.rules import shipped
from doxdocket.law.shapes import Touches


def told(kinds, conduct, on, **facts):
    asked = [rule for one in shipped().provisions() if isinstance(rule := shipped().find(one, on), Touches)]
    given = {**facts, "kinds": kinds, "conduct": conduct}
    return {rule.provision.removeprefix("cn/"): weigh(rule, given, on) for rule in asked if rule.in_force(on)}


def perhaps(said):
    return "person_looks" in said.missing


@pytest.mark.parametrize(
    ("on", "standard"),
    [(date(2025, 10, 31), "gbt-35273-2020/sensitive"), (date(2025, 11, 1), "gbt-45574-2025/sensitive")],
)
def test_the_standard_is_that_of_the_day_of_the_act(on, standard):
    assert [p for p in told(["id_number"], [], on) if p.startswith("gbt")] == [standard]


def test_the_number_of_a_card_is_sensitive_by_the_older_standard_and_open_by_the_newer():
    old = told(["id_number"], [], date(2024, 3, 1), under_14=False)["gbt-35273-2020/sensitive"]
    new = told(["id_number"], [], date(2026, 3, 1), under_14=False)["gbt-45574-2025/sensitive"]
    assert (old.answer, perhaps(old)) == ("met", False)
    assert (new.answer, perhaps(new)) == ("not determinable", True)


def test_everything_of_a_child_is_sensitive():
    assert told(["name"], [], date(2024, 3, 1), under_14=True)["pipl/28"].answer == "met"
    assert told(["name"], [], date(2024, 3, 1), under_14=False)["pipl/28"].answer == "not met"


def test_conduct_touches_reputation_and_peace():
    found = told([], ["insult", "incitement"], date(2024, 3, 1), harassed=False, defamed=False)
    assert found["minfadian/1024"].answer == "met"
    assert (found["minfadian/1033-1"].answer, perhaps(found["minfadian/1033-1"])) == ("not determinable", True)
    assert found["minfadian/1034"].answer == "not met"
