"""The release gate reads everything that a file carries: what is planted anywhere is found, what cannot be read is said."""

import base64
import bz2
import gzip
import io
import json
import lzma
import subprocess
import sys
import unicodedata
import zipfile
import zlib

import pytest
from PIL import Image, ImageDraw
from tests.report.plants import (
    DRESSES,
    FILL,
    LATIN,
    PICTURES,
    PLANTED,
    TEXTS,
    VALUES,
    docx,
    font,
    pdf,
    plants,
    runs,
    saved,
    tiny,
    zipped,
)

from doxdocket.report.carried import Layer, Unread
from doxdocket.report.carriers import layers
from doxdocket.report.document import Document
from doxdocket.report.known_values import Known
from doxdocket.report.paper import Paper
from doxdocket.report.pdf import made, showable
from doxdocket.store.parts import alone

KNOWN = Known(
    [
        *VALUES,
        *(part for kind, value in VALUES if kind == "home_address" for part in alone(kind, value)),
    ]
)


def caught(name, data):
    """The kinds that are found in a file."""
    return {
        kind
        for one in layers(name, data)
        if not isinstance(one, Unread)
        for _, _, kind in KNOWN.found(one.text, one.least)
    }


def lettered(encoding, ordering):
    """A PDF of two signs, 竹影 in Unicode, in a font that is not in the file."""
    font = (
        b"7 0 obj\n<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/%s/DescendantFonts"
        b"[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/CIDSystemInfo<</Registry(Adobe)/Ordering(%s)/Supplement 0>>>>]>>\nendobj"
    )
    plain = pdf(b"BT /F2 12 Tf 72 700 Td <7AF9> Tj 20 0 Td <5F71> Tj ET").replace(b"/F1 5 0 R", b"/F1 5 0 R/F2 7 0 R")
    ended = b"/BaseFont/Helvetica>>\nendobj"
    return plain.replace(ended, ended + b"\n" + font % (encoding, ordering))


def unread(name, data):
    return [one.why for one in layers(name, data) if isinstance(one, Unread)]


@pytest.mark.parametrize("encoding", [b"UniGB-UCS2-H", b"UniGB-UTF16-H"])
def test_a_text_whose_font_is_named_alone_is_read_or_said(encoding):
    """Which of the two depends on the fonts of the machine: PDFium reads the signs by any Chinese font that it finds there."""
    data = lettered(encoding, b"GB1")
    read = "".join(one.text for one in layers("a.pdf", data) if isinstance(one, Layer) and one.where[-1] == ("page", 1))
    assert {"竹", "影"} <= set(read) or "no_font" in unread("a.pdf", data)


@pytest.mark.parametrize("carrier", sorted(TEXTS))
def test_a_value_is_found_in_every_carrier_of_text(carrier):
    every = (VALUES[7],) if carrier.startswith(("pdf", "jpeg", "png")) else (VALUES[0], VALUES[2], VALUES[7])
    if carrier.startswith("svg"):  # which is drawn and read as a picture: all in one
        assert caught(*TEXTS[carrier](" ".join(PLANTED[value] for _, value in every))) >= {kind for kind, _ in every}
        return
    for kind, value in every:
        assert kind in caught(*TEXTS[carrier](PLANTED[value])), value


@pytest.mark.parametrize("carrier", sorted(LATIN))
def test_live_text_of_a_pdf_is_found_also_under_a_box(carrier):
    assert "phone_number" in caught(*LATIN[carrier]("13899701850"))


@pytest.mark.parametrize("dress", sorted(DRESSES))
def test_a_value_is_found_in_every_dress(dress):
    for kind, value in VALUES:
        assert kind in KNOWN.kinds(f"说明{DRESSES[dress](PLANTED[value])}。"), value


def test_a_picture_of_text_is_read_inside_a_document():
    assert caught(*PICTURES["docx picture"]("13899701850")) == {"phone_number"}


