"""The rules that a case is judged by: the shipped book, with its local edition laid over it where one was adopted.

What it leaves out: adopting one (``store.local_rules``), and checking it (``law.editions.problems``).
"""

from doxdocket.law import editions
from doxdocket.law.rules import Book, shipped
from doxdocket.store import local_rules
from doxdocket.store.case import Case


def rules(case: Case) -> Book:
    """The book of the case."""
    files = local_rules.files(case)
    return editions.of(files) if files else shipped()
