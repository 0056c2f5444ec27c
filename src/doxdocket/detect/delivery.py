r"""Delivery addresses: an address behind 收货 or 收件 in a text that shows the order or the parcel itself.

Source: pi_kinds.yaml (收货/快递/外卖信息: name, telephone and address are its parts and findings of their own; what was
ordered is a transaction). A dossier's 收货地址 without any order is where somebody lives and stays a home address, as
people who label such posts read it. Left out: addresses of shops and lockers.

>>> from doxdocket.detect.rules import detect
>>> text = "收货人：韩知予 17806401357\n收货地址：湖北省武汉市武昌区芦花路5555号\n订单号：202300011112222"
>>> [h.kind for h in detect(text)][:3], [h.kind for h in detect(text.split(chr(10) + "订单")[0])]
(['name', 'phone_number', 'delivery_address'], ['name', 'phone_number', 'home_address'])
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from doxdocket.detect.hit import Hit
from doxdocket.text import Reading

_PARCEL = re.compile(
    r"(?:运单|面单|快递单)(?:编?号)?[:： ]{0,3}[A-Za-z]{0,4}\d{6,}|(?:^|\n)[^\S\n]*收[:：][^\n]+\n(?:[^\n]*\n)?[^\S\n]*寄[:：]|order_id|\"receiver|菜鸟驿站|来源[:：]?\s?(?:快递|外卖|电商|订单)",
    re.IGNORECASE,
)
_AT_HOME = re.compile(r"(?:住|户籍|户口|老家|家|籍)[^\n]{0,6}$")
_TO = re.compile(
    r"(?:收货|收件|派件|快递)信息[^\n]{0,40}$|(?:收货|收件|派送|配送|送货|送餐|外卖|快递)[^\n]{0,8}$|(?:收|送至|送到|寄往|寄到|寄)[^\w\n]{0,4}$"
)
_ORDER = re.compile(
    r"收货信息|订单(?:号|编号)|快递单号?|运单|面单|物流单号|下单时间|下单于|商品(?:名称)?[:：]|外卖订单|取件码|实付|顺丰|圆通|中通|申通|韵达|极兔|EMS",
    re.IGNORECASE,
)


def recast(reading: Reading, hits: Iterable[Hit]) -> list[Hit]:
    """The hits, with a home that is only where a parcel went called so."""
    clean, hits = reading.clean, list(hits)
    if not any(hit.kind == "home_address" for hit in hits):
        return hits
    parcel = _PARCEL.search(clean) is not None
    if not parcel and not _ORDER.search(clean):
        return hits
    return [
        replace(hit, kind="delivery_address", reasons=(*hit.reasons, "delivery.order"))
        if hit.kind == "home_address" and _goes(reading.raw, hit.start, parcel=parcel)
        else hit
        for hit in hits
    ]


def _goes(raw: str, start: int, *, parcel: bool) -> bool:
    """Whether a parcel goes to the address that begins here: a word says so, or all the text is of a parcel."""
    if _TO.search(raw, max(0, start - 48, raw.rfind("\n", 0, start) + 1), start):
        return True
    return parcel and not _AT_HOME.search(raw, max(0, start - 10), start)
