"""证据目录: every file and every post that the documents show, with source, what it proves, its place, digest, original or copy, and day.

What a file proves is told from the register: the entries that name it as what they rest on, and the channels whose posts stand in it. Where nothing
tells it, that is a blank. Files are electronic data and have no pages; those of the posts that stand in them are told by the exhibit book. The papers of the file are
those that the register names, by volume and page. Left out: papers that no entry names.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

import pyarrow.compute as pc

from doxdocket.assess.form import Form, refs
from doxdocket.assess.forms import code, short, words
from doxdocket.assess.forms.gains import Statement
from doxdocket.assess.forms.parties import Fact
from doxdocket.desk.accounts.evidence import read_by_people
from doxdocket.desk.documents import minors
from doxdocket.desk.documents.draft import Draft, missing
from doxdocket.desk.documents.exhibits import Exhibit, Exhibits, exposing
from doxdocket.desk.documents.gains import in_whose_name
from doxdocket.desk.documents.material import Material, beside
from doxdocket.desk.sight import sight
from doxdocket.law import words as law
from doxdocket.law.words import LABELS
from doxdocket.pipeline import registered
from doxdocket.pipeline.published import latest_posts
from doxdocket.report.document import Block, Column, Items, Paragraph, Part, Said, Table, cells
from doxdocket.report.gather import minute
from doxdocket.report.marks import page, refer
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, either, named, say, zh_en

Row = dict[str, Any]
_FILE = re.compile(r"file:(\d+)")


def paper(of: Material) -> Paper:
    """The list."""
    data = {"files": len(of.sources), "exhibits": [one.place for one in of.exhibits.every]}
    return Draft(of, "evidence").paper(parts(of), signatures=signed(), data=data)


def signed() -> list[Said]:
    """Who signs it."""
    return [zh_en("documents_evidence.made_by"), zh_en("documents_statistics.checked_by")]


def parts(of: Material, *, bound: bool = False) -> list[Block | None]:
    """Its parts; ``bound``: in front of the exhibits, to which it leads with the number of each page."""
    exhibits, side = of.exhibits, int(of.lang != "zh")
    held, read, pictures, proves = _held(of), _read(of), _shown(of), _proves(of)
    ranked = {
        row["channel_id"]
        for row in of.run.read("channel_ranking", ["channel_id", "place"]).to_pylist()
        if row["place"] is not None
    }

    def proved(row: Row) -> str:
        told = [*proves.get(row["no"], ())]
        for names, text in (
            (held.get(row["sha256"]), _posts),
            (read.get(row["sha256"]), _views),
            (pictures.get(row["sha256"]), _pictures),
        ):
            told += [text(of, one) for one in _apart(of, ranked, names or ())]
        return say("marks.semicolon").join(told) or missing(
            Sentence("documents_evidence.proves"), Sentence("documents_evidence.by_register")
        )

    def number(one: Exhibit) -> str:
        return refer(one.place, one.name) if bound else one.name

    files = Table(of.sources, [
        Column(zh_en("documents_evidence.no"), "no", right=True), Column(zh_en("documents_evidence.name"), lambda r: r["name"] + say("marks.in_brackets", text=read_by_people("category", r["category"], side))),
        Column(zh_en("documents.source"), lambda r: _source(of, r, side), once=True), Column(zh_en("documents_evidence.proves"), proved),
        Column(zh_en("documents_evidence.pages"), lambda _: say("documents_evidence.no_pages"), once=True),
        Column(zh_en("documents_evidence.original"), lambda r: _original(of, r), once=True),
        Column(zh_en("documents_evidence.day"), lambda r: of.captured(r["sha256"], r["captured_at"]) or missing(Sentence("documents_evidence.day"), Sentence("documents_evidence.by_taking")), once=True),
    ], none=missing(Sentence("documents_evidence.files"), Sentence("documents_evidence.by_taking")))  # fmt: skip
    apart = exhibits.only_priced

    def listed(rows: list[Exhibit], none: str | None, title: Said = "") -> Table:
        return Table(rows, [
        Column(zh_en("documents.exhibit_no"), number), *([Column(zh_en("documents_evidence.page"), lambda e: page(e.place), right=True)] if bound else []),
        Column(zh_en("documents_evidence.posted"), "posted"),
        Column(zh_en("documents_evidence.proves"), lambda e: _shows(e, exhibits) if exhibits.counts(e) else say("documents_evidence.earlier") if e.version else say("documents_evidence.emptied", exhibit=of.exhibit(e.post.key)), once=True), Column(zh_en("documents_evidence.in_file"), "file", right=True), Column(zh_en("documents_evidence.day"), lambda e: e.captured or missing(Sentence("documents_evidence.day"), Sentence("documents_evidence.by_taking")), once=True),
        ], none=none, title=title)  # fmt: skip

    posts = listed([one for one in exhibits.listed if one.post.key not in apart], say("documents_evidence.no_exhibit"))
    priced = listed(
        [one for one in exhibits.listed if one.post.key in apart], "", zh_en("documents_evidence.only_priced")
    )
    lacks = defaultdict[tuple[str, ...], list[str]](list)
    for row in of.sources:
        lacks[tuple(row["lacking"])].append(str(row["no"]))
    lacks.pop((), None)
    said = say("documents_evidence.posts_said") + ("" if bound else say("documents_evidence.in_book"))
    return [
        Part([files, Paragraph(say("documents_evidence.files_said")), renamed(of)], say("documents_evidence.part_files")),
        Part([Table(of.sources, [Column(zh_en("documents_evidence.no"), "no", right=True), Column("SHA-256", "sha256")])], say("documents_evidence.part_digests")),
        Part([Table(papers(of), cells(zh_en("documents_evidence.paper"), zh_en("documents_evidence.proves")), none=say("documents_evidence.no_paper")), Paragraph(say("documents_evidence.papers_said"))], say("documents_evidence.part_papers")),
        minors.part(of, exhibits.minors),
        Part([_beyond(of), posts, Paragraph(said), priced if apart else None], say("documents_evidence.part_posts")),
        Part([Table(list(lacks.items()), [
            Column(zh_en("documents_evidence.lacking"), lambda r: say("marks.comma").join(read_by_people("lacking", one, side) for one in r[0])),
            Column(zh_en("documents_evidence.of_files"), lambda r: say("marks.comma").join(r[1])),
        ], none=say("documents_evidence.nothing_lacks"))], say("documents_evidence.part_lacks")),
    ]  # fmt: skip


def renamed(of: Material) -> Items | None:
    """The channels that were captured under several titles: from when to when the posts of each capture are, and the days of messages of the service that a title changed."""
    several = {channel: some for channel, some in of.names.titled.items() if len(some) > 1}
    if not several:
        return None
    zone = of.case.info.display_zone
    rows = latest_posts(of.case).select(["channel_id", "post_id", "date", "type"]).to_pylist()
    service = {(row["channel_id"], row["post_id"]): row["date"] for row in rows if row["channel_id"] in several and row["type"] == "service"}  # fmt: skip
    days = defaultdict[str, list[str]](list)
    for batch in of.run.batches("posts", ["channel_id", "post_id", "action"]) if service else ():
        for row in batch.to_pylist():
            key = row["channel_id"], row["post_id"]
            if (row["action"] or "").endswith("_title") and service.get(key):
                days[key[0]].append(minute(service[key], zone))
    told = []
    for channel, some in several.items():
        titles = (say("documents_evidence.renamed_as", title=of.clean(title), first=minute(first, zone) or say("documents.unknown"), last=minute(last, zone) or say("documents.unknown")) for title, first, last in some)  # fmt: skip
        on = sorted({*days[channel]})
        told.append(say("documents_evidence.renamed_one", channel=of.short(channel), told=say("marks.semicolon").join(titles), service=say("documents_evidence.renamed_on", days=say("marks.comma").join(on)) if on else ""))  # fmt: skip
    return Items(told, title=say("documents_evidence.renamed"))


def papers(of: Material) -> list[tuple[str, str]]:
    """The papers of the file that entries of the register name, by volume and page, each with the matters that rest on it."""
    found, tags = defaultdict[str, dict[str, list[str]]](lambda: defaultdict(list)), defaultdict[str, set[str]](set)
    for entry, row in registered.entries(of.case).all():
        what, whose = entered(of, entry)
        for text in entry.evidence:
            if not text.startswith(("file:", "post:")):
                found[text][what].append(f"{whose} {row.name}".strip())
                tags[text].add(row.form)
    return [
        (of.rests([text]), say("marks.semicolon").join(say("documents_evidence.rests", what=what, entries=say("marks.comma").join(ids)) for what, ids in found[text].items()) + (say("documents_evidence.same_page") if len(tags[text]) > 1 and tags[text] & _PAPERS else ""))
        for text in sorted(found, key=_in_file)
    ]  # fmt: skip


def entered(of: Material, entry: Form) -> tuple[str, str]:
    """What an entry says: of a fact its answer, of another form its answers of yes and no, codes and days; and of whom, by codes. Names, words and sums are left out."""
    tag, comma, colon = str(entry.__struct_config__.tag), say("marks.comma"), say("marks.colon")
    whose = [entry.defendant or entry.id.partition("@")[2]] if isinstance(entry, Fact) else [entry.id] if tag in _PEOPLE else []  # fmt: skip
    for field, kinds in refs(type(entry)).items():
        value = getattr(entry, field)
        whose += (value if isinstance(value, tuple) else [value]) if _PEOPLE & {*kinds} else []
    who = comma.join(dict.fromkeys(filter(None, whose)))
    if isinstance(entry, Fact):
        return law.of(None, entry.id.partition("@")[0], of.lang) + colon + value_said(entry.value), who
    fields, told = words()[tag].fields, list[str]()
    for field in filter(fields.get, entry.__struct_fields__):
        value = getattr(entry, field)
        known = code(tag, field, value) if isinstance(value, str) else ""
        answer = (
            minute(value, of.case.info.display_zone)
            if isinstance(value, datetime)
            else value_said(value)
            if isinstance(value, bool | date)
            else known and either(known, value.replace("_", " "))
        )
        told += [f"{either(short(fields[field]), field.replace('_', ' '))} {answer}"] if answer else []
    told += [
        f"{law.of(None, name, of.lang)} {value_said(value)}" for name, value in getattr(entry, "facts", {}).items()
    ]
    return named(words()[tag]) + (colon + comma.join(told) if told else ""), who


def value_said(value: bool | int | date | None) -> str:
    """Yes, no, not known, a day or a count."""
    if value is None:
        return say("explanation.not_known")
    return say("parties_words.yes" if value else "parties_words.no") if isinstance(value, bool) else str(value)


_PEOPLE = frozenset({"defendant", "guardian", "actor", "person"})
"""Whom an entry may be of: they are told by their codes."""
_PAPERS = frozenset({"event", "sanction"})
"""Forms of which an entry is a paper of its own: on its page stands nothing else."""


def _in_file(text: str) -> tuple[int, tuple[int, ...], str]:
    """Where a paper stands: by volume, then by page; what names none stands behind.

    >>> sorted(["卷十第2页", "卷二第10页", "户口簿", "卷二第9页"], key=_in_file)
    ['卷二第9页', '卷二第10页', '卷十第2页', '户口簿']
    """
    volume = "一二三四五六七八九十".find(text[1:2]) + 1 if text.startswith("卷") else 0
    return volume or 99, tuple(map(int, re.findall(r"\d+", text))), text


def _beyond(of: Material) -> Paragraph | None:
    """How many posts of the scope surely expose somebody and are not printed; they are in the files."""
    figure = of.figure("posts_with_pi")
    if of.person or figure is None or not figure["low"]:
        return None
    kept = {one.post.key for one in of.exhibits.every}
    return Paragraph(
        say(
            "documents_evidence.beyond",
            low=f"{figure['low']:,}",
            shown=len(kept & exposing(of)),
            scope=of.scope.short(of.lang),
        )
    )


def _held(of: Material) -> Mapping[str, list[str]]:
    """The channels whose posts stand in each file."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in of.run.read("channels", ["channel_id", "source"]).to_pylist():
        if row["channel_id"] not in found[row["source"]]:
            found[row["source"]].append(row["channel_id"])
    return found


