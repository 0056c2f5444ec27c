"""Words that announce a piece of personal information: 姓名, 申份证, SJH, 抖音号, 她妈.

Source: ``labels.yaml`` (own compilation). One pass of one automaton over the cleaned text finds them all; the longest
word wins. A word in Latin letters must stand alone; a weak word counts only where a colon, a bracket or the start of
a line marks it as a label. What a label announces is read by others: this module knows words only.

>>> from doxdocket.text import read
>>> [(label.kind, label.extra) for label in find(read("性名：韩知予 扣扣 8123456701"))]
[('name', None), ('social_account', 'qq')]
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import ahocorasick_rs

from doxdocket.detect import data
from doxdocket.text import Reading, read

#: What may stand between a label and its value: one closing bracket, one mark, words such as 是 and 为.
_BETWEEN = re.compile(
    r"[^\S\n]*(?P<closed>[\]】」』)〗}>》”\"'’_`]{0,3}(?:\*{1,2}(?=[^\S\n]*[:=]))?)[^\S\n]*"
    r"(?P<mark>(?:\.{2,12}|[^\w\s\"'“”‘’「」『』【】《》〈〉<()\[\]{}。!?`*@+#]|[@+#](?=[一-鿿])){0,6}️?)"
    r"[^\S\n]*(?P<word>is(?= )|应为|应是|改为|改成|换成|变更为|更新为|就是|应该是|好像是|大概是|分别是|如下|都是|还是|依旧是|是叫|名叫|叫做|叫|是|为|也是|在)?"
    r"(?P<tail>[:,=]?)[^\S\n]*"
)
#: What a form writes behind the word of a label before its colon: 籍贯省市县(区): and 类型:.
_REST = re.compile(
    r"(?:(?:国家|省份?+|市|县|区|州|[/、]){2,24}+|代码|名称|类[型别]|信息|情况|状况|状态|详情|内容|明细|\([^()\n]{1,8}\)){1,3}+(?=[^\S\n]*[:=|])"
)
_REST_BEGINS = frozenset("国省市县区州/、代名类信情状详内明(")
_SAYS = frozenset({"是", "就是", "叫", "名叫", "叫做", "为", "是叫", "应该是"})
_SPLIT = re.compile(r"[一-鿿][ /.]")
_HAN = re.compile("[一-鿿]")
_ARGUMENT = re.compile(r"\w\($", re.ASCII)  # f(x): a formula
_ENDS_NUMBER = re.compile(r"[0-9〇零一二三四五六七八九][ .\-_*·]{0,2}$")  # the X behind it is its last character
_NEXT_LINE = re.compile(r"[^\S\n]*\n\s*")
_OPENS = re.compile(r"(?:\*\*|[\[【「『(〖{<《“\"‘'_`])*")
_BRACKETS = frozenset(
    "[【「『〖《“"
)  # opened right behind a word they make it a label; other quotes stand in any sentence
_START = re.compile(r"(?:^|[\n,;|、。!?/\\&\[【「『(〖{<《“\"*•·\-—\t✅☑❌➤►▶▪●○◆◇■□★☆✦❗⚠👉🔸🔹💀.)】])\s*$")
_FORM = 3  # so many words in Latin letters, each between spaces or marked, are a form: XM 韩知予 XB 女 BM 阿予
_GAPS = (" ", "  ", "   ", "    ", "/", ".")
_GAPPED = (2, 3)  # characters of a word that such a gap may part


@dataclass(frozen=True, slots=True)
class Label:
    """One label: where its word stands in the cleaned text, what it announces, and where the value begins."""

    start: int
    end: int
    kind: str
    extra: str | None = None  # platform, kinship code
    marked: bool = False  # a colon, bracket or line start says that this is a label, not a word of a sentence
    value_at: int = -1
    cell: bool = False  # not a word: the mark before a cell, under the head of a table


@dataclass(frozen=True, slots=True)
class _Lexicon:
    automaton: Any
    by_word: Mapping[str, tuple[str, str | None, bool]]  # kind, extra, weak
    meanings: tuple[tuple[str, str | None, bool], ...]
    shorter: Mapping[int, int]  # of a spaced word in Latin letters, V X, the place of its first part


def _words(entry: Mapping[str, Any]) -> Iterator[tuple[str, str | None, bool]]:
    """Each word of one kind with its extra and whether it is weak."""
    for key, weak in (("words", False), ("weak", True)):
        for word in entry.get(key, ()):
            yield word, None, weak
    for key, weak in (("extra", False), ("weak_extra", True)):
        for code, words in entry.get(key, {}).items():
            for word in words:
                yield word, code, weak


def spellings() -> Iterator[tuple[str, str, str | None, bool]]:
    """Every word in every spelling, with its kind, its extra and whether it is weak: as it is, or spaced (姓 名) or cut (姓/名)."""
    for kind, entry in data.table("labels.yaml").items():
        for word, extra, weak in _words(entry):
            clean = read(word).clean.lower()
            if clean.isascii() and not word.isascii():
                continue  # of 🅿️ a letter is left, which is no label
            for gap in ("", *_GAPS) if len(clean) in _GAPPED and not clean.isascii() else ("",):
                yield gap.join(clean), kind, extra, weak


def words() -> Iterator[tuple[str, str | None, str]]:
    """Every word with its kind and its extra."""
    for kind, entry in data.table("labels.yaml").items():
        for word, extra, _ in _words(entry):
            yield kind, extra, word


@cache
def _lexicon() -> _Lexicon:
    patterns: dict[str, tuple[str, str | None, bool]] = {}
    for word, kind, extra, weak in spellings():
        patterns.setdefault(word, (kind, extra, weak))
    automaton = ahocorasick_rs.AhoCorasick(list(patterns), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    places = {word: at for at, word in enumerate(patterns)}
    firsts = {
        places[word]: places.get(word.partition(" ")[0], -1) for word in patterns if word.isascii() and " " in word
    }
    shorter = {at: first for at, first in firsts.items() if first >= 0}
    return _Lexicon(automaton, patterns, tuple(patterns.values()), shorter)


def _lower(text: str) -> str:
    """Lower case of the same length, so that offsets stay."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if c.isascii() else c for c in text)


