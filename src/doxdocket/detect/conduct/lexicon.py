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
from functools import cache

import ahocorasick_rs

from doxdocket.detect.conduct import lists

_PARTS = (("cues.yaml", ("content", "beside")), ("stance.yaml", ("narrow", "sides")))
_PLAIN = re.compile(r"[^()\[\]{}?*+.\\|^$]+(?:\|[^()\[\]{}?*+.\\|^$]+)*")


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


def alternatives(form: str) -> list[list[str]]:
    """The groups of plain words of which a form needs one each.

    >>> alternatives("(?:打|拨)(?:爆|烂)?.{0,3}(?:他|她)"), alternatives("姓.{1,2}的")
    ([['打', '拨'], ['他', '她']], [])
    """
    out: list[list[str]] = []
    depth = 0
    at = 0
    while at < len(form):
        if form[at] == "\\":
            at += 2
        elif form[at] == "[":
            at = form.index("]", at + 2) + 1
        elif form[at] == "(":
            plain = _PLAIN.match(form, at + 3)
            end = plain.end() if plain else at
            if (
                depth == 0
                and form.startswith("(?:", at)
                and plain
                and form[end : end + 1] == ")"
                and form[end + 1 : end + 2] not in {"?", "*", "{"}
            ):
                out.append(plain[0].split("|"))
                at = end + 1
            else:
                depth += 1
                at += 1
        else:
            depth -= form[at] == ")"
            at += 1
    return out if not _top_bar(form) else []


def _top_bar(form: str) -> bool:
    """Whether a form is several at its top, of which none need be there."""
    depth = 0
    for at, char in enumerate(form):
        depth += {"(": 1, ")": -1}.get(char, 0) * (form[at - 1 : at] != "\\")
        if char == "|" and depth == 0:
            return True
    return False


def _classes() -> Iterator[tuple[str, list[str], list[str]]]:
    for name, parts in _PARTS:
        for part in parts:
            for cls, entry in lists.table(name)[part].items():
                yield cls, str(entry.get("words", "")).split(), entry.get("forms", [])


@cache
def _lexicon() -> _Lexicon:
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
        for pattern in patterns:
            needs = 0
            for group in alternatives(pattern):
                needs |= 1 << free
                for word in group:
                    masks[word] = masks.get(word, 0) | 1 << free
                free += 1
            forms.append(_Form(cls, bits[cls], re.compile(pattern), needs))
            form_bits |= needs
    return _Lexicon(ahocorasick_rs.AhoCorasick(list(masks)), tuple(masks.values()),
                    tuple(tuple(names.get(word, ())) for word in masks), tuple(forms), bits, form_bits)  # fmt: skip


def classes() -> dict[str, int]:
    """Every class with its bit."""
    return _lexicon().bits


def bit(name: str) -> int:
    """The bit of a class."""
    return _lexicon().bits[name]


def seen(text: str) -> int:
    """The bits of all classes in a folded text; forms are searched where their words stand."""
    lexicon = _lexicon()
    masks, found = lexicon.masks, 0
    for word, _, _ in lexicon.automaton.find_matches_as_indexes(text, overlapping=True):
        found |= masks[word]
    for form in lexicon.forms:
        if not found & form.bit and found & form.needs == form.needs and form.search.search(text):
            found |= form.bit
    return found


def cues(text: str) -> list[Cue]:
    """Every match of every class, in the order of places."""
    lexicon = _lexicon()
    out: list[Cue] = []
    found = 0
    for word, start, end in lexicon.automaton.find_matches_as_indexes(text, overlapping=True):
        found |= lexicon.masks[word]
        out.extend(Cue(name, start, end) for name in lexicon.names[word])
    for form in lexicon.forms:
        if found & form.needs == form.needs:
            out.extend(
                Cue(form.name, *match.span()) for match in form.search.finditer(text) if match.end() > match.start()
            )
    return sorted(out, key=lambda cue: (cue.start, cue.end, cue.name))
