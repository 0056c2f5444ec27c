"""The pictures of a case: each is read once, near-duplicates are brought together, and posts get the findings of theirs.

A picture is a source of its own; which posts show it is what the captures say of their files (``merge.attached``), of every
capture of a post. An album is one post: its pictures belong to the post of it whose words expose somebody, else to its
lowest id. Reading is slow (about a second a picture), so each is a part of its own that later runs take over, and what is another one saved anew is not
read again: which may be is told from prints before anything is read, whether it is from pixels.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket import bounds
from doxdocket.bounds import ENDED, Lost, guard
from doxdocket.decisions.standing import ADD, Standing
from doxdocket.engine import pool as processes
from doxdocket.engine.pool import Died, cores
from doxdocket.errors import WrongCall
from doxdocket.merge import attached
from doxdocket.pipeline import inputs
from doxdocket.pipeline.inputs import image_stamp
from doxdocket.pipeline.published import current, once, places
from doxdocket.pipeline.sources import here
from doxdocket.records import FINDINGS, IMAGES, PICTURES, PRINTS, WARNINGS, Drawn
from doxdocket.seal.digest import Digester
from doxdocket.store import values_in_text
from doxdocket.store.case import Case
from doxdocket.store.reason import checked
from doxdocket.store.run import Run
from doxdocket.store.sources import Source

if TYPE_CHECKING:
    from doxdocket.detect.images.reading import ImageReading
    from doxdocket.pipeline.where import Opens

FORM = "image"
PART = "pictures"
"""The part of ``findings`` that holds those of pictures, of the rows that stand for their posts."""
WAITING = "waiting"
"""The part of ``images`` that names those which a later run reads."""
_MANY = 64  # pictures from which prints are made in more and smaller tasks, by other processes
_PREFIX = 12  # hex digits of a digest that name a picture
_FEW = 4  # pictures below which starting worker processes costs more than it saves
_MEDIA = ["channel_id", "post_id", "capture", "source", "media"]
_POST = ["channel_id", "post_id", "post_no", "date", "source", "capture", "row_no", "album"]
_TOLD = ["channel_id", "post_id", "person", "kind", "digest", "verdict", "role", "relation"]
Key = tuple[str, str]


def read(
    new: Run,
    earlier: Sequence[Run],
    case: Case,
    pool: "Opens",
    beat: Callable[[int, int], None],
    most: int | None = None,
) -> Iterator[tuple[int, int, bool]]:
    """Read each picture that no part of this run or an earlier one holds; yields (done, all, read now).

    What may be a picture saved anew comes last, when that one is read. ``most``: so many are read, the others wait for a later run.
    ``beat`` hears (done, all) now and then while none is done.
    """
    sources = {one.sha256: one for one in pictures(case)}
    like = _like(new, earlier, case, pool, list(sources.values()), lambda: beat(0, len(sources)))
    wanted: list[str] = []
    for at, source in enumerate(sources):
        part = _part(source, like[source])
        if new.has("images", part):
            continue
        if before := next((one for one in earlier if one.has("images", part)), None):
            new.link_from(before, "images", part)
            yield at, len(sources), False
        else:
            wanted.append(source)
    done = len(sources) - len(wanted)
    ours = [one for one in wanted if not like[one]]
    copies = [one for one in wanted if like[one]]
    if most is not None:
        later = set(ours[most:])
        copies = [one for one in copies if later.isdisjoint(like[one])][: max(0, most - len(ours))]
        ours = ours[:most]
    new.discard("images", WAITING)
    with pool(1 if len(wanted) < _FEW else cores(), lambda: beat(done, len(sources))) as tasks:
        for function, some in ((_read, ours), (_again, copies)):
            for answer in tasks.each(function, (_task(new, earlier, case, one, like[one]) for one in some)):
                if isinstance(answer, Died):
                    _, _, part, name, *_ = answer.arguments
                    _keep(new, part, name, ENDED)
                done += 1
                yield done, len(sources), True
    if left := sorted(set(wanted) - {*ours, *copies}):
        from doxdocket.detect.images.reading import ImageReading, to_row  # noqa: PLC0415

        rows = [to_row(one, ImageReading("unread", "waiting")) for one in left]
        new.write("images", WAITING, pa.Table.from_pylist(rows, IMAGES))


def pictures(case: Case) -> list[Source]:
    """The sources that are pictures, of a fork of a part of the evidence those that it holds, by their digests."""
    return sorted(here(case, [s for s in case.sources() if s.form == FORM]), key=lambda one: one.sha256)


def waiting(run: Run) -> int:
    """How many pictures a later run reads."""
    return (
        sum(batch.num_rows for batch in run.part_batches("images", WAITING, ["source"]))
        if run.has("images", WAITING)
        else 0
    )


def _like(
    new: Run, earlier: Sequence[Run], case: Case, pool: "Opens", sources: Sequence[Source], beat: Callable[[], None]
) -> dict[str, tuple[str, ...]]:
    """Of each picture those that it may be a copy of, from their prints, which are made of many in one task."""
    from doxdocket.detect.images.prints import copies  # noqa: PLC0415

    groups: dict[str, list[str]] = defaultdict(list)
    for source in sources:
        groups[source.sha256[: 2 if len(sources) >= _MANY else 1]].append(source.sha256)
    named = {
        f"{first}-{sha256(''.join(some).encode()).hexdigest()[:16]}-{image_stamp()}": some
        for first, some in groups.items()
    }
    for part in named:
        if not new.has("prints", part) and (before := next((one for one in earlier if one.has("prints", part)), None)):
            new.link_from(before, "prints", part)
    wanted = [part for part in named if not new.has("prints", part)]
    with pool(1 if sum(len(named[part]) for part in wanted) < _MANY else cores(), beat) as tasks:
        given = ((new.folder, new.keys, part, [(one, _bytes(case, one)) for one in named[part]]) for part in wanted)
        for answer in tasks.each(_print, given):
            if isinstance(answer, Died):  # each is read by itself
                new.write(
                    "prints", answer.arguments[2], _prints([(one, (0, 0, b"")) for one in named[answer.arguments[2]]])
                )
    rows = new.read("prints").sort_by("source").to_pylist()
    near = copies([row["phash"] for row in rows], [(row["width"], row["height"]) for row in rows])
    return {row["source"]: tuple(rows[at]["source"] for at in some) for row, some in zip(rows, near, strict=True)}


def _print(folder: Path, keys: Sequence[bytes], part: str, some: Sequence[tuple[str, bytes]]) -> str:
    """The prints of some pictures to a part; runs in a worker process."""
    from doxdocket.detect.images import print_read  # noqa: PLC0415

    processes.at(0)
    Run(folder, keys).write("prints", part, _prints([(name, print_read(data)) for name, data in some]))
    return part


def _prints(some: Sequence[tuple[str, tuple[int, int, bytes]]]) -> pa.Table:
    rows = [
        {"source": name, "width": width, "height": height, "phash": print_} for name, (width, height, print_) in some
    ]
    return pa.Table.from_pylist(rows, PRINTS)


def _part(source: str, like: Sequence[str] = ()) -> str:
    """The name of a picture's part; what it may be a copy of is part of it, so that a case that was read in parts is as one that was read at once."""
    beside = f"-{sha256(' '.join(like).encode()).hexdigest()[:16]}" if like else ""
    return f"{source[:32]}-{image_stamp()}{beside}"


