"""Eight ways of writing a dossier that are the test part: whoever writes a detector does not look here.

Source: invented habits of another temper than ``styles_open``: official prose, dumped records, traditional characters,
slang with homophones, a dialogue, a markdown sheet, a rant, a roll call. Leaves out nothing on purpose.

>>> sorted(HELD_STYLES)
['dialogue', 'dumped_record', 'markdown_sheet', 'official_prose', 'rant', 'roll_call', 'slang_homophone', 'traditional']
"""

from collections.abc import Sequence

from opencc import OpenCC

from doxdocket.rehearsal import disguise as d
from doxdocket.rehearsal.conduct import act
from doxdocket.rehearsal.hand import Labels, Style, date, kin, label, ordered, register
from doxdocket.rehearsal.pen import Pen
from doxdocket.rehearsal.people import Card, Fact

HELD_STYLES: dict[str, Style] = {}

_RECORD: Labels = {
    "name": "xm", "former_name_alias": "cym", "gender": "xb", "ethnicity": "mz", "birth_date": "csrq", "age": "nl", "id_number": "sfzh", "id_number.tail": "sfz_h6",
    "passport_number": "hzh", "phone_number": "sjh", "landline_number": "gddh", "social_account.qq": "qq", "social_account.wechat": "wxh",
    "social_account.weibo": "wb_uid", "social_account.douyin": "dyh", "social_account.bilibili": "bili_mid",
    "social_account.xiaohongshu": "xhs_id", "social_account.telegram": "tg_name", "email": "yx", "home_address": "hjdz", "native_place": "jg",
    "marital_status": "hyzk", "school": "xxmc", "student_id": "xh", "education_level": "xl", "exam_certificate.cet4": "cet4_zsbh",
    "exam_certificate.cet6": "cet6_zsbh", "workplace": "gzdw", "job_history": "zy", "bank_account": "yhkh", "payment_account": "zfb",
    "vehicle_file": "cphm", "lodging_record": "zsjl", "hotel_room_current": "rzxx", "travel_ticket": "cpxx", "health_record": "zd",
    "transaction_record": "ddxx", "account_password": "mm", "ip_address": "dlip",
}  # fmt: skip

_TRADITIONAL: Labels = {
    "name": ("姓名", "本名"), "former_name_alias": "別名", "gender": "性別", "ethnicity": "民族", "birth_date": "出生年月日", "age": "年齡",
    "id_number": ("身分證字號", "身份證號碼"), "id_number.tail": "身分證末六碼", "passport_number": "護照號碼", "phone_number": ("手機號碼", "行動電話"), "landline_number": "市話",
    "social_account.qq": "QQ號", "social_account.wechat": "微信號", "social_account.weibo": "微博帳號", "social_account.douyin": "抖音帳號",
    "social_account.bilibili": "B站帳號", "social_account.xiaohongshu": "小紅書帳號", "social_account.telegram": "電報帳號",
    "email": "電子郵件", "home_address": ("戶籍地址", "通訊地址"), "native_place": "籍貫", "marital_status": "婚姻狀況", "school": "畢業學校",
    "student_id": "學號", "education_level": "學歷", "exam_certificate.cet4": "四級證書編號", "exam_certificate.cet6": "六級證書編號",
    "workplace": "任職單位", "job_history": "職業", "bank_account": "銀行帳號", "payment_account": "支付寶帳號", "vehicle_file": "車牌號碼",
    "lodging_record": "住宿紀錄", "hotel_room_current": "目前入住", "travel_ticket": "車票", "health_record": "診斷", "transaction_record": "訂單",
    "account_password": "密碼", "ip_address": "登入IP",
}  # fmt: skip

