"""``law explain``: one rule asked with counts, days and facts; and what the other commands of ``law`` share.

Left out: asking all rules with the counts of a case, which a run does (``explain CASE PROVISION``).

>>> asked = given(("tier_a=25", "gains=1/2", "duty_acquired=no", "kinds=name,face_photo", "punished_on=2022-03-01"))
>>> asked["tier_a"], asked["duty_acquired"], asked["kinds"], str(asked["punished_on"])
(Fraction(25, 1), False, ['name', 'face_photo'], '2022-03-01')
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NotRequired, TypedDict

import click

from doxdocket.cli.answer import Answer
from doxdocket.cli.command import argument, command, option
from doxdocket.cli.language import manner
from doxdocket.errors import WrongCall
from doxdocket.guess import meant_path
from doxdocket.words import Sentence, either, listed, say, zh_en

if TYPE_CHECKING:
    from doxdocket.law.answer import Answered, Value
    from doxdocket.law.rules import Book
    from doxdocket.law.shapes import AnyRule

PROVISION = argument("provision", about=Sentence("law_asking.provision_argument"))
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ON = option("--on", "day", metavar="DATE", about=Sentence("law_asking.on_option"))
EDITION = option(
    "--edition", "edition", metavar="FOLDER", type=click.Path(), about=Sentence("law_asking.edition_option")
)


def files_of(folder: str) -> dict[str, bytes]:
    """The files of a local edition, by name."""
    top = Path(folder)
    if not top.is_dir():
        raise meant_path(WrongCall("law_asking.there_is_no_folder", folder=folder), folder)
    return {p.relative_to(top).as_posix(): p.read_bytes() for p in sorted(top.rglob("*.yaml")) if p.is_file()}


def texts_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """The same as text; what is not UTF-8 is named."""
    out = {}
    for name, data in files.items():
        try:
            out[name] = data.decode("utf-8")
        except UnicodeDecodeError:
            raise WrongCall("law_asking.is_no_text_in_utf", file=name) from None
    return out


def book_of(folder: str | None) -> "Book":
    """The shipped rules, or those with a local edition laid over them."""
    from doxdocket.law import editions
    from doxdocket.law.rules import shipped

    return editions.of(texts_of(files_of(folder))) if folder else shipped()


def day_of(text: str | None) -> date | None:
    """A day as written in a call."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise WrongCall("law_asking.is_no_date_write_2023", text=text) from None


_LISTS = ("kinds", "conduct")
_WORDS: Mapping[str, bool | None] = {"yes": True, "是": True, "no": False, "否": False, "?": None}


def given(facts: Sequence[str]) -> "dict[str, Value]":
    """Counts, days and facts as ``name=value``; yes and no are facts, ``?`` is not known, lists are divided by commas."""
    found: dict[str, Value] = {}
    for fact in facts:
        name, _, value = fact.partition("=")
        try:
            found[name] = [v for v in value.split(",") if v] if name in _LISTS else _value(value)
        except (ValueError, ZeroDivisionError):
            raise WrongCall("law_asking.write_as_name_number_day", name=name) from None
    return found


def _value(text: str) -> "Value":
    if text in _WORDS:
        return _WORDS[text]
    return date.fromisoformat(text) if _DAY.fullmatch(text) else Fraction(text)


class Weighed(TypedDict):
    """What a rule answers on a day."""

    provision: str
    article: str
    answer: str | dict[str, str]
    on: str | None
    inputs: dict[str, str]
    missing: NotRequired[list[str]]
    share: Annotated[NotRequired[str | None], zh_en("law_asking.fraction_p_q")]
    displaced_by: NotRequired[list[str]]


class Wanted(TypedDict):
    """What a rule asks for."""

    provision: str
    article: str
    asks: dict[str, str]


@command(
    "law_asking.explain",
    examples=(
        "doxdocket law explain cn/fashi-2017-10/5-1-6 tier_a=25 tier_b=249 tier_c=9 --on 2023-12-01",
        "doxdocket law explain cn/minfadian/1019 kinds=face_photo --on 2023-12-01",
        "doxdocket law explain cn/fashi-2017-10/11 policy=bulk seized=1000 proven_false=10 proven_repeated=30 tier=C",
    ),
)
@PROVISION
@argument("facts", nargs=-1, metavar="FACT")
@ON
@EDITION
def explain(
    provision: str, facts: tuple[str, ...], day: str | None, edition: str | None
) -> Answer[Weighed] | Answer[Annotated[Wanted, zh_en("law_asking.with_no_facts")]]:
    """Weigh them."""
    from doxdocket.law.answer import answer
    from doxdocket.law.shapes import Answerable, Counting

    book, on = book_of(edition), day_of(day)
    rule = book.find(provision, on)
    if isinstance(rule, Answerable):
        return (
            _wanted(rule, book) if not facts else _answered(answer(provision, given(facts), on, book), rule, day, book)
        )
    inputs = dict(f.split("=", 1) for f in facts if "=" in f)
    said = _counted(rule, inputs) if isinstance(rule, Counting) else _of_kinds(rule, given(facts))
    data: Weighed = {"provision": provision, "article": rule.article, "on": day, "inputs": inputs, "answer": said}
    text = f"{rule.article}  [{provision}]\n" + say("marks.comma").join(said.values()) + "\n" + _not_a_conclusion()
    return Answer(data, text)


