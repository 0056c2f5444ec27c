"""Loose files: each kind by its bytes, one notice each, and nothing that is another form's or no file's at all."""

import contextlib
import gzip
import io
import mailbox
import runpy
import tarfile
import wave
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reading_exports import TESTS, golden, outcome, tables, told
from test_samples import SAMPLES
from tests.sizes import examples

from doxdocket.errors import DoxdocketError, Unreadable
from doxdocket.parse import HEAD, forms, recognise
from doxdocket.parse.documents import FORMS

HERE = TESTS / "golden" / "documents"
KINDS = {form.id for form in FORMS}
SHAPES = sorted(path for path in HERE.glob("*/*") if path.name != "expected.json")


def bid(data, name=""):
    """The one form that a file would be taken for, and why."""
    bids = recognise(data[:HEAD], name)
    return (bids[0].form, bids[0].en) if len(bids) == 1 else [one.form for one in bids]


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_golden_kind(path):
    data = path.read_bytes()
    form, why = bid(data, path.name)
    told_of = told(tables(data, form, name=path.name))
    assert (told_of["posts"], told_of["channels"]) == ([], [])
    golden({"form": form, "because": why, "warnings": told_of["warnings"]}, path.with_name("expected.json"))
    assert outcome(data, form=form, name=path.name, most=61) == outcome(data, form=form, name=path.name)


def test_the_script_makes_exactly_the_inputs_that_are_kept():
    made = runpy.run_path(str(HERE / "make.py"))["shapes"]()
    assert {path.parent.name: (path.name, path.read_bytes()) for path in SHAPES} == made


def test_documents_hold_no_posts_and_every_kind_has_a_code_of_its_own():
    codes = [tables(data, form, name=name)["warnings"][0]["code"] for form, name, data in one_of_each()]
    assert len(set(codes)) == len(KINDS) == 7
    assert all(not form.posts for form in FORMS)
    assert [form.id for form in forms() if not form.posts] == [form.id for form in FORMS]


def one_of_each():
    found = {}
    for path in SHAPES:
        form = bid(path.read_bytes(), path.name)[0]
        found.setdefault(form, (form, path.name, path.read_bytes()))
    return list(found.values())


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WebP", "GIF", "BMP", "TIFF"])
def test_pictures_that_a_library_writes(form):
    out = io.BytesIO()
    Image.new("RGB", (3, 2)).save(out, form)
    assert bid(out.getvalue()) == ("image", f"begins like image/{form.lower()}")


