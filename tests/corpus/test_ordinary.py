"""Ordinary text: what is an item, where items come from, what counts as claimed, and the list of those that do disclose somebody."""

import hashlib
import json
import os
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from tools import corpus, ordinary

from doxdocket.law.kinds import kinds

sys.path.insert(0, str(corpus.ROOT.parent / "bench"))
import ordinary as command


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_text_is_one_item_of_the_first_source_that_has_it():
    got = list(ordinary.items([("a", ["今天下雨", " 今天下雨\n", "嗯", "长" * 2001]), ("b", ["今天下雨", "明天也下"])]))
    assert got == [
        ordinary.Item("a", "今天下雨", digest("今天下雨")),
        ordinary.Item("b", "明天也下", digest("明天也下")),
    ]


def test_half_of_the_digests_are_kept_from_whoever_makes_rules():
    sides = {d: ordinary.Item("a", "", d + "0" * 63).side for d in "0123456789abcdef"}
    assert sides == {d: "open" if d < "8" else "kept" for d in sides}


def read(source: str, data: Path | None = None, root: Path = Path("/nowhere")) -> list[str]:
    return list(ordinary.sources(data, data, root)[source]())


def test_comments_and_sentences_are_read_from_public_data(tmp_path):
    for name in ("cold", "uner"):
        (tmp_path / name).mkdir()
    (tmp_path / "cold/dev.csv").write_text("\ufeff,split,TEXT\n1,dev,今天下雨\n", encoding="utf-8")
    (tmp_path / "uner/dev.iob2").write_text("# sent_id = 1\n# text = 桥在城西。\n1\t桥\tO\n", encoding="utf-8")
    assert (read("cold", tmp_path), read("uner", tmp_path)) == (["今天下雨"], ["桥在城西。\n"])


