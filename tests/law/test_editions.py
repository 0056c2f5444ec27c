"""A local edition laid over the shipped rules: what it changes, for which days, and what it may not."""

from datetime import date

import pytest
from tests.law.sample_edition import HEAD, LINE

from doxdocket.errors import WrongCall
from doxdocket.law import answer, editions, rule_pages, rules

DAY = date(2026, 12, 1)
GAINS = "cn/fashi-2017-10/5-1-7"
CASES = """
- {name: below, act_date: 2026-06-01, given: {gains: 2999}, expect: not met}
- {name: at the line, act_date: 2026-06-01, given: {gains: 3000}, expect: met}
"""


def edition(line=LINE, cases=CASES, **more):
    return {"edition.yaml": HEAD, "gains.yaml": line, "gains.cases.yaml": cases, **more}


def said(files):
    return [p.en for p in editions.problems(files, DAY)]


def test_a_rule_in_the_place_of_a_shipped_one_is_a_notice_and_an_added_one_is_none():
    (found,) = editions.problems(edition(), DAY)
    assert (found.severity, found.file) == ("notice", "gains.yaml")
    assert "取代了法释〔2017〕10号 第五条第一款第七项" in found.zh
    assert said(edition(LINE.replace("cn/fashi-2017-10/5-1-7", "local/guide/1"))) == []


def test_a_sound_edition_has_no_error_and_names_itself():
    book = editions.of(edition())
    assert book.name == "cn+sample"
    assert {one.edition for one in book.rules} == {"cn", "sample"}
    assert book.digest != rules.shipped().digest
    assert [book.find(GAINS, day).lines(day) for day in (date(2024, 6, 1), date(2026, 6, 1))] == [{"gains": 5000}, {"gains": 3000}]  # fmt: skip


@pytest.mark.parametrize(
    ("on", "line"),
    [(date(2025, 12, 31), 5000), (date(2026, 1, 1), 3000), (date(2026, 6, 30), 3000), (date(2026, 7, 1), 5000)],
)
def test_it_answers_from_its_first_day_to_its_last_and_the_base_before_and_after(on, line):
    files = edition(LINE.replace("effective_from: 2026-01-01", "effective_from: 2026-01-01\neffective_to: 2026-06-30"))
    book = editions.of(files)
    assert answer.answer(GAINS, {"gains": line - 1}, on, book).answer == "not met"
    assert answer.answer(GAINS, {"gains": line}, on, book).answer == "met"
    assert answer.answer(GAINS, {"gains": line}, on).answer == ("met" if line == 5000 else "not met")


def test_rules_that_ask_the_replaced_one_ask_the_local_text():
    book, on = editions.of(edition()), date(2026, 6, 1)
    given = {"gains": 1500, "duty_acquired": True, "tier_a": 0, "tier_b": 0, "tier_c": 0}
    assert answer.answer("cn/fashi-2017-10/5-1-8", given, on, book).answer == "met"  # half of 3000
    assert answer.answer("cn/fashi-2017-10/5-1-8", given, on).answer == "not met"


def test_a_new_provision_is_added():
    line = LINE.replace("cn/fashi-2017-10/5-1-7", "cn/province-rule/1").replace("{gains: 3000}", "{victims: 30}")
    line += "facts:\n  victims: {zh: 被害人数, en: victims}\n"
    book = editions.of(edition(line, "[{name: thirty, act_date: 2026-06-01, given: {victims: 30}, expect: met}]"))
    assert answer.answer("cn/province-rule/1", {"victims": 30}, date(2026, 6, 1), book).answer == "met"
    assert len(book.rules) == len(rules.shipped().rules) + 1


def test_the_digest_changes_with_any_file_and_with_the_base():
    one, other = editions.of(edition()), editions.of(edition(cases=CASES + "\n"))
    assert len({one.digest, other.digest, rules.shipped().digest}) == 3


