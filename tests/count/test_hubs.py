"""What many people share, and what is hidden or wrong beside a whole value, is an item of its own in the high alone."""

import pytest
from tests.count.test_figures import bounds, by_id, made
from tests.resolve.made import Who, decision, post

from doxdocket.count import rows
from doxdocket.count.catalogue import BOUNDS
from doxdocket.count.measure import relations

CHECKED = {"id_number": ["check", "chance.sure"]}
HOTLINE = "telegram:channel:1/1/text/20-25/bank_account"


def victim(n, *, near=(), **more):
    return Who({"name": f"n{n}", "id_number": f"i{n}", **more}, reasons=CHECKED, near={"phone_number": list(near)})


def sold(many=4, **more):
    """Dossiers of different people, the seller's account behind each."""
    return [post(n, victim(n, bank_account="seller", **more)) for n in range(1, many + 1)]


def figures_of(posts, decisions=()):
    """The tables and the figures by id."""
    told, result = made(posts, decisions)
    return told, by_id(result)


def test_the_rows_add_up_where_values_are_shared_hidden_and_lawfully_public():
    hidden = victim(7, phone_number=["p", ("p*", "masked"), ("q*", "masked")])
    public = victim(8, bank_account="own")
    decisions = [
        decision(1, "finding.lawfully_public", finding="telegram:channel:1/8/text/20-25/bank_account", source="s")
    ]
    told, result = made([*sold(), post(7, hidden), post(8, public)], decisions)
    seen = relations(told)
    changed = (
        "items_field",
        "items_changed",
        "kind.bank_account",
        "kind.phone_number",
        "tier_a",
        "tier_b",
        "tier_c",
        "ratio",
    )
    for figure in result["figures"]:
        for bound in BOUNDS if figure["id"] in changed else ():
            assert rows.agrees(figure, bound, rows.behind(figure, bound, seen)), (figure["id"], bound)


def test_where_four_people_live_is_an_item_of_each_and_links_none():
    _, f = figures_of(
        [post(n, Who({"name": f"n{n}", "id_number": f"i{n}", "home_address": "dormitory"})) for n in range(1, 5)]
    )
    assert bounds(f["kind.home_address"]) == (4, 4, 4)
    assert bounds(f["persons"]) == (4, 4, 4)


def test_what_four_people_share_is_an_item_of_none_of_them_but_in_the_high():
    told, f = figures_of(sold())
    assert bounds(f["kind.bank_account"]) == (0, 0, 4)
    assert bounds(f["items_field"]) == (8, 8, 12)
    assert bounds(f["kinds"]) == (2, 2, 3)
    (hub,) = told["hubs"].to_pylist()
    assert {n: hub[n] for n in ("kind", "why", "different", "told", "commonest", "publications", "dossiers", "channels", "persons")} == {
        "kind": "bank_account", "why": "different_names", "different": 4, "told": 4, "commonest": 1, "publications": 4, "dossiers": 4,
        "channels": 1, "persons": 4,
    }  # fmt: skip
    assert [i["kind"] for i in told["items"].to_pylist() if i["hub"]] == ["bank_account"] * 4
    assert bounds(figures_of(sold(3))[1]["kind.bank_account"])[1:] == (3, 3)  # a low of one person, whom it may link


def test_a_value_that_a_person_confirms_counts_for_whom_it_was_confirmed():
    _, f = figures_of(sold(), [decision(1, "finding.confirm", finding=HOTLINE)])
    assert bounds(f["kind.bank_account"]) == (1, 1, 4)


def test_an_account_that_is_the_hotline_by_another_name():
    posts = [
        post(n, Who({"name": f"n{n}", "id_number": f"i{n}", "phone_number": "h"}, reasons=CHECKED)) for n in range(1, 5)
    ]
    also = Who(
        {"name": "n5", "id_number": "i5", "social_account": "w"}, reasons=CHECKED, says={"social_account": {"phone_number": "h"}}
    )  # fmt: skip
    told, f = figures_of([*posts, post(5, also)])
    assert bounds(f["kind.social_account"]) == (0, 0, 1)
    assert {h["kind"]: h["different"] for h in told["hubs"].to_pylist()} == {"phone_number": 5, "social_account": 5}


def test_the_sellers_account_raises_no_tier_and_completes_no_combination_in_the_low():
    plain = figures_of([post(n, victim(n)) for n in range(1, 5)])[1]
    shared = figures_of(sold())[1]
    for tier in ("tier_a", "tier_b", "tier_c"):
        assert bounds(shared[tier])[:2] == bounds(plain[tier])[:2]
    assert shared["tier_a"]["high"] == 4
    full = {"home_address": "a", "phone_number": "p"}
    posts = [
        post(n, victim(n, **{k: v if k == "phone_number" else f"{v}{n}" for k, v in full.items()})) for n in range(1, 5)
    ]
    assert bounds(figures_of(posts)[1]["profile_full"]) == (0, 0, 4)


def test_a_set_of_nothing_but_what_many_share_is_in_no_tier_of_the_low():
    posts = [*sold(), post(9, Who({"bank_account": "seller"}), forwarded="1")]
    same = decision(1, "person.same", a="telegram:channel:1/1/0", b="telegram:channel:1/9/0")
    told, f = figures_of(posts, [same])
    left = {d["post_id"]: d["kinds_low"] for d in told["dossiers"].to_pylist()}
    assert left == {"9": [], **{str(n): ["id_number", "name"] for n in range(1, 5)}}
    assert sum(f[t]["estimate"] for t in ("tier_a", "tier_b", "tier_c")) == 4


def test_what_was_lawfully_public_leaves_the_tiers_of_the_low():
    account = decision(1, "finding.lawfully_public", finding=HOTLINE, source="s")
    _, f = figures_of([post(1, victim(1, bank_account="own"))], [account])
    assert bounds(f["tier_a"]) == (0, 0, 1)


@pytest.mark.parametrize(("values", "near", "low"), [
    ([("1", "valid"), ("1*", "masked")], ["shape"], 1),  # the mask is that of the number
    ([("1", "valid")], ["shape"], 1),
    ([("1", "valid"), ("2", "valid")], [], 2),
    ([("1", "valid"), ("1x", "invalid"), ("1*", "partial")], [], 1),  # of what nobody can tell
    ([("1*", "masked"), ("2*", "masked")], [], 1),  # two masks may be one number
])  # fmt: skip
def test_a_hidden_or_wrong_value_beside_a_whole_one_is_no_second_item_in_the_low(values, near, low):
    posts = [post(n, victim(n, near=near, phone_number=[(f"{n}{v}", how) for v, how in values])) for n in range(3)]
    _, f = figures_of(posts)
    assert bounds(f["kind.phone_number"]) == (3 * low, 3 * len(values), 3 * len(values))


def test_a_mask_that_is_surely_of_another_number_is_another():
    posts = []
    for n in range(3):
        whole = victim(n, near=["a"], phone_number=f"{n}")
        posts += [post(n, whole), post(n + 10, victim(n, near=["b"], phone_number=(f"{n}*", "masked")))]
    _, f = figures_of(posts)
    assert bounds(f["kind.phone_number"]) == (6, 6, 6)


def test_a_mask_of_a_number_that_was_there_is_no_changed_content():
    posts = [post(1, victim(1, phone_number="p")), post(2, victim(1, phone_number=("p*", "masked")))]
    assert bounds(figures_of(posts)[1]["items_changed"]) == (1, 2, 2)
