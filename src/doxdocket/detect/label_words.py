"""What a label means that no lexicon holds: 祖宗地 by its parts, 祭惯 by its sound, lastLoginIp by the words of its key.

Asked only of what the layout of a text shows to be a label: a word before a mark that known labels share
(``unknown_labels``), a key of a record (``keys``). Source: ``label_words.yaml``, ``labels.yaml``. Left out: what a label means
by its value alone (``by_value``).

>>> meant("祖宗地"), meant("祭惯"), meant("窝点") is None
('native_place', 'native_place', True)
>>> of_key("lastLoginIp"), of_key("birth_place"), of_key("userAgent") is None
(('ip_address', None), ('native_place', None), True)
"""

import re
from functools import cache

from doxdocket.detect import data
from doxdocket.detect.labels import words

Meaning = tuple[str, str | None]

_SYLLABLES = 2
#: Words of a key that say nothing of what it holds, before and behind the word that does.
_EMPTY = frozenset(
    [
        "user",
        "usr",
        "member",
        "account",
        "person",
        "personal",
        "cust",
        "customer",
        "client",
        "contact",
        "my",
        "the",
        "info",
        "information",
        "status",
        "state",
        "type",
        "value",
        "text",
        "desc",
        "str",
        "name",
        "num",
        "number",
        "code",
        "detail",
        "current",
        "full",
        "real",
        "true",
        "orig",
        "old",
        "new",
    ]
)
#: Of a key whose last word is one of these the rest says nothing: school_name, name_id.
_HEADS = frozenset(
    [
        "time",
        "date",
        "at",
        "count",
        "size",
        "url",
        "avatar",
        "pic",
        "photo",
        "img",
        "image",
        "agent",
        "version",
        "index",
        "status_code",
    ]
)
_TOKENS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


@cache
def _parts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(see)) for kind, see in data.table("label_words.yaml")["parts"].items())


@cache
def _sounds() -> tuple[dict[str, str], dict[tuple[str, ...], str]]:
    """The sound of each character, and what kind each word by its sounds announces."""
    table = data.table("label_words.yaml")
    of = {char: sound for sound, chars in table["syllables"].items() for char in chars}
    return of, {tuple(word.split()): kind for kind, said in table["sounds"].items() for word in said}


def meant(word: str) -> str | None:
    """The kind that a label in words announces."""
    for kind, see in _parts():
        if see.search(word):
            return kind
    of, said = _sounds()
    heard = tuple(of.get(char, "") for char in word)
    return said.get(heard[:_SYLLABLES]) or said.get(heard[-_SYLLABLES:]) if len(word) in {2, 4} else None


@cache
def _keys() -> dict[str, Meaning]:
    """Every label in Latin letters without what parts its words."""
    known: dict[str, Meaning] = {}
    for kind, extra, word in words():
        if word.isascii():
            known.setdefault(re.sub(r"[^a-z0-9]", "", word.lower()), (kind, extra))
    return known


def of_key(key: str) -> Meaning | None:
    """What the key of a record announces: all its words, else without empty words at its ends."""
    tokens = [token.lower() for token in _TOKENS.findall(key)]
    if not tokens or tokens[-1] in _HEADS:
        return None
    known = _keys()
    while tokens:
        meaning = known.get("".join(tokens))
        if meaning is not None:
            return meaning
        if tokens[-1] in _EMPTY and len(tokens) > 1:
            tokens.pop()
        else:
            tokens.pop(0)
    return None
