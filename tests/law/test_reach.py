"""Acts before an interpretation took effect: judged by it under the law that it interprets, where their case was not closed."""

import shutil
from datetime import date

import pytest
from tests.law.sample_edition import HEAD, LINE

from doxdocket.law import answer, check, editions, rule_pages, rules
from doxdocket.law.kinds import RULES

TIER_A, GAINS, SERIOUS, SPECIAL = (f"cn/fashi-2017-10/{n}" for n in ("5-1-3", "5-1-7", "5-1", "6"))
PERIOD, BEFORE, LAST = date(2015, 11, 1), date(2015, 10, 31), date(2017, 5, 31)
BOOK = rules.shipped()


@pytest.mark.parametrize(("on", "closed", "said"), [
    (BEFORE, False, "not determinable"), (PERIOD, False, "met"), (LAST, None, "met"), (LAST, True, "not determinable"),
    (date(2017, 6, 1), True, "met"),
])  # fmt: skip
def test_a_line_reaches_back_to_the_first_day_of_the_law_it_interprets(on, closed, said):
    found = answer.answer(TIER_A, {"tier_a": 50, "closed_before": closed}, on)
    assert found.answer == said
    assert found.missing == (("rule_in_force",) if said == "not determinable" else ())


def test_a_line_is_a_line_there_too():
    assert answer.answer(TIER_A, {"tier_a": 49}, PERIOD).answer == "not met"
    assert answer.answer("cn/fashi-2017-10/12-most", {"fine_over_gains": 6}, PERIOD).answer == "not met"


def test_whether_the_case_was_closed_is_told_where_it_matters():
    assert answer.answer(TIER_A, {"tier_a": 50}, LAST).inputs == {"tier_a": "50", "closed_before": "?"}
    assert answer.answer(TIER_A, {"tier_a": 50}, date(2017, 6, 1)).inputs == {"tier_a": "50"}


def test_a_special_rule_stands_in_its_place_there_too():
    lawful = {"for_lawful_business": True, "only_tier_c": True, "bought_or_received": True, "not_passed_on": True}
    found = answer.answer(SERIOUS, {"tier_a": 50, **lawful}, LAST)
    assert found.displaced_by == (SPECIAL,)


def test_the_text_of_2009_answers_for_its_own_days():
    act = {"age": 16, "unit_data_acquired": True, "serious_then": True}
    assert answer.answer("cn/xingfa/253-1-1", act, BEFORE).article.startswith("刑法 2009年文本")
    assert answer.answer("cn/xingfa/253-1-1", act, BEFORE).answer == "met"
    assert answer.answer("cn/xingfa/253-1-1", act, PERIOD).answer == "not determinable"  # now it asks for other facts
    assert answer.answer("cn/xingfa/253-1-1-extra", act, BEFORE).missing == ("rule_in_force",)


def test_the_text_in_force_goes_before_one_that_reaches_back():
    older = LINE.replace("effective_from: 2026-01-01", "effective_from: 2016-01-01\neffective_to: 2016-12-31")
    older = older.replace("2026-01-01:", "2016-01-01:")
    book = editions.of({"edition.yaml": HEAD, "gains.yaml": older})
    said = [answer.answer(GAINS, {"gains": 3000}, date(year, 3, 1), book).answer for year in (2016, 2017)]
    assert said == ["met", "not met"]
    assert book.find(GAINS).effective_from == date(2017, 6, 1)


def test_what_is_left_of_a_replaced_text_reaches_back_from_its_first_day_alone():
    book = editions.of({"edition.yaml": HEAD, "gains.yaml": LINE.replace("effective_from: 2026-01-01", "effective_from: 2026-01-01\neffective_to: 2026-06-30")})  # fmt: skip
    assert [one.rule.reaches_back_to for one in book.texts[GAINS]] == [PERIOD, None, None]
    assert answer.answer(GAINS, {"gains": 5000}, LAST, book).answer == "met"


@pytest.mark.parametrize(("old", "new"), [("2015-11-01", "2017-06-01"), ("act_date", "filing_date")])
def test_a_reach_that_is_none_is_found(tmp_path, old, new):
    shutil.copytree(RULES / "cn", tmp_path / "cn")
    path = tmp_path / "cn/fashi-2017-10/art-5-1-7.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    said = [p.en for p in check.check(tmp_path, today=date(2026, 12, 1)) if p.file == path.name]
    assert any(s.startswith("reaches_back_to is before the day") for s in said)


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "施行前的行为：2015-11-01 起的"), ("en", "acts before it took effect: from 2015-11-01")]
)
def test_the_page_says_which_acts_it_reaches(lang, said):
    assert said in rule_pages.text(TIER_A, lang)
    assert rule_pages.reach(BOOK.find("cn/minfadian/1019"), lang) == []


def test_an_answer_that_rests_on_it_says_so():
    rule = BOOK.find(TIER_A)
    assert "2017-06-01" in rule_pages.reached([rule], LAST)
    assert "was not dealt with" in rule_pages.reached([rule], LAST, "en")
    assert rule_pages.reached([rule], date(2017, 6, 1)) == rule_pages.reached([rule], None) == ""


def test_a_text_that_was_not_read_says_so_before_it_is_quoted():
    assert "原文未核对" in rule_pages.quoted(BOOK.find("cn/fafa-2023-14/search"))
    assert "not read in the article itself" in rule_pages.quoted(BOOK.find("cn/fafa-2023-14/search"), "en")
    assert rule_pages.quoted(BOOK.find(TIER_A)).startswith("条文：“")
