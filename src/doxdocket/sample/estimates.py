"""What stands beside a figure once a sample was drawn: the share of its population, and the estimate from the sample as totals.

The estimate is another interval than low, estimate and high. Those come from rules and hold no error of the machine; these say how many units the
machine got wrong or missed, by chance of the draw, and are in none of them. Of a label both are asked of posts, as its figure counts them, so that
posts that truly bear it can be told too: those labelled and right, and those missed, each at half of what is left out (Bonferroni).
What it leaves out: the results themselves (``results``).

>>> beside("persons", []), estimated("persons", [])
(None, None)
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from doxdocket.sample.settings import settings
from doxdocket.words import Both, by_lang, coded, listed, said_in, zh_en

Told = Mapping[str, Any]
NONE = by_lang("sample_beside.no_sampling_for_double_review")
GONE = by_lang("sample_beside.no_sample_stands")
NOTE = by_lang("sample_beside.results_of_sampled_double_review")
STATES = coded("sample_states")
FAULTS = coded("sample_faults")


def beside(figure: str, results: Sequence[Told]) -> dict[str, Any] | None:
    """What stands beside a figure: the share of its population, kind or label, in the latest plan that has answers to it."""
    first = settings().beside.get(figure, [""])[0]
    for result in reversed(results):
        for p in result["populations"]:
            for stratum, told in _asked(figure, p):
                if told["share"]["low"] is not None and p["population"] in {first, "findings", "conduct"}:
                    return {"plan": result["plan"], "population": p["population"], "stratum": stratum, "n": told["settled"],
                            "of": told["of"], "current": p["current"], **told["share"]}  # fmt: skip
    return None


def estimated(figure: str, results: Sequence[Told]) -> dict[str, Any] | None:
    """Every standing plan that speaks of a figure, newest first: faulty units in all, and whether its rule was met; in words too."""
    parts = [
        {"plan": result["plan"], "population": p["population"], "stratum": stratum, "fault": settings().populations[p["population"]].fault,
         "n": told["settled"], "of": told["of"], "current": p["current"], **told["faults"], "verdict": p["verdict"],
         "right": stratum is not None and right(told)}
        for result in reversed(results) for p in result["populations"] for stratum, told in _asked(figure, p)
    ]  # fmt: skip
    if not parts:
        return None
    whole = next((e for r in reversed(results) for e in r["estimates"] if e["label"] == figure), None)
    said = [_says(part) for part in parts]
    if whole is not None:
        said.insert(0, zh_en("sample_beside.estimated_in_all", ends=ends(whole), plan=whole["plan"]))  # fmt: skip
    states = {_state(part) for part in parts}
    worst = next(state for state in ("failed", "unfinished", "no_rule", "passed", "right") if state in states)
    return {"state": worst, "parts": parts, "total": whole, "says": "；".join(one.zh for one in said), "says_en": "; ".join(one.en for one in said)}  # fmt: skip


def acceptance(figure: str, results: Sequence[Told]) -> dict[str, Any] | None:
    """Of what a figure is built of, what did not pass its rule or is unfinished, newest plan first; None where there is none.

    A population that passed clears no other; a kind or label of which every unit drawn is right is not failed by the rest of its population.
    """
    found = [one for one in failing(results) if _rests(figure, one["told"])]
    if not found:
        return None
    states = {one["state"] for one in found}
    said = zh_en("sample_beside.built_of", told=_named(found))
    of = [{name: one[name] for name in ("plan", "population", "state")} for one in found]
    return {"state": "failed" if "failed" in states else "unfinished", "of": of, "says": said[0], "says_en": said[1]}


def accepted(rows: Sequence[Mapping[str, Any]], results: Sequence[Told]) -> list[dict[str, Any]]:
    """The figures, each with what did not pass of what it is built of."""
    return [{**row, "acceptance": acceptance(row["id"], results)} for row in rows]


def failing(results: Sequence[Told]) -> list[dict[str, Any]]:
    """The populations of standing plans that did not pass their rule or are unfinished, newest plan first."""
    return [
        {"plan": result["plan"], "population": p["population"], "state": p["verdict"]["state"], "told": p}
        for result in reversed(results) for p in result["populations"] if p["verdict"]["state"] in {"failed", "unfinished"}
    ]  # fmt: skip


def warning(results: Sequence[Told]) -> dict[str, str] | None:
    """What a page that goes on from figures says of the samples that did not pass, in both languages.

    >>> warning([])
    """
    found = failed(results)
    return by_lang("sample_beside.page_rests_on", told=found) if found else None


def unaccepted(results: Sequence[Told], figures: Iterable[str] | None = None) -> Both | None:
    """The populations that did not pass or are unfinished, of which these figures are built, or without figures all; None where there is none.

    >>> unaccepted([]), unaccepted([], ["persons"])
    (None, None)
    """
    found = failing(results) if figures is None else (p for f in figures for p in (acceptance(f, results) or {"of": ()})["of"])  # fmt: skip
    names = {one["population"] for one in found}
    of = [one for name, one in settings().populations.items() if name in names]
    return Both("、".join(one.zh for one in of), ", ".join(one.en for one in of)) if of else None


def failed(results: Sequence[Told]) -> Both | None:
    """Each population that did not pass or is unfinished with its plan and what became of its rule; None where there is none."""
    return _named(found) if (found := failing(results)) else None


def _named(found: Sequence[Told]) -> Both:
    """Each population with its plan and what became of its rule."""
    rows = [(one["plan"], settings().populations[one["population"]], STATES[one["state"]]) for one in found]
    return Both("、".join(f"{plan} {of.zh}{state.zh}" for plan, of, state in rows), ", ".join(f"{plan} {of.en}: {state.en}" for plan, of, state in rows))  # fmt: skip


def _rests(figure: str, p: Told) -> bool:
    if any(p["population"] in one.of and figure in one.figures for one in settings().built):
        return True
    return any(stratum is None or not right(told) for stratum, told in _asked(figure, p))


def right(told: Told) -> bool:
    """Whether every unit drawn of a stratum is settled, and none of them at fault."""
    return bool(told["drawn"] == told["settled"] and told["faults"]["value"] == 0)


def _state(part: Told) -> str:
    """What became of the rule of the population, of a part that is not right by itself."""
    state = str(part["verdict"]["state"])
    return "right" if part["right"] and state in {"failed", "unfinished"} else state


def state_of(part: Told) -> Both:
    """What became of the rule, in words."""
    return STATES[_state(part)]


def _label(figure: str) -> str:
    return "sale_offer" if figure == "offers" else figure


def _asked(figure: str, p: Told) -> Iterator[tuple[str | None, Told]]:
    """The parts of a population that speak of a figure."""
    name = p["population"]
    if name in settings().beside.get(figure, ()):
        yield None, p
    elif name == "findings":
        yield from ((k["kind"], k) for k in p["kinds"] if figure == f"kind.{k['kind']}")
    elif name == "conduct":
        yield from ((s["stratum"], s) for s in p["strata"] if s["stratum"] == _label(figure))
    elif name == "unlabelled":
        yield from ((one["label"], one) for one in p["labels"] if one["label"] == _label(figure))


def _says(part: Told) -> Both:
    """One part in words: which plan, what it found, and what became of its rule."""
    about, fault, state = settings().populations[part["population"]], FAULTS[part["fault"]], state_of(part)  # fmt: skip
    known = part["low"] is not None
    zh = f"{part['plan']} {about.zh}：{part['of']} 中{fault.zh} {ends(part) if known else '不明'}，{state.zh}"
    en = f"{part['plan']} {about.en}: of {part['of']} {fault.en} {ends(part) if known else 'unknown'}, {state.en}"
    if part["verdict"]["state"] != "no_rule":
        share, sure = (f"{100 * float(part['verdict'][name]):g}" for name in ("tolerate", "confidence"))
        zh, en = zh_en("sample_beside.at_most_confidence", share=share, sure=sure, said=(zh, en))
    old = zh_en("marks.nothing_2") if part["current"] else zh_en("sample_beside.not_of_current_result")
    return Both(zh=zh + old[0], en=en + old[1])


def ends(told: Told) -> str:
    """Low end, estimate, high end.

    >>> ends({"low": 3, "value": None, "high": 1200}), ends({"low": None, "value": None, "high": None})
    ('3–·–1,200', '—')
    """
    if told["low"] is None:
        return "—"
    return "–".join("·" if told[name] is None else f"{told[name]:,}" for name in ("low", "value", "high"))


def block(results: Sequence[Told], undone: Sequence[Told] = ()) -> dict[str, Any]:
    """The part ``sampling`` of figures.json; a plan that was taken back stays in it with what it had come to.

    >>> block([], [{"plan": "S0001", "undone_by": "S0004", "failed": ["links"], "unfinished": []}])["note_en"]
    'No sample stands. Undone: S0001 by S0004 (RULE NOT MET: links between publications).'
    """
    said = NOTE if results else GONE if undone else NONE
    told = {lang: "".join([said[lang], *(_undone(one, lang) for one in undone)]) for lang in ("zh", "en")}
    return {"plans": list(results), "undone": list(undone), "note": told["zh"], "note_en": told["en"]}


def _undone(one: Told, lang: str) -> str:
    """One plan that was taken back, with the populations that had failed or were unfinished."""
    parts = []
    for state in ("failed", "unfinished"):
        names = [getattr(settings().populations[name], lang) for name in one[state]]
        if names:
            word = getattr(STATES[state], lang)
            parts.append(said_in(lang, "sample_beside.word_names", word=word, names=listed("marks.comma", names)))
    if lang == "zh":
        return f"已撤销：{one['plan']}（由 {one['undone_by']}{'；' if parts else ''}{'；'.join(parts)}）。"
    return f" Undone: {one['plan']} by {one['undone_by']}{' (' + '; '.join(parts) + ')' if parts else ''}."
