"""May this key do this act now, and as whom? The one place where it is decided; the log asks it of each row that it writes.

``ACTS`` says of an act whose it may be. Where a case names no officers yet, the key that opens it does all. A name is that of an officer whom the key
answers for, or could from now on. Without a name it is the officer whose key it is; else the only one whom it answers for.
Source: docs/decisions/0013-officers-and-keys.md.

>>> from doxdocket.store.custody.officers import Reading
>>> told = Reading().on([(1, "甲", "init", {"identity": "k1", "bound": {"甲": ["k1"]}, "to": 5})]).standing
>>> whose("open", "", Key("k1"), ("甲", "乙"), told), whose("open", "", Key("k2"), ("甲", "乙"), told)
('甲', 'key:k2')
>>> whose("officer.add", "", Key("k2"), ("甲", "乙"), told)
Traceback (most recent call last):
...
doxdocket.errors.WrongCall: the key that opened this case (k2) answers for no officer of it: officers, keys and copies are for an officer (甲, 乙), and nothing was changed. An officer adds --officer NAME; else ask one to do it. Where an officer lost their key and only a spare is left: doxdocket officer key CASE NAME --lost-key --reason …
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from doxdocket.errors import WrongCall
from doxdocket.store.custody.officers import (
    CLOSE,
    CLOSE_ASKED,
    KEY,
    LASTING,
    LEAD,
    LINK,
    LOOKING,
    LOST,
    OTHER,
    REOPEN,
    REOPEN_ASKED,
    ROLE,
    SIGNS,
    TIED,
    Standing,
)
from doxdocket.words import zh_en

SPARE = "escrow"
"""The role of a key that was left for safe keeping: it becomes nobody's by acting."""


class Whose(Enum):
    """Whose an act may be."""

    ANYBODY = "an officer's, else that of the key that opened the case"
    OFFICER = "an officer's, named or known by a key that answers for them already"
    OFFICER_OR_SPARE = "the same, or that of a spare key"
    SPARE = "that of a spare key alone"


ACTS = {
    **dict.fromkeys(("officer.add", "officer.key", "officer.remove", ROLE, LINK), Whose.OFFICER),
    **dict.fromkeys(("key.add", "key.escrow", "key.remove", "key.rotate"), Whose.OFFICER),
    **dict.fromkeys(("backup", "copied", "fork", "forked", "merge", "merged"), Whose.OFFICER),
    **dict.fromkeys(("restore", "restored"), Whose.OFFICER_OR_SPARE),
    **dict.fromkeys((SIGNS, CLOSE_ASKED, CLOSE, REOPEN_ASKED, REOPEN), Whose.OFFICER),
    LOST: Whose.SPARE,  # an ``officer.key`` that says so
}
"""Acts on officers, keys and copies; all others are anybody's who opened the case."""
_LEADS = frozenset(
    ("officer.add", "officer.key", "officer.remove", ROLE, LINK, "key.add", "key.escrow", "key.remove", "key.rotate")
)
"""Acts on officers and keys, which are a lead's: or a reviewer would make themselves one."""
_OWN = frozenset((CLOSE_ASKED, CLOSE, REOPEN_ASKED, REOPEN))
"""Acts that two officers do, each with a key that answers for them and for nobody else."""
_ANYONES = frozenset(("repeated", "migrate"))
"""Rows that tell of an officer, and are no act of theirs: that a text repeats a value, that the program brought the case up to date."""


@dataclass(frozen=True, slots=True)
class Key:
    """The key that opened the case: its fingerprint, and the role and name of its holder."""

    mark: str
    role: str = ""
    name: str = ""


