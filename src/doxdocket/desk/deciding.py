"""Recording decisions: each is about something that is there, keeps what it is known by, and contradicts none that stands.

One or many at once, in one transaction: all of them or none (``record``), or of a file those that are right (``record_right``), every fault told with its
line. What is there already is told and not recorded again. A person is named by its code or by one of its publications; a decision keeps the publication, since codes may
change. Source: ``decisions.acts``, ``decisions.placing``, ``decisions.consistent``. Leaves out: reading files and words, which ``cli`` does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NoReturn

from doxdocket.count.catalogue import catalogue
from doxdocket.count.effect import said
from doxdocket.decisions import acts, age_facts, placement, placing
from doxdocket.decisions.application import stands
from doxdocket.decisions.consistent import Held
from doxdocket.decisions.standing import ADD, SAYS, Standing, named
from doxdocket.desk import repeats
from doxdocket.desk.answers import absent, contradiction, known_label, one_at_a_time, picked, together
from doxdocket.errors import DoxdocketError, WrongCall
from doxdocket.guess import meant
from doxdocket.law.channels import changed
from doxdocket.law.kinds import kinds, valueless
from doxdocket.law.links import links
from doxdocket.pipeline import inputs
from doxdocket.pipeline.published import current, sitting
from doxdocket.records import Drawn
from doxdocket.seal import tokens
from doxdocket.store import channel_order, values_in_text
from doxdocket.store.canonical import canonical
from doxdocket.store.case import Case
from doxdocket.store.decisions import HOW, Decision, Entry, undoes
from doxdocket.store.reason import checked, holds_value
from doxdocket.words import say

SEALED = "sealed"
IMAGE = "image:"
"""Before the digest of a picture that an act names."""
_READINGS = ("person", "person_best", "person_low")
Fault = tuple[int | None, DoxdocketError]
"""The line of a file, and why it is not recorded."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One decision as somebody asks for it. ``name``: its id where it was made; ``line``: of the file it stands in."""

    act: str
    target: Mapping[str, object]
    reason: str
    officer: str
    overrules: Sequence[str] = ()
    at: str | None = None
    name: str | None = None
    marks: Mapping[str, Any] | None = field(default=None, repr=False)
    line: int | None = None
    said_at: str | None = None
    how: Mapping[str, Any] | None = None
    """How it was decided on the screen (``store.decisions.HOW``)."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: the decision, whether it was there already, whether what it names is not here, and whether its time is not that of the file."""

    asked: Asked
    decision: Decision
    already: bool = False
    adrift: bool = False
    retimed: bool = False


def _keys(case: Case) -> list[bytes]:
    """Of tokens: the first one seals, all of them open."""
    return [one + two for one, two in zip(*map(case.key.subkeys, ("decisions.1", "decisions.2")), strict=True)]


def shown(case: Case, decision: Decision) -> dict[str, Any]:
    """The marks as an export has them: tags, and what is sealed as a token that this case's key opens."""
    found = dict(decision.tags)
    hidden = decision.marks.get(SEALED)
    if isinstance(hidden, Mapping):
        found[SEALED] = {name: tokens.sealed(str(text), _keys(case)[0]) for name, text in hidden.items()}
    return found


def record(
    case: Case,
    asked: Sequence[Asked],
    *,
    origin: Mapping[str, object] | None = None,
    by: str | None = None,
    repeated: Mapping[str, list[str]] | None = None,
) -> list[Done]:
    """Record them all, or none. ``origin``: of a file, its digest, which custody keeps; ``by``: who brings what others decided elsewhere.
    ``repeated``: what ``repeats.of_asked`` said of them, where this is part of another transaction.

    Of lines that repeat a value one is named at a time, and none before all are well made: each such answer has its row, so no list of values is tried at once.
    A file may say of a decision that it is older than the case: of this case it was not made then, so its time is that of its recording,
    and custody keeps the time that the file said. What a fork brings keeps its time.
    """
    return Desk(case).record(cited(case, asked), origin=origin, by=by, repeated=repeated)


