"""Pictures read with the real networks: texts, boxes, turns, what is refused, and that nothing is fetched."""

import io
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import drawn
import numpy as np
import pytest
import zxingcpp
from PIL import Image

from doxdocket import bounds
from doxdocket.detect.images import blurred, read_image
from doxdocket.detect.images.decode import decode
from doxdocket.detect.images.limits import limit
from doxdocket.detect.images.locate import look

KEPT = {"id_number", "name", "phone_number", "bank_account", "passport_number"}


def plain(text):
    return text.replace(" ", "")


def slip(text):
    """A small picture of one text: quick to read."""
    pen = drawn.Pen(240, 60, "#ffffff", None)
    pen.write(16, 12, text, 26)
    return pen.drawn.image


def overlap(box, truth):
    left, top, right, bottom = truth
    wide = min(box.left + box.width, right) - max(box.left, left)
    high = min(box.top + box.height, bottom) - max(box.top, top)
    both = max(0, wide) * max(0, high)
    return both / (box.width * box.height + (right - left) * (bottom - top) - both)


@pytest.mark.parametrize(
    ("name", "way"),
    [("id_front", "photo"), ("hotel_dark", "clean"), ("chat", "jpeg15"), ("licence", "turn180"), ("text_small", "size60"),
     ("household", "turn12"), ("bank_card", "slanted"), ("marriage", "turn270")],
)  # fmt: skip
@pytest.mark.whole(but=5)
def test_values_are_read_exactly_and_their_boxes_lie_on_them(shown, name, way):
    picture = shown(name, way)
    text = plain(picture.reading.text)
    for kind, value, _ in picture.truth.fields:
        if kind in KEPT and (name, way) != ("text_small", "size60"):
            assert plain(value) in text
    numbers = [one for one in picture.truth.fields if one[0] in {"id_number", "phone_number", "bank_account"}]
    for kind, value, box in numbers:
        hits = [one for one in picture.found if one.hit.kind == kind and one.hit.value == plain(value)]
        assert len(hits) == 1
        assert overlap(hits[0].boxes[0], picture.box_of(box)) > 0.45


@pytest.mark.whole
def test_a_turned_picture_says_by_how_much_and_keeps_its_boxes_where_they_lie(shown):
    for way, degrees in (("turn90", 270), ("turn180", 180), ("turn270", 90)):
        picture = shown("id_front", way)
        assert picture.reading.turned == degrees
        assert len(picture.reading.faces) == 1
        assert overlap(picture.reading.faces[0], picture.box_of(picture.truth.faces[0])) > 0.4


def test_papers_and_chats_on_their_side_are_told(shown):
    for name, way, degrees in (("passport", "turn90", 270), ("chat_dark", "turn270", 90)):
        reading = shown(name, way).reading
        assert (reading.turned, reading.document) == (degrees, shown(name, way).truth.paper)


def test_a_table_reads_row_by_row_and_a_card_label_by_label(shown):
    rows = shown("hotel").reading.text.split("\n")
    assert rows[2].split("\t") == ["姓名", "性别", "证件号码", "房号", "入住时间", "离店时间"]
    assert {len(row.split("\t")) for row in rows[2:]} == {6}
    assert "住址：" in shown("id_front", "photo").reading.text
    assert (
        len([row for row in shown("id_front", "photo").reading.text.split("\n") if "住址" in row or "单元" in row]) == 1
    )


def test_every_line_knows_its_place_in_the_text(shown):
    for name in ("household", "id_front", "hotel"):
        reading = shown(name).reading
        assert all(reading.text[line.start : line.start + len(line.text)] == line.text for line in reading.lines)
        assert all(len(line.marks) == len(line.text) == len(line.sure) for line in reading.lines)
        assert all(
            0 <= mark <= 1 and tuple(sorted(line.marks)) == line.marks for line in reading.lines for mark in line.marks
        )


