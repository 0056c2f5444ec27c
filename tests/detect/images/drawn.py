"""Draws invented pictures: papers, screens and chats with what they say, where, and of what kind; and decoys.

Layouts follow the look of such papers, with no emblem and nobody's portrait: the one face is the astronaut of
scikit-image (NASA, public domain). Font: Noto Sans CJK. Persons: those of the rehearsal, births of 1850 to 1899.
"""

from dataclasses import dataclass, field
from functools import cache
from importlib import util
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw

from doxdocket.rehearsal.cards import font
from doxdocket.rehearsal.people import bank_number, full_name, person, phone_number


@cache
def astronaut():
    """A face in the public domain: head and shoulders."""
    folder = Path(util.find_spec("skimage").origin).parent / "data"
    with Image.open(folder / "astronaut.png") as whole:
        return whole.convert("RGB").crop((100, 0, 340, 300))


def thing(name):
    """A picture without a face: chelsea (a cat), coffee, rocket, brick …"""
    folder = Path(util.find_spec("skimage").origin).parent / "data"
    with Image.open(next(folder.glob(f"{name}.*"))) as whole:
        return whole.convert("RGB")


@dataclass
class Drawn:
    """A picture and its truth; boxes are left, top, right, bottom."""

    image: Image.Image
    paper: str | None
    rows: list = field(default_factory=list)  # texts as they stand on it
    fields: list = field(default_factory=list)  # (kind, value, box)
    faces: list = field(default_factory=list)


