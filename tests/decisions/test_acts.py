"""How a decision is written, and what it names."""

import pytest

from doxdocket.decisions import acts
from doxdocket.errors import WrongCall


@pytest.mark.parametrize(("name", "words"), [
    ("person.same", ["V0001"]), ("figure.value", ["persons"]), ("figure.value", ["persons", "1", "2"]), ("person.split", []),
])  # fmt: skip
def test_too_few_words_or_too_many_say_how_it_is_written(name, words):
    with pytest.raises(WrongCall) as raised:
        acts.targets(name, words)
    assert acts.acts()[name].written() in raised.value.said("zh")


def test_how_it_is_written_tells_what_may_be_left_out_and_what_may_stand_often():
    assert (
        acts.acts()["person.same"].written() == "person.same PERSON PERSON…"
        or "…" in acts.acts()["person.same"].written()
    )
    assert any("[" in act.written() for act in acts.acts().values())


def test_two_persons_are_enough_and_more_are_kept_in_order():
    assert acts.targets("person.same", ["V2", "V1"]) == {"a": "V2", "b": "V1"}
    assert acts.targets("person.split", ["c/1/0", "c/1/0", "c/2/0"]) == {"publications": ["c/1/0", "c/2/0"]}


def test_all_publications_of_a_target_are_found_whatever_they_are_called():
    target = {"a": "c/1/0", "b": "c/2/0", "more": ["c/3/0"], "from": None, "date": "2024-01-01"}
    assert acts.publications(target) == ["c/1/0", "c/2/0", "c/3/0"]
    assert acts.publications({"publication": "c/1/0", "person": "c/2/0"}) == ["c/1/0", "c/2/0"]
