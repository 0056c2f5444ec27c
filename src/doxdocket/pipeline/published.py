"""What the current run holds, for whoever reads it: figures, and the posts and findings that they were counted on."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket import merge
from doxdocket.count import forwards, measure
from doxdocket.count import reach as count_reach
from doxdocket.decisions import application, placement
from doxdocket.decisions.placement import lost, rewritten
from doxdocket.decisions.placing import Named
from doxdocket.decisions.standing import Standing
from doxdocket.errors import WrongCall
from doxdocket.law.identification import identifies
from doxdocket.merge import attached
from doxdocket.pipeline import channels, hints, inputs
from doxdocket.store.case import Case
from doxdocket.store.located import AtHand, InRun, names_of
from doxdocket.store.retold import Told
from doxdocket.store.run import Run
from doxdocket.store.samples import ANSWERS, PLAN
from doxdocket.words import Both, zh_en

T = TypeVar("T")
_NEVER = datetime(9000, 1, 1, tzinfo=UTC)
"""Later than all that is told of a case."""


def figures(case: Case) -> dict[str, Any]:
    """The figures of the current run, as published; a sample that stands and came after the run is named in the note on samples."""
    told: dict[str, Any] = dict(json.loads(current(case).figures()))
    block = told.get("sampling") or {"plans": [], "undone": []}
    if later := _later(case, {one["plan"] for one in block["plans"]}):
        kept = (block["note"], block["note_en"]) if block["plans"] or block["undone"] else ("", "")
        told["sampling"] = {**block, "note": kept[0] + later.zh, "note_en": f"{kept[1]} {later.en}".strip()}
    return told


def _later(case: Case, counted: Collection[str]) -> Both | None:
    """The standing samples that the run does not hold, how many answers came to each, and the step that is missing."""
    answers = [str(one.target.get("plan")) for one in case.samples.standing(ANSWERS)]
    of = [(one.id, answers.count(one.id)) for one in case.samples.standing(PLAN) if one.id not in counted]
    some = [zh_en("published.sample_later", plan=plan, answers=number) for plan, number in of]
    return Both("".join(one.zh for one in some), " ".join(one.en for one in some)) if some else None


def current(case: Case) -> Run:
    """The published run; a clear error when there is none yet."""
    published = case.current_run()
    if published is None:
        raise WrongCall("published.this_case_was_not_run", case=case.folder)
    return published


def stale(case: Case) -> bool:
    """Whether the current run was computed from other evidence, statements, decisions, samples or code than there is now.

    A sample that nobody answered yet is one: a page of figures that says that nothing was drawn is wrong from then on.
    """
    return current(case).run_id != inputs.run_id(case)


def evidence(case: Case) -> placement.Evidence:
    """What decisions are placed in: the current run before any decision."""
    return in_which(case, current(case), latest_posts(case), latest_findings(case), proposed_conduct(case))


def in_which(case: Case, run: Run, posts: pa.Table, findings: pa.Table, conduct: pa.Table) -> placement.Evidence:
    """The same of any run, given its posts, findings and conduct."""
    read = {"posts": posts, "findings": findings, "conduct": conduct}
    own = run.once("accounts", read, lambda: channels.accounts(case, run, posts, findings, conduct))
    return placement.evidence(case, run, posts, findings, conduct, forms, files(case), own)


def sitting(case: Case) -> placement.Evidence:
    """The same for many decisions one after the other: rows are found by their posts. ``merged`` holds those of posts with findings or conduct alone."""
    run = current(case)
    merged, read = InRun(run, "merged"), (run.read("findings"), run.read("conduct"))
    rows = merged.only({name for one in read for name in pc.unique(names_of(one)).to_pylist()}, placement.ROW)
    findings, conduct = (
        AtHand(merge.latest_findings(read[0], rows, run.read("versions"))),
        AtHand(merge.latest_conduct(read[1], rows)),
    )
    given = in_which(case, run, rows, findings.rows, conduct.rows)
    return replace(given, by_post=placement.ByPost(findings, conduct, merged), texts=InRun(run, "posts"))


def files(case: Case) -> placement.Files:
    """What tells which files of the case posts show."""
    where: list[pa.Table] = []

    def shown(rows: pa.Table) -> pa.Table:
        where[:] = where or [places(case)]
        return attached.files(rows, where[0])

    return shown


def places(case: Case) -> pa.Table:
    """Every place at which a source was found: of the first its container is known, of the others not."""
    rows: list[dict[str, Any]] = []
    for s in case.sources():
        rows.append({"source": s.sha256, "parent": s.parent, "path": s.path_given})
        rows += [{"source": s.sha256, "path": path} for path in case.places(s.sha256) if path != s.path_given]
    return pa.Table.from_pylist(rows, _PLACES)


_PLACES = pa.schema([("source", pa.string()), ("parent", pa.string()), ("path", pa.string())])


def asks(case: Case) -> Callable[[pa.Table, pa.Table], pa.Table]:
    """What asks, of dossiers and modifiers under some decisions, the questions that the posts of the current run put."""
    return hints.asks(current(case), latest_posts(case))


def forms(kind: str, words: str, before: str) -> set[str]:
    """The plain forms that words may have as a value of a kind."""
    from doxdocket.detect.reader import values  # noqa: PLC0415 - loads the detector, asked only of decisions whose finding is gone

    return values.forms(kind, words, before)


def latest_posts(case: Case) -> pa.Table:
    """One row a post of the current run: the row of its captures that stands for it, with what later stages use."""
    return current(case).read("merged")


def edited(case: Case, keys: Collection[tuple[str, str]], *, data: bool = False) -> dict[tuple[str, str], datetime]:
    """Of the edited posts among these, by when at the latest what counts of them stood: the first capture of that version, or the edit that made it.

    ``data``: what counts is whom they expose, which an earlier version may hold too; one whose first version does and bears no mark of an edit is none of them.
    """
    run, wanted = current(case), {*keys}
    version = {
        (r["channel_id"], r["post_id"], r["capture"]): r["version"]
        for r in run.read("versions").to_pylist()
        if (r["channel_id"], r["post_id"]) in wanted
    }
    taken = {
        (r["channel_id"], r["capture"]): r["at"]
        for r in run.read("captures", ["channel_id", "capture", "at"]).to_pylist()
    }
    merged = {
        key: row
        for row in latest_posts(case).select(["channel_id", "post_id", "capture", "versions"]).to_pylist()
        if (key := (row["channel_id"], row["post_id"])) in wanted
    }
    changed = {key for key, row in merged.items() if row["versions"] > 1}
    held = _exposing(case, wanted) if data else set()
    found, first = (
        defaultdict[tuple[str, str], list[datetime | None]](list),
        defaultdict[tuple[str, str], set[bool]](set),
    )
    names = {f"{channel}/{post}" for channel, post in merged}
    for batch in InRun(run, "posts").batches(names, ["channel_id", "post_id", "capture", "edited"]):
        for row in batch.to_pylist():
            key = row["channel_id"], row["post_id"]
            changed |= {key} if row["edited"] else set()
            place, at = (*key, row["capture"]), taken.get((key[0], row["capture"]))
            if version.get(place) == version.get((*key, merged[key]["capture"])) or place in held:
                found[key] += [row["edited"], at]
            if place in held and version.get(place) == 1:
                first[key].add(at is not None and not row["edited"])
    return {key: min((at for at in found[key] if at), default=_NEVER) for key in changed if first[key] != {True}}


def _exposing(case: Case, keys: Collection[tuple[str, str]]) -> set[tuple[str, str, str]]:
    """The posts and captures whose words expose each person of the post by what counts of it, be it not by all of that."""
    names, values = pa.array(["/".join(key) for key in keys], pa.string()), ["channel_id", "post_id", "kind", "digest"]
    counts, every = (
        rows.filter(pc.and_(pc.is_in(names_of(rows), names), pc.not_equal(rows["verdict"], "doubtful")))
        for rows in (standing_findings(case), current(case).read("findings"))
    )
    wanted, shown = (
        defaultdict[tuple[str, str], dict[int, set[Any]]](dict),
        defaultdict[tuple[str, str, str], set[Any]](set),
    )
    for row in counts.select([*values, "person"]).to_pylist():
        wanted[row["channel_id"], row["post_id"]].setdefault(row["person"], set()).add((row["kind"], row["digest"]))
    for row in every.select([*values, "capture"]).to_pylist():
        shown[row["channel_id"], row["post_id"], row["capture"]].add((row["kind"], row["digest"]))

    def told(own: set[Any], here: set[Any]) -> bool:
        return own <= here or identifies(frozenset(kind for kind, _ in own & here)) in {"alone", "combined"}

    return {
        place
        for place, here in shown.items()
        if all(told(own, here) for who, own in wanted[place[0], place[1]].items() if who >= 0)
    }


def reach(case: Case) -> dict[str, pa.Table]:
    """How often posts were seen (人次): by post, and summed by channel, month and person."""
    run = current(case)
    given = {name: run.read(name) for name in count_reach.NEEDED if name != "posts"}
    return count_reach.tables({**given, "posts": run.read("merged")}, case.info.display_zone)


def forward_names(case: Case) -> Callable[[Mapping[str, Any]], str | None]:
    """What stands for the display name in the forward of a post."""
    return forwards.hidden(latest_posts(case), current(case).read("channels"))


def latest_conduct(case: Case) -> pa.Table:
    """The conduct in those rows, as the decisions of the run leave it."""
    kept = _kept(case, "conduct")
    return application.conduct(proposed_conduct(case), standing(case)) if kept is None else kept


def standing_findings(case: Case) -> pa.Table:
    """The findings in those rows, as the decisions of the run leave them; each with whether it was confirmed, and whether it was lawfully public."""
    kept = _kept(case, "findings")
    return application.findings(latest_findings(case), standing(case)) if kept is None else kept


def _kept(case: Case, table: str) -> pa.Table | None:
    """The table as it stood in the run: nothing where no decision is about any of it, and in older runs."""
    run, name = current(case), f"{table}_standing"
    return run.read(name) if run.parts(name) else None


def proposed_conduct(case: Case) -> pa.Table:
    """The conduct in those rows, as the machine proposes it."""
    return merge.latest_conduct(current(case).read("conduct"), latest_posts(case))


def standing(case: Case) -> Standing:
    """The decisions that stood when the current run was made, by its keys and without those that fit nothing in it."""
    run, known = current(case), inputs.decisions(case)

    def read() -> Standing:
        if run.parts("standing"):
            return Standing.read(run.read("standing"), known)
        rows = [
            Named(**row) for row in run.read("decided").to_pylist()
        ]  # an older run does not say what stood: what stands now
        return rewritten(Standing.of(known), rows)

    return once(case, "standing", (run.run_id, known), read)


def adrift(case: Case) -> list[str]:
    """The decisions that fit nothing any more in the current run, or not all that they name."""
    rows = current(case).read("decided").to_pylist()
    return sorted({row["decision"] for row in rows if lost(row)})


def made_by(published: Mapping[str, Any]) -> dict[str, str | None]:
    """The build that made these figures, with their rules; the commit where this program is that build, else nobody can say."""
    now = inputs.build()
    told = {name: published.get(name) or None for name in now}
    return told | {"commit": now["commit"] if told["code"] == now["code"] else None, "rules": published["rules"]}


def other_detection(case: Case) -> bool:
    """Whether the current run was made with another detector or other weights than this program has."""
    told = figures(case)
    return any(told.get(name) != now for name, now in inputs.versions().items())


def changed(case: Case) -> bool:
    """Whether an act behind the row of the current run changed what it was made of: evidence, statements, decisions."""
    rows = case.custody.rows()
    since = max((row.seq for row in rows if row.act == "run"), default=0)
    return any(row.act in _CHANGE for row in rows if row.seq > since)


def astray(case: Case) -> list[str]:
    """Of what the figures say that they were made of (evidence, decisions) what is not as it stands now, though no act since their run changed it."""
    run = case.current_run()
    if run is None:
        return []
    told, now = figures(case), inputs.digests(case)
    if told["software"] != now["software"] or changed(case):
        return []
    return [name for name in ("evidence", "decisions") if told[f"{name}_digest"] != now[name]]


_CHANGE = frozenset(
    ("add", "unpack", "describe", "attach", "decide", "decide.import", "merge", "merged", "migrate", "restored")
)
"""Acts after which a result is the old one until the next run."""


def latest_findings(case: Case) -> pa.Table:
    """The findings in those rows, and what edits removed from them."""
    run = current(case)
    return merge.latest_findings(run.read("findings"), latest_posts(case), run.read("versions"))


def relations(case: Case) -> dict[str, pa.Table]:
    """The tables and made relations that the figures of the current run were counted from; made once while a case is open, for each run."""
    run = current(case)

    def made() -> dict[str, pa.Table]:
        tables = {"posts": latest_posts(case), "findings": standing_findings(case), "conduct": latest_conduct(case)}
        return measure.relations(tables | {name: run.read(name) for name in _COUNTED})

    return dict(once(case, "relations", (run.run_id, standing(case)), made))


def once(case: Case, name: str, mark: object, make: Callable[[], T]) -> T:
    """What several accounts of one page ask for, worked out once while a case is open: anew when its mark, all that it hangs on, is another."""
    held = MADE.setdefault(case, {})
    if name not in held or held[name][0] != mark:
        held[name] = mark, make()
    return cast("T", held[name][1])


def retold(case: Case) -> Told:
    """Where posts of the current run tell parts of sealed values again."""
    run = current(case)
    return once(case, "retold", run.run_id, lambda: Told(run, inputs.retold_stamp()))


MADE: WeakKeyDictionary[Case, dict[str, tuple[object, object]]] = WeakKeyDictionary()
"""What was made last of each open case, with its mark, by name."""
_COUNTED = (
    "dossiers",
    "links",
    "persons",
    "items",
    "hubs",
    "channels",
    "readings",
    "captures",
    "versions",
    "completeness",
    "doubted",
    "channel_ranking",
    "decided",
    "modifiers",
    "hints",
    "receipts",
)
