"""Entries as they are read and shown: lists and optional fields that are sealed, lines that are none, fields that do not agree."""

import json
from typing import Annotated

import pytest

from doxdocket.assess.entry_faults import faults, unfit
from doxdocket.assess.form import Form, is_sealed, sealed, shown
from doxdocket.assess.forms import FORMS
from doxdocket.assess.forms.gains import Statement
from doxdocket.assess.read import json_lines
from doxdocket.errors import WrongCall


class Held(Form, kw_only=True, frozen=True):
    """A form of our own: sealed where nothing need be written."""

    own: Annotated[str, sealed("name")] | None = None


def test_what_is_sealed_is_masked_in_a_list_and_where_nothing_need_be_written() -> None:
    of = Statement(id="S1", file="file:1", kind="bank", own=("6222 0000", "TXyz"))
    assert shown(of)["own"] == ["****", "****"]
    assert is_sealed(Held, "own")
    assert shown(Held(id="1", own="周某某")) == {"form": "held", "id": "1", "own": "周**"}
    assert shown(Held(id="1")) == {"form": "held", "id": "1"}


def test_a_line_that_is_no_json_keeps_all_out_and_is_told_by_its_number() -> None:
    good = json.dumps({"form": "defendant", "id": "D1", "name": "甲某"}, ensure_ascii=False)
    assert [e.id for e in json_lines(f"{good}\n\n  \n", "x")] == ["D1"]
    with pytest.raises(WrongCall) as refused:
        json_lines(f"{good}\n\n{{'form': 'defendant'\n[1]", "x.jsonl")
    assert refused.value.facts["n"] == 2
    assert refused.value.facts["lines_en"].split("\n") == [
        "  x.jsonl:3: is no entry (field: content)", "  x.jsonl:4: is no entry (field: content)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "zh", "en"),
    [
        ({"form": "extension", "deadline": "filing.review", "by": "院长"}, "要写月数或者日数", "months or days are needed"),
        ({"form": "exclusion", "ground": "expert", "since": "2024-05-02", "until": "2024-05-01"}, "止日早于起日", "until is before since"),
        ({"form": "holiday", "year": 2024, "holidays": ["2025-01-01"], "source": "国办通知"}, "有日期不属于这一年", "a day is not of that year"),
        ({"form": "holiday", "year": 2024, "holidays": [], "source": "国办通知"}, "休假日与上班日重复或者没有休假日", "a day is of rest and worked, or none is of rest"),
    ],
)  # fmt: skip
def test_fields_that_do_not_agree_are_told_in_both_languages(more: dict, zh: str, en: str) -> None:
    with pytest.raises(WrongCall) as refused:
        json_lines(json.dumps({"id": "E1", **more}, ensure_ascii=False), "x")
    assert refused.value.facts["lines_zh"].endswith(f"E1: {zh}")
    assert refused.value.facts["lines_en"].endswith(f"E1: {en}")


def test_a_fact_may_be_stated_as_unknown_and_a_name_may_not() -> None:
    [fact] = json_lines('{"form": "fact", "id": "damage", "value": null, "reason": "尚未查明"}', "x")
    assert fact.value is None
    with pytest.raises(WrongCall) as refused:
        json_lines('{"form": "defendant", "id": "D1", "name": null}', "x")
    assert refused.value.facts["lines_en"].endswith("is missing")


@pytest.mark.parametrize("form", ["receipt", "cost", "rate", "statement"])
def test_a_coin_by_an_unknown_name_is_refused_with_the_known_codes(form):
    said = {one for _, one in faults({"coin": "狗狗币"}, FORMS[form]) if "HKD" in one[0]}
    assert len(said) == 1
    for coin in ("YUAN", "DOLLAR", "US", "CNH"):
        assert any("HKD" in one[1] and "ISO 4217" in one[1] for _, one in faults({"coin": coin}, FORMS[form]))
    assert not any(
        "HKD" in one[0] for coin in ("HKD", "港币", "AUD", "doge", "") for _, one in faults({"coin": coin}, FORMS[form])
    )


@pytest.mark.parametrize(("state", "step", "known"), [("S15", "due", ""), ("S15", "nosuchstep", "due 履行期间最后一日"), ("S0", "due", "—"), ("SC", "judgement", "judgment"), ("S15", "", "")])  # fmt: skip
def test_a_step_that_no_table_has_of_its_state_is_refused_at_entry_with_those_that_there_are(state, step, known):
    """It was taken, and ``assess procedure`` alone told later that it takes no part."""
    told = {"form": "event", "id": "E1", "state": state, "at": "2025-01-15"} | ({"step": step} if step else {})
    found = unfit(told, FORMS["event"])
    assert [(f"{step} 不是 {state} 的步骤" in zh, known in zh, f"{step} is no step of {state}" in en) for zh, en in found] == ([(True,) * 3] if known else [])  # fmt: skip
