"""``assess damages`` and ``law cases`` on a small case: text in both languages, JSON, the sheet for the panel, the picture."""

import json
import re
import shutil
from pathlib import Path

import pytest

ENTRIES = """
- {form: defendant, id: D1, name: 赫连某某, born: "2003-08-30", sued: 2025-04-11}
- {form: defendant, id: D2, name: 申屠某, born: "2009"}
- {form: sanction, id: s1, defendant: D1, kind: criminal, stage: convicted, fine: 20011, confiscated: 3013, evidence: [卷二第1页]}
- {form: sanction, id: s2, defendant: D1, kind: administrative, stage: ended}
- {form: harm, id: h1, kind: calls, person: V0001, day: 2024-01-03, times: 20, place: 甲市, posts: ["post:telegram:channel:1850001/1"], evidence: [卷五第1页]}
- {form: harm, id: h2, kind: threat, until: 2024-02-01}
- {form: contacts, id: k1, person: V0001, what: calls, file: "file:FILE", column: 时间, since: 2023-12-20, until: 2024-01-31}
- {form: contacts, id: k2, person: V0002, what: parcels, at: ["2023-12-30T10:00:00+08:00"]}
- {form: contacts, id: k3, person: V0001, what: texts, file: "file:1", column: 时间}
- {form: expert, id: x1, name: 柳知秋, field: 民法}
- {form: expert, id: x2, name: 祝远山, field: 消费者保护}
- {form: view, id: v1, expert: x1, factor: whole, low: 100003, high: 150011, reasons: D1 获利不多}
- {form: view, id: v2, expert: x1, factor: harm, weight: grave, reasons: 延及家属}
- {form: determinable, id: d1, what: loss, answer: not, reason: 难以逐一计算}
- {form: determinable, id: d2, what: gain, answer: partly, amount: 4517, reason: 只有一部分, defendant: D1}
- {form: circumstance, id: c1, factor: ability, defendant: D1, says: 没有固定职业}
- {form: circumstance, id: c2, factor: repair, amount: 12017, says: 删除的报价, evidence: [卷六第9页]}
- {form: range, id: r1, low: 80021, high: 620023, per: suit, claimed: 100019, reasons: 见纪要}
"""
CALLS = "时间,号码\n2023-12-31 21:00,1\n2024-01-02 16:30,2\n2024-01-02 23:10,3\n2024-01-03 02:00,4\n不明,5\n"


@pytest.fixture(scope="module")
def furnished(call, done, tmp_path_factory):
    """The small case with entries and a call list among its evidence files."""
    top = tmp_path_factory.mktemp("damages")
    case = Path(shutil.copytree(done, top / "case"))
    (top / "通话.csv").write_text(CALLS, encoding="utf-8")
    assert call("add", case, top / "通话.csv", "--officer", "张三", "--officer", "李四").code == 0
    number = max(s["no"] for s in call("export", case, "sources").lines if s["name"] == "通话.csv")
    assert call("run", case).code == 0
    path = top / "entries.yaml"
    path.write_text(ENTRIES.replace("FILE", str(number)), encoding="utf-8")
    said = call("register", "add", case, path, "--officer", "张三")
    assert said.code == 0, said.err
    return case


@pytest.fixture
def ready(furnished, tmp_path):
    """A copy of it."""
    return Path(shutil.copytree(furnished, tmp_path / "case"))


def test_the_worksheet_in_both_languages(call, ready):
    chinese, english = call("assess", "damages", ready), call("assess", "damages", ready, LANG="en_GB")
    assert (chinese.code, english.code) == (0, 0), chinese.err + english.err
    for words in ("不计算、也不建议金额", "读法二", "逐名被告", "还缺：", "须由人决定", "【六项因素（不打分、不相加）】", "不证明因果", "不取平均",
                  "只读到公开网页的节选", "620,023.00 元", "超过五十万元上限", "【有争议，由人认定】", f"doxdocket explain {ready} persons"):  # fmt: skip
        assert words in chinese.out, words
    for words in (
        "computes no amount",
        "step 3",
        "Each defendant (what is entered of one counts for that one alone",
        "no answer",
        "no proof of cause",
        "no average is taken",
        "620,023.00 yuan",
        "OPEN: NEEDS A HUMAN DECISION",
        "at least 1,200",
    ):
        assert words in english.out, words
    for name in ("赫连某某", "申屠某", "柳知秋", "祝远山"):
        assert name not in chinese.out + english.out


