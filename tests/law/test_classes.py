"""Evidence classes: what a finding's reasons make of it, pooling up the tree, and who may enter a low bound."""

import pyarrow as pa
import pytest
from tools import class_stamp

from doxdocket.law import classes, strict_yaml
from doxdocket.law.classes import Share, above, class_of, standing
from doxdocket.law.kinds import RULES
from doxdocket.score.measures import measures

REASONS = strict_yaml.load(RULES.parent / "detect" / "reasons.yaml")


def measured(**right):
    rows = [f"right\t{name.replace('__', '.')}\t\t{part}\t{whole}" for name, (part, whole) in right.items()]
    return classes.read("\n".join(["# made", *rows]))


@pytest.mark.parametrize(
    ("reasons", "name"),
    [
        (["check", "label", "chance.sure"], "check_label.sure"),
        (["luhn", "chance.likely"], "check.likely"),
        (["label", "shape", "net=900", "chance.sure"], "label_shape.sure"),
        (["shape", "chance.even"], "shape.even"),
        (["label", "chance.faint"], "label.faint"),
        (["layout", "chance.sure"], "label.sure"),
        (["net=900&verdict=valid", "tags=same", "chance.sure"], "net.sure"),
        (["net", "chance.even"], "net.even"),
        (["net=900"], "net.unweighed"),
        (["label", "check"], "check_label.unweighed"),
        (["image.title"], "told.unweighed"),
    ],
)
def test_reasons_tell_the_class(reasons, name):
    assert class_of(reasons) == name


def test_every_code_of_the_tree_is_a_reason_and_every_band_has_one():
    codes = {code for some in classes.tree().codes.values() for code in some}
    bands = {classes.CHANCE + name for name in list(classes.tree().bands)[:-1]}
    assert codes | bands <= REASONS.keys()
    assert {classes.band(n) for n in range(1001)} == bands


def test_a_class_with_few_findings_takes_the_word_of_the_one_above():
    given = measured(check__sure=(60, 60), check_label__sure=(70, 70), label__sure=(10, 90), net__even=(1, 500))
    assert above("check.sure") == ["check.sure", "form.sure", "form.sure+likely", "sure", "all"]
    assert standing("check.sure", given)[:2] == ("form.sure", Share(130, 130))
    assert standing("label.sure", given)[:2] == ("sure", Share(140, 220))
    assert standing("net.even", given)[:2] == ("net.even", Share(1, 500))
    assert standing("told.unweighed", given).by == "all"


@pytest.mark.parametrize(("right", "whole", "admitted"), [(99, 99, False), (100, 100, True), (97, 100, False), (980, 1000, True), (952, 1000, False), (970, 1000, True)])  # fmt: skip
def test_admitted_is_who_has_findings_enough_and_a_lower_limit_of_95_in_100(right, whole, admitted):
    assert standing("net.sure", measured(net__sure=(right, whole))).admitted is admitted


def test_the_limits_are_those_of_wilson():
    low, high = Share(81, 263).ends(1.959964)  # Newcombe, Statistics in Medicine 17 (1998) 857, table I
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert Share(0, 0).ends(1.28) == (0.0, 1.0)


def test_findings_without_reasons_are_nobody_s_guess_and_old_ones_without_a_chance_are_not_weighed():
    rows = findings([[], None, ["net=900"], ["label", "check"], []], where=[*["text"] * 4, "earlier:text"])
    assert classes.supports(rows).to_pylist() == [True, True, False, False, False]  # the last: an edit removed it


def findings(reasons, **columns):
    n = len(reasons)
    given = {
        "reasons": reasons,
        "where": ["text"] * n,
        "kind": ["name"] * n,
        "digest": [b"%d" % i for i in range(n)],
        "verdict": ["valid"] * n,
    }
    return pa.table(given | columns)


SURE, EVEN = ["net=900", "chance.sure"], ["net=900", "chance.even"]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({}, [True, False]),
        ({"digest": [b"x", b"x"]}, [True, True]),
        ({"digest": [b"x", b"x"], "kind": ["name", "school"]}, [True, False]),
        ({"digest": [b"x", b"x"], "kind": ["phone_number"] * 2}, [True, True]),
        *(
            ({"digest": [b"x", b"x"], "kind": [kind] * 2}, [True, False])
            for kind in ("age", "gender", "birth_date", "school")
        ),
        ({"digest": [b"x", b"x"], "verdict": ["doubtful", "valid"]}, [True, False]),
        ({"digest": [b"x", b"x"], "where": ["earlier:text", "text"]}, [False, False]),
        ({"digest": [b"x", b"x"], "where": ["text", "earlier:text"]}, [True, False]),
    ],
)
def test_a_value_that_an_admitted_finding_shows_elsewhere_as_the_same_kind_is_admitted(columns, told):
    """Of kinds whose values identify: that two strangers are fifteen shows nothing of either."""
    assert classes.supports(findings([SURE, EVEN], **columns)).to_pylist() == told


def test_what_may_well_be_another_s_is_in_no_low_whatever_its_class_and_whatever_shows_its_value():
    unsure = [classes.WHOSE, *SURE]
    assert classes.class_of(unsure) == classes.class_of(SURE)
    assert (classes.admits(SURE), classes.admits(unsure)) == (True, False)
    rows = findings([SURE, unsure], digest=[b"x", b"x"], kind=["phone_number"] * 2)
    assert classes.supports(rows).to_pylist() == [True, False]


def test_a_class_is_told_in_both_languages_with_its_interval():
    given = measured(check__sure=(60, 60), check_label__sure=(70, 70))
    both = classes.told("check.sure", given)
    assert both.zh.startswith(
        "校验码，把握≥97%（并入“形式，把握≥97%”）；校准文本上 130 处对 130 处（100.0%，95%区间 97.1%–100.0%）"
    )
    assert both.en.endswith("lower 90 % limit 98.8%: reaches 95%")
    assert "not measured" in classes.told("net.even", measured()).en


def test_what_was_missed_is_kept_by_family_and_form():
    assert classes.read("# x\nmissed\tnames\tverbatim\t3\t40").missed == {("names", "verbatim"): Share(3, 40)}


def test_the_measured_classes_are_those_of_these_weights_and_this_tree():
    """Else run ./docket bench classes --calibration WHY --write."""
    assert classes.measured().stamp == class_stamp.stamp()


def test_the_expected_miss_has_every_family_and_words_for_every_form_of_the_scorer():
    words = classes.words_of_missed()
    assert {name: (f.zh, f.en) for name, f in words.families.items()} == {
        name: (f.zh, f.en) for name, f in measures().families.items()
    }
    assert list(words.forms) == list(measures().forms)
    told = classes.expected()
    assert [one.family.en for one in told] == [f.en for f in words.families.values()]
    assert sum(one.share.whole for one in told) == sum(one.share.whole for one in classes.expected(by_form=True))
    assert told[0].told().en.startswith(f"{told[0].share.part} of {told[0].share.whole} (")
