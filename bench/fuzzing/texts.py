"""Texts for ``bench/fuzz.py``: real ones of public samples and of installed documentation, and made ones. Same seed, same texts.

Real: posts of the public samples (DOXDOCKET_SAMPLES, as for the tests), every text file of the folders given, then
paragraphs, docstrings and file names of what is installed in this environment and under /usr. Made: words of the
detector's own lists, digits, marks and scripts put together; runs, pumped stretches and mutations of invented posts.
"""

import base64
import functools
import gzip
import itertools
import json
import os
import random
import re
import string
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

sys.path.insert(0, str(Path(__file__).parents[2]))

from tools import long_export

from doxdocket import detect
from doxdocket.errors import DoxdocketError
from doxdocket.parse import HEAD, Stated, parse, recognise

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = Path(os.environ.get("DOXDOCKET_SAMPLES", ROOT.parent / "shared" / "samples"))
LONGEST = 24 << 10
"""Characters of the longest made text; real ones are cut there too."""


class Text(NamedTuple):
    """One text, where it is from, and whether somebody wrote it (real) or we made it."""

    source: str
    text: str
    real: bool
    where: str = "text"


def texts(count: int, seed: int, folders: list[Path], skip: int = 0) -> Iterator[Text]:
    """So many texts in a fixed order, half of them real as far as there are any; the first ``skip`` are left out."""
    real = _real(random.Random(f"real {seed}"), folders)
    for at in range(count):
        one = next(real, None) if at % 2 else None
        if at < skip:
            continue
        rng = random.Random(f"made {seed} {at}")
        one = one or _made(rng)
        yield one._replace(where=rng.choice(_BESIDE)) if at % 16 == 3 and len(one.text) < 400 else one


_BESIDE = ("contact", "link[0]", "button[0]", "poll", "file_name", "location")


# Real ones


def _real(rng: random.Random, folders: list[Path]) -> Iterator[Text]:
    """Each text once: samples and folders first, in a random order, then documentation."""
    seen: set[int] = set()
    first = [*_of_samples(), *_of_folders(folders)]
    rng.shuffle(first)
    for one in itertools.chain(first, _of_documents(rng)):
        if hash(one.text) not in seen:
            seen.add(hash(one.text))
            yield one


@functools.cache
def _of_samples() -> tuple[Text, ...]:
    return tuple(_read_samples())


def _read_samples() -> Iterator[Text]:
    for path in sorted(SAMPLES.rglob("*")) if SAMPLES.is_dir() else ():
        if not path.is_file():
            continue
        source = f"sample {path.relative_to(SAMPLES).parts[0]}"
        yield from _posts(path, source)
        yield Text(source, path.name, real=True)


def _posts(path: Path, source: str) -> Iterator[Text]:
    with path.open("rb") as stream:
        for bid in recognise(stream.read(HEAD), path.name)[:1]:
            stream.seek(0)
            try:
                for part in parse(stream, "0" * 64, bid.form, Stated(path.name)):
                    if part.table != "posts":
                        continue
                    for post in part.batch.select(["text", "fields"]).to_pylist():
                        for text in (post["text"], *(one["text"] for one in post["fields"] or ())):
                            if text:
                                yield Text(source, text[:LONGEST], real=True)
            except DoxdocketError:
                continue


def _of_folders(folders: list[Path]) -> Iterator[Text]:
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
            if not path.is_file():
                continue
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                text = _text_of(line)
                if text.strip():
                    yield Text(f"folder {folder.name}", text[:LONGEST], real=True)


def _text_of(line: str) -> str:
    """The text of a line of JSON that has one, else the line."""
    try:
        record = json.loads(line)
    except ValueError:
        return line
    return record["text"] if isinstance(record, dict) and isinstance(record.get("text"), str) else line


_READ = re.compile(
    r"(?i)(?:^METADATA|^README.*|^COPYING.*|^LICEN[CS]E.*|^NEWS.*|^changelog.*|\.(?:md|rst|txt|py|pod|pm|gz))$"
)
_DOCSTRING = re.compile(r'"""(.{20,6000}?)"""', re.DOTALL)
_PARAGRAPHS = re.compile(r"\n\s*\n")


