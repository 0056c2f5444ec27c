"""The kit in a real browser: axe clean in every state, in both languages, as wide as a telephone; a whole report by somebody who has only a mouse, or only keys; without scripts."""

import pytest
from tests.kit.conftest import CALLS, CHAT, NAME, PHONE, SHOT, running
from tests.review.test_browser import faults

PATHS = (
    "/",
    "/files",
    "/files/out?no=1",
    "/files/tell?no=1",
    "/diary",
    "/diary?no=1",
    "/exposed",
    "/exposed/rest",
    "/papers",
    "/papers/check",
    "/papers/of/report",
    "/papers/of/notice",
    "/papers/of/prosecutors",
    "/help",
    "/delete",
    "/nothing",
)


QUIET = ("with a status of 4", "Clear-Site-Data header")
"""What the browser says of answers that are as they should be."""


class Window:
    def __init__(self, browser, desk, **more):
        self.desk, self.said = desk, []
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, **more)
        self.tab = self.context.new_page()
        self.tab.on("console", lambda m: self.said.append(m.text) if not any(one in m.text for one in QUIET) else None)
        self.tab.on("pageerror", lambda e: self.said.append(str(e)))
        self.root = desk.let_in(self.tab)

    def at(self, path):
        self.tab.goto(self.root + path)
        return self.tab


def unfold(tab):
    """Each part that is folded, opened."""
    tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    return tab


@pytest.fixture
def window(browser):
    opened = []

    def make(desk, **more):
        opened.append(Window(browser, desk, **more))
        return opened[-1]

    yield make
    for one in opened:
        one.context.close()
        assert one.said == []


@pytest.mark.parametrize("seen", [("light", "zh"), ("dark", "zh"), ("light", "en"), ("dark", "en")], ids="-".join)
@pytest.mark.whole(but=3)
def test_every_page_is_axe_clean_and_fits_a_telephone(window, read, seen):
    theme, lang = seen
    plain = read.tab()
    plain.get("/diary")
    plain.post("/diary/write", kind="calls", says="半夜有人打来电话", day="2026-11-20", times="12", file="1")
    plain.post("/language", lang=lang)
    plain.post("/exposed/answer", tag=read.tag("name", NAME), said="mine")
    plain.post("/exposed/answer", tag=read.tag("phone_number", "13900001871"), said="others")
    it = window(read, color_scheme=theme)
    plain.post("/exposed/missed", kind="other", value="半夜铃响")
    read.done()
    no = read.kit.record.diary[0].no
    tag = read.tag("phone_number", PHONE)
    for path in (
        *PATHS,
        f"/diary?no={no}",
        f"/diary/out?no={no}",
        "/exposed/callers",
        "/papers/check",
        f"/exposed/nobody/{tag}",
    ):
        tab = it.at(path)
        tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        assert faults(tab) == [], path
        for width in (640, 390, 320):
            tab.set_viewport_size({"width": width, "height": 900})
            assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)
        small = tab.evaluate(
            "[...document.querySelectorAll('button, .button, nav a, input:not([type=hidden]), select')]"
            ".filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 60), e.getBoundingClientRect().height]).filter(([, h]) => h < 43.9)"
        )
        assert small == [], path
        tab.set_viewport_size({"width": 1280, "height": 900})
    tab = it.at("/exposed")
    unfold(tab).locator("form[action='/exposed/uncover'] button").first.click()
    tab.wait_for_selector(".clear")
    assert faults(tab) == []
    it.at("/diary").evaluate(
        "const form = document.querySelector('#typed'); form.noValidate = true; form.closest('details').open = true"
    )
    tab.locator("#typed button.first").click()
    tab.wait_for_selector("[role=alert]")
    assert faults(tab) == []
    tab.locator("form[action='/cover'] button").click()
    tab.wait_for_selector("main.bare")
    assert faults(tab) == []


def test_a_whole_report_from_screenshot_to_paper_and_everything_deleted(window, tmp_path):
    with running(tmp_path / "kit") as desk:
        it = window(desk)
        tab = it.tab
        assert faults(tab) == []
        tab.set_viewport_size({"width": 390, "height": 800})
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390
        tab.set_viewport_size({"width": 1280, "height": 900})
        tab.set_input_files(  # on the first page
            "#files",
            [
                {"name": "截图.png", "mimeType": "image/png", "buffer": SHOT},
                {"name": "聊天.txt", "mimeType": "text/plain", "buffer": CHAT},
            ],
        )
        tab.get_by_role("button", name="放进来").click()
        tab.get_by_text("已收下 2 个文件").wait_for()
        assert faults(tab) == []  # while they are read
        tab.get_by_role("link", name="写下经过").click()
        tab.select_option("#kind", "calls")
        tab.fill("#says", "半夜有人打来电话，说出我的名字就挂断。")
        tab.fill("#day", "2026-11-20")
        tab.get_by_text("还可以写：到哪一天").click()
        tab.get_by_label("1. 截图.png").check()
        tab.get_by_role("button", name="写好了").click()
        tab.get_by_text("已写好").wait_for()
        desk.done()
        tab.get_by_role("link", name="公开了什么").click()
        tab.fill("#name", NAME)
        tab.get_by_text("还可以写：电话").click()
        tab.fill("#phone", PHONE)
        tab.get_by_role("button", name="存好并对照").click()
        tab.get_by_role("heading", name="您的").wait_for()
        tab.get_by_role("link", name="其余都不是我的").click()
        assert faults(tab) == []
        tab.get_by_role("button", name="其余都不是我的").click()
        tab.get_by_role("heading", name="请您确认").wait_for(state="detached")
        tab.get_by_role("link", name="做材料").click()
        tab.get_by_text("份材料，一份一份读").click()
        tab.get_by_role("link", name="读一遍、打印").first.click()
        paper = tab.locator("article.paper")
        assert "柳**" in paper.inner_text()
        assert "半夜有人打来电话" in paper.inner_text()
        tab.locator("[data-print]").wait_for()  # when all copies are made
        tab.emulate_media(media="print")
        assert not tab.locator("header.top").is_visible()
        tab.emulate_media(media="screen")
        tab.get_by_role("button", name="存成文件").click()
        tab.get_by_text("1 份材料已存到").wait_for()
        assert (desk.folder / "papers" / "报案材料.docx").stat().st_size > 5000
        assert tab.context.storage_state()["origins"] == []
        tab.get_by_role("link", name="全部删除").click()
        tab.get_by_label("我知道删掉就找不回来").check()
        tab.get_by_role("button", name="删除", exact=True).click()
        tab.get_by_text("已全部删除").first.wait_for()
    assert list(tmp_path.iterdir()) == []


