"""Where somebody lives, to the room: 四川省成都市武侯区竹影巷777号9栋1单元502, 锦绣花园12栋3单元, 东区11栋407, 老家合肥.

Source: own grammar of Chinese addresses over the official divisions (``places``): divisions, then named parts (road,
village, estate), then numbered parts (号 弄 栋 单元 室), then a room. An address ends with its last such part, so what
follows it in a sentence (附近, 那里, 人) stays out. A field with an address label is taken whole when it holds nothing
else. Left out: addresses of shops and offices, which the label says are none; coordinates.

>>> from doxdocket.detect import blocks, labels
>>> from doxdocket.text import read
>>> reading = read("手机没有,我知道你住锦绣花园12栋3单元701,等着")
>>> [reading.clean[h.start : h.end] for h in find(reading, blocks.lay_out(reading, labels.find(reading)))]
['锦绣花园12栋3单元701']
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from doxdocket.detect import address, name_shape, places
from doxdocket.detect.blocks import Field, Layout
from doxdocket.detect.hit import Hit
from doxdocket.detect.spans import Kept, Spans, begun
from doxdocket.records import Verdict
from doxdocket.text import Reading

#: Chinese characters that do not stand in the name of a road or estate: words of a sentence.
_NOT = "的是你我他她它们了着过吗呢吧啊这那哪就也很没有说把被让给要会能可男女岁叫住去到找电手姓知问打骂在于"
_H = rf"(?:(?![{_NOT}]|(?<=知)道)[一-鿿]|电(?=[厂力信影视子机缆业网建])|会(?=[展馆堂仙泽宁同昌])|可(?=[园人])|那(?=[日曲仁木林吉梅务坡]))"
_NUM = r"(?:[A-Za-z]?\d{1,6}[A-Za-z]?|[零一二三四五六七八九十百〇两甲乙丙丁]{1,6}|[A-Za-z])"
_NUMS = rf"{_NUM}(?:[-/~附之]{_NUM}){{0,3}}"
_COUNTED = r"(?:号楼|号院|号馆|号库|号|弄|支弄|栋|幢|座|单元|楼|层|室|户|房间|房|组|队|社|排|梯|门|院|区|期|段|巷|街|村|里|路|大队|小区|团|连|营|宿舍|斋|舍|寝室|寝|床|铺|#|栋楼|橦|憧|檐|埭|坊|条|胡同|道|厂|单位元|单え)"
_NUMBERED = rf"(?:第?{_NUMS} ?{_COUNTED}(?:(?<=号)[之附]\d{{1,4}}号?)?|第?[零一二三四五六七八九十\d]{{1,3}}师(?=[\d一二三四五六七八九十第市石])|[东西南北中]单元|[*×]{{1,5}}(?:号楼|号|室|栋|幢|弄|单元))"
_ROAD = r"(?:大街|大道|街道|街|路|巷|弄|胡同|里弄|横街|条|里|道|坊|径|堤|坡|桥头)"
_HOME = (
    r"(?:小区|社区|花园|花苑|佳苑|嘉苑|苑|家园|嘉园|佳园|园|新村|公寓|名城|新城|城|府|名邸|邸|庭|公馆|别墅|墅|广场|大厦|大楼|楼|宿舍区|宿舍楼|宿舍|校区|"
    r"[东西南北]区|公社|山庄|半岛|湾|郡|轩|阁|居|庭院|大院|家属院|家属区|安置房|安置区|工业区|开发区|高新区|新区|度假村|林场|农场|牧场|号院|豪庭|国际|中心|华庭|"
    r"天地|时代|印象|雅居|丽景|景苑|御景|壹号|一号院|上城|香榭|水岸|名都|丽都|福邸|铭邸|庄园|江山|世家|一品|天下|尚品|学府|都会|阳光里|家属楼|单身楼|廉租房|公租房|自建房|筒子楼|工业园|产业园|科技园|院)"
)
_VILLAGE = r"(?:苏木|嘎查|兵团|自治州|自治县|地区|省|市|盟|州|县|旗|镇|乡|村民委员会|村委会|居委会|行政村|自然村|村|屯|寨|庄|组|坪|坝|沟|堡|店子|营子|林区|矿区|区|街道办事处|街道办)"
_NAMED = rf"(?:{_H}(?:{_H}|[A-Za-z0-9]){{0,9}}?(?:{_ROAD}|{_HOME}|{_VILLAGE})(?:(?<=[庄屯堡沟坪坝店营寨里园])村)?)"
_ROOM = r"(?:[ -]?\d{1,3}(?:-\d{1,5}){1,3}(?!\d|[A-Za-z]|[.:年月日])|(?<=[元栋幢])\d(?!\d|[A-Za-z]|[.:年月日号栋楼室层])|[ -]?[A-Za-z]?\d{2,5}[A-Za-z]?(?:-\d{1,4}){0,3}(?!\d|[A-Za-z]|[.:年月日]|[ -]?\d{1,6}(?!\d))|(?<=[元栋幢楼座号])[零一二三四五六七八九〇]{2,4}(?![一二三四五六七八九十零百千万个年月日号楼层人块元]))"
_PAREN = r"(?:\([^()\n]{1,14}(?:小区|花园|苑|旁|对面|附近|口|楼|栋|室|村|路|号)\))"
#: An estate or a hamlet whose name ends in no such word, right before its building or house.
_BARE = rf"(?:{_H}{{2,6}}(?={_NUMS} ?(?:栋|幢|号楼|座|单元|期|舍|#|号(?![码线机店]))|\d{{1,3}}-\d{{1,5}}(?!\d)))"
_TAIL = re.compile(rf"(?:[ ,·/]?(?:{_NUMBERED}|{_PAREN}|{_BARE}|{_NAMED})){{0,14}}{_ROOM}?")
_ESTATE = rf"(?:{_H}{{2,6}}(?={_NUMS} ?(?:栋|幢|号楼|座|单元|期|舍)))"
_GLUED = re.compile(rf"(?:(?:{_NUMBERED}|{_ESTATE}|{_NAMED})(?:[ ]?(?:{_NUMBERED})|{_NAMED}){{0,14}}){_ROOM}?")
_HAS_NUMBER = re.compile(rf"{_NUMBERED}|\d")
#: A numbered part that only dwellings have: the anchor of an address without a division in front.
ANCHOR = re.compile(
    rf"{_NUMS} ?(?:号楼|号院|弄|栋|幢|橦|憧|单元|号(?![码线机店令文]|[一-鿿]?[线楼梯]?技师)|室(?!内|外|友)|舍(?!友)|座(?![位谈标机])|组(?![织长合队])|村|屯|楼(?![上下主盘])|宿舍|寝室|户(?![籍口主名型])|房(?![产东租间价主贷卡])|队(?![友员长伍]))|(?<=[苑园区舍斋寓])\d{{1,2}}[-#]\d{{3,4}}(?![\d-])"
)
#: The last word of such a part behind a number. Every match of `ANCHOR` holds one, and most texts hold none.
COUNTS = re.compile(
    r"[号弄栋幢橦憧单室舍座组村屯楼宿寝户房队](?:(?<=[A-Za-z\d零一二三四五六七八九十百〇两甲乙丙丁].)|(?<=[A-Za-z\d零一二三四五六七八九十百〇两甲乙丙丁] .))|[-#](?:(?<=[苑园区舍斋寓]\d.)|(?<=[苑园区舍斋寓]\d\d.))"
)
_STRONG = re.compile(
    rf"{_NUMS} ?(?:号楼|号院|弄|栋|幢|橦|憧|单元|室|号|座|组|宿舍|寝室|舍)|(?<=[苑园区舍斋公寓])\d{{1,2}}[-#]\d{{3,4}}"
)
_OTHER = re.compile(r".{5,}(?<=\d{5})(?=[^\d-])")  # a number of another kind, glued before
_BACK = re.compile(rf"(?:{_H}|[A-Za-z0-9]|[ ·-](?=\d)){{0,40}}$")
_LEAD = re.compile(
    r"^(?:门牌号?|家住|住址|地址|址|现住|现居|居住|户籍|户口|老家|租住|租房|位于|就|现|租|家|搬|从|定位|坐标|小区|宿舍|寝室|收件|收货|寄|送|和|跟|与|及|年|月|日|号码|以及|目前|常|来|往|至|今天|明天|今晚|昨天|天天|每天|刚|已|已经|还|又|而|为|即|因|另|其|本|该|某|前|后|一直|大家|快|请|冲|堵|蹲|查|据|随|家里|家庭|人|个|名|具体|详细|自|老|实际)+"
)
_NOISE = re.compile(
    r"(?:附近|旁边|对面|隔壁|一带|那边|那里|那儿|这边|这里|门口|楼下|楼上|左右|本地人|人士|人氏|户口|户籍|市区|郊区|农村|城里|人|的|了|哦|啊|吧|等|滴|一家|住户|房子|那块|方向|处){1,20}$"
)
_FREE_END = re.compile(
    r"[,。;!?\n|\t\"'`}<]|&(?=\w+=)|\s{2,}|\((?!.{0,10}(?:栋|楼|室|号|小区|单元|旁|村))|[\U0001F000-\U0001FAFF]"
)
_WHOLE = re.compile(r"(?=.*[一-鿿A-Za-z\d]).{2,60}")
_HAN = re.compile("[一-鿿]")
#: A cell of a field, with the blank inside of 77 号 and 9 号楼.
_CELL = re.compile(rf"(?:{_NUMS} {_COUNTED}(?![长员织])|[^\s/、])+")
#: A telephone, a citizen number or any other long number: no part of an address.
_OTHERS_NUMBER = re.compile(r"(?<!\d)(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|0\d{2,3}[ -]\d{7,8}(?!\d)|\d{6,})")
_BARE_ROOM = re.compile(r"[A-Za-z]?\d{1,5}[A-Za-z]?(?:[-#]\d{1,5}){0,3}|[A-Za-z]")
_LANDMARK = re.compile(
    r"[一-鿿A-Za-z0-9]{1,10}(?:旁边?|对面|附近|隔壁|门口|路口|楼下|楼上|超市|商店|便利店|驿站|门卫|保安室|物业|代收点)"
)
_GIVEN = frozenset("轩城庭路")  # ends of estates and roads that many given names have too
_BUILDING = re.compile(r"[\s/、]\d{1,5}(?!\d)")
_GENDERS = frozenset("男女♂♀")
_SENTENCE = re.compile(
    r"[你我他她它吗呢吧啊哦谁么什怎]|不知|没有|未知|保密|查询|多少|待查|暂无|如下|自取|私聊|已核|确认|准确|正确|泄露|曝光|是哪|哪里|在哪|就是|都是"
)
_PLACE_END = re.compile(rf"(?:{_ROAD}|{_HOME}|{_VILLAGE})")
_NAMED_PART = re.compile(rf"{_H}(?:{_ROAD}|{_HOME}|村|屯|镇|乡|宿舍)")
_NAMED_END = re.compile(rf"(?:{_ROAD}|{_HOME}|村|屯|镇|乡|嘎查|苏木|连)$")
_OFFICE = re.compile(r"(?:公安局|分局|派出所|法院|检察院|人民政府|委员会|总部|门店|专柜|营业厅)$")


def find(reading: Reading, layout: Layout) -> Iterator[Hit]:
    """Every address of one text: fields first, then divisions, then numbered dwellings."""
    text = reading.clean
    chains = places.chains(text)
    taken: list[tuple[int, int]] = []
    for field in layout.fields:
        span = _of_field(text, field, chains) if field.kind in {"home_address", "real_estate"} else None
        if span is not None:
            taken.append(span)
            yield _hit(reading, _native(text, span) or span, "address.label")
    before, kept = Spans(taken), Kept()
    for span, reason in (*_of_chains(text, chains), *_of_numbers(text)):
        if not before.meet(*span) and not _driven(text, *span) and kept.add(*span):
            yield _hit(reading, _native(text, span) or span, reason)


_DRIVEN = re.compile(r"(?:导航[^,\n]{0,6}|路过|途经|绕行|绕道|开车[经走]过?)走?$")
_ROADWAY = re.compile(r"[那这](?:条路|[一]?段路?|个?路口)|路段")


def _driven(text: str, start: int, end: int) -> bool:
    """Whether this is a road that somebody drove along, not where anybody lives."""
    return bool(_ROADWAY.match(text, end) or _DRIVEN.search(text, max(0, start - 10), start))


_NATIVE = re.compile(
    r"(?:老家|籍贯|祖籍|原籍|祖上|故乡|家乡|出生地|生源地|hometown|native place|birth ?place|place of (?:birth|origin))(?:地址|所在地)?[^\w\n]{0,4}(?:就?是|为)?在?[^\w\n]{0,4}$",
    re.IGNORECASE,
)


def _native(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """The place that somebody hails from: a word says so before, and neither road nor number follows."""
    comma = text.find(",", *span)
    place = (span[0], comma if comma > 0 else span[1])
    if not _NATIVE.search(text, max(0, span[0] - 12), span[0]):
        return None
    detailed = _HAS_NUMBER.search(text, *place) or _NAMED_END.search(text[slice(*place)])
    return None if detailed else place


def _hit(reading: Reading, span: tuple[int, int], reason: str) -> Hit:
    native = _native(reading.clean, span)
    value = re.sub(r"\s+", "", reading.clean[slice(*span)])
    detailed = _HAS_NUMBER.search(value) is not None
    start, end = reading.span(*span)
    return Hit(
        start,
        end,
        "native_place" if native else "home_address",
        Verdict.VALID if detailed or native else Verdict.PARTIAL,
        address.normal(value),
        (reason, "address.detailed" if detailed else "address.area"),
    )


def _chain_at(chains: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    return next(((a, b) for a, b in begun(chains, start, start + 1) if b <= end), None)


def _of_field(text: str, field: Field, chains: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The address in a labelled field: the grammar's stretch where it covers most of it, else the plain field."""
    start, end = field.start, field.end
    while start < end and text[start] in " 在于:是":
        start += 1
    stop = _FREE_END.search(text, start, end)
    plain = stop.start() if stop else end
    last = _last_part(text, start, plain, chains)
    plain, end = (last, last) if last < plain else (plain, end)
    chain = _chain_at(chains, start, end)
    tail = _TAIL.match(text, chain[1] if chain else start, end)
    reach = tail.end() if tail else start
    if chain:
        reach = max(reach, chain[1])
    if reach - start < 2 or (reach < plain and not _only_noise(text[reach:plain])):
        if not field.marked and not chain:
            return None
        reach = max(plain, reach) if field.marked and not _SENTENCE.search(text[reach:plain]) else reach
    span = _trim(text, start, reach)
    span = _over_line(text, span) if field.marked else span
    value = text[slice(*span)]
    if not field.marked and not (chain or _HAS_NUMBER.search(value)):
        return None
    if not _WHOLE.fullmatch(value) or _SENTENCE.search(value) or re.fullmatch(r"[\d ]+|[A-Za-z0-9_]{6,}", value):
        return None
    if not chain and not _HAS_NUMBER.search(value) and not _PLACE_END.search(value):
        return None
    return None if _OFFICE.search(value) else span


