"""Kinship words as labels, told apart from words and names they are only part of: 爸聂大勇, 他妈微信, 目标手机, but not 杨佳微.

Source: own observation. Left out: kinship words that are labels by themselves (`labels`), and whose a name is (`persons`).

>>> [(one.start, one.extra) for one in kin_labels("周明远，爸周大力 17806401357", [])]
[(4, 'father')]
"""

import re
from collections.abc import Sequence

from doxdocket.detect import dialogue, name, name_shape
from doxdocket.detect.labels import Label
from doxdocket.detect.spans import Spans

_KIN = re.compile("[爸妈爹娘哥姐弟妹夫妻父母舅叔姑姨](?=[一-鿿]{2})")
_KIN_OWN = frozenset("他她佢其你您咱")  # behind these a name may be part of a sentence
_KIN_BEHIND = re.compile("[^一-鿿]|[我的]")
_KIN_ALONE = re.compile("[一-鿿]{2,4}(?![一-鿿])")
_HOUSE = re.compile(r"(?:\d|(?<!\d)\d{1,5} )$")
_ANNOUNCES = re.compile(" ?[:=]")
_HEAD = re.compile(r"(?<![一-鿿])[一-鿿]{1,2}$")
_HAN = re.compile("[一-鿿]")
_CODES = {"爸": "father", "爹": "father", "父": "father", "妈": "mother", "娘": "mother", "母": "mother", "哥": "elder_brother",
          "姐": "elder_sister", "弟": "younger_brother", "妹": "younger_sister", "夫": "spouse", "妻": "spouse", "舅": "uncle",
          "叔": "uncle", "姑": "aunt", "姨": "aunt"}  # fmt: skip


def kin_labels(text: str, labels: Sequence[Label]) -> list[Label]:
    """The labels, with kinship words of one character that a name follows at once (爸聂大勇) and those before answers.

    One character inside a word is none, and none stands in the name of who speaks.
    """
    spoken = Spans(dialogue.speakers(text))
    labels = [
        one
        for one in labels
        if not (one.end - one.start == 1 and _joined(text, one)) and not spoken.meet(one.start, one.start + 1)
    ]
    labels = _kin_of_values(text, labels)
    more = [one for one in dialogue.answers(text, labels) if one.kind != "name" or name.begins(text, one.value_at)]
    known = Spans((label.start, label.end) for label in labels)
    for found in _KIN.finditer(text):
        before = text[found.start() - 1 : found.start()]
        alone = not before or _KIN_BEHIND.match(before)
        if (
            (before in _KIN_OWN or (alone and _KIN_ALONE.match(text, found.end())))
            and not known.meet(found.start(), found.start() + 1)
            and name_shape.given_end(text, found.end(), min(len(text), found.end() + 8)) is not None
        ):
            more.append(Label(found.start(), found.end(), "relation", _CODES[found[0]], False, found.end()))
    return sorted([*labels, *more], key=lambda label: (label.start, label.end)) if more else list(labels)


def _of_house(text: str, label: Label) -> bool:
    """Whether a 号 stands behind the number of a house: touching it, or behind a blank and with no colon."""
    announces = text[label.start - 1] == " " and _ANNOUNCES.match(text, label.end) is not None
    return not announces and _HOUSE.search(text, max(0, label.start - 6), label.start) is not None


_OF_KIN = re.compile(r"(?:[他她佢你其]|(?<![一-鿿]))([爸妈爹娘哥姐弟妹])的?$")
_OF_TARGET = re.compile(r"(?<![一-鿿])(?:目标|被挂人|被挂者|当事人|主角|本尊)的?$")
_CHILD = re.compile(r"(?<![\w])([子女])(?=[一-鿿]{2,4}(?![一-鿿男女]))")


def _kin_of_values(text: str, labels: Sequence[Label]) -> list[Label]:
    """The labels, with words of whose it is right before another label (他妈微信, 目标手机) and 子, 女 in a household."""
    more: list[Label] = []
    ends = {label.end for label in labels}
    for label in labels:
        found = _OF_KIN.search(text, max(0, label.start - 4), label.start)
        if label.kind not in _WHOSE and found and found.end(1) not in ends and found.start(1) not in ends:
            more.append(Label(*found.span(1), "relation", _CODES[found[1]], True, label.start))
        target = _OF_TARGET.search(text, max(0, label.start - 5), label.start)
        if label.kind not in _WHOSE and target and target.end() not in ends:
            more.append(Label(*target.span(), "self", None, True, label.start))
    if any(label.kind in {"relation", "head", "self", "family_members"} for label in labels):
        taken = {label.start for label in labels}
        for found in _CHILD.finditer(text):
            if found.start() not in taken and name_shape.given_end(text, found.end(), len(text)) is not None:
                code = "son" if found[1] == "子" else "daughter"
                more.append(Label(*found.span(1), "relation", code, True, found.end()))
    return sorted([*labels, *more], key=lambda label: (label.start, label.end)) if more else list(labels)


_WHOSE = frozenset({"relation", "self", "head", "cue", "news", "unknown", "name"})


def _joined(text: str, label: Label) -> bool:
    """Whether a label of one character is the 号 of 7号 and 7 号, or ends what stands there as a name: 杨佳微."""
    if label.kind == "relation":
        head = _HEAD.search(text, max(0, label.start - 3), label.start)
        return (
            head is not None
            and not _HAN.match(text, label.end)
            and name_shape.likely(text[head.start() : label.end])
            and text[head.start()] not in _KIN_OWN
        )
    if label.kind != "social_account":
        return text[label.start] == "号" and _of_house(text, label)
    head = (
        None if text[label.end : label.end + 1] in ":=是" else _HEAD.search(text, max(0, label.start - 3), label.start)
    )
    return head is not None and name_shape.plausible(text[head.start() : label.end])
