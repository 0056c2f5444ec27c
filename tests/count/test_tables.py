"""The tables beside the figures: combinations, months in China, actors, regions; by hand, with every bound."""

from collections import defaultdict
from datetime import UTC, datetime

import pyarrow as pa
from hypothesis import Phase, given
from hypothesis import strategies as st
from tests.count.test_figures import by_id, made
from tests.resolve.made import Who, decision, findings, meta, post, resolve, tables
from tests.sizes import examples

from doxdocket.count import groups
from doxdocket.count.measure import relations
from doxdocket.count.tables import AUTHORS, combinations, identifying, spelled_out
from doxdocket.count.tables import tables as count_tables
from doxdocket.law.kinds import kinds
from doxdocket.records import CHANNELS, CONDUCT, POSTS


def signed(posts, who=None):
    """The columns of all posts that say who posted; ``who``: by post number (author, from_id, from_name)."""
    shown = {n: dict(zip(AUTHORS[4:], said, strict=False)) for n, said in (who or {}).items()}
    rows = [
        {"channel_id": p.channel, "post_id": str(p.no), "capture": "s", "row_no": p.no, **shown.get(p.no, {})}
        for p in posts
    ]
    return pa.Table.from_pylist(rows, pa.schema([POSTS.field(n) for n in AUTHORS]))


CONDUCT_LABELS = ("insult", "threat", "incitement", "paid_task", "sale_offer", "promotion")


def related(posts, decisions=(), told=None, regions=None, channels=None, sure=()):
    """What the tables are counted from."""
    r = resolve(findings(posts), meta(posts), list(decisions), {})
    given = tables(posts, r, decisions)
    numbers = pa.array([p.no for p in posts], pa.int64())
    given["posts"] = given["posts"].set_column(given["posts"].schema.get_field_index("row_no"), "row_no", numbers)
    if channels:
        given["channels"] = channels
    if regions:
        found = given["findings"]
        codes = pa.array([regions.get((int(f["post_id"]), f["kind"])) for f in found.to_pylist()], pa.string())
        given["findings"] = found.set_column(found.schema.get_field_index("region"), "region", codes)
    if told:
        rows = [{"channel_id": posts[0].channel, "post_id": str(n), "post_no": n, "where": "text", "start": 0, "end": 1, "label": label,
                 "status": "confirmed" if n in sure else "proposed", "person": -1} for n, label in told]  # fmt: skip
        given["conduct"] = pa.Table.from_pylist(rows, CONDUCT)
    return relations(given)


def counted(posts, decisions=(), who=None, **more):
    seen = related(posts, decisions, **more)
    return {name: t.to_pylist() for name, t in count_tables(seen, signed(posts, who)).items()}


CHECKED = {"id_number": ["check", "chance.sure"]}
WHOLE = {"name": "n", "id_number": "i", "home_address": "a", "phone_number": "p"}


def whole(n, *without):
    return Who({k: f"{v}{n}" for k, v in WHOLE.items() if k not in without}, reasons=CHECKED)


def profile(rows, name, how="at_least"):
    row = next(r for r in rows["profiles"] if r["profile"] == name and r["how"] == how)
    return tuple(row[f"{what}_{b}"] for what in ("persons", "publications") for b in ("low", "estimate", "high"))


def test_what_stands_together_in_one_post_and_at_one_person():
    posts = [
        *(post(n, whole(n)) for n in range(3)),
        post(7, whole(7, "phone_number")),
        post(8, {"id_number": "i7", "phone_number": "p7"}),
    ]
    rows = counted(posts)
    assert profile(rows, "full") == (4, 4, 4, 3, 3, 3)  # the fourth has all four, in no one post
    assert profile(rows, "name_id_address") == (4, 4, 4, 4, 4, 4)
    assert profile(rows, "4", "number") == (4, 4, 4, None, None, None)
    exact = {r["profile"]: r for r in rows["profiles"] if r["how"] == "exactly"}
    assert {k: (r["persons_estimate"], r["publications_estimate"], r["persons_low"]) for k, r in exact.items()} == {
        "name+id_number+phone_number+home_address": (4, 3, None), "name+id_number+home_address": (0, 1, None),
        "id_number+phone_number": (0, 1, None),
    }  # fmt: skip
    assert by_id(made(posts)[1])["profile_full"]["low"] == 4


