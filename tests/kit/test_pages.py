"""The kit without scripts, as plain HTTP: what is taken in, written, masked, shown and handed in."""

import html
import io
import json
import re
import zipfile

import docx
import pytest
from tests.kit.conftest import ADDRESS, CALLS, CHAT, HOSTILE, NAME, ONE, OTHER, OTHER_PHONE, PHONE, SHOT, running

from doxdocket.detect.images import read_image
from doxdocket.kit import advice, papers

THEIRS = (NAME, PHONE, ADDRESS, ONE)
OTHERS = (OTHER, OTHER_PHONE)


@pytest.fixture
def tab(desk):
    it = desk.tab()
    it.get("/files")
    return it


def chat(desk, tab):
    """A kit with one chat that is read."""
    assert desk.take(tab, [("聊天.txt", CHAT)], "chat").status == 303
    desk.done()


def test_files_come_in_with_digest_time_and_where_they_are_from(desk, tab):
    said = desk.take(tab, [("a.txt", b"abc"), ("b.txt", b"abd"), ("again.txt", b"abc")], "chat")
    assert (said.status, said.headers["location"]) == (303, "/files")
    seen = tab.get("/files").seen
    assert "已收下 2 个文件" in seen
    assert "1 个以前收过" in seen
    assert "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" in seen
    assert [(one.name, one.about) for one in desk.kit.record.files] == [
        ("a.txt", ""),
        ("b.txt", ""),
    ]  # each has its own
    tab.post("/files/sources", **{"about-1": "曝光台群", "about-2": "微信，同学转来"})
    assert [one.about for one in desk.kit.record.files] == ["曝光台群", "微信，同学转来"]


@pytest.mark.parametrize(
    ("files", "what"), [([], "chat"), ([("a.txt", b"")], "chat"), ([("a.txt", b"x")], "nothing"), ([("", b"")], "chat")]
)
def test_what_cannot_be_taken_in_is_said_and_nothing_is_kept(desk, tab, files, what):
    said = desk.take(tab, files, what)
    assert said.status == 400
    assert 'role="alert"' in said.text
    assert desk.kit.record.files == []
    assert list((desk.folder / "files").iterdir()) == []


def test_too_many_and_too_much_is_refused(desk, tab, monkeypatch):
    said = desk.take(tab, [(f"{n}.txt", b"%d" % n) for n in range(51)], "chat")
    assert said.status == 400
    assert "最多放 50 个" in said.seen
    said = tab.ask(
        "POST",
        "/files/take",
        b"",
        {
            "Content-Type": "multipart/form-data; boundary=x",
            "Content-Length": str(400 << 20),
            "Origin": f"http://{desk.host}",
            "Sec-Fetch-Site": "same-origin",
        },
    )
    assert said.status == 413
    assert desk.kit.record.files == []


def test_hostile_names_and_words_are_text(desk, tab):
    desk.take(tab, [(f"{HOSTILE}.txt".replace('"', ""), HOSTILE.encode())], "chat", HOSTILE)
    tab.post("/diary/write", kind="other", says=HOSTILE, place=HOSTILE, seen_by=HOSTILE)
    tab.post("/papers/about", name=HOSTILE, where=HOSTILE)
    for path in (
        "/",
        "/files",
        "/files/out?no=1",
        "/diary",
        "/diary?no=1",
        "/exposed",
        "/papers",
        "/papers/of/report",
        "/papers/of/notice",
    ):
        said = tab.get(path)
        assert said.status == 200
        assert "<script>alert" not in said.text
        assert "<img src=x" not in said.text
        assert "\u202e" not in said.text
    tab.post("/papers/save")
    for path in (desk.folder / "papers").glob("*.html"):
        assert "<script>" not in path.read_text("utf-8")


def test_a_day_is_written_changed_and_struck(desk, tab):
    desk.take(tab, [("a.txt", b"abc")], "chat")
    said = tab.post(
        "/diary/write",
        kind="calls",
        says="半夜有人打来电话",
        day="2026-11-20",
        until="2026-11-21",
        times="12",
        place="家里",
        seen_by="母亲",
        file="1",
    )
    assert said.status == 303
    one = desk.kit.record.diary[0]
    assert (one.kind, one.day, one.until, one.times, one.place, one.seen_by, one.files) == (
        "calls",
        "2026-11-20",
        "2026-11-21",
        12,
        "家里",
        "母亲",
        (1,),
    )
    assert 'value="2026-11-20"' in tab.get("/diary?no=1").text
    tab.post("/diary/write", no="1", kind="threat", says="有人上门")
    assert [(day.no, day.kind, day.day) for day in desk.kit.record.diary] == [(1, "threat", "")]
    tab.post("/diary/strike", no="1")
    assert desk.kit.record.diary == []