def test_files_without_a_value_pass_and_are_read_to_their_end():
    other = "13899701851 程岚 110101187003071231"
    for carrier in (
        "docx run",
        "docx comment",
        "xlsx row",
        "html text",
        "csv cells",
        "json",
        "zip docx",
        "pdf xmp",
        "jpeg exif",
    ):
        name, data = TEXTS[carrier](other)
        assert not caught(name, data), carrier
        assert not unread(name, data), carrier


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old_office"),
        ("a.rtf", rb"{\rtf1 abc}", "old_office"),
        ("a.age", b"age-encryption.org/v1\n-> X25519 abc", "encrypted"),
        ("a.bin", bytes(range(256)), "unknown"),
        ("a.png", tiny()[:40], "picture"),
        ("a.pdf", b"%PDF-1.7\nnothing", "damaged"),
        ("a.pdf", pdf(more=b"9 0 obj<</Encrypt 8 0 R>>endobj\n"), "encrypted"),
        ("a.docx", docx(runs("a"))[:-30], "damaged"),
        ("a.docx", docx("<w:p>"), "damaged"),
        ("a.docx", docx(**{"word__x.bin": bytes(range(256))}), "unknown"),
        ("a.svg", b"<!DOCTYPE svg [<!ENTITY a '138'>]><svg>&a;</svg>", "entities"),
        ("a.docx", b"", "empty"),
        ("a.png", bytes(500), "empty"),
        ("a.zip", zipped({"a.txt": b"0" * 100_000_000}), "too_much"),
        ("a.gz", gzip.compress(b"0" * 100_000_000), "too_much"),
        ("a.txt", "\ufffe\U000f0000".encode("utf-16") * 200, "unknown"),
        ("a.pdf", lettered(b"Identity-H", b"Identity"), "no_font"),  # numbers of glyphs of a font that is nowhere
        ("a.zip", b"MZ hidden before the first member, long enough" + zipped({"a.txt": FILL}), "unclaimed"),
    ],
)
def test_what_cannot_be_read_is_said(name, data, why):
    assert why in unread(name, data)


@pytest.mark.parametrize("begin", [b"\x1f\x8b", b"BZh", b"\xfd7z"])
def test_a_digest_that_begins_as_a_file_does_by_chance_is_none(begin):
    """One long digest in 65,536 begins as gzip does, and a bundle holds thousands: it was refused as a damaged file."""
    digest = base64.b64encode(begin + bytes(range(128, 198))).decode()
    assert not [one for one in layers("a.json", json.dumps({"digest": digest}).encode()) if isinstance(one, Unread)]


@pytest.mark.parametrize(
    "id_",
    [
        "a4342dbb-dff5-5620-956d-3c4a48380d2b",
        "kb:6bbc1252-01dd-469e-9bef-3c3f5b616d29",
        "fcac5f0c-013d-51be-94c6-3c59b342523e",
    ],
)
def test_an_id_that_begins_as_markup_does_by_chance_is_no_damaged_page(id_):
    """Its last part, read as base64, is ``<JH8``: seven of a million ids are so, and a bundle with thousands of them was refused."""
    assert not unread("a.json", json.dumps({"@id": id_}).encode())


def test_a_value_in_short_markup_that_is_written_in_a_text_is_found():
    kind, value = next(one for one in VALUES if one[1].isdigit() and len(one[1]) == 11)
    written = base64.b64encode(f"<p>{value[:4]}<b>{value[4:]}</b></p>".encode()).decode()
    assert kind in caught("a.json", json.dumps({"x": written}).encode())


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_file_in_base64_is_read_to_its_end(pack):
    value = "13900001850"
    inside = base64.b64encode(pack(f"{value} ".encode() * 3 + bytes(range(33, 120)) * 2)).decode()
    assert any(
        value in one.text for one in layers("a.json", json.dumps({"x": inside}).encode()) if isinstance(one, Layer)
    )


def test_signs_of_a_page_that_stand_one_by_one_in_its_bytes_are_read():
    signs = b" 20 0 Td ".join(b"<%s> Tj" % sign.encode("utf-16-be").hex().encode() for sign in "程岚舟")
    assert caught("a.pdf", pdf(b"BT /F1 12 Tf 72 700 Td " + signs + b" ET")) == {"name"}


@pytest.mark.parametrize("beside", [b"((((()))))", b")))))", b"(((((", b"stream\n((((( \\\nendstream "])
def test_brackets_within_and_before_a_string_of_a_page_hide_nothing(beside):
    name = b"".join(b"\\%03o" % one for one in b"\xfe\xff" + "程岚舟".encode("utf-16-be"))
    inside = beside if beside.count(b"(") == beside.count(b")") else b""
    assert caught("a.pdf", pdf(more=b"9 0 obj\n<</Contents " + beside + b"(" + name + inside + b")>>\nendobj\n")) == {
        "name"
    }


def test_a_text_with_a_broken_sign_is_read():
    assert caught("a.txt", b"\xff " + "说明：程岚舟，完".encode()) == {"name"}


def test_hostile_files_are_refused_and_end():
    deep = zipped({"a.txt": FILL})
    for _ in range(30):
        deep = zipped({"a.zip": deep})
    assert "too_deep" in unread("a.zip", deep)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", b"")
    data = bytearray(bomb.getvalue())
    place = data.rfind(b"PK\1\2")
    data[place + 24 : place + 28] = (0xF0000000).to_bytes(4, "little")
    assert "too_much" in unread("a.zip", bytes(data))
    wide = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    wide += zlib.crc32(wide[12:]).to_bytes(4, "big") + b"\0\0\0\0IDAT"
    assert "picture_too_large" in unread("a.png", wide)


