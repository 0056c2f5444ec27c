r"""Bank card and account numbers: 12 to 21 digits, with Luhn's check digit on cards, parts and masks.

Sources: ISO/IEC 7812-1 (Luhn, major industry 3–6), JR/T 0008 (62 for UnionPay cards, 16–19 digits). A card that fails the
check under a label is INVALID; account books of 9–21 digits have no check and stand only behind a label. Left out:
which bank a number belongs to, payment apps (payment_account).

>>> from doxdocket.text import read
>>> [(hit.verdict.value, hit.value) for hit in find(read("打钱 6217 0000 0000 0000 053，尾号0008的储蓄卡"), [])]
[('valid', '6217000000000000053'), ('partial', '0008')]
"""

import re
from collections.abc import Iterator, Sequence

from doxdocket.detect import decoys
from doxdocket.detect.check_digits import PROVINCES, date, identity, luhn
from doxdocket.detect.governed import announced, direct
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import Label
from doxdocket.detect.tails import tails
from doxdocket.detect.written import Run, hidden, opened, runs
from doxdocket.records import Verdict
from doxdocket.text import Reading

KIND = "bank_account"
_UNION = re.compile(r"62\d{14,17}")
_OTHER = re.compile(r"(?:4\d|5[1-5]|60|35)\d{14}|(?:95|94|90|68|69|10)\d{14,17}|3[47]\d{13}")
#: What a number begins with that an issuer of today has given out: only such a one can be wrong by its check digit.
_ISSUED = re.compile(r"62[1-35-9]|4\d|5[1-5]|35|3[47]")
#: Words of other numbers as long as a card's.
_THING = re.compile(
    r"订单|运单|快递|单号|物流|流水|保修|质保|在保|会员|序列|sn\b|门票|车票|票号|礼品|储值|卡密|激活|兑换|购物卡|加油卡|充值|点卡|抽奖|中奖|书号|isbn|条码|合同|保单|发票",
    re.IGNORECASE,
)
#: Words that speak of a card or a payment to somebody, near a number without a label of its own.
_BANK = re.compile(
    r"银行|储蓄|卡号|借记|信用卡|工行|农行|建行|中行|招行|交行|邮储|邮政|农信|信用社|开户|支行|打款|转账|汇款|收款|打钱|账户|帐户|账号|工资卡|银联|[浦光华平]?[大发夏安]?银|bank|card",
    re.IGNORECASE,
)
#: Words of the label that leave no doubt that a card or account of a bank is meant (账号 alone may be of anything).
_FIRM = re.compile(r"卡|银行|收款|储蓄|开户|bank|card|yhk|kh|💳", re.IGNORECASE)


def _hit(reading: Reading, start: int, end: int, verdict: Verdict, value: str, reasons: Sequence[str]) -> Hit:
    return Hit(*reading.span(opened(reading.clean, start, end), end), KIND, verdict, value, tuple(reasons))


def _identity(digits: str) -> bool:
    """Whether this is rather a citizen number."""
    return (
        len(digits) == 18
        and digits[:2] in PROVINCES
        and date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
        and identity(digits[:17]) == digits[17]
    )


def _grouped(run: Run, start: int, end: int) -> bool:
    """Whether the digits stand in fours, as on a card."""
    groups = run.groups(start, end)
    return len(groups) > 3 and all(size == 4 for size in groups[:-1]) and groups[-1] <= 4


def _judge(reading: Reading, labels: Sequence[Label], run: Run, start: int, end: int) -> Hit | None:
    value = run.digits[start:end]
    card = 15 <= len(value) <= 19 and bool(_UNION.fullmatch(value) or _OTHER.fullmatch(value))
    if not card and not labels:
        return None
    first, last = run.span(start, end)
    announcing = announced(run.text, labels, first)
    label = next((label for label in announcing if label.kind == KIND), None)
    if (not card and label is None) or decoys.monotone(value) or _identity(value):
        return None
    right = card and luhn(value)
    tidy = run.tidy(start, end) or _grouped(run, start, end)
    if not (tidy or right) or decoys.in_word(run.text, first, last):
        return None
    plain = run.text[first:last].replace(" ", "")
    reasons = (
        *(() if plain.isascii() and plain.isdigit() else ("written_around",)),
        *(("decoy.example",) * decoys.example(run.text)),
    )
    if label is not None:
        if _THING.search(run.text, max(0, label.start - 4), first):
            return None
        firm = _FIRM.search(run.text[label.start : label.end]) is not None
        near = direct(run.text, label, first)
        if not right and not (firm and (near or len(value) >= 16)):
            return None
        reason = "bank.check_ok" if right else "bank.check_bad" if card and 16 <= len(value) <= 19 else "bank.account"
        if reason == "bank.check_bad" and not _wrong(run.text, value, first, last):
            return None
        return _hit(reading, first, last, _verdict(reason, reasons), value, ("label", reason, *reasons))
    return _unlabelled(reading, run, start, end, announcing=bool(announcing), right=right, reasons=reasons)


