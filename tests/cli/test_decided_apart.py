"""A decided value that lies outside its bounds is printed nowhere without that word."""

import pytest

from doxdocket.cli.language import Manner, speaking
from doxdocket.desk.accounts.figures import beside_core as on_screen
from doxdocket.report.document import written

APART = {"zh": "（采用 {n}，见认定；已不在界内）", "en": " (value {n}, as decided; no longer within the bounds)"}
WITHIN = {"zh": "（采用 {n}，见认定）", "en": " (value {n}, as decided)"}


def decide(call, case, *words):
    said = call("decide", case, *words, "--reason", "判决", "--officer", "张三")
    assert said.code == 0, said.err
    assert call("run", case).code == 0


def persons(call, case):
    return next(f for f in call("figures", case, "--json").json["figures"] if f["id"] == "persons")


@pytest.fixture
def picked(call, mine, tmp_path):
    (tmp_path / "e.yaml").write_text("- {form: receipt, id: P1, stage: paid, amount: 900}\n", encoding="utf-8")
    assert call("register", "add", mine, tmp_path / "e.yaml", "--officer", "张三").code == 0
    high = persons(call, mine)["high"]
    decide(call, mine, "figure.value", "persons", str(high))
    return mine, high


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.whole(but=2)
def test_every_page_that_prints_a_decided_value_says_that_it_lies_outside(call, picked, tmp_path, lang):
    case, high = picked
    pages, speaks = [("assess", "gains"), ("assess", "damages"), ("assess", "points")], {"LANG": f"{lang}.UTF-8"}

    def printed():
        found = {page[-1]: "".join(call(*page, case, **speaks).out.split()) for page in pages}
        html = tmp_path / f"{len(list(tmp_path.glob('*.html')))}.html"
        assert call("report", case, "-o", html, "--lang", lang).code == 0
        return found | {"report": "".join(html.read_text(encoding="utf-8").split())}

    def words(of):
        return "".join(of[lang].format(n=high).split())

    for name, page in printed().items():
        assert (words(WITHIN) in page, words(APART) in page) == (True, False), name
    decide(call, case, "person.untrue", "V0001", "判决书")
    now = persons(call, case)
    assert (now["status"], now["value"]) == ("outdated", high)
    assert now["high"] < high
    for name, page in printed().items():
        assert (words(WITHIN) in page, words(APART) in page) == (False, True), name
    gains = {one["id"]: one for one in call("assess", "gains", case, "--json").json["compared"]}
    assert gains["persons"]["status"] == "outdated"


def headline(status):
    """The core beside all captures, where a person picked 9 for all of them."""
    row = {"id": "persons", "label": "人", "label_en": "persons", "unit": "人", "estimate": 2, "low": 1, "high": 3}
    core = {"scope": "core", "label": "核心", "label_en": "core", "channels": ["c"]}
    inside = row | {"value": 1, "status": "machine"}
    return {"figures": [row | {"value": 9, "status": status}], "scopes": [core | {"figures": [inside]}]}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("status", "words"), [("reviewed", WITHIN), ("outdated", APART)])
def test_the_headline_table_of_figures_says_it(lang, status, words):
    with speaking(Manner(lang)):
        told = "\n".join(written(on_screen(headline(status)), lang))
    assert [
        words[lang].format(n=9) in told,
        *(one[side].format(n=9) in told for one in (WITHIN, APART) for side in ("zh", "en")),
    ].count(True) == 2
    assert ("核心" in told, "persons" in told) == (lang == "zh", lang == "en")
