"""Civil articles asked with what the figures tell: met, not met or open with what is missing, and never "no" because nothing was found."""

from datetime import date

import pytest

from doxdocket.count import thresholds
from doxdocket.count.civil_facts import known
from doxdocket.count.explain_law import sections
from doxdocket.law.rules import shipped

ON = date(2024, 3, 1)


def figures(**bounds):
    """Figures by id: (low, high); a kind as ``kind_x``, ``kind_`` being ``kind.``."""
    return [
        {"id": name.replace("kind_", "kind."), "low": low, "estimate": low, "high": high} for name, (low, high) in bounds.items()
    ]  # fmt: skip


def asked(provision, facts=None, **bounds):
    rule = shipped().find(provision, ON)
    seen = known(figures(**bounds), rule)
    counted = {"on": ON.isoformat(), "readings": {"": {"low": {}, "high": {}}}, "beside": seen}
    [row] = thresholds.of(provision, counted, facts)
    return row


@pytest.mark.parametrize(("bounds", "low", "high"), [
    ({"kind_bank_account": (3, 3)}, "met", "met"),
    ({"kind_bank_account": (0, 1)}, "not determinable", "met"),
    ({"kind_id_number": (3, 3)}, "not determinable", "not determinable"),  # for a person
    ({"kind_name": (3, 3)}, "not determinable", "not determinable"),  # nothing found is not none
    ({"minors_under_14": (1, 1)}, "met", "met"),
    ({}, "not determinable", "not determinable"),
])  # fmt: skip
def test_sensitive_information_is_answered_by_the_kinds_that_were_counted(bounds, low, high):
    row = asked("cn/pipl/28", **bounds)
    assert (row["answer_low"], row["answer_high"]) == (low, high)


def test_what_a_person_must_look_at_is_named():
    assert asked("cn/pipl/28", kind_id_number=(3, 3))["missing"] == ["person_looks", "under_14"]
    assert asked("cn/pipl/28", kind_name=(3, 3))["missing"] == ["kinds", "under_14"]


@pytest.mark.parametrize("provision", ["cn/minfadian/1034-pi", "cn/pipl/4", "cn/fashi-2017-10/1-pi"])
def test_whether_somebody_is_identified_is_told_by_the_count_of_persons(provision):
    ends = [
        (asked(provision, persons_civil=pair)["answer_low"], asked(provision, persons_civil=pair)["answer_high"])
        for pair in ((2, 2), (0, 2), (0, 0))
    ]
    assert ends == [("met", "met"), ("not determinable", "met"), ("not determinable", "not determinable")]


def test_a_fact_on_the_register_goes_before_what_is_entailed():
    assert asked("cn/pipl/4", {"anonymised": True}, persons_civil=(2, 2))["answer_low"] == "not met"


def test_insult_that_a_person_confirmed_touches_reputation_and_one_that_was_proposed_only_perhaps():
    assert asked("cn/minfadian/1024", insult=(1, 9))["answer_low"] == "met"
    row = asked("cn/minfadian/1024", insult=(0, 9))
    assert (row["answer_low"], row["answer_high"], row["missing"]) == (
        "not determinable",
        "met",
        ["conduct", "defamed"],
    )


@pytest.mark.parametrize(("provision", "missing"), [
    ("cn/pipl/69-1", {"damage_done", "decides_means", "decides_purpose", "no_fault_proved", "pi_rights_infringed"}),
    ("cn/minfadian/1165-1", {"fault", "civil_rights_infringed", "damage"}),
    ("cn/minfadian/1032", {"private_matter", "pried_leaked_published"}),
    ("cn/minfadian/1194", {"by_network", "damage"}),
    ("cn/minfadian/1195-1", {"tort_by_network_user", "notice_with_first_evidence", "notice_with_true_name"}),
    ("cn/minfadian/1196-1", {"declaration_with_first_evidence", "declaration_with_true_name"}),
    ("cn/minfadian/1197", {"by_network", "provider_knew", "no_measures"}),
    ("cn/minfadian/1039", {"learned_on_official_duty", "leaked_by_official", "provided_by_official"}),
    ("cn/fashi-2020-17/7", {"care_of_forwarder", "how_plain_of_forward", "altered_or_retitled"}),
])  # fmt: skip
def test_no_count_answers_what_a_person_must_find(provision, missing):
    row = asked(provision, persons_civil=(9, 9), minors_under_14=(1, 1), insult=(1, 1), kind_bank_account=(3, 3))
    assert (row["answer_low"], row["answer_high"]) == ("not determinable", "not determinable")
    assert set(row["missing"]) == missing


def page(provision, lang="zh"):
    rows = [
        {
            "by": "explain",
            "about": "",
            "entries": [],
            **asked(provision, persons_civil=(2, 3), kind_bank_account=(3, 3)),
        }
    ]
    row = {
        "label": "其中敏感个人信息被公开的人",
        "label_en": "persons",
        "unit": "人",
        "rule": "cn/pipl/28",
        "cites": [],
    }
    published = {
        "law_counts": {"on": ON.isoformat()}, "figures": [{**row, **one} for one in figures(sensitive_persons=(1, 1234))],
    }  # fmt: skip
    found = sections(provision, published, shipped(), lambda p: rows if p == provision else [], lambda _: [])
    return "\n".join(line.of(lang) for section in found[1][1:] for line in section.lines)


def test_the_page_names_kinds_in_words_says_whose_the_counts_are_and_shows_the_figures_of_the_article():
    said = page("cn/pipl/28")
    assert "银行卡号" in said
    assert "bank_account" not in said
    assert "不限于任何被告的频道" in said
    assert "sensitive_persons 其中敏感个人信息被公开的人：1 – 1 – 1,234 人" in said
    assert "no defendant's" in page("cn/pipl/28", "en")


def test_the_page_says_what_the_case_holds_for_a_fact_that_a_person_must_find():
    said = page("cn/pipl/69-1")
    assert "须由人认定" in said
    assert "register list 案卷 harm" in said
