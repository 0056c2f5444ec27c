"""How many invented retractions and searches ask, and how many near-twins that are none: every second text was written against, the others were held."""

from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from doxdocket.decisions.hints import answered, checked, denied, handed_on, hints, lent, pattern, rules, said
from doxdocket.errors import RuleFault

ROWS = [line.split("\t") for line in (Path(__file__).parent / "hints_said.tsv").read_text("utf-8").splitlines()]


def asking(what, hint, half):
    """How many of the texts of a sort ask, and how many there are."""
    texts = [text for sort, text in ROWS if sort == what][half::2]
    asked = [
        any(one.id == hint for one, _ in (*said(text), *(answered(text) if hint == "taken_back" else ())))
        for text in texts
    ]
    return sum(asked), len(texts)


@pytest.mark.parametrize(
    ("what", "hint", "seen", "held"),
    [
        ("back", "taken_back", (32, 32), (28, 32)),
        ("kept", "taken_back", (2, 30), (8, 30)),
        ("search", "search", (21, 21), (19, 21)),
        ("exposed", "search", (0, 20), (1, 20)),
    ],
)
def test_recall_and_false_questions(what, hint, seen, held):
    assert (asking(what, hint, 0), asking(what, hint, 1)) == (seen, held)


FRAMES = [line.split("\t") for line in (Path(__file__).parent / "hints_frames.tsv").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("sort", "hint", "asking", "of"),
    [
        ("death", "death", 55, 55), ("alive", "death", 0, 53), ("fiction", "fiction", 19, 19), ("real", "fiction", 0, 16),
        ("notice", "notice", 18, 18), ("public", "notice", 0, 13), ("self", "search", 17, 17), ("told", "search", 0, 18),
        ("death later", "death", 17, 17), ("alive later", "death", 0, 18), ("fiction later", "fiction", 7, 8), ("real later", "fiction", 0, 6),
        ("notice later", "notice", 6, 8), ("public later", "notice", 0, 6), ("self later", "search", 6, 7), ("told later", "search", 0, 7),
    ],
)  # fmt: skip
def test_deaths_fiction_notices_and_ones_own_words_ask_and_curses_kin_and_talk_do_not(sort, hint, asking, of):
    """Of texts first read when the words were there (``later``) 11 of 40 asked and 3 of 37 near-twins did; words were added since."""
    name = "敖雪樱"
    texts = [text.format(n=name, i="320586188902010005") for one, text in FRAMES if one == sort]
    asked = [text for text in texts if any(one.id == hint for one, _ in said(text, [name]))]
    assert (len(asked), len(texts)) == (asking, of)


def test_the_sieve_lets_every_text_pass_that_asks():
    texts = [text.format(n="敖雪樱", i="320586188902010005") for _, text in FRAMES]
    passed = pc.match_substring_regex(pa.array(texts), pattern()).to_pylist()
    assert not [text for text, so in zip(texts, passed, strict=True) if said(text, ["敖雪樱"]) and not so]


def test_no_name_is_in_the_words_that_are_shown():
    for _, text in FRAMES:
        shown = [word for _, word in said(text.format(n="敖雪樱", i="320586188902010005"), ["敖雪樱"])]
        assert not any("敖" in word or "雪" in word for word in shown)


@pytest.mark.parametrize(
    ("frame", "lists"), [("{gnoe}死", {}), ("{gone}死", {"gone": " "}), ("{gone}死", {"gone": "[走"}), ("(死", {})]
)
@pytest.mark.parametrize("where", ["form", "unless", "answers"])
def test_a_frame_with_a_list_that_is_not_there_or_is_empty_is_refused_with_its_hint(where, frame, lists):
    """Lawyers correct these lists: an unknown one was a KeyError at the first post, an empty one stood for everything."""
    hint = msgspec.structs.replace(hints()["death"], **{where: (frame,)})
    with pytest.raises(RuleFault, match="death"):
        checked(msgspec.structs.replace(rules(), hints=[hint], lists={**rules().lists, **lists}))


@pytest.mark.parametrize("text", [
    "我不干了，号给别人，夜行退出",
    "账号转让了，以后不是我",
    "频道已经交给朋友打理",
    "以后这个号由小刘来管",
    "本号易主，新号主你们好",
    "接手这个频道，以后我来更新",
    "老子金盆洗手，各位保重",
    "我把号卖给别人了",
    "频道移交，退圈了",
    "本人退出管理，有事别找我",
    "小编不干了，大家散了吧",
    "从今天起频道归别人运营",
    "这个号明天给别人用了，我回老家",
    "新人接手灰鸦，大家多关照",
    "以后由阿强来管这边的更新，有事找他",
    "本号到此为止，各位江湖再见",
    "我的号给室友玩了",
    "我妈不让我玩了，号给我哥登几天。",
    "小号给我弟登了",
    "账号先给我室友用",
])  # fmt: skip
def test_whoever_hands_an_account_on_or_leaves_says_so(text):
    assert handed_on(text)


