"""Every pattern that the package compiles, and how its code uses each. Run as a program: prints those that pump, as JSON.

Patterns are recorded while all modules are imported and what is built at first use is built; the places in the source that
compile one are read from its syntax, and a place that was not reached is told. A use of a few characters (``max(0, at - 16)``)
is a window; a pattern that is handed on counts as searched. Left out: other engines (Aho-Corasick).

With a number of attacks, those patterns are pumped that are not in ``tests/health/pumped.txt``: it holds the digests of those that were
pumped so and did not run away. With ``write`` what is new is pumped and added, and what no pattern has any more is taken out.
"""

import ast
import hashlib
import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from doxdocket.errors import WrongCall
from tools.pump import MOST, pump

_ROOT = Path(__file__).parents[1] / "src" / "doxdocket"
PUMPED = Path(__file__).parents[1] / "tests" / "health" / "pumped.txt"
FEW = 15
"""Attacks of one pattern where few are tried."""
_SEARCHES = {"search", "finditer", "findall", "sub", "subn", "split"}
_USES = {*_SEARCHES, "match", "fullmatch"}
Recorded = dict[tuple[str, int], list[re.Pattern[Any]]]


def record(each: int = 1) -> Recorded:
    """The patterns by file and line; of the texts that are read for it, each first, second, ... one."""
    found: Recorded = {}
    compiled = re._compile  # type: ignore[attr-defined]  # noqa: SLF001 - every function of re goes through it

    def note(pattern: Any, flags: Any) -> Any:
        out, frame = compiled(pattern, flags), sys._getframe(1)  # noqa: SLF001
        while frame.f_back is not None and frame.f_code.co_filename.endswith(("/re/__init__.py", "/functools.py")):
            frame = frame.f_back
        if frame.f_code.co_filename.startswith(str(_ROOT)):
            ones = found.setdefault((frame.f_code.co_filename, frame.f_lineno), [])
            if out not in ones:
                ones.append(out)
        return out

    re._compile = note  # type: ignore[attr-defined]  # noqa: SLF001
    try:
        _build(each)
    finally:
        re._compile = compiled  # type: ignore[attr-defined]  # noqa: SLF001
    return found


def _build(each: int) -> None:
    """Import every module, call what builds at first use without being asked anything, and read a few texts."""
    modules = []
    for one in pkgutil.walk_packages([str(_ROOT)], "doxdocket."):
        with suppress(WrongCall):  # Spark is not installed
            modules += [] if one.name.endswith("__main__") else [importlib.import_module(one.name)]
    for module in modules:
        builders = {
            node.name for node in _nodes(str(module.__file__)) if isinstance(node, ast.FunctionDef) and _builds(node)
        }
        for name in builders & vars(module).keys():
            getattr(module, name)()
    from tools import corpus  # noqa: PLC0415 - what it loads is to be recorded too

    texts = [message.text for hand in corpus.open_hands()[:_HANDS] for message in hand.messages][::each]
    for module_name, name, asked in _ASKED:
        getattr(importlib.import_module(module_name), name)(*asked)
    detect, conduct = (importlib.import_module(name) for name in ("doxdocket.detect", "doxdocket.detect.conduct"))
    conduct.label(texts, [detect.detect(text) for text in texts])


def _builds(node: ast.FunctionDef) -> bool:
    """Whether a function needs nothing, keeps its answer and compiles a pattern."""
    kept = any(isinstance(one, ast.Name) and one.id == "cache" for one in node.decorator_list)
    asked = len(node.args.args) - len(node.args.defaults) + len(node.args.kwonlyargs)
    return kept and not asked and any(True for _ in _calls(node))


@cache
def _tree(path: str) -> ast.Module:
    return ast.parse(Path(path).read_text(encoding="utf-8"))


@cache
def _nodes(path: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(_tree(path)))


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    """The calls of the module ``re`` that compile."""
    yield from _of_re(ast.walk(tree))