_SLANG: Labels = {
    "name": ("性名", "大名儿", "芳名"), "former_name_alias": "诨号", "gender": "公母", "ethnicity": "哪族", "birth_date": "破壳日", "age": "岁数",
    "id_number": ("申份证", "身fen证", "sfz"), "id_number.tail": "sfz尾六", "passport_number": "护zhao", "phone_number": ("手鸡", "电联", "sj号"), "landline_number": "坐鸡",
    "social_account.qq": ("扣扣", "企鹅"), "social_account.wechat": ("威信", "薇信", "绿泡泡"), "social_account.weibo": "围脖",
    "social_account.douyin": "斗音", "social_account.bilibili": "小破站", "social_account.xiaohongshu": "小红薯", "social_account.telegram": "飞机",
    "email": "油箱", "home_address": ("老巢", "窝点", "住zhi"), "native_place": "祖上", "marital_status": "有主没", "school": ("母校", "书院"),
    "student_id": "学hao", "education_level": "文凭", "exam_certificate.cet4": "肆级证", "exam_certificate.cet6": "陆级证", "workplace": ("东家", "搬砖处"),
    "job_history": "饭碗", "bank_account": "银杭卡", "payment_account": "支fu宝", "vehicle_file": "座驾", "lodging_record": "开坊",
    "hotel_room_current": "今晚睡哪", "travel_ticket": "铁子票", "health_record": "毛病", "transaction_record": "剁手单", "account_password": "口令",
    "ip_address": "爱批",
}  # fmt: skip

_ASKED: Labels = {
    "name": ("叫啥", "人叫什么名字"), "former_name_alias": "平时怎么称呼", "gender": "男的女的", "ethnicity": "少数民族吗", "birth_date": "哪天生的",
    "age": "多大了", "id_number": ("证号有吗", "身份证报一下"), "id_number.tail": "身份证后六位报一下", "passport_number": "护照呢", "phone_number": ("号码发一下", "电话多少"),
    "landline_number": "家里有座机不", "social_account.qq": "q有没有", "social_account.wechat": "微信发我", "social_account.weibo": "微博uid",
    "social_account.douyin": "抖音呢", "social_account.bilibili": "b站呢", "social_account.xiaohongshu": "小红书号", "social_account.telegram": "tg呢",
    "email": "邮箱", "home_address": ("住哪", "地址发来"), "native_place": "哪里人", "marital_status": "结婚没", "school": ("哪个学校", "在哪上学"),
    "student_id": "学号", "education_level": "什么学历", "exam_certificate.cet4": "四级证书编号", "exam_certificate.cet6": "六级证书编号",
    "workplace": "在哪上班", "job_history": "做什么的", "bank_account": "卡号给我", "payment_account": "支付宝", "vehicle_file": "车牌多少",
    "lodging_record": "开过房没", "hotel_room_current": "现在住哪个酒店", "travel_ticket": "坐哪趟车", "health_record": "有啥病", "transaction_record": "买过啥",
    "account_password": "密码知道吗", "ip_address": "ip",
}  # fmt: skip

_RANTED: Labels = {
    "name": ("有个玩意儿叫{v}", "{v}这号人", "说的就是{v}"), "former_name_alias": "人送外号{v}", "gender": "一个{v}的", "ethnicity": "还是个{v}",
    "birth_date": "{v}投的胎", "age": "活了{v}", "id_number": ("老天爷给编的号是{v}", "证上印着{v}"), "id_number.tail": "证号结尾{v}",
    "passport_number": "出国本子{v}", "phone_number": ("有种拨{v}", "铃声响在{v}", "想骂的直接{v}"), "landline_number": "老家电话机{v}",
    "social_account.qq": "QQ上叫得响的{v}", "social_account.wechat": "加{v}这个微信骂", "social_account.weibo": "微博小号{v}",
    "social_account.douyin": "抖音{v}天天扭", "social_account.bilibili": "B站{v}", "social_account.xiaohongshu": "小红书{v}装名媛",
    "social_account.telegram": "tg上{v}", "email": "写信寄{v}", "home_address": ("窝在{v}不敢出门", "堵门请去{v}", "{v}那户就是"),
    "native_place": "{v}出来的祸害", "marital_status": "{v}还到处撩", "school": ("{v}怎么教出这种人", "丢尽了{v}的脸"), "student_id": "学号{v}记过没",
    "education_level": "混了个{v}", "exam_certificate.cet4": "四级证{v}也好意思晒", "exam_certificate.cet6": "六级证{v}也好意思晒",
    "workplace": ("{v}也敢收留", "靠{v}发工资"), "job_history": "当个{v}了不起", "bank_account": "骗来的钱都进了{v}", "payment_account": "支付宝{v}收黑钱",
    "vehicle_file": "开个{v}横冲直撞", "lodging_record": "{v}，跟谁开的自己清楚", "hotel_room_current": "现在躲在{v}", "travel_ticket": "准备坐{v}跑路",
    "health_record": "得了{v}活该", "transaction_record": "{v}也舍得买", "account_password": "密码{v}自己改吧", "ip_address": "从{v}上的网",
}  # fmt: skip