def _bytes(case: Case, source: str) -> bytes:
    with case.original(source) as stream:
        return stream.read()


def _task(new: Run, earlier: Sequence[Run], case: Case, source: str, like: Sequence[str]) -> tuple[Any, ...]:
    """What a worker is given: of a picture that may be a copy also those others with their readings, and its own reading where one is known."""
    task = new.folder, new.keys, _part(source, like), source, _bytes(case, source)
    if not like:
        return task
    alone = _part(source)
    own = next((_packed(run, alone) for run in earlier if run.has("images", alone)), None)
    return *task, [(_bytes(case, one), _packed(new, _part(one))) for one in like], own


def _packed(run: Run, part: str) -> bytes:
    [row] = [row for batch in run.part_batches("images", part, ["reading"]) for row in batch.to_pylist()]
    return bytes(row["reading"])


def _read(folder: Path, keys: Sequence[bytes], part: str, name: str, data: bytes) -> str:
    """One picture to its part; runs in a worker process."""
    # Here, so that a command that only reads a published run does not load the reader and its models.
    from doxdocket.detect.images import read_image  # noqa: PLC0415

    processes.at(0)
    _keep(Run(folder, keys), part, name, read_image(data))
    return part


def _again(
    folder: Path,
    keys: Sequence[bytes],
    part: str,
    name: str,
    data: bytes,
    others: Sequence[tuple[bytes, bytes]],
    own: bytes | None,
) -> str:
    """One picture that may be another one saved anew to its part: then that one's reading is its own; runs in a worker process."""
    from doxdocket.detect.images import read_copy, read_image  # noqa: PLC0415
    from doxdocket.detect.images.reading import reading_of  # noqa: PLC0415

    processes.at(0)
    copied = read_copy(data, [(other, reading_of(packed)) for other, packed in others])
    _keep(Run(folder, keys), part, name, copied or (reading_of(own) if own else read_image(data)))
    return part


