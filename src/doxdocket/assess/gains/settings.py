"""What the accounting takes for given: names of coins, windows, words for each state and remark. All of it is in ``settings.yaml``.

>>> coin(" usdt "), coin("泰达币"), coin("元"), coin("DOGE")
('USDT', 'USDT', 'CNY', None)
>>> word("states", "zero")["en"]
'an amount of zero'
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from doxdocket.law import strict_yaml
from doxdocket.seal import addresses


@cache
def table(name: str) -> Any:
    """The content of one data file of this room."""
    with resources.as_file(resources.files(__package__).joinpath(name)) as path:
        return strict_yaml.load(Path(path))


def settings() -> Mapping[str, Any]:
    """``settings.yaml``."""
    return dict(table("settings.yaml"))


@cache
def _coins() -> dict[str, str]:
    return {_bare(name): code for code, names in settings()["coins"].items() for name in names}


def _bare(name: str) -> str:
    return "".join(name.split()).casefold()


def coin(name: str) -> str | None:
    """The code of a coin or currency, or None where the word is not known."""
    return _coins().get(_bare(name))


def entered(name: str) -> str | None:
    """The code of a coin that a person entered; of one without words here its own, by which its rate is found. Letters that are no code are none.

    >>> entered("港币"), entered(" hkd"), entered("aud"), entered("狗狗币"), entered("YUAN")
    ('HKD', 'HKD', 'AUD', None, None)
    """
    own = _bare(name).upper()
    return coin(name) or (own if own in _codes() else None)


@cache
def _codes() -> frozenset[str]:
    return frozenset(settings()["currencies"]) | frozenset(settings()["other_coins"])


@cache
def contracts(code: str) -> frozenset[str]:
    """The contracts of a token in their one spelling; empty where none is known."""
    told = [addresses.read(text) for text in settings()["contracts"].get(code, ())]
    return frozenset(address.normal for address in told if address is not None)


@cache
def dust(code: str) -> Decimal:
    """What is next to nothing in this coin."""
    return Decimal(settings()["poisoning"]["dust"].get(code, 0))


@cache
def by_rate() -> Fraction:
    """How far a payment valued by a rate may lie from a price, as a share of the price."""
    return Fraction(settings()["offers"]["by_rate"])


def word(table_name: str, code: str) -> Mapping[str, str]:
    """A stage, state or remark in Chinese and English."""
    return dict(settings()[table_name][code])
