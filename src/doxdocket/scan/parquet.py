"""Parquet files of posts, by the names of their columns: for a scan alone, since which column is what is taken from its name and no person has said it.

Source: names of columns in published datasets of Telegram, beside those that a mapping is proposed by (``parse.table.propose``). A file needs a column
of texts and one of the posts' numbers; without one of channels the whole file is one. Left out: times, counters, media; nested texts.

>>> names = chosen(
...     pa.schema([("message_id", pa.int64()), ("Message", pa.string()), ("chat_id", pa.int64()), ("x", pa.float64())])
... )
>>> names["post"], names["text"], names["channel"], names["title"]
('message_id', 'Message', 'chat_id', None)
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, BinaryIO, Final, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from doxdocket.errors import Unreadable
from doxdocket.intake.member import Limits, Refused
from doxdocket.parse.form import Parsed
from doxdocket.parse.rows import Rows
from doxdocket.parse.table.posts import channel_key
from doxdocket.parse.table.propose import known

FORM = "parquet"
MAGIC = b"PAR1"
What = Literal["post", "text", "channel", "title", "username", "forwarded"]
_NAMES: Final[Mapping[What, str]] = {
    "post": "messageid msgid postid id",
    "text": "text message rawtext messagetext fulltext content body caption",
    "channel": "channelid chatid peerid toid dialogid groupid channelusername chatusername username channel chat group",
    "title": "channeltitle chattitle channelname chatname grouptitle",
    "username": "channelusername chatusername username",
    "forwarded": "forwardfromchatid fwdfromchannelid forwardedfromchannelid",
}
"""What a column may be called, in small letters and without signs; the first that is there."""
_PROPOSED: Final[Mapping[What, str]] = {"post": "id", "text": "text", "channel": "channel", "title": "title"}
_ROWS = 1024
_PEERS = ("channel_id", "chat_id", "user_id")
"""What Telegram's own objects call a chat in its ``peer_id``."""


def parse(stream: BinaryIO, name: str) -> Iterator[Parsed]:
    """Read one file; ``name`` stands for it.

    Raises:
        Unreadable: no column of texts, or none of the posts' numbers, or more than there is room for.
        Refused: it is damaged.

    """
    try:
        with pq.ParquetFile(stream, pre_buffer=False) as file:
            columns = chosen(file.schema_arrow)
            if columns["post"] is None or columns["text"] is None:
                raise Unreadable("scanning.parquet_columns")
            wanted = [one for one in dict.fromkeys(columns.values()) if one is not None]
            _room(file.metadata, stream, wanted)
            yield from _parsed(file, columns, wanted, Rows(name))
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # of the disk, not of the file
        raise Refused("damaged") from None


def chosen(schema: pa.Schema) -> dict[What, str | None]:
    """The column of each thing; none where no name says it."""
    bare = {"".join(c for c in name.lower() if c.isalnum()): name for name in reversed(schema.names)}
    proposed = {key: name for name in reversed(schema.names) if (key := known(name))}

    def one(what: What) -> str | None:
        names = [bare[name] for name in _NAMES[what].split() if name in bare]
        names += [name] if (name := proposed.get(_PROPOSED.get(what, ""))) else []
        return next((name for name in names if _fits(what, schema.field(name).type)), None)

    return {what: one(what) for what in _NAMES}


def _fits(what: What, kind: pa.DataType) -> bool:
    """Whether a column of this type can be that: a text is text, a number no fraction; a chat may be an object of Telegram's."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    text = pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    if what in {"text", "title", "username"}:
        return bool(text)
    peer = what == "channel" and pa.types.is_struct(kind) and bool({*_PEERS} & {field.name for field in kind})
    return bool(text or pa.types.is_integer(kind) or peer)


def _room(about: pq.FileMetaData, stream: BinaryIO, wanted: list[str]) -> None:
    """Refuse a file whose columns would take more than a container may."""
    size, limits = stream.seek(0, 2), Limits()
    groups = (about.row_group(n) for n in range(about.num_row_groups))
    most = max((sum(group.column(n).total_uncompressed_size for n in range(group.num_columns) if group.column(n).path_in_schema.split(".")[0] in wanted) for group in groups), default=0)  # fmt: skip
    if most > max(limits.total, limits.ratio * size):
        raise Unreadable("scanning.parquet_large")


def _parsed(
    file: pq.ParquetFile, columns: Mapping[What, str | None], wanted: list[str], rows: Rows
) -> Iterator[Parsed]:
    at = 0
    titles: dict[str, tuple[str | None, str | None]] = {}
    nothing = f"{FORM}:unkeyed:{rows.capture()}"
    for batch in file.iter_batches(_ROWS, columns=wanted, use_threads=False):
        held = {
            what: batch.column(name).to_pylist() if name else [None] * batch.num_rows for what, name in columns.items()
        }
        for values in zip(*held.values(), strict=True):
            row: dict[What, Any] = dict(zip(held, values, strict=True))
            at += 1
            post, text = row["post"], row["text"]
            if post is None or post == "" or not text:
                continue
            chat = _chat(row["channel"], columns["channel"])
            channel = channel_key("telegram", "channel", chat) if chat else nothing
            rows.tried(partial(rows.post, channel, str(post), byte_start=at, byte_end=at, text=text, forwarded_from_id=_origin(row["forwarded"])), at, at)  # fmt: skip
            rows.weigh(len(text))
            if channel not in titles:
                titles[channel] = row["title"] or None, row["username"] or None
        yield from rows.full()
    for channel, (title, username) in titles.items():
        rows.channel(channel, title=title, username=username)
    yield from rows.rest()


def _chat(value: Any, column: str | None) -> str:
    """A chat's number or name as the column has it; a username as one."""
    if isinstance(value, dict):
        value = next((value[name] for name in _PEERS if value.get(name) is not None), None)
    text = "" if value is None else str(value).strip()[:256]
    return f"@{text}" if "username" in (column or "").lower() and text[:1].isalpha() else text


def _origin(value: Any) -> str | None:
    return f"channel{str(value).removeprefix('-100')}" if isinstance(value, int) else None
