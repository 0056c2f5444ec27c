"""How far an address may be shown: to the district, and only where it really is one.

Many estates and roads end or begin like a district (阳光小区, 南京路), and showing those would show the place itself. So what
is shown must be in the list of divisions, level after level from the start: a short name (浙江, 杭州) counts only when the
next level follows, a district by itself only when its name has three characters or more.

Source: the list of divisions that ships with the program (its head names the source). It is read at first use.

>>> (
...     district("浙江省杭州市西湖区无名路1号"),
...     district("杭州西湖区无名路1号"),
...     district("南京路1号"),
...     district("阳光小区3幢"),
... )
('浙江省杭州市西湖区', '杭州西湖区', '', '')
"""

import functools
import re
from collections.abc import Collection
from dataclasses import dataclass
from importlib import resources

_LED = re.compile(r"(?:[\u3400-\u9fff]{1,7}?(?:省|自治区|地区|(?<![小社园校厂])区|市|县|自治州|盟|旗))+")
_SUFFIX = re.compile(r"(?:省|市|地区|盟|特别行政区|(?:壮族|回族|维吾尔)?自治区)$")
_NO_CITY = re.compile(r"^(?:市辖区|县|.*直辖.*)$")  # rows that only group districts
_LONGEST = 16  # characters in the longest name, and one more
_ALONE = 3  # 东区 and 城区 are districts somewhere, and parts of estates everywhere


@dataclass(frozen=True, slots=True)
class _Names:
    """All names of each level."""

    provinces: frozenset[str]
    cities: frozenset[str]
    districts: frozenset[str]


@functools.cache
def _names() -> _Names:
    # By path and not as a resource of its room: importing that room would load its models.
    text = (resources.files("doxdocket") / "detect" / "divisions.yaml").read_text("utf-8")
    rows = [line for line in text.splitlines() if not line.startswith("#")]
    provinces = {row.rstrip(":") for row in rows if not row.startswith(" ")}
    below = [row.strip().partition(": ") for row in rows if row.startswith(" ")]
    cities = {city for city, _, _ in below if not _NO_CITY.match(city)}
    return _Names(
        frozenset(provinces), frozenset(cities), frozenset(name for _, _, names in below for name in names.split())
    )


def divisions() -> frozenset[str]:
    """The full names of all provinces, cities and districts."""
    names = _names()
    return names.provinces | names.cities | names.districts


@functools.cache
def _short(names: frozenset[str]) -> frozenset[str]:
    return frozenset(short for name in names if len(short := _SUFFIX.sub("", name)) >= 2)


def _prefix(text: str, names: Collection[str]) -> str:
    """The longest beginning of ``text`` that is one of these names."""
    for size in range(min(_LONGEST, len(text)), 1, -1):  # asked for every piece of every address of a case
        if text[:size] in names:
            return text[:size]
    return ""


def _ways(text: str, names: frozenset[str]) -> list[tuple[str, bool]]:
    """The ways to read one level: its full name, its short one, or not there; with whether it stands by itself."""
    return [(_prefix(text, names), True), (_prefix(text, _short(names)), False), ("", False)]


def jurisdiction(authority: str) -> str:
    """The beginning of the name of an authority that says what it is responsible for: provinces, cities, districts, known or not.

    An authority's name is public and its area is no disclosed value, though an address may begin with the same words. No
    street, number or estate is part of it.

    >>> jurisdiction("澜州市栖霞区人民检察院"), jurisdiction("阳光小区3幢"), jurisdiction("灯芯巷19号派出所")
    ('澜州市栖霞区', '', '')
    """
    found = _LED.match(authority)
    return found[0] if found else ""


def district(address: str) -> str:
    """The beginning of ``address`` that names province, city and district; empty when it names none, or nothing else."""
    names, best = _names(), 0
    for province, province_full in _ways(address, names.provinces):
        for city, city_full in _ways(address[len(province) :], names.cities):
            above = province + city
            last = _prefix(address[len(above) :], names.districts)
            if last and (above or len(last) >= _ALONE):
                best = max(best, len(above + last))
            elif city and (city_full or province):
                best = max(best, len(above))
            elif province_full:
                best = max(best, len(province))
    return address[:best] if best < len(address) else ""
