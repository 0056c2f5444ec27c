"""What begins with a header and holds other files: pages saved as one file (MHTML), mailboxes; and zstd. Honest and dishonest."""

import base64
import gzip
import io
import quopri
import random
import sys
import tarfile
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from archives import added, clear, inside, mailed, tarred, zipped
from tests.costs import SQUARE, grown

from doxdocket.intake import Limits, mbox, mhtml
from doxdocket.intake.containers import kind_of
from doxdocket.intake.member import Refused
from doxdocket.store import verify
from doxdocket.store.case import Case

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

NOISE = random.Random(7).randbytes(200_000)
PAGE = '<html><div class="tgme_page" title="=3D">示例 = 频道</div>\r\n\r\n--x\r\n</html>'.encode()


def part(
    location: str, data: bytes, kind: str = "text/html", coding: str = "quoted-printable", more: str = ""
) -> bytes:
    body = {
        "quoted-printable": lambda: quopri.encodestring(data.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n"),
        "base64": lambda: base64.encodebytes(data).replace(b"\n", b"\r\n"),
    }.get(coding, lambda: data)()
    where = f"Content-Location: {location}\r\n" if location else ""
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {coding}\r\n{where}{more}\r\n".encode() + body


def saved(
    *parts: bytes,
    bound: str = "----MultipartBoundary--x----",
    url: str = "https://t.me/s/x",
    kind: str = "multipart/related",
    end: bool = True,
) -> bytes:
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {url}\r\nSubject: x\r\nDate: Tue, 24 Nov 2026 21:02:08 -0000\r\n"
        f'MIME-Version: 1.0\r\nContent-Type: {kind};\r\n\ttype="text/html";\r\n\tboundary="{bound}"\r\n\r\n\r\n'
    ).encode()
    return (
        head
        + b"".join(b"--%s\r\n%s\r\n" % (bound.encode(), one) for one in parts)
        + (b"--%s--\r\n" % bound.encode() if end else b"")
    )


@pytest.mark.parametrize("coding", ["quoted-printable", "base64", "8bit", "binary", "7bit"])
def test_each_coding_gives_the_parts_byte_for_byte(case: Case, given: Path, coding: str) -> None:
    picture = (
        NOISE
        if coding == "base64"
        else bytes(c for c in NOISE if c not in b"\r\n")
        if coding == "binary"
        else b"GIF89a"
    )
    made = saved(
        part("https://t.me/s/x", PAGE, coding=coding),
        part("https://cdn.example/a%20b.jpg?x=1", picture, "image/jpeg", coding),
    )
    told = added(case, given, {"a.mhtml": made})
    assert told == [(name, "taken") for name in ("a.mhtml", "a.mhtml!/t.me/s/x", "a.mhtml!/cdn.example/a%20b.jpg?x=1")]
    assert list(inside(case).values()) == [PAGE, picture]
    page, image = case.sources()[1:]
    assert dict(page.attributes) == {"address": "https://t.me/s/x", "saved": "2026-11-24T21:02:08.000000+00:00"}
    assert dict(image.attributes) == {}
    assert clear(case, case.sources()[0].sha256) == made
    assert verify.verify(case) == []


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"From: <Saved by Blink>\r\nSnapshot-Content-Location: x\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", "mhtml"),
        (b"From: <Saved by Windows Internet Explorer 8>\nSubject: x\nContent-Type: multipart/related;\n\tboundary=x\n\n", "mhtml"),
        (b'From: "Saved by Windows Internet Explorer 10"\nContent-Type: text/html\n\n', "mhtml"),
        (b'Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary=x\n\n', "mhtml"),
        (b"\xef\xbb\xbfFrom: <Saved by UnMHT>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n", "mhtml"),
        (b'From: a@example.org\nTo: b@example.org\nMIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"\n\n', "mail"),
        (b"From a@example.org Mon Jan  1 08:00:00 2024\nFrom: a@example.org\nTo: b@example.org\nSubject: x\n\n", "mbox"),
        (b"From: here on\nthe story begins\n", ""),
        (b"From time to time at 10:00 he wrote\n\nletters\n", ""),
    ],
)  # fmt: skip
def test_what_begins_with_a_header_is_told_apart(head: bytes, kind: str) -> None:
    assert kind_of(head, "a") == kind


