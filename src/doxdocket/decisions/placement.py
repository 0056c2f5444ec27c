"""Where the things that decisions name are in a run, found by content, and the decisions rewritten to that run's keys.

Only the posts that decisions name are looked at, and texts are read only where a decision is about conduct or its finding is gone. Later stages
see the keys of their own run and none of the decisions that fit nothing; those are rows of the table ``decided`` with a status
that says why. Source: ``decisions.placing``, docs/decisions/0006-decisions-by-content.md. Leaves out: what decisions do.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.account import DECIDED
from doxdocket.decisions import acts, application, placing
from doxdocket.decisions.consistent import Held
from doxdocket.decisions.placing import Found, Named, Post
from doxdocket.decisions.standing import ADD, CHANNEL, PERSON, SAYS, Decision, Standing
from doxdocket.records import POSTS, Drawn
from doxdocket.seal.digest import Digester
from doxdocket.store.case import Case
from doxdocket.store.clear_values import stretch
from doxdocket.store.located import AtHand, InRun, names_of, only
from doxdocket.store.run import Run

Forms = Callable[[str, str, str], Iterable[str]]
"""The plain forms that words may have as a value of a kind, with what stands before them."""
Files = Callable[[pa.Table], pa.Table]
"""Of rows of posts (``MEDIA``) the files of the case that they show: ``merge.attached.FILES``."""
MEDIA = ["channel_id", "post_id", "capture", "source", "media"]
_SPAN = ["channel_id", "post_id", "where", "start", "end"]
ROW = ["channel_id", "post_id", "capture", "row_no"]
"""Which row of the captures stands for a post."""
STAYS = "stays"
"""Of a split: those that stay, by key, each with what it is known by."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What decisions are placed in: the findings and conduct of the latest captures, before any decision."""

    run: Run
    merged: pa.Table
    findings: pa.Table
    conduct: pa.Table
    digester: Digester
    forms: Forms
    channels: Mapping[str, str] = field(default_factory=dict)
    by_post: "ByPost | None" = field(default=None, repr=False)
    texts: InRun | None = field(default=None, repr=False)
    files: Files | None = field(default=None, repr=False)
    own: frozenset[bytes] = field(default=frozenset(), repr=False)
    """The digests of accounts that are names of channels of the case."""

    def post(self, key: str) -> str:
        """A post under the channel id of this run."""
        channel, _, post = key.rpartition("/")
        return f"{self.channels.get(channel, channel)}/{post}"

    def seal(self, words: str) -> str:
        """What words are known by: sixteen digits of their keyed digest."""
        return self.digester.digest("words", words).hex()[:16]

    def values(self, kind: str, text: str, start: int, end: int) -> list[str]:
        """The digests that a stretch may have as a value of a kind."""
        return [self.digester.digest(kind, form).hex()[:16] for form in self.forms(kind, text[start:end], text[:start])]

    def among(self, posts: set[str]) -> "Evidence":
        """The same of these posts alone."""
        if (by := self.by_post) is not None:
            return replace(
                self,
                findings=by.findings.only(posts),
                conduct=by.conduct.only(posts),
                merged=by.merged.only(posts, ROW),
                by_post=None,
            )
        return replace(self, findings=only(self.findings, posts), conduct=only(self.conduct, posts),
                       merged=only(self.merged, posts))  # fmt: skip

    def posts(self, names: set[str]) -> dict[str, Post]:
        """The findings of these posts, as ``decisions.placing`` looks at them."""
        found = {name: Post(seal=self.seal, values=self.values) for name in names}
        for row in _rows(only(self.findings, names), [*_SPAN, "kind", "digest", "person", "verdict", "reasons"]):
            found[row["post"]].findings.append(_finding(row))
        return found

    def read(self, found: Mapping[str, Post]) -> None:
        """Add the texts of these posts, in the rows that stand for them, and the conduct that lies in them."""
        names = set(found)
        texts: dict[str, dict[str, str]] = {name: {} for name in names}
        shown: dict[str, set[tuple[tuple[str, str], ...]]] = {name: set() for name in names}
        media: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
        for row, stands in self.every(names, ["text", "fields", "source", "media"]):
            own = _texts(row)
            if row["text"] or row["fields"]:
                shown[row["post"]].add(tuple(sorted(own.items())))
            if stands:
                texts[row["post"]] = own
            if row["media"]:
                media[row["post"]].append({one: row[one] for one in MEDIA})
        for name, post in found.items():
            post.text, post.once = _Texts(texts[name], media[name], self.files).at, len(shown[name]) == 1
        for row in _rows(only(self.conduct, names), [*_SPAN, "label", "person"]):
            sealed = self.seal(texts[row["post"]].get(row["where"], "")[row["start"] : row["end"]])
            place = (row["where"], row["start"], row["end"], row["label"])
            found[row["post"]].conduct.append(Found(*place, sealed, row["person"], sure=True))

    def rows(self, names: set[str], columns: list[str]) -> Iterator[dict[str, Any]]:
        """Some columns of these posts, of the rows that stand for them."""
        return (row for row, stands in self.every(names, columns) if stands)

    def every(self, names: set[str], columns: list[str]) -> Iterator[tuple[dict[str, Any], bool]]:
        """The same of all captures, and whether each row stands for its post."""
        merged = self.by_post.merged.only(names, ROW) if self.by_post else only(self.merged, names)
        stand = {(r["post"], r["capture"], r["row_no"]) for r in _rows(merged, ROW)}
        wanted = [*ROW, *columns]
        if self.texts is not None:
            batches = self.texts.batches(names, wanted)
        else:
            batches = self.run.batches("posts", wanted) if names else iter(())
        for batch in batches:
            rows = pa.Table.from_batches([batch])
            for row in _rows(rows if self.texts is not None else only(rows, names), wanted):
                yield row, (row["post"], row["capture"], row["row_no"]) in stand


