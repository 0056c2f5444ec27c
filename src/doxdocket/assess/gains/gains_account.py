"""The whole account of gains from what a team stated, the files it gave and the run: one pure function, and what it says.

Source: the other modules of this room. Addresses, accounts, payers and numbers of transactions are in none of the rows; a
transaction is named by entry and row, an address by the tag that its finding has. Left out: opening a case or a file (pipeline).

>>> done = account(Given())
>>> done.ledger.parts, told(done).totals["receipts_proven"]
((), None)
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args

from doxdocket.assess.forms.gains import Cost, Rate, Receipt, Statement, Wallet
from doxdocket.assess.forms.parties import Sanction
from doxdocket.assess.gains import answers, fined, meaning_of_sums, merged_transactions, offers, settings, suggest, sums
from doxdocket.assess.gains.account import GainsAccount, ReceiptPart, Received, Reminder, StatedRate, StatementRow
from doxdocket.assess.gains.ledger import Ledger, ledger
from doxdocket.assess.gains.mapping import Taken, mapping
from doxdocket.assess.gains.payers import Payers
from doxdocket.assess.gains.transactions import Book, Read, Row, Told, Transaction, holders, read, shared
from doxdocket.assess.gains.transactions import account as spelled
from doxdocket.assess.gains.valuing import Quoted
from doxdocket.errors import WrongCall
from doxdocket.law.rules import Book as Lawbook
from doxdocket.seal import addresses


@dataclass(frozen=True, slots=True)
class Given:
    """What the account is made from; the tables are rows of the run."""

    receipts: Sequence[Receipt] = ()
    costs: Sequence[Cost] = ()
    wallets: Sequence[Wallet] = ()
    statements: Sequence[Statement] = ()
    rates: Sequence[Rate] = ()
    sanctions: Sequence[Sanction] = ()
    defendants: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The code and the name of each defendant, by which a payer is known as one."""
    accounts: Collection[str] = field(default=(), repr=False)
    """Accounts and signatures that were linked to a defendant, at whatever grade: a payer so written may be one."""
    not_sued: Collection[str] = ()
    """Defendants who are not sued here: as a payer one of them may be an outsider."""
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict, repr=False)
    """The rows of each statement's file, by the statement's id; one that is not here could not be read."""
    conduct: Sequence[Mapping[str, Any]] = ()
    tasks: Sequence[Mapping[str, Any]] = ()
    """Rows labelled ``paid_task``."""
    texts: meaning_of_sums.Texts = field(default_factory=dict, repr=False)
    """The texts of posts that offer something or set a task, where they were opened."""
    posts: Mapping[tuple[str, str], offers.Post] = field(default_factory=dict)
    answers: Mapping[tuple[str, str], Sequence[tuple[str, str]]] = field(default_factory=dict)
    """Of each post of a task those that answer it or come right after it, where texts were opened."""
    by: Mapping[tuple[str, str], Collection[str]] = field(default_factory=dict)
    """Of a post the defendants whose own accounts posted it."""
    findings: Sequence[Mapping[str, Any]] = ()
    channels: Mapping[str, Sequence[str]] = field(default_factory=dict)
    figures: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    zone: str = "Asia/Shanghai"
    digest: Callable[[str], bytes] = str.encode
    last_act: date | None = None
    """The day of the last post of the run, by which the rules in force are chosen."""
    book: Lawbook | None = None
    """The rules of the case; the shipped ones unless it adopted others."""


@dataclass(frozen=True, slots=True)
class Gains:
    """The books that the account is told of."""

    ledger: Ledger
    offers: tuple[offers.Offer, ...]
    suggestions: tuple[suggest.Suggestion, ...]
    posted: tuple[suggest.Posted, ...]
    asked: tuple[answers.Asked, ...]
    beside: tuple[fined.Beside, ...]
    compared: tuple[answers.Compared, ...]
    rates: tuple[Rate, ...]
    zone: str
    told: tuple[Told, ...]
    tasks: tuple[meaning_of_sums.Task, ...] = ()
    stretches: Mapping[tuple[str, str, str, int, int], str] = field(default_factory=dict)
    """Of prices, where texts were opened: what each was read from, masked."""


