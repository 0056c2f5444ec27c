#!/usr/bin/env python3
"""核验本移交包：只用 Python 3.9 以上的标准库，不用本包的制作程序，不联网，不改动任何文件。

Check this bundle with the standard library of Python 3.9 or later alone: without the program that made it, without a network, changing nothing.

先核对本文件：sha256sum verify.py 须与纸质封面上的相同；不同的不要运行。
First this file: sha256sum verify.py must be the digest on the paper cover; where it is another, do not run it.

    python3 -I verify.py                      核验本文件所在的文件夹 / check the folder that this file lies in
    python3 -I verify.py --lang en            English
    python3 -I verify.py --json               for machines
    python3 -I verify.py --key SHA256:…       纸质封面上的签名公钥指纹 / fingerprint of the signing key on the paper cover
    python3 -I verify.py --head HASH          纸上的保管链末行哈希 / hash of the last custody row on paper
    python3 -I verify.py --bag SHA256         纸上的移交包摘要 / digest of the bundle on paper
    python3 -I verify.py --posts 11/5         列出一项数据（第 11 号文书的数据 5）背后的贴文 / list the posts behind figure 5 of document 11

退出码 0：全部相符，并已与纸质封面核对；1：有不符；2：命令写错、没有写 -I，或 Python 太旧；3：没有发现不符，但有的没有核验（没有 ssh-keygen，或没有写 --bag）。
Exit 0: everything holds and was compared with the paper cover; 1: something differs; 2: this call cannot be understood, lacks -I, or Python is too old; 3: nothing was found
to differ, but something was not checked (no ssh-keygen, or no --bag). Without --key or --bag the signature shows only that whoever made the folder
signed it; with --key alone only that it is some bundle of the office that the key is of.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 9):  # noqa: UP036 - before anything that an older one cannot load
    sys.stderr.write(
        "需要 Python 3.9 以上，没有核验任何内容 / Python 3.9 or later is needed; nothing was checked: "
        + sys.version.split()[0]
        + "\n"
    )
    sys.exit(2)

if __name__ == "__main__" and not sys.flags.isolated:  # before anything is loaded that may lie beside this file
    sys.stderr.write(
        "没有核验任何内容：须写 python3 -I verify.py。不写 -I 的，会先读入本文件夹里冒名的模块，由它代为回答。\n"
        "Nothing was checked: write python3 -I verify.py. Without -I a module of that name in this folder would be loaded first and answer in its place.\n"
    )
    sys.exit(2)

import argparse
import base64
import csv
import hashlib
import io
import json
import os
import re
import shutil
import stat
import subprocess
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Callable, NoReturn, TypeVar
from xml.etree import ElementTree as ET

Row = dict[str, Any]
Bounds = tuple[Any, Any, Any]
NOT_KNOWN: Bounds = (None, None, None)

NAMESPACE = "doxdocket-handover"
SIGNATURE, COVER = "signature.sig", "cover.docx"
ALGORITHMS = ("sha256", "sha512")
START = "0" * 64
ENDS = ("low", "estimate", "high")
CHAINED = ("seq", "at", "actor", "act", "detail", "prev")
"""What a row of the custody chain is hashed over; beside it stand ``hash`` and, where something in it is hidden, ``covered``."""
HIDDEN = ("〔已遮盖〕", "[masked]")
"""What stands in place of a hidden value, in the two languages."""
BUILT = ("code", "commit", "detector", "lists", "rules", "software", "weights")
BUNDLE = ("case", "custody_head", "custody_rows", "day", "documents", "quoted", "run", "scope")
CSV = (
    "scope",
    "id",
    "label",
    "label_en",
    "unit",
    "low",
    "estimate",
    "high",
    "value",
    "adopts",
    "status",
    "rule",
    "article",
    "note",
    "note_en",
)
RATIO = "cn/fashi-2017-10/5-1-6"
SMALL, LARGE, LINE = 1 << 26, 1 << 36, 1 << 24
"""The most bytes of a file that is read whole, of one that is only hashed, and of one line of a table."""
RANK = {"C": 1, "B": 2, "A": 3}
TIERS = {"tier_a": 3, "tier_b": 2, "tier_c": 1}
WHILE = 3600
"""Seconds from a decision to its row in the chain: many are recorded together."""
LABELS = ("insult", "threat", "incitement", "paid_task", "sale_offer", "promotion")

HOLDS, DIFFERS, UNCHECKED = "holds", "differs", "unchecked"
MARKS = {HOLDS: ("相符", "holds"), DIFFERS: ("不符", "DIFFERS"), UNCHECKED: ("未核验", "not checked")}

TITLES = {
    "paper": ("与纸质封面核对", "compared with the paper cover"),
    "bag": ("文件与清单（BagIt）", "files and manifests (BagIt)"),
    "chain": ("保管链", "custody chain"),
    "signature": ("签名", "signature"),
    "run": ("数据文件与保管链", "file of figures and custody chain"),
    "evidence": ("证据文件清单与数据文件", "list of evidence and file of figures"),
    "decisions": ("认定与数据文件、保管链", "decisions, file of figures and custody chain"),
    "rules": ("规则版本", "edition of the rules"),
    "csv": ("数据表（CSV）与数据文件", "table of figures (CSV) and file of figures"),
    "tables": ("各表的形状", "shape of the tables"),
    "documents": ("文书与 bundle.json", "documents and bundle.json"),
    "figures": ("主要数据重新计算", "headline figures counted again"),
    "law": ("按条文标准重新计算的回答", "answers of the law's lines reckoned again"),
}

CANNOT: tuple[tuple[str, str], ...] = (
    (
        "原文是否如遮盖后的表所示、遮盖是否得当：原文和个人信息不在本包内，由持钥匙的经办人当庭打开。",
        "Whether the posts say what the masked tables tell of them, and whether masks are right: posts and values are not in this bundle; an officer with the key opens them in court.",
    ),
    (
        "谁与谁是同一人（person、person_best、person_low）、哪组信息能识别特定自然人（counts；经人认定的，另与认定核对）、哪一组重复前一组（repeat_*）、两个值是否相同（value_no、spelling_no）：这些按表中所载计算，理由见文书和 tables/links.jsonl。",
        "Who is whom (person, person_best, person_low), which set identifies somebody (counts; where somebody decided it, held against the decision), which repeats another (repeat_*), whether two values are equal (value_no, spelling_no): taken as the tables have them; why stands in the documents and in tables/links.jsonl.",
    ),
    (
        "发布之日的年龄（under_18_*、under_14_*）、种类是否显示（shown）、值是否可靠（sure、admitted）、哪个浏览读数属于哪一原贴（story、counter）、哪些频道是核心频道（in_low、in_best、in_high）：按表中所载计算，不重新判断。",
        "Age on the day of the post (under_18_*, under_14_*), whether a kind is shown (shown) and a value sure (sure, admitted), which reading is of which first post (story, counter), which channels are core (in_low, in_best, in_high): taken as the tables have them, not judged again.",
    ),
    (
        "文书（documents/）里的文字、登记簿、损失、程序：只核对文件未被改动，docx 文书中各数据表（有数据的号的，和只写数据名称的；“归于被告”一栏除外）与数据文件相同，所引的证据在 tables/exhibits.jsonl 中（贴文、文件名和登记的文字里自己写的，bundle.json 的 quoted 列出，不算），不核对其余内容。",
        "The words of the documents (documents/), the register, damages, procedure: only that the files were not changed, that tables of figures in docx documents (with numbers of figures, or their names alone; but for the column put to the defendants) have the numbers of the file of figures, and that the exhibits cited are in tables/exhibits.jsonl (but for what posts, names of files and entries themselves write so, which quoted in bundle.json lists); not what else they say.",
    ),
    (
        "纸质以外的封面和签名文件（cover.docx、signature.sig）：不在任何清单之内；cover.docx 可以缺少，有的只核对写有本包的摘要和签名公钥指纹，其余可以改动，须与纸质封面逐字对照；tagmanifest-sha512.txt 不在签名之内，只核对与各文件相符。以纸质封面为准。文件的时间和权限不在核验之内。",
        "The cover and the signature as files (cover.docx, signature.sig): they are in no manifest; cover.docx may be missing; of one that is there only that it bears the digest of this bundle and the fingerprint of the key, all else in it may have been changed, so compare it with the paper cover word for word; tagmanifest-sha512.txt is not under the signature, only that it fits the files was checked. The paper cover counts. Times and permissions of files are not checked.",
    ),
    (
        "verify.py 自己有没有被换过：包内的 verify.py 换过的，会照换的人的意思说话。运行以前先核对它的摘要（sha256sum verify.py）与纸质封面相同，或者用另行取得的同一程序。",
        "Whether verify.py itself was replaced: a replaced one says what its maker wants. Before it is run its digest (sha256sum verify.py) must be the one on the paper cover; or take the same program from elsewhere.",
    ),
    (
        "只由清单和签名保证未改动、没有别的文件可以印证的：下面写明的各表各栏、columns.tsv 中各栏的说明、graphs/、index 和 exhibits.html；figures.json 中每项数据的说明（note、note_en）、条文和规则（article、cites、rule）、来源行（rows）、抽样（sampled、estimated、acceptance），以及 sampling、missed、hints、register_digest。",
        "What the manifests and the signature alone keep from change, since no other file here tells of it: the columns of tables that are named below, what columns.tsv says of each column, graphs/, the index and exhibits.html; in figures.json of each figure its note (note, note_en), articles and rule (article, cites, rule), rows behind it (rows), sampling (sampled, estimated, acceptance), and sampling, missed, hints, register_digest.",
    ),
    (
        "保管链末行以后的行（打开、导出、本次移交本身等，都不改变本包所载的内容）：不在本包内，使同一案件同一天的移交包逐字节相同；有多少行见纸质封面。",
        "Rows of the custody chain after the last one here (openings, exports, this hand-over itself: none changes what the bundle tells): they are not in it, so that one case on one day gives the same bytes; the paper cover says how many there are.",
    ),
    (
        "有遮盖的保管链行和认定（covered）：所遮的原文不在本包内，内容与哈希不能重算，只核对前后衔接和遮盖的位置；由持钥匙的经办人当庭打开该行，哈希即可重算。",
        "Rows of the chain and decisions in which something is hidden (covered): what is hidden is not here and the hash cannot be computed again, so only how rows follow one another and where something is hidden was checked; an officer with the key opens the row in court, and its hash can be computed.",
    ),
    (
        "保管链每一行所记的事是否确曾发生、时间是否准确、经办人是谁：保管链只能说明写下以后没有改动。链尾以后被删去的行，链本身看不出来，须与纸上的末行哈希核对（--head）。",
        "Whether what each custody row tells did happen, whether times are right and who the officer is: a chain shows only that nothing was changed after it was written. Rows cut off its end the chain does not show: compare its head with the one on paper (--head).",
    ),
    (
        "签名公钥是谁的：请与纸质封面上的指纹（--key）和摘要（--bag）核对。整包重做并用另一把钥匙签名的，只有这样才能发现；同一单位的另一份移交包，只有摘要才能发现。",
        "Whose the signing key is: compare its fingerprint (--key) and the digest (--bag) with the paper cover. A bundle made anew as a whole and signed with another key is found in this way alone; another bundle of the same office by the digest alone.",
    ),
)


def plain(text: str) -> str:
    """The text with whatever does not print, or moves what is printed, escaped."""
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape", "backslashreplace").decode() for one in text
    )


def shown_whole(document: str) -> str:
    """A JSON document with the same values and nothing in it that moves what is printed."""
    return "".join(one if one.isprintable() or one == "\n" else json.dumps(one)[1:-1] for one in document)


class Check:
    """One check: its name, what it found, and the sentences for people, each in both languages."""

    def __init__(self, name: str) -> None:
        self.name, self.state, self.said = name, HOLDS, list[tuple[str, str]]()
        self.left = list[tuple[str, str]]()

    def differs(self, zh: str, en: str) -> None:
        """Something is not as it was handed over."""
        self.state = DIFFERS
        self.tells(zh, en)

    def unchecked(self, zh: str, en: str) -> None:
        """Something could not be checked here."""
        if self.state == HOLDS:
            self.state = UNCHECKED
        self.tells(zh, en)

    def tells(self, zh: str, en: str) -> None:
        """A fact beside."""
        self.said.append((plain(zh), plain(en)))

    def leaves(self, zh: str, en: str) -> None:
        """Something that this program does not check, named."""
        self.left.append((plain(zh), plain(en)))


class Refused(ValueError):
    """A JSON text that two readers may read in two ways."""


def _once(pairs: list[tuple[str, Any]]) -> Row:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused("a name stands twice in one object")
    return found


def _number(text: str) -> Any:
    raise Refused(f"{text} is no number of JSON")


def _integer(text: str) -> int:
    if len(text) > DIGITS:  # which an older Python would take hours to read
        raise Refused(f"a number of {len(text)} digits")
    return int(text)


def exact(value: object) -> Fraction:
    """A number as files have it; one that nobody could write out is none."""
    text = str(value)
    if len(text) > DIGITS or re.search(r"[eE][+-]?\d{4}", text):
        raise Refused(f"{text[:80]} is no number to rely on")
    return Fraction(text)


DIGITS = 4000
"""Signs of a number at the most."""


_JSON = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_number, parse_int=_integer)


def parsed(data: bytes) -> Any:
    """A JSON text: UTF-8, no name twice in one object, no NaN.

    Raises:
        ValueError: it is none.

    """
    try:
        return _JSON.decode(data.decode("utf-8"))
    except RecursionError:
        raise Refused("it is nested too deeply") from None


class Bundle:
    """The folder: the regular files in it by path with their sizes, whatever else lies there, and what of it could not be read."""

    def __init__(self, top: Path) -> None:
        self.top, self.files = top, dict[str, int]()
        self.unread: list[tuple[str, str]] = []
        self.odd: list[tuple[str, str]] = []
        self.opened = dict[str, None]()
        self._digests = dict[str, dict[str, str]]()
        self._columns: dict[str, dict[str, None]] | None = None
        for folder, folders, names in os.walk(top, onerror=self._closed):
            for name in (*folders, *names):
                path = Path(folder) / name
                try:
                    inside, mode = path.relative_to(top).as_posix(), path.lstat()
                except OSError as fault:
                    self._closed(fault)
                    continue
                if stat.S_ISREG(mode.st_mode):
                    self.files[inside] = mode.st_size
                elif stat.S_ISLNK(mode.st_mode):
                    self.odd.append((f"{inside} 是链接，不是文件", f"{inside} is a link and no file"))
                elif not stat.S_ISDIR(mode.st_mode):
                    self.odd.append((f"{inside} 不是普通文件", f"{inside} is no regular file"))
            if not folders and not names:
                empty = Path(folder).relative_to(top).as_posix()
                self.odd.append(
                    (f"{empty} 是空文件夹，不在清单之内", f"{empty} is an empty folder that no manifest has")
                )

    def _closed(self, fault: OSError) -> None:
        self.odd.append((f"{fault.filename} 打不开", f"{fault.filename} cannot be opened"))

    def _small(self, name: str) -> bool:
        if name not in self.files:
            self.unread.append((f"读不出 {name}", f"{name} cannot be read"))
        elif self.files[name] > SMALL:
            self.unread.append(
                (
                    f"{name} 过大（{self.files[name]} 字节），没有读",
                    f"{name} is too large ({self.files[name]} bytes) and was not read",
                )
            )
        return self.files.get(name, SMALL + 1) <= SMALL

    def bytes(self, name: str) -> bytes:
        """A file; empty where it is not there or too large, which is told."""
        self.opened[name] = None
        if not self._small(name):
            return b""
        try:
            return (self.top / name).read_bytes()
        except (OSError, MemoryError):
            self.unread.append((f"读不出 {name}", f"{name} cannot be read"))
            return b""

    def digest(self, name: str, algorithm: str = "sha256") -> str:
        """Hex digest of a file, read once; empty where it cannot be read or is too large, which is told."""
        if name not in self._digests:
            found = {one: hashlib.new(one) for one in ALGORITHMS}
            self._digests[name] = dict.fromkeys(ALGORITHMS, "")
            if self.files.get(name, LARGE + 1) > LARGE:
                self.unread.append((f"{name} 过大或者读不出", f"{name} is too large, or cannot be read"))
                return ""
            try:
                with (self.top / name).open("rb") as file:
                    for block in iter(lambda: file.read(1 << 20), b""):
                        for one in found.values():
                            one.update(block)
            except OSError:
                self.unread.append((f"读不出 {name}", f"{name} cannot be read"))
                return ""
            self._digests[name] = {one: state.hexdigest() for one, state in found.items()}
        return self._digests[name][algorithm]

    def json(self, name: str, shape: type = dict) -> Any:
        """A JSON file of that shape; an empty one where it is none, which is told."""
        data = self.bytes(name)
        try:
            found = parsed(data)
        except (ValueError, MemoryError) as fault:
            if data:
                self.unread.append((f"{name} 不是可用的 JSON：{fault}", f"{name} is no JSON to rely on: {fault}"))
            return shape()
        if not isinstance(found, shape):
            self.unread.append((f"{name} 的形状不对", f"{name} has another shape"))
            return shape()
        return found

    def columns(self) -> dict[str, dict[str, None]]:
        """The columns of each table, as the dictionary beside the tables has them."""
        if self._columns is None:
            self._columns = defaultdict(dict)
            for line in self.bytes("data/tables/columns.tsv").decode("utf-8", "replace").splitlines():
                table, _, rest = line.partition("\t")
                self._columns[table][rest.partition("\t")[0]] = None
        return self._columns

    def each(self, name: str) -> Iterator[Row]:
        """The rows of a table in JSON Lines; a line that is none, or has other columns than the dictionary says, is told and left out."""
        path, wanted, faults = f"data/tables/{name}.jsonl", self.columns().get(name.rpartition("/")[2], {}).keys(), 0
        self.opened[path] = None
        if self.files.get(path, LARGE + 1) > LARGE:
            self.unread.append((f"{path} 过大或者读不出", f"{path} is too large, or cannot be read"))
            return
        with (self.top / path).open("rb") as file:
            for number, data in enumerate(iter(lambda: file.readline(LINE), b""), 1):
                row, why = None, ("读不出", "cannot be read")
                try:
                    row = parsed(data) if data.endswith(b"\n") else None
                except (ValueError, MemoryError) as fault:
                    why = (f"读不出：{str(fault)[:200]}", f"cannot be read: {str(fault)[:200]}")
                if isinstance(row, dict) and row.keys() - {"covered"} != wanted:
                    row, why = None, ("的各栏与 columns.tsv 不同", "has other columns than columns.tsv says")
                if isinstance(row, dict):
                    yield row
                    continue
                faults += 1
                self.unread.append(
                    (f"tables/{name}.jsonl 第 {number} 行{why[0]}", f"tables/{name}.jsonl: line {number} {why[1]}")
                )
                if faults == MANY:
                    return

    def rows(self, name: str) -> list[Row]:
        """The same as a list."""
        return list(self.each(name))


MANY = 1000
"""Faults after which the rest of a table is not read."""


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
    told, there = Check("bag"), of.files
    for said in of.odd:
        told.differs(*said)
    for name in sorted(there):
        if not name.isprintable():
            told.differs(
                f"文件名 {name} 中有不显示的或者改变显示的字符",
                f"the file name {name} has signs that do not show, or change what is shown",
            )
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
    size = sum(there[name] for name in payload)
    if not oxum or (oxum[1], oxum[2]) != (str(size), str(len(payload))):
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
        if of.digest(one, algorithm) != listed[one]:
            told.differs(f"{one} 已被改动（{algorithm}）", f"{one} was changed ({algorithm})")


# Custody chain.


def check_chain(of: Bundle, rows: list[Row], head: str) -> Check:
    """Each row hashes to what it says and holds the hash of the one before; the last is the head that the bundle names, and the one on paper."""
    told = Check("chain")
    before, at, covered = START, "", list[str]()
    for expected, row in enumerate(rows, 1):
        if row.get("seq") != expected or type(row.get("seq")) is not int:
            told.differs(
                f"第 {expected} 行的序号是 {row.get('seq')}", f"row {expected} bears the number {row.get('seq')}"
            )
        if row.keys() - {"covered"} != {*CHAINED, "hash"}:
            told.differs(f"第 {expected} 行的各栏不对", f"row {expected} has other columns than a row of the chain")
        if row.get("prev") != before:
            told.differs(f"第 {expected} 行不接前一行", f"row {expected} does not follow the row before")
        if "covered" in row:
            covered.append(str(expected))
            if not covers(row):
                told.differs(
                    f"第 {expected} 行自称有遮盖，所指之处却没有遮盖",
                    f"row {expected} says that something in it is hidden, and nothing is where it says",
                )
        elif sha256(canonical({name: row.get(name) for name in CHAINED})) != row.get("hash"):
            told.differs(f"第 {expected} 行的内容与其哈希不符", f"row {expected} does not hash to what it says")
        if str(row.get("at", "")) < at and "clock_back_from" not in (row.get("detail") or {}):
            told.differs(
                f"第 {expected} 行的时间早于前一行", f"the time of row {expected} is before that of the row before"
            )
        before, at = str(row.get("hash")), str(row.get("at", ""))
    bundle = of.json("data/bundle.json")
    if (bundle.get("custody_rows"), bundle.get("custody_head")) != (len(rows), before):
        told.differs("链尾与 bundle.json 所载不符", "the end of the chain is not the one that bundle.json names")
    if head and not before.startswith(head):
        told.differs(f"末行的哈希不是纸上的 {head}", f"the hash of the last row is not the one on paper, {head}")
    if covered:
        which = ", ".join(covered)
        told.unchecked(
            f"第 {which} 行的内容有遮盖，哈希不能重算，只核对了前后衔接",
            f"rows {which} are covered in part: their hash cannot be computed again, only how they follow one another was checked",
        )
    told.tells(f"共 {len(rows)} 行，末行 {before}", f"{len(rows)} rows, head {before}")
    told.tells(
        "末行以后的行（打开、导出、本次移交等，不改变所载内容）不在包内，行数见纸质封面",
        "rows after it (openings, exports, this hand-over: none changes what the bundle tells) are not in it; the paper cover says how many",
    )
    return told


def covers(row: Row) -> bool:
    """Whether a row says which of its cells hide something, and each of them does; nobody covers who acted, what or when."""
    named = row["covered"]
    if not isinstance(named, list) or not named:
        return False
    for path in named:
        value: Any = row
        for step in str(path).split("/"):
            value = value.get(step) if isinstance(value, dict) else None
        if str(path).split("/")[0] in {*CHAINED, "hash"} - {"detail"} or not any(one in str(value) for one in HIDDEN):
            return False
    return True


def proving(rows: list[Row], *acts: str) -> list[Row]:
    """The rows of these acts whose hash was computed again: one that is covered proves nothing."""
    return [row for row in rows if row.get("act") in acts and "covered" not in row]


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
    digest = of.digest("tagmanifest-sha256.txt")
    told.tells(f"移交包摘要 {digest}", f"digest of the bundle {digest}")
    if bag and not digest.startswith(bag):
        told.differs(f"移交包摘要与纸上的 {bag} 不符", f"the digest of the bundle is not the one on paper, {bag}")
    if SIGNATURE not in of.files:
        told.differs(f"没有签名 {SIGNATURE}", f"there is no signature {SIGNATURE}")
        return told
    public = public_key(of.bytes(SIGNATURE))
    if not public:
        told.differs(f"{SIGNATURE} 不是 sshsig 签名", f"{SIGNATURE} is no signature in sshsig form")
        return told
    mark, written = fingerprint(public), "ssh-ed25519 " + base64.b64encode(public).decode()
    signers = [row for row in proving(rows, "sign.key") if (row.get("detail") or {}).get("public") == written]
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
    if not key and not bag:
        told.tells(
            "没有与纸质封面核对：签名只说明是制作这个文件夹的人签的，不说明是谁",
            "not checked against paper: the signature shows only that whoever made this folder signed it, not who that is",
        )
    if COVER in of.files and (lacking := [one for one in (digest, mark) if one not in words_of(of.bytes(COVER))]):
        told.differs(
            f"{COVER} 不是本包的封面：其中没有 {'、'.join(lacking)}",
            f"{COVER} is not the cover of this bundle: it lacks {', '.join(lacking)}",
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
        done = subprocess.run(
            call, input=of.bytes("tagmanifest-sha256.txt"), capture_output=True, check=False, timeout=60
        )
    if done.returncode:
        told.differs("签名与本包不符（ssh-keygen）", "the signature is not of this bundle (ssh-keygen)")
    return told


def words_of(document: bytes) -> str:
    """The words of a document in docx form, a line a paragraph; nothing where it is none, or too large."""
    return re.sub(r"<[^<>]*>", "", body_of(document).replace("</w:p>", "\n"))


def body_of(document: bytes) -> str:
    """The part of a document in docx form that holds its words; empty where it is none, or too large."""

    def read() -> str:
        with zipfile.ZipFile(io.BytesIO(document)) as held:
            part = held.getinfo("word/document.xml")
            return held.read(part).decode("utf-8") if part.file_size <= SMALL else ""

    return attempted(read)[0] or ""


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def tables_of(document: bytes) -> list[list[list[str]]]:
    """The tables of a document in docx form, by rows and cells; none where it is none."""
    body = body_of(document)
    if not body or "<!" in body:  # no part of a document declares entities
        return []
    return [
        [
            ["".join(one.text or "" for one in cell.iter(f"{_W}t")) for cell in row.findall(f"{_W}tc")]
            for row in table.findall(f"{_W}tr")
        ]
        for table in ET.fromstring(body).iter(f"{_W}tbl")  # noqa: S314 - without entities, see above
    ]


def check_paper(key: str, head: str, bag: str) -> Check:
    """Which of what stands on the paper cover was given; without key and digest nothing says who made the folder, without the digest nothing which bundle it is."""
    told = Check("paper")
    given = [name for name, value in (("--key", key), ("--bag", bag), ("--head", head)) if value]
    if not key and not bag:
        told.unchecked(
            "没有与纸质封面核对（--key、--bag）：包内各项彼此相符，只说明出自同一人之手，整包重做并另行签名的也会如此",
            "not checked against paper (--key, --bag): that the parts of a folder agree shows only that one hand made them; so would those of one made anew and signed by another",
        )
    elif not bag:
        told.unchecked(
            "只核对了签名公钥（--key），没有核对摘要（--bag）：同一把钥匙签的任何一份移交包都会如此，不说明就是这一份",
            "the signing key alone was compared (--key), not the digest (--bag): so would any other bundle agree that was signed with that key; it does not show that it is this one",
        )
    told.tells(f"已写：{' '.join(given) or '无'}", f"given: {' '.join(given) or 'nothing'}")
    return told


# What the chain and the file of figures say of the other files.


def check_run(of: Bundle, told_by: Row, rows: list[Row]) -> Check:
    """The file of figures is the one of which the last row ``run`` holds the digest; versions are those that it names."""
    told = Check("run")
    runs = [row for row in rows if row.get("act") == "run"]
    last = (runs[-1].get("detail") or {}) if runs and "covered" not in runs[-1] else {}
    if last.get("figures") != of.digest("data/figures/figures.json") or not last:
        told.differs(
            "figures.json 不是保管链最后一次运行的数据",
            "figures.json is not what the last run in the custody chain counted",
        )
    build = of.json("data/versions/build.json")
    if set(build) != set(BUILT) or any(
        build[name] != (told_by.get(name) or None) for name in BUILT if name != "commit"
    ):
        told.differs("build.json 与数据文件所载的版本不符", "build.json names other versions than the file of figures")
    bundle = of.json("data/bundle.json")
    if bundle.get("run") != last.get("run") or bundle.get("case") != told_by.get("case"):
        told.differs(
            "bundle.json 的案件或运行与保管链、数据文件不符",
            "bundle.json names another case or run than chain and figures",
        )
    if runs:
        told.tells(f"保管链第 {runs[-1]['seq']} 行", f"row {runs[-1]['seq']} of the custody chain")
    return told


def check_tables(of: Bundle, told_by: Row) -> Check:
    """Each table is one JSON object a line with the columns that the dictionary says; each that the dictionary has is there, and those of each scope."""
    told = Check("tables")
    there = {
        name[len(TABLES) : -len(".jsonl")] for name in of.files if name.startswith(TABLES) and name.endswith(".jsonl")
    }
    for name in sorted({name for name in there if "/" not in name} ^ of.columns().keys()):
        told.differs(f"columns.tsv 与 tables/{name}.jsonl 不符", f"columns.tsv and tables/{name}.jsonl do not agree")
    scopes = {str(one.get("scope")) for one in told_by.get("scopes") or ()}
    inside = {name for name in there if "/" in name}
    for name in sorted(inside ^ {f"{scope}/{one}" for scope in scopes for one in SCOPED}):
        told.differs(
            f"tables/{name}.jsonl 与数据文件的范围不符", f"tables/{name}.jsonl: the figures have another set of scopes"
        )
    before, number = len(of.unread), 0
    for name in sorted(there):
        for row in of.each(name):
            number += 1
            if all(value is None for value in row.values()):
                told.differs(f"tables/{name}.jsonl 有全空的行", f"tables/{name}.jsonl has a row of nothing")
    for said in dict.fromkeys(of.unread[before:]):
        told.differs(*said)
    del of.unread[before:]
    told.tells(f"{len(there)} 张表，{number} 行", f"{len(there)} tables, {number} rows")
    for name, columns in of.columns().items():
        left = [one for one in columns if one not in READ.get(name, ())]
        if left:
            whole = len(left) == len(columns)
            told.leaves(
                f"tables/{name}：{'整张表' if whole else '、'.join(left)}",
                f"tables/{name}: {'the whole table' if whole else ', '.join(left)}",
            )
    return told


TABLES = "data/tables/"
SCOPED = ("publications", "exposures")
"""The tables that each scope has of its own."""
READ = {
    "sources": ("no", "size", "sha256", "sm3"),
    "posts": ("channel_id", "post_id", "album", "date", "date_local"),
    "conduct": ("channel_id", "post_id", "label", "status", "priced", "maybe_priced", "yuan_low", "yuan_high", "yuan_least", "yuan_most", "exposes", "ways"),
    "publications": (
        "channel_id", "post_id", "person_no", "person", "person_best", "person_low", "counts", "kinds", "repeat_of", "repeat_best", "repeat_low", "kinds_low",
        "kinds_admitted", "item_set_no", "counts_civil", "date", "untrue", "by_link", "identifies", "items",
    ),
    "exposures": (
        "channel_id", "post_id", "person", "person_best", "person_low", "counts", "under_14_low", "under_14_best", "under_14_high", "kind", "value_no", "spelling_no", "sure", "admitted", "hub", "shown", "sensitive",
    ),
    "ages": ("channel_id", "post_id", "person", "person_best", "person_low", "counts", "under_18_low", "under_18_best", "under_18_high", "under_14_low", "under_14_best", "under_14_high"),
    "reach": ("channel_id", "post_id", "album", "date", "exposes", "seen_low", "seen", "seen_high", "pi_seen_low", "story", "counter", "in_low"),
    "receipts": ("stage", "yuan_low", "yuan_high", "backing"),
    "channel_ranking": ("channel_id", "decided", "in_low", "in_best", "in_high", "posting", "posting_by"),
    "counted": ("id", "bound", "table", "told_apart", "where"),
    "completeness": ("channel_id", "capture", "item", "code", "count"),
    "victims": ("channel_id", "person", "person_best", "person_low", "counts", "group_low", "group_best", "group_high", "relation_low", "relation_best", "relation_high", "kin_low", "kin_best", "kin_high"),
    "hints": ("channel_id",),
    "modifiers": ("person", "person_best", "person_low", "modifier"),
    "decided": ("decision", "part", "now", "status"),
    "kinds": ("kind", "zh", "en", "tier_low", "tier_default", "tier_high", "sensitive"),
    "decisions": ("id", "at", "officer", "act", "target", "reason", "undone_by", "tagged"),
    "custody": ("seq", "at", "actor", "act", "detail", "prev", "hash"),
    "exhibits": ("exhibit", "channel_id", "post_id", "date_local", "line", "files", "documents"),
    "cited": ("files", "documents"),
    "channel_codes": ("code", "channel_id"),
}  # fmt: skip
"""The columns that some check reads; the others are told by nothing else in the bundle, and are named in the result."""


def check_documents(of: Bundle, told_by: Row) -> Check:
    """Each document is the one of which bundle.json has the digest, and there is no other; day, case and scope are those of the other files."""
    told, bundle = Check("documents"), of.json("data/bundle.json")
    if set(bundle) != set(BUNDLE):
        told.differs("bundle.json 的各项不对", "bundle.json has other entries than it should")
    named = [str(one["file"]) for one in bundle["documents"]]
    there = {name[len(FOLDER) :] for name in of.files if name.startswith(FOLDER)}
    for name in sorted({name for name in named if named.count(name) > 1} | (there ^ set(named))):
        told.differs(
            f"文书 {name} 与 bundle.json 的清单不符", f"document {name}: bundle.json and the folder do not agree"
        )
    for one in bundle["documents"]:
        if one["file"] in there and of.digest(f"{FOLDER}{one['file']}") != one["sha256"]:
            told.differs(
                f"文书 {one['file']} 的摘要与 bundle.json 不符",
                f"document {one['file']} has another digest than bundle.json says",
            )
    check_cited(of, told, set(named))
    _numbers(of, told, told_by, [name for name in named if name in there and name.endswith(".docx")])
    info = dict(line.partition(": ")[::2] for line in of.bytes("bag-info.txt").decode("utf-8", "replace").splitlines())
    if (info.get("Bagging-Date"), info.get("External-Identifier")) != (bundle["day"], bundle["case"]):
        told.differs(
            "bag-info.txt 的日期或案件与 bundle.json 不符", "bag-info.txt has another day or case than bundle.json"
        )
    scopes = ["all", *(one["scope"] for one in told_by.get("scopes") or ())]
    if len(set(scopes)) != len(scopes) or (bundle["scope"] in {"all", "core"} and bundle["scope"] not in scopes):
        told.differs(
            f"数据文件没有文书的范围 {bundle['scope']}，或有重复",
            f"the figures lack the scope of the documents, {bundle['scope']}, or have one twice",
        )
    told.tells(f"{len(named)} 个文件", f"{len(named)} files")
    return told


def check_cited(of: Bundle, told: Check, documents: set[str]) -> None:
    """What documents cite is where its table says: a post in its line, evidence files on the list, documents in the bundle."""
    posts, numbers = of.rows("posts"), {row["no"] for row in of.rows("sources")}
    codes = {row["channel_id"]: row["code"] for row in of.rows("channel_codes")}
    for row in of.rows("exhibits"):
        line = row["line"] or 0
        post = posts[line - 1] if 0 < line <= len(posts) else {}
        wanted = [row[name] for name in ("channel_id", "post_id", "date_local")]
        if [post.get(name) for name in ("channel_id", "post_id", "date_local")] != wanted or not str(row["exhibit"]).endswith(
            f"{codes.get(row['channel_id'])}-{row['post_id']}"
        ):  # fmt: skip
            told.differs(
                f"tables/exhibits.jsonl 的 {row['exhibit']} 与 posts、channel_codes 不符",
                f"tables/exhibits.jsonl: {row['exhibit']} is not as posts and channel_codes have it",
            )
    marked = {str(row["exhibit"]).removeprefix("证据").removeprefix("Exhibit ") for row in of.rows("exhibits")}
    marked |= set(of.json("data/bundle.json")["quoted"])
    for name in sorted(one for one in documents if one.endswith(".docx") and f"{FOLDER}{one}" in of.files):
        for mark_ in sorted(set(EXHIBIT.findall(words_of(of.bytes(FOLDER + name)))) - marked):
            told.differs(
                f"文书 {name} 引用的证据{mark_} 不在 tables/exhibits.jsonl 中",
                f"document {name} cites exhibit {mark_}, which tables/exhibits.jsonl does not have",
            )
    for name in ("exhibits", "cited"):
        for row in of.rows(name):
            if not set(row["files"]) <= numbers or not set(row["documents"]) <= documents:
                told.differs(
                    f"tables/{name}.jsonl 所指的证据文件或文书不在包内",
                    f"tables/{name}.jsonl names an evidence file or a document that is not there",
                )


FOLDER = "data/documents/"
EXHIBIT = re.compile(r"(?:证据|Exhibit )(C\d+-\d+)(?!\d)")
NUMBER, FIGURE, OF_KIND = ("数据", "No."), ("数据名称", "Figure"), ("信息种类", "Kind")
"""Heads of tables of figures: by their numbers in the document, by their names alone, of kinds."""
ALL = ("全部采集", "All captures")
PUT = ("归于被告", "Put to the defendants")
"""A column of which nothing in the bundle tells the posts."""


def _numbers(of: Bundle, told: Check, told_by: Row, documents: list[str]) -> None:
    """The bounds that tables of figures in documents print, beside those of the file of figures, found by the number that bundle.json explains or, where a table gives none, by the name of the figure.

    A column of a scope prints figures of that scope alone: a number of a figure that the scope has not is none of it.
    """
    parts = {
        str(one.get("scope", "all")): {row["id"]: row for row in one.get("figures") or ()}
        for one in (told_by, *(told_by.get("scopes") or ()))
    }
    scope, cells = str(of.json("data/bundle.json").get("scope")), 0
    called = {str(row[name]): row["id"] for row in parts["all"].values() for name in ("label", "label_en")}
    for name in documents:
        names = _numbered(of, name)
        for rows in (one for one in tables_of(of.bytes(FOLDER + name)) if one and one[0]):
            numbered = rows[0][0] in NUMBER
            if (rows[0][1:2] if numbered else rows[0][:1])[0:1] not in ([one] for one in (*FIGURE, *OF_KIND)):
                continue
            first = 2 if numbered else 1
            for at, head in enumerate(rows[0]):
                part = "all" if head in ALL else scope if at == first and head not in PUT else ""
                if part not in parts:
                    continue
                for row in rows[1:]:
                    id_ = (names if numbered else called).get(row[0], "")
                    if (
                        id_ not in parts["all"]
                        or not at < len(row)
                        or not re.fullmatch(r"[\d,.–/]*\d|—(?:–[\d,.—–/]+)", row[at])
                    ):
                        continue
                    figure = parts[part].get(id_)
                    cells += 1
                    if figure is None or not _printed(row[at], figure):
                        mine = _range([str(figure[end]) for end in ENDS]) if figure else "—"
                        told.differs(
                            f"文书 {name} 的 {id_}（{head}）写作 {row[at]}，数据文件为 {mine}",
                            f"document {name} prints {id_} ({head}) as {row[at]}, the file of figures has {mine}",
                        )
    told.tells(
        f"文书数据表中的 {cells} 处与数据文件核对",
        f"{cells} cells of tables of figures in documents were compared with the file of figures",
    )


def _numbered(of: Bundle, name: str) -> dict[str, str]:
    """The names of the figures that a document numbers, by the numbers in it."""
    rows = (one for one in of.json("data/bundle.json")["documents"] if one["file"] == name)
    return {str(no): str(id_) for one in rows for no, id_ in (one.get("figures") or {}).items()}


def _printed(cell: str, figure: Row) -> bool:
    """Whether a cell prints the bounds of a figure: all three, low and high, or the one that they are."""
    said = [None if one == "—" else one.replace(",", "") for one in cell.split("–")]
    low, best, high = (None if figure[end] is None else str(figure[end]) for end in ENDS)
    wanted = {1: [low, best, high], 2: [low, high], 3: [low, best, high]}.get(len(said), [])
    return bool(wanted) and all(map(equal, said * (3 if len(said) == 1 else 1), wanted))


def check_evidence(of: Bundle, told_by: Row, chain: list[Row]) -> Check:
    """The digests of the evidence files, with what bears on reading them, give the digest in the file of figures; the chain has each with its size."""
    told = Check("evidence")
    rows = sorted(tuple(row) for row in of.json("data/versions/evidence.json", list))
    if sha256(json.dumps(rows).encode()) != told_by.get("evidence_digest"):
        told.differs(
            "证据文件的摘要与数据文件所载不符",
            "the digests of evidence files are not those that the figures were counted from",
        )
    sources = of.rows("sources")
    listed = [str(row.get("sha256")) for row in sources]
    if {row[0] for row in rows} != set(listed):
        told.differs(
            "证据文件清单（tables/sources.jsonl）与此不符",
            "the list of evidence (tables/sources.jsonl) has other files",
        )
    numbers = [row.get("no") for row in sources]
    if (
        len(set(listed)) != len(listed)
        or len(set(map(str, numbers))) != len(numbers)
        or len({row[0] for row in rows}) != len(rows)
    ):
        told.differs("证据文件清单中有重复", "an evidence file, or a number, stands twice")
    added = {str(row["detail"].get("source")): row for row in proving(chain, "add")}
    for row in sources:
        came = added.get(str(row.get("sha256")))
        if came is None:
            told.unchecked(
                f"证据文件 {row.get('no')}（{row.get('sha256')}）收进的一行不在保管链或有遮盖",
                f"evidence file {row.get('no')} ({row.get('sha256')}): its row of taking in is not in the chain, or covered",
            )
        elif any(row.get(name) != came["detail"].get(name) for name in ("size", "sm3")):
            told.differs(
                f"证据文件 {row.get('no')} 的大小或 SM3 与保管链第 {came['seq']} 行不符",
                f"evidence file {row.get('no')} has another size or SM3 than row {came['seq']} of the chain",
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
    if covered := [str(row.get("id")) for row in rows if "covered" in row]:
        which = ", ".join(covered)
        told.unchecked(
            f"认定 {which} 有遮盖，摘要无法重算",
            f"decisions {which} are covered in part, so the digest cannot be computed again",
        )
        for row in rows:
            if "covered" in row and (not covers(row) or set(row["covered"]) - {"reason"}):
                told.differs(
                    f"认定 {row.get('id')} 自称有遮盖，理由却没有遮盖",
                    f"decision {row.get('id')} says that something in it is hidden, and nothing of its reason is",
                )
    elif sha256(canonical(kept) + b"\n") != told_by.get("decisions_digest"):
        told.differs("认定的摘要与数据文件所载不符", "the decisions are not those that the figures were counted from")
    by_id = {str(row.get("id")): row for row in rows}
    if len(by_id) != len(rows):
        told.differs("有的认定重复", "a decision stands twice")
    recorded = {str((row.get("detail") or {}).get("decision")): row for row in chain if row.get("act") == "decide"}
    for name in sorted(by_id.keys() ^ recorded.keys()):
        told.differs(f"认定 {name} 不在保管链或不在表中", f"decision {name} is not in the chain, or not in the table")
    salted = 0
    for name in sorted(by_id.keys() & recorded.keys()):
        row, detail = recorded[name], recorded[name].get("detail") or {}
        if by_id[name].get("officer") != detail.get("officer", row.get("actor")):
            told.differs(
                f"认定 {name} 的经办人与保管链不符", f"the officer of decision {name} is not the one in the chain"
            )
        one = by_id[name]
        if one.get("tagged"):
            salted += 1
        elif not {"covered"} & (one.keys() | row.keys()):
            said = [
                one.get("id"),
                one.get("at"),
                one.get("officer"),
                one.get("act"),
                one.get("target"),
                one.get("reason"),
            ]
            if sha256(canonical(said)) != detail.get("sha256"):
                told.differs(
                    f"认定 {name} 不是保管链该行所载摘要的那一项",
                    f"decision {name} is not the one of which its row in the chain has the digest",
                )
        if "officer" not in detail and not 0 <= _seconds(by_id[name].get("at"), row.get("at")) <= WHILE:
            told.differs(f"认定 {name} 的时间与保管链不符", f"the time of decision {name} is not the one in the chain")
    told.tells(f"{len(rows)} 项认定", f"{len(rows)} decisions")
    if salted:
        told.leaves(
            f"保管链各认定行所载摘要中的 {salted} 项：加了随机盐，连同不在包内的值计算，只核对编号、经办人和时间；认定合起来的摘要另与 figures.json 核对",
            f"The digests of {salted} decisions in their rows of the chain: they are salted, over values that are not here, so only number, officer and time were checked; of all decisions together the digest in figures.json was",
        )
    return told


def _sets(told: Check, of: Bundle, publications: list[Row]) -> None:
    """What somebody decided of a set, that it points to one specific person or to nobody, is its answer in the table of publications, and no other set has such an answer."""
    said = {"publication.identifies": "decided", "publication.identifies_nobody": "no"}
    stands = {
        str(row["id"]): said[row["act"]]
        for row in of.rows("decisions")
        if row["act"] in said and row["undone_by"] is None
    }
    now = {row["now"]: stands[row["decision"]] for row in of.each("decided") if row["decision"] in stands}
    for row in publications:
        name = f"{row['channel_id']}/{row['post_id']}/{row['person_no']}"
        answer = row["identifies"] if row["items"] else now.get(name)  # doubtful as a whole: decided or not, in no low
        if now.get(name, answer) != answer or (answer == "decided" and name not in now):
            told.differs(
                f"{name} 能否识别特定自然人（{row['identifies']}）与认定不符",
                f"whether {name} points to one person ({row['identifies']}) is not as decided",
            )


def _sensitive(told: Check, of: Bundle, exposures: list[Row]) -> None:
    """What somebody decided of a kind, that it is sensitive or is not, is what each of its rows says, and no other row says either."""
    stands = [row for row in of.rows("decisions") if row["act"] == "kind.sensitive" and row["undone_by"] is None]
    said = {row["target"].get("kind"): row["target"].get("sensitive") == "yes" for row in stands}
    for kind in sorted({row["kind"] for row in exposures if row["sensitive"] is not said.get(row["kind"])}):
        told.differs(f"tables/exposures.jsonl：{kind} 是否敏感与认定不符", f"tables/exposures.jsonl: whether {kind} is sensitive is not as decided")  # fmt: skip


def _seconds(first: object, last: object) -> float:
    return (datetime.fromisoformat(str(last)) - datetime.fromisoformat(str(first))).total_seconds()


def check_rules(of: Bundle, told_by: Row) -> Check:
    """The texts of the rules give the whole digest in the file of figures, of which the mark is the first eight digits; kinds are those of the texts."""
    told, texts = Check("rules"), of.json("data/versions/rules.json")
    if set(texts) != {"local", "name", "shipped"}:
        told.differs("rules.json 的各项不对", "rules.json has other entries than it should")
    shipped = mark({name: text.encode() for name, text in (texts.get("shipped") or {}).items()})
    local = {name: text.encode() for name, text in (texts.get("local") or {}).items()}
    found = mark({"": shipped.encode(), **local}) if local else shipped
    name, _, short = str(told_by.get("rules")).rpartition("@")
    if "rules_digest" not in told_by:
        told.unchecked(
            "数据文件由较早的版本作出，没有规则文本的完整摘要",
            "the figures were counted by an earlier version, which did not name the whole digest of the rules",
        )
    elif (texts.get("name"), found, found[:8]) != (name, told_by["rules_digest"], short):
        told.differs(
            f"规则文本的摘要是 {found}，数据文件所载是 {name}@{short}，{told_by.get('rules_digest')}",
            f"the digest of the texts of the rules is {found}, the figures name {name}@{short}, {told_by.get('rules_digest')}",
        )
    written = _kinds(texts["shipped"]["pi_kinds.yaml"])
    for row in of.rows("kinds"):
        if written.pop(str(row["kind"]), None) != (row["zh"], row["tier_low"], row["tier_high"], row["tier_default"]):
            told.differs(
                f"tables/kinds.jsonl 的 {row['kind']} 与规则文本不符",
                f"tables/kinds.jsonl: {row['kind']} is not as the texts of the rules have it",
            )
    for name in written:
        told.differs(f"tables/kinds.jsonl 缺少 {name}", f"tables/kinds.jsonl lacks {name}")
    told.tells(
        f"{told_by.get('rules')}，{len(texts.get('shipped') or ()) + len(local)} 个文件，SHA-256 {found}",
        f"{told_by.get('rules')}, {len(texts.get('shipped') or ()) + len(local)} files, SHA-256 {found}",
    )
    return told


def mark(named: dict[str, bytes]) -> str:
    """SHA-256 over texts by name, each name and each text behind its length in eight bytes."""
    found = hashlib.sha256()
    for name, data in sorted(named.items()):
        for part in (name.encode(), data):
            found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


_KIND = re.compile(
    r"^  - id: (\w+)\n(?:    .*\n)*?    zh: '(.*)'\n(?:    .*\n)*?    tier: \{low: ([ABC]), high: ([ABC]), default: ([ABC]), .*\}$",
    re.MULTILINE,
)


def _kinds(text: str) -> dict[str, tuple[str, ...]]:
    """Name and tiers of each kind as the text of the rules has them."""
    return {one[1]: (one[2].replace("''", "'"), one[3], one[4], one[5]) for one in _KIND.finditer(text)}


def rule_at(texts: Row, provision: str, on: object) -> str | None:
    """The text of a rule in force on a day, a local one first; None where there is none, or more than one."""
    for layer in ("local", "shipped"):
        found = []
        for name, text in (texts.get(layer) or {}).items():
            if name.endswith(".cases.yaml") or _field(text, "provision") != provision:
                continue
            since = _field(text, "reaches_back_to") or _field(text, "effective_from")
            if on is None or since <= str(on) <= (_field(text, "effective_to") or "9999"):
                found.append(text)
        if found:
            return found[0] if len(found) == 1 else None
    return None


@cache
def _field(text: str, name: str) -> str:
    found = [line[len(name) + 1 :].strip() for line in text.split("\n") if line.startswith(f"{name}:")]
    return found[0].strip("\"'") if len(found) == 1 else ""


def lines_of(text: str, on: object) -> dict[str, int]:
    """The lines of a rule on a day, or the first there were."""
    days = {
        day: {name: int(line) for name, line in re.findall(r"\b(\w{1,64}): (\d{1,12})", held)}
        for day, held in re.findall(r"(\d{4}-\d\d-\d\d): \{([^{}]*)\}", _field(text, "shares"))
    }
    return days[max((day for day in days if day <= str(on)), default=min(days))]


def _weighed(lines: dict[str, int], given: dict[str, Fraction]) -> tuple[str, Fraction | None]:
    """What counts over lines answer, and their share; counts that are not known are missing from ``given``."""
    parts = [given[name] / line for name, line in lines.items() if name in given]
    share = sum(parts, Fraction(0))
    answer = "met" if share >= 1 else "not determinable" if len(parts) < len(lines) else "not met"
    return answer, share if parts else None


def check_law(of: Bundle, told_by: Row, figures: list[Row]) -> Check:
    """Answers that follow from counts and the lines in the texts of the rules; which do not is named."""
    told, texts, done = Check("law"), of.json("data/versions/rules.json"), 0
    again = {(row["scope"], row["id"]): row["published"] for row in figures}
    left = dict[str, str]()
    for part in (told_by, *(told_by.get("scopes") or ())):
        scope, seen = str(part.get("scope", "all")), set[tuple[str, str]]()
        for row in part["law"]:
            name = f"{scope}/{row['rule']}{row['reading'] and '/'}{row['reading']}"
            if (row["rule"], row["reading"]) in seen:
                told.differs(f"{name} 有两个回答", f"{name} is answered twice")
            seen.add((row["rule"], row["reading"]))
            text = rule_at(texts, row["rule"], row["on"])
            lines = lines_of(text, row["on"]) if text and _field(text, "form") == "threshold" else {}
            low, high = row["inputs"]["low"], row["inputs"]["high"]
            if (
                not lines
                or set(low) != set(lines)
                or set(high) != set(lines)
                or any("/" in one or one == "rule_in_force" for one in row["missing"])
            ):
                left[row["rule"]] = row["article"]
                continue
            done += 1
            least = {one: exact(value) for one, value in low.items() if value != "?"}
            most = {one: exact(value) for one, value in high.items() if value[0] not in "?≥"}
            sure = {one: exact(value.lstrip("≥")) for one, value in high.items() if value != "?"}
            at_low, at_high = _weighed(lines, least), _weighed(lines, most)
            turned = _weighed(lines, {**least, **sure})[0] == "met" and at_high[0] != "not met"
            below = at_low[0] == "not determinable" and at_high[0] == "not met"
            answers = "not met" if below else at_low[0], "met" if turned else at_high[0]
            whole = at_high[1] if len(most) == len(lines) else None
            shares = tuple(None if one is None else f"{one.numerator}/{one.denominator}" for one in (at_low[1], whole))
            if answers != (row["answer_low"], row["answer_high"]) or shares != (row["share_low"], row["share_high"]):
                told.differs(
                    f"{name}：公布 {row['answer_low']} – {row['answer_high']}（{row['share_low']} – {row['share_high']}），重新计算 {answers[0]} – {answers[1]}（{shares[0]} – {shares[1]}）",
                    f"{name}: published {row['answer_low']} – {row['answer_high']} ({row['share_low']} – {row['share_high']}), reckoned again {answers[0]} – {answers[1]} ({shares[0]} – {shares[1]})",
                )
            counts, alone = part["law_counts"], "alone" if len(lines) == 1 else "together"
            for end, given in (("low", low), ("high", high)):
                held = {
                    **counts["beside"][end],
                    **(counts["readings"][row["reading"]][end][alone] if row["reading"] else {}),
                }
                if any(
                    one in held and value[0] not in "?≥" and exact(value) != exact(held[one] or 0)
                    for one, value in given.items()
                ):
                    told.differs(
                        f"{name}：所据的数与 law_counts 不符", f"{name}: it rests on other counts than law_counts"
                    )
            if row["reading"] == "U_set":
                mine = again.get((scope, next(iter(lines)) if len(lines) == 1 else "ratio")) or [None] * 3
                theirs = [low[next(iter(lines))], high[next(iter(lines))]] if len(lines) == 1 else list(shares)
                if [mine[0], mine[2]] != theirs:
                    told.differs(
                        f"{name}：所据的数与公布的数据不符", f"{name}: it rests on other counts than the figures"
                    )
    told.tells(f"{done} 个回答按条文标准重新算出", f"{done} answers were reckoned again from the lines")
    told.leaves(
        "违法所得、群组和成员、一条消息的浏览和转发等所据的数（只核对与 law_counts 相同），以及不是单纯数量标准的条文的回答："
        + "、".join(f"{article}（{rule}）" for rule, article in left.items()),
        "Gains, groups and members, views and forwards of one message (only that they are those of law_counts), and answers of rules that are no mere lines: "
        + ", ".join(left),
    )
    return told


def check_csv(of: Bundle, told_by: Row) -> Check:
    """The table of figures for people says what the file of figures says, cell for cell."""
    told = Check("csv")
    wanted = [list(CSV), *([_cell(figure.get(name)) for name in CSV] for figure in _figures(told_by))]
    text = of.bytes("data/figures/figures.csv").decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    if found[:1] != wanted[:1]:
        told.differs("figures.csv 的各栏不对", "figures.csv has other columns than it should")
    for mine, theirs in zip(wanted[1:], found[1:]):
        if mine != theirs:
            name = "/".join(mine[:2])
            told.differs(
                f"figures.csv 的 {name} 与数据文件不符", f"figures.csv: {name} is not what the file of figures says"
            )
    if len(found) != len(wanted):
        told.differs(
            f"figures.csv 有 {len(found) - 1} 项，数据文件有 {len(wanted) - 1} 项",
            f"figures.csv has {len(found) - 1} figures, the file of figures {len(wanted) - 1}",
        )
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


Record = tuple[int, int, int]
"""The lowest, default and highest tier of one 条."""
Tally = tuple[list[Record], list[Record], list[Record]]
"""The records of one reading of 条 at low, estimate and high."""


def readings(publications: list[Row], kinds: dict[str, Row], items: dict[str, Bounds]) -> dict[str, Tally]:
    """The records under each reading of 条, as the table ``counted`` says it of tier_a, U_person and U_field; ``items``: of each kind, at each bound."""
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

    sets: tuple[dict[Any, Record], dict[Any, Record], dict[Any, Record]] = ({}, {}, {})
    held: dict[str, dict[Any, set[str]]] = defaultdict(
        lambda: defaultdict(set)
    )  # the kinds of each person, by what they are for
    for row, left, least in zip(publications, own, sure):
        every, number = row["kinds"] or [], row["item_set_no"]
        kept = whole["own"][number] if left else set()
        firm = whole["sure"][number] if least else set()
        if within(0, row["counts"]) and kept and firm:
            lowest = top(firm, "tier_low")
            if row["repeat_low"] is None:
                sets[0][row["person_low"], number] = (lowest, lowest, top(kept, "tier_high"))
            held["low firm"][row["person_low"]] |= firm
            held["low kept"][row["person_low"]] |= kept
            held["surely"][row["person"]] |= firm
        if within(1, row["counts"]) and kept:
            middle = top(kept, "tier_default")
            sets[1][row["person_best"], number] = (middle, middle, middle)
            held["best"][row["person_best"]] |= kept
            held["likely"][row["person"]] |= kept
        if within(2, row["counts"]) and every:
            one = (top(firm or kept or every, "tier_low"), 0, top(every, "tier_high"))
            other = sets[2].get((row["person"], number), one)
            sets[2][row["person"], number] = (min(one[0], other[0]), 0, max(one[2], other[2]))
            held["every"][row["person"]] |= set(every)
    persons = (
        [(top(firm, "tier_low"), 0, top(held["low kept"][who], "tier_high")) for who, firm in held["low firm"].items()],
        [(0, top(kept, "tier_default"), 0) for kept in held["best"].values()],
        [(top(held["surely"].get(who) or held["likely"].get(who) or every, "tier_low"), 0, top(every, "tier_high")) for who, every in held["every"].items()],
    )  # fmt: skip
    of_kind: dict[str, Record] = {
        kind: (RANK[kinds[kind]["tier_low"]], RANK[kinds[kind]["tier_default"]], RANK[kinds[kind]["tier_high"]])
        for kind in items
    }
    fields = [[of_kind[kind] for kind, counts in items.items() for _ in range(counts[end])] for end in range(3)]
    return {
        "U_set": ([*sets[0].values()], [*sets[1].values()], [*sets[2].values()]),
        "U_person": persons,
        "U_field": (fields[0], fields[1], fields[2]),
    }


def in_tier(held: Tally, tier: int) -> Bounds:
    """Records surely in a tier, in it by default, perhaps in it."""
    low = sum(lowest == highest == tier for lowest, _, highest in held[0])
    best = sum(taken == tier for _, taken, _ in held[1])
    high = sum(lowest <= tier <= highest for lowest, _, highest in held[2])
    return min(low, best, high), best, max(low, best, high)


def assigned(held: Tally, end: int) -> dict[str, int]:
    """Records by tier with each in one alone: at the low (0) its lowest, at the high (2) its highest."""
    return {name: sum(one[end] == tier for one in held[end]) for name, tier in TIERS.items()}


def in_proportion(held: Tally, lines: dict[int, int]) -> Bounds:
    """The sum of the assigned records of each tier over its line."""
    sums = [sum((Fraction(1, lines[one[end]]) for one in held[end]), Fraction(0)) for end in range(3)]
    return tuple(f"{one.numerator}/{one.denominator}" for one in sums)  # type: ignore[return-value]


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
                ends[0] = row["pi_seen_low"]
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


def priced(offers: list[Row]) -> Iterator[tuple[str, Bounds]]:
    """The lowest and highest price in yuan; nothing where no offer names one."""

    def end(pick: Callable[..., Any], column: str, held: list[Row]) -> Any:
        return pick((row[column] for row in held if row[column] is not None), key=exact, default=None)

    sure = [row for row in offers if row["status"] == "confirmed"]
    if any(row["yuan_most"] is not None for row in offers):
        yield "price_low", (end(min, "yuan_least", offers), end(min, "yuan_low", offers), end(min, "yuan_low", sure))
        yield "price_high", (end(max, "yuan_high", sure), end(max, "yuan_high", offers), end(max, "yuan_most", offers))


def paid(receipts: list[Row], stage: str) -> Bounds:
    """Receipts of a stage in yuan, added up; not determinable where none was entered or none has a worth, the high where a row has none."""
    held = [row for row in receipts if row["stage"] == stage]
    low, high = ([row[name] for row in held] for name in ("yuan_low", "yuan_high"))
    if not any(low + high):
        return NOT_KNOWN
    least = money(sum((exact(one) for one in low if one is not None), Fraction(0)))
    return least, least, None if None in high else money(sum(map(exact, high), Fraction(0)))


def money(sum_: Fraction) -> str:
    """A sum in yuan, to the cent where it has cents."""
    return str(sum_.numerator) if sum_.denominator == 1 else f"{float(sum_):.2f}"


OVER_ALL = ("repairs", "quarantined", "times_disagree", "matched", "unkeyed", "unread", "unshown", "unknown_form", "undecided", "not_taken", "unsearched")  # fmt: skip
ROWS_OF = ("restricted", "cut_short", "stated_posts", "no_time")
TOGETHER = (
    "id_gaps",
    "unsupported",
    "undated",
    "local_clock",
    "empty",
    "no_reading",
    "versions",
    "single_source",
    "readings_doubted",
    "later_lacks",
)
"""Parts of the figure ``completeness`` by how they are summed: over every row, as a number of rows, over the rows of all captures of a channel together."""


def missing(completeness: list[Row]) -> dict[str, Any]:
    """The parts of the figure ``completeness`` that its table tells."""

    def total(rows: Iterable[Row]) -> int:
        return sum(row["count"] or 0 for row in rows)

    by: dict[str, list[Row]] = defaultdict(list)
    for row in completeness:
        by[row["item"]].append(row)
    whole = {item: [row for row in rows if row["capture"] is None] for item, rows in by.items()}
    away = [row for row in whole.get("files", ()) if row["code"] in {"absent", "outside"}]
    found = {item: total(by.get(item, ())) for item in OVER_ALL} | {item: len(by.get(item, ())) for item in ROWS_OF}
    found |= {item: total(whole.get(item, ())) for item in TOGETHER}
    if not any(row["count"] is not None for row in whole.get("id_gaps", ())):
        found["id_gaps"] = None  # type: ignore[assignment]
    return found | {"files_absent": total(away), "files_missing": total(whole.get("files", ())) - total(away)}


def counted(
    tables: dict[str, list[Row]], kinds: dict[str, Row], homes: set[str], lines: Row, again: Row
) -> dict[str, Bounds]:
    """Every headline figure from the tables, at low, estimate and high; one that nothing tells is not in it. ``lines``: of each tier, art. 5(1); ``again`` gets the counts under each reading of 条."""
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
    each("publications", lambda b: distinct(of(publications, b), WHO[b], "channel_id", "post_id"))
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
        return how == "surely" or (how == "perhaps" and (row["sensitive"] is True or (bound == 2 and row["sensitive"] is not False)))  # fmt: skip

    value = ("spelling_no", "value_no", "value_no")
    each("items_field", lambda b: distinct(of(exposures, b, lambda row: shown(row, b)), WHO[b], "kind", value[b]))

    def single(kind: object) -> Callable[[int], int]:
        return lambda b: distinct(of(exposures, b, lambda one: one["kind"] == kind and shown(one, b)), WHO[b], value[b])

    for kind in {row["kind"]: None for row in exposures if row["counts"] in ENDS}:
        each(f"{KIND}{kind}", single(kind))
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
    items = {id_[len(KIND) :]: bounds for id_, bounds in out.items() if id_.startswith(KIND)}
    held = readings(publications, kinds, items)
    out.update({name: in_tier(held["U_set"], tier) for name, tier in TIERS.items()})
    out["ratio"] = in_proportion(held["U_set"], {RANK[tier]: line for tier, line in lines.items()})
    again.update(
        {
            name: {
                end: {
                    "alone": {one: in_tier(tally, tier)[n] for one, tier in TIERS.items()},
                    "together": assigned(tally, n),
                }
                for n, end in ((0, "low"), (2, "high"))
            }
            for name, tally in held.items()
        }
    )
    out.update(
        priced([row for row in tables["conduct"] if row["label"] == "sale_offer" and row["status"] != "doubtful"])
    )
    for label in LABELS:
        acts = [row for row in tables["conduct"] if row["label"] == label]
        out[label] = (
            distinct((row for row in acts if row["status"] == "confirmed"), "channel_id", "post_id"),
            distinct((row for row in acts if row["status"] != "doubtful"), "channel_id", "post_id"),
            distinct(acts, "channel_id", "post_id"),
        )
    out.update(seen(tables["reach"], homes))
    return out


def core_channels(ranking: list[Row]) -> Bounds:
    """How many channels are core; not determinable where none was weighed or none is."""
    core: Bounds = (
        sum(bool(row["in_low"]) for row in ranking),
        sum(bool(row["in_best"]) for row in ranking),
        sum(bool(row["in_high"]) for row in ranking),
    )
    return core if core[2] or any(row["decided"] and row["place"] for row in ranking) else NOT_KNOWN


def recount(of: Bundle, told_by: Row, out: list[Row]) -> Check:
    """Each figure that can be counted beside the one that was published, of all captures and of the core channels; ``out`` gets a row of each."""
    told = Check("figures")
    names = ("posts", "publications", "ages", "exposures", "conduct", "reach")
    kinds = {str(row.get("kind")): row for row in of.rows("kinds")}
    every = {name: of.rows(name) for name in names}
    ranking, texts = of.rows("channel_ranking"), of.json("data/versions/rules.json")
    homes = {home(row["channel_id"]) for row in every["posts"]}
    missed, receipts, lacking = dict[str, list[Row]](), of.rows("receipts"), of.rows("completeness")
    parts: list[tuple[str, Row, dict[str, list[Row]]]] = [("all", told_by, every)]
    if any(row["in_best"] for row in ranking) and "core" not in {one["scope"] for one in told_by["scopes"]}:
        told.differs("有核心频道，却没有核心频道的数据", "there are core channels, and no figures of them")
    for scope in told_by["scopes"]:
        inside = set(scope["channels"])
        if scope["scope"] == "core" and inside != {row["channel_id"] for row in ranking if row["in_best"]}:
            told.differs(
                "核心频道与 tables/channel_ranking.jsonl 不符",
                "the core channels are not those of tables/channel_ranking.jsonl",
            )
        if scope["scope"] == "core":
            _core(told, scope, ranking)
        part = {name: [row for row in rows if row["channel_id"] in inside] for name, rows in every.items()}
        for name in SCOPED:
            whole, part[name] = part[name], of.rows(f"{scope['scope']}/{name}")
            if same_but_scope(whole, name) != same_but_scope(part[name], name):
                told.differs(
                    f"tables/{scope['scope']}/{name}.jsonl 的贴文与 tables/{name}.jsonl 不符",
                    f"tables/{scope['scope']}/{name}.jsonl tells of its posts otherwise than tables/{name}.jsonl",
                )
        parts.append((scope["scope"], scope, part))
    _dated(told, every)
    _sets(told, of, every["publications"])
    _sensitive(told, of, every["exposures"])
    for name, published, tables in parts:
        on = published["law_counts"]["on"]
        line = lines_of(str(rule_at(texts, RATIO, on)), on)
        under = dict[str, Any]()
        again = counted(tables, kinds, homes, {tier[-1].upper(): n for tier, n in line.items()}, under)
        if name == "all":
            again.update({f"receipts_{one}": paid(receipts, stage) for one, stage in STAGES.items()})
            again["core_channels"] = core_channels(ranking)
        _said(told, name, of, again, tables, ranking)
        _lines_rest(told, name, published["law_counts"]["readings"], under)
        held = {row["id"]: row for row in published["figures"]}
        if len(held) != len(published["figures"]):
            told.differs(f"{name}：有的数据重复", f"{name}: a figure stands twice")
        _labelled(told, name, held, kinds)
        _picked(told, name, held, of.rows("decisions"), of, ranking)
        single = dict.fromkeys(id_ for id_ in (*held, *again) if id_.startswith(KIND))
        more = [id_ for id_ in again if id_ not in {*HEADLINE, *single} and id_ in held]
        for id_ in held.keys() - {*HEADLINE, *single, *more, "completeness"}:
            missed.setdefault(id_, []).append(held[id_] | {"scope": name})
        _lacks(
            told,
            name,
            held.get("completeness"),
            [row for row in lacking if name == "all" or row["channel_id"] in inside_of(published)],
        )
        for id_ in [*HEADLINE, *more, *single]:
            row = held.get(id_) or {}
            mine = [None if one is None else str(one) for one in again.get(id_) or (None,) * 3]
            theirs = [None if row.get(end) is None else str(row[end]) for end in ENDS]
            if id_ in single and theirs[1:] == [None, None]:  # of what pictures show, where files lack: no less than
                mine = [mine[0] if mine[0] != "0" else None, None, None]
            mine = [other if equal(one, other) else one for one, other in zip(mine, theirs)]  # 20 and 20.00 are one
            agrees = mine == theirs and (bool(row) or id_ not in again)
            label = _named(id_, kinds)
            out.append(
                {
                    "scope": name,
                    "id": id_,
                    "label": label[1],
                    "label_en": label[2],
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
    told.tells(
        f"{sum(row['agrees'] for row in out)} / {len(out)} 项数据相符",
        f"{sum(row['agrees'] for row in out)} of {len(out)} figures agree",
    )
    unread = [
        ("" if len(some) == len(parts) else f"{'/'.join(row['scope'] for row in some)}：", id_, some)
        for id_, some in sorted(missed.items())
    ]
    told.leaves(
        f"completeness 中的 doubtful、id_gaps_unknown、id_gaps_kind_unknown、id_gaps_selections，和没有重新计算的数据（{len(missed)} 项）："
        + "、".join(f"{which}{some[0]['label']}（{id_}）" for which, id_, some in unread),
        f"Of completeness doubtful, id_gaps_unknown, id_gaps_kind_unknown, id_gaps_selections, and figures that were not counted again ({len(missed)}): "
        + ", ".join(f"{which}{some[0]['label_en']} ({id_})" for which, id_, some in unread),
    )
    return told


KIND = "kind."
STAGES = {"proven": "proven", "claimed": "paid"}


def equal(mine: str | None, theirs: str | None) -> bool:
    """Whether two numbers as files write them are one."""
    if mine is None or theirs is None or mine == theirs:
        return mine == theirs
    try:
        return exact(mine) == exact(theirs)
    except (ValueError, ZeroDivisionError):  # it is no number
        return False


def inside_of(scope: Row) -> set[str]:
    """The channels of a scope."""
    return set(scope.get("channels") or ())


OWN_TABLES = ("publications", "exposures", "ages", "posts", "conduct")
WHOLE_CASE = ("modifiers", "decided")
"""Tables without channels, so that they tell figures of the whole case alone."""
TOLD_APART = re.compile(r"coalesce\((\w+), (\w+)\)|(\w+)")


def _said(
    told: Check, scope: str, of: Bundle, again: dict[str, Bounds], tables: dict[str, list[Row]], ranking: list[Row]
) -> None:
    """Count each figure by what the table ``counted`` says: what the code counts too must be the same, the others are added to ``again``."""
    by_table: dict[str, list[Row]] = defaultdict(list)
    for row in of.each("counted"):
        if row["bound"] is not None:
            by_table[str(row["table"])].append(row)
    inside = {row["channel_id"] for row in tables["posts"]}
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for name, asked in by_table.items():
        if name in WHOLE_CASE and scope != "all":
            continue
        rows = tables[name] if name in OWN_TABLES else ranking if name == "channel_ranking" else of.rows(name)
        if name not in {*OWN_TABLES, *WHOLE_CASE}:
            rows = [row for row in rows if row["channel_id"] in inside]
        try:
            counts = by_conditions(
                rows, [*of.columns().get(name, ())], [(str(one["told_apart"]), str(one["where"])) for one in asked]
            )
        except Unlisted as fault:
            told.differs(f"tables/counted.jsonl：{fault.args[0]}", f"tables/counted.jsonl: {fault.args[1]}")
            continue
        except ImportError:
            told.unchecked(
                "这个 Python 没有 sqlite3，没有按 tables/counted.jsonl 重新计算",
                "this Python has no sqlite3: nothing was counted by tables/counted.jsonl",
            )
            return
        for one, count in zip(asked, counts):
            found[str(one["id"])][str(one["bound"])] = count
    for id_, ends in found.items():
        if id_ == "core_channels" and (scope != "all" or again[id_] == NOT_KNOWN):
            continue
        mine: Bounds = (ends.get("low"), ends.get("estimate"), ends.get("high"))
        if id_ not in again and id_.startswith(KIND) and not any(mine):  # a kind that the scope has not
            continue
        if again.setdefault(id_, mine) != mine:
            told.differs(
                f"{scope}/{id_}：按 tables/counted.jsonl 所写的算法得 {_range([*map(str, mine)])}，核验程序得 {_range([*map(str, again[id_])])}",
                f"{scope}/{id_}: the way in tables/counted.jsonl gives {_range([*map(str, mine)])}, this program {_range([*map(str, again[id_])])}",
            )


def _dated(told: Check, tables: dict[str, list[Row]]) -> None:
    """A publication and a reading bear the moment of their post."""
    at = {(row["channel_id"], row["post_id"]): row["date"] for row in tables["posts"]}
    for name in ("publications", "reach"):
        if any(row["date"] != at.get((row["channel_id"], row["post_id"]), row["date"]) for row in tables[name]):
            told.differs(
                f"tables/{name}.jsonl 的时间与 posts 不符", f"tables/{name}.jsonl has other moments than posts"
            )


def _lines_rest(told: Check, scope: str, published: Row, again: Row) -> None:
    """The counts by tier under each reading of 条, on which answers of the law rest."""
    for name, mine in again.items():
        if published.get(name) != mine:
            told.differs(
                f"{scope}：law_counts 的 {name} 是 {published.get(name)}，重新计算 {mine}",
                f"{scope}: {name} of law_counts is {published.get(name)}, counted again {mine}",
            )


def _lacks(told: Check, scope: str, figure: Row | None, completeness: list[Row]) -> None:
    """What the captures lack, of which the table tells each number."""
    value = (figure or {}).get("value") or {}
    for item, mine in missing(completeness).items():
        if item in value and value[item] != mine:
            told.differs(
                f"{scope}/completeness：{item} 公布 {value[item]}，表 completeness 为 {mine}",
                f"{scope}/completeness: {item} published {value[item]}, the table has {mine}",
            )


def _named(id_: str, kinds: dict[str, Row]) -> tuple[str, str, str]:
    """Unit and names of a figure; empty where it is none."""
    kind = kinds.get(id_[len(KIND) :]) if id_.startswith(KIND) else None
    of_kind = (
        ("", "", "") if kind is None else ("条", f"{kind['zh']}（条，按种类）", f"{kind['en']} (items of one kind)")
    )
    return KNOWN.get(id_, of_kind)


BASES = {
    "decided": ("经认定", "decided"),
    "proposed": ("建议，待认定", "proposed, to be decided"),
    "partly": (
        "经认定 {yes} 个，按建议而待认定 {proposed} 个；另有 {left} 个待认定，不在其内",
        "{yes} decided, {proposed} as proposed and to be decided; {left} more to be decided, not among them",
    ),
    "each": (
        "均经认定；另有 {left} 个待认定，不在其内",
        "each decided; {left} more to be decided, not among them",
    ),
}
"""Who says which channels are core."""


def core_said(ranking: list[Row]) -> Row:
    """What the scope of the core channels is called, from what was decided of them."""
    left = sum(bool(row["in_high"]) and not row["decided"] for row in ranking)
    some, core = sum(bool(row["decided"]) for row in ranking), sum(bool(row["in_best"]) for row in ranking)
    basis = "partly" if left and some else "proposed" if left else "decided"
    yes = sum(row["decided"] == "core" for row in ranking)
    said = BASES["each" if basis == "partly" and yes == core else basis]
    beside = sum(bool(row["in_high"]) and not row["in_best"] and not row["decided"] for row in ranking)
    zh, en = (one.format(yes=yes, proposed=left - beside, left=beside) for one in said)
    names = {"label": f"核心频道（{core} 个，{zh}）", "label_en": f"the core channels ({core}, {en})"}
    return {"basis": basis, **names, "note": "", "note_en": ""}


def _core(told: Check, scope: Row, ranking: list[Row]) -> None:
    wanted = core_said(ranking)
    if any(scope[name] != value for name, value in wanted.items()):
        told.differs(
            f"核心频道的名称或依据与 tables/channel_ranking.jsonl 不符，应为：{wanted['label']}",
            f"name or basis of the core channels do not follow from tables/channel_ranking.jsonl: {wanted['label_en']}",
        )


OF_POST = {
    "publications": (
        "channel_id", "post_id", "person_no", "date", "person", "person_best", "person_low", "role", "relation", "identifies", "counts", "kinds", "items",
        "kinds_low", "counts_civil", "untrue", "by_link",
    ),
    "exposures": (
        "channel_id", "post_id", "person_no", "person", "person_best", "person_low", "counts", "under_14_low", "under_14_best", "under_14_high", "kind", "sure", "admitted", "hub", "sensitive",
    ),
}  # fmt: skip
"""What a scope leaves as it is: all but what repeats what in it, and at how many persons of it a kind was found."""


def same_but_scope(rows: list[Row], name: str) -> list[str]:
    """The rows by what a scope leaves as it is; values and sets by the first row of the table that has them."""
    first: dict[Any, int] = {}
    alike = [one for one in ("value_no", "spelling_no", "item_set_no") if one in (rows[0] if rows else ())]
    return [
        json.dumps(
            [
                *(row[one] for one in OF_POST[name]),
                *(None if row[one] is None else first.setdefault((one, row[one]), n) for one in alike),
            ],
            ensure_ascii=False,
        )
        for n, row in enumerate(rows)
    ]


def _labelled(told: Check, name: str, held: dict[str, Row], kinds: dict[str, Row]) -> None:
    """Each figure bears its own name, unit and scope; which of those that every file of figures has are lacking."""
    for id_, row in held.items():
        unit, zh, en = _named(id_, kinds)
        if (row["unit"], row["label"], row["label_en"], row["scope"]) != (unit, zh, en, name):
            told.differs(
                f"{name}/{id_}：名称、单位或范围不是 {zh}（{unit}）",
                f"{name}/{id_}: its name, unit or scope is not {en} ({unit})",
            )
    lacking = [id_ for id_ in KNOWN if id_ not in held and (name == "all" or id_ not in OF_ALL)]
    if lacking:
        told.unchecked(
            f"{name}：数据文件没有 {'、'.join(lacking)}", f"{name}: the file of figures lacks {', '.join(lacking)}"
        )


def adopted(row: Row, receipts: list[Row]) -> str | None:
    """The value of a figure on which nobody decided, by the rule that the figure itself names (``adopts``).

    A rule is the name of an end, ``backed`` (of what is said to be paid, that with evidence), or ``gaps``: no number, but what the captures lack.
    """
    rule = row["adopts"]
    if rule == "gaps":
        return None if isinstance(row["value"], dict) and row["low"] is None else "—"
    if rule == "backed":
        held = [one["yuan_low"] for one in receipts if one["stage"] == "paid" and one["backing"]]
        known = [exact(one) for one in held if one is not None]
        return str(sum(known)) if known else None
    return None if row[ENDS[ENDS.index(rule)]] is None else str(row[rule])


def _picked(told: Check, name: str, held: dict[str, Row], decisions: list[Row], of: Bundle, ranking: list[Row]) -> None:
    """A value is the one that its own rule gives, or one that a decision in the table picked."""
    if old := [id_ for id_, row in held.items() if "adopts" not in row]:
        told.unchecked(
            f"{name}：数据文件由较早的版本作出，没有写明采用值按什么规则取（{len(old)} 项），采用值没有核对",
            f"{name}: the figures were counted by an earlier version, which did not say by which rule the value is taken ({len(old)} figures): values were not checked",
        )
    beside = {id_: row["adopts"] for id_, row in held.items() if row.get("adopts", "low") != "low"}
    told.tells(
        f"{name}：采用值不取低值的：{'、'.join(f'{id_}（{rule}）' for id_, rule in beside.items()) or '无'}",
        f"{name}: figures whose value is not the low: {', '.join(f'{id_} ({rule})' for id_, rule in beside.items()) or 'none'}",
    )
    receipts = of.rows("receipts")
    picked = {
        str(row["target"].get("figure")): row["target"].get("value")
        for row in decisions
        if row["act"] == "figure.value" and row["undone_by"] is None
    }
    for id_, row in held.items():
        if row["status"] == "machine":
            if "adopts" not in row:
                continue
            mine, theirs = adopted(row, receipts), row["value"]
            same = mine is None if theirs is None or isinstance(theirs, dict) else mine is not None and exact(mine) == exact(theirs)  # fmt: skip
            if not same:
                told.differs(
                    f"{name}/{id_}：没有认定，采用值却不是它写明的规则（{row['adopts']}）所得的",
                    f"{name}/{id_}: nobody decided, and yet its value is not what the rule that it names gives ({row['adopts']})",
                )
        elif id_ == "core_channels":
            if not all(one["decided"] is not None for one in ranking if one["in_best"]):
                told.differs(f"{name}/{id_}：核心频道还没有认定", f"{name}/{id_}: core channels were not decided")
        else:
            scope = "" if name == "all" else f"{name}/"
            values = [picked[one] for one in (f"{scope}{id_}", f"{scope}{SAME.get(id_)}") if one in picked]
            if not any(str(one) == str(row["value"]) for one in values):
                told.differs(
                    f"{name}/{id_}：没有认定采用 {row['value']}", f"{name}/{id_}: no decision picked {row['value']}"
                )


HEADLINE = (
    "channels", "posts", "posts_with_pi", "publications", "persons", "persons_civil", "minors", "minors_under_14", "dossiers", "items_set", "items_person",
    "items_field", "kinds", "sensitive_persons", "sensitive_items", "tier_a", "tier_b", "tier_c", "ratio", *LABELS, "views", "views_coverage", "views_pi",
    "views_pi_coverage",
)  # fmt: skip


_KNOWN = """
completeness|—|完整性|completeness
channels|个|频道|channels captured
posts|条|贴文（含建群、置顶等服务消息）|posts, services and unsupported ones included
posts_with_pi|条|含个人信息的贴文|posts with personal information
publications|条|发布次|publications (one person in one post, repeats included)
persons|人|被公开的自然人|distinct natural persons exposed
persons_civil|人|按民法标准可识别的自然人|distinct natural persons identified by the civil test
relatives|人|其中作为家属被公开的|of them exposed as somebody's relative
minors|人|其中未满十八周岁|of them under 18 on the day of the post
minors_under_14|人|其中未满十四周岁|of them under 14 on the day of the post
publications_under_14|条|未满十四周岁者的发布次|publications of persons under 14 on the day of the post
items_under_14|条|未满十四周岁者的信息条数（每人每类每值为一条）|items of persons under 14 on the day of the post, one value of one kind of one person each
sensitive_persons|人|其中敏感个人信息被公开的人|persons of whom sensitive information was published
sensitive_publications|条|含敏感个人信息的发布次|publications with sensitive information
sensitive_items|条|敏感个人信息条数（每人每类每值为一条）|items of sensitive information, one value of one kind of one person each
dossiers|组|组（不含重复）|dossiers (publications that are no repeats)
items_set|条|条（一人一组为一条）|items, one set of one person each
items_channel|条|条（一人一组在每个频道为一条）|items, one set of one person in one channel each
items_changed|条|条（一人为一条，内容变化的另计）|items, one person each, and one more each time the content has changed
items_person|条|条（一人为一条）|items, one person each
items_field|条|条（每人每类每值为一条）|items, one value of one kind of one person each
kinds|种|信息种类|kinds of information exposed
profile_full|人|姓名、身份证号、住址、电话俱全的人|persons with name, identity number, address and phone
face_images|张|人脸图像|pictures with a face, tied to somebody
sets_of_nobody|组|单凭本组不能识别特定人的信息组（不计入以上各数）|sets that by themselves identify no specific person (in none of the figures above)
sets_of_nobody_named|组|其中有姓名的（不计入以上各数）|of these, sets with a name (in none of the figures above)
sets_by_link|组|由存疑的关联引向某人的信息组（只在高值之内）|sets that a doubtful link leads to a person (in the high alone)
sets_untrue|组|有证据证明不真实的信息组（不计入以上各数）|sets that evidence shows to be untrue (in none of the figures above)
hints_open|项|待回答的提示|open questions of posts (hints)
posts_in_doubt|条|有存疑命中待核的贴文|posts with doubtful findings that wait for review
deceased|人|其中认定已去世的|of the persons those decided to have died
public_figures|人|其中认定为公众人物的|of the persons those decided to be public figures
victims_celebrity|人|其中认定为明星等公众人物的|of the persons those decided to be celebrities
victims_streamer|人|其中认定为主播、网红的|of the persons those decided to be streamers
victims_news|人|其中认定为热点事件当事人的|of the persons those decided to be in the news
victims_private|人|其中认定为普通人的|of the persons those decided to be private persons
victims_group_unknown|人|其中类别不明的|of the persons those of no known group
victims_acquaintance|人|其中认定为发布者身边人的|of the persons those decided to be known to the poster
victims_stranger|人|其中认定与发布者素不相识的|of the persons those decided to be strangers to the poster
victims_relation_unknown|人|其中与发布者关系不明的|of the persons those whose relation to the poster is unknown
channels_managed|个|只有创建者、管理员可以发言的频道|channels in which the creator and administrators alone may post
decisions_adrift|项|已无所指的认定（需人核对）|decisions that fit nothing any more
insult|条|侮辱（已标注的）|insults (as labelled)
threat|条|威胁（已标注的）|threats (as labelled)
incitement|条|煽动骚扰（已标注的）|incitement (as labelled)
paid_task|条|有偿骚扰任务（已标注的）|paid tasks (as labelled)
sale_offer|条|出售查询（已标注的）|offers for sale (as labelled)
promotion|条|推广引流（已标注的）|promotion (as labelled)
offers|条|报价（已标注的）|offers with a price (as labelled)
pi_insult|条|同贴既公开个人信息又有侮辱（已标注的）|posts that expose somebody and insult (as labelled)
pi_paid_task|条|同贴既公开个人信息又有有偿骚扰任务（已标注的）|posts that expose somebody and set a paid task (as labelled)
source_of_data|条|信息来源（已标注的）|how the data was got (as labelled)
source_bot|条|信息来源：社工库、机器人（已标注的）|data got from a leak database or bot (as labelled)
source_purchase|条|信息来源：购买（已标注的）|data bought (as labelled)
source_swap|条|信息来源：互换、共享（已标注的）|data swapped or shared (as labelled)
source_insider|条|信息来源：内部人员（已标注的）|data from an insider (as labelled)
source_submission|条|信息来源：他人投稿、提供（已标注的）|data that others submitted (as labelled)
source_search|条|信息来源：搜索、扒取公开页面（已标注的）|data searched for on open pages (as labelled)
source_way_unknown|条|信息来源：途径不明（已标注的）|posts on the source of data that name no way (as labelled)
tier_a|条|甲类信息|tier A
tier_b|条|乙类信息|tier B
tier_c|条|丙类信息|tier C
ratio|倍|按比例合计|sum in proportion to the lines of art. 5
views|人次|浏览量（人次，不是人数）|views (times seen, not persons)
views_pi|人次|含个人信息贴文的浏览量（人次，不是人数）|views of posts with personal information (times seen, not persons)
views_coverage|贴|有浏览读数（人次）的贴文|posts with a reading of views (times seen)
views_pi_coverage|贴|含个人信息且有浏览读数（人次）的贴文|posts with personal information and a reading of views (times seen)
price_low|元|最低要价（人民币）|lowest price asked (in yuan)
price_high|元|最高要价（人民币）|highest price asked (in yuan)
core_channels|个|核心频道|core channels
receipts_proven|元|已证明的收款|receipts proven
receipts_claimed|元|声称的收款|receipts claimed
"""
KNOWN = {one[0]: (one[1], one[2], one[3]) for one in (line.split("|") for line in _KNOWN.split("\n") if line)}
"""Unit and names of every figure that each file of figures has, beside those of single kinds (kind.*)."""
OF_ALL = frozenset(("decisions_adrift", "core_channels", "receipts_proven", "receipts_claimed"))
"""Those that no scope has."""
SAME = {"persons": "items_person", "items_person": "persons"}
"""Figures that are one count by rule: a value picked for one is that of the other."""


def _range(ends: list[str | None]) -> str:
    return " – ".join("—" if end is None else end for end in ends)


# The whole.


Given = TypeVar("Given")


def attempted(work: Callable[[], Given]) -> tuple[Given | None, Exception | None]:
    """What it gives, or what ended it: whatever a folder of somebody else's brings about is a finding about it."""
    try:
        return work(), None
    except Exception as fault:  # noqa: BLE001 - see above
        return None, fault


