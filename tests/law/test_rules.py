"""Every case beside every rule, and the checks that find a broken edition."""

import re
import shutil
from datetime import date
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from doxdocket.cli import laws
from doxdocket.decisions.standing import Standing
from doxdocket.errors import RuleFault, WrongCall
from doxdocket.law import (
    answer,
    check,
    counting,
    identification,
    kinds,
    links,
    rule_pages,
    rules,
    tiers,
    told_cases,
    words,
)
from doxdocket.law.kinds import RULES

DAY = date(2026, 12, 1)


@pytest.mark.parametrize("one", rules.load(), ids=lambda one: one.path.stem)
def test_cases_of_a_rule(one):
    """One test a file, which names every case that has another answer."""
    asked = ((case, (case.expect, case.missing) if case.missing else case.expect) for case in one.cases)
    wrong = {case.name: got for case, wanted in asked if (got := check.run_case(one, case)) != wanted}
    assert wrong == {}


def test_the_shipped_edition_holds_together():
    assert check.check(today=DAY) == []
    assert [p for p in check.check() if p.severity == "error"] == []


@pytest.fixture
def edition(tmp_path):
    shutil.copytree(RULES / "cn", tmp_path / "cn")
    return tmp_path


def change(edition, name, old, new):
    path = edition / "cn" / "fashi-2017-10" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("art-5-1-3.yaml", "tier_a: 50", "tier_a: 60", "should be met and is not met"),
        ("art-5-1-3.yaml", "outcome:", "outcomes:", "unknown field `outcomes`"),
        ("art-5-1-3.yaml", "{2017-06-01: {tier_a: 50}}", "{2018-06-01: {tier_a: 50}}", "has no line for the day"),
        ("art-5-1-8.yaml", "/5-1-3", "/5-1-33", "there is no rule"),
        ("art-5-1-8.yaml", "/5-1-3", "/5-1-8", "there is no rule cn/fashi-2017-10/5-1-8"),
        ("art-1.yaml", "[primary]", "[primmary]", "there is no element primmary"),
        ("art-5-tiers.yaml", "[credit_report]", "[credit_repport]", "there is no kind credit_repport"),
        ("art-5-tiers.yaml", "[credit_report]", "[real_estate]", "real_estate is settled as A; pi_kinds.yaml differs"),
        ("art-5-1-7.yaml", "/5-1-7", "/5-1-5", "has another answer on the same day"),
        ("art-11.yaml", "valid_on: 2026-11-27", "valid_on: 2020-11-27", "last confirmed on 2020-11-27"),
        ("art-5-1-3.cases.yaml", "expect: met", "expect: maybe", "should be maybe and is met"),
        ("art-5-1-3.cases.yaml", "expect: met", "expects: met", "unknown field `expects`"),
    ],
)
def test_a_broken_edition_is_found(edition, name, old, new, said):
    if name == "art-5-1-3.yaml" and "2018" in new:
        change(edition, name, "effective_from: 2017-06-01", "effective_from: 2018-05-01")
        path = edition / "cn" / "fashi-2017-10" / "art-5-1-3.cases.yaml"
        path.write_text("- name: late\n  act_date: 2023-12-01\n  given: {tier_a: 50}\n  expect: met\n", "utf-8")
    change(edition, name, old, new)
    problems = check.check(edition, today=DAY)
    assert any(said in p.en for p in problems)
    assert all(p.zh and p.file for p in problems)


def test_a_rule_without_cases_is_a_problem(edition):
    (edition / "cn/fashi-2017-10/art-11.cases.yaml").unlink()
    assert [p.en for p in check.check(edition, today=DAY)] == ["has no cases"]


def test_two_answers_need_a_common_day(edition):
    folder = edition / "cn" / "fashi-2017-10"
    for name in ("art-5-1-3.yaml", "art-5-1-3.cases.yaml"):
        shutil.copy(folder / name, folder / name.replace("5-1-3", "5-1-3b"))
    change(
        edition, "art-5-1-3b.yaml", "effective_from: 2017-06-01", "effective_from: 2010-06-01\neffective_to: 2017-05-31"
    )
    change(edition, "art-5-1-3b.yaml", "{2017-06-01:", "{2010-06-01:")
    said = [p.en for p in check.check(edition, today=DAY)]
    assert not any("another answer" in s for s in said)


def test_a_bad_link_file_is_found(monkeypatch):
    file = links.links().file
    bad = links.Links(
        msgspec.structs.replace(
            file, groups={**file.groups, "g": ["nokind"]},
            rules=[*file.rules, links.LinkRule("never", "possible", ["name", "name"], "", "", ""),
                   links.LinkRule("odd", "possible", ["nothing"], "", "", "")],
        )
    )  # fmt: skip
    monkeypatch.setattr(links, "links", lambda: bad)
    said = [p.en for p in check.check(today=DAY)]
    assert said == [f"unknown or never reached: {n}" for n in ("nokind", "nothing", "never", "odd")]


