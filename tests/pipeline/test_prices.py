"""Beside a price only words of offers are shown: what detection missed must not be read there."""

import pytest

from doxdocket.pipeline.prices import told_price


@pytest.mark.parametrize(
    ("text", "price", "shown"),
    [
        ("查谷雨的开房 300元一次，她住青年大街 301", "300元", "查··的开房 300元一次，······ ···"),
        ("2 单元 501 室，全套 88元", "88元", "· 单元 ··· ·，全套 88元"),
        ("…CWjjcbuRK 户籍 80", "80", "…········· 户籍 80"),
        ("户籍 80/月 张天一 USDT 20/次", "80", "户籍 80/月 ··一 USDT ··/次"),
        ("rmbzhou 机主 30r", "30r", "······· 机主 30r"),
    ],
)
def test_only_words_of_offers_and_prices_are_shown(text: str, price: str, shown: str) -> None:
    at = text.index(price)
    assert told_price(text, {(at, at + len(price))}) == shown
