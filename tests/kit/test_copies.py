"""What a covered copy covers and leaves: values of somebody, bars however they lie; moments, sentences and who called are proof and stay."""

import io
import time
from dataclasses import replace

import cv2
import cvttf_NotoSansCJK_Regular
import docx
import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFont
from tests.kit.conftest import ADDRESS, CHAT, NAME, ONE, OTHER, OTHER_PHONE, PHONE, picture

from doxdocket.detect.images import blurred, read_image
from doxdocket.detect.images.blur import bars
from doxdocket.kit.copies import Plan, covered
from doxdocket.kit.exposure import called_by, exposed, heads
from doxdocket.kit.reading import read_file
from doxdocket.kit.screen import Read, Seen, proof

BARS = "SF1850000012345"


def label(angle):
    """A parcel's label that lies slanted, and where its bars are."""
    code = Image.fromarray(np.asarray(zxingcpp.create_barcode(BARS, zxingcpp.BarcodeFormat.Code128).to_image()))
    paper, bars = Image.new("L", (560, 260), 255), Image.new("L", (560, 260), 0)
    paper.paste(code.resize((460, 120), Image.Resampling.NEAREST), (50, 60))
    bars.paste(255, (50, 60, 510, 180))
    shown, where = Image.new("L", (900, 600), 235), Image.new("L", (900, 600), 0)
    for sheet, part, ground in ((shown, paper, 235), (where, bars, 0)):
        sheet.paste(part.rotate(angle, expand=True, resample=Image.Resampling.BICUBIC, fillcolor=ground), (150, 60))
    out = io.BytesIO()
    shown.convert("RGB").save(out, "PNG")
    return out.getvalue(), np.asarray(where) > 128


@pytest.mark.parametrize("angle", [0, 15, -20, 45])
def test_of_a_slanted_bar_code_no_strip_is_left(angle):
    data, where = label(angle)
    made = np.asarray(Image.open(io.BytesIO(blurred(data, read_image(data), alone=True))).convert("L"))
    assert int((made[where] < 40).sum()) == 0  # the cover is lighter than ink
    assert not zxingcpp.read_barcodes(cv2.GaussianBlur(made, (0, 0), 1))


def test_writing_is_no_bar_code():
    data = picture(["一二三四五六七八九十"] * 6 + ["||||| 1111111 lllll"])
    made = blurred(data, read_image(data), alone=True)
    assert np.array_equal(*(np.asarray(Image.open(io.BytesIO(one)).convert("L")) for one in (data, made)))


THREAT = "我一定会找到你家，把照片贴满小区，你等着"


