"""Why a channel stands where it does, in sentences with their counts, in both languages.

Source: the rows of ``channel_ranking``, ``channel_pairs`` and ``network``. Channels are named by whoever asks (``name``), since titles may hold
personal information. What it leaves out: judgement; every sentence is a count that an export gives again.

>>> percent(307, 478), hours(90_000)
('64.2%', ('25 小时', '25 hours'))
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from doxdocket.law.channels import rules
from doxdocket.words import Both, listed, zh_en

Row = Mapping[str, Any]
Name = Callable[[str], str]
_MOST = 3
_ALL = 0.9995
"""The share from which on a criterion is said to count alone (100.0%)."""
_CHINA = ZoneInfo("Asia/Shanghai")
_LABELS = {
    "incitement": zh_en("channels_words.incite"),
    "paid_task": zh_en("channels_words.set_tasks"),
    "sale_offer": zh_en("channels_words.sell"),
    "promotion": zh_en("channels_words.promote"),
}
_KINDS = {
    "forward": zh_en("channels_words.forwards_from"), "promotion": zh_en("channels_words.promotes"), "backup": zh_en("channels_words.announces_as_its_backup"),
    "mention": zh_en("channels_words.names"), "signature": zh_en("channels_words.signs_alike_hint"), "account": zh_en("channels_words.same_posting_accounts_hint"),
    "announcement": zh_en("channels_words.same_adverts"), "persons": zh_en("channels_words.persons_in_both"),
}  # fmt: skip


def percent(part: int, whole: int) -> str:
    """A share to one place, rounded; only the whole is 100 %."""
    thousandths = min((part * 2000 + whole) // max(2 * whole, 1), 999 if part < whole else 1000)
    return f"{thousandths // 10}.{thousandths % 10}%"


def hours(seconds: int) -> tuple[str, str]:
    """A lag as a person reads it."""
    if seconds < 7200:
        return zh_en("channels_words.minutes", seconds=seconds // 60)
    if seconds < 172_800:
        return zh_en("channels_words.hours", seconds=seconds // 3600)
    return zh_en("channels_words.days", seconds=seconds // 86_400)


def kind(name: str) -> Both:
    """A kind of relation."""
    return Both(*_KINDS[name])


def reasons(row: Row, pairs: Sequence[Row], network: Sequence[Row], name: Name) -> list[Both]:
    """What speaks for and against one channel."""
    if row["place"] is None:
        return [
            zh_en("channels_words.posts_none_exposes_anybody_at", posts=row["posts"], persons_high=row["persons_high"])
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
    who = {"managers": zh_en("channels_words.creator_and_administrators_alone"),
           "members": zh_en("channels_words.members_too")}.get(row["posting"] or "")  # fmt: skip
    if who is None:
        return zh_en("channels_words.unknown_nobody_decided_and_capture")
    if row["posting_by"] == "broadcast":
        return zh_en("channels_words.capture_states_broadcast_channel_nobody", who=who)  # fmt: skip
    return zh_en("channels_words.decision", posting_by=row["posting_by"], who=who)


def _stands(row: Row) -> Both:
    zh = "提议为核心频道" if row["proposed"] else "未提议为核心频道"
    en = "proposed as a core channel" if row["proposed"] else "not proposed as a core channel"
    if row["decided"]:
        zh += f"；认定 {row['decision']}：{'是' if row['decided'] == 'core' else '不是'}核心频道"
        en += f"; decision {row['decision']}: {'' if row['decided'] == 'core' else 'no '}core channel"
    share = percent(row["drawn"], row["draws"])
    return zh_en("channels_words.place_score_in_set_under", place=row["place"], score=row["score"], share=share, said=(zh, en))  # fmt: skip


def _shows(row: Row) -> list[Both]:
    out = [
        zh_en("channels_words.shows_persons_of_them_no", persons=row["persons"], persons_low=row["persons_low"], persons_high=row["persons_high"], first_persons=row["first_persons"], percent=percent(row["first_persons"], row["persons"])),
        zh_en("channels_words.persons_shown_nowhere_else_without", only_persons=row["only_persons"]),
    ]  # fmt: skip
    if row["shared_persons"]:
        out.append(
            zh_en("channels_words.shares_persons_with_others_and", shared_persons=row["shared_persons"], source_persons=row["source_persons"])
        )  # fmt: skip
    if row["hub_persons"]:
        out.append(zh_en("channels_words.more_persons_are_shown_by", hub_persons=row["hub_persons"]))
    return out


def _shared(row: Row, pairs: Sequence[Row], name: Name) -> list[Both]:
    """The channels with which it shares most persons, and who was first."""
    own = row["channel_id"]
    met = [p for p in pairs if p["what"] == "persons" and own in (p["a"], p["b"]) and p["shared"]]
    out = []
    for p in sorted(met, key=lambda p: (-p["shared"], p["a"], p["b"]))[:_MOST]:
        mine, other = ("a", "b") if p["a"] == own else ("b", "a")
        zh, en = hours(p["lag_seconds"]) if p["lag_seconds"] is not None else zh_en("channels_words.unknown")
        out.append(zh_en("channels_words.shares_persons_with_of_its", p=name(p[other]), shared=p["shared"], shared_low=p["shared_low"], shared_high=p["shared_high"], p_2=p[f"of_{mine}"], p_3=p[f"of_{other}"], p_4=p[f"first_{mine}"], p_5=p[f"first_{other}"], said=(zh, en)))  # fmt: skip
    return out


def _activity(row: Row) -> list[Both]:
    labels = [(zh, en, row[k]) for k, (zh, en) in _LABELS.items() if row[k]]
    out = [_posted(row)] if row["first_at"] is not None else []
    out.append(zh_en("channels_words.posts_with_personal_information_publications", posts_with_pi=row["posts_with_pi"], publications=row["publications"], days=row["days"]))  # fmt: skip
    if labels:
        out.append(zh_en("channels_words.conduct_as_labelled_by_machine", conduct=row["conduct"], labels=("、".join(f"{zh} {n:,} 条" for zh, _, n in labels), ", ".join(f"{n:,} posts {en}" for _, en, n in labels))))  # fmt: skip
    if row["views"] is not None:
        out.append(zh_en("channels_words.views_of_these_posts_of", views=row["views"], views_low=row["views_low"] or 0, views_high=row["views_high"], views_of=row["views_of"], views_read=row["views_read"]))  # fmt: skip
    if row["members"] is not None:
        out.append(zh_en("channels_words.subscribers_as_captured", members=row["members"]))
    return out


def _posted(row: Row) -> Both:
    """How many posts, and the days in China of the first and the last."""
    first, last = (f"{row[name].astimezone(_CHINA):%Y-%m-%d}" for name in ("first_at", "last_at"))
    return zh_en("channels_words.posted_from_to", posts=row["posts"], first=first, last=last)


def _relations(own: str, network: Sequence[Row], name: Name) -> list[Both]:
    """What passes between it and others, the strongest of each kind first."""
    out = []
    for wanted in ("forward", "backup", "promotion", "signature", "account", "announcement"):
        mine = [e for e in network if e["kind"] == wanted and own in (e["source"], e["target"])]
        for e in sorted(mine, key=lambda e: (-e["weight"], e["source"], e["target"]))[:_MOST]:
            zh, en = _KINDS[wanted]
            a, b = (e["target"], e["source"]) if wanted == "forward" else (e["source"], e["target"])
            zh_out, en_out = ("", "") if e["captured"] else zh_en("channels_words.not_captured")
            link = "—" if not e["directed"] else "→"
            out.append(
                zh_en(
                    "channels_words.a_said_link",
                    a=name(a),
                    link=link,
                    b=name(b),
                    weight=e["weight"],
                    said=(zh, en),
                    zh_out=(zh_out, en_out),
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
    return zh_en("channels_words.only_these_channels_are_ranked", n=n)  # fmt: skip


def sensitivity(weights: Sequence[Row], name: Name, placed: Sequence[Row]) -> list[Both]:
    """Which weights would change the set, and where; not where it would take a criterion that counts alone. ``placed``: the channels that are ranked."""
    out, named = [], {c.id: (c.zh, c.en) for c in rules().criteria}
    for w in weights:
        if not w["used"]:
            continue
        for side, zh, en in (("lower", *zh_en("channels_words.below")), ("upper", *zh_en("channels_words.above"))):
            if w[f"{side}_at"] is not None and (side == "lower" or w["upper_at"] < _ALL):
                those = [name(c) for c in w[f"{side}_set"]] or ["—"]
                out.append(zh_en("channels_words.of_all_weight_now_set", criterion=named[w["criterion"]], w=w[f"{side}_at"], of_all=w["of_all"], said=(zh, en), those=listed("marks.comma", those)))  # fmt: skip
    every = whole(placed)
    if every and not out:
        return [every]
    return out or [zh_en("channels_words.no_weight_moved_by_itself")]
