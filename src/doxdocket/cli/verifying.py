"""``verify``: is everything as it was taken in, and is the record whole? Every fault is named, not only the first.

Two answers that are never one: integrity (nothing was changed) and formal gaps (what the law wants stated of the sources and
nobody stated). Exit 1 only when the integrity of the evidence is in doubt; a gap can be cured and ends with 0.

>>> verify.short[1]
'Check that nothing was changed'
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypedDict, cast

from doxdocket.cli.answer import Answer, OfCase
from doxdocket.cli.closing import Closing
from doxdocket.cli.closing import lines as closing_lines
from doxdocket.cli.closing import told as closing_told
from doxdocket.cli.command import case_argument, command, option
from doxdocket.cli.opening import passphrase
from doxdocket.errors import EvidenceFault, StorageFault, WrongCall
from doxdocket.visible_signs import one_line
from doxdocket.words import coded, either, named, say, zh_en

if TYPE_CHECKING:
    from doxdocket.store.case import Case
    from doxdocket.store.custody.chain import CustodyRow
    from doxdocket.store.custody.closing import State
    from doxdocket.store.custody.elsewhere import Apart
    from doxdocket.store.custody.log import Brought as By
    from doxdocket.store.custody.memory import Relation
    from doxdocket.store.custody.officers import Lent
    from doxdocket.store.fault import Fault
    from doxdocket.store.verify import Gap

_HEX = re.compile(r"[0-9a-f]{12,64}")


class Fatal(TypedDict):
    """A fault."""

    severity: Literal["fatal", "curable"]
    code: str
    place: str
    message_zh: str
    message_en: str


class Lacks(TypedDict):
    """What nobody stated of some sources."""

    code: str
    article: int
    option: str
    sources: Annotated[list[int], zh_en("verifying.numbers_of_list_of_evidence")]


class Restored(TypedDict):
    """That the case goes on from a backup."""

    seq: int
    at: str
    actor: str
    of: object
    replaces: object


class Elsewhere(TypedDict):
    """A copy in which acts were done."""

    began: str
    path: str
    seq: int


class Act(TypedDict):
    """A row of the custody chain."""

    row: int
    at: str
    actor: str
    act: str


class Since(TypedDict):
    """A row behind the one on paper."""

    seq: int
    at: str
    actor: str
    act: str


class OneKey(TypedDict):
    """A key that acted under several names."""

    key: str
    officers: list[str]
    plan: str | None


class Tie(TypedDict):
    """A key that somebody else tied to an officer."""

    holds: bool
    row: int
    by: str
    act: str
    officer: str
    keys: list[str]
    reason: str | None


class Brought(TypedDict):
    """Decisions of one officer that somebody brought."""

    officer: str
    by: str
    first_at: str
    last_at: str
    decisions: list[str]


class OnPaper(TypedDict):
    """The row on paper."""

    hash: str | None
    row: int | None
    since: list[Since]


class Verified(OfCase):
    """Whether everything is as it was taken in."""

    sound: bool
    seq: int | None
    head: str | None
    relation: str | None
    remembered: int | None
    restored: list[Restored]
    elsewhere: list[Elsewhere]
    away: list[Act]
    one_key: list[OneKey]
    ties: list[Tie]
    brought: list[Brought]
    asked: OnPaper | None
    closing: Closing | None
    faults: list[Fatal]
    gaps: Annotated[list[Lacks] | None, zh_en("verifying.null_of_case_that_does")]


@command("verifying.verify")
@case_argument()
@option("--head", "paper", metavar="HASH")
def verify(case: str, paper: str | None) -> Answer[Verified]:
    """Verify, and say it."""
    from doxdocket.store.custody.forks import away

    asked = None if paper is None else _hash(paper)
    seen = _look(Path(case), asked)
    faults, head, gaps = seen.faults, seen.head, seen.gaps
    rows: list[Fatal] = [
        {"severity": f.severity, "code": f.code, "place": f.place, "message_zh": f.zh, "message_en": f.en}
        for f in faults
    ]
    fatal = sum(f.severity == "fatal" for f in faults)
    lines = [_line(f) for f in sorted(faults, key=lambda f: f.severity != "fatal")]
    lines.append(_integrity(fatal, len(faults) - fatal))
    lines += _formal(case, gaps)
    known = (
        f"{head}{say('verifying.row')}{seen.rows[-1].seq}{say('scores.nothing')}"
        if head
        else say("verifying.cannot_be_read")
    )
    lines.append(say("verifying.head_of_custody_chain", known=known))
    if seen.relation is not None:
        zh, en = seen.relation.said()
        lines.append(
            either(f"与本机所记的比较：{zh}", f"Compared with what is remembered ({seen.relation.kind}): {en}")
        )
    restorings = [
        row
        for row in seen.rows
        if row.act == "restored"
        and row.hash == row.computed()
        and isinstance(row.detail.get("of"), dict)
        and "replaces" in row.detail
    ]  # an altered one is a fault
    lines += [_restoring(row, seen.rows) for row in restorings]
    lines += [_copy(one) for one in seen.elsewhere]
    gone = away(seen.rows)
    lines += [_away(row) for row in gone]
    lines += [_one_key(*one) for one in seen.one_key]
    lines += [_lent(one, holds=one in seen.holding) for one in seen.lent]
    lines += [_brought(one) for one in seen.brought]
    closing = None if seen.closing is None else closing_told(case, seen.closing)
    if closing is not None and closing["state"] != "open":
        lines += closing_lines(closing)
    found = None if asked is None else [row for row in seen.rows if row.hash.startswith(asked)]
    lines = [*([] if asked is None or found is None else _paper(asked, found, seen.rows)), *lines]
    data: Verified = {
        "case": case,
        "sound": not fatal,
        "seq": seen.rows[-1].seq if seen.rows else None,
        "head": head,
        "relation": None if seen.relation is None else seen.relation.kind,
        "remembered": None if seen.relation is None else seen.relation.remembered,
        "restored": [{"seq": r.seq, "at": r.at, "actor": r.actor, "of": r.detail["of"], "replaces": r.detail["replaces"]} for r in restorings],
        "elsewhere": [{"began": one.began, "path": one.path, "seq": one.last} for one in seen.elsewhere],
        "away": [{"row": r.seq, "at": r.at, "actor": r.actor, "act": r.act} for r in gone],
        "one_key": [{"key": key, "officers": officers, "plan": plan} for plan, key, officers in seen.one_key],
        "ties": [{"holds": one in seen.holding, "row": cast("int", one.seq), "by": one.by, "act": one.act, "officer": one.officer, "keys": list(one.keys), "reason": one.reason} for one in seen.lent],
        "brought": list(seen.brought),
        "asked": None if found is None else {
            "hash": asked, "row": found[0].seq if found else None,
            "since": [{"seq": r.seq, "at": r.at, "actor": r.actor, "act": r.act} for r in seen.rows if found and r.seq > found[0].seq],
        },
        "closing": closing,
        "faults": rows,
        "gaps": None if gaps is None else [
            {"code": g.lack.code, "article": g.lack.article, "option": g.lack.option, "sources": list(g.numbers)} for g in gaps
        ],
    }  # fmt: skip
    return Answer(data, "\n".join(lines), 1 if fatal or found == [] else 0)


def _restoring(row: "CustodyRow", rows: "Sequence[CustodyRow]") -> str:
    """That the case goes on from a backup, and which rows of the one before are therefore not in it, if any."""
    kept, gone = cast("dict[str, Any]", row.detail["of"]), cast("dict[str, Any] | None", row.detail["replaces"])
    told = say("verifying.row_restored_by_at_from", seq=row.seq, actor=row.actor, at=row.at, seq_2=kept["seq"])  # fmt: skip
    if gone is None:
        return one_line(told + say("verifying.who_restored_it_did_not"))
    if any(one.hash == gone["head"] for one in rows):
        return one_line(told + say("verifying.all_that_who_restored_it", seq=gone["seq"]))
    return one_line(told + say("verifying.chain_before_is_remembered_up", seq=gone["seq"], head=gone["head"][:12]))  # fmt: skip


def _copy(one: "Apart") -> str:
    """That acts were done elsewhere, as this officer's folder remembers: in a copy, or in the case of which this is a copy."""
    what = coded("verifying_copies")
    zh, en = zh_en("verifying.case_that_this_is_copy") if one.above else what[one.began]
    return one_line(say("verifying.remembered_here_acts_were_done", path=one.path, last=one.last, said=(zh, en)))  # fmt: skip


