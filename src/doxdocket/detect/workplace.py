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

from doxdocket.detect import occupation
from doxdocket.detect.blocks import Field, Layout
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import behind_number
from doxdocket.detect.stretches import matches
from doxdocket.records import Verdict
from doxdocket.text import Reading

_NOT = "的是你我他她它们了着过吗呢吧啊这那哪就也很没说把被让给要会可男女岁叫住去找姓问打骂在于某到至从"
_C = rf"(?:(?![{_NOT}])[一-鿿]|[A-Za-z0-9&]|\([一-鿿]{{2,6}}\))"
_SURE = r"(?:股份有限公司|有限责任公司|有限公司|总公司|分公司|子公司|公司|集团|事务所|工作室|律所|街道办事处|街道办|居委会|村委会|派出所|公安分局|公安局|法院|检察院|交警大队|消防大队|支队|人民医院|中医院|中心医院|妇幼保健院|卫生院|医院|门诊部|诊所|研究院|研究所|设计院|出版社|报社|电视台|电台|支行|分行|营业部|信用社|疾控中心|税务局|教育局|财政局|民政局|城管局|烟草局|供电局|供电所|邮政局|电网|工厂|制造厂|加工厂|机械厂|服装厂|电子厂|化工厂|培训中心|传媒|人民政府|供销社|合作社|管理所|收费站|(?:五金|食品|玩具|家具|印刷|修理|修配|养殖|水泥|玻璃|陶瓷|造纸|制药|自来水|发电|钢铁|塑料|橡胶|制品|木器|皮革|砖瓦|酒|茶|药|鞋|纺织|印染|汽配|灯具|包装|纸箱)厂|(?:规划|港务|民政|资源|住建|卫健|监管|交通|水务|水利|农业|农村|人社|保障|文旅|旅游|气象|统计|审计|司法|体育|林业|应急|城建|环保|环境|商务|信访|档案|粮食|海关|邮政管理|综合执法)局|管理局|委员会|航空)"
_SHOP = r"(?:超市|药店|药房|餐厅|饭店|酒店|宾馆|酒吧|网吧|健身房|美容院|理发店|奶茶店|门店|专卖店|便利店|店|厂|局|所|中心|馆|银行|部队|基地|机场|客运站|车站|物业|俱乐部|4S店)"
WHOLE = re.compile(
    rf"{_C}{{2,24}}?{_SURE}(?:{_C}{{0,8}}?{_SURE})*(?:{_C}{{2,8}}?(?:分公司|分局|支行|分行|派出所|分院|门诊部|营业部|项目部|大队))?"
)
_OPEN = re.compile(rf"{_C}{{1,22}}?(?:{_SURE}|{_SHOP})")
#: What is a firm only where somebody works there: 在蜜桃甜品店当店长, 是长风重工的.
_TRADE = r"(?:重工|实业|科技|置业|地产|物流|证券|保险|银行|信托|文化|影业|建设|装饰|广告|食品|制药|药业|汽贸|汽修|商贸|贸易|电子|软件|网络|信息|生物|能源|矿业|水泥|钢铁|铁路|电力|石化|化工|电器|服饰|家居|教育|咨询|会所|足浴|KTV|影楼|工地)"
_THERE = re.compile(
    rf"(?<=[在是])(?P<firm>{_C}{{2,14}}?(?:{_SHOP}|{_TRADE}))(?=(?:里|那边)?(?:当|做|上班|打工|工作|任职|实习|担任|跑业务|干活|干)|的(?:员工|职员|老板|店长|经理|前台|会计|出纳|保安|[,。;\s]|$))"
)
#: Short names of firms, mines, stations and shops that stand in no register: told by what goes before them or by their cell.
_NAMED = rf"(?:{_SURE}|{_SHOP}|重工|实业|科技|置业|地产|物流|影业|药业|汽修|汽贸|商贸|影楼|会所|足浴|KTV|工地|煤矿|矿山|矿场|粮库|粮站|剧院|书店|菜馆|饭馆|面馆|茶楼|酒楼|茶餐厅|水电行|农商行|信用联社|日报社|晚报社|监狱|看守所|敬老院|养老院|农机站|兽医站|卫生所|电器行|大排档|洗车行|车行|棋牌室|快递站|驿站|工程队|剧团|乐团)"
_ENTERED = re.compile(
    rf"(?:供职|就职|任职|入职|跳槽|调|分配?|毕业后?去|去|进|混迹|[现]?在|喺|搁)(?:[于到在进去了]){{0,2}}(?P<firm>{_C}{{1,10}}?{_NAMED})(?:里|那边)?(?=[,。;!\s]|$|当|做|干|修|卖|收银|送|带|站|教|管|端|开|下井|打工|上班|工作|值班|跑)"
)
_IN_CELL = re.compile(rf"(?:^|(?<=[\s,;/|'\"+]))(?P<firm>{_C}{{2,10}}?{_NAMED})的?(?=[\s,;/|。'\"+]|$)")
#: The office, shop or department behind it, where the clause ends.
_PART = re.compile(
    rf"{_C}{{0,8}}?(?:科|处|部|店|室|庭|车间|执行局|[大中]队|窗口|营业厅|门诊|项目组)(?=[^一-鿿]|$|的|当|任|做|上班|工作|担任|负责)"
)
RUNS = re.compile(rf"(?:{_C})+")
#: Every last word of ``_SURE`` holds one of these.
ENDS = ("公司", "集团", "事务所", "工作室", "律所", "街道办", "委会", "派出所", "政府", "局", "院", "大队", "支队", "门诊", "诊所", "研究所", "社",
         "电台", "视台", "支行", "分行", "营业部", "中心", "电网", "厂", "供电所", "传媒", "管理所", "收费站", "委员会", "航空")  # fmt: skip
