"""What the owner said is of others, or of the family, wherever the owner types it: no paper, list, copy or case shows it."""

import pytest
from tests.kit.conftest import ADDRESS, NAME, ONE, PHONE
from tests.kit.test_into_case import call
from tests.kit.test_lay import taken
from tests.kit.test_safety import whole

from doxdocket.desk import register
from doxdocket.kit import papers
from doxdocket.kit.exposure import Hiding, exposed
from doxdocket.kit.folder import About, Own, opened
from doxdocket.store.case import Case

FRIEND, FRIEND_PHONE = "柯静", "13900003318"
MOTHER, MOTHER_PHONE = "吕秋菊", "13900009152"
NEVER = (FRIEND, FRIEND_PHONE, MOTHER, MOTHER_PHONE, "一三九〇〇〇〇三三一八")
PLANTED = f"我闺蜜{FRIEND} {FRIEND_PHONE}，我妈{MOTHER} 139-0000-9152，一三九〇〇〇〇三三一八"
SHOWN = f"就是她 {NAME} {PHONE}\n她闺蜜：{FRIEND} 电话 {FRIEND_PHONE}\n她妈妈姓名：{MOTHER}，手机 {MOTHER_PHONE}\n"


@pytest.fixture
def planted(desk):
    """A kit whose owner typed values of others into every field and name of a file there is."""
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [(f"{FRIEND} {FRIEND_PHONE} 被挂.txt", SHOWN.encode())], "chat", PLANTED)
    desk.take(tab, [(f"{MOTHER}.html", f"<p>{SHOWN}</p>".encode())], "page", PLANTED)
    desk.done()
    for kind, value, said in (
        ("name", FRIEND, "others"),
        ("phone_number", FRIEND_PHONE, "others"),
        ("name", MOTHER, "family"),
        ("phone_number", MOTHER_PHONE, "family"),
    ):
        there = [one for one in exposed(desk.kit, desk.work.reads) if (one.kind, one.value) == (kind, value)]
        if there:
            tab.post("/exposed/answer", tag=there[0].tag, said=said, who=f"母亲{MOTHER}")
        else:
            tab.post("/exposed/missed", kind=kind, value=value, of=said, who=f"母亲{MOTHER}")
    fields = dict.fromkeys(About.__struct_fields__, PLANTED)
    fields |= {"name": NAME, "phone": PHONE, "id_number": ONE, "address": f"{ADDRESS} {FRIEND} {FRIEND_PHONE}"}
    assert tab.post("/papers/about", **fields).status == 303
    said = {"kind": "threat", "says": PLANTED, "place": PLANTED, "seen_by": PLANTED, "day": "2026-11-20"}
    assert tab.post("/diary/write", **said).status == 303
    desk.done()
    for name in ("notice", "search"):
        tab.post("/papers/with", name=name, field="address")
    return desk, tab


def test_no_paper_list_or_copy_shows_what_is_of_others(planted):
    desk, tab = planted
    names = ("report", "notice", "notice_2", "notice_3", "search", "prosecutors")
    for path in ("/", "/files", "/papers", "/exposed", *(f"/papers/of/{name}" for name in names)):
        page = tab.get(path).text
        for field in ("textarea", "input"):  # what is typed stands in its own field, to be changed
            page = "".join(part.partition(">")[2] for part in f">{page}".split(f"<{field}"))
        if path == "/papers":
            page = page.partition('id="about"')[0] + page.partition("遮盖好的副本")[2]
        assert not [one for one in NEVER if one in page], path
    assert tab.post("/papers/save").status == 303
    for path in (*(desk.folder / "papers").iterdir(), *(desk.folder / "covered").iterdir()):
        data = path.read_bytes()
        text = whole(data) if path.suffix == ".docx" else data.decode()
        assert not [one for one in NEVER if one in text], path.name


def test_the_register_of_a_case_hides_what_the_owner_covered(planted, tmp_path, monkeypatch):
    desk, _ = planted
    case, home = tmp_path / "case", tmp_path / "home"
    who = ("--officer", "张三", "--officer", "李四")
    call(home, "init", case, "--title", "求助", "--authority", "某检察院", *who, "--one-key")
    told = call(home, "add", case, desk.folder, "--officer", "张三")
    assert told["diaries"][0]["entered"]
    monkeypatch.setenv("DOXDOCKET_HOME", str(home))
    with Case.open(case) as one:
        entries = [line.fields for line in register.lines(one, "harm")]
        lines = [str(entries), *(source.origin + source.note for source in one.sources())]
    assert "我闺蜜" in lines[0]
    assert not [value for value in NEVER for line in lines if value in line]


