"""Papers of one defendant say of him no more than what surely is his; sentences that accuse follow the acts; what was read is not missing."""

import json
import re
import shutil
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from tests.cli.conftest import id_number
from tests.review.conftest import Made

from doxdocket.assess.forms.damages import Determinable, Harm, Settlement
from doxdocket.assess.forms.gains import Cost, Receipt
from doxdocket.assess.forms.parties import Actor, Attribution, Defendant, Fact, Guardian, Joint, Role, Signed
from doxdocket.assess.forms.procedure import (
    Claim,
    ClaimChange,
    Event,
    JudgmentChange,
    JudgmentItem,
    Performance,
    SecondInstance,
)
from doxdocket.desk import damages, queues, register
from doxdocket.desk.accounts import procedure
from doxdocket.desk.documents import DOCUMENTS, apology, elements, evidence, narrative, objections, parties, readers
from doxdocket.desk.documents.draft import CONDUCT, Draft, amount
from doxdocket.desk.documents.exhibits import cut
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.stated import as_of, entered, many
from doxdocket.desk.handover import cited
from doxdocket.desk.masking import Hidden
from doxdocket.desk.releasing import check
from doxdocket.desk.session import Session
from doxdocket.errors import WrongCall
from doxdocket.law.shapes import COUNTS
from doxdocket.pipeline.parties import of_party, posts
from doxdocket.pipeline.parties import parties as pipeline_parties
from doxdocket.pipeline.published import current, edited, latest_conduct, latest_findings
from doxdocket.pipeline.registered import enter, of_tables, tables_read
from doxdocket.pipeline.scoped import asked
from doxdocket.report.document import Document
from doxdocket.report.text import chosen
from doxdocket.sample import estimates
from doxdocket.store.case import Case
from doxdocket.words import say, speaking

CHANNEL, GROUP = "telegram:channel:1850010", "telegram:supergroup:1850020"
ONE, TWO = id_number("33010918830412001"), id_number("33010918790105432")
IN_CHANNEL = [
    ("", f"姓名：柳春生 身份证：{ONE} 电话：13900001850"),
    ("", f"姓名：祝雨亭 身份证：{TWO} 电话：13900001851"),
]
IN_GROUP = [
    ("user6", "你等着，我知道你家在哪，弄死你"),
    ("user9", "贱货还敢报警，弄死你全家，我知道你家在哪"),
    ("user6", "今天天气不错"),
    ("user8", f"姓名：许南星 身份证：{id_number('33010918850105432')} 电话：13900001853"),
    ("user8", "你等着，我知道你家在哪，砍死你"),
]
BILL = """微信支付账单明细,,,,,,,,,,
微信昵称：[灯],,,,,,,,,,
起始时间：[2023-12-01 00:00:00] 终止时间：[2024-03-31 23:59:59],,,,,,,,,,
----------------------微信支付账单明细列表--------------------,,,,,,,,,,
交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
2024-01-02 20:00:05,转账,客户,分成,收入,¥500.00,零钱,已存入零钱,100000005,400000000,/
"""
ENTRIES = [
    {"form": "actor", "id": "A1", "signatures": [{"channel": CHANNEL, "text": "灯下"}]},
    {"form": "actor", "id": "A6", "accounts": ["user6"]},
    {"form": "actor", "id": "A9", "accounts": ["user9"]},
    *({"form": "defendant", "id": one, "name": name, "born": "1990-01-01", "sued": "2025-03-10", "called": "civil"} for one, name in (("D1", "岑霈岫"), ("D2", "贺骅砚"), ("D6", "廉翃霁"))),
    {"form": "role", "id": "R1", "actor": "A1", "channel": CHANNEL, "role": "creator", "since": "2023-12-01"},
    {"form": "attribution", "id": "AT1", "actor": "A1", "defendant": "D1", "grade": "proven", "grounds": ["device", "admission"], "reason": "手机内登录"},
    {"form": "attribution", "id": "AT6", "actor": "A6", "defendant": "D6", "grade": "proven", "grounds": ["device"], "reason": "手机内登录"},
    {"form": "attribution", "id": "AT9", "actor": "A9", "defendant": "D6", "grade": "denied", "grounds": ["signature"], "reason": "否认"},
    {"form": "joint", "id": "J3", "basis": "1168", "members": ["D1", "D6"], "channels": [GROUP], "since": "2023-12-01", "until": "2024-02-01", "reason": "雇用"},
    {"form": "statement", "id": "S0", "file": "file:3", "kind": "bank", "mapping": {"time": "交易时间"}, "defendant": "D1"},
    {"form": "statement", "id": "S1", "file": "file:3", "kind": "payment", "preset": "wechat_pay", "defendant": "D1", "own": ["qianwan@example.test"]},
    {"form": "wallet", "id": "W1", "address": "qianwan@example.test", "defendant": "D1", "grounds": "配偶名下账户，由D1使用", "evidence": ["卷六第1页"]},
    {"form": "wallet", "id": "W2", "address": "other@example.test", "defendant": "D6"},
    {"form": "receipt", "id": "G1", "stage": "proven", "amount": "500.00", "defendant": "D1", "transactions": ["S1#6"]},
    {"form": "receipt", "id": "G2", "stage": "paid", "amount": "88.00", "defendant": "D6", "day": "2024-01-03"},
    {"form": "event", "id": "open", "state": "S2", "at": "2024-06-03", "document": "立案决定书"},
    {"form": "event", "id": "notice", "state": "S5", "at": "2024-06-10", "document": "公告"},
    {"form": "judgment_item", "id": "JI1", "kind": "payment", "text": "赔偿", "amount": "100", "against": ["D1"], "ordered": "2025-08-28", "due": "2025-09-30"},
    {"form": "performance", "id": "P1", "item": "JI1", "kind": "payment", "amount": "40", "by": ["D1"], "at": "2025-10-10"},
    {"form": "performance", "id": "P2", "item": "JI1", "kind": "payment", "amount": "60", "by": ["D1"], "at": "2025-11-10"},
    {"form": "event", "id": "inquiry", "state": "S3", "at": "2024-06-05", "document": "调查方案"},
    {"form": "event", "id": "mediated", "state": "S11", "at": "2025-06-20", "document": "与D6的调解协议"},
    {"form": "claim", "id": "Q1", "text": "赔偿公共利益损失", "kind": "damages", "amount": "100", "against": ["D6"], "stated": "2025-03-10"},
    {"form": "claim", "id": "Q0", "text": "停止侵害", "kind": "stop", "against": ["D1"], "stated": "2025-03-10"},
    {"form": "claim", "id": "Q2", "text": "承担专家咨询费用", "kind": "costs", "amount": "3", "against": ["D1"], "stated": "2025-03-10"},
    {"form": "claim_change", "id": "ch0", "claim": "Q0", "how": "achieved", "at": "2025-04-01", "grounds": "频道已关闭"},
    {"form": "performance", "id": "P3", "item": "Q1", "kind": "payment", "amount": "8", "by": ["D6"], "at": "2025-06-25"},
    {"form": "sanction", "id": "X1", "defendant": "D6", "kind": "criminal", "stage": "convicted", "offence": "侵犯公民个人信息罪", "sentence": "有期徒刑八个月", "day": "2025-02-18", "docket": "（2024）云0106刑初211号"},
    {"form": "fact", "id": "many_persons", "value": True, "reason": "人数众多"},
    {"form": "circumstance", "id": "C2", "factor": "ability", "says": "见证据C02-3，另案证据C99-1，手机型号C02-2", "defendant": "D6"},
    {"form": "circumstance", "id": "C1", "factor": "ability", "says": "D6月收入约3500元，另有账号A6", "defendant": "D6"},
]  # fmt: skip


def chat(folder, kind, id_, rows, name, **signed):
    folder.mkdir(parents=True)
    messages = [
        {
            "id": n, "type": "message", "date": f"2024-01-0{n}T08:00:00", "date_unixtime": str(1704067200 + n * 86400),
            "from": {"user6": "翃霁"}.get(who, who) or name, "from_id": who or f"channel{id_}", "text": text, "text_entities": [{"type": "plain", "text": text}],
            **({} if who else signed), **({"reply_to_message_id": answers[0]} if answers else {}),
        }
        for n, (who, text, *answers) in enumerate(rows, 1)
    ]  # fmt: skip
    whole = {"name": name, "type": kind, "id": id_, "messages": messages}
    (folder / "result.json").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def case(made_once):
    """A channel of D1, a group in which D6, an account that is denied for D6 and a stranger threaten, D2 without a post; all threats are confirmed."""

    def make(top):
        it = Made(top / "case", top / "home")
        it.call("init", it.case, "--title", "演练", "--officer", "甲")
        it.call("add", it.case, chat(top / "one", "public_channel", 1850010, IN_CHANNEL, "档案", author="灯下"))
        it.call("add", it.case, chat(top / "two", "public_supergroup", 1850020, IN_GROUP, "翃霁的讨论"))
        (top / "wx.csv").write_text(BILL, encoding="utf-8")
        it.call("add", it.case, top / "wx.csv")
        it.call("run", it.case)
        (top / "e.yaml").write_text("\n".join(f"- {json.dumps(one, ensure_ascii=False)}" for one in ENTRIES), "utf-8")
        it.call("register", "add", it.case, top / "e.yaml")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DOXDOCKET_HOME", str(it.home))
            with Case.open(it.case) as case:
                for row in latest_conduct(case).to_pylist():
                    if row["label"] == "threat":
                        key = "{channel_id}/{post_id}/{where}/{start}-{end}/{label}".format(**row)
                        case.decide("conduct.confirm", {"conduct": key}, "核对原文", "甲")
        it.call("run", it.case)

    top = made_once("papers_of_one", make)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(top / "home"))
        case = Case.open(top / "case")
        yield case
        case.close()


def paper(case, name, *scopes, lang="zh"):
    with speaking(lang):
        of = Material(case, "case", scopes)
        return of, DOCUMENTS[name](of).document.text(lang).replace("\n", "")


def test_an_excerpt_of_one_defendant_lists_what_the_low_counts_and_nobody_elses_act(case):
    of, told = paper(case, "conduct", "joint:D6")
    threats = [act for act in of.exhibits.acts if act.label == "threat" and act.confirmed]
    assert [(act.key[1], act.sure) for act in threats] == [("1", True), ("5", False)]
    assert (of.figure("threat")["low"], of.figure("threat")["high"]) == (1, 2)
    assert "报警" not in told
    assert "砍死" not in told
    assert "另有经人工确认的 1 条，是否归于该被告不能确定" in told
    assert of.exhibits.confirmed.keys() == {threats[0].key}
    assert "D6" in told.partition("发布的账号归于")[2].partition("针对")[2]


@pytest.mark.parametrize("name", ["indictment", "objections", "conduct"])
def test_confirmed_acts_of_others_are_not_called_unreviewed(case, name):
    """At the scope of one, confirmed acts that are in the high alone were told as labelled and not decided on, on the day on which nothing was left to decide."""
    _, told = paper(case, name, "joint:D6")
    assert "经人工确认1条；另有经人工确认的1条，是否归于该被告不能确定" in told
    assert "连同标注后没有认定（确认或者排除）的" not in told
    open_ = {"id": "threat", "low": 1, "estimate": 2, "high": 4, "value": 1, "status": "machine", "unit": "条"}
    with speaking("zh"):
        assert amount(open_, 1).endswith("；连同标注后没有认定（确认或者排除）的，估计2条、至多4条")


