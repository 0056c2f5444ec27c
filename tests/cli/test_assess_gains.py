"""``assess gains`` on a case with a captured price list, a bill, an explorer's file and entries of the register."""

import json
import re
import shutil
from dataclasses import replace
from decimal import Decimal

import pytest

from doxdocket.assess.gains.offers import MonthAsked, Price
from doxdocket.cli.language import Manner, speaking
from doxdocket.desk.accounts import gains
from doxdocket.report.document import written
from doxdocket.seal.addresses import base58check

OWN, THEIRS = (base58check(0x41, bytes([n]) * 20) for n in (5, 6))
OFFER = f"查档：户籍30元一份，开房200，手机定位500\n先款后查，收款 USDT（TRC20）：{OWN}"
MIXED = "查机主80一次，座机 0701-89961234 分机8023，支付宝 a1850@example.com 转 6217 的算，查学历，800"
TRON = "Txn Hash,Block,Time(UTC),From,To,Token,Token Symbol,Amount/TokenID,Result,Status"
CHAIN = "\n".join([
    TRON,
    f"a1,1,2024-01-05 08:00:00,{THEIRS},{OWN},Tether USD,USDT,30.000000,SUCCESS,CONFIRMED",
    f"a2,1,2024-01-06 08:00:00,{THEIRS},{OWN},Tether USD,USDT,9.000000,SUCCESS,CONFIRMED",
    f"a3,1,2024-01-06 09:00:00,{THEIRS},{OWN},Tether USD,USDT,9.000000,FAILED,CONFIRMED",
])  # fmt: skip
BILL = """微信支付账单明细,,,,,,,,,,
微信昵称：[某],,,,,,,,,,
起始时间：[2024-01-01 00:00:00] 终止时间：[2024-01-31 23:59:59],,,,,,,,,,
----------------------微信支付账单明细列表--------------------,,,,,,,,,,
交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
2024-01-03 10:00:00,转账,某甲,转账备注:查档,收入,¥30.00,/,已存入零钱,1000,/,/
2024-01-04 10:00:00,微信红包,某乙,/,收入,¥200.00,/,已存入零钱,1001,/,/
"""
ENTRIES = f"""
- {{form: defendant, id: D1, name: 周某某, born: "2003-08-30"}}
- {{form: actor, id: A1, accounts: [channel1850001]}}
- {{form: role, id: R1, actor: A1, channel: "telegram:channel:1850001", role: creator}}
- {{form: attribution, id: L1, actor: A1, defendant: D1, grade: supported, grounds: [admission], reason: 本人承认}}
- {{form: wallet, id: W1, address: {OWN}, chain: tron, defendant: D1, grounds: 手机内助记词}}
- {{form: statement, id: S1, file: "file:3", kind: payment, preset: wechat_pay, defendant: D1}}
- {{form: statement, id: S2, file: "file:2", kind: block_explorer, preset: tronscan_trc20, defendant: D1}}
- {{form: rate, id: P1, coin: USDT, rate: "7.20", day: 2024-01-05, source: 某所收盘价, source_day: 2024-01-05}}
- {{form: receipt, id: G1, stage: proven, amount: "30.00", payer: 某甲, offer: "post:telegram:channel:1850001/1", transactions: ["S1#6"]}}
- {{form: receipt, id: G2, stage: proven, amount: "30", coin: USDT, kind: coin, defendant: D1, transactions: ["S2#2"]}}
- {{form: cost, id: C1, amount: "12.00", what: 向他人买查询, defendant: D1, evidence: [卷二第8页]}}
- {{form: sanction, id: X1, defendant: D1, kind: criminal, stage: convicted, fine: "2000", confiscated: "100"}}
"""


@pytest.fixture(scope="module")
def earned(call, invented, tmp_path_factory):
    """A case whose channel asked prices, with both files taken in."""
    folder = tmp_path_factory.mktemp("earned")
    case = folder / "case"
    assert (
        call("init", case, "--title", "演练", "--authority", "某检察院", "--officer", "张三", "--officer", "李四").code
        == 0
    )
    export = invented.export(folder / "ChatExport", (OFFER, invented.texts[0], MIXED, "代查户籍，700"))
    (folder / "chain.csv").write_text(CHAIN, encoding="utf-8")
    (folder / "bill.csv").write_text(BILL, encoding="gb18030")
    for path in (export, folder / "chain.csv", folder / "bill.csv"):
        said = call("add", case, path, "--officer", "张三", "--officer", "李四", "--origin", "移送")
        assert said.code == 0, said.err
    assert call("run", case).code == 0
    return case


