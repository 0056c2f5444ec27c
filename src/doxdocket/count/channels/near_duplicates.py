"""Near-duplicate texts by stretches of letters and digits, exactly where it matters: MinHash says which pairs to look at.

A copy that was re-signed, cut or had a remark added shares most of its stretches with its source; links, handles, spaces, marks and
width of letters do not count. Stretches that very many posts hold (labels, forms, signatures, adverts) are left aside, so two
persons on one form are no copies. Source: ``rules/channels.yaml``; Broder 1997 (resemblance), own code over numpy: the
libraries that were measured want a Python list a text. What it leaves out: meaning; a text told in other words.

>>> said = [
...     "甲乙丙丁戊己庚辛壬癸，电话一二三四五六七八",
...     "转：甲乙丙丁戊己庚辛壬癸 电话一二三四五六七八！",
...     "子丑寅卯辰巳午未申酉戌亥日月星天地玄黄",
... ]
>>> clusters(stretches(pa.array(said))).tolist()
[0, 0, 2]
"""

from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.law.channels import Texts, rules

_NOT_TEXT = r"(?:https?://|t(?:elegram)?\.me/|tg://)\S+|@\w+"
_MARKS = r"[^\p{L}\p{N}]+"
_LONGEST = 2000
_BITS = np.uint64(40)
"""Of a stretch's hash that are kept beside the number of its text."""
_PRIME, _MIX = np.uint64(0x100000001B3), np.uint64(0x9E3779B97F4A7C15)
Numbers = npt.NDArray[Any]
STRETCHES = pa.list_(pa.uint64())


def stretches(texts: pa.Array | pa.ChunkedArray, how: Texts | None = None) -> pa.ChunkedArray:
    """What each text is compared by, whatever it is compared with: the 40-bit hashes of its stretches, each once, in order."""
    width = (how or rules().texts).stretch
    some = [texts.slice(at, _AT_ONCE) for at in range(0, len(texts), _AT_ONCE)]
    return pa.chunked_array([_stretches(plain(few), width) for few in some], STRETCHES)


def clusters(held: pa.ChunkedArray, how: Texts | None = None) -> Numbers:
    """The same as ``near``, of texts whose ``stretches`` are at hand."""
    how = how or rules().texts
    texts = len(held)
    docs = np.repeat(np.arange(texts, dtype=np.int64), pc.list_value_length(held).to_numpy())
    docs, hashes = _rare(docs, pc.list_flatten(held).to_numpy(), texts, how.common)
    sizes = np.bincount(docs, minlength=texts)
    first = np.arange(texts, dtype=np.int64)
    kept = sizes >= how.least
    if kept.sum() > 1:
        keep = kept[docs]
        docs, hashes = docs[keep], hashes[keep]
        pairs = _pairs(docs, hashes, how)
        first = _clusters(pairs[_alike(pairs, docs, hashes, sizes, Fraction(how.alike))], first)
    return np.where(kept, first, -1)


def plain(texts: pa.Array | pa.ChunkedArray) -> list[str]:
    """What of a text is compared: its letters and digits, without links and handles."""
    folded = pc.utf8_lower(pc.utf8_normalize(pc.fill_null(texts, ""), form="NFKC"))
    bare = pc.replace_substring_regex(folded, pattern=_NOT_TEXT, replacement="")
    kept = pc.replace_substring_regex(bare, pattern=_MARKS, replacement="")
    return list(pc.utf8_slice_codeunits(kept, 0, _LONGEST).to_pylist())


def _stretches(texts: list[str], width: int) -> pa.ListArray:
    """Of each text the hashes of its stretches of ``width`` characters."""
    letters = np.frombuffer(("\0".join(texts) + "\0").encode("utf-32-le"), dtype=np.uint32)
    ends = letters == 0
    count = max(len(letters) - width + 1, 0)
    hashes = np.zeros(count, dtype=np.uint64)
    whole = np.ones(count, dtype=bool)
    for at in range(width):
        hashes = hashes * _PRIME + letters[at : at + count]
        whole &= ~ends[at : at + count]
    docs = np.cumsum(ends, dtype=np.uint64)[:count][whole]
    both = np.sort(
        (docs << _BITS) | (_mixed(hashes[whole]) >> (np.uint64(64) - _BITS))
    )  # one sort of whole numbers: the fastest there is
    new = np.ones(len(both), dtype=bool)
    new[1:] = both[1:] != both[:-1]
    kept = both[new]
    ends_at = np.searchsorted(kept >> _BITS, np.arange(len(texts) + 1, dtype=np.uint64)).astype(np.int32)
    return pa.ListArray.from_arrays(ends_at, kept & ((np.uint64(1) << _BITS) - np.uint64(1)))


