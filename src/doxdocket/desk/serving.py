"""One desk a case: while it is served no second process serves it.

The lock is a file in ``incoming/`` that a killed process leaves free. Commands of the terminal go on beside it: each is one transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from doxdocket.errors import WrongCall
from doxdocket.store.case import Case
from doxdocket.store.case_files import DESK
from doxdocket.store.lock import Lock


@contextmanager
def alone(case: Case) -> Iterator[None]:
    """Nobody else serves this case inside; a ``WrongCall`` where somebody does."""
    case.database.check_writable()
    lock = Lock(case.shelf.incoming / DESK)
    if not lock.take():
        raise WrongCall("serving.case_is_served_already", case=case.folder)
    try:
        yield
    finally:
        lock.release()
