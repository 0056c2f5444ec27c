"""Figures of a scope: linked on all evidence, counted anew within it."""

from dataclasses import replace
from fractions import Fraction

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.count.test_figures import FULL, INFO, bounds, by_id
from tests.resolve.made import Who, decision, findings, meta, post, resolve, tables
from tests.resolve.test_properties import evidence
from tests.sizes import examples

from doxdocket.account import HINTS
from doxdocket.count import rows
from doxdocket.count import scope as scopes
from doxdocket.count.catalogue import BOUNDS
from doxdocket.count.figures import figures, of_scope
from doxdocket.count.measure import relations
from doxdocket.count.register_figures import Stated, stated
from doxdocket.count.scope import Scope, Scoped
from doxdocket.decisions.hints import hints
from doxdocket.decisions.standing import Standing
from doxdocket.law.rules import shipped
from doxdocket.store.located import names_of

NOTHING = Standing.of([])
ONE, TWO = "telegram:channel:1", "telegram:channel:2"


def both(posts, channels=(TWO,), decisions=()):
    """The figures of all, and those of some channels, by id."""
    made = resolve(findings(posts), meta(posts), list(decisions), {})
    told = relations(tables(posts, made, decisions))
    told |= {"views_posts": pa.table({"channel_id": pa.array([], pa.string()), "post_id": pa.array([], pa.string())})}
    scope = Scope(
        "core", "核心", "core", "proposed", scopes.of_channels(told["posts"], list(channels)), tuple(channels)
    )
    some = scopes.narrowed(told, scope, made.within)
    inside = Scoped(scope, relations(some, some["ages"]))
    whole = figures(told, Standing.of(decisions), case_info=INFO, digests={}, scopes=[inside])
    return by_id(whole), by_id(whole["scopes"][0])


def test_a_repeat_of_a_post_outside_the_scope_is_a_first_in_it_and_its_own_copies_are_none():
    posts = [post(1, FULL), post(2, FULL, channel=TWO, forwarded="channel1"), post(3, FULL, channel=TWO)]
    every, inside = both(posts)
    assert bounds(every["dossiers"]) == bounds(inside["dossiers"]) == (1, 1, 1)
    assert (bounds(every["publications"]), bounds(inside["publications"])) == ((3, 3, 3), (2, 2, 2))
    assert bounds(both(posts, [ONE, TWO])[1]["publications"]) == bounds(every["publications"])


def test_links_and_ages_of_all_evidence_hold_in_the_scope():
    known = [
        post(1, Who({**FULL}, age=(15, 15))),
        post(2, {"phone_number": "P"}, channel=TWO),
        post(3, {"name": "x", **FULL}, channel=TWO),
    ]
    every, inside = both(known)
    assert bounds(inside["minors"]) == bounds(every["minors"]) == (1, 1, 2), "the age is told outside the scope"
    assert bounds(inside["persons"])[0] == 1
    alone = [post(2, {"phone_number": "P"}, channel=TWO)]
    assert bounds(both([*known[:1], *alone])[1]["persons"]) == (0, 1, 1), (
        "a number alone counts by its link to a set outside the scope"
    )
    assert bounds(both(alone)[1]["persons"]) == (0, 0, 1)


def test_a_kind_is_shown_by_the_persons_of_the_scope():
    some = [post(n, {"name": f"n{n}", "phone_number": f"P{n}"}, channel=TWO if n > 3 else ONE) for n in range(1, 5)]
    every, inside = both(some)
    assert (bounds(every["kinds"]), bounds(inside["kinds"])) == ((2, 2, 2), (0, 0, 2))


def test_what_shows_a_value_outside_the_scope_shows_it_in_the_scope():
    """Links rest on it there too; once the low of a scope had no item of a set that is in its low."""
    weak = {kind: ["net=900", "chance.even"] for kind in ("name", "phone_number")}
    told = [{"name": f"n{n}", "phone_number": f"P{n}"} for n in range(3)]
    some = [post(n, who) for n, who in enumerate(told, 1)]
    some += [post(n, Who(who, reasons=weak), channel=TWO) for n, who in enumerate(told, 4)]
    every, inside = both(some)
    for figure in ("persons", "items_field", "kinds"):
        assert bounds(every[figure])[0] == bounds(inside[figure])[0] > 0, figure
    assert bounds(both(some[3:])[1]["items_field"])[0] == 0