def _mixed(numbers: Numbers) -> Numbers:
    """SplitMix64: neighbours become far apart."""
    out = numbers * _MIX
    out ^= out >> np.uint64(30)
    out *= np.uint64(0xBF58476D1CE4E5B9)
    out ^= out >> np.uint64(27)
    out *= np.uint64(0x94D049BB133111EB)
    return out ^ (out >> np.uint64(31))


def _rare(docs: Numbers, hashes: Numbers, texts: int, common: int) -> tuple[Numbers, Numbers]:
    """Without the stretches that more than ``common`` texts hold."""
    if texts <= common:
        return docs, hashes
    ranked = np.sort(hashes)
    starts = np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]])
    many = ranked[starts][np.diff(np.r_[starts, len(ranked)]) > common]
    if not len(many):
        return docs, hashes
    place = np.minimum(np.searchsorted(many, hashes), len(many) - 1)
    rare = many[place] != hashes
    return docs[rare], hashes[rare]


def _pairs(docs: Numbers, hashes: Numbers, how: Texts) -> Numbers:
    """Each text with the first that agrees with it in all rows of a band: no more pairs than texts times bands."""
    starts = np.flatnonzero(np.r_[True, docs[1:] != docs[:-1]])
    names = docs[starts]
    found = []
    for band in range(how.bands):
        key = np.zeros(len(names), dtype=np.uint64)
        for row in range(how.rows):
            salt = np.uint64((2 * (band * how.rows + row) + 1) * 0x2545F4914F6CDD1D % 2**64)
            key = _mixed(key ^ np.minimum.reduceat(hashes * salt ^ (hashes * salt >> np.uint64(29)), starts))
        _, earliest, place = np.unique(key, return_index=True, return_inverse=True)
        one = names[earliest[place]]
        found.append(np.stack([one, names], axis=1)[one != names])
    return np.unique(np.concatenate(found), axis=0)


def _alike(pairs: Numbers, docs: Numbers, hashes: Numbers, sizes: Numbers, part: Fraction) -> Numbers:
    """Whether the two of each pair share that part of all the stretches that they hold, counted one by one."""
    offsets = np.r_[0, np.cumsum(sizes_of(docs, len(sizes)))]
    shared = np.zeros(len(pairs), dtype=np.int64)
    for begin in range(0, len(pairs), _AT_ONCE):
        some = pairs[begin : begin + _AT_ONCE]
        both = np.sort(np.concatenate([_spread(some[:, side], offsets, hashes) for side in (0, 1)]))
        twice = both[1:][both[1:] == both[:-1]] >> _BITS
        shared[begin : begin + len(some)] = np.bincount(twice.astype(np.int64), minlength=len(some))
    held = sizes[pairs[:, 0]] + sizes[pairs[:, 1]] - shared
    return shared * part.denominator >= held * part.numerator


_AT_ONCE = 20_000


def sizes_of(docs: Numbers, texts: int) -> Numbers:
    """How many stretches each text has."""
    return np.bincount(docs, minlength=texts)


def _spread(names: Numbers, offsets: Numbers, hashes: Numbers) -> Numbers:
    """The stretches of the named texts, one text after the other, each behind the place of the text in the list."""
    lengths = offsets[names + 1] - offsets[names]
    place = np.repeat(np.arange(len(names), dtype=np.uint64), lengths)
    start = np.repeat(offsets[names] - np.r_[0, np.cumsum(lengths)[:-1]], lengths)
    found: Numbers = (place << _BITS) | hashes[start + np.arange(lengths.sum())]
    return found


def _clusters(pairs: Numbers, first: Numbers) -> Numbers:
    """The least member of each connected group."""
    while True:
        low = np.minimum(first[pairs[:, 0]], first[pairs[:, 1]])
        new = first.copy()
        np.minimum.at(new, pairs[:, 0], low)
        np.minimum.at(new, pairs[:, 1], low)
        new = new[new]
        if np.array_equal(new, first):
            return first
        first = new
