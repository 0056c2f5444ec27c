"""Figures: their bounds, what a person picks, what cannot be told, and the rows behind them."""

import json
import re
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import msgspec
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.resolve.made import Who, decision, findings, meta, post, resolve, tables
from tests.sizes import examples

from doxdocket.account import COMPLETENESS
from doxdocket.count import measure, thresholds
from doxdocket.count.catalogue import BOUNDS, Counted, catalogue, statement
from doxdocket.count.figures import canonical, figures
from doxdocket.count.register_figures import Stated, stated
from doxdocket.decisions import application
from doxdocket.decisions.standing import Standing
from doxdocket.engine import sql
from doxdocket.law import counting
from doxdocket.law.rules import Loaded, book, by_provision, shipped

INFO = {"id": "case-1", "title": "t", "display_zone": "Asia/Shanghai", "rules_edition": "cn"}


def made(posts, decisions=(), **more):
    r = resolve(findings(posts), meta(posts), list(decisions), {})
    if "conduct" in more:
        more["conduct"] = application.conduct(more["conduct"], Standing.of(decisions))
    told = tables(posts, r, decisions) | more
    stands = Standing.of(decisions)
    counted = figures(told, stands, case_info=INFO, digests={"software": "doxdocket 0", "evidence": "e"})
    return told, stated(counted, Stated(), stands, shipped())


def by_id(result):
    return {f["id"]: f for f in result["figures"]}


def bounds(figure):
    return figure["low"], figure["estimate"], figure["high"]


FULL = {"name": "x", "id_number": "A", "phone_number": "P"}
POSTS = [
    post(1, FULL),
    post(2, FULL, channel="telegram:channel:2"),
    post(3, {"name": "y", "phone_number": "Q"}, Who({"name": "z"}, "relative", "father", age=(40, 41))),
    post(4, Who({"phone_number": "Q"}, age=(13, 13))),
    post(6, Who({"name": ("w", "doubtful")})),
    post(7),
]


def test_a_parents_bare_number_is_no_minor_though_said_to_be_the_childs():
    child = Who({"name": "x", "phone_number": "Q", "school": "s"}, age=(13, 13))
    posts = [post(1, {"name": "x", "id_number": "A"}, Who({"phone_number": "Q"}, "relative", "parent")), post(2, child)]
    said = [decision(1, "person.same", a="telegram:channel:1/1/1", b="telegram:channel:1/2/0")]
    ages = measure.relations(made(posts, said)[0])["ages"].to_pylist()
    parent, told = ages[1:]
    assert parent["person"] == told["person"]
    assert (parent["under_18_high"], told["under_18_high"]) == (False, True)


def test_a_range_of_ages_counts_as_far_as_it_lies_under_eighteen():
    told = [
        post(n, Who({"name": str(n), "phone_number": f"P{n}"}, age=age))
        for n, age in enumerate([(8, 11), (13, 17), (16, 19), (17, 20), (18, 21)], 1)
    ]
    f = by_id(made(told)[1])
    assert bounds(f["minors"]) == (2, 3, 4)
    assert bounds(f["minors_under_14"]) == (1, 1, 2)


def test_figures_of_conduct_and_no_others_say_on_their_line_that_they_are_of_what_was_labelled():
    told = [(f.id, f.table) for f in catalogue().figures if "已标注的" in f.zh and "as labelled" in f.en]
    assert {name for name, _ in told} == {f.id for f in catalogue().figures if f.table == "conduct"}
    text = (Path(measure.__file__).parent / "figures.yaml").read_text("utf-8")
    assert (text.count("（已标注的）"), text.count("(as labelled)")) == (
        len(told),
        len(told),
    )  # in no other line of the catalogue


def test_under_age_alone_does_not_say_under_fourteen():
    f = by_id(made([post(1, Who({"name": "x", "phone_number": "P"}, age=(0, 17)))])[1])
    assert (bounds(f["minors"]), bounds(f["minors_under_14"]), bounds(f["items_under_14"])) == (
        (1, 1, 1),
        (0, 0, 1),
        (0, 0, 2),
    )


