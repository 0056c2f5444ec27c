"""Invented tables and their mappings, one a shape, in folders beside this script: ``python tests/golden/table/make.py``.

Nothing in them was ever posted; numbers begin with 100, which no authority issues. Workbooks are stored without
compression, so that a second run gives the same bytes with any library (a test looks).
"""

import io
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

CSV = """table: 1
file: csv
encoding: utf-8
delimiter: ","
platform: telegram
channel: "@sample_channel"
time: {format: "%Y-%m-%d %H:%M:%S", zone: Asia/Shanghai}
columns: {id: 编号, time: 时间, text: 内容}
"""
ROWS = [
    ["编号", "时间", "内容"],
    ["1", "2023-11-15 06:13:20", "第一条"],
    ["2", "2023-11-15 06:14:20", '有逗号,也有\n换行和“引号”"引号"'],
    ["4", "2023-11-15 06:15:20", "电话 10012340004 😀"],
]


def csv(rows=ROWS, delimiter=",", end="\r\n", encoding="utf-8"):
    """Rows as Excel writes them: quotes where they are needed."""

    def cell(text):
        quoted = any(mark in text for mark in (delimiter, '"', "\n", "\r"))
        return '"' + text.replace('"', '""') + '"' if quoted else text

    return "".join(delimiter.join(map(cell, row)) + end for row in rows).encode(encoding)


def mapping(text=CSV, **changes):
    """The plain mapping with some of its lines changed."""
    lines = dict(line.split(": ", 1) for line in text.splitlines())
    lines |= {key: str(value) for key, value in changes.items()}
    return "".join(f"{key}: {value}\n" for key, value in lines.items() if value != "None")


def xml(tag, inside="", **given):
    attributes = "".join(f' {key.replace("_", ":")}="{value}"' for key, value in given.items())
    return f"<{tag}{attributes}>{inside}</{tag}>"


def workbook(sheets, strings=(), styles="", properties="", extra=(), prefix=""):
    """An XLSX of sheets (name, rows as XML)."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    names = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, (name, _) in enumerate(sheets, 1))
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_TYPE}worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in enumerate(sheets, 1)
    )
    links += f'<Relationship Id="rId98" Type="{_TYPE}styles" Target="styles.xml"/>'
    links += f'<Relationship Id="rId99" Type="{_TYPE}sharedStrings" Target="sharedStrings.xml"/>'
    package = "http://schemas.openxmlformats.org/package/2006/"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}content-types"><Default Extension="xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}relationships"><Relationship Id="rId1" '
        f'Type="{_TYPE}officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f"<workbook {_MAIN} {_REL}>{properties}<sheets>{names}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}relationships">{links}</Relationships>',
        "xl/styles.xml": f"<styleSheet {_MAIN}>{styles}</styleSheet>",
        "xl/sharedStrings.xml": f"<sst {_MAIN}>{''.join(strings)}</sst>",
    }
    x = prefix[1:] + ":" if prefix else ""
    for n, (_, rows) in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{n}.xml"] = (
            f"<{x}worksheet {_MAIN.replace('xmlns', 'xmlns' + prefix)}><{x}sheetData>{rows}</{x}sheetData></{x}worksheet>"
        )
    return packed({name: head + text for name, text in (parts | dict(extra)).items()})


def packed(parts, compression=zipfile.ZIP_STORED):
    """A zip of parts, the same each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, text in parts.items():
            made.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, compression)
    return out.getvalue()


def row(number, *cells, **given):
    """A row: a number, an inline text, or XML as it stands."""
    made = []
    for column, cell in zip("ABCDEFGH", cells, strict=False):
        where = f"{column}{number}"
        if isinstance(cell, str) and cell.startswith("<"):
            made.append(cell.replace("<c", f'<c r="{where}"', 1))
        elif isinstance(cell, str):
            made.append(f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{cell}</t></is></c>')
        elif cell is not None:
            made.append(f'<c r="{where}"><v>{cell}</v></c>')
    return xml("row", "".join(made), r=number, **given)


_STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="yyyy/m/d\\ h:mm"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="57"/></cellXfs>'
)
_SHARED = [
    "<si><t>内容</t></si>",
    '<si><r><t>富</t></r><r><rPr><b/></rPr><t xml:space="preserve">文本 </t></r><rPh sb="0" eb="1"><t>ふ</t></rPh></si>',
    "<si><t>一行_x000D_\n二行_xD83D__xDE00_ _xD83D_ _x005F_x0041_</t></si>",
]
XLSX = """table: 1
file: xlsx
sheet: 消息
platform: qq
kind: group
channel: "100200300"
time: {format: excel, zone: "+08:00"}
columns: {id: 编号, time: 时间, text: 内容, views: 浏览}
"""
_SHEET = "".join(
    [
        row(1, "编号", "时间", '<c t="s"><v>0</v></c>', "浏览", "备用"),
        row(2, 7, '<c s="1"><v>45245.259259259256</v></c>', '<c t="s"><v>1</v></c>', 44, "x"),
        row(3, 8, '<c s="2"><v>45245.5</v></c>', '<c t="s"><v>2</v></c>', "1.2万"),
        row(
            5,
            "<c><v>1.23456789012345678E+17</v></c>",
            '<c s="3"><v>45246</v></c>',
            "后一天",
            '<c t="b"><v>1</v></c>',
            hidden=1,
        ),
        row(6, 10, 45246.25, '<c t="str"><f>A1&amp;"x"</f><v>算出的</v></c>', "<c><f>1+1</f></c>"),
        row(7, 11, '<c s="1"><v>60</v></c>', '<c t="e"><v>#REF!</v></c>', 1234567),
        row(9, 12, "2023-11-16 08:00", "文字时间"),
    ]
)