def test_answers_carry_article_inputs_and_share():
    said = answer.answer("cn/fashi-2017-10/5-2-3", {"tier_a": 250, "duty_acquired": True}, date(2023, 12, 1))
    assert (said.answer, said.share, said.missing) == ("met", Fraction(1), ())
    assert said.inputs == {"tier_a": "250", "tier_b": "?", "tier_c": "?", "gains": "?", "duty_acquired": "True"}
    none = answer.answer("cn/fashi-2017-10/5-1-8", {"duty_acquired": True}, date(2023, 12, 1))
    assert (none.answer, none.share) == ("not determinable", Fraction(0)) or none.share is None


@pytest.mark.parametrize("value", ["many", [1], date(2024, 1, 1)])
def test_a_count_is_a_number(value):
    with pytest.raises(TypeError):
        answer.answer("cn/fashi-2017-10/5-1-7", {"gains": value}, date(2023, 12, 1))


def test_a_policy_is_of_article_11():
    with pytest.raises(TypeError):
        counting.by_name("once", {}, rules.by_provision("cn/fashi-2017-10/5-1-7"))


def test_the_subjects_of_the_command_are_those_of_the_file():
    assert list(laws.SUBJECTS) == words.subjects()


def test_questions_that_no_rule_answers():
    with pytest.raises(WrongCall):
        rules.by_provision("cn/nothing")
    with pytest.raises(WrongCall):
        rules.by_provision("zz/nothing")
    with pytest.raises(TypeError):
        answer.answer("cn/fashi-2017-10/11", {}, date(2023, 12, 1))


@pytest.mark.parametrize(
    ("call", "module"),
    [(identification.rule, identification), (tiers.order, tiers)],
)
def test_a_provision_of_another_form_is_refused(monkeypatch, call, module):
    monkeypatch.setattr(module, "by_provision", lambda _: None)
    with pytest.raises(TypeError):
        call()


def test_a_multiple_of_what_has_no_line_is_refused():
    rule = rules.by_provision("cn/fashi-2017-10/5-1-8")
    other = msgspec.structs.replace(rules.by_provision("cn/fashi-2017-10/11"), provision="cn/fashi-2017-10/5-1-3")
    odd = rules.book([rules.Loaded(other, rules.shipped().loaded("cn/fashi-2017-10/11").path)])
    with pytest.raises(TypeError):
        answer.weigh(rule, {"duty_acquired": True}, DAY, book=odd)


def test_a_bad_choice_of_decisions_is_seen_by_standing():
    rows = [{"id": "1", "act": "finding.reject", "target": {"finding": "c/1/text/0-5/name"}, "undone_by": None},
            {"id": "2", "act": "undo", "target": {"decision": "1"}, "undone_by": None},
            {"id": "3", "act": "undo", "target": {"decision": "2"}, "undone_by": None}]  # fmt: skip
    assert [d["id"] for d in Standing.of(rows)] == ["1", "3"]
    assert Standing.of([{"id": "4", "act": "figure.value", "target": {"figure": "f", "value": 3}}]).values == {
        "f": (3, "4")
    }


@given(st.lists(st.tuples(st.sampled_from("pq"), st.sampled_from("xy"), st.sets(st.sampled_from("abc"), min_size=1))))
def test_readings_are_ordered_and_repeats_add_nothing(rows):
    events = [counting.Event(act="publish", person=p, items=sorted(i), channel=c) for p, c, i in rows]
    persons, sets = (counting.count(events, u) for u in ("U_person", "U_set"))
    assert persons <= sets
    assert counting.count(events * 2, "U_set") == sets
    assert sets <= counting.count(events, "U_set", "each") <= len(events)


def test_kinds_link_and_print():
    known = kinds.kinds()
    assert len(known) >= 60
    assert links.links().file.hub.share == Fraction(1, 2)
    assert len(rules.digest()) == 64  # a whole SHA-256; what is printed is its beginning
    assert {k.strength for k in known.values()} == {"primary", "secondary", "tertiary", "none"}
    assert links.links().told("decided").level == "certain"
    with pytest.raises(KeyError):
        links.links().told("nothing")
    assert rule_pages.link("one_primary")[0] == "一级标识（校验通过）相同"
    assert rule_pages.link("one_primary", "en")[0].startswith("one primary")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_rule_prints_as_a_page(lang):
    for row in rule_pages.rows():
        page = rule_pages.text(row["provision"], lang)
        assert row["article"] in page
        assert rules.shipped().loaded(row["provision"]).rule.sentence in page
        assert rule_pages.data(rules.shipped().loaded(row["provision"]))["form"] == row["form"]


def test_an_edition_of_a_team_is_read_from_its_folder(edition):
    assert len(rules.load("cn", edition)) == len(rules.load())
    (edition / "cn" / "fashi-2017-10" / "art-11.yaml").write_text("form: nothing\n", "utf-8")
    with pytest.raises(RuleFault):
        rules.load("cn", edition)


def test_undone_elsewhere():
    """A decision whose undoing is not in the list still counts as undone."""
    d = {"id": "1", "act": "person.same", "target": {"a": "x", "b": "y"}, "undone_by": "7"}
    assert Standing.of([d]).rows == ()
    assert Standing.of([{**d, "undone_by": None}]).joined == [("x", "y", "1")]


