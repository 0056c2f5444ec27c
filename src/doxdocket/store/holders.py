"""Who can open a case: the wrapped copies of its key in ``keys/``, one a person or escrow.

>>> path_of("0123456789abcdef")
'keys/0123456789abcdef.age'
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from doxdocket.errors import EvidenceFault, KeyFault, WrongCall
from doxdocket.seal.keys import CaseKey, Identity, fingerprint
from doxdocket.store.case_files import INCOMING, waiting_name
from doxdocket.store.info import told

FOLDER = "keys"
T = TypeVar("T")
Role = Literal["officer", "escrow"]


@dataclass(frozen=True, slots=True)
class Holder:
    """One person or escrow for whom the case key is wrapped."""

    fingerprint: str
    recipient: str
    role: Role
    name: str
    added_at: str


def path_of(mark: str) -> str:
    """Where a wrapped key lies in the case folder."""
    return f"{FOLDER}/{mark}.age"


def unlock(folder: Path, identities: Sequence[Identity]) -> list[tuple[CaseKey, Identity]]:
    """The case key out of the copies wrapped for these identities, and who opened it; the newest ring first.

    Only holders that ``case.toml`` names are let in, and only files under their names are tried; where it cannot be read, the file under
    one's own name. There are several rings only while a rotation is under way: a copy that waits in ``incoming/`` counts when the
    database opens with it.
    """
    _, listed = told(folder)
    marks = {fingerprint(one.recipient): one for one in identities}
    own = {mark: one for mark, one in marks.items() if not listed or mark in listed}
    found: dict[str, tuple[CaseKey, Identity]] = {}
    for path in map(path_of, dict.fromkeys([*own, *listed])):
        for copy in (folder / path, *sorted((folder / INCOMING).glob(waiting_name("*", path)))):
            for identity in own.values():
                with suppress(KeyFault, OSError):
                    key = CaseKey.unwrap(copy.read_bytes(), identity)
                    found.setdefault(key.secret, (key, identity))
    if found:
        return sorted(found.values(), key=lambda one: -len(one[0].secrets))
    for path in map(path_of, own):
        if listed or (folder / path).is_file():
            raise EvidenceFault("holders.does_not_open_or_is", path=folder / path)
    raise no_key(folder, identities)


def opened(
    folder: Path, identities: Sequence[Identity], database: Callable[[CaseKey, Identity], T]
) -> tuple[T, Identity]:
    """What opens with the ring whose newest key the database has; tried once more when a rotation ended meanwhile."""
    tried: set[str] = set()
    fault: EvidenceFault | None = None
    while True:
        rings = [one for one in unlock(folder, identities) if one[0].secret not in tried]
        if not rings and fault:
            raise fault
        for key, mine in rings:
            tried.add(key.secret)
            try:
                return database(key, mine), mine
            except EvidenceFault as e:
                fault = e


def let_in(who: Identity, held: Sequence[Holder], folder: Path) -> None:
    """Nobody whom the database does not name, whatever file opened it."""
    if fingerprint(who.recipient) not in {holder.fingerprint for holder in held}:
        raise no_key(folder, [who])


def no_key(folder: Path, identities: Sequence[Identity]) -> KeyFault:
    """The error: this person has no key to this case, or no identity at all."""
    if not identities:
        return KeyFault("holders.your_identity_was_not_found", folder=folder)
    return KeyFault("holders.you_have_no_key_to", folder=folder, mine=identities[0].recipient)


def known(mark: str) -> WrongCall:
    """The case key is already wrapped for this recipient."""
    return WrongCall("holders.already_holds_key_to_this", mark=mark)


def unknown(mark: str, case: Path) -> WrongCall:
    """Nobody of that fingerprint holds a key to this case."""
    return WrongCall("holders.holds_no_key_to_this", mark=mark[:80], case=case)


def last(mark: str) -> WrongCall:
    """Without this holder nobody could open the case."""
    return WrongCall("holders.is_last_holder_without_that", mark=mark)
