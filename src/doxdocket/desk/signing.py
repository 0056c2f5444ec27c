"""That an officer is who they say: by the passphrase of the key that answers for them, where it lies on this computer.

Source: docs/decisions/0013-officers-and-keys.md. Left out: links that are made at the terminal (``review.sitting``).
"""

from doxdocket.errors import KeyFault
from doxdocket.seal.keys import fingerprint
from doxdocket.store import keyring


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
