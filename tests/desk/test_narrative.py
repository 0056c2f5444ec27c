"""What papers say of each defendant: whom no joint liability takes in, what the scope leaves out, who is asked nothing."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pyarrow as pa
import pytest
from tests.assess.procedure_made import entered

from doxdocket.assess.forms.parties import Actor, Attribution, Defendant, Fact, Guardian, Joint, Role
from doxdocket.assess.forms.parties import Testimony as Said
from doxdocket.assess.parties import table
from doxdocket.desk.accounts.parties_words import binds, for_days, guardian_as, how
from doxdocket.desk.documents import elements, narrative
from doxdocket.law.rules import shipped
from doxdocket.report.document import Document
from doxdocket.words import either, speaking

DAY = date(2023, 7, 9)
THREE = tuple(Defendant(id=f"D{n}", name=name, born="1990-01-01", called="civil") for n, name in enumerate("甲乙丙", 1))
FACTS = tuple(Fact(id=name, value=True, reason="查明") for name in ("damage", "acted_together@J1"))


def joint(*members, basis="1168"):
    return Joint(id="J1", basis=basis, members=members, channels=("c1",), since=DAY, until=DAY, reason="共同")


@pytest.fixture(autouse=True)
def chinese():
    with speaking("zh"):
        yield


def material(*more, claims=(), **has):
    found = table.parties(entered(*THREE, *more), [], {}, None)
    scope = SimpleNamespace(channels=("c1", "c2"), basis="decided", label=lambda _: "核心频道")
    of = SimpleNamespace(parties=found, procedure=SimpleNamespace(claims=claims), scope=scope, parted=True, lang="zh",
                         short=str, exhibit="/".join, within=lambda key: key[0] in scope.channels)  # fmt: skip
    vars(of).update(has)
    return of


def test_a_joint_claim_against_all_says_that_no_joint_liability_takes_in_all_of_them():
    of = material(joint("D1", "D2"), *FACTS)
    told = narrative.not_all_joint(of)
    assert "没有一项连带责任包括D1、D2、D3全部" in told
    assert "J1 D1、D2 连带" in told
    assert "不在任何一项共同行为登记里的：D3" in told
    assert (
        narrative.not_all_joint(of, ("D1", "D2", "G1")) == ""
    )  # a claim against those whom it takes in, and a guardian
    assert narrative.not_all_joint(of, ("D3",)) == ""
    assert narrative.not_all_joint(material(joint("D1", "D2", "D3"), *FACTS)) == ""
    apart = (
        Fact(id=f"{name}@J1", value=name != "each_sufficient", reason="查明")
        for name in ("two_or_more", "separate_acts", "same_damage", "each_sufficient")
    )
    several = material(joint("D1", "D2", "D3", basis="1172"), *FACTS, *apart)
    assert "J1 D1、D2、D3 不是连带（民法典 第一千一百七十二条）" in narrative.not_all_joint(several)
    assert list(map(binds, several.parties.joint)) == ["不是连带（民法典 第一千一百七十二条）"]


def test_no_joint_liability_is_told_of_those_whom_a_claim_is_against_and_of_all_only_where_none_is():
    claims = [
        SimpleNamespace(kind="damages", against=("D1", "D2", "G1")),
        SimpleNamespace(kind="apologise", against=()),
    ]
    assert narrative.not_joint_as_asked(material(joint("D1", "D2"), *FACTS, claims=claims)) == []
    assert len(narrative.not_joint_as_asked(material(joint("D1", "D2"), *FACTS, claims=claims[1:]))) == 1
    claims[0].against = ("D1", "D3")
    [told] = narrative.not_joint_as_asked(material(joint("D1", "D2"), *FACTS, claims=claims))
    assert "包括D1、D3全部" in told


def test_channels_to_which_nothing_ties_a_defendant_are_named():
    ran = (Actor(id="A3", accounts=("7",)), Role(id="R1", actor="A3", channel="c2", role="admin"),
           Attribution(id="L1", actor="A3", defendant="D3", grade="supported", grounds=("device",), reason="比对"))  # fmt: skip
    told = narrative.untied(material(joint("D1", "D2"), *ran))
    assert [one[:2] for one in told] == ["D1", "D2", "D3"]
    assert ["c2" in one for one in told] == [True, True, False]


def test_confirmed_conduct_outside_the_scope_is_listed_and_who_did_nothing_within_it_named(monkeypatch):
    acts = {("c1", "1"): {""}, ("c9", "2"): {"threat", "insult"}, ("c9", "3"): {""}, ("c9", "4"): {"threat"}}
    whose = {("c1", "1"): ["D1"], ("c9", "2"): ["D2"], ("c9", "3"): ["D1"]}
    monkeypatch.setattr(narrative, "acts_by_post", lambda _: acts)
    monkeypatch.setattr(narrative, "posts_counted", lambda _: acts)
    rows = [
        {"channel_id": key[0], "post_id": key[1], "bound": "low", "how": "own", "who": who}
        for key, [who] in whose.items()
    ]
    monkeypatch.setattr(
        narrative, "posts", lambda _, name: pa.Table.from_pylist([row for row in rows if row["who"] == name])
    )
    of = material(case=None)
    text = Document(None, list(narrative.outside(of)), columns=400).text("zh")
    assert "D1：公开他人信息的贴文 1 条" in text
    assert "D2：侮辱：c9/2；威胁：c9/2" in text
    assert "c9/4" not in text  # of nobody's account
    assert "D2、D3：在本文书的范围内，没有经认定的行为或者公开他人信息的贴文按登记的账号" in text
    assert narrative.confirmed_outside(material(), "threat") == [("c9", "2"), ("c9", "4")]
    assert list(narrative.outside(material(parted=False))) == []


def test_a_denied_account_is_pleaded_against_nobody():
    account, link = Actor(id="A7", accounts=("9",)), Attribution(id="L7", actor="A7", defendant="D1", grade="denied", grounds=("signature",), reason="重名")  # fmt: skip
    of = material(account, link, team=str)
    table, *beside = narrative.accounts(of).blocks
    assert "A7" not in Document(None, [table], columns=400).text("zh")
    assert "A7→D1 登记为否认：重名" in Document(None, beside, columns=400).text("zh")


def test_an_account_entered_as_his_and_as_not_his_is_asked_about_and_every_statement_of_it_is_told():
    account = Actor(id="A7", accounts=("9",))
    said = [Said(id=f"T{n}", defendant=f"D{n}", about=("A7",), quote=f"话{n}") for n in (1, 2, 3)]
    links = [
        Attribution(id="L7", actor="A7", defendant="D1", grade="claimed", grounds=("testimony",), testimonies=("T2",), reason="指认"),
        Attribution(id="L8", actor="A7", defendant="D1", grade="denied", grounds=("testimony",), testimonies=("T1",), reason="否认"),
    ]  # fmt: skip
    found = table.parties(entered(*THREE, account, *said, *links), [], {}, None)
    [known] = found.accounts
    assert known.beside == ["T3"]
    assert "denied too" in known.links[0].weak
    assert "denied too" not in known.links[1].weak
    assert [(one.actor, one.defendants) for one in found.open if one.open == "contradicted"] == [("A7", ["D1"])]
    plain = table.parties(entered(*THREE, account, *said, links[0]), [], {}, None)
    assert not [one for one in plain.open if one.open == "contradicted"]
    assert plain.accounts[0].beside == ["T1", "T3"]


def test_a_guardian_of_whom_no_claim_asks_anything_is_named():
    child = Defendant(id="D4", name="丁", born="2010-01-01", sued=date(2024, 7, 9))
    acts = (Actor(id="A1", accounts=("7",)), Role(id="R1", actor="A1", channel="c1", role="admin", since=DAY, until=DAY),
            Attribution(id="L1", actor="A1", defendant="D4", grade="proven", grounds=("device",), reason="比对"))  # fmt: skip
    who = (child, *acts, Guardian(id="G4", ward="D4", name="戊", relation="mother"))

    def told(*against):
        return narrative.guardians_unasked(material(*who, claims=[SimpleNamespace(kind="damages", against=against)]))

    assert "G4" in told("D4")
    assert told("D4", "G4") == ""


def guards(born, sued, *more, labour=False):
    """The guardians of a child who posted on one day, as the indictment names them."""
    child = Defendant(id="D4", name="丁", born=born, sued=sued, own_labour=labour)
    acts = (Actor(id="A1", accounts=("7",)), Role(id="R1", actor="A1", channel="c1", role="admin", since=DAY, until=DAY),
            Attribution(id="L1", actor="A1", defendant="D4", grade="proven", grounds=("device",), reason="比对"))  # fmt: skip
    found = table.parties(entered(child, *acts, *more), [], {}, None)
    civil = {one.party or one.relation: one for one in found.parties if one.as_ == "guardian"}
    beside = {one.guardian or one.relation: one for one in found.subjects[0].guardians}
    for name, one in civil.items():  # the papers that list subjects say just what those say that list parties
        assert [(guardian_as(x), how(x), for_days(x)) for x in (one, beside[name])] == [
            (guardian_as(one), how(one), for_days(one))
        ] * 2
    return {name: (either(*guardian_as(one)), how(one), for_days(one)) for name, one in civil.items()}


def test_an_adult_has_a_former_guardian_alone_whether_or_not_anybody_is_entered():
    """民法典 art. 17, 23, 法释〔2024〕12号 art. 6."""
    father = Guardian(id="G1", ward="D4", name="戊", relation="father")
    for labour in (False, None):
        told = guards("2006-12-01", date(2025, 3, 3), father, labour=labour)
        assert {one[0] for one in told.values()} == {"原监护人"}
        assert told["mother"][1] == "原监护人，待定"
    assert {one[0] for one in guards("2006-12-01", date(2025, 3, 3)).values()} == {"原监护人"}
    assert {one[0] for one in guards("2006-12-01", date(2024, 11, 30), father).values()} == {"监护人"}
    assert {one[0] for one in guards("2006-12-01", None, father).values()} == {"监护人"}


def test_a_guardian_whose_care_ended_before_the_suit_is_the_one_of_that_time():
    gone = Guardian(id="G1", ward="D4", name="戊", relation="mother", until=date(2023, 10, 31), ended="disqualified")
    now = Guardian(id="G2", ward="D4", name="己", relation="grandparent", basis="designated", since=date(2023, 11, 1))
    told = guards("2010-01-01", date(2025, 3, 3), gone, now)
    assert told["G1"][:2] == ("时任监护人", "时任监护人，共同被告，监护至2023-10-31，此后被撤销资格")
    assert guards("2010-01-01", date(2023, 10, 31), gone, now)["G1"][0] == "监护人"
    parted = Guardian(id="G1", ward="D4", name="戊", relation="mother", until=date(2023, 10, 31))
    assert guards("2010-01-01", date(2025, 3, 3), parted)["G1"][0] == "监护人"  # divorce ends no care


def test_acts_that_only_the_register_tells_are_said_to_be_that_behind_every_guardian():
    mother = Guardian(id="G1", ward="D4", name="戊", relation="mother")
    assert (
        guards("2010-01-01", date(2025, 3, 3), mother)["G1"][2]
        == "，就2023-07-09的行为（按登记所载，没有确定归于其的行为贴文）"
    )


@pytest.mark.parametrize(("last", "how"), [(date(2024, 9, 26), "all"), (date(2024, 9, 29), "some")])
def test_articles_chosen_by_the_hearing_say_on_what_ground_they_reach_acts_before_them(last, how):
    """One later post of anybody left those of the acts before without a ground."""
    of = SimpleNamespace(worksheet=SimpleNamespace(acts=(date(2024, 4, 14), last), hearing=date(2025, 6, 18), hearing_from="register"), book=shipped(), lang="zh", parties=SimpleNamespace(parties=[], joint=[], defendants=[]))  # fmt: skip
    rule = elements.rule(of, "cn/fashi-2024-12/12")
    with speaking("zh"):
        told, listed = elements._in_force(of, rule), elements.later(of, ["cn/fashi-2024-12/12"])  # noqa: SLF001 - of one article
    assert "第二十六条" in told
    assert ("部分行为在其施行以前" in told, "部分行为以后施行" in str(listed)) == (how == "some",) * 2
    of.worksheet.acts = (date(2024, 9, 28), last) if how == "some" else (None, None)
    with speaking("zh"):
        assert "施行以前" not in elements._in_force(of, rule)  # noqa: SLF001 - the same


def test_acts_that_an_article_cannot_touch_make_none_of_its_acts_later():
    """A post that a grown-up made after the interpretation left the guardians' articles "some" of whose acts were before it."""
    early, late = (date(2023, 10, 2), date(2024, 1, 1)), (date(2023, 10, 2), date(2025, 1, 2))
    acts = (Actor(id="A1", accounts=("7",)), Role(id="R1", actor="A1", channel="c1", role="admin", since=DAY, until=DAY),
            Attribution(id="L1", actor="A1", defendant="D4", grade="proven", grounds=("device",), reason="比对"))  # fmt: skip
    child, mother = Defendant(id="D4", name="丁", born="2010-01-01"), Guardian(id="G1", ward="D4", name="戊", relation="mother")  # fmt: skip
    care = next(one for one in table.parties(entered(child, *acts, mother), [], {}, None).parties if one.as_ == "guardian")  # fmt: skip
    said = replace(next(iter(care.answers)), provision="cn/fashi-2024-12/5", answer="met")
    care = replace(care, acts_first=early[0], acts_last=early[1], answers=[said])
    led = SimpleNamespace(asked=[replace(said, provision="cn/fashi-2024-12/12")], members=["D2", "D4"], instigators=["D4"], since=early[0], until=None)  # fmt: skip
    who = [SimpleNamespace(who=SimpleNamespace(id=id_), first_act=first, last_act=last) for id_, (first, last) in (("D2", early), ("D4", late))]  # fmt: skip
    of = SimpleNamespace(worksheet=SimpleNamespace(acts=late, hearing=date(2025, 6, 18), hearing_from="register"), book=shipped(), lang="zh", parties=SimpleNamespace(parties=[care], joint=[led], defendants=who))  # fmt: skip
    with speaking("zh"):
        told = str(elements.later(of, ["cn/fashi-2024-12/5", "cn/fashi-2024-12/12"]))
        assert ("部分行为" in told, told.count("2024-09-27")) == (False, 2)
        led.until = date(2025, 1, 2)
        assert "部分行为" in str(elements.later(of, ["cn/fashi-2024-12/12"])), "its own acts reach beyond"
