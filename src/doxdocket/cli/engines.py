"""``--engine``, ``--master``, ``--setting``: where ``run`` and ``scan`` work, when it is not this machine alone.

>>> settings(["spark.executor.memory=4g"])
{'spark.executor.memory': '4g'}
"""

# Spark is asked for by who names it

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from doxdocket.cli.command import option
from doxdocket.errors import WrongCall
from doxdocket.words import Sentence

if TYPE_CHECKING:
    from doxdocket.engine.spark import Session

ENGINE = option(
    "--engine", type=click.Choice(["local", "spark"]), default="local", about=Sentence("engines.engine_option")
)
MASTER = option("--master", metavar="URL", about=Sentence("engines.master_option"))
SETTING = option("--setting", "given", metavar="NAME=VALUE", multiple=True, about=Sentence("engines.setting_option"))
_HIDDEN = re.compile(r"(?i)secret(?!\.file$)|passw|token|credential|access\.?key")


def where(command: Callable[..., Any]) -> Callable[..., Any]:
    """The three options."""
    for add in (SETTING, MASTER, ENGINE):
        command = add(command)
    return command


def settings(given: Sequence[str]) -> dict[str, str]:
    """Settings of Spark's; what is secret stands in a file, since settings stand in command lines."""
    found: dict[str, str] = {}
    for one in given:
        name, is_, value = one.partition("=")
        if not is_ or not name.startswith("spark."):
            raise WrongCall("engines.no_such_setting", setting=name)
        if _HIDDEN.search(name):
            raise WrongCall("engines.setting_is_secret", setting=name)
        found[name] = value
    return found


@contextmanager
def opened(engine: str, master: str | None, given: Sequence[str]) -> "Iterator[Session | None]":
    """The Spark that was named; none where it is this machine alone."""
    if engine != "spark":
        if master or given:
            raise WrongCall("engines.master_without_engine")
        yield None
        return
    named = settings(given)
    from doxdocket.engine.spark import Session

    with Session(master=master, settings=named) as session:
        yield session
