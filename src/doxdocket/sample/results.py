"""What a plan and its answers say: shares by stratum and weighted, faulty units in all, whether the rule was met, agreement, what is still open.

Each share has three numbers. ``value`` is of settled questions, in strata that have any. ``low`` and ``high`` are the ends of its interval with every open
question counted against it, or for it; a stratum without any answer counts as nothing and as all. Which interval: ``intervals``.
They describe the machine's proposals as drawn and change no figure. ``keys`` says whether the reviewers answered each with a key of
their own: agreement under one key is that of two names, and nothing shows that it is that of two people. What it leaves out: who said what.

>>> told = {
...     "at": "",
...     "plan": "S0001",
...     "target": {"seed": 1, "reviewers": ["a", "b"], "drawn_from": {}, "populations": {}, "accept": {}},
... }
>>> of_plan(told, [], {})["populations"]
[]
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from math import ceil, floor
from typing import Any

from doxdocket.law.kinds import kinds
from doxdocket.law.links import links
from doxdocket.sample.answers import Weighed, counting, latest, under, weigh
from doxdocket.sample.answers import named as named_in
from doxdocket.sample.faults import Strata, faults, verdict
from doxdocket.sample.intervals import share, total, usual_tail, weighted
from doxdocket.sample.plan import questions
from doxdocket.sample.settings import Rule, Said, settings
from doxdocket.words import Both, by_lang, coded, zh_en

UNDER = {code: both.by_lang for code, both in coded("sample_under").items()}
"""What is said of answers that did not come each under a key of its own."""
Cells = dict[str, list[Weighed]]


def reservations(plan: Mapping[str, Any]) -> list[dict[str, str]]:
    """With which reservations the results of a plan are to be read: keys, a seed that somebody chose, draws before it.

    >>> [
    ...     said["en"][:41]
    ...     for said in reservations({"plan": "S0002", "seed": 7, "seed_given": True, "before": 1, "undone": 1})
    ... ]
    ['The seed 7 was given by who drew it, not ', 'Draw number 2 of this case: 1 came before']
    """
    found = [UNDER[plan["keys"]]] if plan.get("keys") in UNDER else []
    if plan.get("seed_given"):
        found.append(by_lang("sample_results.seed_was_given_by_who", seed=plan["seed"]))  # fmt: skip
    if before := plan.get("before", 0):
        gone = plan.get("undone", 0)
        found.append(by_lang("sample_results.draw_number_of_this_case", before=before + 1, before_2=before, gone=gone))  # fmt: skip
    return found + [_other_rule(one) for one in plan.get("other_rules", ())]


def _other_rule(before: Mapping[str, Any]) -> dict[str, str]:
    """That an undone draw had another rule of acceptance for a population."""
    about, rule = settings().populations[before["population"]], [_hundred(before[name]) for name in ("tolerate", "confidence")]  # fmt: skip
    return by_lang(
        "sample_results.undone_had_another_rule_for",
        plan=before["plan"],
        rule=rule[0],
        rule_2=rule[1],
        about=about,
    )


def _hundred(share_: str) -> str:
    return f"{100 * float(share_):g}"


def weighed(target: Mapping[str, Any], acts: Iterable[Mapping[str, Any]]) -> list[Weighed]:
    """Every question of a plan with what its answers settle."""
    said = latest(acts)
    return [weigh(q, said.get(q.number, {}), target["reviewers"]) for q in questions(target)]


def of_plan(plan: Mapping[str, Any], acts: Sequence[Mapping[str, Any]], now: Mapping[str, str]) -> dict[str, Any]:
    """The results of one plan; ``now``: the digest of each population in the current result."""
    target, said = plan["target"], latest(acts)
    found: dict[str, Cells] = {}
    for one in weighed(target, acts):
        found.setdefault(one.question.population, {}).setdefault(one.question.stratum, []).append(one)
    drawn_from, accept = target["drawn_from"], target.get("accept", {})
    labels = _labels(target, found.get("unlabelled", {}), said)
    return {
        "plan": plan["plan"], "at": plan["at"], "seed": target["seed"], **{name: plan[name] for name in ("seed_given", "before", "undone", "other_rules") if name in plan}, "run": drawn_from.get("run"), "keys": under(counting(acts)),
        "populations": [
            _population(name, target["populations"][name], cells, accept.get(name))
            | ({"labels": [_label(label, strata) for label, strata in labels.items()]} if name == "unlabelled" else {})
            | {"current": drawn_from.get("units", {}).get(name) == now.get(name)}
            for name, cells in found.items()
        ],
        "estimates": [
            {"plan": plan["plan"], "label": label, **told}
            for label, strata in labels.items() if "accept" in target and (told := borne(_strata(target, found, "conduct").get(label), strata))
        ],
    }  # fmt: skip


def _strata(target: Mapping[str, Any], found: Mapping[str, Cells], population: str) -> dict[str, tuple[list[Weighed], int]]:  # fmt: skip
    """The questions of each stratum of a population with its size."""
    held = target["populations"].get(population, {})
    return {s: (some, int(held[s]["of"])) for s, some in found.get(population, {}).items()}


def _labels(target: Mapping[str, Any], cells: Cells, said: Mapping[str, Mapping[str, Said]]) -> dict[str, Strata]:
    """The questions on what has no label, label by label."""
    held = target["populations"].get("unlabelled", {})
    two = target["reviewers"]
    return {
        label: {
            s: ([weigh(w.question, named_in(said.get(w.question.number, {}), label), two) for w in some], int(held[s]["of"]))
            for s, some in cells.items()
        }
        for label in settings().conduct if cells
    }  # fmt: skip


def _label(label: str, strata: Strata) -> dict[str, Any]:
    every = [one for some, _ in strata.values() for one in some]
    return {"label": label, "of": sum(of for _, of in strata.values()), **_states(every), "share": _over(strata), "faults": faults(strata, "missed")}  # fmt: skip


def borne(labelled: tuple[Sequence[Weighed], int] | None, missed: Strata) -> dict[str, Any] | None:
    """How many posts truly bear a label: those labelled that are right, and those missed, each at half of what is left out."""
    if labelled is None:
        return None
    tail = usual_tail() / 2
    over, more = faults({"": labelled}, "precision", tail), faults(missed, "missed", tail)
    if over["low"] is None or more["low"] is None:
        return None
    whole, values = labelled[1], (over["value"], more["value"])
    value = None if None in values else whole - values[0] + values[1]
    return {"value": value, "low": whole - over["high"] + more["low"], "high": whole - over["low"] + more["high"], "interval": "bonferroni"}  # fmt: skip


def _population(name: str, strata: Mapping[str, Mapping[str, Any]], cells: Cells, rule: Rule | None) -> dict[str, Any]:
    about, every = settings().populations[name], [one for stratum in cells.values() for one in stratum]
    of = {s: int(one["of"]) for s, one in strata.items()}
    whole = sum(of.values())
    counted, held = about.answers == "count", {s: (cells[s], of[s]) for s in cells}
    out = {
        "population": name, "label": about.zh, "label_en": about.en, "aim": about.aim, **_states(every), "of": whole,
        "share": _over(held), "faults": faults(held, about.aim), "verdict": verdict(held, about.aim, rule),
        "agreement": agreement([(_word(a), _word(b)) for one in every if None not in one.both for a, b in [one.both]]),
        "strata": [
            {"stratum": s, **named(name, s), "of": of[s], "weight": round(of[s] / whole, 6), **_states(cells[s]),
             "share": _one(cells[s], of[s]), "faults": faults({s: held[s]}, about.aim)}
            | ({"total": _total({s: held[s]})} if counted else {})
            for s in cells
        ],
    }  # fmt: skip
    if name == "findings":
        out["kinds"] = _kinds(cells, of)
    return out | ({"total": _total(held)} if counted else {})


def _kinds(cells: Cells, of: Mapping[str, int]) -> list[dict[str, Any]]:
    """The share of each kind over its verdicts."""
    held: dict[str, list[str]] = {}
    for s in cells:
        held.setdefault(s.partition(".")[0], []).append(s)
    return [
        {"kind": kind, "of": sum(of[s] for s in strata), **_states([one for s in strata for one in cells[s]]),
         "share": _over(some := {s: (cells[s], of[s]) for s in strata}), "faults": faults(some, "precision")}
        for kind, strata in held.items()
    ]  # fmt: skip


def _states(some: Sequence[Weighed]) -> dict[str, int]:
    counts = {state: sum(one.state == state for one in some) for state in ("settled", "disputed", "unsure", "waiting")}
    return {"drawn": len(some), **counts}


def _word(said: object) -> str:
    return said if isinstance(said, str) else ("none" if said == 0 else "some")


Ends = Callable[[Weighed], int]


def _part(some: Sequence[Weighed], end: Ends, *, with_open: bool) -> tuple[int, int]:
    """How many are so, and of how many."""
    told = [one for one in some if one.state == "settled" or (with_open and one.open)]
    return sum(min(1, end(one)) for one in told), len(told)


def _low(one: Weighed) -> int:
    return one.low


def _high(one: Weighed) -> int:
    return one.high


def _one(some: Sequence[Weighed], of: int) -> dict[str, Any]:
    """The share of one stratum."""
    (x, n), (least, m), (most, _) = (_part(some, _low, with_open=False), _part(some, _low, with_open=True),
                                     _part(some, _high, with_open=True))  # fmt: skip
    if not m:
        return _ends(None, None, None, "none")
    return _ends(x / n if n else None, share(least, m, of)[1], share(most, m, of)[2], "all" if m >= of else "wilson")


def _over(strata: Mapping[str, tuple[Sequence[Weighed], int]]) -> dict[str, Any]:
    """The share weighted over strata."""
    if len(strata) == 1:
        return _one(*next(iter(strata.values())))
    whole = sum(of for _, of in strata.values())
    settled = [(*_part(some, _low, with_open=False), of) for some, of in strata.values()]
    least = [(*_part(some, _low, with_open=True), of) for some, of in strata.values()]
    most = [(*_part(some, _high, with_open=True), of) for some, of in strata.values()]
    seen = sum(of for _, n, of in least if n)
    if not seen:
        return _ends(None, None, None, "none")
    told = [row for row in settled if row[1]]
    value = weighted(told)[0] if told else None
    low = weighted(row for row in least if row[1])[1] * seen / whole
    high = weighted(row for row in most if row[1])[2] * seen / whole + (whole - seen) / whole
    return _ends(value, low, min(1.0, high), "all" if all(n >= of for _, n, of in least) else "wilson_effective")


def _total(strata: Mapping[str, tuple[Sequence[Weighed], int]]) -> dict[str, Any]:
    """How many were missed in all; no highest number while a stratum has no answer."""

    def rows(end: Ends, *, with_open: bool) -> list[tuple[int, int, list[int]]]:
        told = (
            (of, [one for one in some if one.state == "settled" or (with_open and one.open)])
            for some, of in strata.values()
        )
        return [(of, len(those), [n for one in those if (n := end(one))]) for of, those in told]

    settled, least, most = (rows(_low, with_open=False), rows(_low, with_open=True), rows(_high, with_open=True))
    value = total(settled)[0] if all(n for _, n, _ in settled) else None
    low = total([row for row in least if row[1]])[1] if any(n for _, n, _ in least) else None
    high = total(most)[2] if all(n for _, n, _ in most) else None
    whole = all(n >= of for of, n, _ in least)
    return {"value": None if value is None else round(value), "low": None if low is None else floor(low + 1e-9),
            "high": None if high is None else ceil(high - 1e-9), "interval": "all" if whole else "gamma"}  # fmt: skip


def _ends(value: float | None, low: float | None, high: float | None, how: str) -> dict[str, Any]:
    named = {"value": value, "low": low, "high": high}
    return {k: None if v is None else round(v, 4) for k, v in named.items()} | {"interval": how}


def named(population: str, stratum: str) -> dict[str, str]:
    """A stratum in words, where there are any."""
    kind, _, verdict = stratum.partition(".")
    words = {"posts": settings().posts, "conduct": settings().conduct, **settings().strata}
    both = words.get(population, {}).get(stratum)
    if population in {"findings", "doubtful"} and kind in kinds():
        told = zh_en("marks.in_brackets", text=(VERDICTS.get(verdict, verdict), verdict))
        both = Both(zh=kinds()[kind].zh + told[0], en=kinds()[kind].en + told[1])
    if population == "links":
        with suppress(KeyError):  # of an edition that has this rule no more
            rule = links().told(stratum)
            both = Both(zh=rule.zh, en=rule.en)
    return {"label": both.zh if both else stratum, "label_en": both.en if both else stratum}


VERDICTS = {"valid": "有效", "invalid": "校验不符", "masked": "发布时已遮盖", "partial": "部分", "doubtful": "存疑"}


def agreement(pairs: Sequence[tuple[str, str]]) -> dict[str, float | int | None]:
    """Of the questions that both answered: how many, how many alike, the share with its interval, Cohen's kappa.

    Source: Cohen, Educational and Psychological Measurement 20 (1960) 37. Kappa is of the sample as drawn, not weighted; it is null where
    chance alone would make all answers equal (both always said the same one thing).

    >>> agreement([("yes", "yes")] * 8 + [("yes", "no"), ("no", "no")])["kappa"]
    0.6154
    >>> agreement([("yes", "yes")] * 8)["kappa"]
    """
    n = len(pairs)
    if not n:
        return {"n": 0, "same": 0, "share": None, "low": None, "high": None, "kappa": None}
    same = sum(a == b for a, b in pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[word] * second[word] for word in first) / (n * n)
    kappa = None if chance == 1 else round((same / n - chance) / (1 - chance), 4)
    p, low, high = share(same, n, _MANY)
    return {"n": n, "same": same, "share": round(p, 4), "low": round(low, 4), "high": round(high, 4), "kappa": kappa}


_MANY = 10**12
"""Agreement is of the two people, not of these questions alone: no finite population."""
