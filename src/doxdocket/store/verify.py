"""Is the case still what it was? Every fault at once: files, chain, heads, decisions; and apart, what nobody has stated.

Source: 法发〔2016〕22号; docs/reference/case-folder.md. Every file is compared with the SHA-256 recorded when it was written;
every custody row with its hash and the row before; sources and decisions with the digests their custody rows hold; heads
that left the database (in run folders) with the chain, since the chain cannot know that its own tail was cut off.

>>> import tempfile
>>> from doxdocket.seal.keys import Identity
>>> with tempfile.TemporaryDirectory() as home:
...     with Case.create(Path(home) / "CASE", title="演示", identity=Identity.generate()) as case:
...         _ = (case.folder / "case.toml").write_text("title = '另一案'")
...         [(fault.place, fault.severity) for fault in verify(case)]
[('case.toml', 'fatal')]
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.seal.keys import Identity
from doxdocket.store import bare, edition, keyring, local_rules
from doxdocket.store.case import Case
from doxdocket.store.custody import forks, officers, people, witness
from doxdocket.store.custody.chain import CustodyRow, broken, went_back
from doxdocket.store.custody.elsewhere import apart, returned
from doxdocket.store.custody.forks import merges
from doxdocket.store.custody.memory import FOREIGN
from doxdocket.store.custody.officers import ROTATION, Reading
from doxdocket.store.fault import Fault, added, changed, curable, fatal, missing
from doxdocket.store.info import DATABASE
from doxdocket.store.run import noted
from doxdocket.store.runs import HEAD
from doxdocket.store.shelf import INCOMING
from doxdocket.store.taking import LACKS, Lack
from doxdocket.store.tree import files, hashes

_LITTER = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
_GIVEN = ("key.add", "key.escrow", "key.remove")
_COMPANIONS = {DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm"}


def folder(path: Path | str, *, identity: Identity | None = None, ask: Callable[[], str] | None = None) -> list[Fault]:
    """Verify a case folder, even one that does not open. Without a key to it that is a ``KeyFault``."""
    try:
        with Case.open(path, identity=identity, ask=ask) as case:
            return verify(case)
    except EvidenceFault as e:
        return closed(Path(path), e, identity=identity, ask=ask)


def closed(
    path: Path, why: EvidenceFault, *, identity: Identity | None = None, ask: Callable[[], str] | None = None
) -> list[Fault]:
    """All faults of a case that does not open, for the reason given."""
    return bare.faults(path, why, [identity] if identity else keyring.load(ask=ask))


def verify(case: Case) -> list[Fault]:
    """All faults of an open case; an empty list when there is none."""
    if damage := case.database.damage():
        return bare.without_database(case.folder, case.key, damage)
    rows = case.custody.rows()
    told = Reading().on((row.seq, row.actor, row.act, row.detail) for row in rows)
    return [
        *_remembered(case),
        *_files(case),
        *_chain(rows),
        *_database(case, told),
        *_officers(told),
        *compared(_brought(rows)),
        *compared(_heads(case, rows)),
        *compared(_records(case, rows)),
        *compared(_holders(case, rows)),
    ]


def compared(faults: Iterator[Fault]) -> Iterator[Fault]:
    """These faults; where something was altered so that it cannot be compared, that is one more, and the others are told beside it."""
    try:
        yield from faults
    except (WrongCall, ValueError, KeyError, TypeError, AttributeError) as e:
        what = type(e).__name__
        yield fatal(
            "database",
            DATABASE,
            zh=f"case.sqlite 里有读不成的内容（{what}）：被改动，有的无从核对",
            en=f"case.sqlite holds what cannot be read as this program writes it ({what}): it was altered, and something could not be compared",
        )


def _files(case: Case) -> Iterator[Fault]:
    """Every recorded file against the disk, and every file on the disk against the record."""
    recorded, present = case.shelf.recorded(), files(case.folder)
    same_size = []
    for path, (sha256, size, _) in sorted(recorded.items()):
        if path not in present:
            yield missing(path)
        elif present[path] != size:
            yield changed(path)
        else:
            same_size.append((path, sha256))
    for (path, now), (_, was) in zip(hashes(case.folder, [path for path, _ in same_size]), same_size, strict=True):
        if now != was:
            yield changed(path, was, now)
    yield from _extra(case, sorted(set(present) - set(recorded) - _COMPANIONS), present)


def _extra(case: Case, paths: Sequence[str], sizes: dict[str, int]) -> Iterator[Fault]:
    rows = case.database.rows("SELECT run_id FROM runs WHERE head IS NULL")
    unpublished = tuple(f"derived/{row[0]}/" for row in rows)
    for run in unpublished:
        if any(path.startswith(run) for path in paths) and not noted(case.folder / run).is_file():
            yield _unpublished(run)
    for path in paths:
        if path == f"{INCOMING}/.lock" and sizes[path] == 0:
            continue
        if path.startswith(unpublished) and sizes[path] >= 0:
            continue  # a run that is going on, or was killed and will be resumed: nothing rests on it yet
        if path.startswith(f"{INCOMING}/") and not case.database.read_only and not case.shelf.lock.free():
            yield _busy(path)
        elif path.rpartition("/")[2] in _LITTER and sizes[path] >= 0:
            yield _litter(path)
        else:
            yield added(path)


def _litter(path: str) -> Fault:
    return curable(
        "added",
        path,
        zh=f"{path} 是文件管理器留下的，不是本案写下的。请删除",
        en=f"{path} was left by a file manager and is not of this case. Delete it",
    )


def _unpublished(run: str) -> Fault:
    return curable(
        "unpublished",
        run,
        zh=f"{run} 里是没有发布的运行的文件，不是本机写的：别人正在运行，或运行被中断。结果不以它们为准。没有人在运行的，请删除",
        en=f"{run} holds files of a run that was not published, and this computer did not write them: somebody is running it just now, or it was killed. No result rests on them. Where nobody runs it, delete them",
    )


def _busy(path: str) -> Fault:
    return curable(
        "busy",
        path,
        zh=f"另一个 doxdocket 正在写入（{path}）。等它结束后再运行：doxdocket verify",
        en=f"another doxdocket is writing just now ({path}). When it is done, run again: doxdocket verify",
    )


def _remembered(case: Case) -> Iterator[Fault]:
    """The chain against what this officer remembers of it, as it was when the case was opened."""
    if case.remembered is None:
        return
    relation = now if (now := case.remembered.look()).bad else case.remembered.relation_at_open
    (zh, en), place = relation.said(), f"custody:{relation.seq}"
    if relation.bad:
        yield fatal(relation.kind, place, zh=f"保管链{zh}", en=f"of the custody chain, {en}")
    elif relation.kind == FOREIGN:
        yield curable(
            relation.kind,
            place,
            zh=f"{zh}。请核对案卷编号 {case.info.id}；以纸上的链首核对后不再提示（doxdocket verify --head）",
            en=f"{en}. Compare the id of the case, {case.info.id}; once a head on paper was held against it (doxdocket verify --head) this is not told again",
        )
    for back in returned(case):
        zh, en = back.said()
        way = (
            f"doxdocket {back.what} remove",
            f"doxdocket {back.what} add {case.folder} {back.who if back.what == 'officer' else '…'}",
        )
        yield fatal(
            "returned",
            f"custody:{back.restored}",
            zh=f"{zh}。" + ("请再更换一次（doxdocket key rotate）" if back.what == ROTATION else f"由记得移除的经办人再移除一次（{way[0]}），或确认其留任（{way[1]}）"),
            en=f"{en}. " + ("Rotate it again (doxdocket key rotate)" if back.what == ROTATION else f"An officer who remembers the removal removes them again ({way[0]}) or confirms them ({way[1]})"),
        )  # fmt: skip
    for one in apart(case):
        if one.lost:
            yield curable(
                "restored",
                f"custody:{one.restored}",
                zh=f"案卷在第 {one.restored} 行恢复自备份；本机所记的原来的链第 {one.rows()[0]} 行没有回来" + ("" if one.spoken else "，而恢复时没有提到它们") + "。请查明那些办理，需要的重新办理",
                en=f"the case was restored from a backup at row {one.restored}; {one.rows()[1]} of the chain before, as remembered here, did not come back" + ("" if one.spoken else ", and the restoring does not speak of them") + ". Find out what they were and do again what is needed",
            )  # fmt: skip


def _chain(rows: Sequence[CustodyRow]) -> Iterator[Fault]:
    for seq in broken(rows):
        yield fatal(
            "chain",
            f"custody:{seq}",
            zh=f"保管链第 {seq} 行与前一行接不上，或内容被改：有行被改动、插入或删除",
            en=f"custody row {seq} does not follow from the row before, or was altered: a row was changed, inserted or removed",
        )
    for seq, at, before in went_back(rows):
        yield curable(
            "clock",
            f"custody:{seq}",
            zh=f"保管链第 {seq} 行的时间（{at[:19]}）早于前一行（{before[:19]}）：当时的时钟被调回或不准。请查明并说明",
            en=f"custody row {seq} ({at[:19]}) is earlier than the row before ({before[:19]}): the clock was set back or was wrong. Find out why, and say so",
        )
    for one in merges(rows):
        if not one.whole:
            yield fatal(
                "chain",
                f"custody:{one.seq}",
                zh=f"保管链第 {one.seq} 行合并进来的那些行接不成分出的那条链：有行被改动、添加或拿掉",
                en=f"the rows merged with custody row {one.seq} do not make up the chain of the fork: one was changed, added or taken out",
            )
    if not rows:
        yield fatal("chain", "custody:0", zh="保管链是空的", en="the chain of custody is empty")


def _database(case: Case, read: Reading) -> Iterator[Fault]:
    """Tables, triggers and the edition of the database against what this program makes, and what the chain tells of it."""
    if odd := ", ".join(case.unlike()):
        yield fatal(
            "database",
            DATABASE,
            zh=f"case.sqlite 里有本程序没有做的，或少了本程序做的（{odd}）：写入的可能没有留下",
            en=f"case.sqlite holds what this program did not make, or lacks what it made ({odd}): what was written may not have stayed",
        )
    said, told = edition.edition(case.database), read.standing.edition
    if said < told:
        yield fatal(
            "database",
            DATABASE,
            zh=f"case.sqlite 自称第 {said} 版，保管链的行是第 {told} 版的：被改动",
            en=f"case.sqlite says that it is of edition {said}, the rows of its chain are of edition {told}: it was altered",
        )


_WHY = {
    officers.OTHER: (
        "用的钥匙不归所写的经办人名下",
        "was done with a key that does not answer for the officer it names",
    ),
    officers.UNSIGNED: ("没有写明用的哪把钥匙", "does not tell the key it was done with"),
    officers.STRANGER: ("写的不是本案的经办人", "names somebody who was no officer of the case"),
    officers.GONE: ("写的经办人已经移除", "names an officer who had been removed"),
    officers.NO_KEY: ("用的不是持有人的钥匙", "was done with a key that was no holder's"),
    officers.AGAIN: ("再次升级已经升级的案卷", "brings a case up to an edition that it had"),
}
_WHY[officers.TAKEN] = _WHY[officers.OTHER]


def _officers(read: Reading) -> Iterator[Fault]:
    """Acts under a name that could not act, or with a key that could not: this program does not write such a row."""
    for seq, why in read.against.items():
        zh, en = _WHY[why]
        yield fatal(
            "officer",
            f"custody:{seq}",
            zh=f"保管链第 {seq} 行{zh}：不是本程序写的",
            en=f"custody row {seq} {en}: this program did not write it",
        )


def unfit_said(odd: Sequence[forks.Unfit]) -> tuple[str, str]:
    """Which rows of a fork do not fit the case, and why, in Chinese and English."""
    zh = "；".join(
        f"{'分出案卷' if one.fork else '本案'}第 {one.seq} 行（{one.actor}）{_WHY[one.why][0]}" for one in odd
    )
    en = "; ".join(
        f"row {one.seq} of the {'fork' if one.fork else 'case'} ({one.actor}) {_WHY[one.why][1]}" for one in odd
    )
    return zh, en


def _brought(rows: Sequence[CustodyRow]) -> Iterator[Fault]:
    """What merges brought that did not fit the officers and keys of the case: told for good, also where somebody took it with a word."""
    words = {row.seq: row.detail.get("nevertheless") for row in rows if row.act == forks.MERGE}
    for seq, odd in forks.unfit(rows).items():
        zh, en = unfit_said(odd)
        word = words[seq]
        yield curable(
            "brought",
            f"custody:{seq}",
            zh=f"第 {seq} 行合并进来的与本案的经办人和钥匙对不上：{zh}。" + (f"仍合并的理由：{word}" if word else "请查明是谁办理的"),
            en=f"what row {seq} merged does not fit the officers and keys of the case: {en}. " + (f"It was merged nevertheless: {word}" if word else "Find out who did it"),
        )  # fmt: skip


def _heads(case: Case, rows: Sequence[CustodyRow]) -> Iterator[Fault]:
    """Heads published with runs must be rows of the chain: else its tail was cut off, or it is another chain."""
    chain = {row.seq: row.hash for row in rows}
    runs = {str(row.detail.get("run")): (row.seq, row.hash, row.at) for row in rows if row.act == "run"}
    known = case.database.rows("SELECT run_id, head_seq, head, published_at FROM runs WHERE head IS NOT NULL")
    for asked in case.stamps.requests():
        seq = asked.subject.removeprefix("head:")
        if seq != asked.subject and (not seq.isdecimal() or chain.get(int(seq)) != asked.imprint):
            yield fatal(
                "head",
                f"time_stamp:{asked.id}",
                zh=f"时间戳 {asked.id} 所盖的链头（第 {seq} 行）不在保管链里：保管链被重写，或数据库被换成别的",
                en=f"the head that time stamp {asked.id} is over (row {seq}) is not in the chain: it was written anew, or the database was replaced",
            )
    bad = {(run, seq, head) for run, seq, head, at in known if runs.get(run) != (seq, head, at)}
    bad |= {(run, seq, head) for run, seq, head in _outside(case) if runs.get(run, ())[:2] != (seq, head)}
    yield from _printed(case, {run: head for run, (_, head, _) in runs.items()})
    for run_id, seq, head in sorted(bad):
        yield fatal(
            "head",
            f"run:{run_id}",
            zh=f"运行 {run_id} 发布时的链头（第 {seq} 行 {head[:12]}…）不是保管链里这次运行的那一行：链尾被截掉，数据库被换成旧的，或被改动",
            en=f"the head published with run {run_id} (row {seq}, {head[:12]}…) is not the row of that run in the chain: its tail was cut off, the database was replaced by an older one, or altered",
        )


def _printed(case: Case, heads: dict[str, str]) -> Iterator[Fault]:
    """Reports print the head of their run: one that prints another is of another chain."""
    for path in sorted(case.folder.glob("out/report-*")):
        head = heads.get(path.name.removeprefix("report-").partition(".")[0], "")
        with suppress(OSError):  # it is gone or no file: _files names it
            if head.encode() not in path.read_bytes():
                name = f"out/{path.name}"
                yield fatal(
                    "head",
                    name,
                    zh=f"{name} 印的链首不是保管链里这次运行的那一行（{head[:12]}…）：保管链被重写，或文书被换",
                    en=f"{name} does not print the head that its run has in the chain ({head[:12]}…): the chain was written anew, or the document was replaced",
                )


def _outside(case: Case) -> Iterator[tuple[str, int, str]]:
    for path in sorted(case.folder.glob(f"derived/*/{HEAD}")):
        try:
            told = json.loads(path.read_bytes())
            if told.pop("mac") == case.mac(told):
                yield str(told["run"]), int(told["seq"]), str(told["head"])
        except (OSError, ValueError, KeyError, AttributeError, TypeError):
            continue  # not as written: _files names it


_SAID = {"officers": ("经办人", "the officers"), "info": ("案名、办案单位等案件信息", "what the case says of itself"), "holders": ("钥匙持有人的姓名和身份", "the names and roles of key holders"),
         "wrapped": ("钥匙文件", "the wrapped keys"), "sources": ("证据的顺序", "the order of the sources"), "notices": ("遇到而未收的文件", "files met and not taken in")}  # fmt: skip


def _records(case: Case, rows: Sequence[CustodyRow]) -> Iterator[Fault]:
    """Every record against what the chain says of it, both ways, and the case's own statement against case.toml."""
    for place in witness.unlike(case, rows):
        zh, en = _SAID.get(place, (place, place))
        yield fatal(
            "record",
            place,
            zh=f"{zh}与保管链里的记录不符：被改动、添加或删除",
            en=f"{en}: not what the custody row says; changed, added or removed",
        )
    for adopted in sorted({path.split("/")[1] for path in case.shelf.recorded() if path.startswith("rules/")}):
        if not local_rules.fits(case, adopted):
            yield changed(f"rules/{adopted}")
    if not people.stated_truly(case):
        yield fatal(
            "record",
            "case.toml",
            zh="case.toml 与数据库里的案件信息不符：其中之一被改动",
            en="case.toml and the database do not say the same of the case: one of them was altered",
        )


