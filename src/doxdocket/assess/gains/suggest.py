"""Which payment may answer which offer, and which address a channel posted: suggestions with reasons, never proof by themselves.

A payment received fits an offer when its amount is the price, in the same coin or by a rate of the team, within the days of
``settings.yaml`` after the post, or some times the price within a day of it. The offer that the entry of a payment names comes first and
alone. *Supported* is one whose receiving address was posted in that channel, or whose receiver the team ties to it or to the account that
posted the offer; of several the nearest before the payment. A bare equal amount is told but not supported, since round prices are equal by chance. Addresses are compared with
findings by the case's keyed digest, so no value leaves. Source: own rules. Left out: who paid, and payments for several things of different prices.

>>> from datetime import UTC, datetime
>>> from decimal import Decimal
>>> from doxdocket.assess.gains.offers import Offer
>>> offer = Offer("c", "7", datetime(2023, 8, 1, tzinfo=UTC), Decimal(80), "CNY", "household", "item", False, False)
>>> paid = Transaction("S1#2", "S1", "D1", datetime(2023, 8, 2, tzinfo=UTC), "in", Decimal(80), "CNY", "counted")
>>> suggestions([paid], [offer], (), "Asia/Shanghai", {}, {"D1": ["c"]})[0].reasons
('amount_equal', 'channel_of_defendant')
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from doxdocket.assess.forms.gains import Receipt
from doxdocket.assess.gains import settings
from doxdocket.assess.gains.offers import Offer
from doxdocket.assess.gains.transactions import Transaction, holders
from doxdocket.assess.gains.valuing import Quoted, worth
from doxdocket.assess.marks import key
from doxdocket.words import coded

#: What each reason means.
REASONS: Mapping[str, tuple[str, str]] = coded("suggest_reasons")


_MOST = 20
"""So many times the price at most: more is a round sum by chance."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One payment beside one offer."""

    row: str
    channel: str = field(metadata=key("channel_id"))
    post: str = field(metadata=key("post_id"))
    supported: bool
    reasons: tuple[str, ...]
    hours: int | None
    """From the offer to the payment; not known of an offer that an entry names and that was not read as one."""


@dataclass(frozen=True, slots=True)
class Posted:
    """One address that is in a statement or registered, and a post that holds it."""

    tag: str
    chain: str
    defendant: str
    channel: str = field(metadata=key("channel_id"))
    post: str = field(metadata=key("post_id"))
    verdict: str
    asks: bool
    """Posted where the words call for payment; else it may be the address of somebody exposed."""
    rows: tuple[str, ...]


def suggestions(
    transactions: Iterable[Transaction],
    offers: Sequence[Offer],
    rates: Sequence[Quoted],
    zone: str,
    posted: Mapping[str, Iterable[str]],
    channels: Mapping[str, Iterable[str]],
    entered: Iterable[Receipt] = (),
    by: Mapping[tuple[str, str], Collection[str]] = MappingProxyType({}),
) -> list[Suggestion]:
    """The nearest earlier offer of each channel for each payment; ``posted`` is by address, ``channels`` by defendant; ``entered``: receipts, some of
    which name their offer; ``by``: of a post the defendants whose own accounts posted it.
    """
    received = [one for one in transactions if one.state == "counted" and one.direction == "in" and one.at is not None]
    own = [one for one in offers if not one.others and one.at is not None]
    named = {ref: one.offer.removeprefix("post:") for one in entered if one.offer for ref in one.transactions}
    dated = {(one.channel, one.post): one for one in offers}
    alike = Counter((one.coin, one.amount) for one in received)
    out = []
    for one in received:
        if one.ref in named:
            channel, _, post = named[one.ref].rpartition("/")
            offer = dated.get((channel, post))
            out.append(Suggestion(one.ref, channel, post, True, ("entered",), _hours(one, offer)))
            continue
        nearest = _nearest(one, own, rates, ZoneInfo(zone))
        found = []
        for channel, (offer, how) in sorted(nearest.items()):
            whose = holders(one.defendant)
            ties = {
                "address_posted": channel in posted.get(one.receiver, ()),
                "channel_of_defendant": any(channel in channels.get(who, ()) for who in whose),
                "offer_of_defendant": bool({*whose} & {*by.get((channel, offer.post), ())}),
            }
            reasons = (how, *(name for name, so in ties.items() if so))
            found.append(Suggestion(one.ref, channel, offer.post, len(reasons) > 1, reasons, _hours(one, offer)))
        first = min((row.hours or 0 for row in found if row.supported), default=0)
        for row in found:
            late = row.supported and (row.hours or 0) > first
            beside = {
                "nearer_offer": late,
                "several_offers": len(found) > 1,
                "several_payments": alike[one.coin, one.amount] > 1,
            }
            told = (*row.reasons, *(name for name, so in beside.items() if so))
            out.append(replace(row, supported=row.supported and not late, reasons=told))
    return out


