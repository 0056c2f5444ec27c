"""The tables that ``export`` knows: where each comes from, which columns it has, and that none holds a digest.

Source of names and columns: docs/reference/commands.md, ``records.py`` and ``account.py``. Digests of values stay in the case, because who holds the key
could try every phone number against them; the four-digit tags go out. Rows come batch by batch. In ``findings`` the columns ``person`` and ``repeat_of`` are the machine's best estimate,
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

from doxdocket.desk import counted, evidence
from doxdocket.desk.accounts import evidence as listed
from doxdocket.desk.masking import Span, blank, masked, unread_posts

if TYPE_CHECKING:
    import pyarrow as pa

    from doxdocket.store.case import Case

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """One table. ``record`` names the schema in ``records.py`` that its columns have, where there is one."""

    columns: tuple[str, ...]
    rows: "Callable[[Case], Iterable[Row]]"
    record: str = ""
    labels: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # of columns, for tables that people print
    words: bool = False  # words of posts stand in it, and with them whatever the machine missed

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

    found: dict[tuple[str, str], dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for f in pipeline.latest_findings(case).select([*KEY, "where", "start", "end", "mask"]).to_pylist():
        found[_key(f)][f["where"]].append((f["start"], f["end"], f["mask"]))
    named, hide, looked = file_names(case), Hidden(case).words, sampled.looked(case)
    kept_back = unread_posts(case) | {key for key, missed in looked.items() if missed}
    for row in _latest(case, ("capture", *KEY, "text", "fields")):
        told = _only(KEY, row) | {"checked": _key(row) in looked}
        if _key(row) in kept_back:  # what nobody looked through, or somebody found more in, is not masked either
            yield told | {"text": None, "fields": []}
            continue
        spans = found.get(_key(row), {})
        fields = [(f["where"], masked(f["text"] or "", spans.get(f["where"], ()), hide)) for f in row["fields"] or ()]
        shown = [{"where": where, "text": named(text) if where == "file_name" else text} for where, text in fields]
        yield told | {"text": masked(row["text"] or "", spans.get("text", ()), hide), "fields": shown}


def _findings(case: "Case") -> Iterator[Row]:
    """Every finding of the latest captures, with the person it belongs to and the publication it repeats."""
    from doxdocket import pipeline

    nobody = dict.fromkeys(OWNER)
    people = {
        (*_key(r), r["person_no"]): {n: r[c] for n, c in OWNER.items()}
        for r in counted.publications(case)
        if not r["by_link"]
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

    people = {(*_key(r), r["person_no"]): r["person_best"] for r in counted.publications(case) if not r["by_link"]}
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
    return (row for row in counted.publications(case) if row["repeat_of"] is None)


def _recheck(case: "Case") -> Iterator[Row]:
    """Every publication of the earlier evidence against the last sitting of its channel; ``recheck --since`` has others."""
    from doxdocket import pipeline

    return (_only(RECHECK, row) for row in _batches(pipeline.rechecked(case).rows.to_batches()))


def _reach(name: str, columns: tuple[str, ...]) -> "Callable[[Case], Iterator[Row]]":
    """Times seen: computed from the run when asked for."""

    def rows(case: "Case") -> Iterator[Row]:
        from doxdocket import pipeline

        return (_only(columns, row) for row in _batches(pipeline.reach(case)[name].to_batches()))

    return rows


def _of(record: str, columns: tuple[str, ...]) -> "Callable[[Case], Iterator[Row]]":
    def rows(case: "Case") -> Iterator[Row]:
        from doxdocket import pipeline

        return (_only(columns, row) for row in _batches(pipeline.current(case).batches(record, list(columns))))

    return rows


def _kept(listed: "Callable[[Case], Iterable[object]]", columns: tuple[str, ...]) -> "Callable[[Case], Iterator[Row]]":
    def rows(case: "Case") -> Iterator[Row]:
        return ({name: getattr(entry, name) for name in columns} for entry in listed(case))

    return rows


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
CHANNELS = (
    "channel_id", "platform", "chat_kind", "bare_id", "title", "username", "description", "chat_type", "source", "capture",
    "captured_at", "captured_how", "extent", "stated_posts", "stated_first", "stated_last", "posts", "messages", "services",
    "unsupported", "undated", "files_missing", "id_gaps", "first_post", "last_post", "first_date", "last_date",
    "reach_first", "reach_last",
)  # fmt: skip
CAPTURES = (
    "channel_id", "capture", "source", "form", "at", "at_how", "extent", "first_post", "last_post", "id_gaps", "posts",
    "rank", "reach_first", "reach_last",
)  # fmt: skip
READINGS = (
    *KEY, "what", "label", "low", "value", "high", "shown", "granularity", "at", "at_how", "source", "capture",
)  # fmt: skip
VERSIONS = (*KEY, "capture", "version", "differs")
LINKS = ("a", "b", "rule", "level", "certain", "kinds", "tags", "blocked_by")
QUEUE = (
    "rank", "question", "a", "b", "person_a", "person_b", "rule", "level", "blocked_by", "agree", "agree_tags", "agree_masks",
    "against", "against_a", "against_b", "same_low", "same_high", "apart_low", "apart_high", "command_same", "command_apart",
)  # fmt: skip
ITEMS = ("person", "kind", "mask", "tag", "findings", "posts", "verdict", "tier_low", "tier_default", "tier_high", "hub")  # fmt: skip
HUBS = (
    "kind", "mask", "tag", "why", "different", "told", "commonest", "publications", "dossiers", "channels", "persons_low", "persons",
    "persons_high", "first", "last",
)  # fmt: skip
PERSONS = (
    "person", "role", "identifies", "publications", "dossiers", "channels", "kinds", "items", "first_date", "last_date",
    "age_low", "age_high",
)  # fmt: skip
DECISIONS = ("id", "at", "officer", "act", "target", "reason", "undone_by", "brought_by", "brought_at", "marks")
DECIDED = ("decision", "act", "part", "key", "now", "status")
MODIFIERS = (
    "person", "person_best", "person_low", "modifier", "of_what", "of", "told", "source", "decision", "officer", "ground",
)  # fmt: skip
VICTIMS = ("channel_id", "post_id", "person_no", "person", "person_best", "person_low", "counts", "group_low", "group_best", "group_high",
           "relation_low", "relation_best", "relation_high")  # fmt: skip
HINTS = (
    "hint",
    "channel_id",
    "post_id",
    "word",
    "how",
    "publication",
    "person",
    "command",
    "command_no",
    "kept_from_low",
    "yes_takes",
)
AGES = ("channel_id", "post_id", "person_no", "person", "person_best", "person_low", "counts", "under_18_low", "under_18_best", "under_18_high",
        "under_14_low", "under_14_best", "under_14_high")  # fmt: skip
PROFILES = ("how", "profile", "kinds", "persons_low", "persons_estimate", "persons_high", "publications_low", "publications_estimate",
            "publications_high")  # fmt: skip
MONTHS = (
    "span", "month", "channel_id", "posts", "posts_with_pi_low", "posts_with_pi_estimate", "posts_with_pi_high", "publications_low",
    "publications_estimate", "publications_high", "dossiers_low", "dossiers_estimate", "dossiers_high", "persons_low", "persons_estimate",
    "persons_high", "first_persons",
)  # fmt: skip
ACTORS = (
    "how", "account", "author", "channel_id", "channels", "same_signature", "posts", "forwards", "own", "publications_low",
    "publications_estimate", "publications_high", "publications_forwarded", "persons_low", "persons_estimate", "persons_high", "items_low",
    "items_estimate", "items_high", "insult", "threat", "incitement", "paid_task", "sale_offer", "promotion", "confirmed", "first_date",
    "last_date", "insult_confirmed", "threat_confirmed", "incitement_confirmed", "paid_task_confirmed", "sale_offer_confirmed",
    "promotion_confirmed",
)  # fmt: skip
REGIONS = (
    "source", "region", "province", "place", "persons_low",
    "persons_estimate", "persons_high", "conflicting", "persons_public",
)  # fmt: skip
PLACES = ("person", "region", "place", "source", "address", "phone", "registration", "conflict")
FIGURES = (
    "id", "label", "unit", "low", "estimate", "high", "value", "status",
    "rule", "article", "rows", "note", "label_en", "note_en", "sampled", "estimated",
)  # fmt: skip
RECHECK = (
    *KEY, "person_no", "person", "status", "proves", "items", "items_gone", "items_unclear", "differs", "earlier",
    "earlier_at", "later", "later_at", "later_first", "later_last", "gone_after", "gone_before",
)  # fmt: skip
SAMPLES = ("plan", "question", "population", "stratum", "of", "unit", "state", "first", "second", "low", "high")
REACH = (
    *KEY, "album", "date", "month", "exposes", "seen_low", "seen", "seen_high", "seen_at", "readings", "doubt", "story", "counter",
    "in_low", "first_at", "first_seen_low", "first_seen", "first_seen_high", "growth_low", "growth", "growth_high", "growth_per_day",
    "forwards_low", "forwards_high", "forwards_captured", "reactions", "members_low", "members", "members_high", "members_at",
    "over_views", "over_forwards",
)  # fmt: skip
_SEEN = ("posts", "read", "seen_low", "seen", "seen_high")
_SEEN_PI = (
    "pi_posts", "pi_read", "pi_seen_low", "pi_seen", "pi_seen_high", "pi_over_views", "pi_over_forwards", "read_twice", "growth",
    "first_at", "last_at",
)  # fmt: skip
REACH_CHANNELS = ("channel_id", *_SEEN, *_SEEN_PI, "members_low", "members", "members_high", "members_at")
REACH_MONTHS = ("month", *_SEEN, *_SEEN_PI)
REACH_PERSONS = ("person", *_SEEN)
COMPLETENESS = ("channel_id", "capture", "source", "item", "code", "count", "bytes", "detail")
CHANNEL_RANKING = (
    "channel_id", "title", "username", "place", "score", "proposed", "drawn", "draws", "decided", "decision", "in_low", "in_best", "in_high",
    "posts", "posts_with_pi", "publications", "dossiers", "persons_low", "persons", "persons_high", "first_persons", "only_persons",
    "shared_persons", "source_persons", "hub_persons", "items", "first_items", "only_items", "days", "first_at", "last_at", "incitement",
    "paid_task", "sale_offer", "promotion", "conduct", "conduct_confirmed", "views_low", "views", "views_high", "views_read", "views_of",
    "members", "members_at", "passed_on", "passes_on", "part_first_persons", "part_first_items", "part_source_of_overlap",
    "part_publications", "part_days", "part_conduct", "part_views", "posting", "posting_by",
)  # fmt: skip
CHANNEL_PAIRS = (
    "what", "a", "b", "shared_low", "shared", "shared_high", "in_a", "in_b", "jaccard_low", "jaccard", "jaccard_high", "of_a_low", "of_a",
    "of_a_high", "of_b_low", "of_b", "of_b_high", "first_a", "first_b", "open_order", "lag_seconds",
)  # fmt: skip
CHANNEL_WEIGHTS = (
    "criterion", "side", "weight", "used", "of_all", "whole", "lower_at", "lower_set", "upper_at", "upper_set", "decision",
)  # fmt: skip
CHANNEL_COVERAGE = ("place", "channel_id", "persons", "of_persons", "items", "of_items", "views")
NETWORK = ("source", "target", "kind", "weight", "how", "captured", "directed", "first_at", "last_at")
REPEATS = ("of", "id", "field", "kinds")
CUSTODY = ("seq", "at", "actor", "act", "detail", "prev", "hash")


def _stored(tables: Mapping[str, Any]) -> dict[str, Table]:
    """Tables that go out as the run holds them, by name, with their columns."""
    return {name: Table(columns, _of(name, columns), name) for name, columns in tables.items()}


_COUNTED = {
    "items": ITEMS, "hubs": HUBS, "links": LINKS, "queue": QUEUE, "persons": PERSONS, "ages": AGES, "victims": VICTIMS,
    "profiles": PROFILES, "months": MONTHS, "regions": REGIONS, "places": PLACES, "actors": ACTORS,
    "completeness": COMPLETENESS, "receipts": counted.RECEIPTS,
}  # fmt: skip
_WEIGHED = {
    "channel_ranking": CHANNEL_RANKING, "channel_pairs": CHANNEL_PAIRS, "channel_weights": CHANNEL_WEIGHTS,
    "channel_coverage": CHANNEL_COVERAGE, "network": NETWORK,
}  # fmt: skip
TABLES: dict[str, Table] = {
    "sources": Table(listed.SOURCES, listed.sources, labels=listed.LABELS),
    "statements": Table(evidence.STATEMENTS, evidence.statements),
    "attachments": Table(evidence.ATTACHMENTS, evidence.attachments),
    "hash_lists": Table(evidence.HASH_LISTS, evidence.hash_lists),
    "time_stamps": Table(evidence.STAMPS, evidence.time_stamps),
    **_stored({"channels": CHANNELS, "captures": CAPTURES}),
    "posts": Table(POSTS, _posts, "posts"),
    "texts": Table(TEXTS, _texts, "posts", words=True),
    "readings": Table(READINGS, _of("readings", READINGS), "readings"),
    "reach": Table(REACH, _reach("reach", REACH), "reach", labels=counted.TIMES),
    "reach_channels": Table(
        REACH_CHANNELS, _reach("reach_channels", REACH_CHANNELS), "reach_channels", labels=counted.TIMES
    ),
    "reach_months": Table(REACH_MONTHS, _reach("reach_months", REACH_MONTHS), "reach_months", labels=counted.TIMES),
    "reach_persons": Table(
        REACH_PERSONS, _reach("reach_persons", REACH_PERSONS), "reach_persons", labels=counted.TIMES
    ),
    "versions": Table(VERSIONS, _of("versions", VERSIONS), "versions"),
    "findings": Table(FINDINGS, _findings, "findings"),
    "conduct": Table(CONDUCT, _conduct, "conduct"),
    "unsearched": Table(evidence.UNSEARCHED, evidence.unsearched, "warnings"),
    "repeats": Table(REPEATS, _repeats),
    "images": Table(IMAGES, _images, "images"),
    "publications": Table(counted.PUBLICATIONS, counted.publications, "dossiers"),
    "dossiers": Table(counted.PUBLICATIONS, _dossiers, "dossiers"),
    "exposures": Table(counted.EXPOSURES, counted.exposures, "exposures"),
    **_stored(_COUNTED),
    "recheck": Table(RECHECK, _recheck, "recheck"),
    **_stored(_WEIGHED),
    "decisions": Table(DECISIONS, _decisions),
    **_stored({"decided": DECIDED, "modifiers": MODIFIERS, "hints": HINTS}),
    "samples": Table(SAMPLES, _samples),
    "figures": Table(FIGURES, _figures),
    "custody": Table(CUSTODY, _kept(lambda case: case.custody.rows(), CUSTODY)),
}
"""Every table that can be exported, by name."""
