"""``map``: what the columns of a table are, shown without a value, stated by a person, written as a mapping.

Options say everything, so that it can be scripted; at a terminal what is lacking is asked, one thing after the other, each until it can be taken. Columns are proposed with
their reasons and taken only when that is said; a time zone has no default and is neither proposed nor guessed. Left out: taking the file
in (``add`` with the mapping does), and going back: an interrupt leaves nothing behind.

>>> column("text=内容"), column("text=3"), column("id=none")
(('text', '内容'), ('text', 3), ('id', 'none'))
>>> there("内容", {"内容"}, 3, none=False), there("4", {"内容"}, 3, none=False), there("none", set(), 3, none=True)
(True, False, True)
"""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, cast

import click

from doxdocket.cli.answer import Answer
from doxdocket.cli.command import argument, command, option
from doxdocket.cli.language import manner
from doxdocket.errors import WrongCall
from doxdocket.report.text import table
from doxdocket.words import either, say, zh_en

if TYPE_CHECKING:
    from doxdocket.parse.table.profile import Seen
    from doxdocket.parse.table.propose import Proposal


#: Bytes of a file that is read through once to see whether the mapping fits.
TRIED = 64 << 20
HEAD = "# doxdocket map · docs/how-to/map-a-table.md · docs/how-to/map-a-table.zh-CN.md\n"
TYPES = {"empty": "空", "number": "数字", "time": "时间", "text": "文字", "mixed": "混合"}


def column(given: str) -> tuple[str, str | int]:
    """One ``--column OURS=THEIRS``; theirs is a name, or a number from 1."""
    key, mark, theirs = given.partition("=")
    if not mark or not theirs.strip():
        raise WrongCall("mapping.column_is_written_ours_theirs")
    theirs = theirs.strip()
    return key.strip(), int(theirs) if theirs.isascii() and theirs.isdigit() else theirs


class Column(TypedDict):
    """A column as it was seen, and what it is proposed to be."""

    number: int
    name: str | None
    type: str
    filled: int
    shapes: list[str]
    formats: list[str]
    proposed: str | None
    because: str | None


class Tried(TypedDict):
    """What the mapping reads."""

    posts: int
    undated: int
    quarantined: dict[str, int]
    notices: list[str]


class Mapped(TypedDict):
    """A table, and what its columns are."""

    file: str
    form: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    sheets: list[str]
    header: int
    rows: int
    columns: list[Column]
    lacking: list[str]
    mapping: dict[str, object] | None
    tried: Tried | None
    written: str | None


