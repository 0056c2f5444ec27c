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
    plain = msgspec.to_builtins({"rule": one.rule, "cases": list(one.cases)}, str_keys=True)
    return {"form": form(one.rule), "edition": one.edition, **plain["rule"], "cases": plain["cases"]}


def text(provision: str, lang: str = "zh", book: Book | None = None) -> str:
    """Every text of a provision as a page, the latest first: ``law show``, ``explain``."""
    asked = book or shipped()
    asked.loaded(provision)
    return "\n\n".join(page(one, lang, asked) for one in reversed(asked.texts[provision]))


def page(one: Loaded, lang: str = "zh", book: Book | None = None) -> str:
    """One text of one rule as a page a lawyer can read."""
    rule = one.rule
    head = [f"{rule.article}  [{rule.provision}]", _pick(lang, rule.says.zh, rule.says.en), ""]
    body = [
        quoted(rule, lang), source(rule, lang), official(rule, lang), in_force(rule, lang), *reach(rule, lang), *particulars(rule, lang, book),
    ]  # fmt: skip
    if one.edition != "cn":
        body.append(_pick(lang, f"版本：{one.edition}（本地版）", f"edition: {one.edition} (local)"))
    if rule.note:
        body.append(_pick(lang, "说明：", "note: ") + note(rule, lang))
    cases = [f"  - {told_cases.case(rule, c, lang)}" for c in one.cases]
    return "\n".join([*head, *body, _pick(lang, "案例：", "cases:"), *cases])


def quoted(rule: AnyRule, lang: str = "zh") -> str:
    """The sentence it rests on; one that was not read in the article itself says so before it is quoted."""
    if rule.status == "verified":
        return _pick(lang, f"条文：“{rule.sentence}”", f"text: “{rule.sentence}”")
    return _pick(
        lang, f"条文（原文未核对，引用前须核对）：“{rule.sentence}”",
        f"text (not read in the article itself; check it before it is quoted): “{rule.sentence}”",
    )  # fmt: skip


def source(rule: AnyRule, lang: str = "zh") -> str:
    """Where and when the text was read, and whether the article itself was, with its heading."""
    return _pick(lang, f"出处：{place(rule, lang)}", f"source: {place(rule, lang)}")


def place(rule: AnyRule, lang: str = "zh") -> str:
    """Where and when the text was read, by whom it is published, and whether the article itself was read."""
    status = {
        "verified": ("读的是条文本身", "the article itself was read"),
        "unverified": ("未读条文本身", "the article itself was not read"),
    }[rule.status]
    where = f"{rule.source.title} {rule.source.url}"
    copy = ("，公开的第三方副本", ", a public copy by others") if "github.com" in rule.source.url else ("", "")
    return _pick(
        lang, f"{where}（{rule.source.read} 查阅{copy[0]}；{status[0]}；有效性确认至 {rule.valid_on}）",
        f"{where} (read {rule.source.read}{copy[1]}; {status[1]}; confirmed valid on {rule.valid_on})",
    )  # fmt: skip


def official(rule: AnyRule, lang: str = "zh") -> str:
    """Where the official text is published, and when the sentence was compared with it, or that it was not."""
    where = words.publication(rule.provision, lang)
    if rule.compared is None:
        return _pick(lang, f"正式文本：{where}；尚未与之核对，引用前须核对",
                     f"official text: {where}; not checked against it, check before it is quoted")  # fmt: skip
    return _pick(
        lang, f"正式文本：{where}；{rule.compared} 核对", f"official text: {where}; checked against it {rule.compared}"
    )


def in_force(rule: AnyRule, lang: str = "zh") -> str:
    """From when to when it holds, and by which day it is chosen."""
    day = words.of(None, rule.applies_to, lang)
    if rule.effective_to:
        span = _pick(
            lang, f"{rule.effective_from} 至 {rule.effective_to}", f"{rule.effective_from} to {rule.effective_to}"
        )
    else:
        span = _pick(lang, f"{rule.effective_from} 起", f"from {rule.effective_from}")
    return _pick(lang, f"有效：{span}；按{day}确定是否适用", f"in force: {span}; chosen by the {day}")