def told(found: Gains) -> GainsAccount:
    """What the account says."""
    priced = offers.priced(found.offers)
    unpriced = [one for one in found.offers if one.means != "price"]
    books = found.ledger
    totals, line = sums.totals(books), sums.line(books)
    return GainsAccount(
        totals={name: (pair.low, pair.low, pair.high) if (pair := totals.get(name)) else None for name in get_args(sums.Total)},
        sums=[received(sums.of(books, who)) for who in ["", *sums.receivers(books)]],
        by_channel=sums.each(books, "channel", sums.ByChannel), by_month=sums.each(books, "month", sums.ByMonth),
        by_actor=sums.each(books, "actor", sums.ByActor), offers=offers.months(priced, found.zone),
        asked=offers.asked(priced, found.zone, found.stretches), not_asked=offers.asked(unpriced, found.zone, found.stretches),
        tasks=found.tasks, receipts=receipts(books), transactions=statement_rows(books), suggestions=found.suggestions,
        posted=found.posted, line=line and line.in_cents(), answers=found.asked, beside=found.beside, compared=found.compared,
        rates=[StatedRate(one.id, one.coin, one.rate, one.source, one.day, one.first, one.last, one.source_day) for one in found.rates],
        told=reminders(found.told),
    )  # fmt: skip


def account(given: Given) -> Gains:
    """Read the files, keep the books, ask the rules."""
    whose, told = accounts(given.wallets, given.statements)
    found = list[Transaction]()
    for one in _books(given, whose, told):
        found += one.transactions
        told += one.told
    transactions, said = merged_transactions.gather(found, whose)
    rates = _quoted(given.rates, told)
    payers = Payers(given.defendants, [*given.accounts, *_addresses(given)], given.not_sued)
    books = ledger(given.receipts, given.costs, transactions, rates, given.zone, payers)
    still = {one.ref: one.told for one in books.transactions}
    said = tuple(one for one in said if one.code in still[one.where])  # what an entry settled is told no more
    prices = meaning_of_sums.read(offers.offers(given.conduct, given.posts), given.texts)
    asking = offers.read(offers.priced(prices))
    offering = {(one.channel, one.post) for one in asking}
    known = {spelled(one.address): (one.chain, whose[spelled(one.address)]) for one in given.wallets}
    posted, channels = suggest.posted(known, transactions, given.findings, offering, given.digest)
    return Gains(
        books, tuple(prices),
        tuple(suggest.suggestions(books.transactions, asking, rates, given.zone, channels, given.channels, given.receipts, given.by)), tuple(posted),
        tuple(answers.asked(books, given.book, given.last_act)), tuple(fined.beside(books, given.sanctions)),
        tuple(answers.compared(books, given.figures)), tuple(given.rates), given.zone, (*told, *said, *books.told, *sums.beyond(books), *sums.unnamed(books), *fined.stages(given.sanctions)),
        tuple(meaning_of_sums.tasks(given.tasks, prices, given.posts, given.texts, given.answers)),
    )  # fmt: skip


def accounts(wallets: Iterable[Wallet], statements: Iterable[Statement]) -> tuple[dict[str, str], list[Told]]:
    """Whose each registered account is, by its one spelling: one of two defendants is theirs together. A payer's own are nobody's."""
    whose: dict[str, str] = {}
    told = list[Told]()
    stated = [(one.id, one.address, one.defendant, bool(one.chain)) for one in wallets]
    stated += [(s.id, own, s.defendant, False) for s in statements if s.of == "defendant" for own in s.own]
    for entry, text, defendant, chained in stated:
        address = addresses.read(text)
        if address is not None and address.check == "wrong":
            told.append(Told(entry, "address_wrong"))
        if address is None and chained:
            told.append(Told(entry, "address_unknown"))
        whose[spelled(text)] = shared(whose.get(spelled(text), ""), defendant)
    told += [Told(entry, "account_of_two") for entry, text, *_ in stated if len(holders(whose[spelled(text)])) > 1]
    return whose, told


def _addresses(given: Given) -> list[str]:
    """The registered accounts of defendants, as they were written."""
    own = [text for one in given.statements if one.of == "defendant" and one.defendant for text in one.own]
    return [*(one.address for one in given.wallets if one.defendant), *own]


def taken(one: Statement) -> Taken:
    """The whole mapping of a statement; ``WrongCall`` where it does not hold."""
    return mapping(
        one.preset, one.mapping, kind=one.kind, chain=one.chain, zone=one.zone, time=one.time_format, coin=one.coin,
        raw=one.raw, signed=one.signed, neither=one.neither, ok=one.ok, failed=one.failed,
        **{"in": one.received, "out": one.paid},
    )  # fmt: skip


