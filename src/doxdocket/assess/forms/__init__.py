"""All forms of the register by id, with the words for them, and entries as the register keeps them.

>>> list(FORMS)[:3]
['actor', 'role', 'defendant']
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from doxdocket.assess.form import Form, snake
from doxdocket.assess.forms import damages, gains, parties, procedure
from doxdocket.law import strict_yaml
from doxdocket.words import Both, Named, coded

FORMS: Mapping[str, type[Form]] = {
    snake(one.__name__): one for one in (*parties.FORMS, *gains.FORMS, *damages.FORMS, *procedure.FORMS)
}
"""Every form, in the order in which a team fills them."""
EVERY: Mapping[str, Named] = coded("assess_forms_every")
"""The words for the fields of every form."""


_BARE = re.compile(r"[（(：:，,；;].*", re.DOTALL)


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a form and its fields are called."""

    zh: str
    en: str
    fields: dict[str, Both]


@cache
def words() -> Mapping[str, Words]:
    """The words for every form, by id."""
    return strict_yaml.read(Path(__file__).with_name("forms.yaml"), dict[str, Words])


def short(both: Named) -> str:
    """The Chinese word for a field, as far as the first bracket or comma.

    >>> short(words()["defendant"].fields["born"])
    '出生'
    """
    return _BARE.sub("", both.zh)


def code(form: str, field: str, value: str) -> str:
    """The Chinese word of a code that a field takes, as the words of the form have it; empty where they have none.

    >>> code("harm", "kind", "calls"), code("event", "state", "S0"), code("wallet", "chain", "tron")
    ('来电', '线索', '')
    """
    both = words()[form].fields.get(field) or EVERY.get(field)
    found = (
        re.search(rf"(?<!\w){re.escape(value)} ([^\s：；，。（）]+?)(?=、[a-zA-Z0-9]|[\s：；，。（）]|$)", both.zh)
        if both and value
        else None
    )
    return found[1] if found else ""


def of(form: str, body: Mapping[str, Any]) -> Form:
    """The entry that the register keeps as that body."""
    kept: Form = msgspec.convert({**body, "form": form}, FORMS[form], str_keys=True)
    return kept


def body(entry: Form) -> dict[str, Any]:
    """What the register keeps of an entry: its fields without the name of the form."""
    plain: dict[str, Any] = msgspec.to_builtins(entry, str_keys=True)
    return {k: v for k, v in plain.items() if k != "form"}
