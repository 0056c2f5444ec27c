"""``assess gains``: what was asked, agreed, said to be paid and proven, per defendant and together, in every reading.

Left out: any conclusion, and which reading is right; addresses and payers are not shown. All rows: ``--json``.

>>> span(Decimal("80.00"), None)
'80.00 – ?'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from doxdocket.assess.marks import FLAT, TOLD
from doxdocket.cli import gains_line
from doxdocket.cli.assessing import Build
from doxdocket.cli.command import Answer, case_argument, command, option
from doxdocket.cli.damages_words import answer
from doxdocket.cli.opening import open_case, warn_if_stale
from doxdocket.cli.said import manner, say
from doxdocket.cli.width import table, wrap

if TYPE_CHECKING:
    from doxdocket.assess.gains.account import GainsAccount, Received, Reminder
    from doxdocket.assess.gains.answers import Asked, Compared, Reading
    from doxdocket.assess.gains.fined import Beside
    from doxdocket.assess.gains.meant import Task
    from doxdocket.assess.gains.offers import MonthAsked, Price
    from doxdocket.assess.gains.suggest import Posted, Suggestion
    from doxdocket.assess.gains.sums import Pair

SHOWN = 20  # rows of a table in the text; --json has them all
REMINDERS = 40
READINGS = {
    "before": ("不扣退款、成本", "before refunds and costs"),
    "after": ("扣除退款、成本", "after refunds and costs"),
}
REMARK = (
    (
        "已证明：有流水行或写明的证据。未认定：流水显示收到、办案人员还没有认定的款项，是不是违法所得由人判断。扣不扣成本、虚拟币如何"
        "折算、与罚没是否重叠，法律上有争议，各读法并列。不能确定写作“?”。"
        "合计适用于共同实施的部分，是否共同实施由人判断。不下结论，不算出赔偿额。"
    ),
    (
        "Proven: shown by a row of a statement or by named evidence. Undecided: received by a statement and not yet looked at; whether it "
        "is a gain a person says. Whether costs are deducted, how coins are valued and whether fines overlap is contested, so each reading "
        'stands beside the other. "?" is not determinable. The line asked of all together holds '
        "for what they did jointly, which a person decides. No conclusion is drawn and no amount of damages computed."
    ),
)


@dataclass(frozen=True, slots=True)
class OfGains:
    """What ``assess gains`` prints."""

    case: str
    account: "GainsAccount" = field(metadata=FLAT)
    build: Build | None = field(default=None, metadata=TOLD)


@command(
    "gains",
    short=("获利：要价、约定、称已支付、已证明", "Gains: asked, agreed, said to be paid, proven"),
    about=(
        (
            "按被告和合计列出收款：已证明、称已支付，扣与不扣退款和成本两种读法，以及流水中未认定的款项；问违法所得的标准；要价按频道和\n"
            "月份列出；收款与要价的对应只是提示；旁列罚金和没收。各项事实在登记簿：receipt、cost、wallet、statement、rate。\n"
            "--net 在文字里只列扣除退款和成本后的读法；--json 两种都有。"
        ),
        (
            "Lists receipts per defendant and together: proven, said to be paid, before and after refunds and costs, and what statements\n"
            "show and nobody decided on; asks the lines for gains; prices asked by channel and month; payments beside offers, as suggestions\n"
            "only; fines and confiscation beside them. The facts are on the register: receipt, cost, wallet, statement, rate.\n"
            "--net lists only the reading after refunds and costs in the text; --json has both."
        ),
    ),
    examples=("doxdocket assess gains case", "doxdocket assess gains case --json"),
)
@case_argument()
@option(
    "--net", is_flag=True, about=("文字里只列扣除退款和成本后的读法", "list only the reading after refunds and costs")
)
def gains(case: str, net: bool) -> Answer[OfGains]:
    """Read register, files and run, and say it."""
    from doxdocket.assess.gains.gained import told
    from doxdocket.assess.plain import plain
    from doxdocket.cli.masking import masked
    from doxdocket.pipeline.gains import gains as account

    with open_case(case) as opened:
        if opened.current_run() is not None:
            warn_if_stale(opened, case)
        found = account(opened, masked=masked)
        said = told(found)
    return Answer(plain(OfGains(case, said)), _text(said, ("after",) if net else ("before", "after")))


def span(low: Decimal | int | None, high: Decimal | int | None) -> str:
    """A pair of yuan; an end that is not determinable is a question mark, and what nobody told is not known."""
    if low is None and high is None:
        return say("不明", "not known")
    ends = ["?" if end is None else f"{end:f}" if isinstance(end, Decimal) else str(end) for end in (low, high)]
    return " – ".join(dict.fromkeys(ends))


def of(pair: "Pair") -> str:
    """Both ends of a sum."""
    return span(pair.low, pair.high)


def _text(found: "GainsAccount", readings: "Sequence[Reading]") -> str:
    if not found.receipts and not found.asked and not found.not_asked and not found.tasks:
        return say("登记簿里没有收款，本案采集中没有写明价格的出售查询。表格见 doxdocket register form receipt。",
                   "The register holds no receipt and no captured offer names a price. The form: doxdocket register form receipt")  # fmt: skip
    parts = [_sums(found.sums, readings), _answers(found.answers, readings), "\n".join(wrap(gains_line.told(found.line), 100)), offers_told(found.offers),
             prices_told(found.asked), _not_asked(found.not_asked), _tasks(found.tasks),
             _suggested(found.suggestions), _posted(found.posted), _beside(found.beside), _compared(found.compared),
             _told(found.told), "\n".join(wrap(say(*REMARK), 100))]  # fmt: skip
    return "\n\n".join(part for part in parts if part)


def _who(who: str) -> str:
    return who or say("合计", "together")


def _coin(code: str) -> str:
    """A coin as it is written everywhere; points, which are none, in words."""
    return say("积分", "points") if code == "points" else code


def _titled(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], right: set[int]) -> str:
    """A table under its title, cut at ``SHOWN`` rows."""
    if not rows:
        return ""
    more = len(rows) - SHOWN
    lines = [title, table(head, rows[:SHOWN], right=right)]
    lines += [say(f"另有 {more} 行：--json", f"{more} more rows: --json")] if more > 0 else []
    return "\n".join(lines)


def _sums(rows: "Sequence[Received]", readings: "Sequence[Reading]") -> str:
    if not any(
        one.lacking or any(pair.high for pair in (one.proven, one.claimed, one.undecided, one.agreed)) for one in rows
    ):
        return say("没有收款登记，也没有流水。", "No receipt and no statement is on the register.")
    head = [say("被告", "defendant"), say("已证明", "proven"), say("称已支付", "said to be paid"), *(say(*READINGS[r]) for r in readings),
            say("未认定", "undecided"), say("约定", "agreed"), say("共同", "joint")]  # fmt: skip
    cells = [
        [
            _who(one.defendant),
            *map(of, (one.proven, one.claimed, *(getattr(one, name) for name in readings), one.undecided, one.agreed)),
            span(one.joint, one.joint),
        ]
        for one in rows
    ]
    return _titled(say("收款（元，低 – 高）", "Receipts (yuan, low – high)"), head, cells, set(range(1, len(head))))


def _answers(rows: "Sequence[Asked]", readings: "Sequence[Reading]") -> str:
    from doxdocket.law import words

    head = [say("条文", "article"), say("被告", "defendant"), say("读法", "reading"), say("低 – 高", "low – high"), say("回答", "answer"),
            say("若未认定的全算", "if all undecided count"), say("还缺", "missing")]  # fmt: skip
    cells = [
        [a.article, _who(a.who), say(*READINGS[a.reading]), span(a.low, a.high), answer(a.answer),
         answer(a.with_undecided), say("、", ", ").join(words.of(None, name, manner().lang) for name in a.missing)]
        for a in rows if a.reading in readings
    ]  # fmt: skip
    return _titled(say("违法所得的标准", "Lines for gains"), head, cells, set())


def offers_told(rows: "Sequence[MonthAsked]") -> str:
    """What was asked by channel, month and coin, as the page shows it."""
    own, others = ([one for one in rows if one.of_others is so] for so in (False, True))
    head = [
        say("频道", "channel"),
        say("月份", "month"),
        say("币种", "coin"),
        say("已认定的要价", "confirmed price"),
        say("待认定的要价", "unconfirmed price"),
        say("含存疑的数", "with doubtful numbers"),
        say("贴文", "posts"),
        say("已认定", "confirmed"),
    ]
    cells = [
        [one.channel_id, one.month or "—", _coin(one.coin), span(one.low_confirmed, one.high_confirmed) if one.confirmed else "—",
         span(one.low_sure, one.high_sure), span(one.low, one.high) if one.doubtful else "", str(one.posts), str(one.confirmed)]
        for one in own
    ]  # fmt: skip
    said = _titled(
        say("要价（不是收款；待认定的是机器标注，没有人认定以前不作数）", "Prices asked, not received (unconfirmed ones are labels of the machine and count for nothing until a person confirms them)"),
        head, cells, {3, 4, 5, 6, 7},
    )  # fmt: skip
    count = sum(one.posts for one in others)
    return said + (
        say(
            f"\n另有 {count} 条引用或转发他人的要价，未列入。",
            f"\n{count} more quote or forward other people's prices and are left out.",
        )
        if count
        else ""
    )


def prices_told(rows: "Sequence[Price]") -> str:
    """Each price with what it was read from, the highest first: there a misreading does most."""
    from doxdocket.assess.gains.offers import SIGNS

    own = sorted((one for one in rows if not one.of_others), key=lambda one: (one.coin, -one.price))
    head = [say("币种", "coin"), say("要价", "price"), say("存疑", "doubtful"), say("频道/贴文", "channel/post"), say("原文（遮盖）", "words (masked)"),
            say("依据", "sign")]  # fmt: skip
    yes = say("是", "yes")
    cells = [
        [_coin(one.coin), f"{one.price:f}", yes if one.doubtful else "", f"{one.channel_id}/{one.post_id}", one.stretch or "—",
         say(*SIGNS[one.sign]) if one.sign in SIGNS else ""]
        for one in own
    ]  # fmt: skip
    return _titled(say("逐条要价（由高到低）", "Each price asked (highest first)"), head, cells, {1})


def _not_asked(rows: "Sequence[Price]") -> str:
    """Sums that are no price: takings that somebody tells of, for a person to decide on; budgets and payments of tasks are only counted."""
    taken = [one for one in rows if one.means == "takings"]
    head = [
        say("频道/贴文", "channel/post"),
        say("币种", "coin"),
        say("金额", "amount"),
        say("原文（遮盖）", "words (masked)"),
        say("转引他人", "of others"),
    ]
    yes = say("是", "yes")
    cells = [
        [f"{one.channel_id}/{one.post_id}", _coin(one.coin), f"{one.price:f}", one.stretch or "—", yes if one.of_others else ""]
        for one in taken
    ]  # fmt: skip
    said = _titled(
        say("贴文自述的收入（待人决定；属实的登记为 receipt，阶段 paid，依据写 post:频道/贴文）",
            "Takings that posts tell of (for a person to decide; enter true ones as a receipt of stage paid, resting on post:CHANNEL/POST)"),
        head, cells, {2},
    )  # fmt: skip
    told = Counter(one.means for one in rows)
    lines = [said] if said else []
    if told["budget"]:
        lines.append(say(f"另有 {told['budget']} 处是求购者的出价，不是要价，也不是出售，未列入。",
                         f"{told['budget']} more are what a buyer would pay: no price, no sale, left out."))  # fmt: skip
    if told["settled"]:
        lines.append(say(f"另有 {told['settled']} 处是任务的结算，归入有偿任务。", f"{told['settled']} more tell of the payment of a task and are of the tasks."))  # fmt: skip
    return "\n".join(lines)


def _tasks(rows: "Sequence[Task]") -> str:
    """How many paid tasks there are, each one from its call to its payment."""
    if not rows:
        return ""
    sure, posts, paid = (
        sum(one.confirmed for one in rows),
        sum(len(one.posts) for one in rows),
        sum(bool(one.settled) for one in rows),
    )
    return "\n".join(wrap(say(
        f"有偿任务（从发布到结算算一件）：已认定 {sure} 件，待认定 {len(rows) - sure} 件；由 {posts} 条贴文合成，其中 {paid} 件看得出已结算。同一件的归并由机器提出：答复的贴文，或同频道此前最近的一件。",
        f"Paid tasks (one from its call to its payment): {sure} confirmed, {len(rows) - sure} unconfirmed, of {posts} posts; {paid} show their payment. Which posts are of one task the machine proposes: the post answered, or the nearest earlier task of the channel.",
    ), 100))  # fmt: skip


def _suggested(rows: "Sequence[Suggestion]") -> str:
    from doxdocket.assess.gains.suggest import REASONS

    first = sorted(rows, key=lambda one: not one.supported)
    head = [say("流水行", "row"), say("频道/贴文", "channel/post"), say("有佐证", "supported"), say("理由", "reasons")]
    yes, no = say("是", "yes"), say("未见", "none seen")
    cells = [
        [one.row, f"{one.channel}/{one.post}", yes if one.supported else no,
         say("；", "; ").join(say(*REASONS[code]) for code in one.reasons)]
        for one in first
    ]  # fmt: skip
    return _titled(
        say("收款可能对应的要价（提示，不是证明）", "Offers that payments may answer (suggestions, no proof)"),
        head,
        cells,
        set(),
    )


def _posted(rows: "Sequence[Posted]") -> str:
    head = [
        say("地址", "address"),
        say("被告", "defendant"),
        say("频道/贴文", "channel/post"),
        say("招收付款", "asks for payment"),
        say("流水行", "rows"),
    ]
    yes, no = say("是", "yes"), say("看不出", "not shown")
    cells = [
        [one.tag, one.defendant or "—", f"{one.channel}/{one.post}", yes if one.asks else no, str(len(one.rows))]
        for one in rows
    ]  # fmt: skip
    return _titled(say("在贴文中发布过的地址", "Addresses that posts hold"), head, cells, {4})


def _beside(rows: "Sequence[Beside]") -> str:
    told = [one for one in rows if one.kind]
    head = [say("被告", "defendant"), say("已证明", "proven"), say("已证明，扣除退款、成本", "proven, after refunds and costs"), say("种类", "kind"),
            say("罚金、罚款", "fine"), say("追缴没收", "confiscated"), say("退赔", "returned"), say("没有判处或尚未判处", "not imposed"),
            say("重叠", "overlap")]  # fmt: skip
    kinds = {"criminal": say("刑事（罚金）", "criminal"), "administrative": say("行政（罚款）", "administrative")}
    words = {"open": say("待人决定，未相减", "open: a person decides, nothing is taken off"), "none": "—"}
    cells = [
        [one.defendant, of(one.proven), of(one.proven_after), kinds[one.kind],
         *("—" if pair.high is None else of(pair) for pair in (one.fine, one.confiscated, one.returned)),
         say("、", ", ").join(one.not_imposed) or "—", words[one.overlap]]
        for one in told
    ]  # fmt: skip
    return _titled(say("与罚没并列", "Beside fines and confiscation"), head, cells, {1, 2, 4, 5, 6})


def _compared(rows: "Sequence[Compared]") -> str:
    names = {
        "gains_proven": ("已证明的收款", "receipts proven"), "gains_before": ("不扣退款、成本的获利", "gains before refunds and costs"),
        "gains_after": ("扣除后的获利", "gains after them"), "persons": ("被公开的人", "persons exposed"),
        "dossiers": ("组", "dossiers"), "publications": ("发布次", "publications"), "items_set": ("条", "items"), "views": ("浏览量（人次）", "views"),
        "minors": ("未成年人", "minors"),
    }  # fmt: skip
    cells = [[say(*names[one.id]), _number(one.low), _number(one.high), one.unit] for one in rows]
    if len(rows) <= 3:
        return ""
    return _titled(
        say("获利与所公开的并列", "Gains beside what was exposed"),
        ["", say("低", "low"), say("高", "high"), say("单位", "unit")],
        cells,
        {1, 2},
    )


def _number(value: Decimal | int | None) -> str:
    return say("不明", "not known") if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def _told(rows: "Sequence[Reminder]") -> str:
    if not rows:
        return ""
    lines = [say(f"提醒 {len(rows)} 处", f"Told of {len(rows)} places")]
    lines += [f"  {one.where}{say('：', ': ')}{say(one.zh, one.en)}" for one in rows[:REMINDERS]]
    lines += (
        [say(f"  另有 {len(rows) - REMINDERS} 处：--json", f"  {len(rows) - REMINDERS} more: --json")]
        if len(rows) > REMINDERS
        else []
    )
    return "\n".join(lines)
