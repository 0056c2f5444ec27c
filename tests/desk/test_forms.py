"""What is filled in and what is written as YAML is the same entry, whatever the form; a fault stands at its field, all of them at once."""

import json
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.assess import forms as kept
from doxdocket.assess.form import Form
from doxdocket.assess.forms import FORMS
from doxdocket.assess.forms.gains import Statement
from doxdocket.assess.forms.parties import Defendant
from doxdocket.assess.read import yaml
from doxdocket.desk.forms import GROUPS, Field, fact_takes, fields, filled, group, read
from doxdocket.law.words import facts
from doxdocket.store.canonical import canonical

ZONE = ZoneInfo("Asia/Shanghai")
WORDS = st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs"], max_codepoint=0x1FFFF), min_size=1, max_size=12
).filter(lambda text: text.strip() == text and text != "null")
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
DAYS = st.dates(date(1949, 1, 1), date(2100, 1, 1))


def _day_written(draw, day: date) -> str:
    return draw(
        st.sampled_from(
            [
                day.isoformat(),
                f"{day.year}年{day.month}月{day.day}日",
                f"{day.year}/{day.month}/{day.day}",
                f"{day} 00:00:00",
            ]
        )
    )


def _both(draw, field: Field) -> tuple[str, str]:
    """One value as YAML has it and as somebody fills it in."""
    match field.takes:
        case "choice":
            one = draw(st.sampled_from(field.choices))
            return json.dumps(one.value), draw(st.sampled_from([one.value, one.word.zh, one.word.en]))
        case "answer":
            yes = draw(st.booleans())
            return str(yes).lower(), draw(st.sampled_from([["是", "true", "TRUE"], ["否", "false", "no"]][not yes]))
        case "day":
            day = draw(DAYS)
            return draw(st.sampled_from([f'"{day}"', f"{day}"])), _day_written(draw, day)
        case "birth":
            day = draw(DAYS)
            return draw(
                st.sampled_from(
                    [
                        (f'"{day}"', f"{day.year}年{day.month}月{day.day}日"),
                        (f'"{day.year}-{day.month:02}"', f"{day.year}年{day.month}月"),
                        (str(day.year), f"{day.year}年"),
                    ]
                )
            )
        case "moment":
            at = datetime.combine(draw(DAYS), draw(st.times())).replace(microsecond=0)
            zoned = at.replace(tzinfo=timezone(timedelta(hours=draw(st.integers(-8, 9)))))
            plain = at.replace(year=max(2000, at.year))
            return draw(
                st.sampled_from(
                    [
                        (json.dumps(zoned.isoformat()), zoned.isoformat()),
                        (json.dumps(plain.isoformat() + "+08:00"), plain.strftime("%Y年%m月%d日 %H:%M:%S")),
                    ]
                )
            )
        case "amount":
            cents = draw(st.integers(0, 10**12))
            text = draw(st.sampled_from([f"{cents // 100}.{cents % 100:02}", f"{cents // 100}"]))
            whole, _, part = text.partition(".")
            return json.dumps(text), draw(st.sampled_from([text, f"{int(whole):,}" + (f".{part}" if part else "")]))
        case "count":
            number = draw(st.integers(1949, 2200) if field.name == "year" else st.integers(0, 10**6))
            return draw(st.sampled_from([str(number), f'"{number}"'])), str(number)
        case "share":
            text = f"{draw(st.integers(0, 9))}/{draw(st.integers(1, 9))}"
            return json.dumps(text), text
        case "text" if field.name == "number":
            text = f"{draw(st.sampled_from(['某检民公', '杭检一部民公立']))}〔{draw(st.integers(1949, 2200))}〕{draw(st.integers(1, 9999))}号"
            return json.dumps(text, ensure_ascii=False), f" {text} "
        case "long":
            text = draw(LINES)
            return json.dumps(text, ensure_ascii=False), text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
        case _:
            text = draw(WORDS)
            return json.dumps(text, ensure_ascii=False), f" {text}  "


@st.composite
def entries(draw, form: str) -> tuple[str, dict[str, str]]:
    """An entry of the form twice: as YAML and as filled in, each field written as somebody may."""
    written: dict[str, str] = {"form": form}
    given_: dict[str, str] = {}
    fact = draw(st.sampled_from(sorted(facts()))) if form == "fact" else ""
    sort = fact_takes(fact) if fact else ""
    for field in fields(form):
        if not field.required and draw(st.integers(0, 2)) == 0:
            continue
        if form == "fact" and field.name == "id":
            written["id"] = given_["id"] = fact
        elif field.takes == "fact":
            as_yaml, as_given = {
                "fact": [("true", "是"), ("false", "否"), ("null", "不明")],
                "count": [("50", "50"), ("20240131", "20240131"), ("null", "null")],
                "day": [("2024-01-31", "2024年1月31日"), ("null", "未知")],
            }[sort][draw(st.integers(0, 1))]
            written[field.name], given_[field.name] = as_yaml, as_given
        elif field.takes in {"rows", "pairs"}:
            rows = draw(st.integers(0, 3))
            pairs, listed = {}, []
            for n in range(rows):
                row = {}
                for one in field.inner:
                    as_yaml, as_given = _both(draw, one)
                    if one.name == "key" and as_yaml in pairs:
                        break
                    row[one.name] = as_yaml
                    given_[f"{field.name}.{2 * n}.{one.name}"] = as_given
                else:
                    pairs[row.get("key")] = row.get("value")
                    listed.append("{" + ", ".join(f"{k}: {v}" for k, v in row.items()) + "}")
            pair = "{" + ", ".join(f"{k}: {v}" for k, v in pairs.items()) + "}"
            written[field.name] = pair if field.takes == "pairs" else "[" + ", ".join(listed) + "]"
        elif field.many:
            some = [_both(draw, field) for _ in range(draw(st.integers(1 if field.required else 0, 3)))]
            written[field.name] = "[" + ", ".join(one for one, _ in some) + "]"
            given_ |= {f"{field.name}.{n}": one for n, (_, one) in enumerate(some)}
        else:
            written[field.name], given_[field.name] = _both(draw, field)
    _agree(form, written, given_)
    return "- {" + ", ".join(f"{k}: {v}" for k, v in written.items()) + "}", given_


