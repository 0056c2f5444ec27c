"""Periods and the table of states in sentences, for whoever prints rules.

>>> particulars(by_provision("cn/procedure/suit-report"), "en")
['from suit to indictment reported to the procuratorate above: within 5 days']
"""

import re

from doxdocket.law import procedure
from doxdocket.law.days import Period
from doxdocket.law.periods import DayCount, Deadline, Document, Procedure
from doxdocket.law.rules import by_provision
from doxdocket.words import said_in, zh_en

_KINDS = {
    "within": zh_en("told_procedure.from_to_within"),
    "waiting": zh_en("told_procedure.from_to_after_have_run"),
    "at least": zh_en("told_procedure.from_to_at_least"),
    "before": zh_en("told_procedure.before"),
}
_UNITS = (
    ("years", *zh_en("told_procedure.year")),
    ("months", *zh_en("told_procedure.month")),
    ("days", *zh_en("told_procedure.day")),
)


def particulars(rule: Deadline | DayCount | Procedure, lang: str = "zh") -> list[str]:
    """What the rule says, a line each."""
    zh = lang == "zh"
    if isinstance(rule, DayCount):
        day = rule.year_end_from
        return [said_in("zh" if zh else "en", "told_procedure.from_december_on_next_years", day=day)]  # fmt: skip
    if isinstance(rule, Procedure):
        return _states(rule, zh=zh) + _points(rule, zh=zh)
    lines = [_KINDS[rule.kind][0 if zh else 1].format(start=_events(rule.starts, zh=zh), end=_events(rule.ends, zh=zh),
                                                     period=said(rule.period, lang))]  # fmt: skip
    lines += [_pair(zh_en("told_procedure.counted_from_this_where_recorded"), _events([rule.rather], zh=zh), zh=zh)] if rule.rather else []  # fmt: skip
    lines += (
        [_pair(zh_en("told_procedure.starts_anew"), _events([rule.restarts], zh=zh), zh=zh)] if rule.restarts else []
    )
    lines += (
        [_pair(zh_en("told_procedure.runs_once_more_after"), _events([rule.anew], zh=zh), zh=zh)] if rule.anew else []
    )
    for one in rule.lengthened:
        most = said(one.period, lang) if one.period else (said_in("zh" if zh else "en", "told_procedure.as_granted"))
        lines.append(
            _pair(
                zh_en("told_procedure.may_be_lengthened"),
                said_in(
                    "zh" if zh else "en",
                    "told_procedure.by_most_article",
                    most=most,
                    article=one.article,
                    by=one.by,
                ),
                zh=zh,
            )
        )
    lines += [
        _pair(
            zh_en("told_procedure.not_counted"),
            said_in("zh" if zh else "en", "told_procedure.says_article", article=o.article, says=o.says),
            zh=zh,
        )
        for o in rule.left_out
    ]
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


def _events(keys: list[str], *, zh: bool) -> str:
    return (said_in("zh" if zh else "en", "told_procedure.or")).join(event(key, "zh" if zh else "en") for key in keys)


def _pair(words: tuple[str, str], rest: str, *, zh: bool) -> str:
    return words[0 if zh else 1] + rest


def _states(rule: Procedure, *, zh: bool) -> list[str]:
    out = []
    for state in rule.states:
        papers = (said_in("zh" if zh else "en", "marks.semicolon")).join(_paper(d, zh=zh) for d in state.documents)
        after = (said_in("zh" if zh else "en", "marks.comma")).join(state.moves) or "—"
        name = state.zh if zh else state.en
        article = said_in("zh" if zh else "en", "marks.in_brackets", text=state.article)
        out.append(f"{state.id} {name}{article} → {after}" + (f"：{papers}" if zh and papers else f": {papers}" if papers else ""))  # fmt: skip
    return out


def _paper(one: Document, *, zh: bool) -> str:
    if zh:
        return one.zh + ("（可有）" if one.needs == "may" else "")
    return one.en + (" (may be)" if one.needs == "may" else "")


def _points(rule: Procedure, *, zh: bool) -> list[str]:
    read = {"verified": "已核对条文", "unverified": "未核对条文"}
    out = [
        said_in(
            "zh" if zh else "en",
            "told_procedure.says_article_read",
            article=v.article,
            says=v.says,
            read=(read[v.status], v.status),
        )
        for v in rule.venues
    ]
    for point in rule.contested:
        both = (said_in("zh" if zh else "en", "marks.semicolon")).join(r.zh if zh else r.en for r in point.readings)
        out.append(said_in("zh" if zh else "en", "told_procedure.needs_human_decision", both=both, point=point))
    return out


def clause(says: str) -> str:
    """The first clause of what a rule says: what its period is called.

    >>> clause("判决上诉期十五日；逾期不上诉的，判决生效。")
    '判决上诉期十五日'
    """
    return re.split("[；;]", says)[0].rstrip("。.")
