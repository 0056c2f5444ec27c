"""The worksheet as a whole: no amount that is not an input, no name that the panel could read, nothing counted twice."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.assess.procedure_made import entered

import doxdocket
from doxdocket.assess import forms, read
from doxdocket.assess.damages.contacts import Moments
from doxdocket.assess.damages.factors import Entered, factors
from doxdocket.assess.damages.frame import frame
from doxdocket.assess.damages.panel import about, panel, redacted, sheet
from doxdocket.assess.damages.worksheet import Given, Put, facts, panel_sheet, terms_of, worksheet
from doxdocket.assess.forms import parties
from doxdocket.assess.forms.damages import Circumstance, Contacts, Determinable, Expert, Harm, Range, View
from doxdocket.assess.forms.parties import Defendant, Fact, Guardian, Joint, Sanction
from doxdocket.assess.forms.procedure import Claim, ClaimChange, Event
from doxdocket.assess.plain_records import plain
from doxdocket.count.catalogue import catalogue
from doxdocket.law.comparables import file

ON = date(2026, 6, 1)
REHEARSAL = Path(doxdocket.__file__).parent / "rehearsal" / "register_damages.yaml"


def figure(name, low, high, unit="条"):
    return {
        "id": name,
        "label": name,
        "label_en": name,
        "unit": unit,
        "low": low,
        "estimate": low,
        "high": high,
        "value": low,
        "status": "machine",
    }


FIGURES = [
    figure("items_set", 1418, 1825), figure("persons", 907, 937, "人"), figure("persons_civil", 901, 931, "人"), figure("views", 3947501, 4578033), figure("kinds", 34, 36),
    figure("kind.phone_number", 906, 958), figure("kind.gender", 0, 0), figure("views_pi", None, None), figure("posts_with_pi", 7, 9),
    figure("core_channels", 3, 5),
]  # fmt: skip
LAW = [
    {
        "rule": "r",
        "article": "第五条",
        "reading": "U_set",
        "outcome": "serious",
        "answer_low": "not met",
        "answer_high": "met",
    }
]
PEOPLE = [
    Defendant(id="D1", name="赫连某某", born="2003-08-30", sued=date(2025, 4, 11)), Defendant(id="D2", name="吴小乙", born="2009-01"),
    Defendant(id="D3", name="郑某", called="not_civil"), Guardian(id="G1", ward="D2", name="吴大乙", relation="father"),
    parties.Testimony(id="T1", witness="钱某某"), Joint(id="J1", basis="1168", members=("D1", "D2"), reason="共同"),
    Sanction(id="s1", defendant="D1", kind="criminal", stage="convicted", fine=Decimal(20011), confiscated=Decimal(3013)),
    Sanction(id="s2", defendant="D2", kind="administrative", stage="punished", fine=Decimal(517)),
]  # fmt: skip
STATED = [
    Harm(id="h1", kind="calls", person="V0001", day=date(2024, 1, 3), times=20, place="甲市"), Harm(id="h2", kind="threat"),
    Contacts(id="k1", person="V0001", what="calls"), Contacts(id="k2", person="V0001", what="calls"), Contacts(id="k3", person="V0002", what="texts"),
    Expert(id="x1", name="柳知秋", field="民法"), Expert(id="x2", name="祝远山", field="消费者保护"), Expert(id="x3", name="穆清和", field="网信"),
    View(id="v1", expert="x1", factor="whole", low=Decimal(100003), high=Decimal(150011), reasons="祝远山也这样看，赫连某某（V0001）已成年"),
    View(id="v2", expert="x2", factor="whole", low=Decimal(120007), high=Decimal(90001), reasons="相反"),
    View(id="v3", expert="x1", factor="harm", weight="grave", reasons="一"), View(id="v4", expert="x1", factor="harm", weight="light", reasons="二"),
    Determinable(id="d1", what="loss", answer="not", reason="x"), Determinable(id="d2", what="gain", answer="partly", amount=Decimal(4517), reason="y"),
    Circumstance(id="c1", factor="repair", says="删除的报价", amount=Decimal(12017)),
    Circumstance(id="c2", factor="ability", says="赫连某某在演练频道自称无业，见 V0003", defendant="D1"),
    Range(id="r1", low=Decimal(80021), high=Decimal(120023), claimed=Decimal(100019), per="suit", reasons="见纪要", evidence=("卷六",)),
    Fact(id="suit_brought", value=True, reason="x"), Fact(id="sum_agreed", value=False, reason="x"),
    Fact(id="loss_x@D1", value=True, reason="x"), Event(id="e1", state="S10", at=date(2025, 8, 28)), Event(id="e2", state="S7", at=date(2025, 4, 11)),
]  # fmt: skip
AT = datetime(2024, 1, 2, 12, tzinfo=UTC)
PUBLICATIONS = [
    {"channel_id": "c", "post_id": "1", "person": "V0001", "date": AT}, {"channel_id": "c", "post_id": "1", "person": "V0001", "date": AT},
    {"channel_id": "c", "post_id": "2", "person": "V0001", "date": None}, {"channel_id": "c", "post_id": "3", "person": None, "date": datetime(2024, 3, 27, 17, tzinfo=UTC)},
]  # fmt: skip
REGIONS = [
    {"source": "likely", "region": "3301", "persons_low": 3, "persons_high": 4}, {"source": "likely", "region": "4401", "persons_low": 0, "persons_high": 1},
    {"source": "address", "region": "4401", "persons_low": 2, "persons_high": 2},
]  # fmt: skip


def given(*entries, **more):
    base = {
        "case": "案卷", "on": ON, "entries": entered(*(entries or (*PEOPLE, *STATED))), "published": {"figures": FIGURES, "law": LAW, "rules": "cn@1"},
        "publications": PUBLICATIONS, "regions": REGIONS, "moments": {"k1": Moments((AT,)), "k2": Moments((AT,))},
        "gains": {"receipts_proven": (7219, 7219, 7919), "receipts_claimed": None}, "hide": ("演练频道",),
    }  # fmt: skip
    return Given(**(base | more))


@pytest.fixture
def found():
    return plain(worksheet(given()))


def walk(value, path=()):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from walk(inner, (*path, key))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from walk(inner, path)
    else:
        yield path, value


def test_every_amount_is_an_input_a_rule_or_a_published_case(found):
    told = {value for path, value in walk(found) if path[-1] == "yuan"}
    inputs = {str(v) for e in (*PEOPLE, *STATED) for v in forms.body(e).values() if isinstance(v, str) and v.isdigit()}
    published = {
        str(n.value)
        for c in file().cases
        for n in (
            *c.gains,
            *c.criminal_fines,
            *c.confiscated,
            *((c.damages.total, *c.damages.split) if c.damages else ()),
        )
    }
    assert told <= inputs | published | {"500000", "7219", "7919"}
    assert {
        "20011",
        "3013",
        "517",
        "4517",
        "12017",
        "80021",
        "120023",
        "100019",
        "100003",
        "150011",
        "500000",
        "7919",
        "100000",
    } <= told
    sources = {value for path, value in walk(found) if path[-1] == "from"}
    known = {f"R{n:04d}" for n in range(1, len(PEOPLE) + len(STATED) + 1)} | {f"case:{c.id}" for c in file().cases}
    assert sources <= known | {"cn/fashi-2020-17/12-2-cap", "gains:receipts_proven"}


def test_no_other_number_could_be_an_amount(found):
    """Sums, averages and products of the amounts given, which are chosen so that none is met by chance."""
    loose = {str(value) for path, value in walk(found) if path[-1] != "yuan" and not isinstance(value, bool)}
    numbers = {
        int(n)
        for text in loose
        for n in re.findall(r"(?<![\d.-])\d{4,}(?![\d.-])", re.sub(r"\d{4}-\d\d-\d\d|/\d+|\b[RV]\d{4}\b", "", text))
    }
    allowed = {n for row in FIGURES for n in (row["low"], row["high"]) if n}
    listed = {int(n) for c in file().cases for n in re.findall(r"\d{4,}", str(c).replace(",", ""))} | {
        2017,
        2020,
        2014,
        1000,
    }
    assert numbers - allowed - listed == set()
    sums = [20011, 3013, 517, 4517, 12017, 80021, 120023, 100019, 100003, 150011, 120007, 90001, 7219, 7919]
    made = (
        {a + b for a in sums for b in sums}
        | {a // 2 for a in sums}
        | {(a + b) // 2 for a in sums for b in sums if a != b}
        | {a * n for a in sums for n in (2, 3, 907, 937)}
    )
    everything = {int(n) for _, value in walk(found) for n in re.findall(r"\d{3,}", str(value))}
    assert everything & (made - set(sums) - allowed - listed) == set()


def test_it_is_plain_data_and_says_what_it_is_not(found):
    text = json.dumps(found, ensure_ascii=False)
    assert "不计算" in text
    assert "computes no amount" in text
    assert found["acts"] == ["2024-01-02", "2024-03-28"]  # the day in China
    assert (found["hearing"], found["rules"]) == ("2025-08-28", "cn@1")
    assert not (
        {"赫连某某", "吴小乙", "吴大乙", "柳知秋", "祝远山", "穆清和"}
        & set(
            re.findall(r"赫连某某|吴小乙|吴大乙|柳知秋|祝远山|穆清和", json.dumps(found["panel"], ensure_ascii=False))
        )
    )


def test_the_day_of_the_hearing_is_asked_entered_or_today():
    assert plain(worksheet(given(hearing=date(2020, 1, 1))))["hearing"] == "2020-01-01"
    early = plain(worksheet(given(hearing=date(2020, 1, 1))))
    assert (early["ceiling"]["amount"], early["ranges"][0]["ceiling"][0]["low"]) == (None, "not determinable")
    assert plain(worksheet(given(*PEOPLE)))["hearing"] == "2026-06-01"


def test_the_ladder_takes_facts_of_the_register_and_the_kind_of_suit(found):
    beside = {step["id"]: step["answer"] for step in found["ladder"]["beside"]}
    assert beside["individual"] == "not met"
    whole, part = found["ladder"]["readings"]
    assert (whole["applies"], part["applies"]) == (["circumstances", "within_ceiling"], ["loss_or_gain"])
    assert found["ladder"]["gains"]["totals"]["receipts_proven"][-1] == {
        "yuan": "7919",
        "from": "gains:receipts_proven",
    }
    assert found["ladder"]["gains"]["totals"]["receipts_claimed"] is None
    own = plain(
        worksheet(
            given(
                Fact(id="individual_claim", value=True, reason="x"),
                Fact(id="severe_mental_harm", value=True, reason="x"),
            )
        )
    )
    assert {step["id"]: step["answer"] for step in own["ladder"]["beside"]}["individual"] == "met"
    other = plain(worksheet(given(*PEOPLE, suit="criminal")))
    assert {step["id"]: step["answer"] for step in other["ladder"]["beside"]}["individual"] == "not determinable"


def test_a_suit_on_record_was_brought():
    def brought(*entries):
        made = plain(worksheet(given(*entries)))
        return {one["fact"]: (one["value"], one["entry"]) for one in made["facts"]}.get("suit_brought")

    filed = Event(id="E3", state="S7", at=date(2025, 4, 11), document="起诉书")
    assert brought(filed) == (True, "R0001")
    assert brought(Event(id="E3", state="S7", at=date(2027, 4, 11))) is None
    assert brought(Defendant(id="D1", name="赫连某某", sued=date(2025, 4, 11))) == (True, "R0001")
    assert brought(filed, Fact(id="suit_brought", value=False, reason="已撤回"))[0] is False
    assert brought(filed, Fact(id="suit_brought", value=None, reason="x"))[0] is not None


def test_each_figure_stands_under_one_factor_and_is_one_that_there_is():
    named = [name for one in frame().factors for name in one.figures]
    assert len(named) == len(set(named))
    names = catalogue()
    assert set(named) <= {f.id for f in (*names.figures, *names.tiers, names.ratio, *names.views, names.core)}


def test_factors_hold_figures_entries_and_what_is_missing(found):
    rows = {row["id"]: row for row in found["factors"]}
    assert [f["id"] for f in rows["number"]["figures"]] == ["items_set", "persons_civil", "persons"]
    assert found["comparables"]["profile"]["victims"] == [901, 931]
    victims = next(row for row in found["ranges"][0]["ceiling"] if row["per"] == "victim")
    assert victims["counts"] == [901, 931]
    assert rows["number"]["figures"][0]["command"] == "doxdocket explain 案卷 items_set"
    assert [f["id"] for f in rows["kinds"]["by_kind"]] == ["kind.phone_number"]
    assert rows["repair"]["entries"][0]["amount"] == {"yuan": "12017", "from": "R0023"}
    assert rows["ability"]["entries"][0]["defendant"] == {"id": "D1", "name": "***"}
    assert [s["criminal"] for s in rows["fines"]["sanctions"]] == [True, False]
    assert [w["id"] for w in rows["fines"]["without"]] == ["D3"]
    assert not any(row["empty"] for row in rows.values())
    assert {k["kind"]: k["incidents_high"] for k in rows["harm"]["incidents"]} == {"calls": 1, "threat": 1}


def test_what_is_put_to_the_defendants_stands_beside_the_whole_where_their_posts_tell_it():
    put = Put(
        3,
        2,
        {},
        {"persons": figure("persons", 5, 7), "kinds": figure("kinds", 0, 4), "views": figure("views", None, None)},
    )
    rows = {row["id"]: row for row in plain(worksheet(given(put=put, published={"figures": FIGURES[:5]})))["factors"]}
    told = {f["id"]: f["put"] for row in rows.values() for f in row["figures"]}
    assert told == {
        "items_set": None, "persons": {"low": 5, "high": 7}, "persons_civil": None, "kinds": {"low": 0, "high": 4}, "views": None,
    }  # fmt: skip


def test_fines_stand_under_fines_alone(found):
    for row in found["factors"]:
        text = json.dumps(row, ensure_ascii=False)
        assert ("20011" in text) == (row["id"] == "fines")


def test_a_factor_for_which_nothing_stands_says_so():
    rows = {
        row["id"]: row["empty"] for row in plain(factors({"views_pi": figure("views_pi", None, None)}, Entered(), "c"))
    }
    assert rows == dict.fromkeys(("number", "kinds", "harm", "repair", "ability", "fines"), True)
    lost = plain(
        factors(
            {}, Entered(circumstances=[("R1", Circumstance(id="c", factor="ability", says="x", defendant="D9"))]), "c"
        )
    )
    assert lost[4]["entries"][0]["defendant"] == {"id": "D9", "name": ""}


def test_harm_and_contacts_come_from_publications(found):
    one, two = found["harm"]["rows"]
    assert (one["posts_of_person"], one["posts_before"], one["first_post"]) == (1, 1, "2024-01-02")
    assert [t["code"] for t in two["told"]] == ["person_absent"]
    assert (found["harm"]["regions"]["low"], found["harm"]["regions"]["high"], found["harm"]["persons"]) == (1, 2, 1)
    first, _, third = found["contacts"]["rows"]
    assert [p["post"] for p in first["posts"]] == ["c/1"]
    assert next(t["others"] for t in first["told"] if t["code"] == "doubled") == {"k2": 1}
    assert [t["code"] for t in third["told"]] == ["no_moment", "no_post"]
    assert [t["code"] for t in found["contacts"]["told"]] == ["links", "causation"]
    assert [t["code"] for t in found["harm"]["told"]] == ["links"]
    assert [(t["code"], t["times"]) for t in one["told"]] == [("undated", 1)]
    assert [t["times"] for t in first["told"] if t["code"] == "undated"] == [1]
    assert plain(worksheet(given(*PEOPLE)))["contacts"] == {"rows": [], "told": [], "zone": "Asia/Shanghai"}


@pytest.mark.parametrize(
    ("times", "until", "told"),
    [(37, date(2024, 1, 31), {"k1": 1}), (1, date(2024, 1, 31), {}), (0, None, {"k1": 1}), (37, None, {})],
)
def test_times_that_a_list_does_not_bear_out_are_told(times, until, told):
    """A list that covers the days, or tells of more than was entered; one that may not cover them says nothing."""
    day = date(2024, 1, 2)
    rows = plain(worksheet(given(
        Harm(id="h1", kind="calls", person="V0001", day=day, times=times),
        Contacts(id="k1", person="V0001", what="calls", since=date(2024, 1, 1), until=until), Contacts(id="k2", person="V0001", what="texts"),
    )))["harm"]["rows"]  # fmt: skip
    found = [one["others"] for one in rows[0]["told"] if one["code"] == "lists_differ"]
    assert found == ([told] if told else [])


def test_a_post_after_an_account_was_handed_on_is_after_the_time_of_who_left_it():
    """Whoever had left was told to have run the channel when the post was made."""
    role = parties.Role(id="R1", actor="A1", channel="c", role="owner", since=date(2023, 7, 1))
    links_ = [
        parties.Attribution(id=f"L{who}", actor="A1", defendant=who, grade="proven", grounds=("device",), reason="比对", **days)
        for who, days in (("D1", {"until": date(2023, 12, 31)}), ("D2", {"since": date(2024, 1, 1)}))
    ]  # fmt: skip
    who = [Defendant(id=one, name="甲", called="civil") for one in ("D1", "D2")]
    assert terms_of(given(*who, parties.Actor(id="A1", accounts=("7",)), role, *links_)) == {
        "D1": [("c", date(2023, 7, 1), date(2023, 12, 31))],
        "D2": [("c", date(2024, 1, 1), None)],
    }


def test_the_panel_is_letters_with_its_spread(found):
    told = found["panel"]
    assert [(e["expert"], e["field"]) for e in told["experts"]] == [
        ("专家A", "民法"),
        ("专家B", "消费者保护"),
        ("专家C", "网信"),
    ]
    whole = next(s for s in told["spread"] if s["factor"] == "whole")
    assert (whole["lowest"]["yuan"], whole["highest"]["yuan"], whole["no_amount"]) == ("90001", "150011", 1)
    harm = next(s for s in told["spread"] if s["factor"] == "harm")
    assert (harm["weights"], harm["no_weight"]) == ({"light": 1, "middle": 0, "grave": 1}, 0)
    assert {(t["code"], t["expert"]) for t in told["told"]} == {("no_view", "专家C"), ("several_same", "专家A")}
    assert [t["code"] for row in told["views"] for t in row["told"]] == ["low_above_high"]
    assert [row["reasons"] for row in told["views"] if row["expert"] == "专家A" and row["factor"] == "whole"] == [
        "某也这样看，某（某）已成年"
    ]
    lost = plain(panel([], [("R1", View(id="v", expert="x", factor="harm", reasons="r"))]))
    assert lost["views"][0]["expert"] == "专家?"


def test_the_panel_is_handed_no_act_that_only_the_machine_labels(found):
    published = [*FIGURES, figure("threat", 0, 44) | {"estimate": 30}]
    asked = given(published={"figures": published})
    factors = plain(panel_sheet(asked, worksheet(asked)))["factors"]
    [told] = [f for one in factors for f in one["figures"] if f["label"] == figure("threat", 0, 44)["label"]]
    assert (told["low"], told["high"]) == ("0", "0")


def test_the_sheet_for_the_panel_holds_no_name_code_or_exact_figure(found):
    text = json.dumps(plain(panel_sheet(given(), worksheet(given()))), ensure_ascii=False)
    assert not re.search(
        r"赫连某某|吴小乙|吴大乙|柳知秋|钱某某|演练频道|V0\d\d\d|\"D\d\"|1418|1825|3947501|4578033", text
    )
    rows = {row["id"]: row for row in plain(panel_sheet(given(), worksheet(given())))["factors"]}
    assert rows["number"]["figures"][0] | {"label": "", "label_en": ""} == {
        "label": "",
        "label_en": "",
        "unit": "条",
        "low": "1400余",
        "high": "1800余",
    }
    assert rows["repair"]["figures"][0]["low"] == "不足10"
    assert rows["harm"]["figures"][1]["low"] is None
    assert rows["ability"]["entries"] == [{"says": "某在某自称无业，见 某", "amount": None, "defendant": 1}]
    assert [s["defendant"] for s in rows["fines"]["sanctions"]] == [1, 2]
    assert all(row["asks"]["zh"] and row["note"]["en"] for row in rows.values())
    assert plain(sheet([], [], [])) == {"factors": [], "comparables": []}


def test_longer_names_are_hidden_before_those_within_them():
    assert redacted("赫连某某与周某", ["赫连某某", "周某"]) == "某与某"
    assert [about(n) for n in (0, 9, 10, 99, 100, 999, 1000, 10_000, 20_500, 1_200_000)] == [
        "0", "不足10", "10", "90余", "100", "900余", "1000", "1万", "2万余", "120万",
    ]  # fmt: skip


def test_the_case_at_hand_is_known_by_figures_and_register(found):
    profile = found["comparables"]["profile"]
    assert profile == {
        "type": "civil_pil", "methods": ["gains", "statutory_discretion_500k"], "items": [1418, 1825], "victims": [901, 931],
        "views": [3947501, 4578033], "doxxing": True, "defendants": 2, "minors": True, "guardians": "undecided", "joint": "undecided",
    }  # fmt: skip
    bare = plain(
        worksheet(
            given(
                Defendant(id="D1", name="甲", born="1990"),
                Joint(id="J", basis="1172", members=("D1",), reason="x"),
                published={},
            )
        )
    )
    assert (bare["comparables"]["profile"]["minors"], bare["comparables"]["profile"]["guardians"]) == (False, False)
    assert (bare["comparables"]["profile"]["joint"], bare["comparables"]["profile"]["items"]) == (False, None)
    three = [Defendant(id=f"D{n}", name=name, born="1990") for n, name in enumerate("甲乙丙", 1)]
    together = {"acted_together": True, "damage": True}
    for members, so, how in ((("D1", "D2"), "partly", "partly"), (("D1", "D2", "D3"), True, "same")):
        one = Joint(id="J", basis="1168", members=members, since=date(2023, 7, 1), facts=together, reason="x")
        told = plain(worksheet(given(*three, one)))["comparables"]
        case = next(row for row in told["cases"] if row["id"] == "linan_zhou_2025")
        likes = [p["how"] for p in case["points"] if p["id"] == "joint"]
        assert (told["profile"]["joint"], likes) == (so, [how])
    nothing = plain(worksheet(given(Defendant(id="D1", name="甲"), publications=())))
    assert (
        nothing["acts"],
        nothing["comparables"]["profile"]["minors"],
        nothing["comparables"]["profile"]["guardians"],
    ) == ([None, None], None, None)


def test_what_there_is_to_warn_of_as_a_whole(found):
    assert found["warnings"] == []
    assert [w["code"] for w in plain(worksheet(given(*PEOPLE)))["warnings"]] == ["no_range"]
    two = [Range(id=n, low=Decimal(1), high=Decimal(2), per="suit", reasons="x") for n in ("a", "b")]
    assert [w["code"] for w in plain(worksheet(given(*two)))["warnings"]] == ["several_ranges", "step_not_met"]


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        (("100019",), False),
        (("100000",), True),
        (("100000", "100019"), False),
        ((None,), False),
        ((), False),
        (("100019", "150000"), True),
    ],
)
def test_a_sum_claimed_otherwise_with_the_procedure_is_told(amounts, told):
    claims = (
        [Claim(id="c", text="赔偿", kind="damages", amount=amounts[0] and Decimal(amounts[0]), stated=ON)]
        if amounts
        else []
    )
    claims += [
        ClaimChange(id=f"x{n}", claim="c", how="changed", at=ON, amount=Decimal(n), grounds="x") for n in amounts[1:]
    ]
    claims += [Claim(id="stop", text="停止", kind="stop", amount=Decimal(5), stated=ON)]
    row = plain(worksheet(given(*PEOPLE, *STATED, *claims)))["ranges"][0]
    said = {w["code"]: w for w in row["warnings"]}
    assert ("claim_differs" in said) == told
    assert ("claimed_outside" in said) == (
        amounts[-1:] == ("150000",)
    )  # the claim as it stands, not as the range has it
    assert row["claimed"]["yuan"] == "100019"
    if told:
        ours, theirs = said["claim_differs"]["others"]
        assert (ours.split()[1], theirs.split()[1]) == ("100019", amounts[-1])


@pytest.mark.parametrize(
    ("stated", "changes", "with_suit"),
    [
        (ON, (), True),
        (ON, (("withdrawn", ON),), False),
        (ON, (("withdrawn", ON + timedelta(1)),), True),
        (ON - timedelta(1), (), True),
        (ON + timedelta(1), (), False),
    ],
)
def test_costs_are_claimed_with_the_suit_where_they_are_stated_by_its_first_day_and_not_withdrawn(
    stated, changes, with_suit
):
    """Of two days of suing (another defendant was joined later) the first counts; a withdrawal after the day asked about is none yet."""
    claims = [Claim(id="c", text="费用", kind="costs", stated=stated)]
    claims += [ClaimChange(id=f"x{n}", claim="c", how=how, at=at, grounds="x") for n, (how, at) in enumerate(changes)]
    suits = [Event(id=f"s{n}", state="S7", at=ON + timedelta(n)) for n in range(2)]
    put = facts(given(*PEOPLE, *claims, *suits, on=ON if changes else ON + timedelta(2)))
    assert put.get("costs_claimed_with_suit", False) is with_suit


def test_acts_before_a_rule_took_effect_are_told():
    rows = [{**PUBLICATIONS[0], "date": datetime(2021, 10, 31, 12, tzinfo=UTC)}, PUBLICATIONS[0]]
    early = plain(worksheet(given(publications=rows)))["ladder"]["readings"][0]["steps"][0]["rules"]
    assert [rule["acts_before_it"] for rule in early] == [True, False]  # the PI law; the Civil Code


def test_the_open_points_stand_with_both_readings(found):
    assert [p["id"] for p in found["contested"]] == [
        "partly",
        "of_whom",
        "per_what",
        "public_interest",
        "overlap",
        "costs_off",
        "punitive",
    ]
    assert all(len(p["readings"]) > 1 and all(r["zh"] and r["en"] for r in p["readings"]) for p in found["contested"])
    assert [(s["what"], s["of"]) for s in found["swings"]] == [
        ("line", "r"),
        ("step", "ladder"),
        ("step", "D1"),
        ("step", "D2"),
    ]


def test_the_rehearsal_reproduces_the_published_story():
    entries = read.yaml(REHEARSAL.read_text("utf-8"), REHEARSAL.name)
    assert {e.person for e in entries if getattr(e, "person", "")} <= {f"V{n:04d}" for n in range(1, 21)}
    moments = [at for e in entries if isinstance(e, Contacts) for at in e.at]
    assert all(datetime(2023, 6, 1, tzinfo=UTC) < at < datetime(2024, 4, 1, tzinfo=UTC) for at in moments)
    people = [Defendant(id=f"D{n}", name="甲", born="2000" if n < 5 else "2008") for n in range(1, 7)]
    told = plain(worksheet(given(*people, *entries)))
    assert [r["applies"] for r in told["ladder"]["readings"]] == [["circumstances", "within_ceiling"], ["loss_or_gain"]]
    assert told["ranges"][0]["claimed"]["yuan"] == "100000"
    assert {k["kind"] for k in told["harm"]["by_kind"]} == {
        "calls",
        "texts",
        "parcels",
        "moved",
        "hotel",
        "threat",
        "relative",
    }
    assert told["comparables"]["cases"][0]["id"] == "linan_zhou_2025"


CHINA_DAY = date(2023, 7, 5)


def same_day(
    *clock, post="21:10", times=30, since=date(2023, 6, 25), until=None, last=date(2023, 7, 15), unread=(), edited=None
):
    """An incident against one post of its day, with the list of its calls."""
    at, *moments = (datetime.fromisoformat(f"2023-07-05T{one}+08:00").astimezone(UTC) for one in (post, *clock))
    stated = [
        Harm(id="h1", kind="calls", person="V0001", day=CHINA_DAY, until=until, times=times, posts=("post:c/1",)),
        Contacts(id="k1", person="V0001", what="calls", since=since, until=last),
    ]
    rows = [{"channel_id": "c", "post_id": "1", "person": "V0001", "date": at}]
    made = given(
        *stated,
        publications=rows,
        moments={"k1": Moments(tuple(moments), unread)},
        edited={"c/1": datetime.fromisoformat(f"{edited}+08:00")} if edited else {},
    )
    (row,) = worksheet(made).harm.rows
    return row.posts_before, row.posts_same_day, row.posts[0].order, [one.post for one in row.earlier]


BEFORE, AFTER, OPEN_ORDER = (1, 0, "before", ["c/1"]), (0, 0, "after", []), (0, 1, "same_day", [])


@pytest.mark.parametrize(
    ("expected", "clock", "more"),
    [
        (BEFORE, ("21:30", "21:40"), {}),
        (BEFORE, ("21:11",), {}),
        (AFTER, ("20:30", "21:05"), {}),
        (OPEN_ORDER, ("20:30", "21:40"), {}),
        (BEFORE, ("21:30", "21:40"), {"edited": "2023-07-05T21:20"}),  # it is before with its edit
        (
            OPEN_ORDER,
            ("21:30", "21:40"),
            {"edited": "2023-07-05T22:30"},
        ),  # its text may be of the edit, after the calls
        (OPEN_ORDER, ("21:30", "21:40"), {"edited": "2023-07-06T09:00"}),
        (AFTER, ("20:30", "21:05"), {"edited": "2023-07-05T22:30"}),
        (OPEN_ORDER, ("21:11",), {"post": "21:10:59"}),  # less than a minute
        (OPEN_ORDER, ("21:05",), {"post": "21:06:30"}),
        (OPEN_ORDER, ("21:10:50",), {"post": "21:10:20"}),  # within a minute: clocks of lists have no seconds
        (OPEN_ORDER, (), {}),
        (OPEN_ORDER, ("21:30",), {"unread": ("3",)}),
        (OPEN_ORDER, ("21:30",), {"last": date(2023, 7, 4)}),  # the list does not cover the day
        (OPEN_ORDER, ("21:30",), {"last": None}),
        (BEFORE, ("21:30",), {"last": None, "times": 1}),  # it tells every time that was entered
        (OPEN_ORDER, ("21:30",), {"last": None, "times": None}),
        (OPEN_ORDER, ("00:00", "21:30"), {}),  # midnight is a day without an hour
        (OPEN_ORDER, ("21:30",), {"post": "00:00"}),
        (OPEN_ORDER, ("20:30",), {"until": date(2023, 7, 6)}),  # it went on the next day
        (BEFORE, ("21:30",), {"until": date(2023, 7, 6)}),
    ],
)
def test_of_one_day_before_and_after_are_told_by_the_moments_of_the_list(expected, clock, more):
    assert same_day(*clock, **more) == expected


def test_a_post_of_an_earlier_day_that_was_edited_after_the_harm_is_not_before_it():
    """Its text may be of the edit: it was before, by its first day."""
    stated = [Harm(id="h1", kind="calls", person="V0001", day=CHINA_DAY, posts=("post:c/1",))]
    rows = [{"channel_id": "c", "post_id": "1", "person": "V0001", "date": datetime(2023, 7, 1, tzinfo=UTC)}]

    def placed(**more):
        (row,) = worksheet(given(*stated, publications=rows, moments={}, **more)).harm.rows
        return row.posts_before, row.posts_same_day, row.posts[0].order, [one.code for one in row.told]

    assert placed()[:3] == (1, 0, "before")
    assert placed(edited={"c/1": datetime(2023, 7, 4, tzinfo=UTC)})[:3] == (1, 0, "before")
    after = placed(edited={"c/1": datetime(2023, 7, 9, tzinfo=UTC)})
    assert after[:3] == (0, 1, "unknown")
    assert after[3] == ["order_unknown"]
