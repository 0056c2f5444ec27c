"""Rules of one article stay apart wherever they are told, and an article that joins items by "or" is never less met than one of them."""

from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.count import thresholds
from doxdocket.count.tiers import Tally
from doxdocket.desk.accounts import figures as results
from doxdocket.law import words
from doxdocket.law.rules import shipped
from doxdocket.law.shapes import Facts, Multiple
from doxdocket.law.tiers import order
from doxdocket.report import law as report
from doxdocket.report.document import written
from doxdocket.report.words import Words

BOOK = shipped()
RANK = {"not met": 0, "not determinable": 1, "met": 2}
READINGS = ("U_person", "U_field", "U_set")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_two_rules_of_the_edition_are_called_alike(lang):
    articles = {rule: texts[-1].rule.article for rule, texts in BOOK.texts.items()}
    named = words.apart(articles, BOOK, lang)
    assert named.keys() == articles.keys()
    assert [name for name, n in Counter(named.values()).items() if n > 1] == []
    assert max(Counter(articles.values()).values()) > 1  # else there is nothing to tell apart


def counted(tallies, beside):
    """Counts as ``thresholds.counts`` gives them: of each reading the tiers alone and together, at both bounds."""

    def tiers(found):
        return {f"tier_{tier.lower()}": n for tier, n in found.items()}

    return {
        "on": "2024-03-01",
        "readings": {
            name: {end: {"alone": tiers({t: tally.bounds(t)[at] for t in order()}), "together": tiers(tally.assigned(at))}
                   for end, at in (("low", 0), ("high", 2))}
            for name, tally in tallies.items()
        },
        "beside": {end: {name: pair[at] for name, pair in beside.items()} for at, end in enumerate(("low", "high"))},
    }  # fmt: skip


RANGES = [
    (a, b, c) for a, b, c in product(order(), repeat=3) if order().index(a) <= order().index(b) <= order().index(c)
]
COUNTS = st.dictionaries(st.sampled_from(RANGES), st.sampled_from([1, 3, 49, 50, 499, 500, 5000]), max_size=4)
TALLIES = st.builds(lambda low, more: Tally(Counter(low), Counter(low), Counter(low) + Counter(more)), COUNTS, COUNTS)
PAIRS = st.tuples(st.sampled_from([0, 4, 5, 499, 500, 999]), st.sampled_from([0, 1, 501, 5000])).map(
    lambda p: (p[0], sum(p))
)
NAMES = sorted(
    {
        n
        for rule in thresholds.rules(BOOK)
        for n in thresholds.names(BOOK.find(rule), BOOK)
        if not n.startswith("tier_") and "/" not in n
    }
)
NUMBERS = [
    n
    for n in NAMES
    if n in {"groups", "members", "views", "forwards", "followers", "gains", "accounts", "sites", "messages"}
]
OTHERS = [n for n in NAMES if n not in NUMBERS and not n.endswith("_on")]
BESIDE = st.dictionaries(st.sampled_from(NUMBERS), PAIRS)
KNOWN = st.dictionaries(st.sampled_from(OTHERS), st.booleans(), max_size=6)


def items(rule):
    """The rules of which any one is enough for it; nothing where more is asked."""
    if isinstance(rule, Facts) and not rule.all_of and not rule.none_of:
        return [name for name in rule.any_of if "/" in name]
    if isinstance(rule, Multiple) and rule.if_fact is None and rule.factor == 1:
        return rule.of
    return []


@examples(60)
@given(st.tuples(TALLIES, TALLIES, TALLIES), BESIDE, KNOWN)
def test_an_article_of_items_joined_by_or_is_never_less_met_than_one_of_them(tallies, beside, facts):
    found = counted(dict(zip(READINGS, tallies, strict=True)), beside)
    bools = {n: v for n, v in facts.items() if n not in beside}
    answers = thresholds.ask(found, bools, BOOK)
    rows = {(a["rule"], a["reading"]): a for a in answers}
    assert len(rows) == len(answers)  # no two have one key
    less = [
        (rule, item, reading, end)
        for (rule, reading), whole in rows.items()
        for item in items(BOOK.find(rule))
        for end in ("answer_low", "answer_high")
        if (one := rows.get((item, reading)) or rows.get((item, ""))) and RANK[whole[end]] < RANK[one[end]]
    ]
    assert less == []


def test_items_of_one_article_have_rows_of_their_own_on_the_page_of_figures():
    """Groups met at the high and members not determinable: neither hides the other."""
    tally = Tally(Counter(), Counter(), Counter())
    law = thresholds.ask(counted(dict.fromkeys(READINGS, tally), {"groups": (0, 7)}), {}, BOOK)
    page = written(results.law_lines(law, BOOK), "zh")
    lines = [line for line in page if line.startswith("法释〔2019〕15号 第十条第三项")]
    assert [line.split("  ")[0] for line in lines] == [
        "法释〔2019〕15号 第十条第三项：设立通讯群组五个以上",
        "法释〔2019〕15号 第十条第三项：群组成员账号累计一千以上",
    ]
    assert [line.split()[-1] for line in lines] == ["未达到/达到", "不能确定"]
    rules = {a["rule"] for a in law}
    assert len({line.split("  ")[0] for line in page[1:-1]}) == len(page) - 2 == len(rules)
    printed = [standard.provision for standard in report.thresholds(law, BOOK, Words("zh"))]
    assert sorted(printed) == sorted(rules)
