"""One child, one first day: own acts, joint acts and the register apart; ages and guardians go by his own."""

from datetime import date

from tests.assess.procedure_made import entered

from doxdocket.assess.forms.parties import Actor, Attribution, Defendant, Guardian, Joint, Role
from doxdocket.assess.parties import table
from doxdocket.assess.parties.acted import acted
from doxdocket.assess.plain import plain

OWN, LAST, EARLY, FOUNDED = date(2023, 7, 26), date(2024, 3, 1), date(2023, 7, 3), date(2023, 7, 1)
CHILD = Defendant(id="D1", name="甲", born="2007-07-10", sued=date(2025, 4, 11))  # sixteen full from 11 July 2023
ROLE = Role(id="R1", actor="A1", channel="c", role="creator", since=FOUNDED, until=date(2024, 3, 31))
ENTERED = (
    CHILD, ROLE, Actor(id="A1", accounts=("user1",)), Guardian(id="G1", ward="D1", name="乙", relation="mother", until=date(2023, 7, 20)),
    Guardian(id="G2", ward="D1", name="丙", relation="father"),
    Attribution(id="L1", actor="A1", defendant="D1", grade="proven", grounds=("device",), reason="比对"),
    Joint(id="J1", basis="1168", members=("D1", "D2"), channels=("c",), since=FOUNDED, reason="共同"),
)  # fmt: skip


def entries():
    return entered(*ENTERED)


def test_own_days_come_before_joint_ones_and_these_before_the_register():
    days = {"own:D1": [LAST, OWN], "joint:D1": [EARLY]}
    assert acted("D1", [ROLE], [], days).span == (OWN, LAST)
    assert acted("D1", [ROLE], [], {"joint:D1": [EARLY]}).by == "joint"
    assert acted("D1", [ROLE], [], {}).span == (FOUNDED, date(2024, 3, 31))
    nothing = acted(
        "D1", [], [], {"own+claimed:D1": [OWN]}
    )  # an account that is only claimed to be his counts for nothing
    assert (nothing.by, nothing.span) == (None, (None, None))
    assert plain(acted("D1", [ROLE], [], days).ends) == [
        {"acts": "own", "first": "2023-07-26", "last": "2024-03-01"},
        {"acts": "joint", "first": "2023-07-03", "last": "2023-07-03"},
        {"acts": "register", "first": "2023-07-01", "last": "2024-03-31"},
    ]


def test_a_child_who_turned_sixteen_before_his_first_own_act_is_asked_on_that_day():
    """By the notice of another on 3 July he was fifteen; his own first act was at sixteen."""
    found = table.parties(entries(), [], {"own:D1": [OWN, LAST], "joint:D1": [EARLY]}, None)
    (one,) = found.defendants
    assert (one.first_act, one.last_act, one.acts_by) == (OWN, LAST, "own")
    assert [a.said.answer for a in one.criminal_age] == ["met", "met"]
    assert plain(one)["standing"]["first_act"]["age_low"] == 16
    earlier = table.parties(entries(), [], {"joint:D1": [EARLY]}, None)
    assert earlier.defendants[0].criminal_age[0].said.answer == "not met"


def test_guardians_answer_for_the_days_of_own_acts_alone():
    """The care of the mother ended before his first own act."""
    found = table.parties(entries(), [], {"own:D1": [OWN, LAST], "joint:D1": [EARLY]}, None)
    rows = {r.party: (r.acts_first, r.acts_last) for r in found.parties if r.ward}
    assert rows == {"G2": (OWN, LAST)}


def test_parts_by_age_are_counted_over_own_and_joint_days():
    windows = table.windows(entries(), {"own:D1": [OWN, LAST], "joint:D1": [EARLY]}, None)
    assert {row["part"] for row in windows if row["part"].startswith("age")} == {"age:0-15", "age:16-17"}
    dated = {"own:D1": [EARLY, OWN, LAST]}  # a doubtful post of the first days is counted in the high of some part
    windows = table.windows(entries(), {"own:D1": [OWN, LAST]}, None, posted=dated)
    assert {row["part"] for row in windows if row["part"].startswith("age")} == {"age:0-15", "age:16-17"}
    windows = table.windows(entries(), {"own:D1": [OWN, LAST]}, None)
    assert not [row for row in windows if row["part"].startswith("age")]  # all of one age
