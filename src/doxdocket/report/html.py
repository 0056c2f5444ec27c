"""A document as HTML, a fragment or one printable page in one file: headings, paragraphs, lists, tables with caption and scope; every text is escaped.

Ids in a text become links where the caller's function names an address for them: ``V0001``, ``S7``, ``R0007``, ``D1``, a post, a rule, and
in a cell of its own a figure. Left out: scripts, outside assets, computer users and the clock; the classes are ``n`` (a number, set right), ``id`` (a channel or post, on one line), ``in1`` to ``in3`` (set in) and
``wide`` (a table that may be scrolled); a missing fact is ``<mark>``.

>>> from doxdocket.report.document import Column
>>> rows = [{"who": "V0001", "n": 1200}]
>>> told = Document(rows, [Table(rows, [Column("a<b", "who"), Column("n", "n", right=True)])])
>>> print(fragment(told, "en", lambda id_: f"/person/{id_}"))
<div class="wide" role="group" tabindex="0" aria-label="a&lt;b, n"><table>
<thead><tr><th scope="col">a&lt;b</th><th scope="col" class="n">n</th></tr></thead>
<tbody><tr><td><a href="/person/V0001">V0001</a></td><td class="n">1,200</td></tr></tbody>
</table></div>
"""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.resources import files
from itertools import count

from markupsafe import Markup, escape

from doxdocket import visible_signs
from doxdocket.report.document import (
    Block,
    Card,
    Cards,
    Document,
    Drawing,
    Fields,
    Heading,
    Items,
    Paragraph,
    Part,
    Picture,
    Records,
    Said,
    Table,
)
from doxdocket.report.foreign import APART
from doxdocket.report.grid import of
from doxdocket.report.marks import NO_PAGE, Blank, Place, Reference, plain, runs
from doxdocket.report.paper import Paper
from doxdocket.report.text import Lang, chosen
from doxdocket.words import filled, said_in, zh_en

Link = Callable[[str], str | None]
"""The address of what has this id; nothing where there is none."""

MOST = 500
"""Rows of a table in a fragment, under which stands how many more there are; a page in a file has all of them."""
_ID = re.compile(
    r"()(?<![\w/:.#-])(?:[a-z]+:[a-z_]+:[\w.-]+/[\w-]+|cn/[a-z0-9_-]+/[\w-]+|[A-Z]{1,2}\d+[a-z]?(?:#\d+)?)(?![\w/])"
)
_COMMAND = re.compile(rf"doxdocket explain \S+ ([\w/:.#-]*\w)|{_ID.pattern}")
"""An id, and a command that explains one, in place of which a page of the desk leads to the explanation (a link whose ``commands`` are true)."""
_ISOLATED = re.compile("\u2068([^\u2066-\u2069]*)\u2069")
_FIGURE = re.compile(r"[a-z][a-z0-9_]+")
_MARKED = {"number": Markup(' class="n"'), "id": Markup(' class="id"'), "text": Markup()}
_MISSING = Markup('<mark title="{}">{}</mark>')
_ROW, _ROW_CLOSED, _CLOSED = Markup("<tr>"), Markup("</tr>"), Markup("</td>")
_MARK = re.compile(r"^[–·-] ")
"""What a line of text begins with as a point of a list; a list on a page has its own."""


def fragment(document: Document, lang: Lang, link: Link = lambda _: None, level: int = 2) -> Markup:
    """All its blocks; ``level``: of the headings of its parts."""
    return _joined(_block(one, lang, link, level, MOST) for one in document.blocks)


def ended(paper: Paper, lang: Lang) -> Markup:
    """What stands under a paper: who signs it, and when, and its annexes; for a page that shows its blocks (``fragment``)."""
    signed = [
        Markup("<p>{}</p>").format(_said(chosen(one, lang))) for one in (*paper.signatures, paper.date or "") if one
    ]
    return _joined([*signed, *(_annex(one, f"a{n}", lang) for n, one in enumerate(paper.annexes, 1))])