def test_the_counts_of_a_small_case():
    f = by_id(made(POSTS)[1])
    assert bounds(f["posts"]) == (6, 6, 6)
    assert bounds(f["channels"]) == (2, 2, 2)
    assert bounds(f["posts_with_pi"]) == (3, 4, 4)
    assert bounds(f["publications"]) == (4, 5, 5)
    assert bounds(f["persons"]) == (3, 3, 4)
    assert bounds(f["minors"]) == (0, 1, 2)  # the age in one post is that of the other, if the two are one person
    assert bounds(f["minors_under_14"]) == (0, 1, 2)
    assert bounds(f["dossiers"]) == (3, 4, 4)
    assert bounds(f["items_set"]) == (3, 4, 4)  # the set that is posted again is one at the high too
    assert bounds(f["items_person"]) == bounds(f["persons"])
    assert bounds(f["items_field"]) == (
        5,
        5,
        7,
    )  # names and telephones are found at two persons or more; the identity number at one
    assert bounds(f["kinds"]) == (2, 2, 3)
    assert bounds(f["kind.phone_number"]) == (2, 2, 3)
    assert bounds(f["sets_of_nobody"]) == (0, 0, 0)
    assert bounds(f["posts_in_doubt"]) == (1, 1, 1)
    assert f["completeness"]["value"]["doubtful"] == 1
    assert f["channels"]["article"] == "法发〔2016〕22号 第十九条第二款"


@pytest.mark.parametrize("posts", [POSTS, POSTS[:2], POSTS[-1:]], ids=["several", "one person", "nobody"])
def test_every_bound_is_what_its_own_statement_gives(posts):
    told = made(posts)[0]
    measured, differ = measure.measure(told), []
    with sql.Session(measure.relations(told)) as session:
        for figure in catalogue().figures:
            bounds_of = zip(BOUNDS, measured.numbers[figure.id], strict=True)
            counts = [(bound, statement(figure.table, getattr(figure, bound)), number) for bound, number in bounds_of]
            widest = statement(figure.table, Counted("rows", figure.high.where))
            for bound, told, number in [*counts, ("rows", widest, measured.rows[figure.id])]:
                (row,) = session.run(told).to_pylist()
                differ += [(figure.id, bound, number, row)] if [*row.values()] != [number] else []
    assert differ == []


@pytest.mark.parametrize(
    ("values", "low"),
    [(["a", "b"], 2), (["a", "a"], 1), (["ab", "a"], 1), (["ab", "c"], 2), (["a", "a", "a"], 2), (["a"], 0)],
)
def test_a_kind_is_in_the_low_at_two_persons_of_different_values_or_at_three(values, low):
    """One mistake that was copied to a wrong person is of one value, though the first tells it in two spellings; the name is at hand of all."""
    told = [{"name": f"n{n}", "birth_date": [f"B{one}" for one in some]} for n, some in enumerate(values)]
    f = by_id(made([post(n, who) for n, who in enumerate(told, 1)])[1])
    assert f["kinds"]["low"] == low


def test_the_age_of_somebody_else_lends_nobody_one_in_the_low():
    """Once every age, sex or town that one admitted finding told was taken for shown elsewhere, of whomever."""
    weak = {"age": ["net=900", "chance.even"]}
    people = [Who({"name": f"n{n}", "phone_number": f"P{n}", "age": "15"}, age=(15, 15), age_of="age") for n in (1, 2)]
    people[1].reasons = weak
    f = by_id(made([post(n, who) for n, who in enumerate(people, 1)])[1])
    assert bounds(f["minors"]) == (1, 2, 2)


def test_tiers_and_ratio_are_exact():
    posts = [post(1, {"name": "x", "id_number": "A"}), post(2, {"name": "y", "bank_account": "B"})]
    f = by_id(made(posts)[1])
    assert (bounds(f["tier_a"]), bounds(f["tier_b"]), bounds(f["tier_c"])) == ((0, 1, 1), (0, 0, 2), (0, 1, 2))
    assert bounds(f["ratio"]) == ("1/2500", "101/5000", "11/500")  # names alone were seen at persons enough for the low
    assert Fraction(f["ratio"]["high"]) == Fraction(1, 50) + Fraction(1, 500)
    parts = re.findall(r"(?:low|estimate|high) ((?:\d+/\d+ \+ )+\d+/\d+)", f["ratio"]["note_en"])
    told = [sum(map(Fraction, part.split(" + "))) for part in parts]
    assert told == [
        Fraction(f["ratio"][bound]) for bound in ("low", "estimate", "high")
    ]  # the note's parts make the figure


def test_what_was_lawfully_public_takes_no_part_in_the_tiers_of_the_low():
    """The set has its tier without it in the estimate, with it in the high; in the low none, for its kinds were seen at one person alone."""
    posts = [post(1, {"name": "x", "phone_number": "P", "bank_account": "B"})]
    account = decision(1, "finding.lawfully_public", finding="telegram:channel:1/1/text/20-25/bank_account")
    before, after = (by_id(made(posts, told)[1]) for told in ([], [account]))
    assert (bounds(before["tier_a"]), bounds(before["tier_c"])) == ((0, 1, 1), (0, 0, 1))
    assert (bounds(after["tier_a"]), bounds(after["tier_c"])) == ((0, 0, 1), (0, 1, 1))  # seen at one person alone


