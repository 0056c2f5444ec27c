"""What a plain value may be: kinds with their verdicts, from lengths, number plans, dates and check digits.

Kinds whose form says nothing (a pupil's number, a code sent by text message) are proposed only where some word of the text
speaks of them; the words are told by `words`. Sources: `doxdocket.detect.check_digits`; 电信网编号计划 2017 and
``area_codes.yaml``; ITU-T E.164; ISO/IEC 7812-1; the printed forms of passports and permits. Left out: which reading is right.

>>> digits("13900001850", frozenset())[0]
('phone_number', <Verdict.VALID: 'valid'>)
>>> [kind for kind, _ in hidden("1101011893****0018", frozenset())]
['id_number', 'bank_account']
"""

import re
from functools import cache, lru_cache

from doxdocket.detect.check_digits import PROVINCES, date, luhn, right
from doxdocket.detect.data import table
from doxdocket.detect.reader.lexicon import stand
from doxdocket.records import Verdict

Reading = tuple[str, Verdict]
_V, _I, _D, _M = Verdict.VALID, Verdict.INVALID, Verdict.DOUBTFUL, Verdict.MASKED


_SAID = table("words.yaml", __package__)
WORDS = {
    word: frozenset(kind for kind, said in _SAID.items() if word in said["words"].split())
    for entry in _SAID.values()
    for word in entry["words"].split()
}
ALL_WORDS = frozenset(WORDS)
_OPEN = [(kind, *map(int, said["digits"].split("-"))) for kind, said in _SAID.items() if "digits" in said]
"""Kinds of no form of their own, with their fewest and most digits."""
LETTERED = frozenset([kind for kind, *_ in _OPEN] + ["passport_number"]) - {"bank_account", "landline_number"}
"""Kinds in which letters may stand."""


def words(clean: str) -> frozenset[str]:
    """The kinds that some word of the text speaks of."""
    low = clean.lower()
    return frozenset().union(*{WORDS[low[start:end]] for start, end in stand(low, ALL_WORDS)})


@cache
def area_codes() -> frozenset[str]:
    """Every area code, with its 0."""
    codes = set()
    for part in " ".join(table("area_codes.yaml")).split():
        first, _, last = part.partition("-")
        codes |= {str(code).zfill(len(first)) for code in range(int(first), int(last or first) + 1)}
    return frozenset(codes)


_MOBILE = re.compile(r"(?:00)?(?:86)?(1[3-9]\d{9})")
#: Country code and lengths of what follows (ITU-T E.164 and national plans).
_PLANS = "852:8 853:8 886:8,9 65:8 60:8,9,10 81:9,10 82:9,10 1:10 44:10"
_ABROAD = {
    n: tuple(
        code
        for code, _, lengths in (plan.partition(":") for plan in _PLANS.split())
        if str(n - len(code)) in lengths.split(",")
    )
    for n in range(16)
}
"""By the number of all digits, the country codes that these may begin with."""
_FAR = {n: tuple(code for code in codes if len(code) > 1) for n, codes in _ABROAD.items()}
_CARD = re.compile(r"62\d{14,17}|4\d{15}|5[1-5]\d{14}|3[47]\d{13}|35\d{14}|(?:60|6[89]|9[045]|10)\d{14,17}")


_FEWEST = 11
"""Digits of what shows itself."""


def certain(number: str) -> list[Reading]:
    """Kinds that the digits themselves show, however they are written: mobiles, citizen numbers and cards with a right check digit."""
    n = len(number)
    if n < _FEWEST:
        return []
    if n in (11, 13, 15) and (found := _MOBILE.fullmatch(number)):
        return [("phone_number", _V)] if found else []
    found_: list[Reading] = []
    if right(number):
        found_ += [("id_number", _V)]
    if 15 <= n <= 19 and _CARD.fullmatch(number) and luhn(number):
        found_ += [("bank_account", _V)]
    return found_


