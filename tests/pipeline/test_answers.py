"""Values that a person picks: of money whole cents alone, never below nothing."""

import pytest

from doxdocket.desk.answers import picked
from doxdocket.errors import WrongCall


@pytest.mark.parametrize("figure", ["price_low", "price_high", "receipts_proven", "receipts_claimed"])
@pytest.mark.parametrize("text", ["1/3", "0.005", "-5", "-0.50"])
def test_a_value_of_money_is_of_whole_cents_and_not_negative(figure, text):
    with pytest.raises(WrongCall, match=f"{figure} is an amount of money") as fault:
        picked({"id": figure, "low": None, "high": None}, text)
    assert "没有记录" in fault.value.said("zh")


@pytest.mark.parametrize(("text", "value"), [("0.5", "0.50"), ("12", 12), ("0", 0), ("1234.56", "1234.56")])
def test_whole_cents_are_kept_as_figures_have_them(text, value):
    assert picked({"id": "price_low", "low": None, "high": None}, text) == value


def test_a_ratio_is_still_a_fraction():
    assert picked({"id": "ratio", "low": None}, "1/3") == "1/3"
