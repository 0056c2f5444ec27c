"""The register as pages: what stands and what nobody stated yet, entries by form, corrections, withdrawals, one sealed value in clear, tables.

What is sealed stands masked on every page but that of one revealed value, which leads back after a minute; what an officer typed into a sealed
field and did not enter yet waits in memory (``browser_sessions.Held``) and is not sent back. Left out: the answers that follow (``pages`` of accounts).
"""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from jinja2.filters import do_urlencode
from starlette.responses import Response

from doxdocket.desk import blanks, form_tables, forms, register, roles
from doxdocket.desk.form_tables import MOST
from doxdocket.desk.forms import GROUPS, Fault, Field, called, fact_takes, fields, masked
from doxdocket.errors import WrongCall
from doxdocket.law.words import facts
from doxdocket.review import refused
from doxdocket.review.pages.revealing import SECONDS, one_at_a_time, showing
from doxdocket.review.visit import Page, Visit
from doxdocket.words import Sentence, coded, either, named, say

TABLE = 8 << 20
"""Bytes of a table that is brought."""
_FEW, _BOXES = 60, 30
"""Things among which a list is chosen from by its arrow, and those that stand as boxes to tick."""
ALL: Final = tuple(one for some in GROUPS.values() for one in some)
_GROUPS = coded("review_register_groups")
BACK: Final = re.compile(r"/register(/damages|/wanted)?|/documents(/of/[a-z_]+)?")
"""Pages to which a form leads back when it is entered."""


@dataclass(frozen=True, slots=True)
class Box:
    """One place to fill in: a field, one of a list, or one side of a row."""

    name: str
    label: str
    kind: str
    """select, area, line, tick."""
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()
    listed: tuple[tuple[str, str], ...] = ()
    """What is offered while one types."""
    mode: str = ""
    example: str = ""
    faults: tuple[Fault, ...] = ()
    required: bool = False
    masked: str = ""
    """Of a sealed one what is kept, masked; ``held``: the token of what was typed and not entered."""
    held: str = ""
    ticked: bool = False
    fixed: bool = False

    @property
    def id(self) -> str:
        """Of the element."""
        return "f-" + self.name.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Group:
    """A field with its boxes: one, those of a list, or the rows of one."""

    field: Field
    hint: str
    rows: tuple[tuple[Box, ...], ...]
    faults: tuple[Fault, ...] = ()
    keeps: tuple[str, ...] = ()
    """Of a sealed field that is corrected: what stays, masked."""
    kept: bool = False
    ticks: bool = False

    @property
    def id(self) -> str:
        """Of the element."""
        return f"g-{self.field.name}"


@dataclass(frozen=True, slots=True)
class Filling:
    """A form as it is being filled in."""

    form: str
    given: Mapping[str, str]
    faults: tuple[Fault, ...] = ()
    seen: str = ""
    stands: register.Line | None = None
    """The entry that is corrected, or that somebody else entered meanwhile."""
    other: bool = False
    gone: bool = False
    keep: frozenset[str] = field(default_factory=frozenset)
    back: str = ""
    reason: str = ""


# What there is.
def index(visit: Visit) -> Response:
    """Forms with how many entries of each stand."""
    counts = register.counted(visit.case)
    groups = [
        (name, say_group(name), [(form, _word(form), counts[form]) for form in some]) for name, some in GROUPS.items()
    ]
    strange = [(number, fact, either(*said)) for number, fact, said in register.strange(visit.case)]
    return visit.page("register.html.j2", title=say("review_register.title"), groups=groups, strange=strange)


def say_group(name: str) -> str:
    """What a group of forms is called."""
    return either(*_GROUPS[name])


def wanted(visit: Visit) -> Response:
    """What the law asks and nobody stated."""
    found = register.wanted(visit.case)
    told = [
        (
            one,
            named(one.word),
            address(blanks.Row(one.form, one.field, one.given, one.correct), "/register/wanted"),
        )
        for one in found
    ]
    return visit.page("register_wanted.html.j2", title=say("review_register.wanted"), wanted=told)


