"""What of somebody frightened must not get out: papers that are passed on, covered copies, texts that the reader did not understand, slips in one's own data."""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor

import docx
import numpy as np
import pytest
from PIL import Image, ImageDraw
from tests.kit.conftest import ADDRESS, CHAT, NAME, ONE, OTHER, OTHER_PHONE, PHONE, SHOT, picture, running

from doxdocket.detect.images import blurred, read_image
from doxdocket.errors import StorageFault
from doxdocket.kit import folder
from doxdocket.kit.copies import Plan, covered, place
from doxdocket.kit.exposure import exposed
from doxdocket.kit.folder import About, opened
from doxdocket.kit.reading import read_file
from doxdocket.kit.screen import Read
from doxdocket.kit.work import RULE, Work

CALLS = "2026-11-29 20:21,13900001871\n2026年11月30日 10:02 来电 13900001872\n2026-11-30,10:05:33,0571-8765 4321,8秒\n2026-11-30 10:09 来电 4001850\n"


def whole(data):
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return "".join(packed.read(part).decode("utf-8", "replace") for part in packed.namelist())


def words(path):
    """Every paragraph and cell of a saved paper."""
    told = docx.Document(io.BytesIO(path.read_bytes()))
    return [one.text for one in told.paragraphs] + [
        cell.text for table in told.tables for row in table.rows for cell in row.cells
    ]


@pytest.mark.parametrize("name", ["notice", "search"])
def test_a_paper_that_may_be_passed_on_has_no_number_and_no_address_unless_chosen(read, name):
    tab = read.tab()
    tab.get("/papers")
    tab.post("/papers/about", name=NAME, phone=PHONE, id_number=ONE, address=ADDRESS, contact="liu@mail.example")
    tab.post("/exposed/missed", kind="other", value="同事", of="mine")  # stands in files and was not covered
    assert tab.post("/papers/save").status == 400  # copies are being made anew
    assert "现在的材料还不对" in tab.get(f"/papers/of/{name}").seen
    read.done()
    seen = tab.get(f"/papers/of/{name}")
    assert "liu@mail.example" in seen.seen
    assert "转给发布的人" in seen.seen  # the warning beside it
    assert not [value for value in (PHONE, ONE, ADDRESS) if value in seen.text]
    tab.post("/papers/save")
    for path in (read.folder / "papers").iterdir():
        text = whole(path.read_bytes()) if path.suffix == ".docx" else path.read_text("utf-8")
        found = {value for value in (PHONE, ONE, ADDRESS) if value in text}
        if path.stem == "报案材料":
            assert found == {PHONE, ONE, ADDRESS}
        elif path.stem == "公益诉讼案件线索":
            assert found == {PHONE}
        else:
            assert not found, path.name
    assert tab.post("/papers/with", name=name, field="id_number").status == 303
    article = tab.get(f"/papers/of/{name}").seen
    assert ONE in article
    assert ADDRESS not in article
    other = "search" if name == "notice" else "notice"
    assert ONE not in tab.get(f"/papers/of/{other}").seen
    tab.post("/papers/with", name=name)
    assert ONE not in tab.get(f"/papers/of/{name}").seen
    assert tab.post("/papers/with", name="report", field="phone").status == 400


def test_what_is_exposed_has_a_content_in_every_row_and_one_row_a_value(read):
    tab = read.tab()
    tab.get("/exposed")
    tab.post("/papers/about", name=NAME, phone=PHONE, id_number=ONE)
    tab.post("/files/sources", **{"about-2": "某群"})
    read.done()
    for one in exposed(read.kit, read.work.reads):
        if one.answer is None:
            tab.post("/exposed/answer", tag=one.tag, said="mine")
    assert all(one.mask for one in exposed(read.kit, read.work.reads))
    read.done()
    tab.post("/papers/save", name="report")
    tab.post("/files/sources", **{"about-2": ""})
    told = docx.Document(io.BytesIO((read.folder / "papers" / "报案材料.docx").read_bytes()))
    tables = [
        [tuple(cell.text for cell in row.cells) for row in table.rows[1:]]
        for table in told.tables
        if [cell.text for cell in table.rows[0].cells] == ["种类", "内容", "证据编号"]
    ]
    assert all(cell.strip() for rows in tables for row in rows for cell in row)
    mine = [set(one.files) for one in exposed(read.kit, read.work.reads) if one.answer == "mine"]
    calls = {one.no for one in read.kit.record.files if one.what == "calls"}
    shown, known = tables  # what was published, and apart what only a list of calls shows
    assert len(known) == sum(files <= calls for files in mine) == 2
    assert len(shown) == sum(not files <= calls for files in mine) > 4