def test_posts_of_captures_are_read_and_a_damaged_one_stops_nothing(tmp_path):
    messages = [{"id": 1, "type": "message", "date": "2023-01-01T00:00:00", "date_unixtime": "1672531200", "from": "频道",
                 "from_id": "channel1", "text": "今天下雨", "text_entities": []}]  # fmt: skip
    export = json.dumps({"name": "频道", "type": "public_channel", "id": 1, "messages": messages}, ensure_ascii=False)
    (tmp_path / "a.json").write_text(export[: len(export) // 2], encoding="utf-8")
    (tmp_path / "b.json").write_text(export, encoding="utf-8")
    assert "今天下雨" in read("samples", tmp_path)


def test_documentation_is_read_by_paragraph_without_what_lists_authors(tmp_path):
    doc = tmp_path / "usr/share/doc/p"
    doc.mkdir(parents=True)
    for name in ("AUTHORS.md", "changelog.txt", "copyright.txt", "LICENSE.txt"):
        (doc / name).write_text("柏安")
    (doc / "README.md").write_text("one\nline\n \ntwo")
    (doc / "METADATA").write_text("Author: 柏安\n\nbody")
    (doc / "m.py").write_text('"""Module."""\nx = """no docstring"""\ndef f():\n    """Says.\n\n    More."""\n')
    (doc / "m.pm").write_text(
        "my $code;\n\n=head1 NAME\n\nm - does\n\n=head1 AUTHORS\n\n=item 柏安\n\n=head2 Use\n\n=over\n\nsaid\n\n=cut\n\ncode\n"
    )
    (doc / "broken.py").write_text("def")
    got = [text.strip() for text in read("system", root=tmp_path)]
    assert [text for text in got if text] == [
        "body",
        "one\nline",
        "two",
        "m - does",
        "said",
        "Module.",
        "Says.",
        "More.",
    ]


def test_translations_are_read_without_the_head_that_names_translators(tmp_path):
    folder = tmp_path / "usr/share/locale/zh_CN"
    folder.mkdir(parents=True)
    pairs = [("", "Last-Translator: 柏安"), ("%d file\0%d files", "%d 个文件"), ("open", "打开")]
    at, table, strings = 28 + 16 * len(pairs), [], b""
    for column in (0, 1):
        for pair in pairs:
            raw = pair[column].encode()
            table += [len(raw), at + len(strings)]
            strings += raw + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    (folder / "p.mo").write_bytes(head + struct.pack(f"<{len(table)}I", *table) + strings)
    assert read("translations", root=tmp_path) == ["%d 个文件", "打开"]


@pytest.mark.parametrize(
    ("seen", "of", "limit"), [(0, 10, 0.3085), (1, 10, 0.4450), (5, 100, 0.1128), (10, 10, 1), (0, 100_000, 0.0000369)]
)
def test_the_upper_limit_is_that_of_clopper_and_pearson(seen, of, limit):
    assert ordinary.at_most(seen, of) == pytest.approx(limit, rel=1e-3)


def counted(known=()) -> dict:
    found = {"甲甲甲": ["name"], "乙乙乙": ["age"], "丙丙丙": [], "丁丁丁": None}
    items = ordinary.items([("a", list(found))])
    return command.measured(items, found.get, lambda text: text != "丙丙丙", known).rows()["a"]["both"]


def test_soft_kinds_claim_only_among_all_kinds_and_a_stopped_item_claims_nothing():
    got = counted()
    assert [got[name] for name in ("items", "passed", "stopped", "claims", "claims, all kinds")] == [4, 3, 1, 1, 2]
    assert (got["claims, per 100,000"], got["claims, at most"]) == (25_000, 80_588.0)


def test_an_item_of_the_list_is_no_wrong_claim_and_no_item_that_could_be_one():
    got = counted({digest("甲甲甲"), digest("丙丙丙")})
    assert [got[name] for name in ("disclose", "disclose, claimed", "claims", "claims, all kinds")] == [2, 1, 0, 1]
    assert got["claims, all kinds, per 100,000"] == 50_000


def test_a_draw_is_the_same_each_time_and_no_text_is_told_unasked():
    items = list(ordinary.items([("a", [f"第{n}条消息" for n in range(9)])]))
    assert command.drawn(items, 3) == command.drawn(items[::-1], 3)
    one = items[0]
    assert command.line(one, ["name"], None) == f"{one.digest}\ta\t{one.side}\tname"
    assert one.text in command.line(one, [], one.side)
    assert one.text not in command.line(one, [], "open" if one.side == "kept" else "kept")


def test_the_list_holds_digests_in_order_with_known_words_and_no_text():
    rows = ordinary.LIST.read_text(encoding="utf-8").splitlines()[1:]
    assert rows == sorted(set(rows))
    for digest_, source, kind, reason in (row.split("\t") for row in rows):
        assert re.fullmatch(r"[0-9a-f]{64}", digest_)
        assert (source in ordinary.NAMES, kind in kinds(), reason in ordinary.REASONS) == (True, True, True)
    assert len(ordinary.known()) == len(rows)


def ran(*words: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DOXDOCKET_")}
    return subprocess.run([sys.executable, "bench/ordinary.py", *words], cwd=corpus.ROOT.parent, env=clean, capture_output=True, text=True, check=False)  # fmt: skip


@pytest.mark.whole
def test_the_command_measures_what_is_there_and_says_what_is_not(tmp_path):
    (tmp_path / "cold").mkdir()
    (tmp_path / "cold/dev.csv").write_text("TEXT\n姓名：韩知予 电话：17806401357\n今天下雨\n", encoding="utf-8")
    done = ran("--data", str(tmp_path), "--sources", "cold,uner", "--json")
    told = json.loads(done.stdout)
    assert (told["sources"]["cold"]["both"]["items"], told["sources"]["all"]["both"]["claims"]) == (2, 1)
    assert told["kinds"] == {"name": 1, "phone_number": 1}
    assert "not measured: uner" in done.stderr
    assert ran("--sources", "cold").returncode == 1
    assert ran("--sources", "news").returncode == 2


def test_what_is_on_this_machine_holds_the_items_of_the_list():
    data, samples = (os.environ.get(f"DOXDOCKET_{name}") for name in ("DATA", "SAMPLES"))
    here = ordinary.sources(Path(data) if data else None, Path(samples) if samples else None)
    if not {"cold", "samples"} <= set(here):
        pytest.skip("DOXDOCKET_DATA and DOXDOCKET_SAMPLES name no public data")
    seen = {one.digest for one in ordinary.items((name, here[name]()) for name in ("cold", "samples"))}
    assert {row.digest for row in ordinary.known().values() if row.source in {"cold", "samples"}} <= seen
