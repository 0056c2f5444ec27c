"""``assess parties`` and ``assess motives`` over the small case: what is entered, what follows by rule, what stays open."""

import json

import pytest

ENTRIES = """
- {form: actor, id: A1, accounts: [channel9]}
- {form: actor, id: A2, signatures: [{channel: "telegram:channel:1850001", text: 小乙}]}
- {form: defendant, id: D1, name: 周某某, born: "1999-05-02", called: civil}
- {form: defendant, id: D2, name: 吴某某, born: "2006-09-14", own_labour: false}
- {form: defendant, id: D3, name: 郑某某, born: "2008-06-21", own_labour: false}
- {form: guardian, id: G2, ward: D2, name: 吴大某, relation: father}
- {form: role, id: R1, actor: A2, channel: "telegram:channel:1850001", role: admin, since: 2024-01-02, until: 2024-01-06}
- {form: testimony, id: T1, defendant: D1, day: 2024-06-02, quote: 就是觉得好玩, motive: fun}
- {form: attribution, id: L1, actor: A2, defendant: D2, grade: supported, grounds: [signature, admission], testimonies: [T1], reason: 自认}
- {form: attribution, id: L2, actor: A1, defendant: D1, grade: claimed, grounds: [signature], reason: 署名相同}
- form: joint
  id: J1
  basis: "1168"
  members: [D1, D2, D3]
  channels: ["telegram:channel:1850001"]
  since: 2024-01-02
  until: 2024-01-06
  facts: {acted_together: true}
  reason: 共同管理
- {form: fact, id: damage, value: true, reason: 多名被害人陈述}
- {form: sanction, id: S1, defendant: D1, kind: criminal, stage: convicted, sentence: 有期徒刑一年}
"""


@pytest.fixture
def entered(call, mine, tmp_path):
    def enter(text=ENTRIES):
        path = tmp_path / "entries.yaml"
        path.write_text(text, encoding="utf-8")
        said = call("register", "add", mine, path, "--officer", "张三")
        assert said.code == 0, said.err
        return mine

    return enter


def test_the_day_of_the_suit_decides_between_guardian_and_former_guardian(call, entered):
    case = entered()
    said = call("assess", "parties", case, "--json").json
    rows = {(p["party"], p["for"]): p for p in said["parties"]}
    assert rows["G2", "D2"]["constellation"] == "open"
    assert rows["", "D3"]["missing"] == ["sued", "guardian"]
    entered(ENTRIES.replace('born: "2006-09-14"', 'born: "2006-09-14", sued: 2025-04-11')
            .replace('born: "2008-06-21"', 'born: "2008-06-21", sued: 2025-04-11'))  # fmt: skip
    said = call("assess", "parties", case, "--json").json
    rows = {(p["party"], p["for"]): p for p in said["parties"]}
    assert rows["G2", "D2"]["constellation"] == "former guardian"
    answers = {a["rule"]: a["answer"] for a in rows["G2", "D2"]["answers"]}
    assert answers["cn/fashi-2024-12/6"] == "met"
    assert answers["cn/fashi-2024-12/4"] == "not met"
    assert answers["cn/minfadian/1188-1-less"] == "not determinable"
    assert (rows["", "D3"]["constellation"], rows["", "D3"]["missing"]) == ("guardian", ["guardian"])


def test_joint_liability_needs_its_facts_and_shares_are_open_unless_decided(call, entered):
    case = entered()
    said = call("assess", "parties", case, "--json").json
    assert [(g["members"], g["how"], g["shares"]) for g in said["groups"]] == [(["D1", "D2", "D3"], "open", {})]
    assert "难以确定的" in call("assess", "parties", case).out
    hard = "- {form: fact, id: shares_determinable@J1, value: false, reason: 难以区分}\n"
    entered(ENTRIES + hard)
    (group,) = call("assess", "parties", case, "--json").json["groups"]
    assert (group["how"], group["shares"]["D1"]) == ("equal", "1/3")
    shares = "".join(
        f"- {{form: inner_share, id: S{n}, defendant: D{n}, share: {s}, reason: 主导程度}}\n"
        for n, s in ((1, "1/2"), (2, "1/4"), (3, "1/4"))
    )
    entered(ENTRIES + shares)
    assert call("assess", "parties", case, "--json").json["groups"][0]["shares"] == {
        "D1": "1/2",
        "D2": "1/4",
        "D3": "1/4",
    }
    entered(ENTRIES + shares.replace("1/2", "1/3"))
    assert call("assess", "parties", case, "--json").json["groups"][0]["how"] == "do not fit"
    call("register", "withdraw", case, "fact", "damage", "--reason", "未查明", "--officer", "张三")
    said = call("assess", "parties", case, "--json").json
    assert said["groups"] == []
    assert said["joint"][0]["answers"][0]["missing"] == ["damage"]


