r"""Addresses of virtual money with their own checks: Bitcoin (base58check, bech32, bech32m), TRON (base58check), Ethereum.

Sources: the Bitcoin and TRON address formats (version byte, four bytes of a double SHA-256), BIP 173 and BIP 350. An Ethereum
address is checked for its form only: its checksum is Keccak, which the standard library has not. Behind a label a wrong
one is INVALID; without a label only a right one is found, and it is somebody's only inside a dossier: the donation
address of a project or a seller's collecting address is an advert. Left out: other chains; game goods are words behind a label.

>>> wallet("1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH"), wallet("1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMh")[0].value
((<Verdict.VALID: 'valid'>, ('wallet.check_ok',)), 'invalid')
>>> wallet("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")[1]
('wallet.check_ok',)
"""

import hashlib
import re
from collections.abc import Iterator

from doxdocket.detect import decoys
from doxdocket.detect.hit import Hit
from doxdocket.records import Verdict
from doxdocket.text import Reading

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_CHAINS = r"T[A-Za-z0-9]{33}|[13][A-Za-z0-9]{25,34}|(?:bc|ltc)1[A-Za-z0-9]{11,87}|0[xX][0-9a-fA-F]{40}"
WALLET = re.compile(rf"(?:{_CHAINS})(?![A-Za-z0-9])|[A-Za-z0-9]{{26,90}}|[一-鿿A-Za-z0-9][^,;|\n。]{{2,40}}")
_BARE = re.compile(rf"(?<![A-Za-z0-9/=])(?:{_CHAINS})(?![A-Za-z0-9])")
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CONSTANTS = (1, 0x2BC830A3)  # bech32, bech32m
_PAYLOAD = 25  # bytes of a base58check address: version, hash, check
_CALLS = re.compile(
    r"捐|赞助|打赏|donat|tip|支持(?:我们|作者|项目)|充值|收款|付款|打款|入金|空投|合约|contract|支付到|转到|收U",
    re.IGNORECASE,
)


def _base58(value: str) -> bool:
    """Whether the last four bytes are those of the double digest of the rest."""
    number = 0
    for char in value:
        at = _BASE58.find(char)
        if at < 0:
            return False
        number = number * 58 + at
    if number >= 1 << 8 * _PAYLOAD:
        return False
    data = number.to_bytes(_PAYLOAD, "big")
    return hashlib.sha256(hashlib.sha256(data[:-4]).digest()).digest()[:4] == data[-4:]


def _bech32(value: str) -> bool:
    """Whether the polynomial over prefix and data is one of the two constants."""
    lowered = value.lower()
    if value not in {lowered, value.upper()}:
        return False
    prefix, _, rest = lowered.partition("1")
    if any(char not in _BECH32 for char in rest):
        return False
    values = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix] + [_BECH32.index(c) for c in rest]
    check = 1
    for one in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ one
        for bit, term in enumerate(_GENERATOR):
            check ^= term if top >> bit & 1 else 0
    return check in _CONSTANTS


def wallet(value: str) -> tuple[Verdict, tuple[str, ...]]:
    """What the check of an address says; anything else is told in words."""
    if re.fullmatch(r"0[xX][0-9a-fA-F]{40}", value):
        return Verdict.VALID, ("wallet.form",)
    if not re.fullmatch(r"[A-Za-z0-9]{26,90}", value):
        return Verdict.VALID, ("wallet.words",)
    right = _bech32(value) if value.lower().startswith(("bc1", "ltc1")) else _base58(value)
    return (Verdict.VALID, ("wallet.check_ok",)) if right else (Verdict.INVALID, ("wallet.check_bad",))


def find(reading: Reading) -> Iterator[Hit]:
    """Addresses with a right check anywhere; doubtful where the words call for payment."""
    text = reading.clean
    for found in _BARE.finditer(text):
        verdict, reasons = wallet(found[0])
        if verdict is Verdict.INVALID or decoys.in_link(text, found.start()):
            continue
        if _CALLS.search(text, max(0, found.start() - 30), found.start()):
            verdict, reasons = Verdict.DOUBTFUL, (*reasons, "decoy.advert")
        yield Hit(*reading.span(*found.span()), "virtual_asset", verdict, found[0], reasons)
