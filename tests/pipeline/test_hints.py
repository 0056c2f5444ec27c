"""Questions that posts themselves put: which posts ask about which publications, and that a decision ends them."""

import json
from datetime import UTC, datetime

import pyarrow as pa
import pytest
from tests.pipeline.test_pipeline import DOSSIER, WHO, export, take
from tests.resolve.made import Who, decision, findings, meta, post, resolve, tables

from doxdocket import pipeline
from doxdocket.account import HINTS
from doxdocket.count.figures import figures
from doxdocket.decisions import acts, application
from doxdocket.decisions.hints import hints
from doxdocket.decisions.hints import said as words_said
from doxdocket.decisions.standing import Standing
from doxdocket.pipeline.hints import asked
from doxdocket.pipeline.published import current
from doxdocket.store.case import Case

C = "telegram:channel:1"
ONE = {"name": "x", "id_number": "A", "phone_number": "P"}
TWO = {"name": "y", "id_number": "B"}


def hinted(posts, texts, *decisions, posters=None, names=None):
    latest = meta(posts)
    made = resolve(findings(posts), latest, list(decisions), {})
    rows = {r["post_id"]: (r["channel_id"], r["post_id"], r["capture"], r["row_no"]) for r in latest.to_pylist()}
    told = {rows[str(no)]: text for no, text in texts.items()}
    return [(r["hint"], r["how"], r["publication"].removeprefix(f"{C}/")) for r in asked(latest, made.dossiers, made.modifiers, told, {(C, str(no)): who for no, who in (posters or {}).items()}, {C: {name: [f"{C}/{key}" for key in keys] for name, keys in (names or {}).items()}})]  # fmt: skip


def test_a_next_post_that_exposes_nobody_asks_about_the_one_before_it():
    posts = [post(1, ONE), post(2, TWO), post(3), post(4)]
    assert hinted(posts, {4: "刚才那个搞错了"}) == [("taken_back", "next", "2/0")]


def test_an_answer_asks_about_what_it_answers_and_a_later_post_about_the_same_person():
    posts = [post(1, ONE), post(2, TWO), post(3, reply_to="1"), post(4, ONE)]
    assert hinted(posts, {3: "更正一下，不是本人"}) == [("taken_back", "reply", "1/0")]
    assert ("taken_back", "person", "1/0") in hinted(posts, {4: "之前发的是编的"})


NAMES = {"林宸禾": ["1/0", "2/0"], "欧阳柏遥": ["3/0"], "许语涵": ["4/0"]}
"""Of three persons: one is named in two posts."""


def test_a_correction_that_names_somebody_is_of_the_nearest_publication_of_that_name_alone():
    one, two = ONE | {"age": "20"}, TWO | {"age": "30"}
    posts = [post(1, one), post(2, one), post(3, two), post(4), post(5, reply_to="3"), post(6, one, reply_to="3")]
    says = "编辑一下：年龄写错，林宸禾是21岁"
    before = [("taken_back", "next", f"{no}/0") for no in (3, 2, 1)]
    assert hinted(posts, {4: says}) == before  # of nobody known by name: of whose age the posts before it tell
    assert hinted(posts, {4: says}, names=NAMES) == [("taken_back", "person", "2/0")]
    assert hinted(posts, {4: "年龄写错，许语涵是21岁"}, names=NAMES) == []  # named, but not published before
    assert hinted(posts, {4: "編輯一下：年齡寫錯，林\u200b宸禾是21歲", 5: ""}, names=NAMES) == [
        ("taken_back", "person", "2/0")
    ]
    assert hinted(posts, {4: "名字打錯，歐陽柏遙"}, names=NAMES) == [("taken_back", "person", "3/0")]  # 欧阳柏遥
    answers = [("taken_back", "reply", "3/0")]
    assert hinted(posts, {5: "看错，是这个。林宸禾本人用的"}, names=NAMES) == answers
    assert (
        hinted(posts, {6: "最后一位看错，林宸禾本人用的这个"}, names=NAMES) == answers
    )  # not of what was right before
    assert hinted(posts, {5: "错了错了，刚那个号是别人的，别打！"}) == answers
    assert hinted(posts, {5: "QQ没错，就是这个"}) == []


def test_a_correction_of_a_kind_asks_about_no_set_without_it():
    """Once the set just before was asked about, which held no telephone, and left the low; the wrong telephone stayed there."""
    number, paper = ({"name": "x", "email": "E", kind: "1"} for kind in ("phone_number", "id_number"))
    posts = [post(1, number), post(2, paper), post(3), post(4, TWO), post(5, reply_to="2"), post(6, reply_to="4")]
    wrong = "更正，手机最后一位打错，是别人的，别打了"
    assert hinted(posts, {3: wrong}) == [("taken_back", "next", "1/0")]
    assert hinted(posts, {3: "更正，学校写错"}) == []
    assert hinted(posts, {5: "手机打错"}) == [("taken_back", "reply", "1/0")]  # an answer to what was added to her set
    assert hinted(posts, {6: "手机打错"}) == []
    assert hinted(posts, {5: "身份证打错了"}) == [("taken_back", "reply", "2/0")]
    names = {"林宸禾": ["1/0", "2/0"]}
    assert hinted(posts, {6: "林宸禾的手机打错了"}, names=names) == []
    assert hinted(posts, {3: "林宸禾的手机打错了"}, names=names) == [("taken_back", "person", "1/0")]


