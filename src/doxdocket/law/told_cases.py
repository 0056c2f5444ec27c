"""The cases beside a rule in words: what is given, on which day, and what the rule answers.

In English a case is its sentence; in Chinese the sentence is made from what is given, so that both say the same.

>>> from doxdocket.law.rules import shipped
>>> one = shipped().loaded("cn/fashi-2017-10/5-1-3")
>>> case(one.rule, one.cases[0])
'行为日 2023-12-01：甲类信息条数 49 → 未达到'
>>> case(one.rule, one.cases[0], "en").endswith("→ not met")
True
"""

from collections.abc import Mapping
from typing import Any

from doxdocket.law import words
from doxdocket.law.deadlines import ANSWERS
from doxdocket.law.kinds import kinds
from doxdocket.law.shapes import Answerable, AnyRule, Case, Counting
from doxdocket.words import listed, named_in, said_in, zh_en

_ACTS = {"acquire": "获取", "publish": "发布", "sell": "出售", "provide_private": "提供"}
_BULK = {"seized": "查获", "proven_false": "证明不真实", "proven_repeated": "证明重复"}
_PERIODS = {
    "start": "起算事件", "end": "结束事件", "asked": "查看日", "extensions": "延长", "excluded": "不计入", "period": "期间", "granted": "批准日", "by": "批准人",
    "entered": "依次进入", "answer": "回答", "last": "最后一日", "first": "第一日", "over": "超过日数", "unmoved": "未顺延的最后一日",
    "current": "当前状态", "not_recorded": "没有登记的状态", "not_in_table": "表中没有的转移", "months": "月", "days": "日", "years": "年",
    "ground": "事由", "exclusion_end": "不计入的期间何时结束", "order_on_one_day": "同一日的先后", "first_day": "第一日", "last_day": "最后一日", "calendar": "休假日表", "begin": "开始", "since": "自", "until": "至",
}  # fmt: skip
_ANSWERS = {name: zh for name, (zh, _) in ANSWERS.items() if name not in {"met", "not determinable"}} | {
    "usually one by one, in the drafters' view; a person decides": "据起草人意见，一般逐条认定；由人判断"
}
_NUMBERS = _BULK | {
    "acquired": "获取",
    "provided": "提供",
    "both": "其中两者相同",
    "recipient_1": "甲收到",
    "recipient_2": "乙收到",
}
_POLICIES = {"once": "按第一款", "per_recipient": "按第二款", "bulk": "按第三款"}
_TIER = {"A": "甲类", "B": "乙类", "C": "丙类"}
_STRENGTHS = {
    "primary": zh_en("told_cases.primary"), "secondary": zh_en("told_cases.secondary"), "tertiary": zh_en("told_cases.tertiary"),
    "kin": zh_en("told_cases.kin_of_one_who_is"),
}  # fmt: skip
_KEYS = {
    "once": "条数",
    "per_recipient": "条数",
    "low": "低",
    "default": "默认",
    "high": "高",
    "bulk": "批量条数",
    "review": "核查：",
    "U_set": "一人一组",
    "U_person": "一人",
    "U_field": "一人一类一值",
}


def case(rule: AnyRule, one: Case, lang: str = "zh") -> str:
    """One case as a sentence."""
    if lang != "zh":
        return f"{one.name} → {_expected(rule, one.expect, lang)}" + _missing(rule, one, lang)
    on = one.day(rule.applies_to)
    when = (
        f"{words.of(None, rule.applies_to)} {on}："
        if on
        else f"没有{words.of(None, rule.applies_to)}："
        if isinstance(rule, Answerable)
        else ""
    )
    return f"{when}{_given(rule, one.given)} → {_expected(rule, one.expect, lang)}{_missing(rule, one, lang)}"


def _missing(rule: AnyRule, one: Case, lang: str) -> str:
    named = [_lacking(rule, name, lang) for name in one.missing if name != "person_looks" and "/" not in name]
    out = [_lacking(rule, name, lang) for name in one.missing if "/" in name]
    if named:
        out.append(said_in(lang, "told_cases.lacking", named=listed("marks.comma", named)))
    if "person_looks" in one.missing:
        out.append(words.of(rule, "person_looks", lang))
    if lang == "zh":
        return "".join(f"，{part}" for part in out)
    return f" ({'; '.join(out)})" if out else ""


