"""A surer finding, or one more, takes no set out of the high: what was for a person to look at stays so."""

import pytest
from hypothesis import Phase, given
from hypothesis import strategies as st
from tests.resolve.made import findings, meta, post, resolve
from tests.sizes import examples

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
SETS = st.lists(
    st.tuples(HELD, st.sampled_from(sorted(kinds())), st.sampled_from(["valid", "doubtful"])), min_size=8, max_size=16
)


@examples(100, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(SETS)
def test_adding_or_firming_a_finding_lowers_no_bound(sets):
    """Each set and its firmer one are posts of their own, with values of their own: of many sets one statement is asked."""
    posts = []
    for held, more, verdict in sets:
        firmer = "valid" if held.get(more) == "valid" else verdict
        for verdicts in (held, held | {more: firmer}):
            n = len(posts) + 1
            posts.append(post(n, {kind: (f"{kind}{n}", said) for kind, said in verdicts.items()}))
    counted = {
        one["post_id"]: one["counts"] for one in resolve(findings(posts), meta(posts), [], {}).dossiers.to_pylist()
    }
    at = [COUNTS.index(counted.get(str(n), "none")) for n in range(1, len(posts) + 1)]
    assert all(firm <= before for before, firm in zip(at[::2], at[1::2], strict=True))
