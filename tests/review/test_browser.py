"""The desk in a real browser: no complaint of the policy, axe clean in both languages and themes, keys that do nothing while somebody types, a value that goes."""

from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Error as PlaywrightError

from doxdocket.review.pages import PAGES

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
WHICH = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """which => axe.run({runOnly: {type: 'tag', values: which}, resultTypes: ['violations']})
    .then(found => found.violations.map(one => [one.id, one.nodes.map(node => node.target)]))"""
"""What is sound is not listed node by node, which is half the work."""
LOUD = {"error", "warning"}
ROWS = [page.path for part in PAGES for page in part.ROUTES if page.nav]
"""The pages that stand at the top."""
FINDING = "telegram:channel:1850001/1/text/38-49/phone_number"


class Window:
    """A browser's window at a desk, and what it complained of."""

    def __init__(self, browser, desk, officer, **more):
        self.desk, self.said = desk, []
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, **more)
        self.tab = self.context.new_page()
        # Where a key comes before a page's autofocus, Chromium says so, as information.
        self.tab.on(
            "console",
            lambda m: self.said.append(m.text) if m.type in LOUD and "with a status of 4" not in m.text else None,
        )
        self.tab.on("pageerror", lambda e: self.said.append(str(e)))
        self.root = desk.let_in(self.tab, officer, f"{desk.served.place.name}.localhost:{desk.port}")

    def at(self, path):
        self.tab.goto(self.root + path)
        return self.tab

    def told(self, text, where="main"):
        """Wait until the page says this there: an answer may come after the click that asks for it."""
        self.tab.locator(where, has_text=text).first.wait_for()

    def faults(self):
        """What axe finds on the page."""
        return faults(self.tab)


def faults(page):
    """What axe finds on a page."""
    page.evaluate(AXE)
    return page.evaluate(RUN, WHICH)


@pytest.fixture
def window(browser, fresh):
    opened = []

    def make(officer="张三", **more):
        opened.append(Window(browser, fresh, officer, **more))
        return opened[-1]

    yield make
    for one in opened:
        one.context.close()
        assert one.said == []


@pytest.mark.parametrize("seen", [("light", "zh"), ("dark", "zh"), ("light", "en"), ("dark", "en")], ids="-".join)
@pytest.mark.whole(but=3)
def test_pages_are_axe_clean_and_fit(window, seen):
    theme, lang = seen
    it = window(color_scheme=theme)
    if lang == "en":
        it.tab.click("button[name=lang]")
        it.tab.wait_for_selector("html[lang=en]")
    reveal = f"/reveal?finding={quote(FINDING)}"
    for path in (
        *ROWS,
        "/named",
        "/moved",
        "/split?person=V0001",
        "/sampling?for=precision&plan=1",
        reveal,
        "/sign-in",
        "/nothing",
    ):
        tab = it.at(path)
        assert it.faults() == [], path
        for width in (640, 320):  # 1280 at 200 % and 400 %
            tab.set_viewport_size({"width": width, "height": 900})
            assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)
        tab.set_viewport_size({"width": 1280, "height": 900})
    tab = it.at(reveal)
    tab.fill("#reason", "核对与笔录是否同一人")
    tab.click("main .first")
    tab.wait_for_selector(".clear")
    assert it.faults() == []
    tab.click("button:has-text('锁上'), button:has-text('Lock')")
    tab.wait_for_selector("form[action='/leave']")
    assert it.faults() == []


@pytest.mark.whole
def test_documents_are_axe_clean_in_every_state_and_leave_by_keyboard_alone(window):
    it = window()
    tab = it.at("/documents")  # while they are made, and then by itself the list
    assert it.faults() == []
    tab.wait_for_selector("details")
    tab.locator("summary").first.click()
    assert it.faults() == []
    tab.set_viewport_size({"width": 320, "height": 900})
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.locator("input[value=conduct]").focus()
    tab.keyboard.press("Space")
    tab.locator("#format").focus()
    tab.keyboard.press("End")  # data, the last of the formats
    tab.locator("#reason").press("Enter")
    it.told("要写明理由")
    assert it.faults() == []
    tab.fill("#reason", "移送法院")
    tab.locator("#reason").press("Enter")
    tab.wait_for_selector("form[action^='/documents/take/']")
    assert it.faults() == []
    with tab.expect_download() as download:
        tab.locator("main .first").press("Enter")
    assert download.value.suggested_filename == "05-行为摘录表.json"
    it.at("/documents/of/conduct")
    assert it.faults() == []


