"""A passphrase seals with the same work on any machine; other age programs open it, and theirs are opened."""

import re

import pyrage
import pytest

from doxdocket.errors import KeyFault
from doxdocket.seal import passphrase
from doxdocket.seal.passphrase import MOST_WORK, WORK, lock, unlock


def work(sealed: bytes) -> int:
    return int(re.findall(rb"-> scrypt \S+ (\d+)\n", sealed)[0])


@pytest.mark.whole
def test_the_age_library_opens_what_is_locked_and_what_it_locks_is_opened():
    sealed = lock(b"secret", "一句口令 7")
    assert (work(sealed), b"secret" in sealed) == (WORK, False)
    assert pyrage.passphrase.decrypt(sealed, "一句口令 7") == b"secret"
    assert unlock(pyrage.passphrase.encrypt(b"secret", "一句口令 7"), "一句口令 7") == b"secret"


def test_another_passphrase_opens_nothing():
    with pytest.raises(KeyFault, match="passphrase is wrong"):
        unlock(lock(b"secret", "一句口令"), "另一句")


@pytest.mark.parametrize("asked", [1, 5, 12])
def test_whatever_work_a_file_asks_for_is_done(monkeypatch, asked):
    """The library opens a file or refuses it by how fast it believes the machine to be at that moment."""
    monkeypatch.setattr(passphrase, "WORK", asked)
    sealed = lock(b"secret", "p")
    assert (work(sealed), unlock(sealed, "p")) == (asked, b"secret")


@pytest.mark.parametrize("asked", [MOST_WORK + 1, 40, 99])
def test_more_work_than_an_office_computer_can_do_is_named_and_not_begun(monkeypatch, asked):
    monkeypatch.setattr(passphrase, "WORK", 1)
    sealed = lock(b"secret", "p").replace(b" 1\n", b" %d\n" % asked)
    with pytest.raises(KeyFault, match=f"2 to the {asked} of work"):
        unlock(sealed, "p")


@pytest.mark.parametrize("asked", [b"0", b"01", b"+1", b"100", b"1_", "１".encode()])
def test_work_is_written_in_one_way(monkeypatch, asked):
    monkeypatch.setattr(passphrase, "WORK", 1)
    with pytest.raises(KeyFault, match="damaged"):
        unlock(lock(b"secret", "p").replace(b" 1\n", b" " + asked + b"\n"), "p")


def test_no_bit_of_the_file_can_be_changed(monkeypatch):
    monkeypatch.setattr(passphrase, "WORK", 1)
    sealed = lock(b"secret", "p")
    assert unlock(sealed, "p") == b"secret"
    for place in range(len(sealed)):
        for bit in range(8):
            altered = bytearray(sealed)
            altered[place] ^= 1 << bit
            with pytest.raises(KeyFault):
                unlock(bytes(altered), "p")


@pytest.mark.parametrize(
    "sealed", [b"", b"age-encryption.org/v1\n", b"age-encryption.org/v1\n--- AAAA\n", b"\x00" * 300]
)
def test_what_is_no_such_file_is_named(sealed):
    with pytest.raises(KeyFault, match="damaged"):
        unlock(sealed, "p")


def test_a_second_stanza_is_refused(monkeypatch):
    """The standard: whoever knows a passphrase knows that the file was made by one who knows it too."""
    monkeypatch.setattr(passphrase, "WORK", 1)
    sealed = lock(b"secret", "p").replace(b"\n---", b"\n-> x y\nAAAA\n---", 1)
    with pytest.raises(KeyFault, match="damaged"):
        unlock(sealed, "p")
