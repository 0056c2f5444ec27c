"""Schools: 成都市望江中学, 江北二中, 清河县第三中学, 北大附中; class, grade and department are left off.

Source: own suffix rules; abbreviations of well-known universities. A school that is somebody's place of work (…的老师,
任教于…) is a workplace. Left out: schools in general (大学生, 上大学).

>>> [m for m, _ in spans("江北二中高三5班华思蔓,在北川科技大学计算机系")]
[(0, 4), (13, 19)]
"""

import re
from collections.abc import Iterator

from doxdocket.detect import stages
from doxdocket.detect.blocks import Layout
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import behind_number
from doxdocket.detect.stretches import matches
from doxdocket.records import Verdict
from doxdocket.text import Reading

_NOT = "么位名的是你我他她它们了着过吗呢吧啊这那哪就也很没有说把被让给要会能可男女岁叫住去找电手姓问打骂在于所个某和与跟及即考读念进上从至紧咗喺佢"
_C = rf"(?:(?![{_NOT}])[一-鿿]|[A-Z])"
_NO = r"第?[一二三四五六七八九十百\d]{1,3}(?:实验)?"
_NUMBERED = rf"(?:{_NO}(?:高级中学|初级中学|中学|小学|高中|初中)|{_NO}[中小高](?![一-鿿])|{_NO}[中小](?=[的高初读当教任做]|上学|毕业|门口|学生|老师|[一二三四五六七八九]年|[南北东西]门)|附[中小属](?:中学|小学)?)"
_SUFFIX = r"(?:职业技术学院|职业技术学校|职业学院|职业学校|职业高中|师范学校|高级技工学校|技工学校|外国语学校|实验学校|中等专业学校|高级中学|初级中学|完全中学|实验小学|中心小学|实验中学|大学(?![生四三二一])|学院(?![里的]?派)|中学(?![生历位院])|小学(?![生历])|高中(?![生])|初中(?![生])|幼儿园|幼稚园|国小|国中|职教中心|职院|师院|高专|医专|幼师|护校|财校|电大|学校|附中|附小|职高|职校|职中|技校|中专|师专|卫校|党校|书院|一贯制学校|私塾|国际学校|艺校|女中|女高|体校|军校|警校)"
_MORE = rf"(?:(?:附属)?{_C}{{0,8}}?(?:附属中学|附属小学|附属高中|附属幼儿园|附中|附小|幼儿园|分校|中学|小学)(?![生]))?"
WHOLE = re.compile(rf"(?:{_C}{{1,14}}?{_SUFFIX}{_MORE}|{_C}{{1,8}}?{_NUMBERED})")
SHORT = re.compile(
    r"(?<![一-鿿])(?:[一-鿿]{0,3}?)(?:北大|清华|复旦|上交|西交|交大|浙大|南大|武大|中大|厦大|山大|川大|人大|哈工大|哈工程|北航|北理工|北师大|北邮|北外|北影|中戏|上戏|中传|华师大|华师|华科|华中大|华工|中南大|中科大|同济|东南大|南开|天大|大工|吉大|兰大|重大|西工大|西电|成电|电子科大|国科大|中国政法|法大|央财|上财|贸大|暨大|深大|苏大|河海|南理工|南航|郑大|云大|贵大|广大|湖大|首师大|华东师大|东北师大|陕师大|西南大|川音|央美|国美|[一-鿿]{2}(?:师大|科大|农大|医大|财大|工大|林大|民大|理工大?|政法))(?:附中|附小|附属中学)?(?=[,。;\s|)、]|$|的|大[一二三四]|本科|研[一二三究]|计算机|毕业|读|在读|学生|硕士|博士)"
)
#: The part of `SHORT` that every match holds: asked first, since its open beginning is tried at every place of a text.
SHORT_WORDS = re.compile(
    SHORT.pattern.partition("{0,3}?)(?:")[2].partition("))(?:附中|")[0].replace("[一-鿿]{2}(?:", "")
)
RUNS = re.compile(rf"(?:{_C}|[0-9电])+")
#: Every school's own ending holds one of these; a number before 中, 小 and 高 is one too.
ENDS = ("大学", "学院", "中学", "小学", "学校", "高中", "初中", "幼", "附", "职高", "职校", "职中", "职院", "职教", "师院", "师专", "高专", "医专",
         "中专", "卫校", "党校", "国小", "国中", "艺校", "女中", "女高", "体校", "军校", "警校", "护校", "财校", "技校", "电大", "书院", "贯制", "私塾",
         *(f"{n}{school}" for n in "一二三四五六七八九十百0123456789" for school in ("中", "小", "高", "初", "实")))  # fmt: skip
