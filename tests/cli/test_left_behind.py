"""What onnxruntime left in the home: told, deleted when asked, and nothing beside it."""

import pytest


@pytest.fixture
def left(tmp_path):
    """A home as an earlier version left it, and what other programs keep beside."""
    for top in (".cache", "Library/Application Support", "named"):
        folder = tmp_path / top / "Microsoft" / "DeveloperTools" / ".onnxruntime"
        folder.mkdir(parents=True)
        for name in ("deviceid", "onnxruntime.db", "onnxruntime.db-wal"):
            (folder / name).write_text("x", encoding="utf-8")
        (folder.parent / "deviceid").write_text("another program's", encoding="utf-8")
    return tmp_path


def environment(left):
    return {"HOME": str(left), "XDG_CACHE_HOME": str(left / "named")}


def test_it_is_told_and_left_alone(call, left):
    said = call("doctor", "--json", **environment(left)).json
    told = next(c for c in said["checks"] if c["id"] == "left_behind")
    assert told["found"].count(".onnxruntime") == 3
    assert "--clean" in told["cost"]
    assert said["deleted"] == []
    assert len(list(left.rglob(".onnxruntime/*"))) == 9


def test_it_is_deleted_when_asked_and_nothing_beside_it(call, left):
    said = call("doctor", "--clean", "--lang", "en", **environment(left))
    assert said.code == 0
    assert said.out.count("Deleted: ") == 3
    assert list(left.rglob(".onnxruntime")) == []
    assert len(list(left.rglob("deviceid"))) == 3
    again = call("doctor", "--clean", "--json", **environment(left)).json
    assert again["deleted"] == []
    assert next(c for c in again["checks"] if c["id"] == "left_behind")["cost"] == ""


def test_a_link_in_its_place_is_left(call, left):
    folder = left / ".cache" / "Microsoft" / "DeveloperTools" / ".onnxruntime"
    folder.rename(left / "elsewhere")
    folder.symlink_to(left / "elsewhere")
    call("doctor", "--clean", **environment(left))
    assert folder.is_symlink()
    assert len(list((left / "elsewhere").iterdir())) == 3
