"""What may not be written in an entry of the register: a home address in its texts, a place closer than a district.

Source: 民法典 art. 1034 (an address is personal information); ``detect.home_address`` and ``detect.address`` read it. What it leaves out: a
place without a road, an estate or a number that the official divisions do not know.

>>> closer("浙江省杭州市西湖区"), closer("西湖区文三路90号"), closer("甲市")
(False, True, False)
>>> homes("在云杉小区3栋门口被围堵"), homes("连日深夜来电，核对姓名后挂断")
(True, False)
"""

import re

from doxdocket.detect import home_address, labels
from doxdocket.detect.address import parts
from doxdocket.detect.blocks import lay_out
from doxdocket.records import Verdict
from doxdocket.text import read

_NUMBER = re.compile(r"[0-9０-９]")


def closer(place: str) -> bool:
    """Whether a place is named more closely than by its district."""
    told = parts(place)
    divided = bool(told.province or told.city or told.county)
    below = (
        told.town,
        told.village,
        told.group,
        told.road,
        told.number,
        told.building,
        told.unit,
        told.floor,
        told.room,
    )
    return any(below) or (divided and bool(told.estate)) or _NUMBER.search(place) is not None


def homes(text: str) -> bool:
    """Whether a text names a house, a building or a room."""
    reading = read(text)
    found = home_address.find(reading, lay_out(reading, labels.find(reading)))
    return any(hit.verdict is Verdict.VALID for hit in found)