def test_a_very_large_picture_is_read_smaller_and_its_boxes_lie_in_the_whole(as_png):
    canvas = Image.new("RGB", (6000, 4000), "#8a7a66")
    card = drawn.id_front(drawn.Random(3), 2.0)
    canvas.paste(card.image, (2000, 1200))
    data = io.BytesIO()
    canvas.save(data, "JPEG")
    reading = read_image(data.getvalue())
    assert (reading.width, reading.height) == (6000, 4000)
    assert "reduced" in reading.remarks
    left, top, right, bottom = card.faces[0]
    assert overlap(reading.faces[0], (left + 2000, top + 1200, right + 2000, bottom + 1200)) > 0.4
    shown = Image.open(io.BytesIO(blurred(data.getvalue(), reading))).convert("L")
    face = np.asarray(shown, float)[round(reading.faces[0].top * shown.height / 4000) :][:30]
    face = face[:, round(reading.faces[0].left * shown.width / 6000) :][:, :30]
    assert np.abs(np.diff(face, axis=1)).max() < 20


@pytest.mark.whole
def test_two_cards_side_by_side_are_read_one_after_the_other(as_png):
    one, other = (drawn.id_front(drawn.Random(seed), 0.8) for seed in (5, 6))
    both = Image.new("RGB", (one.image.width * 2 + 40, one.image.height), "#ccc")
    both.paste(one.image, (0, 0))
    both.paste(other.image, (one.image.width + 40, 0))
    text = plain(read_image(as_png(both)).text)
    numbers = [next(value for kind, value, _ in card.fields if kind == "id_number") for card in (one, other)]
    names = [next(value for kind, value, _ in card.fields if kind == "name") for card in (one, other)]
    assert text.index(names[0]) < text.index(numbers[0]) < text.index(names[1]) < text.index(numbers[1])


def test_a_long_screenshot_is_read_in_strips_and_each_line_once(as_png):
    rng = drawn.Random(8)
    pen = drawn.Pen(480, 4600, "#ffffff", None)
    said = [f"第{i}条 {drawn.phone_number(rng)}" for i in range(1, 31)]
    for i, text in enumerate(said):
        pen.write(40, 40 + i * 150, text, 30)
    reading = read_image(as_png(pen.drawn.image))
    assert "in_strips" in reading.remarks
    assert [plain(row) for row in reading.text.replace("\t", "").split("\n")] == [plain(text) for text in said]


def test_small_writing_in_a_large_picture_is_looked_at_closer(as_png):
    canvas = Image.new("RGB", (3000, 2200), "#8a7a66")
    card = drawn.id_front(drawn.Random(3), 0.7)
    canvas.paste(card.image, (1500, 1300))
    reading = read_image(as_png(canvas))
    assert "looked_closer" in reading.remarks
    assert next(value for kind, value, _ in card.fields if kind == "id_number") in plain(reading.text)
    assert next(value for kind, value, _ in card.fields if kind == "name") in plain(reading.text)
    assert (reading.document, len(reading.faces)) == ("id_card_front", 1)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_each_form_is_read(form):
    out = io.BytesIO()
    slip("17806401357").save(out, form)
    reading = read_image(out.getvalue())
    assert (reading.status, reading.form, reading.width) == ("read", form, 240)
    assert reading.text == "17806401357"


def test_heic_and_avif_are_read():
    heic = Path(__file__).with_name("slip.heic").read_bytes()  # drawn here, packed once by pillow-heif
    assert (read_image(heic).form, read_image(heic).text) == ("HEIF", "17806401357")
    out = io.BytesIO()
    slip("17806401357").save(out, "AVIF")
    assert read_image(out.getvalue()).text == "17806401357"


def test_the_smallest_pictures_are_read_and_say_nothing(as_png):
    for size in ((1, 1), (3, 400), (400, 3)):
        reading = read_image(as_png(Image.new("RGB", size, "white")))
        assert (reading.status, reading.text, len(reading.phash)) == ("read", "", 32)


