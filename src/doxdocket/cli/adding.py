"""``add``: files go into the case as they are, and what is stated about them with them.

Files are told one by one up to a number, since an export with media has thousands. What the record lacks is listed with its
article and stops nothing.

>>> add.short[1]
'Take captured files in'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import click

from doxdocket.cli.command import Answer, argument, case_argument, command, option
from doxdocket.cli.masking import file_names
from doxdocket.cli.opening import open_case
from doxdocket.cli.progress import Progress
from doxdocket.cli.said import manner, say
from doxdocket.cli.stating import given, stating
from doxdocket.report.document import Block, Items, Part

if TYPE_CHECKING:
    from doxdocket.intake import Taken as One
    from doxdocket.store.case import Case
    from doxdocket.store.sources import Source

SHOWN = 20
MORE = ("… 另有 {n} 个（--json 列出全部）", "… and {n} more (--json lists all)")
NEEDS: "Mapping[str, tuple[str, str]]" = {
    "refused": ("没有收进", "not taken in"),
    "damaged": ("损坏或不完整", "damaged or cut off"),
    "undecided": ("几种格式都像，要用 describe --form 指明", "several forms fit: say which with describe --form"),
    "mapping": ("表格要先说明各列：doxdocket map", "a table whose columns must be stated: doxdocket map"),
    "unknown": ("格式不明，不会被读取", "of no form known here: it will not be read"),
}
"""Why a person has to look at a file, the most pressing first."""
_DAMAGED = frozenset({"damaged", "truncated", "no_directory", "unlisted", "overlap"})
_UNREAD = {"undecided": "undecided", "file": "unknown"}


class Lacking(TypedDict):
    """What the record of the taking lacks, and of how many files."""

    code: str
    article: int
    option: str
    files: int


class File(TypedDict):
    """One file, and what became of it."""

    no: int | None
    path: str
    status: str
    code: str
    sha256: str
    sm3: str
    size: int
    stated: list[str]
    form: str | None
    needs: str | None


class Doubt(TypedDict):
    """What does not look right in a file."""

    path: str
    code: str


class Misfit(TypedDict):
    """A file that does not fit what was stated of it."""

    no: int
    zh: str
    en: str


class Taken(TypedDict):
    """What was taken in."""

    case: str
    files: list[File]
    forms: dict[str, int]
    new: int
    known: int
    refused: int
    doubts: list[Doubt]
    misfits: list[Misfit]
    lacking: list[str]
    lacks: list[Lacking]


@command(
    "add",
    short=("收进采集到的文件", "Take captured files in"),
    about=(
        (
            "把文件或文件夹原样收进案卷：边读边算 SHA-256 和 SM3、边加密，原件不动；读的过程中变了的文件拒收。\n"
            "已经收过的会说明，不重复收；这次新写明的内容会补记并列出。缺的手续（经办人、来源、方式、见证人等）连同条文\n"
            "（法发〔2016〕22号）列出，不阻止收取，可用 describe 补正。--officer 不写则为案卷的经办人。"
        ),
        (
            "Takes files or folders in as they are: hashed (SHA-256, SM3) and encrypted in one pass, the originals untouched;\n"
            "a file that changes while it is read is refused. What is there already is said and not taken twice; what is newly\n"
            "stated about it is recorded and named. What the record lacks (officers, origin, method, witness and so on) is\n"
            "listed with its article (of the provisions of 2016 on electronic data) and stops nothing; describe cures it."
        ),
    ),
    examples=(
        (
            "doxdocket add 案卷 ChatExport/ --officer 张三 --officer 李四 --origin 公安机关移送",
            "doxdocket add case ChatExport/ --officer Zhang --officer Li --origin police",
        ),
        (
            "doxdocket add 案卷 result.json --captured-at 2024-03-01T08:00 --method online --overseas 服务器在境外，无法扣押",
            "doxdocket add case result.json --captured-at 2024-03-01T08:00 --method online --overseas 'servers abroad'",
        ),
    ),
)
@case_argument()
@argument(
    "paths", nargs=-1, required=True, metavar="PATH", type=click.Path(), about=("文件或文件夹", "files or folders")
)
@option(
    "--officer", "--taken-by", "officers", multiple=True, metavar="NAME",
    about=("收取的经办人，应有两名（第七条）", "who takes it in; two are wanted (art. 7)"),
)  # fmt: skip
@stating
def add(case: str, paths: tuple[str, ...], officers: tuple[str, ...], **words: Any) -> Answer[Taken]:
    """Take them in."""
    from doxdocket import intake
    from doxdocket.pipeline import fits, repeats, wacz

    count = itertools.count(1)
    with open_case(case) as opened, Progress() as progress:
        stated = given(words, opened.info.display_zone)
        repeats.stated(opened, stated)
        taken = intake.take(opened, [Path(p) for p in paths], officers=officers, **stated,
                            progress=lambda _: progress("take", next(count), 0))  # fmt: skip
        inside = {t.sha256 for t in taken if t.status != "refused"}
        forms = taken_for(opened) if inside else {}
        lacks = lacking([s for s in opened.sources() if s.sha256 in inside])
        doubts = wacz.doubts(opened, inside) if inside else []
        misfits = fits.misfits(opened, inside)
        shown = file_names(opened)
        numbers = {s.sha256: (no, s) for no, s in enumerate(opened.sources(), 1)}
        rows: list[File] = [
            {"no": numbers[t.sha256][0] if t.sha256 else None, "path": shown(t.path), "status": t.status, "code": t.code, "sha256": t.sha256, "sm3": t.sm3,
             "size": t.size, "stated": list(t.stated), "form": forms.get(t.sha256, ("", "", ""))[0] or None, "needs": _needs(t, forms, numbers[t.sha256][1] if t.sha256 else None)}
            for t in taken
        ]  # fmt: skip
    counts = Counter(t.status for t in taken)
    data: Taken = {"case": case, "files": rows, "forms": dict(Counter(row["form"] or "" for row in rows if row["sha256"])),
            "doubts": [{"path": shown(d.path), "code": d.code} for d in doubts],
            "misfits": [{"no": numbers[m.source][0], "zh": m.zh, "en": m.en} for m in misfits], "new": counts["taken"] + counts["empty"], "known": counts["known"],
            "refused": counts["refused"], "lacking": [lack["code"] for lack in lacks], "lacks": lacks}  # fmt: skip
    return Answer(data, _told(data, taken, forms), 2 if counts["refused"] == len(taken) else 0)


def taken_for(case: "Case") -> dict[str, tuple[str, str, str]]:
    """What each file is taken for and why, in both languages."""
    from doxdocket.pipeline.sources import forms_of

    return {s.sha256: (form or "", zh, en) for s, form, zh, en in forms_of(case)}


def lacking(sources: "Iterable[Source]") -> list[Lacking]:
    """What the records of these sources lack, and of how many files."""
    from doxdocket.store.taking import LACKS

    files = Counter(lack.code for source in sources for lack in source.lacks())
    return [{"code": code, "article": one.article, "option": one.option, "files": files[code]}
            for code, one in LACKS.items() if files[code]]  # fmt: skip


def told_lacking(lacks: Sequence[Lacking]) -> str:
    """The same in a line."""
    from doxdocket.store.taking import LACKS

    zh = "、".join(f"{LACKS[one['code']].zh}（第{one['article']}条，{one['option']}）" for one in lacks)
    en = ", ".join(f"{LACKS[one['code']].en} (art. {one['article']}, {one['option']})" for one in lacks)
    return say(
        f"还缺：{zh}。均可补正（法发〔2016〕22号第27条）。",
        f"Still lacking: {en}. All of it can be cured (法发〔2016〕22号, art. 27).",
    )


def _needs(one: "One", forms: Mapping[str, tuple[str, str, str]], source: "Source | None") -> str | None:
    """Why a person has to look at this file; none when nobody has to."""
    if source is None:
        return "damaged" if one.code in _DAMAGED else "refused"
    form = forms.get(one.sha256, ("",))[0]
    if form == "table" and not source.settings.get("mapping"):
        return "mapping"
    return _UNREAD.get(form)


def _told(data: Taken, taken: "Sequence[One]", forms: Mapping[str, tuple[str, str, str]]) -> list[Block | None]:
    """Counts by form, then what a person has to look at, then the rest as far as it is shown, then what is to be done."""
    from doxdocket.parse import said as code_said

    each, case = list(zip(data["files"], taken, strict=True)), data["case"]
    lists = [Items([
        f"{n:>6}  {form}  {say(*_form_said(form, forms))}"
        for form, n in Counter(row["form"] or "-" for row, _ in each if row["sha256"]).most_common()
    ])]  # fmt: skip
    for need, (zh, en) in NEEDS.items():
        some = [f"! {row['path']}  {say(t.zh, t.en)}" if t.status == "refused" else _line(row, t, forms)
                for row, t in each if row["needs"] == need]  # fmt: skip
        lists.append(Items(some, SHOWN, MORE, title=(f"{zh}（{len(some)}）", f"{en} ({len(some)})")))
    lists += [
        Items([f"! {one['path']}  {code_said(one['code'], manner().lang)}" for one in data["doubts"]], SHOWN, MORE),
        Items([_line(row, t, forms) for row, t in each if not row["needs"]], SHOWN, MORE),
        Items([f"! {one['no']}.  {one[manner().lang]}" for one in data["misfits"]], SHOWN, MORE),
    ]
    counts = (f"收进 {data['new']} 个，原已在案 {data['known']} 个，未收 {data['refused']} 个。",
              f"{data['new']} taken in, {data['known']} known before, {data['refused']} not taken.")  # fmt: skip
    cure = (f"补正：doxdocket describe {case} 证据…", f"To state it: doxdocket describe {case} SOURCE…")
    last = [told_lacking(data["lacks"]) if data["lacks"] else None, cure if data["lacks"] else None]
    return [Part([*lists, counts, *last, (f"下一步：doxdocket run {case}", f"Next: doxdocket run {case}")])]


def _form_said(form: str, forms: Mapping[str, tuple[str, str, str]]) -> tuple[str, str]:
    """What a form is called, without what one file's own recognition adds."""
    found = next(((zh, en) for name, zh, en in forms.values() if name == form), ("", ""))
    return found[0].partition("：")[0], found[1].partition(": ")[0]


def _line(row: File, one: "One", forms: Mapping[str, tuple[str, str, str]]) -> str:
    parts = [f"{row['no']}.", one.sha256[:16], row["path"]]
    if one.code != "taken":
        parts.append(say(one.zh, one.en))
    if one.stated:
        names = ", ".join(one.stated)
        parts.append(say(f"新记明：{names}", f"newly stated: {names}"))
    if one.sha256 in forms:
        form, zh, en = forms[one.sha256]
        parts.append(say(f"→ {form or '不读'}（{zh}）", f"→ {form or 'not read'} ({en})"))
    return "  ".join(parts)
