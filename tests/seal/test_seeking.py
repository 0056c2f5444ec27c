"""The seeking reader agrees with the age library byte for byte, from any place, and tells damage."""

import io
import random

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.errors import EvidenceFault
from doxdocket.seal.keys import CaseKey, Identity
from doxdocket.seal.originals import encrypt
from doxdocket.seal.seeking import Seeking

KEY = CaseKey.generate()
PIECE = 1 << 16


def sealed(data: bytes) -> bytes:
    target = io.BytesIO()
    encrypt(io.BytesIO(data), target, KEY.recipient)
    return target.getvalue()


def opened(cipher: bytes, key: Identity = KEY) -> Seeking:
    return Seeking(io.BytesIO(cipher), key, "originals/data/x.age")


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 17])
def test_whole_files_of_sizes_around_the_piece(size: int) -> None:
    data = random.Random(size).randbytes(size)
    with opened(sealed(data)) as stream:
        assert stream.size == size
        assert stream.readable()
        assert io.BufferedReader(stream).read() == data


@examples(60)
@given(st.binary(max_size=200_000), st.lists(st.tuples(st.integers(0, 220_000), st.integers(0, 150_000)), max_size=8))
def test_any_place_and_length_is_as_in_the_clear_file(data: bytes, asked: list[tuple[int, int]]) -> None:
    with opened(sealed(data)) as raw, io.BufferedReader(raw) as stream:
        assert stream.seekable()
        for place, size in asked:
            assert stream.seek(place) == stream.tell() == place
            assert stream.read(size) == data[place : place + size]


def test_places_are_counted_from_the_start_from_here_and_from_the_end() -> None:
    with opened(sealed(b"0123456789")) as stream:
        assert (stream.seek(4), stream.read(2)) == (4, b"45")
        assert (stream.seek(-1, io.SEEK_CUR), stream.read(1)) == (5, b"5")
        assert (stream.seek(-3, io.SEEK_END), stream.read(9)) == (7, b"789")
        assert (stream.seek(-30, io.SEEK_END), stream.read(0), stream.read(1)) == (0, b"", b"0")
        assert (stream.seek(11), stream.read(1)) == (11, b"")


def test_a_file_for_two_opens_for_each_and_for_nobody_else() -> None:
    first, second = Identity.generate(), Identity.generate()
    recipients = [pyrage.x25519.Recipient.from_str(one.recipient) for one in (first, second)]
    mine, both = (bytes(pyrage.encrypt(b"abc", some)) for some in (recipients[:1], recipients))
    assert [opened(*one).read() for one in ((mine, first), (both, first), (both, second))] == [b"abc"] * 3
    with pytest.raises(EvidenceFault, match=r"x\.age"):
        opened(mine, KEY)
    with pytest.raises(EvidenceFault):
        opened(both, KEY)


@pytest.mark.parametrize("size", [0, 10, 2 * PIECE + 5])
def test_flipped_and_cut_files_are_told(size: int) -> None:
    cipher, draw = sealed(random.Random(5).randbytes(size)), random.Random(6)
    flips = [*range(0, 200, 7), *(draw.randrange(len(cipher)) for _ in range(20))]
    damaged = [cipher[:at] + bytes([cipher[at] ^ 1]) + cipher[at + 1 :] for at in flips]
    damaged += [
        cipher[:-1],
        cipher[: len(cipher) // 2],
        cipher[: -(size % PIECE) - 16],
        b"",
        cipher + b"x",
        b"-> X\n" * 300,
    ]
    told = 0
    for one in damaged:
        try:
            with opened(one) as stream:
                read = io.BufferedReader(stream).read()
        except EvidenceFault as fault:
            told += fault.facts["place"] == "originals/data/x.age"
        else:
            assert read is None
    assert told == len(damaged)


def test_every_bit_of_the_header_s_digest_counts() -> None:
    """Its last character has two bits to spare: as age asks, one way of writing them is right."""
    cipher = sealed(b"abc")
    start = cipher.index(b"\n--- ") + 1
    for at, bit in ((at, 1 << bit) for at in range(start, cipher.index(b"\n", start) + 1) for bit in range(8)):
        with pytest.raises(EvidenceFault, match=r"x\.age"):
            opened(cipher[:at] + bytes([cipher[at] ^ bit]) + cipher[at + 1 :])


class Broken(io.BytesIO):
    """A medium that fails once a byte behind the header is asked for."""

    failing = False

    def read(self, size: int | None = -1) -> bytes:
        if self.failing:
            raise OSError(5, "Input/output error")
        return super().read(size)


def test_a_medium_that_fails_is_told() -> None:
    medium = Broken(sealed(bytes(3 * PIECE)))
    stream = Seeking(medium, KEY, "x.age")
    medium.failing = True
    with pytest.raises(EvidenceFault):
        stream.read(1)
    stream.close()
    assert medium.closed


def test_a_header_without_a_stanza_for_anybody_is_none() -> None:
    cipher = sealed(b"abc")
    lines = cipher.split(b"\n")
    for head in ([lines[0], b"loose", *lines[1:]], [lines[0], b"-> other", *lines[2:]], [b"age-encryption.org/v2", *lines[1:]],
                 [lines[0], b"-> X25519 !!!", *lines[2:]]):  # fmt: skip
        with pytest.raises(EvidenceFault):
            opened(b"\n".join(head))
