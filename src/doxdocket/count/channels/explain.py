"""Why these channels: the sections of ``explain CASE core_channels`` and of ``explain CASE`` with a channel's id.

Source: the published tables of the weighing; nothing is weighed anew. Titles are left to documents that mask them: channels stand
here by their ids. What it leaves out: the figure's own lines, which ``count.explain`` writes.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from doxdocket.count.channels import words
from doxdocket.count.channels.ranking import COUNTED
from doxdocket.count.explanation import Explanation, HasRun, Section
from doxdocket.law.channels import rules
from doxdocket.words import Both, listed, zh_en

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


def core(run: HasRun) -> list[Section]:
    """The rule, the ranking with its reasons, the weights and what would change the set, the cut and the coverage."""
    ranking, weights, pairs, network = (
        run.read(t).to_pylist() for t in ("channel_ranking", "channel_weights", "channel_pairs", "network")
    )
    placed = [r for r in ranking if r["place"] is not None]
    return [
        Section(zh_en("channels_explain.rule"), [rules().says, *_cut(placed)]),
        Section(zh_en("channels_explain.weights"), _left_out(weights), rows=[_weight(w) for w in weights]),
        Section(zh_en("channels_explain.how_score_arises"), _formula(), rows=_values(placed, weights)),
        Section(zh_en("channels_explain.what_other_weights_would_do"), words.sensitivity(weights, str, placed)),
        *(Section(Both(r["channel_id"], r["channel_id"]), words.reasons(r, pairs, network, str)) for r in placed),
        Section(zh_en("channels_explain.covered_together_each_next_channel"), rows=run.read("channel_coverage").to_pylist()),
        Section(zh_en("channels_explain.not_ranked_channels_that_expose"), rows=[
            {"channel_id": r["channel_id"], "posts": r["posts"], "persons": r["persons"], "persons_high": r["persons_high"]}
            for r in ranking if r["place"] is None]),
        Section(zh_en("channels_explain.for_person_to_decide"), _commands(placed)),
    ]  # fmt: skip


def _commands(placed: list[Row]) -> list[Both]:
    """A command for each answer about each channel on which nobody decided, and one for other weights: each can be used as it stands."""
    open_ = [r["channel_id"] for r in placed if not r["decided"]]
    acts = [f"channel.{act} {channel}" for channel in open_ for act in ("core", "not_core")]
    return [zh_en("channels_explain.command", act=act) for act in (*acts, "channel.weights views=0,days=5")]


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
    return [zh_en("channels_explain.first_hold_of_all_score", chosen=len(chosen), held=held, last=last, after=after)]  # fmt: skip


def _formula() -> list[Both]:
    """From the weights above and the values below to the score, so that anyone can compute it."""
    return [
        zh_en("channels_explain.score_i_wi_w_wa"),
        zh_en("channels_explain.wi_and_wa_are_sums"),
        zh_en("channels_explain.below_of_each_channel_value"),
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
    out = [zh_en("channels_explain.weights_of_decision", by=by)] if by else []
    if names:
        out.append(zh_en("channels_explain.left_out_not_known_of", names=listed("marks.comma", names)))
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


def channel(run: HasRun, id_: str) -> Explanation | None:
    """One captured channel: where it stands and why, what it shares with which, and its relations."""
    row = next((r for r in run.read("channel_ranking").to_pylist() if r["channel_id"] == id_), None)
    if row is None:
        return None
    pairs = [p for p in run.read("channel_pairs").to_pylist() if id_ in (p["a"], p["b"])]
    network = [e for e in run.read("network").to_pylist() if id_ in (e["source"], e["target"])]
    parts = [{"criterion": c.id, "what": Both(c.zh, c.en), "part": row[f"part_{c.id}"]} for c in rules().criteria]
    return Explanation(id_, "channel", zh_en("channels_explain.channel", id=id_), [
        Section(zh_en("channels_explain.reasons"), words.reasons(row, pairs, network, str)),
        Section(zh_en("channels_explain.its_parts_of_whole"), rows=parts),
        Section(zh_en("channels_explain.overlap_with_other_channels"), rows=[{k: p[k] for k in _PAIR} for p in sorted(pairs, key=lambda p: (p["what"], -p["shared"], p["a"], p["b"]))]),
        Section(zh_en("channels_explain.relations"), rows=network),
        Section(zh_en("channels_explain.who_may_post"), [words.posting(row)]),
    ])  # fmt: skip
