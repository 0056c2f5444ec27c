"""Ages by the day, capacity, guardians in every constellation, joint liability on each article, shares, marks of posts."""

from datetime import date
from fractions import Fraction
from types import SimpleNamespace

import pytest

from doxdocket.assess import forms
from doxdocket.assess.damages import comparison
from doxdocket.assess.forms.parties import (
    Actor,
    Attribution,
    Defendant,
    Fact,
    Guardian,
    InnerShare,
    Joint,
    Role,
    Sanction,
    Signed,
)
from doxdocket.assess.forms.procedure import Claim, Event
from doxdocket.assess.parties import ages, deeds, links, table
from doxdocket.assess.parties.days_of_acts import Acted
from doxdocket.assess.parties.defendants import sued_here
from doxdocket.assess.parties.facts import Facts
from doxdocket.assess.parties.guardians import answering
from doxdocket.assess.parties.liability import Hint, edges, groups, shares, together, unsettled, weights
from doxdocket.assess.parties.rule_answers import ask
from doxdocket.assess.parties.standing import capacity, criminal
from doxdocket.assess.parties.ward import Acts, lacking
from doxdocket.assess.plain_records import plain
from doxdocket.assess.register import Entries
from doxdocket.desk.accounts.parties import open_point
from doxdocket.desk.documents import indictment, summary
from doxdocket.law import editions
from doxdocket.store.register import ENTER, Entry
from doxdocket.words import speaking

ACT, LATER, SUIT = date(2023, 7, 9), date(2024, 3, 20), date(2025, 4, 11)


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        ("2007-07-09", date(2023, 7, 8), (15, 15)),
        ("2007-07-09", date(2023, 7, 9), (15, 15)),  # the birthday itself: sixteen from the day after
        ("2007-07-09", date(2023, 7, 10), (16, 16)),
        ("2007-07", date(2023, 7, 10), (15, 16)),
        ("2007", date(2023, 12, 31), (15, 16)),
        ("2007", date(2024, 1, 2), (16, 17)),
        ("2030-01-01", date(2024, 1, 1), (0, 0)),
        ("2007-02-30", date(2024, 1, 1), None),
        ("", date(2024, 1, 1), None),
    ],
)
def test_a_year_of_age_is_full_on_the_day_after_the_birthday(born, day, years):
    assert ages.age(born, day) == years


def test_acts_are_told_by_the_age_on_each_day():
    days = [date(2023, 7, 10), date(2023, 7, 8), date(2023, 7, 9)]
    found = ages.by_age("2007-07-09", days)
    assert [(a.age, a.acts, a.first.day, a.last.day) for a in found] == [((15, 15), 2, 8, 9), ((16, 16), 1, 10, 10)]


@pytest.mark.parametrize(
    ("born", "labour", "day", "found"),
    [
        ("1999-05-02", None, ACT, "full"),
        ("2005-07-08", None, ACT, "full"),
        ("2005-07-09", False, ACT, "limited"),
        ("2005-07-09", None, ACT, "open"),  # sixteen and older: who lives on own labour is of full capacity
        ("2007-07-08", True, ACT, "full"),
        ("2007-07-09", True, ACT, "limited"),  # not yet sixteen: own labour does not help
        ("2007-07-08", False, ACT, "limited"),
        ("2015-07-08", None, ACT, "limited"),
        ("2015-07-09", None, ACT, "none"),
        ("2015-07", None, ACT, "open"),
        ("2005", None, ACT, "open"),
        ("", None, ACT, "open"),
    ],
)
def test_capacity_follows_from_the_age_on_the_day(born, labour, day, found):
    said = capacity(born, labour, day)
    assert said.capacity == found
    assert plain(said)["day"] == day.isoformat()


def test_the_age_of_criminal_responsibility_is_asked_of_the_first_and_the_last_day():
    assert [a.answer for a in criminal("2007-09-01", ACT, LATER)] == ["not met", "met"]
    assert [a.answer for a in criminal("2007-09-01", ACT, ACT)] == ["not met"]
    assert [(a.answer, a.missing) for a in criminal("", ACT, None)] == [("not determinable", ("born",))]
    assert list(criminal("2000-01-01", None, None)) == []


LOCAL = {
    "edition.yaml": "edition: sample\nbase: cn\nsays: {zh: 示例, en: sample}\nauthority: 示例\nvalid_on: 2026-11-27\n",
    "seventeen.yaml": """
form: threshold
provision: "cn/minfadian/17"
article: 示例 第一条
sentence: 示例
says: {zh: 示例, en: sample}
source: {title: 示例, url: "https://law.example/1", read: 2026-11-27}
status: unverified
valid_on: 2026-11-27
applies_to: act_date
effective_from: 2021-01-01
outcome: adult
shares: {2021-01-01: {age: 16}}
""",
    "together.yaml": """
form: facts
provision: "cn/minfadian/1168"
article: 示例 第二条
sentence: 示例
says: {zh: 示例, en: sample}
source: {title: 示例, url: "https://law.example/2", read: 2026-11-27}
status: unverified
valid_on: 2026-11-27
applies_to: act_date
effective_from: 2021-01-01
outcome: sample outcome
all_of: [plan]
facts: {plan: {zh: 有共同计划, en: a common plan}}
""",
}


