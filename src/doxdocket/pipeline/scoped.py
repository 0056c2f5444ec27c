"""Which posts a scope of figures has, and its figures: the core channels in every run, any other when it is asked for.

Of a scope that is asked for, persons and counts are made anew from what the current run holds, under the same decisions; nothing is
written. Several scopes are what they have in common. Leaves out: what a scope does to figures (``count.scope``).

>>> [str(day) for day in span("2023-07..2023-08-15")]
['2023-07-01', '2023-08-15']
"""

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial, reduce
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.assess.parties import deeds
from doxdocket.count import scope as of
from doxdocket.count.figures import canonical, of_scope
from doxdocket.count.measure import admitted, relations, with_views
from doxdocket.count.scope import CORE, Scope, Scoped
from doxdocket.count.tables import dated
from doxdocket.decisions.standing import Standing
from doxdocket.errors import WrongCall
from doxdocket.guess import meant
from doxdocket.pipeline import parties, published, register_figures
from doxdocket.pipeline.hints import only_denied
from doxdocket.pipeline.lawbook import rules
from doxdocket.resolve import Resolved, resolve
from doxdocket.resolve.record import Channels
from doxdocket.sample.estimates import accepted
from doxdocket.store.case import Case
from doxdocket.store.located import names_of
from doxdocket.store.run import Run
from doxdocket.words import zh_en

CHANNEL, DEFENDANT, JOINT, PARTIES, PERSON = "channel", "defendant", "joint", "parties", "person"
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_WITHIN = frozenset({"dossiers", "ages", "completeness", "modifiers", "hints"})
_READ = ("channels", "readings", "captures", "versions", "completeness", "doubted", "channel_ranking", "ages")


def core(tables: Mapping[str, pa.Table], made: Resolved) -> list[Scoped]:
    """The core channels, where the weighing found any; ``tables``: the relations of ``measure``, with conduct as it stands and nothing beside it."""
    found = of.core(tables.get("channel_ranking"), tables["posts"])
    return [] if found is None else [_scoped(tables, made, found)]


def _scoped(tables: Mapping[str, pa.Table], made: Resolved, scope: Scope) -> Scoped:
    denials = pa.array(sorted(scope.denials), pa.string())
    inside = of.in_no_low(of.narrowed(tables, scope, made.within), denials)
    if scope.sure is None or scope.sure.num_rows == scope.posts.num_rows:
        return Scoped(scope, relations(inside, inside["ages"]))
    own = replace(scope, posts=scope.sure, channels=_channels_of(scope.sure))
    least = of.in_no_low(of.narrowed(tables, own, made.within), denials)
    wide = of.in_high_alone(inside, names_of(scope.sure))
    return Scoped(scope, relations(wide, wide["ages"]), relations(least, least["ages"]))


_KEPT = 1 << 16
"""Posts below which what scopes are cut out of is kept while the case is open; of more it would take much memory."""


