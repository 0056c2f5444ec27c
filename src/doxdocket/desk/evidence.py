"""The list of evidence (电子数据清单) as a table, and the tables beside it: statements, attachments, hash lists, time stamps.

Source: 法发〔2016〕22号, article 14 (类别、文件格式、完整性校验值 and the rest of the list) and article 1 (categories);
人民检察院办理网络犯罪案件规定, article 27 (times of a file are part of the data). Columns have stable English keys; their Chinese
names, for a list that is printed and signed, come with ``export --labels``. Names of files are masked as the report masks them:
number and digests find the file. Left out: names of private chats that were asked for.

>>> category("tme_page", "page.html"), category("file", "a.eml"), category("file", "a.jpg")
('published', 'communication', 'file')
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from doxdocket.desk.masking import file_names
from doxdocket.store.taking import FACTS, LACKS, METHODS
from doxdocket.words import zh_en

if TYPE_CHECKING:
    from doxdocket.store.case import Case
    from doxdocket.store.sources import Source

Row = dict[str, Any]
Both = tuple[str, str]

SOURCES = (
    "no", "name", "category", "format", "size", "modified_at", "created_at", "accessed_at", "changed_at", "origin",
    "account", "sha256", "sm3", "officers", "witness", "note", "form", "channel", "captured_at", "taken_at", "method",
    "place", "holder", "video", "no_seizure", "overseas", "last_resort", "path_given", "parent", "status", "md5", "sha1",
    "sha512", "attachments", "hash_lists", "lacking",
)  # fmt: skip
STATEMENTS = ("id", "at", "officer", "source", "was", "now")
ATTACHMENTS = ("id", "at", "officer", "source", "attached", "name", "kind", "translator", "language", "note")
HASH_LISTS = ("list", "at", "officer", "file", "no", "line", "name", "algorithm", "value", "verdict", "source")
UNSEARCHED = ("channel_id", "post_id", "source", "code", "byte_start", "byte_end", "detail")
STAMPS = (
    "id", "subject", "imprint", "requested_at", "requested_by", "status", "stamped_at", "authority", "serial", "policy",
    "certificate",
)  # fmt: skip

LABELS: Mapping[str, Both] = {name: words for name, words in FACTS.items() if name != "witness"} | {
    "no": zh_en("evidence.no"), "name": zh_en("evidence.name"), "category": zh_en("evidence.category"), "format": zh_en("evidence.file_format"),
    "size": zh_en("evidence.size_bytes"), "modified_at": zh_en("evidence.modified_utc"),
    "created_at": zh_en("evidence.created_utc"), "accessed_at": zh_en("evidence.accessed_utc"),
    "changed_at": zh_en("evidence.attributes_changed_utc"), "origin": zh_en("evidence.origin"), "account": zh_en("evidence.account"),
    "sha256": ("SHA-256", "SHA-256"), "sm3": ("SM3", "SM3"), "officers": zh_en("evidence.taken_by"),
    "witness": zh_en("evidence.witnesses"), "note": zh_en("evidence.note"), "form": zh_en("evidence.form"), "channel": zh_en("evidence.channel"),
    "captured_at": zh_en("evidence.captured_utc"), "taken_at": zh_en("evidence.taken_in_utc"),
    "path_given": zh_en("evidence.path_as_given"), "parent": zh_en("evidence.container"), "status": zh_en("evidence.status"),
    "md5": zh_en("evidence.md5_extra"), "sha1": zh_en("evidence.sha_1_extra"), "sha512": zh_en("evidence.sha_512_extra"),
    "attachments": zh_en("evidence.attachments"), "hash_lists": zh_en("evidence.senders_hash_lists"),
    "lacking": zh_en("evidence.lacking"),
}  # fmt: skip
"""Columns of the list of evidence as a person reads them."""

CATEGORIES = {
    "published": zh_en("evidence.published_on_platform"),
    "communication": zh_en("evidence.communication_messages_groups_mail"),
    "file": zh_en("evidence.files_documents_pictures_sound_video"),
}
"""Categories of article 1; its third, records of registration and log-in, no form here holds."""
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
    for no, one in enumerate(case.sources(), 1):
        beside = {"attachments": links.get(one.sha256, []), "hash_lists": lists.get(one.sha256, [])}
        lacking = [] if one.sha256 in attached else [lack.code for lack in one.lacks()]
        plain = {"name": shown(one.name), "path_given": shown(one.path_given)}
        row = _source(one) | plain | beside | extra.get(one.sha256, {}) | {"no": no, "lacking": lacking}
        yield {name: row.get(name) for name in SOURCES}


def _source(one: "Source") -> Row:
    plain = {name: getattr(one, name, None) for name in SOURCES}
    times = {f"{name}_at": at for name, at in one.attributes.items()}
    ending = one.name.rpartition(".")[2].lower() if "." in one.name else ""
    return plain | times | dict(one.taking) | {"category": category(one.form, one.name), "format": ending}


def statements(case: "Case") -> Iterator[Row]:
    """Every change of what was stated, with what was stated before."""
    for one in case.statements():
        yield {"id": one.name, "at": one.at, "officer": one.officer, "source": one.source, "was": _quiet(one.was),
               "now": _quiet(one.now)}  # fmt: skip


def _quiet(facts: Mapping[str, Any]) -> Row:
    """The same facts, of private chats their number only."""
    reading = facts.get("settings")
    if not isinstance(reading, dict) or "chats" not in reading:
        return dict(facts)
    return dict(facts) | {"settings": reading | {"chats": len(reading["chats"])}}


def attachments(case: "Case") -> Iterator[Row]:
    """Every attachment with the name of its file."""
    shown = file_names(case)
    names = {one.sha256: shown(one.name) for one in case.sources()}
    for one in case.attachments.all():
        row = {"id": one.id, "at": one.at, "officer": one.officer, "source": one.source, "attached": one.attached,
               "name": names.get(one.attached), "kind": one.kind} | dict(one.detail)  # fmt: skip
        yield {name: row.get(name) for name in ATTACHMENTS}


def hash_lists(case: "Case") -> Iterator[Row]:
    """Every line of every comparison, and the files that a list did not have."""
    shown = file_names(case)
    for one in case.hash_lists.all():
        for entry in one.entries:
            yield {"list": one.id, "at": one.at, "officer": one.officer, "file": one.list, "no": entry.no, "line": entry.line,
                   "name": shown(entry.name), "algorithm": entry.algorithm, "value": entry.value, "verdict": entry.verdict,
                   "source": entry.source}  # fmt: skip


def time_stamps(case: "Case") -> Iterator[Row]:
    """Every request and what came back."""
    from doxdocket.desk.stamps import rows

    return map(dict, rows(case))


@cache
def values() -> Mapping[str, Mapping[str, Both]]:
    """Codes in cells as a person reads them, by column."""
    from doxdocket.parse import forms

    return {
        "category": CATEGORIES, "method": METHODS, "lacking": {code: (one.zh, one.en) for code, one in LACKS.items()},
        "status": {"taken": zh_en("evidence.taken_in"), "empty": zh_en("evidence.empty")},
        "form": {one.id: (one.zh, one.en) for one in forms()} | {
            "file": zh_en("evidence.no_form_of_capture"), "container": zh_en("evidence.archive"), "attachment": zh_en("evidence.attachment"),
            "kept": zh_en("evidence.kept_only"), "undecided": zh_en("evidence.undecided"),
        },
    }  # fmt: skip


def read_by_people(column: str, value: Any, lang: int) -> Any:
    """A cell with its codes in words: 0 Chinese, 1 English."""
    words = values().get(column, {})
    if isinstance(value, (list, tuple)):
        return "、".join(words[one][lang] if one in words else str(one) for one in value)
    return words[value][lang] if value in words else value


def unsearched(case: "Case") -> Iterator[Row]:
    """Every text and picture that was not searched to its end; a person opens them through the door."""
    from doxdocket import pipeline

    for batch in pipeline.current(case).batches("warnings", [*UNSEARCHED, "what"]):
        yield from (
            {name: row[name] for name in UNSEARCHED} for row in batch.to_pylist() if row["what"] == "unsearched"
        )


def unchecked(case: "Case", posts: set[tuple[str, str]] | None = None) -> int:
    """How many posts (of these, else of all) no reviewer has looked through for what the machine missed."""
    from doxdocket import pipeline
    from doxdocket.pipeline import sampled

    if posts is None:
        rows = pipeline.latest_posts(case).select(["channel_id", "post_id"]).to_pylist()
        posts = {(row["channel_id"], row["post_id"]) for row in rows}
    return len(posts - sampled.looked(case).keys())
