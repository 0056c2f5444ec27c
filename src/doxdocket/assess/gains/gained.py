"""The whole account of gains from what a team stated, the files it gave and the run: one pure function, and its plain form.

Source: the other modules of this room. Addresses, accounts, payers and numbers of transactions are in none of the rows; a
transaction is named by entry and row, an address by the tag that its finding has. Left out: opening a case or a file (pipeline).

>>> done = account(Given())
>>> done.ledger.parts, done.plain()["totals"]["receipts_proven"]
((), None)
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from doxdocket.assess.gains import answers, fined, gathered, meant, offers, settings, suggest, sums
from doxdocket.assess.gains.forms import Cost, Rate, Receipt, Statement, Wallet
from doxdocket.assess.gains.ledger import Ledger, Part, ledger
from doxdocket.assess.gains.mapping import mapping
from doxdocket.assess.gains.transactions import Book, Row, Told, Transaction, holders, read, shared
from doxdocket.assess.gains.transactions import account as spelled
from doxdocket.assess.gains.valuing import Quoted
from doxdocket.assess.parties.forms import Sanction
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
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict, repr=False)
    """The rows of each statement's file, by the statement's id; one that is not here could not be read."""
    conduct: Sequence[Mapping[str, Any]] = ()
    tasks: Sequence[Mapping[str, Any]] = ()
    """Rows labelled ``paid_task``."""
    texts: meant.Texts = field(default_factory=dict, repr=False)
    """The texts of posts that offer something or set a task, where they were opened."""
    posts: Mapping[tuple[str, str], offers.Post] = field(default_factory=dict)
    findings: Sequence[Mapping[str, Any]] = ()
    channels: Mapping[str, Sequence[str]] = field(default_factory=dict)
    figures: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    zone: str = "Asia/Shanghai"
    digest: Callable[[str], bytes] = str.encode
    last_act: date | None = None
    """The day of the last post of the run, by which the rules in force are chosen."""
    book: Lawbook | None = None
    """The rules of the case; the shipped ones unless it adopted others."""


@dataclass(frozen=True, slots=True)
class Gains:
    """The account."""

    ledger: Ledger
    offers: tuple[offers.Offer, ...]
    suggestions: tuple[suggest.Suggestion, ...]
    posted: tuple[suggest.Posted, ...]
    asked: tuple[answers.Asked, ...]
    beside: tuple[Mapping[str, object], ...]
    compared: tuple[Mapping[str, object], ...]
    rates: tuple[Rate, ...]
    zone: str
    told: tuple[Told, ...]
    tasks: tuple[meant.Task, ...] = ()
    stretches: Mapping[tuple[str, str, str, int, int], str] = field(default_factory=dict)
    """Of prices, where texts were opened: what each was read from, masked."""

    def plain(self) -> dict[str, Any]:
        """All of it as rows."""
        return {
            "totals": {name: None if bounds == (None,) * 3 else list(bounds) for name, bounds in sums.totals(self.ledger).items()},
            "sums": [summed(sums.of(self.ledger, who)) for who in ["", *sums.receivers(self.ledger)]],
            "by_channel": sums.each(self.ledger, "channel"), "by_month": sums.each(self.ledger, "month"),
            "by_actor": sums.each(self.ledger, "actor"),
            "offers": offers.months(offers.priced(self.offers), self.zone),
            "asked": offers.asked(offers.priced(self.offers), self.zone, self.stretches),
            "not_asked": offers.asked([one for one in self.offers if one.means != "price"], self.zone, self.stretches),
            "tasks": [asdict(one) | {"posts": list(one.posts), "settled": list(one.settled)} for one in self.tasks],
            "receipts": receipt_rows(self.ledger),
            "transactions": transaction_rows(self.ledger), "suggestions": suggested(self.suggestions),
            "posted": [_posted(one) for one in self.posted],
            "line": sums.line(self.ledger).plain(), "answers": answers.plain(self.asked), "beside": list(self.beside), "compared": list(self.compared),
            "rates": [_rate(one) for one in self.rates], "told": told_rows(self.told),
        }  # fmt: skip


def account(given: Given) -> Gains:
    """Read the files, keep the books, ask the rules."""
    whose, told = accounts(given.wallets, given.statements)
    found = list[Transaction]()
    for book, rows in _books(given, whose, told):
        one = read(book, rows, whose)
        found += one.transactions
        told += one.told
    transactions, said = gathered.gather(found, whose)
    rates = _quoted(given.rates, told)
    books = ledger(given.receipts, given.costs, transactions, rates, given.zone)
    prices = meant.read(offers.offers(given.conduct, given.posts), given.texts)
    asking = offers.read(offers.priced(prices))
    offering = {(one.channel, one.post) for one in asking}
    known = {spelled(one.address): (one.chain, whose[spelled(one.address)]) for one in given.wallets}
    posted, channels = suggest.posted(known, transactions, given.findings, offering, given.digest)
    return Gains(
        books, tuple(prices),
        tuple(suggest.suggestions(transactions, asking, rates, given.zone, channels, given.channels)), tuple(posted),
        tuple(answers.asked(books, given.book, given.last_act)), tuple(fined.beside(books, given.sanctions)),
        tuple(answers.compared(books, given.figures)), tuple(given.rates), given.zone, (*told, *said, *books.told, *fined.stages(given.sanctions)),
        tuple(meant.tasks(given.tasks, prices, given.posts, given.texts)),
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


def _books(given: Given, whose: Mapping[str, str], told: list[Told]) -> Iterable[tuple[Book, Sequence[Row]]]:
    """Each statement with its whole mapping and its rows; what cannot be read is told."""
    seen: set[tuple[str, str]] = set()
    of_file: dict[tuple[str, str], str] = {}
    for one in given.statements:
        whole = of_file.get((one.file, one.sheet), "")
        of_file[one.file, one.sheet] = shared(whole, one.defendant if one.of == "defendant" else "")
    for one in given.statements:
        if (one.file, one.sheet) in seen:
            told.append(Told(one.id, "file_twice"))
            continue
        seen.add((one.file, one.sheet))
        try:
            taken = mapping(
                one.preset, one.mapping, kind=one.kind, chain=one.chain, zone=one.zone, time=one.time_format, coin=one.coin,
                raw=one.raw, signed=one.signed, neither=one.neither, ok=one.ok, failed=one.failed,
                **{"in": one.received, "out": one.paid},
            )  # fmt: skip
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
        yield Book(one.id, shared(one.defendant, *own), taken, one.file, one.of == "payer"), given.rows[one.id]


def _quoted(rates: Iterable[Rate], told: list[Told]) -> list[Quoted]:
    """The rates that have a day or a period."""
    out = []
    for one in rates:
        first, last, code = one.day or one.first, one.day or one.last, settings.coin(one.coin)
        if first is None or last is None or last < first or one.rate <= 0:
            told.append(Told(one.id, "rate_undated"))
        elif code is None:
            told.append(Told(one.id, "coin_unread"))
        else:
            out.append(Quoted(one.id, code, one.rate, first, last))
        if one.source_day is None:
            told.append(Told(one.id, "rate_unsourced"))
    return out


def summed(one: sums.Sums) -> dict[str, Any]:
    """One defendant's sums as a row; all together have no id. What nobody entered is unknown, not zero."""
    names = ("proven", "claimed", "before", "after", "undecided", "agreed", "refunded", "costs")
    pairs = {
        f"{name}_{end}": sums.said(getattr(getattr(one, name), end)) if name in one.told else None
        for name in names for end in ("low", "high")
    }  # fmt: skip
    return {
        "defendant": one.who,
        **pairs,
        "widest": sums.said(one.widest) if one.told & {"proven", "claimed", "undecided"} else None,
        "joint": one.joint if one.told else None,
        "lacking": list(one.lacking),
    }