@pytest.mark.parametrize(
    "form",
    [
        {"says": ""}, {"kind": "nothing"}, {"day": "20.11.2026"}, {"day": "2026-02-30"}, {"day": "2026-11-20", "until": "2026-11-19"},
        {"file": "7"}, {"no": "9"},
    ],
)  # fmt: skip
def test_a_day_that_does_not_fit_comes_back_as_it_was_written(desk, tab, form):
    said = tab.post("/diary/write", **{"kind": "calls", "says": "半夜有人打来电话", **form})
    assert said.status == 400
    assert 'role="alert"' in said.text
    assert "半夜有人打来电话" in said.text or not form.get("says", "x")
    assert desk.kit.record.diary == []


def test_what_is_found_is_masked_until_its_owner_says_so_and_then_one_at_a_time(read):
    tab = read.tab()
    tab.get("/exposed")
    said = tab.get("/exposed")
    assert "柳**" in said.seen
    assert "祝**" in said.seen
    for value in (NAME, PHONE, ONE, *OTHERS):
        assert value not in said.text
    tag = read.tag("phone_number", PHONE)
    assert tab.post("/exposed/uncover", tag=tag).status == 400  # nobody said whose it is
    tab.post("/exposed/answer", tag=tag, said="mine")
    said = read.uncovered(tab, tag)
    assert PHONE in said.seen
    assert not [value for value in (NAME, ONE, *OTHERS) if value in said.text]
    assert '<meta http-equiv="refresh" content="60;url=/exposed">' in said.text
    assert PHONE not in tab.get("/exposed").text
    assert tab.get("/exposed/uncovered").headers["location"] == "/exposed"  # who goes back finds the list


def test_what_is_of_others_is_shown_nowhere(read):
    tab = read.tab()
    tab.get("/exposed")
    tag = read.tag("phone_number", OTHER_PHONE)
    tab.post("/exposed/answer", tag=tag, said="others")
    for path in ("uncover", "show"):
        assert tab.post(f"/exposed/{path}", tag=tag, shown="yes").status == 400
    said = tab.get("/exposed")
    assert "祝雨亭" not in said.text
    assert OTHER_PHONE not in said.text
    asked = re.search('name="asked" value="([0-9a-f]+)"', tab.get("/exposed/rest").text)[1]
    tab.post("/exposed/answer", tag="rest", said="others", asked=asked)
    assert {one.answer for one in _found(read) if not one.sends} == {"others"}
    assert {one.answer for one in _found(read) if one.sends} == {None}  # who called is asked apart
    assert tab.post("/exposed/answer", tag="rest", said="mine").status == 400  # nobody owns all the rest with one click
    tab.post("/exposed/answer", tag=tag, said="")
    assert next(one for one in _found(read) if one.tag == tag).answer is None


def _found(desk):
    from doxdocket.kit.exposure import exposed

    return exposed(desk.kit, desk.work.reads)


def test_what_the_owner_wrote_of_themselves_is_known_as_theirs(read):
    tab = read.tab()
    tab.get("/exposed")
    tab.post("/exposed/own", name=f" {NAME[0]} {NAME[1:]} ", phone="139-0000 1850", id_number=ONE.lower())
    assert {one.value for one in _found(read) if one.answer == "mine"} == {NAME, PHONE, ONE}
    assert {one.value for one in _found(read) if one.answer is None} >= set(OTHERS)


def test_equal_masks_are_told_apart_by_what_stands_beside(read):
    tab = read.tab()
    tab.get("/exposed")
    beside = {one.value: [mask for _, mask in one.beside] for one in _found(read) if one.kind == "phone_number"}
    assert "柳**" in beside[PHONE]
    assert "祝**" in beside[OTHER_PHONE]
    assert "祝**" not in beside[PHONE]


