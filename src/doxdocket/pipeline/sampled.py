"""Double review of a sample, on a case: what may be drawn of its current result, drawing it, and what the answers say.

Plans and answers are acts of the case; ``sample`` knows what they mean. A result that is not the one a plan was drawn from is told
apart by the digests of its units, never matched in silence. What it leaves out: sheets, which ``cli`` writes and reads.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket import merge
from doxdocket.count.conduct import claimed
from doxdocket.errors import WrongCall
from doxdocket.pipeline import inputs
from doxdocket.pipeline.published import current, figures, latest_posts
from doxdocket.sample import estimates as aside
from doxdocket.sample import results, strata
from doxdocket.sample.answers import Weighed
from doxdocket.sample.plan import Accept, Units, make, questions, sizes
from doxdocket.sample.settings import Said, settings
from doxdocket.store import values_in_text
from doxdocket.store.case import Case
from doxdocket.store.decisions import UNDO
from doxdocket.store.samples import ANSWERS, PLAN, Sample
from doxdocket.text import read
from doxdocket.words import Both

_POST = ["channel_id", "post_id", "capture", "row_no"]
_PICTURE = {"photo", "image", "sticker"}


def tables(case: Case) -> dict[str, pa.Table]:
    """The tables that units are drawn from: what the machine proposes, before decisions."""
    run, latest = current(case), latest_posts(case)
    conduct = claimed(merge.latest_conduct(run.read("conduct"), latest))
    more = {name: run.read(name) for name in ("links", "dossiers", "ages", "readings")}
    found = merge.latest_findings(run.read("findings"), latest)
    return {"findings": found, "conduct": conduct, "posts": latest, **more}


def units(given: Mapping[str, pa.Table], near: set[tuple[str, str]] | None = None) -> pa.Table:
    """The units of these tables; without ``near`` posts without a finding are one stratum."""
    posts = given["posts"].select(["channel_id", "post_id", "type"])
    keys = zip(posts["channel_id"].to_pylist(), posts["post_id"].to_pylist(), strict=True) if near else ()
    marks = pa.array([int(key in near) for key in keys], pa.int8()) if near else pa.nulls(posts.num_rows, pa.int8())
    return strata.units({**given, "posts": posts.append_column("near", marks)})


def near(case: Case, given: Mapping[str, pa.Table]) -> set[tuple[str, str]]:
    """The posts without a finding that show a sign of one: the gate lets one of their texts through, or they hold a picture."""
    from doxdocket.detect.reader import gate  # noqa: PLC0415 - loads weights, which only drawing needs

    silent = {name: given[name].select(["channel_id", "post_id"]) for name in ("posts", "findings")}
    told = set(map(tuple, (row.values() for row in silent["findings"].to_pylist())))
    kept = {tuple(row.values()) for row in given["posts"].select(_POST).to_pylist()}
    found = set()
    for batch in current(case).batches("posts", [*_POST, "text", "fields", "media"]):
        for row in batch.to_pylist():
            key = (row["channel_id"], row["post_id"])
            if key in told or tuple(row[n] for n in _POST) not in kept:
                continue
            texts = [row["text"], *(f["text"] for f in row["fields"] or ())]
            pictured = any(m["kind"] in _PICTURE and m["status"] == "included" for m in row["media"] or ())
            if pictured or any(text and gate.passes(read(text)) for text in texts):
                found.add(key)
    return found


def fingerprints(found: pa.Table) -> dict[str, str]:
    """The digest of the units of each population."""
    return {name: strata.fingerprint(found, name) for name in settings().populations}


def numbers(case: Case, wanted: Collection[str], accept: Accept, *, size: int | None, within: float | None,
            expect: float | None, each: bool) -> tuple[Units, dict[str, dict[str, int]]]:  # fmt: skip
    """The units by stratum, and how many would be drawn of each."""
    given = tables(case)
    held = strata.by_stratum(units(given, near(case, given) if "posts" in wanted else None))
    return held, sizes(held, wanted, size, within, expect, accept, each=each)


def draw(case: Case, held: Units, how_many: Mapping[str, Mapping[str, int]], accept: Accept, *, seed: int | None, reviewers: Sequence[str],
         reason: str, officer: str) -> tuple[Sample, bool]:  # fmt: skip
    """Record a plan with its rule of acceptance; the same one again is not recorded twice. Without a seed it comes from the evidence: nobody picks it."""
    if outdated(case):
        raise WrongCall("sampled.evidence_decisions_or_program_changed", case=case.folder)
    run = current(case)
    told = _files(case)
    drawn_from = {
        "run": run.run_id,
        "figures": run.figures_sha256,
        "evidence": inputs.evidence_digest(case.sources()),
        "files": told,
        "units": fingerprints(units(tables(case))),
        "frame": hashlib.sha256(strata.frame().encode()).hexdigest(),
    }
    chosen = (_seed(told) or 0) if seed is None else seed
    made = make(held, how_many, seed=chosen, reviewers=reviewers, drawn_from=drawn_from, accept=accept)
    standing = case.samples.standing(PLAN)
    _same_rules(case, standing, made)
    for known in standing:
        if _same(known.target, made):
            return known, False
    return case.samples.add(PLAN, made, reason, officer), True


def outdated(case: Case) -> bool:
    """Whether nothing can be drawn before the next run: there is other evidence, or are other decisions, than the current result was made from."""
    published, now = figures(case), inputs.digests(case)
    return any(published[f"{name}_digest"] != now[name] for name in ("evidence", "decisions"))


def _same_rules(case: Case, standing: Sequence[Sample], made: Mapping[str, Any]) -> None:
    """Refuse another rule of acceptance than the one that a standing plan has: answers may have come since."""
    for known in standing:
        accept = _mapping(known.target.get("accept"))
        other = [name for name, rule in made["accept"].items() if name in accept and accept[name] != rule]
        if other:
            raise WrongCall("sampled.set_rule_of_acceptance_of", plan=known.id, populations=", ".join(other), case=case.folder)  # fmt: skip


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two plans ask the same of the same people."""
    return all(one.get(name) == other[name] for name in ("seed", "reviewers", "populations"))