def _away(row: "CustodyRow") -> str:
    """That a copy to work on was made and no merge brought it back: what was opened and decided in it is not in this chain."""
    return one_line(say("verifying.row_made_copy_to_work", seq=row.seq, actor=row.actor, at=row.at[:19], act=row.act))  # fmt: skip


def _one_key(plan: str | None, key: str, officers: Sequence[str]) -> str:
    """That one key acted under several names: whose hand it was the record does not show."""
    names = say("marks.comma").join(officers)
    if plan is None:
        return one_line(say("verifying.one_key_officers_acted_under", officers=len(officers), key=key, names=names))  # fmt: skip
    return one_line(say("verifying.two_reviewers_one_key_in", plan=plan, names=names, key=key))  # fmt: skip


def _lent(one: "Lent", *, holds: bool) -> str:
    """That somebody else tied a key to an officer's name: whether that officer holds it the record does not show."""
    keys = ", ".join(one.keys)
    if one.reason is not None:
        others = say("marks.comma").join(one.others)
        zh, en = zh_en("verifying.had_keys_of_their_own", others=others) if others else ("", "")
        return one_line(say("verifying.spare_key_tied_itself_to", keys=keys, officer=one.officer, seq=one.seq, reason=one.reason, said=(zh, en)))  # fmt: skip
    if not holds:
        return one_line(say("verifying.key_once_answered_for_tied", officer=one.officer, keys=keys, by=one.by, seq=one.seq, act=one.act))  # fmt: skip
    return one_line(say("verifying.key_of_was_tied_by", officer=one.officer, keys=keys, by=one.by, seq=one.seq, act=one.act))  # fmt: skip


