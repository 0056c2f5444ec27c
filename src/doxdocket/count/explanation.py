"""An explanation as facts, with the words for their columns and codes in Chinese or English.

Rows are masked rows of the run's tables: kinds, tags and masks, never digests or values. What it leaves out: finding the
facts, which ``explain`` does.

>>> shown({"persons_low": 3, "date": None}, "zh")
[('人数（低）', '3')]
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, Protocol

import pyarrow as pa

from doxdocket.errors import WrongCall
from doxdocket.guess import meant, nearest
from doxdocket.law import strict_yaml
from doxdocket.law.kinds import kinds
from doxdocket.law.links import links
from doxdocket.law.words import answer_of
from doxdocket.words import Both, listed, said_in, zh_en

Row = Mapping[str, Any]
_VERBATIM = frozenset(
    {
        "id",
        "key",
        "entry",
        "value",
        "names",
        "name",
        "quote",
        "says",
        "reason",
        "note",
        "sql",
        "of",
        "field",
        "stretch",
        "title",
    }
)
"""Columns that hold words or ids of persons, never codes."""


class HasRun(Protocol):
    """A published run: its tables and figures."""

    def read(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """A table, or some columns of it."""

    def figures(self) -> bytes:
        """``figures.json``."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part: sentences, then rows. ``total`` when more rows lie behind than are carried."""

    title: Both
    lines: Sequence[Both] = ()
    rows: Sequence[Row] = ()
    total: int | None = None
    said: bool = False
    """The lines say all that the rows do: a page of text shows the lines alone."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a figure, rule, entry, person, post, decision, link or channel is what it is."""

    id: str
    what: Literal["figure", "rule", "person", "post", "decision", "link", "channel", "entry", "state", "case"]
    title: Both
    sections: Sequence[Section] = field(default_factory=list)

    def data(self) -> dict[str, Any]:
        """The same facts as plain data."""
        return {
            "id": self.id, "what": self.what, "title": self.title.by_lang,
            "sections": [
                {"title": s.title.by_lang, "lines": [x.by_lang for x in s.lines], "rows": [_plain(r) for r in s.rows],
                 "total": len(s.rows) if s.total is None else s.total}
                for s in self.sections
            ],
        }  # fmt: skip


def _plain(row: Row) -> dict[str, Any]:
    return {
        k: v.by_lang if isinstance(v, Both) else v.isoformat() if hasattr(v, "isoformat") else v for k, v in row.items()
    }


def shown(row: Row, lang: str) -> list[tuple[str, str]]:
    """What a row says, in words, column by column: those that say nothing are left out, and the words of the other language."""
    return [
        (column(name, lang), _told(name, value, row, lang))
        for name, value in row.items()
        if value not in (None, "", [], (), _NO_WAY) and not _of_other(name, row, lang)
    ]


_NO_WAY = ","
"""What the column ``ways`` holds of a stretch that names none (``conduct.ways``)."""


def _told(name: str, value: Any, row: Row, lang: str) -> str:
    """A value of a row; an answer in the words of the form of its rule."""
    if value in {"met", "not met"} if isinstance(value, str) else False:
        return answer_of(str(row.get("rule") or row.get("provision") or ""), value, lang)
    return cell(name, value, lang)


def _of_other(name: str, row: Row, lang: str) -> bool:
    """Whether a column is the words of another in the other language."""
    base, other = name.removesuffix(name[-2:]), "en" if lang == "zh" else "zh"
    return name.endswith(other) and f"{base}{lang}" in row


@cache
def _words() -> Mapping[str, Mapping[str, Any]]:
    """Columns, and codes in them, in Chinese."""
    found: Mapping[str, Mapping[str, Any]] = strict_yaml.load(Path(__file__).with_name("explain_words.yaml"))
    return found


@cache
def _reasons() -> Mapping[str, Mapping[str, str]]:
    """What the codes of findings and of conduct say; read as data, since reading a run loads no detector."""
    room = Path(__file__).parents[1] / "detect"
    return {**strict_yaml.load(room / "reasons_earlier.yaml"), **strict_yaml.load(room / "reasons.yaml")}


@cache
def _features(part: str) -> Mapping[str, Mapping[str, str]]:
    """What the ``sorts`` and ``values`` of features of the reader's decision are called; read as data, as above."""
    path = Path(__file__).parents[1] / "detect" / "reader" / "evidence.yaml"
    found: Mapping[str, Mapping[str, str]] = strict_yaml.load(path)[part]
    return found


def reason(code: str, lang: str) -> str:
    """A rule's code, or the features that carried a decision (``at=same``, ``net=900&verdict=valid``), in words; of others nothing."""
    if code in _reasons():
        return str(_reasons()[code][lang])
    parts = [part.partition("=") for part in code.split("&")]
    if not all(sign and sort in _features("sorts") for sort, sign, _ in parts):
        return ""
    comma, colon = ("，", "：") if lang == "zh" else (", ", ": ")
    return comma.join(f"{_features('sorts')[sort][lang]}{colon}{_value(value, lang)}" for sort, _, value in parts)