def test_what_tells_against_a_kind_elsewhere_tells_against_it_in_the_scope():
    """Found by the property below (seed 292187681948047311016545878375094393154): a value told of two persons in all captures, of one in the scope, once made a kind of the scope's low that is in no low of all."""
    told = [{"name": f"n{n}", "phone_number": f"P{n}", "workplace": f"w{n}"} for n in (1, 2)]
    wandering = post(3, told[0] | {"workplace": "w2"})
    some = [*(post(n, who, channel=TWO) for n, who in enumerate(told, 1)), wandering]
    every, inside = both(some)
    assert (bounds(every["kinds"]), bounds(inside["kinds"])) == ((2, 3, 3), (2, 3, 3))
    assert bounds(inside["kind.workplace"]) == (0, 2, 2)
    assert bounds(both(some[:2])[1]["kinds"]) == (3, 3, 3), "where nothing tells against it"


NAMED = {"name": "x"}
SPELLED = {"name": ["a", "b", "c", "d", "e"]}
"""As a whole name in characters has it, so that it links likely, not possibly."""


@pytest.mark.parametrize(
    "told",
    [
        post(9, NAMED, channel=TWO),
        post(9, Who(NAMED, near=SPELLED), channel=TWO),
        post(9, Who(NAMED, "mentioned", near=SPELLED), channel=TWO),
        post(9, Who(NAMED, age=(15, 15)), channel=TWO),
        post(9, NAMED, channel=TWO, forwarded="channel1"),
        post(9, NAMED, channel=ONE, reply_to="1"),
    ],
    ids=["target", "likely", "mentioned", "aged", "forwarded", "reply"],
)
def test_a_name_alone_of_a_known_minor_raises_no_low(told):
    """小明是傻子: the name of a child whose dossier stands elsewhere, and nothing else, is no publication of that child in any low."""
    known = post(1, Who(NAMED | FULL | {"name": "x"}, age=(15, 15), near=SPELLED))
    lows, without = both([known, told]), both([known])
    assert bounds(without[0]["minors"])[0] == 1
    for id_, figure in without[0].items():
        if id_ not in {"posts", "channels", "core_channels", "sets_by_link"}:  # the last counts these very sets
            assert bounds(lows[0][id_])[:2] == bounds(figure)[:2], id_
    if told.channel == TWO:
        for id_ in (
            "persons",
            "minors",
            "dossiers",
            "publications",
            "items_set",
            "items_person",
            "items_field",
            "kinds",
            "tier_a",
            "tier_b",
            "tier_c",
            "sensitive_items",
        ):
            assert bounds(lows[1][id_])[:2] == (0, 0), id_
    assert bounds(lows[0]["publications"])[2] == 2, "the high has it"


def test_a_value_is_picked_for_the_scope_it_was_picked_for():
    picked = decision(1, "figure.value", figure="core/persons", value=1)
    every, inside = both([post(1, FULL), post(2, FULL, channel=TWO)], decisions=[picked])
    assert (inside["persons"]["status"], every["persons"]["status"]) == ("reviewed", "machine")
    assert {f["scope"] for f in inside.values()} == {"core"}
    assert {f["scope"] for f in every.values()} == {"all"}


def test_a_value_that_was_picked_is_carried_to_what_is_the_same_count_and_said_of_what_is_made_of_it():
    """Once persons 146 stood beside items_person 84 and a core of 82, with no word between them."""
    picked = decision(1, "figure.value", figure="persons", value=2)
    every, inside = both([post(1, FULL), post(2, {"name": "y", "id_number": "B"}, channel=TWO)], decisions=[picked])
    assert (every["items_person"]["value"], every["items_person"]["status"]) == (2, "reviewed")
    assert "同一计数" in every["items_person"]["note"]
    for id_ in ("items_set", "ratio", "tier_c", "kind.id_number", "minors"):
        assert "persons 的采用值 2（认定 1）没有带入本数" in every[id_]["note"], id_
        assert "value 2 of persons" in every[id_]["note_en"], id_
    assert "没有带入" not in every["posts"]["note"] + every["insult"]["note"]
    assert "全部采集的采用值 2（认定 1）没有带入本范围" in inside["persons"]["note"]
    assert "其他读法见 law。persons 的采用值" in every["tier_c"]["note"]
    assert "other readings under law. The value 2 of persons" in every["tier_c"]["note_en"]
    other = decision(2, "figure.value", figure="items_person", value=1)
    apart = both([post(1, FULL), post(2, FULL, channel=TWO)], decisions=[picked, other])[0]["items_person"]
    assert apart["value"] == 1
    assert "两项认定不一致" in apart["note"]


