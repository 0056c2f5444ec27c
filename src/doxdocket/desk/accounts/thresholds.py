"""The thresholds: every line of the law against the figures of the current run, at the low and at the high bound.

Left out: what the lines say (``law show``), and the posts behind the figures (``explain``).

>>> _lacks([])
''
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Annotated, Any, NotRequired, TypedDict, cast

from doxdocket.assess.gains import sums
from doxdocket.assess.parties.days_of_acts import By
from doxdocket.assess.plain_records import plain
from doxdocket.desk.accounts import Build, gains
from doxdocket.desk.accounts import figures as of_figures
from doxdocket.desk.accounts import unaccepted as as_paragraph
from doxdocket.desk.accounts.damages_words import COLUMNS
from doxdocket.desk.accounts.damages_words import answer as word
from doxdocket.desk.accounts.parties_words import acts_of
from doxdocket.desk.law_answers import Accounts, with_undecided
from doxdocket.interval import told as numbered
from doxdocket.law import rule_pages as law_told
from doxdocket.law import words
from doxdocket.pipeline import register_figures, sampled, scoped
from doxdocket.pipeline.gains import gains as account
from doxdocket.pipeline.lawbook import rules
from doxdocket.pipeline.published import figures
from doxdocket.pipeline.registered import unasked_facts
from doxdocket.report import law as reported
from doxdocket.report.document import Block, Document, Paragraph, Part
from doxdocket.report.words import Words
from doxdocket.store.case import Case
from doxdocket.words import Both, either, lang, said_in, say, zh_en

MOST_FACTS = 3


class WithUndecided(TypedDict):
    """What the answer at the high would be with every undecided transfer."""

    gains: int | str
    answer: str


class Against(TypedDict):
    """A figure that speaks against a fact on the register."""

    fact: str
    said: bool
    figure: str
    low: int | str | None
    estimate: int | str | None
    high: int | str | None


class Line(of_figures.Line):
    """A line of the law with its answer at both bounds."""

    with_undecided: WithUndecided | None
    against: list[Against]


class Personal(TypedDict):
    """A line about earlier punishment, of one defendant."""

    by: str
    about: str
    reading: str
    rule: str
    article: str
    on: str | None
    answer_low: of_figures.Met
    answer_high: of_figures.Met
    inputs: dict[str, dict[str, str]]
    missing: list[str]
    entries: list[str]
    day_in_doubt: bool


class Unasked(TypedDict):
    """A fact on the register for which no rule asks."""

    entry: str
    fact: str
    zh: str
    en: str


class Age(TypedDict):
    """Whether a defendant was of the age of criminal responsibility on the day of an act; ``day_in_doubt``: one only if posts in doubt are acts."""

    about: str
    rule: str
    article: str
    on: str
    answer: of_figures.Met
    day_in_doubt: bool
    acts: By


class Sanctioned(TypedDict):
    """What was imposed on a defendant, and whether before the first of his acts; null where a day is not known, or it lies between the first
    act that posts in doubt may be (``may_first``) and the first that is sure. ``at_odds``: what in it does not fit the age.
    """

    about: str
    entry: str
    kind: str
    day: str | None
    first_act: str | None
    may_first: str | None
    before: bool | None
    at_odds: str | None


class NotCarried(TypedDict):
    """A fact stated of the whole case, which is not given for what one defendant did."""

    entry: str
    fact: str


class OfThresholds(TypedDict):
    """The answers of the rules, and what stands beside them."""

    case: str
    rules: str
    scope: str
    answers: list[Line]
    personal: list[Personal]
    sanctions: list[Sanctioned]
    criminal_age: list[Age]
    facts_not_carried: list[NotCarried]
    unasked_facts: list[Unasked]
    acceptance: Both | None
    gains: Annotated[sums.Line | None, zh_en("assess_thresholds.null_with_scope")]
    build: NotRequired[Build]


Asked = Mapping[str, Any]


def document(case: Case, name: str, scopes: Sequence[str] = (), *, named: bool = True) -> Document[OfThresholds]:
    """What the run answered, or of these scopes; ``name``: how the case is called; ``named``: with what the register says of persons and who entered facts."""
    book = rules(case)
    published = scoped.asked(case, scopes).told if scopes else figures(case)
    who = register_figures.of_one(scopes)
    line = None if scopes and (not who or len(scopes) > 1) else sums.line(account(case, with_run=False).ledger, who)
    accounts = Accounts(case, name)
    personal = [row for row in accounts.personal() if not who or row["about"] == who]
    sanctions = [cast("Sanctioned", row) for row in accounts.sanctions() if not who or row["about"] == who]
    ages = [cast("Age", row) for row in accounts.criminal_age(who)] if who else []
    left_out = register_figures.not_carried(case, scopes)
    strange: list[Unasked] = [
        {"entry": number, "fact": fact, "zh": zh, "en": en} for number, fact, (zh, en) in unasked_facts(case)
    ]
    told = [{**one, "with_undecided": None} for one in published["law"]] if scopes else with_undecided(case, published)
    told = [{**one, "against": reported.against(one, published["figures"])} for one in told]
    unaccepted = sampled.warning(published)
    answers = sorted(told, key=lambda a: words.in_order(a["rule"]))
    asked = {name for a in told for name in a["missing"]}
    not_carried: list[NotCarried] = [{"entry": entry, "fact": fact} for entry, fact in left_out if fact in asked]
    days = sorted({a["on"] for a in answers if a["on"]})
    body: list[Block | None] = [
        Paragraph(say(
            "assess_thresholds.rules_as_of_no_legal", whose=(_whose(published, "zh"), _whose(published, "en")),
            days=("、".join(days) or "?", ", ".join(days) or "?"),
        )),
        Paragraph(say("assess_thresholds.counts_by_tier_differ")), of_figures.beside_high(published.get("missed", ())), as_paragraph(unaccepted),
        *(
            Part(_standards(list(group), book, published["figures"]), words.instrument(instrument, lang()))
            for instrument, group in groupby(answers, key=lambda a: "/".join(a["rule"].split("/")[:2]))
        ),
        gains.line_told(line, of_one=bool(who)) if named else None, *map(Paragraph, reached(answers, book)),
        *((_personal(personal, sanctions, book), _ages(ages), _not_carried(not_carried)) if named else ()), _lacking(answers, book),
        Part([Paragraph(f"{one['entry']} {one['fact']}{say('marks.colon')}{either(one['zh'], one['en'])}", "  ") for one in strange],
             say("assess_thresholds.facts_no_rule_asks_for")) if strange and named else None,
    ]  # fmt: skip
    data = {
        "case": name,
        "rules": f"{book.name}@{book.mark}",
        "scope": published.get("scope", "all"),
        "answers": told,
        "personal": personal,
        "sanctions": sanctions,
        "criminal_age": ages,
        "facts_not_carried": not_carried,
        "unasked_facts": strange,
        "acceptance": unaccepted,
        "gains": plain(line),
    }
    return Document(cast("OfThresholds", data), body, columns=COLUMNS)


def _whose(published: Mapping[str, Any], lang: str) -> str:
    """Of what the figures are."""
    if "label" in published:
        return said_in(
            lang, "assess_thresholds.figures_are_of_alone", label=(published["label"], published["label_en"])
        )
    if lang == "zh":
        return "数据取自采集到的全部频道，不限于被告的频道（只看核心频道、一名被告：--scope core、--scope joint:D1）"
    return "Figures are of all channels captured, not of the defendants' alone (core channels, one defendant: --scope core, --scope joint:D1)"


def _standards(answers: Sequence[Asked], book: Any, figures: Sequence[Asked]) -> list[Block]:
    """The lines of one instrument: its article, what it says, and the answer under each reading."""
    lines: list[Block] = []
    for provision, group in groupby(answers, key=lambda a: str(a["rule"])):
        every = list(group)
        rule = book.find(provision)
        lines.append(Paragraph(f"{rule.article}  {rule.says.zh if lang() == 'zh' else rule.says.en}  [{provision}]"))
        for readings, one in _alike(every):
            lines.append(Paragraph(_line(readings, one, rule, book, figures), "    "))
    return lines


def _alike(answers: Sequence[Asked]) -> list[tuple[list[str], Asked]]:
    """Answers with the readings that give the very same; no reading where all of them do."""
    kept: list[tuple[list[str], Asked]] = []
    for one in answers:
        same = next((names for names, other in kept if {**other, "reading": ""} == {**one, "reading": ""}), None)
        if same is None:
            kept.append(([one["reading"]], one))
        else:
            same.append(one["reading"])
    return [([], one) for _, one in kept] if len(kept) == 1 else kept


def _line(readings: Sequence[str], one: Asked, rule: Any, book: Any, figures: Sequence[Asked]) -> str:
    in_words = Words(lang())
    ends = " – ".join(dict.fromkeys(word(one[f"answer_{end}"], one["rule"]) for end in ("low", "high")))
    named = say("marks.comma").join(words.said("readings", r, lang()) for r in readings if r)
    times = reported.spread(one["share_low"], one["share_high"], word("not determinable"))
    parts = [
        _items(one, book) if _asks_others(one) else reported.inputs(one, rule, in_words),
        *reported.told_against(one, figures, in_words),
        say("assess_thresholds.times_line", times=times) if times else "",
        _undecided(one["with_undecided"]),
        _lacks([words.of(rule, name, lang()) for name in one["missing"]]),
    ]
    return (named + say("marks.colon") if named else "") + say("marks.semicolon").join(filter(None, [ends, *parts]))


def _undecided(found: Asked | None) -> str:
    """What the answer at the high is if every undecided transfer is a receipt, where that changes it."""
    if found is None:
        return ""
    amount, told = numbered(found["gains"]), word(found["answer"])
    return say("assess_thresholds.with_all_undecided_receipts_yuan", amount=amount, told=told)


def _asks_others(one: Asked) -> bool:
    """Whether the rule rests on the answers of others."""
    return any("/" in name for name in one["inputs"]["high"])


def _items(one: Asked, book: Any) -> str:
    """The rules it rests on that are met, at which bound."""
    met: dict[str, list[str]] = {}
    for end in ("low", "high"):
        for name, value in one["inputs"][end].items():
            if "/" in name and value == "met":
                met.setdefault(name, []).append(end)
    asked = {name: book.find(name).article for end in one["inputs"].values() for name in end if "/" in name}
    named = words.apart(asked, book, lang())
    if not met:
        return ""
    only = {"high": say("assess_thresholds.high_bound_alone"), "low": say("assess_thresholds.low_bound_alone")}
    said = [named[name] + ("" if len(ends) > 1 else only[ends[0]]) for name, ends in met.items()]
    return say("assess_thresholds.met_among_them") + say("marks.comma").join(said)


def _lacks(facts: Sequence[str]) -> str:
    if not facts:
        return ""
    some = say("marks.comma").join(facts[:MOST_FACTS])
    more = len(facts) - MOST_FACTS
    return (
        say("assess_thresholds.lacking")
        + some
        + (say("assess_thresholds.and_more", facts=(len(facts), more)) if more > 0 else "")
    )


def _ages(rows: Sequence[Age]) -> Part | None:
    """The age of criminal responsibility, where it was not reached or is not known."""
    if all(one["answer"] == "met" for one in rows):
        return None
    lines = [
        Paragraph(
            f"{one['about']} {one['article']} ({acts_of(one['acts'])} {_day(one)}){say('marks.colon')}{word(one['answer'], one['rule'])}"
        )
        for one in rows
    ]
    return Part(lines, say("assess_thresholds.age_of_criminal_responsibility"))


def _day(one: Asked) -> str:
    """The day of an act, and that it is one only if posts in doubt are acts."""
    return (one["on"] or "?") + (say("assess_thresholds.of_posts_in_doubt") if one["day_in_doubt"] else "")


def _not_carried(rows: Sequence[NotCarried]) -> Paragraph | None:
    """The facts of the case that are not given here."""
    named = say("marks.comma").join(
        f"{one['entry']} {words.of(None, one['fact'], lang())} ({one['fact']})" for one in rows
    )
    return Paragraph(say("assess_thresholds.facts_of_case_not_carried", named=named)) if rows else None


def _sanctioned(rows: Sequence[Sanctioned], answered: Collection[str]) -> list[Block]:
    """What was imposed on each defendant, and which of it before the first of his acts."""
    kinds = {
        "criminal": say("damages_words.criminal"),
        "administrative": say("damages_words.administrative"),
    }
    lines: list[Block] = []
    for who, group in groupby(sorted(rows, key=lambda one: one["about"]), key=lambda one: one["about"]):
        some = list(group)
        listed = say("marks.comma").join(
            f"{one['entry']} {one['day'] or say('assess_gains.not_known')} {kinds[one['kind']]}"
            + (say("assess_parties.does_not_fit_age") if one["at_odds"] else "")
            for one in some
        )
        before = say("marks.comma").join(one["entry"] for one in some if one["before"])
        open_ = say("marks.comma").join(one["entry"] for one in some if one["before"] is None)
        first = some[0]["first_act"] or say("assess_gains.not_known")
        if some[0]["may_first"]:
            first += say("parties_words.may_first", day=some[0]["may_first"])
        whether = say("assess_thresholds.whether_is_not_known", entries=open_) if open_ else ""
        said = say("marks.semicolon").join(filter(None, [before, whether])) or say("assess_thresholds.none")
        ask = say("assess_thresholds.enter_as_facts_what_counts") if (before or open_) and who not in answered else ""
        lines.append(
            Paragraph(
                say("assess_thresholds.imposed_before_first_act", who=who, listed=listed, first=first, said=said) + ask
            )
        )
    return lines


def _personal(rows: Sequence[Asked], sanctions: Sequence[Sanctioned], book: Any) -> Part:
    """Earlier punishment, which is of one person and never of the case."""
    lines = [
        Paragraph(
            f"{one['about']} {one['article']} ({_day(one)}){say('marks.colon')}{word(one['answer_low'], one['rule'])} [{', '.join(one['entries'])}] "
            + _lacks([words.of(book.find(one["rule"]), name, lang()) for name in one["missing"]])
        )
        for one in rows
    ]
    imposed = _sanctioned(sanctions, {one["about"] for one in rows})
    none = [Paragraph(say("assess_thresholds.no_earlier_punishment_is_on"))]
    return Part([*lines, *imposed] or none, say("assess_thresholds.earlier_punishment_of_each_defendant"))


def _lacking(answers: Sequence[Asked], book: Any) -> Part | None:
    """Every fact that is missing, with the articles that ask for it themselves, or else through others."""
    wanted: dict[str, str] = {}
    articles: dict[str, list[str]] = {}
    for one in sorted(answers, key=_asks_others):
        rule = book.find(one["rule"])
        for name in one["missing"]:
            if name not in words.personal() and (name not in wanted or not _asks_others(one)):
                wanted.setdefault(name, words.of(rule, name, lang()))
                articles.setdefault(name, []).append(rule.article)
    lines = [
        Paragraph(f"{told} ({name}){say('marks.colon')}{say('marks.comma').join(dict.fromkeys(articles[name]))}", "  ")
        for name, told in wanted.items()
    ]
    how = say("assess_thresholds.to_be_entered_by_team")
    return Part([*lines, how], say("assess_thresholds.facts_that_are_missing")) if lines else None


def reached(answers: Sequence[Asked], book: Any) -> list[str]:
    """That answers rest on an interpretation that took effect after the last post, where they do."""
    days = {date.fromisoformat(a["on"]): [b["rule"] for b in answers if b["on"] == a["on"]] for a in answers if a["on"]}
    notes = [law_told.reached([book.find(rule, on) for rule in rules], on, lang()) for on, rules in days.items()]
    return [note for note in notes if note]
