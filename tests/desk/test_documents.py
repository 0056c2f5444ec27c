"""Documents of the court: no number that the accounts do not hold, no word of the program, no clear value, a blank where nobody entered anything."""

import json
import random
import re
import shutil
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import msgspec
import pypdfium2
import pytest
from tests.cli.conftest import id_number
from tests.report.office import excel_would_repair, word_would_repair
from tests.review.conftest import Made, export

from doxdocket.assess.forms import words
from doxdocket.assess.forms.parties import Attribution, Fact, Guardian
from doxdocket.assess.parties.account import CivilDefendant, CivilGuardian
from doxdocket.assess.parties.links import HIMSELF
from doxdocket.cli.documents import FORMATS
from doxdocket.count.catalogue import KIND
from doxdocket.count.tables import dated
from doxdocket.decisions.application import finding_keys
from doxdocket.desk import masked_posts as shown
from doxdocket.desk import releasing
from doxdocket.desk.accounts import (
    channels,
    damages,
    damages_words,
    evidence,
    figures,
    gains,
    parties,
    points,
    procedure,
    recheck,
    thresholds,
    validation,
)
from doxdocket.desk.accounts import damages as damages_page
from doxdocket.desk.damages import given
from doxdocket.desk.documents import DOCUMENTS, elements, files, lines, public, rounding, summary
from doxdocket.desk.documents import core as core_statement
from doxdocket.desk.documents import evidence as evidence_list
from doxdocket.desk.documents.at_odds import at_odds
from doxdocket.desk.documents.conduct import CONDUCT
from doxdocket.desk.documents.draft import Cited, amount, held
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.readers import INTERNAL, PUBLIC, WORDS
from doxdocket.desk.releasing import Gate
from doxdocket.errors import EvidenceFault
from doxdocket.law.channels import rules
from doxdocket.law.classes import beside_high
from doxdocket.law.kinds import kinds
from doxdocket.law.links import links
from doxdocket.law.rules import shipped
from doxdocket.pipeline.published import figures as published_figures
from doxdocket.pipeline.published import latest_conduct, latest_findings
from doxdocket.pipeline.registered import entries
from doxdocket.pipeline.scoped import asked
from doxdocket.report import as_json, paper
from doxdocket.report.document import Column, Document, Part, Table
from doxdocket.report.law import spread
from doxdocket.report.layout import Head, laid, missing, sheet
from doxdocket.store.case import Case
from doxdocket.store.register import Register, standing
from doxdocket.words import say, speaking, zh_en

NAMES = ("柳春生", "祝雨亭", "顾向晚", "沈知白", "卫长风", "许南星")
PHRASES = (
    "你这个垃圾",
    "大家都去骂他，打电话给他",
    "查户籍 100元一次，需要的私聊",
    "你等着，我知道你家在哪，弄死你",
    "今天天气不错",
    "备用频道 t.me/beiyong_x",
)


def random_texts(seed):
    """Posts of a channel: some expose somebody, some say something beside it; births are of the nineteenth century."""
    rng = random.Random(seed)
    told = []
    for _ in range(24):
        parts = []
        if rng.random() < 0.6:
            number = id_number(
                f"330109{rng.randint(1850, 1899)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}{rng.randint(0, 999):03d}"
            )
            parts += [f"姓名：{rng.choice(NAMES)}", f"身份证：{number}", f"电话：1390000{rng.randint(1000, 9999)}"]
        told.append("\n".join([*parts, rng.choice(PHRASES)]))
    return told


