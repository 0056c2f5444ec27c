"""``add``: files go into the case as they are, and what is stated about them with them.

Files are told one by one up to a number, since an export with media has thousands. What the record lacks is listed with its
article and stops nothing.

>>> add.short[1]
'Take captured files in'
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import click

from doxdocket.cli.acting import officer_of
from doxdocket.cli.answer import Answer, OfCase
from doxdocket.cli.command import argument, case_argument, command, option
from doxdocket.cli.language import manner
from doxdocket.cli.opening import open_case
from doxdocket.cli.progress import Progress
from doxdocket.cli.stating import given, stating
from doxdocket.desk.masking import file_names
from doxdocket.report.document import Block, Items, Part
from doxdocket.words import Sentence, coded, either, named, say, zh_en

if TYPE_CHECKING:
    from doxdocket.intake import Taken as One
    from doxdocket.store.case import Case
    from doxdocket.store.sources import Source

SHOWN = 20
MORE = zh_en("adding.and_more_json_lists_all")
NEEDS: "Mapping[str, tuple[str, str]]" = coded("adding_needs")
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


class Taken(OfCase):
    """What was taken in."""

    files: list[File]
    forms: dict[str, int]
    new: int
    known: int
    refused: int
    doubts: list[Doubt]
    misfits: list[Misfit]
    lacking: list[str]
    lacks: list[Lacking]
    diaries: "list[Diary]"


class Diary(TypedDict):
    """What came of the diary of a victim's kit: incidents of harm on the register."""

    kit: str
    entered: list[str]
    same: int
    shortened: list[int]
    refused: list[int]
    unknown: int
    unread: list[int]
    lists: list[dict[str, Any]]


@command("adding.add")
@case_argument()
@argument("paths", nargs=-1, required=True, metavar="PATH", type=click.Path())
@option(
    "--officer", "--taken-by", "officers", multiple=True, metavar="NAME",
    about=Sentence("adding.taken_by_option"),
)  # fmt: skip
@stating
def add(case: str, paths: tuple[str, ...], officers: tuple[str, ...], **words: Any) -> Answer[Taken]:
    """Take them in."""
    from doxdocket import intake
    from doxdocket.desk import mapping_fit, repeats
    from doxdocket.kit.folder import is_kit
    from doxdocket.pipeline import wacz

    count = itertools.count(1)
    with open_case(case) as opened, Progress() as progress:
        stated = given(words, opened.info.display_zone)
        repeats.stated(opened, stated)
        folders = [one for one in map(Path, paths) if is_kit(one)]
        if folders:
            from doxdocket.kit import into_case  # loads the detector
        kits = [(one, into_case.whole(one)) for one in folders]
        who = officer_of(opened, officers[0] if officers else None) if kits else ""

        def heard(_: "One") -> None:
            progress("take", next(count), 0)

        plain = [one for one in map(Path, paths) if one not in folders]
        taken = intake.take(opened, plain, officers=officers, **stated, progress=heard) if plain else []
        diaries: list[Diary] = []
        ours, hers = set[str](), set[str]()
        for folder, record in kits:
            said = into_case.hear(folder, record)
            brought = into_case.files(opened, folder, record, officers, stated, heard, said)
            taken += brought
            hers |= {one.sha256 for one in record.files}
            ours |= {one.sha256 for one in brought} - {one.sha256 for one in record.files}
            told = into_case.incidents(opened, folder, record, who, said)
            diaries.append(
                {
                    "kit": folder.name,
                    "entered": told.entered,
                    "same": told.same,
                    "shortened": told.shortened,
                    "refused": told.refused,
                    "unknown": said.unknown,
                    "unread": list(said.unread),
                    "lists": list(into_case.lists(opened, record, said)),
                }
            )
        inside = {t.sha256 for t in taken if t.status != "refused"}
        forms = taken_for(opened) if inside else {}
        forms |= {sha256: ("kit", *zh_en("kit_into.record")) for sha256 in ours & forms.keys()}
        unread = {sha256 for sha256 in hers & forms.keys() if forms[sha256][0] in _UNREAD}
        forms |= {sha256: ("kit", *zh_en("kit_into.material")) for sha256 in unread}
        lacks = lacking([s for s in opened.sources() if s.sha256 in inside])
        doubts = wacz.doubts(opened, inside) if inside else []
        misfits = mapping_fit.misfits(opened, inside)
        shown = file_names(opened)
        numbers = {s.sha256: (no, s) for no, s in enumerate(opened.sources(), 1)}
        rows: list[File] = [
            {"no": numbers[t.sha256][0] if t.sha256 else None, "path": shown(t.path), "status": t.status, "code": t.code, "sha256": t.sha256, "sm3": t.sm3,
             "size": t.size, "stated": list(t.stated), "form": forms.get(t.sha256, ("", "", ""))[0] or None, "needs": _needs(t, forms, numbers[t.sha256][1] if t.sha256 else None)}
            for t in taken
        ]  # fmt: skip
        doubted: list[Doubt] = [{"path": shown(d.path), "code": d.code} for d in doubts]
    counts = Counter(t.status for t in taken)
    data: Taken = {"case": case, "files": rows, "forms": dict(Counter(row["form"] or "" for row in rows if row["sha256"])),
            "doubts": doubted,
            "misfits": [{"no": numbers[m.source][0], "zh": m.zh, "en": m.en} for m in misfits], "new": counts["taken"] + counts["empty"], "known": counts["known"],
            "refused": counts["refused"], "lacking": [lack["code"] for lack in lacks], "lacks": lacks, "diaries": diaries}  # fmt: skip
    return Answer(data, _told(data, taken, forms), 2 if counts["refused"] == len(taken) else 0)


