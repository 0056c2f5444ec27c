"""From an account to a person: what was entered, how firm it is, and what is weak about it.

Source: 法发〔2016〕22号 art. 25: a network identity is tied to a person by addresses of the network, records of activity, ownership of
devices and testimony taken together. The program makes no link; it says what a link rests on.

>>> from doxdocket.assess.forms.parties import Attribution
>>> one = Attribution(id="L1", actor="A1", defendant="D1", grade="proven", grounds=("signature",), reason="署名")
>>> weak(one, [one])
('one ground', 'no evidence', 'signature only')
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from doxdocket.assess.forms.parties import Attribution, Testimony

FIRM = ("proven", "supported")
_OWN_WORD = ("admission", "testimony")
HIMSELF = "own statement"
"""Weak about a link whose testimony is what the defendant himself said: no other person said it."""


def weak(
    one: Attribution, every: Iterable[Attribution], absent: Iterable[str] = (), said: Mapping[str, Testimony] = MappingProxyType({}), *, handed: bool = False
) -> tuple[str, ...]:  # fmt: skip
    """What a reader of the other side would say of it. ``absent``: why accounts of it are in no post (``deeds.absent``), ``said``: the statements of the register, ``handed``: whether a post under the account hands it on and others followed."""
    every = list(every)
    others = {o.defendant for o in every if o.actor == one.actor and o.grade != "denied"} - {one.defendant}
    marks = [
        ("one ground", len(set(one.grounds)) < 2),
        ("no evidence", not (one.evidence or one.devices or one.testimonies)),
        ("words only", bool(one.grounds) and set(one.grounds) <= set(_OWN_WORD)),
        (HIMSELF, "testimony" in one.grounds and _himself(one, said)),
        ("signature only", set(one.grounds) == {"signature"}),
        ("another too", bool(others) and one.grade != "denied"),
        ("denied too", contradicted(one, every)),
        ("handed on", handed and one.grade != "denied"),
    ]
    return (*(name for name, so in marks if so), *dict.fromkeys(absent))


def contradicted(one: Attribution, every: Iterable[Attribution]) -> bool:
    """Whether an account is put to a defendant and entered as not his too."""
    return one.grade != "denied" and any(
        (o.actor, o.defendant, o.grade) == (one.actor, one.defendant, "denied") for o in every
    )


def beside(actor: str, every: Iterable[Attribution], said: Mapping[str, Testimony]) -> list[str]:
    """The statements about an account on which no link of it rests: whoever reads the links must know them too.

    >>> one = Attribution(
    ...     id="L1", actor="A1", defendant="D1", grade="claimed", grounds=("testimony",), testimonies=("T1",), reason=""
    ... )
    >>> beside("A1", [one], {name: Testimony(id=name, about=("A1",)) for name in ("T1", "T2")})
    ['T2']
    """
    named = {name for one in every if one.actor == actor for name in one.testimonies}
    return [name for name, one in said.items() if actor in one.about and name not in named]


def _himself(one: Attribution, said: Mapping[str, Testimony]) -> bool:
    """Whether every statement that a link names is the defendant's own.

    >>> one = Attribution(
    ...     id="L1", actor="A1", defendant="D1", grade="claimed", grounds=("testimony",), testimonies=("T1",), reason=""
    ... )
    >>> [_himself(one, {"T1": Testimony(id="T1", defendant=who)}) for who in ("D1", "D2", "")]
    [True, False, False]
    """
    return bool(one.testimonies) and all(
        name in said and said[name].defendant == one.defendant for name in one.testimonies
    )


def of(actor: str, every: Iterable[Attribution], grades: Sequence[str] = FIRM) -> list[str]:
    """The defendants to whom an account was put with one of these grades."""
    return list(dict.fromkeys(one.defendant for one in every if one.actor == actor and one.grade in grades))


def may_be(actor: str, every: Sequence[Attribution]) -> list[str]:
    """All who may have posted what an account did that is firmly put to somebody: all of those to whom it is put, by statements alone too; one alone to whom it is put as proven while others are only claimed.

    >>> link = Attribution(id="L1", actor="A1", defendant="D1", grade="supported", grounds=(), reason="")
    >>> other = Attribution(id="L2", actor="A1", defendant="D2", grade="claimed", grounds=(), reason="")
    >>> may_be("A1", [link]), may_be("A1", [link, other]), may_be("A1", [other])
    (['D1'], ['D1', 'D2'], [])
    """
    firm, proven = of(actor, every), of(actor, every, FIRM[:1])
    return firm if firm == proven and len(firm) < 2 else of(actor, every, (*FIRM, "claimed")) if firm else []


def alone(who: str, actor: str, every: Sequence[Attribution]) -> bool:
    """Whether what an account posted is surely of this defendant: it is put to nobody else, or to others by statements alone while it is proven to be his."""
    return may_be(actor, every) == [who]
