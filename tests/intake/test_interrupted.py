"""Killed anywhere, or with the disk full: the case is as before a group or after it, and taking again takes what lacks."""

import random
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from archives import STATED, clear, inside, tarred, zipped

from doxdocket.errors import EvidenceFault
from doxdocket.intake import take
from doxdocket.seal.keys import Identity
from doxdocket.store import verify
from doxdocket.store.case import Case

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")
DRAW = random.Random(9)
FILES = {f"{n:03}.bin": DRAW.randbytes(60_000) for n in range(200)}
LARGE = {"a.zip": zipped({**FILES, "inner.tar": tarred({"deep": b"1"})}), "b.tar.gz": tarred({"x": b"2"}, "gz")}
EXPECTED = {f"a.zip!/{name}": data for name, data in FILES.items()} | {
    "a.zip!/inner.tar!/deep": b"1",
    "b.tar.gz!/x": b"2",
}

CHILD = """
import os, resource, signal, sys
from pathlib import Path
from doxdocket.errors import StorageFault
from doxdocket.intake import take
from doxdocket.seal.keys import Identity
from doxdocket.store.case import Case

case, given = Path(sys.argv[1]), Path(sys.argv[2])
with Case.open(case, identity=Identity(sys.stdin.read())) as case:
{body}
"""