def taken_for(case: "Case") -> dict[str, tuple[str, str, str]]:
    """What each file is taken for and why, in both languages."""
    from doxdocket.pipeline.sources import forms_of

    return {s.sha256: (form or "", zh, en) for s, form, zh, en in forms_of(case)}


def lacking(sources: "Iterable[Source]") -> list[Lacking]:
    """What the records of these sources lack, and of how many files."""
    from doxdocket.store.acquisition import LACKS

    files = Counter(lack.code for source in sources for lack in source.lacks())
    return [{"code": code, "article": one.article, "option": one.option, "files": files[code]}
            for code, one in LACKS.items() if files[code]]  # fmt: skip


def told_lacking(lacks: Sequence[Lacking]) -> str:
    """The same in a line."""
    from doxdocket.store.acquisition import LACKS

    zh = "、".join(f"{LACKS[one['code']].zh}（第{one['article']}条，{one['option']}）" for one in lacks)
    en = ", ".join(f"{LACKS[one['code']].en} (art. {one['article']}, {one['option']})" for one in lacks)
    return say("adding.still_lacking_all_of_it", said=(zh, en))


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
        f"{n:>6}  {form}  {either(*_form_said(form, forms))}"
        for form, n in Counter(row["form"] or "-" for row, _ in each if row["sha256"]).most_common()
    ])]  # fmt: skip
    for need, (zh, en) in NEEDS.items():
        some = [f"! {row['path']}  {named(t)}" if t.status == "refused" else _line(row, t, forms)
                for row, t in each if row["needs"] == need]  # fmt: skip
        lists.append(Items(some, SHOWN, MORE, title=zh_en("adding.said_some", some=len(some), said=(zh, en))))
    lists += [
        Items([f"! {one['path']}  {code_said(one['code'], manner().lang)}" for one in data["doubts"]], SHOWN, MORE),
        Items([_line(row, t, forms) for row, t in each if not row["needs"]], SHOWN, MORE),
        Items([f"! {one['no']}.  {one[manner().lang]}" for one in data["misfits"]], SHOWN, MORE),
    ]
    counts = zh_en("adding.taken_in_known_before_not", new=data["new"], known=data["known"], refused=data["refused"])  # fmt: skip
    cure = zh_en("adding.to_state_it_doxdocket_describe", case=case)
    last = [told_lacking(data["lacks"]) if data["lacks"] else None, cure if data["lacks"] else None]
    diaries: list[Block | None] = [
        zh_en(
            "adding.diary",
            entered=len(one["entered"]),
            same=one["same"],
            shortened=len(one["shortened"]),
            refused=", ".join(map(str, one["refused"])) or "0",
            case=case,
        )
        for one in data["diaries"]
    ]
    diaries += [
        zh_en("adding.diary_unknown", n=one["unknown"], files=", ".join(map(str, one["unread"])) or "-")
        for one in data["diaries"]
        if one["unknown"]
    ]
    diaries += [
        zh_en(
            "adding.diary_calls",
            file=each["file"],
            n=each["moments"],
            undated=each["undated"],
            entry=each["entry"],
            case=case,
        )
        for one in data["diaries"]
        for each in one["lists"]
        if each["entry"]
    ]
    diaries += [
        zh_en("adding.diary_unsaid", file=each["file"], n=each["unsaid"])
        for one in data["diaries"]
        for each in one["lists"]
        if each["unsaid"]
    ]
    return [Part([*lists, counts, *diaries, *last, zh_en("adding.next_doxdocket_run", case=case)])]


def _form_said(form: str, forms: Mapping[str, tuple[str, str, str]]) -> tuple[str, str]:
    """What a form is called, without what one file's own recognition adds."""
    found = next(((zh, en) for name, zh, en in forms.values() if name == form), ("", ""))
    return found[0].partition("：")[0], found[1].partition(": ")[0]


def _line(row: File, one: "One", forms: Mapping[str, tuple[str, str, str]]) -> str:
    parts = [f"{row['no']}.", one.sha256[:16], row["path"]]
    if one.code != "taken":
        parts.append(named(one))
    if one.stated:
        names = ", ".join(one.stated)
        parts.append(say("adding.newly_stated", names=names))
    if one.sha256 in forms:
        form, zh, en = forms[one.sha256]
        parts.append(say("adding.form_said", form=form or zh_en("adding.not_read"), said=(zh, en)))
    return "  ".join(parts)
