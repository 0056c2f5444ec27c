"""Whole scores of hand-made pairs of truth and answer, with known results."""

import json
from random import Random

import pytest

from doxdocket.score import Tally, read
from doxdocket.score.insults import Insults, rows

TEXT = "甲甲甲 13000000000 乙乙乙 14000000000 丙丙丙"
NAME_A, PHONE_A, NAME_B, PHONE_B, NAME_C = (0, 3), (4, 15), (16, 19), (20, 31), (32, 35)


def span(place, kind, person=None, verdict="valid", **more):
    return {"start": place[0], "end": place[1], "kind": kind, "person": person, "verdict": verdict, **more}


def message(spans=None, *, text=TEXT, number=1, **more):
    truth = {"id": f"m{number}", "text": text, **({} if spans is None else {"spans": spans}), **more}
    return read.one(json.dumps(truth).encode(), number)


def answer(*findings, conduct=()):
    return {"findings": list(findings), "conduct": list(conduct)}


TRUE = [span(NAME_A, "name", "a"), span(PHONE_A, "phone_number", "a"), span(NAME_B, "name", "b"), span(PHONE_B, "phone_number", "b")]  # fmt: skip


def scored(*pairs, **more):
    tally = Tally(**more)
    for truth, found in pairs:
        tally.add(truth, found)
    return tally.told()


def test_a_worked_message():
    got = scored((message(TRUE), answer(
        span(NAME_A, "name", 0), span((4, 12), "phone_number", 0), span(NAME_C, "name", 1),
        span(PHONE_B, "phone_number", 1, "doubtful"))))  # fmt: skip
    name, phone = got["kinds"]["name"], got["kinds"]["phone_number"]
    assert [name[k] for k in ("n", "tp", "fp", "fn", "precision", "recall", "f1")] == [2, 1, 1, 1, 0.5, 0.5, 0.5]
    assert [phone[k] for k in ("n", "tp", "fp", "fn", "precision", "recall", "f1")] == [2, 1, 0, 1, 1.0, 0.5, 0.6667]
    assert [phone["exact"][k] for k in ("tp", "fp", "fn")] == [0, 1, 2]
    assert (phone["doubted"], got["micro"]["doubted"]) == (1, 1)
    assert [got["micro"][k] for k in ("n", "tp", "fp", "fn", "f1")] == [4, 2, 1, 2, 0.5714]
    assert got["macro_f1"] == round((0.5 + 2 / 3) / 2, 4)
    assert (got["families"]["structured"]["n"], got["families"]["names"]["n"]) == (2, 2)


