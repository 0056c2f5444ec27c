"""A short text that leaves the case only for another copy of it: sealed under a key of the case, equal texts alike.

AES-SIV (RFC 5297) under two keys derived for this purpose alone. It is deterministic, so that a table exported twice is the same
bytes. Used for a birth date that a decision states; never for values of findings, of which not even digests leave.

>>> key = bytes(64)
>>> opened(sealed("2010-06-24", key), key), opened("sealed:00", key)
('2010-06-24', None)
"""

import binascii

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

_HEAD = "sealed:"


def sealed(text: str, key: bytes) -> str:
    """The text sealed under 64 bytes of key."""
    return _HEAD + AESSIV(key).encrypt(text.encode(), None).hex()


def opened(token: str, key: bytes) -> str | None:
    """The text again; None when it is no token of this case."""
    try:
        return AESSIV(key).decrypt(bytes.fromhex(token.removeprefix(_HEAD)), None).decode()
    except (InvalidTag, ValueError, binascii.Error):
        return None
