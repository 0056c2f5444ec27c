"""Channels without a case: who exposes stands first, whatever the files are packed in, and nothing of anybody is kept or printed."""

import gzip
import json
import re
import shutil
import sys
import zipfile
from collections import defaultdict
from functools import partial
from itertools import islice

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from doxdocket import parse
from doxdocket.cli import root
from doxdocket.engine.pool import Died, Pool
from doxdocket.errors import Unreadable
from doxdocket.intake.member import Limits
from doxdocket.intake.record import CODES
from doxdocket.records import POSTS
from doxdocket.scan import answers, channel_counts, files, parquet, running
from doxdocket.scan.score import score

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

QUIET = lambda *_: None  # noqa: E731
CORE = {"telegram:channel:1999000101", "telegram:channel:1999000202", "telegram:channel:1999000303"}


@pytest.fixture(scope="module")
def captured(small_case, tmp_path_factory):
    """The exports of the rehearsal's first captures: one folder a channel, without their pictures."""
    here = tmp_path_factory.mktemp("captured")
    for file in (small_case.folder / "captures" / "first").rglob("result.json"):
        to = here / file.parent.name / "result.json"
        to.parent.mkdir()
        shutil.copy(file, to)
    return here


@pytest.fixture(scope="module")
def scanned(captured, tmp_path_factory):
    """Its answer, and the folder of the scan."""
    to = tmp_path_factory.mktemp("scan")
    done = CliRunner().invoke(root, ["scan", str(captured), "--to", str(to), "--json"])
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout), to


@pytest.fixture(autouse=True)
def _one_process(monkeypatch):
    """The command above has workers of its own, as in use; what comes after counts here."""
    monkeypatch.setattr(running, "Pool", partial(Pool, 1))


def test_channels_that_expose_stand_before_all_others(scanned):
    told, _ = scanned
    order = [row["channel"] for row in told["channels"]]
    assert {*order} >= CORE
    assert len(order) > len(CORE)
    assert {*order[: len(CORE)]} == CORE
    first, last = told["channels"][0], told["channels"][-1]
    assert first["profiles"] > 10 > last["profiles"]
    assert first["score"] == pytest.approx(sum(part["points"] for part in first["parts"].values()), abs=0.05)


def test_posts_are_those_of_the_files(scanned, captured):
    told, _ = scanned
    held = defaultdict(set)
    for file in captured.rglob("result.json"):
        with file.open("rb") as stream:
            for part in parse.parse(stream, "0" * 64, "tdesktop_json"):
                for row in part.batch.to_pylist() if part.table == "posts" else ():
                    held[row["channel_id"]].add(row["post_id"])
    assert {row["channel"]: row["posts"] for row in told["channels"]} == {
        channel: len(posts) for channel, posts in held.items()
    }


def test_nothing_that_a_post_says_is_kept_or_printed(scanned, small_case):
    """Neither identity numbers nor telephones of the captures, in any file of the scan."""
    told, to = scanned
    text = "".join(f.read_text("utf-8") for f in (small_case.folder / "captures" / "first").rglob("result.json"))
    values = set(re.findall(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dX])(?!\d)", text))
    assert len(values) > 20
    kept = json.dumps(told, ensure_ascii=False) + "".join(
        f.read_text("utf-8") for f in to.iterdir() if f.suffix != ".xlsx"
    )
    with zipfile.ZipFile(to / "scan.xlsx") as book:
        kept += "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    assert not [one for one in values if one in kept]


def test_a_scan_goes_on_where_it_was(scanned, captured, tmp_path, monkeypatch):
    """What was read is not read again, and what is new is added; equal to a scan at once."""
    told, _ = scanned
    half = tmp_path / "half"
    half.mkdir()
    for folder in sorted(captured.iterdir())[:3]:
        shutil.copytree(folder, half / folder.name)
    to = tmp_path / "to"
    to.mkdir()
    running.run([str(half)], to, QUIET)
    for folder in sorted(captured.iterdir())[3:]:
        shutil.copytree(folder, half / folder.name)
    read, real = [], running.files.opened
    monkeypatch.setattr(running.files, "opened", lambda path, name: read.append(name) or real(path, name))
    scan = running.run([str(half)], to, QUIET)
    assert len(read) == len(list(captured.iterdir())) - 3
    assert {row["channel"]: row["dossiers"] for row in told["channels"]} == {
        i: c.counts["dossiers"] for i, c in scan.channels.items()
    }


