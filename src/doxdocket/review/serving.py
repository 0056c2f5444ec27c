"""The desk's server over a case: the case opens in the one thread that works on it, and is closed after the last answer. Left out: what it serves (``app``)."""

import ctypes
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from doxdocket.desk.session import alone
from doxdocket.review.app import Served, make
from doxdocket.review.browser_sessions import MINUTES, Door
from doxdocket.review.front import Place, Tell
from doxdocket.review.listening import run
from doxdocket.words import Lang

if TYPE_CHECKING:
    from doxdocket.store.case import Case


def serve(
    opened: Callable[[], "Case"],
    *,
    lang: Lang,
    port: int,
    tell: Tell,
    begun: Callable[[Served], None],
    idle: int = MINUTES,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Serve until this process is asked to end. ``opened``: opens the case, in the one thread that works on it; ``begun``: told when pages can be asked for;
    ``idle``: minutes after which a page asks who is there. WrongCall where the case is served already or the port is not free.
    """  # fmt: skip
    give_back = _thrifty()
    with ThreadPoolExecutor(1, "case") as worker:
        case = worker.submit(opened).result()
        try:
            with alone(case):
                place = Place(f"desk-{secrets.token_hex(4)}", port)
                served = Served(worker, Door(clock, idle * 60), place, lang, tell, case, give_back)
                try:
                    run(make(served), served, begun)
                finally:
                    served.desk.close()
        finally:
            worker.submit(case.close).result()


_MALLOPT = {-8: 1, -3: 1 << 20, -1: 1 << 20}
"""``M_ARENA_MAX``, ``M_MMAP_THRESHOLD``, ``M_TRIM_THRESHOLD`` with their values. Source: https://man7.org/linux/man-pages/man3/mallopt.3.html (read 2026-11-30)."""


def _thrifty() -> Callable[[], object]:
    """A desk is open for days: one heap for all threads, from which large pieces stand apart. What gives back what is free in it; nothing where the C library is another."""
    try:
        library = ctypes.CDLL(None)
        for name, value in _MALLOPT.items():
            library.mallopt(name, value)
        return partial(library.malloc_trim, 0)
    except (AttributeError, OSError, TypeError):
        return lambda: None
