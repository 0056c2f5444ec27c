"""Addresses of virtual money against the examples that their specifications publish."""

import random

import pytest

from doxdocket.seal.addresses import base58check, eip55, read

RIGHT = [
    ("bitcoin", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"),  # BIP 173
    ("bitcoin", "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y"),  # BIP 350 and below
    ("bitcoin", "BC1SW50QGDZ25J"),
    ("bitcoin", "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs"),
    ("bitcoin", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"),
    ("ethereum", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"),  # EIP-55
    ("ethereum", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"),
    ("ethereum", "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB"),
    ("ethereum", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"),
    ("bitcoin", "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH"),  # the key 1
    ("bitcoin", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"),
    ("tron", "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8"),
]
BARE = [
    "0x52908400098527886E0F7030069857D2E4169EE7",
    "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
    "0xde709f2102306220921060314715629080e2fb77",
    "0x27b1fdb04752bbc536007a920d24acb045561c26",
]
WRONG = [
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",  # bech32 where bech32m belongs
    "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",  # bech32m where bech32 belongs
    "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",  # a character that is none
    "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R",  # version 17
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav",  # 41 bytes
    "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",  # 16 bytes in version 0
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf",  # more than four bits of padding
    "bc1Qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",  # two cases
    "bc1q" + "q" * 84,  # longer than an address may be
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",  # one letter in the other case
    "TJRabPrwbZy45sbavfcjinPJC18kjpRTv9",
    "TJRabPrwbZy45sbavfcjinPJC18kjpRTvI",  # a letter that base 58 has not
    "3" + "z" * 34,  # more than 25 bytes
    "1" * 34,
]


@pytest.mark.parametrize(("chain", "text"), RIGHT, ids=[t[:12] for _, t in RIGHT])
def test_published_examples_are_right(chain, text):
    address = read(f" {text} ")
    assert (address.chain, address.check) == (chain, "right")


@pytest.mark.parametrize("text", BARE, ids=[t[:12] for t in BARE])
def test_an_ethereum_address_in_one_case_carries_no_check(text):
    assert (read(text).chain, read(text).check) == ("ethereum", "none")


@pytest.mark.parametrize("text", WRONG, ids=[t[:16] for t in WRONG])
def test_whatever_breaks_the_check_is_told_wrong(text):
    assert read(text).check == "wrong"


@pytest.mark.parametrize("text", ["", "hello", "0x12", "Tether", "bc1", "bc1pw5dgrnzv", "0x" + "g" * 40])
def test_other_texts_are_no_address(text):
    assert read(text) is None


def test_each_changed_character_breaks_an_old_address():
    rng = random.Random(1)
    for version, chain in (
        (0x00, "bitcoin"),
        (0x05, "bitcoin"),
        (0x41, "tron"),
        (0x30, "litecoin"),
        (0x32, "litecoin"),
    ):
        text = base58check(version, rng.randbytes(20))
        assert (read(text).chain, read(text).check) == (chain, "right")
        at = rng.randrange(1, len(text))
        other = "2" if text[at] != "2" else "3"
        assert read(text[:at] + other + text[at + 1 :]).check == "wrong"


def test_one_address_has_one_normal_spelling():
    mixed = "0x" + eip55("5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")
    assert {read(t).normal for t in (mixed, mixed.lower(), "0X" + mixed[2:].upper())} == {mixed.lower()}
    assert mixed not in repr(read(mixed))


def test_an_address_of_a_version_nobody_issues_is_wrong():
    """T… is version 65 only by luck of its range: the first character alone does not make it TRON."""
    text = base58check(0x42, bytes(20))
    assert read(text) is None or read(text).check == "wrong"