def _holders(case: Case, rows: Sequence[CustodyRow]) -> Iterator[Fault]:
    """Who holds a key against who was given one, and whose was taken away; the one who made the case came with it."""
    given = {str(row.detail.get("key")): row.act != "key.remove" for row in rows if row.act in _GIVEN}
    now = {holder.fingerprint: holder.added_at for holder in case.holders()}
    first = [mark for mark in now if mark not in given and rows and now[mark] <= rows[0].at]
    for mark in sorted({*now, *given}):
        if (mark in now) != (first == [mark] or given.get(mark, False)):
            yield fatal(
                "record",
                f"key:{mark}",
                zh=f"持有人 {mark} 与保管链里的记录不符：未经记录加上或移除",
                en=f"holder {mark} is not what the custody rows say: added or removed without one",
            )


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the law wants stated of a source, and the sources (numbers of the list of evidence) that lack it."""

    lack: Lack
    numbers: tuple[int, ...]


def gaps(case: Case) -> list[Gap]:
    """What the intake of the sources lacks, in the order in which ``add`` tells it; records attached to others want nothing."""
    attached = {one.attached for one in case.attachments.all()}
    lacks = [
        (number, {one.code for one in source.lacks()})
        for number, source in enumerate(case.sources(), 1)
        if source.sha256 not in attached
    ]
    every = [Gap(lack, tuple(number for number, codes in lacks if code in codes)) for code, lack in LACKS.items()]
    return [gap for gap in every if gap.numbers]
