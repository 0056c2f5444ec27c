"""The list of evidence files (电子数据清单): a row a file, as it was taken in, with what is stated and what is lacking.

Source: 法发〔2016〕22号, article 14 (类别、文件格式、完整性校验值 and the rest of the list) and article 1 (categories). Keys are stable English
words, ``LABELS`` has them in both languages. Names of files are masked as the report masks them: number and digests find the file.

>>> category("tme_page", "page.html"), category("file", "a.eml"), category("file", "a.jpg")
('published', 'communication', 'file')
"""

# ruff: noqa: PLC0415 - the rooms that parse are loaded when the list is asked for

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from doxdocket.desk.masking import file_names
from doxdocket.store.acquisition import FACTS, LACKS, METHODS
from doxdocket.words import coded, say, zh_en

if TYPE_CHECKING:
    from doxdocket.store.case import Case
    from doxdocket.store.sources import Source

Row = dict[str, Any]


SOURCES = (
    "no", "name", "category", "format", "size", "modified_at", "created_at", "accessed_at", "changed_at", "origin",
    "account", "sha256", "sm3", "officers", "witness", "note", "form", "channel", "captured_at", "taken_at", "method",
    "place", "holder", "video", "no_seizure", "overseas", "last_resort", "path_given", "parent", "status", "md5", "sha1",
    "sha512", "attachments", "hash_lists", "lacking",
)  # fmt: skip
LABELS: Mapping[str, tuple[str, str]] = {name: words for name, words in FACTS.items() if name != "witness"} | {
    "sha256": ("SHA-256", "SHA-256"),
    "sm3": ("SM3", "SM3"),
    **coded("evidence_columns"),
}
"""Columns of the list of evidence as a person reads them."""

CATEGORIES = coded("evidence_categories")
"""Categories of article 1. Its third, records of users and of their dealings, is a file that the register names as a statement of transactions."""
_PAGES = ("tme", "warc", "wacz")
_MAIL = (".eml", ".msg", ".mbox")


def category(form: str | None, name: str) -> str:
    """The category of article 1 that a file belongs to, by its form, else by the ending of its name."""
    if form in _posts():
        return "published" if str(form).startswith(_PAGES) else "communication"
    return "communication" if name.lower().endswith(_MAIL) else "file"


@cache
def _posts() -> frozenset[str]:
    from doxdocket.parse import forms

    return frozenset(one.id for one in forms() if one.posts)


def sources(case: "Case") -> Iterator[Row]:
    """The list of evidence, numbered as the files were taken in."""
    extra, links, lists = (
        case.hash_lists.digests(),
        defaultdict[str, list[str]](list),
        defaultdict[str, list[str]](list),
    )
    attached, shown = set(), file_names(case)
    for link in case.attachments.all():
        attached.add(link.attached)
        if link.source:
            links[link.source].append(link.id)
    for compared in case.hash_lists.all():
        for about, verdict in sorted({(e.source, e.verdict) for e in compared.entries if e.source}):
            lists[str(about)].append(f"{compared.id}:{verdict}")
    statements = _statements(case)
    for no, one in enumerate(case.sources(), 1):
        beside = {"attachments": links.get(one.sha256, []), "hash_lists": lists.get(one.sha256, [])}
        lacking = [] if one.sha256 in attached else [lack.code for lack in one.lacks()]
        plain = {"name": shown(one.name), "path_given": shown(one.path_given)}
        kept = {"category": "records"} if f"file:{no}" in statements else {}
        row = _source(one) | kept | plain | beside | extra.get(one.sha256, {}) | {"no": no, "lacking": lacking}
        yield {name: row.get(name) for name in SOURCES}


def _statements(case: "Case") -> frozenset[str]:
    """The files that the register names as statements of transactions (``file:NUMBER``)."""
    from doxdocket.store.register import Register, standing

    return frozenset(str(one.body.get("file")) for one in standing(Register.of(case).all()) if one.form == "statement")


def _source(one: "Source") -> Row:
    plain = {name: getattr(one, name, None) for name in SOURCES}
    times = {f"{name}_at": at for name, at in one.attributes.items()}
    ending = one.name.rpartition(".")[2].lower() if "." in one.name else ""
    return plain | times | dict(one.taking) | {"category": category(one.form, one.name), "format": ending}


@cache
def values() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Codes in cells as a person reads them, by column."""
    from doxdocket.parse import forms

    return {
        "category": CATEGORIES, "method": METHODS, "lacking": {code: (one.zh, one.en) for code, one in LACKS.items()},
        "status": {"taken": zh_en("evidence.taken_in"), "empty": zh_en("evidence.empty")},
        "form": {one.id: (one.zh, one.en) for one in forms()} | coded("evidence_forms"),
    }  # fmt: skip


def read_by_people(column: str, value: Any, lang: int) -> Any:
    """A cell with its codes in words: 0 Chinese, 1 English."""
    words = values().get(column, {})
    if isinstance(value, (list, tuple)):
        return "、".join(words[one][lang] if one in words else str(one) for one in value)
    return words[value][lang] if value in words else value


def spans(numbers: Sequence[int]) -> str:
    """Ascending numbers, those that follow one another as a span.

    >>> spans([1, 2, 3, 7, 9, 10])
    '1–3、7、9–10'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return say("marks.comma").join("–".join(map(str, run)) for run in runs)
