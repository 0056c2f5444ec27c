"""The numbers of the data card are those of today's hands, and the commands that print them work."""

import json
import subprocess
import sys

import pytest
from tools import corpus, corpus_card


@pytest.mark.parametrize("lang", corpus_card.CARDS)
def test_the_card_shows_todays_numbers(lang):
    page = (corpus.ROOT / corpus_card.CARDS[lang]).read_text(encoding="utf-8")
    assert corpus_card.shown(page) == corpus_card.card(lang)


def ran(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "bench/corpus.py", *words], cwd=corpus.ROOT.parent, capture_output=True, text=True, check=False)  # fmt: skip


def test_a_hand_with_faults_ends_with_1_and_names_them(tmp_path):
    path = tmp_path / "x1.txt"
    path.write_text("=== x1-1 | | chat\n⟦title:p1|柏安⟧\n", encoding="utf-8")
    done = ran("--check", str(path), "--json")
    assert (done.returncode, json.loads(done.stdout)["faults"]) == (1, ["x1.txt:2: unknown kind title"])
    assert "x1.txt:2: unknown kind title" in ran("--check", str(path)).stdout


def test_agreement_is_printed_as_counted():
    assert json.loads(ran("--agreement", "--json").stdout) == corpus.agreement(corpus.both_markings())


def test_an_identity_number_for_a_hand_is_of_the_dead():
    made = ran("--id", "330106", "18930412", "f").stdout.strip()
    assert corpus.read_text(f"=== a | | r\n⟦id_number:p1|{made}⟧\n", "a.txt").faults == ()
    assert int(made[16]) % 2 == 0
    assert ran("--id", "330106", "19930412", "f").returncode == 1