def test_faces_in_a_long_screenshot_are_found_in_its_stretches(as_png):
    canvas = Image.new("RGB", (480, 3600), "white")
    portrait = drawn.astronaut().resize((120, 150))
    canvas.paste(portrait, (80, 300))
    canvas.paste(portrait, (300, 3100))
    first, second = sorted(read_image(as_png(canvas)).faces, key=lambda box: box.top)
    assert 300 < first.top < 400
    assert 3100 < second.top < 3200


def test_of_a_moving_picture_the_first_frame_is_read_and_said():
    frames = [slip("17806401357"), slip("13800001850")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    reading = read_image(out.getvalue())
    assert "first_frame" in reading.remarks
    assert reading.text == "17806401357"


def test_the_orientation_that_exif_states_is_applied(shown):
    data = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # shown turned by 90 with the clock
    slip("17806401357").transpose(Image.Transpose.ROTATE_90).save(data, "JPEG", exif=exif)
    reading = read_image(data.getvalue())
    assert (reading.turned, reading.width, reading.height, reading.text) == (0, 240, 60, "17806401357")


def test_white_ink_on_nothing_is_laid_on_black():
    flat = Image.new("RGBA", (600, 120), (255, 255, 255, 0))
    drawn.ImageDraw.Draw(flat).text((20, 30), "手机17806401357", font=drawn.font(44), fill=(255, 255, 255, 255))
    out = io.BytesIO()
    flat.save(out, "PNG")
    assert "17806401357" in read_image(out.getvalue()).text


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"", "no_decoder"), (b"PK\x03\x04 no picture", "no_decoder"), (b"\x89PNG\r\n\x1a\n" + bytes(40), "damaged"),
     (b"\xff\xd8\xff\xe0" + bytes(200), "damaged"), (b"GIF89a", "damaged"), (b"BM" + bytes(30), "damaged")],
)  # fmt: skip
def test_what_cannot_be_decoded_is_unread_with_its_reason(data, why):
    reading = read_image(data)
    assert (reading.status, reading.why, reading.text, reading.phash) == ("unread", why, "", b"")


