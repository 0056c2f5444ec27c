"""``register``: what a team states that no capture tells, on forms; added, never changed.

Left out: what follows from it, which ``assess`` tells; values in clear but through ``show`` with a reason.

>>> template("inner_share").splitlines()[1]
'- form: inner_share'
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

from doxdocket.cli.acting import officer_of, reason_of
from doxdocket.cli.answer import Answer, OfCase
from doxdocket.cli.command import Group, argument, case_argument, option
from doxdocket.cli.language import manner
from doxdocket.cli.opening import open_case
from doxdocket.errors import WrongCall
from doxdocket.guess import meant, meant_path
from doxdocket.report.document import Column, Fields, Part, Table
from doxdocket.visible_signs import one_line
from doxdocket.words import Sentence, either, named, say, zh_en

if TYPE_CHECKING:
    from datetime import tzinfo

    from doxdocket.assess.form import Form
    from doxdocket.store import register as store
    from doxdocket.store.case import Case

TABLES = frozenset({".csv", ".tsv", ".xlsx"})

register = Group("registering.register")

OFFICER = option("--officer", metavar="NAME")


def form_of(name: str) -> str:
    """The id of a form; one that is none is a wrong call that names them all."""
    from doxdocket.assess.forms import FORMS

    if name not in FORMS:
        raise meant(
            WrongCall("registering.there_is_no_form_there", form=name[:64], known=", ".join(FORMS)), name, FORMS
        )
    return name


def template(form: str) -> str:
    """An empty entry with what each field is beside it."""
    import msgspec

    from doxdocket.assess.forms import EVERY, FORMS, words

    told = words()[form]
    needed = {f.encode_name for f in msgspec.structs.fields(FORMS[form]) if f.required}
    lines = [
        f"# {named(told)}",
        f"- form: {form}",
        f"  id:   # {either(EVERY['id'].zh, EVERY['id'].en)}",
    ]
    for name, both in told.fields.items():
        mark = "" if name in needed else "# "
        lines.append(f"  {mark}{name}:   # {named(both)}")
    lines += [f"  # {name}:   # {named(EVERY[name])}" for name in ("evidence", "note")]
    return "\n".join([*lines, *(_facts() if form == "fact" else ())])


def _facts() -> list[str]:
    """The names that facts may have: those that the shipped rules ask for."""
    from doxdocket.law.words import facts

    known = facts()
    head = say("registering.names_of_facts", known=len(known))
    return [f"# {head}", *(f"#   {name}: {named(both)}" for name, both in known.items())]


class Worded(TypedDict):
    """A field, and what it is called."""

    field: str
    zh: str
    en: str


class FormTold(TypedDict):
    """A form, and what stands on it."""

    form: str
    zh: str
    en: str
    fields: list[Worded]


class Forms(TypedDict):
    """The forms that there are."""

    forms: list[FormTold]


class Named(TypedDict):
    """An entry by its number, its form and its id."""

    entry: str
    form: str
    id: str


class Entered(OfCase):
    """What was put on the register."""

    officer: str
    entered: list[Named]
    same: Annotated[int, zh_en("registering.that_stood_so_already")]
    in_no_post: Annotated[list[str], zh_en("registering.that_no_post_is_of")]
    endless: Annotated[list[str], zh_en("registering.links_without_an_end")]


class CellFault(TypedDict):
    """What is wrong in a cell of a table; ``row`` none where it is of no row."""

    row: int | None
    column: str
    what: str
    next: str


class Imported(Entered):
    """What came of a table: with a fault nothing was entered."""

    rows: int
    replace: Annotated[int, zh_en("registering.that_take_the_place")]
    faults: list[CellFault]


class Entry(Named):
    """An entry, masked."""

    at: str
    officer: str
    act: str
    stands: bool
    reason: str
    fields: dict[str, object]


class Entries(OfCase):
    """What is on the register."""

    entries: list[Entry]


class Clear(Named):
    """An entry in clear."""

    case: str
    fields: dict[str, object]


class Withdrawn(OfCase):
    """What was taken back."""

    withdrawn: list[Named]


@register.command(
    "registering.form",
    examples=("doxdocket register form", "doxdocket register form defendant", Sentence("registering.form_example")),
)
@argument("name", required=False)
@option("--to", "target", metavar="FILE")
def form(name: str | None, target: str | None) -> Answer[Forms]:
    """Read the words for forms."""
    from doxdocket.assess.forms import words

    if target is not None:
        _table(name, Path(target))
    chosen = words() if name is None else {form_of(name): words()[name]}
    data: list[FormTold] = [
        {"form": i, "zh": w.zh, "en": w.en, "fields": [{"field": n, "zh": b.zh, "en": b.en} for n, b in w.fields.items()]}
        for i, w in chosen.items()
    ]  # fmt: skip
    if target is not None:
        return Answer({"forms": data}, say("registering.empty_table_is_in", file=target, form=name))
    if name is not None:
        return Answer({"forms": data}, template(name))
    return Answer(
        {"forms": data},
        [Table(data, [Column(zh_en("registering.form"), "form"), Column(zh_en("registering.what"), manner().lang)])],
    )


def _table(name: str | None, target: Path) -> None:
    """Write the empty table of a form; nothing that is there is written over."""
    from doxdocket.desk import form_tables

    make = {".csv": form_tables.as_csv, ".xlsx": form_tables.as_xlsx}.get(target.suffix.lower())
    if name is None or make is None:
        raise WrongCall("registering.to_is_of_one_form")
    made = make(form_of(name), manner().lang)
    try:
        with target.open("xb") as stream:
            stream.write(made)
    except OSError:
        raise WrongCall("registering.cannot_be_written", file=target) from None


@register.command("registering.add")
@case_argument()
@argument("files", nargs=-1, required=True, metavar="FILE")
@option("--form", "as_form", metavar="FORM", about=Sentence("registering.as_form_option"))
@OFFICER
@option("--reason", default="")
def add(case: str, files: tuple[str, ...], as_form: str | None, officer: str | None, reason: str) -> Answer[Entered]:
    """All of them or none."""
    from doxdocket.desk import register

    form_of(as_form) if as_form else None
    with open_case(case) as opened:
        new = [one for file in files for one in _read(Path(file), as_form, opened.zone)]
        who = officer_of(opened, officer)
        made = register.keep(opened, new, who, reason)
        absent, endless = _absent(opened, made), _endless(opened, made)
        of_nobody = _of_nobody(opened, endless)
    same = len(new) - len(made)
    return Answer({"case": case, "officer": who, "entered": _named(made), "same": same, "in_no_post": absent, "endless": endless}, [say("registering.entered_stood_so_already_to", rows=len(made), same=same, case=case), *_warned(absent, endless, of_nobody)])  # fmt: skip


def _absent(case: "Case", rows: "Sequence[store.Entry]") -> list[str]:
    """The accounts and signatures of these entries that no post of the run is of: they may be written otherwise than in the capture."""
    from doxdocket.pipeline import parties

    return [one.account for one in parties.absent(case, {one.key for one in rows if one.form == "actor"})]


def _endless(case: "Case", rows: "Sequence[store.Entry]") -> list[str]:
    """The links, of accounts of these, that leave open since when or until when while the account is put to another too."""
    from doxdocket.pipeline import parties

    return parties.endless(case, {one.key for one in rows if one.form == "attribution"})


def _of_nobody(case: "Case", endless: "Sequence[str]") -> int:
    """How many posts are in nobody's own low for links without an end."""
    from doxdocket.pipeline import parties

    return parties.of_nobody(case, endless) if endless else 0


