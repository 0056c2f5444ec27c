"""From when to when an account was held: whose low its posts are in, by the marks of the register and the statement that takes posts by them."""

from datetime import UTC, date, datetime

import pyarrow as pa
import pytest
from tests.assess.test_parties import entered, joint, put

from doxdocket.assess.forms.parties import Actor, Defendant, Role, Signed
from doxdocket.assess.parties import deeds, table
from doxdocket.count import groups
from doxdocket.count.tables import AUTHORS
from doxdocket.records import MERGED

POSTED = tuple(date(2024, month, 15) for month in range(1, 9))
"""A post of each account a month, January to August."""


def low_months(
    links_, *, roles=(), joints=(), name="joint+sure:D1", of=None, accounts=("7", "8"), undated=False, more=()
):
    """The account and month of each post that is in a group, as the marks and the statement of groups make it."""
    actors = [*(Actor(id=f"A{n}", accounts=(account,)) for n, account in enumerate(("7", "8"), 1)), *more]
    rows = deeds.marks(
        actors, links_, roles, joints, dict.fromkeys((one.id for one in joints), "sure"), closed=["c:c:1"]
    )
    if of is not None:
        rows = deeds.union(rows, of, actors, links_, roles, ["c:c:1"])
    posts = [(f"{account}-{day.month}", account, day) for account in accounts for day in POSTED]
    posts += [("7-undated", "7", None)] if undated else []
    told_of = [
        {"channel_id": channel, "post_id": no, "capture": "s", "row_no": n, "author": None, "from_id": account, "from_name": None,
         "date": None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)}
        for channel in ("c:c:1", "c:c:2") for n, (no, account, day) in enumerate(posts)
    ]  # fmt: skip
    authors = pa.Table.from_pylist(
        told_of, pa.schema([(n, pa.int64() if n == "row_no" else pa.string()) for n in AUTHORS])
    )
    merged = pa.Table.from_pylist([{n: row.get(n) for n in MERGED.names} for row in told_of], MERGED)
    authors = authors.set_column(
        authors.column_names.index("row_no"), "row_no", authors["row_no"].cast(MERGED.field("row_no").type)
    )
    titles = pa.table({"channel_id": pa.array([], pa.string()), "title": pa.array([], pa.string())})
    found = groups.taken(groups.posts_of(merged, authors, titles, pa.Table.from_pylist(rows, groups.MARKS)))
    return sorted({f"{r['channel_id'][-1]}:{r['post_id']}" for r in found.to_pylist() if r["name"] == name})


def both(account, months):
    return sorted(f"{c}:{account}-{m}" for c in (1, 2) for m in months)


MAY, JUNE = date(2024, 5, 31), date(2024, 6, 1)


@pytest.mark.parametrize("kind", ["own", "joint"])
def test_what_an_account_posted_before_and_after_it_was_his_is_in_the_high_alone(kind):
    """Once posts under an account that its holder had left stood in his low: nobody could enter from when to when he held it."""
    name, high = f"{kind}+sure:D1", f"{kind}:D1"
    held = [put("proven", since=date(2024, 2, 1), until=MAY)]
    assert low_months(held, name=name, undated=True) == both("7", range(2, 6))
    assert low_months(held, name=high, undated=True) == sorted([*both("7", range(1, 9)), "1:7-undated", "2:7-undated"])
    assert low_months([put("proven")], name=name) == both("7", range(1, 9)), "a link without a day is as it was"
    assert low_months([put("proven", until=MAY)], name=name) == both("7", range(1, 6))
    twice = [put("proven", until=date(2024, 2, 28)), put("supported", id="L2", since=JUNE, until=date(2024, 6, 30))]
    assert low_months(twice, name=name) == both("7", (1, 2, 6))
    denied = [put("proven"), put("denied", id="L2", since=JUNE)]
    assert low_months(denied, name=name) == both("7", range(1, 6))
    assert low_months([put("proven"), put("denied", id="L2")], name=name) == both("7", range(1, 9))


