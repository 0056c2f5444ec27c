"""That an officer is who they say: by the key that answers for them, which never leaves its place.

Two ways. Where the key of this computer lies under a passphrase, the officer whose key it is can be asked for that. An officer with a key elsewhere (another
account of this computer) is given a link that only this key opens: the desk seals it, ``doxdocket key sign-in`` opens it in the officer's own account and prints it.
What is opened there is printed only where it is such a link, so that nobody gets the key to open anything else for them.
And who signs what is handed over: a signature proves that the holder of a key signed; that the key is an officer's, the case says in a row of its own (``sign.key``),
which goes out with every bundle. Source: docs/decisions/0013-officers-and-keys.md. Left out: the form of signatures (``seal.signatures``), and links that are made at the terminal (``review.browser_sessions``).

>>> who = Identity.generate()
>>> asked = block([sealed_link(who.recipient, "c1", "甲", "http://127.0.0.1:8000/enter?once=" + "x" * 43)])
>>> opened(asked, [who])
('甲', 'http://127.0.0.1:8000/enter?once=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx')
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

from doxdocket.errors import KeyFault, WrongCall
from doxdocket.seal.keys import Identity, fingerprint, sealed_for
from doxdocket.seal.signatures import Signer
from doxdocket.store import keyring
from doxdocket.store.case import Case
from doxdocket.store.custody.chain import CustodyRow
from doxdocket.store.custody.officers import SIGNS
from doxdocket.store.custody.permission import SPARE
from doxdocket.store.holders import Holder

_HEAD = "doxdocket sign-in 1"
_FIRST, _LAST = "-----BEGIN DOXDOCKET SIGN-IN-----", "-----END DOXDOCKET SIGN-IN-----"
_LINK = re.compile(r"http://(?:127\.0\.0\.1|desk-[0-9a-f]{8}\.localhost):[0-9]{1,5}/enter\?once=[\w-]{43}", re.ASCII)


def by_passphrase(key: str) -> bool:
    """Whether the identity of this process is under a passphrase, so that the officer whose key it is can be asked for it."""
    return bool(key) and keyring.locked()


def is_passphrase(key: str, passphrase: str) -> bool:
    """Whether it opens the identity of this process, and that is the key which answers for the officer."""
    if not by_passphrase(key):
        return False
    try:
        return key in {fingerprint(one.recipient) for one in keyring.load(ask=lambda: passphrase)}
    except KeyFault:
        return False


def keys_of(case: Case, officer: str) -> list[Holder]:
    """The keys that answer for an officer and open the case; of one who has not acted yet, those that were added under the name."""
    if officer not in case.custody.officers():
        return []
    tied = case.custody.reading().standing.keys.get(officer, set())
    return [
        one for one in case.holders() if one.role != SPARE and (one.fingerprint in tied or (not tied and one.name == officer))
    ]  # fmt: skip


def sealed_link(recipient: str, case: str, officer: str, link: str) -> bytes:
    """A link that only this key opens. ``case``: its id."""
    return sealed_for([recipient], f"{_HEAD}\n{case}\n{officer}\n{link}".encode())


def blind(case: Case, officer: str, link: str) -> Iterator[bytes]:
    """The same for keys that nobody has, without end: to who asks they look as an officer's own, so that asking does not tell who is one."""
    while True:
        yield sealed_link(Identity.generate().recipient, case.info.id, officer, link)


def block(sealed: Iterable[bytes]) -> str:
    """Sealed links as lines that are copied."""
    return "\n".join((_FIRST, *(base64.b64encode(one).decode() for one in sealed), _LAST))


def opened(text: str, identities: Sequence[Identity]) -> tuple[str, str]:
    """The officer and the link; a ``WrongCall`` where these keys open none, or what they open is none."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("-----")]
    for line in lines[:16]:
        for one in identities:
            with suppress(KeyFault, binascii.Error, UnicodeDecodeError, ValueError):
                head, _, officer, link = one.open(base64.b64decode(line, validate=True)).decode().split("\n")
                if head == _HEAD and _LINK.fullmatch(link):
                    return officer, link
    raise WrongCall("signing.no_link_for_this_key")


# Who signs what is handed over.
def signer(case: Case, ask: Callable[[], str]) -> Signer:
    """The signing key of the identity with which the case was opened."""
    for one in keyring.load(ask=ask):
        if fingerprint(one.recipient) == case.custody.identity:
            return Signer.of(one)
    raise KeyFault("keys.you_have_no_key_yet")


def recorded(case: Case, mine: Signer) -> CustodyRow | None:
    """The row that records this key; none where no row does."""
    return next((row for row in case.custody.rows(SIGNS) if row.detail.get("public") == mine.public), None)


def record(case: Case, mine: Signer, officer: str) -> CustodyRow:
    """Record it as this officer's; once."""
    if found := recorded(case, mine):
        return found
    return case.custody.append(SIGNS, {"public": mine.public, "fingerprint": mine.fingerprint}, officer)