def test_parties_ask_the_local_edition_of_the_case():
    book = editions.of(LOCAL)
    assert capacity("2007-07-08", False, ACT).capacity == "limited"
    assert capacity("2007-07-08", None, ACT, book).capacity == "full"
    assert lacking(minor("2007-07-08"), ACT, ACT, book) == "full"
    assert answering(minor("2007-07-08"), [], Acts(ACT, ACT, SUIT), Facts({}, book)) == []
    (one,) = together([joint("1168", facts=ALL["1168"] | {"plan": True})], WHO, ACT, SUIT, Facts({}, book))
    assert (one.asked[0].article, one.asked[0].answer, one.outcome) == ("示例 第二条", "met", "sample outcome")
    assert groups(edges([one], [])) == {}
    assert comparison.born([("2007-07-08", ACT)], book) is False


def test_an_age_in_bounds_on_both_sides_of_a_line_is_not_determinable():
    said = ask("cn/minfadian/17", {}, ACT, (17, 18))
    assert (said.answer, said.missing, said.inputs["age"]) == ("not determinable", ("born",), "17-18")
    assert ask("cn/minfadian/17", {}, ACT, None).inputs["age"] == "?"


def minor(born="2008-06-21", **more):
    return Defendant(**({"id": "D1", "name": "乙", "born": born, "own_labour": False} | more))


def stated(**facts):
    return Facts({k: Fact(id=k, value=v, reason="查明") for k, v in facts.items()})


def joint(basis="1168", **more):
    return Joint(**({"id": "J1", "basis": basis, "members": ("D1", "D2"), "since": ACT, "reason": "查明"} | more))


WHO = {"D1": minor(), "D2": Defendant(id="D2", name="甲", born="1999-05-02")}
ALL = {
    "1168": {"acted_together": True},
    "1169-1": {"instigated_or_helped": True, "act_done": True},
    "1169-2": {
        "instigated_or_helped": True,
        "act_done": True,
        "guardian_failed": True,
        "age_unknown_to_instigator": True,
    },
    "1170": {"endangering_acts": True, "wrongdoer_known": False},
    "1171": {"separate_acts": True, "same_damage": True, "each_sufficient": True},
    "1172": {"separate_acts": True, "same_damage": True, "each_sufficient": False},
}


@pytest.mark.parametrize("basis", list(ALL))
def test_each_article_answers_to_its_facts_and_names_what_is_missing(basis):
    more = {"instigators": ("D2",), "members": ("D1",)} if basis.startswith("1169") else {}
    (met,) = together([joint(basis, facts=ALL[basis], **more)], WHO, ACT, SUIT, stated(damage=True))
    assert [a.answer for a in met.asked] == ["met"] * len(met.asked)
    (bare,) = together([joint(basis, **more)], WHO, ACT, SUIT, stated(damage=True))
    assert bare.asked[0].answer == "not determinable"
    assert bare.asked[0].missing
    bound = groups(edges([met], []))
    assert bound == ({"J1": ("D1", "D2")} if basis in {"1168", "1169-1", "1170", "1171"} else {})
    assert groups(edges([bare], [])) == {}
    assert plain(met)["basis"] == basis


@pytest.mark.parametrize(("diligent", "said"), [(False, "met"), (True, "not met"), (None, "not determinable")])
def test_a_guardian_who_was_not_diligent_failed_whichever_article_asks(diligent, said):
    stated = {"guardian_diligent@D1": Fact(id="guardian_diligent@D1", value=diligent, reason="陈述")}
    facts = Facts(stated)
    entry = joint("1169-2", members=("D1",), instigators=("D2",), facts={"instigated_or_helped": True})
    (one,) = together([entry], WHO, ACT, ACT, facts)
    answers = {a.provision: a for a in one.asked}
    assert answers["cn/minfadian/1169-2-guardian"].answer == said
    assert facts.of("guardian_failed", "D1") is (None if diligent is None else not diligent)


def test_a_fact_of_acts_together_is_of_the_entry_that_it_names_and_never_of_the_whole_case():
    two = [joint(), joint(id="J2")]
    named = Facts(
        {
            f.id: f
            for f in (
                Fact(id="acted_together@J1", value=True, reason="判决"),
                Fact(id="damage", value=True, reason="笔录"),
            )
        }
    )
    assert [one.asked[0].answer for one in together(two, WHO, ACT, SUIT, named)] == ["met", "not determinable"]
    whole = stated(damage=True, acted_together=True)
    assert [one.asked[0].answer for one in together(two, WHO, ACT, SUIT, whole)] == ["not determinable"] * 2


