"""A paper as .docx in the layout of official documents, on a template that an office may replace; the same paper gives the same bytes.

Source: GB/T 9704-2012: A4, margins 37, 35, 28 and 26 mm, 22 lines of 28 characters, page numbers as “— 1 —”, right on odd pages and left on even
ones. Tables repeat their head and split no row over pages. A template is a .docx that says where things stand (``{{ title }}``, ``{{ body }}``: ``template`` makes ours, to be
changed in Word or WPS) and in what styles; it is rendered by docxtpl, sandboxed, before any word of the evidence is put in. Properties
name nobody and no time. Places are bookmarks, references to them links and fields. Left out: other fields that Word computes, but for the number of the page.

>>> from doxdocket.report.document import Document
>>> data = made(Paper("summary", ("摘要", "Summary"), Document({}, ["<甲>"])), "zh")
>>> data[:2], data == made(Paper("summary", ("摘要", "Summary"), Document({}, ["<甲>"])), "zh")
(b'PK', True)
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, partial
from itertools import count
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.image import ImagePart
from docx.shared import Mm
from docxtpl import DocxTemplate, RichText
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import XMLSyntaxError

from doxdocket.errors import WrongCall
from doxdocket.report import faces
from doxdocket.report.layout import (
    MEASURE,
    WIDE,
    Image,
    Images,
    Laid,
    Pairs,
    Para,
    Points,
    Set,
    Sheet,
    Small,
    headed,
    leads,
    ragged,
    sheet,
)
from doxdocket.report.marks import Blank, Place, Reference, plain, runs
from doxdocket.report.paper import Paper
from doxdocket.report.text import Lang
from doxdocket.words import said_in

_BOTH, _CHINESE = re.compile("([“”‘’…—·]+)"), re.compile(r"[\u4e00-\u9fff]")
_BODY = "\ue000"
"""Stands where the body goes."""
_ZH_SIZE, _ZH_LINE, _EN_SIZE, _EN_LINE = 16, 29, 12, 18
_RAGGED = '<w:jc w:val="left"/>'
_GAP = '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>'
_TWIPS, _EMU = 20, 12700
_SMALL = '<w:sz w:val="18"/>'
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def made(paper: Paper, lang: Lang, own: Path | None = None) -> bytes:
    """The file; ``own``: the office's template in place of ours. Errors: ``WrongCall`` for a template that is none."""
    told = sheet(paper, lang)
    document = _framed(template(lang), told, lang) if own is None else _of_office(own, told, lang)
    _own_styles(document, lang)
    body = _place(document)
    for one in _Body(document, lang).elements(told):
        body.addprevious(one)
    for spacing in one.iter(qn("w:spacing")) if not "".join(one.itertext()) else ():
        spacing.set(
            qn("w:line"), "20"
        )  # what Word asks for behind a table at the end must not be pushed to a page of its own
    body.getparent().remove(body)
    _nameless(document, plain(told.title))
    return _canonical(document)


def _framed(frame: bytes, told: Sheet, lang: Lang) -> Any:
    made = DocxTemplate(io.BytesIO(frame))
    made.render(_context(told, lang), SandboxedEnvironment(autoescape=True))
    return made.docx  # get_docx would read the template anew


def _of_office(own: Path, told: Sheet, lang: Lang) -> Any:
    try:
        document = _framed(own.read_bytes(), told, lang)
        _place(document)
    except (OSError, zipfile.BadZipFile, TemplateError, XMLSyntaxError, LookupError, ValueError) as fault:
        raise WrongCall("paper.no_template", file=str(own), why=str(fault)) from fault
    return document


def _place(document: Any) -> Any:
    """The paragraph in whose place the body goes; LookupError where there is none."""
    for one in document.paragraphs:
        if one.text.strip() == _BODY:
            return one._p  # noqa: SLF001 - python-docx has no other way to put an element before a paragraph
    raise LookupError("{{ body }}")


def _context(told: Sheet, lang: Lang) -> dict[str, Any]:
    rich = {key: _rich(getattr(told, key)) for key in ("title", "authority", "number", "date", "confidential")}
    return {**rich, "grade": told.grade, "plain_title": plain(told.title), "body": _BODY, "lang": lang}


def _rich(text: str) -> RichText | str:
    out = RichText()
    for one in runs(text):
        if isinstance(one, Blank):
            out.add(one.shown, style="DocketBlank")
        else:
            out.add(one if isinstance(one, str) else one.shown)
    return out if text else ""


