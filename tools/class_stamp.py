"""Of which weights the measured evidence classes hold: a digest of the weights of net and decision and of the tree of classes.

``rules/classes.tsv`` names it; a test fails where it is another, until ``./docket bench classes --calibration WHY --write`` has measured again.

>>> len(stamp())
16
"""

import hashlib

from doxdocket.law.kinds import RULES

_READER = RULES.parent / "detect" / "reader"
OF = (_READER / "decide.tsv", _READER / "tagger_weights.npz", RULES / "classes.yaml")


def stamp() -> str:
    """Sixteen hex digits."""
    found = hashlib.sha256()
    for path in OF:
        found.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:16]