def address(row: blanks.Row, back: str) -> str:
    """The form of an entry with a field in focus, which leads ``back`` when it is entered.

    >>> (
    ...     address(blanks.Row("event", "at", {"state": "S2"}), "/documents"),
    ...     address(blanks.Row("harm", "day", key="H1"), "/documents/of/harm"),
    ... )
    ('/register/new/event?state=S2&focus=at&back=%2Fdocuments', '/register/correct/harm/H1?focus=day&back=%2Fdocuments%2Fof%2Fharm')
    """
    path, given = (f"/register/correct/{row.form}/{do_urlencode(row.key)}", {}) if row.key else (f"/register/new/{row.form}", dict(row.given))  # fmt: skip
    return f"{path}?{do_urlencode({**given, 'focus': row.field, 'back': back})}"


def listed(visit: Visit) -> Response:
    """Entries of one form, masked."""
    form, every = _form(visit), visit.query.get("all") == "1"
    lines = [(one, _told(one)) for one in register.lines(visit.case, form, every=every)]
    return visit.page("register_list.html.j2", title=_word(form), form=form, lines=lines, every=every)


def one(visit: Visit) -> Response:
    """One entry with its history."""
    return _entry(visit, _form(visit), visit.path["key"])


def _entry(
    visit: Visit, form: str, key: str, *, status: int = 200, said: str = "", typed: str = "", at: str = ""
) -> Response:
    rows = register.history(visit.case, form, key)
    if not rows:
        raise WrongCall("store_register.no_entry_to_see_them", form=form, key=key)
    now = next((row for row in rows if row.stands), None)
    sealed = [
        (one.name, _label(one)) for one in fields(form) if one.sealed and now is not None and now.fields.get(one.name)
    ]
    return visit.page(
        "register_entry.html.j2", title=_word(form), status=status, form=form, key=key, now=now, told=_told(now) if now else [],
        rows=[(row, _told(row)) for row in reversed(rows)], sealed=sealed if roles.may(visit.role, "reveal") else [], said=said, typed=typed, at=at,
    )  # fmt: skip


def damages(visit: Visit) -> Response:
    """What stands on the worksheet of damages, in its order, with what is to be filled in."""
    told = register.sheet(visit.case)
    return visit.page(
        "register_damages.html.j2",
        title=say("review_register.damages_title"),
        sheet=told,
        said=_told,
        of=_word,
    )


# Filling in.
def new(visit: Visit) -> Response:
    """An empty form, with what the address gives already (ids and codes alone)."""
    form = _form(visit)
    plain = {one.name for one in fields(form) if not one.sealed}
    given = {name: text for name, text in visit.query.items() if name.partition(".")[0] in plain}
    given.setdefault("id", "" if form == "fact" else register.next_id(visit.case, form))
    return _fill(
        visit, Filling(form, given, back=_back(visit.query.get("back", ""))), focus=visit.query.get("focus", "")
    )


def correct(visit: Visit) -> Response:
    """The form of an entry that stands, sealed fields left as they are."""
    form, key = _form(visit), visit.path["key"]
    given, seen = register.correcting(visit.case, form, key)
    keep = frozenset(one.name for one in fields(form) if one.sealed)
    line = register.stands(visit.case, form, key)
    return _fill(
        visit,
        Filling(form, given, seen=seen, stands=line, keep=keep, back=_back(visit.query.get("back", ""))),
        focus=visit.query.get("focus", ""),
    )


def again(visit: Visit) -> Response:
    """The form as it was being filled in."""
    return _fill(visit, _filling(visit))


def _filling(visit: Visit) -> Filling:
    form, asked = _form(visit), visit.form
    names = {one.name for one in fields(form)}
    given = {name: text for name, text in asked.items() if name.partition(".")[0] in names}
    _held(visit, form, given)
    if key := visit.path.get("key"):
        given["id"] = key
    keep = frozenset(one.name for one in fields(form) if asked.get(f"keep.{one.name}"))
    seen, back, reason = asked.get("seen", ""), _back(asked.get("back", "")), asked.get("reason-of-row", "")
    return Filling(form, given, (), seen, _seen(visit, form, given, seen), keep=keep, back=back, reason=reason)


