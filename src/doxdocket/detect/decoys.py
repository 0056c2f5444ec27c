r"""What looks like somebody's number and is not: orders, amounts, dates, hotlines, adverts, format examples.

Each question is about the surroundings of one stretch of the cleaned text. Decoys matter as much as hits: one chatter
post in a thousand taken for a dossier would drown a channel's true count.

Source: own compilation of the words in use. Left out: the value itself (check digits, lengths), which the kinds know.

>>> serial("流水号 310104189803079999", 4), advert("投稿请私聊 @example_bot", 6), amount("￥13800001850.00", 1, 12)
(True, True, True)
"""

import re
from bisect import bisect_left
from functools import cache, lru_cache

import ahocorasick_rs

_MARKS = r"[\s:=#|()\[\]【】\"'“”*>.是为码,，-]{0,6}"
_SERIALS = (
    "订单|单号|运单|流水|快递|物流|面单|取件|取餐|交易|商户|支付单|付款单|退款|发票|合同|保单|条码|条形码|货号|批号|批次|期号|工单|案号|编号|"
    "序列|序号|SN|S/N|ISBN|ISSN|DOI|型号|产品号|消息id|消息号|message|msg|频道|群号|QQ群|q群|qq群|群聊|交流群|"
    "粉丝群|房间号|会议号|会议|会议id|直播间|口令|版本|version|ver|端口|哈希|hash|md5|sha1|sha256|区块|hash值|"
    "时间戳|timestamp|坐标|经度|纬度|经纬度|开奖|彩票|股票|基金|代码|统一社会信用代码|信用代码|注册号|备案|许可证|文号|邮编|设备|imei|"
    "mac|ip|车次|航班|票号|准考证|准考证号|证书|考号|学号|工号|病历|就诊卡|住院|门诊|医保|社保|公积金|档案|学籍|验证|验证码|校验|密码|"
    "pin|钱包|地址0x|token|key|appid|av|bv|cv|sm|pid|tid|aid|播放|浏览|阅读|点赞|粉丝数|转发数|评论数|热度|"
    "帖子|帖号|回复|楼层|伤害|金币|经验|跑分|料号|sku|商品编码|商品号|激活码|期号|双色球|大乐透|磁力|会员号|门票|营收|"
    "积分|得分|分数|战力|order|tracking|invoice|serial|transaction|trade_no"
)
_SERIAL = re.compile(
    rf"(?:{_SERIALS}) ?"
    r"(?:号|编号|号码|代码|码|单号|流水号|ID|id|Id|no|NO|No|number|卡|证|数|量)?" + _MARKS + r"[A-Za-z]{0,4}$",
    re.IGNORECASE,
)
_ADVERT = re.compile(
    r"(?:投稿|客服|商务|合作|频道|群号|qq群|q群|交流群|备用群|机器人|订阅|关注|公众号|热线|官方|举报|下单|担保|代理|招商|招聘|招工|诚聘|开锁|办证|代写|回收|贷款|秒批|详询|简历|投递|预订|公司:?$|票务|维修|保洁|搬运|接单|购买|"
    r"查档|防失联|备用|主频|主群|副群|双向|管理|管理员|站长|群主|群组|广告|业务|推广|充值|合租|租房|出售|转让|加盟|预约|订餐|订票|咨询|报名|应聘|面试|"
    r"售后|服务|总机|前台|投诉|监督|挂失|报警|急救|火警|(?<!机主)(?<!号码)(?<!户籍)查询|客户|专线|电话咨询|咨询电话|服务电话|商家|店铺|门店|公司电话|联系我们|欢迎来电|"
    r"私聊|私信|联系我|找我|加我|滴滴我|请联系|赞助|打赏|捐赠|入口|传送门|搬家|转会|发卡|车队|bot|support|admin|contact us|hotline)",
    re.IGNORECASE,
)
#: What channels say of themselves: no word of a firm's own number.
_OF_CHANNEL = re.compile("欢迎|投稿|打赏|赞助|捐赠|订阅|关注|频道|公众号|机器人|防失联|备用")
OFFER = re.compile(
    r"(?:以[下上]|诚心|便宜|合适)的来|大商不要|脱坑|交易猫|秒收|[长高]价?期?收|求各种|(?<![他她对方])我的?(?:微信|QQ|qq|扣扣|电话|手机)号?[:是]?\d|"
    r"勿扰|支持(?:短信|交易|YB|淘宝)|诚心|收号|出号|价格.{0,6}满意|淘宝交易|价格合理|懂行情|谢绝|求(?:分享|资源|资料|共享|带|组队|发)|分享下|求.{0,8}(?:资料|资源|种子)|发我邮箱|发到.{0,3}邮箱|"
    r"有意(?:者|的)?(?:请)?(?:加|联系|私|来)|(?:想要|需要)的?.{0,20}(?:邮箱|资料|谢谢)|仙女分享|好人一生平安|面交|包邮|转卖|低价出|求购|收购|欢迎(?:来电|咨询|订购|致电|拨打|联系|选购|投稿|订阅|关注)|咨询报名|报名咨询|报名热线|订购|订餐|诚聘|急聘|高薪招|包吃住|出租|转租|招代理|求组队|互粉"
)
#: The first characters of all of these: only there are they tried.
_OFFERS_BEGIN = re.compile("[以诚便合大脱交秒收长高求我勿支出价淘懂谢分发有想需仙好面包转低欢咨报订急招互]")
EXAMPLE = re.compile(
    r"格式示例|示例|样例|测试数据|测试号|测试用|非真实|假数据|举例|格式[:为如是]|如下格式|example only|sample|dummy|仅供测试|模板|"
    r"虚构(?=的?(?:数据|信息|号码|身份|姓名|内容|人物|示例|案例|[,。;!)）]|$))|(?:均为|系|是|为|纯属|全部|全是|都是)虚构",
    re.IGNORECASE,
)
#: Each of these holds one of them.
EXAMPLES_HOLD = re.compile("[例测真假格模虚mM]")
_MONEY_BEFORE = re.compile(
    r"(?:[￥¥$€£₮]|中了|卖了|赚了|赔了|亏了|人民币|RMB|USD|USDT|价格|金额|总额|余额|市值|单价|售价|营收|工资|转账)[\s:约为共是]{0,3}$",
    re.IGNORECASE,
)
_UNIT = (
    r"(?:\.\d{1,2}(?!\d)|[元块万亿億%‰℃°円]|美元|港币|人民币|"
    r"多?(?:人|名|个|次|条|票|分|粉|米|公里|吨|斤|克|年|天|小时|秒|股|字)(?!民|生|气|字|家|间|数|们|工|名|称))"
)
_MONEY_AFTER = re.compile(rf"{_UNIT}| {{1,2}}{_UNIT}(?![\u4e00-\u9fff])")  # 138… 天津市 begins an address
_CLOCK = re.compile(
    r"(?<!\d)(?:1[6-9]|20|21)\d\d[-./年]\s?(?:1[0-2]|0?[1-9])[-./月]\s?(?:3[01]|[12]\d|0?[1-9])(?!\d)|(?<!\d)(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!\d)|"
    r"(?<!\d)(?:1[0-2]|0?[1-9])[-./](?:3[01]|[12]\d|0?[1-9])(?![\d./-])"
)
_VERSION = re.compile(r"(?<![\d.])[vV]?\d{1,4}(?:\.\d{1,5}){2,4}(?![\d.])")
_HEX = re.compile(r"[0-9a-fA-F]{4,}$")
_LINK = re.compile(
    r"(?:https?://|www\.|[a-z0-9-]{1,63}\.(?:com|cn|net|org|me|cc|top|tv|io)/)[^\s,，。;；、）】」)|\"<>]*\Z",
    re.IGNORECASE,
)
_HOTLINES = re.compile(r"(?:400|800)\d{7}|1[0-2]\d{1,3}|123\d{2}|9[56]\d{3,4}|100(?:00|10|86)|12[13]\d{2,3}")