@pytest.mark.parametrize(
    ("basis", "members", "instigators", "hints"),
    [
        ("1169-1", ("D1",), ("D2",), {"minors": ("D1",)}),
        ("1169-1", ("D2", "D1"), ("D3",), {"minors": ("D1",)}),
        ("1169-1", ("D2",), ("D1",), {}),
        ("1169-1", ("D4",), ("D2",), {"perhaps_minors": ("D4",)}),
        ("1169-2", ("D4",), ("D2",), {"perhaps_minors": ("D4",)}),
        ("1169-2", ("D1",), ("D2",), {}),
        ("1169-2", ("D1", "D3"), ("D2",), {"adults": ("D3",)}),
        ("1169-1", ("D2", "D3"), ("D2",), {"both_roles": ("D2",)}),
        ("1169-1", ("D2",), ("D2",), {"both_roles": ("D2",), "himself_only": ("D2",)}),
        ("1169-1", ("D2", "D3"), (), {"no_instigator": ()}),
        ("1168", ("D1", "D4"), (), {}),
        ("1169-1", ("D9",), ("D2",), {}),
    ],
)
def test_a_wrong_paragraph_and_a_doubled_or_missing_role_are_told(basis, members, instigators, hints):
    who = WHO | {"D3": Defendant(id="D3", name="丁", born="1998-01-01"), "D4": Defendant(id="D4", name="戊")}
    (one,) = together([joint(basis, members=members, instigators=instigators)], who, ACT, SUIT, Facts({}))
    assert {hint.hint: hint.who for hint in one.hints} == hints


@pytest.mark.parametrize(
    ("one", "other", "told", "weight"),
    [
        (("1168", {}), ("1172", {}), True, {"J1": "perhaps", "J2": "perhaps"}),
        (("1168", {}), ("1171", {}), True, {"J1": "sure", "J2": "sure"}),  # each answers for the whole by either
        (("1168", {}), ("1168", {"facts": {"acted_together": False}}), True, {"J1": "perhaps", "J2": "none"}),
        (("1168", {}), ("1168", {}), False, {"J1": "sure", "J2": "sure"}),
        (("1168", {}), ("1172", {"facts": {"separate_acts": False}}), False, {"J1": "sure", "J2": "none"}),
        (("1168", {}), ("1172", {"members": ("D1", "D9")}), False, {"J1": "sure", "J2": "perhaps"}),
        (("1168", {"until": ACT}), ("1172", {"since": SUIT}), False, {"J1": "sure", "J2": "perhaps"}),
        (("1168", {"channels": ("c",)}), ("1172", {"channels": ("d",)}), False, {"J1": "sure", "J2": "perhaps"}),
        (("1168", {"channels": ("c",)}), ("1172", {"channels": ("d", "c")}), True, {"J1": "perhaps", "J2": "perhaps"}),
        (("1168", {}), ("1169-1", {"instigators": ("D2",)}), False, {"J1": "sure", "J2": "sure"}),
    ],
)
def test_entries_that_say_the_opposite_of_the_same_acts_are_told_and_neither_is_chosen(one, other, told, weight):
    entries = [
        joint(basis, id=name, **{"facts": ALL[basis], **more}) for name, (basis, more) in (("J1", one), ("J2", other))
    ]
    for order in (entries, entries[::-1]):
        rows = together(order, WHO, ACT, SUIT, stated(damage=True))
        said = {row.entry: hint.who for row in rows for hint in row.hints if hint.hint == "against"}
        assert said == ({"J1": ("J2",), "J2": ("J1",)} if told else {})
        assert weights(rows) == weight
        assert set(groups(edges(rows, []))) == {row.entry for row in rows if row.binds == "joint"}
        assert {row.entry for row in rows if row.doubted and row.outcome == "joint and several"} <= set(
            unsettled(rows, None)
        )


def test_who_acted_and_instigated_counts_once_in_edges_groups_and_shares():
    entry = joint("1169-1", members=("D2", "D2", "D3"), instigators=("D2", "D2"), facts=ALL["1169-1"])
    who = WHO | {"D3": Defendant(id="D3", name="丁", born="1998-01-01")}
    rows = together([entry], who, ACT, SUIT, stated(damage=True))
    assert [(e.source, e.target, e.kind) for e in edges(rows, [])] == [
        ("D2", "D3", "joint"),
        ("D2", "D3", "instigator"),
    ]
    bound = groups(edges(rows, []))
    assert bound == {"J1": ("D2", "D3")}
    assert shares(bound["J1"], {}, determinable=False)[0] == (("D2", Fraction(1, 2)), ("D3", Fraction(1, 2)))
    assert rows[0].members == ("D2", "D3")


