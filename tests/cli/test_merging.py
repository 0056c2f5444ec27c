"""``fork`` and ``merge``: what was decided and entered in a copy comes back, with its custody rows whole and both heads."""

import json
import shutil
from dataclasses import asdict

import pytest
from PIL import Image
from tests.cli.conftest import TEXTS, export

from doxdocket.pipeline import inputs
from doxdocket.store import keyring
from doxdocket.store.case import Case
from doxdocket.store.custody.chain import link
from doxdocket.store.custody.forks import merges


def decisions(call, case):
    return [(d["act"], d["officer"], d["at"], d["undone_by"]) for d in call("export", case, "decisions").lines]


def test_decisions_and_custody_rows_come_back_whole_and_once(call, mine, tmp_path):
    fork = tmp_path / "fork"
    assert call("fork", mine, fork).code == 0
    finding = next(r for r in call("export", fork, "findings").lines if r["kind"] == "email")["finding"]
    assert call("decide", fork, "finding.reject", finding, "--reason", "原文核对", "--officer", "李四").code == 0
    assert call("decide", fork, "figure.value", "persons", "2", "--reason", "逐一核对", "--officer", "张三").code == 0
    assert call("decide", fork, "undo", "D0002", "--reason", "看错了", "--officer", "张三").code == 0
    assert call("open", fork, finding, "--reason", "质证", "--officer", "李四").code == 0
    theirs = call("export", fork, "custody").lines
    assert [(one["act"], one["actor"]) for one in call("verify", mine, "--json").json["away"]] == [("fork", "张三")]
    said = call("merge", mine, fork, "--officer", "张三", "--json")
    assert said.code == 0, said.err
    assert (said.json["recorded"], said.json["already"], said.json["adrift"]) == (3, 0, 0)
    assert decisions(call, mine) == decisions(call, fork)
    rows = [r["detail"]["row"] for r in call("export", mine, "custody").lines if r["act"] == "merged"]
    chain = [r["hash"] for r in theirs]
    at = chain.index(rows[0]["hash"])
    whole = [r["hash"] for r in rows if r["hash"] in chain]
    assert (whole, theirs[at]["act"]) == (chain[at:], "forked")
    assert "open" in {r["act"] for r in rows}
    for case in (mine, fork):
        verified = call("verify", case, "--json")
        assert (verified.code, verified.json["sound"], verified.json["away"]) == (0, True, []), verified.out
    assert call("merge", mine, fork, "--json").json["recorded"] == 0  # only the exports of the fork came since
    assert (
        call(
            "decide", fork, "finding.reject", finding.replace("/2/", "/99/"), "--reason", "试", "--officer", "张三"
        ).code
        == 2
    )


def test_what_cannot_be_merged_is_named_and_nothing_is_changed(call, mine, tmp_path):
    fork = tmp_path / "fork"
    assert call("fork", mine, fork).code == 0
    (tmp_path / "x.json").write_text("{}")
    assert call("add", fork, tmp_path / "x.json").code == 0
    assert call("officer", "add", fork, "王五").code == 0
    before = call("verify", mine, "--json").json["head"]
    said = call("merge", mine, fork)
    assert (said.code, "add × 1" in said.err, "officer.add × 1" in said.err) == (2, True, True)
    assert call("verify", mine, "--json").json["head"] == before