def cited(case: Case, asked: Sequence[Asked]) -> list[Asked]:
    """The same with the posts that a source names as papers call them; their ids look like values."""
    out = []
    for one in asked:
        source = one.target.get("source")
        if isinstance(source, str) and "/" in source:
            code = channel_order.cited(case, current(case), source)
            out.append(replace(one, target={**one.target, "source": code}))
        else:
            out.append(one)
    return out


def upheld(case: Case, undo: Decision) -> str:
    """What is said where decisions were taken back that said that a finding is there, while others that stand go on to say so; else nothing."""
    told, ids = [d for d in case.decisions() if d.act in SAYS], undoes(undo.target)
    gone = {named(d.target) for d in told if d.id in ids and d.undone_by is not None}
    stand = [d.id for d in told if d.undone_by is None and named(d.target) in gone]
    return say("desk_session.upheld", ids=say("marks.comma").join(stand)) if stand else ""


def record_right(
    case: Case,
    asked: Sequence[Asked],
    faults: Sequence[Fault] = (),
    *,
    origin: Mapping[str, object],
    by: str | None = None,
) -> tuple[list[Done], list[Fault]]:
    """Record of a file what is right, in one transaction, and give what is not, by lines; ``faults``: of lines that are no decisions at all.

    What hangs on a line that is refused is refused with it, and custody says how many were. Nothing is recorded where no line is right, nor where one repeats a
    value of the case: what is then recorded and what not would say of a whole list of names which of them are there.
    """
    desk, found, left, refused = Desk(case), repeats.of_asked(case, asked), list(asked), list(faults)
    while left or not refused:
        told = {**origin, "refused": len(refused)} if refused else origin
        try:
            return desk.tried(left, found, told, by), sorted(refused, key=lambda one: one[0] or 0)
        except _Refused as no:
            if no.repeating and not (refused or no.faults):
                raise one_at_a_time(*no.repeating[0]) from None
            wrong = {id(one) for one in no.wrong}
            refused += no.faults
            left = [] if no.repeating else [one for one in left if id(one) not in wrong]
    raise together(sorted(refused, key=lambda one: one[0] or 0))


class _Refused(Exception):
    """That a sitting came to nothing: the decisions that are wrong, each with its fault; those that repeat a value."""

    def __init__(
        self, wrong: Sequence[Asked], faults: Sequence[Fault], repeating: Sequence[tuple[int | None, WrongCall]]
    ) -> None:
        super().__init__()
        self.wrong, self.faults, self.repeating = wrong, faults, repeating


def _number(id_: str) -> int:
    return int(id_[1:])


def _no_officer(officers: Sequence[str]) -> WrongCall:
    """That a line names nobody who decides here; the name is not said again, since it may be a value."""
    return WrongCall("desk_deciding.officer_that_it_names_is", officers=", ".join(officers))  # fmt: skip


