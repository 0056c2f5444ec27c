"""Who is under age, by code: at which bound, what tells the age, and which posts show it, so that a court can look up each.

Source: the rows behind the figures ``minors`` and ``minors_under_14`` of the scope, and the values that say an age. Left out: names, births and ages in years, which
the sealed table has; and whether what a post says of an age is true.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from doxdocket.count.catalogue import BOUNDS, Bound
from doxdocket.count.explain_person import OLDEST
from doxdocket.decisions import acts
from doxdocket.desk.documents.material import Key, Material, beside
from doxdocket.law.kinds import kinds
from doxdocket.pipeline.published import latest_findings
from doxdocket.report.document import Block, Column, Paragraph, Part, Table
from doxdocket.words import either, say, zh_en

MOST = 1
"""Posts of a person that are named of each sort; the exhibit book has these, and must not grow by more with every minor."""
_FIGURES = ("minors", "minors_under_14")
_CODE = {"low": "person_low", "estimate": "person_best", "high": "person"}
"""Of each bound the column with the code under which somebody is counted there."""


@dataclass(frozen=True, slots=True)
class Minor:
    """Somebody under age: from which bound on, under 14 too or not at all, as whom he is counted there, the decisions on his age (id and source), the kinds of values that tell it, or where a person decided hold one, and of births that are no living person's; the posts that hold them, and those that expose him under age, of each first what is both."""

    person: str
    counted: str
    under_18: Bound
    under_14: Bound | None
    decided: Sequence[tuple[str, str]]
    kinds: Sequence[str]
    no_age: Sequence[str]
    told: Sequence[Key]
    exposed: Sequence[Key]

    @property
    def cited(self) -> list[Key]:
        """The posts that are named."""
        return [*self.told[:MOST], *self.exposed[:MOST]]


def minors(of: Material) -> list[Minor]:
    """Everybody of the high, in the order of the codes."""
    found = {figure: defaultdict[str, dict[Bound, str]](dict) for figure in _FIGURES}
    exposed = defaultdict[str, dict[Key, None]](dict)
    for figure in _FIGURES:
        for bound in BOUNDS:
            rows = of.behind(figure, bound) if of.figure(figure) else None
            for row in rows.to_pylist() if rows is not None else ():
                found[figure][row["person"]][bound] = row[_CODE[bound]]
                exposed[row["person"]][row["channel_id"], row["post_id"]] = None
    young, under_14 = (found[figure] for figure in _FIGURES)
    decided = defaultdict[str, list[tuple[str, str]]](list)
    for row in of.run.read("modifiers").to_pylist():
        if row["person"] in young and f"{row['of_what']}.{row['modifier']}" in acts.AGES:
            decided[row["person"]].append((row["decision"], row["source"] or ""))
    whose, told = dict[tuple[str, str, int], str](), defaultdict[str, dict[Key, None]](dict)
    for row in of.run.read("dossiers", ["channel_id", "post_id", "person_no", "person", "age_low", "counts"]).to_pylist():  # fmt: skip
        if row["person"] in young and row["age_low"] is not None and row["counts"] != "none":
            whose[row["channel_id"], row["post_id"], row["person_no"]] = row["person"]
            if row["person"] not in decided:  # what was decided is the age at every post, whatever that tells
                told[row["person"]][row["channel_id"], row["post_id"]] = None
    from_, no_age = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for row in latest_findings(of.case).select(["channel_id", "post_id", "person", "kind", "age_low"]).to_pylist():
        if row["age_low"] is not None and (who := whose.get((row["channel_id"], row["post_id"], row["person"]))):
            (no_age if row["age_low"] > OLDEST else from_)[who].add(row["kind"])
            if who in decided and row["age_low"] <= OLDEST:
                told[who][row["channel_id"], row["post_id"]] = None
    order = list(kinds())
    return [
        Minor(
            who, next(iter(bounds.values())), next(iter(bounds)), next(iter(under_14.get(who, ())), None),
            decided[who], sorted(from_[who], key=order.index), sorted(no_age[who], key=order.index), *(sorted(some, key=lambda key: (key not in both, key)) for some in (told[who], exposed[who])),
        )
        for who, bounds in sorted(young.items()) for both in [told[who].keys() & exposed[who].keys()]
    ]  # fmt: skip


def part(of: Material, found: Sequence[Minor]) -> Part | None:
    """The table; nothing where nobody is under age at any bound."""
    figure = of.figure("minors")
    if not found or figure is None:
        return None
    comma = say("marks.comma")

    def code(one: Minor) -> str:
        return one.person + (say("documents_minors.counted_as", who=one.counted) if one.counted != one.person else "")

    def rests(one: Minor) -> str:
        told = comma.join(either(kinds()[kind].zh, kinds()[kind].en) for kind in one.kinds)
        beyond = comma.join(either(kinds()[kind].zh, kinds()[kind].en) for kind in one.no_age)
        said = [say("documents_minors.decided", id=id_, source=source) for id_, source in one.decided]
        said += [(say("documents_minors.beside", kinds=told) if said else told)] * bool(told)
        said += [say("documents_minors.no_age", kinds=beyond, oldest=OLDEST)] * bool(beyond)
        return say("marks.semicolon").join(said) or "—"

    def posts(keys: Sequence[Key]) -> str:
        more = say("documents_minors.more", n=len(keys)) if len(keys) > MOST else ""
        return (comma.join(map(of.exhibit, keys[:MOST])) or "—") + more

    table: Block = Table(found, [
        Column(zh_en("documents_leaving.code"), code), Column(zh_en("documents_minors.under_18"), lambda m: beside(m.under_18) or say("parties_words.yes")),
        Column(zh_en("documents_minors.under_14"), lambda m: beside(m.under_14) or say("parties_words.yes") if m.under_14 else "—"),
        Column(zh_en("documents_minors.from_kinds"), rests),
        Column(zh_en("documents_minors.told_in"), lambda m: posts(m.told)), Column(zh_en("documents_minors.exposed_in"), lambda m: posts(m.exposed)),
    ])  # fmt: skip
    said = say("documents_minors.said", label=of.scope.label(of.lang), low=figure["low"], estimate=figure["estimate"], high=figure["high"])  # fmt: skip
    return Part([table, Paragraph(said)], say("documents_minors.title"))
