"""Pictures of a case from evidence to figures, with the real reader: read once, tied to posts, put to persons."""

import json
from io import BytesIO
from random import Random

import pytest
from PIL import Image

from doxdocket import intake, pipeline
from doxdocket.pipeline import pictures
from doxdocket.rehearsal import cards, people
from doxdocket.seal.keys import Identity
from doxdocket.store.case import Case
from doxdocket.store.clear_values import open_value

WHO = Identity.generate()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An export: a card beside words, the same card saved anew, a hotel's screen alone; a loose picture and a broken one."""
    top = tmp_path_factory.mktemp("ChatExport")
    one, other = (people.person(Random(seed), seed) for seed in (3, 4))
    cards.draw(top / "photos" / "card.jpg", "id_card", one)
    with Image.open(top / "photos" / "card.jpg") as card:
        card.save(top / "photos" / "again.jpg", quality=60)
    cards.draw(top / "photos" / "hotel.png", "hotel_system", other)
    cards.draw(top / "photos" / "loose.png", "chat", one)
    (top / "photos" / "broken.png").write_bytes((top / "photos" / "hotel.png").read_bytes()[:700])
    number = one.one("id_number").plain
    told = [("card.jpg", f"姓名：{one.one('name').plain} 身份证：{number}"), ("again.jpg", ""), ("hotel.png", ""),
            ("broken.png", "看图")]  # fmt: skip
    messages = [
        {"id": n, "type": "message", "date": "2023-11-15T06:13:20", "date_unixtime": str(1_700_000_000 + n * 60),
         "photo": f"photos/{name}", "text": text}
        for n, (name, text) in enumerate(told, 1)
    ]  # fmt: skip
    data = {"name": "演练", "type": "public_channel", "id": 4210, "messages": messages}
    (top / "result.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return top


def taken(home, folder):
    with Case.create(home / "case", title="演练", officers=("甲", "乙"), identity=WHO) as opened:
        intake.take(opened, [folder], officers=("甲", "乙"), origin="演练")
        pipeline.run(opened, workers=1)
        yield opened


@pytest.fixture(scope="module")
def case(folder, tmp_path_factory):
    """What every test may look at and none may add to."""
    yield from taken(tmp_path_factory.mktemp("case"), folder)


@pytest.fixture
def mine(folder, tmp_path):
    yield from taken(tmp_path, folder)


def figure(case, name):
    return next(f for f in pipeline.figures(case)["figures"] if f["id"] == name)


def found(case):
    rows = pipeline.latest_findings(case).to_pylist()
    return [row for row in rows if row["where"].startswith("image:")]


def test_findings_of_a_picture_lie_in_its_post_with_boxes(case):
    rows = [row for row in found(case) if row["post_id"] == "1"]
    assert {"name", "id_number", "id_card_image"} <= {row["kind"] for row in rows}
    assert all(row["boxes"] for row in rows)
    assert {row["person"] for row in rows} == {0}  # the person of the words beside it


def test_a_picture_without_words_exposes_its_own_person(case):
    assert {row["kind"] for row in found(case) if row["post_id"] == "3" and row["person"] == 0} >= {"name", "id_number"}
    assert figure(case, "persons")["low"] == 2
    assert figure(case, "publications")["low"] == 3


def test_a_picture_saved_anew_is_the_same_picture(case):
    rows = {row["source"]: row for row in pipeline.current(case).read("pictures").to_pylist()}
    assert len(rows) == 5
    names = {s.name: s.sha256 for s in case.sources()}
    assert rows[names["card.jpg"]]["cluster"] == rows[names["again.jpg"]]["cluster"]
    assert len({rows[names[n]]["cluster"] for n in ("card.jpg", "hotel.png", "loose.png")}) == 3
    cards_ = {row["digest"] for row in found(case) if row["kind"] == "id_card_image"}
    assert len(cards_) == 1


def test_what_was_not_read_and_what_no_post_shows_is_said(case):
    lacks = {row["item"]: row["count"] for row in pipeline.current(case).read("completeness").to_pylist()}
    assert (lacks["unread"], lacks["unshown"]) == (1, 1)
    [broken] = [row for row in pipeline.current(case).read("images").to_pylist() if row["status"] == "unread"]
    assert broken["why"] == "damaged"


def test_a_value_in_a_picture_opens_through_the_door_and_a_rendering_covers_it(case):
    [row] = [r for r in found(case) if r["post_id"] == "3" and r["kind"] == "id_number"]
    value = open_value(
        case, row["channel_id"], "3", row["where"], row["start"], row["end"], reason="核对", officer="甲"
    )
    assert value == people.person(Random(4), 4).one("id_number").plain
    name = row["where"].removeprefix("image:")
    shown = pictures.rendering(case, name, reason="核对", officer="甲")
    assert case.custody.rows()[-1].detail["covered"] is True
    with Image.open(BytesIO(shown)) as image, case.original(name) as stream:
        before = Image.open(BytesIO(stream.read()))
        box = row["boxes"][0]
        area = (box["left"], box["top"], box["left"] + box["width"], box["top"] + box["height"])
        assert not image.info.get("exif")
        assert image.convert("RGB").crop(area).tobytes() != before.convert("RGB").crop(area).tobytes()


def test_a_picture_is_read_once(mine, folder, tmp_path):
    extra = tmp_path / "more.json"
    extra.write_text((folder / "result.json").read_text("utf-8").replace("4210", "4211"), encoding="utf-8")
    intake.take(mine, [extra], officers=("甲", "乙"), origin="演练")
    result = pipeline.run(mine, workers=1)
    assert (result.parsed, result.seen) == (1, 0)


@pytest.fixture
def cards_of_two(tmp_path):
    """An export of five pictures: two cards of one layout, each saved anew in another format, and one digit drawn differently."""
    top = tmp_path / "ChatExport"
    one, other = (people.person(Random(seed), seed) for seed in (3, 4))
    cards.draw(top / "photos" / "a.png", "id_card", one)
    cards.draw(top / "photos" / "b.png", "id_card", other)
    for name in "ab":
        with Image.open(top / "photos" / f"{name}.png") as card:
            card.save(top / "photos" / f"{name}2.webp", lossless=True)
    with Image.open(top / "photos" / "a.png") as card:
        changed = card.convert("RGB")
        changed.paste(changed.crop((changed.width // 2, changed.height - 70, changed.width // 2 + 12, changed.height - 20)),
                      (changed.width // 2 + 40, changed.height - 70))  # fmt: skip
        changed.save(top / "photos" / "c.png")
    messages = [
        {"id": n, "type": "message", "date": "2023-11-15T06:13:20", "date_unixtime": str(1_700_000_000 + n * 60), "photo": f"photos/{name}", "text": ""}
        for n, name in enumerate(("a.png", "b.png", "a2.webp", "b2.webp", "c.png"), 1)
    ]  # fmt: skip
    data = {"name": "演练", "type": "public_channel", "id": 4210, "messages": messages}
    (top / "result.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    with Case.create(tmp_path / "case", title="演练", officers=("甲", "乙"), identity=WHO) as opened:
        intake.take(opened, [top], officers=("甲", "乙"), origin="演练")
        yield opened


def copied(run):
    return {row["source"] for row in run.read("images").to_pylist() if "copy" in row["remarks"]}


def test_a_picture_saved_anew_takes_the_reading_and_one_digit_more_is_read(cards_of_two):
    case = cards_of_two
    pipeline.run(case, workers=1)
    run = pipeline.current(case)
    names = {s.sha256: s.name for s in case.sources()}
    told = copied(run)
    assert sorted(names[one][0] for one in told) == ["a", "b"]
    rows = {names[row["source"]]: row for row in run.read("images").to_pylist()}
    assert rows["a.png"]["text"] == rows["a2.webp"]["text"] != rows["b.png"]["text"]
    assert {rows[n]["form"] for n in ("a2.webp", "b2.webp")} == {"WEBP"}
    assert "copy" not in rows["c.png"]["remarks"]
    assert figure(case, "persons")["low"] == 2


def test_figures_come_before_all_pictures_are_read_and_count_the_rest(cards_of_two):
    case = cards_of_two
    first = pipeline.run(case, workers=1, most=0)
    assert (first.seen, first.waiting) == (0, 5)
    lacks = pipeline.current(case).read("completeness").to_pylist()
    assert sum(row["count"] for row in lacks if row["item"] == "unread") == 5
    assert pipeline.stale(case)
    kind = figure(case, "face_images")  # what only pictures show is not determinable while one is unread
    assert (kind["low"], kind["estimate"], kind["high"]) == (None, None, None)
    second = pipeline.run(case, workers=1, most=2)
    assert (second.seen, second.waiting) == (2, 3)
    last = pipeline.run(case, workers=1)
    assert (last.seen, last.waiting) == (3, 0)
    assert not pipeline.stale(case)
    assert figure(case, "persons")["low"] == 2
    assert len(copied(pipeline.current(case))) == 2