def test_deeds_are_counted_alone_and_together_and_a_claim_stands_apart(call, entered):
    said = call("assess", "parties", entered(), "--json").json
    rows = {(r["defendant"], r["how"]): r for r in said["deeds"]}
    assert ("D1", "own") not in rows
    joint = rows["D3", "joint"]
    assert (joint["posts_low"], joint["posts_high"], joint["persons_high"]) == (5, 5, 2)
    assert [(a["id"], [w for link in a["links"] for w in link["weak"]]) for a in said["accounts"]] == [
        ("A1", ["one ground", "no evidence", "signature only", "no_post"]),
        ("A2", ["no_post"]),
    ]


def test_subjects_stand_side_by_side_and_names_are_masked(call, entered):
    case = entered()
    said = call("assess", "parties", case)
    assert said.code == 0
    for name in ("周某某", "吴大某"):
        assert name not in said.out
    rows = {r["defendant"]: r for r in call("assess", "parties", case, "--json").json["subjects"]}
    assert (rows["D1"]["civil"], rows["D1"]["criminal"], rows["D1"]["differs"]) == (True, True, False)
    assert (rows["D3"]["criminal"], rows["D3"]["differs"]) == (None, None)
    assert "not met" in {one["answer"] for one in rows["D3"]["criminal_age"]}


def _row(page, start):
    """The row of the table of subjects, which is the last one that tells of it."""
    rows = [line for line in page.splitlines() if line.startswith(start)]
    return [line for line in rows if "不明" in line or "相同" in line or "不同" in line][-1]


CRIMINAL = "- {form: sanction, id: %s, defendant: D1, kind: criminal, stage: %s}\n"
FINE = (
    "- {form: circumstance, id: K1, factor: fines, says: 罚金, amount: 5000, defendant: D1, evidence: [刑事判决书]}\n"
)


@pytest.mark.parametrize(
    ("entries", "criminal", "differs", "told"),
    [
        ("", None, None, "不明"),
        (CRIMINAL % ("S1", "investigated"), None, None, "不明"),
        ("- {form: sanction, id: S1, defendant: D1, kind: administrative, stage: punished}\n", None, None, "不明"),
        (CRIMINAL % ("S1", "not_prosecuted"), False, True, "不同"),
        (CRIMINAL % ("S1", "not_prosecuted") + CRIMINAL % ("S2", "investigated"), None, None, "不明"),
        (CRIMINAL % ("S1", "prosecuted"), True, False, "相同"),
        (FINE, True, False, "相同"),
        (CRIMINAL % ("S1", "not_liable") + FINE, None, None, "不明"),
    ],
)  # fmt: skip
def test_whether_somebody_is_prosecuted_is_unknown_until_it_is_answered(
    call, entered, entries, criminal, differs, told
):
    """Never "no" for want of an entry; what the page of damages knows of a fine, the page of parties does not deny."""
    case = entered('- {form: defendant, id: D1, name: 周某某, born: "1999-05-02", called: civil}\n' + entries)
    (row,) = call("assess", "parties", case, "--json").json["subjects"]
    assert (row["civil"], row["criminal"], row["differs"]) == (True, criminal, differs)
    said = _row(call("assess", "parties", case).out, "D1")
    assert said.rstrip().endswith(told)
    assert ("否" in said.split()) == (criminal is False)
    if entries == FINE:
        (entry,) = [f["entry"] for f in row["fines"]]
        assert f"刑事罚金一项的登记 {entry}" in said
        assert f"没有登记处理结果的被告：D1（罚金见登记 {entry}）" in call("assess", "damages", case).out


def test_an_empty_register_says_what_to_do(call, mine):
    said = call("assess", "parties", mine, LANG="en_GB")
    assert (said.code, "register form defendant" in said.out) == (0, True)
    assert "No statement" in call("assess", "motives", mine, LANG="en_GB").out


def test_motives_come_with_their_source_and_the_silent_are_named(call, entered):
    said = call("assess", "motives", entered(), "--json").json
    assert [(r["defendant"], r["how"], r["motive"], r["quote"]) for r in said["rows"]] == [
        ("D1", "statement", "fun", "就是觉得好玩")
    ]
    assert said["silent"] == ["D2", "D3"]


