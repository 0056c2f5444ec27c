"""Messages invented by filling hand-written templates of many hands: the labels are right by construction.

``{n1}`` is the name of person 1, ``{p1}`` a phone and so on (`FILL`). ``seen.txt`` was looked at while rules were
written, ``held.txt`` only scored; ``hands.txt`` holds hands of both sorts, each under a line that says which. ``{p1=…}``
is written out as it stands; a kind without a sign of its own is named: ``{native_place1=湖南湘潭}``. ``unseen.txt`` was written
before the rules for it; ``{ignore1=…}`` is neither right nor wrong to find. Identity numbers carry births of 1850–1899; roads, schools and firms are invented.
"""

import random
import re
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
_FAMILY = "王李张刘陈杨赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文".strip()
_RARE = [
    "欧阳",
    "司马",
    "上官",
    "慕容",
    "诸葛",
    "令狐",
    "皇甫",
    "端木",
    "覃",
    "卜",
    "阚",
    "冼",
    "麦",
    "植",
    "芮",
    "褚",
    "鄢",
    "逄",
    "佘",
    "缪",
]
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红玲芬燕彬凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉兰芝萱宇浩轩梓涵子墨诗琪一诺欣怡思远晨曦雨桐泽楷俊驰若曦沐阳语嫣博文志远建国卫东春花小满念安知微"
_PLACES = [
    "四川省成都市武侯区",
    "浙江省杭州市西湖区",
    "广东省深圳市南山区",
    "湖北武汉洪山区",
    "河南省郑州市金水区",
    "上海市浦东新区",
    "北京市朝阳区",
    "重庆市渝北区",
    "湖南省长沙市岳麓区",
    "江西省赣州市章贡区",
    "贵州省遵义市红花岗区",
    "黑龙江省哈尔滨市道里区",
    "山东青岛市市南区",
    "福建省泉州市晋江市",
    "广西壮族自治区南宁市青秀区",
    "内蒙古自治区呼和浩特市赛罕区",
]
_ENDS = [
    "栖云路{}号听松苑{}栋{}单元{}室",
    "落霞街道望月社区{}号院{}号楼{}单元{}",
    "鹿鸣大道{}号{}幢{}",
    "青禾镇柳塘村{}组{}号",
    "白鹭洲小区{}号楼{}单元{}",
    "梧桐巷{}弄{}号{}室",
    "星河湾花园{}期{}栋{}",
    "镜湖东路{}号",
]
_SCHOOLS = [
    "望江中学",
    "云岭大学",
    "南屏实验小学",
    "第三十七中学",
    "临川职业技术学院",
    "东华外国语学校",
    "石桥镇中心小学",
    "北川师范大学",
    "江州理工学院",
    "育才高级中学",
    "明德幼儿园",
]
_FIRMS = [
    "星河文化传媒有限公司",
    "云雀网络科技有限公司",
    "栖霞区第二人民医院",
    "青禾律师事务所",
    "长风物流集团",
    "鹿鸣街道办事处",
    "听松建筑工程有限责任公司",
    "城南派出所",
    "望月电子厂",
    "白鹭国际旅行社有限公司",
]
_PEOPLES = ["汉族", "回族", "苗族", "壮族", "满族", "维吾尔族", "土家族"]
_HANDLES = ["moonlit_", "laowang", "xiaoyu_", "abc_t", "qiuqiu", "dd.m_", "KK", "zzz_zzz"]
_KIND = {
    "n": "name",
    "l": "name",
    "p": "phone_number",
    "i": "id_number",
    "a": "home_address",
    "b": "birth_date",
    "g": "gender",
    "e": "ethnicity",
    "s": "school",
    "w": "workplace",
    "m": "email",
    "k": "bank_account",
    "q": "social_account",
    "v": "vehicle_file",
    "y": "age",
    "h": "social_account",
    "c": "former_name_alias",
    "d": "student_id",
}


def _name(r: random.Random) -> str:
    family = r.choice(_RARE) if r.random() < 0.15 else r.choice(_FAMILY)
    return family + "".join(r.sample(_GIVEN, 1 if r.random() < 0.25 and len(family) == 1 else 2))


