"""``detect``: one line in, one line out, in order, without a value; big input in several processes."""

import json
from random import Random

import pytest

from doxdocket import bounds
from doxdocket.cli import spreading
from doxdocket.rehearsal import cards, people

KEYS = {"start", "end", "kind", "verdict", "mask", "person", "reasons"}


def jsonl(*rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def test_findings_of_one_text(call, invented):
    text = f"姓名：柳春生 身份证：{invented.one} 电话：{invented.phone}"
    said = call("detect", stdin=jsonl({"id": "a", "text": text}))
    assert said.code == 0
    [row] = said.lines
    assert set(row) == {"id", "findings", "conduct"}
    assert (row["id"], row["conduct"]) == ("a", [])
    assert all(set(f) == KEYS for f in row["findings"])
    found = {f["kind"]: text[f["start"] : f["end"]] for f in row["findings"]}
    assert found["id_number"] == invented.one
    assert found["phone_number"] == invented.phone
    assert len({f["person"] for f in row["findings"]}) == 1
    assert all(f["reasons"] for f in row["findings"])


def test_no_value_comes_out(call, invented):
    said = call("detect", stdin=jsonl({"id": 1, "text": f"身份证 {invented.one} 电话 {invented.phone}"}))
    assert said.lines[0]["findings"]
    assert invented.one not in said.out
    assert invented.phone not in said.out
    assert invented.one[6:] not in said.out


def test_a_file_and_standard_input_say_the_same(call, invented, tmp_path):
    text = jsonl(*({"id": n, "text": t} for n, t in enumerate(invented.texts)))
    (tmp_path / "m.jsonl").write_text(text, encoding="utf-8")
    assert (
        call("detect", tmp_path / "m.jsonl").out
        == call("detect", "-", stdin=text).out
        == call("detect", stdin=text).out
    )


def test_offsets_are_code_points_of_the_text_as_given(call, invented):
    text = f"😀\r\n\u200b电话：{invented.phone}"
    [row] = call("detect", stdin=jsonl({"id": 1, "text": text})).lines
    [phone] = [f for f in row["findings"] if f["kind"] == "phone_number"]
    assert text[phone["start"] : phone["end"]] == invented.phone


def test_a_lone_surrogate_is_one_code_point(call, invented):
    [row] = call("detect", stdin='{"id": "\\ud800", "text": "\\ud83d电话：%s"}\n' % invented.phone).lines  # noqa: UP031
    [phone] = [f for f in row["findings"] if f["kind"] == "phone_number"]
    assert (phone["start"], phone["end"]) == (4, 15)


def test_ids_are_given_back_as_they_were_and_blank_lines_passed_over(call):
    said = call("detect", stdin='\ufeff{"id": 7, "text": ""}\n\n{"text": "x"}\n{"id": {"a": 1}, "text": "x"}')
    assert [row["id"] for row in said.lines] == [7, None, {"a": 1}]


def test_nothing_in_nothing_out(call):
    said = call("detect", stdin="")
    assert (said.code, said.out, said.err) == (0, "", "")


@pytest.mark.parametrize(
    "line",
    ["13900001850", "[1]", "{", '"x"', "not json", '{"id": 1}', '{"id": 1, "text": 139}', '{"id": 1, "text": null}'],
)
def test_a_line_that_is_wrong_is_named_by_its_number_only(line, call):
    said = call("detect", stdin=jsonl({"id": 1, "text": "好"}) + line + "\n" + jsonl({"id": 3, "text": "好"}))
    assert said.code == 2
    assert [row["id"] for row in said.lines] == [1]
    assert "第 2 行" in said.err
    assert "139" not in said.err
    assert call("detect", "--json", stdin=line).error["facts"] == {"line": "1"}


def test_bytes_that_are_no_utf8(call):
    said = call("detect", stdin=b'{"id": 1, "text": "\xff"}\n')
    assert (said.code, "第 1 行" in said.err) == (2, True)


def test_no_such_file(call, tmp_path):
    said = call("detect", tmp_path / "x.jsonl", LANG="en_US")
    assert (said.code, "no file" in said.err) == (2, True)


@pytest.fixture
def alone(whole, monkeypatch):
    """How many texts are searched one by one before other processes are started: fewer than in use, unless ``--whole``."""
    if not whole:
        monkeypatch.setattr(spreading, "ALONE", spreading.CHUNK)
    return spreading.ALONE


@pytest.mark.whole
def test_big_input_keeps_its_order_and_says_the_same_as_small(call, invented, tmp_path, alone):
    most = alone + 2 * spreading.CHUNK + 128
    rows = [{"id": n, "text": f"{n} {invented.texts[n % 5]}" if n % 97 == 0 else f"第{n}条闲聊"} for n in range(most)]
    (tmp_path / "big.jsonl").write_text(jsonl(*rows), encoding="utf-8")
    big = call("detect", tmp_path / "big.jsonl").lines
    assert [row["id"] for row in big] == list(range(most))
    some = [row for row in rows if row["id"] % 97 == 0]
    assert [row for row in big if row["id"] % 97 == 0] == call("detect", stdin=jsonl(*some)).lines


def test_a_wrong_line_far_down_a_big_input(call, tmp_path, alone):
    most = alone + 2 * spreading.CHUNK
    rows = [{"id": n, "text": "好"} for n in range(most)]
    (tmp_path / "big.jsonl").write_text(jsonl(*rows) + "oops\n", encoding="utf-8")
    said = call("detect", tmp_path / "big.jsonl")
    assert said.code == 2
    assert f"第 {most + 1} 行" in said.err
    assert "Traceback" not in said.err


def test_a_picture_is_read_with_boxes(call, tmp_path):
    one = people.person(Random(3), 3)
    cards.draw(tmp_path / "card.png", "id_card", one)
    said = call("detect", tmp_path / "card.png")
    assert said.code == 0, said.err
    [row] = said.lines
    assert (row["status"], row["document"]) == ("read", "id_card_front")
    number = next(f for f in row["findings"] if f["kind"] == "id_number")
    assert number["verdict"] == "valid"
    assert [set(box) for box in number["boxes"]] == [{"left", "top", "width", "height"}]
    assert one.one("id_number").plain not in said.out


def test_a_broken_picture_is_unread_and_not_empty(call, tmp_path):
    (tmp_path / "card.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    [row] = call("detect", tmp_path / "card.png").lines
    assert (row["status"], row["why"], row["findings"]) == ("unread", "damaged", [])


def test_a_line_beyond_its_bounds_says_so_and_the_rest_goes_on(call, invented, monkeypatch):
    monkeypatch.setattr(bounds, "TEXT", bounds.Allowance(1500, 0))
    said = call(
        "detect",
        stdin=jsonl(*({"id": n, "text": f"电话 {invented.phone}" + "好" * 2000 * (n == 2)} for n in (1, 2, 3))),
    )
    assert said.code == 0
    assert [(row["id"], len(row["findings"])) for row in said.lines] == [(1, 1), (2, 0), (3, 1)]
    assert [row.get("unsearched") for row in said.lines] == [None, {"how": "stopped", "why": "steps 2014/1500"}, None]
