"""Walks through docs/how-to/air-gapped.md: its own code blocks, the second one without any network."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "air-gapped.md"


def blocks(page: Path) -> list[str]:
    return re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


def test_both_languages_give_the_same_commands():
    assert blocks(PAGE) == blocks(PAGE.with_name("air-gapped.zh-CN.md"))


@pytest.mark.whole
def test_the_page_works_as_written(tmp_path):
    carry, install = blocks(PAGE)
    checkout, office = tmp_path / "checkout", tmp_path / "office"
    office.mkdir()
    shutil.copytree(
        ROOT,
        checkout,
        ignore=shutil.ignore_patterns(".venv", ".git", ".*_cache", "__pycache__", "demo", "doxdocket-demo"),
    )
    # The reader's python3 is the one these tests run on.
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "python3").symlink_to(Path(sys.executable).resolve())
    environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "DOXDOCKET_HOME": str(tmp_path / "home")}
    subprocess.run(["sh", "-euc", carry], cwd=checkout, env=environment, check=True, timeout=600)
    (checkout / "wheels").rename(office / "wheels")
    shutil.rmtree(checkout)
    offline = ["unshare", "-rn"] if shutil.which("unshare") else []
    done = subprocess.run(
        [*offline, "sh", "-euc", install], cwd=office, env=environment, check=False, capture_output=True, timeout=600
    )
    assert done.returncode == 0, done.stderr.decode()
    assert "0.1.0" in done.stdout.decode()


@pytest.mark.parametrize("name", ["air-gapped.md", "air-gapped.zh-CN.md"])
def test_windows_is_said_too(name):
    assert "py -m" in PAGE.with_name(name).read_text(encoding="utf-8")