_LEAD = re.compile(
    r"^(?:系|间|就读|毕业|现就读|现在|目前|来自|今年|去年|正在|曾经|曾|原|本科|硕士|博士|研究生|高中|初中|小学|学校|院校|母校|以前|之前|后来|还|又|而|为|其|本人|学籍|在读|一所|同学|儿子|女儿|孩子|弟弟|妹妹|哥哥|姐姐|每天|放学|路过|走|到|接送|送|接|今天|明天|现|由|单位|工作|任教|任职|学生|班|级|年|月|日|号|届|冲|去|堵|去年|人|妈妈|爸爸|爸|妈|老师|通过|报考|录取|被|坐标|住址|地址)+"
)
_GENERAL = re.compile(
    r"^(?:.{0,3}(?:重点|名牌|知名|普通|同一|同所|所有|各|全国|国内|双一流|老年|一本|二本|三本|野鸡|民办|公办|985|211|本|该|此|整|全|其他|别|同|哪个|什么|任何|几|多所|每|附近|当地|外地|好)(?:所|个|家|类)?)(?:大学|学院|中学|小学|高中|初中|学校|幼儿园|中专|技校)$|^(?:大学|学校|高中|初中|小学|中学|学院)+$"
)
#: 职业小学老师, 寄到学校, 附近的中学: words of a sentence and an ending, and no part that is a school's own.
_NO_PART = re.compile(
    rf"(?:{_LEAD.pattern[4:-2]}|干|当|做|学历|职业|职务|职位|岗位|某|附近|隔壁|旁边|对面|垃圾|野鸡|狗屁|什么|这种|那种|破|烂|寄|冲|炸|闹|滚|混|举报|骚扰|联系|轰炸|通知|曝光|投诉|开除|告|全|回|往|向){{1,10}}(?:{_SUFFIX})?"
)
_WORKS = re.compile(
    r"^(?:里|里面)?(?:的|当|做|担任|任)?[^,。;、\n]{0,4}?(?:老师|教师|做饭|食堂|教(?:数学|语文|英语|物理|化学|生物|体育|音乐|美术|政治|历史|地理)|校长|教授|讲师|辅导员|班主任|副校长|任教|教书|带[大中小]?班|主任|保安|宿管|教务|职工|上班|工作|行政|后勤)"
)
_STUDIES = re.compile(r"^[^,。;、\n]{0,4}(?:学生|上学|读书|就读)")
_TAUGHT = re.compile(r"(?:任教于|任教|任职于|供职于|工作于|工作单位[:是 ]*|单位[:是 ]*|就职于)$")


def _short(text: str) -> Iterator[re.Match[str]]:
    """The well-known abbreviations of universities."""
    return SHORT.finditer(text) if SHORT_WORDS.search(text) else iter(())


def spans(text: str) -> Iterator[tuple[tuple[int, int], bool]]:
    """Each school, and whether the words around say that somebody works there."""
    last = -1
    for pattern in (WHOLE, SHORT):
        for found in matches(pattern, RUNS, ENDS, text) if pattern is WHOLE else _short(text):
            lead = _LEAD.match(found[0])
            start = found.start() + (lead.end() if lead and lead.end() < len(found[0]) - 1 else 0)
            name = text[start : found.end()]
            if start == last and name.endswith(("学院", "书院")):
                continue  # 四川大学计算机学院: a department
            last = found.end()
            if (
                len(name) < 2
                or _NO_PART.fullmatch(found[0])
                or _GENERAL.match(name)
                or (len(name) < 3 and pattern is WHOLE and name[0] not in "一二三四五六七八九十")
            ):
                continue
            after = text[found.end() : found.end() + 10]
            works = (_WORKS.match(after) is not None and _STUDIES.match(after) is None) or _TAUGHT.search(
                text, max(0, start - 8), start
            ) is not None
            yield (start, found.end()), works