def test_a_combination_that_only_a_doubtful_link_completes_is_in_the_high():
    posts = [*(post(n, whole(n)) for n in range(3)), post(7, {"name": "x", "phone_number": "P"}), post(8, {"phone_number": "P", "email": "e"}),
             post(9, whole(9, "phone_number") ), post(10, {"name": "n9", "phone_number": ("q", "doubtful"), "id_number": "i9"})]  # fmt: skip
    assert profile(counted(posts), "full") == (3, 3, 4, 3, 3, 3)


def test_apart_by_decision_means_no_combination():
    posts = [
        *(post(n, whole(n)) for n in range(3)),
        post(7, whole(7, "phone_number")),
        post(8, {"id_number": "i7", "phone_number": "p7"}),
    ]
    keys = {"a": "telegram:channel:1/7/0", "b": "telegram:channel:1/8/0"}
    assert profile(counted(posts, [decision(1, "person.not_same", **keys)]), "full")[:3] == (3, 3, 3)


def test_every_named_combination_is_of_known_kinds_and_no_two_are_equal():
    every = [tuple(map(tuple, c.elements)) for c in combinations()]
    assert len(set(every)) == len(every)
    assert {k for c in every for e in c for k in e} <= set(kinds())
    assert spelled_out((1 << len(identifying())) - 1, identifying()).count("+") == len(identifying()) - 1


def test_months_are_those_of_china_and_rows_overlap():
    late = datetime(2023, 7, 31, 16, 30, tzinfo=UTC)  # half past midnight on the first of August in China
    posts = [post(1, whole(1)), post(2, whole(1), date=late), post(3, whole(2), date=None), post(4)]
    rows = counted(posts)["months"]
    month = {r["month"]: r for r in rows if r["span"] == "month" and r["channel_id"] is None}
    assert list(month) == ["2023-07", "2023-08", None]
    assert [(m["posts"], m["persons_estimate"], m["publications_high"], m["dossiers_high"], m["first_persons"]) for m in month.values()] == [
        (2, 1, 1, 1, 1), (1, 1, 1, 0, 0), (1, 1, 1, 1, 0),
    ]  # fmt: skip
    alone = next(r for r in rows if r["span"] == "whole")
    assert (alone["month"], alone["posts"], alone["persons_low"], alone["publications_low"]) == (None, 4, 2, 3)


def test_one_account_is_one_actor_everywhere_and_an_equal_signature_only_a_hint():
    posts = [post(1, whole(1)), post(2, whole(1), channel="telegram:channel:2"), post(3, whole(2)), post(4, whole(3), channel="telegram:channel:2"),
             post(5, forwarded="channel9"), post(6)]  # fmt: skip
    who = {
        1: (None, "user7"),
        2: (None, "user7"),
        3: ("乌鸦", "channel1"),
        4: ("乌鸦", None),
        5: (None, "user7"),
        6: (None, "channel1"),
    }
    rows = counted(posts, who=who, told=[(1, "insult"), (5, "threat"), (6, "threat")])["actors"]
    told = [(a["how"], a["account"], a["author"], a["channel_id"], a["channels"], a["same_signature"], a["posts"], a["forwards"],
             a["persons_estimate"], a["publications_high"], a["insult"], a["threat"]) for a in rows]  # fmt: skip
    assert sorted(told, key=str) == sorted([
        ("account", "user7", None, None, 2, None, 3, 1, 1, 2, 1, 1), ("account", "user7", None, "telegram:channel:1", 1, None, 2, 1, 1, 1, 1, 1),
        ("account", "user7", None, "telegram:channel:2", 1, None, 1, 0, 1, 1, 0, 0),
        ("signature", None, "乌鸦", "telegram:channel:1", 1, 1, 1, 0, 1, 1, 0, 0),
        ("signature", None, "乌鸦", "telegram:channel:2", 1, 1, 1, 0, 1, 1, 0, 0),
        ("not_shown", None, None, "telegram:channel:1", 1, None, 1, 0, 0, 0, 0, 1),
    ], key=str)  # fmt: skip
    assert {a[f"{label}_confirmed"] for a in rows for label in CONDUCT_LABELS} == {
        0
    }  # labels of the machine, confirmed by nobody


