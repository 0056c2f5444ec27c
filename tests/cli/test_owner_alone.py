"""Whatever the program writes is its user's alone: the case, what lies in it, and what was written elsewhere."""

import os

import pytest


@pytest.mark.skipif(os.name != "posix", reason="elsewhere the folder says who may read")
def test_no_file_or_folder_is_open_to_others(call, tmp_path, invented):
    before = os.umask(0o022)  # as most systems have it
    try:
        case, out = tmp_path / "new", tmp_path / "findings.csv"
        assert call("init", case, "--officer", "张三", "--officer", "李四").code == 0
        assert (
            call("add", case, invented.export(tmp_path / "ChatExport"), "--officer", "张三", "--officer", "李四").code
            == 0
        )
        assert call("export", case, "sources", "--format", "csv", "-o", out).code == 0
    finally:
        os.umask(before)
    made = [case, *case.rglob("*"), out]
    assert len(made) > 8
    assert [path.name for path in made if path.stat().st_mode & 0o077] == []
