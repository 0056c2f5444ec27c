"""What was worked out before, kept for whoever asks the same of the same bytes: cases of one story ask it hundreds of times.

What SQL answered, by its text, its parameters and every byte of the tables that it may name: finding a plan for a statement takes longer than
answering it over a few rows, so most of the work of a run of five posts is that. What a small part of a run holds, by the bytes of its
file and the keys: copies of one case are opened once. And what a picture shows, by its bytes. A file or a row that is another is read and asked.
"""

import re
from collections import OrderedDict
from functools import cache
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from weakref import WeakKeyDictionary

import pyarrow as pa

from doxdocket import bounds
from doxdocket.detect.images import one_picture
from doxdocket.engine import sql
from doxdocket.seal import parquet

ROOM = 128 << 20
"""Bytes of Arrow that are kept, of those asked last."""
PART = 1 << 17
"""Bytes of the largest file of which it is kept what it holds."""


class Kept:
    """Answers by what was asked."""

    def __init__(self):
        self._answers, self._size, self._lock = OrderedDict(), 0, Lock()

    def once(self, key, make):
        with self._lock:  # pages of a desk are made in threads
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        made = make()
        with self._lock:
            self._size += 0 if key in self._answers else size(made)
            self._answers[key] = made
            while self._size > ROOM:
                self._size -= size(self._answers.popitem(last=False)[1])
        return made


def size(made):
    return sum(map(size, made)) if isinstance(made, list) else getattr(made, "nbytes", 0) + 1000


def told(table):
    """The bytes of a table, in short."""
    with pa.BufferOutputStream() as out:
        with pa.ipc.new_stream(out, table.schema) as writer:
            writer.write_table(table)
        return blake2b(out.getvalue(), digest_size=16).digest()


@cache
def words(text):
    """The words of a statement, among which are the tables that it may name."""
    return frozenset(re.findall(r"\w+", text.lower()))


class Answers:
    """Put in place of what a session does, as long as its tables are not large (``sql.SMALL``)."""

    def __init__(self):
        self._kept, self._given = Kept(), WeakKeyDictionary()
        self._add, self._run, self._row = sql.Session.add, sql.Session.run, sql.Session.row

    def put(self, patch):
        """For as long as the patch lasts."""

        def add(session, tables):
            self._given.setdefault(session, {}).update({name: [table] for name, table in tables.items()})
            self._add(session, tables)

        patch.setattr(sql.Session, "add", add)
        patch.setattr(sql.Session, "run", lambda session, *asked: self._once(self._run, session, *asked))
        patch.setattr(sql.Session, "row", lambda session, *asked: self._once(self._row, session, *asked))

    def _once(self, ask, session, text, *given):
        here = self._given.get(session)
        if here is None or sum(known[0].num_rows for known in here.values()) >= sql.SMALL:
            return ask(session, text, *given)
        key = ask, text, *(repr(sorted((one or {}).items())) for one in given), *self._rows(here, text)
        return self._kept.once(key, lambda: ask(session, text, *given))

    def _rows(self, here, text):
        for name, known in sorted(here.items()):
            if name.lower() in words(text) or not name.isidentifier():
                if len(known) == 1:
                    known.append(told(known[0]))
                yield name, known[1]


class Opened:
    """Put in place of what opens an encrypted table, where its file is small."""

    def __init__(self):
        self._kept = Kept()
        self._read, self._batches = parquet.read, parquet.batches

    def put(self, patch):
        """For as long as the patch lasts."""

        def read(path, keys, columns=None):
            return self._once(self._read, path, keys, columns)

        def batches(path, keys, columns=None, rows=65_536):
            yield from self._once(lambda *given: [*self._batches(*given)], path, keys, columns, rows)

        patch.setattr(parquet, "read", read)
        patch.setattr(parquet, "batches", batches)

    def _once(self, open_, path, keys, columns, *rows):
        path = Path(path)
        if not path.is_file() or path.stat().st_size > PART:
            return open_(path, keys, columns, *rows)
        key = blake2b(path.read_bytes(), digest_size=16).digest(), *keys, columns and (*columns,), *rows
        return self._kept.once(key, lambda: open_(path, keys, columns, *rows))


class Seen:
    """Put in place of what looks at a picture: its networks work half a second and longer, and one screenshot is in many cases. Under other bounds it is looked at anew."""

    def __init__(self):
        self._kept, self._look = Kept(), one_picture.unguarded

    def put(self, patch):
        """For as long as the patch lasts."""

        def look(data, with_faces):
            key = blake2b(data, digest_size=16).digest(), with_faces, repr(bounds.PICTURE), repr(bounds.TEXT)
            return self._kept.once(key, lambda: self._look(data, with_faces))

        patch.setattr(one_picture, "unguarded", look)
