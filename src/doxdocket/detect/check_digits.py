"""Check digits and dates of the numbers that carry them.

Sources: GB 11643-1999 (citizen number: ISO 7064 MOD 11-2), ISO/IEC 7812-1 Annex B (cards: Luhn), GB 16735-2019 (vehicle
identification number: weighted modulo 11), GB/T 2260 (first two digits of a division code); the published check sums of Hong Kong and Taiwan identity numbers.

>>> identity("11010118990307002"), luhn("6222020000000000008"), vehicle("LSVAA4182E2184847")
('6', False, True)
"""

from calendar import monthrange
from operator import mul

#: Provinces by the first two digits of a division code; 83 is used on residence permits for Taiwan.
PROVINCES = frozenset((
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42",
    "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82",
    "83",
))  # fmt: skip
_VIN_VALUES = {**{str(n): n for n in range(10)}, **dict(zip("ABCDEFGH", range(1, 9), strict=True)),
               **dict(zip("JKLMN", range(1, 6), strict=True)), "P": 7, "R": 9, **dict(zip("STUVWXYZ", range(2, 10), strict=True))}  # fmt: skip
_ID_WEIGHTS = tuple(pow(2, 17 - at, 11) for at in range(17))
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
#: Oldest birth that a number may carry: invented evidence lives in 1850–1899.
FIRST_YEAR, LAST_YEAR = 1850, 2035


def identity(first17: str) -> str:
    """The eighteenth character of a citizen number."""
    return "10X98765432"[sum(map(mul, map(int, first17), _ID_WEIGHTS)) % 11]


def luhn(digits: str) -> bool:
    """Whether a card number's last digit is right."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    return (sum(int(digit) for digit in digits[-1::-2]) + sum(n - 9 if n > 9 else n for n in doubled)) % 10 == 0


def vehicle(vin: str) -> bool:
    """Whether the ninth character of a vehicle identification number is right."""
    if len(vin) != 17 or any(char not in _VIN_VALUES for char in vin):
        return False
    rest = sum(_VIN_VALUES[char] * weight for char, weight in zip(vin, _VIN_WEIGHTS, strict=True)) % 11
    return vin[8] == ("X" if rest == 10 else str(rest))


def date(year: int, month: int, day: int) -> bool:
    """Whether there is such a day, in years in which somebody met in evidence may be born."""
    return FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def born(number: str) -> bool:
    """Whether the first fourteen digits of a citizen number can be a province and a birth."""
    return number[:2] in PROVINCES and date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def right(number: str) -> bool:
    """Whether a citizen number of 18 characters can be: province, date, check digit."""
    return len(number) == 18 and number[:17].isdecimal() and born(number) and identity(number[:17]) == number[17]


_ORDER = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
"""Letters in the order of the numbers 10 to 35 that Taiwan gives them."""


def hong_kong(code: str) -> bool:
    """Whether the last character of a Hong Kong number is right.

    >>> hong_kong("A1234563"), hong_kong("A1234564"), hong_kong("AB9876543")
    (True, False, True)
    """
    body = code[:-1].rjust(8)
    values = [36 if char == " " else int(char) if char.isdigit() else ord(char) - 55 for char in body]
    total = sum(value * weight for value, weight in zip(values, range(9, 1, -1), strict=True))
    return "0123456789A"[-total % 11] == code[-1]


def taiwan(code: str) -> bool:
    """Whether the last digit of a Taiwan number is right.

    >>> taiwan("A123456789"), taiwan("A123456788")
    (True, False)
    """
    first = 10 + _ORDER.index(code[0])
    total = first // 10 + first % 10 * 9 + sum(int(c) * w for c, w in zip(code[1:9], range(8, 0, -1), strict=True))
    return (total + int(code[9])) % 10 == 0
