"""The register at the desk: what stands, masked; entries by form and by table; corrections, withdrawals, one value in clear; what the law still asks.

Nothing on the register changes: a correction is another entry of the same id, and all stay on record. What somebody corrects is held against
what they saw: where it changed since, nothing is entered and both versions are told. Left out: pages and commands (``review``, ``cli``),
and what a form holds (``desk.forms``).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from doxdocket.assess.damages.frame import frame
from doxdocket.assess.form import Form, is_sealed, sealed_values, shown
from doxdocket.assess.forms import FORMS, body, of
from doxdocket.desk import form_tables, forms, issued
from doxdocket.desk.answers_cache import as_of_now
from doxdocket.desk.forms import then
from doxdocket.desk.law_answers import Accounts
from doxdocket.desk.masking import Hidden, file_names, sealed_in
from doxdocket.errors import WrongCall
from doxdocket.law.words import facts, personal
from doxdocket.pipeline import registered
from doxdocket.pipeline.published import current, figures
from doxdocket.store import values_in_text
from doxdocket.store.canonical import canonical
from doxdocket.store.case import Case
from doxdocket.store.reason import checked
from doxdocket.store.register import ENTER, Entry, Register, standing
from doxdocket.words import Both, say, zh_en

MOST = 500
"""Things of one sort that a field offers to choose from."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the register, masked. ``fields``: of an entry, without form and id; ``stands``: neither replaced nor withdrawn."""

    row: Entry
    stands: bool
    fields: Mapping[str, Any]
    at: datetime
    """When it was entered, by the clock of the office."""

    @property
    def key(self) -> str:
        """The id of the entry."""
        return self.row.key


def lines(case: Case, form: str | None = None, *, every: bool = False) -> list[Line]:
    """What stands, in the order in which each was first entered; ``every``: also what was replaced and withdrawn, and the withdrawals, row by row."""
    rows = Register.of(case).all()
    stands, at = {one.id for one in standing(rows)}, case.zone
    if not every:  # what is corrected keeps its place in the list
        first = {(one.form, one.key): -n for n, one in enumerate(reversed(rows))}
        rows = sorted(rows, key=lambda one: first[one.form, one.key])
    return [
        _line(one, at, stands=one.id in stands)
        for one in rows
        if (every or one.id in stands) and form in (None, one.form)
    ]


def _line(row: Entry, zone: ZoneInfo, *, stands: bool) -> Line:
    plain = shown(of(row.form, row.body)) if row.act == ENTER else {}
    told = {name: value for name, value in plain.items() if name not in {"form", "id"}}
    return Line(row, stands, told, datetime.fromisoformat(row.at).astimezone(zone))


def history(case: Case, form: str, key: str) -> list[Line]:
    """Every row of one id, oldest first."""
    return [one for one in lines(case, form, every=True) if one.key == key]


def stands(case: Case, form: str, key: str) -> Line | None:
    """The entry of that form and id that stands."""
    return next((one for one in lines(case, form) if one.key == key), None)


def correcting(case: Case, form: str, key: str) -> tuple[dict[str, str], str]:
    """The entry that stands as it is filled in, without what is sealed, and its row."""
    entry, row = registered.one(case, form, key)
    return forms.filled(entry), row.name


def of_form(entry: Form) -> tuple[str, str, Mapping[str, Any]]:
    """The form of an entry, its id, and its fields, masked."""
    plain = shown(entry)
    return plain["form"], plain["id"], {name: value for name, value in plain.items() if name not in {"form", "id"}}


def strange(case: Case) -> list[tuple[str, str, tuple[str, str]]]:
    """Facts on the register that no rule asks for."""
    return registered.unasked_facts(case)


def counted(case: Case) -> dict[str, int]:
    """How many entries of each form stand."""
    found = dict.fromkeys(FORMS, 0)
    for one in standing(Register.of(case).all()):
        found[one.form] += 1
    return found


@cache
def letters() -> dict[str, str]:
    """With what the ids of each form begin: the first letters of its name that no form before it has, so that no two things of a case are called alike (D1 a defendant, DE1 a device)."""
    out = dict[str, str]()
    for form in FORMS:
        heads = (form[:n].upper() for n in range(1, len(form) + 1))
        out[form] = next(head for head in heads if head not in out.values())
    return out