def test_posts_of_a_motive_are_put_to_whose_account_it_is_and_others_are_counted(call, tmp_path, invented):
    texts = [
        "挂他是因为他在群里骂我全家",
        f"姓名：柳春生 电话：{invented.phone}\n因为他举报我们频道，今天就让大家认识他",
    ]
    case = tmp_path / "case"
    call("init", case, "--title", "动机", "--officer", "张三")
    capture = invented.export(tmp_path / "x", texts) / "result.json"
    told = json.loads(capture.read_text("utf-8"))
    signed = told | {"messages": [m | {"author": "灰鸦"} for m in told["messages"]]}
    capture.write_text(json.dumps(signed, ensure_ascii=False), encoding="utf-8")
    call("add", case, capture.parent, "--officer", "张三")
    call("run", case)
    labelled = [r for r in call("export", case, "conduct").lines if r["label"] == "motive"]
    assert labelled
    entries = tmp_path / "e.yaml"
    entries.write_text(
        '- {form: defendant, id: D1, name: 甲}\n- {form: actor, id: A1, signatures: [{channel: "telegram:channel:1850001", text: 没有这个名字}]}\n'
        "- {form: attribution, id: L1, actor: A1, defendant: D1, grade: proven, grounds: [ip, device], reason: 比对, evidence: [卷一]}\n",
        encoding="utf-8",
    )
    call("register", "add", case, entries, "--officer", "张三")
    call("decide", case, "conduct.confirm", labelled[0]["conduct"], "--reason", "属实", "--officer", "张三")
    call("run", case)
    said = call("assess", "motives", case, "--json").json
    assert [(row["defendant"], row["status"], row["source"]) for row in said["rows"]] == [
        ("", "confirmed", "telegram:channel:1850001/1")
    ]
    assert (said["silent"], said["unplaced"]) == (["D1"], len(labelled) - 1)
    assert "put to nobody" in call("assess", "motives", case, LANG="en_GB").out
    channel = "telegram:channel:1850001"
    entries.write_text(f'- {{form: role, id: R1, actor: A1, channel: "{channel}", role: owner}}\n', encoding="utf-8")
    call("register", "add", case, entries, "--officer", "张三")
    assert call("assess", "motives", case, "--json").json["ran"] == [
        {"defendant": "D1", "channel": channel, "posts": len(labelled) - 1}
    ]
    assert (
        f"其中 {len(labelled) - 1} 处在 D1 所管或者登记为共同行为的频道 {channel}"
        in call("assess", "motives", case).out
    )
    refused = call("figures", case, "--scope", "defendant:D1")
    assert refused.code == 2
    assert "没有 D1 本人账号所发的贴文" in refused.err
    assert "--scope joint:D1" in refused.err
    entries.write_text(
        '- {form: actor, id: A1, signatures: [{channel: "telegram:channel:1850001", text: 灰鸦}]}\n', encoding="utf-8"
    )
    assert call("register", "add", case, entries, "--officer", "张三").code == 0
    page = call("assess", "motives", case).out
    shown = [r["quote"] for r in call("assess", "motives", case, "--json").json["rows"]]
    assert shown.count("") == len(labelled) - 1
    [quote] = filter(None, shown)
    assert quote in page
    assert invented.phone not in page
    left = next(one for one in labelled if one["conduct"] != labelled[0]["conduct"])
    assert f"{left['channel_id']}：{left['post_id']}\n" in page.split("尚待人认定")[1]


def test_what_is_open_is_told(call, entered):
    more = """
- {form: defendant, id: D4, name: 王某某}
- {form: attribution, id: L3, actor: A1, defendant: D3, grade: supported, grounds: [device, ip], reason: 共用}
- {form: actor, id: A3, accounts: [channel8]}
- {form: guardian, id: G7, ward: D2, name: 吴小某, relation: grandparent, basis: court, until: 2020-05-01}
"""
    rows = call("assess", "parties", entered(ENTRIES + more), "--json").json["open"]
    told = {(r.get("defendant") or r.get("actor"), r["open"]) for r in rows}
    assert {("D4", "born"), ("D4", "sued"), ("D3", "guardian"), ("A3", "attribution"), ("A1", "shared_account")} <= told
    assert "G7" not in {r.get("guardian") for r in rows}  # had the care of nobody on any day of the acts
    assert ("A2", "attribution") not in told


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh_CN", "J2：D3 行为时没有完全民事行为能力"), ("en_GB", "J2: D3 had no full capacity then")],
)
def test_abetting_a_minor_under_paragraph_one_is_told_on_the_page(call, entered, lang, said):
    more = (
        '- {form: joint, id: J2, basis: "1169-1", members: [D3, D1], instigators: [D1], since: 2024-01-02, until: 2024-01-06,'
        " facts: {instigated_or_helped: true, act_done: true}, reason: 指使发布}\n"
    )
    case = entered(ENTRIES + more)
    page = call("assess", "parties", case, LANG=lang).out
    assert said in page.replace("\n", "")
    (row,) = [r for r in call("assess", "parties", case, "--json").json["joint"] if r["entry"] == "J2"]
    assert row["hints"] == [{"hint": "minors", "who": ["D3"]}, {"hint": "both_roles", "who": ["D1"]}]


