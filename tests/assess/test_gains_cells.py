"""Amounts, moments and mappings of statements: what is certain is read, anything else is None or refused by its key."""

import time
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import available_timezones

import pytest

from doxdocket.assess.gains.cells import amount, is_zone, moment
from doxdocket.assess.gains.mapping import mapping, presets
from doxdocket.assess.gains.settings import coin, contracts, settings
from doxdocket.errors import WrongCall
from doxdocket.parse.table.mapping import is_zone as is_zone_of_table
from doxdocket.seal import addresses


@pytest.mark.parametrize(
    ("text", "raw", "read"),
    [
        ("80", 0, "80"),
        ("+80.5", 0, "80.5"),
        ("-¥80.50", 0, "-80.50"),
        ("¥-80.50", 0, "-80.50"),
        ("(12.00)", 0, "-12.00"),
        ("1,234,567.89", 0, "1234567.89"),
        ("12.5 USDT", 0, "12.5"),
        ("１２．５元", 0, "12.5"),
        ("−3", 0, "-3"),
        (".5", 0, "0.5"),
        ("15000000", 6, "15"),
        ("1,23", 0, None),
        ("1.2.3", 0, None),
        ("1.2E+05", 0, None),
        ("12 DOGE", 0, None),
        ("--5", 0, None),
        ("-(5)", 0, None),
        ("", 0, None),
        ("九十", 0, None),
        ("15.5", 6, None),
        ("1" * 41, 0, None),
    ],
)
def test_amounts(text, raw, read):
    assert amount(text, raw) == (None if read is None else Decimal(read))


@pytest.mark.parametrize(
    ("text", "form", "zone", "read"),
    [
        ("2023-08-01 12:00:00", "auto", "Asia/Shanghai", "2023-08-01T04:00"),
        ("2023年8月1日 12:00", "auto", "+08:00", "2023-08-01T04:00"),
        ("2023/8/1", "auto", "-01:00", "2023-08-01T01:00"),
        ("2023-08-01T12:00:00.123Z", "auto", "Asia/Shanghai", "2023-08-01T12:00"),
        ("2023-08-01 12:00:00+08:00", "auto", "UTC", "2023-08-01T04:00"),
        ("2023-02-29", "auto", "UTC", None),
        ("01/08/2023", "auto", "UTC", None),
        ("0001-01-01", "auto", "+08:00", None),
        ("01/08/2023 12:00", "%d/%m/%Y %H:%M", "UTC", "2023-08-01T12:00"),
        ("01/08/2023 12:00 +0800", "%d/%m/%Y %H:%M %z", "UTC", "2023-08-01T04:00"),
        ("x", "%d/%m/%Y", "UTC", None),
        ("1690891200", "unix", "UTC", "2023-08-01T12:00"),
        ("1690891200000", "unix_ms", "UTC", "2023-08-01T12:00"),
        ("0", "unix", "UTC", None),
        ("soon", "unix", "UTC", None),
        ("45139.5", "excel", "UTC", "2023-08-01T12:00"),
        ("60", "excel", "UTC", None),
        ("x", "excel", "UTC", None),
        ("2023-10-29 02:30", "auto", "Europe/Berlin", None),
    ],
)
def test_moments(text, form, zone, read):
    assert moment(text, form, zone) == (None if read is None else datetime.fromisoformat(read).replace(tzinfo=UTC))


def test_a_zone_is_a_name_or_an_offset():
    assert [is_zone(zone) for zone in ("UTC", "-03:30", "Asia/Shanghai", "localtime", "unknown")] == [True] * 3 + [
        False
    ] * 2


def test_names_of_coins_mean_one_coin_each():
    names = [name for some in settings()["coins"].values() for name in some]
    assert len({coin(name) for name in names}) == len(settings()["coins"])
    assert coin("U S D T") == "USDT"
    assert coin("") is None


def test_contracts_have_a_right_check():
    assert [addresses.read(text).check for text in settings()["contracts"]["USDT"]] == ["right", "right"]
    assert len(contracts("USDT")) == 2
    assert contracts("TRX") == frozenset()


def test_each_preset_is_whole_and_says_where_it_was_seen():
    assert len(presets()) >= 9
    for name, preset in presets().items():
        taken = mapping(name)
        assert taken.zh
        assert taken.en
        assert preset.source
        assert preset.kind in ("block_explorer", "payment", "bank", "exchange")


@pytest.mark.parametrize(
    ("stated", "key"),
    [
        ({"preset": "paypal"}, "preset"),
        ({"columns": {"sum": "x"}}, "mapping.sum"),
        ({"columns": {"amount": "x"}}, "mapping.time"),
        ({"columns": {"time": "x"}}, "mapping.amount"),
        ({"columns": {"time": "x", "amount": "y"}}, "coin"),
        ({"columns": {"time": "x", "amount": "y"}, "coin": "狗狗币"}, "coin"),
        ({"columns": {"time": "x", "amount": "y"}, "coin": "元"}, "zone"),
        ({"columns": {"time": "x", "amount": "y"}, "coin": "元", "zone": "here"}, "zone"),
        ({"columns": {"time": "x", "amount": "y"}, "coin": "元", "zone": "UTC", "time": "iso"}, "time_format"),
    ],
)
def test_a_mapping_that_is_not_whole_is_refused_by_its_key(stated, key):
    with pytest.raises(WrongCall) as fault:
        mapping(**stated)
    assert fault.value.facts["key"] == key


def test_what_is_stated_wins_over_the_preset():
    taken = mapping("wechat_pay", {"received": "入", "paid": "出"}, ok=["好"])
    assert "amount" not in taken.columns
    assert taken.columns["received"] == ("入",)
    assert taken.ok == ("好",)
    assert mapping(columns={"time": "t", "amount": "a"}, coin="TRX", time="unix").verified


@pytest.mark.parametrize("asked", [is_zone, is_zone_of_table])
def test_the_zones_of_the_machine_are_not_read_anew_for_each_mapping(asked):
    """Each statement of each page states the same zone; some hundred files are the zones."""

    def spent(work, often):
        start = time.process_time()
        for _ in range(often):
            work()
        return time.process_time() - start

    assert spent(lambda: asked("Asia/Urumqi"), 40) < spent(available_timezones, 10)
