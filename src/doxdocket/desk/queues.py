"""What waits for a person, by the kind of doubt: one question at a time, what may be answered, and what is alike.

A queue is a list of things of the current run, those first that move figures most; what a decision answers is gone from it, and of what is left one
officer's own is set aside (unsure, left for later). Alike are things of one queue with the same value, the same reasons of doubt, the same words around it, or
those that a search found: they may be answered together, and each decision then says how many of how many were shown. Source: tables of the
run, ``decisions.hints``, plans of ``sample``. Left out: what is shown of a post (``desk.masked_posts``), recording (``desk.session``).
"""

import re
import secrets
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.count.catalogue import KIND, catalogue
from doxdocket.count.explanation import reason as reason_said
from doxdocket.decisions import application, placing
from doxdocket.decisions.acts import CODES, HINT_NO, IDENTIFIES, KIND_UNTRUE, NOBODY, SENSITIVE, UNDO, publications
from doxdocket.decisions.hints import hints
from doxdocket.decisions.standing import PERSON
from doxdocket.desk import index, masked_posts, sample_questions, search, versions
from doxdocket.desk.answers import LABELS, absent, called
from doxdocket.desk.deciding import Asked, Done
from doxdocket.desk.moved_figures import Moved
from doxdocket.desk.session import Session
from doxdocket.errors import WrongCall
from doxdocket.law import classes
from doxdocket.law.identification import names_alone
from doxdocket.law.kinds import kinds as known_kinds
from doxdocket.law.kinds import told_tag
from doxdocket.law.links import links
from doxdocket.pipeline import published, sampled
from doxdocket.records import EARLIER
from doxdocket.sample.answers import latest
from doxdocket.sample.plan import questions, shuffled
from doxdocket.sample.settings import settings, told
from doxdocket.store.clear_values import stretch
from doxdocket.store.decisions import BULK, SEEN, Decision
from doxdocket.store.located import names_of
from doxdocket.store.run import Run
from doxdocket.store.samples import PLAN
from doxdocket.words import listed, say, zh_en

Both = tuple[str, str]
Key = tuple[str, str]
"""Channel and post."""
ABOUT: Mapping[str, str] = {
    "doubtful": "finding", "pictures": "finding", "conflicts": "pair", "links": "pair", "unproven": "findings", "pointing": "set", "conduct": "conduct", "sensitive": "kind", "tiers": "figure",
    "unread": "post", "hints": "hint", "sampling": "", "disagreements": "",
}  # fmt: skip
"""Every queue, in the order of the page, and what its questions are about; samples are answered by other acts than decisions."""
_DECIDED = {"findings": "finding"}
"""What one decision is about, where one question is about several."""
_STRENGTH = {"primary": 3, "secondary": 2, "tertiary": 1}
_SAMPLES = 10
_NEAR = 12
_KEYS = 9
_SPACE = re.compile(r"\s+")
_DIGIT = re.compile(r"\d")


class Row(Mapping[str, Any]):
    """A row of a table of the run, read where it is asked for: a hundred thousand things that wait hold a table and a number each."""

    __slots__ = ("_n", "_table")

    def __init__(self, table: pa.Table, n: int) -> None:
        self._table, self._n = table, n

    def __getitem__(self, name: str) -> Any:
        return self._table[name][self._n].as_py()

    def __iter__(self) -> Iterator[str]:
        return iter(self._table.column_names)

    def __len__(self) -> int:
        return len(self._table.column_names)


def _rows(table: pa.Table) -> list[Row]:
    whole = table.combine_chunks()
    return [Row(whole, n) for n in range(whole.num_rows)]


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing that waits. ``weight``: how much it may move figures; ``about``: its row in the table that it is of; ``together``: the findings that are
    asked about in one question, itself first.
    """

    id: str
    posts: tuple[Key, ...]
    weight: int
    about: Mapping[str, Any] = field(repr=False)
    alike: Mapping[str, object] = field(default_factory=dict, repr=False)
    together: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue as the overview tells it: how many there are, how many are answered, and what this officer set aside."""

    kind: str
    n: int
    done: int
    unsure: int = 0
    skipped: int = 0

    @property
    def left(self) -> int:
        """How many nobody answered."""
        return self.n - self.done


