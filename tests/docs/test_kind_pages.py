"""Every kind has its page in both languages, and what a page says of an example is what is found in it."""

import sys
from pathlib import Path

import pytest

from doxdocket.count import explanation
from doxdocket.law.kinds import kinds
from doxdocket.records import Verdict

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT))
from tools import kind_pages  # noqa: E402 - the tools are no installed package

EXAMPLES = [(kind, one) for kind, said in kind_pages.about().items() for one in said.examples]


def test_every_kind_is_told_of() -> None:
    assert list(kind_pages.about()) == list(kinds())


@pytest.mark.parametrize("suffix", [".md", ".zh-CN.md"])
def test_every_kind_has_its_page(suffix: str) -> None:
    assert [k for k in kinds() if not (ROOT / "docs" / "kinds" / f"{k}{suffix}").exists()] == []


def test_every_kind_of_text_has_an_example_and_a_decoy_or_says_where_it_is_seen() -> None:
    bare = {k for k, said in kind_pages.about().items() if not any(one.finds for one in said.examples)}
    assert bare == {k for k, said in kind_pages.about().items() if said.seen != "text"}
    lacking = [k for k, said in kind_pages.about().items() if said.examples and not any(e.decoy for e in said.examples)]
    assert lacking == []


def test_every_example_finds_what_its_page_says() -> None:
    other = []
    for kind, one in EXAMPLES:
        text = one.whole
        wanted = [(stretch, verdict) for stretch, verdict in one.finds]
        doubts = any(verdict is Verdict.DOUBTFUL for _, verdict in wanted)
        got = [
            (text[hit.start : hit.end], hit.verdict)
            for hit in kind_pages.found(kind, text)
            if doubts or hit.verdict is not Verdict.DOUBTFUL
        ]
        other += [] if got == wanted else [(kind, text, got, wanted)]
    assert other == []


def test_every_reason_shown_is_explained() -> None:
    shown = {code for kind, one in EXAMPLES for hit in kind_pages.found(kind, one.whole) for code in hit.reasons}
    assert all(explanation.reason(code, lang) for code in shown for lang in ("zh", "en"))
    assert len(shown) > 20