def test_a_gain_entered_of_one_defendant_is_not_that_of_all(call, ready, tmp_path):
    found = call("assess", "damages", ready, "--json").json["ladder"]
    assert [(r["id"], r["applies"]) for r in found["readings"]] == [("as_stated", [])]
    own = {row["id"]: row for row in found["defendants"]}
    assert [r["applies"] for r in own["D1"]["readings"]] == [["within_ceiling"], ["loss_or_gain"]]
    assert [r["applies"] for r in own["D2"]["readings"]] == [[]]
    assert "只及于一人的登记只计入本人" in (page := call("assess", "damages", ready).out)
    assert "D1 ***：损失 不能确定 [R0014]；获利 只能确定一部分 [R0015]" in page
    assert "D2 ***：损失 不能确定 [R0014]；获利 没有答案" in page
    assert "侵权人因此获得的利益可以确定 (gain_determinable)" in page
    assert "适用哪一步取决于读法（D1）" in page

    more = tmp_path / "more.yaml"
    more.write_text(
        "- {form: determinable, id: d3, what: gain, answer: not, reason: x, defendant: D2}\n"
        "- {form: determinable, id: d4, what: gain, answer: not, reason: x}\n"
        '- {form: joint, id: J1, basis: "1168", members: [D1, D2], since: 2024-01-02, until: 2024-01-05, facts: {acted_together: true, damage: true}, reason: 共同}\n'
        "- {form: receipt, id: E1, stage: proven, defendant: D2, amount: 20, day: 2024-01-04, evidence: [卷三第2页]}\n",
        encoding="utf-8",
    )
    assert call("register", "add", ready, more, "--officer", "张三").code == 0
    page = re.sub(r"\s+", "", call("assess", "damages", ready).out)
    for words in (
        "各被告不一致", "（关于获利；各被告D1只能确定一部分,D2不能确定）", "须由人决定", "J1（民法典第一千一百六十八条）D1、D2：与全案一并相同",
        "D2的账目", "20.00元[gains:D2]", "此人已证明的收款", "连带：J1",
    ):  # fmt: skip
        assert words in page, words
    english = " ".join(call("assess", "damages", ready, LANG="en_GB").out.split())
    for words in (
        "The defendants differ", "needs a human decision", "Those jointly liable together", "jointly liable: J1", "as for the whole case",
        "each D1 partly, D2 not", "Account of gains of D2",
    ):  # fmt: skip
        assert words in english, words


def test_a_call_list_among_the_evidence_is_drawn_against_the_posts(call, ready):
    rows = {row["id"]: row for row in call("assess", "damages", ready, "--json").json["contacts"]["rows"]}
    post = rows["k1"]["posts"][0]
    assert (post["post"], post["at"]) == ("telegram:channel:1850001/1", "2024-01-02T08:00+08:00")
    assert (rows["k1"]["moments"], post["before"], post["after"], rows["k1"]["before_first"]) == (4, 1, 3, 1)
    assert {t["code"] for t in rows["k1"]["told"]} >= {"unread", "first_before"}
    assert [t["code"] for t in rows["k3"]["told"] if t["code"].endswith("unread")] == ["file_unread"]
    other = call("assess", "damages", ready, "--window", "2", "--json").json["contacts"]["rows"][0]["posts"][0]
    assert (other["before"], len(other["days"])) == (1, 4)


