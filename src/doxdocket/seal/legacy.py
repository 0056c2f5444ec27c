"""Digests by the algorithms of other people's lists, in one pass: extra values beside SHA-256 and SM3, never instead of them.

Source: 法发〔2016〕22号, article 29, names no algorithm; MD5 and SHA-1 no longer withstand somebody who makes two files of one digest
on purpose, so they show equality with a list and prove nothing by themselves.

>>> import io
>>> digests(io.BytesIO(b"abc"), ["md5"])
{'md5': '900150983cd24fb0d6963f7d28e17f72'}
"""

import hashlib
from collections.abc import Iterable
from typing import BinaryIO

LEGACY = ("md5", "sha1")
OTHERS = (*LEGACY, "sha384", "sha512")
_BLOCK = 1 << 20


def digests(stream: BinaryIO, algorithms: Iterable[str]) -> dict[str, str]:
    """Hex digests of the rest of a stream, by algorithm; bounded memory."""
    found = {name: hashlib.new(name, usedforsecurity=False) for name in algorithms if name in OTHERS}
    while block := stream.read(_BLOCK):
        for one in found.values():
            one.update(block)
    return {name: one.hexdigest() for name, one in found.items()}
