"""The page's content: order, bounds, words in both languages, masks, refusal, and the same bytes each time."""

import hashlib
import json
import re
from functools import partial
from html.parser import HTMLParser
from itertools import pairwise
from types import SimpleNamespace

import pyarrow as pa
import pytest

from doxdocket.account import COMPLETENESS
from doxdocket.count.choices import choices
from doxdocket.desk import repeats
from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.law import classes, words
from doxdocket.law.rules import shipped
from doxdocket.merge.completeness import ITEMS
from doxdocket.pipeline import made_by
from doxdocket.records import CAPTURES
from doxdocket.report import complete, law, page
from doxdocket.report import figures as shown_figures
from doxdocket.report.gather import Names
from doxdocket.report.release import Guard
from doxdocket.report.tables import Tables
from doxdocket.report.words import Words, decimal, table
from doxdocket.seal.digest import Digester

from .conftest import EXPOSED, MAIL, NAME, PHONE

SECTIONS = ["complete", "figures", "law", "tables", "persons", "rules", "method", "points", "custody", "choices"]
METHOD = ["数据范围", "计数单位", "去重键与规则", "分类依据", "剔除清单", "工具与版本", "复算步骤", "结果表", "局限"]


class Outline(HTMLParser):
    """Heads, tables, and the text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.heads, self.ids, self.text, self.bare, self._in = [], [], [], [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.heads.append(int(tag[1]))
            self.ids.append(given.get("id"))
        if tag == "th" and "scope" not in given:
            self.bare.append(given)
        self._in = tag

    def handle_data(self, data):
        if self._in not in {"style", "script"}:
            self.text.append(data)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_outline_is_whole_and_in_order(make, lang):
    made = make()
    html = page.write(made.case, made.run, made.out, lang=lang).read_text("utf-8")
    outline = Outline(html)
    assert [i for i in outline.ids if i] == SECTIONS
    assert outline.heads[0] == 1
    assert outline.heads.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(outline.heads))
    assert outline.bare == []
    text = "".join(outline.text)
    assert all(word in text for word in METHOD)
    assert html.startswith("<!DOCTYPE html>")
    assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}">' in html
    assert "<script" not in html
    assert not re.search(r'(?:src|href)="(?!#)', html)
    assert "default-src 'none'" in html.replace("&#39;", "'")


def test_no_value_stands_in_the_page_and_titles_of_others_are_masked_and_escaped(make):
    made = make(names=(f"{NAME} 100-1234-5678.json", "b.json"))
    html = page.write(made.case, made.run, made.out).read_text("utf-8")
    for value in (*(v for _, v in EXPOSED), "100-1234-5678", "1000200030"):
        assert value not in html
    assert html.count("〔已遮盖〕 〔已遮盖〕.json") >= 2
    assert "〔已遮盖〕 的频道" in html
    assert "&lt;b&gt;海棠街&lt;/b&gt; &amp; 广播" in html


def test_figures_stand_with_bounds_and_what_is_unknown_is_said_to_be_unknown(make):
    made = make()
    html = page.write(made.case, made.run, made.out).read_text("utf-8")
    assert "被公开的自然人：下限 6，估计 6，上限 6人" in html
    assert "已认定" in html
    unknown = html[html.index("无法确定的数据") :]
    assert "浏览量（人次，不是人数） (人次, views)" in unknown[: unknown.index("</table>")]
    assert "采集文件中没有浏览读数" in unknown
    published = {f["id"]: f for f in json.loads(made.run.figures())["figures"]}
    shown = dict(re.findall(r"<code>(\w+)</code></th><td class=\"n\">([^<]*)</td>", html))
    for name in ("posts", "dossiers", "items_set", "tier_b"):
        assert shown[name] == f"{published[name]['low']:,}"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_expected_miss_stands_by_form_beside_the_figures(make, lang):
    made = make()
    html = page.write(made.case, made.run, made.out, lang=lang).read_text("utf-8")
    section = _plain(html[html.index('id="figures"') : html.index('id="law"')])
    told = json.loads(made.run.figures())["missed"]
    assert {(r["family"], r["form"]): (r["missed"], r["of"]) for r in told} == {
        k: (s.part, s.whole) for k, s in classes.measured().missed.items()
    }
    assert Words(lang)("missed_h") in section
    assert {"zh": "上限也不含机器漏掉的", "en": "the high does not hold what the machine missed"}[lang] in section
    for row in told:
        form = classes.words_of_missed().forms[row["form"]]
        assert f"{form.zh if lang == 'zh' else form.en} {row['missed']}/{row['of']}" in section


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_build_stands_at_the_head_and_on_the_foot_of_every_printed_page(make, lang):
    made = make()
    html = page.write(made.case, made.run, made.out, lang=lang).read_text("utf-8")
    build = made_by(json.loads(made.run.figures()))
    head = _plain(html[: html.index('id="complete"')])
    foot = re.search(r'@bottom-left \{ content: "(.*?)"; ', html)[1]
    plain = re.sub(r"\\([0-9a-f]+) ", lambda m: chr(int(m[1], 16)), foot)
    for name in page.BUILD:
        assert f"{Words(lang)(f'build_{name}')} {build[name] or Words(lang)('unsaid')}" in head
    short = {name: str(build[name])[:8] if build[name] else Words(lang)("unsaid") for name in page.BUILD}
    assert plain == Words(lang)("build_foot", **{**build, **short})
    assert all(one in plain for one in (build["software"], build["rules"], *short.values()))


def test_the_annex_lists_what_the_edition_chose_with_the_values_in_use(make):
    made = make()
    html = page.write(made.case, made.run, made.out).read_text("utf-8")
    annex = _plain(html[html.index('id="choices"') :])
    for one in choices():
        assert one.says.zh in annex
        assert _plain(one.value) in annex
        assert one.place in annex


COUNTED = re.compile(r"人|组|条|发布次|贴文|Persons|Dossiers|Items|Publications|Posts|channels")
SAID = {"zh": re.compile(r"上限|下限|估计|低值|高值"), "en": re.compile(r"\b(low|high|estimate)\b", re.IGNORECASE)}


def _plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def _tables(html):
    """Each table: its caption, and its rows as cells."""
    for one in re.findall(r"<table.*?</table>", html, re.DOTALL):
        drawn = re.sub(r"<svg.*?</svg>", "", one, flags=re.DOTALL)
        caption = re.search(r"<caption>(.*?)</caption>", drawn, re.DOTALL)
        rows = re.findall(r"<tr.*?</tr>", drawn, re.DOTALL)
        cells = [[_plain(cell) for cell in re.findall(r"<t[hd]\b.*?</t[hd]>", row, re.DOTALL)] for row in rows]
        yield _plain(caption[1]) if caption else "", cells


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_table_of_counts_says_its_bound(make, lang):
    made = make()
    html = page.write(made.case, made.run, made.out, lang=lang).read_text("utf-8")
    body = html[html.index('id="figures"') : html.index('id="custody"')]
    asked = [(c, " ".join(rows[0])) for c, rows in _tables(body) if COUNTED.search(" ".join(rows[0]))]
    assert len(asked) > 8
    assert [c for c, head in asked if not SAID[lang].search(f"{c} {head}")] == []
    for key in ("core_caption", "core_matrix_note", "core_weeks_note", "core_hours_note", "months_picture", "r_months_caption", "m_scope_1",
                "r_channels_caption", "r_unread", "regions_caption", "actors_caption", "doubts_note", "complete_note", "m_out_bound"):  # fmt: skip
        assert SAID[lang].search(table()[key][lang]), key


def _ends(cell):
    low, _, high = cell.replace(",", "").partition("–")
    return int(low), int(high or low)


def test_counts_by_channel_and_month_stand_from_low_to_high_and_add_up_to_the_figures(make):
    made = make()
    html = page.write(made.case, made.run, made.out).read_text("utf-8")
    figures = {f["id"]: f for f in json.loads(made.run.figures())["figures"]}
    shown = {rows[0][0]: rows for _, rows in _tables(html[html.index('id="tables"') : html.index('id="persons"')])}
    sums = {"组": "dossiers", "发布次": "publications", "含个人信息贴文": "posts_with_pi"}
    for head, *rows in (shown["频道"], shown["月份"]):
        for name in [n for n in head if n in sums]:
            ends = [_ends(row[head.index(name)]) for row in rows]
            told = figures[sums[name]]
            assert [sum(e) for e in zip(*ends, strict=True)] == [told["low"], told["high"]]
            assert told["low"] < told["high"]
    assert "上限共 6 人（下限 6 人）" in html
    once = figures["items_set"]
    assert once["low"] < once["high"]
    assert f'只计一次：<b class="keep">{once["low"]} – {once["high"]} 条</b>' in html


def test_persons_and_dossiers_of_a_kind_stand_from_low_to_high(make):
    made = make()
    rows = {r["kind"]: r for r in Tables(made.case, made.run).by_kind()}
    held = [d for d in made.run.read("dossiers").to_pylist() if "email" in d["kinds"]]
    ends = [d for d in held if d["counts"] == "low"], held
    firsts = [[d for d in some if d["repeat_of"] is None] for some in ends]
    alone = [
        {d["person"] for d in some} - {d["person"] for d in first} for some, first in zip(ends, firsts, strict=True)
    ]
    dossiers = [
        len(first) + len(of) for first, of in zip(firsts, alone, strict=True)
    ]  # whoever has it in repeats alone has it in one set
    assert [rows["email"][f"dossiers_{end}"] for end in ("low", "high")] == dossiers
    assert dossiers[0] < dossiers[1]
    persons = [len({d["person"] for d in some}) for some in ends]
    assert [rows["email"][f"persons_{end}"] for end in ("low", "high")] == persons


def test_the_inputs_of_tiers_say_why_one_may_be_smaller_at_the_high(make):
    made = make()
    tier = "按上限时每条在其最高层级；因此一个层级的输入按上限可能少于按下限"
    assert tier in page.write(made.case, made.run, made.out).read_text("utf-8")
    english = page.write(made.case, made.run, made.case.folder / "out" / "en.html", lang="en").read_text("utf-8")
    assert "the input of one tier may be smaller at the high than at the low" in english
    shift = {"inputs": {"low": {"tier_c": "1061"}, "high": {"tier_c": "75"}}}
    [standard] = law.thresholds([_answer("U_set", "met", "met", "2/1", "9/1") | shift], shipped(), Words("zh"))
    assert standard.lines[0].inputs == "下限：丙类信息条数 1,061；上限：丙类信息条数 75"


def _answer(reading, low, high, share_low, share_high, **more):
    given = {"rule": "cn/fashi-2017-10/5-1-3", "article": "法释〔2017〕10号 第五条第一款第三项", "reading": reading,
             "outcome": "serious", "answer_low": low, "answer_high": high, "share_low": share_low, "share_high": share_high,
             "inputs": {"low": {"tier_a": "49"}, "high": {"tier_a": "1051"}}, "missing": [], "on": "2024-03-01"}  # fmt: skip
    return given | more


def test_thresholds_are_answered_at_both_bounds_under_each_reading():
    answers = [
        _answer("U_set", "not met", "met", "49/50", "1051/50"),
        _answer("U_person", "not met", "not met", "0/1", "49/50"),
    ]
    [standard] = law.thresholds(answers, shipped(), Words("zh"))
    first, second = standard.lines
    assert (first.low, first.high, first.low_class, first.high_class) == ("未达到", "达到", "unmet", "met")
    assert first.inputs == "甲类信息条数 49 – 1,051"
    assert "0.980–21.020" in first.picture
    assert (first.reading, second.reading) == ("一人一组（同一人的同一组信息）为一条，按组内最高类别", "一人为一条")


def test_a_threshold_whose_fact_is_missing_is_not_determinable_and_stands_once():
    open_ = {
        "inputs": {"low": {"gains": "?"}, "high": {"gains": "?"}},
        "missing": ["gains"],
        "rule": "cn/fashi-2017-10/5-1-7",
    }
    answers = [_answer(r, *["not determinable"] * 2, None, None, **open_) for r in ("U_set", "U_person", "U_field")]
    [standard] = law.thresholds(answers, shipped(), Words("zh"))
    [line] = standard.lines
    assert (line.low, line.high, line.inputs, line.lacked) == (
        "不能确定",
        "不能确定",
        "",
        "缺少：违法所得（元）",
    )
    assert line.picture == ""


def test_every_answer_of_the_run_stands_in_the_page(make):
    made = make()
    html = page.write(made.case, made.run, made.out).read_text("utf-8")
    part = html[html.index('id="law"') : html.index('id="tables"')]
    answers = json.loads(made.run.figures())["law"]
    assert len(re.findall("rowgroup", part)) == len({a["rule"] for a in answers}) >= 6
    assert {a["article"] for a in answers} == set(re.findall(r'<span class="soft">(法释[^<]*)</span></th>', part))


def test_rules_stand_with_their_sentence_and_source(make):
    made = make()
    html = page.write(made.case, made.run, made.out, lang="en").read_text("utf-8")
    rules = html[html.index('id="rules"') : html.index('id="method"')]
    assert rules.count("<blockquote") >= 8
    assert "五十条以上的" in rules
    assert "read 2026" in rules


def _complete(html):
    """The section, without the marks that set foreign text apart."""
    return re.sub("</?bdi>", "", html[html.index('id="complete"') : html.index('id="figures"')])


def test_completeness_says_what_is_missing_in_channels_and_outside(make):
    made = make()
    first = _complete(page.write(made.case, made.run, made.out).read_text("utf-8"))
    rows = re.findall(r"<tr[^>]*><th scope=\"row\">([^<]*)</th>(.*?)</tr>", first.split("</table>")[0])
    counts = {head: re.findall(r'<td class="n">([^<]*)</td>', cells) for head, cells in rows}
    assert counts["C01 青石茶话会"] == ["20", "38", "0", "0", "4", "1", "712", "20"]
    assert counts["不属于任一频道的部分"][6] == "99"
    assert counts["各次采集合并后"] == ["60", "114", "0", "1", "12", "1", "811", "60"]
    assert "2024-04-02 08:00（经办人写明）；整频道导出；编号 1–58" in re.sub("<[^>]*>", "", first)
    assert '<span class="keep">1–58</span>' in first


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_lacks_stands_in_sentences_and_item_by_item_before_the_figures(make, lang):
    made = make()
    first = _complete(page.write(made.case, made.run, made.out, lang=lang).read_text("utf-8"))
    gaps = json.loads(made.run.figures())["figures"][0]
    assert gaps["id"] == "completeness"
    sentences = re.findall(r"<li>(.*?)</li>", first)
    assert len(sentences) == sum(bool(n) for n in gaps["value"].values())
    words = Words(lang)
    assert words("say_no_reading", n=60) in sentences
    assert words("say_restricted", n=1) in sentences
    items = re.findall(r'rowgroup" colspan="4">([^<:：]*)(?:[:：]\s*<span class="soft">([^<]*)</span>)?</th>', first)
    wanted = ("id_gaps", "ids_before", "files", "restricted", "no_time", "not_taken", "not_taken")
    assert [label for label, _ in items] == [words(f"i_{i}") for i in wanted]
    assert words("c_not_included") in dict(items).values()
    assert "2–3, 5–6, 8–9" in first


def test_an_id_that_chances_to_be_a_sealed_number_is_hidden(make):
    """A row of ids may hold what somebody's phone is; the page hides it and is written."""
    made = make()
    held = SimpleNamespace(
        guard=Guard.over(Digester(made.case.key.subkey("digest")).digest, Tables(made.case, made.run).sealed)
    )
    words = Words("en")
    row = {"channel_id": None, "sources": [], "count": 1, "detail": f"7, {PHONE}, 9", "each_sum": None, "summed": False}
    assert complete.item_row(row, held, words)["detail"] == f"7, {words('masked_words')}, 9"


