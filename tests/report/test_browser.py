"""The report in a real browser: no request, no complaint, no overflow on a phone or a desk, nothing for axe to find, and it prints on A4."""

from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from tests.review.test_browser import faults

from doxdocket.words import said_in

from .test_page import told


@pytest.fixture
def written(make, tmp_path):
    def write(lang="zh"):
        file = tmp_path / "report.html"
        file.write_text(told(make(), lang), encoding="utf-8")
        return file

    return write


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.whole(but=2)
def test_the_report_in_a_browser(written, browser, tmp_path, lang):
    file = written(lang)
    asked, said = [], []
    for width in (1280, 390):
        tab = browser.new_page(viewport={"width": width, "height": 900})
        tab.on("request", lambda r: asked.append(r.url))
        tab.on("console", lambda m: said.append(m.text))
        tab.on("pageerror", lambda e: said.append(str(e)))
        tab.goto(file.as_uri())
        across = tab.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert across[0] <= across[1], (width, across)
        assert tab.evaluate("[...document.querySelectorAll('svg[role=img]')].every(s => s.getAttribute('aria-label'))")
        assert (
            tab.evaluate("getComputedStyle(document.querySelector('h2')).borderBottomStyle") == "solid"
        )  # CSP lets it in
        heads = tab.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
        assert all(b <= a + 1 for a, b in pairwise(heads))
    assert faults(tab) == []
    assert set(asked) == {file.as_uri()}
    assert said == []
    tab.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as printed:
        width, height = printed[0].get_size()
        assert (round(width), round(height)) == (595, 842)


def test_nothing_is_cut_off_in_print(written, browser):
    tab = browser.new_page(viewport={"width": 695, "height": 1000})  # the width between the margins of A4
    tab.emulate_media(media="print")
    tab.goto(written().as_uri())
    wide = tab.evaluate(
        "[...document.querySelectorAll('table, svg, pre')].filter(e => e.getBoundingClientRect().right > 696)"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    assert wide == []
    assert tab.evaluate("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"
    assert tab.evaluate("getComputedStyle(document.querySelector('tbody tr')).breakInside") == "avoid"


def test_the_rehearsal_case_is_told_on_25_sheets_and_its_summary_on_two(rehearsal_case, browser, tmp_path):
    tab = browser.new_page()
    tab.goto(Path(rehearsal_case.said["report"]).as_uri())
    tab.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as printed:
        texts = ["".join(sheet.get_textpage().get_text_range().split()) for sheet in printed]
    found, annex = ("".join(said_in("en", f"documents_report.{key}").split()) for key in ("found", "annex_figures"))
    assert next(n for n, text in enumerate(texts) if f"2.{found}" in text) <= 2
    assert next(n for n, text in enumerate(texts) if annex in text) <= 25
