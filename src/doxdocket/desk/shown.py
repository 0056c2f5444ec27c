"""Posts of the current run as a screen may show them: masked, each piece with where it stands in the captured text.

A finding shows its mask, whether it stands, was rejected or is doubtful. What no finding covers but is sealed elsewhere in the case is
hidden (``desk.masking``), and long runs of digits are blanked. Pieces tile the captured text: offsets are those of the capture, so a
selection in a plain piece, which shows character for character, is a span that ``decide`` takes. Of a post whose search was stopped
nothing is shown, since what was not looked at is not masked. Statuses are those of the decisions that stand now. Left out: words that no
finding covers and nothing has sealed; the posts a query finds (``desk.search``).

>>> found = Found("c/1/text/2-13/phone_number", "text", 2, 13, "phone_number", "valid", "139********")
>>> [(p.start, p.end, p.shown, p.kind) for p in pieces("电话13912345678，编号123456", [found])]
[(0, 2, '电话', ''), (2, 13, '139********', 'phone_number'), (13, 22, '，编号＊＊＊＊＊＊', '')]
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.decisions import placing
from doxdocket.decisions.standing import ADD, Standing
from doxdocket.decisions.standing import named as named_by
from doxdocket.desk.masking import BLANK, Hidden, blank, unread_posts
from doxdocket.merge import attached
from doxdocket.pipeline import inputs, published
from doxdocket.pipeline.lacking import places
from doxdocket.seal.masks import mask
from doxdocket.store.case import Case
from doxdocket.store.run import Run
from doxdocket.words import say

Key = tuple[str, str]
"""Channel and post."""
Stretch = tuple[int, int, str]
"""Start, end and kind of what is sealed elsewhere in the case."""
IMAGE = "image:"
"""Before the digest of a picture, as the place of what was read in it."""
ELSEWHERE = "elsewhere"
"""The status of a piece that no finding covers and that is sealed elsewhere."""
_ROW = ("channel_id", "post_id", "capture", "row_no")
_POST = (
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
class Text:
    """One text of a post: ``text``, a field published with it, or ``image:`` and a digest. Its pieces tile it."""

    where: str
    pieces: tuple[Piece, ...]

    @property
    def shown(self) -> str:
        """All of it, masked."""
        return "".join(piece.shown for piece in self.pieces)


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


@dataclass(frozen=True, slots=True)
class Acted:
    """A stretch of conduct of a post. ``status``: proposed, doubtful; confirmed, rejected by a person."""

    conduct: str
    where: str
    start: int
    end: int
    label: str
    status: str
    by: str = ""
    decision: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Media:
    """A file that a post names; ``picture``: its digest where the case holds it as a picture that was read."""

    kind: str
    status: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """One post, masked. ``at``: in the zone of the case, or as the file writes it; ``views`` as last read, None where nobody tells."""

    channel: str
    post: str
    at: str
    author: str
    views: int | None
    texts: tuple[Text, ...]
    conduct: tuple[Acted, ...] = ()
    persons: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    findings: tuple[Found, ...] = ()
    type: str = "message"
    forwarded: str = ""
    reply_to: str = ""
    versions: int = 1
    capture: str = ""
    unread: bool = False

    @property
    def key(self) -> Key:
        """Channel and post."""
        return self.channel, self.post


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


def posts(case: Case, keys: Iterable[Key]) -> dict[Key, Post]:
    """These posts as figures count them; those that are not in the current run are left out."""
    return sight(case).posts(set(keys))


def around(case: Case, key: Key, before: int = 2, after: int = 2) -> list[Post]:
    """The post among its neighbours in the channel, by time; empty where the run has no such post."""
    return sight(case).around(key, before, after)


def versions(case: Case, key: Key) -> list[Post]:
    """What earlier captures show of the post where it was another, oldest first."""
    return sight(case).versions(key)


def sight(case: Case) -> "Sight":
    """What texts of the current run are shown with, kept while the case is open."""
    run = published.current(case)
    kept = _KEPT.get(case)
    if kept is None or kept.run.run_id != run.run_id:
        kept = _KEPT[case] = Sight(case, run)
    return kept


@dataclass(frozen=True, slots=True)
class Said:
    """What people decided on one finding or stretch of conduct: the last word."""

    status: str
    by: str
    decision: str


_SAYS = {
    "finding.confirm": "confirmed", "finding.reject": "rejected", "finding.lawfully_public": "public", ADD: "added",
    "conduct.confirm": "confirmed", "conduct.reject": "rejected", "conduct.label": "confirmed", "conduct.add": "confirmed",
}  # fmt: skip


def said(case: Case) -> dict[str, Said]:
    """The decisions that stand now, on findings and conduct, by their keys in the current run."""
    run = {str(d["id"]): d["target"] for d in published.standing(case)}
    told: dict[str, Said] = {}
    for d in Standing.of(inputs.decisions(case)):
        if (status := _SAYS.get(str(d["act"]))) is None:
            continue
        target = run.get(str(d["id"])) or dict(d["target"])
        key = _conduct_of(target) if str(d["act"]).startswith("conduct.") else named_by(target)
        told[key] = Said(status, str(d["officer"]), str(d["id"]))
    return told


def _conduct_of(target: Mapping[str, Any]) -> str:
    return str(target["conduct"]) if "conduct" in target else f"{target['span']}/{target['label']}"


class Sight:
    """The tables of one run, read once each, and the masking over all that it has sealed."""

    def __init__(self, case: Case, run: Run) -> None:
        self._case, self.run = case, run
        self._zone = ZoneInfo(case.info.display_zone)
        self.hidden = Hidden(case)

    # What is kept.
    @cached_property
    def unread(self) -> set[Key]:
        """Posts of which a text was not searched to its end."""
        return unread_posts(self._case)

    @cached_property
    def merged(self) -> pa.Table:
        """One row a post: which row of its captures stands for it."""
        return self.run.read("merged", [*_ROW, "date", "post_no", "versions"])

    @cached_property
    def _findings(self) -> pa.Table:
        return self.run.read("findings", [*_ROW, *_FOUND])

    @cached_property
    def _conduct(self) -> pa.Table:
        return self.run.read("conduct", [*_ROW, *_ACTED])

    @cached_property
    def _views(self) -> pa.Table:
        rows = self.run.read("readings", ["channel_id", "post_id", "what", "value", "at"])
        return rows.filter(pc.equal(rows["what"], "views"))

    @cached_property
    def _codes(self) -> dict[tuple[str, str, int], str]:
        rows = self.run.read("dossiers", ["channel_id", "post_id", "person_no", "person"]).to_pylist()
        return {(r["channel_id"], r["post_id"], r["person_no"]): r["person"] or "" for r in rows}

    @cached_property
    def _images(self) -> dict[str, dict[str, str]]:
        """Of each picture that was read what stands in it, by the place that findings name."""
        out: dict[str, dict[str, str]] = {}
        for row in self.run.read("images", ["source", "text", "codes"]).to_pylist():
            where = f"{IMAGE}{row['source']}"
            codes = {f"{where}:code[{n}]": code for n, code in enumerate(row["codes"] or ())}
            out[row["source"]] = {where: row["text"] or "", **codes}
        return out

    @cached_property
    def _places(self) -> pa.Table:
        return places(self._case)

    # What is asked.
    def posts(self, keys: Collection[Key]) -> dict[Key, Post]:
        """These posts as figures count them."""
        wanted = _among(self.merged, keys).to_pylist()
        kept = {tuple(row[name] for name in _ROW): row["versions"] for row in wanted}
        return {(r["channel_id"], r["post_id"]): post for r, post in self._made(kept)}

    def around(self, key: Key, before: int, after: int) -> list[Post]:
        """A post among its neighbours by time; undated ones stand last, by number."""
        here = self.merged.filter(pc.equal(self.merged["channel_id"], key[0]))
        order = here.sort_by([("date", "ascending"), ("post_no", "ascending"), ("post_id", "ascending")])
        ids = order["post_id"].to_pylist()
        if key[1] not in ids:
            return []
        at = ids.index(key[1])
        near = [(key[0], one) for one in ids[max(0, at - before) : at + after + 1]]
        made = self.posts(set(near))
        return [made[one] for one in near]

    def versions(self, key: Key) -> list[Post]:
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
        rows = [_among(pa.Table.from_batches([b]), {key}) for b in self.run.batches("posts", list(_ROW))]
        kept: dict[tuple[Any, ...], int] = {}
        for row in pa.concat_tables(rows).to_pylist() if rows else ():
            if row["capture"] in first.values() and not any(one[2] == row["capture"] for one in kept):
                kept[tuple(row[name] for name in _ROW)] = 1
        made = {row["capture"]: post for row, post in self._made(kept)}
        return [made[capture] for _, capture in sorted(first.items()) if capture in made]

    def _made(self, kept: Mapping[tuple[Any, ...], int]) -> list[tuple[dict[str, Any], Post]]:
        """The rows of posts with these keys (``_ROW``), each with its post; ``kept`` tells how many versions it has."""
        keys = {(row[0], row[1]) for row in kept}
        beside = Beside(self, keys, said(self._case))
        out: list[tuple[dict[str, Any], Post]] = []
        for batch in self.run.batches("posts", list(_POST)) if kept else ():
            for row in _among(pa.Table.from_batches([batch]), keys).to_pylist():
                name = tuple(row[one] for one in _ROW)
                if name in kept:
                    out.append((row, self.post(row, beside, kept[name])))
        return out

    def post(self, row: Mapping[str, Any], beside: "Beside", versions: int) -> Post:
        """One row of POSTS as it is shown. ``beside``: what other tables have of its post."""
        name, key = tuple(row[one] for one in _ROW), (row["channel_id"], row["post_id"])
        found, acted = beside.found(name), beside.acted(name)
        pictures = beside.pictures.get(key, ())
        unread = key in self.unread
        texts = [("text", row["text"] or ""), *((f["where"], f["text"] or "") for f in row["fields"] or ())]
        texts += [each for one in pictures for each in self._images.get(one, {}).items()]
        return Post(
            row["channel_id"], row["post_id"], self._at(row), self._named(row["author"] or row["from_name"]),
            beside.views.get(key), tuple(self._text(where, text, found, unread=unread) for where, text in texts if text),
            tuple(acted), tuple(beside.persons(key)), (*_media(row["media"]), *(Media("picture", "included", one) for one in pictures)),
            tuple(found), row["type"] or "message", self._named(row["forwarded_from"]), row["reply_to"] or "", versions, row["capture"], unread,
        )  # fmt: skip

    def _text(self, where: str, text: str, found: Sequence[Found], *, unread: bool) -> Text:
        if unread:
            return Text(where, (Piece(0, len(text), BLANK * len(text)),))
        here = [one for one in found if one.where == where]
        elsewhere = self.hidden.stretches(text, looked=where != "file_name")
        return Text(where, pieces(text, here, elsewhere))

    def _named(self, text: str | None) -> str:
        return self.hidden(text) if text else ""

    def _at(self, row: Mapping[str, Any]) -> str:
        date = row["date"]
        told = date.astimezone(self._zone).strftime("%Y-%m-%d %H:%M") if isinstance(date, datetime) else None
        return told or blank(row["date_local"] or "")[:40]


class Beside:
    """What the tables of a run have beside the texts of some posts."""

    def __init__(self, sight: Sight, keys: Collection[Key], told: Mapping[str, Said]) -> None:
        self._sight, self._told = sight, told
        self._found = _by_row(_among(sight._findings, keys))  # noqa: SLF001 - one class in two halves
        self._acted = _by_row(_among(sight._conduct, keys))  # noqa: SLF001
        self._codes = sight._codes  # noqa: SLF001
        self.views = _last(_among(sight._views, keys))  # noqa: SLF001
        self.pictures = self._pictured(keys)
        self._people: dict[Key, list[str]] = defaultdict(list)
        for (channel, post, _), code in self._codes.items():
            if code and (channel, post) in keys:
                self._people[channel, post].append(code)
        self._added: dict[str, list[tuple[str, Said]]] = defaultdict(list)
        for name, one in told.items():
            if one.status == "added":
                self._added[placing.span_key(name)[0]].append((name, one))

    def persons(self, key: Key) -> list[str]:
        """Codes of the persons that a post exposes, each once."""
        return sorted(dict.fromkeys(self._people.get(key, ())))

    def found(self, name: tuple[Any, ...]) -> list[Found]:
        """The findings of one row of a post, with what was decided, and what people added since."""
        out = []
        for f in self._found.get(name, ()):
            key = f"{name[0]}/{name[1]}/{f['where']}/{f['start']}-{f['end']}/{f['kind']}"
            told = self._told.get(key, _NOBODY)
            out.append(
                Found(key, f["where"], f["start"], f["end"], f["kind"], f["verdict"], f["mask"], told.status, told.by, told.decision,
                      f["person"], self._codes.get((name[0], name[1], f["person"]), ""))
            )  # fmt: skip
        known = {one.finding for one in out}
        for key, told in self._added.get(f"{name[0]}/{name[1]}", ()):
            if key not in known:
                where, start, end, kind = placing.span_key(key)[1]
                hides = mask(kind, "")
                out.append(Found(key, where, start, end, kind, "valid", hides, told.status, told.by, told.decision))
        return sorted(out, key=lambda one: (one.where != "text", one.where, one.start, one.end, one.kind))

    def acted(self, name: tuple[Any, ...]) -> list[Acted]:
        """The conduct of one row of a post, with what was decided."""
        out = []
        for c in self._acted.get(name, ()):
            key = f"{name[0]}/{name[1]}/{c['where']}/{c['start']}-{c['end']}/{c['label']}"
            told = self._told.get(key, _NOBODY)
            code = self._codes.get((name[0], name[1], c["person"]), "")
            out.append(
                Acted(key, c["where"], c["start"], c["end"], c["label"], told.status or c["status"], told.by, told.decision, code)
            )  # fmt: skip
        return sorted(out, key=lambda one: (one.where != "text", one.where, one.start, one.end, one.label))

    def _pictured(self, keys: Collection[Key]) -> dict[Key, tuple[str, ...]]:
        """The pictures that posts show in any capture, or that their findings stand in."""
        known = self._sight._images  # noqa: SLF001
        if not known:
            return {}
        shown: dict[Key, set[str]] = defaultdict(set)
        for batch in self._sight.run.batches("posts", ["channel_id", "post_id", "capture", "source", "media"]):
            rows = _among(pa.Table.from_batches([batch]), keys)
            rows = rows.filter(pc.greater(pc.fill_null(pc.list_value_length(rows["media"]), 0), 0))
            for row in attached.files(rows, self._sight._places).to_pylist() if rows.num_rows else ():  # noqa: SLF001
                shown[row["channel_id"], row["post_id"]].add(row["file"])
        for name, found in self._found.items():
            files = {f["where"].removeprefix(IMAGE).partition(":")[0] for f in found if f["where"].startswith(IMAGE)}
            shown[name[0], name[1]] |= files
        return {key: tuple(sorted(files & known.keys())) for key, files in shown.items() if files & known.keys()}


_NOBODY = Said("", "", "")
_KEPT: WeakKeyDictionary[Case, Sight] = WeakKeyDictionary()


def _among(table: pa.Table, keys: Collection[Key]) -> pa.Table:
    """The rows of these posts."""
    if not keys:
        return table.slice(0, 0)
    near = table.filter(pc.is_in(table["post_id"], pa.array(sorted({post for _, post in keys}), pa.string())))
    both = zip(near["channel_id"].to_pylist(), near["post_id"].to_pylist(), strict=True)
    return near.filter(pa.array([one in keys for one in both], pa.bool_()))


def _by_row(table: pa.Table) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    out: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in table.to_pylist():
        out[tuple(row[name] for name in _ROW)].append(row)
    return out


def _last(views: pa.Table) -> dict[Key, int]:
    """The reading of each post that was made last."""
    out: dict[Key, tuple[float, int]] = {}
    for row in views.to_pylist():
        at = row["at"].timestamp() if row["at"] else 0.0
        if row["value"] is not None:
            key = row["channel_id"], row["post_id"]
            out[key] = max(out.get(key, (-1.0, 0)), (at, row["value"]))
    return {key: value for key, (_, value) in out.items()}


def _media(media: Sequence[Mapping[str, Any]] | None) -> Iterator[Media]:
    for one in media or ():
        yield Media(one["kind"] or "", one["status"] or "")
