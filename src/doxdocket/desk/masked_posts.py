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
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol
from weakref import WeakKeyDictionary

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.decisions import placing
from doxdocket.decisions.standing import ADD, Standing
from doxdocket.decisions.standing import named as named_by
from doxdocket.desk.masking import BLANK, Hidden, blank, unread_posts
from doxdocket.merge import attached, told_again
from doxdocket.pipeline import inputs, published
from doxdocket.pipeline.published import places
from doxdocket.records import Drawn
from doxdocket.seal.masks import mask
from doxdocket.store.case import Case
from doxdocket.store.located import InRun
from doxdocket.store.register import Register
from doxdocket.store.run import Run
from doxdocket.words import say

Key = tuple[str, str]
"""Channel and post."""
Stretch = tuple[int, int, str]
"""Start, end and kind of what is sealed elsewhere in the case."""
IMAGE = "image:"
"""Before the digest of a picture, as the place of what was read in it."""
ADDED = "added"
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

    @property
    def box(self) -> Drawn | None:
        """The box that somebody drew in a picture, where it is one."""
        return Drawn.at(self.where)


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


def made(key: Key, held: Held, told: "Told") -> Post:
    """The post as it is shown now."""
    name = "/".join(key)
    found: list[Found] = []
    for where, start, end, kind, verdict, hides, read_as in held.findings:
        one = f"{name}/{where}/{start}-{end}/{kind}"
        said_ = told.by_key.get(one, _NOBODY)
        person = int(said_.whose.rpartition("/")[2]) if said_.whose else read_as
        found.append(
            Found(one, where, start, end, kind, verdict, hides, said_.status, said_.by, said_.decision, person, held.people.get(person, ""))
        )  # fmt: skip
    known = {one.finding for one in found}
    for one, said_ in told.added.get(name, {}).items():
        if one not in known:
            where, start, end, kind = placing.span_key(one)[1]
            hides = mask(kind, "")
            found.append(Found(one, where, start, end, kind, "valid", hides, said_.status, said_.by, said_.decision))
    acted: list[Acted] = []
    for where, start, end, label, status, person in held.conduct:
        one = f"{name}/{where}/{start}-{end}/{label}"
        said_ = told.by_key.get(one, _NOBODY)
        acted.append(
            Acted(one, where, start, end, label, said_.status or status, said_.by, said_.decision, held.people.get(person, ""))
        )  # fmt: skip
    known = {one.conduct for one in acted}
    for one, said_ in told.labelled.get(name, {}).items():
        if one not in known:
            where, start, end, label = placing.span_key(one)[1]
            acted.append(Acted(one, where, start, end, label, said_.status, said_.by, said_.decision))
    texts = tuple(
        Text(where, pieces(base, () if held.unread else [f for f in found if f.where == where], elsewhere))
        for where, base, elsewhere in held.texts
    )
    return Post(
        *key, held.at, held.author, held.views, texts, tuple(acted), tuple(sorted({*held.people.values()} - {""})),
        tuple(Media(*one) for one in held.media), tuple(sorted(found, key=_place)), held.type, held.forwarded, held.reply_to,
        held.versions, held.capture, held.unread,
    )  # fmt: skip


def _place(one: Found) -> tuple[bool, str, int, int, str]:
    return one.where != "text", one.where, one.start, one.end, one.kind


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
    told = said(case)
    return {key: made(key, one, told) for key, one in _kept(case).held(set(keys)).items()}


def around(case: Case, key: Key, before: int = 2, after: int = 2) -> list[Post]:
    """The post among its neighbours in the channel, by time; empty where the run has no such post."""
    kept = _kept(case)
    near = kept.near(key, before, after)
    held, told = kept.held(set(near)), said(case)
    return [made(one, held[one], told) for one in near if one in held]


def versions(case: Case, key: Key) -> list[Post]:
    """What earlier captures show of the post where it was another, oldest first."""
    told = said(case)
    return [made(key, one, told) for one in sight(case).versions(key)]


class Keeps(Protocol):
    """What has the posts of the current run: its tables (``Sight``), or the index made of them (``desk.index``)."""

    def held(self, keys: Collection[Key]) -> dict[Key, Held]:
        """These posts."""

    def near(self, key: Key, before: int, after: int) -> list[Key]:
        """The keys of a post and its neighbours, by time."""


