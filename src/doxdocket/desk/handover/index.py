"""The index of a bundle: what lies where, in both languages, as a page without script and as plain text; what documents cite is found in it by its code.

>>> sorted(
...     index(
...         "0" * 32,
...         date(2026, 1, 1),
...         {"tables/posts.jsonl": b"x"},
...         (),
...         Named(dict.fromkeys(("exhibits", "cited", "channel_codes"), ()), ()),
...         1,
...     )
... )
['exhibits.html', 'index.html', 'index.txt']
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from markupsafe import Markup

from doxdocket.desk.documents.leaving import Ready
from doxdocket.words import keys, zh_en

_GROUPS = ("documents", "figures", "tables", "graphs", "versions", "")
_STYLE = (
    "body{font:16px/1.6 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}"
    "table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}th,td{border:1px solid #767676;padding:.25rem .5rem;text-align:left;"
    "vertical-align:top;overflow-wrap:anywhere}code{overflow-wrap:anywhere}a{color:#003f8f}"
)


class Named(NamedTuple):
    """What documents cite (``cited.tables``), and the evidence files by number, with name and SHA-256."""

    tables: Mapping[str, Sequence[Mapping[str, Any]]]
    files: Sequence[tuple[int, str, str]]


def index(
    case: str, day: date, data: Mapping[str, bytes], documents: Sequence[Ready], named: Named, end: int
) -> dict[str, bytes]:
    """``index.html``, ``index.txt`` and ``exhibits.html`` of a payload by path; ``case``: its id, ``day``: as of which it tells, ``end``: number of the last custody row."""
    titles = {f"documents/{one.file}": one.title for one in documents}
    groups = [(group, _of(group, data, titles)) for group in _GROUPS]
    head = [zh_en("handover.index_head", case=case, day=str(day)), *(zh_en(f"handover.index_{name}") for name in ("first", "check", "by_hand", "cited", "posts")), zh_en("handover.index_chain", seq=end)]  # fmt: skip
    away = _away({one.document for one in documents})
    return {
        "index.html": _page(head, groups, away),
        "index.txt": _text(head, groups, away),
        "exhibits.html": _exhibits(named),
    }


Rows = Sequence[tuple[str, int, tuple[str, str]]]


def _away(there: Collection[str]) -> list[tuple[str, str]]:
    """What is not in the bundle: what never is, and each document that was not put in by number and title, with why."""
    from doxdocket.desk.documents import DOCUMENTS, SEALED  # noqa: PLC0415 - every document
    from doxdocket.desk.documents.draft import TITLES  # noqa: PLC0415 - as above
    from doxdocket.desk.documents.readers import APART, INTERNAL  # noqa: PLC0415 - every document

    found: list[tuple[str, str]] = [zh_en(f"handover.away_{name}") for name in ("values", "ages", "register", "tables")]
    for n, name in enumerate({**DOCUMENTS, **SEALED}, 1):
        if name not in there:
            why = (
                "sealed"
                if name in SEALED
                else "internal"
                if name in INTERNAL
                else "apart"
                if name in APART
                else "not_asked"
            )
            (zh, en), said = TITLES[name], zh_en(f"handover.away_{why}")
            found.append((f"{n:02d} {zh}{said[0]}", f"{n:02d} {en}{said[1]}"))
    return found


def _of(group: str, data: Mapping[str, bytes], titles: Mapping[str, tuple[str, str]]) -> Rows:
    """The files of a folder: path, size, and what each is."""
    told = keys("handover_files")
    found = []
    for path, content in data.items():
        if path.rpartition("/")[0].partition("/")[0] != group:
            continue
        name = path.removeprefix(f"{group}/").rpartition(".")[0].rpartition("/")[2]
        said = titles.get(path) or (zh_en(f"handover_files.{name}") if name in told else ("", ""))
        found.append((path, len(content), said))
    return found


def _name(group: str) -> tuple[str, str]:
    return zh_en(f"handover.group_{group or 'bundle'}")


def _page(
    head: Iterable[tuple[str, str]], groups: Iterable[tuple[str, Rows]], away: Iterable[tuple[str, str]]
) -> bytes:
    parts = [_head(zh_en("handover.title"))]
    parts += [Markup('<p>{}<br><span lang="en">{}</span></p>\n').format(*said) for said in head]
    for group, rows in groups:
        if not rows:
            continue
        parts.append(Markup('<h2>{} <span lang="en">{}</span></h2>\n<table>\n').format(*_name(group)))
        columns = [zh_en(f"handover.{name}") for name in ("what", "file", "size")]
        cells = Markup().join(Markup('<th scope="col">{} <span lang="en">{}</span></th>').format(*one) for one in columns)  # fmt: skip
        parts.append(Markup("<tr>{}</tr>\n").format(cells))
        parts += [
            Markup('<tr><td>{}<br><span lang="en">{}</span></td><td><a href="data/{}">{}</a></td><td>{}</td></tr>\n')
            .format(*said, path, path, f"{size:,}") for path, size, said in rows
        ]  # fmt: skip
        parts.append(Markup("</table>\n"))
    parts.append(Markup('<h2>{} <span lang="en">{}</span></h2>\n<ul>\n').format(*zh_en("handover.away")))
    parts += [Markup('<li>{}<br><span lang="en">{}</span></li>\n').format(*said) for said in away]
    parts.append(Markup("</ul>\n"))
    parts.append(Markup('<p><a href="exhibits.html">{} <span lang="en">{}</span></a></p>\n').format(*zh_en("handover.exhibits")))  # fmt: skip
    return "".join(map(str, [*parts, _END])).encode()


_END = Markup("</main></body></html>\n")


def _head(title: tuple[str, str]) -> Markup:
    page = Markup('<!doctype html>\n<html lang="zh"><head><meta charset="utf-8"><title>{} / {}</title><style>{}</style></head><body><main>\n<h1>{} <span lang="en">{}</span></h1>\n')  # fmt: skip
    return page.format(*title, Markup(_STYLE), *title)


def _exhibits(named: Named) -> bytes:
    """Whatever documents cite, by what they call it: posts, entries and rows, channels, evidence files; each leads to where it is found in the bundle."""
    of = named.tables
    posts = [
        (_here(row["exhibit"]), _code(f"{row['channel_id']}/{row['post_id']}"), row["date_local"] or "", row["line"] or "", _files(row), _documents(row))
        for row in of["exhibits"]
    ]  # fmt: skip
    entries = [
        (_here(row["mark"]), row["id"], Markup('{} <span lang="en">{}</span>').format(row["form"], row["form_en"]), row["rests"], _files(row), _documents(row))
        for row in of["cited"]
    ]  # fmt: skip
    channels = [(_here(row["code"]), _code(row["channel_id"])) for row in of["channel_codes"]]
    files = [(Markup('<span id="f{}">{}</span>').format(no, no), name, _code(digest)) for no, name, digest in named.files]  # fmt: skip
    parts = [_head(zh_en("handover.exhibits"))]
    parts += _listed("posts_cited", ("exhibit", "post", "posted", "line", "evidence_file", "in_documents"), posts)
    parts += _listed("entries_cited", ("mark", "entry", "what", "rests", "evidence_file", "in_documents"), entries)
    parts += _listed("channels_cited", ("code", "channel"), channels)
    parts += _listed("files_cited", ("evidence_file", "name", "sha256"), files)
    return "".join(map(str, [*parts, _END])).encode()


def _listed(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[Markup]:
    names = [zh_en(f"handover.{name}") for name in heads]
    head = Markup().join(Markup('<th scope="col">{} <span lang="en">{}</span></th>').format(*one) for one in names)
    body = [Markup("<tr>{}</tr>\n").format(Markup().join(Markup("<td>{}</td>").format(one) for one in row)) for row in rows]  # fmt: skip
    return [Markup('<h2>{} <span lang="en">{}</span></h2>\n<table>\n<tr>{}</tr>\n').format(*zh_en(f"handover.{title}"), head), *body, Markup("</table>\n")]  # fmt: skip


def _here(mark: str) -> Markup:
    return Markup('<span id="{}">{}</span>').format(mark, mark)


def _code(text: str) -> Markup:
    return Markup("<code>{}</code>").format(text)


def _files(row: Mapping[str, Any]) -> Markup:
    return Markup(" ").join(Markup('<a href="#f{}">{}</a>').format(no, no) for no in row["files"])


def _documents(row: Mapping[str, Any]) -> Markup:
    """Links to the documents that name it, by their numbers."""
    return Markup(" ").join(
        Markup('<a href="data/documents/{}">{}</a>').format(name, name.partition("-")[0]) for name in row["documents"]
    )


def _text(
    head: Iterable[tuple[str, str]], groups: Iterable[tuple[str, Rows]], away: Iterable[tuple[str, str]]
) -> bytes:
    lines = [" / ".join(zh_en("handover.title")), ""]
    for said in head:
        lines += [*said, ""]
    for group, rows in groups:
        if rows:
            lines += [" / ".join(_name(group)), *(f"  data/{path}  {size:,}  {' / '.join(filter(None, said))}" for path, size, said in rows), ""]  # fmt: skip
    lines += [" / ".join(zh_en("handover.away")), *(f"  {' / '.join(said)}" for said in away), ""]
    return "\n".join(lines).encode()
