"""low ≤ high in whole accounts: damages, parties and the posts put to them, and what the contested points say, whatever was counted and entered."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pyarrow as pa
from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.assess.test_damages_worksheet import FIGURES, LAW, PEOPLE, STATED, entered, figure, given
from tests.count.test_rows import CHANNEL, MORE, OTHER, made, post, values
from tests.sizes import examples

from doxdocket.assess.damages.worksheet import worksheet
from doxdocket.assess.forms.damages import Harm, Range
from doxdocket.assess.forms.parties import Defendant
from doxdocket.assess.parties import deeds, table
from doxdocket.assess.plain_records import plain
from doxdocket.count import groups
from doxdocket.count.measure import relations
from doxdocket.law.comparables import LIKE
from doxdocket.law.rules import shipped

WORTH = {"not met": 0, "not determinable": 1, "met": 2}


def pairs(value, path=()):
    """Every low with its high, wherever they stand: ``low`` and ``high``, ``persons_low`` and ``persons_high``."""
    if isinstance(value, dict):
        for key, low in value.items():
            words = str(key).split("_")
            high = "_".join("high" if word == "low" else word for word in words)
            if "low" in words and high in value:
                yield (*path, key), low, value[high]
        for key, inner in value.items():
            yield from pairs(inner, (*path, key))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from pairs(inner, path)


def size(value):
    """An end as a number; none where it is not determinable."""
    if isinstance(value, dict):
        return size(value.get("yuan"))
    if isinstance(value, list):
        return Fraction(*value)
    if isinstance(value, str) and value in WORTH:
        return Fraction(WORTH[value])
    if value in LIKE:  # to a published case: no size
        return None
    return None if value is None else Fraction(value)


def wrong(account, left=()):
    """The places at which a low is above its high."""
    ends = [(path, size(low), size(high)) for path, low, high in pairs(account) if path[:2] not in left]
    assert ends, "an account without a pair proves nothing"
    return [path for path, low, high in ends if low is not None and high is not None and low > high]


spans = st.tuples(st.integers(0, 5_000), st.integers(0, 5_000)).map(sorted)
ends = st.one_of(st.just((None, None)), spans)


@examples(40)
@drawn(
    figures=st.lists(ends, min_size=len(FIGURES), max_size=len(FIGURES)), claimed=spans, gains=spans, places=st.lists(spans, max_size=4),
    harm=st.lists(st.tuples(st.sampled_from(["V0001", "V0002", ""]), st.integers(1, 40), st.booleans()), max_size=4), answers=st.sampled_from(
        [(a, b) for a in WORTH for b in WORTH if WORTH[a] <= WORTH[b]]),
)  # fmt: skip
def test_damages_and_what_points_take_of_them(figures, claimed, gains, places, harm, answers):
    low, high = claimed
    ranges = Range(
        id="r9",
        low=Decimal(low + 1),
        high=Decimal(high + 1),
        claimed=Decimal(low + 1),
        reasons="见纪要",
        evidence=("卷六",),
    )
    harms = [
        Harm(id=f"h9{n}", kind="calls", person=who, times=times, day=date(2024, 1, 3) if dated else None)
        for n, (who, times, dated) in enumerate(harm)
    ]
    told = plain(worksheet(given(
        *PEOPLE, *(one for one in STATED if not isinstance(one, Range)), ranges, *harms,
        published={"figures": [figure(row["id"], *of, row["unit"]) for row, of in zip(FIGURES, figures, strict=True)], "rules": "cn@1",
                   "law": [{**LAW[0], "answer_low": answers[0], "answer_high": answers[1]}]},
        gains={"receipts_proven": (gains[0], gains[0], gains[1]), "receipts_claimed": None},
        regions=[{"source": s, "region": str(3300 + n), "persons_low": a, "persons_high": b} for n, (a, b) in enumerate(places) for s in ("likely", "address")],
    )))  # fmt: skip
    assert told["ranges"]
    assert wrong(told, left=[("panel", "views")]) == []  # what an expert wrote is shown as it was written


dates = st.one_of(
    st.dates(date(2003, 1, 1), date(2007, 12, 28)).map(str),
    st.integers(2003, 2007).map(str),
    st.integers(2003, 2007).map(lambda y: f"{y}-06"),
)


@examples(15)
@drawn(
    people=st.lists(st.lists(values, max_size=2), min_size=4, max_size=6), born=st.lists(dates, min_size=2, max_size=2),
    whose=st.lists(st.integers(0, 2), min_size=6, max_size=6), sure=st.lists(st.booleans(), min_size=6, max_size=6),
)  # fmt: skip
def test_parties_and_the_posts_put_to_them(people, born, whose, sure):
    at = datetime(2017, 11, 5, tzinfo=UTC)
    posts = [
        post(n, *who, channel=(CHANNEL, OTHER)[n % 2], date=at + timedelta(days=300 * n))
        for n, who in enumerate(people, 1)
    ]
    told, _ = made(posts, **MORE)
    names = ("own:D1", "own:D2", "joint:D1")
    put = [
        {"how": "own", "name": names[whose[n]], "channel_id": one.channel, "post_id": str(one.no)}
        for n, one in enumerate(posts)
    ]
    put += [
        row | {"name": surely}
        for row, so in zip(put, sure, strict=False)
        if so and (surely := deeds.surely(row["name"])) != row["name"]
    ]
    entries = entered(Defendant(id="D1", name="甲", born=born[0]), Defendant(id="D2", name="乙", born=born[1]))
    days = {name: [p.date.date() for p, row in zip(posts, put, strict=False) if row["name"] == name] for name in names}
    run, taken = relations(told), pa.Table.from_pylist(put)
    windows = table.windows(entries, days, None, shipped())
    rows = groups.whole(run, taken, deeds.surely)
    given = pa.Table.from_pylist(windows, groups.WINDOWS)
    parted = groups.parted(run, taken, given, deeds.surely) if windows else []
    account = plain(table.parties(entries, rows, days, None, shipped(), parted))
    assert wrong([account, rows, parted]) == []


def test_the_look_at_an_account_finds_a_pair_the_wrong_way_round():
    assert wrong({"a": [{"persons_low": 3, "persons_high": 2}]}) == [("a", "persons_low")]
    assert wrong({"low": {"yuan": "2"}, "high": {"yuan": "1.5"}}) == [("low",)]
    assert wrong({"answer_low": "met", "answer_high": "not met", "low": [1, 3], "high": [1, 2]}) == [("answer_low",)]
    assert wrong({"low": None, "high": 1}) == []
