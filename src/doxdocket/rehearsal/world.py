"""Who lives in the invented world: single persons, homonyms, twins, households, minors, reissued and shared numbers.

Source: people. Leaves out what is posted of them: ``plot`` decides that.

>>> from random import Random
>>> world = make(Random(7), 0.05)
>>> len({p.id for p in world.singles}) == len(world.singles) > 0
True
"""

from dataclasses import dataclass, field
from random import Random

from doxdocket.rehearsal import people
from doxdocket.rehearsal.people import Person


@dataclass(slots=True)
class World:
    """All persons, by how they will meet the channels."""

    singles: list[Person] = field(default_factory=list)
    listed: list[Person] = field(default_factory=list)  # exposed first in a list or table
    families: list[list[Person]] = field(default_factory=list)
    outsiders: list[Person] = field(default_factory=list)  # exposed only by rivals
    company: list[tuple[Person, Person]] = field(default_factory=list)  # a target and a friend named beside


def _without_number(rng: Random, one: Person) -> None:
    """A grown person of whom no number and no birth date goes round, only a stated age."""
    for kind in ("id_number", "birth_date"):
        one.facts.pop(kind, None)
    one.add("age", f"{rng.randint(19, 47)}岁")


def _namesakes(rng: Random, singles: list[Person], pairs: int) -> None:
    """Give pairs of strangers one name."""
    for i in range(0, 2 * pairs, 2):
        a, b = singles[i], singles[i + 1]
        b.name = a.name
        b.facts["name"] = list(a.facts["name"])
        if rng.random() < 0.3:  # and the same school, which proves nothing
            b.facts["school"] = list(a.facts["school"])


def _twins(rng: Random, serial: int) -> list[Person]:
    """Same birth date, same home, names and numbers one apart."""
    one = people.person(rng, serial, gender=rng.choice("男女"))
    number = one.facts["id_number"][0].value
    birth = (int(number[6:10]), int(number[10:12]), int(number[12:14]))
    home = one.facts["home_address"][0].value
    other = people.person(
        rng, serial + 1, place=one.place, surname=one.name[0], gender=one.gender, home=home, birth=birth
    )
    return [one, other]


def make(rng: Random, scale: float) -> World:
    """The whole world at a scale."""
    serial = iter(range(1, 10**6, 10))

    def some(count: float) -> range:
        return range(max(2, round(count * scale)))

    world = World()
    for _ in some(385):
        world.singles.append(people.person(rng, next(serial)))
    for one in world.singles:
        if rng.random() < 0.08:
            _without_number(rng, one)
    _namesakes(rng, world.singles, len(some(26)) if scale >= 0.2 else 1)
    for _ in some(34):
        world.singles.append(people.person(rng, next(serial), minor_age=rng.randint(8, 17)))
    for _ in some(9):
        world.singles.extend(_twins(rng, next(serial)))
    world.listed = [people.person(rng, next(serial)) for _ in some(165)]
    world.families = [people.family(rng, next(serial)) for _ in some(60)]
    world.outsiders = [people.person(rng, next(serial)) for _ in some(60)]
    world.company = [(people.person(rng, next(serial)), people.person(rng, next(serial))) for _ in some(14)]
    for i in range(len(some(12))):  # a number given out again to somebody else
        if len(world.listed) > 3 * i + 1:
            world.listed[3 * i].facts["phone_number"][:1] = world.singles[-1 - i].facts["phone_number"][:1]
    return world


def relation(target: Person, other: Person) -> str:
    """What ``other`` is to ``target`` within one household."""
    children = {"son", "daughter"}
    if target.relation in children and other.relation in children:
        return "brother" if other.gender == "男" else "sister"
    if target.relation in children:
        return "father" if other.gender == "男" else "mother"
    return other.relation if other.relation in children else "spouse"