def _last_part(text: str, start: int, end: int, chains: list[tuple[int, int]]) -> int:
    """Where the last cell of a field ends that is a part of an address: before somebody's number, a name, a fact.

    A word between parts stays with them (文汇路 理工大学 12幢); behind the number of a house only before another building.
    """
    other = _OTHERS_NUMBER.search(text, start, end)
    end = other.start() if other else end
    if _HAN.search(text, start, end) is None:
        return end
    reach, numbered, skipped = start, False, False
    for cell in _CELL.finditer(text, start, end):
        part = reach == start or _part(text, *cell.span(), chains)
        if numbered and (cell[0] in _GENDERS or _called(text, cell, part=part)):
            break
        if part and not (numbered and skipped and ANCHOR.search(cell[0]) is None):
            reach, skipped = cell.end(), False
            numbered = numbered or _DIGIT.search(cell[0]) is not None
        else:
            skipped = True
    return reach if reach > start else end


def _called(text: str, cell: re.Match[str], *, part: bool) -> bool:
    """Whether a cell is a name: one that ends like a place (陈浩轩) is none before the number of a building."""
    if not part:
        return name_shape.plausible(cell[0])
    return cell[0][-1] in _GIVEN and name_shape.likely(cell[0]) and _BUILDING.match(text, cell.end()) is None


