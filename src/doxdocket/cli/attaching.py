"""``attach``: a file that belongs to sources or to the whole case, such as a translation, a record or a video.

The file is taken in like any other and is kept, not read for posts. Left out: taking an attachment away; a wrong one is
explained by a note.

>>> attach.short[1]
'Attach a translation, record, video and the like'
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

import click

from doxdocket.cli.acting import officer_of
from doxdocket.cli.answer import Answer, OfCase
from doxdocket.cli.command import argument, case_argument, command, option
from doxdocket.cli.describing import named
from doxdocket.cli.opening import open_case
from doxdocket.errors import WrongCall
from doxdocket.store.attachments import KINDS
from doxdocket.words import say, zh_en

if TYPE_CHECKING:
    from doxdocket.store.case import Case

WHOLE = "case"
FORM = "attachment"  # of a file that is kept beside the captures and not read


class Link(TypedDict):
    """To what the file belongs; null is the whole case."""

    id: str
    source: str | None


class Attached(OfCase):
    """A file that belongs to sources or to the case."""

    file: str
    sha256: str
    kind: str
    attachments: Annotated[list[Link], zh_en("attaching.empty_when_it_was_attached")]


@command("attaching.attach")
@case_argument()
@argument("source")
@argument("file", type=click.Path())
@option("--as", "kind", type=click.Choice(list(KINDS)), metavar="KIND", required=True,
        about=("、".join(f"{name} {zh}" for name, (zh, _) in KINDS.items()), ", ".join(KINDS)))  # fmt: skip
@option("--by", required=True, metavar="NAME")
@option("--translator", default="", metavar="NAME")
@option("--language", default="", metavar="CODE")
@option("--note", default="", metavar="TEXT")
def attach(
    case: str, source: str, file: str, kind: str, by: str, translator: str, language: str, note: str
) -> Answer[Attached]:
    """Take it in and link it."""
    from doxdocket.store import values_in_text

    if kind == "translation" and not (translator and language):
        raise WrongCall("attaching.translation_names_its_translator_and")
    told = {"translator": translator, "language": language, "note": note}
    with open_case(case) as opened:
        by = officer_of(opened, by)
        to = None if source == WHOLE else named(opened, [source])[0].sha256
        values_in_text.refuse(opened, note)
        sha256 = taken_in(opened, Path(file), by)
        if sha256 == to:
            raise WrongCall("attaching.file_is_that_source_itself")
        made = opened.attachments.add(sha256, kind, [to], {k: v for k, v in told.items() if v}, by)
    data: Attached = {"case": case, "file": file, "sha256": sha256, "kind": kind,
            "attachments": [{"id": one.id, "source": one.source} for one in made]}  # fmt: skip
    where = say("attaching.case") if to is None else to[:16]
    text = (say("attaching.attached_of", id=made[0].id, where=where, KINDS=KINDS[kind])
            if made else say("attaching.it_was_attached_before_nothing"))  # fmt: skip
    return Answer(data, text)


def taken_in(case: "Case", path: Path, by: str) -> str:
    """The SHA-256 of one file, taken in as a source that no parser reads."""
    from doxdocket import intake

    if not path.is_file() or path.is_symlink():
        raise WrongCall("attaching.is_no_regular_file_it", file=path)
    one = intake.take(case, [path], officers=(by,) if by else (), whole=True)[0]
    if one.status == "refused":
        raise WrongCall(zh="{file}：" + one.zh, en="{file}: " + one.en, file=path)
    if one.status != "known":
        case.set_form(one.sha256, FORM)
    return one.sha256
