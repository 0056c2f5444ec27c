"""The definition of every number on one small hand, each value worked out by hand, and the data that it is made of."""

from doxdocket.detect.reader.tagger import LABELS
from doxdocket.law.kinds import kinds
from doxdocket.score import Tally, hands
from doxdocket.score.measures import measures

HAND = """=== d-1 | | chat
⟦name:P1|柏安⟧ 电话⟦phone_number:P1|15640827739⟧ 住⟦home_address:P2:prose|桥头第三家⟧⟪threat:P1|等着⟫
=== d-2 | decoy | chat
⟦ignore|12345⟧ 今天
=== d-3 | decoy | chat
今天下雨
=== d-4 | | list
⟦name:P1|柏安⟧⟦name:P1|卢及⟧
=== d-5 | | chat
⟪threat:-|等着⟫
=== d-6 | | chat
⟪threat:-|等着⟫
=== d-7 | | chat
⟪threat:-|等着⟫
=== d-8 | | chat
⟪threat:-|等着⟫⟪insult:-|蠢货⟫
"""


def found(start, end, kind, verdict="valid", person=0, over="V1"):
    return {"start": start, "end": end, "kind": kind, "verdict": verdict, "person": person, "over_posts": over}


THREAT = [{"start": 0, "end": 2, "label": "threat", "person": -1}]
ANSWERS = {
    "d-1": (
        [
            found(0, 2, "former_name_alias"),  # near: the name is found
            found(5, 16, "phone_number", "doubtful"),  # no claim: the number is missed, in doubt
            found(20, 23, "native_place"),  # three of five characters, and near: the address is found
            found(23, 25, "name"),  # touches nothing: wrong
        ],
        [{"start": 23, "end": 25, "label": "threat", "person": 0}],
    ),
    "d-2": ([found(0, 5, "phone_number"), found(6, 8, "age")], THREAT),  # the number is spared; age is wrong and soft
    "d-3": ([found(0, 4, "school")], []),  # wrong, and the decoy is claimed
    "d-4": ([found(0, 2, "name"), found(2, 4, "name", over="V2")], []),
    "d-5": ([], THREAT),
    "d-6": ([], THREAT),
}


def told():
    tally = Tally()
    hand = hands.read_text(HAND, "d.txt")
    assert (hand.faults, hand.channel) == ((), True)
    for message in hand.messages:
        findings, conduct = ANSWERS.get(message.id, ([], []))
        tally.add(hands.labelled(message, hand.name), {"findings": findings, "conduct": conduct})
    return tally.told()


def three(counts):
    return {name: (c["tp"], c["fp"], c["fn"]) for name, c in counts.items()}


def test_findings_by_kind_and_family():
    got = told()
    assert three(got["kinds"]) == {
        "name": (3, 1, 0), "phone_number": (0, 0, 1), "home_address": (1, 0, 0), "age": (0, 1, 0), "school": (0, 1, 0),
    }  # fmt: skip
    assert {name: c["f1"] for name, c in got["families"].items()} == {
        "structured": 0.0, "names": round(6 / 7, 4), "addresses": 1.0, "schools": 0.0, "others": 0.0,
    }  # fmt: skip
    assert (got["micro"]["f1"], got["micro"]["doubted"]) == (round(8 / 12, 4), 1)  # 4 right, 3 wrong, 1 missed
    assert got["macro_f1"] == round((6 / 7 + 0 + 1) / 3, 4)


def test_form_length_and_register():
    groups = told()["groups"]
    assert three(groups["form"]) == {"verbatim": (3, 0, 1), "prose": (1, 0, 0)}
    assert three(groups["length"]) == {"up to 60": (2, 1, 1), "up to 20": (2, 2, 0)}
    assert three(groups["register"]) == {"chat": (2, 3, 1), "list": (2, 0, 0)}
    assert three(groups["hand"]) == {"d": (4, 3, 1)}


def test_decoys():
    got = told()["decoys"]
    assert (got["messages"], got["claimed"]) == (6, 1)


def test_the_right_person_by_message_and_over_posts():
    got = told()["persons"]
    # d-1: P1 and P2 are thrown together, 0 of 1; d-4: 1 of 1
    assert (got["pairs"], got["pairs_messages"]) == (0.5, 2)
    # P1 P2 P1 P1 against V1 V1 V1 V2: precision (2/3 + 1/3 + 2/3 + 1) / 4, recall (2/3 + 1 + 2/3 + 1/3) / 4
    assert got["over_posts"] == {"p": 0.6667, "r": 0.6667, "f1": 0.6667, "n": 4}


def test_conduct_by_post_over_labels_that_are_there_five_times():
    got = told()["conduct"]
    assert three(got["posts"]) == {"threat": (3, 1, 2), "insult": (0, 0, 1)}
    assert got["macro_f1"] == round(6 / 9, 4)  # of threat alone
    assert three(got["spans"])["threat"] == (3, 1, 2)


def test_a_second_marking_is_scored_as_a_detector_is():
    first, second = (hands.read_text(HAND.replace("P2", to), "d.txt") for to in ("P2", "P1"))
    tally = Tally()
    for a, b in zip(first.messages, second.messages, strict=True):
        tally.add(hands.labelled(a, "d"), hands.answer(b))
    got = tally.told()
    assert (got["micro"]["f1"], got["decoys"]["claimed"], got["conduct"]["macro_f1"]) == (1.0, 0, 1.0)
    assert got["persons"]["pairs"] == round((1 / 3 + 1) / 2, 4)  # in d-1 one of three pairs is as in the first
    assert got["persons"]["over_posts"]["n"] == 5


def test_the_data_name_kinds_and_labels_that_there_are():
    m = measures()
    assert tuple(m.labels) == LABELS
    named = {*m.soft, *(k for group in m.near for k in group), *(k for f in m.families.values() for k in f.kinds)}
    assert named <= kinds().keys()