_OFFICIAL: Labels = {
    "former_name_alias": "曾用名{v}", "birth_date": "{v}生", "age": "现年{v}", "id_number": ("公民身份号码{v}", "居民身份证号码为{v}"), "id_number.tail": "公民身份号码末六位{v}",
    "passport_number": "持{v}号护照", "phone_number": ("联系电话{v}", "名下手机号码{v}"), "landline_number": "住宅电话{v}",
    "social_account.qq": "使用QQ号{v}", "social_account.wechat": "使用微信账号{v}", "social_account.weibo": "使用微博账号（UID{v}）",
    "social_account.douyin": "使用抖音账号{v}", "social_account.bilibili": "使用哔哩哔哩账号{v}", "social_account.xiaohongshu": "使用小红书账号{v}",
    "social_account.telegram": "使用境外聊天账号{v}", "email": "电子邮箱{v}", "home_address": ("住{v}", "户籍所在地{v}", "现居住于{v}"),
    "native_place": "{v}人", "marital_status": "{v}", "school": ("系{v}学生", "曾就读于{v}"), "student_id": "学籍号{v}",
    "education_level": "{v}文化", "exam_certificate.cet4": "持四级成绩单（编号{v}）", "exam_certificate.cet6": "持六级成绩单（编号{v}）",
    "workplace": ("就职于{v}", "系{v}员工"), "job_history": "职业为{v}", "bank_account": "开户账号{v}", "payment_account": "支付宝账户{v}",
    "vehicle_file": "名下机动车号牌{v}", "lodging_record": "于{v}登记入住", "hotel_room_current": "现入住{v}", "travel_ticket": "已购{v}车票",
    "health_record": "经诊断为{v}", "transaction_record": "购买记录：{v}", "account_password": "账户口令{v}", "ip_address": "最近登录地址{v}",
}  # fmt: skip


_TURNED = {
    "name",
    "home_address",
    "native_place",
    "workplace",
    "school",
    "marital_status",
    "ethnicity",
    "education_level",
}
_TO_TRADITIONAL, _TO_SIMPLIFIED = OpenCC("s2t"), OpenCC("t2s")


def _in_traditional(words: str) -> str:
    """The words in traditional characters, when the way back is the same words of the same length."""
    turned = _TO_TRADITIONAL.convert(words)
    return turned if len(turned) == len(words) and _TO_SIMPLIFIED.convert(turned) == words else words


def _formal(pen: Pen, fact: Fact) -> str:
    if fact.kind == "birth_date":
        return date(fact.value, "cn")
    if fact.kind == "phone_number" and fact.verdict == "valid" and pen.maybe(0.5):
        return pen.one(d.chinese(fact.plain), d.chinese(fact.plain, "〇"), d.spoken(fact.plain))
    if fact.kind == "id_number" and fact.verdict == "valid" and pen.maybe(0.15):
        return d.chinese(fact.plain)
    return fact.plain


def _cheque(pen: Pen, fact: Fact) -> str:
    if fact.kind == "birth_date":
        year, month, day = fact.value.split("-")
        return f"{year}年{month}月{day}日"
    if fact.verdict == "valid" and fact.kind in {"phone_number", "bank_account"} and pen.maybe(0.5):
        return pen.one(d.financial(fact.plain, traditional=True), d.financial(fact.plain))
    return _in_traditional(fact.plain) if fact.kind in _TURNED else fact.plain


def _hidden(pen: Pen, fact: Fact) -> str:
    if fact.kind == "birth_date":
        return date(fact.value, "cn")
    if fact.verdict != "valid":
        return fact.plain
    if fact.kind == "phone_number":
        choices = (
            d.keycap(fact.plain),
            d.stuffed(pen.rng, fact.plain, ("\u200b", "\u200c", "\u2060")),
            d.letters(fact.plain),
            d.stuffed(pen.rng, fact.plain, ("（删）", "系", "🐟", "加")),
            d.negative(fact.plain),
            d.groups(fact.plain, (3, 3, 5), "～"),
            fact.plain,
        )
        return pen.rng.choice(choices)
    if fact.kind == "id_number":
        ways = (
            d.groups(fact.plain, (6, 4, 4, 4), pen.one("*", "・", "~", "_")),
            d.stuffed(pen.rng, fact.plain, ("\u200b", "\u200d"), 3),
            d.letters(fact.plain),
            fact.plain,
        )
        return pen.rng.choice(ways)
    if fact.kind == "social_account" and fact.hint == "qq" and pen.maybe(0.4):
        return pen.one(d.circled(fact.plain), d.keycap(fact.plain), d.spaced(fact.plain, "."))
    return fact.plain