def test_an_entry_without_days_is_of_each_members_own_days():
    who = {"D1": minor("2005-10-01"), "D2": WHO["D2"]}
    entry = joint("1169-1", members=("D1",), instigators=("D2",), since=None)
    grown = {"D1": Acted(own=[date(2023, 11, 1), LATER])}
    (one,) = together([entry], who, ACT, SUIT, Facts({}), grown)
    assert one.hints == ()
    (one,) = together([entry], who, ACT, SUIT, Facts({}))
    assert one.hints == (Hint("minors", ("D1",)),)


def test_two_entries_that_share_a_member_bind_nobody_across():
    two = [joint(facts=ALL["1168"]), joint(id="J2", members=("D2", "D3"), facts=ALL["1168"])]
    assert groups(edges(together(two, WHO, ACT, SUIT, stated(damage=True)), [])) == {
        "J1": ("D1", "D2"),
        "J2": ("D2", "D3"),
    }


def test_instigating_somebody_of_unknown_age_is_open():
    who = {"D1": minor(""), "D2": WHO["D2"]}
    (one,) = together(
        [joint("1169-2", members=("D1",), instigators=("D2",), facts=ALL["1169-2"])], who, ACT, SUIT, Facts({})
    )
    assert (one.asked[0].answer, one.asked[0].missing) == ("not determinable", ("actor_lacks_capacity",))


def test_shares_follow_the_part_of_each_and_are_equal_only_where_that_cannot_be_determined():
    """民法典 178(2): once a child of thirteen was shown to owe as much as the founder because nobody had said anything."""

    def share(**of):
        return {n: InnerShare(id=n, defendant=n, share=s, reason="作用大小") for n, s in of.items()}

    equal = ((("D1", Fraction(1, 2)), ("D2", Fraction(1, 2))), "equal")
    assert shares(("D1", "D2"), {}) == shares(("D1", "D2"), {}, determinable=True) == ((), "open")
    assert shares(("D1", "D2"), {}, determinable=False) == equal
    assert shares(("D1", "D2"), share(D1="2/3", D2="1/3"))[0][0] == ("D1", Fraction(2, 3))
    some = shares(("D1", "D2", "D3"), share(D1="1/10"))
    assert some == ((("D1", Fraction(1, 10)), ("D2", Fraction(9, 20)), ("D3", Fraction(9, 20))), "partly")
    for wrong in (share(D1="1"), share(D1="2/3", D2="2/3")):
        assert shares(("D1", "D2"), wrong)[1] == "do not fit"


def put(grade="supported", **more):
    return Attribution(
        **(
            {
                "id": "L1",
                "actor": "A1",
                "defendant": "D1",
                "grade": grade,
                "grounds": ("ip", "device"),
                "reason": "比对",
            }
            | more
        )
    )


PUT_IN_C = {("D1", "c"): (None, None)}
"""That he posted there, on days that are not known."""


def test_posts_are_put_to_a_defendant_only_by_an_entered_link():
    actor = Actor(id="A1", accounts=("7",), signatures=(Signed(channel="c", text="乙"),))
    role = Role(id="R1", actor="A1", channel="c", role="admin", since=ACT)
    poster = Role(id="R2", actor="A1", channel="d", role="poster")

    def names(*put_, roles=(role, poster), joints=()):
        return sorted(
            {
                (m["name"], m["channel_id"], m["account"], m["author"])
                for m in deeds.marks(
                    [actor], list(put_), roles, joints, closed=["c"], posted={("D1", "c"): (ACT, LATER)}
                )
            },
            key=str,
        )

    assert names() == []
    assert names(put("denied")) == []
    assert names(put("claimed"), roles=()) == [("own+claimed:D1", "c", None, "乙"), ("own+claimed:D1", None, "7", None)]
    assert {n[0] for n in names(put())} == {"own:D1", "own+sure:D1", "joint:D1", "joint+sure:D1"}
    assert ("joint:D1", "c", None, None) in names(put())
    assert {n[0] for n in names(put("proven"), put("claimed", id="L2", defendant="D2"))} == {
        "own:D1",
        "own+sure:D1",
        "joint:D1",
        "joint+sure:D1",
        "own+claimed:D2",
    }
    together_ = joint(channels=("e",), instigators=("D2",))
    assert ("joint:D2", "e", None, None) in names(joints=(together_,))
    ran = [
        m
        for m in deeds.marks([actor], [put()], [role], [], closed=["c"], posted={("D1", "c"): (ACT, LATER)})
        if m["channel_id"] == "c" and m["author"] is None and m["account"] is None
    ]
    assert [(m["name"], m["first_day"], m["last_day"]) for m in ran] == [("joint:D1", 20230709, None)]


