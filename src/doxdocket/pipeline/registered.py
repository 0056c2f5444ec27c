"""The register of a case: what people write is checked against the case before it is kept, and read back for assessment.

Every fault is told at once and nothing is kept then: an id twice, an entry, person, channel, post or evidence file that is not there,
a text in which a value stands. Leaves out: whether what is stated is true.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from itertools import chain, islice
from typing import NamedTuple

import pyarrow.compute as pc

from doxdocket.assess import forms
from doxdocket.assess.entry_faults import refuse
from doxdocket.assess.form import Form, places, refs, sealed_names, texts
from doxdocket.assess.forms.damages import Contacts
from doxdocket.assess.forms.gains import Statement
from doxdocket.assess.forms.parties import Defendant, Fact, Joint
from doxdocket.assess.forms.procedure import Issued
from doxdocket.assess.gains.payers import bare
from doxdocket.assess.parties.facts import Facts
from doxdocket.assess.parties.liability import asked_of
from doxdocket.assess.register import Entries
from doxdocket.decisions.age_facts import days
from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.law.kinds import kinds
from doxdocket.law.rules import Book, shipped
from doxdocket.law.shapes import Answerable
from doxdocket.law.words import asked, facts, personal, sort_of, told_by
from doxdocket.pipeline import published
from doxdocket.pipeline.lawbook import rules
from doxdocket.pipeline.published import current, latest_posts
from doxdocket.store import values_in_text
from doxdocket.store.case import Case
from doxdocket.store.reason import holds_value
from doxdocket.store.register import Entry, Register, absent, standing
from doxdocket.store.sources import Source
from doxdocket.words import zh_en

SealedIn = Callable[[str], Sequence[str]]


class Fault(NamedTuple):
    """What is wrong with an entry, in both languages; ``form`` and ``key`` may be empty, as of the reason given with all; ``field`` of what is of none."""

    form: str
    key: str
    field: str
    zh: str
    en: str

    @property
    def said(self) -> tuple[str, str, str]:
        """Where, and what is wrong with which field."""
        where = f"{self.form} {self.key}".strip() or self.field
        named = self.field and self.form and not (self.field == "id" and self.key)
        return where, f"{self.field}：{self.zh}" if named else self.zh, f"{self.field}: {self.en}" if named else self.en


Wrong = tuple[str, str, str]
"""A field, and what is wrong with it in both languages."""
_ID = re.compile(r"[\w.@\-]{1,64}")
_NUMBER = re.compile(r"[0-9]{9}")  # longer than a day; what the case itself holds is asked beside it
_GUESSES = 5
_PART = 5  # letters of a part of a name that tell something
_FILE, _POST = "file:", "post:"
_OF_RUN = {"person": ("persons", "person"), "channel": ("channels", "channel_id")}


def entries(case: Case) -> Entries:
    """What stands on the register."""
    return Entries(Register.of(case).all())


def enter(
    case: Case, new: Sequence[Form], reason: str, officer: str, sealed_in: SealedIn = lambda _: []
) -> list[Entry]:
    """Keep entries, all of them or none; those that stand already word for word are left out.

    ``sealed_in``: the kinds of values of the current run, names of victims included, that a text holds; such a text is refused.
    """
    if faults := check(case, new, reason, sealed_in):
        raise refuse([one.said for one in faults])
    values_in_text.refuse(case, reason)
    return Register.of(case).enter([(_form(one), one.id, forms.body(one)) for one in new], reason, officer)


def check(
    case: Case,
    new: Sequence[Form],
    reason: str,
    sealed_in: SealedIn = lambda _: [],
    unread: Collection[tuple[str, str]] = (),
) -> list[Fault]:
    """Every fault for which ``enter`` refuses these entries, each with its field.

    ``unread``: forms and ids of entries beside them that could not be read: they are taken as there when others name them. Of texts that
    hold a value of the evidence one is named at a time, and none while something else is wrong: each such answer has its row in the log.
    """
    there, asked = entries(case), _Asked(case, sealed_in)
    faults = [*_faults(case, new, there, unread), *_told_names(new, there), *_numbered(new, there)]
    if not faults and not unread:
        faults = list(islice(chain(_clear(new, asked), _reason(new, there, reason, asked)), 1))
    if faults:
        asked.log()
    return faults


def absent_of(
    case: Case, new: Sequence[Form], unread: Collection[tuple[str, str]], named: Sequence[tuple[Sequence[str], str]]
) -> list[bool]:
    """Of what rows beside ``new`` name, each with the sorts that it may be of, whether there is none; what is neither file nor post of evidence backs by itself."""
    there = _There(case, new, entries(case), unread)
    free = {"file", "post"}
    return [
        not any(there.has(sort, value) for sort in sorts)
        and not (free.issuperset(sorts) and not value.startswith((_FILE, _POST)))
        for sorts, value in named
    ]


def withdraw(
    case: Case, form: str, keys: Sequence[str], reason: str, officer: str, sealed_in: SealedIn = lambda _: []
) -> list[Entry]:
    """End entries, all of them or none; what others name is kept until they no longer do."""
    there, asked = entries(case), _Asked(case, sealed_in)
    if faults := list(_reason((), there, reason, asked)):
        asked.log()
        raise refuse([one.said for one in faults])
    gone = {(form, key) for key in keys}
    left = [one for one, _ in there.all() if (_form(one), one.id) not in gone]
    if users := [f"{_form(one)} {one.id}" for one in left if not set(keys).isdisjoint(_named(one, form))]:
        raise WrongCall("registered.is_still_named_by_it", form=form, key=", ".join(keys), users=", ".join(users))  # fmt: skip
    values_in_text.refuse(case, reason)
    return Register.of(case).withdraw(form, keys, reason, officer)


class _Asked:
    """What texts hold of the values of the case: that one is refused for it is a row of the log, as of any text (``store.values_in_text``)."""

    def __init__(self, case: Case, sealed_in: SealedIn) -> None:
        case.custody.ready()
        self._case, self._sealed_in = case, sealed_in
        self._found: list[Sequence[str]] = []

    def __call__(self, text: str) -> Sequence[str]:
        self._found.append(self._sealed_in(text))
        return self._found[-1]

    def log(self) -> None:
        """The row, before anybody is told."""
        values_in_text.log(self._case, self._found)


def one(case: Case, form: str, key: str) -> tuple[Form, Entry]:
    """The entry of that form and id."""
    found = next((row for row in standing(Register.of(case).all()) if (row.form, row.key) == (form, key)), None)
    if found is None:
        raise absent(form, key)
    return forms.of(form, found.body), found


def rows(case: Case, ref: str, sheet: str | None = None, header: int | None = None) -> list[dict[str, str]]:
    """The rows of a table among the evidence files (``file:3``), by the names of its columns."""
    from doxdocket.parse.table.rows_by_name import plain  # noqa: PLC0415 - reading the register reads no table

    source = source_of(case, ref)
    with case.original(source.sha256) as stream:
        return plain(stream, source.name, sheet=sheet or None, header=header)


def source_of(case: Case, ref: str) -> Source:
    """The evidence file that ``file:3`` names."""
    number, sources = ref.removeprefix(_FILE), case.sources()
    if ref.startswith(_FILE) and number.isdigit() and 1 <= int(number) <= len(sources):
        return sources[int(number) - 1]
    raise WrongCall("registered.there_is_no_evidence_file", ref=ref)


def _form(entry: Form) -> str:
    return str(entry.__struct_config__.tag)


def _values(entry: Form, name: str) -> list[str]:
    value = getattr(entry, name)
    return [str(v) for v in (value if isinstance(value, list | tuple) else [value]) if v not in ("", None)]


def _named(entry: Form, form: str) -> list[str]:
    """What the entry names of that form."""
    return [v for name, kinds in refs(type(entry)).items() if form in kinds for v in _values(entry, name)]


class _There:
    """What there is to be named, read when it is first asked for."""

    def __init__(self, case: Case, new: Sequence[Form], kept: Entries, unread: Collection[tuple[str, str]]) -> None:
        self.case = case
        self._kept = {*((_form(one), one.id) for one in (*(one for one, _ in kept.all()), *new)), *unread}
        self._columns: dict[str, frozenset[str]] = {}

    def has(self, kind: str, name: str) -> bool:
        if kind == "file":
            number = name.removeprefix(_FILE)
            return name.startswith(_FILE) and number.isdigit() and 1 <= int(number) <= len(self.case.sources())
        if kind in {"post", *_OF_RUN}:
            return name.removeprefix(_POST) in self._column(kind)
        return (kind, name) in self._kept

    def _column(self, kind: str) -> frozenset[str]:
        if kind not in self._columns:
            if kind == "post":
                posts = latest_posts(self.case)
                keys = pc.binary_join_element_wise(posts["channel_id"], posts["post_id"].cast("string"), "/")
                self._columns[kind] = frozenset(keys.to_pylist())
            else:
                table, column = _OF_RUN[kind]
                self._columns[kind] = frozenset(current(self.case).read(table, [column])[column].to_pylist())
        return self._columns[kind]


def _faults(case: Case, new: Sequence[Form], kept: Entries, unread: Collection[tuple[str, str]]) -> Iterator[Fault]:
    there = _There(case, new, kept, unread)
    for (form, key), times in Counter((_form(one), one.id) for one in new).items():
        if times > 1:
            yield Fault(form, key, "id", *zh_en("registered.id_stands_twice"))
        if not _ID.fullmatch(key):
            yield Fault(form, key[:64], "id", *zh_en("registered.id_has_letters_digits_dots"))
        if _NUMBER.search(key):
            yield Fault(form, "", "id", *zh_en("registered.id_seems_to_hold_value"))
    names = _names(new, kept)
    book = rules(case) if any(isinstance(one, Fact | Joint) for one in new) else None
    for one in new:
        for field, zh, en in (
            *_lost(there, one),
            *_unbacked(there, one),
            *(("born", *said) for said in [unborn(case, str(getattr(one, "born", "")))] if said),
            *_spoken(one, names),
            *_turned(one),
            *(_unlike(one, book) if isinstance(one, Fact) else ()),
            *(("facts", *said) for _, said in (of_other_articles(one, book) if isinstance(one, Joint) else ())),
            *(_of_nobody(there, one) if isinstance(one, Fact) else ()),
            *(_told_elsewhere(there, one) if isinstance(one, Fact) else ()),
        ):
            yield Fault(_form(one), one.id, field, zh, en)
    yield from _labour(new, kept)


def _lost(there: _There, entry: Form) -> Iterator[Wrong]:
    for name, sorts in refs(type(entry)).items():
        for value in _values(entry, name):
            if not any(there.has(kind, value) for kind in sorts):
                yield name, *zh_en("registered.there_is_no", value=value)


def unborn(case: Case, born: str) -> tuple[str, str] | None:
    """What is wrong with a date of birth: it is no date that there is, or it is still to come. What was written is not said again: it is sealed."""
    told, today = days(born), case.today()
    if not born or (told is not None and told[0] <= today):
        return None
    return zh_en("registered.born_no_such_day" if told is None else "registered.born_still_to_come")


def _unbacked(there: _There, entry: Form) -> Iterator[Wrong]:
    for ref in entry.evidence:
        kind = next((k for k in ("file", "post") if ref.startswith(f"{k}:")), None)
        if not ref.strip() or (kind is not None and not there.has(kind, ref)):
            yield "evidence", *zh_en("registered.there_is_no", value=ref)
        elif kind is None and holds_value(ref):
            yield "evidence", *zh_en("registered.seems_to_hold_value")


def _names(new: Sequence[Form], kept: Entries) -> list[str]:
    """The sealed names of the register and of what is to be entered, which stand in no free text."""
    return sorted(_names_sealed([*(one for one, _ in kept.all()), *new], new, kept))


def _names_sealed(some: Iterable[Form], new: Sequence[Form], kept: Entries) -> set[str]:
    """The names that these entries seal. The code of a defendant, as a payer may be given by, is nobody's name, whether he is entered already or not yet."""
    coded = {bare(one.id) for one in (*kept.of(Defendant).values(), *new) if isinstance(one, Defendant)}
    return {
        name
        for one in some
        for name in sealed_names(one)
        if len(name) > 1
        and bare(name) not in coded
        and not (getattr(one, "payer", None) == name and _CODE.fullmatch(bare(name)))
    }


