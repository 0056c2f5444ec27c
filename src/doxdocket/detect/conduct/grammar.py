r"""Which sentences of a post are which conduct: classes of cues that stand together, less what is quoted, denied or said of oneself.

Sentences end at a full stop, a line or a semicolon; clauses at a comma or a space. A rule of ``rules.yaml`` asks for
classes in one of them. Words in quotation marks are mentioned and not used, unless the whole post is a quote; a denied cue
(别去, 不要) does not count, nor does an insult whose subject is 我. Source: own compilation. Left out: slots and facets.

>>> [(mark.label, mark.start, mark.end) for mark in read_conduct("大家一起打爆她的电话。")]
[('incitement', 0, 11)]
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from operator import or_
from typing import Any

from doxdocket.detect import data
from doxdocket.detect.conduct import lexicon
from doxdocket.detect.conduct.lexicon import Cue
from doxdocket.detect.reader.tagger import LABELS
from doxdocket.detect.spans import Spans

_SENTENCE = re.compile(r"[^。！？!?;；\n]+(?:[。！？!?;；]+|$|(?=\n))")
_CLAUSE = re.compile(r"[^,，\s:：…~、]+")
_QUOTED = re.compile(r"“[^”\n]{1,60}”|「[^」\n]{1,60}」|『[^』\n]{1,60}』|\"[^\"\n]{1,60}\"|‘[^’\n]{1,60}’")
_OTHERS = re.compile(r"[你妳您他她它]|ta|这[种人货个]|那[种人货个]")


@cache
def _said(name: str) -> re.Pattern[str]:
    """What stands around a cue."""
    return re.compile(data.table("conduct/stance.yaml")["said"][name])


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch of conduct in a folded text, with the cues that made it."""

    label: str
    start: int
    end: int
    code: str
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: classes that must stand together."""

    label: str
    code: str
    needs: tuple[int, ...]  # bits, each of one or more classes
    names: tuple[frozenset[str], ...]
    post: tuple[int, ...]
    unless: int
    soft: bool


SURE = 2
"""Exposure from which a post's own stance no longer silences a label: somebody's number stands there with a name."""
FLAGS = {"dossier": 1 << 400}
"""What is known of a post beside its words."""


def _bits(names: str) -> int:
    found = 0
    for name in names.split("|"):
        found |= FLAGS[name] if name in FLAGS else lexicon.bit(name)
    return found


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, label by label."""
    return tuple(
        Rule(
            label, row["code"], tuple(map(_bits, row["all"])), tuple(frozenset(n.split("|")) for n in row["all"]),
            tuple(map(_bits, row.get("post", ()))), _bits("|".join(row["unless"])) if "unless" in row else 0,
            bool(row.get("soft")),
        )
        for label, rows in data.table("conduct/rules.yaml").items()
        if label in LABELS
        for row in rows
    )  # fmt: skip


@cache
def _required() -> tuple[tuple[int, ...], ...]:
    return tuple((*rule.needs, *rule.post) for rule in rules())


@lru_cache(maxsize=1 << 16)
def possible(seen: int) -> bool:
    """Whether these classes could make any label."""
    return any(all(map(seen.__and__, needs)) for needs in _required())


def speaks_of_group(text: str) -> bool:
    """Whether a folded text names a group by race, region or gender."""
    return _said("group").search(text) is not None


def _closest(cues: Sequence[Cue], rule: Rule) -> list[Cue]:
    """The cues of the shortest stretch that holds all that a rule needs; none when they stand too far apart."""
    wanted = [cue for cue in cues if any(cue.name in names for names in rule.names)]
    best: list[Cue] = []
    shortest = int(data.table("conduct/rules.yaml")["reach"])
    for first, cue in enumerate(wanted):
        missing = list(rule.names)
        held: list[Cue] = []
        for at in range(first, len(wanted)):
            other = wanted[at]
            if other.start - cue.start > shortest:
                break
            met = [names for names in missing if other.name in names]
            if met:
                missing.remove(met[0])
                held.append(other)
            if not missing:
                length = max(h.end for h in held) - cue.start
                if length <= shortest or not best:
                    best, shortest = held, min(length, shortest)
                break
    return best


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    clauses: tuple[tuple[int, int], ...]


