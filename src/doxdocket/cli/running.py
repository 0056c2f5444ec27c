"""``run`` and ``report``: compute the figures of a case, and put them on one page.

With ``--what-would-change`` nothing is made: it tells what the next run would change, by figure and by decision. Words of posts are shown there as in every table:
findings of either run masked, long runs of digits blanked.

>>> run.short[1]
'Compute everything that changed'
>>> (
...     figure({"low": 3, "estimate": 3, "high": 4, "value": 3}),
...     figure({"low": None, "estimate": None, "high": None, "value": 11}),
... )
('3 – 3 – 4', '11')
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypedDict, cast

import click

from doxdocket.cli import engines
from doxdocket.cli.answer import Answer, OfCase
from doxdocket.cli.command import case_argument, command, option
from doxdocket.cli.language import manner
from doxdocket.cli.leaving import copied, fresh
from doxdocket.cli.opening import Row, at_row, note_if_other_detection, open_case, row_said, warn_if_stale
from doxdocket.cli.progress import Progress
from doxdocket.desk.accounts import OfRun
from doxdocket.desk.accounts.figures import MISSING, bounds, shown
from doxdocket.desk.masking import file_names
from doxdocket.report.document import Block, Both, Column, Items, Part, Table, written
from doxdocket.words import coded, either, say, zh_en

if TYPE_CHECKING:
    from doxdocket.desk.next_run import Foreseen as Seen
    from doxdocket.pipeline.running import RunResult
    from doxdocket.store.case import Case


class Refused(TypedDict):
    """A file that a parser would not read."""

    name: str
    why: str


class Ran(Row):
    """What a run did."""

    case: str
    run: str
    unchanged: bool
    parsed: int
    detected: int
    pictures: int
    waiting: Annotated[int, zh_en("running.pictures_that_wait")]
    reused: int
    figures: Annotated[int, zh_en("running.how_many_there_are")]
    unknown: Annotated[list[str], zh_en("running.names_of_files_not_read")]
    adrift: Annotated[list[str], zh_en("running.decisions_that_fit_nothing_any")]
    refused: Annotated[list[Refused], zh_en("running.files_that_parser_would_not")]
    unsearched: Annotated[
        int,
        zh_en("running.texts_and_pictures_not_searched"),
    ]
    repeats: Annotated[list[dict[str, object]], zh_en("running.texts_of_team_that_repeat")]


class Reported(OfRun):
    """A report, written."""

    case: str
    run: str
    grade: str
    file: str
    bytes: int


Facts = Mapping[str, Any]
BESIDE = 20
"""Characters of a post shown before and behind what a decision names."""
LONGEST = 60
"""Characters shown of what it names."""
PUBLISHED = 4
"""Findings shown of a publication."""


class Versions(TypedDict):
    """With what the result was made, and with what it would be."""

    then: str | None
    now: str


class Ends(TypedDict):
    """A figure."""

    low: int | str | None
    estimate: int | str | None
    high: int | str | None
    value: object


class Moves(TypedDict):
    """A figure now, and as it would be."""

    id: str
    label: str
    label_en: str
    unit: str
    then: Ends
    would_be: Ends


class Shown(TypedDict):
    """A part of a decision that does not stay."""

    decision: str
    act: str
    part: str
    status: str
    then: str | None
    would_be: str | None
    becomes: Literal["moves", "settled", "back", "adrift"]
    said: str
    text: str


class Codes(TypedDict, total=False):
    """Codes of persons; not told where nothing would change."""

    stay: list[str]
    new: list[str]
    gone: list[str]


class Foreseen(OfCase):
    """What the next run would change."""

    run: str
    would_be: str
    unchanged: bool
    detector: Versions
    weights: Versions
    figures: list[Moves]
    same: int
    counts: dict[str, int]
    decisions: list[Shown]
    codes: Codes
    waiting: int


@command("running.run")
@case_argument()
@option("--what-would-change", "ahead", is_flag=True)
@option("--pictures", "most", metavar="N", type=click.IntRange(0))
@engines.where
def run(
    case: str, ahead: bool, most: int | None, engine: str, master: str | None, given: tuple[str, ...]
) -> Answer[Ran] | Answer[Annotated[Foreseen, zh_en("running.of_what_would_change")]]:
    """Run what has something to do, or say what that would change."""
    from doxdocket import pipeline
    from doxdocket.desk import repeats

    with open_case(case) as opened, Progress() as progress:
        if ahead:
            return _foreseen(opened, case, progress)
        if opened.current_run() is not None:
            note_if_other_detection(opened, case)
        with engines.opened(engine, master, given) as spark:
            result = pipeline.run(opened, progress=progress, engine=spark, most=most)
        if result.part:
            return _of_part(case, result, at_row(opened))
        count = len(pipeline.figures(opened)["figures"])
        adrift = pipeline.adrift(opened)
        shown = file_names(opened) if result.unknown or result.refused else str
        unknown = [shown(name) for name in result.unknown]
        refused: list[Refused] = [{"name": shown(name), "why": either(zh, en)} for name, zh, en in result.refused]
        repeated = list(repeats.rows(opened))
        end = at_row(opened)
    data: Ran = {"case": case, "run": result.run_id, "unchanged": result.unchanged, "parsed": result.parsed,
            "detected": result.detected, "pictures": result.seen, "waiting": result.waiting, "reused": result.reused, "figures": count,
            "unknown": unknown, "adrift": adrift,
            "refused": refused, "unsearched": result.unsearched, "repeats": repeated, **end}  # fmt: skip
    if result.unchanged:
        text = say("running.nothing_changed_is_still_current", run_id=result.run_id)
    else:
        text = say("running.published_sources_read_parts_searched", run_id=result.run_id, parsed=result.parsed, detected=result.detected, seen=result.seen, reused=result.reused)  # fmt: skip
    if result.waiting:
        text += say("running.pictures_wait", waiting=result.waiting, case=case)
    if result.unknown:
        names = say("marks.comma").join(unknown[:5]) + (" …" if len(result.unknown) > 5 else "")
        text += say("running.not_read_of_no_known", unknown=len(result.unknown), names=names)  # fmt: skip
    text += _left(case, refused, result.unsearched)
    if repeated:
        text += say("running.note_texts_of_team_repeat", repeated=len(repeated), case=case, ways=_ways(case, repeated))  # fmt: skip
    if adrift:
        named = say("marks.comma").join(adrift[:10]) + (" …" if len(adrift) > 10 else "")
        text += say("running.note_decisions_fit_nothing_any", adrift=len(adrift), named=named, case=case)  # fmt: skip
    text += "\n" + row_said(end)
    return Answer(data, text + say("running.next_doxdocket_figures", case=case))


def _of_part(case: str, result: "RunResult", end: Row) -> Answer[Ran]:
    """Of a fork of a part of the evidence: there are no figures."""
    from doxdocket.report.file_names import FileNames

    number, of = result.part or (0, 0)
    refused: list[Refused] = [
        {"name": FileNames("***")(name), "why": either(zh, en)} for name, zh, en in result.refused
    ]
    data: Ran = {"case": case, "run": result.run_id, "unchanged": result.unchanged, "parsed": result.parsed, "detected": result.detected,
                 "pictures": result.seen, "waiting": 0, "reused": result.reused, "figures": 0, "unknown": [], "adrift": [], "refused": refused,
                 "unsearched": result.unsearched, "repeats": [], **end}  # fmt: skip
    text = say(
        "running.part_searched",
        number=number,
        of=of,
        parsed=result.parsed,
        detected=result.detected,
        seen=result.seen,
        case=case,
    )
    return Answer(data, f"{text}{_left(case, refused, result.unsearched)}\n{row_said(end)}")


def _left(case: str, refused: Sequence[Refused], unsearched: int) -> str:
    """What was not read or not searched to its end."""
    text = ""
    if refused:
        reasons = "".join(f"\n  {one['name']}  {one['why']}" for one in refused[:5])
        text = say("running.refused_no_figure_counts_them", refused=len(refused), reasons=reasons)
    if unsearched:
        text += say("running.not_searched_to_end_texts", unsearched=unsearched, case=case)
    return text


def _ways(case: str, repeated: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """With which commands such texts are corrected, of what there is."""
    asked = {str(one["of"]) for one in repeated}
    ways = [
        *(("case", f"doxdocket describe {case} --{name} … --reason …") for name in ("title", "authority")
          if any(one["of"] == "case" and one["field"] == name for one in repeated)),
        ("source", *zh_en("running.describe_number", case=case)),
        ("officer", *zh_en("running.officer_add_number_of_service", case=case)),
        ("key", *zh_en("running.key_remove_fingerprint_then_doxdocket", case=case)),
        ("decision", *zh_en("running.decide_undo_id", case=case)),
        ("sample", *zh_en("running.sample_undo_id", case=case)),
    ]  # fmt: skip
    named = [way for way in ways if way[0] in asked]
    if not named:
        return "", ""
    return zh_en("marks.in_brackets", text=("；".join(way[1] for way in named), "; ".join(way[-1] for way in named)))


@command("running.report")
@case_argument()
@option("--grade", type=click.Choice(["working"]), default="working")
@option("-o", "--output", metavar="FILE", type=click.Path())
def report(case: str, grade: str, output: str | None) -> Answer[Reported]:
    """Write the page."""
    from doxdocket.desk.documents import report as paper
    from doxdocket.desk.documents.material import Material
    from doxdocket.desk.releasing import require

    copy = fresh(Path(output)) if output else None
    with open_case(case) as opened:
        of = Material(opened, case, marked=True)
        warn_if_stale(opened, case)
        written = paper.write(of, lambda *file: require(opened, [file]))
        if copy:
            copied(opened, written, copy)
    file, size = copy or written, written.stat().st_size
    data: Reported = {"case": case, "run": of.run.run_id, "grade": grade, "file": str(file), "bytes": size}
    return Answer(data, say("running.report_kb", file=file, size=size // 1024))


def _foreseen(opened: "Case", case: str, progress: Callable[[str, int, int], None]) -> Answer[Foreseen]:
    """Ask, and say it."""
    from doxdocket.desk.next_run import foreseen

    with foreseen(opened, progress) as seen:
        decisions = _shown(opened, seen)
    versions: dict[str, Versions] = {
        name: {"then": then or None, "now": now} for name, (then, now) in seen.versions.items()
    }
    counts = {name: len({row["decision"] for row in rows}) for name, rows in seen.decisions.items()}
    figures = cast("list[Moves]", [{name: row[name] for name in row if name != "figure"} for row in seen.figures])
    data: Foreseen = {
        "case": case, "run": seen.run, "would_be": seen.would_be, "unchanged": seen.unchanged, "detector": versions["detector"], "weights": versions["weights"], "figures": figures, "same": seen.same,
        "counts": counts, "decisions": decisions, "codes": cast("Codes", dict(seen.codes)), "waiting": seen.waiting,
    }  # fmt: skip
    return Answer(data, _text(case, seen, counts, decisions, figures))


def figure(ends: Facts) -> str:
    """Low, estimate and high, or the one number of a figure that has no bounds."""
    return bounds(ends) if any(ends[name] is not None for name in ("low", "estimate", "high")) else shown(ends["value"])


def _text(
    case: str, seen: "Seen", counts: Facts, decisions: Sequence[Facts], figures: Sequence[Facts]
) -> "Both | list[Block | None]":
    if seen.unchanged:
        return zh_en("foreseeing.nothing_would_change_is_what", run=seen.run)
    names = {"detector": say("foreseeing.detector"), "weights": say("foreseeing.weights")}
    unknown = say("foreseeing.not_recorded")
    versions = [
        f"{names[name]}{say('marks.colon')}{then or unknown} → {now}"
        for name, (then, now) in seen.versions.items()
        if then != now
    ]
    waiting = zh_en("foreseeing.files_that_can_be_read", waiting=seen.waiting)  # fmt: skip
    first = zh_en("foreseeing.nothing_was_changed_current_result", run=seen.run, would_be=seen.would_be)  # fmt: skip
    return [Part([first, *versions, waiting if seen.waiting else None]), _decisions(counts, decisions), _figures(seen, figures),
            Part([_codes(seen), zh_en("foreseeing.to_make_it_so_doxdocket", case=case)])]  # fmt: skip


def _decisions(counts: Facts, decisions: Sequence[Facts]) -> Block:
    if not counts or not any(counts.values()):
        return zh_en("foreseeing.no_decision_names_anything_that")
    n = {name: counts.get(name, 0) for name in ("stays", "moves", "settled", "back", "adrift")}
    blocks: list[Block | None] = [
        zh_en("foreseeing.decisions_stay_follow_their_words", stays=n["stays"], moves=n["moves"], settled=n["settled"], back=n["back"], adrift=n["adrift"]),
    ]  # fmt: skip
    titles = coded("next_run_parts")
    columns = [
        Column("", "decision"),
        Column(zh_en("foreseeing.act"), "act"),
        Column(zh_en("foreseeing.what_becomes_of_it"), "said"),
        Column(zh_en("foreseeing.words_masked"), "text"),
    ]
    for name, title in titles.items():
        rows = Table([row for row in decisions if row["becomes"] == name], columns)
        blocks.append(Items(written(rows, manner().lang), title=title, indent="  "))
    return Part(blocks)


def _figures(seen: "Seen", figures: Sequence[Facts]) -> Block:
    if not figures:
        return zh_en("foreseeing.no_figure_would_change")
    columns = [
        Column(zh_en("foreseeing.id"), "id"), Column(zh_en("demo.figure"), _label), Column(zh_en("foreseeing.now_low_estimate_high"), lambda r: figure(r["then"]), right=True),
        Column(zh_en("foreseeing.would_be"), lambda r: figure(r["would_be"]), right=True), Column(zh_en("foreseeing.unit"), "unit"),
    ]  # fmt: skip
    title = zh_en("foreseeing.figures_that_would_change_more", same=seen.same)
    return Part([title, Table(figures, columns)])


def _label(row: Facts) -> str:
    part = row["id"].partition(".")[2]
    return either(row["label"], row["label_en"]) if row["label"] else either(*MISSING.get(part, (part, part)))


def _codes(seen: "Seen") -> str:
    stay, new, gone = (seen.codes.get(name, ()) for name in ("stay", "new", "gone"))
    named = f" ({', '.join(gone)})" if gone else ""
    return say("foreseeing.codes_of_persons_stay_would", stay=len(stay), new=len(new), gone=len(gone), named=named)  # fmt: skip


def _shown(opened: "Case", seen: "Seen") -> list[Shown]:
    """Every part of a decision that does not stay, with what becomes of it in words and its text masked."""
    from doxdocket.decisions.placing import STATES

    rows = [row for name, found in seen.decisions.items() if name != "stays" for row in found]
    words = _Words(opened, seen, rows) if rows else None
    return [
        cast("Shown", {**row, "said": either(*STATES[row["status"]]), "text": words.of(row)}) for row in rows if words
    ]


class _Words:
    """The words that decisions name, masked by what either run found."""

    def __init__(self, opened: "Case", seen: "Seen", rows: Iterable[Facts]) -> None:
        from doxdocket.desk.masking import Hidden, unread_posts
        from doxdocket.pipeline import sampled

        keys = [key for row in rows for key in (row["then"], row["would_be"]) if key]
        posts = {_two(_place(key)[0]) for key in keys}
        self._hidden = Hidden(opened)
        self._posts = sampled.drawn_posts(opened, posts)
        self._unread = unread_posts(opened)
        self._found: dict[tuple[str, str], list[Facts]] = defaultdict(list)
        for one in seen.findings.to_pylist() if seen.findings is not None else ():
            if (key := (one["channel_id"], one["post_id"])) in posts:
                self._found[key].append(one)

    def of(self, row: Facts) -> str:
        """What it names now, and what it would name, where that is something else."""
        told = [self._one(key) for key in dict.fromkeys((row["then"], row["would_be"])) if key]
        return " → ".join(dict.fromkeys(told))

    def _one(self, key: str) -> str:
        name, where, start, end, kind = _place(key)
        post = self._posts.get(_two(name))
        if not where:
            number = key.rpartition("/")[2]
            held = [f"{_kind(f['kind'])} {f['mask']}" for f in self._found[_two(name)] if str(f["person"]) == number]
            return say("marks.semicolon").join(list(dict.fromkeys(held))[:PUBLISHED])
        if post is None or _two(name) in self._unread:
            return _kind(kind)
        from doxdocket.store.clear_values import stretch

        text = stretch(where, post["text"], post["fields"]) or ""
        found = [(f["start"], f["end"], f["kind"], f["mask"]) for f in self._found[_two(name)] if f["where"] == where]
        spans = self._hidden.spans(post, where, text, found)
        before, inside, behind = (
            self._part(text, spans, a, b)
            for a, b in ((max(0, start - BESIDE), start), (start, end), (end, end + BESIDE))
        )
        inside = inside if len(inside) <= LONGEST else inside[:LONGEST] + "…"
        return " ".join(f"{_kind(kind)} {before}「{inside}」{behind}".split())

    def _part(self, text: str, spans: Sequence[tuple[int, int, str]], start: int, end: int) -> str:
        from doxdocket.desk.masking import masked

        here = [(max(a, start) - start, min(b, end) - start, mask) for a, b, mask in spans if a < end and start < b]
        return masked(text[start:end], here, self._hidden.words)


def _place(key: str) -> tuple[str, str, int, int, str]:
    """The post of a key, and where in it a stretch of which kind lies; of a publication the post alone."""
    from doxdocket.decisions import placing

    for bare in (False, True):
        post, place = placing.span_key(key, bare=bare)
        if post:
            return (post, *place)
    return placing.publication_key(key)[0], "", 0, 0, ""


def _two(post: str) -> tuple[str, str]:
    channel, _, number = post.rpartition("/")
    return channel, number


def _kind(kind: str) -> str:
    """A kind or a label of conduct in words."""
    from doxdocket.desk.answers import called

    return either(*called(kind))
