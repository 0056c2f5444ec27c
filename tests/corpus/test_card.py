"""The numbers of the data card are those of today's hands, and the commands that print them work."""

import importlib.util
import json
import subprocess
import sys
from dataclasses import replace

import pytest
from tools import corpus, corpus_card


@pytest.mark.parametrize("lang", corpus_card.CARDS)
def test_the_card_shows_todays_numbers(lang):
    page = (corpus.ROOT / corpus_card.CARDS[lang]).read_text(encoding="utf-8")
    assert corpus_card.shown(page) == corpus_card.card(lang)


def ran(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "bench/corpus.py", *words], cwd=corpus.ROOT.parent, capture_output=True, text=True, check=False)  # fmt: skip


@pytest.mark.whole
def test_a_hand_with_faults_ends_with_1_and_names_them(tmp_path):
    path = tmp_path / "x1.txt"
    path.write_text("=== x1-1 | | chat\n⟦title:p1|柏安⟧\n", encoding="utf-8")
    done = ran("--check", str(path), "--json")
    assert (done.returncode, json.loads(done.stdout)["faults"]) == (1, ["x1.txt:2: unknown kind title"])
    assert "x1.txt:2: unknown kind title" in ran("--check", str(path)).stdout


def test_agreement_is_printed_as_counted():
    told = corpus.agreement(corpus.both_markings()).told()
    assert json.loads(ran("--agreement", "--json").stdout) == told
    lines = ran("--agreement").stdout.splitlines()
    assert f"  macro-F1 by post           {told['conduct']['macro_f1']:.3f}" in lines
    assert {"forms", "lengths", "registers"} <= set(lines)


@pytest.fixture(scope="module")
def bench():
    spec = importlib.util.spec_from_file_location("bench_corpus", corpus.ROOT.parent / "bench" / "corpus.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_detector_is_scored_by_hand_and_over_the_posts_of_channels(bench):
    few = [replace(hand, messages=hand.messages[:12]) for hand in bench.open_hands() if hand.name in {"h17", "t1"}]
    assert [hand.channel for hand in few] == [True, False]
    told = bench.detector(few)
    by_hand = {name: c["n"] for name, c in told["groups"]["hand"].items()}
    assert by_hand == {hand.name: sum(len(m.spans) for m in hand.messages) for hand in few}
    assert sum(by_hand.values()) == told["micro"]["n"]
    assert told["spread"]["all"]["f1"] == pytest.approx(told["micro"]["f1"], abs=1e-3)
    assert told["spread"]["all"]["hands"] == 2
    assert (
        told["gate"]["posts with spans"]
        == sum(bool(m.spans) for hand in few for m in hand.messages)
        > told["gate"]["stopped"]
    )
    in_channel = sum(len(m.spans) for m in few[0].messages)
    assert 0 < told["persons"]["over_posts"]["n"] <= in_channel
    assert "  over posts " in bench.text(bench.brief(told))


def test_hands_of_calibration_are_not_scored(bench):
    sides = corpus.splits()
    assert {sides[hand.name] for hand in bench.open_hands()} == {"train", "dev"}
    closed = [hand for hand in corpus.all_hands() if sides[hand.name] in {"calibration", "fresh"}]
    assert len(closed) == 12
    assert len(bench.open_hands()) == len(corpus.all_hands()) - len(closed)


def test_an_identity_number_for_a_hand_is_of_the_dead():
    made = ran("--id", "330106", "18930412", "f").stdout.strip()
    assert corpus.read_text(f"=== a | | r\n⟦id_number:p1|{made}⟧\n", "a.txt").faults == ()
    assert int(made[16]) % 2 == 0
    assert ran("--id", "330106", "19930412", "f").returncode == 1
