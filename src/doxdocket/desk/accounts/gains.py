"""The account of gains: what was asked, agreed, said to be paid and proven, per defendant and together, in every reading.

Left out: any conclusion, and which reading is right; addresses and payers are not shown.

>>> span(Decimal("80.00"), Decimal("90.00")), span(None, None)
('80.00 – 90.00', '不明')
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace  # noqa: F401 - replace for the example
from decimal import Decimal
from typing import Any

from doxdocket.assess.forms.damages import Determinable
from doxdocket.assess.forms.parties import Defendant
from doxdocket.assess.gains import gains_account
from doxdocket.assess.gains.account import GainsAccount, ReceiptPart, Received, Reminder
from doxdocket.assess.gains.answers import Asked, Compared, Reading
from doxdocket.assess.gains.fined import Beside
from doxdocket.assess.gains.meaning_of_sums import Task, least
from doxdocket.assess.gains.offers import SIGNS, UNITS, MonthAsked, Price
from doxdocket.assess.gains.suggest import REASONS, Posted, Suggestion
from doxdocket.assess.gains.sums import Line, Pair
from doxdocket.assess.marks import FLAT, TOLD
from doxdocket.assess.plain_records import plain
from doxdocket.count import decided_values
from doxdocket.desk.accounts import Build, unaccepted
from doxdocket.desk.accounts.damages_words import answer, determinable
from doxdocket.desk.accounts.parties_words import word
from doxdocket.desk.masking import masked
from doxdocket.interval import amount, told
from doxdocket.law import words
from doxdocket.pipeline import sampled
from doxdocket.pipeline.gains import gains
from doxdocket.pipeline.published import figures
from doxdocket.pipeline.registered import entries
from doxdocket.report.document import Block, Column, Document, Items, Paragraph, Part, Table
from doxdocket.store.case import Case
from doxdocket.words import coded, either, lang, named, say, zh_en

SHOWN = 20  # rows of a table in the text; --json has them all
REMINDERS = 40
MORE = zh_en("assess_gains.more_rows_json")
READINGS: dict[Reading, tuple[str, str]] = {
    "before": zh_en("assess_gains.before_refunds_and_costs"),
    "after": zh_en("assess_gains.after_refunds_and_costs"),
}


@dataclass(frozen=True, slots=True)
class OfGains:
    """The account, and whether a sample on which it rests failed."""

    case: str
    account: GainsAccount = field(metadata=FLAT)
    acceptance: dict[str, str] | None = None
    build: Build | None = field(default=None, metadata=TOLD)


def document(case: Case, name: str, *, net: bool = False) -> Document[OfGains]:
    """From register, files and run; ``name``: how the case is called, ``net``: the text in the reading after refunds and costs alone."""
    warning = None if case.current_run() is None else sampled.warning(figures(case))
    found = gains_account.told(gains(case, masked=masked))
    return Document(
        plain(OfGains(name, found, warning)),
        [unaccepted(warning), *_body(case, found, ("after",) if net else ("before", "after"))],
    )


def span(low: Decimal | int | None, high: Decimal | int | None) -> str:
    """A pair of yuan; an end that is not determinable, or that nobody told, is not known."""
    ends = [
        say("assess_gains.not_known") if end is None else amount(end) if isinstance(end, Decimal) else str(end)
        for end in (low, high)
    ]
    return " – ".join(dict.fromkeys(ends))


def of(pair: Pair) -> str:
    """Both ends of a sum."""
    return span(pair.low, pair.high)


def on_record_told(case: Case, answers: Sequence[Asked]) -> Paragraph | None:
    """That an answer of *not met* is of what is on record, with the entries by which the gain cannot be determined as a whole."""
    if all(one.answer != "not met" for one in answers):
        return None
    kept = entries(case)
    open_ = [(kept.meta("determinable", key).name, one.answer) for key, one in kept.of(Determinable).items() if one.what == "gain" and one.answer != "whole"]  # fmt: skip
    hows = say("marks.slash").join(dict.fromkeys(determinable(how) for _, how in open_))
    told = (
        say("assess_gains.not_whole", how=hows, entries=say("marks.comma").join(name for name, _ in open_))
        if open_
        else ""
    )
    return Paragraph(say("assess_gains.on_record", told=told).rstrip())


def line_told(line: Line | None, *, of_one: bool = False) -> Paragraph | None:
    """With what the line of gains is asked, with the difference between the readings in yuan; nothing where no end is known.

    ``of_one``: the line of one defendant alone.

    >>> five = Pair(Decimal("5.00"), Decimal("5.00"))
    >>> one = Line(Decimal("2.00"), "D1", five.high, five, five, Decimal("3.00"))
    >>> line_told(one).said.count("3.00"), line_told(replace(one, low=None))
    (1, None)
    """
    if line is None or line.low is None:
        return None
    low, high, least = _number(line.low), _number(line.high), ""
    if line.high is None and line.at_least is not None:
        high = f"≥{_number(line.at_least)}"
        least = say("gains_line.high_is_no_less_than")
    if of_one:
        return Paragraph(say("gains_line.gains_of_one_defendant", who=line.who, low=low, high=high, least=least))
    return Paragraph(say(
        "gains_line.gains_one_account_asked_in",
        who=line.who, low=low, high=high, before=of(line.before), after=of(line.after), beyond=_number(line.beyond), least=least,
    ))  # fmt: skip


def _body(case: Case, found: GainsAccount, readings: Sequence[Reading]) -> list[Block | None]:
    if not found.receipts and not found.asked and not found.not_asked and not found.tasks:
        return [say("assess_gains.register_holds_no_receipt_and")]
    return [sums_told(found.sums, readings), none_told(case, found.sums), between_told(found.sums), joint_told(found.receipts), answers_told(found.answers, readings), on_record_told(case, found.answers), line_told(found.line), offers_told(found.offers),
            prices_told(found.asked), not_asked_told(found.not_asked), tasks_told(found.tasks),
            _suggested(found.suggestions), _posted(found.posted), beside_told(found.beside), compared_told(found.compared),
            _told(found.told), Paragraph(say("assess_gains.proven_shown_by_row_of"))]  # fmt: skip


def _who(who: str) -> str:
    return who or say("assess_gains.together")


def _coin(code: str) -> str:
    """A coin as it is written everywhere; points, which are none, in words."""
    return say("assess_gains.points") if code == "points" else code


def _yes(so: object) -> str:
    return say("assess_gains.yes") if so else ""


def _place(one: Price | Suggestion | Posted) -> str:
    return f"{one.channel_id}/{one.post_id}" if isinstance(one, Price) else f"{one.channel}/{one.post}"


def _titled(title: str, rows: Sequence[Any], columns: Sequence[Column], *, summed: bool = False) -> Table:
    return Table(rows, columns, title=title, most=SHOWN, more=MORE, summed=summed)


def sums_told(rows: Sequence[Received], readings: Sequence[Reading]) -> Block:
    """What each received, and all together, by stage and reading."""
    if not any(
        one.lacking or any(pair.high for pair in (one.proven, one.claimed, one.undecided, one.agreed, one.between))
        for one in rows
    ):
        return say("assess_gains.no_receipt_and_no_statement")

    def sum_(head: str, name: str) -> Column:
        return Column(head, lambda one: of(getattr(one, name)), right=True)

    return _titled(say("assess_gains.receipts_yuan_low_high"), rows, [
        Column(say("assess_gains.defendant"), lambda one: _who(one.defendant)), sum_(say("assess_gains.proven"), "proven"),
        sum_(say("assess_gains.said_to_be_paid"), "claimed"), *([Column(say("assess_gains.between"), lambda one: of(one.between) if one.defendant else None, right=True)] if _inside(rows) else []), *(sum_(either(*READINGS[r]), r) for r in readings),
        sum_(say("assess_gains.undecided"), "undecided"), sum_(say("assess_gains.agreed"), "agreed"),
        Column(say("assess_gains.joint"), lambda one: span(one.joint, one.joint), right=True),
    ], summed=bool(rows) and not rows[0].defendant)  # fmt: skip


def _inside(rows: Sequence[Received]) -> bool:
    """Whether any of them received money from another defendant."""
    return any(one.between.high or one.between_paid.high for one in rows)


def between_told(rows: Sequence[Received]) -> Paragraph | None:
    """Why money between defendants is in no sum of all together, where there is any."""
    return Paragraph(say("assess_gains.between_said")) if _inside(rows) else None


def none_told(case: Case, rows: Sequence[Received]) -> Paragraph | None:
    """The civil defendants who have no row among the sums: nobody entered a receipt of theirs, and no statement has one."""
    shown = {one.defendant for one in rows}
    left = [one.id for one in entries(case).of(Defendant).values() if one.called != "not_civil" and one.id not in shown]
    return (
        Paragraph(say("assess_gains.none_on_record", who=say("marks.comma").join(sorted(left))))
        if left and len(shown) > 1
        else None
    )


def joint_told(rows: Sequence[ReceiptPart]) -> Paragraph | None:
    """Receipts of several without shares, which are in the low of all together and in nobody's own: why the lows of each do not add up to it."""
    told = [
        say("assess_gains.joint_one", entry=one.entry, who=say("marks.comma").join(one.defendants), yuan=of(one.yuan))
        for one in rows
        if one.joint and one.stage in ("proven", "paid")
    ]
    return Paragraph(say("assess_gains.joint_said", told=say("marks.semicolon").join(told))) if told else None


