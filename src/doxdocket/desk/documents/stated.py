"""What the office entered of the procedure, as documents cite it: the day of a state, the papers of it, what stands on the register of harm.

Nothing is inferred: a state that nobody entered is a blank with the page on which to enter it.

>>> apart(["甲", "", "乙", "甲"])
'甲、乙'
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from doxdocket.assess.procedure.account import Decided, Item, Recorded
from doxdocket.desk.documents.draft import missing
from doxdocket.desk.documents.material import Material
from doxdocket.report.gather import minute
from doxdocket.words import Sentence, named, say

_CHINA = ZoneInfo("Asia/Shanghai")


def entered(of: Material, state: str) -> Sequence[Recorded]:
    """The entries of a state, its steps left out."""
    return next((one.entered for one in of.procedure.states if one.state == state), ())


def day(of: Material, state: str, label: Sentence) -> str:
    """The first day on which a state was entered."""
    found = entered(of, state)
    return str(found[0].at) if found else missing(label, Sentence("documents.register_procedure"))


def days(of: Material) -> str:
    """The first and the last day of the posts of the scope that expose somebody: those of the low, and beside them those of the high where they differ."""
    low, high = (_span(*of.days[bound]) if bound in of.days else "" for bound in ("low", "high"))
    if not high:
        return say("documents.unknown")
    if low == high:
        return low
    return say("documents.days_low", low=low, high=high) if low else say("documents.days_possible", high=high)


def _span(first: date, last: date) -> str:
    return str(first) if first == last else say("documents.days", first=first, last=last)


def as_of(of: Material, own: str, *after: str) -> str:
    """Of which day the figures are, where the step of the paper (``own``), or where that was not entered one that comes after it, was entered of an earlier day: by the last file taken and the last decision; nothing where none was. The day told is that of its own step, a blank where only a later one was entered. Such a paper is none of that day, and goes to the file alone."""
    known = [*(one.taken_at for one in of.case.sources()), *(one.at for one in of.case.decisions())]
    days = [one.at for state in (own, *after) for one in entered(of, state)[:1]][: 1 if entered(of, own) else None]
    last = max((datetime.fromisoformat(one).astimezone(_CHINA).date() for one in known), default=None)
    if last is None or not days or last <= min(days):
        return ""
    return say("documents.as_of", day=last, step=day(of, own, Sentence("documents_conduct.day")))


def out_of_order(of: Material) -> list[str]:
    """Times of the record that a reader will ask about: an extraction before the clue was entered, a file that says itself that it was captured later, a notice on the day of the opening or before."""
    taken = [
        datetime.fromisoformat(str(one["captured_at"])).astimezone(_CHINA).date()
        for one in of.sources
        if one["captured_at"]
    ]
    clue, opened, notice = (min((one.at for one in entered(of, state)), default=None) for state in ("S0", "S2", "S5"))
    told = []
    if taken and clue and min(taken) < clue:
        told.append(say("documents.taken_before_clue", taken=min(taken), clue=clue))
    for one in of.sources:
        at = minute(one["captured_at"], of.case.info.display_zone)
        if at and (own := of.own_times.get(one["sha256"], "")) > at:
            told.append(say("documents.taken_before_made", no=one["no"], own=own, at=at))
    if opened and notice and notice <= opened:
        told.append(say("documents.notice_with_opening", notice=notice, opened=opened))
    return told


def second(of: Material) -> list[tuple[Decided, str]]:
    """What the second instance decided on the civil judgment, with the words for its outcome."""
    found = of.procedure.second_instance
    return [(one, say("documents.second", outcome=named(one))) for one in found if (one.case, one.appealed) == ("civil", "judgment")]  # fmt: skip


def number(of: Material, state: str, label: Sentence) -> str:
    """The papers of a state by name and number, as they were entered."""
    told = apart(of.team(one.document) for one in entered(of, state))
    return told or missing(label, Sentence("documents.register_procedure"))


@dataclass(frozen=True, slots=True)
class Ruling:
    """A judgment or mediation paper as a document cites it, with the items that it orders; what is not entered is a blank."""

    paper: str
    day: str
    effect: str
    items: Sequence[Item]


def rulings(of: Material, items: Sequence[Item]) -> list[Ruling]:
    """The judgments of these items, each with its own day, effect and items; where one alone is on record, that one."""
    found = entered(of, "S13")
    papers = {one.id: one for state in of.procedure.states for one in (*state.entered, *state.steps)}
    groups = defaultdict[tuple[str, ...], list[Item]](list)
    for one in items:
        groups[tuple(one.ruled_by)].append(one)
    if len(found) < 2 and len(groups) < 2:
        return [Ruling(number(of, "S13", _PAPER), day(of, "S13", _DAY), _effect(of, items), items)]
    told = []
    for by, own in groups.items():
        of_it = [papers[one] for one in by if one in papers]
        paper = apart(of.team(one.document) for one in of_it) or missing(
            _PAPER, Sentence("documents.register_procedure")
        )
        at = apart(str(one.at) for one in of_it) or apart(str(one.ordered) for one in own)
        told.append(Ruling(paper, at, _effect(of, own), own))
    return told


_PAPER, _DAY = Sentence("documents_apology.judgment"), Sentence("documents_apology.judgment_day")
_EFFECT = Sentence("documents_apology.effect")


def _effect(of: Material, items: Sequence[Item]) -> str:
    """The days on which items took effect; of a case without items the first on record; a blank where one has none."""
    if not items:
        return day(of, "S14", _EFFECT)
    blank = missing(_EFFECT, Sentence("documents.register_procedure"))
    each = {who.defendant: str(who.day or blank) for one in items for who in one.effect_each}
    whole = {str(one.effect or blank) for one in items if not one.effect_each}
    return apart(
        [*sorted(whole), *(say("documents_apology.effect_of", who=who, day=day_) for who, day_ in each.items())]
    )


def many(of: Material, *, rests: bool = False) -> str:
    """Whether rights of many are infringed, as the office entered it; a blank where nobody did, or entries differ, and in a paper that ``rests`` on a yes where it is a no."""
    found = {row["value"] for row in of.asked.stated("many_persons") if row["value"] is not None}
    if len(found) != 1 or (rests and found != {True}):
        return missing(Sentence("documents_opening.many"), Sentence("documents.register_facts"))
    return say("documents.many_yes" if found.pop() else "documents.many_no")


def office(label: Sentence) -> str:
    """A fact or a view that no page of the desk holds: the office writes it into the paper."""
    return missing(label, Sentence("documents.by_office"))


def apart(items: Iterable[str]) -> str:
    """What is told, each once, in a row."""
    return say("marks.comma").join(dict.fromkeys(one for one in items if one))


def rule(of: Material, provision: str) -> str:
    """The sentence of a rule as the case has its text, with its article in front."""
    found = of.book.find(provision)
    return say("documents.quoted", article=found.article, sentence=found.sentence)
