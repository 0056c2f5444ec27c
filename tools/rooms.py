"""The contract of the rooms to come: today's modules obey the order of tomorrow's rooms, but for the imports listed.

Run by ``lint-imports`` with the other contracts (pyproject.toml). What it reads is ``tools/rooms.yaml``; why it is there
stands in ``docs/decisions/0011-rooms-to-come.md``. ``python -m tools.rooms`` prints the list of exceptions as it would be now.

>>> Plan([["top"], ["low", "beside"]], {"top.of_low": "low"}, frozenset()).room("house.top.of_low.part")
'low'
>>> Plan([["top"], ["low", "beside"]], {}, frozenset()).allowed("house.low", "house.beside")
False
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import grimp
import yaml
from importlinter import Contract, ContractCheck, fields, output

DATA = Path(__file__).parent / "rooms.yaml"


@dataclass(frozen=True, slots=True)
class Plan:
    """Rooms from the top, modules (without the package's name) that move, and pairs that are let be."""

    order: list[list[str]]
    moves: dict[str, str]
    exceptions: frozenset[tuple[str, str]]

    def room(self, module: str) -> str:
        """Where a module will stand: of the longest move that names it, else its first folder."""
        name = module.partition(".")[2]
        while name and name not in self.moves:
            name = name.rpartition(".")[0]
        return self.moves[name] if name else module.split(".")[1]

    def height(self, room: str) -> int | None:
        """The line of a room, 0 at the top; None where the order has no such room."""
        return next((at for at, rooms in enumerate(self.order) if room in rooms), None)

    def allowed(self, importer: str, imported: str) -> bool:
        """Whether one module may import the other: in its own room, or from a room below."""
        over, under = self.room(importer), self.room(imported)
        above, below = self.height(over), self.height(under)
        return over == under or (above is not None and below is not None and above < below)


def read(path: Path = DATA) -> Plan:
    """The plan as the file has it."""
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    pairs = (tuple(line.split(" -> ")) for line in found["exceptions"])
    return Plan(found["order"], found["moves"], frozenset((first, second) for first, second in pairs))


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong: modules and moves without a place, imports against the order, exceptions that nothing needs."""

    unplaced: list[str]
    against: list[tuple[str, str]]
    unneeded: list[tuple[str, str]]


def look(graph: grimp.ImportGraph, plan: Plan, package: str) -> Found:
    """Hold every import of the package against the plan."""
    modules = sorted(m for m in graph.modules if m.startswith(f"{package}."))
    unplaced = [m for m in modules if plan.height(plan.room(m)) is None]
    unplaced += [f"{package}.{name}" for name in plan.moves if f"{package}.{name}" not in graph.modules]
    against = {
        (importer.partition(".")[2], imported.partition(".")[2])
        for importer in modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if imported.startswith(f"{package}.") and not plan.allowed(importer, imported)
    }
    return Found(unplaced, sorted(against - plan.exceptions), sorted(plan.exceptions - against))


class RoomsToCome(Contract):
    """Imports go down the order of the rooms to come; exceptions are listed, and only shrink."""

    package = fields.StringField()

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002 - as import-linter calls it
        """Hold the graph against ``tools/rooms.yaml``."""
        found = look(graph, read(), str(self.package))
        return ContractCheck(kept=not (found.unplaced or found.against or found.unneeded), metadata={"found": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Say what is wrong and what to do."""
        found: Found = check.metadata["found"]
        for module in found.unplaced:
            output.print_error(
                f"{module} has no place in tools/rooms.yaml (or is gone): give its room, or take the line out."
            )
        for importer, imported in found.against:
            output.print_error(
                f"{importer} -> {imported} goes against the order of the rooms to come: move what is needed down."
            )
        for importer, imported in found.unneeded:
            output.print_error(
                f"{importer} -> {imported} is no longer needed: take it out of the exceptions of tools/rooms.yaml."
            )


def main() -> int:
    """Print the exceptions that today's imports need."""
    plan = read()
    bare = Plan(plan.order, plan.moves, frozenset())
    for importer, imported in look(grimp.build_graph("doxdocket"), bare, "doxdocket").against:
        print(f"  - {importer} -> {imported}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
