r"""The index of the current run: every post masked, in the order of its channel, with what it can be found by.

One file of the case (``store.indexes``), made once a run from its tables by the masking of ``desk.masked_posts``, so that a screen shows the next post
of a million at once and nothing in it is clear. Words are found by FTS5 over the masked texts: a Chinese sign is a word of its own, so that words of any
length are phrases; where something is hidden no phrase goes on. What people decide is not in it: it is put to each post when it is
shown (``shown.made``). Left out: what a query means (``desk.search``); earlier versions, which are read from the run.

>>> spaced("查户籍30元, Call 张三＊＊＊丰").split()
['查', '户', '籍', '30', '元', ',', 'Call', '张', '三', '\ue000', '丰']
"""

import re
import secrets
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from operator import itemgetter
from typing import Any
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from doxdocket.desk.beside import Task, tell
from doxdocket.desk.sight import ORDER, POST, Held, Key, Sight
from doxdocket.errors import EvidenceFault
from doxdocket.pipeline import inputs, published
from doxdocket.seal.database import Database
from doxdocket.store import indexes, values_in_text
from doxdocket.store.case import Case
from doxdocket.store.marks import Marks
from doxdocket.text import read

Numbers = npt.NDArray[np.int32]
Beat = Callable[[int, int], None]
WALL = "\ue000"
"""A word that nobody writes, where one text ends or something is hidden: no phrase goes across it."""
UNDATED = -1
_ALONE = re.compile(
    r"([\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff])"
)
_HIDDEN = re.compile("[＊*]{2,}|＊")
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE channels (no INTEGER PRIMARY KEY, channel TEXT NOT NULL UNIQUE, title TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE TABLE posts (n INTEGER PRIMARY KEY, channel INTEGER NOT NULL, post TEXT NOT NULL, data BLOB NOT NULL);
CREATE TABLE facets (facet TEXT NOT NULL, value TEXT NOT NULL, posts BLOB NOT NULL, PRIMARY KEY (facet, value)) WITHOUT ROWID;
CREATE TABLE columns (name TEXT PRIMARY KEY, data BLOB NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(text, content='', columnsize=0, tokenize='unicode61');
INSERT INTO words(words, rank) VALUES ('automerge', 0);
INSERT INTO words(words, rank) VALUES ('hashsize', 67108864);
"""
_SAID = "said"
_MEMORY, _DRAFTED = 16 << 10, 128 << 10
"""KiB of pages that a connection keeps, to read and to make one."""
SMALL = 20_000
"""Posts of which the index is made while somebody waits."""
LARGE = 1 << 16
"""Posts of more of which an account is made beside: it reads every one of them."""
_AT_ONCE = 10_000  # posts between two signs of life
_ENCODE, _DECODE = msgspec.msgpack.Encoder().encode, msgspec.msgpack.Decoder(Held).decode


def spaced(text: str) -> str:
    """A masked text as words are looked for in it: plain forms, each Chinese sign apart, a wall where something is hidden."""
    return _ALONE.sub(r" \1 ", read(_HIDDEN.sub(f" {WALL} ", text)).clean)


def at_hand(case: Case) -> "Index | None":
    """The index of the current run where it is made; kept open while the case is."""
    run = published.current(case)
    found = _OPEN.get(case)
    if found is not None and found.run_id == run.run_id:
        return found
    path = indexes.kept(case, run.run_id)
    if path is None:
        return None
    try:
        one = Index(indexes.opened(case, path), path.stat().st_size)
    except EvidenceFault:
        return None  # altered, or sealed with another key: ``verify`` names it, and it is made again
    if one.mark != mark_of(run.run_id):
        one.close()
        return None
    return _taken(case, one)


def _taken(case: Case, one: "Index") -> "Index":
    """Keep an index open in place of the one before."""
    if (before := _OPEN.pop(case, None)) is not None:
        before.close()
    _OPEN[case] = one
    values_in_text.at_hand(case, one.run_id, one.said)
    return one


def posts(case: Case) -> int:
    """How many posts the current run has."""
    return sum(batch.num_rows for batch in published.current(case).batches("merged", ["row_no"]))


def ready(case: Case, beat: Beat = lambda *_: None) -> "Index":
    """The index of the current run, made now where there is none. ``beat`` hears how many posts of how many are in it."""
    if (there := at_hand(case)) is not None:
        return there
    run = published.current(case)
    keep = indexes.can_keep(case)
    with indexes.drafting(case) as place:
        with indexes.draft(case, place) as draft:
            Maker(case, draft).make(beat)
        if keep:
            path = indexes.keep(case, place, run.run_id)
            one = Index(indexes.opened(case, path), path.stat().st_size)
        else:  # on a disc or in a backup: it stays open and is gone with this process
            one = Index(indexes.opened(case, place), place.stat().st_size)
    return _taken(case, one)


class Making(Task[None]):
    """Makes the index of a large case beside."""

    def __init__(self, case: Case) -> None:
        super().__init__(case, _made)
        self._run, self._many = "", ("", 0)

    def wanted(self) -> bool:
        """Whether pages that look for posts must wait: there is no index, and making it here would hold up everybody."""
        return at_hand(self._case) is None and self.more_than(SMALL) and indexes.can_keep(self._case)

    def more_than(self, most: int) -> bool:
        """Whether the current run has more posts."""
        run = published.current(self._case).run_id
        if self._many[0] != run:
            self._many = run, posts(self._case)
        return self._many[1] > most

    def begin(self, *_given: Any, again: bool = False) -> None:
        """Begin it for the current run; what failed is tried ``again`` when somebody asks for it."""
        run = published.current(self._case).run_id
        if self.far() is None and (run != self._run or again):
            self._run = run
            super().begin()


def _made(case: Case) -> None:
    ready(case, partial(tell, "index")).close()


def mark_of(run_id: str) -> str:
    """Of which run, and of which code."""
    return f"{run_id}-{inputs.room_stamp(*_MADE_BY)}"


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of the index: its title as it may be shown, and which posts are its own, from ``first`` to ``last``."""

    channel: str
    title: str
    first: int
    last: int


class Index:
    """An index, open. Its posts have numbers from 1, in the order of channel and time."""

    def __init__(self, database: Database, size: int) -> None:
        self._database, self.size = database, size
        database.execute(f"PRAGMA cache_size = -{_MEMORY}")
        told = dict(database.rows("SELECT key, value FROM meta"))
        if not told.get("whole"):
            raise EvidenceFault("database.is_not_database_this_case", path=database.path, what="index")
        self.run_id, self.mark, self.count = told["run"], told["mark"], int(told["posts"])
        self.channels = tuple(
            Channel(*row) for row in database.rows("SELECT channel, title, first, last FROM channels ORDER BY no")
        )
        self._numbers = {one.channel: no for no, one in enumerate(self.channels)}
        columns = dict(database.rows("SELECT name, data FROM columns"))
        self.at: npt.NDArray[np.int64] = np.frombuffer(columns["at"], np.int64)
        """Seconds, by number less one; the lowest where no time is known."""
        self.month: Numbers = np.frombuffer(columns["month"], np.int32)
        self.views: Numbers = np.frombuffer(columns["views"], np.int32)
        self.open: Numbers = np.frombuffer(columns["open"], np.int32)
        """How many findings and stretches of conduct a post has."""
        self.doubtful: Numbers = np.frombuffer(columns["doubtful"], np.int32)
        self.said = Marks.load(columns[_SAID])
        """What texts of officers are held against (``store.values_in_text``)."""
        self.facets: dict[str, dict[str, Numbers]] = defaultdict(dict)
        """Numbers of posts by facet (kind, conduct, person, media, picture) and value."""
        for facet, value, posts in database.rows("SELECT facet, value, posts FROM facets"):
            self.facets[facet][value] = np.frombuffer(posts, np.int32)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def number(self, key: Key) -> int | None:
        """The number of a post."""
        no = self._numbers.get(key[0])
        rows = (
            []
            if no is None
            else self._database.rows("SELECT n FROM posts WHERE channel = ? AND post = ?", (no, key[1]))
        )
        return int(rows[0][0]) if rows else None

    def some(self, numbers: Iterable[int]) -> list[tuple[int, Key, Held]]:
        """Posts by number, in this order."""
        wanted = [int(n) for n in numbers]
        marks = ",".join("?" * len(wanted))
        rows = {
            n: (no, post, data)
            for n, no, post, data in self._database.rows(
                f"SELECT n, channel, post, data FROM posts WHERE n IN ({marks})", wanted
            )
        }
        return [(n, (self.channels[rows[n][0]].channel, rows[n][1]), _DECODE(rows[n][2])) for n in wanted if n in rows]

    def held(self, keys: Collection[Key]) -> dict[Key, Held]:
        """These posts."""
        numbers = [n for one in keys if (n := self.number(one)) is not None]
        return {key: held for _, key, held in self.some(numbers)}

    def near(self, key: Key, before: int, after: int) -> list[Key]:
        """A post among its neighbours in the channel, by time."""
        n = self.number(key)
        if n is None:
            return []
        whole = self.channels[self._numbers[key[0]]]
        rows = self._database.rows(
            "SELECT post FROM posts WHERE n BETWEEN ? AND ? ORDER BY n",
            (max(whole.first, n - before), min(whole.last, n + after)),
        )
        return [(key[0], post) for (post,) in rows]

    def matching(self, query: str) -> Numbers:
        """The numbers of the posts that an FTS5 query finds, in no order. As one text they come twice as soon as in rows."""
        ((found,),) = self._database.rows("SELECT json_group_array(rowid) FROM words WHERE words MATCH ?", (query,))
        return np.array(msgspec.json.decode(found, type=list[int]), np.int32)


class Maker:
    """Makes the index of the current run of a case."""

    def __init__(self, case: Case, draft: Database) -> None:
        self._case, self._draft, self._run = case, draft, published.current(case)
        self._sight = Sight(case, self._run)
        self._zone = case.zone
        self._facets: dict[tuple[str, str], array[int]] = defaultdict(lambda: array("i"))

    def make(self, beat: Beat) -> None:
        """All of it."""
        self._draft.script(_TABLES)
        self._draft.execute(f"PRAGMA cache_size = -{_DRAFTED}")
        merged = self._sight.merged.sort_by([("channel_id", "ascending"), *ORDER])
        count = merged.num_rows
        channels = self._channels(merged["channel_id"].combine_chunks().dictionary_encode())
        places = _places(merged)
        several = merged["versions"].fill_null(1).to_numpy()
        del merged
        pictures = self._sight.pictured()
        columns = {name: np.zeros(count, kind) for name, kind in _COLUMNS.items()}
        done = 0
        with self._draft.transaction():
            for rows in self._rows(places):
                beside = self._sight.beside({(row["channel_id"], row["post_id"]) for _, row in rows}, pictures)
                kept = [(n, row, self._sight.keep(row, beside, int(several[n - 1]))) for n, row in rows]
                self._write(kept, channels, columns)
                done += len(kept)
                beat(done, count)
            for (facet, value), numbers in sorted(self._facets.items()):
                blob = np.unique(np.frombuffer(numbers, np.int32)).tobytes()
                self._draft.execute("INSERT INTO facets VALUES (?, ?, ?)", (facet, value, blob))
            said = Marks.of(values_in_text.values(self._run), secrets.token_bytes(32))
            self._draft.execute("INSERT INTO columns VALUES (?, ?)", (_SAID, said.dump()))
            self._draft.many(
                "INSERT INTO columns VALUES (?, ?)", [(name, one.tobytes()) for name, one in columns.items()]
            )
            self._draft.execute("CREATE INDEX posts_by_key ON posts (channel, post)")
            self._draft.execute("INSERT INTO words(words) VALUES ('optimize')")
            told = {"run": self._run.run_id, "mark": mark_of(self._run.run_id), "posts": str(done), "whole": "yes"}
            self._draft.many("INSERT INTO meta VALUES (?, ?)", told.items())

    def _channels(self, coded: pa.DictionaryArray) -> dict[str, int]:
        """Number and write the channels; posts stand by channel."""
        titles: dict[str, str] = {}
        for row in self._run.read("channels", ["channel_id", "title"]).to_pylist():
            titles[row["channel_id"]] = row["title"] or titles.get(row["channel_id"], "")
        codes, names = coded.indices.to_numpy(), coded.dictionary.to_pylist()
        for no, name in enumerate(names):
            here = np.flatnonzero(codes == no)
            title = self._sight.hidden(titles.get(name) or "")
            self._draft.execute(
                "INSERT INTO channels VALUES (?, ?, ?, ?, ?)", (no, name, title, int(here[0]) + 1, int(here[-1]) + 1)
            )
        return {name: no for no, name in enumerate(names)}

    def _rows(self, places: "Places") -> Iterator[list[tuple[int, dict[str, Any]]]]:
        """The rows that stand for posts, with the number of each, some at a time."""
        for batch in self._run.batches("posts", list(POST)):
            for start in range(0, batch.num_rows, _AT_ONCE):
                part = batch.slice(start, _AT_ONCE)
                numbers = _numbers(part, places)
                here = np.flatnonzero(numbers)
                rows = part.take(pa.array(here)).to_pylist()
                yield sorted(zip(numbers[here].tolist(), rows, strict=True), key=itemgetter(0))

    def _write(
        self, kept: Sequence[tuple[int, dict[str, Any], Held]], channels: dict[str, int], columns: dict[str, Any]
    ) -> None:
        posts, words = [], []
        for n, row, held in kept:
            posts.append((n, channels[row["channel_id"]], row["post_id"], _ENCODE(held)))
            words.append((n, _words(held)))
            self._facet(n, held)
            date = row["date"]
            columns["at"][n - 1] = int(date.timestamp()) if date is not None else np.iinfo(np.int64).min
            columns["month"][n - 1] = _month(date, self._zone)
            columns["views"][n - 1] = UNDATED if held.views is None else min(held.views, np.iinfo(np.int32).max)
            columns["open"][n - 1] = len(held.findings) + len(held.conduct)
            columns["doubtful"][n - 1] = sum(f[4] == "doubtful" for f in held.findings) + sum(
                c[4] == "doubtful" for c in held.conduct
            )
        self._draft.many("INSERT INTO posts VALUES (?, ?, ?, ?)", posts)
        self._draft.many("INSERT INTO words(rowid, text) VALUES (?, ?)", words)

    def _facet(self, n: int, held: Held) -> None:
        for finding in held.findings:
            self._facets["kind", finding[3]].append(n)
        for stretch in held.conduct:
            self._facets["conduct", stretch[3]].append(n)
        for code in held.people.values():
            if code:
                self._facets["person", code].append(n)
        for kind, _, picture in held.media:
            self._facets["media", kind].append(n)
            if picture:
                self._facets["picture", picture].append(n)


Places = dict[str, tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]
"""By capture: the rows that stand for posts, in order, and the number of each."""
# What is masked, and how a value and a text are folded before they are held against one another: an index made by other code than asks it could miss a value.
_MADE_BY = (
    "desk/index.py", "desk/masked_posts.py", "desk/masking.py", "report/release.py", "store/parts.py", "store/parts.yaml", "store/pieces.py", "store/remains.py", "store/retold.py", "store/marks.py", "store/values_in_text.py", "store/reason.py",
    "text.py", "seal/district.py", "detect/divisions.yaml", "rules/pi_kinds.yaml",
)  # fmt: skip
_COLUMNS = {"at": np.int64, "month": np.int32, "views": np.int32, "open": np.int32, "doubtful": np.int32}
_OPEN: WeakKeyDictionary[Case, Index] = WeakKeyDictionary()


def _places(merged: pa.Table) -> Places:
    coded = merged["capture"].combine_chunks().dictionary_encode()
    codes, row_no = coded.indices.to_numpy(), merged["row_no"].combine_chunks().to_numpy()
    order = np.lexsort((row_no, codes))
    bounds = np.searchsorted(codes[order], np.arange(len(coded.dictionary) + 1))
    return {
        name: (row_no[order[a:b]], order[a:b] + 1)
        for name, a, b in zip(coded.dictionary.to_pylist(), bounds[:-1], bounds[1:], strict=True)
    }


def _numbers(part: pa.RecordBatch, places: Places) -> npt.NDArray[np.int64]:
    """The number of each row that stands for its post; 0 of the others."""
    coded, row_no = part["capture"].dictionary_encode(), part["row_no"].to_numpy()
    codes, out = coded.indices.to_numpy(), np.zeros(part.num_rows, np.int64)
    for code, name in enumerate(coded.dictionary.to_pylist()):
        rows, numbers = places.get(name, (None, None))
        if rows is None or numbers is None:
            continue
        here = np.flatnonzero(codes == code)
        at = np.minimum(np.searchsorted(rows, row_no[here]), len(rows) - 1)
        out[here] = np.where(rows[at] == row_no[here], numbers[at], 0)
    return out


def _month(date: datetime | None, zone: ZoneInfo) -> int:
    """202307; ``UNDATED`` where no time is known."""
    if date is None:
        return UNDATED
    local = date.astimezone(zone)
    return local.year * 100 + local.month


def _words(held: Held) -> str:
    """What a post is found by: its texts, its author, and what masks show."""
    parts = [base for _, base, _ in held.texts] + [held.author, held.forwarded]
    shows = {mask for *_, mask, _ in held.findings}
    return spaced(f"\n{WALL}\n".join(part for part in [*parts, *sorted(shows)] if part))
