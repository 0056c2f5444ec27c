"""A surer finding, or one more, takes no set out of the high: what was for a person to look at stays so."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.resolve.made import findings, meta, post, resolve

from doxdocket.law.kinds import kinds
from doxdocket.law.shapes import COUNTS


def dossier(held):
    posts = [post(1, held)]
    return resolve(findings(posts), meta(posts), [], {}).dossiers.to_pylist()


def counts(held):
    return next((one["counts"] for one in dossier(held)), "none")


def doubtful(*names, **sure):
    return {k: (k, "doubtful") for k in names} | sure


@pytest.mark.parametrize("held", [
    doubtful("name", "birth_date", "social_account", native_place="p"),  # each all doubtful is in the high
    doubtful("school", "home_address", age="13"),
    doubtful("birth_date", name="x"),
    doubtful("name", "movement_trace", age="13"),
])  # fmt: skip
def test_a_valid_trait_beside_doubtful_ones_leaves_the_set_in_the_high(held):
    assert counts(doubtful(*held)) == counts(held) == "high"
    (one,) = dossier(held)
    assert (one["identifies"], one["kinds"]) == ("unknown", sorted(held))


def test_what_nobody_could_be_found_by_counts_nowhere_still():
    assert counts(doubtful("gender", age="13")) == "none"
    assert counts(doubtful("gender", name="x")) == "none"


HELD = st.dictionaries(
    st.sampled_from(sorted(kinds())), st.sampled_from(["valid", "doubtful", "doubtful"]), min_size=1, max_size=4
)


@settings(max_examples=150, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(HELD, st.sampled_from(sorted(kinds())), st.sampled_from(["valid", "doubtful"]))
def test_adding_or_firming_a_finding_lowers_no_bound(held, more, verdict):
    before = {k: (k, v) for k, v in held.items()}
    firmer = "valid" if held.get(more) == "valid" else verdict
    assert COUNTS.index(counts(before | {more: (more, firmer)})) <= COUNTS.index(counts(before))
