"""Custody through the real commands: stated with ``add``, stated later, attached, compared, stamped, listed."""

import csv
import hashlib
import io
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "seal"))
from authority import OPENSSL, Authority, needs_openssl

from doxdocket.desk.accounts.evidence import LABELS, SOURCES

WITNESS = "见证人无名氏"
MAPPING = (
    'table: 1\nfile: csv\nencoding: utf-8\ndelimiter: ","\nheader: 1\nplatform: qq\nchannel: 某群\n'
    "columns: {id: none, text: 内容, time: 时间}\ntime: {format: '%Y-%m-%d', zone: Asia/Shanghai}\n"
)


@pytest.fixture
def case(call, tmp_path, invented):
    assert call("init", tmp_path / "c", "--officer", "张三", "--officer", "李四", "--one-key").code == 0
    invented.export(tmp_path / "x")
    (tmp_path / "x" / "photo.jpg").write_bytes(b"\xff\xd8invented")
    return tmp_path / "c"


def rows(call, case, table="sources"):
    said = call("export", case, table)
    assert said.code == 0, said.err
    return said.lines


def whole(call, case, folder):
    return call(
        "add", case, folder, "--officer", "张三", "--officer", "李四", "--origin", "公安机关移送", "--captured-at", "2024-03-01",
        "--method", "online", "--place", "某市", "--account", "@example", "--witness", WITNESS, "--holder", "某平台",
        "--video", "录像1", "--no-seizure", "介质在境外", "--overseas", "服务器在境外，网络在线提取", "--note", "备注",
    )  # fmt: skip


def test_what_is_stated_with_add_is_in_the_list(call, case, tmp_path):
    said = whole(call, case, tmp_path / "x")
    assert said.code == 0, said.err
    assert "还缺" not in said.out
    one = rows(call, case)[0]
    assert tuple(one) == SOURCES
    assert (one["no"], one["witness"], one["officers"]) == (1, [WITNESS], ["张三", "李四"])
    assert (one["method"], one["overseas"], one["account"]) == ("online", "服务器在境外，网络在线提取", "@example")
    assert one["lacking"] == []
    assert one["modified_at"]
    assert one["accessed_at"]
    assert call("verify", case).out.startswith("完整性：没有发现改动。\n形式上的缺口（法发〔2016〕22号）：没有。\n")


def test_who_says_something_of_a_source_is_not_who_took_it(call, case, tmp_path):
    assert whole(call, case, tmp_path / "x").code == 0
    assert call("describe", case, "1", "--place", "某县", "--officer", "张三").code == 0
    (one,) = [row for row in rows(call, case) if row["no"] == 1]
    assert one["officers"] == ["张三", "李四"]
    assert rows(call, case, "statements")[-1]["officer"] == "张三"
    assert call("describe", case, "1", "--taken-by", "张三", "--taken-by", "王五", "--by", "张三").code == 0
    assert rows(call, case)[0]["officers"] == ["张三", "王五"]


def test_what_is_lacking_is_named_with_its_article_and_stops_nothing(call, case, tmp_path):
    said = call("add", case, tmp_path / "x", "--method", "print", "--json")
    assert said.code == 0
    assert {lack["code"]: lack["article"] for lack in said.json["lacks"]} == {
        "officers": 7, "origin": 9, "captured_at": 14, "place": 14, "last_resort": 10, "witness": 15, "holder": 14,
    }  # fmt: skip
    assert all(lack["files"] == 2 for lack in said.json["lacks"])
    told = call("add", case, tmp_path / "x", LANG="en").out
    assert "a witness, or a video and a note (art. 15, --witness)" in told
    assert "can be cured (法发〔2016〕22号, art. 27)" in told


def test_add_says_what_each_file_is_taken_for(call, case, tmp_path):
    said = call("add", case, tmp_path / "x", "--json").json["files"]
    assert {f["path"]: f["form"] for f in said}["result.json"] == "tdesktop_json"
    assert "→ tdesktop_json（" in call("add", case, tmp_path / "x").out


