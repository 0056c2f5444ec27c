"""The case key, and the people who can open it.

The case key is a ring of age X25519 identities, one a rotation. It is written nowhere in clear: each officer's own identity
(kept outside the case folder) unwraps a copy. The first one stays for ever: digests, and with them tags, marks and codes,
hang on it. The last one seals what is new, and all of them open what is old. Every other key of the case is derived by
purpose with HKDF-SHA256.

Source: docs/decisions/0012-keys.md; https://age-encryption.org/v1 (read 2026-11-24); RFC 5869.

>>> officer = Identity.generate()
>>> case = CaseKey.generate()
>>> after = CaseKey.unwrap(case.rotated().wrap(officer.recipient), officer)
>>> after.subkey("digest") == case.subkey("digest"), after.subkeys("derived")[0] == case.subkeys("derived")[0]
(True, False)
>>> case
CaseKey(…)
"""

import hashlib
from collections.abc import Sequence
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
            raise KeyFault("seal_keys.this_is_no_age_identity") from None

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
            raise KeyFault("seal_keys.this_identity_does_not_open") from None

    @property
    def secrets(self) -> tuple[str, ...]:
        """The secret half of each key that opens; for ``seal`` only."""
        return (str(self._pair),)


class CaseKey(Identity):
    """The keys of a case. As an identity it is the newest: originals are sealed for it. Oldest first where they are listed."""

    __slots__ = ("_ring",)

    def __init__(self, text: str) -> None:
        self._ring = tuple(Identity(line) for line in text.split()) or (Identity(""),)
        super().__init__(self._ring[-1].secret)

    def rotated(self) -> Self:
        """The ring with a new key at its end."""
        return type(self)(f"{self.secret}\n{Identity.generate().secret}")

    @property
    def secret(self) -> str:
        """All keys, one a line: what is wrapped, and an identity file of the age tool."""
        return "\n".join(one.secret for one in self._ring)

    @property
    def secrets(self) -> tuple[str, ...]:
        """All of them, the newest first."""
        return tuple(one.secret for one in reversed(self._ring))

    @property
    def mark(self) -> str:
        """The fingerprint of the first key: it names the case, whatever is rotated."""
        return fingerprint(self._ring[0].recipient)

    def subkey(self, purpose: str) -> bytes:
        """32 bytes for one purpose, the same for ever; two purposes never share a key."""
        return _derived(self._ring[0].secret, purpose)

    def subkeys(self, purpose: str) -> tuple[bytes, ...]:
        """32 bytes of each key for one purpose: the first of them seals, all of them open."""
        return tuple(_derived(secret, purpose) for secret in self.secrets)

    def wrap(self, recipient: str) -> bytes:
        """The key as an age file that only ``recipient`` opens."""
        return sealed_for([recipient], self.secret.encode())

    @classmethod
    def unwrap(cls, sealed: bytes, identity: Identity) -> Self:
        """The case key out of a wrapped copy."""
        return cls(identity.open(sealed).decode("ascii", "replace"))


def _derived(secret: str, purpose: str) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=b"doxdocket case key 1", info=purpose.encode())
    return hkdf.derive(secret.encode())


def sealed_for(recipients: Sequence[str], clear: bytes) -> bytes:
    """An age file that each of these recipients opens, and nobody else; ``clear`` is held in memory and touches no disk."""
    return bytes(pyrage.encrypt(clear, [recipient_of(one) for one in recipients]))


def recipient_of(text: str) -> object:
    """An age recipient, or the error that says it is none."""
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError:
        raise WrongCall("seal_keys.is_no_age_recipient_one", text=text[:80]) from None


def fingerprint(recipient: str) -> str:
    """Sixteen hex digits that name a recipient's wrapped key in ``keys/``.

    >>> len(fingerprint(Identity.generate().recipient))
    16
    """
    return hashlib.sha256(str(recipient_of(recipient)).encode()).hexdigest()[:16]
