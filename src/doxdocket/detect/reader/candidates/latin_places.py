r"""Addresses, schools and employers in Latin letters: rows of words with capitals and numbers, as in Malaysia, Singapore and Hong Kong.

Words and numbers that spaces, commas and a few signs join make a row; each stretch of a row that begins at its start, behind a comma or
at a word of the trade, and ends at its end or before a comma, is proposed. Left out: languages without capitals.

>>> clean = "住 No. 17, Jalan Melor 3/4, Puchong"
>>> [clean[start:end] for start, end, kind in find(clean) if kind == "home_address" and end == len(clean)][:2]
['No. 17, Jalan Melor 3/4, Puchong', '17, Jalan Melor 3/4, Puchong']
"""

import re
from collections.abc import Iterator
from functools import cache

from doxdocket.bounds import spend
from doxdocket.detect.data import table

_WORD = r"(?:(?:No|St|Jln|Jl|Blk|Rd|Ave|Kg|Tmn|Lrg)\.|[A-Z#0-9(][A-Za-z0-9'’/#*)-]{0,20})"
_ROW = re.compile(
    rf"{_WORD}(?:(?: ?, ?| & | @ | / | of | the | and |: | |-){_WORD}){{0,14}}|(?:block|blk|level|room|unit|flat) [a-z0-9]{{1,8}}(?: (?:level|room|unit|floor) [a-z0-9]{{1,8}})?"
)
_ADDRESS = re.compile(
    r"\b(?:No|Lot|Jalan|Jln|Lorong|Lrg|Taman|Tmn|Lebuh|Persiaran|Kampung|Kg|Blk|Block|block|level|Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Flat|Floor|Room|Tower|Residensi|Apt|Estate|Garden|Court|Close|Crescent)\b|#|[0-9]-[0-9]"
)
_SCHOOL = re.compile(
    r"\b(?:College|School|University|Institute|Sekolah|SMK|SJK|SK|Kolej|Academy|Poly|JC|Primary|Secondary|Year|Form|Tadika)\b|[yY]r ?[0-9]|^[A-Z]{3,5}\b"
)
_COURSE = re.compile(
    r",? ?(?:in |of )?[a-z]{3,16}(?: [A-Za-z0-9]{1,16}){0,2}|:? ?[\u4e00-\u9fff]{2,6}(?: [A-Za-z0-9]{1,6}){0,2}"
)
_COMMA, _BLANK = re.compile(r" ?, ?| / |: "), re.compile(r" ?, ?| / |: | ")
_MOST = 6  # starts and ends of one row


@cache
def _towns() -> frozenset[str]:
    return frozenset(table("places.yaml", __package__)["towns"].split())


def find(clean: str) -> Iterator[tuple[int, int, str]]:
    """Every place in letters: start, end, kind."""
    for match in _ROW.finditer(clean):
        start, end = match.span()
        spend(end - start)
        if end - start < 2 or match[0].isdigit():  # digits alone are no place
            continue
        commas = [start + one.start() for one in _COMMA.finditer(match[0])][: _MOST - 1]
        words = [start + one.end() for one in _BLANK.finditer(match[0])][: _MOST - 1]
        for low in (start, *words):
            for high in {*commas, end}:
                text = clean[low:high]
                if high - low < 2 or text[0] in ",/ ":
                    continue
                if _ADDRESS.search(text) or not _towns().isdisjoint(re.split("[ ,/]+", text)):
                    yield low, high, "home_address"
                if _SCHOOL.search(text):
                    yield low, high, "school"
                    if high == end and (course := _COURSE.match(clean, end)):
                        yield low, course.end(), "school"
                if not text[0].isdigit() and any(char.islower() for char in text):
                    yield low, high, "workplace"