def send(visit: Visit) -> Response:
    """What was filled in: another row of a list, or the entry itself."""
    filling, asked = _filling(visit), visit.form
    form, given, seen, keep, back, reason = filling.form, filling.given, filling.seen, filling.keep, filling.back, filling.reason  # fmt: skip
    act, _, name = asked.get("act", "").partition(":")
    if act in {"more", "less"}:
        return _rows(visit, filling, act, name)
    done = register.send(visit.case, form, given, visit.officer, reason=reason, seen=seen, keep=keep)
    if done.row is not None:
        word, number = _word(form), done.row.name
        told = say("review_register.same", word=word, key=given["id"], number=number) if done.same else say("review_register.entered", word=word, key=given["id"], number=number)  # fmt: skip
        told += register.in_no_post(visit.case, done.row)
        if act == "again":
            return visit.go(f"/register/new/{form}" + (f"?back={back}" if back else ""), told)
        return visit.go(back or f"/register/of/{form}", told)
    stands = done.other or filling.stands
    filling = Filling(
        form, given, done.faults, done.other.row.name if done.other else "" if done.gone else seen, stands, other=done.other is not None,
        gone=done.gone, keep=frozenset() if done.gone else keep, back=back, reason=reason,
    )  # fmt: skip
    return _fill(visit, filling, status=409 if done.other or done.gone else 422)


def _seen(visit: Visit, form: str, given: Mapping[str, str], seen: str) -> register.Line | None:
    rows = register.history(visit.case, form, given.get("id", "").strip()) if seen else []
    return next((row for row in rows if row.row.name == seen), None)


def _held(visit: Visit, form: str, given: dict[str, str]) -> None:
    """What was typed into sealed fields before: its token in place of the text."""
    sealed = {one.name for one in fields(form) if one.sealed}
    for name, token in visit.form.items():
        base = name.removeprefix("held.")
        if base != name and base.partition(".")[0] in sealed and not given.get(base, "").strip():
            kept = visit.sitting.held.get(token)
            if isinstance(kept, tuple) and kept[:2] == (form, base.partition(".")[0]):
                given[base] = kept[2]


def _rows(visit: Visit, filling: Filling, act: str, name: str) -> Response:
    """The form with a row more, or without one."""
    base, _, number = name.partition(".")
    field = next((one for one in fields(filling.form) if one.name == base), None)
    if field is None:
        raise WrongCall("review_register.no_such_field")
    given = dict(filling.given)
    if act == "less":
        given = {place: text for place, text in given.items() if not f"{place}.".startswith(f"{base}.{number}.")}
    else:
        last = max(forms.numbers(given, base), default=-1)
        inner = [f".{one.name}" for one in field.inner] or [""]
        given |= {f"{base}.{max(last, 0) + 1 if last >= 0 else 1}{end}": "" for end in inner}
    filling = replace(filling, given=given)
    if not visit.partial:
        return _fill(visit, filling, focus=base)
    return visit.page(
        "register_group.html.j2", title="", group=_group(visit, filling, field), form=filling.form, focus=True
    )


def _fill(visit: Visit, filling: Filling, *, status: int = 200, focus: str = "") -> Response:
    groups = [_group(visit, filling, one) for one in fields(filling.form)]
    boxes = {box.name: box for group in groups for row in group.rows for box in row}
    first = {group.field.name: next((box for row in group.rows for box in row), None) for group in groups}
    told = [(_at(fault, boxes, first), _fault_label(filling.form, fault), fault) for fault in filling.faults]
    stands = _told(filling.stands) if filling.stands is not None and filling.other else []
    mine = _mine(filling) if stands else []
    title = say("review_register.correct_title", word=_word(filling.form)) if filling.seen and not filling.other else say("review_register.new_title", word=_word(filling.form))  # fmt: skip
    return visit.page(
        "register_form.html.j2", title=title, status=status, filling=filling, groups=groups, told=told, focus=focus, stands=stands, mine=mine,
        fixed="key" in visit.path, about=_about(filling.form),
    )  # fmt: skip


def _about(form: str) -> str:
    return say("review_register.about_fact") if form == "fact" else ""


def _at(fault: Fault, boxes: Mapping[str, Box], first: Mapping[str, Box | None]) -> str:
    box = boxes.get(fault.field) or first.get(fault.field.partition(".")[0])
    return box.id if box else ""


def _fault_label(form: str, fault: Fault) -> str:
    base, _, rest = fault.field.partition(".")
    field = next((one for one in fields(form) if one.name == base), None)
    if field is None:
        return ""
    number, _, inner = rest.partition(".")
    side = next((_label(one) for one in field.inner if one.name == inner), "")
    return " ".join(one for one in (_label(field), str(int(number) + 1) if number.isdecimal() else "", side) if one)


