r"""The BagIt side of ``originals/``: what any archive's tool can check without our key.

Source: RFC 8493 (BagIt 1.0). The payload is encrypted files, each named by the SHA-256 of its encrypted bytes (the
digest of the clear text would tell whoever holds the folder which known file is in it).

>>> sorted(tag_files("case-1", [("aa", 3)], "2026-01-01"))
['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt']
>>> tag_files("case-1", [("aa", 3)], "2026-01-01")["manifest-sha256.txt"]
b'aa  data/aa.age\n'
"""

import hashlib
from collections.abc import Sequence

from doxdocket import __version__

FOLDER = "originals"


def payload_path(cipher_sha256: str) -> str:
    """Where an encrypted file lies in the case folder."""
    return f"{FOLDER}/data/{cipher_sha256}.age"


def tag_files(case_id: str, payload: Sequence[tuple[str, int]], day: str) -> dict[str, bytes]:
    """The four files about a payload of (SHA-256, size), by name."""
    oxum = f"{sum(size for _, size in payload)}.{len(payload)}"
    tags = {
        "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": f"Bag-Software-Agent: doxdocket {__version__}\nBagging-Date: {day}\n"
        f"External-Identifier: {case_id}\nPayload-Oxum: {oxum}\n",
        "manifest-sha256.txt": "".join(f"{sha256}  data/{sha256}.age\n" for sha256, _ in sorted(payload)),
    }
    data = {name: text.encode() for name, text in tags.items()}
    listed = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(data.items()))
    return data | {"tagmanifest-sha256.txt": listed.encode()}
