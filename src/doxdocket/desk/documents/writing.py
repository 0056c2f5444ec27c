"""Documents made beside: another process makes what a page shows of each and the files that are asked for, so that nobody's page waits.

That process writes nothing: before covered pictures of the evidence go into a file, it says which they are, and they are recorded here, one row each; then it
makes them. It keeps the case open as long as nothing is done in it that documents tell of, so that what follows is made in a moment. Left out: who takes the files and why,
which is recorded when they are taken (``leaving``).
"""

import secrets
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from doxdocket.desk.beside import OtherProcess, opened
from doxdocket.desk.documents import DOCUMENTS
from doxdocket.desk.documents.files import lacking
from doxdocket.desk.documents.leaving import Ready, ready, words
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.readers import INTERNAL
from doxdocket.desk.merging import LOGGED
from doxdocket.desk.releasing import Gate, Hit
from doxdocket.engine import pool as processes
from doxdocket.errors import DoxdocketError
from doxdocket.pipeline import pictures
from doxdocket.report.html import Link, fragment
from doxdocket.report.paper import Grade
from doxdocket.report.text import chosen
from doxdocket.store.case import Case
from doxdocket.words import Lang, speaking, zh_en

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

BOOK = "exhibits"
"""The document that shows pictures."""
_KEPT = 16
_JOB = 1000
"""More than there are documents: what is told of the place is the number of the making times this, and how many are done."""
Stamp = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as a page shows it, in one language: its envelope, what it lacks (what, and where to enter it), its text."""

    name: str
    title: str
    grade: Grade
    internal: bool
    words: bool
    number: str
    day: str
    lacking: Sequence[tuple[str, str]]
    body: Markup = field(repr=False)


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it; ``fault``: why nothing did, in both languages. ``scope``: the id of that of which the documents are."""

    shown: Mapping[str, Shown] = field(default_factory=dict)
    files: Sequence[Ready] = ()
    hits: Sequence[Hit] = ()
    scope: str = ""
    fault: tuple[str, str] | None = None
    pictures: Sequence[str] | None = None
    """Digests of the pictures that must be recorded before they are made; then this is all that there is yet."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be made: files of the ``names`` in a ``form``, or, without one, what pages show of every document."""

    lang: Lang
    scopes: tuple[str, ...]
    names: tuple[str, ...] = tuple(DOCUMENTS)
    form: str = ""
    reason: str = ""
    officer: str = ""


@dataclass(slots=True)
class _Job:
    asked: Asked
    stands: Stamp
    number: int
    future: "Future[Made]"
    pool: "ProcessPoolExecutor"
    recorded: frozenset[str] | None = None
    """The pictures of which the custody log has that somebody sees them; none as long as nobody told which they are."""
    made: Made | None = None
    taken: bool = False


def stamp(case: Case) -> Stamp:
    """What documents tell of is the same as long as this is: the run, what was done since but what is only logged, the day."""
    marks = ",".join("?" * len(LOGGED))
    [(last,)] = case.database.rows(f"SELECT coalesce(max(seq), 0) FROM custody WHERE act NOT IN ({marks})", LOGGED)
    run, day = case.current_run(), case.today()
    return run.run_id if run else "", int(last), str(day)


