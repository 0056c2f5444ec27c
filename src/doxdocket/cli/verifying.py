"""``verify``: is everything as it was taken in, and is the record whole? Every fault is named, not only the first.

Two answers that are never one: integrity (nothing was changed) and formal gaps (what the law wants stated of the sources and
nobody stated). Exit 1 only when the integrity of the evidence is in doubt; a gap can be cured and ends with 0.

>>> verify.short[1], spans([1, 2, 3, 7, 9, 10])
('Check that nothing was changed', '1–3、7、9–10')
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypedDict, cast

from doxdocket.cli.command import Answer, case_argument, command, option
from doxdocket.cli.opening import passphrase
from doxdocket.cli.said import say
from doxdocket.errors import EvidenceFault, StorageFault, WrongCall
from doxdocket.signs import one_line

if TYPE_CHECKING:
    from doxdocket.store.case import Case
    from doxdocket.store.custody.chain import CustodyRow
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
    sources: Annotated[list[int], ("证据的清单编号", "numbers of the list of evidence")]


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


class Verified(TypedDict):
    """Whether everything is as it was taken in."""

    case: str
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
    faults: list[Fatal]
    gaps: Annotated[list[Lacks] | None, ("打不开的案卷为 null", "null of a case that does not open")]


@command(
    "verify",
    short=("核验有没有被改动", "Check that nothing was changed"),
    about=(
        (
            "核验原件的每个字节、封装、数据库、保管链、认定和派生数据；一次列出全部问题。\n"
            "完整性（有没有被改动）和形式上的缺口（取证手续缺什么，法发〔2016〕22号）分别回答：致命问题退出 1；缺口均可补正，退出 0。\n"
            "链尾与本机所记的比较：same 一致，ahead 更长，merged 有合并，behind 变旧或被截短，forked 另有一份分别办理过，\n"
            "foreign 这里原是另一案；behind 和 forked 是致命问题。--head 与纸上抄下的一行核对：不在链里则退出 1。"
        ),
        (
            "Checks every byte of the originals, the package, the database, the custody chain, decisions and derived data, and\n"
            "lists every fault. Integrity (was anything changed) and formal gaps (what the record of the taking lacks,\n"
            "the provisions of 2016 on electronic data) are two answers: a fatal fault exits 1; gaps can be cured and exit 0. The end of the\n"
            "chain is compared with what this officer remembers: same, ahead, merged, behind (older, or cut off), forked (two copies\n"
            "were worked in), foreign (another case lay here); behind and forked are fatal. --head compares with a row on paper, and\n"
            "exits 1 when it is in no row."
        ),
    ),
    examples=(
        ("doxdocket verify 案卷", "doxdocket verify case"),
        ("doxdocket verify 案卷 --json", "doxdocket verify case --json"),
        ("doxdocket verify 案卷 --head 3f9a0c41d2e7", "doxdocket verify case --head 3f9a0c41d2e7"),
    ),
)  # fmt: skip
@case_argument()
@option(
    "--head",
    "paper",
    metavar="HASH",
    about=("纸上的一行：完整，或至少 12 位十六进制", "a row on paper: whole, or at least 12 hex digits"),
)
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
        f"{head}{say('，第 ', ', row ')}{seen.rows[-1].seq}{say(' 行', '')}"
        if head
        else say("读不出来", "cannot be read")
    )
    lines.append(say(f"保管链链首：{known}", f"Head of the custody chain: {known}"))
    if seen.relation is not None:
        zh, en = seen.relation.said()
        lines.append(
            say(
                f"与本机所记的比较：{zh}",
                f"Compared with what is remembered ({seen.relation.kind}): {en}",
            )
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
        "faults": rows,
        "gaps": None if gaps is None else [
            {"code": g.lack.code, "article": g.lack.article, "option": g.lack.option, "sources": list(g.numbers)} for g in gaps
        ],
    }  # fmt: skip
    return Answer(data, "\n".join(lines), 1 if fatal or found == [] else 0)


def _restoring(row: "CustodyRow", rows: "Sequence[CustodyRow]") -> str:
    """That the case goes on from a backup, and which rows of the one before are therefore not in it, if any."""
    kept, gone = cast("dict[str, Any]", row.detail["of"]), cast("dict[str, Any] | None", row.detail["replaces"])
    told = say(f"第 {row.seq} 行：{row.actor} 于 {row.at} 从备份（第 {kept['seq']} 行）恢复；",
               f"Row {row.seq}: restored by {row.actor} at {row.at} from a backup (row {kept['seq']}); ")  # fmt: skip
    if gone is None:
        return one_line(
            told
            + say(
                "原来的链有多长，恢复的人那里没有记", "who restored it did not remember how long the chain before was"
            )
        )
    if any(one.hash == gone["head"] for one in rows):
        return one_line(
            told
            + say(
                f"恢复的人所记的原来的链（到第 {gone['seq']} 行）全在这里，没有缺少",
                f"all that who restored it remembers of the chain before (up to row {gone['seq']}) is here, and nothing is missing",
            )
        )
    return one_line(told + say(f"原来的链记到第 {gone['seq']} 行（{gone['head'][:12]}…），备份之后的办理不在这里",
                               f"the chain before is remembered up to row {gone['seq']} ({gone['head'][:12]}…); what was done after the backup is not here"))  # fmt: skip


def _copy(one: "Apart") -> str:
    """That acts were done elsewhere, as this officer's folder remembers: in a copy, or in the case of which this is a copy."""
    what = {
        "copied": ("备份", "a backup"),
        "forked": ("分出的一份", "a fork"),
        "restored": ("恢复的一份", "a restored copy"),
    }
    zh, en = ("这份副本所出自的案卷", "the case that this is a copy of") if one.above else what[one.began]
    return one_line(say(f"本机记得：在{zh}里也办理过（{one.path}，到第 {one.last} 行），那些办理不在这条链里",
                        f"Remembered here: acts were done in {en} too ({one.path}, up to row {one.last}); they are not in this chain"))  # fmt: skip


