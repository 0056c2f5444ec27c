r"""Accounts on platforms: QQ, WeChat, Weibo, Douyin, Telegram, Steam and others, behind a label or in a link.

A bare number or word is an account only where a label or a link says so; the label decides the platform, and the value
is ``platform:account``. Sources: the platforms' own published rules for account names, as far as they are needed (QQ 5–11
digits; WeChat 6–20 characters beginning with a letter; Telegram 5–32; SteamID64 7656119…). Words behind a value, 微信同号
among them, are for ``markers``, bare numbers of records for ``bare``. Left out: nicknames in Chinese
(former_name_alias), groups, channels and bots, and the poster's own adverts, which are nobody's.

>>> from doxdocket.detect import labels
>>> from doxdocket.text import read
>>> reading = read("Q：⑧①②③④⑤⓪①②③ 微博 https://weibo.com/u/9900001234 投稿 @example_bot")
>>> [hit.value for hit in find(reading, labels.find(reading))]
['qq:8123450123', 'weibo:9900001234']
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence

from doxdocket.bounds import spend
from doxdocket.detect import decoys
from doxdocket.detect.account_links import BOT, KIND, foreign, hit_of, in_links
from doxdocket.detect.governed import announced, direct, dossier
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import Label
from doxdocket.detect.spans import Kept, Spans
from doxdocket.detect.written import Run, counts, hidden, parts, runs_from
from doxdocket.records import Verdict
from doxdocket.text import Reading

_WXID = re.compile(r"(?<![A-Za-z0-9_])wxid\s?_\s?([a-z0-9]{6,24})(?![A-Za-z0-9])", re.IGNORECASE)
_STEAM = re.compile(r"(?<!\d)7656119\d{10}(?!\d)")
_AT = re.compile(r"(?<![A-Za-z0-9_.+\-/])@\s?([A-Za-z][A-Za-z0-9_]{4,31})(?![A-Za-z0-9_]|\.[a-z]{2})")
_HANDLE = re.compile(r"@?\s?([A-Za-z0-9_](?:(?:[A-Za-z0-9_.]|-(?!-)){0,38}(?:[A-Za-z0-9_]|-(?!-)))?)(?![A-Za-z0-9_@])")
_NICK = re.compile(r"@([A-Za-z0-9_-]{0,8}[一-鿿]{2}[一-鿿A-Za-z0-9_-]{0,12})(?![一-鿿])")
#: A nickname in Chinese is told from other words by the digits or letters in it.
_MIXED = re.compile(r"(?=[一-鿿_·]*[A-Za-z0-9])(?=[A-Za-z0-9_·]*[一-鿿])([一-鿿A-Za-z0-9_·]{3,16})(?=$|[\s,;|/。)])")
_NICK_IN_CELL = re.compile(r"([一-鿿A-Za-z0-9_·.-]{3,14})(?=$|[\n,;|/。)])")
#: Platforms on which an account may be written in Chinese.
_NICKED = frozenset(
    ["weibo", "tieba", "zhihu", "douban", "xiaohongshu", "douyin", "kuaishou", "bilibili", "game", "taobao"]
)
#: Shortest and longest handle, and whether digits alone are one.
_RULES = {
    "wechat": (5, 24, True),
    "qq": (5, 11, True),
    "weibo": (3, 30, True),
    "telegram": (4, 32, True),
    "steam": (3, 32, True),
    "twitter": (2, 15, True),
}
_DIGITS = {"qq": (5, 11), "weibo": (6, 12), "bilibili": (3, 17), "uid": (5, 18), "steam": (8, 17), "telegram": (6, 11)}
_GROUP = re.compile(
    r"群|频道|公众|官方|客服|超话|热搜|话题|链接|直播|小程序|朋友圈|聊天|同号|同步|支付|转账|收款|群聊|空间说说"
)
_SAME = re.compile(
    r"(?:微信|v|wx|vx)?同号|同微|同上|无|没有|未知|不详|暂无|(?:none|null|n/?a)(?![A-Za-z0-9_])", re.IGNORECASE
)
_WORDS = frozenset(
    [
        "http",
        "https",
        "www",
        "card",
        "number",
        "com",
        "user",
        "name",
        "phone",
        "tel",
        "email",
        "mail",
        "age",
        "sex",
        "male",
        "female",
        "height",
        "address",
        "null",
        "none",
        "unknown",
        "and",
        "the",
    ]
)


def _named_in(labels: Sequence[Label]) -> set[str | None]:
    """The platforms that labels of a text name."""
    return {label.extra for label in labels if label.kind == KIND} - {None, "uid"}


def _platform(label: Label, named: Collection[str | None]) -> str:
    """The platform a label names; a bare ``uid`` takes the only one that is named in the text."""
    if label.extra not in (None, "uid"):
        return str(label.extra)
    return str(next(iter(named))) if len(named) == 1 else "uid"


_LETTER = re.compile(
    r"[Qq](?<![A-Za-z0-9_.@].)(?=\s{0,2}[0-9〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖](?:[ .\-_~·/*]{0,3}[0-9〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖]){6,10}(?![0-9A-Za-z]))"
)


_BARE = (
    ("qq", _LETTER),
    ("qq", re.compile(r"[扣叩抠球鹅秋](?<![一-鿿].)[扣叩抠球鹅秋]?号?(?=\s?[1-9]\d{5,10}(?!\d))")),
    (
        "wechat",
        re.compile(
            r"[薇威维微绿卫加](?<![一-鿿].)(?:(?<=[薇威维微绿])|(?<=卫)星|(?<=加)[vV])号?(?=\s?[A-Za-z][A-Za-z0-9_-]{4,19}\d[A-Za-z0-9_-]*(?![A-Za-z0-9_]))"
        ),
    ),
)


def _with_letters(clean: str, labels: Sequence[Label]) -> Sequence[Label]:
    """The labels, and every bare Q, 扣 or 威 right before such a value, which says QQ or WeChat anywhere."""
    known = Spans((label.start, label.end) for label in labels)
    found = [
        Label(*found.span(), KIND, platform, True, found.end())
        for platform, pattern in _BARE
        for found in pattern.finditer(clean)
        if not known.meet(found.start(), found.start() + 1)
    ]
    return sorted([*labels, *found], key=lambda label: label.start) if found else labels


def _behind_labels(reading: Reading, labels: Sequence[Label]) -> Iterator[tuple[int, int, Hit]]:
    """What each label of a platform announces: digits in any writing, else a handle."""
    clean = reading.clean
    labels = _with_letters(clean, labels)
    starts, several = [label.start for label in labels], others(labels) > 1
    named = _named_in(labels)
    for at, label in enumerate(labels):
        if (
            label.kind != KIND
            or _GROUP.match(clean, label.end)
            or (not label.cell and _GROUP.match(clean, max(0, label.start - 1)))
        ):
            continue
        spend()
        start = max(label.value_at, label.end)
        after = max(at + 1, bisect_left(starts, start))
        until = starts[after] if after < len(labels) else len(clean)
        if label.end - label.start == 1 and clean[label.start - 1 : label.start] == "-" and not label.cell:
            continue  # sort -V: an option
        if (
            _SAME.match(clean, start)
            or (not label.cell and decoys.in_link(clean, label.start))
            or decoys.advert(clean, label.start, 6)
            or decoys.advert(clean, start, start - label.end)
        ):
            continue
        platform = _platform(label, named)
        if any(other.kind == "phone_number" for other in announced(clean, labels, start)):
            continue  # 手机/微信：138…: the telephone is found as what it is
        found = next(
            filter(
                None,
                (
                    _digits(reading, labels, start, until, platform, label),
                    _handle(reading, labels, start, platform, label, starts, several=several),
                ),
            ),
            None,
        )
        if found:
            yield found


_NAMED = re.compile(
    r"(?<![一-鿿])[账帐]号[:=是为 ]{0,3}(?P<v>(?=[A-Za-z0-9_.\-]*[A-Za-z])[A-Za-z0-9_][A-Za-z0-9_.\-]{3,24}[A-Za-z0-9_])(?![A-Za-z0-9_@.])"
)
_OWN_ID = re.compile(
    r"(?:(?<![A-Za-z])[iI][dD][:=是 ]{1,2}|(?<![一-鿿]|的)[大小]号[:=是 ]{0,2}|的[大小]号[:=是 ]{0,2})(?P<v>(?=[A-Za-z0-9_.\-]*[A-Za-z])[A-Za-z0-9_][A-Za-z0-9_.\-]{2,24}[A-Za-z0-9_])(?![A-Za-z0-9_@.])"
)
_LEAKED = re.compile(
    r"^(?P<v>[1-9]\d{6,10})-{2,4}(?:[^\n-]+-{2,4})*(?:1[3-9]\d{9}|[A-Za-z0-9_.]+@[a-z0-9.]+)(?!\d)", re.MULTILINE
)


def _without_platform(reading: Reading, labels: Sequence[Label]) -> Iterator[tuple[int, int, Hit]]:
    """账号lol_mimi99: letters are no bank's; and the first column of a leaked list, number----password----telephone."""
    clean = reading.clean
    for found in _NAMED.finditer(clean) if "号" in clean else ():
        if not decoys.advert(clean, found.start(), 8) and found["v"].lower() not in _WORDS:
            span = found.span("v")
            yield *span, hit_of(reading, *span, "uid", found["v"], _verdict(clean, labels), "label")
    if others(labels) > 0:
        for found in _OWN_ID.finditer(clean):
            if found["v"].lower() not in _WORDS and not BOT.search(found["v"]):
                span = found.span("v")
                yield *span, hit_of(reading, *span, "uid", found["v"], _verdict(clean, labels), "label")
    for found in _LEAKED.finditer(clean) if "--" in clean else ():
        if not found["v"].startswith("1") or len(found["v"]) < _MOBILE_LENGTH:
            span = found.span("v")
            yield *span, hit_of(reading, *span, "qq", found["v"], _verdict(clean, labels), "account.leaked")


