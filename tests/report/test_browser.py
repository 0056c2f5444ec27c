"""The page in a real browser: no request, no complaint, no overflow on a phone or a desk, and it prints on A4."""

from itertools import pairwise

import pytest

from doxdocket.report import page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_in_a_browser(make, browser, tmp_path, lang):
    made = make()
    written = page.write(made.case, made.run, made.out, lang=lang)
    asked, said = [], []
    for width in (1280, 390):
        tab = browser.new_page(viewport={"width": width, "height": 900})
        tab.on("request", lambda r: asked.append(r.url))
        tab.on("console", lambda m: said.append(m.text))
        tab.on("pageerror", lambda e: said.append(str(e)))
        tab.goto(written.as_uri())
        across = tab.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert across[0] <= across[1], (width, across)
        assert tab.evaluate("[...document.querySelectorAll('svg[role=img]')].every(s => s.getAttribute('aria-label'))")
        assert (
            tab.evaluate("getComputedStyle(document.querySelector('h2')).borderBottomStyle") == "solid"
        )  # CSP lets it in
        heads = tab.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
        assert all(b <= a + 1 for a, b in pairwise(heads))
    assert set(asked) == {written.as_uri()}
    assert said == []
    printed = tmp_path / "report.pdf"
    tab.pdf(path=printed, prefer_css_page_size=True)
    assert printed.read_bytes().startswith(b"%PDF")
    assert b"/Count " in printed.read_bytes()


def test_nothing_is_cut_off_in_print(make, browser):
    made = make()
    written = page.write(made.case, made.run, made.out)
    tab = browser.new_page(viewport={"width": 673, "height": 1000})  # the width between the margins of A4
    tab.emulate_media(media="print")
    tab.goto(written.as_uri())
    wide = tab.evaluate(
        "[...document.querySelectorAll('table, svg, pre')].filter(e => e.getBoundingClientRect().right > 674)"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    assert wide == []
    assert tab.evaluate("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"
    assert tab.evaluate("getComputedStyle(document.querySelector('tbody tr')).breakInside") == "avoid"