def _brought(one: Brought) -> str:
    """That decisions of one officer were brought by somebody, when and which."""
    these, n = one["decisions"], len(one["decisions"])
    which = these[0] if n == 1 else f"{these[0]}…{these[-1]}"
    if one["officer"] == one["by"]:
        return one_line(say("verifying.brought_decisions_of_their_own", by=one["by"], n=n, which=which, first_at=one["first_at"][:19], last_at=one["last_at"][:19]))  # fmt: skip
    return one_line(say("verifying.decisions_said_to_be_of", officer=one["officer"], n=n, which=which, by=one["by"], first_at=one["first_at"][:19], last_at=one["last_at"][:19]))  # fmt: skip


def _by_whom(brought: "dict[str, By]") -> list[Brought]:
    """What was brought, by officer and by who brought it."""
    found: dict[tuple[str, str], Brought] = {}
    for decision, one in brought.items():
        row = found.setdefault(
            (one.officer, one.by),
            {"officer": one.officer, "by": one.by, "first_at": one.at, "last_at": one.at, "decisions": []},
        )
        row["last_at"] = one.at
        row["decisions"].append(decision)
    return list(found.values())


def _hash(paper: str) -> str:
    """A hash as it is written on paper."""
    found = "".join(paper.split()).rstrip(".…").lower()
    if not _HEX.fullmatch(found):
        raise WrongCall("verifying.head_wants_hash_of_row")  # fmt: skip
    return found


def _paper(asked: str, found: "Sequence[CustodyRow]", rows: "Sequence[CustodyRow]") -> list[str]:
    """At which row the hash on paper is, and what came since."""
    if not found:
        for row in rows:
            gone = row.detail.get("replaces") if row.act == "restored" else None
            if isinstance(gone, dict) and str(gone["head"]).startswith(asked):
                return [say("verifying.differs_head_on_paper_is", seq=gone["seq"], row_seq=row.seq)]  # fmt: skip
        restored = say("verifying.or_that_row_did_not") if any(row.act == "restored" for row in rows) else ""
        return [say("verifying.differs_head_on_paper_is_in", restored=restored)]  # fmt: skip
    since = [row for row in rows if row.seq > found[0].seq]
    return [
        say("verifying.head_on_paper_is_row", seq=found[0].seq, act=found[0].act, at=found[0].at, since=len(since)),
        *(one_line(f"  {row.seq} {row.at} {row.actor} {row.act}") for row in since),
    ]  # fmt: skip