_MOBILE_LENGTH = 11


def _digits(
    reading: Reading, labels: Sequence[Label], start: int, until: int, platform: str, label: Label
) -> tuple[int, int, Hit] | None:
    """A number as account, right at the start of the value."""
    clean = reading.clean
    low, high = _DIGITS.get(platform, (5, 20))
    for run in runs_from(reading, start):
        if run.starts[0] > start + 6:
            break
        first = bisect_left(run.starts, start)
        if (
            run.starts[first] > start + 6
            or run.starts[first] >= until
            or not re.fullmatch(
                r"(?:[\s:=号码是为@(#>~-]|uid|id){0,6}", clean[start : run.starts[first]], re.IGNORECASE
            )
        ):
            continue
        end = _end(run, first, low, high, loose=label.marked)
        if end is None:
            continue
        begin, last = run.span(first, end)
        if (
            re.match(r"[A-Za-z_.@\-][A-Za-z0-9_]", clean[last : last + 2])
            or decoys.amount(clean, begin, last)
            or (
                decoys.clock(clean, begin, last)
                and not (run.tidy(first, end) and (label.marked or max(run.groups(first, end)) == 1))
            )
        ):
            return None
        value = run.digits[first:end]
        if value[0] == "0" or (not label.marked and (decoys.hotline(value) or end - first < 6)):
            return None
        plain = clean[begin:last]
        around = () if plain.isascii() and plain.isdigit() else ("written_around",)
        return begin, last, hit_of(reading, begin, last, platform, value, _verdict(clean, labels), "label", *around)
    return None