def _keep(run: Run, part: str, name: str, seen: "ImageReading | Lost") -> None:
    from doxdocket.detect.images.reading import ImageReading, to_row  # noqa: PLC0415

    reading = ImageReading("unread", seen.how, remarks=(seen.why,)) if isinstance(seen, Lost) else seen
    run.write("images", part, pa.Table.from_pylist([to_row(name, reading)], IMAGES))


def findings(new: Run, case: Case, latest: pa.Table, told: pa.Table) -> pa.Table:
    """Write ``pictures``, a part of ``findings`` and what was not read; the findings of the pictures of every post.

    ``latest``: one row a post; ``told``: the findings of its words.
    """
    images = new.read("images", ["source", "status", "why", "remarks", "phash", "text", "reading"]).sort_by("source")
    if not images.num_rows:
        return FINDINGS.empty_table()
    clusters = _clusters(images)
    shown = _shown(new, case, latest, set(clusters), told)
    found, lost = _found(case, images, clusters, shown, latest, told)
    times: dict[str, int] = defaultdict(int)
    for files in shown.values():
        for file in files:
            times[file] += 1
    rows = [{"source": s, "cluster": clusters[s], "posts": times[s]} for s in sorted(clusters)]
    new.write("pictures", "all", pa.Table.from_pylist(rows, PICTURES))
    new.write("findings", PART, found)
    new.write("warnings", "images", _unread(case, images, times, lost, shown))
    return found


def _clusters(images: pa.Table) -> dict[str, str]:
    """Each picture with the first of its near-duplicates."""
    from doxdocket.detect.images.prints import clusters  # noqa: PLC0415

    names = images["source"].to_pylist()
    first = clusters(images["phash"].to_pylist(), images["text"].to_pylist())
    return {name: names[at] for name, at in zip(names, first, strict=True)}


def _shown(new: Run, case: Case, latest: pa.Table, known: set[str], told: pa.Table) -> dict[Key, list[str]]:
    """Each post with the pictures that it shows, of an album the post to which they belong."""
    where = places(case)
    wanted = pa.array(sorted(known), pa.string())
    shown: dict[Key, set[str]] = defaultdict(set)
    for batch in new.batches("posts", _MEDIA):
        named = batch.filter(pc.greater(pc.fill_null(pc.list_value_length(batch["media"]), 0), 0))
        if named.num_rows:
            files = attached.files(pa.Table.from_batches([named]), where)
            for row in files.filter(pc.is_in(files["file"], wanted)).to_pylist():
                shown[row["channel_id"], row["post_id"]].add(row["file"])
    bearer = _bearers(latest, told)
    out: dict[Key, set[str]] = defaultdict(set)
    for (channel, post), files_ in shown.items():
        out[channel, bearer.get((channel, post), post)] |= files_
    return {key: sorted(out[key]) for key in sorted(out)}


def _bearers(latest: pa.Table, told: pa.Table) -> dict[Key, str]:
    """Of each post of an album the post to which the album's pictures belong."""
    albums = latest.filter(pc.is_valid(latest["album"])).select(["channel_id", "post_id", "post_no", "album"])
    spoken = told.filter(pc.greater_equal(told["person"], 0)) if albums.num_rows else told.slice(0, 0)
    speaks = set(zip(spoken["channel_id"].to_pylist(), spoken["post_id"].to_pylist(), strict=True))
    groups: dict[Key, list[tuple[bool, int, str]]] = defaultdict(list)
    for row in albums.to_pylist():
        silent = (row["channel_id"], row["post_id"]) not in speaks
        groups[row["channel_id"], row["album"]].append((silent, row["post_no"] or 0, row["post_id"]))
    return {(channel, post): min(members)[2] for (channel, _), members in groups.items() for *_, post in members}


def _found(
    case: Case,
    images: pa.Table,
    clusters: dict[str, str],
    shown: dict[Key, list[str]],
    latest: pa.Table,
    told: pa.Table,
) -> tuple[pa.Table, dict[str, Lost]]:
    """The findings of the pictures of every post, and the pictures in whose words the search was stopped or failed."""
    from doxdocket.detect.images.post_rows import Picture, picture, rows  # noqa: PLC0415

    digester = Digester(case.key.subkey("digest"))
    packed = dict(zip(images["source"].to_pylist(), images["reading"].to_pylist(), strict=True))
    seen: dict[str, Picture] = {}
    lost: dict[str, Lost] = {}
    for file in sorted({f for fs in shown.values() for f in fs}):
        one = guard(partial(picture, file, clusters[file], packed[file]), bounds.TEXT.of(len(packed[file])))
        if isinstance(one, Lost):
            lost[file] = one
        else:
            seen[file] = one
    said: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    for row in _of(told, shown).select(_TOLD).to_pylist():
        said[row["channel_id"], row["post_id"]].append(row)
    out: list[dict[str, Any]] = []
    for post in _of(latest, shown).select(_POST).to_pylist():
        key = post["channel_id"], post["post_id"]
        here = [seen[file] for file in shown[key] if file in seen]
        size = sum(len(packed[one.source]) for one in here)
        found = guard(partial(rows, post, said[key], here, digester), bounds.TEXT.of(size))
        if isinstance(found, Lost):
            lost |= dict.fromkeys((one.source for one in here), found)
        else:
            out += found
    return pa.Table.from_pylist(out, FINDINGS), lost


