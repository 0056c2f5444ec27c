"""Words of posts that ask a person whether what was posted is untrue, lawfully public or of somebody who has died.

Source: ``rules/hints.yaml``. A hint is a question; while it is open, what a yes would take out of the low is in none. What it leaves out: which publication is meant (``pipeline.hints``).

>>> [(hint.id, word) for hint, word in said("昨天那个搞错了，不是本人")]
[('taken_back', '搞错')]
>>> hints()["death"].command("c/1/0"), hints()["fiction"].command("c/1/0")
('doxdocket decide CASE person.deceased c/1/0 --reason "…"', 'doxdocket decide CASE publication.untrue c/1/0 "…" --reason "…"')
"""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Literal

import msgspec

from doxdocket.decisions.acts import HINT_NO, KIND_UNTRUE, acts
from doxdocket.errors import RuleFault
from doxdocket.law import strict_yaml
from doxdocket.law.kinds import RULES
from doxdocket.text import dressed, read
from doxdocket.words import Both

How = Literal["same", "reply", "person", "next"]


class Hint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question: the act that would answer it, in which posts its words count, and the words."""

    id: str
    name: Both
    act: str
    posts: list[How]
    zh: str
    en: str
    words: str
    own: bool = False
    """Whether only words of whoever posted what is meant count."""
    form: tuple[str, ...] = ()
    """Words that count where they stand together so, as frames, in which NAME is a name that the post tells, looked ahead for: what is matched is shown and must hold nobody's name."""
    unless: tuple[str, ...] = ()
    """What right before a word makes it say something else, as frames: a wish, a curse, somebody else's."""
    answers: tuple[str, ...] = ()
    """What takes back what is meant where the post is an answer to it, or comes next, and exposes nobody itself: frames of parts of words."""

    @property
    def modifier(self) -> str:
        """What the act says: untrue, lawfully_public, deceased."""
        return self.act.partition(".")[2]

    def command(self, publication: str, kind: str | None = None) -> str:
        """The command that answers yes; ``kind``: of that kind alone.

        >>> hints()["taken_back"].command("c/1/0", "school")
        'doxdocket decide CASE publication.kind_untrue c/1/0 school "…" --reason "…"'
        """
        if kind:
            return f'doxdocket decide CASE {KIND_UNTRUE} {publication} {kind} "…" --reason "…"'
        source = ' "…"' if "source" in acts()[self.act].takes else ""
        return f'doxdocket decide CASE {self.act} {publication}{source} --reason "…"'

    def no(self, publication: str, asking: str) -> str:
        """The command that answers no to what the post ``asking`` says of a publication.

        >>> hints()["taken_back"].no("c/1/0", "c/3")
        'doxdocket decide CASE publication.hint_no c/1/0 taken_back c/3 --reason "…"'
        """
        return f'doxdocket decide CASE {HINT_NO} {publication} {self.id} {asking} --reason "…"'


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    says: Both
    valid_on: date
    next: int
    hours: int
    most: int
    denied: str
    joined: str
    other: str
    of: dict[str, str]
    of_more: dict[str, str]
    also: dict[str, list[str]]
    installment: str
    sign_behind: str
    sign_before: str
    slips: str
    changed: str
    house: str
    asked: str
    handed: tuple[str, ...]
    """Words by which whoever posts under an account hands it on or leaves it."""
    handed_not: str
    uses: tuple[str, ...]
    """Words by which whoever posts says who uses an account, or that one came or went."""
    lent: tuple[str, ...]
    """Words by which whoever posts says that the account is lent, or that another uses or used it."""
    denies: tuple[str, ...]
    """Words by which whoever posts denies, or says that he was elsewhere."""
    of_either: str
    """Of those, what may be said of whom a post before exposed too."""
    points: str
    most_chars: int
    several: str
    announces: str
    lists: dict[str, str]
    hints: list[Hint]