class _Body:
    """Elements of the body under the styles that this document has."""

    def __init__(self, document: Any, lang: Lang) -> None:
        self.ids = {style.name: style.style_id for style in document.styles}
        self.lang, self.pages = lang, document.sections[-1]._sectPr  # noqa: SLF001 - copied as it is
        self.part, self.settings = document.part, document.settings.element
        self.places, self.images, self.shown = count(1), dict[bytes, str](), count(1)
        self.across = dict[str, str]()

    def elements(self, told: Sheet) -> Iterator[Any]:
        stays = told.body[-1] if told.body and not told.annexes else None
        yield from self.blocks(told.body, stays)
        if told.annexes:
            yield self.paragraph(
                said_in(self.lang, "paper.annexes"), "Docket Text", '<w:keepNext/><w:spacing w:before="280"/>'
            )
            for n, one in enumerate(told.annexes, 1):
                yield self.paragraph(f"{n}. {one.title}", "Docket Text")
        signed = "\n".join(
            filter(None, (*told.signatures, told.date))
        )  # one paragraph: LibreOffice lets go of a long row of paragraphs that keep to the next
        yield self.paragraph(signed, "Docket Signature", "<w:keepNext/>" * bool(told.missing) + "<w:keepLines/>")
        yield from self.blocks(told.missing)
        for n, one in enumerate(told.annexes, 1):
            yield self.paragraph(said_in(self.lang, "paper.annex", n=n), "Docket Annex")
            yield self.paragraph(one.title, "Title")
            yield from self.blocks(one.body)

    def blocks(self, blocks: Sequence[Laid], stays: Laid | None = None) -> Iterator[Any]:
        """Their elements; the words that lead up to something, and those that ``stays`` names, keep to the page of what follows."""
        for heads, one in headed(blocks):
            across = isinstance(one, Set) and one.wide  # its headings stand on its page
            if across:
                yield self.turn(across=False)
            yield from (self.paragraph(head.text, f"Heading {min(head.level, 4)}") for head in heads)
            match one:
                case Para(text, deep):
                    left = self._set_in(deep) if deep else ""
                    keep = "<w:keepNext/>" * (leads(text) or one is stays)
                    yield self.paragraph(text, "Docket Text", keep + left + _RAGGED * ragged(text))
                case Small(text, whole):
                    yield self.paragraph(text, "Docket Cell", "<w:keepLines/>" * whole + _tight(10.5) + _RAGGED)
                case Points(lines):
                    for n, line in enumerate(lines, 1):
                        keep = "<w:keepNext/>" * (one is stays and n == len(lines))
                        yield self.paragraph(f"·\t{line}", "Docket Point", keep + _RAGGED * ragged(line))
                case Pairs(pairs):
                    colon = said_in(self.lang, "marks.colon")
                    for n, (name, said) in enumerate(pairs, 1):
                        keep = "<w:keepNext/>" * (one is stays and n == len(pairs))
                        yield self.paragraph(f"{name}{colon}{said}", "Docket Text", keep)
                case Set():
                    yield from self.table(one, stays=one is stays and not across)
                case Images(rows):
                    yield from (element for row in rows for element in self.pictures(row))
            if across:
                yield self.turn(across=True)

    def pictures(self, row: Sequence[Image]) -> Iterator[Any]:
        """Pictures beside one another, each over what it shows, in a table without lines."""
        widths = [round(MEASURE / len(row) * _TWIPS)] * len(row)
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{self.ids["Docket Cell"]}"/><w:keepNext/><w:jc w:val="center"/></w:pPr>'
            f'{self._drawing(one)}</w:p>{self._p(one.said, "Docket Cell", """<w:jc w:val="center"/>""", size=_SMALL)}</w:tc>'
            for one, width in zip(row, widths, strict=True)
        )
        yield self._tbl(widths, f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
        yield self.paragraph("", "Docket Cell", _GAP)

    def _drawing(self, one: Image) -> str:
        """A picture in the line, its bytes once in the file however often it is shown."""
        if one.data not in self.images:
            name = PackURI(f"/word/media/picture{len(self.images) + 1:04d}.{one.form}")
            part = ImagePart(name, f"image/{one.form}", one.data)
            self.images[one.data] = self.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        n, said = next(self.shown), quoteattr(plain(one.said))
        extent = f'cx="{round(one.width * _EMU)}" cy="{round(one.height * _EMU)}"'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/><wp:docPr id="{n}" name="{n}" descr={said}/>'
            f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic><pic:nvPicPr><pic:cNvPr id="{n}" name="{n}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{self.images[one.data]}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    def _set_in(self, deep: int) -> str:
        size = _ZH_SIZE if self.lang == "zh" else _EN_SIZE
        return f'<w:ind w:leftChars="{200 * deep}" w:left="{2 * deep * size * _TWIPS}"/>'

    def turn(self, *, across: bool) -> Any:
        """The end of the pages before, which lie as the rest of the document or ``across``."""
        end = self.paragraph("", "Docket Cell", _GAP)
        pages = deepcopy(self.pages)
        if across:
            size, margins = pages.find(qn("w:pgSz")), pages.find(qn("w:pgMar"))
            size.set(qn("w:w"), str(_mm(297)))
            size.set(qn("w:h"), str(_mm(210)))
            size.set(qn("w:orient"), "landscape")
            for side, wide in (
                ("top", 28),
                ("bottom", 26),
                ("left", 30),
                ("right", 30),
                ("header", 15),
                ("footer", 15),
            ):
                margins.set(qn(f"w:{side}"), str(_mm(wide)))
            for one in pages.findall(qn("w:headerReference")):
                one.set(qn("r:id"), self._header_across(one.get(qn("r:id"))))
        end.pPr.append(pages)
        return end

    def _header_across(self, upright: str) -> str:
        """The same header with its right end at the margin of a page laid across."""
        if upright not in self.across:
            part, self.across[upright] = self.part.add_header_part()
            part.element[:] = deepcopy(list(self.part.rels[upright].target_part.element))
            for one in part.element.iter(qn("w:pPr")):
                tabs = "".join(f'<w:tab w:val="{kind}" w:pos="{round(at * _TWIPS)}"/>' for kind, at in (("clear", MEASURE), ("right", WIDE)))  # fmt: skip
                one.get_or_add_tabs().getparent().replace(one.find(qn("w:tabs")), parse_xml(f"<w:tabs {nsdecls('w')}>{tabs}</w:tabs>"))  # fmt: skip
        return self.across[upright]

    def paragraph(self, text: str, style: str, properties: str = "") -> Any:
        return parse_xml(self._p(text, style, properties, nsdecls("w")))

    def _p(self, text: str, style: str, properties: str = "", spaces: str = "", size: str = "") -> str:
        parts = "".join(self._part(one, size) for one in runs(text))
        return f'<w:p {spaces}><w:pPr><w:pStyle w:val="{self.ids[style]}"/>{properties}</w:pPr>{parts}</w:p>'

    def _part(self, one: str | Blank | Place | Reference, size: str) -> str:
        match one:
            case Blank():
                return _run(one.shown, size, self.ids["Docket Blank"])
            case Place(name, shown):
                n = next(self.places)
                return f'<w:bookmarkStart w:id="{n}" w:name="{bookmark(name)}"/>{_run(shown, size)}<w:bookmarkEnd w:id="{n}"/>'
            case Reference(name, shown, page):
                if page:
                    return self._page_of(name, shown, size)
                return f'<w:hyperlink w:anchor="{bookmark(name)}" w:history="1">{_run(shown, size)}</w:hyperlink>'
        return _run(one, size)

    def _page_of(self, name: str, shown: str, size: str) -> str:
        """The number of a page, which Word computes when it opens the file and asks before it does."""
        if self.settings.find(qn("w:updateFields")) is None:
            before = self.settings.find(qn("w:footnotePr")), self.settings.find(qn("w:compat"))
            element = parse_xml(f'<w:updateFields {nsdecls("w")} w:val="true"/>')
            next((one.addprevious for one in before if one is not None), self.settings.append)(element)
        return "".join(_field(f"PAGEREF {bookmark(name)} \\h", shown, size))

    def _tbl(self, widths: Sequence[int], rows: str, borders: str = "") -> Any:
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        return parse_xml(
            f'<w:tbl {nsdecls("w", "wp", "a", "pic", "r")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>{borders}'
            '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
            f'<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
        )

    def table(self, one: Set, *, stays: bool = False) -> Iterator[Any]:
        if one.grid.title and not one.titled:
            yield self.paragraph(one.grid.title, "Docket Caption")
        right = [column.kind == "number" for column in one.grid.columns]
        widths = [round(width * _TWIPS) for width in one.widths]
        heads = [column.head for column in one.grid.columns]
        size = one.size
        rows = []
        if one.titled:
            rows.append(self._row([one.grid.title], [sum(widths)], ["center"], size, "<w:cantSplit/><w:tblHeader/>", "<w:keepNext/>", head=True, over=len(widths)))  # fmt: skip
        if any(heads):
            rows.append(
                self._row(
                    heads,
                    widths,
                    ["center"] * len(heads),
                    size,
                    "<w:cantSplit/><w:tblHeader/>",
                    "<w:keepNext/>",
                    head=True,
                )
            )
        sides = ["right" if each else "left" for each in right]
        last = len(one.split) - 1
        rows += [
            self._row(
                cells,
                widths,
                sides,
                size,
                "" if split else "<w:cantSplit/>",
                "<w:keepNext/>"
                * (
                    n < min(max(one.together, 1), last) or last - one.tail < n < last + (stays or bool(one.grid.totals))
                ),
            )
            for n, (cells, split) in enumerate(zip(one.grid.rows, one.split, strict=True))
        ]
        if one.grid.totals:
            rows.append(self._row(one.grid.totals, widths, sides, size, "<w:cantSplit/>", "<w:keepNext/>" * stays))
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        yield self._tbl(widths, "".join(rows), f"<w:tblBorders>{borders}</w:tblBorders>")
        yield self.paragraph(
            one.note, "Docket Cell", "<w:keepNext/>" * stays + ("" if one.note else _GAP)
        )  # two tables without one would be one

    def _row(
        self,
        cells: Sequence[str],
        widths: Sequence[int],
        sides: Sequence[str],
        size: float,
        properties: str,
        keep: str = "",
        *,
        head: bool = False,
        over: int = 1,
    ) -> str:
        span = f'<w:gridSpan w:val="{over}"/>' if over > 1 else ""
        look = "<w:b/>" * head + f'<w:sz w:val="{round(size * 2)}"/>'
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>' if head else ""
        told = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{shade}<w:vAlign w:val="center"/></w:tcPr>'
            f'{self._p(cell, "Docket Cell", f"""{keep}{_tight(size)}<w:jc w:val="{side}"/>""", size=look)}</w:tc>'
            for cell, width, side in zip(cells, widths, sides, strict=True)
        )
        return f"<w:tr><w:trPr>{properties}</w:trPr>{told}</w:tr>"