def _away(row: "CustodyRow") -> str:
    """That a copy to work on was made and no merge brought it back: what was opened and decided in it is not in this chain."""
    return one_line(say(f"第 {row.seq} 行：{row.actor} 于 {row.at[:19]} 另作一份去办理（{row.act}），没有合并回来：在那里办理的不在这条链里",
                        f"Row {row.seq}: {row.actor} made a copy to work on at {row.at[:19]} ({row.act}), and no merge brought it back: what was done in it is not in this chain"))  # fmt: skip


def _one_key(plan: str | None, key: str, officers: Sequence[str]) -> str:
    """That one key acted under several names: whose hand it was the record does not show."""
    names = say("、", ", ").join(officers)
    if plan is None:
        return one_line(say(f"一把钥匙、{len(officers)} 名经办人：{key} 以 {names} 的名义办理过；是谁操作的，记录里看不出",
                            f"One key, {len(officers)} officers: {key} acted under {names}; which of them it was, the record does not show"))  # fmt: skip
    return one_line(say(f"两名复核人，一把钥匙：抽样 {plan} 中 {names} 的答案都出自 {key}",
                        f"Two reviewers, one key: in sample {plan} the answers of {names} came under {key}"))  # fmt: skip


def _lent(one: "Lent", *, holds: bool) -> str:
    """That somebody else tied a key to an officer's name: whether that officer holds it the record does not show."""
    keys = ", ".join(one.keys)
    if one.reason is not None:
        others = say("、", ", ").join(one.others)
        zh, en = (f"；当时 {others} 还有自己的钥匙", f"; {others} had keys of their own then") if others else ("", "")
        return one_line(say(f"备用钥匙 {keys} 自行记到 {one.officer} 名下（第 {one.seq} 行，称钥匙遗失：{one.reason}{zh}）：请查明是谁办理的",
                            f"The spare key {keys} tied itself to {one.officer} (row {one.seq}, since their key was lost, it says: {one.reason}{en}): find out who did this"))  # fmt: skip
    if not holds:
        return one_line(say(f"{one.officer} 名下曾有钥匙 {keys}，由 {one.by} 记明（第 {one.seq} 行，{one.act}）；现已不在其名下",
                            f"The key {keys} once answered for {one.officer}, tied by {one.by} (row {one.seq}, {one.act}); it does no longer"))  # fmt: skip
    return one_line(say(f"{one.officer} 名下的钥匙 {keys} 是由 {one.by} 记明的（第 {one.seq} 行，{one.act}）：是否由其本人持有，记录里看不出",
                        f"The key {keys} of {one.officer} was tied by {one.by} (row {one.seq}, {one.act}): whether they hold it themselves the record does not show"))  # fmt: skip


def _brought(one: Brought) -> str:
    """That decisions of one officer were brought by somebody, when and which."""
    these, n = one["decisions"], len(one["decisions"])
    which = these[0] if n == 1 else f"{these[0]}…{these[-1]}"
    if one["officer"] == one["by"]:
        return one_line(say(f"{one['by']} 自己从文件带来 {n} 项认定（{which}），写明早先作出；带来的时间是 {one['first_at'][:19]} 至 {one['last_at'][:19]}",
                            f"{one['by']} brought {n} decision(s) of their own ({which}) in a file that says they are earlier; brought {one['first_at'][:19]} to {one['last_at'][:19]}"))  # fmt: skip
    return one_line(say(f"写明由 {one['officer']} 作出的 {n} 项认定（{which}）是由 {one['by']} 带来的（{one['first_at'][:19]} 至 {one['last_at'][:19]}）",
                        f"{n} decision(s) said to be of {one['officer']} ({which}) were brought by {one['by']} ({one['first_at'][:19]} to {one['last_at'][:19]})"))  # fmt: skip


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
        raise WrongCall(zh="--head 写一行的哈希：完整 64 位，或开头至少 12 位十六进制。",
                        en="--head wants the hash of a row: all 64 hex digits, or at least the first 12.")  # fmt: skip
    return found


