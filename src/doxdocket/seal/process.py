"""What this process must never do: leave clear values in a core dump, or write a file that others may read.

Source: docs/explanation/sealing.md. Swap is outside our reach; ``doctor`` warns of it.

>>> harden()
"""

import os
import sys


def harden() -> None:
    """Forbid core dumps of this process and its children, and give new files and folders to their owner alone.

    On Windows there are no core dumps to forbid, and who may read is the folder's to say.
    """
    os.umask(0o077)
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has no such module

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