def test_where_several_sets_may_be_meant_all_that_hold_the_kind_are_asked_about():
    posts = [post(1, ONE), post(2, TWO), post(3, {"name": "z", "phone_number": "Q"}), post(4)]
    asked_about = [("taken_back", "next", "1/0"), ("taken_back", "next", "3/0")]
    assert sorted(hinted(posts, {4: "更正，前天那位手机打错"})) == asked_about
    assert hinted(posts, {4: "刚才那个搞错了"}) == [("taken_back", "next", "3/0")]  # of no kind: of the last


def test_a_correction_that_says_an_installment_is_of_the_posts_that_say_it_too():
    second = {"installment 2": ["2/", "4/", "12/"], "installment 3": ["12/"]}
    posts = [
        post(1, TWO),
        post(2, ONE),
        post(3, {"name": "z", "phone_number": "Q"}),
        post(4, {"name": "x", "id_number": "A"}),
    ]
    posts += [post(n, {"name": f"n{n}", "phone_number": f"P{n}"}) for n in range(5, 12)] + [post(12)]
    assert hinted(posts, {12: "更正，第二期手机打错，是别人的"}, names=second) == [("taken_back", "person", "2/0")]
    assert hinted(posts, {12: "更正，第二期打错"}, names=second) == [
        ("taken_back", "person", "2/0"),
        ("taken_back", "person", "4/0"),
    ]
    both = second | {"林宸禾": ["4/0"]}
    assert hinted(posts, {12: "更正，第 02 期林宸禾的身份证打错"}, names=both) == [
        ("taken_back", "person", "2/0"),
        ("taken_back", "person", "4/0"),
    ]
    assert ("taken_back", "next", "11/0") in hinted(posts, {12: "更正，第三期手机打错，是别人的"}, names=second)
    assert hinted(posts, {12: "更正：第三期那条是假的"}, names=second) == [("taken_back", "next", "11/0")]
    itself = [*posts[:-1], post(12, {"name": "w", "phone_number": "W"})]
    assert hinted(itself, {12: "第三期：更正林宸禾那条是假的"}, names=second | {"林宸禾": ["4/0"]}) == [
        ("taken_back", "person", "4/0")
    ]


def test_a_name_or_an_installment_that_every_post_says_means_the_nearest():
    posts = [post(n, {"name": f"n{n}", "phone_number": f"P{n}"}) for n in range(1, 100)] + [post(100)]
    footer = {"installment 3": [f"{n}/" for n in range(1, 101)]}
    found = hinted(posts, {100: "更正，第三期手机打错，是别人的"}, names=footer)
    assert [key for *_, key in found] == [f"{n}/0" for n in range(80, 100)]


@pytest.mark.parametrize("says", ["2019年遇害身亡", "被打身亡", "出差猝死", "工作猝死", "故去"])
def test_deaths_that_are_no_wish_are_asked_about(says):
    assert hinted([post(1, ONE)], {1: f"林宸禾，{says}"}) == [("death", "same", "1/0")]


def test_a_death_that_names_somebody_is_of_the_nearest_publication_of_that_name():
    posts = [post(1, ONE), post(2, ONE), post(3, TWO), post(4)]
    for says in ("听说林宸禾上礼拜走了，脑溢血。别再打电话了", "林宸禾心梗没了", "林宸禾猝死"):
        assert hinted(posts, {4: says}, names=NAMES) == [("death", "person", "2/0")]
    assert hinted(posts, {4: "林宸禾走了，到广州去了"}, names=NAMES) == []
    assert hinted(posts, {4: "听说走了，脑溢血"}, names=NAMES) == []


def test_who_speaks_in_the_first_person_is_asked_about_in_the_post_that_names_them_so():
    names = {"林宸禾": ["1/0"], "许语涵": ["2/0"]}
    posts = [post(1, ONE), post(2, TWO)]
    assert hinted(posts, {1: "我是林宸禾，这是我的名片"}, names=names) == [("search", "same", "1/0")]
    assert hinted(posts, {1: "我是林宸禾的律师", 2: "我是林宸禾，许语涵"}, names=names) == []


def test_a_surname_alone_names_nobody_and_the_words_count_as_without_it():
    """昨晚那个苟什么的是假的 was asked of nobody: the surname was found as a name, of no person, in the post itself."""
    texts = {2: "昨晚那个韩什么的是假的，别打了，投稿人编的"}
    asked_ = hinted([post(1, ONE), post(2)], texts, names={"韩": ["2/0"]})
    assert asked_ == hinted([post(1, ONE), post(2)], texts) != []


@pytest.mark.parametrize("name", ["欧阳", "东方", "王"])
def test_a_surname_by_which_a_publication_calls_its_person_names_that_person(name):
    """The publication just before was asked about, and left the low, though another was taken back."""
    posts, texts = [post(1, ONE), post(2, TWO), post(3)], {3: f"{name}的信息搞错了，不是本人"}
    assert hinted(posts, texts, names={name: ["1/0"]}) == [("taken_back", "person", "1/0")]
    assert hinted(posts, texts, names={name: ["1/None", "3/None"]}) == [("taken_back", "next", "2/0")]
    both = {name: ["1/0"], "许语涵": ["2/0"]}
    assert hinted(posts, {3: f"许语涵的信息搞错了，{name}说的"}, names=both) == [("taken_back", "person", "2/0")]


