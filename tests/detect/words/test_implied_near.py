"""What values say in other kinds, and spellings near to them: invented numbers, births 1850-1899."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doxdocket.detect.check_digits import identity, right
from doxdocket.detect.hit import Hit
from doxdocket.detect.implied import implied
from doxdocket.detect.near_spellings import near
from doxdocket.detect.stage import beside
from doxdocket.records import Verdict
from doxdocket.seal.digest import Digester

ID = "110101189903070026"
PHONE = "17806401357"


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("email", "8123450123@qq.com", [("social_account", "qq:8123450123")]),
        ("email", f"{PHONE}@139.com", [("phone_number", PHONE)]),
        ("email", f"{PHONE}@qq.com", [("phone_number", PHONE)]),
        ("email", "name@example.com", []),
        ("email", "broken", []),
        ("social_account", f"wechat:{PHONE}", [("phone_number", PHONE)]),
        ("social_account", "wechat:8123450123", [("social_account", "qq:8123450123")]),
        ("social_account", f"steam:{PHONE}", []),
        ("social_account", "wechat:name_88", []),
        ("payment_account", PHONE, [("phone_number", PHONE)]),
        ("payment_account", "8123450123@QQ.com", [("email", "8123450123@qq.com"), ("social_account", "qq:8123450123")]),
        ("payment_account", "6222020000000000007", []),
        ("payment_account", "4111111111111111", [("bank_account", "4111111111111111")]),
        ("delivery_address", "云杉路9号", [("home_address", "云杉路9号")]),
        ("id_number", ID, [("birth_date", "1899-03-07"), ("gender", "女")]),
        ("id_number", ID[:-1] + "0", []),
        ("driver_licence", ID, [("id_number", ID), ("birth_date", "1899-03-07"), ("gender", "女")]),
        ("driver_licence", "C1", []),
        ("id_number", "110101400307002", [("id_number", "11010119400307002" + identity("11010119400307002")),
                                          ("birth_date", "1940-03-07"), ("gender", "女")]),
        ("name", "韩知予", []),
    ],
)  # fmt: skip
def test_what_a_value_says(kind, value, said):
    assert list(implied(kind, value)) == said


def test_an_old_number_may_be_of_either_century_and_both_are_said():
    said = implied("id_number", "110101990307002")
    assert [v for k, v in said if k == "birth_date"] == ["1899-03-07", "1999-03-07"]
    assert ID in [v for k, v in said if k == "id_number"]


@given(st.integers(0, 16), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_near_to_the_right_number(at, digit):
    wrong = ID[:at] + digit + ID[at + 1 :]
    verdict = "valid" if right(wrong) else "invalid"
    assert ID in near("id_number", wrong, verdict) or verdict == "valid"
    assert all(map(right, near("id_number", wrong, "invalid")))


@pytest.mark.parametrize(
    "wrong", [ID[:5] + ID[6:], ID[:5] + "7" + ID[5:], ID[:2] + ID[3] + ID[2] + ID[4:], ID[:-1] + "X", ID[:6] + "*" * 8 + ID[14:], ID[:3] + "*" * 11 + ID[14:], ID[:14] + "****"]
)  # fmt: skip
def test_slips_and_masks_meet_the_whole_number(wrong):
    assert set(near("id_number", wrong, "masked" if "*" in wrong else "invalid")) & set(near("id_number", ID, "valid"))


def test_the_last_six_digits_meet_the_whole_number():
    assert set(near("id_number", ID[-6:], "partial")) <= set(near("id_number", ID, "valid"))
    assert near("id_number", ID[-4:], "partial") == ()


@pytest.mark.parametrize(("wrong", "verdict"), [("178****1357", "masked"), ("1780640****", "masked"), ("1780640135*", "masked"), ("178064013577", "invalid")])  # fmt: skip
def test_hidden_and_surplus_digits_meet_the_whole_telephone(wrong, verdict):
    assert set(near("phone_number", wrong, verdict)) & set(near("phone_number", PHONE, "valid"))


@pytest.mark.parametrize(("wrong", "verdict"), [("17*****1357", "masked"), ("1780640", "invalid"), (PHONE, "doubtful"), ("178****1358", "masked")])  # fmt: skip
def test_less_than_that_meets_nothing(wrong, verdict):
    assert not set(near("phone_number", wrong, verdict)) & set(near("phone_number", PHONE, "valid"))


@pytest.mark.parametrize(
    ("one", "other", "met"),
    [
        ("浙江省杭州市西湖区云杉路9号3栋1单元502室", "云杉路9号3栋1单元502室", True),
        ("浙江省杭州市西湖区云杉路9号3栋1单元502室", "浙江省杭州市西湖区云杉路9号3栋", True),
        ("浙江省杭州市西湖区云杉路9号3栋1单元502室", "浙江省杭州市西湖区云杉路9号4栋", False),
        ("浙江省杭州市西湖区云杉路9号3栋1单元502室", "浙江省杭州市西湖区", False),
        ("浙江省杭州市西湖区云杉路", "浙江省杭州市西湖区云杉路9号", False),
    ],
)
def test_addresses_of_which_one_says_more(one, other, met):
    assert bool(set(near("home_address", one, "valid")) & set(near("delivery_address", other, "valid"))) is met


@pytest.mark.parametrize(
    ("one", "verdict", "met"),
    [
        ("王*明", "masked", {"王小明", "王明"}),
        ("王**", "masked", {"王小明", "王明", "王小红"}),
        ("王某", "masked", {"王小明", "王明", "王小红"}),
        ("*小明", "masked", {"王小明", "李小明"}),
        ("王小*", "masked", {"王小明", "王小红"}),
        ("wang xiaoming", "valid", {"王小明", "王小红"}),
        ("xiaoming wang", "valid", {"王小明", "王小红"}),
        ("john smith", "valid", set()),
        ("王*明", "doubtful", set()),
    ],
)
def test_a_masked_name_and_one_in_letters_meet_the_names_they_may_be(one, verdict, met):
    whole = ("王小明", "王明", "王小红", "李小明")
    assert {name for name in whole if set(near("name", one, verdict)) & set(near("name", name, "valid"))} == met


def test_few_spellings_of_few_kinds():
    assert [len(near(k, v, "valid")) for k, v in (("id_number", ID), ("phone_number", PHONE), ("name", "韩知予"))] == [
        5,
        3,
        6,
    ]
    assert len(near("id_number", ID[:-1] + "0", "invalid")) < 40
    assert len(near("id_number", ID[:5] + ID[6:], "invalid")) < 40


def test_both_leave_sealed_and_a_doubtful_value_may_be_confirmed():
    digester = Digester(bytes(32))
    told = beside(Hit(0, 18, "id_number", Verdict.DOUBTFUL, ID, ()), digester)
    assert [s["kind"] for s in told["implies"]] == ["birth_date", "gender"]
    assert told["implies"][1]["digest"] == digester.digest("gender", "女")
    assert told["near"] is None
    near_ = beside(Hit(0, 11, "phone_number", Verdict.VALID, PHONE, ()), digester)["near"]
    plain = hashlib.sha256(f"near phone_number\0{PHONE}".encode()).digest()[:6]
    assert {len(n) for n in near_} == {6}
    assert plain not in near_
    assert digester.digest("phone_number", PHONE)[:6] not in near_