@pytest.mark.parametrize("subject", ["civil", "damages"])
def test_quotations_of_a_civil_suit_are_whole(subject):
    """No sentence ends before the items it announces, none is cut inside, and an item is quoted with what governs it."""
    for one in rules.shipped().rules:
        said = one.rule.sentence
        if words.subject(one.rule.provision) == subject and one.rule.status == "verified":
            announced = "下列" in said or said.rstrip("。").endswith(("：", "主要有", "以下因素"))
            assert not announced or "（" in said, one.rule.provision
            assert "…" not in said, one.rule.provision
            assert not said.startswith("（"), one.rule.provision


@pytest.mark.parametrize(
    ("provision", "part"),
    [
        ("minfadian/1194", "法律另有规定的，依照其规定"), ("minfadian/188-2", "可以根据权利人的申请决定延长"),
        ("minfadian/1033-1", "除法律另有规定或者权利人明确同意外"), ("minfadian/1182-loss-or-gain", "根据实际情况确定赔偿数额"),
        ("pipl/69-2-loss-or-gain", "根据实际情况确定赔偿数额"), ("fashi-2020-17/12-1", "律师费用"), ("fashi-2020-17/6", "浏览量"),
    ],
)  # fmt: skip
def test_what_limits_a_sentence_is_quoted_with_it(provision, part):
    assert part in rules.by_provision(f"cn/{provision}").sentence


def test_every_outcome_and_form_has_its_words_in_chinese():
    for one in rules.shipped().rules:
        outcome = getattr(one.rule, "outcome", None)
        assert outcome is None or words.said("outcomes", outcome) != outcome, one.rule.provision
        assert words.said("forms", rule_pages.form(one.rule)) != rule_pages.form(one.rule)
        assert words.subject(one.rule.provision) != "other"


def test_a_page_in_chinese_has_no_name_of_a_fact_without_its_words():
    for one in rules.shipped().rules:
        for case in one.cases:
            assert not re.search(r"还缺[a-z_]+", told_cases.case(one.rule, case)), one.rule.provision


@pytest.mark.parametrize(("name", "level"), [("nothing", "likely"), ("name_and_contact", "sure")])
def test_a_reading_that_no_rule_knows_is_refused(name, level):
    with pytest.raises(WrongCall) as raised:
        links.links().reading(name, level)
    assert "name_and_contact" in raised.value.said("en")
    assert links.links().reading("name_and_contact", "likely") is None


def test_an_answer_is_plain_data():
    said = answer.answer("cn/fashi-2017-10/5-1-7", {"gains": 5000}, date(2023, 12, 1))
    assert said.plain() == {
        "rule": "cn/fashi-2017-10/5-1-7", "article": "法释〔2017〕10号 第五条第一款第七项", "answer": "met", "inputs": {"gains": "5000"},
        "missing": [], "on": "2023-12-01",
    }  # fmt: skip


def test_instruments_stand_in_the_order_of_the_file_and_unknown_ones_last():
    named = ["cn/fashi-2017-10/5-1", "cn/xingfa/246-1", "local/guide/1"]
    assert sorted([named[2], named[0], named[1]], key=words.in_order) == named


def test_facts_of_one_person_are_never_of_a_case():
    assert "punished_criminally" in words.personal()
    assert "closed_before" not in words.personal()


def test_the_current_text_of_a_provision_is_shown_first():
    """Article 17 of the criminal law changed on 2021-03-01; so did no sentence, and both texts stand."""
    for provision, texts in rules.shipped().texts.items():
        if len(texts) > 1:
            page = rule_pages.text(provision)
            places = [page.index(rule_pages.in_force(one.rule)) for one in reversed(texts)]
            assert places == sorted(places), provision
            assert texts[-1].rule.effective_to is None or all(one.rule.effective_to for one in texts)
    first, *_ = rule_pages.text("cn/xingfa/17-1").splitlines()
    assert "2021年以前文本" not in first


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_says_which_official_text_to_compare_and_that_it_was_not(lang):
    for one in rules.shipped().rules:
        page = rule_pages.page(one, lang)
        assert words.publication(one.rule.provision, lang) in page, one.rule.provision
        assert one.rule.compared is not None or ("尚未与之核对" in page or "not checked against it" in page)


def test_a_text_that_was_compared_says_when():
    rule = msgspec.structs.replace(rules.by_provision("cn/minfadian/1034"), compared=date(2026, 12, 1))
    assert rule_pages.official(rule).endswith("flk.npc.gov.cn；2026-12-01 核对")
    assert "own" not in words.publication("x/unknown/1", "en")


def test_a_copy_by_others_is_told_as_one_wherever_the_source_stands():
    rule = rules.shipped().find("cn/pipl/4")
    assert "公开的第三方副本" in rule_pages.place(rule)
    assert rule_pages.source(rule) == f"出处：{rule_pages.place(rule)}"