def test_pages_of_a_disk_do_not_name_its_user(case: Case, given: Path) -> None:
    url = "file:///C:/Users/%E5%BC%A0%E4%B8%89/ChatExport/"
    parts = [part(url + name, name.encode()) for name in ("messages.html", "photos/%E7%85%A7.jpg")]
    parts += [
        part("file:///C:/Users/%E5%BC%A0%E4%B8%89/else.css", b"x"),
        part("file:///D:/../../a", b"y"),
        part("", b"z"),
    ]
    added(case, given, {"a.mhtml": saved(*parts, url=url + "messages.html")})
    assert [path.partition("!/")[2] for path in inside(case)] == [
        "messages.html",
        "photos/照.jpg",
        "else.css",
        "a",
        "part-5",
    ]


def test_frames_and_nested_groups_come_out_and_locations_reach_nothing(case: Case, given: Path, tmp_path: Path) -> None:
    inner = saved(part("cid:frame-1@mhtml.blink", b"<p>1"), part("a/../../../etc/passwd", b"2"), bound="in").split(
        b"\r\n\r\n\r\n", 1
    )[1]
    group = b'Content-Type: multipart/alternative; boundary="in"\r\n\r\n' + inner + b"not read\r\n"
    before = sorted(tmp_path.iterdir())
    made = saved(part("https://t.me/a\\..\\b", b"0"), group, part("/etc/\x00shadow", b"3"))
    told = added(case, given, {"a.mht": made})
    assert {code for _, code in told[1:]} == {"taken", "renamed"}
    assert list(inside(case).values()) == [b"0", b"<p>1", b"2", b"3"]
    assert not any(bad in path for path in inside(case) for bad in ("\\..", "/..", "!//", "\0"))
    assert sorted(tmp_path.iterdir()) == before


def test_an_mhtml_and_a_mail_in_an_mhtml_are_opened_down_to_the_limit(case: Case, given: Path) -> None:
    made = saved(part("https://t.me/s/x", b"deep"))
    for _ in range(5):
        made = saved(part("cid:next.mhtml", made, "message/rfc822", "base64"))
    told = added(case, given, {"a.mhtml": made})
    assert [code for _, code in told] == ["taken"] * 5 + ["nested"]
    mail = saved(part("cid:a.eml", mailed({"a.bin": b"in the mail"}), "message/rfc822", "base64"))
    assert dict(added(case, given, {"b.mhtml": mail}))["b.mhtml!/cid:a.eml!/a.bin"] == "taken"


