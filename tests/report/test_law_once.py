"""The law of the core and of all captures: what both answer alike stands once."""

from doxdocket.law.rules import shipped
from doxdocket.report import law
from doxdocket.report.words import Words


def line(rule: str, low: str, high: str, n: int, share: str = "1/10") -> dict:
    book = shipped().find(rule)
    return {
        "rule": rule, "article": book.article, "reading": "U_set", "outcome": "", "answer_low": low, "answer_high": high, "missing": [], "on": "2024-03-01",
        "inputs": {"low": {"gains": str(n)}, "high": {"gains": str(n)}}, "share_low": share, "share_high": share,
    }  # fmt: skip


def laws(core: list[dict], every: list[dict]) -> list[law.Asked]:
    published = {"law": every, "scopes": [{"label": "核心", "label_en": "core", "law": core}]}
    return law.laws(published, shipped(), Words("zh"))


def test_lines_that_answer_alike_stand_once_with_the_figures_of_both() -> None:
    gains, first = "cn/fashi-2017-10/5-1-7", "cn/fashi-2017-10/5-1-6"
    both, one, other = laws(
        [line(gains, "not met", "not met", 10), line(first, "not met", "not met", 1)],
        [line(gains, "not met", "not met", 20, "2/10"), line(first, "not met", "met", 1)],
    )
    assert both.title.startswith("两者回答相同")
    assert "核心" in both.title
    assert [s.provision for s in both.standards] == [gains]
    told = both.standards[0].lines[0]
    assert told.inputs.index("核心") < told.inputs.index("10") < told.inputs.index("20")
    assert told.picture.count("<svg") == 2
    assert [[s.provision for s in part.standards] for part in (one, other)] == [[first], [first]]
    (only,) = laws([line(gains, "not met", "not met", 10)], [line(gains, "not met", "not met", 10)])
    assert only.standards[0].lines[0].inputs.count("10") == 1