def receipt_rows(books: Ledger) -> list[dict[str, Any]]:
    """The table ``receipts``: one row a part of an entry, or a transfer that nobody decided on."""
    return [
        {
            "entry": p.entry, "stage": p.stage, "defendants": list(p.receivers), "joint": p.joint,
            "shares": {name: str(share) for name, share in p.shares.items()}, "actor": p.actor, "channel_id": p.channel,
            "month": p.month, "day": p.day.isoformat() if p.day else None, "kind": p.kind, "coin": p.coin, "low": format(p.low, "f"),
            "high": format(p.high, "f"), **dict(zip(("yuan_low", "yuan_high"), sums.ends(sums.Pair(p.worth.low, p.worth.high)), strict=True)),
            "valued_by": p.worth.rule, "rates": list(p.worth.rates), "row": p.row, "backing": p.backing,
            "evidence": list(p.evidence), "told": list(p.told),
        }
        for p in books.parts
    ]  # fmt: skip


def transaction_rows(books: Ledger) -> list[dict[str, Any]]:
    """The table ``transactions``: one row a row of a statement, with its state and the entries that use it."""
    using: dict[str, list[Part]] = {}
    for part in books.parts:
        if part.stage != "undecided":
            using.setdefault(part.row, []).append(part)
    return [
        {
            "row": one.ref, "defendant": one.defendant, "at": one.at.isoformat() if one.at else None, "direction": one.direction,
            "amount": format(one.amount, "f"), "coin": one.coin, "state": one.state, "same_as": one.same_as,
            "maybe_same_as": one.maybe_same_as, "of_payer": one.payers, "entries": [part.entry for part in using.get(one.ref, ())],
            "told": list(one.told),
        }
        for one in books.transactions
    ]  # fmt: skip


def suggested(found: Iterable[suggest.Suggestion]) -> list[dict[str, Any]]:
    """Suggestions as rows."""
    return [
        {"row": one.row, "channel_id": one.channel, "post_id": one.post, "supported": one.supported, "reasons": list(one.reasons), "hours": one.hours}
        for one in found
    ]  # fmt: skip


def told_rows(told: Iterable[Told]) -> list[dict[str, str]]:
    """What was told, in words."""
    out = []
    for one in dict.fromkeys(told):
        words = settings.word("told", one.code)
        more = [f"：{one.detail[0]}" if one.detail[0] else "", f": {one.detail[1]}" if one.detail[1] else ""]
        out.append({"where": one.where, "code": one.code, "zh": words["zh"] + more[0], "en": words["en"] + more[1]})
    return out


def _rate(one: Rate) -> dict[str, Any]:
    days = {
        name: value.isoformat() if (value := getattr(one, name)) else None
        for name in ("day", "first", "last", "source_day")
    }
    return {"id": one.id, "coin": one.coin, "rate": format(one.rate, "f"), "source": one.source, **days}


def _posted(one: suggest.Posted) -> dict[str, Any]:
    return {"tag": one.tag, "chain": one.chain, "defendant": one.defendant, "channel_id": one.channel, "post_id": one.post,
            "verdict": one.verdict, "asks": one.asks, "rows": list(one.rows)}  # fmt: skip
