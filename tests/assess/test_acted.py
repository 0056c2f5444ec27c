"""One child, one first day: own acts, joint acts and the register apart; ages and guardians go by his own."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from msgspec.structs import replace
from tests.assess.procedure_made import entered

from doxdocket.assess.forms.parties import Actor, Attribution, Defendant, Fact, Guardian, Joint, Role, Signed
from doxdocket.assess.parties import deeds, table
from doxdocket.assess.parties.account import InDoubt
from doxdocket.assess.parties.days_of_acts import acted
from doxdocket.assess.plain_records import plain
from doxdocket.desk.accounts.parties import of_defendants, of_parties, of_subjects, open_point
from doxdocket.desk.accounts.parties_words import old_enough
from doxdocket.pipeline import parties as of_case
from doxdocket.report.document import Document
from doxdocket.words import speaking

OWN, LAST, EARLY, FOUNDED = date(2023, 7, 26), date(2024, 3, 1), date(2023, 7, 3), date(2023, 7, 1)
CHILD = Defendant(id="D1", name="甲", born="2007-07-10", sued=date(2025, 4, 11))  # sixteen full from 11 July 2023
ROLE = Role(id="R1", actor="A1", channel="c", role="creator", since=FOUNDED, until=date(2024, 3, 31))
ENTERED = (
    CHILD, ROLE, Actor(id="A1", accounts=("user1",)), Guardian(id="G1", ward="D1", name="乙", relation="mother", until=date(2023, 7, 20)),
    Guardian(id="G2", ward="D1", name="丙", relation="father"),
    Attribution(id="L1", actor="A1", defendant="D1", grade="proven", grounds=("device",), reason="比对"),
    Joint(id="J1", basis="1168", members=("D1", "D2"), channels=("c",), since=FOUNDED, reason="共同"),
)  # fmt: skip


def entries():
    return entered(*ENTERED)


def test_own_days_come_before_joint_ones_and_these_before_the_register():
    days = {"own:D1": [LAST, OWN], "joint:D1": [EARLY]}
    assert acted("D1", [ROLE], [], days).span == (OWN, LAST)
    assert acted("D1", [ROLE], [], {"joint:D1": [EARLY]}).by == "joint"
    assert acted("D1", [ROLE], [], {}).span == (FOUNDED, date(2024, 3, 31))
    nothing = acted(
        "D1", [], [], {"own+claimed:D1": [OWN]}
    )  # an account that is only claimed to be his counts for nothing
    assert (nothing.by, nothing.span) == (None, (None, None))
    assert plain(acted("D1", [ROLE], [], days).ends) == [
        {"acts": "own", "first": "2023-07-26", "last": "2024-03-01", "may_first": None, "may_last": None},
        {"acts": "joint", "first": "2023-07-03", "last": "2023-07-03", "may_first": None, "may_last": None},
        {"acts": "register", "first": "2023-07-01", "last": "2024-03-31", "may_first": None, "may_last": None},
    ]


def test_a_day_that_nobody_entered_is_not_told_by_the_other_end_of_its_entry():
    """Acts together until July alone were once told as his first ones, of that day; a role since then as his last."""
    until, since = (
        Joint(id="J1", basis="1168", members=("D1", "D2"), reason="共同", **day)
        for day in ({"until": OWN}, {"since": LAST})
    )
    assert [acted("D1", [], joints, {}).span for joints in ([until], [since])] == [(None, OWN), (LAST, None)]
    assert acted("D1", [], [until, since], {}).span == (
        None,
        None,
    )  # begun by July at the latest, not over before March
    assert acted("D1", [ROLE], [until], {}).span == (FOUNDED, date(2024, 3, 31))
    found = table.parties(entered(CHILD, *ENTERED[2:5], *ENTERED[5:6], until), [], {}, None)
    assert (found.defendants[0].first_act, found.defendants[0].last_act) == (None, OWN)
    assert ("D1", "acts") in [(one.defendant, one.open) for one in found.open if hasattr(one, "defendant")]


def test_a_role_of_an_account_that_went_to_another_is_each_ones_in_his_days():
    """The first day, and with it the age, of whom an account came to was that of a role which another had held before him."""
    until, since = date(2023, 12, 31), date(2024, 1, 1)
    child = Defendant(id="D5", name="乙", born="2006-01-15")

    def told(role):
        actor = Actor(id="A1", accounts=("user1",))
        links_ = [
            Attribution(id=f"L{who}", actor="A1", defendant=who, grade="proven", grounds=("device",), reason="比对", **days)
            for who, days in (("D1", {"until": until}), ("D5", {"since": since}))
        ]  # fmt: skip
        return table.parties(entered(CHILD, child, role, actor, *links_), [], {}, None)

    def spans(found):
        return [(one.first_act, one.last_act) for one in found.defendants]

    found = told(ROLE)
    assert spans(found) == [(FOUNDED, until), (since, date(2024, 3, 31))]
    assert plain(found.defendants[1])["standing"]["first_act"]["age_low"] == 17
    assert spans(told(replace(ROLE, until=until))) == [(FOUNDED, until), (None, None)]
    open_ = replace(ROLE, until=None)
    assert spans(told(open_)) == [(FOUNDED, None), (since, None)], "nobody entered when the role ended"

    def asked(role):
        return [one.defendant for one in told(role).open if one.open == "role_days"]

    assert asked(open_) == ["D1", "D5"]
    assert asked(replace(open_, since=date(2024, 2, 1))) == ["D5"], "he had left before it began"


def test_a_child_who_turned_sixteen_before_his_first_own_act_is_asked_on_that_day():
    """By the notice of another on 3 July he was fifteen; his own first act was at sixteen."""
    found = table.parties(entries(), [], {"own:D1": [OWN, LAST], "joint:D1": [EARLY]}, None)
    (one,) = found.defendants
    assert (one.first_act, one.last_act, one.acts_by) == (OWN, LAST, "own")
    assert [(a.acts, a.said.answer) for a in one.criminal_age] == [("own", "met"), ("own", "met"), ("joint", "not met")]
    assert plain(one)["standing"]["first_act"]["age_low"] == 16
    earlier = table.parties(entries(), [], {"joint:D1": [EARLY]}, None)
    assert earlier.defendants[0].criminal_age[0].said.answer == "not met"


def test_own_and_joint_acts_are_asked_apart_and_every_page_gives_one_answer():
    """His own posts are of sixteen, those of the channel that he ran of fifteen: two bases, each named, and the same wherever it is asked."""
    found = table.parties(entries(), [], {"own:D1": [OWN, LAST], "joint:D1": [EARLY], "own+perhaps:D1": [EARLY]}, None)
    told = [
        {"acts": "own", "answer": "met", "with_doubt": "not determinable"},
        {"acts": "joint", "answer": "not met", "with_doubt": "not met"},
    ]
    assert plain(found.defendants[0].old_enough) == plain(found.subjects[0].criminal_age) == told
    with speaking("zh"):
        said = old_enough(found.subjects[0].criminal_age)
        assert said == "本人：是（连同存疑的、日期不能确定的、只计入上限的贴文：不能确定）；所管频道和共同行为：否"
        for page in (of_defendants(found.defendants), of_subjects(found.subjects)):
            assert said in Document(None, [page], columns=400).text("zh")
        guardians = Document(None, [of_parties(found.parties)], columns=400).text("zh")
    assert "2023-07-03至2024-03-01（按本人的贴文和归于本人的共同行为）" in guardians
    joint = table.parties(entries(), [], {"joint:D1": [EARLY]}, None)
    assert {row.acts_by for row in joint.parties if row.ward} == {"joint"}
    assert plain(joint.subjects[0].criminal_age)[0] == {"acts": "own", "answer": None, "with_doubt": None}
    lone = table.parties(entries(), [], {}, None)
    assert [row.acts for row in lone.subjects[0].criminal_age] == ["own", "joint", "register"]


def test_of_one_who_was_of_age_on_each_day_that_may_be_one_nothing_is_left_open():
    """Born in 1995, and each post of which it is open whether it is his was of 2023: whether of age was said to be not determinable."""
    man = replace(CHILD, born="1995-07-07")
    found = table.parties(entered(man, ENTERED[2]), [], {"own+perhaps:D1": [OWN, LAST]}, None)
    assert plain(found.subjects[0].criminal_age)[0] == {"acts": "own", "answer": None, "with_doubt": "met"}
    assert found.subjects[0].capacity == "full"
    with speaking("zh"):
        assert old_enough(found.subjects[0].criminal_age).startswith(
            "本人：不明（连同存疑的、日期不能确定的、只计入上限的贴文：是）"
        )
    child = table.parties(entered(CHILD, ENTERED[2]), [], {"own+perhaps:D1": [EARLY, LAST]}, None)
    assert plain(child.subjects[0].criminal_age)[0]["with_doubt"] == "not determinable"
    assert child.subjects[0].capacity == "open"


@pytest.mark.parametrize("kind", ["own", "joint"])
def test_a_post_without_a_date_leaves_an_age_open_that_others_in_doubt_do_not(kind):
    """Of whoever was of age on each dated post that may be his, an undated one may be of before: it was not asked."""
    man = replace(CHILD, born="1995-07-07")
    days = {f"{kind}+perhaps:D1": [OWN, LAST]}
    dated, open_ = (
        table.parties(entered(man, ENTERED[2]), [], some, None).subjects[0]
        for some in (days, days | {f"{kind}+undated:D1": [date.min]})
    )
    told = [{one.acts: one.with_doubt for one in found.criminal_age}[kind] for found in (dated, open_)]
    assert told == ["met", "not determinable"]
    assert open_.capacity == "open"
    sure = {"own:D1": [OWN, LAST], "own+undated:D1": [date.min]}
    (found,) = table.parties(entered(man, ENTERED[2]), [], sure, None).subjects
    assert [(one.answer, one.with_doubt) for one in found.criminal_age if one.acts == "own"] == [
        ("met", "not determinable")
    ]
    assert found.capacity == "open"
    young = replace(CHILD, own_labour=False)
    (child,) = table.parties(entered(young, ENTERED[2]), [], sure, None).subjects
    assert child.capacity == "limited", "of a child it changes nothing"


def test_a_defendant_without_a_firm_link_is_no_party_without_a_remark():
    def marked(grade):
        link = Attribution(id="L1", actor="A1", defendant="D1", grade=grade, grounds=("testimony",), reason="所述")
        found = table.parties(entered(CHILD, ENTERED[2], link), [], {}, None)
        [party] = [row for row in found.parties if not row.ward]
        return tuple(party.marks), Document(None, [of_parties([party])], columns=400).text("zh")

    marks, page = marked("denied")
    assert marks == ("denied_alone",)
    assert "账号的对应都登记为否认" in page
    assert marked("claimed")[0] == ("claimed_alone",)
    assert marked("proven")[0] == ()


def test_guardians_answer_for_own_acts_and_joint_ones_put_to_the_ward():
    """The care of the mother ended before his first own act: she answers for the joint act of 3 July as far as it is put to him."""

    child = Defendant(id="D1", name="甲", born="2007-07-10", own_labour=False, sued=date(2025, 4, 11))

    def rows(days):
        found = table.parties(entered(child, *ENTERED[1:]), [], {"own:D1": [OWN, LAST], **days}, None)
        told = {
            r.party: (r.constellation, r.missing, r.acts_first, r.acts_last, r.acts_by) for r in found.parties if r.ward
        }
        return told, found

    told, _ = rows({})
    assert told == {"G2": ("guardian", (), OWN, LAST, "own")}
    told, found = rows({"joint+open:D1": [EARLY]})  # nobody made out that it is his
    assert told == {
        "G1": ("open", ("posts_with_others",), EARLY, EARLY, "joint_then"), "G2": ("guardian", (), OWN, LAST, "own"),
    }  # fmt: skip
    [asked] = [row for row in found.open if row.open == "posts_with_others"]
    assert (asked.guardian, asked.first, asked.last) == ("G1", EARLY, EARLY)
    with speaking("zh"):
        page = Document(None, [of_parties(found.parties)], columns=400).text("zh")
    assert "2023-07-03（按所管频道和共同行为计，这些日子没有本人行为）" in page
    told, found = rows({"joint:D1": [EARLY, OWN, LAST]})
    assert told == {
        "G1": ("guardian", (), EARLY, EARLY, "joint_then"), "G2": ("guardian", (), EARLY, LAST, "both"),
    }  # fmt: skip
    assert (found.defendants[0].first_act, found.defendants[0].acts_by) == (OWN, "own")  # his own first act stays that
    with speaking("zh"):  # and the age on the first day that is charged stands beside it
        assert "2023-07-26 16 限制（按本人的贴文）；归于其的共同行为早自 2023-07-03 15 限制" in Document(
            None, [of_defendants(found.defendants)], columns=400
        ).text("zh")
    for of, answer in (
        ("joint+open:D1", ("open", ("posts_with_others",))),
        ("joint:D1", ("guardian", ())),
    ):  # without own acts the same
        found = table.parties(entered(child, *ENTERED[1:]), [], {of: [EARLY]}, None)
        assert {(r.constellation, r.missing) for r in found.parties if r.ward} == {answer}
    grown = Defendant(id="D1", name="甲", born="2005-07-20", own_labour=False, sued=date(2025, 4, 11))
    found = table.parties(entered(grown, *ENTERED[1:]), [], {"own:D1": [OWN, LAST], "joint:D1": [EARLY]}, None)
    assert found.subjects[0].capacity == "limited"  # seventeen at the joint act alone
    assert {row.party for row in found.parties if row.ward} == {"G1", "G2"}


def test_parts_by_age_are_counted_over_own_and_joint_days():
    windows = table.windows(entries(), {"own:D1": [OWN, LAST], "joint:D1": [EARLY]}, None)
    assert {row["part"] for row in windows if row["part"].startswith("age")} == {"age:0-15", "age:16-17"}
    dated = {"own:D1": [EARLY, OWN, LAST]}  # a doubtful post of the first days is counted in the high of some part
    windows = table.windows(entries(), {"own:D1": [OWN, LAST]}, None, posted=dated)
    assert {row["part"] for row in windows if row["part"].startswith("age")} == {"age:0-15", "age:16-17"}
    windows = table.windows(entries(), {"own:D1": [OWN, LAST]}, None)
    assert not [row for row in windows if row["part"].startswith("age")]  # all of one age


GROWN = Defendant(
    id="D1", name="甲", born="2005-07-20", own_labour=False, sued=date(2025, 4, 11)
)  # eighteen full from 21 July 2023
DOUBT = {"own": [OWN, LAST], "own+perhaps": [EARLY, date(2023, 8, 1), date(2024, 5, 2)]}


def doubtful(of=DOUBT, who=GROWN, kind="own"):
    days = {f"{name}:D1": when for name, when in of.items()}
    posts = {f"{kind}+perhaps:D1": [InDoubt(day, f"c/{day:%m%d}") for day in of[f"{kind}+perhaps"]]}
    return table.parties(entered(who, *ENTERED[1:]), [], days, None, doubtful=posts)


def test_a_post_in_doubt_before_the_first_sure_act_makes_the_day_an_interval_and_names_itself():
    found = doubtful()
    (one,) = found.defendants
    assert (one.first_act, one.may_first, one.last_act, one.may_last) == (OWN, EARLY, LAST, date(2024, 5, 2))
    assert plain(one.acts[0]) == {"acts": "own", "first": "2023-07-26", "last": "2024-03-01", "may_first": "2023-07-03", "may_last": "2024-05-02"}  # fmt: skip
    assert [post.post for post in one.in_doubt] == ["c/0703", "c/0502"]  # one between the sure days moves neither end
    assert {point: held.capacity for point, held in one.standing.items()} == {
        "first_act": "full", "may_first": "limited", "last_act": "full", "may_last": "full", "sued": "full",
    }  # fmt: skip
    assert [(row.day, row.day_in_doubt) for row in one.criminal_age] == [(OWN, False), (LAST, False), (EARLY, True), (date(2024, 5, 2), True)]  # fmt: skip
    assert found.subjects[0].capacity == "open"


def test_a_guardian_who_answers_only_if_a_post_in_doubt_is_an_act_is_listed_as_open_with_that_post():
    """Grown at the first sure act, seventeen at a post that exposes somebody at the estimate alone: 法释〔2024〕12号 art. 6 turns on it."""
    rows = {row.party: row for row in doubtful().parties if row.ward}
    assert {name: (row.constellation, row.missing) for name, row in rows.items()} == {
        "G1": ("open", ("doubtful_acts",)), "G2": ("open", ("doubtful_acts",)),
    }  # fmt: skip
    assert (rows["G2"].acts_first, rows["G2"].acts_last) == (EARLY, EARLY)
    assert rows["G2"].in_doubt == ["c/0703"]
    open_ = [row for row in doubtful().open if row.open == "doubtful_acts"]
    assert [(row.guardian, list(row.in_doubt)) for row in open_] == [("G1", ["c/0703"]), ("G2", ["c/0703"])]


def test_a_guardian_of_sure_acts_stays_so_and_one_of_doubtful_days_alone_is_open():
    """Fifteen: the father answers for sure acts; the care of the mother ended after the doubtful post and before the first sure one."""
    found = doubtful(who=Defendant(id="D1", name="甲", born="2007-07-10", own_labour=False, sued=date(2024, 4, 11)))
    rows = {row.party: (row.constellation, row.missing, row.acts_first) for row in found.parties if row.ward}
    assert rows == {"G1": ("open", ("doubtful_acts",), EARLY), "G2": ("guardian", (), OWN)}
    assert plain(found.subjects[0].criminal_age[0]) == {
        "acts": "own",
        "answer": "met",
        "with_doubt": "not determinable",
    }  # fifteen at the post in doubt, sixteen at every sure act


def test_acts_that_are_all_in_doubt_make_nothing_sure():
    found = doubtful(
        {"own+perhaps": [EARLY]}, who=Defendant(id="D1", name="甲", born="2007-07-10", sued=date(2024, 4, 11))
    )
    assert found.defendants[0].acts_by == "register"  # the role has days; the post only reaches
    bare = [one for one in ENTERED[1:] if not isinstance(one, (Role, Joint))]
    days = {"own+perhaps:D1": [EARLY]}
    found = table.parties(entered(CHILD, *bare), [], days, None, doubtful={"own+perhaps:D1": [InDoubt(EARLY, "c/1")]})
    assert (found.defendants[0].first_act, found.defendants[0].may_first) == (None, EARLY)
    assert {row.party: (row.constellation, row.in_doubt) for row in found.parties if row.ward} == {
        "G1": ("open", ["c/1"]), "G2": ("open", ["c/1"]),
    }  # fmt: skip
    assert found.subjects[0].capacity == "open"


def test_days_of_what_others_posted_obey_the_bounds_of_the_figures():
    """What is in the high alone of what is put to him makes no first joint act and answers no age; it only widens."""
    found = table.parties(entries(), [], {"own:D1": [OWN, LAST], "joint+open:D1": [EARLY]}, None)
    (one,) = found.defendants
    assert plain(one.acts[1]) == {"acts": "joint", "first": None, "last": None, "may_first": "2023-07-03", "may_last": "2023-07-03"}  # fmt: skip
    assert (one.may_first, one.first_act) == (None, OWN)  # his own decide
    assert plain(one.old_enough[1]) == {"acts": "joint", "answer": None, "with_doubt": "not determinable"}
    found = table.parties(entries(), [], {"joint+open:D1": [EARLY]}, None)
    (one,) = found.defendants
    assert (one.acts_by, one.first_act) == ("register", FOUNDED)
    rows = [(r.party, r.constellation, r.acts_first, r.acts_by, "posts_with_others" in r.missing) for r in found.parties if r.ward]  # fmt: skip
    assert rows == [("G1", "open", EARLY, "joint", True), ("G2", "open", EARLY, "joint", True)]
    mother = [one for one in ENTERED if not isinstance(one, Guardian) or one.id == "G1"]
    found = table.parties(entered(*mother), [], {"joint+open:D1": [EARLY]}, None)
    assert [r.relation for r in found.parties if r.ward] == ["mother", "father"]  # who is asked for stands once


def test_a_fact_on_own_labour_is_used_like_the_field_of_the_defendant():
    bare = Defendant(id="D1", name="甲", born="2007-07-10", sued=date(2025, 4, 11))
    said = Fact(id="own_labour@D1", value=False, reason="在校学生", evidence=("卷六第1页",))

    def capacities(*more, who=bare):
        found = table.parties(entered(who, *ENTERED[1:], *more), [], {"own:D1": [OWN, LAST]}, None)
        return {point: held.capacity for point, held in found.defendants[0].standing.items()}

    assert set(capacities().values()) == {"open"}
    assert set(capacities(said).values()) == {"limited"}
    working = Defendant(id="D1", name="甲", born="2007-07-10", sued=date(2025, 4, 11), own_labour=True)
    assert set(capacities(said, who=working).values()) == {"full"}  # the entry of the defendant goes before


def test_a_parent_who_is_guardian_no_longer_for_no_reason_is_asked_why():
    """Divorce ends no care (法释〔2024〕12号 art. 8); the page takes the day and asks."""
    found = table.parties(entries(), [], {"joint+made_out:D1": [EARLY], "joint:D1": [EARLY]}, None)
    [row] = [row for row in found.open if row.open == "why_ended"]
    assert (row.guardian, len(row.articles)) == ("G1", 2)
    with speaking("zh"):
        assert "离婚、没有共同生活不使监护终止" in open_point(row)


def test_days_of_acts_together_are_of_what_the_low_holds_by_an_account_of_two_too(monkeypatch):
    """The account is put to two and is in neither's own low; the act together that is made out puts its post to him in the low: that day was of no
    act, and the guardian's days fell back to the register.
    """
    put = (
        "own:D1",
        "joint:D1",
        "joint+sure:D1",
        "own:D3",
        "joint:D3",
        "own:D4",
        "own+sure:D4",
        "joint:D4",
        "joint+sure:D4",
    )
    rows = [{"name": name, "channel_id": "c", "post_id": "1", "day": 20240501, "sure": 1} for name in put]
    monkeypatch.setattr(of_case.groups, "acts", lambda _, posts: posts)
    days = of_case._dated(of_case._acts(dict, pa.Table.from_pylist(rows), {}, {}))  # noqa: SLF001 - what a whole case would ask
    one, other, mine = (acted(who, [ROLE], [], days) for who in ("D1", "D3", "D4"))
    day = date(2024, 5, 1)
    assert (one.own, one.joint, one.one_by_one, one.own_perhaps) == ([], [day], [day], [day])
    assert (other.own, other.joint, other.one_by_one, other.own_perhaps) == ([], [], [], [day])
    assert (mine.own, mine.joint, mine.own_perhaps) == ([day], [], [])


class _Run:
    """A run of three posts in channel c: one signed with the words of its title, two of an account, the first of which hands it on."""

    POSTS = (
        ("1", datetime(2024, 1, 3, tzinfo=UTC), "早安", "夜行", None),
        ("2", datetime(2024, 1, 20, tzinfo=UTC), "我不干了，号给别人，夜行退出", None, "user7"),
        ("3", datetime(2024, 2, 22, tzinfo=UTC), "新的一期", None, "user7"),
    )

    def read(self, name, columns):
        if name == "channels":
            return pa.table({"channel_id": ["c:c:1"], "title": ["夜行"]})
        return self.posts().select(columns)

    def batches(self, name, columns):
        return self.read(name, columns).to_batches()

    def posts(self):
        rows = [
            {"channel_id": "c:c:1", "post_id": no, "capture": "k", "row_no": int(no), "date": at, "text": text, "author": author,
             "from_id": by, "from_name": None, "forwarded_from": None, "forwarded_from_id": None}
            for no, at, text, author, by in self.POSTS
        ]  # fmt: skip
        named = [(n, pa.string()) for n in ("author", "from_id", "from_name", "forwarded_from", "forwarded_from_id")]
        keys = [("channel_id", pa.string()), ("post_id", pa.string()), ("capture", pa.string()), ("row_no", pa.int64())]
        dated = [("date", pa.timestamp("us", tz="UTC")), ("text", pa.string())]
        return pa.Table.from_pylist(rows, pa.schema([*keys, *dated, *named]))


@pytest.fixture
def a_run(monkeypatch):
    """A case with that run and one register: a signature of the channel's own words, and the account."""
    run = _Run()
    actors = Actor(id="A1", signatures=(Signed(channel="c:c:1", text="夜行"),)), Actor(id="A2", accounts=("user7",))
    kept = entered(*actors, ENTERED[5])
    monkeypatch.setattr(of_case, "current", lambda _: run)
    monkeypatch.setattr(of_case, "latest_posts", lambda _: run.posts())
    monkeypatch.setattr(of_case.registered, "entries", lambda _: kept)
    return SimpleNamespace(current_run=lambda: "r", zone=ZoneInfo("Asia/Shanghai"))