def test_a_known_file_says_which_statements_are_new(call, case, tmp_path):
    call("add", case, tmp_path / "x", "--origin", "公安")
    said = call("add", case, tmp_path / "x", "--origin", "别处", "--method", "transfer", "--chat", "某私聊", "--json")
    assert {tuple(f["stated"]) for f in said.json["files"]} == {("chats", "method")}
    assert "新记明：place" in call("add", case, tmp_path / "x", "--place", "某市").out
    assert {r["origin"] for r in rows(call, case)} == {"公安"}


@pytest.mark.parametrize(
    "words",
    [["--method", "magic"], ["--form", "magic"], ["--mapping", "none.yaml"], ["--captured-at", "yesterday"]],
)
def test_what_cannot_be_stated_is_a_wrong_call_and_nothing_is_taken(call, case, tmp_path, words):
    said = call("add", case, tmp_path / "x", *words)
    assert (said.code, rows(call, case)) == (2, [])


def test_a_mapping_is_kept_as_it_says(call, case, tmp_path, home, monkeypatch):
    (tmp_path / "m.yaml").write_text(MAPPING, encoding="utf-8")
    assert call("add", case, tmp_path / "x", "--mapping", tmp_path / "m.yaml", "--form", "kept").code == 0
    from doxdocket.cli.opening import open_case
    from doxdocket.law import strict_yaml

    monkeypatch.setenv("DOXDOCKET_HOME", str(home))
    with open_case(str(case)) as opened:
        source = opened.sources()[0]
    assert source.settings == {"mapping": strict_yaml.load(tmp_path / "m.yaml")}
    assert source.form == "kept"


@pytest.mark.parametrize("text", ["a: no\n", "- a\n", "", "a: 1\na: 2\n", "a: [\n"])
def test_a_mapping_that_is_none_is_said(call, case, tmp_path, text):
    (tmp_path / "m.yaml").write_text(text, encoding="utf-8")
    assert call("add", case, tmp_path / "x", "--mapping", tmp_path / "m.yaml").code == 2
    (tmp_path / "m.yaml").write_bytes(b"a: \xff\xfe\n")
    assert call("add", case, tmp_path / "x", "--mapping", tmp_path / "m.yaml").code == 2


class TestDescribe:
    @pytest.fixture(autouse=True)
    def _added(self, call, case, tmp_path):
        call("add", case, tmp_path / "x", "--origin", "公安")

    def test_states_corrects_and_withdraws(self, call, case):
        sha256 = rows(call, case)[0]["sha256"]
        said = call("describe", case, sha256[:12], "--place", "甲地", "--witness", "王", "--by", "张三", "--json")
        assert said.json["changed"] == ["place", "witness"]
        call(
            "describe",
            case,
            "1",
            "--place",
            "乙地",
            "--origin",
            "检察院",
            "--taken-by",
            "丁",
            "--taken-by",
            "戊",
            "--by",
            "李四",
        )
        call("describe", case, "1", "--place", "", "--witness", "", "--by", "李四")
        one, other = rows(call, case)
        assert (one["place"], one["witness"], one["origin"], one["officers"]) == (None, None, "检察院", ["丁", "戊"])
        assert (other["origin"], other["place"]) == ("公安", None)
        found = rows(call, case, "statements")
        assert [(s["officer"], s["was"].get("taking", {}).get("place")) for s in found] == [
            ("张三", None), ("李四", "甲地"), ("李四", "乙地")]  # fmt: skip
        assert found[1]["was"]["officers"] == []  # `add` named nobody, and who says something did not take it
        again = call("describe", case, "1", "--taken-by", "己", "--by", "李四")
        assert again.code == 0, again.err
        assert rows(call, case, "statements")[-1]["was"]["officers"] == ["丁", "戊"]
        assert call("verify", case).code == 0

    def test_of_all_and_without_words_it_shows(self, call, case):
        assert (
            call("describe", case, "--all", "--place", "甲地", "--by", "张三", "--json").json["sources"][1]["stated"][
                "place"
            ]
            == "甲地"
        )
        shown = call("describe", case, "2")
        assert "place: 甲地" in shown.out
        assert "还缺" in shown.out
        assert len(rows(call, case, "statements")) == 2

    def test_names_of_private_chats_are_counted_only(self, call, case):
        said = call("describe", case, "1", "--chat", "某私聊甲", "--chat", "乙", "--by", "张三", "--json")
        assert said.code == 0, said.err
        assert said.json["sources"][0]["stated"]["chats"] == 2
        assert "某私聊甲" not in said.out + call("export", case, "statements").out + call("export", case, "sources").out

    @pytest.mark.parametrize("words", [[], ["0"], ["3"], ["99"], ["abcdef"], ["zzzzzzzzz"], ["--all", "--method", "x"]])
    def test_what_names_no_one_source(self, call, case, words):
        assert call("describe", case, *words).code == 2
        assert rows(call, case, "statements") == []

    def test_one_that_is_unknown_stops_all(self, call, case):
        assert call("describe", case, "1", "9", "--place", "x").code == 2
        assert rows(call, case)[0]["place"] is None