def test_days_of_one_holder_raise_the_low_of_no_other():
    his, hers = (
        {"since": date(2024, 1, 1), "until": MAY},
        {"id": "L2", "defendant": "D2", "since": JUNE, "until": date(2024, 7, 31)},
    )

    def lows(*links_):
        return [low_months(links_, name=f"own+sure:{who}", accounts=("7",)) for who in ("D1", "D2")]

    assert lows(put("proven", **his), put("proven", **hers)) == [both("7", range(1, 6)), both("7", (6, 7))]
    assert lows(put("proven"), put("proven", **hers)) == [[], []], "nobody decided until when it was the first one's"
    assert lows(put("proven", since=date(2024, 1, 1)), put("proven", **hers)) == [[], both("7", ())]
    assert lows(put("proven", **his), put("proven", **hers | {"since": date(2024, 4, 1)})) == [
        both("7", range(1, 4)),
        both("7", (6, 7)),
    ]
    assert lows(put("proven", **his), put("claimed", **hers)) == [both("7", range(1, 6)), []]
    together_ = low_months(
        [put("proven", **his), put("proven", **hers)], name="all+sure:", of=["D1", "D2"], accounts=("7",)
    )
    assert together_ == both("7", range(1, 8)), "of both together August is of neither"


def test_days_that_no_firm_link_covers_are_in_no_low_of_several():
    """A claim without a day opened every day: of both together, and of whom they acted with, an account's posts stood in the low after its one firm link had ended."""
    spring = {"since": date(2024, 1, 1), "until": MAY}
    claimed = put("claimed", id="L2", defendant="D2")
    all_ = {"since": date(2024, 1, 1), "until": date(2024, 8, 31)}
    acted = joint(id="J1", members=("D1", "D2", "D3"), channels=("c:c:2",), **all_)

    def together_(*links_):
        return low_months(links_, name="all+sure:", of=["D1", "D2"], accounts=("7",))

    for claim in (claimed, put("claimed", id="L2", defendant="D2", **all_)):
        links_ = [put("supported", **spring), claim]
        assert together_(*links_) == both("7", range(1, 6))
        found = low_months(links_, joints=[acted], name="joint+sure:D3", accounts=("7",))
        assert found == [f"2:7-{n}" for n in range(1, 6)]
    summer = {"since": JUNE, "until": date(2024, 8, 31)}
    for claim in (claimed, put("claimed", id="L2", defendant="D2", since=date(2024, 1, 1), until=date(2024, 3, 31))):
        denied = put("supported", **all_), put("denied", id="L3", **summer), claim
        assert together_(*denied) == both("7", range(1, 6)), "not his, and no other has a firm link"
    other = put("proven", id="L2", defendant="D2", **all_)
    assert together_(put("proven", **all_), put("denied", id="L3", **summer), other) == both("7", range(1, 9))
    neither = put("denied", id="L3", **summer), put("denied", id="L4", defendant="D2", **summer)
    assert together_(put("proven", **all_), other, *neither) == both("7", range(1, 6))


def test_a_principals_joint_low_holds_of_his_helpers_days_those_that_are_decided():
    links_ = [
        put("proven"),
        put("proven", id="L2", actor="A2", defendant="D2", since=date(2024, 3, 1), until=date(2024, 4, 30)),
    ]
    hired = joint(id="J1", channels=("c:c:2",), since=date(2024, 4, 1), until=date(2024, 6, 30))
    assert low_months(links_) == both("7", range(1, 9))
    assert low_months(links_, joints=[hired]) == sorted([*both("7", range(1, 9)), "2:8-4"])
    assert low_months(links_, joints=[hired], name="joint+sure:D2") == sorted(
        [*both("8", (3, 4)), "2:7-4", "2:7-5", "2:7-6"]
    )