@dataclass(frozen=True, slots=True)
class ByPost:
    """The tables of the evidence by their posts, for many decisions one after the other."""

    findings: AtHand
    conduct: AtHand
    merged: InRun


@dataclass(slots=True)
class _Texts:
    """The texts of a post by their place, and the boxes that may be drawn in the pictures that a capture of it shows."""

    own: Mapping[str, str]
    media: Sequence[dict[str, Any]]
    files: Files | None
    _shows: set[str] | None = None

    def at(self, where: str) -> str | None:
        """The text at a place; of a box the sign that stands for what is in it."""
        drawn = Drawn.at(where)
        if drawn is None:
            return self.own.get(where)
        if self._shows is None:
            rows = pa.Table.from_pylist(self.media, pa.schema([POSTS.field(name) for name in MEDIA]))
            self._shows = set(self.files(rows)["file"].to_pylist()) if self.files and self.media else set()
        return Drawn.sign if drawn.source in self._shows else None


def _texts(row: Mapping[str, Any]) -> dict[str, str]:
    """The texts of a row by their place."""
    places = ("text", *(f["where"] for f in row["fields"] or ()))
    return {where: stretch(where, row["text"], row["fields"]) or "" for where in places}


def _finding(row: Mapping[str, Any]) -> Found:
    place = (row["where"], row["start"], row["end"], row["kind"])
    said = PERSON in (row["reasons"] or ())
    return Found(*place, row["digest"].hex()[:16], row["person"], sure=row["verdict"] != "doubtful", said=said)


def _rows(table: pa.Table, columns: list[str]) -> list[dict[str, Any]]:
    """Some columns, with the key of the post."""
    return list(table.select(columns).append_column("post", names_of(table)).to_pylist())


def evidence(
    case: Case,
    run: Run,
    merged: pa.Table,
    findings: pa.Table,
    conduct: pa.Table,
    forms: Forms,
    files: Files,
    own: frozenset[bytes] = frozenset(),
) -> Evidence:
    """What a run holds before decisions; ``findings`` and ``conduct`` of the latest captures; ``own``: see ``Evidence``."""
    rows = run.read("keys").to_pylist()
    known = Digester(case.key.subkey("digest"))
    channels = {r["channel_id"]: r["key"] for r in rows}
    return Evidence(run, merged, findings, conduct, known, forms, channels, files=files, own=own)


def _with_channels(given: Evidence, told: Standing) -> Standing:
    """What stands, and of each finding that is the name of a channel that it is one; none of a value of which a person says of any finding that it is there."""
    rows = given.findings.filter(pc.is_in(given.findings["digest"], pa.array(sorted(given.own), pa.binary())))
    if not rows.num_rows:
        return told
    keys, said = application.finding_keys(rows), pa.array(told.named(*SAYS), pa.string())
    meant = rows.filter(pc.is_in(keys, said))["digest"].combine_chunks()
    left = keys.filter(pc.invert(pc.is_in(rows["digest"], meant))).to_pylist()
    return Standing((*told.rows, *({"id": "", "act": CHANNEL, "target": {"finding": key}} for key in left)))


