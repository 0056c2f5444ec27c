"""What a rule answers in a case: its article and sentence, of whom it was asked and when, what was put in, where that is from, what is missing.

The answers are given to it, as the accounts of ``assess`` made them (``desk.law_answers``): nothing is asked here. Leaves out: the posts
behind a figure, which ``explain`` adds, and any conclusion.

>>> [figure for _, figure in sorted(FIGURES.items())]
['tier_a', 'tier_b', 'tier_c']
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from doxdocket.count import thresholds
from doxdocket.count.catalogue import BOUNDS, KIND, catalogue
from doxdocket.count.civil_facts import FACTS
from doxdocket.count.explanation import Section
from doxdocket.law import rule_pages, words
from doxdocket.law.kinds import kinds
from doxdocket.law.rules import Book
from doxdocket.law.shapes import AnyRule
from doxdocket.words import Both, said_in, zh_en

Rows = Sequence[Mapping[str, Any]]
FIGURES: Mapping[str, str] = {f"tier_{t.tier.lower()}": t.id for t in catalogue().tiers}
"""The figure that each count of items is, under the reading by sets."""
_BESIDE = {
    "views": zh_en("explain_law.largest_reading_of_one_post"),
    "forwards": zh_en("explain_law.largest_count_of_forwards_of"),
    "groups": zh_en("explain_law.chats_that_expose_somebody_doxdocket"),
    "members": zh_en("explain_law.members_of_these_groups_high"),
    "followers": zh_en("explain_law.high_subscribers_of_these_channels"),
    "gains": zh_en("explain_law.receipts_and_statements_on_register"),
    "damages": zh_en("explain_law.range_on_register_doxdocket_register"),
    **dict.fromkeys(("age", "born", "minor", "minor_at_act", "lacks_capacity", "actor_lacks_capacity", "adult_when_sued"), zh_en("explain_law.from_birth_entered_of_defendant")),
    **dict.fromkeys(("parent", "step_parent", "fosters", "parents_both"), zh_en("explain_law.entries_of_guardians_doxdocket_register")),
    **dict.fromkeys(("two_or_more", "instigated_or_helped"), zh_en("explain_law.entries_of_acts_done_together")),
    **dict.fromkeys(("loss_determinable", "gain_determinable"), zh_en("explain_law.what_was_entered_as_determinable")),
    **dict.fromkeys(("start", "ended", "over", "last"), zh_en("explain_law.events_on_register_and_how")),
}  # fmt: skip
"""Where an input is from that is no fact stated by itself."""
_ALL = zh_en("explain_law.of_all_captured_channels_no")
"""Whose the counts are, and what their absence says."""
_COUNTED = {
    "kinds": zh_en("explain_law.items_of_each_kind_kind"),
    "conduct": zh_en("explain_law.posts_by_label_low_those"),
    **{name: zh_en("explain_law.explain_case_rows", figure=figure) for name, figure in FACTS.items()},
}
"""Inputs that the figures of the run tell."""
_FIND = {
    "many_persons": zh_en("explain_law.how_many_persons_core_channels"),
    "pi_rights_infringed": zh_en("explain_law.who_and_what_was_published"),
    "civil_rights_infringed": zh_en("explain_law.which_rights_are_touched_answers"),
    "by_network": zh_en("explain_law.posts_publications"),
    **dict.fromkeys(("damage", "damage_done"), zh_en("explain_law.harm_and_contacts_on_register")),
    **dict.fromkeys(("fault", "no_fault_proved"), zh_en("explain_law.what_defendants_said_and_why")),
    **dict.fromkeys(("decides_purpose", "decides_means", "pi_handled"), zh_en("explain_law.who_set_up_ran_and")),
    **dict.fromkeys(("processed_in_breach", "published_unlawfully", "provided_unlawfully", "provided_without_consent"), zh_en("explain_law.posts_publications_whether_there_was")),
    "traded_unlawfully": zh_en("explain_law.offers_prices_receipts_sale_offer"),
    "harassed": zh_en("explain_law.contacts_on_register_doxdocket_register"),
    **dict.fromkeys(("defamed", "fabricated_spread", "altered_spread"), zh_en("explain_law.whether_content_is_fabricated_person")),
    **dict.fromkeys(("provider_knew", "reach_told", "reach_stated"), zh_en("explain_law.views_views_views_pi")),
    "deceased": zh_en("explain_law.those_decided_to_have_died"),
}  # fmt: skip
"""What a person who finds a fact has in the case to find it from."""
_READINGS = {
    "before": zh_en("explain_law.before_refunds_and_costs"), "after": zh_en("explain_law.after_refunds_and_costs"),
    "first_act": zh_en("explain_law.first_act"), "first_charged": zh_en("explain_law.first_charged"), "last_act": zh_en("explain_law.last_act"), "last_charged": zh_en("explain_law.last_charged"), "sued": zh_en("explain_law.sued"),
    "may_first": zh_en("explain_law.may_first"), "may_last": zh_en("explain_law.may_last"),
}  # fmt: skip


def sections(
    provision: str, published: Mapping[str, Any], book: Book, asked: Callable[[str], Rows], stated: Callable[[str], Rows]
) -> tuple[Both, list[Section], list[str]]:  # fmt: skip
    """Title, sections, and the figures whose rows stand behind the answer. ``asked``: the answers of a rule; ``stated``: entries of a fact."""
    rows, acts = asked(provision), published["law_counts"]["on"]
    day = next((date.fromisoformat(on) for on in (*(r["on"] for r in rows), acts) if on), None)
    rule = book.find(provision, day)
    title = zh_en("explain_law.article_says", article=rule.article, says=rule.says)
    page = Section(
        zh_en("explain_law.rule_and_article"),
        [Both(rule_pages.text(provision, "zh", book), rule_pages.text(provision, "en", book))],
    )
    parts = [row for p in words.asked_rules(rule) for row in asked(p)]
    named = [
        *thresholds.names(rule, book, day),
        *(n for r in rows for end in r["inputs"].values() for n in end if "/" not in n and n not in _TOLD),
    ]
    sections = [
        page, _answers(zh_en("explain_law.answers"), rows, book), _answers(zh_en("explain_law.rules_it_rests_on"), parts, book),
        _inputs(rule, dict.fromkeys(named), stated), _figures(provision, published["figures"]),
    ]  # fmt: skip
    return title, [s for s in sections if s.lines], [FIGURES[n] for n in named if n in FIGURES]


def _figures(provision: str, figures: Rows) -> Section:
    """The figures that are counted by this rule or cite it, those of single kinds left out."""
    by = [f for f in figures if provision in {f["rule"], *(c["rule"] for c in f.get("cites", ()))}]
    rows = [{n: f[n] for n in ("id", "low", "estimate", "high", "unit")} for f in by if not f["id"].startswith(KIND)]
    names = {f["id"]: (f["label"], f["label_en"]) for f in by}
    lines = [
        Both(
            *(
                f"{r['id']} {names[r['id']][side]}{colon}{_bounds(r)} {r['unit']}"
                for side, colon in ((0, "："), (1, ": "))
            )
        )
        for r in rows
    ]
    return Section(
        zh_en("explain_law.figures_by_this_article_or"),
        [_ALL, *lines] if rows else [],
        rows,
        said=True,
    )


def _bounds(row: Mapping[str, Any]) -> str:
    return " – ".join(
        "—" if row[b] is None else f"{row[b]:,}" if isinstance(row[b], int) else str(row[b]) for b in BOUNDS
    )


def _answers(title: Both, rows: Rows, book: Book) -> Section:
    return Section(title, [Both(*(_told(book, row, lang) for lang in ("zh", "en"))) for row in rows], rows, said=True)


def _told(book: Book, row: Mapping[str, Any], lang: str) -> str:
    """One answer in words."""
    rule, zh = book.find(row["rule"], row["on"] and date.fromisoformat(row["on"])), lang == "zh"
    ends = [words.answered(rule, row[f"answer_{end}"], lang) for end in ("low", "high")]
    answer = row["said"][lang] if "said" in row else " – ".join(dict.fromkeys(ends))
    about = [row["by"], row["about"], *_reading(row["reading"], lang), row["on"] or ""]
    put = list(dict.fromkeys(_put(rule, row["inputs"][end], lang) for end in ("low", "high")))
    missing = (said_in("zh" if zh else "en", "marks.comma")).join(words.of(rule, name, lang) for name in row["missing"])
    more = [
        (" – ").join(one for one in put if one),
        _undecided(rule, row.get("with_undecided"), lang),
        missing
        and f"{said_in('zh' if zh else 'en', 'explain_law.lacking')}{said_in('zh' if zh else 'en', 'marks.colon')}{missing}",
        row["entries"] and f"{said_in('zh' if zh else 'en', 'explain_law.entries')} {', '.join(row['entries'])}",
    ]
    head = " · ".join(part for part in about if part)
    said = f"{row['article']} [{row['rule']}]{said_in('zh' if zh else 'en', 'marks.colon')}{answer}"
    return (said_in("zh" if zh else "en", "marks.semicolon")).join(
        [f"[{head}] {said}", *(part for part in more if part)]
    )


def _undecided(rule: AnyRule, found: Mapping[str, Any] | None, lang: str) -> str:
    """The answer at the high with every undecided transfer, where it is another."""
    if found is None:
        return ""
    told = words.answered(rule, found["answer"], lang)
    return said_in(lang, "explain_law.with_all_undecided_receipts_yuan", gains=found["gains"], told=told)


def _reading(reading: object, lang: str) -> list[str]:
    if isinstance(reading, Mapping):
        return [str(reading[lang])]
    known = _READINGS.get(str(reading))
    return [known.of(lang) if known else words.said("readings", str(reading), lang)]


def _put(rule: object, inputs: Mapping[str, str], lang: str) -> str:
    """What was put in, a name each; of a rule asked within, its answer."""
    so = {"True": zh_en("explain_law.yes"), "False": zh_en("explain_law.no"), "?": zh_en("explain_law.not_known")}
    sign, between = ("=", "，") if lang == "zh" else ("=", ", ")
    return between.join(
        f"{words.of(rule, name, lang)}{sign}{_value(name, so[value][lang != 'zh'] if value in so else value, lang)}"
        for name, value in inputs.items()
    )


_TOLD = frozenset({"touched_by", "perhaps_by"})
"""What is no input: what of the input touches a right."""
_NAMES = frozenset({"kinds", "conduct"}) | _TOLD
"""Inputs that are lists of kinds and labels."""


def _value(name: str, value: str, lang: str) -> str:
    if name not in _NAMES:
        return words.said("answers", value, lang)
    side, comma = (0, "、") if lang == "zh" else (1, ", ")
    return comma.join(_called(one, side, lang) for one in value.split(", "))


def _called(name: str, side: int, lang: str) -> str:
    """A kind, label or fact in words."""
    if name in kinds():
        return (kinds()[name].zh, kinds()[name].en)[side]
    return words.LABELS[name][side] if name in words.LABELS else words.of(None, name, lang)


def _inputs(rule: object, named: Iterable[str], stated: Callable[[str], Rows]) -> Section:
    """Where each input comes from: a figure, an entry of the register, or nowhere yet."""
    lines, rows = [], []
    for name in named:
        zh, en = words.of(rule, name), words.of(rule, name, "en")
        if name in FIGURES:
            figure = FIGURES[name]
            lines.append(zh_en("explain_law.explain_case_rows_2", figure=figure, said=(zh, en)))
            continue
        own = [{"fact": name, **row} for row in stated(name)]
        if name in _COUNTED and not own:
            lines.append(
                zh_en(
                    "explain_law.said_counted_all",
                    said=(zh, en),
                    COUNTED=_COUNTED[name],
                    ALL=_ALL,
                )
            )
            continue
        if name in _BESIDE:
            lines.append(zh_en("explain_law.said_beside", said=(zh, en), BESIDE=_BESIDE[name]))
        elif not own and name in _FIND:
            lines.append(zh_en("explain_law.person_must_find_it_nobody", name=name, said=(zh, en), FIND=_FIND[name]))  # fmt: skip
        elif not own:
            lines.append(zh_en("explain_law.no_capture_tells_and_nobody", name=name, said=(zh, en)))  # fmt: skip
        else:
            lines.append(zh_en("explain_law.entries_below", name=name, said=(zh, en)))
        rows += own
    return Section(zh_en("explain_law.where_inputs_are_from"), lines, rows)
