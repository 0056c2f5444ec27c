"""Documents for the court (文书): what a case is told with on paper, each written from its accounts; the summary comes first.

One module a document, or the few of one step, each made by a function of the material (``paper``). Looks are the writers' (``report.docx``, ``report.pdf``, ``report.xlsx``); what may leave the release gate decides.

>>> list(DOCUMENTS)[:3]
['summary', 'statistics', 'core']
"""

from collections.abc import Callable, Mapping

from doxdocket.desk.documents import (
    apology,
    book,
    change,
    closed,
    conduct,
    core,
    damages,
    deadlines,
    evidence,
    experts,
    gains,
    harm,
    indictment,
    inventory,
    investigation,
    key,
    notice,
    objections,
    opening,
    parties,
    plan,
    public,
    readers,
    statistics,
    summary,
)
from doxdocket.desk.documents.material import Material
from doxdocket.report.paper import Paper

DOCUMENTS: Mapping[str, Callable[[Material], Paper]] = {
    "summary": summary.paper, "statistics": statistics.paper, "core": core.paper, "parties": parties.paper,
    "conduct": conduct.paper, "gains": gains.paper, "damages": damages.paper, "evidence": evidence.paper, "exhibits": book.paper,
    "investigation": investigation.paper, "indictment": indictment.paper, "objections": objections.paper, "harm": harm.paper,
    "change": change.paper, "experts": experts.paper, "minutes": experts.minutes, "preliminary": opening.preliminary,
    "opening_form": opening.form, "opening": opening.paper, "inventory": inventory.paper, "extraction": inventory.extraction,
    "examination": inventory.examination, "notice": notice.paper, "plan": plan.paper, "apology": apology.paper,
    "performance": apology.register, "closed": closed.paper, "grades": lambda of: readers.grades(of, DOCUMENTS), "public": public.paper,
    "deadlines": deadlines.paper,
}  # fmt: skip
"""Each by its name, in the order in which an office needs them."""
SEALED: Mapping[str, Callable[[Material, str, str], Paper]] = {"key": key.paper}
"""Those with clear values, by name, each made with a reason and an officer; they are none of the others, and leave as age files alone (``desk.sealing``)."""
