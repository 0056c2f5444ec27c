"""密封对照表: the persons behind the codes, in clear, for the bench alone; it exists in memory and as an age file for named recipients.

Source: the findings that stand in the posts of the scope, read through the door (``store.clear_values``), which logs it first; the sealed fields of the register. Codes are
those of certain links, as every document prints them; beside each stands the code with which the estimate counts it. Left out: kinds that tell something of a
person and not who it is (PIPL art. 6: no more than the purpose needs). How it is encrypted: ``desk.sealing``.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import methodcaller
from typing import Any

from doxdocket.assess.form import Form, is_sealed
from doxdocket.assess.forms import short, words
from doxdocket.assess.forms.parties import Defendant
from doxdocket.assess.parties.defendants import answerable
from doxdocket.desk.documents.draft import Draft
from doxdocket.desk.documents.material import Material
from doxdocket.law.kinds import kinds
from doxdocket.pipeline import registered
from doxdocket.pipeline.published import standing_findings
from doxdocket.report.document import Block, Column, Paragraph, Part, Table, cells
from doxdocket.report.layout import MOST
from doxdocket.report.paper import Paper
from doxdocket.store import clear_values
from doxdocket.words import either, named, say, zh_en

NAMES = ("name", "former_name_alias")
OWN = (*NAMES, "id_number", "phone_number")
"""Kinds with a column of their own."""
_WHOLE = ("valid", "doubtful", "invalid")
"""Verdicts of whole values: what the poster masked or cut identifies nobody."""
SURE, MAYBE = "under_18", "maybe_under_18"
ENDS = ("low", "estimate", "high")


@dataclass
class Named:
    """A code and whom it stands for. ``minor``: whether under 18 on the day of a post (`SURE`, `MAYBE`), empty where nothing says so.

    ``counts``: the first bound of the number of persons that holds it (``ENDS``), empty where none does.
    """

    code: str
    same: str
    minor: str = ""
    counts: str = ""
    values: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list), repr=False)
    """By kind, each once, as posted; one that does not check out or is doubtful says so."""

    def of(self, *wanted: str) -> str | None:
        """The values of these kinds."""
        return say("marks.semicolon").join(one for kind in wanted for one in self.values.get(kind, ())) or None

    @property
    def rest(self) -> str | None:
        """The values of the other kinds, each behind the name of its kind."""
        told = [
            say("documents_key.of_kind", kind=kinds()[kind], value=self.of(kind))
            for kind in self.values
            if kind not in OWN
        ]
        return say("marks.semicolon").join(told) or None


def identifies(kind: str) -> bool:
    """Whether values of a kind say who somebody is: a name, a birth date, and what may link two publications."""
    return kind in (*NAMES, "birth_date") or (kind in kinds() and kinds()[kind].strength in {"primary", "secondary"})


def paper(of: Material, reason: str, officer: str) -> Paper:
    """The table. The row in the custody log is written before a value is read; a ``WrongCall`` where the door refuses."""
    people, findings = _people(of), list[Mapping[str, Any]]()
    posted = _posted(of)
    for row in standing_findings(of.case).to_pylist():
        code = posted.get((row["channel_id"], row["post_id"], row["person"]))
        if code and row["verdict"] in _WHOLE and identifies(row["kind"]):
            findings.append({**row, "code": code})
    entries = list(_register(of))
    texts = [value for *_, value in entries]
    seen = set[tuple[str, str, str]]()
    read = list(clear_values.open_findings(of.case, _once(findings), texts, reason=reason, officer=officer))
    for row, text in sorted(
        read, key=lambda one: (one[0]["channel_id"], one[0]["post_no"], one[0]["where"], one[0]["start"])
    ):
        value = text if row["verdict"] == "valid" else say("documents_key.doubtful", value=text)
        if text and (mark := (row["code"], row["kind"], text)) not in seen:
            seen.add(mark)
            people[row["code"]].values[row["kind"]].append(value)
    rows = list(people.values())
    body: list[Block | None] = [
        Paragraph(say("documents_key.said", scope=of.scope.label(of.lang), case=of.case.info.id, run=of.run.run_id)),
        Part([table(some) for some in _pages(rows)] or [Paragraph(say("documents_key.nobody"))], say("documents_key.part_victims")),
        Part([Table(entries, cells(zh_en("documents_key.form"), zh_en("documents_key.entry"), zh_en("documents_key.field"), zh_en("documents_key.value")))], say("documents_key.part_register")) if entries else None,
        Paragraph(say("documents_key.left_out")),
    ]  # fmt: skip
    data = {
        "persons": len(rows), "register": len(entries), "rows": len(rows) + len(entries),
        "people": [{"code": one.code, "counted_with": one.same, "counts": one.counts or None, "minor": one.minor or None, "values": dict(one.values)} for one in rows],
        "entries": [{"form": form, "id": id_, "field": name, "value": value} for form, id_, name, value in entries],
    }  # fmt: skip
    made = Draft(of, "key", marked=False).paper(body, confidential=zh_en("documents_key.confidential"), data=data)  # fmt: skip
    return replace(made, grade="sealed")


def _people(of: Material) -> dict[str, Named]:
    """Who has a publication in the scope, by code in the order of codes; a minor for sure is one whom the low of the scope counts as one."""
    columns = ["channel_id", "post_id", "person", "person_best", "counts", "under_18_low", "under_18_high"]
    found: dict[str, Named] = {}
    minors: dict[str, str] = {}
    for row in of.run.read("ages", columns).to_pylist():
        code = row["person"]
        if not code:
            continue
        within = of.within((row["channel_id"], row["post_id"]))
        if row["under_18_low"] or row["under_18_high"]:
            sure = within and row["under_18_low"] and row["counts"] == ENDS[0]
            minors[code] = SURE if sure or minors.get(code) == SURE else MAYBE
        if within:
            one = found.setdefault(code, Named(code, row["person_best"] or code))
            one.counts = next((end for end in ENDS if end in {one.counts, row["counts"]}), "")
    for code, one in found.items():
        one.minor = minors.get(code, "")
    return dict(sorted(found.items(), key=lambda one: int(one[0].removeprefix("V"))))


def _posted(of: Material) -> dict[tuple[str, str, Any], str]:
    """The code of each person of each post of the scope."""
    rows = of.run.read("dossiers", ["channel_id", "post_id", "person_no", "person", "by_link"]).to_pylist()
    return {
        (row["channel_id"], row["post_id"], row["person_no"]): row["person"]
        for row in rows
        if row["person"] and not row["by_link"] and of.within((row["channel_id"], row["post_id"]))
    }


def _once(findings: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """One finding of each value of each person, a valid one where there is one."""
    kept: dict[tuple[object, ...], Mapping[str, Any]] = {}
    for row in sorted(findings, key=lambda one: (_WHOLE.index(one["verdict"]), one["channel_id"], one["post_no"], one["where"], one["start"])):  # fmt: skip
        value = row["digest"] or (row["channel_id"], row["post_id"], row["where"], row["start"])
        kept.setdefault((row["code"], row["kind"], value), row)
    return list(kept.values())


def _register(of: Material) -> Iterator[tuple[str, str, str, str]]:
    """What the register seals: the form, the entry, the field and its value."""
    kept = registered.entries(of.case)
    answers = answerable(kept)
    for entry, row in kept.all():
        told = words()[row.form]
        beside = isinstance(entry, Defendant) and entry.id not in answers
        form = say("documents_key.not_sued") if beside else named(told)
        yield from ((form, row.key, either(short(told.fields[name]), name), value) for name, value in _sealed(entry))


def _sealed(entry: Form) -> Iterator[tuple[str, str]]:
    for name in entry.__struct_fields__:
        if is_sealed(type(entry), name) and (value := getattr(entry, name)):
            yield from ((name, str(one)) for one in (value if isinstance(value, list | tuple) else (value,)))


def _pages(rows: Sequence[Named]) -> list[Sequence[Named]]:
    """As many rows as a table holds on paper, so that the file has all of them in every form."""
    return [rows[at : at + MOST] for at in range(0, len(rows), MOST)]


def table(rows: Sequence[Named]) -> Table:
    """These as rows; the bound in which a code counts and the code with which the estimate counts it share a column, so that the page stays upright."""
    minor = {SURE: say("documents_core.yes"), MAYBE: say("documents_key.maybe_minor")}
    ends = {
        "low": say("documents_key.in_low"),
        "estimate": say("documents_key.in_estimate"),
        "high": say("documents_key.in_high"),
    }

    def counts(one: Named) -> str:
        same = "" if one.same == one.code else say("marks.semicolon") + say("documents_key.same", code=one.same)
        return ends.get(one.counts, say("documents_key.in_none")) + same

    return Table(rows, [
        Column(zh_en("documents_leaving.code"), "code"), Column(zh_en("documents_book.counts"), counts),
        Column(zh_en("documents_key.name"), lambda r: r.of(*NAMES)), Column(zh_en("documents_key.age"), lambda r: minor.get(r.minor)),
        *(Column((kinds()[kind].zh, kinds()[kind].en), methodcaller("of", kind)) for kind in OWN[len(NAMES):]),
        Column(zh_en("documents_key.rest"), lambda r: r.rest),
    ])  # fmt: skip