def digits(number: str, said: frozenset[str], *, plus: bool = False) -> list[Reading]:
    """Every kind that this row of digits may be, whole."""
    n = len(number)
    found = [*certain(number), *_telephones(number, plus=plus)]
    if n == 18 and number[:2] in PROVINCES:
        found.append(("id_number", _V if right(number) else _I))
        if "social_security_no" in said or "driver_licence" in said:
            found += [(kind, _D) for kind in ("social_security_no", "driver_licence") if kind in said]
    if n == 15 and number[:2] in PROVINCES and date(1900 + int(number[6:8]), int(number[8:10]), int(number[10:12])):
        found.append(("id_number", _D))
    if n in (14, 16, 17) and number[:2] in PROVINCES and number[6:8] in ("18", "19", "20"):
        found.append(("id_number", _I))
    if 12 <= n <= 21 and (_CARD.fullmatch(number) or "bank_account" in said):
        found.append(("bank_account", (_V if luhn(number) else _I) if _CARD.fullmatch(number) else _D))
    if n == 15:
        found.append(("device_id", _V if luhn(number) else _I))
    if n == 8 and date(int(number[:4]), int(number[4:6]), int(number[6:])):
        found.append(("birth_date", _V))
    if n in (4, 6) and "birth_date" in said and _day(number[-4:]):
        found.append(("birth_date", _D))
    if number[:4] == "2088" and n == 16:
        found.append(("payment_account", _V))
    if n in (8, 9, 10) and "passport_number" in said:
        found.append(("passport_number", _D))
    found += [(kind, _D) for kind in _open(n, said)]
    if 6 <= n <= 11 and number[0] != "0" and "social_account" not in said:
        found.append(("social_account", _D))
    return found


@lru_cache(maxsize=4096)
def _open(n: int, said: frozenset[str]) -> tuple[str, ...]:
    return tuple(kind for kind, low, high in _OPEN if low <= n <= high and kind in said)


def _day(number: str) -> bool:
    return 1 <= int(number[:2]) <= 12 and 1 <= int(number[2:]) <= 31


def _telephones(number: str, *, plus: bool) -> list[Reading]:
    n, first = len(number), number[0]
    if plus and 8 <= n <= 15:
        return [("phone_number", _V if number.startswith(_ABROAD[n]) else _D)]
    if first == "0" and 9 <= n <= 16:
        right = 10 <= n <= 12 and (number[:4] in area_codes() or number[:3] in area_codes())
        inner = [("landline_number", _V if right else _D)]
        return [*inner, ("phone_number", _V)] if number[:2] in ("01", "09", "08", "07") else inner
    if n == 10 and first in "23456789" and number[3] > "1":
        return [("phone_number", _D)]
    if n in (7, 8) and first in "23456789":
        return [("landline_number", _D), *([("phone_number", _D)] if n == 8 else [])]
    if n == 10 and number[:3] in ("400", "800"):
        return [("landline_number", _V)]
    if n < len(_FAR) and number.startswith(_FAR[n]):
        return [("phone_number", _D)]
    if n == 11:
        return [] if _MOBILE.fullmatch(number) else [("phone_number", _I)]
    return [("phone_number", _I)] if n in (9, 10, 12) and first == "1" and number[1] in "3456789" else []


def hidden(number: str, said: frozenset[str], *, plus: bool = False) -> list[Reading]:
    """Every kind that a row with hidden digits may be; the number of signs that hide is not always that of digits."""
    n, first = len(number), number[0]
    kinds = []
    if plus or (first == "1" and 7 <= n <= 13) or (first in "0235679*" and 8 <= n <= 11):
        kinds.append("phone_number")
    if (first == "0" and 8 <= n <= 14) or (first in "23456789" and n in (7, 8)):
        kinds.append("landline_number")
    if 14 <= n <= 20 and number[:2] in PROVINCES:
        kinds.append("id_number")
    if 10 <= n <= 23 and first in "3456912":
        kinds.append("bank_account")
    kinds += _open(n, said)
    return [(kind, _M) for kind in kinds]


_PASSPORT = re.compile(r"[A-Z]{1,3}[0-9*]{6,10}|E[0-9][A-Z][0-9]{6}")
# What `accounts` proposes, as it is written.
_NAMES = ("social_account", "payment_account", "account_password", "financial_credential")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_REGIONAL = re.compile(r"[A-Z]{1,2}[0-9*]{5,8}[0-9A]|[A-Z][1289][0-9]{8}|[STFGM][0-9*]{7}[A-Z]")


def code(value: str, said: frozenset[str]) -> list[Reading]:
    """Every kind that letters with digits (upper case, without separators, ``*`` for what is hidden) may be."""
    n, verdict = len(value), _M if "*" in value else _D
    found: list[Reading] = []
    if _PASSPORT.fullmatch(value):
        found.append(("passport_number", verdict))
    if _REGIONAL.fullmatch(value) and n <= 10:
        found.append(("other_certificate", verdict))
    if _IBAN.fullmatch(value):
        found.append(
            (
                "bank_account",
                _V if int("".join([str(int(char, 36)) for char in value[4:] + value[:4]])) % 97 == 1 else _I,
            )
        )
    if n >= 4 and (n < 9 or sum(char in "0123456789*" for char in value) > 1):
        open_ = (one for one in _OPEN if one[0] not in _NAMES)
        found += [(kind, verdict) for kind, low, high in open_ if low <= n <= high + 4 and kind in said]
    return list(dict.fromkeys(found))
