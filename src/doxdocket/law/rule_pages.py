"""Rules as plain rows and as pages that a lawyer reads: conditions, lines and facts in words.

>>> [(r["form"], r["subject"]) for r in rows() if r["provision"] == "cn/fashi-2017-10/11"]
[('counting', 'criminal')]
>>> print(particulars(shipped().find("cn/fashi-2017-10/5-1-8"))[1])
条件：信息是在履行职责或者提供服务过程中获得并出售或者提供给他人的
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from doxdocket.law import told_cases, told_procedure, words
from doxdocket.law.kinds import kinds
from doxdocket.law.links import LinkRule, Special, links
from doxdocket.law.periods import DayCount, Deadline, Procedure
from doxdocket.law.rules import Book, Loaded, shipped
from doxdocket.law.shapes import (
    AnyRule,
    Ceiling,
    Counting,
    Facts,
    Identification,
    Multiple,
    Threshold,
    Touches,
    Within,
)
from doxdocket.words import Both, coded, named_in, said_in, zh_en


def rows(book: Book | None = None) -> list[dict[str, Any]]:
    """One row a text of a rule: ``law list``."""
    return [_row(one) for texts in (book or shipped()).texts.values() for one in texts]


def _row(one: Loaded) -> dict[str, Any]:
    rule = one.rule
    return {
        "provision": rule.provision, "article": rule.article, "form": form(rule), "subject": words.subject(rule.provision),
        "zh": rule.says.zh, "en": rule.says.en, "status": rule.status, "effective_from": str(rule.effective_from),
        "effective_to": str(rule.effective_to) if rule.effective_to else None, "valid_on": str(rule.valid_on),
        "edition": one.edition, "cases": len(one.cases),
    }  # fmt: skip


def form(rule: AnyRule) -> str:
    """The form of a rule, as its file names it."""
    return str(rule.__struct_config__.tag)


def data(one: Loaded) -> dict[str, Any]:
    """One rule whole, with its cases, as plain data: ``law show --json``."""
    plain = msgspec.to_builtins({"rule": _plain(one.rule), "cases": list(one.cases)}, str_keys=True)
    return {"form": form(one.rule), "edition": one.edition, **plain["rule"], "cases": plain["cases"]}


def _plain(value: object) -> object:
    """Structs and texts in both languages as mappings, as the files have them."""
    if isinstance(value, Both):
        return value.by_lang
    if isinstance(value, msgspec.Struct):
        tag = (
            {str(value.__struct_config__.tag_field): value.__struct_config__.tag} if value.__struct_config__.tag else {}
        )
        return {**tag, **{name: _plain(getattr(value, name)) for name in value.__struct_fields__}}
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def text(provision: str, lang: str = "zh", book: Book | None = None) -> str:
    """Every text of a provision as a page, the latest first: ``law show``, ``explain``."""
    asked = book or shipped()
    asked.loaded(provision)
    return "\n\n".join(page(one, lang, asked) for one in reversed(asked.texts[provision]))


def page(one: Loaded, lang: str = "zh", book: Book | None = None) -> str:
    """One text of one rule as a page a lawyer can read."""
    rule = one.rule
    head = [f"{rule.article}  [{rule.provision}]", named_in(lang, rule.says), ""]
    body = [
        quoted(rule, lang), source(rule, lang), official(rule, lang), in_force(rule, lang), *reach(rule, lang), *particulars(rule, lang, book),
    ]  # fmt: skip
    if one.edition != "cn":
        body.append(said_in(lang, "law_told.edition_local", edition=one.edition))
    if rule.note:
        body.append(said_in(lang, "law_told.note") + note(rule, lang))
    cases = [f"  - {told_cases.case(rule, c, lang)}" for c in one.cases]
    return "\n".join([*head, *body, said_in(lang, "law_told.cases"), *cases])


def quoted(rule: AnyRule, lang: str = "zh") -> str:
    """The sentence it rests on; one that was not read in the article itself says so before it is quoted."""
    if rule.status == "verified":
        return said_in(lang, "law_told.text", sentence=rule.sentence)
    return said_in(lang, "law_told.text_not_read_in_article", sentence=rule.sentence)  # fmt: skip


def source(rule: AnyRule, lang: str = "zh") -> str:
    """Where and when the text was read, and whether the article itself was, with its heading."""
    return said_in(lang, "law_told.source", place=place(rule, lang))


def place(rule: AnyRule, lang: str = "zh") -> str:
    """Where and when the text was read, by whom it is published, and whether the article itself was read."""
    status = {
        "verified": zh_en("law_told.article_itself_was_read"),
        "unverified": zh_en("law_told.article_itself_was_not_read"),
    }[rule.status]
    where = f"{rule.source.title} {rule.source.url}"
    copy = zh_en("law_told.public_copy_by_others") if "github.com" in rule.source.url else ("", "")
    return said_in(lang, "law_told.read_confirmed_valid_on", where=where, read=rule.source.read, valid_on=rule.valid_on, copy=copy, status=status)  # fmt: skip


def official(rule: AnyRule, lang: str = "zh") -> str:
    """Where the official text is published, and when the sentence was compared with it, or that it was not."""
    where = words.publication(rule.provision, lang)
    if rule.compared is None:
        return said_in(lang, "law_told.official_text_not_checked_against", where=where)  # fmt: skip
    return said_in(lang, "law_told.official_text_checked_against_it", where=where, compared=rule.compared)


def in_force(rule: AnyRule, lang: str = "zh") -> str:
    """From when to when it holds, and by which day it is chosen."""
    day = words.of(None, rule.applies_to, lang)
    return said_in(lang, "law_told.in_force_chosen_by", span=ends(rule, lang), day=day)


def ends(rule: AnyRule, lang: str = "zh") -> str:
    """From when to when it holds."""
    if rule.effective_to:
        return said_in(lang, "law_told.to", effective_from=rule.effective_from, effective_to=rule.effective_to)
    return said_in(lang, "law_told.from", effective_from=rule.effective_from)


def reach(rule: AnyRule, lang: str = "zh") -> list[str]:
    """Which acts before it took effect it is applied to."""
    if rule.reaches_back_to is None:
        return []
    return [said_in(lang, "law_told.acts_before_it_took_effect", reaches_back_to=rule.reaches_back_to)]


def reached(rules: Iterable[AnyRule], on: date | None, lang: str = "zh") -> str:
    """That an answer rests on a rule that took effect after the act, and on what that depends; nothing where none does."""
    later = sorted({rule.effective_from for rule in rules if on is not None and rule.reaches(on)})
    if not later:
        return ""
    days = _list([str(day) for day in later], lang)
    return said_in(lang, "law_told.act_of_is_before_interpretation", on=on, days=days)


def note(rule: AnyRule, lang: str) -> str:
    """One side of a note written as ``中文 / English``."""
    return words.side(rule.note, lang)


def particulars(rule: AnyRule, lang: str = "zh", book: Book | None = None) -> list[str]:
    """What the rule asks and how it answers, a line each."""
    return [*_displaces(rule, lang, book), *_asks(rule, lang, book), *outcome(rule, lang)]


def outcome(rule: AnyRule, lang: str = "zh") -> list[str]:
    """What the rule says where it is met."""
    found = getattr(rule, "outcome", None)
    if isinstance(rule, Touches):
        return [said_in(lang, "law_told.touches", what=rule.what)]
    if found in _PLAIN:
        return []
    return (
        [words.answered(rule, "met", lang) + said_in(lang, "law_told.colon") + words.said("outcomes", found, lang)]
        if found
        else []
    )


_PLAIN = ("within the ceiling", "within one year", "within two years")
"""Outcomes that the answer itself says."""


def _displaces(rule: AnyRule, lang: str, book: Book | None) -> list[str]:
    asked, out = book or shipped(), []
    if rule.displaces:
        when = _list([words.of(rule, f, lang) for f in rule.only_if], lang)
        instead = _list([_rule(p, asked) for p in rule.displaces], lang)
        out.append(said_in(lang, "law_told.special_rule_where_in_place", when=when, instead=instead))
    for special in asked.specials.get(rule.provision, ()):
        when = _list([words.of(special, f, lang) for f in special.only_if], lang)
        by = _rule(special.provision, asked)
        out.append(said_in(lang, "law_told.exception_where_stands_in_its", when=when, by=by))
    return out


def _asks(rule: AnyRule, lang: str, book: Book | None) -> Iterator[str]:
    match rule:
        case Threshold():
            yield from _lines(rule, lang)
        case Multiple():
            yield from _multiple(rule, lang, book)
        case Ceiling():
            for day, lines in rule.at_most.items():
                told = _list([f"{words.of(rule, n, lang)} ≤ {most:,}" for n, most in lines.items()], lang)
                yield said_in(lang, "law_told.at_most_from_number_included", day=day, told=told)
        case Within():
            since, until = (words.of(rule, n, lang) for n in (rule.since, rule.until))
            yield said_in(lang, "law_told.period_within_of_that_day", since=since, period=period(rule, lang), until=until)  # fmt: skip
        case Facts():
            yield from _conditions(rule, lang, book)
        case Touches():
            yield from _touches(rule, lang)
        case Identification():
            yield from _identification(rule, lang)
        case Counting():
            yield from (
                said_in(
                    lang,
                    "law_told.paragraph_policy",
                    id=p.id,
                    p=p,
                    NUMERALS=(_NUMERALS[p.paragraph], p.paragraph),
                )
                for p in rule.paragraphs
            )
            yield from (
                said_in(
                    lang,
                    "law_told.reading_figure",
                    side=words.side(r.because, lang),
                    id=r.id,
                    figure=r.figure,
                    r=r,
                )
                for r in rule.readings
            )
            yield named_in(lang, rule.channels)
        case Deadline() | DayCount() | Procedure():
            yield from told_procedure.particulars(rule, lang)
        case _:
            for s in rule.settled:
                yield f"{s.tier}{said_in(lang, 'marks.colon')}{_list([named_in(lang, kinds()[k]) for k in s.kinds], lang)} ({s.by})"


_NUMERALS = "〇一二三四五"


def _lines(rule: Threshold, lang: str) -> Iterator[str]:
    for day, lines in rule.shares.items():
        told = _list([f"{words.of(rule, n, lang)} ≥ {line:,}" for n, line in lines.items()], lang)
        how = ""
        if len(lines) > 1:
            how = said_in(lang, "law_told.each_over_its_line_added")
        yield said_in(lang, "law_told.lines_from_number_included", day=day, told=told, how=how)


def _multiple(rule: Multiple, lang: str, book: Book | None) -> Iterator[str]:
    if rule.if_fact:
        yield said_in(lang, "law_told.only_if") + words.of(rule, rule.if_fact, lang)
    times = {"1/2": "一半", "10": "十倍"}.get(rule.times, f"{rule.times} 倍") if lang == "zh" else f"× {rule.times}"
    once = rule.times == "1"
    yield said_in(lang, "law_told.any_of", what="" if once else zh_en("law_told.times", times=times))
    yield from (_part(rule, p, lang, book) for p in rule.of)


def _conditions(rule: Facts, lang: str, book: Book | None) -> Iterator[str]:
    groups = (
        (rule.all_of, *zh_en("law_told.all_of")), (rule.any_of, *zh_en("law_told.one_of")), (rule.none_of, *zh_en("law_told.none_of"))
    )  # fmt: skip
    for names, zh, en in groups:
        if names:
            yield _pick(lang, zh, en)
            yield from (_part(rule, n, lang, book) for n in names)


PART = "  · "
"""How a line begins that belongs to the line above it."""


def _part(rule: AnyRule, name: str, lang: str, book: Book | None) -> str:
    """A fact in words with its name; a rule that is asked, by its article and what it says while the rule that asks holds."""
    if "/" not in name:
        return f"{PART}{words.of(rule, name, lang)} ({name})"
    asked = (book or shipped()).find(name, rule.effective_to)
    return f"{PART}{asked.article} [{name}]" + said_in(lang, "marks.with_colon", text=asked.says)


def _touches(rule: Touches, lang: str) -> Iterator[str]:
    if rule.every_kind:
        yield said_in(lang, "law_told.every_kind_touches_it")
    for how, zh, en in (
        ("surely", *zh_en("law_told.kinds")),
        ("perhaps", *zh_en("law_told.by_circumstance_for_person")),
    ):
        chosen = [named_in(lang, k) for k in kinds().values() if rule.how(k) == how]
        if chosen and not rule.every_kind:
            yield _pick(lang, zh, en) + _list(chosen, lang)
    side = 0 if lang == "zh" else 1
    for labels, zh, en in (
        (rule.conduct, *zh_en("law_told.conduct")),
        (rule.perhaps_conduct, *zh_en("law_told.conduct_for_person")),
    ):
        if labels:
            yield _pick(lang, zh, en) + _list([words.LABELS[c][side] for c in labels], lang)
    if rule.if_fact:
        yield said_in(lang, "law_told.or_any_of") + _list([words.of(rule, f, lang) for f in rule.if_fact], lang)


_ALSO = {
    "certain link, name repeated": "确定的关联、只重复姓名",
    "certain link": "确定的关联",
    "likely link": "较可能的关联",
    "named": "姓名",
    "kin": "亲属关系",
}
_COUNTED = coded("law_told_bounds")


def _identification(rule: Identification, lang: str) -> Iterator[str]:
    for said in rule.answers:
        combos = said_in(lang, "marks.semicolon").join(
            " + ".join(told_cases.element(e, lang) for e in c) for c in said.any_of
        )
        yield f"{words.said('answers', said.answer, lang)}{said_in(lang, 'marks.colon')}{combos}{said_in(lang, 'marks.stop')}{words.side(said.because, lang)}"
    yield said_in(lang, "law_told.otherwise") + words.said("answers", rule.otherwise, lang)
    for row in rule.counted:
        also = said_in(lang, "law_told.with", if_also=(_ALSO.get(row.if_also, ""), row.if_also)) if row.if_also else ""
        answers = " / ".join(words.said("answers", a, lang) for a in row.answers)
        counts = _COUNTED[row.counts][0] if lang == "zh" else row.counts
        yield f"{answers} {also} → {counts}: {words.side(row.because, lang)}".replace("  ", " ")


def period(rule: Within, lang: str) -> str:
    """How long a period is."""
    units = (
        ("years", *zh_en("law_told.years")),
        ("months", *zh_en("law_told.months")),
        ("days", *zh_en("law_told.days")),
    )
    return " ".join(f"{n} {_pick(lang, zh, en)}" for name, zh, en in units if (n := getattr(rule, name)))


def _rule(provision: str, book: Book) -> str:
    article = book.find(provision).article if provision in book.texts else provision
    return f"{article} [{provision}]"


def _list(several: list[str], lang: str) -> str:
    return said_in(lang, "marks.comma").join(several)


def _pick(lang: str, zh: str, en: str) -> str:
    return zh if lang == "zh" else en


def link(rule: str, lang: str = "zh") -> tuple[str, str]:
    """What a link rule says and why, for ``explain``."""
    found: LinkRule | Special = links().told(rule)
    return named_in(lang, found), found.because
