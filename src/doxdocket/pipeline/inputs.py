"""What a run depends on, as digests: evidence, decisions, what the case says of itself, and the code of each room."""

import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from doxdocket import __version__
from doxdocket.count.figures import canonical
from doxdocket.store.case import Case
from doxdocket.store.decisions import Decision
from doxdocket.store.register import Register, standing
from doxdocket.store.run import Run
from doxdocket.store.sources import Source

CODE = frozenset({".py", ".yaml", ".toml", ".txt", ".sql"})
WEIGHTS = frozenset({".bin", ".json", ".npz", ".onnx", ".tsv"})
"""Files of fitted numbers, and of models."""
LISTS = frozenset({".yaml", ".toml", ".txt"})
"""Files of words, names and numbers of places that detection looks things up in."""
_FIGURES = (
    "parse",
    "detect",
    "merge",
    "resolve",
    "count",
    "sample",
    "assess",
    "decisions",
    "law",
    "rules",
    "words",
    "text.py",
    "bounds.py",
    "records.py",
    "seal",
    "pipeline",
)
ON_FIGURES = ("receipt", "cost", "wallet", "statement", "rate", "fact")
"""The forms of the register whose entries change a figure or an answer of the law."""
_DETECTION = ("detect", "text.py", "bounds.py", "records.py", "seal", "law", "rules/pi_kinds.yaml")
_PARSING = ("parse", "records.py", "pipeline/ids.py", "detect/labels.yaml")
_READING = ("detect/images", "bounds.py", "records.py")


def room_stamp(*rooms: str) -> str:
    """Eight hex digits over the code and data of ``rooms``: parts written by other code are not reused."""
    return _digest(rooms, CODE | WEIGHTS)[:8]


def versions() -> dict[str, str]:
    """With what this program detects, sixteen hex digits each: the code and lists of detection, and the weights that were fitted for it."""
    return {"detector": _digest(_DETECTION, CODE)[:16], "weights": _digest(("detect",), WEIGHTS)[:16]}


def build() -> dict[str, str | None]:
    """The identity of this program: version, commit (where it runs from a checkout), and digests of the code and data that figures hang on.

    ``code``: all of it, rules and weights included; ``lists``: the word lists of detection alone. The commit says where to find the source;
    which files ran, the digests say.
    """
    return {"software": f"doxdocket {__version__}", "commit": commit(), **stamps()}


def stamps() -> dict[str, str]:
    """The digests of ``build``, sixteen hex digits each."""
    return {"code": _digest(_FIGURES, CODE | WEIGHTS)[:16], **versions(), "lists": _digest(("detect",), LISTS)[:16]}


@cache
def commit(top: Path = Path(__file__).parents[3]) -> str | None:
    """The commit at which the checkout ``top`` stands, twelve hex digits; None where there is none to be read.

    >>> commit(Path("/")) is None
    True
    """
    try:
        place = top / ".git"
        if place.is_file():  # a linked work tree: its own HEAD, the refs of the main one
            place = top / place.read_text("utf-8").removeprefix("gitdir:").strip()
        common = place / "commondir"
        refs = place / common.read_text("utf-8").strip() if common.exists() else place
        head = (place / "HEAD").read_text("utf-8").strip()
        if head.startswith("ref: "):
            name = head.removeprefix("ref: ")
            head = (refs / name).read_text("utf-8").strip() if (refs / name).is_file() else _packed(refs, name)
    except (OSError, UnicodeError):
        return None
    return head[:12] if re.fullmatch(r"[0-9a-f]{40,64}", head) else None


def _packed(refs: Path, name: str) -> str:
    lines = (refs / "packed-refs").read_text("utf-8").splitlines()
    return next((line.split(" ")[0] for line in lines if line.endswith(f" {name}")), "")