def test_without_scripts_it_is_all_there_and_a_value_goes_after_a_minute(window, read):
    plain = read.tab()
    plain.get("/exposed")
    plain.post("/exposed/answer", tag=read.tag("phone_number", PHONE), said="mine")
    it = window(read, java_script_enabled=False)
    tab = it.at("/exposed")
    unfold(tab).locator("form[action='/exposed/uncover'] button").first.click()
    assert PHONE in tab.locator("main").inner_text()
    assert tab.locator("meta[http-equiv=refresh]").get_attribute("content") == "60;url=/exposed"
    tab = unfold(it.at("/files"))
    tab.set_input_files("#files", [{"name": "来电.csv", "mimeType": "text/csv", "buffer": CALLS}])
    tab.locator("form[action='/files/take'] button.first").click()
    assert "以前收过" in tab.locator("#notes").inner_text()
    assert "打印" not in it.at("/papers/of/report").locator("main button:visible").first.inner_text()


def test_a_value_goes_by_itself_and_when_the_page_is_left(window, read):
    plain = read.tab()
    plain.get("/exposed")
    plain.post("/exposed/answer", tag=read.tag("phone_number", PHONE), said="mine")
    it = window(read)
    tab = it.tab
    tab.clock.install()
    unfold(it.at("/exposed")).locator("form[action='/exposed/uncover'] button").first.click()
    tab.wait_for_selector(".clear")
    assert PHONE in tab.content()
    tab.clock.fast_forward(61_000)
    tab.wait_for_url("**/exposed")
    assert PHONE not in tab.content()
    tab.go_back()
    assert PHONE not in tab.content()
    # Covered, in this window and every other one; going back shows nothing, from the browser's memory neither.
    it.at("/papers/of/report")
    tab.set_viewport_size({"width": 390, "height": 800})
    assert tab.evaluate(
        "[...document.querySelectorAll('.paper .wide')].every(one => one.scrollWidth <= one.clientWidth)"
    )  # no table is cut
    beside = it.context.new_page()
    beside.goto(it.root + "/papers/of/report")
    tab.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    assert not tab.locator("body").is_visible()  # what the browser would keep
    tab.evaluate("document.body.hidden = false")
    tab.locator("form[action='/cover'] button").click()
    tab.wait_for_selector("main.bare")
    beside.wait_for_selector("main.bare")
    tab.go_back()
    tab.wait_for_selector("main.bare")
    assert "报案材料" not in tab.content()


def test_on_a_narrow_screen_no_page_is_wider_than_it(window, desk):
    name = "Screenshot_20261130_014205_" + "org.telegram.messenger." * 4 + "txt"
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [(name, CHAT), ("来电.csv", CALLS)], "calls")
    app = "org.telegram.messenger.beta"
    desk.take(tab, [(f"Screenshot_20261130_01420{n}_{app}.txt", CHAT + str(n).encode() * 20) for n in (1, 2)], "chat")
    desk.done()
    assert f'name="app-{app}"' in tab.get("/files").text
    it = window(desk)
    it.tab.set_viewport_size({"width": 390, "height": 800})
    for path in (
        "/",
        "/files",
        "/diary",
        "/exposed",
        "/papers",
        "/papers/of/notice",
        "/files/copy/1",
        "/exposed/callers",
    ):
        page = it.at(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        assert page.evaluate(
            "[...document.querySelectorAll('nav a')].every(one => one.getBoundingClientRect().right <= 390)"
        ), path
        assert faults(page) == [], path


def test_sentences_are_ticked_one_by_one(window, desk):
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [("a.txt", f"{NAME} {PHONE}\n你等着，弄死你\n三天内不打五千我们上门\n".encode())], "chat")
    desk.done()
    page = window(desk).at("/exposed")
    assert page.locator("input[name=said]").count() == 2
    assert page.locator("input[name=said]:checked").count() == 0
    assert page.locator("fieldset:has(input[name=said]) button").count() == 0
    page.locator("input[name=said]").first.check()
    page.get_by_role("button", name="存好，下一步").click()
    page.wait_for_url("**/diary")
    assert len(desk.kit.record.threats) == 1
