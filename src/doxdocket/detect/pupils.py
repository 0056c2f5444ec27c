r"""Who goes to school or is under age, told without a school's name or a number of years: 三年级2班, 刚上初一, 未成年, 08后.

A school year without the name of a school is a doubtful finding of the kind school: with other things it says who somebody is, but names no
school. Behind the name of its school it is part of that finding (`school`). A word for
being under age and a decade of birth are findings of the kind age, and so is a bare number in the cell beside a school year
that fits it (高二(9)班，16，). Each carries its stage, of which `stages` tells a range of ages. Source: own observation. Left
out: what is told of the past, of a teacher, a child of whom is told, the readers; years of entry.

>>> from doxdocket.detect.rules import detect
>>> [(h.kind, h.value, h.stage) for h in detect("韩知予，六(2)班，未成年，17806401357")][1:3]
[('school', '六(2)班', '六(2)班'), ('age', '未成年', '未满18')]
"""

import re
from collections.abc import Iterator

from doxdocket.detect import name_shape, school, stages, whose_age
from doxdocket.detect.hit import Hit
from doxdocket.records import Verdict
from doxdocket.text import Reading

_HINT = re.compile(r"年级|班|[初高][一二三四1-4]|[上读念](?:小学|初中|高中|幼儿园)|未成年|没成年|满18|满十八|[01]\d后")
_OPENED = re.compile(r"(?:^|[^\w]|_)$")
_CLOSED = re.compile(r"\s*(?:$|[^\w\s]|(?<=\s)\w)")
_YEAR = re.compile(rf"(?<![大研\d])(?P<y>{stages.YEAR})|(?<=[上读念])(?P<at>小学|初中|高中|幼儿园)")
#: What may stand between who it is and a school year: a verb of going there, or that it is so.
_GOES = re.compile(
    r"(?:(?:今年|现在|目前|还|也|都|才|刚|正|已经|已|马上|即将|开学|[他她])*(?:就?在)?(?:就读于?|在读|升入|升|[上读念])(?:的是|着|了)?|(?:今年|现在|目前|才|刚|现|就|还)*(?:在|是|为|系)?(?:[这那一]?[个名位])?)$"
)
_STILL = re.compile(r"(?:还|刚刚?|正|才|在|今年|现在)$")
_AFTER = re.compile(
    r"(?:了|呢|就|的?(?:学生|新生)|在读|读书|上学|学籍|[,，。;!?、\s]|的(?:女儿|儿子|闺女|妹妹|弟弟|孙子|孙女|侄子|侄女|外甥)|$)"
)
_PAST = re.compile(
    r"毕业|曾|以前|当年|小时候|那年|原来|早年|之前|考[进上入]|时代|(?:19|20)\d\d(?:年|级|届)[^,。;!?\n]{0,6}$|[大正]年|正月|农历|春节|过年|拜年"
)
_LATER = re.compile(r"(?:的)?(?:时|那|以?后|以?前|开始|毕业|起)")
_TEACHES = re.compile(r"(?:班主任|老师|教师|家长|教|带|任|管|代课|辅导)[ :,是了过的]{0,2}$")
_NO_PUPIL = re.compile(
    r"的?(?:学生)?(?:班主任|老师|教师|家长|家委|语文|数学|英语|物理|化学|任课|科任|教室|组长|组|主任|[^,。;\s]{0,3}群|作业|成绩|试卷|课本|教材|[上下]册|[上下]学期|"
    r"同学们|全体|所有|名单|花名册|辅导|补课|水平|门口|以[上下]|及以|开学|放学|期[中末]|妈妈|爸爸|爷爷|奶奶|妈|爸|都|[:= ]{0,2}\d{2,4}(?:元|块))"
    r"|[ ,、|/(]{1,2}(?:班主任|老师|教师|家长|[语数英]\w[老教]师)(?=[,，。;)]|\n|$)"
)
_CHILD = re.compile(
    r"女儿|儿子|闺女|孩子|小孩|娃|弟弟|妹妹|哥哥|姐姐|侄[子女儿]|外甥女?|外?孙[子女]|[表堂][弟妹]|(?P<other>学生|同学|对方|受害[人者]|小朋友)"
)
_THIS = re.compile(r"[这该此本][个名位]?(?:小|男|女)?$")
_FILLED = re.compile(r"(?:今年|现在|目前|也|还|都|才|刚|正|已经|已|就|在|是|个|着|了| )*")
_MINOR = re.compile(
    r"(?P<said>(?:还|尚|仍|都还是个?|(?<![不算])是个?|也是|目前|现在|系|属|才|[他她]){0,8})(?P<v>(?:还没|没|未)成年|[未没不]满(?:18|十八)(?!\d|周?岁))人?(?=[^\w?]|$)"
)
_ASKS = re.compile(
    r"我|俺|咱|谁|有人|人家|他们|你们|那些|这些|如果|要是|万一|不管|不论|无论|除了|欺负|骚扰|涉及|保护|禁止|怎么|难道|是不是|不算|以为"
)
_READERS = re.compile(
    r"[,，、 ]{0,2}(?:请?勿|请|不得|禁止|谢绝|退出|别|慎|不接|不收|不要|[:：])|[ :：]{0,2}\d{2,4}(?!\d)"
)
_DECADE = re.compile(r"(?<![\d:.点年月日时/-])(?P<v>[01]\d后)(?:的|小?(?=女|男|妹|弟|学生|孩子))?")
_DECADE_SAID = re.compile(r"(?:^|[^\w]|[是个系为才名的]|一[个名位])$")
_NUMBER = re.compile(r"[,/|、 ]{1,3}(?P<n>[1-9]\d?)(?=[,/|、]|\n|$)")
_NUMBER_BEFORE = re.compile(r"(?:^|[,/|、\n ])(?P<n>[1-9]\d?)[,/|、]{1,2} ?$")
_SENTENCE = re.compile(r"[^\n。;!?]*\Z")
_CAMPUS = re.compile(r"(?<![一-鿿])(?P<s>(?!学校|全校|本校|我校)[一-鿿]{2,10}(?:校区?|国际部|实验部))$")
ALONE = ("school.year",)
"""Why a class without its school is doubtful: it is no school's name. Its age is that of whoever is exposed with it."""
_LOOK = 40
_SHORT = 2  # characters of a name: as often a word


