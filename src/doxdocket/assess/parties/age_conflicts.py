"""Cases on the register that somebody of that age cannot have had: told beside the entry, never left out.

An imposed sanction does not fit somebody who was under the age of the article on the day it was imposed, or on every day of acts; a case
that ended for want of age does not fit somebody who had it on all of them, and leaves open those on which he had it; detention by the administration is not carried out under sixteen.
Source: 刑法 art. 17(1), 治安管理处罚法 art. 12, 21 (2025 text: art. 23), as rules. What it leaves out: which entry is wrong - the person, the
birth, the day, the stage, or that the case is of other acts.

>>> from doxdocket.assess.forms.parties import Sanction
>>> one = Sanction(id="1", defendant="D1", kind="administrative", stage="punished", day=date(2024, 9, 1))
>>> found = at_odds(one, "2012-03-04", (date(2024, 5, 1), date(2024, 6, 1)))
>>> found.why, found.article, found.age
('too_young', '治安管理处罚法 第十二条', (12, 12))
>>> at_odds(one, "2010-03-04", (date(2024, 5, 1), date(2024, 6, 1))) is None
True
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from doxdocket.assess.forms.parties import Sanction
from doxdocket.assess.parties.ages import Years, age
from doxdocket.assess.parties.rule_answers import ask
from doxdocket.assess.parties.standing import CRIMINAL
from doxdocket.law.rules import Book

Why = Literal["too_young", "too_young_then", "of_age", "of_age_in_part", "not_detained"]
PUNISHABLE = "cn/zhian/12-14"
_YOUNG = ("cn/zhian/21-young", "cn/zhian/23-young")
"""Under sixteen, of whom detention is not carried out: by the text of the day."""
_DETAINED, _NOT_CARRIED_OUT = "拘留", "不执行"


class AtOdds(NamedTuple):
    """What does not fit, by which article, and the age on which day. ``too_young_then``: on every day of acts, and no longer when imposed."""

    why: Why
    article: str
    day: date
    age: Years


def at_odds(one: Sanction, born: str, acts: tuple[date | None, date | None], book: Book | None = None) -> AtOdds | None:
    """Whether a case does not fit the age; ``acts``: the first and the last day on which he may have acted."""
    return next(_all(one, born, acts, book), None)


def _all(one: Sanction, born: str, acts: tuple[date | None, date | None], book: Book | None) -> Iterator[AtOdds]:
    first, last = acts
    rule = CRIMINAL if one.kind == "criminal" else PUNISHABLE

    def on(why: Why, day: date | None, provision: str, answer: str) -> Iterator[AtOdds]:
        years = None if day is None else age(born, day)
        if day is None or years is None:
            return
        said = ask(provision, {}, day, years, book)
        if said.answer == answer:
            yield AtOdds(why, said.article, day, years)

    if one.imposed:
        yield from on("too_young", one.day, rule, "not met")
        yield from on("too_young_then", last, rule, "not met")
        if one.kind == "administrative" and _DETAINED in one.sentence and _NOT_CARRIED_OUT not in one.sentence:
            for young in _YOUNG:
                yield from on("not_detained", last or one.day, young, "met")
    elif one.stage == "not_liable":
        yield from on("of_age", first, rule, "met")
        yield from on("of_age_in_part", last, rule, "met")
