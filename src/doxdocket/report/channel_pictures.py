"""Drawings of channels: how many persons any two share, and who passes on or promotes whom.

Readable without colour: every cell has its number, kinds of lines differ in their strokes, and channels that nobody captured are squares. What is drawn stands in
tables beside it. Leaves out scripts and any layout that would differ from one run to the next: channels stand on a circle in order of place.

>>> matrix(["C01", "C02"], [[5, 2], [2, 3]], "shared").count("<rect")
4
>>> "stroke-dasharray" in network([("C01", True, True), ("x", False, False)], [(0, 1, "promotion", 2)], "relations")
True
"""

import math
from collections.abc import Sequence

from markupsafe import Markup

from doxdocket.report.pictures import INK, _line, _rect, _svg, _text

SHADES = ("#ffffff", "#eaf1f7", "#cbdcea", "#9dbdd8", "#3f74a3", "#1f4e79")
STROKES = {"forward": "", "promotion": "7 3", "backup": "2 3", "signature": "1 4"}
_CELL, _LEFT, _TOP = 46, 52, 22
_WIDE, _TALL, _ROUND = 640, 420, 150


def matrix(names: Sequence[str], shared: Sequence[Sequence[int]], label: str) -> Markup:
    """Rows and columns are channels; a cell is dark by its part of the row's persons, which the diagonal gives."""
    body: list[Markup] = []
    for i, name in enumerate(names):
        body += [
            _text(_LEFT - 6, _TOP + (i + 0.6) * _CELL, name, "end"),
            _text(_LEFT + (i + 0.5) * _CELL, _TOP - 6, name, "middle"),
        ]
        for j, n in enumerate(shared[i]):
            x, y = _LEFT + j * _CELL, _TOP + i * _CELL
            part = n / shared[i][i] if shared[i][i] else 0
            shade = 0 if i == j or not n else max(1, min(5, math.ceil(5 * math.sqrt(part))))
            body.append(_rect(x, y, _CELL - 1, _CELL - 1, SHADES[shade], "#8c8c8c" if i != j else INK))
            body.append(
                _text(
                    x + _CELL / 2 - 0.5,
                    y + _CELL * 0.58,
                    f"{n:,}" if n else "·",
                    "middle",
                    11,
                    "#ffffff" if shade > 3 else "#1a1a1a",
                )
            )
    size = len(names) * _CELL
    return _svg(_LEFT + size + 8, _TOP + size + 8, label, body, "chart")


def network(nodes: Sequence[tuple[str, bool, bool]], edges: Sequence[tuple[int, int, str, int]], label: str) -> Markup:
    """``nodes``: name, captured, proposed; ``edges``: from, to, kind, weight. Wider lines are more posts."""
    places = [_place(at, len(nodes)) for at in range(len(nodes))]
    body: list[Markup] = []
    for a, b, kind, weight in edges:
        body += _arrow(
            places[a], places[b], STROKES[kind], 0.8 + math.log2(1 + weight) / 2, headless=kind == "signature"
        )
    for (name, captured, proposed), (x, y) in zip(nodes, places, strict=True):
        side = "end" if x < _WIDE / 2 - 5 else "start" if x > _WIDE / 2 + 5 else "middle"
        away = 12 if side == "start" else -12 if side == "end" else 0
        if captured:
            body.append(_ring(x, y, 7, INK if proposed else "#ffffff"))
            body += [_ring(x, y, 9.5, "none")] if proposed else []
        else:
            body.append(_rect(x - 5, y - 5, 10, 10, "#ffffff", INK))
        body.append(_text(x + away, y + (4 if away else -14 if y < _TALL / 2 else 22), name, side))
    return _svg(_WIDE, _TALL, label, body, "chart")


def _place(at: int, of: int) -> tuple[float, float]:
    turn = 2 * math.pi * at / max(of, 1) - math.pi / 2
    return round(_WIDE / 2 + 1.25 * _ROUND * math.cos(turn), 2), round(_TALL / 2 + _ROUND * math.sin(turn), 2)


def _ring(x: float, y: float, radius: float, fill: str) -> Markup:
    return Markup('<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="{}" stroke-width="1.5"/>').format(
        x, y, radius, fill, INK
    )


def _arrow(
    a: tuple[float, float], b: tuple[float, float], stroke: str, width: float, *, headless: bool
) -> list[Markup]:
    """A line that stops short of both ends, a little to the right so that both ways stay apart; a head of two strokes."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    far = math.hypot(dx, dy) or 1
    ux, uy = dx / far, dy / far
    off = 0 if headless else 2.5
    x1, y1 = a[0] + 12 * ux - off * uy, a[1] + 12 * uy + off * ux
    x2, y2 = b[0] - 13 * ux - off * uy, b[1] - 13 * uy + off * ux
    out = [_line(x1, y1, x2, y2, "#4a4a4a", width, stroke)]
    sides = () if headless else (1, -1)
    out += [
        _line(x2, y2, x2 - 7 * ux + side * 3.5 * uy, y2 - 7 * uy - side * 3.5 * ux, "#4a4a4a", max(width, 1.2))
        for side in sides
    ]
    return out
