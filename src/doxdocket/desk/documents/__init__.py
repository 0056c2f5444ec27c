"""Documents for the court (文书): what a case is told with on paper, each written from its accounts; the summary comes first.

One module a document, each with ``paper(material)``. Looks are the writers' (``report.docx``, ``report.pdf``, ``report.xlsx``); what may leave the release gate decides.

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
    examination,
    experts,
    extraction,
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
    preliminary,
    public,
    statistics,
    summary,
)
from doxdocket.desk.documents.material import Material
from doxdocket.report.document import Both
from doxdocket.report.paper import Paper

DOCUMENTS: Mapping[str, tuple[Both, Callable[[Material], Paper]]] = {
    "summary": (summary.TITLE, summary.paper), "statistics": (statistics.TITLE, statistics.paper), "core": (core.TITLE, core.paper), "parties": (parties.TITLE, parties.paper),
    "conduct": (conduct.TITLE, conduct.paper), "gains": (gains.TITLE, gains.paper), "damages": (damages.TITLE, damages.paper), "evidence": (evidence.TITLE, evidence.paper),
    "exhibits": (book.TITLE, book.paper),
    "investigation": (investigation.TITLE, investigation.paper), "indictment": (indictment.TITLE, indictment.paper),
    "objections": (objections.TITLE, objections.paper), "harm": (harm.TITLE, harm.paper), "change": (change.TITLE, change.paper), "experts": (experts.TITLE, experts.paper), "minutes": (experts.MINUTES, experts.minutes),
    "preliminary": (preliminary.TITLE, preliminary.paper), "opening_form": (opening.FORM, opening.form), "opening": (opening.TITLE, opening.paper),
    "inventory": (inventory.TITLE, inventory.paper), "extraction": (extraction.TITLE, extraction.paper), "examination": (examination.TITLE, examination.paper),
    "notice": (notice.TITLE, notice.paper), "plan": (plan.TITLE, plan.paper), "apology": (apology.TITLE, apology.paper), "performance": (apology.REGISTER, apology.register),
    "closed": (closed.TITLE, closed.paper), "grades": (closed.GRADES, closed.grades), "public": (public.TITLE, public.paper),
    "deadlines": (deadlines.TITLE, deadlines.paper),
}  # fmt: skip
"""Each by its name, with its title, in the order in which an office needs them."""
SEALED: Mapping[str, tuple[Both, Callable[[Material, str, str], Paper]]] = {"key": (key.TITLE, key.paper)}
"""Those with clear values, by name, each made with a reason and an officer; they are none of the others, and leave as age files alone (``desk.sealing``)."""
WORDS = frozenset(("summary", "conduct", "exhibits", "investigation", "indictment"))
"""Those in which masked words of posts stand: they leave with a reason."""
PUBLIC = frozenset(("notice", "apology", "public"))
"""Those that are for everybody: rounded, and their data hold no figure."""
INTERNAL = frozenset(("preliminary", "opening_form", "examination", "plan", "grades", "investigation", "objections"))
"""Those that stay in the office: views, and whom to visit where."""
APART = frozenset(("experts",))
"""Those for others than the parties."""