def _dressed(reading: Reading, at: int) -> bool:
    """A digit in a circle or another dress: of ②VX it is no part of the word."""
    return reading.clean[at].isdigit() and not reading.raw[reading.back[at]].isascii()


def _stands_alone(reading: Reading, start: int, end: int) -> bool:
    """A Latin word is not part of a longer one: ``id`` in ``video`` is none."""
    text = reading.clean
    if not text[start:end].isascii():
        return True
    before, after = text[start - 1 : start], text[end : end + 1]
    if start and _dressed(reading, start - 1):
        before = ""
    return not (before.isascii() and (before.isalnum() or before in {"_", "."}) and before) and not (
        after.isascii() and (after.isalpha() or after == "_")
    )


def _stands_apart(text: str, start: int, end: int) -> bool:
    """White space follows and a new line, a mark or (for Chinese words) white space goes before."""
    if not text[end : end + 1].isspace():
        return False
    return _START.search(text, max(0, start - 4), start) is not None or (
        text[start - 1].isspace() and not text[start:end].isascii()
    )


def _latin(text: str, start: int, end: int) -> bool:
    """A word of Latin letters, no single one: M is a gender as often as a telephone."""
    return end - start > 1 and text[start:end].isascii()


def _bullet(text: str, start: int, end: int) -> bool:
    """A picture that opens a line is a label to what touches it: 🔑paper3801."""
    return (
        not any(char.isalnum() for char in text[start:end])
        and text[end : end + 1].isalnum()
        and _START.search(text, max(0, start - 4), start) is not None
    )


_PART_ENDS = re.compile(r"\d(?:室|号|栋|幢|楼|层|户|房|单元)?$")
_OF_PLACE = re.compile(r"[旁附对门里内外周边后前侧的楼院区]|隔壁|东门|西门|南门|北门")


def behind_number(text: str, at: int) -> bool:
    """Whether a number, or the room of an address, ends here."""
    return _PART_ENDS.search(text, max(0, at - 3), at) is not None