def test_covered_copies_cover_everybody_whatever_papers_show(read):
    tab = read.tab()
    tab.get("/exposed")
    texts = {path.name: path.read_text("utf-8") for path in (read.folder / "covered").glob("*.txt")}
    assert sorted(texts) == ["0002.txt", "0003.txt", "0004.txt"]
    assert not [value for value in (*THEIRS, *OTHERS, "13900001871") for text in texts.values() if value in text]
    assert "2026-11-20 01:12" in texts["0003.txt"]
    shown = read_image((read.folder / "covered" / "0001.png").read_bytes()).text
    assert "大家去打她电话" in shown
    assert not [value for value in (*THEIRS, *OTHERS) if value in shown.replace(" ", "")]
    tag = read.tag("phone_number", PHONE)
    tab.post("/exposed/answer", tag=tag, said="mine")
    said = tab.post("/exposed/show", tag=tag, shown="yes")
    assert said.status == 303
    assert PHONE in tab.get("/papers/of/report").seen
    for name in ("notice", "search", "prosecutors"):  # others may hand them on
        assert PHONE not in tab.get(f"/papers/of/{name}").seen
    read.served.worker.submit(read.work.again, tuple(one.no for one in read.kit.record.files)).result()
    read.done()
    assert PHONE not in (read.folder / "covered" / "0002.txt").read_text("utf-8")
    shown = read_image((read.folder / "covered" / "0001.png").read_bytes()).text.replace(" ", "")
    assert not [value for value in (*THEIRS, *OTHERS) if value in shown]
    tab.post("/exposed/show", tag=tag, shown="no")
    assert PHONE not in tab.get("/papers/of/report").seen
    tab.post("/exposed/answer", tag=tag, said="")


def test_papers_say_what_is_known_and_leave_blank_what_is_not(read):
    tab = read.tab()
    tab.get("/papers")
    read.done()
    for name in papers.names(read.kit):
        said = tab.get(f"/papers/of/{name}")
        assert "〔待填：" in said.seen
        assert not [value for value in (*THEIRS, *OTHERS) if value in said.text], name
    tab.post(
        "/papers/about",
        name=NAME,
        phone=PHONE,
        platform="某软件",
        where="曝光台群\nhttps://t.example/exposed",
        police="某派出所",
    )
    tab.post("/exposed/answer", tag=read.tag("id_number", ONE), said="mine")
    seen = tab.get("/papers/of/report").seen
    assert "致：某派出所" in seen
    assert ONE not in seen
    assert ONE[:2] + "*" in seen
    assert (
        "权利人有权通知网络服务提供者采取删除、屏蔽、断开链接等必要措施。通知应当包括构成侵权的初步证据及权利人的真实身份信息"
        in tab.get("/papers/of/notice").seen
    )
    read.done()
    assert tab.post("/papers/save").status == 303
    written = sorted(path.name for path in (read.folder / "papers").iterdir())
    assert written == sorted(
        f"{papers.file_name(name, 'zh')}.{end}" for name in papers.names(read.kit) for end in ("docx", "html")
    )
    for path in (read.folder / "papers").glob("*.docx"):
        with zipfile.ZipFile(path) as packed:
            whole = "".join(packed.read(part).decode("utf-8", "replace") for part in packed.namelist())
        assert not [value for value in (ONE, ADDRESS, *OTHERS) if value in whole], path.name
    text = "\n".join(
        one.text
        for one in docx.Document(io.BytesIO((read.folder / "papers" / "侵权通知书.docx").read_bytes())).paragraphs
    )
    assert f"姓名：{NAME}" in text
    assert "〔待填：联系方式〕" in text
    assert "制作机关" not in whole
    tab.post("/papers/about")
    assert "以前存成的文件还是旧的" in tab.get("/papers").seen
    tab.post("/exposed/answer", tag=read.tag("id_number", ONE), said="")


def test_the_list_of_evidence_has_every_file_with_its_digest(filled):
    seen = filled.tab().get("/papers/of/report").seen
    for one in filled.kit.record.files:
        assert one.sha256 in seen


def _without_own_lines(page):
    """What is seen, but for the lines of the owner's own files that stand there where no covered copy does (just now made anew)."""
    seen = page.seen
    for line in re.findall(r'<p class="said">(.*?)</p>', page.text, re.DOTALL):
        seen = seen.replace(html.unescape(line), "")
    return seen


def test_english_all_through(read):
    tab = read.tab()
    tab.get("/")
    tab.post("/language", lang="en", back="/help")
    for path in ("/", "/files", "/diary", "/exposed", "/papers", "/help", "/delete", "/files/out?no=1"):
        said = tab.get(path)
        assert 'lang="en"' in said.text
        left = re.sub(
            r"中文|打开-open|手机号|身份证|\d*秒|大家去打她电话|截图\.png|聊天\.txt|来电\.csv|网页\.html|曝光台群?|柳|祝|浙江省杭州市|公安部.*?》|国家卫生健康委.*?》|共青团中央.*?台|国办发〔2020〕53号|＊",
            "",
            _without_own_lines(said),
        )
        assert not re.findall("[\u4e00-\u9fff]+", left), path
    tab.post("/language", lang="zh")
    assert read.kit.record.lang == "zh"