def test_a_cut_picture_is_damaged_and_a_bomb_too_large(as_png):
    whole = as_png(drawn.drawn("id_back").image)
    assert read_image(whole[: len(whole) // 2]).why == "damaged"
    bomb = io.BytesIO()
    Image.new("1", (13_000, 13_000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 100_000
    assert read_image(bomb.getvalue()).why == "too_large"
    assert read_image(bytes(limit("bytes") + 1)).why == "too_large"


def test_writing_that_nobody_can_read_is_unread_not_empty(as_png):
    image = drawn.drawn("household").image
    tiny = image.resize((image.width // 7, image.height // 7), Image.Resampling.BILINEAR)
    reading = read_image(as_png(tiny.resize(image.size, Image.Resampling.BILINEAR)))
    assert (reading.status, reading.why) == ("unread", "illegible")


def test_when_a_network_fails_the_picture_is_unread(monkeypatch, as_png):
    def fail(*_):
        raise MemoryError

    monkeypatch.setattr("doxdocket.detect.images.models.find_text", fail)
    reading = read_image(as_png(drawn.drawn("id_back").image))
    assert (reading.status, reading.why, reading.width) == ("unread", "ocr_failed", 856)


def test_codes_are_read_with_their_places(as_png):
    canvas = Image.new("RGB", (700, 500), "white")
    code = zxingcpp.create_barcode("https://qr.example/u?phone=17806401357", zxingcpp.BarcodeFormat.QRCode)
    canvas.paste(Image.fromarray(np.array(code.to_image(scale=5))).convert("RGB"), (300, 120))
    (read,) = read_image(as_png(canvas)).codes
    assert read.text.endswith("17806401357")
    assert "QR" in read.symbology
    assert 290 < read.box.left < 340
    assert 110 < read.box.top < 160


def test_pictures_of_things_hold_no_face_and_no_text(as_png):
    for name in ("chelsea", "coffee", "rocket", "brick"):
        reading = read_image(as_png(drawn.thing(name)))
        assert (reading.status, reading.faces, reading.text, reading.document) == ("read", (), "", None)


def test_a_face_is_found(as_png):
    (face,) = read_image(as_png(drawn.astronaut())).faces
    assert overlap(face, (240 * 0.31, 240 * 0.25, 240 * 0.72, 240 * 0.8)) > 0.4


@pytest.mark.whole
def test_the_same_bytes_give_the_same_record_in_any_process(shown):
    pictures = [shown(name) for name in ("id_front", "text_small_dark")]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(read_image, [one.data for one in pictures]) == [one.reading for one in pictures]


def test_reading_needs_no_network_and_not_rapidocrs_code(offline, tmp_path, as_png):
    path = tmp_path / "a.png"
    path.write_bytes(as_png(slip("17806401357")))
    code = (
        "import sys, pathlib; from doxdocket.detect.images import read_image; "
        f"r = read_image(pathlib.Path({str(path)!r}).read_bytes()); "
        "assert r.status == 'read' and r.text == '17806401357' and 'rapidocr' not in sys.modules and 'requests' not in sys.modules"
    )
    done = subprocess.run([*offline, sys.executable, "-c", code], env=os.environ, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_an_empty_picture_has_no_line():
    assert look(np.full((100, 600, 3), 255, np.uint8)) == ([], ())


@pytest.mark.whole
def test_a_watermark_is_washed_out_and_kept_once(shown):
    picture = shown("bank_card", "watermark")
    assert "watermark" in picture.reading.remarks
    assert plain(next(value for kind, value, _ in picture.truth.fields)) in plain(picture.reading.text)
    assert picture.reading.text.count("请勿外传") <= 1
    assert "watermark" not in shown("licence", "turn180").reading.remarks


def test_the_locks_hold_one_opencv_without_a_screen_and_no_downloader():
    root = Path(__file__).parents[3]
    for lock in ("requirements.lock", "requirements-dev.lock"):
        names = [line.split("==")[0] for line in (root / lock).read_text("utf-8").splitlines() if "==" in line[:60]]
        assert [name for name in names if name.startswith("opencv")] == ["opencv-python-headless"]
        assert not {"requests", "pillow-heif", "omegaconf"} & set(names)


def test_a_picture_beyond_its_bounds_or_that_fails_is_unread_and_says_where(monkeypatch, as_png):
    data = as_png(drawn.drawn("id_back").image)
    with monkeypatch.context() as few:
        few.setattr(bounds, "PICTURE", bounds.Allowance(9, 0))
        stopped = read_image(data)
    assert (stopped.status, stopped.why, stopped.remarks) == ("unread", "stopped", (f"steps {len(data)}/9",))

    def fail(*_):
        raise LookupError("17806401357")

    monkeypatch.setattr("doxdocket.detect.images.models.find_text", fail)
    failed = read_image(data)
    assert (failed.status, failed.why, failed.text) == ("unread", "failed", "")
    assert failed.remarks[0].startswith("LookupError ")
    assert "178" not in failed.remarks[0]


@pytest.mark.parametrize("form", ["GIF", "TIFF", "WEBP", "PNG"])
def test_later_frames_cost_nothing(form):
    """Calls that decoding makes: of 200 frames as many as of 2, or a few more for a longer head."""

    def calls(frames):
        made = io.BytesIO()
        pages = [Image.new("L", (8, 8), n * 97 % 256) for n in range(frames)]
        pages[0].save(made, form, save_all=True, append_images=pages[1:])
        seen = 0

        def count(*_):
            nonlocal seen
            seen += 1

        decode(made.getvalue())
        sys.setprofile(count)
        try:
            remarks = decode(made.getvalue()).remarks
        finally:
            sys.setprofile(None)
        assert remarks == ("first_frame",)
        return seen

    assert calls(200) < 2 * calls(2)
