"""Papers as .docx, PDF and .xlsx: the same bytes in another process, words that stay words, tables that hold together, blanks that are seen."""

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import docx
import openpyxl
import PIL.Image
import pypdfium2
import pytest
from lxml import etree
from tests.report.office import excel_would_repair, word_would_repair

from doxdocket.errors import WrongCall
from doxdocket.report import docx as in_word
from doxdocket.report import layout
from doxdocket.report.document import (
    Card,
    Cards,
    Column,
    Document,
    Fields,
    Heading,
    Items,
    Paragraph,
    Part,
    Picture,
    Records,
    Table,
    cells,
)
from doxdocket.report.foreign import apart
from doxdocket.report.marks import clean, page, place, plain, refer, runs
from doxdocket.report.paper import Paper, blank
from doxdocket.report.pdf import showable
from doxdocket.report.writers import Own, made

SUFFIXES = (".docx", ".pdf", ".xlsx")
HOSTILE = '{{ 7*7 }} #panic() =HYPERLINK("x") <w:p> {%p if %} \x07\u202e\ufdd0x\ufdd1y\ufdd2 \ud800 &amp; _x0041_'
FILED = blank(("立案日期", "date of filing"), ("办案程序", "the procedure"))
PLACE = "某某省某某市某某区某某路某某小区 12 栋 3 单元 1502 室，"


def rows(count):
    return [
        {
            "code": f"V{n:04d}",
            "post": f"telegram:channel:1234567890/{n}",
            "address": PLACE * (1 + 30 * (n % 50 == 7)),
            "n": n * 1000,
        }
        for n in range(1, count + 1)
    ]


COLUMNS = [
    Column(("编号", "Code"), "code"),
    Column(("贴文", "Post"), "post"),
    Column(("住址", "Address"), "address"),
    Column(("次数", "Times"), "n", right=True, adds=True),
]


def paper(count=60):
    body = [
        Part([Paragraph((f"本案于{FILED[0]}立案。", f"Filed on {FILED[1]}.")), Items([apart(HOSTILE)]), Fields({"工具": HOSTILE})], ("事实", "Facts")),
        Part([Table(rows(count), COLUMNS, title=("被害人表", "Victims"))], ("被害人", "Victims")),
    ]  # fmt: skip
    annex = Paper("annex", ("捕获", "Captures"), Document({}, [Records([[("文件", "a.json"), ("=1+1", "+1")]])]))
    return Paper(
        "statistics", ("数据统计说明", "Note on the figures"), Document({}, body), confidential=("内部", "Internal"),
        signatures=[("检察官：", "Procurator:")], annexes=[annex],
    )  # fmt: skip


@pytest.fixture(scope="module")
def files():
    return {suffix: made(paper(), suffix, "zh") for suffix in SUFFIXES}


def words(data):
    """All the words of a .docx, a line a paragraph."""
    document = docx.Document(io.BytesIO(data))
    return "\n".join(
        "".join(t.text or "" for t in one.iter(docx.oxml.ns.qn("w:t")))
        for one in document.element.body.iter(docx.oxml.ns.qn("w:p"))
    )


def pages(data):
    with pypdfium2.PdfDocument(data) as read:
        return [page.get_textpage().get_text_range() for page in read]


def book(data):
    return openpyxl.load_workbook(io.BytesIO(data), data_only=False)


def test_another_process_of_another_user_and_day_writes_the_same_bytes(files):
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1]); from test_paper import made, paper, SUFFIXES\n"
        "for one in SUFFIXES: print(hashlib.sha256(made(paper(), one, 'zh')).hexdigest())"
    )
    environment = os.environ | {
        "TZ": "Asia/Shanghai",
        "USER": "nobody",
        "LOGNAME": "nobody",
        "PYTHONHASHSEED": "7",
        "SOURCE_DATE_EPOCH": "1700000000",
    }
    told = subprocess.run(
        [sys.executable, "-c", code, str(Path(__file__).parent)], env=environment, check=True, capture_output=True, text=True
    ).stdout.split()  # fmt: skip
    assert told == [hashlib.sha256(data).hexdigest() for data in files.values()]