def tried(of: Bundle, name: str, check: Callable[[], Check]) -> Check:
    """A check; where a file has another shape than it had, or is too much for this computer, that is what differs, with the files that the check opened."""
    of.opened.clear()
    done, fault = attempted(check)
    if done is not None:
        return done
    told = Check(name)
    said, files = f"{type(fault).__name__} {str(fault)[:200]}", list(of.opened)
    told.differs(
        f"读到 {files[-1] if files else '—'} 时停下：所读文件之一的形状不对，或者过大（{said}）。本项读了：{'、'.join(files)}",
        f"stopped at {files[-1] if files else '—'}: one of the files read has another shape, or is too large ({said}). This check read: {', '.join(files)}",
    )
    return told


def verify(top: Path, key: str = "", head: str = "", bag: str = "") -> Row:
    """Every check over a bundle, as ``--json`` prints it."""
    of, figures, chain = Bundle(top), list[Row](), list[Row]()
    told_by = of.json("data/figures/figures.json")

    def chained() -> Check:
        chain.extend(of.rows("custody"))
        return check_chain(of, chain, head)

    every: dict[str, Callable[[], Check]] = {
        "paper": lambda: check_paper(key, head, bag),
        "bag": lambda: check_bag(of),
        "chain": chained,
        "signature": lambda: check_signature(of, chain, key, bag),
        "run": lambda: check_run(of, told_by, chain),
        "tables": lambda: check_tables(of, told_by),
        "documents": lambda: check_documents(of, told_by),
        "evidence": lambda: check_evidence(of, told_by, chain),
        "decisions": lambda: check_decisions(of, told_by, chain),
        "rules": lambda: check_rules(of, told_by),
        "csv": lambda: check_csv(of, told_by),
        "figures": lambda: recount(of, told_by, figures),
        "law": lambda: check_law(of, told_by, figures),
    }
    checks = [tried(of, name, check) for name, check in every.items()]
    shape = next(one for one in checks if one.name == "tables").said
    for said in dict.fromkeys((plain(zh), plain(en)) for zh, en in of.unread):
        if said not in shape:
            checks[1].differs(*said)
    states = {one.state for one in checks}
    return {
        "folder": str(top.absolute()),
        "result": next((state for state in (DIFFERS, UNCHECKED) if state in states), HOLDS),
        "paper": bool(bag),
        "checks": [
            {"id": one.name, "state": one.state, "said": [{"zh": zh, "en": en} for zh, en in one.said]}
            for one in checks
        ],
        "figures": figures,
        "cannot": [{"zh": zh, "en": en} for zh, en in (*CANNOT, *(said for one in checks for said in one.left))],
    }


