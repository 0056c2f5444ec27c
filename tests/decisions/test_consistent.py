"""Contradictions are found whatever the order and however long the chain; undoing one leaves the others as if it never was."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.decisions.consistent import Held
from doxdocket.decisions.standing import Standing


def act(n, what, **target):
    return {"id": f"D{n:04d}", "act": what, "target": target, "undone_by": None}


PAIRS = list(itertools.combinations("abcd", 2))
ASKED = st.lists(st.tuples(st.sampled_from(["person.same", "person.not_same"]), st.sampled_from(PAIRS)), max_size=8)


def accepted(asked):
    held, out = Held(), []
    for n, (what, (a, b)) in enumerate(asked, 1):
        decision = act(n, what, a=a, b=b)
        if not held.contradicts(decision):
            held.add(decision)
            out.append(decision)
    return out


@examples(200)
@given(ASKED, st.randoms(use_true_random=False))
def test_what_was_accepted_contradicts_in_no_order(asked, random):
    kept = accepted(asked)
    held = Held()
    for decision in random.sample(kept, len(kept)):
        assert held.contradicts(decision) == []
        held.add(decision)


@examples(200)
@given(ASKED)
def test_a_refusal_names_decisions_that_do_contradict(asked):
    held, known = Held(), {}
    for n, (what, (a, b)) in enumerate(asked, 1):
        decision = act(n, what, a=a, b=b)
        named = held.contradicts(decision)
        if named:
            assert Held(known[i] for i in named).contradicts(decision)
        else:
            held.add(decision)
            known[decision["id"]] = decision


@examples(100)
@given(ASKED, st.data())
def test_undone_decisions_are_as_if_they_had_never_been(asked, data):
    kept = accepted(asked)
    gone = data.draw(st.sets(st.sampled_from([d["id"] for d in kept]))) if kept else set()
    undos = [act(100 + n, "undo", decision=id_) for n, id_ in enumerate(sorted(gone))]
    stand = [d for d in Standing.of([*kept, *undos]) if d["act"] != "undo"]
    assert stand == [d for d in kept if d["id"] not in gone]
    assert Standing.of([*kept, *undos]).joined == Standing.of(stand).joined


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("finding.confirm", {"finding": "f"}), ("finding.reject", {"finding": "f"})),
        (("finding.person", {"finding": "f", "publication": "c/1/0"}), ("finding.person", {"finding": "f", "publication": "c/1/1"})),
        (("conduct.label", {"conduct": "c/1/text/0-2/insult", "label": "threat"}), ("conduct.confirm", {"conduct": "c/1/text/0-2/insult"})),
        (("figure.value", {"figure": "persons", "value": 3}), ("figure.value", {"figure": "persons", "value": 4})),
        (("channel.core", {"channel": "c"}), ("channel.not_core", {"channel": "c"})),
        (("channel.weights", {"weights": "views=0"}), ("channel.weights", {"weights": "views=1"})),
        (("links.reading", {"reading": "r", "level": "likely"}), ("links.reading", {"reading": "r", "level": "certain"})),
        (("kind.sensitive", {"kind": "k", "sensitive": "yes"}), ("kind.sensitive", {"kind": "k", "sensitive": "no"})),
        (("person.adult", {"person": "a"}), ("person.minor", {"person": "a"})),
        (("person.born", {"person": "a", "date": "2010"}), ("person.age", {"person": "a", "date": "2024-01-01", "age": 30})),
        (("person.deceased", {"person": "a"}), ("person.deceased", {"person": "a", "date": "2020-01-01"})),
        (("publication.person", {"publication": "p", "person": "a"}), ("publication.person", {"publication": "p", "person": "b"})),
        (("person.split", {"publications": ["p", "q"], "from": "r"}), ("person.same", {"a": "q", "b": "r"})),
        (("publication.person", {"publication": "p", "person": "a", "from": "b"}), ("person.same", {"a": "a", "b": "b"})),
    ],
)  # fmt: skip
def test_each_is_refused_beside_the_other_in_both_orders(one, other):
    first, second = act(1, one[0], **one[1]), act(2, other[0], **other[1])
    assert Held([first]).contradicts(second) == ["D0001"]
    assert Held([second]).contradicts(first) == ["D0002"]
    assert Held([first]).contradicts({**first, "id": "D0003"}) == []


def test_a_set_points_to_somebody_or_to_nobody():
    held = Held([act(1, "publication.identifies", publication="c/1/0", source="s")])
    nobody = act(2, "publication.identifies_nobody", publication="c/1/0")
    assert held.contradicts(nobody) == ["D0001"]
    assert held.contradicts({**nobody, "target": {"publication": "c/2/0"}}) == []
    assert held.contradicts(act(3, "publication.identifies", publication="c/1/0", source="另一依据")) == []
