"""What goes in, what is refused and said, and that nothing is half taken."""

import hashlib
import os
import socket
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.errors import EvidenceFault, StorageFault, WrongCall
from doxdocket.intake import Taken, take
from doxdocket.seal.keys import Identity
from doxdocket.store import verify
from doxdocket.store.case import Case

module = sys.modules["doxdocket.intake"]
reading = sys.modules["doxdocket.intake.read"]
ORIGIN = {"officers": ("甲", "乙"), "origin": "公安移送", "note": "服务器在境外"}


def told(taken: list[Taken]) -> list[tuple[str, str]]:
    return [(one.path, one.code) for one in taken]


def test_a_folder_is_taken_in_order_with_relative_paths(case: Case, given: Path) -> None:
    for name in ("result.json", "photos/b.jpg", "photos/a.jpg", "files/x/y.pdf"):
        (given / name).parent.mkdir(parents=True, exist_ok=True)
        (given / name).write_text(name)
    at = datetime(2024, 6, 24, tzinfo=UTC)
    heard: list[Taken] = []
    taken = take(case, [given], captured_at=at, channel="telegram:channel:1", progress=heard.append, **ORIGIN)
    assert told(taken) == [(name, "taken") for name in ("files/x/y.pdf", "photos/a.jpg", "photos/b.jpg", "result.json")]
    assert heard == taken
    source = case.sources()[3]
    assert (source.name, source.path_given, source.form) == ("result.json", "result.json", None)
    assert (source.captured_at, source.channel, source.officers, source.origin) == (
        at,
        "telegram:channel:1",
        ("甲", "乙"),
        "公安移送",
    )
    assert (
        source.modified_at[:10] == datetime.fromtimestamp((given / "result.json").stat().st_mtime, UTC).isoformat()[:10]
    )
    assert source.sha256 == taken[3].sha256 == hashlib.sha256(b"result.json").hexdigest()
    with case.original(source.sha256) as stream:
        assert stream.read() == b"result.json"
    assert verify.verify(case) == []
    assert [row.act for row in case.custody.rows()] == ["init", *["add"] * 4]


def test_many_small_files_go_in_groups_and_each_is_heard_of_when_it_is_safe(
    case: Case, given: Path, who: Identity
) -> None:
    for number in range(70):
        (given / f"{number:03}").write_bytes(str(number % 68).encode())
    known: list[int] = []

    def heard(_: Taken) -> None:
        with Case.open(case.folder, identity=who) as other:  # as after a kill at this moment
            known.append(len(other.sources()))

    taken = take(case, [given], progress=heard, **ORIGIN)
    assert [one.code for one in taken] == ["taken"] * 68 + ["known"] * 2
    assert known == [64] * 64 + [68] * 6
    assert verify.verify(case) == []


def test_who_took_the_evidence_is_unknown_where_nobody_says_it(case: Case, given: Path) -> None:
    """The officers of the case received it; put in their place, a record of extraction named them for a day long before the clue."""
    (given / "a").write_bytes(b"a")
    take(case, [given / "a"])
    assert case.sources()[0].officers == ()
    assert [row.actor for row in case.custody.rows() if row.act == "add"] == ["甲"]
    assert case.sources()[0].captured_at is None


def test_the_same_bytes_are_said_and_not_taken_twice(case: Case, given: Path) -> None:
    (given / "a.json").write_bytes(b"same")
    (given / "b.json").write_bytes(b"same")
    assert told(take(case, [given], **ORIGIN)) == [("a.json", "taken"), ("b.json", "known")]
    assert told(take(case, [given / "a.json"], **ORIGIN)) == [("a.json", "known")]
    [source] = case.sources()
    assert case.places(source.sha256) == ["a.json", "b.json"]
    assert [row.act for row in case.custody.rows()] == ["init", "add", "add.again"]
    assert verify.verify(case) == []


def test_adding_again_states_what_was_lacking_and_changes_nothing_else(
    tmp_path: Path, given: Path, who: Identity
) -> None:
    (given / "a").write_bytes(b"a")
    at = datetime(2024, 6, 24, tzinfo=UTC)
    with Case.create(tmp_path / "OTHER", title="演示", identity=who) as case:
        take(case, [given / "a"], officers=("甲",), origin="自行下载")
        assert {"officers", "reason"} <= {gap.lack.code for gap in verify.gaps(case)}
        take(case, [given / "a"], captured_at=at, **ORIGIN)
        assert not {"officers", "reason"} & {gap.lack.code for gap in verify.gaps(case)}
        [source] = case.sources()
        assert (source.origin, source.officers, source.captured_at) == ("自行下载", ("甲", "乙"), at)
        head = case.custody.head()
        take(case, [given / "a"], captured_at=datetime(2025, 1, 1, tzinfo=UTC), **ORIGIN)
        assert case.custody.head() == head


