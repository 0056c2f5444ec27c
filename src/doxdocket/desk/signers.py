"""Who signs what is handed over: the signing key of an officer, and its record in the custody chain of the case.

A signature proves that the holder of a key signed; that the key is an officer's, the case says in a row of its own (``sign.key``), which goes out with
every bundle. Left out: the form of signatures (``seal.signatures``).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from doxdocket.errors import KeyFault
from doxdocket.seal.keys import fingerprint
from doxdocket.seal.signatures import Signer
from doxdocket.store import keyring
from doxdocket.store.custody.chain import CustodyRow
from doxdocket.store.custody.officers import SIGNS

if TYPE_CHECKING:
    from doxdocket.store.case import Case


def signer(case: "Case", ask: Callable[[], str]) -> Signer:
    """The signing key of the identity with which the case was opened."""
    for one in keyring.load(ask=ask):
        if fingerprint(one.recipient) == case.custody.identity:
            return Signer.of(one)
    raise KeyFault("keys.you_have_no_key_yet")


def recorded(case: "Case", mine: Signer) -> CustodyRow | None:
    """The row that records this key; none where no row does."""
    return next((row for row in case.custody.rows(SIGNS) if row.detail.get("public") == mine.public), None)


def record(case: "Case", mine: Signer, officer: str) -> CustodyRow:
    """Record it as this officer's; once."""
    if found := recorded(case, mine):
        return found
    return case.custody.append(SIGNS, {"public": mine.public, "fingerprint": mine.fingerprint}, officer)