@pytest.mark.parametrize("name", ["summary", "objections", "plan", "investigation", "preliminary"])
def test_what_is_left_to_decide_is_asked_for_in_the_same_way_everywhere(case, name):
    """Three papers of five still asked for decisions on acts that were all confirmed and of which it is open whose they are."""
    with speaking("zh"):
        asked_for = say("documents_objections.acts_open" if name == "objections" else "documents_summary.acts_open")
    assert asked_for not in paper(case, name, "joint:D6")[1]
    assert asked_for in paper(case, name)[1], "an insult that nobody decided on"


def test_rows_behind_a_defendant_say_from_which_bound_and_who_posted(case):
    rows = {(row["how"], row["channel_id"], row["post_id"]): row for row in posts(case, "D6").to_pylist()}
    mine, others = rows["joint", GROUP, "1"], rows["joint", GROUP, "5"]
    assert (mine["bound"], mine["posted_by"]) == ("low", "D6")
    assert ("joint", GROUP, "2") not in rows  # of an account that is denied
    assert (others["bound"], others["posted_by"]) == ("high", None)


@pytest.mark.parametrize("name", ["indictment", "investigation", "objections"])
def test_takings_of_the_case_are_told_as_such_beside_those_of_the_defendant(case, name):
    _, told = paper(case, name, "joint:D6")
    assert "登记为被告D6收取的（元，低 – 高）：已证明不明；称已支付0.00 – 88.00" in told
    assert "（全案）500.00元" in told
    assert "各项是全案的登记，不是该范围的" in told
    _, whole = paper(case, name)
    assert "登记为被告D6收取的" not in whole


def test_who_received_nothing_on_record_is_told_so(case):
    of, told = paper(case, "indictment", "joint:D1")
    assert of.who == "D1"
    assert "登记为被告D1收取的（元，低 – 高）：已证明500.00" in told
    assert "的的" not in told


@pytest.mark.parametrize("name", ["indictment", "investigation", "harm"])
def test_harm_of_the_case_is_told_as_such(case, name):
    assert "全案登记的，没有按范围（被告 D6 本人和共同所为的贴文）区分" in paper(case, name, "joint:D6")[1]


def test_no_sentence_says_that_somebody_published_beside_noughts(case):
    of, told = paper(case, "indictment", "defendant:D6")
    assert of.figure("posts_with_pi")["high"] == 0
    assert "公开了自然人的个人信息" not in told
    assert "没有公开自然人个人信息的贴文，各界均为零" in told
    _, perhaps = paper(case, "indictment", "joint:D6")
    assert "贴文公开了自然人的个人信息" not in perhaps
    assert "按下限没有能够确定的" in perhaps
    assert "公开了自然人的个人信息" in paper(case, "indictment", "joint:D1")[1]
    assert "【待填：行为的事实】" in paper(case, "notice", "defendant:D6")[1]


@pytest.mark.parametrize("name", ["opening", "opening_form"])
def test_opening_papers_say_of_each_what_surely_stands_against_that_one(case, name):
    _, told = paper(case, name)
    assert "（本人：公开他人个人信息" in told.partition("D1 ")[2][:40]
    assert "（【待填：查明的行为】）" in told.partition("D2 ")[2][:40]
    assert "（本人：威胁）" in told.partition("D6 ")[2][:40]


def test_who_ran_a_channel_alone_is_told_of_no_acts_together(case, monkeypatch):
    """A sole defendant who ran a channel was told to have acted "in channels run and acts together", and apologised for acts with others."""
    of, _ = paper(case, "apology")
    found = {one.who: one for one in parties.acted(of)}
    assert {who: one.together for who, one in found.items()} == {"D1": True, "D2": False, "D6": True}
    ran = [replace(found[who], own=(), others=(parties.EXPOSED,)) for who in ("D1", "D2")]
    monkeypatch.setattr(apology, "acted", lambda _: ran)
    assert list(apology.variants(of).values()) == [["D1"], ["D2"]]
    first, second = apology.paper(of).document.text("zh").replace("\n", "").split("【文本2】")
    assert "本人所管理的频道、群组或者与他人的共同行为公开" in first
    assert "本人所管理的频道、群组公开" in second


def test_an_apology_owns_to_the_acts_of_whoever_signs_it(case):
    of, told = paper(case, "apology")
    texts = apology.variants(of)
    assert sorted(texts.values()) == [["D1"], ["D6"]]
    assert told.count("公开他人个人信息") == 1
    assert told.count("文本") > len(texts)
    assert "公开他人个人信息" not in paper(case, "apology", "joint:D6")[1]
    assert "威胁他人" in paper(case, "apology", "joint:D6")[1]
    assert not [one.who for one in of.parties.defendants if one.who.id in told]
    assert [one.kind for one in of.procedure.judgment] == ["payment"]
    assert "判令公开赔礼道歉" not in told, "no order that nobody entered"
    _, register = paper(case, "performance")
    assert "没有适用的文本：D2" in register


def test_a_moment_of_an_entry_stands_on_paper_in_the_time_of_the_case():
    """It stood in UTC, on the day before that of the account of gains, whose rate goes by the day."""
    of = SimpleNamespace(lang="zh", case=SimpleNamespace(info=SimpleNamespace(display_zone="Asia/Shanghai")))
    got = Receipt(
        id="R2", stage="proven", amount=Decimal(30), defendant="D1", at=datetime(2023, 11, 4, 17, 30, tzinfo=UTC)
    )
    with speaking("zh"):
        told, whose = evidence.entered(of, got)
    assert ("2023-11-05 01:30" in told, "2023-11-04" in told, "+00:00" in told, whose) == (True, False, False, "D1")


def test_a_claim_that_was_added_later_is_no_claim_of_the_suit_as_it_was_brought(case, with_more):
    """The bases listed a claim that the claims of the same paper do not have."""
    day = date(2025, 1, 15)
    added = Claim(id="later", kind="apologise", text="公开赔礼道歉", stated=day)
    of, told = paper(with_more(added, ClaimChange(id="plus", claim="later", how="added", at=day, grounds="查明")), "indictment")  # fmt: skip
    brought = len(of.procedure.claims) - 1
    with speaking("zh"):
        assert [no for no, _ in elements.claims(of).rows] == list(range(1, brought + 1))
    assert "赔礼道歉" not in told.partition("诉讼请求")[2][:400]


def test_a_paper_for_the_court_names_no_command_where_a_sample_did_not_pass(case):
    with speaking("zh"):
        of = Material(case, "case", ())
        plan = {"plan": "P1", "populations": [{"population": "findings", "kinds": [], "verdict": {"state": "failed"}}]}  # fmt: skip
        vars(of)["whole"] = {**of.whole, "sampling": {"plans": [plan]}}
        told = DOCUMENTS["objections"](of).document.text("zh").replace("\n", "")
    assert "由其算出的数未经抽样确认" in told
    assert not re.search("doxdocket (figures|sample)|。。", told)


@pytest.mark.parametrize("judged", [True, False])
def test_who_is_ordered_and_asked_no_apology_has_no_text_of_one(case, with_more, judged):
    """The texts went by deeds alone: a text said that an apology was ordered of one whose claim had been withdrawn."""
    day = date(2024, 6, 1)
    asked = [Claim(id=f"sorry{who}", kind="apologise", text="赔礼道歉", against=(who,), stated=day) for who in ("D1", "D6")]  # fmt: skip
    gone = ClaimChange(id="gone", claim="sorryD6", how="withdrawn", at=day, grounds="已达成和解")
    item = [JudgmentItem(id="JS", claim="sorryD1", kind="apology", text="赔礼道歉", against=("D1",), ordered=date(2025, 3, 20))]  # fmt: skip
    one = with_more(*asked, gone, *(item if judged else ()))
    of, told = paper(one, "apology")
    assert list(apology.variants(of).values()) == [["D1"]]
    assert ("判令公开赔礼道歉" in told, "威胁他人" in told) == (judged, False)
    assert "D6" not in paper(one, "performance")[1].partition("适用的被告")[2][:20]


def test_the_register_of_performance_tells_how_late_each_act_was(case):
    _, told = paper(case, "performance")
    assert "10日" in told.partition("2025-10-10")[2].partition("2025-11-10")[0]
    assert told.count("41日") == 2  # of the second act, and of the item


def test_papers_of_performance_know_the_second_instance_and_say_why_an_item_is_left_open(with_more):
    """A sum that the second instance ordered stood beside the judgment of the first, and an item could not be determined without a word why."""
    before = {name: paper(with_more(), name)[1] for name in ("apology", "performance", "public")}
    assert not any("第二审" in told for told in before.values())
    one = with_more(
        SecondInstance(id="SI1", case="civil", outcome="changed", at=date(2026, 1, 12), document="（2025）某民终1号", defendants=("D1",)),
        JudgmentItem(id="JI2", kind="apology", text="赔礼道歉", against=("D1",), ordered=date(2025, 8, 28), due=date(2026, 3, 1), medium="national"),
        JudgmentChange(id="JC1", item="JI1", decision="SI1", how="changed", amount=Decimal(80)),
        Performance(id="P8", item="JI2", kind="apology", at=date(2026, 2, 1), by=("D1",), medium="provincial"),
    )  # fmt: skip
    _, apology_ = paper(one, "apology")
    assert "此后2026-01-12第二审改判、变更。" in apology_
    _, told = paper(one, "performance")
    assert "此后2026-01-12第二审改判、变更（（2025）某民终1号、D1）。" in told
    assert "赔偿（二审变更）" in told
    assert "媒体级别低于判项或者未写明" in told
    assert "不晚于第二审或者判决生效：是否逾期不作认定" in told
    _, public = paper(one, "public")
    assert "（二审变更）" in public.replace(" ", "")
    assert "第二审改判、变更" in public
    assert "D1" not in public


def test_each_defendant_stands_beside_the_judgment_of_his_own(with_more):
    """Of two judgments the first day and the first effect stood in every text and beside every item."""
    rulings = [
        ("J1", "（2025）某民初1号", date(2025, 8, 28), "D1", date(2025, 9, 16)),
        ("J2", "（2025）某民初2号", date(2025, 9, 8), "D6", date(2025, 10, 10)),
    ]
    entries = [
        one for id_, no, at, who, effect in rulings for one in (
            Event(id=id_, state="S13", at=at, document=no), Event(id=f"E{id_}", state="S14", at=effect, answers=id_),
            JudgmentItem(id=f"S{id_}", kind="apology", text="赔礼道歉", against=(who,), ordered=at, medium="national"),
        )
    ]  # fmt: skip
    one = with_more(*entries)
    of, _ = paper(one, "apology")
    texts = apology.paper(of).document.text("zh")
    parts = [part.replace("\n", "") for part in re.split("【文本[12]】", texts)[1:]]
    days = {who: str(at) for *_, at, who, _ in rulings}
    assert list(apology.variants(of).values()) == [["D1"], ["D6"]]
    for part, who, other in zip(parts, ("D1", "D6"), ("D6", "D1"), strict=True):
        assert f"于{days[who]}作出" in part
        assert days[other] not in part
    told = paper(one, "performance")[1].replace("\n", "")
    assert "第1、2项。裁判文书：（2025）某民初1号；判决日期2025-08-28；生效日期2025-09-16。" in told
    assert "第3项。裁判文书：（2025）某民初2号；判决日期2025-09-08；生效日期2025-10-10。" in told


def test_posts_of_nobody_are_counted_at_each_bound(case):
    of, told = paper(case, "parties")
    put = of_party(case, "", "")
    sure, every = ({(r["channel_id"], r["post_id"]) for r in some.to_pylist()} for some in (put.sure, put.posts))
    rows = of.run.read("dossiers").to_pylist()
    seen = [{(r["channel_id"], r["post_id"]) for r in rows if COUNTS.index(r["counts"]) <= n} for n in range(3)]
    low, estimate, high = (len(one - (every if n == 2 else sure)) for n, one in enumerate(seen))
    assert (low, estimate, high) == (1, 1, 0)
    assert f"没有归于任何被告的，下限{low}条、估计{estimate}条、上限{high}条" in told
    assert parties.put_to_nobody(of) is not None