def test_an_empty_file_is_taken_and_said(case: Case, given: Path) -> None:
    (given / "a.json").write_bytes(b"")
    [one] = take(case, [given / "a.json"], **ORIGIN)
    assert (one.status, one.size) == ("empty", 0)
    assert case.sources()[0].status == "empty"
    with case.original(one.sha256) as stream:
        assert stream.read() == b""


def test_a_name_that_is_no_utf8_is_kept_with_its_bytes_told(case: Case, given: Path) -> None:
    odd = os.fsencode(given) + b"/\xff\xfe.json"
    with open(odd, "wb") as stream:  # noqa: PTH123 - a path of bytes
        stream.write(b"x")
    [one] = take(case, [given], **ORIGIN)
    assert one.path == case.sources()[0].name == "\\xff\\xfe.json"
    one.path.encode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and sockets of POSIX")
def test_links_pipes_and_sockets_are_refused_and_noted(
    case: Case, given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret").write_bytes(b"secret")
    (given / "a-link").symlink_to(tmp_path / "outside" / "secret")
    (given / "b-folder-link").symlink_to(tmp_path / "outside")
    (given / "c-broken-link").symlink_to(given / "none")
    os.mkfifo(given / "d-pipe")
    monkeypatch.chdir(given)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("e-socket")
        taken = take(case, [given, given / "a-link", given / "d-pipe", Path("/dev/null")], **ORIGIN)
    assert [one.code for one in taken] == ["link", "link", "link", "special", "special", "link", "special", "special"]
    assert {one.status for one in taken} == {"refused"}
    assert [(path, code) for _, path, code in case.notices()] == told(taken)
    assert all(one.zh and one.en for one in taken)
    assert case.sources() == []
    detail = case.custody.rows()[-1].detail
    assert detail == {"code": "special", "notice": detail["notice"], "identity": case.custody.identity}
    assert verify.verify(case) == []


def test_the_case_itself_is_not_taken_into_itself(case: Case, tmp_path: Path, given: Path) -> None:
    (given / "a").write_bytes(b"a")
    taken = take(case, [tmp_path, case.folder, case.folder / "case.toml"], **ORIGIN)
    assert told(taken) == [
        ("CASE", "inside_case"),
        ("given/a", "taken"),
        (".", "inside_case"),
        ("case.toml", "inside_case"),
    ]


def test_what_is_not_there_stops_everything_before_it_begins(case: Case, given: Path) -> None:
    (given / "a").write_bytes(b"a")
    with pytest.raises(WrongCall, match="none"):
        take(case, [given / "a", given / "none"], **ORIGIN)
    assert case.sources() == []


class Meddling:
    """An original that somebody writes to while it is read."""

    def __init__(self, stream: BinaryIO, meddle: Callable[[], None]) -> None:
        self.stream, self.meddle = stream, meddle

    def read(self, size: int) -> bytes:
        data = self.stream.read(size)
        self.meddle()
        self.meddle = lambda: None
        return data


def grow(path: Path) -> None:
    with path.open("ab") as stream:
        stream.write(b"more")


def rewrite(path: Path) -> None:
    time.sleep(0.01)
    path.write_bytes(bytes(path.stat().st_size))


def replace(path: Path) -> None:
    path.rename(path.with_suffix(".old"))
    path.write_bytes(path.with_suffix(".old").read_bytes())


CHANGES = [grow, rewrite, replace, lambda path: path.write_bytes(b"x"), lambda path: path.unlink()]


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_changes_while_it_is_read_is_refused_and_the_others_are_in(
    case: Case, given: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    for name in "abc":
        (given / name).write_bytes(name.encode() * 5_000_000)
    checked, meant = reading.Original, (given / "b").stat()

    def meddled(stream: BinaryIO) -> object:
        it = os.path.samestat(os.fstat(stream.fileno()), meant)
        return Meddling(checked(stream), (lambda: change(given / "b")) if it else (lambda: None))

    monkeypatch.setattr(reading, "Original", meddled)
    with pytest.raises(EvidenceFault, match="changed while"):
        take(case, [given / "a", given / "b", given / "c"], **ORIGIN)
    assert [source.name for source in case.sources()] == ["a", "c"]
    assert [(path, code) for _, path, code in case.notices()] == [("b", "changed")]
    assert verify.verify(case) == []
    assert [p.name for p in (case.folder / "incoming").iterdir()] == [".lock"]


@pytest.mark.parametrize("again", [True, False])
def test_a_folder_put_in_place_of_another_while_its_file_is_read_is_noticed(
    case: Case, given: Path, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    """The file that was opened did not change: its name leads elsewhere now."""
    (given / "x").mkdir()
    (given / "x" / "a").write_bytes(b"a")
    original = reading.Original

    def swap() -> None:
        (given / "x").rename(given / "y")
        if again:
            (given / "x").mkdir()
            (given / "x" / "a").write_bytes(b"a")

    monkeypatch.setattr(reading, "Original", lambda stream: Meddling(original(stream), swap))
    with pytest.raises(EvidenceFault):
        take(case, [given / "x" / "a"], **ORIGIN)


def test_our_own_disk_is_told_apart_from_the_originals(given: Path, who: Identity) -> None:
    (given / "a").write_bytes(b"a")
    with pytest.raises(StorageFault):
        reading.read(given / "a", given / "none" / "copy", who.recipient)


def test_a_file_swapped_for_a_pipe_before_it_is_opened_is_refused(
    case: Case, given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (given / "a").write_bytes(b"a")
    find = module.find

    def then_swap(*args: object) -> object:
        for found in find(*args):
            (given / "a").unlink()
            os.mkfifo(given / "a")
            yield found

    monkeypatch.setattr(module, "find", then_swap)
    with pytest.raises(EvidenceFault):
        take(case, [given / "a"], **ORIGIN)


def test_a_file_that_cannot_be_read_is_noted(case: Case, given: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (given / "a").write_bytes(b"a")
    (given / "b").write_bytes(b"b")

    class Bad:
        def __init__(self, stream: BinaryIO) -> None:
            self.bad = os.path.samestat(os.fstat(stream.fileno()), (given / "a").stat())
            self.stream = stream

        def read(self, size: int) -> bytes:
            if self.bad:
                raise OSError(5, "Input/output error")
            return self.stream.read(size)

    checked = reading.Original
    monkeypatch.setattr(reading, "Original", lambda stream: checked(Bad(stream)))
    assert told(take(case, [given], **ORIGIN)) == [("a", "unreadable"), ("b", "taken")]


def test_a_folder_or_file_without_permission_is_noted(case: Case, given: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the system's refusal is spoken for it."""
    (given / "closed").mkdir()
    (given / "closed" / "x").write_bytes(b"x")
    (given / "file").write_bytes(b"x")
    (given / "vanishing").write_bytes(b"x")
    listing, looking, opening = Path.iterdir, Path.lstat, os.open

    def iterdir(path: Path) -> object:
        if path.name == "closed":
            raise PermissionError
        return listing(path)

    def lstat(path: Path) -> object:
        if path.name == "vanishing":
            raise FileNotFoundError
        return looking(path)

    def open_(path: Path, flags: int, mode: int = 0o777) -> int:
        if str(path).endswith("given/file"):
            raise PermissionError
        return opening(path, flags, mode)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    monkeypatch.setattr(Path, "lstat", lstat)
    monkeypatch.setattr(os, "open", open_)
    assert told(take(case, [given], **ORIGIN)) == [
        ("closed", "unreadable"),
        ("file", "unreadable"),
        ("vanishing", "unreadable"),
    ]


def test_a_full_disk_is_a_storage_fault_and_nothing_is_half_taken(
    case: Case, given: Path, who: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    (given / "a").write_bytes(bytes(3_000_000))
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(StorageFault, match="No space"):
            take(case, [given / "a"], **ORIGIN)
    assert case.sources() == []
    assert [p.name for p in (case.folder / "incoming").iterdir()] == [".lock"]
    assert verify.verify(case) == []


def test_the_original_is_not_touched(case: Case, given: Path) -> None:
    (given / "a").write_bytes(b"a")
    os.utime(given / "a", (1_600_000_000, 1_600_000_000))
    take(case, [given / "a"], **ORIGIN)
    after = (given / "a").stat()
    assert (after.st_mtime, after.st_size) == (1_600_000_000, 1)
    if hasattr(os, "O_NOATIME"):
        assert after.st_atime == 1_600_000_000


@examples(25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200_000))
def test_whatever_goes_in_comes_out(case: Case, given: Path, data: bytes) -> None:
    (given / "a").write_bytes(data)
    one = take(case, [given / "a"], **ORIGIN)[0]
    with case.original(one.sha256) as stream:
        assert stream.read() == data


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """96 MB through in a process of its own, under 60 MB above what it needs for nothing."""
    import subprocess

    script = f"""
import resource, sys
from pathlib import Path
from doxdocket.intake import take
from doxdocket.seal.keys import Identity
from doxdocket.store import verify
from doxdocket.store.case import Case
home = Path({str(tmp_path)!r})
with Case.create(home / "CASE", title="x", identity=Identity.generate()) as case:
    (home / "small").write_bytes(b"x")
    take(case, [home / "small"])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with (home / "big").open("wb") as stream:
        for n in range(96):
            stream.write(n.to_bytes(4, "big") * 262144)
    [one] = take(case, [home / "big"])
    with case.original(one.sha256) as stream:
        while stream.read(1 << 20):
            pass
    verify.verify(case)
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 60
