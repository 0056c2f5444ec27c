"""What one sitting at an open case keeps between two requests: the run it reads, the decisions it knows, what of them answers which question.

All of it is made of the case and can be made again: ``fresh`` drops what a run or another process changed. No clear value is kept, only keyed
digests and, of words that are compared with one another, a mark that is worth nothing outside this process. Left out: what waits
(``desk.queues``), what is shown (``desk.masked_posts``).
"""

import json
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from hashlib import sha256
from typing import Any

import pyarrow as pa

from doxdocket import pipeline
from doxdocket.decisions import acts, application, placing, standing
from doxdocket.decisions.hints import hints
from doxdocket.desk import deciding, index, repeats
from doxdocket.desk.beside import Answers, OtherProcess, Task, tell
from doxdocket.desk.deciding import Asked, Done
from doxdocket.desk.documents.writing import Writing
from doxdocket.desk.moved_figures import Behind
from doxdocket.errors import WrongCall
from doxdocket.pipeline import published
from doxdocket.store import values_in_text
from doxdocket.store.case import Case
from doxdocket.store.case_files import DESK
from doxdocket.store.channel_order import cut
from doxdocket.store.decisions import HOW, Decision
from doxdocket.store.lock import Lock
from doxdocket.store.reason import holds_value
from doxdocket.store.run import Run
from doxdocket.words import say

_OF_RUN = ("findings", "conduct", "conduct_ids", "waits")