def _books(given: Given, whose: Mapping[str, str], told: list[Told]) -> Iterable[Read]:
    """What was read of each statement; what cannot be read is told, and keeps no other entry from the same file."""
    seen: set[tuple[str, str]] = set()
    of_file: dict[tuple[str, str], str] = {}
    for one in given.statements:
        others = of_file.get((one.file, one.sheet), "")
        of_file[one.file, one.sheet] = shared(others, one.defendant if one.of == "defendant" else "")
    for one in given.statements:
        if (one.file, one.sheet) in seen:
            told.append(Told(one.id, "file_twice"))
            continue
        try:
            whole = taken(one)
        except WrongCall as fault:
            told.append(Told(one.id, "mapping_wrong", (fault.said("zh"), fault.said("en"))))
            continue
        if one.id not in given.rows:
            told.append(Told(one.id, "file_unread"))
            continue
        if len(holders(of_file[one.file, one.sheet])) > 1:
            told.append(Told(one.id, "account_of_two"))
        own = [of_file[one.file, one.sheet], *(whose[spelled(text)] for text in one.own)]
        own = own if one.of == "defendant" and one.defendant else []
        book = Book(one.id, shared(one.defendant, *own), whole, one.file, one.of == "payer")
        found = read(book, given.rows[one.id], whose)
        if found.transactions:
            seen.add((one.file, one.sheet))
        yield found


def _quoted(rates: Iterable[Rate], told: list[Told]) -> list[Quoted]:
    """The rates that have a day or a period."""
    out = []
    for one in rates:
        first, last, code = one.day or one.first, one.day or one.last, settings.entered(one.coin)
        if first is None or last is None or last < first or one.rate <= 0:
            told.append(Told(one.id, "rate_undated"))
        elif code is None:
            told.append(Told(one.id, "coin_unread"))
        else:
            out.append(Quoted(one.id, code, one.rate, first, last))
        if one.source_day is None:
            told.append(Told(one.id, "rate_unsourced"))
    return out


def received(one: sums.Sums) -> Received:
    """One defendant's sums; all together have no id. What nobody entered is unknown, not zero."""
    names = (
        "proven",
        "claimed",
        "before",
        "after",
        "undecided",
        "agreed",
        "refunded",
        "costs",
        "between",
        "between_paid",
    )
    pairs = {name: sums.told(one, name) for name in names}
    return Received(
        one.who,
        **{name: sums.Pair(sums.cents(pair.low), sums.cents(pair.high)) for name, pair in pairs.items()},
        widest=sums.cents(one.widest) if one.told & {"proven", "claimed", "between", "undecided"} else None,
        joint=one.joint if one.told else None,
        lacking=one.lacking,
    )


def receipts(books: Ledger) -> list[ReceiptPart]:
    """The table ``receipts``: one row a part of an entry, or a transfer that nobody decided on."""
    return [
        ReceiptPart(
            p.entry, p.stage, p.receivers, p.joint, p.shares, p.actor, p.channel, p.month, p.day, p.kind, p.coin, p.low, p.high,
            sums.Pair(*sums.ends(sums.Pair(p.worth.low, p.worth.high))), p.worth.rule, p.worth.rates, p.row, p.backing, p.evidence, p.told, p.paid_by,
        )
        for p in books.parts
    ]  # fmt: skip


def statement_rows(books: Ledger) -> list[StatementRow]:
    """The table ``transactions``: one row a row of a statement, with its state and the entries that use it."""
    using: dict[str, list[str]] = {}
    for row, entry in [*((p.row, p.entry) for p in books.parts if p.stage != "undecided"), *books.unrelated]:
        using.setdefault(row, []).append(entry)
    return [
        StatementRow(
            one.ref, one.defendant, one.at, one.direction, one.amount, one.coin, one.state, one.same_as, one.maybe_same_as, one.payers,
            using.get(one.ref, []), one.told,
        )
        for one in books.transactions
    ]  # fmt: skip


def reminders(told: Iterable[Told]) -> list[Reminder]:
    """What was told, in words."""
    out = []
    for one in dict.fromkeys(told):
        words = settings.word("told", one.code)
        more = [f"：{one.detail[0]}" if one.detail[0] else "", f": {one.detail[1]}" if one.detail[1] else ""]
        out.append(Reminder(one.where, one.code, words["zh"] + more[0], words["en"] + more[1]))
    return out
