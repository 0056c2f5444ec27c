"""Taking captured files in: one pass that hashes and encrypts, and the words for what could not be taken.

Source: docs/explanation/glossary.md; 法发〔2016〕22号. What form a file has is for ``parse`` to say later.

>>> import pathlib, tempfile
>>> from doxdocket.seal.keys import Identity
>>> from doxdocket.store.case import Case
>>> with tempfile.TemporaryDirectory() as home:
...     _ = (pathlib.Path(home) / "result.json").write_bytes(b"{}")
...     with Case.create(pathlib.Path(home) / "CASE", title="演示", identity=Identity.generate()) as case:
...         [one] = take(case, [pathlib.Path(home) / "result.json"], officers=("甲", "乙"), origin="自行下载")
...         (one.status, one.size, one.sha256[:8])
('taken', 2, '44136fa3')
"""

from doxdocket.intake.member import Limits
from doxdocket.intake.record import Taken
from doxdocket.intake.taking import take
from doxdocket.intake.words import CODES, said

__all__ = ["CODES", "Limits", "Taken", "said", "take"]
