"""Something that the record shows and a person should look at, in both languages.

>>> Remark("表中没有步骤", "the table has no step").entries
()
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be looked at, and the entries that show it."""

    zh: str
    en: str
    entries: tuple[str, ...] = ()
