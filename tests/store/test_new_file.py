"""What is written where others may write replaces nothing and follows nothing, also where it appeared meanwhile and on disks without links."""

import os

import pytest

from doxdocket.errors import WrongCall
from doxdocket.store import new_file


@pytest.fixture(params=["links", "no links"])
def disk(request, tmp_path, monkeypatch):
    """A folder, of a disk that has hard links or has none."""
    if request.param == "no links":

        def none(*_args, **_more):
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(os, "link", none)
    return tmp_path


def test_it_is_whole_its_owners_alone_and_leaves_nothing_beside_it(disk):
    new_file.put(disk / "a", [b"1", b"2"])
    assert (disk / "a").read_bytes() == b"12"
    assert (disk / "a").stat().st_mode & 0o777 == 0o600
    assert [p.name for p in disk.iterdir()] == ["a"]


def test_what_appeared_meanwhile_is_neither_replaced_nor_followed(disk):
    (disk / "victim").write_bytes(b"kept")
    (disk / "linked").symlink_to(disk / "victim")
    (disk / "dangling").symlink_to(disk / "nowhere")
    for name in ("victim", "linked", "dangling"):
        with pytest.raises(WrongCall, match="is not replaced"):
            new_file.put(disk / name, [b"new"])
    assert (disk / "victim").read_bytes() == b"kept"
    assert sorted(p.name for p in disk.iterdir()) == ["dangling", "linked", "victim"]


def test_a_failure_on_the_way_leaves_nothing(disk):
    def parts():
        yield b"1"
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        new_file.put(disk / "a", parts())
    assert list(disk.iterdir()) == []
