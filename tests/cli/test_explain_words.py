"""A Chinese page of ``explain`` names columns and codes in Chinese; the data keep their names."""

import re
import typing
from pathlib import Path

import pytest

import doxdocket
from doxdocket.assess import forms
from doxdocket.assess.form import refs
from doxdocket.assess.forms.gains import Receipt
from doxdocket.assess.forms.parties import FORMS
from doxdocket.assess.gains import settings
from doxdocket.count import explanation
from doxdocket.desk.accounts.parties_words import WORDS
from doxdocket.law import strict_yaml

_COLUMN = re.compile(r"(?:^|  )([A-Za-z_]+)=")


@pytest.mark.parametrize("asked", ["persons", "items_field", "tier_a", "views", "V0001", "telegram:channel:1850001/1", "telegram:channel:1850001"])  # fmt: skip
def test_columns_and_codes_have_words(call, done, asked):
    page = call("explain", done, asked)
    assert page.code == 0, page.err
    rows = [line for line in page.out.splitlines() if "=" in line and "SELECT" not in line]
    assert rows
    assert [name for line in rows for name in _COLUMN.findall(line)] == []


def test_codes_of_findings_are_told_in_words_and_kept_in_the_data(call, done):
    page = call("explain", done, "telegram:channel:1850001/1").out
    assert "种类=居民身份证号码  判断=有效" in page
    assert "证据类别=校验码" in page
    english = call("explain", done, "telegram:channel:1850001/1", LANG="en_GB").out
    assert "kind=id_number  verdict=valid" in english
    assert "its check digit is right; " in english
    assert "the decision's chance is 97 % or more" in english
    assert "class=check digit" in english
    rows = [
        r for s in call("explain", done, "telegram:channel:1850001/1", "--json").json["sections"] for r in s["rows"]
    ]
    assert {"kind": "id_number", "verdict": "valid"}.items() <= next(
        r for r in rows if r.get("kind") == "id_number"
    ).items()


def test_features_of_the_reader_are_told_in_words_in_both_languages():
    features = ["at=same&net=900", "at=phone_number", "frame=field none"]
    zh, en = (explanation.cell("reasons", features, lang) for lang in ("zh", "en"))
    assert zh == "紧接在前的标签：同类，网络分：900、紧接在前的标签：手机号、所在字段：标注后 无"
    assert en.startswith("label right before it: the same, score of the net: 900; label right before it")


def test_every_feature_that_has_a_weight_has_words():
    lines = (Path(doxdocket.__file__).parent / "detect" / "reader" / "decide.tsv").read_text("utf-8").splitlines()
    for line in lines:
        kind, _, rest = line.partition("\t")
        feature = rest.partition("\t")[0]
        if not line.startswith("#") and kind != "post" and not feature.startswith("line="):
            said = explanation.cell("reasons", feature, "zh").replace("Luhn", "")
            assert not re.search(r"\b[a-z]{2,}\b", said), (feature, said)


CODES = strict_yaml.load(Path(doxdocket.__file__).parent / "count" / "explain_words.yaml")["codes_of"]


def literals(hint):
    if typing.get_origin(hint) is typing.Literal:
        return list(typing.get_args(hint))
    return [one for inner in typing.get_args(hint) for one in literals(inner)]


@pytest.mark.parametrize("form", [*FORMS, Receipt], ids=lambda form: form.__name__)
def test_every_code_that_a_form_of_parties_takes_has_a_word_in_its_column(form):
    codes = [
        (name, one)
        for name, hint in typing.get_type_hints(form).items()
        for one in literals(hint)
        if not one[0].isdigit()
    ]
    assert [pair for pair in codes if explanation.cell(*pair, "zh") == pair[1]] == []
    assert all(explanation.cell(*pair, "en") == pair[1] for pair in codes)


@pytest.mark.parametrize("column", ["grade", "grounds", "weak", "marks", "constellation", "motive", "stage"])
def test_a_code_has_the_word_on_every_page_that_assess_has_for_it(column):
    stages = {code: word["zh"] for code, word in settings.settings()["stages"].items()} if column == "stage" else {}
    told = {code: stages.get(code) or WORDS[code][0] for code in CODES[column] if code in stages or code in WORDS}
    assert told
    assert {code: CODES[column][code] for code in told} == told


def test_forms_and_fields_that_name_others_have_words():
    words = forms.words()
    assert CODES["form"] == {form.__struct_config__.tag: words[form.__struct_config__.tag].zh for form in FORMS}
    assert {
        field for form in forms.FORMS.values() for field, kinds in refs(form).items() if set(kinds) & set(forms.FORMS)
    } <= set(CODES["as"])