def _identity(r: random.Random) -> str:
    body = f"{r.choice(('110101', '330106', '440305', '510107', '610113'))}{r.randint(1850, 1899)}{r.randint(1, 12):02}{r.randint(1, 28):02}{r.randint(1, 999):03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def _address(r: random.Random) -> str:
    end = r.choice(_ENDS)
    return (r.choice(_PLACES) if r.random() < 0.8 else "") + end.format(
        *(r.choice((r.randint(1, 30), r.randint(101, 2503))) for _ in range(end.count("{}")))
    )


def _birth(r: random.Random) -> str:
    y, m, d = r.randint(1860, 1899), r.randint(1, 12), r.randint(1, 28)
    return r.choice((f"{y}年{m}月{d}日", f"{y}-{m:02}-{d:02}", f"{y}.{m}.{d}", f"{y}/{m:02}/{d:02}", f"{y}年{m}月"))


def _card(r: random.Random) -> str:
    body = "622848" + "".join(str(r.randint(0, 9)) for _ in range(12))
    total = sum(sum(divmod(int(c) * (2 if i % 2 == 0 else 1), 10)) for i, c in enumerate(reversed(body)))
    return body + str(-total % 10)


def _fill(kind: str, r: random.Random) -> str:
    return {
        "n": lambda: _name(r), "l": lambda: r.choice(("Zhang Yuxin", "Li Wei", "Chen Sichen", "Ouyang Ruo")), "i": lambda: _identity(r),
        "p": lambda: r.choice(("138", "151", "178", "186", "199")) + f"{r.randint(0, 99999999):08}", "a": lambda: _address(r), "b": lambda: _birth(r),
        "g": lambda: r.choice("男女"), "e": lambda: r.choice(_PEOPLES), "s": lambda: r.choice(("", "成都市", "临江县", "")) + r.choice(_SCHOOLS),
        "w": lambda: r.choice(("", "杭州", "")) + r.choice(_FIRMS), "m": lambda: f"u{r.randint(1000, 9999)}@example.org", "k": lambda: _card(r),
        "q": lambda: str(r.randint(2000000000, 3999999999)), "v": lambda: f"{r.choice('川浙粤京')}{r.choice('ABCD')}{r.randint(10000, 99999)}", "y": lambda: f"{r.randint(9, 60)}岁",
        "h": lambda: r.choice(_HANDLES) + str(r.randint(10, 9999)),
    }[kind]()  # fmt: skip


def message(template: str, r: random.Random) -> dict[str, Any]:
    """One message with its labels."""
    text, spans, values, at = "", [], {}, 0
    for slot in re.finditer(r"\{([a-z_]+)(\d)([a-z]?)(?:=([^{}]+))?\}", template):
        text += template[at : slot.start()]
        sign = slot[1] == "h" and text.endswith("@")  # the sign is part of the account
        key, at = slot[1] + slot[2] + slot[3], slot.end()
        values[key] = value = slot[4] or values.get(key) or _fill(slot[1], r)
        spans.append(
            {
                "start": len(text) - sign,
                "end": len(text) + len(value),
                "kind": _KIND.get(slot[1], slot[1]),
                "person": f"p{slot[2]}",
            }
        )
        text += value
    ignore = [{"start": s["start"], "end": s["end"]} for s in spans if s["kind"] == "ignore"]
    return {"text": text + template[at:], "spans": [s for s in spans if s["kind"] != "ignore"], "ignore": ignore}


def messages(name: str, seed: int, times: int = 3) -> list[dict[str, Any]]:
    """Each template of one file filled so many times."""
    r = random.Random(seed)
    templates = (HERE / name).read_text("utf-8").strip("\n").split("\n%%\n")
    return [message(template, r) for template in templates for _ in range(times)]


def hands(part: str, seed: int, times: int = 3, name: str = "hands.txt") -> list[dict[str, Any]]:
    """The messages of those hands of a file that were looked at (seen) or only scored."""
    r = random.Random(seed)
    found = []
    for block in re.split(r"(?m)^## (?=[a-z]\d (?:seen|scored): )", (HERE / name).read_text("utf-8"))[1:]:
        head, body = block.split("\n", maxsplit=1)
        for template in body.strip("\n").split("\n%%\n") if f" {part}: " in head else ():
            found += [message(template, r) | {"id": head} for _ in range(times)]
    return found


if __name__ == "__main__":
    import json
    import sys

    made = (
        hands(sys.argv[1], int(sys.argv[2]))
        if sys.argv[1] in {"seen", "scored"}
        else messages(sys.argv[1], int(sys.argv[2]))
    )
    for row in made:
        print(json.dumps(row, ensure_ascii=False))
