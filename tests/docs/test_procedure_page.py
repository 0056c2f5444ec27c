"""The page on the procedure as it is written: its entries, its commands, and what it promises of them."""

import json
from xml.etree import ElementTree as ET

import icalendar

FILES = ("dates.yaml", "explained.yaml", "judgment.yaml", "second.yaml", "holidays.yaml")


def test_both_languages_give_the_same_entries_and_commands(blocks, docs):
    for language in ("sh", "yaml"):
        english = blocks(docs / "how-to" / "follow-the-procedure.md", language)
        assert len(english) == 5
        assert english == blocks(docs / "how-to" / "follow-the-procedure.zh-CN.md", language)


def test_follow_the_procedure(new_desk, blocks, docs):
    desk, page = new_desk(), docs / "how-to" / "follow-the-procedure.md"
    for name, entries in zip(FILES, blocks(page, "yaml"), strict=True):
        (desk.place / name).write_text(entries, encoding="utf-8")
        assert f"`{name}`" in page.read_text(encoding="utf-8")
    desk.follow(["./docket init lin-an --title 演练 --authority 某检察院 --officer 甲 --officer 乙"])
    late, explained, judged, second, rules = desk.follow(blocks(page), "en")
    assert "unexplained overrun of 169 days" in late
    assert "recorded: 2025-04-15 (up)" in late
    assert "unexplained overrun of" not in explained.split("Contested points")[0]
    assert "without these it would be an overrun" in explained
    assert "40,000.00  60,000.00" in judged
    assert "publications 120, removed 120" in judged
    assert "J1 (changed)" in second
    assert "100,000.00 → 80,000.00  40,000.00  40,000.00" in second
    assert "20 days past its day" in second
    assert "J2 (affirmed)" in second
    assert "enter the due day that follows from its effect" in " ".join(second.split())
    found = icalendar.Calendar.from_ical((desk.place / "dates.ics").read_bytes())
    assert found.errors == []
    assert ET.parse(desk.place / "timeline.svg").getroot().get("aria-label")
    assert json.loads((desk.place / "procedure.json").read_text("utf-8"))["current"] == "S7"
    assert "第四十八条" in rules