def test_an_advert_that_an_account_only_forwards_is_none_of_its_own():
    posts = [post(1), post(2, forwarded="channel9"), post(3, forwarded="channel9")]
    told = [(1, "sale_offer"), (2, "sale_offer"), (2, "promotion"), (3, "insult")]
    rows = counted(posts, who=dict.fromkeys((1, 2, 3), (None, "user7")), told=told, sure={1, 2})["actors"]
    one = next(a for a in rows if a["channel_id"] is None or a["channels"] == 1)
    assert {n: one[n] for n in ("posts", "forwards", "sale_offer", "sale_offer_confirmed", "promotion", "promotion_confirmed", "insult")} == {
        "posts": 3, "forwards": 2, "sale_offer": 1, "sale_offer_confirmed": 1, "promotion": 0, "promotion_confirmed": 0, "insult": 1,
    }  # fmt: skip


def test_an_account_and_a_group_of_its_posts_hold_the_same_adverts():
    """Once a forward of the channel's own post was an advert of the group and none of the account."""
    posts = [post(1), post(2, forwarded="channel9"), post(3, forwarded="channel1"), post(4)]
    told = [(n, "sale_offer") for n in (1, 2, 3, 4)]
    sure = {1, 2, 3, 4}
    rows = counted(posts, who=dict.fromkeys(sure, (None, "user7")), told=told, sure=sure)["actors"]
    seen = related(posts, told=told, sure=sure)
    every = [{"name": "own:D1", "channel_id": p.channel, "post_id": str(p.no)} for p in posts]
    (group,) = groups.whole(seen, pa.Table.from_pylist(every))
    assert {row["sale_offer_confirmed"] for row in rows} == {group["sale_offer_low"]} == {3}


def test_what_a_person_confirmed_of_an_account_stands_beside_what_is_labelled():
    who = {1: (None, "user7"), 2: (None, "user7")}
    rows = counted([post(1, whole(1)), post(2, whole(2))], who=who, told=[(1, "insult"), (2, "insult")], sure={2})[
        "actors"
    ]
    assert {(a["insult"], a["insult_confirmed"], a["threat_confirmed"], a["confirmed"]) for a in rows} == {(2, 1, 0, 1)}


def test_a_name_shown_is_told_where_no_account_is_and_the_channels_own_is_not():
    """An HTML export and a table have names without numbers; ``who``: (author, from_id, from_name)."""
    posts = [
        post(1, whole(1)),
        post(2, whole(2)),
        post(3, whole(3)),
        post(4, whole(4), channel="telegram:channel:2"),
        post(5, whole(5)),
    ]
    who = {
        1: (None, None, "阿芒"),
        2: (None, None, "阿芒"),
        3: (None, None, "棱镜"),
        4: (None, None, "阿芒"),
        5: (None, "channel1", "改过的名"),
    }
    titled = pa.Table.from_pylist([{"channel_id": "telegram:channel:1", "title": "棱镜"}], CHANNELS)
    rows = counted(posts, who=who, channels=titled)["actors"]
    assert sorted((a["how"], a["account"], a["author"], a["channel_id"], a["same_signature"], a["posts"], a["persons_estimate"]) for a in rows) == [
        ("name", None, "阿芒", "telegram:channel:1", 1, 2, 2), ("name", None, "阿芒", "telegram:channel:2", 1, 1, 1),
        ("not_shown", None, None, "telegram:channel:1", None, 2, 2),
    ]  # fmt: skip


def test_a_place_of_each_person_and_what_speaks_against_it():
    posts = [post(1, whole(1)), post(2, whole(2)), post(3, whole(3)), post(4, whole(3))]
    where = {(1, "id_number"): "3301", (1, "home_address"): "3302", (2, "id_number"): "3301", (2, "home_address"): "3300",
             (3, "id_number"): "1100", (4, "id_number"): "1100"}  # fmt: skip
    rows = counted(posts, regions=where)
    assert [(p["person"], p["place"], p["source"], p["conflict"]) for p in rows["places"]] == [
        ("V0001", "浙江省宁波市", "address", True), ("V0002", "浙江省（市州不明）", "address", False), ("V0003", "北京市", "registration", False),
    ]  # fmt: skip
    found = {
        (r["source"], r["region"]): (r["persons_low"], r["persons_high"], r["conflicting"], r["persons_public"])
        for r in rows["regions"]
    }
    assert found["registration", "3301"] == (2, 2, 1, None)
    assert found["likely", "3302"] == (1, 1, 1, None)
    assert sum(n for (source, _), (_, n, _, _) in found.items() if source == "likely") == 3


