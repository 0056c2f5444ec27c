"""What the documents of a case are written from: its typed accounts at one scope beside all captures, each made once when it is first asked for.

Nothing is counted here: figures come from the run (``pipeline``), the rest from ``desk.accounts`` and the rooms that they tell. Without a scope
that was asked for, the documents are of the core channels; where no channel is core, of all captures. Left out: how a document says it.

>>> Scoped("core", "核心频道", "the core channels", "proposed", ("c/1",)).label("en")
'the core channels'
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any, cast

import pyarrow as pa

from doxdocket.assess.damages.account import Worksheet
from doxdocket.assess.forms.procedure import Issued
from doxdocket.assess.gains.account import GainsAccount
from doxdocket.assess.gains.gains_account import told
from doxdocket.assess.motives import Motives
from doxdocket.assess.parties.account import Parties
from doxdocket.assess.procedure.account import ProcedureAccount
from doxdocket.count import rows
from doxdocket.count.catalogue import BOUNDS, KIND, Bound
from doxdocket.count.tables import dated, span
from doxdocket.decisions.placing import post_key
from doxdocket.desk.accounts import evidence, recheck
from doxdocket.desk.law_answers import Accounts
from doxdocket.desk.masking import Hidden, guard, masked
from doxdocket.law.rules import Book
from doxdocket.pipeline import register_figures, scoped, stale
from doxdocket.pipeline.gains import gains
from doxdocket.pipeline.lawbook import rules
from doxdocket.pipeline.parties import Attributed, attributed, motives, posted_by
from doxdocket.pipeline.pictures import rendering
from doxdocket.pipeline.published import current, figures, latest_posts, relations
from doxdocket.pipeline.registered import entries, of_tables
from doxdocket.report.foreign import APART, apart
from doxdocket.report.gather import Names, authority, minute
from doxdocket.report.marks import clean
from doxdocket.report.tables import Tables
from doxdocket.report.words import Words
from doxdocket.store.case import Case
from doxdocket.store.fault import Fault
from doxdocket.store.verify import verify
from doxdocket.words import lang, say

if TYPE_CHECKING:
    from doxdocket.desk.documents.exhibits import Exhibits
    from doxdocket.report.release import Guard
    from doxdocket.store.run import Run

Figure = Mapping[str, Any]
Key = tuple[str, str]
CORE, ALL = "core", "all"


@dataclass(frozen=True, slots=True)
class Scoped:
    """Of what the figures of a document are; ``basis``: who says what is in it (``count.scope``)."""

    id: str
    zh: str
    en: str
    basis: str
    channels: tuple[str, ...]

    def label(self, lang: str) -> str:
        """What it is called."""
        return self.zh if lang == "zh" else self.en

    def short(self, lang: str) -> str:
        """The same without what stands in brackets.

        >>> Scoped("core", "核心频道（3 个）", "the core channels (3)", "decided", ()).short("en")
        'the core channels'
        """
        return re.split("[（(]", self.label(lang), maxsplit=1)[0].rstrip()


def beside(bound: str) -> str:
    """What stands behind somebody, or behind figures, that no bound under this one holds; nothing at the low."""
    return {"estimate": say("documents.estimate_alone"), "high": say("documents.high_alone")}.get(bound, "")


def without_page(evidence: str) -> bool:
    """Whether it names a volume of the file alone, in which nobody can look it up.

    >>> without_page("卷三"), without_page("卷三第4页"), without_page("户口簿"), without_page("file:3")
    (True, False, False, False)
    """
    return evidence.startswith("卷") and "页" not in evidence


class Material:
    """The accounts of one case in the language that is spoken; ``name``: how the case is called, ``scopes``: as ``figures --scope`` takes them.

    ``counted``: whether every post of the scope that surely exposes somebody is an exhibit (``exhibits``). ``covered`` gives a picture by the digest of its file
    with all that is personal in it covered, which the custody log has; without it documents show no picture.
    ``bare``: whether papers bear no envelope and no remark on drafts, so that their text alone is there. ``marked``: whether what others wrote stays marked as such (``report.foreign``), which a page sets in elements of its own.
    """

    def __init__(
        self, case: Case, name: str, scopes: Sequence[str] = (), *, counted: bool = False, marked: bool = False
    ) -> None:
        self.case, self.name, self.scopes, self.counted, self.lang = case, name, tuple(scopes), counted, lang()
        self.run: Run = current(case)
        self._marked = marked
        self.covered: Callable[[str], bytes] | None = None
        self.bare = False
        self.public: dict[str, dict[str, Any]] = {}
        """What public documents tell, by their names (``rounding``)."""

    def opens(self, reason: str, officer: str) -> None:
        """Let documents show covered pictures, each made once, for this reason (``pipeline.pictures.rendering``)."""
        self.covered = cache(partial(rendering, self.case, reason=reason, officer=officer))

    @cached_property
    def stale(self) -> bool:
        """Whether the result is of other evidence, statements, decisions or program than there are now."""
        return stale(self.case)

    @cached_property
    def whole(self) -> dict[str, Any]:
        """The figures of all captures, as they were published."""
        return figures(self.case)

    @cached_property
    def of_tables(self) -> Mapping[str, int]:
        """What of completeness is of files read as transactions or contacts, and not missing."""
        return of_tables(self.case)

    @cached_property
    def main(self) -> Mapping[str, Any]:
        """The figures of the scope: of what was asked for, else of the core channels, else of all captures."""
        if self.scopes:
            return self._asked.told
        return next((one for one in self.whole.get("scopes", ()) if one["scope"] == CORE), self.whole)

    @cached_property
    def _asked(self) -> scoped.Asked:
        return scoped.asked(self.case, self.scopes or (CORE,))

    def behind(self, id_: str, bound: Bound) -> pa.Table | None:
        """The rows behind a figure of the scope at a bound, once they add up to it; none where the run has none of that id."""
        if not self.parted:
            figure = self.figure(id_)
            return None if figure is None else rows.checked(figure, bound, relations(self.case), self.book)
        found = self._asked
        figure = next((one for one in found.told["figures"] if one["id"] == id_), None)
        return None if figure is None else rows.within(figure, bound, found.scoped, self.book)

    @cached_property
    def days(self) -> Mapping[Bound, tuple[date, date]]:
        """The first and the last day of the posts of the scope that expose somebody, at the low and the high; a bound that holds none with a day is not in it."""
        behind = {bound: self.behind("posts_with_pi", bound) for bound in (BOUNDS[0], BOUNDS[-1])}
        found = {
            bound: dated(told)["day"].drop_null().to_pylist() for bound, told in behind.items() if told is not None
        }
        return {bound: span(some) for bound, some in found.items() if some}

    @cached_property
    def scope(self) -> Scoped:
        """What they are of."""
        of = self.main
        if of is self.whole:
            words = Words("zh")("law_all"), Words("en")("law_all")
            return Scoped(ALL, *words, "captured", tuple(self.names.order))
        return Scoped(of["scope"], of["label"], of["label_en"], of["basis"], tuple(of["channels"]))

    @property
    def parted(self) -> bool:
        """Whether the scope is not all captures."""
        return self.main is not self.whole

    def figure(self, id_: str, *, whole: bool = False) -> Figure | None:
        """A figure of the scope, or of all captures; none where there is none of that id."""
        return (self._whole if whole else self._main).get(id_)

    @cached_property
    def _main(self) -> Mapping[str, Figure]:
        return {one["id"]: one for one in self.main["figures"]}

    @cached_property
    def _whole(self) -> Mapping[str, Figure]:
        return {one["id"]: one for one in self.whole["figures"]}

    @cached_property
    def book(self) -> Book:
        """The rules of the case."""
        return rules(self.case)

    @cached_property
    def tables(self) -> Tables:
        """The relations of the run."""
        return Tables(self.case, self.run)

    @cached_property
    def names(self) -> Names:
        """Channels by code and masked title, files by number and masked name."""
        return Names(self.tables, cast("Guard", guard(self.case)), Words(self.lang))

    def channel(self, id_: str) -> str:
        """A channel by its code and masked title."""
        names = self.names
        return self.set(names.long(id_) if id_ in names.order else names.clean(id_))

    def set(self, text: str) -> str:
        """A text with the marks around what others wrote, where they stay."""
        return text if self._marked else text.translate(APART)

    def short(self, id_: str) -> str:
        """A channel by its code."""
        return self.names.short(id_) if id_ in self.names.order else self.channel(id_)

    def exhibit(self, key: Key, *, cited: bool = False) -> str:
        """What every document calls a post: the code of its channel and its number there; of one that is no exhibit (``cited``: it is) that it is none; of one that was emptied the version that shows what counts."""
        channel, post = self.short(key[0]), key[1] if key[1].isdecimal() else self.clean(key[1])
        if cited or key in self.exhibits.held:
            name, version = (
                say("documents.exhibit", channel=channel, post=post),
                0 if cited else self.exhibits.showing.get(key),
            )
            return say("documents.exhibit_version", exhibit=name, n=version) if version else name
        return say("documents.no_exhibit", channel=channel, post=post)

    def rests(self, evidence: Iterable[str]) -> str:
        """What an entry rests on, in words: files by their number on the list of evidence, posts as exhibits, papers as they were entered."""
        return say("marks.semicolon").join(dict.fromkeys(map(self._rests, evidence)))

    def _rests(self, name: str) -> str:
        what, _, of = name.partition(":")
        if what == "post" and "/" in of:
            return self.exhibit(post_key(of))
        if what == "file" and of.isdecimal():
            return say("documents.file", no=of)
        return self.team(name) + (say("documents.no_page") if without_page(name) else "")

    @property
    def authority(self) -> str:
        """The office in charge, as pages show it; nothing where nobody told."""
        name = self.case.info.authority
        return self.set(apart(authority(name, self.names.guard, self.names.words))) if name else ""

    def clean(self, text: str) -> str:
        """A text that others wrote, with what is personal in it hidden."""
        return self.set(self.names.clean(text)) if text else ""

    def team(self, text: str) -> str:
        """A text that the team wrote, with what the case has sealed hidden."""
        return clean(str(self._hidden.desk(text)))

    def words(self, text: str) -> str:
        """Masked words of a post with what the case has sealed elsewhere hidden too: a word here is somebody's name there, and the gate would let neither go."""
        return self._hidden.words(text)

    @cached_property
    def _hidden(self) -> Hidden:
        return Hidden(self.case)

    @cached_property
    def asked(self) -> Accounts:
        """What the law answers in the case, and the accounts that it rests on; the worksheet is of the scope, as the documents are."""
        return Accounts(self.case, self.name, counted=self.of_scope if self.parted else None)

    def of_scope(self) -> Mapping[str, Any]:
        """The figures and lines of the scope; of what is told of the case alone (receipts), those. A kind that the scope has not is in none of its tables."""
        own = [one for one in self.whole["figures"] if one["id"] in self._main or not one["id"].startswith(KIND)]
        return {
            "figures": [self._main.get(one["id"], one) for one in own],
            "law": self.main["law"],
        }

    @property
    def parties(self) -> Parties:
        """Who answers for what."""
        return self.asked.parties

    @cached_property
    def gains(self) -> GainsAccount:
        """What was received and asked."""
        return told(gains(self.case, masked=masked))

    @cached_property
    def motives(self) -> Motives:
        """What each said of why."""
        return motives(self.case, masked, self._hidden.spans)

    @cached_property
    def own_times(self) -> Mapping[str, str]:
        """By digest the last minute at which a file itself says that it was captured: its server, crawler or tool."""
        found: dict[str, str] = {}
        for row in self.run.read("captures", ["source", "at", "at_how"]).to_pylist():
            if row["at"] and row["at_how"] not in {None, "stated"}:
                found[row["source"]] = max(minute(row["at"], self.case.info.display_zone), found.get(row["source"], ""))
        return found

    def captured(self, sha256: str, stated: datetime | str | None) -> str:
        """When a file was captured, as it was stated, and beside it what the file itself says where that is another minute; nothing where nobody stated it."""
        told, own = minute(stated, self.case.info.display_zone), self.own_times.get(sha256, "")
        return told + (say("documents.own_time", at=own) if told and own not in {"", told} else "")

    @cached_property
    def exhibits(self) -> "Exhibits":
        """The posts that documents show."""
        from doxdocket.desk.documents.exhibits import Exhibits  # noqa: PLC0415 - it reads this material

        return Exhibits(self)

    @property
    def worksheet(self) -> Worksheet:
        """The damages worksheet."""
        return cast("Worksheet", self.asked.damages)

    @property
    def procedure(self) -> ProcedureAccount:
        """Where the case stands."""
        return self.asked.procedure

    @cached_property
    def rechecked(self) -> Mapping[str, Any]:
        """What later captures show of what earlier ones showed, as ``recheck`` tells it."""
        return cast("Mapping[str, Any]", recheck.account(self.case, self.name))

    @cached_property
    def issued(self) -> Mapping[str, Issued]:
        """What was entered of the documents that the office issued, by name: of one issued again the last."""
        every = entries(self.case).of(Issued).values()
        return {str(one.document): one for one in sorted(every, key=lambda one: one.at)}

    @cached_property
    def sources(self) -> list[dict[str, Any]]:
        """The list of evidence files."""
        return list(evidence.sources(self.case))

    @cached_property
    def faults(self) -> list[Fault]:
        """What ``verify`` finds: every file is read again."""
        return verify(self.case)

    def holds(self, channel: str) -> bool:
        """Whether posts of a channel are in the scope."""
        return channel in self.scope.channels

    @cached_property
    def posts(self) -> frozenset[Key] | None:
        """The posts of a scope that was asked for; none where channels alone tell what is in it."""
        if not self.scopes:
            return None
        posts = self._asked.scoped.scope.posts.select(["channel_id", "post_id"]).to_pylist()
        return frozenset((row["channel_id"], row["post_id"]) for row in posts)

    @cached_property
    def sure(self) -> frozenset[Key] | None:
        """Those of them that are surely in it, in which low and estimate are counted; none where all of them are."""
        found = self._asked.scoped.scope.sure if self.scopes else None
        if found is None:
            return self.posts
        return frozenset((row["channel_id"], row["post_id"]) for row in found.to_pylist())

    @property
    def who(self) -> str:
        """The one defendant of whose acts the scope is; nothing where it is of no defendant's, or of several."""
        return register_figures.of_one(self.scopes)

    @cached_property
    def posted_by(self) -> Mapping[Key, Collection[str]]:
        """The defendants whose own accounts, as firmly put to them and to nobody else, posted a post."""
        return posted_by(self.case)

    @cached_property
    def attributed(self) -> Mapping[Key, Attributed]:
        """Of each post that is put to a defendant at any bound, to whom and how."""
        return attributed(self.case)

    @cached_property
    def dated(self) -> frozenset[Key]:
        """The posts that have a time."""
        rows = latest_posts(self.case).select(["channel_id", "post_id", "date"]).to_pylist()
        return frozenset((row["channel_id"], row["post_id"]) for row in rows if row["date"] is not None)

    @property
    def person(self) -> bool:
        """Whether the scope is that of one person's own packet."""
        return any(one.startswith(f"{scoped.PERSON}:") for one in self.scopes)

    def within(self, key: Key) -> bool:
        """Whether a post is in the scope, at the high at least."""
        return self.holds(key[0]) if self.posts is None else key in self.posts

    def surely(self, key: Key) -> bool:
        """Whether a post is in every bound of the scope: of what is put to a defendant, not at the high alone."""
        return self.within(key) if self.sure is None else key in self.sure
