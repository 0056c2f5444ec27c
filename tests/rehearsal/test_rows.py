"""Every figure of the rehearsal case can be counted again from the rows that one command gives, at each of its bounds.

Whatever ids figures.json has are asked: a figure without rows fails, whoever adds it.
"""

import csv
import io
import json
from fractions import Fraction

import pyarrow as pa
import pytest

from doxdocket import pipeline
from doxdocket.assess.plain_records import plain
from doxdocket.count import rows
from doxdocket.count.catalogue import BOUNDS
from doxdocket.desk.tables import TABLES
from doxdocket.pipeline import parties as of_parties
from doxdocket.pipeline import scoped
from doxdocket.store.case import Case


@pytest.fixture(scope="module")
def asked(rehearsal_case):
    """The published figures, and the rows of each at each bound."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(rehearsal_case.home))
        with Case.open(rehearsal_case.case) as case:
            figures, seen = pipeline.figures(case)["figures"], pipeline.relations(case)
    return figures, {(f["id"], b): rows.behind(f, b, seen) for f in figures for b in BOUNDS}


@pytest.fixture(scope="module")
def core(rehearsal_case):
    """The core channels as the run published them and as counted again, with the rows; and what the accounts of parties say of D1."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(rehearsal_case.home))
        with Case.open(rehearsal_case.case) as case:
            [published] = pipeline.figures(case)["scopes"]
            again, own = (scoped.asked(case, [name]) for name in ("core", "defendant:D1"))
            parties = plain(of_parties.parties(case))
    found = {(f["id"], b): rows.behind(f, b, again.scoped.tables) for f in again.told["figures"] for b in BOUNDS}
    return published, again.told, found, own.told, parties


def test_the_core_counted_again_is_what_the_run_published_and_its_rows_add_up(core):
    published, again, found, _, _ = core
    assert published["figures"] == again["figures"]
    assert published["basis"] == "proposed"
    assert _apart(again["figures"], found) == {}


ADVERTS = ("sale_offer", "promotion")
"""Of these a defendant only passes some on, which are acts of his in the high alone; the figure counts every post."""


def test_what_a_defendant_exposed_is_the_same_in_the_scope_and_on_the_page_of_parties(core):
    _, _, _, own, parties = core
    figures = {f["id"]: f for f in own["figures"]}
    [said] = [one for one in parties["deeds"] if (one["defendant"], one["how"]) == ("D1", "own")]
    for name, of in {
        "persons": "persons",
        "publications": "publications",
        "posts_with_pi": "posts_with_pi",
        "kinds": "kinds",
        "items_field": "items",
    }.items():
        assert [figures[name][b] for b in BOUNDS] == [said[f"{of}_{b}"] for b in BOUNDS], name
    for label in ("insult", "threat", "incitement", "paid_task", "sale_offer", "promotion"):
        end = "high" if label in ADVERTS else "low"
        assert (figures[label]["low"], figures[label]["estimate"]) == (
            said[f"{label}_low"], said[f"{label}_{end}"] + said[f"{label}_proposed_{end}"],
        ), label  # fmt: skip
    for label in ADVERTS:
        assert said[f"{label}_proposed_low"] <= said[f"{label}_proposed_high"]


def _apart(figures, found):
    """The figures whose rows do not add up to them."""
    return {
        f"{f['id']}.{b}": (f[b], rows.recount(f, found[f["id"], b]))
        for f in figures
        for b in BOUNDS
        if f["id"] != "completeness" and f[b] is not None and Fraction(f[b]) != rows.recount(f, found[f["id"], b])
    }


def test_the_rows_of_every_figure_add_up_to_it_at_every_bound(asked):
    figures, found = asked
    assert len(figures) > 60
    assert _apart(figures, found) == {}
    without = [f["id"] for f in figures if f["high"] not in {None, 0, "0/1"} and not found[f["id"], "high"].num_rows]
    assert without == []


def test_each_part_of_completeness_is_the_sum_of_its_rows(asked):
    figures, found = asked
    (told,) = [f for f in figures if f["id"] == "completeness"]
    parts = rows.recount(told, found["completeness", "low"])
    assert {part: n for part, n in told["value"].items() if n} == {part: n for part, n in parts.items() if n}


def test_each_thing_is_added_once_by_its_first_row(asked):
    _, found = asked
    for table in found.values():
        firsts = {u for u, n in zip(table["unit"].to_pylist(), table["n"].to_pylist(), strict=True) if u == n}
        assert set(table["unit"].to_pylist()) == firsts
        assert table["n"].to_pylist() == list(range(1, table.num_rows + 1))


def test_no_row_holds_a_digest(asked):
    assert not [(key, f.name) for key, t in asked[1].items() for f in t.schema if pa.types.is_binary(f.type)]


@pytest.mark.parametrize(
    ("figure", "bound"), [("persons", "low"), ("kind.phone_number", "high"), ("ratio", "estimate")]
)
def test_the_command_gives_them(rehearsal_case, figure, bound):
    told = next(f for f in json.loads(rehearsal_case.ask("figures", "CASE", "--json"))["figures"] if f["id"] == figure)
    lines = [
        json.loads(x) for x in rehearsal_case.ask("explain", "CASE", figure, "--rows", "--bound", bound).splitlines()
    ]
    assert sum(Fraction(row["adds"]) for row in lines) == Fraction(told[bound])
    text = rehearsal_case.ask("explain", "CASE", figure, "--rows", "--bound", bound, "--format", "csv")
    assert [row["adds"] for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff")))] == [
        str(row["adds"]) for row in lines
    ]


@pytest.mark.parametrize("table", ["queue", "exposures", "ages", "channel_ranking"])
def test_a_table_that_small_cases_leave_empty_is_exported_with_all_its_columns(table, rehearsal_case):
    told = [json.loads(line) for line in rehearsal_case.ask("export", "CASE", table).splitlines()]
    assert told
    assert {tuple(row) for row in told} == {TABLES[table].columns}