def test_examples_are_posts_put_to_a_defendant(case):
    of, _ = paper(case, "summary")
    put = {(r["channel_id"], r["post_id"]) for r in of_party(case, "", "").sure.to_pylist()}
    assert {one.post.key for one in of.exhibits.examples} <= put


def test_who_has_no_receipt_on_record_is_named_and_of_whom_an_entry_is(with_more):
    """Two of three stood in no row of gains, and an entry of all stood beside each as if it had been found of each."""
    one = with_more(
        Determinable(id="N1", what="gain", answer="partly", reason="部分可证"),
        Determinable(id="N2", what="gain", answer="not", reason="没有记录", defendant="D2"),
    )
    for name in ("gains", "investigation"):
        assert "D2：登记和流水里没有其收款" in paper(one, name)[1]
    told = paper(one, "damages")[1]
    assert told.count("获利 只能确定一部分（登记的是全体，没有登记其本人的）") == 2
    assert "获利 不能确定（" not in told


def test_an_example_shows_words(with_more, tmp_path):
    """The first example was nothing but asterisks and a comma."""
    one = with_more()
    it = Made(one.folder, one.folder.parent / "home")
    bare = f"柳岸青，{id_number('33010918730412001')}，13900001859，浙江省杭州市余杭区仓前街道柳渡路16号"
    it.call(
        "add",
        one.folder,
        chat(tmp_path / "six", "public_channel", 1850010, [*IN_CHANNEL, ("", bare)], "档案", author="灯下"),
    )
    it.call("run", one.folder)
    of, _ = paper(one, "summary")
    shown = [re.search(r"[^\W\d_]", cut(one.text, 28)) is not None for one in of.exhibits.examples]
    assert shown == [True, True, False]


def test_links_without_an_end_say_how_many_posts_are_in_nobodys_low(with_more):
    first, second = (tied("A8", "D1", until=date(2024, 1, 5)), tied("A8", "D6", since=date(2024, 1, 6)))
    one = with_more(Actor(id="A8", accounts=("user8",)), first, second)

    def told():
        rows = [SimpleNamespace(form="attribution", key=link.id) for link in (first, second)]
        with speaking("zh"):
            return register.in_no_post(one, *rows)

    assert "（现有 2 条在归于几人的日子，不在任何一人本人贴文的下限）" in told()
    with_more(tied("A8", "D1", since=date(2024, 1, 5), until=date(2024, 1, 5)))
    assert "（现有 1 条在归于几人的日子" in told(), "the last day of the one is known now"
    with_more(tied("A8", "D6", since=date(2024, 1, 6), until=date(2024, 1, 6)))
    assert not told()


def test_what_accounts_say_of_who_uses_an_account_stands_in_the_papers(with_more, tmp_path):
    """The shifts and the sale of an account were in the captures and in no paper."""
    one = with_more()
    it = Made(one.folder, one.folder.parent / "home")
    rows = [
        ("user6", "灯塔这号白天我用，晚上小棠用。"),
        ("user9", "卖给老柯了，800块，当天交接。"),
        ("user6", "收到号码了"),
    ]
    it.call("add", one.folder, chat(tmp_path / "seven", "public_supergroup", 1850044, rows, "茶话"))
    it.call("run", one.folder)
    channel = "telegram:supergroup:1850044"
    for name in ("parties", "objections"):
        of, told = paper(one, name)
        assert told.count("有账号由谁使用、交给谁或者本人退出一类的话") == 2
    assert {key for key in of.exhibits.cited if key[0] == channel} == {(channel, "1"), (channel, "2")}
    assert not any("handed on" in link.weak for account in of.parties.accounts for link in account.links)


def test_that_an_account_was_lent_is_a_weak_point_of_its_link_and_stands_in_its_words(with_more, tmp_path):
    """The denial was told, cut before the account; the link had no weak point, and six of the eight posts that followed expose somebody."""
    one = with_more()
    it = Made(one.folder, one.folder.parent / "home")
    rows = [("user6", "昨天12点后那条不是我发的，我号给我表哥登着呢"), ("user6", "早")]
    it.call("add", one.folder, chat(tmp_path / "eight", "public_supergroup", 1850045, rows, "茶话"))
    it.call("run", one.folder)
    for name in ("parties", "investigation", "indictment", "objections"):
        of, told = paper(one, name)
        assert "“我号给我表哥登着呢”" in told, name
    [links_] = [account.links for account in of.parties.accounts if account.actor.id == "A6"]
    assert ["handed on" in link.weak for link in links_] == [True]
    told = re.sub(r"\s", "", paper(one, "objections")[1])
    assert "“不是我发的”、“我号给我表哥登着呢”" in told


def test_a_fact_of_one_defendant_is_told_with_whose_it_is(with_more):
    one = with_more(Fact(id="sum_agreed@D2", value=True, reason="和解"))
    told = paper(one, "damages")[1]
    line = told.partition("没有计入一并的答案。")[2]
    assert line.startswith("（关于 处理过他人的个人信息（公开、收集、提供等）, 就赔偿数额协商一致；被告 D2, D6）")


def test_the_one_with_most_left_is_not_called_the_one_who_received_most(case):
    told = paper(case, "gains")[1]
    assert "收到最多" not in told
    assert "下限取扣除后剩余能确定的被告中最多的一名" in told


def test_a_bill_that_was_read_is_not_missing(case):
    found = of_tables(case)
    assert sum(found.values()) == 1
    of, told = paper(case, "summary")
    value = of.figure("completeness", whole=True)["value"]
    assert all(value[item] == n for item, n in found.items())
    assert "格式不明的文件" not in told
    assert "隔离" not in told
    assert "不缺：登记为流水、通话清单而已读的文件" in paper(case, "statistics")[1]


def test_an_entry_of_which_nothing_was_read_proves_nothing(case):
    assert tables_read(case) == {("statement", "S1")}
    told = paper(case, "evidence")[1]
    assert "资金流水（S1）" in told
    assert "S0" not in told


def test_an_account_in_another_name_is_not_told_as_the_defendants_own(case):
    """The wife's account: in whose name it is, and why it is put to him, stands in the papers of gains and evidence, and its number in none."""
    for name in ("gains", "evidence"):
        told = paper(case, name)[1]
        assert "配偶名下账户，由D1使用" in told, name
        assert "qianwan" not in told, name
    listed = paper(case, "evidence")[1]
    assert "登记为D1收付的资金流水（S1）" in listed
    gains = paper(case, "gains")[1]
    assert "账户可能在他人名下" in gains
    assert "在谁名下、归属的依据，登记没有写明" in gains  # of W2
    assert "流水S0" not in gains


def test_a_nickname_or_title_that_repeats_a_sealed_given_name_is_masked_and_the_gate_asks_for_it(case):
    """D6 is 廉翃霁, calls himself 翃霁 and has a chat of that name; no whole name stands anywhere."""
    of, told = paper(case, "exhibits", "joint:D6")
    assert "翃霁" not in told
    assert "翃" not in told  # nor its first sign
    assert "发布账号：***" in told
    assert "翃霁" not in of.channel(GROUP)
    assert "翃霁" not in Hidden(case).row({"title": "翃霁的讨论"})["title"]
    assert {hit.kind for hit in check(case, [("a.txt", "发布账号：翃霁\n".encode())])} == {"name"}
    assert check(case, [("a.txt", "发布账号：翃***\n".encode())]) == []


def test_a_role_stated_without_evidence_is_not_as_firm_as_its_account(case):
    for name in ("indictment", "parties"):
        assert paper(case, name)[1].count("没有写明依据的身份：A1 C01") == 1
    assert "账号对应的程度" in paper(case, "indictment")[1]
    assert "身份没有写明依据：A1 C01 创建者" in paper(case, "objections")[1]


def test_who_founded_nothing_is_told_to_have_posted_and_a_channel_exposes_only_where_it_does(case, monkeypatch):
    """Both told as fact by template: that channels were founded, and that each channel of the scope exposed somebody."""
    assert "设立网络频道" in paper(case, "public", "joint:D1")[1]
    for name in ("public", "notice"):
        told = paper(case, name, "joint:D6")[1]
        assert "设立" not in told
        assert "行为人在网络频道、群组发布信息" in told
    told = paper(case, "indictment", "joint:D1")[1]
    named, _, rest = told.partition("上列频道")
    assert "C02" not in named.splitlines()[-1]
    assert "的贴文只计入上限（公开个人信息，或者归于本范围，尚不能确定），上列贴文不含：C02" in rest
    assert "范围内其余频道" not in told  # the high, and its last day, come from posts of C02
    behind = Material.behind
    with monkeypatch.context() as patch:
        patch.setattr(Material, "behind", lambda of, id_, _: behind(of, id_, "low"))
        assert "范围内其余频道的贴文在各限都没有这样的：C02" in paper(case, "indictment", "joint:D1")[1]


def test_a_span_without_his_posts_is_told_as_such_and_not_as_no_capture(case):
    with pytest.raises(WrongCall) as none:
        asked(case, ["defendant:D6", "2024-01-05..2024-01-09"])
    said = "2024-01-05..2024-01-09 这个范围里采集到 2 条贴文，没有一条归于 defendant:D6：在采集到的贴文中为零"
    assert none.value.said("zh") == said
    with pytest.raises(WrongCall) as empty:
        asked(case, ["defendant:D6", "2019"])
    assert "这不是零" in empty.value.said("zh")


@pytest.mark.parametrize("name", ["opening", "opening_form", "notice", "investigation"])
def test_a_paper_of_an_earlier_step_says_of_which_day_its_figures_are(case, name):
    of, text = paper(case, name)
    assert "不是当时的发现" in text
    with speaking("zh"):
        assert DOCUMENTS[name](of).grade == "working"
    assert "不是当时的发现" not in paper(case, "closed")[1]
    of.bare = True
    with speaking("zh"):
        assert "不是当时的发现" not in DOCUMENTS[name](of).document.text("zh"), "what was signed has no such remark"


def test_the_public_edition_of_one_has_no_places_of_all(case):
    assert "地区取自全部采集" not in paper(case, "public", "joint:D1")[1]


def test_a_pack_for_experts_has_no_codes_beside_chinese(case):
    _, told = paper(case, "experts")
    assert "月收入约3500元" in told
    assert "D6" not in told
    assert "A6" not in told


def test_days_of_the_rules_are_the_same_on_every_page(case):
    of, _ = paper(case, "summary")
    assert str(of.worksheet.acts[1]) == of.whole["law_counts"]["on"]


def test_the_gate_asks_for_a_name_that_was_entered_since(case, with_more):
    """A signature of posts repeats the given name of who is entered only now."""
    file = ("a.txt", "发布账号：灯下\n".encode())
    assert check(case, [file]) == []
    assert {hit.kind for hit in check(with_more(Defendant(id="D9", name="徐灯下", called="civil")), [file])} == {"name"}


@pytest.mark.parametrize("name", ["performance", "summary", "change"])
def test_what_was_paid_on_a_claim_before_a_judgment_is_told(case, name):
    _, told = paper(case, name)
    assert "8.00" in told.partition("2025-06-25")[2][:40]


def test_a_paper_made_later_names_the_day_of_its_own_step(case):
    days = {
        "plan": "2024-06-05",
        "opening_form": "2024-06-03",
        "opening": "2024-06-03",
        "preliminary": "【待填：日期】",
    }
    for name, day in days.items():
        assert f"登记的日期是{day}，" in paper(case, name)[1], name


