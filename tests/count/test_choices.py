"""The list of the edition's own choices is read from where the program reads: another value in the file is another value in the list."""

import shutil

import pytest

from doxdocket.count import choices
from doxdocket.count.catalogue import catalogue
from doxdocket.count.choices import BASE, Listed
from doxdocket.law import classes, strict_yaml
from doxdocket.law.kinds import kinds
from doxdocket.law.links import links

LISTED = [c for g in strict_yaml.read(BASE / "rules" / "choices.yaml", Listed).groups for c in g.choices]


def values():
    return {c.id: c.value for c in choices.choices()}


def test_the_values_are_those_that_the_program_counts_with():
    told, shown = values(), catalogue().shown
    assert (
        (told["shown_low"], told["shown_estimate"])
        == (str(shown.persons.low), str(shown.persons.estimate))
        == ("3", "2")
    )
    assert told["hub_names"] == str(links().file.hub.names) == "4"
    assert told["classes_admits"] == classes.tree().admits
    assert told["same_band"] == "1.5"
    assert "nothing 1/10" in told["channel_cut"]
    assert "name+birth_date" in told["identification"]
    assert all(f"{rule.id}: {rule.level}" in told["links"].split("; ") for rule in links().file.rules)
    disputed = [k.id for k in kinds().values() if k.tier_low != k.tier_high]
    assert [one.split(" ")[0] for one in told["tiers_disputed"].split("; ")] == disputed
    assert "cn/fashi-2017-10/1" in told["readings"].split("; ")


@pytest.mark.parametrize(("id_", "before", "after"), [
    ("shown_low", "persons: {low: 3,", "persons: {low: 5,"), ("hub_names", "hub: {names: 4", "hub: {names: 6"),
    ("same_band", 'same: "1.5"', 'same: "2"'), ("channel_weights", "weight: 20", "weight: 21"),
])  # fmt: skip
def test_another_value_in_the_file_is_another_value_in_the_list(tmp_path, id_, before, after):
    choice = next(c for c in LISTED if c.id == id_)
    copy = tmp_path / choice.file
    copy.parent.mkdir(parents=True)
    shutil.copy(BASE / choice.file, copy)
    assert choices.value(choice, tmp_path) == values()[id_]
    copy.write_text(copy.read_text("utf-8").replace(before, after, 1), encoding="utf-8")
    assert choices.value(choice, tmp_path) != values()[id_]


def test_every_choice_has_a_value_a_file_and_figures_that_exist():
    known = (
        {f.id for f in catalogue().figures}
        | {t.id for t in catalogue().tiers}
        | {catalogue().ratio.id, catalogue().core.id}
    )
    assert len({c.id for c in LISTED}) == len(LISTED)
    for choice in LISTED:
        assert (BASE / choice.file).exists(), choice.id
        assert values()[choice.id], choice.id
        assert set(choice.moves) <= known, choice.id
