r"""Mobile numbers: eleven digits of the mainland in every writing, foreign ones with a country code, parts and masks.

Source: 电信网编号计划 (2017 edition; 1[3-9] and nine digits), ITU-T E.164 (lengths and country codes). A number of the
wrong length under a label is INVALID, never dropped; one of which a digit is hidden (138*0001850) is MASKED. Left out: landlines (`landline_number`), hotlines, numbers of firms
that ask to be called, which are DOUBTFUL. One behind the word of a payment app (支付宝) is that app's account.

>>> from doxdocket.text import read
>>> [(hit.verdict.value, hit.start, hit.end) for hit in find(read("号码①③⑧ 0000-一八五零，+852 0000 1899"), [])]
[('valid', 2, 15), ('valid', 16, 30)]
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from doxdocket.detect import decoys, tied
from doxdocket.detect.governed import announced, direct, dossier
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import Label
from doxdocket.detect.landline_number import of_a_thing
from doxdocket.detect.tails import tails
from doxdocket.detect.written import Run, hidden, one_hidden, opened, runs
from doxdocket.records import Verdict
from doxdocket.text import Reading

KIND = "phone_number"
_PAYS = "payment_account"
_MOBILE = re.compile(r"1[3-9]\d{9}")
_ANYWHERE = re.compile(r"(?=((?:0{0,2}86)?1[3-9]\d{9}))")
_PLAIN = re.compile(r"(?:00)?(?:86)?[ -]?1\d{2}[ -]?\d{4}[ -]?\d{4}")
#: Ways in which eleven digits are grouped; every digit alone is one more.
_GROUPS = frozenset({(11,), (3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (4, 4, 3), (5, 6), (6, 5), (4, 7), (4, 3, 4), (3, 4, 2, 2), (3, 5, 3), (2, 3, 3, 3),
                     (3, 2, 2, 2, 2), (3, 2, 3, 3), (3, 3, 3, 2), (2, 2, 2, 2, 2, 1), (1, 2, 2, 2, 2, 2), (4, 4, 2, 1), (5, 3, 3), (3, 2, 6), (2, 9), (8, 3)})  # fmt: skip
_TEST_NUMBERS = frozenset(["13800138000", "13800000000", "13888888888", "13812345678", "13912345678", "13800138001", "12345678901",
                           "18888888888"])  # fmt: skip
#: Country code and the lengths of what follows it (ITU-T E.164 and national plans), for numbers written with + or 00.
_COUNTRIES = {"852": (8,), "853": (8,), "886": (8, 9), "65": (8,), "60": (8, 9, 10), "82": (9, 10), "81": (9, 10), "1": (10,), "44": (10,), "61": (9,),
              "64": (8, 9, 10), "66": (8, 9), "84": (9, 10), "63": (10,), "62": (9, 10, 11), "7": (10,), "49": (10, 11), "33": (9,), "39": (9, 10), "34": (9,),
              "855": (8, 9), "95": (8, 9, 10), "856": (8, 9, 10), "971": (9,), "91": (10,), "31": (9,), "46": (9,), "41": (9,)}  # fmt: skip
_PLUS = re.compile(r"(?:\+|(?<![0-9])00)[ \-.(]{0,2}$|\+$")
#: Labels whose value is a number that is no telephone.
_NUMBERS = frozenset(
    [
        "id_number",
        "bank_account",
        "social_account",
        "student_id",
        "exam_certificate",
        "health_record",
        "social_security_no",
        "driver_licence",
        "passport_number",
        "other_certificate",
        "device_id",
        "ip_address",
        "account_password",
        "verification_code",
        "virtual_asset",
        "travel_ticket",
        "landline_number",
        "real_estate",
    ]
)


_MASKS = frozenset("*xX●○■█")


def _hit(reading: Reading, start: int, end: int, verdict: Verdict, value: str, reasons: Sequence[str]) -> Hit:
    first, last = reading.span(opened(reading.clean, start, end), end)
    return Hit(first, last, KIND, verdict, value, tuple(reasons))


def _windows(run: Run) -> Iterator[tuple[int, int, str]]:
    """Stretches of a run that read as a mobile number, with or without 86: first digit, end, number."""
    digits = run.digits
    for found in _ANYWHERE.finditer(digits):
        whole = found[1]
        yield found.start(), found.start() + len(whole), whole[-11:]
        if len(whole) > 11 and _MOBILE.match(whole):
            yield found.start(), found.start() + 11, whole[:11]


def _glued(run: Run, start: int, end: int) -> bool:
    """Whether what is glued to these digits on either side is itself whole: another mobile or citizen number."""
    first, last = start, end
    while not run.edge(first):
        first -= 1
    while not run.edge(last):
        last += 1
    rests = run.digits[first:start], run.digits[end:last]
    follows_x = run.text[run.starts[first] - 1 : run.starts[first]] in {"X", "x"} and first == start
    ends_x = run.text[run.starts[last - 1] + 1 : run.starts[last - 1] + 2] in {"X", "x"}
    whole = all(
        rest == "" or len(rest) == 18 - (ends_x and rest is rests[1]) or (len(rest) % 11 == 0 and _MOBILE.match(rest))
        for rest in rests
    )
    return (whole and any(rests)) or follows_x


_STRAY = 8


def _grouped(run: Run, start: int, end: int) -> bool:
    """Whether the gaps are such as are written inside one telephone number."""
    groups = run.groups(end - 11, end)
    if groups == (11,):
        return True
    inner = [gap.strip() for gap in run.inner(end - 11, end)]
    regular = groups in _GROUPS or max(groups) == 1
    if decoys.clock(run.text, *run.span(start, end)) and (len(set(inner)) > 1 or not regular):
        return False
    if min(groups) == 1 and max(groups) > _STRAY:  # 左一 7000189901: a name's last character and another's number
        return False
    thousands = groups == (2, 3, 3, 3) and set(inner) <= {",", "'"}
    alone = start == 0 and end == len(run.digits)
    return not thousands and (
        (regular and len(set(inner)) <= 2) or alone or (max(groups) <= 2 and run.tidy(start, end))
    )


def _context(clean: str, labels: Sequence[Label], start: int, value: str) -> str | None:
    """Why a well-formed number is probably nobody's, if there is a reason."""
    if value in _TEST_NUMBERS or decoys.example(clean):
        return "decoy.example"
    if decoys.monotone(value[1:]) or decoys.monotone(value[3:]):
        return "decoy.serial"
    advert = decoys.advert(clean, start) or (decoys.offer(clean) and not dossier(labels))
    if advert and not tied.shown(clean, start):
        return "decoy.advert"
    return None