def thing(clean: str, first: int, last: int) -> bool:
    """Whether the words about it are of an order, a ticket, a warranty, a member's or a gift card."""
    return _THING.search(clean, max(0, first - 16), min(len(clean), last + 10)) is not None


def _wrong(clean: str, value: str, first: int, last: int) -> bool:
    """Whether a number without the right check digit can be a card mistyped."""
    return _ISSUED.match(value) is not None and not thing(clean, first, last)


def _verdict(reason: str, others: Sequence[str]) -> Verdict:
    if "decoy.example" in others:
        return Verdict.DOUBTFUL
    return Verdict.INVALID if reason == "bank.check_bad" else Verdict.VALID


def _unlabelled(
    reading: Reading, run: Run, start: int, end: int, *, announcing: bool, right: bool, reasons: Sequence[str]
) -> Hit | None:
    """A card that nothing announces: by its check digit, or by a word of banks beside it."""
    value = run.digits[start:end]
    first, last = run.span(start, end)
    if (
        announcing
        or (not run.tidy(start, end) and not _grouped(run, start, end))
        or decoys.serial(run.text, first)
        or decoys.amount(run.text, first, last)
        or decoys.in_link(run.text, first)
    ):
        return None
    near = _BANK.search(run.text, max(0, first - 16), min(len(run.text), last + 12)) is not None
    union = _UNION.fullmatch(value) is not None
    known = right and (union or near or _grouped(run, start, end))
    if run.letters(start, end) > 2 * known or not (known or (union and near)):
        return None
    if thing(run.text, first, last) or not (right or _wrong(run.text, value, first, last)):
        return None
    reason = "bank.check_ok" if right else "bank.check_bad"
    return _hit(reading, first, last, _verdict(reason, reasons), value, (reason, *reasons))


def _best(reading: Reading, labels: Sequence[Label], run: Run, start: int) -> tuple[int, Hit] | None:
    """The best reading of the digits that begin here: the check digit decides, then fewer gaps, then length."""
    ends = run.within(start + 8, start + 22)
    found = ((end, hit) for end in ends if (hit := _judge(reading, labels, run, start, end)))
    return max(
        found,
        key=lambda end_hit: (
            "bank.check_ok" in end_hit[1].reasons,
            run.tidy(start, end_hit[0]),
            -len(run.inner(start, end_hit[0])) if not _grouped(run, start, end_hit[0]) else 0,
            end_hit[0],
        ),
        default=None,
    )


def _hidden(reading: Reading, labels: Sequence[Label]) -> Iterator[Hit]:
    clean = reading.clean

    def score(start: int, end: int, value: str) -> int:
        announcing = announced(clean, labels, start)
        card = (
            15 <= len(value) <= 19
            and value.startswith(("62", "4", "5"))
            and value[:4].isdigit()
            and value[-1].isdigit()
        )
        near = _BANK.search(clean, max(0, start - 10), min(len(clean), end + 8)) is not None
        if card and (near or value.startswith("62")) and (not announcing or announcing[0].kind == KIND):
            return 2
        return int(len(value) >= 7 and any(label.kind == KIND and direct(clean, label, start) for label in announcing))

    for start, end, value in hidden(clean, score):
        label = ("label",) * any(label.kind == KIND for label in announced(clean, labels, start))
        yield _hit(reading, start, end, Verdict.MASKED, value, (*label, "masked"))


def find(reading: Reading, labels: Sequence[Label]) -> Iterator[Hit]:
    """Every card and account number of a text."""
    for run in runs(reading):
        used = 0
        for start in run.edges:
            if used <= start <= len(run.digits) - 9 and (best := _best(reading, labels, run, start)):
                used = best[0]
                yield best[1]
    yield from _hidden(reading, labels)
    for tail in tails(reading.clean):
        if tail.kind == KIND:
            yield _hit(reading, tail.start, tail.end, Verdict.PARTIAL, tail.digits, ("label", "partial"))