def _lacking(rule: AnyRule, name: str, lang: str) -> str:
    """What is missing, in words; a year's table of rest days by its year, a special rule by its number."""
    if lang == "zh" and name.startswith("holiday_table_"):
        return f"{name[-4:]} 年休假日表"
    if "/" in name:
        return said_in(lang, "told_cases.stands_in_its_place", name=name)
    return _PERIODS.get(name, words.of(rule, name)) if lang == "zh" else words.of(rule, name, lang)


def _given(rule: AnyRule, given: Mapping[str, Any]) -> str:
    if isinstance(rule, Counting):
        return _events(given)
    parts, plain = [], {n: v for n, v in given.items() if v is False or (v == 0 and v is not None)}
    short = len(plain) > _FEW  # what is not so, or nothing, is told together
    for name, value in given.items():
        if name == "kinds":
            parts.append("、".join(element(k) for k in value) or "没有信息")
        elif name == "conduct":
            parts.append("、".join(words.LABELS[c][0] for c in value) or "没有行为")
        elif name in _PERIODS:
            parts.append(f"{_PERIODS[name]} {_plain(value)}")
        elif name == "kin":
            parts.append("且" + element("kin"))
        elif not (short and name in plain):
            parts.append(f"{words.of(rule, name)}{_value(value)}")
    return "，".join([*parts, *(["其余各项均为否或零"] if short else [])]) or "什么都不知道"


_FEW = 3


def _value(value: object) -> str:
    return (
        {True: "：是", False: "：否", None: "：不明"}[value]
        if isinstance(value, bool) or value is None
        else f" {value}"
    )


def _events(given: Mapping[str, Any]) -> str:
    if "policy" in given:
        numbers = "，".join(f"{_NUMBERS.get(n, n)} {v} 条" for n, v in given["numbers"].items())
        return f"{_POLICIES[given['policy']]}：{numbers}" + (f"，{_TIER[given['tier']]}" if "tier" in given else "")
    if "bulk" in given:
        return "，".join(f"{_BULK[name]} {n} 条" for name, n in given["bulk"].items())
    told = [
        f"{_ACTS[e['act']]}{_nth(e['person'])}人的{len(e['items'])}项"
        + (f"于频道 {e['channel']}" if "channel" in e else "")
        + (f"给{_nth(e['recipient'])}个对象" if "recipient" in e else "")
        for e in given["events"]
    ]
    return ("各频道分别计算：" if given.get("channels") == "each" else "") + ("；".join(told) or "什么都没有")


def _nth(name: str) -> str:
    """A made-up person or recipient by number."""
    return f"第{name.lstrip('pb')}"


def element(name: str, lang: str = "zh") -> str:
    """A kind or a strength in words, with the mark of weak ones."""
    weak, plain = name.startswith("weak:"), name.removeprefix("weak:")
    said = named_in(lang, _STRENGTHS[plain] if plain in _STRENGTHS else kinds()[plain])
    return (said_in(lang, "told_cases.not_whole", said=said)) if weak else said


def _plain(value: object) -> str:
    """A value of a case of periods and states, in Chinese."""
    if isinstance(value, Mapping):
        return "、".join(f"{_PERIODS.get(str(k), str(k))} {_plain(v)}" for k, v in value.items())
    if isinstance(value, list):
        return "；".join(_plain(v) for v in value) or "无"
    return "不明" if value is None else _ANSWERS.get(str(value), words.said("answers", str(value)))


def _expected(rule: AnyRule, expect: str | Mapping[str, Any], lang: str) -> str:
    if isinstance(expect, str):
        return words.answered(rule, expect, lang) if expect not in _ANSWERS or lang != "zh" else _ANSWERS[expect]
    if lang != "zh":
        return ", ".join(f"{k} {v}" for k, v in expect.items())
    return "，".join(f"{_KEYS.get(k) or _PERIODS.get(k, k)} {_plain(v)}" for k, v in expect.items())
