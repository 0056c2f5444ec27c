"""``hashes``: the sender's own list of digests compared with what was taken in.

The list is taken in and attached to the case; what was found is kept (``export CASE hash_lists``). Digests that only the list
has (MD5, SHA-1, SHA-512) are computed once from the sealed originals and kept as extra values.

>>> hashes.short[1]
"Compare the sender's list of hashes"
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from doxdocket.cli.answer import Answer, OfCase
from doxdocket.cli.attaching import taken_in
from doxdocket.cli.command import argument, case_argument, command, option
from doxdocket.cli.opening import open_case
from doxdocket.cli.progress import Progress
from doxdocket.desk.masking import file_names
from doxdocket.errors import WrongCall
from doxdocket.words import say

if TYPE_CHECKING:
    from doxdocket.store.case import Case
    from doxdocket.store.hash_lists import File, HashList
    from doxdocket.store.listed import Listed

SHOWN, TOGETHER = 20, 64


class Differing(TypedDict):
    """A line of the list that differs from the case."""

    line: int | None
    name: str
    algorithm: str
    source: str | None


class Compared(OfCase):
    """How a list of hashes stands to the case."""

    list: str
    sha256: str
    shape: str
    entries: int
    unread: int
    matched: int
    different: int
    absent: int
    unlisted: int
    legacy: Sequence[str]
    differing: Sequence[Differing]


@command("hashing.hashes")
@case_argument()
@argument("file", metavar="LIST", type=click.Path())
@option("--by", default="", metavar="NAME")
def hashes(case: str, file: str, by: str) -> Answer[Compared]:
    """Read the list, take it in, compute what it needs, compare."""
    path = Path(file)
    _read_first(path)
    with open_case(case) as opened, Progress() as progress:
        sha256 = taken_in(opened, path, by)
        opened.attachments.add(sha256, "hash-list", [None], {}, by)
        listed = _as_taken_in(opened, sha256, path.name)
        _compute(opened, listed, by, progress)
        made = opened.hash_lists.add(sha256, listed, files(opened), by)
        shown = file_names(opened)
        differing: list[Differing] = [{"line": e.line, "name": shown(e.name), "algorithm": e.algorithm, "source": e.source}
                     for e in made.entries if e.verdict == "different"]  # fmt: skip
        legacy = sorted({e.algorithm for e in listed.entries} & {"md5", "sha1"})
        data: Compared = {
            "case": case, "list": made.id, "sha256": sha256, "shape": made.shape, "entries": len(listed.entries), "unread": listed.unread,
            "matched": made.count("matched"), "different": made.count("different"), "absent": made.count("absent"), "unlisted": made.count("unlisted"),
            "legacy": legacy, "differing": differing,
        }  # fmt: skip
        text = _told(made, listed, legacy, shown)
    return Answer(data, text, 1 if differing else 0)


def _read_first(path: Path) -> None:
    """A file that is no list is refused before anything is taken in."""
    from doxdocket.store.listed import LARGEST, read

    try:
        if path.stat().st_size > LARGEST:
            raise WrongCall("hashing.is_larger_than_mb_and", file=path, size=LARGEST >> 20)  # fmt: skip
        read(path.read_bytes(), path.name)
    except OSError:
        raise WrongCall("hashing.list_cannot_be_read", file=path) from None


def _as_taken_in(case: "Case", sha256: str, name: str) -> "Listed":
    from doxdocket.store.listed import read

    with case.original(sha256) as stream:
        return read(stream.read(), name)


def files(case: "Case") -> "list[File]":
    """The sources that a list can speak of: all but attachments."""
    from doxdocket.store.hash_lists import File

    attached, more = {one.attached for one in case.attachments.all()}, case.hash_lists.digests()
    return [
        File(
            s.sha256,
            tuple(case.places(s.sha256)),
            {"sha256": s.sha256, "sm3": s.sm3} | more.get(s.sha256, {}),
            s.parent,
        )
        for s in case.sources()
        if s.sha256 not in attached
    ]


def _compute(case: "Case", listed: "Listed", by: str, progress: Progress) -> None:
    """Digests that the list has and the case does not, a group of files in one transaction."""
    lacking = case.hash_lists.lacking([one.sha256 for one in files(case)], listed)
    rest = iter(_digests(case, lacking))
    done = 0
    while group := list(islice(rest, TOGETHER)):
        with case.together():
            for source, values in group:
                case.hash_lists.add_digests(source, values, by)
        done += len(group)
        progress("hash", done, len(lacking))


def _digests(case: "Case", lacking: "dict[str, list[str]]") -> Iterator[tuple[str, dict[str, str]]]:
    from doxdocket.seal import legacy

    for source, algorithms in lacking.items():
        with case.original(source) as stream:
            yield source, legacy.digests(stream, algorithms)


def _told(made: "HashList", listed: "Listed", legacy: list[str], shown: "Callable[[str], str]") -> str:
    lines = [
        f"! {e.line}  {shown(e.name)}  {e.algorithm}  {say('hashing.differs_from')} {(e.source or '')[:16]}"
        for e in made.entries if e.verdict == "different"
    ]  # fmt: skip
    if len(lines) > SHOWN:
        lines[SHOWN:] = [say("hashing.and_more", lines=len(lines) - SHOWN)]
    n = {verdict: made.count(verdict) for verdict in ("matched", "different", "absent", "unlisted")}
    lines.append(say("hashing.digests_listed_agree_differ_not", id=made.id, entries=len(listed.entries), matched=n["matched"], different=n["different"], absent=n["absent"], unlisted=n["unlisted"]))  # fmt: skip
    if listed.unread:
        lines.append(say("hashing.lines_of_list_hold_no", unread=listed.unread))
    if legacy:
        names = ", ".join(legacy)
        lines.append(say("hashing.no_longer_withstand_forgery_and", names=names))  # fmt: skip
    return "\n".join(lines)
