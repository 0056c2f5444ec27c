"""The lines of criminal law asked with a case's counts and with facts of the register; members, views and forwards."""

from datetime import date
from decimal import Decimal

import pytest
from tests.resolve.made import findings, meta, post, resolve, tables

from doxdocket.assess.parties.facts import Facts
from doxdocket.count import related_counts, thresholds
from doxdocket.count.measure import measure
from doxdocket.desk.accounts import points
from doxdocket.law.rules import shipped
from doxdocket.records import CHANNELS, READINGS

A, B = "telegram:supergroup:1", "telegram:channel:2"
ITEMS = [f"cn/fashi-2017-10/5-1-{n}" for n in range(1, 11)]


def measured(readings=(), kinds=((A, "supergroup"), (B, "channel"))):
    posts = [
        post(n, {"name": f"n{n}", "id_number": n, "bank_account": n}, channel=A if n % 2 else B) for n in range(50)
    ]
    rows = [{"low": r["value"], "high": r["value"], "capture": "s", **r} for r in readings]
    more = {
        "channels": CHANNELS.empty_table().from_pylist([{"channel_id": c, "chat_kind": k} for c, k in kinds], CHANNELS),
        "readings": READINGS.empty_table().from_pylist(rows, READINGS),
    }
    return measure(tables(posts, resolve(findings(posts), meta(posts), [], {})) | more)


def asked(found, facts=None):
    return {(a["rule"], a["reading"]): a for a in thresholds.ask(thresholds.counts(found), facts)}


def test_every_item_of_article_5_is_answered_or_names_what_it_lacks():
    rows = asked(measured())
    for item in ITEMS:
        answers = [a for (rule, _), a in rows.items() if rule == item]
        assert answers
        assert all(a["answer_low"] != "not determinable" or a["missing"] for a in answers)
    assert rows["cn/fashi-2017-10/5-1-10", ""]["missing"] == ["other_serious"]
    assert rows["cn/fashi-2017-10/5-1-3", "U_set"]["answer_high"] == "met"


@pytest.mark.parametrize(
    ("facts", "rule", "reading", "answer"),
    [
        ({"gains": Decimal("4999.99")}, "5-1-7", "", "not met"),
        ({"gains": Decimal(5000)}, "5-1-7", "", "met"),
        ({"duty_acquired": True, "gains": 0}, "5-1-8", "U_set", "not met"),
        ({"trace_provided": True, "used_for_crime": True}, "5-1-1", "", "met"),
        ({"provided_to_offender": True, "known_use": False}, "5-1-2", "", "not met"),
        ({"acted_again": True, "punished_criminally": True}, "5-1-9", "", "met"),
        ({"acted_again": True, "punished_criminally": False, "punished_administratively": True, "punished_on": date(2021, 7, 2)}, "5-1-9", "", "not met"),
        ({"other_serious": True}, "5-1", "U_set", "met"),
        ({"vile_influence": True}, "5-2", "U_person", "met"),
    ],
)  # fmt: skip
def test_facts_of_the_register_settle_what_no_capture_tells(facts, rule, reading, answer):
    found = measured()
    one = asked(found, facts)[f"cn/fashi-2017-10/{rule}", reading]
    assert one["answer_low"] == answer
    assert asked(found)[f"cn/fashi-2017-10/{rule}", reading]["answer_low"] == "not determinable"


def test_what_no_high_reaches_no_low_does_in_multiples_as_in_lines():
    """Half of the lines on duty and ten times the lines stayed not determinable where the low of the gains was not known and the high lay below."""
    counted = thresholds.counts(measured())
    for high, answers in ((100, ("not met", "not met")), (2500, ("not determinable", "met"))):
        beside = {end: {**counted["beside"][end], "gains": n} for end, n in (("low", None), ("high", high))}
        few = {name: {end: {"alone": {}, "together": dict.fromkeys(held["together"], 0)} for end, held in ends.items()} for name, ends in counted["readings"].items()}  # fmt: skip
        rows = thresholds.ask({**counted, "beside": beside, "readings": few}, {"duty_acquired": True})
        found = {(row["answer_low"], row["answer_high"]) for row in rows if row["rule"].endswith("/5-1-8")}
        assert found == {answers}
        ten = [row for row in rows if row["rule"].endswith("/5-2-3")]
        assert {(row["answer_low"], row["answer_high"], *row["missing"]) for row in ten} == {("not met", "not met")}


