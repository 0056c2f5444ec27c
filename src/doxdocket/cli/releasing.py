"""``release``: whether files that are to leave hold a value of the case; what and where, never the value.

>>> release.short[1]
'Check before a file leaves that it holds no value of the case'
"""

from pathlib import Path
from typing import Annotated, NotRequired, TypedDict

import click

from doxdocket.cli.answer import Answer, OfCase
from doxdocket.cli.command import argument, case_argument, command
from doxdocket.cli.opening import open_case
from doxdocket.errors import WrongCall
from doxdocket.words import Sentence, say, zh_en


class Place(TypedDict):
    """A place that keeps a file from leaving."""

    file: Annotated[int, zh_en("releasing.number_of_file")]
    name: str
    kind: Annotated[str, zh_en("releasing.kind_or_unread")]
    where: str
    why: NotRequired[str]
    finding: Annotated[NotRequired[str], zh_en("releasing.key_of_finding")]
    findings: Annotated[NotRequired[int], zh_en("releasing.number_of_findings")]
    entry: Annotated[NotRequired[str], zh_en("releasing.key_of_entry")]


class Released(OfCase):
    """Whether the files may leave."""

    files: int
    passes: bool
    places: list[Place]
    sealed: Annotated[dict[str, int], zh_en("releasing.sealed_files")]


@command("releasing.release")
@case_argument()
@argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(), about=Sentence("releasing.file_argument")
)
def release(case: str, files: tuple[str, ...]) -> Answer[Released]:
    """Look through them."""
    from doxdocket.desk.releasing import check, line, read, sealed_row

    with open_case(case) as opened:
        if opened.current_run() is None:
            raise WrongCall("releasing.no_run", case=case)
        hits = check(opened, [Path(one) for one in files])
        under = {str(n): row for n, one in enumerate(files, 1) if (row := sealed_row(opened, read(Path(one)))) is not None}  # fmt: skip
    side = 0 if say("marks.comma") == "、" else 1
    places: list[Place] = []
    for hit in hits:
        place: Place = {"file": hit.file, "name": hit.name, "kind": hit.kind, "where": hit.where[side]}
        if hit.why[side]:
            place["why"] = hit.why[side]
        if hit.finding:
            place["finding"], place["findings"] = hit.finding, hit.findings
        if hit.entry:
            place["entry"] = hit.entry
        places.append(place)
    told: Released = {"case": case, "files": len(files), "passes": not hits, "places": places, "sealed": under}
    beside = "".join("\n" + say("releasing.is_sealed", n=n, row=row) for n, row in under.items())
    if not hits:
        return Answer(told, say("releasing.none", n=len(files)) + beside)
    said = "\n".join(line(hit)[side] for hit in hits) + beside
    return Answer(told, f"{say('releasing.found', n=len(hits))}\n{said}\n{say('releasing.next')}", exit_code=1)