def plan_of(case: Case, name: str | None) -> Sample:
    """A standing plan by its name, or the only one."""
    found = case.samples.standing(PLAN)
    chosen = [one for one in found if name in {None, one.id}]
    if len(chosen) == 1:
        return chosen[0]
    if not found:
        raise WrongCall("sampled.nothing_was_drawn_in_this", case=case.folder)  # fmt: skip
    raise WrongCall("sampled.say_which_plan_plan", plans=", ".join(one.id for one in found))


def answers_of(case: Case, plan: str) -> list[dict[str, Any]]:
    """The standing answers to a plan, oldest first, each with the key under which it came and whether somebody else tied that to the name."""
    acts, keys = [one for one in case.samples.standing(ANSWERS) if one.target.get("plan") == plan], case.samples.keys()
    lent = case.samples.lent() if acts else set()
    return [
        {
            "officer": one.officer,
            "answers": one.target["answers"],
            "notes": one.target.get("notes", {}),
            "key": keys.get(one.id),
            "lent": (one.officer, keys.get(one.id)) in lent,
        }
        for one in acts
    ]


def weighed(case: Case, plan: Sample) -> list[Weighed]:
    """Every question of a plan with what its answers settle."""
    return results.weighed(plan.target, answers_of(case, plan.id))


def rows(case: Case) -> Iterator[dict[str, Any]]:
    """One row a question of each standing plan, from which every share can be computed again; who said what once both have."""
    for plan in case.samples.standing(PLAN):
        target: Mapping[str, Any] = plan.target
        held = {(p, s): one["of"] for p, strata_ in target["populations"].items() for s, one in strata_.items()}
        for w in weighed(case, plan):
            q, both = w.question, w.state != "waiting"
            first, second = w.both if both else (None, None)
            yield {"plan": plan.id, "question": q.number, "population": q.population, "stratum": q.stratum,
                   "of": held[q.population, q.stratum], "unit": q.unit, "state": w.state, "first": first, "second": second,
                   "low": w.low if both else None, "high": w.high if both else None}  # fmt: skip


def answer(
    case: Case, plan: Sample, said: Mapping[str, Said], notes: Mapping[str, str], *, reason: str, officer: str
) -> Sample:
    """Record one person's answers in one act."""
    values_in_text.refuse(case, reason, *notes.values())
    return case.samples.add(ANSWERS, {"plan": plan.id, "answers": dict(said), "notes": dict(notes)}, reason, officer)


def undo(case: Case, name: str, *, reason: str, officer: str) -> Sample:
    """Take back a plan or one person's answers."""
    values_in_text.refuse(case, reason)
    return case.samples.add(UNDO, {"sample": name}, reason, officer)


def looked(case: Case) -> dict[tuple[str, str], int]:
    """The posts that a reviewer has looked through for what was missed, and the most that anybody found there."""
    found: dict[tuple[str, str], int] = {}
    for plan in case.samples.standing(PLAN):
        asked = {q.number: q.unit.rpartition("/") for q in questions(plan.target) if q.population == "posts"}
        for told in answers_of(case, plan.id):
            for number, missed in told["answers"].items():
                if number in asked and isinstance(missed, int):
                    channel, _, post = asked[number]
                    found[channel, post] = max(missed, found.get((channel, post), 0))
    return found


