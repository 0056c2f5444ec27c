"""Eight ways of writing a dossier that are the test part: whoever writes a detector does not look here.

Source: invented habits of another temper than ``styles_open``: official prose, dumped records, traditional characters,
slang with homophones, a dialogue, a markdown sheet, a rant, a roll call. Leaves out nothing on purpose.

>>> sorted(HELD_STYLES)
['dialogue', 'dumped_record', 'markdown_sheet', 'official_prose', 'rant', 'roll_call', 'slang_homophone', 'traditional']
"""

from collections.abc import Sequence

from opencc import OpenCC

from doxdocket.rehearsal import disguise as d
from doxdocket.rehearsal.conduct import act
from doxdocket.rehearsal.hand import Style, date, kin, label, ordered, register
from doxdocket.rehearsal.pen import Pen
from doxdocket.rehearsal.people import Card, Fact
from doxdocket.rehearsal.words import part

HELD_STYLES: dict[str, Style] = {}

_LABELS = part("held").labels

_TURNED = {
    "name",
    "home_address",
    "native_place",
    "workplace",
    "school",
    "marital_status",
    "ethnicity",
    "education_level",
}
_TO_TRADITIONAL, _TO_SIMPLIFIED = OpenCC("s2t"), OpenCC("t2s")


def _in_traditional(words: str) -> str:
    """The words in traditional characters, when the way back is the same words of the same length."""
    turned = _TO_TRADITIONAL.convert(words)
    return turned if len(turned) == len(words) and _TO_SIMPLIFIED.convert(turned) == words else words


def _formal(pen: Pen, fact: Fact) -> str:
    if fact.kind == "birth_date":
        return date(fact.value, "cn")
    if fact.kind == "phone_number" and fact.verdict == "valid" and pen.maybe(0.5):
        return pen.one(d.chinese(fact.plain), d.chinese(fact.plain, "〇"), d.spoken(fact.plain))
    if fact.kind == "id_number" and fact.verdict == "valid" and pen.maybe(0.15):
        return d.chinese(fact.plain)
    return fact.plain


def _cheque(pen: Pen, fact: Fact) -> str:
    if fact.kind == "birth_date":
        year, month, day = fact.value.split("-")
        return f"{year}年{month}月{day}日"
    if fact.verdict == "valid" and fact.kind in {"phone_number", "bank_account"} and pen.maybe(0.5):
        return pen.one(d.financial(fact.plain, traditional=True), d.financial(fact.plain))
    return _in_traditional(fact.plain) if fact.kind in _TURNED else fact.plain


def _hidden(pen: Pen, fact: Fact) -> str:
    if fact.kind == "birth_date":
        return date(fact.value, "cn")
    if fact.verdict != "valid":
        return fact.plain
    if fact.kind == "phone_number":
        choices = (
            d.keycap(fact.plain),
            d.stuffed(pen.rng, fact.plain, ("\u200b", "\u200c", "\u2060")),
            d.letters(fact.plain),
            d.stuffed(pen.rng, fact.plain, ("（删）", "系", "🐟", "加")),
            d.negative(fact.plain),
            d.groups(fact.plain, (3, 3, 5), "～"),
            fact.plain,
        )
        return pen.rng.choice(choices)
    if fact.kind == "id_number":
        ways = (
            d.groups(fact.plain, (6, 4, 4, 4), pen.one("*", "・", "~", "_")),
            d.stuffed(pen.rng, fact.plain, ("\u200b", "\u200d"), 3),
            d.letters(fact.plain),
            fact.plain,
        )
        return pen.rng.choice(ways)
    if fact.kind == "social_account" and fact.hint == "qq" and pen.maybe(0.4):
        return pen.one(d.circled(fact.plain), d.keycap(fact.plain), d.spaced(fact.plain, "."))
    return fact.plain


