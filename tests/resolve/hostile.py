"""Nasty populations at the level of findings, from a seed: who each publication truly is, and what the poster wrote of them.

Couples at one address with one landline, a family phone, reissued numbers, homonyms at one school, twins, a hotline, slips and
masks in numbers, an id that got into the wrong set, changed names, relatives of relatives, and people who are targets here
and relatives there. Values are invented words, not numbers; what detection would say of them is said here.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from random import Random

from tests.resolve.made import Who, post

CHANNELS = [f"telegram:channel:{n}" for n in range(1, 5)]
SHOWN = (("id_number", 0.7), ("phone_number", 0.8), ("home_address", 0.5), ("social_account", 0.4), ("birth_date", 0.2),
         ("gender", 0.4), ("school", 0.3), ("workplace", 0.3), ("email", 0.2), ("landline_number", 0.2))  # fmt: skip


@dataclass
class Person:
    """One true person: the values of each kind, and relatives with their kinship."""

    no: int
    values: dict[str, str]
    kin: list[tuple[str, "Person"]] = field(default_factory=list)


def people(rng: Random, many: int) -> list[Person]:
    """Persons with the ties that make linking hard."""
    out = [_alone(n, rng) for n in range(many)]
    at = iter(out)
    for _ in range(many // 12):
        one, other, child = next(at), next(at), next(at)  # a couple and a child: address, landline, the family's phone
        for p in (other, child):
            p.values |= {k: one.values[k] for k in ("home_address", "landline_number")}
        child.values["phone_number"] = one.values["phone_number"]
        one.kin += [("spouse", other), ("daughter", child)]
        other.kin.append(("daughter", child))  # of two people: target here, relative there
        before, after = next(at), next(at)  # a reissued number
        after.values["phone_number"] = before.values["phone_number"]
        first, second = next(at), next(at)  # homonyms at one school
        second.values |= {k: first.values[k] for k in ("name", "school")}
        twin, sister = next(at), next(at)  # twins
        sister.values |= {k: twin.values[k] for k in ("birth_date", "home_address", "school", "gender")}
    return out


def _alone(n: int, rng: Random) -> Person:
    kinds = [k for k, _ in SHOWN]
    values = {k: f"{k[0]}{n}" for k in (*kinds, "name")}
    values |= {
        "gender": "男女"[n % 2],
        "school": f"s{rng.randrange(many_schools)}",
        "workplace": f"w{rng.randrange(many_schools)}",
    }
    return Person(n, values)


many_schools = 40


def told(person: Person, rng: Random, slips: float, named: float) -> Who:
    """What one post says of a person: a name or none, some kinds, some of them with a slip or a mask."""
    values: dict[str, object] = {"name": person.values["name"]} if rng.random() < named else {}
    says: dict[str, dict[str, object]] = {}
    near: dict[str, list[str]] = {}
    for kind, share in SHOWN:
        if rng.random() >= share and (values or kind != "phone_number"):
            continue
        value = person.values[kind]
        values[kind] = value
        if kind == "id_number":
            near[kind] = [value]
            says[kind] = {"birth_date": person.values["birth_date"], "gender": person.values["gender"]}
        if kind in {"id_number", "phone_number"} and rng.random() < slips:
            values[kind] = (f"{value}~{rng.randrange(99)}", "masked" if rng.random() < 0.5 else "invalid")
            says.pop(kind, None)
            near[kind] = [value]
        elif kind == "phone_number":
            near[kind] = [value]
        if kind == "social_account" and rng.random() < 0.3:  # the WeChat id is the telephone
            values[kind] = f"wechat:{person.values['phone_number']}"
            says[kind] = {"phone_number": person.values["phone_number"]}
        if kind == "home_address" and rng.random() < 0.3:
            del values[kind]
            values["delivery_address"], says["delivery_address"] = value, {"home_address": value}
    return Who(values, says=says, near=near)


def population(seed: int, many: int = 240, posts: int = 330, *, slips: float = 0.06, mistakes: float = 1.0):
    """Posts, and whose each publication is by its key. ``mistakes``: how often a set holds another's id, or another name."""
    rng = Random(seed)
    everybody = people(rng, many)
    out, truth = [], {}
    for no in range(1, posts + 1):
        target = rng.choice(everybody)
        members = [(None, target), *(kin for kin in target.kin if rng.random() < 0.6)]
        shown = []
        for relation, person in members:
            who = told(person, rng, slips, named=1 - 0.03 * mistakes)
            who.role, who.relation = ("relative", relation) if relation else ("target", None)
            if relation is None and rng.random() < 0.03:
                who.values["phone_number"] = "hotline"
                who.near.pop("phone_number", None)
            if rng.random() < 0.01 * mistakes and "name" in who.values:
                who.values["name"] = f"changed {person.no}"
            truth[f"{CHANNELS[no % 4]}/{no}/{len(shown)}"] = person.no
            shown.append(who)
        if (
            len(shown) > 1 and rng.random() < 0.04 * mistakes and "id_number" in shown[1].values
        ):  # an id in the wrong set
            shown[0].values["id_number"] = shown[1].values["id_number"]
            shown[0].says["id_number"] = shown[1].says.get("id_number", {})
        out.append(post(no, *shown, channel=CHANNELS[no % 4]))
    return out, truth


def b_cubed(truth, found):
    """F1 of B-cubed over publications."""
    groups = [defaultdict(set), defaultdict(set)]
    for key in truth:
        groups[0][truth[key]].add(key)
        groups[1][found[key]].add(key)
    both = {k: len(groups[0][truth[k]] & groups[1][found[k]]) for k in truth}
    precision = sum(n / len(groups[1][found[k]]) for k, n in both.items()) / len(truth)
    recall = sum(n / len(groups[0][truth[k]]) for k, n in both.items()) / len(truth)
    return 2 * precision * recall / (precision + recall)