@command("mapping.map")
@argument("file", type=click.Path())
@option("-o", "--output", metavar="FILE", type=click.Path())
@option("--accept", is_flag=True)
@option("--column", "columns", multiple=True, metavar="OURS=THEIRS")
@option("--zone", metavar="ZONE")
@option("--time-format", metavar="FORMAT")
@option("--platform", metavar="NAME")
@option("--channel", metavar="ID")
@option("--kind", type=click.Choice(["channel", "supergroup", "group", "user", "chat"]))
@option("--encoding", type=click.Choice(["utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]))
@option("--delimiter", type=click.Choice([",", ";", "|", "tab"]))
@option("--sheet", metavar="NAME")
@option("--header", metavar="ROW", type=click.IntRange(0, 1000))
def map_(file: str, output: str | None, accept: bool, columns: tuple[str, ...], **stated: Any) -> Answer[Mapped]:
    """See the table, put together what is stated, and write it when it is whole."""
    from doxdocket.parse.table.propose import proposals
    from doxdocket.store import new_file

    path = Path(file)
    if not path.is_file():
        raise WrongCall("mapping.there_is_no_file", file=file)
    if output:
        new_file.free(Path(output))
    seen = _look(path, stated)
    proposed = proposals(seen.columns)
    given = _columns(columns)
    if sys.stdin.isatty() and not manner().json:
        print(_seen(seen, proposed))
        given, stated = asked(seen, proposed, given, stated, accept=accept)
        accept = False
    draft, lacking = _draft(seen, given | (_accepted(given, proposed, stated) if accept else {}), stated)
    if lacking and output:
        raise WrongCall("mapping.mapping_is_not_whole_and", lacking=", ".join(lacking))
    tried = None if lacking else _try(path, draft)
    written = _written(draft)
    if output:
        new_file.put(Path(output), [written.encode()])
    more = {"lacking": lacking, "mapping": None if lacking else draft, "tried": tried, "written": output}
    data = cast("Mapped", _data(file, seen, proposed) | more)
    return Answer(data, _told(data, _seen(seen, proposed), written))


def _look(path: Path, stated: Mapping[str, Any]) -> "Seen":
    from doxdocket.parse.table.profile import look

    sheet = stated["sheet"]
    delimiter = "\t" if stated["delimiter"] == "tab" else stated["delimiter"]
    with path.open("rb") as stream:
        return look(stream, path.name, encoding=stated["encoding"], delimiter=delimiter, header=stated["header"],
                    sheet=int(sheet) if sheet and sheet.isdigit() else sheet)  # fmt: skip


def _columns(given: Sequence[str]) -> dict[str, Any]:
    """Columns as they were stated; what is stated several times is several columns."""
    from doxdocket.parse.table.mapping import MEANINGS

    found: dict[str, Any] = {}
    for key, theirs in map(column, given):
        if key not in MEANINGS:
            known = ", ".join(MEANINGS)
            raise WrongCall("mapping.columns_there_is_no_such", key=key[:40], known=known)  # fmt: skip
        if key in found:
            found[key] = [*(found[key] if isinstance(found[key], list) else [found[key]]), theirs]
        else:
            found[key] = theirs
    return found


def _accepted(given: Mapping[str, Any], proposed: Sequence["Proposal"], stated: Mapping[str, Any]) -> dict[str, Any]:
    """Proposals for what was not stated otherwise."""
    used = {one for some in given.values() for one in (some if isinstance(some, list) else [some])}
    return {
        one.key: one.column
        for one in proposed
        if one.key not in given and one.column not in used and not (one.key == "channel" and stated["channel"])
    }


def _draft(seen: "Seen", columns: Mapping[str, Any], stated: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The mapping as far as it goes, and the keys that are lacking; a wrong one is refused by its name."""
    from doxdocket.parse.table.mapping import checked
    from doxdocket.parse.table.propose import time_format

    draft: dict[str, Any] = {"table": 1, "file": seen.file}
    if seen.file == "csv":
        draft |= {"encoding": seen.encoding, "delimiter": "tab" if seen.delimiter == "\t" else seen.delimiter}
    else:
        draft |= {"sheet": seen.sheet}
    draft |= {"header": seen.header}
    draft |= {key: stated[key] for key in ("platform", "channel", "kind") if stated[key]}
    lacking = [key for key in ("platform",) if key not in draft]
    if "channel" not in draft and "channel" not in columns:
        lacking.append("channel")
    if "time" in columns or "edited" in columns:
        when = columns.get("time", columns.get("edited"))
        form = stated["time_format"] or time_format(seen.columns, when)
        zone = "UTC" if form and form.startswith("unix") and not stated["zone"] else stated["zone"]
        draft["time"] = {key: value for key, value in (("format", form), ("zone", zone)) if value}
        lacking += [f"time.{key}" for key in ("format", "zone") if key not in draft["time"]]
    lacking += ["columns.id"] if "id" not in columns else []
    lacking += ["columns.text"] if "text" not in columns and "media" not in columns else []
    draft["columns"] = dict(columns)
    if not lacking:
        checked(draft)
    return draft, lacking


def _try(path: Path, draft: Mapping[str, Any]) -> dict[str, Any] | None:
    """Read the file once as it was mapped: what would be in it. A large one is not read twice."""
    from collections import Counter

    from doxdocket.parse import Stated, parse
    from doxdocket.pipeline.ids import Ids

    if path.stat().st_size > TRIED:
        return None
    posts = undated = 0
    codes: Counter[tuple[str, str]] = Counter()
    with path.open("rb") as stream:
        for part in parse(stream, "0" * 64, "table", Stated(path.name, mapping=draft, ids=Ids())):
            if part.table == "posts":
                posts += part.batch.num_rows
                undated += part.batch["date"].null_count
            elif part.table == "warnings":
                codes.update(zip(part.batch["what"].to_pylist(), part.batch["code"].to_pylist(), strict=True))
    return {
        "posts": posts, "undated": undated,
        "quarantined": {code: times for (what, code), times in sorted(codes.items()) if what == "quarantine"},
        "notices": sorted(code for what, code in codes if what != "quarantine"),
    }  # fmt: skip


def _written(draft: Mapping[str, Any]) -> str:
    """The mapping as a file, which reads as the same mapping."""
    import yaml

    from doxdocket.parse.table.mapping import load

    text = HEAD + yaml.safe_dump(dict(draft), allow_unicode=True, sort_keys=False, width=120)
    if load(text) != draft:
        raise WrongCall("mapping.this_mapping_would_not_read")
    return text


def _data(file: str, seen: "Seen", proposed: Sequence["Proposal"]) -> dict[str, Any]:
    """The table as it was seen, for ``--json``."""
    from doxdocket.parse.table.propose import named

    by_column = {one.column: one for one in proposed}
    columns = []
    for one in seen.columns:
        offer = by_column.get(named(one, seen.columns))
        plain = {key: value for key, value in asdict(one).items() if key != "length"}
        columns.append(plain | {"proposed": offer and offer.key, "because": offer and offer.why})
    about = {key: value for key, value in asdict(seen).items() if key not in ("columns", "file")}
    return {"file": file, "form": seen.file} | about | {"columns": columns}


def _seen(seen: "Seen", proposed: Sequence["Proposal"]) -> str:
    """The table as it was seen, for people."""
    from doxdocket.parse.table.propose import REASONS, named

    by_column = {one.column: one for one in proposed}
    rows = []
    for one in seen.columns:
        offer = by_column.get(named(one, seen.columns))
        why = f"{offer.key}（{REASONS[offer.why][0]}）" if offer else ""
        reason = f"{offer.key} ({REASONS[offer.why][1]})" if offer else ""
        rows.append([
            str(one.number), one.name or "-", either(TYPES[one.type], one.type), f"{one.filled}/{seen.rows}",
            "  ".join(one.shapes), either(why, reason),
        ])  # fmt: skip
    heads = say("mapping.no_name_type_filled_shapes").split()
    how = (
        seen.sheet
        if seen.file == "xlsx"
        else f"{seen.encoding}, {'tab' if seen.delimiter == chr(9) else seen.delimiter}"
    )
    more = "" if len(seen.sheets) < 2 else say("mapping.sheets", sheets=len(seen.sheets))
    first = say("mapping.header_row_rows_looked_at", file=seen.file, how=how, more=more, rows=seen.rows, header=seen.header or zh_en("mapping.none"))  # fmt: skip
    return first + "\n" + table(heads, rows, right={0, 3})


def _told(data: Mapped, seen: str, written: str) -> str:
    if data["lacking"]:
        lacking = ", ".join(data["lacking"])
        return seen + say("mapping.still_lacking_state_it_with", lacking=lacking)  # fmt: skip
    lines = [written.rstrip()] if not data["written"] else [say("mapping.was_written", written=data["written"])]
    if tried := data["tried"]:
        lost = sum(tried["quarantined"].values())
        lines.append(say("mapping.read_once_posts_of_them", posts=tried["posts"], undated=tried["undated"], lost=lost))  # fmt: skip
        from doxdocket.parse import said

        codes = [*tried["quarantined"], *tried["notices"]]
        lines += [f"  {code}  {said(code, manner().lang)}" for code in codes]
    at = data["written"] or say("mapping.mapping_yaml")
    return "\n".join([*lines, say("mapping.next_doxdocket_add_case_mapping", file=data["file"], at=at)])  # fmt: skip


def asked(
    seen: "Seen", proposed: Sequence["Proposal"], given: Mapping[str, Any], stated: Mapping[str, Any], *, accept: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Columns and statements, complete as far as the person knows them."""
    columns, said = dict(given), dict(stated)
    offers = [one for one in proposed if one.key not in columns]
    shown = ", ".join(f"{one.key}={one.column}" for one in offers)
    if offers and (accept or click.confirm(say("asking.take_proposals", shown=shown), default=True)):
        columns |= {one.key: one.column for one in offers if not (one.key == "channel" and said["channel"])}
    if not said["platform"]:
        said["platform"] = _ask(
            say("asking.platform_telegram_qq_wechat_weibo"),
            lambda words: bool(re.fullmatch(r"[a-z][a-z0-9_]{0,31}", words)),
        )
    if not said["channel"] and "channel" not in columns:
        said["channel"] = _ask(say("asking.channel_or_group_name_id"), bool)
    for key, question in (
        (
            "id",
            say("asking.which_column_is_posts_id"),
        ),
        ("text", say("asking.which_column_is_text_name")),
        ("time", say("asking.which_column_is_time_name")),
    ):
        if key not in columns and not (key == "text" and "media" in columns):
            answer = _column(seen, question, none=key != "text")
            if answer != "none" or key == "id":
                columns[key] = answer
    if "time" in columns or "edited" in columns:
        _times(seen, columns, said)
    return columns, said


def _times(seen: "Seen", columns: Mapping[str, Any], said: dict[str, Any]) -> None:
    """How times are written, when that cannot be seen, and always their zone."""
    from doxdocket.parse.table.mapping import FORMATS, is_pattern, is_zone
    from doxdocket.parse.table.propose import time_format

    if not said["time_format"] and not time_format(seen.columns, columns.get("time", columns.get("edited"))):
        said["time_format"] = _ask(
            say("asking.how_are_times_written_iso"),
            lambda words: words in FORMATS or is_pattern(words),
        )
    form = said["time_format"] or time_format(seen.columns, columns.get("time", columns.get("edited"))) or ""
    if not said["zone"] and not form.startswith("unix"):
        said["zone"] = _ask(
            say("asking.to_which_zone_do_times"),
            is_zone,
        )


def _column(seen: "Seen", question: str, *, none: bool) -> str | int:
    """A column that is there."""
    names = {one.name for one in seen.columns if one.name}
    words = _ask(question, lambda words: there(words, names, len(seen.columns), none=none))
    return int(words) if words.isdigit() and words not in names else words


def there(words: str, names: set[str], columns: int, *, none: bool) -> bool:
    """Whether an answer names a column of the table, or none where there may be none."""
    number = int(words) if words.isascii() and words.isdigit() and len(words) < 6 else 0
    return words in names or 1 <= number <= columns or (none and words == "none")


def _ask(question: str, fits: Callable[[str], object]) -> str:
    """An answer that can be taken."""
    while True:
        answer: str = click.prompt(question, type=str).strip()
        if fits(answer):
            return answer
        click.echo(say("answering.that_cannot_be_taken_please"))