_GLUED_WORD = re.compile(r"[A-Za-z]{2}$")
"""SF8614230740419: the letters of a courier, and the number is theirs."""


def _mobiles(reading: Reading, labels: Sequence[Label], run: Run) -> Iterator[tuple[int, int, Hit]]:
    """Mobile numbers of the mainland in one run, with the digits they use."""
    used = 0
    for start, end, value in _windows(run):
        if start < used:
            continue
        first, last = run.span(start, end)
        if not (run.edge(start) and run.edge(end)) and not _glued(run, start, end):
            continue
        if run.text[first - 1 : first] in _MASKS:
            continue  # the shown end of a masked number
        announcing = announced(run.text, labels, first)
        governed = any(label.kind == KIND for label in announcing)
        other = bool(announcing) and announcing[0].kind in _NUMBERS and direct(run.text, announcing[0], first)
        if not governed and other and not _glued(run, start, end):
            continue
        if not (_grouped(run, start, end) or (governed and run.tidy(start, end))):
            continue
        if run.letters(start, end) > (7 if governed else 3) or decoys.in_word(run.text, first, last):
            continue
        if not governed and (
            _GLUED_WORD.search(run.text, max(0, first - 2), first)
            or decoys.serial(run.text, run.starts[max(edge for edge in run.edges if edge <= start)])
            or decoys.amount(run.text, first, last)
            or decoys.in_link(run.text, first)
        ):
            continue
        plus = _PLUS.search(run.text, max(0, first - 4), first) if end - start > 11 else None
        first = plus.start() if plus and run.text[plus.start()] == "+" else first
        doubt = _context(run.text, labels, first, value)
        plain = run.text[run.starts[start] : last]
        around = () if _PLAIN.fullmatch(plain) else ("written_around",)
        pays = not governed and any(label.kind == _PAYS and direct(run.text, label, first) for label in announcing)
        reasons = (*(("label",) * (governed or pays)), "phone.mobile", *around, *((doubt,) if doubt else ()))
        used = end
        hit = _hit(reading, first, last, Verdict.DOUBTFUL if doubt else Verdict.VALID, value, reasons)
        yield start, end, replace(hit, kind=_PAYS) if pays else hit


