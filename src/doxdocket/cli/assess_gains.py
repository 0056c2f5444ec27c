"""``assess gains``: what was asked, agreed, said to be paid and proven, per defendant and together, in every reading.

Left out: any conclusion, and which reading is right; addresses and payers are not shown. All rows: ``--json``.

>>> span(Decimal("80.00"), Decimal("90.00")), span(None, None)
('80.00 – 90.00', '不明')
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from doxdocket.assess.marks import FLAT, TOLD
from doxdocket.cli import gains_line
from doxdocket.cli.command import Answer, case_argument, command, option
from doxdocket.cli.damages_words import answer
from doxdocket.cli.opening import Build, open_case, warn_if_stale
from doxdocket.cli.said import manner
from doxdocket.interval import told
from doxdocket.report.text import table, wrap
from doxdocket.words import Sentence, either, say, zh_en

if TYPE_CHECKING:
    from doxdocket.assess.gains.account import GainsAccount, Received, Reminder
    from doxdocket.assess.gains.answers import Asked, Compared, Reading
    from doxdocket.assess.gains.fined import Beside
    from doxdocket.assess.gains.meant import Task
    from doxdocket.assess.gains.offers import MonthAsked, Price
    from doxdocket.assess.gains.suggest import Posted, Suggestion
    from doxdocket.assess.gains.sums import Pair

SHOWN = 20  # rows of a table in the text; --json has them all
REMINDERS = 40
READINGS = {
    "before": zh_en("assess_gains.before_refunds_and_costs"),
    "after": zh_en("assess_gains.after_refunds_and_costs"),
}
REMARK = zh_en("assess_gains.proven_shown_by_row_of")


@dataclass(frozen=True, slots=True)
class OfGains:
    """What ``assess gains`` prints."""

    case: str
    account: "GainsAccount" = field(metadata=FLAT)
    acceptance: dict[str, str] | None = None
    build: Build | None = field(default=None, metadata=TOLD)


@command(
    "gains",
    short=Sentence("assess_gains.gains_short"),
    about=Sentence("assess_gains.gains_about"),
    examples=("doxdocket assess gains case", "doxdocket assess gains case --json"),
)
@case_argument()
@option("--net", is_flag=True, about=Sentence("assess_gains.net_option"))
def gains(case: str, net: bool) -> Answer[OfGains]:
    """Read register, files and run, and say it."""
    from doxdocket.assess.gains.gained import told
    from doxdocket.assess.plain import plain
    from doxdocket.desk.masking import masked
    from doxdocket.pipeline import sampled
    from doxdocket.pipeline.gains import gains as account
    from doxdocket.pipeline.published import figures

    with open_case(case) as opened:
        unaccepted = None
        if opened.current_run() is not None:
            warn_if_stale(opened, case)
            unaccepted = sampled.warning(figures(opened))
        found = account(opened, masked=masked)
        said = told(found)
    lines = _text(said, ("after",) if net else ("before", "after"))
    if unaccepted:
        lines = "\n".join(wrap(either(unaccepted["zh"], unaccepted["en"]), 100)) + "\n\n" + lines
    return Answer(plain(OfGains(case, said, unaccepted)), lines)


def span(low: Decimal | int | None, high: Decimal | int | None) -> str:
    """A pair of yuan; an end that is not determinable, or that nobody told, is not known."""
    if low is None and high is None:
        return say("assess_gains.not_known")
    ends = [
        say("assess_gains.not_known") if end is None else amount(end) if isinstance(end, Decimal) else str(end)
        for end in (low, high)
    ]
    return " – ".join(dict.fromkeys(ends))


def amount(value: Decimal) -> str:
    """An amount with both digits of its cents where it has one.

    >>> [amount(Decimal(text)) for text in ("80", "0.1", "0.015")]
    ['80', '0.10', '0.015']
    """
    return f"{value:f}" + "0" * (value.as_tuple().exponent == -1)


def of(pair: "Pair") -> str:
    """Both ends of a sum."""
    return span(pair.low, pair.high)


def _text(found: "GainsAccount", readings: "Sequence[Reading]") -> str:
    if not found.receipts and not found.asked and not found.not_asked and not found.tasks:
        return say("assess_gains.register_holds_no_receipt_and")  # fmt: skip
    parts = [_sums(found.sums, readings), _answers(found.answers, readings), "\n".join(wrap(gains_line.told(found.line), 100)), offers_told(found.offers),
             prices_told(found.asked), _not_asked(found.not_asked), _tasks(found.tasks),
             _suggested(found.suggestions), _posted(found.posted), _beside(found.beside), _compared(found.compared),
             _told(found.told), "\n".join(wrap(either(*REMARK), 100))]  # fmt: skip
    return "\n\n".join(part for part in parts if part)


def _who(who: str) -> str:
    return who or say("assess_gains.together")


def _coin(code: str) -> str:
    """A coin as it is written everywhere; points, which are none, in words."""
    return say("assess_gains.points") if code == "points" else code


def _titled(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], right: set[int]) -> str:
    """A table under its title, cut at ``SHOWN`` rows."""
    if not rows:
        return ""
    more = len(rows) - SHOWN
    lines = [title, table(head, rows[:SHOWN], right=right)]
    lines += [say("assess_gains.more_rows_json", more=more)] if more > 0 else []
    return "\n".join(lines)


def _sums(rows: "Sequence[Received]", readings: "Sequence[Reading]") -> str:
    if not any(
        one.lacking or any(pair.high for pair in (one.proven, one.claimed, one.undecided, one.agreed)) for one in rows
    ):
        return say("assess_gains.no_receipt_and_no_statement")
    head = [say("assess_gains.defendant"), say("assess_gains.proven"), say("assess_gains.said_to_be_paid"), *(either(*READINGS[r]) for r in readings),
            say("assess_gains.undecided"), say("assess_gains.agreed"), say("assess_gains.joint")]  # fmt: skip
    cells = [
        [
            _who(one.defendant),
            *map(of, (one.proven, one.claimed, *(getattr(one, name) for name in readings), one.undecided, one.agreed)),
            span(one.joint, one.joint),
        ]
        for one in rows
    ]
    return _titled(say("assess_gains.receipts_yuan_low_high"), head, cells, set(range(1, len(head))))


def _answers(rows: "Sequence[Asked]", readings: "Sequence[Reading]") -> str:
    from doxdocket.law import words

    head = [say("assess_gains.article"), say("assess_gains.defendant"), say("assess_gains.reading"), say("assess_gains.low_high"), say("assess_gains.answer"),
            say("assess_gains.if_all_undecided_count"), say("assess_gains.missing")]  # fmt: skip
    cells = [
        [a.article, _who(a.who), either(*READINGS[a.reading]), span(a.low, a.high), answer(a.answer),
         answer(a.with_undecided), say("marks.comma").join(words.of(None, name, manner().lang) for name in a.missing)]
        for a in rows if a.reading in readings
    ]  # fmt: skip
    return _titled(say("assess_gains.lines_for_gains"), head, cells, set())


def offers_told(rows: "Sequence[MonthAsked]") -> str:
    """What was asked by channel, month and coin, as the page shows it."""
    own, others = ([one for one in rows if one.of_others is so] for so in (False, True))
    head = [
        say("assess_gains.channel"),
        say("assess_gains.month"),
        say("assess_gains.coin"),
        say("assess_gains.confirmed_price"),
        say("assess_gains.unconfirmed_price"),
        say("assess_gains.with_doubtful_numbers"),
        say("assess_gains.posts"),
        say("assess_gains.confirmed"),
    ]
    cells = [
        [one.channel_id, one.month or "—", _coin(one.coin), span(one.low_confirmed, one.high_confirmed) if one.confirmed else "—",
         span(one.low_sure, one.high_sure), span(one.low, one.high) if one.doubtful else "", str(one.posts), str(one.confirmed)]
        for one in own
    ]  # fmt: skip
    said = _titled(
        say("assess_gains.prices_asked_not_received_unconfirmed"),
        head, cells, {3, 4, 5, 6, 7},
    )  # fmt: skip
    count = sum(one.posts for one in others)
    return said + (say("assess_gains.more_quote_or_forward_other", count=count) if count else "")


def prices_told(rows: "Sequence[Price]") -> str:
    """Each price with what it was read from, the highest first: there a misreading does most."""
    from doxdocket.assess.gains.offers import SIGNS

    own = sorted((one for one in rows if not one.of_others), key=lambda one: (one.coin, -one.price))
    head = [say("assess_gains.coin"), say("assess_gains.price"), say("assess_gains.doubtful"), say("assess_gains.channel_post"), say("assess_gains.words_masked"),
            say("assess_gains.sign")]  # fmt: skip
    yes = say("assess_gains.yes")
    cells = [
        [_coin(one.coin), amount(one.price), yes if one.doubtful else "", f"{one.channel_id}/{one.post_id}", one.stretch or "—",
         either(*SIGNS[one.sign]) if one.sign in SIGNS else ""]
        for one in own
    ]  # fmt: skip
    return _titled(say("assess_gains.each_price_asked_highest_first"), head, cells, {1})


def _not_asked(rows: "Sequence[Price]") -> str:
    """Sums that are no price: takings that somebody tells of, for a person to decide on; budgets and payments of tasks are only counted."""
    taken = [one for one in rows if one.means == "takings"]
    head = [
        say("assess_gains.channel_post"),
        say("assess_gains.coin"),
        say("assess_gains.amount"),
        say("assess_gains.words_masked"),
        say("assess_gains.of_others"),
    ]
    yes = say("assess_gains.yes")
    cells = [
        [f"{one.channel_id}/{one.post_id}", _coin(one.coin), amount(one.price), one.stretch or "—", yes if one.of_others else ""]
        for one in taken
    ]  # fmt: skip
    said = _titled(
        say("assess_gains.takings_that_posts_tell_of"),
        head, cells, {2},
    )  # fmt: skip
    told = Counter(one.means for one in rows)
    lines = [said] if said else []
    if told["budget"]:
        lines.append(say("assess_gains.more_are_what_buyer_would", budget=told["budget"]))  # fmt: skip
    if told["settled"]:
        lines.append(say("assess_gains.more_tell_of_payment_of", settled=told["settled"]))  # fmt: skip
    return "\n".join(lines)


def _tasks(rows: "Sequence[Task]") -> str:
    """How many paid tasks there are, each one from its call to its payment."""
    if not rows:
        return ""
    sure, posts, paid = (
        sum(one.confirmed for one in rows),
        sum(len(one.posts) for one in rows),
        sum(bool(one.settled) for one in rows),
    )
    return "\n".join(wrap(say("assess_gains.paid_tasks_one_from_its", sure=sure, rows=len(rows) - sure, posts=posts, paid=paid), 100))  # fmt: skip


def _suggested(rows: "Sequence[Suggestion]") -> str:
    from doxdocket.assess.gains.suggest import REASONS

    first = sorted(rows, key=lambda one: not one.supported)
    head = [
        say("assess_gains.row"),
        say("assess_gains.channel_post"),
        say("assess_gains.supported"),
        say("assess_gains.reasons"),
    ]
    yes, no = say("assess_gains.yes"), say("assess_gains.none_seen")
    cells = [
        [one.row, f"{one.channel}/{one.post}", yes if one.supported else no,
         say("marks.semicolon").join(either(*REASONS[code]) for code in one.reasons)]
        for one in first
    ]  # fmt: skip
    return _titled(
        say("assess_gains.offers_that_payments_may_answer"),
        head,
        cells,
        set(),
    )


def _posted(rows: "Sequence[Posted]") -> str:
    head = [
        say("assess_gains.address"),
        say("assess_gains.defendant"),
        say("assess_gains.channel_post"),
        say("assess_gains.asks_for_payment"),
        say("assess_gains.rows"),
    ]
    yes, no = say("assess_gains.yes"), say("assess_gains.not_shown")
    cells = [
        [one.tag, one.defendant or "—", f"{one.channel}/{one.post}", yes if one.asks else no, str(len(one.rows))]
        for one in rows
    ]  # fmt: skip
    return _titled(say("assess_gains.addresses_that_posts_hold"), head, cells, {4})


def _beside(rows: "Sequence[Beside]") -> str:
    told = [one for one in rows if one.kind]
    head = [say("assess_gains.defendant"), say("assess_gains.proven"), say("assess_gains.proven_after_refunds_and_costs"), say("assess_gains.kind"),
            say("assess_gains.fine"), say("assess_gains.confiscated"), say("assess_gains.returned"), say("assess_gains.not_imposed"),
            say("assess_gains.overlap")]  # fmt: skip
    kinds = {"criminal": say("assess_gains.criminal"), "administrative": say("assess_gains.administrative")}
    bare = {"criminal": say("assess_gains.criminal_none"), "administrative": say("assess_gains.administrative_none")}

    def left(one: "Beside") -> str:
        ids = [id_ + say("assess_gains.none_for_want_of_age") * (id_ in one.under_age) for id_ in one.not_imposed]
        return say("marks.comma").join(ids) or "—"

    words = {"open": say("assess_gains.open_person_decides_nothing_is"), "none": "—"}
    cells = [
        [one.defendant, of(one.proven), of(one.proven_after), (kinds if one.sanctions or len(one.under_age) < len(one.not_imposed) else bare)[one.kind],
         *("—" if pair.high is None else of(pair) for pair in (one.fine, one.confiscated, one.returned)),
         left(one), words[one.overlap]]
        for one in told
    ]  # fmt: skip
    return _titled(say("assess_gains.beside_fines_and_confiscation"), head, cells, {1, 2, 4, 5, 6})


def _compared(rows: "Sequence[Compared]") -> str:
    from doxdocket.count import picked

    names = {
        "gains_proven": zh_en("assess_gains.receipts_proven"), "gains_before": zh_en("assess_gains.gains_before_refunds_and_costs"),
        "gains_after": zh_en("assess_gains.gains_after_them"), "persons": zh_en("assess_gains.persons_exposed"),
        "dossiers": zh_en("assess_gains.dossiers"), "publications": zh_en("assess_gains.publications"), "items_set": zh_en("assess_gains.items"), "views": zh_en("assess_gains.views"),
        "minors": zh_en("assess_gains.minors"),
    }  # fmt: skip
    cells = [
        [either(*names[one.id]), _number(one.low), _number(one.high) + ("" if one.value is None else either(*picked.said(str(one.value), one.status))), one.unit]
        for one in rows
    ]  # fmt: skip
    if len(rows) <= 3:
        return ""
    return _titled(
        say("assess_gains.gains_beside_what_was_exposed"),
        ["", say("assess_gains.low"), say("assess_gains.high"), say("assess_gains.unit")],
        cells,
        {1, 2},
    )


def _number(value: Decimal | int | str | None) -> str:
    return (
        say("assess_gains.not_known") if value is None else told(f"{value:f}" if isinstance(value, Decimal) else value)
    )


def _told(rows: "Sequence[Reminder]") -> str:
    if not rows:
        return ""
    lines = [say("assess_gains.told_of_places", rows=len(rows))]
    lines += [f"  {one.where}{say('marks.colon')}{either(one.zh, one.en)}" for one in rows[:REMINDERS]]
    lines += [say("assess_gains.more_json", rows=len(rows) - REMINDERS)] if len(rows) > REMINDERS else []
    return "\n".join(lines)
