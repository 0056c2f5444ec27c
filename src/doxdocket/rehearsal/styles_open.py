"""Ten ways of writing a dossier that whoever builds a detector may look at.

Source: invented habits; no line is copied from anywhere. The six of ``styles_held`` are the test part.
Leaves out disguises used only by the held writers (keycaps, cheque numerals, zero-width marks, broken lines).

>>> sorted(OPEN_STYLES)[:3]
['bracket_label', 'colon_block', 'comma_people']
"""

from collections.abc import Sequence

from doxdocket.rehearsal import disguise as d
from doxdocket.rehearsal.conduct import act
from doxdocket.rehearsal.hand import DIGIT_KINDS, Style, date, kin, label, ordered, phrased, register, rows
from doxdocket.rehearsal.pen import Pen
from doxdocket.rehearsal.people import Card, Fact
from doxdocket.rehearsal.words import part

OPEN_STYLES: dict[str, Style] = {}

_LABELS = part("open").labels
COLON = _LABELS["colon"]

#: Kinds that need no label to be understood.
_BARE = {
    "name",
    "gender",
    "id_number",
    "phone_number",
    "home_address",
    "ethnicity",
    "birth_date",
    "age",
    "school",
    "workplace",
    "email",
}
_CUT = {"masked", "partial"}


