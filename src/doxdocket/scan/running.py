"""The scan: files in turn, their posts counted by workers; what is known so far is kept now and then, so that a scan that was stopped goes on.

Kept, in the folder of the scan: counts, numbers of posts, what channels are called (masked, with the names that their posts give; private chats not) and what the files are
called (what may be personal hidden). Names are in memory alone: a title that comes after posts that named somebody and that another process counted is hidden whole. Of the names that posts show two bytes of a digest each are kept, which thousands of people share; other handles, chats and paths as digests, which tell only whoever knows the name already. A scan that was stopped inside a
file goes on at the member it was at, of which the posts that were counted are passed over. A file that changed since is read again. What breaks a parser is named with its reason: what was counted of it before stays, and the answer says so.
"""

import json
import re
import secrets
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket import bounds, parse
from doxdocket.bounds import Lost, guard
from doxdocket.detect.guarded import personal
from doxdocket.engine.pool import Died, Pool
from doxdocket.errors import DoxdocketError, WrongCall
from doxdocket.intake.find import Found, find
from doxdocket.intake.member import Refused
from doxdocket.intake.record import CODES
from doxdocket.parse import codes as parse_codes
from doxdocket.pipeline.ids import Ids
from doxdocket.pipeline.inputs import stamps
from doxdocket.pipeline.remote_tasks import Workers
from doxdocket.pipeline.sources import each
from doxdocket.report.file_names import closed
from doxdocket.report.release import Guard
from doxdocket.resolve import record
from doxdocket.scan import channel_counts, files, parquet
from doxdocket.scan.channel_counts import Channel, Seen, mark
from doxdocket.scan.overlap import Compared
from doxdocket.seal.digest import Digester
from doxdocket.store.lock import Lock
from doxdocket.words import said_in, zh_en

STATE, LOCK = "scan.state.json", "scan.lock"
_NOTHING = Guard(lambda *_: b"", {})
"""No case is known."""
_LONG, _LONGEST = 60, 200
"""Signs of a title, or of the name of a file, that are shown; and that are read of a title."""
EVERY = 200_000
"""Posts after which what is known is kept."""
_SECONDS = 20.0
"""Or so much time."""
SHARE = 50
"""Keeping takes at most this part of the time."""
_ROWS, _BYTES = 512, 4 << 20
"""Posts a task, of one file or of several; and so many bytes of them."""
_FORMAT = 5
_PRIVATE = re.compile(r"direct|one.?on.?one", re.IGNORECASE)
"""What forms that number private chats as channels call them."""

_Task = tuple[pa.RecordBatch, bytes, Collection[str]]
Told = Callable[[str, int, int], None]
Passed = tuple[str, str, str]
"""The name of a file or member as it may be shown, and why it was passed over in both languages."""


