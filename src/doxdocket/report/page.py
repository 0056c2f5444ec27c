r"""One self-contained printable page of a run, in the working grade.

Source: `gather` for what it says, ``page.html.j2`` and ``page.css`` for how; `release` refuses it if a value shows.
Leaves out scripts, outside assets, computer users and the clock: the same run gives the same bytes.

>>> css_string('a"b')
'"a\\22 b"'
"""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from msgspec import to_builtins

from doxdocket.count import waiting
from doxdocket.count.choices import choices
from doxdocket.decisions import acts
from doxdocket.errors import WrongCall
from doxdocket.law import classes
from doxdocket.law.kinds import kinds
from doxdocket.law.links import links
from doxdocket.pipeline.lawbook import rules
from doxdocket.report import (
    channels,
    complete,
    foreign,
    gather,
    law,
    method,
    profiles,
    queue,
    reach,
    sampling,
    waterfall,
)
from doxdocket.report import figures as shown_figures
from doxdocket.report.foreign import apart
from doxdocket.report.release import Guard
from doxdocket.report.tables import Tables
from doxdocket.report.words import ROOM, Words
from doxdocket.seal.digest import Digester
from doxdocket.seal.district import jurisdiction
from doxdocket.store import pieces
from doxdocket.store.case import Case
from doxdocket.store.decisions import BULK, SEEN, Decision, ways
from doxdocket.store.run import Run
from doxdocket.words import said_in

SECTIONS = ("complete", "figures", "law", "tables", "persons", "rules", "method", "points", "custody", "choices")
BUILD = ("commit", "code", "detector", "weights", "lists")
"""What tells with which build a run was made, beside its version and the edition of the rules."""
_FOOT = 8  # hex digits of each on the foot of every printed page; the head of the report has them whole
_COMMANDS = "doxdocket verify CASE\ndoxdocket run CASE\ndoxdocket figures CASE --json\ndoxdocket report CASE"


def write(
    case: Case, run: Run, out: Path, *, lang: str = "zh", gate: Callable[[str, bytes], None] = lambda *_: None
) -> Path:
    """Make the page of ``run``, check it, release it as ``out`` in the case's folder ``out/``, and log its digest.

    ``gate``: refuses what must not leave, by name and bytes (``desk.releasing``).
    """
    if out.resolve().parent != (case.folder / "out").resolve():
        raise WrongCall("report_page.report_goes_into_cases_own", place=case.folder / "out")
    tables, words = Tables(case, run), Words(lang)
    guard = Guard.over(Digester(case.key.subkey("digest")).digest, tables.sealed, pieces.of(run))
    html, ours = render(tables, guard, words)
    guard.check(html, ours)
    gate(out.name, html.encode())
    return case.release(out.name, html.encode())


def render(tables: Tables, guard: Guard, words: Words) -> tuple[str, frozenset[str]]:
    """The page, and those of its texts that are digests and sizes of our own making."""
    facts, env = context(tables, guard, words), _templates()
    style = _style(env, facts["case"].id, _foot(facts["build"], words), words)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    csp = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    template = env.get_template("page.html.j2")
    html = foreign.page(template.render(**facts, t=words, csp=csp, style=Markup(style)))  # noqa: S704 - a style element is not escaped; all facts in it went through css_string
    return html, frozenset({*facts["ours"], csp, style})


