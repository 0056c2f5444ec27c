"""Values planted by a seed, in all kinds and forms and places, traced through what commands print and write: none leaves in clear.

577 values and 100 calls under ``--whole``, a share of both otherwise. What is looked for: each value as it is, full-width,
spaced, in UTF-16 and GB 18030, escaped for JSON, XML and addresses, in hexadecimal and base64 at three offsets, also inside what was compressed. Where: standard
output and error of each call, and every byte of the case, the officer's folder, the folder of temporary files and the
files that were asked for. The doors (``open``, ``texts``, sheets) are held against the custody log instead: what went out there is a row of it.
"""

import base64
import gzip
import hashlib
import io
import json
import random
import re
import urllib.parse
import zipfile
import zlib
from dataclasses import dataclass

import pytest
from pyarrow import parquet

from doxdocket.desk.tables import TABLES

SEED = 1850
WHY = ("--reason", "核对导出", "--officer", "张三")
ROADS = ("竹影路", "松声街", "望潮巷", "听涛大道", "无名弄", "听雨桥")
WORDS = "春秋雨雪松竹梅兰云海山川"
HAN = "〇一二三四五六七八九"
DOORS = {"open", "texts", "sheet"}


@dataclass(frozen=True)
class Person:
    name: str
    card: str
    phone: str
    bank: str
    mail: str
    account: str
    address: str
    plate: str

    def values(self):
        return (self.name, self.card, self.phone, self.bank, self.mail, self.account, self.address, self.plate)


def with_check(body):
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def luhn(body):
    digits = [int(d) for d in reversed(body)]
    total = sum(d if at % 2 else d * 2 - 9 * (d > 4) for at, d in enumerate(digits))
    return body + str(-total % 10)


def person(rng):
    digits = lambda n: "".join(rng.choice("0123456789") for _ in range(n))  # noqa: E731
    born = f"{rng.randint(1850, 1899)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    latin = "".join(rng.choice("abcdefghjkmnpqrstuvwxyz") for _ in range(9))
    return Person(
        rng.choice("柳祝闻欧") + rng.choice(WORDS) + rng.choice(WORDS), with_check(f"330109{born}{digits(3)}"),
        rng.choice(("138", "139", "186")) + digits(8), luhn("622202" + digits(12)), f"{latin}@mail.example.com",
        "wx" + latin[::-1] + digits(2), f"{rng.choice(ROADS)}{rng.randint(1, 400)}号{rng.randint(1, 30)}幢{rng.randint(101, 2804)}室",
        f"浙A{rng.choice('BCDEF')}{digits(4)}",
    )  # fmt: skip


