"""All forms of the register by id, with the words for them, and entries read from what people write.

>>> list(FORMS)[:3]
['actor', 'role', 'defendant']
>>> read("- {form: defendant, id: D1, name: 甲}")
[<defendant D1>]
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Union

import msgspec

from doxdocket.assess.damages import forms as damages
from doxdocket.assess.form import Form, snake
from doxdocket.assess.gains import forms as gains
from doxdocket.assess.parties import forms as parties
from doxdocket.assess.procedure import forms as procedure
from doxdocket.law import strict_yaml
from doxdocket.law.shapes import Both

FORMS: Mapping[str, type[Form]] = {
    snake(one.__name__): one for one in (*parties.FORMS, *gains.FORMS, *damages.FORMS, *procedure.FORMS)
}
"""Every form, in the order in which a team fills them."""
_ANY: Any = Union[tuple(FORMS.values())]  # noqa: UP007 - of a tuple made at run time


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a form and its fields are called."""

    zh: str
    en: str
    fields: dict[str, Both]


@cache
def words() -> Mapping[str, Words]:
    """The words for every form, by id."""
    return strict_yaml.read(Path(__file__).with_name("forms.yaml"), dict[str, Words])


def read(text: str, name: str = "-") -> Sequence[Form]:
    """Entries of YAML text, a list of mappings each with ``form`` and ``id``; a fault names its line."""
    found: list[Form] = strict_yaml.parse_as(text, list[_ANY], name)
    return found


def of(form: str, body: Mapping[str, Any]) -> Form:
    """The entry that the register keeps as that body."""
    kept: Form = msgspec.convert({**body, "form": form}, FORMS[form], str_keys=True)
    return kept


def body(entry: Form) -> dict[str, Any]:
    """What the register keeps of an entry: its fields without the name of the form."""
    plain: dict[str, Any] = msgspec.to_builtins(entry, str_keys=True)
    return {k: v for k, v in plain.items() if k != "form"}
