"""The decision over candidates: sets by hand, small texts, the table of weights, a net's seat, prose beside numbers, and how weights are fitted."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from tests.detect.reader.nets import net_of
from tools import train_decide
from tools.train import oof
from tools.train_decide import features

from doxdocket.count.explanation import cell
from doxdocket.detect import detect
from doxdocket.detect.data import table
from doxdocket.detect.reader import columns, decide, tagger
from doxdocket.detect.reader.candidate import Form, Generator, Span
from doxdocket.detect.reader.columns import Feature
from doxdocket.detect.reader.decide import best
from doxdocket.detect.reader.evidence import Evidence
from doxdocket.law.kinds import kinds
from doxdocket.records import Verdict
from doxdocket.score.hands import read_text
from doxdocket.score.measures import measures, near
from doxdocket.text import read

MOBILE = "13900001850"
CITIZEN = "11010118990307002X"
RIGHT = "110101189903070026"
NOTHING = frozenset().__contains__


def evidence(text, net=None):
    reading = read(text)
    return Evidence.of(reading, net or tagger.tag([reading])[0])


def judged(text, **more):
    return decide.decide(evidence(text, more.pop("net", None)), **more)


@pytest.mark.parametrize(
    ("rivals", "kept"),
    [
        ([], []),
        ([(0, 5, "a", 0), (5, 9, "a", -3)], []),
        ([(0, 5, "a", 3), (5, 9, "b", 2)], [0, 1]),  # they touch and share nothing
        ([(0, 5, "a", 3), (4, 9, "b", 2)], [0]),
        ([(0, 9, "a", 5), (0, 4, "b", 3), (4, 9, "c", 3)], [1, 2]),  # two small ones beat a great one
        (
            [(0, 9, "a", 6), (0, 4, "b", 3), (4, 9, "c", 3)],
            [0],
        ),  # equal sums: the last one comes first by end, start and kind
        ([(0, 9, "a", 7), (0, 4, "b", 3), (4, 9, "c", 3)], [0]),
        ([(0, 4, "b", 3), (0, 4, "a", 3)], [1]),  # equal in all: by the name of the kind
    ],
)
def test_the_best_set_by_hand(rivals, kept):
    assert best(rivals) == kept
    assert [rivals[n] for n in best(rivals)] == [rivals[::-1][n] for n in best(rivals[::-1])]


def test_a_best_set_is_best_of_all_sets():
    rng = np.random.default_rng(1)
    for _ in range(60):
        starts, sizes, scores = rng.integers(0, 12, 9), rng.integers(1, 6, 9), rng.integers(-5, 20, 9)
        rivals = [(int(a), int(a + b), "k", int(s)) for a, b, s in zip(starts, sizes, scores, strict=True)]
        sums = [0]
        for chosen in range(1 << 9):
            some = sorted(rivals[n] for n in range(9) if chosen >> n & 1)
            if all(a[1] <= b[0] for a, b in pairwise(some)):
                sums.append(sum(one[3] for one in some))
        assert sum(rivals[n][3] for n in best(rivals)) == max(sums)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (f"姓名韩知予 手机:{MOBILE}", [("name", "韩知予"), ("phone_number", MOBILE)]),
        (f"身份证 {CITIZEN} 电话{MOBILE}", [("id_number", CITIZEN), ("phone_number", MOBILE)]),
        ("她微信号 hanzy_1897,昨天改的", [("social_account", "wechat:hanzy_1897")]),
        ("他邮箱 hanzhiyu@example.com", [("email", "hanzhiyu@example.com")]),
        ("快递单号 7312 0918 4456 已到驿站", []),
        ("版本 4.2.0 构建号 20230825", []),
        ("销售热线 0731-85550000 诚邀品鉴", []),
        ("", []),
    ],
)
def test_small_texts(text, answer):
    assert [(hit.kind, hit.value) for hit in detect(text)] == answer


def test_what_shows_itself_is_kept_in_a_post_that_hardly_discloses_anybody():
    def shown(text):
        given = evidence(text)
        return {one[2] for one in given.offers if given.shows(one)}

    assert shown(f"手机号：{MOBILE}") == {"phone_number"}
    assert shown(f"{MOBILE}") == set()
    assert shown(f"{RIGHT}") >= {"id_number"}
    rivals, claims = [(0, 3, "phone_number", 0), (5, 8, "phone_number", 0)], [700, 300]
    by_kind = {"phone_number": {decide.LINE: 200}, decide.POST: {decide.NUMBERS: 9}}
    assert decide.parted(rivals, claims, claims, by_kind, (), {0, 1}.__contains__)[0] == [0]
    assert decide.parted(rivals, claims, claims, by_kind, (), NOTHING)[0] == []


def test_what_stands_beside_is_a_feature_over_marks_and_one_line_end():
    def beside(text, kind, value):
        given = evidence(text)
        names = next(names for one, names in features(given).items() if one[2] == kind and one[3] == value)
        return [name for name in names if name.startswith(("prev=", "next="))]

    both = f"{RIGHT} | {MOBILE}"
    assert beside(both, "phone_number", MOBILE) == ["prev=id_number", "next=none"]
    assert beside(both, "id_number", RIGHT) == ["prev=none", "next=phone_number"]
    assert beside(f"{RIGHT}\n{MOBILE}", "phone_number", MOBILE)[0] == "prev=id_number line"
    assert beside(f"{RIGHT}号{MOBILE}", "phone_number", MOBILE)[0] == "prev=none"
    assert beside(f"{RIGHT}{' ' * 12}-{MOBILE}", "phone_number", MOBILE)[0] == "prev=none"


def test_what_the_net_does_not_see_is_a_candidate_behind_its_own_label_or_worked_out():
    def offered(text, kind):
        reading = read(text)
        silent = np.zeros((len(reading.clean), len(kinds())), np.int16)
        silent = tagger.Tagged((), {}, 0, silent, silent, silent)
        return {reading.clean[one[0] : one[1]] for one in Evidence.of(reading, silent).offers if one[2] == kind}

    assert "山茶不开口" in {one.lstrip("@") for one in offered("微博：@山茶不开口", "social_account")}
    assert not offered("山茶不开口 1234567", "social_account")
    assert "同上换成8结尾" in offered(f"电话{MOBILE}；他的同上换成8结尾。", "phone_number")
    assert offered("姓名：某某 性别：女 年龄：9", "gender") == {"女"}
    assert offered("姓名：某某 性别：女 年龄：9", "age") == {"9"}


def test_a_score_is_the_sum_of_what_carried_it_largest_first():
    for one in judged(f"身份证 {CITIZEN} 电话{MOBILE}"):
        assert one.score == sum(share.weight for share in one.because) > 0
        sizes = [abs(share.weight) for share in one.because]
        assert sizes == sorted(sizes, reverse=True)
        assert all(share.weight for share in one.because)


TEXTS = [
    f"姓名|电话\n韩知予|{MOBILE}",
    "",
    f"他叫韩知予,家住海棠路3号2栋501 @han_1897 {CITIZEN} 139①0000 1851\n妈妈沈牧之在城西中学",
    "天气",
    "①②③\n\n  x\u20e3\U00020000 张·李 12-3",
]


def test_where_several_talk_each_turn_may_be_what_is_told_of():
    text = "我都拍了：\n冼：她睡着了，你下来\n阮：哪个车位\n冼：老地方，柱子后头\n手机13900001850"
    offers = evidence(text).offers
    turns = [text[one[0] : one[1]] for one in offers if one[2] == "communication_content"]
    assert {"她睡着了，你下来", "哪个车位", "老地方，柱子后头"} <= set(turns)


def test_a_feature_stands_once():
    for one in map(evidence, TEXTS):
        for names in features(one).values():
            assert len(set(names)) == len(names)
            assert all(name.partition("=")[2] for name in names)


def test_the_same_text_has_the_same_answer_and_nothing_overlaps():
    text = f"韩知予 {CITIZEN} {MOBILE} 6222020000000000000 京A12850 qq182736450 " * 3
    first, second = judged(text), judged(text)
    assert first == second
    spans = [one.candidate.span for one in first]
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_every_weight_is_a_whole_number_of_a_known_kind_and_each_sort_of_feature_has_a_name_in_both_languages():
    sorts = table("evidence.yaml", "doxdocket.detect.reader")["sorts"]
    assert decide.weights()
    for kind, feature in decide.weights():
        assert kind in (decide.ANY, decide.POST) or kind in kinds()
        for part in feature.split("&"):
            assert part.partition("=")[0] in sorts
        assert cell("reasons", feature, "zh") != feature
    assert all(entry["zh"] and entry["en"] for entry in sorts.values())


def test_every_feature_of_a_text_has_a_named_sort():
    sorts = table("evidence.yaml", "doxdocket.detect.reader")["sorts"]
    told = evidence(f"韩知予 {CITIZEN} {MOBILE}\n车牌|京A12850\nqq182736450 @han_1897 尾号1850 住海棠路3号")
    seen = {part.partition("=")[0] for own in features(told).values() for f in own for part in f.split("&")}
    assert seen <= set(sorts)
    assert set(sorts) - seen <= {
        "answers",
        "claims",
        "conduct",
        "joins",
        "known",
        "inside",
        "near",
        "same",
    }  # of posts, or where the text has such a thing


def test_what_is_done_in_a_post_tells_whether_it_discloses_anybody():
    quiet = evidence("今晚给她打电话", net_of("今晚给她打电话", []))
    loud = replace(quiet.net, conduct=dict.fromkeys(tagger.LABELS, 0) | {"threat": 900})
    names = set(evidence("今晚给她打电话", loud).of_post()) - set(quiet.of_post())
    assert names == {"conduct=threat more", "conduct=most more", "conduct=most more&personal=960", "conduct=kinds 1"}
    assert evidence("今晚给她打电话", loud).of_text() == quiet.of_text()  # and nothing of its candidates


def test_what_a_net_says_is_a_feature_of_its_stretch_and_kind():
    text = "联系 182736450"
    span = next(one[:3] for one in evidence(text).offers if one[2] == "social_account")
    weight = decide.scale(
        {("social_account", "net=980"): 50, (decide.ANY, "kind=any"): -100, (decide.ANY, "prose=any"): -900}
    )
    weight = {kind: own | {decide.LINE: 300} for kind, own in weight.items()}
    assert judged(text, given=weight) == []
    assert judged(text, given=weight, net=net_of(text, [(*span, 400)])) == []
    (one,) = judged(text, given=weight, net=net_of(text, [(*span, 950)]))
    assert one.candidate.span == Span(*span[:2])
    assert Feature("net=980", 50) in one.because


def test_scores_of_a_net_come_from_the_file_of_the_hand(tmp_path):
    tags = np.zeros((4, 1 + 2 * len(kinds())), np.uint8)
    at = 1 + 2 * list(kinds()).index("phone_number")
    tags[:, 0] = 255
    tags[1, at], tags[2, at + 1], tags[1:3, 0] = 255, 51, 0
    acts, post = np.zeros((4, len(tagger.LABELS)), np.uint8), np.full(len(tagger.LABELS) + 1, 51, np.uint8)
    oof.write(tmp_path / "h1.npz", {"h1-001": oof.Scores(tags, acts, post)})
    one = oof.tagged(tmp_path / "h1.npz")["h1-001"]
    assert [one.score(1, 3, "phone_number"), one.score(0, 4, "phone_number"), one.score(1, 3, "id_number")] == [
        600,
        300,
        0,
    ]
    assert [find[:3] for find in one.spans] == [(1, 3, "phone_number")]
    assert one.personal == 200


def test_prose_and_numbers_are_chosen_from_by_one_rule():
    text = f"家住长乐路{MOBILE}"
    net = net_of(text, [(2, 8, "home_address", 900)])
    lines = {decide.LINE: 100}
    number = {"verdict=valid": 300}
    for place, kind in ((-400, "phone_number"), (400, "home_address")):
        scale = {kind: lines | number | {"prose=any": place - 300 * (kind != "home_address")} for kind in kinds()}
        found = [one.candidate.kind for one in judged(text, given=scale, net=net)]
        assert found[0] == kind


def test_a_post_below_its_line_keeps_what_is_said_of_anybody():
    rivals, alone = [(0, 3, "name", 0), (4, 6, "age", 0)], [600, 700]
    own = {kind: {decide.LINE: 500} for kind in kinds()}
    assert decide.parted(rivals, alone, alone, own, (), NOTHING)[0] == [0, 1]
    for line, kept in ((30, [0, 1]), (31, [1])):
        post = {decide.POST: {"claims=name": 10, "claims=many 1": 20, decide.LINE: line}}
        assert decide.parted(rivals, alone, alone, own | post, (), NOTHING)[0] == kept


def test_of_equal_claims_the_likelier_ends_stand():
    rivals, alone = [(0, 3, "name", 0), (0, 2, "name", 0)], [300, 350]
    claims = decide.claimed(rivals, alone)
    assert claims == [650, 650]
    assert decide.parted(rivals, alone, claims, {"name": {decide.LINE: 600}}, (), NOTHING)[0] == [1]
    assert decide.parted(rivals, alone, claims, {"name": {decide.LINE: 651}}, (), NOTHING)[0] == []


def test_of_near_kinds_the_likelier_stands_whatever_their_lines():
    by_kind = columns.Scale(
        {"home_address": {decide.LINE: 450}, "household_registration": {decide.LINE: 300}, "name": {decide.LINE: 450}}
    )
    rivals = [(0, 9, "home_address", 787), (0, 9, "household_registration", 711), (12, 15, "name", 500)]
    alone = decide.chances(rivals)
    claims = decide.claimed(rivals, alone)
    assert decide.above(rivals, alone, claims, by_kind) == [0, 2]
    assert decide.above(rivals, [400, 100, 900], [400, 400, 900], by_kind) == [1, 2]  # below the line of the likelier


def test_chances_in_whole_numbers_are_those_of_the_fit():
    rng = np.random.default_rng(2)
    for _ in range(30):
        starts, sizes, scores = rng.integers(0, 14, 12), rng.integers(1, 6, 12), rng.integers(-300, 400, 12)
        spans = sorted({(int(a + b), int(a)) for a, b in zip(starts, sizes, strict=True)})
        rivals = [(a, b, "name", int(s)) for (b, a), s in zip(spans, scores, strict=False)]
        offers = [(a, b, "name", "", Verdict.VALID, Form.VERBATIM, Generator.RUN) for a, b, *_ in rivals]
        given = train_decide.rows([train_decide.Case("h", "m", offers, [[] for _ in offers], frozenset())], {})
        _, chance = train_decide.chances(np.array([one[3] / 100 for one in rivals]), given)
        assert decide.chances(rivals) == pytest.approx(chance * 1000, abs=3)


def test_near_and_soft_kinds_are_those_of_the_measures():
    assert decide.soft() == measures().soft
    for kind in kinds():
        assert {other for other in kinds() if other == kind or other in decide.near(kind)} == {
            o for o in kinds() if near(kind, o)
        }


def case(rights, features, spans):
    offers = [(a, b, "phone_number", "1", Verdict.VALID, Form.VERBATIM, Generator.RUN) for a, b in spans]
    return [train_decide.Case(f"h{n}", "m", offers, features, frozenset(rights)) for n in range(4)]


def test_chances_by_hand():
    given = case([0], [["a"], ["b"], ["c"]], [(0, 4), (2, 6), (6, 9)])[:1]
    rows = train_decide.rows(given, {})
    total, chance = train_decide.chances(np.zeros(3), rows)
    assert total == pytest.approx(np.log(3) + np.log(2))  # none, the first or the second; the third or not
    assert chance == pytest.approx([1 / 3, 1 / 3, 1 / 2])
    total, chance = train_decide.chances(np.log([2.0, 1.0, 3.0]), rows)
    assert total == pytest.approx(np.log(4) + np.log(4))
    assert chance == pytest.approx([1 / 2, 1 / 4, 3 / 4])


def test_weights_are_fitted_to_what_is_right_and_the_same_twice():
    given = case([0, 2], [["good"], ["bad"], ["good"]], [(0, 4), (2, 6), (6, 9)])
    found = train_decide.fitted(given, ridge=0.1)
    assert found == train_decide.fitted(given, ridge=0.1)
    assert found["phone_number", "good"] > 0 > found["phone_number", "bad"]
    assert columns.read(train_decide.text(found)) == found


def test_what_is_right_surprises_least_the_weights_that_were_fitted_to_it():
    given = case([0, 2], [["good"], ["bad"], ["good"]], [(0, 4), (2, 6), (6, 9)])
    fitted = train_decide.fitted(given, ridge=0.1)
    nothing = train_decide.surprise(given, {})
    assert nothing == pytest.approx(4 * (np.log(3) + np.log(2)))
    assert 0 < train_decide.surprise(given, fitted) < nothing
    assert train_decide.surprise(given, {key: -weight for key, weight in fitted.items()}) > nothing


def test_the_ridge_is_chosen_by_the_cases_that_were_left_out():
    given = case([0], [["good"], ["odd"]], [(0, 4), (2, 6)])
    same, other = given, case([1], [["good"], ["odd"]], [(0, 4), (2, 6)])
    least, _ = train_decide.chosen({0: (given, same)})
    most, tables = train_decide.chosen({0: (given, other)})
    assert (least, most) == (train_decide.RIDGES[0], train_decide.RIDGES[-1])
    assert tables == {0: train_decide.fitted(given, most)}


def test_of_a_marked_value_the_candidate_that_fits_best_should_stand(tmp_path):
    hand = read_text(f"=== a-1 | note | chat\n手机⟦phone_number:p1|{MOBILE}⟧，QQ182736450\n", "a.txt")
    oof.write(tmp_path / "a.npz", oof.of(hand, tagger.shipped()))
    (one,) = train_decide.cases([hand], tmp_path)
    (right,) = one.right
    assert one.offers[right][:4] == (2, 13, "phone_number", MOBILE)


def test_marks_behind_a_word_for_passwords_are_no_password():
    offers = evidence("密码:...... 他说的").offers
    assert all(start < end for start, end, *_ in offers)


def test_forms_are_filled_in_with_values_of_the_hand_and_every_third_stays_empty():
    heads = [
        f"=== h-{n} | | dossier\n姓名：⟦name:p1|韩知予⟧ 民族 ⟦ethnicity:p1|彝族⟧ 性别 ⟦gender:p1|女⟧\n"
        for n in range(2)
    ]
    more = "=== h-9 | | dossier\n电话⟦phone_number:p1|13900001850⟧ 籍贯⟦native_place:p1|云南楚雄⟧ 婚姻⟦marital_status:p1|离异⟧ 宗教⟦religion:p1|信佛⟧ 年龄⟦age:p1|27岁⟧\n"
    hand = read_text("".join([*heads, more]), "h.txt")
    made = train_decide.composed(hand)
    assert made == train_decide.composed(hand)
    assert len(made) == train_decide.COMPOSED
    values = {(s.kind, m.text[s.start : s.end]) for m in hand.messages for s in m.spans}
    for at, one in enumerate(made):
        told = {(span.kind, one.text[span.start : span.end]) for span in one.spans}
        assert bool(told) == (at % 3 != 2)
        assert told <= values
        assert all(any(label in one.text for label in train_decide.labels()[kind]) for kind, _ in told)


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("181\n0943\n6275", "blanks"),
        ("181今天\n0943天气\n6275", "words"),
        ("1810943 6275", None),
        ("181 0943 6275", None),
    ],
)
def test_a_piece_knows_what_parts_the_number_it_belongs_to(text, parted):
    told = evidence(text)
    pieces = [one for one in told.offers if one[2] == "phone_number" and one[1] - one[0] == 4]
    within = {name for one in pieces for name in told.of_number(one) if name.startswith("within=")}
    assert within == ({f"within={parted}"} if parted else set())


def test_the_script_of_a_text_tells_of_its_numbers():
    for text, script in (("個電話 9274 6813", "traditional"), ("他的电话 9274 6813", "Han")):
        told = evidence(text)
        number = next(one for one in told.offers if one[2] == "phone_number" and one[3] == "92746813")
        assert f"plan=eight 5689&script={script}" in set(told.of_number(number))
        assert f"script={script}" in told.of_text()


def test_a_post_below_its_line_that_may_disclose_somebody_has_findings_that_may_stand():
    rivals, claims = [(0, 3, "name", 0), (5, 8, "workplace", 0)], [700, 800]
    by_kind = {kind: {decide.LINE: 400} for kind in ("name", "workplace")}
    for least, parted in ((50, ([0, 1], [])), (150, ([], [0, 1]))):
        given = by_kind | {decide.POST: {decide.LINE: least, decide.NUMBERS: 0, "claims=many 2": 60}}
        assert decide.parted(rivals, claims, claims, given, (), NOTHING) == parted
    hardly = by_kind | {decide.POST: {decide.LINE: 150, decide.NUMBERS: 0, "claims=many 2": -60}}
    assert decide.parted(rivals, claims, claims, hardly, (), NOTHING) == ([], [])
    assert decide.parted(rivals, claims, claims, hardly, (), {1}.__contains__) == ([1], [])


def test_a_post_with_a_number_that_has_its_own_form_has_a_line_of_its_own():
    rivals, claims = [(0, 3, "name", 0), (5, 8, "phone_number", 0)], [700, 800]
    given = {kind: {decide.LINE: 400} for kind in ("name", "phone_number")}
    given |= {decide.POST: {decide.LINE: 150, decide.NUMBERS: 0, "claims=many 2": 60}}
    assert decide.parted(rivals, claims, claims, given, (), NOTHING) == ([0, 1], [])


@pytest.mark.parametrize(
    ("kind", "chance", "stands"),
    [
        ("school", 700, [0, 1]),
        ("school", 650, []),
        ("workplace", 990, []),
        ("transaction_record", 990, []),
        ("job_history", 990, [1]),
    ],
)
def test_a_post_that_likely_tells_what_news_and_comments_hardly_tell_has_the_line_of_numbers(kind, chance, stands):
    rivals, claims = [(0, 3, "name", 0), (5, 8, kind, 0)], [600, chance]
    given = {kind: {decide.LINE: 400} for kind in ("name", kind)}
    given |= {decide.POST: {decide.LINE: 150, decide.NUMBERS: 0, "claims=most 0": 60, "claims=name": 60}}
    assert decide.parted(rivals, claims, claims, given, (), NOTHING)[0] == stands


@pytest.mark.parametrize(
    ("text", "heard", "kind", "stands"),
    [
        ("他是公司离职员工", (3, 8), "job_history", {"离职员工", "公司离职员工"}),
        ("在街东头小卖部收银", (6, 9), "job_history", {"收银", "小卖部收银"}),
        ("姓公司徒", (2, 4), "name", {"司徒"}),
    ],
)
def test_no_stretch_begins_or_ends_within_a_word_but_a_name(text, heard, kind, stands):
    told = Evidence.of(read(text), net_of(text, [(*heard, kind, 900)]))
    assert {one[3] for one in told.offers if one[2] == kind and one[6] is Generator.NET} & {
        *stands, text[slice(*heard)]
    } == stands  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("姓名：闻人知予", "name"),
        ("姓名 | 柏若昀", "name"),
        ("家庭住址：听涛路12号3幢", "home_address"),
        ("就读学校：苏州市第十八中学", "school"),
        ("微信：guimi1850", "social_account"),
    ],
)
def test_a_post_that_is_one_field_is_found(text, kind):
    assert [(hit.kind, hit.verdict is Verdict.DOUBTFUL) for hit in detect(text)] == [(kind, False)]


@pytest.mark.parametrize(
    "text", ["店名：锦绣饭店", "主讲人：张伟", "姓名：", "学校不管，派出所不立案", "密码进去了,让输短信"]
)
def test_what_only_looks_like_a_field_is_none(text):
    assert not detect(text)


def test_a_label_in_latin_letters_is_nobodys_name():
    text = "XM 吕俊凤  XB 男  shenfenzheng 450802189104162090  HZ E00006608  DY paper_amber2365"
    assert [text[hit.start : hit.end] for hit in detect(text) if hit.kind == "name"] == ["吕俊凤"]


@pytest.mark.parametrize("value", ["房产中介", "客服主管"])
def test_a_value_is_not_cut_into_halves_that_each_count_the_whole(value):
    found = detect(f"姓名：韩知予 手机：17806401357\n职业：{value}")
    assert [hit.value for hit in found if hit.kind == "job_history"] == [value]


@pytest.mark.parametrize(
    "name", ["photo_12@05-04-2024_12-33-10.jpg", "IMG_20240102_123456.jpg", "Screenshot_20261128_2140.png"]
)
def test_the_name_that_a_machine_gave_a_file_is_no_picture_of_anybody(name):
    assert not detect(name)