def _before_name(text: str, start: int, end: int) -> int:
    """Where an address ends whose last cell, behind the number of a house, is a name that ends like a place."""
    *_, last = _CELL.finditer(text, start, end)
    named = _DIGIT.search(text, start, last.start()) and _called(text, last, part=True)
    return last.start() if named else end


def _part(text: str, start: int, end: int, chains: list[tuple[int, int]]) -> bool:
    """Whether a cell is a part of an address from end to end: a place, a numbered part, a room, a landmark."""
    if _BARE_ROOM.fullmatch(text, start, end) or _LANDMARK.fullmatch(text, start, end):
        return True
    before = bisect_right(chains, start, key=lambda chain: chain[0])
    divided = min(end, max(start, chains[before - 1][1] if before else start))
    tail = _TAIL.match(text, divided, end)
    reach = max(divided, tail.end() if tail else start)
    return reach > start and _only_noise(text[reach:end])


def _over_line(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """An address goes on in the next line when it has no number yet and that whole line is its rest."""
    start, end = span
    if text[end : end + 1] != "\n" or _HAS_NUMBER.search(text, start, end):
        return span
    rest = _TAIL.match(text, end + 1)
    goes_on = rest and text[rest.end() : rest.end() + 1] in {"", "\n"} and _DIGIT.search(text, end, rest.end())
    return (start, rest.end()) if rest and goes_on else span


def _only_noise(rest: str) -> bool:
    return _NOISE.fullmatch(rest.strip(" ()")) is not None or not rest.strip(" ()")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without noise words, brackets and marks at its ends, and without a word behind its number and a comma."""
    last = text.rfind(",", start, end)
    if last > start and not _DIGIT.search(text, last, end):
        numbered = _HAS_NUMBER.search(text, start, last)
        end = last if numbered or not _DIVISION.search(text, last, end) else end
    some = text.find("某", start, end)
    end = some if some > start else end
    while True:
        noise = _NOISE.search(text, start, end)
        cut = noise.start() if noise else end
        while cut > start and not text[cut - 1].isalnum():
            if (text[cut - 1] == ")" and "(" in text[start:cut]) or (text[cut - 1] == "#" and text[cut - 2].isdigit()):
                break
            cut -= 1
        if cut == end:
            return start, end
        end = cut


def _of_chains(text: str, chains: list[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], str]]:
    """Addresses that begin with a division; a lone division counts when a word says that somebody is from there."""
    for start, end in chains:
        tail = _TAIL.match(text, end)
        reach = tail.end() if tail else end
        if (
            not _BODIES.isdisjoint((text[end : end + 2], text[reach : reach + 2]))
            or text[reach - 1 : reach + 1] == "里面"
        ):
            continue
        span = _trim(text, start, _before_name(text, start, max(end, reach)))
        value = text[slice(*span)]
        if _HAS_NUMBER.search(value) or _NAMED_END.search(value[end - start :]):
            lives = _FROM_BEFORE.search(text, max(0, start - 6), start) and _HAS_NUMBER.search(value)
            yield span, "address.label" if lives else "address.divisions"
        elif (
            (_HAILS.search(text, max(0, start - 2), start) and _HAILS_END.match(text, span[1]))
            or _FROM_AFTER.match(text, span[1])
            or _FROM_BEFORE.search(text, max(0, start - 6), start)
        ):
            yield (start, max(end, span[1])), "address.origin"


#: 四川大学 is no place where somebody lives.
_BODIES = frozenset({"大学", "学院", "中学", "小学", "医院", "公司", "银行"})
_FROM_AFTER = re.compile(
    r"本地人|人(?![是都们和也为就不的会口]|[一-鿿]?[都是]|[民事力员工口类寿保才社行]|[一-鿿]?大)|户籍|户口"
)
#: 本人是四川南充的: from there; 是四川的大学 is not.
_HAILS, _HAILS_END = re.compile(r"[是系]$"), re.compile(r"的(?=[,。;!?\s]|$)")
_FROM_BEFORE = re.compile(
    r"(?:住在|家住|现居|家在|老家|老家在|户籍|户口|籍贯|坐标|来自|人在|定居|住|租在|户口在|户籍在|老家是|定位|常住|租房在)[:是在于 ]?$"
)


def _of_numbers(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Addresses without a division: from the first dwelling number back to where the words of a place begin."""
    done = 0
    counts = COUNTS.search(text)
    # four numbers of six digits with a letter on both sides, their marks and a space: no match begins earlier
    for anchor in ANCHOR.finditer(text, max(0, counts.start() - 40)) if counts else ():
        if anchor.start() < done:
            continue
        back = _BACK.search(text, max(done, anchor.start() - 40), anchor.start())
        start = back.start() if back else anchor.start()
        glued = _OTHER.match(text, start, anchor.start())
        start = glued.end() if glued else start
        lead = _LEAD.search(text[start : anchor.start()])
        start += lead.end() if lead else 0
        found = _GLUED.match(text, start)
        if found is None or found.end() < anchor.end():
            found = _GLUED.match(text, anchor.start())
        if found is None or found.end() < anchor.end():
            continue
        done = found.end()
        value = found[0]
        if len(value) < 4 or not _enough(value):
            continue
        yield _trim(text, found.start(), found.end()), "address.dwelling"


_DIGIT = re.compile(r"\d")
_DIVISION = re.compile("[省市区县州旗盟镇乡村路街]$|街道$")
_THEN = re.compile(r"[栋幢座舍斋#]\d{2,4}室?$")


def _enough(value: str) -> bool:
    """At least a named part and a numbered one, or two numbered ones: 3号 alone is no address."""
    counted = len(_STRONG.findall(value)) + (_THEN.search(value) is not None)
    named = _NAMED_PART.search(value) is not None
    return counted >= 2 or (counted >= 1 and named)
