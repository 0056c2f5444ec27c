"""A case made with an earlier version opens, verifies and runs; decisions, codes and digests stay.

``case-of-d3b02e9.tgz``: 160 invented posts, 200 decisions of ten acts, one opening and a report, made by the program of 2026-11-28
(0.1.0 at d3b02e9) through its commands; ``then.json`` is what that program said of it.
"""

import json
import random
import tarfile
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from doxdocket import pipeline
from doxdocket.decisions import application, placement, placing
from doxdocket.decisions.standing import Standing
from doxdocket.desk.effect import counted
from doxdocket.desk.next_run import foreseen
from doxdocket.pipeline import published
from doxdocket.pipeline.added_findings import findings as said_findings
from doxdocket.store import keyring, verify
from doxdocket.store.case import Case

PLACE = "{channel_id}/{post_id}/{where}/{start}-{end}/{kind}"
MADE = Path(__file__).parent / "case-of-d3b02e9.tgz"


@pytest.fixture
def old(tmp_path):
    """The folder, who holds its key, and what was said of it then."""
    with tarfile.open(MADE) as packed:
        packed.extractall(tmp_path, filter="data")
    who = keyring.load(tmp_path / "home")[0]
    return tmp_path / "case", who, json.loads((tmp_path / "then.json").read_text(encoding="utf-8"))


def said(case):
    """What must stay."""
    findings = pipeline.latest_findings(case).to_pylist()
    return {
        "codes": case.codes(),
        "decisions": [[d.id, d.act, d.reason, d.officer, d.sealed()] for d in case.decisions()],
        "tags": {PLACE.format_map(one): one["digest"].hex() for one in findings},
    }


def test_it_verifies_and_says_what_it_said(old):
    folder, who, then = old
    with Case.open(folder, identity=who) as case:
        assert verify.verify(case) == []
        rows = case.custody.rows()
        assert rows[then["rows"] - 1].hash == then["head"]
        assert said(case) == {name: then[name] for name in ("codes", "decisions", "tags")}
        assert len(then["decisions"]) == 200


@pytest.mark.whole
def test_a_run_of_today_keeps_codes_digests_and_every_decision(old):
    folder, who, then = old
    with Case.open(folder, identity=who) as case:
        pipeline.run(case)
        now = said(case)
        assert pipeline.adrift(case) == []
        carried = [f for f in pipeline.latest_findings(case).to_pylist() if f["reasons"] == ["person"]]
        assert carried  # one at least is read as another kind now, or was never anything
        carried_is_as_if_found(case)
        assert now["decisions"] == then["decisions"]
        assert {key: code for key, code in now["codes"].items() if key in then["codes"]} == then["codes"]
        # one or two may be read on another platform: a bare @name is no Telegram account by itself any more
        kinds = {PLACE.format_map(f): (f["kind"], f["verdict"]) for f in pipeline.latest_findings(case).to_pylist()}
        both = now["tags"].keys() & then["tags"].keys()
        assert len(both) > 400
        other = [kinds[place] for place in both if now["tags"][place] != then["tags"][place]]
        assert {kind for kind, _ in other} <= {"social_account"}
        assert sum(verdict != "doubtful" for _, verdict in other) <= 1
        assert verify.verify(case) == []


def carried_is_as_if_found(case):
    """What a person confirmed and the program loses is the very finding that it was, and no figure differs."""
    given = published.evidence(case)
    keys = application.finding_keys(given.findings).to_pylist()
    for at in random.Random(7).sample(range(len(keys)), 24):
        row = given.findings.slice(at, 1).to_pylist()[0]
        if row["verdict"] == "doubtful" or row["reasons"] == ["person"]:
            continue
        post = placing.span_key(keys[at])[0]
        posts = given.among({post}).posts({post})
        given.read(posts)
        mark = placing.mark_of_key("finding", keys[at], posts, {})
        sure = {"id": "D0", "act": "finding.confirm", "target": {"finding": keys[at]}, "marks": {"finding": mark}}
        lost = replace(given, findings=given.findings.filter([n != at for n in range(len(keys))]))
        more = said_findings(lost, placement.place(lost, Standing((sure,)))[0])
        (found,) = more.to_pylist()
        assert {**found, "reasons": row["reasons"]} == row
        if at % 8 == 0:
            lost = replace(lost, findings=pa.concat_tables([lost.findings, more]))
            then, now = (counted(case, one, Standing((sure,))) for one in (given, lost))
            assert [one for one in then.figures if one["id"] != "completeness"] == [
                one for one in now.figures if one["id"] != "completeness"
            ]


def test_what_a_run_of_today_would_change_is_told_before_it_is_made(old):
    folder, who, _ = old
    with Case.open(folder, identity=who) as case:
        before, rows = contents(folder), case.custody.rows()
        with foreseen(case, lambda *_: None) as seen:
            assert all(then == "" and now for then, now in seen.versions.values())  # that program recorded neither
            told = {row["id"]: row["would_be"] for row in seen.figures}
            adrift = {row["decision"] for row in seen.decisions["adrift"]}
            codes, named = seen.codes, {row["decision"] for found in seen.decisions.values() for row in found}
        assert (contents(folder), case.custody.rows()) == (before, rows)
        then = {one["id"]: one for one in pipeline.figures(case)["figures"]}
        pipeline.run(case)
        now = {one["id"]: one for one in pipeline.figures(case)["figures"]}
        assert sorted(adrift) == pipeline.adrift(case)
        assert named == set(case.current_run().read("decided")["decision"].to_pylist())
        ends = ("low", "estimate", "high", "value")
        changed = {id_ for id_ in then | now if id_ != "completeness" and
                   [then.get(id_, {}).get(end) for end in ends] != [now.get(id_, {}).get(end) for end in ends]}  # fmt: skip
        assert changed == {id_ for id_ in told if not id_.startswith("completeness.")} != set()
        assert all(told[id_] == {end: now[id_][end] for end in ends} for id_ in changed & now.keys())
        assert set(codes["stay"]) | set(codes["new"]) == {
            one for one in case.current_run().read("dossiers")["person"].to_pylist() if one
        }
        assert not set(codes["new"]) & set(codes["gone"])
        assert not pipeline.other_detection(case)
        with foreseen(case, lambda *_: None) as seen:
            assert seen.unchanged
        assert verify.verify(case) == []


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class StopError(Exception):
    """Somebody had enough."""


def test_an_interrupted_look_leaves_nothing(old):
    folder, who, _ = old

    def say(stage, _done, _total):
        if stage == "resolve":
            raise StopError

    with Case.open(folder, identity=who) as case:
        before = contents(folder)
        with pytest.raises(StopError), foreseen(case, say):
            pass
        assert contents(folder) == before
        assert [path for path in (keyring.home() / "aside").rglob("*") if path.suffix != ".lock"] == []


def test_with_a_new_key_it_says_what_it_said(old):
    folder, who, then = old
    with Case.open(folder, identity=who, alone=True) as case:
        figures = case.current_run().figures()
        case.rotate(reason="例行更换", officer=case.info.officers[0])
    with Case.open(folder, identity=who) as case:
        assert len(case.key.secrets) == 2
        assert verify.verify(case) == []
        assert said(case) == {name: then[name] for name in ("codes", "decisions", "tags")}
        assert case.current_run().figures() == figures
        for source in case.sources():
            with case.original(source.sha256) as stream:
                assert len(stream.read()) == source.size
