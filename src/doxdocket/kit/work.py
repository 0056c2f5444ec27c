"""What takes seconds, done beside the pages: files are read, and their covered copies made, one after another in a process that ends with the kit.

What comes of it is put to the kit in the thread of its pages. Copies are made when all files are read, for what one shows is covered in the others too. A covered copy lies there only as long as it
covers what it must: a change of what is the owner's takes it away first (``forget``).
"""

import queue
import threading
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as Waiting
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

import msgspec

from doxdocket.engine.pool import executor
from doxdocket.errors import DoxdocketError
from doxdocket.kit.calls import senders, waybills
from doxdocket.kit.copies import Plan, alike, covered, spans
from doxdocket.kit.exposure import as_written, called_by, exposed
from doxdocket.kit.folder import COVERED, POLICE, Kit, What
from doxdocket.kit.reading import handles, read_file, unnamed
from doxdocket.kit.screen import Read, Seen, chance, digits, number, plain, proof, sought, stands
from doxdocket.kit.signs import sign
from doxdocket.seal.masks import given_name
from doxdocket.words import said_in

_BEAT: Final = 0.2
RULE: Final = 18
"""Of covered copies; those of an earlier one go. 1 showed what the owner chose, 2 covered whole lines and shrank long pictures, 3 covers values and keeps the size, 4 covers them for the police too, 5 uncovers nothing that somebody may be found by without a second question, 6 shows the police nobody whom the owner did not choose, 7 covers what the owner said is theirs whatever else is nobody's, and no clock, counter or sentence, 8 no count, day or price that was taken for part of a number, and estates by their names alone, 9 numbers with words among their digits and births below their label, 10 what somebody is said to look like, but for the police, 11 an age where it is one, the rest of a value on the next line of a picture and given names of others, and no price for the police, 12 no name of a speaker for the police, 13 of a picture with the owner's photograph, in which no face was found, all but the writing, 14 no day of what happened, and of what is the owner's its parts; no sum that is asked for, no minutes before a place, no writing close to bars, and for the police no group's number, 15 no words behind the head of a message, and for the police what the report shows in full, 16 as it was read too, and of an address all that the next line of a picture has of it, 17 no moment in the head of a message, and for the police no word of a threat, 18 what is theirs over the end of a line and over marks between its signs too."""
_TAKEN_BACK: Final = 16
"""The rule since which a kit holds which copies for the police the owner took back; of an earlier one that has some, each that it has not may be one, and the page of papers says so."""
_ASKED_TWICE: Final = 5
"""The first by which nothing was nobody's without a second question."""


_NAMED: Final = frozenset(
    {"name", "home_address", "delivery_address", "workplace", "school", "email", "social_account"}
)
"""Kinds that are looked for in every file, once a file shows them; numbers are covered wherever they stand."""


_DIGITS: Final = 6
"""Up to which many digits are no number of somebody."""


def _for_all(one: Seen) -> bool:
    return one.kind in _NAMED and len(one.value) > 2 and not proof(one)


class _Ended(Exception):
    """The kit is closed."""