def _tight(size: float) -> str:
    """The height of a line of a table, by its type and not by the face that a computer has in place of the one named."""
    return f'<w:spacing w:before="20" w:after="20" w:line="{round(size * 1.15 * _TWIPS)}" w:lineRule="exact"/>'


def _mm(length: float) -> int:
    return round(length / 25.4 * 72 * _TWIPS)


def bookmark(name: str) -> str:
    """What a place is called in the file: Word takes no more than forty letters, figures and low lines."""
    return "d" + hashlib.sha256(name.encode()).hexdigest()[:24]


def _run(text: str, size: str = "", style: str = "") -> str:
    """A text in runs. Quotation marks and dashes of a Chinese text are said to be Chinese: Word sets them in the Latin face, half as wide, where nothing says so."""
    first = f'<w:rStyle w:val="{style}"/>' if style else ""
    parts = _BOTH.split(text) if _CHINESE.search(text) else [text]
    return "".join(_plain_run(one, first + '<w:rFonts w:hint="eastAsia"/>' * (n % 2) + size) for n, one in enumerate(parts) if one or len(parts) == 1)  # fmt: skip


def _plain_run(text: str, properties: str) -> str:
    told = "<w:br/>".join(
        "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(one)}</w:t>' for one in line.split("\t"))
        for line in text.split("\n")
    )
    return f"<w:r><w:rPr>{properties}</w:rPr>{told}</w:r>"