def _of_re(nodes: Iterable[ast.AST]) -> Iterator[ast.Call]:
    for node in nodes:
        function = node.func if isinstance(node, ast.Call) else None
        of_re = isinstance(function, ast.Attribute) and _last(function.value) == "re"
        if isinstance(node, ast.Call) and of_re and _last(node.func) in {*_USES, "compile"}:
            yield node


def sites() -> Iterator[tuple[str, ast.Call, str]]:
    """Each place that compiles a pattern: file, call, and the name by which its module knows it."""
    for path in sorted(_ROOT.rglob("*.py")):
        names: dict[ast.Call, str] = {}
        every = list(_of_re(_nodes(str(path))))
        for node in _nodes(str(path)) if every else ():
            name = node.name if isinstance(node, ast.FunctionDef) else ""
            if isinstance(node, ast.Assign | ast.AnnAssign):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                name = target.id if isinstance(target, ast.Name) else ""
            for call in _calls(node) if name else ():
                names[call] = name
        for call in every:
            yield str(path), call, names.get(call, "")


_HANDS = 12  # open hands whose texts are read, so that what is built on demand is built
_EACH = 4  # of which every fourth is read where few attacks are tried
_HANDED = {
    ("parse/tdesktop_html/service.py", "_pattern"): {"fullmatch"},
    ("parse/table/lines.py", "_patterns"): {"match"},
    ("parse/ufed/scan.py", "_FLAT"): {"match"},
    ("parse/warc/__init__.py", "_PARTS"): {"match"},
    ("store/case_files.py", "KINDS"): {"fullmatch"},
}
"""What is done with patterns that stand in tables or are built by functions."""
_ENDED = {("parse/ufed/model.py", "_CDATA"), ("parse/ufed/__init__.py", "_RESUMES")}
"""Searched only up to the last end that the text holds, so that no search is in vain (tests/parse/test_cost.py)."""
_ASKED: tuple[tuple[str, str, tuple[Any, ...]], ...] = (
    ("doxdocket.assess.forms", "code", ("harm", "kind", "calls")),
    ("doxdocket.count.catalogue", "spelled", ("",)),
    *(
        ("doxdocket.detect.images.papers", "_shape", (name,))
        for name in ("id", "phone", "card", "mrz", "place", "train", "seat", "flight")
    ),
    ("doxdocket.parse.runs", "_between", (b'"}, ', rb'\{"id"')),
    ("doxdocket.parse.table.lines", "_patterns", (",", "utf-8")),
    ("doxdocket.parse.table.lines", "_patterns", ("|", "gb18030")),
    ("doxdocket.parse.tdesktop_json.records", "_resumes", (b"\n  }",)),
    ("doxdocket.parse.tme_page.words", "hidden", ("https://t.me/invented", "@invented")),
)
"""What builds patterns of what it is asked, with such questions."""


def uses(path: str, call: ast.Call, name: str) -> set[str]:
    """How the code uses one pattern."""
    method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    handed = _HANDED.get((str(Path(path).relative_to(_ROOT)), name))
    if handed is not None:
        return handed
    if method != "compile":
        return {_use(method, [*call.args[1:2]])}
    found: set[str] = set()
    for other in [path] if name.startswith("_") else sorted(map(str, _ROOT.rglob("*.py"))):
        found |= _of_name(other, name)
    return found or {"search"}


@cache
def _named(path: str) -> dict[str, set[str]]:
    """What a module does with each name."""
    found: dict[str, set[str]] = {}
    used = set()
    for node in _nodes(path):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _USES:
            base = node.func.value
            for one in (
                (base.body, base.orelse)
                if isinstance(base, ast.IfExp)
                else (base.func if isinstance(base, ast.Call) else base,)
            ):
                used.add(one)
                found.setdefault(_last(one), set()).add(_use(node.func.attr, node.args))
        elif isinstance(node, ast.Attribute) and node.attr in {"pattern", "groups", "flags", "__doc__"}:
            used.add(node.value)
    for node in _nodes(path):
        if isinstance(node, ast.Call):
            used.add(node.func)  # what a function gives is told where it goes
    for node in _nodes(path):
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load) and node not in used:
            found.setdefault(_last(node), set()).add("search")
    return found