class TestAttach:
    @pytest.fixture(autouse=True)
    def _added(self, call, case, tmp_path):
        whole(call, case, tmp_path / "x")
        (tmp_path / "译文.txt").write_text("译文", encoding="utf-8")

    def attach(self, call, case, tmp_path, *words, to="1"):
        return call("attach", case, to, tmp_path / "译文.txt", "--by", "张三", *words)

    def test_a_translation_carries_its_translator(self, call, case, tmp_path):
        said = self.attach(call, case, tmp_path, "--as", "translation", "--translator", "赵六", "--language", "en")
        assert said.code == 0, said.err
        [one] = rows(call, case, "attachments")
        assert (one["kind"], one["translator"], one["language"], one["name"]) == (
            "translation",
            "赵六",
            "en",
            "译文.txt",
        )
        first, _, third = rows(call, case)
        assert (first["attachments"], one["source"], one["attached"]) == (["A0001"], first["sha256"], third["sha256"])
        assert (third["form"], third["lacking"]) == ("attachment", [])
        assert (
            "以前已经附过"
            in self.attach(call, case, tmp_path, "--as", "translation", "--translator", "赵六", "--language", "en").out
        )
        assert call("verify", case).out.startswith("完整性：没有发现改动。\n形式上的缺口（法发〔2016〕22号）：没有。\n")

    def test_to_the_whole_case(self, call, case, tmp_path):
        assert self.attach(call, case, tmp_path, "--as", "record", "--note", "笔录1", to="case").code == 0
        assert [(a["source"], a["note"]) for a in rows(call, case, "attachments")] == [(None, "笔录1")]

    @pytest.mark.parametrize(
        "words", [["--as", "translation"], ["--as", "translation", "--translator", "赵六"], ["--as", "magic"], []]
    )
    def test_what_cannot_be_attached_so(self, call, case, tmp_path, words):
        assert self.attach(call, case, tmp_path, *words).code == 2
        assert (rows(call, case, "attachments"), len(rows(call, case))) == ([], 2)

    def test_folders_links_nothing_and_a_file_to_itself(self, call, case, tmp_path):
        (tmp_path / "link").symlink_to(tmp_path / "译文.txt")
        for name in ("x", "link", "none", "x/photo.jpg"):
            to = "1" if name.endswith("jpg") else "2"
            assert call("attach", case, to, tmp_path / name, "--as", "other", "--by", "张三").code == 2
        assert rows(call, case, "attachments") == []

    def test_what_is_attached_is_not_read_for_posts(self, call, case, tmp_path, invented):
        copy = invented.export(tmp_path / "second", name="另一频道", chat=1850002)
        assert call("attach", case, "case", copy / "result.json", "--as", "other", "--by", "张三").code == 0
        call("run", case)
        assert len({p["channel_id"] for p in rows(call, case, "posts")}) == 1


