"""Periods and the table of states in sentences, for whoever prints rules.

>>> particulars(by_provision("cn/procedure/suit-report"), "en")
['from suit to indictment reported to the procuratorate above: within 5 days']
"""

import re

from doxdocket.law import procedure
from doxdocket.law.days import Period
from doxdocket.law.periods import DayCount, Deadline, Document, Procedure
from doxdocket.law.rules import by_provision
from doxdocket.words import coded, named_in, said_in, zh_en

_KINDS = {code.replace("_", " "): both for code, both in coded("told_procedure_kinds").items()}
_UNITS = (
    ("years", *zh_en("told_procedure.year")),
    ("months", *zh_en("told_procedure.month")),
    ("days", *zh_en("told_procedure.day")),
)


def particulars(rule: Deadline | DayCount | Procedure, lang: str = "zh") -> list[str]:
    """What the rule says, a line each."""
    if isinstance(rule, DayCount):
        return [said_in(lang, "told_procedure.from_december_on_next_years", day=rule.year_end_from)]
    if isinstance(rule, Procedure):
        return _states(rule, lang) + _points(rule, lang)
    ends = {"start": _events(rule.starts, lang), "end": _events(rule.ends, lang)}
    lines = [_KINDS[rule.kind].of(lang).format(**ends, period=said(rule.period, lang))]
    for before, event in (
        (zh_en("told_procedure.counted_from_this_where_recorded"), rule.rather),
        (zh_en("told_procedure.starts_anew"), rule.restarts),
        (zh_en("told_procedure.runs_once_more_after"), rule.anew),
    ):
        lines += [before.of(lang) + _events([event], lang)] if event else []
    for one in rule.lengthened:
        most = said(one.period, lang) if one.period else said_in(lang, "told_procedure.as_granted")
        by = said_in(lang, "told_procedure.by_most_article", most=most, article=one.article, by=one.by)
        lines.append(said_in(lang, "told_procedure.may_be_lengthened") + by)
    for out in rule.left_out:
        says = said_in(lang, "told_procedure.says_article", article=out.article, says=out.says)
        lines.append(said_in(lang, "told_procedure.not_counted") + says)
    return lines


def said(period: Period, lang: str = "zh") -> str:
    """A period in words: ``3 months``."""
    found = [(getattr(period, name), zh, en) for name, zh, en in _UNITS]
    if lang == "zh":
        return "".join(f"{n}{zh}" for n, zh, _ in found if n) or "当日"
    return " ".join(f"{n} {en}{'s' * (n > 1)}" for n, _, en in found if n) or "on the day or"


def event(key: str, lang: str = "zh") -> str:
    """An event in words; the end of another period by what that is."""
    if key.startswith(procedure.END_OF):
        rule = by_provision(key.removeprefix(procedure.END_OF))
        return said_in(lang, "told_procedure.end_of_period_of", article=rule.article)
    return procedure.told(procedure.tables()[-1], key)[0 if lang == "zh" else 1]


def _events(keys: list[str], lang: str) -> str:
    return said_in(lang, "told_procedure.or").join(event(key, lang) for key in keys)


def _states(rule: Procedure, lang: str) -> list[str]:
    out = []
    for state in rule.states:
        papers = said_in(lang, "marks.semicolon").join(_paper(d, lang) for d in state.documents)
        after = said_in(lang, "marks.comma").join(state.moves) or "—"
        article = said_in(lang, "marks.in_brackets", text=state.article)
        line = f"{state.id} {named_in(lang, state)}{article} → {after}"
        out.append(line + (said_in(lang, "marks.colon") + papers if papers else ""))
    return out


def _paper(one: Document, lang: str) -> str:
    may = ("（可有）" if lang == "zh" else " (may be)") if one.needs == "may" else ""
    return named_in(lang, one) + may


def _points(rule: Procedure, lang: str) -> list[str]:
    read = {"verified": "已核对条文", "unverified": "未核对条文"}
    out = [
        said_in(lang, "told_procedure.says_article_read", article=v.article, says=v.says, read=(read[v.status], v.status))
        for v in rule.venues
    ]  # fmt: skip
    for point in rule.contested:
        both = said_in(lang, "marks.semicolon").join(named_in(lang, one) for one in point.readings)
        out.append(said_in(lang, "told_procedure.needs_human_decision", both=both, point=point))
    return out


def clause(says: str) -> str:
    """The first clause of what a rule says: what its period is called.

    >>> clause("判决上诉期十五日；逾期不上诉的，判决生效。")
    '判决上诉期十五日'
    """
    return re.split("[；;]", says)[0].rstrip("。.")