class No(frozenset[tuple[str, str, str | None]]):
    """What was answered no: hint, publication, and the post whose words that was about; without one, all words."""

    def says(self, hint: str, publication: str, asking: str) -> bool:
        """Whether it was answered no that the words of a post mean a publication, or that anything does.

        >>> no = No({("taken_back", "c/1/0", "c/3")})
        >>> no.says("taken_back", "c/1/0", "c/3"), no.says("taken_back", "c/1/0", "c/7")
        (True, False)
        """
        return (hint, publication, asking) in self or (hint, publication, None) in self


def answered_no(targets: Iterable[Mapping[str, object]]) -> No:
    """The same of the targets of decisions."""
    return No((str(t["hint"]), str(t["publication"]), str(t["asking"]) if t.get("asking") else None) for t in targets)


@cache
def rules() -> File:
    """The hints of this edition."""
    return checked(strict_yaml.read(RULES / "hints.yaml", File))


def checked(file: File) -> File:
    """The file, if every frame of every hint is a pattern and every list that it names is there and has words; the first that is not is an error with its hint."""
    for one in file.hints:
        for frame in (*one.form, *one.unless, *one.answers):
            try:
                re.compile(_any([frame], file.lists))
            except (KeyError, re.error) as error:
                raise RuleFault("decisions_hints.frame_cannot_be_read", id=one.id, frame=frame, what=error) from None
    return file


@cache
def hints() -> Mapping[str, Hint]:
    """Every hint by id."""
    return {one.id: one for one in rules().hints}


def _any(frames: Iterable[str], lists: Mapping[str, str] | None = None) -> str:
    """Any of some frames as a pattern: a list in braces stands for each of its words, which may be patterns too; an empty one, which would stand for everything, is as one that is not there."""
    known = rules().lists if lists is None else lists

    def words(name: re.Match[str]) -> str:
        if not known[name[1]].split():
            raise KeyError(name[1])
        return f"(?:{'|'.join(known[name[1]].split())})"

    return "|".join(re.sub(r"\{([a-z_]+)\}", words, frame) for frame in frames)


@cache
def pattern() -> str:
    """Any word of any hint, in any dress of its characters, for a first sieve."""
    parts = [part for one in rules().hints for part in (*map(re.escape, one.words.split()), *one.form, *one.answers)]
    return "(?i)" + dressed(re.sub(r"\(\?[!=<][^)]*\)", "", _any(parts)))


@cache
def _denied() -> re.Pattern[str]:
    """Words right before a word of a hint that turn it into its contrary."""
    denied, joined = ("|".join(map(re.escape, words.split())) for words in (rules().denied, rules().joined))
    return re.compile(f"(?:{denied})(?:{joined})?$")


@cache
def _other() -> re.Pattern[str]:
    """Longer words that hold a word of a hint and say something else."""
    return re.compile("|".join(map(re.escape, sorted(rules().other.split(), key=len, reverse=True))))


@cache
def _of() -> re.Pattern[str]:
    """What is corrected, named before a word in its clause."""
    return re.compile(f"({'|'.join(map(re.escape, rules().of))})[^{_ENDS}]*$")


@cache
def _named() -> re.Pattern[str]:
    """What may be corrected, wherever it is named."""
    return re.compile("|".join(map(re.escape, sorted(_all_of(), key=len, reverse=True))))


@cache
def _all_of() -> Mapping[str, str]:
    return {**rules().of_more, **rules().of}


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    """Any word of each hint."""
    return {one.id: re.compile(_apart(_any([*map(re.escape, one.words.split()), *one.form]))) for one in rules().hints}


_FREE = re.compile(r"(?:\[\^[^\]]{1,99}\]|\.)\{\d+,\d+\}")
"""Where a frame takes whatever stands there."""


def _apart(frames: str) -> str:
    """The same pattern with a group for each such stretch."""
    return _FREE.sub(r"(\g<0>)", frames)


