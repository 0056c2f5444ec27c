"""The desk's server over a case: the case opens in the one thread that works on it, and is closed after the last answer. Left out: what it serves (``app``)."""

import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pyarrow as pa

from doxdocket.desk.serving import alone
from doxdocket.review.app import Served, make
from doxdocket.review.front import Place, Tell
from doxdocket.review.listening import run
from doxdocket.review.sitting import MINUTES, Door
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
    pa.set_memory_pool(
        pa.system_memory_pool()
    )  # which gives back what it does not need; the others keep it for as long as a desk is open
    with ThreadPoolExecutor(1, "case") as worker:
        case = worker.submit(opened).result()
        try:
            with alone(case):
                place = Place(f"desk-{secrets.token_hex(4)}", port)
                served = Served(worker, Door(clock, idle * 60), place, lang, tell, case)
                try:
                    run(make(served), served, begun)
                finally:
                    served.desk.close()
        finally:
            worker.submit(case.close).result()
