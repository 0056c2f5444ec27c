r"""Addresses of virtual money with their own checks: Bitcoin (base58check, bech32, bech32m), TRON (base58check), Ethereum.

Sources: ``seal.addresses``, which checks them (version byte and double SHA-256, BIP 173 and BIP 350, EIP-55). An Ethereum
address in one case throughout carries no checksum and is known by its form only. `find` tells right ones wherever they stand, also where they are
nobody's information: the account of gains asks for addresses that collect payments. Left out: other chains; whose an address is (`reader`).

>>> wallet("1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH"), wallet("1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMh")[0].value
((<Verdict.VALID: 'valid'>, ('wallet.check_ok',)), 'invalid')
>>> wallet("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")[1]
('wallet.check_ok',)
"""

import re
from collections.abc import Iterator

from doxdocket.detect.hit import Hit
from doxdocket.records import Verdict
from doxdocket.seal import addresses
from doxdocket.text import Reading

_CHAINS = r"T[A-Za-z0-9]{33}|[13][A-Za-z0-9]{25,34}|(?:bc|ltc)1[A-Za-z0-9]{11,87}|0[xX][0-9a-fA-F]{40}"
_BARE = re.compile(rf"(?<![A-Za-z0-9/=])(?:{_CHAINS})(?![A-Za-z0-9])")
_LINK = re.compile(
    r"(?:https?://|www\.|[a-z0-9-]{1,63}\.(?:com|cn|net|org|me|cc|top|tv|io)/)[^\s,，。;；、）】」)|\"<>]*\Z",
    re.IGNORECASE,
)
_CALLS = re.compile(
    r"捐|赞助|打赏|donat|tip|支持(?:我们|作者|项目)|充值|收款|付款|打款|入金|空投|合约|contract|支付到|转到|收U",
    re.IGNORECASE,
)


def wallet(value: str) -> tuple[Verdict, tuple[str, ...]]:
    """What the check of an address says; anything else is told in words."""
    if not re.fullmatch(r"[A-Za-z0-9]{26,90}", value):
        return Verdict.VALID, ("wallet.words",)
    address = addresses.read(value)
    if address is None or address.check == "wrong":
        return Verdict.INVALID, ("wallet.check_bad",)
    return Verdict.VALID, ("wallet.form",) if address.check == "none" else ("wallet.check_ok",)


def normal(value: str) -> str:
    """One spelling of one address, so that equal addresses have equal digests; words stay as they are.

    >>> normal("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")
    '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'
    """
    address = addresses.read(value)
    return value if address is None else address.normal


def find(reading: Reading) -> Iterator[Hit]:
    """Addresses with a right check anywhere; doubtful where the words call for payment."""
    text = reading.clean
    for found in _BARE.finditer(text):
        verdict, reasons = wallet(found[0])
        if verdict is Verdict.INVALID or _LINK.search(text, max(0, found.start() - 200), found.start()):
            continue
        if _CALLS.search(text, max(0, found.start() - 30), found.start()):
            verdict, reasons = Verdict.DOUBTFUL, (*reasons, "decoy.advert")
        yield Hit(*reading.span(*found.span()), "virtual_asset", verdict, normal(found[0]), reasons)
