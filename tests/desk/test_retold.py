"""Parts of sealed values that later posts tell again are shown nowhere: rooms, tails, classes, short names; amounts, counts, times and years stay."""

import json
import shutil
from array import array

import pytest
from tests.cli.conftest import ONE, call, export, home

from doxdocket.desk import masked_posts, sight, tables
from doxdocket.desk.releasing import check
from doxdocket.pipeline import inputs, published
from doxdocket.store.case import Case
from doxdocket.store.parts import parts as parts_of
from doxdocket.store.remains import beyond_names
from doxdocket.store.retold import Forms, Told, any_within, joined

CHANNEL = "telegram:channel:1850001"
__all__ = ["call", "home"]
SEALED = (
    f"姓名：柳春生，身份证：{ONE}，电话：13900001850，住址：浙江省杭州市听涛区松声路12号3幢402室",
    "人现在就在 望海大酒店1806，去堵她",
    "车牌：浙A3K97X，停楼下",
    "祝雨亭，临川市第三实验小学五年级三班，单位：临川市晨曦纸业有限公司",
)


def parts(kind, value):
    return {(one.sort, one.text) for one in parts_of(kind, value)}


TOLD = (
    ("1806敲门第一个发视频的给200u", "1806"),
    ("一八零六那间灯亮着", "一八零六"),
    ("１８０６的人下楼了", "１８０６"),
    ("402那户开灯了", "402"),
    ("就住402", "402"),
    ("3幢门口见", "3幢"),
    ("1850这个号打不通", "1850"),
    ("3K97X又停楼下", "3K97X"),
    ("尾号97X的车", "97X"),
    ("三小门口等着", "三小"),
    ("五三班的", "三班"),
    ("五（3）班那个", "（3）班"),
    ("去晨曦举报", "晨曦"),
    ("晨曦纸业门口", "晨曦纸业"),
    ("雨亭没上学", "雨亭"),
    ("小亭怕了", "小亭"),
    ("老柳躲着", "老柳"),
    ("望海前台说她在", "望海"),
)
STAYS = (
    "有1806人在看", "价格1806元", "给402块", "给402", "1806u到账", "18:06开抢", "18：06开抢", "402次了", "1,806", "1.402", "402天", "402条", "1850年的书", "402多",
    "群里402%", "前1806名", "12楼", "房子大", "三班倒", "三小时后", "小时候", "共402", "¥402",
)  # fmt: skip


@pytest.fixture
def made(call, tmp_path, home, monkeypatch):
    """Makes a case of texts, run and opened; ``answers``: posts by number that answer others."""
    monkeypatch.setenv("DOXDOCKET_HOME", str(home))
    opened = []

    def make(texts, answers=()):
        folder = export(tmp_path / f"Chat{len(opened)}", texts[:9])
        whole = json.loads((folder / "result.json").read_text("utf-8"))
        first = whole["messages"][0]
        whole["messages"] = [
            first | {"id": n, "text": text, "text_entities": [{"type": "plain", "text": text}], "date_unixtime": str(1704067200 + n * 600),
                     "date": "2024-01-01T08:00:00"} | ({"reply_to_message_id": dict(answers)[n]} if n in dict(answers) else {})
            for n, text in enumerate(texts, 1)
        ]  # fmt: skip
        (folder / "result.json").write_text(json.dumps(whole, ensure_ascii=False), "utf-8")
        case = tmp_path / f"case{len(opened)}"
        for words in (("init", case, "--officer", "张三"), ("add", case, folder), ("run", case)):
            assert (said := call(*words)).code == 0, said.err
        opened.append(Case.open(case))
        return opened[-1]

    yield make
    for case in opened:
        case.close()


def _shown(case, number):
    return masked_posts.posts(case, {(CHANNEL, str(number))})[CHANNEL, str(number)].texts[0].shown


def test_a_part_of_a_value_that_a_later_post_tells_again_is_shown_nowhere(made):
    case = made((*SEALED, *(text for text, _ in TOLD)))
    texts = {row["post_id"]: row["text"] for row in tables.TABLES["texts"].rows(case)}
    for number, (text, part) in enumerate(TOLD, len(SEALED) + 1):
        assert part in text
        assert part not in _shown(case, number), text
        assert part not in texts[str(number)], text


def test_amounts_counts_times_and_years_stay(made):
    case = made((*SEALED, *STAYS))
    found = [_shown(case, number) for number in range(len(SEALED) + 1, len(SEALED) + len(STAYS) + 1)]
    assert found == list(STAYS)