def test_what_no_capture_tells_is_null_and_says_why():
    f = by_id(made(POSTS)[1])
    for unknown in catalogue().unknown:
        assert bounds(f[unknown.id]) == (None, None, None)
        assert f[unknown.id]["value"] is None
        assert f[unknown.id]["note_en"].startswith("not determinable")
    assert f["views"]["note_en"] == "not determinable: no reading in these captures"


def test_every_figure_has_its_unit_rule_and_article():
    for f in made(POSTS)[1]["figures"]:
        assert f["label"]
        assert f["label_en"]
        assert f["unit"]
        if "/" in f["rule"]:
            assert f["article"] == by_provision(f["rule"]).article


def test_the_rows_behind_a_figure_can_be_run():
    told, result = made(POSTS)
    seen = measure.relations(told)
    for f in result["figures"]:
        if f["rows"]:
            table, where = f["rows"]["table"], f["rows"]["where"]
            if f["id"].startswith("kind."):
                statement = (
                    f"SELECT count(*) AS n FROM (SELECT DISTINCT person, digest FROM {table} WHERE {where}) AS x"
                )
            else:
                statement = f"SELECT count(*) AS n FROM {table} WHERE {where}"
            assert sql.run(statement, {table: seen[table]}).to_pylist() == [{"n": f["rows"]["count"]}], f["id"]


def test_a_person_picks_a_value_and_takes_it_back():
    _, before = made(POSTS)
    picked = decision(1, "figure.value", figure="persons", value=4)
    _, result = made(POSTS, [picked])
    assert (by_id(result)["persons"]["value"], by_id(result)["persons"]["status"]) == (4, "reviewed")
    assert "1" in by_id(result)["persons"]["note"]
    assert by_id(before)["persons"]["value"] == by_id(before)["persons"]["low"]
    _, back = made(POSTS, [picked, decision(2, "undo", decision="1")])
    assert canonical(back) == canonical(before)


def test_one_person_twice_in_one_post_is_one_publication_at_every_bound():
    """Once the high counted each set of a post that decisions or links join to one person."""
    posts = [post(1, {"name": "x", "phone_number": "P"}, {"name": "x", "phone_number": "Q"})]
    assert bounds(by_id(made(posts)[1])["publications"])[2] == 2
    same = decision(1, "person.same", a="telegram:channel:1/1/0", b="telegram:channel:1/1/1")
    assert bounds(by_id(made(posts, [same])[1])["publications"]) == (1, 1, 1)


def test_rejected_findings_are_nowhere_and_confirmed_ones_in_the_low():
    posts = [*POSTS, post(8, {"id_number": ("B", "doubtful")})]
    key = "telegram:channel:1/8/text/0-5/id_number"
    f = by_id(made(posts, [decision(1, "finding.reject", finding=key)])[1])
    assert bounds(f["posts_with_pi"]) == (3, 4, 4)
    assert bounds(f["posts_in_doubt"]) == (1, 1, 1)
    f = by_id(made(posts, [decision(1, "finding.confirm", finding=key)])[1])
    assert bounds(f["posts_with_pi"]) == (4, 5, 5)


def test_what_is_only_doubtful_is_in_the_high_alone_if_it_could_point_to_somebody():
    doubtful = {"name": ("w", "doubtful"), "phone_number": ("R", "doubtful")}
    f = by_id(made([post(1, doubtful), post(2, {"name": ("v", "doubtful")})])[1])
    for figure in ("persons", "publications", "dossiers", "items_set", "items_changed", "posts_with_pi"):
        assert bounds(f[figure]) == (0, 0, 1), figure
    assert bounds(f["items_field"]) == bounds(f["kinds"]) == (0, 0, 2)
    assert bounds(f["sets_of_nobody"]) == (0, 0, 0), "a doubtful name alone claims nothing of nobody"
    f = by_id(made([post(1, doubtful)])[1])
    assert bounds(f["posts_in_doubt"]) == (1, 1, 1)
    f = by_id(made([post(1, doubtful | {"id_number": "A"})])[1])
    assert bounds(f["persons"]) == (1, 1, 1)
    assert bounds(f["items_field"]) == (0, 0, 3)  # one finding of one kind, which one mistake could make
    assert bounds(f["kinds"]) == (0, 0, 3)


