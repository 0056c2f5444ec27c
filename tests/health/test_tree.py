"""Tests that read the tree: what the code promises about itself."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "doxdocket"
MODULES = sorted(SOURCE.rglob("*.py"))
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def committed() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.relative_to(SOURCE).as_posix())
def test_each_module_says_what_it_is_for(module):
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))


def test_no_module_hides_a_second_idea():
    long = {m.name: n for m in MODULES if (n := len(m.read_text(encoding="utf-8").splitlines())) > 400}
    assert not long


def test_nothing_is_left_open_in_the_source():
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK|raise NotImplementedError)\b")
    assert [m for m in MODULES if marks.search(m.read_text(encoding="utf-8"))] == []


def test_no_room_is_a_drawer():
    assert not {m.stem for m in MODULES} & {"utils", "util", "helpers", "helper", "misc", "manager", "common"}


def test_we_never_catch_everything_in_order_to_go_on():
    broad = []
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                names = {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)} if node.type else {"bare"}
                if names & {"bare", "Exception", "BaseException"} and not any(
                    isinstance(n, ast.Raise) or (isinstance(n, ast.Call) and "exit" in ast.dump(n.func))
                    for n in ast.walk(node)
                ):
                    broad.append(f"{module.relative_to(SOURCE)}:{node.lineno}")
    assert broad == []


def reaches(text: str) -> list[str]:
    """Private names of ours that a test takes: imported, or put in place of by their text (ruff sees those behind a dot)."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("doxdocket"):
            found += [one.name for one in node.names if re.match(r"_[^_]", one.name)]
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {
            "setattr",
            "setitem",
            "delattr",
            "getattr",
        }:
            texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            found += [one for one in texts if re.search(r"(^|\.)_[^_.]+$", one)]
    return found


def test_no_test_reaches_into_private_names():
    assert reaches("from doxdocket.store import _move, shelf\npatch.setattr(shelf, '_move', 1)") == ["_move", "_move"]
    tests = (ROOT / "tests").rglob("*.py")
    assert {str(p.relative_to(ROOT)): found for p in tests if (found := reaches(p.read_text(encoding="utf-8")))} == {}


def is_id_number(digits: str) -> bool:
    """Eighteen characters with a true check digit and a birth that a living person could have."""
    if not re.fullmatch(r"\d{6}(19|20)\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])\d{3}[\dXx]", digits):
        return False
    return "10X98765432"[sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=False)) % 11] == digits[-1].upper()


def test_no_identity_number_that_could_be_a_living_persons():
    found = []
    for path in committed():
        text = path.read_bytes().decode("utf-8", "ignore") if path.suffix not in {".png", ".jpg", ".lock"} else ""
        found += [path.name for m in re.finditer(r"(?<!\d)\d{17}[\dXx](?![\dXx])", text) if is_id_number(m.group())]
    assert found == []


def test_the_check_above_can_fail():
    body = "11010119900307793"
    assert any(is_id_number(body + c) for c in "0123456789X")
    assert not is_id_number("11010118900307793X")


def test_the_law_file_and_the_kinds_agree():
    kinds = yaml.safe_load((SOURCE / "rules" / "pi_kinds.yaml").read_text(encoding="utf-8"))["kinds"]
    assert len({k["id"] for k in kinds}) == len(kinds) >= 63


def test_ci_runs_the_readmes_test_command():
    assert "exec ./docket test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for readme in ("README.md", "README.zh-CN.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        assert "./docket demo" in text
        assert "./docket test" in text


def test_lock_files_name_every_dependency_with_its_hash():
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        names = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert len(names) > 20
        assert all("==" in n and n.endswith("\\") for n in names)