class TestHashes:
    @pytest.fixture(autouse=True)
    def _added(self, call, case, tmp_path):
        whole(call, case, tmp_path / "x")

    def test_a_list_that_agrees(self, call, case, tmp_path):
        lines = [f"{hashlib.md5(p.read_bytes()).hexdigest()}  {p.name}\n" for p in sorted((tmp_path / "x").iterdir())]
        (tmp_path / "list.md5").write_text("".join(lines))
        said = call("hashes", case, tmp_path / "list.md5", "--by", "张三", "--json")
        assert (said.code, said.json["matched"], said.json["different"]) == (0, 2, 0)
        assert (said.json["unlisted"], said.json["legacy"], said.json["shape"]) == (0, ["md5"], "sums")
        sources = rows(call, case)
        assert [s["md5"] for s in sources] == [line[:32] for line in lines] + [None]
        assert sources[0]["hash_lists"] == ["L0001:matched"]
        assert [a["kind"] for a in rows(call, case, "attachments")] == ["hash-list"]
        assert {r["verdict"] for r in rows(call, case, "hash_lists")} == {"matched"}
        assert "附加值" in call("hashes", case, tmp_path / "list.md5").out
        assert call("verify", case).code == 0

    def test_a_list_that_does_not(self, call, case, tmp_path):
        (tmp_path / "list.csv").write_text(
            f"文件名,SHA256\nresult.json,{'0' * 64}\nother.json,{'1' * 64}\n", encoding="gb18030"
        )
        said = call("hashes", case, tmp_path / "list.csv", LANG="en")
        assert said.code == 1
        assert "! 2  result.json  sha256  differs from" in said.out
        assert "0 agree, 1 differ, 1 not in the case; 1 file(s) of the case not listed" in said.out
        found = [(r["line"], r["verdict"]) for r in rows(call, case, "hash_lists")]
        assert found == [(2, "different"), (3, "absent"), (None, "unlisted")]

    def test_a_name_in_chinese_is_told_once_the_case_has_been_run(self, call, case, tmp_path):
        """Names are held against those that the case seals, which is read from the open case."""
        assert call("run", case).code == 0
        (tmp_path / "x" / "现场照片.bin").write_bytes(b"1")
        assert call("add", case, tmp_path / "x").code == 0
        (tmp_path / "list.txt").write_text(f"{'0' * 64}  现场照片.bin\n", encoding="utf-8")
        said = call("hashes", case, tmp_path / "list.txt")
        assert (said.code, "现场照片.bin" in said.out) == (1, True), said.err

    def test_what_is_no_list_is_not_taken_in(self, call, case, tmp_path):
        (tmp_path / "no.txt").write_text("nothing\n")
        (tmp_path / "large").touch()
        with (tmp_path / "large").open("r+b") as stream:
            stream.truncate(65 << 20)
        for name in ("no.txt", "large", "none", "x"):
            assert call("hashes", case, tmp_path / name).code == 2
        assert len(rows(call, case)) == 2

    def test_many_that_differ_are_not_all_printed(self, call, case, tmp_path):
        for n in range(30):
            (tmp_path / "x" / f"{n}.bin").write_bytes(bytes([n]))
        call("add", case, tmp_path / "x")
        (tmp_path / "list.txt").write_text("".join(f"{n:064x}  {n}.bin\n" for n in range(30)))
        said = call("hashes", case, tmp_path / "list.txt")
        assert said.out.count("与卷内不同") == 20
        assert "另有 10 行" in said.out


@needs_openssl
class TestTimestamp:
    @pytest.fixture
    def tsa(self, tmp_path):
        return Authority(tmp_path / "tsa")

    @pytest.fixture(autouse=True)
    def _added(self, call, case, tmp_path):
        whole(call, case, tmp_path / "x")

    def test_from_request_to_a_check_by_others(self, call, case, tmp_path, tsa):
        asked = [call("timestamp", "request", case, *words, "-o", tmp_path / f"{n}.tsq", "--by", "张三", "--json").json
                 for n, words in enumerate(([], ["1"], ["--bag"]))]  # fmt: skip
        assert [a["subject"].partition(":")[0] for a in asked] == ["head", "source", "bag"]
        assert asked[1]["imprint"] == rows(call, case)[0]["sha256"]
        assert call("timestamp", "list", case).out.count("未回") == 3
        for n in range(3):
            (tmp_path / f"{n}.tsr").write_bytes(tsa.answer((tmp_path / f"{n}.tsq").read_bytes()))
            root = ["--root", tsa.home / "root.pem"] if n else []
            said = call("timestamp", "attach", case, tmp_path / f"{n}.tsr", *root, "--by", "张三")
            assert said.code == 0, said.err
            assert ("未核根证书" in said.out) is (n == 0)
        stamps = call("timestamp", "list", case, "--json").json["stamps"]
        assert [s["status"] for s in stamps] == ["unanchored", "anchored", "anchored"]
        assert rows(call, case, "time_stamps") == stamps
        assert call("verify", case).code == 0
        saved = call("timestamp", "save", case, "T0003", tmp_path / "out", "--json").json["files"]
        assert saved == ["T0003-3.pem", "T0003-3.tsr", "T0003.tsq", "tagmanifest-sha256.txt"]
        words = [
            OPENSSL,
            "ts",
            "-verify",
            "-data",
            "tagmanifest-sha256.txt",
            "-in",
            "T0003-3.tsr",
            "-CAfile",
            "T0003-3.pem",
        ]
        done = subprocess.run(words, cwd=tmp_path / "out", capture_output=True, text=True, check=False)
        assert "Verification: OK" in done.stdout

    def test_an_answer_that_does_not_hold_is_exit_1(self, call, case, tmp_path, tsa):
        call("timestamp", "request", case, "-o", tmp_path / "a.tsq")
        answer = tsa.answer((tmp_path / "a.tsq").read_bytes())
        (tmp_path / "bad.tsr").write_bytes(answer[:-1] + bytes([answer[-1] ^ 1]))
        said = call("timestamp", "attach", case, tmp_path / "bad.tsr", "--json")
        assert (said.code, said.error["message_zh"][:8]) == (1, "时间戳回执没有通"[:8])
        assert call("timestamp", "list", case, "--json").json["stamps"][0]["status"] == "pending"


