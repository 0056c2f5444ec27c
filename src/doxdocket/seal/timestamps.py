"""Time stamps by RFC 3161, carried by hand: a request over a digest, and whether an answer is one to it.

Source: RFC 3161, RFC 5652 (signed data); 法释〔2018〕16号, article 11 (可信时间戳). An answer must be granted, over our digest, with our nonce,
signed by a certificate for time stamping that was valid at that moment and that the signature names. With root certificates given, the chain up to one
of them is checked too (rfc3161-client); without, the stamp is said to be unanchored: somebody signed it, and who that is
rests on the certificate's own word. Left out: revocation, which needs the network; SM2 signatures, which no library here checks.

>>> asked = request(bytes(32), nonce=7)
>>> (len(asked), imprint_of(asked).hex() == "00" * 32, nonce_of(asked))
(62, True, 7)
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import rfc3161_client as library
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.seal import der
from doxdocket.words import coded

_SHA256 = "2.16.840.1.101.3.4.2.1"
_ALGORITHM = bytes.fromhex("300d06096086480165030402010500")  # SHA-256, no parameters
_HASHES: dict[bytes, type[hashes.HashAlgorithm]] = {
    bytes.fromhex("608648016503040201"): hashes.SHA256,
    bytes.fromhex("608648016503040202"): hashes.SHA384,
    bytes.fromhex("608648016503040203"): hashes.SHA512,
}
_BY_LENGTH: dict[int, hashes.HashAlgorithm] = {
    20: hashes.SHA1(),  # noqa: S303 - the older form of the attribute has no other; the signature itself is not by it
    32: hashes.SHA256(),
    48: hashes.SHA384(),
    64: hashes.SHA512(),
}
_SIGNING_CERTIFICATE = (bytes.fromhex("2a864886f70d010910020c"), bytes.fromhex("2a864886f70d010910022f"))
_MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
_PSS = bytes.fromhex("2a864886f70d01010a")
_SET, _SEQUENCE, _CERTIFICATES = 0x31, 0x30, 0xA0
_LARGEST = 1 << 20  # bytes of an answer; real ones have a few thousand

_WHY = coded("timestamps_why")


_BROKEN = (ValueError, KeyError, IndexError, TypeError, x509.InvalidVersion, x509.ExtensionNotFound,
           x509.DuplicateExtension, x509.UnsupportedGeneralNameType)  # fmt: skip
"""What the libraries raise on bytes that are no answer (seen by fuzzing)."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a verified answer says."""

    at: datetime
    serial: str
    policy: str
    authority: str  # subject of the certificate that signed
    certificate: str  # its SHA-256
    anchored: bool  # whether the chain up to a given root was checked


def request(digest: bytes, nonce: int | None = None) -> bytes:
    """A request over a SHA-256 digest, asking for the certificate; every call has another nonce."""
    if len(digest) != hashlib.sha256().digest_size:
        raise ValueError("a SHA-256 digest is wanted")
    number = secrets.randbits(63) | 1 << 63 if nonce is None else nonce
    imprint = der.written(_SEQUENCE, _ALGORITHM, der.written(0x04, digest))
    return der.written(_SEQUENCE, der.integer(1), imprint, der.integer(number), b"\x01\x01\xff")


def imprint_of(asked: bytes) -> bytes:
    """The digest that a request is over."""
    return der.node(asked).parts()[1].parts()[1].value


def nonce_of(asked: bytes) -> int:
    """The nonce of a request."""
    return int.from_bytes(der.node(asked).parts()[2].value, "big")


def answers(response: bytes, asked: bytes) -> bool:
    """Whether an answer claims to be one to this request: same digest, same nonce."""
    info = _read(_response(response)).tst_info
    return _imprint(info) == imprint_of(asked) and info.nonce == nonce_of(asked)