@cache
def _serials() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(sorted({word.lower().replace("?", "") for word in _SERIALS.split("|")}))


@lru_cache(maxsize=4)
def _serial_places(clean: str) -> tuple[int, ...]:
    lowered = clean.lower()
    if len(lowered) != len(clean):
        lowered = "".join(c.lower() if c.isascii() else c for c in clean)
    return tuple(sorted({start for _, start, _ in _serials().find_matches_as_indexes(lowered, overlapping=True)}))


def serial(clean: str, start: int) -> bool:
    """Whether the words right before make this the number of a thing: an order, a message, a version, a group."""
    places = _serial_places(clean)
    near = bisect_left(places, max(0, start - 24))
    if near == len(places) or places[near] >= start:
        return False
    return _SERIAL.search(clean, max(0, start - 24), start) is not None


def advert(clean: str, start: int, reach: int = 14) -> bool:
    """Whether the same line, shortly before, calls for custom or submissions: the poster's or a firm's own contact."""
    line = clean.rfind("\n", 0, start) + 1
    return _ADVERT.search(clean, max(line, start - reach), start) is not None


@lru_cache(maxsize=4)
def offer(clean: str) -> bool:
    """Whether the writer deals or asks for something: the contact in it is the writer's own, given on purpose.

    >>> offer("价格合理的来,QQ812345012"), offer("他QQ812345012,去加他")
    (True, False)
    """
    return any(OFFER.match(clean, at.start()) for at in _OFFERS_BEGIN.finditer(clean))