def place(given: Evidence, standing: Standing) -> tuple[Standing, pa.Table]:
    """What stands, by this run's keys and without what fits nothing; and the table ``decided``."""
    stand = standing.rows
    named = [thing for d in stand for thing in things(d)]
    if not named:
        return _with_channels(given, standing), DECIDED.empty_table()
    names = {given.post(thing.post) for thing in named}
    here = given.among(names)
    posts = here.posts(names)
    words = {given.post(thing.post) for thing in named if thing.name in IN_WORDS}
    here.read({name: posts[name] for name in words})
    rows: list[Named] = []
    for step in (_SPANS, _OF_PERSON, None):  # each is looked for in what the decisions before it leave
        done = {(row.decision, row.part) for row in rows}
        now = [
            t for t in named if (t.decision, t.part) not in done and (step is None or t.name in step or t.act in step)
        ]
        placed = [_placed(given, posts, thing) for thing in now]
        if step == _SPANS:
            placed = _again(here, posts, words, list(zip(now, placed, strict=True)))
            placed = _consistent(stand, placed, dict(zip(placed, now, strict=True)), lambda t: posts[here.post(t.post)])
        rows += placed
        here_now = rewritten(stand, rows)
        after = tuple(here_now.by(*(_OF_SPANS if step == _SPANS else (*_OF_SPANS, *_OF_PERSON))))
        says = here_now.named(*SAYS)
        moved = replace(here, findings=application.stands(here.findings, Standing(after), says, here.merged)).posts(
            names
        )
        for name, post in posts.items():
            post.replace(moved[name].findings)
    rows = _apart(stand, rows)
    return _with_channels(given, rewritten(stand, rows)), pa.Table.from_pylist(
        [row._asdict() for row in rows], schema=DECIDED
    )