def parted(call, case, how="joint", who="D3"):
    rows = call("assess", "parties", case, "--json").json["by_age"]
    return {(r["age_low"], r["age_high"]): r for r in rows if (r["defendant"], r["how"]) == (who, how)}


def test_figures_are_split_at_the_day_on_which_an_age_is_full(call, entered):
    case = entered(ENTRIES.replace("2008-06-21", "2008-01-03"))
    whole = {(r["defendant"], r["how"]): r for r in call("assess", "parties", case, "--json").json["deeds"]}
    young, grown = parted(call, case).values()
    assert (young["age_high"], grown["age_low"], grown["age_high"]) == (15, 16, 17)
    for row in (young, grown):
        assert row["posts_low"] == row["posts_high"] > 0
        assert row["persons_low"] <= row["persons_estimate"] <= row["persons_high"]
    assert (young["posts_low"], grown["posts_low"]) == (
        2,
        3,
    )  # a post a day from 2 January on, sixteen full from the 4th
    assert young["posts_low"] + grown["posts_low"] == whole["D3", "joint"]["posts_low"]
    page = call("assess", "parties", case, LANG="en_GB").out
    assert "Before and after 16 and 18" in page
    assert "under 16" in page


def test_a_birth_known_to_the_year_splits_in_bounds(call, entered):
    young, grown = parted(call, entered(ENTRIES.replace("2008-06-21", "2008"))).values()
    assert (young["posts_low"], young["posts_high"], grown["posts_low"], grown["posts_high"]) == (0, 5, 0, 5)
    assert (young["persons_low"], young["persons_estimate"], young["persons_high"]) == (0, None, 2)


def test_nobody_is_split_whose_acts_lie_on_one_side(call, entered):
    assert parted(call, entered()) == {}


def test_acts_are_of_the_guardian_of_those_days_and_of_nobody_between(call, entered):
    care = """
- {form: guardian, id: G3, ward: D3, name: 郑大某, relation: father, until: 2024-01-02, ended: court}
- {form: guardian, id: G4, ward: D3, name: 郑小某, relation: mother, since: 2024-01-05}
- {form: fact, id: parents_both@D2, value: false, reason: 母亲早年死亡}
"""
    case = entered(ENTRIES + care)
    said = call("assess", "parties", case, "--json").json
    rows = {(p["party"], p["for"]): (p["acts_first"], p["acts_last"]) for p in said["parties"] if p["for"]}
    assert rows == {
        ("G2", "D2"): ("2024-01-02", "2024-01-05"),
        ("G3", "D3"): ("2024-01-02", "2024-01-02"),
        ("G4", "D3"): ("2024-01-05", "2024-01-05"),
        ("", "D3"): ("2024-01-03", "2024-01-04"),
    }
    posts = {r["guardian"]: r["posts_low"] for r in said["by_care"] if (r["defendant"], r["how"]) == ("D3", "joint")}
    whole = next(r["posts_low"] for r in said["deeds"] if (r["defendant"], r["how"]) == ("D3", "joint"))
    assert sum(posts.values()) == whole
    assert all(posts.values())
    assert [(r["open"], r["first"]) for r in said["open"] if "first" in r] == [("nobody_then", "2024-01-03")]
    for lang, words in (("zh_CN", "没有登记的监护人"), ("en_GB", "(nobody entered)")):
        assert words in call("assess", "parties", case, LANG=lang).out


