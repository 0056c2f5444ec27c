"""``review``: the desk as pages of this computer, for the officers who sit at it.

It prints a link that lets in once and serves until it is interrupted. At its terminal the return key makes another link; a name before it, one for that
officer. Left out: what the pages say and who may see them (``review``).

>>> review.short[1]
'Look, decide and add in the browser of this computer'
"""

import contextvars
import os
import sys
import threading
from functools import partial
from typing import TYPE_CHECKING, TypedDict

import click

from doxdocket.cli import out
from doxdocket.cli.acting import officer_of
from doxdocket.cli.answer import Answer
from doxdocket.cli.command import case_argument, command, option
from doxdocket.cli.failure import failure
from doxdocket.cli.language import manner
from doxdocket.cli.launching import Launched
from doxdocket.cli.opening import open_case
from doxdocket.errors import DoxdocketError
from doxdocket.words import say

if TYPE_CHECKING:
    from doxdocket.review.app import Served
    from doxdocket.store.case import Case


class Ended(TypedDict):
    """A case that was served until now."""

    case: str


_BY_DEFAULT, _LONGEST = 15, 240


@command("reviewing.review")
@case_argument()
@option("--port", type=click.IntRange(0, 65535), default=0, metavar="N")
@option("--officer", metavar="NAME")
@option("--no-browser", "no_browser", is_flag=True)
@option("--idle", type=click.IntRange(1, _LONGEST), default=_BY_DEFAULT, metavar="N")
def review(case: str, port: int, officer: str | None, no_browser: bool, idle: int) -> Answer[Ended]:
    """Serve until interrupted."""
    os.environ.setdefault(
        "ARROW_DEFAULT_MEMORY_POOL", "system"
    )  # read when Arrow is loaded: its own pool keeps what it does not need for as long as a desk is open
    from doxdocket.review.serving import serve

    desk = _Terminal(case, officer, browser=not no_browser)
    context = contextvars.copy_context()
    try:
        serve(
            partial(context.run, desk.opened),
            lang=manner().lang,
            port=port,
            tell=desk.tell,
            begun=desk.begun,
            idle=idle,
        )
    finally:
        desk.done()
    return Answer({"case": case}, say("reviewing.ended"))


def _in_front() -> bool:
    """Whether lines can be read here: of a terminal that this process has for itself, or of a program; who runs behind would be stopped for reading."""
    try:
        at = sys.stdin.fileno()
        return not os.isatty(at) or os.name != "posix" or os.tcgetpgrp(at) == os.getpgrp()
    except (AttributeError, OSError, ValueError):
        return False


class _Terminal:
    """The terminal of the process that serves: whose first link it prints, and what it makes of a line that is typed."""

    def __init__(self, case: str, officer: str | None, *, browser: bool) -> None:
        self._case, self._asked, self._browser = case, officer, browser
        self._first = ""
        self._launched = Launched()

    def opened(self) -> "Case":
        """Open the case, in the thread of the case."""
        case = open_case(self._case)
        try:
            self._first = officer_of(case, self._asked) if case.info.officers else ""
        except BaseException:
            case.close()
            raise
        return case

    def begun(self, served: "Served") -> None:
        """Pages can be asked for: print the first link, and listen for more."""
        link = served.link(self._first)
        out.note(say("reviewing.is_served", port=served.place.port))
        self._print(served, link, self._first)
        if self._browser:
            self._launched.open(served.place.link(link))
        if _in_front():
            out.note(say("reviewing.more_links"))
            listening = contextvars.copy_context().run
            threading.Thread(target=listening, args=(self._listen, served), daemon=True).start()

    def tell(self, error: BaseException) -> None:
        """Say of an error that is none of ours what kind it is, and where; never its words."""
        failure(error).tell(manner())

    def done(self) -> None:
        """Nothing is left of the first link."""
        self._launched.done()

    def _listen(self, served: "Served") -> None:
        for line in sys.stdin:
            name = line.strip() or self._first
            try:
                link = served.worker.submit(served.link_of, name).result()
            except DoxdocketError as error:
                out.note(error.said(manner().lang))
            except RuntimeError:  # it has ended
                return
            else:
                self._print(served, link, name)

    def _print(self, served: "Served", link: str, name: str) -> None:
        if manner().json:
            print(out.told({"officer": name, "link": served.place.link(link)}), flush=True)
            return
        print(
            say("reviewing.link_of", name=name or say("review.nobody")), served.place.link(link), sep="\n", flush=True
        )
        out.note(say("reviewing.plain_link", link=served.place.link(link, plain=True)))
