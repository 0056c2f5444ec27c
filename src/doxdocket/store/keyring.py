"""The officer's own age identity: kept outside every case folder, readable by its owner only.

``$DOXDOCKET_HOME`` or ``~/.config/doxdocket`` holds ``identity.txt`` (age's own format: one or more secret keys, ``#``
comments), or, under a passphrase, ``identity.age``. It is made when the first case is. A passphrase has a rule (``weak``), since
whoever copies the file can try as many as he likes; a library that guesses better was not taken, none knows Chinese.

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
import re
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from doxdocket.errors import KeyFault, WrongCall
from doxdocket.seal.keys import Identity
from doxdocket.seal.passphrase import lock, unlock
from doxdocket.store import new_file

_CLEAR, _LOCKED = "identity.txt", "identity.age"
_ONE = "\0"
_LONG, _VARIED = 12, 6
_COMMON = re.compile(
    "password|passwort|passw|welcome|letmein|admin|login|iloveyou|woaini|woaiwo|5201314|1314|520|888|666|zhangsan|lisi|wangwu|zhongguo|"
    "china|beijing|shanghai|jianchayuan|jiancha|fayuan|gongan|jingcha|renmin|doxdocket|anjuan|中华人民共和国|中华|人民|共和国|检察院|检察|"
    "法院|公安|警察|我爱你|密码|口令|案卷|张三|李四|(?:18|19|20)[0-9]{2}"
)
"""Words that everybody tries first, letters for their look-alikes; years."""
_ALIKE = str.maketrans("@$!3", "asie")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


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
        raise KeyFault("keyring.identity_has_passphrase_run_in", path=place / _LOCKED)
    return _identities(unlock((place / _LOCKED).read_bytes(), ask()).decode())


def ensure(
    folder: Path | None = None, ask: Callable[[], str] | None = None, new: Callable[[], str] | None = None
) -> Identity:
    """The identity of this person, made now if there is none; then ``new`` is called for its passphrase, if it shall have one."""
    place = folder or home()
    if found := load(place, ask):
        return found[0]
    made = Identity.generate()
    text = f"# doxdocket\n# public key: {made.recipient}\n{made.secret}\n".encode()
    if new is None:
        _write(place / _CLEAR, text)
    else:
        _write(place / _LOCKED, lock(text, strong(new())))
    return made


def there(folder: Path | None = None) -> Path | None:
    """The file of this person's identity, if there is one."""
    place = folder or home()
    return next((place / name for name in (_CLEAR, _LOCKED) if (place / name).exists()), None)


def locked(folder: Path | None = None) -> bool:
    """Whether the identity has a passphrase."""
    found = there(folder)
    return found is not None and found.name == _LOCKED


def exposed(folder: Path | None = None) -> Path | None:
    """The file of this person's identity, where others than its owner may read or write it."""
    found = there(folder)
    return found if found is not None and loose(found) else None


def loose(file: Path) -> bool:
    """Whether others than its owner may read or write a file; never told where files have no such modes."""
    return os.name == "posix" and bool(file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def weak(passphrase: str) -> bool:
    """Whether it falls to trying: fewer than 12 characters that count, or than 6 different ones.

    A Chinese character counts twice, a word that everybody tries first or a year once. What goes on a run (the same again, the next or last of the alphabet, the next key) does not count, nor does a word again.

    >>> [
    ...     weak(one)
    ...     for one in (
    ...         "",
    ...         "Password1234",
    ...         "aaaaaaaaaaaaaaaa",
    ...         "abcdefghijklmnop",
    ...         "qwertyuiop123456",
    ...         "一二三四五",
    ...         "一句口令",
    ...         "password password",
    ...         "zhangsanzhangsan",
    ...         "woaini1314520 woaini",
    ...         "jianchayuan2026",
    ...         "中华人民共和国",
    ...         "P@ssw0rd2024!!",
    ...     )
    ... ]
    [True, True, True, True, True, True, True, True, True, True, True, True, True]
    >>> [weak(one) for one in ("copper lamp 7 rivers", "三盏旧灯照河岸", "tG7#pX2!vQ9m")]
    [False, False, False]
    """
    rest = _COMMON.sub(_ONE, passphrase.casefold().translate(_ALIKE).replace("passw0rd", "password"))
    pairs = list(zip(" " + rest, rest, strict=False))
    counted = sum(
        1 + (now > "\u2e7f")
        for at, (before, now) in enumerate(pairs)
        if (before, now) not in pairs[:at]
        and abs(ord(now) - ord(before)) > 1
        and not any((before + now).lower() in row for row in _ROWS)
    )
    return counted < _LONG or len(set(rest)) < _VARIED


def strong(passphrase: str) -> str:
    """The passphrase; a ``WrongCall`` with the rule when it is weak."""
    if weak(passphrase):
        raise WrongCall("keyring.passphrase_is_weak_and_nothing")
    return passphrase


def export(to: Path, passphrase: str) -> None:
    """Write the identity to a new file, for another computer of this person: as it is locked, or else under this passphrase."""
    found = there()
    if found is None:
        raise WrongCall("keyring.you_have_no_key_yet")
    new_file.free(to)
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new_file.put(to, [found.read_bytes() if found.name == _LOCKED else lock(found.read_bytes(), strong(passphrase))])


def take(file: Path, passphrase: str) -> list[Identity]:
    """Put an exported identity in its place on this computer; one that is there is left alone."""
    if (known := there()) is not None:
        raise WrongCall("keyring.is_identity_of_this_computer", known=known)
    if not file.is_file():
        raise WrongCall("keyring.there_is_no_file", file=file)
    data = file.read_bytes()
    found = _identities(unlock(data, passphrase).decode())
    _write(home() / _LOCKED, data)
    return found


def protect(passphrase: str, folder: Path | None = None) -> None:
    """Put the identity under a passphrase; without one it is as safe as the disk it lies on."""
    place = folder or home()
    if not (place / _CLEAR).exists():
        raise WrongCall("keyring.no_identity_without_passphrase_at", path=place / _CLEAR)
    _write(place / _LOCKED, lock((place / _CLEAR).read_bytes(), strong(passphrase)))
    (place / _CLEAR).unlink()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with new_file.beside(path, [data]) as part:  # the folder may be another's (a stick)
        part.replace(path)


def _identities(text: str) -> list[Identity]:
    return [Identity(line) for line in text.splitlines() if line.strip() and not line.startswith("#")]
