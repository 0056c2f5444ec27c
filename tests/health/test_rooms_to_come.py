"""The contract of the rooms to come refuses a new import against the order, a listed one that is gone, and a module without a place."""

import grimp
import pytest
from tools.rooms import Plan, look

ORDER = [["cli"], ["desk"], ["count", "assess"], ["words"]]


@pytest.fixture
def graph():
    """A small house: what a desk is to be stands in count today."""
    made = grimp.ImportGraph()
    for name in ("house", "house.cli", "house.count", "house.count.deciding", "house.assess", "house.words"):
        made.add_module(name)
    for importer, imported in (("cli", "count"), ("count.deciding", "count"), ("count", "words")):
        made.add_import(importer=f"house.{importer}", imported=f"house.{imported}")
    return made


def plan(*exceptions, order=ORDER):
    return Plan(order, {"count.deciding": "desk"}, frozenset(exceptions))


def test_downward_is_fine(graph):
    found = look(graph, plan(), "house")
    assert (found.unplaced, found.against, found.unneeded) == ([], [], [])


@pytest.mark.parametrize(
    ("importer", "imported"),
    [("words", "count"), ("count", "count.deciding"), ("count", "assess"), ("assess", "count.deciding")],
)
def test_upward_and_sideways_are_refused_unless_listed(graph, importer, imported):
    graph.add_import(importer=f"house.{importer}", imported=f"house.{imported}")
    assert look(graph, plan(), "house").against == [(importer, imported)]
    assert look(graph, plan((importer, imported)), "house").against == []


def test_an_exception_that_nothing_needs_is_told(graph):
    assert look(graph, plan(("words", "count")), "house").unneeded == [("words", "count")]


def test_every_module_has_a_place_and_every_move_a_module(graph):
    graph.add_module("house.attic")
    assert look(graph, plan(), "house").unplaced == ["house.attic"]
    gone = Plan(ORDER, {"count.gone": "desk"}, frozenset())
    graph.remove_module("house.attic")
    assert look(graph, gone, "house").unplaced == ["house.count.gone"]
