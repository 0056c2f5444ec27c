"""Wordings and forms of the kinds that a label, a form or a sentence makes, beside a person; and what only looks like them."""

import pytest

from doxdocket.detect.network import address, device
from doxdocket.detect.regional_id import taiwan
from doxdocket.detect.rules import detect
from doxdocket.detect.wallets import wallet
from doxdocket.records import Verdict

BESIDE = "姓名：韩知予 手机：17806401357\n"
FOUND = """
passport_number|护照号码 EA0000174|EA0000174
passport_number|回乡证 H0000123400|H0000123400
passport_number|HZ：E00001745|E00001745
driver_licence|JSZ：510100123456|510100123456
social_security_no|公积金账号：2001 0012 3456 78|2001 0012 3456 78
other_certificate|结婚证字号：J510107-2010-000123|J510107-2010-000123
other_certificate|残疾证号：51010718990615203842|51010718990615203842
exam_certificate|毕业证编号 106101189905001234|106101189905001234
exam_certificate|CET4准考证 510010189900101|510010189900101
exam_certificate|雅思6.5|6.5
exam_certificate|普通话二甲|二甲
financial_credential|CVV2 123 有效期 08/27|123
ip_address|最后登录IP：203.0.113.8:443|203.0.113.8
ip_address|IPv6：2001:db8::1|2001:db8::1
device_id|wifi mac 00-1A-2B-3C-4D-5E|00-1A-2B-3C-4D-5E
device_id|imei1：49-015420-323751-8|49-015420-323751-8
job_history|职务 副科长|副科长
job_history|在外面做代购的|代购
job_history|💼房产中介|房产中介
job_history|职业网约车司机 / 车牌号川A12850|网约车司机
education_level|硕士在读|硕士
marital_status|已婚，有两个孩子|已婚
former_name_alias|外号“胖虎”|胖虎
former_name_alias|博主月半弯真名韩知予|月半弯
hotel_room_current|正在青梧酒店8楼806|青梧酒店8楼806
hotel_room_current|民宿：云栖民宿302|云栖民宿302
lodging_record|2023/2/28 20:15 入住 荆州青梧酒店 1203|2023/2/28 20:15 入住 荆州青梧酒店 1203
travel_ticket|车票：D0313 贵港→襄阳 2车7A|D0313 贵港→襄阳 2车7A
travel_ticket|机票订单 PNR：ABC123|ABC123
travel_ticket|行程：3月8日 成都-三亚|3月8日 成都-三亚
realtime_location|经纬度：104.06335, 30.66012|104.06335, 30.66012
movement_trace|常去云栖健身房|云栖健身房
vehicle_trace|昨晚22:40停在万象里负二层B217|昨晚22:40停在万象里负二层B217
real_estate|证号：鄂（2018）荆州市不动产权第0018990号|鄂（2018）荆州市不动产权第0018990号
income_tax|工资：税前1.2万|税前1.2万
loan_debt|花呗逾期3个月|逾期3个月
credit_report|近两年连三累六，呆账1笔，查询次数41|近两年连三累六，呆账1笔，查询次数41
virtual_asset|ETH 0x52908400098527886E0F7030069857D2E4169EE7|0x52908400098527886E0F7030069857D2E4169EE7
transaction_record|买过情趣用品 99元|情趣用品 99元
call_record|2023-11-02 23:40 被叫 18836037770 时长 00:41|2023-11-02 23:40 被叫 18836037770 时长 00:41
health_record|做过两次流产|做过两次流产
health_record|检测HIV阳性|HIV阳性
religion|回族 信伊斯兰教|信伊斯兰教
criminal_record|坐过三年牢|坐过三年牢
special_identity|重度听障，在家|重度听障
birth_date|生日：民国35年3月8日|民国35年3月8日
birth_date|出生 1 8 9 2 年 1 2 月 9 日|1 8 9 2 年 1 2 月 9 日
age|今年21，无业|21
gender|女的，汉族人|女
ethnicity|女的，汉族人|汉族
""".strip().split("\n")
NONE = """
公司服务器IP 203.0.113.9 已迁移，旧IP 203.0.113.8 停用，联系运维 kefu@example.com
v2.13.4.1 更新：修复登录IP显示错误
招聘：护士2名，学历大专以上，月薪6000-8000，联系电话 0571-89907951
青梧酒店豪华大床房1203特价298元，预订电话 0716-8990001
本院心理科擅长治疗抑郁症、焦虑症、双相情感障碍，预约挂号 028-69980322
今年四级成绩2月28日公布，准考证号忘了怎么办
G1234次列车 成都东-北京西 08:00开 17:30到 二等座778元
项目捐赠地址 USDT(TRC20): TJRabPrwbZy45sbavfcjinPJC18kjpRTv8 感谢支持
开源项目 v3.2.1 发布，下载密码：abc123，提取码 8x9k
出手机 iPhone 14 Pro 256G 成色95新，IMEI 490154203237518 可查，4500元包邮
您尾号3390的卡消费 128.00 元，余额 5,432.10 元【某某银行】
相亲：男，32岁，已婚离异，月薪2万，有房有车，身高178
某某因盗窃罪被判有期徒刑三年，法院公告
这本小说的主角是个gay，离异带娃，结局很惨
我妈在医院当护士，我爸是司机，我大专毕业，现在月薪4000，有什么出路
【表格】姓名：尚童 性别：男 性格：善良 外貌：清秀 技能：火球 阵营：光明
收购无级别刀剑，价格你会满意，企鹅812345012
Подписывайтесь на наш канал @news_channel и https://t.me/news_channel
""".strip().split("\n")