def test_one_account_entered_twice_is_put_to_each_of_those_to_whom_either_entry_is_put():
    """Two entries of one account, of a holder each, made every act of it both defendants' own for certain, and nobody was asked."""
    again = Actor(id="A9", accounts=("7",))
    his, hers = put("proven"), put("proven", id="L9", actor="A9", defendant="D2")
    first, then = (
        {"since": date(2024, 1, 1), "until": MAY},
        {"id": "L9", "actor": "A9", "defendant": "D2", "since": JUNE, "until": date(2024, 7, 31)},
    )
    ran = [
        Role(id="R1", actor="A1", channel="c:c:1", role="creator", since=date(2024, 1, 1), until=MAY),
        Role(id="R9", actor="A9", channel="c:c:1", role="owner", since=JUNE, until=date(2024, 8, 31)),
    ]

    def lows(*links_, kinds=("own", "joint"), **more):
        return [
            low_months(links_, name=f"{kind}+sure:{who}", accounts=("7",), more=[again], **more)
            for kind in kinds
            for who in ("D1", "D2")
        ]

    assert lows(his, hers) == lows(his, hers, roles=ran) == [[]] * 4
    assert low_months([his, hers], name="own:D2", accounts=("7",), more=[again]) == both("7", range(1, 9))
    assert low_months([his, hers], name="all+sure:", of=["D1", "D2"], accounts=("7",), more=[again]) == both(
        "7", range(1, 9)
    )
    assert lows(put("proven", **first), put("proven", **then), kinds=("own",)) == [both("7", range(1, 6)), both("7", (6, 7))]  # fmt: skip
    own = put("proven", id="L9", actor="A9")
    assert lows(his, own, kinds=("own",)) == [both("7", range(1, 9)), []], "told twice of one holder"
    acted = joint(id="J1", members=("D2", "D3"), channels=("c:c:1",), since=POSTED[0], until=POSTED[-1])
    rows = deeds.marks([Actor(id="A1", accounts=("7",)), again], [his, hers], [], [acted], {"J1": "sure"})
    assert [m for m in rows if m["name"] == "joint+sure:D3"] == []
    signed = [Actor(id=f"A{n}", signatures=(Signed(channel=c, text="乙"),)) for n, c in ((1, "c"), (9, "c"), (8, "d"))]
    rows = deeds.marks(signed, [his, hers, put("proven", id="L8", actor="A8", defendant="D3")], [], [])
    assert {m["name"] for m in rows if m["name"].startswith("own+sure")} == {"own+sure:D3"}
    found = entered(
        *(Defendant(id=who, name="甲") for who in ("D1", "D2")), Actor(id="A1", accounts=("7",)), again, his, hers
    )
    told = table.parties(found, [], {}, None)
    assert [(row.actor, row.open) for row in told.open if hasattr(row, "defendants")] == [
        ("A1", "shared_account"),
        ("A9", "shared_account"),
    ]
    assert all("another too" in link.weak for account in told.accounts for link in account.links)


def test_the_one_instigated_is_not_charged_in_the_low_with_what_the_instigator_posted_in_a_channel_both_ran():
    """A child who ran a channel with the adult who instigated him had each of the adult's posts in his low, and posts of whom nobody knows."""
    links_ = [put("proven"), put("proven", id="L2", actor="A2", defendant="D2")]
    led = joint(
        id="J1",
        basis="1169-2",
        members=("D1",),
        instigators=("D2",),
        channels=("c:c:1",),
        since=date(2024, 3, 1),
        until=date(2024, 4, 30),
    )
    ran = [
        Role(id=f"R{n}", actor=f"A{n}", channel="c:c:1", role="admin", since=POSTED[0], until=POSTED[-1])
        for n in (1, 2)
    ]
    for roles in ([], ran, ran[:1]):
        assert low_months(links_, roles=roles, joints=[led], accounts=("7", "8", "9")) == both("7", range(1, 9))
        adult = low_months(links_, roles=roles, joints=[led], accounts=("7", "8"), name="joint+sure:D2")
        assert adult == sorted([*both("8", range(1, 9)), "1:7-3", "1:7-4"])
    several = [*links_, put("proven", id="L3", actor="A2", defendant="D3")]
    assert low_months(several, roles=ran, joints=[led]) == both("7", range(1, 9))
    assert "1:8-3" in low_months(links_, roles=ran, joints=[led], name="joint:D1"), "he ran it: in the high"
    beside = joint(id="J2", members=("D1", "D2"), channels=("c:c:1",), since=led.since, until=led.until)
    assert "1:8-3" in low_months(links_, joints=[led, beside]), "another entry puts them to him"


def test_one_who_had_left_the_account_did_not_run_the_channel_by_it():
    ran = Role(id="R1", actor="A1", channel="c:c:1", role="owner", since=date(2024, 1, 1), until=date(2024, 8, 31))
    rows = deeds.marks([Actor(id="A1", accounts=("7",))], [put("proven", until=MAY)], [ran], [], closed=["c:c:1"])
    itself = [
        (m["first_day"], m["last_day"])
        for m in rows
        if m["name"] == "joint+sure:D1" and m["author"] == deeds.CHANNEL_ITSELF
    ]
    assert itself == [(20240101, 20240531)]


