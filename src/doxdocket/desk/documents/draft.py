"""A document while it is written: each figure that it names gets a number, and the list behind the text says which figure that is.

So a reader of the paper can ask for any number (``explain``), and a test can hold every sentence against the account. A fact that nobody entered
becomes a blank with the page on which to enter it. Figures are never added, rounded or compared here.

>>> basis({"cites": [{"article": "第一条", "marks": []}, {"article": "第一条", "marks": []}]}), basis({})
('第一条', '—')
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from doxdocket.count import decided_values
from doxdocket.count.catalogue import catalogue
from doxdocket.count.cites import UNREAD
from doxdocket.desk import issuing
from doxdocket.desk.accounts.figures import beside_high, bounds, mark_of, short, text_of
from doxdocket.desk.accounts.figures import said as worded
from doxdocket.desk.documents.material import Figure, Material
from doxdocket.interval import determinable
from doxdocket.pipeline import sampled, scoped
from doxdocket.report.document import Block, Column, Document, Paragraph, Part, Said, Table
from doxdocket.report.paper import Paper, blank
from doxdocket.words import Sentence, coded, either, lang, say, zh_en

TITLES = coded("documents_titles")
"""What each document is called, by its name."""
CONDUCT = ("insult", "threat", "incitement", "paid_task", "sale_offer", "promotion")
"""Figures of acts: the low is what a person confirmed."""
_VIEWS = ("views", "views_pi")
_COUNTED = frozenset({"parties", "damages", "core", "notice", "public"})
"""Papers with counts that they do not cite by number."""
_ENDS = ("low", "estimate", "high", "value", "status")


@dataclass(frozen=True, slots=True)
class Cited:
    """A figure that a document names, by its number there: of the scope (none of what is of the whole case alone), and of all captures where the scope is not that."""

    no: int
    scoped: Figure | None
    whole: Figure | None

    @property
    def figure(self) -> Figure:
        """That of the scope where there is one."""
        return self.scoped or self.whole or {}

    @property
    def id(self) -> str:
        """What ``explain`` calls it."""
        return str(self.figure["id"])

    @property
    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        scoped, whole = (one and {name: one[name] for name in _ENDS} for one in (self.scoped, self.whole))
        return {
            "no": self.no,
            "id": self.id,
            "label": self.figure["label"],
            "unit": self.figure["unit"],
            "scoped": scoped,
            "all": whole,
        }


class Draft:
    """One document of this material; ``name``: of its file, ``marked``: whether sentences tell the number of a figure, which a list behind them explains."""

    def __init__(self, of: Material, name: str, *, marked: bool = True) -> None:
        self.of, self.name, self.marked = of, name, marked
        self.cited: dict[str, Cited] = {}
        self._least: set[str] = set()
        self._high_told = False

    def cite(self, id_: str) -> Cited | None:
        """A figure with its number in this document; none where the run has none of that id."""
        found, whole = self.of.figure(id_), self.of.figure(id_, whole=True) if self.of.parted else None
        if found is None and whole is None:
            return None
        return self.cited.setdefault(id_, Cited(len(self.cited) + 1, found, whole))

    def said(self, id_: str) -> str:
        """A figure of the scope as it stands in a sentence: at least, estimate, at most, and its number in the list of figures; of receipts, which the register has of no scope, that they are of the whole case."""
        one = self.cite(id_)
        if one is None:
            return say("documents.unknown")
        told = amount(one.figure, self.of.exhibits.theirs(id_) if id_ in CONDUCT else 0)
        if one.scoped is None and self.of.parted and id_ in {u.id for u in catalogue().unknown}:
            told = say("documents.of_the_case", told=told)
        return told + (reference(one) if self.marked else "")

    def least(self, id_: str) -> str:
        """The same in a paper that decides or asks: what is sure alone, so that nothing must be said of how a high is made; where nothing is sure, as elsewhere."""
        f = self.of.figure(id_)
        if f is None or not determinable(f) or not f["low"] or f["status"] != decided_values.MACHINE:
            return self.said(id_)
        self._least.add(id_)
        return say("documents.at_least", n=worded(f, "low"), unit=f["unit"])

    def pairs(self, ids: Sequence[str]) -> Part:
        """Figures of the scope beside those of all captures, each with its number; those that nobody can tell are left out. Under it what no high holds."""
        known = [
            id_ for id_ in ids if (f := self.of.figure(id_) or self.of.figure(id_, whole=True)) and determinable(f)
        ]
        rows = [one for id_ in known if (one := self.cite(id_))]
        others = self.of.posts is None and not {*self.of.names.order} <= {*self.of.scope.channels}
        seen = (
            self.of.parted and others and any(one.id in _VIEWS and held(one.scoped) == held(one.whole) for one in rows)
        )
        return Part([
            Table(rows, [*([Column(zh_en("documents.no"), "no", right=True)] if self.marked else []), *self.columns()], none=None), Paragraph(say("documents.views_same")) if seen else None, self.high(),
        ])  # fmt: skip

    def high(self) -> Paragraph | None:
        """That no high holds what was missed, said once in a document."""
        told, self._high_told = self._high_told, True
        return None if told else beside_high(self.of.whole.get("missed", ()), families=self.marked)

    def columns(self) -> list[Column]:
        """The columns of a table of figures: name, bounds at the scope and of all captures, unit."""
        columns = [
            Column(zh_en("documents.figure"), lambda c: label(c.figure, c.whole) + mark_of(c.figure)),
            Column(self.of.scope.short(self.of.lang), lambda c: held(c.scoped), right=True),
        ]
        if self.of.parted:
            columns.append(Column(zh_en("documents.all_captures"), lambda c: held(c.whole), right=True))
        return [*columns, Column(zh_en("documents.unit"), lambda c: c.figure["unit"])]

    def figures(self) -> Part:
        """The figures that the document names, each with the articles that it serves; what the program calls each is in the data of the paper alone."""
        table = Table(list(self.cited.values()), [
            Column(zh_en("documents.no"), "no", right=True), Column(zh_en("documents.figure"), lambda c: label(c.figure, c.whole)), Column(zh_en("documents.basis"), lambda c: basis(c.figure)),
        ], none=None)  # fmt: skip
        return Part([table, Paragraph(say("documents.figures_said")), self.high()], zh_en("documents.figures_title"))

    def paper(
        self, body: Sequence[Block | None], *, signatures: Sequence[Said] = (), data: Mapping[str, Any] | None = None, confidential: Said = "", annexes: Sequence[Paper] = (), unsigned: str = "", last: Sequence[Block] = (), earlier: str = "",
    ) -> Paper:  # fmt: skip
        """The document in its envelope; ``data``: what it has beside figures. Where it has annexes, the list of figures is one of them. ``unsigned``: what it says until it is issued; ``earlier``: that its step was of an earlier day than its figures (``stated.as_of``); ``last``: what stands right over the signatures, behind the list of figures."""
        of = self.of
        told = None if annexes or not self.cited else self.figures() if self.marked else self.high()
        blocks = [self._stale(), self._of_one(), self._uncounted(), self._unaccepted(), *body, told, *last]
        facts = {
            "document": self.name, "case": of.name, "scope": of.scope.id, "label": of.scope.zh, "label_en": of.scope.en, "channels": list(of.scope.channels),
            "run": of.run.run_id, "figures": [one.plain for one in self.cited.values()], **(data or {}),
        }  # fmt: skip
        return issued(of, Paper(self.name, TITLES[self.name], Document(facts, blocks), signatures=signatures, confidential=confidential, annexes=annexes), unsigned, earlier)  # fmt: skip

    def _stale(self) -> Paragraph | None:
        """That its figures are of a result older than the evidence, statements and decisions of the case."""
        return Paragraph(say("documents.stale")) if self.of.stale else None

    def _of_one(self) -> Paragraph | None:
        """That what is on the register is of the whole case, where the scope is of what was put to a defendant."""
        of_one = self.of.posts is not None and self.of.scope.basis == "register" and self.of.scope.id != scoped.PARTIES
        return Paragraph(say("documents.of_whole_case", label=self.of.scope.label(self.of.lang))) if of_one else None

    def _unaccepted(self) -> Paragraph | None:
        """That a sample on which its counts rest failed or is unfinished: a paper that leaves the office says it beside them."""
        return sample_failed(self.of, None if self.name in _COUNTED else {*self.cited, *self._least})

    def _uncounted(self) -> Paragraph | None:
        """That no figure was counted, where the run has no post: pictures and other evidence that no post shows are counted in none, so that a 0 is no finding, and no upper bound."""
        counted = not self.cited or any(batch.num_rows for batch in self.of.run.batches("posts", ["channel_id"]))
        return None if counted else Paragraph(say("documents.no_posts"))

    def public(self, body: Sequence[Block | None], *, signatures: Sequence[Said] = (), earlier: str = "") -> Paper:
        """The same for everybody: its data hold no figure, no channel and no name of the case, so that no form of the file says more than its text. One that was made after its step is for the file alone."""
        of = self.of
        facts = {
            "document": self.name, "scope": of.scope.id, "label": of.scope.short("zh"), "label_en": of.scope.short("en"), "run": of.run.run_id, "figures": [],
        }  # fmt: skip
        paper = Paper(self.name, TITLES[self.name], Document(facts, [self._stale(), sample_failed(of) if self.name in _COUNTED else None, *body]), grade="working" if earlier else "public", signatures=signatures)  # fmt: skip
        return issued(of, paper, earlier=earlier)


def sample_failed(of: Material, cited: Iterable[str] | None = None) -> Paragraph | None:
    """That a sample of which these figures are built failed or is unfinished, and of what; without figures, of all that was sampled."""
    told = sampled.unaccepted(of.whole, cited)
    return Paragraph(say("documents.sample_failed", told=told)) if told else None


def issued(of: Material, paper: Paper, unsigned: str = "", earlier: str = "") -> Paper:
    """The paper with the envelope that the register has of it: number, day, office, who signed; what nobody entered stays open, but the office in charge.

    It is a draft, and says so (``unsigned``), until it was issued, and again when its text is not that which was signed: then that stands in front of it.
    """
    if of.bare:
        return paper
    found = of.issued.get(paper.name)
    if found is None:
        return replace(_led(paper, earlier, unsigned), authority=of.authority)
    day = zh_en("paper.day", year=found.at.year, month=found.at.month, day=found.at.day)
    signed_by = [zh_en("paper.signed_by", name=of.team(found.signed_by))] if found.signed_by else []
    now = issuing.digest(paper) if of.lang == "zh" else ""
    if changed := bool(found.text and now) and not now.startswith(found.text):
        paper = _led(
            paper,
            unsigned,
            say("documents.changed_since", number=found.number or str(found.at), then=found.text[:16], now=now[:16]),
        )
    elif not found.text:
        paper = _led(paper, say("documents.not_compared"))
    elif not now:
        paper = _led(paper, say("documents.compared_in_chinese"))
    paper = _led(paper, earlier)
    return replace(
        paper if changed else issuing.final(paper), authority=of.team(found.authority) or of.authority, number=found.number, date=day, signatures=[*paper.signatures, *signed_by]
    )  # fmt: skip


def _led(paper: Paper, *said: str) -> Paper:
    """The same with remarks in front that are none of its text."""
    told = paper.document
    return replace(paper, document=replace(told, body=[*(Paragraph(one) for one in said if one), *told.blocks]))


def amount(f: Figure, theirs: int = 0) -> str:
    """The bounds of a figure in words; of acts what a person confirmed, apart from what nobody decided on. ``theirs``: confirmed acts in the high alone,
    of which it is open whose they are (``Exhibits.theirs``).
    """
    if not determinable(f):
        return say("documents.unknown")
    unit = f["unit"]
    if f["status"] != decided_values.MACHINE and f["value"] is not None:
        return say("documents.decided", value=worded(f, "value"), unit=unit, bounds=bounds(f))
    low, estimate, high = (worded(f, end) for end in ("low", "estimate", "high"))
    if f["high"] is None and f["low"] is not None:
        return say("documents.at_least_open", low=low, unit=unit)
    if f["low"] is None and f["high"] is not None:
        return say("documents.at_most_open", high=high, unit=unit)
    if f["id"] in CONDUCT:
        if low == high:
            return say("documents.confirmed_all", low=low, unit=unit)
        if theirs:
            told = say("documents.confirmed_theirs", low=low, theirs=theirs, unit=unit)
            more = f["high"] > f["low"] + theirs
            return told + (say("documents.confirmed_more", estimate=estimate, high=high, unit=unit) if more else "")
        return say("documents.confirmed", low=low, estimate=estimate, high=high, unit=unit)
    if low == estimate == high:
        return f"{low}{either('', ' ')}{unit}"
    return say("documents.span", low=low, estimate=estimate, high=high, unit=unit)


def label(figure: Figure, beside: Figure | None = None) -> str:
    """What a document calls a figure, and the one that stands beside it; of acts that the low is what persons confirmed, or that all of both is: a paper says nothing of labels.

    >>> from doxdocket.words import speaking
    >>> with speaking("zh"):
    ...     label({"label": "威胁（已标注的）", "low": 0, "estimate": 4, "high": 6, "value": 0})
    '威胁（下限经人确认）'
    >>> with speaking("zh"):
    ...     sure = {"label": "威胁（已标注的）", "low": 3, "estimate": 3, "high": 3, "value": 3}
    ...     label(sure), label(sure, sure | {"high": 4})
    ('威胁（经人工确认的）', '威胁（下限经人确认）')
    """
    told, mark = text_of(figure, "label"), say("panel.labelled")
    if mark not in told:
        return told
    sure = all(determinable(one) and one["low"] == one["high"] for one in (figure, beside) if one)
    return told.replace(mark, say("panel.confirmed" if sure else "documents.low_confirmed"))


def held(f: Figure | None) -> str:
    """The bounds of a figure in a cell, with the value that a person picked."""
    unknown = say("documents.unknown")
    return "—" if f is None else short(f).replace("—", unknown).replace(" – ", "–") if determinable(f) else unknown


def reference(one: Cited) -> str:
    """The number of a figure in the list."""
    return say("documents.reference", no=one.no)


def basis(figure: Figure) -> str:
    """The articles that a figure serves, each once, with the mark of one whose text was not checked."""
    side = "zh" if lang() == "zh" else "en"
    told = [
        cite["article"] + "".join(say("marks.in_brackets", text=mark[side]) for mark in cite["marks"] if mark["zh"] == UNREAD.zh)
        for cite in figure.get("cites", ())
    ]  # fmt: skip
    return say("marks.semicolon").join(dict.fromkeys(told)) or "—"


def clauses(told: Iterable[str]) -> str:
    """Sentences as one, parted by semicolons.

    >>> clauses(["甲。", "乙。"])
    '甲；乙。'
    """
    return say("marks.semicolon").join(one.rstrip("。.") for one in told) + say("marks.stop")


def missing(label: Sentence, page: Sentence) -> str:
    """A blank in the language that is spoken: what is missing, and the page of the desk on which to enter it."""
    return either(*blank((label[0], label[1]), (page[0], page[1])))


def few(places: Sequence[str], parted: str) -> str:
    """The first of some places, and whether there are more."""
    return parted.join(places[:_MOST]) + (say("documents_objections.and_others") if len(places) > _MOST else "")


_MOST = 12  # places that a sentence names