@pytest.mark.whole
def test_buttons_are_big_enough_and_focus_shows(window):
    it = window()
    for path in ROWS:
        tab = it.at(path)
        small = tab.evaluate(
            "[...document.querySelectorAll('button, .button, nav a, input:not([type=hidden]), select')]"
            ".filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 60), e.getBoundingClientRect().height]).filter(([, h]) => h < 43.9)"
        )
        assert small == [], path
        tab.keyboard.press("Tab")
        assert "#main" in tab.evaluate("document.activeElement.getAttribute('href')")
        tab.keyboard.press("Tab")
        assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_mask_that_is_asked_stands_in_its_sentence_and_what_is_folded_shows_it(window):
    tab = window().at("/posts")
    tab.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<p class=said>a<mark class=\"cover asked\">b</mark>c</p>')"
    )
    assert tab.evaluate("getComputedStyle(document.querySelector('mark.asked')).display") == "inline"
    marker = "getComputedStyle(document.querySelector('#facets summary'), '::before').content"
    closed = tab.evaluate(marker)
    tab.click("#facets summary")
    assert "none" not in {closed, tab.evaluate(marker)}
    assert closed != tab.evaluate(marker)


def test_keys_fire_by_the_button_and_never_while_somebody_types_or_composes(window):
    it = window()
    it.tab.keyboard.press("?")
    assert it.tab.locator("#keys-here").is_visible()
    tab = it.at("/team")
    tab.focus("#reason")
    tab.keyboard.type("?y?")
    assert tab.url == it.root + "/team"
    assert tab.input_value("#reason") == "?y?"
    tab.evaluate(
        """() => {
        const made = document.createElement('button'); made.dataset.key = 'y'; made.type = 'button'; made.append('x', document.createElement('kbd'));
        made.addEventListener('click', () => { window.pressed = (window.pressed ?? 0) + 1; }); document.querySelector('main').append(made); document.body.focus(); document.activeElement.blur(); }"""
    )
    for init in ("isComposing: true", "keyCode: 229", "ctrlKey: true", "metaKey: true", "altKey: true", "repeat: true"):
        tab.evaluate(f"document.body.dispatchEvent(new KeyboardEvent('keydown', {{key: 'y', bubbles: true, {init}}}))")
    assert tab.evaluate("window.pressed ?? 0") == 0
    tab.keyboard.press("y")
    assert tab.evaluate("window.pressed") == 1
    assert tab.evaluate("document.activeElement.dataset.key") == "y"


def test_a_key_that_was_changed_works_and_the_old_one_does_not(window):
    it = window()
    tab = it.at("/keys")
    tab.fill("[name=key_0]", "h")
    tab.click("main .first")
    it.told("按键已保存", "#notes")
    tab = it.at("/")
    tab.keyboard.press("?")
    tab.wait_for_timeout(200)
    assert not tab.locator("#keys-here").is_visible()
    tab.keyboard.press("h")
    assert tab.locator("#keys-here kbd").first.inner_text() == "h"
    again = window()  # it is kept for the officer
    again.tab.keyboard.press("h")
    assert again.tab.locator("#keys-here").is_visible()
    tab = it.at("/keys")
    tab.fill("[name=key_1]", "h")
    tab.click("main .first")
    it.told("用了两次")


def test_a_value_goes_from_the_screen_after_a_minute_and_when_the_page_is_left(window, known):
    it = window()
    tab = it.at(f"/reveal?finding={quote(FINDING)}&back=/keys")
    gone = []
    tab.on("request", lambda one: gone.append(one.url) if "/reveal/gone" in one.url else None)
    tab.clock.install()
    tab.fill("#reason", "核对与笔录是否同一人")
    tab.click("main .first")
    assert tab.inner_text(".clear") == known.phone
    tab.clock.fast_forward(50_000)  # the clock goes on by itself too
    assert tab.inner_text(".clear") == known.phone
    tab.clock.fast_forward(11_000)
    tab.wait_for_url(it.root + "/keys")
    assert len(gone) == 1  # a second way taken would break off the first
    it.told("值已遮上", "#notes")
    with suppress(PlaywrightError):  # the browser has no copy of it to go back to
        tab.go_back()
    tab.wait_for_load_state()
    assert known.phone not in tab.content()