def test_every_item_and_every_part_of_the_figure_has_its_words(make):
    assert {f"i_{i}" for i in ITEMS} - set(table()) == {
        f"i_{i}" for i in ("unsupported", "undated", "no_reading", "repairs", "quarantined", "notice")
    }  # these stand capture by capture
    value = json.loads(make().run.figures())["figures"][0]["value"]
    assert {f"say_{key}" for key in value} - set(table()) == set()


def test_where_nothing_lacks_the_page_says_so(make):
    assert complete.sentences({"id_gaps": 0, "id_gaps_unknown": 0}, Words("zh")) == []
    assert complete.sentences({"id_gaps": None, "id_gaps_unknown": 2}, Words("en")) == [
        Words("en")("say_id_gaps_unknown", n=2)
    ]


@pytest.fixture
def said():
    """Rows of the table of what lacks, over (channel, capture, source, item, code, count, detail)."""
    names = ("channel_id", "capture", "source", "item", "code", "count", "detail")

    def ask(*rows):
        told = [dict.fromkeys(COMPLETENESS.names) | dict(zip(names, row, strict=True)) for row in rows]
        return pa.Table.from_pylist(told, COMPLETENESS)

    return ask


def test_what_each_capture_lacks_is_not_said_of_all_of_them_merged(said):
    """21 files that one capture lacks and another has are 0 of the whole; captures that are summed are said to be."""
    table_ = said(
        ("1", "a", "a", "files", "not_included", 21, None), ("1", "a", "a", "local_clock", None, 11, None),
        ("1", "b", "b", "local_clock", None, 11, None), ("1", None, None, "local_clock", None, 4, None),
        ("1", "a", "a", "state", "deleted", 2, None), ("1", "b", "b", "state", "deleted", 3, None),
        ("1", "a", "a", "ids_before", None, 7, None), ("1", "b", "b", "ids_before", None, 9, None),
        ("1", None, None, "versions", None, 2, "3, 8"), ("1", None, None, "id_gaps", "kind_unknown", None, None),
    )  # fmt: skip
    rows = Tables.lacking(SimpleNamespace(completeness=table_, ask=partial(Tables.ask, None)))
    found = {(r["item"], tuple(r["sources"] or ())): (r["count"], r["each_sum"], r["summed"]) for r in rows}
    assert found == {
        ("files", ("a",)): (0, 21, False), ("local_clock", ("a", "b")): (4, None, False),
        ("state", ("a", "b")): (5, None, True), ("ids_before", ("a",)): (7, None, False),
        ("ids_before", ("b",)): (9, None, False), ("versions", ()): (2, None, False), ("id_gaps", ()): (None, None, False),
    }  # fmt: skip
    held, words = SimpleNamespace(guard=SimpleNamespace(masked=lambda text, _: text), serial={}, long=str), Words("zh")
    cells = {r["item"]: complete.item_row(r, held, words) for r in rows}
    assert (cells["files"]["count"], cells["files"]["detail"]) == (0, words("by_each", n=21))
    assert cells["state"]["detail"] == words("by_each_only")
    assert cells["versions"]["detail"] == "3, 8"
    assert complete.told("id_gaps", "kind_unknown", words) == words("c_kind_unknown")


