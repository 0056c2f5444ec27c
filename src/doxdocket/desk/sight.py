"""What texts of the current run are shown with: the tables of one run, and the masking over all that it has sealed.

A post is kept masked, without what people decided (``masked_posts`` puts that to it). Pieces tile the captured text: offsets are those of the capture. Of a post whose search was stopped
nothing is shown, since what was not looked at is not masked.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any
from weakref import WeakKeyDictionary

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.desk.masking import BLANK, Hidden, blank, unread_posts
from doxdocket.merge import attached, told_again
from doxdocket.pipeline import published
from doxdocket.pipeline.published import places
from doxdocket.records import Drawn
from doxdocket.store.case import Case
from doxdocket.store.located import InRun
from doxdocket.store.register import Register
from doxdocket.store.run import Run
from doxdocket.words import say

Key = tuple[str, str]
"""Channel and post."""
Stretch = tuple[int, int, str]
"""Start, end and kind of what is sealed elsewhere in the case."""
Opened = Mapping[Key, Collection[str]]
"""By post the findings whose words are shown, since what they found is nobody's."""
_NONE: Opened = MappingProxyType({})
IMAGE = "image:"
"""Before the digest of a picture, as the place of what was read in it."""
ELSEWHERE = "elsewhere"
"""The status of a piece that no finding covers and that is sealed elsewhere."""
ORDER = [("date", "ascending"), ("post_no", "ascending"), ("post_id", "ascending")]
"""In which posts of a channel follow one another; undated ones stand last."""
_ROW = ("channel_id", "post_id", "capture", "row_no")
POST = (
    *_ROW, "date", "date_local", "type", "author", "from_name", "forwarded_from", "forwarded_from_id", "reply_to", "text", "fields",
    "media", "source",
)  # fmt: skip
_FOUND = ("where", "start", "end", "kind", "verdict", "mask", "person")
_ACTED = ("where", "start", "end", "label", "status", "person")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, with the offsets of the capture. Without ``kind`` it is plain, and ``shown`` is as long as the stretch."""

    start: int
    end: int
    shown: str
    kind: str = ""
    verdict: str = ""
    finding: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of a post. ``status``: confirmed, rejected, public, added; empty where nobody decided. ``code``: of its person."""

    finding: str
    where: str
    start: int
    end: int
    kind: str
    verdict: str
    mask: str
    status: str = ""
    by: str = ""
    decision: str = ""
    person: int = -1
    code: str = ""

    @property
    def box(self) -> Drawn | None:
        """The box that somebody drew in a picture, where it is one."""
        return Drawn.at(self.where)


class Held(msgspec.Struct, frozen=True, array_like=True):
    """A post as it may be kept: masked, and without what people decided, which ``made`` puts to it.

    Of a text the place, the words as captured with every covered sign and long run of digits blanked, and where something is sealed elsewhere.
    """

    at: str
    author: str
    views: int | None
    type: str
    forwarded: str
    reply_to: str
    versions: int
    capture: str
    unread: bool
    texts: list[tuple[str, str, list[Stretch]]]
    findings: list[tuple[str, int, int, str, str, str, int]]
    conduct: list[tuple[str, int, int, str, str, int]]
    people: dict[int, str]
    media: list[tuple[str, str, str]]


def pieces(text: str, found: Iterable[Found], elsewhere: Iterable[Stretch] = ()) -> tuple[Piece, ...]:
    """The text cut into pieces. Findings that overlap are one piece, which is the longest's; so is what is sealed elsewhere and overlaps one."""
    size, spans = len(text), list[tuple[int, int, Piece, bool]]()
    for f in found:
        start, end = max(f.start, 0), min(f.end, size)
        if start < end:
            spans.append((start, end, Piece(start, end, f.mask, f.kind, f.verdict, f.finding, f.status), True))
    hidden = say("masking.masked")
    spans += [
        (start, end, Piece(start, end, hidden, kind, "", "", ELSEWHERE), False)
        for start, end, kind in elsewhere
        if start < end
    ]
    out: list[Piece] = []
    at = 0
    for start, end, one in _joined(spans):
        out += _plain(text, at, start)
        out.append(Piece(start, end, one.shown, one.kind, one.verdict, one.finding, one.status))
        at = end
    return (*out, *_plain(text, at, size))


def _plain(text: str, start: int, end: int) -> Iterator[Piece]:
    if start < end:
        yield Piece(start, end, blank(text[start:end]))