def test_an_account_is_in_no_bound_of_one_on_days_for_which_it_is_entered_as_not_his():
    first = put("proven", since=date(2024, 1, 1), until=MAY)
    second = put("proven", id="L2", defendant="D2", since=JUNE, until=date(2024, 7, 31))
    denied = put("denied", id="L3", defendant="D2", until=MAY)

    def high(*links_):
        rows = deeds.marks([Actor(id="A1", accounts=("7",))], links_, [], [])
        return [(m["first_day"], m["last_day"]) for m in rows if m["name"] == "own:D2"]

    assert high(first, second) == [(None, None)]
    assert high(first, second, denied) == [(20240601, None)]
    assert high(put("proven", id="L2", defendant="D2"), denied) == [(None, None)], "contradicted: a person is asked"


@pytest.mark.parametrize("days", [{}, {"since": JUNE}])
@pytest.mark.parametrize("basis", ["1168", "1169-1"])
def test_what_is_denied_of_one_is_in_no_low_of_his_by_acts_done_together(basis, days):
    """In a closed channel it was out of the high and in the low."""
    who = {"members": ("D1", "D2")} if basis == "1168" else {"members": ("D1",), "instigators": ("D2",)}
    together = joint(id="J1", basis=basis, channels=("c:c:1",), since=date(2024, 1, 1), until=date(2024, 8, 31), **who)
    links_ = [put("proven"), put("denied", id="L2", actor="A2", **days)]
    low = low_months(links_, joints=[together], undated=True)
    assert set(low) <= set(low_months(links_, joints=[together], name="joint:D1", undated=True))
    if basis == "1168":  # of who was instigated no more is sure than what he posted
        assert [one for one in low if ":8-" in one] == ([] if not days else [f"1:8-{n}" for n in range(1, 6)])
        assert "1:8-3" in low_months(links_[:1], joints=[together])


@pytest.mark.parametrize("kind", ["own", "joint"])
def test_an_undated_post_stays_in_the_high_whatever_days_are_denied(kind):
    """Once a dated denial took posts without a day out of the high: a high below the truth."""
    link = put("proven", since=date(2024, 3, 1))
    denied = put("denied", id="L2", until=date(2024, 2, 29))
    for links_ in ([link], [link, denied], [put("proven", since=JUNE), put("denied", id="L2", until=MAY)]):
        assert "1:7-undated" in low_months(links_, name=f"{kind}:D1", undated=True)
        assert "1:7-undated" not in low_months(links_, name=f"{kind}+sure:D1", undated=True)
    assert low_months([link, denied], name=f"{kind}:D1", undated=True) == sorted([*both("7", range(3, 9)), "1:7-undated", "2:7-undated"])  # fmt: skip


def test_several_whose_days_are_told_apart_are_not_asked_about():
    def asked(*links_):
        found = entered(
            Defendant(id="D1", name="甲"), Defendant(id="D2", name="乙"), Actor(id="A1", accounts=("7",)), *links_
        )
        return [row.open for row in table.parties(found, [], {}, None).open if getattr(row, "actor", "") == "A1"]

    first, second = (
        put("proven", since=date(2024, 1, 1), until=MAY),
        put("proven", id="L2", defendant="D2", since=JUNE, until=date(2024, 7, 31)),
    )
    assert asked(first, second) == []
    assert asked(first, put("proven", id="L2", defendant="D2")) == ["shared_account"]
    both_open = [put("proven", until=MAY), put("proven", id="L2", defendant="D2", since=JUNE)]

    def days(*links_):
        found = entered(
            Defendant(id="D1", name="甲"), Defendant(id="D2", name="乙"), Actor(id="A1", accounts=("7",)), *links_
        )
        return [(row.entry, row.open) for row in table.parties(found, [], {}, None).open if hasattr(row, "entry")]

    assert days(*both_open) == [("L1", "link_days"), ("L2", "link_days")], "an end left out puts it in nobody's low"
    assert days(first, both_open[1]) == [("L2", "link_days")]
    assert days(put("proven"), put("proven", id="L2", defendant="D2")) == []
    assert days(first, second) == [("L1", "other_days"), ("L2", "other_days")]
    assert days(first, second, put("denied", id="L3", since=JUNE)) == [("L2", "other_days")]
    assert asked(put("proven"), put("denied", id="L2")) == ["contradicted"]
    assert asked(put("proven", until=MAY), put("denied", id="L2", since=JUNE)) == []


