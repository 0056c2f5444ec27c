"""What labels, columns, headings and telling words propose, by class of writing. All values are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples
from tools.proposed import proposed

from doxdocket.bounds import bounded
from doxdocket.detect import detect
from doxdocket.detect.reader.candidate import made
from doxdocket.detect.reader.candidates.fields import offers
from doxdocket.detect.reader.layout import Shape, frames, joints
from doxdocket.detect.reader.lexicon import Sort, kinds_of, mentions, words
from doxdocket.detect.reader.page import page_of
from doxdocket.detect.reader.tokens import lay
from doxdocket.law.kinds import kinds
from doxdocket.text import read


def found(text):
    """Kind and stretch, as captured, of every candidate."""
    reading = read(text)
    return {(one.kind, text[slice(*reading.span(*one.span))]) for one in proposed("fields", reading)}


def laid(text, shape):
    """Label and value of the frames of a shape."""
    clean = read(text).clean
    words = mentions(clean)
    told = frames(lay(clean), words, joints(lay(clean)))
    return {(clean[slice(*one.label)], clean[slice(*one.value)]) for one in told if one.shape is shape}


def test_a_row_of_heads_holds_no_value_of_a_short_kind():
    table = "姓名|性别|身份证|手机|地址\n张嘉远|男|11010118930412001X|13900001850|云南省曲靖市麒麟区麦浪路29号"
    assert ("gender", "男") in found(table)
    assert {value for kind, value in found(table) if kind == "gender"}.isdisjoint({"身份证", "手机", "姓名"})
    assert [hit.value for hit in detect(table) if hit.kind == "gender"] == ["男"]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("民族：彝族", "ethnicity", "彝族"),
        ("民族 彝族 学历 大专", "education_level", "大专"),
        ("【职业】水果摊主\n【宗教】道教", "job_history", "水果摊主"),
        ("[婚姻] 离异", "marital_status", "离异"),
        ("职业......货车司机", "job_history", "货车司机"),
        ("籍　贯：云南楚雄", "native_place", "云南楚雄"),
        ("婚姻状况\n离异", "marital_status", "离异"),
        ("1.职业:会计", "job_history", "会计"),
        ("芝麻信用→588", "credit_report", "588"),
        ("余额 41,873.26", "deposit_balance", "41,873.26"),
        ("密碼：Yuan#0421", "account_password", "Yuan#0421"),
        ("宗教信仰：一貫道", "religion", "一貫道"),
        ("hunyin: weihun", "marital_status", "weihun"),
        ("gongzi=8200", "income_tax", "8200"),
        ("Religion: Buddhist", "religion", "Buddhist"),
        ("occupation - barista", "job_history", "barista"),
        ("Agama: Islam\nPekerjaan: kerani", "job_history", "kerani"),
        ("Bangsa: Kadazan", "ethnicity", "Kadazan"),
    ],
)
def test_a_label_gives_its_value_with_any_mark_or_none_in_any_language(text, kind, value):
    assert (kind, value) in found(text)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ('{"mz":"彝族","hyzk":"离异"}', "marital_status", "离异"),
        ("mz=彝族&xl=大专", "education_level", "大专"),
        ("<zhiye>货车司机</zhiye>", "job_history", "货车司机"),
        ("INSERT INTO t (xm, mz, xl) VALUES ('甲', '彝族', '大专'), ('乙', '白族', '本科');", "ethnicity", "白族"),
        ("姓名,民族,学历\n甲某,彝族,大专", "education_level", "大专"),
        ("姓名|民族|职业\n--|--|--\n甲某|彝族|养蜂", "job_history", "养蜂"),
        ("| 姓名 | 民族 | 职业 |\n| 甲某 | 彝族 | 养蜂 |", "job_history", "养蜂"),
        ("姓名\t民族\t职业\n甲某\t彝族\t养蜂", "job_history", "养蜂"),
        ("姓名    民族    职业\n甲某    彝族    养蜂", "job_history", "养蜂"),
    ],
)
def test_dumps_and_columns_give_each_cell_the_kind_of_its_head(text, kind, value):
    assert (kind, value) in found(text)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("7月3日 云栖酒店 一晚", "lodging_record", "7月3日 云栖酒店 一晚"),
        ("现在住云栖酒店0816", "hotel_room_current", "云栖酒店0816"),
        ("甲某，03-04 G7104 楚雄到大理 05车12F，离异", "travel_ticket", "03-04 G7104 楚雄到大理 05车12F"),
        ("07-02 06:57 出 南门地库", "vehicle_trace", "07-02 06:57 出 南门地库"),
        ("她，周二周四七点遛狗，住得近", "movement_trace", "周二周四七点遛狗"),
        ("通话记录\n03-01 21:10 主叫 3分 13900001850", "call_record", "03-01 21:10 主叫 3分"),
        ("5月2日 網購 雨傘 $61", "transaction_record", "5月2日 網購 雨傘 $61"),
        ("欠三万二", "loan_debt", "三万二"),
        ("征信：连三累六，两张卡冻结", "credit_report", "连三累六，两张卡冻结"),
        ("月薪九千二，公积金照交", "income_tax", "九千二"),
        ("前科：2011年盗窃拘留七日", "criminal_record", "2011年盗窃拘留七日"),
        ("前年查出糖尿病", "health_record", "糖尿病"),
        ("搜过“半夜睡不着怎么办”", "browsing_history", "半夜睡不着怎么办"),
        ("她说「你明天不要来」", "communication_content", "你明天不要来"),
        ("通讯录 241 条已取", "contacts_list", "241 条已取"),
        ("她上个月打了我二十三道，接了一道", "call_record", "打了我二十三道"),
        ("单亲，跟外婆过，上高二", "family_members", "单亲，跟外婆过"),
        ("数学38 英语44", "exam_certificate", "数学38 英语44"),
        ("名下：楚雄安置房 2 套", "real_estate", "楚雄安置房 2 套"),
        ("钱包里 2,600 USDT", "virtual_asset", "2,600 USDT"),
        ("[图片] 素颜自拍", "face_photo", "素颜自拍"),
    ],
)
def test_a_record_is_one_stretch_and_numbers_of_their_own_kind_fall_out(text, kind, value):
    assert (kind, value) in found(text)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("甲某 / 女 / 彝 / 27岁", "gender", "女"),
        ("甲某 / 女 / 彝 / 27岁", "ethnicity", "彝"),
        ("甲某，三十三，没对象", "age", "三十三"),
        ("属马，九零后", "age", "九零后"),
        ("离过两次婚", "marital_status", "离过两次婚"),
        ("佢冇老婆", "marital_status", "冇老婆"),
        ("他是信佛的", "religion", "信佛"),
        ("退伍軍人，中專畢業", "special_identity", "退伍軍人"),
        ("在菜场卖豆腐的", "job_history", "卖豆腐"),
        ("她钟意女仔", "sexual_life", "钟意女仔"),
        ("“七叶一枝花”真名甲某", "former_name_alias", "七叶一枝花"),
    ],
)
def test_a_trait_is_the_words_that_say_it(text, kind, value):
    assert (kind, value) in found(text)


def test_an_unknown_label_is_a_label_of_no_kind():
    assert ("脾气", "好") in laid("脾气：好", Shape.FIELD)
    assert ("other", "好") in found("脾气：好")


def test_a_label_may_stand_behind_its_value():
    assert ("学历", "大专") in laid("大专(学历)", Shape.BEHIND)
    assert ("education_level", "大专") in found("彝族\n大专 ←学历")


def test_turns_of_talk_quotes_and_price_lists_are_told_apart():
    assert {value for _, value in laid("甲：来不来\n乙：不来", Shape.TURN)} == {"来不来", "不来"}
    assert laid("他讲“算了吧”。", Shape.QUOTE) == {("", "算了吧")}
    assert laid("苹果 5元\n好吃", Shape.PRICE) == {("", "苹果 5元")}


def test_a_word_has_all_its_classes_and_latin_words_stand_alone():
    assert kinds_of("民族") == ("ethnicity",)
    sorts = {(one.sort, one.kind) for one in mentions("他说妈妈是会计")}
    assert {(Sort.RELATION, "mother"), (Sort.RECORD, "job_history")} <= sorts
    assert not any(one.kind == "verification_code" for one in mentions("decoder"))


def test_words_in_passing_propose_no_record_that_the_text_does_not_speak_of():
    assert not {"call_record", "loan_debt", "exam_certificate", "face_photo"} & {
        kind for kind, _ in found("秋天到了，叶子落下来。")
    }


_TEXTS = st.text(
    alphabet=st.sampled_from(
        list('民族职业彝酒店车次未婚卖的在27岁万元:：=|,，。;、()【】“”"<>{}/ \t\n*1.abİZ→①\u200b')
    ),
    max_size=80,
)


@examples(150)
@given(_TEXTS)
def test_candidates_lie_in_the_text_and_are_each_told_once(text):
    reading = read(text)
    found = proposed("fields", reading)
    assert all(0 <= one.span.start < one.span.end <= len(reading.clean) for one in found)
    assert all(one.value == reading.clean[slice(*one.span)] for one in found)
    assert {one.kind for one in found} <= set(kinds())
    assert len({(one.span, one.kind) for one in found}) == len(found)
    assert found == proposed("fields", read(text))
    for some in (frozenset({"age", "travel_ticket"}), frozenset({"other", "job_history", "deposit_balance"})):
        asked = [made(one) for one in offers(page_of(reading), some)]
        assert sorted(asked, key=lambda one: (one.span, one.kind)) == [one for one in found if one.kind in some]


def test_lines_without_a_label_are_asked_for_no_cells():
    lines = 50
    text = lay("天气不错 我去散步\n" * lines)
    told, cut = words(text.clean), joints(text)
    with bounded(10**9) as work:
        assert frames(text, told, cut) == []
    assert work.spent <= 3 * lines


def test_a_header_behind_lines_without_a_label_is_one():
    text = lay("天气不错 我去散步\n" * 3 + "姓名|职业\n韩知予|会计\n")
    found = [one for one in frames(text, words(text.clean), joints(text)) if one.shape is Shape.COLUMN]
    assert [(one.kinds, text.clean[slice(*one.value)]) for one in found] == [
        (("name",), "韩知予"),
        (("job_history",), "会计"),
    ]


@pytest.mark.parametrize(
    ("written", "lines", "clauses"),
    [
        ("a b\n\n c", 2, 2),
        ("a  b|c\td", 1, 3),
        ("a \tb", 1, 1),  # a clause ends at a tab that comes first
        ("a\t b", 1, 2),
        ("a,b。c…d", 1, 4),
        ("", 0, 0),
        ("\n|,", 1, 0),
    ],
)
def test_lines_and_clauses(written, lines, clauses):
    text = lay(written)
    assert (len(text.lines), len(text.clauses)) == (lines, clauses)


@pytest.mark.parametrize(
    ("written", "rank", "starts", "ends"),
    [
        ("甲, 乙|丙", 2, (0, 3, 5), (1, 4, 6)),
        ("甲, 乙|丙", 3, (0, 5), (4, 6)),
        ("3,5 甲", 1, (0, 4), (3, 5)),  # a mark inside a number is none
        ("1. 甲", 1, (0, 3), (1, 4)),  # the dot of a list
        ("a.b 甲", 1, (0, 4), (3, 5)),
        ("甲13900001850乙", 3, (0, 12), (1, 13)),
        ("甲的乙", 0, (0, 2), (1, 3)),
        ("甲。\n乙", 5, (0, 3), (1, 4)),
    ],
)
def test_joints_by_rank(written, rank, starts, ends):
    cut = joints(lay(written))
    assert (cut.starts[rank], cut.ends[rank]) == (starts, ends)


def test_lines_without_marks_are_asked_for_no_labels():
    """The row of a far sign is as one without."""
    near, far = ("字" * many + ":好" for many in (11, 80))
    told = [[one.value for one in frames(lay(text), words(text), joints(lay(text)))] for text in (near, far)]
    assert told[0]
    assert not told[1]
