"""Tests that read the tree: what the code promises about itself."""

import ast
import importlib
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


def test_each_module_says_what_it_is_for():
    trees = {m.relative_to(SOURCE).as_posix(): ast.parse(m.read_text(encoding="utf-8")) for m in MODULES}
    assert [name for name, tree in trees.items() if not ast.get_docstring(tree)] == []


def test_what_bench_and_tools_import_is_there():
    """Benchmarks run seldom: a name that moved must not be found out on the day of a release."""
    gone = []
    for file in sorted([*(ROOT / "bench").rglob("*.py"), *(ROOT / "tools").rglob("*.py")]):
        for one in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(one, ast.ImportFrom) and str(one.module).split(".")[0] == "doxdocket":
                for name in one.names:
                    try:
                        room = importlib.import_module(str(one.module))
                        hasattr(room, name.name) or importlib.import_module(f"{one.module}.{name.name}")
                    except ImportError as error:
                        gone.append((file.relative_to(ROOT).as_posix(), one.lineno, str(error)))
    assert gone == []


def test_nothing_is_left_open_in_the_source():
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK|raise NotImplementedError)\b")
    assert [m for m in MODULES if marks.search(m.read_text(encoding="utf-8"))] == []


def test_no_room_is_a_drawer():
    assert not {m.stem for m in MODULES} & {"utils", "util", "helpers", "helper", "misc", "manager", "common"}


CATCH_ALL = {
    "bounds.py": "the guard around one text, member or picture, which stores what it caught",
    "desk/handover/verify.py": "a check of the verifier, which says what ended it: it imports nothing of ours, and a hostile folder ends none without a verdict",
    "cli/program.py": "the end of the process, which says what ended it",
    "report/carriers.py": "the reading of a packed file that is to leave, whose decoders raise anything: the file is refused as damaged",
    "review/guard.py": "the end of a request, which says at the terminal of what kind it was and where",
}
"""Where everything may be caught and not raised again, once in each."""


def catches_all(node: ast.AST) -> bool:
    """Whether everything ends here: an ``except`` of all that does not end by raising, or a ``suppress`` of all."""
    wide = {"Exception", "BaseException"}
    if isinstance(node, ast.ExceptHandler):
        named = {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)} if node.type else wide
        return bool(named & wide) and not isinstance(node.body[-1], ast.Raise)
    return (
        isinstance(node, ast.Call)
        and "suppress" in ast.dump(node.func)
        and bool(wide & {n.id for one in node.args for n in ast.walk(one) if isinstance(n, ast.Name)})
    )


@pytest.mark.parametrize(
    ("code", "all_"),
    [
        ("try: f()\nexcept Exception: pass", True), ("try: f()\nexcept: g()", True),
        ("try: f()\nexcept (ValueError, BaseException) as e:\n if e: raise\n g()", True),
        ("with suppress(Exception): f()", True), ("with contextlib.suppress(KeyError, BaseException): f()", True),
        ("try: f()\nexcept BaseException:\n g()\n raise", False), ("try: f()\nexcept ValueError: pass", False),
        ("with suppress(OSError): f()", False),
    ],
)  # fmt: skip
def test_what_catches_everything_is_seen(code, all_):
    assert any(catches_all(node) for node in ast.walk(ast.parse(code))) is all_


def test_everything_is_caught_in_the_guard_and_at_the_end_of_the_process_alone():
    found = [
        m.relative_to(SOURCE).as_posix()
        for m in MODULES
        for node in ast.walk(ast.parse(m.read_text(encoding="utf-8")))
        if catches_all(node)
    ]
    assert sorted(found) == sorted(CATCH_ALL)


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


def test_no_package_binds_a_name_to_something_else_than_its_module_of_that_name():
    """A module that is imported later (a doctest's, a worker's) takes the name: every text failed so once, and a case had no conduct."""
    taken = []
    for init in SOURCE.rglob("__init__.py"):
        modules = {path.stem for path in init.parent.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()} - {"__init__"}  # fmt: skip
        room = ".".join(init.parent.relative_to(SOURCE.parent).parts)
        for node in ast.walk(ast.parse(init.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in modules:
                taken.append((room, node.name))
            if isinstance(node, ast.ImportFrom) and node.module != room:
                taken += [(room, one.asname or one.name) for one in node.names if (one.asname or one.name) in modules]
    assert taken == []
