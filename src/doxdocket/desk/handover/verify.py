#!/usr/bin/env python3
"""核验本移交包：只用 Python 3.9 以上的标准库，不用本包的制作程序，不联网，不改动任何文件。

Check this bundle with the standard library of Python 3.9 or later alone: without the program that made it, without a network, changing nothing.

    python3 -I verify.py                      核验本文件所在的文件夹 / check the folder that this file lies in
    python3 -I verify.py --lang en            English
    python3 -I verify.py --json               for machines
    python3 -I verify.py --key SHA256:…       纸质封面上的签名公钥指纹 / fingerprint of the signing key on the paper cover
    python3 -I verify.py --head HASH          纸上的保管链末行哈希 / hash of the last custody row on paper
    python3 -I verify.py --bag SHA256         纸上的移交包摘要 / digest of the bundle on paper

Exit 0: nothing differs; 1: something differs; 2: this call cannot be understood. A copy of this file that comes with the bundle proves
nothing by itself: compare it with one from elsewhere, or read it; it is short for that reason.
"""

from __future__ import annotations

import argparse
import base64
import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, Callable

Row = dict[str, Any]
Bounds = tuple[Any, Any, Any]

NAMESPACE = "doxdocket-handover"
SIGNATURE, COVER = "signature.sig", "cover.docx"
ALGORITHMS = ("sha256", "sha512")
START = "0" * 64
ENDS = ("low", "estimate", "high")
RANK = {"C": 1, "B": 2, "A": 3}
TIERS = {"tier_a": 3, "tier_b": 2, "tier_c": 1}
WHILE = 3600
"""Seconds from a decision to its row in the chain: many are recorded together."""
LABELS = ("insult", "threat", "incitement", "paid_task", "sale_offer", "promotion")

HOLDS, DIFFERS, UNCHECKED = "holds", "differs", "unchecked"
MARKS = {HOLDS: ("相符", "holds"), DIFFERS: ("不符", "DIFFERS"), UNCHECKED: ("未核验", "not checked")}

TITLES = {
    "bag": ("文件与清单（BagIt）", "files and manifests (BagIt)"),
    "chain": ("保管链", "custody chain"),
    "signature": ("签名", "signature"),
    "run": ("数据文件与保管链", "file of figures and custody chain"),
    "evidence": ("证据文件清单与数据文件", "list of evidence and file of figures"),
    "decisions": ("认定与数据文件、保管链", "decisions, file of figures and custody chain"),
    "rules": ("规则版本", "edition of the rules"),
    "csv": ("数据表（CSV）与数据文件", "table of figures (CSV) and file of figures"),
    "figures": ("主要数据重新计算", "headline figures counted again"),
}

CANNOT: tuple[tuple[str, str], ...] = (
    (
        "原文是否如遮盖后的表所示、遮盖是否得当：原文和个人信息不在本包内，由持钥匙的经办人当庭打开。",
        "Whether the posts say what the masked tables tell of them, and whether masks are right: posts and values are not in this bundle; an officer with the key opens them in court.",
    ),
    (
        "谁与谁是同一人（person、person_best、person_low）、哪组信息能识别特定自然人（counts）、哪一组重复前一组（repeat_*）、两个值是否相同（value_no、spelling_no）：这些按表中所载计算，理由见文书和 tables/links.jsonl。",
        "Who is whom (person, person_best, person_low), which set identifies somebody (counts), which repeats another (repeat_*), whether two values are equal (value_no, spelling_no): taken as the tables have them; why stands in the documents and in tables/links.jsonl.",
    ),
    (
        "发布之日的年龄（under_18_*、under_14_*）、种类是否显示（shown）、值是否可靠（sure、admitted）、哪个浏览读数属于哪一原贴（story、counter）、哪些频道是核心频道（in_low、in_best、in_high）：按表中所载计算，不重新判断。",
        "Age on the day of the post (under_18_*, under_14_*), whether a kind is shown (shown) and a value sure (sure, admitted), which reading is of which first post (story, counter), which channels are core (in_low, in_best, in_high): taken as the tables have them, not judged again.",
    ),
    (
        "文书（documents/）里的文字、登记簿、损失、程序：只核对文件未被改动，不核对内容。",
        "The words of the documents (documents/), the register, damages, procedure: only that the files were not changed, not what they say.",
    ),
    (
        "不是主要数据的数据：单项种类（kind.*）、价格、收款、完整性。",
        "Figures that are not headline: single kinds (kind.*), prices, receipts, completeness.",
    ),
    (
        "保管链每一行所记的事是否确曾发生、时间是否准确、经办人是谁：保管链只能说明写下以后没有改动。链尾以后被删去的行，链本身看不出来，须与纸上的末行哈希核对（--head）。",
        "Whether what each custody row tells did happen, whether times are right and who the officer is: a chain shows only that nothing was changed after it was written. Rows cut off its end the chain does not show: compare its head with the one on paper (--head).",
    ),
    (
        "签名公钥是谁的：请与当事人纸质封面上的指纹核对（--key）。整包重做并用另一把钥匙签名的，只有这样才能发现。",
        "Whose the signing key is: compare its fingerprint with the paper cover (--key). A bundle made anew as a whole and signed with another key is found in this way alone.",
    ),
)


