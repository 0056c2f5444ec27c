"""Whether a set is personal information in criminal law, in civil law, and under 个人信息保护法: three answers, never mixed.

Sources: 法释〔2017〕10号 art. 1 (identity or activity), 民法典 art. 1034 (identity), 个人信息保护法 art. 4 (whatever is about an identified or
identifiable person), each a rule of facts; whether a set identifies is ``identification``'s. Kinds that show a person's activity
are those of 行踪轨迹 in ``pi_kinds.yaml``. A set that identifies nobody by itself but is certainly linked to one that does is combined
with it. What it leaves out: whether information is a company's, which a person says.

>>> of("combined", ["name", "phone_number"], date(2024, 3, 1))
{'pi_criminal': 'met', 'pi_civil': 'met', 'pi_pipl': 'met'}
>>> of("no", ["movement_trace"], date(2024, 3, 1))
{'pi_criminal': 'met', 'pi_civil': 'not met', 'pi_pipl': 'not determinable'}
>>> of("unknown", ["phone_number"], date(2024, 3, 1))["pi_criminal"]
'not determinable'
"""

from collections.abc import Iterable
from datetime import date

from doxdocket.law.answer import answer
from doxdocket.law.kinds import kinds
from doxdocket.law.rules import Book
from doxdocket.law.shapes import Answer, Met

RULES = {"pi_criminal": "cn/fashi-2017-10/1-pi", "pi_civil": "cn/minfadian/1034-pi", "pi_pipl": "cn/pipl/4"}
"""The rule of each of the three."""
_TRACE = "行踪轨迹"
_IDENTIFIES: dict[Answer, bool | None] = {"alone": True, "combined": True, "unknown": None, "no": False}


def of(
    identifies: Answer, held: Iterable[str], on: date, *, linked: bool = False, legal_person: bool | None = False,
    anonymised: bool | None = False, book: Book | None = None,
) -> dict[str, Met]:  # fmt: skip
    """The three answers for the kinds of a set; ``linked``: a certain link leads to a set that identifies somebody."""
    person = True if linked else _IDENTIFIES[identifies]
    trace = any(kinds()[k].gbt45574_class.startswith(_TRACE) for k in held if k in kinds())
    given = {
        "identifies_person": person, "shows_activity": trace, "legal_person_only": legal_person, "anonymised": anonymised,
        "about_identifiable_person": None if person is False and trace else person,
    }  # fmt: skip
    return {name: answer(rule, given, on, book).answer for name, rule in RULES.items()}
