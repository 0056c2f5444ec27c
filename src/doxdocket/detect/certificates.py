r"""Passports and travel permits, exam tickets and certificates: their forms, and where they stand without a label.

Sources: GB/T 35273 appendix A for what counts; the printed forms: passports E + 8 digits or E + letter + 7 digits (since
2012, 2017), G + 8 before, D, S, P for office; permits to Hong Kong and Macau C, W, to Taiwan L, T, home-return permits H or M +
8 or 10; tickets of CET-4/6 have 15 digits, certificates 15 to 18. None of them carries a public check digit, so that VALID means
the right form. Outside a label a passport needs a cell of its own; a ticket or score needs the exam beside it. Left out: passports of other countries
without a label.

>>> passport("E00001745"), passport("AB1234567")[1], exam("1234")
((<Verdict.VALID: 'valid'>, ('passport.form',)), ('passport.foreign',), (<Verdict.INVALID: 'invalid'>, ('form.length',)))
>>> from doxdocket.text import read
>>> [(h.kind, h.value) for h in find(read("韩知予 E00001745 高考考了612分，六级000018990200042"))]
[('passport_number', 'E00001745'), ('exam_certificate', '000018990200042'), ('exam_certificate', '612')]
"""

import re
from collections.abc import Iterator

from doxdocket.detect import decoys
from doxdocket.detect.hit import Hit
from doxdocket.records import Verdict
from doxdocket.text import Reading

_FORMS = re.compile(
    r"E\d{8}|E[A-HJ-NP-Z]\d{7}|G\d{8}|1[45]\d{7}|[DSP]E?\d{7,8}|C\d{8}|C[A-HJ-NP-Z]\d{7}|[WLT]\d{8}|[HM]\d{8}(?:\d\d)?|\d{8}"
)
_FOREIGN = re.compile(r"[A-Z]{1,3}\d{7,9}|\d{9}")
_CELL = r"(?:^|(?<=[\s,;|/、。:()\[\]【】>》-])|(?<=[\u2600-\u27bf\U0001f000-\U0001faff]))"
_PASSPORT = re.compile(rf"{_CELL}E(?:\d{{8}}|[A-HJ-NP-Z]\d{{7}})(?![A-Za-z0-9-])", re.MULTILINE)
_BOOK = r"[EG]\d{8}|E[A-HJ-NP-Z]\d{7}"
_CROSSING = re.compile(
    rf"(?:护[照召兆]|[湖沪]照|[出入]境|出国|签证)[^\n;。A-Za-z0-9]{{0,10}}(?P<v>{_BOOK})(?![A-Za-z0-9-])"
    rf"|(?<![A-Za-z0-9-])(?P<w>{_BOOK})(?=号?的?(?:因私|因公|普通|公务|中国)*护照)",
    re.IGNORECASE,
)
_EXAMS = r"(?:大学)?(?:英语)?(?:四六级|四级|六级|专[四八])|CET-?[46]|高考|中考|考研|初试|雅思|托福|IELTS|TOEFL|GRE|国考|省考|法考|司考|教资|普通话|计算机[一二三四]级|学考|会考"
_TICKET = re.compile(
    rf"(?:{_EXAMS})(?:考试|笔试|成绩|准考|证书?|证件|报名|编?号码?|[^\S\n]|[:是为的]|(?<=证)号)*(?P<v>\d{{12,18}})(?!\d)",
    re.IGNORECASE,
)
_SCORE = re.compile(
    rf"(?:{_EXAMS})(?:考试|笔试|口试|总|成绩|分数|只|才|就|仅|考了?|得了?|是|为|了|过了?|[,:\s]){{0,6}}(?P<v>\d{{2,3}}(?:\.\d{{1,2}})?)分(?![钟之数线制])",
    re.IGNORECASE,
)
_TOLD_SCORE = re.compile(
    rf"(?:{_EXAMS})(?:成绩|分数|总分|[才只就仅]?考了|考|得了|刷了)[^\d\n,。]{{0,3}}(?P<v>\d{{3}}|[4-9]\.[05])(?![\d.年月名人万元])",
    re.IGNORECASE,
)
#: A line of marks, not of a person's: 分数线, 满分, 平均.
_DEED = re.compile(
    r"[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新] ?\(?\d{4}\)? ?[一-鿿]{2,12}不动产权第? ?\d{5,9} ?号?|[一-鿿]{1,4}房权证[一-鿿]{1,6}字?第? ?[\d-]{5,16} ?号?"
)
_STAFF = re.compile(
    r"(?:辅警|警官|工作|记者|执业|上岗|导游|会员|军官|士兵)证号?[:为是 ]{0,2}(?P<v>[A-Z]{0,4}\d{4,12})(?!\d)"
)
_LETTER_FIRST = re.compile(r"[A-Za-z][1289]\d{8}")
_EXAM_WORDS = ("级", "考", "cet", "CET", "Cet", "专四", "专八", "雅思", "托福", "教资", "普通话", "IELTS", "TOEFL", "GRE", "ielts", "toefl")  # fmt: skip
_LINES = re.compile(r"分数线|录取线|国家线|满分|平均分?|及格线|一本线|至少|最低|需要|要求|达到|以上|不低于")


