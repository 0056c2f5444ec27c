"""What two publications have in common and what sets them apart: the rule of their link, and its weight kind by kind.

The id is both publications with a plus sign between, as in ``explain V0001`` and in the columns a and b of ``links``; any
two may be asked for, linked or not. What it leaves out: deciding, which is a person's (``decide person.same``).
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from doxdocket.count.explanation import Explanation, HasRun, Section
from doxdocket.count.measure import relations
from doxdocket.count.waterfall import Step, Weighing, bars, rows
from doxdocket.errors import WrongCall
from doxdocket.law import rule_pages
from doxdocket.law.kinds import kinds
from doxdocket.law.weights import weights
from doxdocket.words import Both, zh_en


def explanation(id_: str, run: HasRun, latest: Mapping[str, pa.Table]) -> Explanation:
    """The explanation of ``A+B``."""
    dossiers = run.read("dossiers")
    a, _, b = id_.partition("+")
    keys = (dossiers[c].to_pylist() for c in ("channel_id", "post_id", "person_no"))
    known = {f"{c}/{p}/{n}" for c, p, n in zip(*keys, strict=True)}
    for key in (a, b):
        if key not in known:
            raise WrongCall("explain_link.there_is_no_publication_write", key=key)
    made = [x for x in run.read("links").to_pylist() if {x["a"], x["b"]} == {a, b} and x["rule"] != "hub"]
    seen = relations({**latest, "dossiers": dossiers, "hubs": run.read("hubs")})
    weighing = Weighing(seen["exposures"], seen["findings"], (a, b))
    steps = weighing.steps(a, b)
    total = steps[-1].total if steps else 0.0
    says = weights().says
    return Explanation(id_, "link", zh_en("explain_link.whether_two_publications_are_of"), [
        Section(zh_en("explain_link.link"), [_rule(x, steps) for x in made] or [zh_en("explain_link.no_rule_links_two")],
                [{n: x[n] for n in ("a", "b", "rule", "level", "blocked_by")} for x in made]),
        Section(zh_en("explain_link.weight_of_agreement_sum_bits", total=total),
                [says, *bars(steps, weighing.shown)], rows(steps, weighing.shown)),
    ])  # fmt: skip


_LEVEL = {"certain": "确定", "likely": "较可能", "possible": "可能"}


def elsewhere(link: Mapping[str, Any], steps: Iterable[Step]) -> bool:
    """Whether what keeps a link apart stands in other publications of the two persons, not in these two."""
    return link["blocked_by"] in kinds() and all(s.how != "differ" or s.kind != link["blocked_by"] for s in steps)


def _rule(link: Mapping[str, Any], steps: Iterable[Step]) -> Both:
    zh, en = rule_pages.link(link["rule"], "zh"), rule_pages.link(link["rule"], "en")
    blocked = link["blocked_by"]
    why = kinds()[blocked].zh if blocked in kinds() else blocked
    other = elsewhere(link, steps)
    return Both(
        f"{_LEVEL[link['level']]}（{link['rule']}）：{zh[0]}"
        + (f"；未建立：{why}" if blocked else "")
        + ("（矛盾在两人的其他发布之间）" if other else ""),
        f"{link['level']} ({link['rule']}): {en[0]}. {en[1]}"
        + (f" Not made: {blocked}" if blocked else "")
        + (" (the contradiction is between other publications of the two persons)" if other else ""),
    )
