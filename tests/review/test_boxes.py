"""A box in a picture: drawn by mouse or by numbers on the covered picture, covered from then on, counted as its kind in every post that shows the picture."""

import json
import re
from base64 import b64decode
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from doxdocket import pipeline
from doxdocket.desk import deciding, gallery
from doxdocket.pipeline import published

from .conftest import NAME, ONE, Made, running
from .test_browser import faults as axe

WHY = "笔录附图，原件可辨"
CHAT = "telegram:channel:1850004"
SIDES = (40, 60, 200, 150)


@pytest.fixture(scope="module")
def pictured(made_once):
    """A picture in which the machine reads nothing, in two posts; a third has words alone."""

    def make(top):
        it, folder = Made(top / "case", top / "home"), top / "ChatExport"
        (folder / "photos").mkdir(parents=True)
        image = Image.new("RGB", (400, 240), (230, 225, 210))
        pen = ImageDraw.Draw(image)
        for n in range(9):  # a scrawl
            pen.line([(50 + 20 * n, 70), (58 + 20 * n, 100), (52 + 20 * n, 104)], fill=(60, 70, 120), width=3)
        image.save(folder / "photos" / "note.png")
        told = [("photos/note.png", "看图"), ("photos/note.png", "再看"), ("", f"姓名：{NAME} 身份证：{ONE}")]
        messages = [
            {"id": n, "type": "message", "date": "2024-01-02T08:00:00", "date_unixtime": str(1704067200 + n * 86400),
             **({"photo": photo} if photo else {}), "text": text} for n, (photo, text) in enumerate(told, 1)
        ]  # fmt: skip
        whole = {"name": "演练", "type": "public_channel", "id": 1850004, "messages": messages}
        (folder / "result.json").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
        it.call("init", it.case, "--title", "演练", "--officer", "张三", "--officer", "李四", "--one-key")
        it.call("add", it.case, folder, "--officer", "张三", "--officer", "李四", "--origin", "移送", "--captured-at", "2024-03-01T08:00")  # fmt: skip
        it.call("run", it.case)

    top = made_once("boxes", make)
    return Made(top / "case", top / "home")


@pytest.fixture
def desk(pictured, tmp_path):
    with running(pictured.copy(tmp_path)) as it:
        yield it


def source(desk):
    return desk.within(lambda case: published.current(case).read("images")["source"].to_pylist())[0]


def covered(page):
    """The picture that a page shows."""
    found = re.search(r'src="data:image/png;base64,([^"]+)"', page)
    return Image.open(BytesIO(b64decode(found[1]))).convert("RGB")


def boxed(desk, tab, kind="name", sides=SIDES, **more):
    left, top, width, height = sides
    return tab.post("/picture", source=source(desk), left=left, top=top, width=width, height=height, kind=kind, reason=WHY, **more)  # fmt: skip


def figures(case):
    return {f["id"]: f for f in published.figures(case)["figures"]}


def test_a_box_by_numbers_is_covered_at_once_and_counts_from_the_next_run_in_every_post(desk):
    tab, name = desk.tab(), source(desk)
    assert f"/picture?source={name}" in tab.get("/pictures").text
    assert "400×240" in tab.get(f"/picture?source={name}").seen
    before = tab.post("/picture/shown", source=name, reason="核对附图")
    assert covered(before.text).getpixel((60, 190)) != (64, 64, 64)
    opened = len([r for r in desk.custody() if r.act == "open"])
    after = boxed(desk, tab, why="核对附图")
    assert "D0001" in after.seen
    assert covered(after.text).getpixel((60, 190)) == (64, 64, 64)
    assert [r.detail["reason"] for r in desk.custody() if r.act == "open"][opened:] == ["核对附图"]
    told = desk.within(lambda case: case.decisions())
    where = f"image:{name}:box[40,60,200,150]"
    assert [(d.act, d.target) for d in told] == [("finding.add", {"span": f"{CHAT}/{n}/{where}/0-1", "kind": "name"}) for n in (1, 2)]  # fmt: skip
    assert boxed(desk, tab, kind="id_number").status == 303
    post = tab.get(f"/post?channel={CHAT}&post=1")
    assert "图片里的框 40, 60, 200, 150" in post.seen
    assert "/reveal" not in post.text

    def counted(case):
        was = figures(case)["persons"]
        pipeline.run(case, workers=1)
        rows = [r for r in published.standing_findings(case).to_pylist() if ":box[" in r["where"]]
        return was, figures(case), rows, published.adrift(case)

    was, now, rows, adrift = desk.within(counted)
    assert adrift == []
    assert {(r["post_id"], r["kind"], r["verdict"], r["start"], r["end"]) for r in rows} == {(n, kind, "valid", 0, 1) for n in "12" for kind in ("name", "id_number")}  # fmt: skip
    assert rows[0]["boxes"] == [{"left": 40, "top": 60, "width": 200, "height": 150}]
    assert len({r["digest"] for r in rows}) == 2  # the same box is the same value in both posts
    assert all(set(r["mask"]) == {"*"} and r["age_low"] is None for r in rows)
    assert (was["low"], now["persons"]["low"]) == (1, 2)
    assert now["publications"]["low"] == 3
    page = tab.get(f"/post?channel={CHAT}&post=1")
    assert "图片里的框 40, 60, 200, 150" in page.seen
    assert "D0001" in tab.get("/explain/D0001").seen
    assert tab.get("/queues").status == tab.get("/posts").status == tab.get("/pictures").status == 200


