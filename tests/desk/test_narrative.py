"""What papers say of each defendant: whom no joint liability takes in, what the scope leaves out, who is asked nothing."""

from datetime import date
from types import SimpleNamespace

import pytest
from tests.assess.procedure_made import entered

from doxdocket.assess.forms.parties import Actor, Attribution, Defendant, Fact, Guardian, Joint, Role
from doxdocket.assess.parties import table
from doxdocket.desk.documents import narrative
from doxdocket.report.document import Document
from doxdocket.words import speaking

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
    assert "J1 D1、D2 是" in told
    assert "不在任何一项共同行为登记里的：D3" in told
    assert (
        narrative.not_all_joint(of, ("D1", "D2", "G1")) == ""
    )  # a claim against those whom it takes in, and a guardian
    assert narrative.not_all_joint(of, ("D3",)) == ""
    assert narrative.not_all_joint(material(joint("D1", "D2", "D3"), *FACTS)) == ""
    several = material(joint("D1", "D2", "D3", basis="1172"), *FACTS)
    assert narrative.not_all_joint(several)  # each answers for himself


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
    of = material()
    of.posted_by = whose
    text = Document(None, list(narrative.outside(of)), columns=400).text("zh")
    assert "D1：公开他人信息的贴文 1 条" in text
    assert "D2：侮辱：c9/2；威胁：c9/2" in text
    assert "c9/4" not in text  # of nobody's account
    assert "D2、D3：在本文书的范围内，本人账号没有经认定的行为" in text
    assert narrative.confirmed_outside(material(), "threat") == [("c9", "2"), ("c9", "4")]
    assert list(narrative.outside(material(parted=False))) == []


def test_a_denied_account_is_pleaded_against_nobody():
    account, link = Actor(id="A7", accounts=("9",)), Attribution(id="L7", actor="A7", defendant="D1", grade="denied", grounds=("signature",), reason="重名")  # fmt: skip
    assert "A7" not in Document(None, [narrative.accounts(material(account, link))], columns=400).text("zh")


def test_a_guardian_of_whom_no_claim_asks_anything_is_named():
    child = Defendant(id="D4", name="丁", born="2010-01-01", sued=date(2024, 7, 9))
    acts = (Actor(id="A1", accounts=("7",)), Role(id="R1", actor="A1", channel="c1", role="admin", since=DAY, until=DAY),
            Attribution(id="L1", actor="A1", defendant="D4", grade="proven", grounds=("device",), reason="比对"))  # fmt: skip
    who = (child, *acts, Guardian(id="G4", ward="D4", name="戊", relation="mother"))

    def told(*against):
        return narrative.guardians_unasked(material(*who, claims=[SimpleNamespace(kind="damages", against=against)]))

    assert "G4" in told("D4")
    assert told("D4", "G4") == ""
