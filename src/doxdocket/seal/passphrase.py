"""A secret under a passphrase, as an age file with one scrypt stanza that any age program opens.

The age library measures how fast the machine is at that moment: on a busy one it seals with less work than meant, and refuses what
an idle one sealed ("the passphrase is wrong"). Here the work is fixed. Source: https://age-encryption.org/v1 (read 2026-11-28);
18 is what age itself writes. Left out: what makes a passphrase strong.

>>> sealed = lock(b"secret", "copper lamp 7 rivers")
>>> unlock(sealed, "copper lamp 7 rivers")
b'secret'
"""

import io
import os
import re

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from doxdocket.errors import KeyFault
from doxdocket.seal.age_header import NONCE, VERSION, decoded, derived, digest, encoded, header

WORK = 18
"""Powers of two of work: 256 MB of memory and about a second."""
MOST_WORK = 21
"""The most that is done to open one, 2 GB: a file must not ask for more than an office computer has."""
_SALT, _KEY, _TAG = 16, 16, 16
_LONGEST = 1 << 16
"""One piece of payload; a secret is a line."""
_WORDS = re.compile(rb"[1-9][0-9]?")


def lock(secret: bytes, passphrase: str) -> bytes:
    """``secret`` under a passphrase. ``ValueError`` for one of more than 64 KiB."""
    if len(secret) > _LONGEST:
        raise ValueError(len(secret))
    file_key, salt, nonce = os.urandom(_KEY), os.urandom(_SALT), os.urandom(NONCE)
    wrapped = ChaCha20Poly1305(_stretched(passphrase, salt, WORK)).encrypt(bytes(12), file_key, None)
    head = VERSION + b"-> scrypt %s %d\n%s\n---" % (encoded(salt), WORK, encoded(wrapped))
    payload = ChaCha20Poly1305(derived(file_key, nonce, b"payload")).encrypt(_LAST, secret, None)
    return head + b" " + encoded(digest(file_key, head)) + b"\n" + nonce + payload


def unlock(sealed: bytes, passphrase: str) -> bytes:
    """What ``lock`` sealed, or another age program; `KeyFault` for another passphrase or a file that is none of these."""
    stream = io.BytesIO(sealed)
    try:
        head = header(stream)
        ((words, body),) = head.stanzas  # a stanza of this kind stands alone
        salt, work = _asked(words)
        file_key = ChaCha20Poly1305(_stretched(passphrase, salt, work)).decrypt(bytes(12), decoded(body), None)
        return ChaCha20Poly1305(head.payload_key(file_key, stream)).decrypt(_LAST, stream.read(_LONGEST + _TAG), None)
    except (ValueError, InvalidTag):
        raise KeyFault("passphrase.passphrase_is_wrong_or_identity") from None


_LAST = bytes(11) + b"\x01"
"""The nonce of a payload of one piece."""


def _stretched(passphrase: str, salt: bytes, work: int) -> bytes:
    return Scrypt(b"age-encryption.org/v1/scrypt" + salt, 32, 1 << work, 8, 1).derive(passphrase.encode())


def _asked(words: list[bytes]) -> tuple[bytes, int]:
    kind, salt, work = words
    if kind != b"scrypt" or not _WORDS.fullmatch(work):
        raise ValueError(kind)
    if int(work) > MOST_WORK:
        raise _too_much(int(work))
    return decoded(salt), int(work)


def _too_much(work: int) -> KeyFault:
    return KeyFault("passphrase.opening_identity_file_asks_for", work=work, most=MOST_WORK)  # fmt: skip
