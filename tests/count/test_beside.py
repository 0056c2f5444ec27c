"""Figures of what stands together: relatives, data and insult in one post, and by which way data came."""

import pyarrow as pa
import pytest
from tests.count.test_figures import FULL, bounds, by_id, made
from tests.resolve.made import Who, decision, post

from doxdocket.records import CONDUCT

C = "telegram:channel:1"


def act(no, label, *ways, status="proposed", start=0):
    slots = [{"slot": "way", "value": way, "start": 0, "end": 2} for way in ways]
    row = {"channel_id": C, "post_id": str(no), "post_no": no, "where": "text", "start": start, "end": start + 4, "label": label,
           "status": status, "person": -1, "slots": slots, "priced": False, "maybe_priced": False, "quoted": False}  # fmt: skip
    return {name: row.get(name) for name in CONDUCT.names}


def figures(posts, *acts, decisions=()):
    return by_id(made(posts, decisions, conduct=pa.Table.from_pylist(list(acts), CONDUCT))[1])


@pytest.mark.parametrize(
    ("relation", "counted"),
    [("former_spouse", (0, 0, 0)), ("former_partner", (0, 0, 0)), ("friend", (0, 0, 0)), ("partner", (0, 0, 1))],
)
def test_who_is_no_family_is_no_relative_and_a_partner_may_be(relation, counted):
    other = Who({"name": "y", "phone_number": "Q"}, "relative", relation)
    f = figures([post(1, {"name": "x", "phone_number": "P"}, other)])
    assert bounds(f["relatives"]) == counted


def test_a_relative_is_counted_once_and_only_where_kinship_is_written():
    father = Who({"name": "y", "phone_number": "Q"}, "relative", "father")
    f = figures([post(1, FULL, father), post(2, FULL, father), post(3, {"name": "z", "phone_number": "R"})])
    assert bounds(f["relatives"]) == (1, 1, 1)


def test_kin_that_a_person_decides_counts_and_perhaps_kin_is_in_the_high_alone():
    """What the opposing counsel of reading 15 found: "she is her mother" was in no bound, and no act said it."""
    led = Who({"name": "m", "phone_number": "Q"}, "target", "mother")
    posts = [post(1, FULL), post(2, led), post(3, {"name": "z", "phone_number": "R"})]
    said = decision(1, "person.kin", person=f"{C}/3/0", of=f"{C}/1/0")
    assert [bounds(figures(posts, decisions=d)["relatives"]) for d in ([], [said])] == [(0, 0, 1), (1, 1, 2)]
    home = {"name": "a", "phone_number": "S", "home_address": "h"}
    shared = [post(1, home), post(2, home | {"name": "b", "phone_number": "T"}), post(3, FULL)]
    assert bounds(figures(shared)["relatives"]) == (0, 0, 2)


def test_data_and_insult_count_together_only_in_one_post_and_low_when_confirmed():
    posts = [post(1, FULL), post(2, {"phone_number": "Q"}), post(3)]
    acts = [act(n, "insult") for n in (1, 2, 3)]
    assert bounds(figures(posts, *acts)["pi_insult"]) == (0, 1, 2)  # post 2 may point to somebody, post 3 to nobody
    said = decision(1, "conduct.confirm", conduct=f"{C}/1/text/0-4/insult")
    f = figures(posts, *acts, decisions=[said])
    assert (bounds(f["pi_insult"]), f["pi_insult"]["value"]) == ((1, 1, 2), 1)
    assert bounds(f["insult"]) == (1, 3, 3)


def test_a_doubtful_label_is_in_the_high_alone_until_a_person_says():
    acts = [act(1, "insult"), act(2, "insult", status="doubtful")]
    posts = [post(n, FULL) for n in (1, 2)]
    key = f"{C}/2/text/0-4/insult"
    told = [(), [decision(1, "conduct.confirm", conduct=key)], [decision(1, "conduct.reject", conduct=key)]]
    got = [figures(posts, *acts, decisions=said) for said in told]
    assert [bounds(f["insult"]) for f in got] == [(0, 1, 2), (1, 2, 2), (0, 1, 1)]
    assert [bounds(f["pi_insult"]) for f in got] == [(0, 1, 2), (1, 2, 2), (0, 1, 1)]


def test_sources_by_way_are_no_sum_and_no_way_is_told_apart():
    posts = [post(n, FULL) for n in (1, 2, 3)]
    acts = [
        act(1, "source_of_data", "bot", "swap"),
        act(2, "source_of_data", "bot", status="confirmed"),
        act(3, "source_of_data"),
    ]
    f = figures(posts, *acts)
    got = {
        name: bounds(f[name])
        for name in ("source_of_data", "source_bot", "source_swap", "source_purchase", "source_way_unknown")
    }
    assert got == {
        "source_of_data": (1, 3, 3), "source_bot": (1, 2, 3), "source_swap": (0, 1, 2), "source_purchase": (0, 0, 1), "source_way_unknown": (0, 1, 1),
    }  # fmt: skip


def test_victims_are_of_the_group_that_was_decided_and_the_others_are_unknown():
    posts = [
        post(1, FULL),
        post(2, FULL),
        post(3, {"name": "y", "id_number": "B"}),
        post(4, {"name": "z", "id_number": "D"}),
    ]
    said = [
        decision(1, "person.group", person=f"{C}/1/0", group="streamer"),
        decision(2, "person.relation", person=f"{C}/3/0", relation="acquaintance"),
    ]
    f = figures(posts, decisions=said)
    names = ("streamer", "private", "group_unknown", "acquaintance", "relation_unknown")
    assert [bounds(f[f"victims_{n}"])[::2] for n in names] == [(1, 3), (0, 2), (2, 2), (1, 3), (2, 2)]
    told = figures(posts)
    assert bounds(told["victims_group_unknown"]) == bounds(told["persons"])


def test_who_is_one_by_a_doubtful_link_is_in_the_group_in_the_low_alone():
    posts = [post(1, FULL), post(2, {"name": "x", "home_address": "h"})]
    f = figures(posts, decisions=[decision(1, "person.group", person=f"{C}/1/0", group="news")])
    assert bounds(f["victims_news"]) == (1, 1, 2)  # the other may be in the news too
    assert f["victims_group_unknown"]["low"] <= f["victims_group_unknown"]["high"]
