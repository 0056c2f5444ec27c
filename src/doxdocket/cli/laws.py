"""``law``: the rules as data: which there are, where each was read, whether their own cases hold, what one answers; and the published cases (``law cases``).

Answers are met, not met or not determinable, and name the fact that was lacking; they are no legal conclusion. A local edition
is a folder beside the shipped rules (``--edition``), which ``law adopt`` takes into a case: a copy stays there. Left out: changing a rule,
which is editing its file and its cases; nearness of a published case to one at hand, which ``assess damages`` tells with its reasons.

>>> law.name
'law'
>>> span("1000-5000"), span("3000-"), span("-10")
((1000, 5000), (3000, 1000000000000), (0, 10))
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypedDict, cast

import click

from doxdocket.cli.acting import officer_of, reason_of
from doxdocket.cli.answer import Answer, OfCase
from doxdocket.cli.command import Group, argument, case_argument, command, option
from doxdocket.cli.language import manner
from doxdocket.cli.law_asking import EDITION, ON, PROVISION, book_of, day_of, explain, files_of, texts_of
from doxdocket.cli.opening import build_said, open_case
from doxdocket.desk.accounts import Build
from doxdocket.desk.accounts.cases import KINDS, METHODS
from doxdocket.errors import WrongCall
from doxdocket.report.document import Column, Part, Table
from doxdocket.report.text import wrap
from doxdocket.words import coded, named, say, zh_en

if TYPE_CHECKING:
    from doxdocket.desk.accounts.cases import Comparables
    from doxdocket.law.check import Problem as Fault


law = Group(
    "laws.law", examples=("doxdocket law list", "doxdocket law show cn/fashi-2017-10/5-1-6", "doxdocket law check")
)

SUBJECTS = coded("laws_subjects")


class Rule(TypedDict):
    """One text of a rule."""

    provision: str
    article: str
    form: str
    subject: str
    zh: str
    en: str
    status: Literal["verified", "unverified"]
    effective_from: str
    effective_to: str | None
    valid_on: str
    edition: str
    cases: int


class Rules(TypedDict):
    """The rules of an edition."""

    edition: str
    rules: list[Rule]


class Problem(TypedDict):
    """A fault of a file of rules."""

    file: str
    severity: Literal["error", "notice"]
    message_zh: str
    message_en: str


class Checked(TypedDict):
    """Whether the rules hold together."""

    edition: str
    rules: int
    cases: int
    problems: list[Problem]
    errors: int
    notices: int


class Choice(TypedDict):
    """A limit that this edition chose itself."""

    id: str
    group_zh: str
    group_en: str
    zh: str
    en: str
    value: str
    place: str
    moves: list[str]


class Choices(TypedDict):
    """What this edition chose itself."""

    choices: list[Choice]
    build: Build


@command(
    "laws.list",
    examples=(
        "doxdocket law list",
        "doxdocket law list --on 2023-12-01 --subject criminal",
        "doxdocket law list --status unverified",
    ),
)
@ON
@option("--status", type=click.Choice(["verified", "unverified"]))
@option("--subject", type=click.Choice(list(SUBJECTS)))
@EDITION
def list_(day: str | None, status: str | None, subject: str | None, edition: str | None) -> Answer[Rules]:
    """Read the rules of the edition."""
    from doxdocket.law import rule_pages

    on, book = day_of(day), book_of(edition)
    rows: list[Rule] = [
        cast("Rule", row) for row in rule_pages.rows(book)
        if (on is None or _holds(row, on)) and status in {None, row["status"]} and subject in {None, row["subject"]}
    ]  # fmt: skip
    marks = {"verified": zh_en("laws.verified"), "unverified": zh_en("laws.unverified")}
    shown = [
        Column(zh_en("foreseeing.id"), lambda r: r["provision"] + ("" if r["edition"] == "cn" else f" ({r['edition']})")), Column(zh_en("laws.article"), "article"),
        Column(zh_en("laws.text"), lambda r: marks[r["status"]]), Column(zh_en("laws.from"), lambda r: r["effective_from"] + (f" – {r['effective_to']}" if r["effective_to"] else "")),
        Column(zh_en("laws.cases"), "cases", right=True), Column(zh_en("laws.says"), lambda r: (r["zh"], r["en"])),
    ]  # fmt: skip
    name = f"{book.name}@{book.mark}"
    return Answer(
        {"edition": name, "rules": rows},
        [
            Part(
                [
                    Table(rows, shown, none=None),
                    zh_en("laws.rules_edition", rows=len(rows), name=name),
                ]
            )
        ],
    )


def _holds(row: Mapping[str, Any], on: date) -> bool:
    return bool(row["effective_from"] <= str(on) and (row["effective_to"] is None or str(on) <= row["effective_to"]))


@command(
    "laws.show", examples=("doxdocket law show cn/fashi-2017-10/5-1-3", "doxdocket law show cn/pipl/28 --on 2024-03-01")
)
@PROVISION
@ON
@EDITION
def show(
    provision: str, day: str | None, edition: str | None
) -> Answer[
    Annotated[
        dict[str, object],
        zh_en("laws.whole_rule_file_with_form"),
    ]
]:
    """As a page a lawyer can read."""
    from doxdocket.law import rule_pages

    book, on = book_of(edition), day_of(day)
    one = book.loaded(provision, on)
    text = rule_pages.page(one, manner().lang, book) if on else rule_pages.text(provision, manner().lang, book)
    return Answer(rule_pages.data(one), text)


@command("laws.check", examples=("doxdocket law check", "doxdocket law check --edition guide-2026"))
@EDITION
def check(edition: str | None) -> Answer[Checked]:
    """Ask the law room."""
    from doxdocket.law import editions
    from doxdocket.law.check import check as look

    today = manner_day()
    problems = editions.problems(texts_of(files_of(edition)), today) if edition else look(today=today)
    errors = sum(p.severity == "error" for p in problems)
    book = book_of(None if errors and edition else edition)
    checked = [one for one in book.rules if not edition or one.edition != "cn"]
    rows: list[Problem] = [
        {"file": p.file, "severity": p.severity, "message_zh": p.zh, "message_en": p.en} for p in problems
    ]
    marks = {"error": say("laws.error"), "notice": say("laws.notice")}
    lines = [f"[{marks[p.severity]}] {p.file}{say('marks.colon')}{named(p)}" for p in problems]
    notices, cases = len(problems) - errors, sum(len(one.cases) for one in checked)
    lines.append(say("laws.checked_rules_and_cases_errors", checked=len(checked), cases=cases, errors=errors, notices=notices))  # fmt: skip
    data: Checked = {"edition": f"{book.name}@{book.mark}", "rules": len(checked), "cases": cases, "problems": rows, "errors": errors,
            "notices": notices}  # fmt: skip
    return Answer(data, "\n".join(lines), 3 if errors else 0)


def manner_day() -> date:
    """Today, by which a reading grows stale."""
    return datetime.now(UTC).date()


@command("laws.choices", examples=("doxdocket law choices", "doxdocket law choices --json"))
def choices() -> Answer[Choices]:
    """Each with its value as the program has it."""
    from doxdocket.count import choices as chosen
    from doxdocket.count.explanation import in_words
    from doxdocket.pipeline import inputs

    made = chosen.choices()
    book = book_of(None)
    build = cast("Build", inputs.build() | {"rules": f"{book.name}@{book.mark}"})
    lines = []
    for title, rows in groupby(made, key=lambda one: named(one.group)):
        lines += ["", title]
        for one in rows:
            lines += [
                *wrap(f"{one.id}{say('marks.colon')}{named(one.says)}", 100, "  "),
                *wrap(f"= {in_words(one.value, manner().lang)}", 100, "    "),
                f"      {one.place}",
                *(wrap(say("laws.moves") + ", ".join(one.moves), 100, "      ") if one.moves else ()),
            ]
    data: list[Choice] = [
        {"id": one.id, "group_zh": one.group.zh, "group_en": one.group.en, "zh": one.says.zh, "en": one.says.en, "value": one.value,
         "place": one.place, "moves": list(one.moves)} for one in made
    ]  # fmt: skip
    return Answer({"choices": data, "build": build}, "\n".join([*lines[1:], "", build_said(build)]))


TYPES = tuple(KINDS)
_END = 10**12


def span(text: str | None) -> tuple[int, int] | None:
    """A range of whole numbers as written in a call; either end may be left out."""
    if text is None:
        return None
    low, dash, high = text.partition("-")
    if not all(part.isdigit() or not part for part in (low, high)) or not (low or high):
        raise WrongCall("law_cases.range_is_written_1000_5000", text=text[:40])  # fmt: skip
    return int(low or 0), int(high) if high else (_END if dash else int(low))


@command(
    "law_cases.cases",
    examples=(
        "doxdocket law cases",
        "doxdocket law cases --type civil_pil --amount known",
        "doxdocket law cases --doxxing --victims 100-",
    ),
)
@option("--type", "types", type=click.Choice(TYPES), multiple=True, metavar="TYPE")
@option("--method", type=click.Choice(list(METHODS)), default=None)
@option("--year", "years", metavar="RANGE")
@option("--amount", type=click.Choice(["known", "unknown"]), default=None)
@option("--court", default="", metavar="TEXT")
@option("--kind", "kinds", multiple=True, metavar="TEXT")
@option("--items", metavar="RANGE")
@option("--victims", metavar="RANGE")
@option("--doxxing", is_flag=True)
def cases(
    types: tuple[str, ...], method: str | None, years: str | None, amount: str | None, court: str, kinds: tuple[str, ...],
    items: str | None, victims: str | None, doxxing: bool,
) -> "Answer[Comparables]":  # fmt: skip
    """Filter the list."""
    from doxdocket.desk.accounts import cases as account

    return Answer.of(account.document(
        types=types, method=method or "", years=span(years), amount_known=None if amount is None else amount == "known", court=court,
        kinds=kinds, items=span(items), victims=span(victims), doxxing=True if doxxing else None,
    ))  # fmt: skip


class Adopted(OfCase):
    """Which edition of the rules a case has now."""

    before: str
    edition: str
    files: list[str]
    notices: int


@command("adopting.adopt")
@case_argument()
@argument("folder", required=False, metavar="FOLDER", type=click.Path())
@option("--shipped", is_flag=True)
@option("--reason", required=True)
@option("--officer", metavar="NAME")
def adopt(case: str, folder: str | None, shipped: bool, reason: str, officer: str | None) -> Answer[Adopted]:
    """Check it, copy it, log it."""
    from doxdocket.law import editions
    from doxdocket.store import local_rules

    if (folder is None) is not shipped:
        raise WrongCall("adopting.give_folder_of_local_edition")
    files, notices = files_of(folder) if folder else {}, []
    if folder:
        notices = _sound(folder, texts_of(files))
    with open_case(case) as opened:
        before, who, why = opened.info.rules_edition, officer_of(opened, officer), reason_of(reason, opened)
        if folder:
            name = editions.of(texts_of(files)).name
            edition = local_rules.adopt(opened, name, files, why, who)
        else:
            edition = local_rules.leave(opened, why, who)
    text = say("adopting.rules_next_doxdocket_run", before=before, edition=edition, case=case)
    text = "\n".join([*(say("adopting.notice", file=p.file, p=p) for p in notices), text])
    return Answer(
        {"case": case, "before": before, "edition": edition, "files": sorted(files), "notices": len(notices)}, text
    )


def _sound(folder: str, texts: dict[str, str]) -> "list[Fault]":
    """Refuse a local edition that has an error; its notices."""
    from doxdocket.law import editions

    found = editions.problems(texts, manner_day())
    errors = [p for p in found if p.severity == "error"]
    if errors:
        raise WrongCall("adopting.has_errors_and_was_not", folder=folder, n=len(errors), file=errors[0].file, said_zh=errors[0].zh, said_en=errors[0].en)  # fmt: skip
    return [p for p in found if p.severity == "notice"]


for _command in (list_, show, check, explain, adopt, cases, choices):
    law.add_command(_command)