def _group(visit: Visit, filling: Filling, field: Field) -> Group:
    given, name = filling.given, field.name
    faults = tuple(one for one in filling.faults if one.field.partition(".")[0] == name)
    options = _options(visit, field)
    keeps = _keeps(filling, field)
    ticks = field.many and options is not None and 0 < len(options) <= _BOXES and not field.inner
    rows: list[tuple[Box, ...]]
    if ticks and options is not None:
        chosen = [given[f"{name}.{n}"] for n in forms.numbers(given, name) if f"{name}.{n}" in given]
        every = [*options, *((one, one) for one in chosen if one and one not in {value for value, _ in options})]
        rows = [
            (Box(f"{name}.{n}", label, "tick", value, ticked=value in chosen),)
            for n, (value, label) in enumerate(every)
        ]
    elif field.inner:
        numbers = forms.numbers(given, name) or [0]
        rows = [
            tuple(_box(visit, filling, one, f"{name}.{n}.{one.name}", _options(visit, one)) for one in field.inner)
            for n in numbers
        ]
    elif field.many:
        rows = [(_box(visit, filling, field, f"{name}.{n}", options),) for n in forms.numbers(given, name) or [0]]
    else:
        rows = [(_box(visit, filling, field, name, options),)]
    own = tuple(one for one in faults if one.field == name) if len(rows) != 1 or len(rows[0]) != 1 or ticks else ()
    return Group(field, _hint(visit, filling, field), tuple(rows), own, keeps, name in filling.keep, ticks)


def _keeps(filling: Filling, field: Field) -> tuple[str, ...]:
    """What stays of a sealed field, masked."""
    if not field.sealed or filling.stands is None or not filling.seen:
        return ()
    value = filling.stands.fields.get(field.name, ())
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),) if value else ()


def _box(visit: Visit, filling: Filling, field: Field, name: str, options: Sequence[tuple[str, str]] | None) -> Box:
    text = filling.given.get(name, "")
    faults = tuple(one for one in filling.faults if one.field in {name, field.name if not field.many else name})
    shown = held = ""
    if field.sealed and text.strip():
        shown = masked(filling.form, field.name, text.strip())
        held = visit.sitting.held.keep((filling.form, field.name, text.strip()))
        text = ""
    sort = fact_takes(filling.given.get("id", "")) if field.takes == "fact" else ""
    answers = field.takes == "answer" or sort == "fact"
    required = field.required and not (field.many or (field.sealed and (held or _keeps(filling, field))))
    label = _label(field)
    if answers:
        known = [("true", say("review_channels.yes")), ("false", say("review_channels.no"))]
        known += [("null", say("review_register.nobody_knows"))] if sort or name.startswith("facts.") else []
        return Box(name, label, "select", text, (("", _blank(field)), *known), faults=faults, required=required)
    if (
        options is not None
        and (field.takes == "choice" or len(options) <= _FEW)
        and (options or field.takes == "choice")
    ):
        extra = ((text, text),) if text and text not in {value for value, _ in options} else ()
        return Box(
            name, label, "select", text, (("", _blank(field)), *options, *extra), faults=faults, required=required
        )
    if field.takes == "long":
        return Box(name, label, "area", text, faults=faults, required=required)
    listed = tuple(options or ()) or tuple(
        (one.value, named(one.word)) for one in forms.offered(filling.form, field.name)
    )
    if field.name == "evidence":
        listed = tuple((one.value, one.told) for one in register.choices(visit.case, ("file",)) or ())
    modes = {"amount": "decimal", "count": "numeric", "day": "numeric"}
    examples = {
        "day": "2024-01-31",
        "birth": "2003-08-05",
        "moment": "2024-01-31 20:00",
        "amount": "1200.50",
        "share": "1/3",
    }
    example = "post:telegram:channel:1/2" if "post" in field.of else examples.get(field.takes, field.instead)
    fixed = name == "id" and bool(filling.seen) and "key" in visit.path
    return Box(name, label, "line", text, listed=listed, mode=modes.get(field.takes, ""), example=example, faults=faults, required=required,
               masked=shown, held=held, fixed=fixed)  # fmt: skip


def _options(visit: Visit, field: Field) -> tuple[tuple[str, str], ...] | None:
    if field.takes == "choice":
        return tuple((one.value, _option(one)) for one in field.choices)
    if field.name == "evidence":
        return None
    if field.takes != "ref":
        return None
    found = register.choices(visit.case, field.of)
    return None if found is None else tuple((one.value, " ".join(filter(None, (one.value, one.told)))) for one in found)


def _option(choice: forms.Choice) -> str:
    """A code by its word; one by which articles and states are named, with it."""
    word = named(choice.word)
    return word if choice.value[0].islower() or word == choice.value else f"{choice.value} {word}"


