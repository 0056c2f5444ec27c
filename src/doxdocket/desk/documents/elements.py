"""责任构成和举证: of each right what makes somebody liable, who must prove it and what the accounts answer; of each claim its articles.

Source: the rules of the case and their answers (``desk.law_answers``), which are of all captures. A fact that nobody stated is a blank. Which articles a claim
rests on is a draft for whoever signs. Left out: whether an element is made out, which persons and the court find.

>>> [right.liable for right in RIGHTS][:2], CLAIMS["other"]
(['cn/pipl/69-1', 'cn/minfadian/1165-1'], ())
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from doxdocket.assess.parties.account import CivilGuardian
from doxdocket.assess.procedure.account import StatedClaim
from doxdocket.assess.procedure.claims import KINDS
from doxdocket.desk.documents.draft import missing
from doxdocket.desk.documents.material import Material
from doxdocket.law import words
from doxdocket.law.answer import Answered
from doxdocket.law.rule_pages import ends
from doxdocket.law.shapes import AnyRule
from doxdocket.report.document import Both, Column, Items, Paragraph, Part, Table
from doxdocket.report.paper import blank
from doxdocket.words import Sentence, either, named, say, zh_en


@dataclass(frozen=True, slots=True)
class Right:
    """A right: the articles that say whether it is touched, the one that makes liable, and who proves what."""

    name: Both
    touched: tuple[str, ...]
    liable: str
    burden: Both


RIGHTS = (
    Right(zh_en("documents_elements.pi"), ("cn/minfadian/1034", "cn/pipl/28", "cn/pipl/10"), "cn/pipl/69-1", zh_en("documents_elements.burden_pi")),
    Right(zh_en("documents_elements.privacy"), ("cn/minfadian/1032", "cn/minfadian/1033-1", "cn/minfadian/1033-5"), "cn/minfadian/1165-1", zh_en("documents_elements.burden_fault")),
    Right(zh_en("documents_elements.reputation"), ("cn/minfadian/1024",), "cn/minfadian/1165-1", zh_en("documents_elements.burden_fault")),
)  # fmt: skip
CLAIMS: Mapping[str, tuple[str, ...]] = {
    "stop": ("cn/minfadian/1167", "cn/minfadian/179", "cn/minfadian/995"),
    "delete": ("cn/minfadian/1037-2", "cn/minfadian/1167", "cn/minfadian/179"),
    "account": ("cn/minfadian/1167", "cn/minfadian/179"),
    "apologise": ("cn/minfadian/179", "cn/minfadian/1000-1", "cn/minfadian/995"),
    "damages": ("cn/pipl/69-1", "cn/pipl/69-2-circumstances", "cn/minfadian/1165-1", "cn/minfadian/1182-circumstances", "cn/fashi-2020-17/12-2", "cn/minfadian/187"),
    "costs": ("cn/gongyi-banan-2021/98-3",),
    "other": (),
}  # fmt: skip
"""The articles of each kind of claim (``forms.procedure.Claim``)."""
_BURDENS = {
    **dict.fromkeys(("stop", "delete", "account"), zh_en("documents_elements.burden_stop")), "apologise": zh_en("documents_elements.burden_apology"),
    "damages": zh_en("documents_elements.burden_damages"), "costs": zh_en("documents_elements.burden_costs"),
}  # fmt: skip
_OF_RUN = frozenset({"kinds", "conduct", "person_looks"})
"""What a rule lacks that is no fact of the register: findings and acts on which a person must decide."""


def rule(of: Material, provision: str) -> AnyRule:
    """The rule in force on the day by which it is chosen: of the acts their last, else of the hearing."""
    last = of.worksheet.acts[1]
    found = of.book.find(provision, last)
    return found if found.applies_to == "act_date" else of.book.find(provision, of.worksheet.hearing)


def article(of: Material, provision: str) -> str:
    """Its article, marked where the text was not checked."""
    found = rule(of, provision)
    return found.article + ("" if found.status == "verified" else say("documents_elements.unverified"))


def articles(of: Material, provisions: Iterable[str]) -> str:
    """Several, each once."""
    return say("marks.semicolon").join(dict.fromkeys(article(of, one) for one in provisions))


def quotes(of: Material, provisions: Iterable[str]) -> Items:
    """The articles with the days in which they are in force and their sentences; a sentence of which several rules make use, once."""
    found: dict[str, str] = {}
    for one in provisions:
        text = rule(of, one)
        found.setdefault(
            text.sentence.rstrip("。"),
            article(of, one) + say("marks.in_brackets", text=_in_force(of, text) + _met_for(of, one, text)),
        )
    return Items([say("documents_elements.quote", article=name, sentence=text) for text, name in found.items()])


def _met_for(of: Material, provision: str, rule: AnyRule) -> str:
    """Of a rule of a fact that few cases have: for whom the register says so, and what."""
    if provision not in _SPECIAL:
        return ""
    wards = sorted(
        {
            one.ward
            for one in of.parties.parties
            if isinstance(one, CivilGuardian)
            for said in one.answers
            if (said.provision, said.answer) == (provision, "met")
        }
    )
    facts = [named(said) for said in getattr(rule, "facts", {}).values()]
    comma = say("marks.comma")
    return say("documents_elements.met_for", who=comma.join(wards), facts=comma.join(facts)) if wards and facts else ""


def _in_force(of: Material, rule: AnyRule) -> str:
    """From when to when it is in force, and that the acts were before that, where they were."""
    why = _transition(of, rule) or missing(Sentence("documents_elements.why_later"), Sentence("documents.by_hand"))
    told = {
        "all": lambda: say("documents_elements.after_acts", day=_heard(of), why=why),
        "some": lambda: say("documents_elements.after_some_acts", day=_heard(of), why=why),
    }
    return ends(rule, of.lang) + (told[acts]() if (acts := _later(of, rule)) else "")


def _heard(of: Material) -> str:
    """The day of the hearing; where none is on record, that it is the day of the paper."""
    day = str(of.worksheet.hearing)
    return say("documents_elements.no_hearing", day=day) if of.worksheet.hearing_from == "today" else day


def _transition(of: Material, rule: AnyRule) -> str:
    """What the rule's own note says of cases that are not closed yet, with its article; nothing where it says none."""
    found = (_OPEN_EN if of.lang == "en" else _OPEN_ZH).search(rule.note or "")
    return found[0] if found else ""


