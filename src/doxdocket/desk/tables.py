"""The tables that ``export`` knows: where each comes from, which columns it has, and that none holds a digest.

Source of names and columns: ``records.py`` and ``account.py``; a table that goes out as the run holds it has the columns of its record. Digests of values stay in
the case, because who holds the key could try every phone number against them; the four-digit tags go out. Rows come batch by batch. In ``findings`` the columns ``person`` and ``repeat_of`` are the machine's best estimate,
with the other two readings beside them; all other tables are as the run holds them, so that the statements which
``explain`` shows run over them: there ``person`` is under certain links alone.

>>> TABLES["sources"].columns[:2], "posts" in TABLES
(('no', 'name'), True)
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from doxdocket.desk import evidence
from doxdocket.desk.accounts import evidence as listed
from doxdocket.desk.masking import Found, blank, masked, unread_posts
from doxdocket.words import coded

if TYPE_CHECKING:
    import pyarrow as pa

    from doxdocket.store.case import Case

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """One table. ``record`` names the schema in ``account.py`` that its columns have, where there is one; ``own``: its columns where they are others."""

    own: tuple[str, ...]
    rows: "Callable[[Case], Iterable[Row]]"
    record: str = ""
    labels: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # of columns, for tables that people print
    words: bool = False  # words of posts stand in it, and with them whatever the machine missed

    @property
    def columns(self) -> tuple[str, ...]:
        """Its columns: of a record all but digests and what is kept back."""
        from doxdocket.account import SCHEMAS

        kept_back = _KEPT_BACK.get(self.record, ())
        return self.own or tuple(
            one.name for one in SCHEMAS[self.record] if "binary" not in str(one.type) and one.name not in kept_back
        )

    def schema(self) -> "pa.Schema":
        """Its columns as Arrow types; what no record describes is text."""
        import pyarrow as pa

        from doxdocket.account import SCHEMAS

        known = SCHEMAS.get(self.record, pa.schema([]))
        special = {"media": pa.list_(pa.struct([(name, pa.string()) for name in MEDIA]))}
        special |= {"images": {"codes": pa.int32(), "posts": pa.int64()}, "dossiers": {"item_set_no": pa.int64()}}.get(
            self.record, {}
        )
        special |= {"checked": pa.bool_()} if self.words else {}
        text = {"person": pa.string()} if self.record in {"findings", "conduct"} else {}
        found = {name: known.field(name).type for name in known.names} | special | text
        return pa.schema([(name, found.get(name, pa.string())) for name in self.columns])


MEDIA = ("kind", "mime", "status")
NAMES = frozenset(("author", "from_name", "forwarded_from", "action", "title", "description"))


def _key(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["channel_id"], row["post_id"]


def _batches(batches: "Iterable[pa.RecordBatch]") -> Iterator[Row]:
    for batch in batches:
        yield from batch.to_pylist()


def _only(columns: tuple[str, ...], row: Mapping[str, Any]) -> Row:
    """These columns of a row, those that posters name things by without their digits."""
    return {name: blank(row[name]) if name in NAMES and row[name] else row[name] for name in columns}


def _latest(case: "Case", columns: tuple[str, ...]) -> Iterator[Row]:
    """Every post as its latest capture shows it: these columns of it, and what was merged."""
    from doxdocket import pipeline

    latest = {_key(r): r for r in _batches(pipeline.latest_posts(case).select(list(_MERGED)).to_batches())}
    for row in _batches(pipeline.current(case).batches("posts", [*columns, "row_no"])):
        merged = latest.get(_key(row))
        if merged and (merged["capture"], merged["row_no"]) == (row["capture"], row["row_no"]):
            yield row | merged


def _posts(case: "Case") -> Iterator[Row]:
    """Every post without its text."""
    from doxdocket import pipeline

    hidden = pipeline.forward_names(case)
    for row in _latest(case, tuple(c for c in POSTS if c not in _ADDED)):
        told = _only(POSTS, row) | {"media": [{name: m[name] for name in MEDIA} for m in row["media"] or ()]}
        yield told | {"forwarded_from": hidden(row) or told["forwarded_from"]}


def _texts(case: "Case") -> Iterator[Row]:
    """What every post says, masked where something was found."""
    from doxdocket import pipeline
    from doxdocket.desk.masking import Hidden, file_names
    from doxdocket.pipeline import sampled

    found: dict[tuple[str, str], dict[str, list[Found]]] = defaultdict(lambda: defaultdict(list))
    for f in pipeline.latest_findings(case).select([*KEY, "where", "start", "end", "kind", "mask"]).to_pylist():
        found[_key(f)][f["where"]].append((f["start"], f["end"], f["kind"], f["mask"]))
    named, hidden, looked = file_names(case), Hidden(case), sampled.looked(case)
    kept_back = unread_posts(case) | {key for key, missed in looked.items() if missed}
    for row in _latest(case, ("capture", *KEY, "text", "fields")):
        told = _only(KEY, row) | {"checked": _key(row) in looked}
        if _key(row) in kept_back:  # what nobody looked through, or somebody found more in, is not masked either
            yield told | {"text": None, "fields": []}
            continue
        spans = found.get(_key(row), {})
        said = [(f["where"], f["text"] or "") for f in row["fields"] or ()]
        text, *fields = (
            masked(told_, hidden.spans(row, where, told_, spans.get(where, ())), hidden.words)
            for where, told_ in (("text", row["text"] or ""), *said)
        )
        shown = [
            {"where": where, "text": named(one) if where == "file_name" else one}
            for (where, _), one in zip(said, fields, strict=True)
        ]
        yield told | {"text": text, "fields": shown}


# Publications and exposures, from which the figures can be counted again (``desk/handover/verify.py``).
def publications(case: "Case", held: "pa.Table | None" = None) -> Iterator[Row]:
    """Every publication as the run holds it; ``held``: dossiers of a scope."""
    from doxdocket import pipeline

    held = pipeline.relations(case)["dossiers"] if held is None else held
    return _batches(
        held.append_column("item_set_no", numbered(held["item_set"])).select(list(PUBLICATIONS)).to_batches(4096)
    )


def exposures(case: "Case", held: "pa.Table | None" = None) -> Iterator[Row]:
    """Every distinct value of a publication, as the figures of items count it; ``held``: those of a scope."""
    import pyarrow.compute as pc

    from doxdocket import pipeline

    held = pipeline.relations(case)["exposures"] if held is None else held
    held = held.sort_by([(name, "ascending") for name in _ORDER])
    numbers = numbered(held["digest"])
    known = pc.unique(
        held["digest"].drop_null()
    )  # in the order of their numbers; a spelling is the digest of some value
    spelled = pc.add(pc.index_in(held["spelling"], known).cast("int64"), 1)
    whole = held.append_column("value_no", numbers).append_column("spelling_no", spelled)
    return _batches(whole.select(list(TABLES["exposures"].columns)).to_batches(4096))


def numbered(digests: "pa.Array | pa.ChunkedArray") -> "pa.Array":
    """A number from 1 for each distinct digest, in the order in which they come: equal numbers are equal digests, and a number says nothing else.

    >>> import pyarrow as pa
    >>> numbered(pa.array([b"x", b"y", None, b"x"])).to_pylist()
    [1, 2, None, 1]
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    whole = digests.combine_chunks() if isinstance(digests, pa.ChunkedArray) else digests
    return pc.add(whole.dictionary_encode().indices.cast(pa.int64()), 1)


