"""What this process must never do with clear values: leave them in a core dump.

Source: docs/explanation/sealing.md. Swap is outside our reach; ``doctor`` warns of it.

>>> harden()
"""

import sys


def harden() -> None:
    """Forbid core dumps of this process and its children; on Windows there are none to forbid."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has no such module

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