@pytest.mark.parametrize("row", FOUND, ids=[row.split("|")[1][:24] for row in FOUND])
def test_is_found_with_exact_ends(row: str) -> None:
    kind, told, surface = row.split("|")
    text = BESIDE + told
    assert (kind, surface) in [(h.kind, text[h.start : h.end]) for h in detect(text) if h.verdict is Verdict.VALID]


@pytest.mark.parametrize("text", NONE)
def test_what_tells_of_nobody_is_not_claimed(text: str) -> None:
    assert [(h.kind, text[h.start : h.end]) for h in detect(text) if h.verdict is not Verdict.DOUBTFUL] == []


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("203.0.113.9", Verdict.VALID),
        ("256.0.113.9", Verdict.INVALID),
        ("10.0.0.1", Verdict.DOUBTFUL),
        ("203.0.113.*", Verdict.MASKED),
    ],
)
def test_addresses_by_their_range(value: str, verdict: Verdict) -> None:
    assert address(value)[0] is verdict


def test_checks_of_their_own() -> None:
    assert device("490154203237518")[0] is Verdict.VALID
    assert device("490154203237510")[0] is Verdict.INVALID
    assert device("460001234567890")[0] is Verdict.VALID  # an IMSI carries no check digit
    assert wallet("TJRabPrwbZy45sbavfcjinPJC18kjpRTv8")[1] == ("wallet.check_ok",)
    assert wallet("TJRabPrwbZy45sbavfcjinPJC18kjpRTv9")[0] is Verdict.INVALID
    assert wallet("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5")[0] is Verdict.INVALID
    assert not taiwan("A100000018")


def test_a_number_called_is_no_telephone_of_the_caller() -> None:
    text = BESIDE + "2023-11-02 21:14 主叫 17806429911 时长 06:12"
    assert [h.kind for h in detect(text)] == ["name", "phone_number", "call_record"]


def test_a_named_set_is_in_doubt_besides_its_parts() -> None:
    text = "户籍底档\n姓名：韩知予\n身份证：510107189906152038\n住址：四川省成都市武侯区竹影巷777号"
    found = detect(text)
    assert next((h.kind, h.verdict) for h in found) == ("household_registration", Verdict.DOUBTFUL)
    assert len({h.person for h in found}) == 1
