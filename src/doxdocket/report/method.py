"""What the run did, in words made from the run: which links merge persons and at which bound, what of pictures was read, what was left.

No sentence here is fixed where a rule or a run could make it false. Source: ``rules/links.yaml`` with the levels that the team chose for
the case, the run's links and pictures, and ``completeness``. Leaves out counts of persons, which ``gather`` has.

>>> bounds_of("possible"), bounds_of("never")
('merges_low', 'merges_never')
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from doxdocket.law import classes
from doxdocket.law.links import LEVELS, LinkRule, Links, Special
from doxdocket.report.words import Words

_ALONE = ("name", "mobile", "online")
"""What people ask about first: whether one of these alone makes two posts one person."""
STOPPED = ("unread", "unsearched", "quarantined", "unknown_form", "undecided", "not_taken")
"""Items of completeness that say what was not read to its end."""
ABSENT = ("files_missing", "files_absent")


@dataclass(frozen=True, slots=True)
class Run:
    """What of a run its statements rest on."""

    links: Links
    chosen: Mapping[str, str]  # level by reading of a link rule, as the team decided
    made: Mapping[str, int]  # links by rule
    pictures: Mapping[str, int]  # by status: read, unread
    missing: Mapping[str, int | None]  # the value of the figure completeness


def bounds_of(level: str) -> str:
    """The key of the words that say at which bounds links of a level merge."""
    return {"certain": "merges_all", "likely": "merges_estimate", "possible": "merges_low"}.get(level, "merges_never")


def _levels(run: Run) -> dict[str, str]:
    """The level of each link rule and special link in this run."""
    every: dict[str, LinkRule | Special] = {rule.id: rule for rule in run.links.rules}
    every |= {str(name): told for name, told in run.links.file.special.items()}
    return {name: run.chosen.get(one.reading, one.level) if one.reading else one.level for name, one in every.items()}


def merging(run: Run, words: Words) -> list[str]:
    """How persons were merged: at the high, the estimate and the low, and by a name, a mobile number or an account alone."""
    levels, comma = _levels(run), words("semicolon")
    by_level = {
        level: comma.join(words.of({"zh": r.zh, "en": r.en}) for r in run.links.rules if levels[r.id] == level)
        or words("none")
        for level in LEVELS
    }
    return [
        words("m_keys_3", **by_level),
        *(_alone(thing, run, levels, words) for thing in _ALONE),
        words(
            "m_same_name",
            most=words.number(run.links.file.namesakes.names),
            at=words(bounds_of(levels["same_name"])),
            n=words.number(run.made.get("same_name", 0)),
        ),
        words("m_keys_conflict"),
    ]


def _alone(thing: str, run: Run, levels: Mapping[str, str], words: Words) -> str:
    """At which bounds one thing alone merges, and how many links of this run rest on it."""
    rules = [rule.id for rule in run.links.rules if rule.agree == [thing]]
    level = next((name for name in LEVELS if name in {levels[rule] for rule in rules}), "never")
    made = sum(run.made.get(rule, 0) for rule in rules)
    told = words("m_alone", thing=words(f"alone_{thing}"), at=words(bounds_of(level)))
    return told + (words("m_alone_made", n=words.number(made)) if rules else "") + words("full_stop")


def scope(run: Run, words: Words) -> str:
    """What was counted: of texts always, of pictures as far as this run read them."""
    read, unread = (run.pictures.get(name, 0) for name in ("read", "unread"))
    absent = sum(run.missing.get(name) or 0 for name in ABSENT)
    numbers = {name: words.number(n) for name, n in (("read", read), ("unread", unread), ("absent", absent))}
    pictures = words("m_pictures", **numbers) if read else words("m_no_pictures", **numbers)
    return words("m_scope_2") + pictures


def limits(run: Run, words: Words) -> list[str]:
    """What the figures cannot say, and what of the evidence was not read to its end."""
    left = sum(run.missing.get(name) or 0 for name in STOPPED)
    ends = [words("m_limits_left", n=words.number(left))] if left else []
    one, two, *rest = (words(f"m_limits_{n}") for n in range(1, 6))
    return [one, two, missed(words), *rest, *ends]


def missed(words: Words) -> str:
    """The expected miss by family of kinds, beside the bounds."""
    says = classes.words_of_missed().says
    if words.lang == "zh":
        return says.zh + words("semicolon").join(f"{one.family.zh} {one.told().zh}" for one in classes.expected())
    return f"{says.en} " + words("semicolon").join(f"{one.family.en} {one.told().en}" for one in classes.expected())


def of(
    links: Links,
    chosen: Mapping[str, str],
    made: Mapping[str, int],
    statuses: Iterable[str],
    missing: Mapping[str, int | None],
) -> Run:
    """The run as its statements need it; ``statuses``: of each picture."""
    return Run(links, chosen, made, Counter(statuses), missing)
