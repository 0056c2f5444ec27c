"""The scan: files in turn, their posts counted by workers; what is known so far is kept now and then, so that a scan that was stopped goes on.

Kept, in the folder of the scan: counts, numbers of posts, what channels are called (masked; private chats not) and what files that were passed over are
called (masked). Other handles, chats and paths are kept as digests, which tell only whoever knows the name already. A scan that was stopped inside a
file goes on at the member it was at, of which the posts that were counted are passed over. A file that changed since is read again. What breaks a parser is named with its reason: what was counted of it before stays, and the answer says so.
"""

import json
import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any

from doxdocket import bounds, parse
from doxdocket.bounds import Lost, guard
from doxdocket.detect.guarded import personal
from doxdocket.engine.pool import Died, Pool
from doxdocket.errors import DoxdocketError, WrongCall
from doxdocket.intake.find import Found, find
from doxdocket.intake.member import Refused
from doxdocket.intake.words import CODES
from doxdocket.pipeline.away import Workers
from doxdocket.pipeline.ids import Ids
from doxdocket.pipeline.inputs import stamps
from doxdocket.pipeline.sources import each
from doxdocket.report.file_names import FileNames
from doxdocket.report.release import Guard
from doxdocket.resolve import record
from doxdocket.scan import files, parquet, tally
from doxdocket.scan.overlap import Compared
from doxdocket.scan.tally import Channel, Seen, mark
from doxdocket.store.lock import Lock
from doxdocket.words import zh_en

STATE, LOCK = "scan.state.json", "scan.lock"
_NOTHING = Guard(lambda *_: b"", {})
"""No case is known."""
EVERY = 200_000
"""Posts after which what is known is kept."""
_SECONDS = 20.0
"""Or so much time."""
SHARE = 50
"""Keeping takes at most this part of the time."""
_ROWS = 512
"""Posts a task."""
_FORMAT = 3
_PRIVATE = re.compile(r"direct|one.?on.?one", re.IGNORECASE)
"""What forms that number private chats as channels call them."""

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
        reading = _Reading(scan, folder / STATE, workers or pool, told, compared, sum(one.size for one in found))
        for one in found:
            reading.read(one)
            if reading.due():
                reading.keep()
        reading.keep()
    return scan