def lines(told: Row, lang: str) -> Iterator[str]:
    """The same for people."""
    side = 0 if lang == "zh" else 1
    yield f"{('核验的文件夹：', 'Folder that was checked: ')[side]}{told['folder']}"
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
        what = f"{PARTS.get(row['scope'], (row['scope'],) * 2)[side]} {row['label' if side == 0 else 'label_en']} ({row['id']})"
        yield f"  {'=' if row['agrees'] else '≠'} {what}: {_range(row['counted'])}{else_}"
    yield ""
    yield ("本程序不能核验的：", "What this program cannot check:")[side]
    yield from (f"  - {sentence[lang]}" for sentence in told["cannot"])
    yield ""
    if told["result"] == DIFFERS:
        yield ("结论：有不符之处，见上。", "Result: something differs, see above.")[side]
    elif not told["paper"]:
        yield (
            "结论：没有与纸质封面核对。包内各项彼此相符，但不能说明是不是这一份、是否整包换过；请用 --key、--bag 写入纸上的指纹和摘要再核验。",
            "Result: not checked against paper. The parts agree with one another, which does not show that it is this bundle or whether all was replaced: check again with --key and --bag from the paper cover.",
        )[side]
    elif told["result"] == UNCHECKED:
        yield (
            "结论：没有核验完，见上面“未核验”的各项；已核验的相符。",
            "Result: not everything was checked, see above; what was checked holds.",
        )[side]
    else:
        yield (
            "结论：与纸质封面核对相符，没有发现不符之处。",
            "Result: it is the bundle of the paper cover, and nothing differs.",
        )[side]


