"""Where a smooth loss is lowest: limited-memory BFGS in plain numpy, whose sums have a fixed order, so the same data give the same bytes."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
ROUNDS = 60


def lowest(loss: Callable[[Floats], tuple[float, Floats]], x: Floats, memory: int = 8, rounds: int = ROUNDS) -> Floats:
    """L-BFGS with a backtracking line search."""
    value, slope = loss(x)
    steps: list[Floats] = []
    turns: list[Floats] = []
    for _ in range(rounds):
        way, shares = slope.copy(), []
        for s, t in zip(reversed(steps), reversed(turns), strict=True):
            shares.append((s * way).sum() / (t * s).sum())
            way -= shares[-1] * t
        way *= (steps[-1] * turns[-1]).sum() / (turns[-1] ** 2).sum() if steps else 1 / np.abs(slope).sum()
        for s, t, share in zip(steps, turns, reversed(shares), strict=True):
            way += (share - (t * way).sum() / (t * s).sum()) * s
        size, fall = 1.0, float((slope * way).sum())
        while True:
            new = x - size * way
            new_value, new_slope = loss(new)
            if new_value <= value - 1e-4 * size * fall or size < 1e-6:
                break
            size /= 2
        steps, turns = [*steps, new - x][-memory:], [*turns, new_slope - slope][-memory:]
        done = abs(value - new_value) < 1e-6 * abs(value)
        x, value, slope = new, new_value, new_slope
        if done:
            break
    return x