def answers_told(rows: Sequence[Asked], readings: Sequence[Reading]) -> Table:
    """The lines for gains, one by one."""
    return _titled(say("assess_gains.lines_for_gains"), [a for a in rows if a.reading in readings], [
        Column(say("assess_gains.article"), "article"), Column(say("assess_gains.defendant"), lambda a: _who(a.who)),
        Column(say("assess_gains.reading"), lambda a: READINGS[a.reading]), Column(say("assess_gains.low_high"), lambda a: span(a.low, a.high)),
        Column(say("assess_gains.answer"), lambda a: answer(a.answer)),
        Column(say("assess_gains.if_all_undecided_count"), lambda a: answer(a.with_undecided)),
        Column(say("assess_gains.missing"), lambda a: say("marks.comma").join(words.of(None, name, lang()) for name in a.missing)),
    ])  # fmt: skip


def offers_told(rows: Sequence[MonthAsked], channel: Callable[[str], str] = str) -> Part:
    """What was asked by channel, month, coin and what it is asked for, as the page shows it. ``channel``: what a channel is called."""
    others = sum(one.posts for one in rows if one.of_others)
    table = _titled(say("assess_gains.prices_asked_not_received_unconfirmed"), [one for one in rows if not one.of_others], [
        Column(say("assess_gains.channel"), lambda one: channel(one.channel_id)), Column(say("assess_gains.month"), lambda one: one.month or None),
        Column(say("assess_gains.coin"), lambda one: _coin(one.coin)), Column(say("assess_gains.asked_for"), lambda one: UNITS.get(one.unit)),
        Column(say("assess_gains.confirmed_price"), lambda one: span(one.low_confirmed, one.high_confirmed) if one.confirmed else None, right=True),
        Column(say("assess_gains.unconfirmed_price"), lambda one: span(one.low_sure, one.high_sure), right=True),
        Column(say("assess_gains.with_doubtful_numbers"), lambda one: span(one.low, one.high) if one.doubtful else "", right=True),
        Column(say("assess_gains.posts"), lambda one: str(one.posts), right=True),
        Column(say("assess_gains.confirmed"), lambda one: str(one.confirmed), right=True),
    ])  # fmt: skip
    return Part([table, say("assess_gains.more_quote_or_forward_other", count=others) if others else None])