def test_two_persons_swapped():
    swapped = [span(NAME_A, "name", 0), span(PHONE_A, "phone_number", 1), span(NAME_B, "name", 1), span(PHONE_B, "phone_number", 0)]  # fmt: skip
    got = scored((message(TRUE), answer(*swapped)), worst=1)
    # of six pairs two are of one person in truth, two others in the answer, the other two of two persons in both
    assert (got["persons"]["pairs"], got["persons"]["number_right"]) == (0.3333, 1)
    assert got["micro"]["f1"] == 1.0
    assert [p["what"] for p in got["worst"][0]["places"]] == ["person", "person"]
    right = scored((message(TRUE), answer(*({**s, "person": 1 - n // 2} for n, s in enumerate(swapped)))))["persons"]
    assert (right["pairs"], right["pairs_messages"], right["number_rate"]) == (1.0, 1, 1.0)


def test_one_person_too_many_and_a_truth_without_persons():
    torn = answer(*({**s, "person": n} for n, s in enumerate(TRUE)))
    got = scored((message(TRUE), torn))["persons"]
    assert (got["pairs"], got["number_right"], got["messages"]) == (0.6667, 0, 1)
    bare = [{k: v for k, v in s.items() if k != "person"} for s in TRUE]
    assert scored((message(bare), torn))["persons"]["pairs_messages"] == 0


def test_the_mean_over_messages_whatever_their_size():
    torn = [
        {**s, "person": n} for n, s in enumerate(TRUE)
    ]  # two of three messages' pairs: 4 of 6, 1 of 1, and one without a pair
    got = scored(
        (message(TRUE), answer(*torn)), (message(TRUE[:2]), answer(*TRUE[:2])), (message(TRUE), answer(TRUE[0]))
    )["persons"]
    assert (got["pairs"], got["pairs_messages"]) == (round((4 / 6 + 1) / 2, 4), 2)


def test_persons_over_the_posts_of_a_hand():
    one, two = ([{**s, "person": f"P{who}"} for s in TRUE[:2]] for who in (1, 2))
    found = [
        {**s, "over_posts": "V1"} for s in TRUE[:2]
    ]  # all four spans are given to one person: precision a half, recall 1
    pairs = (message(one, hand="a"), answer(*found)), (message(two, hand="a"), answer(*found))
    assert scored(*pairs)["persons"]["over_posts"] == {"p": 0.5, "r": 1.0, "f1": 0.6667, "n": 4}
    # each hand has its own V1
    apart = pairs[0], (message(two, hand="b"), answer(*found))
    assert scored(*apart)["persons"]["over_posts"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "n": 4}
    # persons that are named within a message are nobody's over posts
    assert scored((message(TRUE), answer(*found)))["persons"]["over_posts"] is None


def test_decoys():
    name = span(NAME_A, "name", 0)
    got = scored(
        (message([]), answer()),
        (message([]), answer(name)),
        (message([]), answer({**name, "verdict": "doubtful"})),
        (message([], ignore=[{"start": 0, "end": 2, "kind": "name"}]), answer(name)),
        (message([]), answer(span(NAME_A, "age", 0))),  # a kind that an ordinary message may say
        (message(TRUE), answer(*TRUE)),
    )["decoys"]
    assert {k: v for k, v in got.items() if not k.endswith("95")} == {
        "messages": 5, "claimed": 1, "rate": 0.2, "per_100k": 20_000.0,
    }  # fmt: skip
    assert got["per_100k_95"] == [pytest.approx(3622, abs=1), pytest.approx(62_446, abs=10)]


def test_a_doubtful_truth_is_neither_rewarded_nor_punished():
    doubtful = span(NAME_A, "name", "a", "doubtful")
    for found in (answer(), answer(span(NAME_A, "name", 0))):
        got = scored((message([doubtful]), found))
        assert (got["micro"]["n"], got["micro"]["fp"], got["decoys"]["claimed"]) == (0, 0, 0)


def test_verdicts_confused_and_kinds_confused():
    true = [span(PHONE_A, "phone_number", "a", "invalid"), span(NAME_B, "name", "b")]
    got = scored((message(true), answer(span(PHONE_A, "phone_number", 0), span(NAME_B, "school", 0))))
    assert got["verdicts"] == [{"true": "invalid", "found": "valid", "n": 1}]
    assert got["differences"] == [{"true": "name", "found": "school", "n": 1}]


def test_differences():
    got = scored(
        (message(TRUE), answer(span(NAME_A, "former_name_alias"), span((4, 7), "phone_number"), span(NAME_C, "name"))),
        (message([], ignore=[{"start": 0, "end": 3}]), answer(span(NAME_A, "name"))),
        (message(TRUE[:1]), {**answer(), "ignore": [{"start": 0, "end": 2}]}),
    )["differences"]
    assert {(d["true"], d["found"]): d["n"] for d in got} == {
        ("name", "former_name_alias"): 1, ("phone_number", "other ends"): 1, ("name", "unmarked"): 1, ("phone_number", "unmarked"): 1,
        ("unmarked", "name"): 1, ("ignore", "name"): 1, ("name", "ignore"): 1,
    }  # fmt: skip


def test_groups():
    altered = {**TRUE[1], "value": "13000000001"}
    got = scored(
        (
            message([{**TRUE[0], "value": "甲甲甲"}, altered], layout="table", obfuscation=["emoji", "split"]),
            answer(TRUE[0]),
        ),
        (message([], layout="chat"), answer(TRUE[0])),
        (message([{**TRUE[0], "obfuscation": "pinyin"}]), answer(TRUE[0])),
        (message([{**TRUE[0], "form": "picture"}], text=TEXT * 2), answer(TRUE[0])),
    )
    got = got["groups"]
    assert [got["layout"]["table"][k] for k in ("tp", "fp", "fn")] == [1, 0, 1]
    assert [got["layout"]["chat"][k] for k in ("tp", "fp", "fn")] == [0, 1, 0]
    assert got["obfuscation"]["emoji"] == got["obfuscation"]["split"]
    assert [got["length"]["up to 60"][k] for k in ("tp", "fp", "fn")] == [2, 1, 1]
    assert {k: (v["tp"], v["fn"]) for k, v in got["form"].items()} == {
        "verbatim": (1, 0),
        "altered": (0, 1),
        "pinyin": (1, 0),
        "picture": (1, 0),
    }


def test_conduct_of_messages_and_spans():
    insult, threat = {"start": 0, "end": 10, "label": "insult"}, {"start": 12, "end": 20, "label": "threat"}
    found = [{**insult, "start": 4}, {**insult, "start": 20, "end": 30}, {**threat, "label": "motive"}]
    got = scored(
        (message(None, conduct=[insult, threat]), answer(conduct=found)),
        (message(None, conduct=[]), answer(conduct=[insult])),
        (message(None, conduct=[]), answer()),
    )["conduct"]
    posts = {k: (v["tp"], v["fp"], v["fn"]) for k, v in got["posts"].items()}
    assert posts == {"insult": (1, 1, 0), "motive": (0, 1, 0), "threat": (0, 0, 1)}
    assert {k: (v["tp"], v["fp"], v["fn"]) for k, v in got["spans"].items()} == {
        "insult": (1, 2, 0), "motive": (0, 1, 0), "threat": (0, 0, 1),
    }  # fmt: skip
    assert got["macro_f1"] is None  # no label is there five times
    assert (got["decoys"]["messages"], got["decoys"]["claimed"]) == (2, 1)


def test_whom_conduct_is_aimed_at():
    insult = {"start": 0, "end": 10, "label": "insult"}
    found = [{**insult, "person": 1}]
    for aimed, right in (("a", 0), ("b", 1), (None, 0), ("nobody of the message", 0)):
        truth = message(TRUE, conduct=[{**insult, "target": aimed}])
        got = scored((truth, answer(*({**s, "person": n // 2} for n, s in enumerate(TRUE)), conduct=found)))["conduct"][
            "persons"
        ]
        assert (got["spans"], got["right"]) == (1, right)
    assert scored((message(TRUE, conduct=[insult]), answer(*TRUE, conduct=found)))["conduct"]["persons"]["spans"] == 0
    nobody = scored((message([], conduct=[{**insult, "person": None}]), answer(conduct=[{**insult, "person": -1}])))
    assert nobody["conduct"]["persons"]["rate"] == 1.0


def test_conduct_without_places_is_scored_by_message_only():
    got = scored(
        (message(None, conduct=[{"label": "insult"}]), answer(conduct=[{"start": 0, "end": 3, "label": "insult"}]))
    )
    assert got["conduct"]["posts"]["insult"]["f1"] == 1.0
    assert got["conduct"]["spans"] == {}


def test_what_is_not_labelled_is_not_scored():
    got = scored((message(None, conduct=[]), answer(TRUE[0])), (message(TRUE), answer(*TRUE, conduct=[{"start": 0, "end": 1, "label": "insult"}])))  # fmt: skip
    assert (got["micro"]["fp"], got["decoys"]["messages"], got["conduct"]["messages"]) == (0, 0, 1)
    assert got["conduct"]["decoys"]["claimed"] == 0


def test_some_kinds_alone():
    got = scored((message(TRUE), answer(*TRUE, span(NAME_C, "school", 0))), only={"phone_number"})
    assert list(got["kinds"]) == ["phone_number"]
    assert (got["micro"]["n"], got["micro"]["fp"]) == (2, 0)
    # a message with labelled names is no decoy for those who ask for schools only
    assert scored((message(TRUE), answer()), only={"school"})["decoys"]["messages"] == 0


def test_nothing_scored():
    got = scored()
    assert (got["messages"], got["micro"]["f1"], got["macro_f1"], got["decoys"]["rate"]) == (0, None, None, None)


def test_worst_messages_come_first_without_values():
    got = scored((message(TRUE[:1], number=1), answer()), (message(TRUE, number=2), answer()),
                 (message(TRUE[:1], number=3), answer(TRUE[0])), worst=2)["worst"]  # fmt: skip
    assert [(w["id"], w["line"], w["errors"]) for w in got] == [("m2", 2, 4), ("m1", 1, 1)]
    assert set(got[0]["places"][0]) == {"start", "end", "kind", "what"}


def test_parts_in_any_order_say_the_same():
    rng = Random(4)
    pairs = []
    for number in range(60):
        true = rng.sample(TRUE, rng.randint(0, 4))
        found = [
            {**s, "person": rng.randint(-1, 2), "verdict": rng.choice(["valid", "doubtful"])}
            for s in rng.sample(TRUE, 3)
        ]
        pairs.append((message(true, number=number, layout=rng.choice("xy"), conduct=[]), answer(*found)))
    whole = scored(*pairs, worst=5)
    for size in (1, 7):
        tally = Tally(worst=5)
        parts = [pairs[at : at + size] for at in range(0, 60, size)]
        rng.shuffle(parts)
        for part in parts:
            one = Tally(worst=5)
            for pair in part:
                one.add(*pair)
            tally.join(one)
        assert tally.told() == whole


def test_insults():
    table = Insults()
    given = ["TEXT,label,topic", '"滚,开",1,x', "好,0,x", "猪,1,x", "甲,0,x"]  # fmt: skip
    said = [["insult"], ["threat"], [], ["insult"]]
    for (_, true), labels in zip(rows(given), said, strict=True):
        table.add(true, {"findings": [], "conduct": [{"label": label} for label in labels]})
    got = table.told()
    assert (got["messages"], got["accuracy"], got["tp"], got["fp"], got["fn"]) == (4, 0.5, 1, 1, 1)
    table.add(False, answer(TRUE[0]))
    table.add(False, answer({**TRUE[0], "verdict": "doubtful"}))
    assert (table.claimed, table.told()["claimed_per_100k"]) == (1, round(100_000 / 6, 1))