def _broken(pen: Pen, fact: Fact) -> str:
    if fact.kind == "birth_date":
        return date(fact.value, "slash")
    if fact.verdict != "valid":
        return fact.plain
    if fact.kind == "phone_number" and pen.maybe(0.4):
        return pen.one(d.groups(fact.plain, (3, 4, 4), "\n"), d.groups(fact.plain, (5, 6), "\n"))
    if fact.kind == "id_number" and pen.maybe(0.35):
        return d.groups(fact.plain, (6, 8, 4), pen.one("\n", " - "))
    return fact.plain


def _official_card(pen: Pen, card: Card) -> None:
    pen.card = card
    name, gender, ethnicity = (card.get(k) for k in ("name", "gender", "ethnicity"))
    if name:
        pen.put(name)
    lead = [f for f in (gender, ethnicity) if f]
    rest = [f for f in ordered(card) if f.kind not in {"name", "gender", "ethnicity"}]
    bracket = bool(name) and bool(lead) and pen.maybe(0.5)
    for i, fact in enumerate(lead):
        pen.say(("（" if bracket and i == 0 else "，") if name or i else "").put(fact)
    if bracket:
        pen.say("）")
    for i, fact in enumerate(rest):
        before, _, after = label(pen, _OFFICIAL, fact).partition("{v}")
        pen.say(("，" if name or lead or i else "") + before).put(fact, _formal(pen, fact)).say(after)


@register(HELD_STYLES, "held", "single", "family")
def official_prose(pen: Pen, cards: Sequence[Card]) -> None:
    """Mimics a police notice: clauses with commas, kin after a semicolon."""
    pen.say(pen.one("经查，", "通报：", "经本台核实，", "关于近日网传一事，当事人系", "兹公布如下——"))
    _official_card(pen, cards[0])
    for card in cards[1:]:
        pen.say(
            "；其"
            + {"father": "父", "mother": "母", "son": "子", "daughter": "女", "spouse": "配偶"}.get(
                card.relation, "亲属"
            )
        )
        _official_card(pen, card)
    pen.say("。")
    if pen.maybe(0.35):
        act(pen, pen.one("motive", "incitement"), cards[0])
        pen.say("。")


@register(HELD_STYLES, "held", "single", "list")
def dumped_record(pen: Pen, cards: Sequence[Card]) -> None:
    """Records as they fall out of a stolen table: JSON, a query string, or values of an INSERT."""
    shape = pen.rng.randrange(3)
    for i, card in enumerate(cards):
        pen.card = card
        pen.say("\n" if i else "")
        facts = ordered(card)
        if shape == 2:
            pen.say("INSERT INTO t_user(" + ",".join(label(pen, _RECORD, f) for f in facts) + ") VALUES (")
        pen.say("{" if shape == 0 else "")
        for j, fact in enumerate(facts):
            word = label(pen, _RECORD, fact)
            surface = date(fact.value, "run") if fact.kind == "birth_date" else fact.plain
            if shape == 0:
                pen.say(("," if j else "") + f'"{word}":"').put(fact, surface).say('"')
            elif shape == 1:
                pen.say(("&" if j else "") + f"{word}=").put(fact, surface)
            else:
                pen.say(("," if j else "") + "'").put(fact, surface).say("'")
        pen.say(("}", "", ");")[shape])


@register(HELD_STYLES, "held", "single", "family")
def traditional(pen: Pen, cards: Sequence[Card]) -> None:
    """Traditional characters, a vertical mark, cheque numerals."""
    mark = pen.one("︰", " ｜ ", "→")
    words = {"spouse": "配偶", "father": "父親", "mother": "母親", "son": "兒子", "daughter": "女兒"}
    for i, card in enumerate(cards):
        pen.card = card
        pen.say(f"\n◎{words.get(card.relation, '友人')}\n" if i else pen.one("◎本尊\n", "◎起底\n", ""))
        for j, fact in enumerate(ordered(card)):
            pen.say(("\n" if j else "") + label(pen, _TRADITIONAL, fact) + mark).put(fact, _cheque(pen, fact))
    if pen.maybe(0.4):
        pen.say("\n")
        act(pen, "insult", cards[0])