@pytest.mark.whole
def test_a_thousand_planted_values():
    """Text carriers all, pictures of ten points and more 99 in a hundred; the counts are printed."""
    missed, tried = [], 0
    for carriers, many, latin in ((TEXTS, 700, False), (LATIN, 60, True), (PICTURES, 240, False)):
        lost = []
        for carrier, dress, kind, name, data in plants(1850, many, carriers, latin=latin):
            tried += 1
            if kind not in caught(name, data):
                lost.append((carrier, dress, kind))
        print(f"{many - len(lost)} of {many} caught; missed {lost}")
        missed.append(len(lost))
    assert tried == 1000
    assert missed[:2] == [0, 0]
    assert missed[2] <= 2


def _points(text, mark):
    return mark.join(str(ord(sign)) for sign in text)


CODED = {
    "escapes of Excel": lambda v: "".join(f"_x{ord(one):04X}_" for one in v),
    "formula": lambda v: "&".join(f"UNICHAR({ord(one)})" for one in v),
    "field": lambda v: "QUOTE " + _points(v, " "),
    "script": lambda v: f"String.fromCharCode({_points(v, ',')})",
    "list": lambda v: f'{{"v": [{_points(v, ", ")}]}}',
    "percent u": lambda v: "".join(f"%u{ord(one):04X}" for one in v),
    "U+": lambda v: " ".join(f"U+{ord(one):04X}" for one in v),
    "read as Latin": lambda v: v.encode().decode("cp1252", "replace") if v.isascii() else v.encode().decode("latin-1"),
    "right to left": lambda v: f"\u202e{v[::-1]}\u202c",
    "footnotes": lambda v: f"{v[:2]}[^1]{v[2:]}",
    "parts": lambda v: f'{{"姓": "{v[:1]}", "名": "{v[1:]}"}}',
    "parts apart": lambda v: f"姓{v[:1]}，名{v[1:]}",
    "a column": lambda v: "序号,内容\n" + "\n".join(f"{n},{one}" for n, one in enumerate(v)),
}


@pytest.mark.parametrize("form", sorted(CODED))
def test_a_name_is_found_however_its_signs_are_told(form):
    assert "name" in caught("a.md", f"说明\n{CODED[form](VALUES[0][1])}\n".encode()[form == "a column" and 7 :])


def test_codes_of_other_signs_are_none():
    for form in CODED.values():
        assert not caught("a.md", f"说明\n{form('程岚')}\n".encode())


def test_what_a_drawing_shows_is_read_as_a_picture():
    signs = "".join(
        f'<text x="{20 + 18 * at}" y="60" font-size="28">{sign}</text>'
        for at, sign in sorted(enumerate("13899701850"), key=lambda one: one[1])
    )
    data = f'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="120">{signs}</svg>'.encode()
    assert caught("a.svg", data) == {"phone_number"}
    assert unread("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"><path d="M0"/></svg>') == [
        "damaged"
    ]


def test_signs_in_boxes_of_a_form_are_read_from_left_to_right():
    image = Image.new("RGB", (760, 160), "white")
    pen = ImageDraw.Draw(image)
    for at, sign in enumerate("13899701850"):
        pen.rectangle((20 + 60 * at, 60, 80 + 60 * at, 130), outline="black", width=2)
        pen.text((40 + 60 * at, 72), sign, font=font(36), fill="black")
    assert "phone_number" in found_in_picture(saved(image))


def found_in_picture(data):
    return {
        kind
        for one in layers("a.png", data)
        if not isinstance(one, Unread)
        for _, _, kind in KNOWN.found(one.text, one.least, seen=one.seen)
    }


def sheets(*columns):
    """A workbook of sheets, each with texts by cell."""
    parts = {
        f"xl/worksheets/sheet{n}.xml": "<worksheet><sheetData>"
        + "".join(
            f'<row r="{at[1:]}"><c r="{at}" t="inlineStr"><is><t>{text}</t></is></c></row>'
            for at, text in cells.items()
        )
        + "</sheetData></worksheet>"
        for n, cells in enumerate(columns, 1)
    }
    return zipped({"[Content_Types].xml": "<Types/>", **parts})