_LEAD = re.compile(
    r"^(?:现在|目前|现任|现为|受雇于?|职(?![业工])|系|任(?!丘)|就职|任职|供职|工作|上班|单位|公司|现|原|曾|本人|其|为|又|还|由|来自|老板|法人|一家|某家|这家|通过|今年|去年|年|月|日|号|职业|职务|丈夫|老公|老婆|爸爸|妈妈|父亲|母亲|爸|妈|人|注册|开办|创办|名下|自己|投诉|举报|地址|坐标|岁)+"
)
_INSIDE = re.compile(r".*(?:现任|曾任|任职于?|就职于?|供职于?|受雇于?|受雇单位|就业于)")
_SHORTEST = 3
_GENERAL = re.compile(
    r"^(?:[一这那某哪各我你他她们的]{0,2}(?:同|各|本|该|某|这|那|哪|整|全|一|大|小|好|别|外|其他|所有|国有|私人|上市|皮包|我们|快递|保险|物流|网络|搬家|中介|外包|装修|律师|会计师|当地|附近|三甲|私立|公立|市|县|区|省|直接|就近|最近|医保|定点)(?:家|个|所)?)?(?:公司|集团|医院|派出所|公安局|法院|检察院|事务所|工作室|工厂|超市|银行|店|厂|局|所|中心|传媒|诊所|街道办|居委会|村委会|航空|委员会|管理局)$"
)
_WORKS = re.compile(
    r"^(?:里|里面|那边)?(?:的|当|做|担任|任|上班|工作|打工|实习|就职|任职|,?职|员工|职工|经理|老板|主任|医生|护士|干)"
)
_CHINESE = re.compile("(?![的他她你我其])[一-鿿]")  # before a label: it is the end of a name, 山外电子商务有限公司
_BODY = ("公司", "单位", "部门", "机构", "企业", "集团")
_FREE = re.compile(r"[^,。;!?\n|\t、]{2,30}")
_NONE = re.compile(r"^(?:无|没有|未知|不详|无业|待业|自由职业|学生|暂无|保密|在家|个体|[你我他她]).{0,3}$")


def find(reading: Reading, layout: Layout) -> Iterator[Hit]:
    """Workplaces in fields, then by their last word anywhere."""
    text = reading.clean
    done: list[tuple[int, int]] = []
    for field in layout.fields:
        inner = (
            not field.label.cell
            and text[field.label.start : field.label.end].endswith(_BODY)
            and _CHINESE.match(text, max(0, field.label.start - 1), field.label.start)
            and not behind_number(text, field.label.start)
        )
        span = _of_field(text, field) if field.kind == "workplace" and not inner else None
        if span is not None:
            done.append(span)
            yield _hit(reading, span, "workplace.label")
    other = [_cell(text, f) for f in layout.fields if f.kind in {"other", "lodging_record", "bank_account"}]
    for found in matches(WHOLE, RUNS, ENDS, text):
        span = _cut(text, *found.span())
        if span is None or any(a < span[1] and span[0] < b for a, b in (*done, *other)):
            continue
        part = _PART.match(text, span[1])
        if part and part.end() - span[1] > 1:
            span = span[0], part.end()
        done.append(span)
        works = _WORKS.match(text, span[1]) or text[max(0, span[0] - 1) : span[0]] == "在"
        yield _hit(reading, span, "workplace.works" if works else "workplace.suffix")
    for span in _there(text, [*done, *other]):
        done.append(span)
        yield _hit(reading, span, "workplace.works")
    begun = {field.start for field in layout.fields if field.kind != "name"}
    for pattern in (_ENTERED, _IN_CELL):
        for found in pattern.finditer(text):
            span = _cut(text, *found.span("firm"))
            clear = span is not None and not any(a < span[1] and span[0] < b for a, b in (*done, *other))
            if span is not None and clear and not (pattern is _IN_CELL and span[0] in begun):
                done.append(span)
                yield _hit(reading, span, "workplace.place")


def _there(text: str, done: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Shops and short names of firms where the words around say that somebody works there."""
    for found in _THERE.finditer(text):
        span = _cut(text, *found.span("firm"))
        if span is not None and not any(a < span[1] and span[0] < b for a, b in done):
            yield span


def _cell(text: str, field: Field) -> tuple[int, int]:
    """The stretch of a field that another label explains: to the first comma."""
    comma = text.find(",", field.start, field.end)
    return field.start, comma if comma >= 0 else field.end


def _cut(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Without words of a sentence in front; None for 一家公司 and the like."""
    inside = _INSIDE.match(text, start, end)
    start = inside.end() if inside and inside.end() < end - _SHORTEST else start
    lead = _LEAD.match(text[start:end])
    if lead and lead.end() < end - start - 1:
        start += lead.end()
    return None if _GENERAL.match(text[start:end]) or end - start < 4 else (start, end)


def _of_field(text: str, field: Field) -> tuple[int, int] | None:
    found = _OPEN.match(text, field.start, field.end)
    if found is not None and not _NONE.match(found[0]):
        whole = WHOLE.match(text, field.start, field.end)
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
    if occupation.is_one(value):
        return None  # 工作：焊工 is a trade (``by_value``)
    return (free.start(), free.start() + len(value)) if len(value) > 1 else None


def _hit(reading: Reading, span: tuple[int, int], reason: str) -> Hit:
    start, end = reading.span(*span)
    return Hit(start, end, "workplace", Verdict.VALID, re.sub(r"\s+", "", reading.clean[slice(*span)]), (reason,))