def test_a_box_is_taken_back_in_one_act_and_the_picture_shows_it_again(desk):
    tab = desk.tab()
    boxed(desk, tab)
    desk.within(lambda _case: desk.served.desk.undo_last("看错了", "张三"))
    assert desk.within(lambda case: gallery.boxes(case, source_of(case))) == []
    shown = tab.post("/picture/shown", source=source(desk), reason="再看一遍")
    assert covered(shown.text).getpixel((60, 190)) != (64, 64, 64)


def source_of(case):
    return published.current(case).read("images")["source"].to_pylist()[0]


@pytest.mark.parametrize(
    ("sides", "says"),
    [((300, 60, 200, 50), "400"), ((0, 0, 0, 5), "不为零"), (("a", 1, 2, 3), "不为零"), ((0, 0, 400, 241), "240")],
)
def test_a_box_outside_the_picture_or_of_no_size_is_refused_and_the_form_keeps_it(desk, sides, says):
    said = boxed(desk, desk.tab(), sides=sides)
    assert said.status == 400
    assert says in said.seen
    assert f'value="{sides[2]}"' in said.text
    assert not desk.within(lambda case: case.decisions())


def test_a_box_of_a_picture_that_the_post_does_not_show_is_refused(desk):
    span = f"{CHAT}/3/image:{source(desk)}:box[1,1,2,2]/0-1"
    with pytest.raises(Exception, match="box"):
        desk.within(
            lambda case: deciding.record(
                case, [deciding.Asked("finding.add", {"span": span, "kind": "name"}, WHY, "张三")]
            )
        )
    assert not desk.within(lambda case: case.decisions())


def test_a_box_drawn_with_the_mouse_is_in_the_pixels_of_the_picture(desk, browser):
    page = browser.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    root = desk.let_in(page)
    page.goto(f"{root}/picture?source={source(desk)}")
    page.fill("#why", "核对附图")
    page.get_by_role("button", name="记入保管记录并显示这张").click()
    spot = page.locator("#drawing svg").bounding_box()
    x, y = spot["width"] / 400, spot["height"] / 240
    page.mouse.move(spot["x"] + 240 * x, spot["y"] + 210 * y)
    page.mouse.down()
    page.mouse.move(spot["x"] + 40 * x, spot["y"] + 60 * y, steps=4)  # from its lower right
    page.mouse.up()
    assert [abs(int(page.input_value(f"#{side}")) - n) <= 1 for side, n in zip(("left", "top", "width", "height"), SIDES, strict=True)] == [True] * 4  # fmt: skip
    assert axe(page) == []
    page.select_option("#kind", "name")
    page.fill("#reason", WHY)
    page.get_by_role("button", name="补录", exact=True).click()
    page.locator("#notes", has_text="D0001").wait_for()
    assert page.locator("#drawing img").count() == 1  # shown again, for the same reason
    assert len(desk.within(lambda case: case.decisions())) == 2
    page.close()
    assert faults == []
