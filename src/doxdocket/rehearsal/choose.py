"""Which facts of a person one post gives, so that repeats, links and doubts of the case are meant, not luck.

A first exposure mostly carries the identity number. A later one shares a key with what was posted before (the number,
or two secondary identifiers; rarely only name and phone, which is doubtful) and adds something new. Some values are
masked, cut or mistyped: those are values of their own.

>>> from random import Random
>>> from doxdocket.rehearsal.people import person
>>> card = first(Random(2), person(Random(1), 1))
>>> card.get("name") is not None
True
"""

from random import Random

from doxdocket.rehearsal.people import Card, Fact, Person
from doxdocket.rehearsal.words import of

COMMON, RARE = of("kinds_common"), of("kinds_rare")
SECONDARY = ("phone_number", "social_account", "home_address", "email", "payment_account")


def items(card: Card) -> frozenset[tuple[str, str]]:
    """The card's items: kind and value."""
    return frozenset((f.kind, f.value) for f in card.facts)


def _take(rng: Random, one: Person, kind: str) -> list[Fact]:
    have = one.facts.get(kind, [])
    return [rng.choice(have)] if have else []


def _hide(rng: Random, fact: Fact) -> Fact:
    """A masked or cut form of a number."""
    plain = fact.plain
    if fact.kind == "phone_number":
        shown = plain[:3] + rng.choice(("****", "xxxx", "●●●●")) + plain[-4:]
    else:
        shown = plain[:6] + "********" + plain[-4:]
    return Fact(fact.kind, shown, shown, fact.hint, "masked")


def _mistype(rng: Random, fact: Fact) -> Fact:
    """An identity number with one digit wrong: its check digit no longer agrees."""
    at = rng.randint(14, 16)
    wrong = str((int(fact.plain[at]) + rng.randint(1, 8)) % 10)
    shown = fact.plain[:at] + wrong + fact.plain[at + 1 :]
    return Fact(fact.kind, shown, shown, fact.hint, "invalid")


def _tail(fact: Fact) -> Fact:
    """The last six digits of a number, said to be that."""
    return Fact(fact.kind, fact.plain[-6:], fact.plain[-6:], "tail", "partial")


def _short(one: Person, fact: Fact) -> Fact:
    """A home without its province: the same place in other words."""
    plain = fact.plain.removeprefix(one.place.province) if one.place.city else fact.plain
    return Fact(fact.kind, plain, plain, fact.hint, fact.verdict)


def _tidy(facts: list[Fact]) -> tuple[Fact, ...]:
    return tuple({(f.kind, f.value): f for f in facts}.values())


def first(rng: Random, one: Person) -> Card:
    """The first time: name, number, phone, home and a few more, seldom all."""
    facts = [*one.facts["name"]]
    for kind, share in (("id_number", 0.84), ("phone_number", 0.85), ("home_address", 0.7)):
        if rng.random() < share or (one.minor_age is not None and kind != "id_number"):
            facts += _take(rng, one, kind)
    facts += [f for kind in COMMON if rng.random() < 0.3 for f in _take(rng, one, kind)]
    facts += [f for kind in RARE if rng.random() < 0.07 for f in _take(rng, one, kind)]
    if one.minor_age is not None:
        facts += [f for kind in ("age", "birth_date", "school") for f in _take(rng, one, kind)]
    kinds = {f.kind for f in facts}
    if not kinds & {"id_number", "home_address"} or not kinds & {"phone_number", "social_account"}:
        facts += _take(rng, one, "home_address") + _take(rng, one, "phone_number")
    return Card(one, _tidy(facts))


def again(rng: Random, one: Person, posted: set[tuple[str, str]]) -> Card | None:
    """A later time: a shared key, and something not posted before; None when nothing new is left."""
    known = [f for have in one.facts.values() for f in have if (f.kind, f.value) in posted]
    fresh = [
        f
        for kind in (*COMMON, *RARE, "phone_number", "home_address")
        for f in one.facts.get(kind, ())
        if (f.kind, f.value) not in posted
    ]
    if not fresh:
        return None
    number = [f for f in known if f.kind == "id_number"]
    second = [f for f in known if f.kind in SECONDARY]
    if number and rng.random() < 0.82:
        shared = number
    elif len({f.kind for f in second}) > 1 and rng.random() < 0.9:
        by_kind = {f.kind: f for f in second}
        shared = [by_kind[k] for k in sorted(by_kind)[:3]]
    else:
        shared = number or second[:1]
    facts = [*one.facts["name"], *shared, *rng.sample(fresh, min(len(fresh), rng.randint(1, 4)))]
    phone = next((f for f in one.facts["phone_number"] if f not in facts), None)
    if number and phone and rng.random() < 0.12:
        facts.append(_hide(rng, phone))
    if number and rng.random() < 0.1:
        facts = [_short(one, f) if f.kind == "home_address" else f for f in facts]
    return Card(one, _tidy(facts))


def slip(rng: Random, card: Card) -> Card:
    """The same card with its number masked, cut or mistyped; phone and home keep it linked."""
    number = card.get("id_number")
    if number is None or card.get("phone_number") is None or card.get("home_address") is None:
        return card
    changed = rng.choice((_hide(rng, number), _mistype(rng, number), _tail(number)))
    return Card(card.person, tuple(changed if f is number else f for f in card.facts), card.role, card.relation)


def columns(rng: Random, group: list[Person]) -> list[Card]:
    """One line each: the same kinds for all."""
    more = rng.choice((["id_number"], ["id_number", "home_address"], ["id_number", "school"], ["home_address"]))
    kinds = ["name", "phone_number", *more]
    return [Card(p, tuple(p.facts[k][0] for k in kinds)) for p in group]


def company(rng: Random, target: Person, friend: Person) -> list[Card]:
    """A target, and somebody who is only mentioned beside."""
    return [
        first(rng, target),
        Card(friend, (friend.facts["name"][0], friend.facts["phone_number"][0]), "mentioned", "friend"),
    ]


def kinsfolk(rng: Random, target: Person, others: list[tuple[Person, str]]) -> list[Card]:
    """A target with relatives: the home is given once, for the first."""
    own = first(rng, target)
    if own.get("home_address") is None:
        own = Card(target, (*own.facts, target.facts["home_address"][0]))
    cards = [own]
    for other, relation in others:
        kinds = [
            "name",
            *(["age", "birth_date", "school"] if other.minor_age is not None else ["id_number", "phone_number"]),
        ]
        facts = [f for k in kinds for f in other.facts.get(k, ())[:1]]
        if other.minor_age is None and rng.random() < 0.35:
            facts = [f for f in facts if f.kind != "phone_number"]
        cards.append(Card(other, tuple(facts), "relative", relation))
    return cards