class Check:
    """One check: its name, what it found, and the sentences for people, each in both languages."""

    def __init__(self, name: str) -> None:
        self.name, self.state, self.said = name, HOLDS, list[tuple[str, str]]()

    def differs(self, zh: str, en: str) -> None:
        """Something is not as it was handed over."""
        self.state = DIFFERS
        self.said.append((zh, en))

    def unchecked(self, zh: str, en: str) -> None:
        """Something could not be checked here."""
        if self.state == HOLDS:
            self.state = UNCHECKED
        self.said.append((zh, en))

    def tells(self, zh: str, en: str) -> None:
        """A fact beside."""
        self.said.append((zh, en))


class Bundle:
    """The folder, and what of it was read."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.unread: list[tuple[str, str]] = []

    def bytes(self, name: str) -> bytes:
        """A file; empty where it is not there, which the manifests tell."""
        try:
            return (self.top / name).read_bytes()
        except OSError:
            self.unread.append((f"读不出 {name}", f"{name} cannot be read"))
            return b""

    def json(self, name: str) -> Any:
        """A JSON file; an empty object where it is none."""
        try:
            return json.loads(self.bytes(name).decode("utf-8"))
        except ValueError:
            self.unread.append((f"{name} 不是 JSON", f"{name} is no JSON"))
            return {}

    def rows(self, name: str) -> list[Row]:
        """A table in JSON Lines; a line that is none is told."""
        found = []
        for number, line in enumerate(
            self.bytes(f"data/tables/{name}.jsonl").decode("utf-8", "replace").split("\n"), 1
        ):
            if not line:
                continue
            try:
                row = json.loads(line)
            except ValueError:
                row = None
            if isinstance(row, dict):
                found.append(row)
            else:
                self.unread.append(
                    (f"tables/{name}.jsonl 第 {number} 行读不出", f"tables/{name}.jsonl: line {number} cannot be read")
                )
        return found


# Digests.


def canonical(value: object) -> bytes:
    """A JSON value as the custody chain digests it: sorted keys, no spaces, UTF-8."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def sha256(data: bytes) -> str:
    """Hex SHA-256."""
    return hashlib.sha256(data).hexdigest()


def manifest(data: bytes) -> dict[str, str] | None:
    """Digests by path as a manifest of BagIt has them; None where a line is none or a path stands twice or leads out of the bag."""
    found: dict[str, str] = {}
    for line in data.decode("utf-8", "replace").splitlines():
        digest, _, name = line.partition("  ")
        name = name.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
        if not re.fullmatch("[0-9a-f]+", digest) or not name or name in found:
            return None
        if name.startswith(("/", "~")) or ".." in name.split("/") or "\\" in name:
            return None
        found[name] = digest
    return found


def check_bag(of: Bundle) -> Check:
    """RFC 8493: every file is in every manifest, nothing else lies there, each digest is that of the file; of the tag files too."""
    told = Check("bag")
    there = {
        path.relative_to(of.top).as_posix(): path
        for path in sorted(of.top.rglob("*"))
        if path.is_symlink() or not path.is_dir()
    }
    for name, path in there.items():
        if path.is_symlink():
            told.differs(f"{name} 是链接，不是文件", f"{name} is a link and no file")
    if of.bytes("bagit.txt") != b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n":
        told.differs("bagit.txt 不是 BagIt 1.0", "bagit.txt is not of BagIt 1.0")
    if "fetch.txt" in there:
        told.differs(
            "有 fetch.txt：本包不从别处取文件", "there is a fetch.txt: nothing of this bundle is fetched from elsewhere"
        )
    payload = {name for name in there if name.startswith("data/")}
    beside = there.keys() & {SIGNATURE, COVER}
    tags = there.keys() - payload - beside - {f"tagmanifest-{one}.txt" for one in ALGORITHMS}
    for algorithm in ALGORITHMS:
        for kind, wanted in (("manifest", payload), ("tagmanifest", tags)):
            _listed(of, told, f"{kind}-{algorithm}.txt", algorithm, wanted)
    oxum = re.search(r"^Payload-Oxum: (\d+)\.(\d+)$", of.bytes("bag-info.txt").decode("utf-8", "replace"), re.MULTILINE)
    size = sum(there[name].stat().st_size for name in payload if there[name].is_file())
    if not oxum or (int(oxum[1]), int(oxum[2])) != (size, len(payload)):
        told.differs("bag-info.txt 的 Payload-Oxum 与文件不符", "Payload-Oxum of bag-info.txt is not that of the files")
    told.tells(f"{len(payload)} 个文件，{size} 字节", f"{len(payload)} files, {size} bytes")
    return told


