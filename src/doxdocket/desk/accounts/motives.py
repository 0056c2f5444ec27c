"""Motive and intent: what each defendant or another said, what the machine only calls a motive, and of whom nothing stands.

Left out: what posts say that the machine proposes; they are named by place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from doxdocket.assess.marks import FLAT, TOLD
from doxdocket.assess.motives import Motive, Motives
from doxdocket.assess.plain_records import plain
from doxdocket.desk.accounts import Build
from doxdocket.desk.accounts.parties_words import word
from doxdocket.desk.masking import masked
from doxdocket.pipeline.parties import motives
from doxdocket.report.document import Block, Column, Document, Paragraph, Part, Table
from doxdocket.store.case import Case
from doxdocket.words import say, zh_en


@dataclass(frozen=True, slots=True)
class OfMotives:
    """The account."""

    case: str
    account: Motives = field(metadata=FLAT)
    build: Build | None = field(default=None, metadata=TOLD)


def document(case: Case, name: str) -> Document[OfMotives]:
    """From register and run; ``name``: how the case is called."""
    found, comma = motives(case, masked), say("marks.comma")

    def who(r: Motive) -> str:
        if r.how == "post" and not r.defendant:
            return say(
                "assess_parties.posted_by_nobody_entered", who=comma.join(r.about) or say("assess_parties.not_entered")
            )
        return r.by + (f"（{comma.join(r.about)}）" if r.about else "")

    told = Table([r for r in found.rows if r.quote], [
        Column(say("assess_gains.defendant"), "defendant"), Column(say("assess_parties.how_2"), lambda r: word("other_said" if r.how == "other" else r.how)),
        Column(say("assess_parties.who_said_it_about"), who),
        Column(say("assess_parties.day"), lambda r: r.day or ""), Column(say("assess_parties.motive"), lambda r: word(r.motive)),
        Column(say("assess_parties.words_masked"), "quote"), Column(say("assess_parties.status"), lambda r: word(r.status)),
        Column(say("assess_parties.source"), "source"),
    ], none=say("assess_parties.no_statement_of_motive_and"), title=zh_en("assess_parties.motive_and_intent"))  # fmt: skip
    silent = (
        say("assess_parties.defendants_of_whom_nothing_stands") + comma.join(found.silent) if found.silent else None
    )
    ran = [
        say("assess_parties.of_them_in_channel_run", n=one.posts, who=one.defendant, channel=one.channel)
        for one in found.ran
    ]
    unplaced = Part([say("assess_parties.more_such_posts_are_of", n=found.unplaced), *ran]) if found.unplaced else None
    return Document(
        plain(OfMotives(name, found)),
        [told, _proposed([r for r in found.rows if not r.quote]), silent, unplaced],
        columns=110,
    )


def _proposed(rows: Sequence[Motive]) -> Part | None:
    """Posts that the machine calls a motive, by defendant: where they are, never what they say."""
    of: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        channel, _, post = row.source.rpartition("/")
        of.setdefault(row.defendant, {}).setdefault(channel, []).append(post)
    lines: list[Block] = [say("assess_parties.posts_that_machine_calls_motive")]
    for who, channels in of.items():
        lines.append(f"  {who} " + say("assess_parties.posts_2", count=sum(map(len, channels.values()))))
        lines += [
            Paragraph(channel + say("marks.colon") + say("marks.comma").join(posts), "    ")
            for channel, posts in channels.items()
        ]
    return Part(lines) if of else None
