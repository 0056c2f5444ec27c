"""Who can open a case: the wrapped copies of its key in ``keys/``, one a person or escrow.

>>> path_of("0123456789abcdef")
'keys/0123456789abcdef.age'
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from doxdocket.errors import EvidenceFault, KeyFault, WrongCall
from doxdocket.seal.keys import CaseKey, Identity, fingerprint
from doxdocket.store.info import told

FOLDER = "keys"


@dataclass(frozen=True, slots=True)
class Holder:
    """One person or escrow for whom the case key is wrapped."""

    fingerprint: str
    recipient: str
    role: str  # officer, escrow
    name: str
    added_at: str


def path_of(mark: str) -> str:
    """Where a wrapped key lies in the case folder."""
    return f"{FOLDER}/{mark}.age"


def unlock(folder: Path, identities: Sequence[Identity]) -> CaseKey:
    """The case key, out of a copy wrapped for one of these identities."""
    own = [folder / path_of(fingerprint(identity.recipient)) for identity in identities]
    others = sorted(set((folder / FOLDER).glob("*.age")) - set(own))
    for path in [path for path in own if path.is_file()] + others:
        for identity in identities:
            try:
                return CaseKey.unwrap(path.read_bytes(), identity)
            except KeyFault:
                continue
    _, listed = told(folder)
    for path in own:
        if path.is_file() or path.stem in listed:
            raise EvidenceFault(
                zh="{path} 打不开或不在了：文件被改动、损坏或移走。请从备份恢复它，或请另一位持有钥匙的人打开本案。",
                en="{path} does not open or is missing: it was changed, damaged or moved. Restore it from a backup, or ask another key holder to open the case.",
                path=path,
            )
    raise no_key(folder, identities)


def no_key(folder: Path, identities: Sequence[Identity]) -> KeyFault:
    """The error: this person has no key to this case, or no identity at all."""
    if not identities:
        return KeyFault(
            zh="找不到你的身份，打不开 {folder}。若身份在别处，请让 DOXDOCKET_HOME 指向它；若还没有，先运行：doxdocket key new",
            en="your identity was not found, so {folder} does not open. Let DOXDOCKET_HOME name its folder, or, if there is none yet, run: doxdocket key new",
            folder=folder,
        )
    return KeyFault(
        zh="你没有 {folder} 的钥匙。请已能打开的人运行：doxdocket key add {folder} {mine}",
        en="you have no key to {folder}. Ask someone who can open it to run: doxdocket key add {folder} {mine}",
        folder=folder,
        mine=identities[0].recipient,
    )


def known(mark: str) -> WrongCall:
    """The case key is already wrapped for this recipient."""
    return WrongCall(
        zh="{mark} 已有本案的钥匙，没有再加。",
        en="{mark} already holds a key to this case; nothing was added.",
        mark=mark,
    )