def wide(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def post(rng, one):
    """One dossier in one of the forms in which posters write."""
    form = rng.randrange(5)
    phone = (one.phone, wide(one.phone), " ".join((one.phone[:3], one.phone[3:7], one.phone[7:])), "-".join((one.phone[:3], one.phone[3:7], one.phone[7:])),
             "".join(HAN[int(d)] for d in one.phone))[form]  # fmt: skip
    card = (one.card, wide(one.card), f"{one.card[:6]} {one.card[6:14]} {one.card[14:]}", one.card, one.card)[form]
    return (f"姓名：{one.name}\n身份证号：{card}\n手机号：{phone}\n银行卡：{one.bank}\n邮箱：{one.mail}\n微信号：{one.account}\n"
            f"住址：浙江省杭州市听涛区{one.address}\n车牌：{one.plate}")  # fmt: skip


def evidence(top, rng, people):
    """Two channels: dossiers, and the same values in titles, senders, forwards, polls, names of files and loose talk."""
    for chat, half in enumerate((people[::2], people[1::2]), 1850001):
        first = half[0]
        posts = []

        def say(text, posts=posts, chat=chat, **more):
            at = len(posts) + 1
            posts.append({"id": at, "type": "message", "date": "2024-01-02T08:00:00", "date_unixtime": str(1704067200 + at * 60), "from": "频道",
                          "from_id": f"channel{chat}", "text": text, "text_entities": [{"type": "plain", "text": text}] if text else []} | more)  # fmt: skip

        for one in half:
            say(post(rng, one))
        for one in half[:6]:
            say(f"听说{one.name}搬家了")
            say("转发", forwarded_from=f"{one.name} {one.phone}", forwarded_from_id="channel1850077")
            say("", file="(File not included.)", file_name=f"{one.name}_{one.phone}.zip")
            say("谁的", **{"from": f"{one.name}{one.phone}", "from_id": "user1850009", "author": one.name})
            say("", poll={"question": f"{one.name}该不该", "closed": False, "total_voters": 1,
                          "answers": [{"text": f"{one.name} {one.phone}", "voters": 1, "chosen": False}]})  # fmt: skip
        whole = {"name": f"曝光{first.name}{first.phone}", "type": "public_channel", "id": chat, "messages": posts}
        folder = top / f"ChatExport{chat}"
        folder.mkdir()
        (folder / "result.json").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")


def dresses(value):
    """A value in every dress in which bytes may carry it."""
    raw = value.encode()
    yield from (
        raw,
        value.encode("utf-16-le"),
        value.encode("utf-16-be"),
        value.encode("gb18030"),
        wide(value).encode(),
    )
    yield from (" ".join(value).encode(), raw.hex().encode(), raw.hex().upper().encode())
    yield json.dumps(value)[1:-1].encode()
    yield urllib.parse.quote(value).encode()
    yield "".join(f"&#{ord(c)};" for c in value).encode()
    for pad in range(3):
        yield base64.b64encode(b"\0" * pad + raw)[4 if pad else 0 : len(raw) // 3 * 4 - 4] if len(raw) > 11 else raw


class Search:
    """Every value in every dress, in one pattern."""

    def __init__(self, values):
        self._of = {dress: value for value in values for dress in dresses(value) if len(dress) > 5}
        self._pattern = re.compile(b"|".join(re.escape(dress) for dress in sorted(self._of, key=len, reverse=True)))

    def __call__(self, data):
        return sorted({self._of[found[0]] for whole in unpacked(data) for found in self._pattern.finditer(whole)})


def unpacked(data):
    """Some bytes, and what they are when they were compressed."""
    yield data
    if data[:2] == b"\x1f\x8b":
        yield gzip.decompress(data)
    if data[:2] in {b"x\x9c", b"x\x01", b"x\xda"}:
        try:
            yield zlib.decompress(data)
        except zlib.error:
            return
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            yield from (held.read(name) for name in held.namelist())
    if data[:4] == b"PAR1":
        yield json.dumps(parquet.read_table(io.BytesIO(data)).to_pylist(), ensure_ascii=False, default=str).encode()


def calls(case, out, figures):
    """The calls, each with the door it is, if it is one; the first twenty of a shuffled list are the ordinary suite's."""
    yield from ((("export", case, table, *(WHY if TABLES[table].words else ())), table) for table in TABLES)
    for at, table in enumerate(("findings", "channels", "posts", "sources", "items", "queue", "custody", "exposures")):
        yield ("export", case, table, "--format", "csv", "-o", out / f"{table}{at}.csv"), table
        yield ("export", case, table, "--format", "parquet", "-o", out / f"{table}{at}.parquet"), table
    yield ("export", case, "network", "--format", "gexf", "-o", out / "n.gexf"), "network"
    yield ("export", case, "sources", "--format", "csv", "--labels"), "sources"
    yield from (
        (("explain", case, one), "")
        for one in ("persons", "V0001", "V0002", "telegram:channel:1850001/1", "cn/fashi-2017-10/5-1-4")
    )
    yield from ((("explain", case, one, "--rows"), "") for one in figures)
    yield from ((words, "") for words in (
        ("figures", case), ("figures", case, "--json"), ("verify", case), ("verify", case, "--json"), ("describe", case, "--all"),
        ("run", case), ("run", case, "--json"), ("report", case, "-o", out / "zh.html"), ("report", case, "-o", out / "en.html", "--lang", "en"),
        ("sample", "plan", case), ("sample", "status", case), ("sample", "results", case), ("key", "list", case), ("register", "show", case),
        ("recheck", case), ("assess", case), ("backup", case, out / "copy"), ("doctor",), ("hashes", case, out / "none"), ("export", case, "nothing"),
        ("explain", case, "V9999"), ("open", case, "no/such/text/0-1/name", "--reason", "核对", "--officer", "张三"),
    ))  # fmt: skip
    yield ("sample", "sheet", case, *WHY, "-o", out / "sheet.csv"), "sheet"


@pytest.mark.parametrize(
    ("least", "count"), [(64, 20), pytest.param(577, 100, marks=pytest.mark.whole)], ids=["share", "whole"]
)
def test_no_planted_value_leaves_in_clear_but_through_a_logged_door(least, count, call, home, tmp_path, monkeypatch):
    rng = random.Random(SEED)
    people = [person(rng) for _ in range(-(-least // 8))]
    values = {value for one in people for value in one.values()}
    assert len(values) >= least
    evidence(tmp_path, rng, people)
    case, out, spill = tmp_path / "case", tmp_path / "out", tmp_path / "spill"
    out.mkdir()
    spill.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(spill))
    both = ("--officer", "张三", "--officer", "李四")
    said = [call("init", case, *both), call("add", case, *sorted(tmp_path.glob("ChatExport*")), *both, "--origin", "移送"), call("run", case),
            call("sample", "draw", case, "--reason", "核验", *both[:2], "--reviewer", "张三", "--reviewer", "李四")]  # fmt: skip
    assert [one.err for one in said if one.code] == []
    figures = [row["id"] for row in call("figures", case, "--json").json["figures"] if row["rows"]][:20]
    asked = list(calls(case, out, figures))
    rng.shuffle(asked)
    asked = [one for one in asked if one[1] in DOORS][-1:] + asked[:count]
    assert len(asked) > count
    search = Search(values)
    leaks, codes = [], []
    for words, what in asked:
        one = call(*words)
        codes.append(one.code)
        if what not in DOORS:
            leaks += [(words[0], what, value) for value in search(one.out.encode()) + search(one.err.encode())]
        elif "-o" not in words:  # a door on standard output: its digest is in the log
            rows = [row for row in call("export", case, "custody").lines if row["act"] == "export"]
            assert hashlib.sha256(one.out.encode()).hexdigest() in {row["detail"]["sha256"] for row in rows}
    assert leaks == []
    assert sum(code == 0 for code in codes) > 0.8 * len(codes)
    trees = [path for top in (case, home, out, spill) for path in top.rglob("*") if path.is_file()]
    logged = {row["detail"].get("sha256") for row in call("export", case, "custody").lines}
    for path in trees:
        data = path.read_bytes()
        if path.name != "sheet.csv":
            assert search(data) == [], path.relative_to(tmp_path) if path.is_relative_to(tmp_path) else path
        if path.parent == out:
            assert hashlib.sha256(data).hexdigest() in logged, path.name
    assert list(spill.iterdir()) == []


def test_the_search_finds_a_value_in_every_dress():
    """What the trace says nothing of would be found: a value put into each dress, compressed and not."""
    one = person(random.Random(SEED))
    search = Search(one.values())
    for value in one.values():
        for dress in dresses(value):
            if len(dress) > 5:
                assert search(b"<" + dress + b">") == [value]
        assert value in search(gzip.compress(f"[{value}]".encode()))
        assert value in search(zlib.compress(f"[{value}]".encode()))
    for pad in range(3):
        assert one.bank in search(base64.b64encode(b"x" * pad + one.bank.encode() + b"yz"))