def test_what_strangers_posted_in_a_group_that_one_runs_is_in_the_high_alone():
    mine, hers = (
        Actor(id="A1", accounts=("7",)),
        Actor(id="A2", accounts=("8",), signatures=(Signed(channel="z", text="乙"),)),
    )
    links_ = [put(), put(id="L2", actor="A2", defendant="D2"), put("denied", id="L3", actor="A2", defendant="D3")]
    roles = [
        Role(id=f"R{n}", actor="A1", channel=c, role="admin", since=ACT, until=LATER)
        for n, c in enumerate(("group", "channel"))
    ]
    together = joint(id="J1", members=("D1", "D2"), channels=("group",), since=ACT, until=ACT)

    def takes(name, **weights):
        rows = deeds.marks(
            [mine, hers],
            links_,
            roles,
            [together],
            weights,
            closed=["channel"],
            posted={("D1", "channel"): (ACT, LATER)},
        )
        return {(m["channel_id"], m["account"], m["author"]) for m in rows if m["name"] == name}

    assert takes("joint:D1") >= {("group", None, None), ("channel", None, None)}
    assert takes("joint+sure:D1") == {(None, "7", None), ("channel", None, deeds.CHANNEL_ITSELF)}
    assert takes("joint+sure:D1", J1="sure") - takes("joint+sure:D1") == {("group", "7", None), ("group", "8", None)}
    assert takes("joint+sure:D2", J1="sure") >= {("group", "7", None), (None, "8", None)}
    assert takes("joint:D1", J1="sure") == takes("joint:D1", J1="perhaps")


@pytest.mark.parametrize(
    "grades", [("supported", "supported"), ("proven", "proven"), ("proven", "supported"), ("supported", "claimed")]
)
def test_an_account_of_two_is_in_each_ones_high_in_nobodys_low_and_in_that_of_both(grades):
    shared, mine = Actor(id="A1", accounts=("7",)), Actor(id="A2", accounts=("8",))
    links_ = [put(grades[0]), put(grades[1], id="L2", defendant="D2"), put(id="L3", actor="A2", defendant="D3")]
    firm = ("D1", "D2") if "claimed" not in grades else ("D1",)

    def takes(name, *members, of=None):
        acts = [joint(id="J1", members=members, channels=("g",), since=ACT, until=ACT)] if members else []
        rows = deeds.marks([shared, mine], links_, [], acts, {"J1": "sure"})
        rows = rows if of is None else deeds.union(rows, of, [shared, mine], links_)
        return {(row["channel_id"], row["account"]) for row in rows if row["name"] == name}

    for who in firm:
        for kind in ("own", "joint"):
            assert takes(f"{kind}:{who}") == {(None, "7")}
            assert takes(deeds.surely(f"{kind}:{who}")) == set()
    assert takes(deeds.surely("joint:D3"), "D1", "D3") == {(None, "8"), ("g", "8")}
    assert takes(deeds.surely("joint:D3"), "D1", "D2", "D3") == {(None, "8"), ("g", "7"), ("g", "8")}
    assert takes("all+sure:", of=["D1", "D3"]) == {(None, "8")}
    assert takes("all+sure:", of=["D1", "D2"]) == {(None, "7")}
    assert takes("all:", of=["D1", "D3"]) == {(None, "7"), (None, "8")}


def test_a_role_alone_puts_no_post_of_others_to_anybody_surely():
    """One of two who ran a channel was charged with what the other posted there before, once he had posted there himself: now with what is his, and
    with what stands in the channel's own name only where nobody else runs it; both together with that.
    """
    mine, hers = Actor(id="A1", accounts=("7",)), Actor(id="A2", accounts=("8",))
    links_ = [put(), put(id="L2", actor="A2", defendant="D2")]
    roles = [Role(id=f"R{n}", actor=f"A{n}", channel="c", role="creator", since=ACT, until=LATER) for n in (1, 2)]

    def sure(roles, *posted):
        posted = dict.fromkeys(posted, (ACT, LATER))
        rows = deeds.marks([mine, hers], links_, roles, [], closed=["c"], posted=posted)
        both = deeds.union(rows, ("D1", "D2"), [mine, hers], links_, roles, ["c"], posted)
        assert ("c", deeds.CHANNEL_ITSELF) in {
            (m["channel_id"], m["author"]) for m in both if m["name"] == "all+sure:"
        } or not roles
        return {(m["channel_id"], m["account"], m["author"]) for m in rows if m["name"] == "joint+sure:D1"}

    assert sure(roles) == sure(roles, ("D1", "c")) == sure([]) == {(None, "7", None)}
    assert sure(roles, ("D1", "d"), ("D2", "c")) == sure([])
    assert sure(roles[:1]) - sure([]) == {("c", None, deeds.CHANNEL_ITSELF)}


