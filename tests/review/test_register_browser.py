"""The register in a real browser: one entry by the keyboard alone, and what stands on a narrow screen and in dark."""

from itertools import pairwise

import pytest

from doxdocket.assess.forms import FORMS
from doxdocket.store.register import Register, standing

from .conftest import running
from .test_browser import faults


def _stands(desk):
    return desk.within(lambda case: {(one.form, one.key): dict(one.body) for one in standing(Register.of(case).all())})


def test_one_entry_by_keyboard_alone(fresh, browser):
    context = browser.new_context()
    tab = context.new_page()
    said = []
    # The new row bears autofocus for whoever has no scripts; where htmx is faster with it, Chromium says so, as information.
    tab.on("console", lambda one: said.append(one.text) if one.type in {"error", "warning"} else None)
    tab.on("pageerror", lambda one: said.append(str(one)))
    base = fresh.let_in(tab)
    tab.goto(base + "/register/of/actor")
    tab.keyboard.press("e")
    tab.wait_for_url("**/register/new/actor")

    def to(name):
        for _ in range(60):
            if tab.evaluate("document.activeElement.name || ''") == name:
                return
            tab.keyboard.press("Tab")
        raise AssertionError(name)

    to("accounts.0")
    tab.keyboard.type("u1")
    to("act")  # another row
    tab.keyboard.press("Space")
    tab.wait_for_selector("[name='accounts.1']")
    tab.wait_for_selector("[name='accounts.1']:focus")
    tab.keyboard.type("u2")
    assert tab.input_value("[name='accounts.0']") == "u1"
    tab.keyboard.press("Enter")  # enters it, and adds no row
    tab.wait_for_url("**/register/of/actor")
    assert _stands(fresh) == {("actor", "A1"): {"id": "A1", "accounts": ["u1", "u2"]}}
    assert "A1" in tab.inner_text("main")
    assert said == []
    context.close()


@pytest.mark.parametrize("seen", [("zh", "light"), ("en", "light"), ("zh", "dark"), ("en", "dark")], ids="-".join)
@pytest.mark.whole
def test_pages_stand_on_a_narrow_screen_in_both_languages_and_lights(fresh, browser, seen):
    lang, scheme = seen
    desk = fresh.tab()
    desk.post("/register/new/defendant", id="D1", name="周某某", born="2003", act="save")
    desk.post("/register/new/harm", id="H1", kind="calls", says="连日来电" * 20, act="save")
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    tab = context.new_page()
    said = []
    tab.on("console", lambda one: said.append(one.text))
    tab.on("pageerror", lambda one: said.append(str(one)))
    base = fresh.let_in(tab)
    tab.goto(base + "/register")
    if lang == "en":
        tab.click("button[name=lang]")
        tab.wait_for_selector("html[lang=en]")
    paths = ["/register", "/register/import", "/register/damages", "/register/wanted", "/decisions", "/decisions/day", "/register/entry/defendant/D1",
             "/register/correct/defendant/D1", "/register/of/harm", *(f"/register/new/{form}" for form in (FORMS if (lang, scheme) == ("zh", "light") else ("receipt", "fact", "event")))]  # fmt: skip
    for path in paths:
        tab.goto(base + path)
        across = tab.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert across[0] <= across[1], (path, across)
        heads = tab.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
        assert heads[0] == 1, path
        assert all(b <= a + 1 for a, b in pairwise(heads)), path
        assert tab.evaluate("document.documentElement.lang").startswith(lang), path
        assert faults(tab) == [], path
    assert said == []
    tab.goto(base + "/register/new/receipt")
    tab.fill("[name=amount]", "很多")
    tab.click("main button[value=save] >> nth=-1")
    tab.wait_for_selector("[aria-invalid=true]")
    assert faults(tab) == []
    tab.click("[role=alert] li:nth-of-type(2) a")  # leads to the field
    tab.wait_for_function("['amount', 'stage'].includes(document.activeElement.name)")
    assert tab.input_value("[name=amount]") == "很多"
    tab.goto(base + "/register/new/defendant")  # of an id that stands
    tab.fill("[name=id]", "D1")
    tab.fill("[name=name]", "吴某")
    tab.click("main button[value=save] >> nth=-1")
    tab.wait_for_selector(".two")
    assert faults(tab) == []
    tab.goto(base + "/register/entry/defendant/D1")
    tab.fill("#open-reason", "写起诉书")
    tab.click("form[action*=show] button")
    tab.wait_for_selector(".clear")
    assert faults(tab) == []
    context.close()


def test_what_is_half_written_outlives_the_idle_lock_and_a_lock_by_hand_and_a_new_link(made, browser, tmp_path):
    with running(made.copy(tmp_path), idle=1) as desk:
        tab = browser.new_context().new_page()
        base = desk.let_in(tab)
        tab.clock.install()
        tab.goto(base + "/register/new/harm")
        for n in range(6):  # somebody who types is there
            if n:
                with tab.expect_response("**/here"):
                    tab.locator("[name=says]").press_sequentially(f"第{n}句。")
            else:
                tab.locator("[name=says]").press_sequentially(f"第{n}句。")
            tab.clock.fast_forward(20_000)
            desk.clock.now += 20
        assert tab.input_value("[name=says]") == "".join(f"第{n}句。" for n in range(6))
        desk.clock.now += 61
        tab.clock.run_for(70_000)
        tab.locator("h1", has_text="页面已锁").wait_for()
        desk.let_in(tab)
        tab.locator("#drafts a").click()
        tab.locator("#drafted").wait_for()
        assert tab.input_value("[name=says]").endswith("第5句。")
        tab.locator("[name=says]").press_sequentially("又一句。")
        tab.get_by_role("button", name="锁上").click()
        tab.locator("h1", has_text="页面已锁").wait_for()
        desk.let_in(tab)
        tab.goto(base + "/register/new/harm")
        assert {"第5句。", "又一句。"} <= {tab.input_value("[name=says]")[-4:], tab.input_value("[name=says]")[:4]}
        assert faults(tab) == []
        tab.select_option("[name=kind]", "calls")
        tab.click("main button[value=save] >> nth=-1")
        tab.wait_for_url("**/register/of/harm")
        tab.goto(base + "/register/new/harm")
        assert not tab.input_value("[name=says]")
        assert tab.locator("#drafted").count() == 0
        tab.context.close()
