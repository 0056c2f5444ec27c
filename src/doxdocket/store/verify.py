"""Is the case still what it was? Every fault at once: files, chain, heads, decisions; and apart, what nobody has stated.

Source: 法发〔2016〕22号; docs/reference/case-folder.md. Every file is compared with the SHA-256 recorded when it was written;
every custody row with its hash and the row before; sources and decisions with the digests their custody rows hold; heads
that left the database (in run folders) with the chain, since the chain cannot know that its own tail was cut off.

Of what is left when the database, or the key, is gone: the bag checks itself (RFC 8493), every encrypted file is named by its own digest, and encrypted tables
authenticate under the key. Documents in ``out/``, other people's keys and the readable ``case.toml`` have no witness left; the fault says so.

>>> import tempfile
>>> from doxdocket.seal.keys import Identity
>>> with tempfile.TemporaryDirectory() as home:
...     with Case.create(Path(home) / "CASE", title="演示", identity=Identity.generate()) as case:
...         _ = (case.folder / "case.toml").write_text("title = '另一案'")
...         [(fault.place, fault.severity) for fault in verify(case)]
[('case.toml', 'fatal')]
>>> [fault.place for fault in bag_faults(Path("/nonexistent"))]
['originals/bag-info.txt', 'originals/bagit.txt', 'originals/manifest-sha256.txt', 'originals/tagmanifest-sha256.txt']
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from doxdocket.errors import DoxdocketError, EvidenceFault, WrongCall
from doxdocket.seal import parquet
from doxdocket.seal.keys import CaseKey, Identity, fingerprint
from doxdocket.store import bag, edition, holders, keyring, local_rules
from doxdocket.store.acquisition import LACKS, Lack
from doxdocket.store.case import Case
from doxdocket.store.case_files import INCOMING, LOCKS
from doxdocket.store.custody import forks, officers, people, witness
from doxdocket.store.custody.chain import CustodyRow, broken, went_back
from doxdocket.store.custody.elsewhere import apart, returned
from doxdocket.store.custody.forks import merges
from doxdocket.store.custody.memory import FOREIGN
from doxdocket.store.custody.officers import ROTATION, Reading
from doxdocket.store.fault import Fault, added, changed, curable, fatal, missing
from doxdocket.store.info import DATABASE
from doxdocket.store.info import told as told_in_clear
from doxdocket.store.run import noted
from doxdocket.store.runs import HEAD
from doxdocket.store.tree import files, hashes
from doxdocket.words import coded, zh_en

_LITTER = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
_GIVEN = ("key.add", "key.escrow", "key.remove")
_LOCKS = frozenset(f"{INCOMING}/{name}" for name in LOCKS)
_TAGS = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")
_TAG_MANIFEST = "tagmanifest-sha256.txt"
_LINE = re.compile(r"([0-9a-f]{64})  ([^\n]+)")
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
    return _without_key(path, why, [identity] if identity else keyring.load(ask=ask))


def verify(case: Case) -> list[Fault]:
    """All faults of an open case; an empty list when there is none."""
    if damage := case.database.damage():
        return _without_database(case.folder, case.key, damage)
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
        yield fatal("database", DATABASE, *zh_en("verify.case_sqlite_holds_what_cannot", what=what))


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
        if path in _LOCKS and sizes[path] == 0:
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
    return curable("added", path, *zh_en("verify.was_left_by_file_manager", path=path))


def _unpublished(run: str) -> Fault:
    return curable("unpublished", run, *zh_en("verify.holds_files_of_run_that", run=run))


def _busy(path: str) -> Fault:
    return curable("busy", path, *zh_en("verify.another_doxdocket_is_writing_just", path=path))


def _remembered(case: Case) -> Iterator[Fault]:
    """The chain against what this officer remembers of it, as it was when the case was opened."""
    if case.remembered is None:
        return
    relation = now if (now := case.remembered.look()).bad else case.remembered.relation_at_open
    (zh, en), place = relation.said(), f"custody:{relation.seq}"
    if relation.bad:
        yield fatal(relation.kind, place, *zh_en("verify.of_custody_chain", said=(zh, en)))
    elif relation.kind == FOREIGN:
        yield curable(relation.kind, place, *zh_en("verify.compare_id_of_case_once", id=case.info.id, said=(zh, en)))
    for back in returned(case):
        zh, en = back.said()
        way = (
            f"doxdocket {back.what} remove",
            f"doxdocket {back.what} add {case.folder} {back.who if back.what == 'officer' else '…'}",
        )
        yield fatal("returned", f"custody:{back.restored}", *zh_en("verify.said_what", said=(zh, en), what=zh_en("verify.rotate_it_again_doxdocket_key") if back.what == ROTATION else zh_en("verify.officer_who_remembers_removal_removes", way=way[0], way_2=way[1])))  # fmt: skip
    for one in apart(case):
        if one.lost:
            yield curable("restored", f"custody:{one.restored}", *zh_en("verify.case_was_restored_from_backup", restored=one.restored, rows=one.rows(), what="" if one.spoken else zh_en("verify.and_restoring_does_not_speak")))  # fmt: skip


def _chain(rows: Sequence[CustodyRow]) -> Iterator[Fault]:
    for seq in broken(rows):
        yield fatal("chain", f"custody:{seq}", *zh_en("verify.custody_row_does_not_follow", seq=seq))
    for seq, at, before in went_back(rows):
        yield curable(
            "clock",
            f"custody:{seq}",
            *zh_en("verify.custody_row_is_earlier_than", seq=seq, at=at[:19], before=before[:19]),
        )
    for one in merges(rows):
        if not one.whole:
            yield fatal("chain", f"custody:{one.seq}", *zh_en("verify.rows_merged_with_custody_row", seq=one.seq))
    if not rows:
        yield fatal("chain", "custody:0", *zh_en("verify.chain_of_custody_is_empty"))


def _database(case: Case, read: Reading) -> Iterator[Fault]:
    """Tables, triggers and the edition of the database against what this program makes, and what the chain tells of it."""
    if odd := ", ".join(case.unlike()):
        yield fatal("database", DATABASE, *zh_en("verify.case_sqlite_holds_what_this", odd=odd))
    said, told = edition.edition(case.database), read.standing.edition
    if said < told:
        yield fatal("database", DATABASE, *zh_en("verify.case_sqlite_says_that_it", said=said, told=told))


_WHY = coded("verify_officers", " ")
_WHY[officers.TAKEN] = _WHY[officers.OTHER]


def _officers(read: Reading) -> Iterator[Fault]:
    """Acts under a name that could not act, or with a key that could not: this program does not write such a row."""
    for seq, why in read.against.items():
        zh, en = _WHY[why]
        yield fatal("officer", f"custody:{seq}", *zh_en("verify.custody_row_this_program_did", seq=seq, said=(zh, en)))


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
        yield curable("brought", f"custody:{seq}", *zh_en("verify.what_row_merged_does_not", seq=seq, said=(zh, en), what=zh_en("verify.it_was_merged_nevertheless", word=word) if word else zh_en("verify.find_out_who_did_it")))  # fmt: skip


def _heads(case: Case, rows: Sequence[CustodyRow]) -> Iterator[Fault]:
    """Heads published with runs must be rows of the chain: else its tail was cut off, or it is another chain."""
    chain = {row.seq: row.hash for row in rows}
    runs = {str(row.detail.get("run")): (row.seq, row.hash, row.at) for row in rows if row.act == "run"}
    known = case.database.rows("SELECT run_id, head_seq, head, published_at FROM runs WHERE head IS NOT NULL")
    for asked in case.stamps.requests():
        seq = asked.subject.removeprefix("head:")
        if seq != asked.subject and (not seq.isdecimal() or chain.get(int(seq)) != asked.imprint):
            yield fatal(
                "head", f"time_stamp:{asked.id}", *zh_en("verify.head_that_time_stamp_is", id=asked.id, seq=seq)
            )
    bad = {(run, seq, head) for run, seq, head, at in known if runs.get(run) != (seq, head, at)}
    bad |= {(run, seq, head) for run, seq, head in _outside(case) if runs.get(run, ())[:2] != (seq, head)}
    yield from _printed(case, {run: head for run, (_, head, _) in runs.items()})
    for run_id, seq, head in sorted(bad):
        yield fatal(
            "head",
            f"run:{run_id}",
            *zh_en("verify.head_published_with_run_row", run_id=run_id, seq=seq, head=head[:12]),
        )


def _printed(case: Case, heads: dict[str, str]) -> Iterator[Fault]:
    """Reports print the head of their run: one that prints another is of another chain."""
    for path in sorted(case.folder.glob("out/report-*")):
        head = heads.get(path.name.removeprefix("report-").partition(".")[0], "")
        with suppress(OSError):  # it is gone or no file: _files names it
            if head.encode() not in path.read_bytes():
                name = f"out/{path.name}"
                yield fatal("head", name, *zh_en("verify.does_not_print_head_that", name=name, head=head[:12]))


def _outside(case: Case) -> Iterator[tuple[str, int, str]]:
    for path in sorted(case.folder.glob(f"derived/*/{HEAD}")):
        try:
            told = json.loads(path.read_bytes())
            if told.pop("mac") == case.mac(told):
                yield str(told["run"]), int(told["seq"]), str(told["head"])
        except (OSError, ValueError, KeyError, AttributeError, TypeError):
            continue  # not as written: _files names it


_SAID = coded("verify_records")


def _records(case: Case, rows: Sequence[CustodyRow]) -> Iterator[Fault]:
    """Every record against what the chain says of it, both ways, and the case's own statement against case.toml."""
    for place in witness.unlike(case, rows):
        zh, en = _SAID.get(place, (place, place))
        yield fatal("record", place, *zh_en("verify.not_what_custody_row_says", said=(zh, en)))
    for adopted in sorted({path.split("/")[1] for path in case.shelf.recorded() if path.startswith("rules/")}):
        if not local_rules.fits(case, adopted):
            yield changed(f"rules/{adopted}")
    if not people.stated_truly(case):
        yield fatal("record", "case.toml", *zh_en("verify.case_toml_and_database_do"))