def test_a_form_that_could_not_know_the_kind_of_a_chat_leaves_the_gaps_of_its_channel_known(said):
    """A JSON and an HTML export of one channel: both rows have their gaps, and a private chat has none."""
    names = [("telegram:channel:1", "a"), ("telegram:channel:1", "b"), ("telegram:user:2", "c")]
    captures = pa.Table.from_pylist(
        [dict.fromkeys(CAPTURES.names) | {"channel_id": n, "capture": c, "source": c, "extent": "whole", "posts": 5, "rank": i,
                                          "id_gaps": 1 if c == "a" else None} for i, (n, c) in enumerate(names)], CAPTURES)  # fmt: skip
    gaps = said(("telegram:channel:1", "b", "b", "id_gaps", None, 1, "5"))
    rows = Tables.ask(None, "missing", captures=captures, completeness=gaps)
    assert [r["id_gaps"] for r in rows] == [1, 1, None]


def test_no_sum_of_gaps_is_zero_where_they_are_not_known(make):
    made = make()
    tables = Tables(made.case, made.run)
    value = json.loads(made.run.figures())["figures"][0]["value"]
    words = Words("zh")
    names = Names(tables, Guard.over(Digester(made.case.key.subkey("digest")).digest, tables.sealed), words)
    for gaps, key, told in ((0, "id_gaps_unknown", None), (0, "id_gaps_selections", None), (None, "id_gaps_kind_unknown", None),
                            (0, "none", 0), (7, "id_gaps_unknown", 7)):  # fmt: skip
        shown = complete.completeness(tables, value | {"id_gaps": gaps, key: 1}, names, words)
        assert shown["total"][1] == told


