r"""Words behind a value that say what it is: 138…（手机）, abc123（VX）, 812345012 [QQ], 138…-微信, and 微信同号.

A bracket that touches a value and holds a label's word alone is about that value, not about the next one: its label is
moved before it, like that of a column, and announces it as any label does. 微信同号 behind a telephone, or （微信） behind
one that is called a telephone before, says that the number is an account too: a finding of its own over these words.
Source: own observation. Lines that are all a value and its word, 湖南湘潭（籍贯）, are a form turned round, whatever the value is.
Left out: brackets with more than such words in them, words behind names and addresses in a sentence.

>>> from doxdocket.detect.rules import detect
>>> [(h.kind, h.value) for h in detect("韩知予 17806401357（微信同号） nanguo_1899（抖音）")]
[('name', '韩知予'), ('phone_number', '17806401357'), ('social_account', 'wechat:17806401357'), ('social_account', 'douyin:nanguo_1899')]
"""

import re
from collections.abc import Callable, Iterator, Sequence

from doxdocket.detect.governed import direct, governor
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import Label, meaning, outside
from doxdocket.records import Verdict
from doxdocket.text import Reading

#: Kinds of which a value may have its word behind it.
_KINDS = frozenset(
    ["phone_number", "social_account", "id_number", "bank_account", "email", "landline_number", "payment_account"]
)
_VALUE = r"(?P<value>(?<!\d)(?:1\d\d[ -]\d{4}[ -]\d{4}|\d{4}(?: \d{4}){2,3}(?: \d{1,4})?|[A-Za-z0-9_.@*+]{4,40}(?:-[A-Za-z0-9_.@*]{1,20}){0,3}))"
_MARKER = re.compile(
    rf"{_VALUE}(?:(?P<apart> )?[(\[【〔「『<](?P<in>[^()\[\]【】〔〕「」『』<>\n0-9]{{1,12}})[)\]】〕」』>](?!\s?[:=]|[A-Za-z0-9@])(?(apart)(?=\s*(?:$|[\n,;|/。、])))"
    r"|\s?(?:-{1,2}|[←⬅]\ufe0f?)\s?(?P<out>[一-鿿A-Za-z]{1,8})(?=$|[\s,;|/。]))"
)
_OPEN = frozenset("([【〔「『<←⬅-")
_OWN = re.compile(r"^(?:本人|他|她|佢|其|常用|备用|现用|主|私人|个人|工作)?的?(?P<word>.+?)(?:号码?|账号|哦|啊|的|~)?$")
_BANK = re.compile(r"(?:[一-鿿]{1,4}[行信]|银联|储蓄|信用|借记)卡?|银行卡?|卡")
_PARTS = re.compile(r"[/、和跟&+,兼\s]+")
_SAME = re.compile(r"(?P<what>.*?)(?:都?(?:同号码?|同步|通用|一样|同))$")


def _meaning(word: str) -> tuple[str, str | None] | None:
    """What one word in such a bracket says."""
    for said in (word, *(found["word"] for found in (_OWN.match(word),) if found)):
        known = meaning(said)
        if known is not None and known[0] in _KINDS:
            return known
    return ("bank_account", None) if _BANK.fullmatch(word) else None


def _meanings(words: str) -> list[tuple[str, str | None]]:
    """What all of them say; none if one of them is no label's word."""
    said = [_meaning(word) for word in _PARTS.split(words.strip()) if word]
    return [] if None in said else [one for one in said if one is not None]


def turned(clean: str, labels: Sequence[Label]) -> list[Label]:
    """The labels, with those that stand behind their value moved before it."""
    behind = list(_behind(clean)) if not _OPEN.isdisjoint(clean) else []
    if not behind:
        return list(labels)
    kept = outside(labels, ((start, end) for _, start, end, _ in behind))
    moved = [
        Label(max(0, at - 1), at, kind, extra, True, at, cell=True)
        for at, _, _, said in behind
        if not _announced(clean, kept, at)  # 手机138…（微信）: a telephone, and an account besides
        for kind, extra in said[:1]
    ]
    return sorted([*kept, *moved], key=lambda label: (label.start, label.end))


#: A line that is a value of any kind with its word behind it; two of them make a form.
_TURNED = re.compile(r"^[^\w\n]*(?P<value>[^\s:=()][^:=()\n]{0,40})\((?P<in>[^()\n0-9]{1,8})\)$", re.MULTILINE)
_LINES = 2


def _lines(clean: str) -> Iterator[tuple[int, int, int, list[tuple[str, str | None]]]]:
    """The same of whole lines."""
    found = [(one, said) for one in _TURNED.finditer(clean) if (said := meaning(one["in"])) is not None]
    if len(found) >= _LINES:
        for one, said in found:
            yield one.start("value"), one.end("value"), one.end(), [said]


def _behind(clean: str) -> Iterator[tuple[int, int, int, list[tuple[str, str | None]]]]:
    """Where a value begins, where the words behind it stand, and what they say; of 同号 nothing of the value itself."""
    lines = list(_lines(clean))
    yield from lines
    for found in _MARKER.finditer(clean):
        if any(start <= found.start() < end for start, _, end, _ in lines):
            continue
        words = found["in"] or found["out"]
        said = _meanings(words)
        if said or _SAME.match(words):
            yield found.start("value"), found.end("value"), found.end(), said


def _announced(clean: str, labels: Sequence[Label], at: int) -> bool:
    """Whether a label before it says already what a value is."""
    label = governor(clean, labels, at)
    return label is not None and label.kind in _KINDS and direct(clean, label, at)


_ALSO = re.compile(
    r"[\s,;、]{0,2}(?:[(\[【〔「『<]\s?(?P<in>[^()\[\]【】〔〕「」『』<>\n0-9]{1,14})[)\]】〕」』>](?!\s?[:=]|[A-Za-z0-9@])|(?P<out>[A-Za-z一-鿿/、+]{1,12}?同号|(?:微信|wx|vx)同步))"
)


def same(reading: Reading, hits: Sequence[Hit], place: Callable[[Hit], tuple[int, int]]) -> Iterator[Hit]:
    """Accounts that are said to have the number of a telephone; ``place`` gives the place of a hit in the cleaned text."""
    text = reading.clean
    for hit in hits:
        if hit.kind != "phone_number" or hit.verdict is not Verdict.VALID:
            continue
        found = _ALSO.match(text, place(hit)[1])
        if found is None:
            continue
        group = "in" if found["in"] else "out"
        whole = _SAME.match(found[group])
        touches = found.start(group) == found.start() + 1
        if whole is None and not (group == "in" and touches):
            continue
        words = whole["what"] if whole else found[group]
        for kind, extra in _accounts(words):
            value = f"{extra}:{hit.value}" if kind == "social_account" else hit.value
            yield Hit(*reading.span(*found.span(group)), kind, Verdict.VALID, value, ("account.same",))
            break


def _accounts(words: str) -> list[tuple[str, str | None]]:
    """The accounts among these words: 电话微信 is one."""
    for start in range(len(words)):
        said = [one for one in _meanings(words[start:]) if one[0] in {"social_account", "payment_account"}]
        if said:
            return said
    return []