def test_a_set_that_points_to_nobody_is_told_apart():
    f = by_id(made([post(1, {"name": "w"}), post(2, {"landline_number": "l"}), post(3, {"phone_number": "P"})])[1])
    assert bounds(f["persons"]) == bounds(f["posts_with_pi"]) == (0, 0, 1)
    assert bounds(f["sets_of_nobody"]) == (2, 2, 2)
    assert bounds(f["sets_of_nobody_named"]) == (1, 1, 1)
    assert bounds(f["kinds"]) == (0, 0, 1)
    assert f["sets_of_nobody"]["rows"] == {
        "table": "dossiers",
        "where": "counts = 'none' AND untrue IS NOT true",
        "count": 2,
    }


def test_the_high_holds_what_only_names_somebody_who_is_counted_elsewhere():
    posts = [
        post(1, {"name": "x", "id_number": "A"}),
        post(2, {"name": "x", "religion": "r"}, channel="telegram:channel:2"),
    ]
    before, after = (by_id(made(some)[1]) for some in (posts[:1], posts))
    for figure in ("posts_with_pi", "publications", "dossiers", "items_set", "items_field", "kinds", "items_changed"):
        low, estimate, high = bounds(before[figure])
        assert bounds(after[figure]) == (low, estimate, high + 1), figure
    for figure in ("persons", "persons_civil", "items_person", "relatives", "sets_of_nobody"):
        assert bounds(after[figure]) == bounds(before[figure]), figure
    assert bounds(after["sensitive_items"])[2] == bounds(before["sensitive_items"])[2] + 1
    assert bounds(after["sensitive_persons"])[2] == 1
    assert bounds(after["sets_by_link"]) == (1, 1, 1)


def test_the_act_is_dated_by_the_last_post_that_exposes_somebody():
    posts = [post(1, {"name": "x", "id_number": "A"}), post(90, {"name": "w"}), post(99)]
    assert {a["on"] for a in made(posts)[1]["law"]} == {"2023-07-01"}


def test_an_empty_case_has_figures_too():
    _, result = made([])
    f = by_id(result)
    assert bounds(f["persons"]) == (0, 0, 0)
    assert bounds(f["ratio"]) == ("0/1", "0/1", "0/1")
    assert {a["answer_low"] for a in result["law"]} == {"not determinable"}
    assert all("act_date" in a["missing"] for a in result["law"])


def lacking(*rows):
    """The figure of completeness over (channel, capture, item, code, count)."""
    names = ("channel_id", "capture", "item", "code", "count")
    made_ = [dict.fromkeys(COMPLETENESS.names) | dict(zip(names, row, strict=True)) for row in rows]
    return by_id(made(POSTS, completeness=pa.Table.from_pylist(made_, COMPLETENESS))[1])["completeness"]


def test_completeness_sums_channels_as_a_whole_and_files_one_by_one():
    f = lacking(
        ("1", None, "id_gaps", None, 6), ("1", "a", "id_gaps", None, 9), ("2", None, "id_gaps", None, 0),
        ("1", None, "undated", None, 2), ("1", None, "local_clock", None, 3), ("1", "a", "local_clock", None, 50),
        ("1", None, "files", "not_included", 4), ("1", None, "files", "exceeds", 1), ("1", None, "files", "absent", 7),
        ("1", "a", "repairs", "x", 2), (None, None, "quarantined", "x", 3), ("1", "a", "quarantined", "y", 1),
        ("1", "a", "restricted", "one_sender", 900), ("1", None, "later_lacks", None, 8), (None, None, "unread", "image_unread", 5),
        ("1", "a", "stated_posts", None, -4), ("1", None, "single_source", None, 3),
        ("1", None, "readings_doubted", "falls", 2), ("1", None, "readings_doubted", "jumps", 1),
    )  # fmt: skip
    told = {
        "id_gaps": 6, "id_gaps_unknown": 0, "undated": 2, "local_clock": 3, "files_missing": 5, "files_absent": 7, "repairs": 2,
        "quarantined": 4, "restricted": 1, "later_lacks": 8, "unread": 5, "stated_posts": 1, "doubtful": 1,
        "single_source": 3, "readings_doubted": 3,
    }  # fmt: skip
    assert f["value"] == dict.fromkeys(f["value"], 0) | told
    assert f["rows"] == {"table": "completeness", "where": "true", "count": 19}