def test_packed_files_count_as_plain_ones_and_a_post_counts_once(scanned, captured, tmp_path):
    told, _ = scanned
    wanted = next(row for row in told["channels"] if row["channel"] == min(CORE))
    plain = next(
        f
        for f in captured.rglob("result.json")
        if json.loads(f.read_text("utf-8"))["id"] == int(min(CORE).rpartition(":")[2])
    )
    files = tmp_path / "files"
    files.mkdir()
    with zipfile.ZipFile(files / "a.zip", "w") as packed:
        packed.write(plain, "x/result.json")
        packed.writestr("x/broken.json", plain.read_bytes()[:5000])
    (files / "b.json.zst").write_bytes(zstd.compress(plain.read_bytes()))
    (files / "c.txt").write_text("nothing of a channel", encoding="utf-8")
    to = tmp_path / "to"
    to.mkdir()
    scan = running.run([str(files)], to, QUIET)
    one = scan.channels[wanted["channel"]]
    assert {name: one.counts[name] for name in ("posts", "dossiers", "profiles")} == {
        name: wanted[name] for name in ("posts", "dossiers", "profiles")
    }
    assert one.files == 3  # what breaks off is read as far as it goes
    assert [(name, why) for some in scan.passed.values() for name, _, why in some] == [
        ("a.zip!/x/broken.json", "1 record left out: the file ends inside this record"),
        ("c.txt", "not a capture of a channel that this program reads"),
    ]


def export(number, name, *posts, kind="private_channel"):
    """A file of Telegram Desktop; of each post its text and what else it says."""
    messages = [
        {"id": n, "type": "message", "date": "2024-02-01T10:00:00", "from": name, "text": text, **more}
        for n, (text, more) in enumerate(posts, 1)
    ]
    return json.dumps({"name": name, "type": kind, "id": number, "messages": messages}, ensure_ascii=False).encode()


class Ahead(Pool):
    """Draws many tasks before it does the first, as workers that are busy do."""

    def each(self, function, tasks):
        drawn = iter(tasks)
        while some := list(islice(drawn, 10)):
            yield from (function(*one) for one in some)


def test_what_breaks_in_the_middle_loses_no_post_that_a_whole_file_holds(tmp_path, monkeypatch):
    """Posts that were read and not yet counted when it broke are counted, or the whole copy would pass them over."""
    monkeypatch.setattr(running, "Pool", Ahead)
    whole = export(1999000777, "甲站", *[("", {"odd": "·" * 300})] * 10_000)
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(whole)[:-500])
    (tmp_path / "b.json").write_bytes(whole)
    to = tmp_path / "to"
    to.mkdir()
    scan = running.run([str(tmp_path)], to, QUIET)
    [one] = scan.channels.values()
    assert one.counts["posts"] == 10_000
    [[(name, _, why)]] = scan.passed.values()
    assert name == "a.json.gz!/a.json"
    assert why == CODES["truncated"].en


