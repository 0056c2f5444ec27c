"""The figures of the current run without one of its decisions: only persons and counts are made anew, nothing is written.

Source: the tables of the run. Leaves out: telling the difference, which ``count.effect`` does.
"""

from doxdocket.count.effect import Counted
from doxdocket.count.figures import figures as count_figures
from doxdocket.decisions import application, placement
from doxdocket.decisions.standing import Standing
from doxdocket.pipeline import inputs
from doxdocket.pipeline.added_findings import offers
from doxdocket.pipeline.hints import only_denied
from doxdocket.pipeline.lawbook import rules
from doxdocket.pipeline.published import asks, current, evidence
from doxdocket.resolve import Asked, resolve
from doxdocket.resolve.record import Channels
from doxdocket.store.case import Case


def effect(case: Case, id_: str) -> tuple[Counted, Counted]:
    """What is counted of the current run without that decision, and with it."""
    all_, given, questions = inputs.decisions(case), evidence(case), asks(case)
    standing = Standing.of(all_)
    without = standing.without(id_)
    if any(d["id"] == id_ and d["act"] == "undo" for d in all_):  # without it, what it undid would stand
        without = Standing.of(d for d in all_ if str(d["id"]) != id_)
    return counted(case, given, without, questions), counted(case, given, standing, questions)


def counted(case: Case, given: placement.Evidence, standing: Standing, questions: Asked | None = None) -> Counted:
    """What comes out of what a run holds, under these decisions."""
    run = current(case)
    told, decided = placement.place(given, standing)
    findings = application.findings(given.findings, told, given.merged)
    made = only_denied(
        run,
        resolve(
            findings,
            given.merged,
            told,
            case.codes(),
            Channels.of(run.read("channels")),
            questions or asks(case),
        ),
    )
    conduct = offers(given, application.conduct(given.conduct, told))
    tables = {
        "posts": given.merged, "findings": findings, "conduct": conduct,
        **{name: run.read(name) for name in ("channels", "readings", "captures", "warnings", "completeness", "doubted", "channel_ranking")},
        "dossiers": made.dossiers, "links": made.links, "persons": made.persons, "items": made.items, "hubs": made.hubs,
        "decided": decided, "modifiers": made.modifiers, "hints": made.hints,
    }  # fmt: skip
    found = count_figures(tables, told, case_info=inputs.about(case), digests=inputs.digests(case), book=rules(case))
    return Counted(found["figures"], made.dossiers)