def whose(act: str, named: str, key: Key, officers: Sequence[str], told: Standing) -> str:
    """The officer, or ``key:`` and the fingerprint, as whom the act stands in the log; a ``WrongCall`` when it may not be done."""
    rule, itself = ACTS.get(act, Whose.ANYBODY), f"{KEY}{key.mark}"
    if rule is Whose.SPARE and key.role != SPARE:
        raise _no_spare(key.mark)
    if rule is Whose.SPARE:
        return itself
    still(act, told)
    name = "" if named == itself else _officer(named.strip(), key, officers, told)
    if name and act:
        _within_role(name, act, told)
    if rule is Whose.ANYBODY or not officers or (rule is Whose.OFFICER_OR_SPARE and key.role == SPARE):
        return name or itself
    if not name or not (named.strip() or told.edition < TIED or told.answers(name, key.mark)):
        raise _not_in_charge(key.mark, officers)
    if act in _OWN and (others := told.others(name, key.mark)):
        raise WrongCall("permission.needs_key_of_ones_own", name=name, key=key.mark, others=", ".join(others))
    if act in {REOPEN_ASKED, REOPEN} and told.closed is not None and not told.opens(name, key.mark):
        raise WrongCall("permission.came_when_closed", name=name, key=key.mark, row=told.closed, known=", ".join(sorted(told.openers)) or "—")  # fmt: skip
    return name


def still(act: str, told: Standing) -> None:
    """Refuse an act that adds to a closed case; before hours of work, too."""
    if act and told.closed is not None and act not in LASTING:
        raise WrongCall("permission.case_is_closed", row=told.closed)


def _within_role(name: str, act: str, told: Standing) -> None:
    """Refuse what an officer's role leaves out: acts at all to who only looks, giving roles to who is no lead."""
    role = told.role(name)
    if (role in LOOKING and act not in _ANYONES) or (act in _LEADS and role != LEAD):
        raise WrongCall("permission.role_does_not_allow", name=name, role=(say_role(role)))


def say_role(role: str) -> tuple[str, str]:
    """What a role is called, in both languages."""
    return zh_en(f"role.{role}")


def _officer(named: str, key: Key, officers: Sequence[str], told: Standing) -> str:
    """The officer named, or without a name the one whose key it is; empty when it is none, or not one."""
    if named:
        if why := _refusal(named, key, officers, told):
            raise why
        return named
    own = [key.name] if key.name else officers
    if len(own) > 1:
        own = [name for name in officers if told.answers(name, key.mark)]
    return own[0] if len(own) == 1 and not _refusal(own[0], key, officers, told) else ""


def _refusal(name: str, key: Key, officers: Sequence[str], told: Standing) -> WrongCall | None:
    """Why this key may not act under this name; None when it answers for it, or could from now on."""
    if name not in officers:
        return no_officer(name, officers)
    if why := told.refusal(name, key.mark):
        return _refused(why, name, key.mark, told)
    return _not_by_a_spare(name, key.mark) if key.role == SPARE and not told.answers(name, key.mark) else None


def no_officer(name: str, officers: Sequence[str]) -> WrongCall:
    """That somebody would act who is no officer of the case; the name most like it is offered as a guess."""
    if not officers:
        return WrongCall("permission.this_case_names_no_officers", name=name)
    guess = max(officers, key=lambda one: SequenceMatcher(None, one, name).ratio())
    return WrongCall("permission.is_no_officer_of_this", name=name, officers=", ".join(officers), guess=guess)  # fmt: skip


def _not_in_charge(key: str, officers: Sequence[str]) -> WrongCall:
    """That an act on officers, keys or copies would be that of a key alone."""
    return WrongCall("permission.key_that_opened_this_case", key=key, officers=", ".join(officers))  # fmt: skip


def _not_by_a_spare(name: str, key: str) -> WrongCall:
    """That a spare key would become an officer's by acting."""
    return WrongCall("permission.spare_key_opened_this_case", name=name, key=key)  # fmt: skip


def _no_spare(key: str) -> WrongCall:
    """That a key that is no spare would tie itself to an officer."""
    return WrongCall("permission.lost_key_is_for_spare", key=key)


def _refused(why: str, name: str, key: str, told: Standing) -> WrongCall:
    """That this key does not answer for this name."""
    if why == OTHER:
        return WrongCall("permission.acts_with_another_key_one", name=name, key=key, known=", ".join(sorted(told.keys[name])))  # fmt: skip
    return WrongCall("permission.key_that_opened_this_case_answers", name=name, key=key, others=", ".join(told.others(name, key)))  # fmt: skip


def taken(name: str, key: str, others: Sequence[str]) -> WrongCall:
    """That a key is to answer for a second name and nobody said that they share it."""
    return WrongCall("permission.key_answers_for_already_nothing", name=name, key=key, others=", ".join(others))  # fmt: skip
