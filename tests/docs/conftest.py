"""Pages of the documentation as commands that run: blocks of ``sh``, with the words in capitals filled in."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import chdir
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner

from doxdocket import rehearsal
from doxdocket.cli import root

WRAPPER = """#!/bin/sh
DOXDOCKET_CALLED_AS=$0; export DOXDOCKET_CALLED_AS
exec "{python}" -m doxdocket "$@"
"""


def lines(block):
    """The lines of a block, each with what it goes on with: a text for ``cat``, a line behind a backslash. A loop is one."""
    if re.search(r"^(?:for|while|if|case) ", block, re.MULTILINE):
        return [block]
    return re.findall(r"^[^\n]*<<'END'\n.*?^END$|^(?:[^\n]*\\\n)*[^\n]+$", block, re.DOTALL | re.MULTILINE)


def of_line(line):
    """What a line sets in the environment and the words it calls ``./docket`` with; None where the line is more than such a call."""
    words = shlex.split(line.replace("\\\n", " "), comments=True) if "<<" not in line else []
    given = []
    while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
        given.append(words.pop(0).split("=", 1))
    if (
        not words
        or words[0] != "./docket"
        or set(words) & {"&&", "||", "|", ">", ">>", "<", "&"}
        or set(line) & set("$`*;")
    ):
        return None
    return dict(given), words[1:]


@dataclass
class Desk:
    """A folder with ``./docket`` in it, where a reader types what a page says."""

    place: Path
    offline: list
    started: bool = False  # each command in a process of its own
    words: dict = field(default_factory=lambda: {"EXPORT-FOLDER": "ChatExport", "LATER-EXPORT": "LaterExport"})

    def type(self, block, lang="zh", home="home"):
        """Run one block as the shell does; words in capitals are filled in, as a reader would.

        Lines that call ``./docket`` and nothing else are called in this process, whose sockets are closed, unless ``started``.
        """
        for word, value in self.words.items():
            block = re.sub(rf"\b{word}\b", value, block)
        environment = {"DOXDOCKET_HOME": str(self.place / home), "LANG": lang}
        done = subprocess.CompletedProcess(block, 0, "", "")
        for line in [block] if self.started else lines(block):
            call = None if self.started else of_line(line)
            one = self._call(*call, environment) if call else self._shell(line, environment)
            out, err = done.stdout + one.stdout, done.stderr + one.stderr
            done = subprocess.CompletedProcess(block, one.returncode, out, err)
            if done.returncode:
                break
        return done

    def _shell(self, block, environment):
        kept = {k: v for k, v in os.environ.items() if k not in {"LC_ALL", "LC_MESSAGES"}}
        return subprocess.run(
            [*self.offline, "sh", "-euc", block], cwd=self.place, env=kept | environment | {"PYTHONIOENCODING": "utf-8"},
            capture_output=True, check=False, encoding="utf-8", timeout=300,
        )  # fmt: skip

    def _call(self, given, words, environment):
        told = dict.fromkeys(("LC_ALL", "LC_MESSAGES")) | {"DOXDOCKET_CALLED_AS": "./docket"} | environment | given
        with chdir(self.place):
            done = CliRunner(env=told).invoke(root, words)
        return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)

    def follow(self, commands, lang="zh"):
        """Type block after block; each must be done, and what all of them printed comes back."""
        said = []
        for block in commands:
            done = self.type(block, lang)
            assert done.returncode == 0, f"{block}\n{done.stderr}"
            said.append(done.stdout)
        return said

    def rows(self, table):
        """A table of the case ``lin-an``."""
        done = self.type(f"./docket export lin-an {table}")
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="session")
def furnish(made_once, offline, whole):
    """Makes a folder a desk, with the export of one channel of a small rehearsal case."""
    invented = made_once("invented", lambda folder: rehearsal.invent(folder, scale=0.05))

    def fill(place):
        wrapper = place / "docket"
        wrapper.write_text(WRAPPER.format(python=sys.executable), encoding="utf-8")
        wrapper.chmod(0o755)
        shutil.copytree(invented / "captures" / "first" / "wudeng", place / "ChatExport")
        shutil.copytree(invented / "captures" / "second" / "wudeng", place / "LaterExport")
        return Desk(place, offline, started=whole)

    return fill


@pytest.fixture(scope="session")
def new_desk(furnish, tmp_path_factory):
    """Makes desks that are nobody else's."""
    return lambda: furnish(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="session")
def run_once(furnish, made_once, offline, blocks, docs, whole):
    """A desk whose case ``lin-an`` was taken through the tutorial, in English; what was printed is in ``said.json``."""

    def make(place):
        desk = furnish(place)
        said = desk.follow(blocks(docs / "tutorial" / "first-case.md"), "en")
        (place / "said.json").write_text(json.dumps(said), encoding="utf-8")

    return Desk(made_once("tutorial", make), offline, started=whole)


@pytest.fixture
def desk(run_once, tmp_path):
    """A copy of it, to write in."""
    shutil.copytree(run_once.place, tmp_path / "desk", symlinks=True)
    return Desk(tmp_path / "desk", run_once.offline, started=run_once.started)


@pytest.fixture(scope="session")
def docs():
    return Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="session")
def blocks():
    """Every block of commands of a page, in order, without the indent of a list."""

    def read(page, language="sh"):
        found = re.findall(
            rf"^( *)```{language}\n(.*?)^ *```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
        )
        return [re.sub(rf"^{indent}", "", block, flags=re.MULTILINE) for indent, block in found]

    return read
