r"""Where the words of the lists stand in a text: one automaton over all of them, asked once.

A word has a class (label, weak label, relation, title, unit, record, trait) and mostly a kind; one word may have several. Words in Latin
letters must stand alone. ``shapes`` are values that only a form tells (27岁, 属马, 3.2万u). Sources: ``lexicon.yaml`` beside this and
``detect/labels.yaml``. Left out: names and places; what a word means where it stands.

>>> [(m.sort.value, m.kind) for m in mentions("民族:彝族") if m.start == 0]
[('label', 'ethnicity')]
>>> [(m.sort.value, m.kind) for m in mentions("住在酒店") if m.sort is Sort.RECORD and m.kind == "lodging_record"]
[('record', 'lodging_record')]
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from enum import StrEnum
from functools import cache
from typing import NamedTuple

import ahocorasick_rs

from doxdocket.bounds import spend
from doxdocket.detect.data import table


class Sort(StrEnum):
    """The class of a word."""

    LABEL = "label"
    WEAK = "weak"  # a label only where the layout shows one
    RELATION = "relation"
    TITLE = "title"
    UNIT = "unit"
    RECORD = "record"  # stands inside records of its kind
    FAINT = "faint"  # the same where the text speaks of the kind otherwise
    TRAIT = "trait"  # is the value itself
    SHAPE = "shape"  # is the value by its form, not by a word
    HINT = "hint"  # the same where the text speaks of the kind otherwise


class Mention(NamedTuple):
    """A word where it stands."""

    start: int
    end: int
    sort: Sort
    kind: str  # an identifier of kinds; for relations whose; else ""


_NO_KIND = {"self", "head", "cue", "relation"}


def labels() -> Iterator[tuple[str, str | None, str, bool]]:
    """Every word that labels a value, with its kind, its platform or kinship, and whether it is weak."""
    for kind, entry in table("labels.yaml").items():
        for plain, coded, weak in (("words", "extra", False), ("weak", "weak_extra", True)):
            yield from ((kind, None, word, weak) for word in entry.get(plain, ()))
            yield from ((kind, code, word, weak) for code, some in entry.get(coded, {}).items() for word in some)


def entries() -> Iterator[tuple[str, Sort, str]]:
    """Every word of the lists with its class and kind."""
    for kind, code, word, weak in labels():
        if kind == "relation":
            yield str(word).lower(), Sort.RELATION, code or kind
        else:
            yield str(word).lower(), Sort.WEAK if weak else Sort.LABEL, kind
    own = table("lexicon.yaml", __package__)
    for key, sort in (("labels", Sort.WEAK), ("records", Sort.RECORD), ("faint", Sort.FAINT), ("traits", Sort.TRAIT)):
        for kind, words in own[key].items():
            for word in words.split():
                yield word.replace("_", " "), sort, kind
    for people in own["peoples"].split():
        for word in {people, people + "族"} if not people.isascii() else {people}:
            yield word, Sort.TRAIT, "ethnicity"
    for key, sort in (("titles", Sort.TITLE), ("units", Sort.UNIT)):
        for word in own[key].split():
            yield word, sort, ""


@cache
def _latin() -> tuple[bool, ...]:
    """Whether each word begins or ends with a Latin letter or a digit, and so must stand alone."""
    return tuple(word[0].isascii() or word[-1].isascii() for word in _lexicon()[2])


@cache
def _lexicon() -> tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[tuple[Sort, str], ...], ...], dict[str, int]]:
    meanings: dict[str, dict[tuple[Sort, str], None]] = defaultdict(dict)
    for word, sort, kind in entries():
        if kind not in _NO_KIND or sort is Sort.RELATION:
            meanings[word].setdefault((sort, kind))
    words = list(meanings)
    return ahocorasick_rs.AhoCorasick(words), tuple(map(tuple, meanings.values())), {w: n for n, w in enumerate(words)}


@cache
def _shapes() -> tuple[tuple[Sort, str, re.Pattern[str]], ...]:
    own = table("lexicon.yaml", __package__)
    return tuple(
        (sort, kind, re.compile(pattern))
        for key, sort in (("shapes", Sort.SHAPE), ("faint_shapes", Sort.HINT))
        for kind, patterns in own[key].items()
        for pattern in patterns
    )


@cache
def speaks() -> dict[str, tuple[str, ...]]:
    """Kinds whose labels speak for other kinds too, with these."""
    return {kind: tuple(others.split()) for kind, others in table("lexicon.yaml", __package__)["speaks"].items()}


def lower(clean: str) -> str:
    """In lower case, each character where it was."""
    low = clean.lower()
    return low if len(low) == len(clean) else "".join(c.lower() if len(c.lower()) == 1 else c for c in clean)


def mentions(clean: str) -> list[Mention]:
    """Every word of every list and every shape, by place; of labels that lie in each other the longest."""
    return sorted([*words(clean), *shaped(clean)])


def shaped(clean: str, wanted: Collection[str] | None = None) -> Iterator[Mention]:
    """Every shape, or those of some kinds."""
    for sort, kind, pattern in _shapes():
        if wanted is None or kind in wanted:
            found = [Mention(*match.span(), sort, kind) for match in pattern.finditer(clean)]
            spend(len(found) + 1)
            yield from found


def words(clean: str) -> list[Mention]:
    """Every word of every list."""
    low = lower(clean)
    automaton, meanings, _ = _lexicon()
    found: dict[tuple[int, Sort, str], int] = {}
    longest: dict[int, int] = {}
    matches = automaton.find_matches_as_indexes(low, overlapping=True)
    spend(len(matches))
    latin, get = _latin(), found.get
    for at, start, end in matches:
        if latin[at] and not alone(low, start, end):
            continue
        for sort, kind in meanings[at]:
            if (sort is Sort.LABEL or sort is Sort.WEAK) and longest.get(start, 0) < end:
                longest[start] = end
            key = start, sort, kind
            if get(key, 0) < end:
                found[key] = end
    inside, furthest = set(), 0
    for start in sorted(longest):
        if longest[start] <= furthest:
            inside.add(start)
        furthest = max(furthest, longest[start])
    return [
        Mention(start, end, sort, kind)
        for (start, sort, kind), end in found.items()
        if not (sort is Sort.LABEL or sort is Sort.WEAK) or (end == longest[start] and start not in inside)
    ]


def kinds_of(word: str) -> tuple[str, ...]:
    """What a word is a label of, if it is one of the lists; else nothing."""
    _, meanings, places = _lexicon()
    at = places.get(lower(word))
    return () if at is None else tuple(dict.fromkeys(k for s, k in meanings[at] if s in (Sort.LABEL, Sort.WEAK)))


def is_relation(word: str) -> bool:
    """Whether a word says of whom something is: 她妈, 配偶."""
    _, meanings, places = _lexicon()
    at = places.get(lower(word))
    return at is not None and any(sort is Sort.RELATION for sort, _ in meanings[at])


def alone(low: str, start: int, end: int) -> bool:
    """Whether no Latin letter goes on before or behind a word of such letters (digits may follow)."""
    first, last = low[start], low[end - 1]
    return not (
        (first.isascii() and first.isalnum() and start and low[start - 1].isascii() and low[start - 1].isalpha())
        or (last.isascii() and last.isalpha() and low[end : end + 1].isascii() and low[end : end + 1].isalpha())
    )


@cache
def _of_words(words: frozenset[str]) -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(sorted(words))


@cache
def _of_sets(sets: tuple[frozenset[str], ...]) -> tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[int, ...], ...]]:
    """One automaton over several sets, and which of them hold each word."""
    every = sorted(frozenset().union(*sets))
    held = tuple(tuple(at for at, words in enumerate(sets) if word in words) for word in every)
    return ahocorasick_rs.AhoCorasick(every), held


def stands(clean: str, *sets: frozenset[str]) -> list[list[tuple[int, int]]]:
    """As ``stand``, of several sets in one pass.

    >>> stands("他住在城里", frozenset({"住", "住在"}), frozenset({"在"}))
    [[(1, 2), (1, 3)], [(2, 3)]]
    """
    automaton, held = _of_sets(sets)
    found: list[list[tuple[int, int]]] = [[] for _ in sets]
    matches = automaton.find_matches_as_indexes(clean, overlapping=True)
    spend(len(sets) + len(matches))
    for word, start, end in matches:
        for at in held[word]:
            found[at].append((start, end))
    return found


def stand(clean: str, words: frozenset[str]) -> list[tuple[int, int]]:
    """Start and end of every word of the set, also of those that overlap.

    >>> stand("他住在城里", frozenset({"住", "住在"}))
    [(1, 2), (1, 3)]
    """
    found = [(start, end) for _, start, end in _of_words(words).find_matches_as_indexes(clean, overlapping=True)]
    spend(1 + len(found))
    return found
