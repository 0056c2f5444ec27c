"""The table of ages beside the figures of minors: one count, whatever links and decisions say."""

from collections import Counter

from hypothesis import Phase, given
from hypothesis import strategies as st
from tests.count.test_figures import by_id, made
from tests.resolve.made import Who, post
from tests.sizes import examples

from doxdocket.count.measure import relations
from doxdocket.desk.documents.report import age_classes


def told(posts):
    seen, published = made(posts)
    ages = relations(seen)["ages"].to_pylist()
    return Counter(age_classes(seen["persons"].to_pylist(), ages).values()), by_id(published)


def test_who_may_be_under_age_by_a_link_in_doubt_stands_in_the_table_as_in_the_figure():
    """One has the name alone in common with a child; the figure's high holds both."""
    posts = [
        post(1, Who({"name": "x", "phone_number": "p"}, age=(12, 12))),
        post(2, {"name": "x", "school": "s"}),
        post(3, {"name": "y", "phone_number": "q"}),
    ]
    classes, figures = told(posts)
    assert classes == {"under14": 1, "maybe14": 1, "unknown": 1}
    assert (figures["minors"]["high"], figures["minors_under_14"]["high"]) == (2, 2)


@st.composite
def aged(draw):
    """Persons of few values and of ages about the lines."""

    def who():
        held = draw(
            st.dictionaries(
                st.sampled_from(["name", "phone_number", "school", "birth_date"]), st.sampled_from("12"), min_size=1
            )
        )
        low = draw(st.one_of(st.none(), st.integers(11, 19)))
        return Who(held, age=None if low is None else (low, low + draw(st.integers(0, 3))))

    return [post(n, who()) for n in range(draw(st.integers(1, 6)))]


@examples(40, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(aged())
def test_the_classes_of_age_add_up_to_the_figures(posts):
    classes, figures = told(posts)
    assert classes["under14"] + classes["maybe14"] == figures["minors_under_14"]["high"]
    assert sum(classes[c] for c in ("under14", "maybe14", "under18", "maybe18")) == figures["minors"]["high"]
    assert classes.total() == figures["persons"]["high"]
    assert classes["under14"] >= figures["minors_under_14"]["low"]
    assert classes["under14"] + classes["maybe14"] + classes["under18"] >= figures["minors"]["low"]
