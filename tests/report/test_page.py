"""The report: order, bounds, words in both languages, masks, refusal, and the same bytes each time."""

import hashlib
import json
import re
from fractions import Fraction
from html.parser import HTMLParser
from itertools import pairwise

import pyarrow as pa
import pytest

from doxdocket.account import COMPLETENESS
from doxdocket.count.choices import choices
from doxdocket.desk import repeats
from doxdocket.desk.documents import report
from doxdocket.desk.documents.draft import label
from doxdocket.desk.documents.material import Material
from doxdocket.interval import determinable
from doxdocket.law import classes
from doxdocket.law.rules import shipped
from doxdocket.pipeline import made_by
from doxdocket.records import CAPTURES
from doxdocket.report import law, method
from doxdocket.report.gather import authority
from doxdocket.report.html import page
from doxdocket.report.release import Guard
from doxdocket.report.tables import Tables
from doxdocket.report.words import Words, decimal
from doxdocket.words import coded, said_in, speaking

from .conftest import EXPOSED, NAME

PARTS = ("found", "law", "channels", "parties", "harm", "gains", "damages", "procedure", "points")
ANNEXES = ("figures", "method", "files", "persons", "doubts", "rules", "choices", "again")


class Outline(HTMLParser):
    """Heads and places of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.heads, self.ids, self.titles, self.bare, self._in = [], [], [], [], None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.heads.append(int(tag[1]))
        if tag == "section" and "id" in given:
            self.ids.append(given["id"])
        if tag == "th" and "scope" not in given:
            self.bare.append(given)
        self._in = tag

    def handle_data(self, data):
        if self._in == "h2":
            self.titles.append(data)
            self._in = None


_TOLD = {}


def told(made, lang="zh"):
    """The report as text, made once of copies of one case."""
    key = lang, *(one.name for one in made.case.sources())
    if key not in _TOLD:
        with speaking(lang):
            of = Material(made.case, "case", marked=True)
            _TOLD[key] = page(report.paper(of), lang, report.foot(of))
    return _TOLD[key]


def _plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def annex(html, name):
    """The text of one annex."""
    at = html.index(f'id="a{ANNEXES.index(name) + 1}"')
    return _plain(html[at : html.find('<section class="annex"', at)])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_summary_comes_first_then_each_matter_then_the_annexes(make, lang):
    html = told(make(), lang)
    outline = Outline(html)
    wanted = [said_in(lang, "documents_titles.summary"), *(said_in(lang, f"documents_report.{one}") for one in PARTS)]
    assert outline.titles == [*wanted, *(said_in(lang, f"documents_report.annex_{one}") for one in ANNEXES)]
    assert outline.ids == [*(f"p{n}" for n in range(1, 11)), *(f"a{n}" for n in range(1, 9))]
    assert (outline.heads[0], outline.heads.count(1), outline.bare) == (1, 1, [])
    assert all(b <= a + 1 for a, b in pairwise(outline.heads))
    assert html.startswith(f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">')
    assert "<script" not in html
    assert not re.search(r'(?:src|href)="(?!#)', html)
    assert "default-src 'none'" in html.replace("&#39;", "'")


def test_no_value_stands_in_it_and_titles_of_others_are_masked_and_escaped(make):
    html = told(make(names=(f"{NAME} 100-1234-5678.json", "b.json")))
    for value in (*(v for _, v in EXPOSED), "100-1234-5678", "1000200030"):
        assert value not in html
    assert "〔已遮盖〕 〔已遮盖〕.json" in html
    assert "〔已遮盖〕 的频道" in html
    assert "&lt;b&gt;海棠街&lt;/b&gt; &amp; 广播" in html


def test_every_figure_stands_with_its_bounds_or_is_said_to_be_unknown(make):
    made = make()
    html = told(made)
    every = json.loads(made.run.figures())["figures"]
    figures = {f["id"]: f for f in every if f["id"] not in {"completeness", "ratio"}}
    found = html[html.index('id="p2"') : html.index('id="p3"')]
    rows = [
        [_plain(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)] for row in re.findall("<tr>.*?</tr>", found)
    ]
    for one in ("posts", "dossiers", "items_set", "tier_b", "kind.email"):
        ends = [f"{figures[one][end]:,}" for end in ("low", "estimate", "high")]
        span = ends[0] if len(set(ends)) == 1 else "–".join(ends)
        assert any(span in row and figures[one]["unit"] in row for row in rows), one
    unknown = {id_ for id_, one in figures.items() if not determinable(one) and "." not in id_}
    assert "views" in unknown
    assert unknown <= {row[0] for row in rows if row}
    named = annex(html, "figures")
    with speaking("zh"):
        labels = {id_: label(one) for id_, one in figures.items() if determinable(one) and "." not in id_}
    assert [id_ for id_, one in labels.items() if one not in named] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_expected_miss_stands_by_form_beside_the_figures(make, lang):
    made = make()
    html = told(made, lang)
    section = _plain(html[html.index('id="p2"') : html.index('id="p3"')])
    rows = json.loads(made.run.figures())["missed"]
    assert {(r["family"], r["form"]): (r["missed"], r["of"]) for r in rows} == {
        k: (s.part, s.whole) for k, s in classes.measured().missed.items()
    }
    assert {"zh": "上限也不含机器漏掉的", "en": "the high does not hold what the machine missed"}[lang] in section
    for row in rows:
        form = classes.words_of_missed().forms[row["form"]]
        assert f"{form.zh if lang == 'zh' else form.en} {row['missed']}/{row['of']}" in section


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_build_stands_whole_in_the_annex_and_on_the_foot_of_every_printed_page(make, lang):
    made = make()
    html = told(made, lang)
    build = made_by(json.loads(made.run.figures()))
    foot = re.search(r'@bottom-left\{content:"(.*?)"\}', html)[1]
    plain = re.sub(r"\\([0-9a-f]+) ", lambda m: chr(int(m[1], 16)), foot)
    words, whole = Words(lang), annex(html, "method")
    for name in method.BUILD:
        assert f"{words(f'build_{name}')} {build[name] or said_in(lang, 'documents.unknown')}" in whole
    short = {name: str(build[name])[:8] if build[name] else words("unsaid") for name in method.BUILD}
    assert plain == words("build_foot", **{**build, **short})


def test_the_annexes_list_files_persons_rules_and_what_the_edition_chose(make):
    made = make()
    html = told(made)
    for one in choices():
        assert one.says.zh in annex(html, "choices")
        assert _plain(one.value) in annex(html, "choices")
        assert one.place in annex(html, "choices")
    files = annex(html, "files")
    assert all(digest in files for one in made.case.sources() for digest in (one.sha256, one.sm3))
    assert "1 C01 2024-04-02 08:00；整频道导出 20 38 0 0 0 4 1 712 20" in files
    persons = made.run.read("persons")["person"].to_pylist()
    assert sorted(re.findall(r"\bV\d{4}\b", annex(html, "persons"))) == sorted(persons)
    asked = {a["article"] for a in json.loads(made.run.figures())["law"]}
    rules = html[html.index('id="a6"') : html.index('id="a7"')]
    assert asked <= set(re.findall(r"<tr><td>([^<]*)</td>", rules))
    assert "doxdocket verify CASE" in annex(html, "again")
    assert "doxdocket run" not in html[: html.index('class="annex"')]


def test_words_of_posts_are_not_in_it(make, monkeypatch):
    """They leave with a reason, which this command does not ask for."""
    made = make()
    with speaking("zh"):
        of = Material(made.case, "case", marked=True)
        monkeypatch.setattr("doxdocket.desk.documents.exhibits.Exhibit.text", property(lambda _: "words of the post"))
        assert "words of the post" in page(report.summary.paper(of), "zh")
        assert "words of the post" not in page(report.paper(of), "zh")


def test_it_is_registered_and_made_again_to_the_byte(make):
    made, asked = make(), []
    with speaking("zh"):
        written = report.write(Material(made.case, "case", marked=True), lambda *file: asked.append(file))
        first = written.read_bytes()
        act = made.case.custody.rows()[-1]
        assert (act.act, act.detail["sha256"]) == ("report", hashlib.sha256(first).hexdigest())
        assert asked == [(written.name, first)]
        assert made.run.head.encode() in first
        assert report.write(Material(made.case, "case", marked=True), lambda *_: None).read_bytes() == first


def test_nothing_is_written_where_the_gate_refuses(make):
    made = make()

    def refuse(name, _data):
        raise ValueError(name)

    with speaking("zh"), pytest.raises(ValueError, match="report-"):
        report.write(Material(made.case, "case", marked=True), refuse)
    assert list((made.case.folder / "out").iterdir()) == []


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
    assert first.times == "0.980–21.020"
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
    assert line.times == ""


def test_inputs_of_tiers_are_told_at_each_bound_where_one_falls_as_another_rises():
    shift = {"inputs": {"low": {"tier_c": "1061"}, "high": {"tier_c": "75"}}}
    [standard] = law.thresholds([_answer("U_set", "met", "met", "2/1", "9/1") | shift], shipped(), Words("zh"))
    assert standard.lines[0].inputs == "下限：丙类信息条数 1,061；上限：丙类信息条数 75"


@pytest.fixture
def said():
    """Rows of the table of what lacks, over (channel, capture, source, item, code, count, detail)."""
    names = ("channel_id", "capture", "source", "item", "code", "count", "detail")

    def ask(*rows):
        told = [dict.fromkeys(COMPLETENESS.names) | dict(zip(names, row, strict=True)) for row in rows]
        return pa.Table.from_pylist(told, COMPLETENESS)

    return ask


def test_a_form_that_could_not_know_the_kind_of_a_chat_leaves_the_gaps_of_its_channel_known(said):
    """A JSON and an HTML export of one channel: both rows have their gaps, and a private chat has none."""
    names = [("telegram:channel:1", "a"), ("telegram:channel:1", "b"), ("telegram:user:2", "c")]
    captures = pa.Table.from_pylist(
        [dict.fromkeys(CAPTURES.names) | {"channel_id": n, "capture": c, "source": c, "extent": "whole", "posts": 5, "rank": i,
                                          "id_gaps": 1 if c == "a" else None} for i, (n, c) in enumerate(names)], CAPTURES)  # fmt: skip
    gaps = said(("telegram:channel:1", "b", "b", "id_gaps", None, 1, "5"))
    rows = Tables.ask(None, "missing", captures=captures, completeness=gaps)
    assert [r["id_gaps"] for r in rows] == [1, 1, None]


def test_the_area_of_an_authority_stands_though_an_address_lies_there_and_a_street_does_not():
    shown = "澜州市栖霞区灯芯巷"
    guard = Guard(lambda *_: b"", {}, lambda text: [(0, len(text.partition("检")[0]))] if "检" in text else [])
    assert authority("澜州市栖霞区人民检察院", guard, Words("zh")).startswith("澜州市栖霞区")
    assert shown not in authority("澜州市栖霞区灯芯巷检察院", guard, Words("zh"))
    assert repeats.own_words("澜州市栖霞区人民检察院") == "人民检察院"


def test_doubtful_findings_are_those_of_the_figures_and_not_what_the_machine_first_proposed(make):
    made = make()
    tables = Tables(made.case, made.run)
    stands = tables.counted["findings"].slice(0, 1)
    at = stands.schema.get_field_index("verdict")
    tables.__dict__["counted"] = tables.counted | {"findings": stands.set_column(at, "verdict", pa.array(["doubtful"]))}
    assert tables.left_out()["doubtful"] == 1


def test_every_word_has_both_languages_and_the_same_blanks():
    for key, both in coded("report").items():
        assert all(both), key
        assert sorted(re.findall(r"{\w+}", both.zh)) == sorted(re.findall(r"{\w+}", both.en)), key


def test_a_ratio_below_the_line_is_never_shown_as_reaching_it():
    assert decimal(Fraction(9_999_999, 10_000_000)) == "0.999"
    assert [decimal(Fraction(n, 10_000)) for n in (-1, -350, -10_000, -19_650)] == [
        "-0.001",
        "-0.035",
        "-1.000",
        "-1.965",
    ]