class Asked(NamedTuple):
    """A scope that was asked for, with its figures and the run they are of; read as a run it holds what is in the scope."""

    scoped: Scoped
    told: dict[str, Any]
    run: Run

    def read(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """A table within the scope, or as the run has it where posts are not what it is of."""
        here = self.scoped.tables.get(table) if table in _WITHIN else None
        if here is None:
            return self.run.read(table, columns)
        return here if columns is None else here.select(columns)

    def figures(self) -> bytes:
        """The figures of the scope."""
        return canonical(self.told)


def asked(case: Case, names: Sequence[str]) -> Asked:
    """The figures of what the scopes of these names have in common, from the current run. What every paper asks for, the core and what is put to the parties, is counted once."""
    run, posts = published.current(case), published.latest_posts(case)
    counted = partial(_counted, case, names, posts)
    if tuple(names) not in {(CORE,), (PARTIES,)} or posts.num_rows >= _KEPT:
        return Asked(*counted(), run)
    return Asked(*published.once(case, f"asked {names[0]}", parties.made_of(case), counted), run)


def _counted(case: Case, names: Sequence[str], posts: pa.Table) -> tuple[Scoped, dict[str, Any]]:
    run, standing = published.current(case), published.standing(case)
    resolved = partial(_resolved, case, run, standing, posts)
    if posts.num_rows < _KEPT:
        tables, made = published.once(case, "resolved", (run.run_id, standing), resolved)
    else:
        tables, made = resolved()
    scopes = [_scope(case, tables, name) for name in names]
    scope = reduce(_both, scopes)
    if not scope.posts.num_rows:
        theirs, rest = ([one for one in scopes if (one.basis == "register") is so] for so in (True, False))
        if theirs and rest and (captured := reduce(_both, rest)).posts.num_rows:
            raise WrongCall(
                "scoped.none_of_captured_posts_is_put_to",
                name=captured.id,
                count=captured.posts.num_rows,
                who=reduce(_both, theirs).id,
            )
        raise WrongCall("scoped.no_post_was_captured_within", name=scope.id, case=case.folder)  # fmt: skip
    found = _scoped(tables, made, scope)
    told = register_figures.of_scope(case, of_scope(found, standing, rules(case)), names)
    whole = published.figures(case)
    plans = (whole.get("sampling") or {}).get("plans", ())
    told |= {"figures": accepted(told["figures"], plans)}
    return found, told | {name: whole[name] for name in ("sampling", "missed") if name in whole}


def _resolved(case: Case, run: Run, standing: Standing, posts: pa.Table) -> tuple[Mapping[str, pa.Table], Resolved]:
    """The tables that scopes of the run are cut out of, and how their findings were brought together."""
    findings = published.standing_findings(case)
    open_ = run.read("hints")  # of the same evidence and decisions
    channels = Channels.of(run.read("channels"))
    made = only_denied(run, resolve(findings, posts, standing, case.codes(), channels, lambda *_: open_))
    return with_views({
        "posts": posts, "findings": admitted(findings), "conduct": published.latest_conduct(case), **{name: run.read(name) for name in _READ},
        "dossiers": made.dossiers, "items": made.items, "hubs": made.hubs, "modifiers": made.modifiers,
        "hints": made.hints, "shown": run.read("exposures", ["kind", "shown"]).group_by(["kind", "shown"]).aggregate([]),
    }), made  # fmt: skip


def figure(found: Asked, id_: str) -> Mapping[str, Any]:
    """The figure of that id in the scope."""
    row: Mapping[str, Any] | None = next((f for f in found.told["figures"] if f["id"] == id_), None)
    if row is None:
        fault = WrongCall("scoped.is_no_figure_of_this", id=id_, scope=found.scoped.scope.id)
        raise meant(fault, id_, [f["id"] for f in found.told["figures"]])
    return row


def _both(a: Scope, b: Scope) -> Scope:
    """What two scopes have in common."""
    inside = pc.is_in(names_of(a.posts), names_of(b.posts))
    basis = next(
        (s.basis for s in (a, b) if s.basis in {"proposed", "partly"}), a.basis if a.basis != "captured" else b.basis
    )
    posts = a.posts.filter(inside)
    sure = posts
    for one in (a, b):
        sure = sure if one.sure is None else sure.filter(pc.is_in(names_of(sure), names_of(one.sure)))
    notes = list(dict.fromkeys(one.note for one in (a, b) if one.note[0]))
    return replace(
        a, id=f"{a.id}+{b.id}", zh=f"{a.zh}、{b.zh}", en=f"{a.en}, {b.en}", basis=basis, posts=posts, channels=_channels_of(posts),
        whole=a.whole and b.whole, sure=sure, denials=a.denials | b.denials, note=(" ".join(zh for zh, _ in notes), " ".join(en for _, en in notes)),
    )  # fmt: skip


def _scope(case: Case, tables: Mapping[str, pa.Table], name: str) -> Scope:
    posts = tables["posts"]
    kind, _, rest = name.partition(":")
    if name == CORE:
        found = of.core(tables["channel_ranking"], posts)
        if found is None:
            raise WrongCall("scoped.this_case_has_no_core", case=case.folder)  # fmt: skip
        return found
    if kind == CHANNEL or (kind and name in pc.unique(posts["channel_id"]).to_pylist()):
        return _channel(posts, name.removeprefix(f"{CHANNEL}:"), case)
    if kind == PERSON:
        return _person(tables["dossiers"], rest, case)
    if (days := span(name)) is not None:
        return _period(posts, name, days)
    if name == PARTIES or kind in {DEFENDANT, JOINT}:
        return _party(case, kind, rest)
    known = [CORE, PARTIES, *pc.unique(posts["channel_id"]).to_pylist(), *_put_to(case)]
    raise meant(WrongCall("scoped.there_is_no_scope_it", name=name), name, known)


def _channel(posts: pa.Table, channel: str, case: Case) -> Scope:
    found = of.of_channels(posts, [channel])
    if not found.num_rows:
        fault = WrongCall("scoped.case_holds_no_post_of", channel=channel, case=case.folder)
        raise meant(fault, channel, pc.unique(posts["channel_id"]).to_pylist())
    return Scope(channel, *zh_en("scoped.channel", channel=channel), "captured", found, (channel,), whole=True)


def _person(dossiers: pa.Table, code: str, case: Case) -> Scope:
    """The posts that tell of one person, in any reading of the links."""
    told = reduce(pc.or_, (pc.equal(dossiers[name], code) for name in ("person", "person_best", "person_low")))
    keys = dossiers.filter(pc.fill_null(told, fill_value=False)).select(["channel_id", "post_id"])
    posts = keys.group_by(["channel_id", "post_id"], use_threads=False).aggregate([])
    if not posts.num_rows:
        raise WrongCall("scoped.no_post_tells_of_person", person=code, case=case.folder)
    return Scope(
        f"{PERSON}:{code}", *zh_en("scoped.person", person=code), "captured", posts, _channels_of(posts),
        note=zh_en("scoped.gaps_of_channels"),
    )  # fmt: skip


def span(name: str) -> tuple[date, date] | None:
    """The first and last day that ``2023-07..2024-03-15``, or one year, month or day, names, in China; None where it names none.

    >>> [str(day) for day in (*span("2024-02"), *span("2024"), *span("2024-02-05"), *span("2023..2024-02"))]
    ['2024-02-01', '2024-02-29', '2024-01-01', '2024-12-31', '2024-02-05', '2024-02-05', '2023-01-01', '2024-02-29']
    """
    first, dots, last = name.partition("..")
    one, other = _DAY.fullmatch(first), _DAY.fullmatch(last if dots else first)
    if one is None or other is None:
        return None
    year, month = int(other[1]), int(other[2] or 12)
    try:
        ends = (
            date(int(one[1]), int(one[2] or 1), int(one[3] or 1)),
            date(year, month, int(other[3] or calendar.monthrange(year, month)[1])),
        )
    except (ValueError, calendar.IllegalMonthError):
        return None
    return ends if ends[0] <= ends[1] else None


def _period(posts: pa.Table, name: str, days: tuple[date, date]) -> Scope:
    """Dated posts of those days; an undated one is in no period."""
    told = dated(posts.select(["channel_id", "post_id", "date"]))
    first, last = (int(day.strftime("%Y%m%d")) for day in days)
    kept = told.filter(pc.and_(pc.greater_equal(told["day"], first), pc.less_equal(told["day"], last)))
    keys = kept.select(["channel_id", "post_id"])
    return Scope(
        name,
        *zh_en("scoped.to", days=days[0], days_2=days[1]),
        "captured",
        keys,
        _channels_of(keys),
        note=zh_en("scoped.gaps_of_channels"),
    )


def _put_to(case: Case) -> list[str]:
    """The scopes of the defendants of the register."""
    return [f"{kind}:{name}" for name in parties.defendants(case) for kind in (DEFENDANT, JOINT)]


def _party(case: Case, kind: str, name: str) -> Scope:
    """What a defendant posted; that and what was posted in channels he ran or done together with him; or what is put to all of them."""
    put = parties.of_party(case, kind, name)
    if put is not None and kind == DEFENDANT and not put.posts.num_rows:
        beside = parties.of_party(case, JOINT, name)
        if beside is not None and beside.posts.num_rows:
            raise WrongCall(
                "scoped.register_puts_no_own_post_to", name=name, count=beside.posts.num_rows, case=case.folder
            )
    if put is None or not put.posts.num_rows:
        fault = WrongCall("scoped.register_puts_no_post_to", name=name or PARTIES, case=case.folder)
        raise meant(fault, f"{kind}:{name}", _put_to(case))
    who = {
        DEFENDANT: zh_en("scoped.posted_by_defendant", name=name),
        JOINT: zh_en("scoped.done_by_defendant_alone_and", name=name),
        PARTIES: zh_en("scoped.put_to_civil_defendants"),
    }[kind if kind in {DEFENDANT, JOINT} else PARTIES]
    told: tuple[str, str] = zh_en("scoped.gaps_of_channels")
    if kind != DEFENDANT:
        zh, en = deeds.said(put.sure.num_rows, put.posts.num_rows, deeds.by_weight(put.weights))
        told = zh + told[0], f"{en} {told[1]}"
    inside = {*names_of(put.posts).to_pylist()}
    denials = frozenset(one for one in parties.denying(case) if one.rpartition("/")[0] in inside)
    if denials:
        zh, en = zh_en("scoped.denials", n=len({one.rpartition("/")[0] for one in denials}))
        told = zh + told[0], f"{en} {told[1]}"
    return Scope(
        f"{kind}:{name}" if name else PARTIES, *who, "register", put.posts, _channels_of(put.posts), put.sure, told,
        denials=denials,
    )  # fmt: skip


def _channels_of(posts: pa.Table) -> tuple[str, ...]:
    return tuple(sorted(pc.unique(posts["channel_id"]).to_pylist()))
