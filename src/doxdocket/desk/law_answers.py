"""Every answer of the law in a case: whom it is about, in which reading, on which day, with which inputs, from which entries.

The answers are those that ``assess`` gives, taken from its accounts, so that ``explain`` cannot say another. A rule that no account
asks is asked here, on the day that its ``applies_to`` names, with the counts of the run and the facts of the register: once for the
case, or, where it asks for an age or a fact is stated of one defendant, for each such defendant. Left out: what a rule says.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from doxdocket.assess import motives
from doxdocket.assess.damages import worksheet
from doxdocket.assess.damages.account import (
    CeilingRead,
    Ladder,
    OfDefendant,
    OfGroup,
    PanelSheet,
    Reading,
    StepAsked,
    Worksheet,
)
from doxdocket.assess.damages.frame import frame
from doxdocket.assess.forms.parties import Fact, Sanction
from doxdocket.assess.gains import sums
from doxdocket.assess.gains.account import GainsAccount
from doxdocket.assess.gains.gains_account import told as told_gains
from doxdocket.assess.parties.account import CivilGuardian, KnownDefendant, Parties
from doxdocket.assess.parties.ages import age
from doxdocket.assess.parties.days_of_acts import By
from doxdocket.assess.parties.facts import Facts
from doxdocket.assess.parties.rule_answers import ask, in_doubt
from doxdocket.assess.plain_records import plain
from doxdocket.assess.procedure.account import ProcedureAccount
from doxdocket.assess.procedure.procedure import procedure
from doxdocket.count import thresholds
from doxdocket.count.catalogue import catalogue
from doxdocket.count.civil_facts import known as of_figures
from doxdocket.desk import damages
from doxdocket.interval import money
from doxdocket.law import words
from doxdocket.law.answer import Answered
from doxdocket.law.shapes import Answerable
from doxdocket.pipeline import registered
from doxdocket.pipeline.gains import gains
from doxdocket.pipeline.lawbook import rules
from doxdocket.pipeline.parties import parties
from doxdocket.pipeline.published import figures
from doxdocket.pipeline.published import standing as stood
from doxdocket.store.case import Case

Row = dict[str, Any]
THRESHOLDS, PARTIES, MOTIVES, GAINS, DAMAGES, PROCEDURE = (
    f"assess {name}" for name in ("thresholds", "parties", "motives", "gains", "damages", "procedure")
)
_MAY = ("may_first", "may_last")
"""The days of a defendant that are days of acts only if posts in doubt are acts."""
ALONE = "explain"
"""Who asks what no account asks."""


class Accounts:
    """What ``assess`` says of a case, each account made when it is first asked for. Without a run there are no thresholds and no damages.

    ``put``: whether the worksheet has the figures of what is put to the civil defendants, which no answer needs and no entry is named in.
    ``counted``: the figures and lines on which the worksheet rests, where they are not those of all captures.
    """

    def __init__(
        self, case: Case, name: str, *, put: bool = True, counted: Callable[[], Mapping[str, Any]] | None = None
    ) -> None:
        self._case, self._name, self._put, self._counted = case, name, put, counted
        self.entries, self.book = registered.entries(case), rules(case)
        self._ran = case.current_run() is not None

    @cached_property
    def figures(self) -> Mapping[str, Any]:
        """``figures.json``; nothing without a run."""
        return figures(self._case) if self._ran else {}

    @cached_property
    def parties(self) -> Parties:
        """``assess parties``."""
        return parties(self._case)

    @cached_property
    def motives(self) -> motives.Motives:
        """``assess motives`` without the posts: what was said."""
        return motives.table(self.entries, (), {})

    @cached_property
    def gains(self) -> GainsAccount:
        """``assess gains``."""
        return told_gains(gains(self._case))

    @cached_property
    def _given(self) -> worksheet.Given:
        made = damages.given(self._case, self._name, account=self.gains, put=self._put)
        return replace(made, published={**made.published, **self._counted()}) if self._counted else made

    @cached_property
    def damages(self) -> Worksheet | None:
        """``assess damages``; none without a run."""
        return worksheet.worksheet(self._given) if self._ran else None

    @cached_property
    def sheet(self) -> PanelSheet:
        """What the panel of experts is handed; there must be a run."""
        return worksheet.panel_sheet(self._given, self.damages or worksheet.worksheet(self._given))

    @cached_property
    def procedure(self) -> ProcedureAccount:
        """``assess procedure``, today."""
        return procedure(self.entries, self._case.today())

    def plain(self) -> Mapping[str, Mapping[str, Any]]:
        """Every account as its ``--json`` has it; of motives, what was said."""
        return {
            PARTIES: plain(self.parties), MOTIVES: plain(self.motives), GAINS: plain(self.gains), DAMAGES: plain(self.damages) or {}, PROCEDURE: plain(self.procedure),
        }  # fmt: skip

    @cached_property
    def answers(self) -> Sequence[Row]:
        """Every answer that an account gives."""
        return [
            *self._thresholds(),
            *self.personal(),
            *self._parties(),
            *self._gains(),
            *self._damages(),
            *self._procedure(),
        ]

    def of(self, provision: str) -> Sequence[Row]:
        """The answers of one rule."""
        return [row for row in self.answers if row["rule"] == provision] or list(self._alone(provision))

    def stated(self, name: str) -> Sequence[Row]:
        """Where a fact was stated: on the register by itself, or with acts done together."""
        own = [
            {"entry": row.name, "of": one.defendant or one.id.partition("@")[2], "value": one.value, "reason": one.reason, "evidence": list(one.evidence)}
            for one, row in self.entries.all() if isinstance(one, Fact) and one.id.partition("@")[0] == name
        ]  # fmt: skip
        together = [
            {"entry": row.name, "of": one.id, "value": held[name], "reason": getattr(one, "reason", ""), "evidence": list(one.evidence)}
            for one, row in self.entries.all() if name in (held := getattr(one, "facts", {}))
        ]  # fmt: skip
        return own + together

    def number(self, form: str, key: str) -> list[str]:
        """The number of an entry on the register, in a list; none where there is no such entry."""
        return self._numbers.get((form, key), [])

    @cached_property
    def _numbers(self) -> Mapping[tuple[str, str], list[str]]:
        return {(row.form, one.id): [row.name] for one, row in self.entries.all()}

    @cached_property
    def _facts(self) -> Mapping[tuple[str, str], str]:
        """The entry of each fact by its name and the defendant it is stated of."""
        return {(one.id.partition("@")[0], one.defendant or one.id.partition("@")[2]): row.name
                for one, row in self.entries.all() if isinstance(one, Fact)}  # fmt: skip

    def _row(
        self, by: str, said: Mapping[str, Any], entries: Iterable[str], about: str = "", reading: object = ""
    ) -> Row:
        """One answer; ``said`` as ``Answered.plain`` has it."""
        return {
            "by": by, "about": about, "reading": reading, "rule": said["rule"], "article": said["article"], "on": said["on"],
            "answer_low": said["answer"], "answer_high": said["answer"], "inputs": {"low": said["inputs"], "high": said["inputs"]},
            "missing": list(said["missing"]), "entries": list(dict.fromkeys([*entries, *self._of(said["inputs"], about)])),
        }  # fmt: skip

    def _of(self, names: Iterable[str], *about: str) -> list[str]:
        """The entries that state these facts of the case or of that defendant."""
        return [
            entry for name in names for who in dict.fromkeys(("", *about)) if (entry := self._facts.get((name, who)))
        ]

    def _thresholds(self) -> Iterator[Row]:
        for said in with_undecided(self._case, self.figures) if self._ran else ():
            names = {**said["inputs"]["low"], **said["inputs"]["high"]}
            yield {"by": THRESHOLDS, "about": "", **said, "entries": self._of(names)}

    def personal(self) -> Iterator[Row]:
        """Lines about earlier punishment, for each defendant of whom a fact of it was stated, on the days of his first and last act."""
        if not any(one.id.partition("@")[0] in words.personal() for one in self.entries.of(Fact).values()):
            return  # who the parties are is not worth finding out
        facts = Facts(self.entries.of(Fact), self.book)
        for provision in thresholds.rules(self.book):
            names = set(thresholds.names(self.book.find(provision), self.book)) - set(words.DATES)
            if not names or not names <= words.personal():
                continue
            for row in self.parties.defendants:
                own = facts.given(names, row.who.id)
                if any(value is not None for value in own.values()):
                    days = _own_days(row, self.book.find(provision).applies_to, None)
                    found = {at: (point, ask(provision, own, at, None, self.book)) for at, point in days.items()}
                    for point, said in _with_doubt(found):
                        told = self._row(THRESHOLDS, said.plain(), [row.entry], row.who.id, point)
                        yield told | {"day_in_doubt": point in _MAY}

    def sanctions(self) -> Iterator[Row]:
        """What was imposed on each defendant, and whether before the first of his acts."""
        some = [one for one in self.entries.of(Sanction).values() if one.imposed]
        first = {row.who.id: (row.first_act, row.may_first) for row in self.parties.defendants} if some else {}
        for one in some:
            acted, may = first.get(one.defendant, (None, None))
            odd = {c.case.id: c.at_odds for s in self.parties.subjects for c in s.cases}
            known = one.day is not None and acted is not None and not (may and may <= one.day < acted)
            yield {
                "about": one.defendant, "entry": one.id, "kind": one.kind, "day": plain(one.day), "first_act": plain(acted), "may_first": plain(may),
                "before": one.day < acted if known and one.day and acted else None, "at_odds": odd.get(one.id),
            }  # fmt: skip

    def criminal_age(self, who: str) -> Iterator[Row]:
        """Whether that defendant was of the age of criminal responsibility, on each day that counts."""
        for row in self.parties.defendants:
            for acts, point, said in _of_age(row) if row.who.id == who else ():
                yield {
                    "about": who, "rule": said.provision, "article": said.article, "on": plain(said.on), "answer": said.answer, "day_in_doubt": bool(point), "acts": acts,
                }  # fmt: skip

    def _parties(self) -> Iterator[Row]:
        found = self.parties
        for one in found.defendants:
            for point, standing in one.standing.items():
                for said in standing.asked:
                    yield self._row(PARTIES, said.plain(), [one.entry], one.who.id, point)
            for _, point, said in _of_age(one):
                yield self._row(PARTIES, said.plain(), [one.entry], one.who.id, point)
        for guardian in found.parties:
            for said in guardian.answers if isinstance(guardian, CivilGuardian) else ():
                behind = [*self.number("guardian", guardian.party), *self.number("defendant", guardian.ward)]
                row = self._row(PARTIES, said.plain(), [*behind, *self._of(said.inputs, guardian.ward)], guardian.ward)
                yield row | {"about": f"{guardian.party or '?'} → {guardian.ward}"}
        for joint in found.joint:
            behind = [n for d in (*joint.members, *joint.instigators) for n in self.number("defendant", d)]
            for said in joint.asked:
                yield self._row(PARTIES, said.plain(), [*self.number("joint", joint.entry), *behind], joint.entry)

    def _gains(self) -> Iterator[Row]:
        for one in self.gains.answers:
            said = {**plain(one), "rule": one.provision, "inputs": {}}
            parts = [part for part in self.gains.receipts if not one.who or one.who in part.defendants]
            behind = [n for part in parts for n in self.behind(part.stage, part.entry, part.row)]
            row = self._row(GAINS, said, behind, one.who, one.reading)
            ends = {
                end: {} if amount is None else {"gains": plain(amount)}
                for end, amount in (("low", one.low), ("high", one.high))
            }
            yield row | {"answer_low": one.at_low, "answer_high": one.at_high, "inputs": ends}

    def behind(self, stage: str, entry: str, row: str) -> list[str]:
        """The numbers on the register behind a part of a receipt: its entry, and the statement of its row."""
        if stage not in {"proven", "paid", "undecided", "between"}:
            return []
        return [*self.number("receipt", entry), *self.number("statement", row.partition("#")[0])]

    def _damages(self) -> Iterator[Row]:
        if self.damages is None:
            return
        ladder = self.damages.ladder
        asked: list[tuple[str, Reading | None, Sequence[StepAsked], list[str]]] = [("", None, ladder.beside, [])]
        for who, of in self._subjects(ladder):
            stated = [entry for one in of.found.held.values() for entry in one.entries]
            stated += self.number("defendant", who)
            if isinstance(of, OfGroup):
                stated += [n for entry in of.entries for n in self.number("joint", entry)]
            asked += [(who, one, one.steps, stated) for one in of.found.readings]
            if isinstance(of, OfDefendant) and of.facts:
                asked.append((who, None, of.beside, stated))
        for who, reading, steps, behind in asked:
            for said in (rule for step in steps for rule in step.rules):
                held = {**plain(said), "rule": said.provision, "missing": [one.fact for one in said.missing]}
                yield self._row(DAMAGES, held, behind, who, {"zh": reading.zh, "en": reading.en} if reading else "")
        yield from self._ceiling(self.damages)

    def _ceiling(self, found: Worksheet) -> Iterator[Row]:
        """The ceiling asked of each range, in each reading."""
        for one in found.ranges:
            for said in one.ceiling:
                held = {
                    "rule": frame().ceiling, "article": found.ceiling.article, "answer": said.low, "inputs": {},
                    "on": plain(found.hearing), "missing": said.missing,
                }  # fmt: skip
                put = {end: {"damages": _spread(said, end)} for end in thresholds.ENDS}
                yield self._row(DAMAGES, held, [one.entry], one.entry, {"zh": said.zh, "en": said.en}) | {
                    "answer_high": said.high,
                    "inputs": put,
                }

    @staticmethod
    def _subjects(ladder: Ladder) -> Iterator[tuple[str, Ladder | OfDefendant | OfGroup]]:
        """Of whom the ladder was asked: all together, each defendant, those jointly liable."""
        if ladder.found.readings:
            yield "", ladder
        yield from ((row.id, row) for row in ladder.defendants)
        yield from ((", ".join(row.entries), row) for row in ladder.together)

    def _procedure(self) -> Iterator[Row]:
        for one in self.procedure.deadlines:
            ends = {"start": one.start, "ended": one.ended, "over": None if one.over is None else list(one.over)}
            inputs = {name: str(value) for name, value in ends.items() if value is not None}
            last = " / ".join(dict.fromkeys(str(r.last) for r in one.readings if r.last))
            said = {
                "rule": one.deadline, "article": one.article, "on": plain(one.start), "answer": one.answer,
                "inputs": inputs | ({"last": last} if last else {}), "missing": one.missing,
            }  # fmt: skip
            behind = [n for e in (*one.started_by, one.ended_by) if e for n in self.number("event", e)]
            behind += [n for e in one.extensions for n in self.number("extension", e)]
            behind += [n for e in one.excluded for n in self.number("exclusion", e)]
            yield self._row(PROCEDURE, said, behind, one.receiver) | {
                "said": {"zh": one.answer_zh, "en": one.answer_en}
            }

    def _alone(self, provision: str) -> Iterator[Row]:
        """A rule that no account asks."""
        when = worksheet.days(self._given)
        day = when.of(self.book.find(provision, when.act).applies_to)
        rule = self.book.find(provision, day)
        if not isinstance(rule, Answerable):
            return
        names, facts = thresholds.names(rule, self.book, day), Facts(self.entries.of(Fact), self.book)
        known = worksheet.facts(self._given)
        counted = {**self.figures["law_counts"], "on": day and day.isoformat()}
        decided = stood(self._case).sensitive if provision == catalogue().undecided.rule else {}
        seen = of_figures(self.figures["figures"], rule, {kind: said for kind, (said, _) in decided.items()})
        counted["beside"] = {end: {**counted["beside"][end], **seen[end]} for end in thresholds.ENDS}
        if "age" not in names:
            for line in thresholds.of(provision, counted, known, self.book):
                yield {"by": ALONE, "about": "", **line, "entries": self._of(names)}
        for row in self.parties.defendants:
            own = {name: facts.of(name, row.who.id) for name in names}
            if "age" in names or any(own[name] != known.get(name) for name in names):
                stated = {**known, **{name: value for name, value in own.items() if value is not None}}
                found = {
                    at: (point, ask(provision, stated, at, age(row.who.born, at) if at else None, self.book))
                    for at, point in _own_days(row, rule.applies_to, day).items()
                }
                for point, said in _with_doubt(found):
                    yield self._row(ALONE, said.plain(), [row.entry], row.who.id, point)


def _spread(said: CeilingRead, end: str) -> str:
    """The amount of a range that is held against the ceiling; where it is of another unit, with what it is taken times and spread over."""
    times, over = getattr(said.times, end) if said.times else (1, 1)
    return f"{said.put.yuan:f}" + (f" × {times}" if times != 1 else "") + (f" ÷ {over}" if over != 1 else "")


def _of_age(row: KnownDefendant) -> Iterator[tuple[By, str, Answered]]:
    """The age of criminal responsibility on each day that counts: of which acts it is, and which of the days in doubt, where it is one."""
    first, last = _MAY
    for ends in row.acts:
        days: dict[date | None, tuple[str, Answered]] = {
            one.day: ((first if one.day == ends.may_first else last) if one.day_in_doubt else "", one.said)
            for one in row.criminal_age
            if one.acts == ends.acts
        }
        for point, said in _with_doubt(days):
            yield ends.acts, point, said


def _own_days(row: KnownDefendant, applies_to: str, day: date | None) -> dict[date | None, str]:
    """The days by which a rule is chosen for one defendant, each with what it is: of the first and last act, then with posts in doubt too, of the suit, else that of the case."""
    points = {"act_date": ("first_act", "last_act", *_MAY), "filing_date": ("sued",)}.get(applies_to, ())
    found: dict[date | None, str] = {}
    for point in points:
        if at := getattr(row, point):
            found.setdefault(at, point)
    return found or {day: ""}


def _with_doubt(found: Mapping[date | None, tuple[str, Answered]]) -> Iterator[tuple[str, Answered]]:
    """Of each day what it is and the answer; what only posts in doubt would make of it is not determined."""
    sure = {said.answer for point, said in found.values() if point not in _MAY}
    for point, said in found.values():
        yield point, in_doubt(said, sure) if point in _MAY else said


# What transfers that nobody decided on would make of the lines.
def with_undecided(case: Case, published: Mapping[str, Any]) -> list[Row]:
    """The answers of the run, each with ``with_undecided``: what the high would be with every transfer that nobody decided on taken as a receipt, the amount and the answer; none where it stays.

    What is left open is no receipt, and no proof that there was none, as in the lines of ``assess gains``; whose receipts they are is told nowhere.
    """
    answers = _turned(case, published["law_counts"])
    return [{**one, "with_undecided": answers.get((one["rule"], one["reading"]))} for one in published["law"]]


def _turned(case: Case, counted: Mapping[str, Any]) -> dict[tuple[str, str], Row]:
    """By rule and reading, what every undecided transfer would make of the answer."""
    found = sums.of(gains(case, with_run=False).ledger)
    if not found.undecided.high or found.widest is None:
        return {}
    amount, beside = money(found.widest), counted["beside"]
    wide = {**counted, "beside": {**beside, "high": {**beside["high"], "gains": amount}}}
    book, facts = rules(case), Facts(registered.entries(case).of(Fact)).case()
    pairs = zip(thresholds.ask(counted, facts, book), thresholds.ask(wide, facts, book), strict=True)
    return {
        (one["rule"], one["reading"]): {"gains": amount, "answer": more["answer_high"]}
        for one, more in pairs
        if more["answer_high"] != one["answer_high"]
    }
