"""A kit into a case: files as evidence, the diary into the register of harm, and what does not fit."""

import hashlib
import json
import os
from datetime import UTC, datetime
from types import SimpleNamespace

import msgspec
import pytest
import yaml
from click.testing import CliRunner
from tests.kit.conftest import ADDRESS, CHAT, NAME, OTHER, PHONE
from tests.kit.test_lay import LIST
from tests.review.conftest import export

from doxdocket.assess.forms.damages import Contacts
from doxdocket.cli import root
from doxdocket.desk import register
from doxdocket.desk.documents.draft import Draft
from doxdocket.engine.pool import Pool, at
from doxdocket.kit import exposure, into_case
from doxdocket.kit.folder import Day, Own, opened
from doxdocket.kit.reading import read_file
from doxdocket.kit.screen import Read
from doxdocket.store.case import Case

AT = datetime(2026, 11, 28, 20, 15, tzinfo=UTC)
DAYS = (
    Day(
        0,
        AT,
        "calls",
        "半夜有人打来电话，说出我的名字就挂断。",
        day="2026-11-20",
        until="2026-11-22",
        times=12,
        place="杭州市",
        seen_by="母亲",
        files=(1,),
    ),
    Day(0, AT, "parcels", f"收到不是我买的快递，写的是{NAME}，电话{PHONE}", day="2026-11-23", files=(1, 2)),
    Day(0, AT, "moved", "不敢住了，搬到亲戚家", place=ADDRESS),
)


@pytest.fixture
def apart():
    """Files are read in processes of their own, as in use."""


@pytest.fixture(autouse=True)
def _here(request, monkeypatch):
    if "apart" not in request.fixturenames:
        monkeypatch.setattr(into_case, "Pool", lambda _: Pool(1))


def call(home, *words, code=0):
    done = CliRunner(env={"DOXDOCKET_HOME": str(home)}).invoke(root, ["--json", *map(str, words)])
    assert done.exit_code == code, done.output
    return json.loads(done.stdout) if done.stdout else json.loads(done.stderr)


@pytest.fixture
def made(tmp_path):
    """A case without a run, and a kit of two files and three entries."""
    case, home, kit = tmp_path / "case", tmp_path / "home", tmp_path / "kit"
    call(
        home,
        "init",
        case,
        "--title",
        "求助",
        "--authority",
        "某检察院",
        "--officer",
        "张三",
        "--officer",
        "李四",
        "--one-key",
    )
    with opened(kit, lambda: AT) as one:
        one.take("聊天.txt", CHAT, "chat")
        one.take(f"{NAME}的快递单.txt", b"parcel", "parcel")
        for day in DAYS:
            one.write_day(day)
        one.ask_stamp()
    return SimpleNamespace(
        case=case,
        home=home,
        kit=kit,
        add=lambda *more, code=0: call(home, "add", case, kit, "--officer", "张三", *more, code=code),
    )


def harm(made, monkeypatch):
    monkeypatch.setenv("DOXDOCKET_HOME", str(made.home))
    with Case.open(made.case) as case:
        return {line.key.rpartition("-")[2]: line.fields for line in register.lines(case, "harm")}, case.sources()


def test_files_come_with_digest_and_time_and_the_diary_names_them(made, monkeypatch):
    told = made.add()
    assert (told["new"], told["refused"]) == (5, 0)  # two files, a list and its request, the record
    [diary] = told["diaries"]
    assert (len(diary["entered"]), diary["same"], diary["refused"]) == (3, 0, [])
    rows = [row for row in told["files"] if row["path"].endswith(".txt")]
    assert [(row["form"], row["needs"]) for row in rows] == [
        ("kit", None)
    ] * 3  # and the list for the stamp: kept as material, with the reason
    entries, sources = harm(made, monkeypatch)
    assert [one.sha256 for one in sources[:2]] == [hashlib.sha256(data).hexdigest() for data in (CHAT, b"parcel")]
    assert AT.isoformat() in sources[0].note
    assert "1" in sources[0].note
    record = next(no for no, one in enumerate(sources, 1) if one.name.endswith("kit.json"))
    one = entries["1"]
    assert (one["kind"], str(one["day"]), str(one["until"]), one["times"], one["place"], one["says"]) == (
        "calls",
        "2026-11-20",
        "2026-11-22",
        12,
        "杭州市",
        DAYS[0].says,
    )
    assert tuple(one["evidence"]) == (f"file:{record}", "file:1")
    assert "2026年11月28日" in one["note"]
    assert "母亲" not in json.dumps(entries, ensure_ascii=False, default=str)  # a witness is named in the record alone