def test_parts_of_one_address_are_one_row(desk):
    from doxdocket.kit import papers

    tab = desk.tab()
    tab.get("/files")
    text = f"家庭住址：{ADDRESS}\n\n".encode()
    desk.take(tab, [("a.txt", text), ("b.txt", f"家庭住址：{ADDRESS[:-4]}\n".encode())], "chat")
    desk.done()
    for one in exposed(desk.kit, desk.work.reads):
        tab.post("/exposed/answer", tag=one.tag, said="mine")
    found = [one for one in exposed(desk.kit, desk.work.reads) if one.kind == "home_address"]
    assert len(found) == 2
    assert len({one.mask for one in found}) == 1  # both masks show the same
    told = papers._one_each(found)  # noqa: SLF001 - the row is what is asked
    assert [(one.value, files) for one, files in told] == [(max((f.value for f in found), key=len), (1, 2))]


def test_a_call_list_of_any_form_has_its_numbers_covered_and_its_moments_left():
    for name in ("来电记录.txt", "来电记录.csv"):
        data = CALLS.encode()
        suffix, made = covered(data, read_file(name, data), Plan())
        text = made.decode()
        assert suffix == ".txt"
        assert not [one for one in ("13900001871", "13900001872", "8765", "4001850") if one in text], name
        for moment in ("2026-11-29 20:21", "2026年11月30日 10:02", "10:05:33", "2026-11-30 10:09"):
            assert moment in text.replace("\t", " "), (name, moment)


def test_a_row_of_seven_digits_is_covered_where_the_reader_found_nothing():
    data = "身份证尾号4627，备注 1850123 以及 185-0123-456，订单 2026-11-29 20:21\n".encode()
    read = read_file("note.txt", data)
    text = covered(data, read, Plan())[1].decode()
    assert "1850123" not in text
    assert "4627" not in text
    assert "0123-456" not in text
    assert "2026-11-29 20:21" in text


@pytest.mark.parametrize(
    ("name", "data"), [("a.png", b"not a picture"), ("a.jpg", SHOT[:200]), ("A.JPEG", b"\0\x93" * 400)]
)
def test_a_broken_picture_is_said_to_be_broken_and_has_no_copy(desk, name, data):
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [(name, data)])
    desk.done()
    seen = tab.get("/files").seen
    assert "图片打不开" in seen
    assert "已读" not in seen
    assert desk.kit.covered(1) == []
    assert "图片坏了，打不开，没有做副本" in tab.get("/papers").seen
    assert "文件 1 是坏图片" in tab.get("/exposed").seen
    assert tab.get("/files/copy/1").status == 400


def card(*, portrait):
    """An identity card with a portrait that no finder of faces takes for one."""
    image = Image.open(
        io.BytesIO(
            picture(
                [
                    "姓名 柳春生",
                    "性别 女 民族 汉",
                    "出生 1850年1月1日",
                    "住址 浙江省杭州市听涛区",
                    "松声路12号",
                    f"公民身份号码 {ONE}",
                ]
            )
        )
    )
    if portrait:
        draw = ImageDraw.Draw(image)
        draw.rectangle((600, 0, 719, image.height), fill=(200, 30, 30))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def test_of_an_identity_card_nothing_is_seen_but_its_printed_words():
    data = card(portrait=True)
    reading = read_image(data)
    assert reading.document == "id_card_front"
    assert not reading.faces

    def red(made):
        pixels = np.asarray(Image.open(io.BytesIO(made)).convert("RGB"), int)
        return int(((pixels[..., 0] > 150) & (pixels[..., 1] < 80)).sum())

    assert red(data) > 1000
    assert red(blurred(data, reading)) == 0  # no face was found in it
    read = read_file("a.png", data)
    suffix, made = covered(data, read, Plan())
    assert suffix == ".png"
    assert red(made) == 0
    text = read_image(made).text.replace(" ", "")
    assert not [value for value in (NAME, ONE, "听涛", "松声路") if value in text]