def _shown(match: re.Match[str]) -> str:
    """What is matched, without what may be anything: a name may stand there, and words are shown.

    >>> [word for _, word in answered("那个号不是时向晚的，别打了")], [word for _, word in said("车祸韩知予走了")]
    (['不是…的,'], ['车祸…走了'])
    """
    parts, at = [], match.start()
    for start, end in sorted(span for span in match.regs[1:] if match.start() <= span[0] < span[1] <= match.end()):
        parts.append(match.string[at:start])
        at = end
    return "…".join([*parts, match.string[at : match.end()]])


_NAME = "NAME"
"""What stands for a name in a form, and in a text while its words are sought."""


@cache
def _unless() -> Mapping[str, re.Pattern[str]]:
    """What right before a word of a hint makes it say something else."""
    return {one.id: re.compile(f"(?:{_any(one.unless)})$") for one in rules().hints if one.unless}


@cache
def _points() -> re.Pattern[str]:
    return re.compile("|".join(rules().points.split()))


@cache
def _asked() -> re.Pattern[str]:
    """What right behind a word makes its clause a question."""
    return re.compile(f"[^{_ENDS}]{{0,3}}(?:{'|'.join(rules().asked.split())})")


@cache
def _answers() -> Mapping[str, re.Pattern[str]]:
    return {one.id: re.compile(_apart(_any(one.answers)), re.IGNORECASE) for one in rules().hints if one.answers}


def said(text: str, names: Collection[str] = ()) -> list[tuple[Hint, str]]:
    """The hints whose words a text holds and does not deny, each with the first of them, behind what it corrects where that is named; ``names``: those that it tells, cleaned.

    A word that only announces a correction gives way to one that tells it, and one that names a kind to one that takes all or another back.

    >>> [word for _, word in said("年龄写错，是21岁")], [word for _, word in said("学校那行写错了")]
    (['年龄写错'], ['学校写错'])
    >>> [[word for _, word in said(text)] for text in ("更正：学校写错", "学校写错，不是本人", "学校写错，电话打错")]
    [['学校写错'], ['不是本人'], ['写错']]
    >>> (
    ...     said("认准本号，其他都是假的"),
    ...     said("这回不是小说，是真人"),
    ...     said("老天爷给编的号是"),
    ...     said("再说一遍，假料拉黑"),
    ... )
    ([], [], [], [])
    >>> said("昨天那个是假的吗"), said("我朋友买的包是假的"), [word for _, word in said("搞错了？不是本人，别打了")]
    ([], [], ['不是本人'])
    >>> [
    ...     [word for _, word in said(text, ["韩知予"])]
    ...     for text in ("我是韩知予，电话", "我是韩知予的律师", "他去年死了", "他去死")
    ... ]
    [['我是'], [], ['去年死了'], []]
    """
    clean = read(text).clean
    for name in sorted(names, key=len, reverse=True):
        clean = clean.replace(name, _NAME)
    return [(one, word) for one in rules().hints if (word := _told(one, clean, _words()[one.id]))]


def answered(text: str, *, reply: bool = True) -> list[tuple[Hint, str]]:
    """The hints that a text asks as an answer, or as what comes next where it points back: by parts of words, in a short text alone.

    >>> [word for _, word in answered("经核实系误传，已删")], answered("保真，假一赔十"), answered("没错就是他")
    (['误'], [], [])
    >>> [[word for _, word in answered(text, reply=False)] for text in ("错字少了很多", "昨天那条有误")]
    [[], ['误']]
    """
    clean = read(text).clean
    if len(clean) > rules().most_chars or not (reply or _points().search(clean)):
        return []
    return [(hints()[id_], word) for id_, parts in _answers().items() if (word := _told(hints()[id_], clean, parts))]