def test_a_long_screenshot_keeps_its_size_and_shows_no_number_and_all_of_a_threat():
    font = ImageFont.truetype(cvttf_NotoSansCJK_Regular.get_TTF_path(), 26)
    image = Image.new("RGB", (780, 4000), "white")
    lines = [
        f"姓名：{NAME}",
        f"手机号 {PHONE}",
        f"身份证 {ONE}",
        f"同事电话 {OTHER_PHONE}",
        "2026-11-29 20:21 未接",
        THREAT,
        "尾号 " + ONE[-4:],
    ]
    for at, text in enumerate(lines):
        ImageDraw.Draw(image).text((30, 200 + 550 * at), text, font=font, fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    suffix, made = covered(out.getvalue(), read_file("长图.png", out.getvalue()), Plan((ONE,)))
    assert suffix == ".png"
    assert Image.open(io.BytesIO(made)).size == (780, 4000)
    text = read_image(made).text.replace(" ", "")
    assert not [one for one in (NAME, PHONE[-6:], ONE[-4:], ONE[:6], OTHER_PHONE[-6:]) if one in text]
    assert "2026-11-2920:21" in text
    assert "未接" in text
    assert THREAT.replace("，", "") in text.replace("，", "").replace(",", "")


def test_what_was_done_stays_and_is_nobodys_data():
    text = f"2026-11-30 10:02 来电\n{THREAT}\n"
    hits = (
        Seen(0, 0, 19, "call_record", "doubtful", "2026-11-30 10:02来电", "*", sure=False),
        Seen(0, 20, 20 + len(THREAT), "health_record", "doubtful", THREAT, "*", sure=False),
    )
    read = Read((text,), hits)
    assert covered(b"", read, Plan())[1].decode() == text
    assert all(map(proof, hits))
    assert THREAT not in covered(b"", read, Plan((THREAT,)))[1].decode()  # what the owner writes is covered


@pytest.mark.parametrize("form", ["txt", "png"])
def test_a_mistake_uncovers_no_value_of_another_inside_it(form):
    """What is nobody's as a whole may hold a name or a number that somebody's is: those stay covered, in texts and pictures alike."""
    line = f"松声路 {OTHER} {OTHER_PHONE}"
    data = picture([line]) if form == "png" else line.encode()
    read = read_file(f"a.{form}", data)
    whole = Seen(0, 0, len(read.texts[0]), "home_address", "doubtful", read.texts[0], "*", sure=False)
    read = replace(read, hits=(whole, *(one for one in read.hits if one.kind in ("name", "phone_number"))))
    plan = Plan((OTHER,), nobody=frozenset({("home_address", whole.value)}))
    told = covered(data, read, plan)[1]
    text = read_image(told).text if form == "png" else told.decode()
    assert not [value for value in (OTHER, OTHER_PHONE) if value in text.replace(" ", "")]
    free = Plan((), nobody=frozenset({("phone_number", OTHER_PHONE)}))
    told = covered(data, replace(read, hits=tuple(one for one in read.hits if one.value == OTHER_PHONE)), free)[1]
    assert OTHER_PHONE in (read_image(told).text if form == "png" else told.decode())


FIRM = "江州市星桥文化传播有限公司"


@pytest.mark.parametrize(
    "lines",
    [["昨晚有人说她上班的地方叫星", "桥文化，大家去找", "一个普通人"], ["她在星/桥 文化上班"], ["就是星.桥、文*化那家"], ["我们去星桥", "文化门口堵她"]],
)  # fmt: skip
@pytest.mark.parametrize("form", ["txt", "png"])
def test_what_people_call_a_firm_is_covered_wherever_a_line_or_a_mark_breaks_it(lines, form):
    data = picture(lines) if form == "png" else "\n".join(lines).encode()
    plan = Plan(own=(FIRM,), theirs=(("workplace", FIRM),), called=tuple(called_by("workplace", FIRM)))
    told = covered(data, read_file(f"a.{form}", data), plan)[1]
    text = read_image(told).text if form == "png" else told.decode()
    assert text
    assert not [sign for sign in ("桥", "文化") if sign in text]


def test_a_sentence_that_ends_and_one_that_begins_are_no_name():
    text = "天上有星。桥上有人\n看星\n桥下"
    plan = Plan(theirs=(("workplace", FIRM),), called=tuple(called_by("workplace", FIRM)))
    assert covered(b"", Read((text,)), plan)[1].decode() == text


def test_what_is_no_value_of_its_kind_is_nothing(monkeypatch):
    from doxdocket.detect.hit import Hit
    from doxdocket.records import Verdict

    def look(texts):
        kinds = ("criminal_record", 0, 6), ("phone_number", 7, 9), ("phone_number", 10, 21)
        return [
            ([Hit(a, b, kind, Verdict.DOUBTFUL, text[a:b], ("net",)) for kind, a, b in kinds], None)
            for _, text in texts
        ]

    monkeypatch.setattr("doxdocket.detect.stage.look", look)
    monkeypatch.setattr("doxdocket.kit.reading.guard", lambda done, *_, **__: done())
    read = read_file("聊天.txt", f"11月28日 39 {PHONE}\n".encode())
    assert [one.value for one in read.hits] == [PHONE]
    assert not read.hits[0].sure


def test_whose_a_value_is_has_four_answers(desk):
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [("聊天.txt", CHAT), ("再.txt", CHAT + b"x")], "chat")
    tab.post("/files/sources", **{"about-1": "某群", "about-2": "某群"})
    desk.done()
    copy = desk.folder / "covered" / "0001.txt"
    assert OTHER not in copy.read_text("utf-8")
    page = tab.get("/exposed").seen
    assert "就是她，＊＊＊，手机号 ＊＊＊" in page
    assert OTHER not in page
    tab.post("/exposed/answer", tag=desk.tag("name", NAME), said="mine")
    tab.post("/exposed/answer", tag=desk.tag("name", OTHER), said="family", who="母亲")
    tab.post("/exposed/answer", tag=desk.tag("phone_number", OTHER_PHONE), said="others")
    tag = desk.tag("phone_number", PHONE)
    assert tab.post("/exposed/answer", tag=tag, said="nobody").headers["location"] == f"/exposed/nobody/{tag}"
    asked = tab.get(f"/exposed/nobody/{tag}").seen
    assert "谁都看得到" in asked
    assert "11 位数字" in asked
    desk.done()
    assert PHONE not in copy.read_text("utf-8")
    assert f'value="{tag}" checked' not in tab.get(f"/exposed/nobody/{tag}").text  # a number the owner ticks
    assert tab.post("/exposed/nobody", tag=tag).status == 400
    tab.post("/exposed/nobody", tag=tag, sure="yes")
    desk.done()
    text = copy.read_text("utf-8")
    assert PHONE in text
    assert not [one for one in (NAME, OTHER, OTHER_PHONE) if one in text]
    report = tab.get("/papers/of/report").seen
    assert "家人被公开的信息" in report
    assert "母亲" in report
    assert report.count("柳**") == 2  # in short and in the annex
    assert "139****" not in report
    tab.post("/exposed/missed", kind="other", value="群友", of="others")
    desk.done()
    assert "群友" not in copy.read_text("utf-8")
    assert "群友：" not in tab.get("/exposed").seen
    assert "群*" not in tab.get("/papers/of/report").seen
    assert "没有找到，副本里没有盖" in (
        tab.post("/exposed/missed", kind="name", value="无此人", of="family", who="父亲").seen
        or tab.get("/exposed").seen
    )
    assert tab.post("/exposed/answer", tag=desk.tag("name", NAME), said="none").status == 400