def prices_told(rows: Sequence[Price], place: Callable[[Price], str] = _place) -> Table:
    """Each price with what it was read from, the highest first: there a misreading does most. ``place``: what its post is called."""
    own = sorted((one for one in rows if not one.of_others), key=lambda one: (one.coin, -one.price))
    return _titled(say("assess_gains.each_price_asked_highest_first"), own, [
        Column(say("assess_gains.coin"), lambda one: _coin(one.coin)), Column(say("assess_gains.price"), lambda one: amount(one.price), right=True),
        Column(say("assess_gains.asked_for"), lambda one: UNITS.get(one.unit)), Column(say("assess_gains.doubtful"), lambda one: _yes(one.doubtful)), Column(say("assess_gains.channel_post"), place),
        Column(say("assess_gains.words_masked"), lambda one: one.stretch or None), Column(say("assess_gains.sign"), lambda one: SIGNS.get(one.sign, "")),
    ])  # fmt: skip


def not_asked_told(rows: Sequence[Price], place: Callable[[Price], str] = _place) -> Part:
    """Sums that are no price: takings that somebody tells of, for a person to decide on; budgets and payments of tasks are only counted. ``place``: as above."""
    means = Counter(one.means for one in rows)
    table = _titled(say("assess_gains.takings_that_posts_tell_of"), [one for one in rows if one.means == "takings"], [
        Column(say("assess_gains.channel_post"), place), Column(say("assess_gains.coin"), lambda one: _coin(one.coin)),
        Column(say("assess_gains.amount"), lambda one: amount(one.price), right=True),
        Column(say("assess_gains.words_masked"), lambda one: one.stretch or None), Column(say("assess_gains.of_others"), lambda one: _yes(one.of_others)),
    ])  # fmt: skip
    budget, settled = means["budget"], means["settled"]
    return Part([table, say("assess_gains.more_are_what_buyer_would", budget=budget) if budget else None,
                 say("assess_gains.more_tell_of_payment_of", settled=settled) if settled else None])  # fmt: skip