def test_properties_name_nobody_and_no_time(files):
    for suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(io.BytesIO(files[suffix])) as read:
            assert {one.date_time for one in read.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert not [name for name in read.namelist() if "thumbnail" in name or "custom" in name.lower()]
            core = read.read("docProps/core.xml").decode()
        assert set(re.findall(r"\d{4}-\d\d-\d\d", core)) <= {"1980-01-01"}
        assert not re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>[^<]+<", core)
    with pypdfium2.PdfDocument(files[".pdf"]) as read:
        told = read.get_metadata_dict(skip_empty=True)
    assert told.pop("CreationDate").startswith(told.pop("ModDate", "D:1980")[:6])
    assert set(told) <= {"Title", "Creator", "Producer"}
    assert b"pdfaid" in files[".pdf"]


def test_words_of_the_evidence_stay_words(files):
    shown = layout.clean(HOSTILE)
    assert "�" in shown
    assert "\u202e" not in shown
    told = plain(shown)
    assert told in words(files[".docx"])
    assert re.sub(r"\s", "", showable(told)) in re.sub(r"\s", "", "".join(pages(files[".pdf"])))
    sheet = book(files[".xlsx"])["捕获"]
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [("a.json", "s"), ("+1", "s")]
    assert (sheet["B1"].value, sheet["B1"].data_type) == ("=1+1", "s")


def test_a_blank_in_the_title_of_a_table_is_listed():
    of = Document({}, [Table(rows(1), COLUMNS, title=FILED)])
    blanks = layout.missing(layout.sheet(Paper("summary", ("摘要", "Summary"), of), "zh"))
    assert ("立案日期", "办案程序") in [(one.label, one.where) for one in blanks]


def test_a_missing_fact_is_yellow_and_listed_with_where_to_enter_it(files):
    read = docx.Document(io.BytesIO(files[".docx"]))
    marked = {run.text for one in read.paragraphs for run in one.runs if run.style.name == "Docket Blank"}
    assert marked == {"〔待填：立案日期〕", "〔待填：制作机关〕", "〔待填：文号〕", "〔待填：日期〕"}
    assert read.styles["Docket Blank"].element.xml.count('w:fill="FFFF00"') == 1
    signed, told = next(two for two in pairwise(read.paragraphs) if two[1].text.startswith("以下事项尚未填写"))
    assert [one.partition("：")[0] for one in told.text.split("\n")] == ["以下事项尚未填写，文中以〔待填〕标出", "· 制作机关、文号、日期", "· 立案日期"]  # fmt: skip
    assert signed.text == "检察官：\n〔待填：日期〕"
    assert (signed.paragraph_format.keep_with_next, told.paragraph_format.keep_together) == (True, True)
    assert "〔待填：立案日期〕" in pages(files[".pdf"])[0]
    first = book(files[".xlsx"]).worksheets[0]
    assert "办案程序" in [cell.value for cell in first["B"]]
    full = Paper("a", ("甲", "A"), Document({}, ["x"]), number="〔2024〕1号", authority="院", date="2024-05-01")
    assert "待填" not in words(made(full, ".docx", "zh"))


def test_tables_repeat_their_head_split_no_row_and_break_no_id(files):
    read = docx.Document(io.BytesIO(files[".docx"]))
    lines = read.tables[0]._tbl.tr_lst  # noqa: SLF001 - what python-docx does not tell
    assert len(lines) == 62
    assert "w:tblHeader" in lines[0].xml
    assert not [line for n, line in enumerate(lines) if "w:cantSplit" not in line.xml and n not in (7, 57)]
    assert lines[1].tc_lst[3].xml.count('<w:jc w:val="right"/>') == 1
    told = pages(files[".pdf"])
    of_table = [one for one in told if "telegram:channel" in one]
    assert len(of_table) > 2
    assert all("编号" in one and "贴文" in one for one in of_table)
    found = re.findall(r"telegram:channel:1234567890/(\d+)\s", "\n".join(told))
    assert sorted(map(int, found)) == list(range(1, 61))


def test_numbers_are_numbers_ids_are_text_and_totals_are_formulas():
    data = [{"id": "00123", "card": 123456789012345678, "n": 5, "money": Decimal("12.50"), "told": "1,200"},
            {"id": "=1", "card": None, "n": 7, "money": Decimal("0.25"), "told": "30"}]  # fmt: skip
    columns = [Column("id", "id"), Column("card", "card"), Column("n", "n", adds=True), Column("money", "money", adds=True),
               Column("told", "told", right=True)]  # fmt: skip
    one = Paper(
        "a",
        ("甲", "A"),
        Document({}, [Heading("[a]: x/y?*"), Table(data, columns), Table(data, columns, title="B" * 40)]),
    )
    read = book(file := made(one, ".xlsx", "en"))
    assert read.sheetnames == ["About", "a   x y", "B" * 31]
    sheet = read.worksheets[1]
    assert [cell.value for cell in sheet[2]] == ["00123", "123,456,789,012,345,678", 5, 12.5, 1200]
    assert [cell.data_type for cell in sheet[2]] == ["s", "s", "n", "n", "n"]
    assert (sheet["A3"].value, sheet["A3"].data_type, sheet["A3"].quotePrefix) == ("=1", "s", True)
    assert sheet["C4"].value == "=SUBTOTAL(109,C2:C3)"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E3"
    cached = openpyxl.load_workbook(io.BytesIO(file), data_only=True).worksheets[1]
    assert [cell.value for cell in cached[4]][:4] == ["Total", None, 12, 12.75]


def test_paper_shows_a_thousand_rows_and_says_where_all_are():
    many = Paper("persons", ("人", "Persons"), Document({}, [Table(rows(5000), COLUMNS)]))
    told = words(made(many, ".docx", "en"))
    assert (
        "The first 1,000 rows are shown; the other 4,000 stand in the workbook of the same name (persons.xlsx), which has all 5,000."
        in told
    )
    assert told.count("telegram:channel:") == 1000
    assert "12,502,500,000" in told
    sheet = book(made(many, ".xlsx", "en")).worksheets[1]
    assert sheet.max_row == 5002
    assert sheet["D5002"].value == "=SUBTOTAL(109,D2:D5001)"


def test_an_office_puts_its_own_template_in_place_of_ours(tmp_path):
    ours = docx.Document(io.BytesIO(in_word.template("zh")))
    ours.paragraphs[0].insert_paragraph_before("某某市人民检察院公益诉讼专用")
    ours.core_properties.author = "王某"
    ours.save(tmp_path / "own.docx")
    data = made(paper(3), ".docx", "zh", Own(tmp_path / "own.docx"))
    assert words(data).startswith("某某市人民检察院公益诉讼专用\n内部")
    assert docx.Document(io.BytesIO(data)).core_properties.author == ""


@pytest.mark.parametrize(
    "text", ["no place", "{{ body }}\n{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ body ", None]
)
def test_what_is_no_template_is_refused(tmp_path, text):
    own = tmp_path / "own.docx"
    own.write_bytes(b"PK")
    if text is not None:
        document = docx.Document()
        for line in text.split("\n"):
            document.add_paragraph(line)
        document.save(own)
    with pytest.raises(WrongCall, match=r"own\.docx"):
        made(paper(3), ".docx", "zh", Own(own))
    with pytest.raises(ValueError, match="odt"):
        made(paper(3), ".odt", "zh")


def test_money_with_bounds_stands_in_a_workbook_as_numbers_that_can_be_added():
    rows = [("D1", "3,665.20 – 3,677.06"), ("D2", "2,540.00"), ("D3", "不明")]
    columns = [Column(("被告", "who"), lambda row: row[0]), Column(("元", "yuan"), lambda row: row[1], right=True)]
    sheet = book(made(Paper("a", ("甲", "A"), Document({}, [Table(rows, columns)])), ".xlsx", "zh")).worksheets[1]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["被告", "元（下限）", "元（上限）"], ["D1", 3665.2, 3677.06], ["D2", 2540, 2540], ["D3", "不明", "不明"],
    ]  # fmt: skip
    assert sheet["B2"].number_format == "#,##0.00"