@pytest.mark.parametrize(
    ("files", "word"),
    [
        ({"gains.yaml": LINE}, "no edition.yaml"),
        (edition(**{"edition.yaml": HEAD.replace("base: cn", "base: fr")}), "base is cn"),
        (edition(**{"edition.yaml": HEAD.replace("sample", "Sample")}), "small letters"),
        (edition(**{"edition.yaml": HEAD.replace("edition: sample", "edition: cn")}), "not cn"),
        ({"edition.yaml": HEAD}, "there is no rule file"),
        (edition(cases=CASES.replace("expect: met", "expect: not met")), "should be not met and is met"),
        (edition(cases=CASES.replace("expect: met", "expects: met")), "unknown field `expects`"),
        ({"edition.yaml": HEAD, "gains.yaml": LINE}, "has no cases"),
        (edition(**{"stray.cases.yaml": CASES}), "there is no rule beside it"),
        (edition(LINE.replace("{gains: 3000}", "{profit: 3000}")), "other counts than the rule it replaces"),
        (edition(LINE.replace("form: threshold", "form: ceiling").replace("shares:", "at_most:")), "not that of the rule it replaces"),
        (edition(LINE.replace("outcome:", "outcomes:")), "unknown field"),
        (edition(LINE + "facts:\n  profit: {zh: 获利, en: profit}\n"), "profit has words and is not asked"),
        (edition(LINE.replace("cn/fashi-2017-10/5-1-7", "cn/new/1").replace("gains:", "profit:")), "the fact profit has no words"),
        (edition(**{"twice.yaml": LINE, "twice.cases.yaml": CASES}), "another answer on the same day"),
        (edition(LINE + "displaces: [cn/none]\nonly_if: [gains]\n"), "there is no rule cn/none"),
        (edition(LINE + 'displaces: ["cn/fashi-2017-10/5-1-3"]\n'), "displaces and only_if go together"),
    ],
)  # fmt: skip
def test_a_broken_edition_is_found(files, word):
    assert any(word in text for text in said(files)), said(files)


def test_what_all_cases_share_cannot_be_local():
    path = rules.shipped().loaded("cn/fashi-2017-10/11").path
    files = {"edition.yaml": HEAD, "a.yaml": path.read_text("utf-8"), "a.cases.yaml": "[]"}
    assert "a rule of this form cannot be local" in said(files)


def test_two_special_rules_that_displace_one_on_one_day_are_an_error():
    special = LINE.replace("cn/fashi-2017-10/5-1-7", "cn/province-rule/{n}").replace("{gains: 3000}", "{gains: 1}")
    special += 'displaces: ["cn/fashi-2017-10/5-1-7"]\nonly_if: [duty_acquired]\n'
    case = "[{name: one, act_date: 2026-06-01, given: {gains: 1}, expect: met}]"
    files = {"edition.yaml": HEAD}
    for n in ("1", "2"):
        files |= {f"s{n}.yaml": special.replace("{n}", n), f"s{n}.cases.yaml": case}
    assert any("is displaced on one day by two rules" in text for text in said(files))
    assert not any("displaced" in text for text in said({k: v for k, v in files.items() if "2" not in k}))
    other = files | {"s2.yaml": files["s2.yaml"].replace("[duty_acquired]", "[known_use]")}
    assert not any("displaced" in text for text in said(other))


def test_a_displaced_rule_gives_no_answer_and_names_the_special_one():
    given = {
        "for_lawful_business": True,
        "only_tier_c": True,
        "bought_or_received": True,
        "not_passed_on": True,
        "tier_c": 5000,
    }
    found = answer.answer("cn/fashi-2017-10/5-1-5", given, date(2023, 12, 1))
    assert (found.answer, found.displaced_by, found.missing) == (
        "not determinable",
        ("cn/fashi-2017-10/6",),
        ("cn/fashi-2017-10/6",),
    )
    assert answer.answer("cn/fashi-2017-10/5-1-5", given | {"not_passed_on": False}, date(2023, 12, 1)).answer == "met"


def test_the_head_must_be_there_to_lay_it_over():
    with pytest.raises(WrongCall):
        editions.of({"gains.yaml": LINE})


def test_the_page_of_a_local_text_names_its_edition_and_that_of_a_shipped_one_none():
    book = editions.of(edition())
    pages = rule_pages.text(GAINS, "zh", book)
    assert pages.count("版本：sample（本地版）") == 1
    assert "edition: sample (local)" in rule_pages.text(GAINS, "en", book)
    assert "本地版" not in rule_pages.text(GAINS, "zh")
