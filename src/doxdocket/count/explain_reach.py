"""Why a post or a person was seen so often (人次, never persons): the readings used, and whose views they are.

Source: the same steps as the figures (``reach``). Leaves out: who saw a post; posts without a reading are shown with none.

>>> sorted(IN_LOW)
['apart', 'counts', 'same_album', 'same_story', 'untold']
"""

from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.count import reach
from doxdocket.count.explanation import Both, Section
from doxdocket.engine import sql

IN_LOW = {
    "counts": Both("计入低值：同一内容中读数最大", "in the low: the largest reading of its story"),
    "same_album": Both("不另计：同一相册共用一个计数器", "not again in the low: an album has one counter"),
    "same_story": Both(
        "不另计：同一原贴的另一条读数更大，已计入（转发的浏览可能就是原贴的浏览）",
        "not again in the low: a larger reading of the same first post is in it (views of a forward may be those of the first post)",
    ),
    "untold": Both(
        "没有写明转自哪一贴：低值只计超出该频道最大读数的部分，各条中最大的一条计一次",
        "which post it forwards is not told: the low takes the largest such reading once, as far as it is more than that channel's largest",
    ),
    "apart": Both("不计入低值：不知转自哪个频道，可能是已采集的频道", "not in the low: of which channel it is a forward is not told; it may be a captured one"),
}  # fmt: skip
"""What ``in_low`` says of a post."""
TIMES = Both("浏览是人次，不是人数；没有读数的贴文浏览不明，不是零", "times seen, not persons; how often a post without a reading was seen is not known, not zero")  # fmt: skip
_ZONE = "Asia/Shanghai"
_READING = ("capture", "what", "label", "low", "value", "high", "shown", "at", "at_how")
_PLACED = ("seen_low", "seen", "seen_high", "seen_at", "readings", "doubt", "in_low", "story", "counter")
_GROWN = (
    "first_at", "first_seen", "growth_low", "growth", "growth_high", "growth_per_day", "forwards_low", "forwards_high",
    "forwards_captured", "reactions", "members", "members_at", "over_views", "over_forwards",
)  # fmt: skip


class HasRun(Protocol):
    """A run: its tables."""

    def read(self, table: str, columns: list[str] | None = None) -> pa.Table:
        """A table, or some columns of it."""


def tables(run: HasRun, posts: pa.Table) -> dict[str, pa.Table]:
    """``reach`` and its sums over the merged posts of a run."""
    return reach.tables({**{name: run.read(name) for name in reach.NEEDED if name != "posts"}, "posts": posts}, _ZONE)


def of_post(channel: str, post: str, run: HasRun, posts: pa.Table) -> list[Section]:
    """The readings of a post, and every post whose views may be the same."""
    read = _where(
        run.read("readings"),
        "channel_id = $channel AND post_id = $post",
        "capture, what, label, low",
        channel=channel,
        post=post,
    )
    if not any(r["what"] == "views" for r in read):
        return [Section(Both("浏览（人次，不是人数）", "times seen (not persons)"), [TIMES])]
    found = tables(run, posts)["reach"]
    (mine,) = _where(found, "channel_id = $channel AND post_id = $post", "post_id", channel=channel, post=post) or [{}]
    story = _where(
        found, "story = $story AND seen_high IS NOT NULL", "seen_low DESC, channel_id, post_id", story=mine.get("story")
    )
    names = [r["in_low"] for r in story]
    return [
        Section(Both("读数（人次，不是人数）", "readings (times, not persons)"), [TIMES], [{n: r[n] for n in _READING} for r in read]),
        Section(
            Both("浏览：可能是同一批浏览的贴文（人次，不是人数）", "times seen: posts whose views may be the same (times, not persons)"),
            [Both(said.zh, f"{code}: {said.en}") for code, said in IN_LOW.items() if code in names],
            [{"post": f"{r['channel_id']}/{r['post_id']}", **{n: r[n] for n in _PLACED}} for r in story],
        ),
        Section(Both("浏览的增长、转发、订阅（人次，不是人数）", "growth, forwards, members (times, not persons)"), rows=[{n: mine.get(n) for n in _GROWN}]),
    ]  # fmt: skip


def of_person(code: str, run: HasRun, posts: pa.Table) -> list[Section]:
    """How often the posts that expose a person were seen, and the readings used."""
    if not pc.any(pc.equal(run.read("readings", ["what"])["what"], "views")).as_py():
        return []
    found = tables(run, posts)
    sums = _where(found["reach_persons"], "person = $person", "person", person=code)
    mine = run.read("dossiers")
    mine = mine.filter(pc.equal(mine["person"], code)).select(["channel_id", "post_id"])
    rows = sql.run(
        "SELECT r.* FROM reach AS r JOIN (SELECT DISTINCT channel_id, post_id FROM mine) AS m "
        "ON m.channel_id = r.channel_id AND m.post_id = r.post_id ORDER BY r.story, r.seen_low DESC NULLS LAST, r.channel_id, r.post_id",
        {"reach": found["reach"], "mine": mine},
    ).to_pylist()
    lines = [
        TIMES,
        Both("低值同一内容计一次，高值各贴计；一贴涉及数人的各计一次，因此各人相加会重复",
             "low counts each story once, high each post; a post of several persons is under each, so persons do not add up"),
        *(Both(said.zh, f"{c}: {said.en}") for c, said in IN_LOW.items() if c in [r["in_low"] for r in rows]),
    ]  # fmt: skip
    shown = [{"post": f"{r['channel_id']}/{r['post_id']}", **{n: r[n] for n in _PLACED}} for r in rows]
    title = Both(
        "公开此人的贴文被浏览的次数（人次，不是人数）",
        "how often the posts that expose this person were seen (times, not persons)",
    )
    return [Section(title, lines, [*sums, *shown])]


def _where(table: pa.Table, where: str, order: str, **values: object) -> list[dict[str, Any]]:
    return list(sql.run(f"SELECT * FROM t WHERE {where} ORDER BY {order}", {"t": table}, values).to_pylist())
