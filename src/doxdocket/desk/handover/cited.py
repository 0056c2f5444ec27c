"""What documents of a bundle cite, each with where it is found: posts as exhibits, entries of the register, rows of statements of accounts, and the codes of channels.

A mark is looked for in the text of each document, so that what no document names is not told. Left out: what an entry says, which stands in the documents.

>>> in_order(["S1#10", "S1#9", "J1"])
['J1', 'S1#9', 'S1#10']
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from doxdocket.assess.forms import words
from doxdocket.assess.forms.gains import Statement
from doxdocket.desk.documents.exhibits import told
from doxdocket.desk.documents.leaving import Ready
from doxdocket.desk.documents.material import Material
from doxdocket.desk.handover.verify import EXHIBIT
from doxdocket.pipeline import registered

Row = dict[str, Any]
CODES = ("code", "channel_id")
EXHIBITS = ("exhibit", "channel_id", "post_id", "date_local", "line", "files", "documents")
CITED = ("mark", "id", "form", "form_en", "files", "rests", "documents")
_FILE = re.compile(r"file:(\d+)")


def codes(of: Material) -> list[Row]:
    """What documents call each channel."""
    return [{"code": of.short(one), "channel_id": one} for one in of.names.order]


def exhibits(of: Material, documents: Sequence[Ready], posts: Sequence[Mapping[str, Any]]) -> list[Row]:
    """The posts that documents cite: the line in the table of posts (``posts``), every evidence file in which it or a picture of it stands, and which documents name it."""
    at = {(row["channel_id"], row["post_id"]): n for n, row in enumerate(posts, 1)}
    named, files = _named(documents), of.exhibits.files
    rows = []
    for one in of.exhibits.every:
        line = at.get(one.post.key)
        code = f"{of.short(one.post.channel)}-{one.post.post}"
        rows.append({
            "exhibit": one.name, "channel_id": one.post.channel, "post_id": one.post.post, "date_local": line and posts[line - 1]["date_local"], "line": line,
            "files": files(one), "documents": named.get(code, []),
        })  # fmt: skip
    return rows


def cited(of: Material, documents: Sequence[Ready]) -> list[Row]:
    """Entries of the register and rows of statements that documents name, by number or id, with the evidence files and other evidence that they rest on."""
    named, found = _named(documents), dict[str, Row]()
    kept, forms = registered.entries(of.case), words()
    for entry, row in kept.all():
        by = _in_order_of(documents, {*named.get(row.name, ()), *named.get(entry.id, ())})
        if by:
            form = forms[str(entry.__struct_config__.tag)]
            rests = [*entry.evidence, *([entry.file] if isinstance(entry, Statement) else [])]
            files = sorted({int(told[1]) for one in rests if (told := _FILE.fullmatch(one))})
            found[row.name] = {"mark": row.name, "id": of.team(entry.id), "form": form.zh, "form_en": form.en, "files": files, "rests": of.rests(rests), "documents": by}  # fmt: skip
    statements = kept.of(Statement)
    of_rows = [one.row for one in of.gains.transactions] if any("#" in mark for mark in named) else []
    for mark in in_order(one for one in of_rows if one in named):
        statement = statements[mark.partition("#")[0]]
        told = _FILE.fullmatch(statement.file)
        form = forms["statement"]
        found[mark] = {"mark": mark, "id": statement.id, "form": form.zh, "form_en": form.en, "files": [int(told[1])] if told else [], "rests": of.rests([statement.file]), "documents": named[mark]}  # fmt: skip
    return [found[mark] for mark in in_order(found)]


def quoted(of: Material) -> list[str]:
    """What others wrote as documents write an exhibit (``证据C99-1``) and is none: in posts that are shown, titles and whatever else of theirs the documents show, names of files, and entries. No document cites it."""
    posts = (told(text.pieces) for one in of.exhibits.listed for text in one.post.texts)
    entries = (msgspec.json.encode(one).decode() for one, _ in registered.entries(of.case).all())
    own = {f"{of.short(one.post.channel)}-{one.post.post}" for one in of.exhibits.every}
    titles = (of.names.long(one) for one in of.names.order)
    found = {
        mark
        for text in (*posts, *titles, *of.names.cleaned, *of.names.plain.values(), *entries)
        for mark in EXHIBIT.findall(text)
    }
    return sorted(found - own)


def in_order(marks: Iterable[str]) -> list[str]:
    """Marks as people count: letters, then numbers."""
    return sorted(
        marks, key=lambda one: [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", one)]
    )


def _named(documents: Sequence[Ready]) -> dict[str, list[str]]:
    """The files of the documents that have a mark, in their order."""
    found = defaultdict[str, list[str]](list)
    for one in documents:
        for mark in one.marks:
            found[mark].append(one.file)
    return dict(found)


def _in_order_of(documents: Sequence[Ready], files: Iterable[str]) -> list[str]:
    wanted = set(files)
    return [one.file for one in documents if one.file in wanted]


def tables(of: Material, documents: Sequence[Ready], posts: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, list[Row]]]:  # fmt: skip
    """All of it, by the names of their tables."""
    yield "channel_codes", codes(of)
    yield "exhibits", exhibits(of, documents, posts)
    yield "cited", cited(of, documents)