def test_a_damaged_member_leaves_those_behind_it(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("1.json", export(1999000777, "甲站", ("一", {})))
        packed.writestr("2.json", export(1999000778, "乙站", ("二", {})))
    data = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(data.replace("甲站".encode(), "丙站".encode()))  # its check sum is another
    with files.opened(tmp_path / "a.zip", "a.zip") as inside:
        assert [(one.name, one.why) for one in inside] == [("a.zip!/1.json", "damaged"), ("a.zip!/2.json", "")]


def test_channels_are_bound_and_nobody_else_is_named(tmp_path):
    """Forwards and promotion between channels; of private chats, other handles, accounts and names of files nothing in clear."""
    here, to = tmp_path / "in", tmp_path / "to"
    here.mkdir()
    to.mkdir()
    forward = {"forwarded_from": "甲站", "forwarded_from_id": "channel1999000777"}
    private = {"forwarded_from": "某人", "forwarded_from_id": "user8600123456"}
    (here / "1.json").write_bytes(export(1999000777, "甲站", ("一", {})))
    (here / "2.json").write_bytes(
        export(
            1999000778,
            "乙站 13800001111",
            ("转", forward),
            ("转", private),
            ("更多内容请关注频道 t.me/Someone_Else", {}),
        )
    )
    (here / "3.json").write_bytes(export(8600123457, "王小明", ("在吗", {}), kind="personal_chat"))
    (here / "张三13800001111.txt").write_text("nothing", encoding="utf-8")
    scan = running.run([str(here)], to, QUIET)
    assert sum(scan.channels["telegram:channel:1999000778"].named.values()) == 1
    told = answers.answer(scan)
    first, second = "telegram:channel:1999000777", "telegram:channel:1999000778"
    assert told["edges"] == [{"source": first, "target": second, "kind": "forward", "weight": 1}]
    kept = (to / running.STATE).read_text("utf-8") + json.dumps(told, ensure_ascii=False)
    assert not [one for one in ("13800001111", "8600123456", "王小明", "someone_else", "张三") if one in kept.lower()]
    (here / "张三13800001111.txt").write_bytes(export(1999000779, "丁站", ("一", {})))
    assert not running.run([str(here)], to, QUIET).passed


def test_with_a_case_counts_of_its_persons_are_told_coarsely_and_the_question_is_on_record(
    captured, small_case, tmp_path
):
    case, home = tmp_path / "case", tmp_path / "home"
    shutil.copytree(small_case.case, case)
    shutil.copytree(small_case.home, home)
    runner = CliRunner(env={"DOXDOCKET_HOME": str(home)})
    small = tmp_path / "small"
    small.mkdir()
    for folder in sorted(captured.iterdir()):
        if (folder / "result.json").stat().st_size < 400_000:
            shutil.copytree(folder, small / folder.name)
    asked = ["scan", str(small), "--to", str(tmp_path / "to"), "--case", str(case), "--officer", "演练甲", "--json"]
    assert runner.invoke(root, asked).exit_code == 2
    done = runner.invoke(root, [*asked, "--reason", "看哪些频道与本案有关"])
    assert done.exit_code == 0, done.stderr
    told = {row["channel"]: row["of_case"] for row in json.loads(done.stdout)["channels"]}
    assert all(one == "<10" or int(one) >= 10 for one in told.values())
    assert any(one != "<10" for one in told.values())
    assert not (tmp_path / "to" / running.STATE).exists()
    log = runner.invoke(root, ["verify", str(case), "--json"])
    assert log.exit_code == 0, log.stderr
    from doxdocket.store.case import Case

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(home))
        with Case.open(case) as opened:
            [row] = opened.custody.rows("scan")
    assert row.detail["reason"] == "看哪些频道与本案有关"
    assert row.actor == "演练甲"


def test_few_posts_prove_little():
    assert 0 < score({"posts": 3, "exposed": 3}).points < score({"posts": 300, "exposed": 300}).points
    assert score({"posts": 0}).points == 0


def channel_of(*texts, batch=512):
    """A channel of these posts, so many counted at once."""
    rows = [{"channel_id": "telegram:channel:1", "post_id": str(n), "text": text} for n, text in enumerate(texts, 1)]
    one = channel_counts.Channel()
    for at in range(0, len(rows), batch):
        posts = channel_counts.fresh(pa.RecordBatch.from_pylist(rows[at : at + batch], POSTS), {"telegram:channel:1": one})  # fmt: skip
        channel_counts.add({"telegram:channel:1": one}, channel_counts.count(posts, bytes(32)))
    return one


def counted(*texts):
    """What these posts of one channel add to it."""
    return channel_of(*texts).counts


def points(*texts, of="exposed"):
    """Points and posts of a part of the score of a channel of these posts."""
    one = channel_of(*texts)
    return score(one.counts | one.linked()).parts[of]


NUMBERED = ("陶若澜 330106185011223351 13900001850", "晏芷汀 330106185803128344 13700001858", "330106186004015671")


@pytest.mark.parametrize("text", [*NUMBERED, "姓名：陶若澜 住址：文殊路18号3栋201室 身份证号：330106185011223351"])
def test_an_identity_number_in_clear_exposes_however_little_stands_beside_it(text):
    """The law asks for no four kinds: what identifies alone does so."""
    assert points(text, "今天天气不错")[1] == 1


def test_a_name_with_a_telephone_or_four_kinds_in_an_advert_expose_nobody():
    """Their person is who wants to be called: of such a channel at most ten points are made, and of a card none."""
    advert = "招聘会计两名，月薪6千，包住，联系人陶若澜 13900001850，地址：浙江省杭州市西湖区文殊路18号，QQ 285011223"
    card, talk = "值班：陶若澜 13900001850", "今天天气不错"
    assert points(card, card) == (0, 0)
    assert channel_of(advert, advert).counts["others"] == 2
    assert 5 < points(*[advert] * 30, of="others")[0] < 10 < points(*NUMBERED[:2], *[talk] * 40)[0]
    assert points("陶若澜 13900001850，家住浙江省杭州市西湖区文殊路18号3栋201室", talk, of="others")[0] > 0