def passport(value: str) -> tuple[Verdict, tuple[str, ...]]:
    """The form of a passport or permit."""
    plain = re.sub(r"[\s-]", "", value).upper()
    if _FORMS.fullmatch(plain):
        return Verdict.VALID, ("passport.form",)
    if _FOREIGN.fullmatch(plain):
        return Verdict.VALID, ("passport.foreign",)
    return Verdict.INVALID, ("form.length",)


def exam(value: str) -> tuple[Verdict, tuple[str, ...]]:
    """A score, a grade, or the number of a ticket or certificate."""
    plain = re.sub(r"[\s-]", "", value)
    if not plain[-1:].isdigit() or re.search(r"\d{1,3}(?:\.\d+)?$", plain)[0] == plain.lstrip("总分数成绩:"):  # type: ignore[index]
        return Verdict.VALID, ("exam.score",)
    long = len(re.sub(r"\D", "", plain)) >= _SHORTEST
    return (Verdict.VALID, ("exam.number",)) if long else (Verdict.INVALID, ("form.length",))


_SHORTEST = 6  # digits of a candidate's number at a small exam; CET has 15


def social(value: str) -> tuple[Verdict, tuple[str, ...]]:
    """Social insurance and provident fund numbers: the citizen number, or a local one of 6 to 20."""
    digits = len(re.sub(r"\D", "", value))
    return (Verdict.VALID, ()) if digits >= _SHORTEST else (Verdict.INVALID, ("form.length",))


def find(reading: Reading) -> Iterator[Hit]:
    """Passports in a cell of their own or behind words of crossing a border; tickets, certificates and scores behind the name of an exam."""
    text = reading.clean
    for found in _PASSPORT.finditer(text) if "E" in text else ():
        if not decoys.serial(text, found.start()):
            yield _hit(reading, found.span(), "passport_number", found[0], "passport.form")
    for found in _CROSSING.finditer(text) if "照" in text or "境" in text or "国" in text or "证" in text else ():
        name = "v" if found["v"] else "w"
        yield _hit(reading, found.span(name), "passport_number", found[name].upper(), "passport.form")
    for found in _DEED.finditer(text) if "权" in text else ():
        yield _hit(reading, found.span(), "real_estate", re.sub(r"\s", "", found[0]), "deed.form")
    for found in _STAFF.finditer(text) if "证" in text else ():
        yield _hit(reading, found.span("v"), "other_certificate", found["v"], "certificate.named")
    if any(word in text for word in _EXAM_WORDS):
        yield from _exams(reading, text)


def _exams(reading: Reading, text: str) -> Iterator[Hit]:
    seen: set[tuple[int, int]] = set()
    for pattern, reason in ((_TICKET, "exam.number"), (_SCORE, "exam.score"), (_TOLD_SCORE, "exam.score")):
        for found in pattern.finditer(text):
            around = text[max(0, found.start() - 8) : found.end() + 8]
            span = found.span("v")
            if span not in seen and (reason == "exam.number" or not _LINES.search(around)):
                seen.add(span)
                yield _hit(reading, span, "exam_certificate", found["v"], reason)


def _hit(reading: Reading, span: tuple[int, int], kind: str, value: str, reason: str) -> Hit:
    return Hit(*reading.span(*span), kind, Verdict.VALID, value, (reason,))