@pytest.mark.parametrize("text", [
    "把他的号码给别人",
    "他退圈了",
    "谁把账号转让给我",
    "这活我不干了",
    "你退出群聊吧",
    "这个号不卖",
    "工作我不干了，累死",
    "想买账号的私聊",
    "账号转让吗",
    "他把号给别人了",
    "我退出游戏了",
    "频道没了，新频道见",
    "加我小号，大号被封了",
    "她不干了，直接辞职",
    "我的号码给别人了怎么办",
    "他这个号给朋友用",
    "挂号给我妈看病",
    "他号给我哥登过",
    "号给我",
    "号给我妈打电话的那个人",
    "单位来了新人，老王退休",
    "以后是她来接孩子",
    "比赛打完，江湖再见",
])  # fmt: skip
def test_numbers_given_away_others_who_leave_and_offers_hand_no_account_on(text):
    assert not handed_on(text)


@pytest.mark.parametrize(("text", "words"), [
    ("昨天12点后那条…的不是我发的，我号给我表哥登着呢", "我号给我表哥登着呢"),
    ("号借我哥用两天", "号借我哥用两天"),
    ("这号现在是我弟在登", "这号现在是我弟在登"),
    ("我号前几天借给同学用了", "我号前几天借给同学用了"),
    ("这号平时是我室友在管", "这号平时是我室友在管"),
    ("账号五月那几天给我表弟登过", "账号五月那几天给我表弟登过"),
    ("骂人那条是我弟拿我号发的", "我弟拿我号发的"),
    ("我号被我弟拿去用了", "我号被我弟拿去用了"),
    ("那天登我号的是我堂哥", "登我号的是我堂哥"),
    ("这号早就不在我手上", "这号早就不在我手上"),
    ("小号一直在我朋友那", "小号一直在我朋友那"),
    ("我号密码告诉我室友了", "号密码告诉我室友"),
    ("我把号借给我哥了，别找我", "号借给我哥了"),
    ("我号昨晚是我老公在用", "我号昨晚是我老公在用"),
])  # fmt: skip
def test_whoever_says_that_another_has_or_had_the_account_is_quoted(text, words):
    """Of "不是我发的，我号给我表哥登着呢" only the denial was told, and the link had no weak point."""
    assert lent(text) == [words]


@pytest.mark.parametrize("text", [
    "谁说我号给我哥登了",
    "别人说我号给我哥登了，假的",
    "骗你说我号给我哥登过",
    "我想把号给我哥登",
    "明天我号给我哥登",
    "我银行账号给我哥用",
    "我号没给过别人",
    "我号从来不给别人用",
    "他号给我哥登过",
    "她号现在是我弟在登",
    "我号给我哥登了吗",
    "谁的号给我哥登",
    "我号码给我哥了",
    "这号是她妈在用，打过去就是她妈接",
    "这个号是妈妈用的，备注母亲",
    "这号现在别人在用，不是本人",
    "挂号给我妈看病",
    "我妈用我号打电话",
    "本号我朋友发来的料",
    "电话号给我哥用了",
    "如果我号给我哥登",
    "他的账号给我哥登过",
    "这号我弟也认识",
    "我在我哥那吃饭",
    "号给我",
])  # fmt: skip
def test_numbers_and_accounts_of_others_are_lent_to_nobody(text):
    assert not lent(text)


@pytest.mark.parametrize("text", [
    "那阵子号不在我手上",
    "我把号租出去了",
    "手机放他那儿，他发的",
    "号被盗了",
    "频道是几个人共用的，不是我一个人在发",
    "有人登了我的号乱发东西",
    "那几条是我室友拿我手机发的",
    "当时登录的不是我本人",
    "管理员权限给了别人，帖子是他发的",
    "账号是工作室的，谁都能登",
    "这号是我买来的二手号，之前的不是我发的",
    "我早就不用这个号了，现在谁在用我不知道",
])  # fmt: skip
def test_a_rented_stolen_shared_or_handed_account_is_read_in_other_words(text):
    """Only what was lent in a few frames was read: of these an account of identity told no weak point."""
    assert lent(text)


@pytest.mark.parametrize("text", [
    "号一直是我自己用",
    "没借过别人",
    "不借号不租号",
    "号没被盗，就是我发的",
    "他骗我说号被盗了要借钱",
    "他早就不用这个号了",
    "手机给我弟买了新的",
    "密码只有我知道，没外人登过",
    "这号其实是别人在用",
    "没人碰过我的号",
])  # fmt: skip
def test_an_account_used_by_its_owner_alone_is_lent_to_nobody(text):
    assert not lent(text)


def test_words_that_an_account_is_lent_hold_nobodys_name_and_are_no_denial():
    assert lent("我号给敖雪樱登着呢") == []
    assert denied("我号给我表哥登着呢") == [], "it takes nothing out of a low"
