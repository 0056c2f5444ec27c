"""Which channels are proposed as core ones, in constellations whose answer can be argued without a number of ours."""

import re
from random import Random
from types import SimpleNamespace

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from tests.count.channels_made import Case, bounds, proposed
from tests.resolve.made import decision

from doxdocket.count.channels import explain, ranking, words
from doxdocket.count.channels.near_duplicates import clusters, stretches
from doxdocket.count.explanation import Explanation, Section
from doxdocket.count.figures import figures
from doxdocket.decisions.standing import Standing
from doxdocket.desk.accounts.explain import page
from doxdocket.errors import WrongCall
from doxdocket.law.channels import changed, rules
from doxdocket.report.document import Document
from doxdocket.words import Both, speaking


def rows(table: pa.Table, **where: object) -> list[dict]:
    return [r for r in table.to_pylist() if all(r[k] == v for k, v in where.items())]


def core_figure(case: Case, decisions=()) -> dict:
    tables, told = case.tables(decisions)
    from doxdocket.count import channels

    full = made_tables(tables) | channels.weigh(tables, told, Standing.of(decisions)).named()
    out = figures(full, Standing.of(decisions), case_info={"id": "x"}, digests={})
    return next(f for f in out["figures"] if f["id"] == "core_channels")


def made_tables(tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    from doxdocket.account import COMPLETENESS
    from doxdocket.records import WARNINGS

    return tables | {"warnings": WARNINGS.empty_table(), "completeness": COMPLETENESS.empty_table()}


def originals(case: Case, names: str = "12", each: int = 40, seed: int = 1) -> list[tuple[float, int, str]]:
    """Each channel shows persons of its own, now and then one of the other's."""
    rng, shown = Random(seed), []
    for n in range(each * len(names)):
        channel, at = names[n % len(names)], 10.0 * n
        case.post(channel, at, n, label="incitement" if n % 7 == 0 else "", views=100)
        shown.append((at, n, channel))
        if n % 8 == 5:
            other = rng.choice([c for c in names if c != channel] or [channel])
            case.post(other, at + 30, n, keys=["id_number", "name"], views=80)
    return shown


def test_a_copier_louder_than_its_originals_is_no_core_channel() -> None:
    """It shows everybody whom they show, later, oftener and to more people, and nobody whom they did not."""
    case = Case()
    for at, n, _ in originals(case):
        case.post("9", at + 20, n, views=5000)
        case.post("9", at + 25, n, keys=["id_number", "name", "phone_number"], views=5000)
    found = case.weigh()
    assert proposed(found) == {"1", "2"}
    copier = rows(found.channel_ranking, channel_id="telegram:channel:9")[0]
    assert copier["persons"] == 80
    assert copier["first_persons"] == copier["source_persons"] == 0
    assert copier["publications"] > sum(r["publications"] for r in rows(found.channel_ranking) if r is not copier) / 2
    pair = rows(found.channel_pairs, what="persons", a="telegram:channel:1", b="telegram:channel:9")[0]
    own = len(range(0, 80, 2))  # 9 shows them after 1 did; persons of 2 come to 1 after 9 copied them from 2
    assert (pair["first_a"], pair["shared_low"], pair["shared_high"]) == (own, pair["shared"], pair["shared"])
    assert pair["first_a"] + pair["first_b"] == pair["shared"]
    assert pair["of_a"] == 1.0
    assert pair["of_b"] < 1.0
    assert 0 < pair["lag_seconds"] <= 20 * 3600
    # Where the sides are added and activity weighs nearly all, the copier enters: the high bound says so.
    assert bounds(found) == (2, 2, 3)
    turns = {r["criterion"]: r for r in found.channel_weights.to_pylist()}
    assert turns["publications"]["upper_at"] is not None
    assert "telegram:channel:9" in turns["publications"]["upper_set"]


def test_a_news_channel_with_huge_reach_and_no_personal_data_is_no_candidate() -> None:
    case = Case()
    originals(case)
    for n in range(300):
        case.post("8", n, text=f"临江快讯第{n}条，今日天气晴，市民广场举行活动", views=10**6)
    found = case.weigh()
    news = rows(found.channel_ranking, channel_id="telegram:channel:8")[0]
    assert proposed(found) == {"1", "2"}
    assert news["place"] is None
    assert not news["in_high"]
    assert news["posts"] == 300
    assert news["persons"] == 0


def test_two_rivals_with_disjoint_victims_are_both_core_and_share_nothing() -> None:
    case = Case()
    for n in range(40):
        case.post("1", 10.0 * n, n)
        case.post("2", 10.0 * n + 5, 1000 + n)
    for n in range(5):
        case.post("3", 500.0 + n, n, forward="1")
    found = case.weigh()
    assert proposed(found) == {"1", "2"}
    assert not rows(found.channel_pairs, a="telegram:channel:1", b="telegram:channel:2")


def test_a_backup_channel_is_named_as_one_and_is_core_only_when_it_took_over() -> None:
    def made(moved: int) -> Case:
        case = Case(usernames={"1": "wudeng_x", "2": "wudeng_bak"})
        for n in range(60):
            case.post("2" if n >= moved else "1", 10.0 * n, n, author="阿烬")
        for n in range(12):
            case.post("3", 15.0 * n, n, forward="1")
        case.post("1", 50, text="大号随时炸，备用频道 https://t.me/wudeng_bak 先关注", label="promotion")
        return case

    early, idle = made(30).weigh(), made(57).weigh()
    assert proposed(early) == {"1", "2"}
    assert proposed(idle) == {"1"}
    for found in (early, idle):
        edge = rows(found.network, kind="backup")[0]
        assert (edge["source"], edge["target"], edge["captured"]) == ("telegram:channel:1", "telegram:channel:2", True)
        assert rows(found.network, kind="signature")[0]["weight"] == 1


def test_one_channel_gives_no_figure_and_says_why() -> None:
    case = Case()
    for n in range(9):
        case.post("1", n, n)
    found = core_figure(case)
    assert (found["low"], found["value"], found["high"]) == (None, None, None)
    assert "两个" in found["note"]
    assert "two captured channels" in found["note_en"]


def test_of_several_channels_the_only_one_that_exposes_anybody_is_the_core() -> None:
    case = Case()
    for n in range(9):
        case.post("1", n, n)
        case.post("2", n, text="今天吃什么")
    assert [core_figure(case)[k] for k in ("low", "estimate", "high")] == [1, 1, 1]


def test_where_nobody_is_exposed_there_is_no_figure() -> None:
    case = Case()
    for n in range(9):
        case.post(str(n % 3), n, text=f"今天吃什么 {n}")
    assert core_figure(case)["estimate"] is None


def test_where_nothing_tells_channels_apart_all_are_proposed() -> None:
    case = Case()
    for n in range(50):
        case.post(str(n % 5), float(n // 5), n)
    assert proposed(case.weigh()) == set("01234")


def test_forwards_of_a_channel_that_nobody_captured_give_no_credit_and_make_a_node() -> None:
    case = Case()
    originals(case)
    for n in range(60):
        case.post("7", 5.0 * n, 5000 + n, forward="424242")
    found = case.weigh()
    other = rows(found.channel_ranking, channel_id="telegram:channel:7")[0]
    assert other["persons"] == 60
    assert other["first_persons"] == 0
    assert "7" not in proposed(found)
    edge = rows(found.network, kind="forward")[0]
    assert edge["source"] == "telegram:channel:424242"
    assert not edge["captured"]
    assert edge["weight"] == 60


def test_what_all_channels_show_binds_no_two_of_them() -> None:
    """A star whom eight channels show: a person of each, shared by none; the cap is the rule's."""
    case = Case()
    for c in "12345678":
        case.post(c, int(c), 1)
        case.post(c, 10 + int(c), 100 + int(c))
    found = case.weigh()
    assert rules().cap(8) < 8
    assert not rows(found.channel_pairs, what="persons")
    assert all(
        r["hub_persons"] == 1 and r["shared_persons"] == 0 and r["persons"] == 2
        for r in found.channel_ranking.to_pylist()
    )


def test_the_shared_persons_of_two_channels_lie_between_what_doubtful_links_can_make_of_them() -> None:
    """A phone alone is a doubtful link: the same pair may be one person or two."""
    case = Case()
    for n in range(10):
        case.post("1", n, n)
        case.post("2", 100 + n, n, keys=["phone_number"] if n < 4 else None)
    pair = rows(case.weigh().channel_pairs, what="persons")[0]
    assert pair["shared_low"] == 6
    assert pair["shared_high"] == 10
    assert pair["shared_low"] <= pair["shared"] <= pair["shared_high"]
    assert pair["jaccard_low"] <= pair["jaccard"] <= pair["jaccard_high"]


def test_decisions_stand_above_the_proposal() -> None:
    case = Case()
    originals(case)
    case.post("9", 1, 9000)
    acts = [
        decision(1, "channel.core", channel="telegram:channel:9"),
        decision(2, "channel.not_core", channel="telegram:channel:1"),
    ]
    figure = core_figure(case, acts)
    assert [figure[k] for k in ("low", "estimate", "high", "status")] == [2, 2, 2, "machine"]
    assert "认定是核心的 1 (1)，不是核心的 1 (2)；1 个没有人认定" in figure["note"]
    acts.append(decision(3, "channel.core", channel="telegram:channel:2"))
    assert core_figure(case, acts)["status"] == "reviewed"
    assert "没有人认定" not in core_figure(case, acts)["note"]
    acts.append(decision(4, "undo", decision="2"))
    assert core_figure(case, acts)["estimate"] == 3


def test_weights_of_a_decision_are_used_and_named() -> None:
    case = Case()
    for at, n, _ in originals(case):
        case.post("9", at + 20, n, views=5000)
        case.post("9", at + 25, n, keys=["id_number", "name", "phone_number"], views=5000)
    other = "first_persons=0, first_items=0, source_of_overlap=0, days=0, conduct=0, publications=50, views=50"
    found = case.weigh([decision(1, "channel.weights", weights=other)])
    assert "9" in proposed(found)
    assert {r["decision"] for r in found.channel_weights.to_pylist()} == {"1"}
    with pytest.raises(WrongCall):
        changed("beauty=3")
    with pytest.raises(WrongCall):
        changed(",".join(f"{c}=0" for c in rules().weights))


def explained(case: Case, lang: str, *decisions: dict) -> tuple[str, dict[str, list[dict[str, str]]]]:
    """What ``explain CASE core_channels`` prints of the weighing: the text, and its rows by heading."""
    found = case.weigh(decisions).named()
    run = SimpleNamespace(read=lambda table: found[table])
    with speaking(lang):
        text = Document(None, page(Explanation("core_channels", "figure", Both("", ""), explain.core(run)))).text(lang)
    out: dict[str, list[dict[str, str]]] = {}
    for part in text.split("\n\n"):
        head, *lines = part.strip("\n").split("\n")
        out[head] = [
            dict(cell.split("=", 1) for cell in line.strip().split("  ") if "=" in cell)
            for line in lines
            if re.match(r"  \w+=", line)
        ]
    return text, out


@pytest.mark.parametrize(
    "changed",
    [
        "views=10",
        "first_persons=0, first_items=0, source_of_overlap=0",
        "publications=0, days=0, conduct=0, views=0",
        "days=70",
    ],
)
def test_the_score_can_be_computed_from_what_is_printed(changed: str) -> None:
    case = Case()
    for at, n, _ in originals(case):
        case.post("9", at + 20, n, views=5000)
    _, printed = explained(case, "en", decision(1, "channel.weights", weights=changed))
    weights = [w for w in printed["weights"] if "of_all" in w]
    every = sum(int(w["weight"]) for w in weights)
    channels = printed["how a score arises"]
    assert len(channels) == 3
    assert len({c["score"] for c in channels}) > 1
    for channel in channels:
        score = 1.0
        for side in ("information", "activity"):
            own = [w for w in weights if w["side"] == side]
            total = sum(int(w["weight"]) for w in own)
            mean = sum(int(w["weight"]) * int(channel[w["criterion"]]) / int(w["whole"]) for w in own)
            score *= (mean / total) ** (total / every) if total else 1
        assert score == pytest.approx(float(channel["score"]), abs=1e-6)


def test_criteria_are_named_in_the_language_of_the_page() -> None:
    case = Case()
    originals(case)
    assert explained(case, "en")[1]["weights"][0]["what"] == "persons first shown here"
    assert explained(case, "zh")[1]["权重"][0]["内容"] == "首先公开的人"
    data = Explanation(
        "x", "figure", Both("", ""), [Section(Both("", ""), rows=[{"what": Both("人", "person")}])]
    ).data()
    assert data["sections"][0]["rows"] == [{"what": {"zh": "人", "en": "person"}}]


def test_a_channel_that_is_not_ranked_exposes_nobody_at_the_estimate_and_may_at_the_high() -> None:
    case = Case()
    originals(case)
    case.post("7", 5, 7000, keys=["phone_number"])
    _, printed = explained(case, "en")
    head = next(h for h in printed if h.startswith("not ranked"))
    assert "nobody at the estimate" in head
    assert printed[head] == [{"channel_id": "telegram:channel:7", "posts": "1", "persons": "0", "persons_high": "1"}]
    assert "按估计没有公开任何人" in explained(case, "zh")[0]
    [row] = rows(case.weigh().channel_ranking, channel_id="telegram:channel:7")
    [said] = words.reasons(row, [], [], str)
    assert "at the estimate (at the high: 1)" in said.en


def test_views_that_are_not_known_of_every_candidate_are_left_out_for_all() -> None:
    case = Case()
    originals(case)
    case.post("3", 1, 7000)
    used = {r["criterion"]: r["used"] for r in case.weigh().channel_weights.to_pylist()}
    assert used == {c: c != "views" for c in rules().weights}


def test_order_of_posts_changes_nothing() -> None:
    case = Case()
    originals(case)
    one = case.weigh()
    Random(4).shuffle(case.posts)
    other = case.weigh()
    assert all(one.named()[name].equals(other.named()[name]) for name in one.named())


def test_coverage_says_what_is_left_without_a_channel() -> None:
    case = Case()
    originals(case, each=20)
    found = case.weigh()
    curve = found.channel_coverage.to_pylist()
    total = curve[-1]["persons"]
    assert total == 40
    assert curve[-1]["of_persons"] == 1.0
    for row in found.channel_ranking.to_pylist():
        without = {
            n for p in case.posts if p["channel"] != row["channel_id"] for n in (w["id_number"] for w in p["people"])
        }
        assert total - row["only_persons"] == len(without)


def test_who_may_be_in_another_channel_is_not_said_to_be_shown_here_alone() -> None:
    case = Case()
    originals(case)
    case.post("1", 700, 7000)
    case.post("1", 701, 7001)
    case.post("9", 800, 7000, keys=["name"])  # the same name, which joins the two only perhaps
    found = case.weigh()
    [row] = rows(found.channel_ranking, channel_id="telegram:channel:1")
    others = {d["person_low"] for d in case.tables()[0]["dossiers"].to_pylist() if not d["channel_id"].endswith(":1")}
    mine = {d["person_low"] for d in case.tables()[0]["dossiers"].to_pylist() if d["channel_id"].endswith(":1")}
    assert row["only_persons"] == len(mine - others) < row["persons"]
    said = " ".join(line.zh for line in words.reasons(row, [], [], str))
    assert f"至少 {row['only_persons']} 人在其他采集的频道中没有见到" in said
    assert "没有他们" not in said


COPY = "张某某，住某省某市某路二十八号三单元五零二，电话一三九九九九九八八七七，在某某中学读书，班主任姓李"


@pytest.mark.parametrize("other", [
    COPY + " 更多资料关注 @abcde_1",
    "转：" + COPY.replace("，", "\n") + "\n大家都去看看这个人",
    COPY.replace("二十八号", "28号"),
    "　".join(COPY.split("，")),
])  # fmt: skip
def test_a_copy_re_signed_or_edited_is_found(other: str) -> None:
    assert clusters(
        stretches(pa.array([COPY, "今天天气不错，我们去公园散步，晚上一起吃火锅吧，记得带伞", other]))
    ).tolist() == [
        0,
        1,
        0,
    ]


def test_two_persons_on_one_form_are_no_copies_and_adverts_of_all_are_not_compared() -> None:
    rng = Random(3)
    form = "姓名：{}　身份证号码：{}　手机号码：{}　家庭住址：{}"
    han = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
    said = [
        form.format(
            *("".join(rng.choices(han if n in (0, 3) else "0123456789", k=k)) for n, k in enumerate((3, 18, 11, 14)))
        )
        for _ in range(200)
    ]
    advert = ["长期收量，精准引流，日结不拖欠，懂的来，老客户优惠，诚信经营，假一赔十"] * 200
    first = clusters(stretches(pa.array(said + advert))).tolist()
    assert first[:200] == list(range(200))
    assert set(first[200:]) == {-1}


def test_views_of_a_channel_are_those_of_reach_and_a_story_of_two_channels_counts_once_together() -> None:
    case = Case()
    originals(case, each=20)
    for n in range(10):
        case.post("3", 900 + n, n, forward="1", views=70)
    tables, told = case.tables()
    from doxdocket.count import channels, reach

    found = channels.weigh(tables, told, Standing())
    seen = {r["channel_id"]: r for r in reach.tables(tables, "Asia/Shanghai")["reach_channels"].to_pylist()}
    names = {
        "views_low": "pi_seen_low",
        "views": "pi_seen",
        "views_high": "pi_seen_high",
        "views_read": "pi_read",
        "views_of": "pi_posts",
    }
    for row in found.channel_ranking.to_pylist():
        assert {n: row[n] for n in names} == {n: seen[row["channel_id"]][m] for n, m in names.items()}
    curve = [r["views"] for r in found.channel_coverage.to_pylist()]
    figure = reach.sums(reach.parts(reach.posts(tables)))["pi"]["estimate"]
    assert curve[-1] == figure < sum(r["views"] for r in found.channel_ranking.to_pylist())
    assert [r["whole"] for r in found.channel_weights.to_pylist() if r["criterion"] == "views"] == [figure]
    order = [r["channel_id"] for r in found.channel_coverage.to_pylist()]
    for place, views in enumerate(curve, 1):
        placed = reach.posts(tables)
        held = placed.filter(pc.is_in(placed["channel_id"], pa.array(order[:place])))
        assert views == reach.sums(reach.parts(held))["pi"]["estimate"]


def test_the_ranking_under_other_weights_is_that_of_the_next_run(whole):
    rng, case = Random(1850), Case()
    for hour in range(60):
        case.post(
            rng.choice("1234"),
            hour,
            *(rng.randrange(12) for _ in range(rng.randrange(3))),
            label=rng.choice(["", "sale_offer"]),
        )
    made = case.weigh().named()
    ranked, weighed = made["channel_ranking"].to_pylist(), made["channel_weights"].to_pylist()
    for _ in range(20 if whole else 4):
        text = ",".join(f"{c}={rng.randrange(30)}" for c in rules().weights) + ",days=1"
        other = case.weigh([decision("1", "channel.weights", weights=text)]).channel_ranking.to_pylist()
        asked = ranking.under(ranked, weighed, changed(text))
        same = ("channel_id", "place", "score", "proposed", "drawn")
        assert [[r[c] for c in same] for r in asked] == [[r[c] for c in same] for r in other if r["place"] is not None]


def test_an_advert_that_a_channel_only_passes_on_is_none_of_its_own():
    case = Case()
    case.post("1", 0, 1, label="sale_offer")
    case.post("2", 1, 1, label="sale_offer", forward="1")
    case.post("2", 2, 2, label="promotion", forward="2")
    case.post("2", 3, 3, label="incitement", forward="1")
    rows = {r["channel_id"]: r for r in case.weigh().channel_ranking.to_pylist()}
    told = {
        c.rpartition(":")[2]: tuple(r[n] for n in ("sale_offer", "promotion", "incitement", "conduct"))
        for c, r in rows.items()
    }
    assert told == {"1": (1, 0, 0, 1), "2": (0, 1, 1, 1)}  # its own advert forwarded again stays its own
