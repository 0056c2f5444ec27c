r"""Bags (BagIt 1.0): ``originals/``, which any archive's tool checks without our key, and what is handed over.

Source: RFC 8493. The payload of ``originals/`` is encrypted files, each named by the SHA-256 of its encrypted bytes (the
digest of the clear text would tell whoever holds the folder which known file is in it).

>>> sorted(tag_files("case-1", [("aa", 3)], "2026-01-01"))
['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt']
>>> tag_files("case-1", [("aa", 3)], "2026-01-01")["manifest-sha256.txt"]
b'aa  data/aa.age\n'
"""

import hashlib
from collections.abc import Mapping, Sequence

from doxdocket import __version__

FOLDER = "originals"


def payload_path(cipher_sha256: str) -> str:
    """Where an encrypted file lies in the case folder."""
    return f"{FOLDER}/data/{cipher_sha256}.age"


def tag_files(case_id: str, payload: Sequence[tuple[str, int]], day: str) -> dict[str, bytes]:
    """The four files about a payload of (SHA-256, size), by name."""
    listed = {"sha256": {f"data/{sha256}.age": sha256 for sha256, _ in sorted(payload)}}
    return _tags(case_id, day, (sum(size for _, size in payload), len(payload)), listed, {})


def bag(case_id: str, payload: Mapping[str, bytes], day: str, beside: Mapping[str, bytes]) -> dict[str, bytes]:
    """A whole bag by path: the payload under ``data/``, the files ``beside`` it, manifests of SHA-256 and SHA-512 over both."""
    data = {f"data/{name}": content for name, content in sorted(payload.items())}
    listed = {
        name: {path: hashlib.new(name, content).hexdigest() for path, content in data.items()}
        for name in ("sha256", "sha512")
    }
    return data | _tags(case_id, day, (sum(map(len, data.values())), len(data)), listed, beside)


def _tags(
    case_id: str, day: str, oxum: tuple[int, int], listed: Mapping[str, Mapping[str, str]], beside: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The files about a payload of so many bytes in so many files; ``listed``: its digests by algorithm."""
    tags = {
        "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": f"Bag-Software-Agent: doxdocket {__version__}\nBagging-Date: {day}\n"
        f"External-Identifier: {case_id}\nPayload-Oxum: {oxum[0]}.{oxum[1]}\n",
        **{f"manifest-{name}.txt": _manifest(digests) for name, digests in listed.items()},
    }
    data = {name: text.encode() for name, text in tags.items()} | dict(beside)
    return data | {
        f"tagmanifest-{name}.txt": _manifest(
            {path: hashlib.new(name, content).hexdigest() for path, content in sorted(data.items())}
        ).encode()
        for name in listed
    }


def _manifest(digests: Mapping[str, str]) -> str:
    return "".join(f"{digest}  {path}\n" for path, digest in digests.items())