def sheets(*blocks):
    """The sheets of tables, their cells, and the file."""
    read = book(data := made(Paper("a", ("甲", "A"), Document({}, list(blocks))), ".xlsx", "zh"))
    return read, [[[cell.value for cell in row] for row in one.iter_rows()] for one in read.worksheets[1:]], data


def test_every_amount_count_and_share_is_a_number_in_the_format_of_the_paper_and_its_remark_stands_apart():
    rows = [
        ("R1", "12,000.00元", "22.2%", "0（待认定 7）", "1,000（读自甲）", "2025", "12A"),
        ("R2", "—", "100.0%", "0–3（待认定 1 – 2）", "299", "2024", "13B"),
    ]
    columns = [Column(f"c{n}", lambda row, n=n: row[n], right=n == 3) for n in range(7)]
    read, [[heads, first, second]], _ = sheets(Table(rows, columns))
    assert heads == ["c0", "c1", "c2", "c3（下限）", "c3（上限）", "c3（待认定）（下限）", "c3（待认定）（上限）", "c4", "c4（说明）", "c5", "c6"]  # fmt: skip
    assert first == ["R1", 12000, 0.222, 0, 0, 7, 7, 1000, "读自甲", 2025, "12A"]
    assert second == ["R2", "—", 1, 0, 3, 1, 2, 299, None, 2024, "13B"]
    looks = [read.worksheets[1].cell(2, n).number_format for n in (2, 3, 6, 8, 10)]
    assert looks == ['#,##0.00"元"', "#,##0.0%", "#,##0", "#,##0", "0"]