@functools.cache
def _documents() -> list[Path]:
    places = {
        sysconfig.get_paths()["purelib"],
        "/usr/share/doc",
        "/usr/share/perl",
        "/usr/lib/python3",
        sysconfig.get_paths()["stdlib"],
    }
    found = [
        Path(top, name)
        for place in sorted(places)
        for top, _, names in os.walk(place)
        for name in names
        if _READ.search(name)
    ]
    return sorted(found)


def _of_documents(rng: random.Random) -> Iterator[Text]:
    """Paragraphs of documentation, file by file in a random order, every file's name among them."""
    for path in rng.sample(_documents(), len(_documents())):
        source = "docs /usr" if path.is_relative_to("/usr") else "docs packages"
        yield Text(source, path.name, real=True)
        try:
            data = path.read_bytes()[:200_000]
            data = gzip.decompress(data) if path.suffix == ".gz" else data
        except (OSError, EOFError, gzip.zlib.error):
            continue
        text = data.decode("utf-8", "replace")
        pieces = _DOCSTRING.findall(text) if path.suffix in {".py", ".pm"} else [text]
        for piece in pieces:
            for paragraph in _PARAGRAPHS.split(piece)[:200]:
                if len(paragraph.strip()) > 8:
                    yield Text(source, paragraph[:4000], real=True)


# Made ones


@functools.cache
def words() -> list[str]:
    """Every word of the detector's lists, each once; of patterns their source."""
    found: set[str] = set()

    def walk(node: object) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                walk(key)
                walk(value)
        elif isinstance(node, list):
            for one in node:
                walk(one)
        elif node is not None:
            text = str(node)
            found.update([text] if len(text) <= 24 else re.split(r"[|\s]+", text))

    for path in sorted(Path(detect.__file__).parent.rglob("*.yaml")):
        walk(yaml.safe_load(path.read_text(encoding="utf-8")))
    return sorted(found - {""})


@functools.cache
def labels() -> list[str]:
    """Every label word."""
    table = yaml.safe_load((Path(detect.__file__).parent / "labels.yaml").read_text(encoding="utf-8"))
    found = {
        str(word)
        for kind in table.values()
        if isinstance(kind, dict)
        for key in ("words", "weak")
        for word in kind.get(key) or ()
    }
    return sorted(found)