def test_what_stands_in_a_channels_name_is_of_whoever_alone_ran_it_on_that_day():
    """Two who ran a channel one after the other were both put nothing, and so by an unknown who ran it for two days of another year."""
    mine, hers = Actor(id="A1", accounts=("7",)), Actor(id="A2", accounts=("8",))
    links_ = [put(), put(id="L2", actor="A2", defendant="D2")]
    spring, summer = (date(2024, 1, 1), date(2024, 3, 31)), (date(2024, 4, 1), date(2024, 6, 30))

    def role(actor, since, until):
        return Role(id=f"{actor}{since}", actor=actor, channel="c", role="owner", since=since, until=until)

    def days(*roles, name="joint+sure:D1"):
        rows = deeds.marks([mine, hers], links_, roles, [], closed=["c"])
        rows = rows if name != "all+sure:" else deeds.union(rows, ("D1", "D2"), [mine, hers], links_, roles, ["c"])
        return {(m["first_day"], m["last_day"]) for m in rows if (m["name"], m["author"]) == (name, "")}

    after = (role("A1", *spring), role("A2", *summer))
    assert days(*after) == {(20240101, 20240331)}
    assert days(*after, name="joint+sure:D2") == {(20240401, 20240630)}
    assert days(*after, name="all+sure:") == {(20240101, 20240331), (20240401, 20240630)}
    unknown = role("A3", date(2024, 2, 1), date(2024, 2, 2))
    assert days(role("A1", *spring), unknown) == {(20240101, 20240131), (20240203, 20240331)}
    assert days(*after, unknown, name="all+sure:") == {
        (20240101, 20240131), (20240203, 20240331), (20240401, 20240630),
    }  # fmt: skip
    assert days(role("A1", *spring), role("A3", None, date(2024, 1, 31))) == {(20240201, 20240331)}
    assert days(role("A1", *spring), role("A3", date(2023, 1, 1), None)) == set()


def test_the_one_hired_is_not_charged_with_the_hiring_nor_with_an_account_that_is_not_his():
    actors = [Actor(id=f"A{n}", accounts=(str(n),)) for n in (1, 2, 3)]
    links_ = [put(), put(id="L2", actor="A2", defendant="D2"), put("denied", id="L3", actor="A3")]
    hired = joint(
        id="J1", basis="1169-1", members=("D1",), instigators=("D2",), channels=("group",), since=ACT, until=ACT
    )

    rows = deeds.marks(actors, links_, [], [hired], {"J1": "sure"})

    def takes(name, *, without=None):
        return {(m["channel_id"], m["account"]) for m in rows if (m["name"], m["without"]) == (name, without)}

    assert takes("joint:D1", without=1) == {("group", "2"), ("group", "3")}
    assert takes("joint+sure:D1") == {(None, "1"), ("group", "1")}
    assert takes("joint+sure:D2") == {(None, "2"), ("group", "1"), ("group", "2")}  # who hired answers for both
    assert takes("joint:D2", without=1) == set()
    assert {m["entry"] for m in rows if m["channel_id"] == "group"} == {"J1"}


def test_who_instigated_answers_in_the_low_for_no_more_than_those_who_acted_surely_did():
    """He was charged in the low with all of a channel of which nobody proved who posted in it."""
    hired = joint(id="J1", basis="1169-2", members=("D1",), instigators=("D2",), channels=("c",), since=ACT, until=ACT)
    runs = Role(id="R1", actor="A1", channel="c", role="owner", since=ACT, until=ACT)

    def takes(name, *links_, roles=(), posted=None):
        actors = [Actor(id=f"A{n}", accounts=(str(n),)) for n in (1, 2)]
        rows = deeds.marks(actors, links_, roles, [hired], {"J1": "sure"}, closed=["c"], posted=posted or {})
        return {(m["channel_id"], m["account"], m["author"]) for m in rows if m["name"] == name}

    known, open_ = put(), (put(since=None, until=ACT), put(id="L3", defendant="D3", since=ACT))
    assert takes("joint+sure:D2", known) == {("c", "1", None)}
    assert takes("joint+sure:D2", *open_) == set()
    assert ("c", None, "") in takes("joint+sure:D2", known, roles=[runs], posted={("D1", "c"): (ACT, ACT)})
    assert ("c", None, None) in takes("joint:D2", known)