def test_a_number_far_away_is_that_of_a_room_only_beside_a_word_for_one_or_in_an_answer(made):
    texts = (SEALED[1], *("今天天气不错",) * 60, "1806知道的都懂", "1806房间知道的都懂", "1806说的是什么")
    case = made(texts, {64: 1})
    assert _shown(case, 62) == "1806知道的都懂"
    assert "1806" not in _shown(case, 63)
    assert "1806" not in _shown(case, 64)


def test_far_from_a_value_a_part_is_one_where_a_post_says_the_name_that_stands_with_it(made):
    texts = (SEALED[3], *("今天天气不错",) * 60, "谁能堵到三班那个祝雨亭拍一张", "谁能堵到三班那个拍一张")
    case = made(texts)
    assert "三班" not in _shown(case, 62)
    assert "三班" in _shown(case, 63)


def test_the_gate_sees_a_number_told_again_in_the_words_of_a_post(made):
    case = made((*SEALED, "1806敲门第一个发视频的给200u", "有1806人在看"))
    clear = ("a.txt", "贴文：1806敲门第一个发视频的给200u".encode())
    assert [hit.kind for hit in check(case, [clear])] == ["hotel_room_current"]
    fine = f"贴文：{_shown(case, 5)}；共1806条，1806元，有1806人在看".encode()
    assert check(case, [("a.txt", fine)]) == []


def test_a_copy_of_the_words_elsewhere_is_masked_as_the_gate_asks(made):
    text = "1806知道的都懂"
    case = made((SEALED[1], text, *("今天天气不错",) * 60, text))
    assert "1806" not in _shown(case, 63)
    shown = _shown(case, 63).encode()
    assert check(case, [("a.txt", shown)]) == []


def test_the_sign_behind_a_name_that_was_cut_short_is_covered():
    names = [(0, 2)]
    assert [*beyond_names("钱叔夏，住", names)] == [(2, 3, "name")]
    assert [*beyond_names("钱叔夏电话", names)] == [(2, 3, "name")]
    assert [*beyond_names("钱叔夏", names)] == [(2, 3, "name")]
    for text in ("钱叔", "钱叔的", "钱叔家", "钱叔，夏", "钱叔昨天来了", "钱叔女"):
        assert [*beyond_names(text, names)] == [], text
    assert [*beyond_names("钱叔夏冬，", [(0, 3)])] == []


def test_the_sign_behind_a_name_that_the_machine_cut_short_is_shown_nowhere(made):
    case = made(("钱叔夏,九中的,班主任,家住临川市青螺区燕尾街4号,电话13000004455", "那个删不掉了"))
    assert any(
        f.kind == "name" and f.end - f.start == 2
        for f in masked_posts.posts(case, {(CHANNEL, "1")})[CHANNEL, "1"].findings
    )
    assert "夏" not in _shown(case, 1)
    assert "夏" not in next(row["text"] for row in tables.TABLES["texts"].rows(case))


def test_a_room_that_is_a_year_too_is_one_beside_a_word_for_a_room_alone(made):
    case = made(("人现在就在 望海大酒店2023，去堵她", "保到2023年", "开标时间2023，", "2023真难", "2023敲门"))
    assert [_shown(case, n) for n in (2, 3, 4)] == ["保到2023年", "开标时间2023，", "2023真难"]
    assert "2023" not in _shown(case, 5)


def test_the_parts_of_a_value_are_told_from_its_days_and_amounts():
    assert ("number", "2023") not in parts("lodging_record", "2023-04-18 竹影酒店 1726房")
    assert ("number", "1726") in parts("lodging_record", "2023-04-18 竹影酒店 1726房")
    assert parts("hotel_room_current", "押金300元") == set()
    assert parts("phone_number", "1850") == set()


def test_parts_are_of_the_posts_of_one_run(made):
    case = made(SEALED)
    told = published.retold(case)
    assert told is published.retold(case)
    row = {"channel_id": "telegram:channel:9", "post_id": "1", "capture": "", "row_no": 0}
    assert told.spans(row, "text", "1806知道的都懂") == told.spans(row, "image:aa", "1806知道的都懂") == []


def _told(run):
    told = Told(run, inputs.retold_stamp())
    rows = [row for batch in run.batches("posts") for row in batch.to_pylist()]
    return told, [told.spans(row, "text", row["text"]) for row in rows], sorted(told.copies())