def child(case: Path, given: Path, who: Identity, body: str, *before: str) -> subprocess.CompletedProcess[str]:
    script = CHILD.format(body=textwrap.indent(textwrap.dedent(body), "    "))
    return subprocess.run(
        [*before, sys.executable, "-c", script, str(case), str(given)],
        input=who.secret, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip


@pytest.fixture
def filled(given: Path) -> Path:
    for name, data in LARGE.items():
        (given / name).write_bytes(data)
    return given


@pytest.mark.parametrize(
    "when",
    ["heard(1)", "heard(65)", "written(70)", "moved(66)", "heard(2)", "heard(130)", "written(3)", "moved(1)"],
)
@pytest.mark.whole(but=5)
def test_a_kill_at_any_moment_loses_nothing_and_taking_again_completes(
    tmp_path: Path, filled: Path, who: Identity, when: str
) -> None:
    """After the n-th file was acknowledged, in the n-th copy while it is written, after the n-th rename into place."""
    Case.create(tmp_path / "CASE", title="演示", officers=["甲", "乙"], identity=who).close()
    body = f"""
        import doxdocket.store.case_files as shelf, doxdocket.intake.read as read
        left = {{"heard": 0, "written": 0, "moved": 0}}
        def {when.partition("(")[0]}(n): left[{when.partition("(")[0]!r}] = n
        {when}
        def count(what):
            left[what] -= 1
            if left[what] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        def told(one):
            print(one.path, flush=True)
            count("heard")
        renamed, encrypt = Path.replace, read.encrypt
        def replace(path, to):
            renamed(path, to)
            if "originals" in str(to):
                count("moved")
        def write(source, target, recipient):
            target.write(b"half")
            target.flush()
            count("written")
            target.seek(0)
            return encrypt(source, target, recipient)
        Path.replace, read.encrypt = replace, write
        take(case, [given], progress=told, officers=("甲", "乙"), origin="公安移送", note="境外")
    """
    done = child(tmp_path / "CASE", filled, who, body)
    assert done.returncode == -signal.SIGKILL, done.stderr
    acknowledged = set(done.stdout.split())
    with Case.open(tmp_path / "CASE", identity=who) as case:
        assert verify.verify(case) == []
        before = {source.path_given for source in case.sources()}
        assert acknowledged <= before
        assert len(before) < len(EXPECTED) + 3
        taken = take(case, [filled], **STATED)
        assert {one.path for one in taken if one.status == "known"} == before
        assert inside(case) == EXPECTED | {"a.zip!/inner.tar": tarred({"deep": b"1"})}
        assert [row.act for row in case.custody.rows()].count("unpack") == 3
        assert verify.verify(case) == []


def test_an_interruption_inside_a_member_takes_nothing_of_its_group(case: Case, filled: Path) -> None:
    def interrupt(one: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take(case, [filled], progress=interrupt, **STATED)
    assert [path.name for path in (case.folder / "incoming").iterdir()] == [".lock"]
    assert verify.verify(case) == []
    take(case, [filled], **STATED)
    assert EXPECTED.items() <= inside(case).items()


def mounted(tmp_path: Path, who: Identity, given: Path, body: str) -> subprocess.CompletedProcess[str]:
    """The same on a disk of 12 MB of its own, where the system lets us make one."""
    if (
        shutil.which("unshare") is None
        or subprocess.run(["unshare", "-rm", "true"], check=False, capture_output=True).returncode
    ):
        pytest.skip("no mounts of our own here")
    (tmp_path / "disk").mkdir()
    (tmp_path / "back").mkdir()
    mount = f"mount -t tmpfs -o size=12m tmpfs {tmp_path}/disk && cp -r {tmp_path}/CASE {tmp_path}/disk/ && "
    run = '"$@"; code=$?; '
    back = f"cp -r {tmp_path}/disk/CASE {tmp_path}/back/; exit $code"
    return child(tmp_path / "disk" / "CASE", given, who, body, "unshare", "-rm", "sh", "-c", mount + run + back, "sh")


FULL = """
    take(case, [given / "0.txt"], officers=("甲", "乙"), origin="公安移送", note="境外")
    try:
        take(case, [given], officers=("甲", "乙"), origin="公安移送", note="境外")
    except StorageFault as fault:
        print(fault)
        print(fault.said("zh"))
"""


@pytest.mark.parametrize("kind", ["zip", "tar", "bin"])
def test_a_full_disk_is_said_and_what_was_acknowledged_is_in(
    tmp_path: Path, given: Path, who: Identity, kind: str
) -> None:
    """16 MB for a disk of 12: file and zip state their size and are not begun; the compressed tar runs into the wall."""
    Case.create(tmp_path / "CASE", title="演示", officers=["甲", "乙"], identity=who).close()
    data = b"0123456789" * 100_000
    many = {f"{n:02}.bin": data[n:] + b"%d" % n for n in range(16)}
    made = {"zip": zipped({"a.bin": data * 16}), "tar": tarred(many, "gz"), "bin": data * 16}[kind]
    (given / "0.txt").write_bytes(b"before")
    (given / f"a.{kind}").write_bytes(made)
    done = mounted(tmp_path, who, given, FULL)
    assert done.returncode == 0, done.stderr
    assert ("not enough space" if kind != "tar" else "No space left") in done.stdout
    assert "磁盘空间" in done.stdout
    with Case.open(tmp_path / "back" / "CASE", identity=who) as case:
        assert verify.verify(case) == []
        assert [source.name for source in case.sources()] == {"zip": ["0.txt", "a.zip"]}.get(kind, ["0.txt"])
        assert [path.name for path in (case.folder / "incoming").iterdir()] == [".lock"]
        take(case, [given], **STATED)
        assert len(case.sources()) == {"zip": 3, "tar": 18, "bin": 2}[kind]
        assert verify.verify(case) == []


def test_a_write_that_the_system_refuses_undoes_its_group_and_no_other(
    tmp_path: Path, given: Path, who: Identity
) -> None:
    """RLIMIT_FSIZE stands for the disk that fills while a member is written."""
    Case.create(tmp_path / "CASE", title="演示", officers=["甲", "乙"], identity=who).close()
    small = {f"{n:03}": bytes([n]) * 1000 for n in range(70)}
    (given / "0.txt").write_bytes(b"before")
    (given / "a.tar.gz").write_bytes(tarred(small | {"large": bytes(range(250)) * 20_000}, "gz"))
    limit = """
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000_000, 4_000_000))
    """
    done = child(tmp_path / "CASE", given, who, limit + FULL)
    assert "File too large" in done.stdout, done.stderr
    with Case.open(tmp_path / "CASE", identity=who) as case:
        assert verify.verify(case) == []
        assert len(case.sources()) == 64  # with 0.txt, which is known the second time, a group of 64 files
        take(case, [given], **STATED)
        assert len(case.sources()) == 73


def test_a_container_whose_copy_in_the_case_was_changed_is_not_opened(case: Case, filled: Path) -> None:
    take(case, [filled / "a.zip"], **STATED)
    container = case.sources()[0]
    payload = case.folder / container.payload
    whole = payload.read_bytes()
    payload.chmod(0o600)
    payload.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(EvidenceFault, match="not the file that was taken in"):
        take(case, [filled / "a.zip"], **STATED)
    payload.write_bytes(whole)
    assert clear(case, container.sha256) == LARGE["a.zip"]
    assert verify.verify(case) == []
