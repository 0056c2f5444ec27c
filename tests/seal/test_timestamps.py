"""Time stamps by RFC 3161: requests that others read, answers that hold, and every way in which one may not."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

sys.path.append(str(Path(__file__).parent))
from authority import OPENSSL, Authority, needs_openssl

from doxdocket.errors import DoxdocketError, EvidenceFault, WrongCall
from doxdocket.seal import der, timestamps

DIGEST = hashlib.sha256(b"abc").digest()
ASKED = timestamps.request(DIGEST, nonce=0x8000_0000_1850_1850)

pytestmark = [
    needs_openssl,
    # certificates with a broken serial number are met on purpose
    pytest.mark.filterwarnings("ignore:Parsed a serial number which wasn't positive"),
]


@pytest.fixture(scope="module")
def tsa(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("tsa"))


@pytest.fixture(scope="module")
def answer(tsa):
    return tsa.answer(ASKED)


def why(response, asked=ASKED, roots=()):
    with pytest.raises(EvidenceFault) as e:
        timestamps.checked(response, asked, roots)
    assert e.value.said("zh") != e.value.said("en")
    return e.value.facts["why"]


def test_a_request_is_one_that_others_read(tmp_path):
    (tmp_path / "x.tsq").write_bytes(ASKED)
    words = [OPENSSL, "ts", "-query", "-in", tmp_path / "x.tsq", "-text"]
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    assert "Hash Algorithm: sha256" in said
    assert "Nonce: 0x8000000018501850" in said
    assert "Certificate required: yes" in said
    assert "ba 78 16 bf" in said


def test_every_request_has_a_nonce_of_its_own():
    nonces = {timestamps.nonce_of(timestamps.request(DIGEST)) for _ in range(50)}
    assert len(nonces) == 50
    assert all(n.bit_length() == 64 for n in nonces)
    with pytest.raises(ValueError, match="digest"):
        timestamps.request(b"abc")


@pytest.mark.parametrize(
    "how", [{}, {"with_root": False}, {"curve": True}, {"digest": "sha512"}, {"digest": "sha384"}, {"ess": "sha1"}, {"ess": "sha512"}], ids=str
)  # fmt: skip
def test_an_answer_holds_with_its_root_and_is_unanchored_without(tmp_path, how):
    tsa = Authority(tmp_path, **how)
    answer = tsa.answer(ASKED)
    assert timestamps.answers(answer, ASKED)
    bare = timestamps.checked(answer, ASKED)
    anchored = timestamps.checked(answer, ASKED, [tsa.root])
    assert (bare.anchored, anchored.anchored) == (False, True)
    assert (bare.authority, bare.policy, bare.serial) == ("CN=Invented Authority", "1.2.3.4.1", "1851")
    assert bare.at.utcoffset().total_seconds() == 0


def test_a_token_without_the_answer_around_it_holds_too(tsa):
    token = tsa.answer(ASKED, "-token_out")
    assert timestamps.checked(token, ASKED, [tsa.root]).anchored


def test_roots_may_be_der_and_several_of_one_name(tsa, answer, tmp_path):
    other = Authority(tmp_path / "other")
    subprocess.run(
        [OPENSSL, "x509", "-in", tsa.home / "root.pem", "-outform", "DER", "-out", tmp_path / "root.der"], check=True
    )
    der_root = (tmp_path / "root.der").read_bytes()
    assert timestamps.checked(answer, ASKED, [other.root + tsa.root]).anchored
    assert timestamps.checked(answer, ASKED, [other.root, der_root]).anchored
    assert timestamps.pem([other.root, der_root]).count("BEGIN CERTIFICATE") == 2


def test_another_digest_another_nonce_another_root(tsa, answer, tmp_path):
    other = timestamps.request(hashlib.sha256(b"abd").digest(), nonce=timestamps.nonce_of(ASKED))
    assert not timestamps.answers(answer, other)
    assert why(answer, other) == "imprint"
    later = timestamps.request(DIGEST)
    assert not timestamps.answers(answer, later)
    assert why(answer, later) == "nonce"
    assert why(answer, roots=[Authority(tmp_path).root]) == "chain"
    assert why(answer, roots=[(tsa.home / "tsa.pem").read_bytes()]) == "chain"


def test_a_digest_by_another_algorithm_is_another_digest(tsa, tmp_path):
    (tmp_path / "data").write_bytes(b"abc")
    words = [OPENSSL, "ts", "-query", "-data", "data", "-sha512", "-cert", "-no_nonce", "-out", "q"]
    subprocess.run(words, cwd=tmp_path, check=True, capture_output=True)
    assert why(tsa.answer((tmp_path / "q").read_bytes())) == "imprint"


@pytest.mark.parametrize("days", [(-10, -5), (5, 10)])
def test_a_certificate_out_of_its_time(tmp_path, days):
    assert why(Authority(tmp_path, days=days).answer(ASKED)) == "expired"


def test_a_certificate_for_something_else(tsa, answer):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.x509.oid import ExtendedKeyUsageOID

    mine = x509.load_pem_x509_certificate((tsa.home / "tsa.pem").read_bytes())
    key = serialization.load_pem_private_key((tsa.home / "tsa.key").read_bytes(), None)
    for usage, critical in (
        ((ExtendedKeyUsageOID.EMAIL_PROTECTION,), True),
        ((ExtendedKeyUsageOID.TIME_STAMPING,), False),
        ((), True),
    ):
        made = x509.CertificateBuilder(
            mine.issuer,
            mine.subject,
            mine.public_key(),
            mine.serial_number,
            mine.not_valid_before_utc,
            mine.not_valid_after_utc,
        )
        if usage:
            made = made.add_extension(x509.ExtendedKeyUsage(usage), critical=critical)
        swapped = with_certificate(answer, made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER))
        assert why(swapped) == "certificate"


def with_certificate(answer: bytes, certificate: bytes) -> bytes:
    """The same answer with this certificate in place of those it holds."""

    def put(one: der.Node, depth: int) -> bytes:
        if depth == 0:
            return der.written(
                one.tag, *(der.written(p.tag, certificate) if p.tag == 0xA0 else p.raw for p in one.parts())
            )
        way = {4: 1, 3: 1, 2: 0}[depth] if depth > 1 else 0
        return der.written(one.tag, *(put(p, depth - 1) if n == way else p.raw for n, p in enumerate(one.parts())))

    whole = der.node(answer)
    status, token = whole.parts()
    kind, content = token.parts()
    data = content.parts()[0]
    return der.written(0x30, status.raw, der.written(0x30, kind.raw, der.written(content.tag, put(data, 0))))


def test_a_certificate_put_in_place_of_the_one_that_signed(tsa, answer):
    """Same names, same number, same key, other dates: only the signature's own mention of it tells."""
    from datetime import timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.x509.oid import ExtendedKeyUsageOID

    mine = x509.load_pem_x509_certificate((tsa.home / "tsa.pem").read_bytes())
    key = serialization.load_pem_private_key((tsa.home / "tsa.key").read_bytes(), None)
    made = x509.CertificateBuilder(
        mine.issuer,
        mine.subject,
        mine.public_key(),
        mine.serial_number,
        mine.not_valid_before_utc,
        mine.not_valid_after_utc + timedelta(days=1),
    )
    made = made.add_extension(x509.ExtendedKeyUsage((ExtendedKeyUsageOID.TIME_STAMPING,)), critical=True)
    der_bytes = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    assert why(with_certificate(answer, der_bytes)) == "signature"
    own = mine.public_bytes(serialization.Encoding.DER)
    assert timestamps.checked(with_certificate(answer, own), ASKED, [tsa.root]).anchored
    assert why(with_certificate(answer, b"")) == "certificate"