def page(paper: Paper, lang: Lang, foot: str = "") -> str:
    """The paper as one page in one file, to be read and printed: the same paper gives the same text. ``foot``: on each printed page, beside its number.

    A paper with annexes has a table of contents, and its first part a sheet of its own; each annex begins a sheet.
    """
    title, style = plain(chosen(paper.title, lang)), _style(paper, lang, foot)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    csp = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    number = count(1)
    parts = [(f"p{next(number)}" if _has_place(one) else "", one) for one in paper.document.blocks]
    annexes = [(f"a{n}", one) for n, one in enumerate(paper.annexes, 1)]
    entries: list[tuple[str, Said]] = [(id_, one.title) for id_, one in parts if id_ and isinstance(one, Part)]
    entries += [(id_, one.title) for id_, one in annexes]
    nav = Markup('<nav aria-label="{}"><ol>{}</ol></nav>\n').format(
        said_in(lang, "paper.contents"), Markup().join(Markup('<li><a href="#{}">{}</a></li>').format(id_, _said(chosen(said, lang))) for id_, said in entries)
    ) if annexes else Markup()  # fmt: skip
    head = [chosen(one or "", lang) for one in (paper.authority, paper.number, paper.date, paper.confidential)]
    body = _joined([
        Markup('<p class="grade">{}</p>').format(said_in(lang, f"paper.{paper.grade}")), Markup("<h1>{}</h1>").format(_said(title)),
        *(Markup("<p>{}</p>").format(_said(one)) for one in head if one), nav, *(_placed(block, id_, lang) for id_, block in parts),
        *(Markup("<p>{}</p>").format(_said(chosen(one, lang))) for one in paper.signatures), *(_annex(one, id_, lang) for id_, one in annexes),
    ])  # fmt: skip
    told = Markup(
        '<!DOCTYPE html>\n<html lang="{}">\n<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{}</title><style>{}</style></head>\n<body{}><main>\n{}\n</main></body>\n</html>\n'
    ).format(
        "zh-CN" if lang == "zh" else "en",
        csp,
        title.translate(APART),
        Markup(style),  # noqa: S704 - ours; what of others is in it went through _css
        Markup(' class="long"') if annexes else "",
        body,
    )
    return visible_signs.picture(str(told))


def _has_place(block: Block) -> bool:
    """Whether a block is a part under its heading: those are numbered, whatever stands between them."""
    return isinstance(block, Part) and bool(block.title)


def _placed(block: Block, id_: str, lang: Lang) -> Markup:
    """A block of the page; a part under its heading has a place of its own."""
    told = _block(block, lang, lambda _: None, 2, None)
    return told.replace(Markup("<section>"), Markup('<section id="{}">').format(id_), 1) if id_ else told


def _annex(paper: Paper, id_: str, lang: Lang) -> Markup:
    inner = _joined(_block(one, lang, lambda _: None, 3, None) for one in paper.document.blocks)
    return Markup('<section class="annex" id="{}">\n<h2>{}</h2>\n{}\n</section>').format(
        id_, _said(chosen(paper.title, lang)), inner
    )


def _style(paper: Paper, lang: Lang, foot: str) -> str:
    """The style sheet with what stands at the head and the foot of each printed page; nothing of it can end the style element."""
    pages = said_in(lang, "paper.page_of", page="\0page\0", pages="\0pages\0").split("\0")
    counted = " ".join(f"counter({one})" if one in {"page", "pages"} else _css(one) for one in pages if one)
    heads: Iterator[tuple[str, str]] = iter([
        ("top-left", _css(plain(chosen(paper.title, lang)).translate(APART))), ("top-right", _css(said_in(lang, f"paper.{paper.grade}"))),
        ("bottom-left", _css(foot)), ("bottom-right", counted),
    ])  # fmt: skip
    rules = "".join(f"@{where}{{content:{said}}}" for where, said in heads)
    return files("doxdocket.report").joinpath("page.css").read_text("utf-8") + f"@page{{{rules}}}"