def _read(of: Material) -> Mapping[str, list[str]]:
    """The channels whose views are read in each file."""
    rows = of.run.read("readings", ["channel_id", "capture", "what"])
    seen = rows.filter(pc.equal(rows["what"], "views")).group_by(["channel_id", "capture"]).aggregate([])
    posts = of.run.read("posts", ["channel_id", "capture", "source"]).group_by(["channel_id", "capture", "source"]).aggregate([])  # fmt: skip
    found: dict[str, list[str]] = defaultdict(list)
    for row in posts.join(seen, ["channel_id", "capture"], join_type="left semi").sort_by("channel_id").to_pylist():
        found[row["source"]].append(row["channel_id"])
    return found


def _shown(of: Material) -> Mapping[str, list[str]]:
    """The channels whose posts show each picture."""
    found: dict[str, list[str]] = defaultdict(list)
    for (channel, _), pictures in sight(of.case).pictured().items():
        for one in pictures:
            if channel not in found[one]:
                found[one].append(channel)
    return found


def _apart(of: Material, ranked: Collection[str], channels: Iterable[str]) -> Iterator[tuple[bool, list[str]]]:
    """Those channels that expose somebody: those of the scope, and apart from them the others, which are there for comparison."""
    some = [one for one in channels if one in ranked]
    for within in (True, False):
        if kept := [one for one in some if of.holds(one) is within]:
            yield within, kept