def test_what_the_computer_missed_is_found_and_covered(desk):
    tab = desk.tab()
    tab.get("/files")
    lines = ["曝光台", "绰号是 听雨楼的", "雾里看 大家记住", "今晚见"]
    desk.take(tab, [("截图.png", picture(lines)), ("聊天.txt", "绰号听雨楼的雾里\n看，尾号 4627\n".encode())], "chat")
    desk.done()
    for value, kind, files in (("雾里看", "other", (1, 2)), ("尾号4627", "id_number", (2,))):
        said = tab.post("/exposed/missed", kind=kind, value=value)
        assert said.status == 303
        desk.done()
        [one] = [one for one in exposed(desk.kit, desk.work.reads) if one.kind == kind and one.typed]
        assert (one.answer, one.files) == ("mine", files)
        assert value not in tab.get("/exposed").text
    text = (desk.folder / "covered" / "0002.txt").read_text("utf-8")
    assert "雾里" not in text
    assert "4627" not in text
    assert "听雨楼" in text
    shown = read_image((desk.folder / "covered" / "0001.png").read_bytes()).text.replace(" ", "")
    assert "雾里看" not in shown
    assert "今晚见" in shown
    assert (
        "没有找到" in tab.post("/exposed/missed", kind="other", value="无此人").seen
        or "没有找到" in tab.get("/exposed").seen
    )
    assert tab.post("/exposed/missed", kind="other", value="一").status == 400
    tab.post("/exposed/not-missed", tag=desk.kit.tag("other", "雾里看"))
    desk.done()
    assert "雾里" in (desk.folder / "covered" / "0002.txt").read_text("utf-8")


def test_the_place_of_a_value_is_shown_covered_and_the_file_is_linked(read):
    tab = read.tab()
    tab.get("/exposed")
    tag = read.tag("phone_number", PHONE)
    said = tab.get("/exposed")
    assert f'src="/exposed/place/{tag}"' in said.text
    assert 'href="/files/copy/1"' in said.text
    one = next(one for one in exposed(read.kit, read.work.reads) if one.tag == tag)
    made = place((read.folder / "covered" / "0001.png").read_bytes(), read.work.reads[1].size, one.spot[1])
    text = read_image(made).text.replace(" ", "")
    assert not [value for value in (NAME, PHONE, ADDRESS, OTHER, OTHER_PHONE) if value in text]
    for path, kind in (
        (f"/exposed/place/{tag}", "image/png"),
        ("/files/copy/1/picture", "image/png"),
        ("/files/copy/1", "text/html; charset=utf-8"),
    ):
        said = tab.get(path)
        assert (said.status, said.headers["content-type"]) == (200, kind)
    assert "＊＊＊" in tab.get("/files/copy/2").text
    assert 'action="/cover"' in tab.get("/files/copy/1").text
    assert tab.get("/files/copy/2/picture").status == 400
    assert tab.get("/exposed/place/nothing").status == 400


def test_one_comes_back_to_what_is_open(read):
    tab = read.tab()
    tab.get("/exposed")
    found = [one for one in exposed(read.kit, read.work.reads) if one.answer is None]
    said = tab.post("/exposed/answers", **{f"said-{found[1].tag}": "others"})
    assert said.headers["location"] == "/exposed#open"
    assert f'id="v-{found[2].tag}"' in tab.get("/exposed").text


def test_own_come_first(read):
    tab = read.tab()
    tab.get("/exposed")
    tab.post("/exposed/own", name=NAME)
    text = tab.get("/exposed").text
    assert text.index(read.tag("phone_number", PHONE)) < text.index(read.tag("phone_number", OTHER_PHONE))


def test_all_the_rest_is_asked_first(read):
    tab = read.tab()
    assert "/exposed/rest" in tab.get("/exposed").text
    assert 'value="rest"' not in tab.get("/exposed").text
    seen = tab.get("/exposed/rest")
    assert 'value="rest"' in seen.text
    assert "祝**" in seen.seen
    said = tab.post("/exposed/answer", tag="rest", said="others", asked="what was open before more was read")
    assert said.headers["location"] == "/exposed/rest"
    assert not [one for one in exposed(read.kit, read.work.reads) if one.answer]


def test_the_words_of_the_file_are_shown_and_not_what_they_are_compared_by(desk):
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [("聊天.txt", f"家庭住址：{ADDRESS}\n".encode())], "chat")
    desk.done()
    one = next(one for one in exposed(desk.kit, desk.work.reads) if one.kind == "home_address")
    assert one.value != ADDRESS
    tab.post("/exposed/answer", tag=one.tag, said="mine")
    seen = desk.uncovered(tab, one.tag).seen
    assert ADDRESS in seen
    assert one.value not in seen


