"""Golden pairs: every shape of export beside its whole answer, every damage beside its warnings."""

import json
import re
import runpy
from typing import get_args, get_type_hints

import pytest
from reading_exports import TESTS, golden, outcome, tables, told

from doxdocket.bounds import Lost
from doxdocket.parse import CODES, said
from doxdocket.parse.codes import weight

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
    lost = {f"{what}_{how}" for what in ("detect", "image") for how in get_args(get_type_hints(Lost)["how"])}
    assert {code for code in CODES if f'"{code}"' not in source} == lost
    written = {}
    for path in [*(TESTS / "golden").glob("*/*/expected.json"), *(TESTS / "broken").glob("*/expected.json")]:
        for row in json.loads(path.read_text(encoding="utf-8")).get("warnings", []):
            written.setdefault(row["code"], set()).add(row["what"])
    assert set(written) <= set(CODES)
    weights = ("notice", "repair", "quarantine")
    heaviest = {code: max(what, key=weights.index) for code, what in written.items()}
    assert heaviest == {code: weight(code) for code in written}
    assert all(re.search(r"[\u4e00-\u9fff]", said(code, "zh")) and said(code, "en").isascii() for code in CODES)