@cache
def _digest(rooms: tuple[str, ...], suffixes: frozenset[str]) -> str:
    """SHA-256 over the files of ``rooms`` with these suffixes. Read once a process."""
    digest = hashlib.sha256(__version__.encode())
    base = Path(__file__).parents[1]
    for room in rooms:
        top = base / room
        files = [top] if top.is_file() else sorted(f for f in top.rglob("*") if f.suffix in suffixes)
        for file in files:
            digest.update(file.relative_to(base).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def evidence(sources: Iterable[Source]) -> list[tuple[str, ...]]:
    """The digests of all files and what was stated that bears on reading them, in order of digest."""
    return sorted(
        (s.sha256, str(s.captured_at or ""), s.channel or "", json.dumps(s.reading, sort_keys=True)) for s in sources
    )


def evidence_digest(sources: Iterable[Source]) -> str:
    """SHA-256 over these."""
    return hashlib.sha256(json.dumps(evidence(sources)).encode()).hexdigest()


def decisions_digest(case: Case) -> str:
    """SHA-256 over every decision in order; the empty list has a digest too."""
    rows = [[d.id, d.act, d.target, d.reason, d.undone_by, *([d.tags] if d.tags else [])] for d in case.decisions()]
    return hashlib.sha256(canonical(rows)).hexdigest()


def parse_stamp() -> str:
    """The stamp of parts of posts."""
    return room_stamp(*_PARSING)


def source_stamp(source: Source) -> str:
    """The stamp of the parts of one source: that of the parsers, its form, and what was stated for reading it."""
    said = json.dumps([parse_stamp(), source.form, source.reading], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def image_stamp() -> str:
    """The stamp of parts of pictures: what is found in their text is not in them."""
    return room_stamp(*_READING)


def made_now(part: str) -> bool:
    """Whether a part of findings was made by the detection that this program has."""
    return part.rpartition("-")[2] == detect_stamp()


_RETOLD = (
    "store/parts.py", "store/parts.yaml", "store/retold.py", "store/reason.py", "store/values_in_text.py", "text.py", "seal",
    "detect/reader/candidates/places.yaml",
)  # fmt: skip
"""Files on which it hangs where posts tell parts of values again."""


def retold_stamp() -> str:
    """The part of what posts tell again (``store.retold``): that of other code is worked out anew."""
    return room_stamp(*_RETOLD)


def detect_stamp() -> str:
    """The stamp of parts of findings."""
    return room_stamp(*_DETECTION)


def handed_in(case: Case) -> str:
    """Where files were found and why others were not taken, as text: what completeness says of named files hangs on it."""
    places = sorted((s.sha256, path) for s in case.sources() for path in {s.path_given, *case.places(s.sha256)})
    return json.dumps([places, refused(case), sorted(unpacked(case))])


def unpacked(case: Case) -> set[str]:
    """The containers (SHA-256) that were opened to their end, as the custody log has them."""
    return {str(row.detail.get("source")) for row in case.custody.rows() if row.act == "unpack"}


def refused(case: Case) -> list[str]:
    """The code of each file that was met and not taken in; one met again at the same place is the same."""
    return sorted(code for _, code in {(path, code) for _, path, code in case.notices()})


def run_id(case: Case) -> str:
    """Sixteen hex digits over everything the figures depend on."""
    base, stated = base_id(case), register_digest(case)
    return hashlib.sha256(f"{base}\n{stated}".encode()).hexdigest()[:16] if stated else base


def some_way(run_id: str, most: int, before: Run | None) -> str:
    """The name of a run that reads so many pictures more than the one before: until all are read its figures are those of less."""
    return hashlib.sha256(f"{run_id}\n{most}\n{before.run_id if before else ''}".encode()).hexdigest()[:16]


def register_digest(case: Case) -> str:
    """A keyed digest of the entries that bear on figures, so that nobody can try names against it; empty when there are none."""
    rows = [one for one in standing(Register.of(case).all()) if one.form in ON_FIGURES]
    return case.mac([[one.form, one.key, dict(one.body)] for one in rows])[:16] if rows else ""


def base_id(case: Case) -> str:
    """The name of a run but for the register: sixteen hex digits over evidence, decisions, rules and code."""
    sources = case.sources()
    parts = [
        evidence_digest(sources),
        json.dumps(sorted((s.sha256, s.form or "") for s in sources)),
        handed_in(case),
        decisions_digest(case),
        *(one.sealed() for one in case.samples.all()),
        json.dumps(about(case), sort_keys=True),
        room_stamp(*_FIGURES),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def about(case: Case) -> dict[str, Any]:
    """What the figures say of the case."""
    info = case.info
    return {"id": info.id, "title": info.title, "display_zone": info.display_zone, "rules_edition": info.rules_edition}


def digests(case: Case) -> dict[str, str]:
    """What the figures say of their inputs."""
    return {
        "software": f"doxdocket {__version__}",
        **stamps(),
        "evidence": evidence_digest(case.sources()),
        "decisions": decisions_digest(case),
    }


def decisions(case: Case) -> list[dict[str, Any]]:
    """Every decision as a plain mapping, oldest first."""
    return plain(case.decisions())


def plain(some: Iterable[Decision]) -> list[dict[str, Any]]:
    """Decisions as plain mappings."""
    names = ("id", "at", "officer", "act", "target", "reason", "undone_by", "marks")
    return [{k: getattr(d, k) for k in names} for d in some]
