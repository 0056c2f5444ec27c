"""Periods and the table of states in sentences, for whoever prints rules.

>>> particulars(by_provision("cn/procedure/suit-report"), "en")
['from suit to indictment reported to the procuratorate above: within 5 days']
"""

import re

from doxdocket.law import procedure
from doxdocket.law.days import Period
from doxdocket.law.periods import DayCount, Deadline, Document, Procedure
from doxdocket.law.rules import by_provision

_KINDS = {
    "within": ("{start} → {end}：{period}以内", "from {start} to {end}: within {period}"),
    "waiting": ("{start} → {end}：满{period}以后", "from {start} to {end}: after {period} have run out"),
    "at least": ("{start} → {end}：不少于{period}", "from {start} to {end}: {period} at least"),
    "before": ("{start} 须早于 {end} {period}", "{start} {period} before {end}"),
}
_UNITS = (("years", "年", "year"), ("months", "个月", "month"), ("days", "日", "day"))


def particulars(rule: Deadline | DayCount | Procedure, lang: str = "zh") -> list[str]:
    """What the rule says, a line each."""
    zh = lang == "zh"
    if isinstance(rule, DayCount):
        day = rule.year_end_from
        return [f"12 月 {day} 日起须有下一年的休假日表" if zh else f"from {day} December on, the next year's table of rest days is needed"]  # fmt: skip
    if isinstance(rule, Procedure):
        return _states(rule, zh=zh) + _points(rule, zh=zh)
    lines = [_KINDS[rule.kind][0 if zh else 1].format(start=_events(rule.starts, zh=zh), end=_events(rule.ends, zh=zh),
                                                     period=said(rule.period, lang))]  # fmt: skip
    lines += [_pair(("有登记的，自其起算：", "counted from this where recorded: "), _events([rule.rather], zh=zh), zh=zh)] if rule.rather else []  # fmt: skip
    lines += [_pair(("重新起算：", "starts anew: "), _events([rule.restarts], zh=zh), zh=zh)] if rule.restarts else []
    lines += (
        [_pair(("此后另行起算：", "runs once more after: "), _events([rule.anew], zh=zh), zh=zh)] if rule.anew else []
    )
    for one in rule.lengthened:
        most = said(one.period, lang) if one.period else ("依批准" if zh else "as granted")
        lines.append(
            _pair(
                ("可延长：", "may be lengthened: "),
                f"{one.by.zh}批准，{most}（{one.article}）" if zh else f"{one.by.en}, {most} ({one.article})",
                zh=zh,
            )
        )
    lines += [
        _pair(
            ("不计入：", "not counted: "), f"{o.says.zh}（{o.article}）" if zh else f"{o.says.en} ({o.article})", zh=zh
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
        return f"期满（{rule.article}）" if lang == "zh" else f"the end of the period of {rule.article}"
    return procedure.told(procedure.tables()[-1], key)[0 if lang == "zh" else 1]


def _events(keys: list[str], *, zh: bool) -> str:
    return ("或" if zh else " or ").join(event(key, "zh" if zh else "en") for key in keys)


def _pair(words: tuple[str, str], rest: str, *, zh: bool) -> str:
    return words[0 if zh else 1] + rest


def _states(rule: Procedure, *, zh: bool) -> list[str]:
    out = []
    for state in rule.states:
        papers = ("；" if zh else "; ").join(_paper(d, zh=zh) for d in state.documents)
        after = ("、" if zh else ", ").join(state.moves) or "—"
        name = state.zh if zh else state.en
        article = f"（{state.article}）" if zh else f" ({state.article})"
        out.append(f"{state.id} {name}{article} → {after}" + (f"：{papers}" if zh and papers else f": {papers}" if papers else ""))  # fmt: skip
    return out


def _paper(one: Document, *, zh: bool) -> str:
    if zh:
        return one.zh + ("（可有）" if one.needs == "may" else "")
    return one.en + (" (may be)" if one.needs == "may" else "")


def _points(rule: Procedure, *, zh: bool) -> list[str]:
    read = {"verified": "已核对条文", "unverified": "未核对条文"}
    out = [
        f"{v.says.zh}（{v.article}，{read[v.status]}）" if zh else f"{v.says.en} ({v.article}, {v.status})"
        for v in rule.venues
    ]
    for point in rule.contested:
        both = ("；" if zh else "; ").join(r.zh if zh else r.en for r in point.readings)
        out.append(f"需人工认定：{point.zh}：{both}" if zh else f"needs a human decision: {point.en}: {both}")
    return out


def clause(says: str) -> str:
    """The first clause of what a rule says: what its period is called.

    >>> clause("判决上诉期十五日；逾期不上诉的，判决生效。")
    '判决上诉期十五日'
    """
    return re.split("[；;]", says)[0].rstrip("。.")