@pytest.mark.parametrize(
    ("lang", "said"), [("zh_CN", "D2：父母另一方（母）是谁"), ("en_GB", "D2: who the other parent (mother) is")]
)
def test_the_other_parent_is_asked_for_with_what_turns_on_it(call, entered, lang, said):
    case = entered()
    page = call("assess", "parties", case, LANG=lang).out.replace("\n", "")
    assert said in page
    assert "法释〔2024〕12号 第八条" in page
    (row,) = [r for r in call("assess", "parties", case, "--json").json["open"] if r["open"] == "other_parent"]
    assert (row["defendant"], row["relation"]) == ("D2", "mother")


@pytest.mark.parametrize(
    ("lang", "said", "never"),
    [("zh_CN", "D2：父母是谁（登记的监护人都不是父母）", "父母另一方"), ("en_GB", "D2: who the parents are", "the other parent")],
)  # fmt: skip
def test_parents_are_asked_for_once_where_neither_is_entered(call, entered, lang, said, never):
    case = entered(ENTRIES.replace("relation: father}", "relation: grandparent, basis: parents_unable}"))
    page = " ".join(call("assess", "parties", case, LANG=lang).out.split())
    assert page.replace(" ", "").count(said.replace(" ", "")) == 1
    assert never not in page
    told = call("assess", "parties", case, "--json").json
    assert [r["relation"] for r in told["open"] if r["open"] == "both_parents"] == ["parent"]
    assert "both_parents" in [m for p in told["parties"] if p["for"] == "D2" and not p["party"] for m in p["missing"]]


@pytest.mark.parametrize(
    ("lang", "table", "line"),
    [
        ("zh_CN", "行政 已处罚（2024-02-01）（与年龄不合）", "SX 与年龄不合：作出之日（2024-02-01）9 周岁，不到治安管理处罚法 第十二条的年龄"),
        ("en_GB", "(does not fit the age)", "SX does not fit the age: 9 years old on the day it was imposed (2024-02-01)"),
    ],
)  # fmt: skip
def test_a_sanction_that_a_child_cannot_have_is_told_where_it_stands(call, entered, lang, table, line):
    more = """
- {form: defendant, id: D7, name: 小某某, born: "2014-05-02"}
- {form: sanction, id: SX, defendant: D7, kind: administrative, stage: punished, day: 2024-02-01, evidence: [卷六]}
"""
    case = entered(ENTRIES + more)
    sep = "" if lang == "zh_CN" else " "
    page = sep.join(call("assess", "parties", case, LANG=lang).out.split("\n"))
    assert table in " ".join(page.split())
    assert line.replace(" ", "") in page.replace(" ", "")
    (row,) = [r for r in call("assess", "parties", case, "--json").json["open"] if r.get("sanction") == "SX"]
    assert (row["open"], row["age_low"], row["day"]) == ("too_young", 9, "2024-02-01")
    said = call("assess", "thresholds", case, "--json").json["sanctions"]
    assert {one["entry"]: one["at_odds"] for one in said}["SX"] == "too_young"
    assert "与年龄不合" in call("explain", case, "D7").out


def test_who_is_not_sued_here_is_no_party_and_has_no_guardian_named(call, entered):
    case = entered(ENTRIES.replace("id: D2, name: 吴某某,", "id: D2, name: 吴某某, called: not_civil,"))
    said = call("assess", "parties", case, "--json").json
    assert {p["for"] or p["party"] for p in said["parties"]} == {"D1", "D3"}
    assert [(s["civil"], s["criminal"]) for s in said["subjects"] if s["defendant"] == "D2"] == [(False, None)]


def test_who_is_not_sued_here_is_told_as_such_in_the_tables_by_age_and_care(call, entered):
    """The table of what each did said it, and those by age and care beside it did not."""
    grown = 'id: D2, name: 吴某某, born: "2006-01-04", called: not_civil'
    case = entered(ENTRIES.replace('id: D2, name: 吴某某, born: "2006-09-14"', grown).replace("relation: father}", "relation: father, until: 2024-01-03}"))  # fmt: skip
    said = call("assess", "parties", case, "--json").json
    rows = [[row for row in said[name] if row["defendant"] == "D2"] for name in ("deeds", "by_age", "by_care")]
    assert all(rows)
    told = "".join(call("assess", "parties", case, LANG="zh_CN").out.split())
    assert told.count("D2（不是本案民事被告）") >= sum(map(len, rows))


@pytest.mark.parametrize(("lang", "said"), [("zh_CN", "G2 已死亡，不是当事人"), ("en_GB", "G2 died, no party")])
def test_a_guardian_who_died_is_no_party_to_be_named_and_the_page_says_so(call, entered, lang, said):
    case = entered(ENTRIES.replace("relation: father}", "relation: father, ended: dead, until: 2024-01-04}"))
    named = [row["party"] for row in call("assess", "parties", case, "--json").json["parties"]]
    assert "D2" in named
    assert "G2" not in named
    assert said in call("assess", "parties", case, LANG=lang).out