def test_what_identifies_in_combination_exposes_with_conduct_against_the_person():
    card = "陶若澜 13900001850，家住文殊路18号3栋201室"
    assert points(card)[1] == 0
    assert points(f"{card}，大家一起去打爆她的电话！贱人")[1] == 1


@pytest.mark.parametrize("batch", [1, 512])
def test_a_person_exposed_bit_by_bit_is_exposed_by_each_post_that_names_her(batch):
    """Her number in one post, her telephone and her school in others; somebody else's card is none of it."""
    bits = (
        "姓名：陶若澜 身份证号：330106185011223351",
        "姓名：陶若澜 电话：13900001850",
        "姓名：陶 若 澜 QQ：285011223",
    )
    one = channel_of(*bits, "姓名：晏芷汀 电话：13700001858", batch=batch)
    assert (one.linked()["linked"], one.linked()["again"]) == (2, 3)
    assert score(one.counts | one.linked()).parts["exposed"][1] == 3


@pytest.mark.parametrize("batch", [1, 512])
def test_a_call_in_the_next_post_is_conduct_against_who_was_shown(batch):
    call = "上面这个，大家一起去打爆她的电话！"
    one = channel_of(NUMBERED[0], call, "今天天气不错", call, batch=batch)
    assert one.counts["aimed"] == 0
    assert one.linked()["calls"] == 1  # nobody stands before the second


def test_authorities_and_finders_expose_nobody_unless_they_abuse():
    bulletin = (
        "法院公告：失信被执行人陶若澜，身份证号330106185011223351，涉嫌拒不执行判决，已立案侦查，提供线索请联系民警"
    )
    found = "失物招领：捡到身份证一张，陶若澜，330106185011223351，失主请到服务台认领"
    assert points(bulletin, found)[1] == 0
    assert points(f"{found}，大家一起去打爆她的电话！贱人")[1] == 1


def test_an_offer_counts_where_it_names_look_ups_or_where_somebody_is_exposed():
    lookups, other = "代查：户籍 40U，开房 200U，先款，私聊", "提现521U 到账，私聊"
    assert points(lookups, of="offers")[1] == 1
    assert points(other, of="offers")[1] == 0


def test_a_profile_that_is_partly_hidden_is_a_profile_and_a_calling_card_is_none():
    hidden = "姓名：陶** 性别：女 身份证：330106********3352 手机：139****1850 民族：汉族"
    told = counted(hidden, "姓名：陶若澜 电话：13900001850")
    assert (told["dossiers"], told["profiles"]) == (1, 1)  # the hidden one identifies nobody by itself, the card does


def test_a_task_is_an_offer_and_no_conduct_against_a_person():
    task = "姓名：陶若澜 电话：13900001850 去打爆她电话，截图私信领50元，一人限三单"
    told = counted(task)
    assert told["paid_task"] == told["offers"] == 1
    assert channel_counts.AIMED == ("insult", "threat", "incitement")


def test_a_title_hides_the_names_that_posts_of_the_channel_give(tmp_path):
    """Also where the file that gave them is not read again."""
    here, to = tmp_path / "in", tmp_path / "to"
    here.mkdir()
    to.mkdir()
    posts = [(f"姓名：{name} 电话：139000018{n}", {}) for n, name in enumerate(("陶若澜", "晏芷"), 50)]
    (here / "a.json").write_bytes(export(1999000777, "抵制陶若澜（晏芷）", *posts))
    (here / "b.json").write_bytes(export(1999000778, "长" * 800, ("今天天气不错", {})))
    [one, other] = running.run([str(here)], to, QUIET).channels.values()
    assert one.title == "抵制***（***）"
    assert (one.file, len(other.title)) == ("a.json", 60)
    (here / "c.json").write_bytes(export(1999000777, "抵制陶若澜（晏芷）"))
    scan = running.run([str(here)], to, QUIET)
    assert scan.channels["telegram:channel:1999000777"].title == "抵制***（***）"
    told = answers.answer(scan)
    assert "陶若澜" not in (to / running.STATE).read_text("utf-8") + json.dumps(told, ensure_ascii=False)