def _behind_value(text: str, start: int, end: int, before: Sequence["Label"]) -> bool:
    """Whether a word stands behind the value of a label and before its own, all glued: 住址…1003室学校青岛…."""
    return (
        end - start > 1
        and _HAN.match(text, start) is not None
        and _HAN.match(text, end) is not None
        and behind_number(text, start)
        and _OF_PLACE.match(text, end) is None
        and any(label.kind in _TOLD and "\n" not in text[label.end : start] for label in before)
    )


_TOLD = frozenset({"name", "phone_number", "id_number", "home_address"})


def meaning(word: str) -> tuple[str, str | None] | None:
    """What a word that stands alone in a cell of a table head announces.

    >>> meaning("手机号"), meaning("SFZ"), meaning("星期")
    (('phone_number', None), ('id_number', None), None)
    """
    known = _lexicon().by_word.get(word.strip().lower())
    return known[:2] if known else None


def value_at(text: str, end: int) -> tuple[int, bool]:
    """Where the value after a label that ends at ``end`` begins, and whether a mark stands between.

    >>> value_at("姓名】: 韩知予", 2)
    (5, True)
    """
    end = _rest(text, end)
    found = _BETWEEN.match(text, end)
    if found is None:  # pragma: no cover - every part may be empty
        return end, False
    at = found.end()
    marked = (
        bool(found["closed"])
        or found["word"] in _SAYS
        or bool(found["mark"].strip(",;、."))
        or ".." in found["mark"]
        or bool(found["tail"])
        or "\n" in text[end:at]
    )
    line = _NEXT_LINE.match(text, at)
    if line is not None:
        at = line.end()
    opened = _OPENS.match(text, at)
    if opened is None or opened.end() == at:
        return at, marked
    return opened.end(), marked or not _BRACKETS.isdisjoint(opened[0])


def _rest(text: str, end: int) -> int:
    """Where a label ends of which more stands behind its word."""
    rest = _REST.match(text, end) if text[end : end + 1] in _REST_BEGINS else None
    return rest.end() if rest else end


def find(reading: Reading) -> list[Label]:
    """Every label of a text, in order."""
    text, lexicon = reading.clean, _lexicon()
    found: list[Label] = []
    spaced: list[Label] = []
    over = 0
    for word, start, stop in lexicon.automaton.find_matches_as_indexes(_lower(text)):
        runs_on = word in lexicon.shorter and text[stop : stop + 1].isascii() and text[stop : stop + 1].isalnum()
        index, end = (lexicon.shorter[word], text.index(" ", start)) if runs_on else (word, stop)  # V xrna…: not V X
        if start < over:
            continue
        if not _stands_alone(reading, start, end) or (
            text[start] in "xX"
            and _ENDS_NUMBER.search(text, max(0, start - 3), start)
            and not (
                text[start + 1 : start + 2].isalpha() and (text[start - 1].isspace() or _dressed(reading, start - 1))
            )
        ):
            continue
        if start and end - start > 1 and _SPLIT.match(text, start) and _HAN.match(text, start - 1):
            continue  # 曹爱东 家长: the last character of one word and the first of the next
        if end - start == 1 and _ARGUMENT.search(text, max(0, start - 2), start):
            continue
        kind, extra, weak = lexicon.meanings[index]
        at, mark = value_at(text, end)
        if kind == "other" and start and end - start == 1 and _HAN.match(text, start - 1) and ":" not in text[end:at]:
            continue  # 通化市 / …: the last character of a place
        marked = mark or _stands_apart(text, start, end) or _bullet(text, start, end)
        marked = marked or (weak and _behind_value(text, start, end, found))
        if marked or not weak:
            over = _rest(text, end)
            found.append(Label(start, end, kind, extra, marked, at))
        elif text[start - 1 : start].isspace() and text[end : end + 1].isspace() and _latin(text, start, end):
            spaced.append(Label(start, end, kind, extra, True, at))
    if spaced and sum(_latin(text, label.start, label.end) for label in (*found, *spaced)) >= _FORM:
        found = sorted([*found, *spaced], key=lambda label: (label.start, label.end))
    return found
