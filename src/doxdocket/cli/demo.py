"""``demo``: the rehearsal case from intake to report, with the invented truth beside the figures.

Everything in it is invented (see README.md). It asks nothing and writes into one new folder. Left out: choosing a seed;
``doxdocket.rehearsal`` has one.

>>> [name for name, _ in steps()]
['first', 'second', 'views']
"""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, cast

import click

from doxdocket.cli.answer import Answer
from doxdocket.cli.command import argument, command, option
from doxdocket.cli.language import manner
from doxdocket.cli.opening import passphrase
from doxdocket.cli.progress import Progress
from doxdocket.cli.results import SCREEN, set_short
from doxdocket.desk.accounts.figures import bounds, short_page, text_of
from doxdocket.errors import WrongCall
from doxdocket.report import text
from doxdocket.report.document import Column, Document, Part, Table, written
from doxdocket.words import Sentence, say, zh_en

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doxdocket.law.rules import Book
    from doxdocket.rehearsal import Truth
    from doxdocket.report.document import Block
    from doxdocket.store.case import Case

FOLDER = "doxdocket-demo"
OFFICERS = ("演练甲", "演练乙")


def steps() -> list[tuple[str, datetime]]:
    """The captures of the rehearsal case in the order they are taken in, with the time of each."""
    from doxdocket.rehearsal.maker import FIRST_CAPTURE, SECOND_CAPTURE

    times = {"first": FIRST_CAPTURE, "second": SECOND_CAPTURE, "views": SECOND_CAPTURE}
    return [(name, datetime.fromtimestamp(at, UTC)) for name, at in times.items()]


class Beside(TypedDict):
    """A figure beside the invented truth."""

    figure: str
    label: str
    truth: int | list[int]
    low: int
    estimate: int | None
    high: int
    inside: bool
    width_pct: float
    error_pct: float | None


class Rehearsed(TypedDict):
    """The rehearsal case, made."""

    folder: str
    case: str
    report: str
    seconds: dict[str, float]
    beside: list[Beside]
    figures: dict[str, object]


@command(
    "demo.demo",
    examples=(
        "doxdocket demo",
        Sentence("demo.demo_example"),
        "doxdocket demo /tmp/small --scale 0.2",
    ),
)
@argument("folder", required=False, default=FOLDER, metavar="DIR", type=click.Path())
@option("--scale", type=click.FloatRange(0.05, 1), default=1.0, metavar="N")
def demo(folder: str, scale: float) -> Answer[Rehearsed]:
    """Invent, take in, run, compare, report."""
    from doxdocket import pipeline, rehearsal
    from doxdocket.desk.documents import report as paper
    from doxdocket.desk.documents.material import Material
    from doxdocket.desk.releasing import require
    from doxdocket.store import keyring
    from doxdocket.store.case import Case

    place = Path(folder)
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise WrongCall("demo.is_not_empty_and_was", folder=place)  # fmt: skip
    clock = Clock()
    with Progress() as progress:
        progress.now("invent")
        truth = rehearsal.invent(place, scale=scale)
        clock.mark("invent")
        who = keyring.ensure(ask=passphrase)
        with Case.create(place / "case", title=say("demo.rehearsal_case_all_invented"),
                         authority=say("demo.rehearsal_office"), officers=OFFICERS, one_key=True, identity=who) as case:  # fmt: skip
            _take(case, place / "captures", progress)
            _state_files(case, place / "statements")
            clock.mark("add")
            pipeline.run(case, progress=progress)
            clock.mark("run")
            _register(case)
            pipeline.run(case, progress=progress)
            clock.mark("register")
            figures, book = pipeline.figures(case), pipeline.rules(case)
            report = paper.write(Material(case, str(place / "case"), marked=True), lambda *file: require(case, [file]))
            clock.mark("report")
    rows = beside(figures["figures"], truth)
    data: Rehearsed = {"folder": folder, "case": str(place / "case"), "report": str(report), "seconds": clock.seconds,
            "beside": rows, "figures": figures}  # fmt: skip
    return Answer(data, _told(data, book))


class Clock:
    """How long each step took."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def mark(self, step: str) -> None:
        """The step that ends now."""
        now = time.perf_counter()
        self.seconds[step], self._last = round(now - self._last, 1), now


def _take(case: "Case", captures: Path, progress: Progress) -> None:
    from doxdocket import intake

    progress.now("take")
    for name, at in steps():
        intake.take(
            case,
            [captures / name],
            officers=OFFICERS,
            origin=say("demo.invented"),
            captured_at=at,
            note=say("demo.from_folder", name=name),
        )


def _state_files(case: "Case", folder: Path) -> None:
    """Statements of account, kept and not read for posts."""
    from doxdocket import intake
    from doxdocket.cli.stating import KEPT
    from doxdocket.rehearsal import earnings

    paths = earnings.write(folder)
    intake.take(
        case,
        paths,
        officers=OFFICERS,
        origin=say("demo.invented"),
        form=KEPT,
        note=say("demo.from_folder", name="statements"),
    )


def _register(case: "Case") -> None:
    """Enter what the team of the rehearsal case states, as a team would."""
    from doxdocket.assess import read
    from doxdocket.pipeline import registered
    from doxdocket.rehearsal import register

    numbers = {source.name: n for n, source in enumerate(case.sources(), 1)}
    registered.enter(case, read.yaml(register.entries(numbers)), say("demo.rehearsal_all_invented"), OFFICERS[0])


def beside(figures: "list[Mapping[str, Any]]", truth: "Truth") -> list[Beside]:
    """Each figure that the truth knows, with the truth and whether it lies inside the bounds."""
    from doxdocket.rehearsal import score

    found = score.bounds(score.true_counts(truth.data), figures)
    labels = {f["id"]: text_of(f, "label") for f in figures}
    return [cast("Beside", {"figure": name, "label": labels[name], **row}) for name, row in found.items()]


def _told(data: Rehearsed, book: "Book") -> "list[Block | None]":
    columns = [Column(zh_en("demo.figure"), "label"), Column(zh_en("demo.invented_truth"), "truth", right=True),
               Column(zh_en("demo.found_low_estimate_high"), bounds, right=True), Column(zh_en("demo.truth_inside"), lambda r: "✓" if r["inside"] else "✗")]  # fmt: skip
    total, case = sum(data["seconds"].values()), data["case"]
    with text.within(text.page(SCREEN)):
        beside = "\n".join(written(Table(data["beside"], columns), manner().lang))
    return [set_short(Document(None, short_page(data["figures"], book, case))), beside, Part([
        zh_en("demo.seconds_report", total=total, report=data["report"]),
        zh_en("demo.then_doxdocket_explain_persons_doxdocket", case=case),
    ])]  # fmt: skip