def signed(no, who, grade="proven", **days):
    return put(grade, id=f"L{no}", actor=f"A{no}", defendant=who, **days)


def of_all(*members, **more):
    return joint(**{"members": members, "since": POSTED[0], "until": POSTED[-1], "channels": ("c:c:1",)} | more)


def test_what_one_posted_who_is_not_named_in_acts_together_is_in_no_low_of_those_who_are():
    """Two who shared an account were entered as acting together in its channel: what a third, who ran it with them, posted was put to both for certain."""
    links_ = [signed(1, "D1"), signed(1, "D4", "supported"), signed(2, "D2")]
    all_of_it = [f"1:{a}-{n}" for a in (7, 9) for n in range(1, 9)]

    def low(name="joint+sure:D4", links_=links_, **more):
        return low_months(links_, joints=[of_all("D1", "D4")], name=name, **{"accounts": ("7", "8", "9")} | more)

    assert low() == low("joint+sure:D1") == sorted(all_of_it), "nobody's own posts stay: all of the channel was entered"
    assert {f"1:8-{n}" for n in range(1, 9)} <= {*low("joint:D4")}, "in the high all the same"
    assert low("all+sure:", of=["D1", "D4"]) == sorted([*all_of_it, *(f"2:7-{n}" for n in range(1, 9))])
    assert low(links_=[*links_[:2], signed(2, "D9", "claimed")]) == sorted(all_of_it), "by statements alone too"
    assert low(links_=[*links_[:2], signed(2, "D2", since=JUNE), signed(2, "D4", until=MAY)]) == low()
    told = low(
        links_=[*links_[:2], signed(2, "D2", since=JUNE, until=POSTED[-1]), signed(2, "D4", since=POSTED[0], until=MAY)]
    )
    assert [one for one in told if one.startswith("1:8")] == [f"1:8-{n}" for n in range(1, 6)], (
        "on the days on which it was surely one of theirs"
    )
    led = joint(
        id="J2",
        basis="1169-2",
        members=("D2",),
        instigators=("D1",),
        channels=("c:c:1",),
        since=POSTED[0],
        until=POSTED[-1],
    )
    both_ = low_months(links_, joints=[of_all("D1", "D4"), led], name="joint+sure:D1", accounts=("7", "8", "9"))
    assert both_ == sorted([*all_of_it, *(f"1:8-{n}" for n in range(1, 9))]), "another entry puts them to him"
    assert low_months(links_, joints=[of_all("D1", "D4"), led], accounts=("8",), name="joint+sure:D4") == []
    assert low(links_=[signed(1, "D1"), signed(1, "D4"), signed(2, "D2", "denied")]) == sorted(
        all_of_it + [f"1:8-{n}" for n in range(1, 9)]
    )


def test_what_stands_in_a_channels_name_while_another_alone_ran_it_is_in_no_low_of_those_who_acted_together():
    links_ = [signed(1, "D1"), signed(2, "D2")]
    ran = Role(id="R2", actor="A2", channel="c:c:1", role="admin", since=JUNE, until=POSTED[-1])
    with_ = Role(id="R1", actor="A1", channel="c:c:1", role="admin", since=JUNE, until=POSTED[-1])

    def left(*roles):
        rows = deeds.marks([Actor(id=f"A{n}", accounts=(a,)) for n, a in ((1, "7"), (2, "8"))], links_, roles, [of_all("D1", "D3")], {"J1": "sure"}, closed=["c:c:1"])  # fmt: skip
        return [
            (m["first_day"], m["last_day"])
            for m in rows
            if m["without"] and m["name"] == "joint+sure:D3" and m["author"] == deeds.CHANNEL_ITSELF
        ]

    assert left(ran) == [(20240601, 20240815)]
    assert left(ran, with_) == [], "one of them ran it too"


