"""Documents for the court (文书): what a case may be told with on paper, each written from its accounts.

One module a document, each with ``paper(material)``; ``summary`` comes first. Looks are the writers' (``report.docx``, ``report.pdf``, …), what may leave the
release gate decides.

>>> list(DOCUMENTS)[0], len(DOCUMENTS)
('summary', 8)
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module

from doxdocket.desk.documents.material import Material
from doxdocket.report.blanks import Blank, runs
from doxdocket.report.document import Block, Both, Column, Fields, Heading, Items, Paragraph, Part, Records, Table
from doxdocket.report.paper import Paper
from doxdocket.report.text import Lang, chosen

DOCUMENTS = ("summary", "statistics", "core", "parties", "conduct", "gains", "damages", "evidence")
"""The documents by name, in the order in which an office needs them."""