def test_public_numbers_are_rounded_and_small_ones_left_out():
    posts = [post(n, whole(n)) for n in range(13)]
    rows = counted(posts, regions={(n, "id_number"): "3301" if n < 12 else "3302" for n in range(13)})["regions"]
    assert {r["region"]: r["persons_public"] for r in rows if r["source"] == "registration"} == {
        "3301": 10,
        "3302": None,
    }


def test_links_in_doubt_complete_a_combination_for_no_more_persons_than_hold_its_rarest_part():
    """Three of one name whom a name alone joins: one number of an identity card makes one of them complete, not three."""
    posts = [
        post(1, Who({"name": "x", "id_number": "i1"})), post(2, Who({"name": "x", "phone_number": "p2"})),
        post(3, Who({"name": "x", "phone_number": "p3"})), post(4, Who({"name": "x", "school": "s"})),
    ]  # fmt: skip
    rows = counted(posts)
    assert profile(rows, "name_id") == (0, 0, 1, 0, 0, 1)
    assert profile(rows, "name_id_phone")[2] == 1
    assert profile(rows, "name_phone")[2] == 2
    assert profile(rows, "4", "number")[2] == 1


def test_a_picture_of_a_card_is_no_face():
    """A card that shows one has its face among the pictures with a face; elsewhere words or a back of a card speak of none."""
    rows = counted([post(1, {"name": "x", "id_number": "i1", "id_card_image": ("c", "doubtful")})])
    assert profile(rows, "name_id_face") == (0, 0, 0, 0, 0, 0)


KINDS = (
    "name",
    "id_number",
    "id_card_image",
    "home_address",
    "delivery_address",
    "phone_number",
    "landline_number",
    "school",
    "face_photo",
)


@st.composite
def said_of_few(draw):
    """Posts of persons who share few values, so that links of every level join them."""
    one = st.tuples(st.sampled_from(["1", "2"]), st.sampled_from(["valid", "doubtful", "masked"]))
    held = st.dictionaries(st.sampled_from(KINDS), one, min_size=1, max_size=4)
    return [
        post(n, *people)
        for n, people in enumerate(draw(st.lists(st.lists(held, min_size=1, max_size=2), min_size=1, max_size=7)))
    ]


@examples(40, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(said_of_few())
def test_no_combination_has_more_persons_than_each_of_its_parts(posts):
    r = resolve(findings(posts), meta(posts), [], {})
    seen = relations(tables(posts, r))
    rows = {name: t.to_pylist() for name, t in count_tables(seen, signed(posts)).items()}
    holders = defaultdict(set)
    for one in seen["exposures"].to_pylist():
        if one["counts"] != "none":
            holders[one["kind"]].add(one["person"])
    for told in combinations():
        low, estimate, high = profile(rows, told.id)[:3]
        assert low <= estimate <= high <= min(len(set().union(*(holders[k] for k in e))) for e in told.elements)
    numbers = [r for r in rows["profiles"] if r["how"] == "number"]
    assert all(r["persons_low"] <= r["persons_estimate"] <= r["persons_high"] for r in numbers)
    assert [r["persons_high"] for r in numbers] == sorted((r["persons_high"] for r in numbers), reverse=True)


def test_a_post_in_a_channels_own_name_is_the_channels_whether_by_its_number_or_its_title():
    """Captures without numbers of accounts (pages of Telegram Desktop, 4CAT) show the title as the poster's name: that post was put to nobody."""
    who = {1: (None, None, " 吃瓜频道"), 2: (None, "channel1", "吃瓜频道"), 3: ("小编", "channel1", "吃瓜频道"), 4: (None, None, None), 5: (None, "user7", "吃瓜频道"), 6: (None, None, "旧名"), 7: ("吃瓜频道", None, None), 8: (None, None, "甲")}  # fmt: skip
    made_of = [post(n) for n in who]
    c, posts, authors = made_of[0].channel, related(made_of)["posts"], signed(made_of, who)
    titles = pa.table({"channel_id": [c, c, "telegram:channel:2"], "title": ["吃瓜频道 ", "旧名", "甲"]})

    def taken(author):
        marks = [dict.fromkeys(groups.MARKS.names) | {"name": "g", "channel_id": c, "author": author}]
        found = groups.posts_of(posts, authors, titles, pa.Table.from_pylist(marks, groups.MARKS))
        return [int(n) for n in found["post_id"].to_pylist()]

    assert taken("") == [1, 2, 4, 6, 7]
    assert taken("小编") == [3]
    assert taken("吃瓜频道") == [1, 7]