@pytest.mark.parametrize("name", ["", "韩"])
@pytest.mark.parametrize(
    "says", ["那个韩什么的是假的吗", "真的假的？那个韩什么", "姓韩的那个，我朋友买的包是假的", "韩哥那个合同作废了", "那个韩什么的电影是编的", "昨天那个是不是搞错人了？"]
)  # fmt: skip
def test_who_asks_or_speaks_of_goods_takes_nothing_back(says, name):
    assert hinted([post(1, ONE), post(2)], {2: says}, names={name: ["2/0"]} if name else None) == []
    assert hinted([post(1, ONE), post(2)], {2: f"{says}？搞错了，不是本人"}) != []


@pytest.mark.parametrize("says", ["刚才那条搞错了，马上删", "网上流传的搞错了，不是本人，请马律师联系我"])
def test_a_sign_that_stands_in_another_word_is_no_surname(says):
    """马上 drew each correction to an old post about somebody called 马."""
    posts = [post(1, ONE), post(2, TWO), post(3)]
    assert hinted(posts, {3: says}, names={"马": ["1/0"]}) == [("taken_back", "next", "2/0")]


def test_a_whole_name_told_here_first_leaves_the_surname_by_which_an_earlier_one_is_called():
    posts = [post(1, ONE), post(2, TWO), post(3, ONE)]
    names = {"欧阳": ["1/0"], "林宸禾": ["3/0"]}
    assert hinted(posts, {3: "更正：欧阳的信息搞错了，不是本人，真正的是林宸禾"}, names=names) == [("taken_back", "person", "1/0")]  # fmt: skip


@pytest.mark.parametrize("says", ["搞错了嘛", "搞错了吧友们别打电话", "资料包搞错了，大家别传", "那货搞错了，大家别打"])
def test_slang_and_packets_take_back(says):
    assert hinted([post(1, ONE), post(2, TWO), post(3)], {3: says}) == [("taken_back", "next", "2/0")]


def test_other_words_that_take_back_whom_they_name():
    posts = [post(1, ONE), post(2, ONE), post(3, TWO), *map(post, range(4, 9))]
    for says in ("林宸禾冤枉的，资料是别人的，大家别打了", "林宸禾那期删了，查错", "网友反映林宸禾的信息全是P的"):
        assert hinted(posts, {8: says}, names=NAMES) == [("taken_back", "person", "2/0")], says


def test_an_answer_that_names_one_of_several_is_of_that_one():
    posts = [post(1, ONE, TWO), post(2, reply_to="1")]
    found = hinted(posts, {2: "更正，欧阳柏遥不是本人"}, names={"欧阳柏遥": ["1/1"]})
    assert found == [("taken_back", "reply", "1/1")]


def test_only_who_posted_takes_back_and_whom_it_exposes_demands():
    posts = [post(1, ONE), post(2, reply_to="1")]
    said = {2: "撤回！"}
    assert hinted(posts, said, posters={1: "user1", 2: "user1"}) == [("taken_back", "reply", "1/0")]
    assert hinted(posts, said, posters={1: "user1", 2: "user2"}) == []
    assert hinted(posts, said, posters={1: "user1"}) == [("taken_back", "reply", "1/0")]
    assert hinted(posts, {2: "他已病逝"}, posters={1: "user1", 2: "user2"}) == [("death", "reply", "1/0")]


@pytest.mark.parametrize(
    "text",
    [
        "认准本号，其他都是假的",
        "没搞错，就是他",
        "第一章：主人公是编的",
        "删帖收费的都是假的",
        "发错群了",
        "编号作废声明",
        "別的都是假的",
    ],
)
def test_words_that_deny_or_speak_of_a_novel_take_nothing_back(text):
    assert hinted([post(1, ONE), post(2)], {2: text}) == []


@pytest.mark.parametrize(
    "text",
    [
        "correction #7: 号是别人的，抄错行了",
        "没想到搞错了，对不起各位",
        "没核实弄错了",
        "昨天没看清搞错了",
        "不是故意发错了",
        "撤了，人家只是头像一样",
        "刚刚那条是乌龙，当我没发",
        "名字打错了",
        "認錯人了",
    ],
)
def test_other_words_that_take_back(text):
    assert hinted([post(1, ONE), post(2, reply_to="1")], {2: text}) == [("taken_back", "reply", "1/0")]


@pytest.mark.parametrize(
    "text",
    [
        "废物一个", "残废东西，等着", "眼瞎了才信他", "肾虚成这样还横", "伪君子，满嘴仁义",
        "别搞错了，就是他", "千万不要打错", "莫弄错", "小心搞错人", "怎么会弄错，本人亲口认的", "我们从不搞错",
        "搞错了就直播倒立", "要是弄错了我赔", "万一查错再说", "如果信息有误我退钱", "弄错的话找我",
    ],
)  # fmt: skip
def test_insults_prohibitions_and_conditions_take_nothing_back(text):
    """Insults (废物一个) under a dossier took it out of the low, and so did 别搞错，就是他."""
    assert hinted([post(1, ONE), post(2, reply_to="1")], {2: text}) == []