def _told(one: Hint, text: str, words: re.Pattern[str]) -> str:
    """The word by which a text asks a question, behind what it corrects; nothing where it asks none."""
    other = [match.span() for match in _other().finditer(text)]
    found: list[tuple[str, str]] = []
    at = 0
    for match in words.finditer(text):
        before = slice(max(0, match.start() - _REACH), match.start())
        clause = _clause(text, *match.span()) if one.own else ""
        if (
            _denied().search(text[before])
            or (one.id in _unless() and _unless()[one.id].search(text[before]))
            or (one.own and _denied().search(text[before][:-1]) and match[0] in rules().slips.split())
            or any(start <= match.start() and match.end() <= end for start, end in other)
            or any(word in clause for word in rules().house.split())
            or (one.own and _asked().match(text, match.end()))
        ):
            continue
        of = _of().search(text, before.start, before.stop) if one.own else None
        at = at if found else match.start()
        found.append((of[1] if of else "", _shown(match)))
    told = [word for word in found if word[1] not in rules().announces.split()] or found
    if not told:
        return ""
    whole = next((word for of, word in told if not of), told[0][1])
    kinds = {rules().of.get(of) for of, _ in told}
    if len(kinds) == 1 and told[0][0]:
        return "".join(told[0])
    if one.own and not any(kinds) and all(slip(word) for _, word in told):
        for part in (_clause(text, at, at + 1), text):
            named = {_all_of()[match[0]]: match[0] for match in reversed([*_named().finditer(part)])}
            if named:
                return (next(iter(named.values())) if len(named) == 1 else "") + whole
    return whole


def slip(word: str) -> bool:
    """Whether a word says that something is wrong and not that all is: of what kind, only what stands beside it tells.

    >>> slip("写错"), slip("不是本人")
    (True, False)
    """
    return word in rules().slips.split() or bool(re.match(rules().changed, word))


def of_several(text: str) -> bool:
    """Whether what corrects one kind may be of several sets at once.

    >>> of_several("前天那位手机打错"), of_several("前天那几位手机都打错")
    (False, True)
    """
    clean = read(text).clean
    return any(word in clean for word in rules().several.split())


def handed_on(text: str) -> str:
    """The words by which whoever posts a text hands its account on or leaves it; nothing where none say so.

    >>> handed_on("我不干了，号给别人，夜行退出"), handed_on("账号转让了，以后不是我")
    ('我不干了', '账号转让')
    >>> (
    ...     handed_on("把他的号码给别人"),
    ...     handed_on("这个号不卖给别人"),
    ...     handed_on("账号转让吗"),
    ...     handed_on("如果账号转让了"),
    ... )
    ('', '', '', '')
    """
    return _said_of_accounts(text, _handed())


def whose_account(text: str) -> str:
    """The words by which whoever posts a text says who uses an account, or that one came or went; nothing where none say so.

    >>> whose_account("灯塔这号白天我用，晚上小棠用。"), whose_account("收到号了，以后渡口归我。")
    ('这号白天我用', '收到号了')
    >>> whose_account("对，晚上九点以后是我。"), whose_account("卖给老柯了。")
    ('九点以后是我', '卖给老柯了')
    >>> whose_account("收到号码了"), whose_account("以后房子归我"), whose_account("昨天晚上是我")
    ('', '', '')
    """
    return _said_of_accounts(text, _uses())


def lent(text: str) -> list[str]:
    """The words by which whoever posts a text says that its account is lent, or that another uses or used it, each once.

    >>> lent("不是我发的，我号给我表哥登着呢"), lent("号借我哥用两天"), lent("这号现在是我弟在登")
    (['我号给我表哥登着呢'], ['号借我哥用两天'], ['这号现在是我弟在登'])
    >>> lent("我号没给过别人"), lent("他号给我哥登过"), lent("我号给我哥登了吗"), lent("我号码给我哥了")
    ([], [], [], [])
    """
    clean, denied = read(text).clean, tuple(rules().handed_not.split())
    found = (m for m in _lent().finditer(clean) if not clean.endswith(denied, 0, m.start()))
    return list(dict.fromkeys(_shown(m) for m in found if not _asked().match(clean, m.end())))