def test_no_assurance_is_given_of_what_was_counted():
    assert "真实性" not in Words("zh")("complete_lead")
    assert "没有计入" in Words("zh")("complete_lead")


def test_the_document_is_registered_and_made_again_to_the_byte(make):
    made = make()
    first = page.write(made.case, made.run, made.out).read_bytes()
    act = made.case.custody.rows()[-1]
    assert (act.act, act.detail["sha256"]) == ("report", hashlib.sha256(first).hexdigest())
    assert made.run.head.encode() in first
    assert page.write(made.case, made.run, made.out).read_bytes() == first


def test_a_value_typed_into_the_case_is_refused_before_anything_is_written(make):
    made = make()
    made.case.describe(authority=f"电 １００ 1234 5678 或 {MAIL}")
    with pytest.raises(EvidenceFault) as fault:
        page.write(made.case, made.run, made.out)
    assert "phone_number" in str(fault.value)
    assert "email" in str(fault.value)
    assert PHONE not in str(fault.value)
    assert list((made.case.folder / "out").iterdir()) == []


def test_the_area_of_an_authority_stands_though_an_address_lies_there_and_a_street_does_not():
    shown = "澜州市栖霞区灯芯巷"
    guard = Guard(lambda *_: b"", {}, lambda text: [(0, len(text.partition("检")[0]))] if "检" in text else [])
    assert page.authority("澜州市栖霞区人民检察院", guard, Words("zh")).startswith("澜州市栖霞区")
    assert shown not in page.authority("澜州市栖霞区灯芯巷检察院", guard, Words("zh"))
    assert repeats.own_words("澜州市栖霞区人民检察院") == "人民检察院"