def _findings(case: "Case") -> Iterator[Row]:
    """Every finding of the latest captures, with the person it belongs to and the publication it repeats."""
    from doxdocket import pipeline

    nobody = dict.fromkeys(OWNER)
    people = {
        (*_key(r), r["person_no"]): {n: r[c] for n, c in OWNER.items()} for r in publications(case) if not r["by_link"]
    }
    for row in _batches(pipeline.latest_findings(case).to_batches()):
        owner = people.get((*_key(row), row["person"]), nobody)
        name = f"{row['channel_id']}/{row['post_id']}/{row['where']}/{row['start']}-{row['end']}/{row['kind']}"
        both = row | owner | {"person_no": row["person"], "finding": name}
        yield {column: both[column] for column in FINDINGS}


def _conduct(case: "Case") -> Iterator[Row]:
    """Every stretch of conduct of the latest captures, as decisions leave it, with the person it is against."""
    from doxdocket import pipeline
    from doxdocket.count import conduct as acted

    people = {(*_key(r), r["person_no"]): r["person_best"] for r in publications(case) if not r["by_link"]}
    told = acted.beside(pipeline.latest_conduct(case), pipeline.current(case).read("dossiers"))
    for row in _batches(told.to_batches()):
        name = f"{row['channel_id']}/{row['post_id']}/{row['where']}/{row['start']}-{row['end']}/{row['label']}"
        both = row | {"person": people.get((*_key(row), row["person"])), "person_no": row["person"], "conduct": name}
        yield {column: both[column] for column in CONDUCT}