def test_what_the_run_wrote_down_is_what_is_worked_out_anew(made):
    case = made((*SEALED, *(text for text, _ in TOLD), *STAYS))
    run = published.current(case)
    told, spans, copies = _told(run)
    assert "_anew" not in vars(told)  # no text is gone through
    assert any(spans)
    assert ("hotel_room_current", "1806敲门") in copies
    assert not {"1806", "402", "晨曦"} & {str(cell) for row in run.read("retold").to_pylist() for cell in row.values()}
    shutil.rmtree(run.folder / "retold")  # as in a run of an earlier version
    older, again, anew = _told(run)
    assert "_anew" in vars(older)
    assert (again, anew) == (spans, copies)


def test_a_page_and_a_table_hide_the_same(made):
    texts = (
        *SEALED,
        *(text for text, _ in TOLD),
        "汉族男，钱叔夏，住3幢",
        "收货地址：浙江省绍兴市越城区桐溪镇镇前街9号（原粮站后面），楼下有快递柜，大家去骂",
    )
    case = made(texts)
    told = {row["post_id"]: row["text"] for row in tables.TABLES["texts"].rows(case)}
    hidden = sight.sight(case).hidden
    for row in (row for batch in published.current(case).batches("posts") for row in batch.to_pylist()):
        beyond = hidden.beyond(row, "text", row["text"], [(0, 2, "name")])
        assert [span[:2] for span in hidden.spans(row, "text", row["text"], [(0, 2, "name", "*")])][1:] == [
            b[:2] for b in beyond
        ]
        page = masked_posts.posts(case, {(CHANNEL, row["post_id"])})[CHANNEL, row["post_id"]].texts[0]
        assert page.shown == told[row["post_id"]]


def test_replies_in_a_circle_end(made):
    case = made((SEALED[1], "1806知道的都懂", "今天天气不错", "1806说的是什么"), {2: 2, 3: 4, 4: 3})
    for number in (2, 4):
        assert "1806" not in _shown(case, number)


def test_a_name_with_a_numeral_has_parts_and_one_of_numerals_alone_hides_no_number():
    assert {("given", "1博"), ("name", "王1博")} <= parts("name", "王一博")
    assert not any(sort == "given" for sort, _ in parts("name", "欧阳一一"))


def test_a_sign_that_grows_in_small_letters_leaves_the_rest_folded():
    assert parts("vehicle_file", "İ 浙A3K97X") == parts("vehicle_file", "浙A3K97X") != set()


def test_posts_around_are_sorted_apart_and_bounded():
    assert joined([(7, 7), (1, 3), (3, 4), (5, 5)]) == [(1, 5), (7, 7)]
    for at, near in (([5], True), ([6], False), ([7], True), ([0, 6, 9], False), ([0, 6, 9, 2], True)):
        assert any_within(array("q", sorted(at)), [(1, 5), (7, 7)]) is near


WHOLE = ("祝雨亭没来", "哈哈祝雨亭哈哈", "谁是祝 雨亭", "浙A3K97X", "浙 A 3K97X", "12号3幢402", "松声路12号3幢402室")


def test_a_whole_value_in_which_a_part_lies_is_hidden_whole(made):
    case = made((*SEALED, *WHOLE))
    texts = {row["post_id"]: row["text"] for row in tables.TABLES["texts"].rows(case)}
    for number, text in enumerate(WHOLE, len(SEALED) + 1):
        for shown in (_shown(case, number), texts[str(number)]):
            assert not set(shown.replace("祝**", "")) & set("祝雨亭浙A3K97X12号幢402松声"), (text, shown)


AMOUNTS = (
    "1888 U 一单", "1888 USDT 到账", "收款 1888 usdt", "人数 1888 订阅者", "1888/单", "总计1888", "1888 u", "总计1888 条",
)  # fmt: skip


def test_an_amount_or_a_count_like_the_tail_of_a_telephone_stays_and_passes_the_gate(made):
    case = made((SEALED[0].replace("13900001850", "13900001888"), *AMOUNTS, "1888 说的都懂", "1888这个号打不通"))
    assert [_shown(case, number) for number in range(2, len(AMOUNTS) + 2)] == list(AMOUNTS)
    assert all("1888" not in _shown(case, number) for number in (len(AMOUNTS) + 2, len(AMOUNTS) + 3))
    assert [text for text in (*AMOUNTS, "1888 说的都懂") if check(case, [("a.txt", text.encode())])] == []
    assert check(case, [("a.txt", "1888这个号打不通".encode())]) != []


def test_a_part_of_two_values_is_of_the_same_kind_in_each_run():
    forms = Forms([("id_number", "110101185003071850"), ("home_address", "临川市松声路12号3幢1850室")])
    assert forms.spans("就住1850室") == [(2, 6, "home_address")]
    assert {kind for *_, (kind, _) in forms.read("就住1850室").parts(lambda *_: "x")} == {"number", "code"}
