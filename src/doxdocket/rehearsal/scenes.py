"""Single scenes that are no plain dossier: corrections, contacts, polls, quotes, deeds, pictures, ordinary talk.

Source: the keys of Telegram Desktop's export that carry personal information outside the text. Leaves out the choice of
time and channel, which is ``plot``'s.

>>> from random import Random
>>> deed(Random(1), "sale_offer", "open").conduct[0]["label"]
'sale_offer'
"""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from doxdocket.rehearsal import conduct
from doxdocket.rehearsal.pen import Pen, Span
from doxdocket.rehearsal.people import Card, Fact, Person
from doxdocket.rehearsal.post import Channel, Post, Writing
from doxdocket.rehearsal.slots import fill
from doxdocket.rehearsal.words import of, part, told

NOT_INCLUDED = "(File not included. Change data exporting settings to download.)"
PICTURES = ("id_card", "hotel_system", "certificate", "chat", "household_register")


@dataclass(slots=True)
class Scene:
    """A post in the making: text, card, keys of the Desktop form and truth of the fields outside the text."""

    writing: Writing
    card: Card
    part: str = "open"
    extra: dict[str, Any] = field(default_factory=dict)
    fields: list[Span] = field(default_factory=list)


def _outside(where: str, fact: Fact, card: Card) -> Span:
    return {
        "where": where,
        "kind": fact.kind,
        "value": fact.value,
        "surface": fact.plain,
        "person": card.person.id,
        "verdict": fact.verdict,
    }


def _lines(rng: Random, card: Card, *pieces: str | Fact) -> Writing:
    pen = Pen(rng, "open")
    pen.card = card
    for piece in pieces:
        pen.say(piece) if isinstance(piece, str) else pen.put(piece)
    return Writing.of(pen)


def correction(rng: Random, one: Person, phone: Fact) -> Scene:
    """更正: name, identity number and the phone as it should have been."""
    card = Card(one, (one.facts["name"][0], one.facts["id_number"][0], phone))
    name, number, _ = card.facts
    return Scene(
        _lines(
            rng,
            card,
            rng.choice(("更正：", "【勘误】", "上次写错了，")),
            name,
            "（",
            number,
            "）的手机应为",
            phone,
            "，之前那个作废",
        ),
        card,
    )


def contact(rng: Random, one: Person, phone: Fact) -> Scene:
    """A shared contact: name and phone stand outside the text."""
    card = Card(one, (one.facts["name"][0], one.facts["id_number"][0], phone))
    name, number, _ = card.facts
    extra = {"contact_information": {"first_name": name.plain, "last_name": "", "phone_number": "+86" + phone.plain}}
    fields = [_outside("contact", name, card), _outside("contact", phone, card)]
    return Scene(_lines(rng, card, "名片自取，证号", number), card, extra=extra, fields=fields)


def located(rng: Random, one: Person, phone: Fact) -> Scene:
    """A live position beside the text."""
    spot = f"{rng.uniform(22, 40):.6f},{rng.uniform(100, 120):.6f}"
    here = Fact("realtime_location", spot, spot)
    card = Card(one, (one.facts["name"][0], one.facts["id_number"][0], phone, here))
    name, number, *_ = card.facts
    lat, lon = (float(x) for x in spot.split(","))
    extra = {"location_information": {"latitude": lat, "longitude": lon}}
    return Scene(
        _lines(rng, card, name, "此刻就在这里，身份证", number, "，电话", phone),
        card,
        extra=extra,
        fields=[_outside("location", here, card)],
    )


def poll(rng: Random, one: Person, phone: Fact) -> Scene:
    """A poll whose question names the person."""
    card = Card(one, (one.facts["name"][0], one.facts["id_number"][0], phone))
    name, number, _ = card.facts
    question = f"{name.plain}（{number.plain}，电话{phone.plain}）该不该道歉？"
    answers = [{"text": t, "voters": 0, "chosen": False} for t in ("该", "必须跪着道歉", "再挂一次")]
    extra = {"poll": {"question": question, "closed": False, "total_voters": rng.randint(40, 900), "answers": answers}}
    return Scene(Writing(""), card, extra=extra, fields=[_outside("poll", f, card) for f in card.facts])


def button(rng: Random, one: Person, phone: Fact) -> Scene:
    """A button that dials."""
    card = Card(one, (one.facts["name"][0], one.facts["id_number"][0], phone))
    name, number, _ = card.facts
    row = [{"type": "url", "text": "一键拨打", "data": f"tel:+86{phone.plain}"}]
    return Scene(
        _lines(rng, card, name, " ", number, " 号码在按钮里"), card, extra={"inline_bot_buttons": [row]}, fields=[_outside("button[0]", phone, card)]
    )  # fmt: skip


