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
from doxdocket.rehearsal.words import told as told_words


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
    told = told_words()["pictures"][kind]
    home, ethnicity = _v(one, "home_address"), _v(one, "ethnicity")[:-1]
    facts = {
        name: _v(one, name)
        for name in ("name", "id_number", "birth_date", "school", "exam_certificate", "phone_number")
    }
    cut = {"home": home[:12], "rest": home[12:], "home_18": home[:18], "lodging": _v(one, "lodging_record")[:22]}
    lines = [line.format(**facts, **cut, gender=one.gender, ethnicity=ethnicity) for line in told["lines"]]
    return lines, list(told["holds"])


def draw(path: Path, kind: str, one: Person) -> dict[str, object]:
    """Draw one picture; say what it holds."""
    lines, kinds = content(kind, one)
    image = Image.new("RGB", (400, 240), told_words()["pictures"][kind]["tint"])
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
