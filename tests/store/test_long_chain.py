"""An act costs the same however long the chain is: steps of the database are counted, not time."""

import pytest

from doxdocket.seal.keys import Identity
from doxdocket.store.case import Case
from doxdocket.store.decisions import Entry

EVERY = 10
"""So many steps of the database are one count."""


def decided(case, by=None):
    case.decide_all([Entry("figure.value", {"figure": "persons", "value": 3}, "逐人核对", "乙", by=by)])


ACTS = {
    "open": lambda case: case.custody.append("open", {"post": "1"}, "甲"),
    "decide": decided,
    "decide, brought": lambda case: decided(case, "甲"),
    "decide, brought of a removed one": lambda case: case.custody.brings("丙", "甲"),
    "decide, brought of a key": lambda case: case.custody.brings("key:0123456789abcdef", "甲"),
}


@pytest.fixture
def steps(tmp_path):
    """What each act costs in a chain with so many rows more."""
    who = Identity.generate()
    with Case.create(tmp_path / "LONG", title="演示", officers=["甲", "乙", "丙"], one_key=True, identity=who) as case:
        case.custody.append("key.add", {"key": "0123456789abcdef"}, "甲")
        case.custody.append("officer.remove", {"officer": "丙"}, "甲")

    def longer(by):
        counted = {}
        with Case.open(tmp_path / "LONG", identity=who) as case:
            with case.database.transaction():
                for _ in range(by):
                    case.custody.append("open", {"post": "1"}, "甲")
            for name, act in ACTS.items():
                count = []
                connection = case.database._connection  # noqa: SLF001 - counts steps where nothing else can
                connection.set_progress_handler(lambda count=count: count.append(1), EVERY)
                act(case)
                counted[name] = len(count)
        return counted

    return longer


def test_an_act_reads_no_more_of_a_longer_chain(steps):
    short, long = steps(100), steps(2000)
    assert {name: long[name] for name in ACTS if long[name] > short[name] + 10} == {}