def said(case: Case, given: Mapping[str, pa.Table] | None = None) -> list[dict[str, Any]]:
    """The results of every standing plan; ``given``: the tables to compare with, unless those of the current run."""
    plans = case.samples.standing(PLAN)
    if not plans:
        return []
    now = fingerprints(units(given or tables(case)))
    return [results.of_plan({"plan": one.id, "at": one.at, "target": one.target, **_drawn(case, one)}, answers_of(case, one.id), now) for one in plans]  # fmt: skip


def undone(case: Case) -> list[dict[str, Any]]:
    """The plans that were taken back, each with the populations that had failed or were unfinished: to undo a sample does not unsay it."""
    out = []
    for one in (one for one in case.samples.all() if one.act == PLAN and one.undone_by is not None):
        told = results.of_plan({"plan": one.id, "at": one.at, "target": one.target}, answers_of(case, one.id), {})
        states = {p["population"]: p["verdict"]["state"] for p in told["populations"]}
        some = {state: [name for name, its in states.items() if its == state] for state in ("failed", "unfinished")}
        out.append({"plan": one.id, "undone_by": one.undone_by, **some})
    return out


def _drawn(case: Case, plan: Sample) -> dict[str, Any]:
    """How a plan came about: whether somebody chose its seed, and how often something was drawn before it. Nobody sees a second draw in the result alone."""
    earlier = [one for one in case.samples.all() if one.act == PLAN and int(one.id[1:]) < int(plan.id[1:])]
    told = _mapping(plan.target.get("drawn_from"))
    accept = _mapping(plan.target.get("accept"))
    other = [
        {"plan": one.id, "population": name, **rule}
        for one in earlier if one.undone_by
        for name, rule in _mapping(one.target.get("accept")).items() if name in accept and accept[name] != rule and isinstance(rule, dict)
    ]  # fmt: skip
    return {
        "seed_given": plan.target.get("seed") != _seed(str(told.get("files") or told.get("evidence", ""))), "before": len(earlier),
        "undone": sum(one.undone_by is not None for one in earlier), "other_rules": other,
    }  # fmt: skip


def _files(case: Case) -> str:
    """SHA-256 over the digests of all files: what is stated of them can be stated anew until a sample pleases."""
    return hashlib.sha256("\n".join(sorted(s.sha256 for s in case.sources())).encode()).hexdigest()


def _seed(files: str) -> int | None:
    """The seed that the digest of the files gives."""
    return int(files[:8], 16) if files else None


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def beside(case: Case, counted: dict[str, Any], given: Mapping[str, pa.Table]) -> dict[str, Any]:
    """The figures with what was sampled beside them: the part ``sampling``, ``sampled`` and ``estimated`` of each figure of all
    sources, and ``acceptance`` of each, those of scopes too: hits that failed are those of every part.
    """
    told = said(case, given)
    rows = [
        row | {"sampled": aside.beside(row["id"], told), "estimated": aside.estimated(row["id"], told)}
        for row in aside.accepted(counted["figures"], told)
    ]
    scopes = [one | {"figures": aside.accepted(one["figures"], told)} for one in counted.get("scopes", ())]
    return counted | {"figures": rows, "scopes": scopes, "sampling": aside.block(told, undone(case))}


def warning(published: Mapping[str, Any]) -> dict[str, str] | None:
    """What a page that goes on from these figures says of samples that did not pass."""
    return aside.warning((published.get("sampling") or {}).get("plans", ()))


def failed(published: Mapping[str, Any]) -> Both | None:
    """The samples that did not pass or are unfinished, by plan and population."""
    return aside.failed((published.get("sampling") or {}).get("plans", ()))


def unaccepted(published: Mapping[str, Any], cited: Iterable[str] | None = None) -> Both | None:
    """Of what these figures, or all, are built of, the populations whose sample did not pass."""
    return aside.unaccepted((published.get("sampling") or {}).get("plans", ()), cited)


def drawn_posts(case: Case, keys: set[tuple[str, str]]) -> dict[tuple[str, str], dict[str, Any]]:
    """The texts of these posts as the figures count them, for masking."""
    kept = {
        (r["channel_id"], r["post_id"]): (r["capture"], r["row_no"])
        for r in latest_posts(case).select(_POST).to_pylist()
    }
    out = {}
    wanted = pa.array(sorted({post for _, post in keys}), pa.string())
    for batch in current(case).batches("posts", [*_POST, "text", "fields"]):
        for row in batch.filter(pc.is_in(batch["post_id"], wanted)).to_pylist():
            key = (row["channel_id"], row["post_id"])
            if key in keys and kept.get(key) == (row["capture"], row["row_no"]):
                out[key] = row
    return out
