"""What a person may answer, and what is said when it cannot be: values within the bounds, labels there are, contradictions.

Leaves out: recording, which ``deciding`` does.

>>> absent("V0009").said("en")
'The current result has no V0009.'
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from doxdocket.decisions import acts
from doxdocket.errors import DoxdocketError, WrongCall
from doxdocket.guess import meant
from doxdocket.interval import money, told
from doxdocket.law.kinds import kinds
from doxdocket.sample.settings import settings
from doxdocket.store.decisions import Decision
from doxdocket.words import said_in, zh_en

_OF_MONEY = ("price_", "receipts_")


def picked(figure: Mapping[str, Any], text: str) -> int | str:
    """The value that a person picks for a figure: a whole number, a fraction or yuan and cents, within the bounds where there are any.

    >>> picked({"id": "persons", "low": 790, "high": 830}, "812"), picked({"id": "ratio", "low": None}, "3/5")
    (812, '3/5')
    >>> picked({"id": "price_low", "low": "0.10", "high": None}, "0.5")
    '0.50'
    """
    try:
        value = Fraction(text)
        low, high = (None if figure.get(end) is None else Fraction(figure[end]) for end in ("low", "high"))
    except (ValueError, ZeroDivisionError):
        raise WrongCall("desk_answers.value_of_is_whole_number", figure=figure["id"]) from None
    if (low is not None and value < low) or (high is not None and value > high):
        raise WrongCall("desk_answers.value_of_lies_between_and", figure=figure["id"], low=_end(figure.get("low")), high=_end(figure.get("high")))  # fmt: skip
    if figure["id"].startswith(_OF_MONEY):
        if (value * 100).denominator != 1 or value < 0:
            raise WrongCall("desk_answers.value_of_money_is_whole_cents", figure=figure["id"])
        return money(Decimal(int(value * 100)) / 100)
    return int(value) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def _end(value: int | str | None) -> str | tuple[str, str]:
    """A bound as an error tells it; one that is not determinable is no number."""
    return zh_en("desk_answers.bound_not_known") if value is None else told(value)


def known_label(label: str) -> None:
    """A label of conduct that there is."""
    if label not in LABELS:
        fault = WrongCall("desk_answers.there_is_no_label_there", label=label, all="、".join(LABELS))
        raise meant(fault, label, LABELS)


LABELS = ("insult", "threat", "incitement", "paid_task", "sale_offer", "promotion", "source_of_data", "motive")


def called(id_: str) -> tuple[str, str]:
    """What a kind of information or a label of conduct is called, in both languages; what is neither, by its id.

    >>> called("threat")[1], called("x9")
    ('threat', ('x9', 'x9'))
    """
    known = kinds().get(id_) or settings().conduct.get(id_)
    return (known.zh, known.en) if known else (id_, id_)


def absent(name: str) -> WrongCall:
    """What is named is not in the current run."""
    return WrongCall("desk_answers.current_result_has_no", name=name)


def contradiction(act: str, stands: Sequence[Decision]) -> WrongCall:
    """What stands against a decision, and what to do."""
    rows = [f"{d.id} {d.act} {_about(d)}（{d.officer}：{d.reason}）" for d in stands]
    return WrongCall(
        "desk_answers.this_contradicts_what_stands_so",
        act=act,
        stands="；".join(rows),
        one=stands[-1].id if stands else "",
    )


def _about(decision: Decision) -> str:
    return " ".join(str(part) for name in decision.target for part in acts.listed(decision.target, name))


def together(faults: Sequence[tuple[int | None, DoxdocketError]]) -> DoxdocketError:
    """One error of the faults of a file's lines, every one; of one decision given by itself, its own."""
    if faults[0][0] is None:
        return faults[0][1]
    zh, en = (lines(faults, lang) for lang in ("zh", "en"))
    return WrongCall("desk_answers.lines_of_file_cannot_be", n=len(faults), lines_zh=zh, lines_en=en)


def lines(faults: Sequence[tuple[int | None, DoxdocketError]], lang: str) -> str:
    """The faults of a file's lines, one a line."""
    return "\n".join(_line(n, fault.said(lang), lang) for n, fault in faults)


def one_at_a_time(line: int | None, fault: DoxdocketError) -> DoxdocketError:
    """The error of the first of a file's lines that repeat a value: to name them all would search the case for a list."""
    if line is None:
        return fault
    return WrongCall(
        "desk_answers.lines_of_file_repeat_values",
        line_zh=_line(line, fault.said("zh"), "zh"),
        line_en=_line(line, fault.said("en"), "en"),
    )


def _line(number: int | None, text: str, lang: str) -> str:
    return said_in(lang, "desk_answers.line", number=number, text=text)
