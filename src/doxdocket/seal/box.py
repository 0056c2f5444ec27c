"""Bytes that travel between processes of one session, sealed under a key of that session: whoever carries or keeps them on the way cannot read or alter them.

ChaCha20-Poly1305 with a random nonce before the sealed bytes; one key seals far fewer than the 2**32 messages after which nonces might meet.

>>> key = new_key()
>>> opened(key, sealed(key, b"text"))
b'text'
"""

import secrets

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

_NONCE = 12


def new_key() -> bytes:
    """A key for one session."""
    return ChaCha20Poly1305.generate_key()


def sealed(key: bytes, data: bytes) -> bytes:
    """The bytes, sealed."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, data, None)


def opened(key: bytes, data: bytes) -> bytes:
    """The bytes as they were; ``cryptography.exceptions.InvalidTag`` when they are not what was sealed."""
    return ChaCha20Poly1305(key).decrypt(data[:_NONCE], data[_NONCE:], None)