def _of(table: pa.Table, shown: dict[Key, list[str]]) -> pa.Table:
    """The rows of the posts that show pictures."""
    names = zip(table["channel_id"].to_pylist(), table["post_id"].to_pylist(), strict=True)
    return table.filter(pa.array([name in shown for name in names], pa.bool_()))


def _unread(
    case: Case, images: pa.Table, times: dict[str, int], lost: dict[str, Lost], shown: dict[Key, list[str]]
) -> pa.Table:
    """A warning for each picture that was not read or not searched, and a notice for each that no post of the case shows."""
    sizes = {s.sha256: s.size for s in case.sources()}
    first: dict[str, Key] = {}
    for key, files in shown.items():
        first |= {file: key for file in files if file not in first}
    rows: list[dict[str, Any]] = []
    for one in images.select(["source", "status", "why", "remarks"]).to_pylist():
        source = one["source"]
        about = {"source": source, "what": "notice", "byte_start": 0, "byte_end": sizes[source]}
        stopped = lost.get(source) or (Lost(one["why"], one["remarks"][-1]) if one["why"] in _LOST else None)
        if stopped:
            channel, post = first.get(source, (None, None))
            where = {"channel_id": channel, "post_id": post, "detail": f"image:{source}: {stopped.why}"}
            rows.append(about | where | {"what": "unsearched", "code": f"image_{stopped.how}"})
        elif one["status"] == "unread":
            rows.append(about | {"code": "image_unread", "detail": one["why"]})
        if not times.get(source):
            rows.append(about | {"code": "image_alone"})
    return pa.Table.from_pylist(rows, WARNINGS)


_LOST = frozenset({"stopped", "failed"})


def drawn(case: Case, source: str) -> dict[Drawn, list[dict[str, Any]]]:
    """The boxes that people drew in a picture, each with the decisions that stand and say so."""
    found: dict[Drawn, list[dict[str, Any]]] = defaultdict(list)
    for one in Standing.of(inputs.decisions(case)).by(ADD):
        box = Drawn.at(str(one["target"]["span"]).rsplit("/", 2)[-2])
        if box is not None and box.source == source:
            found[box].append(dict(one))
    return found


def _readings(case: Case) -> pa.Table:
    """What was read in the pictures of the current run; kept while the case is open, for many are rendered one after another."""
    run = current(case)
    return once(case, "readings", run.run_id, lambda: run.read("images", ["source", "why", "reading"]))


def rendering(case: Case, name: str, *, reason: str, officer: str) -> bytes:
    """A picture of the current run as PNG, its faces and findings covered. The custody log has it before this returns."""
    row = _one(case, name)
    opened(case, row["source"], reason=reason, officer=officer)
    return _covered(case, row)


def opened(case: Case, source: str, *, reason: str, officer: str) -> None:
    """Record that somebody is about to be shown this picture, covered, and why."""
    said = checked(reason)
    values_in_text.refuse(case, said)
    case.custody.append("open", {"source": source, "where": "picture", "covered": True, "reason": said}, officer)
    case.database.fold()


def covered(case: Case, recorded: Collection[str], name: str) -> bytes:
    """A picture as `rendering` makes it, of those of which it was ``recorded`` already (`opened`): for a process that writes nothing."""
    row = _one(case, name)
    if row["source"] not in recorded:
        raise WrongCall("pipeline_pictures.current_result_has_no_one", name=name)
    return _covered(case, row)


def _one(case: Case, name: str) -> dict[str, Any]:
    rows = _readings(case)
    found = rows.filter(pc.starts_with(rows["source"], name)).to_pylist() if len(name) >= _PREFIX else []
    if len(found) != 1:
        raise WrongCall("pipeline_pictures.current_result_has_no_one", name=name)
    return dict(found[0])


def _covered(case: Case, row: dict[str, Any]) -> bytes:
    from doxdocket.detect.images import blurred  # noqa: PLC0415
    from doxdocket.detect.images.reading import Box, reading_of  # noqa: PLC0415

    with case.original(row["source"]) as stream:
        shown = blurred(
            stream.read(), reading_of(row["reading"]), [Box(*one.box) for one in drawn(case, row["source"])]
        )
    if not shown:
        raise WrongCall("pipeline_pictures.this_picture_cannot_be_opened", why=row["why"], name=row["source"])
    return shown
