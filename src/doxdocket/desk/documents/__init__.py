"""Documents for the court (文书): what a case is told with on paper, each written from its accounts; the summary comes first.

One module a document, each with ``paper(material)``. Looks are the writers' (``report.docx``, ``report.pdf``, ``report.xlsx``); what may leave the release gate decides.

>>> list(DOCUMENTS)[:3]
['summary', 'statistics', 'core']
"""

from collections.abc import Callable, Mapping

from doxdocket.desk.documents import (
    change,
    conduct,
    core,
    damages,
    evidence,
    experts,
    gains,
    harm,
    indictment,
    investigation,
    objections,
    parties,
    statistics,
    summary,
)
from doxdocket.desk.documents.material import Material
from doxdocket.report.document import Both
from doxdocket.report.paper import Paper

DOCUMENTS: Mapping[str, tuple[Both, Callable[[Material], Paper]]] = {
    "summary": (summary.TITLE, summary.paper), "statistics": (statistics.TITLE, statistics.paper), "core": (core.TITLE, core.paper), "parties": (parties.TITLE, parties.paper),
    "conduct": (conduct.TITLE, conduct.paper), "gains": (gains.TITLE, gains.paper), "damages": (damages.TITLE, damages.paper), "evidence": (evidence.TITLE, evidence.paper),
    "investigation": (investigation.TITLE, investigation.paper), "indictment": (indictment.TITLE, indictment.paper),
    "objections": (objections.TITLE, objections.paper), "harm": (harm.TITLE, harm.paper), "change": (change.TITLE, change.paper), "experts": (experts.TITLE, experts.paper), "minutes": (experts.MINUTES, experts.minutes),
}  # fmt: skip
"""Each by its name, with its title, in the order in which an office needs them."""
WORDS = frozenset(("summary", "conduct", "investigation", "indictment"))
"""Those in which masked words of posts stand: they leave with a reason."""
