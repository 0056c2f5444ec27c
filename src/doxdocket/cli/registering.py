"""``register``: what a team states that no capture tells, on forms; added, never changed.

Left out: what follows from it, which ``assess`` tells; values in clear but through ``show`` with a reason.

>>> template("inner_share").splitlines()[1]
'- form: inner_share'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypedDict

from doxdocket.cli.command import Answer, Group, argument, case_argument, command, option
from doxdocket.cli.deciding import officer_of, reason_of
from doxdocket.cli.opening import open_case
from doxdocket.cli.said import manner, say
from doxdocket.errors import WrongCall
from doxdocket.report.document import Column, Fields, Part, Table
from doxdocket.signs import one_line

if TYPE_CHECKING:
    from doxdocket.assess.form import Form

register = Group(
    "register",
    short=("登记当事人、收款、损害、程序等", "State parties, receipts, harm, procedure and the like"),
    about=(
        (
            "登记簿：采集里没有、由办案组写明的事实（被告、监护人、收款、损害后果、专家意见、程序日期等），逐项写在表上。\n"
            "只增不改：同一编号再登记即以后一次为准，撤回也留痕。姓名、出生日期、账号封存，各处只显示掩码。"
        ),
        (
            "The register: facts that no capture tells and the team states on forms, such as defendants, guardians, receipts, harm,\n"
            "views of experts, dates of the procedure. Nothing is overwritten: an id entered again takes the place of the earlier\n"
            "entry, which stays on record. Names, birth dates and accounts are sealed and shown masked."
        ),
    ),
    examples=(
        ("doxdocket register form defendant > 被告.yaml", "doxdocket register form defendant > defendants.yaml"),
        ("doxdocket register add 案卷 被告.yaml --officer 张三", "doxdocket register add case defendants.yaml --officer Zhang"),
        ("doxdocket register list 案卷", "doxdocket register list case"),
    ),
)  # fmt: skip

OFFICER = option(
    "--officer", metavar="NAME",
    about=("由谁作出；案卷只有一名经办人时可不写", "who does this; the case's only officer unless given"),
)  # fmt: skip


def form_of(name: str) -> str:
    """The id of a form; one that is none is a wrong call that names them all."""
    from doxdocket.assess.forms import FORMS

    if name not in FORMS:
        raise WrongCall(
            zh="没有这种表：{form}。有：{known}", en="there is no form {form}. There are: {known}",
            form=name[:64], known=", ".join(FORMS),
        )  # fmt: skip
    return name


def template(form: str) -> str:
    """An empty entry with what each field is beside it."""
    import msgspec

    from doxdocket.assess.forms import EVERY, FORMS, words

    told = words()[form]
    needed = {f.encode_name for f in msgspec.structs.fields(FORMS[form]) if f.required}
    lines = [
        f"# {say(told.zh, told.en)}",
        f"- form: {form}",
        f"  id:   # {say(EVERY['id'].zh, EVERY['id'].en)}",
    ]
    for name, both in told.fields.items():
        mark = "" if name in needed else "# "
        lines.append(f"  {mark}{name}:   # {say(both.zh, both.en)}")
    lines += [f"  # {name}:   # {say(EVERY[name].zh, EVERY[name].en)}" for name in ("evidence", "note")]
    return "\n".join(lines)


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


class Entered(TypedDict):
    """What was put on the register."""

    case: str
    officer: str
    entered: list[Named]
    same: Annotated[int, ("与现有相同而未再记的", "that stood so already")]


class Entry(Named):
    """An entry, masked."""

    at: str
    officer: str
    act: str
    stands: bool
    reason: str
    fields: dict[str, object]


class Entries(TypedDict):
    """What is on the register."""

    case: str
    entries: list[Entry]


class Clear(Named):
    """An entry in clear."""

    case: str
    fields: dict[str, object]


class Withdrawn(TypedDict):
    """What was taken back."""

    case: str
    withdrawn: list[Named]


@command(
    "form",
    short=("有哪些表；打印一张空表", "Which forms there are; print an empty one"),
    about=(
        "不写表名则列出各表；写表名则打印空表（YAML），每栏旁注明写什么，带 # 的可以不写。也可用 CSV、XLSX、JSON Lines。",
        (
            "Lists the forms, or prints an empty one as YAML with what each field is beside it; fields behind # may be left out.\n"
            "CSV, XLSX and JSON Lines are taken too."
        ),
    ),
    examples=("doxdocket register form", "doxdocket register form defendant"),
)  # fmt: skip
@argument("name", required=False, about=("表名", "the form"))
def form(name: str | None) -> Answer[Forms]:
    """Read the words for forms."""
    from doxdocket.assess.forms import words

    chosen = words() if name is None else {form_of(name): words()[name]}
    data: list[FormTold] = [
        {"form": i, "zh": w.zh, "en": w.en, "fields": [{"field": n, "zh": b.zh, "en": b.en} for n, b in w.fields.items()]}
        for i, w in chosen.items()
    ]  # fmt: skip
    if name is not None:
        return Answer({"forms": data}, template(name))
    return Answer(
        {"forms": data}, [Table(data, [Column(("表", "form"), "form"), Column(("内容", "what"), manner().lang)])]
    )


@command(
    "add",
    short=("登记一个或多个文件里的事项", "Enter what files say"),
    about=(
        (
            "从文件登记：YAML（见 register form）、JSON Lines、CSV 或 XLSX（列名写栏目，用 --form 指明表）。逐项核对编号、引用、\n"
            "证据、被害人和频道；有一处不对就全部不记，并指明哪一处。正文里不写个人信息。"
        ),
        (
            "Enters what files say: YAML (see register form), JSON Lines, CSV or XLSX (columns are fields; --form names the form).\n"
            "Ids, references, evidence, victims and channels are checked; with one fault nothing is kept and it is told where.\n"
            "Free text holds no values."
        ),
    ),
    examples=(
        ("doxdocket register add 案卷 被告.yaml 程序.yaml --officer 张三", "doxdocket register add case defendants.yaml dates.yaml --officer Zhang"),
        ("doxdocket register add 案卷 收款.csv --form receipt --officer 张三", "doxdocket register add case receipts.csv --form receipt --officer Zhang"),
    ),
)  # fmt: skip
@case_argument()
@argument("files", nargs=-1, required=True, metavar="FILE", about=("登记文件", "files of entries"))
@option("--form", "as_form", metavar="FORM", about=("表格文件是哪种表", "the form that rows of a table are"))
@OFFICER
@option("--reason", default="", about=("说明", "a remark"))
def add(case: str, files: tuple[str, ...], as_form: str | None, officer: str | None, reason: str) -> Answer[Entered]:
    """All of them or none."""
    from doxdocket.cli.masking import sealed_in
    from doxdocket.pipeline import registered

    form_of(as_form) if as_form else None
    new = [one for file in files for one in _read(Path(file), as_form)]
    with open_case(case) as opened:
        who = officer_of(opened, officer)
        made = registered.enter(opened, new, reason, who, sealed_in(opened))
    rows: list[Named] = [{"entry": one.name, "form": one.form, "id": one.key} for one in made]
    same = len(new) - len(made)
    return Answer({"case": case, "officer": who, "entered": rows, "same": same}, say(
        f"已登记 {len(rows)} 项，与现有相同而未再记 {same} 项。查看：doxdocket register list {case}",
        f"{len(rows)} entered, {same} stood so already. To see them: doxdocket register list {case}",
    ))  # fmt: skip


def _read(path: Path, form: str | None) -> "Sequence[Form]":
    from doxdocket.assess import read
    from doxdocket.parse.table.plain import plain

    try:
        ending = path.suffix.lower()
        if ending in {".csv", ".xlsx", ".tsv"}:
            with path.open("rb") as stream:
                return read.written(plain(stream, path.name), form, path.name)
        text = path.read_text("utf-8-sig")
    except OSError:
        raise WrongCall(zh="读不到文件：{file}", en="{file} cannot be read", file=path) from None
    except UnicodeDecodeError:
        raise WrongCall(zh="{file} 不是 UTF-8 文本。", en="{file} is no UTF-8 text.", file=path) from None
    return read.json_lines(text, path.name) if ending == ".jsonl" else read.yaml(text, path.name)


@command(
    "list",
    short=("看现在登记了什么", "Show what is on the register"),
    about=(
        "列出现行的登记，封存的栏目只显示掩码；--all 连同被取代和撤回的。",
        "Lists the entries that stand, sealed fields masked; --all with those replaced and withdrawn.",
    ),
    examples=("doxdocket register list case", "doxdocket register list case defendant"),
)
@case_argument()
@argument("name", required=False, about=("表名", "the form"))
@option("--all", "every", is_flag=True, about=("连同被取代和撤回的", "with those replaced and withdrawn"))
def list_(case: str, name: str | None, every: bool) -> Answer[Entries]:
    """Read them, masked."""
    from doxdocket.assess.form import shown
    from doxdocket.assess.forms import of
    from doxdocket.store.register import ENTER, Register, standing

    wanted = form_of(name) if name else None
    with open_case(case) as opened:
        rows = Register.of(opened).all()
    stands = {one.id for one in standing(rows)}
    kept = [one for one in rows if (every or one.id in stands) and wanted in (None, one.form)]
    told: list[Entry] = [
        {"entry": one.name, "at": one.at, "officer": one.officer, "act": one.act, "form": one.form, "id": one.key,
         "stands": one.id in stands, "reason": one.reason,
         "fields": _fields(shown(of(one.form, one.body))) if one.act == ENTER else {}}
        for one in kept
    ]  # fmt: skip
    columns = [Column(("登记号", "entry"), "entry"), Column(("表", "form"), "form"), Column(("编号", "id"), "id"), Column(("内容", "fields"), _line),
               Column(("登记人", "by"), "officer")]  # fmt: skip
    return Answer(
        {"case": case, "entries": told},
        [Table(told, columns, none=("还没有登记。", "Nothing was entered yet."))],
    )


def _fields(shown: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in shown.items() if k not in {"form", "id"}}


def _line(row: Entry) -> str:
    if row["act"] != "enter":
        return say("撤回", "withdrawn")
    mark = "" if row["stands"] else say("（已被取代或撤回）", "(replaced or withdrawn) ")
    return mark + say("，", ", ").join(
        f"{_called(str(row['form']), k)}={_short(str(row['form']), k, v)}" for k, v in row["fields"].items()
    )


def _called(form: str, field: str) -> str:
    """A field by its short Chinese word, or its id."""
    from doxdocket.assess.forms import EVERY, short, words

    return say(short(words()[form].fields.get(field) or EVERY[field]), field)


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


@command(
    "show",
    short=("打开一项登记的明文", "Show one entry in clear"),
    about=(
        "显示一项登记的全部内容，包括封存的姓名、出生日期、账号；要写理由，先记入保管链再显示。",
        "Shows all of one entry, with its sealed names, birth dates and accounts. A reason is needed; custody has it first.",
    ),
    examples=(
        ("doxdocket register show 案卷 defendant D1 --reason 写起诉书 --officer 张三",
         "doxdocket register show case defendant D1 --reason 'for the complaint' --officer Zhang"),
    ),
)  # fmt: skip
@case_argument()
@argument("name", metavar="FORM", about=("表名", "the form"))
@argument("key", metavar="ID", about=("编号", "its id"))
@option("--reason", required=True, about=("理由；- 即从标准输入读", "why; - reads it from standard input"))
@OFFICER
def show(case: str, name: str, key: str, reason: str, officer: str | None) -> Answer[Clear]:
    """Log it, then show it."""
    from doxdocket.assess.form import sealed_values
    from doxdocket.assess.forms import body
    from doxdocket.pipeline import registered
    from doxdocket.store import spoken

    with open_case(case) as opened:
        who, why = officer_of(opened, officer), reason_of(reason, opened)
        entry, row = registered.one(opened, form_of(name), key)
        for value in sealed_values(entry):
            spoken.unlike_opened(opened, why, value)
        with opened.database.transaction():
            opened.custody.append("register.show", {"entry": row.name, "form": name, "reason": why}, who)
        opened.database.fold()
    fields = _fields(body(entry))
    shown = Fields({_called(name, k): one_line(_short(name, k, v)) for k, v in fields.items()})
    data: Clear = {"case": case, "entry": row.name, "form": name, "id": key, "fields": fields}
    return Answer(data, [Part([f"{row.name}  {name} {key}", shown])], verbatim=True)


@command(
    "withdraw",
    short=("撤回登记", "Withdraw entries"),
    about=(
        "撤回一项或多项登记，要写理由；原登记仍可查（register list --all）。还被别的登记引用的不能撤回，那时一项也不撤。",
        (
            "Withdraws entries of one form, with a reason; they stay on record (register list --all). While another entry names one\n"
            "of them, none is withdrawn."
        ),
    ),
    examples=(
        ("doxdocket register withdraw 案卷 receipt 7 8 --reason 与第三项重复 --officer 张三",
         "doxdocket register withdraw case receipt 7 8 --reason 'the same as the third' --officer Zhang"),
    ),
)  # fmt: skip
@case_argument()
@argument("name", metavar="FORM", about=("表名", "the form"))
@argument("keys", metavar="ID", nargs=-1, required=True, about=("编号，可写多个", "ids"))
@option("--reason", required=True, about=("理由；- 即从标准输入读", "why; - reads it from standard input"))
@OFFICER
def withdraw(case: str, name: str, keys: tuple[str, ...], reason: str, officer: str | None) -> Answer[Withdrawn]:
    """Add their withdrawal."""
    from doxdocket.cli.masking import sealed_in
    from doxdocket.pipeline import registered

    with open_case(case) as opened:
        who, why = officer_of(opened, officer), reason_of(reason, opened)
        made = registered.withdraw(opened, form_of(name), keys, why, who, sealed_in(opened))
    rows: list[Named] = [{"entry": one.name, "form": one.form, "id": one.key} for one in made]
    told = say("、", ", ").join(f"{one.key} ({one.name})" for one in made)
    return Answer({"case": case, "withdrawn": rows}, say(f"已撤回 {name}：{told}。", f"{name} withdrawn: {told}."))


for _command in (form, add, list_, show, withdraw):
    register.add_command(_command)