def test_what_is_perhaps_in_a_scope_is_in_its_high_alone():
    """Once the low of what is put to the defendants held posts of acts together that the law did not answer."""
    posts = [
        post(1, FULL), post(2, {"name": "y", "id_number": "B"}, channel=TWO), post(3, FULL, channel=TWO),
    ]  # fmt: skip
    made = resolve(findings(posts), meta(posts), [], {})
    told = relations(tables(posts, made, []))
    whole, sure = scopes.of_channels(told["posts"], [ONE, TWO]), scopes.of_channels(told["posts"], [ONE])
    scope = Scope("parties", "归于被告", "put", "register", whole, (ONE, TWO), sure, ("甲", "a"))
    wide, least = (scopes.narrowed(told, replace(scope, posts=of), made.within) for of in (whole, sure))
    wide = scopes.in_high_alone(wide, names_of(sure))
    found = Scoped(scope, relations(wide, wide["ages"]), relations(least, least["ages"]))
    said = of_scope(found, NOTHING, shipped())
    inside = by_id(said)
    assert [bounds(inside[n]) for n in ("posts", "persons", "publications", "channels")] == [
        (1, 1, 3), (1, 1, 2), (1, 1, 3), (1, 1, 2),
    ]  # fmt: skip
    for id_ in ("posts", "persons", "items_changed", "ratio", "kinds"):
        assert all(rows.within(inside[id_], end, found) is not None for end in BOUNDS), id_
    assert said["note"] == "甲"


def test_the_core_is_as_decided_only_where_a_person_decided_on_every_channel_that_may_be_in_it():
    ranked = [
        {"channel_id": ONE, "in_best": True, "in_high": True, "decided": "core"},
        {"channel_id": TWO, "in_best": False, "in_high": True, "decided": None},
    ]
    posts = meta([post(1), post(2, channel=TWO)])
    found = scopes.core(pa.Table.from_pylist(ranked), posts)
    assert (found.basis, found.channels, found.posts.num_rows) == ("partly", (ONE,), 1)
    assert found.zh == "核心频道（1 个，均经认定；另有 1 个待认定，不在其内）"
    ranked[0] |= {"in_best": False, "in_high": False, "decided": "not_core"}
    ranked[1]["in_best"] = True
    assert scopes.core(pa.Table.from_pylist(ranked), posts).zh == (
        "核心频道（1 个，经认定 0 个，按建议而待认定 1 个；另有 0 个待认定，不在其内）"
    )
    assert scopes.core(pa.Table.from_pylist([row | {"decided": None} for row in ranked]), posts).basis == "proposed"
    ranked[1]["decided"] = "core"
    assert scopes.core(pa.Table.from_pylist(ranked), posts).basis == "decided"
    assert scopes.core(None, posts) is None


_WITHIN = ("posts", "posts_with_pi", "publications", "persons", "items_person", "minors", "kinds")
"""What no part can have more of than the whole, at any bound. A set that is part of one outside the scope is a set of its own in it."""


def test_a_value_that_lies_no_longer_within_the_bounds_says_so():
    picked = decision(1, "figure.value", figure="core/persons", value=9)
    _, inside = both([post(1, FULL), post(2, FULL, channel=TWO)], decisions=[picked])
    assert (inside["persons"]["value"], inside["persons"]["status"]) == (9, "outdated")
    assert "须重新认定" in inside["persons"]["note"]


def test_of_nothing_every_figure_is_none_or_unknown():
    every, inside = both([post(1, FULL)], [TWO])
    assert bounds(inside["persons"]) == bounds(inside["posts"]) == (0, 0, 0)
    assert bounds(inside["views"]) == (None, None, None)
    assert bounds(every["persons"]) == (1, 1, 1)