@pytest.mark.parametrize(
    "text",
    [
        "类别搞错了，抱歉", "别人的号，打错了", "不好意思弄错了", "搞错了就是搞错了，对不起", "这份作废了", "不要再打了，查错人了", "别打了，号是错的",
        "说不定搞错了，先撤", "打错了就撤了",
    ],
)  # fmt: skip
def test_what_only_looks_like_an_insult_or_a_prohibition_takes_back(text):
    assert hinted([post(1, ONE), post(2, reply_to="1")], {2: text}) == [("taken_back", "reply", "1/0")]
    assert [word for _, word in words_said("性别打错了")] == ["性别打错"]


@pytest.mark.parametrize(
    "text",
    [
        "作废",
        "信息有误，请勿转发",
        "经核实系误传，已撤",
        "那人是虚构的",
        "没有这个人",
        "上面那条不作数",
        "号码是乱填的",
        "查错人了，抱歉",
    ],
)
def test_parts_of_words_take_back_what_they_answer_or_point_to(text):
    """Once ten of sixteen such answers raised no question, and the low kept what the channel itself had withdrawn."""
    assert hinted([post(1, ONE), post(2, reply_to="1")], {2: text}) == [("taken_back", "reply", "1/0")]


def test_what_comes_next_takes_back_where_it_points_back():
    posts = [post(1, ONE), post(2)]
    assert hinted(posts, {2: "昨天那条不作数，人和号码都是他自己编出来吓唬人的，已删"}) == [
        ("taken_back", "next", "1/0")
    ]
    assert hinted(posts, {2: "校对志愿者辛苦了，错字少了很多"}) == []
    assert hinted([post(1, ONE), post(2, TWO, reply_to="1")], {2: "别打错，这个才通"}) == [
        ("taken_back", "reply", "1/0")
    ]
    assert hinted([post(1, ONE), post(2, TWO, reply_to="1")], {2: "废物一个"}) == []  # exposes somebody itself


@pytest.mark.parametrize("text", ["再说一遍：本站只挂黑子，假料拉黑", "发假料的永久拉黑"])
def test_a_rule_of_the_house_takes_nothing_back(text):
    assert hinted([post(1, ONE), post(2, reply_to="1")], {2: text}) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("不是清禾中学的，是云麓实验学校的，初二没错", "school"),
        ("那车牌作废", "vehicle_file"),
        ("昨天打错一个字母，车牌是别的", "vehicle_file"),
    ],
)
def test_a_correction_of_one_kind_offers_the_act_of_that_kind_and_is_answered_by_it(text, kind):
    posts = [post(1, ONE | {kind: "v"}), post(2, reply_to="1")]
    [row] = under(posts, {2: text})[1].hints.to_pylist()
    assert (row["kind"], "kind_untrue" in row["command"]) == (kind, True)
    yes = decision(1, acts.KIND_UNTRUE, publication=f"{C}/1/0", kind=kind, source="次日更正贴")
    assert under(posts, {2: text}, yes)[1].hints.num_rows == 0


@pytest.mark.parametrize("text", ["更正：不是他，是他同学的车", "打错了，不是一个学校的，同名而已"])
def test_a_correction_that_takes_back_the_whole_too_asks_of_the_whole(text):
    [row] = under([post(1, ONE | {"school": "v"}), post(2, reply_to="1")], {2: text})[1].hints.to_pylist()
    assert (row["kind"], "kind_untrue" in row["command"]) == (None, False)


@pytest.mark.parametrize(
    "text",
    [
        "捡到身份证一张，失主请联系群管理",
        "寻弟：离家三个月，家里等你",
        "失物招领：钱包一个",
        "领队电话（已征得本人同意公开）",
    ],
)
def test_finders_searchers_and_who_agreed_are_asked_about(text):
    assert hinted([post(1, ONE)], {1: text}) == [("search", "same", "1/0")]


def test_what_is_no_novel_is_not_asked_about():
    assert hinted([post(1, ONE)], {1: "这回不是小说，是真人"}) == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("小说连载，第一章", "fiction"),
        ("警情通报：在逃", "notice"),
        ("他已病逝", "death"),
        ("寻人启事，家属重谢", "search"),
    ],
)
def test_a_post_that_says_what_it_is_asks_about_its_own(text, hint):
    assert hinted([post(1, ONE), post(2, TWO)], {2: text}) == [(hint, "same", "2/0")]


def test_words_far_away_or_of_another_channel_ask_nothing_nor_does_what_was_decided():
    posts = [post(1, ONE), post(2), post(3), post(4), post(5), post(90), post(91, channel="telegram:channel:2")]
    assert hinted(posts, {5: "编造的", 90: "编造的", 91: "编造的"}) == []
    posts = [post(1, ONE), post(2)]
    assert hinted(posts, {2: "编造的"}, decision(1, "person.untrue", person=f"{C}/1/0", source="次日贴文")) == []
    assert hinted([post(1, ONE)], {1: "病逝"}, decision(1, "person.deceased", person=f"{C}/1/0")) == []


def test_a_list_of_many_asks_about_its_first_ones_alone():
    many = [Who({"name": f"n{i}", "id_number": f"I{i}"}) for i in range(25)]
    assert len(hinted([post(1, *many)], {1: "悬赏通告"})) == 20