def packed(members, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, data in members:
            made.writestr(name, data)
    return out.getvalue()


TYPES = (
    '<Types><Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}"/></Types>'
)
DOCX = TYPES.format(part="word/document.xml", kind="wordprocessingml.document.main+xml")
XLSX = TYPES.format(part="xl/workbook.xml", kind="spreadsheetml.sheet.main+xml")


@pytest.mark.parametrize(
    ("members", "form", "mime"),
    [
        (
            [("[Content_Types].xml", DOCX), ("_rels/.rels", "x"), ("word/document.xml", "x")],
            "office",
            "wordprocessingml",
        ),
        ([("[Content_Types].xml", DOCX), ("a.bin", bytes(range(256)) * 600)], "office", "wordprocessingml"),
        ([("[Content_Types].xml", "x"), ("ppt/presentation.xml", "x")], "office", "presentationml"),
        ([("[Content_Types].xml", "x"), ("xl/workbook.bin", "x")], "office", "binary"),
        ([("[Content_Types].xml", "x"), ("xl/workbook.xml", "x")], "table", "spreadsheet"),
        ([("[Content_Types].xml", XLSX), ("docProps/app.xml", "x")], "table", "spreadsheet"),
        ([("_rels/.rels", "x"), ("[Content_Types].xml", XLSX), ("xl/workbook.xml", "x")], "table", "spreadsheet"),
        ([("[Content_Types].xml", "<Types/>"), ("other.xml", "x")], "archive", "zip"),
        ([("xl/workbook.xml", "x"), ("notes.txt", "x")], "archive", "zip"),
        ([("photo.jpg", "x")], "archive", "zip"),
        ([], "archive", "zip"),
    ],
)
@pytest.mark.parametrize("compression", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_what_is_a_zip_is_told_apart_by_what_its_beginning_holds(members, form, mime, compression):
    found = bid(packed(members, compression), "a.zip")
    assert found[0] == form
    assert mime in found[1]


def test_open_documents_and_books_say_what_they_are_first():
    for kind in ("application/vnd.oasis.opendocument.text", "application/epub+zip"):
        data = packed([("mimetype", kind), ("content.xml", "x")], zipfile.ZIP_STORED)
        assert bid(data) == ("office", f"begins like {kind}")
    assert bid(packed([("mimetype", "text/x-other")], zipfile.ZIP_STORED))[0] == "archive"


def test_archives_and_sound_that_a_library_writes():
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as tar:
        tar.addfile(tarfile.TarInfo("a"))
    assert bid(made.getvalue())[1].endswith("x-tar")
    assert bid(gzip.compress(made.getvalue()))[1].endswith("gzip")
    sound = io.BytesIO()
    with wave.open(sound, "w") as out:
        out.setparams((1, 2, 8000, 0, "NONE", ""))
        out.writeframes(bytes(320))
    assert bid(sound.getvalue()) == ("audio", "begins like audio/wav")


def test_mail_that_a_library_writes(tmp_path):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Date"] = "a@example.org", "b@example.org", "主题", "x"
    message.set_content("正文")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="证.png")
    assert bid(message.as_bytes()) == ("email", "begins like message/rfc822")
    box = mailbox.mbox(tmp_path / "box")
    box.add(message)
    box.close()
    assert bid((tmp_path / "box").read_bytes()) == ("archive", "begins like application/mbox")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"BM, he said, and left",
        b"MM, good. MM*",
        b"GIF 89 was the year",
        b"RIFF raff in town: WEBP",
        b"Gnu" * 400,
        b"ID3, name, text\n1, a, b c\n",
        b"caffeine is a drug",
        b"\xff\xfb\x90\x00" + bytes(600),
        b"\xff\xf1\x50\x80" + bytes(64),
        b"From: me\nTo: you\nDate: today\n\nno subject, no mail",
        b"To: a\nDate: b\nSubject: c\nCc: d\n\nnobody sent it",
        b"text before\n%PDF-1.4 is a version",
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n",
        b"<html><body>\xff\xd8\xff</body></html>",
        bytes(2000),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_document_is_none(data):
    assert not {one.form for one in recognise(data, "")} & KINDS


@pytest.mark.parametrize(
    "first", [b"From: <Saved by Blink>\n", b'From: "Saved by Windows Internet Explorer 8"\r\n', b""]
)
def test_a_page_saved_as_one_file_is_packed_and_no_mail(first):
    head = first + b"Snapshot-Content-Location: https://t.me/s/x\n" * (not first)
    head += b"Subject: x\nDate: x\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n"
    assert bid(head) == ("archive", "begins like multipart/related")


def test_a_name_alone_makes_nothing():
    for name in ("a.jpg", "a.pdf", "a.eml", "a.msg", "a.docx", "a.mp3", "a.mp4", "a.zip"):
        assert recognise(b"just some words", name) == []


def test_a_pdf_behind_other_bytes_needs_its_name():
    data = b"\r\n\r\n%PDF-1.4\n"
    assert bid(data, "a.pdf")[0] == "pdf"
    assert recognise(data, "a.txt") == []


def test_a_compound_file_whose_directory_lies_behind_goes_by_its_name():
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(HEAD)
    assert [bid(data, name)[0] for name in ("a.msg", "a.doc", "a")] == ["email", "office", "office"]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no samples in {SAMPLES}")
def test_no_sample_of_another_form_is_bid_for_and_what_is_packed_is_an_archive_at_most():
    for path in sorted(path for path in SAMPLES.rglob("*") if path.is_file()):
        with path.open("rb") as stream:
            head = stream.read(HEAD)
        found = {one.id for one in FORMS if one.recognise(head, path.name)}
        assert found == ({"archive"} if path.suffix in {".gz", ".ufdr"} else set()), path


def test_what_is_not_of_the_form_is_refused_in_both_languages():
    with pytest.raises(Unreadable) as refusal:
        tables(b"%PDF-1.7", "image")
    assert "图片" in refusal.value.said("zh")
    assert "no image" in refusal.value.said("en")


def test_the_notice_covers_the_whole_file():
    data = b"\xff\xd8\xff" + bytes(3 << 20)
    (notice,) = tables(data, "image", most=100_000)["warnings"]
    assert (notice["what"], notice["code"], notice["byte_start"], notice["byte_end"], notice["detail"]) == (
        "notice", "image_unread", 0, len(data), "image/jpeg",
    )  # fmt: skip


@given(
    st.sampled_from(sorted(shape[1] for shape in runpy.run_path(str(HERE / "make.py"))["shapes"]().values())), st.data()
)
@examples(150)
def test_changed_bytes_raise_nothing_but_our_errors(data, draw):
    at = draw.draw(st.integers(0, len(data)))
    changed = data[:at] + draw.draw(st.binary(max_size=6)) + data[at + draw.draw(st.integers(0, 6)) :]
    for form in FORMS:
        form.recognise(changed, "a.msg")
        with contextlib.suppress(DoxdocketError):
            assert tables(changed, form.id)["posts"] == []