def test_doubtful_findings_are_those_of_the_figures_and_not_what_the_machine_first_proposed(make):
    made = make()
    tables = Tables(made.case, made.run)
    stands = tables.counted["findings"].slice(0, 1)
    at = stands.schema.get_field_index("verdict")
    tables.__dict__["counted"] = tables.counted | {"findings": stands.set_column(at, "verdict", pa.array(["doubtful"]))}
    assert tables.left_out()["doubtful"] == 1


def test_a_page_outside_the_case_is_a_wrong_call(make, tmp_path):
    made = make()
    with pytest.raises(WrongCall):
        page.write(made.case, made.run, tmp_path / "report.html")


def test_every_word_has_both_languages_and_the_same_blanks():
    for key, both in table().items():
        assert set(both) == {"zh", "en"}, key
        assert sorted(re.findall(r"{\w+}", both["zh"])) == sorted(re.findall(r"{\w+}", both["en"])), key


def test_a_group_never_mixes_units():
    figures = [
        {
            "id": i,
            "label": i,
            "unit": u,
            "low": 1,
            "estimate": 1,
            "high": 2,
            "value": 1,
            "status": "machine",
            "rule": "",
            "article": "",
        }
        for i, u in (("views", "人次"), ("views_coverage", "贴"), ("new_thing", "个"), ("kind.name", "条"))
    ]
    groups = shown_figures.groups(figures, Words("zh"))
    assert [[line.unit for line in g.lines] for g in groups] == [["人次"], ["贴"], ["个"]]


