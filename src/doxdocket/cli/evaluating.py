"""``eval``: labelled messages in, scores of the detectors out; no value and no text of a message is printed.

Detection is what ``detect`` prints. Definitions: docs/how-to/evaluate.md. Left out: texts of errors, which whoever may see
them looks up by id and place; images.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from time import process_time
from typing import IO, TYPE_CHECKING, Annotated, Any, TypedDict, cast

import click

from doxdocket.cli.answer import Answer
from doxdocket.cli.command import argument, command, option
from doxdocket.cli.detecting import many
from doxdocket.cli.progress import Progress
from doxdocket.errors import WrongCall
from doxdocket.words import zh_en

if TYPE_CHECKING:
    from doxdocket.score import Tally
    from doxdocket.score.insults import Insults
    from doxdocket.score.read import Labelled

SIZE, ALONE = 256, 1024  # messages a task; messages below which starting processes costs more than it saves


class Scored(TypedDict):
    """How good detection is on labelled messages."""

    file: str | None
    messages: int
    kinds: dict[Annotated[str, zh_en("evaluating.kind")], dict[str, object]]
    families: dict[str, dict[str, object]]
    micro: dict[str, object]
    macro_f1: float | None
    macro_kinds: int
    groups: dict[str, dict[str, dict[str, object]]]
    differences: list[dict[str, object]]
    decoys: dict[str, object]
    persons: dict[str, object]
    verdicts: list[dict[str, object]]
    conduct: dict[str, object]
    worst: list[dict[str, object]]
    speed: dict[str, object]
    insults: dict[str, object] | None


@command(
    "evaluating.eval",
    examples=(
        "doxdocket eval --sample",
        "doxdocket eval labelled.jsonl --errors 20",
        "doxdocket eval labelled.jsonl --kinds name,home_address --json",
        "doxdocket eval --insults comments.csv",
    ),
)
@argument("file", required=False, type=click.Path())
@option("--kinds", metavar="KIND,…")
@option("--errors", metavar="N", type=click.IntRange(0), default=0)
@option("--insults", type=click.Path(), metavar="CSV")
@option("--sample", is_flag=True)
def eval_(file: str | None, kinds: str | None, errors: int, insults: str | None, sample: bool) -> Answer[Scored]:
    """Search, score, print."""
    from doxdocket.cli.scores import page
    from doxdocket.score import Tally
    from doxdocket.score.insults import Insults

    if sample and file:
        raise WrongCall("evaluating.give_file_or_sample_not")
    given = str(SAMPLE) if sample else file or (None if insults else "-")
    tally, only = Tally(_only(kinds), errors), _only(kinds)
    cpu, chars, table = 0.0, 0, None
    with Progress() as progress:
        if given is not None:
            for part, seconds, length in _messages(given, partial(_score, only=only, worst=errors)):
                tally.join(part)
                cpu, chars = cpu + seconds, chars + length
                progress("evaluate", tally.messages, 0)
        if insults is not None:
            table = Insults()
            for counted in _table(insults):
                table.join(counted)
                progress("evaluate", table.messages, 0)
    speed = {"cpu_seconds": round(cpu, 3), "characters": chars,
             "cpu_ms_a_message": round(1000 * cpu / tally.messages, 3) if tally.messages else None}  # fmt: skip
    data = cast("Scored", {"file": "sample" if sample else given, **tally.told(), "speed": speed,
                            "insults": table.told() if table else None})  # fmt: skip
    return Answer(data, page(data))


SAMPLE = Path(__file__).parents[1] / "score" / "sample.jsonl"


def _only(kinds: str | None) -> frozenset[str]:
    from doxdocket.law.kinds import kinds as known

    asked = frozenset(k.strip() for k in (kinds or "").split(",") if k.strip())
    if asked - known().keys():
        raise WrongCall("evaluating.kinds_names_kind_that_is")  # fmt: skip
    return asked


@contextmanager
def _open(name: str) -> Iterator[IO[bytes]]:
    if name == "-":
        yield sys.stdin.buffer
        return
    path = Path(name)
    if not path.is_file():
        raise WrongCall("evaluating.there_is_no_file", file=name)
    with path.open("rb") as stream:
        yield stream


def _messages(name: str, work: Any) -> "Iterator[tuple[Tally, float, int]]":
    from doxdocket.cli.spreading import spread
    from doxdocket.score import hands, read

    with _open(name) as stream:
        given = hands.messages(stream.read(), Path(name).stem) if name.endswith(".txt") else read.lines(stream)
        yield from spread(work, given, size=SIZE, alone=ALONE)


def _table(name: str) -> "Iterator[Insults]":
    import io

    from doxdocket.cli.spreading import spread
    from doxdocket.score import insults

    with _open(name) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
        yield from spread(_score_insults, insults.rows(text), size=SIZE, alone=ALONE)


@cache
def _warm() -> None:
    """Models load before anything is timed."""
    many([(None, "姓名：韩知予 电话：17806401357 住址：听涛区松声路12号")])


def _score(messages: "list[Labelled]", only: frozenset[str], worst: int) -> "tuple[Tally, float, int]":
    """The tally of some messages, the seconds of CPU that detection took, and their characters."""
    from doxdocket.score import Tally

    _warm()
    begin = process_time()
    answers = many([(m.id, m.text) for m in messages])
    seconds = process_time() - begin
    tally = Tally(only, worst)
    for message, answer in zip(messages, answers, strict=True):
        tally.add(message, answer)
    return tally, seconds, sum(len(m.text) for m in messages)


def _score_insults(rows: list[tuple[str, bool]]) -> "Insults":
    from doxdocket.score.insults import Insults

    out = Insults()
    for (_, true), answer in zip(rows, many([(None, text) for text, _ in rows]), strict=True):
        out.add(true, answer)
    return out