_CODE = re.compile(r"d[0-9]{1,4}", re.IGNORECASE)
"""A code as the office gives defendants, without blanks (``bare``)."""


def _turned(entry: Form) -> Iterator[Wrong]:
    """Bounds the wrong way round."""
    for first, last in (("since", "until"), ("low", "high"), ("first", "last"), ("day", "until")):
        a, b = getattr(entry, first, None), getattr(entry, last, None)
        if a is not None and b is not None and type(a) is type(b) and a > b:
            yield last, *zh_en("registered.is_after", first=first, last=last)


def _of_nobody(there: _There, entry: Fact) -> Iterator[Wrong]:
    """A fact of a defendant or of an entry of joint acts that there is not."""
    _, _, at = entry.id.partition("@")
    if at and not any(there.has(form, at) for form in ("defendant", "joint")):
        yield "id", *zh_en("registered.there_is_no", value=at)


LABOUR = "own_labour"
"""The field of a defendant that a fact of the same name fills."""


def _told_elsewhere(there: _There, entry: Fact) -> Iterator[Wrong]:
    """A fact of a defendant that an entry of another form tells, so that nobody would read this one."""
    name, _, at = entry.id.partition("@")
    form, who = told_by().get(name, ""), entry.defendant or at
    if form and (form != "defendant" or (who and there.has("defendant", who))):
        yield "id", *zh_en("registered.told_by_form", form=form)


