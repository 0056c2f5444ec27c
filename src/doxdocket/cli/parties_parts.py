"""What each did before and after an age, and in whose care, and what must still be found out: tables of ``assess parties``.

>>> (
...     stretch(date(2023, 7, 1), date(2024, 3, 31)),
...     stretch(date(2023, 7, 1), date(2023, 7, 1)),
...     stretch(None, None) == word("unknown"),
... )
('2023-07-01…2024-03-31', '2023-07-01', True)
"""

from collections.abc import Sequence
from datetime import date  # noqa: F401 - for the example
from typing import TYPE_CHECKING, cast, get_args

from doxdocket.assess.parties.at_odds import Why
from doxdocket.cli.parties_words import relation, stretch, whose, word, years
from doxdocket.report.text import table, wrap
from doxdocket.words import either, say, zh_en

if TYPE_CHECKING:
    from doxdocket.assess.parties.account import (
        AgeDeeds,
        AnyOpen,
        Bounds,
        CareDeeds,
        Deeds,
        OddCase,
        OpenGuardian,
        Span,
    )

ACTS = ("insult", "threat", "incitement", "paid_task", "sale_offer")
ACTS_HEAD = (
    zh_en("parties_parts.insult"),
    zh_en("parties_parts.threat"),
    zh_en("parties_parts.incitement"),
    zh_en("parties_parts.tasks"),
    zh_en("parties_parts.offers"),
)
_HEAD = (
    zh_en("parties_parts.posts_of"), zh_en("parties_parts.posts"), zh_en("parties_parts.publications"), zh_en("parties_parts.persons"), zh_en("parties_parts.items"), zh_en("parties_parts.kinds"),
    *ACTS_HEAD,
)  # fmt: skip
TO_FIND = {
    "doubtful_acts": zh_en("parties_parts.posts_in_doubt_are_acts"),
    "other_parent": zh_en("parties_parts.who_other_parent_is_enter"),
    "both_parents": zh_en("parties_parts.who_parents_are_enter"),
    "guardian": zh_en("parties_parts.who_guardian_is_acts_of"),
    "nobody_then": zh_en("parties_parts.acts_of_in_care_of"),
    "basis": zh_en("parties_parts.is_no_parent_why_guardian"),
    "no_post": zh_en("parties_parts.this_account_or_signature_stands"),
    "channel_number": zh_en("parties_parts.this_account_stands_in_no"),
    "fosters": zh_en("parties_parts.whether_step_parent_brings_child"),
    "ended_day": zh_en("parties_parts.since_which_day_no_longer"),
    "delegate_at_fault": zh_en("parties_parts.whether_delegate_was_at_fault"),
    "too_young": zh_en("parties_parts.under_age_when_imposed"),
    "too_young_then": zh_en("parties_parts.under_age_at_acts"),
    "of_age": zh_en("parties_parts.of_age_at_all_acts"),
    "not_detained": zh_en("parties_parts.detention_is_not_carried_out"),
}  # fmt: skip


def titled(
    zh: str, en: str, head: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]], right: set[int] | None = None
) -> str:
    """A table under its title; nothing where there are no rows."""
    return f"{either(zh, en)}\n{table([either(*h) for h in head], rows, right=right or set())}" if rows else ""


def bounds(count: "Bounds | Span") -> str:
    """A figure in its bounds."""
    ends = (count.low, getattr(count, "estimate", None), count.high)
    return "–".join(dict.fromkeys(str(end) for end in ends if end is not None))


def figures(row: "AgeDeeds | CareDeeds | Deeds") -> list[str]:
    """Whose posts, how many, what they expose and the acts, each in its bounds."""
    of = row.exposed
    return [
        whose(row), bounds(row.posts), *map(bounds, (of.publications, of.persons, of.items, of.kinds)),
        *(_acts(getattr(row.conduct, name), getattr(row.conduct, f"{name}_proposed")) for name in ACTS),
    ]  # fmt: skip


def _acts(sure: "Span", open_: "Span") -> str:
    """What a person confirmed, in bounds, and what the machine only labels apart from it."""
    more = bounds(open_)
    return bounds(sure) + ("" if more == "0" else say("parties_parts.unconfirmed", more=more))