def test_values_and_near_places_do_not_come_onto_the_register(made, monkeypatch):
    [diary] = made.add()["diaries"]
    assert sorted(diary["shortened"]) == [2, 3]
    entries, _ = harm(made, monkeypatch)
    told = json.dumps(entries, ensure_ascii=False, default=str)
    assert not [value for value in (NAME, PHONE, ADDRESS, "松声路") if value in told]
    assert "收到不是我买的快递" in entries["2"]["says"]
    assert not entries["3"].get("place")
    assert entries["3"]["says"] == DAYS[2].says


def test_a_kit_that_comes_again_brings_what_is_new(made, monkeypatch):
    made.add()
    with opened(made.kit) as one:
        one.take("more.txt", b"more", "chat")
        one.write_day(
            Day(
                1,
                AT,
                "calls",
                "半夜有人打来电话，说出我的名字就挂断。",
                day="2026-11-20",
                until="2026-11-24",
                times=20,
                place="杭州市",
            )
        )
        one.write_day(Day(0, AT, "texts", "收到辱骂短信", day="2026-11-25"))
    told = made.add()
    assert told["new"] == 2  # one file and the record as it is now
    [diary] = told["diaries"]
    assert (len(diary["entered"]), diary["same"]) == (2, 2)
    entries, _ = harm(made, monkeypatch)
    assert set(entries) == {"1", "2", "3", "4"}
    assert (entries["1"]["times"], str(entries["1"]["until"])) == (20, "2026-11-24")
    again = made.add()
    assert (again["new"], again["diaries"][0]["entered"], again["diaries"][0]["same"]) == (0, [], 4)


@pytest.mark.parametrize("how", ["changed", "gone", "linked", "led away"])
def test_a_file_that_is_not_what_was_kept_stops_all_of_it(made, how, tmp_path):
    path = made.kit / "files" / "0002.txt"
    path.chmod(0o600)
    if how == "changed":
        path.write_bytes(b"parcel!")
    elif how == "led away":
        (tmp_path / "secret").write_bytes(b"parcel")
        record = json.loads((made.kit / "kit.json").read_text("utf-8"))
        record["files"][1]["stored"] = "../../secret"
        (made.kit / "kit.json").write_text(json.dumps(record), "utf-8")
    else:
        path.unlink()
    if how == "linked":
        (tmp_path / "beside").write_bytes(b"parcel")
        path.symlink_to(tmp_path / "beside")
    said = made.add(code=1)
    assert "2" in json.dumps(said, ensure_ascii=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(made.home))
        with Case.open(made.case) as case:
            assert len(case.sources()) == 0


def test_it_comes_into_a_case_that_has_run_over_the_same_values_and_verify_holds(made, tmp_path):
    call(made.home, "add", made.case, export(tmp_path / "export"), "--officer", "张三")
    call(made.home, "run", made.case)
    [diary] = made.add()["diaries"]
    assert (len(diary["entered"]), diary["refused"]) == (3, [])
    call(made.home, "run", made.case)
    assert call(made.home, "verify", made.case)


def test_a_kit_is_not_made_in_the_folder_of_a_case(made):
    from doxdocket.errors import WrongCall

    with pytest.raises(WrongCall), opened(made.case / "kit"):
        pass
    assert not (made.case / "kit").exists()


def test_in_english_it_comes_in_alike(made):
    done = CliRunner(env={"DOXDOCKET_HOME": str(made.home)}).invoke(
        root, ["--lang", "en", "add", str(made.case), str(made.kit), "--officer", "张三"]
    )
    assert done.exit_code == 0, done.output
    assert "3 incidents of harm entered" in done.output, done.output


