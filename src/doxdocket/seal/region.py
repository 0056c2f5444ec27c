"""The prefecture of a value, for planning visits: the place of registration in an id number, an address, an area code.

Four digits of GB/T 2260; a code that ends in 00 says the province only. Never finer, so that nothing shown together rebuilds a value:
an address gives no more than its mask shows already, an id number the third and fourth of its eighteen characters, which the mask of an
address to the district gives away as well (docs/explanation/sealing.md), a landline its area code. Source: ``regions.yaml``, whose
head names the sources. Left out: where somebody comes
from (native place), mobile numbers, whose segments no public plan gives; looking anybody up.

>>> region("id_number", "330102187001011231", ""), region("landline_number", "057186008600", "")
('3301', '3301')
>>> (
...     region("home_address", "浙江省杭州市西湖区无名路1号", "浙江省杭州市西湖区****"),
...     region("phone_number", "13800000000", ""),
... )
('3301', None)
>>> ["".join(places()[code]) for code in ("3301", "3300", "1100")]
['浙江省杭州市', '浙江省（市州不明）', '北京市']
"""

import re
from functools import cache, lru_cache
from importlib import resources

ADDRESSES = frozenset({"home_address", "delivery_address"})
_ID = 18, 15
_CODE = 4, 3
_LAST = re.compile(r"(?:省|市|地区|盟|特别行政区|(?:壮族|回族|维吾尔)?自治区)$")
_MUNICIPAL = frozenset({"1100", "1200", "3100", "5000", "7100", "8100", "8200"})


@cache
def _rows() -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Code to province, city (empty: the province itself) and area codes."""
    text = resources.files("doxdocket.seal").joinpath("regions.yaml").read_text("utf-8")
    told = [line[3:-1].split() for line in text.splitlines() if line.startswith("- ")]
    return {code: (province, city.strip("~"), tuple(codes)) for code, province, city, *codes in told}


@cache
def _areas() -> dict[str, str]:
    return {area: code for code, (_, _, areas) in _rows().items() for area in areas}


@cache
def _named() -> list[tuple[str, str]]:
    """Every way to write a place, the longest first, with its code."""
    out: dict[str, str] = {}
    for code, (province, city, _) in _rows().items():
        heads = [province, _LAST.sub("", province)]
        tails = [city, _LAST.sub("", city)] if city else [""]
        alone = (
            [city, *([t] if len(t := _LAST.sub("", city)) > 1 and t not in {p for p, _ in _provinces()} else [])]
            if city
            else []
        )
        for written in [*(h + t for h in heads for t in tails), *alone]:
            out.setdefault(written, code)
    return sorted(out.items(), key=lambda pair: (-len(pair[0]), pair))


@cache
def _provinces() -> list[tuple[str, str]]:
    return [(_LAST.sub("", province), code) for code, (province, city, _) in _rows().items() if not city]


@lru_cache(maxsize=4096)
def _written(shown: str) -> str | None:
    return next((code for name_, code in _named() if shown.startswith(name_)), None)


def region(kind: str, value: str, mask: str) -> str | None:
    """The code of the prefecture that a valid value tells, or of its province; None where it tells none."""
    if kind == "id_number" and len(value) in _ID:
        code, province = value[:4], value[:2] + "00"
        return (
            province
            if province in _MUNICIPAL
            else code
            if code in _rows()
            else province
            if province in _rows()
            else None
        )
    if kind in ADDRESSES:
        return _written(mask.rstrip("*"))
    if kind == "landline_number":
        return next((_areas()[value[:n]] for n in _CODE if value[:n] in _areas()), None)
    return None


def places() -> dict[str, tuple[str, str]]:
    """Every code with its province and what is added to name the place."""
    return {
        code: (province, city or ("" if code in _MUNICIPAL else "（市州不明）"))
        for code, (province, city, _) in _rows().items()
    }