def _warned(absent: "Sequence[str]", endless: "Sequence[str]", posts: int) -> list[str]:
    comma = say("marks.comma")
    told = [say("registering.in_no_post", accounts=comma.join(absent))] if absent else []
    return [*told, say("registering.endless", links=comma.join(endless), posts=posts)] if endless else told


def _named(rows: "Sequence[store.Entry]") -> list[Named]:
    return [{"entry": one.name, "form": one.form, "id": one.key} for one in rows]


def _read(path: Path, form: str | None, zone: "tzinfo") -> "Sequence[Form]":
    from doxdocket.assess import read
    from doxdocket.assess.entry_faults import refuse
    from doxdocket.desk import form_tables

    try:
        ending = path.suffix.lower()
        if ending in TABLES:
            with path.open("rb") as stream:
                found = form_tables.read(stream, path.name, form, zone)
            if found.faults:
                raise refuse([(f"{path.name}:{one.row}", f"{one.column}：{one.zh}", f"{one.column}: {one.en}") for one in found.faults])  # fmt: skip
            return found.entries
        text = path.read_text("utf-8-sig")
    except OSError:
        raise meant_path(WrongCall("registering.cannot_be_read", file=path), path) from None
    except UnicodeDecodeError:
        raise WrongCall("registering.is_no_utf_8_text", file=path) from None
    return read.json_lines(text, path.name) if ending == ".jsonl" else read.yaml(text, path.name)