_OPEN_ZH = re.compile(r"适用于[^。；/]{0,60}尚未审结[^。；/]{0,60}（第[^）]{1,12}条）")
_OPEN_EN = re.compile(r"It applies to cases[^./]{0,120}\(art\. \d{1,3}\)")
"""As notes of rules say it in Chinese and English."""


def _later(of: Material, rule: AnyRule) -> Literal["", "some", "all"]:
    """Whether it came into force after the last act, or, where it is chosen by the day of the hearing, after the first, and does not say itself that it reaches back."""
    first, last = _acts(of, rule.provision)
    if last is not None and rule.effective_from > last and not rule.reaches(last):
        return "all"
    by_acts = rule.applies_to == "act_date"
    return "some" if first is not None and not by_acts and rule.effective_from > first and not rule.reaches(first) else ""  # fmt: skip


def _acts(of: Material, provision: str) -> tuple[date | None, date | None]:
    """The first and the last act that a rule can touch: of one that is asked of guardians those for which these answer, of one of acts together these acts, else all of the case."""
    found: list[tuple[date | None, date | None]] = [
        (one.acts_first, one.acts_last) for one in of.parties.parties
        if isinstance(one, CivilGuardian) and _asked(one.answers, provision)
    ]  # fmt: skip
    for each in of.parties.joint:
        if _asked(each.asked, provision):
            led = {*each.members} - {*each.instigators} or {*each.members}
            days = [day for one in of.parties.defendants if one.who.id in led for day in (one.first_act, one.last_act)]
            known = [day for day in days if day]
            found.append((each.since or min(known, default=None), each.until or max(known, default=None)))
    firsts, lasts = [first for first, _ in found if first], [last for _, last in found if last]
    return (min(firsts), max(lasts)) if found and len(firsts) == len(lasts) == len(found) else of.worksheet.acts


