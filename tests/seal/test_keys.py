"""Keys: who can open, who cannot, and that nothing prints a secret."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.errors import KeyFault, WrongCall
from doxdocket.seal.digest import Digester
from doxdocket.seal.keys import CaseKey, Identity, fingerprint
from doxdocket.seal.originals import encrypt


def test_only_the_one_it_was_wrapped_for_opens_the_case() -> None:
    key, mine, other = CaseKey.generate(), Identity.generate(), Identity.generate()
    sealed = key.wrap(mine.recipient)
    assert CaseKey.unwrap(sealed, mine).secret == key.secret
    with pytest.raises(KeyFault):
        CaseKey.unwrap(sealed, other)
    with pytest.raises(KeyFault):
        CaseKey.unwrap(sealed[:-1], mine)


def test_what_is_wrapped_but_is_no_key_is_refused() -> None:
    mine = Identity.generate()
    sealed = io.BytesIO()
    encrypt(io.BytesIO(b"not a key"), sealed, mine.recipient)
    with pytest.raises(KeyFault):
        CaseKey.unwrap(sealed.getvalue(), mine)
    with pytest.raises(KeyFault):
        Identity("AGE-SECRET-KEY-1NOPE")


def test_a_recipient_that_is_none_is_a_wrong_call() -> None:
    with pytest.raises(WrongCall, match="no age recipient"):
        CaseKey.generate().wrap("age1nobody")


def test_nothing_prints_a_secret() -> None:
    key = CaseKey.generate()
    assert key.secret not in repr(key) + str(key) + repr(Identity(key.secret)) + repr(Digester(key.subkey("digest")))


def test_every_purpose_has_a_key_of_its_own_and_keeps_it() -> None:
    key = CaseKey.generate()
    purposes = ["database", "derived", "digest", "heads"]
    assert len({key.subkey(p) for p in purposes}) == len(purposes)
    assert CaseKey(key.secret).subkey("digest") == key.subkey("digest")


def test_a_fingerprint_ignores_blanks_around_the_recipient() -> None:
    recipient = Identity.generate().recipient
    assert fingerprint(f" {recipient}\n") == fingerprint(recipient)


@examples(100)
@given(st.text(), st.text(max_size=20))
def test_digests_tell_equal_from_different(value: str, other: str) -> None:
    digester = Digester(bytes(32))
    assert (digester.digest("name", value) == digester.digest("name", other)) == (value == other)
    assert digester.digest("name", value) != Digester(b"\1" * 32).digest("name", value)


def test_a_lone_surrogate_has_a_digest() -> None:
    assert len(Digester(bytes(32)).digest("name", "\ud800")) == 32


def test_the_digest_of_a_spelling_is_six_bytes_that_no_value_has() -> None:
    digester = Digester(bytes(32))
    assert len(digester.short("name", "zhang san")) == 6
    assert digester.short("name", "zhang san") != digester.short("region", "zhang san")
    assert digester.short("name", "zhang san") != digester.digest("name", "zhang san")[:6]
