"""A table of comments, each labelled as an insult or not: how many are told, and how many seem to hold personal information.

Columns ``TEXT`` and ``label`` (1 or 0), as in COLD (Deng et al., arXiv 2201.06025). Such comments are ordinary posts: a
claim of personal information in one is held to be wrong. Left out: what kind of insult.

>>> [*rows(["TEXT,label", "好,0", "滚,1"])]
[('好', False), ('滚', True)]
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from doxdocket.errors import WrongCall
from doxdocket.records import Verdict
from doxdocket.score.measures import measures
from doxdocket.score.rates import Count, per_100k, rounded, share

LONE = re.compile("[\ud800-\udfff]")


def rows(given: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Each text, and whether it is an insult."""
    table = csv.DictReader(given, strict=True)
    try:
        yield from _rows(table)
    except csv.Error as error:
        raise WrongCall("insults.near_line_this_is_not", line=table.line_num) from error  # fmt: skip


def _rows(table: csv.DictReader[str]) -> Iterator[tuple[str, bool]]:
    if not {"TEXT", "label"} <= set(table.fieldnames or ()):
        raise WrongCall("insults.this_table_has_no_columns")  # fmt: skip
    for row in table:
        if row["label"] not in {"0", "1"} or row["TEXT"] is None:
            raise WrongCall("insults.line_label_must_be_0", line=table.line_num)  # fmt: skip
        yield LONE.sub("\ufffd", row["TEXT"]), row["label"] == "1"


@dataclass(slots=True)
class Insults:
    """Comments counted one by one."""

    messages: int = 0
    agreed: int = 0
    claimed: int = 0
    count: Count = field(default_factory=Count)

    def add(self, true: bool, answer: Mapping[str, Any]) -> None:
        """One comment and what was found in it."""
        found = any(c["label"] == measures().conduct_of_insults for c in answer.get("conduct") or ())
        self.messages += 1
        self.agreed += true == found
        self.claimed += any(f.get("verdict") != Verdict.DOUBTFUL for f in answer["findings"])
        self.count.add(true and found, found and not true, true and not found)

    def join(self, other: "Insults") -> None:
        """Other comments."""
        self.messages, self.agreed = self.messages + other.messages, self.agreed + other.agreed
        self.claimed += other.claimed
        self.count.join(other.count)

    def told(self) -> dict[str, Any]:
        """As ``--json`` says it."""
        right, claimed = share(self.agreed, self.messages), share(self.claimed, self.messages)
        return {
            "messages": self.messages, "accuracy": rounded(right.value), "accuracy_95": [rounded(x) for x in right.interval],
            **self.count.told(), "claimed": self.claimed,
            "claimed_per_100k": per_100k(claimed.value), "claimed_per_100k_95": [per_100k(x) for x in claimed.interval],
        }  # fmt: skip