# The posts behind a figure.


class Unlisted(ValueError):
    """Why the rows behind a figure cannot be listed, in both languages."""


def behind(of: Bundle, asked: str) -> tuple[Row, list[Row]]:
    """A figure and the posts behind it, each with the first bound that holds it; ``asked``: its number in a document (``11/5``), its name, in the scope of the documents, or ``all/persons``.

    Raises:
        Unlisted: there is no such figure, or its rows are not in the bundle.

    """
    told_by, bundle = of.json("data/figures/figures.json"), of.json("data/bundle.json")
    scope, _, id_ = asked.rpartition("/")
    parts = {str(one.get("scope", "all")): one for one in (told_by, *(told_by.get("scopes") or ()))}
    if re.fullmatch(r"\d+/\d+", asked):
        named = [str(one["file"]) for one in bundle["documents"] if str(one["file"]).startswith(f"{scope}-")]
        scope, id_ = "", next((_numbered(of, one).get(id_, "") for one in named), "")
    own = {one.get("id") for one in parts.get(str(bundle.get("scope")), {}).get("figures") or ()}
    scope = scope or (bundle["scope"] if id_ in own else "all")  # some figures are of the whole case alone
    part = parts.get(scope, {})
    figure = next((one for one in part.get("figures") or () if one.get("id") == id_), None)
    rows = figure.get("rows") if figure else None
    if not figure or not rows:
        raise Unlisted(f"{scope}/{id_}：没有这项数据，或者它没有来源行", f"{scope}/{id_}: no such figure, or none with rows behind it")  # fmt: skip
    name = "publications" if rows["table"] == "dossiers" else str(rows["table"])
    columns = list(of.columns().get(name, ()))
    if not columns:
        raise Unlisted(f"{scope}/{id_}：来源行在表 {name}，不在包内，由经办人列出（explain）", f"{scope}/{id_}: the rows are of the table {name}, which is not in the bundle; the officer lists them (explain)")  # fmt: skip
    if not {"channel_id", "post_id"} <= set(columns):
        [numbers] = _where(of.rows(name), columns, [str(rows["where"])])
        which = ", ".join(str(number + 1) for number in numbers[:MANY])
        raise Unlisted(f"{scope}/{id_}：来源行不是贴文，是 tables/{name}.jsonl 的第 {which} 行（{rows['where']}）", f"{scope}/{id_}: the rows are no posts but lines {which} of tables/{name}.jsonl ({rows['where']})")  # fmt: skip
    inside = None if scope == "all" else set(part["channels"])
    held = [
        one
        for one in of.each(f"{scope}/{name}" if scope != "all" and name in SCOPED else name)
        if inside is None or one["channel_id"] in inside
    ]
    called = {(one["channel_id"], one["post_id"]): one for one in of.each("exhibits")}
    at = {(one["channel_id"], one["post_id"]): one["date_local"] for one in of.each("posts")}
    found: dict[tuple[Any, Any], list[str]] = defaultdict(list)
    [numbers] = _where(held, columns, [str(rows["where"])])
    for row in (held[number] for number in numbers):
        found[row["channel_id"], row["post_id"]].append(str(row.get("counts") or row.get("status") or ""))
    posts = [
        {
            "exhibit": called[key]["exhibit"] if key in called else "",
            "post": "/".join(map(str, key)),
            "date": at.get(key),
            "rows": len(which),
            "counts": min(which, key=lambda one: ENDS.index(one) if one in ENDS else len(ENDS)),
        }
        for key, which in found.items()
        if set(which) != {"none"} or "'none'" in str(rows["where"])
    ]
    order = {str(one["channel_id"]): n for n, one in enumerate(of.each("channels"))}

    def place(one: Row) -> tuple[int, int, str]:
        channel, _, post = str(one["post"]).rpartition("/")
        return order.get(channel, len(order)), int(post) if post.isdecimal() else 0, post

    return {**figure, "scope": scope}, sorted(posts, key=place)