def test_what_is_open_of_each_kind_of_guardian_has_words(call, entered):
    more = """
- {form: guardian, id: G3, ward: D3, name: 郑大某, relation: grandparent}
- {form: guardian, id: G4, ward: D3, name: 郑小某, relation: step_parent}
- {form: guardian, id: G5, ward: D3, name: 郑中某, relation: delegate}
- {form: guardian, id: G6, ward: D3, name: 郑老某, relation: mother, ended: dead}
- {form: guardian, id: G7, ward: D2, name: 吴小某, relation: adopter}
"""
    case = entered(ENTRIES + more)
    told = {r["open"] for r in call("assess", "parties", case, "--json").json["open"]}
    assert {"basis", "fosters", "ended_day", "delegate_at_fault", "other_parent"} <= told
    for lang, words in (("zh_CN", ("为何是监护人", "养父母")), ("en_GB", ("why guardian", "adopter"))):
        page = call("assess", "parties", case, LANG=lang).out
        assert all(one in page for one in words)


RUN = """
- {form: actor, id: A1, accounts: [channel1850001, user999], signatures: [{channel: "telegram:channel:1850001", text: 没有这个名字}]}
- {form: actor, id: A2, signatures: [{channel: "telegram:channel:1850001", text: 演练频道}]}
- {form: defendant, id: D1, name: 周某某, born: "2006-01-03", own_labour: false, sued: 2025-04-11}
- {form: attribution, id: L1, actor: A1, defendant: D1, grade: proven, grounds: [device, ip], reason: 比对, evidence: [卷一]}
"""
OWNER = '- {form: role, id: R1, actor: A1, channel: "telegram:channel:1850001", role: owner'


def acted(call, case):
    """Where the ages are from, first and last of each of the three, and the capacities on the days taken."""
    (one, *_) = call("assess", "parties", case, "--json").json["defendants"]
    told = {row["acts"]: (row["first"], row["last"]) for row in one["acts"]}
    points = ("first_act", "last_act")
    capacities = [one["standing"][point]["capacity"] for point in points if point in one["standing"]]
    return one["acts_by"], told, tuple(one[point] for point in points), capacities


NONE = (None, None)


@pytest.mark.parametrize(
    ("role", "by", "joint", "register"),
    [
        ("", None, NONE, NONE),  # days that nobody entered are of nothing surely
        (", since: 2023-05-01", "register", NONE, ("2023-05-01", None)),  # nor is a last day the first
        (", since: 2023-05-01, until: 2024-08-01", "joint", ("2024-01-02", "2024-01-05"), ("2023-05-01", "2024-08-01")),
        (", since: 2024-01-03, until: 2024-01-05", "joint", ("2024-01-03", "2024-01-05"), ("2024-01-03", "2024-01-05")),
        (", since: 2023-05-01, until: 2024-01-01", "register", NONE, ("2023-05-01", "2024-01-01")),
    ],
)
def test_acts_of_a_channel_run_are_of_posts_that_expose_and_the_register_stands_apart(
    call, entered, role, by, joint, register
):
    found, told, taken, capacities = acted(call, entered(RUN + OWNER + role + "}\n"))
    assert (found, told) == (by, {"own": NONE, "joint": joint, "register": register})
    assert taken == told.get(by, NONE)
    assert capacities == ["limited" if day <= "2024-01-03" else "full" for day in taken if day]


@pytest.mark.parametrize(
    ("lang", "words"), [("zh_CN", "按登记所载，没有确定归于其的行为贴文"), ("en_GB", "by what the register says")]
)
def test_an_age_that_is_not_of_an_own_act_says_so(call, entered, lang, words):
    case = entered(RUN + OWNER + ", since: 2023-05-01, until: 2024-01-01}\n")
    assert (
        call("assess", "parties", case, LANG=lang).out.count(words) == 3
    )  # first and last act, and the guardian's days
    assert words in call("explain", case, "D1", LANG=lang).out
    entered(RUN + OWNER + ", since: 2023-05-01, until: 2024-08-01}\n")
    assert words not in call("assess", "parties", case, LANG=lang).out