class Session:
    """A sitting at a case. Everything is asked of it in one thread, which is that of the case's database."""

    def __init__(self, case: Case) -> None:
        self.case, self.identity = case, case.custody.identity
        self._run = ""
        self._desk: deciding.Desk | None = None
        self._clean: set[bytes] = set()
        self._aside: dict[tuple[str, str], dict[str, list[str]]] = {}
        self.kept: dict[str, Any] = {}
        """What pages keep as long as this process runs."""
        self._answers: tuple[object, int, dict[str, set[str]]] = (None, 0, {})

    def fresh(self) -> bool:
        """Take note of a run or of decisions made elsewhere; whether there were any."""
        found = self.case.current_run()
        if found is None:
            return False
        run = found.run_id
        if run != self._run:
            self._run, self._desk = run, deciding.Desk(self.case)
            self._clean.clear()
            for name in _OF_RUN:
                self.__dict__.pop(name, None)
        elif self.desk.behind:
            self._desk = deciding.Desk(self.case, self.desk)
            self._clean.clear()  # what repeated nothing may repeat what somebody added elsewhere
        else:
            return False
        self._answers = None, 0, {}
        return True

    @property
    def run(self) -> Run:
        """The current run."""
        return published.current(self.case)

    @property
    def desk(self) -> deciding.Desk:
        """The decisions, as they are placed in the run."""
        if self._desk is None:
            published.current(self.case)  # refused before the first run, with what to do
            self.fresh()
        return self._desk or deciding.Desk(self.case)

    # The run's tables.
    @cached_property
    def findings(self) -> pa.Table:
        """The findings of the latest captures, before decisions."""
        return self.desk.evidence.findings

    @cached_property
    def conduct(self) -> pa.Table:
        """The conduct of the latest captures, before decisions."""
        return self.desk.evidence.conduct

    @cached_property
    def conduct_ids(self) -> list[str]:
        """Its ids."""
        return list(application.conduct_keys(self.conduct).to_pylist())

    @cached_property
    def waits(self) -> dict[str, Any]:
        """What waits by kind, as ``queues`` finds it in this run."""
        return {}

    @cached_property
    def behind(self) -> Behind:
        """What tells, without making anybody wait, which figures moved by what was decided since the run."""
        return Behind(self.case)

    @cached_property
    def making(self) -> index.Making:
        """What makes the index of a large case beside."""
        return index.Making(self.case)

    @cached_property
    def writing(self) -> Writing:
        """What makes documents beside."""
        return Writing(self.case)

    @cached_property
    def recount(self) -> Task[None]:
        """What runs the case again beside: what ``doxdocket run`` does, while everybody goes on; the next request reads the new run."""
        return Task(self.case, _ran)

    @cached_property
    def answers(self) -> Answers:
        """What makes the accounts of a large case beside."""
        return Answers(self.case)

    def close(self) -> None:
        """End what counts and makes beside."""
        for one in self.__dict__.values():
            if isinstance(one, OtherProcess):
                one.close()

    # Deciding.
    def record(self, asked: Sequence[Asked]) -> list[Done]:
        """Record decisions, all of them or none. A reason that was looked through in this run is not compared again."""
        self.fresh()
        asked = deciding.cited(self.case, asked)
        texts = {text for one in asked for text in repeats.own(one, known=True)}
        marks = {text: sha256(text.encode()).digest() for text in texts}
        found = {} if self._clean.issuperset(marks.values()) else repeats.of_asked(self.case, asked)
        done = self.desk.record(asked, repeated=found)
        self._clean.update(marks.values())
        if any(one.act in {values_in_text.ADDED, acts.UNDO} for one in asked):
            self._clean.clear()  # what repeated nothing may repeat what was added, or what an undoing brings back
        return done

    def undo(self, ids: Sequence[str], reason: str, officer: str) -> Done:
        """Take decisions back, in one act."""
        target: dict[str, object] = {"decision": ids[0]} | ({"also": list(ids[1:])} if ids[1:] else {})
        return self.record([Asked(acts.UNDO, target, reason, officer)])[0]

    def last(self, officer: str, about: str = "", among: Container[str] = ()) -> list[Decision]:
        """What an officer decided last at the desk and nobody took back: one decision, or all that were made together. ``about``: on such things ``among`` these alone."""
        own = [
            d
            for d in self.desk.told()
            if d.officer == officer and d.undone_by is None and HOW in d.marks and d.act != acts.UNDO
        ]
        if about:
            own = [
                d
                for d in own
                if any(a == about and id_ in among for a, id_ in self._of({"act": d.act, "target": d.target}))
            ]
        return self.together(own[-1]) if own else []

    def together(self, decision: Decision) -> list[Decision]:
        """A decision with the others that were made in one answer with it and stand."""
        batch = _batch(decision)
        if not batch:
            return [decision]
        return [
            d for d in self.desk.told() if d.undone_by is None and _batch(d) == batch and d.officer == decision.officer
        ]

    def undo_last(
        self, reason: str, officer: str, about: str = "", among: Container[str] = (), named: str = ""
    ) -> tuple[Done, int]:
        """Take back what this officer decided last (``last``), or their decision ``named`` with what was made together with it; and how many decisions that
        was. Without a reason the program gives its own.
        """
        self.fresh()
        own = (d for d in self.desk.told() if d.id == named and d.officer == officer and d.undone_by is None)
        found = [one for d in own for one in self.together(d)] if named else self.last(officer, about, among)
        if not found:
            raise WrongCall("desk_session.nothing_to_undo")
        if not reason:
            reason = say("desk_session.undo_reason")
            self._clean.add(sha256(reason.encode()).digest())  # it is nobody's words, so it repeats no value
        return self.undo([one.id for one in found], reason, officer), len(found)

    # What is answered.
    @property
    def answered(self) -> Mapping[str, set[str]]:
        """The ids of what decisions that stand answer, by what they are about: finding, conduct, pair, set, kind, figure, hint, post."""
        turn, upto, found = self._answers  # of a dictionary that grows, or of one made anew after an undo
        rows = self.desk.stands.rows
        if turn is not self.desk.turn:
            upto, found = 0, defaultdict(set)
        for row in rows[upto:]:
            for about, id_ in self._of(row):
                found[about].add(id_)
            if row["act"] == standing.ADD:  # nobody is asked again about another reading of what a person put in
                key = standing.named(row["target"])
                post = self.desk.evidence.among({placing.span_key(key)[0]}).findings
                found["finding"].update(application.replaced(post, key))
        self._answers = self.desk.turn, len(rows), found
        return found

    def _of(self, row: Mapping[str, Any]) -> list[tuple[str, str]]:
        act, target = str(row["act"]), row["target"]
        if act in {*standing.SURE, "finding.reject"}:
            return [("finding", standing.named(target))]
        if act in {"conduct.confirm", "conduct.reject", "conduct.label"}:
            return [("conduct", str(target["conduct"]))]
        if act in {"person.same", "person.not_same"}:
            named = acts.publications(target)
            return [("pair", f"{a}|{b}") for a in named for b in named if a != b]
        if act in acts.OF_SETS:
            return [("set", str(target["publication"]))]
        if act == acts.SENSITIVE:
            return [("kind", str(target["kind"]))]
        if act == "figure.value":
            return [("figure", str(target["figure"]))]
        if act == acts.HINT_NO:
            return [
                ("hint", "|".join(str(target[name]) for name in ("publication", "hint", "asking") if target.get(name)))
            ]
        if act == acts.KIND_UNTRUE:
            return [("hint", f"{target['publication']}|{target['kind']}")]
        if act == "post.looked":
            return [("post", str(target["post"]))]
        asked = [one.id for one in hints().values() if one.act == act]
        if not asked:
            return []
        keys = [str(target["publication"])] if "publication" in target else self._publications(str(target["person"]))
        return [("hint", f"{key}|{hint}") for key in keys for hint in asked]

    def _publications(self, key: str) -> list[str]:
        """The publications of the person of one."""
        code = (self.desk.dossiers.get(key) or {}).get("person")
        return [
            key,
            *(other for other, row in self.desk.dossiers.items() if code and row["person"] == code and other != key),
        ]

    # What an officer set aside.
    def aside(self, officer: str, kind: str) -> dict[str, list[str]]:
        """What this officer was unsure of (``unsure``) and what was left for later (``skip``), in the order in which it was."""
        known = self._aside.get((officer, kind))
        if known is None:
            told = self.case.memo(_memo(officer, kind))
            known = self._aside[officer, kind] = json.loads(told) if told else {"unsure": [], "skip": []}
        return known

    def set_aside(self, officer: str, kind: str, id_: str, how: str) -> None:
        """Keep that an officer was unsure, or left it for later; it stays so for the next sitting."""
        if how not in {"unsure", "skip"}:
            raise WrongCall("desk_session.no_such_answer", how=how)
        known = {name: [one for one in ids if one != id_] for name, ids in self.aside(officer, kind).items()}
        known[how].append(id_)
        self._aside[officer, kind] = known
        self.case.set_memo(_memo(officer, kind), json.dumps(known, ensure_ascii=False))

    def take_up(self, officer: str, kind: str, how: str = "skip") -> None:
        """Ask again what was left for later, or what the officer was ``unsure`` of."""
        if how not in {"unsure", "skip"}:
            raise WrongCall("desk_session.no_such_answer", how=how)
        known = self.aside(officer, kind) | {how: []}
        self._aside[officer, kind] = known
        self.case.set_memo(_memo(officer, kind), json.dumps(known, ensure_ascii=False))


def may_be_value(session: Session, text: str) -> bool:
    """Whether what somebody typed looks like a value, so that it is not shown again: by its looks alone, so that it answers nothing about the case.

    Names of channels of the case are long numbers too; behind such a name nothing may look like a value.
    """
    return holds_value(text) and holds_value(cut(session.run, text))


@contextmanager
def alone(case: Case) -> Iterator[None]:
    """Nobody else serves this case inside; a ``WrongCall`` where somebody does. The lock is a file in ``incoming/`` that a killed process leaves free; commands of the terminal go on beside it."""
    case.database.check_writable()
    lock = Lock(case.shelf.incoming / DESK)
    if not lock.take():
        raise WrongCall("serving.case_is_served_already", case=case.folder)
    try:
        yield
    finally:
        lock.release()


def _batch(decision: Decision) -> str:
    how = decision.marks.get(HOW)
    return str(how.get("batch", "")) if isinstance(how, Mapping) else ""


def _memo(officer: str, kind: str) -> str:
    return f"desk.{sha256(officer.encode()).hexdigest()[:16]}.{kind}"


def _ran(case: Case) -> None:
    pipeline.run(case, progress=tell, workers=1)
