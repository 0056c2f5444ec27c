"""The ladder, the range and the published cases: what persons entered leads to a step, and no amount is made."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from doxdocket.assess.damages import chosen_range, comparison, sensitivity
from doxdocket.assess.damages.ladder import Days, ladder, met_in, subjects
from doxdocket.assess.forms.damages import Determinable, Range
from doxdocket.assess.plain_records import plain
from doxdocket.law import comparables
from doxdocket.law.comparables import Comparable, Damages, Number, Page, Profile, Sum

DAYS = Days(date(2024, 3, 27), date(2025, 8, 28), date(2025, 4, 11))
SUIT = {"suit_brought": True, "sum_agreed": False}
POINTS = ("type", "method", "items", "victims", "views", "doxxing", "minors", "guardians", "joint", "defendants")


def stated(*pairs):
    return {
        str(n): (f"R{n:04d}", Determinable(id=str(n), what=what, answer=answer, reason="x"))
        for n, (what, answer) in enumerate(pairs, 1)
    }


def steps(found, reading=0):
    return [step["answer"] for step in found["readings"][reading]["steps"]]


@pytest.mark.parametrize(
    ("pairs", "answers"),
    [
        ((("loss", "not"), ("gain", "not")), ["not met", "met", "met"]),
        ((("loss", "whole"), ("gain", "not")), ["met", "not met", "not met"]),
        ((("loss", "not"), ("gain", "whole")), ["met", "not met", "not met"]),
        ((("loss", "not"),), ["not determinable"] * 3),
        ((("gain", "whole"),), ["met", "not met", "not met"]),
        ((), ["not determinable"] * 3),
    ],
)
def test_the_step_follows_from_what_can_be_determined(pairs, answers):
    found = plain(ladder(stated(*pairs), SUIT, DAYS))
    assert [reading["id"] for reading in found["readings"]] == ["as_stated"]
    assert steps(found) == answers


def test_a_part_is_asked_in_both_readings():
    asked = ladder(stated(("loss", "not"), ("gain", "partly")), SUIT, DAYS)
    found = plain(asked)
    assert [reading["id"] for reading in found["readings"]] == ["whole_needed", "part_enough"]
    assert (steps(found, 0), steps(found, 1)) == (["not met", "met", "met"], ["met", "not met", "not met"])
    assert met_in(asked, "within_ceiling") == ["whole_needed"]
    assert plain(sensitivity.swings([], subjects(asked), [], []))[0]["what"] == "step"


def test_entries_that_differ_are_a_part_and_are_told():
    found = plain(ladder(stated(("loss", "not"), ("gain", "whole"), ("gain", "not")), SUIT, DAYS))
    assert len(found["readings"]) == 2
    assert [row["about"] for row in found["told"]] == ["gain"]


def test_what_is_missing_is_told_in_words():
    (reading,) = plain(ladder(stated(("loss", "not")), {}, DAYS))["readings"]
    missing = {row["fact"]: row for step in reading["steps"] for row in step["missing"]}
    assert set(missing) == {"gain_determinable", "suit_brought", "sum_agreed", "pi_handled"}
    assert all(row["zh"] and row["en"] for row in missing.values())


def test_before_its_day_and_without_one_a_rule_does_not_answer():
    early = plain(
        ladder(
            stated(("loss", "not"), ("gain", "not")),
            SUIT,
            Days(date(2020, 12, 31), date(2020, 12, 31), date(2020, 12, 31)),
        )
    )
    assert steps(early) == ["not determinable"] * 3
    undated = plain(ladder(stated(("loss", "not"), ("gain", "not")), SUIT, Days(None, date(2025, 8, 28), None)))
    assert steps(undated) == ["not determinable", "not determinable", "met"]
    assert [row["fact"] for row in undated["readings"][0]["steps"][1]["missing"]] == ["act_date"]


def test_no_article_of_the_text_of_2014_is_cited():
    found = plain(ladder(stated(("loss", "not"), ("gain", "not")), SUIT, DAYS))
    cited = [rule["article"] for step in (*found["readings"][0]["steps"], *found["beside"]) for rule in step["rules"]]
    assert not [article for article in cited if "2014" in article]
    assert any("法释〔2020〕17号 第十二条第二款" in article for article in cited)


def test_a_claim_of_one_victim_stands_beside_the_ladder():
    found = plain(ladder({}, {"individual_claim": True, "severe_mental_harm": True, "punitive_by_law": False}, DAYS))
    assert {step["id"]: step["answer"] for step in found["beside"]} == {
        "costs_of_stopping": "not determinable", "costs_of_suit": "not determinable", "individual": "met", "punitive": "not met",
    }  # fmt: skip


# the range

COUNTS = {"suit": (1, 1), "defendant": (6, 6), "victim": (800, 830)}
HEARING = date(2025, 8, 28)


def weighed(low, high, per="suit", counts=COUNTS, claimed=None, **more):
    given = {"reasons": "见纪要", "evidence": ("卷六第20页",)} | more
    one = Range(id="1", low=Decimal(low), high=Decimal(high), claimed=claimed and Decimal(claimed), per=per, **given)
    return plain(chosen_range.weighed(one, "R0009", counts, HEARING, chosen_range.awarded(comparables.file().cases)))


def codes(row):
    return [one["code"] for one in row["warnings"]]


def test_the_ceiling_holds_its_own_number():
    assert [(c["low"], c["high"]) for c in weighed("100000", "500000")["ceiling"]] == [("met", "met")] * 3
    over = weighed("100000", "500000.01")
    assert [(c["per"], c["low"]) for c in over["ceiling"]] == [
        ("suit", "not met"),
        ("defendant", "met"),
        ("victim", "met"),
    ]
    assert "over_ceiling" in codes(over)
    assert "over_ceiling_otherwise" not in codes(over)


def test_a_sum_for_each_victim_is_held_against_every_reading():
    row = weighed("100", "620", per="victim")
    answers = {c["per"]: (c["low"], c["high"]) for c in row["ceiling"]}
    assert answers == {"suit": ("met", "not met"), "defendant": ("met", "met"), "victim": ("met", "met")}
    assert "ceiling_open" in codes(row)
    assert "over_comparables" not in codes(row)
    assert "over_ceiling_otherwise" in codes(weighed("100", "630", per="victim"))


def test_what_is_held_against_the_ceiling_is_told_and_is_the_sum_entered():
    rows = {c["per"]: c for c in weighed("100", "620", per="victim", claimed="630")["ceiling"]}
    assert {c["put"]["yuan"] for c in rows.values()} == {"630"}
    assert {c["put"]["from"] for c in rows.values()} == {"R0009"}
    assert {per: c["times"] for per, c in rows.items()} == {
        "suit": {"low": [800, 1], "high": [830, 1]}, "defendant": {"low": [800, 6], "high": [830, 6]}, "victim": {"low": [1, 1], "high": [1, 1]},
    }  # fmt: skip
    nobody = weighed("100", "620", per="victim", counts={**COUNTS, "victim": None})["ceiling"][0]
    assert (nobody["put"]["yuan"], nobody["times"]) == ("620", None)


def test_without_a_count_the_reading_is_open():
    row = weighed("100", "620", per="victim", counts={**COUNTS, "victim": None})
    assert {c["per"]: c["missing"] for c in row["ceiling"]} == {
        "suit": ["victim"],
        "defendant": ["victim"],
        "victim": [],
    }
    none = weighed("100000", "620000", counts={**COUNTS, "victim": (0, 0), "defendant": None})
    assert {c["per"]: c["low"] for c in none["ceiling"]} == {
        "suit": "not met",
        "defendant": "not determinable",
        "victim": "not determinable",
    }


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"low": "80000", "high": "120000"}, "over_comparables"),
        ({"low": "12999", "high": "100000"}, "under_comparables"),
        ({"low": "80000", "high": "100000", "reasons": " "}, "no_reasons"),
        ({"low": "80000", "high": "100000", "evidence": ()}, "no_evidence"),
        ({"low": "100001", "high": "100000"}, "low_above_high"),
        ({"low": "-1", "high": "100000"}, "negative"),
        ({"low": "80000", "high": "100000", "claimed": "100001"}, "claimed_outside"),
        ({"low": "80000", "high": "100000", "claimed": "500001"}, "over_ceiling"),
    ],
)
def test_what_there_is_to_warn_of(given, code):
    assert code in codes(weighed(**given))
    assert codes(weighed("13000", "103000", claimed="103000")) == ["few_comparables"]


def test_without_published_amounts_nothing_is_held_against_them():
    assert plain(chosen_range.awarded([]).told()) == {"known": 0, "lowest": None, "highest": None}
    nothing = [c for c in comparables.file().cases if c.id == "maojian_peng_2019"]
    assert plain(chosen_range.awarded(nothing).told()) == {"known": 1, "lowest": None, "highest": None}
    one = Range(id="1", low=Decimal(1), high=Decimal(2), per="suit", reasons="x", evidence=("y",))
    assert plain(chosen_range.weighed(one, "R1", COUNTS, HEARING, chosen_range.awarded(nothing)))["warnings"] == []
    assert plain(chosen_range.weighed(one, "R1", COUNTS, HEARING))["warnings"] == []


# published cases


def test_the_list_that_ships():
    kept = comparables.file()
    assert len(kept.cases) == 29
    assert list(comparables.faults(kept.cases)) == []
    assert [c.id for c in kept.cases if c.title_only] == [
        "qingtongxia_zhang_2023",
        "pudong_zhang_2023",
        "baoan_fu_2023",
        "huzhou_g_2023",
    ]
    assert sum(c.damages is not None for c in kept.cases) == 8


def case(**more):
    return Comparable(
        **({"id": "c", "name": "某案", "type": "civil_pil", "sources": [Page(title="t", url="u")]} | more)
    )


@pytest.mark.parametrize(
    ("cases", "told"),
    [
        ([case(), case()], "c stands twice"),
        ([case(items=Number())], "c: a number needs one of exact, least, about"),
        ([case(items=Number(exact=1, least=1))], "c: a number needs one of exact, least, about"),
        (
            [case(damages=Damages(total=Sum(exact=3), split=(Sum(exact=1), Sum(exact=1))))],
            "c: the parts do not add up to the total",
        ),
        ([case(sources=[])], "c: no source"),
    ],
)
def test_a_list_that_does_not_hold_together_is_found(cases, told):
    assert [en for _, en in comparables.faults(cases)] == [told]
    assert Number().value == -1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"doxxing": True, "victims": (100, 5000)}, ["linan_zhou_2025", "haidian_zhao_2025"]),
        ({"amount_known": False, "method": "statutory_discretion_500k"}, ["qiantang_yu_2024"]),
        ({"court": "互联网法院", "years": (2021, 2021)}, ["shangcheng_sun_2021", "gongshu_liu_2021"]),
        ({"kinds": ["人脸", "身份证"], "types": ["civil_pil"]}, ["linan_zhou_2025", "yuexiu_zheng_2022"]),
        ({"items": (1200, 2000)}, ["linan_zhou_2025", "yuexiu_zheng_2022"]),
        ({"years": (1990, 2000)}, []),
    ],
)  # fmt: skip
def test_filters_must_all_fit(asked, found):
    assert [c.id for c in comparables.chosen(**asked)] == found


@pytest.mark.parametrize(
    ("items", "theirs", "how", "ratio"),
    [
        ((200, 300), Number(exact=200), "same", ("1", "1.5")), ((200, 301), Number(exact=200), "undecided", ("1", "1.6")),
        ((301, 400), Number(exact=200), "larger", ("1.5", "2")), ((133, 133), Number(exact=200), "smaller", ("0.66", "0.67")),
        ((134, 301), Number(about=200), "undecided", ("0.67", "1.6")), ((1, 999), Number(exact=200), "undecided", ("0.005", "5")),
        ((984, 1020), Number(exact=126), "larger", ("7.8", "8.1")), ((984, 1020), Number(least=800), "undecided", (None, "1.3")),
        ((398, 408), Number(least=3000), "smaller", (None, "0.14")), ((9000, 9000), Number(least=3000), "undecided", (None, "3")),
        (None, Number(least=3000), "unknown", None), ((1, 2), None, "unknown", None), ((0, 0), Number(exact=2), "smaller", ("0", "0")),
    ],
)  # fmt: skip
def test_counts_are_compared_by_the_stated_band_with_the_ratio(items, theirs, how, ratio):
    case = msgspec.structs.replace(comparables.by_id("linan_zhou_2025"), items=theirs)
    told = next(p for p in comparables.points(Profile(items=items), case) if p.id == "items")
    assert (told.how, told.ratio) == (how, ratio)


def test_a_tenfold_count_is_never_the_same():
    """A ratio of ten, either way, in any of the three ways of publishing a number."""
    for theirs in (Number(exact=1000), Number(least=1000), Number(about=1000)):
        case = msgspec.structs.replace(comparables.by_id("linan_zhou_2025"), victims=theirs)
        for ours in ((100, 110), (10_000, 11_000), (100, 10_000)):
            told = {p.id: p.how for p in comparables.points(Profile(victims=ours), case)}
            assert told["victims"] != "same", (theirs, ours)


@pytest.mark.parametrize(
    ("defendants", "ours", "how"),
    [(Number(least=1), 6, "unknown"), (Number(least=2), 6, "same"), (Number(exact=1), 6, "different"), (None, 6, "unknown")],
)  # fmt: skip
def test_several_defendants_are_told_only_where_that_is_sure(defendants, ours, how):
    case = msgspec.structs.replace(comparables.by_id("linan_zhou_2025"), defendants=defendants)
    assert {p.id: p.how for p in comparables.points(Profile(defendants=ours), case)}["defendants"] == how


def test_what_readings_or_rules_leave_open_is_undecided_and_never_the_same():
    one = comparables.by_id("linan_zhou_2025")
    ours = Profile(methods=("gains", "statutory_discretion_500k"), joint="undecided", minors="undecided")
    told = {p.id: p.how for p in comparables.points(ours, one)}
    assert (told["method"], told["joint"], told["minors"], told["doxxing"]) == (*["undecided"] * 3, "unknown")


def test_what_nobody_said_is_not_known():
    one = comparables.by_id("pudong_zhang_2023")
    told = {
        p.id: p.how
        for p in comparables.points(
            Profile(type="civil_pil", methods=("gains",), items=(1, 2), minors=True, joint=True, defendants=6), one
        )
    }
    assert told == dict.fromkeys(POINTS, "unknown") | {"type": "different"}
    assert comparables.by_id("nobody") is None


def test_the_nearest_say_why_and_what_differs():
    ours = Profile(
        type="civil_pil", methods=("statutory_discretion_500k",), items=(1418, 1825), victims=(907, 937), views=(3_900_000, 4_500_000),
        doxxing=True, defendants=6, minors=True, guardians=True, joint=True,
    )  # fmt: skip
    first, *rest = plain(comparison.near(ours))["cases"]
    counted = dict.fromkeys(("items", "victims", "views"), "undecided")  # the published numbers are the least
    assert (first["id"], {p["id"]: p["how"] for p in first["points"]}) == (
        "linan_zhou_2025",
        dict.fromkeys(POINTS, "same") | counted,
    )
    zou = next(row for row in rest if row["id"] == "hangzhou_zou_han_2022")
    assert {p["id"]: p["how"] for p in zou["points"] if p["how"] != "unknown"} == {
        "type": "same", "method": "different", "items": "smaller", "joint": "different",
    }  # fmt: skip
    counts = [sum(p["how"] == "same" for p in row["points"]) for row in (first, *rest)]
    assert counts == sorted(counts, reverse=True)
    assert min(counts) > 0


def test_bounds_that_change_a_likeness_are_told():
    low, high = comparison.at_both(Profile(items=(700, 900)), [comparables.by_id("linan_zhou_2025")])
    assert plain(sensitivity.likeness(low, high)) == [
        {"what": "likeness", "of": "linan_zhou_2025", "reading": "items", "low": "smaller", "high": "undecided"}
    ]
    assert plain(sensitivity.swings([], [], [], sensitivity.likeness(low, high)))[0]["what"] == "likeness"


@pytest.mark.parametrize(
    ("births", "minor"),
    [
        (("2005-07-01",), True),  # a year of age is full on the day after the birthday
        (("2005-06-30",), False),
        (("2005-07",), True),
        (("2005",), None),
        (("1999", "2009"), True),
        (("1999", "2001-13"), None),
        ((), None),
    ],
)
def test_minors_on_the_day_of_the_first_act(births, minor):
    assert comparison.born([(born, date(2023, 7, 1)) for born in births]) is minor


def test_each_is_a_minor_or_not_on_the_day_of_his_own_first_act():
    """Both born the same day: the one who acted later was adult by then."""
    assert comparison.born([("2005-07-01", date(2023, 7, 2))]) is False
    assert comparison.born([("2005-07-01", date(2023, 7, 1)), ("2005-07-01", date(2023, 7, 2))]) is True
    assert comparison.born([("2005-07-01", None)]) is None
