"""What may not be written in an entry of the register: a home address in its texts, a place closer than a district.

Source: 民法典 art. 1034 (an address is personal information); candidates of places and ``detect.address`` read it. What it leaves out: a
place without a road, an estate or a number that the official divisions do not know.

>>> closer("浙江省杭州市西湖区"), closer("西湖区文三路90号"), closer("甲市")
(False, True, False)
>>> homes("在云杉小区3栋门口被围堵"), homes("连日深夜来电，核对姓名后挂断")
(True, False)
"""

import re

from doxdocket.detect.address import Parts, parts
from doxdocket.detect.reader.candidates import places
from doxdocket.text import read

_NUMBER = re.compile(r"[0-9０-９]")
_CLOSER = ("town", "village", "group", "road", "number", "building", "unit", "floor", "room")


def closer(place: str) -> bool:
    """Whether a place is named more closely than by its district."""
    told = parts(place)
    divided = bool(told.province or told.city or told.county)
    below = any(getattr(told, part) for part in _CLOSER)
    return below or (divided and bool(told.estate)) or _NUMBER.search(place) is not None


def homes(text: str) -> bool:
    """Whether a text names a house, a building or a room."""
    clean = read(text).clean
    offered = places.offers(clean, places.hits(clean))
    return any(_is_home(parts(value)) for _, _, kind, value, *_ in offered if kind == places.ADDRESS)


def _is_home(told: Parts) -> bool:
    numbered = told.number and (told.road or told.village or told.estate.endswith(_ESTATES))
    return bool(numbered or (told.building and (told.estate or told.unit or told.room)))


_ESTATES = ("小区", "苑", "园", "府", "里", "坊", "公寓", "新村", "宿舍", "家属院", "花园", "弄", "巷", "胡同")
