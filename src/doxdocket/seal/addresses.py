"""Addresses of virtual money: which chain, whether the address's own check is right, and one spelling for one address.

Statements, posts and registers write one address in several ways (Ethereum in any case, bech32 in capitals), so what is
digested or compared is ``normal``. Sources: the Bitcoin and TRON address formats (version byte, hash, four bytes of a
double SHA-256), BIP 173 and BIP 350 (bech32, bech32m), EIP-55 (mixed case of an Ethereum address is a Keccak checksum; one
case throughout carries none). Left out: other chains, names that stand for an address, whether an address was ever used.

>>> read("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")
Address(chain='ethereum', check='right')
>>> read("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD").check, read("0x" + "5a" * 20).check
('wrong', 'none')
>>> read("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4").normal, read("hello")
('bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', None)
"""

import hashlib
import re
from dataclasses import dataclass, field
from typing import Literal

Check = Literal["right", "wrong", "none"]
"""``none``: the address has the form and carries no checksum."""

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CONSTANTS = (1, 0x2BC830A3)  # bech32 for witness version 0, bech32m for all later ones
_PAYLOAD = 25  # bytes of a base58check address: version, hash, check
_BECH32_LONGEST = 90
#: The version byte of an address: its chain, by the first character it leads to.
_VERSIONS = {
    0x00: ("bitcoin", "1"), 0x05: ("bitcoin", "3"), 0x41: ("tron", "T"), 0x30: ("litecoin", "L"), 0x32: ("litecoin", "M"),
}  # fmt: skip
_FIRST = {first: chain for chain, first in _VERSIONS.values()}
_PREFIXES = {"bc": "bitcoin", "ltc": "litecoin"}
_ETHEREUM = re.compile(r"0[xX][0-9a-fA-F]{40}", re.ASCII)
_OLD = re.compile(r"T[A-Za-z0-9]{33}|[13LM][A-Za-z0-9]{24,34}", re.ASCII)
_NEW = re.compile(r"(?:bc|ltc)1[A-Za-z0-9]{11,87}", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """An address as far as its form tells; it cannot print itself."""

    chain: str
    check: Check
    normal: str = field(repr=False)


def read(text: str) -> Address | None:
    """The address that a text is, or None where it has the form of none."""
    text = text.strip()
    if _ETHEREUM.fullmatch(text):
        return Address("ethereum", _eip55(text[2:]), text.lower())
    if _NEW.fullmatch(text):
        right = _segwit(text)
        return Address(_PREFIXES[text.lower().partition("1")[0]], "right" if right else "wrong", text.lower())
    if _OLD.fullmatch(text):
        return Address(_FIRST[text[0]], "right" if _base58check(text) else "wrong", text)
    return None


def base58check(version: int, body: bytes) -> str:
    """The address of a version byte and a hash of twenty bytes: the other way round.

    >>> read(base58check(0x41, bytes(20))).check
    'right'
    """
    data = bytes([version]) + body
    number = int.from_bytes(data + _double(data), "big")
    digits = ""
    while number:
        number, digit = divmod(number, 58)
        digits = BASE58[digit] + digits
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + digits


def eip55(hexes: str) -> str:
    """Forty hex digits in the mixed case that is their checksum."""
    from Cryptodome.Hash import keccak  # noqa: PLC0415 - few cases hold one; the standard library has SHA3 alone, padded otherwise

    lowered = hexes.lower()
    nibbles = keccak.new(digest_bits=256, data=lowered.encode()).hexdigest()
    return "".join(c.upper() if int(n, 16) >= 8 else c for c, n in zip(lowered, nibbles, strict=False))


def _eip55(hexes: str) -> Check:
    if hexes in {hexes.lower(), hexes.upper()}:
        return "none"
    return "right" if hexes == eip55(hexes) else "wrong"


def _double(data: bytes) -> bytes:
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()[:4]


def _base58check(text: str) -> bool:
    """Whether this is exactly the address of a known version and the hash that it holds."""
    number = 0
    for char in text:
        at = BASE58.find(char)
        if at < 0:
            return False
        number = number * 58 + at
    if number >= 1 << 8 * _PAYLOAD:
        return False
    data = number.to_bytes(_PAYLOAD, "big")
    return data[0] in _VERSIONS and base58check(data[0], data[1:-4]) == text


def _polymod(values: list[int]) -> int:
    check = 1
    for one in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ one
        for bit, term in enumerate(_GENERATOR):
            check ^= term if top >> bit & 1 else 0
    return check


def _segwit(text: str) -> bool:
    """Whether prefix, version, program and the six characters of the check agree, in one case throughout."""
    lowered = text.lower()
    if text not in {lowered, text.upper()} or len(text) > _BECH32_LONGEST:
        return False
    prefix, _, rest = lowered.partition("1")
    if any(char not in _BECH32 for char in rest):
        return False
    data = [_BECH32.index(char) for char in rest]
    spread = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    version, program = data[0], data[1:-6]
    return version <= 16 and _polymod(spread + data) == _CONSTANTS[version > 0] and _sized(version, program)


def _sized(version: int, program: list[int]) -> bool:
    """Whether the program is whole bytes, no more than 40 (the form has at least two), 20 or 32 for version 0."""
    size, over = divmod(5 * len(program), 8)
    padding = program[-1] & (1 << over) - 1
    return over < 5 and not padding and size <= 40 and (version > 0 or size in (20, 32))