def _blank(field: Field) -> str:
    if field.instead:
        word = next((named(one.word) for one in field.choices if one.value == field.instead), field.instead)
        return say("review_register.unless_given", word=word if field.takes != "answer" else say("review_channels.no"))
    return say("review_register.choose") if field.required else say("review_register.left_out")


def _label(field: Field) -> str:
    return named(field.word)


def _hint(visit: Visit, filling: Filling, field: Field) -> str:
    """What the catalogue says of a field beyond its word; of codes that are chosen from a list nothing."""
    if field.takes == "fact":
        both = facts().get(filling.given.get("id", "").partition("@")[0])
        return named(both or field.told)
    told = named(field.told)
    colon = say("marks.colon")
    if field.takes == "answer":
        told = told.rpartition(colon)[0] or told  # the codes behind it stand in the list
    if field.takes == "choice":
        told = told.partition(colon)[0] if colon in told else ""
    if field.takes == "amount":
        told = told.partition(say("marks.comma_2"))[0]  # how it is quoted is of YAML
    if field.takes == "rows" or (field.name == "id" and filling.form == "fact"):
        return ""
    rest = _MARKS.sub("", told.removeprefix(_label(field)))
    inner = found[1] if (found := _BRACKETS.fullmatch(rest)) else rest
    return "" if inner == say("review_register.sealed") or ("key" in visit.path and field.name == "id") else inner


_MARKS = re.compile(r"^[^\w(（]+")
_BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]")


def _mine(filling: Filling) -> list[tuple[str, str]]:
    """What was typed, as an entry is told: sealed fields masked."""
    out: list[tuple[str, str]] = []
    for one in fields(filling.form):
        texts = [text for name, text in filling.given.items() if name.partition(".")[0] == one.name and text.strip()]
        if one.sealed and texts:
            texts = [masked(filling.form, one.name, text.strip()) for text in texts]
        if texts and one.name != "id":
            out.append((_label(one), say("marks.comma").join(_cell(filling.form, one.name, text) for text in texts)))
    return out


def _told(line: register.Line | None) -> list[tuple[str, str]]:
    """The fields of an entry in words, masked."""
    if line is None:
        return []
    form, told = line.row.form, line.fields
    return [(_label(one), _cell(form, one.name, told[one.name])) for one in fields(form) if one.name in told]


