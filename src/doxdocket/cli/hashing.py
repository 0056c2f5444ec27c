"""``hashes``: the sender's own list of digests compared with what was taken in.

The list is taken in and attached to the case; what was found is kept (``export CASE hash_lists``). Digests that only the list
has (MD5, SHA-1, SHA-512) are computed once from the sealed originals and kept as extra values.

>>> hashes.short[1]
"Compare the sender's list of hashes"
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from doxdocket.cli.attaching import taken_in
from doxdocket.cli.command import Answer, argument, case_argument, command, option
from doxdocket.cli.masking import file_names
from doxdocket.cli.opening import open_case
from doxdocket.cli.progress import Progress
from doxdocket.cli.said import say
from doxdocket.errors import WrongCall

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


class Compared(TypedDict):
    """How a list of hashes stands to the case."""

    case: str
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


@command(
    "hashes",
    short=("比对移送方的校验值清单", "Compare the sender's list of hashes"),
    about=(
        (
            "把移送方自己的校验值清单同案卷比对：一致、不同、清单有而卷内没有、卷内有而清单没有。清单本身收进案卷并附在全案上，\n"
            "结果记入保管链（doxdocket export 案卷 hash_lists）。认得 sha256sum、md5sum、BSD、OpenSSL、BagIt、hashdeep、certutil、\n"
            "PowerShell、取证工具的文本报告，以及 CSV、TSV 里的校验值列。MD5、SHA-1 只作为附加值，不能代替 SHA-256 和 SM3。\n"
            "有不同的退出 1。"
        ),
        (
            "Compares the sender's own list with the case: what agrees, what differs, what is listed and not in the case, what is\n"
            "in the case and not listed. The list is taken in and attached to the case; the result is logged in custody (see\n"
            "doxdocket export CASE hash_lists). Reads sha256sum, md5sum, BSD, OpenSSL, BagIt, hashdeep, certutil, PowerShell, text\n"
            "reports of imaging tools, and columns of digests in CSV or TSV. MD5 and SHA-1 are extra values and never stand in\n"
            "for SHA-256 and SM3. Exit 1 when something differs."
        ),
    ),
    examples=(("doxdocket hashes 案卷 校验值清单.csv --by 张三", "doxdocket hashes case sha256sums.txt --by Zhang"),),
)
@case_argument()
@argument("file", metavar="LIST", type=click.Path(), about=("校验值清单", "the list"))
@option("--by", default="", metavar="NAME", about=("由谁比对", "who compares"))
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
    return Answer(data, _told(made, listed, legacy, shown), 1 if differing else 0)


def _read_first(path: Path) -> None:
    """A file that is no list is refused before anything is taken in."""
    from doxdocket.store.listed import LARGEST, read

    try:
        if path.stat().st_size > LARGEST:
            raise WrongCall(
                zh="{file} 超过 {size} MB，不像校验值清单。没有收进。",
                en="{file} is larger than {size} MB and no list of hashes; it was not taken in.",
                file=path, size=LARGEST >> 20,
            )  # fmt: skip
        read(path.read_bytes(), path.name)
    except OSError:
        raise WrongCall(zh="读不出清单：{file}", en="the list {file} cannot be read", file=path) from None


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
        f"! {e.line}  {shown(e.name)}  {e.algorithm}  {say('与卷内不同', 'differs from')} {(e.source or '')[:16]}"
        for e in made.entries if e.verdict == "different"
    ]  # fmt: skip
    if len(lines) > SHOWN:
        lines[SHOWN:] = [say(f"… 另有 {len(lines) - SHOWN} 行", f"… and {len(lines) - SHOWN} more")]
    n = {verdict: made.count(verdict) for verdict in ("matched", "different", "absent", "unlisted")}
    lines.append(say(
        f"{made.id}：清单 {len(listed.entries)} 个校验值：一致 {n['matched']}，不同 {n['different']}，卷内没有 {n['absent']}；"
        f"卷内有而清单没有的文件 {n['unlisted']} 个。",
        f"{made.id}: {len(listed.entries)} digests listed: {n['matched']} agree, {n['different']} differ, "
        f"{n['absent']} not in the case; {n['unlisted']} file(s) of the case not listed."))  # fmt: skip
    if listed.unread:
        lines.append(
            say(
                f"清单有 {listed.unread} 行不是校验值，没有比对。",
                f"{listed.unread} line(s) of the list hold no digest and were not compared.",
            )
        )
    if legacy:
        names = ", ".join(legacy)
        lines.append(say(f"{names} 已不能防有意伪造，只作附加值；请以 SHA-256、SM3 为准。",
                         f"{names} no longer withstand forgery and are extra values; SHA-256 and SM3 are what counts."))  # fmt: skip
    return "\n".join(lines)
