"""Values that the case has sealed, in texts that others wrote (titles of channels, names of files): found in any dress, and hidden.

The case keeps digests, not values. So whatever in a text could be a number, an address of mail, an account or a name is
digested under the case's key in the way `detect` would have written it, and looked up among the findings.

Leaves out what has no countable form: schools, workplaces; of addresses, pieces are hidden (``store.pieces``). Values that were masked by whoever posted them
are no secrets and are not looked for. What leaves is looked through by the release gate (``desk.releasing``).

>>> digest = lambda kind, value: f"{kind}={value}".encode()
>>> guard = Guard(digest, {"phone_number": frozenset([digest("phone_number", "13800000000")])})
>>> guard.found("call １３８-0000 0000 now"), guard.masked("a 138 0000 0000.json", "[x]")
([(5, 18, 'phone_number')], 'a [x].json')
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket import numerals, text
from doxdocket.law import strict_yaml
from doxdocket.seal.masks import in_text
from doxdocket.words import coded

Digest = Callable[[str, str], bytes]
Span = tuple[int, int, str]

#: Kinds whose form is strict.
STRICT = frozenset(["id_number", "phone_number", "bank_account"])
_UNSEALED = ("masked",)
_DATES = frozenset(["birth_date"])  # a day of birth may be the day of a post; its mask shows the year only

_CHINESE = str.maketrans(numerals.HAN)
_STRETCH = re.compile(r"\+?\d(?:[\s\-_.·・,，、/\\|()（）*#:：;；~]{0,4}[\dXx])+")
_MAIL = re.compile(r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]+\s*@\s*[A-Za-z0-9\-]+(?:\s*\.\s*[A-Za-z0-9\-]+)+")
_WORD = re.compile(r"(?<![A-Za-z0-9_\-])[A-Za-z0-9_][A-Za-z0-9_\-]{4,29}(?![A-Za-z0-9_\-])")
_PLATE = re.compile(r"[\u4e00-\u9fff]\s*[A-Za-z][\s·・.\-]*(?:[A-Za-z0-9]\s*){4,5}[A-Za-z0-9\u4e00-\u9fff]")
_HAN = re.compile(r"[\u4e00-\u9fff·]{2,}")
_LABELS = Path(str(files("doxdocket"))) / "detect" / "labels.yaml"  # files("doxdocket.detect") would load the detector


@cache
def platforms() -> frozenset[str]:
    """Every platform that `detect` can put before an account."""
    return frozenset(strict_yaml.load(_LABELS)["social_account"]["extra"]) | {"tiktok"}


@cache
def our_words() -> frozenset[str]:
    """Every Latin word that this program writes by itself: a page that says "persons" shows nobody's account @persons."""
    base = Path(str(files("doxdocket")))
    texts = [
        f
        for room in ("report", "count", "rules")
        for f in (base / room).rglob("*")
        if f.suffix in {".yaml", ".j2", ".css"}
    ]
    said = [f.read_text("utf-8") for f in texts] + [" ".join([key, *both]) for key, both in coded("report").items()]
    return frozenset(w.lower() for text in said for w in _WORD.findall(text) if not any(c.isdigit() for c in w))


