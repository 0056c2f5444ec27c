"""``timestamp``: requests and answers by RFC 3161, carried by hand, since nothing here opens a connection.

>>> sorted(timestamp.commands)
['attach', 'list', 'request', 'save']
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict

import click

from doxdocket.cli.command import Answer, Group, argument, case_argument, command, option
from doxdocket.cli.describing import named
from doxdocket.cli.leaving import fresh
from doxdocket.cli.opening import open_case
from doxdocket.cli.said import say
from doxdocket.errors import WrongCall
from doxdocket.report.document import Column, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doxdocket.store.case import Case
    from doxdocket.store.stamps import Answer as StampAnswer
    from doxdocket.store.stamps import Request

timestamp = Group(
    "timestamp",
    short=("可信时间戳（RFC 3161），人工传递", "Time stamps (RFC 3161), carried by hand"),
    about=(
        (
            "写出时间戳请求，带到有网络的地方交给时间戳机构，再把回执附回来核验。请求里只有摘要，没有证据内容。\n"
            "时间戳证明盖戳那一刻已有这些内容，不证明之前的经过（在线诉讼规则第16至19条；法释〔2018〕16号第11条）。"
        ),
        (
            "Writes a request to be carried to a time-stamping authority and verifies the answer that is brought back. A request\n"
            "holds a digest and nothing of the evidence. A stamp proves that the content was there at that moment, and nothing\n"
            "about the time before."
        ),
    ),
    examples=(
        ("doxdocket timestamp request 案卷 -o 案卷.tsq", "doxdocket timestamp request case -o case.tsq"),
        (
            "doxdocket timestamp attach 案卷 案卷.tsr --root 根证书.pem",
            "doxdocket timestamp attach case case.tsr --root root.pem",
        ),
        ("doxdocket timestamp list 案卷", "doxdocket timestamp list case"),
    ),
)
BY = option("--by", default="", metavar="NAME", about=("由谁办理", "who does this"))
STATES = {
    "pending": ("未回", "pending"),
    "anchored": ("已核验，证书链到根", "verified, up to a given root"),
    "unanchored": ("签名已核验，未核根证书", "signature verified, no root checked"),
}

State = Literal["pending", "unanchored", "anchored"]


class Asked(TypedDict):
    """A request, written."""

    case: str
    id: str
    subject: str
    imprint: str
    file: str


class Stamped(TypedDict):
    """A request, and what its best answer says."""

    id: str
    subject: str
    imprint: str
    requested_at: str
    requested_by: str
    status: State
    stamped_at: str | None
    authority: str | None
    serial: str | None
    policy: str | None
    certificate: str | None


class Answered(TypedDict):
    """An answer that holds."""

    case: str
    id: str
    answer: str
    subject: str
    status: State
    stamped_at: str | None
    authority: str | None
    serial: str | None


class Stamps(TypedDict):
    """The requests of a case."""

    case: str
    stamps: list[Stamped]


class Saved(TypedDict):
    """What was written for others to check."""

    case: str
    id: str
    files: list[str]


@command(
    "request",
    short=("写出时间戳请求", "Write a request"),
    about=(
        (
            "写出一份请求（.tsq）。默认对保管链链首：它涵盖至此的全部证据和认定。也可只对一份证据（摘要即其 SHA-256，机构会看到它），\n"
            "或用 --bag 对 originals/ 封装的标签清单（别人没有钥匙也能核对）。"
        ),
        (
            "Writes a request (.tsq). It is over the head of the custody chain unless told otherwise, which covers every source and\n"
            "decision until then; or over one source (its SHA-256, which the authority then sees), or with --bag over the tag\n"
            "manifest of originals/ (which others can check without the key)."
        ),
    ),
    examples=(
        (
            "doxdocket timestamp request 案卷 -o 案卷.tsq --by 张三",
            "doxdocket timestamp request case -o case.tsq --by Zhang",
        ),
        ("doxdocket timestamp request 案卷 1 -o 证据1.tsq", "doxdocket timestamp request case 1 -o source1.tsq"),
    ),
)
@case_argument()
@argument("source", required=False, about=("证据：编号或 SHA-256 开头", "a source: number or beginning of its SHA-256"))
@option(
    "--head", is_flag=True, about=("对保管链链首（默认）", "over the head of the custody chain (unless told otherwise)")
)
@option("--bag", is_flag=True, about=("对 originals/ 的标签清单", "over the tag manifest of originals/"))
@option(
    "-o", "--output", required=True, metavar="FILE.tsq", type=click.Path(), about=("写到哪个文件", "the file to write")
)
@BY
def request(case: str, source: str | None, head: bool, bag: bool, output: str, by: str) -> Answer[Asked]:
    """Record it, then write it."""
    if sum((source is not None, head, bag)) > 1:
        raise WrongCall(zh="证据、--head、--bag 只能选一个。", en="Choose one of: a source, --head, --bag.")
    path = fresh(Path(output))
    with open_case(case) as opened:
        subject, imprint, data = _subject(opened, source, bag=bag)
        made = opened.stamps.ask(subject, imprint, by, data)
    _write(path, made.request)
    return Answer({"case": case, "id": made.id, "subject": subject, "imprint": imprint, "file": output},
                  say(f"{made.id} 已写入 {output}（SHA-256 {imprint}）。交给时间戳机构，回执用：doxdocket timestamp attach {case} 回执.tsr",
                      f"{made.id} written to {output} (SHA-256 {imprint}). Bring it to the authority, then: doxdocket timestamp attach {case} ANSWER.tsr"))  # fmt: skip


def _subject(case: "Case", source: str | None, *, bag: bool) -> tuple[str, str, bytes]:
    if source is not None:
        one = named(case, [source])[0]
        return f"source:{one.sha256}", one.sha256, b""
    if bag:
        data = (case.folder / "originals" / "tagmanifest-sha256.txt").read_bytes()
        return "bag", hashlib.sha256(data).hexdigest(), data
    last = case.custody.rows()[-1]
    return f"head:{last.seq}", last.hash, b""


def _write(path: Path, data: bytes) -> None:
    from doxdocket.store.new_file import put
    from doxdocket.store.shelf import disk_fault

    try:
        put(path, [data])
    except OSError as e:
        raise disk_fault(path, e) from None


@command(
    "attach",
    short=("附上并核验回执", "Verify an answer and attach it"),
    about=(
        (
            "核验回执（.tsr）是对本案哪一份请求的：摘要、随机数、签名、签名证书及其有效期；给出 --root 时还核到根证书。通过才收下，\n"
            "原样存入加密的数据库。没有 --root 的记为“未核根证书”，之后可带 --root 再附一次。吊销状态要联网，不查。"
        ),
        (
            "Verifies an answer (.tsr) against the request it answers: digest, nonce, signature, certificate and its dates, and with\n"
            "--root the chain up to that root. Only what holds is taken, as it is, into the encrypted database. Without --root it is\n"
            "said to be unanchored; attach it again with --root later. Revocation needs the network and is not checked."
        ),
    ),
    examples=(
        (
            "doxdocket timestamp attach 案卷 案卷.tsr --root 根证书.pem --by 张三",
            "doxdocket timestamp attach case case.tsr --root root.pem --by Zhang",
        ),
    ),
)
@case_argument()
@argument("file", metavar="FILE.tsr", type=click.Path(), about=("回执", "the answer"))
@option(
    "--root",
    "roots",
    multiple=True,
    metavar="CA.pem",
    type=click.Path(),
    about=("时间戳机构的根证书", "a root certificate of the authority"),
)
@BY
def attach(case: str, file: str, roots: tuple[str, ...], by: str) -> Answer[Answered]:
    """Verify it, and keep it."""
    data, anchors = _bytes(Path(file)), [_bytes(Path(root)) for root in roots]
    with open_case(case) as opened:
        made = opened.stamps.take(data, anchors, by)
        asked = next(r for r in opened.stamps.requests() if r.id == made.stamp)
    row = _row(asked, [made])
    answer: Answered = {"case": case, "id": row["id"], "answer": made.id, "subject": row["subject"], "status": row["status"],
                        "stamped_at": row["stamped_at"], "authority": row["authority"], "serial": row["serial"]}  # fmt: skip
    state = say(*STATES[row["status"]])
    return Answer(answer, say(f"{asked.id}：{state}。盖戳时间 {row['stamped_at']}，机构 {row['authority']}。",
                              f"{asked.id}: {state}. Stamped {row['stamped_at']} by {row['authority']}."))  # fmt: skip


def _bytes(path: Path) -> bytes:
    largest = 1 << 20  # real ones have a few thousand
    try:
        with path.open("rb") as stream:
            data = stream.read(largest + 1)
    except OSError:
        raise WrongCall(zh="读不出文件：{file}", en="{file} cannot be read", file=path) from None
    if len(data) > largest:
        raise WrongCall(
            zh="{file} 太大，不是回执或证书。", en="{file} is too large to be an answer or a certificate.", file=path
        )
    return data


def _row(asked: "Request", answers: "list[StampAnswer]") -> Stamped:
    best = max((a for a in answers if a.stamp == asked.id), key=lambda a: bool(a.detail.get("anchored")), default=None)
    said: Mapping[str, Any] = best.detail if best else {}
    return {
        "id": asked.id, "subject": asked.subject, "imprint": asked.imprint, "requested_at": asked.at,
        "requested_by": asked.officer, "status": asked.status(answers), "stamped_at": said.get("at"),
        "authority": said.get("authority"), "serial": said.get("serial"), "policy": said.get("policy"),
        "certificate": said.get("certificate"),
    }  # fmt: skip


def rows(case: "Case") -> list[Stamped]:
    """Every request with what its best answer says; the same in ``timestamp list`` and ``export time_stamps``."""
    answers = case.stamps.answers()
    return [_row(asked, answers) for asked in case.stamps.requests()]


@command(
    "list",
    short=("列出请求和回执", "List requests and answers"),
    about=(
        "列出本案的时间戳请求；没有回执的显示为未回。",
        "Lists the requests of the case; one without an answer is shown as pending.",
    ),
    examples=(("doxdocket timestamp list 案卷", "doxdocket timestamp list case"),),
)
@case_argument()
def list_(case: str) -> Answer[Stamps]:
    """Read them out of the case."""
    with open_case(case) as opened:
        found = rows(opened)
    shown = [Column(("编号", "id"), "id"), Column(("对象", "what"), lambda r: r["subject"][:23]), Column(("请求时间", "requested"), lambda r: r["requested_at"][:19]),
             Column(("状态", "state"), lambda r: STATES[r["status"]]), Column(("盖戳时间", "stamped"), lambda r: (r["stamped_at"] or "—")[:19])]  # fmt: skip
    return Answer({"case": case, "stamps": found}, [Table(found, shown, none=("没有时间戳请求。", "No requests."))])


@command(
    "save",
    short=("写出请求、回执和根证书", "Write out request, answers and roots"),
    about=(
        (
            "把一份请求和它的回执、根证书（和被盖戳的标签清单）写到一个新文件夹，供他人核对，例如：\n"
            "  openssl ts -verify -queryfile T0001.tsq -in T0001-1.tsr -CAfile T0001-1.pem"
        ),
        (
            "Writes a request with its answers and roots (and the tag manifest, if it is over that) to a new folder, for others to\n"
            "check, for instance:\n"
            "  openssl ts -verify -queryfile T0001.tsq -in T0001-1.tsr -CAfile T0001-1.pem"
        ),
    ),
    examples=(("doxdocket timestamp save 案卷 T0001 时间戳/", "doxdocket timestamp save case T0001 stamps/"),),
)
@case_argument()
@argument("id_", metavar="ID", about=("编号，见 timestamp list", "its id, see timestamp list"))
@argument("to", metavar="FOLDER", type=click.Path(), about=("新文件夹", "the new folder"))
def save(case: str, id_: str, to: str) -> Answer[Saved]:
    """Write them."""
    with open_case(case) as opened:
        asked = next((r for r in opened.stamps.requests() if r.id == id_), None)
        answers = [a for a in opened.stamps.answers() if a.stamp == id_]
    if asked is None:
        raise WrongCall(
            zh="没有这份请求：{id}。查看：doxdocket timestamp list {case}",
            en="there is no request {id}. To see them: doxdocket timestamp list {case}",
            id=id_[:16],
            case=case,
        )
    files = {f"{asked.id}.tsq": asked.request} | ({"tagmanifest-sha256.txt": asked.data} if asked.data else {})
    for one in answers:
        name = one.id.replace("/", "-")
        files |= {f"{name}.tsr": one.response} | ({f"{name}.pem": one.roots.encode()} if one.roots else {})
    folder = fresh(Path(to))
    folder.mkdir()
    for name, data in files.items():
        _write(folder / name, data)
    return Answer(
        {"case": case, "id": asked.id, "files": sorted(files)},
        say(f"已写入 {to}：{'、'.join(sorted(files))}", f"Written to {to}: {', '.join(sorted(files))}"),
    )


for _command in (request, attach, list_, save):
    timestamp.add_command(_command)