def test_what_is_cut_and_what_is_damaged_is_told_and_the_rest_comes(case: Case, given: Path) -> None:
    whole = saved(part("https://t.me/s/x", PAGE), part("https://cdn.example/a.jpg", NOISE, "image/jpeg", "base64"))
    in_page, in_picture = whole.index(b"tgme_page") + 20, whole.index(b"a.jpg") + 5000
    wrong = part("b.jpg", NOISE, "image/jpeg", "base64").replace(b"\r\n\r\n", b"\r\n\r\n!!!!", 1)
    files = {
        "page.mhtml": whole[:in_page], "picture.mhtml": whole[:in_picture], "unended.mhtml": saved(part("https://t.me/s/y", b"y"), end=False),
        "odd.mhtml": saved(part("https://t.me/s/z", b"z"), wrong, part("c", b"c", coding="x-uuencode"), part("d", b"d")),
        "noborder.mhtml": b"From: <Saved by Blink>\r\nContent-Type: multipart/related\r\n\r\n--x\r\n\r\nx\r\n--x--\r\n",
        "other.mhtml": saved(part("https://t.me/s/w", b"w")).replace(b"\r\n------Multi", b"\r\n------Nulti"),
    }  # fmt: skip
    told = [(path, code) for path, code in added(case, given, files) if "!/" in path]
    assert told == [
        ("page.mhtml!/t.me/s/x", "taken"), ("page.mhtml!/", "truncated"),
        ("picture.mhtml!/t.me/s/x", "taken"), ("picture.mhtml!/cdn.example/a.jpg", "truncated"), ("picture.mhtml!/", "truncated"),
        ("unended.mhtml!/t.me/s/y", "taken"), ("unended.mhtml!/", "truncated"),
        ("odd.mhtml!/t.me/s/z", "taken"), ("odd.mhtml!/b.jpg", "damaged"), ("odd.mhtml!/c", "method"), ("odd.mhtml!/d", "taken"),
        ("noborder.mhtml!/", "damaged"), ("other.mhtml!/", "truncated"),
    ]  # fmt: skip
    assert PAGE.startswith(inside(case)["page.mhtml!/t.me/s/x"])


