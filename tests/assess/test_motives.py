"""The table of motives: statements before posts, by defendant in the order entered, and whom nothing is said of."""

from doxdocket.assess import forms, motives
from doxdocket.assess.plain_records import plain
from doxdocket.assess.register import Entries
from doxdocket.store.register import ENTER, Entry


def entries(*bodies):
    rows = [
        Entry(n, "", "甲", ENTER, b["form"], b["id"], {k: v for k, v in b.items() if k != "form"}, "")
        for n, b in enumerate(bodies, 1)
    ]
    assert [forms.of(r.form, r.body) for r in rows]
    return Entries(rows)


def post(n, day="2024-01-02"):
    return {"channel_id": "c", "post_id": str(n), "quote": f"贴{n}", "status": "proposed", "day": day}


KEPT = entries(
    {"form": "defendant", "id": "D2", "name": "乙"},
    {"form": "defendant", "id": "D1", "name": "甲"},
    {"form": "defendant", "id": "D3", "name": "丙"},
    {"form": "testimony", "id": "T1", "defendant": "D1", "motive": "money", "quote": "为了钱", "day": "2024-06-01"},
    {"form": "testimony", "id": "T2", "witness": "丁某", "about": ["D2"], "motive": "fun", "quote": "他说好玩"},
    {"form": "testimony", "id": "T3", "person": "V0001", "motive": "revenge", "quote": "有过节"},
    {"form": "testimony", "id": "T4", "defendant": "D3", "quote": "不知道"},
)


def test_rows_are_by_defendant_statements_first_and_a_post_of_two_stands_with_both():
    found = motives.table(KEPT, [post(1), post(2, None), post(3)], {("c", "1"): ["D1"], ("c", "2"): ["D1", "D2"]})
    assert [(r.defendant, r.how, r.source) for r in found.rows] == [
        ("D2", "post", "c/2"), ("D1", "statement", "R0004"), ("D1", "post", "c/2"), ("D1", "post", "c/1"),
        ("", "other", "R0005"),
        ("", "other", "R0006"),
    ]  # fmt: skip
    assert (found.silent, found.unplaced) == (("D3",), 1)
    assert (found.rows[4].by, found.rows[4].about, found.rows[0].quote) == ("***", ("D2",), "")
    assert plain(found)["unplaced"] == 1


def test_a_post_is_quoted_once_a_person_confirmed_the_label():
    confirmed = post(1) | {"status": "confirmed"}
    found = motives.table(KEPT, [confirmed, post(3)], {("c", "1"): ["D1"], ("c", "3"): ["D1"]})
    assert [(r.source, r.quote) for r in found.rows if r.how == "post"] == [("c/1", "贴1"), ("c/3", "")]


def test_a_confirmed_motive_of_an_account_that_is_put_to_nobody_stays_in_the_table():
    confirmed = post(1) | {"status": "confirmed"}
    found = motives.table(KEPT, [confirmed, post(2)], {}, {("c", "1"): ["D1", "D2"], ("c", "2"): ["D2"]})
    [row] = [r for r in found.rows if r.how == "post"]
    assert (row.defendant, row.about, row.quote, row.source) == ("", ("D1", "D2"), "贴1", "c/1")
    assert (found.unplaced, [(one.defendant, one.posts) for one in found.ran]) == (1, [("D2", 1)])
