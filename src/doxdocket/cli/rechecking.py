"""``recheck``: is what was published still there? Later captures against earlier ones, and what that proves.

Nobody is looked up and nothing is fetched: only captures that are in the case are compared. Left out: any advice on a
claim; that is for whoever brings it. Values are not shown, not even masked: persons by their codes, posts by their ids.

>>> recheck.short[1]
'Is it still there? Later captures against earlier ones'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict, cast
from zoneinfo import ZoneInfo

from doxdocket.cli.command import Answer, case_argument, command, option
from doxdocket.cli.opening import OfRun, open_case, warn_if_stale
from doxdocket.cli.said import manner, say
from doxdocket.cli.stating import moment
from doxdocket.report.document import Block, Column, Paragraph, Table
from doxdocket.report.text import wrap

if TYPE_CHECKING:
    from doxdocket.pipeline import Rechecked

SHOWN = 40  # rows named one by one; export has them all
HOW = {
    "server": ("服务器写明", "by the server"), "crawler": ("采集程序写明", "by the crawler"),
    "tool": ("导出工具写明", "by the tool"), "stated": ("经办人写明", "stated"),
}  # fmt: skip
COUNTS = (
    "publications", "there", "changed_values_kept", "changed_values_gone", "changed_values_unclear", "gone", "not_covered",
    "removed", "shown", "unknown",
)  # fmt: skip
FIRST = ("gone", "changed_values_gone", "changed_values_unclear", "changed_values_kept", "there", "not_covered")
HEADS = {
    "publications": ("发布次", "all"), "there": ("仍在", "there"), "changed_values_kept": ("有改动", "changed"),
    "changed_values_gone": ("信息有删", "values cut"), "changed_values_unclear": ("信息看不出", "unclear"), "gone": ("已不在", "gone"), "not_covered": ("未覆盖", "not covered"),
    "removed": ("| 看不到", "| seen: no"), "shown": ("看得到", "yes"), "unknown": ("无答案", "no answer"), "new": ("| 新见", "| new"),
}  # fmt: skip


class Sitting(TypedDict):
    """A capture."""

    capture: str
    at: datetime | None
    at_how: str | None
    form: str


class Channel(TypedDict):
    """A channel: its captures, and what became of its publications."""

    channel_id: str
    earlier: list[Sitting]
    later: list[Sitting]
    untimed: list[str]
    publications: int
    there: int
    changed_values_kept: int
    changed_values_gone: int
    changed_values_unclear: int
    gone: int
    not_covered: int
    removed: int
    shown: int
    unknown: int
    new: int


class Persons(TypedDict):
    """Whether anything of a person is still seen."""

    persons: int
    removed: int
    shown: int
    unknown: int
    without: int
    edited_away: int
    of_nobody: int


class Proof(TypedDict):
    """What an answer proves, and of how many publications."""

    code: str
    count: int
    zh: str
    en: str


class Publication(TypedDict):
    """A publication, then and now; no value, not even masked."""

    channel_id: str
    post_id: str
    person: str | None
    status: str
    proves: str
    items: int
    items_gone: int
    items_unclear: int
    differs: object
    earlier_at: datetime | None
    later_at: datetime | None
    gone_after: datetime | None
    gone_before: datetime | None


class Compared(OfRun):
    """Later captures against earlier ones."""

    case: str
    since: datetime | None
    channels: list[Channel]
    persons: Persons
    proves: list[Proof]
    claim: str
    rows: list[Publication]
    more: int


@command(
    "recheck",
    short=("复查：发布的还在不在", "Is it still there? Later captures against earlier ones"),
    about=(
        (
            "把较晚的采集与较早的比：较早采集里的每次发布，复查时仍在、有改动、信息已去、已不在，还是复查没有覆盖。\n"
            "只比案卷里的采集，不联网。没有采集时间的不排先后；部分导出、挑选的数据里没有的，不算已删除，逐条写明理由。\n"
            "默认每个频道最后一次采集及其前 24 小时内的算复查，其余算较早；--since 另定界限。\n"
            "复查没有覆盖、而较早的某次采集（隔 24 小时以上）已显示不在的，也算已不在；仍在，只凭复查。全部逐行：export 案卷 recheck。"
        ),
        (
            "Compares later captures with earlier ones: of each publication of the earlier evidence whether it is still there,\n"
            "changed, without its values, gone, or not covered.\n"
            "Only captures in the case are compared; nothing is fetched. Captures without a time are not put in order; what a\n"
            "partial export or a selection lacks is not taken for deleted, and each row says why.\n"
            "Unless --since says otherwise, the last capture of each channel and those within 24 hours before it are the later\n"
            "ones. Where they say nothing, an earlier capture a day or more after the last sight of a post may show that it was gone;\n"
            "that it is still there only they can. All rows: export CASE recheck."
        ),
    ),
    examples=(
        ("doxdocket recheck 案卷", "doxdocket recheck case"),
        ("doxdocket recheck 案卷 --since 2024-06-01 --json", "doxdocket recheck case --since 2024-06-01 --json"),
    ),
)
@case_argument()
@option(
    "--since",
    metavar="TIME",
    about=("此时及以后的采集算复查", "captures at this time or after are the later ones"),
)
def recheck(case: str, since: str | None) -> Answer[Compared]:
    """Compare, and say it."""
    from doxdocket import pipeline
    from doxdocket.merge import recheck as room

    with open_case(case) as opened:
        zone = opened.info.display_zone
        at = moment(since, zone) if since else None
        found = pipeline.rechecked(opened, at)
        warn_if_stale(opened, case)
    totals = {row["channel_id"]: row for row in room.totals(found.rows)}
    channels = [
        cast("Channel", _captures(channel, rows) | dict.fromkeys(COUNTS, 0) | totals.get(channel, {}) | {"new": found.new.get(channel, 0)})
        for channel, rows in _by_channel(found)
    ]  # fmt: skip
    persons = cast("Persons", dict(room.persons(found.rows)))
    rows = _foremost(found)
    proves = _proves(found)
    data: Compared = {"case": case, "since": at, "channels": channels, "persons": persons, "proves": proves,
            "claim": _claim(channels, persons, _by_earlier(found)), "rows": rows, "more": max(0, found.rows.num_rows - SHOWN)}  # fmt: skip
    return Answer(data, _told(data, zone, case))


def _foremost(found: "Rechecked") -> list[Publication]:
    """The rows named one by one: what is gone or changed first."""
    import pyarrow as pa

    place = pa.array([FIRST.index(status) for status in found.rows["status"].to_pylist()], pa.int8())
    order = (
        found.rows.select(["status"])
        .append_column("place", place)
        .append_column("at", pa.array(range(found.rows.num_rows), pa.int64()))
    )
    first = order.sort_by([("place", "ascending"), ("at", "ascending")])["at"].slice(0, SHOWN)
    return list(found.rows.select(list(Publication.__annotations__)).take(first).to_pylist())


def _by_channel(found: "Rechecked") -> list[tuple[str, list[dict[str, Any]]]]:
    out: dict[str, list[dict[str, Any]]] = {}
    for row in found.captures.to_pylist():
        out.setdefault(row["channel_id"], []).append(row)
    return sorted(out.items())


def _captures(channel: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Which captures of a channel are earlier, which later, and which are in no order."""
    named = [{n: r[n] for n in ("capture", "at", "at_how", "form")} | {"later": r["later"]} for r in rows]
    late = [{k: v for k, v in r.items() if k != "later"} for r in named if r["later"]]
    early = [{k: v for k, v in r.items() if k != "later"} for r in named if not r["later"] and r["at"] is not None]
    untimed = [r["capture"] for r in named if r["at"] is None]
    return {"channel_id": channel, "earlier": early, "later": late, "untimed": untimed}