def _put(written, given_, name, value):
    for one in [one for one in given_ if one == name or one.startswith(f"{name}.")]:
        del given_[one]
    written.pop(name, None)
    if isinstance(value, list):
        written[name] = "[" + ", ".join(value) + "]"
        given_ |= {f"{name}.{n}": one for n, one in enumerate(value)}
    elif value is not None:
        written[name] = json.dumps(value, ensure_ascii=False)
        given_[name] = value


def _agree(form, written, given_):
    """Fields that must fit one another are made to."""
    if form == "event":
        _put(written, given_, "state", "SC")
        _put(written, given_, "step", "judgment_served")
    elif form == "extension":
        _put(written, given_, "days", "3")
    elif form == "exclusion":
        _put(written, given_, "until", None)
    elif form == "holiday":
        year = given_["year"]
        _put(written, given_, "holidays", [f"{year}-01-01", f"{year}-05-01"])
        _put(written, given_, "workdays", [f"{int(year) - 1}-12-29"])
    elif form == "second_instance":
        _put(written, given_, "outcome", "affirmed")
    elif form == "issued" and "text" in written:
        _put(written, given_, "text", "0123456789abcdef")
    elif "coin" in written:
        _put(written, given_, "coin", "HKD")
    elif form == "judgment_change":
        _put(written, given_, "how", "changed")
        _put(written, given_, "text", "变更为付款")


@pytest.mark.parametrize("form", list(FORMS))
@examples(25)
@given(data=st.data())
def test_filled_in_and_written_are_the_same_entry(form, data):
    text, given_ = data.draw(entries(form))
    found = read(form, given_, ZONE)
    assert found.faults == ()
    (stated,) = yaml(text)
    assert isinstance(found.entry, Form)
    assert canonical(kept.body(found.entry)) == canonical(kept.body(stated))
    again = read(form, filled(stated, sealed=True), ZONE)  # and the other way round
    assert again.entry == stated


def test_every_form_stands_in_one_group_and_every_field_has_words():
    assert sorted(one for some in GROUPS.values() for one in some) == sorted(FORMS)
    assert group("harm") == "harm"
    for form in FORMS:
        for field in fields(form):
            assert field.word.zh
            assert field.takes not in {"choice", "ref"} or field.choices or field.of, (form, field.name)
            if form != "wallet":  # names of chains are names
                assert all(one.word.zh != one.value for one in field.choices), (form, field.name)


def test_every_fault_is_told_at_its_field_at_once():
    found = read("harm", {"kind": "callz", "day": "3/4/2024", "times": "-2", "until": "2024-13-01"}, ZONE)
    assert found.entry is None
    assert {one.field for one in found.faults} == {"id", "kind", "day", "times", "until"}
    (kind,) = (one for one in found.faults if one.field == "kind")
    assert (kind.zh.startswith("不在可写的之内：来电、短信"), kind.then.zh) == (True, "从列出的各项中选一项")


def test_a_fault_of_a_row_stands_at_the_row_that_has_it():
    found = read("actor", {"id": "A1", "signatures.0.channel": "", "signatures.4.text": "甲"}, ZONE)
    assert [(one.field, one.zh) for one in found.faults] == [("signatures.4.channel", "没有写")]
    shares = {"shares.0.key": "D1", "shares.0.value": "一半", "shares.1.key": "D1", "shares.1.value": "1/2"}
    found = read("receipt", {"id": "G1", "stage": "paid", "amount": "5", **shares}, ZONE)
    assert [one.field for one in found.faults] == ["shares.0.value", "shares.1.key"]


def test_fields_that_do_not_agree_are_told_of_the_whole():
    found = read("extension", {"id": "x1", "deadline": "review", "by": "检察长"}, ZONE)
    assert [(one.field, one.zh) for one in found.faults] == [("", "要写月数或者日数")]


def test_an_amount_in_yuan_is_none_of_another_coin():
    asked = {"id": "G1", "stage": "paid", "amount": "5元"}
    assert read("receipt", asked, ZONE).faults == ()
    assert [one.field for one in read("receipt", {**asked, "coin": "USDT"}, ZONE).faults] == ["amount"]


def test_what_is_sealed_is_not_filled_in_and_may_stay_as_it_is():
    was = Defendant(id="D1", name="周某某", born="2003-08")
    asked = filled(was)
    assert "周某某" not in str(asked)
    assert "name" in {one.field for one in read("defendant", asked, ZONE).faults}
    stays = read("defendant", {**asked, "place": "甲市乙区"}, ZONE, was, ("name", "born")).entry
    assert stays == Defendant(id="D1", name="周某某", born="2003-08", place="甲市乙区")
    assert read("defendant", {**asked, "name": "吴某"}, ZONE, was, ("name",)).entry == Defendant(id="D1", name="吴某")
    file = Statement(id="S1", file="file:1", kind="bank", own=("A", "B"))
    more = read("statement", {**filled(file), "own.0": "C"}, ZONE, file, ("own",)).entry
    assert isinstance(more, Statement)
    assert more.own == ("A", "B", "C")