def test_equal_values_are_one_card_and_a_misread_one_is_mended_in_place(desk):
    tab = desk.tab()
    tab.get("/files")
    desk.take(
        tab, [("a.txt", f"家庭住址：{ADDRESS}\n".encode()), ("b.txt", f"家庭住址：{ADDRESS[:-4]}\n".encode())], "chat"
    )
    desk.done()
    [one] = [one for one in heads(exposed(desk.kit, desk.work.reads)) if one.kind == "home_address"]
    assert one.files == (1, 2)
    tab.post("/exposed/answer", tag=one.tag, said="mine")
    assert all(each.answer == "mine" for each in exposed(desk.kit, desk.work.reads) if each.kind == "home_address")
    assert tab.post("/exposed/mend", tag=one.tag, value=ADDRESS.replace("402", "403")).status == 303
    assert "403室" in desk.uncovered(tab, one.tag).seen
    tab.post("/exposed/show", tag=one.tag, shown="yes")
    assert "403室" in tab.get("/papers/of/report").seen


def test_what_was_answered_otherwise_stays_where_it_is_part_of_another(desk):
    tab = desk.tab()
    tab.get("/files")
    longer = f"{ADDRESS[:-4]}9999室"
    desk.take(tab, [("a.txt", f"家庭住址：{ADDRESS[:-4]}\n".encode()), ("b.txt", f"家庭住址：{longer}\n".encode())])
    desk.done()
    own, other = sorted(exposed(desk.kit, desk.work.reads), key=lambda one: len(one.value))
    assert own.value in other.value
    desk.kit.answer(own.tag, "mine")
    tab.post("/exposed/answer", tag=other.tag, said="others")
    assert {one.tag: one.answer for one in exposed(desk.kit, desk.work.reads)} == {own.tag: "mine", other.tag: "others"}