def _sentences(text: str) -> Iterator[_Sentence]:
    for found in _SENTENCE.finditer(text):
        clauses = tuple(c.span() for c in _CLAUSE.finditer(text, *found.span()))
        if clauses:
            yield _Sentence(clauses[0][0], clauses[-1][1], clauses)


def sentences(text: str) -> list[tuple[int, int]]:
    """The range of every sentence."""
    return [(one.start, one.end) for one in _sentences(text)]


def _mentions(text: str) -> list[tuple[int, int]]:
    """Quoted stretches; a text that is a quote as a whole has none."""
    spans = [m.span() for m in _QUOTED.finditer(text)]
    return [] if sum(b - a for a, b in spans) > 0.8 * len(text.strip()) else spans


@cache
def _sides() -> tuple[Mapping[str, Any], frozenset[str]]:
    rule = data.table("conduct/stance.yaml")["vetoes"]
    return rule, frozenset(rule["weak"]["words"].split())


def silenced(text: str, cues: Sequence[Cue]) -> frozenset[str]:
    """The labels that the post's own stance speaks against: it reports, complains, condemns, plays, sells or jokes."""
    rule, weak = _sides()
    points: dict[str, set[str]] = {}
    prices = Spans((cue.start, cue.end) for cue in cues if cue.name == "repriced")
    for cue in cues:
        if cue.name in rule["weigh"] and not prices.cover(cue.start, cue.end):
            points.setdefault(cue.name, set()).add(text[cue.start : cue.end])
    loud = {name for name, words in points.items() if sum(1 if w in weak else 2 for w in words) >= rule["enough"]}
    return frozenset(label for label, sides in rule["of"].items() if not loud.isdisjoint(sides))


def _used(text: str, cues: Iterable[Cue]) -> list[Cue]:
    """The cues that are neither mentioned, denied nor said of oneself."""
    mentions, kept = Spans(_mentions(text)), []
    content = _content()
    for cue in cues:
        if cue.name not in content:
            kept.append(cue)
            continue
        if mentions.meet(cue.start, cue.start + 1) or mentions.meet(cue.end - 1, cue.end):
            continue  # in a quote at one of its ends: a cue that holds the whole quote is none
        before = text[max(0, cue.start - 12) : cue.start]
        clause = re.split(r"[,，。！？!?;；\s:：…]", before)[-1]
        if cue.name in _DENIABLE and _said("denied").search(clause):
            continue
        if cue.name in _OF_ONESELF and _own(text, cue):
            continue
        kept.append(cue)
    return kept


def _own(text: str, cue: Cue) -> bool:
    """Whether an insult is said of oneself, or told as what others said."""
    before = re.split(r"[。！？!?;；\n]", text[max(0, cue.start - 20) : cue.start])[-1]
    clause = re.split(r"[,，\s:：…]", before)[-1]
    if _said("reported").search(clause) or _said("self_after").match(text[cue.end : cue.end + 12]):
        return True
    near = before if cue.name == "insult_weak" and not _OTHERS.search(clause) else clause
    selves = list(_said("self").finditer(near))
    return bool(selves) and not _OTHERS.search(near[selves[-1].end() :])


_DENIABLE = frozenset({"inc_hot", "inc_form", "inc_act", "expose", "task_hot", "task_act", "look_up", "look_up_hot", "insult_strong",
                       "insult_weak", "doxx_hot", "source_sure", "promo_hot", "promo_call"})  # fmt: skip
_OF_ONESELF = frozenset({"insult_strong", "insult_weak"})


@cache
def _content() -> frozenset[str]:
    return frozenset([*data.table("conduct/cues.yaml")["content"], *data.table("conduct/stance.yaml")["narrow"]])


