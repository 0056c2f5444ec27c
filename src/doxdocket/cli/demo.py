"""``demo``: the rehearsal case from intake to report, with the invented truth beside the figures.

Everything in it is invented (DESIGN §8). It asks nothing and writes into one new folder. Left out: choosing a seed or
a size; ``doxdocket.rehearsal`` has both.

>>> demo.short[1]
'The rehearsal case, from intake to report, in a minute'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

import time
from pathlib import Path

import click

from doxdocket.cli.command import Answer, argument, command
from doxdocket.cli.said import say
from doxdocket.errors import WrongCall

FOLDER = "doxdocket-demo"
OFFICERS = ("演练甲", "演练乙")


@command(
    "demo",
    short=("演练案卷：从收取到报告，一分钟", "The rehearsal case, from intake to report, in a minute"),
    about=("x", "x"),
    examples=("doxdocket demo", "doxdocket demo /tmp/演练"),
)
@argument(
    "folder",
    required=False,
    default=FOLDER,
    metavar="DIR",
    type=click.Path(),
    about=("新文件夹，默认 doxdocket-demo", "a new folder, doxdocket-demo unless given"),
)
def demo(folder: str) -> Answer:
    """Invent, take in, run, compare, report."""
    raise WrongCall(zh=f"{folder}", en="x")
