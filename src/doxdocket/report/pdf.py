"""A paper as PDF/A-2u, set by Typst (``paper.typ``): the same paper and faces give the same bytes.

All words go to Typst as data, none as its source; it reads no file and no net. Faces: the one that the program brings (Noto Sans CJK), or
those of an official document where a folder of the office's own has them (``faces``). Left out: PDF/UA, which asks a person to look.

>>> from doxdocket.report.document import Document
>>> made(Paper("summary", ("摘要", "Summary"), Document({}, ["#panic()"])), "en")[:8]
b'%PDF-1.7'
"""

import base64
import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, cast

import cvttf_NotoSansCJK_Regular as noto
import typst
from PIL import ImageFont

from doxdocket.report import faces
from doxdocket.report.layout import (
    PADDING,
    WORD,
    Head,
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
    units,
)
from doxdocket.report.marks import Blank, Place, plain, runs
from doxdocket.report.paper import Paper
from doxdocket.report.text import Lang
from doxdocket.words import said_in

_NUMBERED = "‹U+"
_NOTO = "Noto Sans CJK TC"
"""All of the Chinese faces in one file; its forms of the mainland are taken by language."""
_TIME = 315_532_800
"""1980-01-01, the time in the properties of every file: PDF/A asks for one, and the day of a document stands in its text."""


def made(paper: Paper, lang: Lang, own: Sequence[Path] = ()) -> bytes:
    """The file; ``own``: folders with the office's faces."""
    every = fonts(tuple(own))
    there = set(every.families())
    chosen = {
        name: [*faces.chosen(face, there), _NOTO]
        for name, face in (
            ("title", faces.TITLE),
            ("body", faces.BODY),
            ("head", faces.HEAD),
            ("subhead", faces.SUBHEAD),
            ("song", faces.SONG),
        )
    }
    told, telling = sheet(paper, lang), _Telling(lang, tuple(own))
    data = {
        "lang": lang,
        "faces": chosen,
        "plain": showable(plain(told.title), tuple(own)),
        "colon": said_in(lang, "marks.colon"),
        **telling.sheet(told),
    }
    compiler = typst.Compiler(_source(), font_paths=every, ignore_system_fonts=True)
    given = {"data": json.dumps(data, ensure_ascii=False)}
    out = cast("bytes", compiler.compile(format="pdf", sys_inputs=given, pdf_standards="a-2u", timestamp=_TIME))
    if not own:  # of an office's own faces nobody knows that a letter looks like what it is
        _made.add(hashlib.sha256(out).digest())
    return out  # one file is asked for, and no list of pages


_made: set[bytes] = set()
"""Digests of what this process set in the program's own faces."""


def says_what_it_shows(data: bytes) -> bool:
    """Whether this process set this very file, letters in the program's own face: then its pages show their text, in its order, and pictures, and nothing else.

    So the release gate need not read its pages as pictures. What others wrote makes no page that shows anything else: it goes to Typst as data, a sign that the face
    lacks is told by its number (letters that run from right to left are among them), and what turns the order of signs round is left out (``showable``).
    """
    return hashlib.sha256(data).digest() in _made


