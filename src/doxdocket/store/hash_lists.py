"""The sender's list of digests compared with the case: what agrees, what differs, what is missing on either side.

Source: 法发〔2016〕22号, articles 5 and 23 (完整性校验值 compared). A line agrees when a source has its digest, whatever the two are
called. It differs when one of its digests agrees and another does not, or when none does and the case has one file of that
name that no other line claims. Files that are attached (translations, the list itself) are not looked for in it, nor are
files out of a container that it lists. The comparison is kept as it was found; a later one is another.

>>> verdicts(
...     [Entry(1, "a.json", "md5", "aa"), Entry(2, "b.json", "md5", "bb")], [File("s1", ("x/a.json",), {"md5": "aa"})]
... )
[('matched', 's1'), ('absent', None)]
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from doxdocket.seal import legacy
from doxdocket.store.canonical import digest
from doxdocket.store.custody.log import Added
from doxdocket.store.listed import Entry, Listed

UNLISTED = "unlisted"
VERDICTS = ("matched", "different", "absent", UNLISTED)


@dataclass(frozen=True, slots=True)
class File:
    """A source as a list can speak of it."""

    sha256: str
    paths: tuple[str, ...] = field(repr=False)
    digests: Mapping[str, str]  # by algorithm
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """A line of a list with its verdict, or a source that the list does not have (then it has no line)."""

    no: int
    line: int | None
    name: str = field(repr=False)
    algorithm: str
    value: str
    verdict: str
    source: str | None


@dataclass(frozen=True, slots=True)
class HashList:
    """One comparison."""

    id: str
    at: str
    officer: str
    list: str  # SHA-256 of the list, which is a source too
    shape: str
    entries: tuple[Compared, ...] = field(repr=False)

    def sealed(self) -> str:
        """The digest its custody row holds."""
        rows = [[e.no, e.line, e.name, e.algorithm, e.value, e.verdict, e.source] for e in self.entries]
        return digest([self.id, self.at, self.officer, self.list, self.shape, rows])

    def count(self, verdict: str) -> int:
        """How many lines or sources have this verdict."""
        return sum(e.verdict == verdict for e in self.entries)


def code(number: int) -> str:
    """``L0001`` for 1."""
    return f"L{number:04d}"


def verdicts(entries: Sequence[Entry], files: Sequence[File]) -> list[tuple[str, str | None]]:
    """For each entry its verdict and the source that it is about."""
    by_value: dict[str, list[File]] = defaultdict(list)
    by_name: dict[str, list[File]] = defaultdict(list)
    for one in files:
        for value in one.digests.values():
            by_value[value].append(one)
        for base in {path.rpartition("/")[2] for path in one.paths}:
            by_name[base].append(one)
    lines: dict[tuple[int, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        lines[entry.line, entry.name].append(entry)
    agreed = {key: _by_digest(those, by_value) for key, those in lines.items()}
    claimed = {one.sha256 for one in agreed.values() if one}
    about = {key: one or _by_name(key[1], by_name, claimed) for key, one in agreed.items()}
    return [_verdict(entry, about[entry.line, entry.name]) for entry in entries]


def _by_digest(entries: Iterable[Entry], by_value: Mapping[str, list[File]]) -> File | None:
    """The file that has one of these digests; of several with the same bytes, the one of that name."""
    for entry in entries:
        found = by_value.get(entry.value, [])
        if found:
            return next((one for one in found if _same(entry.name, one)), found[0])
    return None


def _by_name(name: str, by_name: Mapping[str, list[File]], claimed: Collection[str]) -> File | None:
    """The one file of that name which no line agrees with."""
    base = _plain(name).rpartition("/")[2]
    found = [one for one in by_name.get(base, []) if base and one.sha256 not in claimed]
    close = [one for one in found if _same(name, one)] or found
    return close[0] if len(close) == 1 else None


def _plain(name: str) -> str:
    return name.replace("\\", "/").removeprefix("./")


def _same(name: str, file: File) -> bool:
    """Whether one path ends with the other."""
    listed = "/" + _plain(name).lstrip("/")
    return any(listed.endswith("/" + path) or ("/" + path).endswith(listed) for path in file.paths)


def _verdict(entry: Entry, about: File | None) -> tuple[str, str | None]:
    if about is None:
        return "absent", None
    return ("matched" if entry.value in about.digests.values() else "different"), about.sha256


def unlisted(files: Sequence[File], listed: Collection[str]) -> list[File]:
    """The files that no line is about, those out of a listed container left out."""
    parents = {one.sha256: one.parent for one in files}

    def inside(one: File) -> bool:
        at, seen = one.parent, set[str]()
        while at and at not in seen:
            if at in listed:
                return True
            seen.add(at)
            at = parents.get(at, "")
        return False

    return [one for one in files if one.sha256 not in listed and not inside(one)]


class HashLists(Added):
    """The comparisons of one case, and the digests by other algorithms that they asked for."""

    TABLE = "hash_lists"

    def all(self) -> list[HashList]:
        """Oldest first."""
        rows = self._database.rows("SELECT id, at, officer, list, shape FROM hash_lists ORDER BY id")
        lines: dict[int, list[Compared]] = defaultdict(list)
        for r in self._database.rows(
            "SELECT list, no, line, name, algorithm, value, verdict, source FROM hash_entries ORDER BY list, no"
        ):
            lines[r[0]].append(Compared(*r[1:]))
        return [HashList(code(r[0]), r[1], r[2], r[3], r[4], tuple(lines[r[0]])) for r in rows]

    def digests(self) -> dict[str, dict[str, str]]:
        """By source and algorithm, those that were computed."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for source, algorithm, value in self._database.rows(
            "SELECT source, algorithm, value FROM digests ORDER BY 1, 2"
        ):
            found[source][algorithm] = value
        return dict(found)

    def add_digests(self, source: str, values: Mapping[str, str], officer: str) -> None:
        """Keep digests that were computed of a source. Logged."""
        with self._database.transaction():
            rows = [(source, algorithm, value) for algorithm, value in sorted(values.items())]
            self._database.many("INSERT OR REPLACE INTO digests VALUES (?, ?, ?)", rows)
            kept = self._database.rows("SELECT algorithm, value FROM digests WHERE source = ?", (source,))
            detail: dict[str, object] = {"source": source, "sha256": digest(dict(kept))}
            self._custody.append("digest", detail, officer)

    def lacking(self, sources: Iterable[str], listed: Listed) -> dict[str, list[str]]:
        """Which algorithms of a list have not been computed, by source."""
        wanted = sorted({e.algorithm for e in listed.entries} & set(legacy.OTHERS))
        known = self.digests()
        needed = {s: [name for name in wanted if name not in known.get(s, {})] for s in sources}
        return {s: names for s, names in needed.items() if names}

    def add(self, list_sha256: str, listed: Listed, files: Sequence[File], officer: str) -> HashList:
        """Compare, and keep what was found. Logged."""
        with self._database.transaction():
            number, at, who = self.last() + 1, self._custody.moment(), self._custody.who(officer)
            made = HashList(code(number), at, who, list_sha256, listed.shape, tuple(_compared(listed.entries, files)))
            self.put(number, at, who, list_sha256, listed.shape)
            rows = [(number, e.no, e.line, e.name, e.algorithm, e.value, e.verdict, e.source) for e in made.entries]
            self._database.many("INSERT INTO hash_entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            told: dict[str, object] = {"hash_list": made.id, "source": list_sha256, "unread": listed.unread}
            counts = {verdict: made.count(verdict) for verdict in VERDICTS}
            self._custody.append("hashes", told | counts | {"sha256": made.sealed()}, officer)
        return made


def _compared(entries: Sequence[Entry], files: Sequence[File]) -> list[Compared]:
    found = verdicts(entries, files)
    names = {one.sha256: one.digests for one in files}
    rows = [
        Compared(no, e.line, e.name, _algorithm(e, names.get(source or "", {})), e.value, verdict, source)
        for no, (e, (verdict, source)) in enumerate(zip(entries, found, strict=True), 1)
    ]
    rest = unlisted(files, {source for _, source in found if source})
    return rows + [
        Compared(no, None, one.paths[0] if one.paths else "", "sha256", one.sha256, UNLISTED, one.sha256)
        for no, one in enumerate(rest, len(rows) + 1)
    ]


def _algorithm(entry: Entry, digests: Mapping[str, str]) -> str:
    """By what it agreed, since 64 digits may be SHA-256 or SM3."""
    return next((name for name, value in digests.items() if value == entry.value), entry.algorithm)
