"""The rules that a case is judged by: the shipped book, with its local edition laid over it where one was adopted.

What it leaves out: adopting one (``store.local_rules``), and checking it (``law.editions.problems``).
"""

from functools import lru_cache

from doxdocket.law import editions
from doxdocket.law.rules import Book, shipped
from doxdocket.store import local_rules
from doxdocket.store.case import Case


def rules(case: Case) -> Book:
    """The book of the case."""
    files = local_rules.files(case)
    return _laid_over(tuple(sorted(files.items()))) if files else shipped()


@lru_cache(maxsize=2)
def _laid_over(files: tuple[tuple[str, str], ...]) -> Book:
    """The shipped book with these texts by their names, read once: every account of a page asks for it."""
    return editions.of(dict(files))
