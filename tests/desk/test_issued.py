"""Papers that the office issued: their number as the standard writes it, once each, and on every document that bears it."""

import json
from datetime import date
from typing import get_args

import pytest
from tests.review.conftest import Made

from doxdocket.assess.forms.procedure import DocumentName, Issued
from doxdocket.assess.read import yaml
from doxdocket.desk import register
from doxdocket.desk.documents import DOCUMENTS, SEALED
from doxdocket.desk.documents.draft import TITLES
from doxdocket.desk.documents.files import content, lacking
from doxdocket.desk.documents.material import Material
from doxdocket.desk.forms import fields
from doxdocket.errors import WrongCall
from doxdocket.pipeline import registered
from doxdocket.store.case import Case
from doxdocket.words import said_in, speaking

__all__ = ["made"]
from tests.review.conftest import made


@pytest.fixture
def case(made, tmp_path, monkeypatch):
    """A copy of the small case, open."""
    copy: Made = made.copy(tmp_path)
    monkeypatch.setenv("DOXDOCKET_HOME", str(copy.home))
    with Case.open(copy.case) as opened:
        yield opened


def issued(id_="I1", document="indictment", number="某检民公诉〔2025〕1号", at=date(2025, 4, 11), **more):
    return Issued(id=id_, document=document, number=number, at=at, **more)


def enter(case, *entries):
    return register.keep(case, entries, "张三")


def paper(case, name, lang="zh"):
    with speaking(lang):
        return DOCUMENTS[name](Material(case, "案卷"))


def test_the_register_knows_the_documents_that_are_written_by_their_titles():
    choices = next(one.choices for one in fields("issued") if one.name == "document")
    assert [one.value for one in choices] == [*DOCUMENTS, *SEALED] == list(get_args(DocumentName))
    assert {one.value: one.word.zh for one in choices} == {
        name: title[0].partition("（")[0] for name, title in ((one, TITLES[one]) for one in (*DOCUMENTS, *SEALED))
    }


@pytest.mark.parametrize("number", ["某检民公诉[2025]1号", "某检民公诉（2025）1号", "某检民公诉〔25〕1号", "某检民公诉〔2025〕第1号", "某检民公诉〔2025〕01号", "某检民公诉〔2025〕1", "〔2025〕1号"])  # fmt: skip
def test_a_number_that_is_not_in_the_form_of_the_standard_is_refused_with_one_that_is(number):
    written = json.dumps(
        [{"form": "issued", "id": "I1", "document": "notice", "number": number, "at": "2025-04-11"}], ensure_ascii=False
    )
    with pytest.raises(WrongCall) as refused:
        yaml(written, "x.yaml")
    assert "〔2024〕1号" in refused.value.said("zh")
    assert "〔2024〕1号" in refused.value.said("en")


def test_a_number_is_of_one_paper(case):
    enter(case, issued())
    with pytest.raises(WrongCall, match="I1"):
        enter(case, issued("I2", "notice"))
    with pytest.raises(WrongCall, match="I4"):
        enter(case, issued("I3", number="某检民公〔2025〕7号"), issued("I4", "notice", "某检民公〔2025〕7号"))
    enter(case, issued(at=date(2025, 4, 12)))  # a correction of the same entry keeps its own number


def unsigned(text):
    """The text without what stands on drafts alone."""
    for part in ("documents_indictment", "documents_change", "documents_statistics"):
        text = text.removeprefix(said_in("zh", f"{part}.draft")).lstrip("\n")
    return text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.whole(but=2)
def test_every_document_bears_what_was_entered_of_it_and_lacks_it_before(case, lang):
    labels = {"zh": {"文号", "日期"}, "en": {"number of the document", "date"}}[lang]
    before = {name: paper(case, name, lang) for name in DOCUMENTS}
    assert all(labels <= {one.label for one in lacking(one, lang)} for one in before.values())
    every = [
        issued(f"I{n}", name, f"某检民公〔2025〕{n}号", signed_by="秦望舒", authority="某市检察院" if n % 2 else "")
        for n, name in enumerate(DOCUMENTS, 1)
    ]
    enter(case, *every)
    for entry in every:
        told = paper(case, entry.document, lang)
        assert not labels & {one.label for one in lacking(told, lang)}, entry.document
        text = content(told, "txt", lang).decode()
        day = {"zh": "2025年4月11日", "en": "2025-04-11"}[lang]
        assert [one in text for one in (entry.number, day, "秦望舒", entry.authority or "某检察院")] == [True] * 4
        if lang == "zh":
            assert told.document.text(lang) == unsigned(before[entry.document].document.text(lang))


def test_of_a_paper_that_was_issued_again_the_last_day_counts(case):
    enter(case, issued("I2", number="某检民公诉〔2025〕9号", at=date(2025, 6, 1)), issued("I1"))
    assert paper(case, "indictment").number == "某检民公诉〔2025〕9号"
    registered.withdraw(case, "issued", ["I2"], "误登", "张三")
    assert paper(case, "indictment").number == "某检民公诉〔2025〕1号"
    assert not paper(case, "notice").number


def first(told):
    """The first lines of a paper, where remarks stand."""
    return told.document.text("zh").replace("\n", "")[:200]


def test_a_paper_that_was_issued_is_no_draft_until_its_text_is_another(case):
    assert (paper(case, "indictment").title[0], "签发以前不是起诉书" in first(paper(case, "indictment"))) == (
        "民事公益诉讼起诉书（草稿）",
        True,
    )
    enter(case, issued())
    told = paper(case, "indictment")
    assert told.title == ("民事公益诉讼起诉书", "Indictment in a Civil Public Interest Suit")
    assert not [word for word in ("草稿", "签发以前不是起诉书", "校验值") if word in first(told)]
    [entry] = registered.entries(case).of(Issued).values()
    register.keep(case, yaml('[{"form": "claim", "id": "Q9", "kind": "apologise", "text": "公开赔礼道歉", "stated": "2025-04-01"}]', "x.yaml"), "张三")  # fmt: skip
    told = paper(case, "indictment")
    assert told.number == "某检民公诉〔2025〕1号"
    assert "正文与登记文号时的正文不同" in first(told)
    assert entry.text[:16] in first(told)
    assert told.title[0].endswith("（草稿）")
    enter(case, issued())  # the same row again takes no other text for the signed one
    assert "正文与登记文号时的正文不同" in first(paper(case, "indictment"))


def test_a_digest_may_be_given_and_of_an_old_entry_nobody_can_tell(case):
    registered.enter(case, [issued()], "", "张三")
    assert "不能核对" in first(paper(case, "indictment"))
    assert "compared" not in paper(case, "notice", "en").document.text("en")
    enter(case, issued("I2", "notice", "某检民公〔2025〕3号", text="0" * 16))
    assert f"校验值 {'0' * 16}，" in first(paper(case, "notice"))
    with pytest.raises(WrongCall):
        yaml('[{"form": "issued", "id": "I3", "document": "notice", "at": "2025-04-11", "text": "x"}]', "x.yaml")