@functools.cache
def invented() -> list[str]:
    """Posts of the rehearsal's maker, half of them with personal information that belongs to nobody."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "result.json"
        long_export.big(path, posts=1500, pi_share=0.6, seed=7)
        return [one["text"] for one in json.loads(path.read_bytes())["messages"]]


MARKS = [*"：:=-—_~·.…,，、。;；/|\\#*×@$%^&+'\"`!?！？()（）[]【】{}<>《》「」『』👉➡️🔥•●★☆ \t\n\u3000\u200b\u200d\ufe0f\u202e\u00ad\x00\x1b\x7f\ufeff\ud7ff", "\r\n", "——", "……", "..", "\n\n", "：\n", " - ", "</", "<t>", "){", "__", "**", "://"]  # fmt: skip
DIGITS = ["0", "1", "13800001850", "138", "1380000", "110101189001011234", "44030118991231002X", "2023-08-25", "20230825", "1890.1.1", "99999999999999999999", "6212260002602785335", "３０", "①", "一三八", "二十", "两万", "三百五", "兆", "廿", "零", "1e9", "0x1F", "-1", "1,000,000", "1/2", "٣٤", "²", "½", "㊿", "30元", "80u", "100块一条", "5折", "N004", "V001-T"]  # fmt: skip
SCRIPTS = [(0x41, 0x5A), (0x61, 0x7A), (0x30, 0x39), (0x4E00, 0x9FA5), (0x3041, 0x30FF), (0x410, 0x44F), (0x627, 0x64A), (0xAC00, 0xD7A3), (0xE01, 0xE3A), (0x1F300, 0x1F6FF), (0xFF01, 0xFF5E), (0x20000, 0x20100), (0x300, 0x36F), (0x2460, 0x24FF), (0x1D400, 0x1D7FF)]  # fmt: skip
NUMERALS = "零〇一二三四五六七八九十百千万亿两廿卅壹贰叁肆伍陆柒捌玖拾佰仟萬億几半多"
FOUND_BEFORE = [
    "RISC-V rn", "Command-line client for WebSockets, like netcat", "20230825-N004-T", "hing(抖号】", "36120<t>{0", "电话" + "." * 30, "账号" + "#" * 24,
    "13800001850 " + "aA" * 32, "13800001850 " + "qWeRtyZx" * 15, "vehicle_traceX" * 30, "地址市辖区", "住址：市辖区", "家住市辖区", "一" * 4301, "姓 名：周砚青", "姓/名：周砚青",
    "手机：13800001850 血型⚧️”", "住址：张三 13800001850 用药\x7f”", "查档接单：身份证30元，户籍80，联系管理 " + "_" * 600, "身份证" + "." * 26 + ",30元 " * 10, "查档接单：身份证30元，户籍80，联系管理 http://" + "a/" * 900,
]  # fmt: skip


def _made(rng: random.Random) -> Text:
    """One made text of a kind by weight."""
    name, make = rng.choices(list(_MAKERS.items()), [weight for _, weight in _MAKERS.values()])[0]
    return Text(f"made {name}", make[0](rng)[:LONGEST].encode("utf-8", "replace").decode("utf-8"), real=False)


def _length(rng: random.Random, often: list[int]) -> int:
    """Mostly short, as most texts are; one in thirty-three long."""
    return rng.choice(often) if rng.random() < 0.97 else rng.choice([1200, 1200, 4301, 10_000, LONGEST])


def _piece(rng: random.Random) -> str:
    match rng.randrange(8):
        case 0 | 1:
            return rng.choice(labels())
        case 2:
            return rng.choice(words())
        case 3:
            return rng.choice(DIGITS)
        case 4 | 5:
            return rng.choice(MARKS)
        case 6:
            word = rng.choice(labels())
            return word[: rng.randint(1, len(word))]
        case _:
            low, high = rng.choice(SCRIPTS)
            return "".join(chr(rng.randint(low, high)) for _ in range(rng.randint(1, 6)))


def _labelled(rng: random.Random) -> str:
    """Labels with separators, values and noise, in lines or without any."""
    return "".join(_piece(rng) for _ in range(rng.choice([2, 2, 3, 3, 4, 5, 8, 20])))


def _lines(rng: random.Random) -> str:
    """A dossier's shape with the wrong things in it."""
    sign = rng.choice(["：", ":", " ", "", "=", "】", "\t", "——", "/", "."])

    def value() -> str:
        return rng.choice(
            [rng.choice(DIGITS), rng.choice(words()), _piece(rng) + _piece(rng), "", rng.choice(labels())]
        )

    ends = rng.choice(["\n", "\n", " ", "，", ";", "", "|"])
    return ends.join(rng.choice(labels()) + sign + value() for _ in range(rng.choice([1, 2, 3, 4, 6, 10])))


