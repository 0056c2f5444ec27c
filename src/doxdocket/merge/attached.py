"""Files that posts name, against the files that are in the case: what an export calls included may never have been handed in.

A path in a captured file is untrusted text: it is resolved inside the folder of the file that names it and nowhere else,
and no disk is touched; a path that leads out of it is not looked for (docs/explanation/completeness.md). Files of one
container (or of what was added beside one another) are compared by the paths at which they were found. Leaves out:
thumbnails; whether a file is what its name says.

>>> inside("photos/./photo_1.jpg"), inside("../../etc/passwd"), inside("C:/x"), inside("photos/../video.mp4")
('photos/photo_1.jpg', None, None, 'video.mp4')
"""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

Place = tuple[str | None, str]
"""A container (empty: none; null: not known) and a folder in it."""


def inside(path: str) -> str | None:
    """The path within the folder of the file that names it; none where it leads out of it."""
    parts: list[str] = []
    text = path.replace("\\", "/")
    if text.startswith("/") or "\0" in text or text[1:2] == ":":
        return None
    for part in text.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) or None


def media(posts: pa.Table, places: pa.Table) -> pa.Table:
    """One row a file that a post names (channel_id, capture, post_id, source, status), thumbnails left out.

    ``places``: source, parent (its container; empty: none; null: not known), path: every place at which the bytes of a
    source were found. ``status`` as in ``records.MEDIA``; of included files ``absent`` where no such file is in the case, ``outside`` where the path leads
    out of the export's folder.
    """
    keys = posts.select(["channel_id", "capture", "post_id", "source", "media"]).combine_chunks()
    chunks = [_flat(pa.Table.from_batches([batch])) for batch in keys.to_batches() if batch.num_rows]
    if not chunks:
        return _flat(keys.slice(0, 0)).drop(["path"])
    flat = pa.concat_tables(chunks)
    status = _seen(flat, places)
    return flat.drop(["path", "status"]).append_column("status", status)


FILES = pa.schema([
    ("channel_id", pa.string()), ("post_id", pa.string()), ("capture", pa.string()), ("source", pa.string()), ("file", pa.string()),
])  # fmt: skip
"""A file of the case that a post shows: the post, the source that says so, and the file's own source."""


def files(posts: pa.Table, places: pa.Table) -> pa.Table:
    """Each post (``channel_id, post_id, capture, source, media``) with the files of the case that it names (``FILES``)."""
    keys = posts.select(["channel_id", "capture", "post_id", "source", "media"]).combine_chunks()
    chunks = [_flat(pa.Table.from_batches([batch])) for batch in keys.to_batches() if batch.num_rows]
    there, folders = _there(places)
    found: dict[tuple[str, str], list[str]] = {}
    rows: list[dict[str, str]] = []
    for chunk in chunks:
        named = chunk.filter(pc.and_(pc.equal(chunk["status"], "included"), pc.is_valid(chunk["path"])))
        for row in named.to_pylist():
            at = row["source"], row["path"]
            if at not in found:
                found[at] = _found(row["path"], folders[row["source"]], there)
            rows += [{**{name: row[name] for name in FILES.names[:4]}, "file": file} for file in found[at]]
    return pa.Table.from_pylist(rows, FILES)


def _flat(keys: pa.Table) -> pa.Table:
    lists = keys["media"].combine_chunks() if keys.num_rows else pa.array([], keys.schema.field("media").type)
    one = pc.list_flatten(lists)
    flat = keys.drop(["media"]).take(pc.list_parent_indices(lists))
    for name in ("path", "status"):
        flat = flat.append_column(name, pc.struct_field(one, name))
    kind = pc.fill_null(pc.struct_field(one, "kind"), "")
    return flat.filter(pc.not_equal(kind, "thumbnail"))


def _seen(flat: pa.Table, places: pa.Table) -> pa.ChunkedArray:
    """The status of each file, with what the case holds taken into account."""
    named = pc.and_(pc.equal(flat["status"], "included"), pc.is_valid(flat["path"]))
    if not pc.any(named).as_py():
        return flat["status"]
    there, folders = _there(places)
    answers: dict[tuple[str, str], str] = {}
    out = flat["status"].to_pylist()
    wanted = zip(named.to_pylist(), flat["source"].to_pylist(), flat["path"].to_pylist(), strict=True)
    for at, (is_named, source, path) in enumerate(wanted):
        if is_named:
            if (source, path) not in answers:
                answers[source, path] = _answer(path, folders[source], there)
            out[at] = answers[source, path]
    return pa.chunked_array([pa.array(out, pa.string())])


There = Mapping[str, Mapping[str | None, set[str]]]
"""By path, the sources that lie there, by container."""


def _there(places: pa.Table) -> tuple[There, dict[str, list[Place]]]:
    """The sources that lie at a path, by container, and container and folder of every source."""
    there: dict[str, dict[str | None, set[str]]] = defaultdict(lambda: defaultdict(set))
    folders: dict[str, list[Place]] = defaultdict(list)
    for source, parent, path in zip(*(places[c].to_pylist() for c in ("source", "parent", "path")), strict=True):
        named = unicodedata.normalize("NFC", path)
        there[named][parent].add(source)
        folders[source].append((parent, named.rpartition("/")[0]))
    return there, folders


def _answer(path: str, folders: list[Place], there: There) -> str:
    if inside(unicodedata.normalize("NFC", path)) is None:
        return "outside"
    return "included" if _found(path, folders, there) else "absent"


def _found(path: str, folders: list[Place], there: There) -> list[str]:
    """The sources that lie where a source in one of these folders says, in its container where that is known."""
    within = inside(unicodedata.normalize("NFC", path))
    for parent, folder in folders if within is not None else ():
        parents = there.get(f"{folder}/{within}" if folder else str(within), {})
        fitting = parents if parent is None else {one: parents[one] for one in (parent, None) if one in parents}
        if fitting:
            return sorted(set().union(*fitting.values()))
    return []