def _broken(pen: Pen, fact: Fact) -> str:
    if fact.kind == "birth_date":
        return date(fact.value, "slash")
    if fact.verdict != "valid":
        return fact.plain
    if fact.kind == "phone_number" and pen.maybe(0.4):
        return pen.one(d.groups(fact.plain, (3, 4, 4), "\n"), d.groups(fact.plain, (5, 6), "\n"))
    if fact.kind == "id_number" and pen.maybe(0.35):
        return d.groups(fact.plain, (6, 8, 4), pen.one("\n", " - "))
    return fact.plain


def _official_card(pen: Pen, card: Card) -> None:
    pen.card = card
    name, gender, ethnicity = (card.get(k) for k in ("name", "gender", "ethnicity"))
    if name:
        pen.put(name)
    lead = [f for f in (gender, ethnicity) if f]
    rest = [f for f in ordered(card) if f.kind not in {"name", "gender", "ethnicity"}]
    bracket = bool(name) and bool(lead) and pen.maybe(0.5)
    for i, fact in enumerate(lead):
        pen.say(("（" if bracket and i == 0 else "，") if name or i else "").put(fact)
    if bracket:
        pen.say("）")
    for i, fact in enumerate(rest):
        before, _, after = label(pen, _LABELS["official"], fact).partition("{v}")
        pen.say(("，" if name or lead or i else "") + before).put(fact, _formal(pen, fact)).say(after)


@register(HELD_STYLES, "held", "single", "family")
def official_prose(pen: Pen, cards: Sequence[Card]) -> None:
    """Mimics a police notice: clauses with commas, kin after a semicolon."""
    pen.say(pen.one("经查，", "通报：", "经本台核实，", "关于近日网传一事，当事人系", "兹公布如下——"))
    _official_card(pen, cards[0])
    for card in cards[1:]:
        pen.say("；其" + kin(card, _LABELS["official_kin"]))
        _official_card(pen, card)
    pen.say("。")
    if pen.maybe(0.35):
        act(pen, pen.one("motive", "incitement"), cards[0])
        pen.say("。")


@register(HELD_STYLES, "held", "single", "list")
def dumped_record(pen: Pen, cards: Sequence[Card]) -> None:
    """Records as they fall out of a stolen table: JSON, a query string, or values of an INSERT."""
    shape = pen.rng.randrange(3)
    for i, card in enumerate(cards):
        pen.card = card
        pen.say("\n" if i else "")
        facts = ordered(card)
        if shape == 2:
            pen.say("INSERT INTO t_user(" + ",".join(label(pen, _LABELS["record"], f) for f in facts) + ") VALUES (")
        pen.say("{" if shape == 0 else "")
        for j, fact in enumerate(facts):
            word = label(pen, _LABELS["record"], fact)
            surface = date(fact.value, "run") if fact.kind == "birth_date" else fact.plain
            if shape == 0:
                pen.say(("," if j else "") + f'"{word}":"').put(fact, surface).say('"')
            elif shape == 1:
                pen.say(("&" if j else "") + f"{word}=").put(fact, surface)
            else:
                pen.say(("," if j else "") + "'").put(fact, surface).say("'")
        pen.say(("}", "", ");")[shape])


@register(HELD_STYLES, "held", "single", "family")
def traditional(pen: Pen, cards: Sequence[Card]) -> None:
    """Traditional characters, a vertical mark, cheque numerals."""
    mark = pen.one("︰", " ｜ ", "→")
    for i, card in enumerate(cards):
        pen.card = card
        pen.say(f"\n◎{kin(card, _LABELS['traditional_kin'])}\n" if i else pen.one("◎本尊\n", "◎起底\n", ""))
        for j, fact in enumerate(ordered(card)):
            pen.say(("\n" if j else "") + label(pen, _LABELS["traditional"], fact) + mark).put(fact, _cheque(pen, fact))
    if pen.maybe(0.4):
        pen.say("\n")
        act(pen, "insult", cards[0])