def test_a_whole_that_the_paper_gives_first_stands_below_as_a_sum_where_the_rows_add_up_to_it():
    rows = [("合计", Decimal("7.50"), 6), ("D1", Decimal("5.25"), 4), ("D2", Decimal("2.25"), 3)]
    columns = [Column(f"c{n}", lambda row, n=n: row[n]) for n in range(3)]
    read, [told], data = sheets(Table(rows, columns, summed=True))
    assert told[1:] == [["D1", 5.25, 4], ["D2", 2.25, 3], ["合计", "=SUM(B2:B3)", 6]]
    assert read.worksheets[1].auto_filter.ref == "A1:C3"
    cached = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[1]
    assert cached["B4"].value == 7.5
    _, [told], _ = sheets(Table([("合计", 3), ("D1", 3), ("D2", "不能确定")], columns[:2], summed=True))
    assert told[-1] == ["合计", 3]  # of what is not known there is no sum


def test_every_column_has_a_head_and_every_sheet_a_name_of_its_own():
    pair = Table([("一", "1")], cells("", ""))
    matrix = Table([("C1", 1)], cells("", "C1"))
    more = [Table([("1", "2")], cells("被告", head)) for head in ("账号", "程度")]
    long = Table(
        [("一",)], cells(""), title="应列的民事当事人（民法典第二十七条、第一千一百八十八条，法释〔2024〕12号）"
    )
    stops = Table(
        [("一",)], cells(""), title="这是一个很长的标题，其中没有任何括号，只有逗号把它分成若干部分，所以在逗号处断开"
    )
    read, told, _ = sheets(Part([pair], "完整性"), Part([matrix], "重合"), Part(more, "账号"), long, stops)
    assert read.sheetnames[1:] == [
        "完整性",
        "重合",
        "账号",
        "账号·程度",
        "应列的民事当事人",
        "这是一个很长的标题，其中没有任何括号",
    ]
    assert [one[0] for one in told] == [["项目", "内容"], ["项目", "C1"], ["被告", "账号"], ["被告", "程度"], ["内容"], ["内容"]]  # fmt: skip
    assert str(long.title) in [cell.value for cell in read.worksheets[0]["B"]]


def test_what_is_the_same_in_every_row_is_said_once_above_the_table_and_stays_in_the_workbook():
    rows = [(f"F{n}", "复制件", "移送", f"P{n}") for n in range(4)]
    columns = [Column(("文件", "File"), lambda r: r[0]), Column(("原件", "Original"), lambda r: r[1], once=True), Column(("来源", "Source"), lambda r: r[2]), Column(("页", "Page"), lambda r: r[3], once=True)]  # fmt: skip
    said, table = layout.laid(Document({}, [Table(rows, columns)]), "zh")
    assert said == layout.Para("各行相同的：原件：复制件。其余如下：")
    assert [one.head for one in table.grid.columns] == ["文件", "来源", "页"]
    (few,) = layout.laid(Document({}, [Table(rows[:2], columns)]), "zh")
    assert len(few.grid.columns) == 4
    late = [*rows * 300, ("F", "原件", "移送", "P")]  # beyond the rows that paper shows
    assert [
        len(one.grid.columns)
        for one in layout.laid(Document({}, [Table(late, columns)]), "zh")
        if isinstance(one, layout.Set)
    ] == [4]
    to_fill = Column(("取证时间", "Time"), lambda _: blank(("取证时间", "Time"), ("登记", "the register")), once=True)
    assert [
        one.head for one in layout.laid(Document({}, [Table(rows, [columns[0], to_fill])]), "zh")[-1].grid.columns
    ] == ["文件", "取证时间"]
    _, [told], _ = sheets(Table(rows, columns))
    assert told[0] == ["文件", "原件", "来源", "页"]