def _holders(case: Case, rows: Sequence[CustodyRow]) -> Iterator[Fault]:
    """Who holds a key against who was given one, and whose was taken away; the one who made the case came with it."""
    given = {str(row.detail.get("key")): row.act != "key.remove" for row in rows if row.act in _GIVEN}
    now = {holder.fingerprint: holder.added_at for holder in case.holders()}
    first = [mark for mark in now if mark not in given and rows and now[mark] <= rows[0].at]
    for mark in sorted({*now, *given}):
        if (mark in now) != (first == [mark] or given.get(mark, False)):
            yield fatal("record", f"key:{mark}", *zh_en("verify.holder_is_not_what_custody", mark=mark))


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


# What can still be verified when the database, or the key, is gone.
def _without_key(folder: Path, why: DoxdocketError, identities: Sequence[Identity]) -> list[Fault]:
    """Of a case that does not open, for the reason given."""
    place = Path(str(why.facts.get("path", folder)))
    if place.name != DATABASE:
        inside = place.relative_to(folder).as_posix()
        return [fatal("closed", inside, zh=why.said("zh"), en=why.said("en")), *bag_faults(folder)]
    (key, mine), *_ = holders.unlock(folder, identities)
    expected, _ = told_in_clear(folder)
    if expected not in ("", key.mark):
        return [changed(holders.path_of(fingerprint(mine.recipient))), *bag_faults(folder)]
    return _without_database(folder, key, [str(why.facts["what"])])