def _listed(of: Bundle, told: Check, name: str, algorithm: str, wanted: Iterable[str]) -> None:
    listed = manifest(of.bytes(name))
    if listed is None:
        told.differs(f"{name} 读不出", f"{name} cannot be read")
        return
    for one in sorted(set(listed) - set(wanted)):
        told.differs(f"缺少 {one}（{name}）", f"{one} is missing ({name})")
    for one in sorted(set(wanted) - set(listed)):
        told.differs(f"{one} 不在 {name} 中", f"{one} is not in {name}")
    for one in sorted(set(wanted) & set(listed)):
        if hashlib.new(algorithm, of.bytes(one)).hexdigest() != listed[one]:
            told.differs(f"{one} 已被改动（{algorithm}）", f"{one} was changed ({algorithm})")


# Custody chain.


def check_chain(of: Bundle, rows: list[Row], head: str) -> Check:
    """Each row hashes to what it says and holds the hash of the one before; the last is the head that the bundle names."""
    told = Check("chain")
    before, at, covered = START, "", 0
    for expected, row in enumerate(rows, 1):
        if row.get("seq") != expected:
            told.differs(
                f"第 {expected} 行的序号是 {row.get('seq')}", f"row {expected} bears the number {row.get('seq')}"
            )
        if row.get("prev") != before:
            told.differs(f"第 {expected} 行不接前一行", f"row {expected} does not follow the row before")
        body = {name: row.get(name) for name in ("seq", "at", "actor", "act", "detail", "prev")}
        if row.get("covered"):
            covered += 1
        elif sha256(canonical(body)) != row.get("hash"):
            told.differs(f"第 {expected} 行的内容与其哈希不符", f"row {expected} does not hash to what it says")
        if str(row.get("at", "")) < at and "clock_back_from" not in (row.get("detail") or {}):
            told.differs(
                f"第 {expected} 行的时间早于前一行", f"the time of row {expected} is before that of the row before"
            )
        before, at = str(row.get("hash")), str(row.get("at", ""))
    bundle = of.json("data/bundle.json")
    if (bundle.get("custody_rows"), bundle.get("custody_head")) != (len(rows), before):
        told.differs("链尾与 bundle.json 所载不符", "the end of the chain is not the one that bundle.json names")
    if head and not any(str(row.get("hash")).startswith(head) for row in rows):
        told.differs(f"链中没有纸上的哈希 {head}", f"no row has the hash on paper, {head}")
    if covered:
        told.unchecked(
            f"{covered} 行的内容有遮盖，只核对了前后衔接",
            f"{covered} rows are covered in part: only how they follow one another was checked",
        )
    told.tells(f"共 {len(rows)} 行，末行 {before}", f"{len(rows)} rows, head {before}")
    return told


# Signature.


def _strings(data: bytes) -> Iterator[bytes]:
    at = 0
    while at + 4 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 4 + size]
        at += 4 + size


def public_key(armoured: bytes) -> bytes:
    """The public key that stands in a signature of sshsig form; empty where it is none."""
    text = armoured.decode("ascii", "replace")
    found = re.fullmatch(r"-----BEGIN SSH SIGNATURE-----\s(.*)\s-----END SSH SIGNATURE-----\s*", text, re.DOTALL)
    try:
        data = base64.b64decode("".join(found[1].split()), validate=True) if found else b""
    except ValueError:
        return b""
    return next(_strings(data[10:]), b"") if data[:10] == b"SSHSIG\0\0\0\1" else b""


