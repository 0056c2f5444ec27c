"""Words for what ``assess parties`` and ``assess motives`` say, and the hints under what was entered as done together.

>>> word("met") in {"是", "met"}
True
"""

from datetime import date
from typing import TYPE_CHECKING

from doxdocket.cli.said import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doxdocket.assess.parties.account import AgeDeeds, CareDeeds, Deeds
    from doxdocket.assess.parties.acted import Ends
    from doxdocket.assess.parties.liability import Hint

WORDS = {
    "unknown": ("不明", "not known"), "met": ("是", "met"), "not met": ("否", "not met"), "not determinable": ("不能确定", "not determinable"),
    "partly": ("部分", "partly"), "full": ("完全", "full"), "limited": ("限制", "limited"), "none": ("无", "none"),
    "open": ("待定", "open"), "guardian": ("监护人，共同被告", "guardian, co-defendant"),
    "former guardian": ("原监护人，承担全部", "former guardian, bears all"),
    "in part": ("教唆、帮助人承担全部，监护人在未尽职责的范围内", "the instigator bears all, the guardian within its failure"),
    "delegate": ("受托人，有过错的承担相应责任", "delegate: a corresponding part where at fault"),
    "not guardian then": ("当时不是监护人", "not guardian then"), "own": ("本人发布", "own posts"),
    "own+claimed": ("本人发布，含仅有指认的账号", "own posts, claimed accounts too"),
    "joint": ("本人发布和所管频道", "own posts and channels run"),
    "joint_day": ("按共同行为，没有本人的", "by acts done together, none of his own known"),
    "register_day": ("按登记所载，没有行为的贴文", "by what the register says, no post of an act known"),
    "acts": ("没有行为的日子：已查明、有佐证的账号和所管频道没有注明日期的公开、侮辱、威胁、煽动的贴文，登记的任职、共同行为也没有日期（仅有指认的账号不算）",
             "no day of an act: no dated post that exposes or abuses of an account proven or supported or of a channel run, no day of a role or of acts together (accounts only claimed do not count)"),
    "no_post": ("账号、署名不在采集到的任何贴文里", "the account or signature stands in no post of the captures"),
    "channel_number": ("账号不在任何贴文里（是频道本身的号）", "the account stands in no post (it is the number of the channel itself)"), "equal": ("平均（未另定）", "equal (none decided)"),
    "decided": ("已认定", "decided"), "do not fit": ("登记的份额不全或不合为一，仍列平均", "shares entered do not make a whole; equal ones shown"),
    "statement": ("本人陈述", "own statement"),
    "other_said": ("他人所述", "said by another"),
    "confirmed": ("已认定", "confirmed"),
    "proposed": ("待认定", "proposed"),
    "first_act": ("首次行为之日", "first act"),
    "own_labour": ("是否以自己的劳动收入为主要生活来源", "whether living on own labour"),
    "joint_act": ("所登记的共同行为（含教唆、帮助）是否成立", "whether the act entered as done together (or instigated) is made out"),
    "came_of_age": ("只就未成年时的行为；成年后的自己承担", "only for acts while a minor; later ones are the defendant's own"),
    "instigated_only": ("只就被教唆、帮助的行为；其他行为由监护人承担全部", "only for acts instigated or helped; the guardian bears all of others"),
    "parents_stand": ("父母另有登记，未写明不是监护人", "parents are entered too, and not as guardians no more"),
    "other_parent": ("父母另一方", "the other parent"), "nobody_then": ("这段时间的监护人", "a guardian of these days"),
    "basis": ("为何是监护人", "why guardian"), "ended_day": ("何日起不再是监护人", "the day since when no longer guardian"),
    "delegate_at_fault": ("受托人有无过错", "whether the delegate was at fault"),
    "since_dead": ("此后死亡", "died since"), "since_unable": ("此后丧失监护能力", "unable since"),
    "since_disqualified": ("此后被撤销资格", "disqualified since"), "since_adopted": ("此后子女被他人收养", "the child was adopted since"),
    "since_court": ("此后法院认定终止", "ended by a court since"),
    "fosters": ("是否形成抚养教育关系", "whether the step-parent brings the child up"), "post": ("贴文", "post"),
    "one ground": ("仅一项依据", "one ground"), "no evidence": ("没有写明证据", "no evidence named"),
    "words only": ("只有言词", "words only"), "signature only": ("只有署名", "signature only"),
    "another too": ("同一账号也指向他人", "the account is put to another too"),
    "proven": ("已查明", "proven"), "supported": ("有佐证", "supported"), "claimed": ("仅有指认", "claimed"), "denied": ("否认", "denied"),
    "called": ("是否民事被告（called、sued）", "whether sued here (called, sued)"), "born": ("出生日期", "birth"), "sued": ("被诉之日", "day sued"), "guardian_missing": ("监护人", "guardian"),
    "attribution": ("账号属于谁", "whose account"), "shared_account": ("账号由几人使用（民法典第一千一百七十条？）", "several use the account (民法典 art. 1170?)"),
    "money": ("牟利", "money"), "fun": ("取乐", "fun"), "showing_off": ("炫耀", "showing off"), "justice": ("“伸张正义”", '"justice"'),
    "criminal": ("刑事", "criminal"), "administrative": ("行政", "administrative"), "investigated": ("侦查、调查", "investigated"),
    "prosecuted": ("已起诉", "prosecuted"), "convicted": ("已判决", "convicted"), "punished": ("已处罚", "punished"),
    "not_prosecuted": ("不起诉", "not prosecuted"), "not_liable": ("未达责任年龄", "not liable by age"), "ended": ("终结", "ended"),
    "ip": ("网络地址", "addresses of the network"), "activity": ("活动记录", "activity"), "device": ("终端归属", "device"),
    "registration": ("注册信息", "registration"), "payment": ("收付款", "payment"), "signature": ("署名", "signature"),
    "admission": ("本人承认", "admission"), "testimony": ("他人证言", "testimony"), "revenge": ("报复", "revenge"), "other": ("其他", "other"), "": ("", ""),
}  # fmt: skip
RELATIONS = {
    "father": ("父", "father"), "mother": ("母", "mother"), "adopter": ("养父母", "adopter"), "step_parent": ("继父母", "step-parent"),
    "grandparent": ("祖父母、外祖父母", "grandparent"), "sibling": ("兄、姐", "brother or sister"), "delegate": ("受托人", "delegate"),
    "other": ("其他", "other"), "": ("", ""),
}  # fmt: skip
HINTS = {
    "minors": (
        "{who} 行为时没有完全民事行为能力：教唆、帮助这样的人适用第二款，由教唆人、帮助人承担侵权责任，监护人未尽到监护职责的承担相应的责任；应当另以 1169-2 登记",
        "{who} had no full capacity then: abetting such a person falls under paragraph 2, where the instigator is liable and a guardian who failed in care bears a corresponding part; enter it under 1169-2",
    ),
    "perhaps_minors": (
        "{who} 行为时有无完全民事行为能力不能确定（出生日期，或者是否以自己的劳动收入为主要生活来源）：决定适用第一款还是第二款",
        "whether {who} had full capacity then is not determinable (birth, or living on own labour): it decides between paragraphs 1 and 2",
    ),
    "adults": (
        "{who} 行为时有完全民事行为能力：教唆、帮助这样的人适用第一款，与行为人连带；应当以 1169-1 登记",
        "{who} had full capacity then: abetting such a person falls under paragraph 1, jointly and severally; enter it under 1169-1",
    ),
    "no_instigator": ("没有写明教唆人、帮助人", "no instigator or helper is named"),
    "both_roles": (
        "{who} 既是行为人又是教唆、帮助人：两种身份各列一次，份额和数只算一次",
        "{who} acted and instigated: told once in each role, counted once in shares and figures",
    ),
    "himself_only": ("{who} 没有教唆、帮助别人，只写了自己", "{who} instigated nobody but himself"),
}  # fmt: skip


