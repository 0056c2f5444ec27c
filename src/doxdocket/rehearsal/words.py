"""What the rehearsal case is written with, as data: words that are combined at random, and what each of its two parts says.

Source: ``words.yaml``, ``open.yaml``, ``held.yaml``, invented for this program. No list holds a person; a combination that is somebody's name is
chance. Leaves out anything a detector could learn from: the lists are not shared with ``detect``, and the held part is the test.

>>> len(of("surnames")) > 100 and len(of("given")) > 150, sorted(part("open").decoys) == sorted(part("held").decoys)
(True, True)
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from doxdocket.law import strict_yaml

Labels = Mapping[str, str | tuple[str, ...]]
"""A writer's words by kind of fact, by its platform where it has one, or by kinship."""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Ordinary posts by topic, sentences of conduct by label, labels of facts by style."""

    decoys: dict[str, tuple[str, ...]]
    conduct: dict[str, tuple[str, ...]]
    labels: dict[str, dict[str, str | tuple[str, ...]]]


@cache
def part(name: str) -> Part:
    """The open part, which whoever builds a detector may look at, or the held one."""
    return strict_yaml.read(Path(__file__).with_name(f"{name}.yaml"), Part)


@cache
def told() -> Mapping[str, Any]:
    """``words.yaml``."""
    return dict(strict_yaml.load(Path(__file__).with_name("words.yaml")))


@cache
def of(name: str) -> tuple[str, ...]:
    """One list; of a text its characters."""
    return tuple(told()[name])


ROADS = tuple(a + b for a in of("road_stems") for b in of("road_ends"))
ESTATES = tuple(a + b for a in of("estate_stems") for b in of("estate_ends"))
