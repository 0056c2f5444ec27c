r"""One text as the reader sees it: what is looked for once, made when it is first asked for, and shared by all who ask.

The tagger, the evidence of numbers and the assigner of persons take a page, or a reading, of which they make one. Left out: candidates.

>>> from doxdocket.text import read
>>> page = page_of(read("姓名:韩知予"))
>>> page.clean[slice(*page.frames[0].value)], page_of(page) is page, page.text is page.text
('韩知予', True, True)
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, TypeVar

from doxdocket.detect.reader import lexicon
from doxdocket.detect.reader.candidates import places, runs
from doxdocket.detect.reader.layout import Frame, Joints, frames, joints
from doxdocket.detect.reader.lexicon import Mention
from doxdocket.detect.reader.tokens import Text, lay
from doxdocket.text import Reading, read

Told = TypeVar("Told")


class Page:
    """A reading, with what is told of it."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.clean = reading, reading.clean
        self._once: dict[Callable[[str], Any], Any] = {}

    def once(self, of: Callable[[str], Told]) -> Told:
        """What that function tells of the cleaned text, asked once."""
        if of not in self._once:
            self._once[of] = of(self.clean)
        told: Told = self._once[of]
        return told

    @cached_property
    def low(self) -> str:
        """In lower case."""
        return lexicon.lower(self.clean)

    @cached_property
    def text(self) -> Text:
        """Lines and clauses."""
        return lay(self.clean)

    @cached_property
    def words(self) -> Sequence[Mention]:
        """Words of the lists."""
        return lexicon.words(self.clean)

    @cached_property
    def joints(self) -> Joints:
        """Where stretches begin and end."""
        return joints(self.text)

    @cached_property
    def frames(self) -> Sequence[Frame]:
        """Labels beside values."""
        return frames(self.text, self.words, self.joints)

    @cached_property
    def atoms(self) -> Sequence[runs.Atom]:
        """Digits in any dress."""
        return runs.atoms(self.reading)

    @cached_property
    def hits(self) -> Sequence[places.Hit]:
        """Words of places."""
        return places.hits(self.clean)


def page_of(given: str | Reading | Page) -> Page:
    """The page of a text as captured or as read, or the page itself."""
    return given if isinstance(given, Page) else Page(read(given) if isinstance(given, str) else given)