def checked(response: bytes, asked: bytes, roots: Sequence[bytes] = ()) -> Stamp:
    """The answer, verified against its request; ``roots`` are certificates (PEM, one or more each, or DER)."""
    whole = _response(response)
    answer = _read(whole)
    info = answer.tst_info
    if _imprint(info) != imprint_of(asked):
        raise _no("imprint")
    if info.nonce != nonce_of(asked):
        raise _no("nonce")
    signer = _signer(answer)
    if not signer.not_valid_before_utc <= info.gen_time <= signer.not_valid_after_utc:
        raise _no("expired")
    _check_signature(whole, signer)
    anchors = [one for data in roots for one in certificates(data)]
    if anchors:
        _check_chain(answer, anchors, imprint_of(asked))
    fingerprint = signer.fingerprint(hashes.SHA256()).hex()
    name = signer.subject.rfc4514_string()
    return Stamp(info.gen_time, f"{info.serial_number:x}", info.policy.dotted_string, name, fingerprint, bool(anchors))


def certificates(data: bytes) -> list[x509.Certificate]:
    """The certificates of a file, PEM or DER."""
    try:
        pem = b"-----BEGIN" in data
        return x509.load_pem_x509_certificates(data) if pem else [x509.load_der_x509_certificate(data)]
    except ValueError:
        raise WrongCall("timestamps.file_of_roots_holds_no") from None


def _no(why: str) -> EvidenceFault:
    zh, en = _WHY[why]
    return EvidenceFault(
        zh="时间戳回执没有通过：" + zh + "。没有记录它；请向时间戳机构核对，或用同一份请求重新申请。",
        en="the time stamp does not hold: " + en + ". It was not recorded; ask the authority, or request it anew with the same file.",
        why=why,
    )  # fmt: skip


def _response(data: bytes) -> bytes:
    """The answer as DER that the library takes: a bare token is wrapped, certificates are put in DER's order.

    Many authorities write the set of certificates in the order of the chain; no signature covers that order.
    """
    try:
        whole = der.node(data[:_LARGEST])
        if whole.parts()[0].tag == 0x06:  # a token without the answer around it
            whole = der.node(der.written(_SEQUENCE, der.written(_SEQUENCE, der.integer(0)), whole.raw))
        for part in _signed_data(whole).parts():
            if part.tag == _CERTIFICATES:
                ordered = b"".join(sorted(one.raw for one in part.parts()))
                return whole.data[whole.start : part.inside] + ordered + whole.data[part.end : whole.end]
    except (ValueError, IndexError):
        pass  # the library says what it is, a refusal for one
    return data[:_LARGEST]


def _signed_data(whole: der.Node) -> der.Node:
    token = whole.parts()[1]
    return token.parts()[1].parts()[0]


def _read(whole: bytes) -> library.TimeStampResponse:
    try:
        answer = library.decode_timestamp_response(whole)
        granted = answer.status == library.PKIStatus.GRANTED  # not with changes either: what was asked for is fixed
        if granted:
            info = answer.tst_info
            _ = answer.signed_data, info.gen_time, info.nonce, info.message_imprint.hash_algorithm, info.policy
    except _BROKEN:
        raise _no("unreadable") from None
    if not granted:
        raise _no("refused")
    return answer


def _imprint(info: library.TimeStampTokenInfo) -> bytes:
    sha256 = info.message_imprint.hash_algorithm.dotted_string == _SHA256
    return info.message_imprint.message if sha256 else b""


def _signer(answer: library.TimeStampResponse) -> x509.Certificate:
    """The certificate that the signer names; it must be one for time stamping."""
    signers = list(answer.signed_data.signer_infos)
    try:
        held = [x509.load_der_x509_certificate(data) for data in answer.signed_data.certificates]
        mine = [c for s in signers for c in held if (c.issuer, c.serial_number) == (s.issuer, s.serial_number)]
        if len(signers) != 1 or not mine:
            raise _no("certificate")
        usage = mine[0].extensions.get_extension_for_class(x509.ExtendedKeyUsage)
        _ = mine[0].subject.rfc4514_string()
    except _BROKEN:
        raise _no("certificate") from None
    if not usage.critical or ExtendedKeyUsageOID.TIME_STAMPING not in usage.value:
        raise _no("certificate")
    return mine[0]