def test_the_same_days_stand_on_every_page(call, entered):
    case = entered(RUN + OWNER + ", since: 2024-01-03, until: 2024-01-03}\n")
    (row,) = call("assess", "damages", case, "--json").json["ladder"]["defendants"]
    (one,) = call("assess", "parties", case, "--json").json["defendants"]
    assert row["acts"] == one["acts"]
    assert (row["days"]["first"], row["days"]["act"]) == (one["first_act"], one["last_act"])
    for lang, words in (
        ("zh_CN", "本人 不明；所管频道和共同行为 2024-01-03；登记所载 2024-01-03"),
        ("en_GB", "own not known; channels run and joint 2024-01-03; register 2024-01-03"),
    ):
        assert all(words in call("assess", page, case, LANG=lang).out for page in ("parties", "damages"))


def test_acts_together_are_of_the_posts_in_their_days_and_the_row_of_figures_says_so(call, entered):
    other = '- {form: defendant, id: D2, name: 张乙, born: "1990-01-01"}\n'
    together = '- {form: joint, id: J1, basis: "1168", members: [D1, D2], reason: 共同管理, since: 2023-12-01'
    of = ', channels: ["telegram:channel:1850001"]'
    case = entered(
        RUN + OWNER + ", since: 2024-01-01, until: 2024-01-03}\n" + other + together + of + ", until: 2024-01-05}\n"
    )
    found, told, *_ = acted(call, case)
    assert (found, told["joint"], told["register"]) == (
        "joint",
        ("2024-01-02", "2024-01-03"),  # as in the low: what J1 alone puts to him may be later
        ("2023-12-01", "2024-01-05"),
    )
    one, other = call("assess", "parties", case, "--json").json["defendants"]
    assert [(row["may_first"], row["may_last"]) for row in one["acts"]] == [NONE, (None, "2024-01-05"), NONE]
    assert [row["first"] for row in other["acts"]] == [None, None, "2023-12-01"]  # he manages nothing, and J1 is open
    row, _ = call("assess", "parties", case, "--json").json["deeds"]
    assert (row["posts_low"], row["posts_high"], row["joint_sure"], row["joint_perhaps"]) == (2, 4, [], ["J1"])
    for lang, words in (("zh_CN", "上限另含 J1"), ("en_GB", "in the high J1")):
        assert words in call("assess", "parties", case, LANG=lang).out
    page = call("figures", case, "--scope", "joint:D1").out.replace("\n", "")  # lines are wrapped
    assert "下限和估计只计 2 条贴文" in page
    assert "上限计 4 条" in page
    assert "（J1）；答“不符合”的不计（无）" in page
    refused = call("figures", case, "--scope", "joint:D1", "--scope", "2024-01-06..2024-01-06")
    assert refused.code != 0
    assert "采集到 1 条贴文，没有一条归于 joint:D1" in refused.err.replace("\n", "")
    fact = '- {{form: fact, id: "{}", value: {}, reason: 查明, evidence: [卷二]}}\n'.format
    entered(fact("damage", "true") + fact("acted_together@J1", "true"))
    row = next(r for r in call("assess", "parties", case, "--json").json["deeds"] if r["defendant"] == "D1")
    inside = {f["id"]: f for f in call("figures", case, "--scope", "joint:D1", "--json").json["figures"]}
    assert (row["posts_low"], row["posts_high"], row["joint_sure"], row["joint_perhaps"]) == (4, 4, ["J1"], [])
    assert acted(call, case)[1]["joint"] == ("2024-01-02", "2024-01-05")
    assert [inside["posts"][end] for end in ("low", "estimate", "high")] == [4, 4, 4]
    entered(fact("acted_together@J1", "false"))  # not met: put to nobody
    row, *_ = call("assess", "parties", case, "--json").json["deeds"]
    assert (row["posts_low"], row["posts_high"], row["joint_sure"], row["joint_perhaps"]) == (2, 2, [], [])
    assert "答“不符合”的不计（J1）" in call("figures", case, "--scope", "parties").out.replace("\n", "")
    entered(together + of + ", until: 2023-12-31}\n")  # no post of that time
    told = acted(call, case)[1]
    assert (told["joint"], told["register"]) == (("2024-01-02", "2024-01-03"), ("2023-12-01", "2024-01-03"))
    entered(together + ", until: 2024-01-05}\n")  # of no channel named: it takes no post in
    assert acted(call, case)[1]["joint"] == ("2024-01-02", "2024-01-03")
    assert "另含 J1" not in call("assess", "parties", case).out