@dataclass(slots=True)
class Scan:
    """What is known so far: channels by id; by the mark of its path what each file was when it was read, with how many files without posts it held, and what of it was passed over.

    ``begun``: likewise of a file that was not read to its end, with how many of its members were.
    """

    channels: dict[str, Channel] = field(default_factory=dict)
    done: dict[str, tuple[str, int]] = field(default_factory=dict)
    passed: dict[str, list[Passed]] = field(default_factory=dict)
    begun: dict[str, tuple[str, int, int]] = field(default_factory=dict)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else scans into the folder meanwhile: two would each keep the half that it knows.

    Raises:
        WrongCall: somebody does.

    """
    lock = Lock(folder / LOCK)
    if not lock.take():
        raise WrongCall("scanning.busy", folder=folder)
    try:
        yield
    finally:
        lock.release()


def run(
    paths: Sequence[str], folder: Path, told: Told, compared: Compared | None = None, workers: Workers | None = None
) -> Scan:
    """Scan what is under the paths; ``folder``: where its state lies and its answers will; ``compared``: with a case, and then from the beginning; ``workers``: who count elsewhere.

    Raises:
        WrongCall: a path that is not there.

    """
    scan = restored(folder / STATE) if compared is None else Scan()
    found = [one for one in find(paths, folder) if one.refusal != "inside_case"]
    with Pool() as pool:
        _Reading(scan, folder / STATE, told, compared, found).count(workers or pool)
    return scan


class _Reading:
    """A scan under way. Small files share tasks, so that workers need not wait for the end of each; what is known is kept when every post that was drawn is counted."""

    def __init__(self, scan: Scan, state: Path, told: Told, compared: Compared | None, found: Sequence[Found]) -> None:
        self._scan, self._state, self._told, self._compared, self._found = scan, state, told, compared, found
        self._key = secrets.token_bytes(32) if compared is None else compared.key
        self._digester = Digester(self._key)
        self._kinds = () if compared is None else channel_counts.identifiers()
        self._room = channel_counts.ALL - sum(len(one.marks) for one in scan.channels.values())
        self._before, self._size = 0, sum(one.size for one in found)  # bytes of the files that came before, and of all
        self._drawn: list[pa.RecordBatch] = []  # of the next task
        self._rows = self._bytes = 0
        self._files: dict[str, tuple[str, str]] = {}  # whose posts are drawn and not kept: mark and name by source
        self._counted, self._kept, self._took, self._over = 0, monotonic(), 0.0, False

    def count(self, workers: Workers) -> None:
        """Count all files."""
        tasks = self._tasks()
        while not self._over:
            for answer in workers.each(channel_counts.count, self._until_due(tasks)):
                self._add(answer, workers)
            self._files.clear()
            if self._compared is None:  # of what is compared with a case nothing is kept
                begun = monotonic()
                keep(self._scan, self._state)
                self._counted, self._kept = 0, monotonic()
                self._took = self._kept - begun

    def _due(self) -> bool:
        """Whether what is known is to be kept now; keeping takes a small part of the time, however much is known."""
        since = monotonic() - self._kept
        wanted = since >= _SECONDS or self._counted >= EVERY
        return self._compared is None and wanted and since >= SHARE * self._took

    def _until_due(self, tasks: Iterator[_Task | None]) -> Iterator[_Task]:
        """Tasks until what is known is to be kept, or there are no more: no post is drawn then that is in no task."""
        for task in tasks:
            if task is not None:
                yield task
            if self._due():
                return
        self._over = True

    def _tasks(self) -> Iterator[_Task | None]:
        for one in self._found:
            yield from self._read(one)
            self._before += one.size
            if self._due():
                yield self._task()
        yield self._task()

    def _task(self) -> _Task | None:
        """What was drawn, of however many files; none where nothing was."""
        if not self._drawn:
            return None
        batch = pa.concat_batches(self._drawn)
        self._drawn, self._rows, self._bytes = [], 0, 0
        return batch, self._key, self._kinds

    def _add(self, answer: list[channel_counts.Part] | Died, workers: Workers) -> None:
        """Add what a task gave. One that ended its workers is done again file by file, so that what breaks is named and the others are counted."""
        if isinstance(answer, Died):
            batch, *rest = answer.arguments
            sources = batch["source"].unique().to_pylist()
            if len(sources) > 1:
                of = ((batch.filter(pc.equal(batch["source"], one)), *rest) for one in sources)
                for one in workers.each(channel_counts.count, of):
                    self._add(one, workers)
                return
            file_mark, name = self._files[sources[0]]
            if (failed := (_named(name), *why("failed"))) not in self._scan.passed.get(file_mark, ()):
                self._scan.passed.setdefault(file_mark, []).append(failed)
            answer = channel_counts.unread(batch)
        self._counted += sum(part.counts["posts"] for part in answer)
        self._room = channel_counts.add(self._scan.channels, answer, self._room)
        for part in answer:
            if part.names or self._scan.channels[part.channel].capped:
                self._entitle(self._scan.channels[part.channel])
        if self._compared is not None:
            for part in answer:
                self._compared.add(part.channel, part.digests)

    def _read(self, one: Found) -> Iterator[_Task | None]:
        """Draw the posts of a file, or of the members of an archive, from the first on that was not read to its end."""
        scan, file_mark = self._scan, mark(str(one.path.absolute()))
        stamp = "" if one.refusal else f"{one.size} {one.path.lstat().st_mtime_ns}"
        if stamp and scan.done.get(file_mark, ("", 0))[0] == stamp:
            return
        before, first, documents = scan.begun.pop(file_mark, ("", 0, 0))
        if not stamp or before != stamp:
            first = documents = 0
            scan.passed.pop(file_mark, None)
        if one.refusal:
            self._pass(file_mark, one.relative, why(one.refusal))
            return
        with files.opened(one.path, one.relative) as inside:
            for n, file in enumerate(inside):
                if n < first:
                    continue
                scan.begun[file_mark] = stamp, n, documents
                if file.why == files.DOCUMENT:
                    documents += 1
                elif file.why:
                    self._pass(file_mark, file.name, why(file.why))
                else:
                    yield from self._posts(file, one, file_mark)
                scan.begun[file_mark] = stamp, n + 1, documents
                self._told("scan", self._before + min(file.at(), one.size), self._size)
                if self._due():
                    yield self._task()
        scan.begun.pop(file_mark, None)
        scan.done[file_mark] = stamp, documents

    def _pass(self, file_mark: str, name: str, told: tuple[str, str], *, private: bool = False) -> None:
        self._scan.passed.setdefault(file_mark, []).append((_named(name, private=private), *told))

    def _posts(self, file: files.File, one: Found, file_mark: str) -> Iterator[_Task | None]:
        """Draw the posts of one file, whose channels then have one file more; what breaks it is named, and what was drawn is counted."""
        channels, ids, here = self._scan.channels, Ids(self._key), set[str]()
        private = False
        left = Counter[str]()  # records that are in no post, by code
        # in place of the digest of its bytes: chats without a number are called by it
        name = sha256(f"{one.path.absolute()}\0{file.name}".encode("utf-8", "surrogateescape")).hexdigest()
        parsed_ = parquet.parse(file.stream, name) if file.form == parquet.FORM else parse.parse(file.stream, name, file.form)  # fmt: skip
        try:
            for parsed in each(parsed_, (OSError, Refused)):
                batch = ids.batch(parsed.batch)
                if parsed.table == "channels":
                    for row in batch.to_pylist():
                        private |= self._called(channels.setdefault(row["channel_id"], Channel()), row)
                        here.add(row["channel_id"])
                elif parsed.table == "warnings":
                    left.update(row["code"] for row in batch.to_pylist() if row["what"] == "quarantine")
                elif parsed.table == "posts":
                    for id_ in batch.column("channel_id").unique().to_pylist():
                        channels.setdefault(id_, Channel())
                        here.add(id_)
                    at = 0
                    while at < batch.num_rows:
                        some = batch.slice(at, _ROWS - self._rows)
                        at += some.num_rows
                        if (new := channel_counts.fresh(some, channels)).num_rows:
                            self._drawn.append(new)
                            self._rows += new.num_rows
                            self._bytes += new.nbytes
                            self._files[name] = file_mark, file.name
                        if self._rows == _ROWS or self._bytes >= _BYTES or self._due():
                            yield self._task()
                self._told("scan", self._before + min(file.at(), one.size), self._size)
        except DoxdocketError as error:
            self._pass(file_mark, file.name, (error.said("zh"), error.said("en")), private=private)
        except OSError:
            self._pass(file_mark, file.name, why("unreadable"), private=private)
        except Refused as error:
            self._pass(file_mark, file.name, why(error.code), private=private)
        if left:
            self._pass(file_mark, file.name, _left_out(left), private=private)
        for id_ in here:
            channels[id_].files += 1
            channels[id_].file = channels[id_].file or _named(file.name, private=private)

    def _called(self, channel: Channel, row: Mapping[str, Any]) -> bool:
        """What the channel is called; a private chat, which is called by a person, is not. Whether it is one."""
        if record.chat(row["channel_id"]).startswith("user") or _PRIVATE.search(row["chat_type"] or ""):
            return True
        if raw := (row["title"] or "")[:_LONGEST]:
            if channel.called != mark(raw):
                channel.called, channel.hidden = mark(raw), [(0, len(raw))] if channel.old else []
            channel.raw = raw
            self._entitle(channel)
        channel.username = row["username"] or channel.username
        return False

    def _entitle(self, channel: Channel) -> None:
        """The title as it may be kept: without what may be personal in it, nor a name that posts of the channel give."""
        if not (raw := channel.raw):
            return
        spans = _personal(raw)
        if spans is None or channel.capped:
            channel.title = "***"
            return
        named = Guard(self._digester.digest, channel.names).found(raw, channel.names)
        channel.hidden = sorted({*channel.hidden, *spans, *((start, end) for start, end, _ in named)})
        title = _NOTHING.masked(raw, "***", ((start, end, "") for start, end in channel.hidden))
        channel.title = title if len(title) <= _LONG else f"{title[: _LONG - 1]}…"


def _left_out(codes: Mapping[str, int]) -> tuple[str, str]:
    """How many records of a file are in no post, and why."""
    zh, en = (
        said_in(lang, "marks.semicolon").join(parse_codes.said(code, lang) for code in codes) for lang in ("zh", "en")
    )
    return zh_en("scanning.left_out", n=sum(codes.values()), why=(zh, en))


def why(code: str) -> tuple[str, str]:
    """Why a file was passed over, in both languages."""
    own = {files.UNKNOWN: zh_en("scanning.unknown"), files.SEVERAL: zh_en("scanning.several"), files.PACKED: zh_en("scanning.packed")}  # fmt: skip
    return own.get(code) or CODES[code]


def _named(name: str, *, private: bool = False) -> str:
    """The name of a file as it may be shown: what may be personal in it is hidden, of a private chat all of it, and eight signs of its digest tell it.

    >>> _named("a/result.json"), _named("张伟.json"), _named("zhangwei.json", private=True)
    ('a/result.json', '***.json #5bfe487b', '*** #2ae522d5')
    """
    shown = "***" if private else closed(name, "***")
    shown = shown if len(shown) <= _LONG else f"…{shown[1 - _LONG :]}"
    return shown if shown == name else f"{shown} #{mark(name)[:8]}"


@lru_cache(1 << 12)
def _personal(title: str) -> list[tuple[int, int]] | None:
    """Where a title may be personal by itself; none where it cannot be read."""
    found = guard(lambda: personal(title), bounds.TEXT.of(len(title)))
    return None if isinstance(found, Lost) else [(start, end) for start, end, _ in found]


def keep(scan: Scan, path: Path) -> None:
    """Write what is known, whole or not at all."""
    data = {
        "format": _format(), "done": scan.done, "passed": scan.passed, "begun": scan.begun,
        "channels": {
            id_: [
                one.title, one.hidden, one.called, one.username, one.file, one.files, one.counts, one.kinds, one.origins, one.named,
                one.seen.blocks, sorted(one.seen.others), one.marks, one.capped,
                one.old or any(one.names.values()),
            ]
            for id_, one in scan.channels.items()
        },
    }  # fmt: skip
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    part.replace(path)


def restored(path: Path) -> Scan:
    """What was kept; nothing where there is nothing, or what lies there was not written by this code, whose counts may be others."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Scan()
    if not isinstance(data, dict) or data.get("format") != _format():
        return Scan()
    scan = Scan(
        done={name: (stamp, n) for name, (stamp, n) in data["done"].items()},
        passed={name: [(told, zh, en) for told, zh, en in some] for name, some in data["passed"].items()},
        begun={name: (stamp, first, n) for name, (stamp, first, n) in data["begun"].items()},
    )
    for id_, (
        title,
        hidden,
        called,
        username,
        file,
        n,
        counts,
        kinds,
        origins,
        named,
        blocks,
        others,
        marks,
        capped,
        old,
    ) in data["channels"].items():
        one = Channel(title, [(start, end) for start, end in hidden], called, username, file, n, seen=Seen({int(k): v for k, v in blocks.items()}, others))  # fmt: skip
        one.marks = {int(post): tuple(told) for post, told in marks.items()}
        one.capped, one.old = capped, old
        for into, given in ((one.counts, counts), (one.kinds, kinds), (one.origins, origins), (one.named, named)):
            into.update(given)
        scan.channels[id_] = one
    return scan


def _format() -> str:
    return f"{_FORMAT} {stamps()['code']}"