@pytest.fixture(scope="module")
def told(call, earned):
    """The same with the entries."""
    path = earned.parent / "entries.yaml"
    path.write_text(ENTRIES, encoding="utf-8")
    case = shutil.copytree(earned, earned.parent / "told")
    said = call("register", "add", case, path, "--officer", "张三")
    assert said.code == 0, said.err
    return case


def test_every_reading_stands_beside_the_other(call, told):
    said = call("assess", "gains", told, "--json")
    assert said.code == 0, said.err
    own = said.json["sums"][1]
    assert (own["defendant"], own["proven_low"], own["proven_high"]) == ("D1", "246.00", "246.00")
    assert (own["before_low"], own["after_low"], own["undecided_low"], own["undecided_high"]) == (
        "246.00",
        "234.00",
        "200.00",
        None,
    )
    assert {(a["who"], a["reading"], a["answer"]) for a in said.json["answers"]} == {
        (who, reading, "not met") for who in ("", "D1") for reading in ("before", "after")
    }
    assert [(b["confiscated_low"], b["fine_high"], b["overlap"]) for b in said.json["beside"]] == [
        ("100.00", "2000.00", "open")
    ]
    assert said.json["totals"]["receipts_proven"] == ["246.00"] * 3
    assert {"persons", "gains_proven"} <= {row["id"] for row in said.json["compared"]}


def test_the_address_that_the_channel_posted_is_found_and_supports_the_offer(call, told):
    data = call("assess", "gains", told, "--json").json
    assert [(p["post_id"], p["defendant"], p["asks"], p["rows"]) for p in data["posted"]] == [
        ("1", "D1", True, ["S2#2", "S2#3", "S2#4"])
    ]
    assert {(o["coin"], o["unit"], o["low"], o["low_sure"], o["high_sure"], o["high"]) for o in data["offers"]} == {
        ("CNY", "item", "30", "30", "30", "500"), ("CNY", "job", "80", None, None, "800"), ("CNY", "", "700", None, None, "700"),
    }  # fmt: skip
    found = {s["row"]: (s["post_id"], s["supported"]) for s in data["suggestions"]}
    assert found["S1#6"] == ("1", True)
    assert [t["state"] for t in data["transactions"]] == ["counted", "counted", "counted", "counted", "failed"]
    assert {(t["where"], t["code"]) for t in data["told"]} >= {("S2#3", "no_rate"), ("S2", "contract_not_shown")}


def test_each_price_is_shown_with_its_post_and_the_masked_words_and_no_digits_of_findings(call, told):
    data = call("assess", "gains", told, "--json").json
    rows = {row["price"]: row for row in data["asked"]}
    assert rows.keys() == {"30", "200", "500", "80", "700", "800"}
    assert (rows["30"]["post_id"], rows["30"]["stretch"], rows["30"]["sign"]) == (
        "1",
        "查档：户籍【30元】一份，开房200，手机定位…",
        "unit",
    )
    assert rows["80"]["stretch"].startswith("查机主【80】一次，· ")
    assert (rows["800"]["doubtful"], rows["800"]["sign"]) == (True, "alone")
    text = call("assess", "gains", told, LANG="zh_CN").out
    assert "逐条要价" in text
    assert "30.00 – 500.00" in text
    assert "查机主【80】一次" in text
    assert "89961234" not in text + json.dumps(data)


def test_the_figures_explain_their_prices(call, told):
    for id_, first in (("price_low", "30"), ("price_high", "800"), (f"{'telegram:channel:1850001'}/1", "500")):
        sections = call("explain", told, id_, "--json").json["sections"]
        prices = next(s for s in sections if s["title"]["en"] == "prices asked (masked)")
        assert prices["rows"][0]["price"] == first
        assert "【" in prices["rows"][0]["stretch"]
    page = call("explain", told, "price_low", LANG="zh_CN").out.partition("所写的要价（遮盖）")[2]
    assert "要价=30  币种=CNY  存疑=否" in page
    assert page.index("要价=30 ") < page.index("存疑=是")
    for id_ in ("persons", "telegram:channel:1850001/2"):
        assert "prices asked" not in call("explain", told, id_, LANG="en_GB").out


def test_nothing_that_is_sealed_is_printed(call, told):
    for words in (("--json",), (), ("--net",)):
        for lang in ("zh_CN", "en_GB"):
            said = call("assess", "gains", told, *words, LANG=lang).out
            for value in (OWN, THEIRS, "某甲", "周某某"):
                assert value not in said


