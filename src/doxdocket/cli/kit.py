"""``kit``: the kit of somebody who was exposed, as pages of this computer; no case, no officer, no key.

It is meant to be started once by whoever helps, and then by a double click in the folder. Left out: what the pages say and do (``kit``).

>>> kit.short[1]
'For somebody who was exposed: keep evidence, write down, make papers'
"""

import contextvars
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from doxdocket.bounds import place
from doxdocket.cli import out
from doxdocket.cli.answer import Answer
from doxdocket.cli.command import argument, command, option
from doxdocket.cli.failure import failure
from doxdocket.cli.language import manner
from doxdocket.cli.launching import Launched
from doxdocket.errors import StorageFault, WrongCall
from doxdocket.words import Sentence, named, say

if TYPE_CHECKING:
    from doxdocket.kit.app import Served


class Ended(TypedDict):
    """A kit that was open until now."""

    folder: str
    there: bool


def _said(error: BaseException) -> str:
    """An error of ours in words for whoever has no case; nothing is written of it anywhere, for nothing of a kit lies outside its folder."""
    told = failure(error)
    if told.code != "internal":
        return named(told)
    return say("kit_command.error", what=type(error).__name__, where=place(error))


@command("kit_command.kit")
@argument("folder", metavar="DIR", type=click.Path(), about=Sentence("kit_command.dir_argument"))
@option("--port", type=click.IntRange(0, 65535), default=0, metavar="N")
@option("--no-browser", "no_browser", is_flag=True)
def kit(folder: str, port: int, no_browser: bool) -> Answer[Ended]:
    """Serve until it is ended from the page or interrupted."""
    from doxdocket.kit import serving
    from doxdocket.kit.folder import FILE, OPEN

    at, launched = Path(folder).absolute(), Launched()

    def shown(served: "Served") -> None:
        link = served.link()
        if manner().json:
            print(out.told({"link": served.place.link(link)}), flush=True)
        else:
            print(say("kit_command.is_open"), served.place.link(link), sep="\n", flush=True)
            out.note(say("kit_command.plain", link=served.place.link(link, plain=True)))
        if not no_browser:
            launched.open(served.place.link(link))

    run = contextvars.copy_context().run
    try:
        serving.serve(
            at,
            lang=manner().lang,
            port=port,
            tell=lambda error: out.note(_said(error)),
            begun=shown,
            again=lambda served: run(shown, served),
        )
    except WrongCall as fault:
        if fault.text != OPEN:
            raise
        serving.ask(at)
        return Answer({"folder": folder, "there": True}, say("kit_command.again"))
    except Exception as error:
        if "place" not in failure(error).more:
            raise
        raise StorageFault(
            "kit_command.broken", told=_said(error)
        ) from error  # one of ours: what keeps others for support writes outside of DIR
    finally:
        launched.done()
    there = (at / FILE).exists()
    return Answer(
        {"folder": folder, "there": there}, say("kit_command.ended", folder=at) if there else say("kit_command.gone")
    )