NOBODYS = "nobody"
"""The answer after which a value may leave the case: it is given of one value, never of all that is alike."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: its key on the keyboard, what it records, and what it says. ``needs``: what has to be filled in beside a reason, unless ``target`` has it already;
    ``also``: what it records beside that, in the same entry.
    """

    name: str
    key: str
    label: Both
    act: str = ""
    target: Mapping[str, object] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    also: tuple["Option", ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A kind of which both sides of a pair tell: whether they ``agree`` or stand ``against`` each other, and each side's mask; empty where another value says it."""

    how: str
    kind: str
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question. ``posts``: where it stands; ``persons``: whose dossiers stand side by side; ``alike``: how many, by what; ``said``: of a sample, what
    the machine said there, which is asked about; ``grounds``: what the reader measured, behind ``why``; ``compared``: of a pair, kind by kind;
    ``together``: of a ``set`` of findings, the row of each that nobody answered yet; of an answered one, of all.
    """

    kind: str
    id: str
    question: Both
    options: tuple[Option, ...]
    posts: tuple[Key, ...]
    why: tuple[Both, ...] = ()
    grounds: tuple[Both, ...] = ()
    compared: tuple[Compared, ...] = ()
    effect: tuple[Both, ...] = ()
    said: str = ""
    persons: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    together: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)
    set: tuple[str, ...] = ()
    alike: Mapping[str, int] = field(default_factory=dict)
    number: int = 0
    of: int = 0
    reasoned: bool = True
    about: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def named(self) -> tuple[str, ...]:
        """What decisions on this question name; an answer to a sample is none, and what others decide is not told to who answers blind."""
        return (ABOUT[self.kind] and self.persons) or self.set or (self.id,)

    @property
    def searched(self) -> bool:
        """Whether what a search finds of its sort may be answered together with it."""
        return ABOUT[self.kind] in {"finding", "conduct"}

    @property
    def finding(self) -> str:
        """The one finding that it is about, whose value may be looked at; empty where it is about more, or something else."""
        of = self.kind if ABOUT[self.kind] else self.about["question"].population
        return self.findings[0] if of in {"doubtful", "pictures", "findings"} else ""

    def option(self, name: str) -> Option:
        """The answer of that name."""
        found = next((one for one in self.options if one.name == name), None)
        if found is None:
            raise WrongCall("desk_session.no_such_answer", how=name)
        return found


# What waits.
def rows(session: Session, kind: str, officer: str = "") -> Sequence[Waits]:
    """Everything in a queue, answered or not, in its order. Of samples: the questions of this officer."""
    if kind not in ABOUT:
        raise absent(kind)
    if not ABOUT[kind]:
        return _sampled(session, kind, officer)
    if kind not in session.waits:
        session.waits[kind] = _MADE[kind](session)
        session.waits[f"{kind} at"] = {one.id: n for n, one in enumerate(session.waits[kind])}
        session.waits[f"{kind} ids"] = session.waits[f"{kind} at"].keys()  # not the same texts a second time
    found: Sequence[Waits] = session.waits[kind]
    return found


def answered(session: Session, kind: str, officer: str = "") -> AbstractSet[str]:
    """The ids in a queue that are answered, and others."""
    if not ABOUT[kind]:
        return {one.id for one in rows(session, kind, officer) if one.about["said"]}
    done: AbstractSet[str] = session.answered.get(_decided(kind), frozenset[str]())
    if ABOUT[kind] in _DECIDED:  # one question is asked of several, until each of them is answered
        return {one.id for one in rows(session, kind) if done >= {*one.together}}
    if ABOUT[kind] == "hint":  # an act on what is asked about answers every post that asks
        return done | {one.id for one in rows(session, kind) if done & _asks(one)}
    if ABOUT[kind] != "pair":
        return done
    rows(session, kind)  # of two persons one question is asked, whichever of their publications a decision names
    asked: Mapping[object, str] = session.waits[f"{kind} asked"]
    persons = {one: frozenset(_persons(session, *one.split("|"))) for one in done if one not in asked}
    return done | {asked[both] for one in done if (both := persons.get(one, one)) in asked}


def _decided(kind: str) -> str:
    return _DECIDED.get(ABOUT[kind], ABOUT[kind])


def _persons(session: Session, *publications: str) -> Iterable[object]:
    """The codes of whose they are; of nobody known none."""
    return (session.desk.dossiers.get(key, {}).get("person") for key in publications)


def waiting(session: Session, officer: str = "") -> list[Queue]:
    """Every queue with how much of it is done."""
    session.fresh()
    return [of(session, kind, officer) for kind in ABOUT]


def of(session: Session, kind: str, officer: str = "") -> Queue:
    """One queue with how much of it is done."""
    every, done = ids(session, kind, officer), answered(session, kind, officer)
    aside = session.aside(officer, kind)
    left = (sum(one in every and one not in done for one in aside[how]) for how in ("unsure", "skip"))
    return Queue(kind, len(every), len(every & done), *left)


def ids(session: Session, kind: str, officer: str = "") -> AbstractSet[str]:
    """The ids of everything in a queue, which is less work than the queue itself."""
    if not ABOUT[kind]:
        return {one.id for one in rows(session, kind, officer)}
    name = f"{kind} ids"
    if name not in session.waits:
        if kind == "conduct":
            session.waits[name] = set(session.conduct_ids)
        elif kind in {"doubtful", "pictures"}:
            session.waits[name] = set(
                application.finding_keys(_doubtful(session, pictured=kind == "pictures")).to_pylist()
            )
        else:
            rows(session, kind)
    found: AbstractSet[str] = session.waits[name]
    return found


def following(session: Session, kind: str, officer: str = "") -> Waits | None:
    """The next thing that nobody answered and this officer did not set aside."""
    every, done, aside = rows(session, kind, officer), answered(session, kind, officer), session.aside(officer, kind)
    apart = {*aside["unsure"], *aside["skip"]}
    return next((one for one in every if one.id not in done and one.id not in apart), None)


def _place(session: Session, kind: str, officer: str, id_: str) -> int:
    every = rows(session, kind, officer)
    if ABOUT[kind]:
        at: dict[str, int] = session.waits[f"{kind} at"]
        return at.get(id_, -1)
    return next((n for n, one in enumerate(every) if one.id == id_), -1)


def item(session: Session, kind: str, at: str = "", officer: str = "") -> Item | None:
    """The question of that id, or the next one; nothing where no more waits."""
    session.fresh()
    if not at:
        one = following(session, kind, officer)
    else:
        n = _place(session, kind, officer, at)
        if n < 0:
            return _single(session, kind, at)
        one = rows(session, kind, officer)[n]
    if one is None:
        return None
    done, every = answered(session, kind, officer), rows(session, kind, officer)
    number = len(ids(session, kind, officer) & done) + 1
    counts = {by: len(members(session, kind, one, by)) for by in one.alike}
    told_ = _ASKED[kind](session, one)
    return Item(
        kind, one.id, posts=one.posts, number=min(number, len(every)), of=len(every), about=one.about,
        alike={by: n for by, n in counts.items() if n > 1}, **told_,
    )  # fmt: skip


def _single(session: Session, kind: str, at: str) -> Item:
    """The question about one finding that waits nowhere, since it is not doubtful: whoever sees that it is wrong says so, or confirms it. It has no number."""
    post = placing.span_key(at)[0] if kind == "doubtful" else ""
    table = session.desk.evidence.among({post}).findings if post else session.findings.slice(0, 0)
    found = pc.index(application.finding_keys(table), at).as_py()
    if found < 0:
        raise absent(at)
    one = Waits(at, (placing.post_key(post),), 0, Row(table.combine_chunks(), found))
    return Item(kind, at, posts=one.posts, about=one.about, **_ask_finding(session, one))


def _strength(kind: str) -> int:
    return _STRENGTH.get(known_kinds()[kind].strength, 0) if kind in known_kinds() else 0


def _doubtful(session: Session, *, pictured: bool) -> pa.Table:
    """The doubtful findings, in pictures or elsewhere."""
    table = session.findings
    where = pc.starts_with(table["where"], "image:")
    hits = pc.and_(pc.equal(table["verdict"], "doubtful"), where if pictured else pc.invert(where))
    return table.filter(hits)


def _findings(session: Session, *, pictured: bool) -> list[Waits]:
    """Doubtful findings; those that stand in pictures are read by a machine and have a queue of their own."""
    table = _doubtful(session, pictured=pictured)
    names = ["channel_id", "post_id", "where", "start", "end", "kind", "digest", "mask", "tag", "reasons", "person"]
    found = list(zip(application.finding_keys(table).to_pylist(), _rows(table.select(names)), strict=True))
    copies = Counter((row["kind"], row["digest"]) for _, row in found)
    words = {} if pictured else _wordings(session, found)
    made = []
    for id_, row in found:
        value = row["kind"], row["digest"]
        why = (row["kind"], *sorted(code.partition("=")[0] for code in row["reasons"] or ()))
        # whose a value is stands in the post: of one that may be another person's the answer to another says nothing
        same = {"value": value, "reason": why} | ({"wording": words[id_]} if id_ in words else {})
        alike = {} if _of_whom_is_open(row) else same
        weight = copies[value] * (1 + _strength(row["kind"]))
        made.append(Waits(id_, ((row["channel_id"], row["post_id"]),), weight, row, alike))
    return sorted(made, key=lambda one: (-one.weight, str(one.about["kind"]), bytes(one.about["digest"]), one.id))


def _of_whom_is_open(row: Mapping[str, Any]) -> bool:
    """Whether it may be another person's of its post."""
    return classes.WHOSE in (row.get("reasons") or ())


def _unproven(session: Session) -> list[Waits]:
    """Of each set in the estimate the findings that no low holds (``law.classes``), those that an edit removed among them: a person who confirms them together may bring the set into it; first those of sets that are in no low and of which nothing else is asked, and which others repeat."""
    table = session.findings
    told = pc.and_(pc.is_valid(table["person"]), pc.invert(_added(table)))
    sure = pc.or_(classes.supports(table), pc.is_in(table["verdict"], pa.array(["doubtful", "rejected"])))
    names = ["channel_id", "post_id", "where", "start", "end", "kind", "digest", "mask", "tag", "person", "reasons"]
    table = table.filter(pc.and_(told, pc.invert(sure))).select(names).combine_chunks()
    dossiers = session.run.read("dossiers", ["channel_id", "post_id", "person_no", "counts", "item_set"])
    dossiers = dossiers.filter(pc.is_in(dossiers["counts"], pa.array(["low", "estimate"])))
    known = zip(dossiers["counts"].to_pylist(), dossiers["item_set"].to_pylist(), strict=True)
    counts = dict(zip(names_of(dossiers, "person_no").to_pylist(), known, strict=True))
    asked = session.run.read("hints", ["kept_from_low"])["kept_from_low"].to_pylist()
    held = {key for keys in asked for key in keys or ()}
    sets: dict[str, list[int]] = defaultdict(list)
    for n, key in enumerate(names_of(table, "person").to_pylist()):
        if key in counts:
            sets[key].append(n)
    at = [*zip(table["where"].to_pylist(), table["start"].to_pylist(), strict=True)]
    values = [*zip(table["kind"].to_pylist(), table["digest"].to_pylist(), strict=True)]
    said = {key: hash((counts[key][1], frozenset(values[n] for n in of))) for key, of in sets.items()}
    copies, made = Counter(said.values()), []
    ids_ = application.finding_keys(table).to_pylist()
    for key, of in sets.items():
        rows_ = tuple(sorted(of, key=lambda n: (*at[n], ids_[n])))
        outside = counts[key][0] != "low"
        weight = copies[said[key]] * max(1 + _strength(values[n][0]) for n in of)
        about = {"outside": outside, "held": outside and key in held, "key": key, "table": table, "rows": rows_}
        made.append(Waits(ids_[rows_[0]], (placing.post_of(key),), weight, about, {"value": said[key]}, tuple(ids_[n] for n in rows_)))  # fmt: skip
    return sorted(made, key=lambda one: (not one.about["outside"] or one.about["held"], -one.weight, one.id))


def _added(table: pa.Table) -> pa.Array:
    """Of each finding whether a person said that it is there: nobody is asked again, and who takes that back has no other answer that keeps it."""
    at = pc.list_parent_indices(table["reasons"]).filter(pc.equal(pc.list_flatten(table["reasons"]), PERSON))
    return pc.is_in(pa.array(range(table.num_rows), pa.int64()), at.cast(pa.int64()).combine_chunks())


def unknown(run: Run) -> pa.Table:
    """The sets of a run in the estimate or the high of which it is unknown whether they point to one person."""
    table = run.read("dossiers", ["channel_id", "post_id", "person_no", "identifies", "counts", "items", "item_set"])
    open_ = pc.and_(pc.is_in(table["counts"], pa.array(["estimate", "high"])), pc.greater(table["items"], 0))
    return table.filter(pc.and_(pc.equal(table["identifies"], "unknown"), open_))


def _pointing(session: Session) -> list[Waits]:
    """Sets of which it is unknown whether they point to one person, in the estimate or the high: those first that others repeat, then those in the estimate. What is doubtful as a whole is asked about finding by finding."""
    table = unknown(session.run)
    copies = Counter(table["item_set"].to_pylist())
    made = [
        Waits(key, (placing.post_of(key),), copies[row["item_set"]], row, {"value": row["item_set"]})
        for key, row in zip(names_of(table, "person_no").to_pylist(), _rows(table), strict=True)
    ]
    return sorted(made, key=lambda one: (-one.weight, one.about["counts"], one.about["item_set"], one.id))


def _conduct(session: Session) -> list[Waits]:
    """Stretches of conduct that a machine proposed, the surer ones first; of these the words that are said most."""
    names = ["channel_id", "post_id", "where", "start", "end", "label", "status", "reasons", "person"]
    found = list(zip(session.conduct_ids, _rows(session.conduct.select(names)), strict=True))
    words = _wordings(session, found, inside=True)
    copies = Counter(words.values())
    made = []
    for id_, row in found:
        alike: dict[str, object] = {"reason": (row["label"], row["status"], *sorted(row["reasons"] or ()))}
        if id_ in words:
            alike = {"value": words[id_], **alike}
        weight = copies[words[id_]] if id_ in words else 1
        made.append(Waits(id_, ((row["channel_id"], row["post_id"]),), weight, row, alike))
    first: dict[object, str] = {}
    for one in sorted(made, key=lambda one: one.id):
        first.setdefault(one.alike.get("value", one.id), one.id)
    return sorted(
        made,
        key=lambda one: (one.about["status"] != "proposed", -one.weight, first[one.alike.get("value", one.id)], one.id),
    )


def _wordings(
    session: Session, found: Sequence[tuple[str, Mapping[str, Any]]], *, inside: bool = False
) -> dict[str, int]:
    """Of each stretch a mark of the words around it (or ``inside`` it), findings as their kinds and digits as one: equal marks, equal words.

    The marks are worth nothing outside this process, and no word is kept.
    """
    wanted: dict[str, list[tuple[str, Mapping[str, Any]]]] = defaultdict(list)
    for id_, row in found:
        wanted[f"{row['channel_id']}/{row['post_id']}"].append((id_, row))
    near = session.desk.evidence.among(set(wanted)).findings
    spans: dict[tuple[str, str], list[tuple[int, int, str]]] = defaultdict(list)
    for row in near.select(["channel_id", "post_id", "where", "start", "end", "kind"]).to_pylist():
        spans[f"{row['channel_id']}/{row['post_id']}", row["where"]].append((row["start"], row["end"], row["kind"]))
    out: dict[str, int] = {}
    for post in session.desk.evidence.rows(set(wanted), ["text", "fields"]):
        for id_, row in wanted[post["post"]]:
            text = stretch(row["where"], post["text"], post["fields"])
            if text is not None:
                hidden = spans[post["post"], row["where"]]
                ends = (
                    [(row["start"], row["end"])]
                    if inside
                    else [(max(0, row["start"] - _NEAR), row["start"]), (row["end"], row["end"] + _NEAR)]
                )
                said = "\0".join(_plain(text, *one, hidden) for one in ends)
                out[id_] = hash((row.get("label") or row.get("kind"), said))
    return out


def _plain(text: str, start: int, end: int, spans: Iterable[tuple[int, int, str]]) -> str:
    """A stretch with findings as their kinds and digits as one."""
    out, at = [], start
    for a, b, kind in sorted(spans):
        if a < end and b > at:
            out += [text[at : max(a, at)], f"\1{kind}\1"]
            at = max(at, min(b, end))
    return _SPACE.sub(" ", _DIGIT.sub("0", "".join([*out, text[at:end]])))


_ENDS = ("low", "best", "high")


def _pairs(session: Session, *, blocked: bool) -> list[Waits]:
    """Open questions about who is whom: those where something contradicts, and those where nothing does; of two persons one, that of most weight."""
    made: list[tuple[object, Waits]] = []
    every = session.run.read("queue")
    against = pc.or_(pc.is_valid(every["blocked_by"]), pc.greater(pc.list_value_length(every["against"]), 0))
    for row in _rows(every.filter(pc.equal(against, blocked))):
        id_, codes = f"{row['a']}|{row['b']}", frozenset((row["person_a"], row["person_b"])) - {None}
        posts = tuple(placing.post_of(row[side]) for side in ("a", "b"))
        moves = sum(abs(row[f"{to}_{end}"] or 0) for to in ("same", "apart") for end in _ENDS)
        two = row["question"] == "same_person" and len(codes) == 2
        made.append((codes if two else id_, Waits(id_, posts, moves, row)))
    seen: dict[object, Waits] = {}
    asked: dict[object, str] = {}
    for about, one in sorted(made, key=lambda both: (-both[1].weight, both[1].about["rank"])):
        if one.id not in asked:
            asked[about] = asked[one.id] = seen.setdefault(about, one).id
    session.waits["conflicts asked" if blocked else "links asked"] = asked
    return list(seen.values())


def _tiers(session: Session) -> list[Waits]:
    """Figures of tiers whose readings differ."""
    told_ = published.figures(session.case)["figures"]
    rows_ = [f for f in told_ if f["id"].startswith("tier_") and isinstance(f["low"], int) and f["low"] != f["high"]]
    return [
        Waits(f["id"], (), int(f["high"]) - int(f["low"]), f)
        for f in sorted(rows_, key=lambda f: int(f["low"]) - int(f["high"]))
    ]


def _sensitive(session: Session) -> list[Waits]:
    """Kinds of the case of which the law leaves it to a person whether they are sensitive, those of most items first."""
    rows_ = {
        f["id"].removeprefix(KIND): f for f in published.figures(session.case)["figures"] if f["id"].startswith(KIND)
    }
    held = [(kind, rows_[kind]) for kind in catalogue().undecided.kinds if kind in rows_]
    return [Waits(kind, (), f["high"] or 0, f) for kind, f in sorted(held, key=lambda one: -(one[1]["high"] or 0))]


def _unread(session: Session) -> list[Waits]:
    """Texts and pictures that were not searched to their end."""
    found: dict[str, Waits] = {}
    for batch in session.run.batches("warnings", ["source", "what", "code", "channel_id", "post_id"]):
        for row in batch.filter(pc.equal(batch["what"], "unsearched")).to_pylist():
            of_post = row["post_id"] is not None
            id_ = f"{row['channel_id']}/{row['post_id']}" if of_post else f"image:{row['source']}"
            posts = ((row["channel_id"], row["post_id"]),) if of_post else ()
            found.setdefault(id_, Waits(id_, posts, 1, row))
    return list(found.values())


def _asks(one: Waits) -> set[str]:
    """What of a hint, or of one kind of a set, an act without a post answers."""
    publication, hint, _ = one.id.rsplit("|", 2)
    return {f"{publication}|{hint}", f"{publication}|{one.about.get('kind')}"}


def _hints(session: Session) -> list[Waits]:
    made = []
    for row in _rows(session.run.read("hints")):
        posts = tuple(dict.fromkeys([placing.post_of(row["publication"]), (row["channel_id"], row["post_id"])]))
        weight = len(row["kept_from_low"] or ()) + len(row["yes_takes"] or ())
        made.append(
            Waits(f"{row['publication']}|{row['hint']}|{row['channel_id']}/{row['post_id']}", posts, weight, row)
        )
    return sorted(made, key=lambda one: -one.weight)


_MADE: Mapping[str, Callable[[Session], list[Waits]]] = {
    "doubtful": lambda s: _findings(s, pictured=False), "pictures": lambda s: _findings(s, pictured=True),
    "conflicts": lambda s: _pairs(s, blocked=True), "links": lambda s: _pairs(s, blocked=False),
    "pointing": _pointing, "unproven": _unproven, "conduct": _conduct, "sensitive": _sensitive, "tiers": _tiers, "unread": _unread, "hints": _hints,
}  # fmt: skip


def _sampled(session: Session, kind: str, officer: str) -> list[Waits]:
    """The questions of standing plans: a reviewer's own, or for a third person those on which two reviewers differ."""
    made = []
    for plan in session.case.samples.standing(PLAN):
        target = plan.target
        reviewers = target["reviewers"]
        mine = isinstance(reviewers, list) and officer in reviewers
        if mine != (kind == "sampling"):
            continue
        said = latest(sampled.answers_of(session.case, plan.id))
        if mine:
            asked = list(questions(target))
        else:
            asked = [
                w.question
                for w in sampled.weighed(session.case, plan)
                if w.open or officer in said.get(w.question.number, {})
            ]
        for q in shuffled(asked, target, officer):
            row = {"plan": plan, "question": q, "said": officer in said.get(q.number, {})}
            made.append(Waits(f"{plan.id}|{q.number}", tuple(sample_questions.posts(q)), 0, row))
    return made


# What is asked.
def _reasons(codes: Iterable[str]) -> tuple[Both, ...]:
    found = [(reason_said(code, "zh"), reason_said(code, "en")) for code in codes]
    return tuple(dict.fromkeys(one for one in found if one[0]))


def _measured(code: str) -> bool:
    """Whether a reason is what the reader measured (``size=40``), which tells nothing to who decides, and something to who examines the method."""
    return "=" in code


def _doubt(codes: Sequence[str], kind: Both) -> list[Both]:
    """Why a finding is doubtful, in one sentence: how sure the reader is of the stretch, and whether the post as a whole discloses somebody."""
    chance = next((code for code in codes if code.startswith(_CHANCE)), "")
    if not chance:
        return list(_reasons(["post"] if "post" in codes else []))
    sure = zh_en(f"desk_queues.sure_{chance.removeprefix(_CHANCE)}")
    return [
        zh_en("desk_queues.doubt_of_post" if "post" in codes else "desk_queues.doubt_of_stretch", kind=kind, sure=sure)
    ]


_CHANCE = "chance."


def _ask_finding(session: Session, one: Waits) -> dict[str, Any]:
    del session
    row = one.about
    name, codes = called(row["kind"]), row["reasons"] or ()
    plain = [code for code in codes if not _measured(code) and code != "post" and not code.startswith(_CHANCE)]
    return {
        "question": zh_en("desk_queues.finding", kind=name),
        "options": (
            Option("yes", "y", zh_en("desk_queues.yes_it_is", kind=name), "finding.confirm", {"finding": one.id}),
            Option("no", "n", zh_en("desk_queues.no_it_is_not"), "finding.reject", {"finding": one.id}),
            Option(NOBODYS, "o", zh_en("desk_queues.nobodys_value"), "finding.reject", {"finding": one.id, "whose": "nobody"}),
        ),
        "why": (*_doubt(codes, name), *_reasons(plain), zh_en("desk_queues.length", n=row["end"] - row["start"])),
        "grounds": _reasons(filter(_measured, codes)), "findings": (one.id,),
    }  # fmt: skip


def _ask_unproven(session: Session, one: Waits) -> dict[str, Any]:
    done = session.answered.get("finding", frozenset[str]())
    every = {id_: Row(one.about["table"], n) for id_, n in zip(one.together, one.about["rows"], strict=True)}
    left = {id_: row for id_, row in every.items() if id_ not in done} or every
    open_ = one.about["held"] and _holding(session, one.about["key"])
    edited = any(str(row["where"]).startswith(EARLIER) for row in left.values())
    whose = any(classes.WHOSE in (row["reasons"] or ()) for row in left.values())
    why = "desk_queues.unproven_held" if open_ else "desk_queues.unproven_told" if one.about["held"] else "desk_queues.unproven_whose" if whose else "desk_queues.unproven_set" if one.about["outside"] else "desk_queues.unproven_values"  # fmt: skip
    return {
        "question": zh_en("desk_queues.unproven_of_whom" if whose else "desk_queues.unproven"),
        "options": (
            Option("yes", "y", zh_en("desk_queues.yes_but_marked"), "finding.confirm"),
            Option("no", "n", zh_en("desk_queues.no_none_is"), "finding.reject"),
        ),
        "why": (zh_en(why), *([zh_en("desk_queues.unproven_other")] if whose else []), *([zh_en("desk_queues.unproven_earlier")] if edited else [])), "findings": tuple(left), "together": left, "set": one.together,
    }  # fmt: skip


def _holding(session: Session, key: str) -> bool:
    """Whether nobody answered yet a question of posts that keeps a set out of the low."""
    done = answered(session, "hints")
    return any(key in (one.about["kept_from_low"] or ()) and one.id not in done for one in rows(session, "hints"))


def _ask_pointing(session: Session, one: Waits) -> dict[str, Any]:
    row, table = one.about, session.findings
    of = pc.and_(pc.equal(table["post_id"], row["post_id"]), pc.equal(table["person"], row["person_no"]))
    marked = application.finding_keys(table.filter(pc.and_(pc.equal(table["channel_id"], row["channel_id"]), of)))
    target = {"publication": one.id}
    return {
        "question": zh_en("desk_queues.pointing"),
        "options": (
            Option("yes", "y", zh_en("desk_queues.pointing_yes"), IDENTIFIES, target | {"source": say("desk_queues.pointing_source")}, ("source",)),
            Option("no", "n", zh_en("desk_queues.pointing_no"), NOBODY, target),
        ),
        "why": (zh_en(f"desk_queues.pointing_{row['counts']}"),), "effect": (zh_en("desk_queues.pointing_moves"),), "findings": tuple(marked.to_pylist()), "persons": (one.id,),
    }  # fmt: skip


def _ask_conduct(session: Session, one: Waits) -> dict[str, Any]:
    del session
    row = one.about
    name = called(row["label"])
    others = [label for label in LABELS if label != row["label"]]
    return {
        "question": zh_en("desk_queues.conduct", label=name),
        "options": (
            Option("yes", "y", zh_en("desk_queues.yes_conduct", label=name), "conduct.confirm", {"conduct": one.id}),
            Option("no", "n", zh_en("desk_queues.no_conduct"), "conduct.reject", {"conduct": one.id}),
            *(
                Option(f"as_{label}", str(n), zh_en("desk_queues.it_is_rather", label=called(label)), "conduct.label", {"conduct": one.id, "label": label})
                for n, label in enumerate(others, 1)
            ),
        ),
        "why": _reasons(code for code in row["reasons"] or () if not _measured(code)),
        "grounds": _reasons(filter(_measured, row["reasons"] or ())), "findings": (one.id,),
    }  # fmt: skip


def _together(session: Session, row: Mapping[str, Any]) -> Both:
    """That the persons of a pair, as linked so far, stand side by side in one post: in which, where it is not that of the pair."""
    if placing.post_of(row["a"]) == placing.post_of(row["b"]):
        return zh_en("desk_queues.same_post")
    where: dict[str, set[Key]] = {"person_a": set(), "person_b": set()}
    for key, dossier in session.desk.dossiers.items():
        for side, posts in where.items():
            if row[side] and dossier["person"] == row[side]:
                posts.add(placing.post_of(key))
    both = sorted("/".join(one) for one in where["person_a"] & where["person_b"])
    return zh_en("desk_queues.same_post_elsewhere", post=both[0]) if both else zh_en("desk_queues.same_post_linked")


def _another(session: Session, row: Mapping[str, Any]) -> bool:
    """Whether one of the two posts says that its person is another of the name."""
    table = session.findings
    for side in "ab":
        (channel, post), no = placing.post_of(row[side]), row[side].rpartition("/")[2]
        here = pc.and_(pc.equal(table["post_id"], post), pc.equal(table["channel_id"], channel))
        said = table.filter(pc.and_(here, pc.equal(table["person"], int(no)))).select(["kind", "reasons"]).to_pylist()
        if any(one["kind"] == "name" and classes.NAMESAKE in (one["reasons"] or ()) for one in said):
            return True
    return False


def _beside(session: Session, row: Mapping[str, Any]) -> Iterator[Both]:
    """What a post of the pair tells beside the two sets, of kinds that they are compared by, and puts to nobody of a code: a birth date that is not that of the number stands there."""
    kinds, table = {*row["agree"], *row["against"]}, session.findings
    for side in dict.fromkeys((row["a"], row["b"])):
        (channel, post), sets = placing.post_of(side), {row["a"], row["b"]}
        here = pc.and_(pc.equal(table["post_id"], post), pc.equal(table["channel_id"], channel))
        for one in table.filter(here).select(["kind", "verdict", "mask", "person"]).to_pylist():
            key = f"{channel}/{post}/{one['person']}"
            if (
                one["kind"] in kinds
                and one["verdict"] != "rejected"
                and key not in sets
                and not (session.desk.dossiers.get(key) or {}).get("person")
            ):
                yield zh_en(
                    "desk_queues.also_told", post=f"{channel}/{post}", kind=called(one["kind"]), mask=one["mask"]
                )


def _ask_pair(session: Session, one: Waits) -> dict[str, Any]:
    row = one.about
    rule = links().told(row["rule"]) if row["rule"] and row["question"] == "same_person" else None
    why: list[Both] = [zh_en("desk_queues.against", kinds=_listed(row["against"]))] if row["against"] else []
    why += dict.fromkeys(_beside(session, row))
    by = row["blocked_by"] or ""
    if by == "same_post":
        why.append(_together(session, row))
    elif row["rule"] in links().file.by_name and _another(session, row):
        why.append(zh_en("desk_queues.namesake"))
    elif by in known_kinds() and by not in row["against"]:  # of the persons as linked so far, not of these two posts
        why.append(zh_en("desk_queues.against_elsewhere", kind=called(by)))
    if rule:  # behind what speaks against it: the rule alone would contradict that
        said = rule.zh, rule.en
        why.append(zh_en("desk_queues.rule_blocked", rule=said) if by else said)
    why += [zh_en("desk_queues.agree", kinds=_listed(row["agree"]))] if row["agree"] else []
    return {
        "question": zh_en(f"desk_queues.{row['question']}"),
        "options": (
            Option("yes", "y", zh_en("desk_queues.one_person"), "person.same", {"a": row["a"], "b": row["b"]}),
            Option("no", "n", zh_en("desk_queues.two_persons"), "person.not_same", {"a": row["a"], "b": row["b"]}),
        ),
        "why": tuple(why), "effect": (*_effect(row), *_sets_move(session, row)), "persons": (row["a"], row["b"]), "compared": tuple(_compared(row)),
    }  # fmt: skip


def _effect(row: Mapping[str, Any]) -> tuple[Both, ...]:
    """How either answer moves the count of persons."""
    return tuple(
        zh_en(f"desk_queues.{name}_moves", **{end: f"{row[f'{name}_{end}']:+d}" for end in _ENDS})
        if any(row[f"{name}_{end}"] for end in _ENDS)
        else zh_en(f"desk_queues.{name}_stays")
        for name in ("same", "apart")
        if row[f"{name}_low"] is not None
    )


def _sets_move(session: Session, row: Mapping[str, Any]) -> Iterator[Both]:
    """Which of two sets the answer that they are one person's brings nearer to the low: posts, publications and sets count by it where persons do not."""
    sets = session.desk.dossiers
    for one, other in ((row["a"], row["b"]), (row["b"], row["a"])):
        here, there = sets.get(one), sets.get(other)
        if here and there and here["counts"] != "low" and there["counts"] == "low":
            told, kinds = here["identifies"], list(here["kinds"] or ())
            bare = told in {"no", "unknown"} and names_alone(kinds)
            if not here["items"] or (bare and here["counts"] == "estimate"):
                continue  # what is doubtful alone stays in the high
            if bare:
                yield zh_en("desk_queues.same_names", set=one)
            elif (
                told == "unknown" and here["items"] == 1 and "name" in kinds
            ):  # which of them is the sure one, the row does not say
                yield zh_en("desk_queues.same_one", set=one)
            else:
                yield zh_en("desk_queues.same_counts", set=one)


def _compared(row: Mapping[str, Any]) -> Iterator[Compared]:
    """What both sides tell, what contradicts first: masks with the tags that tell equal masks of unequal values apart, where a tag may be told."""
    for kind, a, b in zip(row["against"], row["against_a"], row["against_b"], strict=True):
        yield Compared("against", kind, _mask(kind, a), _mask(kind, b))
    for kind, mask, tag in zip(row["agree"], row["agree_masks"], row["agree_tags"], strict=True):
        yield Compared("agree", kind, *2 * (_mask(kind, f"{mask} {tag}"),))


def _mask(kind: str, told: str) -> str:
    """Masks with their tags, without those that may not be told; empty of what another value says (a birth date in a number).

    >>> _mask("name", "贾** #7da4"), _mask("gender", "* #79e1"), _mask("birth_date", "#1dd9"), _mask("name", " ≈")
    ('贾** #7da4', '*', '', '≈')
    """
    found, at = [], 0
    for one in _TAG.finditer(told):
        mask, tag, at = told[at : one.start()].removesuffix(" "), one[1], one.end() + 1
        shown = tag if tag == NEAR else told_tag(kind, tag) or ""
        found += [f"{mask} {shown}".strip()] if mask.strip() or tag == NEAR else []
    return " ".join(found)


NEAR = "≈"
"""In place of a tag where two values are not equal but near (``resolve.shared_values``)."""
_TAG = re.compile(rf"(#[0-9a-f]+|{NEAR})(?= |$)")


def _listed(some: Iterable[str]) -> Both:
    said = [called(kind) for kind in some]
    return listed("marks.comma", (zh for zh, _ in said))[0], listed("marks.comma", (en for _, en in said))[1]


def _ask_tier(session: Session, one: Waits) -> dict[str, Any]:
    del session
    row = one.about
    ends = dict.fromkeys((name, row[name]) for name in ("low", "estimate", "high") if row[name] is not None)
    return {
        "question": zh_en("desk_queues.tier", figure=(row["label"], row["label_en"]), low=row["low"], high=row["high"]),
        "options": tuple(
            Option(name, name[0], zh_en(f"desk_queues.print_{name}", n=value), "figure.value", {"figure": one.id, "value": str(value)})
            for name, value in ends
        ),
        "why": ((row["note"], row["note_en"]),) if row.get("note") else (), "effect": (zh_en("desk_queues.tier_scope"),),
    }  # fmt: skip


def _ask_sensitive(session: Session, one: Waits) -> dict[str, Any]:
    del session
    kind = known_kinds()[one.id]
    return {
        "question": zh_en("desk_queues.sensitive", kind=(kind.zh, kind.en)),
        "options": tuple(Option(answer, answer[0], zh_en(f"desk_queues.sensitive_{answer}"), SENSITIVE, {"kind": kind.id, "sensitive": answer}) for answer in CODES["sensitive"]),
        "why": (zh_en("desk_queues.sensitive_why", **{end: "—" if one.about[end] is None else one.about[end] for end in ("low", "estimate", "high")}),),
        "effect": (zh_en("desk_queues.sensitive_scope"),),
    }  # fmt: skip


def _ask_unread(session: Session, one: Waits) -> dict[str, Any]:
    del session
    return {
        "question": zh_en("desk_queues.unread" if one.posts else "desk_queues.unread_picture"),
        "options": (Option("no", "n", zh_en("desk_queues.nothing_more_in_it"), "post.looked", {"post": one.id}),),
        "effect": (zh_en("desk_queues.what_is_there_is_added"),),
    }


def _ask_hint(session: Session, one: Waits) -> dict[str, Any]:
    row, hint = one.about, hints()[one.about["hint"]]
    of_person = hint.act.startswith("person.")
    target: dict[str, object] = {"person" if of_person else "publication": row["publication"]}
    needs = ("source",) if hint.act in {"publication.untrue", "person.untrue"} else ()
    act, name = hint.act, (hint.name.zh, hint.name.en)
    question = zh_en(f"desk_queues.hint_{hint.id}", word=row["word"])
    moves = zh_en("desk_queues.hint_moves", low=len(row["kept_from_low"] or ()), yes=len(row["yes_takes"] or ()))
    if row.get("kind"):
        kind = known_kinds()[row["kind"]]
        act, target = KIND_UNTRUE, target | {"kind": kind.id}
        words = kind.zh, kind.en
        name = zh_en("desk_queues.hint_of_kind", name=name, kind=words)
        question = zh_en(f"desk_queues.hint_{hint.id}_of_kind", word=row["word"], kind=words)
        moves = zh_en("desk_queues.hint_moves_of_kind", low=len(row["kept_from_low"] or ()), kind=words)
    no = Option("no", "n", zh_en("desk_queues.hint_no"), HINT_NO, {"publication": row["publication"], "hint": hint.id, "asking": f"{row['channel_id']}/{row['post_id']}"})  # fmt: skip
    some = (session.desk.dossiers.get(row["publication"]) or {}).get("kinds") if act == "publication.untrue" else ()
    parts = (
        Option(f"of_{each}", str(n), zh_en("desk_queues.hint_yes_of_kind", kind=called(each)), KIND_UNTRUE, target | {"kind": each}, needs, (no,))
        for n, each in enumerate(list(some or ())[:_KEYS], 1)
    )  # fmt: skip
    return {
        "question": question,
        "options": (Option("yes", "y", zh_en("desk_queues.hint_yes", name=name), act, target, needs), no, *parts),
        "effect": (moves,),
        "persons": (row["publication"],),
    }  # fmt: skip


def _ask_sample(session: Session, one: Waits) -> dict[str, Any]:
    q = one.about["question"]
    about = settings().populations[q.population]
    if about.answers == "yes_no":
        options = (Option("yes", "y", zh_en("desk_queues.yes")), Option("no", "n", zh_en("desk_queues.no")))
    else:
        options = (
            Option("none", "n", zh_en("desk_queues.none_missed")),
            Option("some", "m", zh_en(f"desk_queues.missed_{about.answers}"), needs=("answer",)),
        )
    if "tables" not in session.waits:
        session.waits["tables"] = sampled.tables(session.case)
    run = sample_questions.seen(session.waits["tables"], one.posts)
    return {"question": (about.asks_zh, about.asks_en), "options": options, "reasoned": False, "said": sample_questions.said(q, run, placed=False),
            "findings": sample_questions.marked(q, run), "persons": sample_questions.persons(q)}  # fmt: skip


_ASKED: Mapping[str, Callable[[Session, Waits], dict[str, Any]]] = {
    "doubtful": _ask_finding, "pictures": _ask_finding, "conflicts": _ask_pair, "links": _ask_pair, "pointing": _ask_pointing, "unproven": _ask_unproven, "conduct": _ask_conduct,
    "sensitive": _ask_sensitive, "tiers": _ask_tier, "unread": _ask_unread, "hints": _ask_hint, "sampling": _ask_sample, "disagreements": _ask_sample,
}  # fmt: skip


# What is alike.
def members(session: Session, kind: str, one: Waits, by: str, among: Collection[Key] = ()) -> list[Waits]:
    """What nobody answered of a queue and is alike with this by value, wording or reason, itself first; or what of the same sort stands in the posts
    that a search found (``among``).
    """
    done = answered(session, kind)
    if by == "search":
        asked, sort = set(among), (one.about.get("kind"), one.about.get("label"))
        every = (
            [
                w
                for w in rows(session, kind)
                if w.id not in done
                and (w.about.get("kind"), w.about.get("label")) == sort
                and not _of_whom_is_open(w.about)
            ]
            if any(sort) and not _of_whom_is_open(one.about)
            else []
        )  # sets are of no sort
        return [w for w in every if w.posts and asked.issuperset(w.posts)]
    if by in one.alike:
        name = f"{kind} by {by}"
        if name not in session.waits:
            groups: dict[object, list[Waits]] = defaultdict(list)
            for w in rows(session, kind):
                if by in w.alike:
                    groups[w.alike[by]].append(w)
            session.waits[name] = groups
        found = session.waits[name][one.alike[by]]
    else:
        found = []
    return [one, *(w for w in found if w.id != one.id and w.id not in done)]


def searched(session: Session, kind: str, words: str) -> set[Key]:
    """The posts of a queue in whose masked texts all these words stand."""
    query = search.Query(words=tuple(words.split()))
    return search.among(session.case, query, (key for one in rows(session, kind) for key in one.posts))


def alike(
    session: Session, asked: Item, by: str, among: Collection[Key] = (), most: int = _SAMPLES,
    without: Collection[str] = (),
) -> tuple[int, list[Waits]]:  # fmt: skip
    """How many are alike, and ``most`` of them from everywhere among them, the one that is asked about first, with all that the officer left out (``without``).

    Of more the first are the same, in the same order.
    """
    found = members(session, asked.kind, _of(session, asked), by, among)
    if not found:
        return 0, []
    rest = sorted(found[1:], key=lambda w: w.posts)
    bits = len(rest).bit_length()
    spread = sorted(range(len(rest)), key=lambda n: f"{n:0{bits}b}"[::-1])  # halves, then quarters, and so on
    picked, others = ([rest[n] for n in some] for some in (spread[: max(0, most - 1)], spread[max(0, most - 1) :]))
    return len(found), [found[0], *picked, *(one for one in others if one.id in without)]


def _of(session: Session, asked: Item) -> Waits:
    n = session.waits[f"{asked.kind} at"].get(asked.id)
    if n is None:  # of what waits nowhere nothing is alike
        raise absent(asked.id)
    found: Waits = session.waits[asked.kind][n]
    return found


_SCANNED = 50_000
"""The most posts of a case in which a question looks for the same words."""


def only_masked(session: Session, asked: Item) -> list[tuple[str, int, int]]:
    """Where else the very words of the finding that is asked about stand in the text of a post and are masked without being found: post, start, end.

    No answer takes these in; each is added. Of larger cases nothing is looked for.
    """
    row = asked.about
    if asked.kind != "doubtful" or row["where"] != "text":
        return []
    name = f"only masked {row['kind']} {bytes(row['digest']).hex()}"
    if name not in session.waits:
        post = f"{row['channel_id']}/{row['post_id']}"
        few = index.posts(session.case) <= _SCANNED
        session.waits[name] = _unfound(session, post, row["start"], row["end"]) if few else []
    added = masked_posts.said(session.case).added
    return [one for one in session.waits[name] if not any(_covers(key, one) for key in added.get(one[0], ()))]


def _covers(key: str, place: tuple[str, int, int]) -> bool:
    where, start, end, _ = placing.span_key(key)[1]
    return where == "text" and start < place[2] and place[1] < end


def _unfound(session: Session, post: str, start: int, end: int) -> list[tuple[str, int, int]]:
    evidence = session.desk.evidence
    said = next((str(one["text"] or "")[start:end] for one in evidence.rows({post}, ["text"])), "")
    if len(said) < _SHORTEST:
        return []
    posts: set[str] = set()
    for batch in session.run.batches("posts", ["channel_id", "post_id", "text"]):
        here = batch.filter(pc.fill_null(pc.match_substring(batch["text"], said), False))
        posts |= {f"{one['channel_id']}/{one['post_id']}" for one in here.select(["channel_id", "post_id"]).to_pylist()}
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    spans = evidence.among(posts).findings
    for one in (
        spans.filter(pc.equal(spans["where"], "text")).select(["channel_id", "post_id", "start", "end"]).to_pylist()
    ):
        found[f"{one['channel_id']}/{one['post_id']}"].append((one["start"], one["end"]))
    out = []
    for one in evidence.rows(posts, ["text"]):
        text, at = str(one["text"] or ""), -1
        while (at := text.find(said, at + 1)) >= 0:
            free = all(last <= at or first >= at + len(said) for first, last in found[one["post"]])
            if free and not _goes_on(text, at, at + len(said)):
                out.append((str(one["post"]), at, at + len(said)))
    return sorted(out)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether digits or letters go on beside a stretch of them: 0000123 in 9990000123777 is another number.

    >>> _goes_on("订单 9990000123777", 6, 13), _goes_on("电话0000123。", 2, 9)
    (True, False)
    """
    pairs = (text[max(0, start - 1) : start + 1], text[end - 1 : end + 1])
    return any(len(pair) == 2 and pair.isascii() and pair.isalnum() for pair in pairs)


_SHORTEST = 3


# What is answered.
def answer(
    session: Session, asked: Item, name: str, *, reason: str, officer: str, more: Mapping[str, str] | None = None,
    by: str = "", seen: Collection[str] = (), among: Collection[Key] = (), without: Collection[str] = (),
) -> list[Done]:  # fmt: skip
    """Record an answer. ``by``: of everything that is alike so, ``without`` what the officer left out, of which those in ``seen`` were shown; ``more``: what the option needs.

    Of a set that is asked about as a whole each finding is decided, those in ``without`` the other way. Samples are answered by an act of their own and record no decision.
    """
    option = asked.option(name)
    given = {one: text.strip() for one, text in (more or {}).items() if text.strip()}
    if by and name == NOBODYS:
        raise WrongCall("desk_queues.nobodys_one_by_one")
    if lacking := [one for one in option.needs if not given.get(one) and one not in option.target]:
        raise WrongCall(
            "desk_queues.answer_lacks", what=say("marks.comma").join(say(f"review_queue.need_{one}") for one in lacking)
        )
    if not ABOUT[asked.kind]:
        _answer_sample(session, asked, option, given, officer)
        return []
    extra = {one: given[one] for one in option.needs if one in given}
    if asked.together:
        return session.record(_each(session, asked, option, reason, officer, by, seen, without))
    if not by:
        how = _how(1, 1) if option.also else {"way": SEEN}
        both = ((option.act, {**option.target, **extra}), *((one.act, {**one.target}) for one in option.also))
        return session.record([Asked(act, target, reason, officer, how=how) for act, target in both])
    group = [one for one in members(session, asked.kind, _of(session, asked), by, among) if one.id not in without]
    if not group:
        raise WrongCall("desk_queues.search_found_nothing_of_it")
    how = _how(len({one.id for one in group}.intersection(seen)), len(group), by)
    each = (_ASKED[asked.kind](session, one)["options"] for one in group)
    targets = [next(o.target for o in options if o.name == name) for options in each]
    return session.record([Asked(option.act, {**target, **extra}, reason, officer, how=how) for target in targets])


def _how(seen: int, of: int, by: str = "") -> dict[str, object]:
    """How an answer to several was given: all of them were shown, or so many of what is alike by this."""
    way = {"way": SEEN} if seen == of else {"way": BULK, "by": by}
    return way | {"seen": seen, "of": of, "batch": secrets.token_hex(4)}


def _each(
    session: Session, asked: Item, option: Option, reason: str, officer: str, by: str, seen: Collection[str], without: Collection[str],
) -> list[Asked]:  # fmt: skip
    """A decision on each finding of the set that is asked about, where ``without`` are those that are not so; or on what nobody answered of the sets that say the same, but those ``without``."""
    if not by:
        ids_, wrong = list(asked.together), frozenset(without)
        how = _how(len(ids_), len(ids_))
        return [Asked("finding.reject" if id_ in wrong else option.act, {"finding": id_}, reason, officer, how=how) for id_ in ids_]  # fmt: skip
    group = [w for w in members(session, asked.kind, _of(session, asked), by) if w.id not in without]
    if not group:
        raise WrongCall("desk_queues.search_found_nothing_of_it")
    done, shown = session.answered.get("finding", frozenset[str]()), {asked.id, *seen}
    ids_ = [id_ for w in group for id_ in w.together if id_ not in done] or list(asked.together)
    some = sum(id_ not in done for w in group if w.id in shown for id_ in w.together)
    how = _how(some, len(ids_), by)
    return [Asked(option.act, {"finding": id_}, reason, officer, how=how) for id_ in ids_]


def _answer_sample(session: Session, asked: Item, option: Option, given: Mapping[str, str], officer: str) -> None:
    q, plan = asked.about["question"], asked.about["plan"]
    word = given.get("answer", "").strip() or {"none": "0"}.get(option.name, option.name)
    said = told(word, q.population)
    if said is None:
        raise WrongCall("desk_session.no_such_answer", how=word)
    sampled.answer(
        session.case, plan, {q.number: said}, {}, reason=zh_en("answering.double_review_of_sample")[0], officer=officer
    )


def recorded(done: Sequence[Done]) -> str:
    """What is said of an answer: what was recorded now, and what stood already."""
    new = [one.decision.id for one in done if not one.already]
    if not done:
        return say("review_queue.recorded_sample")
    if not new:
        return say("review_queue.stood_already", id=done[0].decision.id)
    return (
        say("review_queue.recorded_many", n=len(new), first=new[0], last=new[-1])
        if len(new) > 1
        else say("review_queue.recorded_one", id=new[0])
    )


def last(session: Session, kind: str, officer: str) -> list[Decision]:
    """What this officer answered last in a queue and nobody took back; of samples, whose answers are no decisions, nothing."""
    return session.last(officer, _decided(kind), _named(session, kind, officer)) if ABOUT[kind] else []


def _named(session: Session, kind: str, officer: str) -> AbstractSet[str]:
    """What decisions that answer a queue name: the ids of what is in it, where one question is about several each of these."""
    if ABOUT[kind] not in _DECIDED:
        return ids(session, kind, officer)
    return {id_ for one in rows(session, kind) for id_ in one.together}


def undo_last(session: Session, kind: str, reason: str, officer: str, named: str = "") -> tuple[Done, int]:
    """Take that back, or the decision that is named (``Session.undo_last``)."""
    if not ABOUT[kind]:
        raise WrongCall("desk_session.nothing_to_undo")
    return session.undo_last(reason, officer, _decided(kind), _named(session, kind, officer), named)


def standing(session: Session, asked: Item) -> list[Decision]:
    """The decisions that stand and answer this question."""
    if not ABOUT[asked.kind] or asked.id not in answered(session, asked.kind):
        return []
    every = [one for one in versions.of(session.case).about(*asked.named) if one.act != UNDO and one.undone_by is None]
    return [one for one in every if not none_of([one], asked)]


def none_of(some: Iterable[Decision], asked: Item) -> bool:
    """Whether none of these decisions is about this question itself: of a pair, about both, and of who is whom."""
    if len(asked.persons) < 2:
        return False
    acts_of = {"person.same", "person.not_same"}
    return not any(one.act not in acts_of or set(asked.persons) <= set(publications(one.target)) for one in some)


def tags(session: Session, asked: Item) -> dict[str, str]:
    """The tags of what stands in the posts of a pair, by the ids of findings, where a tag may be told: of equal masks they tell unequal values apart."""
    if len(asked.persons) < 2:
        return {}
    table = session.findings
    posts = pc.is_in(table["post_id"], pa.array([post for _, post in asked.posts], pa.string()))
    some = table.filter(posts)
    rows = zip(
        application.finding_keys(some).to_pylist(), some["kind"].to_pylist(), some["tag"].to_pylist(), strict=True
    )
    return {id_: tag for id_, kind, given in rows if (tag := told_tag(kind, given))}


def foretold(asked: Item, moved: Moved | None, pending: bool) -> Item:
    """The question with what an answer moves as of the decisions made since the run; where that is not known yet or any more, it says so."""
    row = None if moved is None or pending or not moved.known else moved.queue.get(asked.id)
    said = "counting" if moved is None or pending else "unknown"
    return replace(asked, effect=_effect(row) if row is not None else (zh_en(f"desk_queues.effect_{said}"),))


def set_aside(session: Session, asked: Item, officer: str, how: str) -> None:
    """Keep that this officer is unsure (of a sample that is an answer), or leaves it for later."""
    if how == "unsure" and not ABOUT[asked.kind]:
        _answer_sample(session, asked, Option("unsure", "u", ("", "")), {"answer": "unsure"}, officer)
    else:
        session.set_aside(officer, asked.kind, asked.id, how)