def test_what_the_report_shows_is_what_the_owner_wrote_and_no_number_that_differs_by_a_sign(desk):
    tab = desk.tab()
    tab.get("/files")
    mother = PHONE[:-1] + str((int(PHONE[-1]) + 1) % 10)
    desk.take(tab, [("a.png", picture([f"母亲手机号 {mother}"])), ("b.txt", f"手机号 {PHONE}\n".encode())])
    desk.done()
    tab.post("/exposed/own", phone=PHONE)
    desk.done()
    [own] = [one for one in exposed(desk.kit, desk.work.reads) if one.typed]
    assert own.files == (2,)
    tab.post("/exposed/show", tag=own.tag, shown="yes")
    report = tab.get("/papers/of/report").seen
    assert PHONE in report
    assert mother not in report
    desk.done()
    tab.post("/papers/save", name="report")
    assert "还是旧的" not in tab.get("/papers").seen
    tab.post("/exposed/answer", tag=own.tag, said="family")
    assert not desk.kit.record.shown
    desk.done()
    assert "还是旧的" in tab.get("/papers").seen


def test_of_a_file_that_is_taken_out_no_copy_is_waited_for(desk):
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [("a.txt", CHAT)], "chat")
    desk.done()
    tab.post("/files/copies", no="1", what="police", chosen="yes")
    tab.post("/files/take-out", no="1")
    assert desk.work.copying() == 0


def test_a_copy_takes_the_place_of_the_one_before_at_once(desk, monkeypatch):
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [("聊天.txt", CHAT)], "chat")
    desk.done()
    put, there = desk.kit.put, []

    def seen(path, data):
        there.append(path.is_file())
        put(path, data)

    monkeypatch.setattr(desk.kit, "put", seen)
    desk.served.worker.submit(desk.work.copy, (1,)).result()  # a second order of the same copy
    end = time.monotonic() + 600
    while not there:
        assert time.monotonic() < end
        time.sleep(0.05)
    assert there == [True]
    assert len(desk.kit.covered(1)) == 1


def test_papers_leave_out_what_is_optional_and_what_was_taken_out(desk):
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [("a.txt", CHAT), ("b.txt", b"b")], "chat")
    tab.post("/diary/write", kind="calls", says="半夜来电", file="2", day="2026-11-20", time="01:30")
    assert tab.post("/diary/write", kind="calls", says="x", time="25:00").status == 400
    tab.post("/files/take-out", no="2")
    desk.done()
    seen = tab.get("/papers/of/report").seen
    assert "可能是谁" not in seen
    assert "已由本人" not in seen
    assert "b.txt" not in seen
    assert "2026-11-20 01:30" in seen
    assert seen.count("UTC") == 1
    assert "2（已拿出）" in tab.get("/diary").seen
    desk.done()
    tab.post("/papers/save", name="report")
    told = docx.Document(desk.folder / "papers" / "报案材料.docx")
    assert "待填事项" not in "".join(one.text for one in told.paragraphs)
    assert not [
        table
        for table in told.tables
        if "打印后用笔写" in "".join(cell.text for row in table.rows for cell in row.cells)
    ]


def test_a_long_screenshot_of_a_telephone_is_looked_at_at_its_own_size():
    from doxdocket.detect.images.decode import decode

    out = io.BytesIO()
    Image.new("L", (1080, 20000), 255).save(out, "PNG")
    assert decode(out.getvalue()).pixels.shape == (20000, 1080, 3)


def copy_of(text, *own):
    """The covered copy of a text as the program reads it."""
    read = read_file("a.txt", text.encode())
    return covered(b"", read, Plan(own))[1].decode()


def test_what_holds_a_value_that_others_showed_is_covered_whole():
    assert copy_of("王芳 在杭州星河中学附属小学上班 17806401357", "星河中学") == "＊＊＊ 在＊＊＊上班 ＊＊＊"
    told = copy_of("同事住在杭州市拱墅区湖墅南路88号2单元301 人在", "杭州市")
    assert "湖墅" not in told
    assert "301" not in told