def test_no_bytes_altered_change_what_is_said(tsa, answer):
    """Each byte flipped: refused, or (in what nobody relies on, such as the copy of the root) said just as before."""
    said, refused = timestamps.checked(answer, ASKED, [tsa.root]), 0
    for at in range(len(answer)):
        altered = bytearray(answer)
        altered[at] ^= 0x01
        try:
            assert timestamps.checked(bytes(altered), ASKED, [tsa.root]) == said
        except DoxdocketError:
            refused += 1
    assert refused > len(answer) // 2


def test_a_refusal_is_told_as_one(tsa):
    strict = Authority(tsa.home / "strict", digests="sha512")
    assert why(strict.answer(ASKED)) == "refused"


@pytest.mark.parametrize(
    "junk", [b"", b"\x30\x00", b"x" * 100, b"\x30\x84\xff\xff\xff\xff", b"\x1f\x01\x00", b"\x30\x80", ASKED]
)
def test_what_is_no_answer(junk):
    assert why(junk) == "unreadable"


def test_what_is_no_certificate(answer):
    for junk in (b"", b"x", b"-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"):
        with pytest.raises(WrongCall):
            timestamps.checked(answer, ASKED, [junk])


def test_a_signature_by_a_hash_that_is_not_known_is_said_and_kept_out(answer):
    """As authorities that sign by SM3 and SM2 would: nothing is said against it, and what to do instead is."""
    token = der.node(answer).parts()[1]
    signer = token.parts()[1].parts()[0].parts()[-1].parts()[0]
    oid = signer.parts()[2].parts()[0]
    altered = answer[: oid.inside] + bytes.fromhex("608648016503040208") + answer[oid.end :]  # SHA3-256
    assert oid.value == bytes.fromhex("608648016503040201")
    assert len(altered) == len(answer)
    with pytest.raises(WrongCall, match="--as timestamp"):
        timestamps.checked(altered, ASKED)