def by_conditions(rows: list[Row], columns: list[str], asked: list[tuple[str, str]]) -> list[int]:
    """Of each pair (what is told apart, condition) how many different values there are in the rows for which the condition holds.

    Raises:
        Unlisted: one cannot be used.
        ImportError: this Python has no sqlite3.

    """
    named = [[one.groups() for one in TOLD_APART.finditer(apart)] for apart, _ in asked]
    wanted = {name for one in named for names in one for name in names if name}
    wanted.update(name for _, condition in asked for name in re.findall(r"\w+", condition))
    used = [name for name in columns if name in wanted]
    counts = []
    for (apart, _), names, numbers in zip(asked, named, _where(rows, used, [one for _, one in asked])):
        if apart == "rows":
            counts.append(len(numbers))
            continue
        if unknown := {name for some in names for name in some if name} - set(used):
            raise Unlisted(f"没有 {sorted(unknown)} 这一栏", f"there is no column {sorted(unknown)}")
        different = {
            tuple(
                _cell_of(
                    rows[number][first] if first and rows[number][first] is not None else rows[number][second or one]
                )
                for first, second, one in names
            )
            for number in numbers
        }
        counts.append(len(different))
    return counts


def _cell_of(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, (list, dict)) else value


def _where(rows: list[Row], columns: list[str], conditions: list[str]) -> list[list[int]]:
    """Which rows each condition of SQL holds for; nothing but the one question may be asked."""
    import sqlite3  # noqa: PLC0415 - the other checks need none, and not every Python has it

    base = sqlite3.connect(":memory:")
    base.create_function("array_contains", 2, lambda held, one: held is not None and one in json.loads(held))
    base.execute(f"CREATE TABLE held ({', '.join(json.dumps(one) for one in columns) or 'bare'})")
    base.executemany(
        f"INSERT INTO held VALUES ({', '.join('?' * len(columns)) or 'NULL'})",
        ([_cell_of(row[one]) for one in columns] for row in rows),
    )
    asked = [0]  # one question, and no other inside it

    def allowed(act: int, _: object, name: object, *__: object) -> int:
        if act == sqlite3.SQLITE_SELECT:
            asked[0] += 1
            return sqlite3.SQLITE_OK if asked[0] == 1 else sqlite3.SQLITE_DENY
        may = act == sqlite3.SQLITE_READ or (
            act == sqlite3.SQLITE_FUNCTION and name in {"array_contains", "coalesce", "like"}
        )
        return sqlite3.SQLITE_OK if may else sqlite3.SQLITE_DENY

    base.set_authorizer(allowed)
    found = list[list[int]]()
    try:
        for condition in conditions:
            asked[0] = 0
            found.append([number - 1 for (number,) in base.execute(f"SELECT rowid FROM held WHERE {condition}")])
    except sqlite3.Error as fault:
        raise Unlisted(f"来源行的条件不能用：{fault}", f"the condition of its rows cannot be used: {fault}") from None
    finally:
        base.close()
    return found