def _posts(of: Material, found: tuple[bool, list[str]]) -> str:
    names = say("marks.comma").join(map(of.channel, found[1]))
    return (
        say("documents_evidence.posts_of", channels=names)
        if found[0]
        else say("documents_evidence.compared", channels=names)
    )


def _views(of: Material, found: tuple[bool, list[str]]) -> str:
    return say("documents_evidence.views_of", channels=say("marks.comma").join(map(of.channel, found[1])))


def _pictures(of: Material, found: tuple[bool, list[str]]) -> str:
    return say("documents_evidence.pictures_of", channels=say("marks.comma").join(map(of.channel, found[1])))


def _proves(of: Material) -> Mapping[int, list[str]]:
    """By the number of a file, the matters of the register that rest on it, each with its entries; of statements of accounts whose rows were read whose they are."""
    read, found = registered.tables_read(of.case), defaultdict[int, dict[str, list[str]]](dict)
    for entry, row in registered.entries(of.case).all():
        what, whose = entered(of, entry)
        for text in entry.evidence:
            if told := _FILE.fullmatch(text):
                found[int(told[1])].setdefault(what, []).append(f"{whose} {row.name}".strip())
    money = defaultdict[int, list[str]](list)
    for one in registered.entries(of.case).of(Statement).values():
        if ("statement", one.id) in read and (told := _FILE.fullmatch(one.file)):
            money[int(told[1])].append(say("documents_evidence.statement", who=one.defendant or say("documents.unknown"), statement=one.id, account=in_whose_name(of, one)))  # fmt: skip
    return {
        no: money[no]
        + [
            say("documents_evidence.rests", what=what, entries=say("marks.comma").join(ids))
            for what, ids in found[no].items()
        ]
        for no in {*found, *money}
    }


