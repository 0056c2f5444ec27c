"""The counts, days and facts that rules ask, and what they answer, in words: ``words.yaml``, and what a rule words itself.

>>> of(None, "tier_a"), of(None, "tier_a", "en")
('甲类信息条数', 'items of tier A')
>>> said("answers", "not met"), subject("cn/fashi-2017-10/5-1-3")
('未达到', 'criminal')
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Literal

import msgspec

from doxdocket.law import strict_yaml
from doxdocket.law.kinds import RULES
from doxdocket.law.rules import Book, shipped
from doxdocket.law.shapes import Answerable, AnyRule, Ceiling, Facts, Multiple, Strict, Threshold, Within
from doxdocket.words import Both, Named, coded, named_in, said_in

LABELS = coded("law_labels")
"""Labels of conduct, in words."""
CLOSED = "closed_before"
"""The fact that the case of an act was closed before the rule took effect: then a rule that reaches back does not reach it."""
DATES = ("act_date", "filing_date", "hearing_date")
"""The days by which rules are chosen."""


class _Instrument(Strict, frozen=True, kw_only=True):
    zh: str
    en: str
    subject: str
    official: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    names: dict[str, Both]
    outcomes: dict[str, Both]
    forms: dict[str, Both]
    answers: dict[str, Both]
    readings: dict[str, Both]
    met: dict[str, dict[str, Both]]
    instruments: dict[str, _Instrument]
    publications: dict[str, Both]
    subjects: dict[str, Both]
    personal: list[str]
    told_by: dict[str, str]


@cache
def _file() -> _File:
    return strict_yaml.read(RULES / "words.yaml", _File)


def shared() -> Mapping[str, Both]:
    """The names that several rules ask for."""
    return _file().names


def apart(articles: Mapping[str, str], book: Book, lang: str = "zh") -> dict[str, str]:
    """Rules by their articles; where several stand in one article, with what each says, so that no two are called alike.

    >>> apart({"cn/fashi-2019-15/10-3-groups": "第三项", "cn/fashi-2019-15/10-3-members": "第三项"}, shipped())[
    ...     "cn/fashi-2019-15/10-3-members"
    ... ]
    '第三项：群组成员账号累计一千以上'
    """
    several = {article for article, n in Counter(articles.values()).items() if n > 1}
    says = {rule: book.find(rule).says for rule, article in articles.items() if article in several}
    return {
        rule: article if rule not in says else said_in(lang, "law_words.article_says", article=article, says=(says[rule].zh.rstrip("。"), says[rule].en.rstrip(".")))
        for rule, article in articles.items()
    }  # fmt: skip


def asked(rule: Answerable) -> list[str]:
    """The names that a rule itself asks for, in order; rules that it asks are left out."""
    match rule:
        case Threshold():
            names = [name for lines in rule.shares.values() for name in lines]
        case Ceiling():
            names = [name for lines in rule.at_most.values() for name in lines]
        case Multiple():
            names = [rule.if_fact] if rule.if_fact else []
        case Within():
            names = [name for name in (rule.since, rule.until) if name != rule.applies_to]
        case Facts():
            names = [name for name in rule.named if "/" not in name]
        case _:
            names = list(rule.if_fact)
    return list(dict.fromkeys([*names, *rule.only_if]))


def asked_rules(rule: AnyRule) -> list[str]:
    """The provisions of the rules that a rule itself asks, in order."""
    if isinstance(rule, Multiple):
        return rule.of
    return [name for name in rule.named if "/" in name] if isinstance(rule, Facts) else []


def personal() -> frozenset[str]:
    """The facts that are of one person and never of a case."""
    return frozenset(_file().personal)


def told_by() -> Mapping[str, str]:
    """The facts of one defendant that are told by entries of another form, and by which."""
    return _file().told_by


def facts(book: Book | None = None) -> Mapping[str, Both]:
    """Every fact, count and day that rules of the book ask for and a person may state, by name, in words.

    >>> known = facts()
    >>> known["members"].zh, "no_such_fact" in known
    ('群组成员账号累计数', False)
    """
    names: dict[str, object] = {
        name: one.rule
        for one in (book or shipped()).rules
        if isinstance(one.rule, Answerable)
        for name in asked(one.rule)
    }
    names[CLOSED] = None
    return {name: Both(zh=of(names[name], name), en=of(names[name], name, "en")) for name in sorted(names)}


Sort = Literal["day", "count", "fact"]


def sort_of(name: str, book: Book | None = None) -> Sort:
    """What a name asked by rules is: a day, a count or amount, or a fact that is so or not.

    >>> sort_of("punished_on"), sort_of("members"), sort_of("sold")
    ('day', 'count', 'fact')
    """
    sorts: set[Sort] = set()
    for one in (book or shipped()).rules:
        match one.rule:
            case Within() as rule:
                sorts |= {"day"} if name in (rule.since, rule.until) else set()
            case Threshold() | Ceiling() as rule:
                sorts |= {"count"} if name in asked(rule) and name not in rule.only_if else set()
            case _:
                continue
    return "day" if "day" in sorts else "count" if sorts else "fact"


def of(rule: object, name: str, lang: str = "zh") -> str:
    """A name in words: the rule's own, the shared ones, or those of the rule that asks it, else the name itself."""
    own: Mapping[str, Both] = getattr(rule, "facts", {})
    return _side(own.get(name) or shared().get(name) or _asked_somewhere().get(name), name, lang)


