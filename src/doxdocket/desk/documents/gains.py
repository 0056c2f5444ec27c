"""获利说明和流水核对: what each received, by evidence, said and undecided; each receipt with its row; what was asked; fines beside it.

Source: the account of gains (``desk.accounts.gains``). Prices asked are no receipts. Nothing is set off and no reading is chosen here. Left out: which of the
readings is meant by 违法所得 or 获利.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from doxdocket.assess.forms.gains import Receipt, Statement, Wallet
from doxdocket.assess.gains import settings
from doxdocket.assess.gains.account import ReceiptPart, StatementRow
from doxdocket.assess.gains.answers import Reading
from doxdocket.assess.gains.offers import Price
from doxdocket.assess.gains.transactions import account as spelled
from doxdocket.desk.accounts import gains as account
from doxdocket.desk.documents import lines
from doxdocket.desk.documents.draft import Draft, missing
from doxdocket.desk.documents.material import Material
from doxdocket.interval import amount
from doxdocket.pipeline.registered import entries, tables_read
from doxdocket.report.document import Block, Column, Items, Paragraph, Part, Table
from doxdocket.report.gather import minute
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, either, named, say, zh_en

FIGURES = ("receipts_proven", "receipts_claimed", "offers", "price_low", "price_high", "sale_offer", "paid_task")
_BOTH: Sequence[Reading] = ("before", "after")


def paper(of: Material) -> Paper:
    """The statement."""
    draft = Draft(of, "gains")
    signatures = [zh_en("documents_gains.checked_rows_by"), zh_en("documents_statistics.checked_by")]
    return draft.paper(body(draft), signatures=signatures)


def body(draft: Draft, *, alone: bool = True) -> list[Block | None]:
    """Its parts; ``alone``: whether no other part tells the figures and no other paper the rows, among them masked words of posts."""
    of, found = draft.of, draft.of.gains

    def place(one: Price) -> str:
        return of.exhibit((one.channel_id, one.post_id))

    blank = missing(Sentence("documents_gains.receipts"), Sentence("documents.register_money"))
    received = any(one.proven.high or one.claimed.high or one.undecided.high or one.between.high for one in found.sums)
    return [
        Paragraph(say("documents_gains.said")),
        Part([whole(account.sums_told(found.sums, _BOTH)) if received else Paragraph(blank), account.none_told(of.case, found.sums) if received else None, account.between_told(found.sums), account.joint_told(found.receipts), Paragraph(say("documents_gains.readings"))], say("documents_gains.part_sums")),
        Part([whole(account.answers_told(found.answers, _BOTH)), account.on_record_told(of.case, found.answers), lines.gains_told(of)], say("documents_gains.part_answers")) if received else None,
        Part([_receipts(of, found.receipts, blank)], say("documents_gains.part_receipts")) if alone else None,
        _unrelated(of),
        Part([*_accounts(of), _rows(of, found.transactions), Paragraph(say("documents_gains.rows_said"))], say("documents_gains.part_rows")) if alone else None,
        Part([_rates(of)], say("documents_gains.part_rates")) if alone and found.rates else None,
        Part([draft.pairs(FIGURES), whole(account.offers_told(found.offers, of.short)), whole(account.prices_told([one for one in found.asked if of.exhibits.shows(one)], place)), _elsewhere(of, found.asked), Paragraph(say("documents_gains.prices_said"))], say("documents_gains.part_prices")) if alone else None,
        Part([whole(account.not_asked_told(found.not_asked, place)), lines.tasks_told(of)], say("documents_gains.part_takings")) if alone else None,
        Part([whole(account.beside_told(found.beside)), Paragraph(say("documents_gains.beside_said"))], say("documents_gains.part_beside")),
        Part([Items([f"{one.where}{say('marks.colon')}{named(one)}" for one in found.told])], say("documents_gains.part_told")) if found.told else None,
    ]  # fmt: skip


def _elsewhere(of: Material, rows: Sequence[Price]) -> Paragraph | None:
    """How many prices that nobody confirmed stand in channels outside the scope; the months have them, and no row of their own."""
    left = sum(not one.of_others and not of.exhibits.shows(one) for one in rows)
    return Paragraph(say("documents_gains.elsewhere", n=left, scope=of.scope.short(of.lang))) if left else None


def whole(block: Block | None) -> Block | None:
    """A block of an account with all its rows, which a screen cuts."""
    if isinstance(block, Table):
        return replace(block, most=None, more=zh_en("documents.more_rows"))
    return replace(block, blocks=[whole(one) for one in block.blocks]) if isinstance(block, Part) else block


def _receipts(of: Material, rows: Sequence[ReceiptPart], blank: str) -> Table:
    stages = {"proven": zh_en("documents_gains.proven"), "paid": zh_en("documents_gains.paid"), "undecided": zh_en("documents_gains.undecided"), "agreed": zh_en("documents_gains.agreed"),
              "refunded": zh_en("documents_gains.refunded"), "cost": zh_en("documents_gains.cost"), "offered": zh_en("documents_gains.offered"),
              "between": zh_en("documents_gains.between"), "between_paid": zh_en("documents_gains.between_paid")}  # fmt: skip

    def stage(row: ReceiptPart) -> str:
        """The stage; of money between defendants with the other side, as it was entered."""
        told = either(*stages.get(row.stage, (row.stage, row.stage)))
        return told + say("marks.in_brackets", text=row.paid_by) if row.paid_by else told

    return Table([row for row in rows if row.stage != "offered"], [
        Column(zh_en("documents_parties.entry"), lambda r: r.entry or r.row), Column(zh_en("documents_gains.stage"), stage),
        Column(zh_en("documents_parties.defendant"), _holders), Column(zh_en("documents_conduct.day"), lambda r: r.day and str(r.day)),
        Column(zh_en("documents_gains.coin"), "coin"), Column(zh_en("documents_gains.amount"), lambda r: account.span(r.low, r.high), right=True),
        Column(zh_en("documents_gains.yuan"), lambda r: account.of(r.yuan), right=True), Column(zh_en("documents_gains.row"), lambda r: r.row or None),
        Column(zh_en("documents_parties.evidence"), lambda r: of.rests(r.evidence) or None),
    ], none=blank)  # fmt: skip


def _holders(row: ReceiptPart) -> str | None:
    """Who received it, each with the share that was entered; of several without shares, that there are none."""
    told = say("marks.comma").join(f"{who} {row.shares[who]}" if who in row.shares else who for who in row.defendants)
    return told + (say("documents_gains.no_shares") if row.joint else "") or None


def _unrelated(of: Material) -> Part | None:
    """What was looked at and found to have nothing to do with the case: in no sum, each with why."""
    rows = [one for one in entries(of.case).of(Receipt).values() if one.stage == "unrelated"]
    table = Table(rows, [
        Column(zh_en("documents_parties.entry"), "id"), Column(zh_en("documents_parties.defendant"), lambda r: say("marks.comma").join(dict.fromkeys([*r.joint, *([r.defendant] if r.defendant else [])])) or None),
        Column(zh_en("documents_conduct.day"), lambda r: r.day and str(r.day)), Column(zh_en("documents_gains.coin"), "coin"), Column(zh_en("documents_gains.amount"), lambda r: amount(r.amount), right=True),
        Column(zh_en("documents_gains.row"), lambda r: say("marks.comma").join(r.transactions) or None), Column(zh_en("documents_core.because"), lambda r: of.team(r.note) or missing(Sentence("documents_core.because"), Sentence("documents.register_money"))),
        Column(zh_en("documents_parties.evidence"), lambda r: of.rests(r.evidence) or None),
    ])  # fmt: skip
    return (
        Part([table, Paragraph(say("documents_gains.unrelated_said"))], say("documents_gains.part_unrelated"))
        if rows
        else None
    )


def in_whose_name(of: Material, one: Statement) -> str:
    """In whose name the account of a statement is: the grounds that the register gives of the accounts it names as its own, or that it gives none."""
    if one.of == "payer":
        return say("documents_gains.account_of_payer")
    return say("marks.semicolon").join(
        say("documents_gains.account", entry=_entry(of, wallet), grounds=_grounds(of, wallet))
        for wallet in _own(of, one)
    ) or say("documents_gains.account_unsaid")


def _own(of: Material, one: Statement) -> list[Wallet]:
    """The registered accounts that a statement names as its own."""
    own = {spelled(text) for text in one.own}
    return [wallet for wallet in entries(of.case).of(Wallet).values() if spelled(wallet.address) in own]


def _entry(of: Material, one: Wallet) -> str:
    return entries(of.case).meta("wallet", one.id).name


def _grounds(of: Material, one: Wallet) -> str:
    return of.team(one.grounds) or say("documents_gains.account_unsaid")


def _accounts(of: Material) -> Iterator[Block]:
    """Each account and why it is put to somebody: it may be in another's name."""
    kept = entries(of.case)
    wallets, statements = (
        kept.of(Wallet).values(),
        [
            one
            for one in kept.of(Statement).values()
            if one.of != "payer" and ("statement", one.id) in tables_read(of.case)
        ],
    )
    held = {one.id: [wallet.id for wallet in _own(of, one)] for one in statements}
    if wallets or statements:
        yield Table(list(wallets), [
            Column(zh_en("documents_parties.entry"), lambda w: _entry(of, w)), Column(zh_en("documents_gains.put_to"), lambda w: say("marks.comma").join(filter(None, (w.defendant, w.actor))) or None),
            Column(zh_en("documents_gains.in_whose_name"), lambda w: _grounds(of, w)), Column(zh_en("documents_gains.statements"), lambda w: say("marks.comma").join(one for one, some in held.items() if w.id in some) or None),
            Column(zh_en("documents_parties.evidence"), lambda w: of.rests(w.evidence) or None),
        ], none=say("documents_gains.no_account"))  # fmt: skip
        bare = [one for one, some in held.items() if not some]
        told = say("documents_gains.bare", statements=say("marks.comma").join(bare)) if bare else ""
        yield Paragraph(say("documents_gains.accounts_said") + told)


