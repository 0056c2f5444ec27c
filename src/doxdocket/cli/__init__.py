"""The command line: a thin way in and out of the rooms, in Chinese first and English.

Every command imports the rooms it needs when it runs, so that ``--help`` starts at once. Exit codes: 0 done, 1 the
evidence says no, 2 a wrong call, 3 disk, interruption or an error of ours.

>>> root.name, root.list_commands(None)[:3]
('doxdocket', ['demo', 'clue', 'init'])
"""

from doxdocket.cli.program import root

__all__ = ["main", "root"]


def main() -> None:
    """What ``doxdocket`` and ``python -m doxdocket`` call; ends the process with the exit code."""
    root.main()