def rightly(told):
    """The figures of a whole or a scope whose ends are the wrong way round, and the answers that are less at the high."""
    worth = {"not met": 0, "not determinable": 1, "met": 2}
    ends = {f["id"]: [Fraction(f[b]) for b in BOUNDS if f[b] is not None] for f in told["figures"]}
    return [one for one, of in ends.items() if of != sorted(of)], [
        a["rule"] for a in told["law"] if worth[a["answer_low"]] > worth[a["answer_high"]]
    ]


def above(told, parts, whole):
    """Which of these counts are above one that holds them, at any bound."""
    return [(one, b) for one in parts for b in BOUNDS if told[one][b] > told[whole][b]]


@examples(20)
@given(evidence(), st.data())
def test_whatever_is_put_to_whom_and_asked_no_low_is_above_and_nothing_contradicts(posts, data):
    """Posts surely and perhaps in a scope, hints nobody answered, a value picked: every bound in order, rows that add up, one count one number."""
    latest = meta(posts)
    keys = latest.select(["channel_id", "post_id"])
    of = data.draw(
        st.lists(st.sampled_from(["sure", "perhaps", "none"]), min_size=keys.num_rows, max_size=keys.num_rows)
    )
    asked, hint = (
        data.draw(st.lists(st.booleans(), min_size=60, max_size=60)),
        data.draw(st.sampled_from(sorted(hints()))),
    )

    def asks(dossiers, _modifiers):
        counted = [d for d in dossiers.to_pylist() if d["counts"] != "none"]
        names = [
            f"{d['channel_id']}/{d['post_id']}/{d['person_no']}" for d, so in zip(counted, asked, strict=False) if so
        ]
        return pa.Table.from_pylist([{"hint": hint, "publication": name} for name in names], HINTS)

    picked = [decision(1, "figure.value", figure="persons", value=1)]
    made = resolve(findings(posts), latest, picked, {}, asked=asks)
    told = relations(tables(posts, made, picked) | {"hints": made.hints})
    told |= {"views_posts": pa.table({"channel_id": pa.array([], pa.string()), "post_id": pa.array([], pa.string())})}
    inside, sure = (
        keys.filter(pa.array([one in which for one in of], pa.bool_())) for which in (("sure", "perhaps"), ("sure",))
    )
    channels = tuple(sorted(set(inside["channel_id"].to_pylist())))
    scope = Scope("parties", "归", "put", "register", inside, channels, sure)
    wide, least = (scopes.narrowed(told, replace(scope, posts=some), made.within) for some in (inside, sure))
    wide = scopes.in_high_alone(wide, names_of(sure))
    found = Scoped(scope, relations(wide, wide["ages"]), relations(least, least["ages"]))
    stands = Standing.of(picked)
    whole = stated(figures(told, stands, case_info=INFO, digests={}, scopes=[found]), Stated(), stands, shipped())
    part = whole["scopes"][0]
    assert (rightly(whole), rightly(part)) == (([], []), ([], []))
    for one in (by_id(whole), by_id(part)):
        assert above(one, ("persons_civil", "minors", "relatives"), "persons") == []
        assert one["items_set"]["low"] >= one["persons"]["low"] <= one["items_changed"]["low"]
        assert bounds(one["items_person"]) == bounds(one["persons"])
    for id_ in _WITHIN:
        assert all(a <= b for a, b in zip(bounds(by_id(part)[id_]), bounds(by_id(whole)[id_]), strict=True)), id_
    waiting = {key for row in made.hints.to_pylist() for key in row["kept_from_low"]}
    low = {
        f"{d['channel_id']}/{d['post_id']}/{d['person_no']}" for d in made.dossiers.to_pylist() if d["counts"] == "low"
    }
    assert not waiting & low
    assert not {row["publication"] for row in made.hints.to_pylist()} & low
    assert by_id(whole)["items_person"]["value"] == by_id(whole)["persons"]["value"] == 1
    for id_ in ("persons", "tier_c"):
        assert all(rows.within(by_id(part)[id_], bound, found) is not None for bound in BOUNDS), id_