def _rows(of: Material, rows: Sequence[StatementRow]) -> Table:
    """Each row of the statements with its state and the entries that use it; times are those of the zone of display, as the days of the entries are."""
    states = settings.settings()["states"]

    def state(row: StatementRow) -> str:
        told = states.get(row.state) or {}
        return either(told.get("zh", row.state), told.get("en", row.state))

    return Table(rows, [
        Column(zh_en("documents_gains.row"), "row"), Column(zh_en("documents_parties.defendant"), "defendant"), Column(zh_en("documents_gains.at"), lambda r: minute(r.at, of.case.info.display_zone) or None),
        Column(zh_en("documents_gains.direction"), lambda r: {"in": zh_en("documents_gains.in"), "out": zh_en("documents_gains.out")}.get(r.direction, r.direction)),
        Column(zh_en("documents_gains.amount"), lambda r: amount(r.amount), right=True), Column(zh_en("documents_gains.coin"), "coin"), Column(zh_en("documents_gains.state"), state),
        Column(zh_en("documents_parties.entry"), lambda r: say("marks.comma").join(r.entries) or None),
    ], none=missing(Sentence("documents_gains.rows"), Sentence("documents.register_money")))  # fmt: skip


def _rates(of: Material) -> Table:
    return Table(of.gains.rates, [
        Column(zh_en("documents_gains.coin"), "coin"), Column(zh_en("documents_gains.rate"), lambda r: amount(r.rate), right=True),
        Column(zh_en("documents_conduct.day"), lambda r: str(r.day) if r.day else say("documents_gains.period", first=r.first or say("documents.unknown"), last=r.last or say("documents.unknown"))),
        Column(zh_en("documents_gains.rate_source"), lambda r: of.team(r.source)),
    ])  # fmt: skip
