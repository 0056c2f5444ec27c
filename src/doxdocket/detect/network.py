r"""Addresses and devices on the net: IPv4 and IPv6 beside 登录 or IP, MAC, IMEI with its Luhn digit, advertising ids.

Sources: RFC 791, 4291, 1918 (private ranges), 5737 (documentation ranges, ordinary here: invented evidence lives there),
3GPP TS 23.003 (IMEI), IEEE 802 (MAC). A version (1.2.3.4), a server's or a shop's address is none of a person's; one that
is private or reserved tells nobody where somebody is and is doubtful. Left out: host names.

>>> address("203.0.113.9"), address("203.0.113.999")[0].value, address("192.168.1.1")[1]
((<Verdict.VALID: 'valid'>, ('ip.form',)), 'invalid', ('ip.private',))
>>> device("490154203237518")[1], device("490154203237519")[0].value, device("00:1A:2b:3C:4d:5E")[1]
(('imei.check_ok',), 'invalid', ('device.mac',))
"""

import ipaddress
import re
from collections.abc import Iterator

from doxdocket.detect import decoys
from doxdocket.detect.check_digits import luhn
from doxdocket.detect.hit import Hit
from doxdocket.records import Verdict
from doxdocket.text import Reading

_V4 = r"\d{1,3}(?:\.\d{1,3}){3}"
_V6 = r"(?:[0-9a-fA-F]{1,4}:){2,7}(?::?[0-9a-fA-F]{1,4}){1,6}|(?:[0-9a-fA-F]{1,4}:){1,7}:|::(?:[0-9a-fA-F]{1,4}:?){1,7}"
_V4_HIDDEN = r"\d{1,3}\.\d{1,3}\.(?:\d{1,3}|[*xX]{1,3})\.[*xX]{1,3}"
ADDRESS = re.compile(rf"{_V4_HIDDEN}(?![\w.])|{_V4}(?![\d.])|{_V6}")
_MAC = r"[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{4}(?:\.[0-9A-Fa-f]{4}){2}"
_UUID = r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
DEVICE = re.compile(
    rf"{_MAC}|{_UUID}|\d{{2}}-?\d{{6}}-?\d{{6}}-?\d(?!\d)|\d{{15,20}}|[0-9a-fA-F]{{16,40}}(?![\w])|[A-Za-z0-9一-鿿][A-Za-z0-9一-鿿 ().+-]{{2,40}}"
)
_SHAPED = re.compile(rf"(?<![\w:.-])(?:{_MAC}|{_UUID})(?![\w:.-])")
_DEVICES = re.compile(r"mac|imei|idfa|oaid|设备|网卡|wifi|路由|蓝牙|手机", re.IGNORECASE)
_BARE_V4 = re.compile(rf"(?:(?<![\w.@/-])|(?<=--))(?:{_V4_HIDDEN}|{_V4})(?![\w.]|-(?!-))(?!\.\d)")
#: Whose it is: somebody logs in, registers or posts from it.
_FROM = re.compile(r"(?<![a-z])ip|登[录陆入]|上线|注册|发帖|发言|归属|定位|网络地址", re.IGNORECASE)
_SERVERS = re.compile(
    r"服务器|服主|开服|机房|节点|代理|端口|dns|网关|子网|掩码|ping|host|server|proxy|vpn|部署|内网|固件|版本|version|升级|更新|云主机|后台|管理地址|白名单|段|/\d{1,2}(?!\d)",
    re.IGNORECASE,
)
_ROW = re.compile(r"INSERT INTO|VALUES ?\(", re.IGNORECASE)  # a row of a member table
_IMEI_DIGITS = 15


def address(value: str) -> tuple[Verdict, tuple[str, ...]]:
    """What the form of an address says."""
    if re.search(r"[*xX]", value):
        return Verdict.MASKED, ("masked",)
    try:
        known = ipaddress.ip_address(value)
    except ValueError:
        return Verdict.INVALID, ("ip.octet",)
    documents = (
        ipaddress.ip_network(n) for n in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
    )
    if any(known in net for net in documents if net.version == known.version):
        return Verdict.VALID, ("ip.form",)
    private = known.is_private or known.is_loopback or known.is_multicast or known.is_unspecified
    return (Verdict.DOUBTFUL, ("ip.private",)) if private else (Verdict.VALID, ("ip.form",))


def device(value: str) -> tuple[Verdict, tuple[str, ...]]:
    """What the form of a device's number says; anything else is a model's name."""
    digits = value.replace("-", "")
    if (
        digits.isdigit() and len(digits) == _IMEI_DIGITS and not value.startswith("460")
    ):  # 460…: an IMSI, without check digit
        return (Verdict.VALID, ("imei.check_ok",)) if luhn(digits) else (Verdict.INVALID, ("imei.check_bad",))
    if re.fullmatch(_MAC, value):
        return Verdict.VALID, ("device.mac",)
    return Verdict.VALID, ("device.name",)


def _before(text: str, start: int) -> int:
    """Where the words before an address begin: in its line."""
    return max(text.rfind("\n", 0, start) + 1, start - 24)


def _addresses(text: str) -> Iterator[re.Match[str]]:
    """Addresses that may be and are no server's."""
    for found in _BARE_V4.finditer(text) if text.count(".") > 2 else ():
        before = text[_before(text, found.start()) : found.start()]
        after = text[found.end() : found.end() + 16].split("\n", maxsplit=1)[0]
        if not _SERVERS.search(before + "…" + after) and address(found[0])[0] is not Verdict.INVALID:
            yield found


def unsaid(text: str) -> Iterator[re.Match[str]]:
    """Addresses in a dossier that no word claims for anybody: its person's, unless they are of no public net."""
    return (found for found in _addresses(text) if address(found[0])[0] is Verdict.VALID)


def find(reading: Reading) -> Iterator[Hit]:
    """Addresses that a word such as 登录 claims for somebody, and hardware addresses."""
    text = reading.clean
    of_rows = _ROW.search(text) is not None
    for found in _addresses(text):
        if of_rows or _FROM.search(text, _before(text, found.start()), found.start()):
            verdict, reasons = address(found[0])
            yield Hit(*reading.span(*found.span()), "ip_address", verdict, found[0], ("ip.said", *reasons))
    for found in _SHAPED.finditer(text) if ":" in text or "-" in text else ():
        line = text.rfind("\n", 0, found.start()) + 1
        if _DEVICES.search(text, max(line, found.start() - 16), found.start()) and not decoys.in_link(
            text, found.start()
        ):
            verdict, reasons = device(found[0])
            yield Hit(*reading.span(*found.span()), "device_id", verdict, found[0], reasons)