@register.command("registering.import")
@case_argument()
@argument("file", metavar="FILE", about=Sentence("registering.table_argument"))
@option("--form", "as_form", metavar="FORM", about=Sentence("registering.as_form_option"))
@option("--check", "only", is_flag=True)
@OFFICER
@option("--reason", default="")
def import_(
    case: str, file: str, as_form: str | None, only: bool, officer: str | None, reason: str
) -> Answer[Imported]:
    """All of a table or none of it, with every fault at its row and column."""
    from doxdocket.desk import register

    path = Path(file)
    form_of(as_form) if as_form else None
    if path.suffix.lower() not in TABLES:
        raise WrongCall("registering.import_takes_tables", file=path)
    try:
        stream = path.open("rb")
    except OSError:
        raise WrongCall("registering.cannot_be_read", file=path) from None
    with stream, open_case(case) as opened:
        if only:
            who, found = officer or "", register.look(opened, stream, path.name, as_form, reason)
        else:
            who = officer_of(opened, officer)
            found = register.take(opened, stream, path.name, as_form, who, reason)
        absent, endless = ([], []) if only else (_absent(opened, found.made), _endless(opened, found.made))
        of_nobody = _of_nobody(opened, endless)
    faults: list[CellFault] = [
        {"row": one.row or None, "column": one.column, "what": named(one), "next": named(one.then)}
        for one in found.faults
    ]  # fmt: skip
    data: Imported = {"case": case, "officer": who, "rows": found.rows, "entered": _named(found.made), "same": found.same, "in_no_post": absent, "endless": endless, "replace": found.replace, "faults": faults}  # fmt: skip
    if faults:
        columns = [Column(zh_en("registering.row"), "row"), Column(zh_en("registering.column"), "column"), Column(zh_en("registering.wrong"), "what"),
                   Column(zh_en("registering.next"), "next")]  # fmt: skip
        head = say("registering.table_has_faults", n=len(faults), file=path.name)
        return Answer(data, [head, Table(faults, columns)], exit_code=2)
    if only:
        return Answer(
            data, say("registering.table_fits", rows=len(found.entries), same=found.same, replace=found.replace)
        )
    return Answer(data, [say("registering.entered_stood_so_already_to", rows=len(found.made), same=found.same, case=case), *_warned(absent, endless, of_nobody)])  # fmt: skip