def test_a_title_that_comes_after_names_that_are_forgotten_is_hidden(tmp_path):
    """Monthly captures into one folder: nobody knows any more whom the posts of last month named."""
    here, to = tmp_path / "in", tmp_path / "to"
    here.mkdir()
    to.mkdir()
    named, quiet = ("姓名：陶若澜 电话：13900001850", {}), ("今天天气不错", {})
    (here / "a.json").write_bytes(export(1999000777, "吃瓜频道", named))
    (here / "b.json").write_bytes(export(1999000778, "天气", quiet))
    assert [one.title for one in running.run([str(here)], to, QUIET).channels.values()] == ["吃瓜频道", "天气"]
    (here / "c.json").write_bytes(export(1999000777, "小陶若澜小群", named))
    (here / "d.json").write_bytes(export(1999000778, "晴天", quiet))
    assert [one.title for one in running.run([str(here)], to, QUIET).channels.values()] == ["***", "晴天"]


def test_a_title_hides_given_names_too_and_all_where_not_all_names_are_kept(tmp_path, monkeypatch):
    here = tmp_path / "in"
    here.mkdir()
    posts = [(f"姓名：{name} 电话：139000018{n}", {}) for n, name in enumerate(("陶若澜", "晏芷汀"), 50)]
    (here / "a.json").write_bytes(export(1999000777, "若澜的日记", *posts))
    for to, title in (("to", "***的日记"), ("full", "***")):
        (tmp_path / to).mkdir()
        [one] = running.run([str(here)], tmp_path / to, QUIET).channels.values()
        assert one.title == title
        monkeypatch.setattr(channel_counts, "MOST", 1)
    assert one.capped
    [row] = answers.answer(running.Scan({"telegram:channel:1": one}))["channels"]
    assert row["capped"]


def test_names_of_files_and_folders_that_may_be_of_somebody_are_hidden_and_told_by_their_digest(tmp_path):
    here, to = tmp_path / "in", tmp_path / "to"
    to.mkdir()
    named = ("姓名：陶若澜 身份证号：330106185011223351", {})
    for n, (file, kind) in enumerate({"陶若澜开盒群/result.json": "private_channel", "和张伟的聊天.json": "private_channel", "zhangwei/result.json": "personal_chat", "ChatExport_2024-01-02/result.json": "private_channel"}.items()):  # fmt: skip
        (here / file).parent.mkdir(parents=True, exist_ok=True)
        (here / file).write_bytes(export(1999000777 + n, "甲站", named, kind=kind))
    told = answers.answer(running.run([str(here)], to, QUIET))
    files = {row["file"] for row in told["channels"]}
    assert "ChatExport_2024-01-02/result.json" in files
    assert f"***/result.json #{channel_counts.mark('陶若澜开盒群/result.json')[:8]}" in files
    kept = (to / running.STATE).read_text("utf-8") + json.dumps(told, ensure_ascii=False)
    assert not [name for name in ("陶若澜", "张伟", "zhangwei") if name in kept]


JEERS = (
    "谁来认领一下这个渣男：{}",
    "我捡到他手机，全是聊天记录，{}，都来看看",
    "{}，我已到派出所报警，法院也立案了，大家都认认这个人",
    "这个{} 骗我感情，已经报案，民警说立案了，法院传票也下了，人肉他",
)
NOTICES = (
    "失信被执行人：{}，杭州市西湖区人民法院（2023）浙0106执15号",
    "寻人启事：{}，请联系派出所",
    "拟录取公示：{} 考生号 1850",
    "本店法人{}，收款账号见下",
    "悬赏公告：{}，涉嫌诈骗，某某公安分局",
    "公告：{}：本院受理原告诉你一案，公告送达起诉状副本",
)


@pytest.mark.parametrize("text", JEERS)
def test_words_of_an_authority_or_a_finder_excuse_no_exposure(text):
    assert points(text.format("陶若澜 身份证330106185011223351"))[1] == 1


@pytest.mark.parametrize("text", NOTICES)
def test_a_notice_exposes_nobody_and_is_listed_with_few_points(text):
    told = text.format("陶若澜，身份证号码330106185011223351")
    assert points(told)[1] == 0
    assert points(told, of="others")[1] == 1


@pytest.mark.parametrize("batch", [1, 512])
def test_a_name_with_a_telephone_exposes_where_the_next_post_calls_against_nobody_else(batch):
    card = "姓名：陶若澜 电话：13900001850"
    call, other = "大家一起去打爆她的电话！", "晏芷汀这个贱人，大家一起去打爆她的电话！"
    one, two = (channel_of(card, text, batch=batch).linked() for text in (call, other))
    assert (one["linked"], one["calls"]) == (1, 1)
    assert (two["linked"], two["calls"]) == (0, 0)


