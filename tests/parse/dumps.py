"""What the tests of dumps share: their golden inputs, what must hold of every one, and bytes changed at random."""

import json
import os
import runpy
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from reading_exports import TESTS, outcome, tables, told
from tests.sizes import examples

from doxdocket.errors import DoxdocketError
from doxdocket.parse import HEAD
from doxdocket.parse.all_forms import FORMS

SAMPLES = Path(os.environ.get("DOXDOCKET_SAMPLES", TESTS.parent.parent / "shared" / "samples"))


def shapes(form):
    """Golden inputs of a form."""
    return sorted((TESTS / "golden" / form).glob("*/dump*"))


def made(form):
    """The script beside them."""
    return runpy.run_path(str(TESTS / "golden" / form / "make.py"))


def answer(data, form):
    """What a golden file holds: everything, or the refusal."""
    try:
        return told(tables(data, form))
    except DoxdocketError as refusal:
        return {"refused": refusal.said("en")}


def claims(data, name="whatever.txt"):
    """Every form that bids for a file, surest first."""
    bids = [bid for form in FORMS if (bid := form.recognise(data[:HEAD], name))]
    return [bid.form for bid in sorted(bids, key=lambda bid: -bid.confidence)]


def arrives_alike(data, form):
    """The answer is the same when bytes come a few at a time."""
    assert outcome(data, form=form, most=61) == outcome(data, form=form)


def cut(data, row):
    """The record of a post, read from its bytes in the file."""
    return json.loads(data[row["byte_start"] : row["byte_end"]])


def within(data, rows):
    """Every place is inside the file and quarantined bytes are in no post."""
    held = [(row["byte_start"], row["byte_end"]) for row in rows["posts"]]
    for row in rows["warnings"]:
        assert 0 <= row["byte_start"] <= row["byte_end"] <= len(data)
        if row["what"] == "quarantine":
            assert all(row["byte_end"] <= start or end <= row["byte_start"] for start, end in held), row


def changed_at_random(form, count=60):
    """A test: any change of a few bytes of any golden input ends in rows or in a refusal of ours, and nothing else."""
    inputs = [path.read_bytes() for path in shapes(form)]

    @given(st.data())
    @examples(count)
    def test(given):
        data = bytearray(given.draw(st.sampled_from(inputs)))
        for _ in range(given.draw(st.integers(1, 3))):
            at = given.draw(st.integers(0, max(0, len(data) - 1)))
            kind = given.draw(st.integers(0, 4))
            new = given.draw(
                st.one_of(
                    st.binary(max_size=4),
                    st.sampled_from(
                        [
                            b'"',
                            b"{",
                            b"}",
                            b"[",
                            b"]",
                            b",",
                            b"\n",
                            b"\\",
                            b"null",
                            b"-1",
                            b"9" * 40,
                            b"1e999",
                            b'""',
                            b"[]",
                            b"{}",
                        ]
                    ),
                )
            )
            data[at : at + (kind if kind < 4 else 200)] = new
        whole = bytes(data)
        try:
            rows = tables(whole, form)
        except DoxdocketError:
            return
        within(whole, rows)

    return test


def neighbours_are_kept(form, data, places, *, keyed=False):
    """Breaking one record (its bytes are ``places``) costs no other: posts by the byte they begin at, or just before it."""
    whole = {row["byte_start"] for row in tables(data, form)["posts"]}
    for start, end in places:
        broken = data[:start] + b'{"' + b"#" * (end - start - 2) + data[end:]
        rows = tables(broken, form)
        hit = max(at for at in whole if at <= start) if keyed else start
        assert {row["byte_start"] for row in rows["posts"]} == whole - {hit}
        assert any(
            row["what"] == "quarantine" and row["byte_start"] <= start < row["byte_end"] for row in rows["warnings"]
        )
