"""Why a post or a person was seen so often (人次, never persons): the readings used, and whose views they are.

Source: the same steps as the figures (``reach``). Leaves out: who saw a post; posts without a reading are shown with none.

>>> sorted(IN_LOW)
['apart', 'counts', 'same_album', 'same_story', 'untold']
"""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.count import reach
from doxdocket.count.explanation import HasRun, Section
from doxdocket.engine import sql
from doxdocket.words import Both, zh_en

IN_LOW = {
    "counts": zh_en("explain_reach.in_low_largest_reading_of"),
    "same_album": zh_en("explain_reach.not_again_in_low_album"),
    "same_story": zh_en("explain_reach.not_again_in_low_larger"),
    "untold": zh_en("explain_reach.which_post_it_forwards_is"),
    "apart": zh_en("explain_reach.not_in_low_of_which"),
}  # fmt: skip
"""What ``in_low`` says of a post."""
TIMES = zh_en("explain_reach.times_seen_not_persons_how")  # fmt: skip
_ZONE = "Asia/Shanghai"
_READING = ("capture", "what", "label", "low", "value", "high", "shown", "at", "at_how")
_PLACED = ("seen_low", "seen", "seen_high", "pi_seen_low", "seen_at", "readings", "doubt", "in_low", "story", "counter")
_GROWN = (
    "first_at", "first_seen", "growth_low", "growth", "growth_high", "growth_per_day", "forwards_low", "forwards_high",
    "forwards_captured", "reactions", "members", "members_at", "over_views", "over_forwards",
)  # fmt: skip


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
        return [Section(zh_en("explain_reach.times_seen_not_persons"), [TIMES])]
    found = tables(run, posts)["reach"]
    (mine,) = _where(found, "channel_id = $channel AND post_id = $post", "post_id", channel=channel, post=post) or [{}]
    story = _where(
        found, "story = $story AND seen_high IS NOT NULL", "seen_low DESC, channel_id, post_id", story=mine.get("story")
    )
    names = [r["in_low"] for r in story]
    return [
        Section(zh_en("explain_reach.readings_times_not_persons"), [TIMES], [{n: r[n] for n in _READING} for r in read]),
        Section(
            zh_en("explain_reach.times_seen_posts_whose_views"),
            [Both(said.zh, f"{code}: {said.en}") for code, said in IN_LOW.items() if code in names],
            [{"post": f"{r['channel_id']}/{r['post_id']}", **{n: r[n] for n in _PLACED}} for r in story],
        ),
        Section(zh_en("explain_reach.growth_forwards_members_times_not"), rows=[{n: mine.get(n) for n in _GROWN}]),
    ]  # fmt: skip


def of_person(code: str, run: HasRun, posts: pa.Table) -> list[Section]:
    """How often the posts that expose a person were seen, and the readings used: also those of other numbers that may be the same person, whose posts the high holds."""
    if not pc.any(pc.equal(run.read("readings", ["what"])["what"], "views")).as_py():
        return []
    found = tables(run, posts)
    sums = _where(found["reach_persons"], "person = $person", "person", person=code)
    every = run.read("dossiers")
    mine = pc.equal(every["person"], code)
    own = every.filter(mine)
    same = pc.or_(
        *(pc.is_in(every[name], pc.drop_null(pc.unique(own[name]))) for name in ("person_best", "person_low"))
    )
    may = pc.or_kleene(mine, pc.and_(same, pc.not_equal(every["counts"], "none")))
    rows = sql.run(
        "SELECT r.*, m.person FROM reach AS r JOIN (SELECT channel_id, post_id, coalesce(max(CASE WHEN person = $code THEN person END), min(person)) AS person "
        "FROM mine GROUP BY channel_id, post_id) AS m "
        "ON m.channel_id = r.channel_id AND m.post_id = r.post_id ORDER BY r.story, r.seen_low DESC NULLS LAST, r.channel_id, r.post_id",
        {"reach": found["reach"], "mine": every.filter(may).select(["channel_id", "post_id", "person"])},
        {"code": code},
    ).to_pylist()
    lines = [
        TIMES,
        zh_en("explain_reach.low_counts_each_story_once"),
        *(Both(said.zh, f"{c}: {said.en}") for c, said in IN_LOW.items() if c in [r["in_low"] for r in rows]),
    ]  # fmt: skip
    shown = [
        {"post": f"{r['channel_id']}/{r['post_id']}", "person": r["person"], **{n: r[n] for n in _PLACED}} for r in rows
    ]
    title = zh_en("explain_reach.how_often_posts_that_expose")
    return [Section(title, lines, [*sums, *shown])]


def _where(table: pa.Table, where: str, order: str, **values: object) -> list[dict[str, Any]]:
    return list(sql.run(f"SELECT * FROM t WHERE {where} ORDER BY {order}", {"t": table}, values).to_pylist())
