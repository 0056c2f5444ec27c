"""Ordinary text in items: where it comes from, which items are known to disclose somebody, and what a share of them is at most.

An item is one comment, sentence, post or paragraph of 3–2,000 characters, without the spaces around it; one text is one item, of the first
source that has it. Items whose SHA-256 begins with 0–7 are open (rules may be made from them), the others are kept: only measured. Of
documentation, files that list authors, copyright, licences or changes are left out, and so are the fields of a package's metadata: such
lines name whoever wrote the program. No text of an item enters the project. Left out: detection, which is given.

>>> [item(" 今天下雨\\n", "x").digest[:6], item("ab", "x")]
['7dd160', None]
>>> f"{at_most(0, 100_000) * 100_000:.2f}"
'3.69'
"""

import ast
import csv
import gzip
import hashlib
import os
import re
import struct
import sysconfig
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from math import exp, lgamma, log, log1p
from pathlib import Path
from typing import NamedTuple

from doxdocket.errors import DoxdocketError
from doxdocket.parse import HEAD, Stated, parse, recognise

LIST = Path(__file__).parent.parent / "corpus" / "ordinary.tsv"
LENGTHS = range(3, 2001)
OPEN, KEPT = "open", "kept"
PER = 100_000
BEYOND = 0.025
"""Of the upper end of an interval of 95 %: were the share larger, so few would be seen in less than so many of all draws."""


class Item(NamedTuple):
    """One text, its source and its SHA-256."""

    source: str
    text: str
    digest: str

    @property
    def side(self) -> str:
        """Whether rules may be made from it."""
        return OPEN if self.digest[0] < "8" else KEPT