def _asked(answers: Iterable[Answered], provision: str) -> bool:
    return any(said.provision == provision and said.answer != "not met" for said in answers)


def later(of: Material, provisions: Iterable[str]) -> Paragraph | None:
    """The articles that came into force after the acts, with their day: that they are applied by the day of the hearing is to be explained."""
    found: dict[str, dict[str, str]] = {"all": {}, "some": {}}
    for one in provisions:
        if acts := _later(of, text := rule(of, one)):
            found[acts].setdefault(article(of, one), str(text.effective_from))
    said = {"all": lambda told: say("documents_elements.later", told=told, day=_heard(of)), "some": lambda told: say("documents_elements.later_in_part", told=told, day=_heard(of))}  # fmt: skip
    told = [said[acts](say("marks.comma").join(f"{name}{say('marks.in_brackets', text=day)}" for name, day in some.items())) for acts, some in found.items() if some]  # fmt: skip
    return Paragraph("".join(told)) if told else None


def answer(of: Material, provision: str) -> str:
    """What the rule answers in the case: at both bounds where they differ, and of whom where it was not asked of the case."""
    told = dict.fromkeys(
        (row["about"], "–".join(dict.fromkeys(words.answered(rule(of, provision), row[f"answer_{end}"], of.lang) for end in ("low", "high"))))
        for row in of.asked.of(provision)
    )  # fmt: skip
    return say("marks.semicolon").join(
        f"{about}{say('marks.colon')}{said}" if about else said for about, said in told
    ) or say("documents.unknown")


def unknown(of: Material, provisions: Iterable[str]) -> list[Both]:
    """The facts of the register that these rules lack, each once."""
    found: dict[str, Both] = {}
    for one in provisions:
        names = (name for row in of.asked.of(one) for name in row["missing"] if name not in _OF_RUN)
        for name in names:
            found.setdefault(name, _beyond(of, name, rule(of, one)))
    return list(found.values())


def _beyond(of: Material, name: str, rule: AnyRule) -> Both:
    """What a fact that a rule lacks is called; of one that was entered for some acts alone, that it reaches no others."""
    for_ = dict.fromkeys(row["of"] for row in of.asked.stated(name) if row["of"] and row["value"] is not None)
    zh, en = words.of(rule, name), words.of(rule, name, "en")
    if not for_:
        return zh, en
    more = _comma((one, one) for one in for_)
    zh_more, en_more = zh_en("documents_elements.entered_for", entries=more)
    return zh + zh_more, en + en_more


def stated(of: Material, provisions: Iterable[str]) -> list[str]:
    """The facts of the register that answer these rules, each with its answer, entry, reason and where it can be looked up."""
    found: dict[str, Both] = {}
    for one in provisions:
        names = (name for row in of.asked.of(one) for name in row["inputs"]["high"])
        for name in names:
            found.setdefault(name, (words.of(rule(of, one), name), words.of(rule(of, one), name, "en")))
    lines = []
    for name, called in found.items():
        for row in (row for row in of.asked.stated(name) if row["value"] is not None):
            value = say("parties_words.yes" if row["value"] else "parties_words.no") if isinstance(row["value"], bool) else str(row["value"])  # fmt: skip
            rests = of.rests(row["evidence"]) or missing(Sentence("documents_parties.evidence"), Sentence("documents.register_facts"))  # fmt: skip
            whose = say("marks.in_brackets", text=row["of"]) if row["of"] else ""
            lines.append(say("documents_elements.stated_one", what=either(*called) + whose, value=value, entry=row["entry"], reason=of.team(row["reason"]), evidence=rests))  # fmt: skip
    return lines


def lacking(of: Material, provisions: Iterable[str]) -> list[str]:
    """The same as blanks."""
    return [either(*blank(one, zh_en("documents.register_facts"))) for one in unknown(of, provisions)]


def _comma(names: Iterable[Both]) -> Both:
    zh, en = zip(*names, strict=True)
    return "、".join(zh), ", ".join(en)