def _cell(form: str, name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return say("marks.comma_2").join(f"{key} = {_cell(form, name, one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return say("marks.comma").join(_cell(form, name, one) for one in value)
    if value is None or value == forms.UNKNOWN:
        return say("review_register.nobody_knows")
    text = str(value)
    if isinstance(value, bool) or text in {"true", "false"}:
        return say("review_channels.yes") if text.lower() == "true" else say("review_channels.no")
    known = forms.code(form, name, text)
    return named(known) if known else text


# Taking back, opening.
def withdraw(visit: Visit) -> Response:
    """End the entry, with a reason."""
    form, key, reason = _form(visit), visit.path["key"], visit.form.get("reason", "")
    try:
        register.withdraw(visit.case, form, [key], reason, visit.officer)
    except WrongCall as fault:
        return _again(visit, form, key, fault, "withdraw")
    return visit.go(f"/register/of/{form}", say("review_register.withdrawn", word=_word(form), key=key))


def _again(visit: Visit, form: str, key: str, fault: WrongCall, at: str) -> Response:
    """The entry again, with why it was refused; the reason stays where it is not what was refused, since a sealed name may stand in it."""
    given, said = refused.again(visit, ("reason",), fault)
    typed = given.get("reason", "") if fault.text == "registered.is_still_named_by_it" else ""
    return _entry(visit, form, key, status=422, said=said, typed=typed, at=at)


def show(visit: Visit) -> Response:
    """One sealed value in clear for a minute; the custody chain has it before."""
    form, key, reason, name = _form(visit), visit.path["key"], visit.form.get("reason", ""), visit.form.get("field", "")
    try:
        one_at_a_time(visit)
        row, plain = register.clear(visit.case, form, key, reason, visit.officer, name)
    except WrongCall as fault:
        return _again(visit, form, key, fault, "show")
    showing(visit, f"{form} {key}")
    field = next(one for one in fields(form) if one.name == name)
    value = plain[name]
    texts = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]
    return visit.page(
        "register_clear.html.j2",
        title=_word(form),
        form=form,
        key=key,
        row=row,
        label=_label(field),
        texts=texts,
        seconds=SECONDS,
    )


# Tables.
def bring(visit: Visit) -> Response:
    """Where a table is brought."""
    return _bring(visit, visit.query.get("form", ""))


def _bring(visit: Visit, form: str, *, status: int = 200, **given: Any) -> Response:
    known = [(say_group(name), [(one, _word(one)) for one in some]) for name, some in GROUPS.items()]
    shown = {"taken": None, "said": "", "token": "", "reason": "", "preview": [], **given}
    return visit.page(
        "register_import.html.j2",
        title=say("review_register.import_title"),
        status=status,
        known=known,
        form=form,
        most=MOST,
        **shown,
    )


def look(visit: Visit) -> Response:
    """What a table would enter, or every fault of it."""
    form, reason = visit.form.get("form", ""), visit.form.get("reason", "")
    file = visit.files.get("table")
    if file is None or not file.data:
        return _bring(
            visit, form, status=422, said=say("review_register.no_table"), reason=refused.kept(visit).get("reason", "")
        )
    try:
        taken = register.look(visit.case, io.BytesIO(file.data), file.name, form if form in ALL else None, reason)
    except WrongCall as fault:
        typed, said = refused.again(visit, ("reason",), fault)
        return _bring(visit, form, status=422, said=said, reason=typed.get("reason", ""))
    token = "" if taken.faults else visit.sitting.held.keep(("table", taken.entries, reason))
    preview = [_preview(*register.of_form(one)) for one in taken.entries[:20]]
    return _bring(
        visit,
        form,
        status=422 if taken.faults else 200,
        taken=taken,
        token=token,
        preview=preview,
        reason=refused.kept(visit).get("reason", ""),
    )


def _preview(form: str, key: str, told: Mapping[str, Any]) -> tuple[str, str]:
    labels = {one.name: _label(one) for one in fields(form)}
    cells = (f"{labels[name]} {_cell(form, name, value)}" for name, value in told.items())
    return key, say("marks.semicolon").join(cells)


def keep(visit: Visit) -> Response:
    """Enter the table that was looked at."""
    kept = visit.sitting.held.get(visit.form.get("token", ""))
    if not isinstance(kept, tuple) or kept[0] != "table":
        return visit.go("/register/import", say("review_register.bring_again"))
    made = register.keep(visit.case, kept[1], visit.officer, kept[2])
    told = say("review_register.table_entered", rows=len(made), same=len(kept[1]) - len(made))
    return visit.go("/register", told + register.in_no_post(visit.case, *made))


def empty(visit: Visit) -> Response:
    """The empty table of a form."""
    form, kind = _form(visit), visit.path["kind"]
    make = {"csv": form_tables.as_csv, "xlsx": form_tables.as_xlsx}.get(kind)
    if make is None:
        raise WrongCall("review_register.no_such_field")
    types = {
        "csv": "text/csv; charset=utf-8",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
    headers = {"content-type": types[kind], "content-disposition": f'attachment; filename="{form}.{kind}"'}
    return Response(make(form, visit.lang), headers=headers)


def _form(visit: Visit) -> str:
    form = visit.path["form"]
    if form not in ALL:
        raise WrongCall("registering.there_is_no_form_there", form=form[:64], known=", ".join(ALL))
    return form


def _word(form: str) -> str:
    return named(called(form))


def _back(path: str) -> str:
    return path if BACK.fullmatch(path) else ""


ROUTES = (
    Page("/register", index, nav=Sentence("review_register.nav")),
    Page("/register/wanted", wanted),
    Page("/register/damages", damages),
    Page("/register/of/{form}", listed),
    Page("/register/new/{form}", new, role="decide"),
    Page("/register/new/{form}", send, methods=("POST",), again=again),
    Page("/register/import", bring, role="decide"),
    Page("/register/import", look, methods=("POST",), limit=TABLE),
    Page("/register/import/keep", keep, methods=("POST",)),
    Page("/register/empty/{form}.{kind}", empty),
    Page("/register/entry/{form}/{key}", one),
    Page("/register/correct/{form}/{key}", correct, role="decide"),
    Page("/register/correct/{form}/{key}", send, methods=("POST",), again=again),
    Page("/register/withdraw/{form}/{key}", withdraw, methods=("POST",)),
    Page("/register/show/{form}/{key}", show, methods=("POST",), role="reveal"),
)
