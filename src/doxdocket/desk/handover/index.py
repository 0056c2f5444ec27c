"""The index of a bundle: what lies where, in both languages, as a page without script and as plain text; what documents cite is found in it by its code.

>>> sorted(index("0" * 32, date(2026, 1, 1), {"tables/posts.jsonl": b"x"}, ()))
['index.html', 'index.txt']
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from markupsafe import Markup, escape

from doxdocket.desk.documents.leaving import Ready
from doxdocket.words import keys, zh_en

_GROUPS = ("documents", "figures", "tables", "graphs", "versions", "")
_STYLE = (
    "body{font:16px/1.6 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}"
    "table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}th,td{border:1px solid #767676;padding:.25rem .5rem;text-align:left;"
    "vertical-align:top;overflow-wrap:anywhere}code{overflow-wrap:anywhere}a{color:#003f8f}"
)


def index(case: str, day: date, data: Mapping[str, bytes], documents: Sequence[Ready]) -> dict[str, bytes]:
    """``index.html`` and ``index.txt`` of a payload by path; ``case``: its id, ``day``: as of which it tells."""
    titles = {f"documents/{one.file}": one.title for one in documents}
    groups = [(group, _of(group, data, titles)) for group in _GROUPS]
    head = [zh_en("handover.index_head", case=case, day=str(day)), zh_en("handover.index_check"), zh_en("handover.index_cited")]  # fmt: skip
    return {"index.html": _page(head, groups), "index.txt": _text(head, groups)}


Rows = Sequence[tuple[str, int, tuple[str, str]]]


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


def _page(head: Iterable[tuple[str, str]], groups: Iterable[tuple[str, Rows]]) -> bytes:
    title = zh_en("handover.title")
    parts = [
        Markup('<!doctype html>\n<html lang="zh"><head><meta charset="utf-8"><title>{} / {}</title><style>{}</style></head><body><main>\n<h1>{} <span lang="en">{}</span></h1>\n')
        .format(*title, Markup(_STYLE), *title)
    ]  # fmt: skip
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
    return "".join(map(str, [*parts, escape(""), Markup("</main></body></html>\n")])).encode()


def _text(head: Iterable[tuple[str, str]], groups: Iterable[tuple[str, Rows]]) -> bytes:
    lines = [" / ".join(zh_en("handover.title")), ""]
    for said in head:
        lines += [*said, ""]
    for group, rows in groups:
        if rows:
            lines += [" / ".join(_name(group)), *(f"  data/{path}  {size:,}  {' / '.join(filter(None, said))}" for path, size, said in rows), ""]  # fmt: skip
    return "\n".join(lines).encode()