def test_what_papers_name_of_the_owner_stays(tmp_path):
    with opened(tmp_path / "kit") as kit:
        kit.record.missed = [Own("name", FRIEND, "others"), Own("home_address", ADDRESS[:9], "family")]
        kit.record.about = About(name=NAME, phone=PHONE, address=ADDRESS)
        hide = Hiding(kit, [], [("name", NAME), ("home_address", ADDRESS)])
        assert hide(f"{NAME}，{ADDRESS}，{PHONE}，{FRIEND}") == f"{NAME}，{ADDRESS}，139********，***"
        bare = Hiding(kit, [], shows="bare")
        assert bare(f"{FRIEND}和{NAME}") == "***和***"


def test_an_authority_is_named_though_it_bears_the_name_of_the_owners_district(desk):
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [("a.txt", f"姓名：{NAME}\n住址：{ADDRESS}\n".encode())], "chat")
    desk.done()
    whom = {"police": "杭州市公安局听涛区分局", "procuratorate": "浙江省杭州市听涛区人民检察院"}
    tab.post("/papers/about", name=NAME, address=ADDRESS, others=f"在浙江省杭州市听涛区 {FRIEND}", **whom)
    report, letter = (tab.get(f"/papers/of/{name}").seen for name in ("report", "prosecutors"))
    assert whom["police"] in report
    assert whom["procuratorate"] in letter
    assert "在浙江省杭州市听涛区" not in letter


def test_of_an_authority_the_district_is_named_and_no_road_house_or_flat(desk):
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [("a.txt", f"姓名：{NAME}\n住址：{ADDRESS}\n学校：杭州市听涛第二小学\n".encode())], "chat")
    desk.done()
    where = "松声路12号3幢402室"
    tab.post("/papers/about", name=NAME, police=f"杭州市听涛区公安局（{ADDRESS}所属）", engine=f"搜搜 {ADDRESS}")
    report, search = (tab.get(f"/papers/of/{name}").seen for name in ("report", "search"))
    assert "杭州市听涛区公安局" in report
    assert "搜搜" in search
    assert where not in report
    assert where not in search
    assert ADDRESS[:9] not in search


def test_no_folder_to_hand_in_bears_what_its_paper_masks(desk):
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [("a.txt", f"姓名：{NAME}\n电话：{PHONE}\n{FRIEND} {FRIEND_PHONE}\n".encode())], "chat")
    desk.done()
    tab.post("/papers/about", platform=f"{FRIEND}吧 {FRIEND_PHONE}", platform_2="微博")
    tab.post("/papers/hand-in")
    there = {one.name for one in (desk.folder / "hand-in").iterdir()}
    assert {"给平台", "给平台-微博"} <= there
    assert not [one for one in there if any(value in one for value in NEVER)]


def test_a_relatives_number_that_begins_as_ones_own_is_masked_though_ones_own_is_shown(desk):
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [("a.txt", f"姓名：{NAME} 手机：13900001850\n她妈妈姓名：{MOTHER}，手机 {MOTHER_PHONE}\n".encode())])
    desk.done()
    own, mother = desk.tag("phone_number", "13900001850"), desk.tag("phone_number", MOTHER_PHONE)
    tab.post("/exposed/answer", tag=own, said="mine")
    tab.post("/exposed/answer", tag=mother, said="family", who="母亲")
    desk.kit.record.shown.append(own)
    hide = papers.hiding("report", desk.kit, exposed(desk.kit, desk.work.reads))
    assert "13900001850" in str(hide("我的 13900001850"))
    for text in (f"我妈 +86 {MOTHER_PHONE}", f"我妈 86{MOTHER_PHONE}", f"我妈{MOTHER_PHONE}0"):
        assert "9152" not in str(hide(text)), text


def test_the_polices_copy_shows_what_the_report_does_and_no_other(desk):
    """One rule: what the owner chose to show stands in report and police copy; of the family and of others, and in any other copy, it is covered."""
    text = f"姓名：{NAME} 电话 {PHONE}\n父亲：柳国平 电话 13900001871\n"
    tab = taken(desk, ("a.txt", text.encode()))
    tab.post("/exposed/own", name=NAME, phone=PHONE)
    tab.post("/exposed/answer", tag=desk.tag("phone_number", "13900001871"), said="family", who="爸爸")
    tab.post("/exposed/show", tag="mine", shown="yes")
    desk.done()
    assert desk.kit.record.police == [1]
    police = (desk.folder / "police" / "0001.txt").read_text("utf-8")
    assert (NAME in police, PHONE in police, "13900001871" in police) == (True, True, False)
    covered = (desk.folder / "covered" / "0001.txt").read_text("utf-8")
    assert not [one for one in (NAME, PHONE, "13900001871") if one in covered]
    item = desk.kit.item(1)
    assert [papers.copies(desk.kit, name, item)[0].parent.name for name in ("report", "prosecutors", "notice")] == [
        "police",
        "police",
        "covered",
    ]
    tab.post("/exposed/show", tag=desk.tag("phone_number", PHONE), shown="no")
    desk.done()
    police = (desk.folder / "police" / "0001.txt").read_text("utf-8")
    assert (NAME in police, PHONE in police) == (True, False)
