"""A procedure made by hand: steps, and what is told of them on a day."""

from datetime import date

from doxdocket.assess import forms
from doxdocket.assess.forms.procedure import Event
from doxdocket.assess.plain_records import plain as as_data
from doxdocket.assess.procedure.procedure import procedure
from doxdocket.assess.register import Entries
from doxdocket.store.register import ENTER, Entry


def event(key, at, name=None, **more):
    """A step such as ``S10:served`` on a day."""
    state, _, step = key.partition(":")
    return Event(id=name or f"{key.replace(':', '-')}@{at}", state=state, step=step, at=date.fromisoformat(at), **more)


def entered(*entries):
    """The register that holds these entries, in order."""
    return Entries(
        Entry(n, "2025-01-01T00:00:00+00:00", "甲", ENTER, str(e.__struct_config__.tag), e.id, forms.body(e), "")
        for n, e in enumerate(entries, 1)
    )


def told_on(day, *entries, on=None):
    """The account of these entries on a day; ``on`` goes before ``day``."""
    return procedure(entered(*entries), on or day)


def remarks_on(day, words, *entries, on=None):
    """The entries of each remark in which these words stand."""
    return [r.entries for r in told_on(day, *entries, on=on).remarks if words in r.en]


def plain(result):
    """What the account says of it, as ``--json`` has it."""
    return as_data(result)
