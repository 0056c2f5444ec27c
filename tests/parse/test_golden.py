"""Golden pairs: every shape of export beside its whole answer, every damage beside its warnings."""

import json
import re
import runpy

import pytest
from reading_exports import TESTS, golden, outcome, tables, told

from doxdocket.parse import CODES, said

SHAPES = sorted((TESTS / "golden" / "tdesktop_json").glob("*/result.json"))
BROKEN = sorted((TESTS / "broken").glob("*/result.json"))


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_golden_shape(path):
    golden(told(tables(path.read_bytes())), path.with_name("expected.json"))


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.parent.name)
def test_golden_damage(path):
    golden(outcome(path.read_bytes()), path.with_name("expected.json"))


@pytest.mark.parametrize("script", ["golden/tdesktop_json/make.py", "broken/make.py"])
def test_the_scripts_make_exactly_the_inputs_that_are_kept(script):
    made = runpy.run_path(str(TESTS / script))
    kept = {path.parent.name: path.read_bytes() for path in (TESTS / script).parent.glob("*/result.json")}
    assert (made.get("shapes") or made["cases"])() == kept


@pytest.mark.parametrize("path", SHAPES + BROKEN, ids=lambda path: path.parent.name)
def test_golden_answers_do_not_depend_on_how_the_bytes_arrive(path):
    data = path.read_bytes()
    assert outcome(data, most=61) == outcome(data)


def test_every_code_that_can_be_written_is_explained_and_every_explained_one_is_used():
    room = TESTS.parent / "src" / "doxdocket" / "parse"
    writers = [*room.rglob("*.py"), *(room.parent / "pipeline").glob("*.py")]  # which speaks of whole files
    source = "".join(path.read_text(encoding="utf-8") for path in writers if path.name != "codes.py")
    assert {code for code in CODES if f'"{code}"' not in source} == set()
    answers = [json.loads(path.with_name("expected.json").read_text(encoding="utf-8")) for path in SHAPES + BROKEN]
    written = {row["code"] for answer in answers for row in answer.get("warnings", [])}
    assert written <= set(CODES)
    assert all(re.search(r"[\u4e00-\u9fff]", said(code, "zh")) and said(code, "en").isascii() for code in CODES)
