"""Captured files in clear, read from any place: archives keep their table of contents at the end.

Source: https://age-encryption.org/v1 (read 2026-11-24): the file key is wrapped for X25519, the payload is pieces of 64 KiB,
each sealed with ChaCha20-Poly1305 under a nonce that counts them and marks the last. The age library reads from front to
back only, so the pieces are opened here; each proves itself, and none touches the disk. ``Clear`` reads from front to back
alone, and at the end holds the whole against the digest that was taken in. Damage is an ``EvidenceFault``.

>>> from doxdocket.seal.keys import CaseKey
>>> from doxdocket.seal.originals import encrypt
>>> key, sealed = CaseKey.generate(), io.BytesIO()
>>> done = encrypt(io.BytesIO(b"abc" * 100_000), sealed, key.recipient)
>>> with Seeking(io.BytesIO(sealed.getvalue()), key, "abc.age") as stream:
...     stream.seek(-4, io.SEEK_END), stream.read()
(299996, b'cabc')
>>> with Clear(io.BytesIO(sealed.getvalue()), key, done.sha256, "abc.age") as stream:
...     len(stream.read())
300000
"""

import hashlib
import io
import itertools
from contextlib import suppress
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from doxdocket.errors import EvidenceFault
from doxdocket.seal.age_header import decoded, derived, header
from doxdocket.seal.keys import Identity
from doxdocket.seal.originals import not_as_taken
from doxdocket.words import zh_en

_PIECE, _TAG = 1 << 16, 16
_CHARACTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"  # of bech32, by their values


class Seeking(io.RawIOBase):
    """A captured file in clear that can seek; wrap it in a ``BufferedReader`` for small reads."""

    def __init__(self, sealed: BinaryIO, key: Identity, place: str) -> None:
        super().__init__()
        self._sealed, self._place = sealed, place
        try:
            self._cipher = ChaCha20Poly1305(_payload_key(sealed, key))
            self._start = sealed.tell()
            self._pieces, rest = divmod(sealed.seek(0, io.SEEK_END) - self._start, _PIECE + _TAG)
        except (ValueError, InvalidTag, OSError):
            raise self._fault() from None
        self._pieces += rest > 0
        self.size = self._pieces * _PIECE - (_PIECE + _TAG - rest if rest else 0)
        self._at, self._number, self._clear = 0, -1, b""
        if self.size < 0 or not self._pieces:
            raise self._fault()
        self._open(
            self._pieces - 1
        )  # only the true last piece opens as the last: a file cut between pieces is told now

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place; past the end nothing is read."""
        self._at = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence])
        return self._at

    def tell(self) -> int:
        """Where the next byte comes from."""
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill ``buffer`` as far as one piece reaches; 0 at the end."""
        if self._at >= self.size or not buffer:
            return 0
        number, inside = divmod(self._at, _PIECE)
        if number != self._number:
            self._open(number)
        found = memoryview(self._clear)[inside : inside + len(buffer)]
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)

    def close(self) -> None:
        """Close the encrypted file too."""
        self._sealed.close()
        super().close()

    def _open(self, number: int) -> None:
        nonce = number.to_bytes(11, "big") + bytes([number == self._pieces - 1])
        try:
            self._sealed.seek(self._start + number * (_PIECE + _TAG))
            self._clear = self._cipher.decrypt(nonce, self._sealed.read(_PIECE + _TAG), None)
        except (ValueError, InvalidTag, OSError):
            raise self._fault() from None
        self._number = number

    def _fault(self) -> EvidenceFault:
        return not_as_taken(self._place, *zh_en("seeking.it_does_not_decrypt"))


class Clear(Seeking):
    """A captured file in clear from front to back, with the digest it must have at its end."""

    def __init__(self, sealed: BinaryIO, key: Identity, sha256: str, place: str) -> None:
        super().__init__(sealed, key, place)
        self._expected, self._hash = sha256, hashlib.sha256()

    def seekable(self) -> bool:
        """It is not: all of it is to be held against the digest."""
        return False

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill ``buffer`` as far as one piece reaches; 0 at the end, where another text is a fault."""
        size = super().readinto(buffer)
        self._hash.update(memoryview(buffer)[:size])
        if not size and len(buffer) and self._hash.hexdigest() != self._expected:
            raise not_as_taken(self._place, *zh_en("seeking.another_text"))
        return size


def _payload_key(sealed: BinaryIO, key: Identity) -> bytes:
    """The key of the payload; the stream then stands at its first piece. ``ValueError`` when there is none."""
    head = header(sealed)
    return head.payload_key(_file_key(head.stanzas, key), sealed)


def _file_key(stanzas: list[tuple[list[bytes], bytes]], key: Identity) -> bytes:
    for secret, (words, body) in itertools.product(map(_private, key.secrets), stanzas):
        if words[:1] == [b"X25519"] and len(words) == 2:
            public = secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
            share = decoded(words[1])
            shared = secret.exchange(X25519PublicKey.from_public_bytes(share))
            wrapping = derived(shared, share + public, b"age-encryption.org/v1/X25519")
            with suppress(InvalidTag):  # that stanza is for somebody else
                return ChaCha20Poly1305(wrapping).decrypt(bytes(12), decoded(body), None)
    raise ValueError


def _private(secret: str) -> X25519PrivateKey:
    """The key that ``AGE-SECRET-KEY-1…`` writes: characters of five bits each, the last six a check sum."""
    values = [_CHARACTERS.index(c) for c in secret.lower().rpartition("1")[2][:-6]]
    bits = int("".join(f"{v:05b}" for v in values)[:256], 2)
    return X25519PrivateKey.from_private_bytes(bits.to_bytes(32, "big"))
