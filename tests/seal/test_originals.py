"""Originals: one pass in, a bounded stream out; damage is told."""

import hashlib
import io
import random
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.errors import EvidenceFault
from doxdocket.seal.fixity import Fixity, file_sha256
from doxdocket.seal.keys import CaseKey
from doxdocket.seal.originals import Sealed, encrypt
from doxdocket.seal.seeking import Clear

KEY = CaseKey.generate()
BLOCK = 1 << 20


def sealed(data: bytes) -> tuple[bytes, Sealed]:
    target = io.BytesIO()
    done = encrypt(io.BytesIO(data), target, KEY.recipient)
    return target.getvalue(), done


def opened(cipher: bytes, sha256: str) -> Clear:
    return Clear(io.BytesIO(cipher), KEY, sha256, "originals/data/x.age")


@examples(40)
@given(st.binary(max_size=300_000))
def test_what_goes_in_comes_out_with_true_digests(data: bytes) -> None:
    cipher, done = sealed(data)
    assert done.sha256 == hashlib.sha256(data).hexdigest()
    assert done.cipher_sha256 == hashlib.sha256(cipher).hexdigest()
    assert (done.size, done.cipher_size) == (len(data), len(cipher))
    with opened(cipher, done.sha256) as stream:
        assert stream.read() == data


@pytest.mark.parametrize("size", [0, 1, 65_536, BLOCK - 1, BLOCK, BLOCK + 1, 6 * BLOCK + 17])
def test_sizes_around_the_block(size: int) -> None:
    data = random.Random(size).randbytes(size)
    cipher, done = sealed(data)
    with opened(cipher, done.sha256) as stream, io.BufferedReader(stream) as buffered:
        assert buffered.read() == data
    assert stream.closed


def test_sm3_is_that_of_the_standard() -> None:
    """GB/T 32905-2016, appendix A."""
    fixity = Fixity()
    fixity.update(b"abc")
    assert fixity.sm3() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert fixity.sm3() == fixity.sm3()
    assert fixity.size == 3


def test_the_digest_of_a_file(tmp_path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert file_sha256(tmp_path / "a") == hashlib.sha256(b"abc").hexdigest()


def read_all(stream: BinaryIO) -> bytes:
    with stream:
        return stream.read()


@pytest.mark.parametrize("data", [b"", b"abc" * 100, random.Random(3).randbytes(2 * BLOCK + 5)])
def test_flipped_cut_and_swapped_files_are_told(data: bytes) -> None:
    cipher, done = sealed(data)
    draw = random.Random(4)
    flips = [draw.randrange(len(cipher)) for _ in range(12)]
    damaged = [cipher[:at] + bytes([cipher[at] ^ 1]) + cipher[at + 1 :] for at in flips]
    damaged += [cipher[:-1], cipher[: len(cipher) // 2], b"", cipher + b"x", sealed(data + b"x")[0]]
    for one in damaged:
        with pytest.raises(EvidenceFault, match=r"x\.age"):
            read_all(opened(one, done.sha256))


def test_another_text_is_told_at_its_end_and_a_cut_one_at_once() -> None:
    cipher, done = sealed(b"abc")
    with opened(cipher, "0" * 64) as stream:
        assert stream.read(3) == b"abc"
        for _ in range(2):
            with pytest.raises(EvidenceFault, match=r"x\.age"):
                stream.read(1)
    with pytest.raises(EvidenceFault):
        opened(cipher[:-1], done.sha256)


def test_nobody_seeks_past_what_is_to_be_hashed() -> None:
    cipher, done = sealed(b"abc")
    with io.BufferedReader(opened(cipher, done.sha256)) as stream, pytest.raises(io.UnsupportedOperation):
        stream.seek(2)


def test_nobody_elses_key_opens_it() -> None:
    cipher, done = sealed(b"abc")
    with pytest.raises(EvidenceFault):
        read_all(Clear(io.BytesIO(cipher), CaseKey.generate(), done.sha256, "x.age"))


def test_the_reader_is_never_far_behind() -> None:
    """Bounded memory: no more is read than is asked for."""

    class Counting(io.BytesIO):
        taken = 0

        def read(self, size: int | None = -1, /) -> bytes:
            data = super().read(size)
            self.taken += len(data)
            return data

    cipher, done = sealed(bytes(40 * BLOCK))
    source = Counting(cipher)
    with Clear(source, KEY, done.sha256, "x.age") as stream:
        stream.read(1)
        assert source.taken < BLOCK


class Failing(io.BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        raise PermissionError(f"no {size}")


class Full(io.BytesIO):
    def write(self, data, /) -> int:
        raise OSError(28, f"No space left for {len(data)} bytes")


def test_errors_of_the_original_and_of_our_disk_come_out_as_they_are() -> None:
    with pytest.raises(PermissionError):
        encrypt(Failing(), io.BytesIO(), KEY.recipient)
    with pytest.raises(OSError, match="No space"):
        encrypt(io.BytesIO(bytes(BLOCK)), Full(), KEY.recipient)