def shapes():
    """(mapping, file name, bytes) by folder."""
    two = [
        ["编号", "时间", "内容", "群", "群名"],
        *[[*ROWS[n], "-1001234567890" if n > 1 else "", "示例群"] for n in (1, 2, 3)],
    ]
    counted = [
        ["内容", "阅读", "转发", "赞"], ["a", "1,234", "505.9K", "-"], ["b", "1.2万", "N/A", "44.0"], ["c", "10万+", "3亿", "多"],
    ]  # fmt: skip
    counters = "{id: none, text: 内容, views: 阅读, forwards: 转发, reactions: 赞}"
    many = [["标题", "内容", "id", "作者", "uid", "回复", "转自", "链接", "附件", "编辑"],
            ["题", "文", "5.0", "张三丰", "100123", "4.0", "别处", "https://example.org/x", "照片/IMG_1.jpg\n名单.xlsx", "1700000100"],
            ["", "", "6", "", "-1001234567", "", "", "", "", "0"]]  # fmt: skip
    everything = (
        "{id: id, text: [标题, 内容], author: 作者, author_id: uid, reply_to: 回复, forwarded_from: 转自, link: 链接, "
        "media: 附件, edited: 编辑}"
    )
    berlin = [
        ["t", "内容"],
        ["29.10.2023 02:30", "钟走两遍"],
        ["26.03.2023 02:30", "没有这一刻"],
        ["29.10.2023 12:00", "平常"],
        ["32.1.2023", "不是时间"],
        ["", "没写"],
    ]
    damaged = (
        csv() + b'5,2023-11-15 06:16:20,a "b" c\r\n6,"x"y,z\r\n7,"no end\r\n8,2023-11-15 06:17:20,ok\r\n9,only two\r\n'
    )
    damaged += (
        b"10,one,two,three\r\n11,one,two,,\r\n\r\n,2023-11-15 06:18:20,no id\r\n12,2023-11-15 06:19:20,nul\0nul\r\n"
    )
    damaged += b"13,2023-11-15 06:20:20,\xff\xfe bad\r\n14,2023-11-15 06:21:20,last"
    strict = (
        _SHEET.replace("<row", "<x:row").replace("</row", "</x:row").replace("<c ", "<x:c ").replace("</c>", "</x:c>")
    )
    for tag in ("v", "is", "t", "f"):
        strict = (
            strict.replace(f"<{tag}>", f"<x:{tag}>")
            .replace(f"</{tag}>", f"</x:{tag}>")
            .replace(f"<{tag} ", f"<x:{tag} ")
        )
    plain = [("其他", row(1, "x")), ("消息", _SHEET)]
    return {
        "csv_utf8_mark": (CSV, "posts.csv", b"\xef\xbb\xbf" + csv()),
        "csv_gb18030_semicolon": (mapping(encoding="gb18030", delimiter='";"'), "posts.csv", csv(delimiter=";", encoding="gb18030")),
        "csv_gb18030_pipe": (mapping(encoding="gb18030", delimiter='"|"'), "posts.csv", csv([*ROWS, ["5", "2023-11-15 06:16:20", '褆"丨']], "|", encoding="gb18030")),
        "csv_utf16_tab": (mapping(encoding="utf-16", delimiter="tab"), "posts.txt", csv(delimiter="\t", encoding="utf-16-le").join([b"\xff\xfe", b""])),
        "csv_utf16_be": (mapping(encoding="utf-16-be"), "posts.csv", csv(encoding="utf-16-be")),
        "csv_cr_cr_lf": (CSV, "posts.csv", csv(end="\r\r\n")),
        "csv_cr": (CSV, "posts.csv", csv(end="\r")),
        "csv_zone_unknown": (mapping(time='{format: "%Y-%m-%d %H:%M:%S", zone: unknown}'), "posts.csv", csv()),
        "csv_offsets_in_cells": (mapping(time="{format: iso, zone: unknown}"), "posts.csv", csv([ROWS[0], ["1", "2023-11-15T06:13:20+08:00", "a"], ["2", "2023-11-15T06:13:20Z", "b"], ["3", "2023-11-15 06:13", "c"]])),
        "csv_unix_ms": (mapping(time="{format: unix_ms}"), "posts.csv", csv([ROWS[0], ["1", "1700000000123", "a"], ["2", "soon", "b"]])),
        "csv_summer_time": (mapping(time='{format: "%d.%m.%Y %H:%M", zone: Europe/Berlin}', columns="{id: none, time: t, text: 内容}"), "posts.csv", csv(berlin)),
        "csv_no_header": (mapping(header=0, columns="{id: 1, time: 2, text: 3}"), "posts.csv", csv(ROWS[1:])),
        "csv_header_below": (mapping(header=3), "posts.csv", b"\r\n" + csv([["导出于", "某日"], *ROWS])),
        "csv_kept_from_numbers": (CSV, "posts.csv", csv([ROWS[0], ['="0012"', "2023-11-15 06:13:20", '="a"'], ["'13", "2023-11-15 06:13:20", "b"]])),
        "csv_channel_column": (mapping(channel=None, kind="supergroup", columns="{id: 编号, text: 内容, channel: 群, title: 群名}"), "posts.csv", csv(two)),
        "csv_counters": (mapping(columns=counters), "posts.csv", csv(counted)),
        "csv_every_column": (mapping(columns=everything, time="{format: unix}"), "posts.csv", csv(many)),
        "csv_damaged": (CSV, "posts.csv", damaged),
        "xlsx_sheet": (XLSX, "posts.xlsx", workbook(plain, _SHARED, _STYLES)),
        "xlsx_1904": (XLSX, "posts.xlsx", workbook([("消息", _SHEET)], _SHARED, _STYLES, '<workbookPr date1904="1"/>')),
        "xlsx_prefixed": (XLSX, "posts.xlsx", workbook([("消息", strict)], _SHARED, _STYLES, prefix=":x")),
        "xlsx_sheet_by_number": (mapping(XLSX, sheet=1, header=0, columns="{id: 1, text: 1}", time=None), "posts.xlsx", workbook(plain, _SHARED, _STYLES)),
    }  # fmt: skip