def _css(text: str) -> str:
    r"""A text as a string of CSS: whatever is not a letter, digit, space or dash is written as its code point.

    >>> _css('a"b')
    '"a\\22 b"'
    """
    return '"' + re.sub(r"[^\w \-—：（），。]", lambda found: f"\\{ord(found[0]):x} ", text) + '"'


def linked(text: str, link: Link, *, alone: bool = False) -> Markup:
    """A text with its ids as links; ``alone``: it stands alone in a cell, where the name of a figure is one too."""
    return Markup().join(_run(one, link, alone) for one in runs(text))


def _run(one: str | Blank | Place | Reference, link: Link, alone: bool) -> Markup:
    match one:
        case Blank():
            return _MISSING.format(one.where, one.shown)
        case Place(name, shown):
            return Markup('<span id="{}">{}</span>').format(name, shown)
        case Reference(name, shown, page):
            return escape(NO_PAGE) if page else Markup('<a href="#{}">{}</a>').format(name, shown)
    return _linked(one, link, alone)


def _linked(text: str, link: Link, alone: bool) -> Markup:
    if alone and _FIGURE.fullmatch(text) and (where := link(text)):
        return Markup('<a href="{}">{}</a>').format(where, text)
    out, at = Markup(), 0
    for found in (_COMMAND if getattr(link, "commands", False) else _ID).finditer(text):
        if where := link(found[1] or found[0]):
            out += escape(text[at : found.start()]) + Markup('<a href="{}">{}</a>').format(where, found[1] or found[0])
            at = found.end()
    return set_apart(out + escape(text[at:]))


def _said(text: str) -> Markup:
    return linked(text, lambda _: None)


def set_apart(text: Markup | str) -> Markup:
    """What others wrote in an element of its own, in place of the marks around it (``foreign.apart``)."""
    return Markup(_ISOLATED.sub(r"<bdi>\1</bdi>", escape(text)).translate(APART))  # noqa: S704 - escaped; no mark stands in a tag


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("\n").join(one for one in parts if one)


def _block(block: Block | None, lang: Lang, link: Link, level: int, most: int | None) -> Markup:
    match block:
        case None:
            return Markup()
        case Heading(said):
            return Markup("<h{0}>{1}</h{0}>").format(min(level, 6), linked(chosen(said, lang), link))
        case Part(blocks, title, indent):
            head = Markup("<h{0}>{1}</h{0}>").format(min(level, 6), _said(chosen(title, lang))) if title else Markup()
            inner = _joined([head, *(_block(one, lang, link, level + bool(title), most) for one in blocks)])
            if not inner:
                return inner
            if title:
                return Markup("<section>\n{}\n</section>").format(inner)
            return Markup('<div class="in1">\n{}\n</div>').format(inner) if indent else inner
        case Table() | Records():
            return _table(block, lang, link, most)
        case Cards(cards):
            return _joined(_card(one, lang, link, level) for one in cards)
        case Items(lines, _, _, title):
            texts = filter(None, (_MARK.sub("", chosen(line, lang).strip()) for line in lines))
            told = (
                Markup("<ul>{}</ul>").format(Markup().join(_list_item(one, link) for one in texts))
                if lines
                else Markup()
            )
            return _joined([_lines(title, lang, link), told]) if told else told
        case Fields(values):
            pairs = (
                Markup("<dt>{}</dt><dd>{}</dd>").format(_said(name), linked(chosen(said, lang), link))
                for name, said in values.items()
            )
            return Markup("<dl>{}</dl>").format(Markup().join(pairs)) if values else Markup()
        case Paragraph(said, indent):
            return _lines(said, lang, link, indent)
        case Drawing(svg, said):
            return Markup(
                '<figure><div class="wide" role="group" tabindex="0" aria-label="{0}">{1}</div><figcaption>{0}</figcaption></figure>'
            ).format(plain(chosen(said, lang)).translate(APART), Markup(svg))  # noqa: S704 - ours
    return _lines(block, lang, link)