def reply(rng: Random, card: Card) -> Writing:
    """One field more for somebody named above."""
    return _lines(rng, card, rng.choice(("补个手机：", "补充一下电话 ", "漏了号码，", "新号：")), card.facts[0])


def quoted(rng: Random, source: Post) -> Writing:
    """The earlier post as a block quote, and a comment under it."""
    pen = Pen(rng, source.part)
    text = source.writing.text
    pen.say(text, "blockquote")
    pen.spans = [{**s, "quoted": True} for s in source.writing.spans]
    pen.conduct = [{**s, "quoted": True} for s in source.writing.conduct]
    pen.ignore = list(source.writing.ignore)
    pen.say("\n")
    conduct.act(pen, rng.choice(("insult", "incitement", "motive")), source.cards[0])
    return Writing.of(pen)


def deed(rng: Random, label: str, part: str) -> Writing:
    """An offer, a task, an advert, a motive, standing alone."""
    pen = Pen(rng, part)
    conduct.act(pen, label)
    return Writing.of(pen)


def touched(rng: Random, post: Post) -> Writing:
    """The text after an edit: a remark at the end; no span moves."""
    old = post.writing
    tail = rng.choice(("\n（已更新）", "\n【置顶】", "\n转出去", "\n更新：已道歉，先留着"))
    return Writing(old.text + tail, old.entities, old.spans, old.conduct, old.ignore)


def ordinary(rng: Random, c: Channel) -> Writing:
    """Talk of this channel, sometimes two sentences in one."""
    bank = part(c.part).decoys
    talk = told()["talk"][c.role]
    pen = Pen(rng, c.part)
    topic = rng.choices(tuple(talk), tuple(talk.values()))[0]
    fill(pen, rng.choice(bank[topic]))
    if rng.random() < 0.25:
        pen.say(rng.choice(("，", "。", "\n", " ", "；", "～ ")))
        fill(pen, rng.choice(bank[topic]))
    return Writing.of(pen)


def trimmings(rng: Random, post: Post, last: int) -> None:
    """Replies, stickers, files and edits that ordinary posts have."""
    dice = rng.random()
    if dice < 0.06 and last > 3:
        post.reply_to = last - rng.randint(1, 3)
    elif dice < 0.09:
        post.extra["photo"] = NOT_INCLUDED
    elif dice < 0.1:
        post.extra |= {
            "file": NOT_INCLUDED,
            "file_name": f"报名表{rng.randint(1, 9)}.xlsx",
            "mime_type": "application/vnd.ms-excel",
        }
    elif dice < 0.11:
        post.extra |= {"file": NOT_INCLUDED, "thumbnail": NOT_INCLUDED, "media_type": "sticker", "sticker_emoji": "😂"}
    elif dice < 0.115:
        post.edited = post.at + rng.randint(20, 9000)


def reactions(rng: Random, *, named: bool) -> list[dict[str, Any]]:
    """Counts, and in groups who."""
    one: dict[str, Any] = {"type": "emoji", "count": rng.randint(1, 60), "emoji": rng.choice("👍🔥😂😡🤡")}
    if named:
        who, ident = member(rng, 77)
        one["recent"] = [{"from": who, "from_id": ident, "date": "2023-11-02T20:11:09"}]
    return [one]


def member(rng: Random, salt: int) -> tuple[str, str]:
    """A group member: nickname and user id, the same pair every time."""
    nicks = of("nick")
    i = rng.randrange(len(nicks) * 12)
    return f"{nicks[i % len(nicks)]}{i // len(nicks) or ''}", f"user{9_000_000_000 + (salt % 997) * 1000 + i}"


def picture(rng: Random, post: Post, share: float) -> None:
    """A photo on a dossier: drawn and included, or only named."""
    dice = rng.random()
    if dice < share:
        kind = rng.choice(PICTURES)
        number = len(post.channel.key) * 1000 + post.id
        shown = (
            {"photo": f"photos/photo_{number}.jpg"}
            if kind != "certificate"
            else {"file": f"files/cert_{number}.png", "file_name": f"cert_{number}.png", "mime_type": "image/png"}
        )
        path = next(iter(shown.values()))
        post.extra |= shown | {"width": 400, "height": 240}
        post.images.append({"path": path, "type": kind, "person": post.cards[0].person.id})
    elif dice < share + 0.1:
        post.extra |= {"photo": NOT_INCLUDED, "width": 960, "height": 1280}
    elif dice < share + 0.115:
        name = post.cards[0].get("name")
        if name:
            post.extra |= {"file": NOT_INCLUDED, "file_name": f"{name.plain}_全套.zip", "mime_type": "application/zip"}
            post.fields.append(_outside("file_name", name, post.cards[0]))
