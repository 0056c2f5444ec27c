"""Texts of the team that repeat a value of the evidence: the list that a person works off, made anew whenever it is asked for.

What is written before a run (title, origin, note, names of officers and key holders) cannot be held against values nobody has found yet; a later detector or a
later capture finds more. So after each run every such text is asked again (``store.spoken``). Nothing is rewritten: who wrote it
corrects it (``describe``), or knows what is in the record. Left out: the register, which asks when an entry is made.
"""

from collections.abc import Iterator
from typing import Any

from doxdocket.store import spoken
from doxdocket.store.case import Case

_FORMAL = frozenset(("officers", "witness", "holder", "account", "method"))
"""What the law wants named in the list of evidence: no text to hold against values."""


def rows(case: Case) -> Iterator[dict[str, Any]]:
    """One row a text: what it is of, its number or code, which field, and the kinds of values that it repeats."""
    if case.current_run() is None:
        return
    asked = list(_texts(case))
    for (of, name, field, _), kinds in zip(asked, spoken.repeated(case, [text for *_, text in asked]), strict=True):
        if kinds:
            yield {"of": of, "id": name, "field": field, "kinds": sorted(kinds)}


def _texts(case: Case) -> Iterator[tuple[str, str, str, str]]:
    yield from (("case", case.info.id, name, getattr(case.info, name)) for name in ("title", "authority"))
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


def stated(case: Case, told: dict[str, Any]) -> None:
    """Refuse what is about to be stated of a source when it repeats a value of the current run."""
    facts = {**told, **told.get("taking", {})}
    texts = [one for name, one in facts.items() if isinstance(one, str) and name not in {*_FORMAL, "form", "channel"}]
    if texts:
        spoken.refuse(case, *texts)