class _Reading:
    """A scan under way."""

    def __init__(
        self, scan: Scan, state: Path, pool: Workers, told: Told, compared: Compared | None, size: int
    ) -> None:
        self._scan, self._state, self._pool = scan, state, pool
        self._told, self._compared, self._size = told, compared, size
        self._key = secrets.token_bytes(32) if compared is None else compared.key
        self._named = FileNames("***")
        self._before = 0  # bytes of the files that came before
        self._counted, self._kept, self._took = 0, monotonic(), 0.0

    def due(self) -> bool:
        """Whether what is known is to be kept now; keeping takes a small part of the time, however much is known."""
        since = monotonic() - self._kept
        wanted = since >= _SECONDS or self._counted >= EVERY
        return self._compared is None and wanted and since >= SHARE * self._took

    def keep(self) -> None:
        """Keep what is known; of what is compared with a case nothing."""
        if self._compared is None:
            begun = monotonic()
            keep(self._scan, self._state)
            self._counted, self._kept = 0, monotonic()
            self._took = self._kept - begun

    def read(self, one: Found) -> None:
        """Count a file, or the members of an archive, from the first on that was not read to its end."""
        scan, path = self._scan, str(one.path.absolute())
        file_mark = mark(path)
        stamp = "" if one.refusal else f"{one.size} {one.path.lstat().st_mtime_ns}"
        if not stamp or scan.done.get(file_mark, ("", 0))[0] != stamp:
            begun = scan.begun.pop(file_mark, ("", 0, 0))
            first, documents = begun[1:] if stamp and begun[0] == stamp else (0, 0)
            passed = scan.passed.pop(file_mark, []) if first else []
            if one.refusal:
                passed.append((self._named(one.relative), *why(one.refusal)))
            else:
                with files.opened(one.path, one.relative) as inside:
                    for n, file in enumerate(inside):
                        if n < first:
                            continue
                        if file.why == files.DOCUMENT:
                            documents += 1
                        elif file.why:
                            passed.append((self._named(file.name), *why(file.why)))
                        else:
                            rest = partial(self._rest, file_mark, stamp, n, documents, passed)
                            passed += [(self._named(file.name), *one) for one in self._file(file, path, rest)]
                        self._told("scan", self._before + min(file.at(), one.size), self._size)
                        if self.due():
                            self._rest(file_mark, stamp, n + 1, documents, passed)
                scan.done[file_mark] = stamp, documents
            scan.begun.pop(file_mark, None)
            scan.passed.pop(file_mark, None)
            if passed:
                scan.passed[file_mark] = passed
        self._before += one.size

    def _rest(self, file_mark: str, stamp: str, members: int, documents: int, passed: list[Passed]) -> None:
        """Keep what is known of a file that is not at its end."""
        self._scan.begun[file_mark] = stamp, members, documents
        if passed:
            self._scan.passed[file_mark] = passed
        self.keep()

    def _file(self, file: files.File, path: str, rest: Callable[[], None]) -> list[tuple[str, str]]:
        """Count the posts of one file, whose channels then have one file more: why it was not read to its end.

        ``rest`` is called now and then when all posts that were drawn are counted.
        """
        scan, compared = self._scan, self._compared
        ids, here, kinds = Ids(self._key), set[str](), () if compared is None else tally.identifiers()
        refused: list[tuple[str, str]] = []
        over = False
        # in place of the digest of its bytes: chats without a number are called by it
        name = sha256(f"{path}\0{file.name}".encode("utf-8", "surrogateescape")).hexdigest()
        parsed_ = parquet.parse(file.stream, name) if file.form == parquet.FORM else parse.parse(file.stream, name, file.form)  # fmt: skip

        def tasks() -> Iterator[tuple[Any, ...]]:
            # what breaks here ends the tasks and no more: those under way are answered
            nonlocal over
            try:
                for parsed in each(parsed_, (OSError, Refused)):
                    batch = ids.batch(parsed.batch)
                    if parsed.table == "channels":
                        for row in batch.to_pylist():
                            _called(scan.channels.setdefault(row["channel_id"], Channel()), row)
                            here.add(row["channel_id"])
                    elif parsed.table == "posts":
                        for one in batch.column("channel_id").unique().to_pylist():
                            scan.channels.setdefault(one, Channel())
                            here.add(one)
                        for start in range(0, batch.num_rows, _ROWS):
                            # filtered and no slice: that of a slice takes the whole batch along to the worker
                            if (new := tally.fresh(batch.slice(start, _ROWS), scan.channels)).num_rows:
                                yield new, self._key, kinds
            except DoxdocketError as error:
                refused.append((error.said("zh"), error.said("en")))
            except OSError:
                refused.append(why("unreadable"))
            except Refused as error:
                refused.append(why(error.code))
            over = True

        drawn = tasks()
        while not over:
            for answer in self._pool.each(tally.count, _while(drawn, lambda: not self.due())):
                parts = answer
                if isinstance(answer, Died):
                    refused.append(why("failed"))
                    parts = tally.unread(answer.arguments[0])
                self._counted += sum(part.counts["posts"] for part in parts)
                tally.add(scan.channels, parts)
                if compared is not None:
                    for part in parts:
                        compared.add(part.channel, part.digests)
                self._told("scan", self._before + min(file.at(), self._size - self._before), self._size)
            if not over:
                rest()
        for one in here:
            scan.channels[one].files += 1
        return list(dict.fromkeys(refused))


def _while(drawn: Iterator[tuple[Any, ...]], on: Callable[[], bool]) -> Iterator[tuple[Any, ...]]:
    """What is drawn as long as that holds; one at least."""
    for one in drawn:
        yield one
        if not on():
            return


def _called(channel: Channel, row: Mapping[str, Any]) -> None:
    """What the channel is called, as it may be kept; a private chat, which is called by a person, is not."""
    if record.chat(row["channel_id"]).startswith("user") or _PRIVATE.search(row["chat_type"] or ""):
        return
    channel.title = shown(row["title"]) if row["title"] else channel.title
    channel.username = row["username"] or channel.username


def why(code: str) -> tuple[str, str]:
    """Why a file was passed over, in both languages."""
    own = {files.UNKNOWN: zh_en("scanning.unknown"), files.SEVERAL: zh_en("scanning.several"), files.PACKED: zh_en("scanning.packed")}  # fmt: skip
    return own.get(code) or CODES[code]


@lru_cache(1 << 12)
def shown(title: str) -> str:
    """A title as it may be kept: what may be personal in it is masked; what cannot be read is not shown."""
    found = guard(lambda: personal(title), bounds.TEXT.of(len(title)))
    return "***" if isinstance(found, Lost) else _NOTHING.masked(title, "***", found)


def keep(scan: Scan, path: Path) -> None:
    """Write what is known, whole or not at all."""
    data = {
        "format": _format(), "done": scan.done, "passed": scan.passed, "begun": scan.begun,
        "channels": {
            id_: [one.title, one.username, one.files, one.counts, one.kinds, one.origins, one.named, one.seen.blocks, sorted(one.seen.others)]
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
    for id_, (title, username, n, counts, kinds, origins, named, blocks, others) in data["channels"].items():
        one = Channel(title, username, n, seen=Seen({int(k): v for k, v in blocks.items()}, others))
        for into, given in ((one.counts, counts), (one.kinds, kinds), (one.origins, origins), (one.named, named)):
            into.update(given)
        scan.channels[id_] = one
    return scan


def _format() -> str:
    return f"{_FORMAT} {stamps()['code']}"