@cache
def _asked_somewhere() -> Mapping[str, Both]:
    """The words of the shipped rules: a rule that asks others names their facts too."""
    return {name: both for one in shipped().rules for name, both in getattr(one.rule, "facts", {}).items()}


def said(what: Literal["outcomes", "forms", "answers", "subjects", "readings"], name: str, lang: str = "zh") -> str:
    """An outcome, form, answer, subject or reading of one item in words, else the name itself."""
    known: Mapping[str, Both] = getattr(_file(), what)
    return _side(known.get(name), name, lang)


def answer_of(provision: str, answer: str, lang: str = "zh") -> str:
    """The same by the provision: one word for one answer on every page; where the shipped rules have none of that name, in general words.

    >>> [answer_of(f"cn/{name}", "met") for name in ("fashi-2017-10/5-1-7", "minfadian/1168", "local/1")]
    ['达到', '符合', '达到']
    """
    found = shipped().texts.get(provision)
    return answered(found[-1].rule, answer, lang) if found else said("answers", answer, lang)


def answered(rule: AnyRule, answer: str, lang: str = "zh") -> str:
    """An answer in the words of the rule's form: lines are reached, conditions fit, rights are touched."""
    own = _file().met.get(str(rule.__struct_config__.tag), {}).get(answer)
    return said("answers", answer, lang) if own is None else _side(own, answer, lang)


def side(text: str, lang: str) -> str:
    """One side of a text written as ``中文 / English``."""
    zh, _, en = text.partition(" / ")
    return zh if lang == "zh" else en or zh


def _side(both: Named | None, name: str, lang: str) -> str:
    return name if both is None else named_in(lang, both)


def subjects() -> list[str]:
    """The subjects that ``law list --subject`` knows."""
    return list(_file().subjects)


def subject(provision: str) -> str:
    """The subject of a provision, by its instrument."""
    found = _file().instruments.get(([*provision.split("/"), ""])[1])
    return found.subject if found else "other"


def instrument(provision: str, lang: str = "zh") -> str:
    """What the instrument of a provision is called for short, else the first part of its name.

    >>> instrument("cn/fashi-2017-10/5-1-3"), instrument("x/unknown/1", "en")
    ('侵犯公民个人信息刑事案件解释', 'unknown')
    """
    name = ([*provision.split("/"), ""])[1]
    return _side(_file().instruments.get(name), name, lang)


def publication(provision: str, lang: str = "zh") -> str:
    """Where the official text of a provision's instrument is published; of an instrument that is not known, by its own promulgation.

    >>> publication("cn/minfadian/1034", "en")
    'Gazette of the NPC Standing Committee (standard text); flk.npc.gov.cn'
    """
    found = _file().instruments.get(([*provision.split("/"), ""])[1])
    return _side(_file().publications[found.official if found else "own"], provision, lang)


def in_order(provision: str) -> tuple[int, list[tuple[bool, int, str]]]:
    """The place of a provision: its instrument's in the order of ``words.yaml``, last where it is unknown, then its articles by number.

    >>> sorted(["cn/fashi-2017-10/5-1-10", "cn/fashi-2017-10/5-1-2", "cn/fashi-2017-10/5-1"], key=in_order)
    ['cn/fashi-2017-10/5-1', 'cn/fashi-2017-10/5-1-2', 'cn/fashi-2017-10/5-1-10']
    """
    place = next((at for at, name in enumerate(_file().instruments) if provision.split("/")[1:2] == [name]), 99)
    parts = re.split(r"[/-]", provision.split("/", 2)[-1])
    return place, [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]