def _joined(spans: Iterable[tuple[int, int, Piece, bool]]) -> Iterator[tuple[int, int, Piece]]:
    """Spans in order, those that overlap made one: a finding speaks before what is none, the longer before the shorter."""
    begun: tuple[int, int, Piece, tuple[bool, int]] | None = None
    for start, end, piece, is_finding in sorted(spans, key=lambda s: (s[0], -s[1], s[2].finding)):
        rank = (is_finding, end - start)
        if begun is not None and start < begun[1]:
            first, last, shown, best = begun
            begun = (first, max(last, end), *((piece, rank) if rank > best else (shown, best)))
        else:
            if begun is not None:
                yield begun[:3]
            begun = (start, end, piece, rank)
    if begun is not None:
        yield begun[:3]


def sight(case: Case) -> "Sight":
    """What texts of the current run are shown with, kept while the case is open and nothing more is entered, which may seal more."""
    run, entered = published.current(case), Register.of(case).last()
    kept = _KEPT.get(case)
    if kept is None or (kept[0].run.run_id, kept[1]) != (run.run_id, entered):
        kept = _KEPT[case] = Sight(case, run), entered
    return kept[0]


class Sight:
    """The tables of one run, read once each, and the masking over all that it has sealed."""

    def __init__(self, case: Case, run: Run) -> None:
        self._case, self.run = case, run
        self._zone = case.zone
        self.hidden = Hidden(case)

    # What is kept.
    @cached_property
    def unread(self) -> set[Key]:
        """Posts of which a text was not searched to its end."""
        return unread_posts(self._case)

    @cached_property
    def posts(self) -> InRun:
        """The rows of posts, found without the others."""
        return InRun(self.run, "posts")

    @cached_property
    def merged(self) -> pa.Table:
        """One row a post: which row of its captures stands for it."""
        return self.run.read("merged", [*_ROW, "date", "post_no", "versions"])

    @cached_property
    def findings(self) -> pa.Table:
        """The findings of every capture."""
        return told_again(self.run.read("findings", [*_ROW, *_FOUND, "reasons"])).select([*_ROW, *_FOUND])

    @cached_property
    def conduct(self) -> pa.Table:
        """The conduct of every capture."""
        return self.run.read("conduct", [*_ROW, *_ACTED])

    @cached_property
    def views(self) -> pa.Table:
        """Readings of views; a counter of 0 is none (``views_read``)."""
        rows = self.run.read("readings", ["channel_id", "post_id", "what", "value", "high", "at", "capture"])
        return rows.filter(pc.and_(pc.equal(rows["what"], "views"), pc.greater(rows["high"], 0)))

    @cached_property
    def captures(self) -> dict[tuple[str, str], tuple[int, datetime | None]]:
        """The place in time of each capture of a channel, and its moment."""
        rows = self.run.read("captures", ["channel_id", "capture", "rank", "at"]).to_pylist()
        return {
            (row["channel_id"], row["capture"]): (-1 if row["rank"] is None else row["rank"], row["at"]) for row in rows
        }

    @cached_property
    def dossiers(self) -> pa.Table:
        """Which person each publication is of, under certain links."""
        return self.run.read("dossiers", ["channel_id", "post_id", "person_no", "person"])

    @cached_property
    def images(self) -> dict[str, dict[str, str]]:
        """Of each picture that was read what stands in it, by the place that findings name."""
        out: dict[str, dict[str, str]] = {}
        for row in self.run.read("images", ["source", "text", "codes"]).to_pylist():
            where = f"{IMAGE}{row['source']}"
            codes = {f"{where}:code[{n}]": code for n, code in enumerate(row["codes"] or ())}
            out[row["source"]] = {where: row["text"] or "", **codes}
        return out

    @cached_property
    def places(self) -> pa.Table:
        """Where sources were found."""
        return places(self._case)

    # What is asked.
    def held(self, keys: Collection[Key], opened: Opened = _NONE) -> dict[Key, Held]:
        """These posts as figures count them; ``opened``: of which findings the words are shown."""
        wanted = _among(self.merged, keys).to_pylist()
        kept = {tuple(row[name] for name in _ROW): row["versions"] for row in wanted}
        return {(r["channel_id"], r["post_id"]): held for r, held in self._made(kept, opened)}

    def near(self, key: Key, before: int, after: int) -> list[Key]:
        """A post among its neighbours by time; undated ones stand last, by number."""
        here = self.merged.filter(pc.equal(self.merged["channel_id"], key[0]))
        ids = here.sort_by(ORDER)["post_id"].to_pylist()
        if key[1] not in ids:
            return []
        at = ids.index(key[1])
        return [(key[0], one) for one in ids[max(0, at - before) : at + after + 1]]

    def versions(self, key: Key, opened: Opened = _NONE) -> list[Held]:
        """Earlier versions of a post, oldest first."""
        told = _among(self.run.read("versions", ["channel_id", "post_id", "capture", "version"]), {key}).to_pylist()
        if not told:
            return []
        now = _among(self.merged, {key}).to_pylist()
        shows = {row["capture"]: row["version"] for row in told}
        last = shows.get(now[0]["capture"]) if now else None
        first: dict[int, str] = {}
        for row in told:
            if row["version"] != last:
                first.setdefault(row["version"], row["capture"])
        kept: dict[tuple[Any, ...], int] = {}
        for row in (
            row for batch in self.posts.batches({f"{key[0]}/{key[1]}"}, list(_ROW)) for row in batch.to_pylist()
        ):
            if row["capture"] in first.values() and not any(one[2] == row["capture"] for one in kept):
                kept[tuple(row[name] for name in _ROW)] = 1
        found = {row["capture"]: held for row, held in self._made(kept, opened)}
        return [found[capture] for _, capture in sorted(first.items()) if capture in found]

    def _made(self, kept: Mapping[tuple[Any, ...], int], opened: Opened) -> list[tuple[dict[str, Any], Held]]:
        """The rows of posts with these keys (``_ROW``), each as it is kept; ``kept`` tells how many versions it has."""
        keys = {(row[0], row[1]) for row in kept}
        beside = self.beside(keys)
        out: list[tuple[dict[str, Any], Held]] = []
        for batch in self.posts.batches({f"{channel}/{post}" for channel, post in keys}, list(POST)):
            for row in batch.to_pylist():
                name = tuple(row[one] for one in _ROW)
                if name in kept:
                    out.append((row, self.keep(row, beside, kept[name], opened)))
        return out

    def beside(self, keys: Collection[Key], pictures: Mapping[Key, Sequence[str]] | None = None) -> "Beside":
        """What other tables hold of these posts. ``pictures``: where they were read for all posts (``pictured``)."""
        return Beside(self, keys, self.pictured(keys) if pictures is None else pictures)

    def pictured(self, keys: Collection[Key] | None = None) -> dict[Key, tuple[str, ...]]:
        """The pictures that these posts, or all, show in any capture, or that their findings stand in."""
        known = self.images
        if not known:
            return {}
        shown: dict[Key, set[str]] = defaultdict(set)
        names = ["channel_id", "post_id", "capture", "source", "media"]
        if keys is None:
            batches = self.run.batches("posts", names)
        else:
            batches = self.posts.batches({f"{channel}/{post}" for channel, post in keys}, names)
        for batch in batches:
            rows = pa.Table.from_batches([batch])
            rows = rows.filter(pc.greater(pc.fill_null(pc.list_value_length(rows["media"]), 0), 0))
            for row in attached.files(rows, self.places).to_pylist() if rows.num_rows else ():
                shown[row["channel_id"], row["post_id"]].add(row["file"])
        found = self.findings.filter(pc.starts_with(self.findings["where"], IMAGE))
        for row in (found if keys is None else _among(found, keys)).to_pylist():
            shown[row["channel_id"], row["post_id"]].add(row["where"].removeprefix(IMAGE).partition(":")[0])
        return {key: tuple(sorted(files & known.keys())) for key, files in shown.items() if files & known.keys()}

    def keep(self, row: Mapping[str, Any], beside: "Beside", versions: int, opened: Opened = _NONE) -> Held:
        """One row of POSTS as it may be kept. ``beside``: what other tables have of its post; ``opened``: of which findings the words are shown."""
        name, key = tuple(row[one] for one in _ROW), (row["channel_id"], row["post_id"])
        unread = key in self.unread
        found = [tuple(f[one] for one in _FOUND) for f in beside.findings.get(name, ())]
        shown = opened.get(key, ())
        hides = [f for f in found if "{}/{}/{}-{}/{}".format("/".join(key), *f[:4]) not in shown]
        there = [f for f in found if f not in hides]
        acted = [tuple(c[one] for one in _ACTED) for c in beside.conduct.get(name, ())]
        pictures = beside.pictures.get(key, ())
        texts = [("text", row["text"] or ""), *((f["where"], f["text"] or "") for f in row["fields"] or ())]
        texts += [each for one in pictures for each in self.images.get(one, {}).items()]
        media = [(one["kind"] or "", one["status"] or "", "") for one in row["media"] or ()]
        media += [("picture", "included", one) for one in pictures]
        return Held(
            self._at(row), self._named(row["author"] or row["from_name"]), beside.views.get(key), row["type"] or "message",
            self._named(row["forwarded_from"]), row["reply_to"] or "", versions, row["capture"], unread,
            [self._text(row, where, text, hides, there, unread=unread) for where, text in texts if text], found, acted, beside.people.get(key, {}), media,
        )  # fmt: skip

    def _text(
        self,
        row: Mapping[str, Any],
        where: str,
        text: str,
        found: Sequence[tuple[Any, ...]],
        there: Sequence[tuple[Any, ...]],
        *,
        unread: bool,
    ) -> tuple[str, str, list[Stretch]]:
        if unread:
            return where, BLANK * len(text), []
        here = [Found("", *f[:6]) for f in found if f[0] == where]
        elsewhere = self.hidden.beyond(row, where, text, [(f.start, f.end, f.kind) for f in here])
        elsewhere = [
            one for one in elsewhere
            if not any(f[0] == where and f[1] <= one[0] and one[1] <= f[2] and f[3] == one[2] for f in there)
        ]  # fmt: skip
        cut = pieces(text, here, elsewhere)
        base = "".join(BLANK * (p.end - p.start) if p.kind else p.shown for p in cut)
        beyond = [one for one in elsewhere if not any(f.start <= one[0] and one[1] <= f.end for f in here)]
        return where, base, beyond

    def _named(self, text: str | None) -> str:
        return self.hidden(text) if text else ""

    def _at(self, row: Mapping[str, Any]) -> str:
        date = row["date"]
        told = date.astimezone(self._zone).strftime("%Y-%m-%d %H:%M") if isinstance(date, datetime) else None
        return told or blank(row["date_local"] or "")[:40]