def _images(case: "Case") -> Iterator[Row]:
    """Every picture of the case, without what stands in it; ``codes``: how many it has."""
    from doxdocket import pipeline

    run = pipeline.current(case)
    beside = {row["source"]: row for row in run.read("pictures").to_pylist()}
    for row in run.read("images", [c for c in IMAGES if c not in ("cluster", "posts")]).sort_by("source").to_pylist():
        yield _only(IMAGES, row | beside[row["source"]] | {"codes": len(row["codes"] or ())})


def _dossiers(case: "Case") -> Iterator[Row]:
    """The publications that repeat none."""
    return (row for row in publications(case) if row["repeat_of"] is None)


def _recheck(case: "Case") -> Iterator[Row]:
    """Every publication of the earlier evidence against the last sitting of its channel; ``recheck --since`` has others."""
    from doxdocket import pipeline

    columns = TABLES["recheck"].columns
    return (_only(columns, row) for row in _batches(pipeline.rechecked(case).rows.to_batches()))


def _reach(name: str) -> Table:
    """Times seen: computed from the run when asked for."""

    def rows(case: "Case") -> Iterator[Row]:
        from doxdocket import pipeline

        columns = TABLES[name].columns
        return (_only(columns, row) for row in _batches(pipeline.reach(case)[name].to_batches()))

    return Table((), rows, name, labels=TIMES)


def _stored(name: str) -> Table:
    """A table that goes out as the run holds it."""

    def rows(case: "Case") -> Iterator[Row]:
        from doxdocket import pipeline

        columns = TABLES[name].columns
        return (_only(columns, row) for row in _batches(pipeline.current(case).batches(name, list(columns))))

    return Table((), rows, name)


def _custody(case: "Case") -> Iterator[Row]:
    """Every row of the custody log."""
    return ({name: getattr(entry, name) for name in CUSTODY} for entry in case.custody.rows())


def _samples(case: "Case") -> Iterator[Row]:
    """Every question of double review; nobody's answers before both reviewers have given theirs."""
    from doxdocket.pipeline import sampled

    return sampled.rows(case)


def _repeats(case: "Case") -> Iterator[Row]:
    """Texts of the team that repeat a value of the current run, for a person to correct."""
    from doxdocket.desk import repeats

    return repeats.rows(case)


def _decisions(case: "Case") -> Iterator[Row]:
    """Every decision, oldest first; ``marks``: what it is known by, as tags, and a birth date that only this case's key opens; who brought one that was made elsewhere."""
    from doxdocket.desk import deciding

    brought = case.custody.brought()
    for decision in case.decisions():
        row = {name: getattr(decision, name, None) for name in DECISIONS}
        if (by := brought.get(decision.id)) is not None:
            row |= {"brought_by": by.by, "brought_at": by.at}
        yield row | {"marks": deciding.shown(case, decision) or None}


def _figures(case: "Case") -> Iterator[Row]:
    from doxdocket import pipeline

    return ({name: row.get(name) for name in FIGURES} for row in pipeline.figures(case)["figures"])


