"""Documents made as files and looked through together, before any of them leaves; several have a list beside them (文书清单) with grade and digest of each.

Either all of them may leave or none does: a refusal says of each what and where (``desk.releasing``). Left out: who takes them and why, which is
recorded before the first byte goes out (``releasing.record_all``).

>>> Ready("notice", ("公告", "Notice"), "public", "", "notice.docx", b"").sha256[:8]
'e3b0c442'
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from doxdocket.assess.forms import words as form_words
from doxdocket.desk.documents import DOCUMENTS
from doxdocket.desk.documents.draft import Draft
from doxdocket.desk.documents.files import called, content, lacking, own
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.readers import INTERNAL, WORDS, reader
from doxdocket.desk.releasing import Gate, Hit, record_all
from doxdocket.errors import WrongCall
from doxdocket.pipeline.registered import entries
from doxdocket.report.document import Block, Both, Column, Paragraph, Part, Said, Table, cells
from doxdocket.report.paper import Grade, Paper
from doxdocket.report.text import Lang, chosen
from doxdocket.store import values_in_text
from doxdocket.store.keyring import home
from doxdocket.store.reason import checked
from doxdocket.words import named, say, zh_en

if TYPE_CHECKING:
    from doxdocket.store.case import Case

LIST = "list"
"""The list beside several documents, among their names."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A document as a file that was looked through; ``lacking``: the facts that nobody entered yet."""

    document: str
    title: Both
    grade: Grade
    number: Said | None
    file: str
    data: bytes = field(repr=False)
    lacking: Sequence[str] = ()
    said: Mapping[str, object] = field(default_factory=dict)
    """Of a public one what it tells (``rounding``)."""
    marks: frozenset[str] = frozenset()
    """What stands in its text like the mark of a post, an entry or a row of a statement (C01-3, R0007, J1, S1#2); the list, which explains codes, cites none."""
    figures: Mapping[str, str] = field(default_factory=dict)
    """The names of the figures that it numbers, by the numbers: papers tell none."""

    @property
    def sha256(self) -> str:
        """Of the file (hex)."""
        return hashlib.sha256(self.data).hexdigest()

    def detail(self, form: str, scope: str) -> dict[str, object]:
        """What the custody row says of it; names of files stay out."""
        return {"document": self.document, "format": form, "scope": scope, "grade": self.grade, "rows": 1} | (
            {"said": dict(self.said)} if self.said else {}
        )


def words(names: Iterable[str]) -> bool:
    """Whether masked words of posts stand in any of them, so that they leave with a reason."""
    return not WORDS.isdisjoint(names)


def because(case: "Case", names: Sequence[str], reason: str) -> str:
    """Why they leave, as it is recorded; a ``WrongCall`` where words of posts leave without a reason, or the reason repeats a value."""
    if not reason.strip():
        if words(names):
            raise WrongCall("documents_leaving.words_need_a_reason")
        return ""
    said = checked(reason)
    values_in_text.refuse(case, said)
    return said


def taken(case: "Case", made: Sequence[Ready], form: str, scope: str, reason: str, officer: str) -> None:
    """Record that these files go out to somebody's browser, before they do."""
    record_all(case, [({**one.detail(form, scope), "to": "browser"}, one.sha256) for one in made], reason, officer)