def test_a_paper_has_one_grade_wherever_it_is_named(case):
    with speaking("zh"):
        of = Material(case, "case")
        made = {name: build(of) for name, build in DOCUMENTS.items() if name != "examination"}
        rows = {what: (grade, who) for what, grade, who, _ in readers._grades(of, DOCUMENTS)}  # noqa: SLF001 - the rows of the list
        for one in made.values():
            assert rows[chosen(one.title, "zh")][0] == say(f"paper.{one.grade}"), one.name
            assert (one.grade == "public") == (rows[chosen(one.title, "zh")][1] == "不限"), one.name
        assert made["notice"].grade == "working"


def test_terms_are_there_by_either_name_and_their_publication_is_missed(case):
    _, told = paper(case, "deadlines")
    assert "调解或者和解协议" not in told
    assert "缺：协议公告" in told
    assert not re.search(r"S\d+:", told)


@pytest.mark.parametrize("name", ["parties", "indictment", "investigation"])
def test_a_criminal_judgment_stands_with_offence_day_and_docket_number(case, name):
    told = paper(case, name)[1].replace(" ", "")
    assert "已判决侵犯公民个人信息罪有期徒刑八个月（2025-02-18、（2024）云0106刑初211号）" in told


@pytest.mark.parametrize("name", ["opening", "opening_form", "notice", "preliminary", "indictment"])
def test_what_was_found_is_not_asked_again(case, name):
    _, told = paper(case, name)
    assert "认定：侵害了众多个人的权益" in told
    assert "【待填：是否侵害众多个人的权益】" not in told
    assert "由人民检察院认定" not in told
    assert name != "indictment" or "公告期间的最后一日是2024-07-10；" in told


def test_costs_that_were_claimed_with_the_suit_are_not_asked_for(case):
    told = paper(case, "damages")[1].partition("检察机关的鉴定评估")[2].partition("被害人本人")[0]
    assert "为诉讼支出了鉴定评估" in told
    assert "起诉时一并提出" not in told


def test_the_draft_of_a_suit_names_the_facts_that_it_lacks(case):
    told = paper(case, "indictment")[1]
    blanks = re.findall("【待填：构成该项权益受侵害和责任的事实([^】]*)】", told)
    assert blanks
    assert all(one.startswith("：") and len(one) > 2 for one in blanks)


def test_a_post_that_an_entry_names_in_its_words_is_an_exhibit(case):
    of, told = paper(case, "exhibits")
    assert (GROUP, "3") in of.exhibits.held
    assert "证据C02-3" in told
    assert not any("登记" in one for one in of.exhibits.cited.get((GROUP, "2"), ())), "a model of a telephone"


def test_a_paper_that_rests_on_rights_of_many_has_a_blank_where_the_office_found_none(case):
    """A decision to open, or a notice, that says "no rights of many are infringed" contradicts itself."""
    with speaking("zh"):
        told = many(SimpleNamespace(asked=SimpleNamespace(stated=lambda _: [{"value": False}])), rests=True)
    assert "待填" in told
    assert "没有侵害" not in told
    assert "侵害了众多个人的权益" in paper(case, "opening")[1]
    assert "侵害了众多个人的权益" in paper(case, "notice")[1]


def test_a_paper_whose_own_step_is_later_than_its_figures_says_nothing_of_a_later_step_entered_of_an_earlier_day(case):
    of = Material(case, "case", ())
    (own, *_) = entered(of, "S2")
    late = replace(own, at=date(2200, 1, 1))
    states = [
        *(one for one in of.procedure.states if one.state != "S2"),
        *(replace(one, entered=(late,)) for one in of.procedure.states if one.state == "S2"),
    ]
    moved = SimpleNamespace(case=case, procedure=SimpleNamespace(states=states))
    with speaking("zh"):
        assert as_of(of, "S2", "S3")
        assert as_of(moved, "S2", "S3") == ""


def test_a_decision_says_nothing_of_the_program(case):
    _, told = paper(case, "opening")
    assert "预期漏检" not in told
    assert "估计" not in told


def test_claims_that_fell_away_stand_behind_those_that_are_asked(case):
    after = paper(case, "change")[1].partition("变更以后的诉讼请求")[2]
    assert (
        -1
        < after.index("2. 赔偿公共利益损失" if "2. 赔偿" in after else "赔偿公共利益损失")
        < after.index("不再请求的：")
    )


def test_no_word_of_other_channels_where_there_are_none():
    figure = {"id": "views", "label": "浏览", "label_en": "views", "unit": "人次", "low": 3, "estimate": 3, "high": 3, "value": 3, "status": "machine"}  # fmt: skip
    for every in ("a", "ab"):
        of = SimpleNamespace(
            lang="zh", parted=True, posts=None, names=SimpleNamespace(order=list(every)), whole={}, figure=lambda *_, **__: figure,
            scope=SimpleNamespace(channels=("a",), short=lambda _: "核心频道"),
        )  # fmt: skip
        with speaking("zh"):
            told = str(Draft(of, "x").pairs(["views"]))
        assert ("其他频道采集到的贴文没有浏览读数" in told) == (every == "ab")


def test_why_posts_are_nobodys_is_told_of_those_alone_of_which_it_is_true(case, monkeypatch):
    _, told = paper(case, "parties")
    assert ("没有及于这些贴文" in told) == ("各限都不归于被告的，日期" in told)
    assert ("只在上限归于被告的，是" in told) == ("只在上限归于被告的，日期" in told)
    assert "日期没有" not in told


def test_what_others_wrote_like_an_exhibit_is_told_apart_from_what_documents_cite(case):
    of, told = paper(case, "damages")
    assert "证据C99-1" in told
    assert "证据C02-3" in told
    assert cited.quoted(of) == ["C99-1"]


@pytest.mark.parametrize("name", [*DOCUMENTS])
@pytest.mark.whole(but=5)
def test_sums_are_in_yuan_in_one_form_and_no_paper_has_a_key_of_the_program(case, name):
    _, told = paper(case, name)
    assert "¥" not in told
    assert not re.search(r"\[(?:case:)?[A-Za-z][a-z0-9_]*\]", told)


def test_remarks_on_paper_name_entries_as_documents_do(case):
    of, _ = paper(case, "deadlines")
    with speaking("zh"):
        told = Document({}, procedure.on_paper(of.procedure, lambda id_: f"号{id_}")).text("zh")
    assert [one for remark in of.procedure.remarks for one in remark.entries if f"号{one}" in told]
    assert "[" not in told


def test_a_capture_that_the_file_itself_dates_later_is_told_with_both_times():
    info = SimpleNamespace(display_zone="Asia/Shanghai")
    of = SimpleNamespace(own_times={"a": "2024-08-23 16:00", "b": "2024-08-23 10:00"}, case=SimpleNamespace(info=info))
    with speaking("zh"):
        told = [Material.captured(of, one, "2024-08-23T02:00:00+00:00") for one in "abc"]
        assert told == ["2024-08-23 10:00（文件自载 2024-08-23 16:00）", "2024-08-23 10:00", "2024-08-23 10:00"]
        assert Material.captured(of, "a", None) == ""


def test_persons_whom_nothing_leads_to_a_region_have_a_row_of_the_plan(case):
    of, told = paper(case, "plan")
    regions = [one for one in of.run.read("regions").to_pylist() if one["source"] == "likely"]
    left = of.figure("persons", whole=True)["estimate"] - sum(one["persons_estimate"] for one in regions)
    assert ("没有推定到地区的" in told) == (left > 0)


def test_an_element_that_was_entered_for_some_acts_alone_is_not_asked_as_if_it_were_not_entered(case):
    rule = elements.rule(paper(case, "indictment")[0], "cn/minfadian/1165-1")
    row = {"form": "damage", "missing": ["damage", "fault"]}
    asked = SimpleNamespace(
        of=lambda _: [row], stated={"damage": [{"of": "J3", "value": True}], "fault": []}.__getitem__
    )
    with speaking("zh"), pytest.MonkeyPatch.context() as patch:
        patch.setattr(elements, "rule", lambda *_: rule)
        told = [zh for zh, _ in elements.unknown(SimpleNamespace(asked=asked), ["cn/minfadian/1165-1"])]
    assert [one.endswith("（已登记的只就J3而言）") for one in told] == [True, False]


def test_a_closed_hearing_is_asked_for_on_no_ground_of_which_nobody_surely_is(case):
    of, told = paper(case, "closed")
    for id_, ground in (("minors", "未成年人保护法"), ("sensitive_persons", "民法典 第一千零三十二条")):
        assert (ground in told) == bool(of.figure(id_)["low"])
    assert "诉不能确定" not in told


def test_a_sample_that_failed_is_said_in_every_paper_with_counts(case, monkeypatch):
    """It stood on the worksheets, and not in the indictment, the table of parties, the public papers and the pack of the panel."""
    from doxdocket.desk.documents import draft

    counted = (
        "indictment",
        "parties",
        "damages",
        "experts",
        "notice",
        "public",
        "statistics",
        "conduct",
        "investigation",
        "opening",
        "plan",
    )
    without = ("apology", "inventory")

    stratum = {"stratum": "insult", "drawn": 2, "settled": 2, "faults": {"value": 1}}
    verdict = {"verdict": {"state": "failed"}, "kinds": (), "strata": [stratum], "labels": ()}

    def said(*failed):
        plans = [{"plan": "S1", "populations": [verdict | {"population": one} for one in failed]}]
        of = Material(case, "case")
        monkeypatch.setattr(draft.sampled, "unaccepted", lambda _, cited=None: estimates.unaccepted(plans, cited))
        with speaking("zh"):
            told = {name: DOCUMENTS[name](of).document.text("zh").replace("\n", "") for name in (*counted, *without)}
        return {name for name, text in told.items() if "带着这一保留" in text}, told

    every, told = said("findings", "conduct")
    assert every >= {*counted}
    assert not every & {*without}
    assert "没有做完的：个人信息命中、行为标注。本件" in told["parties"]
    assert "各项见数据统计说明" not in told["statistics"]
    assert said() == (set(), said()[1])
    whole = {"sampling": {"plans": [{"plan": "S1", "populations": [verdict | {"population": "conduct"}]}]}}
    monkeypatch.undo()
    assert draft.sampled.unaccepted(whole, ["persons"]) is None  # the sample of what it is built of passed
    assert draft.sampled.unaccepted(whole, ["persons", "insult"]).zh == draft.sampled.unaccepted(whole).zh == "行为标注"


def test_entries_that_may_be_one_payment_with_a_row_are_listed_too():
    def part(entry, stage="paid", told=(), coin="CNY", high=650, row=""):
        return SimpleNamespace(entry=entry, stage=stage, told=told, coin=coin, high=high, row=row)

    rows = [part("G1", told=["maybe_same_entry"]), part("G2", told=["maybe_between"], high=1), part("G3"), part("G4", high=2), part("G5", coin="USDT"), part("G6", row="r2"), part("r1", "undecided", ["maybe_same_entry"]), part("G7", "refunded", ["maybe_between"])]  # fmt: skip
    with speaking("zh"):
        assert "其中G1、G2、G3可能与" in narrative.may_be_one(SimpleNamespace(gains=SimpleNamespace(receipts=rows)))
        assert narrative.may_be_one(SimpleNamespace(gains=SimpleNamespace(receipts=rows[3:6]))) == ""