def _proves(found: "Rechecked") -> list[Proof]:
    """What the answers prove, most frequent first."""
    from doxdocket.merge.proofs import PROOFS

    counts = Counter(found.rows["proves"].to_pylist())
    order = list(PROOFS)
    codes = sorted(counts, key=lambda code: (-counts[code], order.index(code)))
    return [{"code": code, "count": counts[code], "zh": PROOFS[code].zh, "en": PROOFS[code].en} for code in codes]


def _by_earlier(found: "Rechecked") -> int:
    """Publications that only captures other than the later ones show to be gone."""
    late = {(c["channel_id"], c["capture"]) for c in found.captures.to_pylist() if c["later"]}
    rows = found.rows.select(["channel_id", "status", "later"]).to_pylist()
    return sum(bool(r["later"]) and (r["channel_id"], r["later"][-1]) not in late for r in rows)


_WITHOUT = {
    "edited_away": ("{n} 次，留存的最后版本里已没有该人的信息", "of {n} the version that stands no longer holds the values"),
    "of_nobody": ("{n} 次，信息不能指向任何人（见 sets_of_nobody）", "{n} point to nobody (see sets_of_nobody)"),
}  # fmt: skip
"""Why a publication has no person's code."""


def _claim(channels: Sequence[Mapping[str, Any]], persons: Mapping[str, Any], by_earlier: int) -> str:
    """Whether these captures are grounds to drop a claim to stop and delete; the choice is a person's."""
    total, removed, shown, unknown, new = (
        sum(c[name] for c in channels) for name in ("publications", "removed", "shown", "unknown", "new")
    )
    parts = []
    if not total:
        parts.append(
            say(
                "复查以外的采集里没有可比的发布。", "Captures other than the later ones hold no publication to compare."
            )
        )
    elif removed == total and not new and not by_earlier:
        parts.append(say(
            f"较早采集中的 {total} 次发布，复查时在所采频道里都已看不到：可以作为变更“停止侵害、删除信息”诉求的依据。",
            f"All {total} publications of the earlier captures could no longer be seen in these channels: grounds to change a "
            'claim to stop and delete ("停止侵害、删除信息").'))  # fmt: skip
    else:
        parts.append(say(
            f"复查以外的采集中的 {total} 次发布：已看不到 {removed}，仍可看到 {shown}，没有答案 {unknown}。",
            f"Of {total} publications known from captures other than the later ones {removed} can no longer be seen, {shown} still can, {unknown} have no "
            "answer."))  # fmt: skip
        parts.append(say(
            "不能说已全部删除：“停止侵害、删除信息”的诉求对仍可看到的、没有答案的和复查没有覆盖的仍有意义。",
            "It cannot be said that all was deleted: a claim to stop and delete keeps its object for what still stands, for "
            "what has no answer, and for what the later captures do not reach."))  # fmt: skip
    if by_earlier:
        parts.append(say(
            f"已看不到的当中，{by_earlier} 次只由复查以外的采集说明：复查没有覆盖它们，此后有没有恢复看不出。",
            f"Of those that can no longer be seen {by_earlier} are known so from captures other than the later ones, which do not reach "
            "them: whether they came back since does not show."))  # fmt: skip
    if new:
        parts.append(say(f"另有 {new} 次发布只见于复查的采集，不在上面的比较之内。",
                         f"{new} more publications stand in the later captures only and are in none of these numbers."))  # fmt: skip
    if persons["persons"]:
        parts.append(say(
            f"涉及 {persons['persons']} 人（按上限计）：仍被公开 {persons['shown']}，已全部看不到 {persons['removed']}，没有答案 {persons['unknown']}。",
            f"Persons: {persons['persons']} (by the high count); still exposed {persons['shown']}, nothing to be seen any more {persons['removed']}, no answer "
            f"{persons['unknown']}."))  # fmt: skip
    if persons["without"]:
        why = [say(zh, en).format(n=persons[name]) for name, (zh, en) in _WITHOUT.items() if persons[name]]
        parts.append(say(
            f"另有 {persons['without']} 次发布没有被害人编号，不在人数之内：{'；'.join(why)}。",
            f"{persons['without']} publications have no person's code and are in no count of persons: {'; '.join(why)}."))  # fmt: skip
    parts.append(say(
        "复查不能证明何人删除、何时删除（只知在两次采集之间），也不涉及别处的转发和副本。是否变更诉求由办案人员决定。",
        "A recheck cannot prove who deleted or exactly when (between the two captures), and says nothing of forwards and copies "
        "elsewhere. Whether to change the claim is for those who bring it."))  # fmt: skip
    return say("", " ").join(parts)