def test_a_ratio_below_the_line_is_never_shown_as_reaching_it():
    from fractions import Fraction

    assert decimal(Fraction(9_999_999, 10_000_000)) == "0.999"


def test_sampling_stands_in_the_section_of_figures_or_the_page_says_there_was_none(make):
    made = make()
    html = page.write(made.case, made.run, made.out).read_text("utf-8")
    assert "没有做过抽样双人复核" in "".join(Outline(html).text)


SHARE = {"value": 0.9, "low": 0.85, "high": 0.95, "interval": "wilson"}
RULE = {"tolerate": "0.05", "confidence": "0.95", "tolerated": 4, "possible": 17}
STATES = {
    "faults": {"low": 3, "value": 9, "high": 17, "interval": "hypergeometric"},
    "of": 90,
    "drawn": 30,
    "settled": 27,
    "disputed": 2,
    "unsure": 0,
    "waiting": 1,
}
SAMPLED = {
    "note": "不改变", "note_en": "changes none",
    "plans": [{"plan": "S0001", "run": "r", "populations": [
        {**STATES, "population": "findings", "label": "命中", "label_en": "findings", "aim": "precision", "share": SHARE, "current": True,
         "verdict": {"state": "failed", **RULE},
         "agreement": {"n": 29, "kappa": 0.625}, "kinds": [{**STATES, "kind": "name", "share": SHARE}], "strata": []},
        {**STATES, "population": "posts", "label": "贴文", "label_en": "posts", "aim": "missed", "current": False,
         "verdict": {"state": "no_rule", **dict.fromkeys(RULE)},
         "share": {"value": None, "low": None, "high": None, "interval": "none"}, "agreement": {"n": 0, "kappa": None},
         "total": {"value": None, "low": 0, "high": 1200}, "strata": []},
    ]}],
}  # fmt: skip