@pytest.mark.parametrize("last", [Items([f"p{n}" for n in range(40)]), Fields({f"f{n}": "x" for n in range(40)})])
def test_no_signature_stands_on_a_page_alone(last):
    for more in range(25):
        one = Paper("a", ("甲", "A"), Document({}, [*["x"] * more, last]), signatures=["S!"], grade="own")
        for text in pages(made(one, ".pdf", "zh")):
            assert "S!" not in text or "p39" in text or "f39" in text
    xml = zipfile.ZipFile(io.BytesIO(made(one, ".docx", "zh"))).read("word/document.xml").decode()
    at = next(n for n in (xml.find("p39"), xml.find("f39")) if n > 0)
    assert "<w:keepNext/>" in xml[xml.rindex("<w:p>", 0, at) : at]


def test_no_row_of_a_table_is_left_over_alone_on_a_page():
    for count in range(28, 60):
        shown = [Column(("甲", "A"), lambda n: f"<{n}>"), Column(("乙", "B"), lambda _: "x")]
        one = Paper("a", ("甲", "A"), Document({}, [Table(list(range(count)), shown), "after"]), grade="own")
        last = [[n for n in range(count) if f"<{n}>" in page] for page in pages(made(one, ".pdf", "zh"))]
        assert all(len(on) != 1 for on in last), (count, last)
        assert sum(map(len, last)) == count


def test_the_end_of_a_header_stands_at_the_margin_of_a_page_laid_across():
    wide = [Column(f"c{n}", lambda _: "telegram:channel:1234567890/12345") for n in range(4)]
    data = made(Paper("a", ("甲", "A"), Document({}, ["before", Table([1] * 13, wide)])), ".docx", "zh")
    read = docx.Document(io.BytesIO(data))
    ends = [one.header.paragraphs[0].paragraph_format.tab_stops[-1].position.mm if one.header.paragraphs[0].paragraph_format.tab_stops else None for one in read.sections]  # fmt: skip
    assert [end and round(end) for end in ends] == [None, 237, None]
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        heads = [parts.read(name).decode() for name in parts.namelist() if name.startswith("word/header")]
    assert len(heads) == 4
    assert all("甲" in one and "{{" not in one for one in heads)


def test_headings_are_numbered_once_and_empty_parts_take_no_number():
    body = [Part([""], "Empty"), Part(["x", Part(["y"], "Inner")], ("甲", "A")), Part(["z"], "二、乙"), Heading("C")]
    assert [one for one in layout.laid(Document({}, body), "zh") if isinstance(one, layout.Head)] == [
        layout.Head("一、甲", 1), layout.Head("（一）Inner", 2), layout.Head("二、乙", 1), layout.Head("三、C", 1),
    ]  # fmt: skip
    assert [one.text for one in layout.laid(Document({}, body), "en") if isinstance(one, layout.Head)][:2] == [
        "1. A",
        "1.1. Inner",
    ]


def test_widths_fill_the_page_and_hold_ids_whole():
    (one,) = layout.laid(Document({}, [Table(rows(9), COLUMNS)]), "zh")
    assert sum(one.widths) == pytest.approx(layout.MEASURE)
    assert one.widths[1] > layout.units("telegram:channel:1234567890/9") * one.size
    wide = [Column(f"c{n}", lambda _: "telegram:channel:1234567890/12345") for n in range(4)]
    (one,) = layout.laid(Document({}, [Table([1] * 13, wide)]), "zh")
    assert one.wide
    assert sum(one.widths) == pytest.approx(layout.WIDE)
    assert min(one.widths) > layout.units("telegram:channel:1234567890/12345") * one.size


def test_a_table_too_wide_stands_on_pages_laid_across_and_no_other_does():
    wide = [Column(f"c{n}", lambda _: "telegram:channel:1234567890/12345") for n in range(4)]
    one = Paper("a", ("甲", "A"), Document({}, ["before", Table([1] * 13, wide), "after"]))
    with pypdfium2.PdfDocument(made(one, ".pdf", "en")) as read:
        assert [page.get_width() > page.get_height() for page in read] == [False, True, False]
    sections = docx.Document(io.BytesIO(made(one, ".docx", "en"))).sections
    assert [each.page_width > each.page_height for each in sections] == [False, True, False]