@pytest.mark.parametrize(
    ("form", "why"),
    [({"id_number": ONE[:-1]}, "您写了 17 位"), ({"id_number": ONE[:-1] + str((int(ONE[-1].replace("X", "9")) + 1) % 10)}, "对不上"), ({"phone": PHONE[:-1]}, "您写了 10 位")],
)  # fmt: skip
@pytest.mark.parametrize("at", ["/exposed/own", "/papers/about"])
def test_a_slip_in_ones_own_number_is_said_and_nothing_is_lost(read, form, why, at):
    tab = read.tab()
    tab.get("/exposed")
    said = tab.post(at, name="柳春生的姐姐", **form)
    assert said.status == 400
    assert why in said.seen
    assert 'role="alert"' in said.text
    if at == "/papers/about":
        assert "柳春生的姐姐" in said.text
        assert next(iter(form.values())) in said.text
    assert read.kit.own() == ()
    assert tab.post(at, name=NAME, id_number="E1850123", phone="0571-8765").status == 303  # a passport, a landline


def test_where_a_file_is_from_can_be_told_anew(desk):
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [("a.txt", CHAT), ("b.txt", b"b")], "screenshot")
    tab.post("/files/sources", **{"about-1": "频道", "about-2": "频道"})
    assert "改第 1 个文件的来源" in tab.get("/files").seen
    assert 'value="频道"' in tab.get("/files/tell?no=1").text
    before = desk.kit.item(1)
    assert tab.post("/files/told", no="1", what="chat", about="和对方的私聊").status == 303
    one, other = desk.kit.record.files
    assert (one.what, one.about, other.about) == ("chat", "和对方的私聊", "频道")
    assert (one.sha256, one.taken) == (before.sha256, before.taken)
    desk.done()
    assert "和对方的私聊" in tab.get("/papers/of/report").seen
    assert tab.post("/files/told", no="1", what="nothing").status == 400
    assert tab.post("/files/told", no="9", what="chat").status == 400


def test_a_file_that_is_told_to_be_a_list_of_calls_shows_the_police_who_called(desk):
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [("来电.txt", f"{CALLS}\n机主 {PHONE}\n".encode())], "chat")
    desk.done()
    assert tab.post("/files/copies", no="1", what="police", chosen="yes").status == 400  # of a chat nobody is shown
    tab.post("/files/told", no="1", what="calls")
    assert "另做给警察看的" not in tab.get("/papers").seen  # the owner has chosen nobody
    desk.callers(tab)
    desk.done()
    assert desk.kit.record.police == [1]
    copy, called = desk.folder / "police" / "0001.txt", ("13900001871", "13900001872", "4001850")
    desk.done()
    text = copy.read_text("utf-8")
    assert [one in text for one in called] == [True] * 3
    assert "2026年11月30日 10:02" in text
    assert PHONE not in text  # nobody said whose it is: covered all the same
    tab.post("/exposed/answer", tag=desk.tag("phone_number", "13900001871"), said="others")
    desk.done()
    assert [one in copy.read_text("utf-8") for one in called] == [False, True, True]
    tab.post("/exposed/answer", tag=desk.tag("phone_number", "13900001871"), said="caller")
    tab.post("/files/told", no="1", what="chat")
    desk.done()
    assert [one in copy.read_text("utf-8") for one in called] == [True, True, False]
    tab.post("/files/told", no="1", what="calls")
    desk.done()
    covered_ = (desk.folder / "covered" / "0001.txt").read_text("utf-8")
    assert "2026年11月30日 10:02 来电" in covered_
    assert "1390000187" not in covered_
    assert "13900001872" in tab.get("/files/copy/1?police=1").text
    tab.post("/files/copies", no="1", what="police", chosen="no")
    tab.post("/files/copies", no="1", what="left_out", chosen="yes")
    desk.done()
    assert desk.kit.copies(1) == []
    assert "您选了不交" in tab.get("/papers").seen


def test_a_copy_that_was_made_before_the_owner_wrote_more_is_not_given(tmp_path):
    with opened(tmp_path / "kit") as kit, ThreadPoolExecutor(1) as worker:
        kit.take("a.txt", CHAT, "chat")
        work = Work(kit, worker)
        work.reads[1] = Read((NAME,))
        before = work.plan(1, police=False)
        kit.record.about = About(name=NAME)
        work._take_copy(1, before, (".txt", b"old"))  # noqa: SLF001 - what comes back late from the process
        assert kit.covered(1) == []
        work._take_copy(1, work.plan(1, police=False), (".txt", b"new"))  # noqa: SLF001
        assert [path.read_bytes() for path in kit.covered(1)] == [b"new"]