def next_id(case: Case, form: str) -> str:
    """An id that no entry of the form has had: the letters of the last one that ends in a number with the next number, else the letters of the form."""
    keys = [one.key for one in Register.of(case).all() if one.form == form]
    last = next((key for key in reversed(keys) if key[-1:].isdigit()), "")
    head = last.rstrip("0123456789") if last else letters()[form]
    numbers = [int(key[len(head) :]) for key in keys if key.startswith(head) and key[len(head) :].isdigit()]
    return f"{head}{max(numbers, default=0) + 1}"


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a form that was filled in: the row it made, or its faults, or what somebody else entered meanwhile."""

    row: Entry | None = None
    same: bool = False
    """It stands already word for word."""
    faults: tuple[forms.Fault, ...] = ()
    other: Line | None = None
    gone: bool = False
    """What was to be corrected was withdrawn meanwhile."""


def send(
    case: Case, form: str, given: Mapping[str, str], officer: str, *, reason: str = "", seen: str = "", keep: Iterable[str] = ()
) -> Sent:  # fmt: skip
    """Enter what was filled in, or tell every fault of it at its field; with one nothing is entered.

    ``seen``: the row that was corrected (``R0007``), empty of a new entry; ``keep``: its sealed fields that stay.
    """
    there = next((one for one in Register.of(case).all() if one.name == seen), None) if seen else None
    kept = of(form, there.body) if there is not None and (there.form, there.act) == (form, ENTER) else None
    found = forms.read(form, given, case.zone, kept, keep)
    key = given.get("id", "").strip()
    now = stands(case, form, key)
    if now is not None and now.row.name != seen:
        if found.entry is None or canonical(body(found.entry)) != canonical(dict(now.row.body)):
            return Sent(faults=found.faults, other=now)
        return Sent(row=now.row, same=True)
    if seen and now is None and (there is None or key == there.key):
        return Sent(faults=found.faults, gone=True)
    if found.entry is None:
        return Sent(faults=(*found.faults, *_besides(case, form, given, found.faults)))
    known = sealed_in(case)
    if faults := registered.check(case, [found.entry], reason, known):
        return Sent(faults=tuple(_placed(form, key, one) for one in faults))
    made = registered.enter(case, issued.told(case, [found.entry]), reason, officer, known)
    return Sent(row=made[0]) if made else Sent(row=now.row if now else None, same=True)


def in_no_post(case: Case, *rows: Entry) -> str:
    """What is said of entered accounts and signatures that no post of the run is of: they may be written otherwise than in the capture; and of links of an account of several without a day since when or until when."""
    from doxdocket.pipeline import parties  # noqa: PLC0415 - asked of accounts alone

    comma, ids = say("marks.comma"), {row.key for row in rows if row.form == "actor"}
    found = parties.absent(case, ids) if ids and case.current_run() is not None else []
    endless = parties.endless(case, {row.key for row in rows if row.form == "attribution"})
    told = say("review_register.in_no_post", accounts=comma.join(one.account for one in found)) if found else ""
    return told + (
        say("review_register.endless", links=comma.join(endless), posts=parties.of_nobody(case, endless))
        if endless
        else ""
    )


def _besides(case: Case, form: str, given: Mapping[str, str], told: Sequence[forms.Fault]) -> Iterator[forms.Fault]:
    """Beside faults of what was written those that only the case tells, in the other fields: an id that there is not, a birth that cannot be."""
    wrong = {one.field.partition(".")[0] for one in told}
    for field_ in forms.fields(form):
        texts = [text.strip() for name, text in given.items() if name.partition(".")[0] == field_.name and text.strip()]
        if field_.name in wrong or not texts:
            continue
        if field_.takes == "birth" and (said := registered.unborn(case, forms.spelt(field_, texts[0], case.zone))):
            yield forms.Fault(field_.name, *said, then(field_))
        if field_.takes == "ref" and field_.of:
            absent = registered.absent_of(case, [], (), [(field_.of, text) for text in texts])
            yield from (
                forms.Fault(field_.name, *zh_en("registered.there_is_no", value=text), then(field_))
                for text, none in zip(texts, absent, strict=True)
                if none
            )


def _placed(form: str, key: str, fault: registered.Fault) -> forms.Fault:
    """A fault of the case at its field; of another entry with its name."""
    own = fault.form in ("", form) and fault.key in ("", key)
    named = {one.name: one for one in forms.fields(form)}
    where = "" if own else f"{fault.form} {fault.key}"
    name = fault.field if own else ""
    zh, en = (f"{where}：{fault.zh}", f"{where}: {fault.en}") if where else (fault.zh, fault.en)
    return forms.Fault(name, zh, en, then(named.get(name)))


@dataclass
class Taken:
    """What came of a table: rows that were or would be entered, and every fault with its row and column."""

    entries: list[Form] = field(default_factory=list)
    faults: list[form_tables.Fault] = field(default_factory=list)
    made: list[Entry] = field(default_factory=list)
    same: int = 0
    replace: int = 0
    """Of ids that stand with something else, which these rows take the place of."""
    rows: int = 0


def look(case: Case, stream: BinaryIO, name: str, form: str | None, reason: str = "") -> Taken:
    """Read a table and hold it against the case; nothing is entered."""
    table = form_tables.read(stream, name, form, case.zone)
    return _held(case, table, reason)


def _held(case: Case, table: form_tables.Table, reason: str) -> Taken:
    found = registered.check(case, table.entries, reason, sealed_in(case), table.unread)
    faults = [*table.faults, *(_in_table(table, one) for one in found)]
    named = registered.absent_of(case, table.entries, table.unread, [(one.field.of, one.value) for one in table.named])
    faults += [
        form_tables.Fault(one.row, one.column, *zh_en("registered.there_is_no", value=one.value), then(one.field))
        for one, absent in zip(table.named, named, strict=True)
        if absent
    ]
    there = {(one.form, one.key): canonical(dict(one.body)) for one in standing(Register.of(case).all())}
    ids = {(str(one.__struct_config__.tag), one.id): canonical(body(one)) for one in table.entries}
    same = sum(there.get(key) == entry for key, entry in ids.items())
    replace = sum(key in there and there[key] != entry for key, entry in ids.items())
    return Taken(table.entries, sorted(faults, key=lambda one: one.row), same=same, replace=replace, rows=table.count)


def keep(case: Case, entries: Sequence[Form], officer: str, reason: str = "") -> list[Entry]:
    """Enter what was looked at, all of it or none."""
    return registered.enter(case, issued.told(case, entries), reason, officer, sealed_in(case))


def take(case: Case, stream: BinaryIO, name: str, form: str | None, officer: str, reason: str = "") -> Taken:
    """Enter a table: all of it, or nothing and every fault."""
    found = look(case, stream, name, form, reason)
    if not found.faults:
        found.made = keep(case, found.entries, officer, reason)
        found.same = len(found.entries) - len(found.made)
    return found


def _in_table(table: form_tables.Table, fault: registered.Fault) -> form_tables.Fault:
    row = table.rows.get((fault.form, fault.key), 0)
    column = table.columns.get(fault.field, fault.field)
    field = next((one for one in forms.fields(fault.form) if one.name == fault.field), None) if fault.form else None
    return form_tables.Fault(row, column, fault.zh, fault.en, then(field))


def clear(
    case: Case, form: str, key: str, reason: str, officer: str, field: str | None = None
) -> tuple[Entry, Mapping[str, Any]]:
    """An entry in clear, or one field of it. A reason is needed, and custody has it before anything is shown."""
    why = checked(reason)
    values_in_text.refuse(case, why)
    entry, row = registered.one(case, form, key)
    plain = body(entry)
    if field is not None and (field not in plain or not is_sealed(type(entry), field)):
        raise WrongCall("desk_register.nothing_is_sealed_there", field=field[:40])
    for value in sealed_values(entry):
        values_in_text.unlike_opened(case, why, value)
    with case.database.transaction():
        told: dict[str, object] = {"entry": row.name, "form": form, "reason": why}
        if field is not None:
            told["field"] = field
        case.custody.append("register.show", told, officer)
    case.database.fold()
    return row, {name: value for name, value in plain.items() if name != "id" and field in (None, name)}


def withdraw(case: Case, form: str, keys: Sequence[str], reason: str, officer: str) -> list[Entry]:
    """End entries, all of them or none."""
    return registered.withdraw(case, form, keys, reason, officer, sealed_in(case))


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of damages with the figures behind it, and what was entered."""

    id: str
    word: Both
    figures: tuple[Mapping[str, Any], ...]
    entries: tuple[Line, ...]
    views: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The worksheet of damages as it is filled in: whether loss and gain can be determined, the factors, harm, experts, the range."""

    determinable: Mapping[str, tuple[Line, ...]]
    factors: tuple[Factor, ...]
    harm: int
    contacts: int
    experts: tuple[Line, ...]
    whole: tuple[Line, ...]
    """What experts hold of the whole."""
    ranges: tuple[Line, ...]


def sheet(case: Case) -> Sheet:
    """What stands on the worksheet. What follows from it ``assess damages`` tells."""
    every = lines(case)

    def some(form: str, name: str = "", value: str = "") -> tuple[Line, ...]:
        return tuple(one for one in every if one.row.form == form and (not name or one.fields.get(name) == value))

    known = {one["id"]: one for one in figures(case)["figures"]} if case.current_run() is not None else {}
    factors = tuple(
        Factor(one.id, Both(zh=one.zh, en=one.en), tuple(known[name] for name in one.figures if name in known), some("circumstance", "factor", one.id), some("view", "factor", one.id))
        for one in frame().factors
    )  # fmt: skip
    return Sheet({what: some("determinable", "what", what) for what in ("loss", "gain")}, factors, len(some("harm")), len(some("contacts")), some("expert"),
                 some("view", "factor", "whole"), some("range"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a field may name, and what it is, masked."""

    value: str
    told: str = ""


