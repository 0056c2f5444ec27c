"""Why a channel stands where it does, in sentences with their counts, in both languages.

Source: the rows of ``channel_ranking``, ``channel_pairs`` and ``network``. Channels are named by whoever asks (``name``), since titles may hold
personal information. What it leaves out: judgement; every sentence is a count that an export gives again.

>>> percent(307, 478), hours(90_000)
('64.2%', ('25 小时', '25 hours'))
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from doxdocket.count.explanation import Both

Row = Mapping[str, Any]
Name = Callable[[str], str]
_MOST = 3
_LABELS = {
    "incitement": ("煽动", "incite"),
    "paid_task": ("任务", "set tasks"),
    "sale_offer": ("出售", "sell"),
    "promotion": ("引流", "promote"),
}
_KINDS = {
    "forward": ("转发自", "forwards from"), "promotion": ("推广", "promotes"), "backup": ("预告备用频道", "announces as its backup"),
    "mention": ("提到", "names"), "signature": ("相同署名（线索）", "signs alike (a hint)"), "account": ("相同发布账号（线索）", "same posting accounts (a hint)"),
    "announcement": ("相同推广文字", "same adverts"), "persons": ("共有的人", "persons in both"),
}  # fmt: skip


def percent(part: int, whole: int) -> str:
    """A share to one place, cut off and not rounded, so that nothing is shown as more than it is."""
    thousandths = part * 1000 // max(whole, 1)
    return f"{thousandths // 10}.{thousandths % 10}%"


def hours(seconds: int) -> tuple[str, str]:
    """A lag as a person reads it."""
    if seconds < 7200:
        return f"{seconds // 60} 分钟", f"{seconds // 60} minutes"
    if seconds < 172_800:
        return f"{seconds // 3600} 小时", f"{seconds // 3600} hours"
    return f"{seconds // 86_400} 天", f"{seconds // 86_400} days"


def kind(name: str) -> Both:
    """A kind of relation."""
    return Both(*_KINDS[name])


def reasons(row: Row, pairs: Sequence[Row], network: Sequence[Row], name: Name) -> list[Both]:
    """What speaks for and against one channel."""
    if row["place"] is None:
        return [
            Both(
                f"贴文 {row['posts']:,} 条，按估计没有公开任何人（上限 {row['persons_high']:,} 人），不参与排列",
                f"{row['posts']:,} posts, none exposes anybody at the estimate (at the high: {row['persons_high']:,}): not ranked",
            )
        ]
    return [
        _stands(row),
        *_shows(row),
        *_shared(row, pairs, name),
        *_activity(row),
        *_relations(row["channel_id"], network, name),
    ]


def posting(row: Row) -> Both:
    """Who may post in a channel, and on whose word."""
    who = {"managers": Both("只有创建者和管理员", "the creator and administrators alone"),
           "members": Both("成员也可以", "members too")}.get(row["posting"] or "")  # fmt: skip
    if who is None:
        return Both("不明：没有认定，采集也没有载明", "unknown: nobody decided and the capture does not say")
    if row["posting_by"] == "broadcast":
        return Both(f"{who.zh}：采集载明为频道（广播），没有认定", f"{who.en}: the capture states a broadcast channel; nobody decided")  # fmt: skip
    return Both(f"{who.zh}：认定 {row['posting_by']}", f"{who.en}: decision {row['posting_by']}")


def _stands(row: Row) -> Both:
    zh = "提议为核心频道" if row["proposed"] else "未提议为核心频道"
    en = "proposed as a core channel" if row["proposed"] else "not proposed as a core channel"
    if row["decided"]:
        zh += f"；认定 {row['decision']}：{'是' if row['decided'] == 'core' else '不是'}核心频道"
        en += f"; decision {row['decision']}: {'' if row['decided'] == 'core' else 'no '}core channel"
    share = percent(row["drawn"], row["draws"])
    return Both(f"第 {row['place']} 位，得分 {row['score']:.3f}；{zh}；抽取的权重中 {share} 在内",
                f"place {row['place']}, score {row['score']:.3f}; {en}; in the set under {share} of the weightings drawn")  # fmt: skip


def _shows(row: Row) -> list[Both]:
    out = [
        Both(f"公开 {row['persons']:,} 人（{row['persons_low']:,}–{row['persons_high']:,}），其中 {row['first_persons']:,} 人（{percent(row['first_persons'], row['persons'])}）在采集的频道中首先在此公开",
             f"shows {row['persons']:,} persons ({row['persons_low']:,}–{row['persons_high']:,}); {row['first_persons']:,} of them ({percent(row['first_persons'], row['persons'])}) no captured channel showed earlier"),
        Both(f"只在此公开的 {row['only_persons']:,} 人：没有这个频道就没有他们", f"{row['only_persons']:,} persons shown nowhere else: without this channel they are missing"),
    ]  # fmt: skip
    if row["shared_persons"]:
        out.append(
            Both(f"与其他频道共有 {row['shared_persons']:,} 人，其中 {row['source_persons']:,} 人首先在此公开",
                 f"shares {row['shared_persons']:,} persons with others and was the first with {row['source_persons']:,} of them")
        )  # fmt: skip
    if row["hub_persons"]:
        out.append(
            Both(
                f"另有 {row['hub_persons']:,} 人被过多频道公开，不作为频道间的联系",
                f"{row['hub_persons']:,} more persons are shown by so many channels that they bind none",
            )
        )
    return out


def _shared(row: Row, pairs: Sequence[Row], name: Name) -> list[Both]:
    """The channels with which it shares most persons, and who was first."""
    own = row["channel_id"]
    met = [p for p in pairs if p["what"] == "persons" and own in (p["a"], p["b"]) and p["shared"]]
    out = []
    for p in sorted(met, key=lambda p: (-p["shared"], p["a"], p["b"]))[:_MOST]:
        mine, other = ("a", "b") if p["a"] == own else ("b", "a")
        zh, en = hours(p["lag_seconds"]) if p["lag_seconds"] is not None else ("不明", "unknown")
        out.append(Both(
            f"与 {name(p[other])} 共有 {p['shared']:,} 人（{p['shared_low']:,}–{p['shared_high']:,}），占本频道 {p[f'of_{mine}']:.1%}、对方 {p[f'of_{other}']:.1%}；"
            f"本频道在先 {p[f'first_{mine}']:,}，对方在先 {p[f'first_{other}']:,}，相隔中位数 {zh}",
            f"shares {p['shared']:,} persons ({p['shared_low']:,}–{p['shared_high']:,}) with {name(p[other])}: {p[f'of_{mine}']:.1%} of its own, {p[f'of_{other}']:.1%} of the other's; "
            f"first here {p[f'first_{mine}']:,}, first there {p[f'first_{other}']:,}, middle lag {en}",
        ))  # fmt: skip
    return out


def _activity(row: Row) -> list[Both]:
    labels = [(zh, en, row[k]) for k, (zh, en) in _LABELS.items() if row[k]]
    out = [Both(f"含个人信息贴文 {row['posts_with_pi']:,} 条，发布 {row['publications']:,} 次，分布在 {row['days']:,} 天（北京时间）",
                f"{row['posts_with_pi']:,} posts with personal information, {row['publications']:,} publications on {row['days']:,} days (Beijing time)")]  # fmt: skip
    if labels:
        out.append(Both("行为标注（机器提出）：" + "、".join(f"{zh} {n:,} 条" for zh, _, n in labels) + f"；与个人信息同在一贴的 {row['conduct']:,} 条",
                        "conduct as labelled by the machine: " + ", ".join(f"{n:,} posts {en}" for _, en, n in labels) + f"; {row['conduct']:,} beside personal information"))  # fmt: skip
    if row["views"] is not None:
        out.append(Both(f"含个人信息贴文的浏览 {row['views']:,} 人次（{row['views_low'] or 0:,}–{row['views_high']:,}；{row['views_of']:,} 条中 {row['views_read']:,} 条有读数；人次不是人数）",
                        f"{row['views']:,} views of these posts ({row['views_low'] or 0:,}–{row['views_high']:,}; {row['views_read']:,} of {row['views_of']:,} have a reading; times seen, not persons)"))  # fmt: skip
    if row["members"] is not None:
        out.append(Both(f"订阅 {row['members']:,}（采集时）", f"{row['members']:,} subscribers as captured"))
    return out


def _relations(own: str, network: Sequence[Row], name: Name) -> list[Both]:
    """What passes between it and others, the strongest of each kind first."""
    out = []
    for wanted in ("forward", "backup", "promotion", "signature", "account", "announcement"):
        mine = [e for e in network if e["kind"] == wanted and own in (e["source"], e["target"])]
        for e in sorted(mine, key=lambda e: (-e["weight"], e["source"], e["target"]))[:_MOST]:
            zh, en = _KINDS[wanted]
            a, b = (e["target"], e["source"]) if wanted == "forward" else (e["source"], e["target"])
            zh_out, en_out = ("", "") if e["captured"] else ("（未采集）", " (not captured)")
            link = "—" if not e["directed"] else "→"
            out.append(
                Both(
                    f"{name(a)} {zh} {link} {name(b)}{zh_out}：{e['weight']:,}",
                    f"{name(a)} {en} {link} {name(b)}{en_out}: {e['weight']:,}",
                )
            )
    return out


def whole(placed: Sequence[Row]) -> Both | None:
    """That all channels that could be chosen are, where they are: then neither scores nor weights decided anything.

    >>> whole([{"proposed": True}]).en.startswith("only these 1"), whole([{"proposed": True}, {"proposed": False}])
    (True, None)
    """
    if not placed or not all(row["proposed"] for row in placed):
        return None
    n = len(placed)
    return Both(f"参与排列的只有这 {n} 个频道，全部提议：得分、落差和权重在这里没有排除任何频道，不是这一组的理由；理由只是别无按估计公开他人信息的频道",
                f"only these {n} channels are ranked, and all are proposed: scores, drops and weights left none out and are no reason for this set; the reason is that no other channel exposes anybody at the estimate")  # fmt: skip


def sensitivity(weights: Sequence[Row], name: Name, placed: Sequence[Row]) -> list[Both]:
    """Which weights would change the set, and where; ``placed``: the channels that are ranked."""
    out = []
    for w in weights:
        if not w["used"]:
            continue
        for side, zh, en in (("lower", "低于", "below"), ("upper", "高于", "above")):
            if w[f"{side}_at"] is not None:
                those = [name(c) for c in w[f"{side}_set"]] or ["—"]
                out.append(Both(f"{w['criterion']} 的权重{zh} {w[f'{side}_at']:.1%}（现为 {w['of_all']:.1%}）：变为 {'、'.join(those)}",
                                f"{w['criterion']} {en} {w[f'{side}_at']:.1%} of all weight (now {w['of_all']:.1%}): the set becomes {', '.join(those)}"))  # fmt: skip
    every = whole(placed)
    if every and not out:
        return [every]
    return out or [
        Both(
            "任何一项权重单独变动（0 至 100%），提议都不变",
            "no weight moved by itself, from nothing to all, changes the set",
        )
    ]