def test_wrong_calls_of_timestamp(call, case, tmp_path):
    whole(call, case, tmp_path / "x")
    (tmp_path / "there.tsq").touch()
    (tmp_path / "large").write_bytes(bytes((1 << 20) + 1))
    for words in (
        ["request", case, "-o", tmp_path / "there.tsq"], ["request", case, "-o", tmp_path / "no" / "x.tsq"],
        ["request", case, "1", "--bag", "-o", tmp_path / "x.tsq"], ["request", case, "7", "-o", tmp_path / "x.tsq"],
        ["attach", case, tmp_path / "none"], ["attach", case, tmp_path / "large"], ["save", case, "T0009", tmp_path / "o"],
    ):  # fmt: skip
        assert call("timestamp", *words).code == 2, words
    assert call("timestamp", "list", case).out.strip() == "没有时间戳请求。"


def test_the_list_of_evidence_as_it_is_printed(call, case, tmp_path):
    whole(call, case, tmp_path / "x")
    for lang, name in ((0, "zh"), (1, "en")):
        said = call("export", case, "sources", "--format", "csv", "--labels", "--lang", name)
        head, first, second = csv.reader(io.StringIO(said.out.removeprefix("\ufeff")))
        assert head == [LABELS[column][lang] for column in SOURCES]
        one, other = (dict(zip(SOURCES, row, strict=True)) for row in (first, second))
        assert one["category"] == ("电子文件（文档、图片、音视频）", "files (documents, pictures, sound, video)")[lang]
        assert other["method"] == ("网络在线提取", "online extraction")[lang]
        assert other["form"].startswith("Telegram Desktop")
        assert (other["format"], other["officers"]) == ("json", "张三、李四")
    required = ("编号", "名称", "类别", "文件格式", "来源", "账号", "SHA-256", "SM3", "提取人", "见证人", "备注")
    assert set(required) <= {zh for zh, _ in LABELS.values()}
    assert any(zh.startswith("大小") for zh, _ in LABELS.values())


@pytest.mark.parametrize(
    "words", [["sources"], ["custody", "--format", "csv"], ["sources", "--format", "parquet", "-o", "x"]]
)
def test_labels_are_for_the_printed_list_alone(call, case, words):
    told = call("export", case, *words, "--labels")
    assert told.code == 2
    assert ("--format csv" in told.err) == ("csv" not in words)


def test_no_name_of_a_person_is_in_the_custody_log_or_a_file_name(call, case, tmp_path):
    whole(call, case, tmp_path / "x")
    call("describe", case, "--all", "--holder", "持有人无名氏", "--by", "张三")
    said = call("export", case, "custody").out
    assert WITNESS not in said
    assert "持有人无名氏" not in said
    for path in case.rglob("*"):
        assert "无名氏" not in path.name
        assert path.is_dir() or "无名氏".encode() not in path.read_bytes()
