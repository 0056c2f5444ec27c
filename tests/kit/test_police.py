"""The police's copies show what the report shows in full, whenever a file came, and in work that grows with the files."""

import msgspec
from tests.kit.conftest import ADDRESS, NAME, OTHER_PHONE, PHONE, running
from tests.kit.test_lay import taken

from doxdocket.kit import work
from doxdocket.kit.exposure import exposed
from doxdocket.kit.folder import FILE
from doxdocket.kit.folder import read as record_of


def text_of(no, *beside):
    """A file that differs from others by its number."""
    return (f"{no}.txt", "\n".join([f"第{no}张", f"姓名：{NAME} 电话 {PHONE}", *beside]).encode())


def polices(desk, no):
    """What the police's copy of a file says."""
    return (desk.folder / "police" / f"{no:04d}.txt").read_text("utf-8")


def all_shown(desk, tab, **typed):
    """The owner types who they are, and the report shows all of it."""
    tab.post("/exposed/own", name=NAME, phone=PHONE, **typed)
    tab.post("/exposed/show", tag="mine", shown="yes")
    desk.done()


def test_what_the_report_shows_is_looked_for_once_for_all_files(desk, monkeypatch):
    tab, asked, found = taken(desk, *(text_of(no) for no in range(12))), [], work.exposed
    monkeypatch.setattr(work, "exposed", lambda *given: asked.append(0) or found(*given))
    all_shown(desk, tab)
    assert len(desk.kit.record.police) == 12
    assert NAME in polices(desk, 12)
    assert 0 < len(asked) < 12  # for each thing said, and not for each file


def test_a_file_that_comes_later_gets_the_polices_copy_too(desk):
    tab = taken(desk, text_of(1))
    all_shown(desk, tab)
    desk.take(tab, [text_of(2, f"他同事 {OTHER_PHONE}"), ("群.txt", "今晚吃什么".encode())], "chat")
    desk.done()
    assert desk.kit.record.police == [1, 2]
    assert NAME in polices(desk, 2)
    assert OTHER_PHONE not in polices(desk, 2)
    tab.post("/files/copies", no="2", what="police", chosen="no")
    desk.take(tab, [text_of(4)], "chat")
    desk.done()
    assert desk.kit.record.police == [1, 4]  # what the owner took back stays so
    assert "有 1 个文件" in tab.get("/papers").seen
    tab.post("/files/copies", no="4", what="left_out", chosen="yes")
    tab.post("/files/copies", no="4", what="police", chosen="no")
    desk.kit.record.no_police.remove(4)
    desk.work.for_police()
    assert desk.kit.record.police == [1]  # a file of which no copy is handed in is none


def test_a_kit_of_an_earlier_version_gets_the_polices_copies(tmp_path):
    with running(tmp_path / "kit") as desk:
        all_shown(desk, taken(desk, text_of(1)))
    path = tmp_path / "kit" / FILE
    old = msgspec.structs.replace(record_of(tmp_path / "kit"), police=[], copies=14)
    path.write_bytes(msgspec.json.encode(old))
    with running(tmp_path / "kit") as desk:
        desk.done()
        assert desk.kit.record.police == [1]
        assert NAME in polices(desk, 1)


def test_a_copy_taken_back_in_an_earlier_version_stays_so_and_the_page_says_it(tmp_path):
    with running(tmp_path / "kit") as desk:
        all_shown(desk, taken(desk, text_of(1), text_of(2)))
    path = tmp_path / "kit" / FILE
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(record_of(tmp_path / "kit"), police=[1], copies=15)))
    with running(tmp_path / "kit") as desk:
        desk.done()
        assert desk.kit.record.police == [1]
        assert "有 1 个文件" in desk.tab().get("/papers").seen


def test_an_address_stands_in_the_polices_copy_as_it_was_read(desk):
    tab = taken(desk, text_of(1, f"家庭住址：{ADDRESS}"))
    tab.post("/papers/about", was="", name=NAME, phone=PHONE, address=ADDRESS)
    all_shown(desk, tab)
    assert ADDRESS in tab.get("/papers/of/report").seen
    assert ADDRESS in polices(desk, 1)  # 幢 is read as 栋
    assert ADDRESS[-6:] not in (desk.folder / "covered" / "0001.txt").read_text("utf-8")


FOREIGN = "855960003121"


def test_who_harasses_stays_readable_for_the_police_however_the_number_is_written(desk):
    lines = (
        "来电 00855 96 000 3121 11/24",
        f"+{FOREIGN} 响了一声\n三天内打3000U",
        "+855 96 000 3121 11-24\n三天内打3000U",
        "11月24日晚有人用+855-96-000-3121打我电话",
    )
    tab = taken(desk, *((f"{n}.txt", line.encode()) for n, line in enumerate(lines)))
    for one in exposed(desk.kit, desk.work.reads):
        assert one.value.endswith(FOREIGN)  # no day is read as its end
        tab.post("/exposed/answer", tag=one.tag, said="caller")
    desk.done()
    assert [polices(desk, no + 1) for no in range(4)] == list(lines)
    for no in range(4):
        told = (desk.folder / "covered" / f"{no + 1:04d}.txt").read_text("utf-8")
        assert "3121" not in told.replace(" ", "")
    assert "11/24" in (desk.folder / "covered" / "0001.txt").read_text("utf-8")


def test_what_the_owner_wrote_in_full_stays_where_part_of_it_stands(desk):
    """The place where they are to be found stands in the police's copy of a threat."""
    lines = ("不付钱就去松声路12号3幢402找她", "明天去星桥文化门口泼油漆")
    tab = taken(desk, *((f"{n}.txt", line.encode()) for n, line in enumerate(lines)))
    tab.post("/exposed/missed", kind="workplace", value="星桥文化传媒有限公司", of="mine")
    all_shown(desk, tab, address=ADDRESS)
    assert [polices(desk, no + 1) for no in range(2)] == list(lines)
    assert "402" not in (desk.folder / "covered" / "0001.txt").read_text("utf-8")
    assert "星桥" not in (desk.folder / "covered" / "0002.txt").read_text("utf-8")


def test_a_house_of_another_is_no_part_of_the_owners(desk):
    tab = taken(desk, text_of(1, "同事祝雨亭住松声路12号3幢401室"))
    all_shown(desk, tab, address=ADDRESS)
    assert "401" not in polices(desk, 1)