def under(posts, texts, *decisions):
    """What is counted where these texts ask, and how the publications count."""
    latest = meta(posts)
    at = {r["post_id"]: (r["channel_id"], r["post_id"], r["capture"], r["row_no"]) for r in latest.to_pylist()}
    told = {at[str(no)]: text for no, text in texts.items()}

    def asks(dossiers, modifiers):
        return pa.Table.from_pylist(asked(latest, dossiers, modifiers, told), HINTS)

    made = resolve(findings(posts), latest, list(decisions), {}, asked=asks)
    given = tables(posts, made, list(decisions)) | {"hints": made.hints}
    return {f["id"]: f for f in figures(given, Standing.of(decisions), case_info={}, digests={})["figures"]}, made


@pytest.mark.parametrize(("text", "taken"), [("小说连载", 2), ("警情通报", 0), ("他已病逝", 0), ("寻人启事", 0)])
def test_what_an_open_hint_would_take_away_is_in_no_low_and_a_no_brings_it_back(text, taken):
    """Once a novel's person stood in the low while nobody had answered whether there was such a person."""
    posts = [post(1, ONE), post(2, TWO), post(3, ONE, channel="telegram:channel:2")]
    f, made = under(posts, {1: text})
    again = (
        1 if taken or "逝" in text else 2
    )  # fiction is with its repeats, a death of the whole person; a notice is of its own post
    ends = {
        name: [f[name][end] for end in ("low", "estimate", "high")]
        for name in ("persons", "publications", "items_set", "kinds")
    }
    assert ends["persons"] == [again, 2, 2]
    assert ends["publications"] == [again, 3, 3]
    assert ends["items_set"][0] == ends["persons"][0]
    (row,) = made.hints.to_pylist()
    assert (len(row["kept_from_low"]), len(row["yes_takes"])) == (3 - again, taken)
    assert (f["hints_open"]["value"], f"现不在低值的发布次 {3 - again}" in f["hints_open"]["note"]) == (1, True)
    (no,) = (d for d in [decision(1, acts.HINT_NO, publication=f"{C}/1/0", hint=row["hint"])])
    f, made = under(posts, {1: text}, no)
    assert ([f["persons"][end] for end in ("low", "estimate", "high")], made.hints.num_rows) == ([2, 2, 2], 0)


def test_of_a_list_with_more_than_are_asked_about_nobody_is_in_the_low():
    many = [Who({"name": f"n{i}", "id_number": f"I{i}"}) for i in range(25)]
    f, made = under([post(1, *many)], {1: "小说连载"})
    assert (made.hints.num_rows, [f["persons"][end] for end in ("low", "estimate", "high")]) == (20, [0, 25, 25])


def test_a_no_brings_one_of_a_long_list_back_before_all_are_answered():
    many = [Who({"name": f"n{i}", "id_number": f"I{i}"}) for i in range(25)]
    answers = [decision(n, acts.HINT_NO, publication=f"{C}/1/{n - 1}", hint="fiction") for n in range(1, 20)]
    f, made = under([post(1, *many)], {1: "小说连载"}, *answers)
    assert (made.hints.num_rows, [f["persons"][end] for end in ("low", "estimate", "high")]) == (1, [19, 25, 25])


def test_a_no_about_one_showing_holds_though_another_of_the_same_set_still_waits():
    posts = [post(1, ONE), post(2, ONE, channel="telegram:channel:2")]
    f, _ = under(
        posts, {1: "小说连载", 2: "小说连载"}, decision(1, acts.HINT_NO, publication=f"{C}/1/0", hint="fiction")
    )
    assert f["persons"]["low"] == 1


def test_many_questions_about_one_person_name_his_publications_once():
    posts = [post(n, ONE) for n in range(1, 200)]
    _, made = under(posts, dict.fromkeys(range(1, 200), "他已病逝；小说连载"))
    kept = [key for row in made.hints.to_pylist() for key in row["kept_from_low"]]
    assert (made.hints.num_rows, len(kept), len(set(kept))) == (398, 398, 199)


def test_what_repeats_a_set_that_waits_is_counted_in_the_low_all_the_same():
    """A part of a set is no repeat at the low of one that is in no low: the low of sets is never below that of persons."""
    posts = [post(1, ONE), post(2, {"name": "x", "id_number": "A"})]
    f, _ = under(posts, {1: "警情通报"})
    assert [f[name]["low"] for name in ("persons", "items_set", "dossiers", "items_changed")] == [1, 1, 1, 1]


def test_an_answer_no_ends_that_question_alone_and_undone_it_is_asked_again():
    assert acts.CODES["hint"] == tuple(hints())
    posts, said = [post(1, ONE), post(2, TWO)], {1: "小说连载；据警情通报", 2: "小说连载"}
    no = decision(1, acts.HINT_NO, publication=f"{C}/1/0", hint="fiction")
    every = [("fiction", "same", "1/0"), ("fiction", "same", "2/0"), ("notice", "same", "1/0")]
    assert hinted(posts, said) == every
    assert hinted(posts, said, no) == every[1:]
    assert hinted(posts, said, no, decision(2, "undo", decision="1")) == every
    made = resolve(findings(posts), meta(posts), [no], {})
    (row,) = made.modifiers.to_pylist()
    assert (row["modifier"], row["told"], row["of"]) == ("hint_no", "fiction", f"{C}/1/0")
    assert made.dossiers == resolve(findings(posts), meta(posts), [], {}).dossiers


