"""Whose act a row is: an officer of the case, with the key that opened it beside the name; and when, with a clock that went back told."""

from datetime import UTC, datetime, timedelta

import pytest

from doxdocket import intake
from doxdocket.errors import WrongCall
from doxdocket.seal.keys import Identity, fingerprint
from doxdocket.store import keyring
from doxdocket.store.case import Case
from doxdocket.store.verify import verify

TARGET = {"figure": "persons", "value": 1}


def mark(identity):
    return fingerprint(identity.recipient)


def last(case):
    return case.custody.rows()[-1]


def test_the_key_that_opened_the_case_stands_in_every_row_and_the_hash_witnesses_it(fresh, who):
    with fresh() as case:
        case.decide("figure.value", TARGET, "核对", "乙")
        rows = case.custody.rows()
        assert {row.detail["identity"] for row in rows} == {mark(who)}
        assert last(case).actor == "乙"
        told = str(last(case).detail["identity"])
        for (name,) in case.database.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            case.database.execute(f"DROP TRIGGER {name}")
        case.database.execute("UPDATE custody SET detail = replace(detail, ?, ?) WHERE seq = ?",
                              (told, "0" * 16, last(case).seq))  # fmt: skip
        assert [f.place for f in verify(case) if f.code == "chain"] == [f"custody:{last(case).seq}"]


def test_of_several_identities_the_one_that_opened_is_named(fresh, who, tmp_path, monkeypatch):
    fresh().close()
    stranger, home = Identity.generate(), tmp_path / "officer"
    home.mkdir()
    (home / "identity.txt").write_text(f"{stranger.secret}\n{who.secret}\n")
    monkeypatch.setenv("DOXDOCKET_HOME", str(home))
    assert [one.recipient for one in keyring.load()] == [stranger.recipient, who.recipient]
    with Case.open(tmp_path / "FRESH") as case:
        case.add_holder(Identity.generate().recipient, name="丙", officer="丙")
        assert (last(case).actor, last(case).detail["identity"]) == ("丙", mark(who))


def test_nobody_but_officers_acts_and_a_slip_is_told_with_a_guess(fresh):
    with fresh(officers=["张三", "欧阳海棠"]) as case:
        before = case.custody.head()
        for act in (
            lambda: case.decide("figure.value", TARGET, "核对", "欧阳海堂"),
            lambda: case.describe("欧阳海堂", title="另一个"),
            lambda: case.release("a.html", b"x", "欧阳海堂"),
            lambda: case.add_holder(Identity.generate().recipient, officer="欧阳海堂"),
            lambda: case.samples.add("plan", {"seed": 1}, "核验", "欧阳海堂"),
        ):
            with pytest.raises(WrongCall, match="Did you mean 欧阳海棠"):
                act()
        assert case.custody.head() == before
        assert case.info.title == "演示"
        assert verify(case) == []


def test_without_a_name_it_is_the_holder_else_the_only_officer_else_the_key(fresh, who, tmp_path):
    named, unnamed, other = (Identity.generate() for _ in range(3))
    with fresh(officers=["甲", "乙"]) as case:
        case.release("a.html", b"x")
        assert last(case).actor == "甲"  # whose key made the case
        case.add_holder(named.recipient, name="乙")
        case.add_holder(unnamed.recipient)
        case.add_holder(other.recipient, name="丁")
    for one, actor in ((named, "乙"), (unnamed, f"key:{mark(unnamed)}"), (other, f"key:{mark(other)}")):
        with Case.open(tmp_path / "FRESH", identity=one) as case:
            case.release("a.html", b"y")
            assert (last(case).actor, last(case).detail["identity"]) == (actor, mark(one))


def test_a_holder_of_another_name_is_not_taken_for_the_only_officer(fresh, tmp_path):
    other, unnamed = Identity.generate(), Identity.generate()
    with fresh(officers=["甲"]) as case:
        case.add_holder(other.recipient, name="丁")
        case.add_holder(unnamed.recipient)
    with Case.open(tmp_path / "FRESH", identity=other) as case:
        assert case.custody.who("") == f"key:{mark(other)}"
    with Case.open(tmp_path / "FRESH", identity=unnamed) as case:
        assert case.custody.who("") == f"key:{mark(unnamed)}"  # 甲 acts with another key


def test_an_officer_is_added_by_an_officer_and_nobody_adds_himself(fresh):
    with fresh(officers=["甲"]) as case:
        with pytest.raises(WrongCall, match="丙 is no officer"):
            case.add_officer("丙", "丙")
        with pytest.raises(TypeError, match="officers"):
            case.describe("甲", officers=("甲", "丙"))
        with pytest.raises(WrongCall):
            case.add_officer("甲", "甲")
        case.add_officer(" 丙 ", "甲", keys=[case.custody.identity], one_key=True)
        assert (last(case).act, last(case).actor, last(case).detail["officer"]) == ("officer.add", "甲", "丙")
        case.decide("figure.value", TARGET, "核对", "丙")
        assert case.info.officers == ("甲", "丙")
        assert verify(case) == []


def test_a_case_without_officers_gets_its_first_by_its_key(fresh, who):
    with fresh(officers=()) as case:
        with pytest.raises(WrongCall, match="names no officers yet"):
            case.decide("figure.value", TARGET, "核对", "甲")
        case.add_officer("甲")
        assert last(case).actor == f"key:{mark(who)}"
        case.decide("figure.value", TARGET, "核对", "甲")


def test_who_took_evidence_may_be_no_officer_and_is_then_not_who_acted(fresh, tmp_path):
    (tmp_path / "a.json").write_bytes(b"{}")
    with fresh(officers=["甲", "乙"]) as case:
        intake.take(case, [tmp_path / "a.json"], officers=("民警一", "乙"))
        row = next(row for row in case.custody.rows() if row.act == "add")
        assert (row.actor, case.sources()[0].officers) == ("乙", ("民警一", "乙"))


def test_a_clock_that_goes_back_is_in_the_row_warned_of_and_told(fresh, who):
    times = [datetime(2026, 1, 2, tzinfo=UTC)]
    with fresh(clock=lambda: times[-1]) as case:
        heard = []
        case.custody.warn = lambda _zh, en: heard.append(en)
        case.decide("figure.value", TARGET, "核对", "甲")
        assert heard == []
        times.append(times[0] - timedelta(days=9000))
        case.decide("figure.value", TARGET, "再核对", "甲")
        row = last(case)
        assert row.detail["clock_back_from"] == "2026-01-02T00:00:00.000000+00:00"
        assert len(heard) == 1
        assert "2001" in heard[0]
        times.append(times[0] + timedelta(days=1))
        case.decide("figure.value", TARGET, "三核对", "甲")
        assert "clock_back_from" not in last(case).detail
        assert [(f.code, f.severity, f.place) for f in verify(case)] == [("clock", "curable", f"custody:{row.seq}")]