def test_a_fork_comes_back_after_a_fork_of_it_did(call, mine, tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    for case, fork in ((mine, one), (one, two)):
        assert call("fork", case, fork).code == 0
    finding = next(r for r in call("export", two, "findings").lines if r["kind"] == "email")["finding"]
    assert call("decide", two, "finding.reject", finding, "--reason", "原文核对", "--officer", "张三").code == 0
    assert call("decide", one, "figure.value", "persons", "2", "--reason", "逐一核对", "--officer", "张三").code == 0
    for fork in (two, one):
        said = call("merge", mine, fork, "--officer", "张三", "--json")
        assert (said.code, said.json["recorded"]) == (0, 1), said.err
    assert {act for act, *_ in decisions(call, mine)} == {"finding.reject", "figure.value"}
    assert call("verify", mine).code == 0


def test_two_forks_come_back_one_after_the_other(call, mine, tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    for fork in (one, two):
        assert call("fork", mine, fork).code == 0
    assert call("decide", one, "figure.value", "persons", "2", "--reason", "逐一核对", "--officer", "张三").code == 0
    finding = next(r for r in call("export", two, "findings").lines if r["kind"] == "email")["finding"]
    assert call("decide", two, "finding.reject", finding, "--reason", "原文核对", "--officer", "张三").code == 0
    for fork in (two, one, two):
        call(
            "decide", fork, "undo", "D0001", "--reason", f"复核{fork.name}", "--officer", "张三"
        ) if fork == one else None
        assert call("export", fork, "persons").code == 0
        said = call("merge", mine, fork)
        assert said.code == 0, said.err


def test_what_the_case_took_in_too_is_no_hindrance(call, mine, tmp_path):
    fork = tmp_path / "fork"
    assert call("fork", mine, fork).code == 0
    (tmp_path / "x.json").write_text("{}")
    assert call("add", fork, tmp_path / "x.json").code == 0
    assert call("merge", mine, fork).code == 2
    assert call("add", mine, tmp_path / "x.json").code == 0
    assert call("merge", mine, fork, "--json").json["rows"] > 0


def test_a_fork_that_was_altered_or_put_back_is_not_merged(call, mine, home, tmp_path):
    fork, older = tmp_path / "fork", tmp_path / "older"
    assert call("fork", mine, fork).code == 0
    shutil.copytree(fork, older)
    assert call("decide", fork, "figure.value", "persons", "2", "--reason", "逐一核对", "--officer", "张三").code == 0
    whole = shutil.copytree(fork, tmp_path / "whole")
    with Case.open(fork, identity=keyring.load(home)[0]) as case:
        asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'decisions'"
        kept = case.database.rows(asked)
        for name, _ in kept:
            case.database.execute(f"DROP TRIGGER {name}")
        case.database.execute("UPDATE decisions SET officer = '李四'")
        for _, sql in kept:
            case.database.execute(sql)
    said = call("merge", mine, fork)
    assert (said.code, "decision:D0001" in said.err) == (1, True)
    shutil.rmtree(fork)
    whole.rename(fork)
    assert call("merge", mine, fork).code == 0
    shutil.rmtree(fork)
    older.rename(fork)
    assert call("merge", mine, fork).code == 1


def test_a_copy_made_by_hand_or_another_case_is_not_merged(call, mine, tmp_path):
    other = tmp_path / "other"
    assert call("init", other, "--officer", "张三").code == 0
    said = call("merge", mine, other)
    assert (said.code, "fork" in said.err) == (2, True)


def test_rows_of_a_fork_that_were_altered_are_told():
    fork = link(
        [
            ("2026-01-02", "甲", "forked", {}),
            ("2026-01-03", "甲", "open", {"reason": "质证"}),
            ("2026-01-04", "甲", "decide", {}),
        ],
        5,
        "ab",
    )
    merged = [("2026-01-05", "乙", "merged", {"row": asdict(row)}) for row in fork]
    head = {"from": {"seq": 5, "head": "ab"}, "fork": {"seq": 8, "head": fork[-1].hash}, "rows": 3}

    def told(rows, about=head):
        chain = link([("2026-01-05", "乙", "merge", about), *rows, ("2026-01-06", "乙", "open", {})])
        return [one.seq for one in merges(chain) if not one.whole]

    assert told(merged) == []
    altered = [*merged[:1], (*merged[1][:3], {"row": asdict(fork[1]) | {"detail": {"reason": "别的"}}}), merged[2]]
    for rows in (
        altered,
        merged[1:],
        merged[:2],
        [merged[0], merged[2], merged[1]],
        [*merged[:2], ("2026", "乙", "open", {})],
    ):
        assert told(rows) == [1]
    assert told(merged, head | {"from": {"seq": 5, "head": "cd"}}) == [1]
    assert told(merged, {"rows": "many"}) == [1]


@pytest.fixture
def unread(call, tmp_path):
    """A case of three exports and a picture, twice, that nobody has read."""
    case, taken = tmp_path / "case", tmp_path / "taken"
    assert call("init", case, "--title", "演练", "--officer", "张三").code == 0
    for n in range(3):
        export(taken / str(n), [*TEXTS[n:], *TEXTS[:n]], f"演练{n}", 1850001 + n)
    Image.new("RGB", (40, 40), "white").save(taken / "a.png")
    Image.new("RGB", (40, 40), "white").save(taken / "a.jpg")
    assert call("add", case, taken).code == 0
    return case


def tables(call, case):
    """What a run says, to the byte: its figures, and its rows."""
    figures = json.dumps(call("figures", case, "--json").json, sort_keys=True).replace(str(case), "")
    return [
        figures,
        *(
            call("export", case, table).out
            for table in ("posts", "findings", "conduct", "dossiers", "persons", "links", "items", "images")
        ),
    ]


def test_parts_of_the_evidence_are_searched_apart_and_come_back_as_the_single_run(call, unread, tmp_path):
    """Byte for byte; the case itself reads and searches nothing, and a part holds the files of its sources alone."""
    alone = tmp_path / "alone"
    assert call("fork", unread, alone).code == 0
    parts = [tmp_path / f"part{n}" for n in (1, 2)]
    for n, part in enumerate(parts, 1):
        assert call("fork", unread, part, "--part", f"{n}/2").code == 0
    held = [{path.name for path in (part / "originals" / "data").iterdir()} for part in parts]
    assert all(held)
    assert set.isdisjoint(*held)
    assert set.union(*held) == {path.name for path in (unread / "originals" / "data").iterdir()}
    for part in parts:
        said = call("run", part, "--json")
        assert (said.code, said.json["figures"]) == (0, 0), said.err
        assert call("run", part, "--json").json["unchanged"]
        assert call("figures", part).code == 2  # a part has no figures
        verified = call("verify", part, "--json")
        assert (verified.code, verified.json["sound"]) == (0, True), verified.out
        merged = call("merge", unread, part, "--json")
        assert merged.code == 0, merged.err
        assert merged.json["searched"] > 0
    verified = call("verify", unread, "--json")
    assert (verified.code, verified.json["sound"]) == (0, True), verified.out
    done = call("run", unread, "--json").json
    assert (done["parsed"], done["detected"]) == (0, 0)
    assert done["pictures"] <= 1  # held against the one in the other part, and not read
    once = call("run", alone, "--json").json
    assert (once["parsed"], once["detected"], once["pictures"]) == (3, 3, 2)
    assert once["run"] == done["run"]
    assert tables(call, unread) == tables(call, alone)
    assert call("verify", unread).code == 0


def test_a_part_that_was_altered_or_searched_by_another_version_is_not_merged(call, unread, tmp_path, monkeypatch):
    part = tmp_path / "part"
    assert call("fork", unread, part, "--part", "1/2").code == 0
    assert call("run", part).code == 0
    [found, *_] = sorted(part.glob("derived/*/findings/*.parquet"))
    whole = found.read_bytes()
    found.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert call("merge", unread, part).code == 1
    found.write_bytes(whole)
    monkeypatch.setattr(inputs, "detect_stamp", lambda: "00000000")
    assert call("merge", unread, part).code == 2
    monkeypatch.undo()
    assert call("merge", unread, part).code == 0
    [came] = sorted(unread.glob("derived/*/findings/*.parquet"))[:1]
    came.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert call("verify", unread).code == 1
    assert call("run", unread, "--json").json["detected"] > 0  # what is not as it was recorded is not taken over


def test_what_a_part_could_not_read_is_told_there(call, unread, tmp_path):
    broken = export(tmp_path / "broken", name="断开", chat=1850009) / "result.json"
    broken.write_text(broken.read_text("utf-8").replace("\n  {", "\n<<<<<<< HEAD\n  {"), encoding="utf-8")
    assert call("add", unread, broken).code == 0
    part = tmp_path / "part"
    assert call("fork", unread, part, "--part", "1/1").code == 0
    assert "拒读 1 份" in call("run", part).out


@pytest.mark.parametrize("part", ["0/2", "3/2", "2", "a/b", "1/9999"])
def test_a_part_that_there_is_not_is_refused(call, unread, tmp_path, part):
    assert call("fork", unread, tmp_path / "part", "--part", part).code == 2
    assert not (tmp_path / "part").exists()
