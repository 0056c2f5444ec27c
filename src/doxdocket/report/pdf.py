"""A paper as PDF/A-2u, set by Typst (``paper.typ``): the same paper and faces give the same bytes.

All words go to Typst as data, none as its source; it reads no file and no net. Faces: the one that the program brings (Noto Sans CJK), or
those of an official document where a folder of the office's own has them (``faces``). Left out: PDF/UA, which asks a person to look.

>>> from doxdocket.report.document import Document
>>> made(Paper("summary", ("摘要", "Summary"), Document({}, ["#panic()"])), "en")[:8]
b'%PDF-1.7'
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, cast

import cvttf_NotoSansCJK_Regular as noto
import typst

from doxdocket.report import faces
from doxdocket.report.blanks import plain, runs
from doxdocket.report.layout import Head, Laid, Pairs, Para, Points, Set, Sheet, sheet, units
from doxdocket.report.paper import Paper
from doxdocket.report.text import Lang
from doxdocket.words import said_in

_NOTO = "Noto Sans CJK TC"
"""All of the Chinese faces in one file; its forms of the mainland are taken by language."""
_PADDING = 8.0
_TIME = 315_532_800
"""1980-01-01, the time in the properties of every file: PDF/A asks for one, and the day of a document stands in its text."""


def made(paper: Paper, lang: Lang, own: Sequence[Path] = ()) -> bytes:
    """The file; ``own``: folders with the office's faces."""
    fonts = _fonts(tuple(own))
    there = set(fonts.families())
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
    told = sheet(paper, lang)
    data = {
        "lang": lang,
        "faces": chosen,
        "plain": plain(told.title),
        "colon": said_in(lang, "marks.colon"),
        **_sheet(told, lang),
    }
    compiler = typst.Compiler(_source(), font_paths=fonts, ignore_system_fonts=True)
    given = {"data": json.dumps(data, ensure_ascii=False)}
    out = compiler.compile(format="pdf", sys_inputs=given, pdf_standards="a-2u", timestamp=_TIME)
    return cast("bytes", out)  # one file is asked for, and no list of pages


@cache
def _fonts(own: tuple[Path, ...]) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[*own, Path(noto.__file__).parent]
    )


@cache
def _source() -> bytes:
    return resources.files("doxdocket.report").joinpath("paper.typ").read_bytes()


def _sheet(told: Sheet, lang: Lang) -> dict[str, Any]:
    return {
        **{key: _runs(getattr(told, key)) for key in ("title", "authority", "number", "date", "confidential")},
        "grade": told.grade,
        "signatures": [_runs(one) for one in told.signatures],
        "body": [_block(one) for one in told.body],
        "missing": [_block(one) for one in told.missing],
        "annexed": said_in(lang, "paper.annexes"),
        "annexes": [
            {**_sheet(one, lang), "label": said_in(lang, "paper.annex", n=n)} for n, one in enumerate(told.annexes, 1)
        ],
    }


def _runs(text: str, room: float = 0) -> list[Any]:
    """A text as Typst is told it: strings, blanks as lists of one, and a word wider than the ``room`` in pieces between which it may break."""
    return [
        piece
        for one in runs(text)
        for piece in ([{"blank": one.shown}] if not isinstance(one, str) else _pieces(one, room) if room else [one])
    ]


def _pieces(text: str, room: float) -> list[Any]:
    out: list[Any] = []
    for word in text.split(" "):
        out.append(" " if out else "")
        if units(word) <= room or not word.isascii():
            out.append(word)
            continue
        most = max(int(room / units("0")), 1)
        out.append({"pieces": [word[at : at + most] for at in range(0, len(word), most)]})
    joined: list[Any] = []
    for one in out:
        if isinstance(one, str) and joined and isinstance(joined[-1], str):
            joined[-1] += one
        elif one:
            joined.append(one)
    return joined


def _block(block: Laid) -> dict[str, Any]:
    match block:
        case Head(text, level):
            return {"is": "head", "level": level, "text": _runs(text), "plain": plain(text)}
        case Para(text, deep):
            return {"is": "para", "text": _runs(text), "deep": deep}
        case Points(lines):
            return {"is": "points", "lines": [_runs(one) for one in lines]}
        case Pairs(pairs):
            return {"is": "pairs", "pairs": [[_runs(name), _runs(said)] for name, said in pairs]}
        case Set(grid, size, widths, split, note):
            rooms = [(one - _PADDING) / size for one in widths]
            return {
                "is": "table", "title": _runs(grid.title), "size": size, "widths": widths, "note": note,
                "right": [one.kind == "number" for one in grid.columns],
                "heads": [_runs(one.head, room) for one, room in zip(grid.columns, rooms, strict=True)],
                "rows": [[_runs(one, room) for one, room in zip(row, rooms, strict=True)] for row in grid.rows],
                "split": list(split), "totals": [_runs(one) for one in grid.totals],
            }  # fmt: skip
