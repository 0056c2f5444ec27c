"""What nobody answered is unknown: no default of a form answers, and an account of an empty register says neither no nor zero.

And what a machine labels is no act: of a person the value is what was confirmed, whatever was proposed.
"""

from collections import Counter
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import msgspec
import pyarrow as pa
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.assess.test_damages_worksheet import entered, given
from tests.sizes import examples

from doxdocket.assess.damages.chosen_range import weighed
from doxdocket.assess.damages.contacts import Moments, against
from doxdocket.assess.damages.harm import incident
from doxdocket.assess.damages.worksheet import worksheet
from doxdocket.assess.form import shown
from doxdocket.assess.forms import FORMS
from doxdocket.assess.forms.damages import Contacts, Harm, Range
from doxdocket.assess.forms.gains import Receipt
from doxdocket.assess.forms.parties import Attribution, Defendant
from doxdocket.assess.gains import gains_account
from doxdocket.assess.gains.gains_account import Given, account
from doxdocket.assess.parties import table
from doxdocket.assess.plain_records import plain
from doxdocket.count import groups
from doxdocket.count.catalogue import step
from doxdocket.desk.accounts.damages_words import conduct, number
from doxdocket.desk.accounts.parties import ACTS
from doxdocket.engine import sql
from doxdocket.law.rules import shipped

SAID_SO = {
    # A default that the form itself names, or one of how a file is written.
    ("receipt", "coin"), ("cost", "coin"), ("statement", "of"), ("statement", "raw"), ("statement", "signed"),
    ("second_instance", "appealed"), ("extension", "months"), ("extension", "days"),
}  # fmt: skip
FIXED = {"window_days", "first_before", "empty"}
CHINA = ZoneInfo("Asia/Shanghai")


