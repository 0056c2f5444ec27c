"""Invented files of TGDataset, one a shape, in folders beside this script: ``python tests/golden/tgdataset/make.py``.

Shapes are those of its README and preview; nothing in them was ever posted. A second run gives the same bytes (a test looks).
"""

import json
from pathlib import Path

HERE = Path(__file__).parent


def text(number, words, **more):
    return {
        "message": words, "date": 1719216000.0 + 60 * number, "author": None, "is_forwarded": False,
        "forwarded_from_id": None, "forwarded_message_date": None,
    } | more  # fmt: skip


def media(number, extension, title=None, **more):
    return {
        "title": title, "date": 1719216000.0 + 60 * number, "author": None, "extension": extension, "is_forwarded": False,
        "forwarded_from_id": None, "media_id": "BQADBAADgAwAAiDzgFFVcegFNtaH3AI", "forwarded_message_date": None,
    } | more  # fmt: skip


def channel(texts, files, number=1, **more):
    head = {
        "username": f"shili{number}",
        "creation_date": 1450995556.0,
        "title": f"示例频道 {number}",
        "description": "说明",
        "scam": False,
    }
    return head | {"text_messages": texts, "generic_media": files, "n_subscribers": 13322, "verified": False} | more


def whole():
    forwarded = {"is_forwarded": True, "forwarded_from_id": 1007112439, "forwarded_message_date": 1719215000.0}
    texts = {
        "9": text(9, "有图"), "8": text(8, "转自频道", **forwarded), "7": text(7, "转自人", **forwarded | {"forwarded_from_id": 749891673}),
        "6": text(6, "来源不明", is_forwarded=True, forwarded_message_date=1719215000.0), "5": text(5, '}, "4": {', author=100001),
    }  # fmt: skip
    files = {
        "9": media(9, ".jpe"), "4": media(4, ".pdf", "名单.pdf", **forwarded), "3": media(3, ".mp4"), "2": media(2, ".oga"),
        "1": media(1, ".mp3", "歌.mp3"),
    }  # fmt: skip
    return {
        "1000000001": channel(texts, files),
        "1000000002": channel({}, {}, 2, title=None, n_subscribers=None, scam=True),
    }


def written(data, **how):
    return json.dumps(data, **how).encode()


def shapes():
    """Every input, by the name of its folder."""
    few = {"1000000001": channel({str(n): text(n, f"第 {n} 条") for n in range(9, 3, -1)}, {"9": media(9, ".jpe")}),
           "1000000002": channel({str(n): text(n, f"别的 {n}") for n in range(3, 0, -1)}, {}, 2)}  # fmt: skip
    files_first = {key: {k: one[k] for k in sorted(one)} for key, one in whole().items()}
    plain = written(few, ensure_ascii=False)
    return {
        "everything": written(whole()),
        "files_first": written(files_first, ensure_ascii=False),
        "indented": written(whole(), indent=1, ensure_ascii=False),
        "several": plain,
        "broken_entry": plain.replace('"第 7 条"'.encode(), '第 7 条"'.encode()),
        "odd_entry": plain.replace('"第 7 条"'.encode(), b"7").replace(b'"date": 1719216360.0', b'"date": [1]', 1),
        "odd_parts": written({"1000000001": channel({"9": text(9, "a"), "x": text(8, "b"), "7": "c"}, []), "note": "x"}, ensure_ascii=False),
        "not_closed": plain.replace(b'}}, "generic_media": {"9"', b'}, "generic_media": {"9"', 1),
        "cut": plain[:-400],
        "trailing": plain + b"\n{}",
    }  # fmt: skip


if __name__ == "__main__":
    for name, data in shapes().items():
        folder = HERE / name
        folder.mkdir(exist_ok=True)
        (folder / "dump.json").write_bytes(data)
