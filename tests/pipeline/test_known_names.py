"""A name that one post tells of and another says in passing: found there, of its person as likely, and in no low."""

from datetime import UTC, datetime

import pytest
from tests.pipeline.test_pipeline import DOSSIER, OTHER, WHO, export, take

from doxdocket import pipeline
from doxdocket.detect.known_names import Known, Told, tells, whole
from doxdocket.records import TOLD_ELSEWHERE
from doxdocket.store.case import Case

NAME = "韩知予"
PASSING = {3: f"接活：给{NAME}厂里每人桌上放一张打印的，拍照", 4: "接活：给厂里每人桌上放一张打印的，拍照"}


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Findings and figures of two dossiers with these posts, first without the one that names."""
    out = []
    for passing in ({4: PASSING[4]}, PASSING):
        top = tmp_path_factory.mktemp("names")
        path = export(top / "a.json", {1: DOSSIER, 2: OTHER, **passing})
        with Case.create(top / "case", title="演练", officers=("甲", "乙"), one_key=True, identity=WHO) as made:
            take(made, path, at=datetime(2024, 1, 1, tzinfo=UTC))
            pipeline.run(made, workers=1)
            figures = {f["id"]: (f["low"], f["high"]) for f in pipeline.figures(made)["figures"]}
            links = pipeline.current(made).read("links").to_pylist()
            out.append((pipeline.latest_findings(made).to_pylist(), figures, links))
    return out


def test_a_name_that_a_dossier_tells_of_is_found_where_it_is_said_in_passing(runs):
    assert NAME in DOSSIER
    found = [row for row in runs[1][0] if row["post_id"] in ("3", "4")]
    named = [(row["start"], row["end"], row["verdict"]) for row in found if row["kind"] == "name"]
    at = PASSING[3].index(NAME)
    assert named == [(at, at + len(NAME), "valid")]
    assert [row["reasons"] for row in found if row["kind"] == "name"] == [[TOLD_ELSEWHERE]]


def test_it_raises_no_low(runs):
    (_, alone, _), (_, both, _) = runs
    for name in ("persons", "publications", "dossiers", "items_field"):
        assert both[name][0] == alone[name][0], name
        assert both[name][1] >= alone[name][1], name


def test_it_is_the_same_value_and_its_person_is_linked_at_most_as_likely(runs):
    findings, _, links = runs[1]
    told = {row["post_id"]: row["digest"] for row in findings if row["kind"] == "name" and row["mask"] == "韩**"}
    assert told["1"] == told["3"]
    of = [one for one in links if {one[side].split("/")[1] for side in "ab"} == {"1", "3"}]
    assert of
    assert {one["level"] for one in of} <= {"likely", "possible"}


def test_names_alone_in_doubt_or_short_are_not_looked_for():
    phone = Told(9, 20, "phone_number", "valid", 0)
    assert tells([Told(0, 3, "name", "valid", 0)]) == []
    assert tells([Told(0, 3, "name", "doubtful", 0), phone]) == []
    assert tells([Told(0, 3, "name", "masked", 0), phone]) == []
    assert tells([Told(0, 3, "name", "valid", 1), phone]) == []
    assert tells([Told(0, 3, "name", "valid", 0), phone]) == [(0, 3)]
    assert [whole(one) for one in (NAME, "韩知", "韩**", "Han Zhiyu", "欧阳知予")] == [True, False, False, False, True]


def test_what_is_claimed_keeps_its_place_and_its_person():
    known, phone = Known({NAME, "许望舒"}), Told(4, 15, "phone_number", "valid", 0)
    text = f"{NAME} 17806401357 许望舒"
    assert [(hit.start, hit.person, hit.role) for hit in known.hits(f"{NAME} 17806401357", [phone])] == [
        (0, 0, "target")
    ]
    two = known.hits(text, [phone])
    assert [(hit.start, hit.person, hit.role) for hit in two] == [(0, 1, "mentioned"), (16, 2, "mentioned")]
    taken = Told(0, 3, "name", "valid", 0)
    assert [(hit.start, hit.person) for hit in known.hits(text, [taken, phone])] == [(16, 1)]
    assert known.hits(text, [Told(0, 30, "family_members", "valid", 0)]) == []
    assert Known(()).hits(text, []) == []
