r"""Questions and answers, and who speaks: 问：她叫啥 / 答：韩知予; a nickname and a time before each line of a quoted chat.

A short line that asks for something makes what the next line says its value: the answer is read as if the question's
word stood before it as a label. Whoever speaks is not whom is spoken of: a word that opens several lines with a colon,
or a line with a time in it, is no name of the dossier. Source: own observation of how chats are pasted. Left out:
answers that come several lines later, and speakers over several posts.

>>> text = "A:她叫啥\nB:韩知予\nA:电话呢\nB:17806401357"
>>> [(label.kind, text[label.value_at :][:3]) for label in answers(text, [])]
[('name', '韩知予')]
>>> speakers("夜行者:\n她叫韩知予\n夜行者:\n电话没有")
((0, 3), (11, 14))
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from doxdocket.detect.labels import Label, meaning

_TIME = r"(?:\d{2,4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[^\S\n]*)?\d{1,2}:\d{2}(?::\d{2})?"
_WHO = r"[^\s:|,;=。!?\[\]【】#]{1,12}(?:\([^)\n]{1,8}\))?"
_SPEAKER = re.compile(
    rf"(?m)^[^\S\n]*(?:[>│|]{{1,2}}[^\S\n]*)?(?:[\[【(]?{_TIME}[\]】)]?[^\S\n]*)?(?:[\[【](?P<cell>问|答|[QA])[\]】][^\S\n]*:?|(?P<who>(?!\d+:){_WHO})[^\S\n]*:(?!//))[^\S\n]*"
)
_HEADER = re.compile(
    rf"(?m)^[^\S\n]*(?:[>│|]{{1,2}}[^\S\n]*)?(?:(?P<who>{_WHO})[^\S\n]+[\[(]?{_TIME}[\])]?|[\[(]?{_TIME}[\])]?[^\S\n]+(?P<after>{_WHO}))[^\S\n]*$"
)
_TIMED = re.compile(rf"(?m)^[^\S\n]*[\[【(]?{_TIME}[\]】)]?[^\S\n]+(?P<who>{_WHO})[^\S\n]*:")
_ASKS = re.compile(r"[?]|[吗呢啥谁哪没呗]|什么|多少|男的女的|男女|发我|给我|发一下|求|[问Qq][】\]]?:")
#: What a question asks for in words that are no label.
_WORDS = (
    ("name", re.compile(r"叫(?:啥|什么|甚么|何|$|(?=\?))|(?:是|叫)谁|哪位|姓(?:啥|什么)|(?:名字|姓名|真名|本名|大名)|谁认识|[这那]人?谁")),
    ("home_address", re.compile(r"住(?:哪|在哪|址|什么)|家在哪|人在哪|地址")),
    ("gender", re.compile(r"男的女的|男的?还是女|是男是女|男女|性别")),
    ("school", re.compile(r"(?:哪个|什么|哪所)学校|在哪(?:里|儿)?(?:上学|读|念)|学校")),
    ("workplace", re.compile(r"(?:哪个|什么|哪家)(?:公司|单位)|在哪(?:里|儿)?(?:上班|工作|干)|单位")),
)  # fmt: skip
_ASKABLE = frozenset(
    ["name", "phone_number", "id_number", "social_account", "vehicle_file", "email", "bank_account", "birth_date",
     "payment_account", "gender", "school", "workplace", "home_address", "landline_number", "ethnicity"]
)  # fmt: skip
_REST = re.compile(
    r"(?:号码|号|信息|的|是|有|要|呢|吗|嘛|多少|啥|什么|哪里|哪儿|哪|没有|没|发我|发|给我|给|一下|下|来|查到|查|知道|呗|么|几|她|他|这|人|了|也|啊|都|着|在|叫|名字|个|学校|上学|公司|单位|上班|工作|[!~。,.\s])*"
)
_LEAD = re.compile(
    r"(?:查到了?|有的?|知道|我知道|我记得|记得|好像|应该|就是|[他她]?姓[一-鿿]{1,2},|[他她]?(?:真名|本名)?(?:叫|是)|[,\s])*"
)
_LONGEST = 24
#: Where one thing said ends and the next begins: a new line, a question mark, quotes, a dash, 答: in the same line.
_TURN = re.compile(
    r"\n+|[?]+[”\"’」』)]*|[”\"」』]\s*(?=[“\"「『])|-{2,}|[—–]+|(?<=[\s。;!,])(?=(?:[A-D]|[问答甲乙丙丁])\s*:)"
)
_OPENING = re.compile(r"[\s“\"‘「『>·*•—–-]*(?:(?:[A-DQ]|[问答甲乙丙丁])\s*:\s*)?")
_CLAUSE = re.compile(r"[。;!,]")


def answers(text: str, labels: Sequence[Label]) -> list[Label]:
    """A label before each answer, of the kind that its question asks for."""
    if not _ASKS.search(text):
        return []
    found: list[Label] = []
    said = list(_turns(text))
    for (start, end), (begin, until) in pairwise(said):
        asked = _asked(text, start, end, labels)
        if asked is None or begin >= until:
            continue
        lead = _LEAD.match(text, begin, until)
        value = lead.end() if lead else begin
        if not any(value <= label.start < value + 2 for label in labels) and value < until:
            found.append(Label(value - 1, value, *asked, marked=True, value_at=value, cell=True))
    return found


def _turns(text: str) -> Iterator[tuple[int, int]]:
    """Each thing said, without who says it; a line that only names the speaker is none."""
    at = 0
    for mark in (*_TURN.finditer(text), None):
        end = mark.start() if mark else len(text)
        begin = _said(text, at, end) if at == 0 or text[at - 1] == "\n" else at
        opened = _OPENING.match(text, begin, end)
        begin = opened.end() if opened else begin
        if begin < end:
            yield begin, end
        at = mark.end() if mark else end


def _said(text: str, start: int, end: int) -> int:
    """Where what is said in a line begins: behind its speaker; at its end in a line that only names the speaker."""
    if _HEADER.match(text, start, end):
        return end
    speaker = _SPEAKER.match(text, start, end)
    if speaker is None or (speaker["who"] and meaning(speaker["who"]) is not None):
        return start
    return min(speaker.end(), end)


def _asked(text: str, start: int, end: int, labels: Sequence[Label]) -> tuple[str, str | None] | None:
    """The kind that is asked for: the last label or asking word, with nothing but asking behind it."""
    for clause in _CLAUSE.finditer(text, start, end - 1):
        start = clause.end()
    if end - start > _LONGEST:
        return None
    found = [(label.end, label.kind, label.extra) for label in labels if start <= label.start and label.end <= end]
    for kind, words in _WORDS:
        found += [(match.end(), kind, None) for match in words.finditer(text, start, end)]
    found = [one for one in found if one[1] in _ASKABLE and _REST.fullmatch(text, one[0], end)]
    return max(found, key=lambda one: one[0])[1:] if found else None


@lru_cache(maxsize=4)
def speakers(text: str) -> tuple[tuple[int, int], ...]:
    """Where the names and nicknames of those who speak stand in a pasted chat."""
    if "\n" not in text or ":" not in text:
        return ()
    return tuple(sorted(set(_speakers(text))))


def _means(who: str) -> bool:
    """Whether a label stands there, a bullet before it or not."""
    return meaning(who) is not None or meaning(_BULLET.sub("", who)) is not None


_BULLET = re.compile(r"^[\W\d_]+")


def _speakers(text: str) -> Iterator[tuple[int, int]]:
    opened = [found.span("who") for found in _SPEAKER.finditer(text) if found["who"] and not _means(found["who"])]
    often = Counter(text[a:b] for a, b in opened)
    yield from (span for span in opened if often[text[slice(*span)]] > 1)
    for found in (*_HEADER.finditer(text), *_TIMED.finditer(text)):
        which = "who" if found["who"] else "after"
        if not _means(found[which]):
            yield found.span(which)