def _paper(asked: str, found: "Sequence[CustodyRow]", rows: "Sequence[CustodyRow]") -> list[str]:
    """At which row the hash on paper is, and what came since."""
    if not found:
        for row in rows:
            gone = row.detail.get("replaces") if row.act == "restored" else None
            if isinstance(gone, dict) and str(gone["head"]).startswith(asked):
                return [say(f"[不符] 纸上的是原来那条链的第 {gone['seq']} 行：案卷在第 {row.seq} 行恢复自备份，那一行没有回来。",
                            f"[differs] The head on paper is row {gone['seq']} of the chain before: the case was restored from a backup at row {row.seq}, and that row did not come back.")]  # fmt: skip
        restored = (
            say("，或那一行在恢复时没有回来", ", or that row did not come back in a restoring")
            if any(row.act == "restored" for row in rows)
            else ""
        )
        return [say(f"[不符] 纸上的链首不在保管链的任何一行里：先核对有没有抄错；不然这不是那份案卷，或链被重写、截短{restored}。",
                    f"[differs] The head on paper is in no row of the chain. Look first whether it was copied rightly; else this is not that case, or its chain was written anew or cut{restored}.")]  # fmt: skip
    since = [row for row in rows if row.seq > found[0].seq]
    return [
        say(f"纸上的链首是第 {found[0].seq} 行（{found[0].act}，{found[0].at}）；之后 {len(since)} 行：",
            f"The head on paper is row {found[0].seq} ({found[0].act}, {found[0].at}); {len(since)} since:"),
        *(one_line(f"  {row.seq} {row.at} {row.actor} {row.act}") for row in since),
    ]  # fmt: skip


def _line(fault: "Fault") -> str:
    mark = say("致命", "fatal") if fault.severity == "fatal" else say("可补正", "curable")
    return f"[{mark}] {one_line(say(fault.zh, fault.en))}"


def _integrity(fatal: int, curable: int) -> str:
    if not fatal + curable:
        return say("完整性：没有发现改动。", "Integrity: nothing was changed.")
    return say(
        f"完整性：致命 {fatal} 处，可补正 {curable} 处。", f"Integrity: {fatal} fatal, {curable} that can be cured."
    )


def _formal(case: str, gaps: "Sequence[Gap] | None") -> list[str]:
    """What the record of the taking lacks, of which sources, and how it is stated."""
    title = say("形式上的缺口（法发〔2016〕22号）：", "Formal gaps (法发〔2016〕22号): ")
    if gaps is None:
        return [title + say("案卷打不开，无从核对。", "the case does not open; they cannot be looked for.")]
    if not gaps:
        return [title + say("没有。", "none.")]
    files = len({number for gap in gaps for number in gap.numbers})
    return [
        title + say(f"{files} 份证据，{len(gaps)} 项，均可补正（第27条）。",
                    f"{files} sources, {len(gaps)} kinds, all of which can be cured (art. 27)."),
        *(
            say(f"  {gap.lack.zh}（第{gap.lack.article}条，{gap.lack.option}）：{len(gap.numbers)} 份，清单编号 {spans(gap.numbers)}",
                f"  {gap.lack.en} (art. {gap.lack.article}, {gap.lack.option}): {len(gap.numbers)}, numbers {spans(gap.numbers)}")
            for gap in gaps
        ),
        say(f"补正：doxdocket describe {case} 清单编号 {gaps[0].lack.option} …",
            f"To cure: doxdocket describe {case} NUMBER {gaps[0].lack.option} …"),
    ]  # fmt: skip


def spans(numbers: Sequence[int]) -> str:
    """Ascending numbers, those that follow one another as a span."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return say("、", ", ").join("–".join(map(str, run)) for run in runs)


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
        yield fatal("figures", "run", zh=f"当前结果写明的{zh}不是案卷里的，而运行之后没有变更的记录：被改动。请查明，再运行一次：doxdocket run",
                    en=f"the current result names other {name} than the case holds, and no act since its run changed them: it was altered. Find out how, then run again: doxdocket run")  # fmt: skip


def _look(folder: Path, asked: str | None) -> _Seen:
    from doxdocket.store import verify as room
    from doxdocket.store.case import Case
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
            )
    except EvidenceFault as e:
        return _Seen(room.closed(folder, e, ask=passphrase))