def item(text: str, source: str) -> Item | None:
    """The item that a text is, if its length is that of one."""
    text = text.strip()
    if len(text) not in LENGTHS:
        return None
    return Item(source, text, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def items(sources: Iterable[tuple[str, Iterable[str]]]) -> Iterator[Item]:
    """Each text once, source by source."""
    seen: set[str] = set()
    for source, texts in sources:
        for text in texts:
            one = item(text, source)
            if one and one.digest not in seen:
                seen.add(one.digest)
                yield one


# Sources


PLACES = {
    "translations": ("usr/share/locale/zh_*",),
    "packages": (sysconfig.get_paths()["purelib"].lstrip("/"),),
    "library": (sysconfig.get_paths()["stdlib"].lstrip("/"),),
    "system": (
        "usr/share/doc",
        "usr/share/perl",
        "usr/share/cmake-*/Help",
        "usr/lib/python3/dist-packages",
        "usr/lib/node_modules",
    ),
}
"""Where documentation is installed, below the root of the machine."""
NAMES = ("cold", "uner", "samples", *PLACES)


def sources(data: Path | None, samples: Path | None, root: Path = Path("/")) -> dict[str, Callable[[], Iterator[str]]]:
    """What is present here, by name; public data and samples lie where the folders say."""
    found: dict[str, Callable[[], Iterator[str]]] = {}
    if data and (data / "cold").is_dir():
        found["cold"] = partial(_comments, data / "cold")
    if data and (data / "uner").is_dir():
        found["uner"] = partial(_sentences, data / "uner")
    if samples and samples.is_dir():
        found["samples"] = partial(_posts, samples)
    for name, shapes in PLACES.items():
        places = [place for shape in shapes for place in sorted(root.glob(shape)) if place.is_dir()]
        if places:
            found[name] = partial(_of_all, _translations if name == "translations" else _paragraphs, places)
    return found


def _of_all(read: Callable[[Path], Iterator[str]], places: Iterable[Path]) -> Iterator[str]:
    for place in places:
        yield from read(place)


def _comments(folder: Path) -> Iterator[str]:
    """The column TEXT of each table."""
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as table:
            yield from (row["TEXT"] for row in csv.DictReader(table))


def _sentences(folder: Path) -> Iterator[str]:
    """The sentences that the heads of a tagged file state."""
    for path in sorted(folder.glob("*.iob2")):
        with path.open(encoding="utf-8") as lines:
            yield from (line.removeprefix("# text = ") for line in lines if line.startswith("# text = "))


def _posts(folder: Path) -> Iterator[str]:
    """The posts of every capture that the program reads."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        with path.open("rb") as stream:
            for bid in recognise(stream.read(HEAD), path.name)[:1]:
                stream.seek(0)
                try:
                    for part in parse(stream, "0" * 64, bid.form, Stated(path.name)):
                        if part.table == "posts":
                            yield from (text for text in part.batch["text"].to_pylist() if text)
                except DoxdocketError:  # damaged on purpose; what was read before stays
                    continue


_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_READ = re.compile(r"(?i)^(?:METADATA|README[^/]*|[^/]*\.(?:md|rst|txt|py|pod|pm)(?:\.gz)?)$")
_OF_AUTHORS = re.compile(
    r"(?i)authors?|credits|contribut|maintainers|thanks|copy(?:ing|right)|licen[cs]e|notice|change|history|news|release|top_level|entry_points|RECORD"
)
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
_LARGEST = 2 << 20


def _paragraphs(folder: Path) -> Iterator[str]:
    """Paragraphs of pages and of the docstrings of modules."""
    for top, folders, names in os.walk(folder):
        folders.sort()
        if "site-packages" in folders:  # of a library; packages are a source of their own
            folders.remove("site-packages")
        for name in sorted(names):
            path = Path(top, name)
            if _READ.match(name) and not _OF_AUTHORS.search(path.stem) and path.stat().st_size <= _LARGEST:
                for piece in _pieces(path):
                    yield from _PARAGRAPH.split(piece)


def _pieces(path: Path) -> Iterator[str]:
    """The documentation that a file holds."""
    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        text = data.decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError, zlib.error):
        return
    if path.suffix == ".py":
        yield from _docstrings(text)
    elif path.suffix in {".pm", ".pod"}:
        sections = re.findall(r"(?ms)^=head\d[ \t]*([^\n]*)\n(.*?)(?=^=head|\Z)", text.replace("\n=cut", "\n=head1"))
        plain = (body for title, body in sections if title and not _OF_AUTHORS.search(title))
        yield from (re.sub(r"(?m)^=\w+.*", "", body) for body in plain)
    elif path.name == "METADATA":
        yield text.partition("\n\n")[2]  # its fields name authors
    else:
        yield text


def _docstrings(source: str) -> Iterator[str]:
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, _DOCUMENTED) and (text := ast.get_docstring(node)):
            yield text


def _translations(folder: Path) -> Iterator[str]:
    """What programs say in Chinese: the second column of each catalogue."""
    for path in sorted(folder.rglob("*.mo")):
        data = path.read_bytes()
        order = "<" if data[:4] == b"\xde\x12\x04\x95" else ">"
        _, count, _, at = struct.unpack(order + "4I", data[4:20])
        for entry in range(1, count):  # the first is the catalogue's head, which names who translated
            length, start = struct.unpack(order + "2I", data[at + 8 * entry : at + 8 * entry + 8])
            yield from data[start : start + length].decode("utf-8", "replace").split("\0")


# Those known to disclose somebody


REASONS = {
    "contact": "somebody who wrote or tends a program, or works for a project, with an address or account",
    "named": "a person, by name or account, with something that is said of him or her",
    "self": "somebody gives an account of his or her own",
}
"""Why an item of the list discloses somebody, by its word."""


class Known(NamedTuple):
    """An item that discloses somebody: its digest, source, kind of information and why."""

    digest: str
    source: str
    kind: str
    reason: str


@cache
def known(path: Path = LIST) -> dict[str, Known]:
    """The list of items that disclose somebody."""
    rows = [Known(*line.split("\t")) for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return {row.digest: row for row in rows}


# Shares


def at_most(seen: int, of: int) -> float:
    """The upper end of Clopper and Pearson's two-sided interval of 95 % (Biometrika 26 (1934) 404): exact, by halving."""
    if seen >= of:
        return 1.0
    low, high = seen / of, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _so_few(seen, of, middle) > BEYOND else (low, middle)
    return high


def _so_few(seen: int, of: int, share: float) -> float:
    """The chance of at most so many, when each has this share."""
    logs = (
        lgamma(of + 1) - lgamma(k + 1) - lgamma(of - k + 1) + k * log(share) + (of - k) * log1p(-share)
        for k in range(seen + 1)
    )
    return sum(exp(one) for one in logs)
