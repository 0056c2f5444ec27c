"""The register in a real browser: one entry by the keyboard alone, and what stands on a narrow screen and in dark."""

from doxdocket.store.register import Register, standing


def _stands(desk):
    return desk.within(lambda case: {(one.form, one.key): dict(one.body) for one in standing(Register.of(case).all())})


def test_one_entry_by_keyboard_alone(fresh, browser):
    context = browser.new_context()
    tab = context.new_page()
    said = []
    tab.on("console", lambda one: said.append(one.text))
    tab.on("pageerror", lambda one: said.append(str(one)))
    base = f"http://{fresh.host}"
    tab.goto(base + fresh.link())
    tab.goto(base + "/register/of/actor")
    tab.keyboard.press("n")
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
    tab.wait_for_function("document.activeElement.name === 'accounts.1'")
    tab.keyboard.type("u2")
    assert tab.input_value("[name='accounts.0']") == "u1"
    tab.keyboard.press("Enter")  # enters it, and adds no row
    tab.wait_for_url("**/register/of/actor")
    assert _stands(fresh) == {("actor", "A1"): {"id": "A1", "accounts": ["u1", "u2"]}}
    assert "A1" in tab.inner_text("main")
    assert said == []
    context.close()