class Beside:
    """What the tables of a run have beside the texts of some posts."""

    def __init__(self, sight: Sight, keys: Collection[Key], pictures: Mapping[Key, Sequence[str]]) -> None:
        self.findings = _by_row(_among(sight.findings, keys))
        self.conduct = _by_row(_among(sight.conduct, keys))
        self.views = _last(_among(sight.views, keys), sight.captures)
        self.people: dict[Key, dict[int, str]] = defaultdict(dict)
        for row in _among(sight.dossiers, keys).to_pylist():
            self.people[row["channel_id"], row["post_id"]][row["person_no"]] = row["person"] or ""
        self.pictures = pictures


_KEPT: WeakKeyDictionary[Case, tuple[Sight, int]] = WeakKeyDictionary()


def _among(table: pa.Table, keys: Collection[Key]) -> pa.Table:
    """The rows of these posts."""
    if not keys:
        return table.slice(0, 0)
    here = [
        pc.is_in(table[n], pa.array(sorted({key[at] for key in keys}), pa.string()))
        for at, n in enumerate(("channel_id", "post_id"))
    ]
    near = table.filter(pc.and_(*here))
    both = zip(near["channel_id"].to_pylist(), near["post_id"].to_pylist(), strict=True)
    return near.filter(pa.array([one in keys for one in both], pa.bool_()))


def _by_row(table: pa.Table) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    out: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in table.to_pylist():
        out[tuple(row[name] for name in _ROW)].append(row)
    return out


def _last(views: pa.Table, captures: Mapping[tuple[str, str], tuple[int, datetime | None]]) -> dict[Key, int]:
    """The reading of each post that was made last: of the last capture, as ``views_last`` has it."""
    out: dict[Key, tuple[int, float, int]] = {}
    for row in views.to_pylist():
        rank, at = captures.get((row["channel_id"], row["capture"]), (-1, None))
        moment = row["at"] or at
        if row["value"] is not None:
            key, read = (row["channel_id"], row["post_id"]), (rank, moment.timestamp() if moment else 0.0, row["value"])
            out[key] = max(out.get(key, read), read)
    return {key: value for key, (*_, value) in out.items()}
