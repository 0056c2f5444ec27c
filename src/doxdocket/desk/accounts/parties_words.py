"""Words for what ``assess parties`` and ``assess motives`` say, and the hints under what was entered as done together.

>>> word("met") in {"是", "met"}
True
"""

from datetime import date
from typing import TYPE_CHECKING

from doxdocket.assess.parties.links import HIMSELF
from doxdocket.assess.parties.ward import NO_PARTY, OPEN_TO_ANSWER
from doxdocket.words import Sentence, either, say, zh_en

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doxdocket.assess.parties.account import AgeDeeds, Care, CareDeeds, CivilGuardian, Deeds, Link, OldEnough
    from doxdocket.assess.parties.ages import Years
    from doxdocket.assess.parties.days_of_acts import By, Ends
    from doxdocket.assess.parties.liability import Hint, Together

WORDS = {
    "unknown": zh_en("parties_words.not_known"), "met": zh_en("parties_words.met"), "not met": zh_en("parties_words.not_met"), "not determinable": zh_en("parties_words.not_determinable"),
    "partly": zh_en("parties_words.partly"), "full": zh_en("parties_words.full"), "limited": zh_en("parties_words.limited"), "none": zh_en("parties_words.none"),
    "open": zh_en("parties_words.open"), "guardian": zh_en("parties_words.guardian_co_defendant"),
    "former guardian": zh_en("parties_words.former_guardian_bears_all"),
    "in part": zh_en("parties_words.guardian_in_part_for_acts_instigated"),
    "former in part": zh_en("parties_words.former_guardian_in_part_for_acts"),
    "instigated": zh_en("parties_words.guardian_of_acts_all_instigated"), "former instigated": zh_en("parties_words.former_guardian_of_acts_all_instigated"),
    "delegate": zh_en("parties_words.delegate_corresponding_part_where_at"),
    "then guardian": zh_en("parties_words.then_guardian_co_defendant"), "then in part": zh_en("parties_words.then_guardian_in_part"),
    "then instigated": zh_en("parties_words.then_guardian_instigated"),
    "not guardian then": zh_en("parties_words.not_guardian_then"), "dead": zh_en("parties_words.dead_no_party"), "own": zh_en("parties_words.own_posts"),
    "own+claimed": zh_en("parties_words.own_posts_claimed_accounts_too"),
    "joint": zh_en("parties_words.own_posts_and_channels_run"),
    "denied_alone": zh_en("parties_words.every_link_is_denied"),
    "claimed_alone": zh_en("parties_words.links_are_claimed_alone"),
    "own_day": zh_en("parties_words.by_own_posts"),
    "joint_day": zh_en("parties_words.by_acts_done_together_none"),
    "joint_then_day": zh_en("parties_words.by_acts_done_together_then"),
    "both_day": zh_en("parties_words.by_own_posts_and_joint"),
    "register_day": zh_en("parties_words.by_what_register_says_no"),
    "acts": zh_en("parties_words.no_day_of_act_no"),
    "no_post": zh_en("parties_words.account_or_signature_stands_in"),
    "channel_number": zh_en("parties_words.account_stands_in_no_post"), "equal": zh_en("parties_words.equal_not_determinable"), "partly_shared": zh_en("parties_words.shares_decided_of_some"),
    "shares_open": zh_en("parties_words.shares_open"),
    "decided": zh_en("parties_words.decided"), "do not fit": zh_en("parties_words.shares_entered_do_not_make"),
    "statement": zh_en("parties_words.own_statement"),
    "other_said": zh_en("parties_words.said_by_another"),
    "confirmed": zh_en("parties_words.confirmed"),
    "proposed": zh_en("parties_words.proposed"),
    "first_act": zh_en("parties_words.first_act"),
    "own_labour": zh_en("parties_words.whether_living_on_own_labour"),
    "joint_act": zh_en("parties_words.whether_act_entered_as_done"),
    "posts_with_others": zh_en("parties_words.whether_posts_with_others"),
    "doubtful_acts": zh_en("parties_words.whether_posts_in_doubt"),
    "came_of_age": zh_en("parties_words.only_for_acts_while_minor"),
    "instigated_only": zh_en("parties_words.only_for_acts_instigated_or"),
    "parents_stand": zh_en("parties_words.parents_are_entered_too_and"),
    "other_parent": zh_en("parties_words.other_parent"), "both_parents": zh_en("parties_words.both_parents"), "nobody_then": zh_en("parties_words.guardian_of_these_days"),
    "basis": zh_en("parties_words.why_guardian"), "ended_day": zh_en("parties_words.day_since_when_no_longer"),
    "why_ended": zh_en("parties_words.why_no_longer_guardian"),
    "delegate_at_fault": zh_en("parties_words.whether_delegate_was_at_fault"),
    "since_dead": zh_en("parties_words.died_since"), "since_unable": zh_en("parties_words.unable_since"),
    "since_disqualified": zh_en("parties_words.disqualified_since"), "since_adopted": zh_en("parties_words.child_was_adopted_since"),
    "since_court": zh_en("parties_words.ended_by_court_since"),
    "fosters": zh_en("parties_words.whether_step_parent_brings_child"), "post": zh_en("parties_words.post"),
    "one ground": zh_en("parties_words.one_ground"), "no evidence": zh_en("parties_words.no_evidence_named"),
    "words only": zh_en("parties_words.words_only"), HIMSELF: zh_en("parties_words.himself_alone"), "signature only": zh_en("parties_words.signature_only"),
    "another too": zh_en("parties_words.account_is_put_to_another"),
    "denied too": zh_en("parties_words.denied_too"), "contradicted": zh_en("parties_words.contradicted"),
    "proven": zh_en("parties_words.proven"), "supported": zh_en("parties_words.supported"), "claimed": zh_en("parties_words.claimed"), "denied": zh_en("parties_words.denied"),
    "called": zh_en("parties_words.whether_sued_here_called_sued"), "born": zh_en("parties_words.birth"), "sued": zh_en("parties_words.day_sued"), "guardian_missing": zh_en("parties_words.guardian"),
    "attribution": zh_en("parties_words.whose_account"), "shared_account": zh_en("parties_words.several_use_account_art_1170"),
    "money": zh_en("parties_words.money"), "fun": zh_en("parties_words.fun"), "showing_off": zh_en("parties_words.showing_off"), "justice": zh_en("parties_words.justice"),
    "criminal": zh_en("parties_words.criminal"), "administrative": zh_en("parties_words.administrative"), "investigated": zh_en("parties_words.investigated"),
    "prosecuted": zh_en("parties_words.prosecuted"), "convicted": zh_en("parties_words.convicted"), "punished": zh_en("parties_words.punished"),
    "not_prosecuted": zh_en("parties_words.not_prosecuted"), "not_liable": zh_en("parties_words.not_liable_by_age"), "ended": zh_en("parties_words.ended"),
    "ip": zh_en("parties_words.addresses_of_network"), "activity": zh_en("parties_words.activity"), "device": zh_en("parties_words.device"),
    "registration": zh_en("parties_words.registration"), "payment": zh_en("parties_words.payment"), "signature": zh_en("parties_words.signature"),
    "admission": zh_en("parties_words.admission"), "testimony": zh_en("parties_words.testimony"), "revenge": zh_en("parties_words.revenge"), "other": zh_en("parties_words.other"), "": ("", ""),
}  # fmt: skip
RELATIONS = {
    "father": zh_en("parties_words.father"), "mother": zh_en("parties_words.mother"), "adopter": zh_en("parties_words.adopter"), "step_parent": zh_en("parties_words.step_parent"),
    "grandparent": zh_en("parties_words.grandparent"), "sibling": zh_en("parties_words.brother_or_sister"), "delegate": zh_en("parties_words.delegate"),
    "parent": zh_en("parties_words.both_parents"), "other": zh_en("parties_words.other_relation"), "": ("", ""),
}  # fmt: skip
HINTS = {
    "minors": zh_en("parties_words.had_no_full_capacity_then"),
    "perhaps_minors": zh_en("parties_words.whether_had_full_capacity_then"),
    "adults": zh_en("parties_words.had_full_capacity_then_abetting"),
    "no_instigator": zh_en("parties_words.no_instigator_or_helper_is"),
    "both_roles": zh_en("parties_words.acted_and_instigated_told_once"),
    "himself_only": zh_en("parties_words.instigated_nobody_but_himself"),
}  # fmt: skip