def _foreign(reading: Reading, labels: Sequence[Label], run: Run) -> Iterator[tuple[int, int, Hit]]:
    """Numbers written with + or 00 and a country code."""
    if "+" not in run.text and "00" not in run.digits:
        return
    for start in run.edges[:-1]:
        plus = _PLUS.search(run.text, max(0, run.starts[start] - 3), run.starts[start])
        skip = 2 if run.digits.startswith("00", start) else 0
        before = run.text[run.starts[start] - 1 : run.starts[start]]
        if (not plus and not skip) or before == "." or (before.isascii() and before.isalpha()):
            continue
        if not plus and decoys.serial(run.text, run.starts[start]):
            continue
        for code, lengths in _COUNTRIES.items():
            body = start + skip
            if not run.digits.startswith(code, body):
                continue
            for length in sorted(lengths, reverse=True):
                end = body + len(code) + length
                extra = run.digits.startswith("0", body + len(code))  # +81 090… keeps the trunk zero
                for last in (end + extra, end):
                    if (
                        last <= len(run.digits)
                        and run.edge(last)
                        and not run.letters(start, last)
                        and len({*run.inner(start, last)}) <= 3
                    ):
                        first = plus.start() if plus else run.starts[start]
                        value = "+" + run.digits[body:last]
                        governed = any(label.kind == KIND for label in announced(run.text, labels, first))
                        reasons = (*(("label",) * governed), "phone.foreign")
                        yield start, last, _hit(reading, first, run.starts[last - 1] + 1, Verdict.VALID, value, reasons)
                        return


_TAIWAN = re.compile(r"台湾|台灣|\bTW\b|香港|港澳|澳门|\bHK\b", re.IGNORECASE)
_REGIONAL = re.compile(r"(?<![0-9])(?:(09\d{2}[ -]?\d{3}[ -]?\d{3})|([4-9]\d{3}[ -]?\d{4}))(?![0-9])")


def _regional(reading: Reading, labels: Sequence[Label]) -> Iterator[Hit]:
    """Mobile numbers of Taiwan, Hong Kong and Macau as written there, where the words before name the place."""
    clean = reading.clean
    for found in _REGIONAL.finditer(clean):
        start, end = found.span()
        named = list(_TAIWAN.finditer(clean, max(0, start - 10), start))
        governed = any(label.kind == KIND for label in announced(clean, labels, start))
        local = found[1] is not None and governed  # 09xx and six digits: no number of the mainland has this form
        if (named or local) and governed:
            if not named:
                digits = re.sub("[ -]", "", found[0])
                yield _hit(reading, start, end, Verdict.VALID, "+886" + digits[1:], ("label", "phone.foreign"))
                continue
            place = named[-1][0]
            code = "+886" if place[0] in "台Tt" else "+853" if "澳门" in place else "+852"
            if bool(found[1]) == (code == "+886"):
                digits = re.sub("[ -]", "", found[0])
                yield _hit(
                    reading, start, end, Verdict.VALID, code + digits.removeprefix("0"), ("label", "phone.foreign")
                )


