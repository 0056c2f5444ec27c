"""What the run did, in words made from the run: which links merge persons and at which bound, what of pictures was read, what was left.

No sentence here is fixed where a rule or a run could make it false. Source: ``rules/links.yaml`` with the levels that the team chose for
the case, the run's links and pictures, and ``completeness``. Leaves out counts of persons, which figures are.

>>> bounds_of("possible"), bounds_of("never")
('merges_low', 'merges_never')
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from doxdocket.count.figures import kind_found
from doxdocket.decisions import acts
from doxdocket.law.kinds import kinds
from doxdocket.law.links import LEVELS, LinkRule, Links, Special, links
from doxdocket.report.gather import Names
from doxdocket.report.tables import Tables
from doxdocket.report.words import Words
from doxdocket.store.decisions import Decision

BUILD = ("commit", "code", "detector", "weights", "lists")
"""What tells with which build a run was made, beside its version and the edition of the rules."""
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


def rules(run: Run, words: Words) -> list[tuple[str, str, str]]:
    """Each rule that merges persons, surest first: what agrees, at which bounds, and how many links of this run rest on it."""
    levels, same = _levels(run), run.links.file.special["same_name"]
    every = [*((rule.id, rule.zh, rule.en) for rule in run.links.rules), ("same_name", same.zh, same.en)]
    return [
        (words.of({"zh": zh, "en": en}), words(bounds_of(level)), words.number(run.made.get(id_, 0)))
        for level in LEVELS
        for id_, zh, en in every
        if levels[id_] == level
    ]


def merging(run: Run, words: Words) -> list[str]:
    """How persons were merged: at the high, the estimate and the low, and by a name, a mobile number or an account alone."""
    levels = _levels(run)
    return [
        words("m_keys_3"),
        *(_alone(thing, run, levels, words) for thing in _ALONE),
        words(
            "m_same_name",
            most=words.number(run.links.file.namesakes.names),
            at=words(bounds_of(levels["same_name"])),
            n=words.number(run.made.get("same_name", 0)),
        ),
        words("m_same_name_differ"),
        words("m_same_name_few"),
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


def left(run: Run, words: Words) -> list[str]:
    """What of the evidence was not read to its end."""
    n = sum(run.missing.get(name) or 0 for name in STOPPED)
    return [words("m_limits_left", n=words.number(n))] if n else []


def told(
    tables: Tables, channels: int, missing: Mapping[str, int | None], names: Names, words: Words
) -> dict[str, Any]:
    """How it was counted, of how many channels, and what was left out; ``missing``: the value of the figure ``completeness``."""
    out, decisions, period = tables.left_out(), tables.case.decisions(), tables.period()
    stand = Counter(d.act for d in decisions if d.undone_by is None)
    chosen = {
        str(d.target["reading"]): str(d.target["level"])
        for d in decisions
        if d.act == "links.reading" and d.undone_by is None
    }
    keys = {"repeat": "repeats", "forward": "forwards", "quote": "quotes", "same": "same_items",
            "unidentified": "unidentified", "sets_of_nobody": "sets_of_nobody", "waiting": "waiting", "untrue": "untrue", "lawful": "lawful", "deceased": "deceased",
            "doubtful": "doubtful", "nobody": "nobody"}  # fmt: skip
    first = words(
        "m_scope_1", sources=len(tables.case.sources()), channels=channels,
        posts=words.number(tables.posts.num_rows), first=period[0] or words("none"), last=period[1] or words("none"),
    )  # fmt: skip
    rows = [
        *((k, out[v]) for k, v in keys.items()),
        ("pointing", stand[acts.IDENTIFIES]),
        ("pointing_nobody", stand[acts.NOBODY]),
        ("rejected", stand["finding.reject"]),
        ("sensitive", stand[acts.SENSITIVE]),
    ]
    done = Run(links(), chosen, tables.links(), Counter(tables.pictures()), missing)
    return {
        "scope": first, "counted": scope(done, words), "merging": merging(done, words), "rules": rules(done, words), "left": left(done, words), "out": rows,
        "each": [*_untrue(tables, names, words), *_sensitive(decisions, names, words)],
    }  # fmt: skip


def _sensitive(decisions: Sequence[Decision], names: Names, words: Words) -> list[str]:
    """Each decision that stands on whether a kind is sensitive, and why."""
    stand = [d for d in decisions if d.act == acts.SENSITIVE and d.undone_by is None]
    return [
        words.of(
            dict(
                zip(("zh", "en"), kind_found(str(d.target["kind"]), d.target["sensitive"] == "yes", d.id), strict=True)
            )
        )
        + words("m_out_reason", reason=names.clean(str(d.reason or "")))
        for d in stand
    ]


def _untrue(tables: Tables, names: Names, words: Words) -> list[str]:
    """Each decision of the run that a set is untrue: which one, on which evidence, and why."""
    why = {d.id: d.reason for d in tables.case.decisions()}
    out = []
    for row in tables.run.read("modifiers").to_pylist():
        if (act := f"{row['of_what']}.{row['modifier']}") in {*acts.UNTRUE, acts.KIND_UNTRUE}:
            channel, post, _ = str(row["of"]).rsplit("/", 2)
            told = {
                n: names.clean(str(text or ""))
                for n, text in (("source", row["source"]), ("reason", why.get(row["decision"])))
            }
            of = (
                " " + words.of({"zh": kinds()[row["told"]].zh, "en": kinds()[row["told"]].en})
                if act == acts.KIND_UNTRUE
                else ""
            )
            out.append(
                words("m_out_untrue_each", decision=row["decision"], what=f"{names.short(channel)}-{post}{of}", **told)
            )
    return out
