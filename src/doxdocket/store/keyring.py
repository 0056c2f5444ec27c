"""The officer's own age identity: kept outside every case folder, readable by its owner only.

``$DOXDOCKET_HOME`` or ``~/.config/doxdocket`` holds ``identity.txt`` (age's own format: one or more secret keys, ``#``
comments), or, when a passphrase was asked for, ``identity.age``. It is made silently when the first case is.

Source: docs/reference/case-folder.md. Who loses it and left no escrow loses the case: ``key escrow`` wraps the case key for a second
person or a printed key.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as home:
...     mine = ensure(Path(home))
...     again = load(Path(home))
>>> [one.recipient for one in again] == [mine.recipient]
True
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from doxdocket.errors import KeyFault, WrongCall
from doxdocket.seal.keys import Identity, lock, unlock

_CLEAR, _LOCKED = "identity.txt", "identity.age"


def home() -> Path:
    """Where this person's identity lies."""
    if given := os.environ.get("DOXDOCKET_HOME"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home()) / "doxdocket"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "doxdocket"


def load(folder: Path | None = None, ask: Callable[[], str] | None = None) -> list[Identity]:
    """The identities of this person, the first one first; ``ask`` is called for the passphrase when there is one."""
    place = folder or home()
    if (place / _CLEAR).exists():
        return _identities((place / _CLEAR).read_text("utf-8"))
    if not (place / _LOCKED).exists():
        return []
    if ask is None:
        raise KeyFault(
            zh="身份 {path} 有口令。请在终端里运行，或设置 DOXDOCKET_PASSPHRASE_FILE。",
            en="the identity {path} has a passphrase. Run in a terminal, or set DOXDOCKET_PASSPHRASE_FILE.",
            path=place / _LOCKED,
        )
    return _identities(unlock((place / _LOCKED).read_bytes(), ask()).decode())


def ensure(folder: Path | None = None, ask: Callable[[], str] | None = None) -> Identity:
    """The identity of this person, made now if there is none."""
    place = folder or home()
    if found := load(place, ask):
        return found[0]
    made = Identity.generate()
    _write(place / _CLEAR, f"# doxdocket\n# public key: {made.recipient}\n{made.secret}\n".encode())
    return made


def protect(passphrase: str, folder: Path | None = None) -> None:
    """Put the identity under a passphrase; without one it is as safe as the disk it lies on."""
    place = folder or home()
    if not (place / _CLEAR).exists():
        raise WrongCall(
            zh="{path} 没有未加口令的身份。",
            en="no identity without a passphrase at {path}.",
            path=place / _CLEAR,
        )
    if not passphrase:
        raise WrongCall(zh="口令不能为空。", en="the passphrase cannot be empty.")
    _write(place / _LOCKED, lock((place / _CLEAR).read_bytes(), passphrase))
    (place / _CLEAR).unlink()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(fd, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)


def _identities(text: str) -> list[Identity]:
    return [Identity(line) for line in text.splitlines() if line.strip() and not line.startswith("#")]