def test_acts_together_may_name_accounts_and_are_then_no_more_than_what_these_posted():
    """Who shared an account could be put nothing of it or all of a channel."""
    links_ = [signed(1, "D1"), signed(1, "D4", "supported"), signed(2, "D2")]

    def months(name, *, links_=links_, accounts=("7", "8", "9"), **more):
        entry = of_all("D1", "D4", **{"actors": ("A1",), "channels": ()} | more)
        return low_months(links_, joints=[entry], name=name, accounts=accounts)

    for who in ("D1", "D4"):
        assert months(f"joint+sure:{who}") == both("7", range(1, 9))
        assert months(f"joint+sure:{who}", channels=("c:c:1",)) == [f"1:7-{n}" for n in range(1, 9)]
        assert not [one for one in months(f"joint:{who}") if ":7" not in one], "nothing else at any bound"
    assert months("joint+sure:D4", since=date(2024, 3, 1), until=MAY) == both("7", range(3, 6))
    assert months("joint+sure:D4", since=None, channels=("c:c:1",)) == [], (
        "days that nobody entered are in the high alone"
    )
    assert months("joint+sure:D4", actors=("A2",)) == [], "the account of another: entered, and not surely theirs"
    assert months("joint:D4", actors=("A2",)) == sorted([*both("7", range(1, 9)), *both("8", range(1, 9))])
    unknown = [signed(1, "D1")]
    assert months("joint+sure:D4", links_=unknown, actors=("A2",)) == both("8", range(1, 9)), (
        "put to nobody but by the entry"
    )
    handed = [signed(1, "D1", until=MAY, since=POSTED[0]), signed(1, "D2", since=JUNE, until=POSTED[-1])]
    assert months("joint+sure:D4", links_=handed) == both("7", range(1, 6)), (
        "on the days on which it was another's it is not theirs"
    )
    hired = {"basis": "1169-1", "members": ("D4",), "instigators": ("D1",)}
    acted = [signed(1, "D1"), signed(2, "D4")]

    def of_hired(name, *accounts):
        entry = joint(id="J1", actors=accounts, since=POSTED[0], until=POSTED[-1], **hired)
        return low_months(acted, joints=[entry], name=name, accounts=("7", "8"))

    assert of_hired("joint+sure:D1", "A1", "A2") == sorted([*both("7", range(1, 9)), *both("8", range(1, 9))])
    assert of_hired("joint:D4", "A1", "A2") == of_hired("joint+sure:D4", "A1", "A2") == both("8", range(1, 9)), (
        "who was hired answers for what he did"
    )


def test_an_entry_of_accounts_keeps_what_an_entry_of_the_channel_would_leave_out():
    """What who instigated posted was taken out of what the other answers for, though another entry puts that account's posts to him."""
    links_ = [signed(1, "D1"), signed(2, "D2")]
    led = joint(id="J1", basis="1169-1", members=("D1",), instigators=("D2",), channels=("c:c:1",), since=POSTED[0], until=POSTED[-1])  # fmt: skip
    named = joint(id="J2", members=("D1", "D2"), actors=("A2",), channels=(), since=POSTED[0], until=POSTED[-1])

    def high(*entries):
        return {
            one for one in low_months(links_, joints=list(entries), name="joint:D1", accounts=("7", "8")) if ":8" in one
        }

    assert high(named)
    assert high(led, named) >= high(named)


def test_what_one_entry_leaves_out_of_a_defendants_high_another_or_a_role_may_put_to_him():
    """Each entry leaves out of what it takes itself; once a role of some days kept all days of what who instigated posted, and an entry's own posts were made out by another rule."""
    links_ = [signed(1, "D1"), signed(2, "D2")]
    led = joint(id="J1", basis="1169-1", members=("D1",), instigators=("D2",), channels=("c:c:1",), since=POSTED[0], until=POSTED[-1])  # fmt: skip

    def high(*joints, roles=(), name="joint:D1", **more):
        found = low_months(links_, joints=joints, roles=roles, name=name, accounts=("8",), **more)
        return [one for one in found if one.startswith("1")]

    assert high(led) == []
    assert high(led, of=("D1",), name="all:") == [], "of all as of each"
    assert len(high(led, of=("D1", "D2"), name="all:")) == len(POSTED)
    assert len(high(led, of_all("D1", "D3", id="J2"))) == len(POSTED)
    ran = Role(id="R1", actor="A1", channel="c:c:1", role="admin", since=JUNE, until=POSTED[-1])
    assert high(led, roles=[ran]) == ["1:8-6", "1:8-7", "1:8-8"]
