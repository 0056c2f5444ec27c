"""A time-stamping authority for tests: certificates by the cryptography library, answers by the openssl program."""

import shutil
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

OPENSSL = shutil.which("openssl")
needs_openssl = pytest.mark.skipif(OPENSSL is None, reason="the openssl program is not installed")

CONFIG = """
[tsa]
serial = {home}/serial
signer_cert = {home}/tsa.pem
signer_key = {home}/tsa.key
{certs}
signer_digest = {digest}
default_policy = 1.2.3.4.1
digests = {digests}
ordering = yes
tsa_name = yes
ess_cert_id_alg = {ess}
"""


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _pem(key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


@dataclass
class Authority:
    """One root and one signer; ``answer`` is what its server would send back."""

    home: Path
    digest: str = "sha256"
    digests: str = "sha256, sha512"
    ess: str = "sha256"
    with_root: bool = True
    curve: bool = False
    usage: tuple = (ExtendedKeyUsageOID.TIME_STAMPING,)
    critical: bool = True
    days: tuple = (-1, 3650)
    root: bytes = field(default=b"", init=False)

    def __post_init__(self):
        self.home.mkdir(parents=True, exist_ok=True)
        now = datetime.now(UTC)
        mother = ec.generate_private_key(ec.SECP256R1())
        key = ec.generate_private_key(ec.SECP256R1()) if self.curve else rsa.generate_private_key(65537, 2048)
        start, end = (now + timedelta(days=n) for n in self.days)

        def certificate(subject, public):
            named = x509.CertificateBuilder().subject_name(_name(subject)).issuer_name(_name("Invented Root"))
            return named.public_key(public).serial_number(x509.random_serial_number())

        root = certificate("Invented Root", mother.public_key()).not_valid_before(now - timedelta(days=1))
        root = root.not_valid_after(now + timedelta(days=3650))
        root = root.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        signer = certificate("Invented Authority", key.public_key()).not_valid_before(start).not_valid_after(end)
        signer = signer.add_extension(x509.ExtendedKeyUsage(self.usage), critical=self.critical)
        self.root = root.sign(mother, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        (self.home / "root.pem").write_bytes(self.root)
        (self.home / "tsa.pem").write_bytes(
            signer.sign(mother, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        )
        (self.home / "tsa.key").write_bytes(_pem(key))
        (self.home / "serial").write_text("1850\n")
        certs = f"certs = {self.home}/root.pem" if self.with_root else ""
        text = CONFIG.format(home=self.home, certs=certs, digest=self.digest, digests=self.digests, ess=self.ess)
        (self.home / "tsa.cnf").write_text(text)

    def answer(self, request: bytes, *more: str) -> bytes:
        """The answer to a request, as openssl makes it."""
        (self.home / "x.tsq").write_bytes(request)
        words = ["ts", "-reply", "-config", "tsa.cnf", "-section", "tsa", "-queryfile", "x.tsq", "-out", "x.tsr", *more]
        subprocess.run([OPENSSL, *words], cwd=self.home, check=True, capture_output=True)
        return (self.home / "x.tsr").read_bytes()
