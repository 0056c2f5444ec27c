"""What holds for any evidence: order, repeats and splitting change nothing; decisions part and never join by the way."""

from random import Random

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st
from tests.resolve.made import Who, decision, findings, meta, post, resolve, tables
from tests.sizes import examples

from doxdocket.count.figures import canonical, figures
from doxdocket.decisions import application
from doxdocket.decisions.standing import Standing

VALUES = {
    "name": "xyz", "id_number": "AB", "phone_number": "PQ", "social_account": "u", "home_address": "hk",
    "birth_date": "bc", "gender": "男女", "school": "s", "workplace": "w",
}  # fmt: skip
VERDICTS = ["valid"] * 6 + ["invalid", "masked", "doubtful"]


@st.composite
def persons(draw):
    kinds = draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=5, unique=True))
    values = {k: (draw(st.sampled_from(VALUES[k])), draw(st.sampled_from(VERDICTS))) for k in kinds}
    role = draw(st.sampled_from(["target", "target", "relative", "mentioned"]))
    age = draw(st.sampled_from([None, (12, 13), (13, 18), (17, 17), (30, 31)]))
    return Who(values, role, "father" if role == "relative" else None, age, draw(st.booleans()) and draw(st.booleans()))


@st.composite
def evidence(draw):
    channels = ["telegram:channel:1", "telegram:channel:2"]
    people = draw(st.lists(st.lists(persons(), min_size=1, max_size=2), min_size=1, max_size=9))
    return [
        post(n, *who, channel=draw(st.sampled_from(channels)), forwarded=draw(st.sampled_from([None, None, "channel1", "channel9"])))
        for n, who in enumerate(people, 1)
    ]  # fmt: skip


def answer(posts, decisions=(), rows=None, about=None):
    rows = findings(posts) if rows is None else rows
    about = meta(posts) if about is None else about
    r = resolve(rows, about, list(decisions), {})
    told = tables(posts, r) | {"findings": application.findings(rows, Standing.of(decisions)), "posts": meta(posts)}
    return r, figures(told, Standing.of(decisions), case_info={"id": "c"}, digests={})


def same(one, other):
    pairs = ((getattr(one, t), getattr(other, t)) for t in ("dossiers", "links", "persons", "items"))
    return all(a.equals(b) for a, b in pairs)


@examples(12)
@given(evidence(), st.integers(0, 99))
def test_order_repeats_and_splitting_change_nothing(posts, seed):
    rows = findings(posts)
    shuffled = Random(seed).sample(range(rows.num_rows), rows.num_rows)
    other = pa.concat_tables([rows.take(pa.array(part, pa.int64())) for part in (shuffled[::2], shuffled[1::2])])
    about = meta(posts)
    again = pa.concat_tables([about, about]).take(Random(seed).sample(range(2 * about.num_rows), 2 * about.num_rows))
    one, first = answer(posts)
    two, second = answer(posts, rows=other, about=again)
    assert same(one, two)
    assert canonical(first) == canonical(second)


@examples(12)
@given(evidence())
def test_bounds_are_ordered_and_every_joining_is_a_stated_link(posts):
    r, told = answer(posts)
    for f in told["figures"]:
        if isinstance(f["low"], int):
            assert f["low"] <= f["estimate"] <= f["high"], f["id"]
    made = [x for x in r.links.to_pylist() if x["blocked_by"] is None]
    sets = r.dossiers.to_pylist()
    led = {f"{d['channel_id']}/{d['post_id']}/{d['person_no']}": d for d in sets if d["by_link"]}
    keys = [f"{d['channel_id']}/{d['post_id']}/{d['person_no']}" for d in sets]
    for column, levels in (("person", {"certain"}), ("person_best", {"certain", "likely"}),
                           ("person_low", {"certain", "likely", "possible"})):  # fmt: skip
        groups = {k: {k} for k in keys}
        for x in made:
            if x["level"] in levels:
                one = groups[x["a"]] | groups[x["b"]]
                groups |= dict.fromkeys(one, one)
        codes = {key: d[column] for key, d in zip(keys, sets, strict=True) if key not in led}
        for key, code in codes.items():
            assert code is None or {other for other, c in codes.items() if c == code} <= groups[key]
    known = {d["person"] for d in sets if not d["by_link"]}
    for d in led.values():  # a doubtful link leads to a person of the high, and it counts in the high alone
        assert (d["counts"], d["person"] in known) == ("high", True)


@examples(12)
@given(evidence(), st.data())
def test_not_the_same_only_raises_and_undo_restores_the_very_bytes(posts, data):
    r, _ = answer(posts)
    keys = [f"{d['channel_id']}/{d['post_id']}/{d['person_no']}" for d in r.dossiers.to_pylist()]
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(keys), st.sampled_from(keys)), max_size=4)) if keys else []
    decisions = [decision(n, "person.not_same", a=a, b=b) for n, (a, b) in enumerate(pairs) if a != b]
    before, told = answer(posts, decisions[:-1])
    after, later = answer(posts, decisions)
    for figure in ("persons", "items_person"):
        was, now = (next(f for f in x["figures"] if f["id"] == figure) for x in (told, later))
        assert all(was[b] <= now[b] for b in ("low", "estimate", "high"))
    for column in ("person", "person_best", "person_low"):
        who = dict(zip(keys, after.dossiers[column].to_pylist(), strict=True))
        assert all(None in (a := {who[d["target"]["a"]], who[d["target"]["b"]]}) or len(a) == 2 for d in decisions)
    if decisions:
        undone, back = answer(posts, [*decisions, decision(99, "undo", decision=decisions[-1]["id"])])
        assert same(undone, before)
        assert canonical(back) == canonical(told)


def test_not_the_same_may_lower_what_a_link_made_count_and_what_an_age_was_carried_to():
    full = {"name": "x", "id_number": "A", "bank_account": "B"}
    posts = [post(1, Who(full, age=(12, 12))), post(2, {"bank_account": "B"})]
    apart = decision(1, "person.not_same", a="telegram:channel:1/1/0", b="telegram:channel:1/2/0")
    was, now = ({f["id"]: f["low"] for f in answer(posts, d)[1]["figures"]} for d in ([], [apart]))
    assert (was["persons"], now["persons"]) == (1, 1)
    assert [(was[f], now[f]) for f in ("publications", "posts_with_pi", "publications_under_14")] == [(2, 1)] * 3


@examples(8)
@given(evidence(), st.integers(0, 8))
def test_a_known_person_keeps_its_code_when_evidence_is_added(posts, cut):
    early = posts[:cut]
    first = resolve(findings(early), meta(early), [], {})
    later = resolve(findings(posts), meta(posts), [], first.codes)
    assert first.codes.items() <= later.codes.items()
    assert len(set(later.codes.values())) == len(later.codes)