def _card(card: Card, lang: Lang, link: Link, level: int) -> Markup:
    pairs = Markup().join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(_said(chosen(name, lang)), _broken(text, link))
        for name, said in card.fields
        if (text := chosen(said, lang))
    )
    shown = Markup().join(_picture(one, lang) for one in card.pictures)
    return Markup("<article>\n<h{0}>{1}</h{0}>\n<dl>{2}</dl>{3}\n</article>").format(
        min(level, 6), _said(chosen(card.title, lang)), pairs, shown
    )


def _broken(text: str, link: Link) -> Markup:
    """A text that keeps its lines."""
    return Markup("<br>").join(linked(line, link) for line in text.split("\n"))


def _picture(one: Picture, lang: Lang) -> Markup:
    said = chosen(one.said, lang)
    return Markup('<figure><img alt="{}" src="data:image/{};base64,{}"><figcaption>{}</figcaption></figure>').format(
        plain(said), one.form, base64.b64encode(one.data).decode(), _said(said)
    )


def _list_item(text: str, link: Link) -> Markup:
    return Markup("<li>{}</li>").format(linked(text, link))


def _lines(said: Said, lang: Lang, link: Link, indent: str = "") -> Markup:
    told = Markup()
    for line in chosen(said, lang).split("\n"):
        deep = min((len(indent) + len(line) - len(line.lstrip(" "))) // 2, 3)
        opened = Markup('<p class="in{}">').format(deep) if deep else Markup("<p>")
        told += (opened + linked(line.strip(), link) + Markup("</p>\n")) if line.strip() else Markup()
    return told.rstrip("\n")


def _table(block: Table | Records, lang: Lang, link: Link, most: int | None) -> Markup:
    if not block.rows and (isinstance(block, Records) or block.none is not None):
        return Markup() if isinstance(block, Records) else _lines(block.none or "", lang, link)
    grid = of(block, lang, most)
    caption = Markup("<caption>{}</caption>\n").format(_said(grid.title)) if grid.title else Markup()
    marks = [_MARKED[column.kind] for column in grid.columns]
    heads = [column.head for column in grid.columns]
    head = Markup().join(
        Markup('<th scope="col"{}>{}</th>').format(mark, _said(text)) if text else Markup("<td></td>")
        for mark, text in zip(marks, heads, strict=True)
    )
    top = Markup("<thead><tr>{}</tr></thead>\n").format(head) if any(heads) else Markup()
    opened = [Markup("<td{}>").format(mark) for mark in marks]
    body = Markup("\n").join(_row(row, opened, link) for row in grid.rows)
    foot = Markup("\n<tfoot>{}</tfoot>").format(_row(grid.totals, opened, link)) if grid.totals else Markup()
    label = grid.title or said_in(lang, "marks.comma").join(filter(None, heads))
    more = filled(chosen(grid.more or zh_en("explanation.more_rows"), lang), lang, {"n": grid.over})
    told = Markup("\n<p>{}</p>").format(_said(more)) if grid.over > 0 else Markup()
    return Markup(
        '<div class="wide" role="group" tabindex="0" aria-label="{}"><table>\n{}{}<tbody>{}</tbody>{}\n</table></div>{}'
    ).format(plain(label.translate(APART)), caption, top, body, foot, told)


def _row(cells: Sequence[str], opened: Sequence[Markup], link: Link) -> Markup:
    told = (tag + linked(cell, link, alone=True) + _CLOSED for tag, cell in zip(opened, cells, strict=True))
    return _ROW + Markup().join(told) + _ROW_CLOSED