def _end(run: Run, first: int, low: int, high: int, *, loose: bool) -> int | None:
    """Where the number that begins at this digit ends."""
    ends = [end for end in run.edges if first + low <= end <= first + high]
    together = [end for end in ends if not run.inner(first, end)]
    if together:  # the first writing alone if it is long enough (812345012一个), else all that touches (8一2三4五0一2)
        alone = "\0" not in run.gaps[first + 1 : together[0]] and together[0] - first >= 6
        alone = alone and together[-1] - together[0] < 2  # 812345④15: more than a bullet or a 一 goes on
        return together[0] if alone else together[-1]
    apart = [
        end
        for end in ends
        if run.tidy(first, end)
        and max(run.groups(first, end)) <= (6 if loose else 4)
        and not parts(run.inner(first, end), max(run.groups(first, end)))
        and not _counted(run, first, end)
    ]
    return max(apart, key=lambda end: (-len({gap.strip() for gap in run.inner(first, end)}), end), default=None)


def _counted(run: Run, first: int, end: int) -> bool:
    """Whether the last group is a word of the sentence behind: 812 345 012 两个."""
    cut = run.within(first, end)[-1]
    start, last = run.span(cut, end)
    return counts(run.text, start, last, run.text[slice(*run.span(first, cut))])


def _handle(
    reading: Reading,
    labels: Sequence[Label],
    start: int,
    platform: str,
    label: Label,
    starts: Sequence[int],
    *,
    several: bool,
) -> tuple[int, int, Hit] | None:
    """A name in Latin letters as account, right at the start of the value."""
    clean = reading.clean
    skip = re.match(
        r"[\s:=是为叫(#>~]{0,4}(?:号|账号|id|uid|搜索?|添加|加)?[\s:=是为(#>~]{0,3}",
        clean[start : start + 12],
        re.IGNORECASE,
    )
    at = start + (skip.end() if skip else 0)
    found = _HANDLE.match(clean, at)
    if found is None:
        nick = _NICK.match(clean, at - (clean[at - 1] == "@")) if platform in _NICKED else None
        if nick is None and platform in _NICKED and clean[label.end : label.end + 1] == ":":
            nick = _MIXED.match(clean, at)
        if nick is None and platform in _NICKED and _named(clean, label.end, at) and several:
            nick = _NICK_IN_CELL.match(clean, at)
        return nick and (
            *nick.span(),
            hit_of(reading, *nick.span(), platform, nick[1], _verdict(clean, labels), "label"),
        )
    account = found[1]
    low, high, _ = _RULES.get(platform, (3, 39, True))
    if not low <= len(account) <= high or account.lower() in _WORDS or account.isdigit() or BOT.search(account):
        return None
    if platform == "qq" or any(
        not clean[other.end : other.end + 1].isalnum()
        for other in labels[bisect_left(starts, found.start(1)) : bisect_right(starts, found.start(1))]
    ):
        return None  # QQ numbers are digits; the next label is no value
    between = clean[label.end : found.start(1)]
    said = re.search(r"[:=是为号@]", between) is not None
    said = said or label.cell  # a column of a table announces it
    glued = between == "" and not label.cell and clean[label.end - 1].isascii()  # one Latin word, no label and value
    if (
        glued
        or (account.isalpha() and not said and not (label.marked and len(account) > 5 and dossier(labels)))
        or (not said and not label.marked and len(account) < 5)
    ):
        return None
    first = found.start() if clean[found.start()] == "@" else found.start(1)
    return (
        first,
        found.end(1),
        hit_of(reading, first, found.end(1), platform, account, _verdict(clean, labels), "label"),
    )


