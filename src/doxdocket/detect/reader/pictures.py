"""Which picture that a post tells of is an intimate one.

The net takes 艳照 for any photo, since it has seen few; the word tells. Whether the post has a picture is asked of the post (`stage`). Left out:
pictures themselves (`images`).

>>> kind_of("艳照如图", 0, 4, "face_photo"), kind_of("正脸照见图", 0, 5, "face_photo")
('intimate_image', 'face_photo')
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from doxdocket.bounds import spend
from doxdocket.detect.reader.columns import AT
from doxdocket.detect.reader.tagger import Tagged

_INTIMATE, _OTHERS = "intimate_image", ("face_photo", "id_card_image")
SHOWN = frozenset({_INTIMATE, *_OTHERS})
"""The kinds that a picture shows and words only name."""
_NAMED = re.compile(
    r"(?:[裸艳床]|果体?|luo|裸体|全裸|半裸|私密|私房|不雅|大尺度|性爱|情色)[ 的]?(?:生活)?(?:照片?|相片?|图片?|视频|影像|录像|短片|自拍|合影)"
)
"""Words that name an intimate picture, in simplified characters."""
_COUNTED = re.compile(r"[A-Za-z]{0,16}[\d_@. -]{4,40}(?:\.[A-Za-z]\w{2,3})?")
_SOME = 4
"""The net sees another where that has more than one part of so many."""
_GOES_ON = 20
"""Of a thousand: as far as the net sees some picture, it is that one."""
_REACH = 12
"""Characters on each side of a stretch in which such words are looked for."""


def named(clean: str, net: Tagged) -> Tagged:
    """What the net says, with its shares for a photo or card given to the intimate picture where words name that and the net sees another."""
    own, others = AT[_INTIMATE], [AT[kind] for kind in _OTHERS]
    stretches = []
    for match in _NAMED.finditer(clean):
        start, end = match.span()
        if _SOME * net.parts[start:end, others].sum() > net.parts[start:end, own].sum():
            stretches.append(_whole(clean, net.parts[:, [own, *others]].max(axis=1).tolist(), start, end))
    if not stretches:
        return net
    spend(len(clean))
    parts, begins = net.parts.copy(), net.begins.copy()
    for start, end in stretches:
        for told in (parts, begins):
            told[start:end, own] = told[start:end, [own, *others]].sum(axis=1).clip(max=1000)
            told[start:end, others] = 0
    spans = tuple(
        one._replace(kind=_INTIMATE)
        if one.kind in _OTHERS and any(one.start < end and start < one.end for start, end in stretches)
        else one
        for one in net.spans
    )
    return replace(net, spans=spans, parts=parts, begins=begins)


def counted(clean: str, start: int, end: int, kind: str) -> bool:
    """Whether what would be a picture is the name that a machine gave a file (photo_10@05-04-2024.jpg): it tells nothing of what is to be seen."""
    return kind in (_INTIMATE, *_OTHERS) and _COUNTED.fullmatch(clean, start, end) is not None


def kind_of(clean: str, start: int, end: int, kind: str) -> str:
    """The kind of a stretch that is held for this one: a photo by the words of an intimate picture is that."""
    if kind not in _OTHERS:
        return kind
    words = _NAMED.finditer(clean, max(0, start - _REACH), end + _REACH)
    return _INTIMATE if any(match.start() < end and start < match.end() for match in words) else kind


def _whole(clean: str, shares: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """The stretch around the words in which the net sees a picture, within marks and blanks."""
    while start and shares[start - 1] >= _GOES_ON and clean[start - 1].isalnum():
        start -= 1
    while end < len(shares) and shares[end] >= _GOES_ON and clean[end].isalnum():
        end += 1
    return start, end