def _without_database(folder: Path, key: CaseKey, damage: Sequence[str]) -> list[Fault]:
    """Of a case whose database is damaged: that is one fault, and the rest is checked without it."""
    what = "; ".join(damage[:3])
    one = fatal("database", DATABASE, *zh_en("bare.case_sqlite_was_changed_or", what=what))
    return [one, *bag_faults(folder), *_tables(folder, key)]


def bag_faults(folder: Path) -> Iterator[Fault]:
    """Of the bag of originals, by its own manifests."""
    root = folder / bag.FOLDER
    listed = _listed(root / _TAG_MANIFEST)
    expected = {name: listed.get(name, "") for name in (*_TAGS, _TAG_MANIFEST)} | _listed(root / "manifest-sha256.txt")
    present = files(root) if root.is_dir() else {}
    found = dict(hashes(root, sorted(set(expected) & set(present))))
    for name, sha256 in sorted(expected.items()):
        path = f"{bag.FOLDER}/{name}"
        if name not in present:
            yield missing(path)
        elif name == _TAG_MANIFEST:
            if set(listed) != set(_TAGS):
                yield changed(path)
        elif found[name] != sha256:
            yield changed(path, sha256, found[name])
    for name in sorted(set(present) - set(expected)):
        yield added(f"{bag.FOLDER}/{name}")


def _listed(manifest: Path) -> dict[str, str]:
    """Digest by name; what is no line of a manifest is left out, and missed by whoever looks for it."""
    try:
        text = manifest.read_text("utf-8", "replace")
    except OSError:
        return {}
    return {name: sha256 for sha256, name in _LINE.findall(text)}


def _tables(folder: Path, key: CaseKey) -> Iterator[Fault]:
    for path in sorted((folder / "derived").rglob("*.parquet")):
        try:
            for _ in parquet.batches(path, key.subkeys("derived")):
                pass
        except EvidenceFault:
            yield changed(path.relative_to(folder).as_posix())