@register(HELD_STYLES, "held", "single")
def slang_homophone(pen: Pen, cards: Sequence[Card]) -> None:
    """Homophone labels, arrows, keycaps and zero-width marks, insults between."""
    card = pen.card = cards[0]
    arrow = pen.one("➤", "👉", "～", "是")
    for j, fact in enumerate(ordered(card)):
        if j and pen.maybe(0.12):
            pen.say("\n")
            act(pen, "insult", card)
        pen.say(("\n" if j else "") + label(pen, _LABELS["slang"], fact) + arrow).put(fact, _hidden(pen, fact))


@register(HELD_STYLES, "held", "single", "family")
def dialogue(pen: Pen, cards: Sequence[Card]) -> None:
    """A talk in which one asks and one tells; numbers may break over lines."""
    asker, teller = pen.rng.choice((("甲", "乙"), ("Q", "A"), ("粉丝", "台长"), ("问", "答")))
    for i, card in enumerate(cards):
        pen.card = card
        for j, fact in enumerate(ordered(card)):
            ask = label(pen, _LABELS["asked"], fact)
            if i and j == 0:
                ask = kin(card, _LABELS["asked_kin"])
            pen.say(("\n" if i or j else "") + f"{asker}：{ask}\n{teller}：").put(fact, _broken(pen, fact))
    if pen.maybe(0.3):
        pen.say(f"\n{asker}：")
        act(pen, "insult", cards[0])


@register(HELD_STYLES, "held", "list")
def markdown_sheet(pen: Pen, cards: Sequence[Card]) -> None:
    """A markdown table in an order of its own, numbers before names."""
    head = _LABELS["sheet"]
    order = tuple(head)
    first = ordered(cards[0], order)
    pen.say("| " + " | ".join(str(head.get(f.kind, f.kind)) for f in first) + " |\n|" + "---|" * len(first))
    for card in cards:
        pen.card = card
        pen.say("\n| ")
        for j, fact in enumerate(ordered(card, order)):
            pen.say(" | " if j else "").put(fact)
        pen.say(" |")


@register(HELD_STYLES, "held", "single", "family")
def rant(pen: Pen, cards: Sequence[Card]) -> None:
    """A long rant: facts scattered among insults, no label, sentence marks of all sorts."""
    for i, card in enumerate(cards):
        pen.card = card
        facts = [f for f in ordered(card) if f.kind == "name"]
        rest = [f for f in card.facts if f.kind != "name"]
        pen.rng.shuffle(rest)
        if i:
            pen.say(pen.one("还有", "连带着") + kin(card) + "，")
        for j, fact in enumerate([*facts, *rest]):
            if j and pen.maybe(0.18):
                act(pen, "insult", cards[0])
                pen.say(pen.one("！", "……", "，"))
            before, _, after = label(pen, _LABELS["ranted"], fact).partition("{v}")
            pen.say(before).put(fact, _formal(pen, fact) if fact.kind == "birth_date" else "").say(
                after + pen.one("，", "。", "！", "；", "，")
            )


@register(HELD_STYLES, "held", "list")
def roll_call(pen: Pen, cards: Sequence[Card]) -> None:
    """Ringed or financial numbers before each, everything on one line."""
    marks = pen.rng.choice(("①②③④⑤⑥⑦⑧", "壹贰叁肆伍陆柒捌", "❶❷❸❹❺❻❼❽", "ⒶⒷⒸⒹⒺⒻⒼⒽ"))
    gap = pen.one("、", "，")
    pen.say(pen.one("点名：", "今日份：", ""))
    for i, card in enumerate(cards):
        pen.card = card
        pen.say((pen.one("；", "　") if i else "") + marks[i % 8] + gap * (marks[0] == "壹"))
        for j, fact in enumerate(ordered(card, ("name", "school", "home_address", "phone_number", "id_number"))):
            pen.say("（" if j == 1 else "｜" if j else "").put(fact)
        pen.say("）")