def test_a_signature_that_a_person_entered_goes_before_a_channels_title_of_the_same_words(a_run):
    """Once whoever ran the channel was given what another had signed."""
    mark = dict.fromkeys(("account", "first_day", "last_day"))
    marks = [
        {"name": "own:D1", "channel_id": "c:c:1", "author": "夜行", **mark},
        {"name": "joint:D2", "channel_id": "c:c:1", "author": "", **mark},
    ]
    found = of_case._taken(a_run, marks).to_pylist()  # noqa: SLF001 - what a whole case would ask
    assert [(row["name"], row["post_id"]) for row in found] == [("own:D1", "1")]


def test_a_post_that_hands_its_account_on_is_weak_about_what_followed_under_it(a_run):
    of = of_case._taken(a_run, deeds.each([Actor(id="A2", accounts=("user7",))]))  # noqa: SLF001 - what a whole case would ask
    [one] = of_case._handed(a_run, of, entered())  # noqa: SLF001 - the same
    assert (one.actor, one.day, one.post, one.later) == ("A2", date(2024, 1, 20), "c:c:1/2", 1)
    link = Attribution(
        id="L2", actor="A2", defendant="D1", grade="proven", grounds=("device", "ip"), evidence=("卷一",), reason="比对"
    )
    denied = Attribution(
        id="L3", actor="A2", defendant="D2", grade="denied", grounds=("device", "ip"), evidence=("卷一",), reason="比对"
    )
    kept = entered(CHILD, Actor(id="A2", accounts=("user7",)), link, denied)
    [account] = table.parties(kept, [], {}, None, handed=[one]).accounts
    assert ([told.weak for told in account.links], account.handed) == ([("handed on",), ()], [one])
    assert [told.weak for told in table.parties(kept, [], {}, None).accounts[0].links] == [(), ()]
    of_any = deeds.HandedOn(one.actor, one.day, one.post, one.later, any_account=True)
    [account] = table.parties(kept, [], {}, None, handed=[of_any]).accounts
    assert ([told.weak for told in account.links], account.handed) == ([(), ()], [of_any]), "of which account is open"