_SPANS = ("finding", "conduct", "span")
IN_WORDS = ("conduct", "span")
"""Things that are known by their words, which lie in the texts of posts."""
_OF_PERSON = ("finding.person", ADD)
_OF_SPANS = ("finding.confirm", "finding.reject")


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that a decision names: what the target calls it, its key, and the mark it is known by."""

    decision: str
    act: str
    name: str
    part: str
    key: str
    mark: Any

    @property
    def post(self) -> str:
        """The post it is of."""
        if self.name in _SPANS:
            return placing.span_key(self.key, bare=self.name == "span")[0]
        return placing.publication_key(self.key)[0]


def things(decision: Mapping[str, Any]) -> Iterator[Thing]:
    """The findings, stretches and publications that a decision names, those that stay of a split included."""
    marks = decision.get("marks") or {}
    id_, act, target = str(decision["id"]), str(decision["act"]), decision["target"]
    for name in (*_SPANS, *acts.PUBLICATIONS):
        keys = acts.listed(target, name)
        for n, key in enumerate(keys):
            part = f"{name}[{n}]" if isinstance(target[name], list) else name
            yield Thing(id_, act, name, part, key, marks.get(part))
    for key, mark in (marks.get(STAYS) or {}).items():
        yield Thing(id_, act, STAYS, f"{STAYS}[{key}]", key, mark)


def _placed(given: Evidence, posts: Mapping[str, Post], thing: Thing) -> Named:
    name = given.post(thing.post)
    post = posts.get(name, Post())
    status: placing.State
    now: str | None = None
    if thing.name == "span":
        _, (where, start, end, _) = placing.span_key(thing.key, bare=True)
        at, status = placing.words(post, where, (start, end), thing.mark)
        now = at and f"{name}/{where}/{at[0]}-{at[1]}"
    elif thing.name in _SPANS:
        _, key = placing.span_key(thing.key)
        rows = post.conduct if thing.name == "conduct" else post.findings
        at, status = placing.span(rows, key, thing.mark)
        if at and any(f.said and (f.where, f.start, f.end, f.kind) == (key[0], *at, key[3]) for f in rows):
            status = "words"
        now = at and f"{name}/{key[0]}/{at[0]}-{at[1]}/{key[3]}"
    else:
        number = placing.publication_key(thing.key)[1]
        who, status = placing.publication(post, number, thing.mark)
        now = None if who is None else f"{name}/{who}"
    return Named(thing.decision, thing.act, thing.part, thing.key, now, status)


def _again(
    here: Evidence, posts: Mapping[str, Post], read: Container[str], found: Sequence[tuple[Thing, Named]]
) -> list[Named]:
    """The same, with those looked for again by their words whose finding or conduct is gone; ``read``: posts whose texts are read."""
    gone = {row: here.post(thing.post) for thing, row in found if thing.name != "span" and row.status in _GONE}
    here.read({name: posts[name] for name in set(gone.values()) if name not in read})
    return [_followed(posts[gone[row]], gone[row], thing, row) if row in gone else row for thing, row in found]


_GONE = ("gone", "several")


def _followed(post: Post, name: str, thing: Thing, row: Named) -> Named:
    _, key = placing.span_key(thing.key)
    at, status = placing.again(post, thing.name, key, thing.mark, thing.act)
    if status == "gone":
        return row
    return row._replace(now=at and f"{name}/{key[0]}/{at[0]}-{at[1]}/{at[2]}", status=status)


def _consistent(
    stand: Sequence[Decision], rows: Sequence[Named], of: Mapping[Named, Thing], post: Callable[[Thing], Post]
) -> list[Named]:
    """The rows, of which none follows its words to where another decision says the contrary: a finding then keeps to its own words."""
    moved = {row.decision for row in rows if row.status in ("other_ends", "words")}
    if not moved:
        return list(rows)
    now = [d for d in rewritten(stand, rows) if str(d["act"]).startswith(("finding.", "conduct."))]
    held = Held(d for d in now if str(d["id"]) not in moved)
    seen, lost = Held(), set[str]()
    for decision in (d for d in now if str(d["id"]) in moved):
        against = seen.contradicts(decision)
        lost |= {str(decision["id"]), *against} if against else set()
        lost |= {str(decision["id"])} if held.contradicts(decision) else set()
        seen.add(decision)
    return [_kept(row, of[row], post(of[row])) if row.decision in lost else row for row in rows]


def _kept(row: Named, thing: Thing, post: Post) -> Named:
    """One that may not follow its words: a rejection has nothing left to reject, what a person said is there stands where it was said."""
    if thing.act == "finding.reject":
        return row._replace(now=None, status=placing.SETTLED)
    _, key = placing.span_key(thing.key)
    at = placing.still(post, key, thing.mark or {}, conduct=False) if thing.name == "finding" else None
    if at is None:
        return row._replace(now=None, status="contradicted")
    name = str(row.now).rsplit("/", 3)[0]
    return row._replace(now=f"{name}/{key[0]}/{at[0]}-{at[1]}/{key[3]}", status="words")


def _apart(stand: Sequence[Decision], rows: Sequence[Named]) -> list[Named]:
    """The rows, where two things that a decision tells apart or joins are one publication now: then it says nothing."""
    told = {str(d["id"]): d["act"] for d in stand if d["act"] in _PAIRS}
    ends: dict[str, set[str]] = {}
    for row in rows:
        if row.decision in told and row.now is not None:
            ends.setdefault(row.decision, set()).add(row.now)
    one = {
        id_
        for id_, found in ends.items()
        if len(found) == 1 and sum(r.decision == id_ and r.now is not None for r in rows) > 1
    }
    return [row._replace(now=None, status="one_now") if row.decision in one and row.now else row for row in rows]


_PAIRS = ("person.same", "person.not_same", "publication.person", acts.KIN)


def lost(row: Mapping[str, Any]) -> bool:
    """Whether a row of ``decided`` says that its decision is adrift: it names nothing, and not because that is settled."""
    return row["now"] is None and row["status"] != placing.SETTLED and not row["part"].startswith(STAYS)


def rewritten(decisions: Iterable[Mapping[str, Any]], rows: Iterable[Named]) -> Standing:
    """What stands by the keys of a run; without what misses what it needs. Decisions without rows stay as they are."""
    now: dict[str, dict[str, Named]] = {}
    for row in rows:
        now.setdefault(row.decision, {})[row.part] = row
    out = []
    for decision in decisions:
        here = now.get(str(decision["id"]))
        target = _target(decision, here) if here else dict(decision["target"])
        if target is not None:
            out.append({**decision, "target": target})
    return Standing(tuple(out))


def _target(decision: Mapping[str, Any], here: Mapping[str, Named]) -> dict[str, Any] | None:
    """The target by the keys of a run; None where too little of it is there."""
    target: dict[str, Any] = {}
    for name, told in decision["target"].items():
        if isinstance(told, list):
            found = [here[f"{name}[{n}]"].now for n in range(len(told)) if f"{name}[{n}]" in here]
            target[name] = [key for key in found if key is not None]
        elif name in here:
            if here[name].now is not None:
                target[name] = here[name].now
        else:
            target[name] = told
    if decision["act"] == ADD and here["span"].now is not None:
        return target  # what is there is somebody's, if not his who was named
    stays = [row.now for part, row in here.items() if part.startswith(f"{STAYS}[") and row.now is not None]
    if stays:
        target[STAYS] = sorted(stays)
    if decision["act"] == "person.same":
        left = list(dict.fromkeys(acts.publications(target)))
        names: Sequence[str] = ("a", "b")
        return {**dict(zip(names, left, strict=False)), "more": left[2:]} if len(left) > 1 else None
    if decision["act"] == "person.split":
        return target if target.get("publications") and (target.get("from") or stays) else None
    return target if all(name in target for name in decision["target"] if name in here) else None
