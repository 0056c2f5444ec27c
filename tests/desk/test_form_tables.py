"""Tables of entries: every row the same entry as its YAML, every fault at its row and column, and what a spreadsheet spoilt is not taken."""

import csv
import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook, load_workbook

from doxdocket.assess.forms import FORMS, body
from doxdocket.assess.read import yaml
from doxdocket.desk.form_tables import as_csv, as_xlsx, column, read, title
from doxdocket.desk.forms import fields
from doxdocket.errors import WrongCall

ZONE = ZoneInfo("Asia/Shanghai")
ENTRIES = """
- {form: receipt, id: G1, stage: proven, amount: "1200.50", joint: [D1, D2], shares: {D1: 1/3, D2: 2/3}, day: 2023-09-01, transactions: ["S1#2", "S1#3"], evidence: [卷二第8页]}
- {form: receipt, id: G2, stage: paid, amount: "80000", payer: 周某某, at: "2023-07-04T23:10:00+08:00", kind: red_packet, note: 供述}
"""
WRITTEN = [
    {"编号": "G1", "阶段": "已证明", "金额": "1,200.50元", "共同收款的各被告": "D1、D2", "共同收款已定的份额": "D1=1/3；D2=2/3", "日期": "2023年9月1日", "证明它的流水行": "S1#2;S1#3", "证据": "卷二第8页"},
    {"编号": "G2", "阶段": "paid", "金额": "8万", "付款人": "周某某", "时刻": "2023/7/4 23:10", "方式": "红包", "备注": "供述"},
]  # fmt: skip


def _csv(rows, heads=None) -> io.BytesIO:
    heads = heads or list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    sheet = csv.DictWriter(out, heads)
    sheet.writeheader()
    sheet.writerows(rows)
    return io.BytesIO(out.getvalue().encode("utf-8-sig"))


def _xlsx(heads, *rows) -> io.BytesIO:
    book = Workbook()
    book.active.append(heads)
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return io.BytesIO(out.getvalue())


def test_rows_are_the_entries_that_yaml_makes_in_either_language_of_heads():
    wanted = [body(one) for one in yaml(ENTRIES)]
    names = {one.word.zh: one.name for one in fields("receipt")}
    english = [{names[head]: cell for head, cell in row.items()} for row in WRITTEN]
    both = [{f"{head}（{names[head]}）*": cell for head, cell in row.items()} for row in WRITTEN]
    for rows in (WRITTEN, english, both):
        found = read(_csv(rows), "a.csv", "receipt", ZONE)
        assert found.faults == []
        assert [body(one) for one in found.entries] == wanted
    heads = list(dict.fromkeys(name for row in WRITTEN for name in row))
    found = read(_xlsx(heads, *([row.get(head, "") for head in heads] for row in WRITTEN)), "a.xlsx", "receipt", ZONE)
    assert [body(one) for one in found.entries] == wanted


def test_a_title_above_and_blank_rows_are_passed_over():
    text = "收款清单,,\n,,\n编号,阶段,金额\n,,\nG1,称已支付,80\n"
    found = read(io.BytesIO(text.encode("gb18030")), "a.csv", "receipt", ZONE)
    assert [one.id for one in found.entries] == ["G1"]
    assert (found.count, found.rows) == (1, {("receipt", "G1"): 5})


def test_all_faults_are_told_at_once_with_row_column_and_next_step():
    rows = [
        {"编号": "G1", "阶段": "已收", "金额": "很多", "籍贯": "甲地"},
        {"编号": "", "阶段": "paid", "金额": "5", "日期": "3/4/2024"},
        {"编号": "G3", "阶段": "paid", "金额": "5", "共同收款已定的份额": "D1"},
        {"编号": "G4", "阶段": "paid", "金额": "5"},
    ]
    found = read(_csv(rows), "a.csv", "receipt", ZONE)
    told = {(one.row, one.column) for one in found.faults}
    assert told == {(1, "籍贯"), (2, "阶段"), (2, "金额"), (3, "编号"), (3, "日期"), (4, "共同收款已定的份额")}
    assert all(one.zh and one.en and one.then.zh and one.then.en for one in found.faults)
    assert [one.id for one in found.entries] == ["G4"]