class Pen:
    def __init__(self, width, height, ground, paper):
        self.drawn = Drawn(Image.new("RGB", (width, height), ground), paper)
        self.ink = ImageDraw.Draw(self.drawn.image)

    def write(self, x, y, text, size=24, fill="#1a1a1a", kind=None, spread=0):
        """Write one text, its letters ``spread`` pixels apart; remember it, and its box if it is of a kind."""
        at = x
        if spread:
            for sign in text:
                self.ink.text((at, y), sign, font=font(size), fill=fill)
                at += font(size).getlength(sign) + spread
            box = (x, y, at, y + size * 1.3)
        else:
            self.ink.text((x, y), text, font=font(size), fill=fill)
            box = self.ink.textbbox((x, y), text, font=font(size))
        self.drawn.rows.append(text)
        if kind:
            self.drawn.fields.append((kind, text, tuple(box)))
        return box[2]

    def face(self, x, y, width):
        portrait = astronaut()
        portrait = portrait.resize((width, round(portrait.height * width / portrait.width)))
        self.drawn.image.paste(portrait, (x, y))
        # the face itself within the crop
        self.drawn.faces.append((x + width * 0.31, y + width * 0.25, x + width * 0.72, y + width * 0.8))

    def cells(self, x, y, widths, rows, kinds, size=20, high=40, fill="#1a1a1a"):
        """A table with rules; the first row is its head."""
        for r, row in enumerate(rows):
            left = x
            for width, text, kind in zip(widths, row, kinds, strict=True):
                self.ink.rectangle((left, y, left + width, y + high), outline="#999")
                self.write(left + 8, y + (high - size) // 2 - 3, text, size, fill, kind if r else None)
                left += width
            y += high
        return y


def plain(one, kind):
    fact = one.one(kind)
    return fact.plain if fact else ""


def birth(one):
    number = plain(one, "id_number")
    return number[6:10], str(int(number[10:12])), str(int(number[12:14]))


def somebody(rng):
    one = person(rng, rng.randrange(1, 9999))
    while not plain(one, "id_number") or not plain(one, "home_address") or "·" in one.name:
        one = person(rng, rng.randrange(1, 9999))
    return one


def id_front(rng, scale=1.0):
    one, s = somebody(rng), lambda n: round(n * scale)
    pen = Pen(s(856), s(540), "#dfe9f2", "id_card_front")
    label, value = "#3465a4", "#111"

    def row(y, name, text, kind, x=60):
        pen.write(s(x), s(y), name, s(24), label)
        pen.write(s(x + 90), s(y - 2), text, s(28), value, kind)

    row(60, "姓名", one.name, "name")
    row(122, "性别", one.gender, "gender")
    row(122, "民族", "汉", "ethnicity", 260)
    year, month, day = birth(one)
    pen.write(s(60), s(184), "出生", s(24), label)
    at = s(150)
    for text, mark in ((year, "年"), (month, "月"), (day, "日")):
        at = pen.write(at, s(182), text, s(26), value) + s(14)
        at = pen.write(at, s(184), mark, s(24), label) + s(14)
    home = plain(one, "home_address")
    pen.write(s(60), s(246), "住址", s(24), label)
    for i in range(0, len(home), 14):
        pen.write(s(150), s(244 + 40 * (i // 14)), home[i : i + 14], s(26), value)
    pen.drawn.fields.append(("home_address", home, (s(150), s(244), s(530), s(284 + 40 * ((len(home) - 1) // 14)))))
    pen.write(s(60), s(450), "公民身份号码", s(24), label)
    pen.write(s(280), s(446), plain(one, "id_number"), s(32), value, "id_number", spread=s(3))
    pen.face(s(570), s(60), s(230))
    return pen.drawn


def id_back(rng):
    one = somebody(rng)
    pen = Pen(856, 540, "#e6eef2", "id_card_back")
    pen.write(300, 70, "中华人民共和国", 44, "#333", spread=8)
    pen.write(330, 160, "居民身份证", 60, "#222", spread=14)
    pen.write(160, 370, "签发机关", 26, "#333")
    pen.write(310, 370, f"{one.place.city}公安局{one.place.district[:2]}分局", 28, "#111")
    pen.write(160, 430, "有效期限", 26, "#333")
    pen.write(310, 430, "2016.03.04-2036.03.04", 28, "#111")
    return pen.drawn


def hotel(rng, dark=False):
    ground, ink = ("#20242b", "#e6e6e6") if dark else ("#f4f5f0", "#1a1a1a")
    pen = Pen(1100, 470, ground, "hotel_system")
    pen.write(30, 20, "旅馆业治安管理信息系统", 30, "#2f6fb0" if not dark else "#8ec7ff")
    pen.write(30, 74, "旅客入住登记查询结果", 22, ink)
    rows = [("姓名", "性别", "证件号码", "房号", "入住时间", "离店时间")]
    for _ in range(5):
        one = somebody(rng)
        day, room = rng.randrange(1, 28), f"{rng.randrange(3, 19)}{rng.randrange(1, 30):02}"
        rows.append(
            (
                one.name,
                one.gender,
                plain(one, "id_number"),
                room,
                f"2024-03-{day:02} 14:2{rng.randrange(9)}",
                f"2024-03-{day + 1:02} 11:0{rng.randrange(9)}",
            )
        )
    pen.cells(30, 120, (130, 70, 270, 90, 230, 230), rows, ("name", "gender", "id_number", None, None, None), fill=ink)
    return pen.drawn


def chat(rng, dark=False):
    one = somebody(rng)
    ground, ink = ("#111111", "#dddddd") if dark else ("#ededed", "#1a1a1a")
    pen = Pen(720, 1280, ground, "chat")
    pen.write(300, 60, full_name(rng), 34, ink)
    pen.write(310, 130, "晚上 9:41", 22, "#8a8a8a")
    phone = phone_number(rng)
    says = [("left", "在吗，帮我查个人", None), ("right", "你说", None), ("left", f"叫{one.name}", None), ("left", f"手机{phone}", phone),
            ("right", "身份证有吗", None), ("left", plain(one, "id_number"), plain(one, "id_number")), ("right", "等我十分钟", None)]  # fmt: skip
    y = 190
    for side, text, value in says:
        width = font(30).getlength(text)
        left = 110 if side == "left" else 720 - 110 - width - 40
        tint = (
            ("#ffffff" if side == "left" else "#95ec69") if not dark else ("#2c2c2c" if side == "left" else "#3eb575")
        )
        pen.ink.rounded_rectangle((left, y, left + width + 40, y + 74), 12, fill=tint)
        face_at = 25 if side == "left" else 625
        pen.ink.rounded_rectangle(
            (face_at, y, face_at + 70, y + 70), 8, fill="#7a9cc0" if side == "left" else "#c08a7a"
        )
        pen.write(left + 20, y + 15, text, 30, ink if side == "left" or dark else "#111")
        if value:
            kind = "phone_number" if value == phone else "id_number"
            start = left + 20 + font(30).getlength(text[: text.index(value)])
            pen.drawn.fields.append((kind, value, (start, y + 15, start + font(30).getlength(value), y + 55)))
        y += 128
    return pen.drawn


def cet(rng):
    one = somebody(rng)
    pen = Pen(900, 640, "#fbf6e4", "exam_certificate")
    pen.write(200, 40, "全国大学英语六级考试成绩报告单", 32, "#7a1f1f")
    rows = [("姓名", one.name, "name"), ("证件号码", plain(one, "id_number"), "id_number"), ("学校", "临江理工大学", "school"),
            ("准考证号", "".join(rng.choices("0123456789", k=15)), None), ("考试时间", "2018年12月", None), ("总分", "431", None)]  # fmt: skip
    for i, (name, text, kind) in enumerate(rows):
        pen.write(80, 130 + i * 62, f"{name}：", 26)
        pen.write(240, 130 + i * 62, text, 26, "#111", kind)
    for i, part in enumerate(("听力 142", "阅读 168", "写作和翻译 121")):
        pen.write(80 + i * 220, 520, part, 24)
    pen.face(640, 130, 170)
    return pen.drawn


def household(rng):
    one = somebody(rng)
    year, month, day = birth(one)
    pen = Pen(1000, 640, "#f6ece4", "household_register")
    pen.write(350, 26, "常住人口登记卡", 38, "#333", spread=6)
    rows = [
        [("姓名", one.name, "name"), ("户主或与户主关系", "户主", None)],
        [("曾用名", "", None), ("性别", one.gender, "gender")],
        [("出生地", one.place.city, None), ("民族", "汉族", "ethnicity")],
        [("籍贯", one.place.city, None), ("出生日期", f"{year}年{month}月{day}日", "birth_date")],
        [("公民身份号码", plain(one, "id_number"), "id_number"), ("血型", "不明", None)],
        [("文化程度", "大学本科", None), ("婚姻状况", "未婚", None)],
        [("服务处所", "临江市云杉机械厂", None), ("职业", "技术员", None)],
    ]
    for i, row in enumerate(rows):
        for (name, text, kind), x, wide in zip(row, (30, 560), (180, 190), strict=True):
            y = 110 + i * 66
            pen.ink.rectangle((x, y, x + wide, y + 66), outline="#888")
            pen.ink.rectangle((x + wide, y, 560 if x == 30 else 970, y + 66), outline="#888")
            pen.write(x + 8, y + 18, name, 22 if len(name) < 7 else 20)
            if text:
                pen.write(x + wide + 10, y + 16, text, 24, "#111", kind)
    return pen.drawn


def passport(rng):
    one = somebody(rng)
    pen = Pen(1000, 700, "#efe6ee", "passport")
    pen.write(60, 30, "护照", 34)
    pen.write(180, 36, "PASSPORT", 26)
    pen.write(420, 34, "中华人民共和国", 28)
    pen.write(660, 40, "PEOPLE'S REPUBLIC OF CHINA", 18)
    number = "E" + "".join(rng.choices("0123456789", k=8))
    pen.face(60, 120, 230)
    pairs = [("类型/Type", "P"), ("国家码/Country Code", "CHN"), ("护照号/Passport No.", number)]
    for (name, text), x in zip(pairs, (330, 480, 730), strict=True):
        pen.write(x, 100, name, 16, "#555")
        pen.write(x, 126, text, 24, "#111", "passport_number" if text == number else None)
    for i, (name, text, kind) in enumerate(
        [
            ("姓名/Name", one.name, "name"),
            ("性别/Sex", f"{one.gender}/M", None),
            ("国籍/Nationality", "中国/CHINESE", None),
            ("出生日期/Date of birth", "12 MAR 1886", None),
            ("签发机关/Authority", "公安部出入境管理局", None),
        ]
    ):
        pen.write(330, 180 + i * 72, name, 16, "#555")
        pen.write(330, 204 + i * 72, text, 24, "#111", kind)
    pen.write(50, 590, "POCHNZHANG<<YUNSHAN<<<<<<<<<<<<<<<<<<<<<<<<<", 30)
    pen.write(50, 640, number + "0CHN8603127M3001019<<<<<<<<<<<<<<06", 30)
    return pen.drawn


def licence(rng):
    one = somebody(rng)
    year, month, day = birth(one)
    pen = Pen(880, 560, "#e9f0e4", "driving_licence")
    pen.write(200, 30, "中华人民共和国机动车驾驶证", 34, "#222")
    pen.write(260, 80, "Driving License of the People's Republic of China", 18, "#555")
    pen.write(60, 120, "证号", 24, "#333")
    pen.write(150, 116, plain(one, "id_number"), 30, "#111", "id_number")
    for _i, (name, text, kind, x) in enumerate(
        [("姓名", one.name, "name", 60), ("性别", one.gender, "gender", 360), ("国籍", "中国", None, 560)]
    ):
        pen.write(x, 180, name, 22, "#333")
        pen.write(x + 70, 178, text, 26, "#111", kind)
    pen.write(60, 240, "住址", 22, "#333")
    pen.write(130, 238, plain(one, "home_address")[:22], 24, "#111")
    pen.write(60, 310, "出生日期", 22, "#333")
    pen.write(180, 308, f"{year}-{int(month):02}-{int(day):02}", 24, "#111", "birth_date")
    pen.write(60, 370, "初次领证日期", 22, "#333")
    pen.write(220, 368, "2015-06-11", 24, "#111")
    pen.write(60, 430, "准驾车型", 22, "#333")
    pen.write(180, 428, "C1", 24, "#111")
    pen.face(650, 280, 180)
    return pen.drawn


def vehicle(rng):
    one = somebody(rng)
    pen = Pen(880, 560, "#eef0e6", "vehicle_licence")
    pen.write(190, 30, "中华人民共和国机动车行驶证", 34, "#222")
    plate = f"{one.place.plate}A{rng.randrange(10000, 99999)}"
    rows = [
        ("号牌号码", plate, "vehicle_file"),
        ("车辆类型", "小型轿车", None),
        ("所有人", one.name, "name"),
        ("住址", plain(one, "home_address")[:20], None),
        ("使用性质", "非营运", None),
        ("品牌型号", "云杉牌YS7180", None),
        ("注册日期", "2019-04-02", None),
    ]
    for i, (name, text, kind) in enumerate(rows):
        pen.write(60, 110 + i * 60, name, 24, "#333")
        pen.write(200, 108 + i * 60, text, 26, "#111", kind)
    return pen.drawn


def marriage(rng):
    one, other = somebody(rng), somebody(rng)
    pen = Pen(900, 620, "#f6e3df", "marriage_certificate")
    pen.write(380, 26, "结婚证", 40, "#a22", spread=10)
    pen.write(80, 100, f"持证人 {one.name}", 26)
    pen.write(80, 150, "登记日期 2012年05月20日", 26)
    pen.write(80, 200, "结婚证字号 J330102-2012-000123", 26)
    for i, who in enumerate((one, other)):
        y = 280 + i * 160
        pen.write(80, y, "姓名", 24)
        pen.write(160, y, who.name, 26, "#111", "name")
        pen.write(400, y, "性别", 24)
        pen.write(480, y, who.gender, 26, "#111")
        pen.write(80, y + 60, "身份证件号", 24)
        pen.write(240, y + 60, plain(who, "id_number"), 26, "#111", "id_number")
    return pen.drawn


def degree(rng):
    one = somebody(rng)
    pen = Pen(900, 640, "#faf3e3", "degree_certificate")
    pen.write(300, 40, "普通高等学校", 30, "#333")
    pen.write(350, 90, "毕业证书", 44, "#922", spread=8)
    year, month, day = birth(one)
    pen.write(300, 190, f"学生 {one.name} 性别 {one.gender}，{year}年{month}月{day}日生，", 24)
    pen.write(300, 240, "于2011年9月至2015年6月在本校机械工程专业", 24)
    pen.write(300, 290, "四年制本科学习，修完教学计划规定的全部课程，", 24)
    pen.write(300, 340, "成绩合格，准予毕业。", 24)
    pen.write(300, 450, "校名：临江理工大学", 24)
    pen.write(300, 500, "证书编号：" + "".join(rng.choices("0123456789", k=18)), 24)
    pen.face(80, 190, 170)
    return pen.drawn


def student_card(rng):
    one = somebody(rng)
    pen = Pen(640, 400, "#e4ecf6", "student_card")
    pen.write(60, 30, "临江理工大学", 30, "#1f4f8f")
    pen.write(340, 36, "学生证", 30, "#1f4f8f")
    for i, (name, text, kind) in enumerate(
        [
            ("姓名", one.name, "name"),
            ("学院", "机械工程学院", None),
            ("专业", "车辆工程", None),
            ("学号", "2018" + str(rng.randrange(100000, 999999)), "student_id"),
        ]
    ):
        pen.write(60, 110 + i * 60, f"{name}：{text}", 26)
        if kind:
            start = 60 + font(26).getlength(f"{name}：")
            pen.drawn.fields.append((kind, text, (start, 110 + i * 60, start + font(26).getlength(text), 146 + i * 60)))
    pen.face(440, 110, 150)
    return pen.drawn


def work_card(rng):
    one = somebody(rng)
    pen = Pen(420, 640, "#ffffff", "work_card")
    pen.write(70, 30, "云杉机械有限公司", 32, "#1f4f8f")
    pen.write(160, 90, "工作证", 32, "#1f4f8f")
    pen.face(130, 150, 160)
    for i, (name, text) in enumerate(
        [("姓名", one.name), ("部门", "设备科"), ("职务", "工程师"), ("工号", "YS" + str(rng.randrange(1000, 9999)))]
    ):
        pen.write(70, 390 + i * 54, name, 26, "#333")
        pen.write(160, 390 + i * 54, text, 26, "#111", "name" if name == "姓名" else None)
    return pen.drawn


def bank_card(rng):
    pen = Pen(856, 540, "#5b2a86", "bank_card")
    pen.write(60, 50, "临江银行", 40, "#ffffff")
    pen.write(620, 60, "储蓄卡", 30, "#f0e0ff")
    number = bank_number(rng)
    shown = " ".join(number[i : i + 4] for i in range(0, len(number), 4))
    pen.write(60, 290, shown, 46, "#f6f0d8")
    pen.drawn.fields.append(("bank_account", number, (60, 290, 60 + font(46).getlength(shown), 350)))
    pen.write(60, 400, "有效期 VALID THRU 09/31", 24, "#f0e0ff")
    pen.write(660, 440, "银联 UnionPay", 26, "#ffffff")
    return pen.drawn


def courier(rng):
    one, other = somebody(rng), somebody(rng)
    pen = Pen(640, 900, "#ffffff", "order_label")
    pen.write(40, 30, "云杉速递", 40)
    pen.write(340, 40, "标准快递", 28)
    pen.write(40, 120, "运单号 YS" + "".join(rng.choices("0123456789", k=13)), 26)
    phone = phone_number(rng)
    pen.write(40, 200, "收", 44)
    pen.write(120, 200, one.name, 30, "#111", "name")
    pen.write(270, 200, phone, 30, "#111", "phone_number")
    home = plain(one, "home_address")
    pen.write(120, 250, home[:18], 26)
    pen.write(120, 290, home[18:36], 26)
    pen.write(40, 400, "寄", 34)
    pen.write(120, 400, other.name, 24)
    pen.write(270, 400, phone_number(rng), 24)
    pen.write(120, 440, plain(other, "home_address")[:20], 22)
    pen.write(40, 540, "物品：日用品　重量：1.2kg", 22)
    pen.write(40, 590, "签收人：　　　　时间：", 22)
    return pen.drawn


def medical(rng):
    one = somebody(rng)
    pen = Pen(800, 1000, "#fdfdfb", "medical_record")
    pen.write(220, 40, "临江市第九人民医院", 34)
    pen.write(280, 100, "门诊病历", 34)
    pen.write(60, 180, f"姓名：{one.name}　性别：{one.gender}　年龄：34岁", 24)
    pen.write(60, 230, "科室：消化内科　就诊日期：2023-05-11", 24)
    pen.write(60, 280, "门诊号：" + str(rng.randrange(10**7, 10**8)), 24)
    for i, text in enumerate(
        [
            "主诉：上腹痛三天。",
            "现病史：三天前进食后上腹部隐痛，无发热。",
            "既往史：否认高血压、糖尿病史。",
            "诊断：慢性胃炎",
            "处理意见：口服药物，清淡饮食，一周后复诊。",
        ]
    ):
        pen.write(60, 370 + i * 70, text, 24)
    return pen.drawn


def police(rng):
    one = somebody(rng)
    pen = Pen(1100, 640, "#eaf1f8", "police_system")
    pen.write(40, 20, "公安信息综合查询平台", 32, "#123a6b")
    pen.write(40, 80, "常住人口信息", 24, "#123a6b")
    year, month, day = birth(one)
    rows = [
        ("姓名", one.name, "name"),
        ("性别", one.gender, "gender"),
        ("民族", "汉族", "ethnicity"),
        ("出生日期", f"{year}{int(month):02}{int(day):02}", None),
        ("公民身份号码", plain(one, "id_number"), "id_number"),
        ("户籍地址", plain(one, "home_address"), "home_address"),
        ("所属派出所", f"{one.place.district[:2]}派出所", None),
    ]
    for i, (name, text, kind) in enumerate(rows):
        pen.write(60, 140 + i * 62, name, 24, "#345")
        pen.write(260, 140 + i * 62, text, 24, "#111", kind)
    pen.face(860, 130, 180)
    return pen.drawn


def ticket(rng):
    one = somebody(rng)
    pen = Pen(860, 540, "#dbe9f6", "ticket")
    pen.write(60, 40, "E0" + str(rng.randrange(10**6, 10**7)), 24, "#a33")
    pen.write(80, 100, "临江东站", 40)
    pen.write(370, 100, "G1234", 40)
    pen.write(600, 100, "云杉南站", 40)
    pen.write(80, 190, "2024年03月12日 14:22开", 28)
    pen.write(520, 190, "05车12A号", 28)
    pen.write(80, 250, "￥238.5元", 28)
    pen.write(520, 250, "二等座", 28)
    number = plain(one, "id_number")
    pen.write(80, 350, f"{number[:10]}****{number[14:]} {one.name}", 30)
    pen.write(80, 420, "报销凭证 遗失不补", 22, "#555")
    pen.write(80, 460, "买票请到12306 发货请到95306 中国铁路祝您旅途愉快", 20, "#555")
    return pen.drawn


def dossier_text(rng, size=26, dark=False):
    """A screenshot of a dossier as text."""
    one = somebody(rng)
    ground, ink = ("#17212b", "#f5f5f5") if dark else ("#ffffff", "#111111")
    pen = Pen(round(size * 27), round(size * 14), ground, None)
    rows = [
        ("姓名", one.name, "name"),
        ("性别", one.gender, "gender"),
        ("身份证", plain(one, "id_number"), "id_number"),
        ("手机", phone_number(rng), "phone_number"),
        ("QQ", str(rng.randrange(10**8, 10**9)), "social_account"),
        ("户籍", plain(one, "home_address")[:18], None),
    ]
    for i, (name, text, kind) in enumerate(rows):
        y = round(size * (1 + i * 2))
        pen.write(size, y, f"{name}：{text}", size, ink)
        if kind:
            start = size + font(size).getlength(f"{name}：")
            pen.drawn.fields.append((kind, text, (start, y, start + font(size).getlength(text), y + size * 1.4)))
    return pen.drawn


def _lines(width, height, ground, texts, fill="#222", paper=None):
    pen = Pen(width, height, ground, paper)
    y = 40
    for text, size in texts:
        pen.write(50, y, text, size, fill)
        y += round(size * 1.8)
    return pen.drawn


def decoys(rng):
    """Pictures that expose nobody, by name."""
    return {
        "advert": _lines(800, 600, "#c0392b", [("开业大酬宾", 60), ("全场五折 办卡送礼", 36), ("会员卡充值满500送200", 30), ("订座热线 400-800-1234", 30), ("地址：中心广场三楼", 26)], "#fff3d0"),
        "meme": _lines(600, 600, "#ffffff", [("当你以为今天是周五", 36), ("身份证都找不到了", 36), ("结果才周二", 40)]),
        "news": _lines(900, 700, "#ffffff", [("警方通报：三人因侵犯公民个人信息被刑拘", 34), ("来源：临江日报 2024-03-12 08:30", 22), ("据介绍，犯罪嫌疑人通过网络购买身份证、", 26), ("驾驶证、户口簿等信息并转卖牟利。", 26), ("目前案件正在进一步侦办中。", 26)]),
        "receipt": _lines(480, 800, "#fbfbf8", [("云杉便利店", 34), ("收银小票", 28), ("单号 202403120012345", 22), ("矿泉水 2 x 2.00  4.00", 22), ("面包 1 x 8.50  8.50", 22), ("合计 12.50", 26), ("微信支付 12.50", 22), ("谢谢惠顾 欢迎再来", 22)]),
        "weather": _lines(720, 900, "#4a90d9", [("临江市", 40), ("23°", 90), ("多云 空气良", 30), ("周一 18° 26°", 28), ("周二 17° 25°", 28), ("周三 19° 27°", 28)], "#ffffff"),
        "settings": _lines(720, 900, "#f2f2f6", [("设置", 40), ("通用", 30), ("显示与亮度", 30), ("隐私与安全性", 30), ("通知", 30), ("关于本机", 30)]),
        "menu": _lines(700, 900, "#fff8e8", [("今日菜单", 44), ("红烧肉 38", 30), ("清蒸鱼 58", 30), ("麻婆豆腐 22", 30), ("米饭 2", 30)]),
        "notice": _lines(860, 640, "#ffffff", [("关于办理居民身份证的通知", 36), ("各位居民：", 26), ("办理身份证请携带户口簿，到户籍所在地派出所办理。", 26), ("工作时间：周一至周五 9:00-17:00", 26), ("临江市公安局", 26)]),
        "hotel_advert": _lines(860, 640, "#20304a", [("云杉大酒店", 56), ("豪华大床房 ¥388起", 36), ("入住即送双早", 30), ("预订电话 0571-8888 1234", 30)], "#f0e6c8"),
        "exam_advert": _lines(860, 640, "#ffffff", [("英语四六级冲刺班", 50), ("名师授课 保过协议", 34), ("报名即送真题", 30), ("咨询微信 见评论区", 28)]),
    }  # fmt: skip


PAPERS = {
    "id_front": id_front, "id_back": id_back, "hotel": hotel, "hotel_dark": lambda rng: hotel(rng, dark=True), "chat": chat,
    "chat_dark": lambda rng: chat(rng, dark=True), "cet": cet, "household": household, "passport": passport, "licence": licence,
    "vehicle": vehicle, "marriage": marriage, "degree": degree, "student_card": student_card, "work_card": work_card,
    "bank_card": bank_card, "courier": courier, "medical": medical, "police": police, "ticket": ticket,
    "text": dossier_text, "text_small": lambda rng: dossier_text(rng, 14), "text_small_dark": lambda rng: dossier_text(rng, 14, dark=True),
}  # fmt: skip


def drawn(name, seed=1):
    """One paper, the same for the same seed."""
    return PAPERS[name](Random(f"{name}{seed}"))