def test_the_text_says_what_it_is_in_both_languages(call, told):
    chinese, english = (call("assess", "gains", told, LANG=lang).out for lang in ("zh_CN", "en_GB"))
    for words in (
        "合计",
        "扣除退款、成本",
        "未达到",
        "提示，不是证明",
        "待人决定，未相减",
        "获利与所公开的并列",
        "没有这一天的汇率",
    ):
        assert words in chinese
    for words in (
        "together",
        "after refunds and costs",
        "not met",
        "suggestions, no proof",
        "nothing is taken off",
        "no rate for that day",
    ):
        assert words in english
    net = call("assess", "gains", told, "--net", LANG="en_GB").out
    assert "before refunds" not in net.partition("Gains beside")[0]
    assert "234.00" in net


def test_before_anything_was_stated_there_are_prices_and_no_money(call, mine, earned):
    assert "登记簿里没有收款" in call("assess", "gains", mine).out
    page = call("assess", "gains", earned, LANG="zh_CN").out
    assert re.search(r"(?<![\d,.])0\.00", page) is None
    assert "违法所得（元）" in page
    assert not {"gains", "act_date"} & set(re.findall("[a-z_]+", page))
    assert json.loads(call("assess", "gains", mine, "--json").out)["totals"] == {
        "receipts_proven": None,
        "receipts_claimed": None,
    }


def test_a_case_without_a_run_is_accounted_for_by_its_register(call, tmp_path):
    case = tmp_path / "case"
    call("init", case, "--title", "演练", "--authority", "某检察院", "--officer", "张三")
    path = tmp_path / "a.yaml"
    path.write_text(
        '- {form: defendant, id: D1, name: 甲}\n- {form: receipt, id: G1, stage: proven, amount: "80", defendant: D1, evidence: [卷一第3页]}\n',
        encoding="utf-8",
    )
    assert call("register", "add", case, path, "--officer", "张三").code == 0
    data = call("assess", "gains", case, "--json").json
    assert (data["totals"]["receipts_proven"], data["offers"]) == (["80.00"] * 3, [])


@pytest.mark.parametrize(("lang", "word"), [("zh", "积分"), ("en", "points")])
def test_points_are_named_in_words(lang, word):
    ten = Decimal(10)
    offer = MonthAsked("c", "", "points", "", False, ten, ten, ten, ten, 0, 1, 0, None, None, ("1",))
    price = Price("c", "1", None, ten, "points", False, "", "", "", False, False, "price", "text", 0, 2, "")
    with speaking(Manner(lang)):
        blocks = gains.offers_told([offer]), gains.prices_told([price, replace(price, coin="USDT")])
        pages = ["\n".join(written(one, lang)) for one in blocks]
    assert all(word in page for page in pages)
    assert "USDT" in pages[1]
    assert ("points" in "".join(pages)) == (lang == "en")


@pytest.mark.parametrize(("lang", "word"), [("zh", "每条、每份"), ("en", "an item")])
def test_prices_tell_what_they_are_asked_for(lang, word):
    ten = Decimal(10)
    rows = [
        MonthAsked("c", "2023-08", "CNY", unit, False, ten, ten, ten, ten, 0, 1, 0, None, None, ("1",))
        for unit in ("", "item")
    ]
    with speaking(Manner(lang)):
        assert "\n".join(written(gains.offers_told(rows), lang)).count(word) == 1


def test_a_sanction_that_failed_for_want_of_age_is_told_as_none_and_not_as_a_fine(call, told, tmp_path):
    case, path = shutil.copytree(told, tmp_path / "case"), tmp_path / "more.yaml"
    path.write_text(
        "- {form: sanction, id: X2, defendant: D1, kind: administrative, stage: not_liable}\n", encoding="utf-8"
    )
    assert call("register", "add", case, path, "--officer", "张三").code == 0
    assert "X2（未达责任年龄）" in (said := call("assess", "gains", case).out)
    assert "行政（罚款）" not in said
    assert "X2 (not liable by age)" in call("assess", "gains", case, LANG="en_GB").out
    rows = {
        row["kind"]: (row["not_imposed"], row["stages"])
        for row in call("assess", "gains", case, "--json").json["beside"]
    }
    assert rows == {"administrative": (["X2"], ["not_liable"]), "criminal": ([], [])}