def test_days_of_a_spreadsheet_are_days_and_a_text_that_it_turned_into_one_is_refused():
    heads = ["编号", "被诉之日", "姓名", "出生"]
    born = datetime(2003, 8, 5)  # noqa: DTZ001 - a cell has no zone
    found = read(_xlsx(heads, ["D1", date(2024, 1, 31), "甲", born]), "a.xlsx", "defendant", ZONE)
    assert [body(one) for one in found.entries] == [
        {"id": "D1", "name": "甲", "born": "2003-08-05", "sued": "2024-01-31"}
    ]
    turned = read(_xlsx(heads, ["D1", "", date(2024, 1, 3), date(2003, 8, 1)]), "a.xlsx", "defendant", ZONE)
    assert [(one.row, one.column) for one in turned.faults] == [(2, "姓名"), (2, "出生")]
    third = read(
        _xlsx(["id", "defendant", "share", "reason"], ["s", "D1", date(2024, 1, 3), "约定"]), "a.xlsx", "inner_share"
    )
    assert [one.column for one in third.faults] == ["share"]  # 1/3


def test_a_long_number_without_its_last_digits_is_refused_and_as_text_it_is_taken():
    heads = ["编号", "地址或账号"]
    lost = read(_xlsx(heads, ["W1", 622202123456789018]), "a.xlsx", "wallet")
    assert [(one.column, "622" in one.zh + one.en) for one in lost.faults] == [("地址或账号", False)]
    kept = read(_xlsx(heads, ["W1", "622202123456789018"]), "a.xlsx", "wallet")
    assert [one.address for one in kept.entries] == ["622202123456789018"]


def test_a_large_workbook_whose_writer_puts_its_content_types_last_is_one_too():
    book = Workbook()
    for n in range(8000):
        book.active.append([f"D{n}", f"姓名{n}"] if n else ["编号", "姓名"])
    out = io.BytesIO()
    book.save(out)
    assert out.getvalue().index(b"[Content_Types].xml") > 1 << 16
    found = read(io.BytesIO(out.getvalue()), "a.xlsx", "defendant")
    assert (len(found.entries), found.faults) == (7999, [])


def test_rows_of_several_forms_say_which():
    text = "表,编号,姓名,专业\n被告,D1,甲某,\nexpert,E1,丙,民法\n法官,J1,丁,\n"
    found = read(io.BytesIO(text.encode()), "a.csv", None, ZONE)
    assert [type(one).__name__ for one in found.entries] == ["Defendant", "Expert"]
    assert [(one.row, one.column) for one in found.faults] == [(4, "表")]


def test_what_is_no_table_of_a_form_is_refused():
    with pytest.raises(WrongCall):
        read(io.BytesIO("甲,乙\n1,2\n".encode()), "a.csv", "receipt")
    with pytest.raises(WrongCall):
        read(io.BytesIO(b""), "a.csv", "receipt")


@pytest.mark.parametrize("form", list(FORMS))
def test_a_column_may_be_called_by_the_chinese_word_of_its_field_alone(form):
    names = [one.word.zh for one in fields(form)]
    assert [column(form, name) for name in names] == [one.name for one in fields(form)]
    assert len(set(names)) == len(names)


def test_a_column_may_be_called_as_forms_and_lists_call_its_field():
    """What an entry rests on is 依据 there; where grounds of another kind are called so, the column is of these."""
    assert [column(form, "依据") for form in ("fact", "harm", "attribution")] == ["evidence", "evidence", "grounds"]


@pytest.mark.parametrize("form", list(FORMS))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_table_names_every_field_and_takes_what_is_filled_in(form, lang):
    names = [one.name for one in fields(form)]
    heads = next(csv.reader(io.StringIO(as_csv(form, lang).decode("utf-8-sig"))))
    assert [column(form, head) for head in heads] == names
    book = load_workbook(io.BytesIO(as_xlsx(form, lang)))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == heads
    assert {sheet.column_dimensions[cell.column_letter].number_format for cell in sheet[1]} == {"@"}
    assert [column(form, row[0].value) for row in book.worksheets[1].iter_rows(min_row=2)] == names
    sheet.append(["X1" if one.name == "id" else "" for one in fields(form)])
    out = io.BytesIO()
    book.save(out)
    found = read(io.BytesIO(out.getvalue()), "a.xlsx", form)
    needed = {title(one, lang) for one in fields(form) if one.required and one.name != "id"}
    assert {one.column for one in found.faults if one.column} >= needed
    assert (found.count, {one.row for one in found.faults} <= {2}) == (1, True)
    lists = {str(one.sqref).partition("2:")[0] for one in sheet.data_validations.dataValidation}
    chosen = {
        sheet.cell(1, at).column_letter
        for at, one in enumerate(fields(form), 1)
        if one.takes == "choice" and not one.many
    }
    assert lists == chosen
