"""The catalogue of sentences held against the code: ``python -m tools.words``, a part of ``./docket check``.

What fails: a line of ``words/*.toml`` that is not ``key = "text"``, or that TOML reads otherwise; a key of one language alone; a key that the code
uses and the catalogue lacks, or the other way round; placeholders that differ between the languages or from the facts given; Chinese
in the code of a module that ``tools/words.yaml`` does not name.

>>> sorted(fields("{n} {n|post|posts} of {size:,} ({odd_en})"))
['n', 'odd', 'size']
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import jinja2
import msgspec

from doxdocket import errors, words
from doxdocket.cli.command import Argument, Group, Option, Page
from doxdocket.cli.program import root

SRC = Path(errors.__file__).parent
DATA = Path(__file__).parent / "words.yaml"
FUNCTIONS = {"say": 0, "zh_en": 0, "by_lang": 0, "listed": 0, "Sentence": 0, "said_in": 1}
"""Where each has its key."""
SAID = frozenset({"say", "said_in", "by_lang"})
HAN = re.compile("[\u4e00-\u9fff]")
ENTRY = re.compile(
    r'^([a-z][\w-]*) = (?:"""\n(?P<lines>(?:[^"\\]|\\.|"(?!""))*)"""|"(?P<line>(?:[^"\\\n]|\\.)*)"|\'(?P<plain>[^\'\n]*)\')$',
    re.MULTILINE,
)
"""A sentence as the files have it."""
HEAD = re.compile(r"\[\w+\]")


def _errors() -> frozenset[str]:
    return frozenset(
        name for name, one in vars(errors).items() if isinstance(one, type) and issubclass(one, errors.DoxdocketError)
    )


@dataclass(frozen=True, slots=True)
class Use:
    """A key where the code uses it; ``facts``: what is given to it, None where they are not told by name."""

    key: str
    place: str
    facts: frozenset[str] | None
    error: bool
    said: bool
    """Whether it is said here, and no template that is filled later."""


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is let be: ``tools/words.yaml``."""

    by_name: frozenset[str]
    coded: dict[str, list[str]]
    one_sided: frozenset[str]
    matched: frozenset[str]
    printed: frozenset[str]


def fact(name: str) -> str:
    """A fact that an error gives in each language (``odd_zh``, ``odd_en``) is one."""
    return re.sub(r"_(zh|en)$|^(zh|en)_", "", name)


def fields(text: str) -> set[str]:
    """The facts that a text asks for."""
    return {fact(name.partition("|")[0]) for _, name, _, _ in Formatter().parse(text) if name is not None}


def uses(path: Path, codes: Mapping[str, Sequence[str]]) -> Iterator[Use]:
    """Every key that a module uses; ``codes``: of the sections that are read whole."""
    ours, place = _errors(), path.relative_to(SRC.parent)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = (
            node.func.id
            if isinstance(node.func, ast.Name)
            else node.func.attr
            if isinstance(node.func, ast.Attribute)
            else ""
        )
        if name == "coded" and node.args and isinstance(node.args[0], ast.Constant):
            section = str(node.args[0].value)
            yield from (
                Use(f"{section}.{one}", f"{place}:{node.lineno}", None, error=False, said=False)
                for one in codes.get(section, ())
            )
        at = 0 if name in ours else FUNCTIONS.get(name)
        if at is None or len(node.args) <= at:
            continue
        given = [k.arg for k in node.keywords]
        facts = None if None in given else frozenset(str(one) for one in given)
        for key in keys(node.args[at]):
            yield Use(key, f"{place}:{node.lineno}", facts, name in ours, name in ours or name in SAID)


def asked(path: Path) -> Iterator[Use]:
    """Every key that a template of the desk uses."""
    place = path.relative_to(SRC.parent)
    tree = jinja2.Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    for node in tree.find_all(jinja2.nodes.Call):
        if isinstance(node.node, jinja2.nodes.Name) and node.node.name == "say" and node.args:
            facts = frozenset(str(one.key) for one in node.kwargs)
            for found in keys(ast.parse(repr(_constant(node.args[0])), mode="eval").body):
                yield Use(found, f"{place}:{node.lineno}", facts, error=False, said=True)


def helped(of: Page, path: str) -> Iterator[Use]:
    """Every key that the help of a command and of those under it uses, by whose names they are found."""
    said = (of.short, of.about, *of.examples, *(one.about for one in of.params if isinstance(one, Option | Argument)))
    yield from (
        Use(one.key, path, frozenset(), error=False, said=False) for one in said if isinstance(one, words.Sentence)
    )
    for name, one in of.commands.items() if isinstance(of, Group) else ():
        if isinstance(one, Page):
            yield from helped(one, f"{path} {name}")


def _constant(node: jinja2.nodes.Expr) -> object:
    return node.value if isinstance(node, jinja2.nodes.Const) else None


def keys(node: ast.expr) -> list[str]:
    """A key, or two by a condition; nothing of what is made elsewhere."""
    if isinstance(node, ast.IfExp):
        return keys(node.body) + keys(node.orelse)
    found = isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"\w+\.[\w-]+", node.value)
    return [found[0]] if found else []


