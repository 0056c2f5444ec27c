"""A short text that leaves the case only for another copy of it: sealed under a key of the case, equal texts alike.

AES-SIV (RFC 5297) under two keys derived for this purpose alone. It is deterministic, so that a table exported twice is the same
bytes. Used for a birth date that a decision states; never for values of findings, of which not even digests leave.

>>> key = bytes(64)
>>> opened(sealed("2010-06-24", key), [bytes(range(64)), key]), opened("sealed:00", [key])
('2010-06-24', None)
"""

import binascii
from collections.abc import Sequence
from contextlib import suppress

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

_HEAD = "sealed:"


def sealed(text: str, key: bytes) -> str:
    """The text sealed under 64 bytes of key."""
    return _HEAD + AESSIV(key).encrypt(text.encode(), None).hex()


def opened(token: str, keys: Sequence[bytes]) -> str | None:
    """The text again, by the key that sealed it; None when it is no token of this case."""
    for key in keys:
        with suppress(InvalidTag, ValueError, binascii.Error):
            return AESSIV(key).decrypt(bytes.fromhex(token.removeprefix(_HEAD)), None).decode()
    return None
