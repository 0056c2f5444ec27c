"""Names out of archives: harmless, shown to anybody, and never without a way back to their bytes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doxdocket.intake.names import named, no_utf8, of_text

SHOWN = {
    b"./a//b/./c.jpg": "a/b/c.jpg",
    b"../../etc/passwd": r"\x2e\x2e/\x2e\x2e/etc/passwd",
    b"a/../b": r"a/\x2e\x2e/b",
    b"/etc/passwd": r"\x2fetc/passwd",
    b"C:\\Windows\\x": r"C\x3a\x5cWindows\x5cx",
    b"\\\\server\\share\\x": r"\x5c\x5cserver\x5cshare\x5cx",
    b"a\0b": r"a\x00b",
    b"a\r\nb\x1b[2J": r"a\x0d\x0ab\x1b[2J",
    "photo_\u202egpj.exe".encode(): r"photo_\u202egpj.exe",
    b"x.zip!/y": r"x.zip\x21/y",
    b"": "unnamed",
    b"/": r"\x2funnamed",
    b"..": r"\x2e\x2e",
    b"\xff\xfe.json": r"\xff\xfe.json",
    "👩‍👧 ok!.jpg".encode(): "👩‍👧 ok!.jpg",
}


@pytest.mark.parametrize("raw", SHOWN)
def test_what_is_dangerous_in_a_path_is_escaped(raw: bytes) -> None:
    assert named(raw).text == SHOWN[raw]
    plain = SHOWN[raw] in {"a/b/c.jpg", r"\xff\xfe.json", "👩‍👧 ok!.jpg"}
    assert named(raw).mark == ("" if plain else "renamed")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"a\\b\\c.jpg", "a/b/c.jpg"),
        (b"C:\\Windows\\x", r"C\x3a/Windows/x"),
        (b"\\\\server\\share\\x", r"\x2fserver/share/x"),
        (b"..\\..\\x", r"\x2e\x2e/\x2e\x2e/x"),
        (b"a/b\\c", r"a/b\x5cc"),
        ("图片\\照片1.jpg".encode("gb18030"), "图片/照片1.jpg"),
    ],
)
def test_a_backslash_parts_folders_where_dos_wrote_it(raw: bytes, text: str) -> None:
    assert named(raw, dos=True).text == text


@pytest.mark.parametrize("text", ["图片.jpg", "证据/截图1.png", "图.jpg", "嘉兴开盒群.html"])
def test_chinese_names_of_old_archives_are_read_and_marked(text: str) -> None:
    """图片 is a valid, and absurd, name in UTF-8: ͼƬ."""
    name = named(text.encode("gb18030"))
    assert (name.text, name.mark) == (text, "gb18030")
    assert name.raw == text.encode("gb18030").decode("ascii", "backslashreplace")
    assert named(text.encode("gb18030"), utf8=True).mark == ""


@pytest.mark.parametrize("text", ["café.jpg", "Привет.txt", "图片.jpg", "λόγος.txt", "שלום", "ảnh.jpg", "a.jpg"])
def test_names_in_utf8_stay_themselves(text: str) -> None:
    assert (named(text.encode()).text, named(text.encode()).mark) == (text, "")


def test_a_doubtful_name_goes_with_the_others_of_its_archive() -> None:
    doubtful = "茅.txt".encode("gb18030")  # é in UTF-8
    assert no_utf8("茅台酒.txt".encode("gb18030"))
    assert named(doubtful).text == "é.txt"
    assert named(doubtful, gb18030=True).text == "茅.txt"
    assert named(b"plain.txt", gb18030=True).mark == ""


def test_a_long_name_is_cut_and_marked() -> None:
    name = named(b"x" * 70_000)
    assert (len(name.text), name.text[-1], name.mark) == (4096, "…", "renamed")


def test_names_that_come_as_characters() -> None:
    assert of_text("图片/a.jpg").text == "图片/a.jpg"
    assert of_text("证据.jpg".encode("gb18030").decode("utf-8", "surrogateescape")).mark == "gb18030"
    assert (of_text("a\ud83d").text, of_text("a\ud83d").mark) == (r"a\ud83d", "renamed")


@given(st.binary(max_size=60), st.booleans(), st.booleans(), st.booleans())
def test_any_bytes_make_a_harmless_name(raw: bytes, utf8: bool, dos: bool, gb18030: bool) -> None:
    name = named(raw, utf8=utf8, dos=dos, gb18030=gb18030)
    name.text.encode("utf-8")
    name.raw.encode("ascii")
    assert name.text
    assert not name.text.startswith("/")
    assert not re.match(r"[A-Za-z]:", name.text)
    assert not {"", ".", ".."} & set(name.text.split("/"))
    assert not re.search("[\x00-\x1f\x7f\u202e]|!/|!$", name.text)
    assert repr(name) == f"Name(mark={name.mark!r})"


@given(st.text(max_size=30))
def test_any_characters_make_a_harmless_name(text: str) -> None:
    name = of_text(text)
    name.text.encode("utf-8")
    assert ".." not in name.text.split("/")