def test_a_longer_address_than_the_sure_one_is_covered_whole_and_asked_of_itself():
    text = "姓名：韩知予\n住址：松声路12号\n电话：17806401357\n谁去松声路12号听涛苑3幢602室楼下拍到她，给300U\n"
    read = read_file("a.txt", text.encode())
    longer = [one for one in read.hits if one.value.endswith("602室")]
    assert [one.sure for one in longer] == [False]
    assert "听涛苑" not in copy_of(text)
    text = "宿舍：桂园7栋415\n谁去桂园7栋415楼下拍到她，给300U"
    assert copy_of(text) == "宿舍：＊＊＊\n谁去＊＊＊楼下拍到她，给300U"
    assert len({one.value for one in read_file("a.txt", text.encode()).hits}) == 1


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("今晚去堵她 她住如家酒店解放路店302房 让她出名", "302"),
        ("不给钱就让你出名 她有抑郁症 在浙一医院住院", "抑郁"),
        ("堵她家门口 她每周三晚上在城西健身房", "城西"),
        ("今晚去堵她 她妈40岁 每月工资8000元 有前科 让她出名", "8000"),
    ],
)
def test_a_threat_leaves_no_value_of_anybody_open(text, hidden):
    assert read_file("a.txt", text.encode()).threats
    told = copy_of(text)
    assert hidden not in told
    assert "＊＊＊" in told
    assert "她" in told


def slip(gap):
    """A slip, a little turned, whose bars lie so far below what was in the parcel."""
    font = ImageFont.truetype(cvttf_NotoSansCJK_Regular.get_TTF_path(), 40)
    image = Image.new("RGB", (1000, 560), "white")
    draw = ImageDraw.Draw(image)
    for n, line in enumerate(["速达快递 代收货款", f"收件人：{NAME} {PHONE}", "品名：花圈1 到付￥199.00"]):
        draw.text((40, 30 + 90 * n), line, font=font, fill="black")
    for n in range(60):
        draw.rectangle((50 + n * 15, 270 + gap, 50 + n * 15 + 3 + n * 5 % 8, 335 + gap), fill="black")
    out = io.BytesIO()
    image.rotate(4, expand=True, fillcolor=(200, 180, 160), resample=Image.Resampling.BICUBIC).save(out, "PNG")
    return out.getvalue()


def test_what_was_in_the_parcel_stays_beside_the_bars_which_do_not():
    data = slip(10)
    made = covered(data, read_file("a.png", data), Plan(own=(NAME, PHONE), police=True))[1]
    text = read_image(made).text
    assert "花圈" in text
    assert "199" in text
    assert NAME not in text
    shown = np.asarray(Image.open(io.BytesIO(made)).convert("L"))
    [(core, _), *_] = bars(np.asarray(Image.open(io.BytesIO(data)).convert("RGB")))
    bar = cv2.fillConvexPoly(np.zeros(shown.shape, np.uint8), core, 1) > 0
    assert shown[bar].max() < 80


def test_the_minute_beside_a_place_and_a_groups_number_stay_for_the_police():
    data = picture(["群号 000012345", "路人丙", "去死吧", "11-26 12:44  江州", "路人丁", "11-26 12:49  江州"])
    read = read_file("a.png", data)
    at = read.texts[0]
    hits = tuple(
        Seen(0, i, at.index("江州", i) + 2, "movement_trace", "valid", at[i : at.index("江州", i) + 2], "*", sure=False)
        for i in (at.index("11-26 12:44"), at.index("11-26 12:49"))
    )
    told = {
        police: read_image(covered(data, replace(read, hits=hits), Plan(police=police))[1]).text
        for police in (True, False)
    }
    for text in told.values():
        assert "12:44" in text
        assert "12:49" in text
        assert "江州" not in text
    assert "000012345" in told[True]
    assert "000012345" not in told[False]