@cache
def fonts(own: tuple[Path, ...]) -> typst.Fonts:
    """Those that are set with: the program's, and of the office's folders ``own``."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[*own, Path(noto.__file__).parent]
    )


@cache
def _source() -> bytes:
    return resources.files("doxdocket.report").joinpath("paper.typ").read_bytes()


_Faces = tuple[tuple[ImageFont.FreeTypeFont, bytes], ...]
"""Faces, each with what it draws for a character that it has not."""


@cache
def _measured(own: tuple[Path, ...]) -> _Faces:
    out = []
    for folder in (Path(noto.__file__).parent, *own):
        for file in sorted(one for one in folder.rglob("*") if one.suffix.lower() in (".otf", ".ttf", ".ttc")):
            with suppress(OSError):  # a damaged file of the office's: Typst does not take it either
                font = ImageFont.truetype(file, 16, layout_engine=ImageFont.Layout.BASIC)
                out.append((font, bytes(font.getmask("\U0010ffff"))))
    return tuple(out)


_TURNS = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
_MARKS = "\u200e\u200f\u061c"
"""What makes signs stand in another order than they are written in."""


@cache
def _shown(char: str, own: tuple[Path, ...]) -> str:
    if unicodedata.bidirectional(char) in _TURNS or char in _MARKS:
        return ""
    if char.isspace() or any(bytes(font.getmask(char)) != lacking for font, lacking in _measured(own)):
        return char
    unseen = unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f"
    return "" if unseen else f"‹U+{ord(char):04X}›"


def showable(text: str, own: tuple[Path, ...] = ()) -> str:
    """A text whose every character some face has, as PDF/A asks; another is told by its number, or left out where it shows nothing or turns the order of signs.

    >>> showable("开盒🔥"), showable("\u202e0581\u202c")
    ('开盒‹U+1F525›', '0581')
    """
    return text if text.isascii() else "".join(_shown(one, own) for one in text)


class _Telling:
    """A sheet as data for Typst, in faces of which some may be the office's own."""

    def __init__(self, lang: Lang, own: tuple[Path, ...]) -> None:
        self.lang, self.own = lang, own

    def sheet(self, told: Sheet) -> dict[str, Any]:
        return {
            **{key: self.runs(getattr(told, key)) for key in ("title", "authority", "number", "date", "confidential")},
            "grade": told.grade,
            "signatures": [self.runs(one) for one in told.signatures],
            "body": self.last(self.explained(self.blocks(told.body)), stay=not told.annexes),
            "missing": self.blocks(told.missing),
            "annexed": said_in(self.lang, "paper.annexes"),
            "annexes": [
                {**self.sheet(one), "label": said_in(self.lang, "paper.annex", n=n)}
                for n, one in enumerate(told.annexes, 1)
            ],
        }

    def runs(self, text: str, room: float = 0) -> list[Any]:
        """A text as Typst is told it: strings; blanks, places and references by what they are; a word wider than the ``room`` in pieces between which it may break."""
        told: list[Any] = []
        for one in runs(text):
            shown = showable(one if isinstance(one, str) else one.shown, self.own)
            if isinstance(one, str):
                told += _pieces(shown, room) if room else [shown]
            elif isinstance(one, Blank):
                told.append({"blank": shown})
            else:
                what = "place" if isinstance(one, Place) else "page" if one.page else "refer"
                told.append({what: one.name, "shown": shown})
        return told

    def explained(self, told: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Blocks, and at their end what a sign is that stands by its number, where one does."""
        if _NUMBERED not in json.dumps(told, ensure_ascii=False):
            return told
        return [*told, self.block(Para(said_in(self.lang, "paper.by_number")))]

    def last(self, told: list[dict[str, Any]], *, stay: bool) -> list[dict[str, Any]]:
        """Blocks of which the last words or rows ``stay`` on the page of what follows: no signature stands on a page alone."""
        if not (stay and told):
            return told
        return [*told[:-1], told[-1] | {"leads" if told[-1]["is"] == "para" else "stays": True}]

    def blocks(self, blocks: Sequence[Laid]) -> list[dict[str, Any]]:
        """Blocks in their order; headings right before a table that lies across stand on its page, and on none alone."""
        told = list[dict[str, Any]]()
        for heads, one in headed(blocks):
            across = isinstance(one, Set) and one.wide
            told += [] if across else [self.block(head) for head in heads]
            told += [] if one is None else [self.block(one) | ({"heading": [self.block(head) for head in heads]} if across else {})]  # fmt: skip
        return told

    def block(self, block: Laid) -> dict[str, Any]:
        match block:
            case Head(text, level):
                return {
                    "is": "head",
                    "level": level,
                    "text": self.runs(text),
                }
            case Para(text, deep):
                return {
                    "is": "para",
                    "text": self.runs(text),
                    "deep": deep,
                    "ragged": ragged(text),
                    "leads": leads(text),
                }
            case Small(text, whole):
                return {"is": "small", "text": self.runs(text), "whole": whole}
            case Points(lines):
                return {"is": "points", "lines": [[self.runs(one), ragged(one)] for one in lines]}
            case Pairs(pairs):
                return {"is": "pairs", "pairs": [[self.runs(name), self.runs(said)] for name, said in pairs]}
            case Set(grid, size, widths, split, note, wide, together, tail, titled):
                rooms = [(one - PADDING) / size for one in widths]
                return {
                    "is": "table", "title": self.runs(grid.title), "size": size, "widths": widths, "wide": wide, "note": showable(note, self.own),
                    "right": [one.kind == "number" for one in grid.columns],
                    "heads": [self.runs(one.head, room) for one, room in zip(grid.columns, rooms, strict=True)],
                    "rows": [[self.runs(one, room) for one, room in zip(row, rooms, strict=True)] for row in grid.rows],
                    "split": list(split), "totals": [self.runs(one) for one in grid.totals], "together": together, "titled": titled, "tail": tail, "stays": False,
                }  # fmt: skip
            case Images(rows):
                return {"is": "images", "rows": [[self.image(one) for one in row] for row in rows]}

    def image(self, one: Image) -> dict[str, Any]:
        """A picture as Typst takes it from data, which are text: an SVG in which it stands as it is."""
        encoded = base64.b64encode(one.data).decode()
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{one.width}" height="{one.height}"><image width="{one.width}" height="{one.height}" '
            f'preserveAspectRatio="none" href="data:image/{one.form};base64,{encoded}"/></svg>'
        )
        said = self.runs(one.said)
        return {"svg": svg, "alt": showable(plain(one.said), self.own), "width": one.width, "said": said}


def _pieces(text: str, room: float) -> list[Any]:
    """A text with each word that is wider than the room in pieces that are not."""
    told, at = list[Any](), 0
    for word in WORD.finditer(text):
        if units(word[0]) > room:
            most = max(int(room / units("M")), 1)
            ends = [one for one in re.split("(?<=–)", word[0]) if one]
            cut = [
                each
                for one in ends
                for each in ([one] if units(one) <= room else [one[n : n + most] for n in range(0, len(one), most)])
            ]
            told += [*([text[at : word.start()]] if word.start() > at else []), {"pieces": cut}]
            at = word.end()
    return [*told, text[at:]] if at < len(text) or not told else told
