"""Where somebody works: companies, hospitals, offices, shops, by their last word or by a label.

Source: own suffix rules. Left out: firms in news and adverts, which ``context`` drops when the post is about no person;
banks of a card (开户行 is another label).

>>> from doxdocket.detect import blocks, labels
>>> from doxdocket.text import read
>>> reading = read("现在在星河文化传媒有限公司当运营")
>>> [h.reasons for h in find(reading, blocks.lay_out(reading, labels.find(reading)))]
[('workplace.works',)]
"""

import re
from collections.abc import Iterator

from doxdocket.detect.blocks import Field, Layout
from doxdocket.detect.hit import Hit
from doxdocket.records import Verdict
from doxdocket.text import Reading

_NOT = "的是你我他她它们了着过吗呢吧啊这那哪就也很没说把被让给要会可男女岁叫住去找姓问打骂在于某到至从"
_C = rf"(?:(?![{_NOT}])[一-鿿]|[A-Za-z0-9&]|\([一-鿿]{{2,6}}\))"
_SURE = r"(?:股份有限公司|有限责任公司|有限公司|总公司|分公司|子公司|公司|集团|事务所|工作室|律所|街道办事处|街道办|居委会|村委会|派出所|公安分局|公安局|法院|检察院|交警大队|消防大队|支队|人民医院|中医院|中心医院|妇幼保健院|卫生院|医院|门诊部|诊所|研究院|研究所|设计院|出版社|报社|电视台|电台|支行|分行|营业部|信用社|疾控中心|税务局|教育局|财政局|民政局|城管局|烟草局|供电局|供电所|邮政局|电网|工厂|制造厂|加工厂|机械厂|服装厂|电子厂|化工厂|培训中心|传媒|管理局|委员会|航空)"
_SHOP = r"(?:超市|药店|药房|餐厅|饭店|酒店|宾馆|酒吧|网吧|健身房|美容院|理发店|奶茶店|门店|专卖店|便利店|店|厂|局|所|中心|馆|银行|部队|基地|机场|客运站|车站|物业|俱乐部|4S店)"
_WHOLE = re.compile(
    rf"{_C}{{2,24}}?{_SURE}(?:{_C}{{0,8}}?{_SURE})*(?:{_C}{{2,8}}?(?:分公司|分局|支行|分行|派出所|分院|门诊部|营业部|项目部|大队))?"
)
_OPEN = re.compile(rf"{_C}{{1,22}}?(?:{_SURE}|{_SHOP})")
#: The office, shop or department behind it, where the clause ends.
_PART = re.compile(
    rf"{_C}{{0,8}}?(?:科|处|部|店|室|车间|[大中]队|窗口|营业厅|门诊|项目组)(?=[^一-鿿]|$|的|当|任|做|上班|工作|担任|负责)"
)
_HINT = re.compile(_SURE)
_LEAD = re.compile(
    r"^(?:现在|目前|就职|任职|供职|工作|上班|单位|公司|现|原|曾|本人|其|为|又|还|由|来自|老板|法人|一家|某家|这家|通过|今年|去年|年|月|日|号|职业|职务|丈夫|老公|老婆|爸爸|妈妈|父亲|母亲|爸|妈|人|注册|开办|创办|名下|自己|投诉|举报|地址|坐标|岁)+"
)
_GENERAL = re.compile(
    r"^(?:[一这那某哪各我你他她们的]{0,2}(?:同|各|本|该|某|这|那|哪|整|全|一|大|小|好|别|外|其他|所有|国有|私人|上市|皮包|我们|快递|保险|物流|网络|搬家|中介|外包|装修|律师|会计师|当地|附近|三甲|私立|公立|市|县|区|省|直接|就近|最近|医保|定点)(?:家|个|所)?)?(?:公司|集团|医院|派出所|公安局|法院|检察院|事务所|工作室|工厂|超市|银行|店|厂|局|所|中心|传媒|诊所|街道办|居委会|村委会|航空|委员会|管理局)$"
)
_WORKS = re.compile(
    r"^(?:里|里面|那边)?(?:的|当|做|担任|任|上班|工作|打工|实习|就职|任职|,?职|员工|职工|经理|老板|主任|医生|护士|干)"
)
_CHINESE = re.compile("(?![的他她你我其])[一-鿿]")  # before a label: it is the end of a name, 山外电子商务有限公司
_FREE = re.compile(r"[^,。;!?\n|\t、]{2,30}")
_NONE = re.compile(r"^(?:无|没有|未知|不详|无业|待业|自由职业|学生|暂无|保密|在家|个体|[你我他她]).{0,3}$")


def find(reading: Reading, layout: Layout) -> Iterator[Hit]:
    """Workplaces in fields, then by their last word anywhere."""
    text = reading.clean
    done: list[tuple[int, int]] = []
    for field in layout.fields:
        inner = not field.label.cell and _CHINESE.match(text, max(0, field.label.start - 1), field.label.start)
        span = _of_field(text, field) if field.kind == "workplace" and not inner else None
        if span is not None:
            done.append(span)
            yield _hit(reading, span, "workplace.label")
    other = [_cell(text, f) for f in layout.fields if f.kind in {"other", "lodging_record", "bank_account"}]
    for found in _WHOLE.finditer(text) if _HINT.search(text) else ():
        span = _cut(text, *found.span())
        if span is None or any(a < span[1] and span[0] < b for a, b in (*done, *other)):
            continue
        done.append(span)
        works = _WORKS.match(text, span[1]) or text[max(0, span[0] - 1) : span[0]] == "在"
        yield _hit(reading, span, "workplace.works" if works else "workplace.suffix")


def _cell(text: str, field: Field) -> tuple[int, int]:
    """The stretch of a field that another label explains: to the first comma."""
    comma = text.find(",", field.start, field.end)
    return field.start, comma if comma >= 0 else field.end


def _cut(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Without words of a sentence in front; None for 一家公司 and the like."""
    lead = _LEAD.match(text[start:end])
    if lead and lead.end() < end - start - 1:
        start += lead.end()
    return None if _GENERAL.match(text[start:end]) or end - start < 4 else (start, end)


def _of_field(text: str, field: Field) -> tuple[int, int] | None:
    found = _OPEN.match(text, field.start, field.end)
    if found is not None and not _NONE.match(found[0]):
        whole = _WHOLE.match(text, field.start, field.end)
        start, end = (whole or found).span()
        part = _PART.match(text, end, field.end)
        return start, part.end() if part else end
    if not field.marked:
        return None
    free = _FREE.match(text, field.start, field.end)
    if (
        free is None
        or _NONE.match(free[0])
        or not re.search(r"[一-鿿A-Za-z]{2}", free[0])
        or re.search(r"\d{5}", free[0])
    ):
        return None
    value = free[0].split(" ")[0].split("(")[0]
    return (free.start(), free.start() + len(value)) if len(value) > 1 else None


def _hit(reading: Reading, span: tuple[int, int], reason: str) -> Hit:
    start, end = reading.span(*span)
    return Hit(start, end, "workplace", Verdict.VALID, re.sub(r"\s+", "", reading.clean[slice(*span)]), (reason,))