def test_days_that_nobody_entered_are_in_the_high_alone_and_asked_for():
    """An office "since when unknown", and acts together without days: what others posted then is surely his in his own known time at most."""
    actors = [Actor(id="A1", accounts=("7",)), Actor(id="A2", accounts=("8",))]
    links_ = [put(), put(id="L2", actor="A2", defendant="D2")]
    until = date(2024, 1, 31)

    def role(**more):
        return Role(id="R1", actor="A1", channel="c", **{"role": "admin", **more})

    def sure(roles, *joints, posted=PUT_IN_C):
        rows = deeds.marks(actors, links_, roles, joints, dict.fromkeys(("J1",), "sure"), closed=["c"], posted=posted)
        return [
            (m["first_day"], m["last_day"])
            for m in rows
            if m["name"] == "joint+sure:D1" and m["channel_id"] == "c" and m["account"] is None
        ]

    assert sure([role(until=until)]) == sure([role(since=ACT)]) == sure([role(role="creator")]) == []
    posted = {("D1", "c"): (date(2023, 8, 1), date(2023, 9, 1))}
    shown = (
        (role(), (20230801, 20230901)),
        (role(since=ACT), (20230709, 20230901)),
        (role(until=until, role="owner"), (20230801, 20240131)),
    )
    assert all(sure([one], posted=posted) == [days] for one, days in shown)
    assert sure([role(since=until)], posted=posted) == []
    undated = joint(id="J1", members=("D1", "D2"), channels=("c",))
    assert sure([], undated) == []
    assert sure([role(since=ACT, until=until)], undated) == [(20230709, 20240131)] * 2
    assert sure([role(until=until)], joint(id="J1", members=("D1", "D2"), channels=("c",), since=ACT)) == []
    assert sure([role(since=ACT)], undated, posted=posted) == [(20230709, 20230901)] * 2
    asked = table.parties(entered(Defendant(id="D1", name="甲"), put(), role(until=until), undated), [], {}, None).open
    assert [(row.defendant, row.entry, row.open) for row in asked if row.open.endswith("_days")] == [
        ("D1", "R1", "role_days"), ("", "J1", "joint_days"),
    ]  # fmt: skip
    with speaking("zh"):
        assert "没有写明自何日起或者至何日止" in open_point(next(row for row in asked if row.open == "role_days"))


def test_an_account_only_claimed_is_in_no_low():
    mine, other = Actor(id="A1", accounts=("7",)), Actor(id="A2", accounts=("8",))
    rows = deeds.marks([mine, other], [put(), put("claimed", id="L2", actor="A2")], [], [])
    assert {m["account"] for m in rows if m["name"] == "own+claimed:D1"} == {"7", "8"}
    assert {m["account"] for m in rows if m["name"] == deeds.surely("own+claimed:D1")} == {"7"}


def test_an_account_is_absent_that_no_post_is_of_and_a_channels_own_number_is_told_apart():
    actor = Actor(
        id="A1",
        accounts=("7", "channel1850001"),
        signatures=(Signed(channel="c", text="乙"), Signed(channel="d", text="乙")),
    )
    first, *_, last = [mark["name"] for mark in deeds.each([actor])]
    told = deeds.absent([actor], [first, last], ["telegram:channel:1850001"])
    assert [(one.account, one.why) for one in told] == [
        ("channel1850001", "channel_number"),
        ("乙 (c)", "no_post"),
    ]
    assert [one.why for one in deeds.absent([actor], [first], ["telegram:channel:7"])] == ["no_post"] * 3
    assert links.weak(put(evidence=("卷二",)), [put()], [one.why for one in told]) == ("channel_number", "no_post")


@pytest.mark.parametrize(
    ("more", "weak"),
    [
        ({"evidence": ("卷二",)}, ()),
        ({}, ("no evidence",)),
        ({"grounds": ("ip",), "devices": ("V1",)}, ("one ground",)),
        ({"grounds": ("admission", "testimony"), "testimonies": ("T1",)}, ("words only",)),
        ({"grounds": ("signature",), "evidence": ("卷二",)}, ("one ground", "signature only")),
    ],
)
def test_what_is_weak_about_a_link_is_told(more, weak):
    assert links.weak(put(**more), [put(**more)]) == weak


def test_an_account_put_to_two_is_told_of_both_and_a_denial_is_not_one():
    one, two = put(evidence=("卷二",)), put(id="L2", defendant="D2", evidence=("卷三",))
    assert links.weak(one, [one, two]) == ("another too",)
    no = put("denied", id="L3", defendant="D2", evidence=("卷三",))
    assert links.weak(one, [one, no]) == ()
    assert links.weak(no, [one, no]) == ()


def test_a_fact_of_one_defendant_goes_before_that_of_the_case():
    facts = Facts({"a": Fact(id="a", value=True, reason="x"), "a@D1": Fact(id="a@D1", value=False, reason="x"),
                   "b": Fact(id="b", value=True, reason="x", defendant="D2")})  # fmt: skip
    assert facts.given(("a", "b"), "D1") == {"a": False, "b": None}
    assert (facts.of("a", "D2"), facts.of("b", "D2"), facts.case()) == (True, True, {"a": True})