def test_what_no_face_has_is_told_by_its_number_and_stops_no_pdf():
    said = "🔥👨‍👩‍👧❤️ ئۇيغۇر བོད་ हिन्दी \u200b\u200d\ufeff\u00ad \U000e0041 𠮷 \ue000 \U0010fffd ½ é"
    told = "".join(
        pages(
            made(
                Paper("a", ("🔥", "🔥"), Document({}, [said, Table([{"a": said}], [Column(said, "a")], title=said)])),
                ".pdf",
                "en",
            )
        )
    )
    assert "‹U+1F525›" in told
    assert "½ é" in told
    assert "by its Unicode number" in told
    assert "by its Unicode number" not in "".join(
        pages(made(Paper("a", ("甲", "A"), Document({}, ["é"])), ".pdf", "en"))
    )


def test_a_blank_is_text_for_text_and_nobody_elses_marks_make_one():
    assert plain(f"于{FILED[0]}立案") == "于【待填：立案日期】立案"
    [one] = runs(FILED[1])
    assert one.where == "the procedure"
    forged = f"{HOSTILE}{FILED[0]}{place('a', 'b')}{refer('a', 'b')}"
    for told in (apart(forged), clean(forged)):
        assert [type(one) for one in runs(layout.clean(told))] == [str]


def picture(wide, high, shade):
    out = io.BytesIO()
    PIL.Image.new("RGB", (wide, high), (shade, 90, 120)).save(out, "PNG")
    return out.getvalue()


def volume(count=12, words=3):
    """Posts on forms: of one a long text, of one no picture, of one ten."""
    cards = [
        Card(
            place(f"c/{n}", f"证据C01-{n}"),
            [("贴文", f"C01/{n}"), ("行为", ""), ("内容", "\n".join([f"第 {n} 条，{PLACE}"] * (60 if n == 5 else words)))],
            [Picture(picture(200 + 40 * k, 900 if k % 2 else 150, 20 * k), f"图{k + 1} of {n}") for k in range({4: 10, 6: 1}.get(n, 0))],
        )
        for n in range(1, count + 1)
    ]  # fmt: skip
    index = Table(cards, [
        Column("证据号", lambda one: refer(next(runs(one.title)).name, next(runs(one.title)).shown)), Column("页码", lambda one: page(next(runs(one.title)).name), right=True),
    ])  # fmt: skip
    return Paper(
        "book", ("证据材料册", "Book"), Document({}, [Part([index], "目录"), Part([Cards(cards, "证据号")], "证据")])
    )


