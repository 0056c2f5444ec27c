"""What a shell is told may stand next: names of ours, and nothing of a case."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from doxdocket.cli import root
from doxdocket.count.catalogue import catalogue
from doxdocket.decisions.acts import acts

SRC = Path(__file__).parents[2] / "src"


def offered(call, *words, shell="bash", **environ):
    """The words offered for the last one, as a shell asks: ``(kind, word)`` in bash."""
    asked = {
        "COMP_WORDS": " ".join(["doxdocket", *words]),
        "COMP_CWORD": str(len(words)),
        "_DOXDOCKET_COMPLETE": f"{shell}_complete",
    }
    said = call(**asked | environ)
    assert (said.code, said.err) == (0, "")
    return said.out.splitlines()


def plain(call, *words):
    return [line.partition(",")[2] for line in offered(call, *words) if line.startswith("plain,")]


def test_commands_acts_and_ids_of_figures_are_offered(call):
    assert plain(call, "exp") == ["explain", "export"]
    assert set(plain(call, "")) == set(root.commands)
    assert plain(call, "assess", "thr") == ["thresholds"]
    assert plain(call, "decide", "case", "person.") == [one for one in acts() if one.startswith("person.")]
    assert plain(call, "explain", "case", "sens") == ["sensitive_persons", "sensitive_publications", "sensitive_items"]
    assert set(plain(call, "explain", "case", "")) >= {f.id for f in catalogue().figures}
    assert set(plain(call, "explain", "case", "cn/pipl/28")) == {"cn/pipl/28", "cn/pipl/28-2"}
    assert plain(call, "decide", "case", "figure.value", "pers") == ["persons", "persons_civil"]
    assert plain(call, "decide", "case", "person.group", "V0001", "st") == ["streamer"]
    assert plain(call, "export", "case", "findi") == ["findings"]
    assert plain(call, "figures", "case", "--sc") == ["--scope"]
    assert plain(call, "figures", "case", "--scope", "c") == ["core", "channel:"]
    assert offered(call, "figures", "") == ["file,"]


def test_nothing_of_a_case_is_offered_and_no_case_is_opened(call, done, monkeypatch):
    monkeypatch.setattr("doxdocket.store.case.Case.open", lambda *_a, **_k: pytest.fail("opened"))
    assert plain(call, "explain", str(done), "V") == []
    assert plain(call, "decide", str(done), "person.deceased", "V") == []


def test_help_beside_what_is_offered_is_in_the_language_of_the_shell(call):
    assert offered(call, "detec", shell="zsh")[:2] == ["plain", "detect"]
    assert offered(call, "verif", shell="fish", COMP_CWORD="verif", LANG="en_GB.UTF-8")[0].isascii()
    assert not offered(call, "verif", shell="fish", COMP_CWORD="verif")[0].isascii()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_for_the_word_by_which_it_was_called(shell, call):
    said = call("--completion", shell, DOXDOCKET_CALLED_AS="./docket")
    assert said.code == 0
    assert "_DOXDOCKET_COMPLETE" in said.out
    assert "./docket" not in said.out
    assert "docket" in said.out
    assert call("--completion", shell, "--json").json["shell"] == shell


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash")
def test_bash_completes_by_the_script(call, tmp_path):
    program = tmp_path / "docket"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m doxdocket "$@"\n', "utf-8")
    program.chmod(0o755)
    (tmp_path / "script").write_text(call("--completion", "bash", DOXDOCKET_CALLED_AS="./docket").out, "utf-8")
    ask = '. ./script; COMP_WORDS=(./docket decide case figure.value item); COMP_CWORD=4; _docket_completion ./docket; printf "%s\\n" "${COMPREPLY[@]}"'
    ran = subprocess.run(["bash", "-c", ask], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(SRC)}, check=True, capture_output=True, encoding="utf-8")  # fmt: skip
    assert "items_person" in ran.stdout.split()
    assert ran.stderr == ""


def test_a_call_that_no_shell_makes_loads_nothing_of_it():
    code = "import doxdocket.cli, sys; print('click.shell_completion' in sys.modules, 'doxdocket.cli.completing' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8")
    assert ran.stdout.split() == ["False", "False"]