def test_json_holds_provenance_for_every_amount(call, ready):
    found = call("assess", "damages", ready, "--json", "--on", "2025-08-28").json
    amounts = set(re.findall(r'"yuan": "([^"]+)", "from": "([^"]+)"', json.dumps(found)))
    assert {("620023", "R0018"), ("500000", "cn/fashi-2020-17/12-2-cap"), ("100000", "case:linan_zhou_2025")} <= amounts
    assert all(source.startswith(("R0", "cn/", "case:", "gains:")) for _, source in amounts)
    assert found["hearing"] == "2025-08-28"
    assert [c["low"] for c in found["ranges"][0]["ceiling"]] == ["not met", "met", "met"]
    assert found["ranges"][0]["evidence"] == []


def test_no_amount_in_the_text_is_made_here(call, ready):
    said = call("assess", "damages", ready).out
    told = {int(n.replace(",", "")) for n in re.findall(r"([\d,]+)(?:\.00)? 元", said)}
    inputs = {20011, 3013, 100003, 150011, 4517, 12017, 80021, 620023, 100019, 500000}
    published = {
        int(c["damages"]["amount"]["yuan"]) for c in call("law", "cases", "--amount", "known", "--json").json["cases"]
    }
    assert told <= inputs | published
    assert inputs <= told


def test_the_sheet_for_the_panel(call, ready):
    for lang in ("zh_CN", "en_GB"):
        said = call("assess", "damages", ready, "--panel", LANG=lang)
        assert said.code == 0, said.err
        assert not re.search(r"赫连|申屠|柳知秋|V0\d\d\d|演练频道", said.out)
    assert "被告1：刑事 已判决 罚金、罚款 20,011.00 元" in call("assess", "damages", ready, "--panel").out
    sheet = call("assess", "damages", ready, "--panel", "--json").json
    assert [row["id"] for row in sheet["factors"]] == ["number", "kinds", "harm", "repair", "ability", "fines"]


def test_the_picture_is_written_once_and_says_what_it_shows(call, ready, tmp_path):
    path = tmp_path / "来电.svg"
    said = call("assess", "damages", ready, "--picture", path)
    assert said.code == 0, said.err
    text = path.read_text("utf-8")
    assert text.startswith("<?xml")
    assert "aria-label" in text
    assert "不证明因果" in text
    assert "V0001" in text
    again = call("assess", "damages", ready, "--picture", path)
    assert again.code == 2
    assert path.read_text("utf-8") == text
    assert call("assess", "damages", ready, "--picture", tmp_path / "no" / "x.svg").code == 2
    assert path.stat().st_mode & 0o077 == 0  # times of contacts are for the team alone
    assert (call("assess", "damages", ready, "--picture", ready / "x.svg").code, (ready / "x.svg").exists()) == (
        2,
        False,
    )
    assert call("assess", "damages", ready, "--panel", "--picture", tmp_path / "y.svg").code == 2


def test_what_settled_an_answer_is_told_with_its_entry_and_a_hearing_of_today_is_said(call, ready, tmp_path):
    path = tmp_path / "more.yaml"
    path.write_text("- {form: fact, id: punitive_by_law, value: true, reason: 某法第几条}\n", encoding="utf-8")
    assert call("register", "add", ready, path, "--officer", "张三").code == 0
    said = call("assess", "damages", ready).out
    assert "有法律规定惩罚性赔偿：是 [R0019] 某法第几条" in said
    assert "由被侵权人本人请求：否（由检察机关起诉；不妨碍被害人本人另行请求）" in said
    assert "没有登记开庭日" in said
    assert "没有登记开庭日" not in call("assess", "damages", ready, "--on", "2025-08-28").out
    assert "U_" not in said
    assert "whole_needed" not in said


def test_a_case_without_entries_says_so(call, mine, tmp_path):
    said = call("assess", "damages", mine, "--picture", tmp_path / "x.svg")
    assert said.code == 0
    for words in (
        "没有登记损失、获利可否确定",
        "没有登记损害后果",
        "没有登记来电",
        "没有登记专家",
        "还没有登记区间",
        "这一项没有任何数据或登记",
    ):
        assert words in said.out, words
    assert "没有记录" in (tmp_path / "x.svg").read_text("utf-8")