@dataclass(frozen=True)
class Guard:
    """What the case has sealed, as digests by kind, and how to digest a candidate."""

    digest: Digest = field(repr=False)
    sealed: Mapping[str, AbstractSet[bytes]] = field(repr=False)
    pieces: Callable[[str], Iterable[tuple[int, int]]] = field(default=lambda _: (), repr=False)
    """Where a text holds a piece of a sealed address, which no digest tells."""
    given: Callable[[str], Iterable[tuple[int, int]]] = field(default=lambda _: (), repr=False)
    """Where a name or a title holds the given name of a sealed name, which is no word to hide in a text (``title``)."""
    clear: Mapping[str, AbstractSet[str]] = field(default_factory=dict, repr=False)
    """By kind its sealed values as they are, where somebody has read them all (``knowing``): to look at many texts without many digests."""
    heads: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False)
    """Of names the same, by their first two signs."""

    @classmethod
    def over(
        cls, digest: Digest, findings: pa.Table, pieces: Callable[[str], Iterable[tuple[int, int]]] = lambda _: (),
        given: Callable[[str], Iterable[tuple[int, int]]] = lambda _: (),
    ) -> "Guard":  # fmt: skip
        """The guard of a run: ``findings`` with at least kind, verdict and digest."""
        open_ = findings.filter(pc.invert(pc.is_in(findings["verdict"], pa.array(_UNSEALED))))
        kinds = set(open_["kind"].unique().to_pylist()) - _DATES
        rows = {k: open_.filter(pc.equal(open_["kind"], k))["digest"].unique().to_pylist() for k in kinds}
        return cls(digest, {k: frozenset(v) for k, v in rows.items() if v}, pieces, given)

    def found(self, raw: str, kinds: Collection[str] | None = None) -> list[Span]:
        """Where ``raw`` holds a sealed value: start, end and kind; sorted, without overlaps, longest first."""
        kinds = self.sealed.keys() - {"name"} if kinds is None else self.sealed.keys() & set(kinds)
        reading = text.read(raw)
        clean = reading.clean
        known = self._known(clean) if self.heads and "name" in kinds else ()
        kinds = kinds - {"name"} if self.heads else kinds
        hits = {
            (*reading.span(start, end), kind)
            for start, end, kind, value in self._candidates(clean, kinds)
            if kind in kinds and self._is_sealed(kind, value)
        }
        return _apart(hits | {(*reading.span(start, end), "name") for start, end in known})

    def _is_sealed(self, kind: str, value: str) -> bool:
        values = self.clear.get(kind)
        return self.digest(kind, value) in self.sealed[kind] if values is None else value in values

    def _known(self, clean: str) -> Iterator[tuple[int, int]]:
        """Where names that are known in clear stand."""
        for at in range(len(clean) - 1):
            for name in self.heads.get(clean[at : at + 2], ()):
                if clean.startswith(name, at):
                    yield at, at + len(name)

    def knowing(self, stretches: Iterable[tuple[str, str]]) -> "Guard":
        """The same, given the clear stretches in which values of the case stand (kind, words).

        What of a stretch has a digest that is sealed is a value. Of a kind of which so every sealed digest has its value no digest has to be made any more: what is
        found stays the same. Names are looked for as two to four Han signs; of a name that its own stretch does not show so, no text does.
        """
        values: dict[str, set[str]] = {}
        lacking = {kind: set(some) for kind, some in self.sealed.items()}
        for kind, words in stretches:
            clean = text.read(words).clean
            plain = "".join(_HAN.findall(clean)) if kind == "name" else clean
            for *_, of, value in self._candidates(plain, {kind}):
                if of == kind and (digest := self.digest(kind, value)) in self.sealed.get(kind, ()):
                    values.setdefault(kind, set()).add(value)
                    lacking[kind].discard(digest)
        heads: dict[str, set[str]] = {}
        for name in values.pop("name", ()):
            heads.setdefault(name[:2], set()).add(name)
        whole = {kind: some for kind, some in values.items() if not lacking[kind]}
        return replace(self, clear=whole, heads={head: frozenset(some) for head, some in heads.items()})

    def masked(self, raw: str, instead: str, also: Iterable[Span] = ()) -> str:
        """``raw`` (a text others wrote) with every sealed value, names and pieces of addresses included, replaced; ``also``: more to hide."""
        hits = [(start, end) for start, end, _ in {*self.found(raw, self.sealed), *also}]
        return in_text(raw, [(*span, instead) for span in (*hits, *self.pieces(raw))])

    def title(self, raw: str, instead: str, also: Iterable[Span] = ()) -> str:
        """The same of a display name or the title of a chat, given names of sealed names too: who is called so often uses it as a nickname."""
        return self.masked(raw, instead, [*also, *((start, end, "name") for start, end in self.given(raw))])

    def without_pieces(self, raw: str, instead: str) -> str:
        """``raw`` (a text of the team, in which a whole value is refused) with pieces of addresses replaced."""
        return in_text(raw, [(*span, instead) for span in self.pieces(raw)])

    def _candidates(self, clean: str, kinds: AbstractSet[str]) -> Iterator[tuple[int, int, str, str]]:
        digits = clean.translate(_CHINESE)
        for stretch in _STRETCH.finditer(digits):
            at = [i for i in range(stretch.start(), stretch.end()) if digits[i] in "0123456789Xx"]
            run = "".join(digits[i] for i in at).upper()
            for start, end, kind, value in self._numbers(run, kinds):
                yield at[start], at[end - 1] + 1, kind, value
        if "email" in kinds:
            for mail in _MAIL.finditer(clean):
                yield mail.start(), mail.end(), "email", re.sub(r"\s", "", mail[0]).lower()
        if "vehicle_file" in kinds:
            for plate in _PLATE.finditer(clean):
                yield plate.start(), plate.end(), "vehicle_file", re.sub(r"[\s·・.\-]", "", plate[0]).upper()
        for word in _WORD.finditer(clean):
            if any(c.isdigit() for c in word[0]):
                yield from ((*word.span(), k, w) for k in kinds for w in {word[0], word[0].upper(), word[0].lower()})
            if "social_account" in kinds and word[0].lower() not in our_words():
                yield from ((*word.span(), "social_account", f"{p}:{word[0].lower()}") for p in platforms())
        if "name" in kinds:
            yield from _names(clean)

    def _numbers(self, run: str, kinds: AbstractSet[str]) -> Iterator[tuple[int, int, str, str]]:
        """Every window of a run of digits that has the outer form of a kind; ``run`` may hold X."""
        size = len(run)
        for start in range(size):
            for length in (18, 15):
                window = run[start : start + length]
                if len(window) == length and "X" not in window[:-1]:
                    yield start, start + length, "id_number", window
            for length in range(5, min(19, size - start) + 1):
                window = run[start : start + length]
                if "X" in window:
                    break
                if length == 11 and window[0] == "1":
                    yield start, start + length, "phone_number", window
                if length >= 12:
                    yield start, start + length, "bank_account", window
                if kinds & {"landline_number"} and 7 <= length <= 12:
                    yield start, start + length, "landline_number", window
                if kinds - STRICT and 8 <= length <= 15:
                    yield start, start + length, "phone_number", "+" + window
                if length == size and "social_account" in kinds:
                    yield from ((start, size, "social_account", f"{p}:{window}") for p in platforms())


def _names(clean: str) -> Iterator[tuple[int, int, str, str]]:
    for stretch in _HAN.finditer(clean):
        for start in range(stretch.start(), stretch.end() - 1):
            for length in (2, 3, 4):
                if start + length <= stretch.end():
                    yield start, start + length, "name", clean[start : start + length]


def _apart(hits: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for hit in sorted(hits, key=lambda h: (h[0] - h[1], h)):
        if all(hit[1] <= k[0] or hit[0] >= k[1] for k in kept):
            kept.append(hit)
    return sorted(kept)