def find(reading: Reading, layout: Layout) -> Iterator[Hit]:
    """Schools in the whole text, and what a school label announces when it has no such ending."""
    text, done = reading.clean, []
    work = [(f.start, f.end) for f in layout.fields if f.kind == "workplace"]
    for span, works in spans(_parted(text, layout)):
        labelled = any(f.kind == "school" and f.start <= span[0] < f.end for f in layout.fields)
        at_work = not labelled and (works or any(a <= span[0] < b for a, b in work))
        done.append(span)
        yield _hit(reading, span, "workplace" if at_work else "school", "school.label" if labelled else "school.suffix")
    for read in _ATTENDED.finditer(text):
        if not any(a < read.end("s") and read.start("s") < b for a, b in done):
            done.append(read.span("s"))
            yield _hit(reading, read.span("s"), "school", "school.label")
    for field in layout.fields:
        inner = not field.label.cell and _CHINESE.match(text, max(0, field.label.start - 1), field.label.start)
        if (
            field.kind == "school"
            and field.marked
            and not inner
            and not any(a < field.end and field.start < b for a, b in done)
        ):
            found = re.compile(r"[一-鿿A-Za-z()]{2,20}").match(text, field.start, field.end)
            inside = text[field.label.start : field.label.end] in _PARTS or _COUNTED.match(
                text, found.end() if found else 0
            )
            if found and not inside and not _CLASS.match(found[0]):
                yield _hit(reading, found.span(), "school", "school.label")


def _parted(text: str, layout: Layout) -> str:
    """The text with a mark for each label glued behind a number: in 502室学校成都市望江中学 no school begins before it."""
    for field in layout.fields:
        if field.kind == "school" and behind_number(text, field.label.start):
            text = text[: field.label.start] + "," * (field.label.end - field.label.start) + text[field.label.end :]
    return text


#: 就读苗栗农工: what fills the clause behind these is a school, whatever its ending.
_ATTENDED = re.compile(
    rf"(?:就读(?:于|在)?|毕业于|毕业自)(?P<s>(?!学校|院校|专业|班级|年级)(?:{_C}){{3,9}}(?<![间时后前生中年里证业]))(?=[,。;\s]|$)"
)
_CHINESE = re.compile("(?![的他她你我其])[一-鿿]")  # before a label: it is the end of a name, 临风第九中学
#: Labels of a part of a school: without a school's own ending the value is a department or a class.
_PARTS = frozenset(["班级", "院系", "学籍", "教育", "edu"])
_COUNTED = re.compile(r"\d{1,4}[班级届]?")
_CLASS = re.compile(
    r"[初高大研]?[一二三四五六七八九\d]+(?:年级|班|级)|无|未知|不详|[高初大研][一二三四]|(?:本科|大专|专科|中专|硕士|博士|研究生).*|.*(?:班|年级)$|[你我他她]"
)


def _hit(reading: Reading, span: tuple[int, int], kind: str, reason: str) -> Hit:
    start, end = reading.span(*span)
    stage = _stage(reading.clean, *span) if kind == "school" else ""
    return Hit(start, end, kind, Verdict.VALID, re.sub(r"\s+", "", reading.clean[slice(*span)]), (reason,), stage=stage)


_NOW = re.compile(r"(?<![曾先])(?:就读(?:于|在)?|在读[:于]?)$")
_GOES = re.compile(r"(?:读书|上学|念书|在读)(?![的时过])")
_BEFORE = re.compile(r"毕业|曾|以前|当年|原来|早年|之前|小学|初中|高中|小时候|(?:19|20)\d\d")
_TEACHER = re.compile(r"[^,。;\s]{0,2}(?:班主任|老师|教师|家长|组长|主任|任课|语文|数学|英语|教)|时|毕业")


def _stage(text: str, start: int, end: int) -> str:
    """The school year that stands behind the name, else the sort of school where somebody goes today: 就读于文晖小学."""
    said = _SENTENCE.search(text, max(0, start - 30), start)
    before = said[0] if said else ""
    if _BEFORE.search(before):
        return ""
    if stage := stages.behind(text, end, text[start:end]):
        return "" if _TEACHER.match(text, stages.end(text, end)) else stage
    goes = _NOW.search(before) or _GOES.match(text, end)
    return stages.whole(text[start:end]) if goes else ""


_SENTENCE = re.compile(r"[^\n。;!?]*\Z")
