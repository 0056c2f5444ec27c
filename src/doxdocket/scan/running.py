"""The scan: files in turn, their posts counted by workers; what is known so far is kept now and then, so that a scan that was stopped goes on.

Kept, in the folder of the scan: counts, numbers of posts, what channels are called (masked; private chats not) and what files that were passed over are
called (masked). Other handles, chats and paths are kept as digests, which tell only whoever knows the name already. A file that changed since is read
again. What breaks a parser is named with its reason: what was counted of it before stays, and the answer says so.
"""

import json
import re
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any

from doxdocket import bounds, parse
from doxdocket.bounds import Lost, guard
from doxdocket.detect.guarded import personal
from doxdocket.engine.pool import Died, Pool
from doxdocket.errors import DoxdocketError
from doxdocket.intake.find import find
from doxdocket.intake.member import Refused
from doxdocket.intake.words import CODES
from doxdocket.pipeline.ids import Ids
from doxdocket.pipeline.inputs import stamps
from doxdocket.pipeline.sources import each
from doxdocket.report.file_names import FileNames
from doxdocket.report.release import Guard
from doxdocket.resolve import record
from doxdocket.scan import files, tally
from doxdocket.scan.overlap import Compared
from doxdocket.scan.tally import Channel, Seen, mark
from doxdocket.words import zh_en

STATE = "scan.state.json"
_NOTHING = Guard(lambda *_: b"", {})
"""No case is known."""
_EVERY = 200_000
"""Posts after which what is known is kept."""
_SECONDS = 20.0
"""Or so much time; between two files."""
_ROWS = 512
"""Posts a task."""
_FORMAT = 2
_PRIVATE = re.compile(r"direct|one.?on.?one", re.IGNORECASE)
"""What forms that number private chats as channels call them."""

Told = Callable[[str, int, int], None]
Passed = tuple[str, str, str]
"""The name of a file or member as it may be shown, and why it was passed over in both languages."""


@dataclass(slots=True)
class Scan:
    """What is known so far: channels by id; by the mark of its path what each file was when it was read, with how many files without posts it held, and what of it was passed over."""

    channels: dict[str, Channel] = field(default_factory=dict)
    done: dict[str, tuple[str, int]] = field(default_factory=dict)
    passed: dict[str, list[Passed]] = field(default_factory=dict)


def run(paths: Sequence[str], folder: Path, told: Told, compared: Compared | None = None) -> Scan:
    """Scan what is under the paths; ``folder``: where its state lies and its answers will; ``compared``: with a case, and then from the beginning.

    Raises:
        WrongCall: a path that is not there.

    """
    scan = restored(folder / STATE) if compared is None else Scan()
    found = [one for one in find(paths, folder) if one.refusal != "inside_case"]
    size, at, kept, last = sum(one.size for one in found), 0, 0, monotonic()
    key = secrets.token_bytes(32) if compared is None else compared.key
    named = FileNames("***")
    with Pool() as pool:
        for one in found:
            path = str(one.path.absolute())
            file_mark, at = mark(path), at + one.size
            stamp = "" if one.refusal else f"{one.size} {one.path.lstat().st_mtime_ns}"
            if stamp and scan.done.get(file_mark, ("", 0))[0] == stamp:
                continue
            passed: list[Passed] = []
            documents = 0
            if one.refusal:
                passed.append((named(one.relative), *why(one.refusal)))
            else:
                with files.opened(one.path, one.relative) as inside:
                    for file in inside:
                        if file.why == files.DOCUMENT:
                            documents += 1
                        elif file.why:
                            passed.append((named(file.name), *why(file.why)))
                        else:
                            posts, refused = _file(scan, file, path, key, pool, compared)
                            kept += posts
                            passed += [(named(file.name), *one) for one in refused]
                        told("scan", at, size)
                scan.done[file_mark] = stamp, documents
            scan.passed.pop(file_mark, None)
            if passed:
                scan.passed[file_mark] = passed
            if compared is None and (kept >= _EVERY or monotonic() - last >= _SECONDS):
                keep(scan, folder / STATE)
                kept, last = 0, monotonic()
    if compared is None:
        keep(scan, folder / STATE)
    return scan


def _file(
    scan: Scan, file: files.File, path: str, key: bytes, pool: Pool, compared: Compared | None
) -> tuple[int, list[tuple[str, str]]]:
    """Count the posts of one file, whose channels then have one file more: how many, and why it was not read to its end."""
    ids, here, kinds = Ids(key), set[str](), () if compared is None else tally.identifiers()
    refused: list[tuple[str, str]] = []
    counted = 0
    # in place of the digest of its bytes: chats without a number are called by it
    name = sha256(f"{path}\0{file.name}".encode("utf-8", "surrogateescape")).hexdigest()

    def tasks() -> Iterator[tuple[Any, ...]]:
        # what breaks here ends the tasks and no more: those under way are answered
        try:
            for parsed in each(parse.parse(file.stream, name, file.form), (OSError, Refused)):
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
                            yield new, key, kinds
        except DoxdocketError as error:
            refused.append((error.said("zh"), error.said("en")))
        except OSError:
            refused.append(why("unreadable"))
        except Refused as error:
            refused.append(why(error.code))

    for answer in pool.each(tally.count, tasks()):
        parts = answer
        if isinstance(answer, Died):
            refused.append(why("failed"))
            parts = tally.unread(answer.arguments[0])
        counted += sum(part.counts["posts"] for part in parts)
        tally.add(scan.channels, parts)
        if compared is not None:
            for part in parts:
                compared.add(part.channel, part.digests)
    for one in here:
        scan.channels[one].files += 1
    return counted, list(dict.fromkeys(refused))


def _called(channel: Channel, row: Mapping[str, Any]) -> None:
    """What the channel is called, as it may be kept; a private chat, which is called by a person, is not."""
    if record.chat(row["channel_id"]).startswith("user") or _PRIVATE.search(row["chat_type"] or ""):
        return
    channel.title = shown(row["title"]) if row["title"] else channel.title
    channel.username = row["username"] or channel.username


def why(code: str) -> tuple[str, str]:
    """Why a file was passed over, in both languages."""
    return {files.UNKNOWN: zh_en("scanning.unknown"), files.SEVERAL: zh_en("scanning.several")}.get(code) or CODES[code]


@lru_cache(1 << 12)
def shown(title: str) -> str:
    """A title as it may be kept: what may be personal in it is masked; what cannot be read is not shown."""
    found = guard(lambda: personal(title), bounds.TEXT.of(len(title)))
    return "***" if isinstance(found, Lost) else _NOTHING.masked(title, "***", found)


def keep(scan: Scan, path: Path) -> None:
    """Write what is known, whole or not at all."""
    data = {
        "format": _format(), "done": scan.done, "passed": scan.passed,
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
    )
    for id_, (title, username, n, counts, kinds, origins, named, blocks, others) in data["channels"].items():
        one = Channel(title, username, n, seen=Seen({int(k): v for k, v in blocks.items()}, others))
        for into, given in ((one.counts, counts), (one.kinds, kinds), (one.origins, origins), (one.named, named)):
            into.update(given)
        scan.channels[id_] = one
    return scan


def _format() -> str:
    return f"{_FORMAT} {stamps()['code']}"