def _of_name(path: str, name: str) -> set[str]:
    return _named(path).get(name, set())


def _last(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _use(method: str, args: list[ast.expr]) -> str:
    if method not in _SEARCHES:
        return "window" if method == "match" and _few(args) else method
    return "window" if _few(args) else "search"


def _few(args: list[ast.expr]) -> bool:
    """Whether a call is of so many characters before a place or behind it."""
    cut = args[0].slice if len(args) == 1 and isinstance(args[0], ast.Subscript) else None
    begins, ends = (
        (args[1], args[2]) if len(args) == 3 else (cut.lower, cut.upper) if isinstance(cut, ast.Slice) else (None, None)
    )
    if isinstance(ends, ast.BinOp) and isinstance(ends.right, ast.Constant):
        return True
    if not isinstance(begins, ast.Call):
        return isinstance(begins, ast.UnaryOp)
    return _last(begins.func) == "max" and any(
        isinstance(a, ast.BinOp) and isinstance(a.op, ast.Sub) for a in begins.args
    )


def of_place(recorded: Recorded, path: str, call: ast.Call) -> list[re.Pattern[Any]]:
    """The patterns of one place: as recorded there, else as its module's own names make them; none where these mean something else."""
    lines = range(call.lineno, (call.end_lineno or call.lineno) + 1)
    found = [one for line in lines for one in recorded.get((path, line), ())]
    if found:
        return found
    module = ".".join(Path(path).relative_to(_ROOT.parent).with_suffix("").parts).removesuffix(".__init__")
    known: dict[str, Any] = {}
    with suppress(WrongCall):  # Spark is not installed
        known = dict(vars(importlib.import_module(module)))
    with suppress(NameError, AttributeError, TypeError):  # names of the function around it, or of a function outside
        made = eval(ast.unparse(call.args[0]), known)  # noqa: S307 - our own source
        return [made if isinstance(made, re.Pattern) else re.compile(made)]
    return []


def mark(pattern: re.Pattern[Any], used: Iterable[str]) -> str:
    """What tells a pattern and its uses from all others, pumped by this pump."""
    told = f"{_pump()} {pattern.pattern!r} {pattern.flags} {sorted(used)}"
    return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()[:16]


@cache
def _pump() -> str:
    return hashlib.sha256((Path(__file__).parent / "pump.py").read_bytes()).hexdigest()


def main(most: int = MOST, *, write: bool = False) -> None:
    """Pump every pattern, each with so many attacks; with few of them those alone that were not pumped so."""
    recorded, missed, slow, count = record(1 if most >= MOST else _EACH), list[str](), list[str](), 0
    before = set(PUMPED.read_text("utf-8").split()) if most < MOST and PUMPED.is_file() else set()
    passed, kept = set[str](), set[str]()
    for path, call, name in sites():
        at = str(Path(path).relative_to(_ROOT))
        ones = of_place(recorded, path, call)
        missed += [] if ones else [f"{at} {name}: {ast.unparse(call)}"]
        for one in ones if (at, name) not in _ENDED else ():
            count += 1
            used = sorted(uses(path, call, name))
            if (known := mark(one, used)) in before:
                kept.add(known)
                continue
            if (how := pump(one, *used, most=most)) is not None:
                slow.append(f"{at}:{call.lineno} {name}: {how}")
                print(slow[-1], file=sys.stderr, flush=True)
            else:
                passed.add(known)
    if write:
        PUMPED.write_text("".join(f"{one}\n" for one in sorted(passed | kept)), encoding="utf-8")
    print(json.dumps({"count": count, "pumped": len(passed), "missed": missed, "slow": slow}, ensure_ascii=False))


if __name__ == "__main__":
    main(FEW, write=True) if sys.argv[1:] == ["write"] else main(*map(int, sys.argv[1:]))