SET = {"name": "x", "id_number": "A", "school": "文晖", "phone_number": "P"}


def ends(f, name):
    return [f[name][end] for end in ("low", "estimate", "high")]


def test_a_yes_to_a_correction_takes_out_what_it_corrects_and_nothing_else():
    """Once the whole publication went where its channel had corrected a school."""
    posts = [
        post(1, SET), post(2, reply_to="1"), post(3, {"school": "文晖", "name": "y", "id_number": "B"}),
        post(4, {"id_number": "A", "school": "文晖"}, channel="telegram:channel:2"),
    ]  # fmt: skip
    text = {2: "更正：学校写错了"}
    _, made = under(posts, text)
    [row] = [row for row in made.hints.to_pylist() if row["how"] == "reply"]
    assert (row["kind"], row["word"], row["yes_takes"]) == ("school", "学校写错", [])
    assert row["command"] == f'doxdocket decide CASE publication.kind_untrue {C}/1/0 school "…" --reason "…"'
    before, _ = under(posts, {})
    yes = decision(1, acts.KIND_UNTRUE, publication=f"{C}/1/0", kind="school", source="次日更正贴")
    f, made = under(posts, text, yes)
    assert made.hints.num_rows == 0  # it is answered
    for name in ("persons", "publications", "sets_untrue"):
        assert ends(f, name) == ends(before, name)
    assert (ends(before, "kind.school")[2], ends(f, "kind.school")[2]) == (
        2,
        1,
    )  # that of y, told by himself, stays; that of the set told again goes
    (told,) = [row for row in made.modifiers.to_pylist() if row["modifier"] == "kind_untrue"]
    assert (told["of"], told["told"], told["source"]) == (f"{C}/1/0", "school", "次日更正贴")


THREE = {"name": "z", "id_number": "C", "phone_number": "Q"}


@pytest.mark.parametrize("text", ["搞错了，不是本人", "前天那位打错", "更正，前天那位手机打错"])
def test_a_yes_to_a_correction_ends_it_and_asks_about_nobody_else(text):
    """What a person had answered was asked once more, of the publication before, or of others that might have been meant."""
    posts = [post(1, ONE), post(2, TWO | {"phone_number": "R"}), post(3, THREE), post(4)]
    yes = decision(1, "publication.untrue", publication=f"{C}/3/0", source="次日更正贴")
    assert under(posts, {4: text})[1].hints.num_rows
    f, made = under(posts, {4: text}, yes)
    assert made.hints.num_rows == 0
    assert ends(f, "persons") == [2, 2, 2]
    undone = under(posts, {4: text}, yes, decision(2, "undo", decision="1"))[1].hints
    assert undone == under(posts, {4: text})[1].hints
    assert hinted(posts, {4: "林宸禾那条是假的"}, yes, names={"林宸禾": ["1/0", "3/0"]}) == []


def test_of_several_that_a_correction_of_one_kind_may_mean_one_answer_is_that_of_all():
    posts = [post(1, ONE), post(3, THREE), post(4)]
    yes = decision(1, acts.KIND_UNTRUE, publication=f"{C}/1/0", kind="phone_number", source="次日更正贴")
    no = decision(1, acts.HINT_NO, publication=f"{C}/1/0", hint="taken_back", asking=f"{C}/4")
    one, several = {4: "更正，前天那位手机打错"}, {4: "更正，前天那几位手机都打错"}
    assert (under(posts, one)[1].hints.num_rows, under(posts, one, yes)[1].hints.num_rows) == (2, 0)
    assert ends(under(posts, one, yes)[0], "persons") == [2, 2, 2]
    for text, answer in ((one, no), (several, yes)):
        [left] = under(posts, text, answer)[1].hints.to_pylist()
        assert left["publication"] == f"{C}/3/0"


def test_what_many_share_does_not_tell_that_a_set_is_told_again():
    posts = [post(1, SET | {"gender": "f"}), post(2, {"school": "文晖", "gender": "f", "name": "y", "id_number": "B"})]
    yes = decision(1, acts.KIND_UNTRUE, publication=f"{C}/1/0", kind="school", source="次日更正贴")
    assert ends(under(posts, {}, yes)[0], "kind.school")[2] == 1  # that of y, who is a woman too


def test_a_kind_that_is_answered_ends_no_question_about_the_whole_set():
    """Once the answer about a school silenced every later correction of that person."""
    posts = [post(1, SET), post(2, reply_to="1"), post(3, reply_to="1"), post(4, reply_to="1")]
    yes = decision(1, acts.KIND_UNTRUE, publication=f"{C}/1/0", kind="school", source="次日更正贴")

    def asked_of(*decided):
        rows = under(posts, {2: "更正：学校写错了", 3: "电话写错了", 4: last}, *decided)[1].hints.to_pylist()
        return [(row["word"], row["kind"]) for row in rows if row["publication"] == f"{C}/1/0"]

    last = ""
    assert (asked_of(), asked_of(yes)) == ([("学校写错", "school")], [("电话写错", "phone_number")])
    last = "不是本人"
    assert asked_of() == asked_of(yes) == [("不是本人", None)]


