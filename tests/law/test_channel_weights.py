"""The weights by which channels are ordered, as a person changes them."""

import pytest

from doxdocket.errors import WrongCall
from doxdocket.law import channels

NAMES = list(channels.rules().weights)


@pytest.mark.parametrize("text", ["nothing=1", f"{NAMES[0]}=many", f"{NAMES[0]}", f"{NAMES[0]}=99999999"])
def test_weights_that_are_not_understood_name_those_there_are(text):
    with pytest.raises(WrongCall) as raised:
        channels.changed(text)
    assert NAMES[0] in raised.value.said("en")


def test_not_every_weight_can_be_nothing():
    with pytest.raises(WrongCall, match="zero"):
        channels.changed(",".join(f"{name}=0" for name in NAMES))
    assert channels.changed(f"{NAMES[0]}=0")[NAMES[0]] == 0


def test_where_a_set_may_end_is_told_in_parts():
    cut = channels.rules().cut
    assert 0 < cut.part_nothing < cut.part_holds < 1
