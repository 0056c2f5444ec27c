"""Rules as plain rows and sentences, for whoever prints them.

>>> rows()[0]["provision"], [r["form"] for r in rows() if r["provision"].endswith("/11")]
('cn/fashi-2017-10/1', ['counting'])
"""

from typing import Any

import msgspec

from doxdocket.law import told_procedure
from doxdocket.law.links import LinkRule, Special, links
from doxdocket.law.rules import Loaded, loaded, provisions
from doxdocket.law.shapes import Ceiling, DayCount, Deadline, Facts, Multiple, Procedure, Rule, Threshold, Within

_LABELS = {
    "zh": {"sentence": "条文", "source": "来源", "read": "查阅", "status": "核对", "from": "施行", "applies": "适用日",
           "lines": "标准", "of": "倍数", "at_most": "上限", "all_of": "须全部具备", "any_of": "须具备其一",
           "none_of": "须都不存在", "within": "期间", "years": "年", "months": "个月", "days": "日", "note": "说明", "cases": "案例", "verified": "已核对条文", "unverified": "未核对条文"},
    "en": {"sentence": "text", "source": "source", "read": "read", "status": "status", "from": "in force from",
           "applies": "chosen by", "lines": "lines", "of": "multiple", "at_most": "at most", "all_of": "all of", "any_of": "one of",
           "none_of": "none of", "within": "period", "years": "years", "months": "months", "days": "days", "note": "note", "cases": "cases",
           "verified": "text verified", "unverified": "text not verified"},
}  # fmt: skip


def rows(edition: str = "cn") -> list[dict[str, Any]]:
    """One row a rule: ``law list``."""
    return [_row(loaded(p)) for p in provisions(edition)]


def _row(one: Loaded) -> dict[str, Any]:
    rule = one.rule
    return {
        "provision": rule.provision, "article": rule.article, "form": str(rule.__struct_config__.tag),
        "zh": rule.says.zh, "en": rule.says.en, "status": rule.status, "effective_from": str(rule.effective_from),
        "effective_to": str(rule.effective_to) if rule.effective_to else None, "valid_on": str(rule.valid_on),
        "cases": len(one.cases),
    }  # fmt: skip


def data(provision: str) -> dict[str, Any]:
    """One rule whole, with its cases, as plain data: ``law show --json``."""
    one = loaded(provision)
    plain = msgspec.to_builtins({"rule": one.rule, "cases": list(one.cases)}, str_keys=True)
    return {"form": str(one.rule.__struct_config__.tag), **plain["rule"], "cases": plain["cases"]}


def text(provision: str, lang: str = "zh") -> str:
    """One rule as a page a lawyer can read: ``law show``, ``law explain``."""
    one = loaded(provision)
    rule, word = one.rule, _LABELS[lang]
    said = rule.says.zh if lang == "zh" else rule.says.en
    lines = [
        f"{rule.article}  [{rule.provision}]", said, "",
        f"{word['sentence']}：“{rule.sentence}”" if lang == "zh" else f"{word['sentence']}: “{rule.sentence}”",
        f"{word['source']}: {rule.source.title} {rule.source.url} ({word['read']} {rule.source.read})",
        f"{word['status']}: {word[rule.status]}; {word['from']} {rule.effective_from}; {word['applies']} {rule.applies_to}",
        *particulars(rule, lang),
    ]  # fmt: skip
    if rule.note:
        lines.append(f"{word['note']}: {rule.note}")
    cases = [f"  - {c.name} → {c.expect}" for c in one.cases]
    return "\n".join([*lines, f"{word['cases']}:", *cases])


def particulars(rule: Rule, lang: str = "zh") -> list[str]:
    """What the rule asks, a line each."""
    word = _LABELS[lang]
    if isinstance(rule, Threshold):
        return [
            f"{word['lines']} ({day}): " + ", ".join(f"{k} ≥ {n}" for k, n in lines.items())
            for day, lines in rule.shares.items()
        ]
    if isinstance(rule, Multiple):
        only = f" ({rule.if_fact})" if rule.if_fact else ""
        return [f"{word['of']}: × {rule.times}{only}: " + ", ".join(rule.of)]
    if isinstance(rule, Ceiling):
        return [
            f"{word['at_most']} ({day}): " + ", ".join(f"{k} ≤ {n}" for k, n in lines.items())
            for day, lines in rule.at_most.items()
        ]
    if isinstance(rule, Within):
        length = " ".join(f"{n} {word[unit]}" for unit in ("years", "months", "days") if (n := getattr(rule, unit)))
        return [f"{word['within']}: {fact(rule, rule.since, lang)} → {fact(rule, rule.until, lang)}: {length}"]
    if isinstance(rule, Deadline | DayCount | Procedure):
        return told_procedure.particulars(rule, lang)
    if isinstance(rule, Facts):
        groups = (("all_of", rule.all_of), ("any_of", rule.any_of), ("none_of", rule.none_of))
        return [f"{word[g]}: " + "; ".join(fact(rule, n, lang) for n in names) for g, names in groups if names]
    return []


def fact(rule: Facts | Within, name: str, lang: str = "zh") -> str:
    """A fact in words; a rule that is asked, by its article."""
    said = rule.facts.get(name)
    if said is None:
        return f"{loaded(name).rule.article} [{name}]"
    return f"{said.zh if lang == 'zh' else said.en} ({name})"


def link(rule: str, lang: str = "zh") -> tuple[str, str]:
    """What a link rule says and why, for ``explain``."""
    found: LinkRule | Special = links().told(rule)
    return (found.zh if lang == "zh" else found.en), found.because