class Work:
    """What was read so far, and what waits. All but the thread of its own runs in the thread of the pages."""

    def __init__(self, kit: Kit, worker: Executor) -> None:
        self.kit, self._worker = kit, worker
        self.reads: dict[int, Read] = {}
        self.unsure: set[int] = set()
        """Files of which no copy can be given that surely covers everything; so of those for the police (``unsure_police``)."""
        self.unsure_police: set[int] = set()
        self.by_form: set[int] = set()
        """Files of which the computer is to say what they are, once it has read them."""
        self._new: set[int] = set()
        """Files of which the others do not know yet what they show."""
        self._waits: queue.Queue[tuple[str, int]] = queue.Queue()
        self._asked: set[tuple[str, int]] = set()
        self._opened: tuple[object, tuple[frozenset[str], frozenset[str]]] = (None, (frozenset(), frozenset()))
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def begin(self) -> None:
        """Read every file that is there."""
        if self.kit.record.copies != RULE:
            said, twice = self.kit.record.answers, self.kit.record.copies >= _ASKED_TWICE
            self.kit.record.answers = {
                tag: one for tag, one in said.items() if twice or one != "nobody"
            }  # it may have been said without the second question
            self.forget(tuple(one.no for one in self.kit.record.files))
            if 0 < self.kit.record.copies < _TAKEN_BACK and (there := self.kit.record.police):
                self.kit.record.no_police = [one.no for one in self.kit.record.files if one.no not in there]
            self.kit.record.copies = RULE
            self.kit.save()
        for one in self.kit.record.files:
            self.read(one.no)
        self._thread.start()

    def read(self, no: int) -> None:
        """Read a file, and, when all are read, make its copy."""
        if no not in self.reads and not self.kit.covered(no):
            self._new.add(no)
        self._ask("read", no)

    def waiting(self) -> int:
        """How many files are not read yet."""
        return sum(one.no not in self.reads for one in self.kit.record.files)

    def copying(self) -> int:
        """How many copies are not made yet."""
        record = self.kit.record
        lacks = [
            no
            for no in self._numbers()
            if no not in record.left_out and no not in self.unsure and not self.kit.covered(no)
        ]
        return len(lacks) + sum(no not in self.unsure_police and not self.kit.for_police(no) for no in record.police)

    def _numbers(self) -> tuple[int, ...]:
        return tuple(one.no for one in self.kit.record.files)

    def forget(self, numbers: tuple[int, ...]) -> None:
        """What is covered in these files changes: their copies go now, and others are made."""
        if numbers:
            self.kit.clear_handed()
        for no in numbers:
            for path in self.kit.copies(no):
                path.unlink(missing_ok=True)
            self.unsure.discard(no)
            self.unsure_police.discard(no)

    def copy(self, numbers: tuple[int, ...]) -> None:
        """Make the copies of these files."""
        for no in numbers:
            if no not in self.kit.record.left_out:
                self._ask("copy", no)
            if no in self.kit.record.police:
                self._ask("police", no)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """The owner says or writes something; the copies that cover otherwise by it are made again, and those of files that are not read yet."""
        before = self._plans()
        self.kit.record.copies = 0  # killed before they are gone, the next start takes all away
        try:
            yield
        finally:  # what was not kept on disk stands in the record all the same
            after = self._plans()
            self.again(tuple(no for no in self._numbers() if no not in after or before.get(no) != after[no]))
            self.for_police()
            self.kit.record.copies = RULE
        self.kit.save()

    def _plans(self) -> dict[int, list[tuple[bool, list[set[int]]]]]:
        both = {no: [False, True] if no in self.kit.record.police else [False] for no in self.reads if self._there(no)}
        return {
            no: [(plan.bare, spans(self.reads[no], plan)) for police in some for plan in [self.plan(no, police=police)]]
            for no, some in both.items()
        }

    def faceless(self, no: int) -> bool:
        """Whether the owner's photograph is in a picture in which no face was found."""
        read = self.reads.get(no)
        return (
            no in self.kit.record.photos
            and bool(read and read.picture)
            and not any(hit.where == "face" for hit in self.reads[no].hits)
        )

    def again(self, numbers: tuple[int, ...]) -> None:
        """What is covered in these files has changed."""
        self.forget(numbers)
        self.copy(numbers)

    def plan(self, no: int, *, police: bool, without: Collection[int] = ()) -> Plan:
        """What a copy covers, by what the owner wrote and said so far, and by what other files (but those) show. The police see of who called, wrote or sent those that the owner said harass them, numbers of waybills, and what the report shows in full (``_for_police``)."""
        record, read, written = self.kit.record, self.reads[no], self.kit.written()
        sent = list(senders(read, self.kit.item(no).what)) if police else []
        said = {
            (one.kind, one.value): record.answers.get(self.kit.tag(one.kind, one.value))
            for one in (*read.hits, *unnamed(read), *handles(read), *sent)
            if one.value
        }
        told = [(plain(value), of) for (_, value), of in said.items()] + [(plain(one.value), one.of) for one in written]
        somebody = {value for value, of in told if of in ("mine", "family", "others")}
        shows = {value for value, of in told if of == "caller"}
        shows |= set(waybills(read)) if police and "parcel" in (self.kit.item(no).what, read.form) else set()
        open_, callers = self._for_police() if police else (frozenset(), frozenset())
        shows = ((shows | callers) - somebody) | open_
        shows |= {told for value in shows for told in (digits(value), number(value)) if len(told) > _DIGITS}
        own = {sought(one.kind, one.value) for one in written if plain(one.value) not in shows or not police}
        hidden = [one for one in written if plain(one.value) not in open_]
        own |= {_given(one.value) for one in hidden if one.kind == "name" and one.of != "caller"} - {""}
        own |= set(self._told(open_)) | set(self._elsewhere(no, without, police=police))
        own = {one for one in own if plain(one) not in open_}
        theirs = {one for one in self._theirs() if plain(one[1]) not in open_}
        return Plan(
            tuple(sorted(own)), frozenset(one for one, of in said.items() if of == "nobody"), police, frozenset(shows) if police else frozenset(), said_in(record.lang or "zh", "kit.cover_mark"), self.faceless(no) and no not in record.open,
            tuple(sorted(theirs)),
            tuple(sorted({each for kind, value in theirs for each in called_by(kind, value)})),
        )  # fmt: skip

    def _theirs(self) -> set[tuple[str, str]]:
        """Kinds and values that the owner said or wrote are theirs, of the family or of others."""
        found = {(one.kind, one.value) for read in self.reads.values() for one in read.hits if one.value}
        told = {one for one in found if self.kit.record.answers.get(self.kit.tag(*one)) in ("mine", "family", "others")}
        return told | {(one.kind, one.value) for one in self.kit.written() if one.of in ("mine", "family", "others")}

    def _for_police(self) -> tuple[frozenset[str], frozenset[str]]:
        """What the owner chose to show to the police, of theirs and of the family: the report has it in full; and who called, wrote or sent, in whatever file and spelling. They are looked for once for all files, until something else is said or read."""
        state = self.kit.told(), list(self.reads.items())
        if self._opened[0] != state:
            said = "caller" in self.kit.record.answers.values() or self.kit.record.shown
            found = exposed(self.kit, self.reads) if said else []
            shown = {plain(one.value) for one in found if one.shown and not (one.picture or one.unclear or one.kin)}
            hits = [(read, one) for read in self.reads.values() for one in read.hits if shown and one.where == "text"]
            # one and the same is read as 3栋 and typed as 3幢, and where part of it stands that is read as it
            shown |= {
                plain(one.value)
                for read, one in hits
                if plain(read.texts[one.text][one.start : one.end]) in shown
                or plain(as_written(self.kit, read, one, {}).value) in shown
            }
            short = {open_: {plain(word) for one in found if one.answer in ("mine", "family", "others") and one.shown is open_ for word in called_by(one.kind, one.value)} for open_ in (True, False)}  # fmt: skip
            shown |= short[True] - short[False]
            told = [(plain(one.value), one.answer) for one in found if not one.picture]
            somebody = {value for value, of in told if of in ("mine", "family", "others")}
            callers = {value for value, of in told if of == "caller"} - somebody
            self._opened = state, (frozenset(shown), frozenset(callers))
        return self._opened[1]

    def for_police(self) -> None:
        """Whenever a file came: of one that shows who was chosen, or what the report shows in full, the police get a copy in which that is seen, unless the owner took it back, or hands no copy of the file in."""
        record = self.kit.record
        told = [*record.answers.values(), *(one.of for one in record.missed)]
        left = {*record.police, *record.no_police, *record.left_out}
        if "caller" in told or record.shown:
            new = [no for no in self._numbers() if no not in left and self.shows(no)]
            record.police += new
            for no in new:
                self._ask("police", no)

    def _told(self, open_: Collection[str] = ()) -> Iterator[str]:
        """Of all files what the owner said is theirs, of the family or of others, in the words that stand there, and given names: whatever else is nobody's, that stays covered."""
        for read in self.reads.values():
            for one in (*read.hits, *handles(read)):
                of = self.kit.record.answers.get(self.kit.tag(one.kind, one.value)) if one.value else None
                if (
                    of in ("mine", "family", "others")
                    and plain(one.value) not in open_
                    and one.where == "text"
                    and not proof(one)
                    and not chance(read.texts[one.text], one)
                ):
                    words = read.texts[one.text][one.start : one.end]
                    yield sought(one.kind, words)
                    if one.kind == "name" and _given(words):
                        yield _given(words)

    def _elsewhere(self, no: int, without: Collection[int], *, police: bool) -> Iterator[str]:
        """What other files show and the computer did not find in this one, where it stands too."""
        read, record = self.reads[no], self.kit.record
        here = {(one.kind, one.value) for one in read.hits}
        others = {
            (one.kind, one.value)
            for other, each in self.reads.items()
            if other != no and other not in without
            for one in each.hits
            if _for_all(one)
        }
        free = ("nobody", "caller") if police else ("nobody",)
        for kind, value in others - here:
            wanted = sought(kind, value)
            there = any(stands(wanted, text) or (read.picture and alike(value, text)) for text in read.texts)
            if there and record.answers.get(self.kit.tag(kind, value)) not in free:
                yield wanted

    def shows(self, no: int) -> int:
        """How many who called, wrote or sent a copy of this file for the police shows."""
        read = self.reads.get(no)
        if read is None:
            return 0
        shows = self.plan(no, police=True).shows
        shown = {value.rpartition(":")[2] for value in shows}
        there = {value for value in shown if any(stands(value, text) for text in read.texts)}
        there |= shown & {plain(one.value) for one in read.hits if one.where == "text"}  # part of it stands there
        return sum(not any(value != other and value in other for other in there) for value in there)

    def end(self) -> None:
        """Stop, in the midst of a file too."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(10)

    # In the thread of its own.
    def _ask(self, what: str, no: int) -> None:
        if (what, no) not in self._asked:
            self._asked.add((what, no))
            self._waits.put((what, no))

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                with executor(1) as process:
                    self._serve(process)
            except BrokenProcessPool:
                continue
            except (_Ended, RuntimeError):  # the pages' thread has ended
                return

    def _serve(self, process: ProcessPoolExecutor) -> None:
        while True:
            what, no = self._next()
            try:
                self._done(process, what, no)
            except BrokenProcessPool:
                self._here(self._lost, what, no)
                raise
            except DoxdocketError:  # the file is not what it was, or not there any more: the page of files says so
                self._here(self._lost, what, no)

    def _next(self) -> tuple[str, int]:
        while not self._ended.is_set():
            try:
                return self._waits.get(timeout=_BEAT)
            except queue.Empty:
                continue
        raise _Ended

    def _done(self, process: ProcessPoolExecutor, what: str, no: int) -> None:
        self._here(self._asked.discard, (what, no))
        given = self._here(self._given, what, no)
        if given is None:
            return
        if what == "read":
            self._here(self._take_read, no, self._far(process, read_file, *given))
        else:
            asked, told = given
            self._here(self._take_copy, no, told, self._far(process, asked))

    def _here(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Ask the thread of the pages."""
        return self._waited(self._worker.submit(function, *arguments))

    def _far(self, process: ProcessPoolExecutor, function: Callable[..., Any], *arguments: Any) -> Any:
        """Ask the process."""
        return self._waited(process.submit(function, *arguments))

    def _waited(self, asked: Future[Any]) -> Any:
        """Its answer, unless the kit closes meanwhile: whoever closes it waits for this thread, in the thread that would answer."""
        while True:
            try:
                return asked.result(_BEAT)
            except Waiting:
                if asked.done():
                    raise
                if self._ended.is_set():
                    asked.cancel()
                    raise _Ended from None

    # In the thread of the pages.
    def _there(self, no: int) -> bool:
        return any(one.no == no for one in self.kit.record.files)

    def _given(self, what: str, no: int) -> Any:
        if not self._there(no):
            return None
        one, data = self.kit.item(no), self.kit.data(no)
        if what == "read":
            kept = self.kit.read_path(no)
            return one.name, data, kept.read_bytes() if kept.is_file() else b"", one.day
        if no not in self.reads or self.waiting():
            return None
        plan = self.plan(no, police=what == "police")
        return partial(covered, data, self.reads[no], plan), plan

    def _take_read(self, no: int, read: Read) -> None:
        if self._there(no):
            self.reads[no] = read
            if read.picture and not self.kit.read_path(no).is_file():
                self.kit.put(self.kit.read_path(no), read.picture)
            item = self.kit.item(no)
            if read.form == "private":
                if no in self._new and not item.seen and not item.about:  # once: the owner may take it back
                    self.kit.tell(no, item.what, item.about, "private")
            elif no in self.by_form and read.form and item.what in ("screenshot", "chat", "other"):
                self.kit.tell(no, msgspec.convert(read.form, What), item.about, item.seen)
            self.by_form.discard(no)
        if not self.waiting():
            self._all_read()

    def gone(self, no: int) -> None:
        """A file was taken out: what waited for it alone goes on."""
        self.reads.pop(no, None)
        if not self.waiting():
            self._all_read()

    def _all_read(self) -> None:
        """Copies that are lacking are made, and those anew that cover otherwise by what new files show."""
        record, new, before = self.kit.record, self._new, [*self.kit.record.police]
        self.for_police()
        if record.police != before:
            self.kit.save()
        for no in self._numbers():
            sorts = [False, True] if no in record.police else [False]
            if new and any(self._other(no, self.plan(no, police=one, without=new)) for one in sorts):
                self.forget((no,))
            if not self.kit.covered(no) or (no in record.police and not self.kit.for_police(no)):
                self.copy((no,))
        self._new = set()

    def _other(self, no: int, told: Plan) -> bool:
        """Whether by what is said now a copy covers otherwise than by this plan."""
        now = self.plan(no, police=told.police)
        return told != now and (
            (told.mark, told.bare) != (now.mark, now.bare) or spans(self.reads[no], told) != spans(self.reads[no], now)
        )

    def _take_copy(self, no: int, told: Plan, made: tuple[str, bytes]) -> None:
        if not self._there(no) or no not in self.reads:
            return
        record, police = self.kit.record, told.police
        if no in record.left_out if not police else no not in record.police:
            return
        if self._other(no, told):
            self._ask("police" if police else "copy", no)  # what is covered has changed meanwhile
            return
        suffix, data = made
        folder, unsure = (POLICE, self.unsure_police) if police else (COVERED, self.unsure)
        path = self.kit.folder / folder / f"{no:04d}{suffix}"
        if data:
            self.kit.put(
                path, data
            )  # in place of the one that is there: whoever reads meanwhile finds the one or the other
            unsure.discard(no)
        else:
            unsure.add(no)
        for old in self.kit.for_police(no) if police else self.kit.covered(no):
            if not data or old != path:
                old.unlink(missing_ok=True)

    def _lost(self, what: str, no: int) -> None:
        if not self._there(no):
            return
        if what == "read":
            self._take_read(no, Read(why="failed"))
        if what != "police":
            self.unsure.add(no)
        if what != "copy":
            self.unsure_police.add(no)


def _given(name: str) -> str:
    """The given name by which somebody is spoken of; none that is an everyday word: the day of a threat is told.

    >>> _given("荀立夏"), _given("荀明天")
    ('立夏', '')
    """
    told = given_name(name)
    return "" if sign("everyday").fullmatch(told) else told