class Writing(OtherProcess):
    """Makes them, one making after the other; what was made is kept for a while."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self._jobs: OrderedDict[object, _Job] = OrderedDict()
        self._count = 0

    def shown(self, asked: Asked, link: Link) -> tuple[Made | None, int]:
        """Every document as pages show it, of the case as it stands, and, while it is being made, how many are done. A fault is told once, then it is tried again."""
        key = stamp(self._case), asked
        if key not in self._jobs:
            self._begin(key, asked, key[0], link)
        found = self.made(key)
        if found[0] is not None and found[0].fault:
            del self._jobs[key]
        return found

    def files(self, asked: Asked) -> str:
        """Begin to make files; the key by which they are asked for."""
        key = secrets.token_urlsafe(16)
        self._begin(key, asked, stamp(self._case), None)
        return key

    def asked(self, key: object) -> Asked | None:
        """What was asked for by that key, if it is kept still."""
        job = self._jobs.get(key)
        return job.asked if job else None

    def taken(self, key: object) -> bool:
        """Whether somebody took them already."""
        return self._jobs[key].taken

    def take(self, key: object) -> bool:
        """Whether they may leave: what was looked through holds nothing that was sealed since, for the case stands as it did."""
        job = self._jobs[key]
        may = job.stands == stamp(self._case)
        job.taken |= may
        return may

    def made(self, key: object) -> tuple[Made | None, int]:
        """What came of it, nothing while it is being made; and how many are done."""
        job = self._jobs[key]
        if job.made is None and job.future.done():
            error = None if job.future.cancelled() else job.future.exception()
            if job.future.cancelled() or isinstance(error, BrokenProcessPool):  # ended, by want of memory or by hand
                job.made = Made(fault=zh_en("documents_writing.ended"))
                if job.pool is self._pool:
                    self.close()
            elif error is not None:
                del self._jobs[key]
                raise error
            elif (found := job.future.result()).pictures is not None:
                self._record(job, found.pictures)
            else:
                job.made = found
        number, done = divmod(self.at, _JOB)
        return job.made, done if number == job.number else 0

    def _begin(self, key: object, asked: Asked, stands: Stamp, link: Link | None) -> None:
        while len(self._jobs) >= _KEPT:
            self._jobs.popitem(last=False)[1].future.cancel()  # nobody can ask for it any more
        self._count += 1
        recorded = None if BOOK in asked.names and asked.form else frozenset[str]()
        future = self.ask(_made, stands, asked, self._count, link, recorded)
        self._jobs[key] = _Job(asked, stands, self._count, future, self.pool, recorded)

    def _record(self, job: _Job, wanted: Sequence[str]) -> None:
        """Record each picture, and let the files be made with them."""
        for one in wanted:
            pictures.opened(self._case, one, reason=job.asked.reason, officer=job.asked.officer)
        job.recorded = frozenset(wanted)
        job.future = self.ask(_made, job.stands, job.asked, job.number, None, job.recorded)
        job.pool = self.pool


_open: tuple[tuple[Path, Stamp], Case, Gate, dict[object, Material]] | None = None
"""In the other process: the case as it stood, with what was read of it."""


def _made(
    folder: Path, secret: str, identity: str, stands: Stamp, asked: Asked, number: int, link: Link | None,
    recorded: frozenset[str] | None,
) -> Made:  # fmt: skip
    """In the other process. The case is read and nothing is written."""
    processes.at(number * _JOB)
    with speaking(asked.lang):
        try:
            of, gate = _material(folder, secret, identity, stands, asked)

            def beat(done: int) -> None:
                processes.at(number * _JOB + done)

            if recorded is None:
                shown_there = (
                    one
                    for exhibit in of.exhibits.every
                    for one in of.exhibits.pictures(exhibit)
                    if not exhibit.post.unread
                )
                return Made(pictures=tuple(dict.fromkeys(shown_there)))
            if asked.form:
                of.covered = cache(partial(pictures.covered, of.case, recorded)) if recorded else None
                try:
                    files, hits = ready(of, asked.names, asked.form, gate, beat)
                finally:
                    of.covered = None
                return Made(files=files, hits=hits, scope=of.scope.id)
            shown: dict[str, Shown] = {}
            for name in asked.names:
                shown[name] = _shown(of, name, link or (lambda _: None))
                beat(len(shown))
            return Made(shown, scope=of.scope.id)
        except DoxdocketError as error:
            return Made(fault=(error.said("zh"), error.said("en")))


def _material(folder: Path, secret: str, identity: str, stands: Stamp, asked: Asked) -> tuple[Material, Gate]:
    global _open  # noqa: PLW0603 - one for the process, so that what was read is read once
    if _open is None or _open[0] != (folder, stands):
        if _open is not None:
            _open[1].close()
        case = opened(folder, secret, identity)
        _open = (folder, stands), case, Gate(case), {}
    _, case, gate, kept = _open
    key = asked.lang, asked.scopes
    if key not in kept:
        kept.clear()  # of one scope at a time: each holds the figures of its own
        kept[key] = Material(case, zh_en("review_accounts.case")[asked.lang != "zh"], asked.scopes)
    return kept[key], gate


def _shown(of: Material, name: str, link: Link) -> Shown:
    paper = DOCUMENTS[name](of)
    blanks = [(one.label, one.where) for one in lacking(paper, of.lang)]
    number, day = (chosen(one or "", of.lang) for one in (paper.number, paper.date))
    body = fragment(paper.document, of.lang, link)
    title = chosen(paper.title, of.lang)
    return Shown(name, title, paper.grade, name in INTERNAL, words([name]), number, day, blanks, body)
