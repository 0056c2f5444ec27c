"""How an officer likes the desk: language, light or dark, keys. Kept beside the case, no fact of it, and never a value.

>>> keys_of({"keys": {"y": "j", "n": "jj", "a": 3, "longer": "x"}})
{'y': 'j'}
"""

import json
from collections.abc import Mapping
from typing import Any

from doxdocket.errors import WrongCall
from doxdocket.store.case import Case


def liked(case: Case, officer: str) -> dict[str, Any]:
    """What was kept for this officer; empty where nothing was, or it cannot be read."""
    try:
        found = json.loads(case.memo(_name(officer)) or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def keep(case: Case, officer: str, **changes: object) -> None:
    """Keep it for the next time."""
    case.set_memo(_name(officer), json.dumps(liked(case, officer) | changes, ensure_ascii=False))


def keys_of(kept: Mapping[str, Any]) -> dict[str, str]:
    """Keys taken instead, by the one on the button."""
    found = kept.get("keys")
    pairs = found.items() if isinstance(found, dict) else ()
    return {key: own for key, own in pairs if len(key) == 1 and isinstance(own, str) and len(own) == 1}


def chosen(asked: Mapping[str, str]) -> dict[str, str]:
    """The keys as somebody asks for them, those that stay left out; a ``WrongCall`` where one is none or stands twice.

    >>> chosen({"y": "j", "n": "n", "?": "?"})
    {'y': 'j'}
    """
    own = {key: one.strip().lower() for key, one in asked.items()}
    if odd := [key for key, one in own.items() if len(one) != 1 or not one.isprintable() or one == " "]:
        raise WrongCall("liking.key_is_one_sign", keys=" ".join(odd))
    every = list(own.values())
    if twice := sorted({one for one in every if every.count(one) > 1}):
        raise WrongCall("liking.key_stands_twice", keys=" ".join(twice))
    return {key: one for key, one in own.items() if one != key}


def _name(officer: str) -> str:
    return f"desk.{officer}"