def choices(case: Case, kinds: Sequence[str]) -> list[Choice] | None:
    """What a field may name, titles and names of files masked; None where there is too much of it, or it is of posts: then it is typed."""
    found: list[Choice] = []
    for kind in kinds:
        if kind == "post":
            return None
        found += _of_kind(case, kind)
        if len(found) > MOST:
            return None
    return found


def _of_kind(case: Case, kind: str) -> Iterable[Choice]:
    if kind in FORMS:
        return [Choice(one.key, _label(one)) for one in lines(case, kind)]
    if kind == "file":
        sources = case.sources()
        names = file_names(case) if len(sources) <= MOST else str
        return [Choice(f"file:{n}", names(one.name)) for n, one in enumerate(sources, 1)]
    if case.current_run() is None:
        return []
    if kind == "person":
        run = current(case)
        items = run.read("items", ["person", "kind", "mask"]).to_pylist()
        masks = {row["person"]: row["mask"] for row in reversed(items) if row["kind"] == "name"}
        return [Choice(one, masks.get(one, "")) for one in run.read("persons", ["person"])["person"].to_pylist()]
    rows, hidden = current(case).read("channels", ["channel_id", "title"]).to_pylist(), Hidden(case)
    return [Choice(row["channel_id"], hidden(row["title"] or "")) for row in rows]


