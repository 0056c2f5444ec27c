"""How far a page reaches beyond the posts on it: what was asked for says what was not there.

``t.me/s/NAME?before=N`` answers with the posts next below N: between the last of them and N there was none to show;
``?after=N`` with the next above. The address is that of the fetch, or what the page calls its own (``canonical``). Source:
pages of t.me (2021 to 2026). Leaves out: the links to other pages, which say where those end.

>>> reach("https://t.me/s/Some_Name?before=120", b"", "some_name", (100, 117))
(None, 119)
>>> reach("", b'<link rel="canonical" href="/s/some_name?after=90">', "some_name", (100, 117))
(91, None)
>>> reach("https://t.me/s/other?before=120", b"", "some_name", (100, 117))
(None, None)
"""

import re

_ASKED = re.compile(
    r"(?:https?://t\.me)?/s/([A-Za-z0-9_]{1,64})/?\?(?:[^#]*&)?(before|after)=(\d{1,15})(?:[&#].*)?", re.DOTALL
)
_OWN = re.compile(rb"<link\s[^<>]{0,200}?rel=\"canonical\"[^<>]{0,200}?href=\"([^\"<>]{1,300})\"")


def reach(address: str, data: bytes, name: str, shown: tuple[int, int]) -> tuple[int | None, int | None]:
    """The lowest and the highest id of which the page speaks, where they lie beyond the first and the last that it shows.

    Where the address and the page's own word differ, the nearer counts.
    """
    own = _OWN.search(data, 0, 1 << 16)
    asked: dict[str, list[int]] = {"before": [], "after": []}
    for one in (address, own[1].decode("utf-8", "replace").replace("&amp;", "&") if own else ""):
        found = _ASKED.fullmatch(one)
        if found and found[1].lower() == name.lower():
            asked[found[2]].append(int(found[3]))
    if asked["before"] and asked["after"]:
        return None, None
    last, first = min(asked["before"], default=0) - 1, max(asked["after"], default=shown[0]) + 1
    return first if first < shown[0] else None, last if last > shown[1] else None