def _field(code: str, shown: str, size: str = "") -> Iterator[str]:
    """What Word computes, and what stands there until it does."""
    edge = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    yield edge.format("begin")
    yield f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    yield from (edge.format("separate"), _run(shown, size), edge.format("end"))


@cache
def template(lang: Lang) -> bytes:
    """Our template: what an office saves, changes and puts in its place."""
    made = docx.Document()
    for one in list(made.element.body)[:-1]:
        made.element.body.remove(one)
    part = made.sections[0]
    part.page_width, part.page_height = Mm(210), Mm(297)
    part.top_margin, part.bottom_margin, part.left_margin, part.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    part.header_distance, part.footer_distance = Mm(20), Mm(25)
    made.settings.odd_and_even_pages_header_footer = True
    _own_styles(made, lang, every=True)
    for footer, side in ((part.footer, WD_ALIGN_PARAGRAPH.RIGHT), (part.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
        _page_number(footer.paragraphs[0], side)
    for header in (part.header, part.even_page_header):
        header.paragraphs[0].add_run("{{ plain_title }}\t{{ grade }}")
    _lean(made)
    for key, style in (
        ("confidential", "Docket Label"),
        ("authority", "Docket Authority"),
        ("title", "Title"),
        ("number", "Docket Number"),
    ):
        made.add_paragraph(f"{{%p if {key} %}}")
        made.add_paragraph(f"{{{{r {key} }}}}", style)
        made.add_paragraph("{%p endif %}")
    made.add_paragraph("{{ body }}")
    _nameless(made, "")
    return _canonical(made)


_KEPT = ("Normal", "Default Paragraph Font", "Normal Table", "No List")
"""Styles that a file must have beside those that we write with."""
_SETTINGS = {
    "w:zoom": {"w:percent": "100"},
    "w:themeFontLang": {"w:val": "en-US", "w:eastAsia": "zh-CN"},
    "w:lang": {"w:val": "en-US", "w:eastAsia": "zh-CN"},
    "w:compatSetting": {"w:val": "15"},
}
"""What python-docx's own template leaves out or has of another language; compatibility mode 15 is the first of its settings."""


def _lean(made: Any) -> None:
    """Our template without the styles of lists and tables that nothing uses: nine tenths of every file, which the gate would read each time; and with settings that Word need not repair."""
    styles = made.styles.element
    kept = {*_KEPT, *_looks("zh"), "Docket Blank"}
    for one in list(made.styles):
        if one.name not in kept:
            styles.remove(one.element)
    ids = {one.style_id for one in made.styles}
    for tag in ("w:link", "w:next", "w:basedOn"):
        for one in list(styles.iter(qn(tag))):
            if one.get(qn("w:val")) not in ids:
                one.getparent().remove(one)
    for key, relation in list(made.part.rels.items()):
        if relation.reltype.endswith(("/stylesWithEffects", "/numbering")):
            del made.part.rels[key]
    for tag, values in _SETTINGS.items():
        one = next(
            found for root in (made.settings.element, styles) if (found := root.find(f".//{qn(tag)}")) is not None
        )
        for name, value in values.items():
            one.set(qn(name), value)


def _page_number(paragraph: Any, side: WD_ALIGN_PARAGRAPH) -> None:
    paragraph.alignment = side
    for one in (_run("— "), *_field("PAGE", "1"), _run(" —")):
        paragraph._p.append(parse_xml(one.replace("<w:r>", f"<w:r {nsdecls('w')}>", 1)))  # noqa: SLF001


@dataclass(frozen=True, slots=True)
class _Look:
    """How a style looks; sizes in points, ``first`` and ``left`` in characters."""

    face: Sequence[str]
    size: float
    align: str = "both"
    bold: bool = False
    first: float = 0
    left: float = 0
    before: float = 0
    after: float = 0
    line: float = 0
    """Exact height of a line; 0: single."""
    level: int = 0
    more: str = ""
    tab: float = 0
    """Where a tab ends, in points."""


def _looks(lang: Lang) -> dict[str, _Look]:
    size, line = (_ZH_SIZE, _ZH_LINE) if lang == "zh" else (_EN_SIZE, _EN_LINE)
    first, align = (2.0, "both") if lang == "zh" else (0.0, "left")
    keep = "<w:keepNext/><w:keepLines/>"
    head = partial(_Look, size=size, align="left", line=line, first=first, more=keep, before=0 if lang == "zh" else 6)
    return {
        "Normal": _Look(faces.BODY, size, line=line),
        "Title": _Look(faces.TITLE, 22, "center", line=34, before=6, after=16, more=keep),
        "Heading 1": head(faces.HEAD, bold=lang == "en", level=1),
        "Heading 2": head(faces.SUBHEAD, bold=lang == "en", level=2),
        "Heading 3": head(faces.BODY, bold=True, level=3),
        "Heading 4": head(faces.BODY, level=4),
        "Header": _Look(faces.SONG, 9, "left", tab=MEASURE),
        "Footer": _Look(faces.SONG, 14, "left"),
        "Docket Text": _Look(faces.BODY, size, align, first=first, line=line, after=0 if lang == "zh" else 4),
        "Docket Point": _Look(faces.BODY, size, align, left=first + 1, first=-1, line=line),
        "Docket Cell": _Look(faces.SONG, 10.5, "left", before=1, after=1),
        "Docket Caption": _Look(faces.HEAD, 12, "center", before=8, after=4, more=keep),
        "Docket Label": _Look(faces.HEAD, size, "left", line=line, more="<w:keepNext/>"),
        "Docket Annex": _Look(faces.HEAD, size, "left", line=line, more="<w:keepNext/><w:pageBreakBefore/>"),
        "Docket Authority": _Look(faces.TITLE, 22, "center", line=34, more=keep),
        "Docket Number": _Look(faces.SUBHEAD, size, "right", line=line, after=10),
        "Docket Signature": _Look(faces.BODY, size, "right", line=line, more="<w:keepLines/>"),
    }  # fmt: skip


def _own_styles(document: Any, lang: Lang, *, every: bool = False) -> None:
    """The styles that we write with, where the template lacks them; ``every``: also those that it has."""
    there = {style.name for style in document.styles}
    for name, look in _looks(lang).items():
        if every or name not in there:
            style = document.styles[name] if name in there else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            _dress(style.element, look)
    if "Docket Blank" not in there:
        style = document.styles.add_style("Docket Blank", WD_STYLE_TYPE.CHARACTER)
        style.element.append(
            parse_xml(f'<w:rPr {nsdecls("w")}><w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/></w:rPr>')
        )


def _dress(element: Any, look: _Look) -> None:
    for tag in ("w:pPr", "w:rPr"):
        for old in element.findall(qn(tag)):
            element.remove(old)
    line = (
        f' w:line="{round(look.line * _TWIPS)}" w:lineRule="exact"' if look.line else ' w:line="240" w:lineRule="auto"'
    )
    left = f'w:left="{round(look.left * look.size * _TWIPS)}"'
    first = f'w:firstLineChars="{round(look.first * 100)}" w:firstLine="{round(look.first * look.size * _TWIPS)}"'
    if look.first < 0:
        first = f'w:hanging="{round(-look.first * look.size * _TWIPS)}"'
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{round(look.tab * _TWIPS)}"/></w:tabs>' if look.tab else ""
    level = f'<w:outlineLvl w:val="{look.level - 1}"/>' if look.level else ""
    element.append(
        parse_xml(
            f'<w:pPr {nsdecls("w")}>{look.more}<w:widowControl/>{tab}<w:spacing w:before="{round(look.before * _TWIPS)}" w:after="{round(look.after * _TWIPS)}"{line}/>'
            f'<w:ind {left} {first}/><w:jc w:val="{look.align}"/>{level}</w:pPr>'
        )
    )
    bold = "<w:b/>" if look.bold else '<w:b w:val="0"/>'
    half = round(look.size * 2)
    element.append(
        parse_xml(
            f'<w:rPr {nsdecls("w")}><w:rFonts w:ascii="{faces.LATIN}" w:hAnsi="{faces.LATIN}" w:cs="{faces.LATIN}" w:eastAsia="{look.face[0]}"/>'
            f'{bold}<w:i w:val="0"/><w:color w:val="000000"/><w:spacing w:val="0"/><w:kern w:val="0"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
        )
    )


def _fonts() -> bytes:
    """The table of faces: under which other names a computer may have each."""
    told = "".join(
        f'<w:font w:name="{one[0]}"><w:altName w:val="{",".join(one[1:])}"/><w:charset w:val="86"/></w:font>'
        for one in (faces.TITLE, faces.BODY, faces.HEAD, faces.SUBHEAD, faces.SONG)
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}>{told}</w:fonts>'.encode()


def _nameless(document: Any, title: str) -> None:
    """Properties that name nobody, no office and no time; no picture of the first page, and no data that no page shows."""
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype not in (RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES):
            del package.rels[key]
    core = document.core_properties._element  # noqa: SLF001 - times can be changed there, and only here left out
    for one in list(core):
        core.remove(one)
    document.core_properties.title = title
    for key, relation in list(document.part.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.CUSTOM_XML:
            del document.part.rels[key]
        if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            relation.target_part._blob = _fonts()  # noqa: SLF001 - a part that python-docx does not know


def _canonical(document: Any) -> bytes:
    """The file with its members in one order and without times."""
    saved, out = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as read, zipfile.ZipFile(out, "w") as write:
        for name in sorted(read.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            write.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), read.read(name), zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()
