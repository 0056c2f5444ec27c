"""A rule asked with what the register knows, when ages are known in bounds: the answer that both bounds give, else none.

>>> from datetime import date
>>> said = ask("cn/minfadian/17", {}, date(2024, 1, 1), (17, 18))
>>> said.answer, said.missing
('not determinable', ('born',))
>>> ask("cn/minfadian/17", {}, date(2024, 1, 1), (18, 18)).answer
'met'
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from doxdocket.assess.parties.ages import Years
from doxdocket.law.answer import answer
from doxdocket.law.shapes import Met

_AGE, _BORN = "age", "born"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rule answered, with its article, what was put in and what was missing."""

    provision: str
    article: str
    answer: Met
    inputs: Mapping[str, str]
    missing: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As ``--json`` has it."""
        return {
            "rule": self.provision, "article": self.article, "answer": self.answer, "inputs": dict(self.inputs),
            "missing": list(self.missing),
        }  # fmt: skip


def ask(provision: str, given: Mapping[str, bool | None], on: date | None, years: Years | None = None) -> Asked:
    """The rule of that provision on that day; an age known in bounds counts where both bounds give one answer."""
    ends = [answer(provision, {**given, _AGE: n}, on) for n in (years or (None,))]
    said, other = ends[0], ends[-1]
    inputs = {k: v for k, v in said.inputs.items() if k != _AGE}
    if _AGE in said.inputs:
        inputs[_AGE] = "?" if years is None else f"{years[0]}" if years[0] == years[1] else f"{years[0]}-{years[1]}"
    missing = tuple(_BORN if name == _AGE else name for name in dict.fromkeys((*said.missing, *other.missing)))
    if said.answer != other.answer:
        return Asked(
            said.provision,
            said.article,
            "not determinable",
            inputs,
            (*missing, _BORN) if _BORN not in missing else missing,
        )
    return Asked(said.provision, said.article, said.answer, inputs, missing)