def test_whose_name_it_is_tells_the_person_and_not_the_place():
    """Who informs is named before whom the post exposes."""
    post = "爆料人：李思雨，爆料对象 姓名：陶若澜 身份证号：330106185011223351"
    informant, victim = ([f"姓名：{name} 电话：13900001850"] * 10 for name in ("李思雨", "陶若澜"))
    assert channel_of(post, *informant).linked()["linked"] == 0
    assert channel_of(post, *victim).linked()["again"] == 11


def test_of_one_name_are_never_more_posts_than_expose_and_calls_by_name_are_conduct():
    call = "陶若澜，大家一起去打爆她的电话！"
    one = channel_of("姓名：陶若澜 身份证号：330106185011223351", *[call] * 8)
    told = one.linked()
    assert told["again"] == 1 == score(one.counts | told).parts["exposed"][1]
    assert score(one.counts | told).parts["conduct"][1] == 8


def test_points_stand_with_the_posts_that_earn_them():
    told = score({"posts": 200, "exposed": 1, "others": 150})
    assert told.parts["exposed"][0] == score({"posts": 200, "exposed": 1}).points
    assert told.points == score({"posts": 200, "others": 150}).points == pytest.approx(sum(n for n, _ in told.parts.values()))  # fmt: skip


def test_a_channel_with_a_post_that_counts_is_listed_however_little_it_gives():
    """And of those that are not it is told that none counts."""
    one, idle = channel_of(NUMBERED[0]), channel_of("姓名：晏芷汀 电话：13700001858")
    one.counts["posts"] = 12_001
    told = answers.answer(running.Scan({"telegram:channel:1": one, "telegram:channel:2": idle}))
    assert told["channels"][0]["score"] == 0
    blocks = answers.document(told).blocks
    [table] = [block for block in blocks if hasattr(block, "columns")]
    assert [row["channel"] for row in table.rows] == ["telegram:channel:1"]
    assert any("其中 1 个有能识别到人的贴文（如姓名加电话）而没有一条计分" in str(block) for block in blocks)