def answers(value, path=()):
    """Every no and every zero, wherever it stands; lists that are empty are none."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in FIXED:
                yield from answers(inner, (*path, key))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from answers(inner, path)
    elif value is False or value in ("否", "no", "0", "0.00") or (value == 0 and value is not None):
        yield path


@pytest.mark.parametrize("name", FORMS)
def test_no_default_of_a_form_is_an_answer(name):
    for field in msgspec.structs.fields(FORMS[name]):
        if not field.required and (name, field.name) not in SAID_SO:
            default = field.default if field.default is not msgspec.NODEFAULT else field.default_factory()
            assert default in (None, "", (), {}), field.name


def test_an_empty_register_says_neither_no_nor_zero():
    nothing = entered()
    assert list(answers(plain(table.parties(nothing, (), {}, None, shipped())))) == []
    gains = plain(gains_account.told(account(Given())))
    assert list(answers(gains)) == []
    found = plain(
        worksheet(given(entries=nothing, publications=[], regions=[], moments={}, gains=gains["totals"], put=None))
    )
    told = {name: found[name] for name in ("factors", "ranges", "put", "panel", "contacts")}
    # Figures are counts of the captures: they are answered by what was captured.
    rows = [row["figures"] for row in told["factors"]]
    assert rows
    assert list(answers([{**row, "figures": (), "by_kind": ()} for row in told["factors"]])) == []
    assert list(answers([told["ranges"], told["put"], told["panel"], told["contacts"]])) == []
    assert found["harm"]["persons"] is None


def test_a_defendant_of_whom_nobody_said_that_he_is_sued_is_listed_as_not_known():
    kept = entered(Defendant(id="D1", name="甲"), Defendant(id="D2", name="乙", sued=date(2025, 4, 11)),
                   Defendant(id="D3", name="丙", called="not_civil"), Attribution(id="L3", actor="A3", defendant="D3", grade="claimed", grounds=(), reason="x"))  # fmt: skip
    found = plain(table.parties(kept, (), {}, None, shipped()))
    subjects = {row["defendant"]: (row["civil"], row["criminal"], row["differs"]) for row in found["subjects"]}
    assert subjects == {"D1": (None, None, None), "D2": (True, None, None), "D3": (False, None, None)}
    assert {row["party"]: row["missing"] for row in found["parties"]} == {"D1": ["called"], "D2": []}


def test_a_range_of_which_nobody_said_per_what_is_held_against_no_ceiling():
    one = Range(id="1", low=Decimal(80000), high=Decimal(120000), reasons="x", evidence=("卷五",))
    row = plain(weighed(one, "R1", {"suit": (1, 1), "defendant": (0, 6), "victim": (8, 9)}, date(2025, 8, 28)))
    assert (row["per"], {(c["low"], c["high"], c["chosen"]) for c in row["ceiling"]}) == (
        None,
        {("not determinable", "not determinable", False)},
    )


def test_what_nobody_told_of_a_receipt_and_of_an_incident_is_not_made_up():
    assert "kind" not in shown(Receipt(id="G1", stage="paid", amount=Decimal(80)))
    row = plain(incident(Harm(id="h", kind="threat", day=date(2024, 2, 11)), "R1", ()))
    assert (row["posts_before"], row["posts_same_day"], row["posts_of_person"]) == (None, None, None)


def test_a_list_that_tells_no_moment_is_no_list_of_none():
    bare = plain(against(Contacts(id="k", person="V0001", what="calls"), "R1", Moments(), (), CHINA))
    assert (bare["moments"], bare["at_night"], bare["before_first"]) == (None, None, None)
    whole = Contacts(id="k", person="V0001", what="calls", since=date(2024, 1, 1), until=date(2024, 1, 31))
    assert plain(against(whole, "R1", Moments(), (), CHINA))["moments"] == 0
    assert plain(against(whole, "R1", Moments((), ("file:3",)), (), CHINA))["moments"] is None


def test_a_sum_of_which_nothing_was_entered_is_unknown_and_no_zero():
    paid = Receipt(id="G1", defendant="D1", stage="paid", amount=Decimal(80), day=date(2023, 8, 1))
    whole, own = plain(gains_account.told(account(Given(receipts=[paid]))))["sums"]
    for row in (whole, own):
        assert (row["claimed_high"], row["before_high"]) == ("80.00", "80.00")
        assert {row[f"{name}_low"] for name in ("proven", "undecided", "agreed", "refunded", "costs")} == {None}


LABELS = st.sampled_from(groups.CONDUCT)


@examples(40)
@drawn(
    rows=st.lists(st.tuples(st.sampled_from(("D1", "D2")), st.integers(1, 5), LABELS, st.booleans(), st.booleans()), max_size=30),
    forwarded=st.dictionaries(st.integers(1, 5), st.sampled_from(["channel9", "D1", "D2", "user7"])),
)  # fmt: skip
def test_conduct_of_a_person_is_what_was_confirmed(rows, forwarded):
    """No number that only the machine proposes is a value, in a row or on a page; an advert that was only passed on is in no low."""
    schema = pa.schema(
        [(name, pa.string()) for name in ("name", "channel_id", "post_id", "forwarded_from", "forwarded_from_id")]
    )
    keys = [
        {"name": f"own:{who}", "channel_id": f"telegram:channel:{who[1:]}", "post_id": str(n), "forwarded_from_id": forwarded[n].replace("D", "channel") if n in forwarded else None}
        for who in ("D1", "D2") for n in range(1, 6)
    ]  # fmt: skip
    made = [
        {"channel_id": f"telegram:channel:{who[1:]}", "post_id": str(n), "label": label, "status": "confirmed" if sure else "proposed", "quoted": quoted}
        for who, n, label, sure, quoted in rows
    ]  # fmt: skip
    told = pa.schema(
        [*((name, pa.string()) for name in ("channel_id", "post_id", "label", "status")), ("quoted", pa.bool_())]
    )
    posts = pa.Table.from_pylist(keys, schema)
    bare = {
        "groups": posts.select(["name", "channel_id", "post_id"]), "posts": posts.select(schema.names[1:]),
        "conduct": pa.Table.from_pylist(made, told), **{name: _none(name) for name in ("dossiers", "exposures")},
    }  # fmt: skip
    for row in sql.run(step("groups"), bare, {"persons_low": 3, "persons_best": 2}).to_pylist():
        who = row["name"].removeprefix("own:")
        mine = [one for one in rows if one[0] == who]
        sure = Counter(label for _, label in {(n, label) for _, n, label, yes, _ in mine if yes})
        every = Counter(label for _, label in {(n, label) for _, n, label, _, _ in mine})
        for label in groups.CONDUCT:
            assert (row[label], row[label] + row[label + groups.PROPOSED]) == (sure[label], every[label])
        for label in ACTS:
            assert conduct(row[label], every[label]).split("（")[0].split(" ")[0] == number(sure[label])
        passed = {n for n, by in forwarded.items() if by != who}
        bounds = groups.bounded(row, row, estimates=False)
        for label in groups.CONDUCT:
            own = {
                n
                for _, n, told_, yes, quoted in mine
                if told_ == label and yes and (label not in ADVERTS or not (quoted or n in passed))
            }
            assert (bounds[f"{label}_low"], bounds[f"{label}_high"]) == (len(own), sure[label])


ADVERTS = {"sale_offer", "promotion"}


def _none(name):
    """A relation without rows, of the columns that the step reads."""
    texts = ("channel_id", "post_id", "person", "person_low", "person_best", "counts")
    more = [("digest", pa.binary()), ("spelling", pa.binary()), ("kind", pa.string()), ("shown", pa.string())]
    more += [("admitted", pa.int32()), ("sure", pa.int32()), ("firm", pa.int32()), ("hub", pa.bool_())]
    return pa.schema([*((one, pa.string()) for one in texts), *(more if name == "exposures" else ())]).empty_table()
