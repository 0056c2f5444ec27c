"""The rules of an edition: every file under ``rules/<edition>/``, the cases beside each, and what a local edition changes.

A book is what is asked. The shipped one is read once; ``with_local`` lays the files of a local edition over it: a file with
a provision of the book takes its place from its first day to its last (the text before and after stays), one with
a new provision is added. Where one provision has several texts, the one in force on the day asked answers.

>>> rule = by_provision("cn/fashi-2017-10/5-1-3")
>>> rule.article, rule.status
('法释〔2017〕10号 第五条第一款第三项', 'verified')
>>> shipped().name, len(shipped().digest), len(shipped().mark)
('cn', 64, 8)
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from doxdocket.errors import WrongCall
from doxdocket.guess import meant
from doxdocket.law import strict_yaml
from doxdocket.law.kinds import RULES
from doxdocket.law.shapes import AnyRule, Case

CASES = ".cases.yaml"


@dataclass(frozen=True)
class Loaded:
    """A rule with its file and the text of the cases beside it. ``edition``: which edition the text is of."""

    rule: AnyRule
    path: Path
    beside: str = ""
    edition: str = "cn"

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Its cases, read when they are asked for: those of all rules take longer to read than the rules. RuleFault: a fault in them."""
        return tuple(strict_yaml.parse_as(self.beside, list[Case], self.path.stem + CASES)) if self.beside else ()


@dataclass(frozen=True)
class Book:
    """All rules that are asked together, with the name and digest that figures carry."""

    name: str
    digest: str
    """SHA-256 (hex) over every text (``digest_of``)."""
    rules: tuple[Loaded, ...]

    @property
    def mark(self) -> str:
        """The first eight digits of the digest, for print: it proves nothing."""
        return self.digest[:8]

    @cached_property
    def texts(self) -> Mapping[str, tuple[Loaded, ...]]:
        """Every text of each provision, oldest first."""
        found: dict[str, list[Loaded]] = {}
        for one in self.rules:
            found.setdefault(one.rule.provision, []).append(one)
        return {p: tuple(sorted(t, key=lambda one: one.rule.effective_from)) for p, t in found.items()}

    @cached_property
    def specials(self) -> Mapping[str, tuple[AnyRule, ...]]:
        """The rules that displace each provision."""
        found: dict[str, list[AnyRule]] = {}
        for one in self.rules:
            for displaced in one.rule.displaces:
                found.setdefault(displaced, []).append(one.rule)
        return {p: tuple(rules) for p, rules in found.items()}

    def loaded(self, provision: str, on: date | None = None) -> Loaded:
        """The text of that provision in force on the day, else one that reaches back to it, else the latest."""
        texts = self.texts.get(provision)
        if texts is None:
            raise meant(WrongCall("rules.no_rule_doxdocket_law_list", provision=provision), provision, self.texts)
        if on is None:
            return texts[-1]
        then = [one for one in texts if one.rule.in_force(on)] or [one for one in texts if one.rule.reaches(on)]
        return [*then, texts[-1]][0]

    def find(self, provision: str, on: date | None = None) -> AnyRule:
        """The rule of that provision."""
        return self.loaded(provision, on).rule

    def provisions(self) -> list[str]:
        """Every provision, in the order of the files."""
        return list(self.texts)


def load(edition: str = "cn", root: Path = RULES) -> list[Loaded]:
    """Every rule of an edition in the order of its file names."""
    return [load_one(path) for path in files(root / edition)]


def files(folder: Path) -> list[Path]:
    """The rule files below a folder, without their cases."""
    return sorted(p for p in folder.rglob("*.yaml") if not p.name.endswith(CASES))


def load_one(path: Path) -> Loaded:
    """One rule file and the cases beside it, if there are any."""
    cases = path.with_name(path.stem + CASES)
    return parsed(path, path.read_text("utf-8"), cases.read_text("utf-8") if cases.exists() else "")


def parsed(path: Path, text: str, cases: str, edition: str = "cn") -> Loaded:
    """A rule from its text and that of its cases."""
    return Loaded(strict_yaml.parse_as(text, AnyRule, path.name), path, cases, edition)  # type: ignore[arg-type]


def book(rules: Iterable[Loaded], name: str = "cn") -> Book:
    """Rules that are asked together; for a check, or a test."""
    return Book(name, "", tuple(rules))


@cache
def shipped() -> Book:
    """The book that ships with the program."""
    return Book("cn", digest(), tuple(load()))


def by_provision(provision: str) -> AnyRule:
    """The shipped rule of that provision."""
    return shipped().find(provision)


def shipped_files(edition: str = "cn") -> dict[str, bytes]:
    """Every rule file of an edition and the files of kinds, links and channels, by name."""
    named = sorted(
        [*(RULES / edition).rglob("*.yaml"), RULES / "pi_kinds.yaml", RULES / "links.yaml", RULES / "channels.yaml"]
    )
    return {file.relative_to(RULES).as_posix(): file.read_bytes() for file in named}


@cache
def digest(edition: str = "cn") -> str:
    """SHA-256 (hex) over these: figures name it."""
    return digest_of(shipped_files(edition))


def digest_of(named: Mapping[str, bytes]) -> str:
    """SHA-256 (hex) over files by name, each name and each text behind its length in eight bytes, so that no text can pass for another's name or end.

    >>> digest_of({"a": b"bc"}) == digest_of({"ab": b"c"})
    False
    """
    found = hashlib.sha256()
    for name, data in sorted(named.items()):
        for part in (name.encode(), data):
            found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()
