"""Acts of double review (抽样双人复核): plans, answers, and undoings of them. They are added, never changed, as decisions are.

Source: docs/explanation/sampling.md. They are no decisions: they say how good the machine is and change no figure, so they have a
table of their own. Each is written in one transaction with its custody row, which holds its digest. What it leaves out: what
a plan or an answer means, which ``sample`` knows.
"""

from collections.abc import Mapping

from doxdocket.errors import WrongCall
from doxdocket.store.canonical import canonical, fields
from doxdocket.store.custody.log import Added
from doxdocket.store.decisions import UNDO, Decision, check_undo, kept
from doxdocket.store.reason import checked

PLAN, ANSWERS = "plan", "answers"
Sample = Decision
"""One act: kept and sealed as a decision is, without marks."""


class Samples(Added):
    """Those of one case."""

    TABLE = "samples"

    def all(self) -> list[Sample]:
        """Oldest first, undone ones included."""
        return kept(self._database, "sample")

    def standing(self, act: str) -> list[Sample]:
        """The acts of one sort that are not undone, oldest first."""
        return [one for one in self.all() if one.act == act and one.undone_by is None]

    def keys(self) -> dict[str, str]:
        """With which key each act was done, as its custody row has it; of an act of before keys were written down nothing."""
        found = self._database.rows("SELECT detail FROM custody WHERE act = 'sample' ORDER BY seq")
        told = [fields(row[0]) for row in found]
        return {str(one["sample"]): str(one["identity"]) for one in told if {"sample", "identity"} <= one.keys()}

    def lent(self) -> set[tuple[str, str]]:
        """The officers and keys that somebody else tied to one another."""
        return {(one.officer, key) for one in self._custody.reading().lent for key in one.keys}

    def one_key(self) -> list[tuple[str, str, list[str]]]:
        """Where answers of different people to one standing plan came under one key: the plan, the key, the people.

        It is told of the answers that count: of one person the latest to each question.
        """
        keys, plans = self.keys(), [one.id for one in self.standing(PLAN)]
        under: dict[tuple[str, str], list[str]] = {}
        acts = self.standing(ANSWERS)
        last = {(one.target.get("plan"), one.officer, number): one.id for one in acts for number in _numbers(one)}
        counts = set(last.values())
        for one in acts:
            if one.id not in counts and _numbers(one):
                continue  # every answer of it was given again
            if one.id in keys and (plan := str(one.target.get("plan"))) in plans:
                under.setdefault((plan, keys[one.id]), []).append(one.officer)
        return [(*at, people) for at, every in under.items() if len(people := list(dict.fromkeys(every))) > 1]

    def add(self, act: str, target: Mapping[str, object], reason: str, officer: str) -> Sample:
        """Record one, whole or not at all."""
        said = checked(reason)
        if not officer.strip():
            raise WrongCall("samples.who_does_this_must_be")
        with self._database.transaction():
            if act == UNDO:
                check_undo(target, self.all(), "sample")
            number = self.last() + 1
            made = Sample(f"S{number:04d}", self._custody.moment(), officer, act, dict(target), said)
            self.put(number, made.at, officer, act, canonical(made.target).decode(), said)
            self._custody.append("sample", {"sample": made.id, "act": act, "sha256": made.sealed()}, officer)
        return made


def _numbers(one: Sample) -> list[str]:
    """The questions that an act answers."""
    answers = one.target.get("answers")
    return list(answers) if isinstance(answers, dict) else []
