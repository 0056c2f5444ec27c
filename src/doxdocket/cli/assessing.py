"""``assess``: what figures and register say about parties, gains, damages, procedure and motive.

Each command asks the current run and the register as it stands. Left out: any conclusion; a person draws it.

>>> assess.name
'assess'
"""

from doxdocket.cli.command import Group
from doxdocket.words import Sentence

assess = Group(
    "assess",
    short=Sentence("assessing.assess_short"),
    about=Sentence("assessing.assess_about"),
    examples=("doxdocket assess thresholds case",),
)
