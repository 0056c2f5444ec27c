"""Findings in texts: what stands in each, of which kind and verdict, whose it is, and what carried it.

A text that the gate stops has none, nor has one in which the net hears nothing. Else it is cleaned (with the way back to the captured offsets); candidates of its numbers, words and lines
and what a net says of it are evidence for one decision and one assignment to persons. Texts are best
given together: the net is quicker so, and what is found in one does not hang on the others. Left out: images, conduct.

>>> [(h.kind, h.verdict.value, h.person) for h in detect("性名：韩知予 手鸡：178 0640 1357")]
[('name', 'valid', 0), ('phone_number', 'valid', 0)]
"""

from collections.abc import Sequence

from doxdocket.bounds import spend
from doxdocket.detect.answered import hits
from doxdocket.detect.hit import Hit, moved
from doxdocket.detect.reader.answer import together
from doxdocket.detect.reader.gate import passing, silent
from doxdocket.detect.reader.page import Page
from doxdocket.detect.reader.tagger import Tagged, tag
from doxdocket.detect.reader.tokens import pieces
from doxdocket.text import read_all


def detect(text: str) -> list[Hit]:
    """Everything found in one text, in order."""
    return detect_all([text])[0]


def detect_all(texts: Sequence[str]) -> list[list[Hit]]:
    """The same of many, in their order."""
    return heard(texts)[0]


def heard(texts: Sequence[str]) -> tuple[list[list[Hit]], dict[str, Tagged]]:
    """The same, and what the net said of the pieces that passed the gate, by their text: conduct asks it too."""
    cut = [(number, start, text[start:end]) for number, text in enumerate(texts) for start, end in pieces(text)]
    readings = read_all([text for *_, text in cut])
    spend(sum(len(reading.clean) for reading in readings))
    asked = [
        (number, start, Page(reading))
        for (number, start, _), reading, passes in zip(cut, readings, passing(readings), strict=True)
        if passes
    ]
    pages = [page for _, _, page in asked]
    posts = tag(pages)
    found: list[list[Hit]] = [[] for _ in texts]
    loud = [at for at, (page, post) in enumerate(zip(pages, posts, strict=True)) if not silent(page.reading, post)]
    told = together([pages[at] for at in loud], [posts[at] for at in loud])
    for at, one in zip(loud, told, strict=True):
        number, start, page = asked[at]
        part = hits(page.reading, one)
        people = 1 + max((hit.person for hit in found[number]), default=-1)
        found[number] += moved(part, start, people) if start else part
    return found, {page.reading.raw: post for (_, _, page), post in zip(asked, posts, strict=True)}
