"""Official divisions in text: where 四川省成都市武侯区, 上海徐汇 or 内蒙古 stands.

Source: ``divisions.yaml``. A province or city may lack its last word (四川, 成都); a county without it (武侯) counts only
right behind its province or city, because 朝阳, 和平 and 新华 are ordinary words. Left out: streets and villages, which
`reader.candidates.places` reads without a list.

>>> chains("她住四川成都武侯区竹影巷")
[(2, 9)]
"""

import re
from functools import cache
from typing import Any

import ahocorasick_rs

from doxdocket.detect import data

_LAST = re.compile(
    r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|(?:(?:(?!族)[一-鿿]){1,6}族){0,8}自治[州县旗]|省|市|地区|盟|新区|林区|矿区|区|县|旗)$"
)
#: Short city names that are ordinary words or surnames' company.
_ORDINARY = frozenset(
    {"资阳区", "海南", "林芝", "那曲", "吉林", "朝阳", "安康", "商洛", "平凉", "白银", "来宾", "贺州", "保山", "宿迁"}
    - {"海南", "吉林"}
)


def short_of(name: str) -> str | None:
    """A name without its last word, where two characters or more are left."""
    if "自治" in name:
        head = name.split("自治", maxsplit=1)[0]
        peoples = re.compile(
            "(?:" + "|".join(sorted({n[:-1] for n in data.peoples()}, key=len, reverse=True)) + ")族?$"
        )
        while (cut := peoples.sub("", head)) != head and len(cut) >= 2:
            head = cut
        return head if len(head) >= 2 else None
    short = _LAST.sub("", name)
    return short if len(short) >= 2 and short != name else None


@cache
def _automaton() -> tuple[Any, list[str]]:
    """One automaton over all names; each with a letter: P, C, D, and lower case for a short county."""
    words: dict[str, str] = {}
    for province, cities in data.divisions().items():
        for name in (province, short_of(province)):
            words[name or province] = "P"
        for city, counties in cities.items():
            if city in {"市辖区", "县"} or city.endswith("直辖县级行政区划"):
                pass
            else:
                words.setdefault(city, "C")
                short = short_of(city)
                if short and short not in _ORDINARY:
                    words.setdefault(short, "C")
            for county in counties:
                words.setdefault(county, "D")
                short = short_of(county)
                if short:
                    words.setdefault(short, "d")
    words.setdefault("市辖区", "D")
    automaton = ahocorasick_rs.AhoCorasick(list(words), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return automaton, list(words.values())


_ROAD = re.compile(r"[东西南北中]?[一二三四五六七八九十]?[路街巷]|大[街道]|胡同|里(?=\d)|[一二三]?环|段")
_LASTS = frozenset("省市区县州旗盟")
_GAP = re.compile(r"[ ,/>·-]{0,2}")


def chains(text: str) -> list[tuple[int, int]]:
    """Each run of divisions that follow one another; small gaps are allowed between."""
    automaton, levels = _automaton()
    found: list[tuple[int, int]] = []
    for index, start, end in automaton.find_matches_as_indexes(text):
        level = levels[index]
        if text[end - 1] not in _LASTS and _ROAD.match(text, end):
            continue  # 长江西路, 文昌街
        gap = _GAP.match(text, found[-1][1]) if found else None
        if found and gap and gap.end() == start:
            found[-1] = (found[-1][0], end)
        elif level != "d":
            found.append((start, end))
    return found
