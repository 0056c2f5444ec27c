"""What the law wants stated about a source: each article, stated and not, and what stays readable of a correction."""

import pytest

from doxdocket.errors import WrongCall
from doxdocket.store import verify
from doxdocket.store.acquisition import FACTS, LACKS, METHODS, lacking
from doxdocket.store.case import Case

WHOLE = {"officers": ("甲", "乙"), "origin": "公安移送", "captured": True, "note": "",
         "taking": {"method": "online", "place": "某地", "witness": ["丙"], "no_seizure": "服务器在境外"}}  # fmt: skip


def codes(taking=None, **facts):
    return [one.code for one in lacking(**{**WHOLE, **facts, "taking": {**WHOLE["taking"], **(taking or {})}})]


def test_nothing_is_lacking_of_a_whole_record():
    assert codes() == []


@pytest.mark.parametrize(
    ("facts", "taking", "code"),
    [
        ({"officers": ("甲",)}, {}, "officers"),
        ({"officers": ("甲", "甲")}, {}, "officers"),
        ({"origin": " "}, {}, "origin"),
        ({"captured": False}, {}, "captured_at"),
        ({}, {"place": ""}, "place"),
        ({}, {"no_seizure": ""}, "reason"),
        ({}, {"method": "print"}, "last_resort"),
        ({}, {"witness": [], "holder": "丁"}, "witness"),
        ({}, {"witness": [], "video": "V1"}, "holder"),
    ],
)
def test_each_thing_alone(facts, taking, code):
    assert codes(taking, **facts) == [code]
    assert LACKS[code].article in (7, 9, 10, 14, 15)
    assert LACKS[code].option.startswith("--")


@pytest.mark.parametrize("reason", [{"overseas": "数据在境外"}, {"no_seizure": "介质不便封存"}])
def test_any_reason_for_not_seizing_will_do(reason):
    assert codes({"no_seizure": "", **reason}) == []
    assert codes({"no_seizure": ""}, note="服务器在境外") == []


@pytest.mark.parametrize("method", sorted(METHODS))
def test_a_method_asks_for_what_belongs_to_it(method):
    found = set(codes({"method": method, "witness": [], "no_seizure": ""}))
    assert ("witness" in found) == (method not in {"obtained", "transfer", "self_preserved", "notarised", "platform"})
    assert ("holder" in found) == (method not in {"notarised", "platform"})
    assert ("reason" in found) == (method in {"on_site", "online", "remote", "transfer", "other"})
    assert ("last_resort" in found) == (method == "print")


def test_without_a_method_everything_is_asked_for():
    assert set(codes({"method": "", "witness": [], "no_seizure": ""})) == {"method", "reason", "witness", "holder"}


def gaps(case):
    return {gap.lack.code: gap.numbers for gap in verify.gaps(case)}


def test_verify_takes_a_reason_stated_as_one(case: Case) -> None:
    first = case.sources()[0]
    case.describe_source(first.sha256, officer="甲", note="")
    assert gaps(case)["reason"] == (1,)
    case.describe_source(first.sha256, officer="甲", taking={"overseas": "服务器在境外"})
    assert "reason" not in gaps(case)
    assert verify.verify(case) == []


def test_verify_names_every_source_that_lacks_something(fresh, tmp_path) -> None:
    from doxdocket import intake

    for n in range(15):
        (tmp_path / f"{n}.json").write_bytes(bytes([n]))
    with fresh(officers=["甲", "乙"]) as case:
        intake.take(case, [tmp_path / f"{n}.json" for n in range(15)], origin="公安移送")
        assert gaps(case)["reason"] == tuple(range(1, 16))


@pytest.mark.parametrize("taking", [{"colour": "red"}, {"method": "magic"}])
def test_what_is_no_statement_is_refused_and_nothing_is_logged(case: Case, taking: dict) -> None:
    before = len(case.custody.rows())
    with pytest.raises(WrongCall, match=f"taking: {next(iter(taking))}"):
        case.describe_source(case.sources()[0].sha256, taking=taking)
    assert len(case.custody.rows()) == before


def test_what_the_program_recognised_is_nobodys_statement(case: Case) -> None:
    case.set_form(case.sources()[0].sha256, "tdesktop_json")
    assert case.statements() == []
    case.describe_source(case.sources()[0].sha256, form="kept", officer="甲")
    assert [(s.was, s.now) for s in case.statements()] == [({"form": "tdesktop_json"}, {"form": "kept"})]
    assert verify.verify(case) == []


def test_reprs_and_custody_hold_no_name_of_a_witness(case: Case) -> None:
    first = case.sources()[0]
    case.describe_source(first.sha256, officer="甲", taking={"witness": ["无名氏"], "method": "online"})
    assert "无名氏" not in repr(case.source(first.sha256)) + repr(case.statements())
    assert "无名氏" not in repr(case.custody.rows())


def test_every_fact_has_both_languages() -> None:
    for zh, en in (*FACTS.values(), *METHODS.values(), *((one.zh, one.en) for one in LACKS.values())):
        assert zh
        assert en.isascii()