def _slips(reading: Reading, labels: Sequence[Label], run: Run, taken: set[int]) -> Iterator[Hit]:
    """Ten or twelve digits, or eleven that begin wrongly, right behind a label of telephones."""
    for start in run.edges[:-1]:
        label = next(iter(announced(run.text, labels, run.starts[start])), None)
        if label is None or label.kind != KIND or run.digits[start] == "0" or decoys.example(run.text):
            continue
        if label.end - label.start == 1 and (run.text[label.start].isascii() or of_a_thing(run.text, label)):
            continue  # t=1789192931: too weak a word for a number of the wrong form
        for length in (11, 12, 10, 13, 9, 8):
            end = start + length
            if not run.edge(end) or taken & set(range(start, end)):
                continue
            first, last = run.span(start, end)
            value = run.digits[start:end]
            if decoys.hotline(value):
                continue
            if (
                (value[0] != "1" and length != 11)
                or (run.inner(start, end) and not run.tidy(start, end))
                or (length < 10 and not label.marked)
            ):
                continue
            if decoys.amount(run.text, first, last) or decoys.monotone(value) or decoys.clock(run.text, first, last):
                continue
            taken.update(range(start, end))
            yield _hit(
                reading,
                first,
                last,
                Verdict.INVALID,
                value,
                ("label", "phone.length" if length != 11 else "phone.range"),
            )
            break


_FILLED = re.compile(r"(1(?<![0-9].)[3-9]\d)([^0-9\n]{1,4})(\d{4})([^0-9\n]{1,4})(\d{4})(?![0-9])")


#: 178 / 0640 / 1357 over lines, or told as 前三位, 中间, 后四位.
_TOLD = re.compile(
    r"(1(?<![0-9].)[3-9]\d)(?:[^0-9\n]{0,3}\n[^0-9\n]{0,8}|[^0-9\n]{0,3}(?:中间|然后|接着|后面|再)[^0-9\n]{0,5})(\d{4})"
    r"(?:[^0-9\n]{0,3}\n[^0-9\n]{0,8}|[^0-9\n]{0,3}(?:然后|接着|后面|最后|再|后|尾)[^0-9\n]{0,5})(\d{4})(?![0-9])"
)
_HAN = re.compile(r"(?![元块万亿号年月日点分度人个次米斤岁楼室栋])[\u4e00-\u9fff]{1,2}")


def _filled(reading: Reading, taken: list[tuple[int, int]]) -> Iterator[Hit]:
    """138哈9988哈6677: the same few characters put twice between the groups of a mobile number."""
    for found in _FILLED.finditer(reading.clean):
        same = found[2].strip() == found[4].strip() and re.search(r"\w", found[2])  # marks alone are a run's own gaps
        alike = same or (_HAN.fullmatch(found[2]) and _HAN.fullmatch(found[4]))
        start, end = found.span()
        if (
            alike
            and not decoys.serial(reading.clean, start)
            and not decoys.amount(reading.clean, start, found.end(1))
            and not any(a < end and start < b for a, b in taken)
        ):
            yield _hit(
                reading, start, end, Verdict.VALID, found[1] + found[3] + found[5], ("phone.mobile", "written_around")
            )

    for found in _TOLD.finditer(reading.clean):
        start, end = found.span()
        if not any(a < end and start < b for a, b in taken):
            value = found[1] + found[2] + found[3]
            yield _hit(reading, start, end, Verdict.VALID, value, ("phone.mobile", "written_around"))


_CUT = re.compile(
    r"(1(?<![0-9].)[3-9]\d)(?:\.{2,6}|…{1,2}|-{3,}|~{1,4}|。{2,4}|[ ]?\([^()\d\n]{1,6}\)[ ]?)(\d{4})(?![0-9])"
)


