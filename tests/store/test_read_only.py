"""A case on a disc or a read-only mount is read and verified as it lies there; acts say that it is read-only."""

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from doxdocket.store import keyring
from doxdocket.store.case import Case
from doxdocket.store.info import DATABASE

MOUNTED = """
mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && exec "$@"
"""
LOOK = """
import sys
from pathlib import Path
from doxdocket.errors import DoxdocketError
from doxdocket.seal.keys import Identity
from doxdocket.store import verify
from doxdocket.store.backup import restore
from doxdocket.store.case import Case
from doxdocket.store.clear_values import open_value

folder, who = Path(sys.argv[1]), Identity(sys.argv[2])
try:
    (folder / "x").write_bytes(b"")
except OSError:
    print("cannot write")
try:
    with Case.open(folder, identity=who) as case:
        print([fault.code for fault in verify.verify(case)], case.remembered.relation_at_open.kind)
        print(case.current_run().read("posts").num_rows, len(case.decisions()))
        for act in (
            lambda: case.decide("figure.value", {"figure": "persons", "value": 1}, "核对", case.info.officers[0]),
            lambda: open_value(case, "telegram:channel:1", "7", "text", 6, 17, reason="质证", officer=case.info.officers[0]),
            lambda: case.release("a.html", b"x"),
            lambda: case.begin_run("run9"),
        ):
            try:
                act()
                print("done")
            except DoxdocketError as e:
                print(type(e).__name__, "is read-only" in str(e))
        again = restore(case, sys.argv[3], case.info.officers[0])
    with Case.open(again, identity=who) as case:
        case.decide("figure.value", {"figure": "persons", "value": 1}, "核对", case.info.officers[0])
        print([fault.code for fault in verify.verify(case)])
except DoxdocketError as e:
    print(type(e).__name__, e)
"""

pytestmark = pytest.mark.skipif(
    shutil.which("unshare") is None
    or bool(subprocess.run(["unshare", "-rm", "true"], check=False, capture_output=True).returncode),
    reason="a mount of one's own",
)


def read_only(folder, who, tmp_path):
    words = [
        "unshare",
        "-rm",
        "sh",
        "-c",
        MOUNTED,
        "sh",
        folder,
        sys.executable,
        "-c",
        LOOK,
        folder,
        who.secret,
        tmp_path / "AGAIN",
    ]
    done = subprocess.run(words, check=False, capture_output=True, text=True, env=os.environ)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_it_is_read_and_verified_and_not_acted_on(folder, who, tmp_path):
    with Case.open(folder, identity=who):
        pass
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    told = read_only(folder, who, tmp_path)
    assert told == ["cannot write", "[] same", "3 1", *["StorageFault True"] * 4, "[]"]
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_one_of_an_earlier_edition_is_read_and_restored_too(tmp_path):
    """A case that an earlier program made, on a disc, before this officer ever opened it."""
    with tarfile.open(Path(__file__).parent / "case-of-d3b02e9.tgz") as packed:
        packed.extractall(tmp_path, filter="data")
    who = keyring.load(tmp_path / "home")[0]
    told = read_only(tmp_path / "case", who, tmp_path)
    assert told == ["cannot write", "[] new", "190 200", *["StorageFault True"] * 4, "[]"]


def test_a_log_that_was_not_folded_in_is_said_and_not_passed_over(folder, who, tmp_path):
    with Case.open(folder, identity=who) as case:
        case.decide("figure.value", {"figure": "persons", "value": 1}, "核对", "甲")
        left = shutil.copytree(folder, tmp_path / "LEFT")
    assert (left / f"{DATABASE}-wal").stat().st_size
    (told,) = read_only(left, who, tmp_path)[1:]
    assert told.startswith("StorageFault")
    assert "-wal" in told


def test_an_older_copy_on_a_disc_is_behind_too(folder, who, tmp_path):
    with Case.open(folder, identity=who):
        pass
    old = shutil.copytree(folder, tmp_path / "OLD")
    with Case.open(folder, identity=who) as case:
        case.decide("figure.value", {"figure": "persons", "value": 1}, "核对", "甲")
    assert "['behind'] behind" in read_only(old, who, tmp_path)
