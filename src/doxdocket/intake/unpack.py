"""Files and the files inside them: a container is taken in as it is, its members follow as sources of their own.

Source: 法发〔2016〕22号, article 5 (the digest is of what was received: the container's), article 18 (compressed copies keep their
shape). Members are read from the encrypted copy that was just made, so that they are of the very bytes whose digest is
recorded, and no clear byte touches the disk. Killed anywhere, the container may be in without some of its members: taking it
again takes what lacks. When all is out, the custody log says how many came of it and what did not (act ``unpack``).
"""

import io
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import BinaryIO, TypeVar

from doxdocket import bounds
from doxdocket.bounds import Lost, guard
from doxdocket.intake import containers, zips
from doxdocket.intake.find import Found
from doxdocket.intake.group import Group
from doxdocket.intake.member import Account, GivenUp, Limits, Member, Refused
from doxdocket.intake.read import Read, read, read_member
from doxdocket.intake.record import Item, Origin, Taken, record, refuse
from doxdocket.seal.fixity import file_sha256
from doxdocket.seal.originals import not_as_taken
from doxdocket.seal.seeking import Seeking
from doxdocket.store.bag import payload_path
from doxdocket.store.case import Case
from doxdocket.store.info import DATABASE, FILE
from doxdocket.words import zh_en

T = TypeVar("T")

INSIDE = "!/"
"""What stands between a container's path and its member's."""
_SMALL = 4 << 20  # so large a container is read from memory, and its members join the group at hand
_LARGE = 1 << 20  # for so large a file the room on the disk is asked for first


class Unpacking:
    """All files of one ``take``."""

    def __init__(self, case: Case, group: Group[Taken], stated: Origin, limits: Limits | None) -> None:
        self._case, self._group, self._stated = case, group, stated
        self._limits, self._whole = limits or Limits(), limits is None
        self._done: set[str] = set()  # containers opened to their end

    def file(self, found: Found) -> None:
        """One file of the disk, and what is in it."""
        item = Item(found.relative)
        if found.refusal:
            self._refuse(item, found.refusal)
            return
        if found.size >= _LARGE:
            self._group.room(found.size)
        try:
            answer = read(found.path, self._group.copy(), self._case.key.recipient)
        except Refused as e:
            self._refuse(item, e.code)
        else:
            self._record(item, answer, ())

    def _refuse(self, item: Item, code: str, *, noted: bool = False) -> None:
        self._group.add(partial(refuse, self._case, item, code, self._stated, noted=noted))

    def _record(self, item: Item, answer: Read, chain: tuple["_Container", ...]) -> None:
        """Record a file; when it is a container, open it."""
        kind, size = "" if self._whole else containers.kind_of(answer.head, item.name), answer.sealed.size
        if kind == "zip" and self._is_document(answer):
            kind = ""
        container = None
        if kind:
            item = replace(item, archive=kind not in {"mail", *containers.NOT_OPENED})
            account = chain[0].account if chain else Account(size, self._limits)
            container = _Container(item, answer, kind, account, self._known_at(item, answer))
            if size <= _SMALL:
                container.whole = self._read_whole(answer)
        self._group.once(answer.copy, answer.sealed.sha256)
        self._group.add(partial(self._recorded, item, answer, chain), size)
        if container is not None:
            self._open(container, chain)

    def _recorded(self, item: Item, answer: Read, chain: tuple["_Container", ...]) -> Taken:
        done = record(self._case, item, answer, self._stated)
        if chain:
            chain[-1].codes[done.code] += 1
        return done

    def _known_at(self, item: Item, answer: Read) -> bool:
        """Whether these bytes were met at this place before."""
        sha256 = answer.sealed.sha256
        return self._case.source(sha256) is not None and item.path in self._case.places(sha256)

    def _is_document(self, answer: Read) -> bool:
        with self._opened(answer.copy) as stream:
            return zips.is_document(stream, answer.sealed.size, self._limits)

    def _read_whole(self, answer: Read) -> bytes:
        with self._opened(answer.copy) as stream:
            return stream.read()

    @contextmanager
    def _opened(self, sealed: Path) -> Iterator[BinaryIO]:
        with Seeking(sealed.open("rb"), self._case.key, sealed.name) as raw:
            yield io.BufferedReader(raw, 1 << 16)

    def _open(self, container: "_Container", chain: tuple["_Container", ...]) -> None:
        if container.sha256 in self._done:
            return
        if code := self._too_deep(container, chain):
            self._remark(container, "", code)
            return
        try:
            with self._clear(container) as stream:
                self._members(container, stream, (*chain, container))
        except GivenUp as e:
            if chain:
                raise
            self._remark(container, "", e.code)
        except Refused as e:
            self._remark(container, "", e.code)
        else:
            self._done.add(container.sha256)
        self._group.add(partial(self._close, container))

    def _too_deep(self, container: "_Container", chain: tuple["_Container", ...]) -> str:
        if any(one.sha256 == container.sha256 for one in chain):
            return "loop"
        return "nested" if len(chain) == self._limits.depth else ""

    @contextmanager
    def _clear(self, container: "_Container") -> Iterator[BinaryIO]:
        """The container's bytes: of a large one once it is safe, so that a group does not stay open for long."""
        if container.whole is not None:
            yield io.BytesIO(container.whole)
            return
        self._group.close()
        source = self._case.source(container.sha256)
        payload = source.payload if source else ""
        place = self._case.folder / payload
        if payload != container.payload and file_sha256(place) != place.stem:  # not the copy that was just made
            raise not_as_taken(payload, *zh_en("unpack.another_text"))
        with self._opened(place) as stream:
            yield stream

    def _members(self, container: "_Container", stream: BinaryIO, chain: tuple["_Container", ...]) -> None:
        answer = container.answer
        open_ = partial(
            containers.opened, container.kind, stream, answer.sealed.size, container.item.name, self._limits
        )
        inside = _guarded(open_)
        self._group.room(min(inside.stated, container.account.left))
        members = iter(inside.members)
        while (member := _guarded(partial(next, members, None))) is not None:
            if member.name.text:
                self._member(container, member, chain)
            else:
                self._remark(container, "", member.refusal)

    def _member(self, container: "_Container", member: Member, chain: tuple["_Container", ...]) -> None:
        container.account.member()
        item = container.inside(member)
        if folder := container.case_folder(item.path):
            self._remark(container, folder, "case_folder")
        if member.stream is None:
            self._refuse_member(container, item, member.refusal)
            return
        try:
            stream = container.account.counted(_guarded(member.stream))
            copy = self._group.copy()
            answer = _guarded(partial(read_member, member, stream, copy, self._case.key.recipient))
        except Refused as e:
            self._refuse_member(container, item, e.code)
            if isinstance(e, GivenUp):
                raise
        else:
            self._record(item, answer, chain)

    def _remark(self, container: "_Container", where: str, code: str) -> None:
        path = container.item.path + INSIDE + where
        self._refuse_member(container, Item(path, container.sha256), code)

    def _refuse_member(self, container: "_Container", item: Item, code: str) -> None:
        container.codes[code] += 1
        self._refuse(item, code, noted=container.again and (item.path, code) in self._noted)

    def _close(self, container: "_Container") -> None:
        """Log what came of it, once."""
        if container.codes and not (container.again and container.sha256 in self._unpacked):
            detail: dict[str, object] = {"source": container.sha256, "members": dict(sorted(container.codes.items()))}
            self._case.custody.append("unpack", detail, self._stated.officer)

    @cached_property
    def _noted(self) -> set[tuple[str, str]]:
        return {(path, code) for _, path, code in self._case.notices()}

    @cached_property
    def _unpacked(self) -> set[object]:
        return {row.detail.get("source") for row in self._case.custody.rows() if row.act == "unpack"}


