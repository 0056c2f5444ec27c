"""Small drawings as inline SVG: bounds, bars, distance to a threshold, and months by channel.

Drawn in one blue that prints as grey; a picture never stands without its numbers beside it, and what it shows is said
in its label for who cannot see it. Leaves out scripts, styles and colours that carry meaning alone.

>>> "<svg" in bar(3, 4, "3")
True
>>> bounds(1, 2, 4, 4, "1–4").count("<circle")
1
"""

import math
from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

INK, RANGE, FAINT = "#1f4e79", "#7fa3c4", "#d9d9d9"
WIDTH, HEIGHT, PAD = 160, 18, 6
NEAR, FAR = -3, 3  # the log scale of `against`: a thousandth of the threshold to a thousand times it


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


def bounds(low: int, estimate: int | None, high: int, top: int, label: str) -> Markup:
    """Low to high as a line with end strokes, the machine's estimate as a dot, on a scale from 0 to ``top``."""
    span, middle = WIDTH - 2 * PAD, HEIGHT / 2
    a, b = (PAD + span * v / max(top, 1) for v in (low, high))
    body = [
        _line(PAD, middle, PAD + span, middle, FAINT),
        _line(PAD, 2, PAD, HEIGHT - 2, FAINT),
        _line(a, middle, b, middle, INK, 3),
        _line(a, 4, a, HEIGHT - 4, INK, 1.5),
        _line(b, 4, b, HEIGHT - 4, INK, 1.5),
    ]
    if estimate is not None:
        at = _n(PAD + span * estimate / max(top, 1))
        body.append(
            Markup('<circle cx="{}" cy="{}" r="3" fill="#fff" stroke="{}" stroke-width="1.5"/>').format(
                at, _n(middle), INK
            )
        )
    return _svg(WIDTH, HEIGHT, label, body)


def bar(low: int, top: int, label: str, high: int | None = None) -> Markup:
    """A bar to ``low`` and, paler, on to ``high``, on a scale from 0 to ``top``."""
    scale = WIDTH / max(top, 1)
    body = [_rect(low * scale, 4, ((high or low) - low) * scale, HEIGHT - 8, RANGE)] if high else []
    body.append(_rect(0, 4, max(low * scale, 1 if low else 0), HEIGHT - 8, INK))
    return _svg(WIDTH, HEIGHT, label, body)


def against(low: Fraction, high: Fraction, label: str, marks: Sequence[int] = (1, 10)) -> Markup:
    """Low to high as multiples of a threshold on a log scale, with strokes at ``marks`` times it."""
    width, height, middle = 200, 30, 20

    def x(multiple: Fraction) -> float:
        power = math.log10(multiple) if multiple > 0 else NEAR
        return PAD + (width - 2 * PAD) * (min(max(power, NEAR), FAR) - NEAR) / (FAR - NEAR)

    body = [_line(PAD, middle, width - PAD, middle, FAINT)]
    for mark in marks:
        at = x(Fraction(mark))
        body += [_line(at, 11, at, height - 1, "#1a1a1a"), _text(at, 9, f"{mark}×", "middle", 9)]
    body.append(_line(x(low), middle, max(x(high), x(low) + 2), middle, INK, 6))
    return _svg(width, height, label, body)


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
