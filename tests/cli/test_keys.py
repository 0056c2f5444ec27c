"""Keys as commands: removing a holder, rotating, passphrases, a second computer, and who may read what the program makes."""

import os
import stat
import sys

import pytest
from tests.cli.conftest import export

from doxdocket.cli import cases, opening


def test_a_holder_is_removed_by_name_of_an_officer_and_with_a_reason(call, mine, tmp_path):
    other = {"DOXDOCKET_HOME": str(tmp_path / "other")}
    recipient = call("key", "new", "--json", **other).json["recipients"][0]
    added = call("key", "add", mine, recipient, "--name", "李四", "--officer", "张三", "--json").json
    mark = added["holder"]["fingerprint"]
    before = call("figures", mine, "--json").out
    assert call("key", "remove", mine, mark, "--officer", "张三").code == 2  # no reason
    assert call("key", "remove", mine, mark, "--reason", "调离").code == 2  # nobody did it
    assert call("key", "remove", mine, mark, "--reason", "尾号 13800001850", "--officer", "张三").code == 2
    assert call("figures", mine, **other).code == 0
    said = call("key", "remove", mine, mark, "--reason", "调离本案", "--officer", "张三", "--json")
    assert said.code == 0, said.err
    assert said.json["removed"] == mark
    assert [h["name"] for h in said.json["holders"]] == ["张三"]
    assert call("figures", mine, **other).code == 2
    assert call("figures", mine, "--json").out == before
    assert call("verify", mine).code == 0


def test_nobody_removes_himself_by_mistake_and_never_the_last(call, mine):
    (me,) = call("key", "list", mine, "--json").json["holders"]
    asked = ("key", "remove", mine, me["fingerprint"], "--reason", "调离本案", "--officer", "张三")
    said = call(*asked)
    assert (said.code, "--myself" in said.err) == (2, True)
    assert (call(*asked, "--myself").code, call("figures", mine).code) == (2, 0)


def test_a_rotation_says_what_old_backups_are(call, mine):
    said = call("key", "rotate", mine, "--reason", "一台电脑遗失", "--officer", "张三", "--lang", "en")
    assert said.code == 0, said.err
    assert "Old backups still open with old keys" in said.out
    assert call("verify", mine).code == 0
    assert "key.rotate" in call("export", mine, "custody").out


WORDS = "copper lamp 7 rivers"


@pytest.fixture
def terminal(monkeypatch):
    """Somebody at a terminal who types what is in the list, and the prompts he was shown."""
    typed, prompts = [], []

    def answer(prompt):
        prompts.append(prompt)
        return typed.pop(0)

    monkeypatch.setattr(opening, "can_ask", lambda: True)
    monkeypatch.setattr(cases, "can_ask", lambda: True)
    monkeypatch.setattr(opening.getpass, "getpass", answer)
    monkeypatch.setattr(opening, "asked", lambda _environ, prompt: answer(prompt))
    return typed, prompts


def test_init_asks_once_for_a_passphrase_and_a_command_never_twice(call, tmp_path, terminal):
    typed, prompts = terminal
    new = {"DOXDOCKET_HOME": str(tmp_path / "home")}
    typed += ["x"]
    assert call("init", tmp_path / "one", **new).code == 2
    assert not (tmp_path / "home").exists()
    typed += [WORDS, WORDS]
    said = call("init", tmp_path / "one", "--officer", "张三", "--json", **new)
    assert (said.code, said.json["passphrase"]) == (0, True), said.err
    assert [path.name for path in (tmp_path / "home").glob("identity.*")] == ["identity.age"]
    for words in (("verify", tmp_path / "one"), ("key", "show"), ("init", tmp_path / "two", "--officer", "张三")):
        prompts.clear()
        typed[:] = [WORDS]
        assert call(*words, **new).code == 0
        assert len(prompts) == 1


def test_init_without_a_passphrase_says_so(call, tmp_path, terminal):
    new = {"DOXDOCKET_HOME": str(tmp_path / "home")}
    said = call("init", tmp_path / "one", "--no-passphrase", "--lang", "en", **new)
    assert said.code == 0, said.err
    assert terminal[1] == []
    assert "loses this case. Leave a spare: doxdocket key escrow" in " ".join(said.out.split())
    assert "has no passphrase" in said.out


