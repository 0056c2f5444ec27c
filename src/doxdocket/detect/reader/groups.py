"""Features that come together: a function of this module and what it names them from. Equal groups name the same features.

So what a group weighs is added up once and known again (`decide`), and names are made where they are read. Which groups a candidate has, `evidence`
says; ``evidence.yaml`` names each sort.

>>> names((scored, "980", Verdict.VALID))
('net=980', 'net=980&verdict=valid')
"""

from typing import Any

from doxdocket.detect.reader.candidate import Form, Generator
from doxdocket.records import Verdict

Group = tuple[Any, ...]
"""A function that names features, and what it is given."""
Names = tuple[str, ...]


def names(group: Group) -> Names:
    """The features of a group."""
    found: Names = group[0](*group[1:])
    return found


def plain(*given: str) -> Names:
    """Features by their names."""
    return given


def edges(left: str, right: str, line: str, lead: str) -> Names:
    """The signs beside a stretch, where it stands in its line, and the stretch before it."""
    return f"left={left}", f"right={right}", f"left={left}&right={right}", f"line={line}", lead


def written(right: str, left: str) -> Names:
    """A value that holds other signs than ASCII."""
    return f"shape=Han&right={right}", f"shape=Han&left={left}"


def labelled(at: str, last: str, length: str, verdict: Verdict, form: Form, source: Generator) -> Names:
    """What the form of a value tells, with the label right before and the last one."""
    check, found_as = f"verdict={verdict.value}", f"source={source.value}"
    own = "kind=any", check, f"form={form.value}", found_as, f"{check}&form={form.value}"
    return *own, at, last, f"{at}&{check}", f"{at}&{length}", f"{at}&{found_as}"


def planned(plan: str, at: str, last: str, lead: str) -> Names:
    """The plan of numbers that a value follows, with the label and the stretch before it."""
    return f"{plan}&{at}", f"{plan}&{last}", f"{plan}&{lead}"


def hinted(near: str, rival: str, length: str, verdict: Verdict) -> Names:
    """How near a word of the kind is, and whether one of another is nearer."""
    check = f"verdict={verdict.value}"
    return near, f"{near}&{length}", f"{near}&{check}", rival, f"{rival}&{check}"


def beside(*given: str) -> Names:
    """Features by their names, and nothing where one is empty."""
    return tuple(name for name in given if name)


def counted(plan: str, checked: str, rows: str) -> Names:
    """How many of the kind there are: of the plan, checked, all."""
    return f"rows=of its plan {plan}", f"rows=checked {checked}", f"rows={rows}"


def framed(*held: tuple[str, str, bool]) -> Names:
    """Frames: each its shape, what it means (nothing where frames of the shape mean nothing), and whether the stretch begins it."""
    told = []
    for shape, means, whole in held:
        name = f"frame={shape} {means}" if means else f"frame={shape}"
        told += [name, f"{name} whole"] if whole and means else [name]
    return tuple(told)


def read_otherwise(sure: Names, readings: str) -> Names:
    """The other kinds that the stretch itself shows, and how many readings it has."""
    return *(f"same={kind}" for kind in sure), f"same={readings}"


def scored(share: str, verdict: Verdict) -> Names:
    """What a net says."""
    return f"net={share}", f"net={share}&verdict={verdict.value}"


def known(*kinds: str) -> Names:
    """Kinds of which another value of the text is sure."""
    return tuple(f"known={kind}" for kind in kinds)