def test_a_value_that_a_person_decided_stands_beside_the_bounds(call, mine):
    assert call("decide", mine, "figure.value", "persons", "2", "--reason", "逐人核对", "--officer", "张三").code == 0
    assert call("run", mine).code == 0
    assert "（采用 2，见认定）" in call("assess", "damages", mine).out


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ((), 29),
        (("--type", "civil_pil", "--amount", "known"), 5),
        (("--amount", "unknown", "--method", "statutory_discretion_500k"), 1),
        (("--doxxing", "--victims", "100-"), 2),
        (("--items", "-2000", "--kind", "人脸"), 2),
        (("--year", "2019", "--court", "茅箭"), 1),
    ],
)
def test_published_cases_are_filtered(call, words, count):
    said = call("law", "cases", *words, "--json")
    assert said.code == 0, said.err
    assert len(said.json["cases"]) == count
    assert f"{count} 件（共 29 件" in call("law", "cases", *words).out


@pytest.mark.parametrize("text", ["x", "1-x", "-", ""])
def test_a_range_that_is_none_is_refused(call, text):
    assert call("law", "cases", "--items", text).code == 2


def test_what_is_put_to_the_defendants_stands_beside_the_furnished(call, ready, tmp_path):
    page = call("assess", "damages", ready, LANG="en_GB").out
    assert "no account of a civil defendant" in page
    more = tmp_path / "more.yaml"
    more.write_text(
        '- {form: actor, id: A1, signatures: [{channel: "telegram:channel:1850001", text: 小乙}]}\n'
        '- {form: role, id: R1, actor: A1, channel: "telegram:channel:1850001", role: admin, since: 2024-01-02, until: 2024-01-03}\n'
        "- {form: attribution, id: L1, actor: A1, defendant: D1, grade: proven, grounds: [ip, device], reason: 比对, evidence: [卷一]}\n",
        encoding="utf-8",
    )
    assert call("register", "add", ready, more, "--officer", "张三").code == 0
    said = call("assess", "damages", ready, "--json").json
    deeds = call("assess", "parties", ready, "--json").json["deeds"]
    joint = next(r for r in deeds if (r["defendant"], r["how"]) == ("D1", "joint"))
    assert (said["put"]["posts"], said["put"]["posts_sure"]) == (joint["posts_high"], joint["posts_low"])
    rows = {f["id"]: f for one in said["factors"] for f in one["figures"]}
    assert rows["persons"]["put"] == {"low": joint["persons_low"], "high": joint["persons_high"]}
    assert rows["persons"]["put"]["high"] <= rows["persons"]["high"]
    assert rows["insult"]["put"] == {
        "low": joint["insult_low"],
        "high": joint["insult_high"] + joint["insult_proposed_high"],
    }
    assert rows["posts_with_pi"]["put"] == {"low": joint["posts_with_pi_low"], "high": joint["posts_with_pi_high"]}
    assert rows["views"]["put"] is None  # these captures have no reading
    within = {f["id"]: f for f in call("figures", ready, "--scope", "parties", "--json").json["figures"]}
    for name in ("items_set", "dossiers", "kinds", "minors"):
        assert rows[name]["put"] == {end: within[name][end] for end in ("low", "high")}, name
    for lang, words in (("zh_CN", ("归于被告",)), ("en_GB", ("put to defendants",))):
        page = call("assess", "damages", ready, LANG=lang).out
        assert all(one in page for one in words)
    not_civil = tmp_path / "none.yaml"
    not_civil.write_text(
        '- {form: defendant, id: D1, name: 赫连某某, born: "2003-08-30", called: not_civil}\n', encoding="utf-8"
    )
    assert call("register", "add", ready, not_civil, "--officer", "张三").code == 0
    assert call("assess", "damages", ready, "--json").json["put"]["posts"] is None