@pytest.mark.parametrize("locked", [True, False])
def test_a_key_goes_to_a_second_computer_under_its_passphrase(call, tmp_path, locked):
    (tmp_path / "p").write_text(WORDS, encoding="utf-8")
    words = {"DOXDOCKET_PASSPHRASE_FILE": str(tmp_path / "p")}
    one, two = ({"DOXDOCKET_HOME": str(tmp_path / name)} for name in ("one", "two"))
    made = call("init", tmp_path / "case", "--json", *([] if locked else ["--no-passphrase"]), **one, **words)
    assert made.json["passphrase"] is locked
    assert call("key", "export", tmp_path / "key.age", **one, **words).code == 0
    assert stat.S_IMODE((tmp_path / "key.age").stat().st_mode) == 0o600
    assert b"SECRET" not in (tmp_path / "key.age").read_bytes()
    assert call("key", "export", tmp_path / "key.age", **one, **words).code == 2  # is there already
    assert call("key", "import", tmp_path / "key.age", **one, **words).code == 2  # has one already
    (tmp_path / "p").write_text("another 7 words here", encoding="utf-8")
    assert call("key", "import", tmp_path / "key.age", **two, **words).code == 2
    assert not (tmp_path / "two").exists()
    (tmp_path / "p").write_text(WORDS, encoding="utf-8")
    assert call("key", "import", tmp_path / "key.age", "--json", **two, **words).json["passphrase"] is True
    assert call("verify", tmp_path / "case", **two, **words).code == 0


def test_nobody_exports_what_is_not_there(call, tmp_path):
    assert call("key", "export", tmp_path / "key.age", DOXDOCKET_HOME=str(tmp_path / "none")).code == 2
    assert not (tmp_path / "key.age").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no modes of files")
def test_what_the_program_makes_is_its_owners_alone(call, tmp_path):
    home, case = {"DOXDOCKET_HOME": str(tmp_path / "home")}, tmp_path / "made" / "case"
    captured = export(tmp_path / "captured")
    was = os.umask(0)
    try:
        (tmp_path / "made").mkdir()
        for words in (
            ("init", case, "--officer", "张三", "--officer", "李四"),
            ("add", case, captured, "--officer", "张三", "--officer", "李四", "--origin", "移送"),
            ("run", case),
            ("key", "escrow", case, "--officer", "张三"),
            ("report", case),
            ("key", "rotate", case, "--reason", "例行更换", "--officer", "张三"),
            ("backup", case, tmp_path / "made" / "copy"),
            ("export", case, "persons", "-o", tmp_path / "made" / "persons.csv"),
            ("key", "export", tmp_path / "made" / "key.age"),
        ):
            os.umask(0)
            (tmp_path / "p").write_text(WORDS, encoding="utf-8")
            said = call(*words, **home, DOXDOCKET_PASSPHRASE_FILE=str(tmp_path / "p"))
            assert said.code == 0, (words, said.err)
    finally:
        os.umask(was)
    found = [*(tmp_path / "home").rglob("*"), *(tmp_path / "made").rglob("*"), tmp_path / "home"]
    assert len(found) > 40
    loose = {path: oct(path.stat().st_mode) for path in found if path.stat().st_mode & 0o077}
    assert loose == {}
    assert {stat.S_IMODE(path.stat().st_mode) for path in found} == {0o600, 0o700}


@pytest.mark.skipif(sys.platform == "win32", reason="no modes of files")
def test_an_identity_that_others_read_is_named_and_works(call, mine, home):
    identity = home / "identity.txt"
    identity.chmod(0o644)
    try:
        said = call("figures", mine)
        assert (said.code, f"chmod 600 {identity}" in said.err) == (0, True)
    finally:
        identity.chmod(0o600)
    assert "chmod" not in call("figures", mine).err


@pytest.mark.skipif(sys.platform == "win32", reason="no modes of files")
def test_a_passphrase_file_that_others_read_is_named_and_works(call, tmp_path):
    words = tmp_path / "p"
    words.write_text("copper lamp 7 rivers\n")
    environ = {"DOXDOCKET_HOME": str(tmp_path / "home"), "DOXDOCKET_PASSPHRASE_FILE": str(words)}
    words.chmod(0o600)
    said = call("init", str(tmp_path / "case"), "--officer", "张三", **environ)
    assert (said.code, "chmod" in said.err) == (0, False)
    for mode in (0o640, 0o604, 0o620, 0o602):
        words.chmod(mode)
        said = call("key", "list", str(tmp_path / "case"), **environ)
        assert (said.code, said.err.count(f"chmod 600 {words}")) == (0, 1)
        assert "copper" not in said.out + said.err
    words.chmod(0o600)
    assert "chmod" not in call("key", "list", str(tmp_path / "case"), **environ).err