def _body(value: str) -> str:
    """A masked number without its country code."""
    return value[2:] if value.startswith("86") and len(value) == 13 else value


def _hidden(reading: Reading, labels: Sequence[Label]) -> Iterator[Hit]:
    """Numbers with masked digits."""
    clean = reading.clean

    def score(start: int, _end: int, value: str) -> int:
        announcing, body = announced(clean, labels, start), _body(value)
        governed = any(label.kind == KIND for label in announcing)
        other = bool(announcing) and announcing[0].kind in _NUMBERS and direct(clean, announcing[0], start)
        if (
            len(body) == 11
            and re.match(r"1[3-9*]", body)
            and len(body) - body.count("*") >= 5
            and (governed or not other)
        ):
            return 2
        return int(governed and 7 <= len(body) <= 13 and body[0] == "1")

    for start, end, value in hidden(clean, score):
        label = ("label",) * any(label.kind == KIND for label in announced(clean, labels, start))
        yield _hit(reading, start, end, Verdict.MASKED, _body(value), (*label, "masked"))
    for found in _CUT.finditer(clean) if any(label.kind == KIND for label in labels) else ():
        if KIND in [label.kind for label in announced(reading.clean, labels, found.start())]:
            yield _hit(reading, *found.span(), Verdict.MASKED, f"{found[1]}****{found[2]}", ("label", "masked"))


_SPLIT = re.compile("[ -]")
_STARS = frozenset("*×●○◯■□█▇▆◼◆※")
"""What hides a digit and hardly anything else; of letters, 某, ? and # `context` asks for a person beside."""


def _one_hidden(reading: Reading, labels: Sequence[Label]) -> Iterator[Hit]:
    """138*0001850, 1390001850X: mobile numbers with one hidden digit."""
    clean = reading.clean
    for start, end, value in one_hidden(clean):
        groups = tuple(map(len, _SPLIT.split(clean[start:end])))
        announcing = announced(clean, labels, start)
        governed = any(label.kind == KIND for label in announcing)
        if not re.match("1[3-9*]", value) or (groups not in _GROUPS and set(groups) != {1}):
            continue
        if not governed and (
            announcing
            or decoys.serial(clean, start)
            or decoys.amount(clean, start, end)
            or decoys.in_link(clean, start)
        ):
            continue
        sure = governed or not _STARS.isdisjoint(clean[start:end])
        reasons = (*(("label",) * governed), "masked", "phone.one_hidden")
        yield _hit(reading, start, end, Verdict.MASKED if sure else Verdict.DOUBTFUL, value, reasons)


_WHOLE = 11


def find(reading: Reading, labels: Sequence[Label]) -> Iterator[Hit]:
    """Every telephone number of a person in a text, landlines excepted."""
    spans: list[tuple[int, int]] = []
    called = any(label.kind == KIND for label in labels)
    hidden_once = list(_one_hidden(reading, labels))
    for run in runs(reading):
        taken: set[int] = set()
        mobiles = _mobiles(reading, labels, run) if len(run.digits) >= _WHOLE else ()
        for start, end, hit in (*mobiles, *_foreign(reading, labels, run)):
            if not taken & set(range(start, end)):
                taken.update(range(start, end))
                spans.append(run.span(start, end))
                yield hit
        if called and len(run.digits) >= 8:
            slips = _slips(reading, labels, run, taken)
            yield from (s for s in slips if not any(h.start <= s.start and s.end <= h.end for h in hidden_once))
    yield from _filled(reading, spans)
    yield from _hidden(reading, labels)
    yield from hidden_once
    if called:
        yield from _regional(reading, labels)
    for tail in tails(reading.clean):
        if tail.kind == KIND:
            yield _hit(reading, tail.start, tail.end, Verdict.PARTIAL, tail.digits, ("label", "partial"))