def stretch(first: date | None, last: date | None) -> str:
    """Days from first to last."""
    return "…".join(dict.fromkeys(day.isoformat() for day in (first, last) if day)) or word("unknown")


def for_days(of: "CivilGuardian | Care") -> str:
    """For the acts of which days a guardian answers, behind who it is, and, where none of them is the ward's own, of what acts they are; nothing where none is known."""
    if not of.acts_first and not of.acts_last:
        return ""
    by = say("marks.in_brackets", text=word(f"{of.acts_by}_day")) if of.acts_by not in {None, "own", "both"} else ""
    return say("parties_words.for_days", days=stretch(of.acts_first, of.acts_last)) + by


def guardian_as(of: "CivilGuardian | Care") -> Sentence:
    """What a guardian is when sued: of an adult the former one, of whom the care ended before the one of the time of the acts."""
    return _AS["delegate" if of.constellation == "delegate" else of.former]


_AS = {
    "": Sentence("documents.guardian"), "of_age": Sentence("documents.former_guardian"), "ended": Sentence("documents.then_guardian"),
    "delegate": Sentence("parties_words.delegate"),
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
        return f"{acts_of(row.acts)} {word(row.answer or 'unknown')}{beside}"

    return say("marks.semicolon").join(map(one, rows))


def _may(row: "Ends") -> str:
    """How much earlier and later the days are with posts in doubt."""
    early = say("parties_words.may_first", day=row.may_first) if row.may_first else ""
    return early + (say("parties_words.may_last", day=row.may_last) if row.may_last else "")


def word(key: str) -> str:
    """What a key of the account is called."""
    return either(*WORDS.get(key, (key, key)))


def grounds(of: "Link") -> str:
    """On what a link rests; what the defendant himself said is called his own statement, never testimony of others."""
    own = HIMSELF in of.weak
    told = (say("parties_words.own_statement") if own and one == "testimony" else word(one) for one in of.link.grounds)
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