def test_grounds_are_told_as_the_table_of_accounts_lists_them(case):
    """The outline said that no account had more than one ground, not words alone, where the statement on accounts listed two: one lacked a page of the file."""
    with speaking("zh"):
        of = Material(case, "case", ())
        account = next(one for one in of.parties.accounts if one.actor.id == "A1")
        assert (account.links[0].link.grounds, account.links[0].weak) == (("device", "admission"), ("no evidence",))
    _, told = paper(case, "objections")
    assert "依据多于一项、不只有言词的：A1→D1 已查明。" in told
    assert "A1→D1 已查明（没有写明证据）" in told


@pytest.fixture
def with_more(case, tmp_path, monkeypatch):
    """The case again, with more of the register entered."""
    shutil.copytree(case.folder.parent, tmp_path / "copy")
    monkeypatch.setenv("DOXDOCKET_HOME", str(tmp_path / "copy" / "home"))
    with Case.open(tmp_path / "copy" / "case") as one:

        def more(*entries):
            enter(one, entries, "登记", "甲")
            return one

        yield more


def tied(actor, who, **more):
    return Attribution(**{"id": f"AT{actor}{who}", "actor": actor, "defendant": who, "grade": "proven", "grounds": ("device", "ip"), "reason": "手机内登录", **more})  # fmt: skip


NONE, OPEN = "上列各数没有一项按登记归于其", "上列各数有无归于其的，不能确定"


def test_of_one_who_may_have_posted_it_is_not_said_that_nothing_is_his(case, with_more):
    """An account put to two: the suit said of each that none of the figures is of his own acts, which were surely of one or the other. A post of nobody known makes nothing open of one to whom no row puts any."""
    _, before = paper(case, "indictment", GROUP)
    assert re.search(f"D1：在本文书的范围内[^：]*{OPEN}", before)  # by acts together, of which it is open
    assert re.search(f"D2：在本文书的范围内[^：]*{NONE}", before)
    one = with_more(Actor(id="A8", accounts=("user8",)), *(tied("A8", who) for who in ("D1", "D2")))
    for kind in ("indictment", "investigation", "objections"):
        _, told = paper(one, kind, GROUP)
        assert re.search(f"D1、D2：在本文书的范围内[^：]*{OPEN}", told), kind
        assert NONE not in told


def test_that_nothing_is_his_is_said_where_somebody_else_posted_each_post_that_counts(with_more):
    one = with_more(Actor(id="A8", accounts=("user8",)), tied("A8", "D1"), tied("A9", "D1"))
    _, told = paper(one, "indictment", GROUP)
    assert re.search(f"D2：在本文书的范围内[^：]*{NONE}", told)


def elsewhere(case, folder, name):
    """One more channel, in whose name one more person is exposed."""
    it = Made(case.folder, case.folder.parent / "home")
    text = f"姓名：{name} 身份证：{id_number('33010918870105432')} 电话：13900001857"
    it.call("add", case.folder, chat(folder / "three", "public_channel", 1850030, [("channel1850030", text)], "别处"))
    it.call("run", case.folder)


def test_two_persons_of_one_name_are_told_to_be_two(case, with_more, tmp_path):
    """The outline said that nobody who agrees with another counts as two, and two of one name did."""
    assert "本次没有信息相同或者相近而下限仍计为二人的" in paper(case, "objections")[1]
    one = with_more()
    elsewhere(one, tmp_path, "柳春生")
    _, told = paper(one, "objections")
    assert "本次没有信息相同" not in told
    assert re.search(r"下限仍计为二人的1对：[^。]*1对。编号：V\d+–V\d+。", told)


def test_what_stands_in_the_name_of_a_channel_that_he_ran_is_told_outside_the_scope(with_more, tmp_path):
    """He ran another channel alone: the suit told nothing of it, and that it is open whether what a stranger posted in its scope was his."""
    other, one = "telegram:channel:1850030", with_more()
    elsewhere(one, tmp_path, "柏知遥")
    with_more(
        Defendant(id="D7", name="阙澹骎", born=date(1990, 1, 1), sued=date(2025, 3, 10), called="civil"),
        Actor(id="A7", accounts=("user7",)), tied("A7", "D7"),
        Role(id="R7", actor="A7", channel=other, role="creator", since=date(2023, 12, 1), until=date(2024, 12, 1)),
    )  # fmt: skip
    for kind in ("indictment", "investigation"):
        _, told = paper(one, kind, GROUP)
        assert "D7：公开他人信息的贴文 1 条（下限；其中以所管频道名义" in told, kind
        assert re.search(f"D2、D7：在本文书的范围内[^：]*{NONE}", told), kind
    assert re.search(f"D2、D7：在本文书的范围内[^：]*{NONE}", paper(one, "objections", GROUP)[1])


def test_a_labelled_act_of_his_that_nobody_decided_is_not_denied_of_him(with_more):
    """Nothing of him was confirmed, and a label of the machine in the range was his."""
    one = with_more(Actor(id="A8", accounts=("user8",)), tied("A8", "D1"), tied("A9", "D2"))
    for row in latest_conduct(one).to_pylist():
        if (row["channel_id"], row["post_id"], row["label"]) == (GROUP, "2", "threat"):
            key = "{channel_id}/{post_id}/{where}/{start}-{end}/{label}".format(**row)
            one.decide("conduct.reject", {"conduct": key}, "核对原文", "甲")
    Made(one.folder, one.folder.parent / "home").call("run", one.folder)
    of, told = paper(one, "indictment", GROUP)
    assert (of.figure("insult")["low"], of.figure("insult")["high"]) == (0, 1)
    assert re.search(f"D2：在本文书的范围内[^：]*{OPEN}", told.replace("D1、", ""))
    assert NONE not in told


def test_what_the_days_give_to_one_is_not_told_as_perhaps_anothers(with_more):
    """An account of two, one after the other: each post of the second stood as perhaps of the first, who had left, with whoever posted it unknown."""
    first, then = {"since": date(2023, 12, 1), "until": date(2024, 1, 5)}, {"since": date(2024, 1, 6), "until": date(2024, 1, 31)}  # fmt: skip
    one = with_more(Actor(id="A8", accounts=("user8",)), tied("A8", "D1", **first), tied("A8", "D2", **then))
    of, told = paper(one, "conduct", GROUP)
    assert [of.attributed[GROUP, post][:3:2] for post in ("4", "5")] == [(("D1",), ()), (("D2",), ())]
    assert "没有查明由谁发布" not in told
    whose = damages._posted(one)  # noqa: SLF001 - whose the posts before an incident are
    assert whose[f"{GROUP}/4"][::2] == (("D1",), ())
    assert whose[f"{GROUP}/5"][::2] == (("D2",), ())


def test_an_act_that_the_low_of_a_defendant_counts_is_not_called_nobodys(with_more, tmp_path):
    """The table of acts asked for accounts alone, and called a post in the name of a channel, which the low of a defendant counts, put to no defendant."""
    days = {"since": date(2023, 12, 1), "until": date(2024, 1, 31)}
    role = Role(id="R3", actor="A8", channel="telegram:channel:1850030", role="creator", **days)
    one = with_more(Actor(id="A8", accounts=("user7",)), tied("A8", "D2"))
    it = Made(one.folder, one.folder.parent / "home")
    it.call(
        "add",
        one.folder,
        chat(tmp_path / "three", "public_channel", 1850030, [("", "你等着，我知道你家在哪，弄死你")], "墨池"),
    )
    it.call("run", one.folder)
    with_more(role)
    for row in latest_conduct(one).to_pylist():
        if (row["channel_id"], row["label"]) == (role.channel, "threat"):
            key = "{channel_id}/{post_id}/{where}/{start}-{end}/{label}".format(**row)
            one.decide("conduct.confirm", {"conduct": key}, "核对原文", "甲")
    it.call("run", one.folder)
    of, told = paper(one, "conduct")
    for who in ("D1", "D2", "D6"):
        put = of_party(one, "joint", who)
        sure, all_ = ({(row["channel_id"], row["post_id"]) for row in one.to_pylist()} for one in (put.sure, put.posts))
        assert {key for key, by in of.attributed.items() if who in by.own + by.surely} == sure
        assert {key for key, by in of.attributed.items() if who in by.own + by.ran} == all_
    assert of.attributed[role.channel, "1"][:4] == ((), ("D2",), (), ("D2",))
    assert "D2（以所管频道的名义所发）" in paper(one, "conduct", role.channel)[1]
    assert "发布账号没有归于被告（可能归于D1、D6，只凭登记的共同行为：J3不能确定）" in told, (
        "a stranger's, in the high alone, by an entry that nobody made out"
    )
    assert "未归于被告" not in told


def test_an_act_says_at_whom_it_may_be_aimed_and_stands_beside_the_harm_that_followed(with_more, tmp_path):
    """No act said at whom it was aimed, and the paper of harm listed none of those before it: a threat that answers the post which exposes somebody, two days before the calls."""
    channel = "telegram:supergroup:1850040"
    one = with_more()
    it = Made(one.folder, one.folder.parent / "home")
    shown_ = f"姓名：祁映棠 身份证：{id_number('33010918810305004')} 电话：13900001855"
    answer = ("user5", "你等着，我知道你家在哪，弄死你", 1)
    rows = [("user4", shown_), answer, ("user5", "你等着，我知道你家在哪，弄死你")]
    it.call("add", one.folder, chat(tmp_path / "four", "public_supergroup", 1850040, rows, "墨池"))
    it.call("run", one.folder)
    for row in latest_conduct(one).to_pylist():
        if (row["channel_id"], row["label"]) == (channel, "threat"):
            key = "{channel_id}/{post_id}/{where}/{start}-{end}/{label}".format(**row)
            one.decide("conduct.confirm", {"conduct": key}, "核对原文", "甲")
    it.call("run", one.folder)
    [code] = {row["person"] for row in current(one).read("dossiers", ["channel_id", "person"]).to_pylist() if row["channel_id"] == channel}  # fmt: skip
    days = {"H1": date(2024, 1, 5), "H2": date(2024, 1, 2), "H3": date(2024, 2, 5)}
    with_more(*(Harm(id=id_, kind="calls", person=code, day=day, evidence=("卷二第3页",)) for id_, day in days.items()))
    of, told = paper(one, "conduct", channel)
    assert told.count(f"可能针对：{code}") == 1, "not of the threat that answers nothing"
    with speaking("zh"):
        table = narrative.acts_before(of)
    assert [(row[0].id, row[1].post.key, *row[2:]) for row in table.rows] == [("H1", (channel, "2"), "threat", 2)]
    told = paper(one, "harm", channel)[1]
    assert "可能针对该人" in told
    assert "是否引起后果，不在此认定" in told


def test_no_blank_stands_where_nothing_is_missing(case):
    """Under nought confirmed the table of acts asked for confirmed posts, with nothing left to decide, of a defendant."""
    of, told = paper(case, "conduct", "joint:D6")
    nothing = "本文书的范围内没有经人工确认的贴文，也没有尚待认定的"
    empty = [one for one in CONDUCT if not of.figure(one)["high"]]
    open_ = [one for one in CONDUCT if of.figure(one)["high"] > of.figure(one)["low"] + of.exhibits.theirs(one)]
    assert told.count(nothing) == len(empty) > 0
    assert told.count("【待填：经人工确认的贴文") == len([one for one in open_ if not of.figure(one)["low"]])
    _, whole = paper(case, "conduct")
    assert "【待填：经人工确认的贴文" in whole, "an insult that nobody decided on"


