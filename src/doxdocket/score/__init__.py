"""How well detection did: findings and conduct against labelled messages, counted so that a stranger can check it.

Pure over records; ``doxdocket eval`` reads, runs the detectors and prints, the rehearsal scores whole cases with the
same matching, as do ``bench`` and the pages of the corpus. Definitions: docs/how-to/evaluate.md. Left out: which detector spoke.

>>> tally = Tally()
>>> tally.add(read.one(b'{"text": "x 17806401357", "spans": [{"start": 2, "end": 13, "kind": "phone_number"}]}', 1),
...           {"findings": [{"start": 2, "end": 13, "kind": "phone_number", "verdict": "valid", "person": 0}]})
>>> tally.kinds["phone_number"].found.f1
1.0
"""  # fmt: skip

from doxdocket.score import read
from doxdocket.score.sums import Tally

__all__ = ["Tally", "read"]
