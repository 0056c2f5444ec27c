"""The scan: files in turn, their posts counted by workers; what is known so far is kept now and then, so that a scan that was stopped goes on.

Kept, in the folder of the scan: counts, titles and numbers of posts, no text and no value. A file that changed since is another file. What breaks a
parser is named with its reason and passed over: what was counted of it before stays, and the answer says so.
"""

import json
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from doxdocket import bounds, parse
from doxdocket.bounds import Lost, guard
from doxdocket.detect.stage import look
from doxdocket.engine.pool import Died, Pool
from doxdocket.errors import DoxdocketError
from doxdocket.intake.find import find
from doxdocket.intake.member import Refused
from doxdocket.intake.words import CODES
from doxdocket.pipeline.ids import Ids
from doxdocket.pipeline.sources import each
from doxdocket.scan import files, tally
from doxdocket.scan.overlap import STRONG, Compared
from doxdocket.scan.tally import Channel, Seen
from doxdocket.seal.masks import mask
from doxdocket.words import zh_en

STATE = "scan.state.json"
_EVERY = 200_000
"""Posts after which what is known is kept."""
_ROWS = 512
"""Posts a task."""
_FORMAT = 1


@dataclass(slots=True)
class Scan:
    """What is known so far: channels by id, files read by mark, and what was passed over with the reason."""

    channels: dict[str, Channel] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)
    passed: dict[str, tuple[str, str]] = field(default_factory=dict)
    documents: int = 0
    """Files that hold no posts: pictures and the like."""


Told = Callable[[str, int, int], None]


def run(paths: Sequence[str], folder: Path, told: Told, compared: Compared | None = None) -> Scan:
    """Scan what is under the paths; ``folder``: where its state lies and its answers will; ``compared``: with a case, and then from the beginning.

    Raises:
        WrongCall: a path that is not there.

    """
    scan = restored(folder / STATE) if compared is None else Scan()
    found = [one for one in find(paths, folder) if one.refusal != "inside_case"]
    size, at, kept = sum(one.size for one in found), 0, 0
    with Pool() as pool:
        for one in found:
            mark = f"{one.relative} {one.size} {one.path.lstat().st_mtime_ns if not one.refusal else 0}"
            at += one.size
            if mark in scan.done:
                continue
            if one.refusal:
                scan.passed[one.relative] = why(one.refusal)
                continue
            before = _posts(scan)
            with files.opened(one.path, one.relative) as inside:
                for file in inside:
                    if file.why == files.DOCUMENT:
                        scan.documents += 1
                    elif file.why:
                        scan.passed[file.name] = why(file.why)
                    else:
                        _file(scan, file, pool, compared)
                    told("scan", at, size)
            scan.done[mark] = _posts(scan) - before
            kept += scan.done[mark]
            if kept >= _EVERY and compared is None:
                keep(scan, folder / STATE)
                kept = 0
    if compared is None:
        keep(scan, folder / STATE)
    return scan


def _posts(scan: Scan) -> int:
    return sum(one.counts["posts"] for one in scan.channels.values())


def _file(scan: Scan, file: files.File, pool: Pool, compared: Compared | None) -> None:
    """Count the posts of one file; its channels then have one file more."""
    key = secrets.token_bytes(32) if compared is None else compared.key
    ids, here, kinds = Ids(key), set[str](), () if compared is None else STRONG

    name = sha256(
        file.name.encode()
    ).hexdigest()  # in place of the digest of its bytes: chats without a number are called by it

    def tasks() -> Iterator[tuple[Any, ...]]:
        for parsed in each(parse.parse(file.stream, name, file.form)):
            batch = ids.batch(parsed.batch)
            if parsed.table == "channels":
                for row in batch.to_pylist():
                    channel = scan.channels.setdefault(row["channel_id"], Channel())
                    channel.title, channel.username = row["title"] or channel.title, row["username"] or channel.username
                    here.add(row["channel_id"])
            elif parsed.table == "posts":
                for one in batch.column("channel_id").unique().to_pylist():
                    scan.channels.setdefault(one, Channel())
                    here.add(one)
                new = tally.fresh(batch, scan.channels)
                for start in range(0, new.num_rows, _ROWS):
                    yield new.slice(start, _ROWS), key, kinds

    try:
        for answer in pool.each(tally.count, tasks()):
            if isinstance(answer, Died):
                scan.passed[file.name] = why("failed")
                continue
            tally.add(scan.channels, answer)
            if compared is not None:
                for part in answer:
                    compared.add(part.channel, part.digests)
    except DoxdocketError as error:
        scan.passed[file.name] = error.said("zh"), error.said("en")
    except OSError:
        scan.passed[file.name] = why("unreadable")
    except Refused as error:
        scan.passed[file.name] = why(error.code)
    for one in here:
        scan.channels[one].files += 1


def why(code: str) -> tuple[str, str]:
    """Why a file was passed over, in both languages."""
    return {files.UNKNOWN: zh_en("scanning.unknown"), files.SEVERAL: zh_en("scanning.several")}.get(code) or CODES[code]


def shown(title: str) -> str:
    """A title as it may be printed: what the reader finds in it is masked; what it cannot read is not shown."""
    [found] = guard(lambda: look([("text", title)]), bounds.TEXT.of(len(title))) if title else [([], [])]  # type: ignore[misc]
    if isinstance(found, Lost):
        return "***"
    for hit in sorted(found[0], key=lambda one: -one.start):
        title = title[: hit.start] + mask(hit.kind, hit.value, hit.verdict) + title[hit.end :]
    return title


def keep(scan: Scan, path: Path) -> None:
    """Write what is known, whole or not at all."""
    data = {
        "format": _FORMAT, "done": scan.done, "passed": scan.passed, "documents": scan.documents,
        "channels": {
            id_: [one.title, one.username, one.files, one.counts, one.kinds, one.origins, one.named, one.seen.blocks, sorted(one.seen.others)]
            for id_, one in scan.channels.items()
        },
    }  # fmt: skip
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    part.replace(path)


def restored(path: Path) -> Scan:
    """What was kept; nothing where there is nothing, or what lies there was not written by this code."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Scan()
    if data.get("format") != _FORMAT:
        return Scan()
    scan = Scan(
        done=data["done"],
        passed={name: (zh, en) for name, (zh, en) in data["passed"].items()},
        documents=data["documents"],
    )
    for id_, (title, username, n, counts, kinds, origins, named, blocks, others) in data["channels"].items():
        one = Channel(title, username, n, seen=Seen({int(k): v for k, v in blocks.items()}, others))
        for into, given in ((one.counts, counts), (one.kinds, kinds), (one.origins, origins), (one.named, named)):
            into.update(given)
        scan.channels[id_] = one
    return scan