def _check_signature(whole: bytes, signer: x509.Certificate) -> None:
    """The signature over the signed attributes, and their digest over what is stamped (RFC 5652, 5.4)."""
    try:
        content, algorithm, attributes, method, signature = _signature(whole)
        hashed, named = _hash(algorithm), {a.parts()[0].value: a.parts()[1].parts()[0] for a in attributes.parts()}
        if _digested(content, hashed) != named[_MESSAGE_DIGEST].value or not _bound(named, signer):
            raise _no("signature")
        signed = der.written(_SET, attributes.value)  # the signature is over a SET, where it stands as [0]
        signed_by(signer.public_key(), signature, signed, hashed, pss=method == _PSS)
    except InvalidSignature:
        raise _no("signature") from None
    except UnsupportedAlgorithm:
        raise _unknown_method() from None
    except _BROKEN:
        raise _no("unreadable") from None


def _signature(whole: bytes) -> tuple[bytes, bytes, der.Node, bytes, bytes]:
    """Of the one signer: what is stamped, hash algorithm, signed attributes, signature method, signature."""
    data = _signed_data(der.node(whole)).parts()
    content = data[2].parts()[1].parts()[0].value
    info = data[-1].parts()[0].parts()
    algorithm, attributes, method, signature = info[2], info[3], info[4], info[5]
    if attributes.tag != 0xA0:
        raise ValueError("no signed attributes")
    return content, algorithm.parts()[0].value, attributes, method.parts()[0].value, signature.value


def _hash(algorithm: bytes) -> hashes.HashAlgorithm:
    if algorithm not in _HASHES:
        raise UnsupportedAlgorithm("of another hash")
    return _HASHES[algorithm]()


def _digested(data: bytes, hashed: hashes.HashAlgorithm) -> bytes:
    digest = hashes.Hash(hashed)
    digest.update(data)
    return digest.finalize()


def _bound(attributes: Mapping[bytes, der.Node], signer: x509.Certificate) -> bool:
    """Whether the signature names this certificate by its digest (ESSCertID, which RFC 3161 wants)."""
    named = [attributes[oid].parts()[0].parts()[0] for oid in _SIGNING_CERTIFICATE if oid in attributes]
    found = [part.value for one in named for part in one.parts() if part.tag == 0x04]
    return bool(found) and all(signer.fingerprint(_BY_LENGTH[len(value)]) == value for value in found)


def signed_by(key: object, signature: bytes, signed: bytes, hashed: hashes.HashAlgorithm, *, pss: bool) -> None:
    """Raises InvalidSignature, or UnsupportedAlgorithm for a kind of key that authorities do not use."""
    if isinstance(key, rsa.RSAPublicKey) and pss:
        key.verify(signature, signed, padding.PSS(padding.MGF1(hashed), padding.PSS.AUTO), hashed)
    elif isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, signed, padding.PKCS1v15(), hashed)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, signed, ec.ECDSA(hashed))
    else:
        raise UnsupportedAlgorithm("neither RSA nor ECDSA")


def _check_chain(answer: library.TimeStampResponse, given: Sequence[x509.Certificate], digest: bytes) -> None:
    """Whether one of the roots ends the chain; each by itself, since renewed roots may bear one name."""
    between = [one for one in given if one.issuer != one.subject]
    roots = [one for one in given if one.issuer == one.subject]
    if not any(_leads_to(root, between, answer, digest) for root in roots):
        raise _no("chain")


def _leads_to(
    root: x509.Certificate, between: Sequence[x509.Certificate], answer: library.TimeStampResponse, digest: bytes
) -> bool:
    verifier = library.VerifierBuilder(roots=[root], intermediates=list(between)).build()
    try:
        return verifier.verify(answer, digest)
    except (library.VerificationError, *_BROKEN):
        return False


def _unknown_method() -> WrongCall:
    return WrongCall("timestamps.it_is_signed_by_method")


def pem(roots: Sequence[bytes]) -> str:
    """Certificates as text, to be kept with what they verified."""
    found = [one for data in roots for one in certificates(data)]
    return "".join(one.public_bytes(serialization.Encoding.PEM).decode() for one in found)
