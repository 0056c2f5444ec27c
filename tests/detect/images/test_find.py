"""What pictures expose: findings with boxes, what makes one doubtful, papers and decoys, the rendering, near-duplicates."""

import io
from dataclasses import replace

import drawn
import numpy as np
import pytest
import worn
from PIL import Image

from doxdocket.detect.data import table
from doxdocket.detect.images import blurred, clusters, find, near, post_rows, read_image
from doxdocket.detect.images.papers import kind_of
from doxdocket.detect.images.reading import Box, Code, ImageReading, Line, around, level
from doxdocket.law.kinds import kinds
from doxdocket.records import Verdict
from doxdocket.rehearsal.people import check_digit
from doxdocket.seal.digest import Digester

NUMBER = "33010218700101123" + check_digit("33010218700101123")
WRONG = NUMBER[:-1] + ("2" if NUMBER[-1] != "2" else "3")


def read_as(text, sure):
    line = Line(
        text, level(0, 0, 20 * len(text), 30), min(sure), tuple((i + 0.5) / len(text) for i in range(len(text))), sure
    )
    return ImageReading("read", width=900, height=200, lines=(line,), text=text, phash=bytes(32))


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=() if n % 2 == 0 else pytest.mark.whole) for n, name in enumerate(sorted(drawn.PAPERS))],
)
def test_each_paper_is_told_and_is_of_a_kind(shown, name):
    picture = shown(name)
    assert picture.reading.document == picture.truth.paper
    if picture.truth.paper:
        assert kind_of(picture.truth.paper) in set(kinds())
        assert set(picture.reading.document_reasons) <= set(table("reasons.yaml"))


@pytest.mark.parametrize("name", sorted(drawn.decoys(drawn.Random(1))))
@pytest.mark.whole(but=5)
def test_adverts_news_and_receipts_are_no_paper(as_png, name):
    reading = read_image(as_png(drawn.decoys(drawn.Random(1))[name].image))
    assert reading.document is None
    assert reading.text
    assert [one.hit.kind for one in find(reading) if one.origin != "text"] == []


def test_a_card_is_one_set_of_findings_of_one_person(shown):
    picture = shown("id_front", "photo")
    kinds_found = {one.hit.kind for one in picture.found}
    assert {
        "name",
        "gender",
        "ethnicity",
        "birth_date",
        "home_address",
        "id_number",
        "face_photo",
        "id_card_image",
    } <= kinds_found
    assert {one.hit.person for one in picture.found} == {0}
    address = next(one for one in picture.found if one.hit.kind == "home_address")
    assert len(address.boxes) == 2


def test_a_table_gives_each_row_its_person(shown):
    found = shown("hotel").found
    numbers = [one.hit for one in found if one.hit.kind == "id_number"]
    names = [one.hit for one in found if one.hit.kind == "name"]
    assert [hit.person for hit in numbers] == [0, 1, 2, 3, 4] == [hit.person for hit in names]


def test_an_unsure_reading_is_doubtful_unless_the_check_digit_confirms_it():
    text = f"身份证 {NUMBER} 手机 17806401357"
    sure = tuple(0.4 if sign.isdigit() else 0.99 for sign in text)
    hits = {one.hit.kind: one.hit for one in find(read_as(text, sure))}
    assert hits["id_number"].verdict is Verdict.VALID
    assert hits["phone_number"].verdict is Verdict.DOUBTFUL
    assert "image.uncertain" in hits["phone_number"].reasons
    sharp = {one.hit.kind: one.hit for one in find(read_as(text, (0.99,) * len(text)))}
    assert sharp["phone_number"].verdict is Verdict.VALID


def test_a_wrong_check_digit_on_an_unsure_reading_is_doubtful_and_on_a_sure_one_invalid():
    text = f"姓名：韩知予 身份证号：{WRONG}"
    sharp = [one.hit.verdict for one in find(read_as(text, (0.99,) * len(text))) if one.hit.kind == "id_number"]
    unsure = [one.hit.verdict for one in find(read_as(text, (0.5,) * len(text))) if one.hit.kind == "id_number"]
    assert (sharp, unsure) == ([Verdict.INVALID], [Verdict.DOUBTFUL])


def test_codes_place_and_face_are_findings_of_their_own():
    reading = replace(
        read_as("姓名 韩知予 手机 17806401357", (0.99,) * 21),
        codes=(Code("电话：13800001850", "QRCode", around([(0, 0), (90, 90)])),), position=(30.25, 120.1), faces=(around([(5, 5), (60, 80)]),),
    )  # fmt: skip
    by_origin = {one.origin: one for one in find(reading)}
    assert by_origin["code"].hit.value == "13800001850"
    assert by_origin["code"].boxes == (reading.codes[0].box,)
    assert by_origin["exif"].hit.kind == "realtime_location"
    assert by_origin["exif"].hit.verdict is Verdict.DOUBTFUL
    assert by_origin["face"].boxes == reading.faces


def test_exif_place_and_time_are_read_as_written():
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 15.0, 0.0), 3: "E", 4: (120.0, 6.0, 0.0)})
    exif.get_ifd(0x8769)[0x9003] = "2024:03:12 14:22:01"
    out = io.BytesIO()
    Image.new("RGB", (80, 60), "#555").save(out, "JPEG", exif=exif)
    reading = read_image(out.getvalue())
    assert (reading.position, reading.taken) == ((30.25, 120.1), "2024:03:12 14:22:01")
    assert blurred(out.getvalue(), reading)
    assert not Image.open(io.BytesIO(blurred(out.getvalue(), reading))).getexif()