def _line(fault: "Fault") -> str:
    mark = say("verifying.fatal") if fault.severity == "fatal" else say("verifying.curable")
    return f"[{mark}] {one_line(named(fault))}"


def _integrity(fatal: int, curable: int) -> str:
    if not fatal + curable:
        return say("verifying.integrity_nothing_was_changed")
    return say("verifying.integrity_fatal_that_can_be", fatal=fatal, curable=curable)


def _formal(case: str, gaps: "Sequence[Gap] | None") -> list[str]:
    """What the record of the taking lacks, of which sources, and how it is stated."""
    from doxdocket.desk.accounts.evidence import spans

    title = say("verifying.formal_gaps_2016_22")
    if gaps is None:
        return [title + say("verifying.case_does_not_open_they")]
    if not gaps:
        return [title + say("verifying.none")]
    files = len({number for gap in gaps for number in gap.numbers})
    return [
        title + say("verifying.sources_kinds_all_of_which", files=files, gaps=len(gaps)),
        *(
            say("verifying.art_numbers", article=gap.lack.article, option=gap.lack.option, numbers=len(gap.numbers), spans=spans(gap.numbers), lack=gap.lack)
            for gap in gaps
        ),
        say("verifying.to_cure_doxdocket_describe_number", case=case, option=gaps[0].lack.option),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Seen:
    """All faults, and of a case that still opens its chain, how it stands to what is remembered, and the gaps."""

    faults: "list[Fault]"
    rows: "Sequence[CustodyRow]" = ()
    relation: "Relation | None" = None
    gaps: "list[Gap] | None" = None
    elsewhere: "Sequence[Apart]" = ()
    one_key: Sequence[tuple[str | None, str, list[str]]] = ()
    """Keys that acted under several names, in the whole case (no plan) or in a plan of double review."""

    lent: "Sequence[Lent]" = ()
    """Ties of officers and keys that somebody else made, and those of them that still hold."""
    holding: "Sequence[Lent]" = ()
    brought: Sequence[Brought] = ()
    """Decisions that somebody brought, by officer and by who brought them."""
    closing: "State | None" = None
    """Whether it is closed, and until when it is kept."""

    @property
    def head(self) -> str | None:
        """The hash of the last row."""
        return self.rows[-1].hash if self.rows else None


def _result(case: "Case") -> Iterator["Fault"]:
    """The digests that the result names against what the case holds."""
    from doxdocket.pipeline import published
    from doxdocket.store.fault import fatal

    try:
        astray = published.astray(case)
    except (EvidenceFault, StorageFault):
        return  # its files were altered or are gone: told of them
    for name in astray:
        zh = {"evidence": "证据", "decisions": "认定"}[name]
        yield fatal("figures", "run", *zh_en("verifying.current_result_names_other_than", said=(zh, name)))  # fmt: skip


def _look(folder: Path, asked: str | None) -> _Seen:
    from doxdocket.store import verify as room
    from doxdocket.store.case import Case
    from doxdocket.store.custody import closing
    from doxdocket.store.custody.elsewhere import apart

    try:
        with Case.open(folder, ask=passphrase) as opened:
            relation = opened.remembered.relation_at_open if opened.remembered else None
            faults = room.verify(opened)
            if opened.database.damage():
                return _Seen(faults)
            faults += room.compared(_result(opened))
            told = opened.custody.reading()
            if opened.remembered and asked and any(row.hash.startswith(asked) for row in opened.custody.rows()):
                opened.remembered.settle()
            return _Seen(
                faults,
                opened.custody.rows(),
                relation,
                room.gaps(opened),
                [one for one in apart(opened) if not one.lost],
                [*((None, *one) for one in told.shared().items()), *opened.samples.one_key()],
                told.lent,
                [one for one in told.lent if any(told.standing.answers(one.officer, key) for key in one.keys)],
                _by_whom(opened.custody.brought()),
                closing.state(opened),
            )
    except EvidenceFault as e:
        return _Seen(room.closed(folder, e, ask=passphrase))