def test_a_value_goes_when_the_server_is_not_there_any_more(window, known):
    it = window()
    tab = it.at(f"/reveal?finding={quote(FINDING)}")
    tab.clock.install()
    tab.fill("#reason", "核对与笔录是否同一人")
    tab.click("main .first")
    tab.wait_for_selector(".clear")
    tab.wait_for_load_state("networkidle")
    tab.route("**/*", lambda route: route.abort())
    tab.clock.fast_forward(61_000)
    tab.locator(".clear", has_text=known.phone).wait_for(state="detached")
    tab.wait_for_load_state()
    assert known.phone not in tab.content()
    it.said = [one for one in it.said if "ERR_FAILED" not in one]


def test_nothing_is_kept_in_the_browser(window, known):
    it = window()
    tab = it.at("/team")
    kept = tab.evaluate("async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length]")  # fmt: skip
    assert kept == [0, 0, 0, 0]
    (cookie,) = it.context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["expires"], cookie["domain"]) == (True, "Strict", -1, f"{it.desk.served.place.name}.localhost")  # fmt: skip


def test_another_port_of_this_computer_gets_no_cookie_and_no_page(window, browser):
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
    from threading import Thread

    it, got = window(), []

    class Other(BaseHTTPRequestHandler):
        def do_GET(self):
            got.append(self.headers.get("Cookie"))
            body = f"<img src='{it.root}/' id=a><form method=post action='{it.root}/lock'><button>x</button></form>".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Other)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        tab = it.context.new_page()
        tab.goto(f"http://127.0.0.1:{server.server_port}/")
        assert set(got) == {None}
        tab.click("button")
        tab.wait_for_url(it.root + "/lock")
        tab.locator("main", has_text="来自别处").wait_for()
        framed = it.context.new_page()
        framed.goto("about:blank")
        framed.set_content(f"<iframe src='{it.root}/'></iframe>")
        framed.wait_for_timeout(300)
        assert all("演练" not in one.content() for one in framed.frames[1:])
        assert "演练" in it.at("/").content()
    finally:
        server.shutdown()
        server.server_close()


def test_an_idle_page_goes_and_asks_who_is_there(window):
    it = window()
    it.tab.clock.install()
    tab = it.at("/team")
    it.desk.clock.now += 15 * 60 + 1
    tab.clock.run_for(15 * 60 * 1000 + 10_000)
    tab.wait_for_selector("form[action='/leave']")
    assert "页面已锁" in tab.inner_text("h1")
    assert "李四" not in tab.content()


def test_everything_is_there_without_scripts(window, known):
    it = window(java_script_enabled=False)
    tab = it.at("/team")
    tab.select_option("#name", "李四")
    tab.select_option("#role", "reviewer")
    tab.fill("#reason", "分工")
    tab.click("text=记入保管记录")
    it.told("李四 现在是“审核”", "#notes")
    tab = it.at(f"/reveal?finding={quote(FINDING)}&back=/keys")
    tab.fill("#reason", "核对与笔录是否同一人")
    tab.click("main .first")
    it.told(known.phone)


def test_it_prints_without_what_is_for_the_screen(window, known):
    it = window()
    tab = it.at(f"/reveal?finding={quote(FINDING)}")
    tab.fill("#reason", "核对与笔录是否同一人")
    tab.click("main .first")
    tab.wait_for_selector(".clear")
    tab.emulate_media(media="print")
    assert not tab.is_visible(".clear")
    assert not tab.is_visible("nav")
    assert tab.evaluate("getComputedStyle(document.body.parentElement).backgroundColor") == "rgb(255, 255, 255)"


def test_a_lead_lets_another_in_by_a_link_of_the_page_and_a_locked_page_goes_on_by_its_code(window, browser, fresh):
    lead = window()
    page = lead.at("/team")
    page.select_option("#whose", "李四")
    page.fill("#why-link", "接班")
    page.click("form[action='/team/link'] button")
    link = page.input_value("#made")
    assert lead.faults() == []
    other = browser.new_context()
    try:
        theirs = other.new_page()
        theirs.goto(link)
        theirs.wait_for_url(lead.root + "/")
        theirs.goto(lead.root + "/keys")
        theirs.fill("#code", "合欢树下三碗茶水")
        theirs.click("form[action='/code'] button")
        theirs.goto(lead.root + "/figures")
        theirs.click("form[action='/lock'] button")
        theirs.fill("#passphrase", "合欢树下三碗茶水")
        theirs.click("form[action='/unlock'] button")
        theirs.wait_for_selector("#figures")
    finally:
        other.close()
    assert "李四" in lead.at("/team").inner_text("main")
