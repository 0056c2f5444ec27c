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
from doxdocket.store.custody.officers import KEY, LOST, OTHER, TIED, Standing

SPARE = "escrow"
"""The role of a key that was left for safe keeping: it becomes nobody's by acting."""


class Whose(Enum):
    """Whose an act may be."""

    ANYBODY = "an officer's, else that of the key that opened the case"
    OFFICER = "an officer's, named or known by a key that answers for them already"
    OFFICER_OR_SPARE = "the same, or that of a spare key"
    SPARE = "that of a spare key alone"


ACTS = {
    **dict.fromkeys(("officer.add", "officer.key", "officer.remove"), Whose.OFFICER),
    **dict.fromkeys(("key.add", "key.escrow", "key.remove", "key.rotate"), Whose.OFFICER),
    **dict.fromkeys(("backup", "copied", "fork", "forked", "merge", "merged"), Whose.OFFICER),
    **dict.fromkeys(("restore", "restored"), Whose.OFFICER_OR_SPARE),
    LOST: Whose.SPARE,  # an ``officer.key`` that says so
}
"""Acts on officers, keys and copies; all others are anybody's who opened the case."""


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
    name = "" if named == itself else _officer(named.strip(), key, officers, told)
    if rule is Whose.ANYBODY or not officers or (rule is Whose.OFFICER_OR_SPARE and key.role == SPARE):
        return name or itself
    if not name or not (named.strip() or told.edition < TIED or told.answers(name, key.mark)):
        raise _not_in_charge(key.mark, officers)
    return name


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
        return WrongCall(
            zh="本案还没有写明经办人，{name} 不能以经办人身份办理。没有记录任何东西。先运行：doxdocket officer add CASE {name}",
            en="this case names no officers yet, so {name} cannot act as one. Nothing was recorded. First run: doxdocket officer add CASE {name}",
            name=name,
        )
    guess = max(officers, key=lambda one: SequenceMatcher(None, one, name).ratio())
    return WrongCall(
        zh="{name} 不是本案的经办人（{officers}），没有记录任何东西。是 {guess} 吗？要由经办人加上此人：doxdocket officer add CASE {name}",
        en="{name} is no officer of this case ({officers}). Nothing was recorded. Did you mean {guess}? An officer of the case can add one: doxdocket officer add CASE {name}",
        name=name, officers=", ".join(officers), guess=guess,
    )  # fmt: skip


def _not_in_charge(key: str, officers: Sequence[str]) -> WrongCall:
    """That an act on officers, keys or copies would be that of a key alone."""
    return WrongCall(
        zh="打开本案的钥匙（{key}）不归本案任何经办人名下：经办人、钥匙和副本由经办人（{officers}）办理，没有改动任何东西。你是经办人的，写 --officer 姓名；不是的，请经办人办理。经办人丢了钥匙而只剩备用钥匙的：doxdocket officer key CASE 姓名 --lost-key --reason …",
        en="the key that opened this case ({key}) answers for no officer of it: officers, keys and copies are for an officer ({officers}), and nothing was changed. An officer adds --officer NAME; else ask one to do it. Where an officer lost their key and only a spare is left: doxdocket officer key CASE NAME --lost-key --reason …",
        key=key, officers=", ".join(officers),
    )  # fmt: skip


def _not_by_a_spare(name: str, key: str) -> WrongCall:
    """That a spare key would become an officer's by acting."""
    return WrongCall(
        zh="打开本案的是备用钥匙（{key}），不会因办理而归 {name} 名下。没有记录任何东西。由经办人记明：doxdocket officer key CASE {name} {key}；经办人丢了钥匙而没有别的经办人的：doxdocket officer key CASE {name} --lost-key --reason …",
        en="a spare key ({key}) opened this case; it does not become that of {name} by acting. Nothing was recorded. An officer says so: doxdocket officer key CASE {name} {key}; where they lost their key and there is no other officer: doxdocket officer key CASE {name} --lost-key --reason …",
        name=name, key=key,
    )  # fmt: skip


def _no_spare(key: str) -> WrongCall:
    """That a key that is no spare would tie itself to an officer."""
    return WrongCall(
        zh="--lost-key 只用于备用钥匙（key escrow），打开本案的 {key} 不是。没有改动；请另一名经办人办理，或用备用钥匙打开本案。",
        en="--lost-key is for a spare key (key escrow), which {key}, that opened this case, is not. Nothing was changed; ask another officer, or open the case with a spare.",
        key=key,
    )


def _refused(why: str, name: str, key: str, told: Standing) -> WrongCall:
    """That this key does not answer for this name."""
    if why == OTHER:
        return WrongCall(
            zh="{name} 用的是另一把钥匙（{known}），打开本案的这一把（{key}）不能以此人名义办理。没有记录任何东西。这把也归此人用的，由经办人记明：doxdocket officer key CASE {name} {key}",
            en="{name} acts with another key ({known}); the one that opened this case ({key}) does not answer for that name. Nothing was recorded. If it is theirs too, an officer says so: doxdocket officer key CASE {name} {key}",
            name=name, key=key, known=", ".join(sorted(told.keys[name])),
        )  # fmt: skip
    return WrongCall(
        zh="打开本案的钥匙（{key}）是 {others} 用的，{name} 不能用它办理。没有记录任何东西。{name} 用自己的钥匙：doxdocket key add CASE 公钥 --name {name}；两人确实合用一把的，要记明：doxdocket officer key CASE {name} {key} --one-key",
        en="the key that opened this case ({key}) answers for {others}; {name} cannot act with it. Nothing was recorded. {name} takes a key of their own: doxdocket key add CASE RECIPIENT --name {name}; where both really share one, it must be said: doxdocket officer key CASE {name} {key} --one-key",
        name=name, key=key, others=", ".join(told.others(name, key)),
    )  # fmt: skip


def taken(name: str, key: str, others: Sequence[str]) -> WrongCall:
    """That a key is to answer for a second name and nobody said that they share it."""
    return WrongCall(
        zh="钥匙 {key} 已是 {others} 用的，没有改动。{name} 与其合用一把的，加 --one-key；此后凡用这把钥匙办理的，核验和双人复核都写明“一把钥匙”。",
        en="the key {key} answers for {others} already; nothing was changed. If {name} shares it, add --one-key; verify and double review then say of what is done with it: one key.",
        name=name, key=key, others=", ".join(others),
    )  # fmt: skip
