"""``recheck`` through the real commands: a channel exported twice, what is gone, what is not covered, what it says of a claim."""

import json
import re
import shutil
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path

import pytest

PERSONS = ("柳春生", "祝雨亭", "钟离明远")
START = 1704067200  # 2024-01-01


@pytest.fixture(scope="session")
def texts(invented):
    one, two, *_ = invented.texts
    return {
        1: "频道开张", 2: one, 3: two, 4: "大家好", 5: f"再发一次 柳春生 {invented.one}", 6: f"祝雨亭 身份证号 {invented.two}", 7: "晚安",
    }  # fmt: skip


def export(folder, texts, chat=1850001):
    """A Telegram Desktop export of one channel that holds these posts."""
    messages = [
        {"id": n, "type": "message", "date": "2024-01-01T08:00:00", "date_unixtime": str(START + n * 3600), "from": "演练频道",
         "from_id": f"channel{chat}", "text": text, "text_entities": [{"type": "plain", "text": text}]}
        for n, text in sorted(texts.items())
    ]  # fmt: skip
    folder.mkdir(parents=True)
    whole = {"name": "演练频道", "type": "public_channel", "id": chat, "messages": messages}
    (folder / "result.json").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return folder


def page(path, texts, taken, chat=1850001):
    """A page t.me/s/NAME that shows these posts, as the server wrote it at ``taken``."""
    wraps = []
    for n, text in sorted(texts.items()):
        view = b64encode(json.dumps({"c": -chat, "p": n, "t": taken, "h": "x"}).encode()).decode()
        when = datetime.fromtimestamp(START + n * 3600, UTC).isoformat()
        wraps.append(
            f'<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message js-widget_message" '
            f'data-post="yanlian/{n}" data-view="{view}"><div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>'
            f'<div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">1.2K</span><span class="tgme_widget_message_meta">'
            f'<a class="tgme_widget_message_date" href="https://t.me/yanlian/{n}"><time datetime="{when}">08:00</time></a></span></div></div></div>'
        )  # fmt: skip
    head = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body><section class="tgme_channel_history js-message_history">'
    path.write_text(head + "".join(wraps) + "</section></body></html>", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def build(call, tmp_path_factory):
    """A case with these exports, each taken at its time (or at none), run."""

    def make(*exports):
        top = tmp_path_factory.mktemp("recheck")
        case = top / "case"
        assert call("init", case, "--officer", "张三", "--officer", "李四").code == 0
        for n, (texts, at) in enumerate(exports):
            more = ("--captured-at", at) if at else ()
            said = call("add", case, export(top / f"export{n}", texts), "--origin", "移送", *more)
            assert said.code == 0, said.err
        said = call("run", case)
        assert said.code == 0, said.err
        return case

    return make


@pytest.fixture(scope="session")
def twice(build, texts):
    later = {n: texts[n] for n in (1, 4, 5)} | {3: "祝雨亭 邮箱 zhuyuting@mail.example.com"}
    return build((texts, "2024-03-01T08:00"), (later, "2024-06-01T08:00"))


def test_what_is_there_what_is_gone_and_what_is_not_covered(call, twice):
    said = call("recheck", twice, "--json")
    assert said.code == 0, said.err
    (channel,) = said.json["channels"]
    rows = {r["post_id"]: (r["status"], r["proves"]) for r in said.json["rows"]}
    assert rows == {
        "2": ("gone", "gone_whole"), "3": ("changed_values_gone", "values_some_gone"), "5": ("there", "still_shown"),
        "6": ("not_covered", "outside_range"),
    }  # fmt: skip
    counts = (
        "publications",
        "there",
        "changed_values_gone",
        "gone",
        "not_covered",
        "removed",
        "shown",
        "unknown",
        "new",
    )
    assert [channel[n] for n in counts] == [4, 1, 1, 1, 1, 1, 2, 1, 0]
    assert channel["earlier"][0]["at"] == "2024-03-01T00:00:00Z"
    assert channel["later"][0]["at_how"] == "stated"
    gone = next(r for r in said.json["rows"] if r["status"] == "gone")
    assert (gone["gone_after"], gone["gone_before"]) == ("2024-03-01T00:00:00Z", "2024-06-01T00:00:00Z")
    assert [p["code"] for p in said.json["proves"]] == [
        "still_shown", "values_some_gone", "gone_whole", "outside_range",
    ]  # fmt: skip
    assert said.json["more"] == 0


def test_gone_posts_are_no_error_and_the_text_says_what_is_proved(call, twice):
    zh, en = call("recheck", twice), call("recheck", twice, "--lang", "en")
    assert zh.code == en.code == 0
    for word in (
        "已不在",
        "复查未覆盖",
        "编号缺口看不出",
        "2024-03-01 08:00",
        "2024-06-01 08:00",
        "不能说已全部删除",
        "由办案人员决定",
        "0/",
    ):
        assert word in zh.out.replace("\n", "")
    for word in ("gone", "not covered", "no deletion is proved", "keeps its object", "is for those who bring it"):
        assert word in " ".join(en.out.split())
    assert "停止侵害" in zh.out


def test_no_value_leaves_masked_or_not(call, twice, invented):
    for said in (call("recheck", twice), call("recheck", twice, "--json"), call("export", twice, "recheck")):
        for value in (invented.one, invented.two, invented.phone, "松声路", *PERSONS, "33****", "138****", "digest"):
            assert value not in said.out


def test_everything_gone_is_grounds_and_says_no_more_than_it_shows(call, build, texts):
    case = build((texts, "2024-03-01"), ({1: texts[1], 7: texts[7], 9: "散了"}, "2024-06-01"))
    said = call("recheck", case, "--json")
    (channel,) = said.json["channels"]
    assert channel["removed"] == channel["publications"] == 4
    assert "可以作为变更" in said.json["claim"]
    assert "不能证明何人删除" in said.json["claim"]
    persons = said.json["persons"]
    assert (persons["removed"], persons["shown"], persons["unknown"]) == (persons["persons"], 0, 0)


def test_what_was_published_since_stands_in_the_way(call, build, texts):
    case = build((texts, "2024-03-01"), ({1: texts[1], 7: texts[7], 9: texts[3]}, "2024-06-01"))
    said = call("recheck", case, "--json")
    assert said.json["channels"][0]["new"] == 1
    assert "可以作为变更" not in said.json["claim"]
    assert "只见于复查的采集" in said.json["claim"]


def test_since_sets_the_line(call, twice):
    said = call("recheck", twice, "--since", "2024-07-01", "--json")
    assert {r["proves"] for r in said.json["rows"] if r["status"] == "not_covered"} == {"no_later_capture"}
    assert "there" not in {r["status"] for r in said.json["rows"]}
    assert said.json["since"].startswith("2024-06-30T16:00")
    assert (
        call("recheck", twice, "--since", "2024-05-01", "--json").json["rows"]
        == call("recheck", twice, "--json").json["rows"]
    )
    wrong = call("recheck", twice, "--since", "yesterday")
    assert (wrong.code, "2024-03-01" in wrong.err) == (2, True)


def test_a_capture_without_a_time_is_not_put_in_order_and_the_next_step_is_said(call, build, texts):
    case = build((texts, None), ({1: texts[1], 7: texts[7]}, "2024-06-01"))
    said = call("recheck", case)
    assert "没有采集时间，不排先后" in said.out
    assert "doxdocket describe" in said.out
    rows = call("recheck", case, "--json").json["rows"]
    assert {r["proves"] for r in rows} == {"no_later_capture"}


def test_what_a_capture_without_a_time_and_a_later_one_show_is_there_and_is_not_called_earlier(call, build, texts):
    case = build((texts, None), ({n: texts[n] for n in (1, 2, 7)}, "2024-06-01"))
    said = call("recheck", case, "--since", "2024-05-01", "--json")
    assert {r["post_id"]: r["proves"] for r in said.json["rows"]}["2"] == "still_shown"
    assert {r["proves"] for r in said.json["rows"]} == {"still_shown", "order_unknown"}
    assert "复查以外的采集中的 4 次发布" in said.json["claim"]
    assert "较早采集中的" not in said.json["claim"]
    english = call("recheck", case, "--since", "2024-05-01", "--json", "--lang", "en").json["claim"]
    assert "known from captures other than the later ones" in english


def test_publications_whose_values_were_edited_away_are_said_beside_the_persons(call, build, texts):
    case = build((texts, "2024-03-01"), ({n: texts[n] for n in (1, 2, 7)} | {3: "散了"}, "2024-06-01"))
    said = call("recheck", case, "--json").json
    without = [r for r in said["rows"] if r["person"] is None]
    assert len(without) == said["persons"]["without"] > 0
    assert f"没有被害人编号，不在人数之内：{len(without)} 次，留存的最后版本里已没有该人的信息。" in said["claim"]
    assert "（按上限计）" in said["claim"]
    english = call("recheck", case, "--json", "--lang", "en").json["claim"]
    assert f"in no count of persons: of {len(without)} the version that stands no longer holds the values." in english
    assert "by the high count" in english


def test_a_set_that_points_to_nobody_is_said_to_have_no_code_for_that_reason(call, build):
    """No post has two versions here."""
    case = build(({1: "姓名：翟慕白"}, "2024-03-01"))
    said = call("recheck", case, "--json").json
    assert (said["persons"]["without"], said["persons"]["edited_away"], said["persons"]["of_nobody"]) == (1, 0, 1)
    assert "1 次，单凭所在一组不能识别特定人" in said["claim"]
    assert "最后版本" not in said["claim"]


def test_one_capture_alone(call, done):
    said = call("recheck", done)
    assert said.code == 0
    assert "没有更晚采集的频道 1 个" in said.out
    assert "没有更晚的采集" in said.out


def test_export_has_every_row_with_its_columns(call, twice, tmp_path):
    rows = call("export", twice, "recheck").lines
    assert {(r["post_id"], r["status"]) for r in rows} == {
        (r["post_id"], r["status"]) for r in call("recheck", twice, "--json").json["rows"]
    }
    assert rows[0]["earlier"] == [call("recheck", twice, "--json").json["channels"][0]["earlier"][0]["capture"]]
    assert call("export", twice, "recheck", "--format", "csv", "-o", tmp_path / "r.csv").code == 0
    lacking = call("export", twice, "completeness").lines
    late = [r for r in lacking if r["item"] == "later_lacks" and r["capture"] is None]
    assert [(r["count"], r["detail"]) for r in late] == [(1, "2")]


def test_a_case_that_was_not_run_says_so(call, tmp_path):
    assert call("init", tmp_path / "c").code == 0
    said = call("recheck", tmp_path / "c")
    assert (said.code, "doxdocket run" in said.err) == (2, True)


def test_rejected_findings_are_no_publication(call, twice, tmp_path):
    mine = Path(shutil.copytree(twice, tmp_path / "case"))
    before = call("recheck", mine, "--json").json["channels"][0]["publications"]
    for row in call("export", mine, "findings").lines:
        if row["post_id"] == "5":
            said = call("decide", mine, "finding.reject", row["finding"], "--reason", "核对过", "--officer", "张三")
            assert said.code == 0, said.err
    assert call("run", mine).code == 0
    assert call("recheck", mine, "--json").json["channels"][0]["publications"] == before - 1


def test_a_publication_that_is_untrue_is_in_no_number_of_the_recheck(call, twice, tmp_path):
    """A fiction was counted as still seen, and told to be a set that identifies nobody."""
    mine = Path(shutil.copytree(twice, tmp_path / "case"))

    def told():
        said = call("recheck", mine, "--json").json
        numbers = {name: sum(c[name] for c in said["channels"]) for name in ("publications", "removed", "shown", "unknown", "new", "uncompared")}  # fmt: skip
        return numbers, said["persons"]["of_nobody"], {(r["post_id"], r["status"]) for r in said["rows"]}

    before, nobody, rows = told()
    post, status = next(one for one in sorted(rows) if one[1] == "there")
    place = next(f"{r['channel_id']}/{post}/{r['person_no']}" for r in call("export", mine, "recheck").lines if r["post_id"] == post)  # fmt: skip
    said = call(
        "decide", mine, "publication.untrue", place, "小说，卷二第4页", "--reason", "核对过", "--officer", "张三"
    )
    assert said.code == 0, said.err
    assert call("run", mine).code == 0
    now, still, left = told()
    assert now == before | {name: before[name] - 1 for name in ("publications", "shown")}
    assert still == nobody
    assert left == rows - {(post, status)}


def test_a_finding_that_was_put_to_another_person_is_rechecked_as_that_persons(call, build, texts, invented):
    both = {1: f"{texts[2]}\n\n姓名：祝雨亭\n身份证：{invented.two}\n学校：听涛大学"}
    case = build((both, "2024-03-01T08:00"), ({2: "晚安"}, "2024-06-01T08:00"))
    items = [r["items"] for r in call("recheck", case, "--json").json["rows"]]
    moved = next(f for f in call("export", case, "findings").lines if f["kind"] == "home_address")
    other = f"{moved['channel_id']}/1/{1 - moved['person_no']}"
    said = call("decide", case, "finding.person", moved["finding"], other, "--reason", "另一人", "--officer", "张三")
    assert said.code == 0, said.err
    assert call("run", case).code == 0
    said = call("recheck", case, "--json")
    assert said.code == 0, said.err
    now = [r["items"] for r in said.json["rows"]]
    assert sum(now) == sum(items)
    assert min(map(abs, (now[0] - items[0], now[1] - items[1]))) > 0


def test_a_page_proves_its_own_stretch_and_its_time_is_the_servers(call, build, texts, tmp_path):
    case = build((texts, "2024-03-01"))
    taken = int(datetime(2024, 6, 1, tzinfo=UTC).timestamp())
    shown = {3: texts[3], 4: texts[4], 6: texts[6]}
    assert call("add", case, page(tmp_path / "yanlian.html", shown, taken)).code == 0
    assert call("run", case).code == 0
    said = call("recheck", case, "--json").json
    rows = {r["post_id"]: (r["status"], r["proves"]) for r in said["rows"]}
    assert rows == {
        "2": ("not_covered", "outside_range"), "3": ("there", "still_shown"), "5": ("gone", "gone_window"), "6": ("there", "still_shown"),
    }  # fmt: skip
    (later,) = said["channels"][0]["later"]
    assert (later["at"], later["at_how"], later["form"]) == ("2024-06-01T00:00:00Z", "server", "tme_page")
    lacking = {(r["item"], r["capture"] is None): r["count"] for r in call("export", case, "completeness").lines}
    assert lacking["later_lacks", True] == 1
    assert lacking["no_reading", True] == 7 - 3


def test_files_that_an_export_names_and_that_were_not_handed_in(call, tmp_path, texts):
    """Trap 15: a path that leads out of the export's folder is not looked for."""
    case, folder = tmp_path / "case", export(tmp_path / "ChatExport", texts)
    told = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    for message, name in zip(told["messages"], ("photos/a.jpg", "photos/b.jpg", "../secret.jpg"), strict=False):
        message["photo"] = name
    (folder / "result.json").write_text(json.dumps(told), encoding="utf-8")
    (folder / "photos").mkdir()
    (folder / "photos" / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture")
    (tmp_path / "secret.jpg").write_bytes(b"\xff\xd8\xff\xe0 nobody's")
    assert call("init", case).code == 0
    assert call("add", case, folder, tmp_path / "secret.jpg").code == 0
    assert call("run", case).code == 0
    found = {
        r["code"]: r["count"]
        for r in call("export", case, "completeness").lines
        if r["item"] == "files" and r["capture"] is None
    }
    assert found == {"absent": 1, "outside": 1}
    assert re.search("写明随附而未入卷的文件 +2", call("figures", case).out)
    assert call("explain", case, "completeness").code == 0


def test_the_rehearsal_case_is_answered_as_it_was_invented(rehearsal_case):
    """Core channels were captured twice: of what was invented as deleted and edited nothing is missed, nothing added."""
    truth = json.loads((rehearsal_case.folder / "truth.json").read_text(encoding="utf-8"))
    rows = [json.loads(line) for line in rehearsal_case.ask("export", "CASE", "recheck").splitlines()]
    of = {
        status: {f"{r['channel_id']}/{r['post_id']}" for r in rows if r["status"] == status}
        for r in rows
        for status in [r["status"]]
    }
    exposing = {f"{p['channel_id']}/{p['post_id']}" for p in truth["posts"] if p["publications"]}
    deleted, edited = (set(truth["later_capture"][name]) for name in ("deleted", "edited"))
    assert of["gone"] == deleted & exposing
    assert of["changed_values_kept"] | of.get("changed_values_gone", set()) == edited & exposing
    once = {r["channel_id"] for r in rows if r["proves"] == "no_later_capture"}
    assert once.isdisjoint(truth["core"])
    assert {r["channel_id"] for r in rows} - once == set(truth["core"])
    lacking = [json.loads(line) for line in rehearsal_case.ask("export", "CASE", "completeness").splitlines()]
    whole = {
        item: sum(r["count"] for r in lacking if r["item"] == item and r["capture"] is None)
        for item in ("later_lacks", "versions")
    }
    assert whole == {"later_lacks": len(deleted), "versions": len(edited)}


def test_what_a_person_alone_said_is_in_neither_capture(call, build, texts):
    """It is made for one capture of a post; once its publication was told as new, though both captures show the post alike."""
    shown = {n: texts[n] for n in (5, 6, 7)}
    case = build((shown, "2024-03-01T08:00"), (shown, "2024-06-01T08:00"))

    def told():
        said = call("recheck", case, "--json").json
        rows = [(one["post_id"], one["status"], one["items"], one["items_gone"]) for one in said["rows"]]
        return rows, [channel["new"] for channel in said["channels"]]

    before = told()
    assert before[1] == [0]
    for place, kind in (("6/text/4-6", "religion"), ("7/text/0-2", "name")):
        span = f"telegram:channel:1850001/{place}"
        said = call("decide", case, "finding.add", span, kind, "--officer", "张三", "--reason", "漏")
        assert said.code == 0, said.err
    assert call("run", case).code == 0
    assert told() == before


def test_a_post_that_was_emptied_is_nothing_new(call, build, texts):
    """Its later version exposes nobody; the claim that all is deleted once failed on it, as if more had been published since."""
    emptied = "该内容已删除"
    shown = {n: texts[n] for n in (1, 2, 3, 7)}
    case = build((shown, "2024-03-01"), (shown | {2: emptied, 3: emptied}, "2024-06-01"))
    said = call("recheck", case, "--json").json
    (channel,) = said["channels"]
    assert [channel[n] for n in ("publications", "removed", "new", "uncompared")] == [2, 2, 0, 0]
    assert "可以作为变更" in said["claim"]
    again = {9: texts[6]}
    case = build((shown, "2024-03-01"), (shown | {2: emptied, 3: emptied} | again, "2024-06-01"))
    (channel,) = call("recheck", case, "--json").json["channels"]
    assert [channel[n] for n in ("publications", "removed", "new", "uncompared")] == [2, 2, 1, 0]
