"""What is said of a channel: each sentence holds the counts of its row, in both languages, and nothing stands where nothing is."""

from random import Random
from types import SimpleNamespace

import pyarrow as pa
import pytest
from tests.count.channels_made import Case
from tests.count.test_channels import made_tables, originals
from tests.count.test_explain import Held
from tests.resolve.made import decision

from doxdocket.account import HUBS, MODIFIERS
from doxdocket.count import channels
from doxdocket.count.channels import explain, near_duplicates, signals, words
from doxdocket.count.channels.near_duplicates import clusters, stretches
from doxdocket.count.explain import explain as figure_explained
from doxdocket.count.figures import canonical, figures
from doxdocket.count.register_figures import Stated, stated
from doxdocket.decisions.standing import Standing
from doxdocket.law.channels import rules
from doxdocket.law.rules import shipped

ONE, TWO, COPIER = (f"telegram:channel:{n}" for n in "129")


def weighed(*decisions: dict, case: Case | None = None) -> SimpleNamespace:
    if case is None:
        case = Case(usernames={"9": "abcde_9"})
        for at, n, channel in originals(case):
            case.post("9", at + 20, n, forward=channel, label="sale_offer" if n % 5 == 0 else "", views=100)
        case.post("1", 900, 0, text="备用频道 t.me/abcde_9", label="promotion")
    found = case.weigh(decisions).named()
    return SimpleNamespace(read=lambda table: found[table])


@pytest.fixture(scope="module")
def run() -> SimpleNamespace:
    return weighed()


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [
        (7199, "119 分钟", "119 minutes"),
        (7200, "2 小时", "2 hours"),
        (172_799, "47 小时", "47 hours"),
        (172_800, "2 天", "2 days"),
    ],
)
def test_a_lag_is_told_in_minutes_hours_or_days(seconds: int, zh: str, en: str) -> None:
    assert words.hours(seconds) == (zh, en)


def test_a_channel_says_where_it_stands_with_whom_it_shares_and_what_passes(run: SimpleNamespace) -> None:
    found = explain.channel(run, COPIER)
    assert found is not None
    said = [line.en for line in found.sections[0].lines]
    row = next(r for r in run.read("channel_ranking").to_pylist() if r["channel_id"] == COPIER)
    assert said[0].startswith(
        f"place {row['place']}, score {row['score']:.3f}; not proposed as a core channel; in the set"
    )
    assert f"shares {row['shared_persons']} persons with others and was the first with 0 of them" in said
    shared = [line for line in said if "middle lag" in line]
    assert shared == [
        f"shares 50 persons (50–50) with {ONE}: 62.5% of its own, 100.0% of the other's; first here 0, first there 40, middle lag 20 hours",  # ten came from the other before its own: open
        f"shares 40 persons (40–40) with {TWO}: 50.0% of its own, 100.0% of the other's; first here 0, first there 40, middle lag 20 hours",
    ]  # fmt: skip
    assert not any("sell" in line for line in said)  # all that it has is forwarded: adverts of others
    forwards = [line for line in said if "forwards from" in line]
    assert forwards == [f"{COPIER} forwards from → {c}: 40" for c in (ONE, TWO)]
    assert f"{ONE} announces as its backup → {COPIER}: 1" in said
    assert "预告备用频道" in "".join(line.zh for line in found.sections[0].lines)
    assert words.kind("forward") == words.Both("转发自", "forwards from")
    assert list(found.sections[-1].lines) == [words.posting(row)]
    assert [part["criterion"] for part in found.sections[1].rows] == [c.id for c in rules().criteria]
    assert sum(part["part"] for part in found.sections[1].rows if part["criterion"] == "first_persons") == 0
    assert explain.channel(run, "telegram:channel:404") is None


def test_a_channel_that_a_person_decided_says_by_which_decision() -> None:
    run = weighed(decision(1, "channel.core", channel=COPIER), decision(2, "channel.not_core", channel=ONE))
    first = {c: explain.channel(run, c).sections[0].lines[0] for c in (COPIER, ONE)}
    assert "decision 1: core channel" in first[COPIER].en
    assert "认定 1：是核心频道" in first[COPIER].zh
    assert "decision 2: no core channel" in first[ONE].en
    assert "认定 2：不是核心频道" in first[ONE].zh


def test_subscribers_are_said_where_a_capture_tells_them(run: SimpleNamespace) -> None:
    row = next(r for r in run.read("channel_ranking").to_pylist() if r["channel_id"] == ONE)
    assert words.reasons(row | {"members": 12_345}, [], [], str)[-1].en == "12,345 subscribers as captured"
    assert "subscribers" not in "".join(line.en for line in words.reasons(row | {"members": None}, [], [], str))