def refusals():
    """(mapping, bytes) of what must not be read, by what is wrong."""
    plain = [("消息", _SHEET)]
    doubled = io.BytesIO(workbook(plain, _SHARED, _STYLES))
    with zipfile.ZipFile(doubled, "a") as made:
        made.writestr(zipfile.ZipInfo("XL/workbook.xml", (1980, 1, 1, 0, 0, 0)), "<workbook/>")
    entity = workbook(
        plain,
        _SHARED,
        _STYLES,
        extra={"xl/sharedStrings.xml": f'<!DOCTYPE sst SYSTEM "file:///etc/passwd"><sst {_MAIN}/>'},
    )
    lol = workbook(
        plain,
        _SHARED,
        _STYLES,
        extra={"xl/styles.xml": '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>'},
    )
    cut = workbook(plain, _SHARED, _STYLES)
    return {
        "utf8_stated_gb18030": (mapping(encoding="gb18030"), csv()),
        "utf8_stated_gb18030_ascii_header": (mapping(encoding="gb18030", columns="{id: id, text: text}"), csv([["id", "text"], ["1", "一二三四"]])),
        "gb18030_stated_utf8": (CSV, csv(encoding="gb18030")),
        "utf16_without_mark": (mapping(encoding="utf-16"), csv(encoding="utf-16-le")),
        "mark_of_another": (mapping(encoding="utf-16-be"), b"\xff\xfe" + csv(encoding="utf-16-le")),
        "utf8_stated_utf16": (mapping(encoding="utf-16-le"), csv()),
        "no_such_column": (mapping(columns="{id: 编号, text: 正文}"), csv()),
        "column_number_too_high": (mapping(columns="{id: 编号, text: 9}"), csv()),
        "two_columns_of_a_name": (CSV, csv([["编号", "时间", "内容", "内容"], ["1", "", "a", "b"]])),
        "wrong_delimiter": (mapping(delimiter='";"'), csv()),
        "no_row_fits": (CSV, csv([ROWS[0], ["1"], ["2"]])),
        "empty": (CSV, b""),
        "header_not_there": (mapping(header=9), csv()),
        "csv_stated_xlsx": (XLSX, csv()),
        "xlsx_stated_csv": (CSV, cut),
        "xlsx_cut": (XLSX, cut[: len(cut) // 2]),
        "xlsx_no_such_sheet": (mapping(XLSX, sheet="别的"), cut),
        "xlsx_rows_of_another": (mapping(XLSX, columns="{id: 编号, text: 9}"), cut),
        "xlsx_header_empty": (mapping(XLSX, header=4), cut),
        "xlsx_entity": (XLSX, entity),
        "xlsx_nested_entities": (XLSX, lol),
        "xlsx_part_twice": (XLSX, doubled.getvalue()),
        "xlsx_column_too_far": (XLSX, workbook([("消息", row(1, "编号") + '<row r="2"><c r="XFE2"><v>1</v></c></row>')], _SHARED, _STYLES)),
        "xlsx_no_such_text": (XLSX, workbook(plain, [], _STYLES)),
        "xlsx_broken_xml": (XLSX, workbook([("消息", "<row><c></row>")], _SHARED, _STYLES)),
    }  # fmt: skip


if __name__ == "__main__":
    for folder, (stated, name, data) in shapes().items():
        (HERE / folder).mkdir(exist_ok=True)
        (HERE / folder / "mapping.yaml").write_text(stated, encoding="utf-8")
        (HERE / folder / name).write_bytes(data)