def _label(line: Line) -> str:
    """What tells an entry from others, masked."""
    for name in ("name", "text", "what", "state", "says", "accounts", "address", "device", "file"):
        if value := line.fields.get(name):
            text = str(value[0] if isinstance(value, list) else value)
            return text if len(text) <= 24 else text[:23] + "…"
    return ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that nobody stated and on which answers turn: the form that states it, with what can be filled in already."""

    form: str
    given: Mapping[str, str]
    word: Both
    about: str
    turns: tuple[str, ...]
    """What turns on it: articles, by rule."""
    field: str
    """In which it is stated."""
    correct: str = ""
    """The id of the entry in which it is missing."""


@as_of_now
def wanted(case: Case) -> list[Wanted]:
    """What the law asks and nobody stated, what most turns on first. All accounts are made for it, which takes seconds."""
    accounts = Accounts(case, "CASE", put=False)
    found: dict[tuple[str, str], dict[str, None]] = {}
    whose = {one.id for one, row in accounts.entries.all() if row.form in {"defendant", "joint"}}
    known = facts(accounts.book)
    for row in accounts.answers:
        about = str(row["about"]).rpartition(" → ")[2]  # of a guardian the defendant in care
        about = about if about in whose else ""
        for fact in row["missing"]:
            if fact in known and (about or fact not in personal()):
                found.setdefault((fact, about), {})[str(row["article"])] = None
    out = [
        Wanted("fact", {"id": f"{fact}@{about}" if about else fact}, known[fact], about, tuple(turns), "value")
        for (fact, about), turns in sorted(found.items(), key=lambda one: -len(one[1]))
    ]
    return [*_of_parties(accounts), *out]


def _of_parties(accounts: Accounts) -> list[Wanted]:
    out: list[Wanted] = []
    words = {"born": zh_en("desk_register.wanted_born"), "sued": zh_en("desk_register.wanted_sued"), "attribution": zh_en("desk_register.wanted_attribution"),
             "guardian": zh_en("desk_register.wanted_guardian")}  # fmt: skip
    for one in accounts.parties.open:
        match getattr(one, "open", ""):
            case ("born" | "sued") as what:
                who = str(getattr(one, "defendant", ""))
                out.append(Wanted("defendant", {}, Both(*words[what]), who, (), what, correct=who))
            case "attribution":
                actor = str(getattr(one, "actor", ""))
                out.append(Wanted("attribution", {"actor": actor}, Both(*words["attribution"]), actor, (), "defendant"))
            case _ if getattr(one, "articles", ()):
                ward = str(getattr(one, "defendant", ""))
                out.append(
                    Wanted(
                        "guardian",
                        {"ward": ward},
                        Both(*words["guardian"]),
                        ward,
                        tuple(getattr(one, "articles", ())),
                        "name",
                    )
                )
    return list({(one.form, one.about, one.word.zh): one for one in reversed(out)}.values())[::-1]
