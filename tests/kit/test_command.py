"""``kit`` as a process: a double click starts it, a second one shows its page again, and nothing is lost when it is killed."""

import http.client
import os
import shlex
import signal
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from doxdocket.kit import launch


@pytest.fixture
def started(tmp_path):
    running = []

    def start(*words):
        env = os.environ | {
            "PYTHONUTF8": "1",
            "DOXDOCKET_HOME": str(tmp_path / "home"),
            "BROWSER": "true",
            "LANG": "zh_CN.UTF-8",
        }
        running.append(
            subprocess.Popen(
                [*map(str, words)],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                stdin=subprocess.DEVNULL,
                text=True,
                env=env,
            )
        )
        return running[-1]

    yield start
    for one in running:
        one.kill()
        one.communicate()


def link(process):
    """The next link that it prints."""
    for line in process.stdout:
        if line.startswith("http://"):
            return urlsplit(line.strip())
    raise AssertionError(process.stderr.read())


def status(at):
    connection = http.client.HTTPConnection("127.0.0.1", at.port, timeout=300)
    try:
        connection.request("GET", f"{at.path}?{at.query}", headers={"Host": at.netloc})
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.whole
def test_it_starts_shows_itself_again_is_killed_and_goes_on_by_a_double_click(started, tmp_path):
    kit = tmp_path / "我的 证据"
    first = started(sys.executable, "-m", "doxdocket", "kit", kit, "--no-browser")
    assert status(link(first)) == 200
    second = started("/bin/sh", kit / "打开-open.sh")
    said, _ = second.communicate(timeout=300)
    assert (second.returncode, "已经开着" in said) == (0, True)
    assert status(link(first)) == 200  # another link, which the first process made
    assert not (kit / ".again").exists()  # it is asked once
    (kit / "files" / "0001.txt").write_bytes(b"came as it was killed")
    first.send_signal(signal.SIGKILL)
    first.wait(300)
    third = started("/bin/sh", kit / "打开-open.sh")
    assert status(link(third)) == 200
    assert '"0001.txt"' in (kit / "kit.json").read_text("utf-8")
    third.send_signal(signal.SIGINT)
    said, fault = third.communicate(timeout=300)
    assert "Traceback" not in said + fault
    assert not (kit / ".again").exists()


def test_a_folder_with_other_things_is_refused(started, tmp_path):
    (tmp_path / "letter.txt").write_text("x")
    done = started(sys.executable, "-m", "doxdocket", "kit", tmp_path, "--no-browser")
    said, fault = done.communicate(timeout=300)
    assert (done.returncode, said) == (2, "")
    assert "没有改动" in fault
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    "python",
    ["/opt/py thon/bin/python", "/opt/$HOME`id`/python", "/opt/it's/python", '/opt/"q"/python', "/opt/100%/python"],
)
def test_no_name_of_a_folder_is_read_as_a_command(python, tmp_path):
    told = launch.scripts(python)
    shell = told["打开-open.sh"].replace(" -P -m doxdocket kit .", "").replace("exec ", "printf %s ")
    assert (
        subprocess.run(
            ["/bin/sh", "-c", shell.partition("\n")[2], str(tmp_path / "a")],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        == python
    )
    line = next(line for line in told["打开-open.desktop"].splitlines() if line.startswith("Exec="))
    plain = line.removeprefix("Exec=").removesuffix(" %k").replace("%%", "%").replace("\\\\", "\\")
    words = [
        word.replace("\\$", "$").replace("\\`", "`") for word in shlex.split(plain)
    ]  # as a desktop reads a quoted argument
    assert words[:2] + words[3:] == ["/bin/sh", "-c", "sh", python]
    (tmp_path / "a stick").mkdir()
    said = words[2].replace("exec", "pwd; echo").replace("-P -m doxdocket kit .", "")
    done = subprocess.run(
        ["/bin/sh", "-c", said, "sh", python, str(tmp_path / "a stick" / "x.desktop")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [str(tmp_path / "a stick"), python]
    lines = told["打开-open.cmd"].splitlines()
    assert (lines[0], lines[3]) == ("@echo off", f'"{python.replace("%", "%%")}" -P -m doxdocket kit .')