def test_a_case_without_posts_that_expose_has_no_day():
    found = measure(tables([post(1)], resolve(findings([post(1)]), meta([post(1)]), [], {})))
    answers = asked(found).values()
    assert {a["on"] for a in answers} == {None}
    assert all(a["missing"] == ["act_date"] for a in answers)


SUBSCRIBERS = [
    {"channel_id": A, "what": "subscribers", "value": 900},
    {"channel_id": B, "what": "subscribers", "value": 99, "low": 95, "high": 105},
]


@pytest.mark.parametrize(
    ("readings", "low", "high"),
    [
        (SUBSCRIBERS, "not met", "met"),  # a channel is a group in one reading: 900, and 900 + 105
        (SUBSCRIBERS[:1], "not met", "not determinable"),  # the channel's were not read
        ([{**SUBSCRIBERS[0], "value": 1000}], "not met", "not determinable"),  # met once it is decided to be core
        ([], "not met", "not determinable"),
    ],
)
def test_members_of_groups_and_channels_are_both_readings(readings, low, high):
    one = asked(measured(readings))["cn/fashi-2019-15/10-3-members", ""]
    assert (one["answer_low"], one["answer_high"]) == (low, high)


def test_chats_that_expose_nobody_do_not_count():
    found = measured(
        [*SUBSCRIBERS, {"channel_id": "x", "what": "subscribers", "value": 50_000}],
        [(A, "supergroup"), (B, "channel"), ("x", "channel")],
    )
    assert found.beside["followers"] == (0, 105)
    assert found.beside["groups"] == (0, 2)


@pytest.mark.parametrize(("views", "answer"), [(4999, "not met"), (5000, "met")])
def test_views_and_forwards_are_those_of_one_message(views, answer):
    readings = [
        {"channel_id": A, "post_id": "1", "what": "views", "value": views},
        {"channel_id": A, "post_id": "3", "what": "views", "value": 4000},
        {"channel_id": A, "post_id": "3", "what": "forwards", "value": 499},
    ]
    found = measured(readings)
    assert found.beside["views"] == (views, views)
    rows = asked(found, {"defamed": True})
    assert rows["cn/fashi-2013-21/2-1-views", ""]["answer_low"] == answer
    assert rows["cn/fashi-2013-21/2-1-forwards", ""]["answer_high"] == "not met"
    assert asked(measured(), {"defamed": True})["cn/fashi-2013-21/2-1-views", ""]["missing"] == ["views"]


def test_views_are_no_defamation_while_nobody_found_the_content_fabricated():
    found = measured([{"channel_id": A, "post_id": "1", "what": "views", "value": 500_000}])
    row = asked(found)["cn/fashi-2013-21/2-1-views", ""]
    assert (row["answer_low"], row["answer_high"], row["missing"]) == (
        "not determinable",
        "not determinable",
        ["defamed"],
    )
    assert asked(found, {"defamed": False})["cn/fashi-2013-21/2-1-views", ""]["answer_high"] == "not met"


def test_rules_that_cannot_be_asked_answer_nothing():
    counted = thresholds.counts(measured())
    assert thresholds.of("cn/fashi-2017-10/11", counted) == []
    assert thresholds.names(shipped().find("cn/fashi-2017-10/11"), shipped()) == []


def chats(several, exposing, core):
    """Of all counts of chats those that rules ask for."""
    found = related_counts.members(several, exposing, core)
    return tuple(found[name] for name in ("groups", "members", "followers"))


