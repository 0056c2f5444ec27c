"""Draws the pictures of the rehearsal case: cards, hotel screens, certificates, chats, household registers.

Source: layouts invented after the look of such papers, no emblem or portrait of anybody: a face is an oval with two
dots. Font: Noto Sans CJK (OFL-1.1) from the package ``cvttf-NotoSansCJK-Regular``. Small, so that sixty draw in a second.

>>> from random import Random
>>> from doxdocket.rehearsal.people import person
>>> lines, kinds = content("id_card", person(Random(1), 1))
>>> lines[0][:2], "face_photo" in kinds
('姓名', True)
"""

from functools import cache
from pathlib import Path

import cvttf_NotoSansCJK_Regular
from PIL import Image, ImageDraw, ImageFont

from doxdocket.rehearsal.people import Person

_TINT = {
    "id_card": "#e8f0f6",
    "hotel_system": "#f4f4f0",
    "certificate": "#fbf6e4",
    "chat": "#ebebeb",
    "household_register": "#f6ece4",
}


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The font at a size."""
    folder = Path(cvttf_NotoSansCJK_Regular.__file__).parent
    return ImageFont.truetype(str(next(folder.glob("*.otf"))), size)


def _v(one: Person, kind: str) -> str:
    fact = one.one(kind)
    return fact.plain if fact else "—"


def content(kind: str, one: Person) -> tuple[list[str], list[str]]:
    """The lines of a picture, and the kinds of personal information that it holds."""
    name, number = _v(one, "name"), _v(one, "id_number")
    if kind == "id_card":
        home = _v(one, "home_address")
        lines = [
            f"姓名 {name}",
            f"性别 {one.gender}　民族 {_v(one, 'ethnicity')[:-1]}",
            f"出生 {_v(one, 'birth_date')}",
            f"住址 {home[:12]}",
            f"　　 {home[12:]}",
            f"公民身份号码 {number}",
        ]
        return lines, [
            "id_card_image",
            "face_photo",
            "name",
            "gender",
            "ethnicity",
            "birth_date",
            "home_address",
            "id_number",
        ]
    if kind == "hotel_system":
        return ["旅客住宿登记系统", f"旅客 {name}", f"证件 {number}", f"入住 {_v(one, 'lodging_record')[:22]}"], [
            "lodging_record",
            "name",
            "id_number",
        ]
    if kind == "certificate":
        return [
            "大学英语六级考试成绩单",
            f"姓名 {name}",
            f"证件号 {number}",
            f"学校 {_v(one, 'school')}",
            f"证书编号 {_v(one, 'exam_certificate')}",
            "总分 431",
        ], [
            "exam_certificate",
            "face_photo",
            "name",
            "id_number",
            "school",
        ]
    if kind == "chat":
        return [f"{name}：你怎么有我号码", f"对方：{_v(one, 'phone_number')} 是你吧", f"{name}：别再打了"], [
            "communication_content",
            "name",
            "phone_number",
        ]
    return ["常住人口登记卡", f"户主 {name}", f"身份证件编号 {number}", f"住址 {_v(one, 'home_address')[:18]}"], [
        "household_registration",
        "name",
        "id_number",
        "home_address",
    ]


def draw(path: Path, kind: str, one: Person) -> dict[str, object]:
    """Draw one picture; say what it holds."""
    lines, kinds = content(kind, one)
    image = Image.new("RGB", (400, 240), _TINT[kind])
    pen = ImageDraw.Draw(image)
    for i, line in enumerate(lines):
        pen.text((14, 14 + i * 34), line, font=font(18), fill="#222")
    if "face_photo" in kinds:  # a drawn placeholder, nobody's face
        pen.ellipse((300, 20, 380, 120), fill="#e6c9b0", outline="#777")
        pen.ellipse((322, 58, 330, 66), fill="#333")
        pen.ellipse((350, 58, 358, 66), fill="#333")
        pen.arc((326, 80, 354, 100), 20, 160, fill="#844", width=2)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".png":
        image.save(path, optimize=False, compress_level=1)
    else:
        image.save(path, quality=80)
    shown = [k for k in kinds if k != "face_photo"]  # an oval with two dots is no face
    values = {k: fact.value if (fact := one.one(k)) else path.name for k in shown}
    return {"lines": lines, "holds": shown, "values": values, "drawn_face": "face_photo" in kinds}