def _labour(new: Sequence[Form], kept: Entries) -> Iterator[Fault]:
    """A fact and a defendant's own entry that contradict one another on living on own labour."""
    every = {(_form(one), one.id): one for one in (*(one for one, _ in kept.all()), *new)}
    stated = Facts({one.id: one for one in every.values() if isinstance(one, Fact)})
    touched = {one.id.partition("@")[0] for one in new if isinstance(one, Fact)} | {
        "" for one in new if isinstance(one, Defendant)
    }
    for one in every.values() if touched & {LABOUR, ""} else ():
        if isinstance(one, Defendant) and one.own_labour is not None:
            said = stated.own(one.id).get(LABOUR)
            if said is not None and said != one.own_labour:
                yield Fault(_form(one), one.id, LABOUR, *zh_en("registered.fact_says_other", fact=f"{LABOUR}@{one.id}"))


def _unlike(entry: Fact, book: Book | None) -> Iterator[Wrong]:
    """A fact that no rule asks for, or whose value is not what its rule asks for."""
    name, _, at = entry.id.partition("@")
    if name not in facts(book):
        yield "id", *unasked(name, book)
        return
    if name in personal() and not (entry.defendant or at):
        yield "defendant", *zh_en("registered.this_is_of_one_person")
    if entry.value is None:
        return
    sort = sort_of(name, book)
    given = "fact" if isinstance(entry.value, bool) else "day" if isinstance(entry.value, date) else "count"
    if given != sort:
        zh, en = {
            "day": zh_en("registered.day_as_in_2024_01"),
            "count": zh_en("registered.whole_number"),
            "fact": zh_en("registered.true_or_false"),
        }[sort]
        yield "value", *zh_en("registered.value_this_one_is", said=(zh, en))