def read_conduct(text: str, *, exposed: int = 0, facts: Sequence[tuple[int, int]] = ()) -> list[Mark]:
    """The conduct of a folded text. ``exposed``: how much the post exposes somebody, at ``facts`` (folded ranges)."""
    every = lexicon.cues(text)
    quiet: frozenset[str] = frozenset() if exposed >= SURE else silenced(text, every)
    cues = _used(text, every)
    whole = FLAGS["dossier"] if exposed else 0
    for cue in cues:
        whole |= lexicon.bit(cue.name)
    group = not whole & _bits("dossier|doxx_hot") and speaks_of_group(text)
    out: list[Mark] = []
    stated, here, next_ = Spans(facts), list[Cue](), 0
    for sentence in _sentences(text):
        while next_ < len(cues) and cues[next_].start < sentence.end:
            here.append(cues[next_])
            next_ += 1
        here = [c for c in here if sentence.start < c.end]
        made = _settled([m for m in _made(here, sentence, whole, group=group) if m.label not in quiet], sentence)
        if made:
            out.extend(_shared(made, sentence, stated))
    return out


@cache
def _asked_of_post() -> int:
    """The classes that some rule needs in the post as a whole."""
    return reduce(or_, (need for rule in rules() for need in rule.post), 0)


@lru_cache(maxsize=1 << 14)
def _standing(seen: int, whole: int) -> tuple[Rule, ...]:
    """The rules of which a sentence holds all classes, and its post those that it needs there."""
    return tuple(
        rule
        for rule in rules()
        if not rule.unless & seen and all(map(whole.__and__, rule.post)) and all(map(seen.__and__, rule.needs))
    )


def _made(cues: Sequence[Cue], sentence: _Sentence, whole: int, *, group: bool) -> Iterator[Mark]:
    """One mark a label: the clauses in which its cues stand."""
    seen = 0
    for cue in cues:
        seen |= lexicon.bit(cue.name)
    found: dict[str, list[tuple[str, list[Cue]]]] = {}
    for rule in _standing(seen, whole & _asked_of_post()):
        if (rule.soft and group) or not (chosen := _closest(cues, rule)):
            continue
        found.setdefault(rule.label, []).append((rule.code, chosen))
    for label, rows in found.items():
        used = sorted({c for _, chosen in rows for c in chosen}, key=lambda c: (c.start, c.end, c.name))
        first = min(
            (c for c in sentence.clauses if any(u.start < c[1] and c[0] < u.end for u in used)),
            default=sentence.clauses[0],
        )
        last = max(
            (c for c in sentence.clauses if any(u.start < c[1] and c[0] < u.end for u in used)),
            default=sentence.clauses[-1],
        )
        yield Mark(label, first[0], last[1], rows[0][0], tuple(used))


def _settled(made: list[Mark], sentence: _Sentence) -> list[Mark]:
    """The marks of a sentence without those that another makes another thing of: all their clauses are the other's too."""
    rule = data.table("conduct/rules.yaml")["instead"]
    held = {
        mark.label: {
            n for n, c in enumerate(sentence.clauses) if any(u.start < c[1] and c[0] < u.end for u in mark.cues)
        }
        for mark in made
    }
    gone: set[str] = set()
    for mark in made:
        for other in made:
            within = held[other.label] <= held[mark.label]
            if other.label in rule["sentence"].get(mark.label, ()) or (
                within and other.label in rule["clause"].get(mark.label, ()) and mark.label not in gone
            ):
                gone.add(other.label)
    return [mark for mark in made if mark.label not in gone]


def _shared(made: Sequence[Mark], sentence: _Sentence, facts: Spans) -> Iterator[Mark]:
    """The sentence divided among its labels, but for clauses of facts: a clause without a cue goes to the label before it."""
    free = [c for c in sentence.clauses if not facts.meet(*c)]
    ranked = sorted(made, key=lambda m: (m.start, m.end, m.label))
    for number, mark in enumerate(ranked):
        before = max((m.end for m in ranked if m.end <= mark.start), default=-1)
        after = min((m.start for m in ranked[number + 1 :] if m.start >= mark.end), default=sentence.end)
        first = [c for c in free if before < c[0] < mark.start] if before < 0 else []
        last = [c for c in free if mark.end <= c[0] < after]
        start, end = min([mark.start, *(c[0] for c in first)]), max([mark.end, *(c[1] for c in last)])
        yield Mark(mark.label, start, end, mark.code, mark.cues)
