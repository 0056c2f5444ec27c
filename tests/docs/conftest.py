"""Pages of the documentation as commands that run: blocks of ``sh``, with the words in capitals filled in."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from doxdocket import rehearsal

WRAPPER = """#!/bin/sh
DOXDOCKET_CALLED_AS=$0; export DOXDOCKET_CALLED_AS
exec "{python}" -m doxdocket "$@"
"""


@dataclass
class Desk:
    """A folder with ``./docket`` in it, where a reader types what a page says."""

    place: Path
    offline: list
    words: dict = field(default_factory=lambda: {"EXPORT-FOLDER": "ChatExport", "LATER-EXPORT": "LaterExport"})

    def type(self, block, lang="zh", home="home"):
        """Run one block as the shell does; words in capitals are filled in, as a reader would."""
        for word, value in self.words.items():
            block = re.sub(rf"\b{word}\b", value, block)
        environment = {k: v for k, v in os.environ.items() if k not in {"LC_ALL", "LC_MESSAGES"}}
        environment |= {"DOXDOCKET_HOME": str(self.place / home), "LANG": lang, "PYTHONIOENCODING": "utf-8"}
        return subprocess.run(
            [*self.offline, "sh", "-euc", block], cwd=self.place, env=environment, capture_output=True, check=False,
            encoding="utf-8", timeout=300,
        )  # fmt: skip

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
def furnish(made_once, offline):
    """Makes a folder a desk, with the export of one channel of a small rehearsal case."""
    invented = made_once("invented", lambda folder: rehearsal.invent(folder, scale=0.05))

    def fill(place):
        wrapper = place / "docket"
        wrapper.write_text(WRAPPER.format(python=sys.executable), encoding="utf-8")
        wrapper.chmod(0o755)
        shutil.copytree(invented / "captures" / "first" / "wudeng", place / "ChatExport")
        shutil.copytree(invented / "captures" / "second" / "wudeng", place / "LaterExport")
        return Desk(place, offline)

    return fill


@pytest.fixture(scope="session")
def new_desk(furnish, tmp_path_factory):
    """Makes desks that are nobody else's."""
    return lambda: furnish(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="session")
def run_once(furnish, made_once, offline, blocks, docs):
    """A desk whose case ``lin-an`` was taken through the tutorial, in English; what was printed is in ``said.json``."""

    def make(place):
        said = furnish(place).follow(blocks(docs / "tutorial" / "first-case.md"), "en")
        (place / "said.json").write_text(json.dumps(said), encoding="utf-8")

    return Desk(made_once("tutorial", make), offline)


@pytest.fixture
def desk(run_once, tmp_path):
    """A copy of it, to write in."""
    shutil.copytree(run_once.place, tmp_path / "desk", symlinks=True)
    return Desk(tmp_path / "desk", run_once.offline)


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
