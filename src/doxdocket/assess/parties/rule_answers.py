"""A rule asked with what the register knows, when ages are known in bounds: the answer that both bounds give, else none.

>>> from datetime import date
>>> said = ask("cn/minfadian/17", {}, date(2024, 1, 1), (17, 18))
>>> said.answer, said.missing
('not determinable', ('born',))
>>> ask("cn/minfadian/17", {}, date(2024, 1, 1), (18, 18)).answer
'met'
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from doxdocket.assess.parties.ages import Years
from doxdocket.law.answer import Answered, Given, answer
from doxdocket.law.rules import Book

_AGE, _BORN = "age", "born"


def ask(
    provision: str,
    given: Given,
    on: date | None,
    years: Years | None = None,
    book: Book | None = None,
) -> Answered:
    """The rule of that provision on that day; an age known in bounds counts where both bounds give one answer."""
    said, *more = [answer(provision, {**given, _AGE: n}, on, book) for n in dict.fromkeys(years or (None,))]
    open_ = [_AGE] if any(other.answer != said.answer for other in more) else []
    lacking = (*said.missing, *(name for other in more for name in other.missing), *open_)
    inputs = dict(said.inputs)
    if _AGE in inputs and years:
        inputs[_AGE] = "-".join(dict.fromkeys(map(str, years)))
    return replace(
        said,
        answer="not determinable" if open_ else said.answer,
        inputs=inputs,
        missing=tuple(dict.fromkeys(_BORN if name == _AGE else name for name in lacking)),
    )


def in_doubt(said: Answered, sure: Collection[str]) -> Answered:
    """The answer of a day on which posts in doubt alone may be acts: it stands where some day of sure acts gives it too, else nothing is determined.

    >>> said = ask("cn/minfadian/17", {}, date(2024, 1, 1), (18, 18))
    >>> in_doubt(said, {"met"}).answer, in_doubt(said, {"not met"}).answer, in_doubt(said, ()).answer
    ('met', 'not determinable', 'not determinable')
    """
    return said if said.answer in sure else replace(said, answer="not determinable")
