"""Where what a document lacks is entered: the form of the register and its field, and the row that stands there without it.

A blank says in words what is missing and on which page it is entered (``report.marks``); this says in which entry. A row that lacks it is corrected; where
none does, another one is entered, with what the blank tells of it (the state of a day, the document of a number). Left out: what no form holds,
which the office writes into the paper.

>>> [
...     row(*zh, "notice", ())
...     for zh in [(say("documents_notice.day_label"), say("documents.register_procedure")), ("—", "—")]
... ]
[Row(form='event', field='at', given={'state': 'S5'}, key=''), None]
"""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from doxdocket.desk.forms import GROUPS, Group, group
from doxdocket.desk.register import Line
from doxdocket.law.words import facts, personal
from doxdocket.words import named, say


@dataclass(frozen=True, slots=True)
class Row:
    """An entry to be filled in at a field. ``given``: what is known of it; ``key``: of the entry that stands and lacks it, empty of a new one."""

    form: str
    field: str
    given: Mapping[str, str] = dataclasses.field(default_factory=dict)
    key: str = ""


def _state(state: str, name: str) -> Row:
    return Row("event", name, {"state": state})


FIELDS: Mapping[str, Row] = {
    "documents.defendants": Row("defendant", "name"), "documents.guardian": Row("guardian", "name"), "documents.former_guardian": Row("guardian", "name"), "documents.then_guardian": Row("guardian", "name"), "documents_parties.accounts": Row("actor", "accounts"),
    "documents_parties.links": Row("attribution", "actor"), "documents_damages.put": Row("attribution", "actor"), "documents_parties.evidence": Row("attribution", "evidence"),
    "documents_damages.sanction": Row("sanction", "kind"), "documents_narrative.joint": Row("joint", "members"), "documents_conduct.motives": Row("testimony", "motive"),
    "documents_gains.receipts": Row("receipt", "amount"), "documents_gains.rows": Row("statement", "file"),
    "documents_narrative.harm": Row("harm", "kind"), "documents_conduct.day": Row("harm", "day"), "documents_harm.place": Row("harm", "place"),
    "documents_harm.contacts": Row("contacts", "what"), "documents_harm.covers": Row("contacts", "since"),
    "documents_damages.determinable": Row("determinable", "what"), "documents_damages.behind": Row("circumstance", "says"), "documents_damages.experts": Row("expert", "name"),
    "documents_investigation.repair": Row("circumstance", "says", {"factor": "repair"}), "documents_damages.range": Row("range", "low"),
    "documents_damages.claimed": Row("range", "claimed"), "documents_damages.per": Row("range", "per"),
    "documents.claims": Row("claim", "text"), "documents_indictment.amount": Row("claim", "amount"), "documents_narrative.course": Row("event", "state"),
    "documents_preliminary.clue_day": _state("S0", "at"), "documents_preliminary.clue_paper": _state("S0", "document"), "documents_preliminary.clue_evidence": _state("S0", "evidence"),
    "documents_opening.day": _state("S2", "at"), "documents_opening.many": Row("fact", "value", {"id": "many_persons"}), "documents_notice.day_label": _state("S5", "at"), "documents_change.suit": _state("S7", "at"),
    "documents_apology.judgment_day": _state("S13", "at"), "documents_apology.judgment": _state("S13", "document"), "documents_apology.effect": _state("S14", "at"),
    "documents_apology.items": Row("judgment_item", "text"), "documents_apology.due": Row("judgment_item", "due"), "documents_apology.medium_label": Row("judgment_item", "medium"),
    "documents_apology.performance": Row("performance", "item"), "documents_apology.proof": Row("performance", "evidence"),
    "documents_change.change": Row("claim_change", "claim"), "documents_change.counted": Row("claim_change", "publications"),
}  # fmt: skip
"""The field in which it is entered, by the sentence that says what is lacking."""
ISSUED: Mapping[str, str] = {"paper.number": "number", "paper.date": "at", "paper.authority": "authority"}
"""Of the envelope of a paper: fields of ``issued``."""
PAGES: Mapping[Group, str] = {
    "parties": "documents.register_parties", "money": "documents.register_money", "harm": "documents.register_harm", "procedure": "documents.register_procedure",
    "facts": "documents.register_facts",
}  # fmt: skip
"""The page of a group of forms, by the sentence that names it in a blank."""
BY_HAND = "paper.by_hand"
NEW: frozenset[str] = frozenset(("testimony",))
"""Forms of which the rows that stand without the field say something else: another one is entered."""


def row(label: str, where: str, document: str, lines: Iterable[Line]) -> Row | None:
    """Where a blank is entered, as it is told in the language that is spoken; None where no form holds it. ``lines``: the register as it stands."""
    found = _field(label, where, document)
    if found is None or found.form in NEW:
        return found
    open_ = (
        one for one in lines
        if one.row.form == found.form and found.field not in one.fields and all(str(one.fields.get(name)) == value for name, value in found.given.items())
    )  # fmt: skip
    there = next(open_, None)
    return replace(found, key=there.key) if there is not None else found


def _field(label: str, where: str, document: str) -> Row | None:
    if where == say(BY_HAND):
        name = next((name for key, name in ISSUED.items() if say(key) == label), None)
        return Row("issued", name, {"document": document}) if name else None
    page = next((one for one in GROUPS if say(PAGES[one]) == where), None)
    known = next((one for key, one in FIELDS.items() if say(key) == label and group(one.form) == page), None)
    if known or page != "facts":
        return known
    fact = next((id_ for id_, word in facts().items() if named(word) == label), None)
    return Row("fact", "value", {"id": fact}) if fact and fact not in personal() else None
