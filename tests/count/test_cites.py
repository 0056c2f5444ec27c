"""What a figure cites: the civil tests beside the criminal one, nothing that says nothing of it, and what must be said of a text."""

from datetime import date

import pytest
from tests.count.test_explain import PUBLISHED as FIGURES

from doxdocket.count.catalogue import catalogue
from doxdocket.count.cites import cited, of, told
from doxdocket.law.rules import shipped

ACTS = date(2023, 7, 1), date(2024, 3, 31)


@pytest.mark.parametrize("figure", [f.id for f in catalogue().figures if f.rule == "cn/fashi-2017-10/1"])
def test_identification_is_named_as_criminal_and_as_civil(figure):
    assert [(c["rule"], c["subject"]) for c in FIGURES[figure]["cites"]][:3] == [
        ("cn/fashi-2017-10/1", "criminal"), ("cn/minfadian/1034-pi", "civil"), ("cn/pipl/4", "civil"),
    ]  # fmt: skip


def test_persons_and_minors_are_figures_of_identification():
    assert {f.id for f in catalogue().figures if f.rule == "cn/fashi-2017-10/1"} >= {
        "persons",
        "minors",
        "minors_under_14",
    }


@pytest.mark.parametrize("figure", [f.id for f in catalogue().figures if f.rule == "conduct"])
def test_no_figure_of_labels_cites_what_is_unread_or_came_after_the_acts(figure):
    assert all(not c["marks"] for c in cited(figure, "conduct", None, ACTS))
    assert "法发〔2023〕14号" not in told(cited(figure, "conduct", None, ACTS), "zh")


def test_figures_of_labels_cite_an_article_that_speaks_of_the_act():
    own = {name: [c["rule"] for c in cited(name, "conduct", None, ACTS)] for name in LABELS}
    assert own == LABELS


LABELS = {
    "insult": ["cn/minfadian/1024"], "threat": ["cn/minfadian/1033-1", "cn/zhian/42"], "incitement": ["cn/minfadian/1033-1"],
    "paid_task": ["cn/minfadian/1033-1"], "sale_offer": ["cn/pipl/10"],
}  # fmt: skip


def test_publications_cite_the_article_on_publishing_and_not_that_on_counting_items():
    """Art. 11 is of items (条), and its own page says that counting each publication is a reading with which it answers nothing."""
    rules = {f.id: f.rule for f in catalogue().figures}
    assert [c["rule"] for c in cited("publications", rules["publications"])] == ["cn/fashi-2017-10/3-1"]
    under = cited("publications_under_14", rules["publications_under_14"])
    assert [c["rule"] for c in under] == ["cn/fashi-2017-10/3-1", "cn/pipl/28"]


def test_no_article_is_cited_for_prices_or_adverts():
    for price in ("price_low", "price_high"):
        assert [c["rule"] for c in cited(price, next(p.rule for p in catalogue().prices if p.id == price))] == [
            "captured"
        ]
    assert cited("promotion", "conduct") == []


def test_every_article_that_is_cited_is_a_rule_and_its_key_a_rule_or_figure():
    names = catalogue()
    ids = {f.id for f in names.figures} | {u.id for u in names.unknown} | {f.rule for f in names.figures}
    assert set(names.cites) <= ids
    assert all(shipped().find(rule) for rules in names.cites.values() for rule in rules)


@pytest.mark.parametrize(
    ("rule", "acts", "said"),
    [
        ("cn/wangbao-2024/insult", ACTS, ["条文未核对", "自2024-08-01起施行，行为时尚未施行"]),
        ("cn/fafa-2023-14/search", ACTS, ["条文未核对", "自2023-09-20起施行，此前的行为时尚未施行"]),
        ("cn/pipl/4", ACTS, []),
        ("cn/pipl/4", (date(2021, 10, 1), date(2021, 10, 31)), ["自2021-11-01起施行，行为时尚未施行"]),
        ("cn/zhian/42", ACTS, []),
        ("cn/zhian/42", (date(2025, 12, 1), date(2026, 2, 1)), ["至2025-12-31止有效"]),
        ("cn/wangbao-2024/insult", (None, None), ["条文未核对"]),
    ],
)
def test_a_text_that_is_unread_or_not_of_the_days_of_the_acts_says_so(rule, acts, said):
    (row, *_) = cited("x", rule, None, acts)
    assert [mark["zh"] for mark in row["marks"]] == said
    assert told([row], "en").count("(") == bool(said)


def test_a_figure_of_an_earlier_run_shows_the_article_that_it_has():
    assert of({"article": "法释〔2017〕10号 第一条"}, "zh") == "法释〔2017〕10号 第一条"


@pytest.mark.parametrize(("figure", "rule"), [("minors", "cn/minfadian/17"), ("minors_under_14", "cn/pipl/28")])
def test_a_figure_of_an_age_cites_the_article_that_names_the_age(figure, rule):
    """The articles of identification alone, which stood there, say nothing of eighteen or fourteen."""
    assert rule in {one["rule"] for one in FIGURES[figure]["cites"]}