def _counted(rule: "AnyRule", numbers: Mapping[str, str]) -> dict[str, str]:
    """A policy of art. 11, asked by name."""
    from doxdocket.law import counting

    policy = numbers.get("policy", "")
    try:
        found = counting.by_name(
            policy,
            {k: int(v) for k, v in numbers.items() if k not in {"policy", "tier"}},
            rule,
        )
    except (KeyError, ValueError, TypeError):
        asks = "；".join(f"policy={p} {' '.join(names)}" for p, names in counting.ASKS.items())
        raise WrongCall("law_asking.write", asks=asks) from None
    said, tier = {policy: f"{policy} {found}"}, numbers.get("tier", "C")
    if counting.one_by_one(policy, tier, rule):
        zh = {"A": "甲类", "B": "乙类"}.get(tier, tier)
        said["review"] = say("law_asking.in_drafters_view_items_of", said=(zh, tier))
    return said


def _of_kinds(rule: "AnyRule", facts: "Mapping[str, Value]") -> dict[str, str]:
    """Whom a set identifies, or in which tier it is."""
    from doxdocket.law import identification, tiers, words
    from doxdocket.law.kinds import kinds
    from doxdocket.law.shapes import Identification

    held = facts.get("kinds")
    if not isinstance(held, list) or any(k.removeprefix("weak:") not in kinds() for k in held):
        raise WrongCall("law_asking.write_kinds_kind_kind_see")
    if isinstance(rule, Identification):
        said = identification.answer_of(rule, frozenset(held), kin=facts.get("kin") is True)
        return {"identifies": words.said("answers", said, manner().lang)}
    return {end: f"{end} {tier}" for end, tier in tiers.tiers(held).items()}


def _wanted(rule: "AnyRule", book: "Book") -> Answer[Wanted]:
    """What the rule asks for, by name."""
    from doxdocket.count.thresholds import names
    from doxdocket.law import words

    lang = manner().lang
    wanted = {n: words.of(rule, n, lang) for n in names(rule, book)} or {n: words.of(rule, n, lang) for n in _LISTS}
    lines = [
        f"{rule.article}  [{rule.provision}]",
        say("law_asking.this_rule_asks_for"),
        *(f"  {n}：{w}" for n, w in wanted.items()),
    ]
    return Answer({"provision": rule.provision, "article": rule.article, "asks": wanted}, "\n".join(lines))


def _answered(said: "Answered", rule: "AnyRule", day: str | None, book: "Book") -> Answer[Weighed]:
    from doxdocket.law import rule_pages, words

    lang = manner().lang
    share = (
        f"{said.share.numerator}/{said.share.denominator}"
        if said.share is not None and "age" not in said.inputs
        else None
    )
    data: Weighed = {"provision": said.provision, "article": said.article, "answer": said.answer, "on": day, "inputs": dict(said.inputs),
                            "missing": list(said.missing), "share": share, "displaced_by": list(said.displaced_by)}  # fmt: skip
    lines = [f"{said.article}  [{said.provision}]", words.answered(rule, said.answer, lang)]
    lines += rule_pages.outcome(rule, lang)
    lines += [f"  {_input(rule, name, value, book, day_of(day))}" for name, value in said.inputs.items()]
    if share:
        lines.append(say("law_asking.of_line_in_sum", share=share))
    if said.displaced_by:
        lines.append(say("law_asking.special_rule_stands_in_its") + ", ".join(said.displaced_by))
    elif said.missing:
        missing = [f"{words.of(rule, n, lang)} ({'--on' if n in words.DATES else n})" for n in said.missing]
        lines.append(say("law_asking.lacking", missing=listed("marks.comma", missing)))
    if "rule_in_force" in said.missing:
        lines.append(say("law_asking.no_rule_of_this_program"))
    elif reached := rule_pages.reached(asked_by(rule, book, day_of(day)), day_of(day), lang):
        lines.append(reached)
    lines.append(_not_a_conclusion())
    return Answer(data, "\n".join(lines))


def asked_by(rule: "AnyRule", book: "Book", on: date | None) -> "Iterator[AnyRule]":
    """The rule and every rule that it asks on that day."""
    from doxdocket.law import words

    yield rule
    for provision in words.asked_rules(rule):
        yield from asked_by(book.find(provision, on), book, on)


def _not_a_conclusion() -> str:
    return say("law_asking.comparison_not_legal_conclusion")


def _input(rule: "AnyRule", name: str, value: str, book: "Book", on: date | None) -> str:
    """What was put in, or what a rule answered that was asked, in words."""
    from doxdocket.law import words

    lang = manner().lang
    if "/" in name:
        asked = book.find(name, on)
        said = say("law_asking.special_rule_stands_in_its_place") if value == "displaced" else ""
        return f"{asked.article} ({name}) = {said or words.answered(asked, value, lang)}"
    return f"{words.of(rule, name, lang)} ({name}) = {either(*_VALUES.get(value, (value, value)))}"


_VALUES = {"True": zh_en("law_asking.yes"), "False": zh_en("law_asking.no"), "?": zh_en("law_asking.not_known")}