@cache
def _templates() -> jinja2.Environment:
    """The templates of the page; what it has compiled it keeps."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOM), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=False
    )


def context(tables: Tables, guard: Guard, words: Words) -> dict[str, Any]:
    """Everything the template names."""
    case, run = tables.case, tables.run
    published: Mapping[str, Any] = json.loads(run.figures())
    figures, by_id = published["figures"], {f["id"]: f for f in published["figures"]}
    names = gather.Names(tables, guard, words)
    kind_rows = gather.by_kind(tables.by_kind(), by_id, words)
    channel_rows, month_rows = tables.by_channel(), tables.by_month()
    person_rows = tables.persons.to_pylist()
    age_classes = gather.age_classes(person_rows, run.read("ages").to_pylist())
    head = run.head or words("none")
    sources = gather.evidence(tables, names, words)
    lacks = complete.completeness(tables, by_id["completeness"]["value"], names, words)
    period, book, build = tables.period(), rules(case), tables.build
    return {
        "case": case.info, "run_id": run.run_id, "custody_head": head, "software": published["software"],
        "rules_name": published["rules"], "head_facts": _head(tables, published, build, head, period, names, words),
        "complete": lacks, "reading": gather.reading(tables, names, words),
        "groups": shown_figures.groups(figures, words), "undetermined": shown_figures.undetermined(figures, words),
        "sampling": sampling.sampling(published, words), "build": build, "build_line": _foot(build, words),
        "missed": [[words.of(to_builtins(one)) for one in told] for told in classes.told_missed(published.get("missed", ()))],
        "missed_says": words.of(to_builtins(classes.words_of_missed().says)), "choices": _choices(words),
        "beside_core": shown_figures.beside_core(published, words),
        "laws": law.laws(published, book, words),
        "rules": law.rules_used(figures, published["law"], book, words), "links": law.links_used(tables.links(), words),
        "kinds": kind_rows, "heat": gather.heat(tables, kind_rows, channel_rows, names, words),
        "channels": gather.by_channel(channel_rows, names, words), "months": gather.by_month(month_rows, words),
        "core": channels.section(tables, names, words),
        "months_picture": gather.months_picture(month_rows, channel_rows, names, words),
        "reach": reach.seen(tables.reach(), names, tables.zone, words) if tables.read_views() else None,
        "spread": gather.spread(person_rows, words), "ages": gather.ages(age_classes, words),
        "doubts": waterfall.doubts(tables, words),
        "beside": profiles.beside(run, names, tables.zone, words),
        "persons": gather.persons(person_rows, age_classes, by_id["persons"]["low"], tables.zone, words), "points": gather.points(published, words),
        "waiting": _waiting(published.get("hints", ()), words), "queue": queue.asked(tables.run.read("queue").to_pylist(), words),
        "method": method_told(tables, len(channel_rows), by_id["completeness"]["value"], names, words), "files": sources, "sections": SECTIONS,
        "decide_example": f'doxdocket decide CASE figure.value persons {words("a_number")} --reason "…" --officer "…"',
        "ordinal": _ordinals(words), "colon": said_in(words.lang, "marks.colon"),
        "stop": said_in(words.lang, "marks.stop"), "gap": "" if words.lang == "zh" else " ", "html_lang": "zh-CN" if words.lang == "zh" else "en",
        "ours": {_foot(build, words), head, case.info.id, run.run_id, published["evidence_digest"], published["decisions_digest"],
                 *(build[name] or "" for name in BUILD), *(f[k] for f in sources["rows"] for k in ("sha256", "sm3", "size"))},
    }  # fmt: skip


def _decisions_said(decisions: Sequence[Decision], undone: int, words: Words) -> str:
    """How many there are, and how those that stand were made, where any was made at the desk."""
    told = words("decisions_count", n=len(decisions), undone=undone)
    how = ways(d for d in decisions if d.undone_by is None)
    return told + words("decisions_how", **how) if how[SEEN] or how[BULK] else told


def _head(
    tables: Tables, published: Mapping[str, Any], build: Mapping[str, str | None], head: str,
    period: tuple[str | None, str | None], names: gather.Names, words: Words,
) -> list[tuple[str, str, bool]]:  # fmt: skip
    info, decisions = tables.case.info, tables.case.decisions()
    undone = sum(d.undone_by is not None for d in decisions)
    blank = words("none_stated")
    return [
        ("case_id", info.id, False),
        ("case_title", names.clean(info.title) or blank, False),
        ("authority", apart(authority(info.authority, names.guard, words)) or blank, False),
        ("officers", words("list_comma").join(map(apart, info.officers)) or blank, False),
        ("period", words("day_span", first=period[0], last=period[1]) if period[0] else words("none"), False),
        ("zone", info.display_zone, False),
        ("software", published["software"], False),
        *((f"build_{name}", build[name] or words("unsaid"), True) for name in BUILD),
        ("rules_edition", published["rules"], False),
        (
            "decisions_n",
            _decisions_said(decisions, undone, words) if decisions else words("none"),
            False,
        ),
        ("run_id", tables.run.run_id, True),
        ("evidence_digest", published["evidence_digest"], True),
        ("decisions_digest", published["decisions_digest"], True),
        ("custody_head", head, True),
    ]


def _foot(build: Mapping[str, str | None], words: Words) -> str:
    """The build in one line: version and rules whole, of the rest the first digits."""
    short = {name: str(build[name])[:_FOOT] if build[name] else words("unsaid") for name in BUILD}
    return words("build_foot", software=build["software"], rules=build["rules"], **short)


def _choices(words: Words) -> list[tuple[str, list[dict[str, str]]]]:
    """What the edition chose itself, by matter."""
    comma = words("list_comma")
    return [
        (title, [{"id": c.id, "says": words.of(to_builtins(c.says)), "value": c.value, "place": c.place, "moves": comma.join(c.moves)} for c in rows])
        for title, rows in groupby(choices(), key=lambda c: words.of(to_builtins(c.group)))
    ]  # fmt: skip


def authority(name: str, guard: Guard, words: Words) -> str:
    """Its area stands, though a disclosed address may lie there; what follows is read as any text of the team."""
    area = jurisdiction(name)
    return area + guard.without_pieces(name[len(area) :], words("masked_words"))


def method_told(
    tables: Tables, channels: int, missing: Mapping[str, int | None], names: gather.Names, words: Words
) -> dict[str, Any]:
    """How it was counted, of how many channels, and what was left out; ``missing``: the value of the figure ``completeness``."""
    out, decisions, period = tables.left_out(), tables.case.decisions(), tables.period()
    rejected = sum(d.act == "finding.reject" and d.undone_by is None for d in decisions)
    chosen = {
        str(d.target["reading"]): str(d.target["level"])
        for d in decisions
        if d.act == "links.reading" and d.undone_by is None
    }
    keys = {"repeat": "repeats", "forward": "forwards", "quote": "quotes", "same": "same_items",
            "unidentified": "unidentified", "sets_of_nobody": "sets_of_nobody", "waiting": "waiting", "untrue": "untrue", "lawful": "lawful", "deceased": "deceased",
            "doubtful": "doubtful", "nobody": "nobody"}  # fmt: skip
    scope = words(
        "m_scope_1", sources=len(tables.case.sources()), channels=channels,
        posts=words.number(tables.posts.num_rows), first=period[0] or words("none"), last=period[1] or words("none"),
    )  # fmt: skip
    rows = [*((k, out[v]) for k, v in keys.items()), ("rejected", rejected)]
    done = method.of(links(), chosen, tables.links(), tables.pictures(), missing)
    return {
        "scope": scope, "counted": method.scope(done, words), "merging": method.merging(done, words), "limits": method.limits(done, words),
        "out": rows, "untrue": _untrue(tables, names, words), "commands": _COMMANDS,
    }  # fmt: skip


def _untrue(tables: Tables, names: gather.Names, words: Words) -> list[str]:
    """Each decision of the run that a set is untrue: which one, on which evidence, and why."""
    why = {d.id: d.reason for d in tables.case.decisions()}
    out = []
    for row in tables.run.read("modifiers").to_pylist():
        if (act := f"{row['of_what']}.{row['modifier']}") in {*acts.UNTRUE, acts.KIND_UNTRUE}:
            channel, post, _ = str(row["of"]).rsplit("/", 2)
            told = {
                n: names.clean(str(text or ""))
                for n, text in (("source", row["source"]), ("reason", why.get(row["decision"])))
            }
            of = (
                " " + words.of({"zh": kinds()[row["told"]].zh, "en": kinds()[row["told"]].en})
                if act == acts.KIND_UNTRUE
                else ""
            )
            out.append(
                words("m_out_untrue_each", decision=row["decision"], what=f"{names.short(channel)}/{post}{of}", **told)
            )
    return out


def _waiting(hints: Sequence[Mapping[str, Any]], words: Words) -> str:
    """How many hints wait for an answer, by kind, and what they keep out of the low."""
    told = waiting.said(hints)
    return words("queue_waiting", n=sum(one["open"] for one in hints), told=told[words.lang != "zh"]) if hints else ""


def _ordinals(words: Words) -> list[str]:
    return [f"{c}、" for c in "一二三四五六七八九十"] if words.lang == "zh" else [f"{n}. " for n in range(1, 11)]


def _style(env: jinja2.Environment, case_id: str, build: str, words: Words) -> str:
    """The style sheet with the running heads of printed pages; nothing of it can end the style element."""
    pages = words("page_of", page="\0page\0", pages="\0pages\0").split("\0")
    foot = " ".join(f"counter({p})" if p in {"page", "pages"} else css_string(p) for p in pages if p)
    heads = {
        "head_left": css_string(f"{words('title')} {case_id}"), "head_right": css_string(words("grade")),
        "foot_left": css_string(build), "foot_right": foot,
    }  # fmt: skip
    plain = {k: Markup(v) for k, v in heads.items()}  # noqa: S704 - CSS, escaped as CSS
    return env.from_string((ROOM / "page.css").read_text("utf-8")).render(**plain)


def css_string(text: str) -> str:
    """``text`` as a CSS string: whatever is not a letter, digit, space or dash is written as its code point."""
    return '"' + re.sub(r"[^\w \-—：（），。]", lambda m: f"\\{ord(m[0]):x} ", text) + '"'