def _said_of_accounts(text: str, words: re.Pattern[str]) -> str:
    """The first of such words that nothing right before denies and that is no question."""
    clean, denied = read(text).clean, tuple(rules().handed_not.split())
    found = (m for m in words.finditer(clean) if not clean.endswith(denied, 0, m.start()))
    return next((m[0] for m in found if not _asked().match(clean, m.end())), "")


@cache
def _handed() -> re.Pattern[str]:
    return re.compile("|".join(rules().handed), re.MULTILINE)


@cache
def _lent() -> re.Pattern[str]:
    return re.compile(_apart(_any(rules().lent)), re.MULTILINE)


@cache
def _uses() -> re.Pattern[str]:
    return re.compile("|".join(rules().uses), re.MULTILINE)


def denied(text: str, *, own: bool = False) -> list[str]:
    """The words by which whoever posts a text denies what was done, or says that he was elsewhere, each once; ``own``: without those by which it takes back whom a post before exposed.

    >>> denied("不是我发的，问小狼"), denied("也不是我，我那天在上课"), denied("我从来没收过钱")
    (['不是我发的'], ['不是我', '我那天在上课'], ['我从来没收过钱'])
    >>> denied("那天我在上课，手机没带。"), denied("他手机没带，那天他在上课")
    (['那天我在上课', '手机没带'], [])
    >>> denied("是不是我发的你管得着"), denied("不是我发的吗"), denied("不是我朋友"), denied("他那天在上课")
    ([], [], [], [])
    >>> [
    ...     denied(one, own=True)
    ...     for one in ("上面那份信息有误，照片不是本人", "昨天那条不是本人", "上面那份的不是本人，作废")
    ... ]
    [['不是本人'], ['不是本人'], []]
    """
    clean = read(text).clean
    found = (m for m in _denies().finditer(clean) if not _asked().match(clean, m.end()) and not (own and _of_another(clean, m)))  # fmt: skip
    return list(dict.fromkeys(map(_shown, found)))


def _of_another(text: str, match: re.Match[str]) -> bool:
    """Whether it is said of whom a post before exposed, which the text takes back."""
    subject, rest = _clause(text, *match.span()).partition(match[0])[0], text[: match.start()] + text[match.end() :]
    back = match[0] in rules().of_either.split() and _points().search(subject) and _answers()["taken_back"].search(rest)
    return bool(back)


@cache
def _denies() -> re.Pattern[str]:
    return re.compile(_apart("|".join(rules().denies)), re.MULTILINE)


def _clause(text: str, start: int, end: int) -> str:
    """The clause that a stretch stands in."""
    first = max((text.rfind(mark, 0, start) for mark in _ENDS), default=-1) + 1
    last = min((at for mark in _ENDS if (at := text.find(mark, end)) >= 0), default=len(text))
    return text[first:last]


_ENDS = "，,。；;！!？? \n"
"""What ends a clause."""


def held(kind: str | None, kinds: Iterable[str]) -> str | None:
    """As which kind a set that holds these tells what a correction names; none where it does not.

    >>> held("phone_number", ["name", "landline_number"]), held("school", ["name"])
    ('landline_number', None)
    """
    return next((one for one in (kind, *rules().also.get(kind or "", ())) if one in kinds), None)


def kind_of(word: str) -> str | None:
    """The kind that a correction names before its word (``said``); none where it names none, or none alone.

    >>> kind_of("学校写错"), kind_of("号码写错"), kind_of("写错")
    ('school', None, None)
    """
    return next((kind or None for name, kind in _all_of().items() if word.startswith(name)), None)


_REACH = 8
"""Characters before a word in which it may be denied: the longest such word and what may stand between."""