def entered(*ones):
    return Entries(
        Entry(n, "2025-01-01T00:00:00+00:00", "甲", ENTER, str(e.__struct_config__.tag), e.id, forms.body(e), "")
        for n, e in enumerate(ones, 1)
    )


def test_who_is_sued_is_told_by_a_claim_against_him_too():
    who = [Defendant(id=name, name="甲") for name in ("D1", "D2", "D3")]
    claims = [Claim(id="c1", text="x", kind="damages", against=("D2",), stated=SUIT)]
    off = Defendant(id="D4", name="丁", called="not_civil", sued=SUIT)
    event = Event(id="e7", state="S7", at=SUIT)  # the suit itself names nobody
    kept = entered(*who, off, *claims, event)
    assert sued_here(kept) == {"D1": None, "D2": True, "D3": None, "D4": False}
    found = table.parties(kept, [], {}, SUIT)
    sued = {"D1": None, "D2": True, "D3": None}
    assert {row.who.id: row.civil for row in found.defendants} == sued
    assert {row.defendant: row.civil for row in found.subjects} == sued
    assert "D4" not in {row.defendant for row in found.open}
    assert [row.party for row in found.parties if [*row.missing] == ["called"]] == ["D1", "D3"]


def test_articles_of_the_hearing_are_asked_of_one_day_in_every_account():
    """No hearing is entered: the account of damages took the day of asking, that of the parties the day of the suit, on which no such article was in force."""
    early, day = date(2024, 9, 10), date(2026, 12, 2)
    who = [
        Defendant(id="D1", name="甲", born="2008-05-20", called="civil"),
        Defendant(id="D2", name="乙", called="civil"),
    ]
    led = joint("1169-2", members=("D1",), instigators=("D2",), facts={"act_done": True, "instigated_or_helped": True})
    guardian = Guardian(id="G1", ward="D1", name="丙", relation="mother", lives_with=True)
    days = {"joint+made_out:D1": [date(2023, 7, 1)], "joint:D1": [date(2023, 7, 1)]}

    def days_asked(kept):
        found = table.parties(kept, [], days, early, hearing=day)
        asked = [*found.joint[0].asked, *(one for row in found.parties for one in getattr(row, "answers", ()))]
        ours = [one for one in asked if one.provision.startswith("cn/fashi-2024-12/")]
        assert {one.provision for one in ours} >= {"cn/fashi-2024-12/11", "cn/fashi-2024-12/12", "cn/fashi-2024-12/4"}
        assert not any("rule_in_force" in one.missing for one in ours)
        return {one.on for one in ours}

    assert days_asked(entered(*who, led, guardian)) == {day}
    held = Event(id="e9", state="S10", at=date(2024, 10, 8))
    assert days_asked(entered(*who, led, guardian, held)) == {held.at}
    assert [
        one.on for one in table.bound(entered(*who, led, guardian), days, early, hearing=day).together[0].asked[2:]
    ] == [day] * 2


def test_who_is_not_sued_and_did_nothing_by_the_register_is_no_defendant():
    """The wife whose account was used stood in the indictment among the defendants, with her age of criminal responsibility."""
    wife = Defendant(id="D9", name="丁", called="not_civil")
    acted = [
        Sanction(id="s1", defendant="D9", kind="criminal", stage="convicted"),
        Attribution(id="L9", actor="A9", defendant="D9", grade="claimed", grounds=(), reason="x"),
        Joint(id="J9", basis="1168", members=("D1", "D9"), reason="x"),
    ]
    for more, stands in ((None, False), *((one, True) for one in acted)):
        kept = entered(Defendant(id="D1", name="甲", called="civil"), wife, Actor(id="A9"), *([more] if more else []))
        found = table.parties(kept, [], {}, SUIT)
        for rows in ([one.who.id for one in found.defendants], [one.defendant for one in found.subjects]):
            assert rows == ["D1", "D9"] if stands else rows == ["D1"], more


def test_every_paper_that_names_a_guardian_names_the_days_and_acts_without_one():
    ward = {"ward": "D1", "name": "丙"}
    found = table.parties(
        entered(
            Defendant(id="D1", name="甲", born="2008-06-21", own_labour=False),
            Guardian(id="G1", relation="mother", until=date(2023, 12, 31), ended="dead", **ward),
            Guardian(id="G3", relation="grandparent", basis="parents_dead", since=date(2024, 1, 1), **ward),
        ),
        [],
        {"own:D1": [ACT, date(2023, 12, 1), LATER]},
        SUIT,
    )
    of = SimpleNamespace(parties=found, authority="某院")
    with speaking("zh"):
        for told in ("".join(summary.defendants(of)), "".join(indictment.parties(of))):
            assert "就2024-03-20的行为" in told
            assert "D1在G1（已死亡，不是当事人）监护期间，2023-07-09至2023-12-01的行为，当事人中没有监护人" in told