def _hours(one: Transaction, offer: Offer | None) -> int | None:
    return int((one.at - offer.at) / timedelta(hours=1)) if one.at and offer and offer.at else None


def _nearest(
    one: Transaction, offers: Iterable[Offer], rates: Sequence[Quoted], zone: ZoneInfo
) -> dict[str, tuple[Offer, str]]:
    """Of each channel the last offer before a payment that its amount fits, and how it fits."""
    window = timedelta(days=settings.settings()["offers"]["days"])
    found: dict[str, tuple[Offer, str]] = {}
    for offer in offers:
        if one.at is None or offer.at is None or not timedelta(0) <= one.at - offer.at <= window:
            continue
        how = _fits(one, offer, rates, zone) or _times(one, offer)
        held = found.get(offer.channel)
        if how and (held is None or held[0].at is None or held[0].at <= offer.at):
            found[offer.channel] = offer, how
    return found


def _times(one: Transaction, offer: Offer) -> str:
    """Whether a payment within a day of an offer is some times its price."""
    soon = one.at is not None and offer.at is not None and one.at - offer.at <= timedelta(days=1)
    times, rest = (
        divmod(one.amount, offer.price) if soon and one.coin == offer.coin and offer.price else (Decimal(0), 1)
    )
    return "amount_times" if not rest and 1 < times <= _MOST else ""


def _fits(one: Transaction, offer: Offer, rates: Sequence[Quoted], zone: ZoneInfo) -> str:
    if one.coin == offer.coin:
        return "amount_equal" if one.amount == offer.price else ""
    day = one.at.astimezone(zone).date() if one.at else None
    paid, asked = worth(one.amount, one.coin, day, rates), worth(offer.price, settings.coin(offer.coin), day, rates)
    if paid.low is None or paid.high is None or asked.low is None or asked.high is None:
        return ""
    slack = Fraction(asked.high) * settings.by_rate()
    near = Fraction(asked.low) - slack <= Fraction(paid.high) and Fraction(paid.low) <= Fraction(asked.high) + slack
    return "amount_by_rate" if near else ""


def posted(
    addresses: Mapping[str, tuple[str, str]],
    transactions: Iterable[Transaction],
    findings: Iterable[Mapping[str, Any]],
    offering: Collection[tuple[str, str]],
    digest: Callable[[str], bytes],
) -> tuple[list[Posted], dict[str, list[str]]]:
    """Posts that hold one of these addresses (chain and defendant by address), and the channels by address.

    ``offering`` are the posts that offer look-ups: an address in one of them asks for payment, whatever its words.
    """
    rows: dict[str, list[str]] = {}
    for one in transactions:
        for side in {one.sender, one.receiver} - {""}:
            rows.setdefault(side, []).append(one.ref)
    by_digest = {digest(address): address for address in {*addresses, *rows}}
    found, channels = list[Posted](), dict[str, list[str]]()
    for finding in findings:
        address = by_digest.get(finding["digest"]) if finding["kind"] == "virtual_asset" else None
        if address is None:
            continue
        chain, defendant = addresses.get(address, ("", ""))
        post = (finding["channel_id"], finding["post_id"])
        asks = "decoy.advert" in (finding["reasons"] or ()) or post in offering
        found.append(
            Posted(finding["tag"], chain, defendant, *post, finding["verdict"], asks, tuple(rows.get(address, ())))
        )
        if asks:
            channels.setdefault(address, []).append(finding["channel_id"])
    return found, channels