@pytest.fixture(scope="module")
def rehearsal(rehearsal_case, tmp_path_factory):
    """The rehearsal case, open to be read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(rehearsal_case.home))
        case = Case.open(rehearsal_case.case)
        yield case
        case.close()


@pytest.fixture(scope="module")
def drawn(made_once):
    """A random case of one channel, in which every second act that the machine labels is confirmed."""

    def make(top):
        it = Made(top / "case", top / "home")
        it.call("init", it.case, "--title", "随机", "--officer", "甲")
        it.call("add", it.case, export(top / "ChatExport", random_texts(3), "随机频道", 1850003))
        it.call("run", it.case)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DOXDOCKET_HOME", str(it.home))
            with Case.open(it.case) as case:
                rows = latest_conduct(case).to_pylist()
                keys = [
                    "{channel_id}/{post_id}/{where}/{start}-{end}/{label}".format(**row)
                    for row in rows
                    if row["status"] == "proposed"
                ]
                for key in keys[::2]:
                    case.decide("conduct.confirm", {"conduct": key}, "核对原文", "甲")
        it.call("run", it.case)

    top = made_once("documents", make)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(top / "home"))
        case = Case.open(top / "case")
        yield case
        case.close()


@pytest.fixture(params=["rehearsal", "drawn"])
def case(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(params=["rehearsal-zh", "drawn-zh", "drawn-en"])
def spoken(request):
    """A case and a language; the large one in Chinese alone, each account of it takes a second."""
    name, _, lang = request.param.partition("-")
    return request.getfixturevalue(name), lang


_BUILT = {}


def papers(case, lang="zh"):
    """Every document of an open case in a language, made once."""
    key = case, lang
    if key not in _BUILT:
        with speaking(lang):
            of = Material(case, "case")
            _BUILT[key] = of, {name: build(of) for name, build in DOCUMENTS.items()}
    return _BUILT[key]


def tables(block):
    """The tables of a document."""
    if isinstance(block, Document):
        block = Part(block.blocks)
    if isinstance(block, Table):
        yield block
    elif isinstance(block, Part):
        for one in block.blocks:
            yield from tables(one)


NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def numbers(text):
    """The numbers of a text, of money without the noughts of its cents."""
    return {re.sub(r"\.00$|(?<=\.\d)0$", "", one.replace(",", "")) for one in NUMBER.findall(text)}


def account_numbers(case, of, lang):
    """Every number that the accounts of the case say or hold, in words and data."""
    with speaking(lang):
        sheet, counted = damages.document(given(case, "case")), given(case, "case")
        counted = replace(counted, published={**counted.published, **of.of_scope()})
        told = [
            figures.document(case), parties.document(case, "case"), gains.document(case, "case"), sheet, thresholds.document(case, "case"), parties.motives_document(case, "case"),
            procedure.document(procedure.account(case), "case"), validation.document(case, "case"), points.document(case, "case"), recheck.document(case, "case"),
            damages.panel_document(counted, "case"), damages.document(counted),
        ]  # fmt: skip
        found = channels.channels_of(case)
        beside = (
            [
                Document(
                    {}, [*found.ranking, found.overlap, found.activity, *(block for _, block in found.reasons)]
                ).text(lang)
            ]
            if found
            else []
        )
        posts = shown.posts(case, [one.post.key for one in of.exhibits.every])
        seen = [
            f"{one.at} {one.post} {one.views} " + " ".join(text.shown for text in one.texts) for one in posts.values()
        ]
        out = {one for row in of.main["law"] for one in numbers(spread(row["share_low"], row["share_high"]))}
        for one in told:
            out |= numbers(one.text(lang)) | numbers(as_json.line(as_json.keys(one.data)))
        for text in [
            *(
                f"{r['persons_low']} {r['persons_estimate']} {r['persons_high']} {r['persons_public']}"
                for r in of.run.read("regions").to_pylist()
            ),
            *beside,
            *(one.of_used for one in (found.weights if found else ())),
            *seen,
            as_json.line(list(evidence.sources(case))),
            json.dumps(of.tables.left_out()),
            json.dumps([(one.zh, one.en) for one in (*links().rules, *links().file.special.values())]),
            json.dumps(
                [(one.rule.article, one.rule.sentence, one.rule.says.zh, one.rule.says.en) for one in shipped().rules]
            ),
        ]:
            out |= numbers(text)
        return out


def body(told, lang):
    """The text of a document without digests and ids."""
    text = re.sub(r"(?<![0-9a-f])[0-9a-f]{16,64}…?(?![0-9a-f])", " ", told.document.text(lang))
    return re.sub(
        r"cn@[0-9a-f]+|SHA-256|SM3|telegram:\w+:\d+|(?<![A-Za-z0-9_])[A-Z]{1,2}\d+[a-z]?(?:#\d+)?(?![A-Za-z0-9_])",
        " ",
        text,
    )


def fixed(lang):
    """The numbers in sentences of the documents themselves: rules and the publication that they name."""
    from doxdocket.words import keys, template

    modules = {build.__module__.rpartition(".")[2] for build in DOCUMENTS.values()}
    modules.discard("documents")  # of the list of grades, whose sentences are with those of the closed hearing
    sections = [
        "documents",
        "documents_elements",
        "documents_narrative",
        *(f"documents_{one}" for one in sorted(modules)),
    ]
    said = " ".join(template(lang, f"{section}.{key}") for section in sections for key in keys(section))
    report = " ".join(template(lang, f"report.{key}") for key in keys("report") if key.startswith(("m_", "tier")))
    return numbers(f"{said} {report}")


def down(of):
    """Every count of the scope as a public document may say it: its first digits, and the same in ten thousands."""
    told = set()
    places = [one["persons_public"] for one in of.run.read("regions").to_pylist()]
    for n in [*(one["value"] for one in of.main["figures"]), *places]:
        if isinstance(n, int) and n >= 10:
            kept = 2 if n >= 1000 else 1
            least = int(str(n)[:kept]) * 10 ** (len(str(n)) - kept)
            told |= {str(least), str(least // 10_000)}
    return told


def test_no_document_says_a_number_that_the_accounts_do_not_hold(spoken):
    case, lang = spoken
    of, made = papers(case, lang)
    known = account_numbers(case, of, lang) | fixed(lang)
    for name, told in made.items():
        text = body(told, lang)
        counted = {
            str(n)
            for n in range(
                1,
                max([len(told.document.data["figures"]), len(of.sources), len(of.exhibits.every), len(of.names.order)])
                + 1,
            )
        }
        codes = numbers(
            " ".join(
                [
                    *map(of.short, of.names.order),
                    *(one["name"] for one in of.sources),
                    *(one.id for one in case.decisions()),
                    *(of.exhibit(one.key) for one in at_odds(case)),
                ]
            )
        )
        strange = numbers(text) - known - counted - codes - {"0"} - (down(of) if name in PUBLIC else set())
        assert not strange, (name, sorted(strange))


def test_a_number_that_no_account_holds_is_seen(drawn):
    """The test above, on a document with one number more."""
    of, made = papers(drawn)
    known = account_numbers(drawn, of, "zh") | fixed("zh")
    told = made["summary"].document
    sums = Document({}, [*told.body, f"{of.figure('items_field')['high'] * 1009}人"]).text("zh")
    assert numbers(sums) - known - numbers(told.text("zh"))


def test_figures_in_documents_are_those_of_the_account_at_that_scope_and_in_order(spoken):
    case, lang = spoken
    of, made = papers(case, lang)
    published = figures.document(case).data
    scoped = next((one for one in published.get("scopes", ()) if one["scope"] == of.scope.id), published)
    for told in made.values():
        for one in told.document.data["figures"]:
            for side, source in (("scoped", scoped), ("all", published)):
                if one[side] is not None:
                    figure = next(f for f in source["figures"] if f["id"] == one["id"])
                    assert {name: figure[name] for name in one[side]} == one[side]
                    ends = [one[side][end] for end in ("low", "estimate", "high") if isinstance(one[side][end], int)]
                    assert ends == sorted(ends), one
        for table in tables(told.document):
            for row in table.rows:
                if isinstance(row, Cited):
                    cells = " ".join(column.cell(row, lang) for column in table.columns if column.right)
                    assert numbers(cells) <= numbers(f"{row.no} {held(row.scoped)} {held(row.whole)}")
                    for column in table.columns:
                        if column.head == of.scope.short(lang):
                            assert column.cell(row, lang) == held(row.scoped)
                        elif column.head == zh_en("documents.all_captures"):
                            assert column.cell(row, lang) == held(row.whole)


SPAN = re.compile(
    r"(?:至少|确认)([\d,.]+)[^〔\s]*?[、；][^〔]*?估计([\d,.]+)[^〔\s]*?、至多([\d,.]+)[^〔]*〔数据(\d+)〕"
)


def test_sentences_with_bounds_say_the_figure_that_they_name(case):
    _, made = papers(case)
    seen = 0
    for told in made.values():
        by_no = {one["no"]: one for one in told.document.data["figures"]}
        for line in re.sub(r"\n", "", told.document.text("zh")).split("。"):
            for low, estimate, high, no in SPAN.findall(line):
                one = by_no[int(no)]
                figure = one["scoped"] or one["all"]
                assert [Decimal(n.replace(",", "")) for n in (low, estimate, high)] == [
                    Decimal(str(figure[end])) for end in ("low", "estimate", "high")
                ], line
                seen += 1
    assert seen >= 3


def test_every_document_and_account_with_a_high_says_what_no_high_holds(spoken):
    """On a page that prints an upper bound stands how much is expected to be missed, once: the numbers of the run."""
    case, lang = spoken
    of, made = papers(case, lang)
    part, whole = (sum(row[end] for row in of.whole["missed"]) for end in ("missed", "of"))
    told, short = (
        "".join((said.zh, said.en)[lang == "en"].split())
        for said in (beside_high(of.whole["missed"], families=one) for one in (True, False))
    )
    assert f"{part / whole:.1%}" in short
    deeds = bool(of.parties.deeds)
    for name in {*made} - PUBLIC:
        page, data = "".join(made[name].document.text(lang).split()), made[name].document.data
        high = bool(data["figures"]) or name == "damages" or (name == "parties" and deeds)
        assert page.count(short if name in {"summary", "opening", "closed"} else told) == high, name
    with speaking(lang):
        accounts = [
            figures.document(case), figures.document(case, name="x"), thresholds.document(case, "x"), damages.document(given(case, "x")),
            *([parties.document(case, "x")] if deeds else []), *([figures.document(case, ["core"])] if of.parted else []),
        ]  # fmt: skip
        assert ["".join(one.text(lang).split()).count(told) for one in accounts] == [1] * len(accounts)


def test_a_figure_that_a_sentence_names_by_number_is_in_the_list_behind_the_text(case):
    _, made = papers(case)
    named = 0
    for name, told in made.items():
        lists = [one for one in tables(told.document) if one.columns[-1].head == zh_en("documents.basis")]
        cited = {int(no) for no in re.findall(r"〔数据(\d+)〕", told.document.text("zh"))}
        assert cited <= {row.no for one in lists for row in one.rows}, name
        named += len(cited)
    assert named > 0


def test_acts_listed_are_those_that_the_low_counts(drawn):
    _, made = papers(drawn)
    found = {one["id"]: (one["scoped"] or one["all"])["low"] for one in made["conduct"].document.data["figures"]}
    parts = [part for part in made["conduct"].document.body if isinstance(part, Part)]
    rows = [next(iter(tables(part))).rows for part in parts[1 : 1 + len(CONDUCT)]]
    assert [len(one) for one in rows] == [found[label] for label in CONDUCT]
    assert sum(map(len, rows)) > 0


def test_exhibits_have_one_number_in_every_document(drawn):
    _, made = papers(drawn)
    summary, acts, listed = (made[name].document.data["exhibits"] for name in ("summary", "conduct", "evidence"))
    assert {*summary, *acts} <= set(listed)
    booked = {one["post"]: one["exhibit"] for one in made["exhibits"].document.data["exhibits"]}
    assert list(booked) == listed
    for key in acts:
        assert all(booked[key] in made[name].document.text("zh") for name in ("conduct", "evidence", "exhibits")), key


def test_every_exhibit_that_a_document_names_is_in_the_book(case):
    _, made = papers(case)
    booked = {one["exhibit"] for one in made["exhibits"].document.data["exhibits"]}
    named = {name: set(re.findall(r"证据C\d+-\w+", told.document.text("zh"))) for name, told in made.items()}
    assert not {name: some - booked for name, some in named.items() if some - booked}
    assert sum(map(bool, named.values())) > 3


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.whole(but=3)
def test_whatever_is_cited_the_book_has_every_exhibit_that_it_names(case, seed):
    every = [(row["channel_id"], row["post_id"]) for row in latest_conduct(case).to_pylist()]
    shown = Material(case, "case").tables.dossiers.select(["channel_id", "post_id", "repeat_of"]).to_pylist()
    again = [(row["channel_id"], row["post_id"]) for row in shown if row["repeat_of"]]
    with speaking("zh"):
        of = Material(case, "case")
        cited = random.Random(seed).sample(sorted({*every, *again}), 12)
        of.exhibits.__dict__["cited"] = {key: ["x"] for key in [*cited, ("gone", "7")]}
        texts = [DOCUMENTS[name](of).document.text("zh") for name in ("exhibits", "evidence", "harm", "gains")]
        booked = {one.name for one in of.exhibits.every}
        assert of.exhibit(("gone", "7")).endswith("（未列为证据）")
    assert set(re.findall(r"证据C\d+-\w+", " ".join(texts))) <= booked


def test_every_confirmed_act_of_the_scope_is_an_exhibit(case):
    of, _ = papers(case)
    acts = {(r["channel_id"], r["post_id"]) for r in latest_conduct(case).to_pylist() if r["status"] == "confirmed"}
    assert {key for key in acts if of.surely(key)} <= of.exhibits.held


def test_views_are_cited_from_files_in_which_they_were_read(case):
    of, made = papers(case)
    rows = of.run.read("readings", ["channel_id", "post_id", "capture", "what", "value"]).to_pylist()
    source = {(r["channel_id"], r["capture"]): r["source"] for r in of.run.read("posts", ["channel_id", "capture", "source"]).to_pylist()}  # fmt: skip
    read = {(r["channel_id"], r["post_id"], r["value"], of.names.serial.get(source.get((r["channel_id"], r["capture"])))) for r in rows if r["what"] == "views"}  # fmt: skip
    with speaking("zh"):
        for one in of.exhibits.every:
            if one.post.views is not None:
                cited = re.findall(r"\d+", str(of.exhibits.views(one)).partition("文件")[2]) or [str(one.file)]
                assert all((*one.post.key, one.post.views, int(no)) in read for no in cited), one.name
        files = next(t for t in tables(made["evidence"].document) if len(t.columns) == 7)
        proves = files.columns[3]
        for row in files.rows:
            if any(of.names.serial.get(s) == row["no"] for s in source.values()):
                assert ("浏览量" in str(proves.value(row))) <= any(no == row["no"] for *_, no in read), row["no"]


PROGRAM = re.compile(r"doxdocket (?!\d)|--\w|\.ya?ml|\bNone\b|\bnull\b|[{}]|\bTrue\b|\bFalse\b|\ufdd0")


def test_documents_have_no_words_of_the_program(spoken):
    case, lang = spoken
    of, made = papers(case, lang)
    ids = {one["id"] for one in of.whole["figures"] if "_" in one["id"]} | {"hints_open", "sets_by_link"}
    for name, told in made.items():
        text = told.document.text(lang)
        found = [one for one in PROGRAM.findall(text) if name != "exhibits" or one not in "{}"]  # a post may be of JSON
        assert not found, (name, found)
        assert not [one for one in ids if re.search(rf"(?<![\w.]){one}(?!\w)", text)], name
        assert "\u2068" not in text


def test_no_document_shows_a_value_and_one_that_does_is_refused(case, monkeypatch):
    of, made = papers(case)
    gate = Gate(case)
    for told in made.values():
        releasing.leaving(case, "a.html", 1, lambda told=told: [files.content(told, "html", "zh")], gate)
    row = next(
        r
        for r in of.tables.findings.to_pylist()
        if r["kind"] == "phone_number" and r["verdict"] == "valid" and r["where"] == "text"
    )
    texts = {(r["channel_id"], r["post_id"], r["capture"]): r["text"] for r in of.run.read("posts").to_pylist()}
    clear = texts[row["channel_id"], row["post_id"], row["capture"]][row["start"] : row["end"]]
    cell = Table([{"n": clear}], [Column("电话", "n")])  # a workbook holds tables, JSON the data
    told = paper.Paper("summary", ("摘要", "Summary"), Document({"n": clear}, [f"电话{clear}", cell]))
    for form in FORMATS:
        with pytest.raises(EvidenceFault):
            releasing.leaving(case, f"a.{form}", 1, lambda form=form: [files.content(told, form, "zh")], gate)


def test_what_nobody_entered_is_a_blank_with_its_page(drawn):
    _, made = papers(drawn)
    blanks = {name: {one.label: one.where for one in files.lacking(told, "zh")} for name, told in made.items()}
    assert {"办案机关", "被告", "诉讼请求", "文号", "日期"} <= blanks["summary"].keys()
    assert "登记" in blanks["summary"]["被告"]
    assert "收款" in blanks["gains"]
    assert {"来源", "取证时间"} <= blanks["evidence"].keys()
    assert "卷宗页码" not in blanks["evidence"]  # files have none, and the list says so
    assert {"被告", "诉讼请求", "受诉人民法院", "损害后果"} <= blanks["indictment"].keys()
    assert {"处理意见及理由", "修复费用"} <= blanks["investigation"].keys()
    assert {"起诉以后的采集", "变更诉讼请求的法律依据"} <= blanks["change"].keys()
    assert "【待填：被告】" in made["summary"].document.text("zh")


@pytest.mark.parametrize("parties", [0, 5, 12])
def test_the_summary_fits_two_pages_however_many_are_sued(rehearsal, parties, monkeypatch):
    """Also with room left: Word sets its pages a little wider."""
    of, made = papers(rehearsal)
    told = made["summary"]
    if parties:
        of = Material(rehearsal, "case")
        one = next(one for one in of.parties.parties if isinstance(one, CivilDefendant))
        guard = next(one for one in of.parties.parties if isinstance(one, CivilGuardian))
        many = [replace(one, party=f"D{n}") for n in range(1, parties + 1)]
        cared = [replace(guard, party=f"G{n}{side}", ward=f"D{n}") for n in range(1, parties + 1) for side in "ab"]
        acted = next(one for one in of.parties.defendants if one.who.id == guard.ward)
        acts = [replace(acted, who=msgspec.structs.replace(acted.who, id=f"D{n}")) for n in range(1, parties + 1)]
        sued = replace(of.parties, parties=[*many, *cared], defendants=acts)
        monkeypatch.setattr(Material, "parties", property(lambda _: sued))
        with speaking("zh"):
            told = DOCUMENTS["summary"](of)
        assert f"D{parties} " in told.document.text("zh")
        assert f"G{parties}b" in told.document.text("zh")
    whole = pypdfium2.PdfDocument(files.content(told, "pdf", "zh"))
    assert len(whole) == 2
    text = told.document.text("zh")
    assert all(
        word in text
        for word in ("被告", "频道", "未满十八周岁", "敏感", "信息种类", "浏览", "侮辱", "采集缺失", "待认定", "证据C")
    )


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_document_gives_the_same_bytes(drawn, form):
    _, made = papers(drawn)
    with speaking("zh"):
        again = DOCUMENTS["summary"](Material(drawn, "case"))
        assert files.content(made["summary"], form, "zh") == files.content(again, form, "zh")


def test_the_indictment_states_every_claim_with_its_articles_and_who_must_prove_what(rehearsal):
    of, made = papers(rehearsal)
    text = made["indictment"].document.text("zh")
    for n, claim in enumerate(of.procedure.claims, 1):
        assert f"{n}. {claim.text}" in text
    rows = [table for table in tables(made["indictment"].document) if table.columns[0].head == ("请求", "Claim")]
    assert [len(table.rows) for table in rows] == [len(of.procedure.claims)]
    assert "由被告证明没有" in rows[0].columns[2].cell(rows[0].rows[1], "zh")
    assert all(f"{one.party} {one.name}" in text for one in of.parties.parties if one.party)
    assert all(word in text for word in ("第六十九条第一款", "第一千一百六十五条第一款", "监护人"))


def test_the_pack_for_experts_names_nobody_and_rounds_every_count(spoken):
    case, lang = spoken
    of, made = papers(case, lang)
    told = made["experts"]
    text = told.document.text(lang) + as_json.line(as_json.keys(told.document.data))
    assert not re.findall(r"\bV\d{4}\b|\bC\d\d\b|\bD\d{1,3}\b|telegram:", text)
    assert not [one for one in of.names.order if of.channel(one).partition(" ")[2] in text]
    assert not [one.name for one in of.parties.defendants if one.name in text]
    exact = {one["high"] for one in of.whole["figures"] if isinstance(one["high"], int) and one["high"] > 1000}
    assert not {str(one) for one in exact} & numbers(told.document.text(lang))


def test_a_confirmed_act_is_not_called_labelled_in_the_pack_for_experts(rehearsal):
    of, made = papers(rehearsal)
    told = made["experts"].document.text("zh")
    assert any(one.id in CONDUCT for factor in of.worksheet.factors for one in [row.figure for row in factor.figures])
    assert ("经人工确认的" in told, "已标注的" in told) == (True, False)


def test_the_indictment_names_each_incident_that_must_be_looked_into_first(rehearsal):
    of, made = papers(rehearsal)
    open_ = [row for row in of.worksheet.harm.rows if row.told]
    assert open_
    for name in ("indictment", "investigation"):
        lines = [line for line in made[name].document.text("zh").splitlines() if re.search(r"\bR\d{4} ", line)]
        assert [row.entry for row in open_ if not any(row.entry in line for line in lines)] == []


def test_rows_of_the_bank_are_of_the_day_of_their_entries(rehearsal):
    """In the zone of the case: in that of the file some would be of the day before."""
    of, made = papers(rehearsal)
    zone = ZoneInfo(rehearsal.info.display_zone)
    table = next(one for one in tables(made["gains"].document) if one.rows and one.rows[0] in of.gains.transactions)
    column = next(one for one in table.columns if one.head == zh_en("documents_gains.at"))
    rows = [row for row in table.rows if row.at]
    assert any(row.at.date() != row.at.astimezone(zone).date() for row in rows)
    assert [column.cell(row, "zh") for row in rows] == [f"{row.at.astimezone(zone):%Y-%m-%d %H:%M}" for row in rows]


def test_the_list_of_evidence_says_what_only_the_high_holds_and_which_prices_nobody_decided(rehearsal):
    of, made = papers(rehearsal)
    exhibits = of.exhibits
    told = {
        one.rows[0].post.key: one
        for one in tables(made["evidence"].document)
        if one.rows and hasattr(one.rows[0], "post")
    }
    said = {}
    for table in told.values():
        column = next(one for one in table.columns if one.head == zh_en("documents_evidence.proves"))
        said |= {one.post.key: column.cell(one, "zh") for one in table.rows}
    first, *apart = told.values()
    assert all({one.post.key for one in table.rows} == exhibits.only_priced for table in apart)
    named = [(one, {bound for bound, _ in exhibits.persons(one)}) for one in first.rows if one.post.persons]
    assert {"high" in bounds for _, bounds in named} == {True, False}
    assert all(("只计入上限" in said[one.post.key]) is ("high" in bounds) for one, bounds in named)
    undecided = {(one.channel_id, one.post_id) for one in of.gains.asked if not (one.confirmed or one.of_others)}
    assert undecided
    assert all(of.within(key) for key in exhibits.only_priced)
    assert all("要价（机器标注，待认定）" in said[key] for key in undecided & {*said} if of.within(key))


def test_what_all_documents_lack_is_listed_once(drawn, call):
    top = drawn.folder.parent
    said = call("documents", top / "case", "--lang", "zh", DOXDOCKET_HOME=str(top / "home")).out
    table, _, rest = said.partition("各份都缺")
    assert "日期" in rest
    assert "或者手写" not in table


def test_every_figure_of_the_headline_meets_objections_and_weak_links_are_told(rehearsal):
    of, made = papers(rehearsal)
    table = next(t for t in tables(made["objections"].document) if t.columns[-1].head == ("质疑", "Objections"))
    met = {row.id: numbers(table.columns[-1].cell(row, "zh")) for row in table.rows}
    assert all(len(some) >= 3 for some in met.values())
    assert {"persons_civil", "items_set", "views_pi", "insult", "receipts_proven"} <= met.keys()
    weak = [one for account in of.parties.accounts for one in account.links if one.weak]
    text = re.sub(r"\s", "", made["objections"].document.text("zh"))
    assert weak
    assert all(f"→{one.link.defendant}" in text.partition("薄弱和须补强：A")[2] for one in weak)


def test_what_a_recheck_shows_stands_in_the_change_of_claims(rehearsal):
    _, made = papers(rehearsal)
    with speaking("zh"):
        found = recheck.account(rehearsal, "case")
    text = re.sub(r"\s", "", made["change"].document.text("zh"))
    assert re.sub(r"\s", "", found["claim"]) in text
    assert "登记为已实现，不再请求）" in text
    assert sum(one["shown"] for one in found["channels"]) > 0


def test_documents_are_of_the_core_channels_where_no_scope_is_asked_for(rehearsal):
    of, made = papers(rehearsal)
    core = next(one for one in figures.document(rehearsal).data["scopes"] if one["scope"] == "core")
    assert set(core["channels"]) < set(of.names.order)
    for name, told in made.items():
        assert told.document.data.get("scope", "core") == "core", name
    by_id = {one["id"]: one for one in core["figures"]}
    listed = made["summary"].document.data["figures"]
    assert [one["scoped"]["high"] for one in listed] == [by_id[one["id"]]["high"] for one in listed]
    chosen = {one.post.key for one in of.exhibits.every} - of.exhibits.cited.keys()
    assert {channel for channel, _ in chosen} <= set(core["channels"])


def test_exhibits_of_a_scope_are_posts_of_it(rehearsal):
    scope = ["defendant:D1"]
    with speaking("zh"):
        exhibits = Material(rehearsal, "case", scope).exhibits
        every = {one.post.key for one in exhibits.every} - exhibits.cited.keys()
    rows = asked(rehearsal, scope).scoped.scope.posts.select(["channel_id", "post_id"]).to_pylist()
    assert every
    assert every <= {(row["channel_id"], row["post_id"]) for row in rows}


def test_a_scope_is_told_beside_all_captures(rehearsal):
    with speaking("zh"):
        of = Material(rehearsal, "case", ["defendant:D1"])
        told = DOCUMENTS["summary"](of)
    asked = figures.document(rehearsal, ["defendant:D1"]).data
    one = next(f for f in told.document.data["figures"] if f["id"] == "persons")
    assert (
        one["scoped"]["high"] == next(f for f in asked["figures"] if f["id"] == "persons")["high"] < one["all"]["high"]
    )
    assert told.document.data["scope"] == "defendant:D1"


def test_the_command_lists_shows_and_writes(drawn, tmp_path, monkeypatch):
    it = Made(tmp_path / "case", tmp_path / "home")
    top = drawn.folder.parent
    shutil.copytree(top / "case", it.case)
    shutil.copytree(top / "home", it.home)
    listed = json.loads(it.call("--json", "--lang", "zh", "documents", it.case))["documents"]
    assert [one["document"] for one in listed] == list(DOCUMENTS)
    assert {"label": "被告", "where": "办案台“登记”页，当事人各表"} in listed[0]["lacking"]
    assert "案件摘要" in it.call("--lang", "zh", "documents", it.case, "summary")
    folder = tmp_path / "papers"
    folder.mkdir()
    written = json.loads(
        it.call(
            "--json", "documents", it.case, "evidence", "summary", "--to", folder, "--format", "pdf", "--reason", "核对"
        )
    )["files"]
    assert [(one["document"], one["grade"]) for one in written] == [("evidence", "working"), ("summary", "working"), ("list", "working")]  # fmt: skip
    assert sorted(one.name for one in folder.iterdir()) == sorted(Path(one["file"]).name for one in written)
    monkeypatch.setenv("DOXDOCKET_HOME", str(it.home))
    with Case.open(it.case) as case:
        acts = [row for row in case.custody.rows() if row.act == "export"]
    assert [(row.detail["document"], row.detail["sha256"], row.detail["grade"]) for row in acts] == [
        (one["document"], one["sha256"], one["grade"]) for one in written
    ]


def test_the_command_refuses_what_it_cannot_write(drawn, tmp_path, call):
    top = drawn.folder.parent
    home = {"DOXDOCKET_HOME": str(top / "home")}
    unknown = call("documents", top / "case", "gain", **home)
    assert unknown.code == 2
    assert "gains" in unknown.err
    assert call("documents", top / "case", "summary", "--to", tmp_path, **home).code == 2
    assert call("documents", top / "case", "evidence", "--to", tmp_path / "none" / "deep", **home).code == 2
    assert not list(tmp_path.iterdir())
    assert DOCUMENTS.keys() >= WORDS


def test_amounts_say_what_is_decided_and_what_is_not_known():
    one = {"id": "persons", "low": 3, "estimate": 4, "high": 9, "value": 3, "status": "machine", "unit": "人"}
    with speaking("zh"):
        assert amount(one) == "至少3人、估计4人、至多9人"
        assert amount({**one, "value": 8, "status": "reviewed"}).startswith("经认定为8人")
        assert amount({**one, "low": None, "estimate": None, "high": None}) == "不能确定"
        assert amount({**one, "estimate": None, "high": None}) == "至少3人（至多多少不明）"  # it said 至多—人
        assert amount({**one, "low": None, "estimate": None}) == "至多9人（至少多少不明）"
        assert (
            amount({**one, "id": "insult", "low": 0})
            == "经人工确认0人；连同标注后没有认定（确认或者排除）的，估计4人、至多9人"
        )


def test_what_nobody_entered_of_the_procedure_is_a_blank(drawn):
    _, made = papers(drawn)
    blanks = {name: {one.label: one.where for one in files.lacking(told, "zh")} for name, told in made.items()}
    assert {"线索登记日期", "线索来源", "是否立案的评估意见和理由"} <= blanks["preliminary"].keys()
    assert {"检察长意见", "被告"} <= blanks["opening_form"].keys()
    assert {"立案日期", "是否侵害众多个人的权益"} <= blanks["opening"].keys()
    assert {"提取地点", "提取方法", "见证人"} <= blanks["extraction"].keys()
    assert {"联系人", "联系电话", "公告日期"} <= blanks["notice"].keys()
    assert {"判决的各项", "履行情况"} <= blanks["performance"].keys()
    assert "民事诉讼法第一百三十七条的原文" in blanks["closed"]


def test_a_file_that_the_register_names_as_a_statement_holds_records_of_dealings(rehearsal):
    named = {int(str(one.body["file"]).removeprefix("file:")) for one in standing(Register.of(rehearsal).all()) if one.form == "statement"}  # fmt: skip
    assert named
    assert {row["no"] for row in evidence.sources(rehearsal) if row["category"] == "records"} == named


def test_the_examination_tells_what_the_record_lacks_and_a_file_that_was_changed(drawn, tmp_path, monkeypatch):
    _, made = papers(drawn)
    text = made["examination"].document.text("zh")
    assert "没有发现改动" in text
    assert "取证方式（第14条，序号1" in text
    top = drawn.folder.parent
    shutil.copytree(top / "case", tmp_path / "case")
    shutil.copytree(top / "home", tmp_path / "home")
    monkeypatch.setenv("DOXDOCKET_HOME", str(tmp_path / "home"))
    kept = max(
        (one for one in (tmp_path / "case" / "originals").rglob("*") if one.is_file()),
        key=lambda one: one.stat().st_size,
    )
    kept.chmod(0o600)
    kept.write_bytes(kept.read_bytes()[:-1] + b"?")
    with Case.open(tmp_path / "case") as case, speaking("zh"):
        told = DOCUMENTS["examination"](Material(case, "case"))
    assert told.document.data["faults"] > 0
    assert "没有发现改动" not in told.document.text("zh")
    assert "影响完整性" in told.document.text("zh")


def test_the_examination_is_one_page(rehearsal):
    _, made = papers(rehearsal)
    assert len(pypdfium2.PdfDocument(files.content(made["examination"], "pdf", "zh"))) == 1


def test_public_documents_tell_no_minor_no_channel_no_party_and_no_exact_figure(case):
    of, made = papers(case)
    hidden = (
        [one.name for one in of.parties.parties]
        + [one.actor.id for one in of.parties.accounts]
        + [*of.names.order, *map(of.short, of.names.order)]
    )
    exact = {
        str(one[end])
        for one in of.whole["figures"]
        for end in ("low", "estimate", "high")
        if isinstance(one[end], int) and one[end] >= 10
    }
    for name in PUBLIC:
        told = made[name]
        assert told.grade == ("working" if "附卷" in told.document.text("zh") else "public")
        assert not told.document.data["figures"]
        for form in ("txt", "json", "html"):
            text = re.sub(r"sha256-[\w+/=]+", "", files.content(told, form, "zh").decode())  # of our own style
            assert not [one for one in hidden if one in text], (name, form)
            assert not re.search(
                "未满|V[0-9]{4}|证件|身份证|电话号码|学校", text.replace("未成年人、被害人", "").replace("联系电话", "")
            ), (name, form)
        text = re.sub(r"[0-9a-f]{16,}", "", told.document.text("zh"))
        days = set(re.findall(r"\d{4}-\d\d-\d\d", text))
        assert not numbers(re.sub("|".join(days) or "^$", "", text)) & (exact - down(of)), name


def test_the_public_edition_names_no_kind_of_few_items_and_none_that_finds_its_person(rehearsal):
    of, made = papers(rehearsal)
    known = kinds()
    items = {one["id"].removeprefix(KIND): one["value"] for one in of.main["figures"] if one["id"].startswith(KIND)}
    before, after = zh_en("documents_public.kinds", told="\n")[0].split("\n")
    text = made["public"].document.text("zh").replace("\n", "")
    named = text.partition(before)[2].partition(after)[0].split("、")
    told = {id_ for id_ in items if known[id_].zh in named}
    assert len(told) == len(named) > 0
    assert all(items[id_] >= 10 and known[id_].strength not in public.IDENTIFY for id_ in told)
    assert any(
        items[id_] is not None and 0 < items[id_] < 10 and known[id_].strength not in public.IDENTIFY for id_ in items
    )


def test_small_counts_are_not_told_and_no_place_is_found_by_difference():
    rng = random.Random(7)
    some = 0
    for _ in range(3000):
        lows = [rng.choice((rng.randint(1, 9), rng.randint(10, 60))) for _ in range(rng.randint(0, 6))]
        rows = [
            {"place": str(n), "persons_low": low, "persons_public": low // 5 * 5 if low >= 10 else None}
            for n, low in enumerate(lows)
        ]
        persons = sum(lows) + rng.choice((0, 0, rng.randint(1, 30)))
        told = rounding.places(rows, persons)
        some += len(told)
        assert all(one["persons_public"] >= 10 for one in told)
        left = persons - sum(one["persons_low"] for one in told)
        assert not told or left == 0 or left >= 10
        total = rounding.leading(persons) if persons >= 10 else 0
        width = 10 ** (len(str(persons)) - (2 if persons >= 1000 else 1)) if persons >= 10 else 10
        most = total + width - 1 - sum(one["persons_public"] for one in told)
        assert not told or left == 0 or most >= 10, (rows, persons)
    assert some > 1000
    for n in range(10):
        assert rounding.rounded({"value": n, "unit": "人"}) == ""
    with speaking("zh"):
        assert rounding.rounded({"value": 1234, "unit": "人"}) == "1200人以上"


def test_places_of_the_public_edition_leave_nothing_small_beside_them(rehearsal):
    of, made = papers(rehearsal)
    rows = [one for table in tables(made["public"].document) for one in table.rows if isinstance(one, dict)]
    every = [one for one in of.run.read("regions").to_pylist() if one["source"] == "likely"]
    assert any(one["persons_public"] is None for one in every)
    assert all(one["persons_public"] >= 10 for one in rows)
    left = of.figure("persons", whole=True)["low"] - sum(one["persons_low"] for one in rows)
    assert left == 0 or left >= 10


# What counsel and a clerk of the court found by reading the papers beside one another.


def text_of(made, name):
    """A paper without its line breaks."""
    return re.sub(r"\s", "", made[name].document.text("zh"))


def test_a_claim_that_is_achieved_says_since_when_and_that_the_captures_are_of_earlier(rehearsal):
    of, made = papers(rehearsal)
    [change] = [one for claim in of.procedure.claims for one in claim.changes]
    later = {it["at"].date() for one in recheck.account(rehearsal, "case")["channels"] for it in one["later"]}
    assert max(later) < change.at
    assert f"（{change.at}登记为已实现）" in text_of(made, "summary")
    assert f"（{change.at}登记为已实现，不再请求）" in text_of(made, "change")
    assert f"请求1于{change.at}登记为已实现，而最后一次采集在{max(later)}" in text_of(made, "change")


def test_a_claim_to_stop_that_is_achieved_says_beside_it_what_the_last_recheck_still_saw(rehearsal):
    _, made = papers(rehearsal)
    shown = sum(one["shown"] for one in recheck.account(rehearsal, "case")["channels"])
    for name in ("summary", "change"):
        assert f"复查仍可见{shown:,}次发布" in text_of(made, name), name


def test_a_recheck_that_was_entered_is_told_before_an_older_one_with_both_days(rehearsal, monkeypatch):
    of = Material(rehearsal, "case")
    [n] = [n for n, one in enumerate(of.procedure.claims) if one.changes]
    claim = of.procedure.claims[n]
    [change] = claim.changes
    counted = replace(change, recheck={"publications": 227, "removed": 227, "shown": 0})
    claims = [*of.procedure.claims[:n], replace(claim, changes=[counted]), *of.procedure.claims[n + 1 :]]

    def enter(claims):
        found = replace(of.procedure, claims=claims)
        monkeypatch.setattr(Material, "procedure", property(lambda _: found))

    later = max(it["at"].date() for one in of.rechecked["channels"] for it in one["later"])
    with speaking("zh"):
        for name in ("summary", "change"):
            enter(claims)
            text = re.sub(r"\s", "", DOCUMENTS[name](of).document.text("zh"))
            newer = f"（{change.at}登记的复查：发布次227、看不到227、看得到0；此前{later}复查仍可见"
            assert newer in text, name
            enter([replace(claim, changes=[replace(counted, at=date(2020, 1, 2))])])
            text = re.sub(r"\s", "", DOCUMENTS[name](of).document.text("zh"))
            assert "次发布；此前2020-01-02登记的复查：发布次227" in text, name


def test_a_sum_that_was_changed_is_told_as_it_was_brought_and_as_it_stands(rehearsal, monkeypatch):
    of = Material(rehearsal, "case")
    [n] = [n for n, one in enumerate(of.procedure.claims) if one.amount is not None]
    [change] = [change for one in of.procedure.claims for change in one.changes]
    claim = of.procedure.claims[n]
    more = claim.amount + 20000
    changed = replace(
        claim, amount=more, standing="changed", changes=[replace(change, how="changed", amount=more, recheck={})]
    )
    found = replace(of.procedure, claims=[*of.procedure.claims[:n], changed, *of.procedure.claims[n + 1 :]])
    monkeypatch.setattr(Material, "procedure", property(lambda _: found))
    brought, stands = f"{n + 1}.{claim.text}（{claim.amount:,.2f}元）", f"{n + 1}.{claim.text}（{more:,.2f}元）"
    with speaking("zh"):
        suit, new, short = (
            re.sub(r"\s", "", DOCUMENTS[name](Material(rehearsal, "case")).document.text("zh"))
            for name in ("indictment", "change", "summary")
        )
    assert (brought in suit, stands in suit) == (True, False)
    before, after = new.split("变更以后的诉讼请求")
    assert (brought in before, stands in before, stands in after, brought in after) == (True, False, True, False)
    assert f"（{more:,.2f}元）" in before  # in the row of the change
    assert f"（原请求{claim.amount:,.2f}元）" in short


def test_what_a_recheck_of_one_channel_saw_has_not_the_day_of_another(rehearsal, monkeypatch):
    found = recheck.account(rehearsal, "case")
    first = next(one for one in found["channels"] if one["shown"] and one["later"])
    on = max(it["at"] for it in first["later"])
    newer = first | {"shown": 0, "later": [it | {"at": on + timedelta(days=30)} for it in first["later"]]}
    other = first | {"shown": 7, "later": [it | {"at": on + timedelta(days=10)} for it in first["later"]]}
    monkeypatch.setattr(Material, "rechecked", property(lambda _: found | {"channels": [first, newer, other]}))
    with speaking("zh"):
        text = re.sub(r"\s", "", DOCUMENTS["summary"](Material(rehearsal, "case")).document.text("zh"))
    days = [(on + timedelta(days=n)).astimezone(ZoneInfo("Asia/Shanghai")).date() for n in (10, 0)]
    assert f"（{days[0]}复查仍可见7次发布；此前{days[1]}复查仍可见{first['shown']:,}次发布）" in text


def test_channels_that_nobody_decided_on_are_named_where_it_is_open_whether_they_are_core(rehearsal):
    of, made = papers(rehearsal)
    rows = [row for row in of.run.read("channel_ranking").to_pylist() if row["place"] is not None]
    asked = [row["channel_id"] for row in rows if row["in_high"] and not row["decided"]]
    assert asked
    for name in ("summary", "investigation"):
        [told] = re.findall(r"((?:C\d+、?)+)(?:等\d+个频道)?是否核心频道", text_of(made, name))
        assert {*told.split("、")} <= {of.short(one) for one in asked}, name
    [table] = [
        one for one in tables(made["core"].document) if len(one.columns) == 5 and one.columns[1].shows == "channel_id"
    ]
    assert {*asked} <= {row["channel_id"] for row in table.rows}
    beside = {one for one in asked if not next(row["in_best"] for row in rows if row["channel_id"] == one)}
    shown = {row["channel_id"]: table.columns[3].cell(row, "zh") for row in table.rows}
    assert all((shown[one] == "待认定，只计入至多") is (one in beside) for one in asked)


def test_the_summary_tells_ages_gains_harm_and_damages_each_in_a_line(rehearsal, monkeypatch):
    of, made = papers(rehearsal)
    text = text_of(made, "summary")
    got, ranges = of.figure("receipts_proven", whole=True), of.worksheet.ranges
    assert f"已证明的收款（全案）至少{Decimal(got['low']):,.2f}元、至多{Decimal(got['high']):,.2f}元，" in text
    harms = of.worksheet.harm.rows
    apart = sum(bool(one.told) for one in harms)
    persons, open_ = {one.person for one in harms if one.person}, [one for one in harms if not one.person]
    assert (
        f"登记（全案）{len(harms)}起（{apart}起待查明），被害人{len(persons)}人，没有写明被害人的{len(open_)}起" in text
    )
    assert 0 < apart < len(harms)
    assert all(
        f"上表所列的，{apart}起须先查明，未经查明不单独主张" in text_of(made, name)
        for name in ("damages", "indictment", "investigation")
    )
    assert "其中须先查明、不单独主张的" in text_of(made, "harm")
    [asked] = [one.amount for one in of.procedure.claims if one.kind == "damages"]
    assert f"请求{asked:,.2f}，区间{ranges[0].low.yuan:,.2f}–{ranges[0].high.yuan:,.2f}（元），" in text
    [told] = re.findall("被告年龄 +(.*)（行为时", made["summary"].document.text("zh"))
    aged = {name: age for who, age in (one.rsplit(" ", 1) for one in told.split("；")) for name in who.split("、")}
    assert {"D1", "D6"} <= aged.keys()
    for one in of.parties.defendants:
        if one.who.id in aged:
            low, _, high = aged[one.who.id].partition("–")
            ages = [at.age for point, at in one.standing.items() if point != "sued" and not point.startswith("may")]
            assert (int(low), int(high or low)) == (min(age[0] for age in ages), max(age[1] for age in ages))
    bare = replace(of.worksheet, ranges=[])
    monkeypatch.setattr(Material, "worksheet", property(lambda _: bare))
    with speaking("zh"):
        assert "区间【待填：" in DOCUMENTS["summary"](of).document.text("zh")


def test_sentences_are_joined_without_their_full_stops(spoken):
    case, lang = spoken
    _, made = papers(case, lang)
    for name, told in made.items():
        assert not re.search("。；|[.] ?; ", told.document.text(lang)), name


def test_a_paper_of_an_old_result_says_so(rehearsal, monkeypatch):
    _, made = papers(rehearsal)
    with speaking("zh"):
        said = re.sub(r"\s", "", say("documents.stale"))
        monkeypatch.setattr(Material, "stale", True)
        old = Material(rehearsal, "case")
        for name in ("summary", "indictment", "public", "evidence"):
            assert said not in text_of(made, name), name
            assert said in re.sub(r"\s", "", DOCUMENTS[name](old).document.text("zh")), name


def test_the_public_edition_says_which_steps_it_leaves_out(rehearsal):
    of, made = papers(rehearsal)
    text = text_of(made, "public")
    shown = text.partition("办理机关")[0]
    for one in of.procedure.states:
        if one.state != "SC":
            assert one.zh in shown or not one.entered, one.state


def test_the_indictment_tells_no_method_of_counting_and_another_paper_does(rehearsal):
    _, made = papers(rehearsal)
    with speaking("zh"):
        hows = {"gains": say("assess_gains.paid_tasks_how"), "parties": say("parties_parts.acts_together_by_answer")}
    for name, how in hows.items():
        told = re.sub(r"\s", "", how)
        assert told not in text_of(made, "indictment")
        assert told in text_of(made, name), name


def test_lines_of_gains_have_one_answer_in_every_paper(rehearsal):
    of, made = papers(rehearsal)
    of_all = {(one.provision, one.reading): (one.at_low, one.at_high) for one in of.gains.answers if not one.who}
    assert {provision for provision, _ in of_all} == {"cn/fashi-2017-10/5-1-7", "cn/fashi-2019-15/10-5"}
    said = {"met": "达到", "not met": "未达到", "not determinable": "不能确定"}
    [table] = [one for one in tables(made["statistics"].document) if one.rows and hasattr(one.rows[0], "inputs")]
    rows = [row for row in table.rows if row.reading.startswith("合计")]
    assert [(row.low, row.high) for row in rows] == [(said[low], said[high]) for low, high in of_all.values()]
    with speaking("zh"):
        reached = {one.article.partition(" ")[0]: one for one in lines.answered(of) if "被告合计" in one.reading}
    every = {provision: {low for (rule, _), (low, _) in of_all.items() if rule == provision} for provision, _ in of_all}
    for name, article in (
        ("cn/fashi-2017-10/5-1-7", "法释〔2017〕10号"),
        ("cn/fashi-2019-15/10-5", "法释〔2019〕15号"),
    ):
        assert (article in reached and reached[article].bound == "low") is ("met" in every[name])


def test_the_worksheet_of_damages_and_the_pack_for_experts_are_of_the_scope(rehearsal):
    of, made = papers(rehearsal)
    core = of.figure("persons_civil")
    [chosen] = of.worksheet.ranges
    [per] = [one for one in chosen.ceiling if one.per == "victim"]
    assert (
        per.counts
        == (core["low"], core["high"])
        != tuple(of.figure("persons_civil", whole=True)[b] for b in ("low", "high"))
    )
    assert f"{core['low']}–{core['high']:,}" in text_of(made, "damages").partition("与上限对照")[2]
    assert "材料中的数取自核心频道" in text_of(made, "experts")


def test_own_words_are_no_testimony_of_others(rehearsal):
    of, made = papers(rehearsal)
    own = [(a.actor.id, one) for a in of.parties.accounts for one in a.links if HIMSELF in one.weak]
    assert own
    for account, one in own:
        assert "testimony" in one.link.grounds
        for name in ("parties", "indictment"):
            table = next(
                t
                for t in tables(made[name].document)
                if any(c.head == zh_en("documents_parties.grounds") for c in t.columns)
            )
            [row] = [r for r in table.rows if r[0].actor.id == account]
            column = next(c for c in table.columns if c.head == zh_en("documents_parties.grounds"))
            assert "他人证言" not in column.cell(row, "zh")
            assert "本人陈述" in column.cell(row, "zh")


def test_every_post_that_exposes_a_person_harmed_is_in_the_book_and_told_with_the_harm(rehearsal):
    of, made = papers(rehearsal)
    book = {tuple(one["post"].rsplit("/", 1)) for one in made["exhibits"].document.data["exhibits"]}
    harm = text_of(made, "harm").partition("公开与后果的先后")[2]
    rows = of.run.read("dossiers", ["channel_id", "post_id", "person", "by_link"]).to_pylist()
    harmed = {one.person for one in of.worksheet.harm.rows if one.person and one.day}
    assert harmed
    for person in harmed:
        posts = {(r["channel_id"], r["post_id"]) for r in rows if r["person"] == person and not r["by_link"]}
        assert posts <= book
        with speaking("zh"):
            assert all(of.exhibit(key) in harm for key in posts)
        assert posts or "采集到的贴文中没有" in harm


def test_every_paper_of_the_file_that_an_entry_names_is_on_the_list_of_evidence(rehearsal):
    _, made = papers(rehearsal)
    told = text_of(made, "evidence").partition("卷宗材料")[2]
    named = {
        text
        for entry, _ in entries(rehearsal).all()
        for text in entry.evidence
        if not text.startswith(("file:", "post:"))
    }
    assert named
    assert all(text in told for text in named)
    assert f"卷宗材料{len(named)}处" in text_of(made, "indictment")


def test_what_decides_how_far_guardians_answer_stands_beside_them_with_its_entry(rehearsal):
    of, made = papers(rehearsal)
    [table] = [
        one for one in tables(made["parties"].document) if any(isinstance(row, CivilGuardian) for row in one.rows)
    ]
    notes = {row.party: table.columns[-1].cell(row, "zh") for row in table.rows if isinstance(row, CivilGuardian)}
    for name in ("guardian_diligent", "own_property", "parents_divorced"):
        for row in of.asked.stated(name):
            told = f"：{'是' if row['value'] else '否'}（{row['entry']}）"
            wards = [one.party for one in table.rows if isinstance(one, CivilGuardian) and one.ward == row["of"]]
            assert wards
            assert all(told in notes[one] for one in wards), name
    assert "被监护人有财产：不明" in notes["G5a"]
    assert "与被监护人共同生活：否（" in notes["G5b"]


def test_an_indictment_before_the_hearing_says_that_its_articles_are_of_the_hearing(rehearsal):
    of, made = papers(rehearsal)
    assert of.worksheet.hearing_from == "register"
    assert f"开庭日是其后的{of.worksheet.hearing}：" in text_of(made, "indictment")
    assert "开庭日是其后的" not in text_of(made, "investigation")


def test_the_list_of_evidence_says_what_each_entry_answers_and_of_whom(rehearsal):
    """A paper proves what the register answers, which may be the contrary of what the fact is called."""
    of, made = papers(rehearsal)
    told = text_of(made, "evidence").partition("卷宗材料")[2]
    facts = [(one, row) for one, row in entries(rehearsal).all() if isinstance(one, Fact) and one.value is not None and any(not text.startswith(("file:", "post:")) for text in one.evidence)]  # fmt: skip
    assert {one.value for one, _ in facts} == {True, False}
    for one, row in facts:
        name, _, who = one.id.partition("@")
        answer = "是" if one.value is True else "否" if one.value is False else str(one.value)
        assert re.search(f"：{answer}（[^）]*{who}{row.name}", told), name
    assert told.count("：否（") >= 3
    with speaking("zh"):
        said = partial(evidence_list.entered, of)
        assert said(Fact(id="guardian_diligent@D6", value=None, reason="")) == ("监护人尽到监护职责：不明", "D6")
        assert said(Fact(id="fault", value=date(2024, 5, 6), reason=""))[0].endswith("：2024-05-06")
        assert said(Guardian(id="G9", ward="D6", name="柳春生", relation="mother", lives_with=False)) == (
            "监护人：关系 母、是否共同生活 否",
            "G9、D6",
        )
        assert said(Attribution(id="L9", actor="A1", defendant="D1", grade="denied", grounds=(), reason=""))[
            0
        ].endswith("否认")


def test_every_harm_that_names_a_place_is_counted_at_it(rehearsal):
    of, made = papers(rehearsal)
    table = next(
        t for t in tables(made["plan"].document) if any(c.head == zh_en("documents_plan.harmed") for c in t.columns)
    )
    column = next(c for c in table.columns if c.head == zh_en("documents_plan.harmed"))
    counted = sum(int(column.cell(row, "zh")) for row in table.rows)
    assert counted == sum(bool(one.place) for one in of.worksheet.harm.rows) > 0
    assert f"写明地点的{counted}件" in text_of(made, "plan")


def test_papers_show_no_family_name_beside_a_year_a_district_or_a_plate_and_no_address_for_mail(case):
    of, made = papers(case)
    shown = {
        p.shown
        for one in of.exhibits.every
        for t in one.post.texts
        for p in t.pieces
        if p.kind in {"name", "birth_date", "home_address", "vehicle_file"}
    }
    begun = {one for one in shown if one.strip("*-族〔已遮盖〕")}
    assert begun
    for name in ("summary", "conduct", "exhibits"):
        text = text_of(made, name)
        cards = text.partition("内容（已遮盖）")[2] if name == "exhibits" else text.partition("贴文示例")[2] or text
        assert not [one for one in begun if one in cards], name
        assert not re.search(r"[A-Za-z0-9]@[A-Za-z0-9]+\.", cards), name


def test_questions_that_wait_are_told_one_by_one(rehearsal):
    of, made = papers(rehearsal)
    waiting = sum(one["open"] for one in of.main["hints"])
    assert len(of.exhibits.asked) == min(waiting, 50) > 0
    told = text_of(made, "statistics").partition("等待人认定的")[2]
    with speaking("zh"):
        assert all(of.exhibit((row["channel_id"], row["post_id"])) in told for row in of.exhibits.asked)


def test_posts_that_are_put_to_nobody_are_told_with_their_days(rehearsal):
    of, made = papers(rehearsal)
    last = max(row.last for one in of.parties.defendants for row in one.acts if row.acts != "register" and row.last)
    pleaded = of.main["law_counts"]["on"]
    assert str(last) < pleaded
    for name in ("indictment", "parties", "investigation"):
        told = text_of(made, name).partition("没有归于任何被告的")[2].partition("在该界的数之内")[0]
        assert {pleaded, str(last)} <= {*re.findall(r"\d{4}-\d\d-\d\d", told)}, name


def test_receipts_of_several_without_shares_explain_why_rows_do_not_add_up(rehearsal):
    of, made = papers(rehearsal)
    total, *each = of.gains.sums
    joint = [one for one in of.gains.receipts if one.joint and one.stage == "proven"]
    assert total.proven.low - sum(one.proven.low for one in each) == sum(one.yuan.low for one in joint) > 0
    told = text_of(made, "gains").partition("各人之和不等于合计：")[2].partition("计入合计一次")[0]
    assert all(one.entry in told and f"{one.yuan.low}元" in told for one in joint)


def test_what_was_found_unrelated_stands_on_paper_with_its_reason(rehearsal):
    of, made = papers(rehearsal)
    told = text_of(made, "gains")
    [entry] = [row.entries for row in of.gains.transactions if row.amount == 1000]
    assert entry == ["G902"]
    assert "生活费，付款人是其母亲" in told.partition("查明与本案无关的款项")[2]


def test_nobody_is_fined_who_was_not_prosecuted_and_rates_have_their_days(rehearsal):
    of, made = papers(rehearsal)
    [table] = [one for one in tables(made["gains"].document) if one.rows and one.rows[0] in of.gains.beside]
    rows = {table.columns[0].cell(row, "zh"): [c.cell(row, "zh") for c in table.columns] for row in table.rows}
    assert rows["D1"][3] == "刑事（罚金）"
    assert rows["D5"][3] == "刑事"
    assert "C-D5（不起诉）" in rows["D5"]
    [rates] = [one for one in tables(made["gains"].document) if one.rows and one.rows[0] in of.gains.rates]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d至\d{4}-\d\d-\d\d", rates.columns[2].cell(r, "zh")) for r in rates.rows)
    assert "telegram:" not in text_of(made, "gains")


def test_a_line_that_counts_captures_says_of_which(rehearsal):
    of, made = papers(rehearsal)
    told = text_of(made, "objections").partition("频道算通讯群组：五个以上：")[2].partition("频道不算")[0]
    whole, core = told.split("；")
    assert re.fullmatch(r"全部采集（不限于被告的频道）无法确定（0–\d+）", whole), (
        told
    )  # what they are for, nobody decided
    assert core.startswith(of.scope.zh.replace(" ", "") + "未达到（0")


def test_a_period_that_was_not_kept_stands_in_the_summary_and_the_outline_and_in_no_paper_of_an_earlier_step(rehearsal):
    of, made = papers(rehearsal)
    [late] = [one for one in of.procedure.deadlines if one.over]
    told = {name for name in made if f"未说明的超期{late.over[0]}日" in text_of(made, name)}
    assert told == {"summary", "objections", "deadlines"}


def test_no_paper_says_of_posts_that_are_still_seen_that_they_were_deleted(rehearsal):
    _, made = papers(rehearsal)
    assert sum(one["shown"] for one in recheck.account(rehearsal, "case")["channels"]) > 0
    assert "已经删除的信息" not in text_of(made, "closed")


def test_the_pack_for_experts_is_for_experts_in_the_list_of_grades(rehearsal):
    _, made = papers(rehearsal)
    [line] = [one for one in made["grades"].document.text("zh").splitlines() if one.startswith("专家论证材料")]
    assert "受聘的专家" in line
    assert "代号和频道名称" in line


def test_acts_together_tell_what_they_rest_on_and_a_volume_alone_is_no_place(rehearsal):
    of, made = papers(rehearsal)
    [one] = of.parties.joint
    for name in ("parties", "indictment"):
        assert f"{one.reason}" in text_of(made, name)
        assert "卷三（没有写明页码）" in text_of(made, name)
    assert f"{one.entry}的回答只依登记的事实" in text_of(made, "objections")


def test_no_more_posts_have_readings_than_expose_somebody(spoken):
    case, lang = spoken
    of, _ = papers(case, lang)
    for whole in (True, False):
        read, every = (of.figure(name, whole=whole) for name in ("views_pi_coverage", "posts_with_pi"))
        assert all((read[end] or 0) <= every[end] for end in ("low", "estimate", "high"))


def test_no_paper_calls_a_confirmed_act_labelled(rehearsal):
    _, made = papers(rehearsal)
    assert [name for name in made if "（已标注的）" in made[name].document.text("zh")] == []


def test_a_repeat_counts_where_no_other_post_adds_the_same(rehearsal):
    of, made = papers(rehearsal)
    again = {key for key, rows in of.exhibits.again.items() if all(r["repeat_of"] for r in rows)}
    forms = {tuple(one["post"].rsplit("/", 1)): one for one in made["exhibits"].document.data["exhibits"]}
    repeats = [
        forms[key] for key in again & forms.keys() if of.within(key) and len(of.exhibits.again[key]) == len(
            [d for d in of.tables.dossiers.to_pylist() if (d["channel_id"], d["post_id"]) == key]
        )
    ]  # fmt: skip
    assert repeats
    for one in repeats:
        assert not {"persons", "items_set", "dossiers"} & one["figures"].keys()
        assert "items_set" in one["not_again"]
    assert "的同一组信息此前已见于证据C" in text_of(made, "exhibits")


def test_articles_that_came_after_the_acts_say_so_and_all_their_days(rehearsal):
    _, made = papers(rehearsal)
    told = made["indictment"].document.text("zh").partition("【所引条文】")[2]
    quoted = [line for line in told.splitlines() if re.match(r".*：“", line)]
    assert len(quoted) > 10
    assert [line for line in quoted if not re.search(r"（\d{4}-\d\d-\d\d( 起| 至)", line)] == []
    assert all("行为在其施行以前" in line for line in quoted if line.startswith("法释〔2024〕12号"))
    assert "下列条文在行为以后施行" in text_of(made, "parties")


def test_as_many_kinds_are_listed_as_are_counted(rehearsal):
    """Once a kind seen in pictures alone, of which nobody can tell how many items there are, was counted and not listed."""
    of, made = papers(rehearsal)
    [table] = [one for one in tables(made["statistics"].document) if {zh_en("documents.no"), zh_en("documents_statistics.kind")} <= {column.head for column in one.columns}]  # fmt: skip
    assert len(table.rows) == of.figure("kinds")["high"]


def test_a_heading_before_a_table_laid_across_stands_on_its_page(rehearsal):
    _, made = papers(rehearsal)
    pages = pypdfium2.PdfDocument(files.content(made["parties"], "pdf", "zh"))
    texts = [pages[n].get_textpage().get_text_range() for n in range(len(pages))]
    [page] = [one for one in texts if "各人单独和共同的行为" in one]
    assert "本人发布" in page


def test_files_of_money_say_whose_they_are_on_the_list_of_evidence(rehearsal):
    of, made = papers(rehearsal)
    statements = {row.row.partition("#")[0]: row.defendant for row in of.gains.transactions if "#" in row.row}
    told = text_of(made, "evidence")
    assert statements
    assert all(f"的资金流水（{one}）" in told for one in statements)


def test_pleaded_days_are_those_of_the_low_and_later_ones_are_possible(rehearsal, monkeypatch):
    of, _ = papers(rehearsal)
    rows = [
        row for row in dated(of.run.read("dossiers", ["channel_id", "post_id", "date", "counts"])).to_pylist()
        if row["day"] and of.within((row["channel_id"], row["post_id"]))
    ]  # fmt: skip
    for bound, counts in (("low", {"low"}), ("high", {"low", "possible", "high"})):
        some = [date.fromisoformat(str(row["day"])) for row in rows if row["counts"] in counts]
        assert of.days[bound] == (min(some), max(some)), bound
    first, last = of.days["high"]
    assert str(last) == of.main["law_counts"]["on"]
    sooner = last - timedelta(days=3)
    monkeypatch.setitem(vars(of), "days", {"low": (first, sooner), "high": (first, last)})
    for name in ("indictment", "investigation", "summary", "opening", "opening_form"):
        with speaking("zh"):
            told = text_of({name: DOCUMENTS[name](of)}, name)
        assert f"至{sooner}（以下限为准；连同可能公开的，为{first}至{last}" in told, name


def test_harm_that_is_not_claimed_alone_is_told_apart_in_the_table_of_what_happened(rehearsal):
    of, made = papers(rehearsal)
    waiting = [row for row in of.worksheet.harm.rows if row.told]
    assert waiting
    for name in ("indictment", "investigation"):
        [table] = [one for one in tables(made[name].document) if list(one.rows) == list(of.worksheet.harm.by_kind)]
        assert sum(int(table.columns[-1].cell(row, "zh")) for row in table.rows) == len(waiting), name
        assert f"上表所列的，{len(waiting)}起须先查明" in text_of(made, name)


def test_what_is_performed_without_proof_is_performed_as_entered(rehearsal):
    of, made = papers(rehearsal)
    assert all(not one.evidence for item in of.procedure.judgment for one in item.performed)
    for name in ("performance", "public"):
        assert text_of(made, name).count("登记为已履行，凭证没有登记") == len(of.procedure.judgment), name


def test_a_notice_leaves_open_what_the_opening_leaves_open(case):
    _, made = papers(case)
    for name in ("opening", "notice"):
        assert "待填：是否侵害众多个人的权益" in text_of(made, name)
    assert not any("未经同意公开" in text_of(made, name) for name in ("notice", "public"))


def test_publications_of_a_recheck_differ_from_those_of_other_documents_by_what_it_says(rehearsal):
    of, made = papers(rehearsal)
    found = recheck.account(rehearsal, "case")
    compared, *apart = (sum(one[name] for one in found["channels"]) for name in ("publications", "new", "uncompared"))
    high = of.figure("publications", whole=True)["high"]
    assert compared != high == compared + sum(apart) - found["persons"]["of_nobody"]
    assert f"全部采集的上限{high}次" in text_of(made, "change")


def test_nothing_is_seen_in_a_recheck_alone_where_a_channel_was_not_captured_again(rehearsal):
    found = recheck.account(rehearsal, "case")["channels"]
    once = [one for one in found if not one["later"]]
    assert sum(one["uncompared"] for one in once) > 0
    assert {one["new"] for one in once} == {0}
    assert sum(one["new"] for one in found) > 0


def test_whoever_a_post_exposes_at_the_high_alone_is_exposed_perhaps(rehearsal):
    of, made = papers(rehearsal)
    told = {who: bound for one in of.exhibits.every for bound, some in of.exhibits.persons(one) for who in some}
    assert {"low", "high"} <= set(told.values())
    text = text_of(made, "evidence")
    for one in of.exhibits.every:
        for bound, what in of.exhibits.persons(one):
            behind = {"low": "", "estimate": "（较可能，不计入下限）", "high": "（可能，只计入上限）"}[bound]
            assert f"公开{'、'.join(what)}的个人信息{behind}" in text


def test_a_blank_of_an_article_whose_text_is_not_held_names_it_and_says_why(rehearsal):
    _, made = papers(rehearsal)
    for name, article in (("indictment", "第五十八条第二款"), ("closed", "第一百三十七条")):
        blanks = {one.label: one.where for one in missing(sheet(made[name], "zh"))}
        assert blanks[f"民事诉讼法{article}的原文"].startswith("规则库没有这一条的原文")
        assert f"民事诉讼法{article}：【待填" in text_of(made, name).replace("的依据是", "")
    assert "管辖依法释〔2020〕20号第五条第一款" in text_of(made, "indictment")


def test_a_remark_on_files_in_a_row_stands_once(rehearsal):
    of, made = papers(rehearsal)
    remarks = [one["note"] for one in of.sources]
    runs = sum(1 for note, _ in groupby(remarks) if note)
    [table] = [one for one in tables(made["inventory"].document) if len(one.columns) == 2]
    assert 0 < len(table.rows) == runs < len(remarks)


def test_an_account_that_statements_alone_put_to_a_defendant_is_not_said_to_be_nobodys(rehearsal):
    of, made = papers(rehearsal)
    told = text_of(made, "harm")
    assert "不是被告本人账号" not in told
    whose = {who for row in of.worksheet.harm.rows for post in row.earlier for who in post.claimed}
    for who in whose:
        assert re.search(rf"{who}[^（）]*（(该账号仅有指认|该账号当日也归于他人|贴文的日期不在)", told)


QUOTING = {"exhibits", "evidence", "inventory", "conduct", "summary"}
"""Papers that show words of posts or names of files."""


def test_no_paper_speaks_in_identifiers_of_the_program(rehearsal):
    """Names of forms, of their fields, of facts, of criteria and of figures, of files and of commands are for commands."""
    of, made = papers(rehearsal)
    known = {*words(), *(name for form in words().values() for name in form.fields)}
    known |= {one.id for one in rules().criteria}
    known |= {name for one in of.book.rules for name in getattr(one.rule, "facts", ())}
    known |= {one["id"] for one in of.whole["figures"]}
    for name in DOCUMENTS:
        text = made[name].document.text("zh")
        said = set(re.findall(r"(?<![\w:./@-])[A-Za-z][a-z_.]+(?![\w:/@])", text))
        assert not {one for one in said if name not in QUOTING or "_" in one} & known, name
        assert not re.search(r"\w+\.(?:py|jsonl|toml|yaml)\b|(?<![\w-])--\w|python3|sha256sum|\./docket", text), name
        if name not in QUOTING:
            own = {"office", "invented"}  # the local rule of the rehearsal
            assert not {one for one in said if one.islower()} - {"doxdocket", "telegram", "data"} - own, name


def test_every_minor_can_be_looked_up_and_each_post_has_an_exhibit(rehearsal):
    of, made = papers(rehearsal)
    found, figure = of.exhibits.minors, of.figure("minors")
    assert len({one.counted for one in found if one.under_18 == "low"}) == figure["low"] > 0
    assert len(found) == figure["high"]
    under_14 = of.figure("minors_under_14")
    assert sum(one.under_14 is not None for one in found) == under_14["high"]
    printed = {one.post.key for one in of.exhibits.every}
    for one in found:
        assert one.exposed
        assert printed >= set(one.cited)
        assert one.person in text_of(made, "evidence")
    assert not any(one["person"] in text_of(made, "public") for one in of.run.read("persons").to_pylist())


def test_the_court_has_a_table_of_steps_and_periods(rehearsal):
    of, made = papers(rehearsal)
    told = text_of(made, "deadlines")
    assert "deadlines" not in INTERNAL
    for state in of.procedure.states:
        for event in state.entered:
            assert f"{event.at}{state.zh}" in told
    for period in of.procedure.deadlines:
        assert re.sub(r"\s", "", period.article) in told
        assert re.search(r"S1?[0-9]|p-[a-z]", told) is None


def test_guardians_stand_in_every_paper_that_names_the_defendants(rehearsal):
    of, made = papers(rehearsal)
    guardians = [one for one in of.parties.parties if isinstance(one, CivilGuardian) and one.party]
    assert guardians
    for name in ("summary", "indictment", "change", "closed"):
        assert all(one.party in text_of(made, name) for one in guardians), name


def test_signatures_follow_the_court_to_which_a_paper_goes(rehearsal):
    _, made = papers(rehearsal)
    for name in ("indictment", "change"):
        assert made[name].document.text("zh").rstrip().splitlines()[-2:-1] == ["此致"]


def test_shares_that_were_entered_stand_beside_who_received_together(rehearsal):
    of, made = papers(rehearsal)
    shared = [one for one in of.gains.receipts if one.shares]
    assert shared
    told = text_of(made, "gains")
    for one in shared:
        assert "、".join(f"{who}{one.shares[who]}" for who in one.defendants) in told
    assert any(one.joint for one in of.gains.receipts)
    assert "（没有登记份额）" in told


def test_no_rise_is_said_of_days_alone_that_a_list_covers(rehearsal):
    of, made = papers(rehearsal)
    rows = [(row, post) for row in of.worksheet.contacts.rows for post in row.posts]
    open_ = [one for one in rows if not (one[1].covered_before and one[1].covered_after)]
    assert open_
    told = text_of(made, "objections")
    for row, post in open_:
        channel, _, number = post.post.rpartition("/")
        assert f"{of.exhibit((channel, number))}，前{post.before}次、后{post.after}次" not in told, row.entry


def test_views_by_channel_that_add_up_to_more_are_told_so_and_channels_without_a_place_are_named(rehearsal):
    of, made = papers(rehearsal)
    told = text_of(made, "core")
    placed = {row["channel_id"] for row in of.run.read("channel_ranking").to_pylist() if row["place"] is not None}
    left = [one for one in of.names.order if one not in placed]
    assert left
    assert all(of.channel(one).replace(" ", "") in told.partition("没有列入上表的频道")[2].partition("。")[0] for one in left)  # fmt: skip
    assert "合计时同一来源的转发只计一次" in told


def test_a_channel_before_one_that_is_core_is_put_down_to_a_decision_only_where_there_is_one(rehearsal, monkeypatch):
    """Of channels on which nobody had decided the statement said that the decisions above give the reason why they are not core."""
    of, _ = papers(rehearsal)
    row, ids = summary.ranked(of)[0], of.names.order[:3]
    first, second, last = (
        row | {"channel_id": id_, "place": n, "in_best": False, "decided": ""} for n, id_ in enumerate(ids, 1)
    )
    given = [first | {"decided": "not_core"}, second, last | {"in_best": True, "decided": "core"}]
    monkeypatch.setattr(core_statement, "ranked", lambda _: given)
    told = core_statement.paper(of).document.text("zh").replace("\n", "").replace(" ", "")
    apart = (
        told.partition("认定与排列不一致：")[2].partition("。")[0],
        told.partition("排在其前而没有人认定的：")[2].partition("。")[0],
    )
    names = [of.channel(row["channel_id"]).replace(" ", "") for row in (first, second)]
    assert [names[0] in one for one in apart] == [True, False]
    assert [names[1] in one for one in apart] == [False, True]


def test_one_channel_alone_is_told_as_it_is_and_not_as_one_that_exposes_nobody(case):
    """With one channel, from which no rule can choose, the statement said that no channel exposes anybody, beside the one that does."""
    of, made = papers(case)
    rows = [one for one in of.run.read("channel_ranking").to_pylist() if one["proposed"]]
    told = text_of(made, "core").replace("\n", "")
    part = told.partition("【认定】")[2].partition("【核心频道的数据】")[0]
    assert "没有公开个人信息的频道" not in part
    assert all(row["channel_id"] in part for row in rows)
    alone = not any(row["in_high"] for row in rows)
    assert alone == ("待认定" in part) == ("不能确定" in part) == (len(rows) == 1)


def test_kinds_add_up_to_no_more_than_all_items_and_to_less_by_what_cannot_be_told_alone(case):
    of, made = papers(case)
    for end in ("low", "estimate", "high"):
        kinds = [one[end] for one in of.main["figures"] if one["id"].startswith("kind.")]
        total = of.figure("items_field")[end]
        assert sum(one or 0 for one in kinds) == total or (None in kinds and sum(one or 0 for one in kinds) < total)
    assert "各种类的条数之和可以少于" in text_of(made, "statistics")


def test_a_pack_for_experts_has_no_codes_and_no_gap_in_its_numbers(rehearsal):
    _, made = papers(rehearsal)
    assert not re.search(r"\[(R\d+|case:)", made["experts"].document.text("zh"))
    heads = [one.text for one in laid(made["experts"].document, "zh") if isinstance(one, Head) and one.level == 2]
    assert [one[:3] for one in heads] == ["（一）", "（二）"]


def test_a_rule_of_after_the_acts_says_itself_why_it_is_applied_or_leaves_a_blank(rehearsal, monkeypatch):
    of, made = papers(rehearsal)
    told = text_of(made, "indictment")
    assert "依据须写明" not in told
    assert "依据：适用于2024-09-27施行后尚未审结的一审、二审案件（第二十六条）" in told
    early = replace(of.worksheet, acts=(date(2018, 1, 1), date(2019, 1, 1)))
    monkeypatch.setattr(Material, "worksheet", early)
    [line] = elements.quotes(of, ["cn/fashi-2020-17/12-1"]).lines
    assert "适用行为以后施行的规定的依据" in str(line)


def test_papers_refer_to_nothing_that_is_not_there(case):
    _, made = papers(case)
    for name in made:
        told = text_of(made, name)
        assert not any(one in told for one in ("见案件程序", "见时间线", "many_persons", "|新见")), name
    assert "本说明" not in text_of(made, "investigation")
    assert "本清单" not in text_of(made, "closed")


def test_what_the_case_holds_against_the_cause_stands_beside_the_answer(rehearsal):
    """Lists without a rise after the posts, and whom no earlier post is put to; the statement on harm says whose each is."""
    of, made = papers(rehearsal)
    told = text_of(made, "objections").partition("损害与贴文没有因果关系")[2].partition("被告没有过错")[0]
    flat = [row.entry for row in of.worksheet.contacts.rows if row.known_before or any(p.covered_before and p.covered_after and not p.perhaps and p.after <= p.before for p in row.posts)]  # fmt: skip
    assert all(entry in told.partition("薄弱和须补强")[2] for entry in flat)
    apart = {
        (row.entry, who) for row in of.worksheet.harm.rows if (earlier := [post for post in row.earlier if not post.perhaps])
        for who in earlier[0].terms if not any(who in (*post.by, *post.ran) for post in earlier)
    }  # fmt: skip
    assert all(f"{entry}：此前的贴文没有一条归于" in told for entry, _ in apart)
    harm = text_of(made, "harm")
    assert "此前的贴文是谁发布的" in harm
    assert {post.post for row in of.worksheet.harm.rows for post in row.earlier if post.by}
    assert "本人" in harm.partition("此前的贴文是谁发布的")[2].partition("来电、短信、快递在")[0]


def test_what_ran_out_and_what_cannot_be_compared_stand_among_the_weak_points(rehearsal):
    """As the accounts have them: periods that ended with nothing entered, points of which it is open whether they are the same."""
    of, made = papers(rehearsal)
    text = text_of(made, "objections")
    passed = [one for one in of.procedure.deadlines if one.answer == "passed"]
    assert all(str(one.readings[0].last) in text.partition("程序超过期限")[2] for one in passed)
    open_ = [p for near in of.worksheet.comparables.cases[:1] for p in near.points if p.how == "undecided"]
    assert ("是否相同不能确定的有" in text) == bool(open_)
    gain = [one for one in of.worksheet.ladder.determinable if one.what == "gain" and one.answer != "whole"]
    told = text_of(made, "gains").partition("与违法所得标准对照")[2]
    assert all(one.entry in told for one in gain)
    assert "只就有记录的收款而言" in told


def test_what_a_reader_will_ask_of_the_record_is_told(rehearsal):
    """A page that bears a judgment and a price too, days out of order, of whom an article on divorce is quoted, on which day each item was performed."""
    _, made = papers(rehearsal)
    assert re.search("卷六第9页[^卷]*签发以前核对页码", text_of(made, "evidence"))
    for name in ("examination", "investigation"):
        assert "提取（2024-04-08）早于线索登记（2024-04-15）" in text_of(made, name)
        assert "公告（2024-06-24）不晚于立案（2024-06-24）" in text_of(made, name)
    assert re.search(r"第八条（[^“]*D5、?D?6?登记为：[^“]*父母已离婚", text_of(made, "indictment"))
    assert "2025-09-25" in text_of(made, "public")


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.whole(but=5)
def test_word_and_excel_need_repair_no_document(rehearsal, name):
    _, made = papers(rehearsal)
    for one in [made[name], *made[name].annexes]:
        assert word_would_repair(files.content(one, "docx", "zh")) == []
        assert excel_would_repair(files.content(one, "xlsx", "zh")) == []


ENTRIES = """
- {form: actor, id: A1, accounts: [user1850100003]}
- {form: defendant, id: D1, name: 禤听竹, born: 1880-01-01}
- {form: attribution, id: L1, actor: A1, defendant: D1, grade: claimed, grounds: [signature], reason: 署名相同}
- {form: harm, id: H1, person: PERSON, kind: calls, day: 2024-01-03}
"""


@pytest.fixture(scope="module")
def exposing(made_once):
    """A channel that exposes two adults and a child and denies it; of the first the school was decided untrue, of the second harm is entered without a place."""

    def make(top):
        it = Made(top / "case", top / "home")
        texts = [
            f"姓名：程岚舟\n身份证：{id_number('33010918900307011')}\n学校：听涛大学\n电话：13900001851",
            f"姓名：沈望舒\n身份证：{id_number('33010918910307012')}\n学校：听涛大学\n电话：13900001852",
            "姓名：顾听澜\n年龄：13岁\n学校：听涛中学\n电话：13900001853\n家庭住址：浙江省杭州市西湖区竹影路3号2幢402室",
            "那条不是我发的，我那天在上课",
        ]
        it.call("init", it.case, "--title", "示例", "--officer", "甲")
        file = export(top / "ChatExport", texts, "频道", 1850003) / "result.json"
        whole = json.loads(file.read_text("utf-8"))
        whole["messages"][-1] |= {"from": "小夜", "from_id": "user1850100003"}
        file.write_text(json.dumps(whole, ensure_ascii=False), "utf-8")
        it.call("add", it.case, file.parent)
        it.call("run", it.case)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DOXDOCKET_HOME", str(it.home))
            with Case.open(it.case) as case:
                rows = case.current_run().read("dossiers", ["post_id", "person"]).to_pylist()
                key = {"publication": "telegram:channel:1850003/1/0", "kind": "school", "source": "次日更正"}
                case.decide("publication.kind_untrue", key, "核对", "甲")
        person = next(row["person"] for row in rows if row["post_id"] == "2")
        (top / "reg.yaml").write_text(ENTRIES.replace("PERSON", person), "utf-8")
        it.call("register", "add", it.case, top / "reg.yaml", "--officer", "甲")
        it.call("run", it.case)

    top = made_once("exposing", make)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(top / "home"))
        with Case.open(top / "case") as case:
            yield case


def test_the_summary_shows_nobody_under_age_and_nothing_decided_untrue(exposing):
    of, made = papers(exposing)
    assert len(of.exhibits.minors) == 1
    assert [one.post.key[1] for one in of.exhibits.examples] == ["2"]
    one, rows = of.exhibits.examples[0], latest_findings(of.case).to_pylist()
    kinds_ = {r["kind"] for r in rows if (r["channel_id"], r["post_id"]) == one.post.key and r["verdict"] == "valid"}
    table = next(t for t in tables(made["summary"].document) if one in t.rows)
    assert next(c for c in table.columns if c.head[0] == "种类").value(one) == len(kinds_) > 1
    assert "不是对轻重的评价" in re.sub(r"\s", "", made["summary"].document.text("zh"))


def test_what_a_number_contradicts_is_told_open_and_decided_and_is_no_example(tmp_path, monkeypatch):
    def outline(case):
        with speaking("zh"):
            return re.sub(r"\s", "", DOCUMENTS["objections"](Material(case, "case")).document.text("zh"))

    it = Made(tmp_path / "case", tmp_path / "home")
    number = id_number("33010918790105432")
    texts = [f"姓名：祝雨亭 身份证号 {number} 生日 1877年3月9日 性别：男", f"姓名：程岚舟\n身份证：{id_number('33010918900307011')}\n电话：13900001851"]  # fmt: skip
    it.call("init", it.case, "--title", "示例", "--officer", "甲")
    it.call("add", it.case, export(tmp_path / "ChatExport", texts, "频道", 1850003))
    it.call("run", it.case)
    monkeypatch.setenv("DOXDOCKET_HOME", str(it.home))
    with Case.open(it.case) as case:
        of = Material(case, "case")
        assert [one.post.key[1] for one in of.exhibits.examples] == ["2", "1"]
        assert [(one.key[1], one.kind, one.settled) for one in at_odds(case)] == [
            ("1", "birth_date", ()),
            ("1", "gender", ()),
        ]
        assert "尚未认定的：证据C01-1的出生日期" in outline(case)
        for name in ("statistics", "conduct"):
            with speaking("zh"):
                assert "尚未认定的，证据C01-1的出生日期；证据C01-1的性别。" in re.sub(
                    r"\s", "", DOCUMENTS[name](of).document.text("zh")
                )
        assert at_odds(case) is at_odds(case)  # the findings are read once
        rows = latest_findings(case)
        key = next(one for one in finding_keys(rows).to_pylist() if one.endswith("/gender"))
        case.decide("finding.confirm", {"finding": key}, "核对", "甲")
    it.call("run", it.case)
    with Case.open(it.case) as case:
        assert [(one.kind, one.settled) for one in at_odds(case)] == [("birth_date", ()), ("gender", ("D0001",))]
        told = outline(case)
        assert "的性别（D0001甲" in told
        assert told.count("尚未认定的：证据C01-1的出生日期；") == 1


def test_what_a_defendants_account_denies_stands_in_the_outline_as_said_and_in_the_book(exposing):
    of, made = papers(exposing)
    text = re.sub(r"\s", "", made["objections"].document.text("zh"))
    said = text.partition("被告否认，或者称当时不在场")[2].partition("【")[0]
    assert "“不是我发的”、“我那天在上课”" in said
    assert "D1证据C01-4" in said
    assert (of.exhibits.cited["telegram:channel:1850003", "4"]) == ["被告账号疑似否认的贴文（软件按用语找出，待认定）"]
    assert not of.parties.defendants[0].first_act  # nothing is counted by it


def test_the_plan_says_the_likely_place_of_who_was_harmed_where_none_was_entered(exposing):
    text = re.sub(r"\s", "", papers(exposing)[1]["plan"].document.text("zh"))
    assert "浙江省杭州市（推定，未登记）" in text


def test_a_case_that_ended_is_not_told_as_one_that_may_still_impose():
    """不起诉（没有判处或尚未判处）: that case is over."""
    with speaking("zh"):
        told = {
            stage: damages_words.sanction(SimpleNamespace(criminal=True, stage=stage, imposed=stage == "convicted"))
            for stage in ("not_prosecuted", "prosecuted", "convicted")
        }
    assert told["not_prosecuted"].endswith("不起诉（案件已终结，没有判处）")
    assert told["prosecuted"].endswith("（尚未判处）")
    assert "判处" not in told["convicted"]


def test_the_page_of_damages_says_of_which_scope_documents_tell_the_same_figures(case):
    """The page told a figure of all captures and document 05 the same figure of the core, each without the other."""
    core = [one["label"] for one in published_figures(case)["scopes"] if one["scope"] == "core"]
    told = damages_page.document(given(case, "case")).text("zh")
    assert [one for one in core if f"写的是{one}的数" in told.replace("\n", "")] == core
    assert ("此列是采集到的全部频道的数" in told.replace("\n", "")) == bool(core)