def listed(figure: Row, posts: list[Row], lang: str) -> Iterator[str]:
    """The posts behind a figure for people."""
    side = 0 if lang == "zh" else 1
    name, ends = figure["label_en" if side else "label"], _range([None if figure[end] is None else str(figure[end]) for end in ENDS])  # fmt: skip
    yield f"{figure['scope']}/{figure['id']}  {name}  {ends} {figure['unit']}"
    yield (
        f"背后的贴文 {len(posts)} 条。行末：几行、最先计入的界限（low、estimate、high）或行为标注的状态。本列表不是核验，核验须另行运行。",
        f"{len(posts)} posts behind it. At the end of a line: how many rows, the first bound that holds them (low, estimate, high) or the status of the act. This list is no check: run that too.",
    )[side]
    for one in posts:
        yield f"  {one['exhibit'] or '—'}  {one['post']}  {one['date'] or '—'}  {one['rows']}  {one['counts']}"


PARTS = {"all": ("全部", "all"), "core": ("核心频道", "core")}
LONGEST = 40
"""Sentences of one check that are printed; ``--json`` has all."""


def main() -> int:
    """Read the call, check, print; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = Parser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
        usage="python3 -I verify.py [选项 / options] [文件夹 / folder]",
    )
    group = parser.add_argument_group("选项 / options")
    group.add_argument(
        "folder",
        nargs="?",
        default=str(Path(__file__).absolute().parent),  # a link to a verifier elsewhere is not followed
        metavar="文件夹",
        help="要核验的文件夹，不写即本文件所在的 / folder to check, else the one of this file",
    )
    group.add_argument("-h", "--help", action="help", help="显示本说明 / this help")
    group.add_argument("--lang", choices=["zh", "en"], default="zh", help="语言 / language")
    group.add_argument("--json", action="store_true", help="供程序读取 / for machines")
    group.add_argument("--key", metavar="SHA256:…", help="纸上的签名公钥指纹 / fingerprint of the signing key on paper")
    group.add_argument("--bag", metavar="SHA256", help="纸上的移交包摘要 / digest of the bundle on paper")
    group.add_argument(
        "--head",
        metavar="HASH",
        help="纸上的包内保管链末行的哈希 / hash on paper of the last custody row in the bundle",
    )
    group.add_argument(
        "--posts",
        metavar="11/5",
        help="列出一项数据背后的贴文：文书的号/数据的号，或者数据文件中的名称，如 persons，全部采集的写 all/persons / list the posts behind a figure",
    )
    given = parser.parse_args()
    top = Path(given.folder)
    if not (top / "bagit.txt").is_file():
        print(f"{plain(str(top))}: 不是移交包（没有 bagit.txt） / no bundle (there is no bagit.txt)", file=sys.stderr)
        return 2
    if given.posts is not None:
        return _list(top, given)
    key, head, bag = (None if one is None else "".join(one.split()) for one in (given.key, given.head, given.bag))
    key = key and key.rstrip("=")
    if key is not None and not re.fullmatch("SHA256:[0-9A-Za-z+/]{43}", key):
        print("--key：写完整的指纹 SHA256:… / the whole fingerprint, SHA256:…", file=sys.stderr)
        return 2
    if not all(re.fullmatch("[0-9a-f]{64}", one.lower()) for one in (head, bag) if one is not None):
        print(
            "--head、--bag：写全部 64 位十六进制数，可以分组，加引号 / all 64 hex digits; in groups between quotes",
            file=sys.stderr,
        )
        return 2
    told, fault = attempted(lambda: verify(top, key or "", (head or "").lower(), (bag or "").lower()))
    shown, fault = attempted(lambda: _shown(told, given)) if told else (None, fault)
    if not told or shown is None:
        print(
            plain(f"核验没有做完，视为不符 / the check did not come to its end, which counts as differing: {fault!r}")
        )
        return 1
    print(shown)
    return {HOLDS: 0, DIFFERS: 1, UNCHECKED: 3}[told["result"]]


def _shown(told: Row, given: argparse.Namespace) -> str:
    if given.json:
        return shown_whole(json.dumps(told, ensure_ascii=False, indent=1))
    first = ["English: python3 -I verify.py --lang en\n"] if given.lang == "zh" else []
    return "\n".join([*first, *map(plain, lines(told, given.lang))])


def _list(top: Path, given: argparse.Namespace) -> int:
    """Print the posts behind a figure; the exit code."""
    found, fault = attempted(lambda: _behind(top, given))
    if isinstance(fault, Unlisted):
        print(plain(" / ".join(fault.args)), file=sys.stderr)
        return 2
    if found is None:
        print(plain(f"读不出，先核验本包 / cannot be read, check the bundle first: {fault!r}"), file=sys.stderr)
        return 1
    print(found)
    return 0


def _behind(top: Path, given: argparse.Namespace) -> str:
    figure, posts = behind(Bundle(top), given.posts)
    if given.json:
        return shown_whole(json.dumps({"figure": figure, "posts": posts}, ensure_ascii=False, indent=1))
    return "\n".join(map(plain, listed(figure, posts, given.lang)))


class Parser(argparse.ArgumentParser):
    """An error of the call, in both languages."""

    def error(self, message: str) -> NoReturn:
        """Say it and end with 2."""
        print(f"命令写错：{message}；说明见 --help / this call cannot be understood; see --help", file=sys.stderr)
        raise SystemExit(2)


if __name__ == "__main__":
    sys.exit(main())