@register(HELD_STYLES, "held", "single")
def slang_homophone(pen: Pen, cards: Sequence[Card]) -> None:
    """Homophone labels, arrows, keycaps and zero-width marks, insults between."""
    card = pen.card = cards[0]
    arrow = pen.one("➤", "👉", "～", "是")
    for j, fact in enumerate(ordered(card)):
        if j and pen.maybe(0.12):
            pen.say("\n")
            act(pen, "insult", card)
        pen.say(("\n" if j else "") + label(pen, _SLANG, fact) + arrow).put(fact, _hidden(pen, fact))


@register(HELD_STYLES, "held", "single", "family")
def dialogue(pen: Pen, cards: Sequence[Card]) -> None:
    """A talk in which one asks and one tells; numbers may break over lines."""
    asker, teller = pen.rng.choice((("甲", "乙"), ("Q", "A"), ("粉丝", "台长"), ("问", "答")))
    for i, card in enumerate(cards):
        pen.card = card
        for j, fact in enumerate(ordered(card)):
            ask = label(pen, _ASKED, fact)
            if i and j == 0:
                ask = {
                    "father": "他爸呢",
                    "mother": "他妈呢",
                    "spouse": "对象呢",
                    "son": "儿子呢",
                    "daughter": "闺女呢",
                }.get(card.relation, "还有谁")
            pen.say(("\n" if i or j else "") + f"{asker}：{ask}\n{teller}：").put(fact, _broken(pen, fact))
    if pen.maybe(0.3):
        pen.say(f"\n{asker}：")
        act(pen, "insult", cards[0])


@register(HELD_STYLES, "held", "list")
def markdown_sheet(pen: Pen, cards: Sequence[Card]) -> None:
    """A markdown table in an order of its own, numbers before names."""
    order = ("phone_number", "id_number", "home_address", "school", "workplace", "name")
    head = {
        "phone_number": "联络",
        "id_number": "证件",
        "home_address": "落脚点",
        "school": "学校",
        "workplace": "单位",
        "name": "何人",
    }
    first = ordered(cards[0], order)
    pen.say("| " + " | ".join(head.get(f.kind, f.kind) for f in first) + " |\n|" + "---|" * len(first))
    for card in cards:
        pen.card = card
        pen.say("\n| ")
        for j, fact in enumerate(ordered(card, order)):
            pen.say(" | " if j else "").put(fact)
        pen.say(" |")


@register(HELD_STYLES, "held", "single", "family")
def rant(pen: Pen, cards: Sequence[Card]) -> None:
    """A long rant: facts scattered among insults, no label, sentence marks of all sorts."""
    for i, card in enumerate(cards):
        pen.card = card
        facts = [f for f in ordered(card) if f.kind == "name"]
        rest = [f for f in card.facts if f.kind != "name"]
        pen.rng.shuffle(rest)
        if i:
            pen.say(pen.one("还有", "连带着") + kin(card) + "，")
        for j, fact in enumerate([*facts, *rest]):
            if j and pen.maybe(0.18):
                act(pen, "insult", cards[0])
                pen.say(pen.one("！", "……", "，"))
            before, _, after = label(pen, _RANTED, fact).partition("{v}")
            pen.say(before).put(fact, _formal(pen, fact) if fact.kind == "birth_date" else "").say(
                after + pen.one("，", "。", "！", "；", "，")
            )


@register(HELD_STYLES, "held", "list")
def roll_call(pen: Pen, cards: Sequence[Card]) -> None:
    """Ringed or financial numbers before each, everything on one line."""
    marks = pen.rng.choice(("①②③④⑤⑥⑦⑧", "壹贰叁肆伍陆柒捌", "❶❷❸❹❺❻❼❽", "ⒶⒷⒸⒹⒺⒻⒼⒽ"))
    gap = pen.one("、", "，")
    pen.say(pen.one("点名：", "今日份：", ""))
    for i, card in enumerate(cards):
        pen.card = card
        pen.say((pen.one("；", "　") if i else "") + marks[i % 8] + gap * (marks[0] == "壹"))
        for j, fact in enumerate(ordered(card, ("name", "school", "home_address", "phone_number", "id_number"))):
            pen.say("（" if j == 1 else "｜" if j else "").put(fact)
        pen.say("）")
