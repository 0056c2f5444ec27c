"""A local edition: rules of a team laid over the shipped ones, without code.

It is a folder with ``edition.yaml`` (its head) and rule files of the same shape as the shipped ones, cases beside each. A rule
with a provision of the base takes its place from its ``effective_from`` to its ``effective_to``; one with a new
provision is added. Nothing else of the base changes. Only rules that are asked (lines, ceilings, periods, facts, rights) can be
local: what identifies a person, how 条 are counted and what links publications is what all cases share, and a team
changes its readings by decisions. This module opens no file: the texts are given, by a folder or by a case.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import msgspec

from doxdocket.errors import RuleFault, WrongCall
from doxdocket.law import check, strict_yaml
from doxdocket.law.rules import CASES, Book, Loaded, digest_of, parsed, shipped
from doxdocket.law.shapes import Answerable, Strict, Threshold
from doxdocket.words import Both, zh_en

HEAD_FILE = "edition.yaml"
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Head(Strict, frozen=True, kw_only=True):
    """What a local edition says of itself."""

    edition: str
    base: str
    says: Both
    authority: str
    valid_on: date


def head(files: Mapping[str, str]) -> Head:
    """The head of a local edition."""
    if HEAD_FILE not in files:
        raise WrongCall("editions.folder_has_no_and_is", file=HEAD_FILE)
    found = strict_yaml.parse_as(files[HEAD_FILE], Head, HEAD_FILE)
    if found.base != "cn" or not _NAME.fullmatch(found.edition) or found.edition == "cn":
        raise WrongCall("editions.base_is_cn_and_edition", file=HEAD_FILE)
    return found


def of(files: Mapping[str, str]) -> Book:
    """The shipped book with the local rules laid over it; ``files``: texts by name."""
    base, said = shipped(), head(files)
    local = list(_local(files, said.edition))
    kept = [part for one in base.rules for part in _without(one, local)]
    mark = digest_of({"": base.digest.encode()} | {name: text.encode() for name, text in files.items()})
    return Book(f"cn+{said.edition}", mark, (*kept, *local))


def _local(files: Mapping[str, str], edition: str) -> Iterator[Loaded]:
    for name, text in sorted(files.items()):
        if name != HEAD_FILE and not name.endswith(CASES):
            yield parsed(Path(name), text, files.get(name.removesuffix(".yaml") + CASES, ""), edition)


def _without(one: Loaded, local: list[Loaded]) -> Iterator[Loaded]:
    """What is left of a text of the base: before and after the days for which a local one takes its place."""
    spans = [(one.rule.effective_from, one.rule.effective_to)]
    for other in (o.rule for o in local if o.rule.provision == one.rule.provision):
        spans = [rest for span in spans for rest in _cut(span, (other.effective_from, other.effective_to))]
    if spans == [(one.rule.effective_from, one.rule.effective_to)]:
        yield one
        return
    for first, last in spans:
        back = one.rule.reaches_back_to if first == one.rule.effective_from else None
        rule = msgspec.structs.replace(one.rule, effective_from=first, effective_to=last, reaches_back_to=back)
        yield Loaded(rule, one.path, one.beside, one.edition)


Span = tuple[date, date | None]
_DAY = timedelta(days=1)


def _cut(span: Span, out: Span) -> Iterator[Span]:
    """The days of a span before and after another."""
    (first, last), (begin, end) = span, out
    if (last is not None and last < begin) or (end is not None and end < first):
        yield span
        return
    if first < begin:
        yield first, begin - _DAY
    if end is not None and (last is None or end < last):
        yield end + _DAY, last


def problems(files: Mapping[str, str], today: date) -> list[check.Problem]:
    """Every problem of a local edition: its files, cases and references, and that it changes only what can be local."""
    try:
        book = of(files)
    except (RuleFault, WrongCall) as fault:
        return [check.Problem(HEAD_FILE, fault.said("zh"), fault.said("en"))]
    local = [one for one in book.rules if one.edition != "cn"]
    empty = [] if local else [check.Problem(HEAD_FILE, *zh_en("editions.there_is_no_rule_file"))]
    stray = [
        check.Problem(name, *zh_en("editions.there_is_no_rule_beside"))
        for name in files if name.endswith(CASES) and name.removesuffix(CASES) + ".yaml" not in files
    ]  # fmt: skip
    return [
        *empty,
        *stray,
        *(p for one in local for p in (*_allowed(one), *_replaces(one))),
        *check.within(book, today, local),
    ]


def _allowed(one: Loaded) -> Iterator[check.Problem]:
    rule = one.rule
    if not isinstance(rule, Answerable):
        yield check.Problem(one.path.name, *zh_en("editions.rule_of_this_form_cannot"))
        return
    known = shipped().texts.get(rule.provision)
    if known is None:
        return
    base = known[-1].rule
    if type(base) is not type(rule):
        yield check.Problem(one.path.name, *zh_en("editions.its_form_is_not_that"))
    elif isinstance(rule, Threshold) and isinstance(base, Threshold) and _names(rule) != _names(base):
        yield check.Problem(one.path.name, *zh_en("editions.it_asks_for_other_counts"))


def _replaces(one: Loaded) -> Iterator[check.Problem]:
    """A notice where a local rule stands in the place of a statute or judicial interpretation."""
    known = shipped().texts.get(one.rule.provision)
    if known is not None:
        article = known[-1].rule.article
        yield check.Problem(
            one.path.name,
            *zh_en("editions.it_stands_in_place_of", article=article),
            "notice",
        )


def _names(rule: Threshold) -> set[str]:
    return {name for lines in rule.shares.values() for name in lines}
