"""Keyed digests of values: equal values of one kind in one case have equal digests, and nobody without the key can try.

Source: docs/explanation/sealing.md, where why is said (a bare hash of a phone number falls in an hour). HMAC-SHA256 over the kind, a
zero byte, and the normalised value, so that a QQ number and a phone number of the same digits stay apart. ``short`` is for
spellings that many values share: six bytes, in a space of its own, so that none can be compared with a value's digest.

>>> d = Digester(bytes(32))
>>> d.digest("phone_number", "13800000000").hex()[:8]
'5f7b7ebe'
>>> d.digest("phone_number", "13800000000") == d.digest("social_account", "13800000000")
False
"""

import hashlib


class Digester:
    """Digests values under one case key (32 bytes, from ``CaseKey.subkey("digest")``)."""

    __slots__ = ("_inner", "_outer")

    def __init__(self, key: bytes) -> None:
        padded = key.ljust(
            64, b"\0"
        )  # HMAC (RFC 2104) by hand: half the time of the library's, of which a text needs a hundred
        self._inner, self._outer = (hashlib.sha256(bytes(b ^ pad for b in padded)) for pad in (0x36, 0x5C))

    def __repr__(self) -> str:
        """Say nothing of the key."""
        return "Digester(…)"

    def digest(self, kind: str, value: str) -> bytes:
        """32 bytes for this value of this kind; a lone surrogate is digested as it stands."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(kind.encode() + b"\0" + value.encode("utf-8", "surrogatepass"))
        outer.update(inner.digest())
        return outer.digest()

    def short(self, kind: str, spelling: str) -> bytes:
        """Six bytes for a spelling near to values of this kind."""
        return self.digest(f"near {kind}", spelling)[:6]