def together(made: Sequence[Ready]) -> bytes:
    """Several files as one .zip, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as box:
        for one in made:
            box.writestr(zipfile.ZipInfo(one.file), one.data)
    return out.getvalue()


def ready(
    of: Material, names: Sequence[str], form: str, gate: Gate, beat: Callable[[int], None] = lambda _: None
) -> tuple[list[Ready], list[Hit]]:
    """The files, the list last where they are several, and every reason why they must not leave. ``beat`` hears how many are done."""
    made: list[Ready] = []
    hits: list[Hit] = []
    for name in names:
        made.append(_file(of, DOCUMENTS[name](of), form))
        hits += gate.hits((made[-1].file, made[-1].data), len(made))
        beat(len(made))
    if len(made) > 1:
        made.append(_file(of, _list(of, made), form, _mark(made)))
        hits += gate.hits((made[-1].file, made[-1].data), len(made))
    return made, hits


def _file(of: Material, paper: Paper, form: str, mark: str = "") -> Ready:
    data = content(paper, form, of.lang, own((of.case.folder, home()), paper.name))
    name = f"00-{say('documents_leaving.list')}-{mark}" if mark else called(paper.name, of.lang)
    return Ready(paper.name, paper.title, paper.grade, paper.number, f"{name}.{form}", data, [one.label for one in lacking(paper, of.lang)], of.public.get(paper.name, {}), frozenset() if paper.name == LIST else _marks(paper, of.lang), {str(one["no"]): one["id"] for one in paper.document.data.get("figures", ())})  # fmt: skip


_MARK = re.compile(r"(?<![A-Za-z0-9_.@#-])[A-Za-z][\w.@#-]*", re.ASCII)


def _marks(paper: Paper, lang: Lang) -> frozenset[str]:
    text = replace(paper.document, columns=1 << 20).text(lang)
    found = {one.rstrip(".-") for one in _MARK.findall(text) if any(map(str.isdecimal, one))}
    return frozenset(found).union(*(_marks(one, lang) for one in paper.annexes))


def _mark(made: Sequence[Ready]) -> str:
    """What tells one list from another in the same folder: it follows from what is listed."""
    return hashlib.sha256("".join(one.sha256 for one in made).encode()).hexdigest()[:8]


_CODED = (
    "defendant",
    "guardian",
    "actor",
    "device",
    "testimony",
    "attribution",
    "joint",
    "sanction",
    "statement",
    "receipt",
    "cost",
)
"""Forms of the register whose entries papers call by their own ids."""
_SHOWN = 8


def _codes(of: Material) -> Table:
    """What the codes in the papers stand for: those of the program, and those that entries of the register bear."""
    forms, ids = form_words(), dict[str, list[str]]()
    for entry, row in entries(of.case).all():
        ids.setdefault(row.form, []).append(str(entry.id))
    fixed = [tuple(line.split("|", 1)) for line in say("documents_leaving.codes_fixed").splitlines() if line]
    own = [
        (say("marks.comma").join(ids[form][:_SHOWN]) + ("…" if len(ids[form]) > _SHOWN else ""), named(forms[form]))
        for form in _CODED if form in ids
    ]  # fmt: skip
    return Table([*fixed, *own], cells(zh_en("documents_leaving.code"), zh_en("documents_leaving.stands_for")))


def _list(of: Material, made: Sequence[Ready]) -> Paper:
    rows: list[Mapping[str, object]] = [
        {
            "no": n, "document": one.document, "title": chosen(one.title, of.lang), "grade": one.grade, "number": chosen(one.number or "", of.lang) or None, "file": one.file,
            "bytes": len(one.data), "sha256": one.sha256, "lacking": len(one.lacking),
        }
        for n, one in enumerate(made, 1)
    ]  # fmt: skip
    columns = [
        Column(zh_en("documents_leaving.no"), "no", right=True), Column(zh_en("documents_command.title"), "title"), Column(zh_en("documents_closed.grade"), lambda r: say(f"paper.{r['grade']}"), once=True), Column(zh_en("documents_closed.who"), lambda r: reader(str(r["document"]), str(r["grade"]))[0], once=True),
        Column(zh_en("paper.number"), "number"), Column(zh_en("documents_command.file"), "file"), Column(zh_en("documents_leaving.bytes"), "bytes", right=True), Column(zh_en("documents_command.blanks"), "lacking", right=True),
    ]  # fmt: skip
    within = [one for one in rows if one["document"] in INTERNAL]
    out = Table([one for one in rows if one not in within], columns)
    kept = (
        Part(
            [Paragraph(say("documents_leaving.internal_said", n=len(within))), Table(within, columns)],
            say("documents_leaving.internal"),
        )
        if within
        else None
    )
    digests = Table(rows, [Column(zh_en("documents_leaving.no"), "no", right=True), Column("SHA-256", "sha256")])
    open_ = Table([(n, one) for n, one in enumerate(made, 1) if one.lacking], [
        Column(zh_en("documents_leaving.no"), lambda row: str(row[0]), right=True), Column(zh_en("documents_command.title"), lambda row: row[1].title),
        Column(zh_en("documents_leaving.to_fill"), lambda row: say("marks.semicolon").join(row[1].lacking)),
    ], none="")  # fmt: skip
    first = Part([Paragraph(say("documents_leaving.to_fill_said")), open_], say("documents_leaving.part_to_fill")) if any(one.lacking for one in made) else None  # fmt: skip
    scope = of.scope.short(of.lang)
    body: list[Block | None] = [Paragraph(say("documents_leaving.said", n=len(rows), scope=scope)), out, kept, first, digests, Paragraph(say("documents_leaving.digests_said")), Part([_codes(of), Paragraph(say("documents_leaving.codes_said"))], say("documents_leaving.codes"))]  # fmt: skip
    paper = Draft(of, LIST, marked=False).paper(body, data={"files": rows})
    return replace(paper, number=None, date=None)
