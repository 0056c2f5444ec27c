"""``timestamp``: requests and answers by RFC 3161, carried by hand, since nothing here opens a connection.

>>> sorted(timestamp.commands)
['attach', 'list', 'request', 'save']
"""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from doxdocket.cli.answer import Answer, OfCase
from doxdocket.cli.command import Group, argument, case_argument, option
from doxdocket.cli.describing import named
from doxdocket.cli.leaving import fresh
from doxdocket.cli.opening import open_case
from doxdocket.errors import WrongCall
from doxdocket.report.document import Column, Table
from doxdocket.words import Sentence, coded, either, listed, say, zh_en

if TYPE_CHECKING:
    from doxdocket.desk.evidence import Stamped, State
    from doxdocket.store.case import Case

timestamp = Group("stamping.timestamp")
BY = option("--by", default="", metavar="NAME")
STATES = coded("stamping_states")


class Asked(OfCase):
    """A request, written."""

    id: str
    subject: str
    imprint: str
    file: str


class Answered(OfCase):
    """An answer that holds."""

    id: str
    answer: str
    subject: str
    status: "State"
    stamped_at: str | None
    authority: str | None
    serial: str | None


class Stamps(OfCase):
    """The requests of a case."""

    stamps: "list[Stamped]"


class Saved(OfCase):
    """What was written for others to check."""

    id: str
    files: list[str]


@timestamp.command("stamping.request")
@case_argument()
@argument("source", required=False)
@option("--head", is_flag=True)
@option("--bag", is_flag=True)
@option("-o", "--output", required=True, metavar="FILE.tsq", type=click.Path())
@BY
def request(case: str, source: str | None, head: bool, bag: bool, output: str, by: str) -> Answer[Asked]:
    """Record it, then write it."""
    if sum((source is not None, head, bag)) > 1:
        raise WrongCall("stamping.choose_one_of_source_head")
    path = fresh(Path(output))
    with open_case(case) as opened:
        subject, imprint, data = _subject(opened, source, bag=bag)
        made = opened.stamps.ask(subject, imprint, by, data)
    _write(path, made.request)
    return Answer({"case": case, "id": made.id, "subject": subject, "imprint": imprint, "file": output},
                  say("stamping.written_to_sha_256_bring", id=made.id, output=output, imprint=imprint, case=case))  # fmt: skip


def _subject(case: "Case", source: str | None, *, bag: bool) -> tuple[str, str, bytes]:
    if source is not None:
        one = named(case, [source])[0]
        return f"source:{one.sha256}", one.sha256, b""
    if bag:
        data = (case.folder / "originals" / "tagmanifest-sha256.txt").read_bytes()
        return "bag", hashlib.sha256(data).hexdigest(), data
    last = case.custody.rows()[-1]
    return f"head:{last.seq}", last.hash, b""


def _write(path: Path, data: bytes) -> None:
    from doxdocket.store.case_files import disk_fault
    from doxdocket.store.new_file import put

    try:
        put(path, [data])
    except OSError as e:
        raise disk_fault(path, e) from None


@timestamp.command("stamping.attach")
@case_argument()
@argument("file", metavar="FILE.tsr", type=click.Path())
@option("--root", "roots", multiple=True, metavar="CA.pem", type=click.Path())
@BY
def attach(case: str, file: str, roots: tuple[str, ...], by: str) -> Answer[Answered]:
    """Verify it, and keep it."""
    from doxdocket.desk import evidence

    data, anchors = _bytes(Path(file)), [_bytes(Path(root)) for root in roots]
    with open_case(case) as opened:
        made = opened.stamps.take(data, anchors, by)
        asked = next(r for r in opened.stamps.requests() if r.id == made.stamp)
    row = evidence.stamp_row(asked, [made])
    answer: Answered = {"case": case, "id": row["id"], "answer": made.id, "subject": row["subject"], "status": row["status"],
                        "stamped_at": row["stamped_at"], "authority": row["authority"], "serial": row["serial"]}  # fmt: skip
    state = either(*STATES[row["status"]])
    return Answer(answer, say("stamping.stamped_by", id=asked.id, state=state, stamped_at=row["stamped_at"], authority=row["authority"]))  # fmt: skip


def _bytes(path: Path) -> bytes:
    largest = 1 << 20  # real ones have a few thousand
    try:
        with path.open("rb") as stream:
            data = stream.read(largest + 1)
    except OSError:
        raise WrongCall("stamping.cannot_be_read", file=path) from None
    if len(data) > largest:
        raise WrongCall("stamping.is_too_large_to_be", file=path)
    return data


@timestamp.command("stamping.list", examples=(Sentence("stamping.timestamp_example_3"),))
@case_argument()
def list_(case: str) -> Answer[Stamps]:
    """Read them out of the case."""
    from doxdocket.desk import evidence

    with open_case(case) as opened:
        found = evidence.time_stamps(opened)
    shown = [Column(zh_en("foreseeing.id"), "id"), Column(zh_en("stamping.what"), lambda r: r["subject"][:23]), Column(zh_en("stamping.requested"), lambda r: r["requested_at"][:19]),
             Column(zh_en("stamping.state"), lambda r: STATES[r["status"]]), Column(zh_en("stamping.stamped"), lambda r: (r["stamped_at"] or "—")[:19])]  # fmt: skip
    return Answer({"case": case, "stamps": found}, [Table(found, shown, none=zh_en("stamping.no_requests"))])


@timestamp.command("stamping.save")
@case_argument()
@argument("id_", metavar="ID", about=Sentence("stamping.id_argument"))
@argument("to", metavar="FOLDER", type=click.Path())
def save(case: str, id_: str, to: str) -> Answer[Saved]:
    """Write them."""
    with open_case(case) as opened:
        asked = next((r for r in opened.stamps.requests() if r.id == id_), None)
        answers = [a for a in opened.stamps.answers() if a.stamp == id_]
    if asked is None:
        raise WrongCall("stamping.there_is_no_request_to", id=id_[:16], case=case)
    files = {f"{asked.id}.tsq": asked.request} | ({"tagmanifest-sha256.txt": asked.data} if asked.data else {})
    for one in answers:
        name = one.id.replace("/", "-")
        files |= {f"{name}.tsr": one.response} | ({f"{name}.pem": one.roots.encode()} if one.roots else {})
    folder = fresh(Path(to))
    folder.mkdir()
    for name, data in files.items():
        _write(folder / name, data)
    return Answer(
        {"case": case, "id": asked.id, "files": sorted(files)},
        say("stamping.written_to", to=to, files=listed("marks.comma", sorted(files))),
    )