MAIL = (
    "From: a@example.com\nTo: b@example.com\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=q\n\n"
    "--q\nContent-Type: text/plain\n\n收到。\n{0}\n\n--q\nContent-Type: text/plain\n\n{1}\n此复。\n\n--q--\n"
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", docx(runs("案情摘要") + runs("701850"), word__header1_xml=f"<w:hdr>{runs('13899')}</w:hdr>")),
        ("a.xlsx", sheets({"A1": "序号", "D5": "13899", "D6": "完"}, {"A1": "条数", "D5": "701850", "D7": "完"})),
        (
            "a.xlsx",
            zipped(
                {
                    "xl/workbook.xml": '<workbook><sheets><sheet name="13899" id="1"/><sheet name="701850" id="2"/></sheets></workbook>'
                }
            ),
        ),
        ("a.eml", MAIL.format("13899", "701850").encode()),
    ],
    ids=["header", "sheets", "names of sheets", "parts of a mail"],
)
def test_a_value_over_several_parts_is_found(name, data):
    assert caught(name, data) == {"phone_number"}
    other = data.replace(b"13899", b"13898") if name == "a.eml" else None
    assert other is None or not caught(name, other)


def test_fields_of_a_form_are_read_as_they_lie_on_the_page():
    signs = sorted(enumerate("13899701850"), key=lambda one: (one[1], one[0]))  # in the file in another order
    fields = b"".join(
        b"%d 0 obj<</Type/Annot/Subtype/Widget/FT/Tx/T(f%d)/V(%s)/Rect[%d 700 %d 720]>>endobj\n"
        % (20 + n, n, sign.encode(), 50 + 20 * at, 68 + 20 * at)
        for n, (at, sign) in enumerate(signs)
    )
    names = b" ".join(b"%d 0 R" % (20 + n) for n in range(len(signs)))
    data = pdf(more=fields).replace(b"/MediaBox", b"/Annots[" + names + b"]/MediaBox", 1)
    data = data.replace(b"/Type/Catalog", b"/Type/Catalog/AcroForm<</Fields[" + names + b"]>>", 1)
    lying = [one.text for one in layers("a.pdf", data) if not isinstance(one, Unread) and one.where[-1][0] == "fields"]
    assert [KNOWN.kinds(one) for one in lying] == [["phone_number"]]


def test_mirrored_writing_is_read_and_no_face_is_looked_for(monkeypatch):
    monkeypatch.setattr("doxdocket.detect.images.one_picture.faces_turned", None)  # whoever asked it would fail
    image = Image.new("RGB", (760, 200), "white")
    ImageDraw.Draw(image).text((20, 70), "联系电话：13899701850", font=font(40), fill="black")
    assert "phone_number" in found_in_picture(saved(image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)))


def test_a_pdf_that_this_process_set_is_read_by_its_text_and_every_other_as_a_picture_too():
    told = Paper("notice", ("公告", "Notice"), Document({}, ["电话 13899701850"]))
    data = made(told, "zh")
    steps = [{one[0] for one in layer.where} for layer in layers("a.pdf", data)]
    assert {"page"} in steps
    assert not [one for one in steps if "picture" in one]
    assert caught("a.pdf", data) == {"phone_number"}
    other = data + b"\n"
    assert [one for one in layers("a.pdf", other) if {"page", "picture"} <= {step[0] for step in one.where}]
    assert showable("\u202e0581\u2066") == "0581"
    assert all(showable(chr(n)) != chr(n) for n in range(0x590, 0x8FF) if unicodedata.category(chr(n)) != "Cn")


def test_pages_of_an_earlier_version_are_read():
    first = pdf(b"BT /F1 12 Tf 72 700 Td (13899) Tj 60 0 Td (701850) Tj ET")
    empty = zlib.compress(b"BT ET")
    later = first + b"4 0 obj\n<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream\nendobj\n" % (len(empty), empty)
    at = later.index(b"4 0 obj", len(first))
    later += b"xref\n4 1\n%010d 00000 n \ntrailer<</Size 7/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (at, first.rindex(b"xref\n0 7"), len(later))  # fmt: skip
    shown = [one for one in layers("a.pdf", later) if ("revision", 1) in one.where and ("page", 1) in one.where]
    assert "phone_number" in {kind for one in shown if not isinstance(one, Unread) for kind in KNOWN.kinds(one.text)}


def test_what_stands_encoded_in_each_row_of_a_table_is_read_once():
    """Names of columns look encoded: ``album_how``."""
    rows = "".join(f'{{"album_how": null, "n": {n}}}\n' for n in range(500))
    assert len([one for one in layers("posts.jsonl", rows.encode()) if ("written", "") in one.where]) == 2


def test_the_process_that_opens_a_pdf_loads_nothing_that_reads_texts_or_pictures():
    """It is started for each file that somebody else made."""
    code = "import sys; from doxdocket.report import opened_pdf; print(*(name for name in sys.modules if name.partition('.')[0] in {'numpy', 'pyarrow', 'PIL', 'doxdocket'}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8")
    assert set(done.stdout.split()) == {"doxdocket", "doxdocket.report", "doxdocket.report.opened_pdf"}
