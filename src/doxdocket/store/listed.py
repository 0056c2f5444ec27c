r"""The sender's list of digests (校验值清单), in whatever shape it came: which file, which algorithm, which value, on which line.

Source: files as written by GNU coreutils and BSD (``sha256sum``, ``md5 -r``), OpenSSL (``dgst``), BagIt manifests (RFC 8493), hashdeep,
``certutil -hashfile`` and ``Get-FileHash`` of Windows, the text reports and CSV lists of imaging and review tools, and spreadsheets
saved as CSV or TSV: columns of digests are found by their shape. The length tells the algorithm; of 64 digits it is SHA-256
or SM3, whichever fits. Left out: spreadsheets that are not saved as text.

>>> [(e.line, e.name, e.algorithm) for e in read(b"900150983cd24fb0d6963f7d28e17f72 *a/b.json\n", "x.md5").entries]
[(1, 'a/b.json', 'md5')]
>>> [(e.name, e.algorithm) for e in read("文件,SM3\r\na.json,".encode() + b"0" * 64, "x.csv").entries]
[('a.json', 'sm3')]
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from doxdocket.errors import WrongCall

LARGEST = 64 << 20
"""Bytes of a list; one of half a million files has that."""
_SHORT = 4096  # characters of a line of a report
_LONGEST = 1 << 16  # characters of a line; what is longer is no entry

_BY_LENGTH = {32: "md5", 40: "sha1", 64: "sha256", 96: "sha384", 128: "sha512"}
_HEX = "[0-9a-fA-F]"
_DIGEST = rf"(?:{_HEX}{{128}}|{_HEX}{{96}}|{_HEX}{{64}}|{_HEX}{{40}}|{_HEX}{{32}})"
_WHOLE = re.compile(_DIGEST)
_GNU = re.compile(rf"(\\?)({_DIGEST})[ \t]+\*?(\S[^\t]*)")
_BSD = re.compile(rf"([A-Za-z0-9/-]+) ?\((.+)\) ?= ?({_DIGEST})")
_POWERSHELL = re.compile(rf"([A-Za-z0-9-]+)\s+({_DIGEST})\s+(\S.*)")
_OTHER = re.compile(r"ripemd|tiger|whirlpool|blake|sha-?3\b|sha3-|sha-?224|sha-?512/|crc|tth|ed2k", re.IGNORECASE)
_MARK = re.compile("[:：=]")
_LONGEST_LABEL = 40  # characters of a label
_FIRST = re.compile(rf"{_DIGEST}(?!{_HEX})")
_CERTUTIL = re.compile(r"(\S+) (?:hash of(?: file)?|的) (.+?)(?: 哈希)?[:：]")
_INFORMATION = re.compile(r"(?:information for|文件)\s+(.+?)[:：]?", re.IGNORECASE)
_ALGORITHM = re.compile(r"MD-?5|SHA-?1(?!\d)|SHA2?-?(?:256|384|512)|SM-?3", re.IGNORECASE)
_NAMES = re.compile(r"file ?name|文件名|full ?path|path|路径|name|名称|文件|file", re.IGNORECASE)
_ABOUT = re.compile(r"information for|file ?name|^path$|^file$|^name$|文件名|名称|^文件$|路径", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One digest of a list. ``algorithm`` is ``sha256`` for 64 digits of which the list does not say that they are SM3."""

    line: int
    name: str = field(repr=False)  # names may hold values
    algorithm: str
    value: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as it was understood; ``unread`` lines held something else."""

    shape: str  # sums, table, report
    entries: list[Entry]
    unread: int


def read(data: bytes, name: str) -> Listed:
    """The entries of a list; a ``WrongCall`` when there is none in it."""
    lines = [line if len(line) <= _LONGEST else "?" for line in _text(data).splitlines()]
    hinted = _algorithm(name)
    full = [(at, line.strip()) for at, line in enumerate(lines, 1) if line.strip()]
    if len(full) == 1 and _WHOLE.fullmatch(full[0][1]):  # beside the file it is of: a.json.md5 holds a digest alone
        return Listed("sums", [_told(Entry(full[0][0], name.rpartition(".")[0], "", full[0][1]), hinted)], 0)
    for shape, reader in (("sums", _sums), ("table", _table), ("report", _report)):
        if found := [_told(entry, hinted) for entry in reader(lines)]:
            said = {at for at, line in full if not line.startswith(("#", ";", "%%%% HASHDEEP"))}
            told = {e.line for e in found}
            head = {min(said)} - told if shape == "table" else set[int]()
            return Listed(shape, found, 0 if shape == "report" else len(said - told - head))
    raise WrongCall("listed.no_digests_were_found_in")


def _text(data: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def _algorithm(text: str) -> str:
    """The algorithm that a label, a heading or a name of a file speaks of; empty when none."""
    found = _ALGORITHM.search(text)
    word = found.group().lower().replace("-", "") if found else ""
    return {"sha2256": "sha256", "sha2384": "sha384", "sha2512": "sha512"}.get(word, word)


def _told(entry: Entry, hinted: str) -> Entry:
    """What the list calls 64 digits, else SHA-256; the length decides the rest."""
    by_length = _BY_LENGTH[len(entry.value)]
    sm3 = by_length == "sha256" and "sm3" in (entry.algorithm, hinted if not entry.algorithm else "")
    return Entry(entry.line, entry.name.strip(), "sm3" if sm3 else by_length, entry.value.lower())


def _sums(lines: Sequence[str]) -> Iterator[Entry]:
    """``digest  name`` and ``ALGORITHM (name) = digest``, one a line."""
    for at, line in enumerate(lines, 1):
        if found := _GNU.fullmatch(line.rstrip()):
            escaped, value, name = found.groups()
            yield Entry(at, _unescaped(name) if escaped else _unquoted(name), "", value)
        elif (found := _BSD.fullmatch(line.strip())) and _algorithm(found[1]):
            yield Entry(at, found[2], _algorithm(found[1]), found[3])
        elif (found := _POWERSHELL.fullmatch(line.strip())) and _algorithm(found[1]):
            yield Entry(at, found[3], _algorithm(found[1]), found[2])


def _unescaped(name: str) -> str:
    r"""As GNU writes names with line breaks: ``\n``, ``\r`` and ``\\``."""
    return re.sub(r"\\([nr\\])", lambda m: {"n": "\n", "r": "\r", "\\": "\\"}[m[1]], name)


def _unquoted(name: str) -> str:
    """As BagIt writes them: ``%0A``, ``%0D`` and ``%25`` only."""
    return re.sub(r"%(?:0A|0D|25)", lambda m: chr(int(m.group()[1:], 16)), name, flags=re.IGNORECASE)


def _table(lines: Sequence[str]) -> Iterator[Entry]:
    """Rows of CSV or TSV: a column whose cells are digests, named by the row above them."""
    rows = list(_rows(lines))
    wide = max((len(row) for _, row in rows), default=0)
    head: list[str] = rows[0][1] if rows and not any(_WHOLE.fullmatch(cell) for cell in rows[0][1]) else []
    known = [n for n in range(wide) if n >= len(head) or not _OTHER.search(head[n])]
    digests = [n for n in known if any(len(row) > n and _WHOLE.fullmatch(row[n]) for _, row in rows)]
    if wide < 2 or not digests:
        return
    named = _name_column(head, [row for _, row in rows], digests)
    for at, row in rows:
        for n in digests:
            if len(row) > n and _WHOLE.fullmatch(row[n]):
                name = row[named] if 0 <= named < len(row) else ""
                yield Entry(at, name, _algorithm(head[n]) if n < len(head) else "", row[n])


def _rows(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    lines = ["" if line.startswith(("##", "%%%% HASHDEEP")) else line.removeprefix("%%%% ") for line in lines]
    mark = max("\t,;", key=lambda one: sum(line.count(one) for line in lines[:50]))
    reader = csv.reader(io.StringIO("\n".join(lines)), delimiter=mark)
    try:
        for row in reader:
            if any(row):
                yield reader.line_num, [cell.strip() for cell in row]
    except csv.Error:
        raise WrongCall("listed.list_cannot_be_read_as", line=reader.line_num) from None


def _name_column(head: Sequence[str], rows: Sequence[Sequence[str]], digests: Sequence[int]) -> int:
    """Where the names stand: as the heading says, else the first column of text; -1 when there is none."""
    free = [n for n in range(max(map(len, rows), default=0)) if n not in digests]
    ranked = [(m.start(), n) for n in free if n < len(head) and (m := _NAMES.search(head[n]))]
    text = [n for n in free if any(len(row) > n and re.search(r"[^\d\s.:/-]", row[n]) for row in rows[1:] or rows)]
    return ranked[0][1] if ranked else (text or [-1])[0]


def _report(lines: Sequence[str]) -> Iterator[Entry]:
    """Labels and values, as in reports of imaging tools: a name holds until the next one, or comes after its digests."""
    block = _Block()
    waiting = ""  # the algorithm of the digest that comes next
    for at, line in enumerate(map(str.strip, lines), 1):
        if not line:
            yield from block.end()
        elif waiting and _WHOLE.fullmatch(bare := line.replace(" ", "")):
            block.held.append(Entry(at, block.name, waiting, bare))
            waiting = ""
        elif told := _CERTUTIL.fullmatch(line):
            waiting = _algorithm(told[1])
            yield from block.named(told[2])
        elif about := _INFORMATION.fullmatch(line):
            yield from block.named(about[1])
        elif len(line) <= _SHORT and (label := _label(line)):
            word, value = label
            if (digest := _FIRST.match(value)) and not _OTHER.search(word):
                block.held.append(Entry(at, block.name, _algorithm(word) or _algorithm(waiting), digest.group()))
            elif word.casefold() in ("algorithm", "算法"):
                waiting = value
            elif _ABOUT.search(word):
                yield from block.named(value.rstrip(":："))
    yield from block.end()


def _label(line: str) -> tuple[str, str] | None:
    """A word and what stands behind its colon."""
    mark = _MARK.search(line)
    word, value = (line[: mark.start()].strip(), line[mark.end() :].strip()) if mark else ("", "")
    return (word, value) if value and 0 < len(word) <= _LONGEST_LABEL else None


class _Block:
    """Digests between two blank lines, and the name they are of."""

    def __init__(self) -> None:
        self.name, self.held = "", list[Entry]()
        self._fresh = False  # the name was told in this block, before its digests

    def named(self, name: str) -> list[Entry]:
        """A name: of what comes after it, or of the digests before it that had none of their own."""
        after = bool(self.held) and not self._fresh
        done = [Entry(e.line, name, e.algorithm, e.value) if after else e for e in self.held]
        self.name, self.held, self._fresh = name, [], not after
        return done

    def end(self) -> list[Entry]:
        """A blank line."""
        done, self.held, self._fresh = self.held, [], False
        return done