def catalogue(name: str, text: str, faults: list[str]) -> dict[str, str]:
    """The sentences of a file by key, as TOML reads them; lines that are more than the plainest TOML are faults."""
    rest = ENTRY.sub(lambda entry: "\n" * entry[0].count("\n"), text)
    faults += [
        f'{name}:{n}: not key = "text" on a line of its own, in straight quotes: {line[:60]}'
        for n, line in enumerate(rest.split("\n"), 1)
        if line.strip() and line[0] != "#" and not HEAD.fullmatch(line)
    ]
    try:
        return {f"{s}.{key}": str(said) for s, entries in tomllib.loads(text).items() for key, said in entries.items()}
    except tomllib.TOMLDecodeError as error:
        faults.append(f"{name}: {error}")
        return {}


def read(lang: str, faults: list[str]) -> dict[str, str]:
    """The sentences of a language; what the program itself reads otherwise is a fault."""
    name = f"words/{lang}.toml"
    found = catalogue(name, (words.HOME / f"{lang}.toml").read_text(encoding="utf-8"), faults)
    if not faults:
        faults += [
            f"{name}: {key} is read otherwise than TOML has it: no line of a sentence begins with a bracket"
            for key, said in found.items()
            if words.template(lang, key) != said
        ]
    return found


def unlike(zh: Mapping[str, str], en: Mapping[str, str], used: Iterable[Use], plan: Plan) -> Iterator[str]:
    """Keys without their sentence, sentences without use, and facts that do not fit."""
    yield from (f"words/zh.toml: {key} is missing" for key in en if key not in zh)
    yield from (f"words/en.toml: {key} is missing" for key in zh if key not in en)
    if list(zh) != list(en) and zh.keys() == en.keys():
        yield "words: the two languages stand in another order"
    seen = set()
    for one in used:
        seen.add(one.key)
        if one.key not in zh or one.key not in en:
            yield f"{one.place}: no sentence {one.key} in words/*.toml"
            continue
        if one.facts == frozenset() and not one.said:
            continue
        try:
            asked = fields(zh[one.key]), fields(en[one.key])
        except ValueError as error:
            yield f"words: {one.key}: {error}"
            continue
        if asked[0] != asked[1] and one.key not in plan.one_sided:
            yield f"words: {one.key}: the languages do not ask for the same facts: {sorted(asked[0])}, {sorted(asked[1])}"
        given = None if one.facts is None else set(map(fact, one.facts))
        if (
            given is not None
            and one.key not in plan.one_sided
            and (asked[0] - given or (not one.error and given - asked[0]))
        ):
            yield f"{one.place}: {one.key} asks for {sorted(asked[0])} and is given {sorted(given)}"
    for key in zh.keys() & en.keys():
        if key.partition(".")[0] in plan.by_name and fields(zh[key]) != fields(en[key]):
            yield f"words: {key}: the languages do not ask for the same facts"
    yield from (
        f"words/*.toml: {key} is used nowhere"
        for key in zh
        if key not in seen and key.partition(".")[0] not in plan.by_name
    )


def chinese(path: Path) -> int:
    """The Chinese literals of a module, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    literals = (
        one
        for one in ast.walk(tree)
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in docs
    )
    return sum(bool(HAN.search(str(one.value))) for one in literals)


def places(plan: Plan) -> Iterator[str]:
    """Modules with Chinese that are not listed, and listed ones without."""
    known = {*plan.matched, *plan.printed}
    found = {path.relative_to(SRC).as_posix() for path in modules() if chinese(path)}
    rooms = {name for name in known if name.endswith("/")}
    for name in sorted(found - known):
        if not any(name.startswith(room) for room in rooms):
            yield f"{name}: Chinese in the code: put the sentence into words/*.toml, or what is matched into tools/words.yaml"
    yield from (f"tools/words.yaml: {name} holds no Chinese any more" for name in sorted(known - rooms - found))


def modules() -> list[Path]:
    """Every module of the program."""
    return sorted(SRC.rglob("*.py"))


def main() -> int:
    """Print everything that does not fit; 1 where something does not."""
    faults: list[str] = []
    plan = msgspec.yaml.decode(DATA.read_bytes(), type=Plan)
    zh, en = read("zh", faults), read("en", faults)
    if not faults:
        used = [use for path in modules() for use in uses(path, plan.coded)]
        used += [use for path in sorted((SRC / "review" / "templates").glob("*.j2")) for use in asked(path)]
        used += helped(root, root.name or "")
        faults += unlike(zh, en, used, plan)
    faults += places(plan)
    print("\n".join(faults) if faults else f"{len(zh)} sentences in two languages")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