def test_why_it_is_open_whose_a_post_is_is_told_as_it_is(with_more):
    """Three reasons stood for one, of links that were all proven, and each of two stood twice in a cell."""
    one = with_more(Actor(id="A8", accounts=("user8",)), tied("A8", "D1"), tied("A8", "D2"))
    _, told = paper(one, "conduct", GROUP)
    assert "D1、D2（该账号当日也归于他人，没有查明由谁发布）" in told
    assert "仅有指认" not in told
    assert "贴文的日期不在" not in told
    with_more(Joint(id="J9", basis="1168", members=("D1", "D2"), channels=(GROUP,), since=date(2023, 12, 1), until=date(2024, 2, 1), facts={"acted_together": True, "damage": True}, reason="轮班"))  # fmt: skip
    _, told = paper(one, "conduct", GROUP)
    assert "D1、D2（登记的共同行为J9，由其中何人发布没有查明）" in told, re.findall("D[12][^D]{0,30}", told)[:12]
    assert "该账号当日也归于他人" not in told


def test_acts_together_put_to_nobody_in_the_low_what_another_posted_and_say_when_they_carry_no_post(with_more):
    """By an entry of two who ran a channel with a third each post of the third was "by the acts entered as done together" theirs; one without a channel answered yes and carried nothing, and no paper said so."""
    acted = {"basis": "1168", "members": ("D2", "D6"), "since": date(2023, 12, 1), "until": date(2024, 2, 1), "facts": {"acted_together": True, "damage": True}, "reason": "轮班"}  # fmt: skip

    def bounds(one, channel):
        return {row["post_id"]: row["bound"] for row in posts(one, "D2").to_pylist() if row["channel_id"] == channel}

    one = with_more(Joint(id="J9", channels=(CHANNEL,), **acted))
    assert bounds(one, CHANNEL) == {"1": "high", "2": "high"}, "posted by D1, who is not named"
    assert "（登记的共同行为J9" not in paper(one, "conduct", CHANNEL)[1]
    with_more(Joint(id="J9", actors=("A6",), **acted))
    assert (bounds(one, CHANNEL), bounds(one, GROUP)) == ({}, {"1": "low", "3": "low"})
    assert "D2（登记的共同行为J9" in paper(one, "conduct", GROUP)[1]
    assert "A6" in paper(one, "parties")[1].partition("轮班")[2][:80]
    bare = "不带入任何贴文"
    assert not any(bare in paper(one, name)[1] for name in ("parties", "indictment", "objections"))
    for more in ({}, {"actors": ("A6",), "since": date(2022, 1, 1), "until": date(2022, 2, 1)}):
        with_more(Joint(id="J9", **acted | more))
        assert bounds(one, GROUP) == {}
        assert all(bare in paper(one, name)[1] for name in ("parties", "investigation", "indictment", "objections"))


def test_why_as_a_channel_that_one_alone_ran_says_is_his_in_the_table_of_motives(with_more, tmp_path):
    """The table of acts put such a post to him, that of motives to nobody and to no post."""
    days = {"since": date(2023, 12, 1), "until": date(2024, 1, 31)}
    one = with_more(Actor(id="A8", accounts=("user7",)), tied("A8", "D2"))
    it, channel = Made(one.folder, one.folder.parent / "home"), "telegram:channel:1850046"
    it.call(
        "add",
        one.folder,
        chat(tmp_path / "nine", "public_channel", 1850046, [("", "我盒人纯为了好玩，没拿过一分钱")], "墨池"),
    )
    it.call("run", one.folder)
    for row in latest_conduct(one).to_pylist():
        if (row["channel_id"], row["label"]) == (channel, "motive"):
            key = "{channel_id}/{post_id}/{where}/{start}-{end}/{label}".format(**row)
            one.decide("conduct.confirm", {"conduct": key}, "核对原文", "甲")
    it.call("run", one.folder)

    def row_of():
        of, _ = paper(one, "conduct")
        with speaking("zh"):
            [found] = [r for r in of.motives.rows if r.quote and r.how == "post"]
            table = narrative.motives(of)
            [shown] = [[str(column.value(r)) for column in table.columns] for r in table.rows if r is found]
        return shown[0], shown[-1]

    nobodys = row_of()
    with_more(Role(id="R3", actor="A8", channel=channel, role="creator", **days))
    assert (nobodys[0], row_of()[0]) == ("没有归于任何被告", "D2")
    assert nobodys[1] == row_of()[1] == "C03频道第1号贴文（未列为证据）"


def test_one_who_is_not_sued_here_is_told_as_such_wherever_he_stands_among_defendants(with_more):
    one = with_more(Defendant(id="D2", name="贺骅砚", born="1990-01-01", called="not_civil"), Actor(id="A8", accounts=("user8",)), tied("A8", "D2"))  # fmt: skip
    apart = "D2（不是本案民事被告）"
    assert paper(one, "indictment")[1].count(apart) >= 3, "accounts, and what each did alone and together"
    assert all(apart in paper(one, name)[1] for name in ("parties", "damages", "objections"))
    assert "D6（不是" not in paper(one, "indictment")[1]


def harmed(one, *days):
    """Calls to whom the group exposes, on these days."""
    [code] = {row["person"] for row in current(one).read("dossiers", ["channel_id", "person"]).to_pylist() if row["channel_id"] == GROUP}  # fmt: skip
    return [Harm(id=f"H{n}", kind="calls", person=code, day=day, times=33, evidence=("卷二第3页",)) for n, day in enumerate(days, 1)]  # fmt: skip


def test_harm_is_put_to_nobody_by_acts_together_that_are_open_but_apart_and_with_why(with_more):
    """Whoever stood in an entry that answers not determinable was put harm like those who ran the channel, and the outline passed him over."""
    one = with_more()
    with_more(*harmed(one, date(2024, 1, 6)))
    open_, alone = "可能归于D1、D6，只凭登记的共同行为：J3不能确定", "D1、D6所管频道或者共同行为"
    for name in ("harm", "investigation"):
        told = paper(one, name)[1]
        assert f"发布账号没有归于被告（{open_}）" in told
        assert alone not in told
    told = re.sub(r"\s", "", paper(one, "objections")[1])
    assert "此前的贴文没有一条归于D2；" in told
    assert all(f"此前的贴文只凭登记的共同行为J3才可能归于{who}" in told for who in ("D1", "D6"))
    with_more(Joint(id="J3", basis="1168", members=("D1", "D6"), channels=(GROUP,), since=date(2023, 12, 1), until=date(2024, 2, 1), facts={"acted_together": True, "damage": True}, reason="轮班"))  # fmt: skip
    told = paper(one, "harm")[1]
    assert "可能归于D1、D6，只凭登记的共同行为：J3只在上限包括该贴文" in told, "met, and a stranger's in a group"


def test_harm_on_the_day_of_the_only_post_is_told_as_of_unknown_order(with_more):
    """Thirty-three calls that no post preceded were pleaded, and no weak point said so."""
    one = with_more()
    entries_ = harmed(one, date(2024, 1, 5), date(2024, 1, 6))
    with_more(*entries_)
    of, told = paper(one, "objections")
    rows = {row.id: row.entry for row in of.worksheet.harm.rows}
    told = re.sub(r"\s", "", told)
    assert f"先后不明的登记：{rows['H1']}，" in told
    assert f"公开在先、侵扰在后的登记：{rows['H2']}。" in told
    for name in ("harm", "investigation", "indictment"):
        assert "先后不明：没有清单写明全部时刻" in re.sub(r"\s", "", paper(one, name)[1]), name


def test_what_an_account_posted_on_other_days_is_told_as_such(with_more):
    one = with_more(Actor(id="A8", accounts=("user8",)), tied("A8", "D2", until=date(2024, 1, 5)))
    _, told = paper(one, "conduct", GROUP)
    assert "D2（贴文的日期不在该账号登记的起止日之内，没有查明由谁发布）" in told


def test_that_nothing_was_handled_is_not_said_of_one_who_may_have_exposed_somebody(case, with_more):
    """The outline said that the article on processors has no object for one of two whose account exposed somebody."""
    none, open_ = "没有查明其发布、处理过个人信息", "不能确定其是否发布、处理过个人信息"
    _, told = paper(case, "objections")
    assert f"D2：{none}" in told
    assert f"D6：{open_}" in told, "acts together take in a post of nobody known"
    one = with_more(Actor(id="A8", accounts=("user8",)), *(tied("A8", who) for who in ("D1", "D2")))
    _, told = paper(one, "objections")
    assert f"D2、D6：{open_}" in told
    assert none not in told


def test_a_paper_of_one_tells_no_task_that_another_called_for(with_more, tmp_path):
    """Whoever wrote that the red packets were sent had the task of the one who called for it, confirmed, in the indictment of his scope."""
    one = with_more()
    it, group = Made(one.folder, one.folder.parent / "home"), "telegram:supergroup:1850041"
    rows = [("user9", "任务：去骂她，够100条的发50元红包"), ("user6", "骂够100条的红包已发，每人50元", 1)]
    it.call("add", one.folder, chat(tmp_path / "five", "public_supergroup", 1850041, rows, "墨池"))
    it.call("run", one.folder)

    def confirm(post):
        for row in latest_conduct(one).to_pylist():
            if (row["channel_id"], row["post_id"], row["label"]) == (group, post, "paid_task"):
                key = "{channel_id}/{post_id}/{where}/{start}-{end}/{label}".format(**row)
                one.decide("conduct.confirm", {"conduct": key}, "核对原文", "甲")
        it.call("run", one.folder)

    confirm("1")
    said_ = "有偿任务（一次招募算一件"
    assert "经人工确认的贴文 1 条，属于 1 件任务" in paper(one, "indictment", group)[1]
    assert said_ not in paper(one, "indictment", "defendant:D6")[1]
    confirm("2")
    assert "经人工确认的贴文 2 条，属于 1 – 2 件任务" in paper(one, "indictment", group)[1]
    assert "经人工确认的贴文 1 条，属于 0 – 1 件任务" in paper(one, "indictment", "defendant:D6")[1]


def test_an_edited_post_stands_at_its_edit(with_more, tmp_path):
    """A post dated before the calls and edited after them was *before*, though its captured text is that of the edit; so was a threat."""
    one, channel = with_more(), "telegram:supergroup:1850042"
    it = Made(one.folder, one.folder.parent / "home")
    shown_ = f"姓名：祁映棠 身份证：{id_number('33010918810305004')} 电话：13900001855"
    folder = chat(tmp_path / "six", "public_supergroup", 1850042, [("user4", shown_), ("user5", "你等着，我知道你家在哪，弄死你", 1), ("user4", shown_)], "墨池")  # fmt: skip
    file = folder / "result.json"
    whole = json.loads(file.read_text("utf-8"))
    for message in whole["messages"][:2]:
        message |= {"edited": "2024-01-08T08:00:00", "edited_unixtime": str(1704067200 + 8 * 86400)}
    file.write_text(json.dumps(whole, ensure_ascii=False), "utf-8")
    it.call("add", one.folder, folder)
    it.call("run", one.folder)
    for row in latest_conduct(one).to_pylist():
        if (row["channel_id"], row["label"]) == (channel, "threat"):
            key = "{channel_id}/{post_id}/{where}/{start}-{end}/{label}".format(**row)
            one.decide("conduct.confirm", {"conduct": key}, "核对原文", "甲")
    it.call("run", one.folder)
    assert {key[1]: at.day for key, at in edited(one, {(channel, n) for n in "123"}).items()} == {"1": 9, "2": 9}
    [code] = {row["person"] for row in current(one).read("dossiers", ["channel_id", "person"]).to_pylist() if row["channel_id"] == channel}  # fmt: skip
    with_more(*(Harm(id=id_, kind="calls", person=code, day=day, evidence=("卷二第3页",)) for id_, day in (("H1", date(2024, 1, 6)), ("H2", date(2024, 1, 10)))))  # fmt: skip
    of, _ = paper(one, "harm")
    found = {row.id: (row.posts_before, row.posts_same_day) for row in of.worksheet.harm.rows if row.id in {"H1", "H2"}}
    assert found == {"H1": (1, 1), "H2": (2, 0)}
    with speaking("zh"):
        assert [(row[0].id, row[3]) for row in narrative.acts_before(of).rows if row[1].post.key[0] == channel] == [("H2", 1)]  # fmt: skip


