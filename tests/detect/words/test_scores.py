"""Scores of the rules on invented messages of many hands, and on the labelled window where it lies beside the project."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(Path(__file__).parent))
import invented  # noqa: E402

from doxdocket.detect import rules  # noqa: E402
from doxdocket.score import Tally, read  # noqa: E402

SAMPLES = Path(os.environ.get("DOXDOCKET_SAMPLES", ROOT.parent / "shared" / "samples"))
WINDOW = SAMPLES.parent / "data" / "messages" / "labelled.jsonl"
# F1 at least; measured values stand a little higher
SEEN = {
    "name": 0.97,
    "home_address": 0.97,
    "school": 0.95,
    "workplace": 0.93,
    "birth_date": 0.95,
    "gender": 0.95,
    "ethnicity": 0.97,
    "persons": 0.96,
}
HELD = {
    "name": 0.94,
    "home_address": 0.96,
    "school": 0.90,
    "workplace": 0.85,
    "birth_date": 0.93,
    "gender": 0.90,
    "ethnicity": 0.95,
    "persons": 0.95,
}
HANDS = {
    "seen": {"name": 0.97, "phone_number": 0.97, "social_account": 0.97, "ALL 14": 0.975, "persons": 0.96},
    "scored": {"name": 0.94, "phone_number": 0.97, "social_account": 0.88, "ALL 14": 0.96, "persons": 0.96},
}
#: Styles invented for this set before any score of it was seen; then it was looked at.
OWN = {"name": 0.95, "home_address": 0.95, "school": 0.92, "workplace": 0.85, "persons": 0.96}
#: Dossiers told tersely, in talk, in tables and in letters; looked at while rules were written.
FAR = {"name": 0.90, "home_address": 0.93, "school": 0.82, "workplace": 0.85, "social_account": 0.85, "persons": 0.95}
#: Forms and wordings that no rule was written for: half of them were looked at, half only scored.
UNSEEN = {
    "seen": {
        "native_place": 0.95,
        "job_history": 0.95,
        "marital_status": 0.95,
        "education_level": 0.95,
        "ip_address": 0.95,
    },
    "scored": {
        "native_place": 0.80,
        "job_history": 0.84,
        "marital_status": 0.84,
        "education_level": 0.90,
        "ip_address": 0.85,
    },
}
BESIDE = {"name": 0.92, "home_address": 0.93, "school": 0.90, "persons": 0.95}


FOURTEEN = ("id_number", "phone_number", "landline_number", "email", "bank_account", "social_account", "vehicle_file", "name",
            "home_address", "birth_date", "gender", "ethnicity", "school", "workplace")  # fmt: skip


def ruled(text: str) -> dict[str, Any]:
    """What the rules find, as ``detect`` prints it."""
    names = ("start", "end", "kind", "verdict", "person")
    return {"findings": [{name: getattr(hit, name) for name in names} for hit in rules.detect(text)]}


def check(messages: list[dict[str, Any]], least: dict[str, float]) -> None:
    """F1 by kind and over the fourteen first kinds, and the right person within a message."""
    every, fourteen = Tally(), Tally(FOURTEEN)
    for number, message in enumerate(messages, 1):
        truth = read.one(json.dumps(message).encode(), number)
        found = ruled(truth.text)
        every.add(truth, found)
        fourteen.add(truth, found)
    got = {kind: ways["f1"] for kind, ways in every.told()["kinds"].items()}
    got |= {"ALL 14": fourteen.told()["micro"]["f1"], "persons": every.told()["persons"]["pairs"]}
    assert {kind: got[kind] for kind in least if got[kind] < least[kind]} == {}


def test_styles_that_were_looked_at() -> None:
    check(invented.messages("seen.txt", 11), SEEN)


def test_styles_that_were_only_scored() -> None:
    check(invented.messages("held.txt", 12), HELD)


@pytest.mark.parametrize("part", HANDS)
def test_many_hands(part: str) -> None:
    check(invented.hands(part, 5), HANDS[part])


def test_own_styles() -> None:
    check(invented.hands("seen", 7, name="own.txt"), OWN)


def test_far_styles() -> None:
    check(invented.hands("seen", 21, name="far.txt"), FAR)


@pytest.mark.parametrize("part", UNSEEN)
def test_forms_and_wordings_unseen(part: str) -> None:
    check(invented.hands(part, 31, name="unseen.txt"), UNSEEN[part])


@pytest.mark.parametrize("part", UNSEEN)
def test_ordinary_words_that_sound_like_forms(part: str) -> None:
    texts = {m["text"] for m in invented.hands(part, 31, times=1, name="unseen.txt") if not m["spans"]}
    claimed = [t for t in texts if any(h["verdict"] != "doubtful" for h in ruled(t)["findings"])]
    assert len(texts) >= 16
    assert len(claimed) <= 1  # as before the rules


@pytest.mark.skipif(not WINDOW.exists(), reason="the labelled messages do not lie beside the project")
def test_labelled_window() -> None:
    check([json.loads(line) for line in WINDOW.read_text(encoding="utf-8").splitlines()], BESIDE)


def test_the_invented_labels_are_right() -> None:
    for message in invented.messages("seen.txt", 3, times=1):
        assert "{" not in message["text"].replace('{"', "")
        assert all(message["text"][s["start"] : s["end"]].strip() for s in message["spans"])