def test_persons_of_whom_too_many_channels_know_bind_none_and_are_said(run: SimpleNamespace) -> None:
    row = next(r for r in run.read("channel_ranking").to_pylist() if r["channel_id"] == ONE)
    said = [line.en for line in words.reasons(row | {"hub_persons": 3}, [], [], str)]
    assert "3 more persons are shown by so many channels that they bind none" in said
    assert not any("bind none" in line.en for line in words.reasons(row | {"hub_persons": 0}, [], [], str))


def test_without_a_channel_that_exposes_somebody_no_set_is_cut() -> None:
    case = Case()
    case.post("1", 0, text="今天天气不错")
    run = weighed(case=case)
    rule = explain.core(run)[0]
    assert [line.en for line in rule.lines] == [rules().says.en]
    assert [r["channel_id"] for r in explain.core(run)[-2].rows] == [ONE]


def test_the_figure_of_core_channels_brings_the_whole_weighing() -> None:
    case = Case()
    originals(case)
    tables, read = case.tables()
    rows = (
        made_tables(tables)
        | {"hubs": HUBS.empty_table(), "modifiers": MODIFIERS.empty_table()}
        | channels.weigh(tables, read, Standing()).named()
    )
    counted = figures(rows, Standing(), case_info={"id": "c"}, digests={})
    of = Held(rows, canonical(stated(counted, Stated(), Standing(), shipped())), [])
    found = figure_explained(of, of, "core_channels", posts=rows["posts"], findings=rows["findings"])
    titles = [section.title.en for section in found.sections]
    whole = explain.core(of)
    assert [section for section in found.sections if section.title.en in {s.title.en for s in whole}] == whole
    assert {ONE, TWO, "weights", "how a score arises"} <= set(titles)


def test_one_criterion_alone_has_nobody_to_take_weight_from() -> None:
    names = list(rules().weights)
    only = ", ".join(f"{n}={1 if n == 'first_persons' else 0}" for n in names)
    case = Case()
    originals(case)
    found = case.weigh([decision(1, "channel.weights", weights=only)])
    turns = {r["criterion"]: r for r in found.channel_weights.to_pylist()}
    assert turns["first_persons"]["of_all"] == 1.0
    assert turns["first_persons"]["lower_at"] is turns["first_persons"]["upper_at"] is None


def test_texts_that_share_no_stretch_with_many_lose_none() -> None:
    how = rules().texts
    texts = [
        "".join(Random(n).choices("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", k=60)) for n in range(how.common + 5)
    ]
    assert clusters(stretches(pa.array([*texts, texts[3]]))).tolist() == [*range(len(texts)), 3]


def test_posts_are_read_in_batches_and_none_is_lost_between_them(monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case()
    originals(case)
    case.post("1", 900, 0, text="备用频道 t.me/abcde_9", label="promotion")
    _, whole = case.tables()
    monkeypatch.setattr(signals, "ROWS", 50)
    _, parted = case.tables()
    assert parted.mentions.sort_by("post_id").equals(whole.mentions.sort_by("post_id"))
    assert parted.texts.equals(whole.texts)
    assert parted.signs.equals(whole.signs)
    posts, keys = case.tables()[0]["posts"].slice(0, 0), parted.texts.select(["channel_id", "post_id"]).slice(0, 0)
    none = signals.told(signals.heard([], posts, keys), keys, keys)
    assert (none.mentions.num_rows, none.texts.num_rows, none.signs.num_rows) == (0, 0, 0)


def test_what_a_text_is_compared_by_hangs_on_no_other_text(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = Random(5)
    han = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
    texts = ["".join(rng.choices(han, k=rng.choice([0, 3, 40]))) for _ in range(60)]
    texts += [f"{rng.choice(texts)}，转自 @abcde_{n}" for n in range(60)]
    held = stretches(pa.array([*texts, None]))
    monkeypatch.setattr(near_duplicates, "_AT_ONCE", 7)
    assert stretches(pa.array([*texts, None])).to_pylist() == held.to_pylist()
    for _ in range(5):  # whichever texts a decision leaves to compare
        some = pa.array([rng.random() < 0.7 for _ in range(len(texts) + 1)])
        assert (
            clusters(held.filter(some)).tolist() == clusters(stretches(pa.array([*texts, None]).filter(some))).tolist()
        )