class Desk:
    """One sitting at the current run: it is read once, what is recorded in it counts for what comes after.

    Whoever keeps one over several calls asks ``behind`` first: another process may have decided or run meanwhile.
    """

    def __init__(self, case: Case, before: "Desk | None" = None) -> None:
        self.case = case
        if before is not None:  # of the same run
            self.evidence, self.dossiers = before.evidence, before.dossiers
        self.by: str | None = None
        self.begins = ""  # no decision of a file is from before this time
        self.names: dict[str, str] = {}  # ids of a file: ids here
        self.repeats: Mapping[str, list[str]] = {}  # texts that repeat a value of the case, with its kinds
        self.refused: list[tuple[int | None, WrongCall]] = []  # lines with such a text
        self._seen: dict[
            tuple[str, bool], placing.Post
        ] = {}  # posts by whether their texts are read, of the decisions at hand
        self._read()

    def record(
        self,
        asked: Sequence[Asked],
        *,
        origin: Mapping[str, object] | None = None,
        by: str | None = None,
        repeated: Mapping[str, list[str]] | None = None,
    ) -> list[Done]:
        """See ``record``."""
        found = repeats.of_asked(self.case, asked) if repeated is None else repeated
        try:
            return self.tried(asked, found, origin, by)
        except _Refused as no:
            raise together(no.faults) if no.faults else one_at_a_time(*no.repeating[0]) from None

    def tried(
        self, asked: Sequence[Asked], repeated: Mapping[str, list[str]], origin: Mapping[str, object] | None, by: str | None
    ) -> list[Done]:  # fmt: skip
        """Record them all in one transaction; where one cannot be, nothing is, and ``_Refused`` says which."""
        self.repeats = repeated
        self.by, self.begins = by, self.case.info.created_at if origin is not None else ""
        self.names, self.refused = {}, []
        self._look(asked)
        try:
            return self._all(asked, origin, by or "")
        except BaseException:
            self._read()  # what was taken did not come to be
            raise
        finally:
            self._seen.clear()

    def _all(self, asked: Sequence[Asked], origin: Mapping[str, object] | None, by: str) -> list[Done]:
        done: list[Done] = []
        wrong: list[Asked] = []
        faults: list[Fault] = []
        with self.case.together():
            if origin is not None:
                self.case.custody.append("decide.import", {**origin, "rows": len(asked)}, by)
            for one in asked:
                try:
                    done.append(self.take(one))
                except WrongCall as fault:
                    wrong.append(one)
                    faults.append((one.line, fault))
            if faults or self.refused:
                raise _Refused(wrong, faults, self.refused)
        return done

    def _look(self, asked: Sequence[Asked]) -> None:
        """Read the posts of all stretches that are decided on, so that each is not read by itself."""
        found: dict[bool, set[str]] = {False: set(), True: set()}
        for one in asked:
            for name in ("finding", "conduct"):
                if name in one.target:
                    post, (*_, kind) = placing.span_key(str(one.target[name]))
                    found[name == "conduct" or kind in valueless()].add(post)
        for texts, posts in found.items():
            if posts - {""}:
                self._posts(posts - {""}, texts=texts)

    @property
    def behind(self) -> bool:
        """Whether there are decisions that it has not read."""
        return len(self._told) != self.case.decided()

    def told(self) -> list[Decision]:
        """Every decision it has read or recorded, oldest first."""
        return list(self._told.values())

    @property
    def stands(self) -> Standing:
        """What stands, by the keys of this run. While ``turn`` is the same, only more of it comes at the end."""
        return self._applied

    def _read(self) -> None:
        """Read the decisions anew."""
        self.turn = object()
        self._told: dict[str, Decision] = {}
        self._same: dict[str, list[Decision]] = {}
        self._on_findings: list[dict[str, Any]] = []
        for decision in self.case.decisions():
            self._tell(decision)
        self._forget()

    def _tell(self, decision: Decision) -> None:
        """Take note of a decision: by what it says, and by the posts of the findings that it is about."""
        self._told[decision.id] = decision
        for key in self._keys_of(decision.act, decision.target, decision.officer):
            self._same.setdefault(key, []).append(decision)
        if decision.act.startswith("finding."):
            names = ("id", "at", "officer", "act", "target", "reason", "undone_by", "marks")
            self._on_findings.append({name: getattr(decision, name) for name in names})
            if "_about" in self.__dict__:
                self._note(self._about, self._on_findings[-1])

    @staticmethod
    def _keys_of(act: str, target: Mapping[str, object], officer: str) -> set[str]:
        """By what the same decision is found again: what it says, and of a person what it says on whatever source."""
        targets = [target, said(target)] if act in acts.OF_PERSONS else [target]
        return {canonical([act, dict(one), officer]).decode() for one in targets}

    # The current run.
    @cached_property
    def evidence(self) -> placement.Evidence:
        """What decisions are placed in."""
        return sitting(self.case)

    @cached_property
    def dossiers(self) -> dict[str, Mapping[str, Any]]:
        """Each publication with the codes of its person, by its key."""
        names = ["channel_id", "post_id", "person_no", "by_link", "counts", "identifies", "kinds", "items", *_READINGS]
        rows = current(self.case).read("dossiers", names).to_pylist()
        nobody = dict.fromkeys(_READINGS)  # what counts by a doubtful link alone is of nobody for whoever decides
        return {f"{r['channel_id']}/{r['post_id']}/{r['person_no']}": r | nobody if r["by_link"] else r for r in rows}

    @cached_property
    def _applied(self) -> Standing:
        return placement.place(self.evidence, Standing.of(inputs.decisions(self.case)))[0]

    @cached_property
    def _about(self) -> dict[str, list[Mapping[str, Any]]]:
        """The decisions about findings by the posts of these; no other changes what is looked for in a post."""
        found: dict[str, list[Mapping[str, Any]]] = {}
        for row in self._on_findings:
            self._note(found, row)
        return found

    @cached_property
    def _applied_at(self) -> dict[str, list[Mapping[str, Any]]]:
        """The same of those that stand, by the keys of this run."""
        found: dict[str, list[Mapping[str, Any]]] = {}
        for row in self._applied:
            if str(row["act"]).startswith("finding."):
                self._note(found, row)
        return found

    def _note(self, found: dict[str, list[Mapping[str, Any]]], row: Mapping[str, Any]) -> None:
        for post in {self.evidence.post(thing.post) for thing in placement.things(row)}:
            found.setdefault(post, []).append(row)

    @cached_property
    def held(self) -> Held:
        """What others may contradict."""
        return Held(self._applied, lambda key: str((self.dossiers.get(key) or {}).get("person") or key))

    def _forget(self) -> None:
        """What stands is another."""
        for name in ("_applied", "held", "_about", "_applied_at"):
            self.__dict__.pop(name, None)

    # One decision.
    def take(self, asked: Asked) -> Done:
        """Check it, and record it unless it is there."""
        if asked.act not in acts.acts():
            raise meant(WrongCall("desk_deciding.there_is_no_such_act"), asked.act, acts.acts())
        if asked.at is not None and asked.at < self.begins:
            return replace(self.take(replace(asked, at=None, said_at=asked.at)), retimed=True)
        if self.by is not None and not self.case.custody.knows(asked.officer.strip()):
            raise _no_officer(self.case.info.officers)
        checked(asked.reason)
        if "source" in asked.target:
            if holds_value(source := str(asked.target["source"])):
                raise WrongCall("desk_deciding.source_seems_to_repeat_value")
            checked(source)
        if asked.act == acts.UNDO:
            return self._undo(asked)
        target, hidden = self._opened(asked)
        known = asked.marks is not None and asked.marks.keys() != {HOW}
        target = target if known else self._known(asked.act, target)
        there = self._already(asked, target)
        if there is not None:
            return self._done(asked, there, already=True)
        self._unless_repeated(asked)
        for name in asked.overrules:
            self._overrule(asked, name)
        marks = self._marks({**asked.marks} if asked.marks else {}, asked.act, target)
        marks |= {SEALED: hidden} if hidden else {}
        marks |= {HOW: dict(asked.how)} if asked.how else {}
        draft = {"id": "", "act": asked.act, "target": target, "marks": marks, "undone_by": None}
        now, rows = Standing((draft,)), list[dict[str, Any]]()
        if marks.keys() - {SEALED, HOW} and not self._where_it_is(asked, target):
            now, rows = self._placed({**draft, "id": "new"})
        if now.rows:
            self._check(asked, now.rows[0])
        made = self._record(asked, asked.act, target, marks=marks, at=asked.at)
        if now.rows:
            stand = {**now.rows[0], "id": made.id}
            self.held.add(stand)
            self._applied = Standing((*self._applied.rows, stand))
            if "_applied_at" in self.__dict__ and asked.act.startswith("finding."):
                self._note(self._applied_at, stand)
        return self._done(asked, made, adrift=not now.rows and any(map(placement.lost, rows)))

    def _record(self, asked: Asked, act: str, target: Mapping[str, object], **more: Any) -> Decision:
        return self.case.decide_all(
            [Entry(act, target, asked.reason, asked.officer, by=self.by, said_at=asked.said_at, **more)]
        )[0]

    def _done(self, asked: Asked, decision: Decision, **how: bool) -> Done:
        if decision.id not in self._told:
            self._tell(decision)
        if asked.name:
            self.names[asked.name] = decision.id
        return Done(asked, decision, **how)

    def _already(self, asked: Asked, target: Mapping[str, object]) -> Decision | None:
        """The same decision of the same officer: at the same time where one is told; of a file one that stands or was undone, else one that stands.

        What was decided of a person stands on whatever source: another source for it is no other decision.
        """
        keys = self._keys_of(asked.act, target, asked.officer)
        found = {d.id: d for key in keys for d in self._same.get(key, ())}
        for d in (found[id_] for id_ in sorted(found, key=_number)):
            if d.undone_by is not None and asked.at is None and asked.line is None:
                continue  # whoever took it back may say it again
            same = (d.act, d.target, d.officer) == (asked.act, dict(target), asked.officer)
            holds = asked.at is None and d.act in acts.OF_PERSONS and d.undone_by is None
            again = holds and (d.act, said(d.target), d.officer) == (asked.act, said(target), asked.officer)
            if again or (same and (asked.at is None or (d.at, d.reason) == (asked.at, asked.reason.strip()))):
                return d
        return None

    def _undo(self, asked: Asked) -> Done:
        name = str(asked.target.get("decision", ""))
        target: dict[str, object] = {"decision": self.names.get(name, name)}
        if also := acts.listed(asked.target, "also"):
            target["also"] = [self.names.get(one, one) for one in also]
        there = self._already(asked, target)
        if there is not None and (asked.at is not None or asked.line is not None):
            return self._done(asked, there, already=True)
        self._unless_repeated(asked)
        for each in asked.overrules:
            self._overrule(asked, each)
        made = self._record(asked, asked.act, target, at=asked.at)
        self._read()
        self._unless_contradicted(asked, target)
        return self._done(asked, made)

    def _unless_repeated(self, asked: Asked) -> None:
        """What is recorded anew may not repeat a value; what stands already stays as it is. Refused when every line is known to be well made."""
        if text := next((one for one in repeats.own(asked, known=False) if one in self.repeats), None):
            self.refused.append((asked.line, values_in_text.fault(self.repeats[text])))

    def _unless_contradicted(self, asked: Asked, target: Mapping[str, object]) -> None:
        """An undo of an undo brings a decision back: it may not contradict what was recorded meanwhile."""
        undone = [self._told[one] for one in undoes(target) if one in self._told]
        back = {one for decision in undone for one in undoes(decision.target)}
        seen = Held((), self.held._person)  # noqa: SLF001 - the same answer to who is who
        for decision in self._applied:
            found = seen.contradicts(decision)
            if found:  # of two that contradict one another the one that came back is not what stands in its way
                self._refuse(asked, [str(decision["id"])] if back & set(found) else found)
            seen.add(decision)

    def _overrule(self, asked: Asked, name: str) -> None:
        self._record(asked, acts.UNDO, {"decision": self.names.get(name, name)})
        self._read()

    def _check(self, asked: Asked, decision: Mapping[str, Any]) -> None:
        found = self.held.contradicts(decision)
        if found:
            self._refuse(asked, found)

    def _refuse(self, asked: Asked, found: Sequence[str]) -> NoReturn:
        known = [self._told[i] for i in found if i in self._told]
        raise contradiction(asked.act, known or [d for d in self.case.decisions() if d.id in found])

    # What it is about.
    def _opened(self, asked: Asked) -> tuple[dict[str, object], dict[str, str]]:
        """The target, and of it what stays sealed: a birth date more exact than the year."""
        target = dict(asked.target)
        if asked.act == "person.born":
            token = ((asked.marks or {}).get(SEALED) or {}).get("date")
            text = (tokens.opened(str(token), _keys(self.case)) if token else None) or str(
                target.get("date", "")
            ).strip()
            if (born := age_facts.days(text)) is None:
                raise WrongCall("desk_deciding.date_of_birth_is_written")
            if born[0] > self.case.clock().date():
                raise WrongCall("desk_deciding.birth_is_still_to_come")
            target["date"] = text[:4]
            return target, {"date": text} if len(text) > 4 else {}
        if asked.act == "person.age":
            if not str(target.get("age", "")).isdecimal() or len(str(target["age"])) > 3:
                raise WrongCall("desk_deciding.age_is_number_of_full")
            target["age"] = int(str(target["age"]))
        days = age_facts.days(str(target.get("date", "")))
        if "date" in target and (days is None or days[0] != days[1]):
            raise WrongCall("desk_deciding.date_is_written_2024_06")
        return target, {}

    def _known(self, act: str, target: Mapping[str, object]) -> dict[str, object]:
        """The same target with keys in place of codes, each there for certain."""
        found = dict(target)
        for name in ("finding", "conduct", "span"):
            if name in found:
                self._span(name, str(found[name]))
        for name in ("a", "b", "person", "of", "publication"):
            if name in found:
                found[name] = self.publication(str(found[name]))
        for name in ("more", "publications"):
            if name in found:
                found[name] = list(dict.fromkeys(self.publication(key) for key in acts.listed(found, name)))
        if act == "person.same" and len(set(named := acts.publications(found))) < len(named):
            raise WrongCall("desk_deciding.two_targets_are_same")
        if act == acts.KIN and len({self.dossiers[str(found[name])]["person"] for name in ("person", "of")}) == 1:
            raise WrongCall("desk_deciding.two_targets_are_same")
        if found.get("a", "") == found.get("b"):
            raise WrongCall("desk_deciding.two_targets_are_same")
        if "kind" in found and found["kind"] not in kinds():
            raise meant(absent(str(found["kind"])), str(found["kind"]), kinds())
        if act == acts.SENSITIVE and (kind := str(found["kind"])) not in (open_ := catalogue().undecided).kinds:
            raise WrongCall("desk_deciding.kind_is_settled", kind=(kinds()[kind].zh, kinds()[kind].en), rule=open_.rule)
        for name, codes in acts.CODES.items():
            if (code := str(found.get(name, codes[0]))) not in codes:
                raise meant(WrongCall("desk_deciding.is_one_of", name=name, codes=", ".join(codes)), code, codes)
        if "label" in found:
            known_label(str(found["label"]))
        if "channel" in found:
            channels = current(self.case).read("channel_ranking")["channel_id"].to_pylist()
            if (channel := str(found["channel"])) not in channels:
                raise meant(absent(channel), channel, channels)
        for name in ("post", "asking"):
            if name in found:
                self._of_run(str(found[name]))
        if "reading" in found:
            links().reading(str(found["reading"]), str(found["level"]))  # refuses what the rules do not know
        if "weights" in found:
            changed(str(found["weights"]))  # refuses what cannot be read
        if act == "finding.person":
            self._same_post(placing.span_key(str(found["finding"]))[0], str(found["publication"]))
        if act == ADD:
            self._holds(str(found["span"]), str(found["kind"]))
        if act == ADD and "publication" in found:
            self._same_post(placing.span_key(str(found["span"]), bare=True)[0], str(found["publication"]))
        if act == "figure.value":
            found["value"] = self._value(str(found["figure"]), str(found["value"]))
        return found | self._left(act, found)

    def _of_run(self, post: str) -> None:
        """Refuse what is no post and no picture of the run."""
        if post.startswith(IMAGE):
            known = post.removeprefix(IMAGE) in current(self.case).read("images", ["source"])["source"].to_pylist()
        else:
            known = any(True for _ in self.evidence.rows({self.evidence.post(post)}, []))
        if not known:
            raise absent(post)

    def publication(self, name: str) -> str:
        """The key of a publication: as given, or one of the person of that code."""
        if name in self.dossiers:
            return name
        founded = [key for key, code in self.case.codes().items() if code == name]
        of_person = [key for key, row in self.dossiers.items() if row["person"] == name]
        chosen = [key for key in founded if key in of_person] or of_person or [k for k in founded if k in self.dossiers]
        if not chosen:
            raise meant(absent(name), name, self.case.codes().values())
        return chosen[0]

    def _span(self, name: str, key: str) -> None:
        post, _ = placing.span_key(key, bare=name == "span")
        if not post:
            raise WrongCall("desk_deciding.id_is_channel_post_where")
        found = self._posts({post}, texts=name != "finding").get(self.evidence.post(post))
        if found is None or placing.mark_of_key(name, key, {post: found}, {}) is None:
            raise absent(key)

    def _holds(self, key: str, kind: str) -> None:
        """Refuse a stretch that can be no value of the kind."""
        from doxdocket.detect.added_finding import holds  # noqa: PLC0415 - loads the detector

        post, (where, start, end, _) = placing.span_key(key, bare=True)
        if (drawn := Drawn.at(where)) is not None:
            return self._inside(drawn)
        text = self._posts({post}, texts=True)[self.evidence.post(post)].text(where) or ""
        if not holds(kind, text[start:end]):
            raise WrongCall("desk_deciding.this_stretch_holds_no_value")
        return None

    def _inside(self, drawn: Drawn) -> None:
        """Refuse a box that lies outside its picture, or in none whose size is known."""
        rows = current(self.case).read("images", ["source", "width", "height"])
        found = [r for r in rows.to_pylist() if r["source"] == drawn.source]
        wide, high = (found[0]["width"] or 0, found[0]["height"] or 0) if found else (0, 0)
        left, top, width, height = drawn.box
        if left + width > wide or top + height > high:
            raise WrongCall("desk_deciding.box_lies_outside", wide=wide, high=high)

    def _same_post(self, post: str, publication: str) -> None:
        if post != placing.publication_key(publication)[0]:
            raise WrongCall("desk_deciding.finding_can_only_go_to")

    def _value(self, figure: str, text: str) -> int | str:
        from doxdocket.pipeline.published import figures  # noqa: PLC0415 - published reads nothing until it is asked

        told = figures(self.case)
        found = {f["id"]: f for f in told["figures"]}
        found |= {f"{scope['scope']}/{f['id']}": f for scope in told.get("scopes", ()) for f in scope["figures"]}
        if figure not in found:
            raise meant(absent(figure), figure, found)
        return picked(found[figure], text)

    def _left(self, act: str, target: Mapping[str, object]) -> dict[str, object]:
        """Of publications that leave a person: one that stays, by which that person is known."""
        if act not in {"person.split", "publication.person"}:
            return {}
        leave = acts.listed(target, "publications") or acts.listed(target, "publication")
        stay = self._stay(leave)
        if act == "person.split" and not stay:
            raise WrongCall("desk_deciding.these_publications_are_not_of")
        if act == "publication.person" and str(target["person"]) in {*stay, *leave}:
            raise WrongCall("desk_deciding.this_publication_is_that_persons")
        return {"from": stay[0]} if stay else {}

    def _stay(self, leave: Sequence[str]) -> list[str]:
        """The other publications of the person that has all of these, under the firmest links by which it has."""
        for reading in _READINGS:
            codes = {self.dossiers[key][reading] for key in leave}
            if len(codes) == 1 and None not in codes:
                (code,) = codes
                return [key for key, row in self.dossiers.items() if row[reading] == code and key not in leave]
        return []

    # What it is known by.
    def _posts(self, names: Iterable[str], *, texts: bool = False) -> dict[str, placing.Post]:
        here = {self.evidence.post(name) for name in names}
        lacking = {name for name in here if (name, texts) not in self._seen}
        if lacking:
            few = self.evidence.among(lacking)
            found = few.posts(lacking)
            if texts:
                few.read(found)
            self._seen.update(((name, texts), post) for name, post in found.items())
        return {name: self._seen[name, texts] for name in here}

    def _marks(self, given: dict[str, Any], act: str, target: Mapping[str, object]) -> dict[str, Any]:
        """The marks of what it names: as this run has it where it is found here, else as they were given."""
        marks: dict[str, Any] = {n: m for n, m in given.items() if n != SEALED}
        draft = {"id": "new", "act": act, "target": dict(target), "marks": given, "undone_by": None}
        things = list(placement.things(draft))
        if not things:
            return marks
        if not given and self._stretches(things):
            now = {thing.part: thing.key for thing in things}
        else:
            now = {r["part"]: r["now"] for r in self._placed(draft)[1]}
        secret = {placing.span_key(t.key)[1][3] for t in things if t.name == "finding"} & valueless()
        words = bool(secret) or any(t.name in placement.IN_WORDS for t in things)
        posts = self._posts({t.post for t in things}, texts=words)
        after = {} if self._stretches(things) else self._after(posts)
        for thing in things:
            key = now.get(thing.part)
            made = key and thing.name != placement.STAYS and placing.mark_of_key(thing.name, key, posts, after)
            if made:  # what stands on its words alone keeps the mark that was given
                marks[thing.part] = made
            if key and thing.name == "span" and target.get("kind") in valueless():
                post, place = placing.span_key(key, bare=True)
                marks["span"] = placing.mark_around(posts[post], *place[:3])  # not even a digest of a secret is kept
        if act in {"person.split", "publication.person"} and not given and target.get("from"):
            leave = acts.listed(target, "publications") or acts.listed(target, "publication")
            stay = self._stay(leave)
            held = self._after(self._posts({placing.publication_key(k)[0] for k in stay}))
            marks[placement.STAYS] = {key: placing.mark_of_key(placement.STAYS, key, {}, held) for key in stay}
        return {name: mark for name, mark in marks.items() if mark}

    def _placed(self, draft: Mapping[str, Any]) -> tuple[Standing, list[dict[str, Any]]]:
        """One decision in what those about findings leave of its posts: as it stands by the keys of this run, and its rows of ``decided``."""
        made = [*self._finding_acts(placement.things(draft)), draft]
        now, rows = placement.place(self.evidence, Standing.of(made))
        return Standing(tuple(d for d in now if d["id"] == draft["id"])), [
            r for r in rows.to_pylist() if r["decision"] == draft["id"]
        ]

    def _stretches(self, things: Sequence[placement.Thing]) -> bool:
        """Whether these are findings or conduct alone, in posts that go by these ids in this run."""
        return all(t.name in {"finding", "conduct"} and self.evidence.post(t.post) == t.post for t in things)

    def _where_it_is(self, asked: Asked, target: Mapping[str, object]) -> bool:
        """Whether a decision made here names findings or conduct alone: ``_known`` found them, so nothing has to be placed."""
        draft = {"id": "", "act": asked.act, "target": target, "marks": {}}
        return asked.act != ADD and not asked.marks and self._stretches(list(placement.things(draft)))

    def _finding_acts(self, things: Iterable[placement.Thing]) -> list[dict[str, Any]]:
        """The decisions about findings of the posts of these things; no other changes what they are looked for in."""
        here = {self.evidence.post(thing.post) for thing in things}
        rows = {str(row["id"]): row for post in here for row in self._about.get(post, ())}
        return [dict(rows[id_]) for id_ in sorted(rows, key=_number) if rows[id_]["undone_by"] is None]

    def _after(self, posts: Mapping[str, placing.Post]) -> dict[str, placing.Post]:
        """The same posts as decisions leave their findings."""
        here = self.evidence.among(set(posts))
        acts_here = {str(d["id"]): d for post in posts for d in self._applied_at.get(post, ())}
        stand = Standing(tuple(acts_here[id_] for id_ in sorted(acts_here, key=_number)))
        return replace(here, findings=stands(here.findings, stand)).posts(set(posts))