def _plain(pen: Pen, fact: Fact) -> str:
    if fact.kind == "birth_date":
        return date(fact.value, pen.one("iso", "cn", "dots"))
    if fact.verdict in _CUT:
        return fact.plain
    if fact.kind == "phone_number" and pen.maybe(0.25):
        return d.groups(fact.plain, (3, 4, 4), pen.one(" ", "-"))
    if fact.kind == "bank_account" and pen.maybe(0.5):
        return d.groups(fact.plain, (4, 4, 4, 4, 3)[: (len(fact.plain) + 3) // 4], " ")
    if fact.kind == "id_number" and pen.maybe(0.1):
        return fact.plain.lower()
    return fact.plain


def _wide(pen: Pen, fact: Fact) -> str:
    plain = fact.plain
    if fact.kind == "birth_date":
        return date(fact.value, "run")
    if fact.kind in DIGIT_KINDS and fact.verdict not in _CUT and pen.maybe(0.5):
        return d.fullwidth(plain)
    return d.fullwidth(plain) if fact.kind == "home_address" and pen.maybe(0.3) else plain


def _ringed(pen: Pen, fact: Fact) -> str:
    if fact.kind == "birth_date":
        return date(fact.value, "dots")
    if fact.verdict in _CUT or fact.kind not in {"phone_number", "id_number"}:
        return fact.plain
    if fact.kind == "phone_number":
        return pen.one(d.circled(fact.plain), d.spaced(fact.plain), d.groups(fact.plain, (3, 4, 4), "."), fact.plain)
    return pen.one(d.groups(fact.plain, (6, 8, 4), " "), d.spaced(fact.plain), fact.plain)


def _western(pen: Pen, fact: Fact) -> str:
    if fact.kind == "birth_date":
        return date(fact.value, pen.one("iso", "slash"))
    if fact.kind == "gender":
        return {"男": pen.one("male", "M"), "女": pen.one("female", "F")}[fact.plain]
    if fact.kind == "phone_number" and fact.verdict == "valid":
        return pen.one("+86 ", "+86", "0086 ", "") + d.groups(fact.plain, (3, 4, 4), pen.one(" ", "-", ""))
    return fact.plain


@register(OPEN_STYLES, "open", "single", "family")
def colon_block(pen: Pen, cards: Sequence[Card]) -> None:
    """姓名：… one a line, relatives under a heading of kinship."""
    if pen.maybe(0.4):
        pen.say(pen.one("今日挂人", "出道吧你", "【开】新的一位", "档案更新"), "bold").say("\n")
    for i, card in enumerate(cards):
        if i:
            pen.say(f"\n{kin(card)}：\n" if pen.maybe(0.5) else f"\n——{kin(card)}——\n")
        rows(pen, COLON, card, _plain, insult=0.05 if i == 0 else 0)


@register(OPEN_STYLES, "open", "single", "family")
def bracket_label(pen: Pen, cards: Sequence[Card]) -> None:
    """【姓名】… in brackets, sometimes two a line."""
    for i, card in enumerate(cards):
        pen.card = card
        if i:
            pen.say(f"\n【{kin(card)}】\n")
        for j, fact in enumerate(ordered(card)):
            pen.say(("" if j == 0 else pen.one("\n", "\n", " ")) + f"【{label(pen, COLON, fact)}】").put(
                fact, _plain(pen, fact)
            )
    if pen.maybe(0.5):
        pen.say("\n")
        act(pen, "insult", cards[0])


@register(OPEN_STYLES, "open", "single")
def numbered_wide(pen: Pen, cards: Sequence[Card]) -> None:
    """1、姓　名： … with full-width digits and wide gaps."""
    for card in cards:
        pen.card = card
        facts = ordered(card)
        for i, fact in enumerate(facts, 1):
            word = label(pen, COLON, fact)
            word = "\u3000".join(word) if len(word) == 2 and pen.maybe(0.5) and word.isalpha() else word
            pen.say(f"{i}、{word}：").put(fact, _wide(pen, fact)).say("\n" if i < len(facts) else "")


@register(OPEN_STYLES, "open", "single", "family")
def gossip(pen: Pen, cards: Sequence[Card]) -> None:
    """One paragraph of tattle, relatives woven in."""
    pen.say(pen.one("来来来吃瓜，", "这位不是很能说吗？", "评论区点名要的，", "昨天说好的，今天就放。", "不藏了："))
    for i, card in enumerate(cards):
        pen.card = card
        if i:
            pen.say("。" + ("她" if cards[0].person.gender == "女" else "他") + kin(card, _LABELS["gossip_kin"]))
        phrased(pen, _LABELS["gossip"], ordered(card), _plain, "，")
    pen.say("。")
    pen.card = cards[0]
    if pen.maybe(0.6):
        act(pen, pen.one("insult", "incitement", "threat"), cards[0])
        pen.say(pen.one("！", "。", ""))


@register(OPEN_STYLES, "open", "list")
def comma_people(pen: Pen, cards: Sequence[Card]) -> None:
    """One person a line, values only, one mark between them."""
    mark = pen.one("，", ",", " ", " - ", "----", "|")
    if pen.maybe(0.6):
        pen.say(pen.one("本周名单", "一起上路的几位：", "打包放送", "通讯录流出：")).say("\n")
    for i, card in enumerate(cards):
        pen.card = card
        pen.say("\n" if i else "")
        for j, fact in enumerate(ordered(card)):
            pen.say(mark if j else "").put(fact)


@register(OPEN_STYLES, "open", "list")
def tab_table(pen: Pen, cards: Sequence[Card]) -> None:
    """A table pasted from a sheet: header line, tabs, a running number."""
    numbered = pen.maybe(0.5)
    head = [label(pen, COLON, f) for f in ordered(cards[0])]
    pen.say("\t".join((["序号"] if numbered else []) + head))
    for i, card in enumerate(cards, 1):
        pen.card = card
        pen.say("\n" + (f"{i}\t" if numbered else ""))
        for j, fact in enumerate(ordered(card)):
            pen.say("\t" if j else "").put(fact)


@register(OPEN_STYLES, "open", "family")
def household(pen: Pen, cards: Sequence[Card]) -> None:
    """全户 list: relation, name, number a line; the address once for the head."""
    pen.say(pen.one("全户：", "户口本上都有谁", "一家子整整齐齐："))
    last = [f for f in cards[0].facts if f.kind == "home_address"]
    for i, card in enumerate(cards):
        pen.card = card
        pen.say("\n" + (("户主" if card.person.relation == "head" else "本人") if i == 0 else kin(card)))
        for fact in ordered(card):
            if fact not in last or i:
                known = fact.kind in _BARE and fact.verdict != "partial"
                pen.say(" " if known else f" {label(pen, COLON, fact)}").put(
                    fact, _plain(pen, fact) if fact.kind == "birth_date" else ""
                )
    pen.card = cards[0]
    for fact in last:
        pen.say("\n" + pen.one("户籍地：", "住址：", "地址 ")).put(fact)


@register(OPEN_STYLES, "open", "single")
def english(pen: Pen, cards: Sequence[Card]) -> None:
    """name: … phone: … by somebody who likes English labels."""
    sep = pen.one(": ", " = ", ":")
    rows(pen, _LABELS["english"], cards[0], _western, sep=sep)


@register(OPEN_STYLES, "open", "single", "family")
def emoji_bullets(pen: Pen, cards: Sequence[Card]) -> None:
    """An emoji stands for the label."""
    for i, card in enumerate(cards):
        pen.card = card
        if i:
            pen.say(f"\n👪{kin(card)}\n")
        for j, fact in enumerate(ordered(card)):
            pen.say("\n" if j else "").say(label(pen, _LABELS["emoji"], fact) + pen.one(" ", "")).put(
                fact, _ringed(pen, fact)
            )
    if pen.maybe(0.4):
        pen.say("\n🔥")
        act(pen, "incitement", cards[0])


@register(OPEN_STYLES, "open", "single")
def slash_line(pen: Pen, cards: Sequence[Card]) -> None:
    """Values with slashes, hardly a label, digits in rings or wide apart."""
    card = pen.card = cards[0]
    for j, fact in enumerate(ordered(card)):
        pen.say(" / " if j else "")
        if fact.kind not in _BARE or fact.verdict == "partial":
            pen.say(label(pen, COLON, fact))
        pen.put(fact, _ringed(pen, fact))
    if pen.maybe(0.3):
        pen.say(" / ")
        act(pen, "insult", card)


@register(OPEN_STYLES, "open", "single", "family")
def label_above(pen: Pen, cards: Sequence[Card]) -> None:
    """The label on one line, the value on the next, a blank line between."""
    for i, card in enumerate(cards):
        pen.card = card
        if i:
            pen.say(f"\n\n# {kin(card)}\n\n")
        for j, fact in enumerate(ordered(card)):
            pen.say("\n\n" if j else "").say(label(pen, COLON, fact), "bold").say("\n").put(
                fact, _plain(pen, fact), "code"
            )


@register(OPEN_STYLES, "open", "single")
def initials(pen: Pen, cards: Sequence[Card]) -> None:
    """XM… SFZ… SJH… : first letters of pinyin, all on one line."""
    card = pen.card = cards[0]
    sep, gap = pen.one("：", ":", " "), pen.one("  ", " ", "; ")
    for j, fact in enumerate(ordered(card)):
        pen.say((gap if j else "") + label(pen, _LABELS["initials"], fact) + sep).put(fact, _plain(pen, fact))
    if pen.maybe(0.3):
        pen.say("\n")
        act(pen, "source_of_data", card)


@register(OPEN_STYLES, "open", "single", "family")
def loose_lines(pen: Pen, cards: Sequence[Card]) -> None:
    """Label and value with a blank or nothing between, in no fixed order, the name not always first."""
    for i, card in enumerate(cards):
        pen.card = card
        facts = list(card.facts)
        pen.rng.shuffle(facts)
        if i:
            pen.say(f"\n{kin(card)}\n")
            facts.sort(key=lambda f: f.kind != "name")
        for j, fact in enumerate(facts):
            pen.say(("\n" if j else "") + label(pen, COLON, fact) + pen.one(" ", "  ", "\t")).put(
                fact, _plain(pen, fact)
            )
