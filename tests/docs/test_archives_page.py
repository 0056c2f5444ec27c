"""The page about archives, as it is written; and it names every code that an archive can bring."""

import json
import re
import shutil

from doxdocket.intake import CODES

ORDINARY = {"taken", "empty", "known", "link", "special", "inside_case", "unreadable", "changed"}
TWO = [".md", ".zh-CN.md"]


def test_take_in_archives(desk, blocks, docs):
    english, chinese = (blocks(docs / "how-to" / f"take-in-archives{end}") for end in TWO)
    assert english == chinese
    (desk.place / "more").mkdir()
    (desk.place / "more" / "new.txt").write_text("x", encoding="utf-8")
    shutil.make_archive(str(desk.place / "capture"), "zip", desk.place / "more")
    desk.words |= {"CAPTURE": "capture"}
    added, _, custody = desk.follow(english, "en")
    assert "capture.zip!/new.txt" in added
    container, member = desk.rows("sources")[-2:]
    assert member["parent"] == container["sha256"]
    assert "parent" in (desk.place / "sources.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert "unpack" in {json.loads(row)["act"] for row in custody.splitlines()}


def test_the_page_explains_every_code(docs):
    for end in TWO:
        page = (docs / "how-to" / f"take-in-archives{end}").read_text(encoding="utf-8")
        told = {
            code for row in re.findall(r"^\| (`.*?) \|", page, re.MULTILINE) for code in re.findall(r"`(\w+)`", row)
        }
        assert told == CODES.keys() - ORDINARY
