"""The entries of the register that stand, by form, and who entered each.

>>> Entries(()).of(Form)
{}
"""

from collections.abc import Iterable
from typing import TypeVar

from doxdocket.assess import forms
from doxdocket.assess.form import Form
from doxdocket.store.register import Entry, standing

F = TypeVar("F", bound=Form)


class Entries:
    """What stands on the register of one case."""

    def __init__(self, rows: Iterable[Entry]) -> None:
        self._kept: dict[tuple[str, str], tuple[Form, Entry]] = {
            (one.form, one.key): (forms.of(one.form, one.body), one) for one in standing(rows)
        }

    def of(self, form: type[F]) -> dict[str, F]:
        """The entries of one form, in the order in which their ids were first entered."""
        return {one.id: one for one, _ in self._kept.values() if isinstance(one, form)}

    def all(self) -> list[tuple[Form, Entry]]:
        """Every entry with its row."""
        return list(self._kept.values())

    def meta(self, form: str, key: str) -> Entry:
        """The row of an entry: number, time, officer."""
        return self._kept[form, key][1]