def test_where_a_file_is_from_what_it_cost_and_when_come_with_it(made, monkeypatch):
    with opened(made.kit) as one:
        one.record.missed = [Own("social_account", "小号听雨")]
        one.take("Screenshot_0142.txt", b"shot", "screenshot", f"曝光台群，小号听雨，{NAME} {PHONE}")
        one.write_day(Day(0, AT, "threat", "转500块钱他就删", day="2026-11-25", time="01:25", money="500"))
    told = made.add()
    assert {row["form"] for row in told["files"] if row["path"].endswith(("kit.json", ".tsq"))} == {"kit"}
    entries, sources = harm(made, monkeypatch)
    shot = next(one for one in sources if "Screenshot_0142.txt" in one.note)
    assert "曝光台群" in shot.origin
    assert "截图" in shot.note
    assert not [value for value in (NAME, PHONE, "听雨") for one in sources if value in one.origin + one.note]
    assert entries["4"]["says"] == "01:25 转500块钱他就删 （花了 500 元）"
    assert sorted(told["diaries"][0]["shortened"]) == [2, 3]


@pytest.mark.parametrize(("rows", "says"), [(0, True), (3, False)])
def test_a_paper_of_a_case_without_posts_says_that_nothing_was_counted(rows, says):
    """Her pictures are of no post: every figure is 0 then, and none of them is a finding or a bound."""
    run = SimpleNamespace(batches=lambda *_: [SimpleNamespace(num_rows=rows)])
    draft = Draft(SimpleNamespace(run=run), "harm")
    draft.cited["persons_civil"] = object()
    told = draft._uncounted()  # noqa: SLF001 - a whole case of pictures takes a minute to run
    assert (told is not None and "不表示查明没有，也不是上限" in told.said) is says


def ends(no, name, data, kept, taken):
    """A reader in foreign code that a file ends."""
    at(0)
    if name == "聊天.txt":
        os._exit(9)
    return no, read_file(name, data, kept, taken)


def fails(no, name, data, kept, taken):
    """The same file, which does not read here."""
    return no, Read(why="failed") if name == "聊天.txt" else read_file(name, data, kept, taken)


@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize("how", [ends, fails, None])
@pytest.mark.whole(but=2)
def test_what_only_an_answer_covers_is_not_said_where_its_file_does_not_read(made, monkeypatch, how):
    """A reading that failed, or ended its process, left the diary masked by the machine's findings alone, and nobody was told."""
    with opened(made.kit) as one:
        reads = {each.no: read_file(each.name, one.data(each.no)) for each in one.record.files}
        for value in exposure.exposed(one, reads):
            one.answer(value.tag, "mine" if value.value in (NAME, PHONE) else "others")
        one.tell(1, "chat", f"{OTHER}发的")
        one.write_day(Day(0, AT, "texts", f"后来{OTHER}说看到了", day="2026-11-25", place="杭州市", times=2))
    if how is not None:
        monkeypatch.setattr(into_case, "reread", how)
    if how is fails:
        monkeypatch.setattr(into_case, "Pool", lambda _: Pool(1))
    [diary] = made.add()["diaries"]
    entries, sources = harm(made, monkeypatch)
    told = json.dumps(entries, ensure_ascii=False, default=str) + "".join(one.origin + one.note for one in sources)
    assert OTHER not in told
    assert (entries["4"]["times"], str(entries["4"]["day"])) == (2, "2026-11-25")
    if how is None:
        assert (diary["unknown"], diary["unread"]) == (0, [])
        assert "说看到了" in entries["4"]["says"]
    else:
        assert diary["unknown"] > 0
        assert diary["unread"] == [1]
        assert "说看到了" not in told
        assert not [one for one in entries.values() if one.get("place")]
        assert sorted(diary["shortened"]) == [1, 2, 3, 4]
        monkeypatch.setattr(into_case, "reread", fails)  # the words are of what was unread, however it came to that
        monkeypatch.setattr(into_case, "Pool", lambda _: Pool(1))
        said = CliRunner(env={"DOXDOCKET_HOME": str(made.home)}).invoke(
            root, ["--lang", "zh", "add", str(made.case), str(made.kit), "--officer", "张三"]
        )
        assert "电脑漏了的" in said.output