def unasked_facts(case: Case) -> list[tuple[str, str, tuple[str, str]]]:
    """Facts on the register for which no rule asks, or not the article under which they stand, each with its number and what may be meant: they were entered before names were held against the rules."""
    kept, book = entries(case), rules(case)
    known = facts(book)
    return [
        *(
            (kept.meta("fact", one.id).name, one.id, unasked(name, book))
            for one in kept.of(Fact).values() if (name := one.id.partition("@")[0]) not in known
        ),
        *(
            (kept.meta("joint", one.id).name, f"{name}@{one.id}", said)
            for one in kept.of(Joint).values() for name, said in of_other_articles(one, book)
        ),
    ]  # fmt: skip


def of_other_articles(entry: Joint, book: Book | None) -> Iterator[tuple[str, tuple[str, str]]]:
    """Facts of an entry of joint acts that its article does not ask: what it asks, and which articles ask for this one."""
    own, known = asked_of(entry.basis, book), facts(book)
    for name in sorted(entry.facts.keys() - own):
        if name not in known:
            yield name, unasked(name, book)
            continue
        ask = (one.rule for one in (book or shipped()).rules if isinstance(one.rule, Answerable))
        articles = dict.fromkeys(rule.article for rule in ask if name in asked(rule))
        yield name, zh_en(
            "registered.of_other_articles", name=name, word=(known[name].zh, known[name].en), articles="、".join([*articles][:_GUESSES]),
            asks=("、".join(f"{one}（{known[one].zh}）" for one in sorted(own)), ", ".join(f"{one} ({known[one].en})" for one in sorted(own))),
            at=f"{name}@{entry.id}",
        )  # fmt: skip


def unasked(name: str, book: Book | None) -> tuple[str, str]:
    """That no rule asks for a fact of that name, with the names that may be meant, and where all of them stand."""
    known = facts(book)
    parts = {part for part in name.split("_") if len(part) >= _PART}
    near = get_close_matches(name, known, _GUESSES, 0.7)
    near += [one for one, both in known.items() if name in both or not parts.isdisjoint(one.split("_"))]
    near = list(dict.fromkeys(near or get_close_matches(name, known, _GUESSES, 0.6)))[:_GUESSES]
    guess = [(f"{one}（{known[one].zh}）", f"{one} ({known[one].en})") for one in near]
    said = (
        zh_en("registered.is_it_one_of", names=("、".join(zh for zh, _ in guess), ", ".join(en for _, en in guess)))
        if guess
        else zh_en("registered.no_name_is_near")
    )
    return zh_en("registered.no_rule_asks_for_fact", name=name, said=said, known=len(known))


