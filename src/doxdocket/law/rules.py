"""The rules of an edition: every file under ``rules/<edition>/``, and the cases beside each.

>>> rule = by_provision("cn/fashi-2017-10/5-1-3")
>>> rule.article, rule.status
('法释〔2017〕10号 第五条第一款第三项', 'verified')
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from doxdocket.errors import WrongCall
from doxdocket.law import strict_yaml
from doxdocket.law.kinds import RULES
from doxdocket.law.shapes import AnyRule, Case


@dataclass(frozen=True, slots=True)
class Loaded:
    """A rule with its file and cases."""

    rule: AnyRule
    path: Path
    cases: tuple[Case, ...]


def load(edition: str = "cn", root: Path = RULES) -> list[Loaded]:
    """Every rule of an edition in the order of its file names."""
    files = sorted(p for p in (root / edition).rglob("*.yaml") if not p.name.endswith(".cases.yaml"))
    return [load_one(path) for path in files]


def load_one(path: Path) -> Loaded:
    """One rule file and the cases beside it, if there are any."""
    cases = path.with_name(path.stem + ".cases.yaml")
    found = strict_yaml.read(cases, list[Case]) if cases.exists() else []
    return Loaded(strict_yaml.read(path, AnyRule), path, tuple(found))  # type: ignore[arg-type]


@cache
def _shipped(edition: str) -> Mapping[str, Loaded]:
    return {loaded.rule.provision: loaded for loaded in load(edition)}


def loaded(provision: str) -> Loaded:
    """The rule of that provision with its file and cases."""
    found = _shipped(provision.partition("/")[0]).get(provision)
    if found is None:
        raise WrongCall(
            zh="没有这条规则：{provision}。用 doxdocket law list 查看全部规则",
            en="no rule {provision}. doxdocket law list names them all",
            provision=provision,
        )
    return found


def by_provision(provision: str) -> AnyRule:
    """The rule of that provision."""
    return loaded(provision).rule


def provisions(edition: str = "cn") -> list[str]:
    """Every provision of an edition, in the order of its files."""
    return list(_shipped(edition))


@cache
def digest(edition: str = "cn") -> str:
    """Eight hex digits over every rule file of an edition and the files of kinds, links and channels: figures name them."""
    files = sorted(
        [*(RULES / edition).rglob("*.yaml"), RULES / "pi_kinds.yaml", RULES / "links.yaml", RULES / "channels.yaml"]
    )
    found = hashlib.sha256()
    for file in files:
        found.update(file.relative_to(RULES).as_posix().encode() + b"\0" + file.read_bytes())
    return found.hexdigest()[:8]
