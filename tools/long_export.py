"""Writes one long export for measuring: a million posts of which a tenth carries personal information.

Source: the same writers and talk. A few thousand posts are written out once and then reused with fresh digits, so that
values differ and writing stays fast. Leaves out truth: it is for speed and memory.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     big(Path(folder) / "result.json", posts=50) > 5_000
True
"""

import re
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from doxdocket.rehearsal.desktop import local, runs
from doxdocket.rehearsal.people import check_digit
from doxdocket.rehearsal.single import messages

_PHONE = re.compile(r"(?<!\d)(1\d\d)999(\d{5})(?!\d)")
_NUMBER = re.compile(r"(?<!\d)(\d{6}18\d{6})\d{3}[\dX](?!\d)")
_START = 1_688_342_400


def fresh(rng: Random, text: str) -> str:
    """The same post about somebody else: other numbers, true check digits."""
    text = _PHONE.sub(lambda m: f"{m[1]}999{rng.randrange(100_000):05d}", text)
    return _NUMBER.sub(lambda m: (body := f"{m[1]}{rng.randrange(1000):03d}") + check_digit(body), text)


def samples(seed: int, count: int) -> tuple[list[str], list[str]]:
    """Texts with personal information, and ordinary ones."""
    parts = [messages(seed, part, count, ordinary=share) for part in ("open", "held") for share in (0.0, 1.0)]
    told = [m["text"] for m in parts[0] + parts[2]]
    return told, [m["text"] for m in parts[1] + parts[3]]


def big(path: Path, posts: int = 1_000_000, pi_share: float = 0.1, seed: int = 1) -> int:
    """Write the file, streaming; return its size in bytes."""
    rng, encoder = Random(seed), msgspec.json.Encoder()  # noqa: S311 - a seeded generator is not cryptography
    told, plain = samples(seed, min(2_000, max(20, posts // 20)))
    at = _START
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        out.write('{\n "name": "量尺",\n "type": "public_channel",\n "id": 1999009999,\n "messages": ['.encode())
        for number in range(1, posts + 1):
            text = fresh(rng, rng.choice(told)) if rng.random() < pi_share else rng.choice(plain)
            at += 17
            one: dict[str, Any] = {"id": number, "type": "message", "date": local(at), "date_unixtime": str(at)}
            one |= {"from": "量尺", "from_id": "channel1999009999", "text": text, "text_entities": runs(text, [])}
            out.write(
                (b",\n  " if number > 1 else b"\n  ")
                + msgspec.json.format(encoder.encode(one), indent=1).replace(b"\n", b"\n  ")
            )
        out.write(b"\n ]\n}")
    return path.stat().st_size