def find(reading: Reading) -> Iterator[Hit]:
    """School years, words for being under age and decades of birth, and ages beside school years."""
    text = reading.clean
    if not _HINT.search(text):
        return
    taken = [span for span, _ in school.spans(text)]
    for year in _YEAR.finditer(text):
        stage = _stage(year)
        begin = year.start()
        named = next((span for span in taken if span[0] < year.end() and begin <= span[1] + 2), None)
        if named is None and stages.of(stage) != (None, None) and _goes(text, begin, year.end(), bare=not year["y"]):
            campus = _CAMPUS.search(text, max(0, begin - 13), begin)
            span = campus.span("s") if campus else (begin, year.end())
            verdict = Verdict.VALID if campus else Verdict.DOUBTFUL
            yield _hit(reading, span, "school", stage, *ALONE, verdict)
            yield from _beside(reading, begin, year.end(), stage)
        elif named is not None:
            yield from _beside(reading, begin, year.end(), stages.behind(text, named[1], text[slice(*named)]))
    yield from _young(reading)


def _stage(year: re.Match[str]) -> str:
    return (year["y"] or year["at"]).replace(" ", "")


def _goes(text: str, start: int, end: int, *, bare: bool) -> bool:
    """Whether somebody of whom the post tells goes to that year of school today."""
    goes = _GOES.search(text, max(0, start - 16), start)
    begin = goes.start() if goes else start
    before = _SENTENCE.search(text, max(0, begin - _LOOK), begin)
    sentence = before[0] if before else ""
    if _PAST.search(sentence) or _LATER.match(text, end) or _NO_PUPIL.match(text, end) or _TEACHES.search(sentence):
        return False
    if whose_age.others(text, begin, end) or _of_child(sentence):
        return False
    if goes and "读" not in goes[0] and bare and not _STILL.search(text, max(0, start - 5), start - 1):
        return False  # 上小学: of anybody, any time
    opened = (
        (goes and goes[0])
        or _OPENED.search(text, max(0, begin - 1), begin)
        or _CAMPUS.search(text, max(0, begin - 13), begin)
        or _names(text, begin)
    )
    closed = _CLOSED.match(text, end) or _AFTER.match(text, end) or _name_follows(text, end)
    return bool(opened and closed)


