r"""Addresses of virtual money with their own checks: Bitcoin (base58check, bech32, bech32m), TRON (base58check), Ethereum.

Sources: ``seal.addresses``, which checks them (version byte and double SHA-256, BIP 173 and BIP 350, EIP-55). An Ethereum
address in one case throughout carries no checksum and is known by its form only. Right ones are told wherever they stand, also where they are
nobody's information: the account of gains asks for addresses that collect payments. Left out: other chains; whose an address is (`reader`).

>>> from doxdocket.text import read
>>> [
...     (hit.value[:8], hit.reasons)
...     for hit in find(read("收款 1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH 或 1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMh"))
... ]
[('1BgGZ9tc', ('wallet.check_ok', 'decoy.advert'))]
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


def find(reading: Reading) -> Iterator[Hit]:
    """Addresses with a right check anywhere; doubtful where the words call for payment."""
    text = reading.clean
    for found in _BARE.finditer(text):
        address = addresses.read(found[0])
        if (
            address is None
            or address.check == "wrong"
            or _LINK.search(text, max(0, found.start() - 200), found.start())
        ):
            continue
        reasons = ("wallet.form",) if address.check == "none" else ("wallet.check_ok",)
        advert = _CALLS.search(text, max(0, found.start() - 30), found.start())
        yield Hit(
            *reading.span(*found.span()),
            "virtual_asset",
            Verdict.DOUBTFUL if advert else Verdict.VALID,
            address.normal,
            (*reasons, "decoy.advert") if advert else reasons,
        )