def reach(rule: AnyRule, lang: str = "zh") -> list[str]:
    """Which acts before it took effect it is applied to."""
    if rule.reaches_back_to is None:
        return []
    return [
        _pick(
            lang,
            f"施行前的行为：{rule.reaches_back_to} 起的，案件在施行后尚未处理或者正在处理的，也依照它（高检发释字〔2001〕5号第二条）；"
            "施行前已经办结的不再变动（第四条）",
            f"acts before it took effect: from {rule.reaches_back_to} on, where the case was not dealt with by then "
            "(高检发释字〔2001〕5号 art. 2); cases closed before stay as they are (art. 4)",
        )
    ]


def reached(rules: Iterable[AnyRule], on: date | None, lang: str = "zh") -> str:
    """That an answer rests on a rule that took effect after the act, and on what that depends; nothing where none does."""
    later = sorted({rule.effective_from for rule in rules if on is not None and rule.reaches(on)})
    if not later:
        return ""
    days = _list([str(day) for day in later], lang)
    return _pick(
        lang,
        f"行为日 {on} 早于所依解释的施行日（{days}）。以上以案件在施行后尚未处理或者正在处理为前提（高检发释字〔2001〕5号第二条）；"
        "施行前已经办结的（closed_before）不适用。",
        f"The act of {on} is before the interpretation took effect ({days}). The answer supposes that the case was not dealt with "
        "by then (高检发释字〔2001〕5号 art. 2); it does not hold for one closed before (closed_before).",
    )


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
        return [_pick(lang, f"触及：{rule.what.zh}", f"touches: {rule.what.en}")]
    if found in _PLAIN:
        return []
    return (
        [words.answered(rule, "met", lang) + _pick(lang, "时：", ": ") + words.said("outcomes", found, lang)]
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
        out.append(
            _pick(lang, f"特别规定：{when}时，取代{instead}", f"special rule: where {when}, in place of {instead}")
        )
    for special in asked.specials.get(rule.provision, ()):
        when = _list([words.of(special, f, lang) for f in special.only_if], lang)
        by = _rule(special.provision, asked)
        out.append(
            _pick(lang, f"例外：{when}时不适用本条，由{by}取代", f"exception: where {when}, {by} stands in its place")
        )
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
                yield _pick(
                    lang, f"上限（{day} 起，含本数）：{told}", f"at most (from {day}, the number included): {told}"
                )
        case Within():
            since, until = (words.of(rule, n, lang) for n in (rule.since, rule.until))
            yield _pick(lang, f"期间：从“{since}”起 {period(rule, lang)}内（开始当日不计，最后一日计入），看“{until}”是否在内",
                        f"period: within {period(rule, lang)} of “{since}” (that day not counted, the last day is), is “{until}” in it")  # fmt: skip
        case Facts():
            yield from _conditions(rule, lang, book)
        case Touches():
            yield from _touches(rule, lang)
        case Identification():
            yield from _identification(rule, lang)
        case Counting():
            yield from (
                _pick(
                    lang,
                    f"第{_NUMERALS[p.paragraph]}款：{p.zh}（policy={p.id}）",
                    f"paragraph {p.paragraph}: {p.en} (policy={p.id})",
                )
                for p in rule.paragraphs
            )
            yield from (
                _pick(
                    lang,
                    f"读法：{r.zh}。{words.side(r.because, lang)}（{r.id}，数据 {r.figure}）",
                    f"reading: {r.en}. {words.side(r.because, lang)} ({r.id}, figure {r.figure})",
                )
                for r in rule.readings
            )
            yield _pick(lang, rule.channels.zh, rule.channels.en)
        case Deadline() | DayCount() | Procedure():
            yield from told_procedure.particulars(rule, lang)
        case _:
            for s in rule.settled:
                yield f"{s.tier}{_pick(lang, '：', ': ')}{_list([_pick(lang, kinds()[k].zh, kinds()[k].en) for k in s.kinds], lang)} ({s.by})"


_NUMERALS = "〇一二三四五"


def _lines(rule: Threshold, lang: str) -> Iterator[str]:
    for day, lines in rule.shares.items():
        told = _list([f"{words.of(rule, n, lang)} ≥ {line:,}" for n, line in lines.items()], lang)
        how = ""
        if len(lines) > 1:
            how = _pick(
                lang, "；各占标准之比相加，达到一即为达到", "; each over its line, added up, one or more is met"
            )
        yield _pick(
            lang,
            f"标准（{day} 起，“以上”含本数）：{told}{how}",
            f"lines (from {day}, the number included): {told}{how}",
        )


def _multiple(rule: Multiple, lang: str, book: Book | None) -> Iterator[str]:
    if rule.if_fact:
        yield _pick(lang, "条件：", "only if: ") + words.of(rule, rule.if_fact, lang)
    times = {"1/2": "一半", "10": "十倍"}.get(rule.times, f"{rule.times} 倍") if lang == "zh" else f"× {rule.times}"
    once = rule.times == "1"
    yield _pick(lang, f"达到下列任一标准{'' if once else f'的{times}'}：", f"{'' if once else f'{times}, '}any of: ")
    yield from (_part(rule, p, lang, book) for p in rule.of)


def _conditions(rule: Facts, lang: str, book: Book | None) -> Iterator[str]:
    groups = (
        (rule.all_of, "须全部具备：", "all of: "), (rule.any_of, "须具备其一：", "one of: "), (rule.none_of, "下列任何一项都不存在：", "none of: ")
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
    return f"{PART}{asked.article} [{name}]" + _pick(lang, f"：{asked.says.zh}", f": {asked.says.en}")


def _touches(rule: Touches, lang: str) -> Iterator[str]:
    if rule.every_kind:
        yield _pick(lang, "每一种信息都触及", "every kind touches it")
    for how, zh, en in (
        ("surely", "触及的种类：", "kinds: "),
        ("perhaps", "视情形、须由人认定的种类：", "by circumstance, for a person: "),
    ):
        chosen = [_pick(lang, k.zh, k.en) for k in kinds().values() if rule.how(k) == how]
        if chosen and not rule.every_kind:
            yield _pick(lang, zh, en) + _list(chosen, lang)
    side = 0 if lang == "zh" else 1
    for labels, zh, en in (
        (rule.conduct, "触及的行为：", "conduct: "),
        (rule.perhaps_conduct, "须由人认定的行为：", "conduct for a person: "),
    ):
        if labels:
            yield _pick(lang, zh, en) + _list([words.LABELS[c][side] for c in labels], lang)
    if rule.if_fact:
        yield _pick(lang, "有下列事实之一即触及：", "or any of: ") + _list(
            [words.of(rule, f, lang) for f in rule.if_fact], lang
        )


_ALSO = {"certain link": "确定的关联", "likely link": "较可能的关联", "named": "姓名"}
_COUNTED = {
    "low": ("计入低值", "low"),
    "estimate": ("计入估计", "estimate"),
    "high": ("只计入高值", "high"),
    "none": ("不计", "none"),
}


def _identification(rule: Identification, lang: str) -> Iterator[str]:
    for said in rule.answers:
        combos = _pick(lang, "；", "; ").join(" + ".join(told_cases.element(e, lang) for e in c) for c in said.any_of)
        yield f"{words.said('answers', said.answer, lang)}{_pick(lang, '：', ': ')}{combos}{_pick(lang, '。', '. ')}{words.side(said.because, lang)}"
    yield _pick(lang, "其余：", "otherwise: ") + words.said("answers", rule.otherwise, lang)
    for row in rule.counted:
        also = _pick(lang, f"且有{_ALSO.get(row.if_also, '')}", f"with {row.if_also}") if row.if_also else ""
        answers = " / ".join(words.said("answers", a, lang) for a in row.answers)
        counts = _COUNTED[row.counts][0] if lang == "zh" else row.counts
        yield f"{answers} {also} → {counts}: {words.side(row.because, lang)}".replace("  ", " ")


def period(rule: Within, lang: str) -> str:
    """How long a period is."""
    units = (("years", "年", "years"), ("months", "个月", "months"), ("days", "日", "days"))
    return " ".join(f"{n} {_pick(lang, zh, en)}" for name, zh, en in units if (n := getattr(rule, name)))


def _rule(provision: str, book: Book) -> str:
    article = book.find(provision).article if provision in book.texts else provision
    return f"{article} [{provision}]"


def _list(several: list[str], lang: str) -> str:
    return _pick(lang, "、", ", ").join(several)


def _pick(lang: str, zh: str, en: str) -> str:
    return zh if lang == "zh" else en


def link(rule: str, lang: str = "zh") -> tuple[str, str]:
    """What a link rule says and why, for ``explain``."""
    found: LinkRule | Special = links().told(rule)
    return (found.zh if lang == "zh" else found.en), found.because