@pytest.mark.parametrize(("before", "found"), [
    ("{shown}", (1, 0)), ("{shown} 地址：清江市栖霞街9号", (1, 0)),  # exposed as early, by other words too
    ("明天见", (0, 1)),  # it is not told when the data came
])  # fmt: skip
def test_an_edit_after_the_harm_undoes_nothing_that_an_earlier_capture_holds(with_more, tmp_path, before, found):
    """Who edits or empties his post after the suit takes no cause away: an unedited version of before shows the data."""
    one, channel = with_more(), "telegram:supergroup:1850043"
    it = Made(one.folder, one.folder.parent / "home")
    shown = f"姓名：祁映棠 身份证：{id_number('33010918810305004')} 电话：13900001855"
    for name, text in (("before", before.format(shown=shown)), ("after", shown + "。")):
        folder = chat(tmp_path / name, "public_supergroup", 1850043, [("user4", text)], "墨池")
        whole = json.loads((folder / "result.json").read_text("utf-8"))
        if name == "after":
            whole["messages"][0] |= {"edited": "2024-01-08T08:00:00", "edited_unixtime": str(1704067200 + 8 * 86400)}
        (folder / "result.json").write_text(json.dumps(whole, ensure_ascii=False), "utf-8")
        it.call("add", one.folder, folder, "--captured-at", f"2024-0{1 + (name == 'after')}-20T08:00")
    it.call("run", one.folder)
    [code] = {row["person"] for row in current(one).read("dossiers", ["channel_id", "person"]).to_pylist() if row["channel_id"] == channel}  # fmt: skip
    with_more(Harm(id="H1", kind="calls", person=code, day=date(2024, 1, 6), evidence=("卷二第3页",)))
    of, _ = paper(one, "harm")
    assert next((row.posts_before, row.posts_same_day) for row in of.worksheet.harm.rows if row.id == "H1") == found


def test_what_a_denial_tells_is_in_no_low_of_whoever_denies_until_a_person_said_that_it_exposes(with_more, tmp_path):
    """He names whom others exposed: that post was a publication of his own, and the day of his first act."""
    channel = "telegram:supergroup:1850060"
    shown = f"姓名：祁映棠 身份证：{id_number('33010918810305004')} 电话：13900001855"
    one = with_more(Actor(id="A5", accounts=("user5",)), tied("A5", "D2"))
    it = Made(one.folder, one.folder.parent / "home")
    rows = [("user5", f"不是我发的，问小狼。{shown}"), ("user5", shown)]
    it.call("add", one.folder, chat(tmp_path / "six", "public_supergroup", 1850060, rows, "茶馆"))
    it.call("run", one.folder)

    def his():
        account = pipeline_parties(one)
        row = next(row for row in account.deeds if (row.defendant, row.how) == ("D2", "own")).exposed
        posts_of = {f["id"]: f for f in asked(one, ["defendant:D2"]).told["figures"]}["posts_with_pi"]
        known = next(who for who in account.defendants if who.who.id == "D2")
        return (row.posts_with_pi.low, row.posts_with_pi.high), (posts_of["low"], posts_of["high"]), known.first_act

    assert his() == ((1, 2), (1, 2), date(2024, 1, 3))
    _, told = paper(one, "indictment", GROUP)
    assert "D2：公开他人信息的贴文 1 条（下限）" in told
    one.decide("publication.identifies", {"publication": f"{channel}/1/0", "source": "核对原文"}, "核对", "甲")
    it.call("run", one.folder)
    assert his() == ((2, 2), (2, 2), date(2024, 1, 2))


def test_words_of_denial_prove_nothing_by_themselves_and_a_dossier_taken_back_is_no_denial(with_more, tmp_path):
    """The list of what is to be proved had a correction of the channel as a post in which a defendant denies."""
    channel = "telegram:supergroup:1850062"
    one = with_more(Actor(id="A5", accounts=("user5",)), tied("A5", "D2"))
    it = Made(one.folder, one.folder.parent / "home")
    rows = [("user5", "更正：前面那个祁映棠的不是本人，整份作废，发错了"), ("user5", "那条不是本人，别来问了")]
    it.call("add", one.folder, chat(tmp_path / "nine", "public_supergroup", 1850062, rows, "茶馆"))
    it.call("run", one.folder)
    of, told = paper(one, "evidence")
    assert (channel, "1") not in of.exhibits.cited
    with speaking("zh"):
        assert of.exhibits.cited[channel, "2"] == [say("documents_evidence.for_denial")]
    assert "被告账号疑似否认的贴文（软件按用语找出，待认定）" in told
    assert "被告账号否认的贴文" not in told


def test_one_decided_set_of_a_denied_post_frees_no_other_set_of_it(with_more, tmp_path):
    """The post named two: a person decided of the first that it points to somebody, and the second was his publication too."""
    channel = "telegram:supergroup:1850061"
    people = [("祁映棠", "33010918810305004", 5), ("郗澹棠", "33010918820305005", 6)]
    shown = "\n\n".join(f"姓名：{who} 身份证：{id_number(n)} 电话：1390000185{d}" for who, n, d in people)
    one = with_more(Actor(id="A5", accounts=("user5",)), tied("A5", "D2"))
    it = Made(one.folder, one.folder.parent / "home")
    rows = [("user5", f"不是我发的，问小狼。\n\n{shown}")]
    it.call("add", one.folder, chat(tmp_path / "six", "public_supergroup", 1850061, rows, "茶馆"))
    it.call("run", one.folder)

    def his():
        row = next(row for row in pipeline_parties(one).deeds if (row.defendant, row.how) == ("D2", "own")).exposed
        told = {f["id"]: f for f in asked(one, ["defendant:D2"]).told["figures"]}["publications"]
        return (row.publications.low, row.publications.high), (told["low"], told["high"])

    assert his() == ((0, 2), (0, 2))
    one.decide("publication.identifies", {"publication": f"{channel}/1/0", "source": "核对原文"}, "核对", "甲")
    it.call("run", one.folder)
    assert his() == ((1, 2), (1, 2))


def test_a_victim_who_is_a_defendant_is_visited_by_nobody_and_not_named_beside_his_own_dossier(with_more, tmp_path):
    """The plan sent officers to him as a victim, his harm was pleaded against himself, and the book had what he calls himself under what was exposed of him."""
    channel = "telegram:supergroup:1850070"
    one = with_more(Actor(id="A4", signatures=(Signed(channel=GROUP, text="收纳师"),)))
    it = Made(one.folder, one.folder.parent / "home")
    shown = f"姓名：祁映棠 身份证：{id_number('33010918810305004')} 电话：13900001855"
    rows = [("user4", f"{shown}\n在收纳师这里交上来的。")]
    it.call("add", one.folder, chat(tmp_path / "seven", "public_supergroup", 1850070, rows, "茶馆"))
    it.call("run", one.folder)
    who = next(r["person"] for r in current(one).read("dossiers", ["channel_id", "person"]).to_pylist() if r["channel_id"] == channel)  # fmt: skip
    with_more(Harm(id="H7", kind="calls", person=who, day=date(2024, 1, 3), place="浙江省杭州市"))
    assert "收纳师" in paper(one, "exhibits", channel)[1]
    visited = re.search(rf"浙江省杭州市\s*{who}", paper(one, "plan")[1])
    assert visited
    with_more(Defendant(id="D7", name="阙澹骎", born="1990-01-01", sued=date(2025, 3, 10), called="civil", victim=who), tied("A4", "D7"))  # fmt: skip
    text = paper(one, "exhibits", channel)[1]
    assert "收纳师" not in text, re.findall(".{40}收纳师.{40}", text)
    told = paper(one, "plan")[1]
    assert not re.search(rf"浙江省杭州市\s*{who}", told)
    assert f"被害人{who}是被告D7：不列入走访" in told
    for name in ("harm", "indictment"):
        assert "这名被害人也是被告" in paper(one, name)[1], name
    assert not check(one, [("a.txt", paper(one, "exhibits", channel)[1].encode())])


def test_a_post_under_an_account_that_he_had_sold_is_not_put_to_his_channel(with_more):
    """Two proven links, one after the other: of what the second posted the paper of harm said that the first had run its channel or done it too."""
    first = {"since": date(2023, 12, 1), "until": date(2024, 1, 4)}
    then = {"since": date(2024, 1, 5), "until": date(2024, 1, 31)}
    one = with_more(
        *(Defendant(id=f"D{n}", name=name, born="1990-01-01", called="civil", sued=date(2025, 3, 10)) for n, name in ((7, "阙澹骎"), (8, "郗映棠"))),
        Actor(id="A8", accounts=("user8",)), tied("A8", "D7", **first), tied("A8", "D8", **then),
        Role(id="R8", actor="A8", channel=GROUP, role="admin", **first),
    )  # fmt: skip
    of, told = paper(one, "parties", "defendant:D8")
    assert of.attributed[GROUP, "5"].own == ("D8",)
    assert "D7" not in of.attributed[GROUP, "5"].ran
    assert "D7" in of.attributed[GROUP, "1"].ran
    assert "没有归于任何被告的" not in told, "no post of the scope is nobody's"


def test_a_question_about_a_search_is_called_one_in_the_list_of_evidence(with_more, tmp_path):
    """A plea for help was listed as a withdrawal."""
    one = with_more()
    it = Made(one.folder, one.folder.parent / "home")
    rows = [
        ("", f"求扩散：寻人启事，家里等，走失。姓名：祁映棠 身份证：{id_number('33010918810305004')} 电话：13900001855")
    ]
    it.call("add", one.folder, chat(tmp_path / "eight", "public_channel", 1850080, rows, "互助"))
    it.call("run", one.folder)
    _, told = paper(one, "evidence", "telegram:channel:1850080")
    assert "撤回、更正（待认定）" not in told
    assert "寻人、招领、本人自述或同意公开（待认定）" in told


def test_a_settlement_with_one_victim_stands_where_it_belongs_and_is_no_agreement_on_the_suit(with_more):
    """It could be entered as social harm alone, or as an agreement of the defendant on the sum of the suit."""
    one = with_more()
    who = next(r["person"] for r in current(one).read("dossiers", ["person"]).to_pylist() if r["person"])
    deal = Settlement(id="T1", person=who, defendant="D6", day=date(2025, 5, 6), amount="2000", paper="和解协议", says="已付清", evidence=("卷七第2页",))  # fmt: skip
    assert not any("与个别被害人的和解" in paper(one, name)[1] for name in ("harm", "performance", "change", "damages"))
    with_more(deal, Fact(id="sum_agreed", defendant="D6", value=True, reason="与一名被害人和解"))
    for name in ("harm", "performance", "change"):
        told = paper(one, name)[1]
        assert re.search(
            rf"与个别被害人的和解.*2025-05-06\s+{who}\s+D6\s+2,000.00\s+和解协议；已付清\s+卷七第2页", told
        ), name
        assert "不是就本案请求的数额协商一致" in told
    assert "与个别被害人的和解" not in paper(one, "performance", "joint:D1")[1]
    of = Material(one, "case")
    (mine,) = [row for row in of.worksheet.ladder.defendants if row.id == "D6"]
    assert [told.code for told in mine.found.told if told.code == "settled_with_one"]