def _reason(new: Sequence[Form], kept: Entries, reason: str, sealed_in: SealedIn) -> Iterator[Fault]:
    """The remark with which entries are made or withdrawn: it is printed, so no name and no value may stand in it."""
    if any(name in reason for name in _names(new, kept)) or sealed_in(reason):
        yield Fault("", "", "reason", *zh_en("registered.holds_name_or_value_of"))


def _told_names(new: Sequence[Form], kept: Entries) -> Iterator[Fault]:
    """Texts that stand already and hold a name which the new entries seal."""
    names = _names_sealed(new, new, kept)
    replaced = {(_form(one), one.id) for one in new}
    for one, row in kept.all() if names else ():
        held = [value for field in texts(type(one)) for value in _values(one, field)]
        if (_form(one), one.id) not in replaced and any(name in value for name in names for value in held):
            yield Fault(_form(one), one.id, "", *zh_en("registered.its_text_on_register_holds", name=row.name))


def _numbered(new: Sequence[Form], kept: Entries) -> Iterator[Fault]:
    """Papers that bear the number of another."""
    every = {one.id: one for one in (*kept.of(Issued).values(), *new) if isinstance(one, Issued)}
    for one in (one for one in new if isinstance(one, Issued) and one.number):
        if other := next((o for o in every.values() if o.number == one.number and o.id != one.id), None):
            yield Fault(_form(one), one.id, "number", *zh_en("registered.number_is_of_another", other=other.id))


def _clear(new: Sequence[Form], sealed_in: SealedIn) -> Iterator[Fault]:
    """Free texts in which a value of the evidence stands, the name of a victim above all."""
    for one in new:
        for name in ("id", *texts(type(one))):
            for kind in sorted({kind for value in _values(one, name) for kind in sealed_in(value)}):
                zh, en = zh_en("registered.holds_value_of_evidence_write", kinds=(kinds()[kind].zh, kind))
                yield Fault(_form(one), "" if name == "id" else one.id, name, zh, en)


def _spoken(entry: Form, names: Sequence[str]) -> Iterator[Wrong]:
    from doxdocket.pipeline.written import closer, homes  # noqa: PLC0415 - reading the register loads no detector

    for name in texts(type(entry)):
        values = _values(entry, name)
        if any(known in value for value in values for known in names):
            yield name, *zh_en("registered.holds_sealed_name_write_id")
        if any(map(holds_value, values)):
            yield name, *zh_en("registered.seems_to_hold_value_digits")
        if name in places(type(entry)):
            if any(map(closer, values)):
                yield name, *zh_en("registered.to_district_only_no_road")
        elif any(map(homes, values)):
            yield name, *zh_en("registered.seems_to_hold_address_write")


def of_tables(case: Case) -> Mapping[str, int]:
    """How much of what completeness counts, by item, is of evidence files that an entry has read as transactions or as contacts: they hold no posts, and nothing of them is missing.

    A file that an entry names and of which no row could be read so stays missing.
    """
    named = tables_read(case)
    files = {one.file for one in _tables(case) if (_form(one), one.id) in named}
    read, found = {source_of(case, file).sha256 for file in files}, Counter[str]()
    for row in (
        current(case).read("completeness", ["source", "channel_id", "item", "count"]).to_pylist() if read else ()
    ):
        if row["source"] in read and row["channel_id"] is None:
            found[row["item"]] += row["count"] or 0
    return found


def tables_read(case: Case) -> frozenset[tuple[str, str]]:
    """Forms and ids of the statements and lists of contacts of whose file at least one row was read as what the entry says that it is."""
    named = _tables(case)
    if not named or case.current_run() is None:
        return frozenset()
    key = (current(case).run_id, tuple(map(repr, named)))
    return published.once(
        case, "tables_read", key, lambda: frozenset((_form(one), one.id) for one in named if _any_row(case, one))
    )


def _tables(case: Case) -> list[Statement | Contacts]:
    kept = entries(case)
    return [*kept.of(Statement).values(), *(one for one in kept.of(Contacts).values() if one.file)]


def _any_row(case: Case, one: Statement | Contacts) -> bool:
    from doxdocket.assess.damages import contacts  # noqa: PLC0415 - reading the register reads no table
    from doxdocket.assess.gains import gains_account, transactions  # noqa: PLC0415

    try:
        if isinstance(one, Statement):
            found = rows(case, one.file, one.sheet or None, one.header)
            return bool(
                transactions.read(transactions.Book(one.id, "", gains_account.taken(one)), found, {}).transactions
            )
        listed = contacts.read(one, rows(case, one.file, one.sheet or None), case.zone)
    except (WrongCall, EvidenceFault):
        return False
    return len(listed.at) > len(one.at)
