"""``documents``: the papers of a case for court and office, listed with what each lacks, shown, or written as files.

Left out: what a document says (``desk.documents``), and how its file looks (``report``).

>>> documents.name
'documents'
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

import click

from doxdocket.cli import leaving
from doxdocket.cli.answer import Answer, OfCase
from doxdocket.cli.command import argument, case_argument, command, option
from doxdocket.cli.language import manner
from doxdocket.cli.leaving import fresh, put_out, why
from doxdocket.cli.opening import open_case, warn_if_stale
from doxdocket.errors import WrongCall
from doxdocket.guess import meant
from doxdocket.report.document import Column, Paragraph, Part, Table, written
from doxdocket.report.paper import FORMATS
from doxdocket.store.new_file import free
from doxdocket.words import say, zh_en

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from doxdocket.desk.documents.material import Material
    from doxdocket.report.paper import Paper
    from doxdocket.store.case import Case


class Lacked(TypedDict):
    """A fact that nobody entered, and where to enter it."""

    label: str
    where: str


class Listed(TypedDict):
    """A document that can be written, and what it lacks."""

    document: str
    title: str
    number: str
    day: str
    lacking: list[Lacked]


class Documents(OfCase):
    """The documents of a case."""

    documents: list[Listed]


class File(TypedDict):
    """A document as a file."""

    document: str
    file: str
    grade: str
    sha256: str
    lacking: int


class Written(OfCase):
    """The files that were written."""

    files: list[File]


class Shown(OfCase):
    """Documents by name, each with its data."""

    documents: Annotated[dict[str, object], zh_en("documents_command.by_name")]


@command("documents_command.documents")
@case_argument()
@argument("names", nargs=-1, metavar="NAME")
@option("--to", "folder", metavar="DIR", type=click.Path())
@option("--format", "form", type=click.Choice(FORMATS), default="docx")
@option("--scope", "scopes", multiple=True, metavar="SCOPE")
@option("--counted", is_flag=True)
@option("--grade", type=click.Choice(["sealed"]))
@option("--recipient", "to", multiple=True, metavar="WHO")
@option("--reason")
@option("--officer", metavar="NAME")
def documents(
    case: str, names: tuple[str, ...], folder: str | None, form: str, scopes: tuple[str, ...], counted: bool, grade: str | None, to: tuple[str, ...],
    reason: str | None, officer: str | None,
) -> Answer[Documents] | Answer[Written] | Answer[Shown]:  # fmt: skip
    """List them, show some, or write some."""
    from doxdocket.desk.documents import DOCUMENTS, SEALED
    from doxdocket.desk.documents.material import Material

    known = SEALED if grade else DOCUMENTS
    for name in names:
        if name not in known:
            if name in SEALED:
                raise WrongCall("documents_command.is_of_sealed_grade", name=name, case=case)
            fault = WrongCall("documents_command.there_is_no_document", name=name[:64], known=", ".join(known))
            raise meant(fault, name, known)
    wanted = list(dict.fromkeys(names or known))
    if grade:
        return _sealed(case, wanted, folder, form, scopes, to, reason, officer)
    if to:
        raise WrongCall("documents_command.recipients_are_of_sealed_grade")
    paths = _paths(wanted, folder, form)
    with open_case(case) as opened:
        warn_if_stale(opened, case)
        of = Material(opened, case, scopes, counted=counted)
        if folder is not None:
            return _written(opened, of, paths, form, reason, officer)
        papers = [DOCUMENTS[name](of) for name in wanted]
        return _shown(case, papers) if names else _listed(case, papers)


def _sealed(
    case: str, names: "Sequence[str]", folder: str | None, form: str, scopes: tuple[str, ...], to: tuple[str, ...], reason: str | None, officer: str | None
) -> Answer[Written]:  # fmt: skip
    """Each encrypted in memory, with its cover sheet; on record before a byte of either goes out."""
    import hashlib
    from functools import partial

    from doxdocket.desk import releasing, sealing
    from doxdocket.desk.documents import SEALED
    from doxdocket.desk.documents.files import content, lacking, own
    from doxdocket.desk.documents.material import Material
    from doxdocket.store.keyring import home

    if folder is None or not reason:
        raise WrongCall("documents_command.sealed_needs", case=case)
    paths = _paths(names, folder, form)
    covers = {name: path.with_stem(f"{path.stem}-{say('documents_command.cover')}") for name, path in paths.items()}
    for path in covers.values():
        free(path)
    lang = manner().lang
    files: list[File] = []
    leave: list[tuple[dict[str, object], bytes, Path]] = []
    with open_case(case) as opened:
        warn_if_stale(opened, case)
        because = why(opened, reason, officer, words=True)
        who = sealing.recipients(opened, to)
        gate, of = releasing.Gate(opened), Material(opened, case, scopes)
        paths[names[0]].parent.mkdir(mode=0o700, exist_ok=True)
        for name in names:
            sheet = f"{name}-cover"
            path = fresh(paths[name].with_name(paths[name].name + sealing.SUFFIX))
            mine = own((opened.folder, home()), name)
            inside = SEALED[name](of, because.reason, because.officer)
            data = sealing.sealed(content(inside, form, lang, mine), who)
            digest = hashlib.sha256(data).hexdigest()
            told = sealing.cover(of, inside, (path.name, digest), who, (because.reason, because.officer))
            cover = content(told, form, lang, mine)
            releasing.leaving(opened, covers[name].name, len(cover), partial(list, [cover]), gate)
            detail: dict[str, object] = {"document": name, "format": form, "scope": of.scope.id, "rows": inside.document.data["rows"], "to": "file"}  # fmt: skip
            second = hashlib.sha256(cover).hexdigest()
            leave += [
                ({**detail, **sealing.detail(who)}, data, path),
                ({**detail, "document": sheet, "of": digest}, cover, covers[name]),
            ]
            files += [
                {
                    "document": name,
                    "file": str(path),
                    "grade": "sealed",
                    "sha256": digest,
                    "lacking": len(lacking(inside, lang)),
                },
                {
                    "document": sheet,
                    "file": str(covers[name]),
                    "grade": "working",
                    "sha256": second,
                    "lacking": len(lacking(told, lang)),
                },
            ]
        put_out(opened, leave, because)
    seals = sum(one["grade"] == "sealed" for one in files)
    return _told(case, files, say("documents_command.sealed_passed", sealed=seals, covers=len(files) - seals))


def _paths(names: "Sequence[str]", folder: str | None, form: str) -> dict[str, Path]:
    """Where each is to be written; nothing is there yet, and of the folder at least the one above."""
    if folder is None:
        return {}
    from doxdocket.desk.documents.files import called

    place, lang = leaving.folder(folder), manner().lang
    paths = {name: place / f"{called(name, lang)}.{form}" for name in names}
    for path in paths.values():
        free(path)
    return paths


def _listed(case: str, papers: "Sequence[Paper]") -> Answer[Documents]:
    from doxdocket.desk.documents.files import lacking
    from doxdocket.report.text import chosen

    lang = manner().lang
    rows: list[Listed] = [
        {
            "document": one.name, "title": chosen(one.title, lang), "number": chosen(one.number or "", lang), "day": chosen(one.date or "", lang),
            "lacking": [{"label": b.label, "where": b.where} for b in lacking(one, lang)],
        }
        for one in papers
    ]  # fmt: skip
    every = [one for one in rows[0]["lacking"] if all(one in row["lacking"] for row in rows)] if len(rows) > 1 else []
    table = Table(rows, [
        Column(zh_en("documents_command.document"), "document"), Column(zh_en("documents_command.title"), "title"), Column(zh_en("paper.number"), "number"), Column(zh_en("paper.date"), "day"),
        Column(zh_en("documents_command.lacking"), lambda r: _lacks(one for one in r["lacking"] if one not in every) or None),
    ])  # fmt: skip
    all_ = Paragraph(say("documents_command.all_lack", told=_lacks(every))) if every else None
    return Answer(
        {"case": case, "documents": rows}, [table, all_, Paragraph(say("documents_command.next_write", case=case))]
    )


def _lacks(lacking: "Iterable[Lacked]") -> str:
    """What is lacking, by the place where it is entered."""
    places: dict[str, list[str]] = {}
    for one in lacking:
        places.setdefault(one["where"], []).append(one["label"])
    told = (say("marks.comma").join(labels) + say("marks.in_brackets", text=where) for where, labels in places.items())
    return say("marks.semicolon").join(told)


def _shown(case: str, papers: "Sequence[Paper]") -> Answer[Shown]:
    lang = manner().lang
    # in words while the case is open: cells ask it for names
    body = ["\n".join(written(Part(one.document.blocks, one.title), lang)) for one in papers]
    return Answer({"case": case, "documents": {one.name: one.document.data for one in papers}}, body)


def _written(
    opened: "Case", of: "Material", paths: "Mapping[str, Path]", form: str, reason: str | None, officer: str | None
) -> Answer[Written]:  # fmt: skip
    """All made whole and looked through before the first byte of any goes out."""
    from doxdocket.desk import releasing
    from doxdocket.desk.documents.leaving import ready, words

    because = why(opened, reason, officer, words=words(paths))
    if words(paths):
        of.opens(because.reason, because.officer)
    made, hits = ready(of, list(paths), form, releasing.Gate(opened))
    if hits:
        raise releasing.fault(hits)
    place = next(iter(paths.values())).parent
    place.mkdir(mode=0o700, exist_ok=True)
    places = {one.document: fresh(place / one.file) for one in made}
    put_out(opened, [(one.detail(form, of.scope.id), one.data, places[one.document]) for one in made], because)
    return _told(of.name, [
        {"document": one.document, "file": str(places[one.document]), "grade": one.grade, "sha256": one.sha256, "lacking": len(one.lacking)} for one in made
    ], say("documents_command.passed", n=len(made)))  # fmt: skip


def _told(case: str, files: list[File], said: str) -> Answer[Written]:
    table = Table(files, [
        Column(zh_en("documents_command.document"), "document"), Column(zh_en("documents_closed.grade"), lambda r: say(f"paper.{r['grade']}")),
        Column(zh_en("documents_command.file"), "file"), Column("SHA-256", lambda r: r["sha256"][:16]), Column(zh_en("documents_command.blanks"), "lacking", right=True),
    ])  # fmt: skip
    return Answer({"case": case, "files": files}, [table, Paragraph(said)])