KEY = ("channel_id", "post_id")
_ORDER = ("channel_id", "post_id", "person_no", "kind", "digest")
PUBLICATIONS = (
    "channel_id", "post_id", "person_no", "date", "person", "person_best", "person_low", "role", "relation", "identifies", "counts", "kinds",
    "items", "repeat_of", "repeat_why", "repeat_best", "repeat_low", "age_low", "age_high", "kinds_low", "kinds_admitted", "item_set_no", "counts_civil",
    "untrue", "by_link",
)  # fmt: skip
OWNER = {
    "person": "person_best", "person_certain": "person", "person_low": "person_low", "repeat_of": "repeat_best",
    "repeat_certain": "repeat_of", "repeat_low": "repeat_low", "repeat_why": "repeat_why",
}  # fmt: skip
POSTS = (
    *KEY, "type", "date", "date_local", "edited", "author", "from_id", "from_name", "forwarded_from",
    "forwarded_from_id", "forwarded_post", "forwarded_date", "saved_from", "reply_to", "action", "media", "album", "album_how", "also", "state",
    "edit_shown", "captures", "versions", "source", "capture", "byte_start", "byte_end", "repairs",
)  # fmt: skip
_MERGED = (
    *KEY, "capture", "row_no", "date", "forwarded_from", "forwarded_from_id", "forwarded_post", "forwarded_date", "reply_to", "album", "album_how",
    "captures", "versions",
)  # fmt: skip
TEXTS = (*KEY, "checked", "text", "fields")
_ADDED = ("album", "album_how", "captures", "versions")  # of the merged post, not of one capture
FINDINGS = (
    "finding", *KEY, "where", "start", "end", "kind", "verdict", "person", "mask", "tag", "repeat_of", "repeat_why",
    "person_no", "person_certain", "person_low", "repeat_certain", "repeat_low", "reasons", "role", "relation",
    "quoted", "age_low", "age_high", "source", "boxes", "region",
)  # fmt: skip
IMAGES = (
    "source", "status", "why", "form", "width", "height", "turned", "remarks", "document", "document_reasons", "faces",
    "lines", "codes", "cluster", "posts",
)  # fmt: skip
CONDUCT = (
    "conduct", *KEY, "where", "start", "end", "label", "status", "person", "person_no", "reasons", "slots", "priced", "maybe_priced",
    "yuan_low", "yuan_high", "yuan_least", "yuan_most", "harms", "aggravators", "quoted", "source", "exposes", "ways",
)  # fmt: skip
DECISIONS = ("id", "at", "officer", "act", "target", "reason", "undone_by", "brought_by", "brought_at", "marks")
FIGURES = (
    "id", "label", "unit", "low", "estimate", "high", "value", "status",
    "rule", "article", "rows", "note", "label_en", "note_en", "sampled", "estimated",
)  # fmt: skip
SAMPLES = ("plan", "question", "population", "stratum", "of", "unit", "state", "first", "second", "low", "high")
REPEATS = ("of", "id", "field", "kinds")
CUSTODY = ("seq", "at", "actor", "act", "detail", "prev", "hash")


TIMES = coded("counted_times")
"""Words for the columns of reach that count views, in the tables that people print: times, never persons."""
_KEPT_BACK = {"ages": ("age_low", "age_high"), "hints": ("kind",)}
"""Columns of records that stay in the case."""
_COUNTED = (
    "items", "hubs", "links", "queue", "persons", "ages", "victims", "profiles", "months", "regions", "places", "actors", "completeness", "receipts",
)  # fmt: skip
_WEIGHED = ("channel_ranking", "channel_pairs", "channel_weights", "channel_coverage", "network")
TABLES: dict[str, Table] = {
    "sources": Table(listed.SOURCES, listed.sources, labels=listed.LABELS),
    "statements": Table(evidence.STATEMENTS, evidence.statements),
    "attachments": Table(evidence.ATTACHMENTS, evidence.attachments),
    "hash_lists": Table(evidence.HASH_LISTS, evidence.hash_lists),
    "time_stamps": Table(evidence.STAMPS, lambda case: map(dict, evidence.time_stamps(case))),
    "channels": _stored("channels"),
    "captures": _stored("captures"),
    "posts": Table(POSTS, _posts, "posts"),
    "texts": Table(TEXTS, _texts, "posts", words=True),
    "readings": _stored("readings"),
    **{name: _reach(name) for name in ("reach", "reach_channels", "reach_months", "reach_persons")},
    "versions": _stored("versions"),
    "findings": Table(FINDINGS, _findings, "findings"),
    "conduct": Table(CONDUCT, _conduct, "conduct"),
    "unsearched": Table(evidence.UNSEARCHED, evidence.unsearched, "warnings"),
    "repeats": Table(REPEATS, _repeats),
    "images": Table(IMAGES, _images, "images"),
    "publications": Table(PUBLICATIONS, publications, "dossiers"),
    "dossiers": Table(PUBLICATIONS, _dossiers, "dossiers"),
    "exposures": Table((), exposures, "exposures"),
    **{name: _stored(name) for name in _COUNTED},
    "recheck": Table((), _recheck, "recheck"),
    **{name: _stored(name) for name in _WEIGHED},
    "decisions": Table(DECISIONS, _decisions),
    **{name: _stored(name) for name in ("decided", "modifiers", "hints")},
    "samples": Table(SAMPLES, _samples),
    "figures": Table(FIGURES, _figures),
    "custody": Table(CUSTODY, _custody),
}
"""Every table that can be exported, by name."""
