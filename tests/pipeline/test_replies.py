"""A reply that tells by itself too little, to a post that tells of somebody: found, joined to its person as likely, and in no low."""

import json
from datetime import UTC, datetime

import pytest
from tests.pipeline.test_pipeline import DOSSIER, OTHER, WHO, export, take

from doxdocket import pipeline
from doxdocket.detect import fragments, replies
from doxdocket.pipeline import gaps
from doxdocket.pipeline import replies as stage
from doxdocket.records import OF_REPLY
from doxdocket.store.case import Case

PLACE = "人现在在长江路网咖二楼"
REPLIES = {
    3: (1, "补充 404"),
    4: (1, "尾号不是57是75"),
    5: (2, "补充 505"),
    6: (1, "今晚8点开播"),
    7: (99, "补充 606"),
    9: (8, "补充 707"),
    10: (1, "补充 808 手机 17806401358"),
    14: (3, "是405吧"),
    11: (1, "补充 909"),
    12: (1, PLACE),
    13: (99, PLACE),
}
TWO = f"{OTHER} 住址：四川省成都市武侯区竹影巷777号9栋1单元502\n\n姓名：许望舒 身份证 330102188703164020"


def answered(path, replies):
    data = json.loads(path.read_text(encoding="utf-8"))
    for one in data["messages"]:
        if one["id"] in replies:
            one["reply_to_message_id"] = replies[one["id"]][0]
    data["type"] = "public_supergroup"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """The findings, links and counts of two dossiers with these replies, and of the dossiers alone."""
    out = []
    for answering in ({}, REPLIES):
        top = tmp_path_factory.mktemp("replies")
        told = {1: DOSSIER, 2: OTHER, 8: TWO, **{n: text for n, (_, text) in answering.items()}}
        first = answered(export(top / "a.json", told), answering)
        later = answered(export(top / "b.json", told | {11: "早"}), answering)  # 11 was edited
        with Case.create(top / "case", title="演练", officers=("甲", "乙"), one_key=True, identity=WHO) as made:
            take(made, first, at=datetime(2024, 1, 1, tzinfo=UTC))
            take(made, later, at=datetime(2024, 2, 1, tzinfo=UTC))
            pipeline.run(made, workers=1)
            run = pipeline.current(made)
            figures = {f["id"]: (f["low"], f["high"]) for f in pipeline.figures(made)["figures"]}
            out.append(
                (
                    pipeline.latest_findings(made).to_pylist(),
                    run.read("links").to_pylist(),
                    figures,
                    gaps.rechecked(made).new,
                )
            )
    return out


def test_a_part_is_found_only_beside_what_the_thread_tells_of(answers):
    found = [(r["post_id"], r["kind"], r["verdict"]) for r in answers[1][0] if r["reasons"] == ["reply.part"]]
    homes = [(post, "home_address", "partial") for post in ("3", "9", "14")]
    assert sorted(found, key=lambda one: int(one[0])) == [homes[0], ("4", "phone_number", "partial"), *homes[1:]]


def test_what_a_post_alone_leaves_in_doubt_stands_in_a_reply_to_one_that_tells_of_somebody(answers):
    told = [(r["post_id"], r["kind"], r["verdict"]) for r in answers[1][0] if r["post_id"] in ("12", "13")]
    assert told == [("12", "realtime_location", "valid"), ("13", "realtime_location", "doubtful")]
    reasons = next(r["reasons"] for r in answers[1][0] if r["post_id"] == "12")
    assert reasons[0] == OF_REPLY
    assert not any(one.startswith("chance.") for one in reasons)


def test_replies_are_weighed_each_for_itself():
    told = [("name", "valid", "韩知予"), ("home_address", "valid", "云杉路9号")]
    texts = (PLACE, "补充 404", "好的", "他老婆叫许望舒", PLACE)
    given = [replies.Asked(text, thread, told) for text in texts for thread in (DOSSIER, "她大名叫什么")]
    assert replies.look(given) == [replies.look([one])[0] for one in given]
    assert replies.look([]) == []


def test_one_reply_that_fails_takes_no_other_with_it(monkeypatch):
    look, given = replies.look, [replies.Asked(text, DOSSIER, ()) for text in (PLACE, "崩", PLACE)]
    alone = look(given[:1])[0]
    assert alone
    monkeypatch.setattr(replies, "look", lambda some: 1 / 0 if "崩" in {one.text for one in some} else look(some))
    assert stage.weighed(given) == [alone, [], alone]


