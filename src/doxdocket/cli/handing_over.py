"""``handover``: one signed bundle for the court, the other side or an archive, which they check without this program.

Everything is made and looked through first; officer, reason and digest are in the custody log before the first file is written; the folder is there whole or not at all.
Left out: what a bundle holds (``desk.handover``).

>>> handover.name
'handover'
"""

import hashlib
import os
import shutil
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from doxdocket.cli.answer import Answer, OfCase
from doxdocket.cli.command import case_argument, command, option
from doxdocket.cli.language import manner
from doxdocket.cli.law_asking import day_of
from doxdocket.cli.leaving import why
from doxdocket.cli.opening import open_case, passphrase
from doxdocket.errors import WrongCall
from doxdocket.guess import meant
from doxdocket.report.document import Column, Paragraph, Table
from doxdocket.report.paper import FORMATS
from doxdocket.words import Sentence, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doxdocket.seal.signatures import Signer
    from doxdocket.store.case import Case


class HandedOver(OfCase):
    """A bundle, written."""

    folder: str
    day: str
    files: int
    sha256: str
    key: str
    custody_row: int
    custody_hash: str
    documents: list[str]


@command("handing_over.handover")
@case_argument()
@option("--to", "folder", metavar="DIR", required=True, type=click.Path())
@option("--document", "names", multiple=True, metavar="NAME")
@option("--format", "form", type=click.Choice(FORMATS), default="docx")
@option("--scope", "scopes", multiple=True, metavar="SCOPE", about=Sentence("documents_command.scope_option"))
@option("--on", "at", metavar="DATE")
@option("--reason", required=True, metavar="TEXT")
@option("--officer", required=True, metavar="NAME")
def handover(
    case: str, folder: str, names: tuple[str, ...], form: str, scopes: tuple[str, ...], at: str | None, reason: str, officer: str
) -> Answer[HandedOver]:  # fmt: skip
    """Make it, look it through, record it, write it."""
    from functools import partial

    from doxdocket import pipeline
    from doxdocket.desk import handover as bundles
    from doxdocket.desk import releasing
    from doxdocket.desk.documents.files import content, own
    from doxdocket.desk.documents.leaving import ready
    from doxdocket.desk.documents.material import Material
    from doxdocket.store.keyring import home

    wanted, place = wanted_of(names), _place(folder)
    with open_case(case) as opened:
        because = why(opened, reason, officer, words=True)
        if pipeline.stale(opened) and opened.custody.reading().standing.closed is None:
            raise WrongCall("handing_over.result_is_old", case=case)
        signer = _signer(opened, case)
        day = day_of(at) or opened.today()
        opened.clock = partial(datetime.combine, day, time(12), UTC)  # papers that tell of a day tell of this one
        of, gate = Material(opened, opened.info.id, scopes), releasing.Gate(opened)
        of.opens(because.reason, because.officer)
        papers, hits = ready(of, wanted, form, gate)
        bundle = bundles.made(of, papers, day)
        if hits:
            raise releasing.fault(hits)
        looked = {f"data/documents/{one.file}" for one in papers}
        for path, whole in bundle.files.items():
            if path not in looked and (data := bundles.asked(path, whole)):
                releasing.leaving(opened, path.rpartition("/")[2], len(data), partial(data.splitlines, keepends=True), gate)  # fmt: skip
        what = {"table": "handover", "documents": wanted, "format": form, "scope": of.scope.id, "day": str(day), "rows": len(bundle.files)}  # fmt: skip
        releasing.record(opened, {**what, "signed_by": signer.fingerprint, "to": "folder"}, bundle.digest, because.reason, because.officer)  # fmt: skip
        row = opened.custody.rows()[-1]
        paper = bundles.cover(of, bundle, signer.fingerprint, row, because.reason)
        sheet = content(paper, "docx", manner().lang, own((opened.folder, home()), paper.name))
        releasing.leaving(opened, f"{bundles.COVER}.docx", len(sheet), partial(list, [sheet]), gate)
        digest = hashlib.sha256(sheet).hexdigest()
        releasing.record(opened, {"document": bundles.COVER, "format": "docx", "of": bundle.digest, "to": "folder"}, digest, because.reason, because.officer)  # fmt: skip
    beside = {bundles.SIGNATURE: signer.signed(bundle.manifest, bundles.NAMESPACE), f"{bundles.COVER}.docx": sheet}
    _write(place, {**bundle.files, **beside})
    told: HandedOver = {
        "case": case, "folder": folder, "day": str(day), "files": len(bundle.files), "sha256": bundle.digest, "key": signer.fingerprint,
        "custody_row": row.seq, "custody_hash": row.hash, "documents": wanted,
    }  # fmt: skip
    facts = [
        (say("handover.digest"), bundle.digest), (say("handover.key"), signer.fingerprint), (say("handover.row"), say("handover.row_said", seq=row.seq, hash=row.hash)),
        (say("handover.day"), str(day)), (say("handover.files"), str(len(bundle.files))),
    ]  # fmt: skip
    return Answer(told, [Table(facts, [Column("", lambda r: r[0]), Column("", lambda r: r[1])]), Paragraph(say("handing_over.done", folder=folder))])  # fmt: skip


def wanted_of(names: "Sequence[str]") -> list[str]:
    """The documents that were asked for; else all that are for the parties."""
    from doxdocket.desk.documents import DOCUMENTS
    from doxdocket.desk.documents.readers import APART, INTERNAL

    for name in names:
        if name not in DOCUMENTS:
            known = ", ".join(DOCUMENTS)
            raise meant(WrongCall("documents_command.there_is_no_document", name=name[:64], known=known), name, DOCUMENTS)  # fmt: skip
    return list(dict.fromkeys(names or (name for name in DOCUMENTS if name not in INTERNAL | APART)))


def _place(name: str) -> Path:
    """A folder that is not there yet, in one that is, and in no case."""
    from doxdocket.cli.leaving import fresh

    return fresh(Path(name))


def _signer(opened: "Case", case: str) -> "Signer":
    """The signing key of whoever opened the case; an error where the case has no record of it."""
    from doxdocket.desk.signing import recorded, signer

    mine = signer(opened, passphrase)
    if not recorded(opened, mine):
        raise WrongCall("handing_over.no_signing_key", case=case)
    return mine


def _write(place: Path, files: "Mapping[str, bytes]") -> None:
    """The folder, whole: under another name first."""
    part = place.with_name(f".{place.name}.{os.urandom(8).hex()}")
    part.mkdir(mode=0o700)
    try:
        for name, data in files.items():
            path = part / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
        part.rename(place)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
