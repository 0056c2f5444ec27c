"""Walks through docs/how-to/add-a-local-rule.md: its own files, checked, adopted and left again."""

import json
import re

from doxdocket.law.rule_pages import form
from doxdocket.law.rules import shipped


def test_the_page_as_it_is_written(desk, docs, blocks):
    page = docs / "how-to" / "add-a-local-rule.md"
    twin = page.with_name("add-a-local-rule.zh-CN.md")
    assert all(blocks(page, language) == blocks(twin, language) for language in ("sh", "yaml"))
    for text in blocks(page, "yaml"):
        name = re.match(r"# (\S+)\n", text)[1]
        (desk.place / name).parent.mkdir(exist_ok=True)
        (desk.place / name).write_text(text, encoding="utf-8")
    look, adopt, leave = blocks(page)
    (said,) = desk.follow([look], "en")
    assert "1 rules and 5 cases: 0 errors, 0 notices" in said
    (said,) = desk.follow([adopt], "en")
    assert "某院办案指引 第三条" in said
    assert _rules(desk).startswith("cn+guide-2026@")
    desk.follow([leave])
    assert _rules(desk) == f"cn@{shipped().mark}"


def _rules(desk):
    return json.loads(desk.type("./docket figures lin-an --json").stdout)["rules"]


def test_the_explanation_names_every_form_of_rule(docs):
    for name in ("law.md", "law.zh-CN.md"):
        text = (docs / "explanation" / name).read_text(encoding="utf-8")
        assert [f for f in sorted({form(one.rule) for one in shipped().rules}) if f"`{f}`" not in text] == []