def test_a_correction_that_names_no_kind_is_of_the_whole_set():
    posts = [post(1, SET), post(2, reply_to="1")]
    for said in ("搞错了", "号码写错了"):
        _, made = under(posts, {2: said})
        [row] = made.hints.to_pylist()
        assert (row["kind"], row["yes_takes"]) == (None, [f"{C}/1/0"])


def test_a_no_to_what_one_post_says_leaves_what_others_say_of_the_set():
    """Once a no about a school silenced a later post that took the whole set back, and held the set in the low."""
    posts = [post(1, SET), post(2, SET), post(3, reply_to="1"), post(4, reply_to="1")]
    said = {3: "更正：学校写错了", 4: "撤回，不是本人"}
    no = decision(1, acts.HINT_NO, publication=f"{C}/1/0", hint="taken_back", asking=f"{C}/3")
    rows = under(posts, said)[1].hints.to_pylist()
    assert [row["word"] for row in rows] == ["撤回"]
    assert rows[0]["command_no"] == f'doxdocket decide CASE publication.hint_no {C}/1/0 taken_back {C}/4 --reason "…"'
    f, made = under(posts, said, no)
    [row] = made.hints.to_pylist()
    assert (row["post_id"], row["kept_from_low"]) == ("4", [f"{C}/1/0", f"{C}/2/0"])
    assert ends(f, "persons") == [0, 1, 1]
    both = decision(2, acts.HINT_NO, publication=f"{C}/1/0", hint="taken_back", asking=f"{C}/4")
    f, made = under(posts, said, no, both)
    assert (made.hints.num_rows, ends(f, "persons")) == (0, [1, 1, 1])
    every = decision(1, acts.HINT_NO, publication=f"{C}/1/0", hint="taken_back")  # names no post: of all of them
    assert under(posts, said, every)[1].hints.num_rows == 0


def test_a_no_about_one_showing_gives_the_set_to_the_next_question():
    """What was answered no of one showing is not what a later post says of another showing of the set."""
    posts = [post(1, ONE), post(2, ONE), post(3, reply_to="1"), post(4, reply_to="2")]
    said = {3: "搞错了", 4: "撤回"}
    no = decision(1, acts.HINT_NO, publication=f"{C}/1/0", hint="taken_back", asking=f"{C}/3")
    f, made = under(posts, said, no)
    [row] = made.hints.to_pylist()
    assert (row["post_id"], row["kept_from_low"]) == ("4", [f"{C}/1/0", f"{C}/2/0"])
    assert ends(f, "persons") == [0, 1, 1]


def test_corrections_of_a_kind_read_the_findings_twice_however_many_there_are(monkeypatch):
    """Once each decision passed over every finding four times."""
    posts = [post(n, {"id_number": f"A{n}", "school": "文晖"}) for n in range(1, 41)]
    decided = [
        decision(n, acts.KIND_UNTRUE, publication=f"{C}/{n}/0", kind="school", source="更正") for n in range(1, 41)
    ]
    passes = []
    whole, real = findings(posts), application.pc.is_in

    def counted(values, *args, **more):
        passes.append(len(values) == whole.num_rows)
        return real(values, *args, **more)

    monkeypatch.setattr(application.pc, "is_in", counted)
    left = application.stands(whole, Standing.of(decided))
    assert (left.num_rows, "school" in left["kind"].to_pylist()) == (40, False)
    assert sum(passes) <= 3


@pytest.mark.parametrize(
    "text",
    [
        "这号人，老天爷给编的号是",
        "放假的时候在姥姥家",
        "微信不实名，乌龙茶不离手",
        "自以为见过世面，周末剧本杀，爱看小说",
        "在逃课，去世界杯",
    ],
)
def test_prose_about_somebody_that_holds_a_word_within_another_asks_nothing(text):
    """Once a proven set left the low because a later post of the same person told which number he had been given (编的号)."""
    f, made = under([post(1, ONE), post(2, ONE)], {2: text})
    assert (made.hints.num_rows, ends(f, "persons")) == (0, [1, 1, 1])


def test_a_label_for_whom_a_list_is_of_is_no_first_person():
    names, posts = {"林宸禾": ["1/0"]}, [post(1, ONE)]
    assert hinted(posts, {1: "母亲 许某\n本人 林宸禾 电话"}, names=names) == []
    assert hinted(posts, {1: "本人林宸禾，实名举报"}, names=names) == [("search", "same", "1/0")]
    assert hinted(posts, {1: "本人叫林宸禾，电话"}, names=names) == [("search", "same", "1/0")]


def test_a_yes_to_a_kind_ends_the_question_as_of_a_near_kind_and_of_earlier_sets_too():
    """Once the same correction was asked again of the account beside the telephone that it had taken out, and kept the set out of the low."""
    told = SET | {"social_account": "q"}
    posts = [post(1, {"name": "x", "id_number": "A", "phone_number": "R"}), post(2, told), post(3, reply_to="2")]
    yes = decision(1, acts.KIND_UNTRUE, publication=f"{C}/2/0", kind="phone_number", source="次日更正贴")
    text = {3: "更正：手机错一位"}
    assert [row["kind"] for row in under(posts, text)[1].hints.to_pylist()] == ["phone_number"]
    f, made = under(posts, text, yes)
    assert made.hints.num_rows == 0
    assert ends(f, "persons") == [1, 1, 1]


