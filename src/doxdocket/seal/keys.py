"""The case key, and the people who can open it.

The case's one secret is an age X25519 identity. It is written nowhere in clear: each officer's own identity (kept
outside the case folder) unwraps a copy. Every other key of the case is derived from it by purpose with HKDF-SHA256.

Source: docs/reference/case-folder.md; https://age-encryption.org/v1 (read 2026-11-24); RFC 5869.

>>> officer = Identity.generate()
>>> case = CaseKey.generate()
>>> again = CaseKey.unwrap(case.wrap(officer.recipient), officer)
>>> again.subkey("digest") == case.subkey("digest"), case.subkey("digest") == case.subkey("parquet")
(True, False)
>>> case
CaseKey(…)
"""

import hashlib
from typing import Self

import pyrage  # type: ignore[import-untyped]
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from doxdocket.errors import KeyFault, WrongCall


class Identity:
    """One age X25519 key pair, whose secret half never shows itself."""

    __slots__ = ("_pair",)

    def __init__(self, text: str) -> None:
        try:
            self._pair = pyrage.x25519.Identity.from_str(text.strip())
        except pyrage.IdentityError:
            raise KeyFault(
                zh="这不是 age 身份（应以 AGE-SECRET-KEY-1 开头）。请检查身份文件是否完整。",
                en="this is no age identity (one starts with AGE-SECRET-KEY-1). Check that the identity file is whole.",
            ) from None

    @classmethod
    def generate(cls) -> Self:
        """A new key pair from the system's random source."""
        return cls(str(pyrage.x25519.Identity.generate()))

    def __repr__(self) -> str:
        """Say nothing of the secret."""
        return f"{type(self).__name__}(…)"

    @property
    def secret(self) -> str:
        """The secret half as age writes it, for the identity file only."""
        return str(self._pair)

    @property
    def recipient(self) -> str:
        """The public half (``age1…``), which may be shown and sent."""
        return str(self._pair.to_public())

    def open(self, sealed: bytes) -> bytes:
        """The clear bytes of a small age file written for this identity."""
        try:
            return bytes(pyrage.decrypt(sealed, [self._pair]))
        except (pyrage.DecryptError, OSError):
            raise KeyFault(
                zh="这个身份打不开这把钥匙：不是为它封的，或者文件已损坏。",
                en="this identity does not open this key: it was not wrapped for it, or the file is damaged.",
            ) from None

    @property
    def pair(self) -> object:
        """The key pair as the age library wants it; for ``seal`` only."""
        return self._pair


class CaseKey(Identity):
    """The identity of a case: originals are encrypted to it, and all other keys derive from it."""

    __slots__ = ()

    def subkey(self, purpose: str) -> bytes:
        """32 bytes for one purpose; two purposes never share a key."""
        hkdf = HKDF(algorithm=SHA256(), length=32, salt=b"doxdocket case key 1", info=purpose.encode())
        return hkdf.derive(self.secret.encode())

    def wrap(self, recipient: str) -> bytes:
        """The key as an age file that only ``recipient`` opens."""
        return bytes(pyrage.encrypt(self.secret.encode(), [recipient_of(recipient)]))

    @classmethod
    def unwrap(cls, sealed: bytes, identity: Identity) -> Self:
        """The case key out of a wrapped copy."""
        return cls(identity.open(sealed).decode("ascii", "replace"))


def recipient_of(text: str) -> object:
    """An age recipient, or the error that says it is none."""
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError:
        raise WrongCall(
            zh="“{text}”不是 age 收件人（应以 age1 开头）。请对方运行：doxdocket key show",
            en="'{text}' is no age recipient (one starts with age1). Ask its owner to run: doxdocket key show",
            text=text[:80],
        ) from None


def fingerprint(recipient: str) -> str:
    """Sixteen hex digits that name a recipient's wrapped key in ``keys/``.

    >>> len(fingerprint(Identity.generate().recipient))
    16
    """
    return hashlib.sha256(str(recipient_of(recipient)).encode()).hexdigest()[:16]


def lock(secret: bytes, passphrase: str) -> bytes:
    """``secret`` under a passphrase (age scrypt: a second or two, by design)."""
    return bytes(pyrage.passphrase.encrypt(secret, passphrase))


def unlock(sealed: bytes, passphrase: str) -> bytes:
    """What ``lock`` sealed."""
    try:
        return bytes(pyrage.passphrase.decrypt(sealed, passphrase))
    except (pyrage.DecryptError, OSError):
        raise KeyFault(
            zh="口令不对，或身份文件已损坏。",
            en="the passphrase is wrong, or the identity file is damaged.",
        ) from None