def _of_child(sentence: str) -> bool:
    """Whether the sentence told of a child before, and not by its name: 孩子10岁，读四年级; 女儿今年上… is that child's."""
    told = list(_CHILD.finditer(sentence))
    if not told:
        return False
    rest = sentence[told[-1].end() :]
    if told[-1]["other"] and not _THIS.search(sentence, 0, told[-1].start()):
        return True
    return not _FILLED.fullmatch(rest) and name_shape.given_end(rest.lstrip(" :,是叫"), 0, 4) is None


def _names(text: str, end: int) -> bool:
    """Whether a name of its own stands right before: 闵乐瑶三年级2班."""
    return any(
        end >= size
        and name_shape.likely(text[end - size : end])
        and (_OPENED.search(text, max(0, end - size - 1), end - size) is not None)
        for size in (3, 2, 4)
    )


def _name_follows(text: str, end: int) -> bool:
    """Whether a name stands right behind: 四年级的孟南乔."""
    start = end + (text[end : end + 1] == "的")
    stop = name_shape.given_end(text, start, min(len(text), start + 6))
    name = text[start:stop]
    return stop is not None and (name_shape.likely(name) or (len(name) > _SHORT and not name_shape.wordy(name)))


def _beside(reading: Reading, start: int, end: int, stage: str) -> Iterator[Hit]:
    """A bare number in the next cell that is an age of that school year: 高二(9)班，16，."""
    low, high = stages.of(stage)
    text = reading.clean
    for number in (_NUMBER.match(text, end), _NUMBER_BEFORE.search(text, max(0, start - 6), start)):
        if number is None or low is None or high is None or not low <= int(number["n"]) <= high:
            continue
        if number.re is _NUMBER and _name_follows(text, number.end() + 1):
            continue  # a number of the list
        yield Hit(*reading.span(*number.span("n")), "age", Verdict.VALID, number["n"], ("age.beside",))


def _young(reading: Reading) -> Iterator[Hit]:
    """未成年 and 08后, where they are said of who is exposed."""
    text = reading.clean
    for minor in _MINOR.finditer(text):
        sentence = _SENTENCE.search(text, max(0, minor.start() - _LOOK), minor.start())
        clause = re.split(r"[,，、:]", sentence[0] if sentence else "")[-1]
        if (
            _ASKS.search(clause)
            or _CHILD.search(clause)
            or _READERS.match(text, minor.end("v"))
            or whose_age.others(text, minor.start(), minor.end("v"))
            or not (
                minor["said"]
                or _OPENED.search(text, max(0, minor.start() - 1), minor.start())
                or _names(text, minor.start())
            )
        ):
            continue
        yield _hit(reading, minor.span("v"), "age", "未满18", "age.stage")
    for decade in _DECADE.finditer(text):
        start, end = decade.span("v")
        if (
            _DECADE_SAID.search(text, max(0, start - 1), start)
            and (decade.end() > end or _CLOSED.match(text, end))
            and not whose_age.others(text, start, end)
        ):
            yield _hit(reading, (start, end), "age", decade["v"], "age.stage")


def _hit(
    reading: Reading, span: tuple[int, int], kind: str, stage: str, reason: str, verdict: Verdict = Verdict.VALID
) -> Hit:
    value = re.sub(r"\s+", "", reading.clean[slice(*span)])
    return Hit(*reading.span(*span), kind, verdict, value, (reason,), stage=stage)
