r"""Which word says whose an item is: 爸爸, 本人 or 户主 right before it, or in brackets or a cell right behind it.

Source: how dossiers are laid out. In a text that names nobody a word behind a number counts too, where nothing but the name
of the thing follows (139… 他爸电话), since no name takes it. Left out: persons over lines (``persons``).

>>> from doxdocket.detect.rules import detect
>>> [(h.role, h.relation) for text in ("17806401357（他爸）", "17806401357 他爸办的卡") for h in detect(text)]
[('relative', 'father'), ('target', None)]
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from doxdocket.detect import others, whose_age
from doxdocket.detect.blocks import Layout
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import Label
from doxdocket.detect.spans import begun

_SAME = frozenset(
    ["大名", "真名", "本名", "原名", "现用名", "英文名", "中文名", "小名", "全名", "真实姓名", "乳名", "实名", "昵称", "又名"]
)  # fmt: skip
_OF_SOMEBODY = frozenset({"relation", "self", "head", "cue"})
_FILL = re.compile(r"[\s:=,的嘅是叫为名做/|\-~(【\[】\])」「.、>]{0,6}(?:姓名?)?[\s:=】\])]{0,3}")
_WIDEST = 4
_CELL_GAP = re.compile(r"[ \t|,/(-]{1,4}")
_CELL_END = frozenset(" \t|,/)-")
_NICKNAME = re.compile(r"[(（](?:小名|网名|昵称|外号|乳名)")
#: Between a number and the word behind it, and what may follow that word.
_BEHIND = re.compile(r"[ \t,(\-/]{0,3}(?:这个?)?(?:是|系)?(?:[他她佢其它]|[tT][aA])?(?:的|嘅)?")
_THING = re.compile(r"(?:家里?)?(?:的|嘅|'s)?(?:联系)?(?:电话|手机)?(?:phone)?(?:号码?)?[^\S\n]*(?:[:=是][^\S\n]*)?")
_REST = re.compile(r"(?:的|嘅)?(?:电话|手机|手机号|号码?|微信|[qQ]{2})?\s?\)?(?=$|[\n,;。!?])")
#: Between a word of kinship and a school year: 女儿今年刚上初一.
_GOES = re.compile(
    r"(?:今年|现在|目前|也|还|都|才|刚|正|已经|已|就|在|上|读|念|升|入|于|是|个|着|了|的| )*|(?:[^。;!?\n]{0,3}(?:就读于|在)|的?学校)?"
)


@dataclass(slots=True)
class Item:
    """One hit with its place in the cleaned text, and what the words around it say of whose it is."""

    hit: Hit
    index: int
    start: int
    end: int
    relation: str | None = None
    alias: bool = False
    head: bool = False
    me: bool = False


class Words:
    """The words of one text that say whose an item is."""

    def __init__(self, clean: str, layout: Layout, labels: Sequence[Label], *, unnamed: bool) -> None:
        self.text, self.layout, self.unnamed = clean, layout, unnamed
        kin = [label for label in labels if label.kind in {"relation", "self", "head"}]
        self.kin = others.words(clean, kin, labels) if unnamed else kin
        self.named: dict[int, list[tuple[int, Label]]] = {}
        for at, label in enumerate(labels):
            if label.kind == "name" and not label.cell:
                self.named.setdefault(label.value_at, []).append((at, label))
        self.plain = sorted((label.start, label.end) for label in layout.labels if label.kind not in _OF_SOMEBODY)

    def mark(self, item: Item, names: Sequence[Item]) -> None:
        """Note the kinship word, 本人 or 户主 that stands right before (or, in brackets, right after) an item."""
        for label in self.kin[bisect_left(self.kin, item.start - 12, key=lambda label: label.end) :]:
            if label.start > item.end + 8:
                break
            before = label.end <= item.start and (
                self._bridges(label.end, item.start)
                or (item.hit.stage != "" and _GOES.fullmatch(self.text, label.end, item.start) is not None)
            )
            named = item.hit.kind == "name"
            if before and not named and self._of_name_before(label, names):
                before = False
            after = label.start >= item.end and (
                (named and (self._explains(item.end, label) or self._cell_after(item, label, names)))
                or (self.unnamed and self._behind(item.end, label))
            )
            of_kin = (item.hit.kind == "age" or self.text[item.end : item.end + 1] == "的") and whose_age.of_kin(
                self.text, item.end, label.start
            )
            if before or after or of_kin:
                item.relation = label.extra if label.kind == "relation" else None
                item.me, item.head = label.kind == "self", label.kind == "head"
        for _, label in sorted(
            (one for at in (item.start - 1, item.start) for one in self.named.get(at, ())), key=lambda one: one[0]
        ):
            word = self.text[label.start : label.end].replace(" ", "")
            item.alias = item.hit.kind == "name" and word in _SAME
        if item.hit.kind == "name" and _NICKNAME.match(self.text[item.end : item.end + 4]):
            item.alias = True

    def _of_name_before(self, label: Label, names: Sequence[Item]) -> bool:
        """韩知予 配偶 110…: the word is in the cell behind the name that it is about."""
        before = bisect_right(names, label.start, key=lambda name: name.end)
        return any(
            _CELL_GAP.fullmatch(self.text, n.end, label.start) for n in names[max(0, before - _WIDEST) : before]
        ) and (self.text[label.end : label.end + 1] in _CELL_END)

    def _cell_after(self, item: Item, label: Label, names: Sequence[Item]) -> bool:
        """The same, asked of the name: no other name follows the word, and none has a word before it."""
        after = bisect_left(names, label.end, key=lambda name: name.start)
        follows = after < len(names) and names[after].start <= label.end + _WIDEST
        return not follows and self._of_name_before(label, [item])

    def _bridges(self, a: int, b: int) -> bool:
        gap = self.text[a:b]
        if len(gap) > 10:
            return False
        if _FILL.fullmatch(gap):
            return "\n" not in gap or a == b
        if self.unnamed and _THING.fullmatch(gap) is not None:
            return True
        return (
            any(end <= b and not gap[: start - a].strip(" 的嘅:") for start, end in begun(self.plain, a, b + 1))
            and "\n" not in gap
            and not re.search("[,;。]", gap)
        )

    def _explains(self, end: int, label: Label) -> bool:
        gap = self.text[end : label.start]
        return re.fullmatch(
            r"\s?[(]\s?(?:目标|他|她|其|本人)?的?|\s?[-/|,]?\s?(?:系|是|为)(?:他|她|其|目标)的?", gap
        ) is not None and (self.text[label.end : label.end + 1] in {")", ",", ";", "\n", "", "。", " "})

    def _behind(self, end: int, label: Label) -> bool:
        """Whether nothing stands between a number and the word, and behind that no more than the name of the thing."""
        return (
            _BEHIND.fullmatch(self.text, end, label.start) is not None and _REST.match(self.text, label.end) is not None
        )
