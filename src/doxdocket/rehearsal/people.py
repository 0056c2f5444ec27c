"""The persons of the rehearsal case: who they are, whom they live with, and everything that could be posted of them.

Nobody's data: births of 1850 to 1899 with true check digits where there is an identity number; minors carry a stated
age or birth date and no number; numbers of phones, cards and accounts are combined at random inside valid ranges.
Source of the shapes: GB 11643 (check digit), ISO/IEC 7812 (Luhn), the numbering plan (three-digit mobile prefixes).

>>> from random import Random
>>> check_digit("11010518991231004")
'X'
>>> luhn_ok(bank_number(Random(1)))
True
"""

from dataclasses import dataclass, field
from random import Random

from doxdocket.rehearsal import words as w
from doxdocket.rehearsal.places import PLACES, Place

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
PINYIN = "abcdefghjklmnpqrstwxyz"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that can be posted of a person: kind, normalised value, and how a plain writer would put it."""

    kind: str
    value: str = field(repr=False)
    plain: str = field(repr=False)
    hint: str = ""  # which platform, or which label a writer would choose
    verdict: str = "valid"


@dataclass(slots=True)
class Person:
    """A natural person of the invented world, with the facts by kind."""

    id: str
    name: str = field(repr=False)
    gender: str
    place: Place
    minor_age: int | None = None
    household: str = ""
    relation: str = ""  # within the household, seen from its head
    facts: dict[str, list[Fact]] = field(default_factory=dict, repr=False)

    def add(self, kind: str, value: str, plain: str | None = None, hint: str = "", verdict: str = "valid") -> None:
        """Add one fact."""
        self.facts.setdefault(kind, []).append(Fact(kind, value, value if plain is None else plain, hint, verdict))

    def one(self, kind: str) -> Fact | None:
        """The first fact of a kind."""
        return next(iter(self.facts.get(kind, ())), None)


@dataclass(frozen=True, slots=True)
class Card:
    """What one post says of one person."""

    person: Person
    facts: tuple[Fact, ...]
    role: str = "target"
    relation: str = ""

    def get(self, kind: str) -> Fact | None:
        """The first fact of a kind."""
        return next((f for f in self.facts if f.kind == kind), None)


def check_digit(body: str) -> str:
    """The eighteenth character of an identity number."""
    return "10X98765432"[sum(int(d) * k for d, k in zip(body, _WEIGHTS, strict=True)) % 11]


def luhn_ok(number: str) -> bool:
    """Whether the last digit agrees with the others."""
    digits = [int(d) for d in reversed(number)]
    return sum(digits[0::2]) % 10 == sum(sum(divmod(2 * d, 10)) for d in digits[1::2]) * 9 % 10


def id_number(rng: Random, place: Place, gender: str, birth: tuple[int, int, int] | None = None) -> str:
    """An identity number of 1850 to 1899 with its true check digit."""
    year, month, day = birth or (rng.randint(1850, 1899), rng.randint(1, 12), rng.randint(1, 28))
    serial = rng.randint(0, 499) * 2 + (gender == "男")
    body = f"{place.code}{year}{month:02d}{day:02d}{serial:03d}"
    return body + check_digit(body)


def phone_number(rng: Random) -> str:
    """A mobile number in a valid range, with the 999 that marks it as invented."""
    return f"{rng.choice(w.of('prefixes'))}999{rng.randint(0, 99999):05d}"


def bank_number(rng: Random) -> str:
    """A card number of 16 or 19 digits that passes Luhn."""
    stem, length = rng.choice(
        (("621700", 19), ("622848", 19), ("622202", 19), ("623052", 19), ("625955", 16), ("621226", 19))
    )
    body = stem + "000" + "".join(rng.choices("0123456789", k=length - 10))
    return next(body + d for d in "0123456789" if luhn_ok(body + d))


def full_name(rng: Random, surname: str = "") -> str:
    """A name combined at random: mostly two or three characters, sometimes a compound surname."""
    if not surname:
        surname = rng.choice(w.of("compound")) if rng.random() < 0.06 else rng.choice(w.of("surnames"))
    return surname + "".join(rng.choice(w.of("given")) for _ in range(1 if rng.random() < 0.18 else 2))


def minority_name(rng: Random) -> tuple[str, str]:
    """A name of another shape, and the people it is said of."""
    kind = rng.randrange(3)
    if kind == 0:
        return f"{rng.choice(w.of('uyghur'))}·{rng.choice(w.of('uyghur_father'))}", "维吾尔族"
    if kind == 1:
        return "".join(rng.sample(w.of("tibetan"), 2)), "藏族"
    return rng.choice(w.of("mongol")), "蒙古族"


def address(rng: Random, place: Place) -> str:
    """An invented home in a real district, in one of several shapes."""
    road, number = rng.choice(w.ROADS), rng.randint(1, 999)
    room = f"{rng.randint(1, 29)}{rng.randint(1, 4):02d}"
    estate = f"{rng.choice(w.ESTATES)}{rng.randint(1, 38)}"
    tail = rng.choice(
        (
            f"{road}{number}号",
            f"{road}{number}号{estate}栋{rng.randint(1, 4)}单元{room}室",
            f"{estate}幢{room}",
            f"{road}{number}弄{rng.randint(1, 60)}号{room}室",
            f"{road}{number}号{estate}号楼{room}",
            f"{estate}栋{rng.randint(1, 4)}单元{room}",
        )
    )
    return place.full + tail


def _birth_of(number: str) -> tuple[int, int, int]:
    return int(number[6:10]), int(number[10:12]), int(number[12:14])


def _accounts(rng: Random, person: Person) -> None:
    handle = f"{rng.choice(w.of('handles'))}_{rng.choice(w.of('handles'))}{rng.randint(10, 9999)}"
    choices = (
        ("qq", str(rng.randint(5_000_000_000, 9_999_999_999))),
        ("wechat", f"{''.join(rng.choices(PINYIN, k=5))}_{rng.randint(100, 99999)}"),
        ("weibo", f"99{rng.randint(0, 99_999_999):08d}"),
        ("douyin", handle),
        ("bilibili", str(rng.randint(990_000_000, 999_999_999))),
        ("xiaohongshu", f"{rng.randint(9_000_000_000, 9_999_999_999)}"),
        ("telegram", "@" + handle),
    )
    for platform, account in choices:
        if rng.random() < (0.6 if platform in {"qq", "wechat"} else 0.22):
            person.add("social_account", f"{platform}:{account.lower().removeprefix('@')}", account, platform)
    if rng.random() < 0.35:
        mail = f"{handle.replace('_', '.')}@example.{rng.choice(('com', 'org', 'net'))}"
        person.add("email", mail)


def _life(rng: Random, person: Person) -> None:
    place = person.place
    town = rng.choice(w.of("towns"))
    company = f"{place.short}{rng.choice(w.of('company_stems'))}{rng.choice(w.of('company_middle'))}{rng.choice(w.of('company_ends'))}"
    person.add("workplace", company if rng.random() < 0.7 else f"{town}{rng.choice(w.of('workplaces'))}")
    person.add("job_history", rng.choice(w.of("jobs")))
    person.add("education_level", rng.choice(w.of("education")))
    person.add("school", f"{rng.choice(w.of('school_stems'))}{rng.choice(w.of('school_ends')[:10])}")
    person.add("student_id", f"{rng.randint(1880, 1899)}{rng.randint(0, 9_999_999):07d}")
    person.add("marital_status", rng.choice(w.of("marital")))
    person.add("native_place", f"{place.province}{place.city}")
    person.add("exam_certificate", f"0000{rng.randint(0, 99_999_999_999):011d}", hint=rng.choice(("cet4", "cet6")))


def _things(rng: Random, person: Person) -> None:
    place = person.place
    person.add("bank_account", bank_number(rng))
    person.add(
        "landline_number",
        (n := f"{place.area}{rng.choice('68')}99{rng.randint(0, 99999):05d}"),
        f"{n[: len(place.area)]}-{n[len(place.area) :]}",
    )
    plate = f"{place.plate}{rng.choice('ABCDE')}{rng.choice('0')}{''.join(rng.choices('0123456789ABCDEFGHJKLMNPQRSTUVWXYZ', k=4))}"
    person.add("vehicle_file", plate)
    person.add("payment_account", f"{rng.choice(w.of('handles'))}{rng.randint(1000, 99999)}@example.com", hint="alipay")
    person.add("passport_number", f"E0000{rng.randint(0, 9999):04d}")
    date = f"2023-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    hotel = f"{place.short}{rng.choice(w.of('hotels'))}"
    person.add("lodging_record", f"{date} {hotel} {rng.randint(3, 22)}{rng.randint(1, 30):02d}房")
    person.add("hotel_room_current", f"{hotel}{rng.randint(3, 22)}{rng.randint(1, 30):02d}房")
    other = rng.choice(PLACES)
    person.add(
        "travel_ticket",
        f"{rng.choice('GD')}0{rng.randint(100, 999)} {place.short}-{other.short} {rng.randint(1, 16):02d}车{rng.randint(1, 18)}{rng.choice('ABCDF')}",
    )
    person.add("health_record", rng.choice(w.of("illnesses")))
    person.add("transaction_record", f"{date} {rng.choice(w.of('goods'))} {rng.randint(20, 900)}元")
    person.add("account_password", f"{rng.choice(w.of('handles'))}{rng.randint(1000, 9999)}!")
    person.add("ip_address", f"203.0.113.{rng.randint(1, 254)}")


def person(
    rng: Random,
    serial: int,
    *,
    place: Place | None = None,
    surname: str = "",
    gender: str = "",
    home: str = "",
    birth: tuple[int, int, int] | None = None,
    minor_age: int | None = None,
) -> Person:
    """One person with everything about them."""
    place, gender = place or rng.choice(PLACES), gender or rng.choice("男女")
    ethnicity, name = rng.choice(w.of("ethnicities")), ""
    if not surname and rng.random() < 0.025:
        name, ethnicity = minority_name(rng)
    made = Person(f"P{serial:05d}", name or full_name(rng, surname), gender, place, minor_age)
    made.add("name", made.name)
    made.add("gender", gender)
    made.add("ethnicity", ethnicity)
    if minor_age is None:
        number = id_number(rng, place, gender, birth)
        made.add("id_number", number)
        year, month, day = _birth_of(number)
        made.add("birth_date", f"{year}-{month:02d}-{day:02d}")
        _life(rng, made)
        _things(rng, made)
        made.add("former_name_alias", rng.choice(("小", "阿", "老")) + made.name[-1])
    else:
        stems = w.of("school_ends")[10:] if minor_age < 12 else w.of("school_ends")[:4]
        made.add("school", f"{rng.choice(w.of('school_stems'))}{rng.choice(stems)}")
        if rng.random() < 0.6:
            made.add("age", f"{minor_age}岁")
        else:
            year, month = 2023 - minor_age, rng.randint(1, 6)
            made.add("birth_date", f"{year}-{month:02d}-{rng.randint(1, 28):02d}")
    for _ in range(2 if rng.random() < 0.2 else 1):
        made.add("phone_number", phone_number(rng))
    made.add("home_address", home or address(rng, place))
    _accounts(rng, made)
    return made


def family(rng: Random, serial: int) -> list[Person]:
    """A household: head, spouse, children, a grandparent; one address, sometimes one phone."""
    place, surname, key = rng.choice(PLACES), rng.choice(w.of("surnames")), f"H{serial:05d}"
    home, year = address(rng, place), rng.randint(1852, 1866)
    plan = [("head", "男", surname, year), ("spouse", "女", "", year + 2)]
    plan += [
        (("son", "男") if rng.random() < 0.5 else ("daughter", "女")) + (surname, year + 24 + 3 * i)
        for i in range(rng.randint(1, 2))
    ]
    made = []
    for i, (relation, gender, sur, born) in enumerate(plan):
        birth = (min(born, 1899), rng.randint(1, 12), rng.randint(1, 28))
        one = person(
            rng,
            serial + i,
            place=place,
            surname=sur or rng.choice(w.of("surnames")),
            gender=gender,
            home=home,
            birth=birth,
        )
        one.household, one.relation = key, relation
        made.append(one)
    if rng.random() < 0.4:
        age = rng.randint(7, 16)
        child = person(
            rng, serial + len(made), place=place, surname=surname, gender=rng.choice("男女"), home=home, minor_age=age
        )
        child.household, child.relation = key, "son" if child.gender == "男" else "daughter"
        made.append(child)
    if rng.random() < 0.3:
        shared = made[0].facts["phone_number"][0]
        for one in made[1:]:
            one.facts["phone_number"] = [shared]
    return made
