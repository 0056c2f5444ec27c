"""Counts that stand beside 条: members of chats, views and forwards of one message, as low and high, for neighbouring offences.

Sources: 法释〔2019〕15号 art. 10 (groups, members, followers), 法释〔2013〕21号 art. 2 (one message viewed or forwarded). Whether a
channel is a 通讯群组 or a 社交网络 is not settled, so its subscribers are members at the high bound and followers at the high
bound, and neither at the low. That a chat was set up for offences is for a person: the low holds groups that a decision
calls core (``channel.core``), the high every chat in which somebody is exposed. Members of several chats add up, as the article says (累计); persons in two chats are in the sum twice. Views and forwards are the
largest of one post that exposes somebody. Where nothing was read a count is None: not known, never zero. What it leaves
out: whether a chat serves offences and whether a message defames, which persons find.

>>> found = members([("g", "supergroup", 900, 950), ("c", "channel", 1200, 1200)], {"g", "c"}, {"g", "c"})
>>> [found[name] for name in ("groups", "members", "followers")]
[(1, 2), (900, 2150), (0, 1200)]
>>> [found[name] for name in ("groups_alone", "groups_with_channels")], members([], set(), set())["groups"]
([(1, 1), (2, 2)], (0, 0))
>>> members([("c", "channel", None, None)], {"c"}, set())["followers"]
(0, None)
"""

from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

Pair = tuple[int | None, int | None]
Chat = tuple[str, str, int | None, int | None]
"""A chat: its id, its kind, and the largest reading of its members, low and high."""
_GROUPS = ("supergroup", "group")


def beside(tables: Mapping[str, pa.Table], placed: pa.Table | None) -> dict[str, Pair]:
    """All of them; ``placed``: posts with a reading of views (``reach.posts``)."""
    exposing = set(tables["dossiers"].filter(pc.is_valid(tables["dossiers"]["person"]))["channel_id"].to_pylist())
    return {**members(_chats(tables), exposing, _core(tables)), **_one_message(tables, placed)}


def _core(tables: Mapping[str, pa.Table]) -> set[str]:
    """The channels that a person decided are core."""
    ranked = tables.get("channel_ranking")
    rows = [] if ranked is None else ranked.select(["channel_id", "in_low", "decided"]).to_pylist()
    return {row["channel_id"] for row in rows if row["decided"] and row["in_low"]}


def members(chats: Iterable[Chat], exposing: set[str], core: set[str]) -> dict[str, Pair]:
    """Groups, their members in sum, and followers in sum; and each under one reading of what a channel is: ``alone``, of groups without channels,
    ``with_channels``, ``of_channels``. Of a reading too the low holds what a decision calls core, the high all.
    """
    every = [chat for chat in chats if chat[0] in exposing]
    groups = [chat for chat in every if chat[1] in _GROUPS]
    others = [chat for chat in every if chat[1] not in _GROUPS]
    sure = {"alone": groups, "with_channels": every, "of_channels": others}
    low = {name: [chat for chat in some if chat[0] in core] for name, some in sure.items()}
    people = {name: (_sum([c[2] for c in low[name]]), _sum([c[3] for c in some])) for name, some in sure.items()}
    return {
        "groups": (len(low["alone"]), len(every)), "members": (people["alone"][0], people["with_channels"][1]), "followers": (0, people["of_channels"][1]),
        **{f"groups_{name}": (len(low[name]), len(sure[name])) for name in ("alone", "with_channels")},
        "members_with_channels": people["with_channels"], "followers_of_channels": people["of_channels"],
    }  # fmt: skip


def _sum(several: list[int | None]) -> int | None:
    """The sum, known where each is."""
    known = [n for n in several if n is not None]
    return sum(known) if len(known) == len(several) else None


def _chats(tables: Mapping[str, pa.Table]) -> list[Chat]:
    kinds = {
        r["channel_id"]: r["chat_kind"] for r in tables["channels"].select(["channel_id", "chat_kind"]).to_pylist()
    }
    read = tables["readings"].filter(pc.equal(tables["readings"]["what"], "subscribers"))
    largest = {
        r["channel_id"]: (r["low_max"], r["high_max"])
        for r in read.group_by("channel_id").aggregate([("low", "max"), ("high", "max")]).to_pylist()
    }
    return [(channel, kind or "", *largest.get(channel, (None, None))) for channel, kind in sorted(kinds.items())]


def _one_message(tables: Mapping[str, pa.Table], placed: pa.Table | None) -> dict[str, Pair]:
    """The largest number of views, and of forwards, of one post that exposes somebody: surely (low), perhaps (high)."""
    none: dict[str, Pair] = {"views": (None, None), "forwards": (None, None)}
    if placed is None:
        return none
    out: dict[str, Pair] = {}
    shown = {bound: placed.filter(pc.equal(placed[f"pi_{bound}"], 1)) for bound in ("low", "high")}
    out["views"] = (_most(shown["low"], "low_pi"), _most(shown["high"], "high"))
    told = tables["readings"].filter(pc.equal(tables["readings"]["what"], "forwards"))
    ends = [
        _most(told.join(shown[bound].select(["channel_id", "post_id"]), ["channel_id", "post_id"], join_type="left semi"), bound)
        for bound in ("low", "high")
    ]  # fmt: skip
    out["forwards"] = (ends[0], ends[1])
    return out


def _most(rows: pa.Table, column: str) -> int | None:
    most = pc.max(rows[column]).as_py() if rows.num_rows else None
    return None if most is None else int(most)