def test_equal_digests_of_different_names_are_taken_off():
    one, (cold, _, hot, _) = channel_counts.Channel(), range(4)
    one.marks = {n: (hot, n * 7919 % 65536) for n in range(2000)}
    one.marks |= {n: (cold, n * 104_729 % 65536) for n in range(2000, 20_000)}
    assert one.linked()["linked"] < 100
    one.marks = {n: (hot, n // 4 * 7) for n in range(20_000)}
    assert one.linked()["again"] == 0  # of 20,000 names four have the same two bytes by chance


def test_a_channel_that_shows_persons_of_the_case_is_listed_without_a_score():
    scan = running.Scan({f"telegram:channel:{n}": channel_of("今天天气不错") for n in (1, 2)})
    told = answers.answer(scan)
    for row, n in zip(told["channels"], ("12", "<10"), strict=True):
        row["of_case"] = n
    [table] = [block for block in answers.document(told).blocks if hasattr(block, "columns")]
    assert [row["channel"] for row in table.rows] == ["telegram:channel:1"]


def test_a_folder_that_holds_what_is_to_be_read_is_refused_and_nothing_is_made(tmp_path):
    (tmp_path / "a.json").write_bytes(export(1999000777, "甲站", ("一", {})))
    for paths, to in (
        ([tmp_path], tmp_path),
        ([tmp_path / "a.json"], tmp_path),
        ([tmp_path / "none"], tmp_path / "to"),
    ):
        done = CliRunner().invoke(root, ["scan", *map(str, paths), "--to", str(to)])
        assert done.exit_code == 2
        assert [file.name for file in tmp_path.iterdir()] == ["a.json"]


def test_nothing_is_written_into_a_case(small_case, captured):
    """Nor does a refused comparison leave a folder."""
    runner = CliRunner(env={"DOXDOCKET_HOME": str(small_case.home)})
    done = runner.invoke(root, ["scan", str(captured), "--to", str(small_case.case / "scan")])
    assert done.exit_code == 2
    assert not (small_case.case / "scan").exists()
    asked = runner.invoke(root, ["scan", str(captured), "--to", str(captured / "out"), "--case", str(small_case.case)])
    assert asked.exit_code == 2
    assert not (captured / "out").exists()


def test_parquet_is_counted_as_the_same_posts_in_another_form(tmp_path):
    """By the names of its columns; in an archive, or without such columns, it is named."""
    here, to = tmp_path / "in", tmp_path / "to"
    here.mkdir()
    to.mkdir()
    texts = [
        "姓名：陶若澜 电话：13900001850 身份证号：330106185011223352 住址：文殊路18号",
        "今天天气不错",
        None,
        "更多内容请关注频道 t.me/Someone_Else",
    ]
    table = pa.table(
        {"message_id": [1, 2, 3, 4], "peer_id": [{"channel_id": 1999000777}] * 4, "message": texts, "views": [5] * 4}
    )
    pq.write_table(table, here / "a.parquet", row_group_size=2)
    (here / "b.json").write_bytes(export(1999000777, "甲站", *((text, {}) for text in texts if text)))
    pq.write_table(pa.table({"id": [1], "n": [2]}), here / "c.parquet")
    with zipfile.ZipFile(here / "d.zip", "w") as packed:
        packed.write(here / "a.parquet", "a.parquet")
    (here / "e.parquet").write_bytes((here / "a.parquet").read_bytes()[:-60])
    scan = running.run([str(here)], to, QUIET)
    assert set(scan.channels) == {"telegram:channel:1999000777"}
    [one] = scan.channels.values()
    assert (one.counts["posts"], one.counts["dossiers"], one.files) == (4, 1, 2)  # number 3 is of the export
    assert [name for some in scan.passed.values() for name, *_ in some] == [
        "c.parquet",
        "d.zip!/a.parquet",
        "e.parquet",
    ]
    assert [why for some in scan.passed.values() for _, _, why in some][-1] == CODES["damaged"].en


def test_a_parquet_whose_columns_take_more_than_a_container_may_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.parquet"
    texts = pa.table({"id": range(1000), "text": ["一" * 100] * 1000})
    pq.write_table(texts, path, use_dictionary=False, compression="zstd")
    with path.open("rb") as stream:
        assert [part.batch.num_rows for part in parquet.parse(stream, "a") if part.table == "posts"] == [1000]
    monkeypatch.setattr(parquet, "Limits", partial(Limits, total=1000, ratio=1))
    with path.open("rb") as stream, pytest.raises(Unreadable):
        list(parquet.parse(stream, "a"))


def test_two_scans_do_not_write_into_one_folder(tmp_path):
    (tmp_path / "a.json").write_bytes(export(1999000777, "甲站", ("一", {})))
    to = tmp_path / "to"
    to.mkdir()
    asked = ["scan", str(tmp_path / "a.json"), "--to", str(to), "--json"]
    with running.alone(to):
        refused = CliRunner().invoke(root, asked)
    assert refused.exit_code == 2
    assert not (to / running.STATE).exists()
    assert CliRunner().invoke(root, asked).exit_code == 0
    network = (to / "scan.gexf").read_text("utf-8")
    assert '<attvalue for="candidate" value="false"/>' in network  # it has no score, and no place among those that have


def test_a_scan_that_was_stopped_inside_an_archive_goes_on_there(tmp_path, monkeypatch):
    """Members that were read are not opened again, posts of the one at hand are not searched again; equal to a scan at once."""
    monkeypatch.setattr(running, "EVERY", 1)
    monkeypatch.setattr(running, "SHARE", 0)
    (tmp_path / "in").mkdir()
    with zipfile.ZipFile(tmp_path / "in" / "a.zip", "w") as packed:
        packed.writestr("0.txt", "nothing of a channel")
        for n in range(3):
            packed.writestr(f"{n}.json", export(1999000777 + n, f"{n}站", *[(f"第{i}条", {}) for i in range(1300)]))
    whole, to = tmp_path / "whole", tmp_path / "to"
    whole.mkdir()
    to.mkdir()
    running.run([str(tmp_path / "in")], whole, QUIET)
    real, batches = channel_counts.count, []

    def until(batch, *rest):
        batches.append(batch.num_rows)
        if len(batches) == 5:
            raise KeyboardInterrupt
        return real(batch, *rest)

    monkeypatch.setattr(channel_counts, "count", until)
    with pytest.raises(KeyboardInterrupt):
        running.run([str(tmp_path / "in")], to, QUIET)
    read = []
    monkeypatch.setattr(channel_counts, "count", lambda batch, *rest: read.append(batch.num_rows) or real(batch, *rest))
    begun, parse_ = [], parse.parse
    monkeypatch.setattr(
        running.parse, "parse", lambda stream, name, form: begun.append(name) or parse_(stream, name, form)
    )
    scan = running.run([str(tmp_path / "in")], to, QUIET)
    assert len(begun) == 2
    assert sum(read) + sum(batches[:-1]) == 3900
    assert (to / running.STATE).read_text("utf-8") == (whole / running.STATE).read_text("utf-8")
    assert [one.files for one in scan.channels.values()] == [1, 1, 1]


def small(folder, n, posts, text="第{}条"):
    """So many files, each of a channel of its own with so many posts."""
    folder.mkdir()
    for i in range(n):
        told = export(1999000100 + i, f"{i}站", *[(text.format(k), {}) for k in range(posts)])
        (folder / f"{i:03}.json").write_bytes(told)
    return str(folder)


def test_small_files_share_a_task(tmp_path, monkeypatch):
    """Or all workers but one would wait at the end of each file."""
    here, real, rows = small(tmp_path / "in", 40, 30), channel_counts.count, []
    (tmp_path / "to").mkdir()
    monkeypatch.setattr(channel_counts, "count", lambda batch, *rest: rows.append(batch.num_rows) or real(batch, *rest))
    scan = running.run([here], tmp_path / "to", QUIET)
    assert rows == [512, 512, 176]
    assert [(one.counts["posts"], one.files) for one in scan.channels.values()] == [(30, 1)] * 40


def test_a_scan_that_was_stopped_among_small_files_goes_on_there(tmp_path, monkeypatch):
    """Files whose posts were all counted are not opened again; equal to a scan at once."""
    monkeypatch.setattr(running, "EVERY", 1)
    monkeypatch.setattr(running, "SHARE", 0)
    here, whole, to = small(tmp_path / "in", 40, 30), tmp_path / "whole", tmp_path / "to"
    whole.mkdir()
    to.mkdir()
    running.run([here], whole, QUIET)
    real, rows = channel_counts.count, []

    def until(batch, *rest):
        if rows:
            raise KeyboardInterrupt
        rows.append(batch.num_rows)
        return real(batch, *rest)

    monkeypatch.setattr(channel_counts, "count", until)
    with pytest.raises(KeyboardInterrupt):
        running.run([here], to, QUIET)
    assert len(json.loads((to / running.STATE).read_text("utf-8"))["done"]) == 17
    monkeypatch.setattr(channel_counts, "count", lambda batch, *rest: rows.append(batch.num_rows) or real(batch, *rest))
    opened, open_ = [], running.files.opened
    monkeypatch.setattr(running.files, "opened", lambda path, name: opened.append(name) or open_(path, name))
    running.run([here], to, QUIET)
    assert opened[0] == "017.json"
    assert sum(rows) == 1200
    assert (to / running.STATE).read_text("utf-8") == (whole / running.STATE).read_text("utf-8")


class Dies(Pool):
    """Its workers end at a post of channel 7."""

    def each(self, function, tasks):
        for task in tasks:
            ends = "telegram:channel:1999000107" in task[0]["channel_id"].to_pylist()
            yield Died(task, 0) if ends else function(*task)


def test_a_task_that_ends_its_workers_costs_only_the_file_that_ends_them(tmp_path, monkeypatch):
    monkeypatch.setattr(running, "Pool", Dies)
    (tmp_path / "to").mkdir()
    scan = running.run([small(tmp_path / "in", 20, 30)], tmp_path / "to", QUIET)
    assert {id_[-3:]: one.counts["unread"] for id_, one in scan.channels.items() if one.counts["unread"]} == {"107": 30}
    assert {one.counts["posts"] for one in scan.channels.values()} == {30}
    assert [some for one in scan.passed.values() for some in one] == [("007.json", *running.why("failed"))]


def test_calls_that_name_whom_chance_makes_equal_are_not_counted():
    """Of 1,009 calls that each name somebody else, 154 share two bytes with one of 10,000 exposed names."""
    hot, call = 2, 3
    exposed = {n: (hot, n) for n in range(10_000)}
    apart = channel_counts.Channel(marks=exposed | {20_000 + n: (call, 65 * n) for n in range(1_009)})
    assert apart.linked()["calls"] <= 5
    against = channel_counts.Channel(marks=exposed | {20_000 + n: (call, n) for n in range(1_000)})
    assert against.linked()["calls"] > 800