def tasks_told(
    rows: Sequence[Task], sure: Callable[[str, str], bool] = lambda *_: True, held: Callable[[str, str], bool] = lambda *_: True
) -> Part | None:  # fmt: skip
    """Between which bounds the confirmed paid tasks and their posts are, and how many nobody confirmed; ``held``: which posts are surely in the scope, ``sure``: which of them make a task in the low."""
    if not rows:
        return None
    confirmed = [(one.channel, post) for one in rows for post in one.stretches]
    firm = {key for key in confirmed if held(*key)}
    told = say(
        "assess_gains.paid_tasks_one_from_its", sure=span(least(rows, sure), len(confirmed)), confirmed=span(len(firm), len(set(confirmed))), rows=sum(not one.confirmed for one in rows),
        posts=sum(len(one.posts) for one in rows), paid=sum(len(one.settled) for one in rows),
    )  # fmt: skip
    return Part([Paragraph(told), Paragraph(say("assess_gains.paid_tasks_how"))])


def _suggested(rows: Sequence[Suggestion]) -> Table:
    return _titled(say("assess_gains.offers_that_payments_may_answer"), sorted(rows, key=lambda one: not one.supported), [
        Column(say("assess_gains.row"), "row"), Column(say("assess_gains.channel_post"), _place),
        Column(say("assess_gains.supported"), lambda one: _yes(one.supported) or say("assess_gains.none_seen")),
        Column(say("assess_gains.reasons"), lambda one: say("marks.semicolon").join(either(*REASONS[code]) for code in one.reasons)),
    ])  # fmt: skip


def _posted(rows: Sequence[Posted]) -> Table:
    return _titled(say("assess_gains.addresses_that_posts_hold"), rows, [
        Column(say("assess_gains.address"), "tag"), Column(say("assess_gains.defendant"), lambda one: one.defendant or None),
        Column(say("assess_gains.channel_post"), _place),
        Column(say("assess_gains.asks_for_payment"), lambda one: _yes(one.asks) or say("assess_gains.not_shown")),
        Column(say("assess_gains.rows"), lambda one: str(len(one.rows)), right=True),
    ])  # fmt: skip


def beside_told(rows: Sequence[Beside]) -> Table:
    """What was received beside fines and what was confiscated; nothing is set off. Where nothing was imposed the kind names no fine."""
    kinds = {"criminal": say("assess_gains.criminal"), "administrative": say("assess_gains.administrative")}
    bare = {"criminal": say("damages_words.criminal"), "administrative": say("damages_words.administrative")}
    overlap = {"open": say("assess_gains.open_person_decides_nothing_is"), "none": "—"}

    def left(one: Beside) -> str:
        told = (
            id_ + say("marks.in_brackets", text=word(stage))
            for id_, stage in zip(one.not_imposed, one.stages, strict=True)
        )
        return say("marks.comma").join(told) or "—"

    def sum_(head: str, name: str) -> Column:
        return Column(head, lambda one: None if getattr(one, name).high is None else of(getattr(one, name)), right=True)

    return _titled(say("assess_gains.beside_fines_and_confiscation"), [one for one in rows if one.kind], [
        Column(say("assess_gains.defendant"), "defendant"), Column(say("assess_gains.proven"), lambda one: of(one.proven), right=True),
        Column(say("assess_gains.proven_after_refunds_and_costs"), lambda one: of(one.proven_after), right=True),
        Column(say("assess_gains.kind"), lambda one: (kinds if one.sanctions else bare)[one.kind]),
        sum_(say("assess_gains.fine"), "fine"), sum_(say("assess_gains.confiscated"), "confiscated"), sum_(say("assess_gains.returned"), "returned"),
        Column(say("assess_gains.not_imposed"), left), Column(say("assess_gains.overlap"), lambda one: overlap[one.overlap]),
    ])  # fmt: skip


def compared_told(rows: Sequence[Compared]) -> Table | None:
    """Gains beside what was exposed."""
    names = coded("gains_totals")

    def high(one: Compared) -> str:
        return _number(one.high) + (
            "" if one.value is None else either(*decided_values.said(str(one.value), one.status))
        )

    return None if len(rows) <= 3 else _titled(say("assess_gains.gains_beside_what_was_exposed"), rows, [
        Column("", lambda one: names[one.id]), Column(say("assess_gains.low"), lambda one: _number(one.low), right=True),
        Column(say("assess_gains.high"), high, right=True), Column(say("assess_gains.unit"), "unit"),
    ])  # fmt: skip


def _number(value: Decimal | int | str | None) -> str:
    return (
        say("assess_gains.not_known") if value is None else amount(value) if isinstance(value, Decimal) else told(value)
    )


def _told(rows: Sequence[Reminder]) -> Items:
    return Items(
        [f"{one.where}{say('marks.colon')}{named(one)}" for one in rows],
        REMINDERS, zh_en("assess_gains.more_json"), say("assess_gains.told_of_places", rows=len(rows)), "  ",
    )  # fmt: skip