def channels(clean: str, start: int, name: int, reach: int = 14) -> bool:
    """Whether all that makes an advert of a text and of the words before a named number is said of the channel: 谢打赏, 欢迎投稿.

    >>> channels("谢打赏 温岫烟 17806401357", 8, 4), channels("开锁 温岫烟 17806401357", 7, 3)
    (True, False)
    """
    line = max(clean.rfind("\n", 0, start) + 1, start - reach)
    before = clean[line : max(line, name)]
    return _ADVERT.search(_OF_CHANNEL.sub(" ", before)) is None and not offer(_OF_CHANNEL.sub(" ", clean))


@lru_cache(maxsize=4)
def example(clean: str) -> bool:
    """Whether the text says that its data are a format example."""
    return EXAMPLES_HOLD.search(clean) is not None and EXAMPLE.search(clean) is not None


def amount(clean: str, start: int, end: int) -> bool:
    """Whether this is a sum, a quantity or a decimal."""
    return bool(
        _MONEY_BEFORE.search(clean, max(0, start - 8), start)
        or _MONEY_AFTER.match(clean, end)
        or (clean[start - 1 : start] == "." and clean[start - 2 : start - 1].isdigit())
    )


def clock(clean: str, start: int, end: int) -> bool:
    """Whether a date, a time or a version lies in or over this stretch, so that its gaps are not a number's own."""
    if end - start > 5 and (plain := clean[start:end]).isascii() and plain.isdigit():
        return False  # longer than any part of a date
    return any(
        found.start() < end and found.end() > start
        for pattern in (_CLOCK, _VERSION)
        for found in pattern.finditer(clean, max(0, start - 12), min(len(clean), end + 12))
    )


def in_word(clean: str, start: int, end: int) -> bool:
    """Whether Latin letters touch it on both sides, or hex digits on one: part of a hash, a token or a name."""
    before, after = clean[max(0, start - 1) : start], clean[end : end + 1]
    sides = [bool(side) and side.isascii() and (side.isalpha() or side == "_") for side in (before, after)]
    return all(sides) or (any(sides) and bool(_HEX.search(clean, max(0, start - 4), start)))


def in_link(clean: str, start: int) -> bool:
    """Whether it is part of a web address."""
    return _LINK.search(clean[max(0, start - 200) : start]) is not None


def hotline(digits: str) -> bool:
    """Whether these digits are everybody's number: 110, 12345, 95588, 10086, 400…

    >>> [hotline(number) for number in ("12345", "95588", "4008123123", "13800001850")]
    [True, True, True, False]
    """
    return _HOTLINES.fullmatch(digits) is not None


_UP = "0123456789" * 5
_DOWN = _UP[::-1]


def monotone(digits: str) -> bool:
    """Whether a number is a serial of its own: one digit repeated, or counting up or down."""
    return len(digits) > 1 and (digits in _UP or digits in _DOWN or len(set(digits)) == 1)