def test_a_channel_that_was_renamed_is_named_with_both_titles_and_the_days(with_more, tmp_path):
    """All posts stood under one of its titles, and an advert of the other read as one of a channel outside the case."""
    one = with_more()
    it = Made(one.folder, one.folder.parent / "home")
    folder = chat(tmp_path / "nine", "public_channel", 1850010, [*IN_CHANNEL, ("", "新地方")], "新档口", author="灯下")
    file = folder / "result.json"
    whole = json.loads(file.read_text("utf-8"))
    last = whole["messages"][-1]
    renamed = {"id": 9, "type": "service", "date": "2024-01-08T08:00:00", "date_unixtime": "1704672000", "actor": "新档口", "actor_id": "channel1850010", "action": "edit_group_title", "title": "新档口", "text": "", "text_entities": []}  # fmt: skip
    file.write_text(
        json.dumps(whole | {"messages": [*whole["messages"][:-1], last, renamed]}, ensure_ascii=False), "utf-8"
    )
    it.call("add", one.folder, folder)
    it.call("run", one.folder)
    _, told = paper(one, "evidence")
    assert "C01 新档口（此前采集时名为档案）" in told
    assert re.search("C01：以“档案”之名采集到的贴文，最早 2024-01-02 08:00，最晚 2024-01-03 08:00；以“新档口”之名采集到的贴文，最早 2024-01-02 08:00，最晚 2024-01-0[48] 08:00；更名的系统消息：2024-01-08 08:00", told)  # fmt: skip
    assert "此前采集时名为" in paper(one, "exhibits")[1]
    assert "此前采集时名为" not in paper(one, "evidence")[1].partition("C02")[2].partition("C01")[0]


def test_pairs_that_share_are_counted_without_making_each():
    """300 values of 100 holders took a minute to list 40 of 1.5 million pairs."""
    groups = {frozenset(range(at, at + 100)) for at in range(0, 1500, 5)}
    began = time.process_time()
    pairs = objections._Held(groups, 0).pairs(2000)  # noqa: SLF001 - what is counted
    assert time.process_time() - began < 10
    assert pairs.size == len({(a, b) for one in groups for a in one for b in one if a < b})
    assert pairs[:3].tolist() == [1, 2, 3]


def test_what_an_edit_removed_is_asked_about(with_more, tmp_path):
    """A set that an earlier capture holds whole was in no low until each finding was confirmed, and no queue asked."""
    channel = "telegram:channel:1850090"
    one = with_more()
    it = Made(one.folder, one.folder.parent / "home")
    shown = f"姓名：祁映棠 身份证：{id_number('33010918810305004')} 电话：13900001855"
    for name, text in (("before", shown), ("after", "已处理")):
        folder = chat(tmp_path / name, "public_channel", 1850090, [("", text)], "墨池")
        whole = json.loads((folder / "result.json").read_text("utf-8"))
        if name == "after":
            whole["messages"][0] |= {"edited": "2024-01-09T08:00:00", "edited_unixtime": "1704758400"}
        (folder / "result.json").write_text(json.dumps(whole, ensure_ascii=False), "utf-8")
        it.call("add", one.folder, folder)
    it.call("run", one.folder)
    sitting, who = Session(one), one.info.officers[0]
    asked_of = [
        each for row in queues.rows(sitting, "unproven", who) for each in row.together if each.startswith(channel)
    ]
    assert len([each for each in asked_of if "/earlier:text/" in each]) >= 2
    item = next(item for row in queues.rows(sitting, "unproven", who) if row.together[0].startswith(channel) and (item := queues.item(sitting, "unproven", row.id, who)))  # fmt: skip
    assert any("此前的采集" in told for told, _ in item.why)


def test_what_counts_by_an_emptied_post_is_cited_by_the_version_that_shows_it(with_more, tmp_path):
    """The exhibit for a person was the emptied version, and the one with the data was said to count in no low."""
    channel = "telegram:channel:1850091"
    one = with_more()
    it = Made(one.folder, one.folder.parent / "home")
    shown = f"姓名：祁映棠 身份证：{id_number('33010918810305004')} 电话：13900001855"
    for n, text in enumerate((shown, "已处理"), 1):
        folder = chat(tmp_path / str(n), "public_channel", 1850091, [("", text)], "墨池")
        it.call("add", one.folder, folder, "--captured-at", f"2024-0{n}-20T08:00")
    it.call("run", one.folder)
    for row in latest_findings(one).to_pylist():
        if row["channel_id"] == channel:
            key = "{channel_id}/{post_id}/{where}/{start}-{end}/{kind}".format(**row)
            one.decide("finding.confirm", {"finding": key}, "核对原文", "甲")
    it.call("run", one.folder)
    [code] = {row["person"] for row in current(one).read("dossiers", ["channel_id", "person"]).to_pylist() if row["channel_id"] == channel}  # fmt: skip
    with_more(Harm(id="H1", kind="calls", person=code, day=date(2024, 3, 6), evidence=("卷二第3页",)))
    of, told = paper(one, "exhibits")
    first, last = (each for each in of.exhibits.listed if each.post.key[0] == channel)
    with speaking("zh"):
        assert of.exhibit(last.post.key) == first.name == f"{last.name} 版本1"
    assert [of.exhibits.counts(each) for each in (first, last)] == [True, False]
    told, evidence_ = ("".join(each.split()) for each in (told, paper(one, "evidence")[1]))
    name = first.name.replace(" ", "")
    assert "后来被编辑删去，已经人确认" in told
    assert f"计入的信息已被编辑删去，见{name}" in told
    assert (
        f"公开{code}的个人信息；登记损害"
        in evidence_.partition(f"计入的信息已被删去，见{name}")[0].rpartition("版本1")[2]
    )
    assert f"计入的信息已被删去，见{name}" in evidence_


def test_a_code_given_as_payer_before_its_defendant_is_entered_is_nobodys_name(with_more):
    one = with_more(Receipt(id="G8", stage="proven", amount="30", defendant="D1", payer="D8", evidence=("卷八第2页",)))
    with_more(Cost(id="K8", what="付给D8的查询费", amount="5", defendant="D1"))
    with_more(Defendant(id="D8", name="阙澹骎", born="1990-01-01"))
    assert one


def test_a_post_of_no_low_of_the_scope_is_not_told_as_nobodys_in_it(with_more):
    """The day on which an account was sold is in nobody's low: a paper of one said that one of his posts in the low is nobody's."""
    first = {"since": date(2023, 12, 1), "until": date(2024, 1, 4)}
    then = {"since": date(2024, 1, 6), "until": date(2024, 1, 31)}
    one = with_more(Actor(id="A8", accounts=("user8",)), tied("A8", "D1", **first), tied("A8", "D2", **then))
    assert Material(one, "case", ["joint:D2"]).figure("posts_with_pi")["low"] == 0
    assert parties.put_to_nobody(Material(one, "case", ["joint:D2"])) is None
    assert parties.put_to_nobody(Material(one, "case", [GROUP])) is not None


def test_relatives_are_counted_by_what_the_post_itself_says_and_the_sentence_says_so(case):
    """The mother of another victim stood in no bound, since a later post alone says whose mother she is."""
    assert "其中贴文写明或者认定是他人家属的" in paper(case, "indictment")[1]


def test_an_age_rests_on_the_decision_and_its_proof_and_on_no_birth_that_nobody_living_has(tmp_path, monkeypatch):
    it = Made(tmp_path / "case", tmp_path / "home")
    it.call("init", it.case, "--title", "演练", "--officer", "甲")
    rows = [*IN_CHANNEL[:1], ("", f"姓名：祝雨亭 身份证：{TWO} 电话：13900001851 年龄：15岁")]
    it.call("add", it.case, chat(tmp_path / "one", "public_channel", 1850010, rows, "档案"))
    it.call("run", it.case)
    it.call(
        "decide", it.case, "person.age", "V0001", "17", "2024-01-02", "户籍证明，卷二第4页", "--reason", "看过户籍证明"
    )
    it.call("run", it.case)
    monkeypatch.setenv("DOXDOCKET_HOME", str(it.home))
    with Case.open(it.case) as one:
        of, told = paper(one, "evidence")
    first, second = of.exhibits.minors
    [(decision, source)] = first.decided
    assert (source, first.kinds, first.no_age, first.told) == ("户籍证明，卷二第4页", [], ["id_number"], [])
    assert (second.decided, second.kinds, second.no_age) == ([], ["age"], ["id_number"])
    assert f"认定{decision}（户籍证明，卷二第4页）；居民身份证号码推算超过120周岁，不据以认定年龄" in told


def test_acts_whose_clocks_have_no_zone_are_acts_of_days_within_what_the_clocks_allow(with_more, tmp_path):
    """Guardians and court read that no act was surely the ward's, who had three dossiers in the low; ages went by the first day of his role, and each post counted as of any day."""
    own = "telegram:channel:1850030"
    one = with_more()
    folder = chat(tmp_path / "ten", "public_channel", 1850030, [*IN_CHANNEL, *IN_CHANNEL[:1]], "钟点", author="小满")
    file = folder / "result.json"
    whole = json.loads(file.read_text("utf-8"))
    clocks = ("2023-11-15T20:00:00", "2023-12-31T12:00:00", "2023-12-31T19:00:00")
    for row, clock in zip(whole["messages"], clocks, strict=True):
        row["date"] = clock
        del row["date_unixtime"]
    file.write_text(json.dumps(whole, ensure_ascii=False), "utf-8")
    it = Made(one.folder, one.folder.parent / "home")
    it.call("add", one.folder, folder)
    it.call("run", one.folder)
    with_more(
        Actor(id="A7", signatures=(Signed(channel=own, text="小满"),)), tied("A7", "D7"), Role(id="R7", actor="A7", channel=own, role="owner", since=date(2023, 11, 1), until=date(2024, 2, 28)),
        Defendant(id="D7", name="伍小满", born="2007-11-15", own_labour=False, called="civil"),
        Guardian(id="H7", ward="D7", name="米秋娘", relation="mother", until=date(2023, 12, 20), ended="disqualified"), Guardian(id="H8", ward="D7", name="伍大树", relation="father", since=date(2023, 12, 21)),
    )  # fmt: skip
    found = pipeline_parties(one)
    (who,) = [row for row in found.defendants if row.who.id == "D7"]
    assert (who.acts_by, who.first_act, who.may_first, who.may_last) == ("undated", None, date(2023, 11, 15), date(2024, 1, 1))  # fmt: skip
    assert "first_act" not in who.standing
    assert who.standing["may_first"].age == (15, 15)
    by_age = {(row.age_low, row.age_high): (row.posts.low, row.posts.high) for row in found.by_age if (row.defendant, row.how) == ("D7", "own")}  # fmt: skip
    assert by_age == {
        (0, 15): (0, 1),
        (16, 17): (2, 3),
    }  # no zone moves the last day of the year before a birthday in November
    by_care = {row.guardian: (row.posts.low, row.posts.high) for row in found.by_care if (row.defendant, row.how) == ("D7", "own")}  # fmt: skip
    assert by_care == {"H7": (1, 1), "H8": (2, 2)}
    for name in ("indictment", "parties", "objections"):
        told = paper(one, name)[1]
        assert "没有确定归于其的行为贴文" not in told.replace("没有确定归于其的、", "")
        assert "2023-11-01" not in told.partition("D7")[2].partition("首次")[0] or name == "parties"
    assert "有确定归于其的行为贴文，日期没有能够确定的" in paper(one, "objections")[1]
    assert "有确定归于其的行为贴文，日期没有能够确定的" in paper(one, "indictment")[1]
