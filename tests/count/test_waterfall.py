"""The waterfall of two publications: what agrees, what differs, how rare, and what counts once."""

import json

import pytest
from tests.count.test_explain import asked, held
from tests.resolve.made import Who, post

from doxdocket.count.waterfall import Case, compared
from doxdocket.errors import WrongCall

C = "telegram:channel:1"
POSTS = [
    post(1, {"name": "x", "phone_number": "P", "home_address": "H", "gender": "f"}),
    post(2, {"name": "x", "phone_number": "P", "home_address": "H", "gender": "f", "id_number": "A"}),
    post(3, {"name": "x", "id_number": "B", "phone_number": "P"}),
    post(4, {"name": "y", "id_number": "D", "phone_number": ("P", "masked")}, Who({"name": "z", "gender": "f"}, "relative", "mother")),
    *(post(n, {"name": f"n{n}", "id_number": f"I{n}", "gender": "f" if n % 2 else "m"}) for n in range(10, 40)),
]  # fmt: skip


def pair(a, b):
    found, zh, en = asked(f"{C}/{a}+{C}/{b}", posts=POSTS)
    steps = {row["kind"]: row for row in found.sections[1].rows}
    return found, steps, zh, en


def test_each_kind_says_how_many_persons_show_the_value_and_the_sum_is_the_sum():
    found, steps, zh, en = pair("2/0", "3/0")
    assert found.what == "link"
    assert steps["name"]["how"] == "agree"
    assert steps["name"]["held_by"] == 2  # the two of them
    assert steps["name"]["of_persons"] >= 30
    assert steps["id_number"]["how"] == "differ"
    assert steps["id_number"]["weight"] < 0
    total = sum(row["weight"] for row in steps.values())
    assert found.sections[1].rows[-1]["sum"] == pytest.approx(total, abs=0.2)
    assert "不是" in zh
    assert "no probability" in en
    assert "█" in zh
    assert "▒" in en


def test_what_a_couple_shares_together_counts_once():
    _, steps, zh, _ = pair("1/0", "2/0")
    one, other = sorted((steps["phone_number"], steps["home_address"]), key=lambda row: row["weight"])
    assert (one["weight"], one["counted_with"], other["counted_with"]) == (0, other["kind"], None)
    assert "不重复计" in zh


def test_a_common_value_weighs_little_and_what_only_one_side_gives_nothing():
    _, steps, _, _ = pair("1/0", "2/0")
    assert 0 <= steps["gender"]["weight"] < 2
    assert "id_number" not in steps


def test_a_masked_number_differs_from_nothing():
    _, steps, _, _ = pair("1/0", "4/0")
    assert "phone_number" not in steps or steps["phone_number"]["how"] == "agree"


def test_two_that_no_rule_links_can_be_laid_side_by_side():
    found, steps, zh, _ = pair("10/0", "12/0")
    assert "没有规则" in zh
    assert found.sections[0].rows == []
    assert steps["name"]["how"] == "differ"


def test_no_value_and_no_digest_leaves():
    found, *_ = pair("2/0", "3/0")
    assert "digest" not in json.dumps(found.data())


def test_the_person_names_the_link_and_the_link_can_be_asked():
    h = held(posts=POSTS)
    code = next(d["person"] for d in h.rows["dossiers"].to_pylist() if d["post_id"] == "2")
    found, *_ = asked(code, posts=POSTS)
    links = [row["link"] for s in found.sections for row in s.rows if "link" in row]
    assert links
    assert asked(links[0], posts=POSTS)[0].what == "link"


@pytest.mark.parametrize("id_", [f"{C}/1/0+{C}/99/0", f"{C}/1/0+", "+"])
def test_a_publication_that_is_not_there_is_named(id_):
    with pytest.raises(WrongCall):
        asked(id_, posts=POSTS)


def test_which_side_comes_first_changes_nothing_but_the_sides():
    _, one, *_ = pair("2/0", "3/0")
    _, other, *_ = pair("3/0", "2/0")
    assert {k: (r["how"], r["weight"], r["sum"]) for k, r in one.items()} == {
        k: (r["how"], r["weight"], r["sum"]) for k, r in other.items()
    }


def test_birth_and_sex_follow_from_an_identity_number():
    both = {"id_number": {b"i"}, "birth_date": {b"b"}, "gender": {b"g"}}
    case = Case({("id_number", b"i"): (1, 50), ("birth_date", b"b"): (1, 50), ("gender", b"g"): (25, 50)})
    steps = compared(both, both, case, ends=1)
    assert [(s.kind, s.why) for s in steps] == [
        ("id_number", None),
        ("birth_date", "id_number"),
        ("gender", "id_number"),
    ]
    assert steps[0].total == steps[-1].total


def test_a_near_value_weighs_less_than_an_equal_one_and_more_than_nothing():
    a, b = {"phone_number": {b"p"}}, {"phone_number": {b"q"}}
    case = Case({("phone_number", b"p"): (1, 50), ("phone_number", b"q"): (1, 50)})
    slip, hidden = (compared(a, b, case, ends=2, near={"phone_number": (0, masked)})[0] for masked in (False, True))
    assert slip.how == hidden.how == "near"
    assert 0 < slip.weight < hidden.weight < compared(a, a, case, ends=1)[0].weight


def test_who_else_has_a_near_spelling_is_counted_and_a_mask_is_told_from_a_slip():
    masked = {"id_number": ("1…", "masked"), "name": "x"}
    near = {"id_number": ["A"]}
    posts = [
        post(1, Who({"id_number": "A1", "name": "x"}, near=near)),
        post(2, Who(masked, near=near)),
        post(3, Who({"id_number": ("A2", "invalid"), "name": "w"}, near=near)),
        *(post(n, {"name": f"n{n}", "id_number": f"I{n}"}) for n in range(10, 40)),
    ]
    found, *_ = asked(f"{C}/1/0+{C}/2/0", posts=posts)
    step = next(row for row in found.sections[1].rows if row["kind"] == "id_number")
    alone, *_ = asked(f"{C}/1/0+{C}/2/0", posts=[p for p in posts if p.no != 3])
    fewer = next(row for row in alone.sections[1].rows if row["kind"] == "id_number")
    assert step["how"] == fewer["how"] == "near"
    assert step["held_by"] == fewer["held_by"] + 1
    assert step["weight"] < fewer["weight"]


def test_what_already_counts_nothing_takes_nothing_from_others():
    """A birth date follows from an identity number; one that a passport has already said for takes it from nobody."""
    both = {"passport_number": {b"p"}, "id_number": {b"i"}, "birth_date": {b"b"}}
    held = {("passport_number", b"p"): (1, 50), ("id_number", b"i"): (9, 50), ("birth_date", b"b"): (9, 50)}
    steps = {s.kind: s for s in compared(both, both, Case(held), ends=1)}
    assert {kind: s.why for kind, s in steps.items()} == {
        "passport_number": None,
        "id_number": "passport_number",
        "birth_date": None,
    }


def test_a_doubtful_value_agrees_with_nothing():
    posts = [post(1, {"name": "x", "email": "E"}), post(2, {"name": "x", "email": ("E", "doubtful")})]
    found, *_ = asked(f"{C}/1/0+{C}/2/0", posts=posts)
    assert [row["kind"] for row in found.sections[1].rows if "kind" in row] == ["name"]