def fingerprint(key: bytes) -> str:
    """How ``ssh-keygen -l`` names a public key."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(key).digest()).decode().rstrip("=")


def check_signature(of: Bundle, rows: list[Row], key: str, bag: str) -> Check:
    """The signature is of the tag manifest, and so of everything; its key is one that the custody chain records."""
    told = Check("signature")
    digest = sha256(of.bytes("tagmanifest-sha256.txt"))
    told.tells(f"移交包摘要 {digest}", f"digest of the bundle {digest}")
    if bag and not digest.startswith(bag):
        told.differs(f"移交包摘要与纸上的 {bag} 不符", f"the digest of the bundle is not the one on paper, {bag}")
    if not (of.top / SIGNATURE).is_file():
        told.differs(f"没有签名 {SIGNATURE}", f"there is no signature {SIGNATURE}")
        return told
    public = public_key(of.bytes(SIGNATURE))
    if not public:
        told.differs(f"{SIGNATURE} 不是 sshsig 签名", f"{SIGNATURE} is no signature in sshsig form")
        return told
    mark, written = fingerprint(public), "ssh-ed25519 " + base64.b64encode(public).decode()
    signers = [
        row for row in rows if row.get("act") == "sign.key" and (row.get("detail") or {}).get("public") == written
    ]
    told.tells(f"签名公钥 {mark}", f"signing key {mark}")
    if signers:
        row = signers[-1]
        told.tells(
            f"保管链第 {row['seq']} 行由 {row['actor']} 登记",
            f"recorded by {row['actor']} in row {row['seq']} of the custody chain",
        )
    else:
        told.differs("保管链没有登记这把公钥", "the custody chain does not record this key")
    if key and key != mark:
        told.differs(f"签名公钥与纸上的 {key} 不符", f"the signing key is not the one on paper, {key}")
    if not key:
        told.tells(
            "公钥是谁的，请与纸质封面上的指纹核对（--key）",
            "whose key it is: compare the fingerprint with the paper cover (--key)",
        )
    tool = shutil.which("ssh-keygen")
    if tool is None or of.top.resolve() in Path(tool).resolve().parents:
        told.unchecked(
            "本机没有 ssh-keygen，签名没有核验",
            "there is no ssh-keygen on this computer: the signature was not checked",
        )
        return told
    with tempfile.TemporaryDirectory() as folder:
        allowed = Path(folder) / "allowed_signers"
        allowed.write_text(f'signer namespaces="{NAMESPACE}" {written}\n', encoding="ascii")
        call = [
            tool,
            "-Y",
            "verify",
            "-f",
            str(allowed),
            "-I",
            "signer",
            "-n",
            NAMESPACE,
            "-s",
            str(of.top / SIGNATURE),
        ]
        done = subprocess.run(call, input=of.bytes("tagmanifest-sha256.txt"), capture_output=True, check=False)
    if done.returncode:
        told.differs("签名与本包不符（ssh-keygen）", "the signature is not of this bundle (ssh-keygen)")
    return told


# What the chain and the file of figures say of the other files.


def check_run(of: Bundle, told_by: Row, rows: list[Row]) -> Check:
    """The file of figures is the one of which the last row ``run`` holds the digest."""
    told = Check("run")
    runs = [row for row in rows if row.get("act") == "run"]
    if not runs or (runs[-1].get("detail") or {}).get("figures") != sha256(of.bytes("data/figures/figures.json")):
        told.differs(
            "figures.json 不是保管链最后一次运行的数据",
            "figures.json is not what the last run in the custody chain counted",
        )
    if any(
        told_by.get(name) != digest for name, digest in of.json("data/versions/build.json").items() if name != "commit"
    ):
        told.differs("build.json 与数据文件所载的版本不符", "build.json names other versions than the file of figures")
    if runs:
        told.tells(f"保管链第 {runs[-1]['seq']} 行", f"row {runs[-1]['seq']} of the custody chain")
    return told


def check_evidence(of: Bundle, told_by: Row) -> Check:
    """The digests of the evidence files, with what bears on reading them, give the digest in the file of figures."""
    told = Check("evidence")
    rows = sorted(tuple(row) for row in of.json("data/versions/evidence.json") or ())
    if sha256(json.dumps(rows).encode()) != told_by.get("evidence_digest"):
        told.differs(
            "证据文件的摘要与数据文件所载不符",
            "the digests of evidence files are not those that the figures were counted from",
        )
    named = {row[0] for row in rows}
    listed = {str(row.get("sha256")) for row in of.rows("sources")}
    if named != listed:
        told.differs(
            "证据文件清单（tables/sources.jsonl）与此不符",
            "the list of evidence (tables/sources.jsonl) has other files",
        )
    told.tells(f"{len(rows)} 个证据文件", f"{len(rows)} evidence files")
    return told


def check_decisions(of: Bundle, told_by: Row, chain: list[Row]) -> Check:
    """Every decision gives the digest in the file of figures; each has its row in the chain, with its officer, and the other way round."""
    told, rows = Check("decisions"), of.rows("decisions")
    kept = [
        [
            r.get("id"),
            r.get("act"),
            r.get("target"),
            r.get("reason"),
            r.get("undone_by"),
            *([r["tagged"]] if r.get("tagged") else []),
        ]
        for r in rows
    ]
    if any(row.get("covered") for row in rows):
        told.unchecked(
            "有的理由有遮盖，摘要无法重算", "some reasons are covered, so the digest cannot be computed again"
        )
    elif sha256(canonical(kept) + b"\n") != told_by.get("decisions_digest"):
        told.differs("认定的摘要与数据文件所载不符", "the decisions are not those that the figures were counted from")
    by_id = {str(row.get("id")): row for row in rows}
    recorded = {str((row.get("detail") or {}).get("decision")): row for row in chain if row.get("act") == "decide"}
    for name in sorted(by_id.keys() ^ recorded.keys()):
        told.differs(f"认定 {name} 不在保管链或不在表中", f"decision {name} is not in the chain, or not in the table")
    for name in sorted(by_id.keys() & recorded.keys()):
        row, detail = recorded[name], recorded[name].get("detail") or {}
        if by_id[name].get("officer") != detail.get("officer", row.get("actor")):
            told.differs(
                f"认定 {name} 的经办人与保管链不符", f"the officer of decision {name} is not the one in the chain"
            )
        if "officer" not in detail and not 0 <= _seconds(by_id[name].get("at"), row.get("at")) <= WHILE:
            told.differs(f"认定 {name} 的时间与保管链不符", f"the time of decision {name} is not the one in the chain")
    told.tells(f"{len(rows)} 项认定", f"{len(rows)} decisions")
    return told


def _seconds(first: object, last: object) -> float:
    return (datetime.fromisoformat(str(last)) - datetime.fromisoformat(str(first))).total_seconds()


def check_rules(of: Bundle, told_by: Row) -> Check:
    """The texts of the rules give the eight digits that the file of figures names."""
    told, texts = Check("rules"), of.json("data/versions/rules.json")
    shipped = _mark({name: text.encode() for name, text in sorted((texts.get("shipped") or {}).items())})
    local = {name: text.encode() for name, text in (texts.get("local") or {}).items()}
    mark = _mark({"": shipped.encode(), **local}) if local else shipped
    name, _, wanted = str(told_by.get("rules")).rpartition("@")
    if (texts.get("name"), mark) != (name, wanted):
        told.differs(
            f"规则文本是 {mark}，数据文件所载是 {name}@{wanted}",
            f"the texts of the rules are {mark}, the figures name {name}@{wanted}",
        )
    told.tells(
        f"{name}@{wanted}，{len(texts.get('shipped') or ()) + len(local)} 个文件",
        f"{name}@{wanted}, {len(texts.get('shipped') or ()) + len(local)} files",
    )
    return told


def _mark(named: dict[str, bytes]) -> str:
    found = hashlib.sha256()
    for name, data in sorted(named.items()):
        found.update(name.encode() + b"\0" + data)
    return found.hexdigest()[:8]


def check_csv(of: Bundle, told_by: Row) -> Check:
    """The table of figures for people says what the file of figures says."""
    told = Check("csv")
    wanted = {(str(f["scope"]), str(f["id"])): f for f in _figures(told_by)}
    text = of.bytes("data/figures/figures.csv").decode("utf-8-sig", "replace")
    seen = set()
    for row in csv.DictReader(io.StringIO(text, newline="")):
        key = (str(row.get("scope")), str(row.get("id")))
        figure = wanted.get(key)
        seen.add(key)
        if figure is None or any(row.get(name) != _cell(figure.get(name)) for name in row if name):
            told.differs(
                f"figures.csv 的 {key[0]}/{key[1]} 与数据文件不符",
                f"figures.csv: {key[0]}/{key[1]} is not what the file of figures says",
            )
    for scope, name in sorted(wanted.keys() - seen):
        told.differs(f"figures.csv 缺少 {scope}/{name}", f"figures.csv lacks {scope}/{name}")
    return told


def _cell(value: object) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


def _figures(told_by: Row) -> Iterator[Row]:
    for part in (told_by, *(told_by.get("scopes") or ())):
        yield from part.get("figures") or ()


# Counting again.


def within(bound: int, counts: object) -> bool:
    """Whether a publication counts at this bound (0 low, 1 estimate, 2 high); ``counts`` is the first bound that holds it."""
    return counts in ENDS[: bound + 1]


WHO = ("person_low", "person_best", "person")


def distinct(rows: Iterable[Row], *columns: str) -> int:
    """How many different values these columns have together."""
    return len({tuple(row[name] for name in columns) for row in rows})


def tiers(publications: list[Row], kinds: dict[str, Row], lines: dict[int, int]) -> Iterator[tuple[str, Bounds]]:
    """One set of one person is one 条, in the tier of its highest kind; and the sum of proportions."""
    own = [(row["kinds_low"] if row["kinds_low"] is not None else row["kinds"]) or [] for row in publications]
    sure = [
        (row["kinds_admitted"] if row["kinds_admitted"] is not None else left) or []
        for row, left in zip(publications, own)
    ]
    whole: dict[str, dict[Any, set[str]]] = {"own": defaultdict(set), "sure": defaultdict(set)}
    for row, left, least in zip(publications, own, sure):
        whole["own"][row["item_set_no"]].update(left)
        whole["sure"][row["item_set_no"]].update(least)

    def top(held: Iterable[str], end: str) -> int:
        return max((RANK[kinds[kind][end]] for kind in held), default=0)

    found: list[set[tuple[Any, ...]]] = [set(), set(), set()]
    for row, left, least in zip(publications, own, sure):
        every, number = row["kinds"] or [], row["item_set_no"]
        kept = whole["own"][number] if left else set()
        firm = whole["sure"][number] if least else set()
        if within(0, row["counts"]) and row["repeat_low"] is None and kept and firm:
            lowest = top(firm, "tier_low")
            found[0].add((row["person_low"], number, lowest, top(kept, "tier_high"), lowest))
        if within(1, row["counts"]) and kept:
            middle = top(kept, "tier_default")
            found[1].add((row["person_best"], number, middle, middle, middle))
        if within(2, row["counts"]) and every:
            highest = top(every, "tier_high")
            found[2].add((row["person"], number, top(kept or every, "tier_low"), highest, highest))
    for name, tier in TIERS.items():
        low = sum(lowest == highest == tier for _, _, lowest, highest, _ in found[0])
        best = sum(taken == tier for *_, taken in found[1])
        high = sum(lowest <= tier <= highest for _, _, lowest, highest, _ in found[2])
        yield name, (min(low, best, high), best, max(low, best, high))
    sums = [sum((Fraction(1, lines[taken]) for *_, taken in records), Fraction(0)) for records in found]
    yield "ratio", tuple(f"{one.numerator}/{one.denominator}" for one in sums)  # type: ignore[misc]


def home(channel: str) -> str:
    """By which key a forward names a captured channel."""
    platform, _, rest = channel.partition(":")
    kind, _, number = rest.partition(":")
    return (
        f"{platform}:{'c' if kind in ('channel', 'supergroup') else 'g'}{number}"
        if kind in ("channel", "supergroup", "group")
        else channel
    )


def seen(reach: list[Row], homes: set[str]) -> Iterator[tuple[str, Bounds]]:
    """Times seen, a first post and its forwards once in the low; and how many posts have a reading. Nothing where no post has one."""
    for part in ("views", "views_pi"):
        told: dict[Any, dict[Any, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
        untold: dict[Any, list[int]] = defaultdict(lambda: [0, 0])
        strays: dict[str, int] = defaultdict(int)
        counters: dict[Any, int] = defaultdict(int)
        covered: tuple[set[str], set[str], set[str]] = (set(), set(), set())
        rows = [row for row in reach if row["seen"] is not None]
        for row in rows:
            ends = [row["seen_low"], row["seen"], row["seen_high"]]
            if part == "views_pi":
                ends = [end if row["exposes"] in ENDS[: n + 1] else None for n, end in enumerate(ends)]
            post = f"{home(row['channel_id'])}/{row['album'] if row['album'] is not None else row['post_id']}"
            origin = None if row["story"] is None else row["story"].rpartition("/")[0]
            heard = origin in homes
            low, best, high = ends
            if row["in_low"] == "untold":
                untold[origin][0] = max(untold[origin][0], low or 0)
                untold[origin][1] = max(untold[origin][1], (best or 0) if heard else 0)
            elif row["in_low"] != "apart":
                story = told[origin][row["story"]]
                story[0], story[1] = max(story[0], low or 0), max(story[1], best or 0)
            if row["in_low"] == "apart" or (row["in_low"] == "untold" and origin is not None and not heard):
                strays[post] = max(strays[post], best or 0)
            counters[row["counter"]] = max(counters[row["counter"]], high or 0)
            for end, posts in zip((low, best, high), covered):
                if end is not None:
                    posts.add(post)
        if not rows:
            return
        sums = [0, 0]
        for origin in {*told, *untold}:
            for n in (0, 1):
                stories = [story[n] for story in told[origin].values()] if origin in told else []
                sums[n] += sum(stories) + max(
                    (untold[origin][n] if origin in untold else 0) - max(stories, default=0), 0
                )
        yield part, (sums[0], sums[1] + sum(strays.values()), sum(counters.values()))
        yield f"{part}_coverage", (len(covered[0]), len(covered[1]), len(covered[2]))


def counted(tables: dict[str, list[Row]], kinds: dict[str, Row], homes: set[str], lines: Row) -> dict[str, Bounds]:
    """Every headline figure from the tables, at low, estimate and high; one that nothing tells is not in it. ``lines``: of each tier, art. 5(1)."""
    posts, publications, ages, exposures = (tables[name] for name in ("posts", "publications", "ages", "exposures"))
    out: dict[str, Bounds] = {}

    def each(name: str, count: Callable[[int], int]) -> None:
        out[name] = (count(0), count(1), count(2))

    def of(rows: list[Row], bound: int, test: Callable[[Row], bool] = lambda _: True, by: str = "counts") -> list[Row]:
        return [row for row in rows if within(bound, row[by]) and test(row)]

    out["channels"] = (distinct(posts, "channel_id"),) * 3
    albums = len({(row["channel_id"], row["album"] if row["album"] is not None else row["post_id"]) for row in posts})
    out["posts"] = (albums, distinct(posts, "channel_id", "post_id"), distinct(posts, "channel_id", "post_id"))
    each("posts_with_pi", lambda b: distinct(of(publications, b), "channel_id", "post_id"))
    each(
        "publications",
        lambda b: distinct(
            of(publications, b),
            *(("channel_id", "post_id", "person_no") if b == 2 else (WHO[b], "channel_id", "post_id")),
        ),
    )
    each("persons", lambda b: distinct(of(publications, b), WHO[b]))
    out["items_person"] = out["persons"]
    each("persons_civil", lambda b: distinct(of(publications, b, by="counts_civil"), WHO[b]))

    def young(row: Row, bound: int, age: int = 14) -> bool:
        return bool(row[f"under_{age}_{('low', 'best', 'high')[bound]}"])

    each("minors", lambda b: distinct(of(ages, b, lambda row: young(row, b, 18)), WHO[b]))
    each("minors_under_14", lambda b: distinct(of(ages, b, lambda row: young(row, b)), WHO[b]))
    repeats = ("repeat_low", "repeat_best", "repeat_of")
    each("dossiers", lambda b: len(of(publications, b, lambda row: row[repeats[b]] is None)))
    each(
        "items_set",
        lambda b: distinct(of(publications, b, lambda row: b > 0 or row["repeat_low"] is None), WHO[b], "item_set_no"),
    )

    def shown(row: Row, bound: int) -> bool:
        if bound == 2:
            return True
        return row["shown"] in ENDS[: bound + 1] and row["admitted" if bound == 0 else "sure"] == 1 and not row["hub"]

    def sensitive(row: Row, bound: int) -> bool:
        how = kinds[row["kind"]]["sensitive"]
        return how == "surely" or (bound == 2 and how == "perhaps")

    value = ("spelling_no", "value_no", "value_no")
    each("items_field", lambda b: distinct(of(exposures, b, lambda row: shown(row, b)), WHO[b], "kind", value[b]))
    each(
        "kinds",
        lambda b: distinct(
            of(
                exposures, b, lambda row: shown(row, b) and not (b == 2 and row["kind"] == "other" and row["sure"] == 0)
            ),
            "kind",
        ),
    )
    each(
        "sensitive_persons",
        lambda b: distinct(
            of(exposures, b, lambda row: (sensitive(row, b) and shown(row, b)) or young(row, b)), WHO[b]
        ),
    )
    each(
        "sensitive_items",
        lambda b: distinct(
            of(exposures, b, lambda row: shown(row, b) and (sensitive(row, b) or young(row, b))),
            WHO[b],
            "kind",
            value[b],
        ),
    )
    out.update(tiers(publications, kinds, {RANK[tier]: line for tier, line in lines.items()}))
    for label in LABELS:
        acts = [row for row in tables["conduct"] if row["label"] == label]
        out[label] = (
            distinct((row for row in acts if row["status"] == "confirmed"), "channel_id", "post_id"),
            distinct((row for row in acts if row["status"] != "doubtful"), "channel_id", "post_id"),
            distinct(acts, "channel_id", "post_id"),
        )
    out.update(seen(tables["reach"], homes))
    return out


def core_channels(ranking: list[Row]) -> Bounds | None:
    """How many channels are core; None where none was weighed or none is."""
    core: Bounds = (
        sum(bool(row["in_low"]) for row in ranking),
        sum(bool(row["in_best"]) for row in ranking),
        sum(bool(row["in_high"]) for row in ranking),
    )
    return core if core[2] or any(row["decided"] and row["place"] for row in ranking) else None


def recount(of: Bundle, told_by: Row, out: list[Row]) -> Check:
    """Each figure that can be counted beside the one that was published, of all captures and of the core channels; ``out`` gets a row of each."""
    told = Check("figures")
    names = ("posts", "publications", "ages", "exposures", "conduct", "reach")
    kinds = {str(row.get("kind")): row for row in of.rows("kinds")}
    every = {name: of.rows(name) for name in names}
    ranking, lines = of.rows("channel_ranking"), of.json("data/versions/rules.json")["lines"]
    homes = {home(row["channel_id"]) for row in every["posts"]}
    parts: list[tuple[str, Row, dict[str, list[Row]]]] = [("all", told_by, every)]
    for scope in told_by.get("scopes") or ():
        inside = set(scope["channels"])
        if scope["scope"] == "core" and inside != {row["channel_id"] for row in ranking if row["in_best"]}:
            told.differs(
                "核心频道与 tables/channel_ranking.jsonl 不符",
                "the core channels are not those of tables/channel_ranking.jsonl",
            )
        part = {name: [row for row in rows if row["channel_id"] in inside] for name, rows in every.items()}
        part.update((name, of.rows(f"{scope['scope']}/{name}")) for name in ("publications", "exposures"))
        parts.append((scope["scope"], scope, part))
    for name, published, tables in parts:
        again: dict[str, Bounds] = counted(tables, kinds, homes, lines[name])
        if name == "all" and (core := core_channels(ranking)):
            again["core_channels"] = core
        held = {row["id"]: row for row in published.get("figures") or ()}
        for id_ in [*HEADLINE, "core_channels"] if name == "all" else HEADLINE:
            row = held.get(id_) or {}
            mine = [None if one is None else str(one) for one in again.get(id_) or (None,) * 3]
            theirs = [None if row.get(end) is None else str(row[end]) for end in ENDS]
            agrees = mine == theirs and (bool(row) or id_ not in again)
            out.append(
                {
                    "scope": name,
                    "id": id_,
                    "unit": row.get("unit"),
                    "counted": mine,
                    "published": theirs,
                    "agrees": agrees,
                }
            )
            if not agrees:
                told.differs(
                    f"{name}/{id_}：公布 {_range(theirs)}，重新计算 {_range(mine)}",
                    f"{name}/{id_}: published {_range(theirs)}, counted again {_range(mine)}",
                )
            if row.get("status") == "machine" and row.get("value") != row.get("low"):
                told.differs(
                    f"{name}/{id_}：没有认定，采用值却不是低值",
                    f"{name}/{id_}: nobody decided, and yet its value is not the low",
                )
    told.tells(
        f"{sum(row['agrees'] for row in out)} / {len(out)} 项数据相符",
        f"{sum(row['agrees'] for row in out)} of {len(out)} figures agree",
    )
    return told


HEADLINE = (
    "channels", "posts", "posts_with_pi", "publications", "persons", "persons_civil", "minors", "minors_under_14", "dossiers", "items_set", "items_person",
    "items_field", "kinds", "sensitive_persons", "sensitive_items", "tier_a", "tier_b", "tier_c", "ratio", *LABELS, "views", "views_coverage", "views_pi",
    "views_pi_coverage",
)  # fmt: skip


def _range(ends: list[str | None]) -> str:
    return " – ".join("—" if end is None else end for end in ends)


# The whole.


def tried(name: str, check: Callable[[], Check]) -> Check:
    """A check; where a file has another shape than it had, that is what differs."""
    try:
        return check()
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OSError) as fault:
        told = Check(name)
        said = f"{type(fault).__name__} {fault}"
        told.differs(f"文件的形状不对：{said}", f"a file has another shape: {said}")
        return told


def verify(top: Path, key: str = "", head: str = "", bag: str = "") -> Row:
    """Every check over a bundle, as ``--json`` prints it."""
    of = Bundle(top)
    told_by, chain, figures = of.json("data/figures/figures.json"), of.rows("custody"), list[Row]()
    checks = [
        tried("bag", lambda: check_bag(of)),
        tried("chain", lambda: check_chain(of, chain, head)),
        tried("signature", lambda: check_signature(of, chain, key, bag)),
        tried("run", lambda: check_run(of, told_by, chain)),
        tried("evidence", lambda: check_evidence(of, told_by)),
        tried("decisions", lambda: check_decisions(of, told_by, chain)),
        tried("rules", lambda: check_rules(of, told_by)),
        tried("csv", lambda: check_csv(of, told_by)),
        tried("figures", lambda: recount(of, told_by, figures)),
    ]
    for said in dict.fromkeys(of.unread):
        checks[0].differs(*said)
    return {
        "sound": all(one.state != DIFFERS for one in checks),
        "checks": [
            {"id": one.name, "state": one.state, "said": [{"zh": zh, "en": en} for zh, en in one.said]}
            for one in checks
        ],
        "figures": figures,
        "cannot": [{"zh": zh, "en": en} for zh, en in CANNOT],
    }


def lines(told: Row, lang: str) -> Iterator[str]:
    """The same for people."""
    side = 0 if lang == "zh" else 1
    for one in told["checks"]:
        yield f"[{MARKS[one['state']][side]}] {TITLES[one['id']][side]}"
        said = [sentence[lang] for sentence in one["said"]]
        yield from (f"    {sentence}" for sentence in said[:LONGEST])
        if len(said) > LONGEST:
            yield "    " + (f"……共 {len(said)} 项", f"… {len(said)} in all")[side]
    yield ""
    yield ("重新计算的数据（低 – 估计 – 高）", "Figures counted again (low – estimate – high)")[side]
    for row in told["figures"]:
        else_ = "" if row["agrees"] else f"{('  公布：', '  published: ')[side]}{_range(row['published'])}"
        yield f"  {'=' if row['agrees'] else '≠'} {row['scope']:<5} {row['id']:<18} {_range(row['counted'])}{else_}"
    yield ""
    yield ("本程序不能核验的：", "What this program cannot check:")[side]
    yield from (f"  - {sentence[lang]}" for sentence in told["cannot"])
    yield ""
    undone = [one for one in told["checks"] if one["state"] == UNCHECKED]
    if not told["sound"]:
        yield ("结论：有不符之处，见上。", "Result: something differs, see above.")[side]
    elif undone:
        yield (
            "结论：没有发现不符之处；有的没有核验，见上。",
            "Result: nothing differs; some of it was not checked, see above.",
        )[side]
    else:
        yield ("结论：没有发现不符之处。", "Result: nothing differs.")[side]


LONGEST = 40
"""Sentences of one check that are printed; ``--json`` has all."""


def main() -> int:
    """Read the call, check, print; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=str(Path(__file__).resolve().parent))
    parser.add_argument("--lang", choices=["zh", "en"], default="zh")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--key", default="", metavar="SHA256:…")
    parser.add_argument("--head", default="", metavar="HASH")
    parser.add_argument("--bag", default="", metavar="SHA256")
    given = parser.parse_args()
    top = Path(given.folder)
    if not (top / "bagit.txt").is_file():
        print(f"{top}: 不是移交包（没有 bagit.txt） / no bundle (there is no bagit.txt)", file=sys.stderr)
        return 2
    head, bag = (one.lower().rstrip("….") for one in (given.head, given.bag))
    if not all(re.fullmatch("[0-9a-f]{12,64}", one) for one in (head, bag) if one):
        print("--head、--bag：至少写十二位十六进制数 / at least twelve hex digits", file=sys.stderr)
        return 2
    told = verify(top, given.key, head, bag)
    if given.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        if given.lang == "zh":
            print("English: python3 -I verify.py --lang en\n")
        print("\n".join(lines(told, given.lang)))
    return 0 if told["sound"] else 1


if __name__ == "__main__":
    sys.exit(main())
