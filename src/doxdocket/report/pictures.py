"""Small drawings as inline SVG: lines, rectangles, words, and months by channel.

Drawn in one blue that prints as grey; a picture never stands without its numbers beside it, and what it shows is said
in its label for who cannot see it. Leaves out scripts, styles and colours that carry meaning alone.

>>> months(["1", "2"], [("C01", [3, 0])], "posts").count("<rect")
2
"""

import math
from collections.abc import Sequence

from markupsafe import Markup

INK, RANGE, FAINT = "#1f4e79", "#7fa3c4", "#d9d9d9"


def _svg(width: int, height: int, label: str, body: Sequence[Markup], css: str = "pic") -> Markup:
    """A drawing with its label, for who cannot see it."""
    return Markup(
        '<svg class="{}" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}" '
        'xmlns="http://www.w3.org/2000/svg"><title>{}</title>{}</svg>'
    ).format(css, label, width, height, width, height, label, Markup("").join(body))


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1, dashes: str = "") -> Markup:
    """A line, dashed where told."""
    dashed = Markup(' stroke-dasharray="{}"').format(dashes) if dashes else Markup()
    return Markup('<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}"{}/>').format(
        _n(x1), _n(y1), _n(x2), _n(y2), colour, _n(width), dashed
    )


def _rect(x: float, y: float, width: float, height: float, colour: str, edge: str = "") -> Markup:
    """A filled rectangle, with an edge where told."""
    edged = Markup(' stroke="{}"').format(edge) if edge else Markup()
    return Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}"{}/>').format(
        _n(x), _n(y), _n(max(width, 0)), _n(height), colour, edged
    )


def _text(x: float, y: float, said: str, anchor: str = "start", size: int = 11, colour: str = "#1a1a1a") -> Markup:
    """A line of words."""
    return Markup('<text x="{}" y="{}" text-anchor="{}" font-size="{}" fill="{}">{}</text>').format(
        _n(x), _n(y), anchor, size, colour, said
    )


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def months(ticks: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]], label: str) -> Markup:
    """One small column chart a row (a channel), all on the same scale of months and of height; its peak in figures."""
    left, step, tall, head = 150, max(10.0, min(48.0, 540 / max(len(ticks), 1))), 44, 6
    width = round(left + step * len(ticks) + 12)
    top = max((n for _, counts in rows for n in counts), default=0) or 1
    body: list[Markup] = []
    for i, (name, counts) in enumerate(rows):
        foot = head + (i + 1) * tall
        peak = max(counts, default=0)
        body += [_text(left - 8, foot - 4, name, "end"), _line(left, foot, width - 12, foot, "#8c8c8c")]
        for j, n in enumerate(counts):
            height = (tall - 16) * n / top
            body.append(_rect(left + j * step + 1, foot - height, step - 2, height, INK))
            if n and n == peak:
                peak = -1  # said once, at the first month that reaches it
                body.append(_text(left + (j + 0.5) * step, foot - height - 2, f"{n:,}", "middle", 10))
    foot = head + len(rows) * tall
    every = max(1, math.ceil(60 / step))
    body += [_text(left + (j + 0.5) * step, foot + 14, t, "middle", 10) for j, t in enumerate(ticks) if j % every == 0]
    return _svg(width, foot + 20, label, body, "chart")