def _kept(case: Case) -> Keeps:
    from doxdocket.desk import index  # noqa: PLC0415 - which is made with what is here

    return index.at_hand(case) or sight(case)


def sight(case: Case) -> "Sight":
    """What texts of the current run are shown with, kept while the case is open and nothing more is entered, which may seal more."""
    run, entered = published.current(case), Register.of(case).last()
    kept = _KEPT.get(case)
    if kept is None or (kept[0].run.run_id, kept[1]) != (run.run_id, entered):
        kept = _KEPT[case] = Sight(case, run), entered
    return kept[0]


@dataclass(frozen=True, slots=True)
class Said:
    """What people decided on one finding or stretch of conduct: the last word."""

    status: str
    by: str
    decision: str
    put: bool = False  # put in by a person: the machine has none
    whose: str = ""  # the publication to which a person put it


_PUT = (ADD, "conduct.add", "conduct.label")
_SAYS = {
    "finding.confirm": "confirmed", "finding.reject": "rejected", "finding.lawfully_public": "public", ADD: "added",
    "conduct.confirm": "confirmed", "conduct.reject": "rejected", "conduct.label": "confirmed", "conduct.add": "confirmed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """The decisions that stand now, on findings and conduct, by their keys in the current run. ``added``, ``labelled``: those of what people put in, by post."""

    last: int
    by_key: Mapping[str, Said]
    added: Mapping[str, Mapping[str, Said]]
    labelled: Mapping[str, Mapping[str, Said]]


def said(case: Case) -> Told:
    """What people decided; read once and gone on with as decisions come."""
    run, last = published.current(case), case.last_decision()
    mark, told = _TOLD.get(case, ("", None))
    if told is not None and mark == run.run_id and told.last == last:
        return told
    if told is not None and mark == run.run_id and told.last < last:
        more = inputs.plain(case.decisions(told.last))
        if all(d["act"] != "undo" for d in more):
            told = _told(last, dict(told.by_key), more, {})
            _TOLD[case] = run.run_id, told
            return told
    placed = {str(d["id"]): d["target"] for d in published.standing(case)}
    told = _told(last, {}, Standing.of(inputs.decisions(case)), placed)
    _TOLD[case] = run.run_id, told
    return told


def _told(
    last: int, by_key: dict[str, Said], more: Iterable[Mapping[str, Any]], placed: Mapping[str, Mapping[str, Any]]
) -> Told:
    """The last word on each thing. ``placed``: what the decisions of the run name, by its keys."""
    for d in more:
        status = _SAYS.get(str(d["act"]))
        target = placed.get(str(d["id"])) or dict(d["target"])
        if d["act"] in ("finding.person", ADD) and "publication" in target:
            key = named_by(target)
            by_key[key] = replace(by_key.get(key, _NOBODY), whose=str(target["publication"]))
        if status is None:
            continue
        one = Said(status, str(d["officer"]), str(d["id"]), put=str(d["act"]) in _PUT)
        if "label" in target and "conduct" in target:  # another label in place of the machine's
            key = str(target["conduct"])
            by_key[key] = Said("rejected", one.by, one.decision)
            by_key[f"{key.rpartition('/')[0]}/{target['label']}"] = one
        else:
            key = _conduct_of(target) if str(d["act"]).startswith("conduct.") else named_by(target)
            by_key[key] = replace(one, whose=by_key.get(key, _NOBODY).whose)
    put: tuple[dict[str, dict[str, Said]], ...] = (defaultdict(dict), defaultdict(dict))
    for key, one in by_key.items():
        if one.put:
            put[one.status != ADDED][placing.span_key(key)[0]][key] = one
    return Told(last, by_key, *put)


def _conduct_of(target: Mapping[str, Any]) -> str:
    return str(target["conduct"]) if "conduct" in target else f"{target['span']}/{target['label']}"


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
        """Readings of views."""
        rows = self.run.read("readings", ["channel_id", "post_id", "what", "value", "at"])
        return rows.filter(pc.equal(rows["what"], "views"))

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
    def held(self, keys: Collection[Key]) -> dict[Key, Held]:
        """These posts as figures count them."""
        wanted = _among(self.merged, keys).to_pylist()
        kept = {tuple(row[name] for name in _ROW): row["versions"] for row in wanted}
        return {(r["channel_id"], r["post_id"]): held for r, held in self._made(kept)}

    def near(self, key: Key, before: int, after: int) -> list[Key]:
        """A post among its neighbours by time; undated ones stand last, by number."""
        here = self.merged.filter(pc.equal(self.merged["channel_id"], key[0]))
        ids = here.sort_by(ORDER)["post_id"].to_pylist()
        if key[1] not in ids:
            return []
        at = ids.index(key[1])
        return [(key[0], one) for one in ids[max(0, at - before) : at + after + 1]]

    def versions(self, key: Key) -> list[Held]:
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
        found = {row["capture"]: held for row, held in self._made(kept)}
        return [found[capture] for _, capture in sorted(first.items()) if capture in found]

    def _made(self, kept: Mapping[tuple[Any, ...], int]) -> list[tuple[dict[str, Any], Held]]:
        """The rows of posts with these keys (``_ROW``), each as it is kept; ``kept`` tells how many versions it has."""
        keys = {(row[0], row[1]) for row in kept}
        beside = self.beside(keys)
        out: list[tuple[dict[str, Any], Held]] = []
        for batch in self.posts.batches({f"{channel}/{post}" for channel, post in keys}, list(POST)):
            for row in batch.to_pylist():
                name = tuple(row[one] for one in _ROW)
                if name in kept:
                    out.append((row, self.keep(row, beside, kept[name])))
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

    def keep(self, row: Mapping[str, Any], beside: "Beside", versions: int) -> Held:
        """One row of POSTS as it may be kept. ``beside``: what other tables have of its post."""
        name, key = tuple(row[one] for one in _ROW), (row["channel_id"], row["post_id"])
        unread = key in self.unread
        found = [tuple(f[one] for one in _FOUND) for f in beside.findings.get(name, ())]
        acted = [tuple(c[one] for one in _ACTED) for c in beside.conduct.get(name, ())]
        pictures = beside.pictures.get(key, ())
        texts = [("text", row["text"] or ""), *((f["where"], f["text"] or "") for f in row["fields"] or ())]
        texts += [each for one in pictures for each in self.images.get(one, {}).items()]
        media = [(one["kind"] or "", one["status"] or "", "") for one in row["media"] or ()]
        media += [("picture", "included", one) for one in pictures]
        return Held(
            self._at(row), self._named(row["author"] or row["from_name"]), beside.views.get(key), row["type"] or "message",
            self._named(row["forwarded_from"]), row["reply_to"] or "", versions, row["capture"], unread,
            [self._text(row, where, text, found, unread=unread) for where, text in texts if text], found, acted, beside.people.get(key, {}), media,
        )  # fmt: skip

    def _text(
        self, row: Mapping[str, Any], where: str, text: str, found: Sequence[tuple[Any, ...]], *, unread: bool
    ) -> tuple[str, str, list[Stretch]]:
        if unread:
            return where, BLANK * len(text), []
        here = [Found("", *f[:6]) for f in found if f[0] == where]
        elsewhere = self.hidden.beyond(row, where, text, [(f.start, f.end) for f in here])
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
        self.views = _last(_among(sight.views, keys))
        self.people: dict[Key, dict[int, str]] = defaultdict(dict)
        for row in _among(sight.dossiers, keys).to_pylist():
            self.people[row["channel_id"], row["post_id"]][row["person_no"]] = row["person"] or ""
        self.pictures = pictures


_NOBODY = Said("", "", "")
_KEPT: WeakKeyDictionary[Case, tuple[Sight, int]] = WeakKeyDictionary()
_TOLD: WeakKeyDictionary[Case, tuple[str, Told]] = WeakKeyDictionary()


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


def _last(views: pa.Table) -> dict[Key, int]:
    """The reading of each post that was made last."""
    out: dict[Key, tuple[float, int]] = {}
    for row in views.to_pylist():
        at = row["at"].timestamp() if row["at"] else 0.0
        if row["value"] is not None:
            key = row["channel_id"], row["post_id"]
            out[key] = max(out.get(key, (-1.0, 0)), (at, row["value"]))
    return {key: value for key, (_, value) in out.items()}
