"""``run`` and ``report``: compute the figures of a case, and put them on one page.

>>> run.short[1]
'Compute everything that changed'
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypedDict

import click

from doxdocket.cli import engines, next_run
from doxdocket.cli.command import Answer, case_argument, command, option
from doxdocket.cli.leaving import copied, fresh
from doxdocket.cli.next_run import Foreseen
from doxdocket.cli.opening import Row, at_row, note_if_other_detection, open_case, row_said, warn_if_stale
from doxdocket.cli.progress import Progress
from doxdocket.desk.accounts import OfRun
from doxdocket.desk.masking import file_names
from doxdocket.words import either, say, zh_en

if TYPE_CHECKING:
    from doxdocket.pipeline.running import RunResult


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
            return next_run.told(opened, case, progress)
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
