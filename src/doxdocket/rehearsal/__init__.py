"""The rehearsal case: an invented matter of the published shape, made from a seed, with its truth beside it.

Mirrors published facts only. Nobody's data: see ``people``. ``invent`` writes captures and ``truth.json``; ``messages``
gives single labelled messages.

>>> import tempfile
>>> from pathlib import Path
>>> with tempfile.TemporaryDirectory() as folder:
...     truth = invent(Path(folder), seed=1, scale=0.01)
...     (Path(folder) / "captures/first/wudeng/result.json").exists(), len(truth.core)
(True, 3)
"""

from doxdocket.rehearsal.single import messages
from doxdocket.rehearsal.truth import Truth
from doxdocket.rehearsal.write import invent

__all__ = ["Truth", "invent", "messages"]
