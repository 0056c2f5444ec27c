"""How a call ends that is asked to end: as at an interrupt from the keyboard, with its words, and the exit code that shells expect.

Source: POSIX: 128 and the number of the signal. ``kill``, ``timeout`` and a machine that shuts down send SIGTERM, a terminal that
closes SIGHUP; who started the call with one of them ignored (``nohup``) is obeyed. Left out: SIGKILL, which no process hears.

>>> Asked(signal.SIGTERM).exit_code
143
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

_SIGNALS = ("SIGTERM", "SIGHUP")


class Asked(KeyboardInterrupt):
    """Somebody asked this process to end."""

    def __init__(self, number: int) -> None:
        self.exit_code = 128 + number
        super().__init__(number)


@contextmanager
def asked() -> Iterator[Callable[[BaseException], BaseException]]:
    """Inside, who asks this process to end interrupts it; once asked, it ends in its own time and hears no second one.

    What it gives finds what was asked behind an interrupt: an engine that was at work raises one of its own in its place.
    """
    heard: list[Asked] = []

    def behind(error: BaseException) -> BaseException:
        return heard[0] if heard and isinstance(error, KeyboardInterrupt) else error

    if threading.current_thread() is not threading.main_thread():
        yield behind
        return
    numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]

    def interrupt(number: int, _frame: FrameType | None) -> NoReturn:
        for one in before:
            signal.signal(one, signal.SIG_IGN)
        heard.append(Asked(number))
        raise heard[0]

    before = {one: signal.getsignal(one) for one in numbers if signal.getsignal(one) is not signal.SIG_IGN}
    for one in before:
        signal.signal(one, interrupt)
    try:
        yield behind
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