def test_posts_of_strangers_in_a_group_that_one_runs_are_in_the_high_until_it_is_decided_who_may_post(
    call, tmp_path, invented
):
    case, group = tmp_path / "group", "telegram:supergroup:1850001"
    capture = invented.export(tmp_path / "x", invented.texts) / "result.json"
    told = json.loads(capture.read_text("utf-8")) | {"type": "public_supergroup"}
    capture.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    call("init", case, "--title", "群", "--officer", "张三")
    call("add", case, capture.parent, "--officer", "张三")
    call("run", case)
    entries = tmp_path / "e.yaml"
    entries.write_text(
        "- {form: defendant, id: D1, name: 甲, called: civil}\n- {form: actor, id: A1, accounts: [user7]}\n"
        f'- {{form: role, id: R1, actor: A1, channel: "{group}", role: admin, since: 2023-01-01, until: 2025-01-01}}\n'
        "- {form: attribution, id: L1, actor: A1, defendant: D1, grade: proven, grounds: [ip, device], reason: 比对, evidence: [卷一]}\n",
        encoding="utf-8",
    )
    assert call("register", "add", case, entries, "--officer", "张三").code == 0

    def counts():
        (row,) = call("assess", "parties", case, "--json").json["deeds"]
        scopes = [call("figures", case, "--scope", of, "--json").json["figures"] for of in ("joint:D1", "parties")]
        posts = [next(f for f in one if f["id"] == "posts") for one in scopes]
        return {(row["posts_low"], row["posts_high"]), *((f["low"], f["high"]) for f in posts)}

    every = len(call("export", case, "posts").lines)
    assert counts() == {(0, every)}
    assert "他人所发的只计入上限" in call("assess", "parties", case).out
    call(
        "decide", case, "channel.posting", group, "managers", "卷三第5页", "--reason", "只许管理员", "--officer", "张三"
    )
    call("run", case)
    assert counts() == {(every, every)}


def test_an_account_that_no_post_is_of_is_told_and_weakens_what_rests_on_it(call, entered):
    case = entered(RUN)
    said = call("assess", "parties", case, "--json").json
    assert [(r["actor"], r["account"], r["open"]) for r in said["open"] if "account" in r] == [
        ("A1", "channel1850001", "channel_number"),
        ("A1", "user999", "no_post"),
        ("A1", "没有这个名字 (telegram:channel:1850001)", "no_post"),
        ("A2", "演练频道 (telegram:channel:1850001)", "no_post"),  # the channel's own name is no signature
    ]
    assert said["accounts"][0]["links"][0]["weak"] == ["channel_number", "no_post"]
    page = call("assess", "parties", case).out.replace("\n", "")
    assert "A1：user999：采集到的贴文里没有这个账号或署名" in page
    assert "以频道名义发的贴文按管理频道的期间归属" in page
    assert ("D1", "acts") in {(r.get("defendant"), r["open"]) for r in said["open"]}
    assert "D1：没有行为的日子" in page


def test_without_a_run_no_account_is_said_to_stand_in_no_post(call, tmp_path):
    case, entries = tmp_path / "case", tmp_path / "e.yaml"
    call("init", case, "--title", "无运行", "--officer", "张三")
    entries.write_text(RUN, encoding="utf-8")
    assert call("register", "add", case, entries, "--officer", "张三").code == 0
    assert not [r for r in call("assess", "parties", case, "--json").json["open"] if "account" in r]


def test_what_contradicts_a_defendants_entry_or_another_form_tells_is_no_fact(call, entered, tmp_path):
    """A fact that nobody would read is refused, with the form that tells it; own labour is one with the field of the defendant."""
    case = entered(ENTRIES + '- {form: fact, id: "own_labour@D1", value: true, reason: 有劳动合同}\n')
    for more, word in (
        ('- {form: fact, id: "own_labour@D2", value: true, reason: x}', "own_labour@D2"),
        ('- {form: defendant, id: D1, name: 周某某, born: "1999-05-02", own_labour: false}', "own_labour@D1"),
        ("- {form: fact, id: own_labour, value: true, reason: x}", "defendant"),
        ('- {form: fact, id: "lacks_capacity@D2", value: true, reason: x}', "defendant"),
        ("- {form: fact, id: loss_determinable, value: true, reason: x}", "determinable"),
    ):
        path = tmp_path / "more.yaml"
        path.write_text(more + "\n", encoding="utf-8")
        said = call("register", "add", case, path, "--officer", "张三")
        assert (said.code, word in said.err) == (2, True), (more, said.err)