def _guarded(work: Callable[[], T]) -> T:
    """What ``work`` gives; what it raises that is no refusal and no fault of a disk is a refusal too: the rest goes on."""
    done = guard(work, bounds.FILE.base, cpu_seconds=bounds.FILE_SECONDS, let=(Refused, OSError))
    if isinstance(done, Lost):
        raise Refused("failed")
    return done


class _Container:
    """A container while it is open."""

    def __init__(self, item: Item, answer: Read, kind: str, account: Account, again: bool) -> None:
        self.item, self.answer, self.kind, self.account = item, answer, kind, account
        self.again = again  # the same bytes were met at the same place before: what was noted then stands
        self.sha256, self.payload = answer.sealed.sha256, payload_path(answer.sealed.cipher_sha256)
        self.whole: bytes | None = None
        self.codes: Counter[str] = Counter()
        self._names: dict[int, int] = {}  # by hash, since there may be very many
        self._of_case: dict[str, set[str]] = {}

    def inside(self, member: Member) -> Item:
        """The member's place: of several of one name the later ones are numbered."""
        text = member.name.text
        number = self._names[hash(text)] = self._names.get(hash(text), 0) + 1
        mark = member.name.mark or ("twice" if number > 1 else "")
        path = self.item.path + INSIDE + (f"{text}#{number}" if number > 1 else text)
        return Item(path, self.sha256, mark, member.name.raw)

    def case_folder(self, path: str) -> str:
        """The folder within it that is another case, when ``path`` is the second of the two files that tell; else ''."""
        folder, _, name = path.removeprefix(self.item.path + INSIDE).rpartition("/")
        if name not in {DATABASE, FILE}:
            return ""
        found = self._of_case.setdefault(folder, set())
        found.add(name)
        return (folder or ".") if len(found) == 2 else ""