def test_an_answer_goes_with_the_one_file_that_shows_its_value_but_what_was_typed_stays_covered(made, monkeypatch):
    with opened(made.kit) as one:
        reads = {each.no: read_file(each.name, one.data(each.no)) for each in one.record.files}
        for value in exposure.exposed(one, reads):
            one.answer(value.tag, "others")
        one.write_day(Day(0, AT, "texts", f"后来{OTHER}说看到了", day="2026-11-25"))
        exposure.part_with(one, reads, 1)
        assert not one.record.answers
        assert [each.value for each in one.record.missed if each.value == OTHER] == [OTHER]
        one.take_out(1)
    [diary] = made.add()["diaries"]
    assert diary["unknown"] == 0
    assert OTHER not in json.dumps(harm(made, monkeypatch)[0], ensure_ascii=False, default=str)


def test_a_list_of_calls_comes_as_an_entry_that_lacks_only_the_victim(made, monkeypatch):
    rows = "时间,号码,类型\n2026-11-20 01:12,13900001871,未接\n2026/11/20 1:15:09,13900001872,未接\n11-20 01:20,13900001873,未接\n2026-11-20 09:00,13900001874,已接\n"
    with opened(made.kit) as one:
        one.take("来电.csv", rows.encode(), "calls")
        reads = {each.no: read_file(each.name, one.data(each.no)) for each in one.record.files}
        for value in exposure.exposed(one, reads):
            if value.value == "13900001874":
                one.answer(value.tag, "family", "母亲")
            elif value.sends:
                one.answer(value.tag, "caller")
    [diary] = made.add()["diaries"]
    [told] = diary["lists"]
    assert (told["moments"], told["undated"]) == (2, 1)
    entry = told["entry"]
    assert '"2026-11-20T01:12:00+08:00", "2026-11-20T01:15:09+08:00"' in entry
    [fields] = yaml.safe_load(entry.replace("V____", "V0001"))
    assert fields.pop("form") == "contacts"
    row = msgspec.convert(fields, Contacts)
    assert (row.what, len(row.at), row.evidence) == ("calls", 2, (f"file:{told['file']}",))


def test_neither_ones_own_calls_nor_those_of_a_saved_name_are_contacts_and_a_withheld_number_is(made):
    """A row without a number of seven digits lent its moment to the row before, so that the owner's call to the police was a contact and the first call none."""

    def named(kit):
        reads = {each.no: read_file(each.name, kit.data(each.no)) for each in kit.record.files}
        for value in exposure.exposed(kit, reads):
            if value.sends and not value.contact:
                kit.answer(value.tag, "caller")

    with opened(made.kit) as one:
        no = one.take("通话记录.csv", LIST.encode(), "calls").no
        named(one)
    told = into_case.hear(made.kit, into_case.whole(made.kit)).moments[no]
    came = ("00:55:59", "00:58:53", "02:40:37", "03:17:18", "03:37:26")
    assert sorted(moment.split()[1] for moment in told) == sorted(came)
    with opened(made.kit) as one:  # the same calls in another list are no more calls
        again = one.take(
            "详单.csv",
            "时间,号码\n2026-11-22 00:58:53,95013880012\n2026-11-26 01:02:03,95013880012\n".encode(),
            "calls",
        ).no
        named(one)
    told = into_case.hear(made.kit, into_case.whole(made.kit)).moments[again]
    assert told == ["2026-11-26 01:02:03"]


def test_numbers_of_whom_the_owner_said_nothing_are_no_contacts_and_are_told_apart(made, capsys):
    """Unanswered ones, the police among them, stood in the entry that was offered as ready."""
    rows = "时间,号码,类型\n2026-11-20 01:12:00,13900001871,未接\n2026-11-22 00:30:07,0531-00000110,已接\n2026-11-22 00:31:07,13900001875,已接\n"
    with opened(made.kit) as one:
        one.take("来电.csv", rows.encode(), "calls")
        reads = {each.no: read_file(each.name, one.data(each.no)) for each in one.record.files}
        for value in exposure.exposed(one, reads):
            if value.value == "13900001871":
                one.answer(value.tag, "caller")
    [diary] = made.add()["diaries"]
    [told] = diary["lists"]
    assert (told["moments"], told["unsaid"]) == (1, 2)
    assert told["entry"].count("2026-11") == 1