def test_the_numbers_are_data_that_an_office_may_change(desk, tab):
    path = desk.folder / "help.toml"
    assert [
        one
        for one in ("110", "12110", "96110", "12321", "12377", "12309", "12348", "12355", "12345")
        if f"<strong>{one}</strong>" not in tab.get("/help").text
    ] == []
    path.write_text('[[line]]\nnumber = "0571-1"\nzh = "本院值班"\nwhen = "工作时间"\nsource = "本院"\n', "utf-8")
    seen = tab.get("/help").seen
    assert "本院值班" in seen
    assert "12377" not in seen
    for broken in ("[[line]", "", "x = 1", "\xff"):
        path.write_bytes(broken.encode("latin-1"))
        seen = tab.get("/help").seen
        assert "读不出来" in seen
        assert "12377" in seen
    assert all(one.source and one.when_en for one in advice.shipped())


def test_the_covered_screen_shows_nothing_until_it_is_opened_anew(desk, tab):
    desk.take(tab, [("聊天.txt", CHAT)], "chat")
    beside = desk.tab()
    said = tab.post("/cover")
    assert (said.status, said.headers["location"], said.headers["clear-site-data"]) == (303, "/", '"cache"')
    assert "已盖住" in beside.get("/papers").seen  # another browser too
    for path in ("/", "/files", "/exposed", "/papers/of/report"):
        seen = tab.get(path).seen
        assert "已盖住" in seen
        assert "聊天.txt" not in seen
    assert tab.post("/diary/write", kind="calls", says="x").seen.count("已盖住") > 0
    assert desk.kit.record.diary == []
    assert "聊天.txt" in desk.tab().get("/files").seen
    other = desk.tab()
    other.get("/")
    other.post("/cover")
    assert "已停下" in other.post("/leave").seen  # of a page that stood open before


def test_an_hour_of_nobody_covers_it(desk, tab):
    desk.clock.now = 60 * 60 + 1
    assert "已盖住" in tab.get("/files").seen


def test_everything_goes_on_request_and_only_when_it_is_meant(tmp_path):
    with running(tmp_path / "kit") as desk:
        tab = desk.tab()
        tab.get("/files")
        desk.take(tab, [("聊天.txt", CHAT), ("来电.csv", CALLS)], "chat")
        tab.post("/diary/write", kind="calls", says="x")
        tab.post("/papers/save")
        tab.get("/delete")
        said = tab.post("/delete/all")
        assert said.status == 400
        assert (desk.folder / "files" / "0001.txt").exists()
        said = tab.post("/delete/all", sure="yes")
        assert "已全部删除" in said.seen
        assert not desk.folder.exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("own_reader")
def test_it_is_read_in_the_midst_of_it_and_deleted_all_the_same_and_at_once(tmp_path):
    with running(tmp_path / "kit") as desk:
        tab = desk.tab()
        tab.get("/files")
        desk.take(tab, [("截图.png", SHOT)])
        tab.post("/delete/all", sure="yes")
        assert not desk.work._thread.is_alive()  # noqa: SLF001 - it was not waited for in vain
    assert list(tmp_path.iterdir()) == []


def test_it_goes_on_where_it_was(tmp_path):
    with running(tmp_path / "kit") as desk:
        tab = desk.tab()
        tab.get("/files")
        desk.take(tab, [("聊天.txt", CHAT)], "chat")
        tab.post("/diary/write", kind="threat", says="有人上门")
        tab.post("/papers/about", name=NAME)
        tab.post("/language", lang="en")
        assert tab.post("/leave").seen.count("Stopped") > 0
    with running(tmp_path / "kit") as desk:
        seen = desk.tab().get("/").seen
        assert "1 file kept" in seen
        assert "1 entry" in seen
        desk.done()
        assert "有人上门" in desk.tab().get("/papers/of/report").seen


def test_a_file_that_was_changed_is_named_on_its_page(tmp_path):
    with running(tmp_path / "kit") as desk:
        tab = desk.tab()
        tab.get("/files")
        desk.take(tab, [("聊天.txt", CHAT)], "chat")
    path = tmp_path / "kit" / "files" / "0001.txt"
    path.chmod(0o600)
    path.write_bytes(b"other")
    with running(tmp_path / "kit") as desk:
        assert "不能再当原件用" in desk.tab().get("/files").seen


def test_the_record_holds_no_value_that_nobody_wrote(filled):
    told = json.dumps(json.loads((filled.folder / "kit.json").read_text("utf-8")), ensure_ascii=False)
    assert not [value for value in (PHONE, ONE, ADDRESS, *OTHERS) if value in told]
