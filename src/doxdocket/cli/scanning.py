"""``scan``: which of many channels expose people, from their files, without a case.

Left out: what a channel's posts say and whom they show; for that a channel is taken into a case (``add``).

>>> scan.short[1]
'Rank channels by whether they expose people, without a case'
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from doxdocket.cli import engines, leaving
from doxdocket.cli.answer import Answer
from doxdocket.cli.command import argument, command, option
from doxdocket.cli.language import manner
from doxdocket.cli.opening import open_case
from doxdocket.cli.progress import Progress
from doxdocket.errors import WrongCall
from doxdocket.report.document import Paragraph
from doxdocket.scan.shapes import Scanned
from doxdocket.words import Sentence, said_in, say, zh_en

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doxdocket.scan.overlap import Compared

_SHOWN = 30
"""Channels of the answer on a screen; the files have all."""


@command("scanning.scan", examples=(Sentence("scanning.scan_example"), "doxdocket scan dumps/ --to scan --json"))
@argument("paths", nargs=-1, required=True, metavar="PATH…")
@option("--to", "folder", metavar="DIR", required=True, type=click.Path())
@option("--case", metavar="CASE")
@option("--reason")
@option("--officer", metavar="NAME")
@engines.where
def scan(
    paths: tuple[str, ...],
    folder: str,
    case: str | None,
    reason: str | None,
    officer: str | None,
    engine: str,
    master: str | None,
    given: tuple[str, ...],
) -> Answer[Scanned]:
    """Read, count, write the files."""
    from doxdocket.scan import answers, running

    place = leaving.folder(folder)
    _apart(paths, place)
    compared = None if case is None else _asked(case, reason, officer)
    place.mkdir(mode=0o700, exist_ok=True)
    with running.alone(place):
        with engines.opened(engine, master, given) as spark, Progress() as progress:
            found = running.run(paths, place, progress, compared, spark.workers(lambda: None) if spark else None)
        told = answers.answer(found, compared)
        for name, data in _files(told):
            (place / name).write_bytes(data)
    page = answers.document(told, _SHOWN)
    return Answer(told, [*page.blocks, Paragraph(say("scanning.written", folder=folder))])


def _apart(paths: tuple[str, ...], place: Path) -> None:
    """Refuse what is not there, and a folder that holds what is to be read, in which nothing would be read."""
    for path in paths:
        if not os.path.lexists(path):
            raise WrongCall("scanning.no_such_file", path=path)
        if (whole := Path(path).resolve()) == place.resolve() or place.resolve() in whole.parents:
            raise WrongCall("scanning.into_itself", folder=place, path=path)


def _asked(case: str, reason: str | None, officer: str | None) -> "Compared":
    """What the channels are compared with; the case is closed again."""
    from doxdocket.cli.acting import officer_of, reason_of
    from doxdocket.scan import overlap

    if not reason:
        raise WrongCall("scanning.case_needs_reason")
    with open_case(case) as opened:
        return overlap.asked(opened, reason_of(reason, opened), officer_of(opened, officer))


def _files(told: Scanned) -> "Iterator[tuple[str, bytes]]":
    """The page, the table and the network, which a later scan into the folder writes anew."""
    from doxdocket.desk.documents.files import content
    from doxdocket.report import gexf
    from doxdocket.report.paper import Paper
    from doxdocket.scan.answers import document

    lang = manner().lang
    paper = Paper("scan", zh_en("scanning.title"), document(told))
    yield "scan.html", content(paper, "html", lang)
    yield "scan.xlsx", content(paper, "xlsx", lang)
    edges = [
        {**one, "directed": 1, "how": one["kind"], "captured": 1, "first_at": None, "last_at": None}
        for one in told["edges"]
    ]
    nodes = [{"channel_id": one["channel"], "title": one["title"], "place": one["place"] if any(part["posts"] for part in one["parts"].values()) else None, "score": one["score"], "posts": one["posts"], "publications": one["dossiers"]} for one in told["channels"]]  # fmt: skip
    yield "scan.gexf", "".join(gexf.document(edges, nodes, said_in("en", "scanning.title"))).encode()