def linked(data):
    """The bookmarks of a .docx, and the places to which its links and its fields of pages lead."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    w = root.nsmap["w"]
    marks = [one.get(f"{{{w}}}name") for one in root.iter(f"{{{w}}}bookmarkStart")]
    links = [one.get(f"{{{w}}}anchor") for one in root.iter(f"{{{w}}}hyperlink")]
    pages = [one.text.split()[1] for one in root.iter(f"{{{w}}}instrText") if "PAGEREF" in one.text]
    return marks, links, pages


def test_references_in_word_lead_to_bookmarks_that_are_there():
    marks, links, pages = linked(made(volume(), ".docx", "zh"))
    assert len(set(marks)) == len(marks) == 12
    assert links == pages == marks
    assert all(len(one) <= 40 and one.isalnum() and one[0].isalpha() for one in marks)
    settings = zipfile.ZipFile(io.BytesIO(made(volume(), ".docx", "zh"))).read("word/settings.xml")
    assert b"updateFields" in settings
    assert b"updateFields" not in zipfile.ZipFile(io.BytesIO(made(paper(), ".docx", "zh"))).read("word/settings.xml")


def test_numbers_of_pages_in_a_pdf_are_those_of_the_places():
    read = pypdfium2.PdfDocument(made(volume(), ".pdf", "zh"))
    pages = [one.get_textpage().get_text_range().replace("证据 C", "证据C") for one in read]
    told = dict(re.findall(r"证据 ?(C01-\d+) (\d+)", read[0].get_textpage().get_text_range()))
    assert len(told) == 12
    for name, number in told.items():
        here = [n for n, text in enumerate(pages, 1) if re.search(rf"^证据{name}\r?$", text, re.MULTILINE)]
        assert here == [*range(int(number), int(number) + len(here))], name  # the number stands above what goes on, too


def test_a_reference_to_a_place_that_is_not_there_is_its_words():
    paper_ = Paper("a", ("甲", "A"), Document({}, [f"{refer('x', '证据1')}，第{page('x')}页"]))
    assert paper_.document.text("zh") == "证据1，第—页"
    read = pypdfium2.PdfDocument(made(paper_, ".pdf", "zh"))
    assert "第—页" in read[0].get_textpage().get_text_range().replace(" ", "")


def test_pictures_stand_in_their_files_once_with_what_they_show():
    names = zipfile.ZipFile(io.BytesIO(made(volume(), ".docx", "zh"))).namelist()
    assert len([one for one in names if one.startswith("word/media/")]) == 10  # the first of ten is that of post 6
    xml = zipfile.ZipFile(io.BytesIO(made(volume(), ".docx", "zh"))).read("word/document.xml").decode()
    assert xml.count("<wp:inline") == 11
    assert 'descr="图10 of 4"' in xml
    read = pypdfium2.PdfDocument(made(volume(), ".pdf", "zh"))
    shown = [one for page_ in read for one in page_.get_objects(filter=[3], max_depth=15)]
    assert {one.get_px_size() for one in shown} == {(200 + 40 * k, 900 if k % 2 else 150) for k in range(10)}
    assert "图10of4" in "".join(one.get_textpage().get_text_range() for one in read).replace(" ", "")


def test_a_form_stands_on_one_page_or_begins_with_all_that_is_short():
    read = pypdfium2.PdfDocument(made(volume(30, 6), ".pdf", "zh"))
    texts = [one.get_textpage().get_text_range().replace("证据 C", "证据C") for one in read]
    for n in range(1, 31):
        here = [text for text in texts if re.search(rf"^证据C01-{n}\r?$", text, re.MULTILINE)]
        assert f"第 {n} 条" in here[0].partition(f"证据C01-{n}\r\n")[2]


def test_a_form_that_goes_on_over_the_page_has_its_number_there():
    card = Card("证据C01-7", [("贴文", "甲"), *((f"栏{n}", f"第{n}栏\n" * 9) for n in range(12))])
    told = Paper("a", ("甲", "A"), Document({}, [Cards([card], ("证据号", "Exhibit"))]))
    texts = [one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(made(told, ".pdf", "zh"))]
    assert len(texts) > 2
    assert all("C01-7" in text for text in texts if "栏" in text)
    xml = zipfile.ZipFile(io.BytesIO(made(told, ".docx", "zh"))).read("word/document.xml").decode()
    assert re.search(r'<w:tblHeader/></w:trPr><w:tc><w:tcPr><w:tcW [^>]*/><w:gridSpan w:val="2"/>.*?证据C01-7', xml)


def test_a_workbook_has_the_things_of_a_book_as_rows():
    sheets = openpyxl.load_workbook(io.BytesIO(made(volume(), ".xlsx", "zh")))
    assert [sheet.title for sheet in sheets][1:] == ["目录", "证据"]
    cells = [[cell.value for cell in row] for row in sheets["证据"].iter_rows()]
    assert cells[0] == ["证据号", "贴文", "行为", "内容"]
    assert [row[0] for row in cells[1:]] == [f"证据C01-{n}" for n in range(1, 13)]


def test_a_book_has_the_same_bytes_twice():
    for suffix in SUFFIXES:
        assert made(volume(), suffix, "zh") == made(volume(), suffix, "zh")


@pytest.mark.parametrize("lines", range(14, 28))
def test_no_signature_stands_on_a_page_without_words_and_no_lead_in_ends_one(lines):
    filling = [Paragraph(f"第{n}行。") for n in range(lines)]
    body = [*filling, Paragraph("如下："), Table(rows(2), COLUMNS[:1]), Paragraph("末段。")]
    one = Paper("a", ("甲", "A"), Document({}, body), signatures=[("检察官（签名）", "Signed")])
    told = pages(made(one, ".pdf", "zh"))
    [lead] = [page for page in told if "如下：" in page]
    [signed] = [page for page in told if "检察官（签名）" in page]
    assert "V0001" in lead
    assert "末段。" in signed


def test_in_word_lead_ins_and_the_last_words_keep_to_what_follows():
    body = [Paragraph("甲。"), Paragraph("如下："), Table(rows(1), COLUMNS[:1]), Paragraph("末段。")]
    one = Paper("a", ("甲", "A"), Document({}, body), signatures=[("检察官（签名）", "Signed")])
    told = docx.Document(io.BytesIO(made(one, ".docx", "zh"))).paragraphs
    keeps = {each.text: each.paragraph_format.keep_with_next for each in told}
    assert [bool(keeps[text]) for text in ("甲。", "如下：", "末段。")] == [False, True, True]


def test_three_amounts_in_a_narrow_cell_break_between_and_not_within_them():
    amounts = "13,017.55–13,017.55–13,055.66"
    narrow = [Column(f"栏{n}", lambda _: amounts, right=True) for n in range(5)]
    text = "\n".join(pages(made(Paper("a", ("甲", "A"), Document({}, [Table([1] * 13, narrow)])), ".pdf", "zh")))
    assert len(re.findall(r"(?<![\d.,])13,017\.55(?![\d])", text)) == 130
    assert len(re.findall(r"(?<![\d.,])13,055\.66(?![\d])", text)) == 65


def test_a_short_table_too_wide_is_set_in_parts_with_what_tells_its_rows_apart():
    data = [{"who": who, "whose": whose} for who in ("D1", "D2") for whose in ("本人", "所管频道")]
    narrow = [Column("被告", "who"), Column("谁的贴文", "whose"), *(Column(f"栏{n}", lambda _: "telegram:channel:123/45") for n in range(6))]  # fmt: skip
    parts = layout.laid(Document({}, [Table(data, narrow, title="表")]), "zh")
    heads = [[one.head for one in each.grid.columns] for each in parts]
    assert len(parts) > 1
    assert {(*each[:2],) for each in heads} == {("被告", "谁的贴文")}
    assert [one for each in heads for one in each[2:]] == [f"栏{n}" for n in range(6)]
    assert not any(each.wide for each in parts)
    assert [each.grid.title for each in parts] == ["表"] + [""] * (len(parts) - 1)


def test_as_many_last_rows_stay_together_as_are_short():
    short, tall = [[{"a": "x"}] * 20, [{"a": PLACE * 9}] * 20]
    (few,) = layout.laid(Document({}, [Table(short, [Column("a", "a")])]), "zh")
    (one,) = layout.laid(Document({}, [Table(tall, [Column("a", "a")])]), "zh")
    assert (few.tail, one.tail) == (9, 2)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_word_and_excel_need_repair_nothing(lang):
    wide = [Column(f"c{n}", lambda _: "telegram:channel:1234567890/12345") for n in range(4)]
    across = Paper("a", ("甲", "A"), Document({}, ["“前”……", Table([1] * 13, wide), Table(rows(2), COLUMNS)]))
    for one in (paper(), volume(), across):
        assert word_would_repair(made(one, ".docx", lang)) == []
        assert excel_would_repair(made(one, ".xlsx", lang)) == []


def test_a_fault_of_a_file_of_word_is_seen():
    """Properties in another order, an id twice, a reference to nothing."""
    data = made(volume(), ".docx", "zh")
    turned = {
        "<w:keepNext/><w:jc": "<w:jc w:val='left'/><w:keepNext/><w:jc", 'w:bookmarkStart w:id="1"': 'w:bookmarkStart w:id="2"', '<w:hyperlink w:anchor="d': '<w:hyperlink w:anchor="e',
    }  # fmt: skip
    for old, new in turned.items():
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as read, zipfile.ZipFile(out, "w") as write:
            for name in read.namelist():
                told = read.read(name).decode() if name == "word/document.xml" else ""
                assert not told or old in told
                write.writestr(name, told.replace(old, new, 1) or read.read(name))
        assert word_would_repair(out.getvalue()), old


def test_chinese_quotation_marks_are_said_to_be_chinese():
    told = made(Paper("a", ("甲", "A"), Document({}, ["他说“好”，922–948 人"])), ".docx", "zh")
    found = re.findall(r'<w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">([^<]*)', zipfile.ZipFile(io.BytesIO(told)).read("word/document.xml").decode())  # fmt: skip
    assert {"“", "”"} <= {*found}
    assert not any("–" in one for one in found)