def _named(clean: str, end: int, at: int) -> bool:
    """Whether a mark or a word says that the name of an account comes next: 微博：…, B站叫…."""
    return re.fullmatch(r"(?:名字|名|昵称|账号)?\s?(?:[:=]|叫做?|名叫)\s?", clean[end:at]) is not None


def others(labels: Sequence[Label]) -> int:
    """How many labels of a person or of an account the text has: one alone may be an advert's."""
    return sum(label.kind in _PERSONAL for label in labels)


_PERSONAL = frozenset(
    {KIND, "name", "phone_number", "id_number", "school", "workplace", "home_address", "former_name_alias"}
)


def _verdict(clean: str, labels: Sequence[Label]) -> Verdict:
    """DOUBTFUL where the text says that its data are examples, or its writer gives an account of their own."""
    return Verdict.DOUBTFUL if decoys.example(clean) or (decoys.offer(clean) and not dossier(labels)) else Verdict.VALID


def _unlabelled(reading: Reading, labels: Sequence[Label]) -> Iterator[tuple[int, int, Hit]]:
    """Accounts that need no label: wxid_…, SteamID64, and @name where the text announces a person."""
    clean = reading.clean
    for found in _WXID.finditer(clean) if "_" in clean else ():
        yield (
            *found.span(),
            hit_of(reading, *found.span(), "wechat", f"wxid_{found[1]}", Verdict.VALID, "account.shape"),
        )
    for found in _STEAM.finditer(clean) if "7656119" in clean else ():
        yield *found.span(), hit_of(reading, *found.span(), "steam", found[0], Verdict.VALID, "account.shape")
    person = any(
        label.kind in {"name", "id_number"} or (label.kind in {"phone_number", "home_address"} and label.marked)
        for label in labels
    )
    for found in _AT.finditer(clean) if "@" in clean else ():
        if BOT.search(found[1]) or decoys.advert(clean, found.start(), 24):
            continue
        if not person and foreign(clean):
            continue
        verdict = Verdict.VALID if person and not decoys.example(clean) else Verdict.DOUBTFUL
        yield *found.span(), hit_of(reading, *found.span(), "telegram", found[1], verdict, "account.at")


def _hidden(reading: Reading, labels: Sequence[Label]) -> Iterator[tuple[int, int, Hit]]:
    clean, named = reading.clean, _named_in(labels)

    def label_of(start: int) -> Label | None:
        label = next(iter(announced(clean, labels, start)), None)
        return label if label is not None and label.kind == KIND and direct(clean, label, start) else None

    for start, end, value in hidden(
        clean, lambda start, _, value: int(5 <= len(value) <= 12 and label_of(start) is not None)
    ):
        label = label_of(start)
        if label is not None:
            platform = _platform(label, named)
            yield start, end, hit_of(reading, start, end, platform, value, Verdict.MASKED, "label", "masked")


def find(reading: Reading, labels: Sequence[Label]) -> Iterator[Hit]:
    """Every account of a text."""
    kept, found = Kept(), list[tuple[int, int, Hit]]()
    for start, end, hit in (
        *in_links(reading, labels),
        *_hidden(reading, labels),
        *_behind_labels(reading, labels),
        *_unlabelled(reading, labels),
        *_without_platform(reading, labels),
    ):
        if kept.add(start, end):
            found.append((start, end, hit))
    yield from (hit for _, _, hit in sorted(found, key=lambda item: item[:2]))
