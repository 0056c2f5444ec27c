"""Captured files, encrypted as they are read and decrypted as they are needed, never whole in memory or on disk.

Source: docs/reference/case-folder.md. ``encrypt`` reads once, and while it reads computes the digests of what it read
(SHA-256, SM3) and of what it wrote. ``Clear`` is the way back: a thread decrypts a few blocks ahead of its reader; damage
is told to the reader as an ``EvidenceFault``, and so is a text that is not the one taken in.

>>> from doxdocket.seal.keys import CaseKey
>>> key, sealed = CaseKey.generate(), io.BytesIO()
>>> done = encrypt(io.BytesIO(b"abc" * 9), sealed, key.recipient)
>>> done.size, done.sha256[:8]
(27, 'ddd23773')
>>> with Clear(io.BytesIO(sealed.getvalue()), key, done.sha256, "abc.age") as stream:
...     stream.read() == b"abc" * 9
True
"""

import hashlib
import io
import queue
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import BinaryIO

import pyrage  # type: ignore[import-untyped]

from doxdocket.errors import EvidenceFault
from doxdocket.seal.fixity import Fixity
from doxdocket.seal.keys import Identity, recipient_of
from doxdocket.words import zh_en

_BLOCK = 1 << 20  # the age library asks for 8 KiB at a time; disks, hashes and threads want more
_AHEAD = 4  # blocks decrypted before the reader asks


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


class _StoppedError(OSError):
    """The reader has gone; the decrypting thread ends."""


class Clear(io.RawIOBase):
    """A captured file in clear, as a stream that cannot seek. Close it (or leave its ``with``) to end its thread."""

    def __init__(self, sealed: BinaryIO, key: Identity, sha256: str, place: str) -> None:
        super().__init__()
        self._sealed, self._key, self._expected, self._place = sealed, key, sha256, place
        self._blocks: queue.Queue[bytes | EvidenceFault | None] = queue.Queue(_AHEAD)
        self._stopped = threading.Event()
        self._hash, self._pending = hashlib.sha256(), bytearray()
        self._rest, self._ended = memoryview(b""), False
        self._thread = threading.Thread(target=self._decrypt, name="doxdocket-decrypt", daemon=True)
        self._thread.start()

    # The reader's side.
    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill as much of ``buffer`` as one block allows; 0 at the end."""
        if not self._rest and not self._ended:
            self._take()
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size

    def _take(self) -> None:
        block = self._blocks.get()
        if isinstance(block, EvidenceFault):
            self._ended = True
            raise block
        self._ended, self._rest = block is None, memoryview(block or b"")

    def close(self) -> None:
        """End the thread, wherever it stands, and close the encrypted file."""
        if not self.closed:
            self._stopped.set()
            while self._thread.is_alive():
                self._drain()
                self._thread.join(0.01)
            self._sealed.close()
        super().close()

    def _drain(self) -> None:
        while not self._blocks.empty():
            self._blocks.get()

    # The decrypting thread's side: the cipher library writes here.
    def _decrypt(self) -> None:
        end: EvidenceFault | None = None
        try:
            pyrage.decrypt_io(self._sealed, _Into(self), self._key.pairs)
            self._pass_on()
            if self._hash.hexdigest() != self._expected:
                end = self._fault(*zh_en("originals.another_text"))
        except (pyrage.DecryptError, OSError):
            end = self._fault(*zh_en("originals.it_does_not_decrypt"))
        self._blocks.put(end)

    def _fault(self, zh: str, en: str) -> EvidenceFault:
        return not_as_taken(self._place, zh, en)

    def _pass_on(self) -> None:
        block = bytes(self._pending)
        self._pending.clear()
        self._hash.update(block)
        if block:
            self._blocks.put(block)

    def _gather(self, data: bytes) -> None:
        if self._stopped.is_set():
            raise _StoppedError
        self._pending += data
        if len(self._pending) >= _BLOCK:
            self._pass_on()


class _Into:
    """What the cipher library writes to."""

    def __init__(self, clear: Clear) -> None:
        self._clear = clear

    def write(self, data: bytes) -> int:
        """Take it all."""
        self._clear._gather(data)  # noqa: SLF001 - the other half of Clear
        return len(data)

    def flush(self) -> None:
        """The last block goes when the whole is known to be good."""