@pytest.mark.parametrize(
    ("name", "way"), [("id_front", "photo"), ("hotel", "clean"), ("chat", "clean"), ("police", "turn180")]
)
def test_nothing_of_a_value_can_be_read_in_the_rendering_and_no_face_is_found(shown, name, way):
    picture = shown(name, way)
    again = read_image(blurred(picture.data, picture.reading))
    assert again.faces == ()
    for kind, value, _ in picture.truth.fields:
        if kind in {"id_number", "phone_number", "name"}:
            assert value not in again.text.replace(" ", "")
            assert value[-4:] not in again.text.replace(" ", "")


def test_a_face_in_the_rendering_holds_only_a_few_patches(shown):
    picture = shown("work_card")
    shot = np.asarray(Image.open(io.BytesIO(blurred(picture.data, picture.reading))), float)
    box = picture.reading.faces[0]
    face = shot[box.top : box.top + box.height, box.left : box.left + box.width]
    steps = np.abs(np.diff(face, axis=1)).max()
    sharp = np.asarray(picture.truth.image, float)[box.top : box.top + box.height, box.left : box.left + box.width]
    assert steps < 20 < np.abs(np.diff(sharp, axis=1)).max()


def test_a_paper_with_a_portrait_of_which_no_face_was_found_shows_printed_words_alone_until_somebody_drew_a_box(shown):
    picture = shown("work_card")
    missed, box = replace(picture.reading, faces=()), picture.reading.faces[0]

    def steps(made: bytes) -> float:
        shot = np.asarray(Image.open(io.BytesIO(made)), float)
        return float(
            np.abs(np.diff(shot[box.top : box.top + box.height, box.left : box.left + box.width], axis=1)).max()
        )

    def drawn(*boxes: Box) -> int:
        return len(np.unique(np.asarray(Image.open(io.BytesIO(blurred(picture.data, missed, boxes))).convert("L"))))

    assert steps(blurred(picture.data, missed)) == 0
    assert steps(blurred(picture.data, missed, [box])) == 0
    assert steps(blurred(picture.data, replace(missed, document=None))) > 20
    assert drawn(box) > drawn()


def test_of_an_unread_picture_only_patches_are_shown(shown):
    picture = shown("household")
    unread = ImageReading("unread", "illegible", picture.reading.width, picture.reading.height)
    assert read_image(blurred(picture.data, unread)).text == ""
    assert blurred(b"no picture", ImageReading("unread", "no_decoder")) == b""


def test_one_photo_posted_again_is_one_picture_and_two_cards_are_two(shown):
    rng = drawn.Random(1)
    first = shown("id_front")
    again = [worn.WAYS[way](first.truth.image, rng)[0] for way in ("jpeg15", "size60", "noise", "blur")]
    prints = [first.reading.phash, *(phash(image) for image in again)]
    assert clusters(prints) == (0, 0, 0, 0, 0)
    others = [phash(drawn.drawn(name).image) for name in ("id_front", "hotel", "chat", "cet", "licence")]
    assert near(prints[0], others[0])
    assert len(set(clusters(others))) == 5


def phash(image):
    from doxdocket.detect.images.prints import print_of

    return print_of(np.asarray(image))


def test_a_picture_without_a_print_is_near_none():
    assert clusters([b"", b"", bytes(32), bytes(32)]) == (0, 1, 2, 2)
    assert not near(b"", b"")


def test_what_a_picture_shows_beside_words_about_a_relative_is_the_relatives():
    text = "他爸电话17806401365"
    reading = replace(read_as(text, (0.99,) * len(text)), faces=(level(0, 0, 9, 9),))
    assert {(one.hit.role, one.hit.relation) for one in find(reading)} == {("relative", "father")}


def test_the_card_of_a_relative_makes_the_relative_no_target():
    digester = Digester(bytes(32))
    post = {"channel_id": "c", "post_id": "1", "post_no": 1, "date": None, "source": "s", "capture": "s", "row_no": 0}
    told = [
        {"person": n, "kind": "id_number", "digest": digester.digest("id_number", value), "verdict": "valid", "role": role, "relation": relation}
        for n, value, role, relation in ((0, "370102186004123113", "target", None), (1, NUMBER, "relative", "father"))
    ]  # fmt: skip
    card = read_as(f"公民身份号码 {NUMBER}", (0.99,) * (len(NUMBER) + 7))
    shown = post_rows.rows(post, told, [post_rows.Picture("p", "p", tuple(find(card)))], digester)
    assert {(row["person"], row["role"], row["relation"]) for row in shown} == {(1, "relative", "father")}


@pytest.mark.parametrize(
    ("day", "label", "centred", "births"),
    [
        ("2026年11月24日", "", True, []),
        ("11月24日 星期二", "", True, []),
        ("2014年11月24日", "", True, []),
        ("1893年11月24日", "", False, ["1893-11-24"]),
        ("1893年11月24日", "出生日期", True, ["1893-11-24"]),
    ],
)
def test_the_day_over_messages_is_no_birth(day, label, centred, births):
    """The day in the middle of a talk's screen was asked as somebody's birth, and black in the copy: when it was published stood nowhere."""
    rows = [
        "江州开盒笔记",
        *[label] * bool(label),
        day,
        "今天的主角",
        f"姓名：韩知予 身份证：{NUMBER}",
        "手机号：17806401357",
    ]
    lines, at = [], 0
    for n, text in enumerate(rows):
        left = (900 - 20 * len(text)) // 2 if text == day and centred else 30
        marks = tuple((i + 0.5) / len(text) for i in range(len(text)))
        lines.append(Line(text, level(left, 60 * n, 20 * len(text), 30), 0.99, marks, (0.99,) * len(text), at))
        at += len(text) + 1
    reading = ImageReading("read", width=900, height=600, lines=tuple(lines), text="\n".join(rows), phash=bytes(32))
    assert [one.hit.value for one in find(reading) if one.hit.kind == "birth_date"] == births