def test_no_chat_is_no_sum_and_not_unknown():
    assert chats([], set(), set()) == ((0, 0), (0, 0), (0, 0))


def test_a_group_is_in_the_low_only_once_a_person_calls_it_core():
    several, exposing = [("g", "group", 900, 950), ("h", "supergroup", None, None)], {"g", "h"}
    assert chats(several, exposing, set()) == ((0, 2), (0, None), (0, 0))
    assert chats(several, exposing, {"g"}) == ((1, 2), (900, None), (0, 0))
    assert chats(several, exposing, {"g", "h"})[1] == (None, None)


@pytest.mark.parametrize(
    ("groups", "channels", "core", "alone", "with_channels"),
    [
        (6, 0, 0, "not determinable", "not determinable"),
        (6, 2, 5, "met", "met"),
        (4, 0, 4, "not met", "not met"),
        (4, 3, 4, "not met", "not determinable"),
        (0, 5, 5, "not met", "met"),
    ],
)
def test_each_reading_of_what_a_channel_is_answers_for_its_own_chats(groups, channels, core, alone, with_channels):
    """Whether a channel counts as a group does not matter to six groups; that nobody decided what they are for leaves it open."""
    several = [(f"g{n}", "supergroup", 1, 1) for n in range(groups)] + [
        (f"c{n}", "channel", 1, 1) for n in range(channels)
    ]
    ids = [one[0] for one in several]
    found = related_counts.members(several, set(ids), set(ids[:core]))
    beside = {end: {name: pair[at] for name, pair in found.items()} for at, end in enumerate(thresholds.ENDS)}
    published = {"law_counts": {"on": "2024-01-01", "readings": {}, "beside": beside}}
    told = points.chats(published, Facts({}), shipped())
    words = {"met": "）达到", "not met": "未达到", "not determinable": "无法确定"}
    for reading, answer in (("groups_alone", alone), ("groups_with_channels", with_channels)):
        assert words[answer] in told[reading], told


def test_what_is_met_at_the_low_is_met_at_the_high_in_the_rules_that_ask_it():
    tiers = {"tier_a": 0, "tier_b": 0, "tier_c": 5000}
    high = {"tier_a": 1, "tier_b": 200, "tier_c": 4900}  # of all tiers at once, the low of one may be above its high
    counted = {
        "on": "2024-01-01",
        "readings": {"U_set": {"low": {"alone": tiers, "together": tiers}, "high": {"alone": tiers, "together": high}}},
        "beside": {"low": {"gains": 14400}, "high": {}},
    }
    facts = {"trace_provided": True, "used_for_crime": True}  # item 1 is met, whatever the others are
    for more in ({}, {"at_least": {"gains": 17100}}):
        rows = thresholds.ask({**counted, **more}, facts)
        (whole,) = [r for r in rows if r["rule"] == "cn/fashi-2017-10/5-1"]
        for item in ("5-1-1", "5-1-5", "5-1-7"):
            assert [whole["inputs"][end][f"cn/fashi-2017-10/{item}"] for end in ("low", "high")] == ["met", "met"]
        for one in rows:
            for name, said in one["inputs"]["low"].items():
                assert said != "met" or one["inputs"]["high"][name] == "met", (one["rule"], name)


def test_a_count_that_reaches_the_line_at_least_is_met_though_another_rule_decides():
    counted = {
        "on": "2024-01-01", "readings": {},
        "beside": {"low": {"gains": 3500, "groups": 6}, "high": {"groups": 6}}, "at_least": {"gains": 10000},
    }  # fmt: skip
    (whole,) = thresholds.of("cn/fashi-2019-15/10", counted)
    assert [whole[f"answer_{end}"] for end in ("low", "high")] == ["met", "met"]
    assert [whole["inputs"][end]["cn/fashi-2019-15/10-5"] for end in ("low", "high")] == ["not met", "met"]
