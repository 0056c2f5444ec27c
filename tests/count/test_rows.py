"""Rows behind a figure: the first row of each thing adds it, and rows that do not add up are refused."""

from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.count.test_figures import POSTS, by_id, made
from tests.resolve.made import post
from tests.sizes import examples

from doxdocket.account import COMPLETENESS
from doxdocket.count import rows
from doxdocket.count.catalogue import BOUNDS
from doxdocket.count.measure import relations
from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.records import CAPTURES, CONDUCT, READINGS

CHANNEL, OTHER = "telegram:channel:1", "telegram:channel:2"


def readings(*told):
    given = [{"channel_id": c, "post_id": str(p), "what": "views", "low": low, "value": value, "high": high,
              "capture": "s"} for c, p, low, value, high in told]  # fmt: skip
    return pa.Table.from_pylist([{n: r.get(n) for n in READINGS.names} for r in given], READINGS)


def offers(*prices):
    given = [{"channel_id": CHANNEL, "post_id": str(n), "post_no": n, "where": "text", "start": 0, "end": 4, "person": -1,
              "label": "sale_offer", "status": status, "priced": low is not None, "maybe_priced": low is None,
              "yuan_low": low, "yuan_high": high, "yuan_least": least, "yuan_most": most}
             for n, (status, least, low, high, most) in enumerate(prices, 1)]  # fmt: skip
    return pa.Table.from_pylist([{n: r.get(n) for n in CONDUCT.names} for r in given], CONDUCT)


def lacks(*told):
    names = ("channel_id", "capture", "item", "code", "count")
    given = [dict(zip(names, row, strict=True)) for row in told]
    return pa.Table.from_pylist([{n: r.get(n) for n in COMPLETENESS.names} for r in given], COMPLETENESS)


MORE = {
    "readings": readings((CHANNEL, 1, 10, 11, 12), (OTHER, 2, 5, 5, 5), (CHANNEL, 3, 0, 1, 2)),
    "captures": CAPTURES.empty_table(),
    "conduct": offers(("confirmed", 5, 5, 9, 9), ("proposed", 3, 4, 10, 12), ("proposed", 2, None, None, 20)),
    "completeness": lacks(
        (CHANNEL, None, "id_gaps", None, 4), (OTHER, None, "id_gaps", "kind_unknown", None), (CHANNEL, "s", "id_gaps", None, 9),
        (CHANNEL, None, "files", "absent", 2), (CHANNEL, None, "files", None, 3), (CHANNEL, None, "undated", None, 1),
        (CHANNEL, None, "local_clock", None, 2), (None, None, "repairs", "lone_surrogate", 7), (CHANNEL, "s", "no_time", None, None),
    ),
}  # fmt: skip


def every(posts=POSTS, **more):
    """Each figure at each bound with its rows, as ``checked`` lets them out."""
    told, result = made(posts, **more)
    seen = relations(told)
    return {(f["id"], b): (f, rows.checked(f, b, seen)) for f in result["figures"] for b in BOUNDS}


def test_prices_keep_their_cents():
    cents = [Decimal("0.10"), Decimal("0.10"), Decimal("0.45"), Decimal("0.45")]
    found = every(conduct=offers(("confirmed", *cents), ("proposed", Decimal("0.05"), None, None, Decimal("0.05"))))
    assert [found["price_low", b][0][b] for b in BOUNDS] == ["0.05", "0.10", "0.10"]
    assert [found["price_high", b][0][b] for b in BOUNDS] == ["0.45", "0.45", "0.45"]
    assert found["price_low", "low"][0]["value"] == "0.10"


def test_every_figure_adds_up():
    found = every(**MORE)
    assert {i for i, _ in found} >= {"persons", "ratio", "tier_a", "views", "price_low", "completeness", "kind.name"}
    assert rows.recount(*found["views", "high"]) == 19
    assert [rows.recount(*found["price_low", bound]) for bound in BOUNDS] == [2, 4, 5]
    assert [rows.recount(*found["price_high", bound]) for bound in BOUNDS] == [9, 10, 20]
    assert [rows.recount(*found["offers", bound]) for bound in BOUNDS] == [1, 2, 3]
    parts = rows.recount(*found["completeness", "low"])
    assert parts == {"id_gaps": 4, "id_gaps_kind_unknown": 1, "files_absent": 2, "files_missing": 3, "undated": 1,
                     "local_clock": 2, "repairs": 7, "no_time": 1, "doubtful": 1}  # fmt: skip


def test_the_first_row_of_a_person_adds_it():
    _, table = every()["persons", "high"]
    assert table.select(["n", "unit", "adds", "person"]).to_pylist() == [
        {"n": 1, "unit": 1, "adds": 1, "person": "V0001"}, {"n": 2, "unit": 1, "adds": 0, "person": "V0001"},
        {"n": 3, "unit": 3, "adds": 1, "person": "V0002"}, {"n": 4, "unit": 4, "adds": 1, "person": "V0003"},
        {"n": 5, "unit": 5, "adds": 1, "person": "V0004"},
    ]  # fmt: skip


def test_rows_that_do_not_add_up_are_refused():
    told, result = made(POSTS)
    figure = by_id(result)["persons"] | {"low": 99}
    with pytest.raises(EvidenceFault, match="do not add up"):
        rows.checked(figure, "low", relations(told))
    lacking = by_id(result)["completeness"]
    with pytest.raises(EvidenceFault, match="do not add up"):
        rows.checked(lacking | {"value": {"repairs": 1}}, "low", relations(told))


def test_a_figure_that_is_a_number_of_rows_needs_no_more_than_to_say_which():
    told, result = made(POSTS)
    told_by_rows = by_id(result)["sets_of_nobody"] | {
        "id": "later",
        "low": 5,
        "rows": {"table": "dossiers", "where": "true", "count": 5},
    }
    assert rows.checked(told_by_rows, "low", relations(told))["adds"].to_pylist() == [1] * 5
    with pytest.raises(WrongCall, match="no rows behind later"):
        rows.behind(told_by_rows | {"rows": None}, "low", relations(told))


def test_what_cannot_be_told_has_no_rows():
    _, table = every()["receipts_proven", "low"]
    assert table.num_rows == 0


values = st.fixed_dictionaries({}, optional={
    "name": st.sampled_from("abc"), "id_number": st.sampled_from("AB"), "phone_number": st.sampled_from("PQ"),
    "school": st.just("s"), "bank_account": st.sampled_from(["B", ("C", "doubtful")]),
})  # fmt: skip


@examples(5)
@given(st.lists(st.lists(values, max_size=2), max_size=6))
def test_they_add_up_whatever_was_posted(people):
    every([post(n, *who, channel=(CHANNEL, OTHER)[n % 2]) for n, who in enumerate(people, 1)])
