"""Words for what ``assess parties`` and ``assess motives`` say, and the hints under what was entered as done together.

>>> word("met") in {"是", "met"}
True
"""

from datetime import date
from typing import TYPE_CHECKING

from doxdocket.assess.parties.links import HIMSELF
from doxdocket.assess.parties.ward import NO_PARTY, OPEN_TO_ANSWER
from doxdocket.words import Sentence, coded, either, say, zh_en

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doxdocket.assess.forms.parties import Attribution
    from doxdocket.assess.parties.account import AgeDeeds, Care, CareDeeds, CivilGuardian, Deeds, Link, OldEnough
    from doxdocket.assess.parties.ages import Years
    from doxdocket.assess.parties.days_of_acts import By, Ends
    from doxdocket.assess.parties.liability import Hint, Together

WORDS = {
    **coded("parties_said", " "),
    "own+claimed": zh_en("parties_words.own_posts_claimed_accounts_too"),
    "": ("", ""),
    **coded("parties_codes"),
}
RELATIONS = {"": ("", ""), **coded("parties_relations")}
HINTS = coded("parties_hints")


def stretch(first: date | None, last: date | None) -> str:
    """Days from first to last."""
    days = list(dict.fromkeys(day.isoformat() for day in (first, last) if day))
    return say("parties_words.from_to", first=days[0], last=days[1]) if days[1:] else "".join(days) or word("unknown")


def for_days(of: "CivilGuardian | Care") -> str:
    """For the acts of which days a guardian answers, behind who it is, and, where none of them is the ward's own, of what acts they are; nothing where none is known."""
    if not of.acts_first and not of.acts_last and of.acts_by != "undated":
        return ""
    by = say("marks.in_brackets", text=word(f"{of.acts_by}_day")) if of.acts_by not in {None, "own", "both"} else ""
    return say("parties_words.for_days", days=stretch(of.acts_first, of.acts_last)) + by


def guardian_as(of: "CivilGuardian | Care") -> Sentence:
    """What a guardian is when sued: of an adult the former one, of whom the care ended before the one of the time of the acts."""
    return _AS["delegate" if of.constellation == "delegate" else of.former]


_AS = {
    "": Sentence("documents.guardian"), "of_age": Sentence("documents.former_guardian"), "ended": Sentence("documents.then_guardian"),
    "delegate": Sentence("parties_relations.delegate"),
}  # fmt: skip


def how(of: "CivilGuardian | Care") -> str:
    """How a guardian answers, and, where that is no guardian any more when sued, until when the care was and why."""
    if not of.former or of.constellation in NO_PARTY:
        return word(of.constellation)
    if of.constellation == OPEN_TO_ANSWER:
        return either(*guardian_as(of)) + _behind(word(of.constellation)) + cared(of)
    then = f"then {of.constellation}"
    return word(then if of.former == "ended" and then in WORDS else of.constellation) + cared(of)


def cared(of: "CivilGuardian | Care") -> str:
    """Until when the care was, and why not longer, behind who it is; nothing where it did not end before the suit."""
    if of.former != "ended" or of.constellation in NO_PARTY:
        return ""
    why = (word(one) for one in of.marks if one.startswith("since_"))
    return "".join(map(_behind, [say("parties_words.care_until", day=of.until), *why]))


def _behind(told: str) -> str:
    return say("parties_words.behind", told=told)


def acts(rows: "Sequence[Ends]") -> str:
    """The first and last day of a defendant's acts, on every page: his own, joint ones, what the register says."""
    return say("marks.semicolon").join(f"{acts_of(row.acts)} {stretch(row.first, row.last)}{_may(row)}" for row in rows)


def acts_of(by: "By") -> str:
    """Of which acts days are: his own, joint ones, what the register says."""
    named = {
        "own": zh_en("parties_words.own"),
        "joint": zh_en("parties_words.joint"),
        "register": zh_en("parties_words.register"),
    }
    return either(*named[by])


def old_enough(rows: "Sequence[OldEnough]") -> str:
    """Whether of the age of criminal responsibility, the same on every page: of own and of joint acts, each apart."""

    def one(row: "OldEnough") -> str:
        doubt = row.with_doubt not in {None, row.answer}
        beside = (
            say("assess_parties.age_with_posts_in_doubt", answers=word(row.with_doubt or "unknown")) if doubt else ""
        )
        return f"{acts_of(row.acts)}{say('marks.colon')}{word(row.answer or 'unknown')}{beside}"

    return say("marks.semicolon").join(map(one, rows))


def _may(row: "Ends") -> str:
    """How much earlier and later the days are with posts in doubt."""
    early = say("parties_words.may_first", day=row.may_first) if row.may_first else ""
    return early + (say("parties_words.may_last", day=row.may_last) if row.may_last else "")


def word(key: str) -> str:
    """What a key of the account is called."""
    return either(*WORDS.get(key, (key, key)))


def graded(of: "Attribution") -> str:
    """How firm a link is, and from when to when the account was held where that was entered."""
    grade = word(of.grade)
    if of.since and of.until:
        return say("parties_words.held_between", grade=grade, first=of.since, last=of.until)
    if of.since:
        return say("parties_words.held_from", grade=grade, first=of.since)
    return say("parties_words.held_to", grade=grade, last=of.until) if of.until else grade


def grounds(of: "Link") -> str:
    """On what a link rests; what the defendant himself said is called his own statement, never testimony of others."""
    own = HIMSELF in of.weak
    told = (say("parties_codes.statement") if own and one == "testimony" else word(one) for one in of.link.grounds)
    return say("marks.comma").join(told)


def yes(answer: bool | None) -> str:
    """An answer to yes or no; not known where nobody answered."""
    return word("unknown") if answer is None else say("parties_words.yes") if answer else say("parties_words.no")


def whose(row: "Deeds | AgeDeeds | CareDeeds") -> str:
    """Which posts a row of figures is of, with the entries of acts together that are in it."""
    sure, perhaps = (say("marks.comma").join(of) for of in (row.joint_sure, row.joint_perhaps))
    told = say("parties_words.with_acts_entered_as_done", entries=sure) if sure else ""
    return word(row.how) + told + (say("parties_words.in_high_alone", entries=perhaps) if perhaps else "")


def years(age: "Years | None") -> str:
    """An age in bounds."""
    return word("unknown") if age is None else "–".join(dict.fromkeys(map(str, age)))


def relation(key: str) -> str:
    """What one guardian is to the ward: alone, and in a sentence (``系其…``)."""
    return either(*RELATIONS[key])


def binds(row: "Together") -> str:
    """What an entry of acts together makes of those named in it: the answer of its article alone would not say whether they are jointly liable."""
    told = {"joint": zh_en("parties_words.binds_joint"), "apart": zh_en("parties_words.binds_apart", article=row.asked[0].article), "not met": zh_en("parties_words.binds_nobody")}  # fmt: skip
    return either(*told[row.binds]) if row.binds in told else word(row.binds)


def hint(row: "Hint") -> str:
    """One hint in words."""
    zh, en = HINTS[row.hint]
    return either(zh, en).format(who=say("marks.comma").join(row.who))