def _runs(rng: random.Random) -> str:
    """One character or pair in a row, alone or between two pieces."""
    unit = rng.choice(
        [
            rng.choice(MARKS),
            _piece(rng)[:2] or "a",
            rng.choice(string.printable),
            rng.choice(NUMERALS),
            rng.choice("市区县省号楼室元块路村"),
        ]
    )
    length = _length(rng, [12, 24, 30, 40, 120, 300])
    return (
        rng.choice(["", _piece(rng), _lead(rng)])
        + unit * max(1, length // max(1, len(unit)))
        + rng.choice(["", _piece(rng), _lead(rng)])
    )


def _pumped(rng: random.Random) -> str:
    """A stretch of some pieces over and over, between a lead and an end that does not fit."""
    unit = "".join(_piece(rng) for _ in range(rng.randint(1, 4)))[:40]
    length = _length(rng, [40, 40, 100, 100, 300])
    return _lead(rng) + unit * max(2, length // max(1, len(unit))) + rng.choice(["", _piece(rng), "\x00", "！", "x"])


def _lead(rng: random.Random) -> str:
    """How texts begin that make the detector look closer."""
    return rng.choice(
        [
            "",
            "13800001850 ",
            "电话",
            "电话：",
            "地址：",
            "查档接单：身份证30元，户籍80，联系管理 ",
            "身份证",
            "账号",
            "姓名：周砚青 ",
            "家住",
            "110101189001011234\n",
            "@abc ",
            "http://",
            rng.choice(labels()),
            rng.choice(words()),
        ]
    )


def _unbroken(rng: random.Random) -> str:
    """What has no space: addresses of the web, base64, hex, keys, tokens."""
    length = _length(rng, [30, 64, 120, 300])
    data = rng.randbytes(length)
    body = rng.choice([
        base64.b64encode(data).decode(), data.hex(), "http://x.example/" + base64.urlsafe_b64encode(data).decode(), "http://" + "a/" * (length // 2),
        "https://t.example/?" + "&".join(f"k{n}={data[n]}" for n in range(min(length, 300))), "".join(rng.choice(string.ascii_letters) for _ in range(length)),
        "_".join(rng.choice(labels()) for _ in range(length // 6)), "".join(rng.choice("aA_-1.") for _ in range(length)), "magnet:?xt=urn:btih:" + data.hex(),
    ])  # fmt: skip
    return _lead(rng) + body[:length] + rng.choice(["", " ", _piece(rng)])


def _numerals(rng: random.Random) -> str:
    length = _length(rng, [3, 8, 20, 60])
    return (
        _lead(rng)
        + "".join(rng.choice(NUMERALS) for _ in range(length))
        + rng.choice(["", "元", "岁", "号", "块一条", _piece(rng)])
    )


def _fragments(rng: random.Random) -> str:
    """A label in pieces at the very start: cut, spaced, slashed."""
    word = rng.choice(labels())
    gap = rng.choice(["", " ", "  ", "/", ".", "·", "\u3000", "\u200b", "-", "*", "\n"])
    start = gap.join(word[rng.randrange(len(word)) :])
    return (
        start
        + rng.choice(["：", ":", "", " ", "】", "=", "）"])
        + rng.choice(["周砚青", rng.choice(DIGITS), _piece(rng), ""])
        + rng.choice(["", "\n" + _lines(rng)])
    )


def _known(rng: random.Random) -> str:
    """What stopped this program once, and its neighbours."""
    text = rng.choice(FOUND_BEFORE)
    return text if rng.random() < 0.05 else _changed(rng, text)


def _spliced(rng: random.Random) -> str:
    """An invented post, changed."""
    return _changed(rng, rng.choice(invented()))


def _changed(rng: random.Random, text: str) -> str:
    for _ in range(rng.choice([1, 1, 2, 3, 6])):
        at = rng.randrange(len(text) + 1)
        end = min(len(text), at + rng.choice([1, 1, 2, 5, 20, 80]))
        match rng.randrange(9):
            case 0:
                text = text[:at] + text[end:]
            case 1:
                text = text[:at] + _piece(rng) + text[at:]
            case 2:
                text = text[:at] + _piece(rng) + text[end:]
            case 3:
                text = text[:at] + text[at:end] * rng.choice([2, 3, 12, 40]) + text[end:]
            case 4:
                text = text[:at]
            case 5:
                other = rng.choice(invented())
                text = text[:at] + other[rng.randrange(len(other) + 1) :]
            case 6:
                text = text[:at] + rng.choice(MARKS) * rng.choice([1, 3, 30]) + text[at:]
            case 7:
                text = text.replace(rng.choice(text or " "), _piece(rng), 8)
            case 8:
                pieces = re.split(r"(\s+|[:：,，])", text)
                rng.shuffle(pieces)
                text = "".join(pieces)
    return text[:LONGEST]


_MAKERS = {
    "labels": (_labelled, 22), "dossier": (_lines, 16), "runs": (_runs, 10), "pumped": (_pumped, 14), "unbroken": (_unbroken, 6), "numerals": (_numerals, 4),
    "fragments": (_fragments, 8), "known": (_known, 6), "spliced": (_spliced, 14),
}  # fmt: skip
