"""What rules find is evidence of the one decision, and what it does not take stays doubtful."""

import pytest

from doxdocket.bounds import bounded
from doxdocket.detect import detect, rules
from doxdocket.detect.conduct import by_rules, label
from doxdocket.detect.hit import Hit
from doxdocket.detect.reader import answer, conduct
from doxdocket.detect.reader.evidence import Evidence
from doxdocket.detect.reader.rows import features
from doxdocket.detect.reader.ruled import Ruled
from doxdocket.detect.reader.tagger import tag
from doxdocket.records import Verdict
from doxdocket.text import read

TEXT = "业主韩知予，电话１３９0000１８５０"


def hit(start, end, kind="name", verdict=Verdict.VALID):
    return Hit(start, end, kind, verdict, TEXT[start:end], ("name.called",))


@pytest.mark.parametrize(
    ("found", "state"),
    [
        ([hit(2, 5)], ["rule=same firm", "rule=same firm name.called", "rules=1"]),
        ([hit(2, 5, verdict=Verdict.DOUBTFUL)], ["rule=same doubtful", "rule=same doubtful name.called", "rules=0"]),
        ([hit(2, 4)], ["rule=near firm", "rule=near firm name.called", "rules=1"]),
        ([hit(4, 9)], ["rule=part firm", "rule=part firm name.called", "rules=1"]),
        ([hit(2, 5, "workplace")], ["rule=other firm", "rule=other firm workplace", "rules=1"]),
        ([hit(2, 4, "workplace"), hit(4, 6)], ["rule=part firm", "rule=part firm name.called", "rules=2"]),
        ([hit(2, 4, "workplace"), hit(4, 6, "school")], ["rule=other firm", "rule=other firm workplace", "rules=2"]),
        ([hit(5, 6)], ["rule=none", "rules=1"]),
    ],
)
def test_how_a_finding_lies_to_a_candidate(found, state):
    reading = read(TEXT)
    told = Evidence.of(reading, *tag([reading]), found)
    [own] = [names for one, names in features(told).items() if one[:3] == (2, 5, "name")]
    assert [name for name in own if name.startswith("rule") and "&" not in name] == state


def test_findings_are_placed_in_the_cleaned_text():
    text = "手機：１３\u200b８①②③④⑤⑥⑦⑧"
    reading = read(text)
    (start, end, kind), *more = Ruled.of(reading, rules.detect(text)).at
    assert (reading.clean[start:end], kind, more) == ("13812345678", "phone_number", [])


def test_what_the_decision_does_not_take_stays_doubtful():
    reading = read("今天天气不错，大家周末去爬山吧")
    found = [Hit(2, 4, "name", Verdict.VALID, "天气", ("name.alone",))]
    [post] = tag([reading])
    [one] = answer.of(reading, post, found).found
    assert (one.candidate.span, one.candidate.verdict, one.rule) == ((2, 4), Verdict.DOUBTFUL, found[0])


def test_a_rule_that_stands_keeps_its_value_and_reasons():
    [name, phone] = detect("姓名：韩 知予 电话：178 0640 1357")
    assert (name.value, phone.value) == ("韩知予", "17806401357")
    assert name.reasons[0] == "name.label"


def test_many_findings_cost_no_more_a_text():
    def steps(times):
        text = "姓名：韩知予 电话：17806401357\n" * times
        reading, found = read(text), rules.detect(text)
        [net] = tag([reading])
        with bounded(1 << 40) as work:
            features(Evidence.of(reading, net, found))
        return work.spent

    assert steps(80) <= 2 * steps(40) + 100


def test_what_a_rule_says_is_a_class_of_its_clauses():
    text = read("一起去打爆她的电话！谢谢大家").clean
    [told] = by_rules([text], [[]])
    assert {one.label for one in told} == {"incitement"}
    _, marks, _ = conduct.features(text, told)
    assert ["[rule incitement]" in one.classes for one in marks] == [True, False]


def test_conduct_is_the_same_alone_and_beside_others():
    texts = ["一起去打爆她的电话！贱人", "今天的火锅不错", "代查户籍30一份，走u"]
    found = [detect(text) for text in texts]
    assert label(texts, found) == [label([text], [hits])[0] for text, hits in zip(texts, found, strict=True)]


def test_a_name_that_a_label_announces_is_no_doubtful_one():
    [name] = [hit for hit in detect("姓名：常乐 年龄：17 电话：13900001850") if hit.kind == "name"]
    assert name.reasons[0] == "name.label"
    assert name.verdict is not Verdict.DOUBTFUL


def test_an_identity_number_with_its_check_digit_is_one_on_any_paper():
    found = {hit.value: (hit.kind, hit.verdict) for hit in detect("驾照 档案编号330100000018 证号110101189903070026")}
    assert found["110101189903070026"] == ("id_number", Verdict.VALID)


@pytest.mark.parametrize(("reason", "verdict"), [("decoy.advert", "doubtful"), ("phone.mobile", "valid")])
def test_what_a_rule_knows_for_a_decoy_stays_doubtful(reason, verdict):
    reading = read("姓名：韩知予 电话：17806401357 地址：海棠路3号2栋501")
    [post] = tag([reading])
    [name, *_] = [hit for hit in rules.detect(reading.raw) if hit.kind == "name"]
    phone = Hit(10, 21, "phone_number", Verdict.DOUBTFUL, "17806401357", (reason,))
    [found] = [one for one in answer.of(reading, post, [name, phone]).found if one.candidate.span == (10, 21)]
    assert found.candidate.verdict == verdict
