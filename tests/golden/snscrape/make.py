"""Invented lines of snscrape, one a shape, in folders beside this script: ``python tests/golden/snscrape/make.py``.

Shapes are those of snscrape 0.3 to 0.7 and of the fork by bellingcat; nothing in them was ever posted. A second run gives
the same bytes (a test looks).
"""

import json
from pathlib import Path

HERE = Path(__file__).parent
KIND = "snscrape.modules.telegram"


def post(number, content, **more):
    links = more.get("outlinks") or []
    one = {
        "_type": f"{KIND}.TelegramPost", "url": f"https://t.me/s/ShiLi/{number}", "date": f"2024-06-24T08:{number:02}:00+00:00",
        "content": content, "outlinks": links, "linkPreview": None,
    }  # fmt: skip
    return one | more | {"outlinksss": " ".join(links), "_snscrape": "0.7.0.20230622"}


def channel():
    return {
        "_type": f"{KIND}.Channel", "username": "ShiLi", "title": "示例频道", "verified": False, "photo": "https://example.org/a.jpg",
        "description": "说明", "members": 4321, "photos": 1200, "photos.granularity": 100, "_snscrape": "0.7.0.20230622",
    }  # fmt: skip


def first():
    """0.7 of the author: no views."""
    tags = "https://t.me/s/ShiLi?q=%23%E6%A0%87%E7%AD%BE"
    return [
        channel(),
        post(9, "看这里 #标签 @someone example.org/shown", outlinks=[tags, "https://t.me/someone", "https://example.org/shown", "https://example.org/hidden"]),
        post(8, None, linkPreview={"_type": f"{KIND}.LinkPreview", "href": "https://example.org/", "title": "张三丰"}),
        post(7, "标题正文连在一起"),
    ]  # fmt: skip


def fork():
    """bellingcat's: views, forwards, media."""
    origin = {"_type": f"{KIND}.Channel", "username": "YuanTou", "title": None, "members": None}
    return [
        post(9, "转", forwarded=origin, forwardedUrl="https://t.me/YuanTou/6734", views=[505900, 100], media=None, mentions=None),
        post(8, "图", views=[44, 1], media=[{"_type": f"{KIND}.Photo", "url": "https://cdn.example.org/a.jpg"}]),
        post(7, "录像", views=[1480000, 10000], media=[{"_type": f"{KIND}.Video", "thumbnailUrl": "https://cdn.example.org/b.jpg", "duration": 3.0}]),
        post(6, "语音", views=None, media=[{"_type": f"{KIND}.VoiceMessage", "url": "https://cdn.example.org/c.ogg", "duration": "0:03", "bars": []}]),
    ]  # fmt: skip


def others():
    """Older lines without types, and other ways to write views."""
    old = {
        "url": "https://t.me/s/ShiLi/5",
        "date": "2021-06-24T08:05:00+00:00",
        "content": "旧",
        "outlinks": [],
        "outlinksss": "",
    }
    return [
        old,
        old | {"url": "https://t.me/s/ShiLi/4", "views": 505900, "views.granularity": 100},
        old | {"url": "https://t.me/s/ShiLi/3", "views": "505.9K"},
        old | {"url": "https://t.me/s/ShiLi/2", "views": "many", "date": "2021-06-24T08:05:00"},
        old | {"url": "https://t.me/BieDe/2"},
    ]


def lines(some):
    return "".join(json.dumps(one) + "\n" for one in some).encode()


def shapes():
    """Every input, by the name of its folder."""
    whole = lines(first()).splitlines(keepends=True)
    return {
        "first": lines(first()),
        "fork": lines(fork()),
        "others": lines(others()),
        "broken": b"".join(whole[:2]) + whole[2][:80] + b"\n" + whole[3],
        "odd": lines([first()[1], first()[1] | {"url": "https://example.org/1"}, first()[3] | {"content": 5}]),
        "array": json.dumps(first()[1:], indent=2).encode(),
    }


if __name__ == "__main__":
    for name, data in shapes().items():
        folder = HERE / name
        folder.mkdir(exist_ok=True)
        (folder / "dump.jsonl").write_bytes(data)
