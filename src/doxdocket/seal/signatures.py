r"""Signatures of files in sshsig form, which ``ssh-keygen -Y verify`` checks: Ed25519, with a key of the officer's own.

Source: OpenSSH PROTOCOL.sshsig (version 1); RFC 8032, RFC 5869. The signing key is derived from the officer's identity for this one purpose, so
that there is no second file to keep and the passphrase of the identity guards it; from the signing key nobody finds the identity. A signature of
the same bytes is the same. Left out: whose a key is, which the custody chain records (``sign.key``) and a paper cover tells.

>>> mine = Signer.of(Identity.generate())
>>> mine.public.split()[0], mine.fingerprint[:7]
('ssh-ed25519', 'SHA256:')
>>> mine.signed(b"a", "file").splitlines()[0]
b'-----BEGIN SSH SIGNATURE-----'
"""

import base64
import hashlib
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from doxdocket.seal.keys import Identity

_KIND, _MAGIC, _VERSION, _HASH = b"ssh-ed25519", b"SSHSIG", b"\0\0\0\1", b"sha512"
_COLUMNS = 70


class Signer:
    """A signing key, which never shows its secret half."""

    __slots__ = ("_key",)

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)

    def __repr__(self) -> str:
        """Say nothing of the secret."""
        return "Signer(…)"

    @classmethod
    def of(cls, identity: Identity) -> Self:
        """The signing key of an officer's identity: always the same one."""
        hkdf = HKDF(algorithm=SHA256(), length=32, salt=b"doxdocket officer key 1", info=b"sign")
        return cls(hkdf.derive(identity.secret.encode()))

    @property
    def public(self) -> str:
        """The public half as a line of ``allowed_signers`` has it."""
        return f"{_KIND.decode()} {base64.b64encode(self._blob).decode()}"

    @property
    def fingerprint(self) -> str:
        """How ``ssh-keygen -l`` names it, for a sheet of paper."""
        return "SHA256:" + base64.b64encode(hashlib.sha256(self._blob).digest()).decode().rstrip("=")

    @property
    def _blob(self) -> bytes:
        return _strings(_KIND, self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def signed(self, data: bytes, namespace: str) -> bytes:
        """The armoured signature of these bytes; ``namespace`` keeps one of another purpose from passing for it."""
        to_sign = _MAGIC + _strings(namespace.encode(), b"", _HASH, hashlib.sha512(data).digest())
        mark = _strings(_KIND, self._key.sign(to_sign))
        whole = base64.b64encode(
            _MAGIC + _VERSION + _strings(self._blob, namespace.encode(), b"", _HASH, mark)
        ).decode()
        body = "\n".join(whole[at : at + _COLUMNS] for at in range(0, len(whole), _COLUMNS))
        return f"-----BEGIN SSH SIGNATURE-----\n{body}\n-----END SSH SIGNATURE-----\n".encode()


def _strings(*parts: bytes) -> bytes:
    """Each with its length before it, as SSH writes them."""
    return b"".join(len(one).to_bytes(4, "big") + one for one in parts)
