"""What work costs, where its loops count no steps: lines of the program that run, the same on every machine; or, where foreign code
works, CPU time beside that of a quarter of it, in one process: no clock of a machine decides.
"""

import sys
import time
from pathlib import Path

_OURS = str(Path(__file__).parents[1] / "src" / "doxdocket")


def lines(work):
    """Lines of ours that a call runs, once for each turn of a loop. What foreign code does in one call is not seen."""
    count, before = 0, sys.gettrace()

    def local(_frame, event, _argument):
        nonlocal count
        count += event == "line"
        return local

    def entered(frame, _event, _argument):
        return local if frame.f_code.co_filename.startswith(_OURS) else None

    sys.settrace(entered)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


SQUARE = 9
"""Four times the work costs four times as much, and sixteen times where it grows with the square; half-way between by ratio."""


def grown(quarter, whole):
    """The cost of a call by that of a quarter of its work: CPU time, the least of two each. What takes no 20 ms is not told from noise."""
    least = [float("inf")] * 2
    for _ in range(2):
        for at, work in enumerate((quarter, whole)):
            start = time.process_time()
            work()
            least[at] = min(least[at], time.process_time() - start)
    return least[1] / max(least[0], 0.02)