def test_what_pages_show_that_another_defendant_paid_is_in_no_sum_figure_or_paper_of_all(call, told, tmp_path):
    """Whoever is entered first: the payer is known as a defendant when the account is made."""
    case = shutil.copytree(told, tmp_path / "case")

    def add(text):
        (tmp_path / "more.yaml").write_text(text, encoding="utf-8")
        assert (said := call("register", "add", case, tmp_path / "more.yaml", "--officer", "张三")).code == 0, said.err

    def whole():
        return call("assess", "gains", case, "--json").json

    add(
        '- {form: receipt, id: G5, stage: proven, amount: "50.00", payer: D7, defendant: D1, evidence: [卷二第13页], day: 2024-01-09}\n'
    )
    assert whole()["totals"]["receipts_proven"] == ["296.00"] * 3
    add("- {form: defendant, id: D7, name: 郑某某}\n")
    data = whole()
    assert data["totals"]["receipts_proven"] == ["246.00"] * 3
    assert [(one["between_low"], one["before_high"]) for one in data["sums"] if one["defendant"] == "D1"] == [("50.00", "296.00")]  # fmt: skip
    assert [(one["stage"], one["paid_by"]) for one in data["receipts"] if one["entry"] == "G5"] == [("between", "D7")]
    add(
        '- {form: receipt, id: G6, stage: proven, amount: "70.00", payer: 郑某某, defendant: D1, evidence: [卷二第14页], day: 2024-01-10}\n'
    )
    data = whole()
    assert data["totals"]["receipts_proven"] == ["246.00", "246.00", "316.00"]
    assert [one["low"] for one in data["receipts"] if one["entry"] == "G6"] == ["70.00"]
    assert [one["where"] for one in data["told"] if one["code"] == "payer_unsure"] == ["G6"]
    assert call("run", case).code == 0
    figure = next(one for one in call("figures", case, "--all", "--json").json["figures"] if one["id"] == "receipts_proven")  # fmt: skip
    assert (figure["low"], figure["high"]) == (246, 316)
    assert re.search("low: [0-9]+ rows, 246.00 yuan", call("explain", case, "receipts_proven", LANG="en_GB").out)
    paper = call("documents", case, "gains").out
    assert "被告之间（收）（D7）" in paper
    assert "付款人写的是另一被告" in paper
    said = "".join(call("documents", case, "indictment").out.split())
    assert "有流水或者证据的收款至少246.00元、估计246.00元、至多316.00元" in said


def test_the_code_of_a_defendant_as_payer_is_nobodys_name(call, told, tmp_path):
    """Entries that name D7 are taken before and after; who is registered but not sued, and received nothing, pays as an outsider."""
    case = shutil.copytree(told, tmp_path / "case")

    def add(text):
        (tmp_path / "more.yaml").write_text(text, encoding="utf-8")
        return call("register", "add", case, tmp_path / "more.yaml", "--officer", "张三")

    def pays(key, payer):
        return f'- {{form: receipt, id: {key}, stage: proven, amount: "50.00", payer: {payer}, defendant: D1, evidence: [卷二第13页], day: 2024-01-09}}\n'

    def proven():
        return call("assess", "gains", case, "--json").json["totals"]["receipts_proven"]

    assert (
        add(
            "- {form: defendant, id: D7, name: 郑某某}\n- {form: defendant, id: D8, name: 冯某某, called: not_civil}\n"
        ).code
        == 0
    )
    assert (
        add('- {form: cost, id: K5, amount: "5", what: 付给D7的查询费, defendant: D1, evidence: [卷二第12页]}\n').code
        == 0
    )
    for key, payer in (("G5", "D7"), ("G6", "ｄ7")):
        assert (said := add(pays(key, payer))).code == 0, said.err
        assert (
            said := add(
                f'- {{form: cost, id: K{key}, amount: "5", what: 由D7、d7经手, defendant: D1, evidence: [卷二第12页]}}\n'
            )
        ).code == 0, said.err
    assert (
        add('- {form: cost, id: K8, amount: "5", what: 郑某某经手, defendant: D1, evidence: [卷二第12页]}\n').code != 0
    )
    assert add(pays("G7", "乙某某")).code == 0
    assert (
        add('- {form: cost, id: K9, amount: "5", what: 乙某某经手, defendant: D1, evidence: [卷二第12页]}\n').code != 0
    )
    before = proven()
    assert add(pays("G8", "D8")).code == 0
    assert [float(after) - float(was) for after, was in zip(proven(), before, strict=True)] == [50, 50, 50]
    assert add("- {form: wallet, id: W8, address: zfb-0000-0001, defendant: D8, grounds: 实名}\n").code == 0
    assert [float(after) - float(was) for after, was in zip(proven(), before, strict=True)] == [0, 0, 50]
    actor = "- {form: actor, id: a7, accounts: [user18500022]}\n- {form: attribution, id: L7, actor: a7, defendant: D7, grade: claimed, grounds: [device], reason: 供述, evidence: [卷三第2页]}\n"
    assert (said := add(pays("G9", "user18500022") + actor)).code == 0, said.err
    assert [float(after) - float(was) for after, was in zip(proven(), before, strict=True)] == [0, 0, 100]