def test_gaps_of_chats_whose_ids_do_not_follow_one_another_are_not_determinable():
    f = lacking(("1", None, "id_gaps", None, 3), ("2", None, "id_gaps", None, None))
    assert (f["value"]["id_gaps"], f["value"]["id_gaps_unknown"]) == (3, 1)
    assert "not determinable" in f["note_en"]
    alone = lacking(("2", None, "id_gaps", None, None))
    assert (alone["value"]["id_gaps"], alone["value"]["id_gaps_unknown"]) == (None, 1)


def test_why_gaps_are_not_determinable_is_said_by_its_reason():
    f = lacking(("1", None, "id_gaps", "kind_unknown", None), ("2", None, "id_gaps", "only_selections", None))
    names = ("id_gaps", "id_gaps_unknown", "id_gaps_kind_unknown", "id_gaps_selections")
    assert [f["value"][n] for n in names] == [None, 0, 1, 1]
    assert "种类不明" in f["note"]
    assert "only selections" in f["note_en"]
    assert "chat's own" not in f["note_en"]


def test_the_law_is_asked_under_each_reading():
    posts = [post(n, {"name": f"n{n}", "id_number": n, "bank_account": n}) for n in range(50)]
    _, result = made(posts)
    asked = {(a["rule"].rpartition("/")[2], a["reading"]): a for a in result["law"]}
    assert (asked["5-1-3", "U_set"]["answer_low"], asked["5-1-3", "U_set"]["answer_high"]) == ("not met", "met")
    assert asked["5-1-3", "U_set"]["inputs"] == {"low": {"tier_a": "0"}, "high": {"tier_a": "50"}}
    assert asked["5-1-4", "U_set"]["answer_high"] == "not met"
    assert asked["5-1-6", "U_field"]["answer_high"] == "met"
    assert asked["5-1-6", "U_person"]["share_low"] == "1/100"
    assert asked["5-1-7", ""]["missing"] == ["gains"]
    assert asked["5-1-8", "U_set"]["missing"] == ["duty_acquired"]
    assert asked["5-2-3", "U_set"]["answer_high"] == "not determinable"
    assert asked["5-1-3", "U_set"]["on"] == "2023-07-03"


def test_the_lines_need_the_ratio_rule():
    assert thresholds.lines(datetime(2010, 1, 1, tzinfo=UTC)) == {"A": 50, "B": 500, "C": 5000}
    ratio = shipped().loaded("cn/fashi-2017-10/5-1-6")
    other = msgspec.structs.replace(shipped().find("cn/fashi-2017-10/11"), provision=ratio.rule.provision)
    with pytest.raises(TypeError):
        thresholds.lines(None, book([Loaded(other, ratio.path)]))


@examples(10)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("AB"), st.sets(st.sampled_from(["phone_number", "email", "school"])), st.sampled_from("12")
        ),
        min_size=1,
        max_size=6,
    )
)
def test_sql_and_the_plain_statement_of_the_readings_agree(rows):
    kept = [(w, k, c) for n, (w, k, c) in enumerate(rows) if not any(w == v and k < e for v, e, _ in rows[:n])]
    rows = kept or rows  # without parts of earlier sets, which the low leaves out
    posts = [
        post(n, {"id_number": who, **{k: f"{who}{k}" for k in kinds}}, channel=f"telegram:channel:{c}")
        for n, (who, kinds, c) in enumerate(rows)
    ]
    f = by_id(made(posts)[1])
    events = [counting.Event(act="publish", person=w, items=["id", *sorted(k)], channel=c) for w, k, c in rows]
    assert f["items_set"]["low"] == counting.count(events, "U_set")
    assert f["items_person"]["low"] == counting.count(events, "U_person")
    assert f["items_field"]["high"] == counting.count(events, "U_field")


def test_figures_hold_no_clock_no_path_and_no_value():
    _, result = made(POSTS)
    again = made(POSTS)[1]
    assert canonical(result) == canonical(again)
    assert json.loads(canonical(result)) == result
    assert result["rules"].startswith("cn@")
    assert (result["case"], result["software"], result["decisions_digest"]) == ("case-1", "doxdocket 0", "")


def test_a_doubtful_link_that_makes_two_persons_one_makes_no_change_of_what_is_told():
    whole = {"school": "s", "bank_account": "B"}
    posts = [
        post(1, {"id_number": "B"}),
        post(3, {"name": "a"}),
        post(5, {**whole, "phone_number": "Q", "id_number": "A", "name": "a"}),
        post(6, {**whole, "phone_number": "P", "id_number": "B", "name": "c"}),
    ]
    low, estimate, high = bounds(by_id(made(posts)[1])["items_changed"])
    assert low <= estimate <= high