def _told(data: Compared, zone: str, case: str) -> list[Block | None]:
    more = (f"另有 {data['more']:,} 行（已不在和有改动的在前）：doxdocket export {case} recheck",
            f"{data['more']:,} more rows (what is gone or changed comes first): doxdocket export {case} recheck")  # fmt: skip
    return [_captured(data["channels"], zone), _counts(data["channels"]), _reasons(data["proves"]), _rows(data["rows"], zone, data["proves"]),
            more if data["more"] else None, Paragraph(data["claim"])]  # fmt: skip


def _captured(channels: Sequence[Mapping[str, Any]], zone: str) -> str:
    """Which captures were compared."""
    lines = []
    for c in channels:
        if not c["later"] and not c["untimed"]:
            continue
        lines.append(c["channel_id"])
        lines += [f"  {say(*words)}{say('：', ': ')}{_span(c[name], zone)}" for name, words in
                  (("earlier", ("较早采集", "earlier")), ("later", ("复查", "later")))]  # fmt: skip
        if c["untimed"]:
            names = say("、", ", ").join(c["untimed"])
            lines.append("  " + say(f"没有采集时间，不排先后：{names}（doxdocket describe 案卷 编号 --captured-at 时间）",
                                    f"without a time, in no order: {names} (doxdocket describe CASE NUMBER --captured-at TIME)"))  # fmt: skip
    alone = [c["channel_id"] for c in channels if not c["later"]]
    if alone:
        names = say("、", ", ").join(alone)
        lines += wrap(
            say(
                f"没有更晚采集的频道 {len(alone)} 个：{names}",
                f"Channels without a later capture, {len(alone)}: {names}",
            ),
            100,
        )
    return "\n".join(lines)


