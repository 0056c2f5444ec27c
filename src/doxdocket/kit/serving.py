"""The kit's server: the same as the desk's, on loopback and without a log; and what a second start asks of the first.

The folder opens in the thread that answers, and closes after the last answer.
"""

import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Final

from doxdocket.kit import advice, folder, launch
from doxdocket.kit.app import Served, make
from doxdocket.kit.pages import PAGES
from doxdocket.review.browser_sessions import Door
from doxdocket.review.front import Place, Tell
from doxdocket.review.listening import run
from doxdocket.words import Lang

_BEAT: Final = 0.5
IDLE: Final = 60
"""Minutes after which a page covers itself."""


def serve(
    at: Path,
    *,
    lang: Lang,
    port: int,
    tell: Tell,
    begun: Callable[[Served], None],
    again: Callable[[Served], None],
    idle: int = IDLE,
    clock: Callable[[], float] = time.monotonic,
    now: folder.Clock = folder.now,
) -> None:
    """Serve until this process is asked to end. ``begun``: told when pages can be asked for; ``again``: told when the kit was started a second time.

    Raises:
        WrongCall: the folder is none of a kit, another process has it open (``folder.OPEN``), or the port is not free.

    """
    with ThreadPoolExecutor(1, "kit") as worker, ExitStack() as stack:
        kit = worker.submit(stack.enter_context, folder.opened(at, now)).result()
        served = None
        try:
            worker.submit(advice.lay, kit).result()
            worker.submit(launch.lay, kit).result()
            (kit.folder / folder.AGAIN).unlink(missing_ok=True)
            served = Served(worker, Door(clock, idle * 60), Place(f"kit-{secrets.token_hex(4)}"), lang, tell, kit)
            served.place.port = port
            ended = threading.Event()
            watch = threading.Thread(target=_watch, args=(served, again, ended), daemon=True)

            def listening(one: Served) -> None:
                begun(one)
                watch.start()

            try:
                run(make(served, PAGES), served, listening)
            finally:
                ended.set()
        finally:
            if served is not None:
                served.work.end()
            worker.submit(stack.close).result()


def _watch(served: Served, again: Callable[[Served], None], ended: threading.Event) -> None:
    mark = served.kit.folder / folder.AGAIN
    while not ended.wait(_BEAT):
        if mark.exists():
            with suppress(OSError):
                mark.unlink()
                again(served)


def ask(at: Path) -> None:
    """Ask the process that has the kit open to show its page."""
    (at / folder.AGAIN).touch(mode=0o600)