def _value(value: str, lang: str) -> str:
    """What a feature says of its sort: the longest words that are listed, kinds, codes of rules; numbers as they are."""
    words, said = value.split(" "), []
    while words:
        for many in range(len(words), 0, -1):
            one = " ".join(words[:many])
            both = _features("values").get(one) or _reasons().get(one)
            if both is not None or one in kinds() or many == 1:
                said.append(both[lang] if both else getattr(kinds()[one], lang) if one in kinds() else one)
                words = words[many:]
                break
    return " ".join(said)


def column(name: str, lang: str) -> str:
    """What a column is called on a page in that language; its own name in English and where it has no other.

    >>> column("persons_low", "zh"), column("persons_low", "en")
    ('人数（低）', 'persons_low')
    """
    if lang != "zh":
        return name
    words, bounds = _words()["columns"], _words()["bounds"]
    base, _, bound = name.rpartition("_")
    return words.get(name) or (f"{words[base]}（{bounds[bound]}）" if base in words and bound in bounds else name)


_ANSWERS = {
    "True": zh_en("explanation.yes"), "False": zh_en("explanation.no"), "None": zh_en("explanation.not_known"),
}  # fmt: skip
_INPUTS = frozenset({"inputs", "low", "high"})


def cell(name: str, value: Any, lang: str) -> str:
    """A value as a page of explanation shows it: codes of a column by their word, lists one after another."""
    if isinstance(value, Both):
        return value.of(lang)
    if value is None or isinstance(value, bool):
        return _ANSWERS[str(value)].of(lang)
    if isinstance(value, Mapping):
        if {"slot", "value"} <= value.keys():  # of a stretch of conduct: what it is of says how its value reads
            value = {
                str(value["slot"]): value["value"],
                **{k: v for k, v in value.items() if k not in {"slot", "value"}},
            }
        if name in _INPUTS:  # facts as rules were given them
            value = {key: _ANSWERS[str(one)].of(lang) if str(one) in _ANSWERS else one for key, one in value.items()}
        parts = (f"{column(key, lang)} {cell(key, one, lang)}" for key, one in value.items())
        return said_in(lang, "marks.in_brackets_2", text=listed("marks.comma_2", parts))
    if isinstance(value, list | tuple):
        comma = "、" if lang == "zh" else "; " if name == "reasons" else ","
        return comma.join(cell(name, one, lang) for one in value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%MZ")
    if name == "ways":
        return cell("way", [one for one in str(value).split(",") if one], lang)
    if name in _VERBATIM:
        return str(value)
    if name == "reasons" and (said := reason(str(value), lang)):
        return said
    return _code(str(value), name) if lang == "zh" else str(value)


_CODE = re.compile(r"(?<![\w/.-])[a-z]+(?:_[a-z0-9]+)*(?![\w/.-])")


def in_words(text: str, lang: str) -> str:
    """A line of codes, such as the value of a choice, with each code that has a word in that word.

    >>> in_words("alone: id_number; name+birth_date", "zh"), in_words("alone: id_number", "en")
    ('单独: 居民身份证号码; 姓名+出生日期', 'alone: id_number')
    """
    if lang != "zh":
        return text
    own = _words()["choices"]
    rules = {rule.id for rule in links().rules} | set(map(str, links().file.special))
    return _CODE.sub(lambda m: str(own.get(m[0]) or (_code(m[0], "rule") if m[0] in rules else _code(m[0]))), text)


def _code(text: str, column: str = "") -> str:
    """A code in Chinese: as its column has it, as all have it, or behind the rule whose answer it is."""
    if known := _words()["codes_of"].get(column, {}).get(text) or _words()["codes"].get(text):
        return str(known)
    if text in kinds():
        return kinds()[text].zh
    if column == "rule" and text in {rule.id for rule in links().rules} | set(map(str, links().file.special)):
        return links().told(text).zh
    first, _, rest = text.partition(" ")
    if first in kinds() and rest.startswith("#"):
        return f"{kinds()[first].zh} {rest}"
    if "/" in first and rest in {"met", "not met"}:
        return f"{first} {answer_of(first, rest)}"
    return f"{first} {_code(rest)}" if "/" in first and rest in _words()["codes"] else text


def unknown(id_: str, rules: Collection[str] = (), known: Mapping[str, str] = MappingProxyType({})) -> WrongCall:
    """Nothing that can be explained has that id; ``rules``: the ids of which some may be meant; ``known``: what else may be, and the id of each."""
    parts = [rule for rule in rules if rule.startswith(f"{id_}-")]
    if guess := nearest(id_, (), known):
        return meant(WrongCall("explanation.nothing_has_id_it_may", id=id_), guess, [guess])
    if near := parts or get_close_matches(id_, rules, 3, 0.85):
        return WrongCall("explanation.nothing_has_id_rules_near", id=id_, near=", ".join(near))
    return WrongCall("explanation.nothing_has_id_it_may", id=id_)
