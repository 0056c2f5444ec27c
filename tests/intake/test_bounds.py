"""Memory stays bounded and time in proportion, however large the member and however many there are."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from archives import STATED, zipped

from doxdocket.intake import take
from doxdocket.store.case import Case

LARGE = """
import io, os, resource, sys, tarfile, zipfile
from pathlib import Path
from doxdocket.intake import take
from doxdocket.seal.keys import Identity
from doxdocket.store.case import Case

home, kind, size = Path(sys.argv[1]), sys.argv[2], 96 << 20
class Source(io.RawIOBase):
    def __init__(self): self.at = 0
    def readable(self): return True
    def read(self, want=-1):
        want = min(size - self.at, 1 << 18 if want < 0 else want)
        self.at += want
        return (os.urandom(1 << 13) * 32)[:want]
made = home / "made"
if kind == "zip":
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("large", "w") as member:
        source = Source()
        while data := source.read(1 << 18):
            member.write(data)
if kind == "tar.gz":
    info = tarfile.TarInfo("large")
    info.size = size
    with tarfile.open(made, "w:gz") as archive:
        archive.addfile(info, Source())
with Case.create(home / "CASE", title="x", identity=Identity.generate()) as case:
    (home / "small.zip").write_bytes(bytes.fromhex(sys.argv[3]))
    take(case, [home / "small.zip"])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    taken = take(case, [made])
    assert [one.size for one in taken][1:] == [size], taken
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="resource is of POSIX")
@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
@pytest.mark.whole(but=5)
def test_memory_does_not_grow_with_a_member(tmp_path: Path, kind: str) -> None:
    """96 MB out of an archive, under 60 MB above what a small archive needs."""
    words = [sys.executable, "-c", LARGE, str(tmp_path), kind, zipped({"x": b"1"}).hex()]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 60


def test_time_grows_with_the_number_of_members_and_not_faster(case: Case, given: Path) -> None:
    """All empty: each is a further place of the same bytes."""
    spent = []
    for count in (500, 2000):
        (given / "a.zip").write_bytes(zipped({f"{count}/{n}": b"" for n in range(count)}))
        began = time.process_time()
        assert len(take(case, [given], **STATED)) == count + 1
        spent.append(time.process_time() - began)
    assert spent[1] < 10 * spent[0]