def test_a_copy_of_an_earlier_session_goes_where_the_owner_writes_before_its_file_is_read(tmp_path):
    with opened(tmp_path / "kit") as kit, ThreadPoolExecutor(1) as worker:
        kit.take("a.txt", CHAT, "chat")
        kit.put(kit.folder / "covered" / "0001.txt", b"old")
        with Work(kit, worker).changing():
            kit.record.about = About(name=NAME)
            kit.save()
            assert folder.read(kit.folder).copies != RULE  # killed now, it goes at the next start
        assert kit.covered(1) == []
        assert folder.read(kit.folder).copies == RULE


def test_a_copy_goes_where_what_the_owner_said_could_not_be_kept(tmp_path):
    with opened(tmp_path / "kit") as kit, ThreadPoolExecutor(1) as worker:
        kit.take("a.txt", CHAT, "chat")
        kit.put(kit.folder / "covered" / "0001.txt", b"old")
        work = Work(kit, worker)
        work.reads[1] = Read((NAME,))
        with pytest.raises(StorageFault), work.changing():
            kit.record.about = About(name=NAME)
            raise StorageFault("kit_folder.not_written", file="kit.json")
        assert kit.covered(1) == []


def test_a_copy_that_still_shows_a_value_is_not_given(monkeypatch):
    monkeypatch.setattr("doxdocket.detect.images.blurred", lambda data, *_, **__: data)
    assert covered(SHOT, read_file("a.png", SHOT), Plan()) == ("", b"")


def test_how_often_is_counted_as_it_was_written_and_a_threat_stands_in_what_is_asked(read):
    tab = read.tab()
    tab.get("/diary")
    asked = "4. 查明“事情经过”里威胁、上门或者要钱的人"
    assert asked not in tab.get("/papers/of/report").seen
    tab.post("/diary/write", kind="calls", says="半夜来电", times="7")
    tab.post("/diary/write", kind="calls", says="又来电")
    tab.post("/diary/write", kind="threat", says="要 2000 元，不给就发照片", day="2026-11-29", until="2026-11-29")
    read.done()
    tab.post("/papers/save")
    table = words(read.folder / "papers" / "公益诉讼案件线索.docx")
    at = table.index("骚扰电话")
    assert table[at + 1 : at + 3] == ["7", "半夜来电"]
    at = table.index("威胁、要钱、上门")
    assert table[at - 1] == "2026-11-29"
    assert table[at + 1 : at + 3] == ["", "要 2000 元，不给就发照片"]
    seen = tab.get("/papers/of/report").seen
    assert f"{asked}（日期：2026-11-29）" in seen
    assert "2026-11-29 – 2026-11-29" not in seen


@pytest.mark.parametrize("name", ["report", "notice", "search", "prosecutors"])
def test_ones_own_letter_names_no_authority_and_is_signed_where_it_is_printed(read, name):
    from doxdocket.kit import papers

    tab = read.tab()
    tab.get("/papers")
    tab.post("/papers/save", name=name)
    text = "\n".join(words(read.folder / "papers" / f"{papers.title(name)[0]}.docx"))
    assert "制作机关" not in text
    assert "登记" not in text
    seen = tab.get(f"/papers/of/{name}").seen
    assert "签名：＿＿＿" in seen
    assert "日期：＿＿＿" in seen


def test_an_entry_is_not_deleted_without_a_question_and_its_page_says_which(read):
    tab = read.tab()
    tab.get("/diary")
    tab.post("/diary/write", kind="calls", says="半夜来电")
    no = read.kit.record.diary[0].no
    page = tab.get("/diary").text
    assert 'action="/diary/strike"' not in page
    assert f'href="/diary/out?no={no}"' in page
    seen = tab.get(f"/diary/out?no={no}")
    assert "半夜来电" in seen.seen
    assert 'action="/diary/strike"' in seen.text
    assert f"<summary>改第 {no} 条</summary>" in tab.get(f"/diary?no={no}").text


def test_copies_of_an_earlier_rule_are_made_anew(tmp_path):
    with running(tmp_path / "kit") as desk:
        tab = desk.tab()
        tab.get("/files")
        desk.take(tab, [("聊天.txt", CHAT)], "chat")
        desk.done()
        desk.kit.record.copies = 1
        (desk.folder / "covered" / "0001.txt").write_bytes(CHAT)
        desk.kit.save()
    with running(tmp_path / "kit") as desk:
        desk.done()
        assert PHONE not in (desk.folder / "covered" / "0001.txt").read_text("utf-8")


def test_the_browser_keeps_no_cookie_of_a_kit_that_is_deleted(tmp_path):
    with running(tmp_path / "kit") as desk:
        tab = desk.tab()
        tab.get("/delete")
        said = tab.post("/delete/all", sure="yes")
        assert "Max-Age=0" in said.headers["set-cookie"]
