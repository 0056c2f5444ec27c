"""The documents of the case: what each is, what it still lacks and where that is entered, its text, and files of some, which leave through the release gate.

All of it is made beside (``desk.documents.writing``); until it is there the page says how far it is. Nothing leaves but what was looked through, by an officer,
and recorded first. Left out: what a document says (``desk.documents``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from jinja2.filters import do_urlencode
from starlette.responses import Response

from doxdocket.desk import blanks, register, releasing, roles
from doxdocket.desk.documents import DOCUMENTS, leaving
from doxdocket.desk.documents.draft import TITLES
from doxdocket.desk.documents.material import ALL, CORE
from doxdocket.desk.documents.writing import Asked, Made
from doxdocket.desk.scopes import PERSON, scopes
from doxdocket.errors import WrongCall
from doxdocket.report.paper import FORMATS
from doxdocket.review.pages.accounts import linker, of_scope
from doxdocket.review.pages.register import address
from doxdocket.review.visit import Page, Visit
from doxdocket.words import Sentence, coded, say

CALLED = coded("documents_as")
"""What a form of file is called."""
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "html": "text/html; charset=utf-8", "txt": "text/plain; charset=utf-8",
    "json": "application/json",
}  # fmt: skip
PLACES = {
    "documents.register_parties": "/register#parties", "documents.register_procedure": "/register#procedure", "documents.register_money": "/register#money",
    "documents.register_harm": "/register/damages", "documents.register_facts": "/register/wanted", "documents.to_decide": "/queues", "documents_core.page": "/channels",
    "paper.by_hand": "/register/of/issued",
}  # fmt: skip
"""Pages on which what a document lacks is entered where no row is known (``desk.blanks``), by the sentence that says where; what no page has an officer writes into the paper."""
FIELDS = ("scope", "since", "until")


@dataclass(frozen=True, slots=True)
class Lack:
    """What a document lacks, where it is entered, and the address of that where it is a page."""

    label: str
    where: str
    path: str


def index(visit: Visit) -> Response:
    """Every document, with what it lacks, and the form by which some are written."""
    return _page(visit, "documents.html.j2", say("review_documents.title"), "/documents")


def one(visit: Visit) -> Response:
    """The text of one, with what it lacks, and the form by which it is written."""
    name = _name(visit.path["name"])
    return _page(visit, "document.html.j2", TITLES[name][visit.lang != "zh"], f"/documents/of/{name}", name)


def _page(visit: Visit, template: str, title: str, path: str, name: str = "") -> Response:
    asked = {one: (visit.form.get(one) or visit.query.get(one, "")).strip() for one in FIELDS}
    query = do_urlencode({one: text for one, text in asked.items() if text})
    here = path + (f"?{query}" if query else "")
    made, done = None, 0
    if there := visit.case.current_run() is not None:
        within = of_scope(asked)
        link = linker(visit, "?scope=" + ",".join(within) if within else "")
        made, done = visit.desk.writing.shown(Asked(visit.lang, within), link)
    lines = register.lines(visit.case) if made and visit.decides else None
    lacks = {each: _lacks(each, found.lacking, lines, path) for each, found in made.shown.items()} if made else {}
    return visit.page(
        template, title=title, there=there, made=made, done=done, of=len(DOCUMENTS), here=here, back=f"/documents?{query}" if query else "/documents", query=query, asked=asked,
        chosen=_scopes(visit, asked["scope"]), lacks=lacks, decides=roles.may(visit.role, "decide"), formats=CALLED, names=visit.form.getlist("name"), typed=visit.form, only=name,
        found=made.shown.get(name) if made else None, fault=made.fault[visit.lang != "zh"] if made and made.fault else "",
    )  # fmt: skip


def _scopes(visit: Visit, asked: str) -> list[tuple[str, str]]:
    """What may be chosen: documents are of the core channels unless another scope is asked for, of all captures where there is no core; of a person where their page led here."""
    found = scopes(visit.case)
    if asked.startswith(f"{PERSON}:"):
        found = [*found, (asked, say("scoped.person", person=asked.removeprefix(f"{PERSON}:")))]
    core = CORE in dict(found)
    return [("" if value in (ALL, CORE) else value, label) for value, label in found if value != (ALL if core else CORE)]  # fmt: skip


def _lacks(
    name: str, lacking: Sequence[tuple[str, str]], lines: Sequence[register.Line] | None, back: str
) -> list[Lack]:
    places = {say(key): path for key, path in PLACES.items()}
    told = []
    for label, where in lacking:
        row = blanks.row(label, where, name, lines) if lines is not None else None
        told.append(Lack(label, where, address(row, back) if row else places.get(where, "")))
    return told


def _name(text: str) -> str:
    if text not in DOCUMENTS:
        raise WrongCall("documents_command.there_is_no_document", name=text[:64], known=", ".join(DOCUMENTS))
    return text


def write(visit: Visit) -> Response:
    """Begin to make files of those that were chosen."""
    form, names = visit.form.get("format", ""), visit.form.getlist("name")
    if not names:
        raise WrongCall("review_documents.none_chosen")
    if form not in FORMATS:
        raise WrongCall("review_documents.no_such_format", known=", ".join(FORMATS))
    known = tuple(dict.fromkeys(map(_name, names)))
    reason = leaving.because(visit.case, known, visit.form.get("reason", ""))
    key = visit.desk.writing.files(Asked(visit.lang, of_scope(visit.form), known, form, reason, visit.officer))
    return visit.go(f"/documents/made/{visit.sitting.held.keep(('documents', key))}")


def again(visit: Visit) -> Response:
    """The page on which documents were chosen, with why they are not written."""
    only = visit.form.get("only", "")
    return one(replace(visit, path={"name": only})) if only in DOCUMENTS else index(visit)


def made(visit: Visit) -> Response:
    """How far the files are; then what they are, and the button by which they leave, or why they do not."""
    key, asked, found, done = _job(visit)
    fault = found.fault[visit.lang != "zh"] if found and found.fault else ""
    hits = [releasing.line(hit)[visit.lang != "zh"] for hit in found.hits] if found else []
    return visit.page(
        "documents_made.html.j2", title=say("review_documents.made"), made=found, done=done, of=len(asked.names), here=visit.at, fault=fault, hits=hits, asked=asked, taken=visit.desk.writing.taken(key),
        decides=roles.may(visit.role, "decide"),
    )  # fmt: skip


def take(visit: Visit) -> Response:
    """Record that they leave, then let them: a file, or several in one."""
    key, asked, found, _ = _job(visit)
    if found is None or found.fault or found.hits:
        return visit.go(visit.at.replace("/take/", "/made/"))
    if not visit.desk.writing.take(key):
        raise WrongCall("review_documents.changed_since")
    leaving.taken(visit.case, found.files, asked.form, found.scope, asked.reason, asked.officer)
    if len(found.files) == 1:
        [file] = found.files
        return _sent(file.data, file.file, TYPES[asked.form])
    return _sent(leaving.together(found.files), say("review_documents.zip"), "application/zip")


def _sent(data: bytes, name: str, kind: str) -> Response:
    """``name`` as RFC 6266 writes one that is not ASCII."""
    return Response(
        data,
        headers={"content-type": kind, "content-disposition": f"attachment; filename*=UTF-8''{do_urlencode(name)}"},
    )


def _job(visit: Visit) -> tuple[object, Asked, Made | None, int]:
    """What this browser asked for, with its key; only it gets it."""
    kept = visit.sitting.held.get(visit.path["token"])
    key = kept[1] if isinstance(kept, tuple) and kept[0] == "documents" else None
    asked = visit.desk.writing.asked(key) if key else None
    if asked is None:
        raise WrongCall("review_documents.over")
    return key, asked, *visit.desk.writing.made(key)


ROUTES = (
    Page("/documents", index, nav=Sentence("review_documents.nav")),
    Page("/documents/of/{name}", one),
    Page("/documents/write", write, methods=("POST",), lasting=True, again=again),
    Page("/documents/made/{token}", made, role="decide", lasting=True),
    Page("/documents/take/{token}", take, methods=("POST",), lasting=True),
)
