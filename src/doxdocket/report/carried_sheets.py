"""Workbooks: cells name their texts by number, so rows are read once more with the texts in place."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from doxdocket.report.carried import END, FAR, Layer, Where, pieces
from doxdocket.report.carried_markup import xml

OF_SHEETS = re.compile(r"xl/(?:sharedStrings|worksheets/[^/]+)\.xml", re.IGNORECASE)
_NAMED_ROWS: Final = 20_000
"""Rows of a sheet whose cells are named; of longer ones the sheet is."""


def sheets(parts: Mapping[str, bytes], where: Where) -> Iterator[Layer]:
    """The rows and columns of the sheets of a workbook, given its parts by their names in small letters."""
    shared = _Rows([])
    xml(parts.get("xl/sharedstrings.xml", b""), shared)
    every: dict[str, list[str]] = {}
    for name, data in parts.items():
        if not name.startswith("xl/worksheets/"):
            continue
        here: Where = (*where, ("part", name))
        columns: dict[str, list[str]] = {}
        rows: list[str] = []
        placed: list[Layer] = []
        sheet = _Rows(shared.texts)
        xml(data, sheet)
        for row in sheet.rows:
            cells: list[str] = []
            names: list[tuple[int, str]] = []
            for column, line, text in row:
                names.append((sum(map(len, cells)) + len(cells), column + line))
                cells.append(text)
                columns.setdefault(column, []).append(text)
                if len(every) < _NAMED_ROWS and len(text) <= END:
                    every.setdefault(column + line, []).append(text)
            rows.append("\n".join(cells))
            if cells and len(placed) < _NAMED_ROWS:
                placed.append(Layer(here, rows[-1], cells=tuple(names)))
        yield from pieces("\n\n".join(rows), here)
        yield from placed
        yield from pieces("\n\n".join("\n".join(one) for one in columns.values()), here)
    yield from pieces(FAR.join("\n".join(one) for one in every.values() if len(one) > 1), (*where, ("parts", "")))


class _Rows:
    """Takes of a sheet the cells of each row that say something (column, row and text), and of the shared part its texts."""

    def __init__(self, shared: Sequence[str]) -> None:
        self.rows: list[list[tuple[str, str, str]]] = []
        self.texts: list[str] = []
        self.tags: list[str] = []
        self._shared, self._given = shared, dict[str, str | None]()
        self._held: dict[str, list[str]] = {"v": [], "t": []}

    def start(self, tag: str, attributes: Iterable[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "row":
            self.rows.append([])
        elif tag in {"c", "si"}:
            self._given, self._held = dict(attributes), {"v": [], "t": []}

    def text(self, text: str) -> None:
        if self.tags[-1] in self._held:
            self._held[self.tags[-1]].append(text)

    def aside(self, _text: str) -> None:
        """What is in no cell."""

    def end(self, tag: str) -> None:
        self.tags.pop()
        if tag == "si":
            self.texts.append("".join(self._held["t"]))
        elif tag == "c" and self.rows and (text := self._cell("".join(self._held["v"]))):
            place = _PLACE.match(self._given.get("r") or "")
            self.rows[-1].append((place[1], place[2], text) if place else ("", "", text))

    def _cell(self, value: str) -> str:
        if self._given.get("t") == "s" and re.fullmatch(r"[0-9]{1,9}", value.strip()):
            at = int(value)
            return self._shared[at] if at < len(self._shared) else ""
        if re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?[eE]\+?[0-9]{1,3}", value.strip()):
            return f"{Decimal(value.strip()):.0f}"
        return value or "".join(self._held["t"])


_PLACE = re.compile(r"([A-Z]{1,3})(\d{0,7})")