@pytest.mark.parametrize(("lang", "words"), [
    ("zh", ["抽样 S0001", "命中；正确的占比", "85.0% – 90.0% – 95.0%", "0.62 (29)", "0 – · – 1,200", "3 – 9 – 17", "现行结果与抽样时不同", "不改变",
             "验收未通过。抽样前定的规则：有错漏的单位至多 5%，置信度 95%；样本之下可有 17，容许 4", "抽样前没有定验收规则",
             "抽样估计（另一种区间，不是下限、上限）：", "旁边的话"]),
    ("en", ["Sample S0001", "findings; share that is right", "85.0% – 90.0% – 95.0%", "changes none", "is not the one that was drawn from",
             "THE RULE OF ACCEPTANCE IS NOT MET", "what stands beside"]),
])  # fmt: skip
def test_what_was_sampled_is_shown_with_its_interval(make, monkeypatch, lang, words):
    made = make()
    published = json.loads(made.run.figures()) | {"sampling": SAMPLED}
    for figure in published["figures"]:
        figure["estimated"] = (
            {"says": "旁边的话", "says_en": "what stands beside"} if figure["id"] == "persons" else None
        )
    monkeypatch.setattr(type(made.run), "figures", lambda _: json.dumps(published).encode())
    text = "".join(Outline(page.write(made.case, made.run, made.out, lang=lang).read_text("utf-8")).text)
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_lead_of_the_law_names_every_answer_that_is_printed_below_it(make, lang):
    made = make()
    html = page.write(made.case, made.run, made.out, lang=lang).read_text("utf-8")
    part = html[html.index('id="law"') : html.index('id="tables"')]
    lead = part[: part.index("<table")]
    printed = set(re.findall(r'<span class="(?:met|unmet|unknown)">([^<]*)</span>', part))
    facts = {words.answer_of("cn/fashi-2017-10/5-1-1", answer, lang) for answer in ("met", "not met")}
    assert words.answer_of("cn/fashi-2017-10/5-1-1", "not determinable", lang) in printed
    assert all(answer in lead for answer in printed | facts)
    note = part[part.rindex('<p class="note">') :]  # items that ask for facts are answered above it
    assert ("不作判断" if lang == "zh" else "says nothing") not in note
