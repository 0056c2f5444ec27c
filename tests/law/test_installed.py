"""The rules and their cases as they are installed: from a built wheel, not from the source tree."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from doxdocket.law import rules

ROOT = Path(__file__).parents[2]
CALL = "import sys; from doxdocket.cli import main; sys.argv = ['doxdocket', '--json', 'law', 'check']; main()"


@pytest.mark.whole
def test_law_check_runs_every_case_on_an_installed_copy(tmp_path):
    made = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(made, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "site")
    pages = Path("doxdocket") / "review"
    ours = {
        p.relative_to(ROOT / "src")
        for p in (ROOT / "src" / pages).rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }
    assert {
        p.relative_to(tmp_path / "site") for p in (tmp_path / "site" / pages).rglob("*") if p.is_file()
    } == ours  # templates, scripts, licences
    environ = os.environ | {"PYTHONPATH": str(tmp_path / "site")}
    where = [sys.executable, "-c", "import doxdocket; print(doxdocket.__file__)"]
    found = subprocess.run(where, cwd=tmp_path, env=environ, check=True, capture_output=True, text=True).stdout
    assert str(tmp_path) in found
    said = json.loads(
        subprocess.run([sys.executable, "-c", CALL], cwd=tmp_path, env=environ, check=True, capture_output=True).stdout
    )
    assert (said["errors"], said["rules"]) == (0, len(rules.load()))
    assert said["cases"] == sum(len(one.cases) for one in rules.load()) > 1000