def _source(of: Material, row: Row, side: int) -> str:
    told = [
        of.clean(row["origin"] or ""),
        read_by_people("method", row["method"], side) if row["method"] else "",
        of.team(row["holder"] or ""),
    ]
    return say("marks.semicolon").join(filter(None, told)) or missing(
        Sentence("documents.source"), Sentence("documents_evidence.by_taking")
    )


def _original(of: Material, row: Row) -> str:
    """A file whose original medium was not seized is a copy, with the reason; else nobody told."""
    if row["no_seizure"]:
        return say("documents_evidence.copy", reason=of.team(row["no_seizure"]))
    return missing(Sentence("documents_evidence.original"), Sentence("documents_evidence.by_taking"))


def _shows(one: Exhibit, exhibits: Exhibits) -> str:
    """What a post shows: whom it exposes or may expose, the acts that a person confirmed in it, and what it is cited for."""
    acts = dict.fromkeys(
        either(*LABELS[act.label]) for act in one.post.conduct if act.status == "confirmed" and act.label in LABELS
    )
    people = [
        say("documents_evidence.exposes", persons=say("marks.comma").join(some)) + beside(bound)
        for bound, some in exhibits.persons(one, mentioned=False)
    ]
    people += [
        say("documents_evidence.mentions", persons=say("marks.comma").join(some)) + beside(bound)
        for bound, some in exhibits.persons(one, mentioned=True)
    ]
    told = filter(None, (*people, say("marks.comma").join(acts), *exhibits.cited.get(one.post.key, ())))
    return say("marks.semicolon").join(told) or "—"