def test_a_signature_over_nothing_stated_is_no_answer(answer):
    """Signed attributes taken out, others put in their place: the signature would be over the content alone."""
    status, token = der.node(answer).parts()
    kind, content = token.parts()
    *before, signers = content.parts()[0].parts()
    info = [part.raw for part in signers.parts()[0].parts()]
    unsigned = der.written(0xA1, der.written(0x30, bytes.fromhex("06032a0304"), der.written(0x31, der.integer(1))))
    without = der.written(0x31, der.written(0x30, *info[:3], *info[4:], unsigned))
    data = der.written(0x30, *(part.raw for part in before), without)
    assert (
        why(der.written(0x30, status.raw, der.written(0x30, kind.raw, der.written(content.tag, data)))) == "unreadable"
    )


def test_signatures_of_each_kind_of_key():
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa

    key, hashed = rsa.generate_private_key(65537, 2048), hashes.SHA256()
    signed = key.sign(b"x", padding.PSS(padding.MGF1(hashed), 32), hashed)
    timestamps.signed_by(key.public_key(), signed, b"x", hashed, pss=True)
    for signature, pss in ((signed, False), (key.sign(b"x", padding.PKCS1v15(), hashed), True)):
        with pytest.raises(InvalidSignature):
            timestamps.signed_by(key.public_key(), signature, b"x", hashed, pss=pss)
    with pytest.raises(UnsupportedAlgorithm):
        timestamps.signed_by(ed25519.Ed25519PrivateKey.generate().public_key(), b"", b"x", hashed, pss=False)


@examples(300)
@given(data=st.data())
def test_only_our_errors_leave_it(tsa, answer, data):
    altered = bytearray(answer)
    for _ in range(data.draw(st.integers(1, 6))):
        altered[data.draw(st.integers(0, len(altered) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(altered[: data.draw(st.integers(0, len(altered)))]) if data.draw(st.booleans()) else bytes(altered)
    try:
        said = timestamps.checked(cut, ASKED, [tsa.root] if data.draw(st.booleans()) else [])
    except DoxdocketError:
        return
    assert said.authority == "CN=Invented Authority"
