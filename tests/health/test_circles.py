"""No module reaches itself by its imports, wherever in a module they stand: whoever reads one finds below it everything that it needs."""

import grimp

LATER = {("doxdocket.desk.documents.material", "doxdocket.desk.documents.exhibits")}
"""Imports that a property makes, of what is made of its own object."""


def circles(imports):
    """The modules that lie on a circle, each with what of it they import: what nothing imports and what imports nothing is peeled off until nothing of that is left."""
    left = {name: set(those) - {name} for name, those in imports.items()}
    while off := {name for name, those in left.items() if not those} | (set(left) - set().union(*left.values())):
        left = {name: those - off for name, those in left.items() if name not in off}
    return left


def test_a_circle_is_found_and_what_hangs_on_it_is_not():
    house = {"a": {"b"}, "b": {"c"}, "c": {"d", "e"}, "d": {"b"}, "e": set()}
    assert circles(house) == {"b": {"c"}, "c": {"d"}, "d": {"b"}}
    assert circles(house | {"d": set()}) == {}


def test_there_is_none():
    house = grimp.build_graph("doxdocket", exclude_type_checking_imports=True, cache_dir=None)
    imports = {
        name: {one for one in house.find_modules_directly_imported_by(name) if (name, one) not in LATER}
        for name in house.modules
    }
    assert all(one in house.find_modules_directly_imported_by(name) for name, one in LATER)
    assert circles(imports) == {}
