"""How well the whole program does on the rehearsal case: floors, each a little under what docs/explanation/measured.md says.

Both halves of the writers are scored; the authors of the detector do not read the held ones.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STRUCTURED = ["id_number", "phone_number", "email", "bank_account", "vehicle_file"]


@pytest.fixture(scope="module")
def scored(rehearsal_case):
    done = subprocess.run(
        [sys.executable, "bench/score_case.py", rehearsal_case.case, rehearsal_case.folder / "truth.json", "--json", "--first-kinds"],
        cwd=ROOT, env=os.environ | {"DOXDOCKET_HOME": str(rehearsal_case.home)}, check=True, capture_output=True,
    )  # fmt: skip
    return json.loads(done.stdout)


@pytest.mark.parametrize(("part", "floor"), [("open", 0.97), ("held", 0.94)])
def test_findings(scored, part, floor):
    assert scored["spans"][part]["all"]["f1"] >= floor


@pytest.mark.parametrize("kind", STRUCTURED)
def test_structured_kinds_of_seen_writers(scored, kind):
    assert scored["spans"]["open"][kind]["f1"] >= 0.95


@pytest.mark.parametrize("part", ["open", "held"])
@pytest.mark.parametrize("kind", ["name", "home_address"])
def test_names_and_addresses(scored, part, kind):
    assert scored["spans"][part][kind]["f1"] >= 0.85


@pytest.mark.parametrize(("part", "most"), [("open", 250), ("held", 300)])
def test_ordinary_posts_are_left_alone(scored, part, most):
    """Of held writers 250 before the nets of 2026-12-01 (1203): 10 instead of 9 posts of a sample, a colleague who is called like a star, a teacher of a prize; ordinary text of strangers fell 49 → 27."""
    assert scored["ordinary"][part]["per_100k"] <= most


def test_persons(scored):
    """0.96 before posts without a number were claimed from even chances on (0923), 0.95 before the nets of 2026-12-01 (1188): decoys of the rehearsal are persons too many, exposures of strangers are found."""
    assert scored["persons"]["person_best"]["f1"] >= 0.935


@pytest.mark.parametrize(
    ("figure", "width"), [("posts_with_pi", 23), ("publications", 19), ("persons", 38), ("dossiers", 31)]
)  # wide since only admitted evidence classes enter a low (0796; 10 each before), and sets of doubtful findings alone the highs (0820; 12, 12, 15, 25); open hints are in no low (0838); a name of somebody counted is in the high (0848); two names that may be one misspelled are one person of the low (1022: 28.42 of persons); whom no text names may be a person told before (1138: 28.96); the nets of 2026-12-01 doubt more of what held writers let ordinary posts say (1188: 37.25 of persons, 22.94 of posts, 29.93 of dossiers); a surer hit takes nothing out of the high (0874)
def test_bounds_are_narrow_and_near(scored, figure, width):
    found = scored["bounds"][figure]
    assert found["width_pct"] <= width
    assert found["low"] * 0.98 <= found["truth"] <= found["high"] * 1.02