def stretch(first: date | None, last: date | None) -> str:
    """Days from first to last."""
    return "…".join(dict.fromkeys(day.isoformat() for day in (first, last) if day)) or word("unknown")


def acts(rows: "Sequence[Ends]") -> str:
    """The first and last day of a defendant's acts, on every page: his own, joint ones, what the register says."""
    named = {"own": ("本人", "own"), "joint": ("共同", "joint"), "register": ("登记所载", "register")}
    return say("；", "; ").join(f"{say(*named[row.acts])} {stretch(row.first, row.last)}" for row in rows)


def word(key: str) -> str:
    """What a key of the account is called."""
    return say(*WORDS.get(key, (key, key)))


def yes(answer: bool | None) -> str:
    """An answer to yes or no; not known where nobody answered."""
    return word("unknown") if answer is None else say("是", "yes") if answer else say("否", "no")


def whose(row: "Deeds | AgeDeeds | CareDeeds") -> str:
    """Which posts a row of figures is of, with the entries of acts together that are in it."""
    entries = say("、", ", ").join(row.together)
    return word(row.how) + (
        say(f"，含登记的共同行为 {entries}", f", with acts entered as done together {entries}") if entries else ""
    )


def relation(key: str) -> str:
    """What a guardian is to the ward."""
    return say(*RELATIONS[key])


def hint(row: "Hint") -> str:
    """One hint in words."""
    zh, en = HINTS[row.hint]
    return say(zh, en).format(who=say("、", ", ").join(row.who))
