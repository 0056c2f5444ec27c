r"""Which classes of cues a folded text holds, and where: one Aho-Corasick pass over all words, forms only where they can be.

A class has words and forms (regular expressions). A form is tried only when each of its plain alternatives has a word in the
text, so that ordinary posts cost one pass. Source: ``cues.yaml`` and ``stance.yaml``. Left out: what classes together mean
(`grammar`), who speaks of what (`stance`).

>>> [name for name in ("insult_strong", "motive_fun") if bit(name) & seen("贱人一个")]
['insult_strong']
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import ahocorasick_rs

from doxdocket.detect import data

_PARTS = (("cues.yaml", ("content", "beside")), ("stance.yaml", ("narrow", "sides")))
_NUMERIC = frozenset("0123456789一二两三四五六七八九十百千几半")


@dataclass(frozen=True, slots=True)
class Cue:
    """One match: its class and folded range."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Form:
    name: str
    bit: int
    search: re.Pattern[str]
    needs: int  # bits of its alternatives


@dataclass(frozen=True, slots=True)
class _Lexicon:
    automaton: ahocorasick_rs.AhoCorasick
    masks: tuple[int, ...]  # of each word: its classes and the alternatives it belongs to
    names: tuple[tuple[str, ...], ...]
    forms: tuple[_Form, ...]
    bits: dict[str, int]
    form_bits: int
    class_bits: int


def alternatives(form: str) -> list[list[str]]:
    """The groups of words of which a form needs one each: its groups and words at the top that may not be left out.

    >>> alternatives("(?:打|拨)(?:爆|烂)?.{0,3}(?:他|她儿?)"), alternatives("姓.{1,2}的")
    ([['打', '拨'], ['他', '她']], [['姓'], ['的']])
    """
    out = []
    at = 0
    while at < len(form):
        end = _end(form, at)
        part, optional = form[at:end], form[end : end + 1] in {"?", "*", "{"}
        if part.startswith("(?:") and not optional:
            words = [_lead(one) for one in split(part[3:-1])]
            if all(words):
                out.append(words)
        elif len(part) == 1 and part not in _SPECIAL and not optional:
            out.append([part])
        at = form.index("}", end) + 1 if form[end : end + 1] == "{" else end + (form[end : end + 1] in {"?", "*", "+"})
    return out


_SPECIAL = frozenset("()[]{}?*+.\\|^$ ")


def _end(form: str, at: int) -> int:
    """Where the item that begins at a place ends: a character, an escape, a class, a group."""
    if form[at] == "\\":
        return at + 2
    if form[at] == "[":
        return form.index("]", at + 2) + 1
    if form[at] != "(":
        return at + 1
    at += 1
    while form[at] != ")":
        at = _end(form, at)
    return at + 1


def _lead(form: str) -> str:
    """The plain characters with which a form begins."""
    at = 0
    while at < len(form) and form[at] not in _SPECIAL:
        at += 1
    return form[: at - 1] if form[at : at + 1] in {"?", "*", "{"} and at else form[:at]


def split(form: str) -> list[str]:
    """The alternatives of a form at its top.

    >>> split("一|(?:二|三)")
    ['一', '(?:二|三)']
    """
    cuts = [-1]
    at = 0
    while at < len(form):
        if form[at] == "|":
            cuts.append(at)
        at = _end(form, at)
    return [form[a + 1 : b] for a, b in zip(cuts, [*cuts[1:], len(form)], strict=True)]


def _classes() -> Iterator[tuple[str, list[str], list[str]]]:
    for name, parts in _PARTS:
        for part in parts:
            for cls, entry in data.table(f"conduct/{name}")[part].items():
                yield cls, str(entry.get("words", "")).split(), entry.get("forms", [])


@cache
def loaded() -> _Lexicon:
    """The words and forms of the rule, made once a process."""
    masks: dict[str, int] = {}
    names: dict[str, list[str]] = {}
    bits: dict[str, int] = {}
    forms: list[_Form] = []
    form_bits = 0
    known = list(_classes())
    for cls, words, _ in known:
        bits[cls] = 1 << len(bits)
        for word in words:
            masks[word] = masks.get(word, 0) | bits[cls]
            names.setdefault(word, []).append(cls)
    free = len(bits)
    for cls, _, patterns in known:
        for pattern in (one for whole in patterns for one in split(whole)):
            needs = 0
            for group in alternatives(pattern):
                needs |= 1 << free
                for word in group:
                    masks[word] = masks.get(word, 0) | 1 << free
                free += 1
            forms.append(_Form(cls, bits[cls], re.compile(pattern), needs))
            form_bits |= needs
    return _Lexicon(ahocorasick_rs.AhoCorasick(list(masks)), tuple(masks.values()),
                    tuple(tuple(names.get(word, ())) for word in masks), tuple(forms), bits, form_bits,
                    (1 << len(bits)) - 1)  # fmt: skip


def classes() -> dict[str, int]:
    """Every class with its bit."""
    return loaded().bits


def bit(name: str) -> int:
    """The bit of a class."""
    return loaded().bits[name]


def seen(text: str) -> int:
    """The bits of all classes in a folded text; forms are searched where their words stand."""
    lexicon = loaded()
    masks, found = lexicon.masks, 0
    for word, _, _ in lexicon.automaton.find_matches_as_indexes(text, overlapping=True):
        found |= masks[word]
    for form in _to_search(found & lexicon.form_bits, numeric=not _NUMERIC.isdisjoint(text)):
        if not found & form.bit and form.search.search(text):
            found |= form.bit
    return found & lexicon.class_bits


@lru_cache(maxsize=1 << 16)
def _to_search(found: int, *, numeric: bool) -> tuple[_Form, ...]:
    """The forms that can stand in a text of these words; those of numbers alone need one."""
    return tuple(form for form in loaded().forms if found & form.needs == form.needs and (numeric or form.needs))


def cues(text: str) -> list[Cue]:
    """Every match of every class, in the order of places."""
    lexicon = loaded()
    out: list[Cue] = []
    found = 0
    for word, start, end in lexicon.automaton.find_matches_as_indexes(text, overlapping=True):
        found |= lexicon.masks[word]
        out.extend(Cue(name, start, end) for name in lexicon.names[word])
    for form in _to_search(found & lexicon.form_bits, numeric=not _NUMERIC.isdisjoint(text)):
        out.extend(Cue(form.name, *match.span()) for match in form.search.finditer(text) if match.end() > match.start())
    return sorted(out, key=lambda cue: (cue.start, cue.end, cue.name))