def unconfirmed() -> str:
    """What stands in brackets behind a count of conduct."""
    return "\n".join(wrap(say("parties_parts.insults_threats_incitement_tasks_offers"), 100))  # fmt: skip


def acts_together() -> str:
    """In which bounds acts entered as done together stand."""
    return "\n".join(wrap(say("parties_parts.acts_together_by_answer"), 100))


def ages(rows: "Sequence[AgeDeeds]") -> str:
    """What was done before and after the ages that law names."""
    cells = [[r.defendant, _age(r), *figures(r)] for r in rows]
    lines = sorted({r.age_low for r in rows} | {r.age_high + 1 for r in rows if r.age_high is not None})
    zh, en = (sep.join(str(one) for one in lines if one) for sep in zh_en("parties_parts.and"))
    return titled(
        *zh_en("parties_parts.before_and_after_where_birth", said=(zh, en)),
        [zh_en("parties_parts.defendant"), zh_en("parties_parts.age"), *_HEAD], cells, set(range(3, 13)),
    )  # fmt: skip


def _age(row: "AgeDeeds") -> str:
    low, high = row.age_low, row.age_high
    if high is None:
        return say("parties_parts.or_older", low=low)
    return say("parties_parts.under", high=high + 1) if low == 0 else f"{low}–{high}"


def cares(rows: "Sequence[CareDeeds]", deeds: "Sequence[Deeds]") -> str:
    """What was done in the care of each guardian, where that is not all of it or some was done in nobody's."""
    whole = {(r.defendant, r.how): r.posts for r in deeds}
    parted = {
        r.defendant for r in rows
        if not r.guardian or r.posts != whole.get((r.defendant, r.how))
    }  # fmt: skip
    cells = [
        [r.defendant, r.guardian or say("parties_parts.nobody_entered"), *figures(r)] for r in rows if r.defendant in parted
    ]  # fmt: skip
    return titled(
        *zh_en("parties_parts.acts_in_time_of_each"),
        [zh_en("parties_parts.defendant"), zh_en("parties_parts.guardian"), *_HEAD], cells, set(range(3, 13)),
    )  # fmt: skip


def to_find(rows: "Sequence[AnyOpen]") -> str:
    """What must be found out or decided, and which articles turn on it."""
    cells = [(getattr(row, "defendant", "") or getattr(row, "actor", ""), _open(row)) for row in rows]
    if not cells:
        return ""
    lines = [line for who, what in cells for line in wrap(f"{who}{say('marks.colon')}{what}", 100)]
    return "\n".join([say("parties_parts.to_be_found_out_or"), *lines])


def _open(row: "AnyOpen") -> str:
    zh, en = TO_FIND.get(row.open, ("", ""))
    if not zh:
        return word(row.open)
    text = either(zh, en)
    if row.open in {"no_post", "channel_number"}:
        return text.format(account=getattr(row, "account", ""))
    if row.open in get_args(Why):
        odd = cast("OddCase", row)
        return text.format(sanction=odd.sanction, day=odd.day, age=years(odd.age), article=odd.article)
    return _open_guardian(cast("OpenGuardian", row), text)


_NAMED = 5
"""How many posts in doubt a page names; the data name all."""


def _posts(posts: "Sequence[str]") -> str:
    named = say("marks.comma").join(posts[:_NAMED])
    return named if len(posts) <= _NAMED else say("parties_parts.and_more_posts", posts=named, count=len(posts))


def _open_guardian(row: "OpenGuardian", text: str) -> str:
    text = text.format(
        defendant=row.defendant, guardian=row.guardian, relation=relation(row.relation), days=stretch(row.first, row.last),
        posts=_posts(row.in_doubt), who=row.guardian or relation(row.relation) or say("parties_parts.guardian_not_entered"),
    )  # fmt: skip
    articles = say("marks.comma").join(row.articles)
    turns = say("parties_parts.on_it_turns_whether_both", articles=articles)
    return text + (turns if articles else "")
