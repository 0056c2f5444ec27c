"""Texts of the team that repeat a value of the evidence: the list that a person works off, made anew whenever it is asked for.

What is written before a run (title, origin, note, names of officers and key holders) cannot be held against values nobody has found yet; a later detector or a
later capture finds more. So after each run every such text is asked again (``store.values_in_text``). Nothing is rewritten: who wrote it
corrects it (``describe``), or knows what is in the record. Left out: the register, which asks when an entry is made.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from doxdocket.seal.district import jurisdiction
from doxdocket.store import values_in_text
from doxdocket.store.case import Case

_FORMAL = frozenset(("officers", "witness", "holder", "account", "method"))
"""What the law wants named in the list of evidence: no text to hold against values."""


def rows(case: Case) -> Iterator[dict[str, Any]]:
    """One row a text: what it is of, its number or code, which field, and the kinds of values that it repeats."""
    if case.current_run() is None:
        return
    asked = list(_texts(case))
    for (of, name, field, _), kinds in zip(
        asked, values_in_text.repeated(case, [text for *_, text in asked]), strict=True
    ):
        if kinds:
            yield {"of": of, "id": name, "field": field, "kinds": sorted(kinds)}


def _texts(case: Case) -> Iterator[tuple[str, str, str, str]]:
    yield "case", case.info.id, "title", case.info.title
    yield "case", case.info.id, "authority", own_words(case.info.authority)
    yield from (("officer", str(number), "name", name) for number, name in enumerate(case.info.officers, 1))
    yield from (("key", one.fingerprint, "name", one.name) for one in case.holders())
    for number, source in enumerate(case.sources(), 1):
        yield "source", str(number), "officers", "，".join(source.officers)
        told = {"origin": source.origin, "note": source.note, **source.taking}
        for name, text in told.items():
            if isinstance(text, str) and text and name not in _FORMAL:
                yield "source", str(number), name, text
    for one in case.attachments.all():
        if note := str(one.detail.get("note") or ""):
            yield "attachment", one.id, "note", note
    yield from (("decision", one.id, "reason", one.reason) for one in case.decisions())
    for act in case.samples.all():
        yield "sample", act.id, "reason", act.reason
        notes = act.target.get("notes")
        for number_, note in notes.items() if isinstance(notes, dict) else ():
            yield "sample", act.id, f"note {number_}", str(note)


def own_words(authority: str) -> str:
    """What is left of an authority's name beside the area it is responsible for, which repeats no disclosed address."""
    return authority[len(jurisdiction(authority)) :]


def stated(case: Case, told: dict[str, Any]) -> None:
    """Refuse what is about to be stated of a source when it repeats a value of the current run."""
    facts = {**told, **told.get("taking", {})}
    texts = [one for name, one in facts.items() if isinstance(one, str) and name not in {*_FORMAL, "form", "channel"}]
    texts += _mapped(told.get("settings", {}).get("mapping", {}))
    if texts:
        values_in_text.refuse(case, *texts)


def _mapped(mapping: Mapping[str, Any]) -> list[str]:
    """The words of a mapping that name something in the table: whether a table has such a column is an answer about it."""
    columns = mapping.get("columns", {})
    named = [one for some in columns.values() for one in (some if isinstance(some, list) else [some])]
    return [one for one in (mapping.get("channel"), mapping.get("sheet"), *named) if isinstance(one, str)]


class Asked(Protocol):
    """A decision as somebody asks for it."""

    @property
    def reason(self) -> str:
        """Why, as it is kept."""

    @property
    def target(self) -> Mapping[str, object]:
        """What it is about."""

    @property
    def officer(self) -> str:
        """Who decided."""


def of_asked(case: Case, asked: Sequence[Asked]) -> dict[str, list[str]]:
    """Which of their own texts repeat a value of the case, with its kinds: a row of the log, so not in a transaction that may come to nothing."""
    names: dict[str, bool] = {}
    for one in asked:
        if one.officer not in names:
            names[one.officer] = case.custody.knows(one.officer)
    said = list(dict.fromkeys(text for one in asked for text in own(one, known=names[one.officer])))
    return {text: sorted(kinds) for text, kinds in zip(said, values_in_text.asked(case, said), strict=True) if kinds}


def own(asked: Asked, *, known: bool) -> list[str]:
    """What of a decision is somebody's own text; a name that the case knows is none."""
    texts = (asked.reason, asked.target.get("source"), None if known else asked.officer)
    return [text for text in texts if isinstance(text, str)]