@register.command(
    "registering.list", examples=("doxdocket register list case", "doxdocket register list case defendant")
)
@case_argument()
@argument("name", required=False)
@option("--all", "every", is_flag=True)
def list_(case: str, name: str | None, every: bool) -> Answer[Entries]:
    """Read them, masked."""
    from doxdocket.desk import register

    wanted = form_of(name) if name else None
    with open_case(case) as opened:
        kept = register.lines(opened, wanted, every=every)
    told: list[Entry] = [
        {"entry": one.row.name, "at": one.row.at, "officer": one.row.officer, "act": one.row.act, "form": one.row.form, "id": one.key,
         "stands": one.stands, "reason": one.row.reason, "fields": dict(one.fields)}
        for one in kept
    ]  # fmt: skip
    columns = [Column(zh_en("registering.entry"), "entry"), Column(zh_en("registering.form"), "form"), Column(zh_en("foreseeing.id"), "id"), Column(zh_en("registering.fields"), _line),
               Column(zh_en("registering.by"), "officer")]  # fmt: skip
    return Answer(
        {"case": case, "entries": told},
        [Table(told, columns, none=zh_en("registering.nothing_was_entered_yet"))],
    )


def _line(row: Entry) -> str:
    if row["act"] != "enter":
        return say("registering.withdrawn")
    mark = "" if row["stands"] else say("registering.replaced_or_withdrawn")
    return mark + say("marks.comma_2").join(
        f"{_called(str(row['form']), k)}={_short(str(row['form']), k, v)}" for k, v in row["fields"].items()
    )


def _called(form: str, field: str) -> str:
    """A field by its short Chinese word, or its id."""
    from doxdocket.assess.forms import EVERY, short, words

    return either(short(words()[form].fields.get(field) or EVERY[field]), field)


def _short(form: str, field: str, value: object) -> str:
    text = _value(form, field, value)
    return text if len(text) <= 40 else text[:39] + "…"


def _value(form: str, field: str, value: object) -> str:
    """A value in words: codes as the form words them, else as explain does."""
    from doxdocket.assess import forms
    from doxdocket.count import explanation

    if isinstance(value, Mapping):
        return "，".join(_value(form, field, one) for one in value.values())
    if isinstance(value, list | tuple):
        return "、".join(_value(form, field, one) for one in value)
    if manner().lang == "en":
        return str(value)
    return (isinstance(value, str) and forms.code(form, field, value)) or explanation.cell(field, value, "zh")


@register.command("registering.show")
@case_argument()
@argument("name", metavar="FORM")
@argument("key", metavar="ID")
@option("--reason", required=True, about=Sentence("registering.reason_option_2"))
@OFFICER
def show(case: str, name: str, key: str, reason: str, officer: str | None) -> Answer[Clear]:
    """Log it, then show it."""
    from doxdocket.desk import register

    with open_case(case) as opened:
        row, fields = register.clear(opened, form_of(name), key, reason_of(reason), officer_of(opened, officer))
    shown = Fields({_called(name, k): one_line(_short(name, k, v)) for k, v in fields.items()})
    data: Clear = {"case": case, "entry": row.name, "form": name, "id": key, "fields": dict(fields)}
    return Answer(data, [Part([f"{row.name}  {name} {key}", shown])], verbatim=True)


@register.command("registering.withdraw")
@case_argument()
@argument("name", metavar="FORM")
@argument("keys", metavar="ID", nargs=-1, required=True)
@option("--reason", required=True, about=Sentence("registering.reason_option_2"))
@OFFICER
def withdraw(case: str, name: str, keys: tuple[str, ...], reason: str, officer: str | None) -> Answer[Withdrawn]:
    """Add their withdrawal."""
    from doxdocket.desk import register

    with open_case(case) as opened:
        who, why = officer_of(opened, officer), reason_of(reason, opened)
        made = register.withdraw(opened, form_of(name), keys, why, who)
    told = say("marks.comma").join(f"{one.key} ({one.name})" for one in made)
    return Answer({"case": case, "withdrawn": _named(made)}, say("registering.withdrawn_2", name=name, told=told))
