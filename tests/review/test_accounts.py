"""The pages of the accounts: each answers without scripts, shows no value of the case in clear and no hostile text as Markup, and what it links to is there."""

import re

import pytest

PAGES = (
    "/", "/figures", "/figures?scope=channel:telegram:channel:1850001", "/figures?since=2024-01&until=2024-01", "/channels",
    "/channels?w.days=0", "/defendants", "/gains", "/gains?net=1", "/damages", "/damages?on=2026-03-01&window=3&suit=consumer_civil_pil",
    "/damages?panel=1", "/procedure", "/procedure?on=2024-06-01", "/law", "/law?scope=channel:telegram:channel:1850001", "/points", "/law/cases",
    "/law/cases?kind=civil_pil&method=gains", "/custody", "/custody?before=3", "/sampling", "/explain/persons", "/explain/persons?scope=channel:telegram:channel:1850001",
    "/explain/V0001", "/explain/completeness", "/explain/telegram:channel:1850001", "/explain/telegram:channel:1850001/1", "/explain/cn/pipl/69-1",
)  # fmt: skip


@pytest.fixture(scope="module")
def tab(desk):
    return desk.tab()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_and_shows_nothing_in_clear_and_nothing_hostile(tab, known, path):
    said = tab.get(path)
    assert said.status == 200, said.seen
    assert not [value for value in known.values if value in said.text]
    assert not re.search(r"<(img|script>)", said.text)
    assert not [
        (tag, held) for tag, held in said.tags if "style" in held or any(name.startswith("on") for name in held)
    ]
    assert [held.get("src") for tag, held in said.tags if tag == "script" and not held.get("src")] == []
    assert "<h1>" in said.text


def test_each_link_of_a_page_leads_to_a_page(tab):
    seen = set()
    for path in ("/", "/figures", "/channels", "/gains", "/law"):
        seen |= {
            held["href"] for tag, held in tab.get(path).tags if tag == "a" and held.get("href", "").startswith("/")
        }
    assert {"/explain/persons", "/channels"} <= seen
    for path in sorted(seen)[:60]:
        assert tab.get(path).status == 200, path


def test_the_figures_are_those_that_the_command_prints(tab, desk):
    said = tab.get("/figures").seen
    lines = desk.made.call("figures", desk.made.case).splitlines()
    assert sum(line.startswith(("persons ", "publications ", "kinds ")) for line in lines) == 3
    for line in lines:
        if found := re.match(r"(persons|publications|kinds) {2,}(\S+) {2,}(\d[\d –,]*?) {2,}", line):
            assert re.search(rf"{found[1]}\s+{found[2]}\s+{re.escape(found[3].strip())}\s", said), line


@pytest.mark.parametrize(
    "path",
    [
        "/damages?on=x",
        "/damages?window=99",
        "/damages?suit=x",
        "/figures?since=1",
        "/law/cases?kind=x",
        "/figures?scope=nobody",
        "/explain/nothing",
    ],
)
def test_what_cannot_be_asked_is_told_and_no_fault_of_ours(tab, path):
    said = tab.get(path)
    assert 400 <= said.status < 500
    assert "Traceback" not in said.text


def test_other_weights_are_tried_without_a_trace_and_recorded_with_a_reason(fresh):
    tab, before = fresh.tab(), len(fresh.custody())
    tried = tab.get("/channels?w.days=0&w.publications=50")
    assert tried.status == 200
    assert "试算占 0.0%" in tried.seen  # beside what it is now
    assert len(fresh.custody()) == before
    said = tab.post("/channels/weights", **{"w.days": "0", "reason": "只看发布次数"})
    assert said.status == 303
    assert said.headers["location"] == "/channels"
    assert "已记录" in tab.get("/channels").seen
    assert fresh.custody()[-1].act == "decide"
    said = tab.get("/channels")  # the run has none of it: the page says so, and the boxes keep what was recorded
    assert "下次运行才按它计算" in said.seen
    assert [held["value"] for tag, held in said.tags if held.get("id") == "w-days"] == ["0"]
    assert tab.post("/channels/weights", **{"w.days": "101", "reason": "x"}).status == 400
    assert (
        tab.post("/channels/core", channel="telegram:channel:1850001", act="channel.core", reason="主要频道").status
        == 303
    )
    assert "认定为核心频道" in tab.get("/channels").seen
    assert tab.post("/channels/core", channel="telegram:channel:9", act="channel.core", reason="主要频道").status == 400
    assert tab.post("/channels/core", channel="telegram:channel:1850001", act="x", reason="主要频道").status == 400


@pytest.mark.parametrize("value", ["0", "", " "])
def test_weights_that_weigh_nothing_are_neither_tried_nor_recorded(fresh, value):
    tab = fresh.tab()
    boxes = [held["name"] for tag, held in tab.get("/channels").tags if held.get("name", "").startswith("w.")]
    asked, before = dict.fromkeys(boxes, value), len(fresh.custody())
    tried = tab.get("/channels?" + "&".join(f"{box}={value.strip()}" for box in boxes))
    assert tried.status == 200
    assert 'class="note fault" role="alert"' in tried.text  # told beside the weights
    assert 'class="note fault" role="alert"' not in tab.get("/channels").text
    assert tab.post("/channels/weights", reason="不看权重", **asked).status == 400
    assert len(fresh.custody()) == before


def test_reasons_are_folded_and_no_mark_of_direction_stands_on_the_page(tab):
    said = tab.get("/channels")
    assert re.search(r"<details><summary>理由： C\d+ <bdi>", said.text)
    assert "\\u206" not in said.text
    assert not re.search("[\u2066-\u2069]", said.text)


def test_commands_are_named_as_they_are_called_and_scopes_by_code_and_name(tab, known):
    from doxdocket.review.templates import HOME
    from doxdocket.words import said_in

    assert not [
        one.name
        for one in HOME.glob("*.j2")
        if re.search(r"(?<!dox)docket (run|sample|find|open)", one.read_text("utf-8"))
    ]
    assert "doxdocket run" in said_in("zh", "review_queue.moved_unknown")
    options = re.findall(r'<option value="channel:([^"]*)"[^>]*>([^<]*)<', tab.get("/figures").text)
    assert options
    for id_, told in options:
        assert re.match(r"频道 C\d\d .", told)
        assert id_ not in told


def test_fractions_are_cut_on_the_overview_and_exact_among_the_figures(tab):
    from doxdocket.desk.accounts.figures import bounds, short

    one = {"low": "177/2500", "estimate": "1999/2000", "high": "8243/5000", "value": None, "status": "machine"}
    assert (short(one), bounds(one)) == ("0.070 – 0.999 – 1.648", "177/2500 – 1999/2000 – 8243/5000")
    assert not re.search(r"\d+/\d+", re.sub(r"<[^>]*>", "", tab.get("/").text))
