"""Captured files, encrypted as they are read, never whole in memory or on disk. The way back is ``seeking``.

Source: docs/reference/case-folder.md. ``encrypt`` reads once, and while it reads computes the digests of what it read
(SHA-256, SM3) and of what it wrote.

>>> import io
>>> from doxdocket.seal.keys import CaseKey
>>> done = encrypt(io.BytesIO(b"abc" * 9), io.BytesIO(), CaseKey.generate().recipient)
>>> done.size, done.sha256[:8]
(27, 'ddd23773')
"""

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import BinaryIO

import pyrage  # type: ignore[import-untyped]

from doxdocket.errors import EvidenceFault
from doxdocket.seal.fixity import Fixity
from doxdocket.seal.keys import recipient_of

_BLOCK = 1 << 20  # the age library asks for 8 KiB at a time; disks, hashes and threads want more


@dataclass(frozen=True, slots=True)
class Sealed:
    """What one pass over a captured file found."""

    size: int
    sha256: str
    sm3: str
    cipher_sha256: str
    cipher_size: int


class _Source:
    """Hands the cipher what it asks for, and the digests (in their own thread) whole blocks."""

    def __init__(self, stream: BinaryIO, hashing: ThreadPoolExecutor) -> None:
        self.fixity = Fixity()
        self._stream, self._hashing = stream, hashing
        self._block, self._at = b"", 0
        self._busy: Future[None] | None = None
        self.error: BaseException | None = None

    def read(self, size: int) -> bytes:
        """The next bytes, at most ``size``; none at the end."""
        if self._at == len(self._block):
            self._next()
        piece = self._block[self._at : self._at + size]
        self._at += len(piece)
        return piece

    def _next(self) -> None:
        try:
            self._block, self._at = self._stream.read(_BLOCK), 0
        except (
            BaseException
        ) as e:  # the cipher library would swallow its kind, an interrupt's too; encrypt raises it again
            self.error = e
            raise
        self.settle()
        if len(self._block) < _BLOCK:  # the last one: starting a thread for a small file costs more than hashing it
            self.fixity.update(self._block)
        else:
            self._busy = self._hashing.submit(self.fixity.update, self._block)

    def settle(self) -> None:
        """Wait until the digests have caught up: at most one block is ever waiting."""
        if self._busy is not None:
            self._busy.result()
            self._busy = None


class _Sink:
    """Writes and hashes what the cipher gives."""

    def __init__(self, stream: BinaryIO) -> None:
        self.sha256, self.size = hashlib.sha256(), 0
        self.error: BaseException | None = None
        self._stream = stream

    def write(self, data: bytes) -> int:
        """Take it all."""
        self.sha256.update(data)
        self.size += len(data)
        try:
            self._stream.write(data)
        except BaseException as e:  # as in _Source
            self.error = e
            raise
        return len(data)

    def flush(self) -> None:
        """Nothing is held back here."""


def encrypt(source: BinaryIO, target: BinaryIO, recipient: str) -> Sealed:
    """Encrypt ``source`` into ``target`` for ``recipient``, in one pass; errors of either stream come out as they are."""
    with ThreadPoolExecutor(1) as hashing:
        reader, writer = _Source(source, hashing), _Sink(target)
        try:
            pyrage.encrypt_io(reader, writer, [recipient_of(recipient)])
        except (pyrage.EncryptError, OSError) as e:
            raise reader.error or writer.error or e from None
        reader.settle()
    seen = reader.fixity
    return Sealed(seen.size, seen.sha256(), seen.sm3(), writer.sha256.hexdigest(), writer.size)


def not_as_taken(place: str, zh: str, en: str) -> EvidenceFault:
    """The encrypted file at ``place`` is not what was taken in; ``zh`` and ``en`` say how that shows."""
    return EvidenceFault(
        zh="{place} 不是入卷时的文件：" + zh + "。请从备份或原始介质恢复，然后运行：doxdocket verify",
        en="{place} is not the file that was taken in: "
        + en
        + ". Restore it from a backup or the original medium, then run: doxdocket verify",
        place=place,
    )