HEAD = saved(end=False)
BOMBS = {
    "a million parts": HEAD + b"------MultipartBoundary--x----\r\n\r\n\r\n" * 40_000,
    "a header without end": HEAD + b"------MultipartBoundary--x----\r\n" + b"a: b\r\n" * 400_000,
    "one field of megabytes": HEAD + b"------MultipartBoundary--x----\r\nContent-Type: " + b"a;" * 2_000_000 + b"\r\n\r\nx",
    "folded for ever": HEAD + b"------MultipartBoundary--x----\r\nA: b\r\n" + b" c\r\n" * 900 + b"\r\nx",
    "one line": HEAD + b"------MultipartBoundary--x----\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + b"=" * 4_000_000,
    "borders of other groups": HEAD + b"--x\r\n--y\r\n" * 400_000,
    "padding in the middle": HEAD + b"------MultipartBoundary--x----\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"YQ==\r\n" * 400_000,
    "groups in groups": HEAD + b"".join(b'------MultipartBoundary--x----\r\nContent-Type: multipart/x; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(50_000)),
}  # fmt: skip


def walked(page: bytes) -> None:
    """Read all parts of a page."""
    with suppress(Refused):
        for member in mhtml.opened(io.BytesIO(page), Limits(members=1000)).members:
            stream = member.stream and member.stream()
            while stream and stream.read(1 << 16):
                pass


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.whole(but=5)
def test_a_hostile_file_costs_time_in_proportion_to_its_size(case: Case, given: Path, name: str) -> None:
    told = added(case, given, {"a.mhtml": BOMBS[name]}, Limits(members=1000))
    assert grown(*(partial(walked, BOMBS[name][: len(BOMBS[name]) // by]) for by in (4, 1))) < SQUARE
    assert told[0] == ("a.mhtml", "taken")
    assert len(told) > 1
    assert verify.verify(case) == []


def test_changed_bytes_raise_nothing_but_refusals() -> None:
    whole = saved(part("https://t.me/s/x", PAGE), part("a.jpg", NOISE[:3000], "image/jpeg", "base64"))
    draw = random.Random(3)
    read = 0
    for _ in range(400):
        bad = bytearray(whole)
        for _ in range(draw.randrange(1, 8)):
            at = draw.randrange(len(bad))
            bad[at : at + draw.randrange(3)] = draw.randbytes(draw.randrange(3))
        try:
            for member in mhtml.opened(io.BytesIO(bytes(bad)), Limits()).members:
                while member.stream and member.stream().read(1 << 16):
                    read += 1
        except Refused:
            pass
    assert read > 400


# Mailboxes.
def test_a_mailbox_gives_its_mails_and_they_their_attachments(case: Case, given: Path) -> None:
    mails = [
        mailed({"a.bin": b"first"}),
        b"From: c@example.org\nTo: d@example.org\nSubject: x\n\nFrom me\n>From him\n\n\nend\n",
    ]
    box = b"".join(b"From a@example.org Mon Jan  1 08:00:00 2024\n" + one + b"\n" for one in mails)
    told = added(case, given, {"Inbox": box})
    assert told == [
        (f"Inbox{rest}", "taken") for rest in ("", "!/mail-000001.eml", "!/mail-000001.eml!/a.bin", "!/mail-000002.eml")
    ]
    assert [inside(case)[f"Inbox!/mail-00000{n}.eml"] for n in (1, 2)] == mails
    assert verify.verify(case) == []


def test_what_is_in_a_mail_parts_no_mailbox() -> None:
    body = (
        b"From: a@example.org\nTo: b@example.org\nSubject: x\n\nhe said\nFrom x at 10:00 today\n\n"
        + b"y" * 200_000
        + b"\n"
    )
    box = b"From a@example.org Mon Jan  1 08:00:00 2024\r\n" + body
    out = []
    for one in mbox.opened(io.BytesIO(box)).members:  # each is there until the next is asked for
        assert one.stream
        stream = one.stream()
        out.append(b"".join(iter(lambda: stream.read(1 << 16), b"")))  # noqa: B023 - the same
    assert out == [body]


# zstd.
def test_zstd_in_one_or_several_frames_and_as_a_tar(case: Case, given: Path) -> None:
    skipped = b"\x53\x2a\x4d\x18" + (5).to_bytes(4, "little") + b"hello"
    files = {
        "dump.json.zst": zstd.compress(b'{"a": 1}'), "two.zst": skipped + zstd.compress(b"on") + skipped + zstd.compress(b"e") + bytes(9),
        "a.tar.zst": zstd.compress(tarred({"x/y": b"2"}, format=tarfile.PAX_FORMAT)), "more.zst": zstd.compress(b"three") + b"junk.",
    }  # fmt: skip
    told = added(case, given, files)
    assert inside(case) == {
        "dump.json.zst!/dump.json": b'{"a": 1}',
        "two.zst!/two": b"one",
        "a.tar.zst!/x/y": b"2",
        "more.zst!/more": b"three",
    }
    assert [one for one in told if one[1] != "taken"] == [("more.zst!/", "unlisted")]


def test_zstd_that_does_harm_or_came_to_harm(case: Case, given: Path) -> None:
    plain = zstd.compress(NOISE, options={zstd.CompressionParameter.checksum_flag: 1})
    wide = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 31})
    words = zstd.train_dict([b"words of many a message %d" % n * 9 for n in range(999)], 999)
    files = {
        "bomb.zst": zstd.compress(bytes(70 << 20)), "cut.zst": plain[:-9], "flipped.zst": plain[:999] + b"\0\0" + plain[1001:],
        "window.zst": wide.compress(bytes(1 << 20)) + wide.flush(), "words.zst": zstd.compress(b"words of many a message" * 9, zstd_dict=words),
        "bomb.gz.zst": zstd.compress(gzip.compress(bytes(70 << 20))),
    }  # fmt: skip
    told = dict(added(case, given, files, Limits(window=128 << 20)))
    assert {path.partition("!/")[0]: code for path, code in told.items() if code != "taken"} == {
        "bomb.zst": "bomb", "cut.zst": "truncated", "flipped.zst": "damaged", "window.zst": "window", "words.zst": "method",
        "bomb.gz.zst": "bomb",
    }  # fmt: skip


def test_a_zip_in_zstd_in_a_zip(case: Case, given: Path) -> None:
    made = zipped({"a.zst": zstd.compress(zipped({"x": b"deep"}))})
    assert added(case, given, {"a.zip": made})[-1] == ("a.zip!/a.zst!/a!/x", "taken")
