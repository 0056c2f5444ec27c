"""The officer's identity: made silently, his alone, under a passphrase when asked."""

import os
import stat
import sys
from pathlib import Path

import pytest

from doxdocket.errors import KeyFault, WrongCall
from doxdocket.seal.keys import Identity
from doxdocket.store import keyring


def test_it_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    place = tmp_path / "a" / "b"
    made = keyring.ensure(place)
    assert keyring.ensure(place).secret == made.secret
    assert stat.S_IMODE((place / "identity.txt").stat().st_mode) == 0o600
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert [p.name for p in (place).iterdir()] == ["identity.txt"]


def test_a_file_made_by_age_itself_is_read_with_all_its_keys(tmp_path: Path) -> None:
    pairs = [Identity.generate(), Identity.generate()]
    lines = [f"# created: 2026-01-01\n# public key: {p.recipient}\n{p.secret}\n\n" for p in pairs]
    (tmp_path / "identity.txt").write_text("".join(lines))
    assert [one.secret for one in keyring.load(tmp_path)] == [p.secret for p in pairs]
    (tmp_path / "identity.txt").write_text("nonsense\n")
    with pytest.raises(KeyFault):
        keyring.load(tmp_path)


def test_a_passphrase_is_asked_for_and_nothing_clear_stays(tmp_path: Path) -> None:
    made = keyring.ensure(tmp_path)
    keyring.protect("三盏旧灯照河岸", tmp_path)
    assert [p.name for p in (tmp_path).iterdir()] == ["identity.age"]
    assert made.secret.encode() not in (tmp_path / "identity.age").read_bytes()
    with pytest.raises(KeyFault, match="passphrase"):
        keyring.load(tmp_path)
    assert keyring.ensure(tmp_path, lambda: "三盏旧灯照河岸").secret == made.secret
    with pytest.raises(WrongCall):
        keyring.protect("x", tmp_path)


@pytest.mark.parametrize("passphrase", ["", "x", "password1234", "qwertyuiopasdf", "11111111111111111", "开盒案卷"])
def test_a_weak_passphrase_protects_nothing(tmp_path: Path, passphrase: str) -> None:
    with pytest.raises(WrongCall, match="12 characters"):
        keyring.ensure(tmp_path, new=lambda: passphrase)
    assert list(tmp_path.iterdir()) == []
    keyring.ensure(tmp_path)
    with pytest.raises(WrongCall, match="12 characters"):
        keyring.protect(passphrase, tmp_path)
    assert keyring.load(tmp_path)


def test_a_new_identity_is_never_clear_on_the_disk(tmp_path: Path) -> None:
    made = keyring.ensure(tmp_path, new=lambda: "copper lamp 7 rivers")
    assert [p.name for p in tmp_path.iterdir()] == ["identity.age"]
    assert keyring.load(tmp_path, lambda: "copper lamp 7 rivers")[0].secret == made.secret


@pytest.mark.skipif(sys.platform == "win32", reason="no modes of files")
def test_an_identity_that_others_may_read_is_told(tmp_path: Path) -> None:
    assert keyring.exposed(tmp_path) is None
    keyring.ensure(tmp_path)
    assert keyring.exposed(tmp_path) is None
    for mode in (0o640, 0o604, 0o620):
        (tmp_path / "identity.txt").chmod(mode)
        assert keyring.exposed(tmp_path) == tmp_path / "identity.txt"


def test_where_it_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DOXDOCKET_HOME", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert keyring.home() == tmp_path / ".config" / "doxdocket"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "x"))
    assert keyring.home() == tmp_path / "x" / "doxdocket"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("APPDATA", str(tmp_path / "y"))
    assert keyring.home() == tmp_path / "y" / "doxdocket"
    monkeypatch.setenv("DOXDOCKET_HOME", str(tmp_path / "z"))
    assert keyring.home() == tmp_path / "z"
    assert keyring.load() == []


@pytest.mark.skipif(sys.platform == "win32", reason="no modes of files")
@pytest.mark.parametrize("planted", ["link", "file"])
def test_a_key_that_is_exported_goes_through_no_planted_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, planted: str
) -> None:
    monkeypatch.setenv("DOXDOCKET_HOME", str(tmp_path / "home"))
    keyring.ensure(new=lambda: "copper lamp 7 rivers")
    stick, other = tmp_path / "stick", tmp_path / "other"
    stick.mkdir()
    for name in (f".key.age.{os.getpid()}", "key.age.part", ".key.age.part"):
        if planted == "link":
            (stick / name).symlink_to(other)
        else:
            (stick / name).touch()
            (stick / name).chmod(0o666)
    waiting = set(stick.iterdir())
    keyring.export(stick / "key.age", "")
    assert set(stick.iterdir()) == waiting | {stick / "key.age"}
    assert (other.exists(), (stick / "key.age").is_symlink()) == (False, False)
    assert (stick / "key.age").stat().st_mode & 0o777 == 0o600


def test_a_key_that_cannot_be_written_leaves_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        keyring.ensure(tmp_path)
    assert list(tmp_path.iterdir()) == []
