"""The bench beside other programs: what it gives peers, and what it keeps from them. The programs themselves are not asked."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def peers(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    import peers

    return peers


LINE = {"text": "李 0571-28001883 甲校", "spans": [{"start": 2, "end": 15, "kind": "landline_number"}, {"start": 16, "end": 18, "kind": "school"}]}  # fmt: skip


def test_a_peers_wide_label_is_taken_as_what_the_truth_has(peers):
    got = peers.score("presidio", [LINE], [[[2, 15, "PHONE_NUMBER"]]]).told()["kinds"]
    assert {k: v["f1"] for k, v in got.items()} == {"landline_number": 1.0}
    got = peers.score("lac", [LINE], [[[16, 18, "ORG"], [0, 1, "PER"]]]).told()["kinds"]
    assert {k: (v["tp"], v["fp"]) for k, v in got.items()} == {"school": (1, 0), "name": (0, 1)}


def test_what_a_peer_says_beside_our_kinds_is_left_out(peers):
    got = peers.score("privyscope", [LINE], [[[0, 1, "SECRET"], [2, 15, "BANK"]]]).told()["kinds"]
    assert {k: (v["tp"], v["fp"], v["fn"]) for k, v in got.items()} == {
        "bank_account": (0, 1, 0),
        "landline_number": (0, 0, 1),
    }


def test_births_are_moved_with_a_true_check_digit_and_nothing_else_is(peers):
    text = "证 33010918830412001X 和 3301０9"
    made = peers.moved({"text": text, "spans": [{"start": 2, "end": 20, "kind": "id_number"}]})["text"]
    number = made[2:20]
    assert (made[:2] + made[20:], number[:6], number[6:8], number[9:17]) == (
        text[:2] + text[20:],
        "330109",
        "20",
        text[11:19],
    )
    assert 2060 <= int(number[6:10]) <= 2099
    total = sum(int(d) * w for d, w in zip(number, peers.WEIGHTS, strict=False))
    assert "10X98765432"[total % 11] == number[-1]


def test_a_peer_that_cannot_be_installed_is_named(peers, monkeypatch):
    monkeypatch.setattr(peers, "environment", lambda: "ERROR: no network")
    monkeypatch.setattr(
        peers, "ask", lambda _peer, lines: ([[] for _ in lines], {"version": "", "messages_a_cpu_second": 10.0})
    )
    out = peers.run([LINE])
    assert {p: "not_run" in facts for p, facts in out.items()} == {
        "doxdocket": False, "presidio": True, "privyscope": True, "lac": True,
    }  # fmt: skip
    assert "presidio was not run: ERROR: no network" in peers.table(out, 1)


def test_the_table_gives_the_ratio_of_speeds(peers, monkeypatch):
    monkeypatch.setattr(peers, "environment", lambda: None)
    speeds = {"doxdocket": 900.0, "presidio": 100.0, "privyscope": 1800.0, "lac": 450.0}
    monkeypatch.setattr(
        peers, "ask", lambda peer, lines: ([[] for _ in lines], {"version": "1", "messages_a_cpu_second": speeds[peer]})
    )
    *_, last, note = peers.table(peers.run([LINE]), 1).splitlines()
    assert note.endswith("no kind")
    assert re.findall(r"\d+\.\d", last) == ["1.0", "9.0", "0.5", "2.0"]


def test_the_peers_lock_is_not_ours(peers):
    lock = (ROOT / "bench" / "peers" / "requirements.lock").read_text(encoding="utf-8")
    assert "presidio-analyzer==" in lock
    assert lock.count("--hash=sha256:") > 100
    for ours in ("requirements.lock", "requirements-dev.lock"):
        assert "presidio" not in (ROOT / ours).read_text(encoding="utf-8")
    assert str(Path(sys.prefix)) not in lock