@pytest.mark.parametrize(
    ("said_", "best"),
    [
        ("韩知予，再不道歉就贴到你单位门口", 2),
        ("韩知予那条不是我发的，是别人投的稿", 1),
        ("更正一下，韩知予那条里车牌是错的", 1),
        ("韩知予那条，是不是我发的你管得着", 2),
        ("上次发错了人，这次没错，就是韩知予，大家去骂她", 2),
        ("接着盒韩知予！！另外昨天那条车牌发错了", 2),
        ("韩知予那条不是我发的，电话17806401357倒是我发的", 2),
    ],
)
@pytest.mark.whole(but=5)
def test_who_is_only_named_in_a_denial_or_correction_is_in_no_estimate_of_publications(tmp_path, said_, best):
    """Reading 15: a denial that names whom others exposed was a publication of whoever denies, in the estimate, once a person said that both are of the same."""
    with Case.create(tmp_path / "case", title="演练", officers=("甲", "乙"), one_key=True, identity=WHO) as made:
        take(made, export(tmp_path / "a.json", {1: DOSSIER, 3: said_}), at=datetime(2024, 1, 1, tzinfo=UTC))
        pipeline.run(made, workers=1)
        first, then = (
            f"{r['channel_id']}/{r['post_id']}/{r['person_no']}" for r in current(made).read("dossiers").to_pylist()
        )
        made.decide("person.same", {"a": first, "b": then}, "原文核对", "甲")
        pipeline.run(made, workers=1)
        told = {f["id"]: f for f in pipeline.figures(made)["figures"]}["publications"]
        assert (told["estimate"], told["high"]) == (best, 2)
        asks = "发错" in said_  # of an earlier post, which leaves the low until somebody answers
        assert told["low"] == (0 if asks else 1 if "电话" not in said_ else 2)


@pytest.mark.parametrize("text", ["打错了", "学校写错，电话打错"])
def test_a_slip_of_no_kind_or_of_several_is_answered_by_the_kind_that_a_person_names(text):
    """Once the set stayed out of the low for ever, for the question had no kind that an answer could have."""
    posts = [post(1, SET), post(2, reply_to="1"), post(3, reply_to="1")]
    yes = decision(1, acts.KIND_UNTRUE, publication=f"{C}/1/0", kind="school", source="次日更正贴")
    before, asks = under(posts, {2: text})
    assert [(row["word"], row["kind"]) for row in asks.hints.to_pylist()] in ([("打错", None)], [("写错", None)])
    f, made = under(posts, {2: text}, yes)
    assert (ends(before, "persons")[0], ends(f, "persons")[0], made.hints.num_rows) == (0, 1, 0)
    assert f == under(posts, {}, yes)[0]  # as where nothing asked and the person said so
    assert "kind.school" not in f
    still = under(posts, {2: "学校写错了", 3: "打错了"}, yes)[1].hints.to_pylist()
    assert [(row["word"], row["post_id"]) for row in still] == [("打错", "3")]  # the answer was to the other question


WRONG = "更正，昨天那个电话不是17806401357的，写错了。"


@pytest.mark.parametrize(
    ("said_", "answers", "left_low"),
    [
        (WRONG, True, True),
        (WRONG, False, True),
        ("身份证510107189906152038是假的，别信", True, True),
        ("更正：地址写错了。电话17806401357", True, False),
        ("补充：电话17806401357", True, False),
    ],
)
def test_a_post_that_takes_a_value_back_adds_nothing_to_the_low(tmp_path, said_, answers, left_low):
    """Reading 21: the correction of a number counted in the low as exposing the person with it, also after a person had decided that the number is untrue."""
    path = export(tmp_path / "a.json", {1: DOSSIER, 3: said_})
    data = json.loads(path.read_text("utf-8"))
    if answers:
        data["messages"][1]["reply_to_message_id"] = 1
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    with Case.create(tmp_path / "case", title="演练", officers=("甲", "乙"), one_key=True, identity=WHO) as made:
        take(made, path, at=datetime(2024, 1, 1, tzinfo=UTC))
        pipeline.run(made, workers=1)
        sets = {r["post_id"]: r for r in current(made).read("dossiers").to_pylist()}
        assert sets["1"]["counts"] != "none"
        assert (sets["3"]["counts"] != "low") >= left_low
        if not left_low:
            assert sets["3"]["counts"] == "low"
        if said_ != WRONG or not answers:
            return
        first = f"{sets['1']['channel_id']}/1/{sets['1']['person_no']}"
        made.decide(
            acts.KIND_UNTRUE, {"publication": first, "kind": "phone_number", "source": "次日更正贴"}, "核对", "甲"
        )
        pipeline.run(made, workers=1)
        again = {r["post_id"]: r["kinds"] for r in current(made).read("dossiers").to_pylist() if r["counts"] != "none"}
        assert "phone_number" not in again["1"]
        assert "3" not in again
        assert "kind.phone_number" not in {f["id"] for f in pipeline.figures(made)["figures"] if f["high"]}