def test_a_post_that_hands_an_account_on_is_told_where_others_followed_under_another_account_of_the_same_person(a_run):
    """The minor's last words under his account were that his brother would use it; what followed was signed, and no paper had them."""
    a_run_ends = [one for one in _Run.POSTS if one[0] != "3"]
    later = ("4", datetime(2024, 3, 1, tzinfo=UTC), "又一期", None, "user8")
    actors = Actor(id="A2", accounts=("user7",)), Actor(id="A3", accounts=("user8",))
    tied = [
        Attribution(id=f"L{n}", actor=one.id, defendant="D1", grade="proven", grounds=("device",), reason="比对")
        for n, one in enumerate(actors)
    ]
    of_case.current(a_run).POSTS = (*a_run_ends, later)

    def told(kept):
        return of_case._handed(a_run, of_case._taken(a_run, deeds.each(actors)), kept)  # noqa: SLF001 - what a whole case would ask

    [one] = told(entered(*tied))
    assert (one.actor, one.post, one.later, one.any_account) == ("A2", "c:c:1/2", 0, True)
    assert not told(entered(tied[0], replace(tied[1], grade="denied")))
    lent_ = ("2", datetime(2024, 1, 20, tzinfo=UTC), "不是我发的，我号给我表哥登着呢", None, "user7")
    of_case.current(a_run).POSTS = (lent_,)
    [one] = told(entered(tied[0]))
    assert (one.later, one.any_account, one.words) == (0, False, ("我号给我表哥登着呢",)), "of posts before it too"
    of_case.current(a_run).POSTS = (*a_run_ends, later)
    assert not told(entered(tied[0], replace(tied[1], defendant="D2")))


def test_acts_put_to_him_after_his_own_last_are_told_beside_it_as_those_before_his_first_are():
    """His last post was a threat in the name of the channel that he alone ran: the page ended two weeks before it."""
    own, run = date(2024, 9, 14), date(2024, 9, 29)
    found = table.parties(entered(CHILD), [], {f"own:{CHILD.id}": [own], f"joint:{CHILD.id}": [run]}, None)
    [one] = found.defendants
    told = {name: of.day for name, of in one.standing.items()}
    assert (told["last_act"], told["last_charged"], "first_charged" in told) == (own, run, False)
    with speaking("zh"):
        shown = [str(column.value(one)) for column in of_defendants([one]).columns]
    [last] = [cell for cell in shown if cell.startswith("2024-09-14") and "2024-09-29" in cell]
    assert "迟至 2024-09-29" in last
