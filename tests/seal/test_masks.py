"""Masks: several of one value never add up, none counts what it hides, and kinds without a rule show nothing."""

import string
from importlib import resources

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.records import Verdict
from doxdocket.seal.district import district
from doxdocket.seal.masks import mask

SOURCE = yaml.safe_load((resources.files("doxdocket") / "rules" / "pi_kinds.yaml").read_text("utf-8"))
KINDS = [kind["id"] for kind in SOURCE["kinds"]]

DIGIT = st.sampled_from(string.digits)
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


def digits(low: int, high: int) -> st.SearchStrategy[str]:
    return st.text(DIGIT, min_size=low, max_size=high)


# kind -> (what may be shown at most, the rest that must not matter)
PARTED = {
    "id_number": (digits(2, 2), st.one_of(digits(16, 16), digits(13, 13), digits(15, 15).map(lambda d: d + "X"))),
    "phone_number": (digits(2, 2).map(lambda d: "1" + d), digits(8, 8)),
    "landline_number": (digits(2, 2).map(lambda d: "0" + d), digits(8, 8)),
    "bank_account": (digits(4, 4), digits(12, 15)),
    "birth_date": (digits(4, 4), st.builds("-{:02}-{:02}".format, st.integers(1, 12), st.integers(1, 28))),
    "vehicle_file": (
        st.just("浙A"),
        st.text(st.sampled_from(string.ascii_uppercase + string.digits), min_size=5, max_size=6),
    ),
    "name": (st.sampled_from(["王", "李", "欧阳"]), st.text(HAN, min_size=2, max_size=3)),
    "home_address": (
        st.sampled_from(["浙江省杭州市西湖区", "上海市浦东新区"]),
        st.text(HAN, min_size=1, max_size=12).map(lambda road: "无名" + road),
    ),
    "social_account": (st.sampled_from(["qq:", "wechat:"]), st.text(min_size=1, max_size=20)),
    "email": (
        st.just("a"),
        st.text(st.sampled_from(string.ascii_lowercase), min_size=3, max_size=20).map(lambda t: t + "@qq.com"),
    ),
}


@pytest.mark.parametrize("kind", sorted(PARTED))
@examples(60)
@given(data=st.data())
def test_two_values_with_one_allowed_beginning_have_one_mask(kind: str, data: st.DataObject) -> None:
    allowed, rest = PARTED[kind]
    head = data.draw(allowed)
    assert mask(kind, head + data.draw(rest)) == mask(kind, head + data.draw(rest))


@examples(300)
@given(kind=st.sampled_from(KINDS), value=st.text(max_size=40), verdict=st.sampled_from(list(Verdict)))
def test_a_mask_of_anything_shows_at_most_a_short_beginning(kind: str, value: str, verdict: Verdict) -> None:
    shown = mask(kind, value, verdict)
    head = shown.split("*")[0]
    assert head == value[: len(head)] or kind == "ethnicity"
    assert not head or len(head) < len(value)
    if verdict is not Verdict.VALID:
        assert shown == mask(kind, "", verdict)


@examples(200)
@given(value=digits(11, 19), kinds=st.lists(st.sampled_from(KINDS), min_size=2, max_size=6))
def test_all_masks_of_one_number_show_no_more_than_its_four_first_digits(value: str, kinds: list[str]) -> None:
    """A number taken for a phone here, a bank card there and an account elsewhere."""
    for kind in kinds:
        for verdict in Verdict:
            visible = mask(kind, value, verdict).replace("*", "").replace("-", "").replace("@", "").replace("族", "")
            assert value[:4].startswith(visible)


@examples(100)
@given(account=digits(5, 11), platform=st.sampled_from(["qq", "wechat", "alipay"]))
def test_an_account_that_is_a_phone_or_a_mail_adds_nothing(account: str, platform: str) -> None:
    masks = [
        mask("social_account", f"{platform}:{account}"),
        mask("email", f"{account}@qq.com"),
        mask("payment_account", account),
    ]
    shown = "".join(masks).replace(platform, "").replace("qq.com", "")
    assert [c for c in shown if c.isdigit()] == [account[0]]


@pytest.mark.parametrize("kind", SOURCE["meta"]["never_store_value"])
def test_kinds_whose_value_is_never_stored_show_nothing(kind: str) -> None:
    assert {mask(kind, value) for value in ("1", "abcdefgh", "密码" * 20)} == {"********"}


@pytest.mark.parametrize(
    ("kind", "value", "verdict"),
    [
        ("birth_date", "05-06", "partial"),         # month and day alone
        ("birth_date", "05-06", "valid"),           # whatever the verdict
        ("id_number", "011231", "partial"),         # last six digits
        ("id_number", "330102********1231", "masked"),
        ("id_number", "30102187001011231", "invalid"),  # a digit lost: its second place would be the third
        ("phone_number", "1234", "partial"),
        ("phone_number", "138****1234", "masked"),
        ("bank_account", "1234", "partial"),
        ("name", "某", "partial"),
        ("name", "明轩", "valid"),                  # a given name: no surname stands first
        ("age", "15", "valid"),                     # ages of two days would give the birthday
        ("gender", "男", "valid"),                  # parity of the 17th digit
        ("email", "abc@example.com", "invalid"),
        ("home_address", "3栋2单元501室", "valid"),
        ("school", "无名中学", "valid"),
    ],
)  # fmt: skip
def test_parts_that_would_complete_another_mask_show_nothing(kind: str, value: str, verdict: str) -> None:
    shown = mask(kind, value, verdict)
    assert not set(shown) & set(value) - set("*-@"), shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("张某", "张**"),
        ("张某某某某", "张**"),
        ("欧阳某", "欧阳**"),
        ("欧阳", "欧**"),
        ("张", "***"),
        ("阿某·某某", "***"),
        ("ZHANG SAN", "***"),
    ],
)
def test_names_show_a_surname_and_hide_how_long_they_are(value: str, shown: str) -> None:
    assert mask("name", value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("abcd@qq.com", "a***@qq.com"),
        ("abc@qq.com", "***@qq.com"),  # a short one would be half told by its first letter
        ("abcd@zhangsan.example", "a***@***"),  # a domain of one's own is a name
    ],
)
def test_mail_shows_a_letter_and_a_domain_that_thousands_share(value: str, shown: str) -> None:
    assert mask("email", value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("qq:10001", "qq:********"),
        ("10001", "********"),
        ("secret:10001", "********"),
        ("wechat:13800000000", "wechat:********"),
    ],
)
def test_accounts_show_a_known_platform_only(value: str, shown: str) -> None:
    assert mask("social_account", value) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("浙江省杭州市西湖区无名路1号", "浙江省杭州市西湖区"),
        ("浙江杭州西湖区无名路1号", "浙江杭州西湖区"),
        ("上海浦东新区无名路1号", "上海浦东新区"),
        ("吉林市船营区无名路", "吉林市船营区"),     # a city named like its province
        ("内蒙古自治区某地", "内蒙古自治区"),
        ("浙江杭州无名路", "浙江杭州"),
        ("西湖区无名路1号", "西湖区"),
        ("杭州市无名小区", "杭州市"),
        ("南京路1号", ""),                          # a road named like a city
        ("海南路3号", ""),                          # and like a province
        ("东区3栋", ""),                            # a district somewhere, an estate's part everywhere
        ("阳光小区3幢", ""),
        ("浙江省杭州市西湖区", ""),                 # nothing would be hidden
        ("", ""),
    ],
)  # fmt: skip
def test_addresses_show_real_divisions_only(address: str, shown: str) -> None:
    assert district(address) == shown