def _span(captures: Sequence[Mapping[str, Any]], zone: str) -> str:
    """How many captures, and from when to when."""
    if not captures:
        return say("没有", "none")
    times = sorted(c["at"] for c in captures)
    first, last = _minute(times[0], zone), _minute(times[-1], zone)
    span = first if first == last else f"{first} – {last}"
    how = say("、", ", ").join(say(*HOW[h]) for h in sorted({c["at_how"] for c in captures if c["at_how"] in HOW}))
    return say(f"{len(captures)} 份，{span}（时间{how}）", f"{len(captures)}, {span} (time {how})")


def _minute(at: datetime | None, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M") if at else "—"


def _counts(channels: Sequence[Mapping[str, Any]]) -> Table:
    """Publications by channel: what became of them, whether anything of them is still seen, and what is new."""
    names = (*COUNTS, "new")
    rows = [c for c in channels if c["publications"] or c["new"]]
    if len(rows) > 1:
        rows.append({"channel_id": say("合计", "all")} | {n: sum(c[n] for c in channels) for n in names})
    return Table(
        rows, [Column(("频道", "channel"), "channel_id"), *(Column(HEADS[n], n, right=True) for n in names)], none=None
    )


def _reasons(proves: Sequence[Proof]) -> str:
    """What each answer proves and what it does not."""
    lines = [say("各种回答证明什么、不证明什么", "What each answer proves, and what it does not")]
    for n, p in enumerate(proves, 1):
        text = (
            f"{n}. {p['zh']}（{p['count']:,}）" if manner().lang == "zh" else f"{p['count']:,} × {p['code']}: {p['en']}"
        )
        lines += wrap(text, 100, "  ")
    return "\n".join(lines) if proves else ""


def _rows(rows: Sequence[Publication], zone: str, proves: Sequence[Proof]) -> Table:
    """One line a publication: no values, not even masks; its ground by the number of the list above, in English by its code."""
    from doxdocket.merge.recheck import STATUSES

    grounds = {p["code"]: (str(n), p["code"]) for n, p in enumerate(proves, 1)}
    return Table(rows, [
        Column(("频道/贴文", "channel/post"), lambda r: f"{r['channel_id']}/{r['post_id']}"), Column(("被害人", "person"), lambda r: r["person"] or "—"),
        Column(("结果", "result"), lambda r: STATUSES[r["status"]]), Column(("依据", "ground"), lambda r: grounds[r["proves"]]), Column(("信息", "values"), _kept),
        Column(("较早", "earlier"), lambda r: _minute(r["earlier_at"], zone)), Column(("复查", "later"), lambda r: _minute(r["later_at"], zone)),
    ])  # fmt: skip


def _kept(row: Publication) -> str:
    """How many of the values are still seen; a dash where nothing says."""
    if row["status"] == "not_covered":
        return f"—/{row['items']}"
    left = 0 if row["status"] == "gone" else row["items"] - row["items_gone"] - row["items_unclear"]
    return f"{left}/{row['items']}"
