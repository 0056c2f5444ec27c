"""What of the evidence may stand in an id: a number that a platform gives, and nothing that tells of somebody.

Ids are shown without a reason, in every table and on every screen, so a column of phone numbers that a mapping calls ids would be a column in
clear. A column whose heading announces personal information is none of ids, and an id that has the form of a number somebody bears is replaced: by
an id made of it under the case's key, so that the same one stays the same in every capture of the case. Leaves out: a bare number
of ten digits or fewer under no heading, which may be anything; sheets and names of files (``report.file_names``).

>>> ids = Ids()
>>> ids.announces("电话", "id"), ids.announces("消息ID", "id"), ids.announces("发送人账号", "author_id")
(True, False, True)
>>> ids.shown("1234567890"), ids.count, ids.shown("13862494814"), ids.count
('1234567890', 0, '13862494814', 1)
"""

import re
from functools import cache, lru_cache

import pyarrow as pa

from doxdocket.seal.digest import Digester

_MAY = re.compile(r"[\u3400-\u9fff]|@|wxid_|\d(?:\D?\d){10}", re.IGNORECASE)
_DIGITS = re.compile(r"\d+", re.ASCII)
_BORNE = re.compile(
    r"(?:0{0,2}86)?1[3-9]\d{9}|0\d{9,11}|\d{15}|62\d{14,17}|\d{6}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{4}",
    re.ASCII,
)
"""Numbers that somebody may bear; the millions of others of a platform need no detector."""
_HEAD = re.compile(r"(?:channel|chat|user)(?=\d)|")
_COLUMNS = ("channel_id", "bare_id", "post_id", "from_id", "reply_to", "forwarded_from_id", "forwarded_post")
_END = re.compile(r"[\s_-]{0,3}id$", re.IGNORECASE)
_WORDS = 20
"""Characters of a heading; what is longer is a text."""
_NEVER = "author_id"
_SAME = {"title": "channel"}


class Ids:
    """Of one source; of no case (a file that is only looked at) they are counted and stay as they are."""

    def __init__(self, key: bytes | None = None) -> None:
        self.count = 0
        self._digester = None if key is None else Digester(key)
        self._found = lru_cache(1 << 16)(_tells)

    def announces(self, heading: str, key: str, *, whole: bool = False) -> bool:
        """Whether a column of this heading holds personal information, and is not called by a name that exports use for what ``key`` says it is.

        ``whole``: of a cell that may be a heading, which one word of many does not make it.
        """
        return len(heading) <= _WORDS and _announced(heading.strip(), key, whole)

    def shown(self, value: str) -> str:
        """The id as it may stand."""
        may = _BORNE.fullmatch(value) if _DIGITS.fullmatch(value) else _MAY.search(value)
        return self.sealed(value) if may and self._found(value) else value

    def batch(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Rows of a parser with their ids as they may stand: some reports name chats and senders by phone numbers."""
        for name in {*_COLUMNS} & {*batch.schema.names}:
            known = {
                value: self._of(value, key=name == "channel_id") for value in batch[name].unique().to_pylist() if value
            }
            if changed := {value: shown for value, shown in known.items() if shown != value}:
                at, values = batch.schema.get_field_index(name), batch[name].to_pylist()
                new = pa.array([changed.get(one, one) for one in values], batch.schema.field(at).type)
                batch = batch.set_column(at, batch.schema.field(at), new)
        return batch

    def _of(self, value: str, *, key: bool) -> str:
        """An id, or the last part of a channel's key, behind what says whose it is."""
        *before, bare = value.split(":", 2) if key else [value]
        head = _HEAD.match(bare)
        begin = head[0] if head else ""
        shown = self.shown(bare[len(begin) :])
        return ":".join([*before, begin + shown])

    def sealed(self, value: str) -> str:
        """An id in its place."""
        self.count += 1
        return "x" + self._digester.digest("id", value).hex()[:16].translate(_LETTERS) if self._digester else value


_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
"""So that what stands in an id's place holds no digit, and is never taken for a number."""
SEALED = re.compile("x[a-p]{16}")
"""What stands in an id's place."""


def _tells(value: str) -> bool:
    from doxdocket.detect.guarded import numbered  # noqa: PLC0415 - where no id can be personal no detector is loaded
    from doxdocket.detect.reader.page import Page  # noqa: PLC0415
    from doxdocket.text import read  # noqa: PLC0415

    return "wxid_" in value.lower() or bool(numbered(Page(read(value))))


@cache
def _announced(heading: str, key: str, whole: bool) -> bool:
    from doxdocket.detect import labels  # noqa: PLC0415 - as above
    from doxdocket.law.kinds import kinds  # noqa: PLC0415
    from doxdocket.parse.table.propose import known  # noqa: PLC0415
    from doxdocket.text import read  # noqa: PLC0415

    usual = known(heading) or ""
    if (
        not heading
        or (heading.isascii() and heading.isdigit())
        or (_SAME.get(usual, usual) == _SAME.get(key, key) != _NEVER)
    ):
        return False
    bare = _END.sub("", heading)
    reading = read(f"{bare}：")
    said = [label for label in labels.find(reading) if label.kind in kinds() and label.kind != "other"] if bare else []
    return any(not whole or (label.start == 0 and label.end >= len(reading.clean) - 1) for label in said)