def test_only_short_replies_in_which_nothing_is_claimed_in_a_thread_that_may_tell_of_somebody_are_asked():
    texts = {
        1: DOSSIER,
        2: PLACE,
        3: "女",
        4: PLACE,
        5: PLACE * 16,
        6: PLACE,
        7: PLACE,
        8: "是吗",
        10: "叫韩知予",
        11: "?",
    }
    found = {
        1: [("name", "valid", "韩知予")],
        3: [("gender", "valid", "女")],
        6: [("name", "valid", "韩")],
        10: [("name", "doubtful", "韩知予")],
    }
    again = replies.asked(texts, {2: 8, 8: 1, 4: 3, 5: 1, 6: 1, 7: 9, 10: 11}, found)
    assert [*again] == [2, 8, 10]
    assert again[2] == (PLACE, f"{DOSSIER}\n是吗"[-replies.BEFORE :], found[1])
    assert again[10] == ("叫韩知予", "?", [])


def test_what_a_question_before_makes_plain_is_found_where_it_lies_in_the_reply():
    (found,) = replies.look([replies.Asked("叫 韩知予", "住我楼下那女的大名叫啥\n姓韩 电话17806401357", ())])
    assert [(hit.kind, "叫 韩知予"[hit.start : hit.end], hit.person) for hit in found] == [("name", "韩知予", 0)]
    assert not replies.look([replies.Asked("早", "姓名：韩知予 电话17806401357", ())])[0]


def test_a_thread_that_answers_itself_ends():
    assert replies.asked({1: "好", 2: "女"}, {1: 2, 2: 1}, {}) == {}


def test_it_joins_the_person_as_likely_and_is_in_no_low(answers):
    (_, _, alone, _), (_, links, with_replies, _) = answers
    of = [link for link in links if {link["a"].split("/")[1], link["b"].split("/")[1]} & {"3", "4", "11", "12", "14"}]
    assert [(link["rule"], link["level"]) for link in of] == [("reply_adds", "likely")] * 4
    assert {
        name: ends[0] for name, ends in with_replies.items() if name in ("persons", "dossiers", "publications")
    } == {name: ends[0] for name, ends in alone.items() if name in ("persons", "dossiers", "publications")}


TOLD = [
    ("name", "valid", "韩知予"),
    ("home_address", "valid", "云杉路6栋12-1，316室"),
    ("school", "valid", "海棠湾初级中学 初三(6)"),
    ("phone_number", "masked", "178****1357"),
    ("phone_number", "valid", "17806400959"),
    ("id_number", "masked", "510107********2038"),
    ("vehicle_file", "valid", "渝A·6D3F5"),
    ("bank_account", "valid", "6217001893043318127"),
]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("補充 404,我送過貨", "home_address", "404"),
        ("补一下 门牌是7栋1203", "home_address", "7栋1203"),
        ("更正 班写错了不是6班,是8班。", "school", "8班"),
        ("錯喇 尾嗰個唔係9係6,有人聽", "phone_number", "6"),
        ("尾號唔係59係95", "phone_number", "95"),
        ("五二零八 好記", "phone_number", "5208"),
        ("末位玖应作陆，余同前。", "phone_number", "6"),
        ("打错了，宿舍不是316 是361🙏", "home_address", "361"),
        ("更正：五项应为12-4。", "home_address", "12-4"),
        ("换了。6楼1号。", "home_address", "6楼1号"),
        ("放他对门5-2", "home_address", "5-2"),
        ("车牌后头是7K2，常停路边", "vehicle_file", "7K2"),
        ("卡号第二组串行了，3318应是3381。", "bank_account", "3381"),
        ("11，中间是18910412。", "id_number", "18910412"),
        ("别堵错人,是402不是316,316是一对带孙子的", "home_address", "402"),
        ("对的，88号", "home_address", "88号"),
    ],
)
def test_forms_of_a_part(text, kind, words):
    (found,) = fragments.of(text, TOLD)
    assert (found.kind, found.words) == (kind, words)
    assert not fragments.of(text, TOLD[:1])


@pytest.mark.parametrize(
    "text",
    [
        "今天300人进群",
        "不是6点是7点开始",
        "不是3个是5个",
        "中间是12点半",
        "5号不是6号",
        "2024年的事了",
        "我是8班的",
        "我们在另一家，1260，含一顿饭",
        "夜班补900",
        "我妈屋头座机最后四位也是6打头",
        "110",
        "8点见",
        "",
        "x" * 60 + " 补充 404",
    ],
)
def test_what_only_looks_like_one(text):
    assert not fragments.of(text, TOLD)


def test_a_reply_that_stood_in_an_earlier_capture_too_is_nothing_new(answers):
    assert answers[1][3] == {}
