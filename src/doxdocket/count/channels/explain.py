"""Why these channels: the sections of ``explain CASE core_channels`` and of ``explain CASE`` with a channel's id.

Source: the published tables of the weighing; nothing is weighed anew. Titles are left to documents that mask them: channels stand
here by their ids. What it leaves out: the figure's own lines, which ``count.explain`` writes.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Protocol

import pyarrow as pa

from doxdocket.count.channels import words
from doxdocket.count.channels.ranking import COUNTED
from doxdocket.count.explanation import Both, Explanation, Section
from doxdocket.law.channels import rules

Row = dict[str, Any]
_PAIR = (
    "what",
    "a",
    "b",
    "shared_low",
    "shared",
    "shared_high",
    "jaccard",
    "of_a",
    "of_b",
    "first_a",
    "first_b",
    "open_order",
    "lag_seconds",
)


class PublishedRun(Protocol):
    """A published run."""

    def read(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """A table, or some columns of it."""


def core(run: PublishedRun) -> list[Section]:
    """The rule, the ranking with its reasons, the weights and what would change the set, the cut and the coverage."""
    ranking, weights, pairs, network = (
        run.read(t).to_pylist() for t in ("channel_ranking", "channel_weights", "channel_pairs", "network")
    )
    placed = [r for r in ranking if r["place"] is not None]
    return [
        Section(Both("规则", "the rule"), [Both(rules().says.zh, rules().says.en), *_cut(placed)]),
        Section(Both("权重", "weights"), _left_out(weights), rows=[_weight(w) for w in weights]),
        Section(Both("得分怎样算出", "how a score arises"), _formula(), rows=_values(placed, weights)),
        Section(Both("权重变动", "what other weights would do"), words.sensitivity(weights, str, placed)),
        *(Section(Both(r["channel_id"], r["channel_id"]), words.reasons(r, pairs, network, str)) for r in placed),
        Section(Both("合计覆盖：依次加入新增最多的频道", "covered together: each next channel adds most"), rows=run.read("channel_coverage").to_pylist()),
        Section(Both("不参与排列：按估计没有公开任何人的频道（权衡以估计为准，上限时可能有人）",
                     "not ranked: channels that expose nobody at the estimate, by which all is weighed (at the high they may)"), rows=[
            {"channel_id": r["channel_id"], "posts": r["posts"], "persons": r["persons"], "persons_high": r["persons_high"]}
            for r in ranking if r["place"] is None]),
        Section(Both("由人认定", "for a person to decide"), [Both("doxdocket decide 案卷 channel.core 频道号 --reason … 或 channel.not_core；另定权重：channel.weights",
                                                          "doxdocket decide CASE channel.core CHANNEL --reason … or channel.not_core; other weights: channel.weights")]),
    ]  # fmt: skip


def _cut(placed: list[Row]) -> list[Both]:
    """Why the set ends where it does."""
    chosen = [r for r in placed if r["proposed"]]
    if not chosen:
        return []
    if every := words.whole(placed):
        return [every]
    last, after = chosen[-1]["score"], next((r["score"] for r in placed if not r["proposed"]), 0.0)
    whole = sum(r["score"] for r in placed)
    held = sum(r["score"] for r in chosen) / whole if whole else 0.0
    return [Both(f"前 {len(chosen)} 个频道占全部得分的 {held:.1%}；其后得分由 {last:.3f} 落到 {after:.3f}，按比例是此后最大的一次落差",
                 f"the first {len(chosen)} hold {held:.1%} of all score; after them it falls from {last:.3f} to {after:.3f}, in proportion the largest drop")]  # fmt: skip


def _formula() -> list[Both]:
    """From the weights above and the values below to the score, so that anyone can compute it."""
    return [
        Both("得分 = I^(Wi/W) × A^(Wa/W)。I 是信息一方各项指标的加权平均：Σ(weight × 数值 ÷ whole) ÷ Wi，A 是活跃一方的同样一数；",
             "score = I^(Wi/W) × A^(Wa/W). I is the weighted mean of the criteria of the side information: Σ(weight × value ÷ whole) ÷ Wi; A the same of activity."),
        Both("Wi、Wa 是各方采用的权重之和，W = Wi + Wa；whole 是各候选频道数值之和（见权重）；浏览是各候选频道合计，同一内容只计一次。一方没有权重的，该方作 1。未采用的指标不在式中。",
             "Wi and Wa are the sums of the weights used of each side, W = Wi + Wa; whole is the sum of the values of all candidates (see weights); of views, what they show together, a story once. A side without weight is 1. Criteria left out are in no sum."),
        Both("下列为各频道每项指标的数值（按估计），I、A 和得分，四舍五入到六位小数。",
             "Below, of each channel, the value of each criterion (at the estimate), I, A and the score, rounded to six places."),
    ]  # fmt: skip


def _values(placed: list[Row], weights: list[Row]) -> list[Row]:
    used = [w for w in weights if w["used"]]
    return [
        {"channel_id": r["channel_id"], **{w["criterion"]: r[COUNTED[w["criterion"]]] or 0 for w in used},
         "I": _side(r, used, "information"), "A": _side(r, used, "activity"), "score": f"{r['score']:.6f}"}
        for r in placed
    ]  # fmt: skip


def _side(row: Row, used: list[Row], side: str) -> str:
    mine = [w for w in used if w["side"] == side]
    total = sum(w["weight"] for w in mine)
    parts = sum(Fraction(w["weight"] * (row[COUNTED[w["criterion"]]] or 0), w["whole"]) for w in mine)
    return f"{float(parts / total):.6f}" if total else "1"


def _left_out(weights: list[Row]) -> list[Both]:
    names = [w["criterion"] for w in weights if not w["used"]]
    by = next((w["decision"] for w in weights if w["decision"]), None)
    out = [Both(f"权重由认定 {by} 给出", f"weights of decision {by}")] if by else []
    if names:
        out.append(
            Both(
                f"未采用（不是每个频道都有，或全部为零）：{'、'.join(names)}；其余按比例",
                f"left out (not known of every channel, or nothing for all): {', '.join(names)}; the rest in proportion",
            )
        )
    return out


def _weight(row: Mapping[str, Any]) -> Row:
    spec = next(c for c in rules().criteria if c.id == row["criterion"])
    return {
        "criterion": row["criterion"],
        "what": Both(spec.zh, spec.en),
        "side": row["side"],
        "weight": row["weight"],
        "of_all": row["of_all"],
        "whole": row["whole"],
        "because": spec.because,
    }


def channel(run: PublishedRun, id_: str) -> Explanation | None:
    """One captured channel: where it stands and why, what it shares with which, and its relations."""
    row = next((r for r in run.read("channel_ranking").to_pylist() if r["channel_id"] == id_), None)
    if row is None:
        return None
    pairs = [p for p in run.read("channel_pairs").to_pylist() if id_ in (p["a"], p["b"])]
    network = [e for e in run.read("network").to_pylist() if id_ in (e["source"], e["target"])]
    parts = [{"criterion": c.id, "what": Both(c.zh, c.en), "part": row[f"part_{c.id}"]} for c in rules().criteria]
    return Explanation(id_, "channel", Both(f"频道 {id_}", f"channel {id_}"), [
        Section(Both("理由", "reasons"), words.reasons(row, pairs, network, str)),
        Section(Both("占全案的部分", "its parts of the whole"), rows=parts),
        Section(Both("与其他频道的重合", "overlap with other channels"), rows=[{k: p[k] for k in _PAIR} for p in sorted(pairs, key=lambda p: (p["what"], -p["shared"], p["a"], p["b"]))]),
        Section(Both("关系", "relations"), rows=network),
        Section(Both("谁可以发言", "who may post"), [words.posting(row)]),
    ])  # fmt: skip