def rights(of: Material, *, pleaded: bool = False) -> Part:
    """Each right with the articles that it is touched by and their answers, who must prove what, and what is not known.

    ``pleaded``: without the answers, which are no pleading, and with one blank for the facts that are not entered.
    """

    def told(provisions: Sequence[str]) -> str:
        said = ("" if pleaded else say("marks.colon") + answer(of, one) for one in provisions)
        return say("marks.semicolon").join(article(of, one) + more for one, more in zip(provisions, said, strict=True))

    table = Table(RIGHTS, [
        Column(zh_en("documents_elements.right"), "name"), Column(zh_en("documents_elements.touched_by") if pleaded else zh_en("documents_elements.touched"), lambda r: told(r.touched)), Column(zh_en("documents_elements.liable_by") if pleaded else zh_en("documents_elements.liable"), lambda r: told((r.liable,))),
        Column(zh_en("documents_elements.burden"), "burden"),
    ])  # fmt: skip
    lists = list[Items]()
    for one in RIGHTS:
        asked, right = [one.touched[0], one.liable], either(*one.name)
        if facts := stated(of, asked):
            lists.append(Items(facts, title=say("documents_elements.stated", right=right)))
        if lacks := lacking(of, asked):
            open_ = [
                either(
                    *blank(
                        zh_en("documents_elements.facts_open", facts=_comma(unknown(of, asked))),
                        zh_en("documents.register_facts"),
                    )
                )
            ]
            lists.append(Items(open_ if pleaded else lacks, title=say("documents_elements.to_find", right=right)))
    return Part([table, *lists])


def brought(of: Material) -> list[tuple[int, StatedClaim]]:
    """The claims as they were brought, with their numbers; without those that a change added."""
    return [
        (n, replace(one, text=one.text_first, amount=one.amount_first))
        for n, one in enumerate(of.procedure.claims, 1)
        if all(change.how != "added" for change in one.changes)
    ]


def claims(of: Material) -> Table:
    """Each claim that was brought with its articles and who must prove what."""

    def law(claim: StatedClaim) -> str:
        return articles(of, CLAIMS[claim.kind]) or missing(
            Sentence("documents_elements.ground"), Sentence("documents_elements.by_hand")
        )

    return Table(brought(of), [
        Column(zh_en("documents_elements.claim"), lambda row: f"{row[0]}. {either(*KINDS[row[1].kind])}"), Column(zh_en("documents_elements.ground"), lambda row: law(row[1])),
        Column(zh_en("documents_elements.burden"), lambda row: either(*_BURDENS[row[1].kind]) if row[1].kind in _BURDENS else missing(Sentence("documents_elements.burden"), Sentence("documents_elements.by_hand"))),
    ], none=missing(Sentence("documents.claims"), Sentence("documents.register_procedure")))  # fmt: skip


def relied(of: Material, asked: Sequence[StatedClaim]) -> Iterator[str]:
    """The provisions that these claims, joint liability and guardians rest on, in the order in which they are first named; none that does not apply."""
    kinds = dict.fromkeys(one.kind for one in asked)
    joint = [said.provision for one in of.parties.joint for said in one.asked if said.answer != "not met"]
    joint += ["cn/minfadian/178-whole", "cn/minfadian/178-equal"] if joint else []
    told = [said for one in of.parties.parties for said in getattr(one, "answers", ())]
    wards = [
        said.provision
        for said in told
        if said.answer == "met" or (said.answer != "not met" and said.provision not in _SPECIAL)
    ]
    standing = ["cn/pipl/70", "cn/pipl/10"]
    yield from dict.fromkeys([*standing, *(p for kind in kinds for p in CLAIMS[kind]), *joint, *wards])


_SPECIAL = frozenset(
    {f"cn/fashi-2024-12/{no}" for no in ("6", "6-join", "7", "8", "9", "10")}
    | {"cn/minfadian/1189", "cn/minfadian/1189-delegate"}
)
"""Rules of a fact that few cases have (grown up when sued, both parents, divorced, a step-parent, care delegated): relied on where they are met alone."""
