"""No call out, and no file beside the case: one life of the program from intake to report, watched from three sides.

An audit hook in the process and in every worker it starts sees what Python does. The kernel's counters in a network name
space of its own, strace, and the list of files at the end see what native libraries do, which pass no hook.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from doxdocket.engine.pool import cores
from doxdocket.rehearsal import cards, people

HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "src" / "doxdocket"
WATCHED = HERE / "watched"
#: Folders that nothing may be written to. What else the program is given it may use.
BARE = ("home", "config", "cache", "data", "state", "runtime", "temp")


def evidence(folder):
    """An export with words and four pictures of invented papers: so many are read by several processes."""
    messages = []
    for n in range(1, 5):
        one = people.person(Random(n), n)
        cards.draw(folder / "photos" / f"{n}.jpg", "id_card", one)
        text = f"姓名：{one.one('name').plain} 身份证：{one.one('id_number').plain}"
        messages.append({"id": n, "type": "message", "date_unixtime": str(1_700_000_000 + n * 60), "text": text,
                         "date": "2023-11-15T06:13:20", "photo": f"photos/{n}.jpg"})  # fmt: skip
    told = {"name": "演练", "type": "public_channel", "id": 4210, "messages": messages}
    (folder / "result.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


class Life:
    """What was seen of one life of the program in ``place``."""

    def __init__(self, place, before, seconds):
        self.place, self.began = place, place / "desk"
        for name in (*BARE, "officer", "desk/named"):
            (place / name).mkdir(parents=True)
        evidence(self.began / "evidence")
        (self.began / "messages.jsonl").write_text('{"id": "1", "text": "妈妈何翠莲开小卖部"}\n', encoding="utf-8")
        self.given = self.files(place)
        environment = {
            "PATH": os.getenv("PATH", os.defpath), "LANG": "zh_CN.UTF-8", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPATH": str(WATCHED), "WATCHED_LOG": str(place / "log"), "HOME": str(place / "home"),
            "TMPDIR": str(place / "temp"), "DOXDOCKET_HOME": str(place / "officer"),
            **{f"XDG_{n.upper()}_HOME": str(place / n) for n in ("config", "cache", "data", "state")},
            "XDG_RUNTIME_DIR": str(place / "runtime"),
        }  # fmt: skip
        done = subprocess.run(
            [*before, sys.executable, str(WATCHED / "life.py"), str(seconds)],
            cwd=self.began, env=environment, check=False, capture_output=True, timeout=600,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()
        self.said = json.loads((self.began / "said.json").read_text(encoding="utf-8"))
        self.log = [json.loads(line) for line in (place / "log").read_text(encoding="utf-8").splitlines()]

    @staticmethod
    def files(folder):
        return {path for path in folder.rglob("*") if not path.is_dir()}

    def may_write(self, path):
        """Whether the program was told to use this place; the log and the answers are the test's own."""
        if path in {self.began / "said.json", self.place / "log", Path(os.devnull)}:
            return True
        if path.is_relative_to(self.began):  # a new case is made under a name of its own first
            return path.relative_to(self.began).parts[:1] in {("case",), ("named",)} or ".case." in str(path)
        return any(path.is_relative_to(self.place / name) for name in ("officer", "temp"))

    def strays(self):
        """Files that stand where nothing was to be written, or were left in temp."""
        left = {path for path in self.files(self.place) - self.given if not self.may_write(path)}
        return sorted(left | set((self.place / "temp").rglob("*")))

    def check(self):
        assert self.said["codes"] == [0] * 8
        assert self.strays() == []
        assert [one for one in self.log if "socket" in one] == []
        written = {Path(one["file"]) for one in self.log if "file" in one} - {self.began}
        assert sorted(path for path in written if not self.may_write(path)) == []
        assert self.began / "named" / "report.html" in written  # the hook did see
        assert len({one["pid"] for one in self.log if "begun" in one}) > 1 or cores() == 1  # workers too


def test_a_case_from_intake_to_report_calls_nobody_and_writes_nowhere_else(tmp_path, offline):
    life = Life(tmp_path, offline, 0)
    life.check()
    assert not offline or life.said["counted"] == {}


@pytest.mark.whole
def test_half_a_minute_of_life_calls_nobody_either(tmp_path, offline):
    """Long enough for what calls out in the background; strace, where there is one, sees native sockets and files too."""
    traced = shutil.which("strace") is not None
    calls = "socket,connect,sendto,sendmsg,sendmmsg,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2"
    before = f"strace -f -qq --seccomp-bpf -s 400 -e trace={calls} -o {tmp_path / 'calls'}".split()
    life = Life(tmp_path / "life", [*offline, *(before if traced else ())], 30)
    life.check()
    assert life.said["lived"] >= 30
    assert not offline or life.said["counted"] == {}
    if traced:
        calls = (tmp_path / "calls").read_text(encoding="utf-8", errors="replace").splitlines()
        assert [c for c in calls if re.search(r"\bAF_(?!UNIX|UNSPEC)[A-Z0-9]+", c)] == []
        opened = [m for c in calls if (m := re.search(r'open(?:at)?\(.*?"(.*?)", ([A-Z_|0-9x]+).*\) = \d+', c))]
        paths = {Path(os.path.normpath(life.began / m[1])) for m in opened if re.search("O_(W|RDWR|CREAT)", m[2])}
        assert life.began / "case" / "case.sqlite" in paths  # strace did see: no Python opens that file
        assert sorted(p for p in paths if not life.may_write(p) and p.parts[1] not in {"dev", "proc"}) == []


def test_one_module_alone_loads_the_library_that_would_call_out():
    loads = re.compile(r"^\s*(?:import|from) onnxruntime\b", re.MULTILINE)
    those = [m.relative_to(SOURCE).as_posix() for m in SOURCE.rglob("*.py") if loads.search(m.read_text("utf-8"))]
    assert those == ["detect/inference.py"]
